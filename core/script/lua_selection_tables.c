/* lua_selection_tables.c - what is listed of a selection, as tables. Counts are in lua_count.c. */
#include "corpus/collocates.h"
#include "corpus/concordance.h"
#include "corpus/families.h"
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

/* --- lists --- */

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

/* --- copies --- */

/* Selection:families { threshold } -> Table, number of all families */
static int selection_families(lua_State *L)
{
    static const char *const known[] = {"threshold", NULL};
    bs_selection *selection = check_call(L, known);
    double threshold = bs_option_number(L, 2, "threshold", BS_FAMILIES_THRESHOLD);
    if (!(threshold >= BS_FAMILIES_THRESHOLD_MIN && threshold <= 1))
        return luaL_error(L, "option 'threshold' is from 0.5 to 1");
    size_t total = 0;
    bs_error error;
    bs_status status =
        bs_families_table(selection, threshold, progress_of(L), bs_table_push(L), &total, &error);
    bs_table_give(L, status, &error);
    lua_pushinteger(L, (lua_Integer)total);
    return 2;
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

static const luaL_Reg table_methods[] = {
    {"words", selection_words},
    {"ngrams", selection_ngrams},
    {"collocates", selection_collocates},
    {"keywords", selection_keywords},
    {"find", selection_find},
    {"families", selection_families},
    {"entities", selection_entities},
    {"quotations", selection_quotations},
    {"dates", selection_dates},
    {"claims", selection_claims},
    {NULL, NULL},
};

static void add_methods(lua_State *L, const char *class)
{
    luaL_getmetatable(L, class);
    lua_getfield(L, -1, "__methods");
    luaL_setfuncs(L, table_methods, 0);
    lua_pop(L, 2);
}

/* After the classes of selections and corpora were made. */
void bs_open_selection_tables(lua_State *L)
{
    luaL_newmetatable(L, QUERY);
    lua_pushcfunction(L, query_free);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);
    add_methods(L, "broadsheet.selection");
    add_methods(L, "broadsheet.corpus");
}
