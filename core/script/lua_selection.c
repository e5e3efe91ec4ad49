/* lua_selection.c - selections: made, combined, cut, walked through. */
#include "script/lua_selection.h"

#include "base/hash.h"

#include "script/modules.h"
#include "script/runtime.h"

static int selection_free(lua_State *L);

static int selection_corpus_digest(lua_State *L);

static const luaL_Reg selection_fields[] = {{"digest", selection_corpus_digest}, {NULL, NULL}};

static const luaL_Reg selection_gc[] = {{"__gc", selection_free}, {NULL, NULL}};

static const bs_lua_class selection_class = {
    .name = "broadsheet.selection",
    .fields = selection_fields,
    .methods = bs_selection_methods,
    .operators = selection_gc,
};

bs_selection **bs_selection_push(lua_State *L)
{
    return bs_box_push(L, &selection_class);
}

bs_selection *bs_selection_check(lua_State *L, int arg)
{
    bs_selection **box = bs_lua_class_test(L, arg, &selection_class);
    if (box) {
        luaL_argcheck(L, *box, arg, "selection was never made");
        return *box;
    }
    bs_corpus_box *corpus = luaL_testudata(L, arg, "broadsheet.corpus");
    luaL_argexpected(L, corpus, arg, "broadsheet.selection");
    luaL_argcheck(L, corpus->all, arg, "corpus is closed");
    return corpus->all;
}

int bs_selection_give(lua_State *L, bs_status status, const bs_error *error)
{
    bs_lua_check(L, status, error);
    bs_selection_check(L, -1);
    return 1;
}

static int selection_free(lua_State *L)
{
    bs_selection **box = bs_lua_class_check(L, 1, &selection_class);
    bs_selection_free(*box);
    *box = NULL;
    return 0;
}

static int selection_corpus_digest(lua_State *L)
{
    bs_corpus *corpus = bs_selection_corpus(bs_selection_check(L, 1));
    char text[17];
    bs_hash_hex(bs_corpus_digest(corpus), text);
    lua_pushstring(L, text);
    return 1;
}

static int selection_length(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)bs_selection_count(bs_selection_check(L, 1)));
    return 1;
}

static int selection_equal(lua_State *L)
{
    bs_selection *a = bs_selection_check(L, 1), *b = bs_selection_check(L, 2);
    bool is_equal = bs_selection_corpus(a) == bs_selection_corpus(b) &&
                    bs_selection_count(a) == bs_selection_count(b) &&
                    bs_selection_segments(a) == bs_selection_segments(b);
    size_t at = is_equal ? bs_selection_next(a, 0) : SIZE_MAX;
    for (; at != SIZE_MAX && is_equal; at = bs_selection_next(a, at + 1))
        is_equal = bs_selection_has(b, at);
    lua_pushboolean(L, is_equal);
    return 1;
}

static int selection_text(lua_State *L)
{
    bs_selection *selection = bs_selection_check(L, 1);
    const char *path = bs_corpus_path(bs_selection_corpus(selection));
    lua_pushfstring(L, "%I articles of %s", (lua_Integer)bs_selection_count(selection),
                    *path ? path : "a corpus in memory");
    return 1;
}

static int selection_and(lua_State *L)
{
    bs_selection *a = bs_selection_check(L, 1), *b = bs_selection_check(L, 2);
    bs_error error;
    return bs_selection_give(L, bs_selection_and(a, b, bs_selection_push(L), &error), &error);
}

static int selection_or(lua_State *L)
{
    bs_selection *a = bs_selection_check(L, 1), *b = bs_selection_check(L, 2);
    bs_error error;
    return bs_selection_give(L, bs_selection_or(a, b, bs_selection_push(L), &error), &error);
}

static int selection_minus(lua_State *L)
{
    bs_selection *a = bs_selection_check(L, 1), *b = bs_selection_check(L, 2);
    bs_error error;
    return bs_selection_give(L, bs_selection_minus(a, b, bs_selection_push(L), &error), &error);
}

/* --- select --- */

/* Keeps the articles of the selection on top for which the function at slot `function` is true. */
static void keep_where(lua_State *L, int function)
{
    bs_selection *selection = bs_selection_check(L, -1);
    int slot = lua_gettop(L);
    bs_corpus *corpus = bs_selection_corpus(selection);
    size_t *kept = bs_lua_scratch(L, bs_selection_count(selection), sizeof *kept);
    size_t count = 0;
    for (size_t at = bs_selection_next(selection, 0); at != SIZE_MAX;
         at = bs_selection_next(selection, at + 1)) {
        lua_pushvalue(L, function);
        bs_article_push(L, corpus, at);
        lua_call(L, 1, 1);
        if (lua_toboolean(L, -1))
            kept[count++] = at;
        lua_pop(L, 1);
    }
    bs_error error;
    bs_selection_give(L, bs_selection_keep(selection, kept, count, bs_selection_push(L), &error),
                      &error);
    lua_replace(L, slot);
    lua_settop(L, slot);
}

/* Selection:select { from, to, outlet, language, byline, url, title, match, mentions, segments,
 * sql, where } -> Selection */
