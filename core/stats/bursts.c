/*
 * bursts.c - Kleinberg's automata, see changes.h. The cheapest sequence of states is found by
 * Viterbi's algorithm; a burst of level i is a run of states of at least i.
 */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "stats/changes.h"

/* `costs[t * states + i]` is what state i costs at step t. On return `path` has the cheapest state
 * of each step; ties go to the lower state. */
static bs_status cheapest_path(const double *costs, size_t steps, size_t states, double climb,
                               uint8_t *path, bs_error *error)
{
    double total[BS_BURST_LEVELS_MAX], next[BS_BURST_LEVELS_MAX];
    uint8_t *from = calloc(steps * states + 1, 1);
    if (!from)
        return bs_fail_memory(error);
    for (size_t i = 0; i < states; i++)
        total[i] = i == 0 ? 0 : INFINITY; /* before the first step: at rest */
    for (size_t t = 0; t < steps; t++) {
        for (size_t to = 0; to < states; to++) {
            size_t best = 0;
            double least = INFINITY;
            for (size_t i = 0; i < states; i++) {
                double cost = total[i] + (i < to ? (double)(to - i) * climb : 0);
                if (cost < least) {
                    least = cost;
                    best = i;
                }
            }
            next[to] = least + costs[t * states + to];
            from[t * states + to] = (uint8_t)best;
        }
        for (size_t i = 0; i < states; i++)
            total[i] = next[i];
    }
    size_t state = 0;
    for (size_t i = 1; i < states; i++)
        if (total[i] < total[state])
            state = i;
    for (size_t t = steps; t-- > 0;) {
        path[t] = (uint8_t)state;
        state = from[t * states + state];
    }
    free(from);
    return BS_OK;
}

/* Level `first` is state 0 (or 1, when state 0 is no burst). */
static bs_status list_bursts(const uint8_t *path, size_t steps, size_t states, size_t base,
                             bs_bursts *bursts, bs_error *error)
{
    size_t open[BS_BURST_LEVELS_MAX + 1]; /* by level: its burst */
    size_t level = 0;
    for (size_t t = 0; t <= steps; t++) {
        size_t here = t < steps ? path[t] + (base ? 0u : 1u) : 0;
        for (; level > here; level--)
            bursts->items[open[level]].end = t;
        for (; level < here && level < states; level++) {
            bs_burst *burst = bs_array_push(bursts);
            if (!burst)
                return bs_fail_memory(error);
            *burst = (bs_burst){.level = level + 1, .start = t, .end = steps, .weight = NAN};
            open[level + 1] = bursts->count - 1;
        }
    }
    return BS_OK;
}

static bs_status check_rates(double s, double gamma, bs_error *error)
{
    if (!(s > 1) || isinf(s))
        return bs_fail(error, BS_MISUSE, "bursts: s is over 1, not %g", s);
    if (!(gamma > 0) || isinf(gamma))
        return bs_fail(error, BS_MISUSE, "bursts: gamma is over 0, not %g", gamma);
    return BS_OK;
}

/* The states that gaps of these lengths may need. */
static bs_status count_states(const double *times, size_t count, double s, size_t *states,
                              bs_error *error)
{
    double least = INFINITY, span = times[count - 1] - times[0];
    for (size_t i = 0; i + 1 < count; i++) {
        double gap = times[i + 1] - times[i];
        if (!(gap > 0) || isinf(gap))
            return bs_fail(error, BS_MISUSE,
                           "bursts: times rise, and two at once, as at %zu, need batches", i + 1);
        least = fmin(least, gap);
    }
    double needed = ceil(1 + log(span) / log(s) + log(1 / least) / log(s));
    if (needed > BS_BURST_LEVELS_MAX)
        return bs_fail(error, BS_LIMIT, "bursts: gaps from %g to a span of %g need %g states",
                       least, span, needed);
    *states = needed < 1 ? 1 : (size_t)needed;
    return BS_OK;
}

static bs_status find_bursts(double *costs, size_t steps, size_t states, double climb, size_t base,
                             bs_bursts *bursts, bs_error *error)
{
    uint8_t *path = calloc(steps + 1, 1);
    if (!path)
        return bs_fail_memory(error);
    bs_status status = cheapest_path(costs, steps, states, climb, path, error);
    if (status == BS_OK)
        status = list_bursts(path, steps, states, base, bursts, error);
    free(path);
    return status;
}

bs_status bs_bursts_of_times(const double *times, size_t count, double s, double gamma,
                             bs_bursts *bursts, bs_error *error)
{
    *bursts = (bs_bursts){0};
    bs_status status = check_rates(s, gamma, error);
    if (status != BS_OK || count < 2)
        return status;
    size_t states = 0, steps = count - 1;
    status = count_states(times, count, s, &states, error);
    if (status != BS_OK)
        return status;
    double mean = (times[count - 1] - times[0]) / (double)steps;
    double *costs = calloc(steps * states, sizeof *costs);
    if (!costs)
        return bs_fail_memory(error);
    for (size_t t = 0; t < steps; t++) {
        for (size_t i = 0; i < states; i++) {
            double rate = pow(s, (double)i) / mean;
            costs[t * states + i] = rate * (times[t + 1] - times[t]) - log(rate);
        }
    }
    status = find_bursts(costs, steps, states, gamma * log((double)steps), 0, bursts, error);
    free(costs);
    if (status != BS_OK)
        bs_array_free(bursts);
    return status;
}

static bs_status check_batches(const double *relevant, const double *all, size_t count,
                               double *share, bs_error *error)
{
    double found = 0, size = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(relevant[i] >= 0) || !(all[i] >= relevant[i]) || isinf(all[i]))
            return bs_fail(error, BS_MISUSE, "bursts: batch %zu has %g of %g", i + 1, relevant[i],
                           all[i]);
        found += relevant[i];
        size += all[i];
    }
    *share = size > 0 ? found / size : 0;
    return BS_OK;
}

bs_status bs_bursts_of_batches(const double *relevant, const double *all, size_t count, double s,
                               double gamma, size_t level_count, bs_bursts *bursts, bs_error *error)
{
    *bursts = (bs_bursts){0};
    double share = 0;
    bs_status status = check_rates(s, gamma, error);
    if (status == BS_OK && (level_count < 1 || level_count >= BS_BURST_LEVELS_MAX))
        status = bs_fail(error, BS_MISUSE, "bursts: from 1 to %d levels", BS_BURST_LEVELS_MAX - 1);
    if (status == BS_OK)
        status = check_batches(relevant, all, count, &share, error);
    if (status != BS_OK || count == 0 || share == 0)
        return status;
    size_t states = level_count + 1;
    double *costs = calloc(count * states, sizeof *costs);
    if (!costs)
        return bs_fail_memory(error);
    for (size_t t = 0; t < count; t++) {
        for (size_t i = 0; i < states; i++) {
            double p = fmin(share * pow(s, (double)i), 0.9999);
            costs[t * states + i] = -relevant[t] * log(p) - (all[t] - relevant[t]) * log1p(-p);
        }
    }
    status = find_bursts(costs, count, states, gamma * log((double)count), 1, bursts, error);
    for (size_t b = 0; status == BS_OK && b < bursts->count; b++) {
        bs_burst *burst = &bursts->items[b];
        burst->weight = 0;
        for (size_t t = burst->start; t < burst->end; t++)
            burst->weight +=
                costs[t * states + burst->level - 1] - costs[t * states + burst->level];
    }
    free(costs);
    if (status != BS_OK)
        bs_array_free(bursts);
    return status;
}
