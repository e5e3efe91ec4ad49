/*
 * intervals.h - how far an estimate can be trusted.
 *
 * `confidence` is a probability, 0.95 as a rule. Arguments outside their domain (a negative count,
 * more successes than trials, a confidence not between 0 and 1, NaN) give NaN at both ends.
 */
#ifndef BS_STATS_INTERVALS_H
#define BS_STATS_INTERVALS_H

#include "broadsheet.h"

typedef struct bs_interval {
    double low, high;
} bs_interval;

/*
 * Wilson's score interval of a proportion (JASA 22, 1927), without correction for continuity; as
 * recommended by Brown, Cai and DasGupta (Statistical Science 16, 2001). `prop.test(correct =
 * FALSE)` of R. No trials give 0 to 1: nothing is known. The ends are exactly 0 and 1 at 0 and
 * `trials` successes.
 */
bs_interval bs_wilson_interval(double successes, double trials, double confidence);

/* The interval of Clopper and Pearson (Biometrika 26, 1934), which covers at least `confidence`;
 * `binom.test` of R. */
bs_interval bs_binomial_interval(double successes, double trials, double confidence);

/*
 * The interval of the difference y/m - x/n of two independent shares: Wilson's intervals of both,
 * put together (Newcombe, Statistics in Medicine 17, 1998, method 10). No trials give NaN.
 */
bs_interval bs_newcombe_interval(double x, double n, double y, double m, double confidence);

/*
 * The exact interval of a rate, `count` events in `exposure` units, by Garwood (Biometrika 28,
 * 1936): quantiles of the gamma distribution, divided by the exposure. `poisson.test` of R. The low
 * end is 0 for no events; no exposure gives 0 to infinity.
 */
bs_interval bs_poisson_interval(double count, double exposure, double confidence);

#endif
