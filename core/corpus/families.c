/*
 * families.c - near-duplicates: exact copies by their hash, the others by bands of signatures, then
 * compared for true, then joined.
 */
#include "corpus/families.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/pool.h"
#include "corpus/sketch.h"

enum {
    GROUP_MAX = 256, /* comparisons a job */
    CHUNK = 64,      /* articles a job */
    BAND_BINS = 2,   /* with 32 bands of 2 an index of 0.36 is met in 98.8 of 100 */
    BANDS = BS_SKETCH_BINS / BAND_BINS,
    NEIGHBOURS = 16, /* earlier articles of a bucket that each is held against, and its first: a
                        bucket of n copies costs n comparisons and not n squared */
};

typedef struct sketch {
    uint64_t hash;  /* of all runs in order */
    uint32_t count; /* runs; 0 for a text of nothing */
    uint32_t signature[BS_SKETCH_BINS];
} sketch;

typedef struct bucketed {
    uint64_t key;
    uint32_t article;
} bucketed;

typedef struct pairs {
    uint64_t *items; /* the earlier article << 32 | the later */
    size_t count, capacity;
} pairs;

typedef struct finder {
    const bs_corpus *corpus;
    double threshold;
    size_t agreements_min; /* bins of a pair that is worth comparing */
    bs_word_hashes hashes;
    size_t article_count;
    sketch *sketches; /* by index in the corpus */
    bucketed *exact;  /* all articles by hash */
    uint32_t *unique; /* the first of all that are exactly the same, rising */
    size_t unique_count;
    pairs bands[BANDS];
    pairs candidates;
    uint8_t *is_copy; /* by candidate */
    bs_u32s starts;   /* of the candidates of each earlier article, and the end */
    uint32_t *first;
} finder;

/* ---- sketches ---- */

static bs_status sketch_chunk(void *context, size_t chunk, unsigned worker, bs_error *error)
{
    (void)worker;
    finder *find = context;
    bs_runs runs = {0};
    bs_status status = BS_OK;
    size_t end =
        (chunk + 1) * CHUNK < find->article_count ? (chunk + 1) * CHUNK : find->article_count;
    for (size_t i = chunk * CHUNK; i < end && status == BS_OK; i++) {
        status = bs_runs_of(&find->hashes, bs_corpus_article_at(find->corpus, i), &runs, error);
        if (status != BS_OK || runs.count == 0)
            continue;
        find->sketches[i].hash = bs_runs_hash(&runs);
        find->sketches[i].count = (uint32_t)runs.count; /* tokens of a shard are fewer */
        bs_runs_sign(&runs, find->sketches[i].signature);
    }
    bs_runs_clear(&runs);
    return status;
}

/* ---- joining ---- */

static uint32_t root_of(uint32_t *first, uint32_t article)
{
    while (first[article] != article) {
        first[article] = first[first[article]]; /* halves the way for those to come */
        article = first[article];
    }
    return article;
}

/* The earlier of two roots stays one, so the root of a family is its first article. */
static void join(uint32_t *first, uint32_t a, uint32_t b)
{
    a = root_of(first, a);
    b = root_of(first, b);
    if (a < b)
        first[b] = a;
    else
        first[a] = b;
}

static int compare_bucketed(const void *a, const void *b)
{
    const bucketed *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->article < y->article ? -1 : x->article > y->article;
}

static bs_status join_exact(finder *find, bs_error *error)
{
    size_t count = 0;
    find->exact = calloc(find->article_count + 1, sizeof *find->exact);
    find->unique = calloc(find->article_count + 1, sizeof *find->unique);
    if (!find->exact || !find->unique)
        return bs_fail_memory(error);
    for (size_t i = 0; i < find->article_count; i++)
        if (find->sketches[i].count > 0)
            find->exact[count++] = (bucketed){find->sketches[i].hash, (uint32_t)i};
    qsort(find->exact, count, sizeof *find->exact, compare_bucketed);
    for (size_t i = 1; i < count; i++) {
        uint32_t a = find->exact[i - 1].article, b = find->exact[i].article;
        if (find->exact[i - 1].key == find->exact[i].key &&
            find->sketches[a].count == find->sketches[b].count)
            join(find->first, a, b);
    }
    for (uint32_t i = 0; i < find->article_count; i++)
        if (find->sketches[i].count > 0 && root_of(find->first, i) == i)
            find->unique[find->unique_count++] = i;
    return BS_OK;
}

/* ---- candidates ---- */

static bool is_worth_comparing(const finder *find, uint32_t a, uint32_t b)
{
    const sketch *x = &find->sketches[a], *y = &find->sketches[b];
    if (x->count < BS_SKETCH_BINS || y->count < BS_SKETCH_BINS)
        return true; /* few runs make a poor estimate, and are soon compared */
    size_t agreements = 0;
    for (size_t bin = 0; bin < BS_SKETCH_BINS; bin++)
        agreements += x->signature[bin] == y->signature[bin];
    return agreements >= find->agreements_min;
}

