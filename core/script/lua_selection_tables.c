/* lua_selection_tables.c - what is counted and listed of a selection, as tables. */
#include <stdlib.h>

#include "corpus/collocates.h"
#include "corpus/concordance.h"
#include "corpus/count.h"
#include "corpus/keywords.h"
#include "corpus/layer_tables.h"
#include "corpus/ngrams.h"
#include "corpus/query.h"
#include "corpus/words.h"
#include "script/lua_selection.h"
#include "script/lua_table.h"
#include "script/modules.h"
#include "script/runtime.h"

static const char QUERY[] = "broadsheet.query";

static int query_free(lua_State *L)
{
    bs_query **box = luaL_checkudata(L, 1, QUERY);
    bs_query_free(*box);
    *box = NULL;
    return 0;
}

/* Parses the query at `arg` into a box, which is pushed. */
static const bs_query *check_query(lua_State *L, int arg)
{
    bs_str text = bs_lua_check_str(L, arg);
    bs_query **box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = NULL;
    luaL_setmetatable(L, QUERY);
    bs_error error;
    bs_lua_check(L, bs_query_parse(text, box, &error), &error);
    return *box;
}

static const bs_progress *progress_of(lua_State *L)
{
    return bs_script_progress(bs_script_of(L));
}

static uint64_t option_min(lua_State *L)
{
    return (uint64_t)bs_option_integer(L, 2, "min", 0, 0, LUA_MAXINTEGER);
}

/* The selection at 1 and a table of options at 2. */
static bs_selection *check_call(lua_State *L, const char *const *known)
{
    bs_selection *selection = bs_selection_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    return selection;
}

/* --- counts --- */

/* `words` is one query, a list of them, or a dictionary; `by` may name a dictionary itself. */
static void check_words(lua_State *L, bs_count_options *options)
{
    lua_getfield(L, 2, "words");
    options->dictionary = bs_dictionary_test(L, -1);
    if (!options->dictionary) {
        bs_names words = bs_lua_names(L, -1, "option 'words'");
        options->words = words.items;
        options->word_count = words.count;
    }
}

/* by = "year", { "year", "outlet" }, a dictionary, or a list with one in it. Adds slots. */
static void check_by(lua_State *L, bs_count_options *options)
{
    if (lua_getfield(L, 2, "by") == LUA_TUSERDATA) {
        lua_createtable(L, 1, 0);
        lua_insert(L, -2);
        lua_rawseti(L, -2, 1);
    }
    if (lua_type(L, -1) != LUA_TTABLE) {
        bs_names by = bs_lua_names(L, -1, "option 'by'");
        options->by = by.items;
        options->by_count = by.count;
        return;
    }
    int list = lua_gettop(L);
    size_t count = lua_rawlen(L, list);
    bs_str *items = bs_lua_scratch(L, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1); /* stays: the box of a dictionary */
        luaL_checkstack(L, 4, NULL);
        bs_dictionary *dictionary = bs_dictionary_test(L, -1);
        if (dictionary)
            options->dictionary = dictionary;
        items[i] = dictionary ? BS_STR("dictionary") : bs_lua_check_str(L, -1);
    }
    options->by = items;
    options->by_count = count;
}

