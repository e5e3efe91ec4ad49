/* finding.h - what a careful editor would flag in a text, found by reading or by annotating. */
#ifndef BS_TEXT_FINDING_H
#define BS_TEXT_FINDING_H

#include "broadsheet.h"

typedef struct bs_finding {
    bs_str kind; /* "no date", "open quotation", .. */
    uint32_t start, end;
    bs_str message;
} bs_finding;

typedef struct bs_findings {
    bs_finding *items;
    size_t count, capacity;
} bs_findings;

#endif
