/* sort_test.c - keys rise, what is equal keeps its order, and threads change nothing. */
#include <stdlib.h>

#include "check.h"

#include "base/sort.h"

enum { COUNT = 200001 };

static bs_keyed *some_items(size_t count, uint64_t mask)
{
    bs_keyed *items = calloc(count + 1, sizeof *items);
    uint64_t state = 1;
    for (size_t i = 0; items && i < count; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        items[i] = (bs_keyed){(state ^ state >> 29) & mask, i};
    }
    return items;
}

static void check_order(const bs_keyed *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        CHECK(items[i - 1].key <= items[i].key);
        CHECK(items[i - 1].key < items[i].key || items[i - 1].value < items[i].value);
    }
}

static void items_are_sorted_and_stay_whole(void **state)
{
    (void)state;
    static const uint64_t masks[] = {0, 0x3, 0xff00, 0x1ffff0001ffff, UINT64_MAX};
    static const size_t counts[] = {0, 1, 2, 1000, COUNT};
    static const unsigned threads[] = {1, 2, 7};
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        for (size_t j = 0; j < sizeof counts / sizeof *counts; j++) {
            for (size_t k = 0; k < sizeof threads / sizeof *threads; k++) {
                bs_keyed *items = some_items(counts[j], masks[i]);
                bs_keyed *given = some_items(counts[j], masks[i]);
                assert_non_null(items);
                assert_non_null(given);
                CHECK(bs_sort_keyed_threads(items, counts[j], threads[k]));
                check_order(items, counts[j]);
                for (size_t item = 0; item < counts[j]; item++)
                    CHECK(given[items[item].value].key == items[item].key);
                free(items);
                free(given);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_sorted_and_stay_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
