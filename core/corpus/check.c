/* check.c - see check.h. What opening a shard has verified already is not looked at again. */
#include "corpus/check.h"

#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/pool.h"
#include "base/progress.h"
#include "base/str.h"
#include "base/utf8.h"
#include "corpus/catalog.h"
#include "corpus/shard_io.h"
#include "text/day.h"

typedef struct problem {
    bs_str file, text;
} problem;

/* What was found in one place; each shard has its own, so that threads need not meet. */
typedef struct findings {
    bs_arena arena;
    struct {
        problem *items;
        size_t count, capacity;
    } problems;
    uint64_t problem_count, files, bytes, articles, tokens;
    bool failed; /* no memory to keep a problem */
} findings;

typedef struct checking {
    const char *path;
    bs_arena arena;
    bs_catalog_shards shards;
    bs_catalog_articles *articles; /* of each shard */
    findings *found;               /* of each shard, and one more for the rest */
    uint64_t leftovers;
} checking;

static void add_problem(findings *to, bs_str file, bs_str text)
{
    to->problem_count++;
    if (to->problems.count >= BS_CHECK_PROBLEMS_MAX)
        return;
    problem *added = bs_array_push(&to->problems);
    if (!added) {
        to->failed = true;
        return;
    }
    *added = (problem){bs_arena_copy(&to->arena, file), bs_arena_copy(&to->arena, text)};
    to->failed |= !added->file.data || !added->text.data;
}

/* ---- one shard ---- */

typedef struct shard_check {
    findings *found;
    const bs_shard *shard;
    const bs_catalog_shard *facts;
    const char *folder;
} shard_check;

static void add_column_problem(const shard_check *check, bs_shard_file file, size_t row,
                               const char *what)
{
    bs_arena *arena = &check->found->arena;
    bs_str path = bs_shard_file_path(arena, check->folder, file);
    add_problem(check->found, path, bs_arena_print(arena, "row %zu: %s", row, what));
}

static void check_file(findings *found, const char *folder, bs_shard_file file,
                       const bs_shard_file_facts *facts)
{
    bs_str path = bs_shard_file_path(&found->arena, folder, file), bytes;
    bs_error error;
    if (!path.data) {
        found->failed = true;
        return;
    }
    if (bs_file_map(path.data, &bytes, &error) != BS_OK) {
        bs_str message = bs_str_from(error.message); /* names the file itself */
        bs_str prefix = bs_arena_print(&found->arena, "%s: ", path.data);
        if (prefix.data && bs_str_starts(message, prefix))
            message = bs_str_slice(message, prefix.size, message.size);
        add_problem(found, path, message);
        return;
    }
    found->files++;
    found->bytes += bytes.size;
    if (bytes.size != facts->size)
        add_problem(found, path,
                    bs_arena_print(&found->arena, "has %zu bytes, the catalog says %llu",
                                   bytes.size, (unsigned long long)facts->size));
    else if (bs_hash(bytes) != facts->checksum)
        add_problem(found, path, BS_STR("the checksum is not the one in the catalog"));
    bs_file_unmap(bytes);
}

static void check_texts(const shard_check *check)
{
    const bs_shard_articles *articles = &check->shard->articles;
    for (size_t row = 0; row < articles->count; row++) {
        bs_str text = bs_text_at(&articles->text, row);
        bs_str published = bs_text_at(&articles->published, row);
        bs_date date;
        int32_t day = published.data && bs_date_from(published, &date) ? bs_date_first_day(date)
                                                                       : BS_DAY_UNKNOWN;
        if (bs_hash(text) != articles->digest[row])
            add_column_problem(check, BS_FILE_articles, row, "the text has another digest");
        if (bs_utf8_valid_until(text) != text.size)
            add_column_problem(check, BS_FILE_articles, row, "the text is no UTF-8");
        if (articles->day[row] != day)
            add_column_problem(check, BS_FILE_articles, row, "day and date of publication differ");
    }
}

static bool texts_rise(const bs_text_column *column, size_t row)
{
    return row == 0 || bs_str_compare(bs_text_at(column, row - 1), bs_text_at(column, row)) < 0;
}

/* The text of a token is the form of its type, but for words that were joined over a line end. */
static bool token_fits(const bs_shard *shard, bs_str text, size_t token)
{
    bs_str form = bs_text_at(&shard->types.form, shard->tokens.type[token]);
    size_t start = shard->tokens.start[token], size = shard->tokens.size[token];
    if (start > text.size || text.size - start < size)
        return false;
    bs_str bytes = bs_str_slice(text, start, start + size);
    return bs_str_equal(form, bytes) || memchr(bytes.data, '\n', bytes.size) ||
           memchr(bytes.data, '\r', bytes.size) || form.size < bytes.size;
}

