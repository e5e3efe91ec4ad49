/* segment_test.c - tests of text/segment.h. */
#include "text/segment.h"

#include "base/str.h"
#include "check.h"

static void every_type_has_a_name_that_leads_back(void **state)
{
    (void)state;
    for (int i = 0; i < BS_SEGMENT_TYPES; i++) {
        bs_segment_type type = BS_SEGMENT_TYPES;
        const char *name = bs_segment_type_name((bs_segment_type)i);
        CHECK(strlen(name) > 0);
        CHECK(bs_segment_type_from(bs_str_from(name), &type));
        CHECK((int)type == i);
    }
}

static void other_names_are_refused(void **state)
{
    (void)state;
    bs_segment_type type = BS_SEGMENT_BODY;
    CHECK(!bs_segment_type_from(BS_STR("Body"), &type));
    CHECK(!bs_segment_type_from(BS_STR(""), &type));
    CHECK(!bs_segment_type_from((bs_str){NULL, 0}, &type));
    assert_string_equal(bs_segment_type_name(BS_SEGMENT_TYPES), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_has_a_name_that_leads_back),
        cmocka_unit_test(other_names_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
