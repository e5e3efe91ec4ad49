/*
 * smooth.h - a smooth line through a cloud of points, by local regression.
 */
#ifndef BS_STATS_SMOOTH_H
#define BS_STATS_SMOOTH_H

#include "broadsheet.h"

/*
 * Cleveland's robust locally weighted regression (JASA 74, 1979): at each x a straight line is
 * fitted to the nearest `span` (2/3 as a rule) of the points with tricube weights; `iterations` (3
 * as a rule) times again with bisquare weights of the residuals, so that outliers count less.
 * Points closer than `delta` to one that was fitted are interpolated (0: none; a negative value:
 * 1/100 of the range of x, as R). The same as `lowess()` of R. `x` rises. `fitted` has room for
 * `count` values, in the unit of y.
 */
bs_status bs_lowess(const double *x, const double *y, size_t count, double span, size_t iterations,
                    double delta, double *fitted, bs_error *error);

/*
 * Local regression of Cleveland and Devlin (JASA 83, 1988): polynomials of `degree` 0, 1 or 2, by
 * least squares, or with bisquare weights when `iterations` is over 0. `loess()` of R: with its
 * defaults span 0.75, degree 2, no iterations; `is_interpolated` fits only at the corners of cells
 * of a fifth of the span and joins them by cubics, as R does by default, else at every x
 * (`surface = "direct"`). `x` rises.
 */
typedef struct bs_loess_options {
    double span;
    int degree;
    size_t iterations; /* of reweighting; R's family = "symmetric" has 3 */
    bool is_interpolated;
} bs_loess_options;

bs_status bs_loess(const double *x, const double *y, size_t count, const bs_loess_options *options,
                   double *fitted, bs_error *error);

enum { BS_SMOOTH_MAX = 1000000 }; /* points */

#endif
