/* arena_test.c - tests of base/arena.h. */
#include "check.h"

static void version_is_known(void **state)
{
    (void)state;
    CHECK(strlen(bs_version()) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(version_is_known)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
