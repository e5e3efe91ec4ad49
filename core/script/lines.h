/* lines.h - a Lua table of strings, or of lists of them, as lines of "name=value": how rules that
 * are written in Lua reach the rooms that know no Lua. */
#ifndef BS_SCRIPT_LINES_H
#define BS_SCRIPT_LINES_H

#include <lua.h>

#include "base/arena.h"
#include "broadsheet.h"

/* Pushes the lines of the option `name` of the table at `arg`, in the order of names, and gives a
 * view of them; absent when there is no such option. A string is taken as it is. Raises for what is
 * no table of strings. Adds one slot in any case. */
bs_str bs_option_lines(lua_State *L, int arg, const char *name);

/* The lines of the table that a Lua file returns, in `arena`. The file is run without any library.
 * BS_IO, or BS_BAD_DATA with what is wrong with it. */
bs_status bs_lines_load(const char *path, bs_arena *arena, bs_str *lines, bs_error *error);

#endif
