/*
 * select_sql.c - conditions in SQL over the metadata of articles, evaluated by SQLite.
 *
 * The columns of the corpus are a virtual table of an empty database in memory: nothing is copied
 * beforehand. An authorizer lets statements read that table and call functions that compute, and
 * nothing else.
 */
#include "corpus/select_sql.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/scope.h"
#include "read/article.h"

enum {
    CONDITION_BYTES_MAX = 1 << 20,
    EXPRESSION_DEPTH_MAX = 200,
    STEPS_BETWEEN_CHECKS = 10000, /* of SQLite's machine, before it asks whether to stop */
};

/* The order of the columns in SCHEMA. */
enum {
    COLUMN_ID,
    COLUMN_FILE,
    COLUMN_URL,
    COLUMN_TITLE,
    COLUMN_OUTLET,
    COLUMN_LANGUAGE,
    COLUMN_PUBLISHED,
    COLUMN_BASIS,
    COLUMN_BYLINE,
    COLUMN_TEXT,
    COLUMN_DIGEST,
    COLUMN_TOKENS,
    COLUMN_SENTENCES,
    COLUMN_MENTIONS,
    COLUMN_QUOTATIONS,
    COLUMN_DATES,
    COLUMN_CLAIMS,
    COLUMN_IS_SELECTED,
};

static const char SCHEMA[] =
    "CREATE TABLE articles(id, file, url, title, outlet, language, published, basis, byline, text, "
    "digest, tokens, sentences, mentions, quotations, dates, claims, is_selected HIDDEN)";

typedef struct articles_table {
    sqlite3_vtab base;
    const bs_selection *selection;
} articles_table;

typedef struct articles_cursor {
    sqlite3_vtab_cursor base;
    const bs_selection *selection;
    size_t shard, row;
} articles_cursor;

static int table_connect(sqlite3 *database, void *context, int count, const char *const *arguments,
                         sqlite3_vtab **table, char **message)
{
    (void)count;
    (void)arguments;
    (void)message;
    int code = sqlite3_declare_vtab(database, SCHEMA);
    if (code != SQLITE_OK)
        return code;
    articles_table *made = sqlite3_malloc(sizeof *made);
    if (!made)
        return SQLITE_NOMEM;
    *made = (articles_table){.selection = context};
    *table = &made->base;
    return SQLITE_OK;
}

static int table_disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

static int table_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    const articles_table *articles = (const articles_table *)table;
    size_t rows = articles->selection->view->base[articles->selection->view->shard_count];
    info->estimatedCost = (double)rows + 1;
    info->estimatedRows = (sqlite3_int64)rows + 1;
    return SQLITE_OK;
}

static int cursor_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
    articles_cursor *made = sqlite3_malloc(sizeof *made);
    if (!made)
        return SQLITE_NOMEM;
    *made = (articles_cursor){.selection = ((const articles_table *)table)->selection};
    *cursor = &made->base;
    return SQLITE_OK;
}

static int cursor_close(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static const bs_shard *shard_of(const articles_cursor *cursor)
{
    return bs_corpus_shard(cursor->selection->view->corpus, cursor->shard);
}

/* Moves on to the next live article, from the current place on. */
static void settle(articles_cursor *cursor)
{
    const bs_view *view = cursor->selection->view;
    for (; cursor->shard < view->shard_count; cursor->shard++, cursor->row = 0) {
        size_t count = shard_of(cursor)->articles.count;
        for (; cursor->row < count; cursor->row++) {
            bs_article_ref ref = {(uint32_t)cursor->shard, (uint32_t)cursor->row};
            if (bs_corpus_article_index(view->corpus, ref) != SIZE_MAX)
                return;
        }
    }
}

static int cursor_filter(sqlite3_vtab_cursor *base, int number, const char *text, int count,
                         sqlite3_value **values)
{
    (void)number;
    (void)text;
    (void)count;
    (void)values;
    articles_cursor *cursor = (articles_cursor *)base;
    cursor->shard = cursor->row = 0;
    settle(cursor);
    return SQLITE_OK;
}

static int cursor_next(sqlite3_vtab_cursor *base)
{
    articles_cursor *cursor = (articles_cursor *)base;
    cursor->row++;
    settle(cursor);
    return SQLITE_OK;
}

static int cursor_eof(sqlite3_vtab_cursor *base)
{
    const articles_cursor *cursor = (const articles_cursor *)base;
    return cursor->shard >= cursor->selection->view->shard_count;
}

static int cursor_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
    const articles_cursor *cursor = (const articles_cursor *)base;
    *rowid = (sqlite3_int64)(cursor->selection->view->base[cursor->shard] + cursor->row);
    return SQLITE_OK;
}

