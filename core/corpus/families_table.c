/* families_table.c - families within a selection: the first of each, and the list of them. */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/pool.h"
#include "corpus/cite.h"
#include "corpus/families.h"
#include "corpus/sketch.h"

/* The articles of a family that are in the selection are members[start] to members[end - 1]. */
typedef struct family {
    uint32_t first; /* of the corpus: its name */
    uint32_t start, end;
    double similarity;
} family;

typedef struct listing {
    const bs_corpus *corpus;
    bs_word_hashes hashes;
    uint64_t *members; /* the family << 32 | the article, rising */
    size_t member_count;
    struct {
        family *items;
        size_t count, capacity;
    } families; /* those of several articles */
    size_t total;
} listing;

bs_status bs_families_select(const bs_families *families, bs_selection *selection,
                             bs_selection **result, bs_error *error)
{
    bool *is_seen = calloc(families->article_count + 1, sizeof *is_seen);
    size_t *kept = calloc(bs_selection_count(selection) + 1, sizeof *kept);
    size_t count = 0;
    bs_status status = is_seen && kept ? BS_OK : bs_fail_memory(error);
    size_t at = status == BS_OK ? bs_selection_next(selection, 0) : SIZE_MAX;
    for (; at != SIZE_MAX; at = bs_selection_next(selection, at + 1)) {
        if (!is_seen[families->first[at]])
            kept[count++] = at;
        is_seen[families->first[at]] = true;
    }
    if (status == BS_OK)
        status = bs_selection_keep(selection, kept, count, result, error);
    free(is_seen);
    free(kept);
    return status;
}

