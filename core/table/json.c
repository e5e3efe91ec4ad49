/*
 * json.c - rows from JSON by yajl's events. Cells are collected first, because the type of a column
 * is known only when its last value has been seen.
 */
#include "table/json.h"

#include <stdlib.h>
#include <yajl/yajl_parse.h>

#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "base/str.h"

enum { DEPTH_MAX = 64 };

typedef struct json_cell {
    uint32_t row, column;
    bs_value value; /* never missing */
} json_cell;

typedef struct json_reading {
    bs_str name;
    bs_arena arena;
    bs_map columns; /* name to index, in order */
    struct {
        json_cell *items;
        size_t count, capacity;
    } cells;
    uint32_t rows, column;
    size_t depth; /* brackets open, the array around the rows not counted */
    bool is_array, has_array_ended;
    bs_buffer nested; /* the JSON of a value inside of a row */
    bool needs_comma; /* before the next value in it */
    bs_status status;
    bs_error *error;
} json_reading;

static int fail(json_reading *r, bs_status status, const char *message)
{
    if (r->status == BS_OK)
        r->status = bs_fail(r->error, status, "%.*s: object %u: %s", BS_STR_ARG(r->name),
                            (unsigned)(r->rows ? r->rows : 1), message);
    return 0; /* yajl stops */
}

static int fail_memory(json_reading *r)
{
    if (r->status == BS_OK)
        r->status = bs_fail_memory(r->error);
    return 0;
}

static int add_cell(json_reading *r, bs_value value)
{
    json_cell *cell = bs_array_push(&r->cells);
    if (!cell)
        return fail_memory(r);
    if (value.type == BS_COLUMN_TEXT) {
        value.text = bs_arena_copy(&r->arena, value.text);
        if (!value.text.data)
            return fail_memory(r);
    }
    *cell = (json_cell){r->rows - 1, r->column, value};
    return 1;
}

/* Adds a piece of the JSON of a nested value. */
static int add_nested(json_reading *r, bs_str piece, bool is_value)
{
    if (is_value && r->needs_comma)
        bs_buffer_add_char(&r->nested, ',');
    bs_buffer_add(&r->nested, piece);
    r->needs_comma = true;
    return r->nested.failed ? fail_memory(r) : 1;
}

static int add_scalar(json_reading *r, bs_value value, bs_str as_json)
{
    if (r->depth == 0)
        return fail(r, BS_BAD_DATA, "rows are objects");
    if (r->depth > 1)
        return add_nested(r, as_json, true);
    return value.is_missing ? 1 : add_cell(r, value);
}

static int on_null(void *context)
{
    return add_scalar(context, (bs_value){.is_missing = true}, BS_STR("null"));
}

static int on_boolean(void *context, int value)
{
    return add_scalar(context, (bs_value){.type = BS_COLUMN_BOOLEAN, .boolean = value != 0},
                      value ? BS_STR("true") : BS_STR("false"));
}

static int on_number(void *context, const char *text, size_t size)
{
    bs_str digits = {text, size};
    bs_value value = {.type = BS_COLUMN_INTEGER};
    if (!bs_str_integer(digits, &value.integer)) {
        value.type = BS_COLUMN_NUMBER;
        if (!bs_str_number(digits, &value.number))
            return fail(context, BS_BAD_DATA, "a number that cannot be read");
    }
    return add_scalar(context, value, digits);
}

static int on_string(void *context, const unsigned char *text, size_t size)
{
    json_reading *r = context;
    bs_str string = {(const char *)text, size};
    if (r->depth <= 1)
        return add_scalar(r, (bs_value){.type = BS_COLUMN_TEXT, .text = string}, string);
    bs_buffer quoted = {0};
    bs_buffer_add_json(&quoted, string);
    int goes_on = quoted.failed ? fail_memory(r) : add_nested(r, bs_buffer_str(&quoted), true);
    bs_buffer_clear(&quoted);
    return goes_on;
}

static int open_nested(json_reading *r, bs_str bracket)
{
    if (++r->depth > DEPTH_MAX)
        return fail(r, BS_LIMIT, "values are nested too deeply");
    if (r->depth == 2) {
        r->nested.size = 0;
        r->needs_comma = false;
    }
    int goes_on = add_nested(r, bracket, true);
    r->needs_comma = false;
    return goes_on;
}

