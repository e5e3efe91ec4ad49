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

typedef enum bs_column_type {
    BS_COLUMN_TEXT,
    BS_COLUMN_INTEGER, /* int64_t */
    BS_COLUMN_NUMBER,  /* double; NaN counts as missing */
    BS_COLUMN_BOOLEAN,
} bs_column_type;

typedef enum bs_evidence_kind {
    BS_EVIDENCE_TEXT,     /* id "ARTICLE:START-END:DIGEST", as article:cite() gives it */
    BS_EVIDENCE_CELL,     /* id "FILE:ROW" or "FILE:ROW:COLUMN", rows from 1, header included */
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
/* SIZE_MAX when there is none. */
size_t bs_table_column_find(const bs_table *table, bs_str name);

bool bs_table_is_missing(const bs_table *table, size_t row, size_t column);
bs_str bs_table_text(const bs_table *table, size_t row, size_t column); /* absent if missing */
int64_t bs_table_integer(const bs_table *table, size_t row, size_t column);
double bs_table_number(const bs_table *table, size_t row, size_t column); /* NaN if missing */
bool bs_table_boolean(const bs_table *table, size_t row, size_t column);

/* Evidence of one cell, in `arena`. Worked out when it is asked for: a derived row (a group, a
 * join) has that of all the rows it was made from, a count asks its source. */
bs_status bs_table_evidence(const bs_table *table, size_t row, size_t column, bs_arena *arena,
                            bs_evidence_list *evidence, bs_error *error);

/* Prose that came with the table: the preamble of an export, what could not be read. */
size_t bs_table_note_count(const bs_table *table);
bs_str bs_table_note(const bs_table *table, size_t note);

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

void bs_table_set_evidence_source(bs_table_builder *builder, bs_evidence_source source);
void bs_table_add_note(bs_table_builder *builder, bs_str note);
bs_status bs_table_finish(bs_table_builder *builder, bs_table **table, bs_error *error);

#endif
