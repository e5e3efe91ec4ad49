/*
 * collocates.h - what stands near the hits of a query, and how strongly it is drawn there.
 */
#ifndef BS_CORPUS_COLLOCATES_H
#define BS_CORPUS_COLLOCATES_H

#include "broadsheet.h"
#include "corpus/query.h"
#include "table/table.h"

enum { BS_COLLOCATES_SPAN = 5, BS_COLLOCATES_SPAN_MAX = 100 };

typedef struct bs_collocates_options {
    size_t span;    /* tokens on each side, 0 for BS_COLLOCATES_SPAN */
    bs_str measure; /* to sort by: count, g2 (the default), pmi, npmi, logdice, t */
    uint64_t min;   /* least joint count, 0 for 1 */
} bs_collocates_options;

/*
 * form (folded words and numbers), count (in the windows), total (in the selection), expected, g2,
 * pmi, npmi, logdice, t; largest first. A window stays in the sentence of its hit, leaves out the
 * hit itself, and counts a token that is near two hits once. Each row leads to its places.
 */
bs_status bs_collocates(bs_selection *selection, const bs_query *query,
                        const bs_collocates_options *options, const bs_progress *progress,
                        bs_table **table, bs_error *error);

#endif
