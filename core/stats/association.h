/*
 * association.h - how strongly two things go together, from a table of two by two counts.
 *
 *                   in B    not in B                     word   all other words
 *        in A        a         b          or   target     a            b
 *    not in A        c         d            reference     c            d
 *
 * Counts may be real (weighted) and must not be negative. Sources: Dunning (Computational
 * Linguistics 19, 1993), Evert (The Statistics of Word Cooccurrences, 2005), Hardie (2014, log
 * ratio), Monroe, Colaresi and Quinn (Political Analysis 16, 2008), Rychly (RASLAN 2008, logDice),
 * Bouma (GSCL 2009, NPMI). 0 log 0 is 0 throughout; a measure that is not defined is NaN.
 */
#ifndef BS_STATS_ASSOCIATION_H
#define BS_STATS_ASSOCIATION_H

#include "broadsheet.h"
#include "stats/intervals.h"

typedef struct bs_contingency {
    double a, b, c, d;
} bs_contingency;

/* From a joint count and its margins: pairs of a node seen `row` times with a collocate seen
 * `column` times, among `total`. */
bs_contingency bs_contingency_from_margins(double joint, double row, double column, double total);

/* From a word's counts in two corpora of given sizes: keyness. */
bs_contingency bs_contingency_from_sizes(double target_count, double target_size,
                                         double reference_count, double reference_size);

/* What `a` would be if the two did not know of each other: row margin x column margin / total. */
double bs_contingency_expected(bs_contingency table);

/*
 * The log-likelihood ratio over all four cells, G2 = 2 sum O ln(O / E), never negative; chi-square
 * with one degree of freedom under independence. `bs_g2_signed` is negative where `a` is under its
 * expectation. (`textstat_keyness(measure = "lr")` of quanteda gives the same but for the 1e-6 that
 * it adds to each count.)
 */
double bs_g2(bs_contingency table);
double bs_g2_signed(bs_contingency table);

/* The same over the first of each row only, 2 (a ln(a / E) + c ln(c / E)): the form of Rayson and
 * Garside (2000), as keyness tools print it. It is close to the other for rare words. */
double bs_g2_two_cell(bs_contingency table);

/* Pearson's X2 = N (ad - bc)^2 / product of the margins; with Yates's correction where wanted,
 * never below 0. The p-value of either is bs_chi_square_upper(x, 1). */
double bs_chi2(bs_contingency table, bool is_corrected);

/* Fisher's exact test on whole counts: the two-sided p sums all tables that are no more probable
 * than the one seen (with the tolerance of R's fisher.test, 1e-7); `less` and `greater` are the
 * tails of `a`. NaN when a count is no whole number or over 2^53. */
typedef struct bs_fisher_result {
    double p, less, greater;
} bs_fisher_result;
bs_fisher_result bs_fisher(bs_contingency table);

/* log2 of the ratio of relative frequencies, (a / (a+b)) / (c / (c+d)). A zero in one corpus counts
 * as half an occurrence (Hardie); NaN when it is zero in both or a corpus is empty. */
double bs_log_ratio(bs_contingency table);

/* log of the odds ratio ad / bc, 1/2 added to every cell if one of them is 0 (Haldane, Anscombe).
 */
double bs_log_odds_ratio(bs_contingency table);

/*
 * Log odds with an informative Dirichlet prior (Monroe et al., equations 16, 19 and 22): `prior` is
 * the word's pseudo-count and `prior_total` that of all words. `delta` is the difference of the log
 * odds, `z` that by its standard deviation.
 */
typedef struct bs_log_odds_result {
    double delta, z;
} bs_log_odds_result;
bs_log_odds_result bs_log_odds(bs_contingency table, double prior, double prior_total);

double bs_pmi(bs_contingency table);     /* log2(a / expected); -inf when a is 0 */
double bs_npmi(bs_contingency table);    /* PMI / -log2(a / N), from -1 to 1; -1 when a is 0 */
double bs_logdice(bs_contingency table); /* 14 + log2(2a / (row + column)), at most 14 */
double bs_t_score(bs_contingency table); /* (a - expected) / sqrt(a) */
double bs_z_score(bs_contingency table); /* (a - expected) / sqrt(expected) (Berry-Rogghe 1973) */
double bs_mi3(bs_contingency table);     /* log2(a^3 / expected) (Daille 1994); -inf when a is 0 */

/* ad / bc, as it is: infinite when b or c is 0, NaN for 0/0. */
double bs_odds_ratio(bs_contingency table);

/* Its interval by the normal approximation of its logarithm (Woolf, Annals of Human Genetics 19,
 * 1955): exp(log OR -+ z sqrt(1/a + 1/b + 1/c + 1/d)). NaN when a count is 0. */
bs_interval bs_odds_ratio_interval(bs_contingency table, double confidence);

/* %DIFF, 100 (f - g) / g of the relative frequencies f and g (Gabrielatos and Marchi 2012); 1e-18
 * stands in for a g of 0, as they do. */
double bs_percent_difference(bs_contingency table);

/* Mutual information of the two indicators, in bits: sum O/N log2(O / E), that is
 * G2 / (2 N ln 2). */
double bs_mutual_information(bs_contingency table);

#endif
