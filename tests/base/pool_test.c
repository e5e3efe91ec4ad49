/* pool_test.c - the same work by few threads, with one order of results. */
#include "check.h"

#include <stdatomic.h>

#include "base/error.h"
#include "base/pool.h"

enum { ITEMS = 1000 };

typedef struct squares {
    uint64_t results[ITEMS];
    size_t fails_at, fails_also_at;
    volatile int cancel;
    size_t cancels_at;
    atomic_size_t begun;
    unsigned workers_max;
} squares;

static bs_status square(void *context, size_t index, unsigned worker, bs_error *error)
{
    squares *work = context;
    atomic_fetch_add(&work->begun, 1);
    CHECK(worker < work->workers_max);
    if (work->fails_at && (index == work->fails_at || index == work->fails_also_at))
        return bs_fail(error, BS_BAD_DATA, "item %zu", index);
    if (work->cancels_at && index == work->cancels_at)
        work->cancel = 1;
    work->results[index] = (uint64_t)index * index;
    return BS_OK;
}

static void results_lie_at_their_places_for_any_number_of_threads(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 9; threads += 4) {
        squares work = {.workers_max = threads};
        CHECK_OK(bs_pool_run(threads, ITEMS, square, &work, NULL, "squares", NULL));
        for (size_t i = 0; i < ITEMS; i++)
            assert_int_equal(work.results[i], i * i);
    }
}

static void the_lowest_failure_is_the_one_reported(void **state)
{
    (void)state;
    for (int repeat = 0; repeat < 50; repeat++) {
        squares work = {.workers_max = 4, .fails_at = 501, .fails_also_at = 500};
        bs_error error;
        assert_int_equal(bs_pool_run(4, ITEMS, square, &work, NULL, "squares", &error),
                         BS_BAD_DATA);
        assert_string_equal(error.message, "item 500");
        for (size_t i = 0; i < 500; i++)
            assert_int_equal(work.results[i], i * i);
    }
}

static void a_cancelled_run_begins_nothing_new(void **state)
{
    (void)state;
    squares work = {.workers_max = 2, .cancels_at = 10};
    bs_progress progress = {.cancel = &work.cancel};
    bs_error error;
    assert_int_equal(bs_pool_run(2, ITEMS, square, &work, &progress, "squares", &error),
                     BS_CANCELLED);
    CHECK(work.begun < ITEMS);
}

static void nothing_to_do_is_done(void **state)
{
    (void)state;
    CHECK_OK(bs_pool_run(4, 0, square, NULL, NULL, "squares", NULL));
    CHECK(bs_pool_threads(0) >= 1);
    assert_int_equal(bs_pool_threads(3), 3);
    assert_int_equal(bs_pool_threads(100000), BS_POOL_THREADS_MAX);
}

typedef struct reports {
    uint64_t last, total;
} reports;

static void keep_report(void *context, const char *what, uint64_t done, uint64_t total)
{
    reports *seen = context;
    assert_string_equal(what, "squares");
    CHECK(done > seen->last);
    seen->last = done;
    seen->total = total;
}

static void progress_rises_to_the_total(void **state)
{
    (void)state;
    squares work = {.workers_max = 1};
    reports seen = {0};
    bs_progress progress = {.report = keep_report, .context = &seen};
    CHECK_OK(bs_pool_run(1, ITEMS, square, &work, &progress, "squares", NULL));
    assert_int_equal(seen.last, ITEMS);
    assert_int_equal(seen.total, ITEMS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_lie_at_their_places_for_any_number_of_threads),
        cmocka_unit_test(the_lowest_failure_is_the_one_reported),
        cmocka_unit_test(a_cancelled_run_begins_nothing_new),
        cmocka_unit_test(nothing_to_do_is_done),
        cmocka_unit_test(progress_rises_to_the_total),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
