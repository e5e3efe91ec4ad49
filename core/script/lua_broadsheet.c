/* lua_broadsheet.c - the functions of `broadsheet` itself: open, build, annotate, read, version. */
#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "corpus/build.h"
#include "read/read.h"
#include "script/kit.h"
#include "script/lines.h"
#include "script/lua_selection.h"
#include "script/memory.h"
#include "script/modules.h"
#include "script/runtime.h"

static const char SKIPS[] = "broadsheet.skips";
static const char KIT[] = "broadsheet.kit";
static const char KITS[] = "broadsheet.kits"; /* in the registry: kits by their keys */

enum { KITS_MAX = 4 }; /* a script that edits its rules and tries them must not pile them up */

static int skips_free(lua_State *L)
{
    bs_skips_clear(luaL_checkudata(L, 1, SKIPS));
    return 0;
}

static bs_skips *push_skips(lua_State *L)
{
    bs_skips *skips = lua_newuserdatauv(L, sizeof *skips, 0);
    memset(skips, 0, sizeof *skips);
    luaL_setmetatable(L, SKIPS);
    return skips;
}

static int kit_free(lua_State *L)
{
    bs_kit_clear(luaL_checkudata(L, 1, KIT));
    return 0;
}

/* Digest of a regular file; false where there is none, which bs_kit_init() will tell of. */
static bool digest_file(bs_str path, uint64_t *digest)
{
    struct stat facts;
    bs_str bytes;
    bs_error error;
    if (stat(path.data, &facts) != 0 || !S_ISREG(facts.st_mode) ||
        bs_file_map(path.data, &bytes, &error) != BS_OK)
        return false;
    *digest = bs_hash(bytes);
    bs_file_unmap(bytes);
    return true;
}

static void add_names(luaL_Buffer *key, const bs_str *names, size_t count, bool is_file)
{
    luaL_addlstring(key, (const char *)&count, sizeof count);
    for (size_t i = 0; i < count; i++) {
        uint64_t parts[] = {names[i].size, 0};
        if (is_file && !digest_file(names[i], &parts[1]))
            parts[1] = 0;
        luaL_addlstring(key, (const char *)parts, sizeof parts);
        luaL_addlstring(key, names[i].data, names[i].size);
    }
}

/* Pushes what tells kits apart: the options, and what stands in the files they name. */
static void push_key(lua_State *L, const bs_kit_options *options)
{
    luaL_Buffer key;
    luaL_buffinit(L, &key);
    luaL_addchar(&key, (char)('0' + (int)options->depth));
    add_names(&key, options->lexicons, options->lexicon_count, true);
    add_names(&key, options->rules, options->rule_count, true);
    add_names(&key, options->without, options->without_count, false);
    luaL_pushresult(&key);
}

/* The kit with these options, made at the first call, kept until the state ends. Adds slots. NULL,
 * with `error`, as bs_kit_init() fails. */
static const bs_kit *find_kit(lua_State *L, const bs_kit_options *options, bs_error *error)
{
    luaL_checkstack(L, 8, NULL);
    lua_getfield(L, LUA_REGISTRYINDEX, KITS);
    int kits = lua_gettop(L);
    push_key(L, options);
    lua_pushvalue(L, -1);
    lua_rawget(L, kits);
    bs_kit *kit = lua_touserdata(L, -1);
    if (kit)
        return kit;
    lua_pop(L, 1);
    kit = lua_newuserdatauv(L, sizeof *kit, 0);
    memset(kit, 0, sizeof *kit);
    luaL_setmetatable(L, KIT);
    if (bs_kit_init(kit, options, error) != BS_OK)
        return NULL;
    int count = 0;
    for (lua_pushnil(L); lua_next(L, kits); lua_pop(L, 1))
        count++;
    if (count >= KITS_MAX) {
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_setfield(L, LUA_REGISTRYINDEX, KITS);
        lua_replace(L, kits);
    }
    lua_pushvalue(L, kits + 1);
    lua_pushvalue(L, kits + 2);
    lua_rawset(L, kits);
    return kit;
}

/* lexicons, rules, without and layers of the options at `arg`. Adds slots. */
static bs_kit_options check_kit(lua_State *L, int arg, const char *absent_layers)
{
    bs_kit_options options = {0};
    bs_names lexicons = bs_option_names(L, arg, "lexicons");
    bs_names rules = bs_option_names(L, arg, "rules");
    bs_names without = bs_option_names(L, arg, "without");
    bs_str layers = bs_option_str(L, arg, "layers");
    if (!layers.data)
        layers = bs_str_from(absent_layers);
    if (!bs_kit_depth(layers, &options.depth))
        luaL_error(L, "option 'layers' is none, lists or all, not '%s'", layers.data);
    options.lexicons = lexicons.items;
    options.lexicon_count = lexicons.count;
    options.rules = rules.items;
    options.rule_count = rules.count;
    options.without = without.items;
    options.without_count = without.count;
    return options;
}