static int close_nested(json_reading *r, bs_str bracket)
{
    if (!add_nested(r, bracket, false))
        return 0;
    r->depth--;
    if (r->depth > 1)
        return 1;
    return add_cell(r, (bs_value){.type = BS_COLUMN_TEXT, .text = bs_buffer_str(&r->nested)});
}

static int on_object(void *context)
{
    json_reading *r = context;
    if (r->depth > 0)
        return open_nested(r, BS_STR("{"));
    if (r->has_array_ended)
        return fail(r, BS_BAD_DATA, "something stands behind the array of rows");
    if (r->rows >= BS_TABLE_ROWS_MAX)
        return fail(r, BS_LIMIT, "too many rows");
    r->rows++;
    r->depth = 1;
    return 1;
}

static int on_key(void *context, const unsigned char *text, size_t size)
{
    json_reading *r = context;
    bs_str key = {(const char *)text, size};
    if (r->depth > 1) {
        if (!on_string(r, text, size))
            return 0;
        r->needs_comma = false;
        bs_buffer_add_char(&r->nested, ':');
        return 1;
    }
    bs_map_entry *entry = bs_map_find(&r->columns, key);
    if (!entry) {
        if (r->columns.count >= BS_TABLE_COLUMNS_MAX)
            return fail(r, BS_LIMIT, "too many different members");
        size_t index = r->columns.count;
        bs_str kept = bs_arena_copy(&r->arena, key);
        entry = kept.data ? bs_map_add(&r->columns, kept, NULL) : NULL;
        if (!entry)
            return fail_memory(r);
        entry->value = index;
    }
    r->column = (uint32_t)entry->value;
    return 1;
}

static int on_object_end(void *context)
{
    json_reading *r = context;
    if (r->depth > 1)
        return close_nested(r, BS_STR("}"));
    r->depth = 0;
    return 1;
}

static int on_array(void *context)
{
    json_reading *r = context;
    if (r->depth > 0)
        return open_nested(r, BS_STR("["));
    if (r->is_array || r->rows > 0)
        return fail(r, BS_BAD_DATA, "rows are objects");
    r->is_array = true;
    return 1;
}

static int on_array_end(void *context)
{
    json_reading *r = context;
    if (r->depth > 1)
        return close_nested(r, BS_STR("]"));
    r->has_array_ended = true;
    return 1;
}

static const yajl_callbacks callbacks = {
    on_null,   on_boolean, NULL,          NULL,     on_number,    on_string,
    on_object, on_key,     on_object_end, on_array, on_array_end,
};

static bs_status parse(json_reading *r, bs_str text)
{
    yajl_handle handle = yajl_alloc(&callbacks, NULL, r);
    if (!handle)
        return bs_fail_memory(r->error);
    yajl_config(handle, yajl_allow_multiple_values, 1);
    yajl_status parsed = yajl_parse(handle, (const unsigned char *)text.data, text.size);
    if (parsed == yajl_status_ok)
        parsed = yajl_complete_parse(handle);
    yajl_free(handle);
    if (r->status == BS_OK && parsed != yajl_status_ok)
        fail(r, BS_BAD_DATA, "this is no JSON");
    if (r->status == BS_OK && r->depth > 0)
        fail(r, BS_BAD_DATA, "the last object is cut off");
    return r->status;
}

/* The type that all values of a column can have: text when they differ. */
static bool add_types(const json_reading *r, bs_column_type *types)
{
    bool *is_known = calloc(r->columns.count + 1, sizeof *is_known);
    if (!is_known)
        return false;
    for (size_t i = 0; i < r->cells.count; i++) {
        const json_cell *cell = &r->cells.items[i];
        bs_column_type *type = &types[cell->column], seen = cell->value.type;
        bool are_numeric = (*type == BS_COLUMN_INTEGER || *type == BS_COLUMN_NUMBER) &&
                           (seen == BS_COLUMN_INTEGER || seen == BS_COLUMN_NUMBER);
        if (!is_known[cell->column])
            *type = seen;
        else if (*type != seen)
            *type = are_numeric ? BS_COLUMN_NUMBER : BS_COLUMN_TEXT;
        is_known[cell->column] = true;
    }
    free(is_known);
    return true;
}

