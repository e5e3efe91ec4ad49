/*
 * lua_vector.c - vectors of numbers: v[i], #v, arithmetic item by item, and what is computed of one
 * alone. A missing item is NaN inside and nil in Lua.
 */
#include "script/lua_vector.h"

#include <math.h>

#include "script/modules.h"
#include "stats/vector.h"

typedef struct vector {
    size_t count;
    double items[];
} vector;

static bool vector_index(lua_State *L);

static int vector_count(lua_State *L);
static int vector_sum(lua_State *L);
static int vector_mean(lua_State *L);
static int vector_median(lua_State *L);
static int vector_quantile(lua_State *L);
static int vector_variance(lua_State *L);
static int vector_sd(lua_State *L);
static int vector_mad(lua_State *L);
static int vector_min(lua_State *L);
static int vector_max(lua_State *L);
static int vector_sort(lua_State *L);
static int vector_list(lua_State *L);
static int vector_each(lua_State *L);

static int vector_length(lua_State *L);
static int vector_text(lua_State *L);
static int vector_equal(lua_State *L);
static int vector_add(lua_State *L);
static int vector_subtract(lua_State *L);
static int vector_multiply(lua_State *L);
static int vector_divide(lua_State *L);
static int vector_negate(lua_State *L);

static const luaL_Reg vector_methods[] = {
    {"count", vector_count},       {"sum", vector_sum},   {"mean", vector_mean},
    {"median", vector_median},     {"min", vector_min},   {"quantile", vector_quantile},
    {"variance", vector_variance}, {"sd", vector_sd},     {"mad", vector_mad},
    {"max", vector_max},           {"each", vector_each}, {"sort", vector_sort},
    {"list", vector_list},         {NULL, NULL},
};

static const luaL_Reg vector_operators[] = {
    {"__len", vector_length}, {"__tostring", vector_text}, {"__eq", vector_equal},
    {"__add", vector_add},    {"__sub", vector_subtract},  {"__mul", vector_multiply},
    {"__div", vector_divide}, {"__unm", vector_negate},    {NULL, NULL},
};

static const bs_lua_class vector_class = {
    .name = "broadsheet.vector",
    .methods = vector_methods,
    .operators = vector_operators,
    .index = vector_index,
};

static const vector *check_vector(lua_State *L, int arg)
{
    return bs_lua_class_check(L, arg, &vector_class);
}

double *bs_vector_push(lua_State *L, size_t count)
{
    if (count > (SIZE_MAX / 2 - sizeof(vector)) / sizeof(double))
        luaL_error(L, "vector is too long");
    vector *made = lua_newuserdatauv(L, sizeof *made + count * sizeof(double), 0);
    made->count = count;
    memset(made->items, 0, count * sizeof(double));
    bs_lua_class_set(L, &vector_class);
    return made->items;
}

bool bs_vector_test(lua_State *L, int arg, bs_numbers *numbers)
{
    const vector *tested = bs_lua_class_test(L, arg, &vector_class);
    if (tested)
        *numbers = (bs_numbers){tested->items, tested->count};
    return tested != NULL;
}

static bool vector_index(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TNUMBER)
        return false;
    const vector *of = check_vector(L, 1);
    lua_Integer index = luaL_checkinteger(L, 2);
    if (index < 1 || (lua_Unsigned)index > of->count)
        lua_pushnil(L);
    else
        bs_lua_push_number(L, of->items[index - 1]);
    return true;
}

static int vector_length(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_vector(L, 1)->count);
    return 1;
}

/* Vector:count() -> how many items are not missing */
static int vector_count(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    lua_pushinteger(L, (lua_Integer)bs_vector_count(of->items, of->count));
    return 1;
}

static int vector_sum(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    bs_lua_push_number(L, bs_vector_sum(of->items, of->count));
    return 1;
}

static int vector_mean(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    bs_lua_push_number(L, bs_vector_mean(of->items, of->count));
    return 1;
}

static int vector_variance(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    bs_lua_push_number(L, bs_vector_variance(of->items, of->count));
    return 1;
}

static int vector_sd(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    bs_lua_push_number(L, bs_vector_sd(of->items, of->count));
    return 1;
}

static int vector_min(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    bs_lua_push_number(L, bs_vector_min(of->items, of->count));
    return 1;
}

static int vector_max(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    bs_lua_push_number(L, bs_vector_max(of->items, of->count));
    return 1;
}

static int vector_median(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    bs_error error;
    double value = NAN;
    bs_lua_check(L, bs_vector_median(of->items, of->count, &value, &error), &error);
    bs_lua_push_number(L, value);
    return 1;
}

static int vector_mad(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    bs_error error;
    double value = NAN;
    bs_lua_check(L, bs_vector_mad(of->items, of->count, &value, &error), &error);
    bs_lua_push_number(L, value);
    return 1;
}

