/* catalog_sql.h - SQLite with our strings and errors; shared by the files of the catalog. */
#ifndef BS_CORPUS_CATALOG_SQL_H
#define BS_CORPUS_CATALOG_SQL_H

#include <sqlite3.h>

#include "corpus/catalog.h"

enum { BS_SQL_STATEMENTS_MAX = 32 };

struct bs_catalog {
    sqlite3 *database;
    struct {
        const char *sql; /* known by its address: each is a literal */
        sqlite3_stmt *statement;
    } statements[BS_SQL_STATEMENTS_MAX]; /* compiled once, kept until the end */
    size_t statement_count;
    bs_arena arena;
    bs_str path;
    int lock; /* handle of the lock file, -1 for a reader */
};

/* BS_NO_MEMORY, BS_BAD_DATA or BS_IO after what SQLite says, with the path of the catalog. */
bs_status bs_sql_fail(bs_catalog *catalog, bs_error *error);
bs_status bs_sql_run(bs_catalog *catalog, const char *sql, bs_error *error);
/* The statement of a literal; it belongs to the catalog. Not to be used inside of itself. */
bs_status bs_sql_prepare(bs_catalog *catalog, const char *sql, sqlite3_stmt **statement,
                         bs_error *error);
void bs_sql_release(sqlite3_stmt *statement);
void bs_sql_bind_text(sqlite3_stmt *statement, int place, bs_str text); /* absent is NULL */
void bs_sql_bind_hash(sqlite3_stmt *statement, int place, uint64_t hash);
/* A column as text in `arena`; absent for NULL; `*failed` is set when there is no memory. */
bs_str bs_sql_text(sqlite3_stmt *statement, int column, bs_arena *arena, bool *failed);
uint64_t bs_sql_hash(sqlite3_stmt *statement, int column); /* from 16 hexadecimal digits */
/* One step. BS_OK with `*is_row` false at the end. */
bs_status bs_sql_step(bs_catalog *catalog, sqlite3_stmt *statement, bool *is_row, bs_error *error);
/* Steps to the end and releases, whatever happens. */
bs_status bs_sql_finish(bs_catalog *catalog, sqlite3_stmt *statement, bs_error *error);

#endif
