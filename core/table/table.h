/*
 * table.h - typed columns; what every statistic returns. Every row knows its evidence.
 *
 * Tables are immutable once finished: operations give new ones that share columns where they can.
 * Three kinds of nothing are kept apart by the caller's types: a missing cell (not stated), a 0,
 * and text that says so.
 */
#ifndef BS_TABLE_TABLE_H
#define BS_TABLE_TABLE_H

#include "base/arena.h"
#include "broadsheet.h"

enum {
    BS_TABLE_COLUMNS_MAX = 16384,
    BS_TABLE_DEPTH_MAX = 4096, /* operations between a table and the files it came from */
    BS_TABLE_LATE_MAX = 8,     /* late columns of one table, as it is built */
};
#define BS_TABLE_ROWS_MAX (UINT32_MAX - 1)
#define BS_COLUMN_NONE SIZE_MAX

typedef enum bs_column_type {
    BS_COLUMN_TEXT,
    BS_COLUMN_INTEGER, /* int64_t */
    BS_COLUMN_NUMBER,  /* double; NaN counts as missing */
    BS_COLUMN_BOOLEAN,
} bs_column_type;

/* "text", "integer", "number", "boolean"; false for any other word. */
bool bs_column_type_from_name(bs_str name, bs_column_type *type);
const char *bs_column_type_name(bs_column_type type);

typedef enum bs_evidence_kind {
    BS_EVIDENCE_TEXT, /* id "ARTICLE:START-END:DIGEST", as article:cite() gives it */
    BS_EVIDENCE_CELL, /* id "FILE:ROW" or "FILE:ROW:COLUMN"; ROW is the record of the file, from 1,
                         preamble and header included; COLUMN its heading there */
    BS_EVIDENCE_COMPUTED, /* id names the computation */
} bs_evidence_kind;

typedef struct bs_evidence {
    bs_evidence_kind kind;
    bs_str id;
    bs_str rule; /* what made it, absent for cells */
} bs_evidence;

typedef struct bs_evidence_list {
    const bs_evidence *items;
    size_t count;
} bs_evidence_list;

typedef struct bs_table bs_table; /* counted references */

bs_table *bs_table_retain(bs_table *table);
void bs_table_free(bs_table *table); /* lets go of one reference */

size_t bs_table_row_count(const bs_table *table);
size_t bs_table_column_count(const bs_table *table);
bs_str bs_table_column_name(const bs_table *table, size_t column);
bs_column_type bs_table_column_type(const bs_table *table, size_t column);
/* BS_COLUMN_NONE when there is none. */
size_t bs_table_column_find(const bs_table *table, bs_str name);
/* The same for what must be there: BS_MISUSE, with the nearest name, when it is not. */
bs_status bs_table_column_require(const bs_table *table, bs_str name, size_t *column,
                                  bs_error *error);

bool bs_table_is_missing(const bs_table *table, size_t row, size_t column);
bs_str bs_table_text(const bs_table *table, size_t row, size_t column); /* absent if missing */
int64_t bs_table_integer(const bs_table *table, size_t row, size_t column);
double bs_table_number(const bs_table *table, size_t row, size_t column); /* NaN if missing */
bool bs_table_boolean(const bs_table *table, size_t row, size_t column);
/* Row and column must lie in the table. Asked for in another type than that of its column, a cell
 * gives absent, 0, NaN or false; but bs_table_number() gives integers as well. */

/* Works out the cells of a column that is late (see bs_late_source), or with BS_COLUMN_NONE of all
 * that are. The functions above do so themselves, but to them cells are missing where that fails:
 * who wants to know, or to cancel, calls this before. bs_table_column_require() does. */
bs_status bs_table_ready(const bs_table *table, size_t column, const bs_progress *progress,
                         bs_error *error);
bool bs_table_is_late(const bs_table *table, size_t column); /* and not yet worked out */

/* A cell of any type. */
typedef struct bs_value {
    bs_column_type type;
    bool is_missing;
    union {
        bs_str text;
        int64_t integer;
        double number;
        bool boolean;
    };
} bs_value;

bs_value bs_table_value(const bs_table *table, size_t row, size_t column);

/* A whole column as numbers, NaN where it is missing, into `values` (one a row). BS_MISUSE for a
 * column of text; booleans are 0 and 1. */
bs_status bs_table_column_numbers(const bs_table *table, size_t column, double *values,
                                  bs_error *error);

/* How many cells of a column are missing, are zero (or false), and have any other value: what is
 * not stated and what is stated as nothing are told apart. */
