/*
 * coverage_test.c - what intervals and tests promise, over 10,000 draws with fixed seeds: intervals
 * of 95 % hold the truth in 93 to 97 of 100 draws (exact ones may hold it oftener), tests of 5 %
 * reject what is true no oftener than that, also when there are many of them.
 */
#include "check.h"

#include <stdlib.h>

#include "stats/adjust.h"
#include "stats/association.h"
#include "stats/changes.h"
#include "stats/correlation.h"
#include "stats/intervals.h"
#include "stats/random.h"
#include "stats/resample.h"
#include "stats/special.h"
#include "stats/trend.h"
#include "stats/vector.h"

enum { DRAWS = 10000 };

static double draw_normal(bs_random *random)
{
    return bs_normal_quantile((bs_random_unit(random) * 9007199254740992.0 + 0.5) * 0x1p-53);
}

static double draw_binomial(bs_random *random, size_t trials, double p)
{
    double successes = 0;
    for (size_t i = 0; i < trials; i++)
        successes += bs_random_unit(random) < p;
    return successes;
}

/* By counting arrivals of a unit of time. */
static double draw_poisson(bs_random *random, double mean)
{
    double time = -log1p(-bs_random_unit(random)), count = 0;
    for (; time < mean; count++)
        time -= log1p(-bs_random_unit(random));
    return count;
}

#define CHECK_SHARE(hits, draws, least, most)                                                     \
    do {                                                                                          \
        double share_ = (double)(hits) / (double)(draws);                                         \
        if (!(share_ >= (least) && share_ <= (most)))                                             \
            fail_msg("%s in %.4f of the draws, not %.3f to %.3f", #hits, share_, (double)(least), \
                     (double)(most));                                                             \
    } while (0)

static bool holds(bs_interval interval, double truth)
{
    return interval.low <= truth && truth <= interval.high;
}

static void intervals_of_shares_and_rates_hold_the_truth(void **state)
{
    (void)state;
    bs_random random;
    bs_random_init(&random, 1, 0);
    size_t wilson = 0, exact = 0, rate = 0, difference = 0, odds = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        double successes = draw_binomial(&random, 80, 0.27);
        wilson += holds(bs_wilson_interval(successes, 80, 0.95), 0.27);
        exact += holds(bs_binomial_interval(successes, 80, 0.95), 0.27);
        rate += holds(bs_poisson_interval(draw_poisson(&random, 60), 3, 0.95), 20);
        double other = draw_binomial(&random, 120, 0.4);
        difference += holds(bs_newcombe_interval(successes, 80, other, 120, 0.95), 0.4 - 0.27);
        bs_contingency table = {successes, 80 - successes, other, 120 - other};
        odds += holds(bs_odds_ratio_interval(table, 0.95), 0.27 / 0.73 / (0.4 / 0.6));
    }
    CHECK_SHARE(wilson, DRAWS, 0.93, 0.97);
    CHECK_SHARE(exact, DRAWS, 0.95, 0.98); /* never under 95, so over it as a rule */
    CHECK_SHARE(rate, DRAWS, 0.95, 0.97);
    CHECK_SHARE(difference, DRAWS, 0.93, 0.97);
    CHECK_SHARE(odds, DRAWS, 0.93, 0.97);
}

static void intervals_of_correlations_and_slopes_hold_the_truth(void **state)
{
    (void)state;
    enum { N = 24 };
    bs_random random;
    bs_random_init(&random, 2, 0);
    size_t correlation = 0, slope = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        double x[N], y[N], line[N];
        for (size_t k = 0; k < N; k++) {
            x[k] = draw_normal(&random);
            y[k] = 0.6 * x[k] + 0.8 * draw_normal(&random);
            line[k] = 2 - 0.15 * (double)k + draw_normal(&random);
        }
        bs_correlation_result r;
        CHECK_OK(bs_pearson(x, y, N, &r, NULL));
        correlation += r.low <= 0.6 && 0.6 <= r.high;
        bs_theil_sen_result sen;
        CHECK_OK(bs_theil_sen(NULL, line, N, 0.95, &sen, NULL));
        slope += sen.low <= -0.15 && -0.15 <= sen.high;
    }
    CHECK_SHARE(correlation, DRAWS, 0.93, 0.97);
    CHECK_SHARE(slope, DRAWS, 0.93, 0.97);
}

