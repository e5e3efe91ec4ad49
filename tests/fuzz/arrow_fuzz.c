/* arrow_fuzz.c - any bytes as a column file: an error, or columns that can be read to the end. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "corpus/arrow.h"

enum { ALIGNMENT = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t sum_bytes(const void *data, size_t size)
{
    const uint8_t *bytes = data;
    uint64_t sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += bytes[i];
    return sum;
}

static uint64_t read_column(const bs_arrow_column *column)
{
    uint64_t sum = column->valid ? sum_bytes(column->valid, (column->count + 7) / 8) : 0;
    if (bs_arrow_is_list(column->kind) &&
        (size_t)column->starts[column->count] > column->item_count)
        abort();
    if (bs_arrow_is_text(column->kind))
        return sum + sum_bytes(column->bytes, (size_t)column->offsets[column->item_count]);
    sum += sum_bytes(column->values, column->item_count * bs_arrow_width(column->kind));
    for (size_t i = 0; i < column->count && bs_arrow_is_name(column->kind); i++) {
        size_t index = column->kind == BS_ARROW_NAME8 ? ((const uint8_t *)column->values)[i]
                                                      : ((const uint16_t *)column->values)[i];
        sum += column->names[index].size;
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bs_arena arena = {0};
    bs_arrow_table table;
    bs_error error;
    void *copy; /* of the very size, so that a sanitizer sees a byte too far */
    if (posix_memalign(&copy, ALIGNMENT, size + !size) != 0)
        return 0;
    if (size)
        memcpy(copy, data, size);
    volatile uint64_t sum = 0;
    if (bs_arrow_open((bs_str){copy, size}, "fuzz", &arena, &table, &error) == BS_OK)
        for (size_t i = 0; i < table.column_count; i++)
            sum += read_column(&table.columns[i]);
    bs_arena_clear(&arena);
    free(copy);
    return 0;
}