static void give_text(sqlite3_context *context, bs_str text)
{
    if (text.data)
        sqlite3_result_text64(context, text.data, text.size, SQLITE_STATIC, SQLITE_UTF8);
}

static void give_byline(sqlite3_context *context, const bs_shard_articles *articles, size_t row)
{
    bs_buffer joined = {0};
    for (int32_t i = articles->byline_start[row]; i < articles->byline_start[row + 1]; i++) {
        if (joined.size > 0)
            bs_buffer_add(&joined, BS_STR("; "));
        bs_buffer_add(&joined, bs_text_at(&articles->byline, (size_t)i));
    }
    if (joined.failed)
        sqlite3_result_error_nomem(context);
    else if (articles->byline_start[row] < articles->byline_start[row + 1])
        sqlite3_result_text64(context, bs_buffer_str(&joined).data, joined.size, SQLITE_TRANSIENT,
                              SQLITE_UTF8);
    bs_buffer_clear(&joined);
}

static void give_digest(sqlite3_context *context, uint64_t digest)
{
    char hex[17];
    bs_hash_hex(digest, hex);
    sqlite3_result_text(context, hex, -1, SQLITE_TRANSIENT);
}

static void give_count(sqlite3_context *context, const uint32_t *starts, size_t row)
{
    sqlite3_result_int64(context, (sqlite3_int64)(starts[row + 1] - starts[row]));
}

static int cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    const articles_cursor *cursor = (const articles_cursor *)base;
    const bs_shard_articles *articles = &shard_of(cursor)->articles;
    size_t row = cursor->row;
    const bs_text_column *const texts[] = {
        [COLUMN_ID] = &articles->id,
        [COLUMN_FILE] = &articles->file,
        [COLUMN_URL] = &articles->url,
        [COLUMN_TITLE] = &articles->title,
        [COLUMN_OUTLET] = &articles->outlet,
        [COLUMN_LANGUAGE] = &articles->language,
        [COLUMN_PUBLISHED] = &articles->published,
    };
    const uint32_t *const starts[] = {
        [COLUMN_TOKENS] = articles->token_start,
        [COLUMN_SENTENCES] = articles->sentence_start,
        [COLUMN_MENTIONS] = articles->mention_start,
        [COLUMN_QUOTATIONS] = articles->quotation_start,
        [COLUMN_DATES] = articles->date_start,
        [COLUMN_CLAIMS] = articles->claim_start,
    };
    if (column <= COLUMN_PUBLISHED)
        give_text(context, bs_text_at(texts[column], row));
    else if (column == COLUMN_BASIS)
        give_text(context, bs_str_from(bs_basis_name((bs_basis)articles->basis[row])));
    else if (column == COLUMN_BYLINE)
        give_byline(context, articles, row);
    else if (column == COLUMN_TEXT)
        give_text(context, bs_text_at(&articles->text, row));
    else if (column == COLUMN_DIGEST)
        give_digest(context, articles->digest[row]);
    else if (column == COLUMN_IS_SELECTED)
        sqlite3_result_int(context,
                           bs_selection_bit(cursor->selection,
                                            cursor->selection->view->base[cursor->shard] + row));
    else if (column <= COLUMN_CLAIMS)
        give_count(context, starts[column], row);
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = table_connect, /* without xCreate: the table is there, and no other can be made */
    .xDisconnect = table_disconnect,
    .xBestIndex = table_best_index,
    .xOpen = cursor_open,
    .xClose = cursor_close,
    .xFilter = cursor_filter,
    .xNext = cursor_next,
    .xEof = cursor_eof,
    .xColumn = cursor_column,
    .xRowid = cursor_rowid,
};

