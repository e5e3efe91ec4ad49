/* command_report.c - broadsheet report: asks scripts/lib/report.lua, and puts what it gives where
 * it was wanted. */
#include <sys/ioctl.h>
#include <unistd.h>

#include <lauxlib.h>

#include "base/error.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/host.h"

/* Pushes the request that report.main() takes. Runs protected. */
static int push_request(lua_State *L)
{
    const bs_options *options = lua_touserdata(L, 1);
    lua_createtable(L, 0, 5);
    lua_pushstring(L, options->operands[0]);
    lua_setfield(L, -2, "name");
    lua_createtable(L, (int)options->params.count, 0);
    for (size_t i = 0; i < options->params.count; i++) {
        const bs_param *param = &options->params.items[i];
        lua_createtable(L, 2, 0);
        lua_pushlstring(L, param->name.data, param->name.size);
        lua_rawseti(L, -2, 1);
        lua_pushlstring(L, param->value.data, param->value.size);
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "params");
    lua_pushstring(L, options->format);
    lua_setfield(L, -2, "format");
    lua_pushboolean(L, options->crosswalk != NULL);
    lua_setfield(L, -2, "wants_crosswalk");
    struct winsize size;
    if (!options->output && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        lua_pushinteger(L, size.ws_col);
        lua_setfield(L, -2, "width");
    }
    return 1;
}

/* A field of the result on top, absent when it is nil. It stays valid while the result does. */
static bs_str field(lua_State *L, const char *name)
{
    size_t size = 0;
    const char *data = NULL;
    if (lua_getfield(L, -1, name) == LUA_TSTRING)
        data = lua_tolstring(L, -1, &size);
    lua_pop(L, 1);
    return (bs_str){data, size};
}

static int deliver(const bs_options *options, bs_str text, bs_str crosswalk)
{
    bs_error error;
    bs_status status = BS_OK;
    if (options->crosswalk && crosswalk.data)
        status = bs_file_write(options->crosswalk, crosswalk, &error);
    if (status == BS_OK && options->output &&
        !bs_str_equal(bs_str_from(options->output), BS_STR("-")))
        status = bs_file_write(options->output, text, &error);
    else if (status == BS_OK)
        return bs_console_write(text, &error) == BS_OK ? BS_EXIT_DONE : BS_EXIT_FAILED;
    return status == BS_OK ? BS_EXIT_DONE : bs_console_fail(&error);
}

/* Takes the result of report.lua, a string or a table, from the top of the stack. */
static int take_result(bs_host *host, const bs_options *options)
{
    lua_State *L = bs_script_state(host->script);
    if (lua_type(L, -1) == LUA_TSTRING) {
        size_t size = 0;
        const char *data = lua_tolstring(L, -1, &size);
        return deliver(options, (bs_str){data, size}, (bs_str){NULL, 0});
    }
    bs_str misuse = field(L, "misuse");
    if (misuse.data) {
        bs_console_say("%.*s", BS_STR_ARG(misuse));
        return BS_EXIT_MISUSE;
    }
    return deliver(options, field(L, "text"), field(L, "crosswalk"));
}

/* Calls list(), help(name) or main(request). */
static bs_status call_report(bs_host *host, const bs_options *options, bs_error *error)
{
    lua_State *L = bs_script_state(host->script);
    if (options->operand_count == 0)
        return bs_script_call_module(host->script, "report", "list", 0, error);
    if (options->corpus && !options->wants_help) {
        bs_status status = bs_script_set_corpus(host->script, options->corpus, error);
        if (status != BS_OK)
            return status;
    }
    lua_pushcfunction(L, push_request);
    lua_pushlightuserdata(L, (void *)(uintptr_t)options);
    bs_status status = bs_script_call(host->script, 1, error);
    if (status != BS_OK)
        return status;
    if (!options->wants_help)
        return bs_script_call_module(host->script, "report", "main", 1, error);
    lua_getfield(L, -1, "name");
    lua_replace(L, -2);
    return bs_script_call_module(host->script, "report", "help", 1, error);
}

static bs_str folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return BS_STR(".");
    return (bs_str){path, slash == path ? 1 : (size_t)(slash - path)};
}

int bs_command_report(const bs_options *options)
{
    bs_host host;
    bs_error error;
    bs_str folder = options->operand_count ? folder_of(options->operands[0]) : BS_STR(".");
    if (bs_host_open(&host, options, folder, &error) != BS_OK) {
        bs_host_close(&host);
        return bs_console_fail(&error);
    }
    bs_status status = call_report(&host, options, &error);
    bs_console_bar_end(&host.bar);
    int result = status == BS_OK ? take_result(&host, options) : bs_host_fail(&host);
    bs_host_close(&host);
    return result;
}
