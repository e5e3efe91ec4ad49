/*
 * trend.h - is a series going up or down, and by how much.
 *
 * Rank tests: no distribution is assumed, only that the values are independent of each other.
 * Missing values are left out, with their times.
 */
#ifndef BS_STATS_TREND_H
#define BS_STATS_TREND_H

#include "broadsheet.h"

/*
 * Mann (Econometrica 13, 1945) and Kendall's test of a monotonic trend in values in order of time.
 * S counts rising pairs less falling ones; var(S) is corrected for ties; z = (S -+ 1) / sqrt(var),
 * with the correction for continuity; p is two-sided. tau = S / sqrt(D) with tau-b's D. NaN p, z
 * and tau for fewer than three values or when all are equal.
 */
typedef struct bs_mann_kendall_result {
    double s, variance, z, p, tau;
    double p_exact; /* of all orders, for fewer than 50 values without ties; else NaN */
    size_t count;
} bs_mann_kendall_result;

bs_status bs_mann_kendall(const double *values, size_t count, bs_mann_kendall_result *result,
                          bs_error *error);

/*
 * The same for values that hang together in time (Hamed and Rao, Journal of Hydrology 204, 1998):
 * var(S) is multiplied by 1 + 2 / (n (n-1) (n-2)) sum (n-k) (n-k-1) (n-k-2) r(k), r being the
 * autocorrelation of the ranks of the values less their Theil-Sen line, over those lags k up to
 * `lag_max` (0 for all, n - 1) at which |r| is over the `confidence` bound of white noise,
 * z / sqrt(n). `mmkh()` of R's modifiedmk. z and p are NaN where the variance is not positive.
 * p_exact is NaN.
 */
bs_status bs_mann_kendall_serial(const double *values, size_t count, size_t lag_max,
                                 double confidence, bs_mann_kendall_result *result,
                                 bs_error *error);

/*
 * The median of the slopes of all pairs (Theil 1950; Sen, JASA 63, 1968), with Sen's interval from
 * the variance of Mann-Kendall's S. `times` may be NULL for 0, 1, 2 ... Pairs at one time are left
 * out. The intercept is median(y) - slope * median(t). The slope is in value units per time unit.
 * Fails with BS_LIMIT over BS_THEIL_SEN_MAX values: pairs grow with the square.
 */
enum { BS_THEIL_SEN_MAX = 8192 };

typedef struct bs_theil_sen_result {
    double slope, intercept;
    double low, high; /* of the slope; NaN for fewer than three values */
    size_t count;
} bs_theil_sen_result;

bs_status bs_theil_sen(const double *times, const double *values, size_t count, double confidence,
                       bs_theil_sen_result *result, bs_error *error);

#endif
