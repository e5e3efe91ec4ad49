/* map_test.c - from strings to numbers. */
#include "check.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"

static void keys_are_found_again_in_the_order_they_came(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_map map = {0};
    bool is_new;
    for (int i = 0; i < 20000; i++) {
        bs_map_entry *entry = bs_map_add(&map, bs_arena_print(&arena, "key %d", i), &is_new);
        CHECK(entry && is_new && entry->value == 0);
        entry->value = (uint64_t)i * 3;
    }
    assert_int_equal(map.count, 20000);
    for (int i = 0; i < 20000; i += 37) {
        bs_str key = bs_arena_print(&arena, "key %d", i);
        const bs_map_entry *entry = bs_map_find(&map, key);
        CHECK(entry && entry->value == (uint64_t)i * 3);
        CHECK(bs_map_add(&map, key, &is_new) == entry && !is_new);
        CHECK(bs_str_equal(map.entries[i].key, key));
    }
    assert_int_equal(map.count, 20000);
    bs_map_clear(&map);
    bs_arena_clear(&arena);
}

static void what_is_not_there_is_not_found(void **state)
{
    (void)state;
    bs_map map = {0};
    assert_null(bs_map_find(&map, BS_STR("a")));
    CHECK(bs_map_add(&map, BS_STR("a"), NULL));
    assert_null(bs_map_find(&map, BS_STR("b")));
    assert_null(bs_map_find(&map, BS_STR("")));
    CHECK(bs_map_add(&map, BS_STR(""), NULL));
    CHECK(bs_map_find(&map, BS_STR("")));
    bs_map_clear(&map);
    assert_null(bs_map_find(&map, BS_STR("a")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_found_again_in_the_order_they_came),
        cmocka_unit_test(what_is_not_there_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
