/*
 * special.c - see special.h. The prefactors x^a e^-x / Gamma(a+1) and x^a (1-x)^b / B(a, b) come
 * from density.h, which is where the digits of deep tails are won or lost.
 */
#include "stats/special.h"

#include <float.h>
#include <math.h>

#include "stats/density.h"

enum { TERMS_MAX = 1000000, STEPS_MAX = 200 };
static const double EPSILON = 2.220446049250313e-16;
static const double TINY = 1e-300;
static const double SHAPE_LARGE = 1e7;
static const double SHAPE_LEAST = 1e-280; /* shapes below have the same tails to all digits */
static const double FREEDOM_LARGE = 1e15; /* Student's t is normal from here on */
static const double LOG_NEEDED = 1e-290;  /* tails above this keep their digits as they are */
static const double TWO_PI = 6.283185307179586476925;
static const double LN2 = 0.693147180559945309417;

double bs_log_gamma(double x)
{
    if (!(x > 0))
        return NAN;
    int sign;
    return lgamma_r(x, &sign);
}

double bs_log_choose(double n, double k)
{
    if (!(k >= 0) || !(k <= n) || isinf(n))
        return NAN;
    double other = n - k;
    if (k == 0 || other == 0)
        return 0;
    return bs_stirling_error(n) - bs_stirling_error(k) - bs_stirling_error(other) +
           0.5 * log(n / (TWO_PI * k * other)) - k * log(k / n) - other * log1p(-k / n);
}

/* --- incomplete gamma ------------------------------------------------------------------------ */

