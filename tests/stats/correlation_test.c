/* correlation_test.c - against cor.test(mtcars$mpg, .., exact = FALSE) of R (Henderson and Velleman
 * 1981, `datasets::mtcars`). */
#include "check.h"

#include "stats/correlation.h"

static const double mpg[] = {
    21,   21,   22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4,
    14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26,   30.4, 15.8, 19.7, 15,   21.4,
};
static const double wt[] = {
    2.62,  2.875, 2.32,  3.215, 3.44,  3.46,  3.57, 3.19,  3.15,  3.44,  3.44,
    4.07,  3.73,  3.78,  5.25,  5.424, 5.345, 2.2,  1.615, 1.835, 2.465, 3.52,
    3.435, 3.84,  3.845, 1.935, 2.14,  1.513, 3.17, 2.77,  3.57,  2.78,
};
static const double hp[] = {
    110, 110, 93, 110, 175, 105, 245, 62,  95,  123, 123, 180, 180, 180, 205, 215,
    230, 66,  52, 65,  97,  150, 150, 245, 175, 66,  91,  113, 264, 175, 335, 109,
};
static const double qsec[] = {
    16.46, 17.02, 18.61, 19.44, 17.02, 20.22, 15.84, 20,    22.9, 18.3,  18.9,
    17.4,  17.6,  18,    17.98, 17.82, 17.42, 19.47, 18.52, 19.9, 20.01, 16.87,
    17.3,  15.41, 17.05, 18.9,  16.7,  16.9,  14.5,  15.5,  14.6, 18.6,
};

enum { CARS = sizeof mpg / sizeof *mpg };

/* By the approximations: the exact forms have a test of their own. */
static bs_status spearman(const double *x, const double *y, size_t count,
                          bs_correlation_result *result, bs_error *error)
{
    return bs_spearman(x, y, count, true, result, error);
}

static bs_status kendall(const double *x, const double *y, size_t count,
                         bs_correlation_result *result, bs_error *error)
{
    return bs_kendall(x, y, count, true, result, error);
}

typedef bs_status (*correlate)(const double *, const double *, size_t, bs_correlation_result *,
                               bs_error *);

static void coefficients_equal_those_of_r(void **state)
{
    (void)state;
    const struct {
        correlate function;
        const double *other;
        double estimate, p;
    } cases[] = {
        {bs_pearson, wt, -0.8676593765172278, 1.2939587013505163e-10},
        {spearman, wt, -0.88642203327029789, 1.4875948581274329e-11},
        {kendall, wt, -0.727832149528431, 6.705770405595863e-09},
        {bs_pearson, hp, -0.77616837182658649, 1.7878352541210553e-07},
        {spearman, hp, -0.89466464574996252, 5.0859694309245204e-12},
        {kendall, hp, -0.74281250608867255, 4.3316049489148699e-09},
        {bs_pearson, qsec, 0.41868403392177828, 0.017081988496519603},
        {spearman, qsec, 0.46693575486833655, 0.0070557650038592726},
        {kendall, qsec, 0.31536521898804099, 0.011851995512459253},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_correlation_result result;
        CHECK_OK(cases[i].function(mpg, cases[i].other, CARS, &result, NULL));
        CHECK_NEAR(result.estimate, cases[i].estimate, 1e-12);
        CHECK_NEAR(result.p / cases[i].p, 1, 1e-9);
        assert_int_equal(result.count, CARS);
    }
}

static void the_interval_is_that_of_r(void **state)
{
    (void)state;
    bs_correlation_result result;
    CHECK_OK(bs_pearson(mpg, wt, CARS, &result, NULL));
    CHECK_NEAR(result.low, -0.93382641328499416, 1e-12);
    CHECK_NEAR(result.high, -0.74408719646011279, 1e-12);
}

static void all_are_symmetric_and_bounded(void **state)
{
    (void)state;
    const correlate functions[] = {bs_pearson, spearman, kendall};
    for (size_t i = 0; i < 3; i++) {
        bs_correlation_result there, back, self;
        CHECK_OK(functions[i](mpg, hp, CARS, &there, NULL));
        CHECK_OK(functions[i](hp, mpg, CARS, &back, NULL));
        CHECK_OK(functions[i](hp, hp, CARS, &self, NULL));
        CHECK_NEAR(there.estimate, back.estimate, 1e-14);
        CHECK_NEAR(self.estimate, 1, 1e-14);
    }
}

static void too_little_gives_nothing(void **state)
{
    (void)state;
    const correlate functions[] = {bs_pearson, spearman, kendall};
    const double x[] = {1, NAN, 3, 4}, level[] = {5, 5, 5, 5};
    for (size_t i = 0; i < 3; i++) {
        bs_correlation_result result;
        CHECK_OK(functions[i](x, level, 4, &result, NULL));
        CHECK(isnan(result.estimate) && result.count == 3);
        CHECK_OK(functions[i](x, x, 3, &result, NULL));
        CHECK(isnan(result.estimate) && isnan(result.p) && result.count == 2);
        CHECK_OK(functions[i](NULL, NULL, 0, &result, NULL));
        CHECK(result.count == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coefficients_equal_those_of_r),
        cmocka_unit_test(the_interval_is_that_of_r),
        cmocka_unit_test(all_are_symmetric_and_bounded),
        cmocka_unit_test(too_little_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
