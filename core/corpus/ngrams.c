/*
 * ngrams.c - sequences of words, counted by growing: a sequence of n is a sequence of n - 1 that
 * occurs often enough, and a word more, so each step keeps only pairs of two numbers.
 */
#include "corpus/ngrams.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/forms.h"
#include "corpus/tally.h"

enum { NGRAM_BYTES_MAX = 64 << 10 };

/* Which sequence begins at each token, by shard: the form at first, then the pair of the sequence
 * that begins here and the form behind it, numbered; BS_NONE where it is none. */
typedef struct ngrams {
    const bs_forms *forms;
    const bs_selection *selection;
    const bs_scope *scopes;
    uint32_t **begins;
    bs_tally steps[BS_NGRAMS_N_MAX]; /* of length 2, 3 ..: from pair to count */
    uint64_t min;
    uint64_t total; /* tokens that are forms */
} ngrams;

static bs_status start(ngrams *all, bs_error *error)
{
    for (size_t index = 0; index < all->selection->view->shard_count; index++) {
        const bs_shard *shard = bs_corpus_shard(all->selection->view->corpus, index);
        const uint32_t *of_type = all->forms->of_type[index];
        uint32_t *begins = calloc(shard->tokens.count + 1, sizeof *begins);
        all->begins[index] = begins;
        if (!begins)
            return bs_fail_memory(error);
        for (size_t token = 0; token <= shard->tokens.count; token++)
            begins[token] = BS_NONE;
        bs_piece piece = {.shard = shard, .scope = &all->scopes[index]};
        while (bs_piece_next(&piece)) {
            for (uint32_t token = piece.start; token < piece.end; token++) {
                begins[token] = of_type[shard->tokens.type[token]];
                all->total += begins[token] != BS_NONE;
            }
        }
    }
    return BS_OK;
}

/* The sentence's tokens in the scope: a sentence lies in one segment, so all of it or nothing. */
static bs_status grow_shard(ngrams *all, size_t index, size_t length, bool is_counting,
                            bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(all->selection->view->corpus, index);
    const uint32_t *of_type = all->forms->of_type[index];
    uint32_t *begins = all->begins[index];
    bs_tally *step = &all->steps[length - 1];
    for (size_t sentence = 0; sentence < shard->sentences.count; sentence++) {
        uint32_t token = shard->sentences.token_start[sentence];
        uint32_t end = shard->sentences.token_start[sentence + 1];
        for (; token < end; token++) {
            if (begins[token] == BS_NONE)
                continue;
            uint32_t next = token + (uint32_t)length - 1;
            uint32_t form = next < end ? of_type[shard->tokens.type[next]] : BS_NONE;
            if (form == BS_NONE) {
                begins[token] = BS_NONE;
                continue;
            }
            uint64_t pair = (uint64_t)begins[token] << 32 | form;
            if (is_counting) {
                bs_tally_entry *entry = bs_tally_at(step, pair);
                if (!entry)
                    return bs_fail_memory(error);
                entry->count++;
            } else {
                const bs_tally_entry *entry = bs_tally_find(step, pair);
                bool is_kept = entry && entry->count >= all->min;
                begins[token] = is_kept ? (uint32_t)(entry - step->items) : BS_NONE;
            }
        }
    }
    return BS_OK;
}

static bs_status grow(ngrams *all, size_t length, const bs_progress *progress, bs_error *error)
{
    for (int is_counting = 1; is_counting >= 0; is_counting--) {
        for (size_t index = 0; index < all->selection->view->shard_count; index++) {
            bs_status status = bs_progress_check(progress, error);
            if (status == BS_OK)
                status = grow_shard(all, index, length, is_counting != 0, error);
            if (status != BS_OK)
                return status;
        }
    }
    return BS_OK;
}

/* ---- articles and dispersion, as in words.c ---- */

typedef struct spread {
    uint32_t *articles; /* by sequence */
    double *sums;
    uint32_t *counts; /* of the present article */
    bs_u32s touched;
    double least_part;
} spread;

