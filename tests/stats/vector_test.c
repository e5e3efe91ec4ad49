/* vector_test.c - vectors, ranks and random numbers. */
#include "check.h"

#include "stats/random.h"
#include "stats/rank.h"
#include "stats/vector.h"

static void sums_keep_what_plain_addition_loses(void **state)
{
    (void)state;
    double values[] = {1e100, 1, -1e100, 1};
    CHECK(bs_vector_sum(values, 4) == 2);
    double tenths[1000];
    for (int i = 0; i < 1000; i++)
        tenths[i] = 0.1;
    CHECK(bs_vector_sum(tenths, 1000) == 100);
    CHECK(isinf(bs_vector_sum((double[]){INFINITY, 1}, 2)));
}

static void missing_values_are_left_out_and_all_missing_is_missing(void **state)
{
    (void)state;
    double values[] = {NAN, 4, NAN, 2};
    double median = 0;
    CHECK(bs_vector_count(values, 4) == 2);
    CHECK(bs_vector_sum(values, 4) == 6 && bs_vector_mean(values, 4) == 3);
    CHECK(bs_vector_min(values, 4) == 2 && bs_vector_max(values, 4) == 4);
    CHECK_OK(bs_vector_median(values, 4, &median, NULL));
    CHECK(median == 3);
    double nothing[] = {NAN, NAN};
    CHECK(isnan(bs_vector_sum(nothing, 2)) && isnan(bs_vector_mean(nothing, 2)));
    CHECK(isnan(bs_vector_max(nothing, 2)) && isnan(bs_vector_sum(NULL, 0)));
    CHECK_OK(bs_vector_median(NULL, 0, &median, NULL));
    CHECK(isnan(median));
    CHECK(isnan(bs_vector_variance(values + 1, 1)));
}

/* NIST's NumAcc4 has the variance 0.01 around a mean of ten million. */
static void the_variance_survives_a_large_mean(void **state)
{
    (void)state;
    double values[1001];
    values[0] = 10000000.2;
    for (int i = 1; i < 1001; i++)
        values[i] = i % 2 ? 10000000.1 : 10000000.3;
    CHECK_NEAR(bs_vector_mean(values, 1001), 10000000.2, 1e-15);
    CHECK_NEAR(bs_vector_sd(values, 1001), 0.1, 1e-8); /* the data themselves are rounded */
}

static void quantiles_are_those_of_type_7(void **state)
{
    (void)state;
    double values[] = {10, 1, 5, 2}; /* quantile(c(10,1,5,2)) of R: 1 1.75 3.5 6.25 10 */
    static const double expected[][2] = {{0, 1}, {0.25, 1.75}, {0.5, 3.5}, {0.75, 6.25}, {1, 10}};
    for (size_t i = 0; i < 5; i++) {
        double quantile = 0;
        CHECK_OK(bs_vector_quantile(values, 4, expected[i][0], &quantile, NULL));
        CHECK_NEAR(quantile, expected[i][1], 1e-15);
    }
    bs_error error;
    double unused = 7;
    CHECK(bs_vector_quantile(values, 4, 1.5, &unused, &error) == BS_MISUSE);
    CHECK(unused == 7);
    double mad = 0; /* median 3.5, deviations 6.5 2.5 1.5 1.5 */
    CHECK_OK(bs_vector_mad(values, 4, &mad, NULL));
    CHECK_NEAR(mad, 1.4826 * 2, 1e-15);
}

static void ties_are_ranked_by_the_rule_asked_for(void **state)
{
    (void)state;
    double values[] = {30, 20, NAN, 20, 10};
    static const double expected[5][5] = {{1, 2, NAN, 2, 4},
                                          {1, 3, NAN, 3, 4},
                                          {1, 2.5, NAN, 2.5, 4},
                                          {1, 2, NAN, 2, 3},
                                          {1, 2, NAN, 3, 4}};
    static const char *const names[] = {"min", "max", "average", "dense", "first"};
    for (size_t rule = 0; rule < 5; rule++) {
        double ranks[5];
        bs_ties ties = BS_TIES_MIN;
        CHECK(bs_ties_from_name((bs_str){names[rule], strlen(names[rule])}, &ties));
        CHECK_OK(bs_rank(values, 5, ties, true, ranks, NULL));
        for (size_t i = 0; i < 5; i++)
            CHECK(isnan(expected[rule][i]) ? isnan(ranks[i]) : ranks[i] == expected[rule][i]);
    }
    double upwards[5];
    CHECK_OK(bs_rank(values, 5, BS_TIES_MIN, false, upwards, NULL));
    CHECK(upwards[4] == 1 && upwards[0] == 4);
}

