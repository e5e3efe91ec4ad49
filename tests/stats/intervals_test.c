/* intervals_test.c - intervals against prop.test(correct=FALSE), binom.test and poisson.test of R.
 */
#include "check.h"

#include "stats/intervals.h"
#include "stats/special.h"

static const struct {
    double successes, trials;
    bs_interval wilson, exact;
} proportions[] = {
    {0, 10, {0, 0.27753279986288915}, {0, 0.30849710781876083}},
    {3,
     10,
     {0.10779126740630104, 0.60322185253885452},
     {0.066739511177734495, 0.65245285005999731}},
    {50,
     100,
     {0.40383153036599567, 0.59616846963400427},
     {0.39832112950330101, 0.60167887049669899}},
    {1,
     1000,
     {0.00017654637062607817, 0.0056425585979579338},
     {2.5317487491294069e-05, 0.005558924279826627}},
};

static void intervals_of_proportions_equal_those_of_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof proportions / sizeof *proportions; i++) {
        double s = proportions[i].successes, n = proportions[i].trials;
        bs_interval wilson = bs_wilson_interval(s, n, 0.95);
        CHECK_NEAR(wilson.low, proportions[i].wilson.low, 1e-12);
        CHECK_NEAR(wilson.high, proportions[i].wilson.high, 1e-12);
        bs_interval exact = bs_binomial_interval(s, n, 0.95);
        CHECK_NEAR(exact.low, proportions[i].exact.low, 1e-9);
        CHECK_NEAR(exact.high, proportions[i].exact.high, 1e-9);
        /* What is true of successes is true of failures, the other way round. */
        bs_interval mirror = bs_wilson_interval(n - s, n, 0.95);
        CHECK_NEAR(mirror.low, 1 - wilson.high, 1e-12);
        CHECK_NEAR(mirror.high, 1 - wilson.low, 1e-12);
    }
    CHECK(bs_wilson_interval(0, 10, 0.95).low == 0 && bs_wilson_interval(10, 10, 0.95).high == 1);
    CHECK(bs_wilson_interval(0, 0, 0.95).low == 0 && bs_wilson_interval(0, 0, 0.95).high == 1);
}

static void intervals_of_counts_equal_those_of_r(void **state)
{
    (void)state;
    static const struct {
        double count;
        bs_interval interval;
    } counts[] = {{0, {0, 3.6888794541139354}},
                  {1, {0.025317807984289897, 5.5716433909388989}},
                  {3, {0.61867212289560158, 8.7672730697423233}},
                  {50, {37.110963737461866, 65.918766664336829}}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        bs_interval interval = bs_poisson_interval(counts[i].count, 1, 0.95);
        CHECK_NEAR(interval.low, counts[i].interval.low, 1e-12);
        CHECK_NEAR(interval.high, counts[i].interval.high, 1e-12);
        bs_interval rate = bs_poisson_interval(counts[i].count, 250, 0.95);
        CHECK_NEAR(rate.high * 250, counts[i].interval.high, 1e-12);
    }
}

static void large_counts_have_the_interval_of_their_normal_limit(void **state)
{
    (void)state;
    for (double count = 1e5; count < 1e13; count *= 10) {
        bs_interval interval = bs_poisson_interval(count, 1, 0.95);
        /* Cornish and Fisher to the third order: n + z sqrt(n) + (z^2 - 1) / 3 + ... */
        double z = bs_normal_quantile(0.975);
        CHECK_NEAR((interval.low - count) / sqrt(count), -z + (z * z - 1) / 3 / sqrt(count), 1e-4);
        CHECK(interval.high > count && interval.low < count);
    }
}

static void nonsense_gives_no_interval(void **state)
{
    (void)state;
    CHECK(isnan(bs_wilson_interval(5, 3, 0.95).low));
    CHECK(isnan(bs_wilson_interval(1, 3, 1).high));
    CHECK(isnan(bs_wilson_interval(-1, 3, 0.9).high));
    CHECK(isnan(bs_poisson_interval(NAN, 1, 0.95).low));
    CHECK(isnan(bs_poisson_interval(1, -1, 0.95).low));
    CHECK(isinf(bs_poisson_interval(0, 0, 0.95).high));
    CHECK(isnan(bs_binomial_interval(1, INFINITY, 0.95).low));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_of_proportions_equal_those_of_r),
        cmocka_unit_test(intervals_of_counts_equal_those_of_r),
        cmocka_unit_test(large_counts_have_the_interval_of_their_normal_limit),
        cmocka_unit_test(nonsense_gives_no_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
