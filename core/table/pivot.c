/*
 * pivot.c - long to wide, see operate.h. A cell is the total of the rows of its row group and its
 * column group, and those rows alone are its evidence: each link names the column it belongs to.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "table/layout.h"

typedef struct pivoting {
    bs_table *table;
    const bs_pivot_options *options;
    size_t *keys; /* columns of options->rows */
    size_t heading, value;
    bs_row_groups down, across;
    uint32_t *rank; /* of group `across`: its place among the new columns, BS_ROW_NONE if missing */
    uint32_t *order; /* the new columns: the group each shows */
    size_t column_count;
    uint32_t *rows; /* sorted by cell: down, then across, then row */
    size_t row_count;
    bs_error *error;
} pivoting;

static void pivoting_clear(pivoting *p)
{
    free(p->keys);
    bs_row_groups_clear(&p->down);
    bs_row_groups_clear(&p->across);
    free(p->rank);
    free(p->order);
    free(p->rows);
}

static int compare_headings(const void *a, const void *b, void *context)
{
    const pivoting *p = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    const bs_column_data *data = p->table->columns[p->heading].data;
    return bs_column_compare(data, p->across.firsts[x], p->across.firsts[y], false);
}

/* Which groups become columns, in which order; a missing heading makes none. */
static bs_status order_columns(pivoting *p)
{
    const bs_column_data *data = p->table->columns[p->heading].data;
    size_t count = p->across.count + 1;
    p->rank = calloc(count, sizeof *p->rank);
    p->order = calloc(count, sizeof *p->order);
    if (!p->rank || !p->order)
        return bs_fail_memory(p->error);
    for (uint32_t group = 0; group < p->across.count; group++) {
        p->rank[group] = BS_ROW_NONE;
        if (data->present[p->across.firsts[group]])
            p->order[p->column_count++] = group;
    }
    bool is_numeric = data->type == BS_COLUMN_INTEGER || data->type == BS_COLUMN_NUMBER;
    if (is_numeric && p->column_count > 1)
        qsort_r(p->order, p->column_count, sizeof *p->order, compare_headings, p);
    for (uint32_t i = 0; i < p->column_count; i++)
        p->rank[p->order[i]] = i;
    return BS_OK;
}

static int compare_cells(const void *a, const void *b, void *context)
{
    const pivoting *p = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint32_t x_down = p->down.ids[x], y_down = p->down.ids[y];
    if (x_down != y_down)
        return x_down < y_down ? -1 : 1;
    uint32_t x_across = p->rank[p->across.ids[x]], y_across = p->rank[p->across.ids[y]];
    if (x_across != y_across)
        return x_across < y_across ? -1 : 1;
    return x < y ? -1 : x > y;
}

static bs_status order_rows(pivoting *p)
{
    p->rows = calloc(p->table->row_count + 1, sizeof *p->rows);
    if (!p->rows)
        return bs_fail_memory(p->error);
    for (uint32_t row = 0; row < p->table->row_count; row++)
        p->rows[p->row_count++] = row;
    if (p->row_count > 1)
        qsort_r(p->rows, p->row_count, sizeof *p->rows, compare_cells, p);
    return BS_OK;
}

static bs_status find(pivoting *p)
{
    const bs_pivot_options *options = p->options;
    bs_status status = bs_table_find_all(p->table, options->rows, &p->keys, p->error);
    if (status == BS_OK)
        status = bs_table_column_require(p->table, options->columns, &p->heading, p->error);
    if (status == BS_OK)
        status = bs_table_column_require(p->table, options->value, &p->value, p->error);
    if (status == BS_OK)
        status = bs_total_check(options->total, options->probability,
                                p->table->columns[p->value].data->type, options->value, p->error);
    if (status == BS_OK)
        status = bs_table_find_groups(p->table, p->keys, options->rows.count, &p->down, p->error);
    if (status == BS_OK)
        status = bs_table_find_groups(p->table, &p->heading, 1, &p->across, p->error);
    if (status == BS_OK)
        status = order_columns(p);
    return status == BS_OK ? order_rows(p) : status;
}

