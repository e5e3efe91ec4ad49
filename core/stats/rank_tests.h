/*
 * rank_tests.h - exact distributions of rank statistics, for samples too small for the normal one.
 */
#ifndef BS_STATS_RANK_TESTS_H
#define BS_STATS_RANK_TESTS_H

#include "broadsheet.h"

/*
 * The two-sided p of Kendall's S (rising pairs less falling ones) for `count` values without ties,
 * from the numbers of permutations by inversions: p = min(1, 2 min(P(S <= s), P(S >= s))), as
 * `cor.test(method = "kendall", exact = TRUE)` of R. Fails with BS_LIMIT over BS_KENDALL_EXACT_MAX
 * values, and with BS_NO_MEMORY.
 */
enum { BS_KENDALL_EXACT_MAX = 170 };
bs_status bs_kendall_exact(double s, size_t count, double *p, bs_error *error);

/*
 * The two-sided p of Spearman's rho for `count` pairs without ties: exact, over all permutations,
 * for 9 pairs or fewer; by the Edgeworth series of Best and Roberts (Applied Statistics 24, AS 89,
 * 1975) over that, right to some 1e-4. The same as `cor.test(method = "spearman")` of R.
 */
double bs_spearman_exact(double rho, size_t count);

#endif
