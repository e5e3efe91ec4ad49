/* table.c - see table.h: columns, cells and the life of a table. */
#include "table/table.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/nearest.h"
#include "table/layout.h"

enum { NAMES_SHOWN_MAX = 8 };

bs_table *bs_table_retain(bs_table *table)
{
    atomic_fetch_add(&table->references, 1);
    return table;
}

/* Recursion is bounded by BS_TABLE_DEPTH_MAX. */
void bs_table_free(bs_table *table)
{
    if (!table || atomic_fetch_sub(&table->references, 1) != 1)
        return;
    for (size_t i = 0; i < table->column_count; i++)
        bs_column_free(table->columns[i].data);
    for (size_t i = 0; i < table->parent_count; i++)
        bs_table_free(table->parents[i]);
    if (table->source.release)
        table->source.release(table->source.context);
    bs_table_free(table->totals);
    bs_arena_clear(&table->arena);
    free(table);
}

size_t bs_table_row_count(const bs_table *table)
{
    return table->row_count;
}

size_t bs_table_column_count(const bs_table *table)
{
    return table->column_count;
}

bs_str bs_table_column_name(const bs_table *table, size_t column)
{
    return table->columns[column].name;
}

bs_column_type bs_table_column_type(const bs_table *table, size_t column)
{
    return table->columns[column].data->type;
}

size_t bs_table_column_find(const bs_table *table, bs_str name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (bs_str_equal(table->columns[i].name, name))
            return i;
    return BS_COLUMN_NONE;
}

size_t bs_table_note_count(const bs_table *table)
{
    return table->note_count;
}

bs_str bs_table_note(const bs_table *table, size_t note)
{
    return table->notes[note];
}

bs_table *bs_table_totals(const bs_table *table)
{
    return table->totals;
}

/* --- names ----------------------------------------------------------------------------------- */

static bs_str find_nearest(const bs_table *table, bs_str name)
{
    bs_str *names = calloc(table->column_count + 1, sizeof *names);
    if (!names)
        return (bs_str){NULL, 0};
    for (size_t i = 0; i < table->column_count; i++)
        names[i] = table->columns[i].name;
    bs_str nearest = bs_nearest(name, names, table->column_count);
    free(names);
    return nearest;
}

static bs_status fail_unknown(const bs_table *table, bs_str name, bs_error *error)
{
    bs_str nearest = find_nearest(table, name);
    if (nearest.data)
        return bs_fail(error, BS_MISUSE, "no column \"%.*s\"; the nearest is \"%.*s\"",
                       BS_STR_ARG(name), BS_STR_ARG(nearest));
    bs_buffer names = {0};
    for (size_t i = 0; i < table->column_count && i < NAMES_SHOWN_MAX; i++) {
        bs_str shown = table->columns[i].name;
        bs_buffer_print(&names, "%s\"%.*s\"", i ? ", " : "", BS_STR_ARG(shown));
    }
    if (table->column_count > NAMES_SHOWN_MAX)
        bs_buffer_add(&names, BS_STR(" ..."));
    bs_status status = bs_fail(error, BS_MISUSE, "no column \"%.*s\"; there are %.*s",
                               BS_STR_ARG(name), BS_STR_ARG(bs_buffer_str(&names)));
    bs_buffer_clear(&names);
    return status;
}

bs_status bs_table_column_require(const bs_table *table, bs_str name, size_t *column,
                                  bs_error *error)
{
    size_t found = bs_table_column_find(table, name);
    if (found == BS_COLUMN_NONE)
        return fail_unknown(table, name, error);
    *column = found;
    return bs_table_ready(table, found, NULL, error);
}

bs_status bs_table_require_numbers(const bs_table *table, bs_str name, size_t *column,
                                   bs_error *error)
{
    bs_status status = bs_table_column_require(table, name, column, error);
    if (status != BS_OK)
        return status;
    bs_column_type type = bs_table_column_type(table, *column);
    if (type != BS_COLUMN_INTEGER && type != BS_COLUMN_NUMBER)
        return bs_fail(error, BS_MISUSE, "column \"%.*s\" holds no numbers", BS_STR_ARG(name));
    return BS_OK;
}

bs_status bs_table_find_all(const bs_table *table, bs_names names, size_t **columns,
                            bs_error *error)
{
    *columns = NULL;
    size_t *found = calloc(names.count ? names.count : 1, sizeof *found);
    if (!found)
        return bs_fail_memory(error);
    for (size_t i = 0; i < names.count; i++) {
        bs_status status = bs_table_column_require(table, names.items[i], &found[i], error);
        if (status != BS_OK) {
            free(found);
            return status;
        }
    }
    *columns = found;
    return BS_OK;
}

