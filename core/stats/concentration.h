/*
 * concentration.h - how unequal shares are, and how far two distributions are apart.
 *
 * Values are weights: not negative, in any unit, as only their shares count. Missing values are
 * left out (of a pair, both). A negative or infinite value, or a sum of 0, gives NaN.
 */
#ifndef BS_STATS_CONCENTRATION_H
#define BS_STATS_CONCENTRATION_H

#include "broadsheet.h"

/* Gini's coefficient, half the relative mean difference: sum (2i - n - 1) x(i) / (n sum x), 0 for
 * equal shares, (n - 1) / n when one has all. Uncorrected, as `ineq::Gini` of R;
 * times n / (n - 1) it is `Gini(corr = TRUE)`. */
bs_status bs_gini(const double *values, size_t count, double *gini, bs_error *error);

/* The Herfindahl-Hirschman index, the sum of squared shares: from 1/n to 1. */
double bs_hhi(const double *values, size_t count);

/* Shannon's entropy of the shares, in bits (The Bell System Technical Journal 27, 1948). */
double bs_entropy(const double *values, size_t count);

/* Kullback-Leibler divergence of p from q, sum p log2(p / q), in bits; infinite when q is 0 where p
 * is not. */
double bs_kl(const double *p, const double *q, size_t count);

/* Jensen-Shannon divergence in bits, from 0 to 1 (Lin, IEEE Trans. Inf. Theory 37, 1991); its
 * square root is a metric. */
double bs_jsd(const double *p, const double *q, size_t count);

/* The cosine of the angle between two vectors (which may be negative here). NaN when one is 0. */
double bs_cosine(const double *x, const double *y, size_t count);

#endif