static void flush(const ngrams *all, const bs_tally *step, uint64_t tokens, spread *over)
{
    double part = (double)tokens / (double)all->total;
    if (tokens > 0 && part < over->least_part)
        over->least_part = part;
    for (size_t i = 0; i < over->touched.count; i++) {
        uint32_t sequence = over->touched.items[i];
        double share = (double)over->counts[sequence] / (double)step->items[sequence].count;
        over->sums[sequence] += fabs(share - part) - part;
        over->articles[sequence]++;
        over->counts[sequence] = 0;
    }
    over->touched.count = 0;
}

static void spread_shard(const ngrams *all, size_t index, const bs_tally *step, spread *over)
{
    const bs_shard *shard = bs_corpus_shard(all->selection->view->corpus, index);
    const uint32_t *of_type = all->forms->of_type[index];
    bs_piece piece = {.shard = shard, .scope = &all->scopes[index]};
    size_t row = 0;
    uint64_t tokens = 0;
    while (bs_piece_next(&piece)) {
        if (piece.row != row) {
            flush(all, step, tokens, over);
            tokens = 0;
        }
        row = piece.row;
        for (uint32_t token = piece.start; token < piece.end; token++) {
            uint32_t sequence = all->begins[index][token];
            tokens += of_type[shard->tokens.type[token]] != BS_NONE;
            if (sequence != BS_NONE && over->counts[sequence]++ == 0)
                over->touched.items[over->touched.count++] = sequence;
        }
    }
    flush(all, step, tokens, over);
}

static void clear_spread(spread *over)
{
    free(over->articles);
    free(over->sums);
    free(over->counts);
    bs_array_free(&over->touched);
}

static bs_status measure(const ngrams *all, const bs_tally *step, spread *over, bs_error *error)
{
    *over = (spread){.articles = calloc(step->count + 1, sizeof *over->articles),
                     .sums = calloc(step->count + 1, sizeof *over->sums),
                     .counts = calloc(step->count + 1, sizeof *over->counts),
                     .least_part = 1};
    if (!over->articles || !over->sums || !over->counts ||
        !bs_array_reserve(&over->touched, step->count))
        return bs_fail_memory(error);
    for (size_t index = 0; index < all->selection->view->shard_count; index++)
        spread_shard(all, index, step, over);
    for (size_t i = 0; i < step->count; i++) {
        double dp = (1 + over->sums[i]) / 2;
        over->sums[i] = over->least_part < 1 ? dp / (1 - over->least_part) : 0;
    }
    return BS_OK;
}

/* ---- the table ---- */

typedef struct ngram_row {
    bs_str text;
    uint32_t sequence;
    uint64_t count;
} ngram_row;

typedef struct ngram_rows {
    ngram_row *items;
    size_t count, capacity;
    bs_arena arena;
} ngram_rows;

/* The words of a sequence: unfolded from the last pair to the first. */
static bs_str spell(const ngrams *all, size_t n, uint32_t sequence, bs_arena *arena)
{
    uint32_t words[BS_NGRAMS_N_MAX];
    for (size_t length = n; length > 1; length--) {
        uint64_t pair = all->steps[length - 1].items[sequence].key;
        words[length - 1] = (uint32_t)pair;
        sequence = (uint32_t)(pair >> 32);
    }
    words[0] = sequence;
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += bs_forms_text(all->forms, words[i]).size + 1;
    char *text = size <= NGRAM_BYTES_MAX ? bs_arena_alloc(arena, size) : NULL;
    size_t at = 0;
    for (size_t i = 0; text && i < n; i++) {
        bs_str word = bs_forms_text(all->forms, words[i]);
        memcpy(text + at, word.data, word.size);
        at += word.size;
        text[at++] = ' ';
    }
    return (bs_str){text, text ? size - 1 : 0};
}

static int compare_rows(const void *a, const void *b)
{
    const ngram_row *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return bs_str_compare(x->text, y->text);
}

