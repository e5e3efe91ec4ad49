/*
 * sheet.h - where in the records of an export its header, its data, its totals and its prose are;
 * for this room only. Nothing is copied: a sheet is indices into records.
 */
#ifndef BS_TABLE_SHEET_H
#define BS_TABLE_SHEET_H

#include "table/read.h"
#include "table/records.h"

typedef struct bs_sheet {
    bs_arena arena;       /* names and notes */
    size_t header;        /* record of the header, SIZE_MAX for none */
    bs_u32s data, totals; /* records */
    bs_u32s columns;      /* that are shown: places in the records */
    bs_strs names;        /* of those */
    bs_strs notes;
} bs_sheet;

void bs_sheet_clear(bs_sheet *sheet);

/* `name` is for messages. BS_MISUSE when the header that `options` names is not there. */
bs_status bs_sheet_find(const bs_records *records, char delimiter, bs_str name,
                        const bs_table_read_options *options, bs_sheet *sheet, bs_error *error);

#endif
