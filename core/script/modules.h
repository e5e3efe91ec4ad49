/* modules.h - the list of everything that Lua sees of us. */
#ifndef BS_SCRIPT_MODULES_H
#define BS_SCRIPT_MODULES_H

#include <lua.h>

/* Makes the metatables of all types and the global `broadsheet`. */
void bs_open_modules(lua_State *L);

/* Each fills the table on top of the stack with its functions and makes its metatables. */
void bs_open_broadsheet(lua_State *L);
void bs_open_vector(lua_State *L);
void bs_open_table(lua_State *L);
void bs_open_stats(lua_State *L);
void bs_open_system(lua_State *L);
void bs_open_csv(lua_State *L);
void bs_open_selection(lua_State *L);
void bs_open_selection_tables(lua_State *L);
void bs_open_topics(lua_State *L);
void bs_open_trend(lua_State *L);
void bs_open_dictionary(lua_State *L);
void bs_open_article(lua_State *L);
void bs_open_entity(lua_State *L);
void bs_open_corpus(lua_State *L);
void bs_open_matrix(lua_State *L);

int bs_corpus_entity(lua_State *L);         /* the method of corpora, of lua_entity.c */
void bs_open_table_functions(lua_State *L); /* of lua_table_make.c, by bs_open_table() */

#endif