static bs_str heading_name(const pivoting *p, bs_table *made, uint32_t group)
{
    bs_value value = bs_column_value(p->table->columns[p->heading].data, p->across.firsts[group]);
    if (value.type == BS_COLUMN_TEXT)
        return value.text;
    if (value.type == BS_COLUMN_INTEGER)
        return bs_arena_print(&made->arena, "%lld", (long long)value.integer);
    if (value.type == BS_COLUMN_BOOLEAN)
        return value.boolean ? BS_STR("true") : BS_STR("false");
    bs_buffer text = {0};
    bs_buffer_add_number(&text, value.number);
    bs_str name =
        text.failed ? (bs_str){NULL, 0} : bs_arena_copy(&made->arena, bs_buffer_str(&text));
    bs_buffer_clear(&text);
    return name;
}

static bs_status put_columns(pivoting *p, bs_table *made)
{
    size_t key_count = p->options->rows.count;
    bs_status status = BS_OK;
    for (size_t i = 0; i < key_count && status == BS_OK; i++) {
        const bs_table_column *from = &p->table->columns[p->keys[i]];
        bs_table_set_source(made, i, 0, p->keys[i]);
        status =
            bs_table_put(made, i, from->name,
                         bs_column_gather(from->data, p->down.firsts, p->down.count), p->error);
    }
    bs_column_type type = bs_total_type(p->options->total, p->table->columns[p->value].data);
    bs_str rule = {NULL, 0};
    if (p->options->total != BS_TOTAL_NONE)
        rule = bs_total_rule(&made->arena, p->options->total, p->options->probability,
                             p->options->value);
    for (size_t i = 0; i < p->column_count && status == BS_OK; i++) {
        bs_str name = heading_name(p, made, p->order[i]);
        bs_table_set_source(made, key_count + i, 0, p->value);
        status = bs_table_put(made, key_count + i, name,
                              name.data ? bs_column_new(type, p->down.count) : NULL, p->error);
        made->columns[key_count + i].rule = rule;
    }
    return status;
}

static bs_status fail_double(const pivoting *p, bs_table *made, uint32_t row, size_t column)
{
    bs_buffer where = {0};
    for (size_t i = 0; i < p->options->rows.count; i++) {
        bs_value key = bs_column_value(p->table->columns[p->keys[i]].data, row);
        bs_buffer_add(&where, BS_STR(" "));
        if (key.is_missing)
            bs_buffer_add(&where, BS_STR("(missing)"));
        else if (key.type == BS_COLUMN_TEXT)
            bs_buffer_add(&where, key.text);
        else
            bs_buffer_add_number(&where, bs_table_number(p->table, row, p->keys[i]));
    }
    bs_status status = bs_fail(
        p->error, BS_MISUSE, "two values for%.*s, %.*s: say which total of them is wanted (%s)",
        BS_STR_ARG(bs_buffer_str(&where)), BS_STR_ARG(made->columns[column].name), bs_total_names);
    bs_buffer_clear(&where);
    return status;
}

static bs_status fill_cell(const pivoting *p, bs_table *made, size_t start, size_t end)
{
    uint32_t row = p->rows[start], place = p->rank[p->across.ids[row]];
    if (place == BS_ROW_NONE)
        return BS_OK;
    size_t column = p->options->rows.count + place;
    if (p->options->total == BS_TOTAL_NONE && end - start > 1)
        return fail_double(p, made, row, column);
    bs_column_data *data = made->columns[column].data;
    bs_value value;
    bs_status status = bs_total_compute(p->options->total, p->options->probability, data->type,
                                        p->table->columns[p->value].data, p->rows + start,
                                        end - start, &value, p->error);
    if (status == BS_OK)
        bs_column_set(data, p->down.ids[row], value);
    return status;
}

static bool is_same_cell(const pivoting *p, uint32_t a, uint32_t b)
{
    return p->down.ids[a] == p->down.ids[b] && p->across.ids[a] == p->across.ids[b];
}

