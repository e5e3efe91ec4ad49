/* diversity_test.c - richness of vocabulary, worked by hand. */
#include "check.h"

#include "stats/diversity.h"

static const uint32_t text[] = {0, 1, 0, 2, 0, 1, 3, 3};

static void ratios_meet_worked_values(void **state)
{
    (void)state;
    double value;
    CHECK_OK(bs_ttr(text, 8, 4, &value, NULL));
    CHECK_NEAR(value, 0.5, 1e-15);
    /* windows of 3: 2 3 2 3 3 2 types */
    CHECK_OK(bs_mattr(text, 8, 4, 3, &value, NULL));
    CHECK_NEAR(value, 15.0 / 6 / 3, 1e-15);
    CHECK_OK(bs_mattr(text, 8, 4, 50, &value, NULL)); /* shorter than the window */
    CHECK_NEAR(value, 0.5, 1e-15);
    CHECK_OK(bs_ttr(NULL, 0, 0, &value, NULL));
    CHECK(isnan(value));
}

static void mtld_counts_whole_and_part_stretches_both_ways(void **state)
{
    (void)state;
    /* Threshold 0.72. Forwards: 0 1 0 falls to 2/3; 2 0 1 3 3 ends at 4/5, a part of 0.2 / 0.28.
     * Backwards: 3 3 falls to 1/2; 1 0 2 0 ends at 3/4 and 1 takes it to 3/5; 0 is all new. */
    double value;
    CHECK_OK(bs_mtld(text, 8, 4, 0.72, &value, NULL));
    CHECK_NEAR(value, (8 / (1 + 0.2 / 0.28) + 8 / 2.0) / 2, 1e-12);
    const uint32_t all_new[] = {0, 1, 2};
    CHECK_OK(bs_mtld(all_new, 3, 3, 0.72, &value, NULL));
    CHECK(isnan(value));
    /* 18 types and then seven that were there reach 18/25: a stretch ends, and so backwards, where
     * the ratio is 18/25 at the end too. */
    uint32_t reaches[25];
    for (uint32_t i = 0; i < 25; i++)
        reaches[i] = i < 18 ? i : 24 - i + 11;
    CHECK_OK(bs_mtld(reaches, 25, 18, 0.72, &value, NULL));
    CHECK_NEAR(value, 25, 1e-12);
}

static void hdd_is_the_expected_ratio_of_a_sample(void **state)
{
    (void)state;
    /* Of 8 tokens with counts 3 2 1 2, two are drawn: 4 - sum C(8 - f, 2) / 28 types expected. */
    double value;
    CHECK_OK(bs_hdd(text, 8, 4, 2, &value, NULL));
    CHECK_NEAR(value, (4 - (10 + 15 + 21 + 15) / 28.0) / 2, 1e-12);
    CHECK_OK(bs_hdd(text, 8, 4, 8, &value, NULL));
    CHECK_NEAR(value, 0.5, 1e-12);
    CHECK_OK(bs_hdd(text, 8, 4, 42, &value, NULL));
    CHECK(isnan(value));
}

static void ids_out_of_range_are_refused(void **state)
{
    (void)state;
    bs_error error;
    double value;
    assert_int_equal(bs_ttr(text, 8, 3, &value, &error), BS_MISUSE);
    assert_int_equal(bs_hdd(text, 8, 3, 2, &value, &error), BS_MISUSE);
    assert_int_equal(bs_mtld(text, 8, 4, 1, &value, &error), BS_MISUSE);
    assert_int_equal(bs_mattr(text, 8, 4, 0, &value, &error), BS_MISUSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratios_meet_worked_values),
        cmocka_unit_test(mtld_counts_whole_and_part_stretches_both_ways),
        cmocka_unit_test(hdd_is_the_expected_ratio_of_a_sample),
        cmocka_unit_test(ids_out_of_range_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
