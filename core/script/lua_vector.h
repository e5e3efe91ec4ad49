/* lua_vector.h - columns of numbers as Lua sees them: one block of doubles that Lua owns. */
#ifndef BS_SCRIPT_LUA_VECTOR_H
#define BS_SCRIPT_LUA_VECTOR_H

#include <lua.h>

#include "script/bind.h"

/* Pushes a vector of `count` zeros and gives its block, to be filled. */
double *bs_vector_push(lua_State *L, size_t count);
/* The numbers of the vector at `arg`; false when it is something else. */
bool bs_vector_test(lua_State *L, int arg, bs_numbers *numbers);

#endif
