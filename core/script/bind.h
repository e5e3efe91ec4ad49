/*
 * bind.h - what every binding needs: classes, boxes, options in a table, and failures.
 *
 * A Lua error is a long jump, so a binding owns nothing outside of Lua when one can happen: it
 * checks its arguments, makes the box of the result, and lets the core fill it. Scratch arrays are
 * userdata. Strings in a bs_str taken from an argument live as long as that argument's slot.
 */
#ifndef BS_SCRIPT_BIND_H
#define BS_SCRIPT_BIND_H

#include <lauxlib.h>
#include <lua.h>

#include "base/str.h"
#include "broadsheet.h"
#include "table/operate.h"

/* --- classes --- */

typedef struct bs_lua_class {
    const char *name;          /* of the metatable: "broadsheet.article" */
    const luaL_Reg *fields;    /* called with the object: article.title */
    const luaL_Reg *methods;   /* article:mentions() */
    const luaL_Reg *operators; /* __gc, __len, __eq, ... */
    /* Asked before fields and methods: pushes the value of the key at index 2 of the object at 1
     * and gives true, or gives false. May be NULL. */
    bool (*index)(lua_State *L);
    /* Pushes names that `index` knows onto the sequence on top, for messages. May be NULL. */
    void (*names)(lua_State *L);
} bs_lua_class;

/* Makes the metatable of `class`, which must be static. An unknown name raises with the nearest. */
void bs_lua_class_open(lua_State *L, const bs_lua_class *class);
/* Like luaL_setmetatable() for the userdata on top. */
void bs_lua_class_set(lua_State *L, const bs_lua_class *class);
void *bs_lua_class_check(lua_State *L, int arg, const bs_lua_class *class);
void *bs_lua_class_test(lua_State *L, int arg, const bs_lua_class *class);

/* A pointer to a handle of the core, NULL until it is filled. */
void *bs_box_push(lua_State *L, const bs_lua_class *class);

/* Makes the table on top raise for names that it does not have, with WHAT and the nearest. */
void bs_module_strict(lua_State *L, const char *what);

/* --- failures --- */

/* nil and the message for what the world did; raises for misuse and for an interrupt. */
int bs_lua_fail(lua_State *L, const bs_error *error);
/* Raises whatever it was, unless `status` is BS_OK. */
void bs_lua_check(lua_State *L, bs_status status, const bs_error *error);
/* Raises "there is no WHAT 'NAME'", with the nearest of the names in the sequence on top. */
int bs_lua_unknown(lua_State *L, const char *what, const char *name);

/* Tells the collector that an object of about `bytes` outside of Lua was made. */
void bs_lua_account(lua_State *L, size_t bytes);

/* --- values --- */

void bs_lua_push(lua_State *L, bs_str text); /* nil when absent */
bs_str bs_lua_check_str(lua_State *L, int arg);
void bs_lua_push_number(lua_State *L, double value); /* nil for NaN */
void bs_lua_push_value(lua_State *L, bs_value value);
/* The value at `index` as a cell; text is that of its slot. False for functions, tables, .. */
bool bs_lua_to_value(lua_State *L, int index, bs_value *value);

/* A scratch array that lives as long as its slot, which it adds on top of the stack. */
void *bs_lua_scratch(lua_State *L, size_t count, size_t width);
/* A string, or a sequence of strings, at `index`: adds one slot to the stack in any case. */
bs_names bs_lua_names(lua_State *L, int index, const char *what);
/* A vector or a sequence of numbers (nil and NaN are missing), as above. */
typedef struct bs_numbers {
    const double *items;
    size_t count;
} bs_numbers;
bs_numbers bs_lua_numbers(lua_State *L, int arg);

/* --- options --- */

/* Checks that `arg` is nothing or a table whose keys are all in `known` (ended by NULL), and makes
 * it a table. Sequence items are not looked at when `has_items`. */
void bs_options_check(lua_State *L, int arg, const char *const *known, bool has_items);
/* Each gives the default when the option is absent, raises when it is of another type. Strings and
 * lists stay on the stack: each call adds one slot. */
bs_str bs_option_str(lua_State *L, int arg, const char *name);
bs_names bs_option_names(lua_State *L, int arg, const char *name);
lua_Integer bs_option_integer(lua_State *L, int arg, const char *name, lua_Integer absent,
                              lua_Integer min, lua_Integer max);
double bs_option_number(lua_State *L, int arg, const char *name, double absent);
bool bs_option_boolean(lua_State *L, int arg, const char *name, bool absent);

#endif
