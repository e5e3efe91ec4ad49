/*
 * table_fuzz.c - any bytes are a table or a clear error, and a table can be counted, traced and
 * written. The first byte chooses options, the rest is the file.
 */
#include <stdlib.h>
#include <string.h>

#include "table/operate.h"
#include "table/read.h"
#include "table/write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CELLS_TRACED_MAX = 64 };

static void require(bool claim)
{
    if (!claim)
        abort();
}

static void trace(const bs_table *table)
{
    bs_arena arena = {0};
    size_t columns = bs_table_column_count(table), traced = 0;
    for (size_t row = 0; row < bs_table_row_count(table) && traced < CELLS_TRACED_MAX; row++)
        for (size_t column = 0; column < columns && traced < CELLS_TRACED_MAX; column++, traced++) {
            bs_evidence_list list;
            require(bs_table_evidence(table, row, column, &arena, &list, NULL) == BS_OK);
            require(list.count == 1);
        }
    bs_arena_clear(&arena);
}

static void write_all(const bs_table *table)
{
    bs_table_write_options options = {.width = 60, .rows_max = 50};
    for (bs_table_format format = BS_FORMAT_CSV; format <= BS_FORMAT_TEXT; format++) {
        bs_buffer out = {0};
        require(bs_table_format_to(table, format, &options, &out, NULL) == BS_OK);
        bs_buffer_clear(&out);
    }
}

/* One row a combination of all cells, and as many rows as there are in the groups. */
static void group(bs_table *table)
{
    bs_table *distinct, *counts;
    require(bs_table_distinct(table, (bs_names){0}, &distinct, NULL) == BS_OK);
    require(bs_table_row_count(distinct) <= bs_table_row_count(table));
    bs_total_column total = {BS_STR("n"), BS_TOTAL_COUNT, {NULL, 0}, 0};
    require(bs_table_group(table, (bs_names){0}, &total, 1, &counts, NULL) == BS_OK);
    require(bs_table_integer(counts, 0, 0) == (int64_t)bs_table_row_count(table));
    bs_table_free(counts);
    bs_table_free(distinct);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[] = {0, 0, ',', ';', '\t', '|', 'x', ' '};
    if (size == 0)
        return 0;
    bs_table_read_options options = {.delimiter = delimiters[data[0] & 7],
                                     .has_no_header = (data[0] & 8) != 0,
                                     .keep_totals = (data[0] & 16) != 0,
                                     .header = data[0] >> 5};
    bs_table *table = NULL;
    bs_error error = {.status = BS_OK};
    bs_str bytes = {(const char *)data + 1, size - 1};
    bs_status status = bs_table_read_bytes(bytes, BS_STR("fuzz"), &options, &table, &error);
    if (status != BS_OK) {
        require(!table && error.status == status && error.message[0] != '\0');
        return 0;
    }
    trace(table);
    write_all(table);
    group(table);
    bs_table_free(table);
    return 0;
}
