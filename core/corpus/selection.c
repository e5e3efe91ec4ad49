/* selection.c - sets of articles as bitmaps: made, combined, walked. */
#include "corpus/selection.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "corpus/forms.h"
#include "corpus/scope.h"
#include "stats/random.h"

static void release_view(bs_view *view)
{
    if (!view || atomic_fetch_sub(&view->references, 1) != 1)
        return;
    for (size_t shard = 0; view->lexicons && shard < view->shard_count; shard++)
        bs_lexicon_clear(&view->lexicons[shard]);
    free(view->lexicons);
    free(view->lookups);
    for (size_t shard = 0; view->starts && shard < view->shard_count; shard++)
        free(view->starts[shard]);
    free(view->starts);
    for (size_t kind = 0; kind < BS_FORMS_KINDS; kind++)
        bs_forms_free(view->forms[kind]);
    free(view->base);
    pthread_mutex_destroy(&view->mutex);
    bs_corpus_close(view->corpus);
    free(view);
}

static bs_status make_view(bs_corpus *corpus, bs_view **result, bs_error *error)
{
    bs_view *view = calloc(1, sizeof *view);
    if (!view)
        return bs_fail_memory(error);
    atomic_init(&view->references, 1);
    view->shard_count = bs_corpus_shard_count(corpus);
    view->base = calloc(view->shard_count + 1, sizeof *view->base);
    view->lexicons = calloc(view->shard_count + 1, sizeof *view->lexicons);
    view->lookups = calloc(view->shard_count + 1, sizeof *view->lookups);
    view->starts = calloc(view->shard_count + 1, sizeof *view->starts);
    if (!view->base || !view->lexicons || !view->lookups || !view->starts ||
        pthread_mutex_init(&view->mutex, NULL) != 0) {
        free(view->base);
        free(view->lexicons);
        free(view->lookups);
        free(view->starts);
        free(view);
        return bs_fail_memory(error);
    }
    view->corpus = bs_corpus_retain(corpus);
    for (size_t shard = 0; shard < view->shard_count; shard++)
        view->base[shard + 1] = view->base[shard] + bs_corpus_shard(corpus, shard)->articles.count;
    *result = view;
    return BS_OK;
}

bs_status bs_selection_empty(bs_view *view, uint32_t segments, bs_selection **selection,
                             bs_error *error)
{
    size_t word_count = (view->base[view->shard_count] + 63) / 64;
    bs_selection *made = calloc(1, sizeof *made);
    uint64_t *bits = calloc(word_count + 1, sizeof *bits);
    if (!made || !bits) {
        free(made);
        free(bits);
        return bs_fail_memory(error);
    }
    atomic_init(&made->references, 1);
    atomic_fetch_add(&view->references, 1);
    made->view = view;
    made->segments = segments;
    made->bits = bits;
    made->word_count = word_count;
    *selection = made;
    return BS_OK;
}

bs_status bs_selection_with_segments(const bs_selection *selection, uint32_t segments,
                                     bs_selection **result, bs_error *error)
{
    bs_selection *made = NULL;
    bs_status status = bs_selection_empty(selection->view, segments, &made, error);
    if (status != BS_OK)
        return status;
    memcpy(made->bits, selection->bits, selection->word_count * sizeof *made->bits);
    made->count = selection->count;
    *result = made;
    return BS_OK;
}

void bs_selection_seal(bs_selection *selection)
{
    selection->count = 0;
    for (size_t word = 0; word < selection->word_count; word++)
        selection->count += (size_t)__builtin_popcountll(selection->bits[word]);
}

bs_status bs_selection_all(bs_corpus *corpus, bs_selection **selection, bs_error *error)
{
    bs_view *view = NULL;
    bs_status status = make_view(corpus, &view, error);
    if (status != BS_OK)
        return status;
    bs_selection *all = NULL;
    status = bs_selection_empty(view, BS_SEGMENTS_DEFAULT, &all, error);
    release_view(view); /* the selection has its own reference */
    if (status != BS_OK)
        return status;
    size_t count = bs_corpus_article_count(corpus);
    for (size_t index = 0; index < count; index++) {
        bs_article_ref ref = bs_corpus_article_at(corpus, index);
        bs_selection_set(all, all->view->base[ref.shard] + ref.row);
    }
    bs_selection_seal(all);
    *selection = all;
    return BS_OK;
}

bs_selection *bs_selection_retain(bs_selection *selection)
{
    atomic_fetch_add(&selection->references, 1);
    return selection;
}

void bs_selection_free(bs_selection *selection)
{
    if (!selection || atomic_fetch_sub(&selection->references, 1) != 1)
        return;
    for (size_t shard = 0; selection->scopes && shard < selection->view->shard_count; shard++)
        free(selection->scopes[shard].ranges);
    free(selection->scopes);
    for (size_t kind = 0; kind < BS_FORMS_KINDS; kind++) {
        bs_form_counts_free(selection->counts[kind]);
        bs_form_spread_free(selection->spreads[kind]);
    }
    free(selection->bits);
    release_view(selection->view);
    free(selection);
}

bs_corpus *bs_selection_corpus(const bs_selection *selection)
{
    return selection->view->corpus;
}

