/* arena_test.c - memory that dies together. */
#include "check.h"

#include "base/arena.h"
#include "base/str.h"

static void memory_is_aligned_and_distinct(void **state)
{
    (void)state;
    bs_arena arena = {0};
    char *last = NULL;
    for (size_t size = 1; size < 3000; size += 7) {
        char *memory = bs_arena_alloc(&arena, size);
        CHECK(memory && memory != last);
        CHECK((uintptr_t)memory % 16 == 0);
        memset(memory, 0xAB, size);
        last = memory;
    }
    bs_arena_clear(&arena);
    assert_int_equal(bs_arena_size(&arena), 0);
}

static void what_is_larger_than_a_block_gets_its_own(void **state)
{
    (void)state;
    bs_arena arena = {0};
    char *big = bs_arena_alloc(&arena, 50 << 20);
    CHECK(big);
    memset(big, 1, 50 << 20);
    CHECK(bs_arena_alloc(&arena, 10));
    bs_arena_clear(&arena);
}

static void a_reset_keeps_the_largest_block_alone(void **state)
{
    (void)state;
    bs_arena arena = {0};
    for (int i = 0; i < 100; i++)
        CHECK(bs_arena_alloc(&arena, 1000));
    size_t before = bs_arena_size(&arena);
    bs_arena_reset(&arena);
    size_t kept = bs_arena_size(&arena);
    CHECK(kept > 0 && kept < before);
    CHECK(bs_arena_alloc(&arena, 1000));
    assert_int_equal(bs_arena_size(&arena), kept);
    bs_arena_clear(&arena);
}

static void impossible_sizes_give_nothing(void **state)
{
    (void)state;
    bs_arena arena = {0};
    assert_null(bs_arena_alloc(&arena, SIZE_MAX));
    assert_null(bs_arena_alloc(&arena, SIZE_MAX - 8));
    assert_null(bs_arena_array(&arena, SIZE_MAX / 2, 3));
    assert_null(bs_arena_copy(&arena, (bs_str){"", SIZE_MAX}).data);
    bs_arena_clear(&arena);
}

static void arrays_are_zeroed_and_copies_end_in_nul(void **state)
{
    (void)state;
    bs_arena arena = {0};
    memset(bs_arena_alloc(&arena, 512), 0xFF, 512);
    bs_arena_reset(&arena);
    uint32_t *numbers = bs_arena_array(&arena, 100, sizeof *numbers);
    for (int i = 0; i < 100; i++)
        assert_int_equal(numbers[i], 0);
    bs_str copy = bs_arena_copy(&arena, BS_STR("Vilnius"));
    CHECK_STR(copy, "Vilnius");
    assert_int_equal(copy.data[copy.size], '\0');
    CHECK_STR(bs_arena_copy(&arena, BS_STR("")), "");
    CHECK_STR(bs_arena_print(&arena, "%d of %s", 3, "five"), "3 of five");
    bs_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_aligned_and_distinct),
        cmocka_unit_test(what_is_larger_than_a_block_gets_its_own),
        cmocka_unit_test(a_reset_keeps_the_largest_block_alone),
        cmocka_unit_test(impossible_sizes_give_nothing),
        cmocka_unit_test(arrays_are_zeroed_and_copies_end_in_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