static void check_tokens(const shard_check *check)
{
    const bs_shard *shard = check->shard;
    for (size_t row = 0; row < shard->articles.count; row++) {
        bs_str text = bs_text_at(&shard->articles.text, row);
        size_t end = shard->articles.token_start[row + 1];
        for (size_t i = shard->articles.token_start[row]; i < end; i++) {
            if (!token_fits(shard, text, i))
                add_column_problem(check, BS_FILE_tokens, i,
                                   "the text is not the form of its type");
            if (i + 1 < end && shard->tokens.start[i + 1] < shard->tokens.start[i])
                add_column_problem(check, BS_FILE_tokens, i + 1, "tokens out of order");
        }
    }
}

static void check_types(const shard_check *check)
{
    const bs_shard *shard = check->shard;
    const bs_shard_types *types = &shard->types;
    for (size_t type = 0; type < types->count; type++) {
        uint32_t articles = 0, last = BS_NONE;
        bool is_wrong = false;
        for (int32_t i = types->position_start[type]; i < types->position_start[type + 1]; i++) {
            uint32_t token = types->positions[i];
            if (token >= shard->tokens.count) {
                is_wrong = true;
                continue;
            }
            is_wrong |= shard->tokens.type[token] != type;
            is_wrong |= i > types->position_start[type] && token <= types->positions[i - 1];
            uint32_t article = bs_shard_article_of_token(shard, token);
            articles += article != last;
            last = article;
        }
        if (is_wrong)
            add_column_problem(check, BS_FILE_types, type, "positions of another type or no order");
        if (articles != types->articles[type])
            add_column_problem(check, BS_FILE_types, type, "another number of articles");
        if (!texts_rise(&types->form, type))
            add_column_problem(check, BS_FILE_types, type, "forms out of order");
    }
}

static void check_entities(const shard_check *check)
{
    bs_arena arena = {0};
    for (size_t row = 0; row < check->shard->entities.count; row++) {
        bs_entity entity;
        bs_error error;
        bs_arena_reset(&arena);
        bool is_again = row > 0 && bs_str_equal(bs_text_at(&check->shard->entities.id, row),
                                                bs_text_at(&check->shard->entities.id, row - 1));
        if (!is_again && !texts_rise(&check->shard->entities.id, row))
            add_column_problem(check, BS_FILE_entities, row, "ids out of order");
        if (bs_shard_entity(check->shard, (uint32_t)row, &arena, &entity, &error) != BS_OK)
            add_column_problem(check, BS_FILE_entities, row, error.message);
    }
    bs_arena_clear(&arena);
}

static void check_catalog_rows(const shard_check *check, const bs_catalog_articles *rows)
{
    const bs_shard *shard = check->shard;
    size_t at = 0;
    for (size_t row = 0; row < shard->articles.count; row++) {
        bool is_live = shard->live[row >> 3] >> (row & 7) & 1;
        bool is_listed = at < rows->count && rows->items[at].row == row;
        if (is_live != is_listed)
            add_column_problem(check, BS_FILE_articles, row,
                               is_live ? "the catalog does not list the article"
                                       : "the catalog lists an article that is not live");
        else if (is_listed &&
                 !bs_str_equal(rows->items[at].id, bs_text_at(&shard->articles.id, row)))
            add_column_problem(check, BS_FILE_articles, row, "the catalog has another id");
        at += is_listed;
    }
    if (at != rows->count || shard->live_count != check->facts->live_count)
        add_problem(check->found, bs_str_from(check->folder),
                    BS_STR("the catalog lists another number of articles"));
    if (shard->articles.count != check->facts->article_count ||
        shard->tokens.count != check->facts->token_count)
        add_problem(check->found, bs_str_from(check->folder),
                    BS_STR("the catalog has another number of rows"));
}

static bs_status check_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    checking *work = context;
    findings *found = &work->found[index];
    const bs_catalog_shard *facts = &work->shards.items[index];
    bs_str folder =
        bs_arena_print(&found->arena, "%s/shards/%.*s", work->path, BS_STR_ARG(facts->name));
    if (!folder.data)
        return bs_fail_memory(error);
    for (size_t i = 0; i < BS_SHARD_FILES; i++)
        check_file(found, folder.data, (bs_shard_file)i, &facts->files[i]);
    bs_shard *shard;
    bs_error reason;
    bs_status status = bs_shard_open(folder.data, facts->files, facts->live, &shard, &reason);
    if (status != BS_OK) {
        add_problem(found, folder, bs_str_from(reason.message));
        return status == BS_NO_MEMORY ? bs_fail_memory(error) : BS_OK;
    }
    const shard_check check = {found, shard, facts, folder.data};
    check_texts(&check);
    check_tokens(&check);
    check_types(&check);
    check_entities(&check);
    check_catalog_rows(&check, &work->articles[index]);
    found->articles = shard->live_count;
    found->tokens = shard->tokens.count;
    bs_shard_close(shard);
    return found->failed ? bs_fail_memory(error) : BS_OK;
}

