/* adjust_test.c - corrected p-values against p.adjust() of R, on the fifteen of Benjamini and
 * Hochberg's way of telling it. */
#include "check.h"

#include "base/str.h"
#include "stats/adjust.h"

static const double raw[] = {
    0.001, 0.008, 0.039, 0.041, 0.042, 0.06,  0.074, 0.205,
    0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34,
};
static const double holm[] = {
    0.014999999999999999,
    0.112,
    0.50700000000000001,
    0.50700000000000001,
    0.50700000000000001,
    0.59999999999999998,
    0.66599999999999993,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
};
static const double bh[] = {
    0.014999999999999999,
    0.059999999999999998,
    0.126,
    0.126,
    0.126,
    0.14999999999999999,
    0.15857142857142856,
    0.29464285714285715,
    0.29464285714285715,
    0.29464285714285715,
    0.29464285714285715,
    0.29464285714285715,
    0.29464285714285715,
    0.29464285714285715,
    0.34000000000000002,
};
static const double by[] = {
    0.049773434898434901, 0.1990937395937396,  0.41809685314685313,
    0.41809685314685313,  0.41809685314685313, 0.49773434898434898,
    0.52617631178345459,  0.97769247121925706, 0.97769247121925706,
    0.97769247121925706,  0.97769247121925706, 0.97769247121925706,
    0.97769247121925706,  0.97769247121925706, 1,
};
static const double bonferroni[] = {
    0.014999999999999999,
    0.12,
    0.58499999999999996,
    0.61499999999999999,
    0.63,
    0.89999999999999991,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
};

enum { TESTS = sizeof raw / sizeof *raw };

static void corrections_equal_those_of_r(void **state)
{
    (void)state;
    const struct {
        bs_adjustment adjustment;
        const double *expected;
    } cases[] = {{BS_ADJUST_HOLM, holm},
                 {BS_ADJUST_BH, bh},
                 {BS_ADJUST_BY, by},
                 {BS_ADJUST_BONFERRONI, bonferroni},
                 {BS_ADJUST_NONE, raw}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        double adjusted[TESTS];
        CHECK_OK(bs_adjust(raw, TESTS, cases[c].adjustment, adjusted, NULL));
        for (size_t i = 0; i < TESTS; i++)
            CHECK_NEAR(adjusted[i], cases[c].expected[i], 1e-12);
    }
}

static void the_order_of_tests_does_not_matter(void **state)
{
    (void)state;
    double reversed[TESTS];
    for (size_t i = 0; i < TESTS; i++)
        reversed[i] = raw[TESTS - 1 - i];
    CHECK_OK(bs_adjust(reversed, TESTS, BS_ADJUST_HOLM, reversed, NULL)); /* in place */
    for (size_t i = 0; i < TESTS; i++)
        CHECK_NEAR(reversed[TESTS - 1 - i], holm[i], 1e-12);
}

static void missing_values_are_no_tests(void **state)
{
    (void)state;
    double p[] = {0.01, NAN, 0.02}, adjusted[3];
    CHECK_OK(bs_adjust(p, 3, BS_ADJUST_BONFERRONI, adjusted, NULL));
    CHECK(adjusted[0] == 0.02 && isnan(adjusted[1]) && adjusted[2] == 0.04);
    bs_error error;
    assert_int_equal(bs_adjust((double[]){1.5}, 1, BS_ADJUST_BH, adjusted, &error), BS_MISUSE);
    CHECK_OK(bs_adjust(NULL, 0, BS_ADJUST_BH, NULL, NULL));
    bs_adjustment adjustment;
    CHECK(bs_adjustment_from_name(BS_STR("by"), &adjustment) && adjustment == BS_ADJUST_BY);
    CHECK(!bs_adjustment_from_name(BS_STR("fdr!"), &adjustment));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corrections_equal_those_of_r),
        cmocka_unit_test(the_order_of_tests_does_not_matter),
        cmocka_unit_test(missing_values_are_no_tests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