typedef struct bs_column_counts {
    size_t missing, zeros, others;
} bs_column_counts;

bs_column_counts bs_table_column_counts(const bs_table *table, size_t column);

/* Evidence of one cell, or with BS_COLUMN_NONE of a whole row, in `arena`. Worked out when it is
 * asked for: a derived cell (of a group, a join, a pivot) has that of all the cells it was made
 * from, each once, in the order of their rows; a count asks its source; a computed column adds one
 * item of kind BS_EVIDENCE_COMPUTED that says how. */
bs_status bs_table_evidence(const bs_table *table, size_t row, size_t column, bs_arena *arena,
                            bs_evidence_list *evidence, bs_error *error);

/* Prose that came with the table: the preamble of an export, what could not be read. */
size_t bs_table_note_count(const bs_table *table);
bs_str bs_table_note(const bs_table *table, size_t note);

/* The rows of totals that stood under the data of a file, as a table of the same columns, or NULL.
 * They are no part of the data, so that no sum counts twice. Borrowed. */
bs_table *bs_table_totals(const bs_table *table);

/*
 * Building: columns first, then row after row. A cell that is not set is missing. Failures are
 * remembered and told by bs_table_finish(), which consumes the builder whether it succeeds or not.
 */
typedef struct bs_table_builder bs_table_builder;

bs_status bs_table_builder_new(bs_table_builder **builder, bs_error *error);
void bs_table_builder_free(bs_table_builder *builder);
void bs_table_add_column(bs_table_builder *builder, bs_str name, bs_column_type type);
void bs_table_add_row(bs_table_builder *builder);
void bs_table_set_text(bs_table_builder *builder, size_t column, bs_str text); /* copied */
void bs_table_set_integer(bs_table_builder *builder, size_t column, int64_t value);
void bs_table_set_number(bs_table_builder *builder, size_t column, double value);
void bs_table_set_boolean(bs_table_builder *builder, size_t column, bool value);
void bs_table_set_value(bs_table_builder *builder, size_t column, bs_value value);
/* Says that the newest row was record `record` of `file`; then its cells have evidence
 * "FILE:RECORD:COLUMN" without storing it. One file a table. */
void bs_table_set_origin(bs_table_builder *builder, bs_str file, uint32_t record);
/* Adds to the evidence of the newest row; strings are copied. */
void bs_table_add_evidence(bs_table_builder *builder, bs_evidence evidence);
/* Who finds the evidence of rows that stored none: a count over a selection, say. `row` is the row
 * as it was built, whatever has been sorted or dropped since. `release` is called once, at the end.
 */
typedef struct bs_evidence_source {
    void *context;
    bs_status (*find)(void *context, size_t row, size_t column, bs_arena *arena,
                      bs_evidence_list *evidence, bs_error *error);
    void (*release)(void *context);
} bs_evidence_source;

/* Takes `source` over: it is released with the last table made of this one, or with the builder. */
void bs_table_set_evidence_source(bs_table_builder *builder, bs_evidence_source source);

/* A column made whole: its cells, in memory that belongs to the builder. */
typedef struct bs_column_cells {
    const char *name;
    bs_column_type type; /* text, integer or number */
    bool is_late;
    union {
        void *cells;
        bs_str *texts;
        int64_t *integers;
        double *numbers;
    };
} bs_column_cells;

/* Who fills the late columns of a table, all of them at once, when somebody first looks at one. */
typedef struct bs_late_source {
    void *context;
    bs_status (*fill)(void *context, bs_column_cells *late, const bs_progress *progress,
                      bs_error *error);
    void (*release)(void *context);
} bs_late_source;

/*
 * Gives a new table all of its columns and rows at once: the caller fills the cells, apart from
 * those of late columns (for which `late` is taken over; it may be NULL where there are none). A
 * cell is missing where its text is absent or its number NaN. Text is not copied: it must live as
 * long as the source of evidence.
 */
bs_status bs_table_add_cells(bs_table_builder *builder, bs_column_cells *columns, size_t count,
                             size_t row_count, const bs_late_source *late, bs_error *error);
/* Takes over memory that text of the table lies in. */
void bs_table_take_arena(bs_table_builder *builder, bs_arena *arena);
void bs_table_add_note(bs_table_builder *builder, bs_str note);
/* Hands over the totals of the table; `totals` is consumed. */
void bs_table_set_totals(bs_table_builder *builder, bs_table *totals);
bs_status bs_table_finish(bs_table_builder *builder, bs_table **table, bs_error *error);

#endif
