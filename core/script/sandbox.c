/*
 * sandbox.c - what scripts of one's own do not get: programs, machine code, bytecode, and the parts
 * of the debug library that undo the rest. Each name stays and says how to allow it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "script/runtime_state.h"

static int refuse(lua_State *L)
{
    return luaL_error(L, "%s is not available to scripts; run with --trust to allow it",
                      lua_tostring(L, lua_upvalueindex(1)));
}

/* Replaces `field` of the table on top by a function that refuses as `name`. */
static void forbid(lua_State *L, const char *field, const char *name)
{
    lua_pushstring(L, name);
    lua_pushcclosure(L, refuse, 1);
    lua_setfield(L, -2, field);
}

static int refuse_bytecode(lua_State *L, int message)
{
    const char *text = lua_tostring(L, message);
    if (text && strstr(text, "attempt to load a binary chunk"))
        return luaL_error(L, "bytecode is not available to scripts; run with --trust to allow it");
    return 0;
}

/* load(chunk, name, mode, environment), with the mode always "t"; the real one is upvalue 1 */
static int load_text(lua_State *L)
{
    bool has_environment = lua_gettop(L) >= 4;
    lua_settop(L, has_environment ? 4 : 2);
    lua_pushliteral(L, "t");
    if (has_environment)
        lua_replace(L, 3);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, has_environment ? 4 : 3, LUA_MULTRET);
    if (lua_isnil(L, 1))
        refuse_bytecode(L, 2);
    return lua_gettop(L);
}

static void load_file(lua_State *L, const char *path)
{
    if (luaL_loadfilex(L, path, "t") != LUA_OK) {
        refuse_bytecode(L, -1);
        lua_error(L);
    }
}

/* loadfile(path, mode, environment), likewise */
static int load_text_file(lua_State *L)
{
    const char *path = luaL_optstring(L, 1, NULL);
    bool has_environment = !lua_isnone(L, 3);
    if (luaL_loadfilex(L, path, "t") != LUA_OK) {
        refuse_bytecode(L, -1);
        lua_pushnil(L);
        lua_insert(L, -2);
        return 2;
    }
    if (has_environment) {
        lua_pushvalue(L, 3);
        if (!lua_setupvalue(L, -2, 1))
            lua_pop(L, 1);
    }
    return 1;
}

static int finish_file(lua_State *L, int status, lua_KContext extra)
{
    (void)status;
    (void)extra;
    return lua_gettop(L) - 1;
}

static int do_text_file(lua_State *L)
{
    const char *path = luaL_optstring(L, 1, NULL);
    lua_settop(L, 1);
    load_file(L, path);
    lua_callk(L, 0, LUA_MULTRET, 0, finish_file);
    return finish_file(L, 0, 0);
}

/* The searcher of Lua files, which loads text alone. */
static int search_text(lua_State *L)
{
    luaL_checkstring(L, 1);
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "searchpath");
    lua_pushvalue(L, 1);
    lua_getfield(L, -3, "path");
    lua_call(L, 2, 2);
    if (lua_isnil(L, -2)) {
        lua_pushfstring(L, "%s", lua_tostring(L, -1));
        return 1;
    }
    lua_pop(L, 1);
    load_file(L, lua_tostring(L, -1));
    lua_insert(L, -2);
    return 2;
}

static int refuse_debug(lua_State *L)
{
    return luaL_error(L, "debug.%s is not available to scripts; run with --trust to allow it",
                      luaL_tolstring(L, 2, NULL));
}

/* `debug` keeps traceback, which only reads. */
static void replace_debug(lua_State *L)
{
    lua_getglobal(L, "debug");
    lua_newtable(L);
    lua_getfield(L, -2, "traceback");
    lua_setfield(L, -2, "traceback");
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, refuse_debug);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "debug");
    lua_pop(L, 1);
    lua_setglobal(L, "debug");
    lua_pop(L, 1);
}

static void replace_searchers(lua_State *L)
{
    lua_getglobal(L, "package");
    forbid(L, "loadlib", "package.loadlib");
    lua_pushliteral(L, "");
    lua_setfield(L, -2, "cpath");
    lua_getfield(L, -1, "searchers");
    lua_pushcfunction(L, search_text);
    lua_rawseti(L, -2, 2);
    for (int i = 3; i <= 4; i++) { /* those of C modules */
        lua_pushnil(L);
        lua_rawseti(L, -2, i);
    }
    lua_pop(L, 2);
}

void bs_open_sandbox(lua_State *L)
{
    lua_getglobal(L, "os");
    forbid(L, "execute", "os.execute");
    forbid(L, "setlocale", "os.setlocale");
    lua_pop(L, 1);
    lua_getglobal(L, "io");
    forbid(L, "popen", "io.popen");
    lua_pop(L, 1);
    lua_getglobal(L, "string");
    forbid(L, "dump", "string.dump");
    lua_pop(L, 1);
    lua_getglobal(L, "load");
    lua_pushcclosure(L, load_text, 1);
    lua_setglobal(L, "load");
    lua_register(L, "loadfile", load_text_file);
    lua_register(L, "dofile", do_text_file);
    replace_searchers(L);
    replace_debug(L);
}

/* --- both modes --- */

/* os.exit(true | false | status): closes the state first, and a lost result is a failure. */
static int exit_process(lua_State *L)
{
    int status = EXIT_SUCCESS;
    if (lua_isboolean(L, 1))
        status = lua_toboolean(L, 1) ? EXIT_SUCCESS : EXIT_FAILURE;
    else
        status = (int)luaL_optinteger(L, 1, EXIT_SUCCESS);
    bool is_lost = fflush(stdout) != 0 || ferror(stdout);
    if (is_lost && errno != EPIPE)
        fprintf(stderr, "broadsheet: standard output: %s\n", strerror(errno));
    bs_script_free(bs_script_of(L));
    exit(is_lost ? 3 : status);
}

/* Scripts beside the script, then those that come with us, then Debian's pure Lua modules. */
static void set_path(lua_State *L)
{
    bs_script *script = bs_script_of(L);
    luaL_Buffer path;
    luaL_buffinit(L, &path);
    bs_str folder = script->options.folder;
    luaL_addlstring(&path, folder.data, folder.size);
    luaL_addstring(&path, "/?.lua;");
    luaL_addlstring(&path, folder.data, folder.size);
    luaL_addstring(&path, "/?/init.lua;");
    if (script->home.data) {
        luaL_addlstring(&path, script->home.data, script->home.size);
        luaL_addstring(&path, "/scripts/lib/?.lua;");
    }
    luaL_addstring(&path, "/usr/share/lua/5.4/?.lua;/usr/share/lua/5.4/?/init.lua");
    luaL_pushresult(&path);
    lua_getglobal(L, "package");
    lua_insert(L, -2);
    lua_setfield(L, -2, "path");
    lua_pop(L, 1);
}

void bs_open_process(lua_State *L)
{
    lua_getglobal(L, "os");
    lua_pushcfunction(L, exit_process);
    lua_setfield(L, -2, "exit");
    lua_pop(L, 1);
    set_path(L);
}
