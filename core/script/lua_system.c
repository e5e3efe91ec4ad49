/* lua_system.c - what scripts need of the world around and Lua lacks: the names in a folder, the
 * digest of a file, the name that a misspelt one was meant to be. */

#include "base/file.h"
#include "base/hash.h"
#include "base/nearest.h"
#include "script/bind.h"
#include "script/modules.h"
#include "script/runtime.h"

static const char LISTING[] = "broadsheet.listing";

typedef struct listing {
    bs_arena arena;
    bs_strs names;
} listing;

static int listing_free(lua_State *L)
{
    listing *held = luaL_checkudata(L, 1, LISTING);
    bs_array_free(&held->names);
    bs_arena_clear(&held->arena);
    return 0;
}

/* broadsheet.files(folder) -> names in it, in byte order; or nil and a message */
static int list_files(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    listing *held = lua_newuserdatauv(L, sizeof *held, 0);
    memset(held, 0, sizeof *held);
    luaL_setmetatable(L, LISTING);
    bs_error error;
    if (bs_file_list(path, &held->arena, &held->names, &error) != BS_OK)
        return bs_lua_fail(L, &error);
    lua_newtable(L);
    for (size_t i = 0; i < held->names.count; i++) {
        bs_lua_push(L, held->names.items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* broadsheet.digest(path) -> XXH3 of the file in 16 hexadecimal digits; or nil and a message */
static int digest_file(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    bs_str bytes;
    bs_error error;
    if (bs_file_map(path, &bytes, &error) != BS_OK)
        return bs_lua_fail(L, &error);
    char text[17];
    bs_hash_hex(bs_hash(bytes), text);
    bs_file_unmap(bytes);
    lua_pushstring(L, text);
    return 1;
}

/* broadsheet.nearest(name, names) -> the one that was probably meant, or nil */
static int find_nearest(lua_State *L)
{
    bs_str name = bs_lua_check_str(L, 1);
    bs_names names = bs_lua_names(L, 2, "broadsheet.nearest");
    bs_lua_push(L, bs_nearest(name, names.items, names.count));
    return 1;
}

void bs_open_system(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"files", list_files}, {"digest", digest_file}, {"nearest", find_nearest}, {NULL, NULL}};
    luaL_newmetatable(L, LISTING);
    lua_pushcfunction(L, listing_free);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);
    luaL_setfuncs(L, functions, 0);
    bs_script *script = bs_script_of(L);
    bs_lua_push(L, bs_script_home(script));
    lua_setfield(L, -2, "home");
}
