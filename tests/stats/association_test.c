/*
 * association_test.c - measures of association against R on words of the inaugural addresses of US
 * presidents: counts since 1945 (40,834 tokens) against those before (99,630).
 */
#include "check.h"

#include "stats/association.h"
#include "stats/special.h"

/* G2: 2*sum(O*log(O/E)); chi2: chisq.test(O, correct=FALSE) and TRUE; fisher.test(O)$p.value;
 * log2((a/A)/(b/B)); the odds ratio (a/(A-a))/(b/(B-b)). */
static const struct {
    double a, b, g2, chi2, yates, fisher, log_ratio, odds;
} words[] = {
    {166, 54, 202.41586867248722, 229.90751847379522, 227.66002038804132, 7.9988732889408225e-46,
     2.9069612553387096, 7.5269007573522178}, /* america */
    {124, 64, 109.38562052306906, 124.22128388230387, 122.43643920893675, 1.4364764513907333e-25,
     2.2410056365421287, 4.7386176615082292}, /* freedom */
    {1133, 779, 761.6726097474932, 856.61261155251577, 855.12908524227555, 1.5490920844038407e-167,
     1.8272619539140997, 3.6213631103021404}, /* we */
};

static void keyness_measures_equal_those_of_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        bs_contingency table = bs_contingency_from_sizes(words[i].a, 40834, words[i].b, 99630);
        CHECK_NEAR(bs_g2(table), words[i].g2, 1e-9);
        CHECK_NEAR(bs_chi2(table, false), words[i].chi2, 1e-9);
        CHECK_NEAR(bs_chi2(table, true), words[i].yates, 1e-9);
        CHECK_NEAR(bs_log_ratio(table), words[i].log_ratio, 1e-9);
        CHECK_NEAR(exp(bs_log_odds_ratio(table)), words[i].odds, 1e-9);
        CHECK_NEAR(bs_fisher(table).p / words[i].fisher, 1, 1e-9);
    }
    /* prop.test(c(166, 54), c(40834, 99630), correct=FALSE)$p.value */
    bs_contingency america = bs_contingency_from_sizes(166, 40834, 54, 99630);
    CHECK_NEAR(bs_chi_square_upper(bs_chi2(america, false), 1) / 6.2446957060487704e-52, 1, 1e-9);
}

static void log_likelihood_meets_worked_values(void **state)
{
    (void)state;
    /* Every cell expected 5: 2 (8 ln 1.6 + 2 ln 0.4) twice. */
    bs_contingency table = {8, 2, 2, 8};
    CHECK_NEAR(bs_g2(table), 4 * (8 * log(1.6) + 2 * log(0.4)), 1e-14);
    CHECK_NEAR(bs_mutual_information(table), bs_g2(table) / (40 * log(2)), 1e-14);
    CHECK_NEAR(bs_g2_signed((bs_contingency){2, 8, 8, 2}), -bs_g2(table), 1e-14);
    CHECK(bs_g2((bs_contingency){3, 97, 6, 194}) < 1e-20);    /* same rate */
    CHECK(isfinite(bs_g2((bs_contingency){0, 100, 7, 100}))); /* 0 log 0 is 0 */
    CHECK(bs_g2((bs_contingency){0, 100, 0, 100}) == 0);
    CHECK(isnan(bs_g2((bs_contingency){0, 0, 0, 0})));
    CHECK(isnan(bs_g2((bs_contingency){-1, 2, 3, 4})));
}

static void a_tiny_effect_in_a_huge_corpus_is_not_lost_in_rounding(void **state)
{
    (void)state;
    /* By expansion G2 is close to X2 here, which has no cancellation: 1 in 1e12 off independence.
     */
    bs_contingency table = {1000001, 1e12, 1000000, 1e12};
    CHECK_NEAR(bs_g2(table) / bs_chi2(table, false), 1, 1e-5);
}

