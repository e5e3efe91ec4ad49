/*
 * lua_selection.h - selections, and the corpora that are the selection of everything in them, as
 * Lua sees them; articles, which are one place in a corpus.
 */
#ifndef BS_SCRIPT_LUA_SELECTION_H
#define BS_SCRIPT_LUA_SELECTION_H

#include <lua.h>

#include "corpus/count.h"
#include "corpus/dictionary.h"
#include "corpus/matrix.h"
#include "corpus/selection.h"
#include "script/bind.h"

/* A selection, or the selection of everything in a corpus; raises when the corpus is closed. */
bs_selection *bs_selection_check(lua_State *L, int arg);
/* An empty box of a selection, to be filled by the core. */
bs_selection **bs_selection_push(lua_State *L);
int bs_selection_give(lua_State *L, bs_status status, const bs_error *error);

/* Pushes an empty box of a corpus; its selection of everything is made by bs_corpus_give(). */
typedef struct bs_corpus_box {
    bs_corpus *corpus;
    bs_selection *all;
} bs_corpus_box;
bs_corpus_box *bs_corpus_push(lua_State *L);
/* After the box on top was filled with a corpus: 1 result, or nil and a message. */
int bs_corpus_give(lua_State *L, bs_status status, const bs_error *error);

/* An article: the corpus is retained, `index` is that of bs_corpus_article_at(). */
typedef struct bs_article_box {
    bs_corpus *corpus;
    size_t index;
    const bs_shard *shard;
    size_t row;
} bs_article_box;
void bs_article_push(lua_State *L, bs_corpus *corpus, size_t index);
const bs_article_box *bs_article_check(lua_State *L, int arg);

/* Pushes the entity in row `row` of a shard, or nil for BS_NONE; with the attributes `told`, a JSON
 * object of the shard, where there are. */
void bs_entity_push(lua_State *L, bs_corpus *corpus, const bs_shard *shard, uint32_t row,
                    bs_str told);

/* An option that is an entity, its id, or a name of it. Adds a slot. */
bs_str bs_option_entity(lua_State *L, int arg, const char *name);

/* The dictionary at `arg`, or NULL. */
bs_dictionary *bs_dictionary_test(lua_State *L, int arg);

/* An empty box of a matrix, and 1 result after it was filled. */
bs_matrix **bs_matrix_push(lua_State *L);
int bs_matrix_give(lua_State *L, bs_status status, const bs_error *error);

/* Methods that corpora and selections share; lua_selection_tables.c adds more. */
int bs_selection_count_call(lua_State *L); /* count */
/* What the table at 2 says should be counted. Adds slots. */
void bs_count_options_check(lua_State *L, bs_count_options *options);
extern const luaL_Reg bs_selection_methods[];
extern const luaL_Reg bs_selection_operators[];

#endif
