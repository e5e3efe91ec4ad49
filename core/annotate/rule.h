/*
 * rule.h - rules as data: patterns over strings of token classes, matched by whoever can.
 *
 * The annotator writes each sentence as a string with BS_CLASS_WIDTH bytes per token, and asks the
 * host, which lives in the script room and holds the LPeg patterns, for the matches of one layer. A
 * rule is asked only about sentences in which the classes that it requires occur.
 *
 *     byte 0     kind and case: see BS_CLASS_SHAPE
 *     byte 1     what lists say of the token: a bit per entity type, set on every token of a
 * mention byte 2     begins (bit 0) or ends (bit 1) a mention; begins (2) or ends (3) a sentence;
 *                follows white space (4)
 *     byte 3-6   lexical classes, a bit each: months, weekdays, titles, cue verbs, ..
 *     byte 7, 8  number of the word among those that rules name, 0 for none, low byte first
 */
#ifndef BS_ANNOTATE_RULE_H
#define BS_ANNOTATE_RULE_H

#include "broadsheet.h"
#include "text/split.h"

enum { BS_CLASS_WIDTH = 9, BS_CLASSES_MAX = 32, BS_RULES_MAX = 1024, BS_RULE_CAPTURES_MAX = 16 };

typedef enum bs_rule_layer {
    BS_LAYER_ENTITY,
    BS_LAYER_DATE,
    BS_LAYER_QUOTATION,
    BS_LAYER_CLAIM,
    BS_RULE_LAYERS,
} bs_rule_layer;

/* A named part of a match, in tokens of the sentence. */
typedef struct bs_rule_capture {
    uint16_t name; /* index into the rule's capture names */
    uint32_t token_start, token_end;
} bs_rule_capture;

typedef struct bs_rule_match {
    uint32_t rule;
    uint32_t token_start, token_end;
    bs_rule_capture captures[BS_RULE_CAPTURES_MAX];
    size_t capture_count;
} bs_rule_match;

/* What the host knows of one rule. */
typedef struct bs_rule {
    bs_str name; /* "person.office-name" */
    bs_rule_layer layer;
    bs_str subject;         /* entity type, date type or claim kind that it makes */
    uint32_t required;      /* lexical classes of which one must occur, 0 for any sentence */
    int priority;           /* higher wins where two overlap, then longer, then earlier */
    const bs_str *captures; /* names of the captures */
    size_t capture_count;
    const bs_str *facts; /* name, value, name, value: constants that a match carries */
    size_t fact_count;
} bs_rule;

/*
 * Filled by the script room. `match` is called by many threads at a time, each with its own
 * `worker`; it calls `found` for each match of the rules of `layer` whose required classes are in
 * `present`, from left to right, and stops when that fails.
 */
typedef struct bs_rule_host {
    void *context;
    const bs_rule *rules;
    size_t rule_count;
    const bs_str *words; /* the words that rules name, folded; number of a word is its index + 1 */
    size_t word_count;
    const bs_str *classes; /* lexical classes beside the built-in ones, in order of their bits */
    size_t class_count;
    bs_status (*match)(void *context, unsigned worker, bs_rule_layer layer, uint32_t present,
                       bs_str classes, void *found_context,
                       bs_status (*found)(void *found_context, const bs_rule_match *match),
                       bs_error *error);
} bs_rule_host;

#endif
