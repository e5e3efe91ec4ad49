/* bind.c - see bind.h. */
#include "script/bind.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>

#include "base/nearest.h"
#include "script/lua_vector.h"

enum { NAMES_MAX = 512, CLASS_SLOTS = 8 };

/* --- failures --- */

int bs_lua_fail(lua_State *L, const bs_error *error)
{
    if (error->status == BS_CANCELLED)
        return luaL_error(L, "interrupted");
    if (error->status == BS_MISUSE)
        return luaL_error(L, "%s", error->message);
    lua_pushnil(L);
    lua_pushstring(L, error->message);
    return 2;
}

void bs_lua_check(lua_State *L, bs_status status, const bs_error *error)
{
    if (status == BS_CANCELLED)
        luaL_error(L, "interrupted");
    if (status != BS_OK)
        luaL_error(L, "%s", error->message);
}

int bs_lua_unknown(lua_State *L, const char *what, const char *name)
{
    bs_str names[NAMES_MAX];
    size_t count = 0;
    size_t known = lua_rawlen(L, -1);
    luaL_checkstack(L, NAMES_MAX + 4, "too many names");
    int list = lua_gettop(L);
    for (size_t i = 1; i <= known && count < NAMES_MAX; i++) {
        lua_rawgeti(L, list, (lua_Integer)i); /* stays on the stack for its text */
        if (lua_type(L, -1) == LUA_TSTRING)
            names[count++] = bs_lua_check_str(L, -1);
    }
    bs_str nearest = bs_nearest(bs_str_from(name), names, count);
    if (!nearest.data)
        return luaL_error(L, "%s '%s'", what, name);
    lua_pushlstring(L, nearest.data, nearest.size);
    return luaL_error(L, "%s '%s'; did you mean '%s'?", what, name, lua_tostring(L, -1));
}

void bs_lua_account(lua_State *L, size_t bytes)
{
    size_t kibibytes = bytes >> 10;
    if (kibibytes > 0)
        lua_gc(L, LUA_GCSTEP, kibibytes < (1 << 20) ? (int)kibibytes : 1 << 20);
}

/* --- classes --- */

/* Adds the keys of the table at `index` to the sequence on top. */
static void add_keys(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, (lua_Integer)lua_rawlen(L, -3) + 1);
    }
}

/* Upvalues: fields, methods, the class. */
static int class_index(lua_State *L)
{
    const bs_lua_class *class = lua_touserdata(L, lua_upvalueindex(3));
    if (class->index && class->index(L))
        return 1;
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TFUNCTION) {
        lua_CFunction field = lua_tocfunction(L, -1);
        lua_settop(L, 1);
        return field(L);
    }
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL)
        return 1;
    const char *name = luaL_tolstring(L, 2, NULL);
    const char *title = strrchr(class->name, '.');
    lua_pushfstring(L, "%s has no field", title ? title + 1 : class->name);
    lua_newtable(L);
    if (class->names)
        class->names(L);
    add_keys(L, lua_upvalueindex(1));
    add_keys(L, lua_upvalueindex(2));
    return bs_lua_unknown(L, lua_tostring(L, -2), name);
}

/* Upvalue 1: what to say. */
static int module_index(lua_State *L)
{
    lua_settop(L, 2);
    const char *name = luaL_tolstring(L, 2, NULL);
    lua_newtable(L);
    add_keys(L, 1);
    return bs_lua_unknown(L, lua_tostring(L, lua_upvalueindex(1)), name);
}

