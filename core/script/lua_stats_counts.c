/*
 * lua_stats_counts.c - broadsheet.stats of two by two counts and of counts by part.
 *
 * Tests of two by two counts take a, b, c, d or { a, b, c, d }, see stats/association.h.
 */
#include <math.h>

#include "base/str.h"
#include "script/bind.h"
#include "script/lua_stats.h"
#include "stats/association.h"
#include "stats/dispersion.h"
#include "stats/special.h"

static double check_cell(lua_State *L, int index)
{
    int is_number = 0;
    double value = lua_tonumberx(L, index, &is_number);
    if (!is_number || !(value >= 0))
        luaL_error(L, "counts are numbers from 0 up, not %s", luaL_tolstring(L, index, NULL));
    return value;
}

static bs_contingency check_counts(lua_State *L)
{
    double cells[4];
    bool is_list = lua_type(L, 1) == LUA_TTABLE;
    for (int i = 0; i < 4; i++) {
        if (is_list)
            lua_rawgeti(L, 1, i + 1);
        else
            lua_pushvalue(L, i + 1);
        cells[i] = check_cell(L, -1);
        lua_pop(L, 1);
    }
    return (bs_contingency){cells[0], cells[1], cells[2], cells[3]};
}

/* A number, or a value and its p. */
static int push_number(lua_State *L, double value)
{
    bs_lua_push_number(L, value);
    return 1;
}

/* value, p, and log10 of p, which goes on where p has come to the smallest number there is. */
static int push_chi_square(lua_State *L, double value)
{
    double log_p = bs_chi_square_upper_log(fabs(value), 1);
    bs_lua_push_number(L, value);
    bs_lua_push_number(L, bs_p_from_log(log_p));
    bs_lua_push_number(L, log_p / log(10));
    return 3;
}

/* The options behind the counts: at 2 after a list of them, at 5 after four. */
static int options_place(lua_State *L)
{
    return lua_type(L, 1) == LUA_TTABLE ? 2 : 5;
}

/* g2(a, b, c, d, { form }) -> value, p, log10_p; negative where a is under its expectation */
static int stats_g2(lua_State *L)
{
    static const char *const known[] = {"form", NULL};
    int place = options_place(L);
    lua_settop(L, place);
    bs_options_check(L, place, known, false);
    bool has_two_cells = bs_stats_option_is(L, place, "form", "two_cell");
    bs_str form = bs_option_str(L, place, "form");
    if (form.data && !has_two_cells && !bs_str_equal(form, BS_STR("four_cell")))
        return luaL_error(L, "form is four_cell or two_cell, not '%s'", form.data);
    bs_contingency counts = check_counts(L);
    double sign = counts.a < bs_contingency_expected(counts) ? -1 : 1;
    return push_chi_square(L, sign * (has_two_cells ? bs_g2_two_cell(counts) : bs_g2(counts)));
}

/* chi2(a, b, c, d, { yates }) -> value, p, log10_p; without correction unless asked for */
static int stats_chi2(lua_State *L)
{
    static const char *const known[] = {"yates", NULL};
    int place = options_place(L);
    lua_settop(L, place);
    bs_options_check(L, place, known, false);
    bool is_corrected = bs_option_boolean(L, place, "yates", false);
    return push_chi_square(L, bs_chi2(check_counts(L), is_corrected));
}

/* fisher(a, b, c, d) -> p, { p, less, greater } */
static int stats_fisher(lua_State *L)
{
    bs_fisher_result result = bs_fisher(check_counts(L));
    bs_lua_push_number(L, result.p);
    lua_createtable(L, 0, 3);
    bs_stats_set(L, "p", result.p);
    bs_stats_set(L, "less", result.less);
    bs_stats_set(L, "greater", result.greater);
    return 2;
}

static int stats_log_ratio(lua_State *L)
{
    return push_number(L, bs_log_ratio(check_counts(L)));
}

/* log_odds(a, b, c, d) -> log of the odds ratio; with { a, b, c, d }, prior, prior_total -> delta,
 * z with an informative Dirichlet prior */
static int stats_log_odds(lua_State *L)
{
    bs_contingency counts = check_counts(L);
    int first = lua_type(L, 1) == LUA_TTABLE ? 2 : 5;
    if (lua_isnoneornil(L, first))
        return push_number(L, bs_log_odds_ratio(counts));
    bs_log_odds_result result = bs_log_odds(counts, check_cell(L, first), check_cell(L, first + 1));
    bs_lua_push_number(L, result.delta);
    bs_lua_push_number(L, result.z);
    return 2;
}

