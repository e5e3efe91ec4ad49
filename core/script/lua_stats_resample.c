/*
 * lua_stats_resample.c - broadsheet.stats by drawing from the data: bootstrap, permutation, ranks.
 *
 * A statistic is the name of one that the core has, or a function of Lua, called once a draw with
 * the vectors that were drawn. The same two vectors are filled again for each draw.
 */
#include <limits.h>
#include <math.h>

#include "base/str.h"
#include "script/bind.h"
#include "script/lua_stats.h"
#include "script/lua_vector.h"
#include "stats/concentration.h"
#include "stats/correlation.h"
#include "stats/rank.h"
#include "stats/resample.h"
#include "stats/vector.h"

enum { SAMPLES_MAX = 16, REPEATS_MAX = 10000000 };

/* The vectors that are drawn from together, of one length, and room for a draw of each. */
typedef struct samples {
    bs_numbers items[SAMPLES_MAX];
    double *drawn[SAMPLES_MAX];
    int slots[SAMPLES_MAX]; /* of the vectors that a function of Lua is called with */
    size_t sample_count, count;
} samples;

static double of_first(const samples *s, double (*function)(const double *, size_t), size_t count)
{
    return function(s->drawn[0], count);
}

static double by_status(bs_status (*function)(const double *, size_t, double *, bs_error *),
                        const double *x, size_t count, lua_State *L)
{
    double value = NAN;
    bs_error error;
    bs_lua_check(L, function(x, count, &value, &error), &error);
    return value;
}

typedef enum statistic {
    STATISTIC_MEAN,
    STATISTIC_MEDIAN,
    STATISTIC_SUM,
    STATISTIC_VARIANCE,
    STATISTIC_SD,
    STATISTIC_MAD,
    STATISTIC_GINI,
    STATISTIC_HHI,
    STATISTIC_ENTROPY,
    STATISTIC_CORRELATION,
    STATISTICS,
    STATISTIC_LUA = STATISTICS,
} statistic;

static statistic check_statistic(lua_State *L, int arg)
{
    static const char *const names[] = {"mean", "median", "sum", "variance", "sd",
                                        "mad",  "gini",   "hhi", "entropy",  "correlation"};
    if (lua_type(L, arg) == LUA_TFUNCTION)
        return STATISTIC_LUA;
    if (lua_isnoneornil(L, arg))
        return STATISTIC_MEAN;
    bs_str name = bs_lua_check_str(L, arg);
    for (int i = 0; i < STATISTICS; i++)
        if (bs_str_equal(name, bs_str_from(names[i])))
            return (statistic)i;
    luaL_error(L,
               "statistic is a function, mean, median, sum, variance, sd, mad, gini, hhi, "
               "entropy or correlation, not '%s'",
               name.data);
    return STATISTIC_LUA;
}

/* The statistic, a function being at slot `function`, of the first `count` of what was drawn. */
static double measure(lua_State *L, statistic what, int function, const samples *s, size_t count)
{
    const double *x = s->drawn[0];
    switch (what) {
    case STATISTIC_MEAN:
        return of_first(s, bs_vector_mean, count);
    case STATISTIC_MEDIAN:
        return by_status(bs_vector_median, x, count, L);
    case STATISTIC_SUM:
        return of_first(s, bs_vector_sum, count);
    case STATISTIC_VARIANCE:
        return of_first(s, bs_vector_variance, count);
    case STATISTIC_SD:
        return of_first(s, bs_vector_sd, count);
    case STATISTIC_MAD:
        return by_status(bs_vector_mad, x, count, L);
    case STATISTIC_GINI:
        return by_status(bs_gini, x, count, L);
    case STATISTIC_HHI:
        return of_first(s, bs_hhi, count);
    case STATISTIC_ENTROPY:
        return of_first(s, bs_entropy, count);
    case STATISTIC_CORRELATION: {
        if (s->sample_count != 2)
            luaL_error(L, "a correlation is of two vectors");
        bs_correlation_result result;
        bs_error error;
        bs_lua_check(L, bs_pearson(x, s->drawn[1], count, &result, &error), &error);
        return result.estimate;
    }
    case STATISTIC_LUA:
        break;
    }
    lua_pushvalue(L, function);
    for (size_t i = 0; i < s->sample_count; i++)
        lua_pushvalue(L, s->slots[i]);
    lua_call(L, (int)s->sample_count, 1);
    if (lua_type(L, -1) != LUA_TNUMBER && lua_type(L, -1) != LUA_TNIL)
        luaL_error(L, "the statistic gives a %s, not a number", luaL_typename(L, -1));
    double value = lua_isnil(L, -1) ? NAN : lua_tonumber(L, -1);
    lua_pop(L, 1);
    return value;
}

