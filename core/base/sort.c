/* sort.c - radix sort from the last digit to the first; digits that all share cost nothing. Every
 * thread has a share of the items, whose places follow those of the shares before it. */
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

#include "base/pool.h"

enum { DIGIT_BITS = 8, DIGITS = 256, SHARE_MIN = 1 << 15 };

typedef struct share {
    uint64_t differ;       /* bits in which its keys differ from the first of all */
    size_t places[DIGITS]; /* how many have a digit, then where the next of them goes */
} share;

typedef struct sorting {
    bs_keyed *from, *to;
    size_t count;
    unsigned shift;
    unsigned share_count;
    share *shares;
} sorting;

static size_t start_of(const sorting *of, size_t index)
{
    return of->count / of->share_count * index +
           of->count % of->share_count * index / of->share_count;
}

static bs_status compare_share(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker, (void)error;
    const sorting *of = context;
    uint64_t differ = 0, first = of->from[0].key;
    for (size_t i = start_of(of, index), end = start_of(of, index + 1); i < end; i++)
        differ |= of->from[i].key ^ first;
    of->shares[index].differ = differ;
    return BS_OK;
}

static bs_status count_share(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker, (void)error;
    const sorting *of = context;
    size_t counts[DIGITS] = {0};
    for (size_t i = start_of(of, index), end = start_of(of, index + 1); i < end; i++)
        counts[of->from[i].key >> of->shift & (DIGITS - 1)]++;
    memcpy(of->shares[index].places, counts, sizeof counts);
    return BS_OK;
}

static bs_status move_share(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker, (void)error;
    const sorting *of = context;
    size_t places[DIGITS];
    memcpy(places, of->shares[index].places, sizeof places);
    for (size_t i = start_of(of, index), end = start_of(of, index + 1); i < end; i++)
        of->to[places[of->from[i].key >> of->shift & (DIGITS - 1)]++] = of->from[i];
    return BS_OK;
}

static bool run_shares(sorting *of, bs_pool_work work)
{
    return bs_pool_run(of->share_count, of->share_count, work, of, NULL, "sorting", NULL) == BS_OK;
}

/* From counts to places. */
static void place_shares(const sorting *of)
{
    size_t place = 0;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        for (unsigned i = 0; i < of->share_count; i++) {
            size_t count = of->shares[i].places[digit];
            of->shares[i].places[digit] = place;
            place += count;
        }
    }
}

static bool sort_digits(sorting *of)
{
    uint64_t differ = 0;
    if (!run_shares(of, compare_share))
        return false;
    for (unsigned i = 0; i < of->share_count; i++)
        differ |= of->shares[i].differ;
    for (of->shift = 0; of->shift < 64; of->shift += DIGIT_BITS) {
        if ((differ >> of->shift & (DIGITS - 1)) == 0)
            continue;
        if (!run_shares(of, count_share))
            return false;
        place_shares(of);
        if (!run_shares(of, move_share))
            return false;
        bs_keyed *moved = of->to;
        of->to = of->from;
        of->from = moved;
    }
    return true;
}

bool bs_sort_keyed_threads(bs_keyed *items, size_t count, unsigned threads)
{
    if (count < 2)
        return true;
    sorting of = {.from = items, .count = count, .share_count = bs_pool_threads(threads)};
    if (of.share_count > count / SHARE_MIN)
        of.share_count = count < SHARE_MIN ? 1 : (unsigned)(count / SHARE_MIN);
    bs_keyed *scratch = of.to = calloc(count, sizeof *scratch);
    of.shares = calloc(of.share_count, sizeof *of.shares);
    bool is_sorted = scratch && of.shares && sort_digits(&of);
    if (of.from != items)
        memcpy(items, of.from, count * sizeof *items);
    free(of.shares);
    free(scratch);
    return is_sorted;
}

bool bs_sort_keyed(bs_keyed *items, size_t count)
{
    return bs_sort_keyed_threads(items, count, 1);
}
