/*
 * query_match.h - the middle layer of running a query: terms to sets of types, sets to positions,
 * sequences to hits, all in one shard.
 */
#ifndef BS_CORPUS_QUERY_MATCH_H
#define BS_CORPUS_QUERY_MATCH_H

#include "base/array.h"
#include "corpus/query_tree.h"
#include "corpus/scope.h"

/* The types of one shard that some terms mean. */
typedef struct bs_type_set {
    bs_u32s types;   /* rising, none twice */
    uint64_t *bits;  /* over the types of the shard; NULL when there are fewer than two */
    uint64_t tokens; /* how often they occur in the shard */
} bs_type_set;

static inline size_t bs_type_occurrences(const bs_shard *shard, uint32_t type)
{
    return (size_t)(shard->types.position_start[type + 1] - shard->types.position_start[type]);
}

static inline bool bs_type_set_has(const bs_type_set *set, uint32_t type)
{
    if (set->bits)
        return set->bits[type >> 6] >> (type & 63) & 1;
    return set->types.count == 1 && set->types.items[0] == type;
}

typedef struct bs_shard_scope {
    const bs_shard *shard;
    bs_view *view;
    size_t index;                    /* of the shard */
    const uint64_t *sentence_starts; /* see bs_view_sentence_starts() */
    const bs_scope *scope;
    const bs_progress *progress; /* or NULL: who is asked, now and then, whether to go on */
} bs_shard_scope;

/* Adds the types that any of the terms means. BS_LIMIT when a regular expression does not come to
 * an end in reasonable time. */
bs_status bs_type_set_resolve(const bs_shard_scope *in, const bs_term *terms, bs_type_set *set,
                              bs_error *error);
/* Puts the types of a set that was filled by hand in order, and counts them. */
bs_status bs_type_set_close(const bs_shard *shard, bs_type_set *set, bs_error *error);
void bs_type_set_clear(bs_type_set *set);

/* Where the types stand in the scope, rising: a view into the shard where there is one type and all
 * of the shard is in the scope, else in `positions`. */
typedef struct bs_position_list {
    const uint32_t *items;
    size_t count;
} bs_position_list;
/* Of one type over all of the shard. Fails with BS_BAD_DATA where they lead outside of it. */
bs_status bs_positions_of(const bs_shard *shard, uint32_t type, bs_position_list *list,
                          bs_error *error);
bs_status bs_type_set_list(const bs_shard_scope *in, const bs_type_set *set, bs_u32s *positions,
                           bs_position_list *list, bs_error *error);
bs_status bs_type_set_positions(const bs_shard_scope *in, const bs_type_set *set,
                                bs_u32s *positions, bs_error *error);

/* The hits of a sequence in the scope, rising. */
bs_status bs_sequence_hits(const bs_shard_scope *in, const bs_element *elements, size_t count,
                           bs_hits *hits, bs_error *error);

/* Adds to counts[row] the hits in each article, without listing them. `*is_counted` is false, and
 * nothing is done, when an element may be more than one token wide. */
bs_status bs_sequence_count_rows(const bs_shard_scope *in, const bs_element *elements, size_t count,
                                 uint32_t *counts, bool *is_counted, bs_error *error);

#endif
