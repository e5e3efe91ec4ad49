/* count_units.c - what shares a sentence or an article with words or mentions. */
#include "corpus/count_units.h"

#include <stdlib.h>

#include "annotate/layers.h"
#include "base/error.h"
#include "base/str.h"

uint32_t bs_sentence_of_byte(const bs_shard *shard, size_t row, uint32_t byte)
{
    uint32_t from = shard->articles.sentence_start[row];
    uint32_t to = shard->articles.sentence_start[row + 1];
    uint32_t first = from;
    while (from < to) { /* the last sentence that starts at or before the byte */
        uint32_t middle = from + (to - from) / 2;
        if (shard->sentences.start[middle] <= byte)
            from = middle + 1;
        else
            to = middle;
    }
    return from > first ? from - 1 : first;
}

bool bs_count_wants_mention(const bs_count_plan *plan, const bs_shard *shard, size_t mention,
                            uint32_t entity)
{
    if (plan->has_entity && (entity == BS_NONE || shard->mentions.entity[mention] != entity))
        return false;
    bs_entity_type type = (bs_entity_type)shard->mentions.type[mention];
    return !plan->type.data || bs_str_equal(plan->type, bs_str_from(bs_entity_type_name(type)));
}

static size_t unit_count(const bs_shard *shard, bool is_sentences)
{
    return is_sentences ? shard->sentences.count : shard->articles.count;
}

static bs_status new_units(const bs_shard *shard, bool is_sentences, bs_units *units,
                           bs_error *error)
{
    units->is_sentences = is_sentences;
    units->bits = calloc(unit_count(shard, is_sentences) / 64 + 1, sizeof *units->bits);
    return units->bits ? BS_OK : bs_fail_memory(error);
}

void bs_units_clear(bs_units *units)
{
    free(units->bits);
    *units = (bs_units){0};
}

static void mark(bs_units *units, size_t unit)
{
    units->bits[unit >> 6] |= (uint64_t)1 << (unit & 63);
}

static void mark_hits(const bs_shard *shard, const bs_hits *hits, bs_units *units)
{
    for (size_t i = 0; i < hits->count; i++) {
        uint32_t token = hits->items[i].start;
        mark(units, units->is_sentences ? bs_shard_sentence_of_token(shard, token)
                                        : bs_shard_article_of_token(shard, token));
    }
}

static bs_status mark_words(const bs_count_plan *plan, const bs_count_group *group,
                            const bs_selection *selection, size_t index,
                            const bs_progress *progress, bs_units *units, bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(selection->view->corpus, index);
    for (size_t i = group->query_start; i < group->query_end; i++) {
        bs_hits hits = {0};
        bs_status status =
            bs_query_run_shard(plan->queries[i], selection, index, progress, &hits, error);
        if (status != BS_OK)
            return status;
        mark_hits(shard, &hits, units);
        bs_array_free(&hits);
    }
    return BS_OK;
}

static void mark_mentions(const bs_count_plan *plan, const bs_selection *selection, size_t index,
                          bs_units *units)
{
    const bs_shard *shard = bs_corpus_shard(selection->view->corpus, index);
    uint32_t entity = plan->entity.data ? bs_shard_entity_find(shard, plan->entity) : BS_NONE;
    size_t row = bs_selection_next_row(selection, index, 0);
    for (; row < shard->articles.count; row = bs_selection_next_row(selection, index, row + 1)) {
        uint32_t end = shard->articles.mention_start[row + 1];
        for (uint32_t i = shard->articles.mention_start[row]; i < end; i++) {
            uint32_t byte = shard->mentions.start[i];
            if (bs_count_wants_mention(plan, shard, i, entity) &&
                bs_selection_counts_byte(selection, shard, row, byte))
                mark(units, units->is_sentences ? bs_sentence_of_byte(shard, row, byte) : row);
        }
    }
}

/* Leaves in `units` what is in both. */
static void keep_common(const bs_shard *shard, bs_units *units, const bs_units *others)
{
    size_t words = unit_count(shard, units->is_sentences) / 64 + 1;
    for (size_t word = 0; word < words; word++)
        units->bits[word] &= others->bits[word];
}

static bool has_word_filter(const bs_count_plan *plan)
{
    return plan->query_count > 0 && plan->carrier != BS_CARRIER_HITS;
}

/* `type` is of the items themselves where these are quotations, dates or claims. */
static bool has_mention_filter(const bs_count_plan *plan)
{
    if (plan->carrier == BS_CARRIER_MENTIONS)
        return false;
    bool is_own_type = plan->carrier == BS_CARRIER_QUOTATIONS ||
                       plan->carrier == BS_CARRIER_DATES || plan->carrier == BS_CARRIER_CLAIMS;
    return plan->has_entity || (plan->type.data && !is_own_type);
}

bs_status bs_units_make(const bs_count_plan *plan, const bs_count_group *group,
                        const bs_selection *selection, size_t index, const bs_progress *progress,
                        bs_units *units, bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(selection->view->corpus, index);
    bs_count_group all = {.query_end = plan->query_count};
    bs_units mentioned = {0};
    bs_status status = BS_OK;
    *units = (bs_units){0};
    if (has_word_filter(plan)) {
        status = new_units(shard, plan->is_within_sentence, units, error);
        if (status == BS_OK)
            status =
                mark_words(plan, group ? group : &all, selection, index, progress, units, error);
    }
    if (status == BS_OK && has_mention_filter(plan)) {
        status = new_units(shard, plan->is_within_sentence, &mentioned, error);
        if (status == BS_OK)
            mark_mentions(plan, selection, index, &mentioned);
    }
    if (status == BS_OK && mentioned.bits && !units->bits) {
        *units = mentioned;
        mentioned = (bs_units){0};
    } else if (status == BS_OK && mentioned.bits) {
        keep_common(shard, units, &mentioned);
    }
    bs_units_clear(&mentioned);
    if (status != BS_OK)
        bs_units_clear(units);
    return status;
}
