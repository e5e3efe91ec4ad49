/*
 * rule_host.c - one Lua state a worker, in which the rule files have run; patterns by number.
 *
 * A pattern gives back a flat row of numbers: for each part its number and where it begins, later
 * the negated number and where it ends, and last where the match ends. Positions are bytes of the
 * records, from 1.
 */
#include "script/rule_host.h"

#include <stdlib.h>

#include <lauxlib.h>
#include <lua-lpeg.h>
#include <lua.h>
#include <lualib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/nearest.h"
#include "base/pool.h"
#include "base/str.h"

enum { RULE_FILE_BYTES_MAX = 4 << 20, PATTERN_STACK_MAX = 100000 };

static const char PATTERNS; /* its address is the key in the registry */

typedef struct rule_file {
    bs_str path, text;
    bool is_user;
} rule_file;

struct bs_rules {
    bs_arena arena;
    bs_str library; /* the text of rules.lua */
    struct {
        rule_file *items;
        size_t count, capacity;
    } files;
    bs_strs lists; /* names of the word lists */
    bs_strs off;   /* names of rules to switch off */
    bs_rule_host host;
    struct {
        bs_rule_example *items;
        size_t count, capacity;
    } examples;
    lua_State *states[BS_POOL_THREADS_MAX];
};

/* ------------------------------------------------------------------------ reading files */

static bs_status read_file(bs_rules *rules, bs_str path, bool is_user, bs_error *error)
{
    rule_file file = {.path = bs_arena_copy(&rules->arena, path), .is_user = is_user};
    if (!file.path.data)
        return bs_fail_memory(error);
    bs_status status =
        bs_file_read(file.path.data, RULE_FILE_BYTES_MAX, &rules->arena, &file.text, error);
    if (status != BS_OK)
        return status;
    rule_file *slot = bs_array_push(&rules->files);
    if (!slot)
        return bs_fail_memory(error);
    *slot = file;
    rules->host.digest = bs_hash_seeded(file.text, rules->host.digest);
    return BS_OK;
}

static bs_status read_folder(bs_rules *rules, bs_str folder, bs_error *error)
{
    bs_strs names = {0};
    bs_status status = bs_file_list(folder.data, &rules->arena, &names, error);
    for (size_t index = 0; status == BS_OK && index < names.count; index++) {
        if (!bs_str_ends(names.items[index], BS_STR(".lua")))
            continue;
        bs_str path = bs_path_join(&rules->arena, folder, names.items[index]);
        status = path.data ? read_file(rules, path, false, error) : bs_fail_memory(error);
    }
    bs_array_free(&names);
    return status;
}

static bs_status read_lists(bs_rules *rules, bs_str folder, bs_error *error)
{
    bs_strs names = {0};
    bs_status status = bs_file_list(folder.data, &rules->arena, &names, error);
    for (size_t index = 0; status == BS_OK && index < names.count; index++) {
        bs_str name = names.items[index];
        if (!bs_str_ends(name, BS_STR(".txt")))
            continue;
        bs_str *slot = bs_array_push(&rules->lists);
        if (!slot)
            status = bs_fail_memory(error);
        else
            *slot = bs_arena_copy(&rules->arena, bs_str_slice(name, 0, name.size - 4));
    }
    bs_array_free(&names);
    return status;
}

static bs_status read_all(bs_rules *rules, bs_str home, const bs_str *files, size_t file_count,
                          bs_error *error)
{
    bs_arena *arena = &rules->arena;
    bs_str library = bs_path_join(arena, home, BS_STR("scripts/lib/rules.lua"));
    bs_str folder = bs_path_join(arena, home, BS_STR("scripts/rules"));
    bs_str lists = bs_path_join(arena, home, BS_STR("data/classes"));
    if (!library.data || !folder.data || !lists.data)
        return bs_fail_memory(error);
    bs_status status =
        bs_file_read(library.data, RULE_FILE_BYTES_MAX, arena, &rules->library, error);
    if (status != BS_OK)
        return status;
    rules->host.digest = bs_hash(rules->library);
    status = read_lists(rules, lists, error);
    if (status == BS_OK)
        status = read_folder(rules, folder, error);
    for (size_t index = 0; status == BS_OK && index < file_count; index++)
        status = read_file(rules, files[index], true, error);
    return status;
}

/* ------------------------------------------------------------------------ a state */

