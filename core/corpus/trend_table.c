/*
 * trend_table.c - see trend_table.h. The count is made by bs_count(); its rows fall into series by
 * the columns that are no period, and each series is put in order of all periods that there are.
 */
#include "corpus/trend_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/article_key.h"
#include "stats/adjust.h"
#include "stats/intervals.h"
#include "stats/trend.h"
#include "table/operate.h"

enum { KEY_BYTES_MAX = 4096 };
static const double CONFIDENCE = 0.95;

/* One value a period; NaN where the period has no row in the series. */
typedef struct series {
    uint32_t first_row; /* of the count, for the columns that tell series apart */
    double *counts, *exposures, *rates;
    uint32_t *rows; /* of the count, BS_NONE for none */
    bs_mann_kendall_result kendall;
    bs_theil_sen_result slope;
    size_t *changes;
    size_t change_count;
    double cost, penalty, p, p_adjusted;
    double dispersion; /* of counts, 1 for Poisson's or binomial, more when they come in clumps */
} series;

typedef struct trend {
    const bs_trend_options *options;
    bs_table *table;
    size_t period_column, count_column, rate_column, exposure_column; /* BS_COLUMN_NONE */
    size_t key_count; /* of the columns before the count, the period included */
    bool is_share;
    double scale; /* of a rate: what the exposure is divided by */
    bs_str *periods;
    size_t period_count;
    uint32_t *period_of; /* by row, BS_NONE for those without a date */
    double *exposure_of; /* by period, where all series have the same */
    series *series;
    size_t series_count;
    const char *unit;
} trend;

static void clear_trend(trend *t)
{
    for (size_t i = 0; i < t->series_count; i++) {
        free(t->series[i].counts);
        free(t->series[i].rows);
        free(t->series[i].changes);
    }
    free(t->series);
    free(t->periods);
    free(t->period_of);
    free(t->exposure_of);
    bs_table_free(t->table);
}

/* ---- what is counted ---- */

static bool is_period(bs_str name)
{
    bs_article_key key;
    return bs_article_key_from(name, &key) && bs_article_key_is_period(key);
}

static bool says(bs_str text, const char *word)
{
    return text.data && bs_str_equal(text, bs_str_from(word));
}

static bs_str fitting_rate(const bs_count_options *count)
{
    bool has_filter =
        count->word_count > 0 || count->dictionary || count->type.data || count->entity.data;
    bool is_of_words = says(count->of, "words") || says(count->of, "tokens") ||
                       (!count->of.data && (count->word_count > 0 || count->dictionary));
    if (!count->of.data && !is_of_words)
        return has_filter ? BS_STR("article") : (bs_str){NULL, 0};
    if (says(count->of, "articles"))
        return has_filter ? BS_STR("article") : (bs_str){NULL, 0};
    if (is_of_words)
        return has_filter ? BS_STR("million tokens") : (bs_str){NULL, 0};
    return BS_STR("thousand articles");
}

static bs_status make_count(trend *t, bs_selection *selection, const bs_progress *progress,
                            bs_error *error)
{
    bs_count_options count = t->options->count;
    bs_str by[BS_COUNT_BY_MAX];
    size_t period = SIZE_MAX;
    for (size_t i = 0; i < count.by_count; i++) {
        if (!is_period(count.by[i]))
            continue;
        if (period != SIZE_MAX)
            return bs_fail(error, BS_MISUSE, "trend: by has two periods, %.*s and %.*s",
                           BS_STR_ARG(count.by[period]), BS_STR_ARG(count.by[i]));
        period = i;
    }
    if (period == SIZE_MAX) {
        if (count.by_count >= BS_COUNT_BY_MAX)
            return bs_fail(error, BS_MISUSE, "trend: by has over %d names", BS_COUNT_BY_MAX - 1);
        by[0] = BS_STR("year");
        for (size_t i = 0; i < count.by_count; i++)
            by[i + 1] = count.by[i];
        count.by = by;
        count.by_count++;
        period = 0;
    }
    if (!count.per.data && !t->options->adds_no_rate)
        count.per = fitting_rate(&count);
    bs_status status = bs_count(selection, &count, progress, &t->table, error);
    if (status != BS_OK)
        return status;
    t->period_column = period;
    t->key_count = count.by_count;
    t->count_column = count.by_count;
    t->rate_column = count.per.data ? count.by_count + 1 : BS_COLUMN_NONE;
    t->exposure_column = count.per.data ? bs_table_column_count(t->table) - 1 : BS_COLUMN_NONE;
    bool is_of_articles =
        bs_str_equal(bs_table_column_name(t->table, t->count_column), BS_STR("articles"));
    t->is_share = is_of_articles && says(count.per, "article");
    t->scale = says(count.per, "million tokens")      ? 1e6
               : says(count.per, "thousand articles") ? 1e3
                                                      : 1;
    t->unit = !count.per.data                     ? ""
              : t->is_share                       ? " of the articles"
              : says(count.per, "million tokens") ? " per million tokens"
              : says(count.per, "article")        ? " per article"
                                                  : " per thousand articles";
    return BS_OK;
}

