/* vector.c - see vector.h. */
#include "stats/vector.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"

size_t bs_vector_count(const double *values, size_t count)
{
    size_t present = 0;
    for (size_t i = 0; i < count; i++)
        present += !isnan(values[i]);
    return present;
}

double bs_vector_sum(const double *values, size_t count)
{
    double sum = 0, lost = 0;
    size_t present = 0;
    for (size_t i = 0; i < count; i++) {
        double value = values[i];
        if (isnan(value))
            continue;
        present++;
        double next = sum + value;
        lost += fabs(sum) >= fabs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }
    if (present == 0)
        return NAN;
    return isfinite(sum) ? sum + lost : sum; /* infinities make `lost` NaN */
}

double bs_vector_mean(const double *values, size_t count)
{
    return bs_vector_sum(values, count) / (double)bs_vector_count(values, count);
}

double bs_vector_variance(const double *values, size_t count)
{
    size_t present = bs_vector_count(values, count);
    if (present < 2)
        return NAN;
    double mean = bs_vector_mean(values, count), squares = 0, rest = 0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        double difference = values[i] - mean;
        squares += difference * difference;
        rest += difference;
    }
    return (squares - rest * rest / (double)present) / (double)(present - 1);
}

double bs_vector_sd(const double *values, size_t count)
{
    return sqrt(bs_vector_variance(values, count));
}

double bs_vector_min(const double *values, size_t count)
{
    double least = NAN;
    for (size_t i = 0; i < count; i++)
        least = fmin(least, values[i]); /* fmin prefers what is no NaN */
    return least;
}

double bs_vector_max(const double *values, size_t count)
{
    double most = NAN;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, values[i]);
    return most;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    if (isnan(x) || isnan(y))
        return (isnan(x) != 0) - (isnan(y) != 0);
    return (x > y) - (x < y);
}

void bs_vector_sort(double *values, size_t count)
{
    if (count > 1)
        qsort(values, count, sizeof *values, compare);
}

double bs_vector_quantile_sorted(const double *values, size_t count, double probability)
{
    if (count == 0 || !(probability >= 0) || !(probability <= 1))
        return NAN;
    double place = (double)(count - 1) * probability;
    size_t below = (size_t)place;
    if (below >= count - 1)
        return values[count - 1];
    double share = place - (double)below;
    if (share == 0 || values[below] == values[below + 1])
        return values[below];
    return values[below] + share * (values[below + 1] - values[below]);
}

/* What is present, sorted, in memory of its own. */
static bs_status copy_sorted(const double *values, size_t count, double **sorted, size_t *present,
                             bs_error *error)
{
    *sorted = calloc(count ? count : 1, sizeof **sorted);
    if (!*sorted)
        return bs_fail_memory(error);
    *present = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            (*sorted)[(*present)++] = values[i];
    bs_vector_sort(*sorted, *present);
    return BS_OK;
}

/* Hyndman and Fan's definitions by place = n p + m and the weight of the value above it; order
 * statistics run from 1. */
static double quantile_of_type(const double *values, size_t count, double p, int type)
{
    if (count == 0)
        return NAN;
    double n = (double)count, place, share;
    if (type <= 3) {
        place = type == 3 ? n * p - 0.5 : n * p;
        double below = floor(place + 4 * DBL_EPSILON), rest = place - below;
        bool is_on = rest <= 4 * DBL_EPSILON * fmax(1, place);
        share = type == 1 ? !is_on : type == 2 ? (is_on ? 0.5 : 1) : !is_on || fmod(below, 2) != 0;
        place = below;
    } else {
        static const double first[] = {0, 0.5, 0, 1, 1.0 / 3, 3.0 / 8};
        static const double last[] = {1, 0.5, 0, 1, 1.0 / 3, 3.0 / 8};
        double a = first[type - 4], b = last[type - 4];
        double at = a + p * (n + 1 - a - b);
        place = floor(at + 4 * DBL_EPSILON);
        share = at - place;
        share = fabs(share) < 4 * DBL_EPSILON ? 0 : share;
    }
    double low = values[(size_t)fmin(fmax(place, 1), n) - 1];
    double high = values[(size_t)fmin(fmax(place + 1, 1), n) - 1];
    return share == 0 || low == high ? low : share == 1 ? high : (1 - share) * low + share * high;
}

bs_status bs_vector_quantile_type(const double *values, size_t count, double probability, int type,
                                  double *quantile, bs_error *error)
{
    if (type < 1 || type > 9)
        return bs_fail(error, BS_MISUSE, "a quantile has a type from 1 to 9, not %d", type);
    if (!(probability >= 0 && probability <= 1))
        return bs_fail(error, BS_MISUSE, "a quantile is asked for between 0 and 1, not at %g",
                       probability);
    double *sorted;
    size_t present;
    bs_status status = copy_sorted(values, count, &sorted, &present, error);
    if (status != BS_OK)
        return status;
    *quantile = type == 7 ? bs_vector_quantile_sorted(sorted, present, probability)
                          : quantile_of_type(sorted, present, probability, type);
    free(sorted);
    return BS_OK;
}

bs_status bs_vector_quantile(const double *values, size_t count, double probability,
                             double *quantile, bs_error *error)
{
    return bs_vector_quantile_type(values, count, probability, 7, quantile, error);
}

bs_status bs_vector_median(const double *values, size_t count, double *median, bs_error *error)
{
    return bs_vector_quantile(values, count, 0.5, median, error);
}

bs_status bs_vector_mad(const double *values, size_t count, double *mad, bs_error *error)
{
    double *sorted;
    size_t present;
    bs_status status = copy_sorted(values, count, &sorted, &present, error);
    if (status != BS_OK)
        return status;
    double median = bs_vector_quantile_sorted(sorted, present, 0.5);
    for (size_t i = 0; i < present; i++)
        sorted[i] = fabs(sorted[i] - median);
    bs_vector_sort(sorted, present);
    *mad = BS_MAD_SCALE * bs_vector_quantile_sorted(sorted, present, 0.5);
    free(sorted);
    return BS_OK;
}