static int compare_members(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static int compare_families(const void *a, const void *b)
{
    const family *x = a, *y = b;
    uint32_t size = x->end - x->start, other = y->end - y->start;
    if (size != other)
        return size > other ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static bs_status group_members(listing *list, const bs_families *families,
                               const bs_selection *selection, bs_error *error)
{
    list->members = calloc(bs_selection_count(selection) + 1, sizeof *list->members);
    if (!list->members)
        return bs_fail_memory(error);
    for (size_t at = bs_selection_next(selection, 0); at != SIZE_MAX;
         at = bs_selection_next(selection, at + 1))
        list->members[list->member_count++] = (uint64_t)families->first[at] << 32 | at;
    qsort(list->members, list->member_count, sizeof *list->members, compare_members);
    for (size_t start = 0, end; start < list->member_count; start = end) {
        uint32_t first = (uint32_t)(list->members[start] >> 32);
        for (end = start; end < list->member_count && list->members[end] >> 32 == first;)
            end++;
        list->total++;
        if (end - start < 2)
            continue;
        family *added = bs_array_push(&list->families);
        if (!added)
            return bs_fail_memory(error);
        *added = (family){first, (uint32_t)start, (uint32_t)end, 1};
    }
    if (list->families.count > 1)
        qsort(list->families.items, list->families.count, sizeof *list->families.items,
              compare_families);
    return BS_OK;
}

static bs_status set_of(const listing *list, uint32_t member, bs_runs *runs, bs_run_set *set,
                        bs_error *error)
{
    bs_article_ref ref = bs_corpus_article_at(list->corpus, (uint32_t)list->members[member]);
    bs_status status = bs_runs_of(&list->hashes, ref, runs, error);
    return status == BS_OK ? bs_run_set_make(runs, set, error) : status;
}

static bs_status measure_family(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    listing *list = context;
    family *of = &list->families.items[index];
    bs_runs runs = {0};
    bs_run_set one = {0}, other = {0};
    bs_status status = set_of(list, of->start, &runs, &one, error);
    for (uint32_t i = of->start + 1; i < of->end && status == BS_OK; i++) {
        status = set_of(list, i, &runs, &other, error);
        double similarity = status == BS_OK ? bs_run_set_similarity(&one, &other) : 1;
        of->similarity = similarity < of->similarity ? similarity : of->similarity;
    }
    bs_runs_clear(&runs);
    bs_run_set_clear(&one);
    bs_run_set_clear(&other);
    return status;
}

/* ---- the table ---- */

static void set_text(bs_table_builder *builder, size_t column, bs_str text)
{
    if (text.data)
        bs_table_set_text(builder, column, text);
}

static bs_status cite_members(bs_table_builder *builder, const listing *list, const family *of,
                              bs_arena *arena, bs_error *error)
{
    for (uint32_t i = of->start; i < of->end; i++) {
        bs_article_ref ref = bs_corpus_article_at(list->corpus, (uint32_t)list->members[i]);
        const bs_shard *shard = bs_corpus_shard(list->corpus, ref.shard);
        size_t size = bs_text_at(&shard->articles.text, ref.row).size;
        bs_evidence evidence =
            bs_cite_evidence(arena, shard, ref.row, 0, (uint32_t)size, BS_STR("families"));
        if (!evidence.id.data)
            return bs_fail_memory(error);
        bs_table_add_evidence(builder, evidence);
    }
    bs_arena_reset(arena);
    return BS_OK;
}

static bs_status write_rows(bs_table_builder *builder, const listing *list, bs_error *error)
{
    bs_table_add_column(builder, BS_STR("family"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("articles"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("first"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("similarity"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("title"), BS_COLUMN_TEXT);
    bs_arena arena = {0};
    bs_status status = BS_OK;
    for (size_t i = 0; i < list->families.count && status == BS_OK; i++) {
        const family *of = &list->families.items[i];
        bs_article_ref name = bs_corpus_article_at(list->corpus, of->first);
        bs_article_ref first =
            bs_corpus_article_at(list->corpus, (uint32_t)list->members[of->start]);
        const bs_shard_articles *articles = &bs_corpus_shard(list->corpus, first.shard)->articles;
        bs_table_add_row(builder);
        set_text(builder, 0,
                 bs_text_at(&bs_corpus_shard(list->corpus, name.shard)->articles.id, name.row));
        bs_table_set_integer(builder, 1, of->end - of->start);
        set_text(builder, 2, bs_text_at(&articles->published, first.row));
        bs_table_set_number(builder, 3, of->similarity);
        set_text(builder, 4, bs_text_at(&articles->title, first.row));
        status = cite_members(builder, list, of, &arena, error);
    }
    bs_arena_clear(&arena);
    return status;
}

static bs_status make_table(const listing *list, bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = write_rows(builder, list, error);
    if (status == BS_OK)
        return bs_table_finish(builder, table, error);
    bs_table_builder_free(builder);
    return status;
}

static bs_status list_families(const bs_families *families, bs_selection *selection,
                               const bs_progress *progress, bs_table **table, size_t *total,
                               bs_error *error)
{
    listing list = {.corpus = bs_selection_corpus(selection)};
    bs_status status = group_members(&list, families, selection, error);
    if (status == BS_OK)
        status = bs_word_hashes_make(list.corpus, progress, &list.hashes, error);
    if (status == BS_OK)
        status = bs_pool_run(0, list.families.count, measure_family, &list, progress,
                             "comparing articles", error);
    if (status == BS_OK)
        status = make_table(&list, table, error);
    if (status == BS_OK)
        *total = list.total;
    bs_word_hashes_clear(&list.hashes);
    bs_array_free(&list.families);
    free(list.members);
    return status;
}

bs_status bs_families_table(bs_selection *selection, double threshold, const bs_progress *progress,
                            bs_table **table, size_t *total, bs_error *error)
{
    bs_corpus *corpus = bs_selection_corpus(selection);
    const bs_families *kept = NULL;
    bs_families made = {0};
    bs_status status;
    if (threshold == 0 || threshold == BS_FAMILIES_THRESHOLD) {
        status = bs_corpus_families(corpus, progress, &kept, error);
    } else {
        status = bs_families_make(corpus, threshold, progress, &made, error);
        kept = &made;
    }
    if (status == BS_OK)
        status = list_families(kept, selection, progress, table, total, error);
    bs_families_clear(&made);
    return status;
}

bs_status bs_selection_stories(bs_selection *selection, const bs_progress *progress,
                               bs_selection **result, bs_error *error)
{
    const bs_families *families = NULL;
    bs_status status =
        bs_corpus_families(bs_selection_corpus(selection), progress, &families, error);
    return status == BS_OK ? bs_families_select(families, selection, result, error) : status;
}
