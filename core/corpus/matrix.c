/*
 * matrix.c - counts of words by article, in one block for each shard; rows point into the blocks.
 */
#include "corpus/matrix.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/str.h"
#include "corpus/forms.h"
#include "corpus/matrix_layout.h"
#include "corpus/stop_list.h"

enum { TOKENS_AN_ENTRY = 3 }; /* as a first guess at how long articles are */

static const char *const weight_names[BS_WEIGHTS] = {"count", "presence", "frequency", "log",
                                                     "tfidf"};

typedef struct making {
    bs_matrix *matrix;
    const bs_forms *forms;
    uint32_t *columns; /* by form, BS_NONE for what is left out */
} making;

typedef struct shard_making {
    const making *all;
    bs_matrix_block *block;
} shard_making;

/* ---- columns ---- */

static bs_status choose_columns(making *all, const bs_matrix_options *options,
                                const bs_form_counts *counts, bs_error *error)
{
    bs_matrix *matrix = all->matrix;
    uint64_t min = options->min > 0 ? options->min : 1;
    bs_stop_list stop;
    bs_status status =
        bs_stop_list_make(options->stop, options->stop_count, options->has_stop_list, &stop, error);
    if (status != BS_OK)
        return status;
    size_t form_count = bs_forms_count(all->forms);
    all->columns = calloc(form_count + 1, sizeof *all->columns);
    matrix->words = calloc(form_count + 1, sizeof *matrix->words);
    if (!all->columns || !matrix->words)
        status = bs_fail_memory(error);
    for (size_t form = 0; status == BS_OK && form < form_count; form++) {
        bs_str text = bs_forms_text(all->forms, form);
        all->columns[form] = BS_NONE;
        if (counts->tokens[form] < min || bs_stop_list_has(&stop, text))
            continue;
        all->columns[form] = (uint32_t)matrix->column_count;
        matrix->words[matrix->column_count++] =
            (bs_matrix_word){.text = text, .count = counts->tokens[form]};
    }
    bs_stop_list_clear(&stop);
    return status;
}

/* ---- rows ---- */

static bool grow_block(bs_matrix_block *block, size_t more)
{
    return bs_array_reserve(&block->columns, more) &&
           bs_array_grow((void **)&block->counts, &block->count_capacity, block->columns.count,
                         sizeof *block->counts, more);
}

/* Gives back what was guessed too much; where that fails nothing is lost. */
static void shrink_block(bs_matrix_block *block)
{
    size_t count = block->columns.count + 1;
    uint32_t *columns = realloc(block->columns.items, count * sizeof *columns);
    uint32_t *counts = realloc(block->counts, count * sizeof *counts);
    if (columns) {
        block->columns.items = columns;
        block->columns.capacity = count;
    }
    if (counts) {
        block->counts = counts;
        block->count_capacity = count;
    }
}

static bs_status add_article(void *context, const bs_article_forms *article, bs_error *error)
{
    const shard_making *work = context;
    bs_matrix_block *block = work->block;
    if (!grow_block(block, article->form_count))
        return bs_fail_memory(error);
    const uint32_t *of_form = work->all->columns;
    uint32_t *columns = block->columns.items + block->columns.count;
    uint32_t *counts = block->counts + block->columns.count;
    size_t count = 0;
    for (size_t i = 0; i < article->form_count; i++) {
        uint32_t form = article->forms[i];
        columns[count] = of_form[form];
        counts[count] = article->counts[form];
        count += of_form[form] != BS_NONE;
    }
    uint64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        block->articles[columns[i]]++;
        total += counts[i];
    }
    block->row_total[article->row] = total;
    block->row_start[article->row] = block->columns.count;
    block->row_size[article->row] = (uint32_t)count;
    block->columns.count += count;
    return BS_OK;
}

