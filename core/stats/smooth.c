/* smooth.c - see smooth.h. */
#include "stats/smooth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "stats/vector.h"

enum { DEGREE_MAX = 2, TERMS_MAX = DEGREE_MAX + 1 };

static double cube(double x)
{
    return x * x * x;
}

static bs_status check_points(const double *x, const double *y, size_t count, double span,
                              bs_error *error)
{
    if (count > BS_SMOOTH_MAX)
        return bs_fail(error, BS_LIMIT, "a smooth line through over %d points", BS_SMOOTH_MAX);
    if (!(span > 0) || isinf(span))
        return bs_fail(error, BS_MISUSE, "a span is over 0, not %g", span);
    for (size_t i = 0; i < count; i++)
        if (!isfinite(x[i]) || !isfinite(y[i]) || (i > 0 && x[i] < x[i - 1]))
            return bs_fail(error, BS_MISUSE, "point %zu is missing or out of order", i + 1);
    return BS_OK;
}

/* Bisquare weights of residuals against six times their median. False when they are so small that
 * nothing is gained by weighing again. `scratch` is room for `count` values. */
static bool robust_weights(const double *y, const double *fitted, size_t count, double *weights,
                           double *scratch)
{
    double mean = 0;
    for (size_t i = 0; i < count; i++) {
        scratch[i] = fabs(y[i] - fitted[i]);
        mean += scratch[i] / (double)count;
    }
    bs_vector_sort(scratch, count);
    double scale = 3 * (scratch[count / 2] + scratch[(count - 1) / 2]);
    if (scale < 1e-7 * mean || scale == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        double r = fabs(y[i] - fitted[i]), share = r / scale;
        weights[i] = r <= 0.001 * scale   ? 1
                     : r <= 0.999 * scale ? (1 - share * share) * (1 - share * share)
                                          : 0;
    }
    return true;
}

/* --- lowess --- */

typedef struct cloud {
    const double *x, *y;
    size_t count;
    double *robust; /* weights, NULL at first */
    double *weights;
} cloud;

/* A weighted line through the points from `left` on, at `at`; false when all weights are 0. */
static bool fit_line(const cloud *c, double at, size_t left, size_t right, double *value)
{
    double h = fmax(at - c->x[left], c->x[right] - at), sum = 0;
    size_t end = left;
    for (; end < c->count; end++) {
        double r = fabs(c->x[end] - at);
        c->weights[end] = 0;
        if (r <= 0.999 * h) {
            c->weights[end] = r <= 0.001 * h ? 1 : cube(1 - cube(r / h));
            if (c->robust)
                c->weights[end] *= c->robust[end];
            sum += c->weights[end];
        } else if (c->x[end] > at) {
            break;
        }
    }
    if (!(sum > 0))
        return false;
    double mean = 0, squares = 0;
    for (size_t j = left; j < end; j++) {
        c->weights[j] /= sum;
        mean += c->weights[j] * c->x[j];
    }
    for (size_t j = left; j < end; j++)
        squares += c->weights[j] * (c->x[j] - mean) * (c->x[j] - mean);
    double range = c->x[c->count - 1] - c->x[0], tilt = 0;
    if (h > 0 && sqrt(squares) > 0.001 * range)
        tilt = (at - mean) / squares;
    *value = 0;
    for (size_t j = left; j < end; j++)
        *value += c->weights[j] * (tilt * (c->x[j] - mean) + 1) * c->y[j];
    return true;
}

/* One pass over all points; `near` of them are in reach of each. */
static void fit_pass(const cloud *c, size_t near, double delta, double *fitted)
{
    size_t left = 0, right = near - 1, i = 0, last = 0;
    bool is_first = true;
    for (;;) {
        while (right + 1 < c->count && c->x[i] - c->x[left] > c->x[right + 1] - c->x[i]) {
            left++;
            right++;
        }
        if (!fit_line(c, c->x[i], left, right, &fitted[i]))
            fitted[i] = c->y[i];
        for (size_t j = last + 1; !is_first && j < i; j++) {
            double share = (c->x[j] - c->x[last]) / (c->x[i] - c->x[last]);
            fitted[j] = share * fitted[i] + (1 - share) * fitted[last];
        }
        is_first = false;
        last = i;
        double cut = c->x[last] + delta;
        for (i = last + 1; i < c->count && c->x[i] <= cut; i++) {
            if (c->x[i] == c->x[last]) {
                fitted[i] = fitted[last];
                last = i;
            }
        }
        i = i - 1 > last + 1 ? i - 1 : last + 1;
        if (last + 1 >= c->count)
            return;
    }
}

