/* query_parser.h - what the two halves of the parser share: operators and what stands between. */
#ifndef BS_CORPUS_QUERY_PARSER_H
#define BS_CORPUS_QUERY_PARSER_H

#include "corpus/query_tree.h"
#include "text/vocabulary.h"

typedef struct bs_query_elements {
    bs_element *items;
    size_t count, capacity;
} bs_query_elements;

typedef struct bs_query_parser {
    bs_query *query;
    bs_str text;
    size_t at; /* bytes read */
    unsigned depth, term_count;
    bool is_quoted;             /* inside a quoted sequence */
    bs_query_elements elements; /* of the sequence that is being read */
    bs_vocabulary *vocabulary;  /* scratch, to cut words as articles are cut */
} bs_query_parser;

/* BS_MISUSE with the reason, the query, and a caret under byte `at` of it. */
bs_status bs_query_fail_at(const bs_query_parser *parser, size_t at, const char *reason,
                           bs_error *error);

/* Reads one term, gap, mention or group and adds it to the sequence. */
bs_status bs_query_parse_item(bs_query_parser *parser, bs_error *error);

#endif
