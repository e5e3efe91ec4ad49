/*
 * coroutine.c - coroutine.resume, coroutine.wrap and xpcall, written so that an interrupt reaches
 * every coroutine that runs.
 *
 * A hook belongs to one coroutine. Ours are kept in a chain while they run, the innermost first, so
 * that the signal handler can arm all of them. The message handler of xpcall would run inside the
 * hook, where no hook is called: while a script is being stopped it is left out.
 */
#include <lauxlib.h>

#include "script/runtime_state.h"

/* Moves the arguments over, resumes, moves the results back: their count, or -1 with a message on
 * top of L. */
static int resume(lua_State *L, lua_State *thread, int arg_count)
{
    if (!lua_checkstack(thread, arg_count)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    lua_xmove(L, thread, arg_count);
    bs_script *script = bs_script_of(L);
    bs_running link = {thread, script->running};
    script->running = &link;
    if (script->stop != BS_STOP_NONE)
        bs_script_stop(script, (bs_stop)script->stop);
    int result_count = 0;
    int status = lua_resume(thread, L, arg_count, &result_count);
    script->running = link.resumer;
    if (status == LUA_OK || status == LUA_YIELD) {
        if (!lua_checkstack(L, result_count + 1)) {
            lua_pop(thread, result_count);
            lua_pushliteral(L, "too many results to resume");
            return -1;
        }
        lua_xmove(thread, L, result_count);
        return result_count;
    }
    lua_xmove(thread, L, 1);
    return -1;
}

/* coroutine.resume(thread, ...) -> true and values, or false and a message */
static int coroutine_resume(lua_State *L)
{
    lua_State *thread = lua_tothread(L, 1);
    luaL_argexpected(L, thread, 1, "coroutine");
    int count = resume(L, thread, lua_gettop(L) - 1);
    lua_pushboolean(L, count >= 0);
    count = count >= 0 ? count : 1;
    lua_insert(L, -(count + 1));
    return count + 1;
}

static int call_wrapped(lua_State *L)
{
    lua_State *thread = lua_tothread(L, lua_upvalueindex(1));
    int count = resume(L, thread, lua_gettop(L));
    if (count >= 0)
        return count;
    int status = lua_status(thread);
    if (status != LUA_OK && status != LUA_YIELD) {
        /* it ended in an error: what it left to be closed is closed */
        status = lua_resetthread(thread);
        if (status != LUA_OK)
            lua_xmove(thread, L, 1);
    }
    if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

/* coroutine.wrap(function) -> function */
static int coroutine_wrap(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *thread = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, thread, 1);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

/* Upvalue 1 is the handler of the script. */
static int handle_message(lua_State *L)
{
    if (bs_script_of(L)->stop != BS_STOP_NONE)
        return 1;
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 1, LUA_MULTRET);
    return lua_gettop(L);
}

static int finish_xpcall(lua_State *L, int status, lua_KContext extra)
{
    if (status != LUA_OK && status != LUA_YIELD) {
        lua_pushboolean(L, 0);
        lua_pushvalue(L, -2);
        return 2;
    }
    return lua_gettop(L) - (int)extra;
}

/* xpcall(function, handler, ...) */
static int protected_call(lua_State *L)
{
    int count = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, handle_message, 1);
    lua_replace(L, 2);
    lua_pushboolean(L, 1); /* first result when all goes well */
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2); /* function, handler, true, function, arguments */
    int status = lua_pcallk(L, count - 2, LUA_MULTRET, 2, 2, finish_xpcall);
    return finish_xpcall(L, status, 2);
}

void bs_open_coroutine(lua_State *L)
{
    lua_getglobal(L, "coroutine");
    lua_pushcfunction(L, coroutine_resume);
    lua_setfield(L, -2, "resume");
    lua_pushcfunction(L, coroutine_wrap);
    lua_setfield(L, -2, "wrap");
    lua_pop(L, 1);
    lua_register(L, "xpcall", protected_call);
}