static void open_libraries(lua_State *L)
{
    static const luaL_Reg LIBRARIES[] = {
        {LUA_GNAME, luaopen_base},        {LUA_TABLIBNAME, luaopen_table},
        {LUA_STRLIBNAME, luaopen_string}, {LUA_MATHLIBNAME, luaopen_math},
        {LUA_UTF8LIBNAME, luaopen_utf8},  {"lpeg", luaopen_lpeg},
    };
    for (size_t index = 0; index < sizeof LIBRARIES / sizeof *LIBRARIES; index++) {
        luaL_requiref(L, LIBRARIES[index].name, LIBRARIES[index].func, 1);
        lua_pop(L, 1);
    }
    static const char *const REMOVED[] = {"load", "loadfile", "dofile", "collectgarbage", "print"};
    for (size_t index = 0; index < sizeof REMOVED / sizeof *REMOVED; index++) {
        lua_pushnil(L);
        lua_setglobal(L, REMOVED[index]);
    }
}

/* require "lpeg", the one module that rules need. */
static int require_lpeg(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    if (strcmp(name, "lpeg") != 0)
        return luaL_error(L, "rule files can require lpeg alone, not %s", name);
    lua_getglobal(L, "lpeg");
    return 1;
}

/* nearest(name, names) -> " (month?)" for a name that is nearly one of a sequence */
static int nearest(lua_State *L)
{
    size_t size, count = (size_t)luaL_len(L, 2);
    const char *wanted = luaL_checklstring(L, 1, &size);
    bs_str *names = lua_newuserdatauv(L, (count + 1) * sizeof *names, 0);
    for (size_t index = 0; index < count; index++) {
        lua_geti(L, 2, (lua_Integer)index + 1); /* the sequence keeps it */
        names[index] = (bs_str){lua_tostring(L, -1), lua_rawlen(L, -1)};
        lua_pop(L, 1);
    }
    bs_str near = bs_nearest((bs_str){wanted, size}, names, count);
    if (!near.data)
        return lua_pushliteral(L, ""), 1;
    lua_pushliteral(L, " (");
    lua_pushlstring(L, near.data, near.size);
    lua_pushliteral(L, "?)");
    lua_concat(L, 3);
    return 1;
}

/* Calls host.<name> with what lies above `first`; the module's host table is at index 2. */
static void call_host(lua_State *L, const char *name, int arguments, int results)
{
    lua_getfield(L, 2, name);
    lua_insert(L, -arguments - 1);
    lua_call(L, arguments, results);
}

static void begin(lua_State *L, bs_rules *rules)
{
    lua_createtable(L, 0, BS_CLASS_BUILT_IN);
    for (unsigned class = 0; class < BS_CLASS_BUILT_IN; class ++) {
        lua_pushinteger(L, class);
        lua_setfield(L, -2, bs_class_name(class));
    }
    lua_newtable(L);
    for (size_t index = 0; index < rules->lists.count; index++) {
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, rules->lists.items[index].data);
    }
    lua_pushinteger(L, BS_CLASS_BUILT_IN);
    lua_pushcfunction(L, nearest);
    size_t count;
    const char *const *of_code = bs_rules_of_code(&count);
    lua_createtable(L, (int)count, 0);
    for (size_t index = 0; index < count; index++) {
        lua_pushstring(L, of_code[index]);
        lua_seti(L, -2, (lua_Integer)index + 1);
    }
    lua_createtable(L, (int)rules->off.count, 0);
    for (size_t index = 0; index < rules->off.count; index++) {
        lua_pushlstring(L, rules->off.items[index].data, rules->off.items[index].size);
        lua_seti(L, -2, (lua_Integer)index + 1);
    }
    call_host(L, "begin", 6, 0);
}

static void run_file(lua_State *L, const rule_file *file)
{
    lua_pushlstring(L, file->path.data, file->path.size);
    call_host(L, "file", 1, 0);
    lua_pushfstring(L, "@%s", file->path.data);
    if (luaL_loadbufferx(L, file->text.data, file->text.size, lua_tostring(L, -1), "t") != LUA_OK)
        lua_error(L);
    if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
        const char *message = lua_tostring(L, -1);
        if (message && !strstr(message, file->path.data))
            lua_pushfstring(L, "%s: %s", file->path.data, message);
        lua_error(L);
    }
    lua_pop(L, 1);
}

/* Protected: runs the files and leaves rules, classes, the width of a record and the rules of code
 * that are off on the stack, at 3 to 6; the patterns go into the registry. */
