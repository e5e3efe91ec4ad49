/* catalog.c - opening the catalog, its lock, its transaction; see catalog.h. */
#include "corpus/catalog.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "corpus/catalog_sql.h"

enum { APPLICATION_ID = 0x62736874, BUSY_MS = 20000 };

/* Hashes are 16 hexadecimal digits: SQLite's integers have a sign. */
static const char SCHEMA[] =
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE input(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, given TEXT NOT NULL,"
    " date TEXT, outlet TEXT, format TEXT, columns TEXT, cut TEXT);"
    "CREATE TABLE source(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE,"
    " input INTEGER NOT NULL REFERENCES input(id), size INTEGER NOT NULL,"
    " modified_ns INTEGER NOT NULL, digest TEXT NOT NULL, settings TEXT NOT NULL);"
    "CREATE TABLE shard(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,"
    " articles INTEGER NOT NULL, live_articles INTEGER NOT NULL, text_bytes INTEGER NOT NULL,"
    " tokens INTEGER NOT NULL, live BLOB);"
    "CREATE TABLE file(shard INTEGER NOT NULL REFERENCES shard(id), name TEXT NOT NULL,"
    " size INTEGER NOT NULL, xxh3 TEXT NOT NULL, PRIMARY KEY(shard, name)) WITHOUT ROWID;"
    "CREATE TABLE article(shard INTEGER NOT NULL REFERENCES shard(id), row INTEGER NOT NULL,"
    " source INTEGER NOT NULL REFERENCES source(id), id TEXT NOT NULL,"
    " PRIMARY KEY(shard, row)) WITHOUT ROWID;"
    "CREATE INDEX article_of_source ON article(source);"
    "CREATE TABLE skip(path TEXT NOT NULL, file TEXT NOT NULL, kind TEXT NOT NULL,"
    " reason TEXT NOT NULL);"
    "CREATE INDEX skip_of_path ON skip(path);"
    "CREATE TABLE link(shard INTEGER NOT NULL REFERENCES shard(id), row INTEGER NOT NULL,"
    " article INTEGER NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL, rule TEXT NOT NULL,"
    " reason TEXT NOT NULL, PRIMARY KEY(shard, row)) WITHOUT ROWID;";

/* ---- SQLite with our strings and errors ---- */

bs_status bs_sql_fail(bs_catalog *catalog, bs_error *error)
{
    int code = sqlite3_errcode(catalog->database);
    bs_status status = code == SQLITE_NOMEM                              ? BS_NO_MEMORY
                       : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? BS_BAD_DATA
                                                                         : BS_IO;
    return bs_fail(error, status, "%s: %s", catalog->path.data ? catalog->path.data : "catalog",
                   sqlite3_errmsg(catalog->database));
}

bs_status bs_sql_run(bs_catalog *catalog, const char *sql, bs_error *error)
{
    return sqlite3_exec(catalog->database, sql, NULL, NULL, NULL) == SQLITE_OK
               ? BS_OK
               : bs_sql_fail(catalog, error);
}

bs_status bs_sql_prepare(bs_catalog *catalog, const char *sql, sqlite3_stmt **statement,
                         bs_error *error)
{
    for (size_t i = 0; i < catalog->statement_count; i++) {
        if (catalog->statements[i].sql == sql) {
            *statement = catalog->statements[i].statement;
            return BS_OK;
        }
    }
    if (catalog->statement_count == BS_SQL_STATEMENTS_MAX)
        return bs_fail(error, BS_LIMIT, "catalog: over %d statements", BS_SQL_STATEMENTS_MAX);
    if (sqlite3_prepare_v3(catalog->database, sql, -1, SQLITE_PREPARE_PERSISTENT, statement,
                           NULL) != SQLITE_OK)
        return bs_sql_fail(catalog, error);
    catalog->statements[catalog->statement_count].sql = sql;
    catalog->statements[catalog->statement_count++].statement = *statement;
    return BS_OK;
}

void bs_sql_release(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

void bs_sql_bind_text(sqlite3_stmt *statement, int place, bs_str text)
{
    if (text.data)
        sqlite3_bind_text64(statement, place, text.data, text.size, SQLITE_TRANSIENT, SQLITE_UTF8);
    else
        sqlite3_bind_null(statement, place);
}

void bs_sql_bind_hash(sqlite3_stmt *statement, int place, uint64_t hash)
{
    char digits[17];
    bs_hash_hex(hash, digits);
    bs_sql_bind_text(statement, place, bs_str_from(digits));
}

bs_str bs_sql_text(sqlite3_stmt *statement, int column, bs_arena *arena, bool *failed)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return (bs_str){NULL, 0};
    const void *bytes = sqlite3_column_blob(statement, column);
    bs_str copy =
        bs_arena_copy(arena, (bs_str){bytes, (size_t)sqlite3_column_bytes(statement, column)});
    *failed |= !copy.data;
    return copy;
}

uint64_t bs_sql_hash(sqlite3_stmt *statement, int column)
{
    const unsigned char *digits = sqlite3_column_text(statement, column);
    return digits ? strtoull((const char *)digits, NULL, 16) : 0;
}

bs_status bs_sql_step(bs_catalog *catalog, sqlite3_stmt *statement, bool *is_row, bs_error *error)
{
    int code = sqlite3_step(statement);
    *is_row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? BS_OK : bs_sql_fail(catalog, error);
}

bs_status bs_sql_finish(bs_catalog *catalog, sqlite3_stmt *statement, bs_error *error)
{
    bool is_row = true;
    bs_status status = BS_OK;
    while (is_row && status == BS_OK)
        status = bs_sql_step(catalog, statement, &is_row, error);
    bs_sql_release(statement);
    return status;
}

/* ---- opening ---- */

static bs_status read_number(bs_catalog *catalog, const char *sql, int64_t *number, bs_error *error)
{
    sqlite3_stmt *statement;
    bool is_row;
    bs_status status = bs_sql_prepare(catalog, sql, &statement, error);
    if (status != BS_OK)
        return status;
    status = bs_sql_step(catalog, statement, &is_row, error);
    if (status == BS_OK)
        *number = is_row ? sqlite3_column_int64(statement, 0) : 0;
    bs_sql_release(statement);
    return status;
}

static bs_status check_version(bs_catalog *catalog, bs_error *error)
{
    int64_t application = 0, version = 0;
    bs_status status = read_number(catalog, "PRAGMA application_id", &application, error);
    if (status == BS_OK)
        status = read_number(catalog, "PRAGMA user_version", &version, error);
    if (status != BS_OK)
        return status;
    if (application != APPLICATION_ID)
        return bs_fail(error, BS_BAD_DATA, "%s: not the catalog of a corpus", catalog->path.data);
    if (version != BS_CATALOG_VERSION)
        return bs_fail(
            error, BS_UNSUPPORTED,
            "%s: the corpus has format %lld, this version reads format %d; build it again",
            catalog->path.data, (long long)version, BS_CATALOG_VERSION);
    return BS_OK;
}

/* SQLite itself falls back to reading where the file cannot be written; a reader asks for more only
 * so that it can roll back the journal of a writer that was killed. */
static bs_status connect(bs_catalog *catalog, const char *path, int flags, bs_error *error)
{
    int code = sqlite3_open_v2(path, &catalog->database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK)
        return catalog->database ? bs_sql_fail(catalog, error) : bs_fail_memory(error);
    sqlite3_busy_timeout(catalog->database, BUSY_MS);
    return bs_sql_run(catalog, "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = OFF", error);
}

static bs_status new_catalog(const char *folder, bs_catalog **catalog, bs_error *error)
{
    bs_catalog *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    made->lock = -1;
    made->path = bs_path_join(&made->arena, bs_str_from(folder), BS_STR("catalog.sqlite"));
    if (!made->path.data) {
        bs_catalog_close(made);
        return bs_fail_memory(error);
    }
    *catalog = made;
    return BS_OK;
}

void bs_catalog_close(bs_catalog *catalog)
{
    if (!catalog)
        return;
    for (size_t i = 0; i < catalog->statement_count; i++)
        sqlite3_finalize(catalog->statements[i].statement);
    sqlite3_close(catalog->database);
    if (catalog->lock >= 0)
        close(catalog->lock);
    bs_arena_clear(&catalog->arena);
    free(catalog);
}

static bs_status open_to_read(bs_catalog *catalog, const char *folder, bs_error *error)
{
    struct stat facts;
    if (stat(catalog->path.data, &facts) != 0)
        return bs_fail(error, BS_IO, "%s: no corpus here (%s)", folder, strerror(errno));
    bs_status status = connect(catalog, catalog->path.data, SQLITE_OPEN_READWRITE, error);
    if (status == BS_OK)
        status = bs_sql_run(catalog, "PRAGMA query_only = ON; BEGIN", error);
    return status == BS_OK ? check_version(catalog, error) : status;
}

bs_status bs_catalog_open(const char *folder, bs_catalog **catalog, bs_error *error)
{
    bs_catalog *made;
    bs_status status = new_catalog(folder, &made, error);
    if (status != BS_OK)
        return status;
    status = open_to_read(made, folder, error);
    if (status == BS_OK)
        *catalog = made;
    else
        bs_catalog_close(made);
    return status;
}

static bs_status take_lock(bs_catalog *catalog, const char *folder, bs_error *error)
{
    bs_str path = bs_path_join(&catalog->arena, bs_str_from(folder), BS_STR("lock"));
    if (!path.data)
        return bs_fail_memory(error);
    catalog->lock = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (catalog->lock < 0)
        return bs_fail(error, BS_IO, "%s: %s", path.data, strerror(errno));
    if (flock(catalog->lock, LOCK_EX | LOCK_NB) == 0)
        return BS_OK;
    return errno == EWOULDBLOCK
               ? bs_fail(error, BS_IO, "%s: another build is writing to this corpus", folder)
               : bs_fail(error, BS_IO, "%s: %s", path.data, strerror(errno));
}

/* An empty catalog is made aside and renamed, so that there is a whole one or none. */
static bs_status make_empty(bs_catalog *catalog, const char *aside, bs_error *error)
{
    bs_status status = connect(catalog, aside, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (status == BS_OK)
        status =
            bs_sql_run(catalog, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA", error);
    char numbers[80];
    snprintf(numbers, sizeof numbers, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             APPLICATION_ID, BS_CATALOG_VERSION);
    if (status == BS_OK)
        status = bs_sql_run(catalog, "BEGIN", error);
    if (status == BS_OK)
        status = bs_sql_run(catalog, numbers, error);
    if (status == BS_OK)
        status = bs_sql_run(catalog, SCHEMA, error);
    if (status == BS_OK)
        status = bs_sql_run(catalog, "COMMIT", error);
    sqlite3_close(catalog->database);
    catalog->database = NULL;
    if (status == BS_OK && rename(aside, catalog->path.data) != 0)
        status = bs_fail(error, BS_IO, "%s: %s", catalog->path.data, strerror(errno));
    return status;
}

static bs_status make_catalog(bs_catalog *catalog, const char *folder, bs_error *error)
{
    struct stat facts;
    if (stat(catalog->path.data, &facts) == 0)
        return BS_OK;
    bs_str aside = bs_arena_print(&catalog->arena, "%s.new", catalog->path.data);
    bs_str journal = bs_arena_print(&catalog->arena, "%s.new-journal", catalog->path.data);
    if (!aside.data || !journal.data)
        return bs_fail_memory(error);
    bs_status status = bs_file_remove(aside.data, error); /* of a writer that was killed */
    if (status == BS_OK)
        status = bs_file_remove(journal.data, error);
    if (status == BS_OK)
        status = make_empty(catalog, aside.data, error);
    return status == BS_OK ? bs_file_sync_folder(folder, error) : status;
}

/* A folder with somebody's files and no catalog is no place for a corpus, whose shards are swept.
 */
static bs_status check_folder(bs_catalog *catalog, const char *folder, bs_error *error)
{
    struct stat facts;
    if (stat(catalog->path.data, &facts) == 0)
        return BS_OK;
    bs_arena arena = {0};
    bs_strs names = {0};
    bs_status status = bs_file_list(folder, &arena, &names, error);
    for (size_t i = 0; status == BS_OK && i < names.count; i++) {
        bs_str name = names.items[i];
        bool is_ours = name.data[0] == '.' || bs_str_equal(name, BS_STR("lock")) ||
                       bs_str_starts(name, BS_STR("catalog.sqlite.new"));
        if (!is_ours)
            status = bs_fail(error, BS_IO, "%s: holds %s, and no corpus; take a new folder", folder,
                             name.data);
    }
    bs_array_free(&names);
    bs_arena_clear(&arena);
    return status;
}

/* No page goes to the file before the commit, so readers are not shut out and a kill leaves
 * nothing behind. */
static bs_status open_to_write(bs_catalog *catalog, const char *folder, bs_error *error)
{
    bs_status status = bs_file_make_folders(folder, error);
    if (status == BS_OK)
        status = check_folder(catalog, folder, error);
    if (status == BS_OK)
        status = take_lock(catalog, folder, error);
    if (status == BS_OK)
        status = make_catalog(catalog, folder, error);
    if (status == BS_OK)
        status = connect(catalog, catalog->path.data, SQLITE_OPEN_READWRITE, error);
    if (status == BS_OK)
        status = check_version(catalog, error);
    if (status == BS_OK)
        status = bs_sql_run(catalog,
                            "PRAGMA synchronous = EXTRA; PRAGMA cache_spill = OFF; BEGIN IMMEDIATE",
                            error);
    return status;
}

bs_status bs_catalog_open_to_write(const char *folder, bs_catalog **catalog, bs_error *error)
{
    bs_catalog *made;
    bs_status status = new_catalog(folder, &made, error);
    if (status != BS_OK)
        return status;
    status = open_to_write(made, folder, error);
    if (status == BS_OK)
        *catalog = made;
    else
        bs_catalog_close(made);
    return status;
}

bs_status bs_catalog_commit(bs_catalog *catalog, bs_error *error)
{
    return bs_sql_run(catalog, "COMMIT", error);
}
