/* pick.c - operations on whole columns: pick, rename, add, bind; see operate.h. */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "table/layout.h"

/* Frees `made` after a failure, hands it over otherwise. */
static bs_status finish(bs_status status, bs_table *made, bs_table **result, bs_error *error)
{
    if (status == BS_OK)
        status = bs_table_check_names(made, error);
    if (status != BS_OK) {
        bs_table_free(made);
        return status;
    }
    *result = made;
    return BS_OK;
}

static bs_status share_column(bs_table *made, size_t column, const bs_table *table, size_t from,
                              bs_error *error)
{
    bs_table_set_source(made, column, 0, from);
    return bs_table_put(made, column, table->columns[from].name,
                        bs_column_retain(table->columns[from].data), error);
}

bs_status bs_table_pick(bs_table *table, bs_names names, bs_table **result, bs_error *error)
{
    size_t *columns;
    bs_status status = bs_table_find_all(table, names, &columns, error);
    if (status != BS_OK)
        return status;
    bs_table *made = NULL;
    status = bs_table_derive(&table, 1, table->row_count, names.count, &made, error);
    for (size_t i = 0; i < names.count && status == BS_OK; i++)
        status = share_column(made, i, table, columns[i], error);
    free(columns);
    return finish(status, made, result, error);
}

bs_status bs_table_rename(bs_table *table, bs_names from, bs_names to, bs_table **result,
                          bs_error *error)
{
    if (from.count != to.count)
        return bs_fail(error, BS_MISUSE, "%zu columns cannot get %zu new names", from.count,
                       to.count);
    size_t *columns;
    bs_status status = bs_table_find_all(table, from, &columns, error);
    if (status != BS_OK)
        return status;
    bs_table *made = NULL;
    status = bs_table_derive(&table, 1, table->row_count, table->column_count, &made, error);
    for (size_t i = 0; i < table->column_count && status == BS_OK; i++)
        status = share_column(made, i, table, i, error);
    for (size_t i = 0; i < from.count && status == BS_OK; i++) {
        bs_str name = bs_arena_copy(&made->arena, to.items[i]);
        made->columns[columns[i]].name = name;
        if (!name.data)
            status = bs_fail_memory(error);
    }
    free(columns);
    return finish(status, made, result, error);
}

/* --- add ------------------------------------------------------------------------------------- */

static bs_status find_type(const bs_value *values, size_t count, bs_str name, bs_column_type *type,
                           bs_error *error)
{
    bool seen[BS_COLUMN_BOOLEAN + 1] = {false};
    for (size_t i = 0; i < count; i++)
        if (!values[i].is_missing)
            seen[values[i].type] = true;
    size_t kinds = seen[BS_COLUMN_TEXT] + seen[BS_COLUMN_BOOLEAN] +
                   (seen[BS_COLUMN_INTEGER] || seen[BS_COLUMN_NUMBER]);
    if (kinds > 1)
        return bs_fail(error, BS_MISUSE, "the values of column \"%.*s\" are of different types",
                       BS_STR_ARG(name));
    *type = seen[BS_COLUMN_NUMBER]    ? BS_COLUMN_NUMBER
            : seen[BS_COLUMN_INTEGER] ? BS_COLUMN_INTEGER
            : seen[BS_COLUMN_BOOLEAN] ? BS_COLUMN_BOOLEAN
                                      : BS_COLUMN_TEXT;
    return BS_OK;
}

static bs_status new_data(bs_table *made, const bs_value *values, bs_column_type type,
                          bs_column_data **data, bs_error *error)
{
    *data = bs_column_new(type, made->row_count);
    if (!*data)
        return bs_fail_memory(error);
    for (size_t row = 0; row < made->row_count; row++) {
        bs_value value = values[row];
        if (!value.is_missing && value.type == BS_COLUMN_TEXT) {
            value.text = bs_arena_copy(&made->arena, value.text);
            if (!value.text.data) {
                bs_column_free(*data);
                return bs_fail_memory(error);
            }
        }
        bs_column_set(*data, row, value);
    }
    return BS_OK;
}

static bs_status put_added(bs_table *made, size_t column, bs_str name, const bs_value *values,
                           bs_column_type type, bs_str rule, bs_error *error)
{
    bs_column_data *data = NULL;
    bs_str kept = bs_arena_copy(&made->arena, name);
    bs_status status =
        kept.data ? new_data(made, values, type, &data, error) : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_table_put(made, column, kept, data, error);
    if (status != BS_OK)
        return status;
    bs_table_set_source(made, column, 0, BS_SOURCE_ROW);
    if (rule.data) {
        made->columns[column].rule = bs_arena_copy(&made->arena, rule);
        if (!made->columns[column].rule.data)
            return bs_fail_memory(error);
    }
    return BS_OK;
}

