/*
 * layout.h - what a table is made of; for this room only.
 *
 * Columns are counted and shared between tables, names are not, so renaming and picking copy
 * nothing. Strings live in the arena of the table that made them: a derived table keeps its
 * parents, so it borrows theirs.
 *
 * Lineage leads a cell back. `sources` says, for each own column and parent, which column of the
 * parent it came from; the rows come from one of
 *
 *     rows NULL, links NULL              row i came from row i of the one parent
 *     rows, ends NULL                    row i came from rows[i] of the one parent
 *     rows, ends                         row i came from rows[ends[i]] to rows[ends[i + 1] - 1]
 *     links, ends                        the same with links, for several parents or columns
 */
#ifndef BS_TABLE_LAYOUT_H
#define BS_TABLE_LAYOUT_H

#include <stdatomic.h>

#include "base/arena.h"
#include "base/str.h"
#include "table/operate.h"
#include "table/table.h"

#define BS_ROW_NONE UINT32_MAX
/* In place of a column of a parent: */
#define BS_SOURCE_NOTHING UINT32_MAX    /* the cell owes this parent nothing */
#define BS_SOURCE_ROW (UINT32_MAX - 1)  /* its row as a whole */
#define BS_SOURCE_LINK (UINT32_MAX - 2) /* the column that the link names */
#define BS_LINK_ALL UINT32_MAX

typedef struct bs_column_data {
    atomic_size_t references;
    bs_column_type type;
    size_t count;
    bool *present;
    union {
        void *values;
        bs_str *texts;
        int64_t *integers;
        double *numbers;
        bool *booleans;
    };
    struct bs_late *late; /* owns the cells of a column that is filled late, see late.c; or NULL */
} bs_column_data;

typedef struct bs_table_column {
    bs_str name;
    bs_str rule; /* what computed it, or absent */
    bs_column_data *data;
} bs_table_column;

typedef struct bs_link {
    uint32_t parent, row;
    uint32_t column;     /* of the parent, for BS_SOURCE_LINK */
    uint32_t own_column; /* only for the cell of this own column, or BS_LINK_ALL */
} bs_link;

struct bs_table {
    atomic_size_t references;
    bs_arena arena;
    size_t row_count, column_count;
    bs_table_column *columns;
    const bs_str *notes;
    size_t note_count;
    bs_table *totals;
    size_t depth; /* operations since the files */

    /* What a table that was built knows. */
    const bs_evidence *evidence; /* of row i: evidence_ends[i] to evidence_ends[i + 1] - 1 */
    const size_t *evidence_ends;
    bs_str file;
    const uint32_t *records; /* of `file`, 0 for none */
    bs_evidence_source source;

    /* What a derived table knows. */
    bs_table **parents;
    size_t parent_count;
    uint32_t *sources; /* [own column * parent_count + parent] */
    const uint32_t *rows;
    const bs_link *links;
    const size_t *ends;
};

size_t bs_column_width(bs_column_type type);

/* A column of `count` missing cells. */
bs_column_data *bs_column_new(bs_column_type type, size_t count);
bs_column_data *bs_column_retain(bs_column_data *data);
void bs_column_free(bs_column_data *data);
/* The cells at `rows` (BS_ROW_NONE: missing), as a new column, late where `data` is and no row is
 * missing. NULL without memory. */
bs_column_data *bs_column_gather(const bs_column_data *data, const uint32_t *rows, size_t count);
/* Integers as a new column of numbers. */
bs_column_data *bs_column_to_numbers(const bs_column_data *data);
bs_value bs_column_value(const bs_column_data *data, size_t row);
void bs_column_set(bs_column_data *data, size_t row, bs_value value); /* of its type */

/* Fills a column that is late: to be called before its cells are looked at. */
bs_status bs_column_ready(const bs_column_data *data, const bs_progress *progress, bs_error *error);
bool bs_column_is_late(const bs_column_data *data); /* and not yet filled */
/* Says which of some cells are there: text that is not absent, numbers that are not NaN. */
void bs_column_settle(bs_column_type type, const void *cells, size_t count, bool *present);

