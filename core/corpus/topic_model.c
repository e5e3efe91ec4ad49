/* topic_model.c - models made and measured; their tables are in topic_tables.c. */
#include "corpus/topic_model.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/str.h"
#include "corpus/matrix.h"
#include "corpus/scope.h"
#include "corpus/topic_layout.h"
#include "stats/association.h"

/* ---- words and articles ---- */

/* No number, no single letter, and no contraction ("don't", "we're"), which is a function word. */
static bool is_word(bs_str text)
{
    bool has_letter = false;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        has_letter |= bs_ascii_is_alpha(c) || c >= 0x80;
        if (c == '\'' && i > 0 && text.size - i <= 3)
            return false;
    }
    return has_letter && text.size >= 2;
}

static void choose_words(bs_topic_model *m, const bs_topic_model_options *options,
                         uint32_t *of_column)
{
    double share = options->max_share > 0 ? options->max_share : BS_TOPIC_MODEL_SHARE_MAX;
    double most = share * (double)bs_matrix_row_count(m->matrix);
    uint32_t min = options->min ? options->min : BS_TOPIC_MODEL_MIN;
    for (size_t column = 0; column < bs_matrix_column_count(m->matrix); column++) {
        size_t articles = bs_matrix_word_articles(m->matrix, column);
        bool is_kept = articles >= min && (double)articles <= most &&
                       is_word(bs_matrix_word_text(m->matrix, column));
        of_column[column] = is_kept ? (uint32_t)m->word_count : BS_NONE;
        if (is_kept)
            m->columns[m->word_count++] = (uint32_t)column;
    }
}

/* The matrix without what is left out, as the models take it. */
static bs_status fill_sparse(bs_topic_model *m, const uint32_t *of_column, bs_error *error)
{
    size_t rows = bs_matrix_row_count(m->matrix), entries = bs_matrix_entry_count(m->matrix);
    m->row_start = calloc(rows + 1, sizeof *m->row_start);
    m->entry_columns = calloc(entries + 1, sizeof *m->entry_columns);
    m->entry_values = calloc(entries + 1, sizeof *m->entry_values);
    m->marginal = calloc(m->word_count + 1, sizeof *m->marginal);
    bs_matrix_entry *row = calloc(bs_matrix_column_count(m->matrix) + 1, sizeof *row);
    if (!m->row_start || !m->entry_columns || !m->entry_values || !m->marginal || !row) {
        free(row);
        return bs_fail_memory(error);
    }
    size_t at = 0;
    for (size_t r = 0; r < rows; r++) {
        m->row_start[r] = at;
        bs_matrix_row(m->matrix, r, row);
        for (size_t i = 0; i < bs_matrix_row_size(m->matrix, r); i++) {
            uint32_t word = of_column[row[i].column];
            if (word == BS_NONE)
                continue;
            m->entry_columns[at] = word;
            m->entry_values[at] = m->is_lda ? (float)row[i].count : (float)row[i].weight;
            m->marginal[word] += row[i].count;
            m->tokens += row[i].count;
            at += m->entry_values[at] > 0;
        }
    }
    m->row_start[rows] = at;
    free(row);
    for (size_t word = 0; word < m->word_count; word++)
        m->marginal[word] /= (double)m->tokens;
    m->sparse = (bs_sparse){rows, m->word_count, m->row_start, m->entry_columns, m->entry_values};
    return BS_OK;
}

static bs_status read_words(bs_topic_model *m, const bs_topic_model_options *options,
                            const bs_progress *progress, bs_error *error)
{
    bs_matrix_options wanted = {.weight = m->is_lda ? BS_STR("count") : BS_STR("tfidf"),
                                .stop = options->stop,
                                .stop_count = options->stop_count,
                                .has_stop_list = !options->keeps_function_words};
    bs_status status = bs_matrix_make(m->selection, &wanted, progress, &m->matrix, error);
    if (status != BS_OK)
        return status;
    size_t columns = bs_matrix_column_count(m->matrix);
    uint32_t *of_column = calloc(columns + 1, sizeof *of_column);
    m->columns = calloc(columns + 1, sizeof *m->columns);
    if (!of_column || !m->columns) {
        free(of_column);
        return bs_fail_memory(error);
    }
    choose_words(m, options, of_column);
    status = fill_sparse(m, of_column, error);
    free(of_column);
    size_t k = m->options.topic_count;
    if (status == BS_OK && (m->word_count < k || m->sparse.row_count < k || m->tokens == 0))
        return bs_fail(error, BS_MISUSE, "topics: %zu articles with %zu words are too few for %zu",
                       m->sparse.row_count, m->word_count, k);
    return status;
}

