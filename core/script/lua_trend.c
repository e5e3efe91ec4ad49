/* lua_trend.c - the course of selections over time: Selection:trend, :shifts. */
#include "corpus/shifts.h"
#include "corpus/trend_table.h"
#include "script/lua_selection.h"
#include "script/lua_stats.h"
#include "script/lua_table.h"
#include "script/modules.h"
#include "script/runtime.h"

/* Selection:trend { of, by, per, words, .., serial, cost, penalty } -> Table of periods, Table of
 * tests */
static int selection_trend(lua_State *L)
{
    static const char *const known[] = {"of",     "by",       "per",    "type", "entity",  "words",
                                        "within", "families", "serial", "cost", "penalty", NULL};
    bs_selection *selection = bs_selection_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_trend_options options = {0};
    if (lua_getfield(L, 2, "per") == LUA_TBOOLEAN && !lua_toboolean(L, -1)) {
        options.adds_no_rate = true; /* per = false */
        lua_pushnil(L);
        lua_setfield(L, 2, "per");
    }
    options.is_serial = bs_option_boolean(L, 2, "serial", false);
    options.has_cost = bs_stats_option_cost(L, 2, &options.cost);
    bs_stats_option_penalty(L, 2, &options.penalty, &options.penalty_value);
    bs_count_options_check(L, &options.count);
    bs_table **periods = bs_table_push(L), **tests = bs_table_push(L);
    bs_error error;
    bs_status status =
        bs_trend(selection, &options, bs_script_progress(bs_script_of(L)), periods, tests, &error);
    bs_table_give(L, status, &error);
    return 2;
}

/* Selection:shifts { by, at, dictionary, min, stop, adjust, alpha, families } -> Table */
static int selection_shifts(lua_State *L)
{
    static const char *const known[] = {"by",     "at",    "dictionary", "min", "stop",
                                        "adjust", "alpha", "families",   NULL};
    bs_selection *selection = bs_selection_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_shifts_options options = {0};
    options.by = bs_option_str(L, 2, "by");
    options.at = bs_option_str(L, 2, "at");
    options.min = (uint32_t)bs_option_integer(L, 2, "min", 0, 1, UINT32_MAX);
    options.alpha = bs_option_number(L, 2, "alpha", 0);
    options.counts_copies = !bs_option_boolean(L, 2, "families", true);
    bs_str adjust = bs_option_str(L, 2, "adjust");
    options.has_adjustment = adjust.data != NULL;
    if (adjust.data && !bs_adjustment_from_name(adjust, &options.adjustment))
        return luaL_error(L, "adjust is holm, bh, by, hochberg, bonferroni or none, not '%s'",
                          adjust.data);
    if (options.alpha < 0 || options.alpha > 1)
        return luaL_error(L, "option 'alpha' is from 0 to 1");
    bs_names stop = bs_option_names(L, 2, "stop");
    options.stop = stop.items;
    options.stop_count = stop.count;
    if (lua_getfield(L, 2, "dictionary") != LUA_TNIL) {
        options.dictionary = bs_dictionary_test(L, -1);
        if (!options.dictionary)
            return luaL_error(L, "option 'dictionary' is a %s", luaL_typename(L, -1));
    }
    bs_error error;
    bs_status status = bs_shifts(selection, &options, bs_script_progress(bs_script_of(L)),
                                 bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

static const luaL_Reg trend_methods[] = {
    {"shifts", selection_shifts},
    {"trend", selection_trend},
    {NULL, NULL},
};

/* After the classes of selections and corpora were made. */
void bs_open_trend(lua_State *L)
{
    static const char *const classes[] = {"broadsheet.selection", "broadsheet.corpus"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        luaL_getmetatable(L, classes[i]);
        lua_getfield(L, -1, "__methods");
        luaL_setfuncs(L, trend_methods, 0);
        lua_pop(L, 2);
    }
}