static void bootstrap_intervals_hold_the_truth(void **state)
{
    (void)state;
    enum { N = 60, REPEATS = 399 };
    bs_random random;
    bs_random_init(&random, 3, 0);
    size_t percentile = 0, bca = 0, basic = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        double x[N], means[REPEATS], jackknife[N], sum = 0;
        for (size_t k = 0; k < N; k++) {
            x[k] = draw_normal(&random) + 3;
            sum += x[k];
        }
        for (size_t r = 0; r < REPEATS; r++) {
            uint32_t places[N];
            bs_bootstrap_draw(i, r, N, 1, places);
            means[r] = 0;
            for (size_t k = 0; k < N; k++)
                means[r] += x[places[k]] / N;
        }
        for (size_t k = 0; k < N; k++)
            jackknife[k] = (sum - x[k]) / (N - 1);
        const bs_bootstrap_method methods[] = {BS_BOOTSTRAP_PERCENTILE, BS_BOOTSTRAP_BCA,
                                               BS_BOOTSTRAP_BASIC};
        size_t *held[] = {&percentile, &bca, &basic};
        for (size_t m = 0; m < 3; m++) {
            bs_bootstrap_result result;
            CHECK_OK(bs_bootstrap_interval(means, REPEATS, sum / N, jackknife, N, methods[m], 0.95,
                                           &result, NULL));
            *held[m] += result.low <= 3 && 3 <= result.high;
        }
    }
    CHECK_SHARE(percentile, DRAWS, 0.93, 0.97);
    CHECK_SHARE(bca, DRAWS, 0.93, 0.97);
    CHECK_SHARE(basic, DRAWS, 0.93, 0.97);
}

static void tests_keep_their_error_rate(void **state)
{
    (void)state;
    enum { N = 20 };
    bs_random random;
    bs_random_init(&random, 4, 0);
    size_t kendall = 0, kendall_exact = 0, fisher = 0, g2 = 0, chi2 = 0, spearman = 0, tau = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        double x[N], y[N];
        for (size_t k = 0; k < N; k++) {
            x[k] = draw_normal(&random);
            y[k] = draw_normal(&random);
        }
        bs_mann_kendall_result trend;
        bs_correlation_result r;
        CHECK_OK(bs_mann_kendall(x, N, &trend, NULL));
        kendall += trend.p < 0.05;
        kendall_exact += trend.p_exact < 0.05;
        CHECK_OK(bs_spearman(x, y, N, false, &r, NULL));
        spearman += r.p < 0.05;
        CHECK_OK(bs_kendall(x, y, N, false, &r, NULL));
        tau += r.p < 0.05;
        double a = draw_binomial(&random, 150, 0.3), c = draw_binomial(&random, 250, 0.3);
        bs_contingency table = {a, 150 - a, c, 250 - c};
        fisher += bs_fisher(table).p < 0.05;
        g2 += bs_chi_square_upper(bs_g2(table), 1) < 0.05;
        chi2 += bs_chi_square_upper(bs_chi2(table, false), 1) < 0.05;
    }
    CHECK_SHARE(kendall, DRAWS, 0.03, 0.055);
    CHECK_SHARE(kendall_exact, DRAWS, 0.03, 0.055);
    CHECK_SHARE(spearman, DRAWS, 0.04, 0.055);
    CHECK_SHARE(tau, DRAWS, 0.03, 0.055);
    CHECK_SHARE(fisher, DRAWS, 0.02, 0.05);
    CHECK_SHARE(g2, DRAWS, 0.04, 0.06);
    CHECK_SHARE(chi2, DRAWS, 0.04, 0.06);
}

/* 0.4 of each value is in the next one. */
static void a_test_of_a_trend_allows_for_series_that_hang_together(void **state)
{
    (void)state;
    enum { N = 60 };
    bs_random random;
    bs_random_init(&random, 5, 0);
    size_t plain = 0, serial = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        double x[N], last = draw_normal(&random);
        for (size_t k = 0; k < N; k++)
            last = x[k] = 0.4 * last + draw_normal(&random);
        bs_mann_kendall_result result;
        CHECK_OK(bs_mann_kendall(x, N, &result, NULL));
        plain += result.p < 0.05;
        CHECK_OK(bs_mann_kendall_serial(x, N, 1, 0.95, &result, NULL));
        serial += result.p < 0.05;
    }
    CHECK_SHARE(plain, DRAWS, 0.15, 1);
    CHECK_SHARE(serial, DRAWS, 0.03,
                0.12); /* liberal still, as its authors found, but by far less */
}

