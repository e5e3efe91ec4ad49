/* lua_table_make.c - broadsheet.table(path | rows, options). */
#include <math.h>
#include <stdlib.h>

#include "script/lua_table.h"
#include "script/modules.h"
#include "table/read.h"

/* A builder that Lua owns until it is finished. */
static const char BUILDER[] = "broadsheet.table_builder";

static int builder_free(lua_State *L)
{
    bs_table_builder **box = luaL_checkudata(L, 1, BUILDER);
    bs_table_builder_free(*box);
    *box = NULL;
    return 0;
}

/* --- from rows: a sequence of tables, { name = value } or lists under options.columns --- */

typedef struct row_columns {
    bs_str *names;
    bs_column_type *types;
    bool *is_typed;
    size_t count;
} row_columns;

/* Integers among numbers make numbers; anything else that is mixed makes text. */
static bs_column_type merge_types(bs_column_type a, bs_column_type b)
{
    bool is_numeric = (a == BS_COLUMN_INTEGER || a == BS_COLUMN_NUMBER) &&
                      (b == BS_COLUMN_INTEGER || b == BS_COLUMN_NUMBER);
    return a == b ? a : is_numeric ? BS_COLUMN_NUMBER : BS_COLUMN_TEXT;
}

/* Names of all keys of all rows, each once, in a sequence that is pushed. */
static void push_keys(lua_State *L)
{
    size_t rows = lua_rawlen(L, 1);
    lua_newtable(L);
    int list = lua_gettop(L);
    lua_newtable(L);
    int seen = lua_gettop(L);
    for (size_t i = 1; i <= rows; i++) {
        if (lua_rawgeti(L, 1, (lua_Integer)i) != LUA_TTABLE)
            luaL_error(L, "row %d is a %s, not a table", (int)i, luaL_typename(L, -1));
        for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
            if (lua_type(L, -2) != LUA_TSTRING)
                luaL_error(L,
                           "row %d has an item without a name; give options.columns for rows "
                           "that are lists",
                           (int)i);
            lua_pushvalue(L, -2);
            if (lua_rawget(L, seen) == LUA_TNIL) {
                lua_pushvalue(L, -3);
                lua_pushboolean(L, 1);
                lua_rawset(L, seen);
                lua_pushvalue(L, -3);
                lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
            }
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* The columns that `columns` in the options at 2 names, or all keys in byte order. Adds slots. */
static row_columns check_columns(lua_State *L)
{
    bs_names names = bs_option_names(L, 2, "columns");
    if (names.count == 0) {
        push_keys(L);
        names = bs_lua_names(L, -1, "columns");
        if (names.count > 1)
            qsort((void *)(uintptr_t)names.items, names.count, sizeof *names.items,
                  bs_str_compare_items);
    }
    row_columns columns = {.names = (bs_str *)(uintptr_t)names.items, .count = names.count};
    columns.types = bs_lua_scratch(L, names.count, sizeof *columns.types);
    columns.is_typed = bs_lua_scratch(L, names.count, sizeof *columns.is_typed);
    return columns;
}

/* The cell of column `column` in the row on top of the stack; pushes it. */
static void get_cell(lua_State *L, const row_columns *columns, size_t column, size_t row,
                     bs_value *value)
{
    lua_pushlstring(L, columns->names[column].data, columns->names[column].size);
    if (lua_rawget(L, -2) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_rawgeti(L, -1, (lua_Integer)column + 1);
    }
    if (!bs_lua_to_value(L, -1, value))
        luaL_error(L, "cell %d of row %d is a %s; a cell is text, a number, a boolean or nil",
                   (int)column + 1, (int)row, luaL_typename(L, -1));
}

static void find_types(lua_State *L, row_columns *columns)
{
    size_t rows = lua_rawlen(L, 1);
    for (size_t i = 1; i <= rows; i++) {
        if (lua_rawgeti(L, 1, (lua_Integer)i) != LUA_TTABLE)
            luaL_error(L, "row %d is a %s, not a table", (int)i, luaL_typename(L, -1));
        for (size_t column = 0; column < columns->count; column++) {
            bs_value value;
            get_cell(L, columns, column, i, &value);
            lua_pop(L, 1);
            if (value.is_missing)
                continue;
            columns->types[column] = columns->is_typed[column]
                                         ? merge_types(columns->types[column], value.type)
                                         : value.type;
            columns->is_typed[column] = true;
        }
        lua_pop(L, 1);
    }
}

static void set_cell(lua_State *L, bs_table_builder *builder, const row_columns *columns,
                     size_t column, const bs_value *value)
{
    if (value->is_missing)
        return;
    switch (columns->types[column]) {
    case BS_COLUMN_TEXT:
        luaL_tolstring(L, -1, NULL);
        bs_table_set_text(builder, column, bs_lua_check_str(L, -1));
        lua_pop(L, 1);
        break;
    case BS_COLUMN_NUMBER:
        bs_table_set_number(builder, column, lua_tonumber(L, -1));
        break;
    case BS_COLUMN_INTEGER:
        bs_table_set_integer(builder, column, value->integer);
        break;
    case BS_COLUMN_BOOLEAN:
        bs_table_set_boolean(builder, column, value->boolean);
        break;
    }
}

/* evidence = "computation" or a sequence with the evidence ids of each row, for all of its cells */
static void set_evidence(lua_State *L, bs_table_builder *builder, int evidence, size_t row)
{
    if (lua_type(L, evidence) != LUA_TTABLE)
        return;
    if (lua_rawgeti(L, evidence, (lua_Integer)row) == LUA_TTABLE) {
        size_t count = lua_rawlen(L, -1);
        for (size_t i = 1; i <= count; i++) {
            lua_rawgeti(L, -1, (lua_Integer)i);
            luaL_argexpected(L, lua_type(L, -1) == LUA_TTABLE, 2, "evidence as { kind, id, rule }");
            lua_getfield(L, -1, "kind");
            lua_getfield(L, -2, "id");
            lua_getfield(L, -3, "rule");
            const char *kind = luaL_checkstring(L, -3);
            bs_evidence item = {.kind = *kind == 't'                     ? BS_EVIDENCE_TEXT
                                        : *kind == 'c' && kind[1] == 'e' ? BS_EVIDENCE_CELL
                                                                         : BS_EVIDENCE_COMPUTED};
            item.id = bs_lua_check_str(L, -2);
            if (!lua_isnil(L, -1))
                item.rule = bs_lua_check_str(L, -1);
            bs_table_add_evidence(builder, item);
            lua_pop(L, 4);
        }
    }
    lua_pop(L, 1);
}

static int table_from_rows(lua_State *L)
{
    static const char *const known[] = {"columns", "evidence", NULL};
    bs_options_check(L, 2, known, false);
    lua_getfield(L, 2, "evidence");
    int evidence = lua_gettop(L);
    row_columns columns = check_columns(L);
    find_types(L, &columns);
    bs_table_builder **box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = NULL;
    luaL_setmetatable(L, BUILDER);
    bs_error error;
    bs_lua_check(L, bs_table_builder_new(box, &error), &error);
    for (size_t i = 0; i < columns.count; i++)
        bs_table_add_column(*box, columns.names[i], columns.types[i]);
    size_t rows = lua_rawlen(L, 1);
    for (size_t i = 1; i <= rows; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i);
        bs_table_add_row(*box);
        for (size_t column = 0; column < columns.count; column++) {
            bs_value value;
            get_cell(L, &columns, column, i, &value);
            set_cell(L, *box, &columns, column, &value);
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
        set_evidence(L, *box, evidence, i);
    }
    bs_table **table = bs_table_push(L);
    bs_table_builder *builder = *box;
    *box = NULL; /* bs_table_finish() consumes it */
    return bs_table_give(L, bs_table_finish(builder, table, &error), &error);
}

/* --- from a file --- */

static char check_delimiter(lua_State *L, bs_str text)
{
    if (!text.data)
        return 0;
    if (bs_str_equal(text, BS_STR("tab")))
        return '\t';
    if (text.size != 1)
        luaL_error(L, "a delimiter is one character, not '%s'", text.data);
    return text.data[0];
}

/* types = { year = "integer" }; adds slots */
static void check_types(lua_State *L, bs_table_read_options *options)
{
    if (lua_getfield(L, 2, "types") == LUA_TNIL)
        return;
    luaL_argexpected(L, lua_type(L, -1) == LUA_TTABLE, 2, "table of types by column");
    int table = lua_gettop(L);
    size_t count = 0, filled = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        count++;
    bs_column_wish *wishes = bs_lua_scratch(L, count, sizeof *wishes);
    for (lua_pushnil(L); lua_next(L, table) && filled < count; lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING)
            luaL_error(L, "types are names by column");
        bs_column_wish *wish = &wishes[filled++];
        wish->column = bs_lua_check_str(L, -2);
        if (!bs_column_type_from_name(bs_lua_check_str(L, -1), &wish->type))
            luaL_error(L, "types of columns are text, integer, number and boolean, not '%s'",
                       lua_tostring(L, -1));
    }
    lua_settop(L, table + 1);
    options->types = wishes;
    options->type_count = filled;
}

static int table_from_file(lua_State *L)
{
    static const char *const known[] = {"delimiter", "header", "types", "totals", NULL};
    const char *path = luaL_checkstring(L, 1);
    bs_options_check(L, 2, known, false);
    bs_table_read_options options = {0};
    options.delimiter = check_delimiter(L, bs_option_str(L, 2, "delimiter"));
    if (lua_getfield(L, 2, "header") == LUA_TBOOLEAN)
        options.has_no_header = !lua_toboolean(L, -1);
    else
        options.header = (size_t)bs_option_integer(L, 2, "header", 0, 1, UINT32_MAX);
    options.keep_totals = bs_option_boolean(L, 2, "totals", false);
    check_types(L, &options);
    bs_table **table = bs_table_push(L);
    bs_error error;
    if (bs_table_read(path, &options, table, &error) != BS_OK)
        return bs_lua_fail(L, &error);
    return bs_table_give(L, BS_OK, &error);
}

/* broadsheet.table(path, { delimiter, header, types, totals }) -> Table, or nil and a message;
 * broadsheet.table(rows, { columns, evidence }) -> Table */
static int make_table(lua_State *L)
{
    lua_settop(L, 2);
    if (lua_type(L, 1) == LUA_TTABLE)
        return table_from_rows(L);
    return table_from_file(L);
}

void bs_open_table_functions(lua_State *L)
{
    luaL_newmetatable(L, BUILDER);
    lua_pushcfunction(L, builder_free);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);
    lua_pushcfunction(L, make_table);
    lua_setfield(L, -2, "table");
}
