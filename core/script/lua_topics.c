/* lua_topics.c - topic models: what Selection:topics gives. */
#include "corpus/families.h"
#include "corpus/topic_model.h"
#include "script/lua_selection.h"
#include "script/lua_table.h"
#include "script/modules.h"
#include "script/runtime.h"
#include "stats/topics.h"

static int topics_free(lua_State *L);
static int topics_text(lua_State *L);
static int topics_topics(lua_State *L);
static int topics_words(lua_State *L);
static int topics_articles(lua_State *L);
static int topics_trend(lua_State *L);

static int topics_k(lua_State *L);
static int topics_seed(lua_State *L);
static int topics_iterations(lua_State *L);
static int topics_runs(lua_State *L);
static int topics_tokens(lua_State *L);
static int topics_method(lua_State *L);
static int topics_fit(lua_State *L);
static int topics_coherence(lua_State *L);
static int topics_stability(lua_State *L);

static const luaL_Reg topics_fields[] = {
    {"k", topics_k},       {"seed", topics_seed},           {"iterations", topics_iterations},
    {"runs", topics_runs}, {"tokens", topics_tokens},       {"method", topics_method},
    {"fit", topics_fit},   {"coherence", topics_coherence}, {"stability", topics_stability},
    {NULL, NULL}};

static const luaL_Reg topics_methods[] = {{"topics", topics_topics},
                                          {"words", topics_words},
                                          {"articles", topics_articles},
                                          {"trend", topics_trend},
                                          {NULL, NULL}};

static const luaL_Reg topics_operators[] = {
    {"__gc", topics_free}, {"__len", topics_k}, {"__tostring", topics_text}, {NULL, NULL}};

static const bs_lua_class topics_class = {
    .name = "broadsheet.topics",
    .fields = topics_fields,
    .methods = topics_methods,
    .operators = topics_operators,
};

static bs_topic_model *check_model(lua_State *L, int arg)
{
    bs_topic_model **box = bs_lua_class_check(L, arg, &topics_class);
    luaL_argcheck(L, *box, arg, "the model was never made");
    return *box;
}

static int topics_free(lua_State *L)
{
    bs_topic_model **box = bs_lua_class_check(L, 1, &topics_class);
    bs_topic_model_free(*box);
    *box = NULL;
    return 0;
}

static bs_topic_model_facts check_facts(lua_State *L)
{
    return bs_topic_model_facts_of(check_model(L, 1));
}

static int topics_k(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_facts(L).k);
    return 1;
}

static int topics_seed(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_facts(L).seed);
    return 1;
}

static int topics_iterations(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_facts(L).iterations);
    return 1;
}

static int topics_runs(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_facts(L).runs);
    return 1;
}

static int topics_tokens(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_facts(L).tokens);
    return 1;
}

static int topics_method(lua_State *L)
{
    lua_pushstring(L, check_facts(L).is_lda ? "lda" : "nmf");
    return 1;
}

static int topics_fit(lua_State *L)
{
    bs_lua_push_number(L, check_facts(L).fit);
    return 1;
}

static int topics_coherence(lua_State *L)
{
    bs_lua_push_number(L, check_facts(L).coherence);
    return 1;
}

static int topics_stability(lua_State *L)
{
    bs_lua_push_number(L, check_facts(L).stability);
    return 1;
}

static int topics_text(lua_State *L)
{
    bs_topic_model_facts facts = check_facts(L);
    lua_pushfstring(L, "%I topics of %I articles, %s, seed %I", (lua_Integer)facts.k,
                    (lua_Integer)facts.articles, facts.is_lda ? "lda" : "nmf",
                    (lua_Integer)facts.seed);
    return 1;
}

/* Topics:topics() -> Table */
static int topics_topics(lua_State *L)
{
    const bs_topic_model *model = check_model(L, 1);
    bs_error error;
    return bs_table_give(L, bs_topic_model_topics(model, bs_table_push(L), &error), &error);
}

/* The number of a topic at 2, 0 for none. */
static size_t check_number(lua_State *L, bool is_needed)
{
    lua_Integer topic = is_needed ? luaL_checkinteger(L, 2) : luaL_optinteger(L, 2, 0);
    luaL_argcheck(L, topic >= (is_needed || !lua_isnoneornil(L, 2) ? 1 : 0), 2,
                  "topics count from 1");
    return (size_t)topic;
}