/* ---- fitting ---- */

static bs_status fit_run(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    bs_topic_model *m = context;
    bs_topics_options options = m->options;
    options.seed += index;
    return m->is_lda ? bs_topics_lda(&m->sparse, &options, m->progress, &m->runs[index], error)
                     : bs_topics_nmf(&m->sparse, &options, m->progress, &m->runs[index], error);
}

/* Each topic's share of all tokens. */
static void sum_shares(const bs_topic_model *m, const bs_topics *topics, double *shares)
{
    double all = 0;
    for (size_t k = 0; k < topics->topic_count; k++)
        shares[k] = 0;
    for (size_t row = 0; row < m->sparse.row_count; row++) {
        double size = 0;
        for (size_t i = m->row_start[row]; i < m->row_start[row + 1]; i++)
            size += m->entry_values[i];
        all += size;
        for (size_t k = 0; k < topics->topic_count; k++)
            shares[k] += size * topics->shares[row * topics->topic_count + k];
    }
    for (size_t k = 0; k < topics->topic_count; k++)
        shares[k] /= all;
}

static int compare_shares(const void *a, const void *b, void *context)
{
    const double *shares = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (shares[x] != shares[y])
        return shares[x] > shares[y] ? -1 : 1;
    return x < y ? -1 : x > y;
}

