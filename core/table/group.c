/* group.c - one row for many, see operate.h. */
#include <stdlib.h>

#include "base/error.h"
#include "table/layout.h"

/* What bs_table_group() holds while it works. */
typedef struct grouping {
    size_t *by;
    bs_row_groups groups;
    size_t *starts;
    uint32_t *rows; /* group by group */
} grouping;

static void grouping_clear(grouping *g)
{
    free(g->by);
    bs_row_groups_clear(&g->groups);
    free(g->starts);
    free(g->rows);
}

static bs_status grouping_find(const bs_table *table, bs_names by, grouping *g, bs_error *error)
{
    bs_status status = bs_table_find_all(table, by, &g->by, error);
    if (status == BS_OK)
        status = bs_table_find_groups(table, g->by, by.count, &g->groups, error);
    if (status != BS_OK)
        return status;
    if (by.count == 0)
        g->groups.count = 1; /* of no rows at all there is a total as well */
    g->starts = calloc(g->groups.count + 2, sizeof *g->starts);
    g->rows = calloc(table->row_count + 1, sizeof *g->rows);
    if (!g->starts || !g->rows)
        return bs_fail_memory(error);
    bs_row_groups_order(&g->groups, table->row_count, g->starts, g->rows);
    return BS_OK;
}

static bs_status count_rows(const grouping *g, bs_column_data *data)
{
    for (size_t group = 0; group < g->groups.count; group++) {
        int64_t count = (int64_t)(g->starts[group + 1] - g->starts[group]);
        bs_column_set(data, group, (bs_value){.type = BS_COLUMN_INTEGER, .integer = count});
    }
    return BS_OK;
}

static bs_status fill_total(const grouping *g, const bs_total_column *total,
                            const bs_column_data *from, bs_column_data *data, bs_error *error)
{
    for (size_t group = 0; group < g->groups.count; group++) {
        size_t start = g->starts[group];
        bs_value value;
        bs_status status =
            bs_total_compute(total->total, total->probability, data->type, from, g->rows + start,
                             g->starts[group + 1] - start, &value, error);
        if (status != BS_OK)
            return status;
        bs_column_set(data, group, value);
    }
    return BS_OK;
}

static bs_status put_total(bs_table *made, size_t place, const bs_table *table, const grouping *g,
                           const bs_total_column *total, bs_error *error)
{
    const bs_column_data *from = NULL;
    size_t column;
    bs_status status = BS_OK;
    if (total->column.data) {
        status = bs_table_column_require(table, total->column, &column, error);
        if (status != BS_OK)
            return status;
        from = table->columns[column].data;
        status = bs_total_check(total->total, total->probability, from->type, total->column, error);
    } else if (total->total != BS_TOTAL_COUNT) {
        status = bs_fail(error, BS_MISUSE, "only a count can do without a column");
    }
    if (status != BS_OK)
        return status;
    bs_table_set_source(made, place, 0, from ? column : BS_SOURCE_ROW);
    bs_str name = bs_arena_copy(&made->arena, total->name);
    bs_str rule = bs_total_rule(&made->arena, total->total, total->probability, total->column);
    bs_column_data *data = bs_column_new(
        from ? bs_total_type(total->total, from) : BS_COLUMN_INTEGER, g->groups.count);
    status = bs_table_put(made, place, name, data, error);
    if (status != BS_OK || !name.data || !rule.data)
        return bs_fail_memory(error);
    made->columns[place].rule = rule;
    return from ? fill_total(g, total, from, data, error) : count_rows(g, data);
}

static bs_status fill_groups(bs_table *made, const bs_table *table, const grouping *g,
                             size_t by_count, const bs_total_column *totals, size_t count,
                             bs_error *error)
{
    bs_status status = bs_table_set_groups(made, &g->groups, table->row_count, error);
    for (size_t i = 0; i < by_count && status == BS_OK; i++) {
        const bs_table_column *from = &table->columns[g->by[i]];
        bs_table_set_source(made, i, 0, g->by[i]);
        status =
            bs_table_put(made, i, from->name,
                         bs_column_gather(from->data, g->groups.firsts, g->groups.count), error);
    }
    for (size_t i = 0; i < count && status == BS_OK; i++)
        status = put_total(made, by_count + i, table, g, &totals[i], error);
    return status == BS_OK ? bs_table_check_names(made, error) : status;
}

bs_status bs_table_group(bs_table *table, bs_names by, const bs_total_column *totals, size_t count,
                         bs_table **result, bs_error *error)
{
    grouping g = {0};
    bs_table *made = NULL;
    bs_status status = grouping_find(table, by, &g, error);
    if (status == BS_OK)
        status = bs_table_derive(&table, 1, g.groups.count, by.count + count, &made, error);
    if (status == BS_OK)
        status = fill_groups(made, table, &g, by.count, totals, count, error);
    grouping_clear(&g);
    if (status != BS_OK) {
        bs_table_free(made);
        return status;
    }
    *result = made;
    return BS_OK;
}
