/*
 * sort.h - sorting by whole numbers, digit by digit: a few passes where comparing takes many steps.
 */
#ifndef BS_BASE_SORT_H
#define BS_BASE_SORT_H

#include "broadsheet.h"

typedef struct bs_keyed {
    uint64_t key;
    uint64_t value;
} bs_keyed;

/* Keys rise; those that are equal keep their order. False, with the items in another order, when
 * there is no memory. */
bool bs_sort_keyed(bs_keyed *items, size_t count);

#endif
