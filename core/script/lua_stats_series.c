/* lua_stats_series.c - broadsheet.stats of series: trends, changes, bursts, smooth lines. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/str.h"
#include "script/bind.h"
#include "script/lua_stats.h"
#include "script/lua_vector.h"
#include "stats/changes.h"
#include "stats/smooth.h"
#include "stats/trend.h"

/* mann_kendall(values, { serial, lags, confidence }) -> { s, variance, z, p, p_exact, tau, n } */
static int stats_mann_kendall(lua_State *L)
{
    static const char *const known[] = {"serial", "lags", "confidence", NULL};
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bool is_serial = bs_option_boolean(L, 2, "serial", false);
    size_t lags = (size_t)bs_option_integer(L, 2, "lags", 0, 0, INT_MAX);
    double confidence = bs_stats_confidence(L, 2);
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_mann_kendall_result result;
    bs_error error;
    bs_lua_check(L,
                 is_serial
                     ? bs_mann_kendall_serial(x.items, x.count, lags, confidence, &result, &error)
                     : bs_mann_kendall(x.items, x.count, &result, &error),
                 &error);
    lua_createtable(L, 0, 7);
    bs_stats_set(L, "s", result.s);
    bs_stats_set(L, "variance", result.variance);
    bs_stats_set(L, "z", result.z);
    bs_stats_set(L, "p", result.p);
    bs_stats_set(L, "p_exact", result.p_exact);
    bs_stats_set(L, "tau", result.tau);
    bs_stats_set_count(L, "n", result.count);
    return 1;
}

/* theil_sen(values, times, confidence) -> { slope, intercept, low, high, n } */
static int stats_theil_sen(lua_State *L)
{
    double confidence = bs_stats_confidence(L, 3);
    lua_settop(L, 2);
    bool has_times = !lua_isnil(L, 2);
    bs_numbers values = bs_lua_numbers(L, 1), times = {NULL, 0};
    if (has_times) {
        times = bs_lua_numbers(L, 2);
        luaL_argcheck(L, times.count == values.count, 2, "as many times as values expected");
    }
    bs_theil_sen_result result;
    bs_error error;
    bs_lua_check(L,
                 bs_theil_sen(times.items, values.items, values.count, confidence, &result, &error),
                 &error);
    lua_createtable(L, 0, 5);
    bs_stats_set(L, "slope", result.slope);
    bs_stats_set(L, "intercept", result.intercept);
    bs_stats_set(L, "low", result.low);
    bs_stats_set(L, "high", result.high);
    bs_stats_set_count(L, "n", result.count);
    return 1;
}

/* --- changes --- */

/* The vector that option `name` is, or nothing. Adds two slots. */
static bs_numbers option_numbers(lua_State *L, int arg, const char *name, size_t count)
{
    if (lua_getfield(L, arg, name) == LUA_TNIL) {
        lua_pushnil(L);
        return (bs_numbers){NULL, 0};
    }
    bs_numbers numbers = bs_lua_numbers(L, lua_gettop(L));
    if (numbers.count != count)
        luaL_error(L, "option '%s' has %I items, not %I", name, (lua_Integer)numbers.count,
                   (lua_Integer)count);
    return numbers;
}

bool bs_stats_option_cost(lua_State *L, int arg, bs_cost *cost)
{
    bs_str name = bs_option_str(L, arg, "cost");
    if (name.data && !bs_cost_from_name(name, cost))
        luaL_error(L, "cost is normal, mean, variance, poisson or binomial, not '%s'", name.data);
    return name.data != NULL;
}

void bs_stats_option_penalty(lua_State *L, int arg, bs_penalty *penalty, double *value)
{
    int type = lua_getfield(L, arg, "penalty");
    if (type == LUA_TNUMBER) {
        *penalty = BS_PENALTY_NUMBER;
        *value = lua_tonumber(L, -1);
    } else if (type == LUA_TSTRING) {
        if (!bs_penalty_from_name(bs_lua_check_str(L, -1), penalty))
            luaL_error(L, "penalty is a number, mbic, bic, aic or hannan-quinn, not '%s'",
                       lua_tostring(L, -1));
    } else if (type != LUA_TNIL) {
        luaL_error(L, "penalty is a number or a name, not a %s", luaL_typename(L, -1));
    }
}

