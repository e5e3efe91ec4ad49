/*
 * lua_entity.c - entities: id, name, type, names, attributes. An entity is a row of a shard of a
 * corpus, which it retains.
 */
#include <stdlib.h>

#include <yajl/yajl_parse.h>

#include "base/arena.h"
#include "base/array.h"
#include "corpus/layer_tables.h"
#include "corpus/scope.h"
#include "script/lua_selection.h"
#include "script/modules.h"

typedef struct entity_box {
    bs_corpus *corpus;
    const bs_shard *shard;
    uint32_t row;
    bs_str told; /* attributes of one article, absent for those of the entity */
} entity_box;

static int entity_id(lua_State *L);
static int entity_name(lua_State *L);
static int entity_type(lua_State *L);
static int entity_names(lua_State *L);
static int entity_attributes(lua_State *L);
static int entity_free(lua_State *L);
static int entity_equal(lua_State *L);

static const luaL_Reg entity_fields[] = {{"id", entity_id},
                                         {"name", entity_name},
                                         {"type", entity_type},
                                         {"names", entity_names},
                                         {"attributes", entity_attributes},
                                         {NULL, NULL}};

static const luaL_Reg entity_operators[] = {
    {"__gc", entity_free}, {"__eq", entity_equal}, {"__tostring", entity_name}, {NULL, NULL}};

static const bs_lua_class entity_class = {
    .name = "broadsheet.entity", .fields = entity_fields, .operators = entity_operators};

void bs_entity_push(lua_State *L, bs_corpus *corpus, const bs_shard *shard, uint32_t row,
                    bs_str told)
{
    if (row == BS_NONE) {
        lua_pushnil(L);
        return;
    }
    entity_box *box = lua_newuserdatauv(L, sizeof *box, 0);
    memset(box, 0, sizeof *box);
    bs_lua_class_set(L, &entity_class);
    *box = (entity_box){bs_corpus_retain(corpus), shard, row, told};
}

static const entity_box *check_entity(lua_State *L, int arg)
{
    const entity_box *box = bs_lua_class_check(L, arg, &entity_class);
    luaL_argcheck(L, box->corpus, arg, "entity is gone");
    return box;
}

static int entity_free(lua_State *L)
{
    entity_box *box = bs_lua_class_check(L, 1, &entity_class);
    bs_corpus_close(box->corpus);
    box->corpus = NULL;
    return 0;
}

static int entity_equal(lua_State *L)
{
    const entity_box *a = check_entity(L, 1), *b = check_entity(L, 2);
    lua_pushboolean(L, bs_str_equal(bs_text_at(&a->shard->entities.id, a->row),
                                    bs_text_at(&b->shard->entities.id, b->row)));
    return 1;
}

static int entity_id(lua_State *L)
{
    const entity_box *box = check_entity(L, 1);
    bs_lua_push(L, bs_text_at(&box->shard->entities.id, box->row));
    return 1;
}

static int entity_name(lua_State *L)
{
    const entity_box *box = check_entity(L, 1);
    bs_lua_push(L, bs_text_at(&box->shard->entities.name, box->row));
    return 1;
}

static int entity_type(lua_State *L)
{
    const entity_box *box = check_entity(L, 1);
    lua_pushstring(L, bs_entity_type_name((bs_entity_type)box->shard->entities.type[box->row]));
    return 1;
}

/* Appends the names of a row to the list at 2, without those that the set at 3 has. */
static void push_names(lua_State *L, const bs_shard_entities *entities, uint32_t row)
{
    for (int32_t i = entities->name_start[row]; i < entities->name_start[row + 1]; i++) {
        bs_lua_push(L, bs_text_at(&entities->names, (size_t)i));
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 3) == LUA_TNIL) {
            lua_pushvalue(L, -2);
            lua_rawseti(L, 2, (lua_Integer)lua_rawlen(L, 2) + 1);
            lua_pushvalue(L, -2);
            lua_pushboolean(L, 1);
            lua_rawset(L, 3);
        }
        lua_settop(L, 3);
    }
}

/* Those of all shards: an entity has a row in each that names it. */
static int entity_names(lua_State *L)
{
    const entity_box *box = check_entity(L, 1);
    bs_str id = bs_text_at(&box->shard->entities.id, box->row);
    lua_settop(L, 1);
    lua_newtable(L);
    lua_newtable(L);
    push_names(L, &box->shard->entities, box->row);
    for (size_t i = 0; i < bs_corpus_shard_count(box->corpus); i++) {
        const bs_shard *shard = bs_corpus_shard(box->corpus, i);
        uint32_t row = shard == box->shard ? BS_NONE : bs_shard_entity_find(shard, id);
        if (row != BS_NONE)
            push_names(L, &shard->entities, row);
    }
    lua_settop(L, 2);
    return 1;
}