/* What stands at 1: numbers, or a list of vectors or sequences of numbers. Adds slots. */
static void check_samples(lua_State *L, samples *s, size_t room)
{
    *s = (samples){0};
    luaL_checkstack(L, 4 * SAMPLES_MAX + 8, NULL);
    bool has_many = false;
    if (lua_type(L, 1) == LUA_TTABLE) {
        int type = lua_rawgeti(L, 1, 1);
        has_many = type == LUA_TTABLE || type == LUA_TUSERDATA;
        lua_pop(L, 1);
    }
    s->sample_count = has_many ? lua_rawlen(L, 1) : 1;
    if (s->sample_count > SAMPLES_MAX)
        luaL_error(L, "at most %d vectors", SAMPLES_MAX);
    for (size_t i = 0; i < s->sample_count; i++) {
        if (has_many)
            lua_rawgeti(L, 1, (lua_Integer)i + 1);
        else
            lua_pushvalue(L, 1);
        s->items[i] = bs_lua_numbers(L, lua_gettop(L));
        if (s->items[i].count != s->items[0].count)
            luaL_error(L, "vectors that are drawn from together have one length");
    }
    s->count = s->items[0].count;
    if (s->count > UINT32_MAX)
        luaL_error(L, "too many values");
    for (size_t i = 0; i < s->sample_count; i++) {
        s->drawn[i] = bs_vector_push(L, s->count - room);
        s->slots[i] = lua_gettop(L);
    }
}

static void draw(const samples *s, const uint32_t *places)
{
    for (size_t i = 0; i < s->sample_count; i++)
        for (size_t k = 0; k < s->count; k++)
            s->drawn[i][k] = s->items[i].items[places[k]];
}

/* The statistic without each value in turn, for BCa. The vectors drawn here are one shorter. */
static double *push_jackknife(lua_State *L, statistic what, int function)
{
    samples s;
    check_samples(L, &s, 1);
    double *values = bs_lua_scratch(L, s.count, sizeof *values);
    for (size_t left_out = 0; left_out < s.count; left_out++) {
        for (size_t i = 0; i < s.sample_count; i++)
            for (size_t k = 0, at = 0; k < s.count; k++)
                if (k != left_out)
                    s.drawn[i][at++] = s.items[i].items[k];
        values[left_out] = measure(L, what, function, &s, s.count - 1);
    }
    return values;
}

/* Rows of places from 1, one a draw, as option `indices`. */
static void places_from(lua_State *L, const bs_numbers *rows, size_t row, size_t count,
                        uint32_t *places)
{
    for (size_t k = 0; k < count; k++) {
        double place = rows->items[row * count + k];
        if (!(place >= 1 && place <= (double)count))
            luaL_error(L, "option 'indices' has no place from 1 to %I in draw %I",
                       (lua_Integer)count, (lua_Integer)row + 1);
        places[k] = (uint32_t)place - 1;
    }
}

static size_t option_repeats(lua_State *L, int arg, lua_Integer absent)
{
    return (size_t)bs_option_integer(L, arg, "repeats", absent, 1, REPEATS_MAX);
}

