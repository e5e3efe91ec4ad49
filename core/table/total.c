/* total.c - one value of many: sums, means, counts; see operate.h. */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/map.h"
#include "stats/vector.h"
#include "table/layout.h"

static const char *const names[] = {"none",     "sum",   "mean",  "median",  "quantile",
                                    "min",      "max",   "count", "missing", "zeros",
                                    "distinct", "first", "last"};

const char *const bs_total_names =
    "sum, mean, median, quantile, min, max, count, missing, zeros, distinct, first, last";

bool bs_total_from_name(bs_str name, bs_total *total)
{
    for (size_t i = 1; i < sizeof names / sizeof *names; i++)
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            *total = (bs_total)i;
            return true;
        }
    return false;
}

bs_str bs_total_rule(bs_arena *arena, bs_total total, double probability, bs_str column)
{
    if (!column.data)
        return bs_arena_print(arena, "%s of rows", names[total]);
    if (total == BS_TOTAL_QUANTILE)
        return bs_arena_print(arena, "quantile %g of %.*s", probability, BS_STR_ARG(column));
    return bs_arena_print(arena, "%s of %.*s", names[total], BS_STR_ARG(column));
}

bs_status bs_total_check(bs_total total, double probability, bs_column_type type, bs_str name,
                         bs_error *error)
{
    bool wants_numbers = total == BS_TOTAL_SUM || total == BS_TOTAL_MEAN ||
                         total == BS_TOTAL_MEDIAN || total == BS_TOTAL_QUANTILE;
    bool is_numeric = type == BS_COLUMN_INTEGER || type == BS_COLUMN_NUMBER;
    if (wants_numbers && !is_numeric)
        return bs_fail(error, BS_MISUSE, "no %s of column \"%.*s\", which holds no numbers",
                       names[total], BS_STR_ARG(name));
    if (total == BS_TOTAL_QUANTILE && !(probability >= 0 && probability <= 1))
        return bs_fail(error, BS_MISUSE, "a quantile is asked for between 0 and 1, not at %g",
                       probability);
    return BS_OK;
}

/* Whether the integers of the whole column add up without overflow in any grouping. */
static bool sums_fit(const bs_column_data *data)
{
    double most = 0;
    for (size_t i = 0; i < data->count; i++)
        if (data->present[i])
            most += fabs((double)data->integers[i]);
    return most < 9e18;
}

bs_column_type bs_total_type(bs_total total, const bs_column_data *data)
{
    switch (total) {
    case BS_TOTAL_COUNT:
    case BS_TOTAL_MISSING:
    case BS_TOTAL_ZEROS:
    case BS_TOTAL_DISTINCT:
        return BS_COLUMN_INTEGER;
    case BS_TOTAL_SUM:
        return data->type == BS_COLUMN_INTEGER && sums_fit(data) ? BS_COLUMN_INTEGER
                                                                 : BS_COLUMN_NUMBER;
    case BS_TOTAL_MEAN:
    case BS_TOTAL_MEDIAN:
    case BS_TOTAL_QUANTILE:
        return BS_COLUMN_NUMBER;
    case BS_TOTAL_NONE:
    case BS_TOTAL_MIN:
    case BS_TOTAL_MAX:
    case BS_TOTAL_FIRST:
    case BS_TOTAL_LAST:
        break;
    }
    return data->type;
}

static double number_at(const bs_column_data *data, uint32_t row)
{
    if (!data->present[row])
        return NAN;
    return data->type == BS_COLUMN_INTEGER ? (double)data->integers[row] : data->numbers[row];
}

static bs_status compute_number(bs_total total, double probability, const bs_column_data *data,
                                const uint32_t *rows, size_t count, bs_value *value,
                                bs_error *error)
{
    double *numbers = calloc(count + 1, sizeof *numbers);
    if (!numbers)
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        numbers[i] = number_at(data, rows[i]);
    bs_status status = BS_OK;
    double result;
    if (total == BS_TOTAL_SUM)
        result = bs_vector_sum(numbers, count);
    else if (total == BS_TOTAL_MEAN)
        result = bs_vector_mean(numbers, count);
    else
        status = bs_vector_quantile(numbers, count, total == BS_TOTAL_MEDIAN ? 0.5 : probability,
                                    &result, error);
    free(numbers);
    if (status == BS_OK)
        *value =
            (bs_value){.type = BS_COLUMN_NUMBER, .is_missing = isnan(result), .number = result};
    return status;
}

