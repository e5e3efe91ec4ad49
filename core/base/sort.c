/* sort.c - radix sort from the last digit to the first; digits that all share cost nothing. */
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 8, DIGITS = 256 };

static void move_digit(const bs_keyed *from, bs_keyed *to, size_t count, unsigned shift)
{
    size_t places[DIGITS + 1] = {0};
    for (size_t i = 0; i < count; i++)
        places[(from[i].key >> shift & (DIGITS - 1)) + 1]++;
    for (size_t digit = 0; digit < DIGITS; digit++)
        places[digit + 1] += places[digit];
    for (size_t i = 0; i < count; i++)
        to[places[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
}

bool bs_sort_keyed(bs_keyed *items, size_t count)
{
    if (count < 2)
        return true;
    uint64_t differ = 0;
    for (size_t i = 1; i < count; i++)
        differ |= items[i].key ^ items[0].key;
    if (differ == 0)
        return true;
    bs_keyed *scratch = calloc(count, sizeof *scratch);
    if (!scratch)
        return false;
    bs_keyed *from = items, *to = scratch;
    for (unsigned shift = 0; shift < 64; shift += DIGIT_BITS) {
        if ((differ >> shift & (DIGITS - 1)) == 0)
            continue;
        move_digit(from, to, count, shift);
        bs_keyed *moved = to;
        to = from;
        from = moved;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
    free(scratch);
    return true;
}
