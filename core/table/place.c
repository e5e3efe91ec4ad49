/* place.c - ranks and shares, see operate.h. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "stats/vector.h"
#include "table/layout.h"

/* One column of numbers, cut into groups; what rank and share both begin with. */
typedef struct parts {
    size_t column;
    double *values;       /* one a row, NaN for missing */
    double *results;      /* one a row */
    double *part, *ranks; /* scratch for one group */
    size_t *starts;       /* of group g in `order`: starts[g] to starts[g + 1] - 1 */
    uint32_t *order;      /* rows, group by group */
    size_t group_count;
} parts;

static void parts_clear(parts *p)
{
    free(p->values);
    free(p->results);
    free(p->part);
    free(p->ranks);
    free(p->starts);
    free(p->order);
}

static bs_status order_rows(parts *p, const bs_row_groups *groups, size_t rows, bs_error *error)
{
    p->group_count = groups->count;
    p->starts = calloc(groups->count + 2, sizeof *p->starts);
    p->order = calloc(rows + 1, sizeof *p->order);
    if (!p->starts || !p->order)
        return bs_fail_memory(error);
    bs_row_groups_order(groups, rows, p->starts, p->order);
    return BS_OK;
}

static bs_status find_parts(const bs_table *table, bs_str of, bs_names within, parts *p,
                            bs_error *error)
{
    bs_status status = bs_table_require_numbers(table, of, &p->column, error);
    if (status != BS_OK)
        return status;
    size_t rows = table->row_count + 1;
    p->values = calloc(rows, sizeof(double));
    p->results = calloc(rows, sizeof(double));
    p->part = calloc(rows, sizeof(double));
    p->ranks = calloc(rows, sizeof(double));
    if (!p->values || !p->results || !p->part || !p->ranks)
        return bs_fail_memory(error);
    status = bs_table_column_numbers(table, p->column, p->values, error);
    size_t *columns;
    if (status == BS_OK)
        status = bs_table_find_all(table, within, &columns, error);
    if (status != BS_OK)
        return status;
    bs_row_groups groups;
    status = bs_table_find_groups(table, columns, within.count, &groups, error);
    free(columns);
    if (status != BS_OK)
        return status;
    status = order_rows(p, &groups, table->row_count, error);
    bs_row_groups_clear(&groups);
    return status;
}

/* The values of one group in p->part; gives how many. */
static size_t load_part(parts *p, size_t group)
{
    size_t start = p->starts[group], count = p->starts[group + 1] - start;
    for (size_t i = 0; i < count; i++)
        p->part[i] = p->values[p->order[start + i]];
    return count;
}

/* `table` with p->results as a last column. */
static bs_status add_results(bs_table *table, const parts *p, bs_str name, bool are_integers,
                             bs_str rule, bs_table **result, bs_error *error)
{
    bs_value *values = calloc(table->row_count + 1, sizeof *values);
    if (!values)
        return bs_fail_memory(error);
    for (size_t row = 0; row < table->row_count; row++) {
        double number = p->results[row];
        values[row] = (bs_value){.type = BS_COLUMN_NUMBER, .is_missing = isnan(number)};
        values[row].number = number;
        if (are_integers && !isnan(number)) {
            values[row].type = BS_COLUMN_INTEGER;
            values[row].integer = (int64_t)number;
        }
    }
    bs_table *made;
    bs_status status = bs_table_add(table, name, values, rule, &made, error);
    free(values);
    if (status != BS_OK)
        return status;
    size_t column = bs_table_column_find(made, name);
    bs_table_set_source(made, column, 0, p->column);
    *result = made;
    return BS_OK;
}

static void add_within(bs_names within, bs_buffer *rule)
{
    for (size_t i = 0; i < within.count; i++) {
        bs_buffer_add(rule, i ? BS_STR(", ") : BS_STR(" within "));
        bs_buffer_add(rule, within.items[i]);
    }
}

static bs_status rank_parts(parts *p, const bs_rank_options *options, bs_error *error)
{
    for (size_t group = 0; group < p->group_count; group++) {
        size_t count = load_part(p, group);
        bs_status status =
            bs_rank(p->part, count, options->ties, !options->is_ascending, p->ranks, error);
        if (status != BS_OK)
            return status;
        for (size_t i = 0; i < count; i++)
            p->results[p->order[p->starts[group] + i]] = p->ranks[i];
    }
    return BS_OK;
}

bs_status bs_table_rank(bs_table *table, const bs_rank_options *options, bs_table **result,
                        bs_error *error)
{
    static const char *const ties[] = {"min", "max", "average", "dense", "first"};
    parts p = {0};
    bs_buffer rule = {0};
    bs_status status = find_parts(table, options->by, options->within, &p, error);
    if (status == BS_OK)
        status = rank_parts(&p, options, error);
    if (status == BS_OK) {
        bs_buffer_add(&rule, BS_STR("rank by "));
        bs_buffer_add(&rule, options->by);
        add_within(options->within, &rule);
        bs_buffer_print(&rule, ", %s first, ties %s",
                        options->is_ascending ? "smallest" : "largest", ties[options->ties]);
        if (rule.failed)
            status = bs_fail_memory(error);
    }
    if (status == BS_OK)
        status = add_results(table, &p, options->as.data ? options->as : BS_STR("rank"),
                             options->ties != BS_TIES_AVERAGE, bs_buffer_str(&rule), result, error);
    bs_buffer_clear(&rule);
    parts_clear(&p);
    return status;
}

static void share_parts(parts *p, double whole)
{
    for (size_t group = 0; group < p->group_count; group++) {
        size_t count = load_part(p, group);
        double sum = whole != 0 ? whole : bs_vector_sum(p->part, count);
        for (size_t i = 0; i < count; i++)
            p->results[p->order[p->starts[group] + i]] = sum == 0 ? NAN : p->part[i] / sum;
    }
}

/* "tiv / sum of tiv within year", "tiv / 138189". */
static void add_share_rule(const bs_share_options *options, bs_buffer *rule)
{
    bs_buffer_add(rule, options->of);
    bs_buffer_add(rule, BS_STR(" / "));
    if (options->whole != 0) {
        bs_buffer_add_number(rule, options->whole);
        return;
    }
    bs_buffer_add(rule, BS_STR("sum of "));
    bs_buffer_add(rule, options->of);
    add_within(options->within, rule);
}

bs_status bs_table_share(bs_table *table, const bs_share_options *options, bs_table **result,
                         bs_error *error)
{
    parts p = {0};
    bs_buffer rule = {0};
    bs_status status = find_parts(table, options->of, options->within, &p, error);
    if (status == BS_OK) {
        share_parts(&p, options->whole);
        add_share_rule(options, &rule);
        if (rule.failed)
            status = bs_fail_memory(error);
    }
    if (status == BS_OK)
        status = add_results(table, &p, options->as.data ? options->as : BS_STR("share"), false,
                             bs_buffer_str(&rule), result, error);
    bs_buffer_clear(&rule);
    parts_clear(&p);
    return status;
}