static bs_status make_rows(const ngrams *all, size_t n, ngram_rows *rows, bs_error *error)
{
    const bs_tally *step = &all->steps[n - 1];
    for (size_t i = 0; i < step->count; i++) {
        if (step->items[i].count < all->min)
            continue;
        ngram_row *row = bs_array_push(rows);
        bs_str text = row ? spell(all, n, (uint32_t)i, &rows->arena) : (bs_str){NULL, 0};
        if (!text.data)
            return bs_fail_memory(error);
        *row = (ngram_row){text, (uint32_t)i, step->items[i].count};
    }
    if (rows->count > 1)
        qsort(rows->items, rows->count, sizeof *rows->items, compare_rows);
    return BS_OK;
}

static bs_status write_rows(bs_table_builder *builder, const ngrams *all, const spread *over,
                            const ngram_rows *rows, bs_strs *texts, bs_error *error)
{
    bs_table_add_column(builder, BS_STR("form"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("count"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("articles"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("per_million"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("dp"), BS_COLUMN_NUMBER);
    if (!bs_array_reserve(texts, rows->count))
        return bs_fail_memory(error);
    for (size_t i = 0; i < rows->count; i++) {
        const ngram_row *row = &rows->items[i];
        texts->items[texts->count++] = row->text;
        bs_table_add_row(builder);
        bs_table_set_text(builder, 0, row->text);
        bs_table_set_integer(builder, 1, (int64_t)row->count);
        bs_table_set_integer(builder, 2, over->articles[row->sequence]);
        bs_table_set_number(builder, 3, (double)row->count * 1e6 / (double)all->total);
        bs_table_set_number(builder, 4, over->sums[row->sequence]);
    }
    return BS_OK;
}

static bs_status make_table(bs_selection *selection, const ngrams *all, size_t n,
                            const spread *over, bs_table **table, bs_error *error)
{
    ngram_rows rows = {0};
    bs_strs texts = {0};
    bs_table_builder *builder = NULL;
    bs_evidence_source source;
    bs_status status = make_rows(all, n, &rows, error);
    if (status == BS_OK)
        status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = write_rows(builder, all, over, &rows, &texts, error);
    if (status == BS_OK)
        status = bs_form_source(selection, &texts, &rows.arena, false, &source, error);
    bs_array_free(&texts);
    bs_array_free(&rows);
    bs_arena_clear(&rows.arena);
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    bs_table_set_evidence_source(builder, source);
    return bs_table_finish(builder, table, error);
}

static void clear(ngrams *all)
{
    for (size_t i = 0; all->begins && i < all->selection->view->shard_count; i++)
        free(all->begins[i]);
    free(all->begins);
    for (size_t i = 0; i < BS_NGRAMS_N_MAX; i++)
        bs_tally_clear(&all->steps[i]);
}

static bs_status run(ngrams *all, bs_selection *selection, size_t n, const bs_progress *progress,
                     bs_table **table, bs_error *error)
{
    all->scopes = bs_selection_scopes(selection, error);
    if (!all->scopes)
        return BS_NO_MEMORY;
    all->begins = calloc(selection->view->shard_count + 1, sizeof *all->begins);
    bs_status status = all->begins ? start(all, error) : bs_fail_memory(error);
    for (size_t length = 2; length <= n && status == BS_OK; length++)
        status = grow(all, length, progress, error);
    spread over = {0};
    if (status == BS_OK)
        status = measure(all, &all->steps[n - 1], &over, error);
    if (status == BS_OK)
        status = make_table(selection, all, n, &over, table, error);
    clear_spread(&over);
    return status;
}

bs_status bs_ngrams(bs_selection *selection, const bs_ngrams_options *options,
                    const bs_progress *progress, bs_table **table, bs_error *error)
{
    size_t n = options->n > 0 ? options->n : BS_NGRAMS_N;
    if (n < 2 || n > BS_NGRAMS_N_MAX)
        return bs_fail(error, BS_MISUSE, "ngrams: n is from 2 to %d", BS_NGRAMS_N_MAX);
    ngrams all = {.selection = selection, .min = options->min > 0 ? options->min : 2};
    bs_status status = bs_view_forms(selection->view, false, false, &all.forms, error);
    if (status == BS_OK)
        status = run(&all, selection, n, progress, table, error);
    clear(&all);
    return status;
}
