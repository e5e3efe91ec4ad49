/*
 * arrow_read.c - Arrow files read in place. The footer tells where everything is; every place that
 * it names is checked before it is followed, and every column before it is given out.
 */
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "corpus/arrow.h"
#include "corpus/arrow_format.h"
#include "corpus/flat.h"

enum { NAMES_MAX = UINT16_MAX + 1 };

/* One record batch: what its metadata says, and its body. */
typedef struct batch {
    bs_flat_vector nodes, buffers;
    size_t next_node, next_buffer;
    uint64_t row_count;
    bs_str body;
} batch;

typedef struct reader {
    bs_str file;
    const char *path;
    bs_arena *arena;
    bs_error *error;
} reader;

static bs_status fail(const reader *from, const char *what)
{
    return bs_fail(from->error, BS_BAD_DATA, "%s: not a column file of ours, or damaged: %s",
                   from->path, what);
}

static bs_status fail_column(const reader *from, const bs_arrow_column *column, const char *what)
{
    return bs_fail(from->error, BS_BAD_DATA, "%s: damaged: column %.*s: %s", from->path,
                   BS_STR_ARG(column->name), what);
}

size_t bs_arrow_width(bs_arrow_kind kind)
{
    static const uint8_t widths[BS_ARROW_KINDS] = {
        [BS_ARROW_U8] = 1,    [BS_ARROW_U16] = 2,    [BS_ARROW_U32] = 4,     [BS_ARROW_U64] = 8,
        [BS_ARROW_I32] = 4,   [BS_ARROW_I64] = 8,    [BS_ARROW_F64] = 8,     [BS_ARROW_DAY] = 4,
        [BS_ARROW_NAME8] = 1, [BS_ARROW_NAME16] = 2, [BS_ARROW_U32_LIST] = 4};
    return widths[kind];
}

bool bs_arrow_is_list(bs_arrow_kind kind)
{
    return kind == BS_ARROW_U32_LIST || kind == BS_ARROW_TEXT_LIST;
}

bool bs_arrow_is_text(bs_arrow_kind kind)
{
    return kind == BS_ARROW_TEXT || kind == BS_ARROW_TEXT_LIST;
}

bool bs_arrow_is_name(bs_arrow_kind kind)
{
    return kind == BS_ARROW_NAME8 || kind == BS_ARROW_NAME16;
}

/* ---- schema ---- */

static bool int_kind(const bs_flat_table *type, bs_arrow_kind *kind)
{
    uint64_t bits = bs_flat_number(type, 0, 4, 0);
    bool is_signed = bs_flat_number(type, 1, 1, 0) != 0;
    if (is_signed)
        *kind = bits == 32 ? BS_ARROW_I32 : BS_ARROW_I64;
    else
        *kind = bits == 8    ? BS_ARROW_U8
                : bits == 16 ? BS_ARROW_U16
                : bits == 32 ? BS_ARROW_U32
                             : BS_ARROW_U64;
    return bits == bs_arrow_width(*kind) * 8;
}

/* The kind of a field that is no list and has no dictionary. */
static bool plain_kind(const bs_flat_table *field, bs_arrow_kind *kind)
{
    bs_flat_table type;
    if (!bs_flat_child(field, 3, &type))
        return false;
    switch (bs_flat_number(field, 2, 1, 0)) {
    case ARROW_TYPE_INT:
        return int_kind(&type, kind);
    case ARROW_TYPE_FLOAT:
        *kind = BS_ARROW_F64;
        return bs_flat_number(&type, 0, 2, 0) == ARROW_PRECISION_DOUBLE;
    case ARROW_TYPE_DATE:
        *kind = BS_ARROW_DAY;
        return bs_flat_number(&type, 0, 2, 1) == ARROW_DATE_DAY;
    case ARROW_TYPE_UTF8:
        *kind = BS_ARROW_TEXT;
        return true;
    default:
        return false;
    }
}

static bool list_kind(const bs_flat_table *field, bs_arrow_kind *kind)
{
    bs_flat_vector children;
    bs_flat_table child;
    bs_arrow_kind item;
    if (!bs_flat_items(field, 5, 4, &children) || children.count != 1 ||
        !bs_flat_item_table(&children, 0, &child) || !plain_kind(&child, &item))
        return false;
    *kind = item == BS_ARROW_TEXT ? BS_ARROW_TEXT_LIST : BS_ARROW_U32_LIST;
    return item == BS_ARROW_TEXT || item == BS_ARROW_U32;
}

