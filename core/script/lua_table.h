/* lua_table.h - tables as Lua sees them, for the bindings that give or take one. */
#ifndef BS_SCRIPT_LUA_TABLE_H
#define BS_SCRIPT_LUA_TABLE_H

#include <lua.h>

#include "script/bind.h"
#include "table/table.h"

/* Pushes an empty box, to be filled by the core: bs_table_sort(table, keys, bs_table_push(L), ..).
 */
bs_table **bs_table_push(lua_State *L);
bs_table *bs_table_check(lua_State *L, int arg);
bs_table *bs_table_test(lua_State *L, int arg); /* NULL for anything else */
/* After the box on top was filled: raises unless `status` is BS_OK, and gives 1. */
int bs_table_give(lua_State *L, bs_status status, const bs_error *error);
/* Pushes row `index` of the table at `table`, a slot of the stack. */
void bs_row_push(lua_State *L, int table, size_t index);

/* Operations of lua_table_operate.c, a part of the methods of tables. */
extern const luaL_Reg bs_table_operations[];

#endif