bs_status bs_table_check_names(const bs_table *table, bs_error *error)
{
    for (size_t i = 1; i < table->column_count; i++)
        for (size_t j = 0; j < i; j++)
            if (bs_str_equal(table->columns[i].name, table->columns[j].name))
                return bs_fail(error, BS_MISUSE, "two columns would be called \"%.*s\"",
                               BS_STR_ARG(table->columns[i].name));
    return BS_OK;
}

/* --- cells ----------------------------------------------------------------------------------- */

bs_status bs_table_ready(const bs_table *table, size_t column, const bs_progress *progress,
                         bs_error *error)
{
    bs_status status = BS_OK;
    if (column != BS_COLUMN_NONE)
        return bs_column_ready(table->columns[column].data, progress, error);
    for (size_t i = 0; status == BS_OK && i < table->column_count; i++)
        status = bs_column_ready(table->columns[i].data, progress, error);
    return status;
}

bool bs_table_is_late(const bs_table *table, size_t column)
{
    return bs_column_is_late(table->columns[column].data);
}

static const bs_column_data *data_of(const bs_table *table, size_t column)
{
    const bs_column_data *data = table->columns[column].data;
    if (data->late)
        bs_column_ready(data, NULL, NULL);
    return data;
}

bool bs_table_is_missing(const bs_table *table, size_t row, size_t column)
{
    return !data_of(table, column)->present[row];
}

bs_str bs_table_text(const bs_table *table, size_t row, size_t column)
{
    const bs_column_data *data = data_of(table, column);
    bool is_text = data->type == BS_COLUMN_TEXT && data->present[row];
    return is_text ? data->texts[row] : (bs_str){NULL, 0};
}

int64_t bs_table_integer(const bs_table *table, size_t row, size_t column)
{
    const bs_column_data *data = data_of(table, column);
    return data->type == BS_COLUMN_INTEGER && data->present[row] ? data->integers[row] : 0;
}

static double number_at(const bs_column_data *data, size_t row)
{
    if (!data->present[row])
        return NAN;
    switch (data->type) {
    case BS_COLUMN_INTEGER:
        return (double)data->integers[row];
    case BS_COLUMN_NUMBER:
        return data->numbers[row];
    case BS_COLUMN_TEXT:
    case BS_COLUMN_BOOLEAN:
        break;
    }
    return NAN;
}

double bs_table_number(const bs_table *table, size_t row, size_t column)
{
    return number_at(data_of(table, column), row);
}

bool bs_table_boolean(const bs_table *table, size_t row, size_t column)
{
    const bs_column_data *data = data_of(table, column);
    return data->type == BS_COLUMN_BOOLEAN && data->present[row] && data->booleans[row];
}

bs_value bs_table_value(const bs_table *table, size_t row, size_t column)
{
    return bs_column_value(data_of(table, column), row);
}

bs_status bs_table_column_numbers(const bs_table *table, size_t column, double *values,
                                  bs_error *error)
{
    const bs_column_data *data = data_of(table, column);
    if (data->type == BS_COLUMN_TEXT)
        return bs_fail(error, BS_MISUSE, "column \"%.*s\" holds text, no numbers",
                       BS_STR_ARG(table->columns[column].name));
    for (size_t row = 0; row < table->row_count; row++) {
        if (data->type == BS_COLUMN_BOOLEAN)
            values[row] = data->present[row] ? (double)data->booleans[row] : NAN;
        else
            values[row] = number_at(data, row);
    }
    return BS_OK;
}

static bool is_zero(bs_value value)
{
    switch (value.type) {
    case BS_COLUMN_INTEGER:
        return value.integer == 0;
    case BS_COLUMN_NUMBER:
        return value.number == 0;
    case BS_COLUMN_BOOLEAN:
        return !value.boolean;
    case BS_COLUMN_TEXT:
        break;
    }
    return false;
}

bs_column_counts bs_table_column_counts(const bs_table *table, size_t column)
{
    bs_column_counts counts = {0};
    for (size_t row = 0; row < table->row_count; row++) {
        bs_value value = bs_table_value(table, row, column);
        if (value.is_missing)
            counts.missing++;
        else if (is_zero(value))
            counts.zeros++;
        else
            counts.others++;
    }
    return counts;
}