/* Vector:quantile(probability) */
static int vector_quantile(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    double probability = luaL_checknumber(L, 2), value = NAN;
    bs_error error;
    bs_lua_check(L, bs_vector_quantile(of->items, of->count, probability, &value, &error), &error);
    bs_lua_push_number(L, value);
    return 1;
}

/* Vector:sort() -> a sorted copy, missing items last */
static int vector_sort(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    double *items = bs_vector_push(L, of->count);
    memcpy(items, of->items, of->count * sizeof *items);
    bs_vector_sort(items, of->count);
    return 1;
}

/* Vector:list() -> a sequence, its length in `n` because missing items are nil */
static int vector_list(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    lua_createtable(L, of->count < 1 << 20 ? (int)of->count : 0, 1);
    for (size_t i = 0; i < of->count; i++) {
        bs_lua_push_number(L, of->items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushinteger(L, (lua_Integer)of->count);
    lua_setfield(L, -2, "n");
    return 1;
}

static int vector_next(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    lua_Unsigned index = (lua_Unsigned)luaL_checkinteger(L, 2);
    if (index >= of->count)
        return 0;
    lua_pushinteger(L, (lua_Integer)index + 1);
    bs_lua_push_number(L, of->items[index]);
    return 2;
}

/* Vector:each() -> for index, value in ... */
static int vector_each(lua_State *L)
{
    check_vector(L, 1);
    lua_pushcfunction(L, vector_next);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

static int vector_text(lua_State *L)
{
    enum { ITEMS_SHOWN = 12 };
    const vector *of = check_vector(L, 1);
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    luaL_addchar(&text, '{');
    for (size_t i = 0; i < of->count && i < ITEMS_SHOWN; i++) {
        luaL_addstring(&text, i ? ", " : " ");
        if (isnan(of->items[i])) {
            luaL_addstring(&text, "nil");
            continue;
        }
        lua_pushnumber(L, of->items[i]);
        luaL_tolstring(L, -1, NULL);
        lua_remove(L, -2);
        luaL_addvalue(&text);
    }
    if (of->count > ITEMS_SHOWN) {
        lua_pushfstring(L, ", .. %I in all", (lua_Integer)of->count);
        luaL_addvalue(&text);
    }
    luaL_addstring(&text, of->count ? " }" : "}");
    luaL_pushresult(&text);
    return 1;
}

static int vector_equal(lua_State *L)
{
    const vector *a = check_vector(L, 1), *b = check_vector(L, 2);
    bool is_equal = a->count == b->count;
    for (size_t i = 0; is_equal && i < a->count; i++)
        is_equal = a->items[i] == b->items[i] || (isnan(a->items[i]) && isnan(b->items[i]));
    lua_pushboolean(L, is_equal);
    return 1;
}

/* An operand of arithmetic: a vector, or a number that stands for a vector of any length. */
typedef struct operand {
    const vector *of;
    double number;
} operand;

static operand check_operand(lua_State *L, int arg)
{
    if (lua_type(L, arg) == LUA_TNUMBER)
        return (operand){NULL, lua_tonumber(L, arg)};
    return (operand){check_vector(L, arg), 0};
}

static double operand_at(const operand *side, size_t index)
{
    return side->of ? side->of->items[index] : side->number;
}

static int combine(lua_State *L, char sign)
{
    operand a = check_operand(L, 1), b = check_operand(L, 2);
    if (a.of && b.of && a.of->count != b.of->count)
        return luaL_error(L, "vectors have %I and %I items", (lua_Integer)a.of->count,
                          (lua_Integer)b.of->count);
    size_t count = a.of ? a.of->count : b.of->count;
    double *items = bs_vector_push(L, count);
    for (size_t i = 0; i < count; i++) {
        double x = operand_at(&a, i), y = operand_at(&b, i);
        items[i] = sign == '+' ? x + y : sign == '-' ? x - y : sign == '*' ? x * y : x / y;
    }
    return 1;
}

static int vector_add(lua_State *L)
{
    return combine(L, '+');
}

static int vector_subtract(lua_State *L)
{
    return combine(L, '-');
}

static int vector_multiply(lua_State *L)
{
    return combine(L, '*');
}

static int vector_divide(lua_State *L)
{
    return combine(L, '/');
}

static int vector_negate(lua_State *L)
{
    const vector *of = check_vector(L, 1);
    double *items = bs_vector_push(L, of->count);
    for (size_t i = 0; i < of->count; i++)
        items[i] = -of->items[i];
    return 1;
}

/* broadsheet.vector(sequence) -> Vector */
static int new_vector(lua_State *L)
{
    bs_numbers numbers = bs_lua_numbers(L, 1);
    double *items = bs_vector_push(L, numbers.count);
    if (numbers.count > 0)
        memcpy(items, numbers.items, numbers.count * sizeof *items);
    return 1;
}

void bs_open_vector(lua_State *L)
{
    bs_lua_class_open(L, &vector_class);
    lua_pushcfunction(L, new_vector);
    lua_setfield(L, -2, "vector");
}
