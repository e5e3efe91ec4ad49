/*
 * lexicon.h - CSV files of names, row by row. The first row names the columns; `name` and `type`
 * are required, see gazetteer.h for what the others mean.
 */
#ifndef BS_ANNOTATE_LEXICON_H
#define BS_ANNOTATE_LEXICON_H

#include "base/arena.h"
#include "broadsheet.h"

enum { BS_LEXICON_BYTES_MAX = 256 << 20, BS_LEXICON_COLUMNS_MAX = 64 };

/* What a column is. */
typedef enum bs_lexicon_column {
    BS_LEXICON_NAME,
    BS_LEXICON_TYPE,
    BS_LEXICON_ID,
    BS_LEXICON_NAMES,
    BS_LEXICON_ACRONYM,
    BS_LEXICON_DEMONYMS,
    BS_LEXICON_FROM,
    BS_LEXICON_TO,
    BS_LEXICON_NOTE, /* for readers, as the next two */
    BS_LEXICON_SOURCE,
    BS_LEXICON_CHECKED,
    BS_LEXICON_OFFICE, /* this and those up to the next are attributes where a row is no term */
    BS_LEXICON_COUNTRY,
    BS_LEXICON_ROLE,
    BS_LEXICON_TO_BASIS,
    BS_LEXICON_FAMILY_NAME, /* an attribute as well */
    BS_LEXICON_ATTRIBUTE,   /* anything else */
    BS_LEXICON_COLUMNS = BS_LEXICON_ATTRIBUTE,
} bs_lexicon_column;

typedef struct bs_lexicon_row {
    const char *path;
    uint64_t number;       /* of the row, the header is 1 */
    const bs_str *columns; /* names from the header, in lower case */
    const bs_str *cells;   /* as many; trimmed; absent where the row is short or the cell empty */
    size_t count;
    const uint8_t *kinds;               /* bs_lexicon_column of each column */
    uint8_t places[BS_LEXICON_COLUMNS]; /* the column of each kind + 1, 0 for none */
} bs_lexicon_row;

/* Calls `take` for each row that is not empty. Columns and cells lie in `arena`. Fails with BS_IO,
 * or with BS_BAD_DATA naming file and row. `digest` is mixed with the bytes of the file. */
bs_status bs_lexicon_read(const char *path, bs_arena *arena, uint64_t *digest,
                          bs_status (*take)(void *context, const bs_lexicon_row *row,
                                            bs_error *error),
                          void *context, bs_error *error);

/* The cell of a column, absent when there is none. */
static inline bs_str bs_lexicon_cell(const bs_lexicon_row *row, bs_lexicon_column column)
{
    unsigned place = row->places[column];
    return place ? row->cells[place - 1] : (bs_str){NULL, 0};
}

#endif
