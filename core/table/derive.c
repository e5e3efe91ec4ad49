/* derive.c - what all operations share: new tables with lineage, keys and groups of rows. */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/map.h"
#include "table/layout.h"

/* --- tables ---------------------------------------------------------------------------------- */

static bs_status fill_derived(bs_table *table, bs_table *const *parents, size_t parent_count,
                              size_t column_count, bs_error *error)
{
    bs_arena *arena = &table->arena;
    size_t note_count = 0;
    for (size_t i = 0; i < parent_count; i++)
        note_count += parents[i]->note_count;
    bs_str *notes = bs_arena_array(arena, note_count, sizeof *notes);
    table->columns = bs_arena_array(arena, column_count, sizeof *table->columns);
    table->parents = bs_arena_array(arena, parent_count, sizeof(bs_table *));
    table->sources = bs_arena_array(arena, column_count, parent_count * sizeof(uint32_t));
    if (!notes || !table->columns || !table->parents || !table->sources)
        return bs_fail_memory(error);
    for (size_t i = 0; i < column_count * parent_count; i++)
        table->sources[i] = BS_SOURCE_NOTHING;
    for (size_t i = 0; i < parent_count; i++) {
        table->parents[i] = bs_table_retain(parents[i]);
        table->parent_count++;
        for (size_t j = 0; j < parents[i]->note_count; j++)
            notes[table->note_count++] = parents[i]->notes[j];
        if (parents[i]->depth >= table->depth)
            table->depth = parents[i]->depth + 1;
    }
    table->notes = notes;
    table->column_count = column_count;
    if (table->depth > BS_TABLE_DEPTH_MAX)
        return bs_fail(error, BS_LIMIT, "a table is made by at most %d operations in a row",
                       BS_TABLE_DEPTH_MAX);
    return BS_OK;
}

bs_status bs_table_derive(bs_table *const *parents, size_t parent_count, size_t row_count,
                          size_t column_count, bs_table **table, bs_error *error)
{
    if (row_count > BS_TABLE_ROWS_MAX)
        return bs_fail(error, BS_LIMIT, "a table has at most %u rows", BS_TABLE_ROWS_MAX);
    if (column_count > BS_TABLE_COLUMNS_MAX)
        return bs_fail(error, BS_LIMIT, "a table has at most %d columns", BS_TABLE_COLUMNS_MAX);
    bs_table *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    atomic_init(&made->references, 1);
    made->row_count = row_count;
    bs_status status = fill_derived(made, parents, parent_count, column_count, error);
    if (status != BS_OK) {
        bs_table_free(made);
        return status;
    }
    *table = made;
    return BS_OK;
}

bs_status bs_table_put(bs_table *table, size_t column, bs_str name, bs_column_data *data,
                       bs_error *error)
{
    if (!data)
        return bs_fail_memory(error);
    table->columns[column].name = name;
    table->columns[column].data = data;
    return BS_OK;
}

void bs_table_set_source(bs_table *table, size_t column, size_t parent, size_t source)
{
    table->sources[column * table->parent_count + parent] = (uint32_t)source;
}

bs_status bs_table_gather(bs_table *table, const uint32_t *rows, size_t count, bs_table **result,
                          bs_error *error)
{
    bs_table *made;
    bs_status status = bs_table_derive(&table, 1, count, table->column_count, &made, error);
    if (status != BS_OK)
        return status;
    uint32_t *kept = bs_arena_array(&made->arena, count ? count : 1, sizeof *kept);
    if (!kept)
        status = bs_fail_memory(error);
    else if (count > 0)
        memcpy(kept, rows, count * sizeof *kept);
    made->rows = kept;
    for (size_t i = 0; i < table->column_count && status == BS_OK; i++) {
        bs_table_set_source(made, i, 0, i);
        status = bs_table_put(made, i, table->columns[i].name,
                              bs_column_gather(table->columns[i].data, rows, count), error);
    }
    if (status != BS_OK) {
        bs_table_free(made);
        return status;
    }
    *result = made;
    return BS_OK;
}

/* --- keys ------------------------------------------------------------------------------------ */

enum { KEY_MISSING = '-', KEY_TEXT = 't', KEY_NUMBER = 'n', KEY_INTEGER = 'i', KEY_BOOLEAN = 'b' };

static const int64_t EXACT_MAX = (int64_t)1 << 53;

static void add_number_key(double number, bs_buffer *key)
{
    if (number == 0)
        number = 0; /* -0 is 0 */
    bs_buffer_add_char(key, KEY_NUMBER);
    bs_buffer_add(key, (bs_str){(const char *)&number, sizeof number});
}

