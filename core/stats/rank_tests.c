/* rank_tests.c - see rank_tests.h. */
#include "stats/rank_tests.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "stats/special.h"

enum { SPEARMAN_ALL_MAX = 9 };

/* The shares of permutations of `count` things by inversions, in `shares`: adding thing n spreads
 * each share evenly over n places. A running sum keeps it quadratic in the inversions. */
static void spread_inversions(double *shares, double *scratch, size_t count)
{
    size_t reach = 0; /* most inversions so far */
    shares[0] = 1;
    for (size_t n = 2; n <= count; n++) {
        size_t next = reach + n - 1;
        double window = 0;
        for (size_t k = 0; k <= next; k++) {
            window += k <= reach ? shares[k] : 0;
            if (k >= n)
                window -= shares[k - n];
            scratch[k] = window / (double)n;
        }
        /* differences of a running sum lose digits: the distribution is symmetric, and its rising
         * half is right */
        for (size_t k = 0; k <= next; k++)
            shares[k] = scratch[k <= next / 2 ? k : next - k];
        reach = next;
    }
}

bs_status bs_kendall_exact(double s, size_t count, double *p, bs_error *error)
{
    *p = NAN;
    if (count > BS_KENDALL_EXACT_MAX)
        return bs_fail(error, BS_LIMIT, "an exact distribution of over %d values",
                       BS_KENDALL_EXACT_MAX);
    if (count < 2 || isnan(s))
        return BS_OK;
    size_t pairs = count * (count - 1) / 2;
    double *shares = calloc(2 * (pairs + 1), sizeof *shares);
    if (!shares)
        return bs_fail_memory(error);
    spread_inversions(shares, shares + pairs + 1, count);
    /* symmetric: the tail beyond |s| is that of few inversions */
    double tail = 0, most = ((double)pairs - fabs(s)) / 2;
    for (size_t k = 0; k <= pairs && (double)k <= most + 1e-7; k++)
        tail += shares[k];
    free(shares);
    *p = fmin(1, 2 * tail);
    return BS_OK;
}

/* How many orders of `count` things have a sum of squared rank differences of at least `sum`, by
 * Heap's algorithm. */
static double count_orders(size_t count, double sum)
{
    int order[SPEARMAN_ALL_MAX], turns[SPEARMAN_ALL_MAX] = {0};
    for (size_t i = 0; i < count; i++)
        order[i] = (int)i;
    double found = 0;
    for (size_t i = 0;;) {
        int squares = 0;
        for (size_t k = 0; k < count; k++)
            squares += ((int)k - order[k]) * ((int)k - order[k]);
        found += squares >= sum;
        for (i = 0; i < count && turns[i] >= (int)i; i++)
            turns[i] = 0;
        if (i >= count)
            return found;
        size_t other = i % 2 ? (size_t)turns[i] : 0;
        int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
        turns[i]++;
    }
}

/* P(sum >= `sum`) for a sum of squared differences that is even. */
static double spearman_upper(double sum, double n, bool is_lower)
{
    double most = n * (n * n - 1) / 3;
    if (sum <= 0)
        return is_lower ? 0 : 1;
    if (sum > most)
        return is_lower ? 1 : 0;
    if (n <= SPEARMAN_ALL_MAX) {
        double all = bs_log_gamma(n + 1), upper = count_orders((size_t)n, sum) / round(exp(all));
        return is_lower ? 1 - upper : upper;
    }
    static const double c[] = {0.2274, 0.2531, 0.1745, 0.0758, 0.1033, 0.3932,
                               0.0879, 0.0151, 0.0072, 0.0831, 0.0131, 4.6e-4};
    double b = 1 / n, x = (6 * (sum - 1) * b / (n * n - 1) - 1) * sqrt(n - 1), y = x * x;
    double u =
        x * b *
        (c[0] + b * (c[1] + c[2] * b) +
         y * (-c[3] + b * (c[4] + c[5] * b) -
              y * b * (c[6] + c[7] * b - y * (c[8] - c[9] * b + y * b * (c[10] - c[11] * y)))));
    double correction = u / exp(y / 2);
    double tail = is_lower ? bs_normal_lower(x) - correction : bs_normal_upper(x) + correction;
    return fmin(1, fmax(0, tail));
}

double bs_spearman_exact(double rho, size_t count)
{
    double n = (double)count, middle = n * (n * n - 1) / 6;
    if (isnan(rho) || count < 2)
        return NAN;
    double sum = middle * (1 - rho);
    double tail = sum > middle ? spearman_upper(round(sum - 1), n, false)
                               : spearman_upper(round(sum) + 2, n, true);
    return fmin(1, 2 * tail);
}