static int compare_words(const void *a, const void *b, void *context)
{
    const float *words = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (words[x] != words[y])
        return words[x] > words[y] ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* ---- coherence ---- */

/* Which articles have each of a topic's likeliest words, as bits. */
static bs_status coherence_of(const bs_topic_model *m, size_t topic, uint32_t *order,
                              double *coherence, bs_error *error)
{
    const bs_topics *main = &m->runs[0];
    const float *words = main->words + topic * m->word_count;
    size_t top = m->word_count < BS_TOPIC_MODEL_WORDS ? m->word_count : BS_TOPIC_MODEL_WORDS;
    for (size_t i = 0; i < m->word_count; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, m->word_count, sizeof *order, compare_words, (void *)(uintptr_t)words);
    size_t articles = m->sparse.row_count;
    uint16_t *found = calloc(articles + 1, sizeof *found); /* bit i: has the i-th of the words */
    if (!found)
        return bs_fail_memory(error);
    for (size_t row = 0; row < articles; row++)
        for (size_t i = m->row_start[row]; i < m->row_start[row + 1]; i++)
            for (size_t w = 0; w < top; w++)
                if (m->entry_columns[i] == order[w])
                    found[row] |= (uint16_t)(1u << w);
    double sum = 0, pairs = 0;
    for (size_t a = 0; a < top; a++) {
        for (size_t b = a + 1; b < top; b++) {
            double both = 0, first = 0, second = 0;
            for (size_t row = 0; row < articles; row++) {
                bool has_a = found[row] >> a & 1, has_b = found[row] >> b & 1;
                both += has_a && has_b;
                first += has_a;
                second += has_b;
            }
            sum += bs_npmi(bs_contingency_from_margins(both, first, second, (double)articles));
            pairs++;
        }
    }
    free(found);
    *coherence = pairs > 0 ? sum / pairs : NAN;
    return BS_OK;
}

static double stability_of(const bs_topic_model *m, size_t topic)
{
    double sum = 0;
    for (size_t run = 1; run < m->run_count; run++) {
        double best = 0;
        for (size_t k = 0; k < m->runs[run].topic_count; k++)
            best = fmax(best, bs_topics_alike(&m->runs[0], topic, &m->runs[run], k));
        sum += best;
    }
    return m->run_count > 1 ? sum / (double)(m->run_count - 1) : NAN;
}

static bs_status measure(bs_topic_model *m, bs_error *error)
{
    size_t k = m->options.topic_count;
    uint32_t *order = calloc(m->word_count + 1, sizeof *order);
    m->order = calloc(k, sizeof *m->order);
    m->shares = calloc(k, sizeof *m->shares);
    m->coherence = calloc(k, sizeof *m->coherence);
    m->stability = calloc(k, sizeof *m->stability);
    bs_status status = order && m->order && m->shares && m->coherence && m->stability
                           ? BS_OK
                           : bs_fail_memory(error);
    if (status == BS_OK) {
        sum_shares(m, &m->runs[0], m->shares);
        for (size_t topic = 0; topic < k; topic++)
            m->order[topic] = (uint32_t)topic;
        qsort_r(m->order, k, sizeof *m->order, compare_shares, m->shares);
    }
    for (size_t topic = 0; status == BS_OK && topic < k; topic++) {
        status = coherence_of(m, topic, order, &m->coherence[topic], error);
        m->stability[topic] = stability_of(m, topic);
    }
    free(order);
    return status;
}

/* ---- the model ---- */

static bs_status read_method(bs_str name, bool *is_lda, bs_error *error)
{
    *is_lda = !name.data || bs_str_equal(name, BS_STR("lda"));
    if (!*is_lda && !bs_str_equal(name, BS_STR("nmf")))
        return bs_fail(error, BS_MISUSE, "topics: method \"%.*s\" is neither lda nor nmf",
                       BS_STR_ARG(name));
    return BS_OK;
}

static bs_status fit(bs_topic_model *m, const bs_topic_model_options *options,
                     const bs_progress *progress, bs_error *error)
{
    m->options = (bs_topics_options){
        .topic_count = options->k ? options->k : BS_TOPIC_MODEL_K,
        .iterations = options->iterations ? options->iterations : BS_TOPIC_MODEL_ITERATIONS,
        .seed = options->seed,
    };
    m->run_count = options->runs ? options->runs : BS_TOPIC_MODEL_RUNS;
    bs_status status = bs_topics_check(&m->options, error);
    if (status == BS_OK && m->run_count > BS_TOPIC_MODEL_RUNS_MAX)
        status = bs_fail(error, BS_MISUSE, "topics: at most %d runs", BS_TOPIC_MODEL_RUNS_MAX);
    if (status == BS_OK)
        status = read_method(options->method, &m->is_lda, error);
    if (status == BS_OK)
        status = read_words(m, options, progress, error);
    if (status != BS_OK)
        return status;
    m->runs = calloc(m->run_count, sizeof *m->runs);
    if (!m->runs)
        return bs_fail_memory(error);
    m->progress = progress;
    status = bs_pool_run(bs_selection_threads(m->selection), m->run_count, fit_run, m, progress,
                         "fitting topics", error);
    m->progress = NULL;
    return status == BS_OK ? measure(m, error) : status;
}

bs_status bs_topic_model_make(bs_selection *selection, const bs_topic_model_options *options,
                              const bs_progress *progress, bs_topic_model **model, bs_error *error)
{
    bs_topic_model *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    made->selection = bs_selection_retain(selection);
    bs_status status = fit(made, options, progress, error);
    if (status == BS_OK)
        *model = made;
    else
        bs_topic_model_free(made);
    return status;
}

void bs_topic_model_free(bs_topic_model *m)
{
    if (!m)
        return;
    for (size_t i = 0; m->runs && i < m->run_count; i++)
        bs_topics_clear(&m->runs[i]);
    free(m->runs);
    free(m->columns);
    free(m->row_start);
    free(m->entry_columns);
    free(m->entry_values);
    free(m->marginal);
    free(m->order);
    free(m->shares);
    free(m->coherence);
    free(m->stability);
    bs_matrix_free(m->matrix);
    bs_selection_free(m->selection);
    free(m);
}

static double mean_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum / (double)count;
}

bs_topic_model_facts bs_topic_model_facts_of(const bs_topic_model *m)
{
    size_t k = m->options.topic_count;
    return (bs_topic_model_facts){.k = k,
                                  .iterations = m->options.iterations,
                                  .runs = m->run_count,
                                  .articles = m->sparse.row_count,
                                  .words = m->word_count,
                                  .seed = m->options.seed,
                                  .tokens = m->tokens,
                                  .is_lda = m->is_lda,
                                  .fit = m->runs[0].fit,
                                  .coherence = mean_of(m->coherence, k),
                                  .stability = mean_of(m->stability, k)};
}

bs_corpus *bs_topic_model_corpus(const bs_topic_model *m)
{
    return bs_selection_corpus(m->selection);
}