static void add_value_key(bs_value value, bs_buffer *key)
{
    if (value.is_missing) {
        bs_buffer_add_char(key, KEY_MISSING);
        return;
    }
    switch (value.type) {
    case BS_COLUMN_TEXT: {
        size_t size = value.text.size; /* before the bytes, so that no two rows look alike */
        bs_buffer_add_char(key, KEY_TEXT);
        bs_buffer_add(key, (bs_str){(const char *)&size, sizeof size});
        bs_buffer_add(key, value.text);
        break;
    }
    case BS_COLUMN_INTEGER:
        if (value.integer >= -EXACT_MAX && value.integer <= EXACT_MAX) {
            add_number_key((double)value.integer, key);
        } else {
            bs_buffer_add_char(key, KEY_INTEGER);
            bs_buffer_add(key, (bs_str){(const char *)&value.integer, sizeof value.integer});
        }
        break;
    case BS_COLUMN_NUMBER:
        add_number_key(value.number, key);
        break;
    case BS_COLUMN_BOOLEAN:
        bs_buffer_add_char(key, KEY_BOOLEAN);
        bs_buffer_add_char(key, value.boolean ? '1' : '0');
        break;
    }
}

bool bs_table_row_key(const bs_table *table, const size_t *columns, size_t count, size_t row,
                      bs_buffer *key)
{
    bool has_missing = false;
    key->size = 0;
    for (size_t i = 0; i < count; i++) {
        bs_value value = bs_column_value(table->columns[columns[i]].data, row);
        has_missing |= value.is_missing;
        add_value_key(value, key);
    }
    return has_missing;
}

/* --- groups ---------------------------------------------------------------------------------- */

void bs_row_groups_clear(bs_row_groups *groups)
{
    free(groups->ids);
    free(groups->firsts);
    *groups = (bs_row_groups){0};
}

static bs_status number_rows(const bs_table *table, const size_t *columns, size_t count,
                             bs_map *map, bs_arena *arena, bs_buffer *key, bs_row_groups *groups,
                             bs_error *error)
{
    for (size_t row = 0; row < table->row_count; row++) {
        bs_table_row_key(table, columns, count, row, key);
        if (key->failed)
            return bs_fail_memory(error);
        bs_map_entry *entry = bs_map_find(map, bs_buffer_str(key));
        if (!entry) {
            bs_str kept = bs_arena_copy(arena, bs_buffer_str(key));
            entry = kept.data ? bs_map_add(map, kept, NULL) : NULL;
            if (!entry)
                return bs_fail_memory(error);
            entry->value = groups->count;
            groups->firsts[groups->count++] = (uint32_t)row;
        }
        groups->ids[row] = (uint32_t)entry->value;
    }
    return BS_OK;
}

bs_status bs_table_find_groups(const bs_table *table, const size_t *columns, size_t count,
                               bs_row_groups *groups, bs_error *error)
{
    size_t rows = table->row_count ? table->row_count : 1;
    *groups = (bs_row_groups){.ids = calloc(rows, sizeof(uint32_t)),
                              .firsts = calloc(rows, sizeof(uint32_t))};
    if (!groups->ids || !groups->firsts) {
        bs_row_groups_clear(groups);
        return bs_fail_memory(error);
    }
    bs_map map = {0};
    bs_arena arena = {0};
    bs_buffer key = {0};
    bs_status status = number_rows(table, columns, count, &map, &arena, &key, groups, error);
    bs_buffer_clear(&key);
    bs_map_clear(&map);
    bs_arena_clear(&arena);
    if (status != BS_OK)
        bs_row_groups_clear(groups);
    return status;
}

void bs_row_groups_order(const bs_row_groups *groups, size_t row_count, size_t *starts,
                         uint32_t *rows)
{
    /* A counting sort; starts[g + 1] is where the next row of group g goes, then where it ends. */
    for (size_t row = 0; row < row_count; row++)
        starts[groups->ids[row] + 2]++;
    for (size_t group = 2; group < groups->count + 2; group++)
        starts[group] += starts[group - 1];
    for (size_t row = 0; row < row_count; row++)
        rows[starts[groups->ids[row] + 1]++] = (uint32_t)row;
}

bs_status bs_table_set_groups(bs_table *table, const bs_row_groups *groups, size_t row_count,
                              bs_error *error)
{
    size_t *ends = bs_arena_array(&table->arena, groups->count + 2, sizeof *ends);
    uint32_t *rows = bs_arena_array(&table->arena, row_count ? row_count : 1, sizeof *rows);
    if (!ends || !rows)
        return bs_fail_memory(error);
    bs_row_groups_order(groups, row_count, ends, rows);
    table->rows = rows;
    table->ends = ends;
    return BS_OK;
}
