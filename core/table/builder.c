/* builder.c - tables row by row, see table.h. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "table/layout.h"

/* Evidence of rows is collected in order of rows, so ends[i] is where row i began. */
struct bs_table_builder {
    bs_table *table; /* its columns grow to `capacity` rows */
    size_t capacity, column_capacity;
    bool is_whole; /* its rows were added at once */
    struct {
        bs_evidence *items;
        size_t count, capacity;
    } evidence;
    struct {
        size_t *items;
        size_t count, capacity;
    } ends;
    bs_u32s records; /* as many as rows, once a row has one */
    bs_strs notes;
    bs_status status;
    bs_error error; /* the first failure */
};

bs_status bs_table_builder_new(bs_table_builder **builder, bs_error *error)
{
    bs_table_builder *made = calloc(1, sizeof *made);
    if (made)
        made->table = calloc(1, sizeof *made->table);
    if (!made || !made->table) {
        free(made);
        return bs_fail_memory(error);
    }
    atomic_init(&made->table->references, 1);
    *builder = made;
    return BS_OK;
}

/* Frees all but the table. */
static void free_lists(bs_table_builder *builder)
{
    bs_array_free(&builder->evidence);
    bs_array_free(&builder->ends);
    bs_array_free(&builder->records);
    bs_array_free(&builder->notes);
    free(builder);
}

/* While the table is built its columns are in memory from malloc(), afterwards in its arena. */
static void free_columns(bs_table *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        bs_column_free(table->columns[i].data);
    free(table->columns);
    table->columns = NULL;
    table->column_count = 0;
}

void bs_table_builder_free(bs_table_builder *builder)
{
    if (!builder)
        return;
    free_columns(builder->table);
    bs_table_free(builder->table);
    free_lists(builder);
}

static void fail_memory(bs_table_builder *builder)
{
    if (builder->status == BS_OK)
        builder->status = bs_fail_memory(&builder->error);
}

static void fail_misuse(bs_table_builder *builder, const char *message)
{
    if (builder->status == BS_OK)
        builder->status = bs_fail(&builder->error, BS_MISUSE, "%s", message);
}

static bs_str copy(bs_table_builder *builder, bs_str text)
{
    if (!text.data)
        return text;
    bs_str copied = bs_arena_copy(&builder->table->arena, text);
    if (!copied.data)
        fail_memory(builder);
    return copied;
}

void bs_table_take_arena(bs_table_builder *builder, bs_arena *arena)
{
    bs_arena_take(&builder->table->arena, arena);
}

void bs_table_add_column(bs_table_builder *builder, bs_str name, bs_column_type type)
{
    bs_table *table = builder->table;
    if (builder->status != BS_OK)
        return;
    if (table->row_count > 0) {
        fail_misuse(builder, "columns are added before rows");
        return;
    }
    if (table->column_count >= BS_TABLE_COLUMNS_MAX) {
        builder->status = bs_fail(&builder->error, BS_LIMIT, "a table has at most %d columns",
                                  BS_TABLE_COLUMNS_MAX);
        return;
    }
    bs_column_data *data = bs_column_new(type, 0);
    name = copy(builder, name.data ? name : BS_STR(""));
    if (!data || !bs_array_grow((void **)&table->columns, &builder->column_capacity,
                                table->column_count, sizeof *table->columns, 1)) {
        bs_column_free(data);
        fail_memory(builder);
        return;
    }
    table->columns[table->column_count++] = (bs_table_column){.name = name, .data = data};
}

/* ---- columns that are whole ---- */

static bs_status put_late(bs_table_builder *builder, const bs_column_cells *columns, size_t count,
                          size_t row_count, bs_late_source source, bs_error *error)
{
    bs_column_cells late[BS_TABLE_LATE_MAX];
    bs_column_data *data[BS_TABLE_LATE_MAX];
    size_t late_count = 0, next = 0;
    for (size_t i = 0; i < count && late_count < BS_TABLE_LATE_MAX; i++)
        if (columns[i].is_late)
            late[late_count++] = columns[i];
    bs_status status = bs_late_columns(late, late_count, row_count, source, data, error);
    for (size_t i = 0; status == BS_OK && next < late_count; i++) {
        if (!columns[i].is_late)
            continue;
        bs_column_free(builder->table->columns[i].data);
        builder->table->columns[i].data = data[next++];
    }
    return status;
}

