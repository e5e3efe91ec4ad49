/* corpus.c - the shards that the catalog names, opened together, and the order of their articles.
 */
#include "corpus/corpus.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/pool.h"
#include "base/str.h"
#include "corpus/catalog.h"
#include "corpus/families.h"
#include "corpus/shard_io.h"

enum { OPEN_TRIES_MAX = 10 };

struct bs_corpus {
    atomic_size_t references;
    bs_arena arena;
    const char *path;
    bs_shard **shards;
    size_t shard_count;
    bs_catalog_settings settings;
    bs_links links;
    bs_article_ref *articles; /* in the order of users */
    size_t article_count;
    uint32_t **indices; /* of the articles of each shard, BS_NONE for one that is not live */
    uint64_t digest;
    pthread_mutex_t families_mutex; /* over the two below */
    bs_families families;
    bool has_families;
};

static bs_corpus *new_corpus(const char *path)
{
    bs_corpus *corpus = calloc(1, sizeof *corpus);
    if (!corpus)
        return NULL;
    if (pthread_mutex_init(&corpus->families_mutex, NULL) != 0) {
        free(corpus);
        return NULL;
    }
    atomic_init(&corpus->references, 1);
    corpus->path = bs_arena_copy(&corpus->arena, bs_str_from(path)).data;
    if (!corpus->path) {
        bs_corpus_close(corpus);
        return NULL;
    }
    return corpus;
}

bs_corpus *bs_corpus_retain(bs_corpus *corpus)
{
    atomic_fetch_add_explicit(&corpus->references, 1, memory_order_relaxed);
    return corpus;
}

static void drop_shards(bs_corpus *corpus)
{
    for (size_t i = 0; i < corpus->shard_count; i++)
        bs_shard_close(corpus->shards[i]);
    corpus->shard_count = 0;
}

void bs_corpus_close(bs_corpus *corpus)
{
    if (!corpus || atomic_fetch_sub_explicit(&corpus->references, 1, memory_order_acq_rel) != 1)
        return;
    drop_shards(corpus);
    bs_array_free(&corpus->settings);
    bs_array_free(&corpus->links);
    bs_families_clear(&corpus->families);
    pthread_mutex_destroy(&corpus->families_mutex);
    free(corpus->articles);
    bs_arena_clear(&corpus->arena);
    free(corpus);
}

/* ---- the order of articles ---- */

/* What articles are sorted by; `head` is the beginning of the id as a number that sorts like it. */
typedef struct ordered_article {
    int64_t day; /* INT64_MAX for none */
    uint64_t head;
    bs_article_ref ref;
} ordered_article;

typedef struct ordered_articles {
    ordered_article *items;
    size_t count;
} ordered_articles;

static int compare_articles(const void *left, const void *right, void *context)
{
    const bs_corpus *corpus = context;
    const ordered_article *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    const bs_shard *a_shard = corpus->shards[a->ref.shard], *b_shard = corpus->shards[b->ref.shard];
    int order = bs_str_compare(bs_text_at(&a_shard->articles.id, a->ref.row),
                               bs_text_at(&b_shard->articles.id, b->ref.row));
    if (order != 0)
        return order;
    if (a->ref.shard != b->ref.shard)
        return a->ref.shard < b->ref.shard ? -1 : 1;
    return (a->ref.row > b->ref.row) - (a->ref.row < b->ref.row);
}

static uint64_t head_of(bs_str id)
{
    uint64_t head = 0;
    if (id.size)
        memcpy(&head, id.data, id.size < sizeof head ? id.size : sizeof head);
    return __builtin_bswap64(head);
}

static bool is_live(const bs_shard *shard, size_t row)
{
    return shard->live[row >> 3] >> (row & 7) & 1;
}

