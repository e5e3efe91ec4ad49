/*
 * special_test.c - special functions against values worked out with 420 digits from their series
 * (DLMF 8.7.1 and 8.17.8), rounded to 18.
 */
#include "check.h"

#include <float.h>

#include "stats/density.h"
#include "stats/special.h"

/* Relative, however small the value is: a deep tail must have its digits too. */
#define CHECK_RELATIVE(value, expected)                                    \
    do {                                                                   \
        double value_ = (value), expected_ = (expected);                   \
        if (!(fabs(value_ - expected_) <= 1e-12 * fabs(expected_)))        \
            fail_msg("%s is %.17g, not %.17g", #value, value_, expected_); \
    } while (0)

static const struct {
    double a, x, lower, upper;
} gammas[] = {
    {0.5, 0.001, 3.56705917296798874e-02, 9.64329408270320099e-01},
    {0.5, 0.5, 6.82689492137085852e-01, 3.17310507862914093e-01},
    {0.5, 600, 1.00000000000000000e+00, 6.09956881480843338e-263},
    {1, 2, 8.64664716763387298e-01, 1.35335283236612702e-01},
    {1.5, 0.25, 8.11085883453241396e-02, 9.18891411654675805e-01},
    {3, 1e-20, 1.66666666666666673e-61, 1.00000000000000000e+00},
    {3, 700, 1.00000000000000000e+00, 2.42253238647831969e-299},
    {10.5, 9.75, 4.46901221687743766e-01, 5.53098778312256290e-01},
    {100, 100, 5.13298798279148705e-01, 4.86701201720851351e-01},
    {100, 40, 1.20625420530865135e-15, 9.99999999999998779e-01},
    {100, 900, 1.00000000000000000e+00, 4.84746006846120585e-255},
    {1000, 1020, 7.38527184480110899e-01, 2.61472815519889101e-01},
    {2500.5, 2000, 2.63537437660502422e-27, 1.00000000000000000e+00},
    {5000, 6200, 1.00000000000000000e+00, 2.11058303385227735e-56},
};

static void the_incomplete_gamma_function_has_twelve_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof gammas / sizeof *gammas; i++) {
        CHECK_RELATIVE(bs_gamma_lower(gammas[i].a, gammas[i].x), gammas[i].lower);
        CHECK_RELATIVE(bs_gamma_upper(gammas[i].a, gammas[i].x), gammas[i].upper);
    }
}

static void the_expansion_for_large_shapes_meets_the_fraction(void **state)
{
    (void)state;
    /* Either side of the shape at which the method changes, at the same distance from the mean. */
    double below = 1e7, above = nextafter(1e7, INFINITY);
    for (double z = -8; z <= 8; z += 0.5) {
        double x = below + z * sqrt(below);
        double one = z < 0 ? bs_gamma_lower(below, x) : bs_gamma_upper(below, x);
        double other = z < 0 ? bs_gamma_lower(above, x) : bs_gamma_upper(above, x);
        CHECK(fabs(one - other) <= 1e-10 * one);
    }
}

static void gamma_quantiles_are_the_inverse_of_the_tails(void **state)
{
    (void)state;
    static const double shapes[] = {0.01, 0.5, 1, 3, 51, 1000.5, 123456, 3e8};
    static const double tails[] = {1e-200, 1e-12, 0.025, 0.3, 0.5, 0.9};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (size_t j = 0; j < sizeof tails / sizeof *tails; j++) {
            double x = bs_gamma_upper_inverse(shapes[i], tails[j]);
            if (x > DBL_MIN)
                CHECK_NEAR(log(bs_gamma_upper(shapes[i], x)), log(tails[j]), 1e-9);
            x = bs_gamma_lower_inverse(shapes[i], tails[j]);
            if (x > DBL_MIN)
                CHECK_NEAR(log(bs_gamma_lower(shapes[i], x)), log(tails[j]), 1e-9);
        }
    CHECK(bs_gamma_lower_inverse(2, 0) == 0);
    CHECK(isinf(bs_gamma_lower_inverse(2, 1)));
    CHECK_RELATIVE(bs_gamma_upper_inverse(1, 1e-300), 300 * log(10));
}

