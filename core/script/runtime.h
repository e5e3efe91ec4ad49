/*
 * runtime.h - a Lua state with LPeg, our modules, a limit on memory, and a way to stop it.
 *
 * A script of one's own gets the whole language but nothing that starts programs or loads machine
 * code (sandbox.c). One SIGINT ends the call that runs, in C or in Lua, with "interrupted"; a
 * second one ends the process.
 */
#ifndef BS_SCRIPT_RUNTIME_H
#define BS_SCRIPT_RUNTIME_H

#include <lua.h>

#include "base/arena.h"
#include "broadsheet.h"

lua_State *bs_script_state(bs_script *script);
/* The script that a state, or any coroutine of it, belongs to. */
bs_script *bs_script_of(lua_State *L);
const bs_script_options *bs_script_options_of(const bs_script *script);
/* For long calls of the core: tells how far it is, and cancels at Ctrl-C. */
const bs_progress *bs_script_progress(const bs_script *script);
/* The folder with scripts/ and data/, absent when there is none. */
bs_str bs_script_home(const bs_script *script);

/*
 * Runs the function under `arg_count` values on top of the stack, as lua_pcall() does with all of
 * its results, and clears what stopped it. On failure nothing is left of the call, `error` holds
 * the first line of the message, and bs_script_trace() all of it.
 */
bs_status bs_script_call(bs_script *script, int arg_count, bs_error *error);
/* Calls function `name` of module `module` with the values on top of the stack; one result. */
bs_status bs_script_call_module(bs_script *script, const char *module, const char *name,
                                int arg_count, bs_error *error);

/*
 * Ctrl-C. bs_interrupt_catch() makes SIGINT set the flag and stop the newest script; it is called
 * again by whoever goes on after an interrupt. The flag is what bs_progress.cancel points to.
 */
void bs_interrupt_catch(void);
const volatile int *bs_interrupt_flag(void);
void bs_interrupt_clear(void);

#endif