static bool name_kind(const bs_flat_table *field, const bs_flat_table *dictionary, size_t index,
                      bs_arrow_kind *kind)
{
    bs_flat_table type;
    bs_arrow_kind values, indices;
    if (!plain_kind(field, &values) || values != BS_ARROW_TEXT ||
        !bs_flat_child(dictionary, 1, &type) || !int_kind(&type, &indices) ||
        bs_flat_number(dictionary, 0, 8, 0) != index)
        return false;
    *kind = indices == BS_ARROW_U8 ? BS_ARROW_NAME8 : BS_ARROW_NAME16;
    return indices == BS_ARROW_U8 || indices == BS_ARROW_U16;
}

static bool read_field(const bs_flat_table *field, size_t index, bs_arrow_column *column)
{
    bs_flat_table dictionary;
    if (!bs_flat_text(field, 0, &column->name))
        return false;
    column->is_nullable = bs_flat_number(field, 1, 1, 0) != 0;
    if (bs_flat_number(field, 2, 1, 0) == ARROW_TYPE_LIST)
        return list_kind(field, &column->kind);
    if (bs_flat_child(field, 4, &dictionary))
        return name_kind(field, &dictionary, index, &column->kind);
    return plain_kind(field, &column->kind);
}

static bool read_table_name(const bs_flat_table *schema, bs_str *name)
{
    bs_flat_vector pairs;
    bs_flat_table pair;
    bs_str key;
    return bs_flat_items(schema, 2, 4, &pairs) && pairs.count == 1 &&
           bs_flat_item_table(&pairs, 0, &pair) && bs_flat_text(&pair, 0, &key) &&
           bs_str_equal(key, BS_STR(ARROW_TABLE_KEY)) && bs_flat_text(&pair, 1, name);
}

static bs_status read_schema(const reader *from, const bs_flat_table *footer, bs_str *name,
                             bs_arrow_column **columns, size_t *count)
{
    bs_flat_table schema, field;
    bs_flat_vector fields;
    if (!bs_flat_child(footer, 1, &schema) || bs_flat_number(&schema, 0, 2, 0) != 0 ||
        !bs_flat_items(&schema, 1, 4, &fields) || !read_table_name(&schema, name))
        return fail(from, "schema");
    if (fields.count == 0 || fields.count > BS_ARROW_COLUMNS_MAX)
        return fail(from, "number of columns");
    *count = fields.count;
    *columns = bs_arena_array(from->arena, fields.count, sizeof **columns);
    if (!*columns)
        return bs_fail_memory(from->error);
    for (size_t i = 0; i < fields.count; i++)
        if (!bs_flat_item_table(&fields, i, &field) || !read_field(&field, i, &(*columns)[i]))
            return fail(from, "description of a column");
    return BS_OK;
}

/* ---- batches ---- */

/* The message that item `index` of the blocks names: its header and its body. */
static bs_status read_message(const reader *from, const bs_flat_vector *blocks, size_t index,
                              unsigned wanted, bs_flat_table *header, bs_str *body)
{
    uint64_t start = bs_flat_item_number(blocks, index, ARROW_BLOCK_BYTES, 0, 8);
    uint64_t head = bs_flat_item_number(blocks, index, ARROW_BLOCK_BYTES, 8, 4);
    uint64_t size = bs_flat_item_number(blocks, index, ARROW_BLOCK_BYTES, 16, 8);
    if (start > from->file.size || head < 8 || head > from->file.size - start ||
        size > from->file.size - start - head || (start + head) % ARROW_ALIGNMENT != 0)
        return fail(from, "place of a message");
    uint32_t prefix[2];
    memcpy(prefix, from->file.data + start, sizeof prefix);
    bs_str metadata = {from->file.data + start + 8, (size_t)head - 8};
    bs_flat_table message;
    if (prefix[0] != ARROW_CONTINUATION || prefix[1] != head - 8 ||
        !bs_flat_root(metadata, &message) || bs_flat_number(&message, 0, 2, 0) != ARROW_VERSION_5 ||
        bs_flat_number(&message, 1, 1, 0) != wanted || bs_flat_number(&message, 3, 8, 0) != size ||
        !bs_flat_child(&message, 2, header))
        return fail(from, "head of a message");
    *body = (bs_str){from->file.data + start + head, (size_t)size};
    return BS_OK;
}

static bs_status read_batch(const reader *from, const bs_flat_table *header, bs_str body, batch *to)
{
    bs_flat_table compression;
    *to = (batch){.body = body, .row_count = bs_flat_number(header, 0, 8, 0)};
    if (to->row_count > BS_ARROW_ROWS_MAX || bs_flat_child(header, 3, &compression) ||
        !bs_flat_items(header, 1, 16, &to->nodes) || !bs_flat_items(header, 2, 16, &to->buffers))
        return fail(from, "head of a batch");
    return BS_OK;
}

