/*
 * diversity.h - how rich the vocabulary of a text is.
 *
 * A text is a sequence of type ids (any numbers below `type_count`, one a token). Type-token ratio
 * falls with length, so it compares texts of one length only; the others are made to compare.
 */
#ifndef BS_STATS_DIVERSITY_H
#define BS_STATS_DIVERSITY_H

#include "broadsheet.h"

/* Types / tokens. NaN for no tokens. All fail with BS_MISUSE for an id that is not below
 * `type_count`, and with BS_NO_MEMORY. */
bs_status bs_ttr(const uint32_t *tokens, size_t count, size_t type_count, double *ttr,
                 bs_error *error);

/* The mean TTR over all windows of `window` tokens (Covington and McFall, J. Quant. Linguistics 17,
 * 2010). A text shorter than the window gives its TTR. */
bs_status bs_mattr(const uint32_t *tokens, size_t count, size_t type_count, size_t window,
                   double *mattr, bs_error *error);

/* The mean length of stretches that keep their TTR over `threshold` (0.72 as a rule) and end where
 * it is reached, forwards and backwards, the last one counted in part (McCarthy and Jarvis,
 * Behavior Research Methods 42, 2010). NaN when not even a part of a stretch is complete (all
 * tokens differ). */
bs_status bs_mtld(const uint32_t *tokens, size_t count, size_t type_count, double threshold,
                  double *mtld, bs_error *error);

/* HD-D: the expected TTR of `sample` tokens (42 as a rule) drawn without putting back, from the
 * hypergeometric distribution (McCarthy and Jarvis, Language Testing 24, 2007). NaN for a text
 * shorter than the sample. */
bs_status bs_hdd(const uint32_t *tokens, size_t count, size_t type_count, size_t sample,
                 double *hdd, bs_error *error);

#endif
