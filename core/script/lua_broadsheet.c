/* lua_broadsheet.c - the functions of `broadsheet` itself. */
#include <lauxlib.h>

#include "broadsheet.h"
#include "script/modules.h"

void bs_open_broadsheet(lua_State *L)
{
    lua_pushstring(L, bs_version());
    lua_setfield(L, -2, "version");
}
