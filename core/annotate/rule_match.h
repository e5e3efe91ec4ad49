/*
 * rule_match.h - inside of the room: runs the program of a rule over the records of a sentence.
 *
 * A repetition gives back items that it took when what follows does not fit; an item, or a branch
 * of a choice, is taken whole. A place of the program that did not fit at a token is not tried
 * there again (as in RE2's bit-state matcher), so no pattern takes exponential time.
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

/* What one thread needs, zeroed at first. */
typedef struct bs_rule_matcher {
    struct {
        bs_rule_branch *items;
        size_t count, capacity;
    } branches;
    struct {
        bs_rule_trail *items;
        size_t count, capacity;
    } trail;
    struct {
        uint64_t *items;
        size_t count, capacity;
    } failed;       /* bit place * (tokens + 1) + token */
    bs_u32s marked; /* the bits that are set */
} bs_rule_matcher;

void bs_rule_matcher_clear(bs_rule_matcher *matcher);

typedef struct bs_rule_matches {
    bs_rule_match *items;
    size_t count, capacity;
} bs_rule_matches;

/*
 * Adds the matches of rule `number` in the sentence whose records are given (at most
 * BS_RULE_TOKENS_MAX), from left to right without overlap. Fails with BS_NO_MEMORY alone.
 */
bs_status bs_rule_matcher_ask(bs_rule_matcher *matcher, const bs_rule_host *host, uint32_t number,
                              bs_str records, bs_rule_matches *matches, bs_error *error);

#endif
