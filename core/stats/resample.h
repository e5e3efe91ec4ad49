/*
 * resample.h - intervals and tests by drawing from the data themselves.
 *
 * A statistic is worked out by the caller, once a draw: these functions say what to draw, and what
 * the results mean. Draw `index` of a seed is the same whichever thread takes it.
 */
#ifndef BS_STATS_RESAMPLE_H
#define BS_STATS_RESAMPLE_H

#include "broadsheet.h"
#include "stats/random.h"

/*
 * The places, below `count`, of bootstrap draw `index`: `count` of them, with replacement. With a
 * `block` over 1 they come in runs of that length that wrap around the end, for series that hang
 * together in time (Politis and Romano's circular blocks, 1992).
 */
void bs_bootstrap_draw(uint64_t seed, size_t index, size_t count, size_t block, uint32_t *places);

typedef enum bs_bootstrap_method {
    BS_BOOTSTRAP_PERCENTILE, /* quantiles, between order statistics on the normal scale */
    BS_BOOTSTRAP_BASIC,      /* 2 estimate - quantiles */
    BS_BOOTSTRAP_NORMAL,     /* estimate - bias -+ z se */
    BS_BOOTSTRAP_BCA,        /* bias-corrected and accelerated (Efron, JASA 82, 1987) */
    BS_BOOTSTRAP_QUANTILE,   /* quantiles of type 7 */
} bs_bootstrap_method;

/* "percentile", "basic", "normal", "bca", "quantile"; false for any other word. */
bool bs_bootstrap_method_from_name(bs_str name, bs_bootstrap_method *method);

typedef struct bs_bootstrap_result {
    double low, high;
    double se, bias;         /* sd of the replicates; their mean less the estimate */
    double acceleration, z0; /* of BCa, else NaN */
    size_t count;            /* replicates that are finite */
} bs_bootstrap_result;

/*
 * The interval from `replicates` of a statistic whose value on the data is `estimate`: Davison and
 * Hinkley, Bootstrap Methods (1997), chapter 5, the same as `boot.ci` of R given the same
 * replicates. `jackknife`, for BCa, has the statistic without each of `jackknife_count` values in
 * turn. NaN ends for fewer than two finite replicates. BS_MISUSE for a confidence not between 0 and
 * 1; BS_NO_MEMORY.
 */
bs_status bs_bootstrap_interval(const double *replicates, size_t count, double estimate,
                                const double *jackknife, size_t jackknife_count,
                                bs_bootstrap_method method, double confidence,
                                bs_bootstrap_result *result, bs_error *error);

/*
 * Ways to deal `first` + `second` values to two groups: all of them, in order, when there are no
 * more than `repeats`, else `repeats` drawn at random.
 */
typedef struct bs_permuter {
    size_t first, second;
    uint64_t repeats; /* how many arrangements there are to look at */
    uint64_t seed;
    bool is_exact;
} bs_permuter;

void bs_permuter_init(bs_permuter *permuter, size_t first, size_t second, uint64_t repeats,
                      uint64_t seed);
/* Arrangement `index`: places below first + second, those of the first group first. In exact mode
 * `places` must hold arrangement index - 1 (anything for 0). */
void bs_permuter_draw(const bs_permuter *permuter, uint64_t index, uint32_t *places);

/*
 * The p-value when `extreme` of the arrangements had a statistic as far out as the one seen:
 * extreme / all of them when exact, else (extreme + 1) / (repeats + 1), which is never 0 (Phipson
 * and Smyth, Stat. Appl. Genet. Mol. Biol. 9, 2010).
 */
double bs_permuter_p(const bs_permuter *permuter, uint64_t extreme);

#endif
