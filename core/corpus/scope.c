/* scope.c - which tokens of a shard a selection reaches, see scope.h. */
#include "corpus/scope.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/pool.h"

enum {
    PARALLEL_TOKENS = 2 << 20, /* fewer are walked faster than threads are started */
    SCANS_MAX = 6,             /* so many cost less than a lexicon */
};

/* Two threads may build the same one; the first to come back is kept. */
static bs_status keep_lexicon(bs_view *view, size_t shard, bs_error *error)
{
    bs_lexicon built = {0};
    bs_status status = bs_lexicon_build(bs_corpus_shard(view->corpus, shard), &built, error);
    if (status != BS_OK)
        return status;
    pthread_mutex_lock(&view->mutex);
    if (!view->lexicons[shard].slots) {
        view->lexicons[shard] = built;
        built = (bs_lexicon){0};
    }
    pthread_mutex_unlock(&view->mutex);
    bs_lexicon_clear(&built);
    return BS_OK;
}

bs_status bs_view_find_types(bs_view *view, size_t index, bs_str key, bs_u32s *types,
                             bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(view->corpus, index);
    pthread_mutex_lock(&view->mutex);
    bool is_built = view->lexicons[index].slots != NULL;
    bool is_scanned = !is_built && view->lookups[index]++ < SCANS_MAX;
    pthread_mutex_unlock(&view->mutex);
    if (is_scanned)
        return bs_lexicon_scan(shard, key, types, error);
    bs_status status = is_built ? BS_OK : keep_lexicon(view, index, error);
    return status == BS_OK ? bs_lexicon_find(&view->lexicons[index], shard, key, types, error)
                           : status;
}

static uint64_t *make_starts(const bs_shard *shard)
{
    uint64_t *starts = calloc(shard->tokens.count / 64 + 2, sizeof *starts);
    for (size_t i = 0; starts && i <= shard->sentences.count; i++) {
        uint32_t token = shard->sentences.token_start[i];
        starts[token >> 6] |= (uint64_t)1 << (token & 63);
    }
    return starts;
}

bs_status bs_view_sentence_starts(bs_view *view, size_t shard, const uint64_t **starts,
                                  bs_error *error)
{
    pthread_mutex_lock(&view->mutex);
    if (!view->starts[shard])
        view->starts[shard] = make_starts(bs_corpus_shard(view->corpus, shard));
    *starts = view->starts[shard];
    pthread_mutex_unlock(&view->mutex);
    return *starts ? BS_OK : bs_fail_memory(error);
}