/* Selection:count { of, by, per, type, entity, words, within, families } -> Table */
static int selection_count(lua_State *L)
{
    static const char *const known[] = {"of",    "by",     "per",      "type", "entity",
                                        "words", "within", "families", NULL};
    bs_selection *selection = check_call(L, known);
    bs_count_options options = {0};
    options.of = bs_option_str(L, 2, "of");
    options.per = bs_option_str(L, 2, "per");
    options.type = bs_option_str(L, 2, "type");
    options.entity = bs_option_entity(L, 2, "entity");
    options.within = bs_option_str(L, 2, "within");
    if (bs_option_boolean(L, 2, "families", false))
        return luaL_error(L, "counting by families is not in this version");
    check_words(L, &options);
    check_by(L, &options);
    bs_error error;
    bs_status status = bs_count(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:words { fold, stop, min, all } -> Table */
static int selection_words(lua_State *L)
{
    static const char *const known[] = {"fold", "stop", "min", "all", NULL};
    bs_selection *selection = check_call(L, known);
    bs_words_options options = {0};
    options.keeps_case = !bs_option_boolean(L, 2, "fold", true);
    options.keeps_all = bs_option_boolean(L, 2, "all", false);
    options.min = option_min(L);
    bs_names stop = bs_option_names(L, 2, "stop");
    options.stop = stop.items;
    options.stop_count = stop.count;
    bs_error error;
    bs_status status = bs_words(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:ngrams { n, min } -> Table */
static int selection_ngrams(lua_State *L)
{
    static const char *const known[] = {"n", "min", NULL};
    bs_selection *selection = check_call(L, known);
    bs_ngrams_options options = {0};
    options.n = (size_t)bs_option_integer(L, 2, "n", BS_NGRAMS_N, 1, BS_NGRAMS_N_MAX);
    options.min = option_min(L);
    bs_error error;
    bs_status status = bs_ngrams(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* --- queries --- */

/* Selection:find(query, { context, limit, sort }) -> Table, number of all hits */
static int selection_find(lua_State *L)
{
    static const char *const known[] = {"context", "limit", "sort", NULL};
    bs_selection *selection = bs_selection_check(L, 1);
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    bs_concordance_options options = {0};
    options.context = (size_t)bs_option_integer(L, 3, "context", BS_CONCORDANCE_CONTEXT, 1,
                                                BS_CONCORDANCE_CONTEXT_MAX);
    options.limit = (size_t)bs_option_integer(L, 3, "limit", 0, 0, UINT32_MAX);
    options.sort = bs_option_str(L, 3, "sort");
    const bs_query *query = check_query(L, 2);
    uint64_t total = 0;
    bs_error error;
    bs_status status = bs_concordance(selection, query, &options, progress_of(L), bs_table_push(L),
                                      &total, &error);
    bs_table_give(L, status, &error);
    lua_pushinteger(L, (lua_Integer)total);
    return 2;
}

/* Selection:collocates(query, { span, measure, min }) -> Table */
static int selection_collocates(lua_State *L)
{
    static const char *const known[] = {"span", "measure", "min", NULL};
    bs_selection *selection = bs_selection_check(L, 1);
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    bs_collocates_options options = {0};
    options.span =
        (size_t)bs_option_integer(L, 3, "span", BS_COLLOCATES_SPAN, 1, BS_COLLOCATES_SPAN_MAX);
    options.measure = bs_option_str(L, 3, "measure");
    options.min = (uint64_t)bs_option_integer(L, 3, "min", 0, 0, LUA_MAXINTEGER);
    const bs_query *query = check_query(L, 2);
    bs_error error;
    bs_status status =
        bs_collocates(selection, query, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:keywords(reference, { measure, min }) -> Table */
static int selection_keywords(lua_State *L)
{
    static const char *const known[] = {"measure", "min", NULL};
    bs_selection *selection = bs_selection_check(L, 1), *reference = bs_selection_check(L, 2);
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    bs_keywords_options options = {0};
    options.measure = bs_option_str(L, 3, "measure");
    options.min = (uint64_t)bs_option_integer(L, 3, "min", 0, 0, LUA_MAXINTEGER);
    bs_error error;
    bs_status status =
        bs_keywords(selection, reference, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* --- layers --- */

/* Selection:entities { type, min } -> Table */
static int selection_entities(lua_State *L)
{
    static const char *const known[] = {"type", "min", NULL};
    bs_selection *selection = check_call(L, known);
    bs_layer_options options = {0};
    options.type = bs_option_str(L, 2, "type");
    options.min = option_min(L);
    bs_error error;
    bs_status status =
        bs_entities_table(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:quotations { speaker, about, kind } -> Table */
static int selection_quotations(lua_State *L)
{
    static const char *const known[] = {"speaker", "about", "kind", NULL};
    bs_selection *selection = check_call(L, known);
    bs_layer_options options = {0};
    options.speaker = bs_option_entity(L, 2, "speaker");
    options.about = bs_option_str(L, 2, "about");
    options.kind = bs_option_str(L, 2, "kind");
    bs_error error;
    bs_status status =
        bs_quotations_table(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:dates { type } -> Table */
static int selection_dates(lua_State *L)
{
    static const char *const known[] = {"type", NULL};
    bs_selection *selection = check_call(L, known);
    bs_layer_options options = {0};
    options.type = bs_option_str(L, 2, "type");
    bs_error error;
    bs_status status =
        bs_dates_table(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:claims { kind } -> Table */
static int selection_claims(lua_State *L)
{
    static const char *const known[] = {"kind", NULL};
    bs_selection *selection = check_call(L, known);
    bs_layer_options options = {0};
    options.kind = bs_option_str(L, 2, "kind");
    bs_error error;
    bs_status status =
        bs_claims_table(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

const luaL_Reg bs_selection_tables[] = {
    {"count", selection_count},
    {"words", selection_words},
    {"ngrams", selection_ngrams},
    {"find", selection_find},
    {"collocates", selection_collocates},
    {"keywords", selection_keywords},
    {"entities", selection_entities},
    {"quotations", selection_quotations},
    {"dates", selection_dates},
    {"claims", selection_claims},
    {NULL, NULL},
};

/* --- dictionaries --- */

static int dictionary_free(lua_State *L);
static int dictionary_groups(lua_State *L);

static const luaL_Reg dictionary_fields[] = {{"groups", dictionary_groups}, {NULL, NULL}};
static const luaL_Reg dictionary_operators[] = {{"__gc", dictionary_free}, {NULL, NULL}};

static const bs_lua_class dictionary_class = {
    .name = "broadsheet.dictionary",
    .fields = dictionary_fields,
    .operators = dictionary_operators,
};

bs_dictionary *bs_dictionary_test(lua_State *L, int arg)
{
    bs_dictionary **box = bs_lua_class_test(L, arg, &dictionary_class);
    return box ? *box : NULL;
}

static int dictionary_free(lua_State *L)
{
    bs_dictionary **box = bs_lua_class_check(L, 1, &dictionary_class);
    bs_dictionary_free(*box);
    *box = NULL;
    return 0;
}

/* dictionary.groups -> { { name, { query, .. } }, .. } in order */
static int dictionary_groups(lua_State *L)
{
    bs_dictionary *dictionary = *(bs_dictionary **)bs_lua_class_check(L, 1, &dictionary_class);
    lua_newtable(L);
    for (size_t i = 0; dictionary && i < bs_dictionary_group_count(dictionary); i++) {
        lua_createtable(L, 2, 0);
        bs_lua_push(L, bs_dictionary_group(dictionary, i));
        lua_rawseti(L, -2, 1);
        lua_newtable(L);
        for (size_t j = 0; j < bs_dictionary_query_count(dictionary, i); j++) {
            bs_lua_push(L, bs_query_text(bs_dictionary_query(dictionary, i, j)));
            lua_rawseti(L, -2, (lua_Integer)j + 1);
        }
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* Adds the queries in the value on top to group `group` of the dictionary. */
static void add_group(lua_State *L, bs_dictionary *dictionary, bs_str group)
{
    bs_names queries = bs_lua_names(L, -1, "a group");
    bs_error error;
    for (size_t i = 0; i < queries.count; i++)
        bs_lua_check(L, bs_dictionary_add(dictionary, group, queries.items[i], &error), &error);
    lua_pop(L, 1);
}

/* Rows of a table: the group in the first column, a query in the second (or those so named). */
static void add_table(lua_State *L, bs_dictionary *dictionary, const bs_table *table)
{
    size_t group = bs_table_column_find(table, BS_STR("group"));
    size_t query = bs_table_column_find(table, BS_STR("query"));
    if (group == BS_COLUMN_NONE)
        group = 0;
    if (query == BS_COLUMN_NONE)
        query = 1;
    if (bs_table_column_count(table) < 2)
        luaL_error(L, "a dictionary has two columns: group and query");
    bs_error error;
    for (size_t row = 0; row < bs_table_row_count(table); row++) {
        bs_str name = bs_table_text(table, row, group), words = bs_table_text(table, row, query);
        if (name.data && words.data)
            bs_lua_check(L, bs_dictionary_add(dictionary, name, words, &error), &error);
    }
}

static void add_groups(lua_State *L, bs_dictionary *dictionary)
{
    lua_newtable(L); /* keys in order, as pairs() has none */
    int keys = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            luaL_error(L, "groups of a dictionary have names");
        lua_pushvalue(L, -2);
        lua_rawseti(L, keys, (lua_Integer)lua_rawlen(L, keys) + 1);
    }
    bs_names names = bs_lua_names(L, keys, "a dictionary");
    if (names.count > 1)
        qsort((void *)(uintptr_t)names.items, names.count, sizeof *names.items,
              bs_str_compare_items);
    for (size_t i = 0; i < names.count; i++) {
        lua_pushlstring(L, names.items[i].data, names.items[i].size);
        lua_rawget(L, 1);
        add_group(L, dictionary, names.items[i]);
        lua_pop(L, 1);
    }
}

/* broadsheet.dictionary { group = { query, .. } | query, .. } or of a Table or the path of one */
static int new_dictionary(lua_State *L)
{
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TSTRING) {
        lua_getglobal(L, "broadsheet");
        lua_getfield(L, -1, "table");
        lua_pushvalue(L, 1);
        lua_call(L, 1, 2);
        if (lua_isnil(L, -2))
            return 2;
        lua_pop(L, 1);
        lua_replace(L, 1);
        lua_settop(L, 1);
    }
    const bs_table *table = bs_table_test(L, 1);
    luaL_argexpected(L, table || lua_type(L, 1) == LUA_TTABLE, 1, "table of groups or path");
    bs_dictionary **box = bs_box_push(L, &dictionary_class);
    bs_error error;
    bs_lua_check(L, bs_dictionary_new(box, &error), &error);
    if (table)
        add_table(L, *box, table);
    else
        add_groups(L, *box);
    lua_settop(L, 2);
    return 1;
}

void bs_open_dictionary(lua_State *L)
{
    luaL_newmetatable(L, QUERY);
    lua_pushcfunction(L, query_free);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);
    bs_lua_class_open(L, &dictionary_class);
    lua_pushcfunction(L, new_dictionary);
    lua_setfield(L, -2, "dictionary");
}
