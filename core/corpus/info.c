/* info.c - see info.h. */
#include "corpus/info.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/str.h"
#include "corpus/catalog.h"
#include "corpus/corpus.h"

/* ---- counts ---- */

/* How often each of a few strings occurs, and how many tokens that makes. */
typedef struct tally {
    bs_str key;
    uint64_t articles, tokens;
} tally;

typedef struct tallies {
    bs_map numbers;
    tally *items;
    size_t count, capacity;
} tallies;

static bool add_to_tally(tallies *to, bs_str key, uint64_t tokens)
{
    bool is_new;
    bs_map_entry *entry = bs_map_add(&to->numbers, key, &is_new);
    if (!entry)
        return false;
    if (is_new) {
        tally *added = bs_array_push(to);
        if (!added)
            return false;
        *added = (tally){.key = key};
        entry->value = to->count - 1;
    }
    to->items[entry->value].articles++;
    to->items[entry->value].tokens += tokens;
    return true;
}

static void clear_tallies(tallies *of)
{
    bs_map_clear(&of->numbers);
    bs_array_free(of);
}

static int compare_by_count(const void *left, const void *right)
{
    const tally *a = left, *b = right;
    if (a->articles != b->articles)
        return a->articles > b->articles ? -1 : 1;
    return bs_str_compare(a->key, b->key);
}

/* Absent keys last. */
static int compare_by_key(const void *left, const void *right)
{
    const tally *a = left, *b = right;
    if (!a->key.data != !b->key.data)
        return a->key.data ? -1 : 1;
    return bs_str_compare(a->key, b->key);
}

typedef struct counting {
    bs_corpus_info *info;
    const bs_corpus *corpus;
    tallies years, languages, outlets;
    int32_t first, last; /* days */
    bool failed;
} counting;

static uint64_t range(const uint32_t *starts, size_t row)
{
    return starts[row + 1] - starts[row];
}

static void count_article(counting *to, const bs_shard *shard, size_t row)
{
    const bs_shard_articles *articles = &shard->articles;
    bs_corpus_info *info = to->info;
    uint64_t tokens = range(articles->token_start, row);
    bs_str published = bs_text_at(&articles->published, row), year = {NULL, 0};
    int32_t day = articles->day[row];
    info->text_bytes += bs_text_at(&articles->text, row).size;
    info->tokens += tokens;
    info->sentences += range(articles->sentence_start, row);
    info->segments += range(articles->segment_start, row);
    info->mentions += range(articles->mention_start, row);
    info->quotations += range(articles->quotation_start, row);
    info->dates += range(articles->date_start, row);
    info->claims += range(articles->claim_start, row);
    info->findings += range(articles->finding_start, row);
    if (day != BS_DAY_UNKNOWN) {
        to->first = info->dated_articles == 0 || day < to->first ? day : to->first;
        to->last = info->dated_articles == 0 || day > to->last ? day : to->last;
        info->dated_articles++;
        year = (bs_str){published.data, published.size < 4 ? published.size : 4};
    }
    to->failed |= !add_to_tally(&to->years, year, tokens);
    to->failed |= !add_to_tally(&to->languages, bs_text_at(&articles->language, row), tokens);
    to->failed |= !add_to_tally(&to->outlets, bs_text_at(&articles->outlet, row), tokens);
}

/* Distinct strings of a column over all shards. */
static bs_status count_distinct(const bs_corpus *corpus, bool of_types, uint64_t *count,
                                bs_error *error)
{
    bs_map seen = {0};
    for (size_t i = 0; i < bs_corpus_shard_count(corpus); i++) {
        const bs_shard *shard = bs_corpus_shard(corpus, i);
        const bs_text_column *column = of_types ? &shard->types.form : &shard->entities.id;
        size_t rows = of_types ? shard->types.count : shard->entities.count;
        for (size_t row = 0; row < rows; row++) {
            if (!bs_map_add(&seen, bs_text_at(column, row), NULL)) {
                bs_map_clear(&seen);
                return bs_fail_memory(error);
            }
        }
    }
    *count = seen.count;
    bs_map_clear(&seen);
    return BS_OK;
}

