/* resample.c - see resample.h. */
#include "stats/resample.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "stats/special.h"
#include "stats/vector.h"

void bs_bootstrap_draw(uint64_t seed, size_t index, size_t count, size_t block, uint32_t *places)
{
    bs_random random;
    bs_random_init(&random, seed, (uint64_t)index + 1);
    size_t length = block > 1 ? block : 1;
    for (size_t i = 0; i < count; i += length) {
        size_t start = (size_t)bs_random_below(&random, count);
        for (size_t k = 0; k < length && i + k < count; k++)
            places[i + k] = (uint32_t)((start + k) % count);
    }
}

bool bs_bootstrap_method_from_name(bs_str name, bs_bootstrap_method *method)
{
    static const char *const names[] = {"percentile", "basic", "normal", "bca", "quantile"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            *method = (bs_bootstrap_method)i;
            return true;
        }
    }
    return false;
}

/* The quantile of sorted replicates at (n + 1) p, between two of them on the scale of normal
 * quantiles (Davison and Hinkley, 5.8). */
static double normal_quantile_of(const double *sorted, size_t count, double p)
{
    double n = (double)count, rank = (n + 1) * p, below = floor(rank);
    if (isnan(rank))
        return NAN;
    if (below < 1)
        return sorted[0];
    if (below >= n)
        return sorted[count - 1];
    size_t k = (size_t)below;
    if (below == rank)
        return sorted[k - 1];
    double low = bs_normal_quantile(below / (n + 1)),
           high = bs_normal_quantile((below + 1) / (n + 1));
    double share = (bs_normal_quantile(p) - low) / (high - low);
    return sorted[k - 1] + share * (sorted[k] - sorted[k - 1]);
}

/* The acceleration from the influence of each value, estimated by leaving it out. */
static double acceleration_of(const double *jackknife, size_t count)
{
    double mean = bs_vector_mean(jackknife, count), squares = 0, cubes = 0;
    for (size_t i = 0; i < count; i++) {
        double influence = mean - jackknife[i];
        squares += influence * influence;
        cubes += influence * influence * influence;
    }
    return cubes / (6 * pow(squares, 1.5));
}

static void set_ends(const double *sorted, size_t count, double estimate,
                     bs_bootstrap_method method, double confidence, bs_bootstrap_result *result)
{
    double tail = (1 - confidence) / 2, low = tail, high = (1 + confidence) / 2;
    double z = bs_normal_quantile(high);
    switch (method) {
    case BS_BOOTSTRAP_NORMAL:
        result->low = estimate - result->bias - z * result->se;
        result->high = estimate - result->bias + z * result->se;
        return;
    case BS_BOOTSTRAP_QUANTILE:
        result->low = bs_vector_quantile_sorted(sorted, count, low);
        result->high = bs_vector_quantile_sorted(sorted, count, high);
        return;
    case BS_BOOTSTRAP_BASIC:
        result->low = 2 * estimate - normal_quantile_of(sorted, count, high);
        result->high = 2 * estimate - normal_quantile_of(sorted, count, low);
        return;
    case BS_BOOTSTRAP_BCA: {
        double w = result->z0, a = result->acceleration;
        low = bs_normal_lower(w + (w - z) / (1 - a * (w - z)));
        high = bs_normal_lower(w + (w + z) / (1 - a * (w + z)));
        break;
    }
    case BS_BOOTSTRAP_PERCENTILE:
        break;
    }
    result->low = normal_quantile_of(sorted, count, low);
    result->high = normal_quantile_of(sorted, count, high);
}

bs_status bs_bootstrap_interval(const double *replicates, size_t count, double estimate,
                                const double *jackknife, size_t jackknife_count,
                                bs_bootstrap_method method, double confidence,
                                bs_bootstrap_result *result, bs_error *error)
{
    if (!(confidence > 0 && confidence < 1))
        return bs_fail(error, BS_MISUSE, "a confidence lies between 0 and 1, not %g", confidence);
    double *sorted = calloc(count ? count : 1, sizeof *sorted);
    if (!sorted)
        return bs_fail_memory(error);
    size_t finite = 0, below = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(replicates[i]))
            continue;
        sorted[finite++] = replicates[i];
        below += replicates[i] < estimate;
    }
    *result = (bs_bootstrap_result){NAN, NAN, NAN, NAN, NAN, NAN, finite};
    if (finite >= 2) {
        result->se = bs_vector_sd(sorted, finite);
        result->bias = bs_vector_mean(sorted, finite) - estimate;
        bs_vector_sort(sorted, finite);
        if (method == BS_BOOTSTRAP_BCA) {
            result->z0 = bs_normal_quantile((double)below / (double)finite);
            result->acceleration = acceleration_of(jackknife, jackknife_count);
        }
        set_ends(sorted, finite, estimate, method, confidence, result);
    }
    free(sorted);
    return BS_OK;
}

void bs_permuter_init(bs_permuter *permuter, size_t first, size_t second, uint64_t repeats,
                      uint64_t seed)
{
    double ways = exp(bs_log_choose((double)first + (double)second, (double)first));
    bool is_exact = ways < (double)repeats + 0.5;
    *permuter =
        (bs_permuter){first, second, is_exact ? (uint64_t)llround(ways) : repeats, seed, is_exact};
}

/* The combination after the one in places[0 .. first), in lexical order; the others behind it. */
static void next_combination(size_t first, size_t count, uint32_t *places)
{
    size_t i = first;
    while (i > 0 && places[i - 1] == count - first + i - 1)
        i--;
    if (i == 0)
        return;
    places[i - 1]++;
    for (; i < first; i++)
        places[i] = places[i - 1] + 1;
}

void bs_permuter_draw(const bs_permuter *permuter, uint64_t index, uint32_t *places)
{
    size_t first = permuter->first, count = first + permuter->second;
    if (!permuter->is_exact) {
        for (size_t i = 0; i < count; i++)
            places[i] = (uint32_t)i;
        bs_random random;
        bs_random_init(&random, permuter->seed, index + 1);
        bs_random_shuffle(&random, places, count);
        return;
    }
    if (index == 0)
        for (size_t i = 0; i < first; i++)
            places[i] = (uint32_t)i;
    else
        next_combination(first, count, places);
    size_t at = first, taken = 0;
    for (size_t i = 0; i < count; i++) {
        if (taken < first && places[taken] == i)
            taken++;
        else
            places[at++] = (uint32_t)i;
    }
}

double bs_permuter_p(const bs_permuter *permuter, uint64_t extreme)
{
    if (permuter->repeats == 0)
        return NAN;
    return permuter->is_exact ? (double)extreme / (double)permuter->repeats
                              : ((double)extreme + 1) / ((double)permuter->repeats + 1);
}