static bs_value sum_integers(const bs_column_data *data, const uint32_t *rows, size_t count)
{
    bs_value sum = {.type = BS_COLUMN_INTEGER, .is_missing = true, .integer = 0};
    for (size_t i = 0; i < count; i++)
        if (data->present[rows[i]]) {
            sum.integer += data->integers[rows[i]]; /* sums_fit() has seen to it */
            sum.is_missing = false;
        }
    return sum;
}

static bool is_zero(bs_value value)
{
    return (value.type == BS_COLUMN_INTEGER && value.integer == 0) ||
           (value.type == BS_COLUMN_NUMBER && value.number == 0) ||
           (value.type == BS_COLUMN_BOOLEAN && !value.boolean);
}

static int64_t count_cells(bs_total total, const bs_column_data *data, const uint32_t *rows,
                           size_t count)
{
    int64_t found = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_present = data->present[rows[i]];
        if (total == BS_TOTAL_COUNT)
            found += is_present;
        else if (total == BS_TOTAL_MISSING)
            found += !is_present;
        else
            found += is_present && is_zero(bs_column_value(data, rows[i]));
    }
    return found;
}

/* The row whose cell is the first, last, least or largest; BS_ROW_NONE when all are missing. */
static uint32_t choose_row(bs_total total, const bs_column_data *data, const uint32_t *rows,
                           size_t count)
{
    uint32_t chosen = BS_ROW_NONE;
    for (size_t i = 0; i < count; i++) {
        if (!data->present[rows[i]])
            continue;
        bool is_better = chosen == BS_ROW_NONE || total == BS_TOTAL_LAST;
        if (!is_better && total != BS_TOTAL_FIRST && total != BS_TOTAL_NONE)
            is_better = bs_column_compare(data, rows[i], chosen, total == BS_TOTAL_MAX) < 0;
        if (is_better)
            chosen = rows[i];
    }
    return chosen;
}

static bs_status count_distinct(const bs_column_data *data, const uint32_t *rows, size_t count,
                                bs_value *value, bs_error *error)
{
    bs_table_column column = {.data = bs_column_gather(data, rows, count)};
    if (!column.data)
        return bs_fail_memory(error);
    bs_table alone = {.row_count = count, .column_count = 1, .columns = &column};
    size_t first = 0;
    bs_row_groups groups;
    bs_status status = bs_table_find_groups(&alone, &first, 1, &groups, error);
    if (status == BS_OK) {
        bool has_missing = false;
        for (size_t i = 0; i < count; i++)
            has_missing |= !column.data->present[i];
        *value =
            (bs_value){.type = BS_COLUMN_INTEGER, .integer = (int64_t)(groups.count - has_missing)};
        bs_row_groups_clear(&groups);
    }
    bs_column_free(column.data);
    return status;
}

bs_status bs_total_compute(bs_total total, double probability, bs_column_type type,
                           const bs_column_data *data, const uint32_t *rows, size_t count,
                           bs_value *value, bs_error *error)
{
    switch (total) {
    case BS_TOTAL_SUM:
        if (type == BS_COLUMN_INTEGER) {
            *value = sum_integers(data, rows, count);
            return BS_OK;
        }
        return compute_number(total, probability, data, rows, count, value, error);
    case BS_TOTAL_MEAN:
    case BS_TOTAL_MEDIAN:
    case BS_TOTAL_QUANTILE:
        return compute_number(total, probability, data, rows, count, value, error);
    case BS_TOTAL_COUNT:
    case BS_TOTAL_MISSING:
    case BS_TOTAL_ZEROS:
        *value =
            (bs_value){.type = BS_COLUMN_INTEGER, .integer = count_cells(total, data, rows, count)};
        return BS_OK;
    case BS_TOTAL_DISTINCT:
        return count_distinct(data, rows, count, value, error);
    case BS_TOTAL_NONE:
    case BS_TOTAL_MIN:
    case BS_TOTAL_MAX:
    case BS_TOTAL_FIRST:
    case BS_TOTAL_LAST:
        break;
    }
    uint32_t row = choose_row(total, data, rows, count);
    *value = row == BS_ROW_NONE ? (bs_value){.type = data->type, .is_missing = true}
                                : bs_column_value(data, row);
    return BS_OK;
}
