/* lua_stats_lists.c - broadsheet.stats of sequences of words and of rankings. */
#include <math.h>

#include "script/bind.h"
#include "script/lua_stats.h"
#include "script/lua_vector.h"
#include "stats/diversity.h"
#include "stats/ranking.h"

typedef struct type_ids {
    uint32_t *items;
    size_t count, type_count;
} type_ids;

/* Numbers the items of the sequence at `arg`, with the table of numbers given so far at `numbers`.
 * Adds a slot. */
static type_ids check_items(lua_State *L, int arg, int numbers, size_t type_count, bool wants_words)
{
    luaL_checktype(L, arg, LUA_TTABLE);
    type_ids ids = {NULL, lua_rawlen(L, arg), type_count};
    if (ids.count > UINT32_MAX - 1)
        luaL_error(L, "too many words");
    ids.items = bs_lua_scratch(L, ids.count, sizeof *ids.items);
    for (size_t i = 0; i < ids.count; i++) {
        int type = lua_rawgeti(L, arg, (lua_Integer)i + 1);
        if (wants_words && type != LUA_TSTRING)
            luaL_error(L, "word %d is a %s", (int)i + 1, lua_typename(L, type));
        if (type != LUA_TSTRING &&
            (type != LUA_TNUMBER || lua_tonumber(L, -1) != lua_tonumber(L, -1)))
            luaL_error(L, "item %d is neither a string nor a number", (int)i + 1);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, numbers) == LUA_TNIL) {
            lua_pop(L, 1);
            lua_pushinteger(L, (lua_Integer)ids.type_count++);
            lua_pushvalue(L, -2);
            lua_pushvalue(L, -2);
            lua_rawset(L, numbers);
        }
        ids.items[i] = (uint32_t)lua_tointeger(L, -1);
        lua_pop(L, 2);
    }
    return ids;
}

/* A sequence of words, as numbers of types. Adds slots. */
static type_ids check_words(lua_State *L)
{
    lua_newtable(L);
    return check_items(L, 1, lua_gettop(L), 0, true);
}

/* ttr(words) */
static int stats_ttr(lua_State *L)
{
    type_ids words = check_words(L);
    double value = NAN;
    bs_error error;
    bs_lua_check(L, bs_ttr(words.items, words.count, words.type_count, &value, &error), &error);
    bs_lua_push_number(L, value);
    return 1;
}

/* mattr(words, window) */
static int stats_mattr(lua_State *L)
{
    lua_Integer window = luaL_optinteger(L, 2, 100);
    luaL_argcheck(L, window >= 1, 2, "a number from 1 up expected");
    type_ids words = check_words(L);
    double value = NAN;
    bs_error error;
    bs_lua_check(
        L, bs_mattr(words.items, words.count, words.type_count, (size_t)window, &value, &error),
        &error);
    bs_lua_push_number(L, value);
    return 1;
}

/* mtld(words, threshold) */
static int stats_mtld(lua_State *L)
{
    double threshold = luaL_optnumber(L, 2, 0.72), value = NAN;
    type_ids words = check_words(L);
    bs_error error;
    bs_lua_check(L, bs_mtld(words.items, words.count, words.type_count, threshold, &value, &error),
                 &error);
    bs_lua_push_number(L, value);
    return 1;
}

/* hdd(words, sample) */
static int stats_hdd(lua_State *L)
{
    lua_Integer sample = luaL_optinteger(L, 2, 42);
    luaL_argcheck(L, sample >= 1, 2, "a number from 1 up expected");
    type_ids words = check_words(L);
    double value = NAN;
    bs_error error;
    bs_lua_check(L,
                 bs_hdd(words.items, words.count, words.type_count, (size_t)sample, &value, &error),
                 &error);
    bs_lua_push_number(L, value);
    return 1;
}

/* --- rankings --- */

typedef struct two_lists {
    type_ids a, b;
} two_lists;

/* Two lists at 1 and 2, strings or numbers, numbered together. Adds slots. */
static two_lists check_lists(lua_State *L)
{
    two_lists lists;
    lua_newtable(L);
    int numbers = lua_gettop(L);
    lists.a = check_items(L, 1, numbers, 0, false);
    lists.b = check_items(L, 2, numbers, lists.a.type_count, false);
    return lists;
}

/* rbo(a, b, p) -> extrapolated, least, most */
static int stats_rbo(lua_State *L)
{
    double p = luaL_optnumber(L, 3, 0.9);
    two_lists lists = check_lists(L);
    bs_rbo_result result;
    bs_error error;
    bs_lua_check(
        L, bs_rbo(lists.a.items, lists.a.count, lists.b.items, lists.b.count, p, &result, &error),
        &error);
    bs_lua_push_number(L, result.extrapolated);
    bs_lua_push_number(L, result.least);
    bs_lua_push_number(L, result.most);
    return 3;
}

/* top_overlap(a, b, depth) -> share, count */
static int stats_top_overlap(lua_State *L)
{
    lua_Integer depth = luaL_optinteger(L, 3, 10);
    luaL_argcheck(L, depth >= 1, 3, "a number from 1 up expected");
    two_lists lists = check_lists(L);
    size_t common;
    double share;
    bs_error error;
    bs_lua_check(L,
                 bs_top_overlap(lists.a.items, lists.a.count, lists.b.items, lists.b.count,
                                (size_t)depth, &common, &share, &error),
                 &error);
    bs_lua_push_number(L, share);
    lua_pushinteger(L, (lua_Integer)common);
    return 2;
}

/* rank_range(x, { step, ascending }) -> best, worst */
static int stats_rank_range(lua_State *L)
{
    static const char *const known[] = {"step", "ascending", NULL};
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    double step = bs_option_number(L, 2, "step", 0);
    bool is_ascending = bs_option_boolean(L, 2, "ascending", false);
    bs_numbers x = bs_lua_numbers(L, 1);
    double *best = bs_vector_push(L, x.count), *worst = bs_vector_push(L, x.count);
    bs_error error;
    bs_lua_check(L, bs_rank_range(x.items, x.count, step, !is_ascending, best, worst, &error),
                 &error);
    return 2;
}

const luaL_Reg bs_stats_lists[] = {
    {"ttr", stats_ttr},
    {"mattr", stats_mattr},
    {"mtld", stats_mtld},
    {"hdd", stats_hdd},
    {"rbo", stats_rbo},
    {"top_overlap", stats_top_overlap},
    {"rank_range", stats_rank_range},
    {NULL, NULL},
};