void bs_module_strict(lua_State *L, const char *what)
{
    lua_createtable(L, 0, 1);
    lua_pushstring(L, what);
    lua_pushcclosure(L, module_index, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

static void push_functions(lua_State *L, const luaL_Reg *functions)
{
    lua_newtable(L);
    if (functions)
        luaL_setfuncs(L, functions, 0);
}

void bs_lua_class_open(lua_State *L, const bs_lua_class *class)
{
    luaL_checkstack(L, CLASS_SLOTS, NULL);
    luaL_newmetatable(L, class->name);
    if (class->operators)
        luaL_setfuncs(L, class->operators, 0);
    push_functions(L, class->fields);
    push_functions(L, class->methods);
    lua_pushvalue(L, -2);
    lua_setfield(L, -4, "__getters"); /* for completion at the prompt */
    lua_pushvalue(L, -1);
    lua_setfield(L, -4, "__methods");
    lua_pushlightuserdata(L, (void *)(uintptr_t) class);
    lua_pushcclosure(L, class_index, 3);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

void bs_lua_class_set(lua_State *L, const bs_lua_class *class)
{
    luaL_setmetatable(L, class->name);
}

void *bs_lua_class_check(lua_State *L, int arg, const bs_lua_class *class)
{
    return luaL_checkudata(L, arg, class->name);
}

void *bs_lua_class_test(lua_State *L, int arg, const bs_lua_class *class)
{
    return luaL_testudata(L, arg, class->name);
}

void *bs_box_push(lua_State *L, const bs_lua_class *class)
{
    void **box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = NULL;
    bs_lua_class_set(L, class);
    return box;
}

/* --- values --- */

void bs_lua_push(lua_State *L, bs_str text)
{
    if (text.data)
        lua_pushlstring(L, text.data, text.size);
    else
        lua_pushnil(L);
}

bs_str bs_lua_check_str(lua_State *L, int arg)
{
    size_t size = 0;
    const char *data = luaL_checklstring(L, arg, &size);
    return (bs_str){data, size};
}

void bs_lua_push_number(lua_State *L, double value)
{
    if (isnan(value))
        lua_pushnil(L);
    else
        lua_pushnumber(L, value);
}

void bs_lua_push_value(lua_State *L, bs_value value)
{
    if (value.is_missing) {
        lua_pushnil(L);
        return;
    }
    switch (value.type) {
    case BS_COLUMN_TEXT:
        bs_lua_push(L, value.text);
        break;
    case BS_COLUMN_INTEGER:
        lua_pushinteger(L, value.integer);
        break;
    case BS_COLUMN_NUMBER:
        bs_lua_push_number(L, value.number);
        break;
    case BS_COLUMN_BOOLEAN:
        lua_pushboolean(L, value.boolean);
        break;
    }
}

bool bs_lua_to_value(lua_State *L, int index, bs_value *value)
{
    *value = (bs_value){.type = BS_COLUMN_TEXT};
    switch (lua_type(L, index)) {
    case LUA_TNIL:
        value->is_missing = true;
        return true;
    case LUA_TBOOLEAN:
        value->type = BS_COLUMN_BOOLEAN;
        value->boolean = lua_toboolean(L, index);
        return true;
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) {
            value->type = BS_COLUMN_INTEGER;
            value->integer = lua_tointeger(L, index);
            return true;
        }
        value->type = BS_COLUMN_NUMBER;
        value->number = lua_tonumber(L, index);
        value->is_missing = isnan(value->number);
        return true;
    case LUA_TSTRING:
        value->text.data = lua_tolstring(L, index, &value->text.size);
        return true;
    default:
        return false;
    }
}

void *bs_lua_scratch(lua_State *L, size_t count, size_t width)
{
    if (count > 0 && width > (size_t)PTRDIFF_MAX / count)
        luaL_error(L, "too many items");
    void *items = lua_newuserdatauv(L, count * width, 0);
    memset(items, 0, count * width);
    return items;
}

bs_names bs_lua_names(lua_State *L, int index, const char *what)
{
    index = lua_absindex(L, index);
    bs_names names = {NULL, 0};
    if (lua_isnoneornil(L, index)) {
        lua_pushnil(L);
        return names;
    }
    if (lua_type(L, index) == LUA_TSTRING) {
        bs_str *item = bs_lua_scratch(L, 1, sizeof *item);
        *item = bs_lua_check_str(L, index);
        return (bs_names){item, 1};
    }
    if (lua_type(L, index) != LUA_TTABLE)
        luaL_error(L, "%s takes a string or a list of strings, not a %s", what,
                   luaL_typename(L, index));
    size_t count = lua_rawlen(L, index);
    bs_str *items = bs_lua_scratch(L, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        if (lua_rawgeti(L, index, (lua_Integer)i + 1) != LUA_TSTRING)
            luaL_error(L, "%s takes strings, and item %d is a %s", what, (int)i + 1,
                       luaL_typename(L, -1));
        items[i] = bs_lua_check_str(L, -1); /* the list keeps it */
        lua_pop(L, 1);
    }
    return (bs_names){items, count};
}

bs_numbers bs_lua_numbers(lua_State *L, int arg)
{
    bs_numbers numbers;
    if (bs_vector_test(L, arg, &numbers)) {
        lua_pushnil(L);
        return numbers;
    }
    luaL_argexpected(L, lua_type(L, arg) == LUA_TTABLE, arg, "vector or sequence of numbers");
    /* `n` tells the length of a sequence with holes */
    lua_Integer count = (lua_Integer)lua_rawlen(L, arg);
    if (lua_getfield(L, arg, "n") == LUA_TNUMBER && lua_tointeger(L, -1) > count)
        count = lua_tointeger(L, -1);
    lua_pop(L, 1);
    luaL_argcheck(L, count >= 0 && count < INT_MAX, arg, "too long");
    double *items = bs_lua_scratch(L, (size_t)count, sizeof *items);
    for (lua_Integer i = 0; i < count; i++) {
        int type = lua_rawgeti(L, arg, i + 1);
        if (type != LUA_TNUMBER && type != LUA_TNIL)
            luaL_error(L, "item %d is a %s, not a number", (int)i + 1, lua_typename(L, type));
        items[i] = type == LUA_TNIL ? NAN : lua_tonumber(L, -1);
        lua_pop(L, 1);
    }
    return (bs_numbers){items, (size_t)count};
}

/* --- options --- */

static bool is_known(const char *name, const char *const *known)
{
    for (; *known; known++) {
        if (strcmp(name, *known) == 0)
            return true;
    }
    return false;
}

void bs_options_check(lua_State *L, int arg, const char *const *known, bool has_items)
{
    if (lua_isnoneornil(L, arg)) {
        lua_settop(L, arg > lua_gettop(L) ? arg : lua_gettop(L));
        lua_newtable(L);
        lua_replace(L, arg);
        return;
    }
    luaL_checktype(L, arg, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, arg)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING && is_known(lua_tostring(L, -1), known))
            continue;
        if (has_items && lua_isinteger(L, -1))
            continue;
        const char *name = luaL_tolstring(L, -1, NULL);
        lua_newtable(L);
        for (; *known; known++) {
            lua_pushstring(L, *known);
            lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
        }
        bs_lua_unknown(L, "there is no option", name);
    }
}

