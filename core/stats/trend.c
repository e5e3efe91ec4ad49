/* trend.c - see trend.h. */
#include "stats/trend.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "stats/rank.h"
#include "stats/rank_tests.h"
#include "stats/special.h"
#include "stats/vector.h"

enum { EXACT_BELOW = 50 };

/* Both tests need values without gaps: those that are there, with their times. */
typedef struct time_series {
    double *times, *values;
    size_t count;
} time_series;

static void free_series(time_series *series)
{
    free(series->times);
    free(series->values);
}

static bs_status make_series(const double *times, const double *values, size_t count,
                             time_series *series, bs_error *error)
{
    *series =
        (time_series){calloc(count + 1, sizeof(double)), calloc(count + 1, sizeof(double)), 0};
    if (!series->times || !series->values) {
        free_series(series);
        return bs_fail_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]) || (times && isnan(times[i])))
            continue;
        series->times[series->count] = times ? times[i] : (double)i;
        series->values[series->count++] = values[i];
    }
    return BS_OK;
}

/* Rising pairs less falling ones, by insertion of merge sort: n log n. `values` ends sorted. */
static double merge_score(double *values, double *scratch, size_t count)
{
    if (count < 2)
        return 0;
    size_t half = count / 2;
    double score =
        merge_score(values, scratch, half) + merge_score(values + half, scratch, count - half);
    size_t left = 0, lower = 0, upper = 0;
    for (size_t right = half; right < count; right++) {
        while (lower < half && values[lower] < values[right])
            lower++;
        while (upper < half && values[upper] <= values[right])
            upper++;
        score += (double)lower - (double)(half - upper);
    }
    size_t right = half;
    for (size_t i = 0; i < count; i++) {
        bool takes_left = right == count || (left < half && values[left] <= values[right]);
        scratch[i] = takes_left ? values[left++] : values[right++];
    }
    for (size_t i = 0; i < count; i++)
        values[i] = scratch[i];
    return score;
}

typedef struct kendall_score {
    double s, variance, tied_pairs;
} kendall_score;

/* S with the variance that ties leave it: (n (n-1) (2n+5) - sum t (t-1) (2t+5)) / 18. Leaves the
 * values sorted. */
static bs_status score_series(double *values, size_t count, kendall_score *result, bs_error *error)
{
    double *scratch = calloc(count + 1, sizeof *scratch);
    if (!scratch)
        return bs_fail_memory(error);
    double n = (double)count;
    *result = (kendall_score){merge_score(values, scratch, count), n * (n - 1) * (2 * n + 5), 0};
    free(scratch);
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && values[end] == values[start];)
            end++;
        double tied = (double)(end - start);
        result->variance -= tied * (tied - 1) * (2 * tied + 5);
        result->tied_pairs += tied * (tied - 1) / 2;
    }
    result->variance /= 18;
    return BS_OK;
}

/* z with the correction for continuity, and p. */
static void set_significance(bs_mann_kendall_result *result)
{
    double sign = (result->s > 0) - (result->s < 0);
    result->z = (result->s - sign) / sqrt(result->variance);
    result->p = fmin(1, 2 * bs_normal_upper(fabs(result->z)));
}

bs_status bs_mann_kendall(const double *values, size_t count, bs_mann_kendall_result *result,
                          bs_error *error)
{
    time_series series;
    kendall_score score;
    bs_status status = make_series(NULL, values, count, &series, error);
    if (status != BS_OK)
        return status;
    status = score_series(series.values, series.count, &score, error);
    free_series(&series);
    if (status != BS_OK)
        return status;

    *result = (bs_mann_kendall_result){score.s, score.variance, NAN, NAN, NAN, NAN, series.count};
    if (series.count < 3 || score.variance <= 0)
        return BS_OK;
    double pairs = (double)series.count * (double)(series.count - 1) / 2;
    set_significance(result);
    result->tau = score.s / sqrt(pairs * (pairs - score.tied_pairs));
    if (score.tied_pairs == 0 && series.count < EXACT_BELOW)
        return bs_kendall_exact(score.s, series.count, &result->p_exact, error);
    return BS_OK;
}

/* By how much the variance of S grows with the autocorrelation of `ranks`. */
static double serial_factor(const double *ranks, size_t count, size_t lag_max, double bound)
{
    double n = (double)count, mean = (n + 1) / 2, squares = 0, sum = 0;
    for (size_t i = 0; i < count; i++)
        squares += (ranks[i] - mean) * (ranks[i] - mean);
    for (size_t lag = 1; lag < count && lag <= lag_max && squares > 0; lag++) {
        double products = 0, left = n - (double)lag;
        for (size_t i = 0; i + lag < count; i++)
            products += (ranks[i] - mean) * (ranks[i + lag] - mean);
        if (fabs(products / squares) > bound)
            sum += left * (left - 1) * (left - 2) * (products / squares);
    }
    return 1 + 2 / (n * (n - 1) * (n - 2)) * sum;
}

