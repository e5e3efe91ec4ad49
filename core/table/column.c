/* column.c - the cells of one column, see layout.h. */
#include <math.h>
#include <stdlib.h>

#include "table/layout.h"

size_t bs_column_width(bs_column_type type)
{
    switch (type) {
    case BS_COLUMN_TEXT:
        return sizeof(bs_str);
    case BS_COLUMN_INTEGER:
        return sizeof(int64_t);
    case BS_COLUMN_NUMBER:
        return sizeof(double);
    case BS_COLUMN_BOOLEAN:
        break;
    }
    return sizeof(bool);
}

bs_column_data *bs_column_new(bs_column_type type, size_t count)
{
    bs_column_data *data = calloc(1, sizeof *data);
    if (!data)
        return NULL;
    atomic_init(&data->references, 1);
    data->type = type;
    data->count = count;
    data->present = calloc(count ? count : 1, sizeof *data->present);
    data->values = calloc(count ? count : 1, bs_column_width(type));
    if (!data->present || !data->values) {
        bs_column_free(data);
        return NULL;
    }
    return data;
}

bs_column_data *bs_column_retain(bs_column_data *data)
{
    atomic_fetch_add(&data->references, 1);
    return data;
}

void bs_column_free(bs_column_data *data)
{
    if (!data || atomic_fetch_sub(&data->references, 1) != 1)
        return;
    if (data->late) {
        bs_late_free(data->late);
    } else {
        free(data->present);
        free(data->values);
    }
    free(data);
}

static bool has_missing_row(const uint32_t *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i] == BS_ROW_NONE)
            return true;
    return false;
}

bs_column_data *bs_column_gather(const bs_column_data *data, const uint32_t *rows, size_t count)
{
    if (bs_column_is_late(data) && !has_missing_row(rows, count))
        return bs_late_gather(data, rows, count);
    if (bs_column_ready(data, NULL, NULL) != BS_OK)
        return NULL;
    bs_column_data *gathered = bs_column_new(data->type, count);
    if (!gathered)
        return NULL;
    size_t width = bs_column_width(data->type);
    const char *from = data->values;
    char *to = gathered->values;
    for (size_t i = 0; i < count; i++) {
        if (rows[i] == BS_ROW_NONE || !data->present[rows[i]])
            continue;
        gathered->present[i] = true;
        memcpy(to + i * width, from + rows[i] * width, width);
    }
    return gathered;
}

bs_column_data *bs_column_to_numbers(const bs_column_data *data)
{
    bs_column_data *numbers = bs_column_new(BS_COLUMN_NUMBER, data->count);
    if (!numbers)
        return NULL;
    for (size_t i = 0; i < data->count; i++)
        if (data->present[i])
            bs_column_set(
                numbers, i,
                (bs_value){.type = BS_COLUMN_NUMBER, .number = (double)data->integers[i]});
    return numbers;
}

bs_value bs_column_value(const bs_column_data *data, size_t row)
{
    bs_value value = {.type = data->type, .is_missing = !data->present[row]};
    if (value.is_missing)
        return value;
    switch (data->type) {
    case BS_COLUMN_TEXT:
        value.text = data->texts[row];
        break;
    case BS_COLUMN_INTEGER:
        value.integer = data->integers[row];
        break;
    case BS_COLUMN_NUMBER:
        value.number = data->numbers[row];
        break;
    case BS_COLUMN_BOOLEAN:
        value.boolean = data->booleans[row];
        break;
    }
    return value;
}

void bs_column_set(bs_column_data *data, size_t row, bs_value value)
{
    data->present[row] = !value.is_missing;
    if (value.is_missing)
        return;
    switch (data->type) {
    case BS_COLUMN_TEXT:
        data->texts[row] = value.text.data ? value.text : (bs_str){"", 0};
        break;
    case BS_COLUMN_INTEGER:
        data->integers[row] = value.integer;
        break;
    case BS_COLUMN_NUMBER: {
        double number = value.type == BS_COLUMN_INTEGER ? (double)value.integer : value.number;
        data->numbers[row] = number;
        data->present[row] = !isnan(number);
        break;
    }
    case BS_COLUMN_BOOLEAN:
        data->booleans[row] = value.boolean;
        break;
    }
}

/* Bytes with ASCII letters in one case, then bytes: the same on every machine and in any locale. */
static int compare_texts(bs_str a, bs_str b)
{
    size_t shared = a.size < b.size ? a.size : b.size;
    for (size_t i = 0; i < shared; i++) {
        int x = bs_ascii_lower((unsigned char)a.data[i]);
        int y = bs_ascii_lower((unsigned char)b.data[i]);
        if (x != y)
            return x - y;
    }
    if (a.size != b.size)
        return a.size < b.size ? -1 : 1;
    return bs_str_compare(a, b);
}

static int compare_present(const bs_column_data *data, uint32_t a, uint32_t b)
{
    switch (data->type) {
    case BS_COLUMN_TEXT:
        return compare_texts(data->texts[a], data->texts[b]);
    case BS_COLUMN_INTEGER:
        return (data->integers[a] > data->integers[b]) - (data->integers[a] < data->integers[b]);
    case BS_COLUMN_NUMBER:
        return (data->numbers[a] > data->numbers[b]) - (data->numbers[a] < data->numbers[b]);
    case BS_COLUMN_BOOLEAN:
        break;
    }
    return (int)data->booleans[a] - (int)data->booleans[b];
}

int bs_column_compare(const bs_column_data *data, uint32_t a, uint32_t b, bool is_descending)
{
    if (!data->present[a] || !data->present[b])
        return (int)data->present[b] - (int)data->present[a];
    int order = compare_present(data, a, b);
    return is_descending ? -order : order;
}
