/* catalog_changes.c - what a build changes in the catalog. */
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "corpus/catalog_sql.h"

bs_status bs_catalog_input_put(bs_catalog *catalog, bs_catalog_input *input, bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status = bs_sql_prepare(
        catalog,
        "INSERT OR REPLACE INTO input(id, path, given, date, outlet, format, columns, cut)"
        " VALUES(nullif(?, 0), ?, ?, ?, ?, ?, ?, ?)",
        &statement, error);
    if (status != BS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, input->id);
    bs_sql_bind_text(statement, 2, input->path);
    bs_sql_bind_text(statement, 3, input->given);
    bs_sql_bind_text(statement, 4, input->date);
    bs_sql_bind_text(statement, 5, input->outlet);
    bs_sql_bind_text(statement, 6, input->format);
    bs_sql_bind_text(statement, 7, input->columns);
    bs_sql_bind_text(statement, 8, input->cut);
    status = bs_sql_finish(catalog, statement, error);
    if (status == BS_OK)
        input->id = sqlite3_last_insert_rowid(catalog->database);
    return status;
}

bs_status bs_catalog_source_put(bs_catalog *catalog, bs_catalog_source *source, bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status = bs_sql_prepare(
        catalog,
        "INSERT OR REPLACE INTO source(id, path, input, size, modified_ns, digest, settings)"
        " VALUES(nullif(?, 0), ?, ?, ?, ?, ?, ?)",
        &statement, error);
    if (status != BS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, source->id);
    bs_sql_bind_text(statement, 2, source->path);
    sqlite3_bind_int64(statement, 3, source->input);
    sqlite3_bind_int64(statement, 4, (int64_t)source->size);
    sqlite3_bind_int64(statement, 5, source->modified_ns);
    bs_sql_bind_hash(statement, 6, source->digest);
    bs_sql_bind_hash(statement, 7, source->settings);
    status = bs_sql_finish(catalog, statement, error);
    if (status == BS_OK)
        source->id = sqlite3_last_insert_rowid(catalog->database);
    return status;
}

static bs_status run_with_id(bs_catalog *catalog, const char *sql, int64_t id, bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status = bs_sql_prepare(catalog, sql, &statement, error);
    if (status != BS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, id);
    return bs_sql_finish(catalog, statement, error);
}

static bs_status run_with_text(bs_catalog *catalog, const char *sql, bs_str text, bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status = bs_sql_prepare(catalog, sql, &statement, error);
    if (status != BS_OK)
        return status;
    bs_sql_bind_text(statement, 1, text);
    return bs_sql_finish(catalog, statement, error);
}

bs_status bs_catalog_source_drop(bs_catalog *catalog, const bs_catalog_source *source,
                                 bs_error *error)
{
    bs_status status = bs_catalog_skips_drop(catalog, source->path, error);
    if (status == BS_OK)
        status = run_with_id(catalog, "DELETE FROM source WHERE id = ?", source->id, error);
    return status;
}

bs_status bs_catalog_skips_drop(bs_catalog *catalog, bs_str path, bs_error *error)
{
    return run_with_text(catalog, "DELETE FROM skip WHERE path = ?", path, error);
}

bs_status bs_catalog_skips_drop_below(bs_catalog *catalog, bs_str input, bs_error *error)
{
    return run_with_text(catalog,
                         "DELETE FROM skip WHERE (path = ?1 OR"
                         " substr(path, 1, length(?1) + 1) = ?1 || '/')"
                         " AND path NOT IN (SELECT path FROM source)",
                         input, error);
}

bs_status bs_catalog_skip_add(bs_catalog *catalog, const bs_catalog_skip *skip, bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status =
        bs_sql_prepare(catalog, "INSERT INTO skip(path, file, kind, reason) VALUES(?, ?, ?, ?)",
                       &statement, error);
    if (status != BS_OK)
        return status;
    bs_sql_bind_text(statement, 1, skip->path);
    bs_sql_bind_text(statement, 2, skip->file);
    bs_sql_bind_text(statement, 3, skip->kind);
    bs_sql_bind_text(statement, 4, skip->reason);
    return bs_sql_finish(catalog, statement, error);
}

