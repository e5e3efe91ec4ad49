/*
 * lua_stats.c - broadsheet.stats: pure functions over vectors or sequences of numbers.
 *
 * Results of one number are numbers (nil where it is not defined); results of several are tables.
 * More of them: lua_stats_counts.c, lua_stats_series.c,
 * lua_stats_resample.c, lua_stats_lists.c.
 */
#include <math.h>

#include "base/str.h"
#include "script/bind.h"
#include "script/lua_stats.h"
#include "script/lua_vector.h"
#include "script/modules.h"
#include "stats/adjust.h"
#include "stats/concentration.h"
#include "stats/correlation.h"
#include "stats/intervals.h"
#include "stats/rank.h"
#include "stats/special.h"
#include "stats/vector.h"

static const double CONFIDENCE = 0.95;

void bs_stats_set(lua_State *L, const char *name, double value)
{
    bs_lua_push_number(L, value);
    lua_setfield(L, -2, name);
}

void bs_stats_set_count(lua_State *L, const char *name, size_t count)
{
    lua_pushinteger(L, (lua_Integer)count);
    lua_setfield(L, -2, name);
}

double bs_stats_confidence(lua_State *L, int arg)
{
    double confidence = lua_istable(L, arg) ? bs_option_number(L, arg, "confidence", CONFIDENCE)
                                            : luaL_optnumber(L, arg, CONFIDENCE);
    luaL_argcheck(L, confidence > 0 && confidence < 1, arg, "a confidence lies between 0 and 1");
    return confidence;
}

