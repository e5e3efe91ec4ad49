/* dispersion.c - see dispersion.h. */
#include "stats/dispersion.h"

#include <math.h>

static bool is_weight(double value)
{
    return value >= 0 && isfinite(value);
}

/* What all measures need of the whole; `parts` is 0 when there is something wrong. */
typedef struct whole {
    size_t parts, range;
    double words, size, least_size, relative;
} whole;

static bool is_part(double count, double size)
{
    return !isnan(count) && !isnan(size) && size != 0;
}

static whole sum_parts(const double *counts, const double *sizes, size_t count)
{
    whole all = {.least_size = INFINITY};
    for (size_t i = 0; i < count; i++) {
        if (!is_part(counts[i], sizes[i]))
            continue;
        if (!is_weight(counts[i]) || !is_weight(sizes[i]))
            return (whole){0};
        all.parts++;
        all.range += counts[i] > 0;
        all.words += counts[i];
        all.size += sizes[i];
        all.least_size = fmin(all.least_size, sizes[i]);
        all.relative += counts[i] / sizes[i];
    }
    return all;
}

bs_dispersion_result bs_dispersion_of(const double *counts, const double *sizes, size_t count)
{
    bs_dispersion_result result = {0, 0, NAN, NAN, NAN, NAN, NAN, NAN};
    whole all = sum_parts(counts, sizes, count);
    result.parts = all.parts;
    result.range = all.range;
    if (all.parts == 0 || !(all.words > 0))
        return result;
    double n = (double)all.parts, mean = all.relative / n;
    double difference = 0, squares = 0, entropy = 0, roots = 0, divergence = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_part(counts[i], sizes[i]))
            continue;
        double share = counts[i] / all.words, part = sizes[i] / all.size;
        double relative = counts[i] / sizes[i], weight = relative / all.relative;
        difference += fabs(share - part);
        squares += (relative - mean) * (relative - mean);
        entropy -= weight > 0 ? weight * log2(weight) : 0;
        roots += sqrt(part * counts[i]);
        divergence += share > 0 ? share * log2(share / part) : 0;
    }
    result.dp = difference / 2;
    result.rosengren_s = roots * roots / all.words;
    result.kl = fmax(0, divergence);
    if (all.parts < 2)
        return result;
    result.dp_normalised = result.dp / (1 - all.least_size / all.size);
    result.juilland_d = 1 - sqrt(squares / n) / mean / sqrt(n - 1);
    result.carroll_d2 = entropy / log2(n);
    return result;
}