/* ---- series ---- */

static bs_status list_periods(trend *t, bs_error *error)
{
    size_t rows = bs_table_row_count(t->table);
    t->periods = calloc(rows + 1, sizeof *t->periods);
    t->period_of = calloc(rows + 1, sizeof *t->period_of);
    t->exposure_of = calloc(rows + 1, sizeof *t->exposure_of);
    if (!t->periods || !t->period_of || !t->exposure_of)
        return bs_fail_memory(error);
    for (size_t row = 0; row < rows; row++) {
        bs_str text = bs_table_text(t->table, row, t->period_column);
        if (text.data)
            t->periods[t->period_count++] = text;
    }
    if (t->period_count > 1)
        qsort(t->periods, t->period_count, sizeof *t->periods, bs_str_compare_items);
    size_t kept = 0;
    for (size_t i = 0; i < t->period_count; i++)
        if (kept == 0 || !bs_str_equal(t->periods[kept - 1], t->periods[i]))
            t->periods[kept++] = t->periods[i];
    t->period_count = kept;
    for (size_t row = 0; row < rows; row++) {
        bs_str text = bs_table_text(t->table, row, t->period_column);
        const bs_str *found =
            text.data ? bsearch(&text, t->periods, kept, sizeof *t->periods, bs_str_compare_items)
                      : NULL;
        t->period_of[row] = found ? (uint32_t)(found - t->periods) : BS_NONE;
        if (found && t->exposure_column != BS_COLUMN_NONE)
            t->exposure_of[found - t->periods] = bs_table_number(t->table, row, t->exposure_column);
    }
    return BS_OK;
}

/* Whether only items tell the series apart, so that all have the articles of a period in common. */
static bool shares_exposures(const trend *t)
{
    for (size_t column = 0; column < t->key_count; column++) {
        bs_article_key key;
        if (column != t->period_column &&
            bs_article_key_from(bs_table_column_name(t->table, column), &key))
            return false;
    }
    return true;
}

static void write_key(const trend *t, size_t row, char key[KEY_BYTES_MAX], size_t *size)
{
    *size = 0;
    for (size_t column = 0; column < t->key_count; column++) {
        bs_str text = bs_table_text(t->table, row, column);
        if (column == t->period_column)
            continue;
        size_t room = KEY_BYTES_MAX - *size - 2;
        size_t bytes = text.size < room ? text.size : room;
        if (bytes > 0)
            memcpy(key + *size, text.data, bytes);
        *size += bytes;
        key[(*size)++] = text.data ? 1 : 0; /* between the parts; a missing one is one of its own */
    }
}

static bs_status add_series(trend *t, size_t row, bool has_exposures, bs_error *error)
{
    series *s = &t->series[t->series_count];
    size_t n = t->period_count;
    s->first_row = (uint32_t)row;
    s->counts = calloc(3 * n + 1, sizeof(double));
    s->rows = calloc(n + 1, sizeof *s->rows);
    s->changes = calloc(n + 1, sizeof *s->changes);
    t->series_count++;
    if (!s->counts || !s->rows || !s->changes)
        return bs_fail_memory(error);
    s->exposures = s->counts + n;
    s->rates = s->exposures + n;
    for (size_t i = 0; i < n; i++) {
        s->rows[i] = BS_NONE;
        s->exposures[i] = t->exposure_column == BS_COLUMN_NONE ? 1
                          : has_exposures                      ? t->exposure_of[i]
                                                               : 0;
    }
    return BS_OK;
}

