/* correlation.c - see correlation.h. */
#include "stats/correlation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "stats/rank.h"
#include "stats/rank_tests.h"
#include "stats/special.h"
#include "stats/vector.h"

enum { KENDALL_EXACT_BELOW = 50, SPEARMAN_EXACT_BELOW = 1290 }; /* as R */
static const double INTERVAL_CONFIDENCE = 0.95;

/* The pairs with nothing missing; `ranks` is room for as many again, twice. */
typedef struct pair_list {
    double *x, *y, *ranks_x, *ranks_y;
    size_t count;
} pair_list;

static bs_status make_pairs(const double *x, const double *y, size_t count, pair_list *pairs,
                            bs_error *error)
{
    if (count > SIZE_MAX / sizeof(double) / 4)
        return bs_fail(error, BS_LIMIT, "%zu pairs are too many", count);
    double *memory = calloc(count * 4 + 1, sizeof *memory);
    if (!memory)
        return bs_fail_memory(error);
    *pairs = (struct pair_list){memory, memory + count, memory + 2 * count, memory + 3 * count, 0};
    for (size_t i = 0; i < count; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        pairs->x[pairs->count] = x[i];
        pairs->y[pairs->count++] = y[i];
    }
    return BS_OK;
}

static double product_moment(const double *x, const double *y, size_t count)
{
    double mean_x = bs_vector_mean(x, count), mean_y = bs_vector_mean(y, count);
    double xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < count; i++) {
        double dx = x[i] - mean_x, dy = y[i] - mean_y;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
    if (xx == 0 || yy == 0)
        return NAN;
    return fmax(-1, fmin(1, xy / sqrt(xx) / sqrt(yy)));
}

/* The estimate with p from Student's t. */
static bs_correlation_result from_moments(const double *x, const double *y, size_t count)
{
    bs_correlation_result result = {NAN, NAN, NAN, NAN, count, false};
    if (count < 3)
        return result;
    double r = product_moment(x, y, count), freedom = (double)count - 2;
    result.estimate = r;
    result.p = bs_student_two_sided(r * sqrt(freedom / ((1 - r) * (1 + r))), freedom);
    return result;
}

bs_status bs_pearson(const double *x, const double *y, size_t count, bs_correlation_result *result,
                     bs_error *error)
{
    pair_list pairs;
    bs_status status = make_pairs(x, y, count, &pairs, error);
    if (status != BS_OK)
        return status;
    *result = from_moments(pairs.x, pairs.y, pairs.count);
    if (pairs.count >= 4 && !isnan(result->estimate)) {
        double reach =
            bs_normal_quantile((1 + INTERVAL_CONFIDENCE) / 2) / sqrt((double)pairs.count - 3);
        result->low = tanh(atanh(result->estimate) - reach);
        result->high = tanh(atanh(result->estimate) + reach);
    }
    free(pairs.x);
    return BS_OK;
}

/* Average ranks of values without ties are whole and add up to the same squares always. */
static bool has_ties(const double *ranks, size_t count)
{
    double n = (double)count, squares = 0;
    for (size_t i = 0; i < count; i++)
        squares += ranks[i] * ranks[i];
    return squares < n * (n + 1) * (2 * n + 1) / 6 - 0.25;
}

bs_status bs_spearman(const double *x, const double *y, size_t count, bool is_approximate,
                      bs_correlation_result *result, bs_error *error)
{
    pair_list pairs;
    bs_status status = make_pairs(x, y, count, &pairs, error);
    if (status != BS_OK)
        return status;
    status = bs_rank(pairs.x, pairs.count, BS_TIES_AVERAGE, false, pairs.ranks_x, error);
    if (status == BS_OK)
        status = bs_rank(pairs.y, pairs.count, BS_TIES_AVERAGE, false, pairs.ranks_y, error);
    if (status == BS_OK)
        *result = from_moments(pairs.ranks_x, pairs.ranks_y, pairs.count);
    if (status == BS_OK && !is_approximate && pairs.count < SPEARMAN_EXACT_BELOW &&
        !isnan(result->estimate) && !has_ties(pairs.ranks_x, pairs.count) &&
        !has_ties(pairs.ranks_y, pairs.count)) {
        result->p = bs_spearman_exact(result->estimate, pairs.count);
        result->is_exact = true;
    }
    free(pairs.x);
    return status;
}

