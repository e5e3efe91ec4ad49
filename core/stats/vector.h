/*
 * vector.h - sums, means and quantiles of a vector of numbers.
 *
 * Everywhere in this room NaN stands for a missing value and is left out: a vector of nothing but
 * NaN has the sum NaN, not 0, because "not stated" is no zero. Units are those of the values.
 */
#ifndef BS_STATS_VECTOR_H
#define BS_STATS_VECTOR_H

#include "broadsheet.h"

/* How many values are not missing. */
size_t bs_vector_count(const double *values, size_t count);

/* The sum by Neumaier's compensated summation (ZAMM 54, 1974): exact but for the last rounding
 * whatever the order of magnitudes. NaN when no value is left. */
double bs_vector_sum(const double *values, size_t count);

/* Sum / n. NaN when no value is left. */
double bs_vector_mean(const double *values, size_t count);

/* The sample variance, sum (x - mean)^2 / (n - 1), in two passes with the correction of Chan, Golub
 * and LeVeque (The American Statistician 37, 1983). NaN for fewer than two values. */
double bs_vector_variance(const double *values, size_t count);
double bs_vector_sd(const double *values, size_t count);

double bs_vector_min(const double *values, size_t count);
double bs_vector_max(const double *values, size_t count);

/*
 * The quantile of `probability` by definition 7 of Hyndman and Fan (The American Statistician 50,
 * 1996), the default of R and of spreadsheets: with h = (n - 1) p, between the order statistics at
 * floor(h) and floor(h) + 1. NaN when no value is left. Fails with BS_MISUSE for a probability
 * outside 0 to 1 and with BS_NO_MEMORY.
 */
bs_status bs_vector_quantile(const double *values, size_t count, double probability,
                             double *quantile, bs_error *error);

/* The same by any of their nine definitions, as `quantile(type = 1..9)` of R. BS_MISUSE for another
 * type. */
bs_status bs_vector_quantile_type(const double *values, size_t count, double probability, int type,
                                  double *quantile, bs_error *error);

/* The quantile of 1/2. */
bs_status bs_vector_median(const double *values, size_t count, double *median, bs_error *error);

/* 1.4826 times the median of |x - median|, which estimates the standard deviation of normal data
 * (Hampel, JASA 69, 1974); `mad()` of R, with the factor as R rounds it. */
#define BS_MAD_SCALE 1.4826
bs_status bs_vector_mad(const double *values, size_t count, double *mad, bs_error *error);

/* Sorts upwards, in place, missing values last. */
void bs_vector_sort(double *values, size_t count);

/* The quantile of what is sorted upwards and has no missing values. NaN for none. */
double bs_vector_quantile_sorted(const double *values, size_t count, double probability);

#endif
