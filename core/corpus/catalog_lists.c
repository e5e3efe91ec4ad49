/* catalog_lists.c - what the catalog holds, as lists. */
#include "base/error.h"
#include "base/str.h"
#include "corpus/catalog_sql.h"

/* Reads the row that the statement is at to the end of a list. */
typedef bs_status (*read_row)(bs_catalog *catalog, sqlite3_stmt *statement, bs_arena *arena,
                              void *list, bs_error *error);

static bs_status read_list(bs_catalog *catalog, sqlite3_stmt *statement, read_row read,
                           bs_arena *arena, void *list, bs_error *error)
{
    bool is_row = true;
    bs_status status = BS_OK;
    while (status == BS_OK) {
        status = bs_sql_step(catalog, statement, &is_row, error);
        if (status != BS_OK || !is_row)
            break;
        status = read(catalog, statement, arena, list, error);
    }
    bs_sql_release(statement);
    return status;
}

static bs_status read_all(bs_catalog *catalog, const char *sql, read_row read, bs_arena *arena,
                          void *list, bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status = bs_sql_prepare(catalog, sql, &statement, error);
    return status == BS_OK ? read_list(catalog, statement, read, arena, list, error) : status;
}

static bs_status read_file(bs_catalog *catalog, sqlite3_stmt *statement, bs_arena *arena,
                           void *list, bs_error *error)
{
    (void)arena;
    bs_catalog_shards *shards = list;
    int64_t shard = sqlite3_column_int64(statement, 0);
    bs_str name = {(const char *)sqlite3_column_text(statement, 1),
                   (size_t)sqlite3_column_bytes(statement, 1)};
    size_t low = 0, high = shards->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (shards->items[middle].id < shard)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = 0; i < BS_SHARD_FILES && low < shards->count; i++) {
        if (shards->items[low].id != shard ||
            !bs_str_equal(name, bs_str_from(bs_shard_file_plan((bs_shard_file)i)->name)))
            continue;
        shards->items[low].files[i].size = (uint64_t)sqlite3_column_int64(statement, 2);
        shards->items[low].files[i].checksum = bs_sql_hash(statement, 3);
        return BS_OK;
    }
    return bs_fail(error, BS_BAD_DATA, "%s: names a file that no shard has", catalog->path.data);
}

static bs_status read_shard(bs_catalog *catalog, sqlite3_stmt *statement, bs_arena *arena,
                            void *list, bs_error *error)
{
    bool failed = false;
    bs_catalog_shards *shards = list;
    bs_catalog_shard *shard = bs_array_push(shards);
    if (!shard)
        return bs_fail_memory(error);
    *shard = (bs_catalog_shard){.id = sqlite3_column_int64(statement, 0),
                                .name = bs_sql_text(statement, 1, arena, &failed),
                                .article_count = (uint64_t)sqlite3_column_int64(statement, 2),
                                .live_count = (uint64_t)sqlite3_column_int64(statement, 3),
                                .text_bytes = (uint64_t)sqlite3_column_int64(statement, 4),
                                .token_count = (uint64_t)sqlite3_column_int64(statement, 5),
                                .live = bs_sql_text(statement, 6, arena, &failed)};
    if (failed)
        return bs_fail_memory(error);
    if (!shard->name.data || memchr(shard->name.data, '/', shard->name.size) ||
        shard->name.size == 0 || shard->name.data[0] == '.')
        return bs_fail(error, BS_BAD_DATA, "%s: a shard has no proper name", catalog->path.data);
    return BS_OK;
}

bs_status bs_catalog_shards_get(bs_catalog *catalog, bs_arena *arena, bs_catalog_shards *shards,
                                bs_error *error)
{
    bs_status status =
        read_all(catalog,
                 "SELECT id, name, articles, live_articles, text_bytes, tokens, live FROM shard"
                 " ORDER BY id",
                 read_shard, arena, shards, error);
    if (status == BS_OK)
        status = read_all(catalog, "SELECT shard, name, size, xxh3 FROM file ORDER BY shard",
                          read_file, arena, shards, error);
    return status;
}

static bs_status read_source(bs_catalog *catalog, sqlite3_stmt *statement, bs_arena *arena,
                             void *list, bs_error *error)
{
    (void)catalog;
    bool failed = false;
    bs_catalog_sources *sources = list;
    bs_catalog_source *source = bs_array_push(sources);
    if (!source)
        return bs_fail_memory(error);
    *source = (bs_catalog_source){.id = sqlite3_column_int64(statement, 0),
                                  .path = bs_sql_text(statement, 1, arena, &failed),
                                  .input = sqlite3_column_int64(statement, 2),
                                  .size = (uint64_t)sqlite3_column_int64(statement, 3),
                                  .modified_ns = sqlite3_column_int64(statement, 4),
                                  .digest = bs_sql_hash(statement, 5),
                                  .settings = bs_sql_hash(statement, 6)};
    return failed ? bs_fail_memory(error) : BS_OK;
}

bs_status bs_catalog_sources_get(bs_catalog *catalog, bs_arena *arena, bs_catalog_sources *sources,
                                 bs_error *error)
{
    return read_all(catalog,
                    "SELECT id, path, input, size, modified_ns, digest, settings FROM source"
                    " ORDER BY id",
                    read_source, arena, sources, error);
}

