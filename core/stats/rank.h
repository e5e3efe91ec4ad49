/* rank.h - places in an order, with a rule for ties. */
#ifndef BS_STATS_RANK_H
#define BS_STATS_RANK_H

#include "broadsheet.h"

typedef enum bs_ties {
    BS_TIES_MIN,     /* 1 2 2 4, as in sports tables and league tables of exporters */
    BS_TIES_MAX,     /* 1 3 3 4 */
    BS_TIES_AVERAGE, /* 1 2.5 2.5 4, as rank statistics want them */
    BS_TIES_DENSE,   /* 1 2 2 3 */
    BS_TIES_FIRST,   /* 1 2 3 4: in the order in which they stand, as printed tables number rows */
} bs_ties;

/* "min", "max", "average", "dense", "first"; false for any other word. */
bool bs_ties_from_name(bs_str name, bs_ties *ties);

/*
 * The rank of each value, from 1, in `ranks` (which may not overlap `values`). The largest comes
 * first when `is_descending`. Missing values get the rank NaN and take no place. Fails with
 * BS_NO_MEMORY.
 */
bs_status bs_rank(const double *values, size_t count, bs_ties ties, bool is_descending,
                  double *ranks, bs_error *error);

#endif