bool bs_stats_option_is(lua_State *L, int arg, const char *name, const char *word)
{
    bs_str value = bs_option_str(L, arg, name);
    lua_pop(L, 1);
    return value.data && bs_str_equal(value, bs_str_from(word));
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

/* What to divide bits by to have them in the unit that option `base` names: 2, 10, math.exp(1). */
static double check_base(lua_State *L, int arg)
{
    static const char *const known[] = {"base", NULL};
    bs_options_check(L, arg, known, false);
    double base = bs_option_number(L, arg, "base", 2);
    luaL_argcheck(L, base > 0 && base != 1, arg, "a base is over 0 and not 1");
    return log2(base);
}

/* entropy(x, { base }) */
static int stats_entropy(lua_State *L)
{
    lua_settop(L, 2);
    double unit = check_base(L, 2);
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_lua_push_number(L, bs_entropy(x.items, x.count) / unit);
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

/* mad(x, scale) */
static int stats_mad(lua_State *L)
{
    double scale = luaL_optnumber(L, 2, BS_MAD_SCALE), value = NAN;
    bs_numbers x = bs_lua_numbers(L, 1);
    bs_error error;
    bs_lua_check(L, bs_vector_mad(x.items, x.count, &value, &error), &error);
    bs_lua_push_number(L, value / BS_MAD_SCALE * scale);
    return 1;
}

/* gini(x, { corrected }) */
static int stats_gini(lua_State *L)
{
    static const char *const known[] = {"corrected", NULL};
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bool is_corrected = bs_option_boolean(L, 2, "corrected", false);
    bs_numbers x = bs_lua_numbers(L, 1);
    double value = NAN, n = (double)bs_vector_count(x.items, x.count);
    bs_error error;
    bs_lua_check(L, bs_gini(x.items, x.count, &value, &error), &error);
    if (is_corrected)
        value = n > 1 ? value * n / (n - 1) : NAN;
    bs_lua_push_number(L, value);
    return 1;
}

/* quantile(x, probability, type); of several probabilities a Vector */
static int stats_quantile(lua_State *L)
{
    bool has_many = !lua_isnumber(L, 2);
    lua_Integer type = luaL_optinteger(L, 3, 7);
    luaL_argcheck(L, type >= 1 && type <= 9, 3, "a type from 1 to 9 expected");
    double one = has_many ? 0 : lua_tonumber(L, 2), value = NAN;
    bs_numbers x = bs_lua_numbers(L, 1), p = {&one, 1};
    if (has_many)
        p = bs_lua_numbers(L, 2);
    double *values = has_many ? bs_vector_push(L, p.count) : &value;
    bs_error error;
    for (size_t i = 0; i < p.count; i++)
        bs_lua_check(
            L, bs_vector_quantile_type(x.items, x.count, p.items[i], (int)type, &values[i], &error),
            &error);
    if (!has_many)
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
        return luaL_error(L, "ties are min, max, average, dense or first, not '%s'", name.data);
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
        return luaL_argerror(L, 2, "one of holm, bh, by, hochberg, bonferroni, none");
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

/* -> estimate, { estimate, p, low, high, n, exact } */
static int push_correlation(lua_State *L, const bs_correlation_result *result)
{
    bs_lua_push_number(L, result->estimate);
    lua_createtable(L, 0, 6);
    bs_stats_set(L, "estimate", result->estimate);
    bs_stats_set(L, "p", result->p);
    bs_stats_set(L, "low", result->low);
    bs_stats_set(L, "high", result->high);
    bs_stats_set_count(L, "n", result->count);
    lua_pushboolean(L, result->is_exact);
    lua_setfield(L, -2, "exact");
    return 2;
}

static int stats_correlation(lua_State *L)
{
    bs_numbers x, y;
    size_t count = check_pair(L, &x, &y);
    bs_correlation_result result;
    bs_error error;
    bs_lua_check(L, bs_pearson(x.items, y.items, count, &result, &error), &error);
    return push_correlation(L, &result);
}

typedef bs_status (*rank_correlation)(const double *, const double *, size_t, bool,
                                      bs_correlation_result *, bs_error *);

/* (x, y, { exact }): exact is true unless it is said to be false */
static int correlate_ranks(lua_State *L, rank_correlation function)
{
    static const char *const known[] = {"exact", NULL};
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    bool is_approximate = !bs_option_boolean(L, 3, "exact", true);
    bs_numbers x, y;
    size_t count = check_pair(L, &x, &y);
    bs_correlation_result result;
    bs_error error;
    bs_lua_check(L, function(x.items, y.items, count, is_approximate, &result, &error), &error);
    return push_correlation(L, &result);
}

static int stats_spearman(lua_State *L)
{
    return correlate_ranks(L, bs_spearman);
}

static int stats_kendall(lua_State *L)
{
    return correlate_ranks(L, bs_kendall);
}

static int stats_kl(lua_State *L)
{
    lua_settop(L, 3);
    double unit = check_base(L, 3);
    bs_numbers x, y;
    size_t count = check_pair(L, &x, &y);
    bs_lua_push_number(L, bs_kl(x.items, y.items, count) / unit);
    return 1;
}

static int stats_jsd(lua_State *L)
{
    lua_settop(L, 3);
    double unit = check_base(L, 3);
    bs_numbers x, y;
    size_t count = check_pair(L, &x, &y);
    bs_lua_push_number(L, bs_jsd(x.items, y.items, count) / unit);
    return 1;
}

static int stats_cosine(lua_State *L)
{
    bs_numbers x, y;
    size_t count = check_pair(L, &x, &y);
    bs_lua_push_number(L, bs_cosine(x.items, y.items, count));
    return 1;
}

/* --- intervals --- */

static int push_estimate(lua_State *L, double value, bs_interval interval)
{
    bs_lua_push_number(L, value);
    bs_lua_push_number(L, interval.low);
    bs_lua_push_number(L, interval.high);
    return 3;
}

/* proportion(successes, trials, confidence | { confidence, method }) -> share, low, high */
static int stats_proportion(lua_State *L)
{
    static const char *const known[] = {"confidence", "method", NULL};
    double successes = luaL_checknumber(L, 1), trials = luaL_checknumber(L, 2);
    luaL_argcheck(L, successes >= 0 && successes <= trials, 1, "from 0 to the number of trials");
    lua_settop(L, 3);
    if (!lua_isnumber(L, 3))
        bs_options_check(L, 3, known, false);
    double confidence = bs_stats_confidence(L, 3);
    bool is_exact = false;
    if (lua_istable(L, 3)) {
        is_exact = bs_stats_option_is(L, 3, "method", "exact");
        bs_str method = bs_option_str(L, 3, "method");
        if (method.data && !is_exact && !bs_str_equal(method, BS_STR("wilson")))
            return luaL_error(L, "method is wilson or exact, not '%s'", method.data);
    }
    return push_estimate(L, trials > 0 ? successes / trials : NAN,
                         is_exact ? bs_binomial_interval(successes, trials, confidence)
                                  : bs_wilson_interval(successes, trials, confidence));
}

/* poisson_rate(count, exposure, confidence | { confidence }) -> rate, low, high (exact) */
static int stats_poisson_rate(lua_State *L)
{
    static const char *const known[] = {"confidence", NULL};
    double count = luaL_checknumber(L, 1), exposure = luaL_optnumber(L, 2, 1);
    lua_settop(L, 3);
    if (!lua_isnumber(L, 3))
        bs_options_check(L, 3, known, false);
    return push_estimate(L, exposure > 0 ? count / exposure : NAN,
                         bs_poisson_interval(count, exposure, bs_stats_confidence(L, 3)));
}

/* difference(x, n, y, m, confidence) -> y/m - x/n, low, high (Newcombe) */
static int stats_difference(lua_State *L)
{
    double x = luaL_checknumber(L, 1), n = luaL_checknumber(L, 2);
    double y = luaL_checknumber(L, 3), m = luaL_checknumber(L, 4);
    bool has_both = n > 0 && m > 0;
    return push_estimate(L, has_both ? y / m - x / n : NAN,
                         bs_newcombe_interval(x, n, y, m, bs_stats_confidence(L, 5)));
}

/* --- tails --- */

/* Options { lower, log } of a tail at `arg`. */
typedef struct tail_options {
    bool is_lower, is_log;
} tail_options;

static tail_options check_tail(lua_State *L, int arg)
{
    static const char *const known[] = {"lower", "log", NULL};
    lua_settop(L, arg);
    bs_options_check(L, arg, known, false);
    return (tail_options){bs_option_boolean(L, arg, "lower", false),
                          bs_option_boolean(L, arg, "log", false)};
}

static int push_tail(lua_State *L, double log_tail)
{
    bs_lua_push_number(L, log_tail);
    return 1;
}

/* normal_tail(z, { lower, log }) */
static int stats_normal_tail(lua_State *L)
{
    double z = luaL_checknumber(L, 1);
    tail_options options = check_tail(L, 2);
    if (options.is_lower)
        z = -z;
    return push_tail(L, options.is_log ? bs_normal_upper_log(z) : bs_normal_upper(z));
}

/* gamma_tail(x, shape, { lower, log }) */
static int push_gamma_tail(lua_State *L, double x, double shape, tail_options options)
{
    if (options.is_lower)
        return push_tail(L,
                         options.is_log ? bs_gamma_lower_log(shape, x) : bs_gamma_lower(shape, x));
    return push_tail(L, options.is_log ? bs_gamma_upper_log(shape, x) : bs_gamma_upper(shape, x));
}

static int stats_gamma_tail(lua_State *L)
{
    double x = luaL_checknumber(L, 1), shape = luaL_checknumber(L, 2);
    return push_gamma_tail(L, x, shape, check_tail(L, 3));
}

/* chi_square_tail(x, freedom, { lower, log }) */
static int stats_chi_square_tail(lua_State *L)
{
    double x = luaL_checknumber(L, 1), freedom = luaL_optnumber(L, 2, 1);
    tail_options options = check_tail(L, 3);
    if (options.is_lower || x <= 0)
        return push_gamma_tail(L, fmax(x, 0) / 2, freedom / 2, options);
    return push_tail(L, options.is_log ? bs_chi_square_upper_log(x, freedom)
                                       : bs_chi_square_upper(x, freedom));
}

/* beta_tail(x, a, b, { lower, log }) */
static int stats_beta_tail(lua_State *L)
{
    double x = luaL_checknumber(L, 1), a = luaL_checknumber(L, 2), b = luaL_checknumber(L, 3);
    tail_options options = check_tail(L, 4);
    if (options.is_lower)
        return push_tail(L, options.is_log ? bs_beta_lower_log(a, b, x) : bs_beta_lower(a, b, x));
    return push_tail(L, options.is_log ? bs_beta_upper_log(a, b, x) : bs_beta_upper(a, b, x));
}

/* student_tail(t, freedom, { lower, log }); twice the upper tail of |t| is the two-sided p */
static int stats_student_tail(lua_State *L)
{
    double t = luaL_checknumber(L, 1), freedom = luaL_checknumber(L, 2);
    tail_options options = check_tail(L, 3);
    if (options.is_lower)
        t = -t;
    if (!options.is_log)
        return push_tail(L, bs_student_upper(t, freedom));
    double both = bs_student_two_sided_log(t, freedom);
    return push_tail(L, t >= 0 ? both - log(2) : log1p(-exp(both) / 2));
}

/* f_tail(x, numerator, denominator): the upper tail */
static int stats_f_tail(lua_State *L)
{
    return push_tail(
        L, bs_f_upper(luaL_checknumber(L, 1), luaL_checknumber(L, 2), luaL_checknumber(L, 3)));
}

/* poisson_tail(count, mean, { lower, log }): P(X > count), P(X <= count) */
static int stats_poisson_tail(lua_State *L)
{
    double count = floor(luaL_checknumber(L, 1)), mean = luaL_checknumber(L, 2);
    tail_options options = check_tail(L, 3);
    if (count < 0) {
        double tail = options.is_lower ? 0 : 1;
        return push_tail(L, options.is_log ? log(tail) : tail);
    }
    options.is_lower = !options.is_lower; /* of the gamma distribution, whose tails are these */
    return push_gamma_tail(L, mean, count + 1, options);
}

/* binomial_tail(count, trials, p, { lower, log }): P(X > count), P(X <= count) */
static int stats_binomial_tail(lua_State *L)
{
    double count = floor(luaL_checknumber(L, 1)), trials = luaL_checknumber(L, 2);
    double p = luaL_checknumber(L, 3);
    tail_options options = check_tail(L, 4);
    if (count < 0 || count >= trials) {
        double tail = (count < 0) == options.is_lower ? 0 : 1;
        return push_tail(L, options.is_log ? log(tail) : tail);
    }
    double a = count + 1, b = trials - count;
    if (options.is_lower)
        return push_tail(L, options.is_log ? bs_beta_upper_log(a, b, p) : bs_beta_upper(a, b, p));
    return push_tail(L, options.is_log ? bs_beta_lower_log(a, b, p) : bs_beta_lower(a, b, p));
}

/* normal_quantile(probability) */
static int stats_normal_quantile(lua_State *L)
{
    return push_tail(L, bs_normal_quantile(luaL_checknumber(L, 1)));
}

/* student_quantile(probability, freedom) */
static int stats_student_quantile(lua_State *L)
{
    double p = luaL_checknumber(L, 1), freedom = luaL_checknumber(L, 2);
    double side = p < 0.5 ? -1 : 1;
    double t = bs_student_two_sided_quantile(p < 0.5 ? 2 * p : 2 * (1 - p), freedom);
    return push_tail(L, side * t);
}

/* chi_square_quantile(probability, freedom) */
static int stats_chi_square_quantile(lua_State *L)
{
    double p = luaL_checknumber(L, 1), freedom = luaL_optnumber(L, 2, 1);
    return push_tail(L, 2 * bs_gamma_lower_inverse(freedom / 2, p));
}

static const luaL_Reg vector_functions[] = {
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
    {"proportion", stats_proportion},
    {"difference", stats_difference},
    {"poisson_rate", stats_poisson_rate},
    {"gini", stats_gini},
    {"hhi", stats_hhi},
    {"entropy", stats_entropy},
    {"jsd", stats_jsd},
    {"kl", stats_kl},
    {"cosine", stats_cosine},
    {"rank", stats_rank},
    {"adjust", stats_adjust},
    {"normal_tail", stats_normal_tail},
    {"gamma_tail", stats_gamma_tail},
    {"chi_square_tail", stats_chi_square_tail},
    {"beta_tail", stats_beta_tail},
    {"student_tail", stats_student_tail},
    {"f_tail", stats_f_tail},
    {"poisson_tail", stats_poisson_tail},
    {"binomial_tail", stats_binomial_tail},
    {"normal_quantile", stats_normal_quantile},
    {"student_quantile", stats_student_quantile},
    {"chi_square_quantile", stats_chi_square_quantile},
    {NULL, NULL},
};

void bs_open_stats(lua_State *L)
{
    luaL_newlib(L, vector_functions);
    luaL_setfuncs(L, bs_stats_counts, 0);
    luaL_setfuncs(L, bs_stats_series, 0);
    luaL_setfuncs(L, bs_stats_resampling, 0);
    luaL_setfuncs(L, bs_stats_lists, 0);
    bs_module_strict(L, "broadsheet.stats has no function");
    lua_setfield(L, -2, "stats");
}
