/* density.c - see density.h. */
#include "stats/density.h"

#include <math.h>
#include <stdbool.h>

#include "stats/special.h"

static const double TWO_PI = 6.283185307179586476925;
static const double LOG_SQRT_TWO_PI = 0.918938533204672741780;

double bs_stirling_error(double n)
{
    if (n <= 15)
        return bs_log_gamma(n + 1) - (n + 0.5) * log(n) + n - LOG_SQRT_TWO_PI;
    /* The asymptotic series, DLMF 5.11.1. */
    double nn = n * n;
    double tail = (1.0 / 1680 - (1.0 / 1188 - (691.0 / 360360) / nn) / nn) / nn;
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - tail) / nn) / nn) / n;
}

double bs_half_deviance(double x, double m)
{
    if (fabs(x - m) >= 0.1 * (x + m)) {
        double ratio = x / m; /* which may be too small, or too large, for a double */
        bool is_plain = ratio > 0 && isfinite(ratio);
        return x * (is_plain ? log(ratio) : log(x) - log(m)) + m - x;
    }
    /* With v = (x - m) / (x + m), log(x / m) = 2 (v + v^3/3 + v^5/5 ...). */
    double v = (x - m) / (x + m);
    double sum = (x - m) * v, power = 2 * x * v, square = v * v;
    for (int odd = 3;; odd += 2) {
        power *= square;
        double next = sum + power / odd;
        if (next == sum)
            return sum;
        sum = next;
    }
}

double bs_poisson_density(double x, double mean)
{
    if (!(x >= 0) || !(mean >= 0) || isinf(x))
        return NAN;
    if (mean == 0)
        return x == 0 ? 1 : 0;
    if (x == 0)
        return exp(-mean);
    if (isinf(mean))
        return 0;
    return exp(-bs_stirling_error(x) - bs_half_deviance(x, mean)) / sqrt(TWO_PI * x);
}

double bs_poisson_density_log(double x, double mean)
{
    if (!(x >= 0) || !(mean >= 0) || isinf(x))
        return NAN;
    if (mean == 0)
        return x == 0 ? 0 : -INFINITY;
    if (x == 0)
        return -mean;
    if (isinf(mean))
        return -INFINITY;
    return -bs_stirling_error(x) - bs_half_deviance(x, mean) - 0.5 * log(TWO_PI * x);
}

double bs_binomial_density(double x, double n, double p, double q)
{
    if (!(x >= 0) || !(n >= x) || !(p >= 0) || !(q >= 0) || isinf(n))
        return NAN;
    if (p == 0)
        return x == 0 ? 1 : 0;
    if (q == 0)
        return x == n ? 1 : 0;
    if (x == 0)
        return n == 0 ? 1 : exp(p < 0.1 ? -bs_half_deviance(n, n * q) - n * p : n * log(q));
    if (x == n)
        return exp(q < 0.1 ? -bs_half_deviance(n, n * p) - n * q : n * log(p));
    double exponent = bs_stirling_error(n) - bs_stirling_error(x) - bs_stirling_error(n - x) -
                      bs_half_deviance(x, n * p) - bs_half_deviance(n - x, n * q);
    return exp(exponent) * sqrt(n / x / (TWO_PI * (n - x)));
}

double bs_binomial_density_log(double x, double n, double p, double q)
{
    if (!(x >= 0) || !(n >= x) || !(p >= 0) || !(q >= 0) || isinf(n))
        return NAN;
    if (p == 0)
        return x == 0 ? 0 : -INFINITY;
    if (q == 0)
        return x == n ? 0 : -INFINITY;
    if (x == 0)
        return n == 0 ? 0 : p < 0.1 ? -bs_half_deviance(n, n * q) - n * p : n * log(q);
    if (x == n)
        return q < 0.1 ? -bs_half_deviance(n, n * p) - n * q : n * log(p);
    double exponent = bs_stirling_error(n) - bs_stirling_error(x) - bs_stirling_error(n - x) -
                      bs_half_deviance(x, n * p) - bs_half_deviance(n - x, n * q);
    return exponent + 0.5 * log(n / x / (TWO_PI * (n - x)));
}

double bs_hypergeometric_density(double x, double white, double black, double drawn)
{
    double total = white + black;
    if (!(white >= 0) || !(black >= 0) || !(drawn >= 0) || !(drawn <= total) || isinf(total))
        return NAN;
    if (x < 0 || x > white || x > drawn || drawn - x > black)
        return 0;
    if (drawn == 0)
        return 1;
    double p = drawn / total, q = (total - drawn) / total;
    return bs_binomial_density(x, white, p, q) * bs_binomial_density(drawn - x, black, p, q) /
           bs_binomial_density(drawn, total, p, q);
}
