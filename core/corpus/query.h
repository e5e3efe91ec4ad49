/*
 * query.h - what people ask of a text, evaluated over the vocabulary and its positions.
 *
 *     nato  don't  U.S.        a word, in any case; the text is cut into tokens as articles are
 *     =NATO                    exactly this form
 *     defen[cs]e*  ?eapon      `*` any run, `?` one character, `[cs]` `[a-f]` `[!x]` one of these
 *     /^mili(tary|tia)$/       regular expression anywhere in a form, any case; =/re/ in its case
 *     ~attend                  every form with this stem
 *     "NATO summit"            a sequence; terms side by side without quotes are one too
 *     "NATO []{0,3} summit"    with a gap: [] one token, []{n}, []{m,n}, []{,n}
 *     "(nuclear|atomic) war*"  one of several single tokens
 *     [person] "said"          a mention: of a type, [mention] of any, [country:KR] of an entity
 *     a & b                    within one sentence
 *     a && b                   within one article
 *     a | b      !a      (..)  binding, from tight to loose: ! & && |
 *
 * A sequence is tokens that follow each other with nothing but white space between them, inside one
 * sentence. Punctuation is a token like others: "Paris, France" asks for the comma, and a gap
 * counts it. Of overlapping ways to match a sequence only the shortest is a hit. The hits of
 * `a & b` and `a && b` are those of both sides; `!` takes away sentences or articles.
 * Apostrophes and hyphens match in all their forms. Nothing but `"` and `|` is special inside
 * quotes, apart from the forms of terms.
 */
#ifndef BS_CORPUS_QUERY_H
#define BS_CORPUS_QUERY_H

#include "broadsheet.h"
#include "corpus/selection.h"

enum {
    BS_QUERY_BYTES_MAX = 64 << 10,
    BS_QUERY_DEPTH_MAX = 100,   /* parentheses within each other */
    BS_QUERY_TERMS_MAX = 4096,  /* in all */
    BS_QUERY_SEQUENCE_MAX = 64, /* tokens and gaps of one sequence */
    BS_QUERY_GAP_MAX = 100,
};

typedef struct bs_query bs_query; /* immutable; may be run by many threads at a time */

/* BS_MISUSE with the query and a caret under the place (three lines) when it is none. */
bs_status bs_query_parse(bs_str text, bs_query **query, bs_error *error);
void bs_query_free(bs_query *query);
bs_str bs_query_text(const bs_query *query);
/* Whether it says only what must be absent ("!nato"): it selects articles and has no hits. */
bool bs_query_is_negative(const bs_query *query);

typedef struct bs_hit {
    uint32_t start, end; /* tokens of the shard */
} bs_hit;

typedef struct bs_hits {
    bs_hit *items; /* by start, then end; none twice */
    size_t count, capacity;
} bs_hits;

typedef struct bs_matches {
    bs_hits *shards;
    size_t shard_count;
    uint64_t count; /* hits in all shards */
} bs_matches;

/* The hits in the articles and segments of the selection. BS_MISUSE for a negative query. */
bs_status bs_query_run(const bs_query *query, const bs_selection *selection,
                       const bs_progress *progress, bs_matches *matches, bs_error *error);
void bs_matches_clear(bs_matches *matches);

/* The same in one shard; the caller frees the hits. Many threads may do so at a time. */
bs_status bs_query_run_shard(const bs_query *query, const bs_selection *selection, size_t shard,
                             const bs_progress *progress, bs_hits *hits, bs_error *error);

/* Adds to counts[row] the hits in each article of one shard, without listing them. `*is_counted` is
 * false, and nothing is done, when the query is no sequence of single tokens. */
bs_status bs_query_count_rows(const bs_query *query, const bs_selection *selection, size_t shard,
                              const bs_progress *progress, uint32_t *counts, bool *is_counted,
                              bs_error *error);

/* Whether it is of words that are looked up, not searched for: it is answered before a second
 * thread has started. */
bool bs_query_is_quick(const bs_query *query);

/* The selected articles that match. */
bs_status bs_query_select(const bs_query *query, bs_selection *selection,
                          const bs_progress *progress, bs_selection **result, bs_error *error);

#endif
