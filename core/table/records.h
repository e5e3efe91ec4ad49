/*
 * records.h - delimited text as records of cells, before anybody asks what they mean; for this room
 * only. Blank lines are records without cells, so in a file without line breaks inside of cells a
 * record's number is that of its line.
 */
#ifndef BS_TABLE_RECORDS_H
#define BS_TABLE_RECORDS_H

#include "base/arena.h"
#include "base/array.h"

typedef struct bs_records {
    bs_arena arena; /* the bytes of cells */
    bs_strs cells;
    struct {
        size_t *items; /* record i: cells starts[i] to starts[i + 1] - 1 */
        size_t count, capacity;
    } starts;
} bs_records;

void bs_records_clear(bs_records *records);
size_t bs_records_count(const bs_records *records);
size_t bs_records_width(const bs_records *records, size_t record);
/* Empty beyond the end of the record. */
bs_str bs_records_cell(const bs_records *records, size_t record, size_t column);
/* Cells that hold more than white space. */
size_t bs_records_filled(const bs_records *records, size_t record);

/*
 * `bytes` as UTF-8 in `out`: a byte order mark decides, then the zero bytes of UTF-16 without one;
 * else each line that is no UTF-8 is read as Windows-1252, as files pasted together from two
 * sources need. `*guessed` counts those lines.
 */
bs_status bs_table_decode(bs_str bytes, bs_arena *arena, bs_str *text, size_t *guessed,
                          bs_error *error);

/* The delimiter among , ; tab | that cuts most of the first records into equally many cells. */
char bs_records_find_delimiter(bs_str text);

/* Cuts `text` (UTF-8). `name` is for messages. `records` is cleared by the caller in any case. */
bs_status bs_records_read(bs_str text, char delimiter, bs_str name, bs_records *records,
                          bs_error *error);

#endif