static uint64_t option_seed(lua_State *L, int arg)
{
    return (uint64_t)bs_option_integer(L, arg, "seed", 1, 0, LUA_MAXINTEGER);
}

/* bootstrap(x, statistic, { repeats, seed, confidence, method, block, indices }) -> estimate, low,
 * high, { se, bias, replicates, n, repeats, seed, .. } */
static int stats_bootstrap(lua_State *L)
{
    static const char *const known[] = {"repeats", "seed",    "confidence", "method",
                                        "block",   "indices", NULL};
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    statistic what = check_statistic(L, 2);
    size_t repeats = option_repeats(L, 3, 1999);
    uint64_t seed = option_seed(L, 3);
    size_t block = (size_t)bs_option_integer(L, 3, "block", 1, 1, INT_MAX);
    double confidence = bs_stats_confidence(L, 3);
    bs_bootstrap_method method = BS_BOOTSTRAP_PERCENTILE;
    bs_str name = bs_option_str(L, 3, "method");
    if (name.data && !bs_bootstrap_method_from_name(name, &method))
        return luaL_error(L, "method is percentile, basic, normal, bca or quantile, not '%s'",
                          name.data);
    samples s;
    check_samples(L, &s, 0);
    bs_numbers rows = {NULL, 0};
    if (lua_getfield(L, 3, "indices") != LUA_TNIL) {
        rows = bs_lua_numbers(L, lua_gettop(L));
        if (s.count == 0 || rows.count % s.count != 0 || rows.count == 0)
            return luaL_error(L, "option 'indices' is a row of %I places a draw, one after another",
                              (lua_Integer)s.count);
        repeats = rows.count / s.count;
    }
    uint32_t *places = bs_lua_scratch(L, s.count, sizeof *places);
    for (size_t k = 0; k < s.count; k++)
        places[k] = (uint32_t)k;
    draw(&s, places);
    double estimate = measure(L, what, 2, &s, s.count);
    double *replicates = bs_vector_push(L, repeats);
    int replicates_slot = lua_gettop(L);
    for (size_t r = 0; r < repeats; r++) {
        if (rows.items)
            places_from(L, &rows, r, s.count, places);
        else
            bs_bootstrap_draw(seed, r, s.count, block, places);
        draw(&s, places);
        replicates[r] = measure(L, what, 2, &s, s.count);
    }
    const double *jackknife = NULL;
    if (method == BS_BOOTSTRAP_BCA && s.count > 1)
        jackknife = push_jackknife(L, what, 2);
    bs_bootstrap_result result;
    bs_error error;
    bs_lua_check(L,
                 bs_bootstrap_interval(replicates, repeats, estimate, jackknife,
                                       jackknife ? s.count : 0, method, confidence, &result,
                                       &error),
                 &error);
    bs_lua_push_number(L, estimate);
    bs_lua_push_number(L, result.low);
    bs_lua_push_number(L, result.high);
    lua_createtable(L, 0, 9);
    bs_stats_set(L, "se", result.se);
    bs_stats_set(L, "bias", result.bias);
    bs_stats_set(L, "acceleration", result.acceleration);
    bs_stats_set(L, "z0", result.z0);
    bs_stats_set_count(L, "n", s.count);
    bs_stats_set_count(L, "repeats", result.count);
    lua_pushinteger(L, (lua_Integer)seed);
    lua_setfield(L, -2, "seed");
    lua_pushvalue(L, replicates_slot);
    lua_setfield(L, -2, "replicates");
    return 4;
}

/* --- permutation --- */

/* Whether a statistic is as far out as the one seen: 0 for both sides, 1 for greater, -1 for less.
 * Rounding makes no difference. */
static bool is_extreme(double value, double seen, int side)
{
    double slack = 1e-13 * fabs(seen);
    if (side == 0)
        return fabs(value) >= fabs(seen) - slack;
    return side > 0 ? value >= seen - slack : value <= seen + slack;
}

