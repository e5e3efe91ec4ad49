/*
 * pelt.c - change points by PELT, see changes.h. Sums up to each value make the cost of a stretch a
 * matter of two look-ups; candidates that can never again be the last change are dropped.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/str.h"
#include "stats/changes.h"

static const double LOG_TWO_PI = 1.837877066409345483561;
static const double LEAST_VARIANCE = 1e-11; /* of a stretch of equal values, as in R */

bool bs_cost_from_name(bs_str name, bs_cost *cost)
{
    static const char *const names[] = {"normal", "mean", "variance", "poisson", "binomial"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            *cost = (bs_cost)i;
            return true;
        }
    }
    return false;
}

bool bs_penalty_from_name(bs_str name, bs_penalty *penalty)
{
    static const struct {
        const char *name;
        bs_penalty penalty;
    } names[] = {{"mbic", BS_PENALTY_MBIC},
                 {"bic", BS_PENALTY_BIC},
                 {"sic", BS_PENALTY_BIC},
                 {"aic", BS_PENALTY_AIC},
                 {"hannan-quinn", BS_PENALTY_HANNAN_QUINN}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (name.size == strlen(names[i].name) &&
            strncasecmp(name.data, names[i].name, name.size) == 0) {
            *penalty = names[i].penalty;
            return true;
        }
    }
    return false;
}

/* Sums over the first i values, for i from 0 to n. */
typedef struct series {
    size_t count;
    bs_cost cost;
    bool adds_length; /* the part of the modified BIC that lies in each stretch */
    double *sums, *squares, *exposures;
} series;

static double x_log(double x, double y)
{
    return x > 0 ? x * log(y / x) : 0;
}

/* Of values `start` up to `end`. */
static double stretch_cost(const series *s, size_t start, size_t end)
{
    double n = (double)(end - start), sum = s->sums[end] - s->sums[start];
    double squares = s->squares[end] - s->squares[start];
    double exposure = s->exposures[end] - s->exposures[start], cost = 0;
    switch (s->cost) {
    case BS_COST_NORMAL: {
        double variance = (squares - sum * sum / n) / n;
        cost = n * (LOG_TWO_PI + log(variance > 0 ? variance : LEAST_VARIANCE) + 1);
        break;
    }
    case BS_COST_VARIANCE:
        cost = n * (LOG_TWO_PI + log(squares > 0 ? squares / n : LEAST_VARIANCE) + 1);
        break;
    case BS_COST_MEAN:
        cost = squares - sum * sum / n;
        break;
    case BS_COST_POISSON:
        cost = 2 * x_log(sum, exposure);
        break;
    case BS_COST_BINOMIAL:
        cost = 2 * (x_log(sum, exposure) + x_log(exposure - sum, exposure));
        break;
    }
    return s->adds_length ? cost + log(n) : cost;
}

static bool is_of_counts(const bs_changes_options *options)
{
    return options->cost == BS_COST_POISSON || options->cost == BS_COST_BINOMIAL;
}

static bs_status check_value(const bs_changes_options *options, const double *values, size_t i,
                             bs_error *error)
{
    double value = values[i], exposure = options->exposures ? options->exposures[i] : 1;
    bool is_count = is_of_counts(options);
    if (!isfinite(value) || !isfinite(exposure))
        return bs_fail(error, BS_MISUSE, "value %zu is missing or infinite", i + 1);
    if (is_count && (value < 0 || exposure < 0 || (exposure == 0 && value > 0)))
        return bs_fail(error, BS_MISUSE, "value %zu is no count: %g of %g", i + 1, value, exposure);
    if (options->cost == BS_COST_BINOMIAL && value > exposure)
        return bs_fail(error, BS_MISUSE, "value %zu has %g successes in %g trials", i + 1, value,
                       exposure);
    return BS_OK;
}

static bs_status make_series(series *s, const double *values, size_t count,
                             const bs_changes_options *options, bs_error *error)
{
    *s = (series){.count = count,
                  .cost = options->cost,
                  .adds_length = options->penalty == BS_PENALTY_MBIC && !is_of_counts(options)};
    s->sums = calloc(3 * (count + 1), sizeof(double));
    if (!s->sums)
        return bs_fail_memory(error);
    s->squares = s->sums + count + 1;
    s->exposures = s->squares + count + 1;
    double mean = 0;
    for (size_t i = 0; i < count; i++) {
        bs_status status = check_value(options, values, i, error);
        if (status != BS_OK)
            return status;
        mean += (values[i] - mean) / (double)(i + 1);
    }
    /* costs of means and variances do not change with the origin, digits do */
    double origin = is_of_counts(options) ? 0 : mean;
    for (size_t i = 0; i < count; i++) {
        double value = values[i] - origin;
        s->sums[i + 1] = s->sums[i] + value;
        s->squares[i + 1] = s->squares[i] + value * value;
        s->exposures[i + 1] = s->exposures[i] + (options->exposures ? options->exposures[i] : 1);
    }
    return BS_OK;
}

