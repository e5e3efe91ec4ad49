/*
 * lua_corpus.c - corpora: opened, built, looked into. A corpus is the selection of everything in it
 * and has all methods of selections. What was taken from it holds on to it beyond a close().
 */
#include "base/hash.h"

#include "corpus/cite.h"
#include "script/lua_selection.h"
#include "script/modules.h"
#include "script/runtime.h"

static int corpus_path(lua_State *L);
static int corpus_digest(lua_State *L);
static int corpus_setting(lua_State *L);
static int corpus_resolve(lua_State *L);
static int corpus_article(lua_State *L);
static int corpus_close(lua_State *L);

static const luaL_Reg corpus_fields[] = {
    {"path", corpus_path}, {"digest", corpus_digest}, {NULL, NULL}};

static const luaL_Reg corpus_methods[] = {{"entity", bs_corpus_entity}, {"setting", corpus_setting},
                                          {"resolve", corpus_resolve},  {"article", corpus_article},
                                          {"close", corpus_close},      {NULL, NULL}};

static const luaL_Reg corpus_operators[] = {
    {"__gc", corpus_close}, {"__close", corpus_close}, {NULL, NULL}};

static const bs_lua_class corpus_class = {
    .name = "broadsheet.corpus",
    .fields = corpus_fields,
    .methods = corpus_methods,
    .operators = corpus_operators,
};

bs_corpus_box *bs_corpus_push(lua_State *L)
{
    bs_corpus_box *box = lua_newuserdatauv(L, sizeof *box, 0);
    memset(box, 0, sizeof *box);
    bs_lua_class_set(L, &corpus_class);
    return box;
}

int bs_corpus_give(lua_State *L, bs_status status, const bs_error *error)
{
    if (status != BS_OK)
        return bs_lua_fail(L, error);
    bs_corpus_box *box = bs_lua_class_check(L, -1, &corpus_class);
    bs_error all_error;
    if (bs_selection_all(box->corpus, &box->all, &all_error) != BS_OK)
        return bs_lua_fail(L, &all_error);
    bs_selection_use_threads(box->all, bs_script_options_of(bs_script_of(L))->jobs);
    return 1;
}

static int corpus_close(lua_State *L)
{
    bs_corpus_box *box = bs_lua_class_check(L, 1, &corpus_class);
    bs_selection_free(box->all);
    bs_corpus_close(box->corpus);
    *box = (bs_corpus_box){NULL, NULL};
    return 0;
}

static bs_corpus *check_corpus(lua_State *L)
{
    return bs_selection_corpus(bs_selection_check(L, 1));
}

static int corpus_path(lua_State *L)
{
    lua_pushstring(L, bs_corpus_path(check_corpus(L)));
    return 1;
}

static int corpus_digest(lua_State *L)
{
    char text[17];
    bs_hash_hex(bs_corpus_digest(check_corpus(L)), text);
    lua_pushstring(L, text);
    return 1;
}

/* Corpus:setting(name) -> what the build noted, or nil */
static int corpus_setting(lua_State *L)
{
    bs_lua_push(L, bs_corpus_setting(check_corpus(L), luaL_checkstring(L, 2)));
    return 1;
}

/* Corpus:article(index | id) -> the article at that place in the order of articles, or with that
 * id, or nil */
static int corpus_article(lua_State *L)
{
    bs_corpus *corpus = check_corpus(L);
    if (lua_type(L, 2) == LUA_TSTRING) {
        size_t found = bs_cite_article(corpus, bs_lua_check_str(L, 2));
        if (found == SIZE_MAX)
            lua_pushnil(L);
        else
            bs_article_push(L, corpus, found);
        return 1;
    }
    lua_Integer index = luaL_checkinteger(L, 2);
    if (index < 1 || (lua_Unsigned)index > bs_corpus_article_count(corpus))
        lua_pushnil(L);
    else
        bs_article_push(L, corpus, (size_t)index - 1);
    return 1;
}

/* Corpus:resolve(id) -> article, start, stop of an evidence id, or nil and a message */
static int corpus_resolve(lua_State *L)
{
    bs_corpus *corpus = check_corpus(L);
    bs_str id = bs_lua_check_str(L, 2);
    bs_citation citation;
    bs_error error;
    if (bs_cite_resolve(corpus, id, &citation, &error) != BS_OK) {
        lua_pushnil(L);
        lua_pushstring(L, error.message);
        return 2;
    }
    bs_article_push(L, corpus, citation.article);
    lua_pushinteger(L, citation.start);
    lua_pushinteger(L, citation.end);
    return 3;
}

void bs_open_corpus(lua_State *L)
{
    bs_lua_class_open(L, &corpus_class);
    luaL_getmetatable(L, corpus_class.name);
    luaL_setfuncs(L, bs_selection_operators, 0);
    lua_getfield(L, -1, "__methods");
    luaL_setfuncs(L, bs_selection_methods, 0);
    lua_pop(L, 2);
}
