/* modules.c - see modules.h. */
#include "script/modules.h"

#include <lauxlib.h>

#include "broadsheet.h"
#include "script/bind.h"

void bs_open_modules(lua_State *L)
{
    static void (*const openers[])(lua_State *) = {
        bs_open_vector, bs_open_table,     bs_open_stats,      bs_open_csv,
        bs_open_system, bs_open_selection, bs_open_dictionary, bs_open_article,
        bs_open_entity, bs_open_corpus,    bs_open_matrix,     bs_open_selection_tables,
        bs_open_topics, bs_open_trend,     bs_open_broadsheet,
    };
    lua_newtable(L);
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        openers[i](L);
    lua_pushstring(L, bs_version());
    lua_setfield(L, -2, "version");
    bs_module_strict(L, "broadsheet has no field");
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "broadsheet");
    lua_pop(L, 1);
    lua_setglobal(L, "broadsheet");
}