/* Sums over the groups of equal values: t (t-1), t (t-1) (t-2), t (t-1) (2t+5). */
typedef struct ties {
    double pairs, triples, weights;
} ties;

static void add_tie(ties *sums, double tied)
{
    sums->pairs += tied * (tied - 1);
    sums->triples += tied * (tied - 1) * (tied - 2);
    sums->weights += tied * (tied - 1) * (2 * tied + 5);
}

static ties count_ties(const double *sorted, size_t count)
{
    ties sums = {0};
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && sorted[end] == sorted[start];)
            end++;
        add_tie(&sums, (double)(end - start));
    }
    return sums;
}

typedef struct point {
    double x, y;
} point;

static int compare_points(const void *a, const void *b)
{
    const point *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

/* Sorts `y` by merging and counts the exchanges that takes: pairs in the wrong order. */
static double count_swaps(double *y, double *scratch, size_t count)
{
    if (count < 2)
        return 0;
    size_t half = count / 2;
    double swaps = count_swaps(y, scratch, half) + count_swaps(y + half, scratch, count - half);
    for (size_t i = 0, left = 0, right = half; i < count; i++) {
        if (right == count || (left < half && y[left] <= y[right])) {
            scratch[i] = y[left++];
        } else {
            scratch[i] = y[right++];
            swaps += (double)(half - left);
        }
    }
    memcpy(y, scratch, count * sizeof *y);
    return swaps;
}

/* Knight's algorithm. `points` is scratch for as many points as there are pairs; `score` is S, NaN
 * when there are ties. */
static bs_correlation_result kendall_of(const pair_list *pairs, point *points, double *score)
{
    size_t count = pairs->count;
    double n = (double)count, tied_both = 0;
    for (size_t i = 0; i < count; i++)
        points[i] = (point){pairs->x[i], pairs->y[i]};
    qsort(points, count, sizeof *points, compare_points);
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && compare_points(&points[start], &points[end]) == 0;)
            end++;
        tied_both += (double)(end - start) * (double)(end - start - 1);
    }
    for (size_t i = 0; i < count; i++) {
        pairs->ranks_x[i] = points[i].x;
        pairs->ranks_y[i] = points[i].y;
    }
    ties x = count_ties(pairs->ranks_x, count);
    double swaps = count_swaps(pairs->ranks_y, pairs->x, count); /* leaves y sorted */
    ties y = count_ties(pairs->ranks_y, count);

    bs_correlation_result result = {NAN, NAN, NAN, NAN, count, false};
    double all = n * (n - 1);
    double s = (all - x.pairs - y.pairs + tied_both) / 2 - 2 * swaps;
    *score = x.pairs > 0 || y.pairs > 0 ? NAN : s;
    double scale = sqrt(all - x.pairs) * sqrt(all - y.pairs) / 2;
    if (scale == 0)
        return result;
    result.estimate = fmax(-1, fmin(1, s / scale));
    double variance = (all * (2 * n + 5) - x.weights - y.weights) / 18 +
                      x.pairs * y.pairs / (2 * all) + x.triples * y.triples / (9 * all * (n - 2));
    result.p = fmin(1, 2 * bs_normal_upper(fabs(s) / sqrt(variance)));
    return result;
}

bs_status bs_kendall(const double *x, const double *y, size_t count, bool is_approximate,
                     bs_correlation_result *result, bs_error *error)
{
    pair_list pairs;
    bs_status status = make_pairs(x, y, count, &pairs, error);
    if (status != BS_OK)
        return status;
    *result = (bs_correlation_result){NAN, NAN, NAN, NAN, pairs.count, false};
    if (pairs.count >= 3) {
        double score = NAN;
        point *points = calloc(pairs.count, sizeof *points);
        if (points)
            *result = kendall_of(&pairs, points, &score);
        else
            status = bs_fail_memory(error);
        free(points);
        if (status == BS_OK && !is_approximate && !isnan(score) &&
            pairs.count < KENDALL_EXACT_BELOW) {
            status = bs_kendall_exact(score, pairs.count, &result->p, error);
            result->is_exact = true;
        }
    }
    free(pairs.x);
    return status;
}
