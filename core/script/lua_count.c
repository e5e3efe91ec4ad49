/* lua_count.c - Selection:count. */
#include "corpus/count.h"
#include "script/lua_selection.h"
#include "script/lua_table.h"
#include "script/modules.h"
#include "script/runtime.h"

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

void bs_count_options_check(lua_State *L, bs_count_options *options)
{
    *options = (bs_count_options){0};
    options->of = bs_option_str(L, 2, "of");
    options->per = bs_option_str(L, 2, "per");
    options->type = bs_option_str(L, 2, "type");
    options->entity = bs_option_entity(L, 2, "entity");
    options->within = bs_option_str(L, 2, "within");
    options->counts_families = bs_option_boolean(L, 2, "families", false);
    check_words(L, options);
    check_by(L, options);
}

/* Selection:count { of, by, per, type, entity, words, within, families } -> Table */
int bs_selection_count_call(lua_State *L)
{
    static const char *const known[] = {"of",    "by",     "per",      "type", "entity",
                                        "words", "within", "families", NULL};
    bs_selection *selection = bs_selection_check(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_count_options options;
    bs_count_options_check(L, &options);
    bs_error error;
    bs_status status = bs_count(selection, &options, bs_script_progress(bs_script_of(L)),
                                bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}