static bs_status make_block(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    const making *all = context;
    bs_matrix *matrix = all->matrix;
    bs_matrix_block *block = &matrix->blocks[index];
    size_t rows = bs_corpus_shard(matrix->selection->view->corpus, index)->articles.count;
    block->row_start = calloc(rows + 1, sizeof *block->row_start);
    block->row_size = calloc(rows + 1, sizeof *block->row_size);
    block->articles = calloc(matrix->column_count + 1, sizeof *block->articles);
    block->row_total = calloc(rows + 1, sizeof *block->row_total);
    if (!block->row_start || !block->row_size || !block->row_total || !block->articles)
        return bs_fail_memory(error);
    const bs_scope *scopes = bs_selection_scopes(matrix->selection, error);
    if (!scopes)
        return BS_NO_MEMORY;
    size_t guess = (size_t)scopes[index].tokens / TOKENS_AN_ENTRY + 1;
    if (!grow_block(block, guess))
        return bs_fail_memory(error);
    shard_making one = {all, block};
    bs_status status = bs_form_walk(matrix->selection, all->forms, index, add_article, &one, error);
    if (status == BS_OK)
        shrink_block(block);
    return status;
}

/* The rows in the order of the corpus, with what weights and cosines ask for. */
static bs_status lay_out(bs_matrix *matrix, bs_error *error)
{
    const bs_selection *selection = matrix->selection;
    const bs_corpus *corpus = selection->view->corpus;
    matrix->rows = calloc(selection->count + 1, sizeof *matrix->rows);
    if (!matrix->rows)
        return bs_fail_memory(error);
    for (size_t index = 0; index < selection->view->shard_count; index++) {
        for (size_t column = 0; column < matrix->column_count; column++)
            matrix->words[column].articles += matrix->blocks[index].articles[column];
        free(matrix->blocks[index].articles);
        matrix->blocks[index].articles = NULL;
    }
    for (size_t article = bs_selection_next(selection, 0); article != SIZE_MAX;
         article = bs_selection_next(selection, article + 1)) {
        bs_article_ref ref = bs_corpus_article_at(corpus, article);
        const bs_matrix_block *block = &matrix->blocks[ref.shard];
        bs_matrix_line *row = &matrix->rows[matrix->row_count++];
        *row = (bs_matrix_line){.article = article,
                                .count = block->row_size[ref.row],
                                .total = block->row_total[ref.row]};
        row->columns =
            block->columns.items ? block->columns.items + block->row_start[ref.row] : NULL;
        row->counts = block->counts ? block->counts + block->row_start[ref.row] : NULL;
        matrix->entry_count += row->count;
    }
    for (size_t column = 0; column < matrix->column_count; column++) {
        bs_matrix_word *word = &matrix->words[column];
        word->idf = word->articles ? log10((double)matrix->row_count / (double)word->articles) : 0;
    }
    return BS_OK;
}

static bs_status fill(bs_matrix *matrix, const bs_matrix_options *options,
                      const bs_progress *progress, bs_error *error)
{
    bs_selection *selection = matrix->selection;
    making all = {.matrix = matrix};
    const bs_form_counts *counts = NULL;
    bs_status status = bs_view_forms(selection->view, false, false, &all.forms, error);
    if (status == BS_OK)
        status = bs_form_counts_of(selection, all.forms, progress, &counts, error);
    if (status == BS_OK)
        status = choose_columns(&all, options, counts, error);
    if (status == BS_OK)
        status = bs_pool_run(bs_selection_threads(selection), selection->view->shard_count,
                             make_block, &all, progress, "counting words by article", error);
    free(all.columns);
    bs_form_counts_free(counts);
    return status == BS_OK ? lay_out(matrix, error) : status;
}

static bs_status read_weight(bs_str name, bs_matrix_weight *weight, bs_error *error)
{
    *weight = BS_WEIGHT_COUNT;
    if (!name.data)
        return BS_OK;
    for (size_t i = 0; i < BS_WEIGHTS; i++) {
        if (bs_str_equal(name, bs_str_from(weight_names[i]))) {
            *weight = (bs_matrix_weight)i;
            return BS_OK;
        }
    }
    return bs_fail(error, BS_MISUSE,
                   "matrix: weight \"%.*s\" is none of count, presence, frequency, log, tfidf",
                   BS_STR_ARG(name));
}