static bs_status make_series(trend *t, bs_error *error)
{
    size_t rows = bs_table_row_count(t->table);
    bs_map numbers = {0};
    bs_arena keys = {0};
    bool has_exposures = shares_exposures(t);
    t->series = calloc(rows + 1, sizeof *t->series);
    bs_status status = t->series ? BS_OK : bs_fail_memory(error);
    for (size_t row = 0; status == BS_OK && row < rows; row++) {
        if (t->period_of[row] == BS_NONE)
            continue;
        char key[KEY_BYTES_MAX];
        size_t size;
        write_key(t, row, key, &size);
        bs_map_entry *entry = bs_map_find(&numbers, (bs_str){key, size});
        if (!entry) {
            bs_str kept = bs_arena_copy(&keys, (bs_str){key, size});
            entry = kept.data ? bs_map_add(&numbers, kept, NULL) : NULL;
            if (!entry) {
                status = bs_fail_memory(error);
                break;
            }
            entry->value = t->series_count;
            status = add_series(t, row, has_exposures, error);
            if (status != BS_OK)
                break;
        }
        series *s = &t->series[entry->value];
        size_t at = t->period_of[row];
        s->rows[at] = (uint32_t)row;
        s->counts[at] = bs_table_number(t->table, row, t->count_column);
        if (t->exposure_column != BS_COLUMN_NONE)
            s->exposures[at] = bs_table_number(t->table, row, t->exposure_column);
    }
    bs_map_clear(&numbers);
    bs_arena_clear(&keys);
    return status;
}

/* ---- tests ---- */

/*
 * How much more neighbouring periods differ than counts that do not know of each other would: the
 * mean of (x/e - x'/e')^2 / (r (1/e + 1/e')), r being the rate of both (for shares r (1 - r)), at
 * least 1. Pearson's dispersion over differences, which levels that change seldom do not disturb.
 */
static double dispersion_of(const trend *t, const series *s, bool is_share)
{
    double sum = 0, pairs = 0;
    for (size_t i = 0, before = SIZE_MAX; i < t->period_count; i++) {
        if (!(s->exposures[i] > 0))
            continue;
        if (before != SIZE_MAX) {
            double a = s->exposures[before], b = s->exposures[i];
            double rate = (s->counts[before] + s->counts[i]) / (a + b);
            double variance = rate * (is_share ? 1 - rate : 1) * (1 / a + 1 / b);
            double difference = s->counts[before] / a - s->counts[i] / b;
            sum += variance > 0 ? difference * difference / variance : 0;
            pairs += variance > 0;
        }
        before = i;
    }
    return pairs > 0 ? fmax(1, sum / pairs) : 1;
}

static bs_status find_changes(const trend *t, series *s, bs_error *error)
{
    bs_changes_options options = {.cost = t->options->cost,
                                  .penalty = t->options->penalty,
                                  .penalty_value = t->options->penalty_value,
                                  .exposures = s->exposures};
    if (!t->options->has_cost)
        options.cost = t->is_share ? BS_COST_BINOMIAL : BS_COST_POISSON;
    bool is_of_counts = options.cost == BS_COST_POISSON || options.cost == BS_COST_BINOMIAL;
    s->dispersion = NAN;
    if (is_of_counts && options.penalty != BS_PENALTY_NUMBER) {
        s->dispersion = dispersion_of(t, s, options.cost == BS_COST_BINOMIAL);
        options.penalty_value = s->dispersion * bs_penalty_value(&options, t->period_count);
        options.penalty = BS_PENALTY_NUMBER;
    }
    if (is_of_counts)
        return bs_pelt(s->counts, t->period_count, &options, s->changes, &s->change_count, &s->cost,
                       &s->penalty, error);
    /* of rates: periods that have none are stepped over */
    double *rates = calloc(t->period_count + 1, sizeof *rates);
    uint32_t *places = calloc(t->period_count + 1, sizeof *places);
    bs_status status = rates && places ? BS_OK : bs_fail_memory(error);
    size_t present = 0;
    for (size_t i = 0; status == BS_OK && i < t->period_count; i++) {
        if (isnan(s->rates[i]))
            continue;
        places[present] = (uint32_t)i;
        rates[present++] = s->rates[i];
    }
    if (status == BS_OK)
        status = bs_pelt(rates, present, &options, s->changes, &s->change_count, &s->cost,
                         &s->penalty, error);
    for (size_t i = 0; status == BS_OK && i < s->change_count; i++)
        s->changes[i] = places[s->changes[i]];
    free(rates);
    free(places);
    return status;
}

