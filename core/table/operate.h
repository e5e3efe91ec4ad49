/*
 * operate.h - tables from tables.
 *
 * Each operation leaves its table as it is and gives a new one, to be freed by the caller, whose
 * cells lead back to the cells they were made from. The new table keeps what it was made from
 * alive. Names of columns are matched exactly; a wrong one is BS_MISUSE with the nearest name.
 */
#ifndef BS_TABLE_OPERATE_H
#define BS_TABLE_OPERATE_H

#include "stats/rank.h"
#include "table/table.h"

/* A list of column names. */
typedef struct bs_names {
    const bs_str *items;
    size_t count;
} bs_names;

/* --- rows ------------------------------------------------------------------------------------ */

/* The rows named, in that order; one may come twice. */
bs_status bs_table_take(bs_table *table, const uint32_t *rows, size_t count, bs_table **result,
                        bs_error *error);

/* The rows whose place in `mask` is true. */
bs_status bs_table_where(bs_table *table, const bool *mask, bs_table **result, bs_error *error);

/* The rows in which every condition holds. Integers equal numbers of the same value; a missing
 * value finds missing cells. Asking a column of numbers for text, or the reverse, is BS_MISUSE. */
typedef struct bs_condition {
    bs_str column;
    bs_value value;
} bs_condition;

bs_status bs_table_where_equal(bs_table *table, const bs_condition *conditions, size_t count,
                               bs_table **result, bs_error *error);

/*
 * Sorted by `keys`, the first of which counts most; "-name" sorts downwards (unless a column is
 * called so). Stable. Missing cells come last in either direction. Text is in order of bytes with
 * ASCII letters in one case, then of bytes; false before true.
 */
bs_status bs_table_sort(bs_table *table, bs_names keys, bs_table **result, bs_error *error);

/* The `count` rows with the largest values of `key` ("-name": the smallest), sorted so; rows where
 * it is missing are not among them. */
bs_status bs_table_top(bs_table *table, size_t count, bs_str key, bs_table **result,
                       bs_error *error);

/* One row for each combination of `columns` (none: of all columns), in order of first appearance,
 * with only those columns. */
bs_status bs_table_distinct(bs_table *table, bs_names columns, bs_table **result, bs_error *error);

/* --- columns --------------------------------------------------------------------------------- */

/* Only these columns, in this order. */
bs_status bs_table_pick(bs_table *table, bs_names columns, bs_table **result, bs_error *error);

/* `from.items[i]` is now called `to.items[i]`. Two columns of one name are BS_MISUSE. */
bs_status bs_table_rename(bs_table *table, bs_names from, bs_names to, bs_table **result,
                          bs_error *error);

/*
 * A column more, at the end (or in place of the column of that name): one value a row. Its type is
 * that of the values, integers among numbers becoming numbers; all missing gives text. Its cells
 * have the evidence of their rows and, where `rule` is not absent, say that `rule` computed them.
 */
bs_status bs_table_add(bs_table *table, bs_str name, const bs_value *values, bs_str rule,
                       bs_table **result, bs_error *error);

/* The rows of `table`, then those of `other`. Columns are matched by name; one that only one of
 * them has is missing in the rows of the other. Integers and numbers mix to numbers, any other
 * mixture of types is BS_MISUSE. */
bs_status bs_table_bind(bs_table *table, bs_table *other, bs_table **result, bs_error *error);

/* --- places and shares ----------------------------------------------------------------------- */

typedef struct bs_rank_options {
    bs_str by; /* a column of numbers */
    bs_ties ties;
    bool is_ascending; /* rank 1 is the smallest; as a rule it is the largest */
    bs_names within;   /* ranked apart for each combination of these */
    bs_str as;         /* name of the new column; absent: "rank" */
} bs_rank_options;

/* A column of ranks at the end: integers, but numbers for BS_TIES_AVERAGE. Missing stays missing
 * and takes no place. The rows keep their order. */
bs_status bs_table_rank(bs_table *table, const bs_rank_options *options, bs_table **result,
                        bs_error *error);

typedef struct bs_share_options {
    bs_str of; /* a column of numbers */
    bs_names within;
    bs_str as;    /* name of the new column; absent: "share" */
    double whole; /* what to divide by; 0: the sum of the rows. An export's own total, say, which
                     differs from the sum by rounding */
} bs_share_options;

