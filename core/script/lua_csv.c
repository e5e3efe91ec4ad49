/*
 * lua_csv.c - broadsheet.csv(path): rows of a CSV file one after the other, in bounded memory, for
 * files that no table should hold whole.
 *
 * libcsv calls back for fields and rows; the callbacks fill a buffer and keep the first failure,
 * and the iterator hands out what is there before it reads on.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <csv.h>

#include "base/array.h"
#include "base/error.h"
#include "script/bind.h"
#include "script/modules.h"

enum { CHUNK_BYTES = 64 * 1024, FIELD_BYTES_MAX = 1 << 20, FIELDS_MAX = 16384 };

static const char READER[] = "broadsheet.csv_reader";

/* A field is its end in `text`; a row is its end in `fields`. */
typedef struct ends {
    size_t *items;
    size_t count, capacity;
} ends;

typedef struct reader {
    FILE *file;
    struct csv_parser parser;
    bool has_parser, is_begun, is_done;
    bs_buffer text;
    ends fields, rows;
    size_t row;    /* the next to hand out */
    size_t record; /* of the file, from 1 */
    bs_error error;
} reader;

static void fail(reader *self, bs_status status, const char *message)
{
    if (self->error.status == BS_OK)
        bs_fail(&self->error, status, "record %zu: %s", self->record + 1, message);
}

static bool add_end(ends *list, size_t end)
{
    size_t *place = bs_array_push(list);
    if (place)
        *place = end;
    return place != NULL;
}

static void on_field(void *field, size_t size, void *context)
{
    reader *self = context;
    size_t first = self->rows.count ? self->rows.items[self->rows.count - 1] : 0;
    if (self->error.status != BS_OK)
        return;
    if (size > FIELD_BYTES_MAX || self->fields.count - first >= FIELDS_MAX) {
        fail(self, BS_LIMIT, "a field or a row is too long");
        return;
    }
    bs_buffer_add(&self->text, (bs_str){field, size});
    if (self->text.failed || !add_end(&self->fields, self->text.size))
        fail(self, BS_NO_MEMORY, "out of memory");
}

static void on_row(int separator, void *context)
{
    (void)separator;
    reader *self = context;
    if (self->error.status == BS_OK && !add_end(&self->rows, self->fields.count))
        fail(self, BS_NO_MEMORY, "out of memory");
    self->record++;
}

/* Blanks around a field are a part of it. */
static int is_space(unsigned char c)
{
    (void)c;
    return 0;
}

static int reader_close(lua_State *L)
{
    reader *self = luaL_checkudata(L, 1, READER);
    if (self->has_parser)
        csv_free(&self->parser);
    self->has_parser = false;
    if (self->file)
        fclose(self->file);
    self->file = NULL;
    bs_buffer_clear(&self->text);
    bs_array_free(&self->fields);
    bs_array_free(&self->rows);
    self->is_done = true;
    return 0;
}

/* Reads on until there is a row, the end, or a failure. */
static void fill(reader *self)
{
    char chunk[CHUNK_BYTES];
    self->row = self->rows.count = self->fields.count = self->text.size = 0;
    while (self->rows.count == 0 && !self->is_done && self->error.status == BS_OK) {
        size_t size = fread(chunk, 1, sizeof chunk, self->file);
        char *bytes = chunk;
        if (!self->is_begun && size >= 3 && memcmp(chunk, "\xEF\xBB\xBF", 3) == 0)
            bytes += 3, size -= 3; /* libcsv takes a quote behind the mark for text */
        self->is_begun = true;
        if (size > 0 && csv_parse(&self->parser, bytes, size, on_field, on_row, self) != size)
            fail(self, BS_BAD_DATA, csv_strerror(csv_error(&self->parser)));
        if (size == 0 && ferror(self->file))
            fail(self, BS_IO, strerror(errno));
        if (size == 0) {
            if (csv_fini(&self->parser, on_field, on_row, self) != 0)
                fail(self, BS_BAD_DATA, "a quote is never closed");
            self->is_done = true;
        }
        /* a field that grows without end is held by libcsv, not by us */
        if (csv_get_buffer_size(&self->parser) > 2 * (size_t)FIELD_BYTES_MAX)
            fail(self, BS_LIMIT, "a field is too long");
    }
}

/* Pushes the next row as a sequence; false at the end. */
static bool push_row(lua_State *L, reader *self)
{
    if (self->row >= self->rows.count)
        fill(self);
    if (self->error.status != BS_OK)
        luaL_error(L, "%s", self->error.message);
    if (self->row >= self->rows.count)
        return false;
    size_t first = self->row ? self->rows.items[self->row - 1] : 0;
    size_t end = self->rows.items[self->row];
    lua_createtable(L, (int)(end - first), 0);
    for (size_t i = first; i < end; i++) {
        size_t start = i ? self->fields.items[i - 1] : 0;
        lua_pushlstring(L, self->text.data ? self->text.data + start : "",
                        self->fields.items[i] - start);
        lua_rawseti(L, -2, (lua_Integer)(i - first) + 1);
    }
    self->row++;
    return true;
}

/* Upvalues: the reader, the names of the columns or nil. */
static int next_row(lua_State *L)
{
    reader *self = luaL_checkudata(L, lua_upvalueindex(1), READER);
    if (!push_row(L, self))
        return 0;
    if (lua_isnil(L, lua_upvalueindex(2)))
        return 1;
    size_t count = lua_rawlen(L, lua_upvalueindex(2));
    lua_createtable(L, 0, (int)count);
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, lua_upvalueindex(2), (lua_Integer)i);
        lua_rawgeti(L, -3, (lua_Integer)i);
        lua_rawset(L, -3);
    }
    return 1;
}

/* broadsheet.csv(path, { delimiter, header }) -> for row in ..., or nil and a message. Cells are
 * strings, by the names of the first record or, with header = false, in order. */
static int read_csv(lua_State *L)
{
    static const char *const known[] = {"delimiter", "header", NULL};
    const char *path = luaL_checkstring(L, 1);
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_str delimiter = bs_option_str(L, 2, "delimiter");
    luaL_argcheck(L, !delimiter.data || delimiter.size == 1, 2, "a delimiter is one character");
    bool has_header = bs_option_boolean(L, 2, "header", true);
    reader *self = lua_newuserdatauv(L, sizeof *self, 0);
    memset(self, 0, sizeof *self);
    luaL_setmetatable(L, READER);
    int slot = lua_gettop(L);
    self->file = fopen(path, "rb");
    if (!self->file) {
        lua_pushnil(L);
        lua_pushfstring(L, "%s: %s", path, strerror(errno));
        return 2;
    }
    if (csv_init(&self->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return luaL_error(L, "out of memory");
    self->has_parser = true;
    csv_set_space_func(&self->parser, is_space);
    if (delimiter.data)
        csv_set_delim(&self->parser, (unsigned char)delimiter.data[0]);
    lua_pushvalue(L, slot);
    if (!has_header || !push_row(L, self))
        lua_pushnil(L);
    lua_pushcclosure(L, next_row, 2);
    lua_pushnil(L);
    lua_pushnil(L);
    lua_pushvalue(L, slot); /* closed when the loop ends */
    return 4;
}

void bs_open_csv(lua_State *L)
{
    luaL_newmetatable(L, READER);
    lua_pushcfunction(L, reader_close);
    lua_setfield(L, -2, "__gc");
    lua_pushcfunction(L, reader_close);
    lua_setfield(L, -2, "__close");
    lua_pop(L, 1);
    lua_pushcfunction(L, read_csv);
    lua_setfield(L, -2, "csv");
}
