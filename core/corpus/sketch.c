/* sketch.c - articles as sets of runs of five words, see sketch.h. */
#include "corpus/sketch.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/pool.h"
#include "text/vocabulary.h"

enum { DENSIFY_TRIES_MAX = 4096, BIN_SHIFT = 58 /* the upper 6 bits choose one of 64 bins */ };

static const uint64_t FACTOR = 0x9E3779B185EBCA87u; /* odd, so no word of a run is lost */

/* The finalizer of SplitMix64: every bit of the result depends on every bit of `value`. */
static uint64_t mix(uint64_t value)
{
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9u;
    value = (value ^ value >> 27) * 0x94D049BB133111EBu;
    return value ^ value >> 31;
}

/* ---- words ---- */

static bs_status hash_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    bs_word_hashes *hashes = context;
    const bs_shard *shard = bs_corpus_shard(hashes->corpus, index);
    uint64_t *of_type = calloc(shard->types.count + 1, sizeof *of_type);
    if (!of_type)
        return bs_fail_memory(error);
    hashes->of_type[index] = of_type;
    for (size_t type = 0; type < shard->types.count; type++) {
        uint8_t kind = shard->types.kind[type];
        if (kind == BS_TOKEN_WORD || kind == BS_TOKEN_NUMBER)
            of_type[type] = bs_hash(bs_text_at(&shard->types.fold, type)) | 1;
    }
    return BS_OK;
}

bs_status bs_word_hashes_make(const bs_corpus *corpus, const bs_progress *progress,
                              bs_word_hashes *hashes, bs_error *error)
{
    size_t count = bs_corpus_shard_count(corpus);
    *hashes = (bs_word_hashes){.corpus = corpus, .shard_count = count};
    hashes->of_type = calloc(count + 1, sizeof *hashes->of_type);
    bs_status status = hashes->of_type ? bs_pool_run(0, count, hash_shard, hashes, progress,
                                                     "hashing words", error)
                                       : bs_fail_memory(error);
    if (status != BS_OK)
        bs_word_hashes_clear(hashes);
    return status;
}

void bs_word_hashes_clear(bs_word_hashes *hashes)
{
    for (size_t i = 0; hashes->of_type && i < hashes->shard_count; i++)
        free(hashes->of_type[i]);
    free(hashes->of_type);
    *hashes = (bs_word_hashes){0};
}

/* ---- runs ---- */

static bs_status collect_words(const bs_shard *shard, const uint64_t *of_type, size_t row,
                               uint32_t segments, bs_runs *runs, bs_error *error)
{
    runs->count = 0;
    runs->scope.count = 0;
    runs->scope.tokens = 0;
    if (!bs_scope_add_article(&runs->scope, shard, row, segments) ||
        !bs_array_reserve(runs, (size_t)runs->scope.tokens + 1))
        return bs_fail_memory(error);
    for (size_t i = 0; i < runs->scope.count; i++) {
        for (uint32_t token = runs->scope.ranges[i].start; token < runs->scope.ranges[i].end;
             token++) {
            uint64_t word = of_type[shard->tokens.type[token]];
            runs->items[runs->count] = word;
            runs->count += word != 0;
        }
    }
    return BS_OK;
}

/* From words to runs in place: a rolling hash, for a run begins where one of its words stood. */
static void roll(bs_runs *runs)
{
    uint64_t leaving = 1, hash = 0;
    for (size_t i = 0; i < BS_SKETCH_RUN; i++)
        leaving *= FACTOR;
    for (size_t i = 0; i + 1 < BS_SKETCH_RUN; i++)
        hash = hash * FACTOR + runs->items[i];
    size_t count = runs->count - BS_SKETCH_RUN + 1;
    uint64_t before = 0; /* the word in front of the run */
    for (size_t i = 0; i < count; i++) {
        uint64_t first = runs->items[i];
        hash = hash * FACTOR + runs->items[i + BS_SKETCH_RUN - 1] - before * leaving;
        before = first;
        uint64_t mixed = mix(hash);
        runs->items[i] = mixed ? mixed : 1;
    }
    runs->count = count;
}