static bs_status put_cells(bs_table_builder *builder, bs_column_cells *columns, size_t count,
                           size_t row_count, bs_error *error)
{
    for (size_t i = 0; i < count; i++)
        bs_table_add_column(builder, bs_str_from(columns[i].name), columns[i].type);
    if (builder->status == BS_OK && row_count > BS_TABLE_ROWS_MAX)
        builder->status =
            bs_fail(&builder->error, BS_LIMIT, "a table has at most %u rows", BS_TABLE_ROWS_MAX);
    if (builder->status != BS_OK)
        return bs_fail(error, builder->status, "%s", builder->error.message);
    for (size_t i = 0; i < count; i++) {
        if (columns[i].is_late)
            continue;
        bs_column_data *data = bs_column_new(columns[i].type, row_count);
        if (!data)
            return bs_fail_memory(error);
        bs_column_free(builder->table->columns[i].data);
        builder->table->columns[i].data = data;
        columns[i].cells = data->values;
    }
    builder->table->row_count = row_count;
    builder->is_whole = true;
    return BS_OK;
}

bs_status bs_table_add_cells(bs_table_builder *builder, bs_column_cells *columns, size_t count,
                             size_t row_count, const bs_late_source *late, bs_error *error)
{
    bs_status status = put_cells(builder, columns, count, row_count, error);
    if (status == BS_OK && late)
        return put_late(builder, columns, count, row_count, *late, error);
    if (late && late->release)
        late->release(late->context);
    return status;
}

/* ---- row after row ---- */

static bool grow_column(bs_column_data *data, size_t capacity)
{
    bool *present = realloc(data->present, capacity * sizeof *present);
    if (!present)
        return false;
    data->present = present;
    void *values = realloc(data->values, capacity * bs_column_width(data->type));
    if (!values)
        return false;
    data->values = values;
    return true;
}

static bool grow_rows(bs_table_builder *builder)
{
    size_t capacity = builder->capacity ? builder->capacity + builder->capacity / 2 : 32;
    if (capacity > SIZE_MAX / sizeof(bs_str))
        return false;
    for (size_t i = 0; i < builder->table->column_count; i++)
        if (!grow_column(builder->table->columns[i].data, capacity))
            return false;
    builder->capacity = capacity;
    return true;
}

void bs_table_add_row(bs_table_builder *builder)
{
    bs_table *table = builder->table;
    if (builder->status != BS_OK)
        return;
    if (builder->is_whole) {
        fail_misuse(builder, "the rows of this table were added at once");
        return;
    }
    if (table->row_count >= BS_TABLE_ROWS_MAX) {
        builder->status =
            bs_fail(&builder->error, BS_LIMIT, "a table has at most %u rows", BS_TABLE_ROWS_MAX);
        return;
    }
    size_t *end = bs_array_push(&builder->ends);
    if (!end || (table->row_count >= builder->capacity && !grow_rows(builder))) {
        fail_memory(builder);
        return;
    }
    *end = builder->evidence.count;
    for (size_t i = 0; i < table->column_count; i++) {
        table->columns[i].data->present[table->row_count] = false;
        table->columns[i].data->count++;
    }
    table->row_count++;
}

void bs_table_set_value(bs_table_builder *builder, size_t column, bs_value value)
{
    bs_table *table = builder->table;
    if (builder->status != BS_OK)
        return;
    if (table->row_count == 0 || column >= table->column_count) {
        fail_misuse(builder, "a cell is set in a row and a column that are there");
        return;
    }
    bs_column_data *data = table->columns[column].data;
    bool fits = value.type == data->type ||
                (value.type == BS_COLUMN_INTEGER && data->type == BS_COLUMN_NUMBER);
    if (!fits && !value.is_missing) {
        fail_misuse(builder, "a value is of another type than its column");
        return;
    }
    if (value.type == BS_COLUMN_TEXT && !value.is_missing) {
        value.text = copy(builder, value.text);
        value.is_missing = !value.text.data;
    }
    bs_column_set(data, table->row_count - 1, value);
}

void bs_table_set_text(bs_table_builder *builder, size_t column, bs_str text)
{
    bs_table_set_value(builder, column, (bs_value){.type = BS_COLUMN_TEXT, .text = text});
}

void bs_table_set_integer(bs_table_builder *builder, size_t column, int64_t value)
{
    bs_table_set_value(builder, column, (bs_value){.type = BS_COLUMN_INTEGER, .integer = value});
}

void bs_table_set_number(bs_table_builder *builder, size_t column, double value)
{
    bs_table_set_value(builder, column, (bs_value){.type = BS_COLUMN_NUMBER, .number = value});
}