bs_status bs_catalog_setting_put(bs_catalog *catalog, const char *name, bs_str value,
                                 bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status = bs_sql_prepare(
        catalog, "INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", &statement, error);
    if (status != BS_OK)
        return status;
    bs_sql_bind_text(statement, 1, bs_str_from(name));
    bs_sql_bind_text(statement, 2, value.data ? value : BS_STR(""));
    return bs_sql_finish(catalog, statement, error);
}

/* ---- shards and their articles ---- */

static bs_status add_files(bs_catalog *catalog, const bs_catalog_shard *shard, bs_error *error)
{
    for (size_t i = 0; i < BS_SHARD_FILES; i++) {
        sqlite3_stmt *statement;
        bs_status status =
            bs_sql_prepare(catalog, "INSERT INTO file(shard, name, size, xxh3) VALUES(?, ?, ?, ?)",
                           &statement, error);
        if (status != BS_OK)
            return status;
        sqlite3_bind_int64(statement, 1, shard->id);
        bs_sql_bind_text(statement, 2, bs_str_from(bs_shard_file_plan((bs_shard_file)i)->name));
        sqlite3_bind_int64(statement, 3, (int64_t)shard->files[i].size);
        bs_sql_bind_hash(statement, 4, shard->files[i].checksum);
        status = bs_sql_finish(catalog, statement, error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

/* Numbers are never used twice (AUTOINCREMENT), so a reader that still has an old shard never finds
 * another under its name. */
bs_status bs_catalog_shard_add(bs_catalog *catalog, bs_arena *arena, bs_catalog_shard *shard,
                               bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status = bs_sql_prepare(
        catalog,
        "INSERT INTO shard(name, articles, live_articles, text_bytes, tokens)"
        " VALUES((SELECT printf('%06d', 1 + coalesce((SELECT seq FROM sqlite_sequence"
        " WHERE name = 'shard'), 0))), ?, ?, ?, ?)",
        &statement, error);
    if (status != BS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, (int64_t)shard->article_count);
    sqlite3_bind_int64(statement, 2, (int64_t)shard->live_count);
    sqlite3_bind_int64(statement, 3, (int64_t)shard->text_bytes);
    sqlite3_bind_int64(statement, 4, (int64_t)shard->token_count);
    status = bs_sql_finish(catalog, statement, error);
    if (status != BS_OK)
        return status;
    shard->id = sqlite3_last_insert_rowid(catalog->database);
    shard->name = bs_arena_print(arena, "%06lld", (long long)shard->id);
    return shard->name.data ? add_files(catalog, shard, error) : bs_fail_memory(error);
}

bs_status bs_catalog_shard_drop(bs_catalog *catalog, int64_t shard, bs_error *error)
{
    bs_status status = run_with_id(catalog, "DELETE FROM article WHERE shard = ?", shard, error);
    if (status == BS_OK)
        status = run_with_id(catalog, "DELETE FROM file WHERE shard = ?", shard, error);
    if (status == BS_OK)
        status = run_with_id(catalog, "DELETE FROM link WHERE shard = ?", shard, error);
    if (status == BS_OK)
        status = run_with_id(catalog, "DELETE FROM shard WHERE id = ?", shard, error);
    return status;
}

bs_status bs_catalog_article_add(bs_catalog *catalog, int64_t shard,
                                 const bs_catalog_article *article, bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status =
        bs_sql_prepare(catalog, "INSERT INTO article(shard, row, source, id) VALUES(?, ?, ?, ?)",
                       &statement, error);
    if (status != BS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, shard);
    sqlite3_bind_int64(statement, 2, article->row);
    sqlite3_bind_int64(statement, 3, article->source);
    bs_sql_bind_text(statement, 4, article->id);
    return bs_sql_finish(catalog, statement, error);
}

typedef struct bitmap {
    uint8_t *bits;
    size_t count; /* articles */
} bitmap;

static bs_status read_bitmap(bs_catalog *catalog, int64_t shard, bitmap *live, bs_error *error)
{
    sqlite3_stmt *statement;
    bool is_row;
    bs_status status =
        bs_sql_prepare(catalog, "SELECT articles, live FROM shard WHERE id = ?", &statement, error);
    if (status != BS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, shard);
    status = bs_sql_step(catalog, statement, &is_row, error);
    if (status == BS_OK && !is_row)
        status = bs_fail(error, BS_BAD_DATA, "%s: articles of a shard that is not there",
                         catalog->path.data);
    if (status == BS_OK) {
        int64_t count = sqlite3_column_int64(statement, 0);
        size_t size = count < 0 ? 0 : ((size_t)count + 7) / 8;
        const void *bits = sqlite3_column_blob(statement, 1);
        live->count = size ? (size_t)count : 0;
        live->bits = malloc(size + 1);
        if (!live->bits)
            status = bs_fail_memory(error);
        else if (bits && (size_t)sqlite3_column_bytes(statement, 1) == size)
            memcpy(live->bits, bits, size);
        else
            memset(live->bits, 0xff, size);
        if (live->bits && live->count % 8)
            live->bits[size - 1] &= (uint8_t)((1 << live->count % 8) - 1);
    }
    bs_sql_release(statement);
    return status;
}

static bs_status write_bitmap(bs_catalog *catalog, int64_t shard, const bitmap *live,
                              bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status = bs_sql_prepare(
        catalog, "UPDATE shard SET live = ?, live_articles = ? WHERE id = ?", &statement, error);
    if (status != BS_OK)
        return status;
    size_t size = (live->count + 7) / 8;
    int64_t live_count = 0;
    for (size_t i = 0; i < size; i++)
        live_count += __builtin_popcount(live->bits[i]);
    sqlite3_bind_blob64(statement, 1, live->bits, size, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 2, live_count);
    sqlite3_bind_int64(statement, 3, shard);
    return bs_sql_finish(catalog, statement, error);
}

/* Clears the bits of the articles of `source` in one shard. */
static bs_status bury_in_shard(bs_catalog *catalog, int64_t source, int64_t shard, bs_error *error)
{
    sqlite3_stmt *statement;
    bitmap live = {0};
    bool is_row = true;
    bs_status status = read_bitmap(catalog, shard, &live, error);
    if (status != BS_OK) {
        free(live.bits);
        return status;
    }
    status = bs_sql_prepare(catalog, "SELECT row FROM article WHERE source = ? AND shard = ?",
                            &statement, error);
    if (status == BS_OK) {
        sqlite3_bind_int64(statement, 1, source);
        sqlite3_bind_int64(statement, 2, shard);
        while (status == BS_OK && is_row) {
            status = bs_sql_step(catalog, statement, &is_row, error);
            int64_t row = is_row ? sqlite3_column_int64(statement, 0) : -1;
            if (row >= 0 && (uint64_t)row < live.count)
                live.bits[row >> 3] &= (uint8_t) ~(1 << (row & 7));
        }
        bs_sql_release(statement);
    }
    if (status == BS_OK)
        status = write_bitmap(catalog, shard, &live, error);
    free(live.bits);
    return status;
}

typedef struct id_list {
    int64_t *items;
    size_t count, capacity;
} id_list;

static bs_status shards_of_source(bs_catalog *catalog, int64_t source, id_list *shards,
                                  bs_error *error)
{
    sqlite3_stmt *statement;
    bool is_row = true;
    bs_status status = bs_sql_prepare(
        catalog, "SELECT DISTINCT shard FROM article WHERE source = ? ORDER BY shard", &statement,
        error);
    if (status != BS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, source);
    while (status == BS_OK) {
        status = bs_sql_step(catalog, statement, &is_row, error);
        if (status != BS_OK || !is_row)
            break;
        int64_t *shard = bs_array_push(shards);
        if (shard)
            *shard = sqlite3_column_int64(statement, 0);
        else
            status = bs_fail_memory(error);
    }
    bs_sql_release(statement);
    return status;
}

bs_status bs_catalog_articles_bury(bs_catalog *catalog, int64_t source, uint64_t *count,
                                   bs_error *error)
{
    id_list shards = {0};
    bs_status status = shards_of_source(catalog, source, &shards, error);
    for (size_t i = 0; i < shards.count && status == BS_OK; i++)
        status = bury_in_shard(catalog, source, shards.items[i], error);
    bs_array_free(&shards);
    if (status == BS_OK)
        status = run_with_id(catalog, "DELETE FROM article WHERE source = ?", source, error);
    if (status == BS_OK)
        *count = (uint64_t)sqlite3_changes64(catalog->database);
    return status;
}