/* sum x^n / ((a+1) ... (a+n)), DLMF 8.7.1. */
static double gamma_series(double a, double x)
{
    double term = 1, sum = 1;
    for (int n = 1; n < TERMS_MAX && term > sum * EPSILON / 4; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return sum;
}

/* The continued fraction of Gamma(a, x) / (x^a e^-x), DLMF 8.9.2, by Lentz's algorithm. */
static double gamma_fraction(double a, double x)
{
    double b = x + 1 - a, c = 1 / TINY, d = 1 / b, value = d;
    for (int n = 1; n < TERMS_MAX; n++) {
        double numerator = -n * (n - a);
        b += 2;
        d = numerator * d + b;
        c = b + numerator / c;
        d = 1 / (fabs(d) < TINY ? TINY : d);
        c = fabs(c) < TINY ? TINY : c;
        value *= d * c;
        if (fabs(d * c - 1) < EPSILON)
            break;
    }
    return value;
}

/* Temme's uniform expansion, DLMF 8.12, cut where shapes over SHAPE_LARGE need no more: beyond
 * |eta| of 0.02 both tails are 0 or 1 there. */
static double gamma_large(double a, double x, int is_upper)
{
    double deviance = bs_half_deviance(a, x);
    double z = sqrt(deviance), eta = sqrt(2 * deviance / a) * (x < a ? -1 : 1);
    double c0 = -1.0 / 3 + eta * (1.0 / 12 - eta * (2.0 / 135 - eta * (1.0 / 864 + eta / 2835)));
    double c1 = -1.0 / 540 - eta / 288;
    double correction = exp(-deviance) / sqrt(TWO_PI * a) * (c0 + c1 / a);
    double side = x < a ? -z : z;
    return is_upper ? erfc(side) / 2 + correction : erfc(-side) / 2 - correction;
}

double bs_gamma_lower(double a, double x)
{
    if (!(a > 0) || !(x >= 0) || isinf(a))
        return NAN;
    a = fmax(a, SHAPE_LEAST);
    if (x == 0 || isinf(x))
        return x == 0 ? 0 : 1;
    if (a > SHAPE_LARGE)
        return gamma_large(a, x, 0);
    if (x < a + 1)
        return bs_poisson_density(a, x) * gamma_series(a, x);
    return 1 - bs_gamma_upper(a, x);
}

double bs_gamma_upper(double a, double x)
{
    if (!(a > 0) || !(x >= 0) || isinf(a))
        return NAN;
    a = fmax(a, SHAPE_LEAST);
    if (x == 0 || isinf(x))
        return x == 0 ? 1 : 0;
    if (a > SHAPE_LARGE)
        return gamma_large(a, x, 1);
    if (x < a + 1 && (a > 1 || x < 1))
        return 1 - bs_poisson_density(a, x) * gamma_series(a, x);
    return bs_poisson_density(a, x) * a * gamma_fraction(a, x);
}

double bs_gamma_upper_log(double a, double x)
{
    if (!(a > 0) || !(x > a + 1) || isinf(a) || isinf(x))
        return x < a ? log1p(-bs_gamma_lower(a, x)) : log(bs_gamma_upper(a, x));
    double plain = bs_gamma_upper(a, x);
    if (plain > LOG_NEEDED)
        return log(plain);
    return bs_poisson_density_log(a, x) + log(a * gamma_fraction(a, x));
}

double bs_gamma_lower_log(double a, double x)
{
    if (!(a > 0) || !(x >= 0) || x == 0 || x >= a || isinf(a))
        return x >= a ? log1p(-bs_gamma_upper(a, x)) : log(bs_gamma_lower(a, x));
    double plain = bs_gamma_lower(a, x);
    if (plain > LOG_NEEDED)
        return log(plain);
    return bs_poisson_density_log(a, x) + log(gamma_series(a, x));
}

/*
 * Both inverses: Newton's method on the logarithm of the tail, which is nearly straight even where
 * the tail is tiny, held inside a bracket that shrinks with every step.
 */
static double gamma_inverse(double a, double probability, int is_upper)
{
    if (!(a > 0) || isinf(a) || !(probability >= 0) || !(probability <= 1))
        return NAN;
    if (probability == 0)
        return is_upper ? INFINITY : 0;
    if (probability == 1)
        return is_upper ? 0 : INFINITY;
    /* Wilson and Hilferty's start (PNAS 17, 1931). */
    double z = bs_normal_quantile(probability) * (is_upper ? -1 : 1);
    double root = 1 - 1 / (9 * a) + z / (3 * sqrt(a));
    double x = a * root * root * root;
    if (!(root > 0) || a < 1) {
        double lower = is_upper ? 1 - probability : probability;
        x = lower < 0.9 ? exp((log(lower) + bs_log_gamma(a + 1)) / a) : a - log1p(-lower);
        if (is_upper && lower >= 0.9)
            x = a - log(probability);
    }
    x = x > TINY && isfinite(x) ? x : TINY;
    double low = 0, high = INFINITY, target = log(probability);
    for (int step = 0; step < STEPS_MAX; step++) {
        double tail = is_upper ? bs_gamma_upper(a, x) : bs_gamma_lower(a, x);
        int is_too_far = (tail > probability) != is_upper;
        if (tail == probability)
            return x;
        if (is_too_far)
            high = x;
        else
            low = x;
        double density = bs_poisson_density(a, x) * a / x;
        double change = tail > 0 ? (log(tail) - target) * tail / density : NAN;
        if (fabs(change) <= 2 * EPSILON * x)
            return x;
        double next = is_upper ? x + change : x - change;
        if (!(next > low && next < high))
            next = isinf(high) ? 2 * x + 1 : (low + high) / 2;
        if (fabs(next - x) <= 2 * EPSILON * x)
            return next;
        x = next;
    }
    return x;
}

double bs_gamma_lower_inverse(double a, double probability)
{
    return gamma_inverse(a, probability, 0);
}

double bs_gamma_upper_inverse(double a, double probability)
{
    return gamma_inverse(a, probability, 1);
}

/* --- incomplete beta ------------------------------------------------------------------------- */

/* The continued fraction of I_x(a, b) a B(a, b) / (x^a (1-x)^b), DLMF 8.17.22. */
static double beta_fraction(double a, double b, double x)
{
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < TINY ? TINY : d);
    double value = d;
    for (int m = 1; m < TERMS_MAX; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 + even * d;
        c = 1 + even / c;
        d = 1 / (fabs(d) < TINY ? TINY : d);
        c = fabs(c) < TINY ? TINY : c;
        value *= d * c;
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 + odd * d;
        c = 1 + odd / c;
        d = 1 / (fabs(d) < TINY ? TINY : d);
        c = fabs(c) < TINY ? TINY : c;
        value *= d * c;
        if (fabs(d * c - 1) < EPSILON)
            break;
    }
    return value;
}