static bool next_node(batch *from, uint64_t *length, uint64_t *nulls)
{
    if (from->next_node == from->nodes.count)
        return false;
    *length = bs_flat_item_number(&from->nodes, from->next_node, 16, 0, 8);
    *nulls = bs_flat_item_number(&from->nodes, from->next_node++, 16, 8, 8);
    return *length <= BS_ARROW_ROWS_MAX && *nulls <= *length;
}

static bool next_buffer(batch *from, bs_str *bytes)
{
    if (from->next_buffer == from->buffers.count)
        return false;
    uint64_t offset = bs_flat_item_number(&from->buffers, from->next_buffer, 16, 0, 8);
    uint64_t size = bs_flat_item_number(&from->buffers, from->next_buffer++, 16, 8, 8);
    if (offset % ARROW_ALIGNMENT != 0 || offset > from->body.size ||
        size > from->body.size - offset)
        return false;
    *bytes = (bs_str){from->body.data + offset, (size_t)size};
    return true;
}

/* `count` + 1 offsets from 0 to `*end`, none less than the one before. */
static bool next_offsets(batch *from, size_t count, const int32_t **offsets, size_t *end)
{
    bs_str bytes;
    if (!next_buffer(from, &bytes) || bytes.size < (count + 1) * sizeof **offsets)
        return false;
    const int32_t *values = (const void *)bytes.data; /* aligned, see next_buffer() */
    unsigned falls = values[0] != 0;
    for (size_t i = 0; i < count; i++)
        falls |= values[i + 1] < values[i];
    *offsets = values;
    *end = (size_t)values[count];
    return !falls;
}

static bool next_text(batch *from, bs_arrow_column *column)
{
    size_t end;
    bs_str bytes;
    if (!next_offsets(from, column->item_count, &column->offsets, &end) ||
        !next_buffer(from, &bytes) || bytes.size < end)
        return false;
    column->bytes = bytes.data;
    return true;
}

static bool next_values(batch *from, bs_arrow_column *column)
{
    bs_str bytes;
    if (!next_buffer(from, &bytes) ||
        bytes.size < column->item_count * bs_arrow_width(column->kind))
        return false;
    column->values = bytes.data;
    column->value_bytes = bytes.size;
    return true;
}

static bool next_validity(batch *from, bs_arrow_column *column, uint64_t nulls)
{
    bs_str bytes;
    if (!next_buffer(from, &bytes) || (nulls && !column->is_nullable) ||
        (nulls && bytes.size < (column->count + 7) / 8))
        return false;
    column->null_count = (size_t)nulls;
    column->valid = nulls ? (const uint8_t *)bytes.data : NULL;
    return true;
}

static bs_status next_column(const reader *from, batch *rows, bs_arrow_column *column)
{
    uint64_t length, nulls;
    if (!next_node(rows, &length, &nulls) || length != rows->row_count)
        return fail_column(from, column, "number of rows");
    column->count = column->item_count = (size_t)length;
    if (!next_validity(rows, column, nulls))
        return fail_column(from, column, "missing rows");
    if (bs_arrow_is_list(column->kind)) {
        uint64_t items;
        bs_str validity;
        if (!next_offsets(rows, column->count, &column->starts, &column->item_count) ||
            !next_node(rows, &items, &nulls) || nulls != 0 || items != column->item_count ||
            !next_buffer(rows, &validity))
            return fail_column(from, column, "lists");
    }
    if (bs_arrow_is_text(column->kind) ? !next_text(rows, column) : !next_values(rows, column))
        return fail_column(from, column, "values outside of the file");
    return BS_OK;
}

/* The greatest index of a column of names. */
static unsigned greatest_index(const bs_arrow_column *column)
{
    unsigned greatest = 0;
    if (column->kind == BS_ARROW_NAME8) {
        const uint8_t *values = column->values;
        uint8_t most = 0;
        for (size_t i = 0; i < column->count; i++)
            most = values[i] > most ? values[i] : most;
        greatest = most;
    } else {
        const uint16_t *values = column->values;
        uint16_t most = 0;
        for (size_t i = 0; i < column->count; i++)
            most = values[i] > most ? values[i] : most;
        greatest = most;
    }
    return greatest;
}

