/* association.c - see association.h. */
#include "stats/association.h"

#include <math.h>

#include "stats/special.h"

static const double LN2 = 0.693147180559945309417;

static bool is_table(bs_contingency t)
{
    return t.a >= 0 && t.b >= 0 && t.c >= 0 && t.d >= 0 && !isinf(t.a + t.b + t.c + t.d);
}

static double total(bs_contingency t)
{
    return (t.a + t.b) + (t.c + t.d);
}

bs_contingency bs_contingency_from_margins(double joint, double row, double column, double total)
{
    return (bs_contingency){joint, row - joint, column - joint, total - row - column + joint};
}

bs_contingency bs_contingency_from_sizes(double target_count, double target_size,
                                         double reference_count, double reference_size)
{
    return (bs_contingency){target_count, target_size - target_count, reference_count,
                            reference_size - reference_count};
}

double bs_contingency_expected(bs_contingency t)
{
    return is_table(t) ? (t.a + t.b) * ((t.a + t.c) / total(t)) : NAN;
}

/* O ln(O / E) - (O - E), a term that is never negative; the differences cancel over the table. */
static double deviance(double observed, double row, double column, double n)
{
    double expected = row * (column / n);
    if (observed == 0)
        return expected;
    double ratio = (observed - expected) / expected;
    return observed * log1p(ratio) - (observed - expected);
}

double bs_g2(bs_contingency t)
{
    double n = total(t);
    if (!is_table(t) || n == 0)
        return NAN;
    double row = t.a + t.b, column = t.a + t.c, other_row = t.c + t.d, other_column = t.b + t.d;
    if (row == 0 || column == 0 || other_row == 0 || other_column == 0)
        return 0; /* a margin without anything fixes the whole table */
    double sum = deviance(t.a, row, column, n) + deviance(t.b, row, other_column, n) +
                 deviance(t.c, other_row, column, n) + deviance(t.d, other_row, other_column, n);
    return 2 * fmax(sum, 0);
}

double bs_g2_signed(bs_contingency t)
{
    double g2 = bs_g2(t);
    return t.a < bs_contingency_expected(t) ? -g2 : g2;
}

double bs_g2_two_cell(bs_contingency t)
{
    double n = total(t);
    if (!is_table(t) || n == 0)
        return NAN;
    double row = t.a + t.b, column = t.a + t.c, other_row = t.c + t.d;
    if (row == 0 || column == 0 || other_row == 0)
        return 0;
    /* both rows together have as many as are expected: the differences cancel here too */
    return 2 * fmax(0, deviance(t.a, row, column, n) + deviance(t.c, other_row, column, n));
}

double bs_chi2(bs_contingency t, bool is_corrected)
{
    double n = total(t);
    if (!is_table(t) || n == 0)
        return NAN;
    double row = t.a + t.b, column = t.a + t.c, other_row = t.c + t.d, other_column = t.b + t.d;
    if (row == 0 || column == 0 || other_row == 0 || other_column == 0)
        return NAN;
    double difference = fabs(t.a * t.d - t.b * t.c);
    if (is_corrected)
        difference = fmax(difference - n / 2, 0);
    return difference / row / other_row * (difference / column / other_column) * n;
}

double bs_log_ratio(bs_contingency t)
{
    double target = t.a + t.b, reference = t.c + t.d;
    if (!is_table(t) || target == 0 || reference == 0 || (t.a == 0 && t.c == 0))
        return NAN;
    double a = t.a > 0 ? t.a : 0.5, c = t.c > 0 ? t.c : 0.5;
    return log2(a / target) - log2(c / reference);
}

double bs_log_odds_ratio(bs_contingency t)
{
    if (!is_table(t) || total(t) == 0)
        return NAN;
    double add = t.a == 0 || t.b == 0 || t.c == 0 || t.d == 0 ? 0.5 : 0;
    return log((t.a + add) / (t.b + add)) - log((t.c + add) / (t.d + add));
}

bs_log_odds_result bs_log_odds(bs_contingency t, double prior, double prior_total)
{
    if (!is_table(t) || !(prior > 0) || !(prior_total > prior) || isinf(prior_total))
        return (bs_log_odds_result){NAN, NAN};
    double rest = prior_total - prior;
    double delta = log((t.a + prior) / (t.b + rest)) - log((t.c + prior) / (t.d + rest));
    return (bs_log_odds_result){delta, delta / sqrt(1 / (t.a + prior) + 1 / (t.c + prior))};
}

double bs_pmi(bs_contingency t)
{
    double expected = bs_contingency_expected(t);
    return expected > 0 ? log2(t.a / expected) : NAN;
}

double bs_npmi(bs_contingency t)
{
    double pmi = bs_pmi(t);
    if (isnan(pmi) || t.a == 0)
        return isnan(pmi) ? NAN : -1;
    return t.a == total(t) ? 1 : pmi / -log2(t.a / total(t));
}

double bs_logdice(bs_contingency t)
{
    if (!is_table(t) || t.a + t.b + t.c == 0)
        return NAN;
    return 14 + log2(2 * t.a / ((t.a + t.b) + (t.a + t.c)));
}

double bs_t_score(bs_contingency t)
{
    double expected = bs_contingency_expected(t);
    return t.a > 0 && !isnan(expected) ? (t.a - expected) / sqrt(t.a) : NAN;
}

double bs_z_score(bs_contingency t)
{
    double expected = bs_contingency_expected(t);
    return expected > 0 ? (t.a - expected) / sqrt(expected) : NAN;
}

double bs_mi3(bs_contingency t)
{
    double expected = bs_contingency_expected(t);
    return expected > 0 ? 3 * log2(t.a) - log2(expected) : NAN;
}

double bs_odds_ratio(bs_contingency t)
{
    return is_table(t) ? t.a / t.b * (t.d / t.c) : NAN;
}

bs_interval bs_odds_ratio_interval(bs_contingency t, double confidence)
{
    double ratio = bs_odds_ratio(t);
    if (!(ratio > 0) || isinf(ratio) || !(confidence > 0 && confidence < 1))
        return (bs_interval){NAN, NAN};
    double reach =
        bs_normal_quantile((1 + confidence) / 2) * sqrt(1 / t.a + 1 / t.b + 1 / t.c + 1 / t.d);
    return (bs_interval){ratio * exp(-reach), ratio * exp(reach)};
}

double bs_percent_difference(bs_contingency t)
{
    double target = t.a + t.b, reference = t.c + t.d;
    if (!is_table(t) || target == 0 || reference == 0)
        return NAN;
    double f = t.a / target, g = t.c > 0 ? t.c / reference : 1e-18;
    return 100 * (f - g) / g;
}

double bs_mutual_information(bs_contingency t)
{
    return bs_g2(t) / (2 * LN2 * total(t));
}