/* Topics:words(topic, { limit, lambda }) -> Table; of all topics without one */
static int topics_words(lua_State *L)
{
    static const char *const known[] = {"limit", "lambda", NULL};
    const bs_topic_model *model = check_model(L, 1);
    lua_settop(L, 3);
    size_t topic = check_number(L, false);
    bs_options_check(L, 3, known, false);
    size_t limit = (size_t)bs_option_integer(L, 3, "limit", BS_TOPIC_MODEL_WORDS, 1, UINT32_MAX);
    double lambda = bs_option_number(L, 3, "lambda", BS_TOPIC_MODEL_LAMBDA);
    bs_error error;
    bs_status status = bs_topic_model_words(model, topic, limit, lambda, bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Topics:articles(topic, { limit }) -> Table */
static int topics_articles(lua_State *L)
{
    static const char *const known[] = {"limit", NULL};
    const bs_topic_model *model = check_model(L, 1);
    lua_settop(L, 3);
    size_t topic = check_number(L, true);
    bs_options_check(L, 3, known, false);
    size_t limit = (size_t)bs_option_integer(L, 3, "limit", 0, 0, UINT32_MAX);
    bs_error error;
    bs_status status = bs_topic_model_articles(model, topic, limit, bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Topics:trend(by) -> Table of periods, Table of tests */
static int topics_trend(lua_State *L)
{
    const bs_topic_model *model = check_model(L, 1);
    lua_settop(L, 2);
    bs_str by = lua_isnil(L, 2) ? BS_STR("year") : bs_lua_check_str(L, 2);
    bs_table **periods = bs_table_push(L), **tests = bs_table_push(L);
    bs_error error;
    bs_table_give(L, bs_topic_model_trend(model, by, periods, tests, &error), &error);
    return 2;
}

/* Selection:topics { k, seed, iterations, runs, method, min, max_share, stop, families } */
static int selection_topics(lua_State *L)
{
    static const char *const known[] = {"k",   "seed",      "iterations", "runs",     "method",
                                        "min", "max_share", "stop",       "families", NULL};
    bs_selection *selection = bs_selection_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_topic_model_options options = {0};
    options.k = (size_t)bs_option_integer(L, 2, "k", 0, 1, BS_TOPICS_MAX);
    options.seed = (uint64_t)bs_option_integer(L, 2, "seed", 1, 0, LUA_MAXINTEGER);
    options.iterations =
        (size_t)bs_option_integer(L, 2, "iterations", 0, 1, BS_TOPICS_ITERATIONS_MAX);
    options.runs = (size_t)bs_option_integer(L, 2, "runs", 0, 1, BS_TOPIC_MODEL_RUNS_MAX);
    options.method = bs_option_str(L, 2, "method");
    options.min = (uint32_t)bs_option_integer(L, 2, "min", 0, 1, UINT32_MAX);
    options.max_share = bs_option_number(L, 2, "max_share", BS_TOPIC_MODEL_SHARE_MAX);
    luaL_argcheck(L, options.max_share > 0 && options.max_share <= 1, 2,
                  "option 'max_share' is over 0, at most 1");
    if (lua_getfield(L, 2, "stop") == LUA_TBOOLEAN) {
        options.keeps_function_words = !lua_toboolean(L, -1);
    } else {
        bs_names stop = bs_option_names(L, 2, "stop");
        options.stop = stop.items;
        options.stop_count = stop.count;
    }
    const bs_progress *progress = bs_script_progress(bs_script_of(L));
    bs_error error;
    if (bs_option_boolean(L, 2, "families", false)) {
        bs_selection **stories = bs_selection_push(L);
        bs_selection_give(L, bs_selection_stories(selection, progress, stories, &error), &error);
        selection = *stories;
    }
    bs_topic_model **box = bs_box_push(L, &topics_class);
    bs_lua_check(L, bs_topic_model_make(selection, &options, progress, box, &error), &error);
    bs_topic_model_facts facts = bs_topic_model_facts_of(*box);
    bs_lua_account(L, facts.runs * facts.k * (facts.words + facts.articles) * sizeof(float));
    return 1;
}

static const luaL_Reg methods[] = {{"topics", selection_topics}, {NULL, NULL}};

/* After the classes of selections and corpora were made. */
void bs_open_topics(lua_State *L)
{
    static const char *const classes[] = {"broadsheet.selection", "broadsheet.corpus"};
    bs_lua_class_open(L, &topics_class);
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        luaL_getmetatable(L, classes[i]);
        lua_getfield(L, -1, "__methods");
        luaL_setfuncs(L, methods, 0);
        lua_pop(L, 2);
    }
}
