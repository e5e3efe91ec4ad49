/* ranking.c - see ranking.h. */
#include "stats/ranking.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "stats/vector.h"

/* The items of both lists by number: 1 for seen in a, 2 for seen in b. */
static bs_status make_marks(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                            uint8_t **marks, bs_error *error)
{
    uint32_t most = 0;
    for (size_t i = 0; i < a_count; i++)
        most = a[i] > most ? a[i] : most;
    for (size_t i = 0; i < b_count; i++)
        most = b[i] > most ? b[i] : most;
    *marks = calloc((size_t)most + 1, 1);
    return *marks ? BS_OK : bs_fail_memory(error);
}

/* Marks an item as seen in a list (1 or 2): -1 when it was before, 1 when the other list has it. */
static int mark(uint8_t *marks, uint32_t item, uint8_t list)
{
    if (marks[item] & list)
        return -1;
    marks[item] |= list;
    return marks[item] == 3;
}

/* overlap[d] is how many items the first d + 1 of both have in common. */
static bs_status list_overlaps(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                               size_t depth, double *overlap, bs_error *error)
{
    uint8_t *marks;
    bs_status status = make_marks(a, a_count, b, b_count, &marks, error);
    if (status != BS_OK)
        return status;
    double common = 0;
    for (size_t d = 0; d < depth && status == BS_OK; d++) {
        int from_a = d < a_count ? mark(marks, a[d], 1) : 0;
        int from_b = d < b_count ? mark(marks, b[d], 2) : 0;
        if (from_a < 0 || from_b < 0)
            status =
                bs_fail(error, BS_MISUSE, "the item at place %zu stands in its list twice", d + 1);
        common += from_a + from_b;
        overlap[d] = common;
    }
    free(marks);
    return status;
}

/* Equation 32: S the shorter list (length s), L the longer (l), X(d) the overlap at depth d. */
static double extrapolate(const double *overlap, size_t s, size_t l, double p)
{
    double sum = 0, power = 1, x_s = overlap[s - 1], x_l = overlap[l - 1];
    for (size_t d = 1; d <= l; d++) {
        power *= p;
        double extra = d > s ? x_s * (double)(d - s) / ((double)s * (double)d) : 0;
        sum += (overlap[d - 1] / (double)d + extra) * power;
    }
    double rest = (x_l - x_s) / (double)l + x_s / (double)s;
    return (1 - p) / p * sum + rest * power;
}

/* Equation 11 over the depths seen; the tail agrees in nothing new. */
static double least_overlap(const double *overlap, size_t depth, double p)
{
    double sum = 0, power = 1, last = overlap[depth - 1];
    for (size_t d = 1; d <= depth; d++) {
        power *= p;
        sum += (overlap[d - 1] - last) * power / (double)d;
    }
    return (1 - p) / p * (sum - last * log1p(-p));
}

/* The residual of section 4.3: what is unseen of either list agrees as much as it can. */
static double residual(const double *overlap, size_t s, size_t l, double p)
{
    double x_l = overlap[l - 1], f = (double)l + (double)s - x_l;
    double beyond_s = 0, beyond_l = 0, all = 0, power = 1;
    for (size_t d = 1; (double)d <= f; d++) {
        power *= p;
        all += power / (double)d;
        beyond_s += d > s ? power / (double)d : 0;
        beyond_l += d > l ? power / (double)d : 0;
    }
    double lost = (double)s * beyond_s + (double)l * beyond_l + x_l * (-log1p(-p) - all);
    return pow(p, (double)s) + pow(p, (double)l) - pow(p, f) - (1 - p) / p * lost;
}

bs_status bs_rbo(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, double p,
                 bs_rbo_result *result, bs_error *error)
{
    *result = (bs_rbo_result){NAN, NAN, NAN};
    if (!(p > 0 && p < 1))
        return bs_fail(error, BS_MISUSE, "p lies between 0 and 1, not %g", p);
    size_t s = a_count < b_count ? a_count : b_count, l = a_count < b_count ? b_count : a_count;
    if (s == 0)
        return BS_OK;
    double *overlap = calloc(l, sizeof *overlap);
    if (!overlap)
        return bs_fail_memory(error);
    bs_status status = list_overlaps(a, a_count, b, b_count, l, overlap, error);
    if (status == BS_OK) {
        result->extrapolated = extrapolate(overlap, s, l, p);
        result->least = least_overlap(overlap, l, p);
        result->most = fmin(1, result->least + residual(overlap, s, l, p));
    }
    free(overlap);
    return status;
}

bs_status bs_top_overlap(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                         size_t depth, size_t *common, double *share, bs_error *error)
{
    size_t a_top = a_count < depth ? a_count : depth, b_top = b_count < depth ? b_count : depth;
    size_t longer = a_top > b_top ? a_top : b_top;
    *common = 0;
    *share = NAN;
    if (longer == 0)
        return BS_OK;
    double *overlap = calloc(longer, sizeof *overlap);
    if (!overlap)
        return bs_fail_memory(error);
    bs_status status = list_overlaps(a, a_top, b, b_top, longer, overlap, error);
    if (status == BS_OK) {
        *common = (size_t)overlap[longer - 1];
        *share = overlap[longer - 1] / (double)longer;
    }
    free(overlap);
    return status;
}

/* How many of the sorted values are below `limit`. */
static size_t count_below(const double *sorted, size_t count, double limit)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bs_status bs_rank_range(const double *values, size_t count, double step, bool is_descending,
                        double *best, double *worst, bs_error *error)
{
    if (!(step >= 0) || isinf(step))
        return bs_fail(error, BS_MISUSE, "a step is 0 or more, not %g", step);
    double *sorted = calloc(count ? count : 1, sizeof *sorted);
    if (!sorted)
        return bs_fail_memory(error);
    size_t present = 0;
    double sign = is_descending ? -1 : 1, reach = step * (1 - 1e-9); /* 0.7 - 0.6 is under 0.1 */
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            sorted[present++] = sign * values[i];
    bs_vector_sort(sorted, present);
    for (size_t i = 0; i < count; i++) {
        best[i] = worst[i] = NAN;
        if (isnan(values[i]))
            continue;
        double value = sign * values[i];
        size_t surely_before = count_below(sorted, present, nextafter(value - reach, INFINITY));
        best[i] = (double)(step > 0 ? surely_before : count_below(sorted, present, value)) + 1;
        worst[i] = (double)count_below(sorted, present,
                                       step > 0 ? value + reach : nextafter(value, INFINITY));
    }
    free(sorted);
    return BS_OK;
}