static double two_sample(lua_State *L, statistic what, const double *x, size_t x_count,
                         const double *y, size_t y_count, const int *slots)
{
    if (what == STATISTIC_MEAN)
        return bs_vector_mean(x, x_count) - bs_vector_mean(y, y_count);
    if (what == STATISTIC_MEDIAN)
        return by_status(bs_vector_median, x, x_count, L) -
               by_status(bs_vector_median, y, y_count, L);
    lua_pushvalue(L, 3);
    lua_pushvalue(L, slots[0]);
    lua_pushvalue(L, slots[1]);
    lua_call(L, 2, 1);
    double value = luaL_checknumber(L, -1);
    lua_pop(L, 1);
    return value;
}

static int option_side(lua_State *L, int arg)
{
    static const char *const names[] = {"two-sided", "greater", "less"};
    bs_str name = bs_option_str(L, arg, "alternative");
    if (!name.data || bs_str_equal(name, bs_str_from(names[0])))
        return 0;
    if (!bs_str_equal(name, bs_str_from(names[1])) && !bs_str_equal(name, bs_str_from(names[2])))
        luaL_error(L, "alternative is two-sided, greater or less, not '%s'", name.data);
    return bs_str_equal(name, bs_str_from(names[1])) ? 1 : -1;
}

/* permutation(x, y, { statistic, repeats, seed, alternative }) -> p, { statistic, p, repeats,
 * exact, seed } */
static int stats_permutation(lua_State *L)
{
    static const char *const known[] = {"statistic", "repeats", "seed", "alternative", NULL};
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    uint64_t repeats = option_repeats(L, 3, 9999), seed = option_seed(L, 3);
    int side = option_side(L, 3);
    lua_getfield(L, 3, "statistic");
    statistic what = check_statistic(L, lua_gettop(L));
    if (what != STATISTIC_MEAN && what != STATISTIC_MEDIAN && what != STATISTIC_LUA)
        return luaL_error(L, "statistic is a function, mean or median");
    lua_replace(L, 3); /* where the function is called from */
    bs_numbers x = bs_lua_numbers(L, 1), y = bs_lua_numbers(L, 2);
    size_t count = x.count + y.count;
    if (count > UINT32_MAX)
        return luaL_error(L, "too many values");
    int slots[2];
    double *first = bs_vector_push(L, x.count);
    slots[0] = lua_gettop(L);
    double *second = bs_vector_push(L, y.count);
    slots[1] = lua_gettop(L);
    double *all = bs_lua_scratch(L, count, sizeof *all);
    uint32_t *places = bs_lua_scratch(L, count, sizeof *places);
    for (size_t i = 0; i < count; i++) {
        all[i] = i < x.count ? x.items[i] : y.items[i - x.count];
        *(i < x.count ? &first[i] : &second[i - x.count]) = all[i];
    }
    bs_permuter permuter;
    bs_permuter_init(&permuter, x.count, y.count, repeats, seed);
    double seen = x.count > 0 && y.count > 0
                      ? two_sample(L, what, first, x.count, second, y.count, slots)
                      : NAN;
    uint64_t extreme = 0;
    for (uint64_t r = 0; r < permuter.repeats && !isnan(seen); r++) {
        bs_permuter_draw(&permuter, r, places);
        for (size_t i = 0; i < count; i++)
            *(i < x.count ? &first[i] : &second[i - x.count]) = all[places[i]];
        extreme +=
            is_extreme(two_sample(L, what, first, x.count, second, y.count, slots), seen, side);
    }
    double p = isnan(seen) ? NAN : bs_permuter_p(&permuter, extreme);
    bs_lua_push_number(L, p);
    lua_createtable(L, 0, 5);
    bs_stats_set(L, "statistic", seen);
    bs_stats_set(L, "p", p);
    bs_stats_set_count(L, "repeats", permuter.repeats);
    lua_pushboolean(L, permuter.is_exact);
    lua_setfield(L, -2, "exact");
    lua_pushinteger(L, (lua_Integer)seed);
    lua_setfield(L, -2, "seed");
    return 2;
}

