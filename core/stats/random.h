/*
 * random.h - numbers that look random and are the same on every machine.
 *
 * xoshiro256** (Blackman and Vigna, ACM TOMS 47, 2021), its state filled from the seed by
 * splitmix64. `bs_random_init` with another `stream` gives an independent sequence, so work that is
 * split over threads draws the same numbers however it is split: one stream an index.
 */
#ifndef BS_STATS_RANDOM_H
#define BS_STATS_RANDOM_H

#include "broadsheet.h"

typedef struct bs_random {
    uint64_t state[4];
} bs_random;

void bs_random_init(bs_random *random, uint64_t seed, uint64_t stream);
uint64_t bs_random_next(bs_random *random);
/* Evenly from 0 to `bound` - 1, without bias (Lemire, ACM TOMACS 29, 2019); 0 for a bound of 0. */
uint64_t bs_random_below(bs_random *random, uint64_t bound);
/* Evenly from [0, 1), in steps of 2^-53. */
double bs_random_unit(bs_random *random);
/* Puts `count` indices in random order (Fisher and Yates). */
void bs_random_shuffle(bs_random *random, uint32_t *items, size_t count);
/* `wanted` different indices below `count`, upwards, all subsets equally likely (Vitter's
 * selection sampling, Knuth 3.4.2 S); all of them when `wanted` is more. Gives how many. */
size_t bs_random_sample(bs_random *random, size_t count, size_t wanted, uint32_t *indices);

#endif