static int load_rules(lua_State *L)
{
    bs_rules *rules = lua_touserdata(L, 1);
    open_libraries(L);
    lua_pushcfunction(L, require_lpeg);
    lua_setglobal(L, "require");
    lua_getglobal(L, "lpeg");
    lua_getfield(L, -1, "setmaxstack");
    lua_pushinteger(L, PATTERN_STACK_MAX);
    lua_call(L, 1, 0);
    lua_settop(L, 1);

    if (luaL_loadbufferx(L, rules->library.data, rules->library.size, "@rules.lua", "t") != LUA_OK)
        return lua_error(L);
    lua_call(L, 0, 1);
    lua_getfield(L, -1, "rules");
    lua_pushvalue(L, -1);
    lua_setglobal(L, "rules");
    lua_createtable(L, 0, 1);
    lua_insert(L, -2);
    lua_setfield(L, -2, "rules");
    lua_setglobal(L, "broadsheet");
    lua_getfield(L, -1, "host");
    lua_replace(L, 2);

    begin(L, rules);
    for (size_t index = 0; index < rules->files.count; index++)
        run_file(L, &rules->files.items[index]);
    call_host(L, "finish", 0, 4);

    lua_Integer count = luaL_len(L, 3);
    lua_createtable(L, (int)count + 1, 0);
    lua_getglobal(L, "lpeg");
    lua_getfield(L, -1, "match");
    lua_rawseti(L, -3, 0);
    lua_pop(L, 1);
    for (lua_Integer index = 1; index <= count; index++) {
        lua_geti(L, 3, index);
        lua_getfield(L, -1, "compiled");
        lua_rawseti(L, -3, index);
        lua_pop(L, 1);
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &PATTERNS);
    return 4;
}

static bs_status fail_lua(lua_State *L, int code, bs_error *error)
{
    if (code == LUA_ERRMEM)
        return bs_fail_memory(error);
    const char *message = lua_tostring(L, -1);
    return bs_fail(error, BS_BAD_DATA, "%s", message ? message : "an error that is no string");
}

/* Makes a state and leaves what load_rules() gives on its stack. */
static bs_status open_state(bs_rules *rules, lua_State **state, bs_error *error)
{
    lua_State *L = luaL_newstate();
    if (!L)
        return bs_fail_memory(error);
    lua_pushcfunction(L, load_rules);
    lua_pushlightuserdata(L, rules);
    int code = lua_pcall(L, 1, 4, 0);
    if (code != LUA_OK) {
        bs_status status = fail_lua(L, code, error);
        lua_close(L);
        return status;
    }
    *state = L;
    return BS_OK;
}

/* ------------------------------------------------------------------------ what rules say of
 * themselves */

static bs_str copy_string(bs_rules *rules, lua_State *L, int index)
{
    size_t size;
    const char *text = lua_tolstring(L, index, &size);
    bs_str copy = text ? bs_arena_copy(&rules->arena, (bs_str){text, size}) : (bs_str){0};
    if (text && !copy.data)
        luaL_error(L, "not enough memory");
    return copy;
}

static bs_str copy_field(bs_rules *rules, lua_State *L, const char *name)
{
    lua_getfield(L, -1, name);
    bs_str copy = copy_string(rules, L, -1);
    lua_pop(L, 1);
    return copy;
}

static void *allocate(bs_rules *rules, lua_State *L, size_t count, size_t width)
{
    void *memory = bs_arena_array(&rules->arena, count ? count : 1, width);
    if (!memory)
        luaL_error(L, "not enough memory");
    return memory;
}

