/*
 * count_plan.h - a count made ready: what is walked along, what it is grouped by, what it is held
 * against. Made once, walked once to count and again, over fewer articles, for the evidence of a
 * cell.
 *
 * The columns in `by` fall in two: those that an article has (periods, outlet ..), whose values
 * make it part of one or more *groups*, and those that an item has (word, entity ..), whose values
 * are its *key*. A cell is a group and a key.
 */
#ifndef BS_CORPUS_COUNT_PLAN_H
#define BS_CORPUS_COUNT_PLAN_H

#include <pthread.h>

#include "base/array.h"
#include "corpus/article_key.h"
#include "corpus/count.h"
#include "corpus/scope.h"
#include "corpus/tally.h"
#include "corpus/tuples.h"

typedef enum bs_count_of {
    BS_COUNT_ARTICLES,
    BS_COUNT_SENTENCES,
    BS_COUNT_TOKENS,
    BS_COUNT_WORDS,
    BS_COUNT_MENTIONS,
    BS_COUNT_QUOTATIONS,
    BS_COUNT_DATES,
    BS_COUNT_CLAIMS,
    BS_COUNT_OFS,
} bs_count_of;

/* What is walked along; articles and sentences are counted once for all items in them. */
typedef enum bs_carrier {
    BS_CARRIER_ARTICLES,
    BS_CARRIER_SENTENCES,
    BS_CARRIER_TOKENS,
    BS_CARRIER_HITS, /* of `words` or of a dictionary */
    BS_CARRIER_MENTIONS,
    BS_CARRIER_QUOTATIONS,
    BS_CARRIER_DATES,
    BS_CARRIER_CLAIMS,
} bs_carrier;

/* The columns of `by` that items have. */
typedef enum bs_item_key {
    BS_ITEM_SEGMENT,
    BS_ITEM_TYPE,
    BS_ITEM_ENTITY,
    BS_ITEM_WORD,
    BS_ITEM_STEM,
    BS_ITEM_SPEAKER,
    BS_ITEM_CUE,
    BS_ITEM_DICTIONARY,
    BS_ITEM_KEYS,
} bs_item_key;

typedef enum bs_count_per {
    BS_PER_NOTHING,
    BS_PER_ARTICLE,
    BS_PER_THOUSAND_ARTICLES,
    BS_PER_MILLION_TOKENS,
} bs_count_per;

typedef struct bs_count_column {
    bool is_of_article;
    bs_article_key article_key;
    bs_item_key item_key;
    size_t place; /* in the tuple of the group or of the key */
} bs_count_column;

/* Queries whose hits are counted together: one of `words`, all of them, or a group of a dictionary;
 * `key` is what their hits have for word or dictionary. */
typedef struct bs_count_group {
    bs_str name;
    size_t query_start, query_end;
} bs_count_group;

typedef struct bs_count_plan {
    bs_selection *selection;
    bs_arena arena; /* copies of the options */
    bs_count_of of;
    bs_carrier carrier;
    bs_count_per per;
    bs_count_column columns[BS_COUNT_BY_MAX];
    size_t column_count;
    bs_article_key article_keys[BS_COUNT_BY_MAX];
    bs_item_key item_keys[BS_COUNT_BY_MAX];
    size_t article_key_count, item_key_count;
    uint32_t item_key_mask;

    const bs_query **queries; /* parsed here, or borrowed from the dictionary */
    size_t query_count;
    bool owns_queries;
    bs_dictionary *dictionary;
    bs_count_group *groups_of_queries;
    size_t group_of_query_count;

    bs_str type, entity; /* filters; the entity's id, or absent */
    bool has_entity;     /* an entity was asked for, whether the corpus has it or not */
    bool is_within_sentence;

    bs_tuples groups, keys;
    pthread_mutex_t mutex; /* over `keys`, which walks add to */
    uint32_t *group_start; /* by dense row, and the end: places in `group_list` */
    bs_u32s group_list;
    int64_t first_period, last_period; /* of the one period column, if there is just one */
    size_t period_place;               /* in the group tuple, SIZE_MAX if there is none */
} bs_count_plan;

bs_status bs_count_plan_make(bs_selection *selection, const bs_count_options *options,
                             bs_count_plan *plan, bs_error *error);
void bs_count_plan_clear(bs_count_plan *plan);

/* One thing counted, or, for those who do not ask for each, several of one article. */
typedef struct bs_count_item {
    size_t shard, row;
    uint32_t key;
    uint32_t start, end; /* tokens of the shard, or bytes of the article */
    bool is_bytes;
    uint64_t count;
    bs_str rule; /* that made it, absent for what no rule makes */
} bs_count_item;

typedef struct bs_count_visitor {
    bs_status (*visit)(void *context, const bs_count_item *item, bs_error *error);
    /* NULL, or called in place of visit() with the items of one key in every row of a shard. */
    bs_status (*visit_rows)(void *context, size_t shard, uint32_t key, const uint32_t *counts,
                            bs_error *error);
    void *context;
    bool wants_each; /* every item by itself, with its place */
    uint32_t key;    /* only items with this key, or BS_NONE for all */
} bs_count_visitor;

/* The articles of a selection, which is that of the plan or part of it, made ready to be walked
 * along: once for each type of segment, where that is a column. */
typedef struct bs_count_walk {
    bs_count_plan *plan;
    const bs_progress *progress;
    struct {
        bs_selection *selection;
        bs_str segment; /* absent for all of them together */
        const bs_scope *scopes;
    } parts[BS_SEGMENT_TYPES];
    size_t part_count;
} bs_count_walk;

bs_status bs_count_walk_make(bs_count_plan *plan, bs_selection *selection,
                             const bs_progress *progress, bs_count_walk *walk, bs_error *error);
void bs_count_walk_clear(bs_count_walk *walk);

/* Visits the items in one shard: key after key for hits, else in order of rows. Many threads may
 * walk along different shards at a time, each with a visitor of its own. */
bs_status bs_count_walk_shard(const bs_count_walk *walk, size_t shard,
                              const bs_count_visitor *visitor, bs_error *error);

/* Whether words or groups of a dictionary are a column: each is then walked along by itself, and
 * has its rows whether it occurs or not. */
bool bs_count_lists_words(const bs_count_plan *plan);

/* What can be found about the items of one kind: used by the walk. */
bs_str bs_count_of_name(bs_count_of of);

#endif
