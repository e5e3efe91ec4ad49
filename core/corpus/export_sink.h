/*
 * export_sink.h - where exported rows go: CSV files or tables of a database. Cells are given one
 * after the other, as many as the table has columns; failures are kept and told at the end.
 */
#ifndef BS_CORPUS_EXPORT_SINK_H
#define BS_CORPUS_EXPORT_SINK_H

#include "base/arena.h"
#include "broadsheet.h"

enum { BS_SINK_COLUMNS_MAX = 24 };

typedef enum bs_sink_table {
    BS_SINK_ARTICLES,
    BS_SINK_SEGMENTS,
    BS_SINK_SENTENCES,
    BS_SINK_TOKENS,
    BS_SINK_ENTITIES,
    BS_SINK_MENTIONS,
    BS_SINK_QUOTATIONS,
    BS_SINK_DATES,
    BS_SINK_CLAIMS,
    BS_SINK_FINDINGS,
    BS_SINK_TABLES,
} bs_sink_table;

typedef struct bs_sink_plan {
    const char *name;
    const char *columns; /* names with blanks between; "#" before those of whole numbers, "%" before
                            those of other numbers */
} bs_sink_plan;

const bs_sink_plan *bs_sink_plan_of(bs_sink_table table);
/* Cuts the first column off `*columns`; false at the end. `kind` is '#', '%' or 0. */
bool bs_sink_next_column(bs_str *columns, bs_str *name, char *kind);

typedef struct bs_sink bs_sink;

struct bs_sink {
    void (*text)(bs_sink *sink, bs_str text); /* absent is missing */
    void (*integer)(bs_sink *sink, int64_t value);
    void (*number)(bs_sink *sink, double value); /* NaN is missing */
    void (*begin_row)(bs_sink *sink, bs_sink_table table);
    void (*end_row)(bs_sink *sink);
    /* Puts the files in their places, or removes them when `is_whole` is false; frees the sink. */
    bs_status (*close)(bs_sink *sink, bool is_whole, bs_error *error);
    size_t file_count;
    uint64_t row_count;
};

bs_status bs_sink_csv_new(const char *folder, bs_sink **sink, bs_error *error);
bs_status bs_sink_sqlite_new(const char *folder, bs_sink **sink, bs_error *error);

#endif
