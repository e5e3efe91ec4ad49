/*
 * changes.h - where a series changes, and when something comes in bursts.
 */
#ifndef BS_STATS_CHANGES_H
#define BS_STATS_CHANGES_H

#include "broadsheet.h"

/*
 * What a stretch costs: twice its negative log-likelihood at its own maximum, but for constants.
 * `exposures` are trials of BS_COST_BINOMIAL and units of exposure of BS_COST_POISSON.
 */
typedef enum bs_cost {
    BS_COST_NORMAL,   /* mean and variance change: n (log 2 pi + log s^2 + 1) */
    BS_COST_MEAN,     /* the mean changes, the variance is 1: sum x^2 - (sum x)^2 / n */
    BS_COST_VARIANCE, /* the variance about the mean of the whole changes */
    BS_COST_POISSON,  /* the rate of counts: 2 x (log e - log x), x and e summed */
    BS_COST_BINOMIAL, /* the share of successes x among e trials */
} bs_cost;

/* "normal", "mean", "variance", "poisson", "binomial"; false for any other word. */
bool bs_cost_from_name(bs_str name, bs_cost *cost);

/* What each change point costs, n being the length of the series and k the parameters of a stretch
 * (2 for BS_COST_NORMAL, else 1). */
typedef enum bs_penalty {
    BS_PENALTY_MBIC,         /* (k + 2) log n, and log of its length a stretch (not of counts):
                                Zhang and Siegmund (Biometrics 63, 2007) */
    BS_PENALTY_BIC,          /* (k + 1) log n */
    BS_PENALTY_AIC,          /* 2 (k + 1) */
    BS_PENALTY_HANNAN_QUINN, /* 2 (k + 1) log log n */
    BS_PENALTY_NUMBER,       /* `penalty_value` */
} bs_penalty;

/* "mbic", "bic" or "sic", "aic", "hannan-quinn", in any case. */
bool bs_penalty_from_name(bs_str name, bs_penalty *penalty);

enum { BS_CHANGES_MAX = 100000 }; /* values of a series */

typedef struct bs_changes_options {
    bs_cost cost;
    bs_penalty penalty;
    double penalty_value;
    size_t least;            /* values of a stretch; 0 for 1 with BS_COST_MEAN, else 2 */
    const double *exposures; /* NULL for 1 each; must not be NULL for BS_COST_BINOMIAL */
} bs_changes_options;

/* What a change costs in a series of `count` values. */
double bs_penalty_value(const bs_changes_options *options, size_t count);

/*
 * The change points of the cheapest cutting of `values` into stretches: PELT, exact (Killick,
 * Fearnhead and Eckley, JASA 107, 2012); the same as `cpt.mean`, `cpt.var` and `cpt.meanvar` of R's
 * changepoint. `changes` (room for `count`) gets the number of values before each change, rising:
 * counted from 1 it is the last of the stretch before. `cost` is that of all stretches with the
 * penalties of the changes, `penalty` what one of them costs. Values must not be missing. BS_MISUSE
 * for one that is, a negative count, more successes than trials; BS_LIMIT over BS_CHANGES_MAX.
 */
bs_status bs_pelt(const double *values, size_t count, const bs_changes_options *options,
                  size_t *changes, size_t *change_count, double *cost, double *penalty,
                  bs_error *error);

/* A burst of `level` (from 1) and the range of gaps or batches that it covers. */
typedef struct bs_burst {
    size_t level, start, end; /* half-open */
    double weight; /* how much cheaper the burst is than the level under it; NaN for gaps */
} bs_burst;

typedef struct bs_bursts {
    bs_burst *items; /* in order of start, then level */
    size_t count, capacity;
} bs_bursts;

enum { BS_BURST_LEVELS_MAX = 64 };

/*
 * Kleinberg's bursts of events in time (Data Mining and Knowledge Discovery 7, 2003): an automaton
 * whose state i expects gaps of mean g / s^i, g being the mean gap; climbing a state costs
 * gamma log n. `times` rise, and no two are equal: BS_MISUSE. Level 1 covers everything. Gap i lies
 * between times i and i + 1. The same as `bursts::kleinberg` of R. BS_LIMIT when the gaps differ so
 * much that over BS_BURST_LEVELS_MAX states were needed.
 */
bs_status bs_bursts_of_times(const double *times, size_t count, double s, double gamma,
                             bs_bursts *bursts, bs_error *error);

/*
 * The same for batches (his section 4): `relevant` of `all` items in each of `count` batches; state
 * i expects the share p s^i, p being the overall share, 0.9999 at most. There are `level_count`
 * levels over the base (1 in the usual two-state automaton). Level 1 is the first burst here.
 */
bs_status bs_bursts_of_batches(const double *relevant, const double *all, size_t count, double s,
                               double gamma, size_t level_count, bs_bursts *bursts,
                               bs_error *error);

#endif