static bs_status test_series(const trend *t, series *s, bs_error *error)
{
    for (size_t i = 0; i < t->period_count; i++)
        s->rates[i] = s->exposures[i] > 0 ? s->counts[i] / s->exposures[i] * t->scale : NAN;
    if (t->exposure_column == BS_COLUMN_NONE)
        memcpy(s->rates, s->counts, t->period_count * sizeof *s->rates);
    bs_status status =
        t->options->is_serial
            ? bs_mann_kendall_serial(s->rates, t->period_count, 0, CONFIDENCE, &s->kendall, error)
            : bs_mann_kendall(s->rates, t->period_count, &s->kendall, error);
    s->p = isnan(s->kendall.p_exact) ? s->kendall.p : s->kendall.p_exact;
    if (status == BS_OK)
        status = bs_theil_sen(NULL, s->rates, t->period_count, CONFIDENCE, &s->slope, error);
    return status == BS_OK ? find_changes(t, s, error) : status;
}

static bs_status test_all(trend *t, const bs_progress *progress, bs_error *error)
{
    double *p = calloc(t->series_count + 1, sizeof *p);
    bs_status status = p ? BS_OK : bs_fail_memory(error);
    for (size_t i = 0; status == BS_OK && i < t->series_count; i++) {
        status = test_series(t, &t->series[i], error);
        p[i] = t->series[i].p;
        if (status == BS_OK)
            status = bs_progress_check(progress, error);
    }
    if (status == BS_OK)
        status = bs_adjust(p, t->series_count, BS_ADJUST_HOLM, p, error);
    for (size_t i = 0; status == BS_OK && i < t->series_count; i++)
        t->series[i].p_adjusted = p[i];
    free(p);
    return status;
}

/* ---- the table of periods ---- */

/* The rate of the stretch that starts at period `start` and ends before `end`. */
static double level_of(const trend *t, const series *s, size_t start, size_t end)
{
    double count = 0, exposure = 0;
    for (size_t i = start; i < end; i++) {
        count += s->counts[i];
        exposure += s->exposures[i];
    }
    return exposure > 0 ? count / exposure * t->scale : NAN;
}

static bs_value number_value(double value)
{
    return (bs_value){.type = BS_COLUMN_NUMBER, .is_missing = isnan(value), .number = value};
}

/* Adds a column in place of `*table`. */
static bs_status add_column(bs_table **table, const char *name, const bs_value *values,
                            const char *rule, bs_error *error)
{
    bs_table *result = NULL;
    bs_status status =
        bs_table_add(*table, bs_str_from(name), values, bs_str_from(rule), &result, error);
    if (status == BS_OK) {
        bs_table_free(*table);
        *table = result;
    }
    return status;
}

static void fill_levels(const trend *t, bs_value *levels, bs_value *changes)
{
    for (size_t k = 0; k < t->series_count; k++) {
        const series *s = &t->series[k];
        for (size_t stretch = 0; stretch <= s->change_count; stretch++) {
            size_t start = stretch == 0 ? 0 : s->changes[stretch - 1];
            size_t end = stretch == s->change_count ? t->period_count : s->changes[stretch];
            double level = level_of(t, s, start, end);
            for (size_t i = start; i < end; i++) {
                if (s->rows[i] == BS_NONE)
                    continue;
                levels[s->rows[i]] = number_value(level);
                changes[s->rows[i]] =
                    (bs_value){.type = BS_COLUMN_BOOLEAN, .boolean = stretch > 0 && i == start};
            }
        }
    }
}

static bs_status add_interval(const trend *t, bs_table **table, bs_value *low, bs_value *high,
                              bs_error *error)
{
    for (size_t row = 0; row < bs_table_row_count(t->table); row++) {
        bs_interval interval =
            bs_poisson_interval(bs_table_number(t->table, row, t->count_column), 1, CONFIDENCE);
        low[row] = number_value(interval.low);
        high[row] = number_value(interval.high);
    }
    bs_status status = add_column(table, "low", low, "exact Poisson interval", error);
    return status == BS_OK ? add_column(table, "high", high, "exact Poisson interval", error)
                           : status;
}

