/* topic_tables.c - what a topic model says: its topics, words, articles, and their course. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/str.h"
#include "corpus/article_key.h"
#include "corpus/cite.h"
#include "corpus/corpus.h"
#include "corpus/topic_layout.h"
#include "stats/adjust.h"
#include "stats/special.h"
#include "stats/trend.h"

enum { LABEL_WORDS = 5 };
static const double CONFIDENCE = 0.95;

static bs_str word_text(const bs_topic_model *m, uint32_t word)
{
    return bs_matrix_word_text(m->matrix, m->columns[word]);
}

/* The label of the topic that is `topic` in the model. */
static bs_status write_label(const bs_topic_model *m, size_t topic, bs_buffer *text,
                             bs_error *error)
{
    uint32_t order[LABEL_WORDS];
    size_t count;
    bs_status status = bs_topics_relevant(&m->runs[0], topic, m->marginal, BS_TOPIC_MODEL_LAMBDA,
                                          LABEL_WORDS, order, &count, error);
    text->size = 0;
    for (size_t i = 0; status == BS_OK && i < count; i++) {
        bs_str word = word_text(m, order[i]);
        bs_buffer_print(text, "%s%.*s", i ? ", " : "", BS_STR_ARG(word));
    }
    return status == BS_OK && text->failed ? bs_fail_memory(error) : status;
}

/* Finishes the table, or lets go of it when there was a failure. */
static bs_status finish(bs_table_builder *builder, bs_status status, bs_table **table,
                        bs_error *error)
{
    if (status == BS_OK)
        return bs_table_finish(builder, table, error);
    bs_table_builder_free(builder);
    return status;
}

static size_t leading_articles(const bs_topic_model *m, size_t topic)
{
    const bs_topics *topics = &m->runs[0];
    size_t k = topics->topic_count, count = 0;
    for (size_t row = 0; row < topics->document_count; row++) {
        const float *shares = topics->shares + row * k;
        bool leads = m->row_start[row] < m->row_start[row + 1];
        for (size_t other = 0; other < k && leads; other++)
            leads = other == topic || shares[topic] > shares[other] ||
                    (shares[topic] == shares[other] && topic < other);
        count += leads;
    }
    return count;
}