static int authorize(void *context, int action, const char *a, const char *b, const char *database,
                     const char *trigger)
{
    (void)context;
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_READ: /* a name is empty for what is made inside the statement */
        return !a || !*a || strcmp(a, "articles") == 0 ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_FUNCTION:
        return b && sqlite3_stricmp(b, "load_extension") != 0 ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

static int wants_to_stop(void *progress)
{
    return bs_progress_is_cancelled(progress);
}

static bs_status fail_sql(sqlite3 *database, int code, const bs_progress *progress, bs_error *error)
{
    if (code == SQLITE_NOMEM)
        return bs_fail_memory(error);
    if (code == SQLITE_INTERRUPT)
        return bs_progress_check(progress, error);
    return bs_fail(error, BS_MISUSE, "sql: %s", sqlite3_errmsg(database));
}

static bs_status run_statement(sqlite3 *database, sqlite3_stmt *statement,
                               const bs_progress *progress, bs_selection *result, bs_error *error)
{
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        bs_selection_set(result, (size_t)sqlite3_column_int64(statement, 0));
    return code == SQLITE_DONE ? BS_OK : fail_sql(database, code, progress, error);
}

static bs_status run_condition(sqlite3 *database, bs_str condition, const bs_progress *progress,
                               bs_selection *result, bs_error *error)
{
    bs_buffer text = {0};
    bs_buffer_add(&text, BS_STR("SELECT rowid FROM articles WHERE is_selected AND (\n"));
    bs_buffer_add(&text, condition);
    bs_buffer_add(&text, BS_STR("\n)")); /* the line end closes a comment */
    bs_buffer_add_char(&text, '\0');
    sqlite3_stmt *statement = NULL;
    const char *tail = NULL;
    bs_status status = BS_OK;
    int code =
        text.failed ? SQLITE_NOMEM : sqlite3_prepare_v2(database, text.data, -1, &statement, &tail);
    if (code != SQLITE_OK)
        status = fail_sql(database, code, progress, error);
    else if (*tail != '\0')
        status = bs_fail(error, BS_MISUSE, "sql: it is one condition, without \";\"");
    else
        status = run_statement(database, statement, progress, result, error);
    sqlite3_finalize(statement);
    bs_buffer_clear(&text);
    return status;
}

static bs_status run_in(sqlite3 *database, bs_selection *selection, bs_str condition,
                        const bs_progress *progress, bs_selection *result, bs_error *error)
{
    int code = sqlite3_create_module(database, "articles", &module, selection);
    if (code == SQLITE_OK) /* declares the columns now: the authorizer would refuse that later */
        code = sqlite3_exec(database, "SELECT 1 FROM articles WHERE 0", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return fail_sql(database, code, progress, error);
    /* The table is declared at its first use, which the authorizer would not let pass. */
    code = sqlite3_exec(database, "SELECT 1 FROM articles LIMIT 0", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return fail_sql(database, code, progress, error);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_EXPR_DEPTH, EXPRESSION_DEPTH_MAX);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    /* the table is declared when it is first named, which the authorizer would not allow */
    code = sqlite3_exec(database, "SELECT 1 FROM articles LIMIT 0", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return fail_sql(database, code, progress, error);
    sqlite3_set_authorizer(database, authorize, NULL);
    sqlite3_progress_handler(database, STEPS_BETWEEN_CHECKS, wants_to_stop,
                             (void *)(uintptr_t)progress);
    return run_condition(database, condition, progress, result, error);
}

bs_status bs_select_by_sql(bs_selection *selection, bs_str condition, const bs_progress *progress,
                           bs_selection **result, bs_error *error)
{
    if (condition.size > CONDITION_BYTES_MAX || memchr(condition.data, '\0', condition.size))
        return bs_fail(error, BS_MISUSE, "sql: the condition is too long or has a NUL in it");
    bs_selection *made = NULL;
    bs_status status = bs_selection_empty(selection->view, selection->segments, &made, error);
    if (status != BS_OK)
        return status;
    sqlite3 *database = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(":memory:", &database, flags, NULL);
    status = code == SQLITE_OK ? run_in(database, selection, condition, progress, made, error)
                               : fail_sql(database, code, progress, error);
    sqlite3_close(database);
    if (status != BS_OK) {
        bs_selection_free(made);
        return status;
    }
    bs_selection_seal(made);
    *result = made;
    return BS_OK;
}
