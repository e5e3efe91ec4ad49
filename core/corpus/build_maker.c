/* build_maker.c - articles to shards aside, and shards from there to their place. */
#include <errno.h>
#include <stdio.h>

#include "base/error.h"
#include "base/file.h"
#include "base/str.h"
#include "corpus/build_work.h"

const char *bs_skip_kind_name(bs_skip_kind kind)
{
    static const char *const names[] = {[BS_SKIP_LITTER] = "litter",
                                        [BS_SKIP_UNREADABLE] = "unreadable",
                                        [BS_SKIP_FOREIGN] = "foreign",
                                        [BS_SKIP_NOTE] = "note"};
    return names[kind];
}

bool bs_shard_maker_is_full(const bs_shard_maker *maker, size_t text_bytes)
{
    return maker->articles.count > 0 &&
           bs_shard_writer_text_bytes(maker->writer) + text_bytes > maker->text_bytes_max;
}

bs_status bs_shard_maker_add(bs_shard_maker *maker, const bs_article *article,
                             const bs_layers *layers, int64_t source, bs_error *error)
{
    bs_made_article *made = bs_array_push(&maker->articles);
    if (!made)
        return bs_fail_memory(error);
    *made = (bs_made_article){source, bs_arena_copy(maker->arena, article->id)};
    return made->id.data ? bs_shard_writer_add(maker->writer, article, layers, error)
                         : bs_fail_memory(error);
}

static bs_status keep_articles(bs_shard_maker *maker, bs_made_shard *shard, bs_error *error)
{
    size_t count = maker->articles.count;
    shard->articles = bs_arena_array(maker->arena, count, sizeof *shard->articles);
    if (!shard->articles)
        return bs_fail_memory(error);
    memcpy(shard->articles, maker->articles.items, count * sizeof *shard->articles);
    return BS_OK;
}

bs_status bs_shard_maker_end(bs_shard_maker *maker, const bs_vocabulary *vocabulary,
                             bs_error *error)
{
    if (maker->articles.count == 0)
        return BS_OK;
    bs_made_shard shard = {
        .folder = bs_arena_print(maker->arena, "%s-%zu", maker->prefix, maker->shards.count)};
    if (!shard.folder.data)
        return bs_fail_memory(error);
    bs_status status = bs_shard_writer_finish(maker->writer, vocabulary, error);
    if (status == BS_OK)
        status = bs_shard_writer_save(maker->writer, shard.folder.data, shard.facts.files, error);
    if (status == BS_OK)
        status = bs_shard_sync(shard.folder.data, error);
    if (status == BS_OK)
        status = keep_articles(maker, &shard, error);
    bs_made_shard *place = status == BS_OK ? bs_array_push(&maker->shards) : NULL;
    if (!place)
        return status == BS_OK ? bs_fail_memory(error) : status;
    shard.facts.article_count = shard.facts.live_count = maker->articles.count;
    shard.facts.text_bytes = bs_shard_writer_text_bytes(maker->writer);
    shard.facts.token_count = bs_shard_writer_count(maker->writer, BS_FILE_tokens);
    *place = shard;
    maker->articles.count = 0;
    bs_shard_writer_reset(maker->writer);
    return BS_OK;
}

bs_status bs_made_shard_place(bs_catalog *catalog, const char *folder, bs_made_shard *shard,
                              bs_arena *arena, bs_error *error)
{
    bs_status status = bs_catalog_shard_add(catalog, arena, &shard->facts, error);
    if (status != BS_OK)
        return status;
    bs_str place = bs_arena_print(arena, "%s/shards/%.*s", folder, BS_STR_ARG(shard->facts.name));
    if (!place.data)
        return bs_fail_memory(error);
    if (rename(shard->folder.data, place.data) != 0)
        return bs_fail(error, BS_IO, "%s: %s", place.data, strerror(errno));
    for (size_t row = 0; row < shard->facts.article_count && status == BS_OK; row++) {
        bs_catalog_article article = {(uint32_t)row, shard->articles[row].source,
                                      shard->articles[row].id};
        status = bs_catalog_article_add(catalog, shard->facts.id, &article, error);
    }
    return status;
}