static bs_read_options check_read(lua_State *L, int arg)
{
    bs_read_options options = {0};
    options.date = bs_option_str(L, arg, "date");
    options.outlet = bs_option_str(L, arg, "outlet");
    options.format = bs_option_str(L, arg, "as");
    options.columns = bs_option_lines(L, arg, "columns");
    options.cut = bs_option_lines(L, arg, "cut");
    return options;
}

/* Sequence of { file, reason } of what was skipped, put into the table at `list` if it is one. */
static void give_skips(lua_State *L, const bs_skips *skips, int list)
{
    if (lua_type(L, list) != LUA_TTABLE)
        return;
    for (size_t i = 0; i < skips->count; i++) {
        lua_createtable(L, 0, 2);
        bs_lua_push(L, skips->items[i].file);
        lua_setfield(L, -2, "file");
        bs_lua_push(L, skips->items[i].reason);
        lua_setfield(L, -2, "reason");
        lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
    }
}

/* broadsheet.open(path) -> Corpus, or nil and a message */
static int open_corpus(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    bs_corpus_box *box = bs_corpus_push(L);
    bs_error error;
    return bs_corpus_give(L, bs_corpus_open(path, &box->corpus, &error), &error);
}

static void set_count(lua_State *L, const char *name, uint64_t count)
{
    lua_pushinteger(L, (lua_Integer)count);
    lua_setfield(L, -2, name);
}

static void push_build_result(lua_State *L, const bs_build_result *result)
{
    lua_createtable(L, 0, 12);
    set_count(L, "sources_read", result->sources_read);
    set_count(L, "sources_unchanged", result->sources_unchanged);
    set_count(L, "sources_dropped", result->sources_dropped);
    set_count(L, "articles_added", result->articles_added);
    set_count(L, "articles_dropped", result->articles_dropped);
    set_count(L, "articles", result->articles_total);
    set_count(L, "text_bytes", result->text_bytes);
    set_count(L, "tokens", result->tokens);
    set_count(L, "sentences", result->sentences);
    set_count(L, "skipped_litter", result->skipped_litter);
    set_count(L, "skipped_unreadable", result->skipped_unreadable);
    set_count(L, "skipped_foreign", result->skipped_foreign);
}

/* broadsheet.build { input, .., into, date, outlet, as, columns, cut, lexicons, rules, without,
 * layers, links, jobs } -> Corpus, counts; or nil and a message */
static int build_corpus(lua_State *L)
{
    static const char *const known[] = {"into", "date",         "outlet", "as",      "columns",
                                        "cut",  "lexicons",     "rules",  "without", "layers",
                                        "jobs", "keep_repeats", "links",  NULL};
    lua_settop(L, 1);
    luaL_checktype(L, 1, LUA_TTABLE);
    bs_options_check(L, 1, known, true);
    bs_names inputs = bs_lua_names(L, 1, "broadsheet.build");
    luaL_argcheck(L, inputs.count > 0, 1, "an input expected");
    bs_build_options options = {.inputs = inputs.items, .input_count = inputs.count};
    options.into = bs_option_str(L, 1, "into");
    luaL_argcheck(L, options.into.data, 1, "option 'into' names the folder of the corpus");
    options.read = check_read(L, 1);
    options.links = bs_option_str(L, 1, "links");
    options.keeps_repeats = bs_option_boolean(L, 1, "keep_repeats", false);
    options.jobs = (unsigned)bs_option_integer(L, 1, "jobs",
                                               bs_script_options_of(bs_script_of(L))->jobs, 0, 256);
    options.progress = bs_script_progress(bs_script_of(L));
    bs_kit_options wanted = check_kit(L, 1, "all");
    bs_error error;
    const bs_kit *kit = find_kit(L, &wanted, &error);
    if (!kit)
        return bs_lua_fail(L, &error);
    options.annotator = kit->annotator;
    bs_build_result result;
    if (bs_build(&options, &result, &error) != BS_OK)
        return bs_lua_fail(L, &error);
    bs_corpus_box *box = bs_corpus_push(L);
    int count = bs_corpus_give(L, bs_corpus_open(options.into.data, &box->corpus, &error), &error);
    if (count != 1)
        return count;
    push_build_result(L, &result);
    return 2;
}