/* pelt(values, { cost, penalty, min, exposure }) -> { changes.., cost, penalty, means } */
static int stats_pelt(lua_State *L)
{
    static const char *const known[] = {"cost", "penalty", "min", "exposure", NULL};
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_changes_options options = {0};
    bs_stats_option_cost(L, 2, &options.cost);
    bs_stats_option_penalty(L, 2, &options.penalty, &options.penalty_value);
    options.least = (size_t)bs_option_integer(L, 2, "min", 0, 1, INT_MAX);
    bs_numbers x = bs_lua_numbers(L, 1);
    options.exposures = option_numbers(L, 2, "exposure", x.count).items;
    size_t *changes = bs_lua_scratch(L, x.count + 1, sizeof *changes), count = 0;
    double cost = NAN, penalty = NAN;
    bs_error error;
    bs_lua_check(L, bs_pelt(x.items, x.count, &options, changes, &count, &cost, &penalty, &error),
                 &error);
    lua_createtable(L, (int)count, 2);
    for (size_t i = 0; i < count; i++) {
        lua_pushinteger(L, (lua_Integer)changes[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    bs_stats_set(L, "cost", cost);
    bs_stats_set(L, "penalty", penalty);
    return 1;
}

static void push_bursts(lua_State *L, const bs_bursts *bursts, const double *times)
{
    lua_createtable(L, (int)bursts->count, 0);
    for (size_t i = 0; i < bursts->count; i++) {
        const bs_burst *burst = &bursts->items[i];
        lua_createtable(L, 0, 4);
        bs_stats_set_count(L, "level", burst->level);
        if (times) {
            bs_stats_set(L, "start", times[burst->start]);
            bs_stats_set(L, "stop", times[burst->end]);
        } else {
            bs_stats_set_count(L, "start", burst->start + 1);
            bs_stats_set_count(L, "stop", burst->end);
            bs_stats_set(L, "weight", burst->weight);
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static int free_bursts(lua_State *L)
{
    bs_bursts *bursts = lua_touserdata(L, 1);
    bs_array_free(bursts);
    return 0;
}

/* A list that is freed with its slot. */
static bs_bursts *push_burst_list(lua_State *L)
{
    bs_bursts *bursts = bs_lua_scratch(L, 1, sizeof *bursts);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_bursts);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    return bursts;
}

/* bursts(times, { s, gamma }) or bursts(counts, { totals, s, gamma, levels }) -> list of { level,
 * start, stop, weight } */
static int stats_bursts(lua_State *L)
{
    static const char *const known[] = {"s", "gamma", "totals", "levels", NULL};
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    double s = bs_option_number(L, 2, "s", 2), gamma = bs_option_number(L, 2, "gamma", 1);
    size_t levels = (size_t)bs_option_integer(L, 2, "levels", 1, 1, BS_BURST_LEVELS_MAX - 1);
    bs_bursts *bursts = push_burst_list(L);
    bs_numbers x = bs_lua_numbers(L, 1), totals = option_numbers(L, 2, "totals", x.count);
    bs_error error;
    bs_lua_check(L,
                 totals.items ? bs_bursts_of_batches(x.items, totals.items, x.count, s, gamma,
                                                     levels, bursts, &error)
                              : bs_bursts_of_times(x.items, x.count, s, gamma, bursts, &error),
                 &error);
    push_bursts(L, bursts, totals.items ? NULL : x.items);
    return 1;
}

/* loess(x, y, { span, degree, iterations, surface, delta }) -> Vector. Without `degree` it is
 * lowess() of R, with it loess(). */
static int stats_loess(lua_State *L)
{
    static const char *const known[] = {"span", "degree", "iterations", "surface", "delta", NULL};
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    lua_Integer degree = bs_option_integer(L, 3, "degree", -1, 0, 2);
    bool is_lowess = degree < 0;
    double span = bs_option_number(L, 3, "span", is_lowess ? 2.0 / 3 : 0.75);
    double delta = bs_option_number(L, 3, "delta", -1);
    size_t iterations = (size_t)bs_option_integer(L, 3, "iterations", is_lowess ? 3 : 0, 0, 1000);
    bool is_direct = bs_stats_option_is(L, 3, "surface", "direct");
    bs_str surface = bs_option_str(L, 3, "surface");
    if (surface.data && !is_direct && !bs_str_equal(surface, BS_STR("interpolate")))
        return luaL_error(L, "surface is interpolate or direct, not '%s'", surface.data);
    bs_numbers x = bs_lua_numbers(L, 1), y = bs_lua_numbers(L, 2);
    luaL_argcheck(L, x.count == y.count, 2, "as many values as places expected");
    double *fitted = bs_vector_push(L, x.count);
    bs_loess_options options = {span, (int)degree, iterations, !is_direct};
    bs_error error;
    bs_lua_check(L,
                 is_lowess
                     ? bs_lowess(x.items, y.items, x.count, span, iterations, delta, fitted, &error)
                     : bs_loess(x.items, y.items, x.count, &options, fitted, &error),
                 &error);
    return 1;
}

const luaL_Reg bs_stats_series[] = {
    {"mann_kendall", stats_mann_kendall},
    {"theil_sen", stats_theil_sen},
    {"pelt", stats_pelt},
    {"bursts", stats_bursts},
    {"loess", stats_loess},
    {NULL, NULL},
};
