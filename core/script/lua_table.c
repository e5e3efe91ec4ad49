/*
 * lua_table.c - tables: rows and cells, evidence, text, files. What makes tables of tables is in
 * lua_table_operate.c.
 *
 * A table is a box with a counted reference. A row is an index with its table as user value 1: its
 * fields are the cells, and a missing cell is nil.
 */
#include "script/lua_table.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "script/lua_vector.h"
#include "script/modules.h"
#include "script/runtime.h"
#include "table/write.h"

enum { ROWS_SHOWN = 60, TEXT_WIDTH = 100 };

static bool table_index(lua_State *L);
static bool row_index(lua_State *L);
static void row_names(lua_State *L);
static bool texts_index(lua_State *L);

static int table_columns(lua_State *L);
static int table_notes(lua_State *L);
static int table_totals(lua_State *L);
static int table_types(lua_State *L);
static int table_column(lua_State *L);
static int table_each(lua_State *L);
static int table_evidence(lua_State *L);
static int table_write(lua_State *L);
static int table_format(lua_State *L);
static int table_chart(lua_State *L);
static int table_free(lua_State *L);
static int table_length(lua_State *L);
static int table_text(lua_State *L);
static int row_pairs(lua_State *L);
static int row_text(lua_State *L);
static int texts_length(lua_State *L);
static int texts_list(lua_State *L);
static int texts_each(lua_State *L);

static const luaL_Reg table_fields[] = {
    {"columns", table_columns}, {"notes", table_notes}, {"totals", table_totals},
    {"types", table_types},     {NULL, NULL},
};

static const luaL_Reg table_methods[] = {
    {"column", table_column},
    {"each", table_each},
    {"evidence", table_evidence},
    {"write", table_write},
    {"format", table_format},
    {"chart", table_chart},
    {NULL, NULL},
};

static const luaL_Reg table_operators[] = {
    {"__gc", table_free}, {"__len", table_length}, {"__tostring", table_text}, {NULL, NULL}};

static const bs_lua_class table_class = {
    .name = "broadsheet.table",
    .fields = table_fields,
    .methods = table_methods,
    .operators = table_operators,
    .index = table_index,
};

static const luaL_Reg row_operators[] = {
    {"__pairs", row_pairs}, {"__tostring", row_text}, {NULL, NULL}};

static const bs_lua_class row_class = {
    .name = "broadsheet.row", .operators = row_operators, .index = row_index, .names = row_names};

/* A column that holds no numbers: its index, with its table as user value 1. */
static const luaL_Reg texts_methods[] = {{"list", texts_list}, {"each", texts_each}, {NULL, NULL}};
static const luaL_Reg texts_operators[] = {{"__len", texts_length}, {NULL, NULL}};

static const bs_lua_class texts_class = {
    .name = "broadsheet.column",
    .methods = texts_methods,
    .operators = texts_operators,
    .index = texts_index,
};

bs_table **bs_table_push(lua_State *L)
{
    return bs_box_push(L, &table_class);
}

bs_table *bs_table_test(lua_State *L, int arg)
{
    bs_table **box = bs_lua_class_test(L, arg, &table_class);
    return box ? *box : NULL;
}

bs_table *bs_table_check(lua_State *L, int arg)
{
    bs_table **box = bs_lua_class_check(L, arg, &table_class);
    luaL_argcheck(L, *box, arg, "table was never made");
    return *box;
}

int bs_table_give(lua_State *L, bs_status status, const bs_error *error)
{
    bs_lua_check(L, status, error);
    const bs_table *table = bs_table_check(L, -1);
    bs_lua_account(L, bs_table_row_count(table) * 8);
    return 1;
}

static size_t check_column(lua_State *L, const bs_table *table, int arg)
{
    bs_error error;
    size_t column = 0;
    bs_str name = bs_lua_check_str(L, arg);
    bs_lua_check(L, bs_table_column_require(table, name, &column, &error), &error);
    return column;
}