static bs_status correct_variance(time_series *series, size_t lag_max, double bound,
                                  bs_mann_kendall_result *result, bs_error *error)
{
    bs_theil_sen_result line;
    bs_status status = bs_theil_sen(NULL, series->values, series->count, 0.95, &line, error);
    if (status != BS_OK)
        return status;
    for (size_t i = 0; i < series->count; i++)
        series->values[i] -= line.slope * (double)(i + 1);
    status = bs_rank(series->values, series->count, BS_TIES_AVERAGE, false, series->times, error);
    if (status != BS_OK)
        return status;
    result->variance *= serial_factor(series->times, series->count, lag_max, bound);
    result->z = result->p = NAN;
    if (result->variance > 0)
        set_significance(result);
    return BS_OK;
}

bs_status bs_mann_kendall_serial(const double *values, size_t count, size_t lag_max,
                                 double confidence, bs_mann_kendall_result *result, bs_error *error)
{
    if (!(confidence > 0 && confidence < 1))
        return bs_fail(error, BS_MISUSE, "a confidence lies between 0 and 1, not %g", confidence);
    bs_status status = bs_mann_kendall(values, count, result, error);
    result->p_exact = NAN;
    if (status != BS_OK || isnan(result->p))
        return status;
    time_series series;
    status = make_series(NULL, values, count, &series, error);
    if (status != BS_OK)
        return status;
    double bound = bs_normal_quantile((1 + confidence) / 2) / sqrt((double)series.count);
    status = correct_variance(&series, lag_max ? lag_max : count, bound, result, error);
    free_series(&series);
    return status;
}

/* The slopes of all pairs at different times, sorted. */
static size_t list_slopes(const time_series *series, double *slopes)
{
    size_t count = 0;
    for (size_t i = 0; i + 1 < series->count; i++) {
        for (size_t j = i + 1; j < series->count; j++) {
            double step = series->times[j] - series->times[i];
            if (step != 0)
                slopes[count++] = (series->values[j] - series->values[i]) / step;
        }
    }
    bs_vector_sort(slopes, count);
    return count;
}

/* Sen's interval: the slopes at ranks (N - C) / 2 and (N + C) / 2 + 1, C = z sd(S), between order
 * statistics where those are not whole, as `trend::sens.slope` of R. */
static void set_interval(const double *slopes, size_t count, double variance, double confidence,
                         bs_theil_sen_result *result)
{
    double reach = bs_normal_quantile((1 + confidence) / 2) * sqrt(variance);
    size_t low = (size_t)fmax(1, round(((double)count - reach) / 2));
    size_t high = (size_t)fmin((double)count, round(((double)count + reach) / 2) + 1);
    result->low = slopes[low - 1];
    result->high = slopes[high - 1];
}

static bs_status fit_slope(time_series *series, double confidence, double *slopes,
                           bs_theil_sen_result *result, bs_error *error)
{
    size_t slope_count = list_slopes(series, slopes);
    if (slope_count == 0)
        return BS_OK;
    double time, value;
    bs_status status = bs_vector_median(series->times, series->count, &time, error);
    if (status == BS_OK)
        status = bs_vector_median(series->values, series->count, &value, error);
    kendall_score score;
    if (status == BS_OK) /* last, as it sorts the values */
        status = score_series(series->values, series->count, &score, error);
    if (status != BS_OK)
        return status;
    result->slope = bs_vector_quantile_sorted(slopes, slope_count, 0.5);
    result->intercept = value - result->slope * time;
    if (series->count >= 3)
        set_interval(slopes, slope_count, fmax(0, score.variance), confidence, result);
    return BS_OK;
}

bs_status bs_theil_sen(const double *times, const double *values, size_t count, double confidence,
                       bs_theil_sen_result *result, bs_error *error)
{
    if (!(confidence > 0 && confidence < 1))
        return bs_fail(error, BS_MISUSE, "a confidence lies between 0 and 1, not %g", confidence);
    if (count > BS_THEIL_SEN_MAX)
        return bs_fail(error, BS_LIMIT, "a slope of over %d values: take longer periods",
                       BS_THEIL_SEN_MAX);
    time_series series;
    bs_status status = make_series(times, values, count, &series, error);
    if (status != BS_OK)
        return status;
    bs_theil_sen_result fitted = {NAN, NAN, NAN, NAN, series.count};
    double *slopes = calloc(series.count * (series.count + 1) / 2 + 1, sizeof *slopes);
    status =
        slopes ? fit_slope(&series, confidence, slopes, &fitted, error) : bs_fail_memory(error);
    free(slopes);
    free_series(&series);
    if (status == BS_OK)
        *result = fitted;
    return status;
}
