/*
 * lua_stats.c - broadsheet.stats: pure functions over vectors or sequences of numbers.
 *
 * Results of one number are numbers (nil where it is not defined); results of several are tables.
 * Tests of two by two counts take a, b, c, d or { a, b, c, d }, see stats/association.h.
 */
#include <math.h>

#include "script/bind.h"
#include "script/lua_vector.h"
#include "script/modules.h"
#include "stats/adjust.h"
#include "stats/association.h"
#include "stats/concentration.h"
#include "stats/correlation.h"
#include "stats/diversity.h"
#include "stats/intervals.h"
#include "stats/rank.h"
#include "stats/special.h"
#include "stats/trend.h"
#include "stats/vector.h"

static const double CONFIDENCE = 0.95;

static int push_field(lua_State *L, const char *name, double value)
{
    bs_lua_push_number(L, value);
    lua_setfield(L, -2, name);
    return 1;
}

static void push_count(lua_State *L, size_t count)
{
    lua_pushinteger(L, (lua_Integer)count);
    lua_setfield(L, -2, "n");
}

/* --- of one vector --- */

static int stats_sum(lua_State *L)
{
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_lua_push_number(L, bs_vector_sum(x.items, x.count));
    return 1;
}

static int stats_mean(lua_State *L)
{
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_lua_push_number(L, bs_vector_mean(x.items, x.count));
    return 1;
}

static int stats_variance(lua_State *L)
{
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_lua_push_number(L, bs_vector_variance(x.items, x.count));
    return 1;
}

static int stats_sd(lua_State *L)
{
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_lua_push_number(L, bs_vector_sd(x.items, x.count));
    return 1;
}

static int stats_hhi(lua_State *L)
{
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_lua_push_number(L, bs_hhi(x.items, x.count));
    return 1;
}

static int stats_entropy(lua_State *L)
{
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_lua_push_number(L, bs_entropy(x.items, x.count));
    return 1;
}

typedef bs_status (*vector_function)(const double *, size_t, double *, bs_error *);

static int push_result(lua_State *L, vector_function function)
{
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_error error;
    double value = NAN;
    bs_lua_check(L, function(x.items, x.count, &value, &error), &error);
    bs_lua_push_number(L, value);
    return 1;
}

static int stats_median(lua_State *L)
{
    return push_result(L, bs_vector_median);
}

static int stats_mad(lua_State *L)
{
    return push_result(L, bs_vector_mad);
}

static int stats_gini(lua_State *L)
{
    return push_result(L, bs_gini);
}

/* quantile(x, probability) */
static int stats_quantile(lua_State *L)
{
    double probability = luaL_checknumber(L, 2), value = NAN;
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_error error;
    bs_lua_check(L, bs_vector_quantile(x.items, x.count, probability, &value, &error), &error);
    bs_lua_push_number(L, value);
    return 1;
}

/* rank(x, { ties, ascending }) -> Vector */
static int stats_rank(lua_State *L)
{
    static const char *const known[] = {"ties", "ascending", NULL};
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_ties ties = BS_TIES_MIN;
    bs_str name = bs_option_str(L, 2, "ties");
    if (name.data && !bs_ties_from_name(name, &ties))
        return luaL_error(L, "ties are min, max, average or dense, not '%s'", name.data);
    bool is_ascending = bs_option_boolean(L, 2, "ascending", false);
    bs_numbers x = bs_lua_numbers(L, 1);
    double *ranks = bs_vector_push(L, x.count);
    bs_error error;
    bs_lua_check(L, bs_rank(x.items, x.count, ties, !is_ascending, ranks, &error), &error);
    return 1;
}

/* adjust(p, method) -> Vector; holm where no method is named */
static int stats_adjust(lua_State *L)
{
    bs_str name = lua_isnoneornil(L, 2) ? BS_STR("holm") : bs_lua_check_str(L, 2);
    bs_adjustment adjustment;
    if (!bs_adjustment_from_name(name, &adjustment))
        return luaL_argerror(L, 2, "one of holm, bh, by, bonferroni, none");
    bs_numbers p = bs_lua_numbers(L, 1);
    double *adjusted = bs_vector_push(L, p.count);
    bs_error error;
    bs_lua_check(L, bs_adjust(p.items, p.count, adjustment, adjusted, &error), &error);
    return 1;
}

