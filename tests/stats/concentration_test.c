/* concentration_test.c - against R's `ineq` and `vegan`, on the areas of the world's large islands
 * (McNeil 1977, `datasets::islands`). */
#include "check.h"

#include "stats/concentration.h"

static const double islands[] = {
    11506, 5500, 16988, 2968, 16, 184, 23,   280, 84, 73,  25, 43, 21, 82, 3745, 840,
    13,    30,   30,    89,   40, 33,  49,   14,  42, 227, 16, 36, 29, 15, 306,  44,
    58,    43,   9390,  32,   13, 29,  6795, 16,  15, 183, 14, 26, 19, 13, 12,   82,
};

enum { ISLANDS = sizeof islands / sizeof *islands };

static void measures_equal_those_of_r(void **state)
{
    (void)state;
    double gini;
    CHECK_OK(bs_gini(islands, ISLANDS, &gini, NULL));
    CHECK_NEAR(gini, 0.87121139678368886, 1e-12);                     /* ineq::Gini */
    CHECK_NEAR(bs_hhi(islands, ISLANDS), 0.16855903453763244, 1e-12); /* ineq::conc Herfindahl */
    /* vegan::diversity(islands, "shannon") is in nats */
    CHECK_NEAR(bs_entropy(islands, ISLANDS) * log(2), 2.0652847016176925, 1e-12);
}

static void edges_are_as_documented(void **state)
{
    (void)state;
    const double equal[] = {2, 2, 2, NAN, 2}, one[] = {0, 0, 0, 7};
    double gini;
    CHECK_OK(bs_gini(equal, 5, &gini, NULL));
    CHECK_NEAR(gini, 0, 1e-15);
    CHECK_NEAR(bs_hhi(equal, 5), 0.25, 1e-15);
    CHECK_NEAR(bs_entropy(equal, 5), 2, 1e-15);
    CHECK_OK(bs_gini(one, 4, &gini, NULL));
    CHECK_NEAR(gini, 0.75, 1e-15);
    CHECK(bs_hhi(one, 4) == 1 && bs_entropy(one, 4) == 0);
    const double negative[] = {1, -1}, nothing[] = {0, 0};
    CHECK_OK(bs_gini(negative, 2, &gini, NULL));
    CHECK(isnan(gini) && isnan(bs_hhi(nothing, 2)) && isnan(bs_entropy(NULL, 0)));
}

static void divergences_meet_worked_values(void **state)
{
    (void)state;
    const double p[] = {1, 1}, q[] = {1, 3}, apart[] = {1, 0}, other[] = {0, 5};
    CHECK_NEAR(bs_kl(p, q, 2), 0.5 * log2(2) + 0.5 * log2(2.0 / 3), 1e-15);
    CHECK(bs_kl(p, p, 2) == 0 && isinf(bs_kl(p, apart, 2)));
    CHECK_NEAR(bs_jsd(apart, other, 2), 1, 1e-15);
    CHECK_NEAR(bs_jsd(p, q, 2), bs_jsd(q, p, 2), 1e-15);
    CHECK(bs_jsd(p, p, 2) == 0);
    CHECK(isnan(bs_jsd(p, (double[]){0, 0}, 2)));
    CHECK_NEAR(bs_cosine((double[]){1, 0}, (double[]){1, 1}, 2), sqrt(0.5), 1e-15);
    CHECK_NEAR(bs_cosine((double[]){1, 2}, (double[]){-2, -4}, 2), -1, 1e-15);
    CHECK(isnan(bs_cosine(other, (double[]){0, 0}, 2)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_equal_those_of_r),
        cmocka_unit_test(edges_are_as_documented),
        cmocka_unit_test(divergences_meet_worked_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
