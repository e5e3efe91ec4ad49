/* lua_table_operate.c - tables from tables, and from rows and files. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "script/lua_table.h"
#include "script/lua_vector.h"
#include "script/modules.h"
#include "table/operate.h"
#include "table/read.h"

/* Arguments from `first` on: names one by one, or one list of them. Adds a slot. */
static bs_names check_names(lua_State *L, int first)
{
    int count = lua_gettop(L) - first + 1;
    if (count == 1 && lua_type(L, first) == LUA_TTABLE)
        return bs_lua_names(L, first, "this");
    luaL_argcheck(L, count >= 1, first, "name of a column expected");
    bs_str *items = bs_lua_scratch(L, (size_t)count, sizeof *items);
    for (int i = 0; i < count; i++)
        items[i] = bs_lua_check_str(L, first + i);
    return (bs_names){items, (size_t)count};
}

/* How many keys the table at `index` has; all must be strings. */
static size_t count_keys(lua_State *L, int index)
{
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            luaL_error(L, "names of columns are strings: write name = .. before what has none");
        count++;
    }
    return count;
}

/* The keys of the table at `index`, in byte order: pairs() has none. Adds a slot. */
static bs_names sorted_keys(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    size_t count = count_keys(L, index), filled = 0;
    bs_str *keys = bs_lua_scratch(L, count, sizeof *keys);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (filled < count)
            keys[filled++] = bs_lua_check_str(L, -2);
    }
    if (count > 1)
        qsort(keys, count, sizeof *keys, bs_str_compare_items);
    return (bs_names){keys, count};
}

/* --- rows --- */

static int where_function(lua_State *L, bs_table *table)
{
    size_t count = bs_table_row_count(table);
    bool *mask = bs_lua_scratch(L, count, sizeof *mask);
    for (size_t i = 0; i < count; i++) {
        lua_pushvalue(L, 2);
        bs_row_push(L, 1, i);
        lua_call(L, 1, 1);
        mask[i] = lua_toboolean(L, -1);
        lua_pop(L, 1);
    }
    bs_error error;
    return bs_table_give(L, bs_table_where(table, mask, bs_table_push(L), &error), &error);
}

/* Table:where(function(row) .. end) or Table:where { column = value, .. } */
static int table_where(lua_State *L)
{
    bs_table *table = bs_table_check(L, 1);
    lua_settop(L, 2);
    if (lua_type(L, 2) == LUA_TFUNCTION)
        return where_function(L, table);
    luaL_argexpected(L, lua_type(L, 2) == LUA_TTABLE, 2, "function or table of values");
    bs_names names = sorted_keys(L, 2);
    bs_condition *conditions = bs_lua_scratch(L, names.count, sizeof *conditions);
    for (size_t i = 0; i < names.count; i++) {
        conditions[i].column = names.items[i];
        lua_pushlstring(L, names.items[i].data, names.items[i].size);
        lua_rawget(L, 2);
        if (!bs_lua_to_value(L, -1, &conditions[i].value))
            return luaL_error(L, "a cell is never a %s", luaL_typename(L, -1));
        lua_pop(L, 1); /* the table keeps its text */
    }
    bs_error error;
    return bs_table_give(
        L, bs_table_where_equal(table, conditions, names.count, bs_table_push(L), &error), &error);
}

/* Table:sort("-share", "name") */
static int table_sort(lua_State *L)
{
    bs_table *table = bs_table_check(L, 1);
    bs_names keys = check_names(L, 2);
    bs_error error;
    return bs_table_give(L, bs_table_sort(table, keys, bs_table_push(L), &error), &error);
}

/* Table:top(count, column) */
static int table_top(lua_State *L)
{
    bs_table *table = bs_table_check(L, 1);
    lua_Integer count = luaL_checkinteger(L, 2);
    luaL_argcheck(L, count >= 0, 2, "a number from 0 up expected");
    bs_str key = bs_lua_check_str(L, 3);
    bs_error error;
    return bs_table_give(L, bs_table_top(table, (size_t)count, key, bs_table_push(L), &error),
                         &error);
}

