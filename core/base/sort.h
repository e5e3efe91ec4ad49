/*
 * sort.h - sorting by whole numbers, digit by digit: a few passes where comparing takes many steps.
 */
#ifndef BS_BASE_SORT_H
#define BS_BASE_SORT_H

#include <string.h>

#include "broadsheet.h"

typedef struct bs_keyed {
    uint64_t key;
    uint64_t value;
} bs_keyed;

/* Keys rise; those that are equal keep their order. False, with the items in another order, when
 * there is no memory. */
bool bs_sort_keyed(bs_keyed *items, size_t count);

/* The same on up to `threads` threads (0: one a processor), with the same result. */
bool bs_sort_keyed_threads(bs_keyed *items, size_t count, unsigned threads);

/* A key that falls as the number rises; what is no number comes last. */
static inline uint64_t bs_sort_falling(double value)
{
    uint64_t bits;
    if (value != value)
        return UINT64_MAX;
    value += 0.0; /* -0 is 0 */
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? bits : ~bits & INT64_MAX;
}

#endif