static bs_status add_pair(const finder *find, pairs *into, uint32_t a, uint32_t b, bs_error *error)
{
    if (!is_worth_comparing(find, a, b))
        return BS_OK;
    uint64_t *pair = bs_array_push(into);
    if (!pair)
        return bs_fail_memory(error);
    *pair = (uint64_t)a << 32 | b;
    return BS_OK;
}

static bs_status pair_bucket(const finder *find, const bucketed *items, size_t count, pairs *into,
                             bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 1; i < count && status == BS_OK; i++) {
        size_t from = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
        if (from > 0)
            status = add_pair(find, into, items[0].article, items[i].article, error);
        for (size_t j = from; j < i && status == BS_OK; j++)
            status = add_pair(find, into, items[j].article, items[i].article, error);
    }
    return status;
}

static bs_status pair_band(void *context, size_t band, unsigned worker, bs_error *error)
{
    (void)worker;
    finder *find = context;
    bucketed *items = calloc(find->unique_count + 1, sizeof *items);
    if (!items)
        return bs_fail_memory(error);
    for (size_t i = 0; i < find->unique_count; i++) {
        const uint32_t *bins = &find->sketches[find->unique[i]].signature[band * BAND_BINS];
        items[i] = (bucketed){(uint64_t)bins[0] << 32 | bins[1], find->unique[i]};
    }
    qsort(items, find->unique_count, sizeof *items, compare_bucketed);
    bs_status status = BS_OK;
    for (size_t start = 0, end; start < find->unique_count && status == BS_OK; start = end) {
        for (end = start + 1; end < find->unique_count && items[end].key == items[start].key;)
            end++;
        status = pair_bucket(find, &items[start], end - start, &find->bands[band], error);
    }
    free(items);
    return status;
}

static int compare_pairs(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* The pairs of all bands, each once. */
static bs_status gather(finder *find, bs_error *error)
{
    pairs *all = &find->candidates;
    for (size_t band = 0; band < BANDS; band++) {
        pairs *from = &find->bands[band];
        if (!bs_array_reserve(all, from->count))
            return bs_fail_memory(error);
        for (size_t i = 0; i < from->count; i++)
            all->items[all->count++] = from->items[i];
        bs_array_free(from);
    }
    if (all->count > 1)
        qsort(all->items, all->count, sizeof *all->items, compare_pairs);
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++)
        if (kept == 0 || all->items[kept - 1] != all->items[i])
            all->items[kept++] = all->items[i];
    all->count = kept;
    return kept < UINT32_MAX ? BS_OK : bs_fail(error, BS_LIMIT, "families: too many likely copies");
}

/* ---- comparing ---- */

static bs_status set_of(const finder *find, uint32_t article, bs_runs *runs, bs_run_set *set,
                        bs_error *error)
{
    bs_status status =
        bs_runs_of(&find->hashes, bs_corpus_article_at(find->corpus, article), runs, error);
    return status == BS_OK ? bs_run_set_make(runs, set, error) : status;
}

/* One earlier article with later ones that it may be like. */
static bs_status compare_group(void *context, size_t group, unsigned worker, bs_error *error)
{
    (void)worker;
    finder *find = context;
    bs_runs runs = {0};
    bs_run_set one = {0}, other = {0};
    uint32_t start = find->starts.items[group], end = find->starts.items[group + 1];
    bs_status status =
        set_of(find, (uint32_t)(find->candidates.items[start] >> 32), &runs, &one, error);
    for (uint32_t i = start; i < end && status == BS_OK; i++) {
        status = set_of(find, (uint32_t)find->candidates.items[i], &runs, &other, error);
        if (status == BS_OK)
            find->is_copy[i] = bs_run_set_similarity(&one, &other) >= find->threshold;
    }
    bs_runs_clear(&runs);
    bs_run_set_clear(&one);
    bs_run_set_clear(&other);
    return status;
}

/* Compares the candidates and joins those that are copies. */
static bs_status compare_candidates(finder *find, const bs_progress *progress, bs_error *error)
{
    const pairs *all = &find->candidates;
    memset(find->is_copy, 0, all->count);
    find->starts.count = 0;
    for (size_t i = 0, start = 0; i < all->count; i++) {
        bool is_new = i == 0 || all->items[i - 1] >> 32 != all->items[i] >> 32;
        if (!is_new && i - start < GROUP_MAX)
            continue;
        find->starts.items[find->starts.count++] = (uint32_t)i;
        start = i;
    }
    size_t groups = find->starts.count;
    find->starts.items[find->starts.count++] = (uint32_t)all->count;
    bs_status status =
        bs_pool_run(0, groups, compare_group, find, progress, "comparing articles", error);
    for (size_t i = 0; i < all->count && status == BS_OK; i++)
        if (find->is_copy[i])
            join(find->first, (uint32_t)(all->items[i] >> 32), (uint32_t)all->items[i]);
    return status;
}