/* Columns that `source`, which is taken over, will fill; `cells` names only their types. */
typedef struct bs_late bs_late;
bs_status bs_late_columns(const bs_column_cells *cells, size_t count, size_t row_count,
                          bs_late_source source, bs_column_data **columns, bs_error *error);
bs_column_data *bs_late_gather(const bs_column_data *from, const uint32_t *rows, size_t count);
void bs_late_free(bs_late *late); /* lets go of one reference */

/* An empty table with room for `column_count` columns, made from `parents`, which it keeps. */
bs_status bs_table_derive(bs_table *const *parents, size_t parent_count, size_t row_count,
                          size_t column_count, bs_table **table, bs_error *error);

/* Column `column` of `table` is `data`, which it takes over (NULL: no memory). `name` must live
 * with the table or its parents. */
bs_status bs_table_put(bs_table *table, size_t column, bs_str name, bs_column_data *data,
                       bs_error *error);

/* Where the cells of `column` came from, in parent number `parent`. */
void bs_table_set_source(bs_table *table, size_t column, size_t parent, size_t source);

/* BS_MISUSE when two columns share a name. */
bs_status bs_table_check_names(const bs_table *table, bs_error *error);

/* Indices of `names` in memory from malloc(); BS_MISUSE with the nearest name for an unknown one.
 * Frees nothing on failure: `*columns` is then NULL. */
bs_status bs_table_find_all(const bs_table *table, bs_names names, size_t **columns,
                            bs_error *error);

/* The column `name`, which must hold numbers or integers. */
bs_status bs_table_require_numbers(const bs_table *table, bs_str name, size_t *column,
                                   bs_error *error);

/* A table of the rows named, which must live in its arena or come from bs_arena_array there. */
bs_status bs_table_gather(bs_table *table, const uint32_t *rows, size_t count, bs_table **result,
                          bs_error *error);

/* The bytes of some cells of a row, equal for equal values of whatever number type; says whether
 * one of them is missing. */
bool bs_table_row_key(const bs_table *table, const size_t *columns, size_t count, size_t row,
                      bs_buffer *key);

/* Rows numbered by the combination of their cells in some columns, in order of appearance. */
typedef struct bs_row_groups {
    uint32_t *ids;    /* one a row */
    uint32_t *firsts; /* the first row of each group */
    size_t count;
} bs_row_groups;

bs_status bs_table_find_groups(const bs_table *table, const size_t *columns, size_t count,
                               bs_row_groups *groups, bs_error *error);
void bs_row_groups_clear(bs_row_groups *groups);

/* All rows, group by group: those of group g are rows[starts[g]] to rows[starts[g + 1] - 1].
 * `starts` has room for groups->count + 2 and is zero. */
void bs_row_groups_order(const bs_row_groups *groups, size_t row_count, size_t *starts,
                         uint32_t *rows);

/* Lineage of grouped rows: row i of `table` came from all rows of group i. */
bs_status bs_table_set_groups(bs_table *table, const bs_row_groups *groups, size_t row_count,
                              bs_error *error);

/* Negative, zero or positive: missing cells last whatever the direction. */
int bs_column_compare(const bs_column_data *data, uint32_t a, uint32_t b, bool is_descending);

/* One value of the cells of `data` at `rows`, of the type that bs_total_type() gave. */
bs_column_type bs_total_type(bs_total total, const bs_column_data *data);
bs_status bs_total_compute(bs_total total, double probability, bs_column_type type,
                           const bs_column_data *data, const uint32_t *rows, size_t count,
                           bs_value *value, bs_error *error);
/* BS_MISUSE when `total` makes no sense for the type of column `name`. */
bs_status bs_total_check(bs_total total, double probability, bs_column_type type, bs_str name,
                         bs_error *error);
/* "sum of tiv". */
bs_str bs_total_rule(bs_arena *arena, bs_total total, double probability, bs_str column);

#endif