static bs_status count_all(counting *to, bs_error *error)
{
    bs_corpus_info *info = to->info;
    info->articles = bs_corpus_article_count(to->corpus);
    for (size_t i = 0; i < info->articles; i++) {
        bs_article_ref ref = bs_corpus_article_at(to->corpus, i);
        count_article(to, bs_corpus_shard(to->corpus, ref.shard), ref.row);
    }
    if (info->dated_articles > 0) {
        bs_date_write(bs_date_of_day(to->first), info->first);
        bs_date_write(bs_date_of_day(to->last), info->last);
    }
    bs_hash_hex(bs_corpus_digest(to->corpus), info->digest);
    if (to->failed)
        return bs_fail_memory(error);
    bs_status status = count_distinct(to->corpus, true, &info->types, error);
    return status == BS_OK ? count_distinct(to->corpus, false, &info->entities, error) : status;
}

/* ---- tables ---- */

/* A builder with columns: names begin with "#" for those of whole numbers. */
static bs_status begin_table(const char *const *columns, size_t count, bs_table_builder **builder,
                             bs_error *error)
{
    bs_status status = bs_table_builder_new(builder, error);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bool is_number = columns[i][0] == '#';
        bs_table_add_column(*builder, bs_str_from(columns[i] + is_number),
                            is_number ? BS_COLUMN_INTEGER : BS_COLUMN_TEXT);
    }
    return status;
}

static void set_text(bs_table_builder *builder, size_t column, bs_str text)
{
    if (text.data)
        bs_table_set_text(builder, column, text);
}

static bs_status make_tally_table(tallies *from, const char *name, bool by_key, bs_table **table,
                                  bs_error *error)
{
    const char *columns[] = {name, "#articles", "#tokens"};
    bs_table_builder *builder;
    bs_status status = begin_table(columns, 3, &builder, error);
    if (status != BS_OK)
        return status;
    if (from->count)
        qsort(from->items, from->count, sizeof *from->items,
              by_key ? compare_by_key : compare_by_count);
    for (size_t i = 0; i < from->count; i++) {
        bs_table_add_row(builder);
        set_text(builder, 0, from->items[i].key);
        bs_table_set_integer(builder, 1, (int64_t)from->items[i].articles);
        bs_table_set_integer(builder, 2, (int64_t)from->items[i].tokens);
    }
    return bs_table_finish(builder, table, error);
}

static bs_status make_shard_table(bs_corpus_info *info, const bs_catalog_shards *shards,
                                  bs_error *error)
{
    static const char *const columns[] = {"shard",       "#articles", "#live",
                                          "#text_bytes", "#tokens",   "#disk_bytes"};
    bs_table_builder *builder;
    bs_status status = begin_table(columns, 6, &builder, error);
    if (status != BS_OK)
        return status;
    for (size_t i = 0; i < shards->count; i++) {
        const bs_catalog_shard *shard = &shards->items[i];
        uint64_t bytes = 0;
        for (size_t j = 0; j < BS_SHARD_FILES; j++)
            bytes += shard->files[j].size;
        info->disk_bytes += bytes;
        bs_table_add_row(builder);
        bs_table_set_text(builder, 0, shard->name);
        bs_table_set_integer(builder, 1, (int64_t)shard->article_count);
        bs_table_set_integer(builder, 2, (int64_t)shard->live_count);
        bs_table_set_integer(builder, 3, (int64_t)shard->text_bytes);
        bs_table_set_integer(builder, 4, (int64_t)shard->token_count);
        bs_table_set_integer(builder, 5, (int64_t)bytes);
    }
    info->shards = shards->count;
    return bs_table_finish(builder, &info->shard_list, error);
}

