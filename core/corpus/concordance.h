/*
 * concordance.h - hits of a query with their surroundings: left, match, right, article, date.
 */
#ifndef BS_CORPUS_CONCORDANCE_H
#define BS_CORPUS_CONCORDANCE_H

#include "broadsheet.h"
#include "corpus/query.h"
#include "table/table.h"

enum { BS_CONCORDANCE_CONTEXT = 8, BS_CONCORDANCE_CONTEXT_MAX = 1000 };

typedef struct bs_concordance_options {
    size_t context; /* tokens on each side, 0 for BS_CONCORDANCE_CONTEXT */
    size_t limit;   /* rows, 0 for all */
    bs_str sort;    /* "date" (the default), "left" (from the hit outwards), "right", "match" */
} bs_concordance_options;

/*
 * One row a hit, cut at the limit after sorting; `*total` (may be NULL) is the number of all hits.
 * The context stays in the article and in its segment; white space is one blank. Column article is
 * the id, date what is known of the date. Every row has its evidence.
 */
bs_status bs_concordance(bs_selection *selection, const bs_query *query,
                         const bs_concordance_options *options, const bs_progress *progress,
                         bs_table **table, uint64_t *total, bs_error *error);

#endif
