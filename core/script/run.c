/* run.c - a file, or a function of a module, run in a script with its arguments. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <lauxlib.h>

#include "base/error.h"
#include "script/runtime_state.h"

typedef struct run_request {
    const char *path;
    char *const *args;
    size_t arg_count;
    bool is_trusted;
} run_request;

/* Runs protected: pushes the chunk and its arguments, and sets `arg`. */
static int load_chunk(lua_State *L)
{
    const run_request *request = lua_touserdata(L, 1);
    lua_settop(L, 0);
    if (request->arg_count > INT_MAX / 2)
        return luaL_error(L, "too many arguments");
    int count = (int)request->arg_count;
    luaL_checkstack(L, count + 4, "too many arguments");
    const char *path = strcmp(request->path, "-") == 0 ? NULL : request->path;
    if (luaL_loadfilex(L, path, request->is_trusted ? NULL : "t") != LUA_OK)
        return lua_error(L);
    lua_createtable(L, count, 1);
    lua_pushstring(L, request->path);
    lua_rawseti(L, -2, 0);
    for (int i = 0; i < count; i++) {
        lua_pushstring(L, request->args[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setglobal(L, "arg");
    for (int i = 0; i < count; i++)
        lua_pushstring(L, request->args[i]);
    lua_call(L, count, 0);
    return 0;
}

bs_status bs_script_run_file(bs_script *script, const char *path, char *const *args,
                             size_t arg_count, bs_error *error)
{
    lua_State *L = script->state;
    run_request request = {path, args, arg_count, script->options.is_trusted};
    lua_pushcfunction(L, load_chunk);
    lua_pushlightuserdata(L, &request);
    return bs_script_call(script, 1, error);
}

/* Names are light userdata: pointers to C strings. */
static int call_function(lua_State *L)
{
    int count = lua_gettop(L) - 2;
    lua_getglobal(L, "require");
    lua_pushstring(L, lua_touserdata(L, 1));
    lua_call(L, 1, 1);
    lua_getfield(L, -1, lua_touserdata(L, 2));
    lua_replace(L, 2);
    lua_pop(L, 1);
    lua_call(L, count, 1);
    return 1;
}

bs_status bs_script_call_module(bs_script *script, const char *module, const char *name,
                                int arg_count, bs_error *error)
{
    lua_State *L = script->state;
    if (!lua_checkstack(L, 4))
        return bs_fail_memory(error);
    /* strings are made inside the protected call, where running out of memory is an error */
    lua_pushcfunction(L, call_function);
    lua_pushlightuserdata(L, (void *)(uintptr_t)module);
    lua_pushlightuserdata(L, (void *)(uintptr_t)name);
    lua_rotate(L, -(arg_count + 3), 3);
    return bs_script_call(script, arg_count + 2, error);
}

/* Runs protected: corpus = assert(broadsheet.open(path)) */
static int set_corpus(lua_State *L)
{
    const char *path = lua_touserdata(L, 1);
    lua_getglobal(L, "broadsheet");
    lua_getfield(L, -1, "open");
    lua_pushstring(L, path);
    lua_call(L, 1, 2);
    if (lua_isnil(L, -2))
        return lua_error(L);
    lua_pop(L, 1);
    lua_setglobal(L, "corpus");
    return 0;
}

bs_status bs_script_set_corpus(bs_script *script, const char *path, bs_error *error)
{
    lua_pushcfunction(script->state, set_corpus);
    lua_pushlightuserdata(script->state, (void *)(uintptr_t)path);
    return bs_script_call(script, 1, error);
}
