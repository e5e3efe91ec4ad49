/* adjust.h - p-values of many tests at once, corrected for their number. */
#ifndef BS_STATS_ADJUST_H
#define BS_STATS_ADJUST_H

#include "broadsheet.h"

typedef enum bs_adjustment {
    BS_ADJUST_HOLM,       /* family-wise error (Holm, Scand. J. Statist. 6, 1979) */
    BS_ADJUST_BH,         /* false discovery rate (Benjamini, Hochberg, JRSS B 57, 1995) */
    BS_ADJUST_BY,         /* the same under any dependence (Benjamini, Yekutieli, 2001) */
    BS_ADJUST_BONFERRONI, /* p times n */
    BS_ADJUST_NONE,
    BS_ADJUST_HOCHBERG, /* family-wise, step-up (Hochberg, Biometrika 75, 1988) */
} bs_adjustment;

/* "holm", "bh", "by", "bonferroni", "none", "hochberg", in any case; false for any other word. */
bool bs_adjustment_from_name(bs_str name, bs_adjustment *adjustment);

/*
 * The adjusted value of each p, in `adjusted`, which may be `p` itself. NaN stays NaN and does not
 * count as a test. Equals `p.adjust` of R. Fails with BS_MISUSE for a value outside 0 to 1, and
 * with BS_NO_MEMORY.
 */
bs_status bs_adjust(const double *p, size_t count, bs_adjustment adjustment, double *adjusted,
                    bs_error *error);

#endif