/* --- of two vectors --- */

static size_t check_pair(lua_State *L, bs_numbers *x, bs_numbers *y)
{
    *x = bs_lua_numbers(L, 1);
    *y = bs_lua_numbers(L, 2);
    if (x->count != y->count)
        luaL_error(L, "the two have %I and %I items", (lua_Integer)x->count, (lua_Integer)y->count);
    return x->count;
}

typedef bs_status (*correlation_function)(const double *, const double *, size_t,
                                          bs_correlation_result *, bs_error *);

/* -> estimate, { estimate, p, low, high, n } */
static int push_correlation(lua_State *L, correlation_function function)
{
    bs_numbers x, y;
    size_t count = check_pair(L, &x, &y);
    bs_correlation_result result;
    bs_error error;
    bs_lua_check(L, function(x.items, y.items, count, &result, &error), &error);
    bs_lua_push_number(L, result.estimate);
    lua_createtable(L, 0, 5);
    push_field(L, "estimate", result.estimate);
    push_field(L, "p", result.p);
    push_field(L, "low", result.low);
    push_field(L, "high", result.high);
    push_count(L, result.count);
    return 2;
}

static int stats_correlation(lua_State *L)
{
    return push_correlation(L, bs_pearson);
}

static int stats_spearman(lua_State *L)
{
    return push_correlation(L, bs_spearman);
}

static int stats_kendall(lua_State *L)
{
    return push_correlation(L, bs_kendall);
}

static int stats_kl(lua_State *L)
{
    bs_numbers x, y;
    size_t count = check_pair(L, &x, &y);
    bs_lua_push_number(L, bs_kl(x.items, y.items, count));
    return 1;
}

static int stats_jsd(lua_State *L)
{
    bs_numbers x, y;
    size_t count = check_pair(L, &x, &y);
    bs_lua_push_number(L, bs_jsd(x.items, y.items, count));
    return 1;
}

static int stats_cosine(lua_State *L)
{
    bs_numbers x, y;
    size_t count = check_pair(L, &x, &y);
    bs_lua_push_number(L, bs_cosine(x.items, y.items, count));
    return 1;
}

/* --- of two by two counts --- */

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

static int push_chi_square(lua_State *L, double value)
{
    bs_lua_push_number(L, value);
    bs_lua_push_number(L, bs_chi_square_upper(fabs(value), 1));
    return 2;
}

/* g2(a, b, c, d) -> value, p; negative where a is under its expectation */
static int stats_g2(lua_State *L)
{
    return push_chi_square(L, bs_g2_signed(check_counts(L)));
}

/* chi2(a, b, c, d) -> value, p; without correction for continuity */
static int stats_chi2(lua_State *L)
{
    return push_chi_square(L, bs_chi2(check_counts(L), false));
}