static const struct {
    double a, b, x, lower, upper;
} betas[] = {
    {0.5, 0.5, 0.25, 3.33333333333333315e-01, 6.66666666666666630e-01},
    {2, 3, 0.4375, 5.88424682617187500e-01, 4.11575317382812500e-01},
    {0.5, 5, 0.0009765625, 7.68042490408411549e-02, 9.23195750959158845e-01},
    {15, 0.5, 0.9375, 1.67594108019346100e-01, 8.32405891980653845e-01},
    {50, 50, 0.4375, 1.05322219831169503e-01, 8.94677780168830483e-01},
    {300, 200, 0.25, 8.56642431610091405e-62, 1.00000000000000000e+00},
    {200, 300, 0.75, 1.00000000000000000e+00, 8.56642431610091405e-62},
    {1, 1, 0.125, 1.25000000000000000e-01, 8.75000000000000000e-01},
    {1000, 1000, 0.5625, 9.99999989970566272e-01, 1.00294336950072612e-08},
    {0.5, 2000, 0.125, 1.00000000000000000e+00, 3.69638855176949938e-118},
};

static void the_incomplete_beta_function_has_twelve_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof betas / sizeof *betas; i++) {
        CHECK_RELATIVE(bs_beta_lower(betas[i].a, betas[i].b, betas[i].x), betas[i].lower);
        CHECK_RELATIVE(bs_beta_upper(betas[i].a, betas[i].b, betas[i].x), betas[i].upper);
    }
    for (double p = 0.01; p < 1; p += 0.07)
        for (double a = 0.25; a < 2000; a *= 7)
            CHECK_NEAR(bs_beta_lower(a, 9, bs_beta_lower_inverse(a, 9, p)), p, 1e-11);
}

static void normal_tails_are_right_to_the_last_double(void **state)
{
    (void)state;
    static const double tails[][2] = {
        {0.125, 4.50261775169887080e-01}, {1, 1.58655253931457046e-01},
        {1.5, 6.68072012688580713e-02},   {3, 1.34989803163009458e-03},
        {6, 9.86587645037698091e-10},     {12, 1.77648211207767904e-33},
        {25, 3.05669670638256102e-138},   {37.5, 4.60535300958195519e-308},
    };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        double x = tails[i][0];
        CHECK_RELATIVE(bs_normal_upper(x), tails[i][1]);
        CHECK_RELATIVE(bs_normal_lower(-x), tails[i][1]);
        CHECK_RELATIVE(bs_normal_quantile(tails[i][1]), -x);
        CHECK_RELATIVE(bs_chi_square_upper(x * x, 1), 2 * tails[i][1]);
    }
    CHECK(bs_normal_quantile(0.5) == 0);
    CHECK_RELATIVE(bs_normal_quantile(0.975), 1.959963984540054);
}

static void densities_keep_their_digits(void **state)
{
    (void)state;
    CHECK_RELATIVE(bs_binomial_density(3, 10, 0.25, 0.75), 2.50282287597656250e-01);
    CHECK_RELATIVE(bs_binomial_density(500, 1000, 0.5, 0.5), 2.52250181783608002e-02);
    CHECK_RELATIVE(bs_binomial_density(5, 1000000, 0x1p-16, 1 - 0x1p-16), 1.62775651686858152e-03);
    CHECK(bs_binomial_density(0, 0, 0.5, 0.5) == 1);
    CHECK_RELATIVE(bs_poisson_density(0, 3.5), 3.01973834223185009e-02);
    CHECK_RELATIVE(bs_poisson_density(4, 3.5), 1.88812285408819586e-01);
    CHECK_RELATIVE(bs_poisson_density(1000, 1000), 1.26146113487214991e-02);
    CHECK_RELATIVE(bs_poisson_density(100, 1), 3.94186606005047897e-159);
    CHECK_RELATIVE(bs_log_choose(10, 3), 4.78749174278204581);
    CHECK_RELATIVE(bs_log_choose(1e9, 5), 9.88288374319500065e+01);
    CHECK_RELATIVE(bs_log_choose(1000, 500), 6.89467261567851210e+02);
    CHECK_RELATIVE(bs_hypergeometric_density(3, 10, 15, 8), 3.33180778032036606e-01);
    CHECK_RELATIVE(bs_hypergeometric_density(166, 40834, 99630, 220), 6.94642369039598537e-46);
    CHECK_RELATIVE(bs_hypergeometric_density(1133, 40834, 99630, 1912), 7.55864185517214804e-168);
    CHECK(bs_hypergeometric_density(9, 10, 15, 8) == 0);
}