bs_status bs_runs_of(const bs_word_hashes *hashes, bs_article_ref article, bs_runs *runs,
                     bs_error *error)
{
    static const uint32_t told = 1u << BS_SEGMENT_BODY | 1u << BS_SEGMENT_SPEECH;
    static const uint32_t all = BS_SEGMENTS_DEFAULT & ~(1u << BS_SEGMENT_COMMENT);
    const bs_shard *shard = bs_corpus_shard(hashes->corpus, article.shard);
    const uint64_t *of_type = hashes->of_type[article.shard];
    bs_status status = collect_words(shard, of_type, article.row, told, runs, error);
    if (status == BS_OK && runs->count < BS_SKETCH_RUN)
        status = collect_words(shard, of_type, article.row, all, runs, error);
    if (status != BS_OK)
        return status;
    if (runs->count >= BS_SKETCH_RUN) {
        roll(runs);
        return BS_OK;
    }
    /* A text of nothing is like no other. */
    runs->count = bs_text_at(&shard->articles.text, article.row).size > 0;
    runs->items[0] = mix(shard->articles.digest[article.row]) | 1;
    return BS_OK;
}

void bs_runs_clear(bs_runs *runs)
{
    bs_array_free(runs);
    free(runs->scope.ranges);
    *runs = (bs_runs){0};
}

uint64_t bs_runs_hash(const bs_runs *runs)
{
    return bs_hash((bs_str){(const char *)runs->items, runs->count * sizeof *runs->items});
}

/* ---- signatures ---- */

void bs_runs_sign(const bs_runs *runs, uint32_t signature[BS_SKETCH_BINS])
{
    uint32_t least[BS_SKETCH_BINS];
    memset(least, 0xFF, sizeof least); /* UINT32_MAX: empty */
    for (size_t i = 0; i < runs->count; i++) {
        uint64_t run = runs->items[i];
        uint32_t value = (uint32_t)run == UINT32_MAX ? UINT32_MAX - 1 : (uint32_t)run;
        uint32_t *bin = &least[run >> BIN_SHIFT];
        *bin = value < *bin ? value : *bin;
    }
    for (uint64_t bin = 0; bin < BS_SKETCH_BINS; bin++) {
        uint64_t from = bin;
        for (uint64_t i = 0; least[from] == UINT32_MAX && i < DENSIFY_TRIES_MAX; i++)
            from = mix(bin * DENSIFY_TRIES_MAX + i + 1) >> BIN_SHIFT;
        signature[bin] = least[from];
    }
}

/* ---- sets ---- */

bs_status bs_run_set_make(const bs_runs *runs, bs_run_set *set, bs_error *error)
{
    size_t wanted = 16;
    while (wanted < runs->count * 2) /* of 8 bytes that are mapped, so this cannot overflow */
        wanted *= 2;
    if (wanted > set->slot_capacity) {
        uint64_t *slots = calloc(wanted, sizeof *slots);
        if (!slots)
            return bs_fail_memory(error);
        free(set->slots);
        set->slots = slots;
        set->slot_capacity = wanted;
    } else {
        memset(set->slots, 0, wanted * sizeof *set->slots);
    }
    set->slot_count = wanted;
    set->count = 0;
    for (size_t i = 0; i < runs->count; i++) {
        size_t at = runs->items[i] & (wanted - 1);
        while (set->slots[at] != 0 && set->slots[at] != runs->items[i])
            at = (at + 1) & (wanted - 1);
        set->count += set->slots[at] == 0;
        set->slots[at] = runs->items[i];
    }
    return BS_OK;
}

void bs_run_set_clear(bs_run_set *set)
{
    free(set->slots);
    *set = (bs_run_set){0};
}

static bool set_has(const bs_run_set *set, uint64_t run)
{
    size_t at = run & (set->slot_count - 1);
    while (set->slots[at] != 0 && set->slots[at] != run)
        at = (at + 1) & (set->slot_count - 1);
    return set->slots[at] == run;
}

double bs_run_set_similarity(const bs_run_set *a, const bs_run_set *b)
{
    const bs_run_set *shorter = a->count < b->count ? a : b, *longer = shorter == a ? b : a;
    if (shorter->count == 0)
        return 0;
    size_t common = 0;
    for (size_t i = 0; i < shorter->slot_count; i++)
        common += shorter->slots[i] != 0 && set_has(longer, shorter->slots[i]);
    if (longer->count > shorter->count * BS_SKETCH_LENGTH_MAX)
        return (double)common / (double)(a->count + b->count - common);
    return (double)common / (double)shorter->count;
}