static void corrections_keep_the_error_rate_of_many_tests(void **state)
{
    (void)state;
    enum { TESTS = 30, TRUE_TESTS = 20 };
    bs_random random;
    bs_random_init(&random, 6, 0);
    size_t uncorrected = 0, holm = 0, hochberg = 0;
    double false_bh = 0, false_by = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        double p[TESTS], adjusted[TESTS];
        for (size_t k = 0; k < TESTS; k++) {
            double shift = k < TRUE_TESTS ? 0 : 3;
            p[k] = 2 * bs_normal_upper(fabs(draw_normal(&random) + shift));
        }
        const bs_adjustment methods[] = {BS_ADJUST_NONE, BS_ADJUST_HOLM, BS_ADJUST_HOCHBERG,
                                         BS_ADJUST_BH, BS_ADJUST_BY};
        for (size_t m = 0; m < 5; m++) {
            CHECK_OK(bs_adjust(p, TESTS, methods[m], adjusted, NULL));
            double wrong = 0, found = 0;
            for (size_t k = 0; k < TESTS; k++) {
                found += adjusted[k] < 0.05;
                wrong += adjusted[k] < 0.05 && k < TRUE_TESTS;
            }
            double share = found > 0 ? wrong / found : 0;
            uncorrected += m == 0 && wrong > 0;
            holm += m == 1 && wrong > 0;
            hochberg += m == 2 && wrong > 0;
            false_bh += m == 3 ? share : 0;
            false_by += m == 4 ? share : 0;
        }
    }
    CHECK_SHARE(uncorrected, DRAWS, 0.5, 1); /* what it is all about */
    CHECK_SHARE(holm, DRAWS, 0.02, 0.055);
    CHECK_SHARE(hochberg, DRAWS, 0.02, 0.055);
    CHECK_SHARE(false_bh, DRAWS, 0.025, 0.037); /* 20/30 of 0.05 */
    CHECK_SHARE(false_by, DRAWS, 0.003, 0.02);
}

static void permutations_and_silences_keep_their_error_rate(void **state)
{
    (void)state;
    bs_random random;
    bs_random_init(&random, 7, 0);
    size_t permutation = 0, draws = 2000;
    for (size_t i = 0; i < draws; i++) {
        double all[16], seen = 0;
        uint32_t places[16];
        for (size_t k = 0; k < 16; k++) {
            all[k] = draw_normal(&random);
            seen += k < 8 ? all[k] : -all[k];
        }
        bs_permuter permuter;
        bs_permuter_init(&permuter, 8, 8, 199, i);
        uint64_t extreme = 0;
        for (uint64_t r = 0; r < permuter.repeats; r++) {
            bs_permuter_draw(&permuter, r, places);
            double there = 0;
            for (size_t k = 0; k < 16; k++)
                there += k < 8 ? all[places[k]] : -all[places[k]];
            extreme += fabs(there) >= fabs(seen);
        }
        permutation += bs_permuter_p(&permuter, extreme) <= 0.05;
    }
    CHECK_SHARE(permutation, draws, 0.035, 0.065);
}

static void level_series_have_few_change_points(void **state)
{
    (void)state;
    enum { N = 80 };
    bs_random random;
    bs_random_init(&random, 8, 0);
    size_t poisson = 0, normal = 0, draws = 2000;
    for (size_t i = 0; i < draws; i++) {
        double counts[N], values[N], cost, penalty;
        size_t changes[N], count;
        for (size_t k = 0; k < N; k++) {
            counts[k] = draw_poisson(&random, 6);
            values[k] = draw_normal(&random);
        }
        bs_changes_options options = {.cost = BS_COST_POISSON};
        CHECK_OK(bs_pelt(counts, N, &options, changes, &count, &cost, &penalty, NULL));
        poisson += count > 0;
        options.cost = BS_COST_NORMAL;
        options.least = 5;
        CHECK_OK(bs_pelt(values, N, &options, changes, &count, &cost, &penalty, NULL));
        normal += count > 0;
    }
    CHECK_SHARE(poisson, draws, 0, 0.1);
    CHECK_SHARE(normal, draws, 0, 0.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_of_shares_and_rates_hold_the_truth),
        cmocka_unit_test(intervals_of_correlations_and_slopes_hold_the_truth),
        cmocka_unit_test(bootstrap_intervals_hold_the_truth),
        cmocka_unit_test(tests_keep_their_error_rate),
        cmocka_unit_test(a_test_of_a_trend_allows_for_series_that_hang_together),
        cmocka_unit_test(corrections_keep_the_error_rate_of_many_tests),
        cmocka_unit_test(permutations_and_silences_keep_their_error_rate),
        cmocka_unit_test(level_series_have_few_change_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