/* The sequence of strings on top of the stack, which is popped. */
static const bs_str *copy_strings(bs_rules *rules, lua_State *L, size_t *count)
{
    *count = (size_t)luaL_len(L, -1);
    bs_str *strings = allocate(rules, L, *count, sizeof *strings);
    for (size_t index = 0; index < *count; index++) {
        lua_geti(L, -1, (lua_Integer)index + 1);
        strings[index] = copy_string(rules, L, -1);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return strings;
}

/* The sequence of class numbers on top of the stack, which is popped. */
static void copy_classes(lua_State *L, bs_class_set *set)
{
    *set = (bs_class_set){{0}};
    lua_Integer count = luaL_len(L, -1);
    for (lua_Integer index = 1; index <= count; index++) {
        lua_geti(L, -1, index);
        lua_Integer class = luaL_checkinteger(L, -1);
        if (class >= 0 && class < BS_CLASSES_MAX)
            bs_class_set_add(set, (unsigned)class);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static void copy_examples(bs_rules *rules, lua_State *L, size_t number)
{
    size_t count;
    lua_getfield(L, -1, "examples");
    const bs_str *texts = copy_strings(rules, L, &count);
    for (size_t index = 0; index < count; index++) {
        bs_rule_example *example = bs_array_push(&rules->examples);
        if (!example)
            luaL_error(L, "not enough memory");
        *example = (bs_rule_example){(uint32_t)number, texts[index]};
    }
}

static void copy_facts(bs_rules *rules, lua_State *L, bs_rule *rule)
{
    lua_getfield(L, -1, "facts");
    rule->fact_count = (size_t)luaL_len(L, -1);
    bs_str *facts = allocate(rules, L, rule->fact_count * 2, sizeof *facts);
    for (size_t index = 0; index < rule->fact_count; index++) {
        lua_geti(L, -1, (lua_Integer)index + 1);
        for (int part = 0; part < 2; part++) {
            lua_geti(L, -1, part + 1);
            facts[index * 2 + (size_t)part] = copy_string(rules, L, -1);
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    rule->facts = facts;
}

/* The clauses of the rule on top of the stack. */
static void copy_clauses(lua_State *L, bs_rule *rule)
{
    lua_getfield(L, -1, "required");
    rule->required_count = (size_t)luaL_len(L, -1);
    if (rule->required_count > BS_RULE_CLAUSES_MAX)
        rule->required_count = BS_RULE_CLAUSES_MAX;
    for (size_t index = 0; index < rule->required_count; index++) {
        bs_rule_clause *clause = &rule->required[index];
        lua_geti(L, -1, (lua_Integer)index + 1);
        lua_getfield(L, -1, "any");
        copy_classes(L, &clause->any);
        lua_getfield(L, -1, "with");
        clause->has_with = !lua_isnil(L, -1);
        if (clause->has_with)
            copy_classes(L, &clause->with);
        else
            lua_pop(L, 1);
        lua_getfield(L, -1, "reach");
        clause->reach = lua_isnumber(L, -1) ? (uint32_t)lua_tointeger(L, -1) : UINT32_MAX;
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
}

/* The rule on top of the stack. */
static void copy_rule(bs_rules *rules, lua_State *L, size_t number, bs_rule *rule)
{
    rule->name = copy_field(rules, L, "name");
    rule->file = copy_field(rules, L, "file");
    rule->subject = copy_field(rules, L, "subject");
    for (size_t index = 0; index < rules->files.count; index++)
        if (rules->files.items[index].is_user &&
            bs_str_equal(rules->files.items[index].path, rule->file))
            rule->is_user = true;
    lua_getfield(L, -1, "layer");
    rule->layer = (bs_rule_layer)luaL_checkinteger(L, -1);
    lua_getfield(L, -2, "priority");
    rule->priority = (int)luaL_checkinteger(L, -1);
    lua_pop(L, 2);
    lua_getfield(L, -1, "parts");
    rule->captures = copy_strings(rules, L, &rule->capture_count);
    lua_getfield(L, -1, "starts");
    rule->has_starts = !lua_isnil(L, -1);
    if (rule->has_starts)
        copy_classes(L, &rule->starts);
    else
        lua_pop(L, 1);
    copy_clauses(L, rule);
    copy_facts(rules, L, rule);
    copy_examples(rules, L, number);
}

/* Protected: fills the host from rules, classes, width and rules of code at 2 to 5. */
static int copy_host(lua_State *L)
{
    bs_rules *rules = lua_touserdata(L, 1);
    size_t rule_count = (size_t)luaL_len(L, 2), class_count = (size_t)luaL_len(L, 3);
    if (rule_count > BS_RULES_MAX)
        return luaL_error(L, "more than %d rules", BS_RULES_MAX);
    bs_rule *all = allocate(rules, L, rule_count, sizeof *all);
    for (size_t index = 0; index < rule_count; index++) {
        lua_geti(L, 2, (lua_Integer)index + 1);
        copy_rule(rules, L, index, &all[index]);
        lua_pop(L, 1);
    }
    bs_rule_class *classes = allocate(rules, L, class_count, sizeof *classes);
    for (size_t index = 0; index < class_count; index++) {
        lua_geti(L, 3, (lua_Integer)index + 1);
        classes[index].name = copy_field(rules, L, "name");
        lua_getfield(L, -1, "words");
        classes[index].words = copy_strings(rules, L, &classes[index].word_count);
        lua_pop(L, 1);
    }
    rules->host.rules = all;
    rules->host.rule_count = rule_count;
    rules->host.classes = classes;
    rules->host.class_count = class_count;
    rules->host.record_bytes = (size_t)luaL_checkinteger(L, 4);
    lua_settop(L, 5);
    rules->host.off = copy_strings(rules, L, &rules->host.off_count);
    return 0;
}

/* ------------------------------------------------------------------------ matching */

typedef struct question {
    const bs_rules *rules;
    const uint32_t *asked;
    size_t asked_count;
    bs_str records;
    bs_rule_found found;
    void *found_context;
    bs_status status;
    bs_error *error;
} question;

/* Reads the row of numbers above `base`. */
static void read_match(lua_State *L, int base, size_t width, bs_rule_match *match)
{
    uint16_t open[BS_RULE_CAPTURES_MAX];
    size_t open_count = 0;
    int top = lua_gettop(L);
    match->capture_count = 0;
    for (int index = base + 1; index + 1 <= top - 1; index += 2) {
        lua_Integer part = lua_tointeger(L, index);
        uint32_t token = (uint32_t)((size_t)(lua_tointeger(L, index + 1) - 1) / width);
        if (part > 0 && match->capture_count < BS_RULE_CAPTURES_MAX) {
            open[open_count++] = (uint16_t)match->capture_count;
            match->captures[match->capture_count++] =
                (bs_rule_capture){(uint16_t)(part - 1), token, token};
        } else if (part < 0 && open_count > 0) {
            match->captures[open[--open_count]].token_end = token;
        }
    }
    match->token_end = (uint32_t)((size_t)(lua_tointeger(L, top) - 1) / width);
}

/*
 * The tokens at which a rule can begin, written to `starts` in order. Walks the records from the
 * last to the first and remembers for each clause where a token for it stands behind.
 */
static size_t find_starts(const bs_rule *rule, const uint8_t *records, size_t count, size_t width,
                          uint16_t starts[BS_RULE_TOKENS_MAX])
{
    size_t pivots[BS_RULE_CLAUSES_MAX], found = 0;
    for (size_t clause = 0; clause < rule->required_count; clause++)
        pivots[clause] = SIZE_MAX;
    for (size_t token = count; token-- > 0;) {
        const uint8_t *record = records + token * width;
        bool is_start = true;
        for (size_t index = 0; index < rule->required_count; index++) {
            const bs_rule_clause *clause = &rule->required[index];
            if (bs_class_sets_meet(record, clause->any.bytes, width) &&
                (!clause->has_with || bs_class_sets_meet(record, clause->with.bytes, width)))
                pivots[index] = token;
            is_start &= pivots[index] != SIZE_MAX && pivots[index] - token <= clause->reach;
        }
        if (is_start &&
            (!rule->has_starts || bs_class_sets_meet(record, rule->starts.bytes, width)))
            starts[found++] = (uint16_t)token;
    }
    for (size_t low = 0, high = found; low + 1 < high; low++) {
        uint16_t swapped = starts[low];
        starts[low] = starts[--high];
        starts[high] = swapped;
    }
    return found;
}

/* Asks one rule; the patterns are at 2, lpeg.match at 3, the records at 4. */
static bool ask_rule(lua_State *L, question *asking, uint32_t number)
{
    const bs_rule *rule = &asking->rules->host.rules[number];
    size_t width = asking->rules->host.record_bytes, count = asking->records.size / width;
    uint16_t starts[BS_RULE_TOKENS_MAX];
    size_t start_count =
        find_starts(rule, (const uint8_t *)asking->records.data, count, width, starts);
    bs_rule_match match;
    size_t from = 0;
    for (size_t index = 0; index < start_count; index++) {
        size_t token = starts[index];
        if (token < from)
            continue;
        lua_pushvalue(L, 3);
        lua_rawgeti(L, 2, (lua_Integer)number + 1);
        lua_pushvalue(L, 4);
        lua_pushinteger(L, (lua_Integer)(token * width + 1));
        lua_call(L, 3, LUA_MULTRET);
        bool is_match = lua_type(L, 5) == LUA_TNUMBER;
        if (is_match) {
            match.rule = number;
            match.token_start = (uint32_t)token;
            read_match(L, 4, width, &match);
            is_match = match.token_end > token;
        }
        lua_settop(L, 4);
        if (!is_match)
            continue;
        asking->status = asking->found(asking->found_context, &match, asking->error);
        if (asking->status != BS_OK)
            return false;
        from = match.token_end;
    }
    return true;
}

/* Protected. */
static int ask_rules(lua_State *L)
{
    question *asking = lua_touserdata(L, 1);
    if (asking->records.size / asking->rules->host.record_bytes > BS_RULE_TOKENS_MAX)
        return luaL_error(L, "a sentence of more than %d tokens", BS_RULE_TOKENS_MAX);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &PATTERNS);
    lua_rawgeti(L, 2, 0);
    lua_pushlstring(L, asking->records.data, asking->records.size);
    luaL_checkstack(L, 2 * BS_RULE_CAPTURES_MAX + LUA_MINSTACK, "too many parts");
    for (size_t index = 0; index < asking->asked_count; index++)
        if (!ask_rule(L, asking, asking->asked[index]))
            break;
    return 0;
}

static bs_status match(void *context, unsigned worker, const uint32_t *asked, size_t asked_count,
                       bs_str records, bs_rule_found found, void *found_context, bs_error *error)
{
    bs_rules *rules = context;
    if (worker >= BS_POOL_THREADS_MAX)
        return bs_fail(error, BS_LIMIT, "more than %d workers", BS_POOL_THREADS_MAX);
    lua_State *L = rules->states[worker];
    if (!L) {
        bs_status status = open_state(rules, &L, error);
        if (status != BS_OK)
            return status;
        lua_settop(L, 0);
        rules->states[worker] = L;
    }
    question asking = {rules, asked, asked_count, records, found, found_context, BS_OK, error};
    lua_pushcfunction(L, ask_rules);
    lua_pushlightuserdata(L, &asking);
    int code = lua_pcall(L, 1, 0, 0);
    if (code == LUA_OK)
        return asking.status;
    bs_status status = fail_lua(L, code, error);
    lua_settop(L, 0);
    return status;
}

/* ------------------------------------------------------------------------ life */

static bs_status load(bs_rules *rules, bs_error *error)
{
    lua_State *L;
    bs_status status = open_state(rules, &L, error);
    if (status != BS_OK)
        return status;
    lua_pushcfunction(L, copy_host);
    lua_insert(L, 1);
    lua_pushlightuserdata(L, rules);
    lua_insert(L, 2);
    int code = lua_pcall(L, 5, 0, 0);
    if (code != LUA_OK)
        status = fail_lua(L, code, error);
    lua_settop(L, 0);
    rules->states[0] = L;
    return status;
}

static bs_status add_off(bs_rules *rules, const bs_str *off, size_t off_count, bs_error *error)
{
    for (size_t index = 0; index < off_count; index++) {
        bs_str *slot = bs_array_push(&rules->off);
        if (!slot)
            return bs_fail_memory(error);
        *slot = bs_arena_copy(&rules->arena, off[index]);
        if (!slot->data)
            return bs_fail_memory(error);
        rules->host.digest = bs_hash_seeded(*slot, rules->host.digest);
    }
    return BS_OK;
}

bs_status bs_rules_new(bs_str home, const bs_str *files, size_t file_count, bs_rules **rules,
                       bs_error *error)
{
    return bs_rules_new_without(home, files, file_count, NULL, 0, rules, error);
}

bs_status bs_rules_new_without(bs_str home, const bs_str *files, size_t file_count,
                               const bs_str *off, size_t off_count, bs_rules **rules,
                               bs_error *error)
{
    bs_rules *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    bs_status status = read_all(made, home, files, file_count, error);
    if (status == BS_OK)
        status = add_off(made, off, off_count, error);
    if (status == BS_OK)
        status = load(made, error);
    if (status != BS_OK) {
        bs_rules_free(made);
        return status;
    }
    made->host.context = made;
    made->host.match = match;
    *rules = made;
    return BS_OK;
}

void bs_rules_free(bs_rules *rules)
{
    if (!rules)
        return;
    for (size_t index = 0; index < BS_POOL_THREADS_MAX; index++)
        if (rules->states[index])
            lua_close(rules->states[index]);
    bs_array_free(&rules->files);
    bs_array_free(&rules->lists);
    bs_array_free(&rules->off);
    bs_array_free(&rules->examples);
    bs_arena_clear(&rules->arena);
    free(rules);
}

const bs_rule_host *bs_rules_host(const bs_rules *rules)
{
    return &rules->host;
}

size_t bs_rules_example_count(const bs_rules *rules)
{
    return rules->examples.count;
}

bs_rule_example bs_rules_example(const bs_rules *rules, size_t index)
{
    return rules->examples.items[index];
}