uint32_t bs_selection_segments(const bs_selection *selection)
{
    return selection->segments;
}

size_t bs_selection_count(const bs_selection *selection)
{
    return selection->count;
}

bool bs_selection_has_row(const bs_selection *selection, bs_article_ref ref)
{
    if (ref.shard >= selection->view->shard_count)
        return false;
    size_t dense = selection->view->base[ref.shard] + ref.row;
    return dense < selection->view->base[ref.shard + 1] && bs_selection_bit(selection, dense);
}

bool bs_selection_has(const bs_selection *selection, size_t article)
{
    const bs_corpus *corpus = selection->view->corpus;
    return article < bs_corpus_article_count(corpus) &&
           bs_selection_has_row(selection, bs_corpus_article_at(corpus, article));
}

size_t bs_selection_next(const bs_selection *selection, size_t from)
{
    size_t count = bs_corpus_article_count(selection->view->corpus);
    for (size_t article = from; article < count; article++)
        if (bs_selection_has(selection, article))
            return article;
    return SIZE_MAX;
}

size_t bs_selection_next_row(const bs_selection *selection, size_t shard, size_t row)
{
    size_t base = selection->view->base[shard];
    size_t end = selection->view->base[shard + 1];
    size_t dense = base + row;
    while (dense < end) {
        uint64_t word = selection->bits[dense >> 6] >> (dense & 63);
        if (word) {
            dense += (size_t)__builtin_ctzll(word);
            return (dense < end ? dense : end) - base;
        }
        dense = (dense | 63) + 1;
    }
    return end - base;
}

uint64_t bs_selection_token_count(const bs_selection *selection)
{
    uint64_t tokens = 0;
    const bs_scope *scopes = bs_selection_scopes(selection, NULL);
    for (size_t shard = 0; scopes && shard < selection->view->shard_count; shard++)
        tokens += scopes[shard].tokens;
    return tokens;
}

typedef uint64_t (*word_operation)(uint64_t a, uint64_t b);

static uint64_t word_and(uint64_t a, uint64_t b)
{
    return a & b;
}

static uint64_t word_or(uint64_t a, uint64_t b)
{
    return a | b;
}

static uint64_t word_minus(uint64_t a, uint64_t b)
{
    return a & ~b;
}

static bs_status combine(bs_selection *a, bs_selection *b, word_operation operation,
                         uint32_t segments, bs_selection **result, bs_error *error)
{
    if (a->view->corpus != b->view->corpus)
        return bs_fail(error, BS_MISUSE, "the two selections are of different corpora");
    bs_selection *made = NULL;
    bs_status status = bs_selection_empty(a->view, segments, &made, error);
    if (status != BS_OK)
        return status;
    for (size_t word = 0; word < made->word_count; word++)
        made->bits[word] = operation(a->bits[word], b->bits[word]);
    bs_selection_seal(made);
    *result = made;
    return BS_OK;
}

bs_status bs_selection_and(bs_selection *a, bs_selection *b, bs_selection **result, bs_error *error)
{
    return combine(a, b, word_and, a->segments & b->segments, result, error);
}

bs_status bs_selection_or(bs_selection *a, bs_selection *b, bs_selection **result, bs_error *error)
{
    return combine(a, b, word_or, a->segments | b->segments, result, error);
}

bs_status bs_selection_minus(bs_selection *a, bs_selection *b, bs_selection **result,
                             bs_error *error)
{
    return combine(a, b, word_minus, a->segments, result, error);
}

static void keep_article(const bs_selection *selection, size_t article, bs_selection *kept)
{
    if (!bs_selection_has(selection, article))
        return;
    bs_article_ref ref = bs_corpus_article_at(selection->view->corpus, article);
    bs_selection_set(kept, selection->view->base[ref.shard] + ref.row);
}

bs_status bs_selection_keep(bs_selection *selection, const size_t *articles, size_t count,
                            bs_selection **result, bs_error *error)
{
    bs_selection *kept = NULL;
    bs_status status = bs_selection_empty(selection->view, selection->segments, &kept, error);
    if (status != BS_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        keep_article(selection, articles[i], kept);
    bs_selection_seal(kept);
    *result = kept;
    return BS_OK;
}

bs_status bs_selection_sample(bs_selection *selection, size_t count, uint64_t seed,
                              bs_selection **result, bs_error *error)
{
    size_t wanted = count < selection->count ? count : selection->count;
    uint32_t *drawn = calloc(wanted + 1, sizeof *drawn);
    bs_selection *sample = NULL;
    if (!drawn)
        return bs_fail_memory(error);
    bs_status status = bs_selection_empty(selection->view, selection->segments, &sample, error);
    if (status != BS_OK) {
        free(drawn);
        return status;
    }
    bs_random random;
    bs_random_init(&random, seed, 0);
    wanted = bs_random_sample(&random, selection->count, wanted, drawn);
    size_t article = bs_selection_next(selection, 0);
    for (size_t next = 0, place = 0; next < wanted && article != SIZE_MAX; place++) {
        if (drawn[next] == place) {
            keep_article(selection, article, sample);
            next++;
        }
        article = bs_selection_next(selection, article + 1);
    }
    free(drawn);
    bs_selection_seal(sample);
    *result = sample;
    return BS_OK;
}
