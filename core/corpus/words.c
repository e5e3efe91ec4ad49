/* words.c - the word list: one walk for the counts, a second one for the dispersion. */
#include "corpus/words.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/pool.h"
#include "base/str.h"
#include "corpus/forms.h"

/* ---- dispersion ---- */

/*
 * DP is half the sum, over all articles, of |v / f - s|: v of the f tokens of the form are in the
 * article, whose share of all tokens is s. Articles without the form add s each, and all s add up
 * to 1, so only those with it need a visit: DP = (1 + sum (|v / f - s| - s)) / 2.
 */
typedef struct spreading {
    const bs_forms *forms;
    const bs_selection *selection;
    const bs_scope *scopes;
    const bs_form_counts *counts;
    double **sums;      /* by shard and form */
    double *least_part; /* by shard: the least share that an article has */
} spreading;

typedef struct article_counts {
    uint32_t *counts; /* by form */
    bs_u32s touched;  /* forms that are not 0 */
    uint64_t total;
} article_counts;

static void flush_article(const spreading *work, size_t index, article_counts *article)
{
    double part = (double)article->total / (double)work->counts->total;
    if (article->total > 0 && part < work->least_part[index])
        work->least_part[index] = part;
    for (size_t i = 0; i < article->touched.count; i++) {
        uint32_t form = article->touched.items[i];
        double share = (double)article->counts[form] / (double)work->counts->tokens[form];
        work->sums[index][form] += fabs(share - part) - part;
        article->counts[form] = 0;
    }
    article->touched.count = 0;
    article->total = 0;
}

static bs_status spread_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    spreading *work = context;
    size_t count = bs_forms_count(work->forms);
    const uint32_t *of_type = work->forms->of_type[index];
    article_counts article = {.counts = calloc(count + 1, sizeof *article.counts)};
    work->sums[index] = calloc(count + 1, sizeof **work->sums);
    if (!article.counts || !work->sums[index] || !bs_array_reserve(&article.touched, count)) {
        free(article.counts);
        bs_array_free(&article.touched);
        return bs_fail_memory(error);
    }
    bs_piece piece = {.shard = bs_corpus_shard(work->selection->view->corpus, index),
                      .scope = &work->scopes[index]};
    const uint32_t *types = piece.shard->tokens.type;
    size_t row = 0;
    while (bs_piece_next(&piece)) {
        if (piece.row != row)
            flush_article(work, index, &article);
        row = piece.row;
        for (uint32_t token = piece.start; token < piece.end; token++) {
            uint32_t form = of_type[types[token]];
            if (form == BS_NONE)
                continue;
            article.total++;
            if (article.counts[form]++ == 0)
                article.touched.items[article.touched.count++] = form;
        }
    }
    flush_article(work, index, &article);
    free(article.counts);
    bs_array_free(&article.touched);
    return BS_OK;
}

/* The sums of all shards in the first, and the least share of all; what was allocated is freed by
 * the caller. */
static bs_status run_spreading(spreading *work, const bs_progress *progress, double *least_part,
                               bs_error *error)
{
    size_t shard_count = work->selection->view->shard_count;
    for (size_t index = 0; index < shard_count; index++)
        work->least_part[index] = 1;
    bs_status status = bs_pool_run(bs_selection_threads(work->selection), shard_count, spread_shard,
                                   work, progress, "measuring dispersion", error);
    *least_part = 1;
    for (size_t index = 0; status == BS_OK && index < shard_count; index++) {
        if (work->least_part[index] < *least_part)
            *least_part = work->least_part[index];
        for (size_t form = 0; index > 0 && form < bs_forms_count(work->forms); form++)
            work->sums[0][form] += work->sums[index][form];
    }
    return status;
}

/* The dispersion of every form, in an array that the caller frees. */
static bs_status measure_dispersion(const bs_forms *forms, const bs_selection *selection,
                                    const bs_form_counts *counts, const bs_progress *progress,
                                    double **dispersion, bs_error *error)
{
    size_t shard_count = selection->view->shard_count;
    spreading work = {.forms = forms, .selection = selection, .counts = counts};
    work.scopes = bs_selection_scopes(selection, error);
    if (!work.scopes)
        return BS_NO_MEMORY;
    work.sums = calloc(shard_count + 1, sizeof *work.sums);
    work.least_part = calloc(shard_count + 1, sizeof *work.least_part);
    double least_part = 1;
    bs_status status = work.sums && work.least_part ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK)
        status = run_spreading(&work, progress, &least_part, error);
    if (status == BS_OK && shard_count > 0) {
        double *sums = work.sums[0];
        for (size_t form = 0; form < bs_forms_count(forms); form++) {
            double dp = (1 + sums[form]) / 2;
            sums[form] = least_part < 1 ? dp / (1 - least_part) : 0;
        }
        *dispersion = sums;
        work.sums[0] = NULL;
    }
    for (size_t index = 0; work.sums && index < shard_count; index++)
        free(work.sums[index]);
    free(work.sums);
    free(work.least_part);
    return status;
}