/* A column at the end with each value divided by the sum of all (within the group): a fraction of
 * 1. Missing stays missing; where the sum is 0 or missing, so is every share. */
bs_status bs_table_share(bs_table *table, const bs_share_options *options, bs_table **result,
                         bs_error *error);

/* --- groups ---------------------------------------------------------------------------------- */

typedef enum bs_total {
    BS_TOTAL_NONE,
    BS_TOTAL_SUM, /* integers stay integers unless they overflow */
    BS_TOTAL_MEAN,
    BS_TOTAL_MEDIAN,
    BS_TOTAL_QUANTILE, /* of `probability`, type 7 */
    BS_TOTAL_MIN,      /* of text too */
    BS_TOTAL_MAX,
    BS_TOTAL_COUNT,    /* cells that are not missing; without a column, rows */
    BS_TOTAL_MISSING,  /* cells that are missing */
    BS_TOTAL_ZEROS,    /* cells that are 0 */
    BS_TOTAL_DISTINCT, /* different values */
    BS_TOTAL_FIRST,    /* the first value that is not missing */
    BS_TOTAL_LAST,
} bs_total;

/* "sum", "mean", ... as above; false for any other word. `bs_total_names` is all of them, for a
 * message. */
bool bs_total_from_name(bs_str name, bs_total *total);
extern const char *const bs_total_names;

typedef struct bs_total_column {
    bs_str name; /* of the new column */
    bs_total total;
    bs_str column; /* of the old; absent only for BS_TOTAL_COUNT */
    double probability;
} bs_total_column;

/*
 * One row for each combination of `by` (missing cells make a group of their own), in order of first
 * appearance; without `by` one row for the whole table. Sum, mean, median, quantile, minimum and
 * maximum of nothing but missing cells are missing, never 0.
 */
bs_status bs_table_group(bs_table *table, bs_names by, const bs_total_column *totals, size_t count,
                         bs_table **result, bs_error *error);

/* --- two tables ------------------------------------------------------------------------------ */

typedef enum bs_join_kind {
    BS_JOIN_INNER,
    BS_JOIN_LEFT,
    BS_JOIN_FULL,
    BS_JOIN_ANTI, /* rows of the left without a match */
    BS_JOIN_SEMI, /* rows of the left with one, each once */
} bs_join_kind;

bool bs_join_kind_from_name(bs_str name, bs_join_kind *kind);

typedef struct bs_join_options {
    bs_names on;       /* columns of the left */
    bs_names on_other; /* their partners in the right; none: of the same names */
    bs_join_kind kind;
} bs_join_options;

/*
 * Rows of the left in their order, each with its matches in their order; BS_JOIN_FULL ends with the
 * unmatched rows of the right. A missing key matches nothing. Columns of the right whose name is
 * taken get " (2)" behind it. Keys are those of the left, filled from the right in its unmatched
 * rows.
 */
bs_status bs_table_join(bs_table *table, bs_table *other, const bs_join_options *options,
                        bs_table **result, bs_error *error);

/* --- wide and long --------------------------------------------------------------------------- */

typedef struct bs_pivot_options {
    bs_names rows;  /* one row for each combination of these, in order of appearance */
    bs_str columns; /* one column for each value of this: numbers upwards, others as they appear */
    bs_str value;   /* what stands in the cells */
    bs_total total; /* of several; BS_TOTAL_NONE: a second value for one cell is BS_MISUSE */
    double probability;
    const bs_value *fill; /* for cells without a row; NULL: missing */
} bs_pivot_options;

bs_status bs_table_pivot(bs_table *table, const bs_pivot_options *options, bs_table **result,
                         bs_error *error);

typedef struct bs_melt_options {
    bs_names keep;     /* columns repeated on every row */
    bs_names columns;  /* columns to melt, `*` as wild card; none: all that are not kept */
    bool is_numbered;  /* of these, only columns whose names are whole numbers: years */
    bool drop_missing; /* no rows for missing cells */
    bs_str names_to;   /* absent: "column"; integers when all names are whole numbers */
    bs_str values_to;  /* absent: "value" */
} bs_melt_options;

/* One row for each row and melted column, columns varying fastest. Columns neither kept nor melted
 * are left out. Melted columns must be of one type (integers and numbers mix to numbers). */
bs_status bs_table_melt(bs_table *table, const bs_melt_options *options, bs_table **result,
                        bs_error *error);

#endif
