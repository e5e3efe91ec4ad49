/* vector.c - see vector.h. */
#include "stats/vector.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

static const double MAD_SCALE = 1.482602218505602;

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

bs_status bs_vector_quantile(const double *values, size_t count, double probability,
                             double *quantile, bs_error *error)
{
    if (!(probability >= 0 && probability <= 1))
        return bs_fail(error, BS_MISUSE, "a quantile is asked for between 0 and 1, not at %g",
                       probability);
    double *sorted;
    size_t present;
    bs_status status = copy_sorted(values, count, &sorted, &present, error);
    if (status != BS_OK)
        return status;
    *quantile = bs_vector_quantile_sorted(sorted, present, probability);
    free(sorted);
    return BS_OK;
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
    *mad = MAD_SCALE * bs_vector_quantile_sorted(sorted, present, 0.5);
    free(sorted);
    return BS_OK;
}
