/* select.c - operations that keep, drop and order rows, see operate.h. */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "table/layout.h"

bs_status bs_table_take(bs_table *table, const uint32_t *rows, size_t count, bs_table **result,
                        bs_error *error)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i] >= table->row_count)
            return bs_fail(error, BS_MISUSE, "no row %zu; there are %zu", (size_t)rows[i] + 1,
                           table->row_count);
    return bs_table_gather(table, rows, count, result, error);
}

static uint32_t *new_rows(const bs_table *table)
{
    return calloc(table->row_count ? table->row_count : 1, sizeof(uint32_t));
}

bs_status bs_table_where(bs_table *table, const bool *mask, bs_table **result, bs_error *error)
{
    uint32_t *rows = new_rows(table);
    if (!rows)
        return bs_fail_memory(error);
    size_t count = 0;
    for (size_t row = 0; row < table->row_count; row++)
        if (mask[row])
            rows[count++] = (uint32_t)row;
    bs_status status = bs_table_gather(table, rows, count, result, error);
    free(rows);
    return status;
}

/* --- conditions ------------------------------------------------------------------------------ */

static bool is_numeric(bs_column_type type)
{
    return type == BS_COLUMN_INTEGER || type == BS_COLUMN_NUMBER;
}

static bool is_equal(bs_value cell, bs_value wanted)
{
    if (cell.is_missing || wanted.is_missing)
        return cell.is_missing && wanted.is_missing;
    if (cell.type == BS_COLUMN_TEXT)
        return bs_str_equal(cell.text, wanted.text);
    if (cell.type == BS_COLUMN_BOOLEAN)
        return cell.boolean == wanted.boolean;
    if (cell.type == BS_COLUMN_INTEGER && wanted.type == BS_COLUMN_INTEGER)
        return cell.integer == wanted.integer;
    double x = cell.type == BS_COLUMN_INTEGER ? (double)cell.integer : cell.number;
    double y = wanted.type == BS_COLUMN_INTEGER ? (double)wanted.integer : wanted.number;
    return x == y;
}

static bs_status apply_condition(const bs_table *table, const bs_condition *condition, bool *mask,
                                 bs_error *error)
{
    size_t column;
    bs_status status = bs_table_column_require(table, condition->column, &column, error);
    if (status != BS_OK)
        return status;
    const bs_column_data *data = table->columns[column].data;
    bs_value wanted = condition->value;
    if (wanted.type == BS_COLUMN_NUMBER && isnan(wanted.number))
        wanted.is_missing = true;
    bool fits = wanted.is_missing || wanted.type == data->type ||
                (is_numeric(wanted.type) && is_numeric(data->type));
    if (!fits)
        return bs_fail(error, BS_MISUSE,
                       "column \"%.*s\" holds %s; it is compared with another type",
                       BS_STR_ARG(condition->column), bs_column_type_name(data->type));
    for (size_t row = 0; row < table->row_count; row++)
        mask[row] = mask[row] && is_equal(bs_column_value(data, row), wanted);
    return BS_OK;
}

bs_status bs_table_where_equal(bs_table *table, const bs_condition *conditions, size_t count,
                               bs_table **result, bs_error *error)
{
    bool *mask = malloc(table->row_count ? table->row_count : 1);
    if (!mask)
        return bs_fail_memory(error);
    memset(mask, true, table->row_count);
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++)
        status = apply_condition(table, &conditions[i], mask, error);
    if (status == BS_OK)
        status = bs_table_where(table, mask, result, error);
    free(mask);
    return status;
}

/* --- order ----------------------------------------------------------------------------------- */

typedef struct sort_key {
    const bs_column_data *data;
    bool is_descending;
} sort_key;

typedef struct sort_order {
    const sort_key *keys;
    size_t count;
} sort_order;

static int compare_rows(const void *a, const void *b, void *context)
{
    const sort_order *order = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    for (size_t i = 0; i < order->count; i++) {
        const sort_key *key = &order->keys[i];
        int result = bs_column_compare(key->data, x, y, key->is_descending);
        if (result != 0)
            return result;
    }
    return x < y ? -1 : x > y; /* what makes it stable */
}