static bs_status make_input_table(bs_corpus_info *info, const bs_catalog_inputs *inputs,
                                  const bs_catalog_sources *sources, bs_error *error)
{
    static const char *const columns[] = {"input", "path", "#sources", "date", "outlet", "format"};
    bs_table_builder *builder;
    bs_status status = begin_table(columns, 6, &builder, error);
    if (status != BS_OK)
        return status;
    for (size_t i = 0; i < inputs->count; i++) {
        const bs_catalog_input *input = &inputs->items[i];
        int64_t count = 0;
        for (size_t j = 0; j < sources->count; j++)
            count += sources->items[j].input == input->id;
        bs_table_add_row(builder);
        set_text(builder, 0, input->given);
        set_text(builder, 1, input->path);
        bs_table_set_integer(builder, 2, count);
        set_text(builder, 3, input->date);
        set_text(builder, 4, input->outlet);
        set_text(builder, 5, input->format);
    }
    info->sources = sources->count;
    return bs_table_finish(builder, &info->inputs, error);
}

static bs_status make_setting_table(bs_corpus_info *info, const bs_catalog_settings *settings,
                                    bs_error *error)
{
    static const char *const columns[] = {"name", "value"};
    bs_table_builder *builder;
    bs_status status = begin_table(columns, 2, &builder, error);
    if (status != BS_OK)
        return status;
    for (size_t i = 0; i < settings->count; i++) {
        bs_table_add_row(builder);
        set_text(builder, 0, settings->items[i].name);
        set_text(builder, 1, settings->items[i].value);
    }
    return bs_table_finish(builder, &info->settings, error);
}

static bs_status make_skip_table(bs_corpus_info *info, const bs_catalog_skips *skips,
                                 bs_error *error)
{
    static const char *const columns[] = {"file", "kind", "reason"};
    bs_table_builder *builder;
    bs_status status = begin_table(columns, 3, &builder, error);
    if (status != BS_OK)
        return status;
    for (size_t i = 0; i < skips->count; i++) {
        const bs_catalog_skip *skip = &skips->items[i];
        bs_table_add_row(builder);
        set_text(builder, 0, skip->file);
        set_text(builder, 1, skip->kind);
        set_text(builder, 2, skip->reason);
        info->skipped_litter += bs_str_equal(skip->kind, BS_STR("litter"));
        info->skipped_unreadable += bs_str_equal(skip->kind, BS_STR("unreadable"));
        info->skipped_foreign += bs_str_equal(skip->kind, BS_STR("foreign"));
    }
    return bs_table_finish(builder, &info->skipped, error);
}

/* A reason may name its place, "FILE: what"; what is alike in all places is counted together. */
static bs_str bare_reason(bs_str reason, bs_str file)
{
    if (file.size && reason.size > file.size + 2 && bs_str_starts(reason, file) &&
        reason.data[file.size] == ':')
        return bs_str_trim(bs_str_slice(reason, file.size + 1, reason.size));
    return reason;
}

static bs_status tally_skips(const bs_catalog_skips *skips, tallies *to, bs_arena *arena,
                             bs_error *error)
{
    for (size_t i = 0; i < skips->count; i++) {
        const bs_catalog_skip *skip = &skips->items[i];
        bs_str reason = bare_reason(skip->reason, skip->file);
        bs_str key =
            bs_arena_print(arena, "%.*s\t%.*s", BS_STR_ARG(skip->kind), BS_STR_ARG(reason));
        if (!key.data || !add_to_tally(to, key, 0))
            return bs_fail_memory(error);
    }
    return BS_OK;
}