/* Leaves the first pair of each later article in the candidates and moves the others to `rest`. */
static bs_status set_rest_aside(finder *find, pairs *rest, bs_error *error)
{
    pairs *all = &find->candidates;
    bool *is_seen = calloc(find->article_count + 1, sizeof *is_seen);
    if (!is_seen || !bs_array_reserve(rest, all->count)) {
        free(is_seen);
        return bs_fail_memory(error);
    }
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        uint32_t later = (uint32_t)all->items[i];
        if (is_seen[later])
            rest->items[rest->count++] = all->items[i];
        else
            all->items[kept++] = all->items[i];
        is_seen[later] = true;
    }
    all->count = kept;
    free(is_seen);
    return BS_OK;
}

/* First the pairs that are most likely to join all, then what they left apart: families are the
 * same whichever pairs join them. */
static bs_status join_copies(finder *find, const bs_progress *progress, bs_error *error)
{
    pairs rest = {0};
    find->is_copy = calloc(find->candidates.count + 1, sizeof *find->is_copy);
    if (!find->is_copy || !bs_array_reserve(&find->starts, find->candidates.count + 1))
        return bs_fail_memory(error);
    bs_status status = set_rest_aside(find, &rest, error);
    if (status == BS_OK)
        status = compare_candidates(find, progress, error);
    find->candidates.count = 0;
    for (size_t i = 0; i < rest.count && status == BS_OK; i++) {
        uint32_t a = root_of(find->first, (uint32_t)(rest.items[i] >> 32));
        if (a != root_of(find->first, (uint32_t)rest.items[i]))
            find->candidates.items[find->candidates.count++] = rest.items[i];
    }
    bs_array_free(&rest);
    return status == BS_OK ? compare_candidates(find, progress, error) : status;
}

/* ---- all of it ---- */

static bs_status find_families(finder *find, const bs_progress *progress, bs_error *error)
{
    find->first = calloc(find->article_count + 1, sizeof *find->first);
    find->sketches = calloc(find->article_count + 1, sizeof *find->sketches);
    if (!find->first || !find->sketches)
        return bs_fail_memory(error);
    for (uint32_t i = 0; i < find->article_count; i++)
        find->first[i] = i;
    bs_status status = bs_word_hashes_make(find->corpus, progress, &find->hashes, error);
    if (status == BS_OK)
        status = bs_pool_run(0, (find->article_count + CHUNK - 1) / CHUNK, sketch_chunk, find,
                             progress, "looking for copies", error);
    if (status == BS_OK)
        status = join_exact(find, error);
    if (status == BS_OK)
        status = bs_pool_run(0, BANDS, pair_band, find, progress, "looking for copies", error);
    if (status == BS_OK)
        status = gather(find, error);
    return status == BS_OK ? join_copies(find, progress, error) : status;
}

static void clear_finder(finder *find)
{
    bs_word_hashes_clear(&find->hashes);
    for (size_t band = 0; band < BANDS; band++)
        bs_array_free(&find->bands[band]);
    bs_array_free(&find->candidates);
    bs_array_free(&find->starts);
    free(find->sketches);
    free(find->exact);
    free(find->unique);
    free(find->is_copy);
    free(find->first);
}

static void take_families(finder *find, bs_families *families)
{
    *families = (bs_families){.first = find->first, .article_count = find->article_count};
    for (uint32_t i = 0; i < find->article_count; i++) {
        find->first[i] = root_of(find->first, i);
        families->count += find->first[i] == i;
    }
    find->first = NULL;
}

bs_status bs_families_make(const bs_corpus *corpus, double threshold, const bs_progress *progress,
                           bs_families *families, bs_error *error)
{
    if (threshold == 0)
        threshold = BS_FAMILIES_THRESHOLD;
    if (!(threshold >= BS_FAMILIES_THRESHOLD_MIN && threshold <= 1))
        return bs_fail(error, BS_MISUSE, "families: the threshold is from %.1f to 1, not %g",
                       BS_FAMILIES_THRESHOLD_MIN, threshold);
    finder find = {
        .corpus = corpus, .threshold = threshold, .article_count = bs_corpus_article_count(corpus)};
    if (find.article_count >= UINT32_MAX)
        return bs_fail(error, BS_LIMIT, "families: over %u articles", UINT32_MAX - 1);
    /* The least Jaccard index that a pair of copies can have, and a third of that, as the estimate
     * has an error. */
    double least = threshold / (BS_SKETCH_LENGTH_MAX + 1 - threshold);
    find.agreements_min = (size_t)(least / 3 * BS_SKETCH_BINS);
    bs_status status = find_families(&find, progress, error);
    if (status == BS_OK)
        take_families(&find, families);
    clear_finder(&find);
    return status;
}

void bs_families_clear(bs_families *families)
{
    free(families->first);
    *families = (bs_families){0};
}
