/*
 * read.h - tables as people export them: CSV, TSV, JSON.
 *
 * What an export has beside its rows is kept and told, not lost:
 *
 *   - prose above the header and below the data becomes notes, line by line;
 *   - the header is found under the preamble. A blank first heading is called "name", further blank
 *     ones "column 5" by their place; a heading that comes again gets " (2)"; "1949.0" is 1949;
 *   - columns and rows without any content are dropped;
 *   - rows under the data whose first cell says total ("Total", "World total", "Sum") are put aside
 *     in bs_table_totals(), so that shares do not count twice;
 *   - an empty cell is missing and `0` is zero. `xxx`, `...`, `..`, `n/a`, `-` and the like are
 *     missing in columns of numbers, and a note says how many of each there were;
 *   - a column is integers, numbers (1,234.5 and 1.234,5 and 1 234,5; with % in per cent, not in
 *     fractions), booleans (true, false) or text; ISO dates stay text, and so do codes with
 *     leading zeros. A column in which a cell fits nothing stays text;
 *   - rows that are short or long are kept and their records named in a note; what stands beyond
 *     the header is put in columns of its own.
 *
 * Every cell has the evidence "FILE:RECORD:HEADING".
 */
#ifndef BS_TABLE_READ_H
#define BS_TABLE_READ_H

#include "table/operate.h"
#include "table/table.h"

#define BS_TABLE_FILE_BYTES_MAX ((size_t)1 << 30)
enum { BS_TABLE_FIELD_BYTES_MAX = 1 << 20 };

typedef struct bs_column_wish {
    bs_str column;
    bs_column_type type;
} bs_column_wish;

typedef struct bs_table_read_options {
    char delimiter;              /* 0: found among , ; tab | */
    size_t header;               /* record of the header, from 1; 0: found */
    bool has_no_header;          /* columns are "column 1", "column 2" ... */
    const bs_column_wish *types; /* types that are known; a cell that does not fit is missing */
    size_t type_count;           /* and told in a note */
    bool keep_totals;            /* leave rows of totals among the data */
} bs_table_read_options;

/*
 * The table in file `path`. `options` may be NULL. A file that begins with `[` or `{` is JSON: an
 * array of objects, or one object a line. Fails with BS_IO; with BS_BAD_DATA and the record for a
 * quote that is never closed; with BS_LIMIT for a field, a row or a file that is too large.
 */
bs_status bs_table_read(const char *path, const bs_table_read_options *options, bs_table **table,
                        bs_error *error);

/* The same for bytes in memory, called `name` in messages and evidence. */
bs_status bs_table_read_bytes(bs_str bytes, bs_str name, const bs_table_read_options *options,
                              bs_table **table, bs_error *error);

#endif