/* --- ranks --- */

/* Fills `ranks`, a row of `group_count` ranks a draw; the groups lie one after the other from slot
 * `first`, two slots each. */
static void draw_ranks(lua_State *L, const bs_numbers *groups, size_t group_count, uint64_t seed,
                       size_t draw_index, bool is_descending, double *means, double *ranks,
                       uint32_t *places)
{
    for (size_t g = 0; g < group_count; g++) {
        size_t count = groups[g].count;
        double sum = 0;
        bs_bootstrap_draw(seed, draw_index * group_count + g, count, 1, places);
        for (size_t k = 0; k < count; k++)
            sum += groups[g].items[places[k]];
        means[g] = count > 0 ? sum / (double)count : NAN;
    }
    bs_error error;
    bs_lua_check(L, bs_rank(means, group_count, BS_TIES_MIN, is_descending, ranks, &error), &error);
}

/* rank_bootstrap({ x1, x2, .. }, { repeats, seed, confidence, ascending }) -> ranks, low, high: of
 * the groups by their means, values drawn again within each group */
static int stats_rank_bootstrap(lua_State *L)
{
    static const char *const known[] = {"repeats", "seed", "confidence", "ascending", NULL};
    lua_settop(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    bs_options_check(L, 2, known, false);
    size_t repeats = option_repeats(L, 2, 1999), group_count = lua_rawlen(L, 1), most = 0;
    uint64_t seed = option_seed(L, 2);
    bool is_descending = !bs_option_boolean(L, 2, "ascending", false);
    double tail = (1 - bs_stats_confidence(L, 2)) / 2;
    luaL_argcheck(L, group_count <= 10000, 1, "at most 10000 groups");
    luaL_checkstack(L, (int)group_count * 2 + 16, "too many groups");
    bs_numbers *groups = bs_lua_scratch(L, group_count, sizeof *groups);
    for (size_t g = 0; g < group_count; g++) {
        lua_rawgeti(L, 1, (lua_Integer)g + 1);
        groups[g] = bs_lua_numbers(L, lua_gettop(L));
        most = groups[g].count > most ? groups[g].count : most;
    }
    if (repeats > (size_t)PTRDIFF_MAX / sizeof(double) / (group_count + 1))
        return luaL_error(L, "too many repeats");
    uint32_t *places = bs_lua_scratch(L, most, sizeof *places);
    double *means = bs_lua_scratch(L, group_count, sizeof *means);
    double *draws = bs_lua_scratch(L, group_count * repeats, sizeof *draws);
    double *column = bs_lua_scratch(L, repeats, sizeof *column);
    for (size_t r = 0; r < repeats; r++)
        draw_ranks(L, groups, group_count, seed, r, is_descending, means, draws + r * group_count,
                   places);
    for (size_t g = 0; g < group_count; g++)
        means[g] = bs_vector_mean(groups[g].items, groups[g].count);
    double *ranks = bs_vector_push(L, group_count), *low = bs_vector_push(L, group_count);
    double *high = bs_vector_push(L, group_count);
    bs_error error;
    bs_lua_check(L, bs_rank(means, group_count, BS_TIES_MIN, is_descending, ranks, &error), &error);
    for (size_t g = 0; g < group_count; g++) {
        for (size_t r = 0; r < repeats; r++)
            column[r] = draws[r * group_count + g];
        size_t present = bs_vector_count(column, repeats);
        bs_vector_sort(column, repeats);
        /* ranks are whole: quantiles between two of them would be none */
        size_t at_low = (size_t)(tail * (double)present);
        low[g] = present ? column[at_low] : NAN;
        high[g] = present ? column[present - 1 - at_low] : NAN;
    }
    return 3;
}

const luaL_Reg bs_stats_resampling[] = {
    {"bootstrap", stats_bootstrap},
    {"permutation", stats_permutation},
    {"rank_bootstrap", stats_rank_bootstrap},
    {NULL, NULL},
};
