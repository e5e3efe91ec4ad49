/* lua_dictionary.c - words in named groups: broadsheet.dictionary. */
#include <stdlib.h>

#include "script/lua_selection.h"
#include "script/lua_table.h"
#include "script/modules.h"

static int dictionary_free(lua_State *L);
static int dictionary_groups(lua_State *L);

static const luaL_Reg dictionary_fields[] = {{"groups", dictionary_groups}, {NULL, NULL}};
static const luaL_Reg dictionary_operators[] = {{"__gc", dictionary_free}, {NULL, NULL}};

static const bs_lua_class dictionary_class = {
    .name = "broadsheet.dictionary",
    .fields = dictionary_fields,
    .operators = dictionary_operators,
};

bs_dictionary *bs_dictionary_test(lua_State *L, int arg)
{
    bs_dictionary **box = bs_lua_class_test(L, arg, &dictionary_class);
    return box ? *box : NULL;
}

static int dictionary_free(lua_State *L)
{
    bs_dictionary **box = bs_lua_class_check(L, 1, &dictionary_class);
    bs_dictionary_free(*box);
    *box = NULL;
    return 0;
}

/* dictionary.groups -> { { name, { query, .. } }, .. } in order */
static int dictionary_groups(lua_State *L)
{
    bs_dictionary *dictionary = *(bs_dictionary **)bs_lua_class_check(L, 1, &dictionary_class);
    lua_newtable(L);
    for (size_t i = 0; dictionary && i < bs_dictionary_group_count(dictionary); i++) {
        lua_createtable(L, 2, 0);
        bs_lua_push(L, bs_dictionary_group(dictionary, i));
        lua_rawseti(L, -2, 1);
        lua_newtable(L);
        for (size_t j = 0; j < bs_dictionary_query_count(dictionary, i); j++) {
            bs_lua_push(L, bs_query_text(bs_dictionary_query(dictionary, i, j)));
            lua_rawseti(L, -2, (lua_Integer)j + 1);
        }
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* Adds the queries in the value on top to group `group` of the dictionary. */
static void add_group(lua_State *L, bs_dictionary *dictionary, bs_str group)
{
    bs_names queries = bs_lua_names(L, -1, "a group");
    bs_error error;
    for (size_t i = 0; i < queries.count; i++)
        bs_lua_check(L, bs_dictionary_add(dictionary, group, queries.items[i], &error), &error);
    lua_pop(L, 1);
}

/* Rows of a table: the group in the first column, a query in the second (or those so named). */
static void add_table(lua_State *L, bs_dictionary *dictionary, const bs_table *table)
{
    size_t group = bs_table_column_find(table, BS_STR("group"));
    size_t query = bs_table_column_find(table, BS_STR("query"));
    if (group == BS_COLUMN_NONE)
        group = 0;
    if (query == BS_COLUMN_NONE)
        query = 1;
    if (bs_table_column_count(table) < 2)
        luaL_error(L, "a dictionary has two columns: group and query");
    bs_error error;
    for (size_t row = 0; row < bs_table_row_count(table); row++) {
        bs_str name = bs_table_text(table, row, group), words = bs_table_text(table, row, query);
        if (name.data && words.data)
            bs_lua_check(L, bs_dictionary_add(dictionary, name, words, &error), &error);
    }
}

static void add_groups(lua_State *L, bs_dictionary *dictionary)
{
    lua_newtable(L); /* keys in order, as pairs() has none */
    int keys = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            luaL_error(L, "groups of a dictionary have names");
        lua_pushvalue(L, -2);
        lua_rawseti(L, keys, (lua_Integer)lua_rawlen(L, keys) + 1);
    }
    bs_names names = bs_lua_names(L, keys, "a dictionary");
    if (names.count > 1)
        qsort((void *)(uintptr_t)names.items, names.count, sizeof *names.items,
              bs_str_compare_items);
    for (size_t i = 0; i < names.count; i++) {
        lua_pushlstring(L, names.items[i].data, names.items[i].size);
        lua_rawget(L, 1);
        add_group(L, dictionary, names.items[i]);
        lua_pop(L, 1);
    }
}

/* broadsheet.dictionary { group = { query, .. } | query, .. } or of a Table or the path of one */
static int new_dictionary(lua_State *L)
{
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TSTRING) {
        lua_getglobal(L, "broadsheet");
        lua_getfield(L, -1, "table");
        lua_pushvalue(L, 1);
        lua_call(L, 1, 2);
        if (lua_isnil(L, -2))
            return 2;
        lua_pop(L, 1);
        lua_replace(L, 1);
        lua_settop(L, 1);
    }
    const bs_table *table = bs_table_test(L, 1);
    luaL_argexpected(L, table || lua_type(L, 1) == LUA_TTABLE, 1, "table of groups or path");
    bs_dictionary **box = bs_box_push(L, &dictionary_class);
    bs_error error;
    bs_lua_check(L, bs_dictionary_new(box, &error), &error);
    if (table)
        add_table(L, *box, table);
    else
        add_groups(L, *box);
    lua_settop(L, 2);
    return 1;
}

void bs_open_dictionary(lua_State *L)
{
    bs_lua_class_open(L, &dictionary_class);
    lua_pushcfunction(L, new_dictionary);
    lua_setfield(L, -2, "dictionary");
}