/* broadsheet.annotate(text, { date, outlet, as, columns, cut, lexicons, rules, without, layers })
 * -> Article, or nil and a message */
static int annotate_text(lua_State *L)
{
    static const char *const known[] = {"date",     "outlet", "as",      "columns", "cut",
                                        "lexicons", "rules",  "without", "layers",  NULL};
    bs_str text = bs_lua_check_str(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_read_options read = check_read(L, 2);
    if (!read.format.data)
        read.format = BS_STR("text");
    bs_kit_options wanted = check_kit(L, 2, "all");
    bs_error error;
    const bs_kit *kit = find_kit(L, &wanted, &error);
    if (!kit)
        return bs_lua_fail(L, &error);
    bs_skips *skips = push_skips(L);
    bs_corpus_box *box = bs_corpus_push(L);
    if (bs_memory_read_text(text, &read, kit->annotator, skips, &box->corpus, &error) != BS_OK)
        return bs_lua_fail(L, &error);
    size_t count = bs_corpus_article_count(box->corpus);
    if (count == 1) {
        bs_article_push(L, box->corpus, 0);
        return 1;
    }
    lua_pushnil(L);
    if (count > 1)
        lua_pushfstring(L, "the text holds %I articles; read them with broadsheet.read",
                        (lua_Integer)count);
    else if (skips->count > 0)
        bs_lua_push(L, skips->items[0].reason);
    else
        lua_pushliteral(L, "the text holds no article");
    return 2;
}

/* Upvalues: corpus, index of the next article. */
static int read_next(lua_State *L)
{
    bs_corpus_box *box = luaL_checkudata(L, lua_upvalueindex(1), "broadsheet.corpus");
    size_t index = (size_t)lua_tointeger(L, lua_upvalueindex(2));
    if (!box->corpus || index >= bs_corpus_article_count(box->corpus))
        return 0;
    lua_pushinteger(L, (lua_Integer)index + 1);
    lua_replace(L, lua_upvalueindex(2));
    bs_article_push(L, box->corpus, index);
    return 1;
}

/* broadsheet.read(path | paths, { date, outlet, as, columns, cut, lexicons, rules, without, layers,
 * skipped }) -> for article in ..., or nil and a message. `layers` is none unless said otherwise;
 * `skipped` is a table to be filled with what could not be read. */
static int read_files(lua_State *L)
{
    static const char *const known[] = {"date",  "outlet",  "as",     "columns", "cut", "lexicons",
                                        "rules", "without", "layers", "skipped", NULL};
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_names inputs = bs_lua_names(L, 1, "broadsheet.read");
    luaL_argcheck(L, inputs.count > 0, 1, "a path expected");
    bs_read_options read = check_read(L, 2);
    lua_getfield(L, 2, "skipped");
    int skipped = lua_gettop(L);
    bs_kit_options wanted = check_kit(L, 2, "none");
    bs_error error;
    const bs_kit *kit = find_kit(L, &wanted, &error);
    if (!kit)
        return bs_lua_fail(L, &error);
    bs_skips *skips = push_skips(L);
    bs_corpus_box *box = bs_corpus_push(L);
    if (bs_memory_read(inputs.items, inputs.count, &read, kit->annotator,
                       bs_script_progress(bs_script_of(L)), skips, &box->corpus, &error) != BS_OK)
        return bs_lua_fail(L, &error);
    give_skips(L, skips, skipped);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, read_next, 2);
    return 1;
}

/* broadsheet.check_claims(article | articles | selection, tables) -> Table; scripts/lib/checks.lua
 */
static int check_claims(lua_State *L)
{
    lua_settop(L, 2);
    luaL_checkany(L, 1);
    lua_getglobal(L, "require");
    lua_pushliteral(L, "checks");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "check");
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    lua_call(L, 2, 1);
    return 1;
}

static const luaL_Reg functions[] = {
    {"open", open_corpus},          {"build", build_corpus}, {"annotate", annotate_text},
    {"check_claims", check_claims}, {"read", read_files},    {NULL, NULL},
};

void bs_open_broadsheet(lua_State *L)
{
    luaL_newmetatable(L, SKIPS);
    lua_pushcfunction(L, skips_free);
    lua_setfield(L, -2, "__gc");
    luaL_newmetatable(L, KIT);
    lua_pushcfunction(L, kit_free);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 2);
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, KITS);
    luaL_setfuncs(L, functions, 0);
}