static bs_status fill_cells(const pivoting *p, bs_table *made)
{
    bs_status status = BS_OK;
    for (size_t start = 0, end; start < p->row_count && status == BS_OK; start = end) {
        for (end = start + 1; end < p->row_count && is_same_cell(p, p->rows[start], p->rows[end]);)
            end++;
        status = fill_cell(p, made, start, end);
    }
    return status;
}

static bool has_type(bs_column_type type, const bs_value *value)
{
    return value->is_missing || value->type == type ||
           (type == BS_COLUMN_NUMBER && value->type == BS_COLUMN_INTEGER);
}

/* Cells for which there is no row at all. A row with a missing value is not filled: it is there. */
static bs_status fill_empty(const pivoting *p, bs_table *made)
{
    const bs_value *fill = p->options->fill;
    size_t key_count = p->options->rows.count, width = p->column_count;
    if (!fill || fill->is_missing || width == 0)
        return BS_OK;
    if (!has_type(made->columns[key_count].data->type, fill))
        return bs_fail(p->error, BS_MISUSE,
                       "empty cells are filled with another type than \"%.*s\"",
                       BS_STR_ARG(p->options->value));
    bs_value value = *fill;
    if (value.type == BS_COLUMN_TEXT) {
        value.text = bs_arena_copy(&made->arena, value.text);
        if (!value.text.data)
            return bs_fail_memory(p->error);
    }
    bool *has_row = calloc(p->down.count + 1, width);
    if (!has_row)
        return bs_fail_memory(p->error);
    for (size_t i = 0; i < p->row_count; i++) {
        uint32_t place = p->rank[p->across.ids[p->rows[i]]];
        if (place != BS_ROW_NONE)
            has_row[p->down.ids[p->rows[i]] * width + place] = true;
    }
    for (size_t row = 0; row < p->down.count; row++)
        for (size_t i = 0; i < width; i++)
            if (!has_row[row * width + i])
                bs_column_set(made->columns[key_count + i].data, row, value);
    free(has_row);
    return BS_OK;
}

/* Each source row has two links, one for the cell it is in and one for the keys of its row; those
 * of one row stand together, because the rows are sorted. */
static bs_status link_rows(const pivoting *p, bs_table *made)
{
    size_t key_count = p->options->rows.count;
    bs_link *links =
        bs_arena_array(&made->arena, p->row_count + 1, (1 + key_count) * sizeof *links);
    size_t *ends = bs_arena_array(&made->arena, p->down.count + 1, sizeof *ends);
    if (!links || !ends)
        return bs_fail_memory(p->error);
    size_t count = 0;
    for (size_t i = 0; i < p->row_count; i++) {
        uint32_t row = p->rows[i], place = p->rank[p->across.ids[row]];
        for (uint32_t key = 0; key < key_count; key++)
            links[count++] = (bs_link){.row = row, .own_column = key};
        if (place != BS_ROW_NONE)
            links[count++] = (bs_link){.row = row, .own_column = (uint32_t)key_count + place};
        ends[p->down.ids[row] + 1] = count;
    }
    made->links = links;
    made->ends = ends;
    return BS_OK;
}

bs_status bs_table_pivot(bs_table *table, const bs_pivot_options *options, bs_table **result,
                         bs_error *error)
{
    pivoting p = {.table = table, .options = options, .error = error};
    bs_table *made = NULL;
    bs_status status = find(&p);
    if (status == BS_OK)
        status = bs_table_derive(&table, 1, p.down.count, options->rows.count + p.column_count,
                                 &made, error);
    if (status == BS_OK)
        status = put_columns(&p, made);
    if (status == BS_OK)
        status = bs_table_check_names(made, error);
    if (status == BS_OK)
        status = fill_cells(&p, made);
    if (status == BS_OK)
        status = fill_empty(&p, made);
    if (status == BS_OK)
        status = link_rows(&p, made);
    pivoting_clear(&p);
    if (status != BS_OK) {
        bs_table_free(made);
        return status;
    }
    *result = made;
    return BS_OK;
}
