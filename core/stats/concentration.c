/* concentration.c - see concentration.h. */
#include "stats/concentration.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "stats/vector.h"

static bool is_weight(double value)
{
    return value >= 0 && isfinite(value);
}

/* The sum of weights, NaN when there is none or one is no weight. */
static double weight_sum(const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]) && !is_weight(values[i]))
            return NAN;
    double sum = bs_vector_sum(values, count);
    return sum > 0 ? sum : NAN;
}

bs_status bs_gini(const double *values, size_t count, double *gini, bs_error *error)
{
    double sum = weight_sum(values, count);
    if (isnan(sum)) {
        *gini = NAN;
        return BS_OK;
    }
    double *sorted = calloc(count, sizeof *sorted);
    if (!sorted)
        return bs_fail_memory(error);
    memcpy(sorted, values, count * sizeof *sorted);
    bs_vector_sort(sorted, count);
    size_t present = bs_vector_count(values, count);
    double n = (double)present, weighted = 0;
    for (size_t i = 0; i < present; i++)
        weighted += (2 * (double)(i + 1) - n - 1) * sorted[i];
    free(sorted);
    *gini = weighted / (n * sum);
    return BS_OK;
}

double bs_hhi(const double *values, size_t count)
{
    double sum = weight_sum(values, count), squares = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            squares += values[i] / sum * (values[i] / sum);
    return isnan(sum) ? NAN : squares;
}

double bs_entropy(const double *values, size_t count)
{
    double sum = weight_sum(values, count), bits = 0;
    for (size_t i = 0; i < count; i++)
        if (values[i] > 0)
            bits -= values[i] / sum * log2(values[i] / sum);
    return isnan(sum) ? NAN : bits;
}

/* The sums of both sides over the pairs with nothing missing; false when one cannot be had. */
static bool pair_sums(const double *p, const double *q, size_t count, double *sum_p, double *sum_q)
{
    *sum_p = *sum_q = 0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(p[i]) || isnan(q[i]))
            continue;
        if (!is_weight(p[i]) || !is_weight(q[i]))
            return false;
        *sum_p += p[i];
        *sum_q += q[i];
    }
    return *sum_p > 0 && *sum_q > 0;
}

double bs_kl(const double *p, const double *q, size_t count)
{
    double sum_p, sum_q, bits = 0;
    if (!pair_sums(p, q, count, &sum_p, &sum_q))
        return NAN;
    for (size_t i = 0; i < count; i++)
        if (p[i] > 0 && !isnan(q[i]))
            bits += p[i] / sum_p * log2(p[i] / sum_p / (q[i] / sum_q));
    return fmax(0, bits); /* rounding alone takes it below */
}

double bs_jsd(const double *p, const double *q, size_t count)
{
    double sum_p, sum_q, bits = 0;
    if (!pair_sums(p, q, count, &sum_p, &sum_q))
        return NAN;
    for (size_t i = 0; i < count; i++) {
        if (isnan(p[i]) || isnan(q[i]))
            continue;
        double a = p[i] / sum_p, b = q[i] / sum_q, middle = (a + b) / 2;
        bits += a > 0 ? a * log2(a / middle) / 2 : 0;
        bits += b > 0 ? b * log2(b / middle) / 2 : 0;
    }
    return fmax(0, fmin(1, bits));
}

double bs_cosine(const double *x, const double *y, size_t count)
{
    double xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        xx += x[i] * x[i];
        yy += y[i] * y[i];
        xy += x[i] * y[i];
    }
    return xx > 0 && yy > 0 ? fmax(-1, fmin(1, xy / sqrt(xx) / sqrt(yy))) : NAN;
}
