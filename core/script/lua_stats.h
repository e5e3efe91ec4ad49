/* lua_stats.h - what the files of broadsheet.stats share. */
#ifndef BS_SCRIPT_LUA_STATS_H
#define BS_SCRIPT_LUA_STATS_H

#include <lauxlib.h>
#include <lua.h>

#include "broadsheet.h"
#include "stats/changes.h"

/* Fields of the table on top; NaN is left out. */
void bs_stats_set(lua_State *L, const char *name, double value);
void bs_stats_set_count(lua_State *L, const char *name, size_t count);

/* The confidence at `arg`, a number or an option of the table there; 0.95 when absent. */
double bs_stats_confidence(lua_State *L, int arg);
/* Whether option `name` of the table at `arg` is `word`. */
bool bs_stats_option_is(lua_State *L, int arg, const char *name, const char *word);

/* Options cost and penalty of change points; false when no cost is named. Add slots. */
bool bs_stats_option_cost(lua_State *L, int arg, bs_cost *cost);
void bs_stats_option_penalty(lua_State *L, int arg, bs_penalty *penalty, double *value);

extern const luaL_Reg bs_stats_counts[]; /* of two by two counts, dispersion */
extern const luaL_Reg bs_stats_series[]; /* trends, changes, smooth lines */
extern const luaL_Reg bs_stats_resampling[];
extern const luaL_Reg bs_stats_lists[]; /* of words and of rankings */

#endif
