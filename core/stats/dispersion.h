/*
 * dispersion.h - is a word spread evenly over the parts of a corpus, or does it come in clumps.
 *
 * `counts` of the word and `sizes` (tokens) of the parts, in the same order. A part with a missing
 * value on either side, or of size 0, is left out. A negative or infinite value, no part, or a word
 * that occurs nowhere, gives NaN. All have no unit.
 */
#ifndef BS_STATS_DISPERSION_H
#define BS_STATS_DISPERSION_H

#include "broadsheet.h"

typedef struct bs_dispersion_result {
    size_t parts, range; /* parts, and those with the word */
    double dp;           /* sum |v/f - s| / 2 over the parts (Gries, IJCL 13, 2008): 0 is even */
    double
        dp_normalised;  /* DP / (1 - min s), which reaches 1 (Lijffijt and Gries, IJCL 17, 2012) */
    double juilland_d;  /* 1 - V / sqrt(n - 1), V the coefficient of variation of the relative
                           frequencies (Juilland and Chang-Rodriguez 1964): 1 is even */
    double carroll_d2;  /* entropy of the relative frequencies / log n (Carroll 1970) */
    double rosengren_s; /* (sum sqrt(s v))^2 / f (Rosengren 1971) */
    double kl;          /* sum v/f log2(v/f / s), in bits (Gries 2020) */
} bs_dispersion_result;

bs_dispersion_result bs_dispersion_of(const double *counts, const double *sizes, size_t count);

#endif
