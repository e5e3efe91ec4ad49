/* adjust.c - see adjust.h. */
#include "stats/adjust.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/str.h"

typedef struct test {
    double p;
    size_t index;
} test;

static int compare(const void *a, const void *b)
{
    const test *x = a, *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

bool bs_adjustment_from_name(bs_str name, bs_adjustment *adjustment)
{
    static const char *const names[] = {"holm", "bh", "by", "bonferroni", "none", "hochberg"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (name.size == strlen(names[i]) && strncasecmp(name.data, names[i], name.size) == 0) {
            *adjustment = (bs_adjustment)i;
            return true;
        }
    return false;
}

/* Step-down: each p times the number of those not smaller, never under an earlier one. */
static void adjust_down(test *tests, size_t count)
{
    double highest = 0;
    for (size_t i = 0; i < count; i++) {
        highest = fmax(highest, tests[i].p * (double)(count - i));
        tests[i].p = fmin(highest, 1);
    }
}

/* Step-up: each p times `scale` n / rank, never over a later one. */
static void adjust_up(test *tests, size_t count, double scale)
{
    double lowest = 1;
    for (size_t i = count; i-- > 0;) {
        lowest = fmin(lowest, tests[i].p * scale * (double)count / (double)(i + 1));
        tests[i].p = lowest;
    }
}

/* Step-up: each p times the number of those not smaller, never over a later one. */
static void adjust_hochberg(test *tests, size_t count)
{
    double lowest = 1;
    for (size_t i = count; i-- > 0;) {
        lowest = fmin(lowest, tests[i].p * (double)(count - i));
        tests[i].p = lowest;
    }
}

static double harmonic(size_t count)
{
    double sum = 0;
    for (size_t i = count; i > 0; i--)
        sum += 1 / (double)i;
    return sum;
}

bs_status bs_adjust(const double *p, size_t count, bs_adjustment adjustment, double *adjusted,
                    bs_error *error)
{
    for (size_t i = 0; i < count; i++)
        if (p[i] < 0 || p[i] > 1)
            return bs_fail(error, BS_MISUSE, "%g is no p-value: it must lie from 0 to 1", p[i]);
    test *tests = calloc(count ? count : 1, sizeof *tests);
    if (!tests)
        return bs_fail_memory(error);
    size_t present = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(p[i]))
            tests[present++] = (test){p[i], i};
    if (present > 1)
        qsort(tests, present, sizeof *tests, compare);

    switch (adjustment) {
    case BS_ADJUST_HOLM:
        adjust_down(tests, present);
        break;
    case BS_ADJUST_BH:
        adjust_up(tests, present, 1);
        break;
    case BS_ADJUST_BY:
        adjust_up(tests, present, harmonic(present));
        break;
    case BS_ADJUST_BONFERRONI:
        for (size_t i = 0; i < present; i++)
            tests[i].p = fmin(tests[i].p * (double)present, 1);
        break;
    case BS_ADJUST_HOCHBERG:
        adjust_hochberg(tests, present);
        break;
    case BS_ADJUST_NONE:
        break;
    }

    for (size_t i = 0; i < count; i++)
        adjusted[i] = NAN;
    for (size_t i = 0; i < present; i++)
        adjusted[tests[i].index] = tests[i].p;
    free(tests);
    return BS_OK;
}
