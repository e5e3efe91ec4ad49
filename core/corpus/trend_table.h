/*
 * trend_table.h - a count by period, with what can be said of its course.
 */
#ifndef BS_CORPUS_TREND_TABLE_H
#define BS_CORPUS_TREND_TABLE_H

#include "broadsheet.h"
#include "corpus/count.h"
#include "stats/changes.h"
#include "table/table.h"

typedef struct bs_trend_options {
    bs_count_options count; /* `by` has one period (year when it has none) and what tells series
                               apart; `per` absent is read as below */
    bool is_serial;         /* Mann-Kendall as Hamed and Rao corrected it */
    bool has_cost;          /* else binomial for shares of articles, Poisson for other counts */
    bs_cost cost;
    bs_penalty penalty; /* the modified BIC, unless another is named */
    double penalty_value;
    bool adds_no_rate; /* `per` is absent on purpose */
} bs_trend_options;

/*
 * `*periods` is bs_count() with two columns more: `level`, the rate (or count) of the stretch
 * between change points that the period lies in, and `change`, true for the first period of a new
 * stretch. Where nothing is divided, `low` and `high` are the exact Poisson interval of the count.
 * Absent `per` asks for the rate that fits: by article for articles with words (or entity, type),
 * by million tokens for words and tokens, by thousand articles for other items, and for all
 * articles, all words or all tokens no rate.
 *
 * `*tests` has one row a series: what tells them apart, periods, count, first and last (the
 * periods in which anything was counted), tau, z and p of Mann-Kendall over the rates (p is exact
 * for fewer than 50 periods without ties), p_adjusted (Holm, over the series), slope a period with
 * low and high (Theil-Sen), changes (the first periods of new stretches, with blanks between),
 * dispersion (of counts: words come in clumps, so counts differ more from period to period than
 * Poisson's law has it, and the penalty is multiplied by as much, unless it is a number), penalty
 * (what a change costs), and reading, the same in a sentence. Periods without articles
 * have no rate and are left out of the tests. The evidence is that of the periods, in the first
 * table.
 */
bs_status bs_trend(bs_selection *selection, const bs_trend_options *options,
                   const bs_progress *progress, bs_table **periods, bs_table **tests,
                   bs_error *error);

#endif
