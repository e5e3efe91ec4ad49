/* catalog_links.c - the links of persons in the catalog. */
#include "base/error.h"
#include "corpus/catalog_sql.h"

/* The index of a shard; its list is in order of id. */
static size_t shard_index(const bs_catalog_shards *shards, int64_t id)
{
    size_t low = 0, high = shards->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (shards->items[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < shards->count && shards->items[low].id == id ? low : SIZE_MAX;
}

static bs_status read_link(bs_catalog *catalog, sqlite3_stmt *statement,
                           const bs_catalog_shards *shards, bs_arena *arena, bs_links *links,
                           bs_error *error)
{
    bool failed = false;
    size_t shard = shard_index(shards, sqlite3_column_int64(statement, 0));
    int64_t row = sqlite3_column_int64(statement, 1), article = sqlite3_column_int64(statement, 2);
    if (shard == SIZE_MAX || row < 0 || row >= BS_NONE || article < 0 ||
        (uint64_t)article >= shards->items[shard].article_count)
        return bs_fail(error, BS_BAD_DATA, "%s: links somebody who is in no shard",
                       catalog->path.data);
    bs_link *link = bs_array_push(links);
    if (!link)
        return bs_fail_memory(error);
    *link = (bs_link){.shard = (uint32_t)shard,
                      .row = (uint32_t)row,
                      .article = (uint32_t)article,
                      .entity = bs_sql_text(statement, 3, arena, &failed),
                      .name = bs_sql_text(statement, 4, arena, &failed),
                      .rule = bs_sql_text(statement, 5, arena, &failed),
                      .reason = bs_sql_text(statement, 6, arena, &failed)};
    return failed ? bs_fail_memory(error) : BS_OK;
}

bs_status bs_catalog_links_get(bs_catalog *catalog, const bs_catalog_shards *shards,
                               bs_arena *arena, bs_links *links, bs_error *error)
{
    sqlite3_stmt *statement;
    bool is_row = true;
    bs_status status = bs_sql_prepare(catalog,
                                      "SELECT shard, row, article, entity, name, rule, reason"
                                      " FROM link ORDER BY shard, row",
                                      &statement, error);
    if (status != BS_OK)
        return status;
    while (status == BS_OK) {
        status = bs_sql_step(catalog, statement, &is_row, error);
        if (status != BS_OK || !is_row)
            break;
        status = read_link(catalog, statement, shards, arena, links, error);
    }
    bs_sql_release(statement);
    return status;
}

static bs_status put_link(bs_catalog *catalog, int64_t shard, const bs_link *link, bs_error *error)
{
    sqlite3_stmt *statement;
    bs_status status = bs_sql_prepare(catalog,
                                      "INSERT INTO link(shard, row, article, entity, name, rule,"
                                      " reason) VALUES(?, ?, ?, ?, ?, ?, ?)",
                                      &statement, error);
    if (status != BS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, shard);
    sqlite3_bind_int64(statement, 2, link->row);
    sqlite3_bind_int64(statement, 3, link->article);
    bs_sql_bind_text(statement, 4, link->entity);
    bs_sql_bind_text(statement, 5, link->name);
    bs_sql_bind_text(statement, 6, link->rule);
    bs_sql_bind_text(statement, 7, link->reason.data ? link->reason : (bs_str){"", 0});
    return bs_sql_finish(catalog, statement, error);
}

bs_status bs_catalog_links_put(bs_catalog *catalog, const bs_catalog_shards *shards,
                               const bs_links *links, bs_error *error)
{
    bs_status status = bs_sql_run(catalog, "DELETE FROM link", error);
    for (size_t i = 0; i < links->count && status == BS_OK; i++)
        status =
            put_link(catalog, shards->items[links->items[i].shard].id, &links->items[i], error);
    return status;
}
