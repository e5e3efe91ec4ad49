/*
 * lexicon.h - CSV files of names, row by row. The first row names the columns; `name` and `type`
 * are required, see gazetteer.h for what the others mean.
 */
#ifndef BS_ANNOTATE_LEXICON_H
#define BS_ANNOTATE_LEXICON_H

#include "base/arena.h"
#include "broadsheet.h"

enum { BS_LEXICON_BYTES_MAX = 256 << 20, BS_LEXICON_COLUMNS_MAX = 64 };

typedef struct bs_lexicon_row {
    const char *path;
    uint64_t number;       /* of the row, the header is 1 */
    const bs_str *columns; /* names from the header, in lower case */
    const bs_str *cells;   /* as many; trimmed; absent where the row is short or the cell empty */
    size_t count;
} bs_lexicon_row;

/* Calls `take` for each row that is not empty. Columns and cells lie in `arena`. Fails with BS_IO,
 * or with BS_BAD_DATA naming file and row. `digest` is mixed with the bytes of the file. */
bs_status bs_lexicon_read(const char *path, bs_arena *arena, uint64_t *digest,
                          bs_status (*take)(void *context, const bs_lexicon_row *row,
                                            bs_error *error),
                          void *context, bs_error *error);

/* The cell of a column, absent when there is none. */
bs_str bs_lexicon_cell(const bs_lexicon_row *row, bs_str column);

#endif