double bs_penalty_value(const bs_changes_options *options, size_t count)
{
    double k = options->cost == BS_COST_NORMAL ? 2 : 1, n = (double)count;
    switch (options->penalty) {
    case BS_PENALTY_MBIC:
        return (k + 2) * log(n);
    case BS_PENALTY_BIC:
        return (k + 1) * log(n);
    case BS_PENALTY_AIC:
        return 2 * (k + 1);
    case BS_PENALTY_HANNAN_QUINN:
        return 2 * (k + 1) * log(log(n));
    case BS_PENALTY_NUMBER:
        break;
    }
    return options->penalty_value;
}

/* best[t] is the least cost of the first t values, last[t] where its last stretch starts. A start
 * that cannot be the last one any more, as one at `end` will always be cheaper, is dropped once
 * that one may be used, `least` values on: dropped_at[start]. */
typedef struct pelt_search {
    double *best;
    size_t *last, *candidates, *dropped_at;
} pelt_search;

static void run_pelt(const series *s, size_t least, double penalty, const pelt_search *search)
{
    size_t candidate_count = 1, *candidates = search->candidates;
    /* cutting a stretch in two never costs, but for the log(length) of the modified BIC */
    double slack = s->adds_length && s->count > 4 ? log((double)s->count / 4) : 0;
    double *best = search->best;
    best[0] = -penalty;
    candidates[0] = 0;
    for (size_t end = least; end <= s->count; end++) {
        best[end] = INFINITY;
        size_t kept = 0;
        for (size_t i = 0; i < candidate_count; i++) {
            size_t start = candidates[i];
            if (search->dropped_at[start] != 0 && search->dropped_at[start] <= end)
                continue;
            candidates[kept++] = start;
            double cost = best[start] + stretch_cost(s, start, end) + penalty;
            if (cost < best[end]) {
                best[end] = cost;
                search->last[end] = start;
            }
        }
        candidate_count = kept;
        for (size_t i = 0; i < candidate_count; i++) {
            size_t start = candidates[i];
            if (search->dropped_at[start] == 0 &&
                best[start] + stretch_cost(s, start, end) > best[end] + slack)
                search->dropped_at[start] = end + least;
        }
        if (end + 1 >= 2 * least)
            candidates[candidate_count++] = end + 1 - least;
    }
}

bs_status bs_pelt(const double *values, size_t count, const bs_changes_options *options,
                  size_t *changes, size_t *change_count, double *cost, double *penalty,
                  bs_error *error)
{
    if (count > BS_CHANGES_MAX)
        return bs_fail(error, BS_LIMIT, "change points of over %d values", BS_CHANGES_MAX);
    if (options->cost == BS_COST_BINOMIAL && !options->exposures)
        return bs_fail(error, BS_MISUSE, "shares need the trials they are of");
    size_t least = options->least ? options->least : options->cost == BS_COST_MEAN ? 1 : 2;
    *penalty = bs_penalty_value(options, count);
    if (!isfinite(*penalty) && count > 2)
        return bs_fail(error, BS_MISUSE, "a penalty is a number");
    *change_count = 0;
    *cost = NAN;
    series s;
    bs_status status = make_series(&s, values, count, options, error);
    double *best = calloc(count + 1, sizeof *best);
    size_t *last = calloc(3 * (count + 2), sizeof *last);
    if (status == BS_OK && (!best || !last))
        status = bs_fail_memory(error);
    if (status == BS_OK && count >= least && count > 0) {
        const pelt_search search = {best, last, last + count + 2, last + 2 * (count + 2)};
        run_pelt(&s, least, *penalty, &search);
        *cost = best[count];
        for (size_t end = last[count]; end > 0; end = last[end])
            changes[(*change_count)++] = end;
        for (size_t i = 0; i < *change_count / 2; i++) {
            size_t other = *change_count - 1 - i, kept = changes[i];
            changes[i] = changes[other];
            changes[other] = kept;
        }
    }
    free(s.sums);
    free(best);
    free(last);
    return status;
}
