/* array_test.c - arrays that grow. */
#include "check.h"

#include "base/array.h"

static void items_keep_their_values_while_it_grows(void **state)
{
    (void)state;
    bs_u32s numbers = {0};
    for (uint32_t i = 0; i < 10000; i++) {
        uint32_t *number = bs_array_push(&numbers);
        CHECK(number);
        *number = i * i;
    }
    assert_int_equal(numbers.count, 10000);
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(numbers.items[i], i * i);
    bs_array_free(&numbers);
    assert_null(numbers.items);
    assert_int_equal(numbers.count + numbers.capacity, 0);
}

static void sizes_that_overflow_change_nothing(void **state)
{
    (void)state;
    bs_u32s numbers = {0};
    *bs_array_push(&numbers) = 7;
    CHECK(!bs_array_reserve(&numbers, SIZE_MAX));
    CHECK(!bs_array_reserve(&numbers, SIZE_MAX / 2));
    assert_int_equal(numbers.count, 1);
    assert_int_equal(numbers.items[0], 7);
    bs_array_free(&numbers);
}

static void reserved_room_is_not_moved(void **state)
{
    (void)state;
    bs_u32s numbers = {0};
    CHECK(bs_array_reserve(&numbers, 500));
    const uint32_t *place = numbers.items;
    for (int i = 0; i < 500; i++)
        *bs_array_push(&numbers) = 1;
    CHECK(numbers.items == place);
    bs_array_free(&numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_keep_their_values_while_it_grows),
        cmocka_unit_test(sizes_that_overflow_change_nothing),
        cmocka_unit_test(reserved_room_is_not_moved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
