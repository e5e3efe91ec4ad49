/*
 * write.h - tables as text: CSV, TSV, JSON, Markdown, HTML, and for the terminal.
 *
 * Numbers are written in the shortest form that reads back the same, or with the decimals asked for
 * their column. Missing is an empty cell, null in JSON. Texts are UTF-8; bytes that are none become
 * U+FFFD in JSON and HTML and pass through elsewhere.
 */
#ifndef BS_TABLE_WRITE_H
#define BS_TABLE_WRITE_H

#include "base/str.h"
#include "table/table.h"

typedef enum bs_table_format {
    BS_FORMAT_CSV,
    BS_FORMAT_TSV,
    BS_FORMAT_JSON, /* an array of objects */
    BS_FORMAT_MARKDOWN,
    BS_FORMAT_HTML, /* <table>...</table> */
    BS_FORMAT_TEXT, /* for the terminal */
} bs_table_format;

/* "csv", "tsv", "json", "md", "markdown", "html", "text", "txt"; also with a dot before. */
bool bs_table_format_from_name(bs_str name, bs_table_format *format);

typedef struct bs_column_decimals {
    bs_str column;
    int decimals; /* 0 to 17 */
} bs_column_decimals;

typedef struct bs_table_write_options {
    const bs_column_decimals *decimals;
    size_t decimals_count;
    /* Of BS_FORMAT_TEXT only: */
    size_t width;    /* columns of the terminal; 0: no limit */
    size_t rows_max; /* then "... n more rows"; 0: no limit */
    bool has_colour; /* dim rules and bold headings by ANSI codes */
    bool is_ascii;   /* no box characters */
} bs_table_write_options;

/* Adds `table` to `out`; `options` may be NULL. Fails with BS_MISUSE for decimals of an unknown
 * column and with BS_NO_MEMORY, having added a part. */
bs_status bs_table_format_to(const bs_table *table, bs_table_format format,
                             const bs_table_write_options *options, bs_buffer *out,
                             bs_error *error);

/* Writes to `path` in the format of its ending, BS_MISUSE when that is none of ours; the file is
 * there whole or not at all. */
bs_status bs_table_write(const bs_table *table, const char *path,
                         const bs_table_write_options *options, bs_error *error);

/* One cell as it is written in CSV without its quotes; nothing for a missing one. */
void bs_table_add_cell(const bs_table *table, size_t row, size_t column, int decimals,
                       bs_buffer *out);

#endif