/* fisher(a, b, c, d) -> p, { p, less, greater } */
static int stats_fisher(lua_State *L)
{
    bs_fisher_result result = bs_fisher(check_counts(L));
    bs_lua_push_number(L, result.p);
    lua_createtable(L, 0, 3);
    push_field(L, "p", result.p);
    push_field(L, "less", result.less);
    push_field(L, "greater", result.greater);
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

/* --- intervals --- */

/* proportion(successes, trials, confidence) -> share, low, high (Wilson) */
static int stats_proportion(lua_State *L)
{
    double successes = luaL_checknumber(L, 1), trials = luaL_checknumber(L, 2);
    bs_interval interval = bs_wilson_interval(successes, trials, luaL_optnumber(L, 3, CONFIDENCE));
    bs_lua_push_number(L, trials > 0 ? successes / trials : NAN);
    bs_lua_push_number(L, interval.low);
    bs_lua_push_number(L, interval.high);
    return 3;
}

/* poisson_rate(count, exposure, confidence) -> rate, low, high (exact) */
static int stats_poisson_rate(lua_State *L)
{
    double count = luaL_checknumber(L, 1), exposure = luaL_optnumber(L, 2, 1);
    bs_interval interval = bs_poisson_interval(count, exposure, luaL_optnumber(L, 3, CONFIDENCE));
    bs_lua_push_number(L, exposure > 0 ? count / exposure : NAN);
    bs_lua_push_number(L, interval.low);
    bs_lua_push_number(L, interval.high);
    return 3;
}

/* --- trends --- */

/* mann_kendall(values) -> { s, variance, z, p, tau, n } */
static int stats_mann_kendall(lua_State *L)
{
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_mann_kendall_result result;
    bs_error error;
    bs_lua_check(L, bs_mann_kendall(x.items, x.count, &result, &error), &error);
    lua_createtable(L, 0, 6);
    push_field(L, "s", result.s);
    push_field(L, "variance", result.variance);
    push_field(L, "z", result.z);
    push_field(L, "p", result.p);
    push_field(L, "tau", result.tau);
    push_count(L, result.count);
    return 1;
}

/* theil_sen(values, times, confidence) -> { slope, intercept, low, high, n } */
static int stats_theil_sen(lua_State *L)
{
    double confidence = luaL_optnumber(L, 3, CONFIDENCE);
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
    push_field(L, "slope", result.slope);
    push_field(L, "intercept", result.intercept);
    push_field(L, "low", result.low);
    push_field(L, "high", result.high);
    push_count(L, result.count);
    return 1;
}

/* --- vocabulary --- */

typedef struct type_ids {
    uint32_t *items;
    size_t count, type_count;
} type_ids;

/* A sequence of words, as numbers of types. Adds slots. */
static type_ids check_words(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    type_ids ids = {NULL, lua_rawlen(L, 1), 0};
    if (ids.count > UINT32_MAX - 1)
        luaL_error(L, "too many words");
    ids.items = bs_lua_scratch(L, ids.count, sizeof *ids.items);
    lua_newtable(L);
    int numbers = lua_gettop(L);
    for (size_t i = 0; i < ids.count; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            luaL_error(L, "word %d is a %s", (int)i + 1, luaL_typename(L, -1));
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

/* ttr(words) */
static int stats_ttr(lua_State *L)
{
    type_ids words = check_words(L);
    double value = NAN;
    bs_error error;
    bs_lua_check(L, bs_ttr(words.items, words.count, words.type_count, &value, &error), &error);
    return push_number(L, value);
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
    return push_number(L, value);
}

/* mtld(words, threshold) */
static int stats_mtld(lua_State *L)
{
    double threshold = luaL_optnumber(L, 2, 0.72), value = NAN;
    type_ids words = check_words(L);
    bs_error error;
    bs_lua_check(L, bs_mtld(words.items, words.count, words.type_count, threshold, &value, &error),
                 &error);
    return push_number(L, value);
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
    return push_number(L, value);
}

static const luaL_Reg stats_functions[] = {
    {"sum", stats_sum},
    {"mean", stats_mean},
    {"median", stats_median},
    {"quantile", stats_quantile},
    {"variance", stats_variance},
    {"sd", stats_sd},
    {"mad", stats_mad},
    {"correlation", stats_correlation},
    {"spearman", stats_spearman},
    {"kendall", stats_kendall},
    {"chi2", stats_chi2},
    {"fisher", stats_fisher},
    {"g2", stats_g2},
    {"log_ratio", stats_log_ratio},
    {"log_odds", stats_log_odds},
    {"pmi", stats_pmi},
    {"npmi", stats_npmi},
    {"logdice", stats_logdice},
    {"t_score", stats_t_score},
    {"mutual_information", stats_mutual_information},
    {"proportion", stats_proportion},
    {"poisson_rate", stats_poisson_rate},
    {"mann_kendall", stats_mann_kendall},
    {"theil_sen", stats_theil_sen},
    {"gini", stats_gini},
    {"hhi", stats_hhi},
    {"entropy", stats_entropy},
    {"jsd", stats_jsd},
    {"kl", stats_kl},
    {"cosine", stats_cosine},
    {"rank", stats_rank},
    {"ttr", stats_ttr},
    {"mattr", stats_mattr},
    {"mtld", stats_mtld},
    {"hdd", stats_hdd},
    {"adjust", stats_adjust},
    {NULL, NULL},
};

void bs_open_stats(lua_State *L)
{
    luaL_newlib(L, stats_functions);
    bs_module_strict(L, "broadsheet.stats has no function");
    lua_setfield(L, -2, "stats");
}