static bs_status give_periods(const trend *t, bs_table **periods, bs_error *error)
{
    size_t rows = bs_table_row_count(t->table);
    bs_value *values = calloc(2 * rows + 1, sizeof *values);
    if (!values)
        return bs_fail_memory(error);
    bs_table *table = bs_table_retain(t->table);
    bs_status status = BS_OK;
    if (t->rate_column == BS_COLUMN_NONE)
        status = add_interval(t, &table, values, values + rows, error);
    for (size_t i = 0; i < 2 * rows; i++)
        values[i] =
            (bs_value){.type = i < rows ? BS_COLUMN_NUMBER : BS_COLUMN_BOOLEAN, .is_missing = true};
    fill_levels(t, values, values + rows);
    if (status == BS_OK)
        status = add_column(&table, "level", values, "PELT", error);
    if (status == BS_OK)
        status = add_column(&table, "change", values + rows, "PELT", error);
    free(values);
    if (status == BS_OK)
        *periods = table;
    else
        bs_table_free(table);
    return status;
}

/* ---- the table of tests ---- */

static void print_rate(const trend *t, bs_buffer *text, double rate)
{
    double shown = t->is_share ? 100 * rate : rate;
    bs_buffer_print(text, fabs(shown) >= 1000 ? "%.0f" : "%.3g", shown);
    if (t->is_share)
        bs_buffer_add(text, BS_STR(" %"));
}

static void print_p(bs_buffer *text, double p)
{
    if (p < 0.0001)
        bs_buffer_print(text, "p < 0.0001");
    else
        bs_buffer_print(text, "p = %.2g", p);
}

static void print_reading(const trend *t, const series *s, bs_buffer *text)
{
    for (size_t column = 0, parts = 0; column < t->key_count; column++) {
        bs_str part = bs_table_text(t->table, s->first_row, column);
        if (column == t->period_column)
            continue;
        bs_str shown = part.data ? part : BS_STR("(none)");
        bs_buffer_print(text, "%s%.*s", parts++ ? ", " : "", BS_STR_ARG(shown));
    }
    if (text->size > 0)
        bs_buffer_add(text, BS_STR(": "));
    if (s->kendall.variance <= 0 && t->options->is_serial && s->kendall.count > 2) {
        bs_buffer_print(text,
                        "no test: with the autocorrelation of its %zu periods the variance "
                        "of S is not positive.",
                        s->kendall.count);
    } else if (isnan(s->p)) {
        bs_buffer_print(text, "too few periods that differ to tell a trend (%zu).",
                        s->kendall.count);
    } else {
        bool is_clear = s->p_adjusted < 0.05;
        bs_buffer_print(text, "%s",
                        !is_clear          ? "no clear trend"
                        : s->kendall.s > 0 ? "rising"
                                           : "falling");
        bs_buffer_print(text, " over %zu periods (tau %+.2f, ", s->kendall.count, s->kendall.tau);
        print_p(text, s->p_adjusted);
        bs_buffer_print(text, "%s", t->series_count > 1 ? " corrected), " : "), ");
        print_rate(t, text, s->slope.slope);
        bs_buffer_print(text, "%s a period", t->unit);
        bs_buffer_add(text, BS_STR(" (95 % interval "));
        print_rate(t, text, s->slope.low);
        bs_buffer_add(text, BS_STR(" to "));
        print_rate(t, text, s->slope.high);
        bs_buffer_add(text, BS_STR(")."));
    }
    for (size_t i = 0; i < s->change_count; i++) {
        size_t before = i == 0 ? 0 : s->changes[i - 1];
        size_t after = i + 1 < s->change_count ? s->changes[i + 1] : t->period_count;
        bs_buffer_print(text, "%s%.*s (", i == 0 ? " The level changed in " : ", in ",
                        BS_STR_ARG(t->periods[s->changes[i]]));
        print_rate(t, text, level_of(t, s, before, s->changes[i]));
        bs_buffer_add(text, BS_STR(" before, "));
        print_rate(t, text, level_of(t, s, s->changes[i], after));
        bs_buffer_add(text, BS_STR(" from then on)"));
    }
    if (s->change_count > 0)
        bs_buffer_add_char(text, '.');
}