/* Table:take { 3, 1, 2 }: rows by number */
static int table_take(lua_State *L)
{
    bs_table *table = bs_table_check(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    size_t count = lua_rawlen(L, 2);
    uint32_t *rows = bs_lua_scratch(L, count, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i + 1);
        int is_integer = 0;
        lua_Integer row = lua_tointegerx(L, -1, &is_integer);
        if (!is_integer || row < 1 || (lua_Unsigned)row > bs_table_row_count(table))
            return luaL_error(L, "there is no row %s", luaL_tolstring(L, -1, NULL));
        rows[i] = (uint32_t)(row - 1);
        lua_pop(L, 1);
    }
    bs_error error;
    return bs_table_give(L, bs_table_take(table, rows, count, bs_table_push(L), &error), &error);
}

/* Table:distinct("country", ..); without names, of all columns */
static int table_distinct(lua_State *L)
{
    bs_table *table = bs_table_check(L, 1);
    bs_names columns = {NULL, 0};
    if (lua_gettop(L) > 1)
        columns = check_names(L, 2);
    bs_error error;
    return bs_table_give(L, bs_table_distinct(table, columns, bs_table_push(L), &error), &error);
}

/* --- columns --- */

/* Table:pick { "name", "share" } */
static int table_pick(lua_State *L)
{
    bs_table *table = bs_table_check(L, 1);
    bs_names columns = check_names(L, 2);
    bs_error error;
    return bs_table_give(L, bs_table_pick(table, columns, bs_table_push(L), &error), &error);
}

