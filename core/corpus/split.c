/* split.c - a selection cut into parts by a key of its articles. */
#include <stdlib.h>

#include "base/error.h"
#include "base/map.h"
#include "corpus/article_key.h"
#include "corpus/scope.h"

enum { SPLIT_BITS_MAX = 1 << 30 }; /* of all parts together, in bytes */

typedef struct splitting {
    const bs_selection *selection;
    bs_article_key key;
    bs_selection_parts *parts;
    bs_map by_key; /* index of the part + 1; the part without a key is `keyless` */
    size_t keyless, capacity;
} splitting;

static bs_status new_part(splitting *work, bs_str key, size_t *index, bs_error *error)
{
    bs_selection_parts *parts = work->parts;
    const bs_selection *selection = work->selection;
    if ((parts->count + 1) * selection->word_count * sizeof(uint64_t) > SPLIT_BITS_MAX)
        return bs_fail(error, BS_LIMIT, "split by %s gives over %zu parts",
                       bs_article_key_name(work->key), parts->count);
    if (!bs_array_grow((void **)&parts->items, &work->capacity, parts->count, sizeof *parts->items,
                       1))
        return bs_fail_memory(error);
    bs_selection_part part = {.key = key};
    bs_status status =
        bs_selection_empty(selection->view, selection->segments, &part.selection, error);
    if (status != BS_OK)
        return status;
    *index = parts->count;
    parts->items[parts->count++] = part;
    return BS_OK;
}

static bs_status part_of(splitting *work, bs_str key, size_t *index, bs_error *error)
{
    if (!key.data) {
        if (work->keyless != SIZE_MAX) {
            *index = work->keyless;
            return BS_OK;
        }
        bs_status status = new_part(work, key, index, error);
        work->keyless = status == BS_OK ? *index : SIZE_MAX;
        return status;
    }
    const bs_map_entry *known = bs_map_find(&work->by_key, key);
    if (known) {
        *index = known->value;
        return BS_OK;
    }
    bs_str copy = bs_arena_copy(&work->parts->arena, key);
    bs_map_entry *entry = copy.data ? bs_map_add(&work->by_key, copy, NULL) : NULL;
    if (!entry)
        return bs_fail_memory(error);
    entry->value = work->parts->count;
    return new_part(work, copy, index, error);
}

static bs_status add_to_part(splitting *work, bs_str key, size_t dense, bs_error *error)
{
    size_t index = 0;
    bs_status status = part_of(work, key, &index, error);
    if (status == BS_OK)
        bs_selection_set(work->parts->items[index].selection, dense);
    return status;
}

static bs_status add_article(splitting *work, const bs_shard *shard, size_t row, size_t dense,
                             bs_error *error)
{
    if (bs_article_key_is_period(work->key)) {
        int64_t period = bs_period_of(shard, row, work->key);
        if (period == BS_PERIOD_UNKNOWN)
            return add_to_part(work, (bs_str){NULL, 0}, dense, error);
        char text[BS_PERIOD_TEXT_MAX];
        bs_period_write(work->key, period, text);
        return add_to_part(work, bs_str_from(text), dense, error);
    }
    bs_status status = BS_OK;
    size_t count = bs_article_value_count(shard, row, work->key);
    for (size_t i = 0; i < count && status == BS_OK; i++)
        status = add_to_part(work, bs_article_value(shard, row, work->key, i), dense, error);
    return status;
}

static bs_status add_articles(splitting *work, bs_error *error)
{
    const bs_view *view = work->selection->view;
    for (size_t index = 0; index < view->shard_count; index++) {
        const bs_shard *shard = bs_corpus_shard(view->corpus, index);
        size_t row = bs_selection_next_row(work->selection, index, 0);
        while (row < shard->articles.count) {
            bs_status status = add_article(work, shard, row, view->base[index] + row, error);
            if (status != BS_OK)
                return status;
            row = bs_selection_next_row(work->selection, index, row + 1);
        }
    }
    return BS_OK;
}

/* Keys of one kind sort as text; the absent one is last. */
static int compare_parts(const void *a, const void *b)
{
    const bs_selection_part *x = a, *y = b;
    if (!x->key.data || !y->key.data)
        return !x->key.data - !y->key.data;
    return bs_str_compare(x->key, y->key);
}

bs_status bs_selection_split(bs_selection *selection, bs_str by, bs_selection_parts *parts,
                             bs_error *error)
{
    splitting work = {.selection = selection, .parts = parts, .keyless = SIZE_MAX};
    if (!bs_article_key_from(by, &work.key))
        return bs_fail(
            error, BS_MISUSE,
            "cannot split by \"%.*s\": year, quarter, month, week, day, outlet, language "
            "and byline are known",
            BS_STR_ARG(by));
    *parts = (bs_selection_parts){0};
    bs_status status = add_articles(&work, error);
    bs_map_clear(&work.by_key);
    if (status != BS_OK) {
        bs_selection_parts_clear(parts);
        return status;
    }
    if (parts->count > 1)
        qsort(parts->items, parts->count, sizeof *parts->items, compare_parts);
    for (size_t i = 0; i < parts->count; i++)
        bs_selection_seal(parts->items[i].selection);
    return BS_OK;
}

void bs_selection_parts_clear(bs_selection_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        bs_selection_free(parts->items[i].selection);
    free(parts->items);
    bs_arena_clear(&parts->arena);
    *parts = (bs_selection_parts){0};
}