bs_status bs_table_add(bs_table *table, bs_str name, const bs_value *values, bs_str rule,
                       bs_table **result, bs_error *error)
{
    bs_column_type type;
    bs_status status = find_type(values, table->row_count, name, &type, error);
    if (status != BS_OK)
        return status;
    size_t place = bs_table_column_find(table, name);
    size_t count = table->column_count + (place == BS_COLUMN_NONE);
    if (place == BS_COLUMN_NONE)
        place = table->column_count;
    bs_table *made = NULL;
    status = bs_table_derive(&table, 1, table->row_count, count, &made, error);
    for (size_t i = 0; i < table->column_count && status == BS_OK; i++)
        if (i != place)
            status = share_column(made, i, table, i, error);
    if (status == BS_OK)
        status = put_added(made, place, name, values, type, rule, error);
    return finish(status, made, result, error);
}

/* --- bind ------------------------------------------------------------------------------------ */

/* The type that cells of both can have, or false. */
static bool find_common_type(bs_column_type a, bs_column_type b, bs_column_type *type)
{
    bool are_numeric = (a == BS_COLUMN_INTEGER || a == BS_COLUMN_NUMBER) &&
                       (b == BS_COLUMN_INTEGER || b == BS_COLUMN_NUMBER);
    *type = a == b ? a : BS_COLUMN_NUMBER;
    return a == b || are_numeric;
}

static bool is_all_missing(const bs_column_data *data)
{
    for (size_t i = 0; i < data->count; i++)
        if (data->present[i])
            return false;
    return true;
}

static void copy_cells(bs_column_data *to, size_t start, const bs_column_data *from)
{
    for (size_t row = 0; row < from->count; row++)
        if (from->present[row])
            bs_column_set(to, start + row, bs_column_value(from, row));
}

/* One column of the result; either of `above` and `below` may be NULL. */
static bs_status stack(bs_table *made, size_t column, bs_str name, const bs_column_data *above,
                       const bs_column_data *below, size_t above_rows, bs_error *error)
{
    bs_column_type type = above ? above->type : below->type;
    if (above && below && !find_common_type(above->type, below->type, &type)) {
        if (!is_all_missing(above) && !is_all_missing(below))
            return bs_fail(error, BS_MISUSE, "column \"%.*s\" is of different types in the two",
                           BS_STR_ARG(name));
        type = is_all_missing(above) ? below->type : above->type;
    }
    bs_column_data *data = bs_column_new(type, made->row_count);
    if (data && above)
        copy_cells(data, 0, above);
    if (data && below)
        copy_cells(data, above_rows, below);
    return bs_table_put(made, column, name, data, error);
}

static bs_status link_rows(bs_table *made, size_t above_rows, bs_error *error)
{
    bs_link *links = bs_arena_array(&made->arena, made->row_count + 1, sizeof *links);
    size_t *ends = bs_arena_array(&made->arena, made->row_count + 1, sizeof *ends);
    if (!links || !ends)
        return bs_fail_memory(error);
    for (size_t row = 0; row < made->row_count; row++) {
        bool is_below = row >= above_rows;
        links[row] = (bs_link){.parent = is_below,
                               .row = (uint32_t)(is_below ? row - above_rows : row),
                               .own_column = BS_LINK_ALL};
        ends[row + 1] = row + 1;
    }
    made->links = links;
    made->ends = ends;
    return BS_OK;
}

bs_status bs_table_bind(bs_table *table, bs_table *other, bs_table **result, bs_error *error)
{
    size_t extra = 0;
    for (size_t i = 0; i < other->column_count; i++)
        extra += bs_table_column_find(table, other->columns[i].name) == BS_COLUMN_NONE;
    bs_table *parents[] = {table, other}, *made = NULL;
    bs_status status = bs_table_ready(table, BS_COLUMN_NONE, NULL, error);
    if (status == BS_OK)
        status = bs_table_ready(other, BS_COLUMN_NONE, NULL, error);
    if (status == BS_OK)
        status = bs_table_derive(parents, 2, table->row_count + other->row_count,
                                 table->column_count + extra, &made, error);
    if (status == BS_OK)
        status = link_rows(made, table->row_count, error);
    for (size_t i = 0; i < table->column_count && status == BS_OK; i++) {
        const bs_table_column *column = &table->columns[i];
        size_t partner = bs_table_column_find(other, column->name);
        bool has_partner = partner != BS_COLUMN_NONE;
        bs_table_set_source(made, i, 0, i);
        if (has_partner)
            bs_table_set_source(made, i, 1, partner);
        status = stack(made, i, column->name, column->data,
                       has_partner ? other->columns[partner].data : NULL, table->row_count, error);
    }
    size_t next = table->column_count;
    for (size_t i = 0; i < other->column_count && status == BS_OK; i++) {
        if (bs_table_column_find(table, other->columns[i].name) != BS_COLUMN_NONE)
            continue;
        bs_table_set_source(made, next, 1, i);
        status = stack(made, next++, other->columns[i].name, NULL, other->columns[i].data,
                       table->row_count, error);
    }
    return finish(status, made, result, error);
}
