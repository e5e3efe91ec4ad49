/* diversity.c - see diversity.h. */
#include "stats/diversity.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "stats/special.h"

/* Room for a count a type, all 0, after a look at the ids. */
static bs_status make_counts(const uint32_t *tokens, size_t count, size_t type_count,
                             uint32_t **counts, bs_error *error)
{
    for (size_t i = 0; i < count; i++)
        if (tokens[i] >= type_count)
            return bs_fail(error, BS_MISUSE, "token %zu has type %u of %zu", i, tokens[i],
                           type_count);
    *counts = calloc(type_count ? type_count : 1, sizeof **counts);
    return *counts ? BS_OK : bs_fail_memory(error);
}

/* Counts the tokens and gives the number of types among them. */
static size_t count_types(const uint32_t *tokens, size_t count, uint32_t *counts)
{
    size_t types = 0;
    for (size_t i = 0; i < count; i++)
        types += counts[tokens[i]]++ == 0;
    return types;
}

bs_status bs_ttr(const uint32_t *tokens, size_t count, size_t type_count, double *ttr,
                 bs_error *error)
{
    uint32_t *counts;
    bs_status status = make_counts(tokens, count, type_count, &counts, error);
    if (status != BS_OK)
        return status;
    size_t types = count_types(tokens, count, counts);
    *ttr = count ? (double)types / (double)count : NAN;
    free(counts);
    return BS_OK;
}

bs_status bs_mattr(const uint32_t *tokens, size_t count, size_t type_count, size_t window,
                   double *mattr, bs_error *error)
{
    if (window == 0)
        return bs_fail(error, BS_MISUSE, "a window has at least one token");
    if (count <= window)
        return bs_ttr(tokens, count, type_count, mattr, error);
    uint32_t *counts;
    bs_status status = make_counts(tokens, count, type_count, &counts, error);
    if (status != BS_OK)
        return status;
    size_t types = count_types(tokens, window, counts);
    double sum = (double)types;
    for (size_t end = window; end < count; end++) {
        types -= --counts[tokens[end - window]] == 0;
        types += counts[tokens[end]]++ == 0;
        sum += (double)types;
    }
    free(counts);
    *mattr = sum / (double)(count - window + 1) / (double)window;
    return BS_OK;
}

/* How many stretches there are in one direction, the last in part. `last_seen` holds, for each
 * type, the number of the stretch that it was seen in last, from 1. */
static double count_stretches(const uint32_t *tokens, size_t count, bool is_backwards,
                              double threshold, uint32_t *last_seen)
{
    uint32_t stretch = 1;
    size_t types = 0, length = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t token = tokens[is_backwards ? count - 1 - i : i];
        length++;
        types += last_seen[token] != stretch;
        last_seen[token] = stretch;
        if ((double)types / (double)length <= threshold) {
            stretch++;
            types = length = 0;
        }
    }
    double rest = length ? (1 - (double)types / (double)length) / (1 - threshold) : 0;
    return (double)(stretch - 1) + rest;
}

bs_status bs_mtld(const uint32_t *tokens, size_t count, size_t type_count, double threshold,
                  double *mtld, bs_error *error)
{
    if (!(threshold > 0 && threshold < 1))
        return bs_fail(error, BS_MISUSE, "a threshold lies between 0 and 1, not %g", threshold);
    double mean = 0;
    for (int direction = 0; direction < 2; direction++) {
        uint32_t *last_seen;
        bs_status status = make_counts(tokens, count, type_count, &last_seen, error);
        if (status != BS_OK)
            return status;
        double stretches = count_stretches(tokens, count, direction == 1, threshold, last_seen);
        free(last_seen);
        mean += stretches > 0 ? (double)count / stretches / 2 : NAN;
    }
    *mtld = mean;
    return BS_OK;
}

bs_status bs_hdd(const uint32_t *tokens, size_t count, size_t type_count, size_t sample,
                 double *hdd, bs_error *error)
{
    if (sample == 0)
        return bs_fail(error, BS_MISUSE, "a sample has at least one token");
    uint32_t *counts;
    bs_status status = make_counts(tokens, count, type_count, &counts, error);
    if (status != BS_OK)
        return status;
    count_types(tokens, count, counts);
    /* The chance that a type is in the sample is 1 - C(n - f, s) / C(n, s). */
    double n = (double)count, s = (double)sample, expected = 0;
    for (size_t type = 0; type < type_count && sample <= count; type++) {
        if (counts[type] == 0)
            continue;
        double others = n - counts[type];
        double missed = others < s ? 0 : exp(bs_log_choose(others, s) - bs_log_choose(n, s));
        expected += 1 - missed;
    }
    free(counts);
    *hdd = sample <= count ? expected / s : NAN;
    return BS_OK;
}
