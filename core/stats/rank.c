/* rank.c - see rank.h. */
#include "stats/rank.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"

typedef struct item {
    double value;
    size_t index;
} item;

static int compare(const void *a, const void *b)
{
    const item *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

bool bs_ties_from_name(bs_str name, bs_ties *ties)
{
    static const char *const names[] = {"min", "max", "average", "dense", "first"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            *ties = (bs_ties)i;
            return true;
        }
    return false;
}

/* The rank of place `at` in a run of equal values from `start` to `end`. */
static double tied_rank(bs_ties ties, size_t at, size_t start, size_t end, size_t group)
{
    switch (ties) {
    case BS_TIES_MIN:
        return (double)(start + 1);
    case BS_TIES_MAX:
        return (double)end;
    case BS_TIES_AVERAGE:
        return (double)(start + 1 + end) / 2;
    case BS_TIES_FIRST:
        return (double)(at + 1);
    case BS_TIES_DENSE:
        break;
    }
    return (double)group;
}

bs_status bs_rank(const double *values, size_t count, bs_ties ties, bool is_descending,
                  double *ranks, bs_error *error)
{
    item *items = calloc(count ? count : 1, sizeof *items);
    if (!items)
        return bs_fail_memory(error);
    size_t present = 0;
    for (size_t i = 0; i < count; i++) {
        ranks[i] = NAN;
        if (!isnan(values[i]))
            items[present++] = (item){is_descending ? -values[i] : values[i], i};
    }
    if (present > 1)
        qsort(items, present, sizeof *items, compare);
    size_t group = 0;
    for (size_t start = 0, end; start < present; start = end) {
        for (end = start + 1; end < present && items[end].value == items[start].value;)
            end++;
        group++;
        for (size_t i = start; i < end; i++)
            ranks[items[i].index] = tied_rank(ties, i, start, end, group);
    }
    free(items);
    return BS_OK;
}