static bs_status read_names(const reader *from, const bs_flat_vector *blocks, size_t block,
                            size_t index, bs_arrow_column *column)
{
    bs_flat_table header, data;
    bs_str body;
    batch rows;
    bs_arrow_column names = {.name = column->name, .kind = BS_ARROW_TEXT};
    bs_status status = read_message(from, blocks, block, ARROW_HEADER_DICTIONARY, &header, &body);
    if (status != BS_OK)
        return status;
    if (bs_flat_number(&header, 0, 8, 0) != index || !bs_flat_child(&header, 1, &data))
        return fail_column(from, column, "names");
    if ((status = read_batch(from, &data, body, &rows)) != BS_OK ||
        (status = next_column(from, &rows, &names)) != BS_OK)
        return status;
    if (names.count > NAMES_MAX)
        return fail_column(from, column, "number of names");
    bs_str *texts = bs_arena_array(from->arena, names.count, sizeof *texts);
    if (!texts)
        return bs_fail_memory(from->error);
    for (size_t i = 0; i < names.count; i++) {
        texts[i] = bs_str_slice((bs_str){names.bytes, 0}, (size_t)names.offsets[i],
                                (size_t)names.offsets[i + 1]);
        if (bs_utf8_valid_until(texts[i]) != texts[i].size)
            return fail_column(from, column, "a name is not UTF-8");
    }
    column->names = texts;
    column->name_count = names.count;
    return BS_OK;
}

static bs_status read_all_names(const reader *from, const bs_flat_table *footer,
                                bs_arrow_column *columns, size_t count)
{
    bs_flat_vector blocks;
    if (!bs_flat_items(footer, 2, ARROW_BLOCK_BYTES, &blocks))
        return fail(from, "list of dictionaries");
    size_t block = 0;
    for (size_t i = 0; i < count; i++) {
        if (!bs_arrow_is_name(columns[i].kind))
            continue;
        if (block == blocks.count)
            return fail(from, "a dictionary is missing");
        bs_status status = read_names(from, &blocks, block++, i, &columns[i]);
        if (status != BS_OK)
            return status;
    }
    return block == blocks.count ? BS_OK : fail(from, "number of dictionaries");
}

static bs_status read_rows(const reader *from, const bs_flat_table *footer,
                           bs_arrow_column *columns, size_t count, size_t *row_count)
{
    bs_flat_vector blocks;
    bs_flat_table header;
    bs_str body;
    batch rows;
    if (!bs_flat_items(footer, 3, ARROW_BLOCK_BYTES, &blocks) || blocks.count != 1)
        return fail(from, "number of record batches");
    bs_status status = read_message(from, &blocks, 0, ARROW_HEADER_BATCH, &header, &body);
    if (status == BS_OK)
        status = read_batch(from, &header, body, &rows);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = next_column(from, &rows, &columns[i]);
        if (status == BS_OK && bs_arrow_is_name(columns[i].kind) && columns[i].count &&
            greatest_index(&columns[i]) >= columns[i].name_count)
            status = fail_column(from, &columns[i], "a name that does not exist");
    }
    if (status != BS_OK)
        return status;
    *row_count = (size_t)rows.row_count;
    return rows.next_node == rows.nodes.count && rows.next_buffer == rows.buffers.count
               ? BS_OK
               : fail(from, "more buffers than columns");
}

static bs_status find_footer(const reader *from, bs_flat_table *footer)
{
    enum { TAIL_BYTES = 4 + ARROW_MAGIC_BYTES };
    bs_str file = from->file;
    if (file.size < 8 + TAIL_BYTES || memcmp(file.data, ARROW_MAGIC "\0\0", 8) != 0 ||
        memcmp(file.data + file.size - ARROW_MAGIC_BYTES, ARROW_MAGIC, ARROW_MAGIC_BYTES) != 0)
        return fail(from, "no Arrow file, or cut off");
    uint32_t size;
    memcpy(&size, file.data + file.size - TAIL_BYTES, sizeof size);
    if (size > file.size - 8 - TAIL_BYTES)
        return fail(from, "size of the footer");
    bs_str bytes = {file.data + file.size - TAIL_BYTES - size, size};
    if (!bs_flat_root(bytes, footer) || bs_flat_number(footer, 0, 2, 0) != ARROW_VERSION_5)
        return fail(from, "footer");
    return BS_OK;
}

bs_status bs_arrow_open(bs_str file, const char *path, bs_arena *arena, bs_arrow_table *table,
                        bs_error *error)
{
    reader from = {file, path, arena, error};
    bs_flat_table footer;
    bs_arrow_table found = {0};
    bs_arrow_column *columns = NULL;
    bs_status status = find_footer(&from, &footer);
    if (status == BS_OK)
        status = read_schema(&from, &footer, &found.name, &columns, &found.column_count);
    if (status == BS_OK)
        status = read_all_names(&from, &footer, columns, found.column_count);
    if (status == BS_OK)
        status = read_rows(&from, &footer, columns, found.column_count, &found.row_count);
    if (status != BS_OK)
        return status;
    found.columns = columns;
    *table = found;
    return BS_OK;
}