bs_status bs_topic_model_topics(const bs_topic_model *m, bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status != BS_OK)
        return status;
    bs_table_add_column(builder, BS_STR("topic"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("label"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("share"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("articles"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("coherence"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("stability"), BS_COLUMN_NUMBER);
    bs_buffer text = {0};
    for (size_t i = 0; status == BS_OK && i < m->options.topic_count; i++) {
        size_t topic = m->order[i];
        status = write_label(m, topic, &text, error);
        bs_table_add_row(builder);
        bs_table_set_integer(builder, 0, (int64_t)i + 1);
        bs_table_set_text(builder, 1, bs_buffer_str(&text));
        bs_table_set_number(builder, 2, m->shares[topic]);
        bs_table_set_integer(builder, 3, (int64_t)leading_articles(m, topic));
        bs_table_set_number(builder, 4, m->coherence[topic]);
        bs_table_set_number(builder, 5, m->stability[topic]);
    }
    if (status == BS_OK) {
        text.size = 0;
        bs_buffer_print(&text,
                        "%s, seed %llu, %zu iterations, %zu run%s; %zu articles, %zu words, %llu "
                        "tokens",
                        m->is_lda ? "LDA by collapsed Gibbs sampling" : "NMF of tf-idf weights",
                        (unsigned long long)m->options.seed, m->options.iterations, m->run_count,
                        m->run_count == 1 ? "" : "s", m->sparse.row_count, m->word_count,
                        (unsigned long long)m->tokens);
        bs_table_add_note(builder, bs_buffer_str(&text));
    }
    bs_buffer_clear(&text);
    return finish(builder, status, table, error);
}

static bs_status check_topic(const bs_topic_model *m, size_t topic, bs_error *error)
{
    if (topic > m->options.topic_count)
        return bs_fail(error, BS_MISUSE, "there is no topic %zu of %zu", topic,
                       m->options.topic_count);
    return BS_OK;
}

static bs_status write_words(const bs_topic_model *m, size_t number, size_t limit, double lambda,
                             uint32_t *order, bs_table_builder *builder, bs_error *error)
{
    size_t topic = m->order[number], count;
    bs_status status =
        bs_topics_relevant(&m->runs[0], topic, m->marginal, lambda, limit, order, &count, error);
    for (size_t i = 0; status == BS_OK && i < count; i++) {
        double p = m->runs[0].words[topic * m->word_count + order[i]];
        bs_table_add_row(builder);
        bs_table_set_integer(builder, 0, (int64_t)number + 1);
        bs_table_set_integer(builder, 1, (int64_t)i + 1);
        bs_table_set_text(builder, 2, word_text(m, order[i]));
        bs_table_set_number(builder, 3, p);
        bs_table_set_number(builder, 4, p / m->marginal[order[i]]);
        bs_table_set_integer(builder, 5,
                             (int64_t)bs_matrix_word_articles(m->matrix, m->columns[order[i]]));
    }
    return status;
}

bs_status bs_topic_model_words(const bs_topic_model *m, size_t topic, size_t limit, double lambda,
                               bs_table **table, bs_error *error)
{
    bs_status status = check_topic(m, topic, error);
    if (status != BS_OK)
        return status;
    if (!(lambda >= 0 && lambda <= 1))
        return bs_fail(error, BS_MISUSE, "lambda is from 0 to 1, not %g", lambda);
    bs_table_builder *builder = NULL;
    status = bs_table_builder_new(&builder, error);
    if (status != BS_OK)
        return status;
    bs_table_add_column(builder, BS_STR("topic"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("rank"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("word"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("probability"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("lift"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("articles"), BS_COLUMN_INTEGER);
    size_t first = topic ? topic - 1 : 0, end = topic ? topic : m->options.topic_count;
    limit = limit < m->word_count ? limit : m->word_count;
    uint32_t *order = calloc(limit + 1, sizeof *order);
    if (!order)
        status = bs_fail_memory(error);
    for (size_t i = first; status == BS_OK && i < end; i++)
        status = write_words(m, i, limit, lambda, order, builder, error);
    free(order);
    return finish(builder, status, table, error);
}

typedef struct ranked {
    size_t row;
    float share;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->share != y->share)
        return x->share > y->share ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static bs_status write_article(const bs_topic_model *m, size_t number, const ranked *one,
                               bs_table_builder *builder, bs_error *error)
{
    const bs_corpus *corpus = bs_selection_corpus(m->selection);
    bs_article_ref ref = bs_corpus_article_at(corpus, bs_matrix_row_article(m->matrix, one->row));
    const bs_shard *shard = bs_corpus_shard(corpus, ref.shard);
    bs_table_add_row(builder);
    bs_table_set_integer(builder, 0, (int64_t)number);
    bs_table_set_text(builder, 1, bs_text_at(&shard->articles.id, ref.row));
    bs_table_set_text(builder, 2, bs_text_at(&shard->articles.published, ref.row));
    bs_table_set_text(builder, 3, bs_text_at(&shard->articles.title, ref.row));
    bs_table_set_number(builder, 4, one->share);
    bs_arena arena = {0};
    bs_str text = bs_text_at(&shard->articles.text, ref.row);
    bs_evidence evidence =
        bs_cite_evidence(&arena, shard, ref.row, 0, (uint32_t)text.size, BS_STR("topics"));
    bs_status status = evidence.id.data ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK)
        bs_table_add_evidence(builder, evidence);
    bs_arena_clear(&arena);
    return status;
}

bs_status bs_topic_model_articles(const bs_topic_model *m, size_t topic, size_t limit,
                                  bs_table **table, bs_error *error)
{
    bs_status status = check_topic(m, topic, error);
    if (status == BS_OK && topic == 0)
        status =
            bs_fail(error, BS_MISUSE, "articles of a topic, from 1 to %zu", m->options.topic_count);
    if (status != BS_OK)
        return status;
    bs_table_builder *builder = NULL;
    status = bs_table_builder_new(&builder, error);
    if (status != BS_OK)
        return status;
    bs_table_add_column(builder, BS_STR("topic"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("article"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("date"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("title"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("share"), BS_COLUMN_NUMBER);
    size_t rows = m->sparse.row_count, k = m->options.topic_count;
    ranked *items = calloc(rows + 1, sizeof *items);
    if (!items)
        status = bs_fail_memory(error);
    for (size_t row = 0; status == BS_OK && row < rows; row++)
        items[row] = (ranked){row, m->runs[0].shares[row * k + m->order[topic - 1]]};
    if (status == BS_OK && rows > 1)
        qsort(items, rows, sizeof *items, compare_ranked);
    size_t wanted = limit && limit < rows ? limit : rows;
    for (size_t i = 0; status == BS_OK && i < wanted; i++)
        status = write_article(m, topic, &items[i], builder, error);
    free(items);
    return finish(builder, status, table, error);
}

/* ---- over time ---- */

/* Sums by period of each topic's shares and of their squares. */
typedef struct course {
    const bs_topic_model *model;
    bs_article_key key;
    int64_t first;
    size_t period_count;
    double *sums, *squares; /* period after period, by topic */
    double *articles;       /* by period */
} course;

static int64_t period_of_row(const course *c, size_t row)
{
    const bs_corpus *corpus = bs_selection_corpus(c->model->selection);
    bs_article_ref ref = bs_corpus_article_at(corpus, bs_matrix_row_article(c->model->matrix, row));
    return bs_period_of(bs_corpus_shard(corpus, ref.shard), ref.row, c->key);
}

static bool has_words(const bs_topic_model *m, size_t row)
{
    return m->row_start[row] < m->row_start[row + 1];
}

static bs_status make_course(course *c, bs_error *error)
{
    const bs_topic_model *m = c->model;
    size_t k = m->options.topic_count;
    int64_t first = INT64_MAX, last = INT64_MIN;
    for (size_t row = 0; row < m->sparse.row_count; row++) {
        int64_t period = period_of_row(c, row);
        if (period == BS_PERIOD_UNKNOWN || !has_words(m, row))
            continue;
        first = period < first ? period : first;
        last = period > last ? period : last;
    }
    c->first = first;
    c->period_count = last >= first ? (size_t)(last - first) + 1 : 0;
    if (c->period_count > SIZE_MAX / sizeof(double) / (2 * k + 1))
        return bs_fail(error, BS_LIMIT, "topics: too many periods");
    c->sums = calloc(c->period_count * (2 * k + 1) + 1, sizeof *c->sums);
    if (!c->sums)
        return bs_fail_memory(error);
    c->squares = c->sums + c->period_count * k;
    c->articles = c->squares + c->period_count * k;
    for (size_t row = 0; row < m->sparse.row_count; row++) {
        int64_t period = period_of_row(c, row);
        if (period == BS_PERIOD_UNKNOWN || !has_words(m, row))
            continue;
        size_t at = (size_t)(period - first);
        c->articles[at]++;
        for (size_t topic = 0; topic < k; topic++) {
            double share = m->runs[0].shares[row * k + topic];
            c->sums[at * k + topic] += share;
            c->squares[at * k + topic] += share * share;
        }
    }
    return BS_OK;
}

static void write_period(const course *c, size_t at, size_t number, bs_str label,
                         bs_table_builder *builder)
{
    size_t k = c->model->options.topic_count, topic = c->model->order[number];
    double n = c->articles[at], mean = c->sums[at * k + topic] / n;
    char period[BS_PERIOD_TEXT_MAX];
    bs_period_write(c->key, c->first + (int64_t)at, period);
    bs_table_add_row(builder);
    bs_table_set_text(builder, 0, bs_str_from(period));
    bs_table_set_integer(builder, 1, (int64_t)number + 1);
    bs_table_set_text(builder, 2, label);
    bs_table_set_integer(builder, 6, (int64_t)n);
    if (n == 0)
        return;
    bs_table_set_number(builder, 3, mean);
    if (n < 2)
        return;
    double variance = fmax(0, (c->squares[at * k + topic] - n * mean * mean) / (n - 1));
    double reach = bs_student_two_sided_quantile(1 - CONFIDENCE, n - 1) * sqrt(variance / n);
    bs_table_set_number(builder, 4, fmax(0, mean - reach));
    bs_table_set_number(builder, 5, fmin(1, mean + reach));
}

typedef struct topic_test {
    bs_mann_kendall_result kendall;
    bs_theil_sen_result slope;
} topic_test;

static bs_status test_topics(const course *c, topic_test *tests, double *p, double *adjusted,
                             bs_error *error)
{
    size_t k = c->model->options.topic_count;
    double *means = calloc(c->period_count + 1, sizeof *means);
    bs_status status = means ? BS_OK : bs_fail_memory(error);
    for (size_t i = 0; status == BS_OK && i < k; i++) {
        for (size_t at = 0; at < c->period_count; at++)
            means[at] =
                c->articles[at] > 0 ? c->sums[at * k + c->model->order[i]] / c->articles[at] : NAN;
        status = bs_mann_kendall(means, c->period_count, &tests[i].kendall, error);
        if (status == BS_OK)
            status = bs_theil_sen(NULL, means, c->period_count, CONFIDENCE, &tests[i].slope, error);
        p[i] = isnan(tests[i].kendall.p_exact) ? tests[i].kendall.p : tests[i].kendall.p_exact;
    }
    free(means);
    return status == BS_OK ? bs_adjust(p, k, BS_ADJUST_HOLM, adjusted, error) : status;
}

static void write_test(size_t number, bs_str label, const topic_test *test, double p,
                       double p_adjusted, bs_table_builder *builder)
{
    bs_table_add_row(builder);
    bs_table_set_integer(builder, 0, (int64_t)number + 1);
    bs_table_set_text(builder, 1, label);
    bs_table_set_integer(builder, 2, (int64_t)test->kendall.count);
    const double numbers[] = {test->kendall.tau, test->kendall.z, p, p_adjusted, test->slope.slope,
                              test->slope.low,   test->slope.high};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        bs_table_set_number(builder, 3 + i, numbers[i]);
}

static bs_status write_course(const course *c, bs_table_builder *periods, bs_table_builder *tests,
                              bs_error *error)
{
    static const char *const numbers[] = {"tau", "z", "p", "p_adjusted", "slope", "low", "high"};
    size_t k = c->model->options.topic_count;
    bs_table_add_column(periods, bs_str_from(bs_article_key_name(c->key)), BS_COLUMN_TEXT);
    bs_table_add_column(tests, BS_STR("topic"), BS_COLUMN_INTEGER);
    bs_table_add_column(tests, BS_STR("label"), BS_COLUMN_TEXT);
    bs_table_add_column(tests, BS_STR("periods"), BS_COLUMN_INTEGER);
    bs_table_add_column(periods, BS_STR("topic"), BS_COLUMN_INTEGER);
    bs_table_add_column(periods, BS_STR("label"), BS_COLUMN_TEXT);
    bs_table_add_column(periods, BS_STR("share"), BS_COLUMN_NUMBER);
    bs_table_add_column(periods, BS_STR("low"), BS_COLUMN_NUMBER);
    bs_table_add_column(periods, BS_STR("high"), BS_COLUMN_NUMBER);
    bs_table_add_column(periods, BS_STR("articles"), BS_COLUMN_INTEGER);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        bs_table_add_column(tests, bs_str_from(numbers[i]), BS_COLUMN_NUMBER);
    topic_test *found = calloc(k, sizeof *found);
    double *p = calloc(2 * k, sizeof *p);
    bs_status status = found && p ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK)
        status = test_topics(c, found, p, p + k, error);
    bs_buffer label = {0};
    for (size_t i = 0; status == BS_OK && i < k; i++) {
        status = write_label(c->model, c->model->order[i], &label, error);
        for (size_t at = 0; status == BS_OK && at < c->period_count; at++)
            write_period(c, at, i, bs_buffer_str(&label), periods);
        if (status == BS_OK)
            write_test(i, bs_buffer_str(&label), &found[i], p[i], p[k + i], tests);
    }
    bs_buffer_clear(&label);
    free(found);
    free(p);
    return status;
}

bs_status bs_topic_model_trend(const bs_topic_model *m, bs_str by, bs_table **periods,
                               bs_table **tests, bs_error *error)
{
    course c = {.model = m};
    if (!bs_article_key_from(by.data ? by : BS_STR("year"), &c.key) ||
        !bs_article_key_is_period(c.key))
        return bs_fail(error, BS_MISUSE, "\"%.*s\" is none of year, quarter, month, week, day",
                       BS_STR_ARG(by));
    bs_table_builder *of_periods = NULL, *of_tests = NULL;
    bs_table *first = NULL;
    bs_status status = make_course(&c, error);
    if (status == BS_OK)
        status = bs_table_builder_new(&of_periods, error);
    if (status == BS_OK)
        status = bs_table_builder_new(&of_tests, error);
    if (status == BS_OK)
        status = write_course(&c, of_periods, of_tests, error);
    if (status == BS_OK) {
        status = bs_table_finish(of_periods, &first, error);
        of_periods = NULL;
    }
    if (status == BS_OK) {
        status = bs_table_finish(of_tests, tests, error);
        of_tests = NULL;
    }
    bs_table_builder_free(of_periods);
    bs_table_builder_free(of_tests);
    free(c.sums);
    if (status == BS_OK)
        *periods = first;
    else
        bs_table_free(first);
    return status;
}
