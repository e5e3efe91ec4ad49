/* places.c - evidence for rows that stand for places in texts. */
#include "corpus/places.h"

#include <stdlib.h>

#include "base/error.h"
#include "corpus/cite.h"

bs_status bs_places_evidence(const bs_corpus *corpus, const bs_places *places, bs_arena *arena,
                             bs_evidence_list *list, bs_error *error)
{
    bs_evidence *items = bs_arena_array(arena, places->count + 1, sizeof *items);
    if (!items)
        return bs_fail_memory(error);
    for (size_t i = 0; i < places->count; i++) {
        const bs_place *place = &places->items[i];
        items[i] = bs_cite_evidence(arena, bs_corpus_shard(corpus, place->shard), place->row,
                                    place->start, place->end, place->rule);
        if (!items[i].id.data)
            return bs_fail_memory(error);
    }
    *list = (bs_evidence_list){items, places->count};
    return BS_OK;
}

typedef struct place_rows {
    bs_selection *selection;
    bs_places places;
} place_rows;

static bs_status find(void *context, size_t row, size_t column, bs_arena *arena,
                      bs_evidence_list *list, bs_error *error)
{
    (void)column;
    const place_rows *rows = context;
    if (row >= rows->places.count)
        return bs_fail(error, BS_MISUSE, "the table was built without row %zu", row + 1);
    bs_places one = {.items = &rows->places.items[row], .count = 1};
    return bs_places_evidence(bs_selection_corpus(rows->selection), &one, arena, list, error);
}

static void release(void *context)
{
    place_rows *rows = context;
    bs_selection_free(rows->selection);
    bs_array_free(&rows->places);
    free(rows);
}

bs_status bs_places_source(bs_selection *selection, bs_places *places, bs_evidence_source *source,
                           bs_error *error)
{
    place_rows *rows = calloc(1, sizeof *rows);
    if (!rows) {
        bs_array_free(places);
        return bs_fail_memory(error);
    }
    rows->selection = bs_selection_retain(selection);
    rows->places = *places;
    *places = (bs_places){0};
    *source = (bs_evidence_source){.context = rows, .find = find, .release = release};
    return BS_OK;
}

bs_status bs_places_add_hits(bs_places *places, const bs_corpus *corpus, size_t index,
                             const bs_hits *hits, bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(corpus, index);
    for (size_t i = 0; i < hits->count && places->count < BS_PLACES_EVIDENCE_MAX; i++) {
        bs_hit hit = hits->items[i];
        uint32_t row = bs_shard_article_of_token(shard, hit.start);
        bs_range bytes = bs_bytes_of_tokens(shard, row, hit.start, hit.end);
        bs_place *place = bs_array_push(places);
        if (!place)
            return bs_fail_memory(error);
        *place = (bs_place){
            .shard = (uint32_t)index, .row = row, .start = bytes.start, .end = bytes.end};
    }
    return BS_OK;
}