static bs_status find_key(const bs_table *table, bs_str name, sort_key *key, bs_error *error)
{
    size_t column = bs_table_column_find(table, name);
    key->is_descending = false;
    if (column == BS_COLUMN_NONE) {
        key->is_descending = bs_str_starts(name, BS_STR("-"));
        bs_str bare = key->is_descending ? bs_str_slice(name, 1, name.size) : name;
        bs_status status = bs_table_column_require(table, bare, &column, error);
        if (status != BS_OK)
            return status;
    }
    key->data = table->columns[column].data;
    return bs_column_ready(key->data, NULL, error);
}

static bs_status sort_rows(const bs_table *table, bs_names names, sort_key *keys, uint32_t *rows,
                           bs_error *error)
{
    for (size_t i = 0; i < names.count; i++) {
        bs_status status = find_key(table, names.items[i], &keys[i], error);
        if (status != BS_OK)
            return status;
    }
    for (size_t row = 0; row < table->row_count; row++)
        rows[row] = (uint32_t)row;
    sort_order order = {keys, names.count};
    if (table->row_count > 1)
        qsort_r(rows, table->row_count, sizeof *rows, compare_rows, &order);
    return BS_OK;
}

bs_status bs_table_sort(bs_table *table, bs_names names, bs_table **result, bs_error *error)
{
    sort_key *keys = calloc(names.count ? names.count : 1, sizeof *keys);
    uint32_t *rows = new_rows(table);
    bs_status status =
        keys && rows ? sort_rows(table, names, keys, rows, error) : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_table_gather(table, rows, table->row_count, result, error);
    free(rows);
    free(keys);
    return status;
}

bs_status bs_table_top(bs_table *table, size_t count, bs_str name, bs_table **result,
                       bs_error *error)
{
    uint32_t *rows = new_rows(table);
    if (!rows)
        return bs_fail_memory(error);
    sort_key key;
    bs_status status = sort_rows(table, (bs_names){0}, &key, rows, error);
    if (status == BS_OK)
        status = find_key(table, name, &key, error);
    if (status == BS_OK) {
        key.is_descending = !key.is_descending;
        sort_order order = {&key, 1};
        if (table->row_count > 1)
            qsort_r(rows, table->row_count, sizeof *rows, compare_rows, &order);
        size_t present = 0;
        while (present < table->row_count && present < count && key.data->present[rows[present]])
            present++;
        status = bs_table_gather(table, rows, present, result, error);
    }
    free(rows);
    return status;
}

/* --- distinct -------------------------------------------------------------------------------- */

static bs_status gather_groups(bs_table *table, const size_t *columns, size_t count,
                               const bs_row_groups *groups, bs_table **result, bs_error *error)
{
    bs_table *made;
    bs_status status = bs_table_derive(&table, 1, groups->count, count, &made, error);
    if (status != BS_OK)
        return status;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        const bs_table_column *from = &table->columns[columns[i]];
        bs_table_set_source(made, i, 0, columns[i]);
        status = bs_table_put(made, i, from->name,
                              bs_column_gather(from->data, groups->firsts, groups->count), error);
    }
    if (status == BS_OK)
        status = bs_table_check_names(made, error);
    if (status == BS_OK)
        status = bs_table_set_groups(made, groups, table->row_count, error);
    if (status != BS_OK) {
        bs_table_free(made);
        return status;
    }
    *result = made;
    return BS_OK;
}

static bs_status find_columns(const bs_table *table, bs_names names, size_t **columns,
                              size_t *count, bs_error *error)
{
    *count = names.count;
    if (names.count > 0)
        return bs_table_find_all(table, names, columns, error);
    *count = table->column_count;
    *columns = calloc(table->column_count ? table->column_count : 1, sizeof **columns);
    if (!*columns)
        return bs_fail_memory(error);
    for (size_t i = 0; i < table->column_count; i++)
        (*columns)[i] = i;
    return BS_OK;
}

bs_status bs_table_distinct(bs_table *table, bs_names names, bs_table **result, bs_error *error)
{
    size_t *columns, count;
    bs_status status = find_columns(table, names, &columns, &count, error);
    if (status != BS_OK)
        return status;
    bs_row_groups groups;
    status = bs_table_find_groups(table, columns, count, &groups, error);
    if (status == BS_OK) {
        status = gather_groups(table, columns, count, &groups, result, error);
        bs_row_groups_clear(&groups);
    }
    free(columns);
    return status;
}
