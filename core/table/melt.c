/* melt.c - wide to long, see operate.h. The link of a row names the column its value stood in. */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "table/layout.h"

typedef struct melting {
    bs_table *table;
    const bs_melt_options *options;
    size_t *kept;
    size_t *melted;
    size_t melted_count;
    bs_column_type type; /* of the values */
    bool are_numbered;   /* all names are whole numbers */
    bs_u32s rows;        /* of the result: where in the table */
    bs_u32s columns;     /* and which of `melted` */
    bs_error *error;
} melting;

static bool is_kept(const melting *m, size_t column)
{
    for (size_t i = 0; i < m->options->keep.count; i++)
        if (m->kept[i] == column)
            return true;
    return false;
}

static bool is_wanted(const melting *m, bs_str name)
{
    int64_t number;
    if (m->options->is_numbered && !bs_str_integer(name, &number))
        return false;
    bs_names patterns = m->options->columns;
    for (size_t i = 0; i < patterns.count; i++)
        if (bs_str_equal(name, patterns.items[i]) || bs_str_matches(name, patterns.items[i]))
            return true;
    return patterns.count == 0;
}

/* A name without a wild card must be that of a column. */
static bs_status check_patterns(const melting *m)
{
    bs_names patterns = m->options->columns;
    for (size_t i = 0; i < patterns.count; i++) {
        size_t column;
        if (bs_str_find(patterns.items[i], BS_STR("*"), 0) != SIZE_MAX)
            continue;
        bs_status status = bs_table_column_require(m->table, patterns.items[i], &column, m->error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

static bool is_all_missing(const bs_column_data *data)
{
    for (size_t i = 0; i < data->count; i++)
        if (data->present[i])
            return false;
    return true;
}

/* A column without any value says nothing about the type. */
static bs_status find_type(melting *m)
{
    bool has_type = false;
    m->type = m->melted_count ? m->table->columns[m->melted[0]].data->type : BS_COLUMN_TEXT;
    for (size_t i = 0; i < m->melted_count; i++) {
        const bs_table_column *column = &m->table->columns[m->melted[i]];
        bs_column_type type = column->data->type;
        if (is_all_missing(column->data))
            continue;
        bool are_numeric = (type == BS_COLUMN_INTEGER || type == BS_COLUMN_NUMBER) &&
                           (m->type == BS_COLUMN_INTEGER || m->type == BS_COLUMN_NUMBER);
        if (!has_type)
            m->type = type;
        else if (type != m->type && are_numeric)
            m->type = BS_COLUMN_NUMBER;
        else if (type != m->type)
            return bs_fail(m->error, BS_MISUSE,
                           "column \"%.*s\" is of another type than those melted with it",
                           BS_STR_ARG(column->name));
        has_type = true;
    }
    return BS_OK;
}

static bs_status choose_columns(melting *m)
{
    bs_status status = bs_table_find_all(m->table, m->options->keep, &m->kept, m->error);
    if (status == BS_OK)
        status = check_patterns(m);
    if (status == BS_OK)
        status = bs_table_ready(m->table, BS_COLUMN_NONE, NULL, m->error);
    if (status != BS_OK)
        return status;
    m->melted = calloc(m->table->column_count + 1, sizeof *m->melted);
    if (!m->melted)
        return bs_fail_memory(m->error);
    m->are_numbered = true;
    for (size_t i = 0; i < m->table->column_count; i++) {
        bs_str name = m->table->columns[i].name;
        int64_t number;
        if (is_kept(m, i) || !is_wanted(m, name))
            continue;
        m->melted[m->melted_count++] = i;
        m->are_numbered = m->are_numbered && bs_str_integer(name, &number);
    }
    if (m->melted_count == 0)
        return bs_fail(m->error, BS_MISUSE, "no column is left to be melted");
    return find_type(m);
}

static bs_status choose_cells(melting *m)
{
    for (uint32_t row = 0; row < m->table->row_count; row++)
        for (uint32_t i = 0; i < m->melted_count; i++) {
            if (m->options->drop_missing && bs_table_is_missing(m->table, row, m->melted[i]))
                continue;
            uint32_t *place = bs_array_push(&m->rows), *column = bs_array_push(&m->columns);
            if (!place || !column)
                return bs_fail_memory(m->error);
            if (m->rows.count > BS_TABLE_ROWS_MAX)
                return bs_fail(m->error, BS_LIMIT, "a table has at most %u rows",
                               BS_TABLE_ROWS_MAX);
            *place = row;
            *column = i;
        }
    return BS_OK;
}

static bs_status put_names(const melting *m, bs_table *made, size_t place)
{
    bs_column_type type = m->are_numbered ? BS_COLUMN_INTEGER : BS_COLUMN_TEXT;
    bs_column_data *names = bs_column_new(type, m->rows.count);
    for (size_t i = 0; names && i < m->rows.count; i++) {
        bs_value value = {.type = type};
        bs_str name = m->table->columns[m->melted[m->columns.items[i]]].name;
        if (m->are_numbered)
            bs_str_integer(name, &value.integer);
        else
            value.text = name;
        bs_column_set(names, i, value);
    }
    bs_str as = m->options->names_to.data ? m->options->names_to : BS_STR("column");
    bs_table_set_source(made, place, 0, BS_SOURCE_LINK);
    return bs_table_put(made, place, bs_arena_copy(&made->arena, as), names, m->error);
}

static bs_status put_values(const melting *m, bs_table *made, size_t place)
{
    bs_column_data *values = bs_column_new(m->type, m->rows.count);
    for (size_t i = 0; values && i < m->rows.count; i++) {
        const bs_column_data *from = m->table->columns[m->melted[m->columns.items[i]]].data;
        bs_value value = bs_column_value(from, m->rows.items[i]);
        bs_column_set(values, i, value);
    }
    bs_str as = m->options->values_to.data ? m->options->values_to : BS_STR("value");
    bs_table_set_source(made, place, 0, BS_SOURCE_LINK);
    return bs_table_put(made, place, bs_arena_copy(&made->arena, as), values, m->error);
}

static bs_status link_rows(const melting *m, bs_table *made)
{
    size_t count = m->rows.count;
    bs_link *links = bs_arena_array(&made->arena, count + 1, sizeof *links);
    size_t *ends = bs_arena_array(&made->arena, count + 1, sizeof *ends);
    if (!links || !ends)
        return bs_fail_memory(m->error);
    for (size_t i = 0; i < count; i++) {
        links[i] = (bs_link){.row = m->rows.items[i],
                             .column = (uint32_t)m->melted[m->columns.items[i]],
                             .own_column = BS_LINK_ALL};
        ends[i + 1] = i + 1;
    }
    made->links = links;
    made->ends = ends;
    return BS_OK;
}

static bs_status fill(const melting *m, bs_table *made)
{
    size_t kept_count = m->options->keep.count;
    bs_status status = BS_OK;
    for (size_t i = 0; i < kept_count && status == BS_OK; i++) {
        const bs_table_column *from = &m->table->columns[m->kept[i]];
        bs_table_set_source(made, i, 0, m->kept[i]);
        status = bs_table_put(made, i, from->name,
                              bs_column_gather(from->data, m->rows.items, m->rows.count), m->error);
    }
    if (status == BS_OK)
        status = put_names(m, made, kept_count);
    if (status == BS_OK)
        status = put_values(m, made, kept_count + 1);
    if (status == BS_OK)
        status = link_rows(m, made);
    for (size_t i = 0; i < made->column_count && status == BS_OK; i++)
        if (!made->columns[i].name.data)
            status = bs_fail_memory(m->error);
    return status == BS_OK ? bs_table_check_names(made, m->error) : status;
}

bs_status bs_table_melt(bs_table *table, const bs_melt_options *options, bs_table **result,
                        bs_error *error)
{
    melting m = {.table = table, .options = options, .error = error};
    bs_table *made = NULL;
    bs_status status = choose_columns(&m);
    if (status == BS_OK)
        status = choose_cells(&m);
    if (status == BS_OK)
        status = bs_table_derive(&table, 1, m.rows.count, options->keep.count + 2, &made, error);
    if (status == BS_OK)
        status = fill(&m, made);
    free(m.kept);
    free(m.melted);
    bs_array_free(&m.rows);
    bs_array_free(&m.columns);
    if (status != BS_OK) {
        bs_table_free(made);
        return status;
    }
    *result = made;
    return BS_OK;
}