/* The digest does not depend on where articles lie: the sum over them of a hash of each. */
static uint64_t article_digest(const bs_shard *shard, size_t row)
{
    const bs_shard_articles *articles = &shard->articles;
    uint64_t digest = bs_hash_seeded(bs_text_at(&articles->id, row), articles->digest[row]);
    digest = bs_hash_seeded(bs_text_at(&articles->published, row), digest);
    return bs_hash_seeded(bs_text_at(&articles->title, row), digest);
}

static void add_articles(bs_corpus *corpus, uint32_t shard_index, ordered_articles *to)
{
    const bs_shard *shard = corpus->shards[shard_index];
    for (size_t row = 0; row < shard->articles.count; row++) {
        if (!is_live(shard, row))
            continue;
        int32_t day = shard->articles.day[row];
        to->items[to->count++] = (ordered_article){
            .day = day == BS_DAY_UNKNOWN ? INT64_MAX : day,
            .head = head_of(bs_text_at(&shard->articles.id, row)),
            .ref = {shard_index, (uint32_t)row},
        };
        corpus->digest += article_digest(shard, row);
    }
}

static bs_status make_indices(bs_corpus *corpus, bs_error *error)
{
    corpus->indices = bs_arena_array(&corpus->arena, corpus->shard_count, sizeof(uint32_t *));
    if (!corpus->indices)
        return bs_fail_memory(error);
    for (size_t i = 0; i < corpus->shard_count; i++) {
        size_t count = corpus->shards[i]->articles.count;
        corpus->indices[i] = bs_arena_array(&corpus->arena, count, sizeof(uint32_t));
        if (!corpus->indices[i])
            return bs_fail_memory(error);
        memset(corpus->indices[i], 0xff, count * sizeof(uint32_t));
    }
    for (size_t i = 0; i < corpus->article_count; i++)
        corpus->indices[corpus->articles[i].shard][corpus->articles[i].row] = (uint32_t)i;
    return BS_OK;
}

static bs_status order_articles(bs_corpus *corpus, bs_error *error)
{
    size_t count = 0;
    for (size_t i = 0; i < corpus->shard_count; i++)
        count += corpus->shards[i]->live_count;
    if (count >= BS_NONE)
        return bs_fail(error, BS_LIMIT, "%s: over 4 thousand million articles", corpus->path);
    ordered_articles ordered = {calloc(count + 1, sizeof *ordered.items), 0};
    corpus->articles = calloc(count + 1, sizeof *corpus->articles);
    if (!ordered.items || !corpus->articles) {
        free(ordered.items);
        return bs_fail_memory(error);
    }
    for (size_t i = 0; i < corpus->shard_count; i++)
        add_articles(corpus, (uint32_t)i, &ordered);
    qsort_r(ordered.items, count, sizeof *ordered.items, compare_articles, corpus);
    for (size_t i = 0; i < count; i++)
        corpus->articles[i] = ordered.items[i].ref;
    corpus->article_count = count;
    free(ordered.items);
    return make_indices(corpus, error);
}

/* ---- opening ---- */

typedef struct opening {
    bs_corpus *corpus;
    const bs_catalog_shards *shards;
    bs_links *links;
} opening;

/* The links of one shard, which lie side by side. */
static const bs_link *links_of(const bs_links *links, size_t shard, size_t *count)
{
    size_t low = 0, high = links->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (links->items[middle].shard < shard)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < links->count && links->items[low + *count].shard == shard)
        ++*count;
    return links->items + low;
}

static bs_status open_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    opening *work = context;
    bs_arena arena = {0};
    const bs_catalog_shard *shard = &work->shards->items[index];
    bs_str folder =
        bs_arena_print(&arena, "%s/shards/%.*s", work->corpus->path, BS_STR_ARG(shard->name));
    bs_status status = folder.data ? bs_shard_open(folder.data, shard->files, shard->live,
                                                   &work->corpus->shards[index], error)
                                   : bs_fail_memory(error);
    if (status == BS_OK && work->corpus->shards[index]->articles.count != shard->article_count)
        status = bs_fail(error, BS_BAD_DATA, "%s: has %zu articles, and the catalog says %llu",
                         folder.data, work->corpus->shards[index]->articles.count,
                         (unsigned long long)shard->article_count);
    if (status == BS_OK) {
        size_t count;
        const bs_link *links = links_of(work->links, index, &count);
        status = bs_shard_link(work->corpus->shards[index], links, count, error);
    }
    bs_arena_clear(&arena);
    return status;
}