/* ---- the whole ---- */

static bs_status read_articles(checking *work, bs_catalog *catalog, bs_error *error)
{
    bs_status status = BS_OK;
    work->articles = bs_arena_array(&work->arena, work->shards.count, sizeof *work->articles);
    work->found = bs_arena_array(&work->arena, work->shards.count + 1, sizeof *work->found);
    if (!work->articles || !work->found)
        return bs_fail_memory(error);
    for (size_t i = 0; i < work->shards.count && status == BS_OK; i++)
        status = bs_catalog_articles_get(catalog, work->shards.items[i].id, &work->arena,
                                         &work->articles[i], error);
    return status;
}

static bs_status check_catalog(checking *work, bs_catalog *catalog, bs_error *error)
{
    bs_strs problems = {0};
    findings *rest = &work->found[work->shards.count];
    bs_str path = bs_path_join(&rest->arena, bs_str_from(work->path), BS_STR("catalog.sqlite"));
    bs_status status = bs_catalog_integrity(catalog, &rest->arena, &problems, error);
    for (size_t i = 0; i < problems.count; i++)
        add_problem(rest, path, problems.items[i]);
    bs_array_free(&problems);
    return status;
}

static bool is_named(const checking *work, bs_str name)
{
    for (size_t i = 0; i < work->shards.count; i++)
        if (bs_str_equal(work->shards.items[i].name, name))
            return true;
    return false;
}

/* Folders that nothing names are no damage: the next build removes them. */
static bs_status count_leftovers(checking *work, bs_error *error)
{
    bs_strs names = {0};
    struct stat facts;
    bs_str shards = bs_path_join(&work->arena, bs_str_from(work->path), BS_STR("shards"));
    if (!shards.data)
        return bs_fail_memory(error);
    if (stat(shards.data, &facts) != 0)
        return BS_OK;
    bs_status status = bs_file_list(shards.data, &work->arena, &names, error);
    for (size_t i = 0; i < names.count; i++)
        work->leftovers += !is_named(work, names.items[i]);
    bs_array_free(&names);
    return status;
}

static bs_status read_and_check(checking *work, const bs_progress *progress, bs_error *error)
{
    bs_catalog *catalog;
    bs_status status = bs_catalog_open(work->path, &catalog, error);
    if (status != BS_OK)
        return status;
    status = bs_catalog_shards_get(catalog, &work->arena, &work->shards, error);
    if (status == BS_OK)
        status = read_articles(work, catalog, error);
    if (status == BS_OK)
        status = check_catalog(work, catalog, error);
    if (status == BS_OK)
        status = count_leftovers(work, error);
    if (status == BS_OK) /* the catalog stays open, so that no builder can commit meanwhile */
        status = bs_pool_run(0, work->shards.count, check_shard, work, progress, "checking", error);
    bs_catalog_close(catalog);
    return status;
}

static bs_status make_report(const checking *work, bs_corpus_report *report, bs_error *error)
{
    bs_table_builder *builder;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status != BS_OK)
        return status;
    *report = (bs_corpus_report){.shards = work->shards.count, .leftovers = work->leftovers};
    bs_table_add_column(builder, BS_STR("file"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("problem"), BS_COLUMN_TEXT);
    size_t listed = 0;
    for (size_t i = 0; i <= work->shards.count; i++) {
        const findings *found = &work->found[i];
        for (size_t j = 0; j < found->problems.count && listed < BS_CHECK_PROBLEMS_MAX; j++) {
            bs_table_add_row(builder);
            bs_table_set_text(builder, 0, found->problems.items[j].file);
            bs_table_set_text(builder, 1, found->problems.items[j].text);
            listed++;
        }
        report->problem_count += found->problem_count;
        report->files += found->files;
        report->bytes += found->bytes;
        report->articles += found->articles;
        report->tokens += found->tokens;
    }
    return bs_table_finish(builder, &report->problems, error);
}

bs_status bs_corpus_check(const char *path, const bs_progress *progress, bs_corpus_report *report,
                          bs_error *error)
{
    checking work = {.path = path};
    bs_status status = read_and_check(&work, progress, error);
    if (status == BS_OK)
        status = make_report(&work, report, error);
    for (size_t i = 0; work.found && i <= work.shards.count; i++) {
        bs_array_free(&work.found[i].problems);
        bs_arena_clear(&work.found[i].arena);
    }
    for (size_t i = 0; work.articles && i < work.shards.count; i++)
        bs_array_free(&work.articles[i]);
    bs_array_free(&work.shards);
    bs_arena_clear(&work.arena);
    return status;
}