/* The reference implementation of xoshiro256** after splitmix64 seeded with 0 and 42. */
static void random_numbers_are_the_same_everywhere(void **state)
{
    (void)state;
    bs_random random;
    bs_random_init(&random, 0, 0);
    CHECK(random.state[0] == 0xe220a8397b1dcdaf); /* the published first outputs of splitmix64 */
    CHECK(random.state[1] == 0x6e789e6aa1b965f4);
    CHECK(random.state[2] == 0x06c45d188009454f);
    random = (bs_random){{1, 2, 3, 4}}; /* the published test vector of xoshiro256** */
    static const uint64_t expected[] = {11520, 0, 1509978240, 1215971899390074240};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(bs_random_next(&random), expected[i]);
}

static void streams_of_one_seed_differ(void **state)
{
    (void)state;
    bs_random one, other, again;
    bs_random_init(&one, 7, 1);
    bs_random_init(&other, 7, 2);
    bs_random_init(&again, 7, 1);
    uint64_t first = bs_random_next(&one);
    CHECK(first != bs_random_next(&other) && first == bs_random_next(&again));
}

static void samples_are_sorted_distinct_and_even(void **state)
{
    (void)state;
    size_t hits[10] = {0};
    for (uint64_t stream = 0; stream < 20000; stream++) {
        bs_random random;
        bs_random_init(&random, 1, stream);
        uint32_t indices[3];
        CHECK(bs_random_sample(&random, 10, 3, indices) == 3);
        CHECK(indices[0] < indices[1] && indices[1] < indices[2] && indices[2] < 10);
        for (size_t i = 0; i < 3; i++)
            hits[indices[i]]++;
    }
    for (size_t i = 0; i < 10; i++) /* 6000 expected, standard deviation 65 */
        CHECK(hits[i] > 5650 && hits[i] < 6350);
    bs_random random;
    bs_random_init(&random, 1, 0);
    uint32_t all[4];
    CHECK(bs_random_sample(&random, 4, 9, all) == 4 && all[3] == 3);
    CHECK(bs_random_below(&random, 0) == 0 && bs_random_below(&random, 1) == 0);
    for (int i = 0; i < 1000; i++) {
        CHECK(bs_random_below(&random, (uint64_t)1 << 63) < (uint64_t)1 << 63);
        double unit = bs_random_unit(&random);
        CHECK(unit >= 0 && unit < 1);
    }
}

static void a_shuffle_is_a_permutation(void **state)
{
    (void)state;
    uint32_t items[100];
    bool seen[100] = {false};
    for (uint32_t i = 0; i < 100; i++)
        items[i] = i;
    bs_random random;
    bs_random_init(&random, 3, 0);
    bs_random_shuffle(&random, items, 100);
    size_t moved = 0;
    for (uint32_t i = 0; i < 100; i++) {
        CHECK(!seen[items[i]]);
        seen[items[i]] = true;
        moved += items[i] != i;
    }
    CHECK(moved > 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_keep_what_plain_addition_loses),
        cmocka_unit_test(missing_values_are_left_out_and_all_missing_is_missing),
        cmocka_unit_test(the_variance_survives_a_large_mean),
        cmocka_unit_test(quantiles_are_those_of_type_7),
        cmocka_unit_test(ties_are_ranked_by_the_rule_asked_for),
        cmocka_unit_test(random_numbers_are_the_same_everywhere),
        cmocka_unit_test(streams_of_one_seed_differ),
        cmocka_unit_test(samples_are_sorted_distinct_and_even),
        cmocka_unit_test(a_shuffle_is_a_permutation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
