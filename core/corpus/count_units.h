/*
 * count_units.h - the sentences or articles in which the words, or the mentions, that a count is
 * held against occur: a bitmap over the sentences or rows of a shard.
 */
#ifndef BS_CORPUS_COUNT_UNITS_H
#define BS_CORPUS_COUNT_UNITS_H

#include "corpus/count_plan.h"

typedef struct bs_units {
    uint64_t *bits; /* NULL when nothing is to be held against */
    bool is_sentences;
} bs_units;

/* Those of one shard, with the words of `group` alone, or all of them when it is NULL. */
bs_status bs_units_make(const bs_count_plan *plan, const bs_count_group *group,
                        const bs_selection *selection, size_t shard, const bs_progress *progress,
                        bs_units *units, bs_error *error);
void bs_units_clear(bs_units *units);

static inline bool bs_units_has(const bs_units *units, size_t unit)
{
    return units->bits[unit >> 6] >> (unit & 63) & 1;
}

/* The sentence of the shard that the byte of the article is in or behind. */
uint32_t bs_sentence_of_byte(const bs_shard *shard, size_t row, uint32_t byte);

/* Whether a mention is of the type and entity that the plan asks for; `entity` is the row of the
 * latter in this shard. */
bool bs_count_wants_mention(const bs_count_plan *plan, const bs_shard *shard, size_t mention,
                            uint32_t entity);

#endif
