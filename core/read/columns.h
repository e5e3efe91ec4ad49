/* columns.h - which columns of a table, or keys of JSON, hold what: as the caller says, else by
 * their names, else by what is in them. */
#ifndef BS_READ_COLUMNS_H
#define BS_READ_COLUMNS_H

#include "broadsheet.h"
#include "read/keys.h"

enum { BS_COLUMNS_MAX = 512, BS_COLUMNS_STATED_MAX = 16 };

/* "text=Body copy,title=Kop" or the same on lines, taken apart. */
typedef struct bs_columns {
    struct {
        bs_key key;
        bs_str name;
    } items[BS_COLUMNS_STATED_MAX];
    size_t count;
} bs_columns;

/* Absent text gives none. BS_MISUSE names what is wrong. */
bs_status bs_columns_parse(bs_str text, bs_columns *columns, bs_error *error);

/* The key of a column: 0 is the rank of one that was stated. A column that would be taken by its
 * name is not, where another was stated for the same key. `columns` may be NULL. */
bs_key bs_columns_key(const bs_columns *columns, bs_str name, unsigned *rank);

/* What is in the columns of a table, told by its first rows. */
typedef struct bs_column_guess {
    char delimiter;
    bs_key keys[BS_COLUMNS_MAX];
    size_t count;
} bs_column_guess;

/* False when no column reads like the text of articles. */
bool bs_columns_guess(bs_str csv, bs_column_guess *guess);

/* The delimiter of a header line whose cells name an article's text and at least one thing more, or
 * 0. `columns` may be NULL. */
char bs_csv_delimiter(bs_str text, const bs_columns *columns);

#endif