/* --- attributes: a JSON object of strings, as name, value, name, value --- */

typedef struct attributes {
    bs_arena arena;
    bs_strs strings;
} attributes;

static const char ATTRIBUTES[] = "broadsheet.attributes";

static int attributes_free(lua_State *L)
{
    attributes *read = luaL_checkudata(L, 1, ATTRIBUTES);
    bs_array_free(&read->strings);
    bs_arena_clear(&read->arena);
    return 0;
}

static int on_string(void *context, const unsigned char *text, size_t size)
{
    attributes *read = context;
    bs_str copy = bs_arena_copy(&read->arena, (bs_str){(const char *)text, size});
    bs_str *place = copy.data ? bs_array_push(&read->strings) : NULL;
    if (place)
        *place = copy;
    return place != NULL;
}

static bool read_attributes(attributes *read, bs_str json)
{
    static const yajl_callbacks callbacks = {.yajl_string = on_string, .yajl_map_key = on_string};
    yajl_handle parser = yajl_alloc(&callbacks, NULL, read);
    if (!parser)
        return false;
    bool is_read =
        yajl_parse(parser, (const unsigned char *)json.data, json.size) == yajl_status_ok &&
        yajl_complete_parse(parser) == yajl_status_ok;
    yajl_free(parser);
    return is_read && read->strings.count % 2 == 0;
}

static int entity_attributes(lua_State *L)
{
    const entity_box *box = check_entity(L, 1);
    bs_str json =
        box->told.data ? box->told : bs_text_at(&box->shard->entities.attributes, box->row);
    attributes *read = lua_newuserdatauv(L, sizeof *read, 0);
    memset(read, 0, sizeof *read);
    luaL_setmetatable(L, ATTRIBUTES);
    if (json.size > 0 && !read_attributes(read, json))
        return luaL_error(L, "attributes of the entity are damaged");
    lua_newtable(L);
    for (size_t i = 0; i + 1 < read->strings.count; i += 2) {
        bs_lua_push(L, read->strings.items[i]);
        bs_lua_push(L, read->strings.items[i + 1]);
        lua_rawset(L, -3);
    }
    return 1;
}

/* --- looking up --- */

static const char FOUND[] = "broadsheet.found_entities";

static int found_free(lua_State *L)
{
    bs_entity_ref **box = luaL_checkudata(L, 1, FOUND);
    free(*box);
    *box = NULL;
    return 0;
}

/* Corpus:entity(name) -> Entity, or nil and the candidates */
int bs_corpus_entity(lua_State *L)
{
    bs_corpus *corpus = bs_selection_corpus(bs_selection_check(L, 1));
    bs_str name = bs_lua_check_str(L, 2);
    bs_entity_ref **box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = NULL;
    luaL_setmetatable(L, FOUND);
    size_t count = 0;
    bs_error error;
    bs_lua_check(L, bs_entity_find(corpus, name, box, &count, &error), &error);
    if (count != 1) {
        lua_pushnil(L);
        lua_newtable(L);
    }
    for (size_t i = 0; i < count; i++) {
        bs_entity_ref ref = (*box)[i];
        bs_entity_push(L, corpus, bs_corpus_shard(corpus, ref.shard), ref.row, (bs_str){NULL, 0});
        if (count != 1)
            lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return count == 1 ? 1 : 2;
}

bs_str bs_option_entity(lua_State *L, int arg, const char *name)
{
    lua_getfield(L, arg, name);
    if (bs_lua_class_test(L, -1, &entity_class)) {
        lua_getfield(L, -1, "id");
        lua_remove(L, -2);
        return bs_lua_check_str(L, -1);
    }
    lua_pop(L, 1);
    return bs_option_str(L, arg, name);
}

static void open_owner(lua_State *L, const char *name, lua_CFunction release)
{
    luaL_newmetatable(L, name);
    lua_pushcfunction(L, release);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);
}

void bs_open_entity(lua_State *L)
{
    bs_lua_class_open(L, &entity_class);
    open_owner(L, ATTRIBUTES, attributes_free);
    open_owner(L, FOUND, found_free);
}
