/*
 * correlation.h - do two vectors move together.
 *
 * A pair with a missing value on either side is left out. Fewer than three pairs, or a side that
 * does not vary, give NaN. p-values are two-sided.
 */
#ifndef BS_STATS_CORRELATION_H
#define BS_STATS_CORRELATION_H

#include "broadsheet.h"

typedef struct bs_correlation_result {
    double estimate;  /* from -1 to 1 */
    double p;         /* of no association */
    double low, high; /* interval of 0.95 by Fisher's z, Pearson with 4 pairs or more; else NaN */
    size_t count;     /* pairs used */
    bool is_exact;    /* p is of the exact distribution */
} bs_correlation_result;

/* Product-moment correlation; p from Student's t with n - 2 degrees of freedom. */
bs_status bs_pearson(const double *x, const double *y, size_t count, bs_correlation_result *result,
                     bs_error *error);

/* Pearson on average ranks. p is that of bs_spearman_exact() for fewer than 1290 pairs without
 * ties, else, or when `is_approximate`, from Student's t: what `cor.test` of R does by default, and
 * with `exact = FALSE`. */
bs_status bs_spearman(const double *x, const double *y, size_t count, bool is_approximate,
                      bs_correlation_result *result, bs_error *error);

/* Kendall's tau-b in n log n by Knight's algorithm (JASA 61, 1966). p is exact for fewer than 50
 * pairs without ties, else, or when `is_approximate`, from the normal approximation with the
 * variance corrected for ties (Kendall, Rank Correlation Methods, 1970), as `cor.test` of R. */
bs_status bs_kendall(const double *x, const double *y, size_t count, bool is_approximate,
                     bs_correlation_result *result, bs_error *error);

#endif
