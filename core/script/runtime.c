/*
 * runtime.c - see runtime.h.
 *
 * The hook that stops a script is armed only when there is a reason: one that is always on halves
 * the speed of Lua. Once armed it raises at every instruction, so that a loop of pcall() ends too,
 * until the outermost call has returned. The allocator never refuses memory below twice the limit:
 * the hook raises first, and the emergency collection, which has crashed Lua 5.4.4, is not reached
 * by programs that merely use too much.
 */
#include "script/runtime.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>
#include <lua-lpeg.h>
#include <lualib.h>

#include "base/error.h"
#include "base/home.h"
#include "script/modules.h"
#include "script/runtime_state.h"

/* What Ctrl-C sets, and whom it stops: a signal handler can find them nowhere else. */
static volatile int interrupt_flag;
static bs_script *volatile interrupt_script;

static void stop_hook(lua_State *L, lua_Debug *activation);

/* --- memory --- */

static void *allocate(void *context, void *block, size_t old_size, size_t size)
{
    bs_script *script = context;
    if (!block)
        old_size = 0; /* then it is the kind of object */
    if (size == 0) {
        free(block);
        script->used -= old_size;
        return NULL;
    }
    size_t used = script->used - old_size + size;
    if (size > old_size && used / 2 > script->memory_max)
        return NULL;
    void *moved = realloc(block, size);
    if (!moved)
        return NULL;
    script->used = used;
    if (used > script->memory_max && size > old_size && script->stop == BS_STOP_NONE)
        bs_script_stop(script, BS_STOP_MEMORY);
    return moved;
}

/* True when a full collection did not free enough to go on. */
static bool is_memory_full(lua_State *L, bs_script *script)
{
    lua_gc(L, LUA_GCCOLLECT);
    return script->used > script->memory_max / 16 * 15;
}

static void print_size(size_t size, char text[32])
{
    if (size >= (size_t)1 << 30 && size % ((size_t)1 << 30) == 0)
        snprintf(text, 32, "%zu GiB", size >> 30);
    else if (size >= (size_t)1 << 20)
        snprintf(text, 32, "%zu MiB", size >> 20);
    else
        snprintf(text, 32, "%zu bytes", size);
}

/* --- stopping --- */