uint32_t bs_shard_token_at(const bs_shard *shard, uint32_t from, uint32_t to, uint32_t byte)
{
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (shard->tokens.start[middle] < byte)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static bool add_range(bs_scope *scope, uint32_t start, uint32_t end)
{
    if (start >= end)
        return true;
    scope->tokens += end - start;
    if (scope->count > 0 && scope->ranges[scope->count - 1].end == start) {
        scope->ranges[scope->count - 1].end = end;
        return true;
    }
    if (!bs_array_grow((void **)&scope->ranges, &scope->capacity, scope->count,
                       sizeof *scope->ranges, 1))
        return false;
    scope->ranges[scope->count++] = (bs_range){start, end};
    return true;
}

static bool has_uncounted_segment(const bs_shard *shard, size_t row, uint32_t segments)
{
    uint32_t end = shard->articles.segment_start[row + 1];
    for (uint32_t i = shard->articles.segment_start[row]; i < end; i++)
        if (!(segments >> shard->segments.type[i] & 1))
            return true;
    return false;
}

bool bs_scope_add_article(bs_scope *scope, const bs_shard *shard, size_t row, uint32_t segments)
{
    uint32_t token = shard->articles.token_start[row];
    uint32_t token_end = shard->articles.token_start[row + 1];
    bool counts_body = segments >> BS_SEGMENT_BODY & 1;
    if (counts_body && !has_uncounted_segment(shard, row, segments))
        return add_range(scope, token, token_end);

    uint32_t end = shard->articles.segment_start[row + 1];
    for (uint32_t i = shard->articles.segment_start[row]; i < end; i++) {
        uint32_t first = bs_shard_token_at(shard, token, token_end, shard->segments.start[i]);
        uint32_t last = bs_shard_token_at(shard, first, token_end, shard->segments.end[i]);
        if (counts_body && !add_range(scope, token, first))
            return false;
        if ((segments >> shard->segments.type[i] & 1) && !add_range(scope, first, last))
            return false;
        token = last;
    }
    return !counts_body || add_range(scope, token, token_end);
}

static bool fill_scope(const bs_selection *selection, size_t shard_index, bs_scope *scope)
{
    const bs_shard *shard = bs_corpus_shard(selection->view->corpus, shard_index);
    size_t row = bs_selection_next_row(selection, shard_index, 0);
    for (; row < shard->articles.count;
         row = bs_selection_next_row(selection, shard_index, row + 1))
        if (!bs_scope_add_article(scope, shard, row, selection->segments))
            return false;
    return true;
}

static bs_scope *make_scopes(const bs_selection *selection)
{
    size_t shard_count = selection->view->shard_count;
    bs_scope *scopes = calloc(shard_count + 1, sizeof *scopes);
    bool is_made = scopes != NULL;
    for (size_t shard = 0; is_made && shard < shard_count; shard++)
        is_made = fill_scope(selection, shard, &scopes[shard]);
    if (is_made || !scopes)
        return scopes;
    for (size_t shard = 0; shard < shard_count; shard++)
        free(scopes[shard].ranges);
    free(scopes);
    return NULL;
}

const bs_scope *bs_selection_scopes(const bs_selection *selection, bs_error *error)
{
    /* What is built once and then only read is no change to those who look. */
    bs_selection *self = (bs_selection *)(uintptr_t)selection;
    pthread_mutex_lock(&self->view->mutex);
    if (!self->scopes)
        self->scopes = make_scopes(self);
    const bs_scope *scopes = self->scopes;
    pthread_mutex_unlock(&self->view->mutex);
    if (!scopes)
        bs_fail_memory(error);
    return scopes;
}

uint64_t bs_scope_count(const bs_scope *scope, size_t *range, uint32_t start, uint32_t end)
{
    uint64_t count = 0;
    while (*range < scope->count && scope->ranges[*range].end <= start)
        ++*range;
    for (size_t i = *range; i < scope->count && scope->ranges[i].start < end; i++) {
        uint32_t low = scope->ranges[i].start > start ? scope->ranges[i].start : start;
        uint32_t high = scope->ranges[i].end < end ? scope->ranges[i].end : end;
        count += high > low ? high - low : 0;
    }
    return count;
}

bs_range bs_bytes_of_tokens(const bs_shard *shard, size_t row, uint32_t start, uint32_t end)
{
    const bs_shard_tokens *tokens = &shard->tokens;
    uint64_t size = bs_text_at(&shard->articles.text, row).size;
    uint64_t first = tokens->start[start], last = first;
    if (start < end)
        last = (uint64_t)tokens->start[end - 1] + tokens->size[end - 1];
    last = last < size ? last : size;
    first = first < last ? first : last;
    return (bs_range){(uint32_t)first, (uint32_t)last};
}

bs_segment_type bs_segment_at(const bs_shard *shard, size_t row, uint32_t byte)
{
    uint32_t from = shard->articles.segment_start[row];
    uint32_t to = shard->articles.segment_start[row + 1];
    while (from < to) { /* the last segment that starts at or before the byte */
        uint32_t middle = from + (to - from) / 2;
        if (shard->segments.start[middle] <= byte)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == shard->articles.segment_start[row] || byte >= shard->segments.end[from - 1])
        return BS_SEGMENT_BODY;
    return (bs_segment_type)shard->segments.type[from - 1];
}

bool bs_selection_counts_byte(const bs_selection *selection, const bs_shard *shard, size_t row,
                              uint32_t byte)
{
    return selection->segments >> bs_segment_at(shard, row, byte) & 1;
}

uint32_t bs_shard_entity_find(const bs_shard *shard, bs_str id)
{
    size_t from = 0, to = shard->entities.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = bs_str_compare(bs_text_at(&shard->entities.id, middle), id);
        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return BS_NONE;
}

unsigned bs_selection_threads(const bs_selection *selection)
{
    unsigned wanted = atomic_load(&selection->view->threads);
    if (wanted > 0)
        return wanted;
    uint64_t tokens = 0;
    for (size_t shard = 0; shard < selection->view->shard_count; shard++)
        tokens += bs_corpus_shard(selection->view->corpus, shard)->tokens.count;
    return tokens < PARALLEL_TOKENS ? 1 : bs_pool_threads(0);
}

void bs_selection_use_threads(bs_selection *selection, unsigned threads)
{
    atomic_store(&selection->view->threads, threads);
}