static void write_test(const trend *t, const series *s, bs_table_builder *builder, bs_buffer *text)
{
    size_t at = 0, periods = 0, first = t->period_count, last = 0;
    double count = 0;
    bs_table_add_row(builder);
    for (size_t column = 0; column < t->key_count; column++)
        if (column != t->period_column)
            bs_table_set_text(builder, at++, bs_table_text(t->table, s->first_row, column));
    for (size_t i = 0; i < t->period_count; i++) {
        periods += !isnan(s->rates[i]);
        count += s->counts[i];
        if (s->counts[i] > 0) {
            first = first == t->period_count ? i : first;
            last = i;
        }
    }
    bs_table_set_integer(builder, at++, (int64_t)periods);
    bs_table_set_integer(builder, at++, (int64_t)count);
    if (first < t->period_count) {
        bs_table_set_text(builder, at, t->periods[first]);
        bs_table_set_text(builder, at + 1, t->periods[last]);
    }
    at += 2;
    const double numbers[] = {s->kendall.tau, s->kendall.z, s->p,         s->p_adjusted,
                              s->slope.slope, s->slope.low, s->slope.high};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        bs_table_set_number(builder, at++, numbers[i]);
    text->size = 0;
    for (size_t i = 0; i < s->change_count; i++)
        bs_buffer_print(text, "%s%.*s", i ? " " : "", BS_STR_ARG(t->periods[s->changes[i]]));
    bs_table_set_text(builder, at++, bs_buffer_str(text));
    bs_table_set_number(builder, at++, s->dispersion);
    bs_table_set_number(builder, at++, s->penalty);
    text->size = 0;
    print_reading(t, s, text);
    bs_table_set_text(builder, at, bs_buffer_str(text));
}

static const char *cost_name(const trend *t)
{
    static const char *const names[] = {"normal", "mean", "variance", "Poisson", "binomial"};
    return names[t->options->has_cost ? t->options->cost
                 : t->is_share        ? BS_COST_BINOMIAL
                                      : BS_COST_POISSON];
}

static void add_notes(const trend *t, bs_table_builder *builder, bs_buffer *text)
{
    static const char *const penalties[] = {"modified BIC", "BIC", "AIC", "Hannan and Quinn",
                                            "as given"};
    text->size = 0;
    bs_buffer_print(text,
                    "Mann-Kendall%s and Theil-Sen over the periods' %s; change points by PELT, "
                    "%s cost, penalty %s%s; p corrected by Holm over %zu series.",
                    t->options->is_serial ? " (variance of Hamed and Rao)" : "",
                    t->rate_column == BS_COLUMN_NONE ? "counts" : "rates", cost_name(t),
                    penalties[t->options->penalty],
                    t->options->penalty == BS_PENALTY_NUMBER ? "" : " times the dispersion",
                    t->series_count);
    bs_table_add_note(builder, bs_buffer_str(text));
}

static bs_status give_tests(const trend *t, bs_table **tests, bs_error *error)
{
    static const char *const numbers[] = {"tau", "z", "p", "p_adjusted", "slope", "low", "high"};
    bs_table_builder *builder = NULL;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status != BS_OK)
        return status;
    for (size_t column = 0; column < t->key_count; column++)
        if (column != t->period_column)
            bs_table_add_column(builder, bs_table_column_name(t->table, column), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("periods"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("count"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("first"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("last"), BS_COLUMN_TEXT);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        bs_table_add_column(builder, bs_str_from(numbers[i]), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("changes"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("dispersion"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("penalty"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("reading"), BS_COLUMN_TEXT);
    bs_buffer text = {0};
    for (size_t i = 0; i < t->series_count; i++)
        write_test(t, &t->series[i], builder, &text);
    add_notes(t, builder, &text);
    if (text.failed)
        status = bs_fail_memory(error);
    bs_buffer_clear(&text);
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    return bs_table_finish(builder, tests, error);
}

bs_status bs_trend(bs_selection *selection, const bs_trend_options *options,
                   const bs_progress *progress, bs_table **periods, bs_table **tests,
                   bs_error *error)
{
    trend t = {.options = options};
    bs_table *of_periods = NULL;
    bs_status status = make_count(&t, selection, progress, error);
    if (status == BS_OK)
        status = list_periods(&t, error);
    if (status == BS_OK)
        status = make_series(&t, error);
    if (status == BS_OK)
        status = test_all(&t, progress, error);
    if (status == BS_OK)
        status = give_periods(&t, &of_periods, error);
    if (status == BS_OK)
        status = give_tests(&t, tests, error);
    if (status == BS_OK)
        *periods = of_periods;
    else
        bs_table_free(of_periods);
    clear_trend(&t);
    return status;
}
