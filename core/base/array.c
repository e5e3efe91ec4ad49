/* array.c - see array.h. */
#include "base/array.h"

#include "base/clones.h"

enum { CAPACITY_FIRST = 8 };

bool bs_array_grow(void **items, size_t *capacity, size_t count, size_t width, size_t extra)
{
    size_t needed;
    if (__builtin_add_overflow(count, extra, &needed))
        return false;
    if (needed <= *capacity)
        return true;
    size_t wanted = *capacity ? *capacity : CAPACITY_FIRST;
    while (wanted < needed)
        if (__builtin_add_overflow(wanted, wanted / 2 + 1, &wanted))
            return false;
    size_t size;
    if (__builtin_mul_overflow(wanted, width, &size))
        return false;
    void *grown = realloc(*items, size);
    if (!grown)
        return false;
    *items = grown;
    *capacity = wanted;
    return true;
}

BS_CLONES
static uint32_t greatest(const uint32_t *numbers, size_t count)
{
    uint32_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = numbers[i] > most ? numbers[i] : most;
    return most;
}

uint32_t bs_u32_greatest(const uint32_t *numbers, size_t count)
{
    return greatest(numbers, count);
}