static void collocation_measures_meet_worked_values(void **state)
{
    (void)state;
    /* united states: 165 together, 211 and 343 alone, among 140464 (inaugural addresses) */
    bs_contingency pair = bs_contingency_from_margins(165, 211, 343, 140464);
    double expected = 211.0 * 343.0 / 140464.0;
    CHECK_NEAR(bs_contingency_expected(pair), expected, 1e-14);
    CHECK_NEAR(bs_pmi(pair), log2(165 / expected), 1e-13);
    CHECK_NEAR(bs_npmi(pair), log2(165 / expected) / log2(140464.0 / 165), 1e-13);
    CHECK_NEAR(bs_logdice(pair), 14 + log2(330.0 / 554), 1e-14);
    CHECK_NEAR(bs_t_score(pair), (165 - expected) / sqrt(165), 1e-13);
    bs_contingency always = {7, 0, 0, 93};
    CHECK_NEAR(bs_npmi(always), 1, 1e-15);
    CHECK(bs_logdice(always) == 14);
    bs_contingency never = {0, 7, 8, 93};
    CHECK(bs_npmi(never) == -1 && isinf(bs_pmi(never)) && isnan(bs_t_score(never)));
}

static void zeros_are_smoothed_as_their_authors_say(void **state)
{
    (void)state;
    bs_contingency only_target = bs_contingency_from_sizes(8, 1000, 0, 2000);
    CHECK_NEAR(bs_log_ratio(only_target), log2((8.0 / 1000) / (0.5 / 2000)), 1e-14);
    CHECK(isnan(bs_log_ratio(bs_contingency_from_sizes(0, 1000, 0, 2000))));
    CHECK_NEAR(bs_log_odds_ratio(only_target), log(8.5 / 992.5) - log(0.5 / 2000.5), 1e-14);
}

static void log_odds_with_a_prior_shrink_rare_words(void **state)
{
    (void)state;
    bs_log_odds_result rare = bs_log_odds(bs_contingency_from_sizes(2, 10000, 0, 10000), 0.1, 100);
    bs_log_odds_result common =
        bs_log_odds(bs_contingency_from_sizes(200, 10000, 100, 10000), 15, 100);
    CHECK(rare.delta > common.delta && rare.z < common.z);
    double delta = log(215.0 / (9800 + 85)) - log(115.0 / (9900 + 85));
    CHECK_NEAR(common.delta, delta, 1e-13);
    CHECK_NEAR(common.z, delta / sqrt(1 / 215.0 + 1 / 115.0), 1e-13);
    CHECK(isnan(bs_log_odds(bs_contingency_from_sizes(2, 10, 1, 10), 0, 100).z));
}

static double brute_density(int a, int white, int black, int drawn)
{
    return exp(bs_log_choose(white, a) + bs_log_choose(black, drawn - a) -
               bs_log_choose(white + black, drawn));
}

/* All tables with small margins, summed without any cleverness. */
static void fisher_equals_the_plain_sum_on_every_small_table(void **state)
{
    (void)state;
    for (int white = 0; white <= 9; white++)
        for (int black = 0; black <= 7; black++)
            for (int drawn = 0; drawn <= white + black; drawn++) {
                int low = drawn > black ? drawn - black : 0, high = drawn < white ? drawn : white;
                for (int a = low; a <= high; a++) {
                    double here = brute_density(a, white, black, drawn), p = 0, less = 0, more = 0;
                    for (int i = low; i <= high; i++) {
                        double density = brute_density(i, white, black, drawn);
                        p += density <= here * (1 + 1e-7) ? density : 0;
                        less += i <= a ? density : 0;
                        more += i >= a ? density : 0;
                    }
                    bs_fisher_result result =
                        bs_fisher((bs_contingency){a, white - a, drawn - a, black - drawn + a});
                    CHECK_NEAR(result.p, p, 1e-12);
                    CHECK_NEAR(result.less, less, 1e-12);
                    CHECK_NEAR(result.greater, more, 1e-12);
                }
            }
    CHECK(isnan(bs_fisher((bs_contingency){0.5, 1, 1, 1}).p));
    /* Counts of a large corpus take no longer. */
    CHECK(bs_fisher((bs_contingency){1e6, 1e9, 2e6, 1e9}).p < 1e-300);
    CHECK_NEAR(bs_fisher((bs_contingency){1e6, 1e9, 1e6, 1e9}).p, 1, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keyness_measures_equal_those_of_r),
        cmocka_unit_test(log_likelihood_meets_worked_values),
        cmocka_unit_test(a_tiny_effect_in_a_huge_corpus_is_not_lost_in_rounding),
        cmocka_unit_test(collocation_measures_meet_worked_values),
        cmocka_unit_test(zeros_are_smoothed_as_their_authors_say),
        cmocka_unit_test(log_odds_with_a_prior_shrink_rare_words),
        cmocka_unit_test(fisher_equals_the_plain_sum_on_every_small_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