static int get_option(lua_State *L, int arg, const char *name)
{
    luaL_checkstack(L, 4, NULL);
    return lua_getfield(L, arg, name);
}

static void fail_option(lua_State *L, const char *name, const char *expected)
{
    luaL_error(L, "option '%s' takes %s, not %s", name, expected, luaL_tolstring(L, -1, NULL));
}

bs_str bs_option_str(lua_State *L, int arg, const char *name)
{
    int type = get_option(L, arg, name);
    if (type == LUA_TNIL)
        return (bs_str){NULL, 0};
    if (type != LUA_TSTRING && type != LUA_TNUMBER)
        fail_option(L, name, "a string");
    return bs_lua_check_str(L, -1); /* a number becomes a string: from = 2019 */
}

bs_names bs_option_names(lua_State *L, int arg, const char *name)
{
    get_option(L, arg, name);
    bs_names names = bs_lua_names(L, -1, name);
    lua_remove(L, -2); /* the table of options keeps the strings */
    return names;
}

lua_Integer bs_option_integer(lua_State *L, int arg, const char *name, lua_Integer absent,
                              lua_Integer min, lua_Integer max)
{
    lua_Integer value = absent;
    if (get_option(L, arg, name) != LUA_TNIL) {
        int is_integer = 0;
        value = lua_tointegerx(L, -1, &is_integer);
        if (!is_integer)
            fail_option(L, name, "a whole number");
        if (value < min || value > max)
            luaL_error(L, "option '%s' is from %I to %I, not %I", name, min, max, value);
    }
    lua_pop(L, 1);
    return value;
}

double bs_option_number(lua_State *L, int arg, const char *name, double absent)
{
    double value = absent;
    int type = get_option(L, arg, name);
    if (type != LUA_TNIL && type != LUA_TNUMBER)
        fail_option(L, name, "a number");
    if (type == LUA_TNUMBER)
        value = lua_tonumber(L, -1);
    lua_pop(L, 1);
    return value;
}

bool bs_option_boolean(lua_State *L, int arg, const char *name, bool absent)
{
    bool value = absent;
    int type = get_option(L, arg, name);
    if (type != LUA_TNIL && type != LUA_TBOOLEAN)
        fail_option(L, name, "true or false");
    if (type == LUA_TBOOLEAN)
        value = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}