void bs_script_stop(bs_script *script, bs_stop reason)
{
    script->stop = reason;
    for (bs_running *running = script->running; running; running = running->resumer)
        lua_sethook(running->thread, stop_hook,
                    LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

static void disarm(bs_script *script)
{
    script->stop = BS_STOP_NONE;
    for (bs_running *running = script->running; running; running = running->resumer)
        lua_sethook(running->thread, NULL, 0, 0);
}

static void stop_hook(lua_State *L, lua_Debug *activation)
{
    (void)activation;
    bs_script *script = bs_script_of(L);
    if (script->stop == BS_STOP_MEMORY) {
        if (!is_memory_full(L, script)) {
            disarm(script);
            return;
        }
        script->stop = BS_STOP_SPENT; /* a script that catches it must not begin anew */
    }
    if (script->stop == BS_STOP_SPENT) {
        char size[32];
        print_size(script->memory_max, size);
        luaL_error(L, "memory limit of %s reached", size);
    }
    if (script->stop == BS_STOP_INTERRUPT)
        luaL_error(L, "interrupted");
    lua_sethook(L, NULL, 0, 0); /* a coroutine that was made while something else was stopped */
}

static void on_interrupt(int number)
{
    signal(number, SIG_DFL); /* the second one ends the process */
    interrupt_flag = 1;
    bs_script *script = interrupt_script;
    if (script)
        bs_script_stop(script, BS_STOP_INTERRUPT);
}

void bs_interrupt_catch(void)
{
    interrupt_flag = 0;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_interrupt; /* without SA_RESTART: a read at a prompt must end */
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

const volatile int *bs_interrupt_flag(void)
{
    return &interrupt_flag;
}

void bs_interrupt_clear(void)
{
    interrupt_flag = 0;
}

/* --- calls --- */

int bs_script_traceback(lua_State *L)
{
    const char *message = luaL_tolstring(L, 1, NULL);
    luaL_traceback(L, L, message, 1);
    return 1;
}

/* "not enough memory" comes from the allocator and means that twice the limit was asked for. */
static void keep_failure(bs_script *script, int result, bs_error *error)
{
    lua_State *L = script->state;
    script->trace.size = 0;
    if (result == LUA_ERRMEM) {
        char size[32];
        print_size(script->memory_max, size);
        bs_buffer_print(&script->trace, "memory limit of %s reached", size);
    } else {
        size_t size = 0;
        const char *message = lua_tolstring(L, -1, &size);
        if (!message)
            message = "error without a message", size = strlen(message);
        bs_buffer_add(&script->trace, (bs_str){message, size});
    }
    bs_buffer_add_char(&script->trace, '\0');
    const char *trace = bs_script_trace(script);
    size_t line = strcspn(trace, "\n");
    bs_fail(error, script->stop == BS_STOP_INTERRUPT ? BS_CANCELLED : BS_BAD_DATA, "%.*s",
            (int)(line < 500 ? line : 500), trace);
}

const char *bs_script_trace(const bs_script *script)
{
    return script->trace.data && !script->trace.failed ? script->trace.data : "out of memory";
}

bs_status bs_script_call(bs_script *script, int arg_count, bs_error *error)
{
    lua_State *L = script->state;
    int base = lua_gettop(L) - arg_count;
    if (!lua_checkstack(L, 2))
        return bs_fail_memory(error);
    lua_pushcfunction(L, bs_script_traceback);
    lua_insert(L, base);
    script->call_depth++;
    int result = lua_pcall(L, arg_count, LUA_MULTRET, base);
    script->call_depth--;
    bs_status status = BS_OK;
    if (result != LUA_OK) {
        bs_error ignored;
        status = BS_BAD_DATA;
        keep_failure(script, result, error ? error : &ignored);
        if (script->stop == BS_STOP_INTERRUPT)
            status = BS_CANCELLED;
        lua_settop(L, base - 1);
    } else {
        lua_remove(L, base);
    }
    if (script->call_depth == 0)
        disarm(script);
    return status;
}

/* --- a new state --- */

static int warn_and_abort(lua_State *L)
{
    const char *message = lua_tostring(L, -1);
    fprintf(stderr, "broadsheet: unprotected error in a script: %s\n", message ? message : "?");
    return 0;
}

/* Runs protected: whatever fails here fails bs_script_new(). */
static int open_everything(lua_State *L)
{
    bs_script *script = lua_touserdata(L, 1);
    luaL_openlibs(L);
    luaL_requiref(L, "lpeg", luaopen_lpeg, 1);
    lua_pop(L, 1);
    bs_open_coroutine(L);
    bs_open_process(L);
    if (!script->options.is_trusted)
        bs_open_sandbox(L);
    bs_open_modules(L);
    return 0;
}

static bs_status open_state(bs_script *script, bs_error *error)
{
    lua_State *L = lua_newstate(allocate, script);
    if (!L)
        return bs_fail_memory(error);
    script->state = L;
    *(bs_script **)lua_getextraspace(L) = script;
    lua_atpanic(L, warn_and_abort);
    script->main = (bs_running){L, NULL};
    script->running = &script->main;
    lua_pushcfunction(L, open_everything);
    lua_pushlightuserdata(L, script);
    bs_status status = bs_script_call(script, 1, error);
    return status == BS_OK || status == BS_CANCELLED ? status : bs_fail_memory(error);
}

bs_status bs_script_new(const bs_script_options *options, bs_script **made, bs_error *error)
{
    bs_script *script = calloc(1, sizeof *script);
    if (!script)
        return bs_fail_memory(error);
    script->options = *options;
    script->options.progress.cancel = &interrupt_flag;
    script->memory_max = options->memory_max ? options->memory_max : BS_SCRIPT_MEMORY;
    bs_error no_home;
    if (bs_home_find(&script->arena, &script->home, &no_home) != BS_OK)
        script->home = (bs_str){NULL, 0};
    bs_str folder = options->folder.data ? options->folder : BS_STR(".");
    script->options.folder = bs_arena_copy(&script->arena, folder);
    bs_status status =
        script->options.folder.data ? open_state(script, error) : bs_fail_memory(error);
    if (status != BS_OK) {
        bs_script_free(script);
        return status;
    }
    interrupt_script = script;
    *made = script;
    return BS_OK;
}

void bs_script_free(bs_script *script)
{
    if (!script)
        return;
    if (interrupt_script == script)
        interrupt_script = NULL;
    if (script->state)
        lua_close(script->state);
    bs_buffer_clear(&script->trace);
    bs_arena_clear(&script->arena);
    free(script);
}

lua_State *bs_script_state(bs_script *script)
{
    return script->state;
}

bs_script *bs_script_of(lua_State *L)
{
    return *(bs_script **)lua_getextraspace(L);
}

const bs_script_options *bs_script_options_of(const bs_script *script)
{
    return &script->options;
}

const bs_progress *bs_script_progress(const bs_script *script)
{
    return &script->options.progress;
}

bs_str bs_script_home(const bs_script *script)
{
    return script->home;
}
