/*
 * array.h - arrays that grow. Any struct with `items`, `count` and `capacity` is one:
 *
 *     typedef struct tokens { bs_token *items; size_t count, capacity; } tokens;
 *     bs_token *token = bs_array_push(&tokens);       NULL when there is no memory
 *
 * The zero value is an empty array. Items move when it grows.
 */
#ifndef BS_BASE_ARRAY_H
#define BS_BASE_ARRAY_H

#include <stdlib.h>

#include "broadsheet.h"

/* Room for `extra` more items; false, with nothing changed, when there is no memory. */
#define bs_array_reserve(array, extra)                                          \
    bs_array_grow((void **)&(array)->items, &(array)->capacity, (array)->count, \
                  sizeof *(array)->items, (extra))

/* The address of one new, uninitialised item, or NULL. */
#define bs_array_push(array)                                            \
    ((array)->count < (array)->capacity || bs_array_reserve((array), 1) \
         ? &(array)->items[(array)->count++]                            \
         : NULL)

#define bs_array_free(array) \
    (free((array)->items), (array)->items = NULL, (array)->count = (array)->capacity = 0)

bool bs_array_grow(void **items, size_t *capacity, size_t count, size_t width, size_t extra);

typedef struct bs_u32s {
    uint32_t *items;
    size_t count, capacity;
} bs_u32s;

/* The greatest of some numbers, 0 for none: as fast as they are read. */
uint32_t bs_u32_greatest(const uint32_t *numbers, size_t count);

typedef struct bs_strs {
    bs_str *items;
    size_t count, capacity;
} bs_strs;

#endif