static int selection_select(lua_State *L)
{
    static const char *const known[] = {"from", "to",    "outlet", "language", "byline",
                                        "url",  "title", "match",  "mentions", "segments",
                                        "sql",  "where", NULL};
    bs_selection *selection = bs_selection_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_select_options options = {0};
    options.from = bs_option_str(L, 2, "from");
    options.to = bs_option_str(L, 2, "to");
    options.outlet = bs_option_str(L, 2, "outlet");
    options.language = bs_option_str(L, 2, "language");
    options.byline = bs_option_str(L, 2, "byline");
    options.url = bs_option_str(L, 2, "url");
    options.title = bs_option_str(L, 2, "title");
    options.match = bs_option_str(L, 2, "match");
    options.mentions = bs_option_entity(L, 2, "mentions");
    bs_names segments = bs_option_names(L, 2, "segments");
    options.segments = segments.items;
    options.segment_count = segments.count;
    options.sql = bs_option_str(L, 2, "sql");
    int where = lua_getfield(L, 2, "where");
    int function = lua_gettop(L);
    if (where != LUA_TNIL && where != LUA_TFUNCTION)
        return luaL_error(L, "option 'where' takes a function of an article");
    bs_error error;
    bs_status status = bs_selection_select(selection, &options, bs_script_progress(bs_script_of(L)),
                                           bs_selection_push(L), &error);
    bs_selection_give(L, status, &error);
    if (where == LUA_TFUNCTION)
        keep_where(L, function);
    return 1;
}

/* Selection:sample(count, { seed }) -> Selection */
static int selection_sample(lua_State *L)
{
    static const char *const known[] = {"seed", NULL};
    bs_selection *selection = bs_selection_check(L, 1);
    lua_Integer count = luaL_checkinteger(L, 2);
    luaL_argcheck(L, count >= 0, 2, "a number from 0 up expected");
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    lua_Integer seed = bs_option_integer(L, 3, "seed", 1, 0, LUA_MAXINTEGER);
    bs_error error;
    bs_status status =
        bs_selection_sample(selection, (size_t)count, (uint64_t)seed, bs_selection_push(L), &error);
    return bs_selection_give(L, status, &error);
}

/* --- parts --- */

static const char PARTS[] = "broadsheet.selection_parts";

static int parts_free(lua_State *L)
{
    bs_selection_parts *parts = luaL_checkudata(L, 1, PARTS);
    bs_selection_parts_clear(parts);
    memset(parts, 0, sizeof *parts);
    return 0;
}

/* Selection:split(by) -> a sequence of { key, selection }, also as .key and .selection; the key of
 * articles without one is false */
static int selection_split(lua_State *L)
{
    bs_selection *selection = bs_selection_check(L, 1);
    bs_str by = bs_lua_check_str(L, 2);
    bs_selection_parts *parts = lua_newuserdatauv(L, sizeof *parts, 0);
    memset(parts, 0, sizeof *parts);
    luaL_setmetatable(L, PARTS);
    bs_error error;
    bs_lua_check(L, bs_selection_split(selection, by, parts, &error), &error);
    lua_newtable(L);
    for (size_t i = 0; i < parts->count; i++) {
        lua_createtable(L, 2, 2);
        if (parts->items[i].key.data)
            bs_lua_push(L, parts->items[i].key);
        else
            lua_pushboolean(L, 0);
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, 1);
        lua_setfield(L, -2, "key");
        bs_selection **box = bs_selection_push(L);
        *box = bs_selection_retain(parts->items[i].selection);
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, 2);
        lua_setfield(L, -2, "selection");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* Upvalues: the selection, the index to look from. */
static int each_next(lua_State *L)
{
    bs_selection *selection = bs_selection_check(L, lua_upvalueindex(1));
    size_t at = bs_selection_next(selection, (size_t)lua_tointeger(L, lua_upvalueindex(2)));
    if (at == SIZE_MAX)
        return 0;
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_replace(L, lua_upvalueindex(2));
    bs_article_push(L, bs_selection_corpus(selection), at);
    return 1;
}

/* Selection:each() -> for article in ... by date, then id */
static int selection_each(lua_State *L)
{
    bs_selection_check(L, 1);
    lua_settop(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, each_next, 2);
    return 1;
}

const luaL_Reg bs_selection_methods[] = {
    {"select", selection_select}, {"sample", selection_sample},       {"split", selection_split},
    {"each", selection_each},     {"count", bs_selection_count_call}, {NULL, NULL},
};

const luaL_Reg bs_selection_operators[] = {
    {"__len", selection_length},
    {"__eq", selection_equal},
    {"__tostring", selection_text},
    {"__band", selection_and},
    {"__bor", selection_or},
    {"__sub", selection_minus},
    {NULL, NULL},
};

void bs_open_selection(lua_State *L)
{
    luaL_newmetatable(L, PARTS);
    lua_pushcfunction(L, parts_free);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);
    bs_lua_class_open(L, &selection_class);
    luaL_getmetatable(L, selection_class.name);
    luaL_setfuncs(L, bs_selection_operators, 0);
    lua_pop(L, 1);
}
