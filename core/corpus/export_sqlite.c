/* export_sqlite.c - rows as tables of one SQLite database. */
#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/str.h"
#include "corpus/export_sink.h"

typedef struct sqlite_sink {
    bs_sink sink; /* first, so that one is the other */
    bs_arena arena;
    bs_str path, aside;
    sqlite3 *database;
    sqlite3_stmt *inserts[BS_SINK_TABLES];
    bs_sink_table table;
    int column;
    bool has_failed;
    bs_error failure;
} sqlite_sink;

static bs_status fail(const sqlite_sink *to, bs_error *error)
{
    return bs_fail(error, BS_IO, "%s: %s", to->aside.data, sqlite3_errmsg(to->database));
}

static void put_text(bs_sink *sink, bs_str text)
{
    sqlite_sink *to = (sqlite_sink *)sink;
    to->column++;
    if (text.data)
        sqlite3_bind_text64(to->inserts[to->table], to->column, text.data, text.size,
                            SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void put_integer(bs_sink *sink, int64_t value)
{
    sqlite_sink *to = (sqlite_sink *)sink;
    sqlite3_bind_int64(to->inserts[to->table], ++to->column, value);
}

static void put_number(bs_sink *sink, double value)
{
    sqlite_sink *to = (sqlite_sink *)sink;
    to->column++;
    if (!isnan(value))
        sqlite3_bind_double(to->inserts[to->table], to->column, value);
}

static void begin_row(bs_sink *sink, bs_sink_table table)
{
    sqlite_sink *to = (sqlite_sink *)sink;
    to->table = table;
    to->column = 0;
    sqlite3_clear_bindings(to->inserts[table]);
}

static void end_row(bs_sink *sink)
{
    sqlite_sink *to = (sqlite_sink *)sink;
    if (to->has_failed)
        return;
    sink->row_count++;
    if (sqlite3_step(to->inserts[to->table]) != SQLITE_DONE) {
        to->has_failed = true;
        fail(to, &to->failure);
    }
    sqlite3_reset(to->inserts[to->table]);
}

static bs_status run(sqlite_sink *to, const char *sql, bs_error *error)
{
    return sqlite3_exec(to->database, sql, NULL, NULL, NULL) == SQLITE_OK ? BS_OK : fail(to, error);
}

static bs_status close_sink(bs_sink *sink, bool is_whole, bs_error *error)
{
    sqlite_sink *to = (sqlite_sink *)sink;
    bs_status status = BS_OK;
    if (to->has_failed) {
        status = to->failure.status;
        if (error)
            *error = to->failure;
    }
    for (size_t i = 0; i < BS_SINK_TABLES; i++)
        sqlite3_finalize(to->inserts[i]);
    if (status == BS_OK && is_whole)
        status = run(to, "CREATE INDEX mention_of_entity ON mentions(entity); COMMIT", error);
    sqlite3_close(to->database);
    if (status == BS_OK && is_whole && rename(to->aside.data, to->path.data) != 0)
        status = bs_fail(error, BS_IO, "%s: %s", to->path.data, strerror(errno));
    if ((status != BS_OK || !is_whole) && to->aside.data)
        unlink(to->aside.data);
    bs_arena_clear(&to->arena);
    free(to);
    return status;
}

/* Tables of rows that belong to an article are looked up by it, so that is their key. */
static void print_table(bs_sink_table table, bs_buffer *create, bs_buffer *insert)
{
    const bs_sink_plan *plan = bs_sink_plan_of(table);
    bs_str columns = bs_str_from(plan->columns), name;
    char kind;
    size_t count = 0;
    bs_buffer_print(create, "CREATE TABLE %s(", plan->name);
    bs_buffer_print(insert, "INSERT INTO %s VALUES(", plan->name);
    while (bs_sink_next_column(&columns, &name, &kind)) {
        const char *type = kind == '#' ? "INTEGER" : kind == '%' ? "REAL" : "TEXT";
        bool is_key = table == BS_SINK_ARTICLES && count == 0;
        bs_buffer_print(create, "%s\"%.*s\" %s%s", count ? ", " : "", BS_STR_ARG(name), type,
                        is_key ? " PRIMARY KEY" : "");
        bs_buffer_print(insert, "%s?", count ? ", " : "");
        count++;
    }
    bs_buffer_add(create, BS_STR(");"));
    bs_buffer_add(insert, BS_STR(")"));
    if (table != BS_SINK_ARTICLES && table != BS_SINK_ENTITIES)
        bs_buffer_print(create, "CREATE INDEX %s_of_article ON %s(article);", plan->name,
                        plan->name);
    bs_buffer_add_char(create, '\0');
    bs_buffer_add_char(insert, '\0');
}

static bs_status make_table(sqlite_sink *to, bs_sink_table table, bs_error *error)
{
    bs_buffer create = {0}, insert = {0};
    print_table(table, &create, &insert);
    bs_status status =
        create.failed || insert.failed ? bs_fail_memory(error) : run(to, create.data, error);
    if (status == BS_OK &&
        sqlite3_prepare_v2(to->database, insert.data, -1, &to->inserts[table], NULL) != SQLITE_OK)
        status = fail(to, error);
    bs_buffer_clear(&create);
    bs_buffer_clear(&insert);
    return status;
}

/* The file is thrown away unless it is whole, so it needs neither journal nor sync. */
static bs_status open_database(sqlite_sink *to, const char *folder, bs_error *error)
{
    to->path = bs_arena_print(&to->arena, "%s/corpus.sqlite", folder);
    to->aside = bs_arena_print(&to->arena, "%s/corpus.sqlite.part", folder);
    if (!to->path.data || !to->aside.data)
        return bs_fail_memory(error);
    bs_status status = bs_file_remove(to->aside.data, error);
    if (status != BS_OK)
        return status;
    if (sqlite3_open_v2(to->aside.data, &to->database,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        return fail(to, error);
    status = run(to, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN", error);
    for (size_t i = 0; i < BS_SINK_TABLES && status == BS_OK; i++)
        status = make_table(to, (bs_sink_table)i, error);
    return status;
}

bs_status bs_sink_sqlite_new(const char *folder, bs_sink **sink, bs_error *error)
{
    sqlite_sink *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    made->sink = (bs_sink){.text = put_text,
                           .integer = put_integer,
                           .number = put_number,
                           .begin_row = begin_row,
                           .end_row = end_row,
                           .close = close_sink,
                           .file_count = 1};
    bs_status status = open_database(made, folder, error);
    if (status == BS_OK)
        *sink = &made->sink;
    else
        close_sink(&made->sink, false, NULL);
    return status;
}