static bs_status open_shards(bs_corpus *corpus, const bs_catalog_shards *shards, bs_error *error)
{
    opening work = {corpus, shards, &corpus->links};
    corpus->shards = bs_arena_array(&corpus->arena, shards->count, sizeof *corpus->shards);
    if (!corpus->shards)
        return bs_fail_memory(error);
    corpus->shard_count = shards->count;
    return bs_pool_run(0, shards->count, open_shard, &work, NULL, "opening", error);
}

static bs_status read_catalog(bs_corpus *corpus, bs_catalog_shards *shards, bs_error *error)
{
    bs_catalog *catalog;
    bs_status status = bs_catalog_open(corpus->path, &catalog, error);
    if (status != BS_OK)
        return status;
    status = bs_catalog_shards_get(catalog, &corpus->arena, shards, error);
    if (status == BS_OK)
        status = bs_catalog_settings_get(catalog, &corpus->arena, &corpus->settings, error);
    if (status == BS_OK)
        status = bs_catalog_links_get(catalog, shards, &corpus->arena, &corpus->links, error);
    bs_catalog_close(catalog);
    return status;
}

/* Tells one state of the catalog from the next: shards never change their names. */
static uint64_t state_of(const bs_catalog_shards *shards)
{
    uint64_t state = 0;
    for (size_t i = 0; i < shards->count; i++)
        state = bs_hash_seeded(shards->items[i].name, state + 1);
    return state;
}

static bs_status try_to_open(const char *path, uint64_t *state, bs_corpus **corpus, bs_error *error)
{
    bs_catalog_shards shards = {0};
    bs_corpus *made = new_corpus(path);
    if (!made)
        return bs_fail_memory(error);
    bs_status status = read_catalog(made, &shards, error);
    *state = state_of(&shards);
    if (status == BS_OK)
        status = open_shards(made, &shards, error);
    if (status == BS_OK)
        status = order_articles(made, error);
    bs_array_free(&shards);
    if (status == BS_OK)
        *corpus = made;
    else
        bs_corpus_close(made);
    return status;
}

/* Shards that the catalog names may be gone before they are opened, when a builder has replaced
 * them meanwhile; then the catalog names others by now. */
bs_status bs_corpus_open(const char *path, bs_corpus **corpus, bs_error *error)
{
    uint64_t state = 0, before;
    bs_status status = BS_IO;
    for (int i = 0; i < OPEN_TRIES_MAX && status == BS_IO; i++) {
        before = state;
        status = try_to_open(path, &state, corpus, error);
        if (i > 0 && state == before)
            break;
    }
    return status;
}

static bs_status add_all(bs_shard_writer *writer, const bs_article *articles,
                         const bs_layers *const *layers, size_t count,
                         const bs_vocabulary *vocabulary, bs_error *error)
{
    for (size_t i = 0; i < count; i++) {
        bs_status status = bs_shard_writer_add(writer, &articles[i], layers[i], error);
        if (status != BS_OK)
            return status;
    }
    return bs_shard_writer_finish(writer, vocabulary, error);
}

static bs_status shard_of_articles(const bs_article *articles, const bs_layers *const *layers,
                                   size_t count, const bs_vocabulary *vocabulary, bs_shard **shard,
                                   bs_error *error)
{
    bs_shard_writer *writer;
    bs_status status = bs_shard_writer_new(&writer, error);
    if (status != BS_OK)
        return status;
    status = add_all(writer, articles, layers, count, vocabulary, error);
    if (status == BS_OK)
        return bs_shard_from_writer(writer, shard, error);
    bs_shard_writer_free(writer);
    return status;
}

