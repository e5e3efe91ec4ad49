/*
 * infer.h - what type the cells of a column have; for this room only.
 *
 * Numbers come in two conventions, which only a whole column, and sometimes only a whole file, can
 * tell apart: 1,234.5 and 1.234,5. Blanks and apostrophes between groups of three belong to both.
 */
#ifndef BS_TABLE_INFER_H
#define BS_TABLE_INFER_H

#include "table/table.h"

typedef enum bs_convention {
    BS_POINT_DECIMAL,
    BS_COMMA_DECIMAL,
} bs_convention;

/* What has been seen in a column so far. Zero value: nothing. */
typedef struct bs_inference {
    size_t cells;            /* that are not blank */
    size_t unknowns, dashes; /* signs for "not known": `...`; and those that may be text: `-` */
    size_t booleans, percents;
    size_t integers[2]; /* that are such in either convention */
    size_t numbers[2];  /* integers among them */
} bs_inference;

void bs_infer_cell(bs_inference *inference, bs_str cell);

/* Whether only one convention fits, and then which. */
bool bs_infer_is_decided(const bs_inference *inference, bs_convention *convention);

/* `convention` where both fit. */
typedef struct bs_inferred {
    bs_column_type type;
    bs_convention convention;
    bool is_percent;
} bs_inferred;

bs_inferred bs_infer_type(const bs_inference *inference, bs_convention preferred);

/* Whether the cell says in some way that nothing is known. */
bool bs_infer_is_unknown(bs_str cell);

/* The cell read as `inferred` says; missing when it is blank, unknown, or does not fit. Text is
 * borrowed from the cell. */
bs_value bs_infer_value(const bs_inferred *inferred, bs_str cell);

#endif
