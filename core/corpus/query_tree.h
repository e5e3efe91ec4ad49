/*
 * query_tree.h - a parsed query: a tree of nodes over sequences of elements over terms.
 *
 *     node      SEQUENCE elements | AND_SENTENCE a b | AND_ARTICLE a b | OR a b | NOT a
 *     element   TERMS (one token, any of several terms) | GAP min..max tokens | MENTION
 *     term      a word's key, a form, a pattern, a regular expression, a stem
 *
 * All of it lies in the arena of the query, but for the compiled expressions.
 */
#ifndef BS_CORPUS_QUERY_TREE_H
#define BS_CORPUS_QUERY_TREE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "annotate/layers.h"
#include "base/arena.h"
#include "broadsheet.h"
#include "corpus/query.h"

typedef enum bs_term_kind {
    BS_TERM_WORD,          /* types with this key (lexicon.h) */
    BS_TERM_EXACT,         /* the type with this form */
    BS_TERM_PATTERN,       /* keys that match (glob.h) */
    BS_TERM_PATTERN_EXACT, /* forms that match */
    BS_TERM_REGEX,         /* forms in which it is found */
    BS_TERM_STEM,          /* types with the stem of the word with this key */
} bs_term_kind;

typedef struct bs_term {
    bs_term_kind kind;
    bs_str text; /* as it is compared: key, form, pattern, expression */
    bs_str stem; /* of a stem term: the English one; shards add those they know */
    pcre2_code *regex;
    struct bs_term *next;       /* of the same element */
    struct bs_term *next_regex; /* of the same query */
} bs_term;

typedef enum bs_element_kind {
    BS_ELEMENT_TERMS,
    BS_ELEMENT_GAP,
    BS_ELEMENT_MENTION
} bs_element_kind;

typedef struct bs_element {
    bs_element_kind kind;
    bs_term *terms;
    uint32_t min, max;  /* tokens of a gap */
    uint32_t type_mask; /* bitmap of bs_entity_type, of a mention */
    bs_str entity;      /* its id, or absent for any */
} bs_element;

typedef enum bs_node_kind {
    BS_NODE_SEQUENCE,
    BS_NODE_AND_SENTENCE,
    BS_NODE_AND_ARTICLE,
    BS_NODE_OR,
    BS_NODE_NOT,
} bs_node_kind;

typedef struct bs_node {
    bs_node_kind kind;
    struct bs_node *a, *b; /* b is NULL for NOT, both for SEQUENCE */
    bs_element *elements;
    size_t element_count;
    bool is_negative; /* says only what must be absent */
} bs_node;

struct bs_query {
    bs_arena arena;
    bs_str text;
    bs_node *root;
    bs_term *regex_terms; /* those with a compiled expression */
};

#endif
