/*
 * rule_match.h - inside of the room: runs the program of a rule over a sentence.
 *
 * A sentence is held by class: a row of bits, one a token, for each. Tests of a token become such
 * rows too when they are first asked, so that asking is looking at a bit. A repetition gives back
 * items that it took when what follows does not fit; an item, or a branch of a choice, is taken
 * whole. A place of the program that did not fit at a token is not tried there again (as in RE2's
 * bit-state matcher), so no pattern takes exponential time.
 */
#ifndef BS_ANNOTATE_RULE_MATCH_H
#define BS_ANNOTATE_RULE_MATCH_H

#include "annotate/rule.h"
#include "base/array.h"

/* A place to go back to. */
typedef struct bs_rule_branch {
    uint32_t at, token, trail;
} bs_rule_branch;

typedef struct bs_rule_trail {
    uint16_t op, part;
    uint32_t token;
} bs_rule_trail;

typedef struct bs_u64s {
    uint64_t *items;
    size_t count, capacity;
} bs_u64s;

/* What one thread needs, zeroed at first. A row is `row_words` words, token t at bit t % 64 of word
 * t / 64. */
typedef struct bs_rule_matcher {
    const bs_rule_host *host;
    size_t token_count, row_words;
    bs_class_set present; /* classes that a token has */
    bs_u64s columns;      /* a row for each class */
    bs_u64s rows;         /* a row for each test, when `asked` says so */
    bs_u64s asked;        /* bit by test */
    struct {
        bs_rule_branch *items;
        size_t count, capacity;
    } branches;
    struct {
        bs_rule_trail *items;
        size_t count, capacity;
    } trail;
    bs_u64s failed; /* bit place * (tokens + 1) + token */
    bs_u32s marked; /* the bits that are set */
} bs_rule_matcher;

void bs_rule_matcher_clear(bs_rule_matcher *matcher);

typedef struct bs_rule_matches {
    bs_rule_match *items;
    size_t count, capacity;
} bs_rule_matches;

/* Begins a sentence of at most BS_RULE_TOKENS_MAX tokens, of which nothing is known. Fails with
 * BS_NO_MEMORY alone. */
bs_status bs_rule_matcher_begin(bs_rule_matcher *matcher, const bs_rule_host *host,
                                size_t token_count, bs_error *error);

/* Says that a token has a class. */
static inline void bs_rule_matcher_put(bs_rule_matcher *matcher, size_t token, unsigned class)
{
    bs_class_set_add(&matcher->present, class);
    matcher->columns.items[class * matcher->row_words + token / 64] |= (uint64_t)1 << token % 64;
}

/*
 * Adds the matches of rule `number` in the sentence, from left to right without overlap. Fails with
 * BS_NO_MEMORY alone.
 */
bs_status bs_rule_matcher_ask(bs_rule_matcher *matcher, uint32_t number, bs_rule_matches *matches,
                              bs_error *error);

#endif
