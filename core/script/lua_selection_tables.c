/* lua_selection_tables.c - what is listed of a selection, as tables. Counts are in lua_count.c. */
#include "corpus/collocates.h"
#include "corpus/concordance.h"
#include "corpus/families.h"
#include "corpus/keywords.h"
#include "corpus/layer_tables.h"
#include "corpus/matrix.h"
#include "corpus/network.h"
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

/* The selection at `arg`; with families = true in the options at `options` the first article of
 * each of its families, in a new slot. */
static bs_selection *check_stories(lua_State *L, int arg, int options)
{
    bs_selection *selection = bs_selection_check(L, arg);
    if (!bs_option_boolean(L, options, "families", false))
        return selection;
    bs_error error;
    bs_status status =
        bs_selection_stories(selection, progress_of(L), bs_selection_push(L), &error);
    bs_lua_check(L, status, &error);
    return bs_selection_check(L, -1);
}

/* The selection at 1 and a table of options at 2. */
static bs_selection *check_call(lua_State *L, const char *const *known)
{
    bs_selection_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    return check_stories(L, 1, 2);
}

/* The same with a query at 2 and the options at 3. */
static bs_selection *check_query_call(lua_State *L, const char *const *known)
{
    bs_selection_check(L, 1);
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    return check_stories(L, 1, 3);
}

/* stop = true for the bundled function words, or words of one's own. */
static bool check_stop(lua_State *L, bs_names *stop)
{
    lua_getfield(L, 2, "stop");
    bool is_bundled = lua_type(L, -1) == LUA_TBOOLEAN && lua_toboolean(L, -1);
    bool is_off = lua_type(L, -1) == LUA_TBOOLEAN && !is_bundled;
    lua_pop(L, 1);
    *stop = (bs_names){0};
    if (!is_bundled && !is_off)
        *stop = bs_option_names(L, 2, "stop");
    return is_bundled;
}

/* --- lists --- */

/* Selection:words { fold, stop, min, all, families } -> Table */
static int selection_words(lua_State *L)
{
    static const char *const known[] = {"fold", "stop", "min", "all", "families", NULL};
    bs_selection *selection = check_call(L, known);
    bs_words_options options = {0};
    options.keeps_case = !bs_option_boolean(L, 2, "fold", true);
    options.keeps_all = bs_option_boolean(L, 2, "all", false);
    options.min = option_min(L);
    bs_names stop;
    options.has_stop_list = check_stop(L, &stop);
    options.stop = stop.items;
    options.stop_count = stop.count;
    bs_error error;
    bs_status status = bs_words(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:ngrams { n, min, families } -> Table */
static int selection_ngrams(lua_State *L)
{
    static const char *const known[] = {"n", "min", "families", NULL};
    bs_selection *selection = check_call(L, known);
    bs_ngrams_options options = {0};
    options.n = (size_t)bs_option_integer(L, 2, "n", BS_NGRAMS_N, 1, BS_NGRAMS_N_MAX);
    options.min = option_min(L);
    bs_error error;
    bs_status status = bs_ngrams(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* --- queries --- */

/* Selection:find(query, { context, limit, sort, families }) -> Table, number of all hits */
static int selection_find(lua_State *L)
{
    static const char *const known[] = {"context", "limit", "sort", "families", NULL};
    bs_selection *selection = check_query_call(L, known);
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

/* Selection:collocates(query, { span, measure, min, families }) -> Table */
static int selection_collocates(lua_State *L)
{
    static const char *const known[] = {"span", "measure", "min", "families", NULL};
    bs_selection *selection = check_query_call(L, known);
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

/* Selection:keywords(reference, { measure, min, families }) -> Table */
static int selection_keywords(lua_State *L)
{
    static const char *const known[] = {"measure", "min", "families", NULL};
    bs_selection_check(L, 2);
    bs_selection *selection = check_query_call(L, known), *reference = check_stories(L, 2, 3);
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

/* Selection:entities { type, min, families } -> Table */
static int selection_entities(lua_State *L)
{
    static const char *const known[] = {"type", "min", "families", NULL};
    bs_selection *selection = check_call(L, known);
    bs_layer_options options = {0};
    options.type = bs_option_str(L, 2, "type");
    options.min = option_min(L);
    bs_error error;
    bs_status status =
        bs_entities_table(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:network { type, within, min, families } -> Table */
static int selection_network(lua_State *L)
{
    static const char *const known[] = {"type", "within", "min", "families", NULL};
    bs_selection *selection = check_call(L, known);
    bs_network_options options = {.min = option_min(L)};
    bs_names types = bs_option_names(L, 2, "type");
    options.types = types.items;
    options.type_count = types.count;
    options.within = bs_option_str(L, 2, "within");
    bs_error error;
    bs_status status = bs_network(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:matrix { weight, min, stop, families } -> Matrix */
static int selection_matrix(lua_State *L)
{
    static const char *const known[] = {"weight", "min", "stop", "families", NULL};
    bs_selection *selection = check_call(L, known);
    bs_matrix_options options = {.min = option_min(L)};
    bs_names stop;
    options.has_stop_list = check_stop(L, &stop);
    options.stop = stop.items;
    options.stop_count = stop.count;
    options.weight = bs_option_str(L, 2, "weight");
    bs_error error;
    bs_status status =
        bs_matrix_make(selection, &options, progress_of(L), bs_matrix_push(L), &error);
    return bs_matrix_give(L, status, &error);
}

/* Selection:quotations { speaker, about, kind, families } -> Table */
static int selection_quotations(lua_State *L)
{
    static const char *const known[] = {"speaker", "about", "kind", "families", NULL};
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

/* Selection:links { entity, families } -> Table */
static int selection_links(lua_State *L)
{
    static const char *const known[] = {"entity", "families", NULL};
    bs_selection *selection = check_call(L, known);
    bs_str entity = bs_option_entity(L, 2, "entity");
    bs_error error;
    bs_status status = bs_links_table(selection, entity, bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:dates { type, families } -> Table */
static int selection_dates(lua_State *L)
{
    static const char *const known[] = {"type", "families", NULL};
    bs_selection *selection = check_call(L, known);
    bs_layer_options options = {0};
    options.type = bs_option_str(L, 2, "type");
    bs_error error;
    bs_status status =
        bs_dates_table(selection, &options, progress_of(L), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Selection:claims { kind, families } -> Table */
static int selection_claims(lua_State *L)
{
    static const char *const known[] = {"kind", "families", NULL};
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
    {"links", selection_links},
    {"network", selection_network},
    {"matrix", selection_matrix},
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
