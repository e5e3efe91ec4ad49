/* count_evidence.h - the rows of a count, kept so that each can be followed back to its items. */
#ifndef BS_CORPUS_COUNT_EVIDENCE_H
#define BS_CORPUS_COUNT_EVIDENCE_H

#include "corpus/count_plan.h"
#include "corpus/count_units.h"

typedef struct bs_count_row {
    uint32_t group, key;
    uint64_t count;
} bs_count_row;

typedef struct bs_count_rows {
    bs_count_row *items;
    size_t count, capacity;
} bs_count_rows;

typedef struct bs_count_evidence {
    bs_count_plan plan;
    bs_count_rows rows;
} bs_count_evidence;

void bs_count_evidence_free(bs_count_evidence *evidence);
/* A source that owns `evidence`. It walks the articles of a row's group again for what is in the
 * row, and lists at most BS_COUNT_EVIDENCE_MAX items. */
bs_evidence_source bs_count_evidence_source(bs_count_evidence *evidence);

#endif
