/* compact.c - shards written again without their dead articles or with other segments, and small
 * ones put together. */
#include <stdlib.h>

#include "base/error.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/build_work.h"
#include "corpus/repeats.h"

enum {
    SMALL_SHARDS_MAX = 8,
    SMALL_PART = 8,
    DEAD_PART = 4,
    FORGET_EVERY = 1024, /* articles: lest both shards, old and new, be in memory as a whole */
};

typedef struct compaction {
    bs_catalog *catalog;
    const char *folder;
    bs_arena *arena;
    bs_vocabulary *vocabulary;
    bs_shard_maker maker;
    bs_layers layers;
    uint32_t *types; /* of the old shard in the vocabulary, BS_NONE for those not yet asked */
    const bs_progress *progress;
    const bs_repeats *repeats;
} compaction;

static bool has_many_dead(const bs_catalog_shard *shard)
{
    return (shard->article_count - shard->live_count) * DEAD_PART > shard->article_count;
}

static bool is_small(const bs_catalog_shard *shard, uint64_t text_bytes_max)
{
    return shard->text_bytes < text_bytes_max / SMALL_PART;
}

/* Keeps those of `shards` that are to be written again. */
static void choose(bs_catalog_shards *shards, uint64_t text_bytes_max, const bs_repeats *repeats)
{
    size_t small = 0, kept = 0;
    for (size_t i = 0; i < shards->count; i++)
        small += is_small(&shards->items[i], text_bytes_max);
    for (size_t i = 0; i < shards->count; i++) {
        bs_catalog_shard shard = shards->items[i];
        if (has_many_dead(&shard) || bs_repeats_touches(repeats, shard.id) ||
            (small > SMALL_SHARDS_MAX && is_small(&shard, text_bytes_max)))
            shards->items[kept++] = shard;
    }
    shards->count = kept;
}

static bs_status renumber(compaction *work, const bs_shard *shard, bs_error *error)
{
    for (size_t i = 0; i < work->layers.tokens.count; i++) {
        uint32_t *type = &work->layers.tokens.items[i].type, old = *type;
        if (work->types[old] == BS_NONE) {
            bs_status status =
                bs_vocabulary_add(work->vocabulary, bs_text_at(&shard->types.form, old),
                                  (bs_token_kind)shard->types.kind[old], &work->types[old], error);
            if (status != BS_OK)
                return status;
        }
        *type = work->types[old];
    }
    return BS_OK;
}

static bs_status end_shard(compaction *work, const bs_shard *shard, bs_error *error)
{
    bs_status status = bs_shard_maker_end(&work->maker, work->vocabulary, error);
    bs_vocabulary_reset(work->vocabulary);
    if (work->types)
        memset(work->types, 0xff, shard->types.count * sizeof *work->types);
    return status;
}

static bs_status copy_article(compaction *work, const bs_shard *shard,
                              const bs_catalog_article *row, bs_arena *arena, bs_error *error)
{
    bs_article article;
    bs_status status = bs_progress_check(work->progress, error);
    if (status == BS_OK)
        status = bs_shard_article(shard, row->row, arena, &article, error);
    if (status == BS_OK)
        status = bs_repeats_apply(work->repeats, &article, arena, error);
    if (status == BS_OK && bs_shard_maker_is_full(&work->maker, article.text.size))
        status = end_shard(work, shard, error);
    if (status == BS_OK)
        status = bs_shard_layers(shard, row->row, &work->layers, error);
    if (status == BS_OK)
        status = renumber(work, shard, error);
    if (status == BS_OK)
        status = bs_shard_maker_add(&work->maker, &article, &work->layers, row->source, error);
    return status;
}

static bs_status copy_articles(compaction *work, const bs_shard *shard,
                               const bs_catalog_articles *rows, bs_error *error)
{
    bs_arena arena = {0};
    bs_status status = BS_OK;
    work->types = malloc((shard->types.count + 1) * sizeof *work->types);
    if (!work->types)
        return bs_fail_memory(error);
    memset(work->types, 0xff, shard->types.count * sizeof *work->types);
    for (size_t i = 0; i < rows->count && status == BS_OK; i++) {
        bs_arena_reset(&arena);
        if (i % FORGET_EVERY == 0)
            bs_shard_forget(shard);
        status = copy_article(work, shard, &rows->items[i], &arena, error);
    }
    bs_arena_clear(&arena);
    free(work->types);
    work->types = NULL;
    return status;
}

static bs_status copy_shard(compaction *work, const bs_catalog_shard *old, bs_error *error)
{
    bs_shard *shard;
    bs_catalog_articles rows = {0};
    bs_str folder =
        bs_arena_print(work->arena, "%s/shards/%.*s", work->folder, BS_STR_ARG(old->name));
    if (!folder.data)
        return bs_fail_memory(error);
    bs_status status = bs_shard_open(folder.data, old->files, old->live, &shard, error);
    if (status != BS_OK)
        return status;
    status = bs_catalog_articles_get(work->catalog, old->id, work->arena, &rows, error);
    if (status == BS_OK)
        status = copy_articles(work, shard, &rows, error);
    bs_array_free(&rows);
    bs_shard_close(shard);
    return status == BS_OK ? bs_catalog_shard_drop(work->catalog, old->id, error) : status;
}

static bs_status run(compaction *work, const bs_catalog_shards *old, bs_error *error)
{
    bs_status status = bs_vocabulary_new(&work->vocabulary, error);
    if (status == BS_OK)
        status = bs_shard_writer_new(&work->maker.writer, error);
    for (size_t i = 0; i < old->count && status == BS_OK; i++)
        status = copy_shard(work, &old->items[i], error);
    if (status == BS_OK)
        status = end_shard(work, NULL, error);
    for (size_t i = 0; i < work->maker.shards.count && status == BS_OK; i++)
        status = bs_made_shard_place(work->catalog, work->folder, &work->maker.shards.items[i],
                                     work->arena, error);
    return status;
}

bs_status bs_compact(bs_catalog *catalog, const char *folder, const char *aside,
                     uint64_t text_bytes_max, const bs_repeats *repeats,
                     const bs_progress *progress, bs_arena *arena, bs_error *error)
{
    bs_catalog_shards old = {0};
    bs_str prefix = bs_arena_print(arena, "%s/again", aside);
    bs_status status =
        prefix.data ? bs_catalog_shards_get(catalog, arena, &old, error) : bs_fail_memory(error);
    choose(&old, text_bytes_max, repeats);
    if (status == BS_OK && old.count > 0) {
        compaction work = {
            .catalog = catalog,
            .folder = folder,
            .arena = arena,
            .progress = progress,
            .repeats = repeats,
            .maker = {.arena = arena, .prefix = prefix.data, .text_bytes_max = text_bytes_max}};
        status = run(&work, &old, error);
        bs_array_free(&work.maker.shards);
        bs_array_free(&work.maker.articles);
        bs_shard_writer_free(work.maker.writer);
        bs_vocabulary_free(work.vocabulary);
        bs_layers_clear(&work.layers);
    }
    bs_array_free(&old);
    return status;
}