/* I_x(a, b), `y` being 1 - x. */
static double beta_lower(double a, double b, double x, double y)
{
    if (!(a > 0) || !(b > 0) || !(x >= 0) || !(y >= 0) || isinf(a + b))
        return NAN;
    a = fmax(a, SHAPE_LEAST);
    b = fmax(b, SHAPE_LEAST);
    if (x == 0 || y == 0)
        return x == 0 ? 0 : 1;
    /* x^a y^b / B(a, b) = density * a b / (a + b) */
    double density = bs_binomial_density(a, a + b, x, y);
    if (x <= (a + 1) / (a + b + 2))
        return fmin(1, density * b / (a + b) * beta_fraction(a, b, x));
    return fmax(0, 1 - density * a / (a + b) * beta_fraction(b, a, y));
}

static double beta_lower_log(double a, double b, double x, double y)
{
    double plain = beta_lower(a, b, x, y);
    if (!(plain <= LOG_NEEDED) || x == 0)
        return plain > 0.5 ? log1p(-beta_lower(b, a, y, x)) : log(plain);
    return bs_binomial_density_log(a, a + b, x, y) + log(b / (a + b) * beta_fraction(a, b, x));
}

double bs_beta_lower_log(double a, double b, double x)
{
    return beta_lower_log(a, b, x, 1 - x);
}

double bs_beta_upper_log(double a, double b, double x)
{
    return beta_lower_log(b, a, 1 - x, x);
}

double bs_beta_lower(double a, double b, double x)
{
    return beta_lower(a, b, x, 1 - x);
}

double bs_beta_upper(double a, double b, double x)
{
    return beta_lower(b, a, 1 - x, x);
}

double bs_beta_lower_inverse(double a, double b, double probability)
{
    if (!(a > 0) || !(b > 0) || isinf(a + b) || !(probability >= 0) || !(probability <= 1))
        return NAN;
    if (probability == 0 || probability == 1)
        return probability;
    double low = 0, high = 1, x = a / (a + b), target = log(probability);
    for (int step = 0; step < STEPS_MAX; step++) {
        double tail = beta_lower(a, b, x, 1 - x);
        if (tail == probability)
            return x;
        if (tail > probability)
            high = x;
        else
            low = x;
        double density = bs_binomial_density(a, a + b, x, 1 - x) * a * b / (a + b) / (x * (1 - x));
        double change = tail > 0 ? (log(tail) - target) * tail / density : NAN;
        if (fabs(change) <= 2 * EPSILON * x)
            return x;
        double next = x - change;
        if (!(next > low && next < high))
            next = low > 0 && low < high / 4 ? sqrt(low * high) : (low + high) / 2;
        if (fabs(next - x) <= 2 * EPSILON * x)
            return next;
        x = next;
    }
    return x;
}

/* --- distributions --------------------------------------------------------------------------- */

double bs_normal_lower(double x)
{
    return erfc(-x / sqrt(2)) / 2;
}

double bs_normal_upper(double x)
{
    return erfc(x / sqrt(2)) / 2;
}

/* For large x by the continued fraction of Mills' ratio, 1 / (x + 1 / (x + 2 / (x + ..))). */
double bs_normal_upper_log(double x)
{
    if (!(x > 25) || isinf(x))
        return x < 0 ? log1p(-bs_normal_lower(x)) : log(bs_normal_upper(x));
    double fraction = x;
    for (int n = 60; n > 0; n--)
        fraction = x + n / fraction;
    return -x * x / 2 - log(fraction) - 0.5 * log(TWO_PI);
}

