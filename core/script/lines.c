/* lines.c - see lines.h. */
#include "script/lines.h"

#include <lauxlib.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/file.h"
#include "base/str.h"

enum { NAMES_MAX = 64, CUT_BYTES_MAX = 1 << 20, STEPS_MAX = 10 * 1000 * 1000 };

/* Replaces the value on top of the stack by its line. */
static void make_line(lua_State *L, const char *name, const char *what)
{
    size_t size;
    if (lua_type(L, -1) != LUA_TSTRING)
        luaL_error(L, "'%s' of %s is a string or a list of strings", name, what);
    const char *value = lua_tolstring(L, -1, &size);
    if (memchr(value, '\n', size))
        luaL_error(L, "'%s' of %s is one line", name, what);
    lua_pushfstring(L, "%s=", name);
    lua_insert(L, -2);
    lua_pushliteral(L, "\n");
    lua_concat(L, 3);
}

static int compare_names(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

/* Pushes the lines of the table at `index`. */
static void push_lines(lua_State *L, int index, const char *what)
{
    const char *names[NAMES_MAX];
    size_t count = 0;
    index = lua_absindex(L, index);
    luaL_checkstack(L, 10, "no room");
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING || count == NAMES_MAX)
            luaL_error(L, "%s is a table with names", what);
        names[count++] = lua_tostring(L, -2);
    }
    qsort(names, count, sizeof *names, compare_names);
    lua_newtable(L); /* pieces, joined at the end: a buffer must be on top of the stack */
    int pieces = lua_gettop(L);
    lua_Integer piece = 0;
    for (size_t i = 0; i < count; i++) {
        lua_getfield(L, index, names[i]);
        bool is_list = lua_istable(L, -1);
        for (lua_Integer at = 1;; at++) {
            if (is_list && lua_rawgeti(L, -1, at) == LUA_TNIL) {
                lua_pop(L, 1);
                break;
            }
            make_line(L, names[i], what);
            lua_rawseti(L, pieces, ++piece);
            if (!is_list)
                break;
        }
        lua_pop(L, is_list);
    }
    luaL_Buffer lines;
    luaL_buffinit(L, &lines);
    for (lua_Integer at = 1; at <= piece; at++) {
        lua_rawgeti(L, pieces, at);
        luaL_addvalue(&lines);
    }
    luaL_pushresult(&lines);
    lua_remove(L, pieces);
}

bs_str bs_option_lines(lua_State *L, int arg, const char *name)
{
    size_t size;
    int type = lua_getfield(L, arg, name);
    if (type == LUA_TNIL)
        return (bs_str){NULL, 0};
    if (type != LUA_TSTRING && type != LUA_TTABLE)
        luaL_error(L, "option '%s' is a table of strings", name);
    if (type == LUA_TTABLE) {
        push_lines(L, -1, name);
        lua_replace(L, -2);
    }
    const char *text = lua_tolstring(L, -1, &size);
    return (bs_str){text, size};
}

/* --- Files ------------------------------------------------------------------------------------ */

static void stop(lua_State *L, lua_Debug *debug)
{
    (void)debug;
    luaL_error(L, "it takes too long");
}

/* Upvalue-free: the text and its name are arguments. */
static int run_file(lua_State *L)
{
    const bs_str *text = lua_touserdata(L, 1);
    const char *path = lua_touserdata(L, 2);
    lua_sethook(L, stop, LUA_MASKCOUNT, STEPS_MAX);
    lua_pushfstring(L, "@%s", path);
    if (luaL_loadbufferx(L, text->data, text->size, lua_tostring(L, -1), "t") != LUA_OK)
        return lua_error(L);
    lua_call(L, 0, 1);
    if (!lua_istable(L, -1))
        return luaL_error(L, "%s returns no table", path);
    push_lines(L, -1, path);
    return 1;
}

static bs_status run_text(lua_State *L, const char *path, bs_str text, bs_arena *arena,
                          bs_str *lines, bs_error *error)
{
    char name[256];
    snprintf(name, sizeof name, "%s", path);
    lua_pushcfunction(L, run_file);
    lua_pushlightuserdata(L, &text);
    lua_pushlightuserdata(L, name);
    if (lua_pcall(L, 2, 1, 0) != LUA_OK) {
        const char *message = lua_tostring(L, -1);
        return bs_fail(error, BS_BAD_DATA, "%s", message ? message : path);
    }
    size_t size;
    const char *found = lua_tolstring(L, -1, &size);
    *lines = bs_arena_copy(arena, (bs_str){found, size});
    return lines->data ? BS_OK : bs_fail_memory(error);
}

bs_status bs_lines_load(const char *path, bs_arena *arena, bs_str *lines, bs_error *error)
{
    bs_str text;
    bs_status status = bs_file_read(path, CUT_BYTES_MAX, arena, &text, error);
    if (status != BS_OK)
        return status;
    lua_State *L = luaL_newstate();
    if (!L)
        return bs_fail_memory(error);
    status = run_text(L, path, text, arena, lines, error);
    lua_close(L);
    return status;
}