static bs_status read_input(bs_catalog *catalog, sqlite3_stmt *statement, bs_arena *arena,
                            void *list, bs_error *error)
{
    (void)catalog;
    bool failed = false;
    bs_catalog_inputs *inputs = list;
    bs_catalog_input *input = bs_array_push(inputs);
    if (!input)
        return bs_fail_memory(error);
    *input = (bs_catalog_input){.id = sqlite3_column_int64(statement, 0),
                                .path = bs_sql_text(statement, 1, arena, &failed),
                                .given = bs_sql_text(statement, 2, arena, &failed),
                                .date = bs_sql_text(statement, 3, arena, &failed),
                                .outlet = bs_sql_text(statement, 4, arena, &failed),
                                .format = bs_sql_text(statement, 5, arena, &failed),
                                .columns = bs_sql_text(statement, 6, arena, &failed),
                                .cut = bs_sql_text(statement, 7, arena, &failed)};
    return failed ? bs_fail_memory(error) : BS_OK;
}

bs_status bs_catalog_inputs_get(bs_catalog *catalog, bs_arena *arena, bs_catalog_inputs *inputs,
                                bs_error *error)
{
    return read_all(
        catalog,
        "SELECT id, path, given, date, outlet, format, columns, cut FROM input ORDER BY id",
        read_input, arena, inputs, error);
}

static bs_status read_article(bs_catalog *catalog, sqlite3_stmt *statement, bs_arena *arena,
                              void *list, bs_error *error)
{
    (void)catalog;
    bool failed = false;
    bs_catalog_articles *articles = list;
    bs_catalog_article *article = bs_array_push(articles);
    if (!article)
        return bs_fail_memory(error);
    *article = (bs_catalog_article){.row = (uint32_t)sqlite3_column_int64(statement, 0),
                                    .source = sqlite3_column_int64(statement, 1),
                                    .id = bs_sql_text(statement, 2, arena, &failed)};
    return failed ? bs_fail_memory(error) : BS_OK;
}

bs_status bs_catalog_articles_get(bs_catalog *catalog, int64_t shard, bs_arena *arena,
                                  bs_catalog_articles *articles, bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status =
        bs_sql_prepare(catalog, "SELECT row, source, id FROM article WHERE shard = ? ORDER BY row",
                       &statement, error);
    if (status != BS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, shard);
    return read_list(catalog, statement, read_article, arena, articles, error);
}

static bs_status read_skip(bs_catalog *catalog, sqlite3_stmt *statement, bs_arena *arena,
                           void *list, bs_error *error)
{
    (void)catalog;
    bool failed = false;
    bs_catalog_skips *skips = list;
    bs_catalog_skip *skip = bs_array_push(skips);
    if (!skip)
        return bs_fail_memory(error);
    *skip = (bs_catalog_skip){.path = bs_sql_text(statement, 0, arena, &failed),
                              .file = bs_sql_text(statement, 1, arena, &failed),
                              .kind = bs_sql_text(statement, 2, arena, &failed),
                              .reason = bs_sql_text(statement, 3, arena, &failed)};
    return failed ? bs_fail_memory(error) : BS_OK;
}

bs_status bs_catalog_skips_get(bs_catalog *catalog, bs_arena *arena, bs_catalog_skips *skips,
                               bs_error *error)
{
    return read_all(catalog,
                    "SELECT path, file, kind, reason FROM skip ORDER BY file, kind, reason",
                    read_skip, arena, skips, error);
}

static bs_status read_setting(bs_catalog *catalog, sqlite3_stmt *statement, bs_arena *arena,
                              void *list, bs_error *error)
{
    (void)catalog;
    bool failed = false;
    bs_catalog_settings *settings = list;
    bs_catalog_setting *setting = bs_array_push(settings);
    if (!setting)
        return bs_fail_memory(error);
    *setting = (bs_catalog_setting){.name = bs_sql_text(statement, 0, arena, &failed),
                                    .value = bs_sql_text(statement, 1, arena, &failed)};
    return failed ? bs_fail_memory(error) : BS_OK;
}

bs_status bs_catalog_settings_get(bs_catalog *catalog, bs_arena *arena,
                                  bs_catalog_settings *settings, bs_error *error)
{
    return read_all(catalog, "SELECT name, value FROM setting ORDER BY name", read_setting, arena,
                    settings, error);
}

static bs_status read_problem(bs_catalog *catalog, sqlite3_stmt *statement, bs_arena *arena,
                              void *list, bs_error *error)
{
    (void)catalog;
    bool failed = false;
    bs_strs *problems = list;
    bs_str text = bs_sql_text(statement, 0, arena, &failed);
    if (bs_str_equal(text, BS_STR("ok")))
        return BS_OK;
    bs_str *problem = bs_array_push(problems);
    if (!problem || failed)
        return bs_fail_memory(error);
    *problem = text;
    return BS_OK;
}

bs_status bs_catalog_integrity(bs_catalog *catalog, bs_arena *arena, bs_strs *problems,
                               bs_error *error)
{
    return read_all(catalog, "PRAGMA integrity_check(20)", read_problem, arena, problems, error);
}