static bs_status fill_corpus(const bs_article *articles, const bs_layers *const *layers,
                             size_t count, size_t shard_articles, const bs_vocabulary *vocabulary,
                             bs_corpus *corpus, bs_error *error)
{
    size_t shard_count = count > 0 ? (count - 1) / shard_articles + 1 : 1;
    bs_shard **shards = bs_arena_array(&corpus->arena, shard_count, sizeof *shards);
    if (!shards)
        return bs_fail_memory(error);
    corpus->shards = shards;
    for (size_t i = 0; i < shard_count; i++) {
        size_t first = i * shard_articles, left = count - first;
        bs_status status = shard_of_articles(articles + first, layers + first,
                                             left < shard_articles ? left : shard_articles,
                                             vocabulary, &shards[i], error);
        if (status != BS_OK)
            return status;
        corpus->shard_count = i + 1;
        status = bs_shard_link(shards[i], NULL, 0, error);
        if (status != BS_OK)
            return status;
    }
    return order_articles(corpus, error);
}

bs_status bs_corpus_from_articles(const bs_article *articles, const bs_layers *const *layers,
                                  size_t count, const bs_vocabulary *vocabulary, bs_corpus **corpus,
                                  bs_error *error)
{
    return bs_corpus_in_shards(articles, layers, count, SIZE_MAX, vocabulary, corpus, error);
}

bs_status bs_corpus_in_shards(const bs_article *articles, const bs_layers *const *layers,
                              size_t count, size_t shard_articles, const bs_vocabulary *vocabulary,
                              bs_corpus **corpus, bs_error *error)
{
    bs_corpus *made = new_corpus("");
    if (!made)
        return bs_fail_memory(error);
    bs_status status =
        fill_corpus(articles, layers, count, shard_articles, vocabulary, made, error);
    if (status == BS_OK)
        *corpus = made;
    else
        bs_corpus_close(made);
    return status;
}

/* ---- questions ---- */

const char *bs_corpus_path(const bs_corpus *corpus)
{
    return corpus->path;
}

uint64_t bs_corpus_digest(const bs_corpus *corpus)
{
    return corpus->digest;
}

bs_str bs_corpus_setting(const bs_corpus *corpus, const char *name)
{
    for (size_t i = 0; i < corpus->settings.count; i++)
        if (bs_str_equal(corpus->settings.items[i].name, bs_str_from(name)))
            return corpus->settings.items[i].value;
    return (bs_str){NULL, 0};
}

const bs_links *bs_corpus_links(const bs_corpus *corpus)
{
    return &corpus->links;
}

size_t bs_corpus_shard_count(const bs_corpus *corpus)
{
    return corpus->shard_count;
}

const bs_shard *bs_corpus_shard(const bs_corpus *corpus, size_t index)
{
    return corpus->shards[index];
}

size_t bs_corpus_article_count(const bs_corpus *corpus)
{
    return corpus->article_count;
}

bs_article_ref bs_corpus_article_at(const bs_corpus *corpus, size_t index)
{
    return corpus->articles[index];
}

size_t bs_corpus_article_index(const bs_corpus *corpus, bs_article_ref ref)
{
    if (ref.shard >= corpus->shard_count || ref.row >= corpus->shards[ref.shard]->articles.count)
        return SIZE_MAX;
    uint32_t index = corpus->indices[ref.shard][ref.row];
    return index == BS_NONE ? SIZE_MAX : index;
}

bs_status bs_corpus_families(bs_corpus *corpus, const bs_progress *progress,
                             const bs_families **families, bs_error *error)
{
    bs_status status = BS_OK;
    pthread_mutex_lock(&corpus->families_mutex);
    if (!corpus->has_families) {
        status =
            bs_families_make(corpus, BS_FAMILIES_THRESHOLD, progress, &corpus->families, error);
        corpus->has_families = status == BS_OK;
    }
    pthread_mutex_unlock(&corpus->families_mutex);
    if (status == BS_OK)
        *families = &corpus->families;
    return status;
}
