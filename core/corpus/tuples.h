/*
 * tuples.h - rows of texts, some of them absent, numbered as they come: the keys that a count is
 * grouped by. The zero value with a width is an empty table.
 */
#ifndef BS_CORPUS_TUPLES_H
#define BS_CORPUS_TUPLES_H

#include "base/arena.h"
#include "base/map.h"
#include "broadsheet.h"

enum { BS_TUPLE_WIDTH_MAX = 8 };

typedef struct bs_tuples {
    size_t width;
    bs_arena arena;
    bs_map numbers; /* of the texts written one after the other */
    bs_str *items;  /* `width` texts a tuple */
    size_t count, capacity;
} bs_tuples;

void bs_tuples_clear(bs_tuples *tuples);
/* The number of the tuple, which is copied when it is new. */
bs_status bs_tuples_add(bs_tuples *tuples, const bs_str *texts, uint32_t *number, bs_error *error);
size_t bs_tuples_count(const bs_tuples *tuples);

static inline bs_str bs_tuples_at(const bs_tuples *tuples, uint32_t number, size_t column)
{
    return tuples->items[(size_t)number * tuples->width + column];
}

#endif