static void student_meets_known_quantiles(void **state)
{
    (void)state;
    CHECK_NEAR(bs_student_two_sided(1, 1), 0.5, 1e-14); /* Cauchy */
    CHECK_NEAR(bs_student_upper(-1, 1), 0.75, 1e-14);
    CHECK_NEAR(bs_student_two_sided(sqrt(2), 2), 1 - 1 / sqrt(2), 1e-14); /* closed form */
    CHECK_NEAR(bs_student_two_sided(2.5, INFINITY), 2 * bs_normal_upper(2.5), 1e-15);
}

static void arguments_outside_the_domain_give_nan(void **state)
{
    (void)state;
    CHECK(isnan(bs_gamma_lower(0, 1)) && isnan(bs_gamma_upper(1, -1)));
    CHECK(isnan(bs_gamma_lower(NAN, 1)) && isnan(bs_gamma_upper_inverse(1, 1.5)));
    CHECK(isnan(bs_beta_lower(1, 1, 2)) && isnan(bs_beta_lower(-1, 1, 0.5)));
    CHECK(isnan(bs_normal_quantile(-0.1)) && isnan(bs_log_gamma(-1)));
    CHECK(isnan(bs_chi_square_upper(1, 0)) && bs_chi_square_upper(-1, 1) == 1);
}

static void shapes_next_to_nothing_and_endless_ones_have_tails(void **state)
{
    (void)state;
    CHECK_RELATIVE(bs_gamma_lower(5e-324, 0.5), 1);
    CHECK(bs_gamma_upper(5e-324, 1e300) >= 0 && bs_gamma_upper(5e-324, 10) < 1e-270);
    CHECK_RELATIVE(bs_beta_lower(5e-324, 10, 0.5), 1);
    CHECK(bs_beta_upper(1e-300, 2, 0.5) >= 0 && bs_beta_upper(1e-300, 2, 0.5) < 1e-270);
    CHECK_RELATIVE(bs_student_two_sided_quantile(0.05, 1e300), 1.95996398454005424);
    CHECK(bs_f_upper(0.1, 1e-300, 1e-300) >= 0 && bs_f_upper(0.1, 1e-300, 1e-300) <= 1);
}

static void logarithms_go_on_where_tails_end(void **state)
{
    (void)state;
    /* against values with 60 digits */
    CHECK_RELATIVE(bs_normal_upper_log(40), -804.608442013753788);
    CHECK_RELATIVE(bs_chi_square_upper_log(4000, 1), -2004.37306601663811);
    CHECK_RELATIVE(bs_normal_upper_log(1), log(bs_normal_upper(1)));
    CHECK(bs_p_from_log(-2000) == DBL_MIN && bs_p_from_log(log(0.5)) == 0.5);
    CHECK(isnan(bs_p_from_log(NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_next_to_nothing_and_endless_ones_have_tails),
        cmocka_unit_test(logarithms_go_on_where_tails_end),
        cmocka_unit_test(the_incomplete_gamma_function_has_twelve_digits),
        cmocka_unit_test(the_expansion_for_large_shapes_meets_the_fraction),
        cmocka_unit_test(gamma_quantiles_are_the_inverse_of_the_tails),
        cmocka_unit_test(the_incomplete_beta_function_has_twelve_digits),
        cmocka_unit_test(normal_tails_are_right_to_the_last_double),
        cmocka_unit_test(densities_keep_their_digits),
        cmocka_unit_test(student_meets_known_quantiles),
        cmocka_unit_test(arguments_outside_the_domain_give_nan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