bs_status bs_matrix_make(bs_selection *selection, const bs_matrix_options *options,
                         const bs_progress *progress, bs_matrix **matrix, bs_error *error)
{
    bs_matrix_weight weight;
    bs_status status = read_weight(options->weight, &weight, error);
    if (status != BS_OK)
        return status;
    bs_matrix *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    *made = (bs_matrix){.selection = bs_selection_retain(selection), .weight = weight};
    made->blocks = calloc(selection->view->shard_count + 1, sizeof *made->blocks);
    status = made->blocks ? fill(made, options, progress, error) : bs_fail_memory(error);
    if (status == BS_OK)
        *matrix = made;
    else
        bs_matrix_free(made);
    return status;
}

void bs_matrix_free(bs_matrix *matrix)
{
    if (!matrix)
        return;
    for (size_t i = 0; matrix->blocks && i < matrix->selection->view->shard_count; i++) {
        bs_matrix_block *block = &matrix->blocks[i];
        bs_array_free(&block->columns);
        free(block->counts);
        free(block->row_start);
        free(block->row_size);
        free(block->row_total);
        free(block->articles);
    }
    free(matrix->blocks);
    free(matrix->rows);
    free(matrix->words);
    bs_selection_free(matrix->selection);
    free(matrix);
}

/* ---- what is asked of it ---- */

size_t bs_matrix_row_count(const bs_matrix *matrix)
{
    return matrix->row_count;
}

size_t bs_matrix_column_count(const bs_matrix *matrix)
{
    return matrix->column_count;
}

size_t bs_matrix_entry_count(const bs_matrix *matrix)
{
    return matrix->entry_count;
}

bs_str bs_matrix_weight_name(const bs_matrix *matrix)
{
    return bs_str_from(weight_names[matrix->weight]);
}

bs_corpus *bs_matrix_corpus(const bs_matrix *matrix)
{
    return matrix->selection->view->corpus;
}

size_t bs_matrix_bytes(const bs_matrix *matrix)
{
    return matrix->entry_count * 2 * sizeof(uint32_t) + matrix->row_count * sizeof *matrix->rows +
           matrix->column_count * sizeof *matrix->words;
}

size_t bs_matrix_row_of(const bs_matrix *matrix, size_t article)
{
    size_t from = 0, to = matrix->row_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (matrix->rows[middle].article < article)
            from = middle + 1;
        else
            to = middle;
    }
    return from < matrix->row_count && matrix->rows[from].article == article ? from : SIZE_MAX;
}

size_t bs_matrix_row_article(const bs_matrix *matrix, size_t row)
{
    return matrix->rows[row].article;
}

bs_str bs_matrix_word_text(const bs_matrix *matrix, size_t column)
{
    return matrix->words[column].text;
}

size_t bs_matrix_word_articles(const bs_matrix *matrix, size_t column)
{
    return matrix->words[column].articles;
}

size_t bs_matrix_row_size(const bs_matrix *matrix, size_t row)
{
    return matrix->rows[row].count;
}

double bs_matrix_weigh(const bs_matrix *matrix, const bs_matrix_line *row, size_t i)
{
    double count = row->counts[i];
    switch (matrix->weight) {
    case BS_WEIGHT_PRESENCE:
        return 1;
    case BS_WEIGHT_FREQUENCY:
        return count / (double)row->total;
    case BS_WEIGHT_LOG:
        return 1 + log10(count);
    case BS_WEIGHT_TFIDF:
        return count * matrix->words[row->columns[i]].idf;
    default:
        return count;
    }
}

static int compare_columns(const void *a, const void *b)
{
    const bs_matrix_entry *x = a, *y = b;
    return x->column < y->column ? -1 : x->column > y->column;
}

void bs_matrix_row(const bs_matrix *matrix, size_t row, bs_matrix_entry *entries)
{
    const bs_matrix_line *line = &matrix->rows[row];
    for (size_t i = 0; i < line->count; i++)
        entries[i] =
            (bs_matrix_entry){line->columns[i], line->counts[i], bs_matrix_weigh(matrix, line, i)};
    if (line->count > 1)
        qsort(entries, line->count, sizeof *entries, compare_columns);
}