bs_status bs_lowess(const double *x, const double *y, size_t count, double span, size_t iterations,
                    double delta, double *fitted, bs_error *error)
{
    bs_status status = check_points(x, y, count, span, error);
    if (status != BS_OK || count == 0)
        return status;
    if (count == 1) {
        fitted[0] = y[0];
        return BS_OK;
    }
    double *memory = calloc(3 * count, sizeof *memory);
    if (!memory)
        return bs_fail_memory(error);
    double *robust = memory + count;
    cloud c = {x, y, count, NULL, memory};
    double reach = fmin((double)count, floor(span * (double)count + 1e-7));
    double step = delta < 0 ? 0.01 * (x[count - 1] - x[0]) : delta;
    for (size_t iteration = 0;; iteration++) {
        fit_pass(&c, (size_t)fmax(2, reach), step, fitted);
        if (iteration >= iterations ||
            !robust_weights(y, fitted, count, robust, memory + 2 * count))
            break;
        c.robust = robust;
    }
    free(memory);
    return BS_OK;
}

/* --- loess --- */

typedef struct local {
    const double *x, *y, *robust;
    size_t count, near; /* points in reach of each fit */
    double stretch;     /* of the reach, for spans over 1 */
    int degree;
} local;

/* Where the `near` points closest to `at` start. */
static size_t nearest_start(const local *l, double at)
{
    size_t low = 0, high = l->count - l->near;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (at - l->x[middle] > l->x[middle + l->near] - at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * The weighted polynomial about `at` by Gram-Schmidt over its terms: `value` there and `slope`.
 * Terms that the points do not tell apart are left out.
 */
static void fit_local(const local *l, double at, double *value, double *slope)
{
    size_t start = nearest_start(l, at), end = start + l->near;
    double h = fmax(at - l->x[start], l->x[end - 1] - at) * l->stretch;
    while (start > 0 && at - l->x[start - 1] < h) /* ties, and spans over 1 */
        start--;
    while (end < l->count && l->x[end] - at < h)
        end++;
    double coefficient[TERMS_MAX] = {0}, basis[TERMS_MAX][TERMS_MAX] = {{0}};
    double scale = h > 0 ? h : 1;
    for (int term = 0; term <= l->degree; term++) {
        /* q = t^term less its part along the terms before, as coefficients in t */
        double q[TERMS_MAX] = {0};
        q[term] = 1;
        double whole = 0;
        for (int round = 0; round < 2; round++) { /* twice is enough */
            for (int before = 0; before < term; before++) {
                double product = 0, norm = 0;
                for (size_t i = start; i < end; i++) {
                    double t = (l->x[i] - at) / scale, r = fabs(l->x[i] - at) / scale;
                    double w = r < 1 ? cube(1 - cube(r)) * (l->robust ? l->robust[i] : 1) : 0;
                    double a = q[0] + t * (q[1] + t * q[2]);
                    double b = basis[before][0] + t * (basis[before][1] + t * basis[before][2]);
                    product += w * a * b;
                    norm += w * b * b;
                }
                for (int k = 0; k <= before && norm > 0; k++)
                    q[k] -= product / norm * basis[before][k];
            }
        }
        double norm = 0, projection = 0;
        for (size_t i = start; i < end; i++) {
            double t = (l->x[i] - at) / scale, r = fabs(t);
            double w = r < 1 ? cube(1 - cube(r)) * (l->robust ? l->robust[i] : 1) : 0;
            double a = q[0] + t * (q[1] + t * q[2]);
            norm += w * a * a;
            whole += w;
            projection += w * a * l->y[i];
        }
        if (!(norm > whole * 1e-14)) /* nothing is left of this term */
            continue;
        memcpy(basis[term], q, sizeof q);
        for (int k = 0; k <= term; k++)
            coefficient[k] += projection / norm * q[k];
    }
    *value = coefficient[0];
    *slope = coefficient[1] / scale;
}

/* A corner of the cells that a surface is interpolated between. */
typedef struct corner {
    double x, value, slope;
} corner;

static int compare_corners(const void *a, const void *b)
{
    const corner *p = a, *q = b;
    return (p->x > q->x) - (p->x < q->x);
}

/* The place of the cut nearest to the middle of points `start` to `end` that parts no equal ones,
 * or the middle. */
static size_t find_cut(const double *x, size_t start, size_t end)
{
    size_t middle = (start + 1 + end) / 2; /* how many lie before, `start` included */
    for (size_t offset = 0; offset < end - start; offset++) {
        if (middle + offset >= end)
            break;
        if (x[middle + offset - 1] != x[middle + offset])
            return middle + offset;
        if (middle < start + 1 + offset)
            break;
        if (middle - offset < end && middle - offset > start &&
            x[middle - offset - 1] != x[middle - offset])
            return middle - offset;
    }
    return middle;
}

/* Cuts points `start` to `end` near their median until no cell has more than `most`. `low` and
 * `high` are the corners of the cell. */
static void cut_cells(const double *x, size_t start, size_t end, size_t most, double low,
                      double high, corner *corners, size_t *count)
{
    if (end - start <= most)
        return;
    size_t middle = find_cut(x, start, end);
    double cut = x[middle - 1];
    if (cut == low || cut == high)
        return;
    corners[(*count)++] = (corner){.x = cut};
    cut_cells(x, start, middle, most, low, cut, corners, count);
    cut_cells(x, middle, end, most, cut, high, corners, count);
}

static double between_corners(const corner *a, const corner *b, double x)
{
    double width = b->x - a->x, t = (x - a->x) / width, s = 1 - t;
    return s * s * (1 + 2 * t) * a->value + t * t * (3 - 2 * t) * b->value +
           s * s * t * width * a->slope - t * t * s * width * b->slope;
}

static void fit_interpolated(const local *l, double span, corner *corners, double *fitted)
{
    size_t count = 2;
    double low = l->x[0], high = l->x[l->count - 1];
    double margin = 0.005 * fmax(high - low, 1e-3 * fmax(fabs(low), fabs(high)) + 1e-30);
    corners[0] = (corner){.x = low - margin};
    corners[1] = (corner){.x = high + margin};
    double most = fmax(1, floor((double)l->count * span * 0.2));
    cut_cells(l->x, 0, l->count, (size_t)fmin(most, (double)l->count), corners[0].x, corners[1].x,
              corners, &count);
    qsort(corners, count, sizeof *corners, compare_corners);
    for (size_t i = 0; i < count; i++)
        fit_local(l, corners[i].x, &corners[i].value, &corners[i].slope);
    for (size_t i = 0, cell = 0; i < l->count; i++) {
        while (cell + 2 < count && l->x[i] > corners[cell + 1].x)
            cell++;
        fitted[i] = between_corners(&corners[cell], &corners[cell + 1], l->x[i]);
    }
}

bs_status bs_loess(const double *x, const double *y, size_t count, const bs_loess_options *options,
                   double *fitted, bs_error *error)
{
    bs_status status = check_points(x, y, count, options->span, error);
    if (status != BS_OK)
        return status;
    if (options->degree < 0 || options->degree > DEGREE_MAX)
        return bs_fail(error, BS_MISUSE, "a degree is 0, 1 or 2, not %d", options->degree);
    double near = fmin((double)count, floor((double)count * options->span + 1e-5));
    if (count > 0 && near < options->degree + 1)
        return bs_fail(error, BS_MISUSE, "a span of %g has %g of %zu points: too few",
                       options->span, near, count);
    double *memory = calloc(2 * count + 1, sizeof *memory);
    corner *corners = calloc(count + 2, sizeof *corners);
    if (!memory || !corners) {
        free(memory);
        free(corners);
        return bs_fail_memory(error);
    }
    local l = {x, y, NULL, count, (size_t)near, fmax(1, options->span), options->degree};
    for (size_t iteration = 0; count > 0; iteration++) {
        double slope;
        if (options->is_interpolated)
            fit_interpolated(&l, options->span, corners, fitted);
        else
            for (size_t i = 0; i < count; i++)
                fit_local(&l, x[i], &fitted[i], &slope);
        if (iteration >= options->iterations ||
            !robust_weights(y, fitted, count, memory, memory + count))
            break;
        l.robust = memory;
    }
    free(memory);
    free(corners);
    return BS_OK;
}