double bs_normal_quantile(double probability)
{
    if (!(probability >= 0) || !(probability <= 1))
        return NAN;
    if (probability == 0 || probability == 1)
        return probability == 0 ? -INFINITY : INFINITY;
    if (probability == 0.5)
        return 0;
    double tail = probability < 0.5 ? probability : 1 - probability;
    /* Abramowitz and Stegun 26.2.23 is right to 0.00045; Newton on the logarithm does the rest. */
    double t = sqrt(-2 * log(tail));
    double x = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                       (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    for (int step = 0; step < 6; step++) {
        double upper = bs_normal_upper(x);
        double density = exp(-x * x / 2) / sqrt(TWO_PI);
        if (!(density > 0) || !(upper > 0))
            break;
        double change = log(upper / tail) * upper / density;
        x += change;
        if (fabs(change) <= EPSILON * fabs(x))
            break;
    }
    return probability < 0.5 ? -x : x;
}

double bs_chi_square_upper(double x, double freedom)
{
    if (isnan(x) || !(freedom > 0))
        return NAN;
    if (x <= 0)
        return 1;
    return freedom == 1 ? erfc(sqrt(x / 2)) : bs_gamma_upper(freedom / 2, x / 2);
}

double bs_student_two_sided(double t, double freedom)
{
    if (isnan(t) || !(freedom > 0))
        return NAN;
    if (isinf(t))
        return 0;
    if (isinf(freedom))
        return erfc(fabs(t) / sqrt(2));
    double whole = freedom + t * t;
    return beta_lower(freedom / 2, 0.5, freedom / whole, t * t / whole);
}

double bs_student_upper(double t, double freedom)
{
    double both = bs_student_two_sided(t, freedom);
    return t >= 0 ? both / 2 : 1 - both / 2;
}

double bs_chi_square_upper_log(double x, double freedom)
{
    if (isnan(x) || !(freedom > 0))
        return NAN;
    if (x <= 0)
        return 0;
    if (freedom == 1)
        return fmin(0, LN2 + bs_normal_upper_log(sqrt(x)));
    return bs_gamma_upper_log(freedom / 2, x / 2);
}

double bs_student_two_sided_log(double t, double freedom)
{
    if (isnan(t) || !(freedom > 0))
        return NAN;
    if (isinf(t))
        return -INFINITY;
    if (isinf(freedom))
        return LN2 + bs_normal_upper_log(fabs(t));
    double whole = freedom + t * t;
    return beta_lower_log(freedom / 2, 0.5, freedom / whole, t * t / whole);
}

double bs_student_two_sided_quantile(double probability, double freedom)
{
    if (!(probability >= 0 && probability <= 1) || !(freedom > 0))
        return NAN;
    if (probability == 0)
        return INFINITY;
    if (freedom > FREEDOM_LARGE)
        return -bs_normal_quantile(probability / 2);
    /* t^2 / freedom = (1 - x) / x, where x is the quantile of the beta distribution. */
    double share = bs_beta_lower_inverse(0.5, freedom / 2, 1 - probability);
    if (share > 0.5) {
        double rest = bs_beta_lower_inverse(freedom / 2, 0.5, probability);
        return sqrt(freedom * (1 - rest) / rest);
    }
    return sqrt(freedom * share / (1 - share));
}

double bs_f_upper(double x, double numerator, double denominator)
{
    if (isnan(x) || !(numerator > 0) || !(denominator > 0))
        return NAN;
    if (x <= 0)
        return 1;
    if (isinf(x))
        return 0;
    double whole = denominator + numerator * x;
    return beta_lower(denominator / 2, numerator / 2, denominator / whole, numerator * x / whole);
}

double bs_p_from_log(double log_p)
{
    double p = exp(log_p);
    return p < DBL_MIN ? DBL_MIN : p; /* NaN stays */
}