void bs_table_set_boolean(bs_table_builder *builder, size_t column, bool value)
{
    bs_table_set_value(builder, column, (bs_value){.type = BS_COLUMN_BOOLEAN, .boolean = value});
}

void bs_table_set_origin(bs_table_builder *builder, bs_str file, uint32_t record)
{
    bs_table *table = builder->table;
    if (builder->status != BS_OK)
        return;
    if (table->row_count == 0 || (table->file.data && !bs_str_equal(table->file, file))) {
        fail_misuse(builder, "the rows of a table come from one file");
        return;
    }
    if (!table->file.data)
        table->file = copy(builder, file);
    while (builder->records.count < table->row_count) {
        uint32_t *place = bs_array_push(&builder->records);
        if (!place) {
            fail_memory(builder);
            return;
        }
        *place = 0;
    }
    builder->records.items[table->row_count - 1] = record;
}

void bs_table_add_evidence(bs_table_builder *builder, bs_evidence evidence)
{
    if (builder->status != BS_OK)
        return;
    if (builder->table->row_count == 0) {
        fail_misuse(builder, "evidence is added to a row");
        return;
    }
    bs_evidence *place = bs_array_push(&builder->evidence);
    if (!place) {
        fail_memory(builder);
        return;
    }
    *place = (bs_evidence){evidence.kind, copy(builder, evidence.id), copy(builder, evidence.rule)};
}

void bs_table_set_evidence_source(bs_table_builder *builder, bs_evidence_source source)
{
    bs_evidence_source *old = &builder->table->source;
    if (old->release)
        old->release(old->context);
    *old = source;
}

void bs_table_set_totals(bs_table_builder *builder, bs_table *totals)
{
    bs_table_free(builder->table->totals);
    builder->table->totals = totals;
}

void bs_table_add_note(bs_table_builder *builder, bs_str note)
{
    if (builder->status != BS_OK)
        return;
    bs_str *place = bs_array_push(&builder->notes);
    if (!place) {
        fail_memory(builder);
        return;
    }
    *place = copy(builder, note.data ? note : BS_STR(""));
}

/* A copy of `count` items in the arena of the table. */
static bool keep(bs_arena *arena, const void *items, size_t count, size_t width, void *kept)
{
    void *copied = bs_arena_array(arena, count, width);
    if (!copied)
        return false;
    if (count > 0)
        memcpy(copied, items, count * width);
    memcpy(kept, &copied, sizeof copied);
    return true;
}

static bool keep_lists(bs_table_builder *builder)
{
    bs_table *table = builder->table;
    bs_arena *arena = &table->arena;
    bs_table_column *columns;
    if (!keep(arena, table->columns, table->column_count, sizeof *columns, &columns) ||
        !keep(arena, builder->notes.items, builder->notes.count, sizeof(bs_str), &table->notes))
        return false;
    table->note_count = builder->notes.count;
    if (builder->evidence.count > 0) {
        size_t *end = bs_array_push(&builder->ends);
        if (!end)
            return false;
        *end = builder->evidence.count;
        if (!keep(arena, builder->evidence.items, builder->evidence.count, sizeof(bs_evidence),
                  &table->evidence) ||
            !keep(arena, builder->ends.items, builder->ends.count, sizeof *end,
                  &table->evidence_ends))
            return false;
    }
    if (builder->records.count > 0) {
        while (builder->records.count < table->row_count) {
            uint32_t *record = bs_array_push(&builder->records);
            if (!record)
                return false;
            *record = 0;
        }
        if (!keep(arena, builder->records.items, table->row_count, sizeof(uint32_t),
                  &table->records))
            return false;
    }
    free(table->columns);
    table->columns = columns;
    return true;
}

bs_status bs_table_finish(bs_table_builder *builder, bs_table **table, bs_error *error)
{
    for (size_t i = 0; builder->is_whole && i < builder->table->column_count; i++) {
        bs_column_data *data = builder->table->columns[i].data;
        if (!data->late)
            bs_column_settle(data->type, data->values, data->count, data->present);
    }
    if (builder->status == BS_OK)
        builder->status = bs_table_check_names(builder->table, &builder->error);
    if (builder->status == BS_OK && !keep_lists(builder))
        fail_memory(builder);
    bs_status status = builder->status;
    if (status != BS_OK) {
        bs_fail(error, status, "%s", builder->error.message);
        bs_table_builder_free(builder);
        return status;
    }
    *table = builder->table;
    free_lists(builder);
    return BS_OK;
}
