/* nearest_test.c - what a misspelt name was meant to be. */
#include "check.h"

#include "base/nearest.h"
#include "base/str.h"

static void distance_counts_edits_and_swaps(void **state)
{
    (void)state;
    assert_int_equal(bs_edit_distance(BS_STR("outlet"), BS_STR("outlet")), 0);
    assert_int_equal(bs_edit_distance(BS_STR("outlet"), BS_STR("Outlets")), 1);
    assert_int_equal(bs_edit_distance(BS_STR("kitten"), BS_STR("sitting")), 3);
    assert_int_equal(bs_edit_distance(BS_STR("mnetions"), BS_STR("mentions")), 1);
    assert_int_equal(bs_edit_distance(BS_STR(""), BS_STR("abc")), 3);
}

static void the_nearest_name_is_found(void **state)
{
    (void)state;
    const bs_str names[] = {BS_STR("from"), BS_STR("outlet"), BS_STR("mentions"), BS_STR("match")};
    CHECK_STR(bs_nearest(BS_STR("outlett"), names, 4), "outlet");
    CHECK_STR(bs_nearest(BS_STR("form"), names, 4), "from");
    CHECK_STR(bs_nearest(BS_STR("ment"), names, 4), "mentions");
}

static void a_far_name_has_no_nearest(void **state)
{
    (void)state;
    const bs_str names[] = {BS_STR("from"), BS_STR("to")};
    CHECK(bs_nearest(BS_STR("language"), names, 2).data == NULL);
    CHECK(bs_nearest(BS_STR("x"), names, 2).data == NULL);
    char long_name[200];
    memset(long_name, 'f', sizeof long_name);
    CHECK(bs_nearest((bs_str){long_name, sizeof long_name}, names, 2).data == NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_counts_edits_and_swaps),
        cmocka_unit_test(the_nearest_name_is_found),
        cmocka_unit_test(a_far_name_has_no_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