static int stats_pmi(lua_State *L)
{
    return push_number(L, bs_pmi(check_counts(L)));
}

static int stats_npmi(lua_State *L)
{
    return push_number(L, bs_npmi(check_counts(L)));
}

static int stats_logdice(lua_State *L)
{
    return push_number(L, bs_logdice(check_counts(L)));
}

static int stats_t_score(lua_State *L)
{
    return push_number(L, bs_t_score(check_counts(L)));
}

static int stats_mutual_information(lua_State *L)
{
    return push_number(L, bs_mutual_information(check_counts(L)));
}

static int stats_mi3(lua_State *L)
{
    return push_number(L, bs_mi3(check_counts(L)));
}

static int stats_z_score(lua_State *L)
{
    return push_number(L, bs_z_score(check_counts(L)));
}

static int stats_percent_difference(lua_State *L)
{
    return push_number(L, bs_percent_difference(check_counts(L)));
}

/* odds_ratio(a, b, c, d, confidence) -> ratio, low, high (Woolf's interval of the log) */
static int stats_odds_ratio(lua_State *L)
{
    int place = options_place(L);
    lua_settop(L, place);
    double confidence = bs_stats_confidence(L, place);
    bs_contingency counts = check_counts(L);
    bs_interval interval = bs_odds_ratio_interval(counts, confidence);
    bs_lua_push_number(L, bs_odds_ratio(counts));
    bs_lua_push_number(L, interval.low);
    bs_lua_push_number(L, interval.high);
    return 3;
}

/* dispersion(counts, sizes) -> { dp, dp_normalised, juilland_d, carroll_d2, rosengren_s, kl, range,
 * n } */
static int stats_dispersion(lua_State *L)
{
    bs_numbers counts = bs_lua_numbers(L, 1), sizes = bs_lua_numbers(L, 2);
    luaL_argcheck(L, counts.count == sizes.count, 2, "as many sizes as counts expected");
    bs_dispersion_result result = bs_dispersion_of(counts.items, sizes.items, counts.count);
    lua_createtable(L, 0, 8);
    bs_stats_set(L, "dp", result.dp);
    bs_stats_set(L, "dp_normalised", result.dp_normalised);
    bs_stats_set(L, "juilland_d", result.juilland_d);
    bs_stats_set(L, "carroll_d2", result.carroll_d2);
    bs_stats_set(L, "rosengren_s", result.rosengren_s);
    bs_stats_set(L, "kl", result.kl);
    bs_stats_set_count(L, "range", result.range);
    bs_stats_set_count(L, "n", result.parts);
    return 1;
}

/* dp(counts, sizes) -> DP, normalised */
static int stats_dp(lua_State *L)
{
    bs_numbers counts = bs_lua_numbers(L, 1), sizes = bs_lua_numbers(L, 2);
    luaL_argcheck(L, counts.count == sizes.count, 2, "as many sizes as counts expected");
    bs_dispersion_result result = bs_dispersion_of(counts.items, sizes.items, counts.count);
    bs_lua_push_number(L, result.dp);
    bs_lua_push_number(L, result.dp_normalised);
    return 2;
}

/* juilland_d(counts, sizes) */
static int stats_juilland_d(lua_State *L)
{
    bs_numbers counts = bs_lua_numbers(L, 1), sizes = bs_lua_numbers(L, 2);
    luaL_argcheck(L, counts.count == sizes.count, 2, "as many sizes as counts expected");
    return push_number(L, bs_dispersion_of(counts.items, sizes.items, counts.count).juilland_d);
}

const luaL_Reg bs_stats_counts[] = {
    {"chi2", stats_chi2},
    {"fisher", stats_fisher},
    {"g2", stats_g2},
    {"log_ratio", stats_log_ratio},
    {"log_odds", stats_log_odds},
    {"odds_ratio", stats_odds_ratio},
    {"percent_difference", stats_percent_difference},
    {"pmi", stats_pmi},
    {"npmi", stats_npmi},
    {"mi3", stats_mi3},
    {"logdice", stats_logdice},
    {"t_score", stats_t_score},
    {"z_score", stats_z_score},
    {"mutual_information", stats_mutual_information},
    {"dispersion", stats_dispersion},
    {"dp", stats_dp},
    {"juilland_d", stats_juilland_d},
    {NULL, NULL},
};
