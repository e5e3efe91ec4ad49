/*
 * rule_host.c - runs rule files in a Lua state and keeps what they said: rules as programs,
 * classes, tests of a token, examples. The state is closed before any text is read.
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
#include "base/home.h"
#include "base/nearest.h"
#include "base/str.h"
#include "script/rule_image.h"

enum { RULE_FILE_BYTES_MAX = 4 << 20 };

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
    for (size_t index = 0; index < rules->lists.count; index++)
        rules->host.digest = bs_hash_seeded(rules->lists.items[index], rules->host.digest);
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

/* Protected: runs the files and gives rules, classes, tests, the words of a class set and the rules
 * of code that are off. */
static int load_rules(lua_State *L)
{
    bs_rules *rules = lua_touserdata(L, 1);
    open_libraries(L);
    lua_pushcfunction(L, require_lpeg);
    lua_setglobal(L, "require");

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
    call_host(L, "finish", 0, 5);
    return 5;
}

static bs_status fail_lua(lua_State *L, int code, bs_error *error)
{
    if (code == LUA_ERRMEM)
        return bs_fail_memory(error);
    /* { misuse = message } is said of what the caller asked for, not of a file */
    bs_status status = BS_BAD_DATA;
    if (lua_istable(L, -1)) {
        lua_getfield(L, -1, "misuse");
        status = BS_MISUSE;
    }
    const char *message = lua_tostring(L, -1);
    return bs_fail(error, status, "%s", message ? message : "an error that is no string");
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

static uint16_t to_short(lua_State *L, lua_Integer index, lua_Integer limit)
{
    lua_geti(L, -1, index);
    lua_Integer value = luaL_checkinteger(L, -1);
    lua_pop(L, 1);
    if (value < 0 || value >= limit)
        luaL_error(L, "a program with %I where less than %I is needed", value, limit);
    return (uint16_t)value;
}

/* The program of the rule on top of the stack. */
static void copy_program(bs_rules *rules, lua_State *L, bs_rule *rule)
{
    lua_getfield(L, -1, "program");
    rule->program_count = (size_t)luaL_len(L, -1) / 2;
    bs_rule_instruction *program = allocate(rules, L, rule->program_count, sizeof *program);
    for (size_t index = 0; index < rule->program_count; index++) {
        uint16_t op = to_short(L, (lua_Integer)index * 2 + 1, BS_OPS);
        size_t limit = op == BS_OP_TEST                        ? rules->host.test_count
                       : op == BS_OP_OPEN || op == BS_OP_CLOSE ? rule->capture_count
                       : op == BS_OP_DONE                      ? 1
                                                               : rule->program_count;
        program[index] =
            (bs_rule_instruction){op, to_short(L, (lua_Integer)index * 2 + 2, (lua_Integer)limit)};
    }
    lua_pop(L, 1);
    rule->program = program;
}

/* The terms of the clause on top of the stack, one for each 64 classes that it names. */
static size_t copy_terms(lua_State *L, bs_rule_term *terms)
{
    bs_class_set any = {{0}}, lacks = {{0}};
    lua_Integer length = luaL_len(L, -1);
    for (lua_Integer index = 1; index < length; index += 2) {
        uint16_t class = to_short(L, index, BS_CLASSES_MAX);
        bs_class_set_add(to_short(L, index + 1, 2) ? &any : &lacks, class);
    }
    size_t count = 0;
    for (size_t word = 0; word < BS_CLASS_WORDS; word++)
        if (any.words[word] || lacks.words[word])
            terms[count++] =
                (bs_rule_term){any.words[word], lacks.words[word], (uint8_t)word, false};
    if (count == 0) /* no class will do: a term that no token meets */
        terms[count++] = (bs_rule_term){0};
    terms[count - 1].is_last = true;
    return count;
}

/* The sequence of tests at `index`. */
static void copy_tests(bs_rules *rules, lua_State *L, int index)
{
    size_t count = (size_t)luaL_len(L, index);
    if (count > UINT16_MAX)
        luaL_error(L, "more than %d tests of a token", UINT16_MAX);
    bs_rule_test *tests = allocate(rules, L, count, sizeof *tests);
    for (size_t test = 0; test < count; test++) {
        lua_geti(L, index, (lua_Integer)test + 1);
        size_t clause_count = (size_t)luaL_len(L, -1);
        bs_rule_term *terms = allocate(rules, L, clause_count * BS_CLASS_WORDS, sizeof *terms);
        tests[test] = (bs_rule_test){terms, 0};
        for (size_t clause = 0; clause < clause_count; clause++) {
            lua_geti(L, -1, (lua_Integer)clause + 1);
            tests[test].term_count += copy_terms(L, terms + tests[test].term_count);
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    rules->host.tests = tests;
    rules->host.test_count = count;
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
    copy_program(rules, L, rule);
    copy_facts(rules, L, rule);
    copy_examples(rules, L, number);
}

/* Protected: fills the host from rules, classes, tests, words and rules of code at 2 to 6. */
static int copy_host(lua_State *L)
{
    bs_rules *rules = lua_touserdata(L, 1);
    size_t rule_count = (size_t)luaL_len(L, 2), class_count = (size_t)luaL_len(L, 3);
    if (rule_count > BS_RULES_MAX)
        return luaL_error(L, "more than %d rules", BS_RULES_MAX);
    copy_tests(rules, L, 4);
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
        lua_getfield(L, -1, "also");
        lua_Integer also = luaL_optinteger(L, -1, BS_CLASS_BUILT_IN);
        classes[index].also =
            also >= 0 && also < BS_CLASS_BUILT_IN ? (unsigned)also : BS_CLASS_BUILT_IN;
        lua_pop(L, 2);
    }
    rules->host.rules = all;
    rules->host.rule_count = rule_count;
    rules->host.classes = classes;
    rules->host.class_count = class_count;
    rules->host.class_words = (size_t)luaL_checkinteger(L, 5);
    lua_settop(L, 6);
    rules->host.off = copy_strings(rules, L, &rules->host.off_count);
    return 0;
}

/* ------------------------------------------------------------------------ life */

static bs_status load(bs_rules *rules, bs_error *error)
{
    lua_State *L = luaL_newstate();
    if (!L)
        return bs_fail_memory(error);
    lua_pushcfunction(L, load_rules);
    lua_pushlightuserdata(L, rules);
    int code = lua_pcall(L, 1, 5, 0);
    if (code == LUA_OK) {
        lua_pushcfunction(L, copy_host);
        lua_insert(L, 1);
        lua_pushlightuserdata(L, rules);
        lua_insert(L, 2);
        code = lua_pcall(L, 6, 0, 0);
    }
    bs_status status = code == LUA_OK ? BS_OK : fail_lua(L, code, error);
    lua_close(L);
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
        if (!bs_rule_is_of_archive(*slot))
            rules->host.digest = bs_hash_seeded(*slot, rules->host.digest);
    }
    return BS_OK;
}

/* ------------------------------------------------------------------------ the image */

/* Rules name their files as they lie here, not as they lay where the image was made. */
static void name_files(const bs_rules *rules, bs_rule *rule)
{
    for (size_t index = 0; index < rules->files.count; index++)
        if (bs_str_equal(bs_path_name(rules->files.items[index].path), bs_path_name(rule->file)))
            rule->file = rules->files.items[index].path;
}

static bool read_image(bs_rules *rules, bs_str home)
{
    bs_str folders[] = {bs_home_executable(&rules->arena), home};
    bs_rule_image image;
    for (size_t index = 0; index < sizeof folders / sizeof *folders; index++) {
        bs_str path = folders[index].data
                          ? bs_path_join(&rules->arena, folders[index], BS_STR(BS_RULE_IMAGE))
                          : folders[index];
        if (!path.data || !bs_rule_image_read(path.data, rules->host.digest, &rules->arena, &image))
            continue;
        bs_rule *all = bs_arena_array(&rules->arena, image.host.rule_count + 1, sizeof *all);
        if (!all || !bs_array_reserve(&rules->examples, image.example_count + 1))
            return false;
        memcpy(all, image.host.rules, image.host.rule_count * sizeof *all);
        for (size_t rule = 0; rule < image.host.rule_count; rule++)
            name_files(rules, &all[rule]);
        image.host.rules = all;
        rules->host = image.host;
        memcpy(rules->examples.items, image.examples, image.example_count * sizeof *image.examples);
        rules->examples.count = image.example_count;
        return true;
    }
    return false;
}

bs_status bs_rules_write_image(bs_str home, const char *path, bs_error *error)
{
    bs_rules *rules;
    bs_status status = bs_rules_new(home, NULL, 0, &rules, error);
    if (status != BS_OK)
        return status;
    bs_rule_image image = {rules->host, rules->examples.items, rules->examples.count};
    status = bs_rule_image_write(&image, path, error);
    bs_rules_free(rules);
    return status;
}

/* ------------------------------------------------------------------------ making */

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
    bool is_bundled = file_count == 0 && off_count == 0;
    if (status == BS_OK && !(is_bundled && read_image(made, home)))
        status = load(made, error);
    if (status != BS_OK) {
        bs_rules_free(made);
        return status;
    }
    *rules = made;
    return BS_OK;
}

void bs_rules_free(bs_rules *rules)
{
    if (!rules)
        return;
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