/* ---- the list ---- */

typedef struct word_list {
    const bs_forms *forms;
    const bs_form_counts *counts;
    const double *dispersion;
    bs_u32s rows; /* forms, in order */
} word_list;

static int compare_rows(const void *a, const void *b, void *context)
{
    const word_list *list = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint64_t x_count = list->counts->tokens[x], y_count = list->counts->tokens[y];
    if (x_count != y_count)
        return x_count > y_count ? -1 : 1;
    return bs_str_compare(bs_forms_text(list->forms, x), bs_forms_text(list->forms, y));
}

static bs_status choose_rows(word_list *list, const bs_words_options *options, bs_error *error)
{
    uint64_t min = options->min > 0 ? options->min : 1;
    bs_map stop = {0};
    bool has_memory = bs_array_reserve(&list->rows, bs_forms_count(list->forms));
    for (size_t i = 0; has_memory && i < options->stop_count; i++)
        has_memory = bs_map_add(&stop, options->stop[i], NULL) != NULL;
    for (size_t form = 0; has_memory && form < bs_forms_count(list->forms); form++)
        if (list->counts->tokens[form] >= min &&
            !bs_map_find(&stop, bs_forms_text(list->forms, form)))
            list->rows.items[list->rows.count++] = (uint32_t)form;
    bs_map_clear(&stop);
    if (!has_memory)
        return bs_fail_memory(error);
    if (list->rows.count > 1)
        qsort_r(list->rows.items, list->rows.count, sizeof *list->rows.items, compare_rows, list);
    return BS_OK;
}

static bs_status write_list(bs_table_builder *builder, const word_list *list, bs_strs *texts,
                            bs_error *error)
{
    bs_table_add_column(builder, BS_STR("form"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("count"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("articles"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("per_million"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("dp"), BS_COLUMN_NUMBER);
    if (!bs_array_reserve(texts, list->rows.count))
        return bs_fail_memory(error);
    for (size_t i = 0; i < list->rows.count; i++) {
        uint32_t form = list->rows.items[i];
        uint64_t count = list->counts->tokens[form];
        bs_str text = texts->items[texts->count++] = bs_forms_text(list->forms, form);
        bs_table_add_row(builder);
        bs_table_set_text(builder, 0, text);
        bs_table_set_integer(builder, 1, (int64_t)count);
        bs_table_set_integer(builder, 2, list->counts->articles[form]);
        bs_table_set_number(builder, 3, (double)count * 1e6 / (double)list->counts->total);
        bs_table_set_number(builder, 4, list->dispersion[form]);
    }
    return BS_OK;
}

static bs_status make_table(bs_selection *selection, const word_list *list, bool keeps_case,
                            bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_strs texts = {0};
    bs_evidence_source source;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = write_list(builder, list, &texts, error);
    if (status == BS_OK)
        status = bs_form_source(selection, &texts, NULL, keeps_case, &source, error);
    bs_array_free(&texts);
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    bs_table_set_evidence_source(builder, source);
    return bs_table_finish(builder, table, error);
}

bs_status bs_words(bs_selection *selection, const bs_words_options *options,
                   const bs_progress *progress, bs_table **table, bs_error *error)
{
    bs_forms forms = {0};
    bs_form_counts counts = {0};
    double *dispersion = NULL;
    word_list list = {.forms = &forms, .counts = &counts};
    bs_status status =
        bs_forms_make(selection->view, options->keeps_case, options->keeps_all, &forms, error);
    if (status == BS_OK)
        status = bs_form_counts_make(&forms, selection, progress, &counts, error);
    if (status == BS_OK)
        status = measure_dispersion(&forms, selection, &counts, progress, &dispersion, error);
    list.dispersion = dispersion;
    if (status == BS_OK)
        status = choose_rows(&list, options, error);
    if (status == BS_OK)
        status = make_table(selection, &list, options->keeps_case, table, error);
    bs_array_free(&list.rows);
    free(dispersion);
    bs_form_counts_clear(&counts);
    bs_forms_clear(&forms);
    return status;
}