static bs_status make_skip_counts(bs_corpus_info *info, tallies *from, bs_error *error)
{
    static const char *const columns[] = {"kind", "reason", "#files"};
    bs_table_builder *builder;
    bs_status status = begin_table(columns, 3, &builder, error);
    if (status != BS_OK)
        return status;
    if (from->count)
        qsort(from->items, from->count, sizeof *from->items, compare_by_count);
    for (size_t i = 0; i < from->count; i++) {
        bs_str rest = from->items[i].key, kind;
        bs_table_add_row(builder);
        if (bs_str_cut(&rest, '\t', &kind))
            bs_table_set_text(builder, 0, kind);
        set_text(builder, 1, rest);
        bs_table_set_integer(builder, 2, (int64_t)from->items[i].articles);
    }
    return bs_table_finish(builder, &info->skip_counts, error);
}

/* ---- the whole ---- */

static bs_status describe_catalog(bs_catalog *catalog, bs_arena *arena, bs_corpus_info *info,
                                  bs_error *error)
{
    bs_catalog_shards shards = {0};
    bs_catalog_inputs inputs = {0};
    bs_catalog_sources sources = {0};
    bs_catalog_settings settings = {0};
    bs_catalog_skips skips = {0};
    tallies reasons = {0};
    bs_status status = bs_catalog_shards_get(catalog, arena, &shards, error);
    if (status == BS_OK)
        status = make_shard_table(info, &shards, error);
    if (status == BS_OK)
        status = bs_catalog_inputs_get(catalog, arena, &inputs, error);
    if (status == BS_OK)
        status = bs_catalog_sources_get(catalog, arena, &sources, error);
    if (status == BS_OK)
        status = make_input_table(info, &inputs, &sources, error);
    if (status == BS_OK)
        status = bs_catalog_settings_get(catalog, arena, &settings, error);
    if (status == BS_OK)
        status = make_setting_table(info, &settings, error);
    if (status == BS_OK)
        status = bs_catalog_skips_get(catalog, arena, &skips, error);
    if (status == BS_OK)
        status = make_skip_table(info, &skips, error);
    if (status == BS_OK)
        status = tally_skips(&skips, &reasons, arena, error);
    if (status == BS_OK)
        status = make_skip_counts(info, &reasons, error);
    bs_array_free(&shards);
    bs_array_free(&inputs);
    bs_array_free(&sources);
    bs_array_free(&settings);
    bs_array_free(&skips);
    clear_tallies(&reasons);
    return status;
}

static bs_status describe_corpus(const bs_corpus *corpus, bs_corpus_info *info, bs_error *error)
{
    counting counts = {.info = info, .corpus = corpus};
    bs_status status = count_all(&counts, error);
    if (status == BS_OK)
        status = make_tally_table(&counts.years, "year", true, &info->years, error);
    if (status == BS_OK)
        status = make_tally_table(&counts.languages, "language", false, &info->languages, error);
    if (status == BS_OK)
        status = make_tally_table(&counts.outlets, "outlet", false, &info->outlets, error);
    clear_tallies(&counts.years);
    clear_tallies(&counts.languages);
    clear_tallies(&counts.outlets);
    return status;
}

void bs_corpus_info_clear(bs_corpus_info *info)
{
    bs_table *tables[] = {info->years,      info->languages, info->outlets, info->inputs,
                          info->shard_list, info->settings,  info->skipped, info->skip_counts};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (tables[i])
            bs_table_free(tables[i]);
    *info = (bs_corpus_info){0};
}

bs_status bs_corpus_info_get(const char *path, bs_corpus_info *info, bs_error *error)
{
    bs_corpus_info found = {0};
    bs_corpus *corpus;
    bs_catalog *catalog;
    bs_arena arena = {0};
    bs_status status = bs_corpus_open(path, &corpus, error);
    if (status != BS_OK)
        return status;
    status = describe_corpus(corpus, &found, error);
    bs_corpus_close(corpus);
    if (status == BS_OK)
        status = bs_catalog_open(path, &catalog, error);
    if (status == BS_OK) {
        status = describe_catalog(catalog, &arena, &found, error);
        bs_catalog_close(catalog);
    }
    bs_arena_clear(&arena);
    if (status == BS_OK)
        *info = found;
    else
        bs_corpus_info_clear(&found);
    return status;
}