/* Table:rename { old = "new" } */
static int table_rename(lua_State *L)
{
    bs_table *table = bs_table_check(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    bs_names from = sorted_keys(L, 2);
    bs_str *to = bs_lua_scratch(L, from.count, sizeof *to);
    for (size_t i = 0; i < from.count; i++) {
        lua_pushlstring(L, from.items[i].data, from.items[i].size);
        if (lua_rawget(L, 2) != LUA_TSTRING)
            return luaL_error(L, "names of columns are strings");
        to[i] = bs_lua_check_str(L, -1);
        lua_pop(L, 1);
    }
    bs_error error;
    return bs_table_give(
        L, bs_table_rename(table, from, (bs_names){to, from.count}, bs_table_push(L), &error),
        &error);
}

/* What the new column at slot `from` gives for row `index`; pushes it. */
static void push_new_cell(lua_State *L, int from, size_t index)
{
    switch (lua_type(L, from)) {
    case LUA_TFUNCTION:
        lua_pushvalue(L, from);
        bs_row_push(L, 1, index);
        lua_call(L, 1, 1);
        break;
    case LUA_TTABLE:
    case LUA_TUSERDATA: /* a vector or a column */
        lua_geti(L, from, (lua_Integer)index + 1);
        break;
    default:
        lua_pushvalue(L, from);
    }
}

/* Replaces the table at 1 by one with the column `name`, made of the value on top. */
static void add_column(lua_State *L, bs_str name)
{
    int from = lua_gettop(L);
    bs_table *table = bs_table_check(L, 1);
    size_t count = bs_table_row_count(table);
    bs_value *values = bs_lua_scratch(L, count, sizeof *values);
    lua_newtable(L); /* keeps the texts */
    int texts = lua_gettop(L);
    for (size_t i = 0; i < count; i++) {
        push_new_cell(L, from, i);
        if (!bs_lua_to_value(L, -1, &values[i]))
            luaL_error(L,
                       "row %I of new column '%s' is a %s; a cell is text, a number, a boolean "
                       "or nil",
                       (lua_Integer)i + 1, lua_pushlstring(L, name.data, name.size),
                       luaL_typename(L, -2));
        if (values[i].type == BS_COLUMN_TEXT && !values[i].is_missing)
            lua_rawseti(L, texts, (lua_Integer)i + 1);
        else
            lua_pop(L, 1);
    }
    lua_pushliteral(L, "script: ");
    lua_pushlstring(L, name.data, name.size);
    lua_concat(L, 2);
    bs_str rule = bs_lua_check_str(L, -1);
    bs_error error;
    bs_table_give(L, bs_table_add(table, name, values, rule, bs_table_push(L), &error), &error);
    lua_replace(L, 1);
    lua_settop(L, from - 1);
}

/* Table:add { name = function(row) .. end | sequence | value, .. }, in order of names */
static int table_add(lua_State *L)
{
    bs_table_check(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    bs_names names = sorted_keys(L, 2);
    for (size_t i = 0; i < names.count; i++) {
        lua_pushlstring(L, names.items[i].data, names.items[i].size);
        lua_rawget(L, 2);
        add_column(L, names.items[i]);
    }
    lua_pushvalue(L, 1);
    return 1;
}

/* Table:bind(other) */
static int table_bind(lua_State *L)
{
    bs_table *table = bs_table_check(L, 1), *other = bs_table_check(L, 2);
    bs_error error;
    return bs_table_give(L, bs_table_bind(table, other, bs_table_push(L), &error), &error);
}

/* --- ranks, shares, groups --- */

static bs_ties check_ties(lua_State *L, bs_str name)
{
    bs_ties ties = BS_TIES_MIN;
    if (name.data && !bs_ties_from_name(name, &ties))
        luaL_error(L, "ties are min, max, average or dense, not '%s'", name.data);
    return ties;
}

/* Table:rank { by, ties, ascending, within, as } */
static int table_rank(lua_State *L)
{
    static const char *const known[] = {"by", "ties", "ascending", "within", "as", NULL};
    bs_table *table = bs_table_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_rank_options options = {0};
    options.by = bs_option_str(L, 2, "by");
    options.ties = check_ties(L, bs_option_str(L, 2, "ties"));
    options.is_ascending = bs_option_boolean(L, 2, "ascending", false);
    options.within = bs_option_names(L, 2, "within");
    options.as = bs_option_str(L, 2, "as");
    luaL_argcheck(L, options.by.data, 2, "option 'by' names the column to rank by");
    bs_error error;
    return bs_table_give(L, bs_table_rank(table, &options, bs_table_push(L), &error), &error);
}

/* Table:share { of, within, as } */
static int table_share(lua_State *L)
{
    static const char *const known[] = {"of", "within", "as", NULL};
    bs_table *table = bs_table_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_share_options options = {0};
    options.of = bs_option_str(L, 2, "of");
    options.within = bs_option_names(L, 2, "within");
    options.as = bs_option_str(L, 2, "as");
    luaL_argcheck(L, options.of.data, 2, "option 'of' names the column to take shares of");
    bs_error error;
    return bs_table_give(L, bs_table_share(table, &options, bs_table_push(L), &error), &error);
}

static bs_total check_total(lua_State *L, bs_str name)
{
    bs_total total = BS_TOTAL_NONE;
    if (!bs_total_from_name(name, &total))
        luaL_error(L, "there is no total '%s'; they are %s", name.data, bs_total_names);
    return total;
}

/* Reads "count", or { "sum", "tiv" }, or { "quantile", "tiv", 0.9 }, on top of the stack. */
static void check_total_column(lua_State *L, bs_total_column *column)
{
    if (lua_type(L, -1) == LUA_TSTRING) {
        column->total = check_total(L, bs_lua_check_str(L, -1));
        return;
    }
    if (lua_type(L, -1) != LUA_TTABLE)
        luaL_error(L, "a total is a name or { name, column }, not a %s", luaL_typename(L, -1));
    lua_rawgeti(L, -1, 1);
    column->total = check_total(L, bs_lua_check_str(L, -1));
    if (lua_rawgeti(L, -2, 2) != LUA_TNIL)
        column->column = bs_lua_check_str(L, -1);
    if (lua_rawgeti(L, -3, 3) != LUA_TNIL)
        column->probability = luaL_checknumber(L, -1);
    lua_pop(L, 3); /* the list keeps its strings */
}

/* Table:group { by, NAME = "count" | { "sum", column } | { "quantile", column, p }, .. }: a column
 * for each NAME, in order of names */
static int table_group(lua_State *L)
{
    bs_table *table = bs_table_check(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    bs_names by = bs_option_names(L, 2, "by");
    bs_names names = sorted_keys(L, 2);
    bs_total_column *totals = bs_lua_scratch(L, names.count, sizeof *totals);
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        if (bs_str_equal(names.items[i], BS_STR("by")))
            continue;
        totals[count].name = names.items[i];
        lua_pushlstring(L, names.items[i].data, names.items[i].size);
        lua_rawget(L, 2);
        check_total_column(L, &totals[count++]);
        lua_pop(L, 1);
    }
    bs_error error;
    return bs_table_give(L, bs_table_group(table, by, totals, count, bs_table_push(L), &error),
                         &error);
}

/* --- joins, wide and long --- */

/* on = "iso", { "iso", "year" } or { iso = "code" }, partners in the other table */
static void check_on(lua_State *L, bs_join_options *options)
{
    if (lua_getfield(L, 3, "on") == LUA_TTABLE && lua_rawlen(L, -1) == 0) {
        int on = lua_gettop(L);
        options->on = sorted_keys(L, on);
        bs_str *partners = bs_lua_scratch(L, options->on.count, sizeof *partners);
        for (size_t i = 0; i < options->on.count; i++) {
            lua_pushlstring(L, options->on.items[i].data, options->on.items[i].size);
            if (lua_rawget(L, on) != LUA_TSTRING)
                luaL_error(L, "names of columns are strings");
            partners[i] = bs_lua_check_str(L, -1);
            lua_pop(L, 1);
        }
        options->on_other = (bs_names){partners, options->on.count};
        return;
    }
    options->on = bs_lua_names(L, -1, "option 'on'");
}

/* Table:join(other, { on, kind }) */
static int table_join(lua_State *L)
{
    static const char *const known[] = {"on", "kind", NULL};
    bs_table *table = bs_table_check(L, 1), *other = bs_table_check(L, 2);
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    bs_join_options options = {0};
    bs_str kind = bs_option_str(L, 3, "kind");
    if (kind.data && !bs_join_kind_from_name(kind, &options.kind))
        return luaL_error(L, "kinds of join are inner, left, full, anti and semi, not '%s'",
                          kind.data);
    check_on(L, &options);
    luaL_argcheck(L, options.on.count > 0, 3, "option 'on' names the columns to join on");
    bs_error error;
    return bs_table_give(L, bs_table_join(table, other, &options, bs_table_push(L), &error),
                         &error);
}

/* Table:pivot { rows, columns, value, total, probability, fill } */
static int table_pivot(lua_State *L)
{
    static const char *const known[] = {"rows",        "columns", "value", "total",
                                        "probability", "fill",    NULL};
    bs_table *table = bs_table_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_pivot_options options = {0};
    options.rows = bs_option_names(L, 2, "rows");
    options.columns = bs_option_str(L, 2, "columns");
    options.value = bs_option_str(L, 2, "value");
    luaL_argcheck(L, options.rows.count > 0 && options.columns.data && options.value.data, 2,
                  "options 'rows', 'columns' and 'value' name columns");
    bs_str total = bs_option_str(L, 2, "total");
    if (total.data)
        options.total = check_total(L, total);
    options.probability = bs_option_number(L, 2, "probability", 0.5);
    bs_value fill;
    if (lua_getfield(L, 2, "fill") != LUA_TNIL) {
        luaL_argcheck(L, bs_lua_to_value(L, -1, &fill), 2, "option 'fill' is no cell");
        options.fill = &fill;
    }
    bs_error error;
    return bs_table_give(L, bs_table_pivot(table, &options, bs_table_push(L), &error), &error);
}

/* Table:melt { keep, columns, numbered, drop_missing, names, values } */
static int table_melt(lua_State *L)
{
    static const char *const known[] = {"keep",  "columns", "numbered", "drop_missing",
                                        "names", "values",  NULL};
    bs_table *table = bs_table_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_melt_options options = {0};
    options.keep = bs_option_names(L, 2, "keep");
    options.columns = bs_option_names(L, 2, "columns");
    options.is_numbered = bs_option_boolean(L, 2, "numbered", false);
    options.drop_missing = bs_option_boolean(L, 2, "drop_missing", false);
    options.names_to = bs_option_str(L, 2, "names");
    options.values_to = bs_option_str(L, 2, "values");
    bs_error error;
    return bs_table_give(L, bs_table_melt(table, &options, bs_table_push(L), &error), &error);
}

const luaL_Reg bs_table_operations[] = {
    {"where", table_where},       {"sort", table_sort},
    {"top", table_top},           {"take", table_take},
    {"distinct", table_distinct}, {"pick", table_pick},
    {"rename", table_rename},     {"add", table_add},
    {"bind", table_bind},         {"rank", table_rank},
    {"share", table_share},       {"group", table_group},
    {"join", table_join},         {"pivot", table_pivot},
    {"melt", table_melt},         {NULL, NULL},
};
