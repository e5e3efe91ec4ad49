/* trend_test.c - trends against R's `trend` package, on the flow of the Nile at Aswan 1871-1970
 * (Cobb 1978, `datasets::Nile`). */
#include "check.h"

#include "stats/trend.h"

static const double nile[] = {
    1120, 1160, 963, 1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994,  1020,
    960,  1180, 799, 958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,
    874,  694,  940, 833,  701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,
    1120, 1100, 832, 764,  821,  768,  845,  864,  862,  698,  845,  744,  796,  1040, 759,
    781,  865,  845, 944,  984,  897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,
    1040, 860,  874, 848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,
    1020, 906,  901, 1170, 912,  746,  919,  718,  714,  740,
};

enum { NILE_YEARS = sizeof nile / sizeof *nile };

static void mann_kendall_equals_that_of_r(void **state)
{
    (void)state;
    bs_mann_kendall_result result;
    CHECK_OK(bs_mann_kendall(nile, NILE_YEARS, &result, NULL));
    /* trend::mk.test(Nile) */
    assert_int_equal(result.count, 100);
    CHECK(result.s == -1387);
    CHECK_NEAR(result.variance, 112728.33333333333, 1e-12);
    CHECK_NEAR(result.z, -4.1280665228441009, 1e-12);
    CHECK_NEAR(result.p / 3.6582629216643283e-05, 1, 1e-9);
    CHECK_NEAR(result.tau, -0.28074133472461305, 1e-12);
}

static void theil_sen_equals_that_of_r(void **state)
{
    (void)state;
    bs_theil_sen_result result;
    CHECK_OK(bs_theil_sen(NULL, nile, NILE_YEARS, 0.95, &result, NULL));
    /* trend::sens.slope(Nile) */
    CHECK_NEAR(result.slope, -2.6, 1e-12);
    CHECK_NEAR(result.low, -3.6279069767441858, 1e-12);
    CHECK_NEAR(result.high, -1.4285714285714286, 1e-12);
}

static void small_series_meet_worked_values(void **state)
{
    (void)state;
    const double rising[] = {1, 2, NAN, 4, 8};
    bs_mann_kendall_result trend;
    CHECK_OK(bs_mann_kendall(rising, 5, &trend, NULL));
    CHECK(trend.s == 6 && trend.tau == 1 && trend.count == 4);
    CHECK_NEAR(trend.variance, 4.0 * 3 * 13 / 18, 1e-15);
    const double level[] = {3, 3, 3};
    CHECK_OK(bs_mann_kendall(level, 3, &trend, NULL));
    CHECK(trend.s == 0 && isnan(trend.p) && isnan(trend.tau));
    CHECK_OK(bs_mann_kendall(NULL, 0, &trend, NULL));
    CHECK(trend.count == 0 && isnan(trend.p));

    bs_theil_sen_result line;
    const double years[] = {2010, 2012, 2013, 2019}, values[] = {1, 5, 7, 19};
    CHECK_OK(bs_theil_sen(years, values, 4, 0.95, &line, NULL));
    CHECK(line.slope == 2 && line.intercept == 6 - 2 * 2012.5);
    const double once[] = {2010, 2010};
    CHECK_OK(bs_theil_sen(once, values, 2, 0.95, &line, NULL));
    CHECK(isnan(line.slope) && isnan(line.low));
    bs_error error;
    assert_int_equal(bs_theil_sen(NULL, values, 4, 1, &line, &error), BS_MISUSE);
    assert_int_equal(bs_theil_sen(NULL, values, BS_THEIL_SEN_MAX + 1, 0.95, &line, &error),
                     BS_LIMIT);
}

static void a_reversed_series_has_the_opposite_trend(void **state)
{
    (void)state;
    double reversed[NILE_YEARS];
    for (size_t i = 0; i < NILE_YEARS; i++)
        reversed[i] = nile[NILE_YEARS - 1 - i];
    bs_mann_kendall_result there, back;
    CHECK_OK(bs_mann_kendall(nile, NILE_YEARS, &there, NULL));
    CHECK_OK(bs_mann_kendall(reversed, NILE_YEARS, &back, NULL));
    CHECK(there.s == -back.s && there.p == back.p && there.variance == back.variance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mann_kendall_equals_that_of_r),
        cmocka_unit_test(theil_sen_equals_that_of_r),
        cmocka_unit_test(small_series_meet_worked_values),
        cmocka_unit_test(a_reversed_series_has_the_opposite_trend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
