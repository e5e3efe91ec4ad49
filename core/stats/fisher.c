/*
 * fisher.c - Fisher's exact test. The probabilities of tables with fixed margins rise to a mode and
 * fall behind it, so a tail is summed outwards from its largest term until terms stop to count, and
 * the far tail of the two-sided test is found by bisection: large corpora cost no more than small.
 */
#include <math.h>

#include "stats/association.h"
#include "stats/density.h"

static const double WHOLE_MAX = 9007199254740992.0;
static const double TOLERANCE = 1 + 1e-7;

/* Tables with these margins: `a` runs from `low` to `high`, most probable at `mode`. */
typedef struct margins {
    double white, black, drawn, low, high, mode;
} margins;

static double density(const margins *m, double a)
{
    return bs_hypergeometric_density(a, m->white, m->black, m->drawn);
}

/* P(a), P(a + 1) ... or P(a), P(a - 1) ... summed, away from the mode. */
static double tail_sum(const margins *m, double a, int direction)
{
    if (a < m->low || a > m->high)
        return 0;
    double term = density(m, a), sum = 0;
    while (term > sum * 1e-17) {
        sum += term;
        double next = a + direction;
        if (next < m->low || next > m->high)
            break;
        double up = direction > 0 ? a : next; /* P(up + 1) / P(up) */
        double ratio =
            (m->white - up) / (up + 1) * ((m->drawn - up) / (m->black - m->drawn + up + 1));
        term *= direction > 0 ? ratio : 1 / ratio;
        a = next;
    }
    return sum;
}

/* On the other side of the mode, the value nearest to it that is no more probable than `limit`. */
static double find_far(const margins *m, double limit, int direction)
{
    double near = m->mode, far = direction > 0 ? m->high : m->low;
    if (density(m, far) > limit)
        return far + direction;
    while (fabs(far - near) > 1) {
        double middle = near + floor((far - near) / 2);
        if (density(m, middle) <= limit)
            far = middle;
        else
            near = middle;
    }
    return density(m, near) <= limit ? near : far;
}

static bool is_count(double value)
{
    return value >= 0 && value <= WHOLE_MAX && value == floor(value);
}

bs_fisher_result bs_fisher(bs_contingency t)
{
    double total = t.a + t.b + t.c + t.d;
    if (!is_count(t.a) || !is_count(t.b) || !is_count(t.c) || !is_count(t.d) || !is_count(total))
        return (bs_fisher_result){NAN, NAN, NAN};
    margins m = {.white = t.a + t.b, .black = t.c + t.d, .drawn = t.a + t.c};
    m.low = fmax(0, m.drawn - m.black);
    m.high = fmin(m.white, m.drawn);
    m.mode = floor((m.white + 1) * ((m.drawn + 1) / (total + 2)));
    m.mode = fmin(fmax(m.mode, m.low), m.high);
    if (m.low == m.high)
        return (bs_fisher_result){1, 1, 1};

    int side = t.a > m.mode ? 1 : -1;
    double near = tail_sum(&m, t.a, side), here = density(&m, t.a);
    double rest = fmin(fmax(1 - near + here, 0), 1);
    double far = t.a == m.mode ? 1 : tail_sum(&m, find_far(&m, here * TOLERANCE, -side), -side);
    return (bs_fisher_result){.p = fmin(near + far, 1),
                              .less = side > 0 ? rest : fmin(near, 1),
                              .greater = side > 0 ? fmin(near, 1) : rest};
}
