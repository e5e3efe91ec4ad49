/*
 * keywords.h - the words that one selection has more, or less, of than another.
 */
#ifndef BS_CORPUS_KEYWORDS_H
#define BS_CORPUS_KEYWORDS_H

#include "broadsheet.h"
#include "corpus/selection.h"
#include "table/table.h"

typedef struct bs_keywords_options {
    bs_str measure; /* to sort by: g2 (the default), log_ratio, log_odds */
    uint64_t min;   /* least count in both together, 0 for 1 */
} bs_keywords_options;

/*
 * form (folded words and numbers), count, reference (counts), g2 (negative where the selection has
 * less), p (of G2, Holm-corrected for the number of forms), log_ratio, log_odds, z (informative
 * Dirichlet prior: the two together); most typical first. BS_MISUSE when they are of different
 * corpora or one of them is empty.
 */
bs_status bs_keywords(bs_selection *selection, bs_selection *reference,
                      const bs_keywords_options *options, const bs_progress *progress,
                      bs_table **table, bs_error *error);

#endif
