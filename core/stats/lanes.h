/*
 * lanes.h - eight floats at a time. Rows of topics are padded to whole lanes with zeros; compilers
 * make of this whatever the machine has, and results are the same.
 */
#ifndef BS_STATS_LANES_H
#define BS_STATS_LANES_H

#include <stddef.h>

enum { BS_LANES = 8 };

typedef float bs_lanes __attribute__((vector_size(32), aligned(16), may_alias));

/* How many lanes hold `count` floats. */
static inline size_t bs_lanes_for(size_t count)
{
    return (count + BS_LANES - 1) / BS_LANES;
}

static inline float bs_lanes_dot(const bs_lanes *a, const bs_lanes *b, size_t count)
{
    bs_lanes sum = {0};
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
}

#endif
