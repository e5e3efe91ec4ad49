/* intervals.c - see intervals.h. */
#include "stats/intervals.h"

#include <math.h>

#include "stats/special.h"

static const bs_interval UNKNOWN = {NAN, NAN};

static bool is_confidence(double confidence)
{
    return confidence > 0 && confidence < 1;
}

static bool are_counts(double successes, double trials)
{
    return successes >= 0 && trials >= successes && !isinf(trials);
}

/* The larger root of (n + z^2) p^2 - (2s + z^2) p + s^2 / n = 0. */
static double wilson_high(double s, double n, double z)
{
    return (2 * s + z * z + z * sqrt(z * z + 4 * s * ((n - s) / n))) / (2 * (n + z * z));
}

bs_interval bs_wilson_interval(double successes, double trials, double confidence)
{
    if (!are_counts(successes, trials) || !is_confidence(confidence))
        return UNKNOWN;
    if (trials == 0)
        return (bs_interval){0, 1};
    double z = -bs_normal_quantile((1 - confidence) / 2);
    double high = wilson_high(successes, trials, z);
    /* The product of the roots is s^2 / (n (n + z^2)): no difference of near equals is taken. */
    double low = successes / trials * (successes / (trials + z * z)) / high;
    return (bs_interval){low, successes == trials ? 1 : high};
}

bs_interval bs_newcombe_interval(double x, double n, double y, double m, double confidence)
{
    bs_interval a = bs_wilson_interval(x, n, confidence), b = bs_wilson_interval(y, m, confidence);
    if (isnan(a.low) || isnan(b.low) || n == 0 || m == 0)
        return UNKNOWN;
    double before = x / n, after = y / m, difference = after - before;
    return (bs_interval){difference - hypot(after - b.low, a.high - before),
                         difference + hypot(b.high - after, before - a.low)};
}

bs_interval bs_binomial_interval(double successes, double trials, double confidence)
{
    if (!are_counts(successes, trials) || !is_confidence(confidence))
        return UNKNOWN;
    double tail = (1 - confidence) / 2, failures = trials - successes;
    bs_interval interval = {0, 1};
    if (successes > 0)
        interval.low = bs_beta_lower_inverse(successes, failures + 1, tail);
    if (failures > 0)
        interval.high = 1 - bs_beta_lower_inverse(failures, successes + 1, tail);
    return interval;
}

bs_interval bs_poisson_interval(double count, double exposure, double confidence)
{
    if (!(count >= 0) || isinf(count) || !(exposure >= 0) || isinf(exposure) ||
        !is_confidence(confidence))
        return UNKNOWN;
    if (exposure == 0)
        return (bs_interval){0, INFINITY};
    double tail = (1 - confidence) / 2;
    double low = count > 0 ? bs_gamma_lower_inverse(count, tail) : 0;
    return (bs_interval){low / exposure, bs_gamma_upper_inverse(count + 1, tail) / exposure};
}