/* False when there was no memory to write a value as text. A value that does not fit a type that
 * was asked for is counted and left missing. */
static bool set_cell(bs_table_builder *builder, const json_cell *cell, bs_column_type type,
                     size_t *misfits)
{
    bs_value value = cell->value;
    if (type != BS_COLUMN_TEXT || value.type == BS_COLUMN_TEXT) {
        bool fits =
            value.type == type || (value.type == BS_COLUMN_INTEGER && type == BS_COLUMN_NUMBER);
        if (fits)
            bs_table_set_value(builder, cell->column, value);
        *misfits += !fits;
        return true;
    }
    bs_buffer text = {0};
    if (value.type == BS_COLUMN_BOOLEAN)
        bs_buffer_add(&text, value.boolean ? BS_STR("true") : BS_STR("false"));
    else if (value.type == BS_COLUMN_INTEGER)
        bs_buffer_print(&text, "%lld", (long long)value.integer);
    else
        bs_buffer_add_number(&text, value.number);
    bool is_set = !text.failed;
    bs_table_set_text(builder, cell->column, bs_buffer_str(&text));
    bs_buffer_clear(&text);
    return is_set;
}

static bs_status build(json_reading *r, const bs_column_type *types, bs_table **table)
{
    bs_table_builder *builder;
    bs_status status = bs_table_builder_new(&builder, r->error);
    if (status != BS_OK)
        return status;
    for (size_t i = 0; i < r->columns.count; i++)
        bs_table_add_column(builder, r->columns.entries[i].key, types[i]);
    size_t next = 0, misfits = 0;
    for (uint32_t row = 0; row < r->rows; row++) {
        bs_table_add_row(builder);
        bs_table_set_origin(builder, r->name, row + 1);
        for (; next < r->cells.count && r->cells.items[next].row == row; next++)
            if (!set_cell(builder, &r->cells.items[next], types[r->cells.items[next].column],
                          &misfits)) {
                bs_table_builder_free(builder);
                return bs_fail_memory(r->error);
            }
    }
    if (misfits > 0) {
        bs_str note = bs_arena_print(&r->arena,
                                     "%zu value%s of another type than asked for and so "
                                     "missing",
                                     misfits, misfits == 1 ? " is" : "s are");
        bs_table_add_note(builder, note);
    }
    return bs_table_finish(builder, table, r->error);
}

static bs_status apply_wishes(const json_reading *r, const bs_table_read_options *options,
                              bs_column_type *types)
{
    for (size_t i = 0; i < options->type_count; i++) {
        const bs_map_entry *entry = bs_map_find(&r->columns, options->types[i].column);
        if (!entry)
            return bs_fail(r->error, BS_MISUSE, "%.*s: no column \"%.*s\" to give a type to",
                           BS_STR_ARG(r->name), BS_STR_ARG(options->types[i].column));
        types[entry->value] = options->types[i].type;
    }
    return BS_OK;
}

static bs_status read_rows(json_reading *r, bs_str text, const bs_table_read_options *options,
                           bs_table **table)
{
    bs_status status = parse(r, text);
    if (status != BS_OK)
        return status;
    bs_column_type *types = calloc(r->columns.count + 1, sizeof *types);
    if (!types || !add_types(r, types)) {
        free(types);
        return bs_fail_memory(r->error);
    }
    status = apply_wishes(r, options, types);
    if (status == BS_OK)
        status = build(r, types, table);
    free(types);
    return status;
}

bs_status bs_table_read_json(bs_str text, bs_str name, const bs_table_read_options *options,
                             bs_table **table, bs_error *error)
{
    json_reading r = {.name = name, .error = error};
    bs_status status = read_rows(&r, text, options, table);
    bs_arena_clear(&r.arena);
    bs_map_clear(&r.columns);
    bs_array_free(&r.cells);
    bs_buffer_clear(&r.nested);
    return status;
}