static void push_names(lua_State *L, const bs_table *table)
{
    size_t count = bs_table_column_count(table);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        bs_lua_push(L, bs_table_column_name(table, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* Before the first look at a cell of a column that is late. */
static void make_ready(lua_State *L, const bs_table *table, size_t column)
{
    if (!bs_table_is_late(table, column))
        return;
    bs_error error;
    bs_status status = bs_table_ready(table, column, bs_script_progress(bs_script_of(L)), &error);
    bs_lua_check(L, status, &error);
}

static void push_cell(lua_State *L, const bs_table *table, size_t row, size_t column)
{
    make_ready(L, table, column);
    bs_lua_push_value(L, bs_table_value(table, row, column));
}

static bool is_missing(lua_State *L, const bs_table *table, size_t row, size_t column)
{
    make_ready(L, table, column);
    return bs_table_is_missing(table, row, column);
}

/* --- rows --- */

void bs_row_push(lua_State *L, int table, size_t index)
{
    table = lua_absindex(L, table);
    size_t *row = lua_newuserdatauv(L, sizeof *row, 1);
    *row = index;
    lua_pushvalue(L, table);
    lua_setiuservalue(L, -2, 1);
    bs_lua_class_set(L, &row_class);
}

/* The table of the row at 1, left on the stack. */
static const bs_table *check_row(lua_State *L, size_t *row)
{
    *row = *(size_t *)bs_lua_class_check(L, 1, &row_class);
    lua_getiuservalue(L, 1, 1);
    return bs_table_check(L, -1);
}

static bool row_index(lua_State *L)
{
    size_t row = 0;
    const bs_table *table = check_row(L, &row);
    size_t column = BS_COLUMN_NONE;
    if (lua_type(L, 2) == LUA_TSTRING) {
        column = bs_table_column_find(table, bs_lua_check_str(L, 2));
    } else if (lua_isinteger(L, 2)) {
        lua_Integer index = lua_tointeger(L, 2);
        lua_pushvalue(L, 2);
        if (index >= 1 && (lua_Unsigned)index <= bs_table_column_count(table))
            column = (size_t)index - 1;
    }
    if (column == BS_COLUMN_NONE)
        return false;
    push_cell(L, table, row, column);
    return true;
}

static void row_names(lua_State *L)
{
    size_t row = 0;
    const bs_table *table = check_row(L, &row);
    lua_pop(L, 1);
    for (size_t i = 0; i < bs_table_column_count(table); i++) {
        bs_lua_push(L, bs_table_column_name(table, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* The control variable is the name of the last column shown; missing cells are passed over. */
static int row_next(lua_State *L)
{
    size_t row = 0;
    const bs_table *table = check_row(L, &row);
    size_t column = lua_isnil(L, 2) ? 0 : check_column(L, table, 2) + 1;
    while (column < bs_table_column_count(table) && is_missing(L, table, row, column))
        column++;
    if (column >= bs_table_column_count(table))
        return 0;
    bs_lua_push(L, bs_table_column_name(table, column));
    push_cell(L, table, row, column);
    return 2;
}

/* pairs(row) -> for name, value in ... in order of columns */
static int row_pairs(lua_State *L)
{
    bs_lua_class_check(L, 1, &row_class);
    lua_pushcfunction(L, row_next);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

static int row_text(lua_State *L)
{
    size_t row = 0;
    const bs_table *table = check_row(L, &row);
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    luaL_addchar(&text, '{');
    bool is_first = true;
    for (size_t i = 0; i < bs_table_column_count(table); i++) {
        if (is_missing(L, table, row, i))
            continue;
        luaL_addstring(&text, is_first ? " " : ", ");
        is_first = false;
        bs_str name = bs_table_column_name(table, i);
        luaL_addlstring(&text, name.data, name.size);
        luaL_addstring(&text, " = ");
        push_cell(L, table, row, i);
        luaL_tolstring(L, -1, NULL);
        lua_remove(L, -2);
        luaL_addvalue(&text);
    }
    luaL_addstring(&text, " }");
    luaL_pushresult(&text);
    return 1;
}

/* --- columns --- */

static const bs_table *check_texts(lua_State *L, size_t *column)
{
    *column = *(size_t *)bs_lua_class_check(L, 1, &texts_class);
    lua_getiuservalue(L, 1, 1);
    return bs_table_check(L, -1);
}

static bool texts_index(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TNUMBER)
        return false;
    size_t column = 0;
    const bs_table *table = check_texts(L, &column);
    lua_Integer index = luaL_checkinteger(L, 2);
    if (index < 1 || (lua_Unsigned)index > bs_table_row_count(table))
        lua_pushnil(L);
    else
        push_cell(L, table, (size_t)index - 1, column);
    return true;
}

static int texts_length(lua_State *L)
{
    size_t column = 0;
    lua_pushinteger(L, (lua_Integer)bs_table_row_count(check_texts(L, &column)));
    return 1;
}

/* Column:list() -> a sequence, its length in `n` because missing cells are nil */
static int texts_list(lua_State *L)
{
    size_t column = 0;
    const bs_table *table = check_texts(L, &column);
    size_t count = bs_table_row_count(table);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        push_cell(L, table, i, column);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushinteger(L, (lua_Integer)count);
    lua_setfield(L, -2, "n");
    return 1;
}

static int texts_next(lua_State *L)
{
    size_t column = 0;
    const bs_table *table = check_texts(L, &column);
    lua_Unsigned index = (lua_Unsigned)luaL_checkinteger(L, 2);
    if (index >= bs_table_row_count(table))
        return 0;
    lua_pushinteger(L, (lua_Integer)index + 1);
    push_cell(L, table, index, column);
    return 2;
}

/* Column:each() -> for index, value in ... */
static int texts_each(lua_State *L)
{
    bs_lua_class_check(L, 1, &texts_class);
    lua_pushcfunction(L, texts_next);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

/* Table:column(name) -> a Vector, or a Column when it holds text */
static int table_column(lua_State *L)
{
    const bs_table *table = bs_table_check(L, 1);
    size_t column = check_column(L, table, 2);
    if (bs_table_column_type(table, column) == BS_COLUMN_TEXT) {
        size_t *texts = lua_newuserdatauv(L, sizeof *texts, 1);
        *texts = column;
        lua_pushvalue(L, 1);
        lua_setiuservalue(L, -2, 1);
        bs_lua_class_set(L, &texts_class);
        return 1;
    }
    double *items = bs_vector_push(L, bs_table_row_count(table));
    bs_error error;
    bs_lua_check(L, bs_table_column_numbers(table, column, items, &error), &error);
    return 1;
}

/* --- the whole --- */

static bool table_index(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TNUMBER)
        return false;
    const bs_table *table = bs_table_check(L, 1);
    lua_Integer index = luaL_checkinteger(L, 2);
    if (index < 1 || (lua_Unsigned)index > bs_table_row_count(table))
        lua_pushnil(L);
    else
        bs_row_push(L, 1, (size_t)index - 1);
    return true;
}

static int table_free(lua_State *L)
{
    bs_table **box = bs_lua_class_check(L, 1, &table_class);
    bs_table_free(*box);
    *box = NULL;
    return 0;
}

static int table_length(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)bs_table_row_count(bs_table_check(L, 1)));
    return 1;
}

static int table_columns(lua_State *L)
{
    push_names(L, bs_table_check(L, 1));
    return 1;
}

static int table_types(lua_State *L)
{
    static const char *const names[] = {"text", "integer", "number", "boolean"};
    const bs_table *table = bs_table_check(L, 1);
    lua_newtable(L);
    for (size_t i = 0; i < bs_table_column_count(table); i++) {
        bs_lua_push(L, bs_table_column_name(table, i));
        lua_pushstring(L, names[bs_table_column_type(table, i)]);
        lua_rawset(L, -3);
    }
    return 1;
}

static int table_notes(lua_State *L)
{
    const bs_table *table = bs_table_check(L, 1);
    lua_newtable(L);
    for (size_t i = 0; i < bs_table_note_count(table); i++) {
        bs_lua_push(L, bs_table_note(table, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* table.totals -> the rows of totals that stood under the data of a file, or nil */
static int table_totals(lua_State *L)
{
    bs_table *totals = bs_table_totals(bs_table_check(L, 1));
    if (!totals) {
        lua_pushnil(L);
        return 1;
    }
    bs_table **box = bs_table_push(L);
    *box = bs_table_retain(totals);
    return 1;
}

static int each_next(lua_State *L)
{
    const bs_table *table = bs_table_check(L, 1);
    lua_Unsigned index = (lua_Unsigned)luaL_checkinteger(L, 2);
    if (index >= bs_table_row_count(table))
        return 0;
    lua_pushinteger(L, (lua_Integer)index + 1);
    bs_row_push(L, 1, index);
    return 2;
}

/* Table:each() -> for index, row in ... */
static int table_each(lua_State *L)
{
    bs_table_check(L, 1);
    lua_pushcfunction(L, each_next);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

typedef struct arena_box {
    bs_arena arena;
} arena_box;

static int arena_box_free(lua_State *L)
{
    arena_box *box = luaL_checkudata(L, 1, "broadsheet.arena");
    bs_arena_clear(&box->arena);
    return 0;
}

/* Table:evidence(row, column) -> sequence of { kind, id, rule }; without column, of the whole row
 */
static int table_evidence(lua_State *L)
{
    static const char *const kinds[] = {"text", "cell", "computed"};
    const bs_table *table = bs_table_check(L, 1);
    lua_Integer index = luaL_checkinteger(L, 2);
    luaL_argcheck(L, index >= 1 && (lua_Unsigned)index <= bs_table_row_count(table), 2,
                  "there is no such row");
    size_t column = lua_isnoneornil(L, 3) ? BS_COLUMN_NONE : check_column(L, table, 3);
    arena_box *box = lua_newuserdatauv(L, sizeof *box, 0);
    memset(box, 0, sizeof *box);
    luaL_setmetatable(L, "broadsheet.arena");
    bs_evidence_list list = {NULL, 0};
    bs_error error;
    bs_lua_check(L, bs_table_evidence(table, (size_t)index - 1, column, &box->arena, &list, &error),
                 &error);
    lua_createtable(L, list.count < 1 << 20 ? (int)list.count : 0, 0);
    for (size_t i = 0; i < list.count; i++) {
        lua_createtable(L, 0, 3);
        lua_pushstring(L, kinds[list.items[i].kind]);
        lua_setfield(L, -2, "kind");
        bs_lua_push(L, list.items[i].id);
        lua_setfield(L, -2, "id");
        bs_lua_push(L, list.items[i].rule);
        lua_setfield(L, -2, "rule");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    bs_arena_clear(&box->arena);
    return 1;
}

/* --- text and files --- */

typedef struct buffer_box {
    bs_buffer buffer;
} buffer_box;

static int buffer_box_free(lua_State *L)
{
    buffer_box *box = luaL_checkudata(L, 1, "broadsheet.buffer");
    bs_buffer_clear(&box->buffer);
    return 0;
}

static int push_formatted(lua_State *L, const bs_table *table, bs_table_format format,
                          const bs_table_write_options *options)
{
    buffer_box *box = lua_newuserdatauv(L, sizeof *box, 0);
    memset(box, 0, sizeof *box);
    luaL_setmetatable(L, "broadsheet.buffer");
    bs_error error;
    bs_lua_check(L, bs_table_format_to(table, format, options, &box->buffer, &error), &error);
    if (box->buffer.failed)
        return luaL_error(L, "out of memory");
    bs_lua_push(L, bs_buffer_str(&box->buffer));
    bs_buffer_clear(&box->buffer);
    return 1;
}

/* decimals = { share = 1, value = 0 } in the options at `arg`; adds slots to the stack */
static void read_decimals(lua_State *L, int arg, bs_table_write_options *options)
{
    if (lua_getfield(L, arg, "decimals") == LUA_TNIL)
        return;
    luaL_argexpected(L, lua_type(L, -1) == LUA_TTABLE, arg, "table of decimals by column");
    int table = lua_gettop(L);
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        count++;
    bs_column_decimals *decimals = bs_lua_scratch(L, count, sizeof *decimals);
    options->decimals = decimals;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING || !lua_isinteger(L, -1) || lua_tointeger(L, -1) < 0 ||
            lua_tointeger(L, -1) > 17)
            luaL_error(L, "decimals are from 0 to 17, by the name of a column");
        if (options->decimals_count < count)
            decimals[options->decimals_count++] =
                (bs_column_decimals){bs_lua_check_str(L, -2), (int)lua_tointeger(L, -1)};
    }
}

static size_t terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return TEXT_WIDTH;
}

/* tostring(table): for a person; cut to the terminal where there is one */
static int table_text(lua_State *L)
{
    bs_table_write_options options = {0};
    if (isatty(STDOUT_FILENO))
        options = (bs_table_write_options){.width = terminal_width(), .rows_max = ROWS_SHOWN};
    push_formatted(L, bs_table_check(L, 1), BS_FORMAT_TEXT, &options);
    size_t size = 0;
    const char *text = lua_tolstring(L, -1, &size);
    if (size > 0 && text[size - 1] == '\n') /* print() adds one */
        lua_pushlstring(L, text, size - 1);
    return 1;
}

/* Table:format(name, { decimals, width, rows, ascii, colour }) -> string */
static int table_format(lua_State *L)
{
    static const char *const known[] = {"decimals", "width", "rows", "ascii", "colour", NULL};
    const bs_table *table = bs_table_check(L, 1);
    bs_str name = bs_lua_check_str(L, 2);
    bs_table_format format;
    if (!bs_table_format_from_name(name, &format))
        return luaL_argerror(L, 2, "one of text, csv, tsv, json, md, html");
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    bs_table_write_options options = {0};
    options.width = (size_t)bs_option_integer(L, 3, "width", 0, 0, 1 << 20);
    options.rows_max = (size_t)bs_option_integer(L, 3, "rows", 0, 0, UINT32_MAX);
    options.is_ascii = bs_option_boolean(L, 3, "ascii", false);
    options.has_colour = bs_option_boolean(L, 3, "colour", false);
    read_decimals(L, 3, &options);
    return push_formatted(L, table, format, &options);
}

/* Table:write(path, { decimals }) -> true, or nil and a message */
static int table_write(lua_State *L)
{
    static const char *const known[] = {"decimals", NULL};
    const bs_table *table = bs_table_check(L, 1);
    const char *path = luaL_checkstring(L, 2);
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    bs_table_write_options options = {0};
    read_decimals(L, 3, &options);
    bs_error error;
    if (bs_table_write(table, path, &options, &error) != BS_OK)
        return bs_lua_fail(L, &error);
    lua_pushboolean(L, 1);
    return 1;
}

/* Table:chart{ kind, x, y, by } -> what scripts/lib/chart.lua makes of it */
static int table_chart(lua_State *L)
{
    bs_table_check(L, 1);
    lua_settop(L, 2);
    lua_getglobal(L, "require");
    lua_pushliteral(L, "chart");
    lua_call(L, 1, 1);
    if (lua_type(L, -1) == LUA_TTABLE)
        lua_getfield(L, -1, "new");
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    lua_call(L, 2, 1);
    return 1;
}

void bs_open_table(lua_State *L)
{
    bs_lua_class_open(L, &table_class);
    luaL_getmetatable(L, table_class.name);
    lua_getfield(L, -1, "__methods"); /* the same table that __index looks in */
    luaL_setfuncs(L, bs_table_operations, 0);
    lua_pop(L, 2);
    bs_lua_class_open(L, &row_class);
    bs_lua_class_open(L, &texts_class);
    luaL_newmetatable(L, "broadsheet.arena");
    lua_pushcfunction(L, arena_box_free);
    lua_setfield(L, -2, "__gc");
    luaL_newmetatable(L, "broadsheet.buffer");
    lua_pushcfunction(L, buffer_box_free);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 2);
    bs_open_table_functions(L);
}
