/*
 * ranking.h - how alike two rankings are, and how sure a rank is. Ranks of values: rank.h.
 */
#ifndef BS_STATS_RANKING_H
#define BS_STATS_RANKING_H

#include "broadsheet.h"

/*
 * Rank-biased overlap of two lists of items, best first, none twice (Webber, Moffat and Zobel, ACM
 * TOIS 28, 2010): the mean share of items that the lists have in common at depth 1, 2, 3 .., depth
 * d weighing (1 - p) p^(d-1). `p` lies between 0 and 1: 0.9 gives the first ten places 86 % of the
 * weight. `extrapolated` (their equation 32) takes it that the lists go on agreeing as they end;
 * `least` and `most` are what unseen items could make of it. Items are numbers; equal numbers are
 * the same item. NaN for an empty list. BS_MISUSE for a `p` out of range or an item twice.
 */
typedef struct bs_rbo_result {
    double extrapolated, least, most;
} bs_rbo_result;

bs_status bs_rbo(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, double p,
                 bs_rbo_result *result, bs_error *error);

/* How many of the first `depth` items of either list the other has too; `share` is that by the
 * depth, or by the length of the longer list where it ends before. */
bs_status bs_top_overlap(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                         size_t depth, size_t *common, double *share, bs_error *error);

/*
 * The best and the worst rank that each value can have when values are only known to a rounding:
 * a printed v stands for v - step/2 up to, but without, v + step/2. A step of 0 gives the ranks
 * that ties leave open. The largest is 1 when
 * `is_descending`. Missing values get NaN. Two countries that both print 0.6 share a range.
 */
bs_status bs_rank_range(const double *values, size_t count, double step, bool is_descending,
                        double *best, double *worst, bs_error *error);

#endif
