/*
 * arrow_write.c - columns to an Arrow file. The layout is known before the first byte is written,
 * so the columns go from where they lie straight to the file, through the checksum.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>
#include <xxhash.h>
#ifdef __x86_64__
#include <xxh_x86dispatch.h> /* the same with the widest vectors of the machine */
#endif

#include "base/array.h"
#include "base/error.h"
#include "corpus/arrow.h"
#include "corpus/arrow_format.h"
#include "corpus/flat.h"

enum { WRITE_BYTES_MAX = 256 << 10 }; /* what stays in a near cache */

typedef struct sink {
    int handle;
    const char *path;
    uint64_t size;
    XXH3_state_t *hash;
    bs_buffer flat; /* metadata of the message at hand */
    uint64_t starts[BS_ARROW_COLUMNS_MAX + 1], bodies[BS_ARROW_COLUMNS_MAX + 1];
    uint32_t heads[BS_ARROW_COLUMNS_MAX + 1]; /* of the blocks that the footer names */
    size_t block_count;
} sink;

/* A buffer of the body. */
typedef struct piece {
    const void *data;
    size_t size;
} piece;

typedef struct body {
    piece pieces[BS_ARROW_COLUMNS_MAX * 4];
    size_t piece_count;
    uint64_t lengths[BS_ARROW_COLUMNS_MAX * 2], nulls[BS_ARROW_COLUMNS_MAX * 2];
    size_t node_count;
    uint64_t row_count;
} body;

static uint64_t padded(uint64_t size)
{
    return (size + ARROW_ALIGNMENT - 1) / ARROW_ALIGNMENT * ARROW_ALIGNMENT;
}

static bs_status sink_add(sink *to, const void *data, size_t size, bs_error *error)
{
    const char *bytes = data;
    for (size_t done = 0; done < size;) {
        size_t step = size - done < WRITE_BYTES_MAX ? size - done : WRITE_BYTES_MAX;
        ssize_t put = write(to->handle, bytes + done, step);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return bs_fail(error, BS_IO, "%s: %s", to->path, strerror(errno));
        XXH3_64bits_update(to->hash, bytes + done, (size_t)put); /* still in the cache */
        done += (size_t)put;
    }
    to->size += size;
    return BS_OK;
}

static bs_status sink_pad(sink *to, uint64_t size, bs_error *error)
{
    static const char zeros[ARROW_ALIGNMENT];
    return sink_add(to, zeros, (size_t)(padded(size) - size), error);
}

/* ---- metadata ---- */

static void add_int_type(bs_buffer *flat, size_t link, unsigned bits, bool is_signed)
{
    size_t at[2];
    bs_flat_add_table(flat, link, (uint8_t[]){4, 1}, 2, at);
    bs_flat_set(flat, at[0], bits, 4);
    bs_flat_set(flat, at[1], is_signed, 1);
}

/* The type of the items of a column: of its values, or of what its names are. */
static void add_type(bs_buffer *flat, size_t tag, size_t link, bs_arrow_kind kind)
{
    size_t at[2];
    unsigned bits = 8 * (unsigned)bs_arrow_width(kind);
    switch (kind) {
    case BS_ARROW_F64:
        bs_flat_set(flat, tag, ARROW_TYPE_FLOAT, 1);
        bs_flat_add_table(flat, link, (uint8_t[]){2}, 1, at);
        bs_flat_set(flat, at[0], ARROW_PRECISION_DOUBLE, 2);
        break;
    case BS_ARROW_DAY:
        bs_flat_set(flat, tag, ARROW_TYPE_DATE, 1);
        bs_flat_add_table(flat, link, (uint8_t[]){2}, 1, at);
        bs_flat_set(flat, at[0], ARROW_DATE_DAY, 2);
        break;
    case BS_ARROW_TEXT:
    case BS_ARROW_TEXT_LIST:
    case BS_ARROW_NAME8:
    case BS_ARROW_NAME16:
        bs_flat_set(flat, tag, ARROW_TYPE_UTF8, 1);
        bs_flat_add_table(flat, link, NULL, 0, at);
        break;
    default:
        bs_flat_set(flat, tag, ARROW_TYPE_INT, 1);
        add_int_type(flat, link, bits, kind == BS_ARROW_I32 || kind == BS_ARROW_I64);
    }
}

/* Slots of Field: name, nullable, type tag, type, dictionary, children. */
static void add_field(bs_buffer *flat, size_t link, const bs_arrow_column *column, size_t index)
{
    bool is_name = bs_arrow_is_name(column->kind), is_list = bs_arrow_is_list(column->kind);
    size_t at[6], child[6], inner[3];
    bs_flat_add_table(flat, link, (uint8_t[]){4, 1, 1, 4, is_name ? 4 : 0, 4}, 6, at);
    bs_flat_set(flat, at[1], column->is_nullable, 1);
    bs_flat_add_text(flat, at[0], column->name);
    size_t children = bs_flat_add_vector(flat, at[5], is_list, 4, 4);
    if (is_list) {
        bs_flat_set(flat, at[2], ARROW_TYPE_LIST, 1);
        bs_flat_add_table(flat, at[3], NULL, 0, inner);
        bs_flat_add_table(flat, children, (uint8_t[]){4, 1, 1, 4, 0, 4}, 6, child);
        bs_flat_add_text(flat, child[0], BS_STR("item"));
        bs_flat_add_vector(flat, child[5], 0, 4, 4);
        add_type(flat, child[2], child[3], column->kind);
        return;
    }
    add_type(flat, at[2], at[3], column->kind);
    if (is_name) {
        bs_flat_add_table(flat, at[4], (uint8_t[]){8, 4, 1}, 3, inner);
        bs_flat_set(flat, inner[0], index, 8);
        add_int_type(flat, inner[1], 8 * (unsigned)bs_arrow_width(column->kind), false);
    }
}

/* Slots of Schema: byte order, fields, custom metadata. */
static void add_schema(bs_buffer *flat, size_t link, const bs_arrow_table *table)
{
    size_t at[3], pair[2];
    bs_flat_add_table(flat, link, (uint8_t[]){2, 4, 4}, 3, at);
    size_t fields = bs_flat_add_vector(flat, at[1], table->column_count, 4, 4);
    for (size_t i = 0; i < table->column_count; i++)
        add_field(flat, fields + 4 * i, &table->columns[i], i);
    size_t pairs = bs_flat_add_vector(flat, at[2], 1, 4, 4);
    bs_flat_add_table(flat, pairs, (uint8_t[]){4, 4}, 2, pair);
    bs_flat_add_text(flat, pair[0], BS_STR(ARROW_TABLE_KEY));
    bs_flat_add_text(flat, pair[1], table->name);
}

/* Begins the metadata of a message; gives the link to its header. */
static size_t begin_message(bs_buffer *flat, unsigned header, uint64_t body_bytes)
{
    size_t at[4];
    bs_flat_add_table(flat, bs_flat_begin(flat), (uint8_t[]){2, 1, 4, 8}, 4, at);
    bs_flat_set(flat, at[0], ARROW_VERSION_5, 2);
    bs_flat_set(flat, at[1], header, 1);
    bs_flat_set(flat, at[3], body_bytes, 8);
    return at[2];
}

/* Slots of RecordBatch: length, nodes, buffers. */
static void add_batch(bs_buffer *flat, size_t link, const body *contents)
{
    size_t at[3];
    bs_flat_add_table(flat, link, (uint8_t[]){8, 4, 4}, 3, at);
    bs_flat_set(flat, at[0], contents->row_count, 8);
    size_t nodes = bs_flat_add_vector(flat, at[1], contents->node_count, 16, 8);
    for (size_t i = 0; i < contents->node_count; i++) {
        bs_flat_set(flat, nodes + 16 * i, contents->lengths[i], 8);
        bs_flat_set(flat, nodes + 16 * i + 8, contents->nulls[i], 8);
    }
    size_t buffers = bs_flat_add_vector(flat, at[2], contents->piece_count, 16, 8);
    uint64_t offset = 0;
    for (size_t i = 0; i < contents->piece_count; i++) {
        bs_flat_set(flat, buffers + 16 * i, offset, 8);
        bs_flat_set(flat, buffers + 16 * i + 8, contents->pieces[i].size, 8);
        offset += padded(contents->pieces[i].size);
    }
}

/* Puts the metadata of a message into the file, padded so that its body begins at a multiple of 64.
 */
static bs_status put_head(sink *to, uint32_t *head_bytes, bs_error *error)
{
    if (to->flat.failed)
        return bs_fail_memory(error);
    uint64_t end = padded(to->size + 8 + to->flat.size);
    uint32_t prefix[2] = {ARROW_CONTINUATION, (uint32_t)(end - to->size - 8)};
    *head_bytes = (uint32_t)(end - to->size);
    bs_status status = sink_add(to, prefix, sizeof prefix, error);
    if (status == BS_OK)
        status = sink_add(to, to->flat.data, to->flat.size, error);
    return status == BS_OK ? sink_pad(to, to->size, error) : status;
}

/* ---- bodies ---- */

static void add_piece(body *to, const void *data, size_t size)
{
    to->pieces[to->piece_count++] = (piece){size ? data : "", size};
}

static void add_node(body *to, size_t length, size_t nulls)
{
    to->lengths[to->node_count] = length;
    to->nulls[to->node_count++] = nulls;
}

static void add_text_pieces(body *to, const bs_arrow_column *column)
{
    add_piece(to, column->offsets, (column->item_count + 1) * sizeof *column->offsets);
    add_piece(to, column->bytes, (size_t)column->offsets[column->item_count]);
}

static void add_column(body *to, const bs_arrow_column *column)
{
    add_node(to, column->count, column->null_count);
    add_piece(to, column->valid, column->null_count ? (column->count + 7) / 8 : 0);
    if (bs_arrow_is_list(column->kind)) {
        add_piece(to, column->starts, (column->count + 1) * sizeof *column->starts);
        add_node(to, column->item_count, 0);
        add_piece(to, NULL, 0);
    }
    if (bs_arrow_is_text(column->kind))
        add_text_pieces(to, column);
    else
        add_piece(to, column->values, column->value_bytes);
}

static uint64_t body_bytes(const body *contents)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < contents->piece_count; i++)
        bytes += padded(contents->pieces[i].size);
    return bytes;
}

/* A message whose metadata lies in `flat`, with its body; the footer will name it. */
static bs_status put_message(sink *to, const body *contents, bs_error *error)
{
    size_t block = to->block_count++;
    to->starts[block] = to->size;
    to->bodies[block] = body_bytes(contents);
    bs_status status = put_head(to, &to->heads[block], error);
    for (size_t i = 0; i < contents->piece_count && status == BS_OK; i++) {
        status = sink_add(to, contents->pieces[i].data, contents->pieces[i].size, error);
        if (status == BS_OK)
            status = sink_pad(to, contents->pieces[i].size, error);
    }
    return status;
}

static bs_status put_names_from(sink *to, const bs_arrow_column *column, size_t index,
                                bs_arena *arena, bs_error *error)
{
    int32_t *offsets = bs_arena_array(arena, column->name_count + 1, sizeof *offsets);
    bs_buffer bytes = {0};
    if (!offsets)
        return bs_fail_memory(error);
    for (size_t i = 0; i < column->name_count; i++) {
        bs_buffer_add(&bytes, column->names[i]);
        offsets[i + 1] = (int32_t)bytes.size;
    }
    body contents = {.row_count = column->name_count};
    bs_arrow_column names = {.kind = BS_ARROW_TEXT,
                             .count = column->name_count,
                             .item_count = column->name_count,
                             .offsets = offsets,
                             .bytes = bytes.data};
    add_column(&contents, &names);

    size_t at[2]; /* slots of DictionaryBatch: id, data */
    size_t link = begin_message(&to->flat, ARROW_HEADER_DICTIONARY, body_bytes(&contents));
    bs_flat_add_table(&to->flat, link, (uint8_t[]){8, 4}, 2, at);
    bs_flat_set(&to->flat, at[0], index, 8);
    add_batch(&to->flat, at[1], &contents);
    bs_status status = bytes.failed ? bs_fail_memory(error) : put_message(to, &contents, error);
    bs_buffer_clear(&bytes);
    return status;
}

static bs_status put_names(sink *to, const bs_arrow_column *column, size_t index, bs_error *error)
{
    bs_arena arena = {0};
    bs_status status = put_names_from(to, column, index, &arena, error);
    bs_arena_clear(&arena);
    return status;
}

static bs_status put_rows(sink *to, const bs_arrow_table *table, bs_error *error)
{
    body contents = {.row_count = table->row_count};
    for (size_t i = 0; i < table->column_count; i++)
        add_column(&contents, &table->columns[i]);
    /* Blocks of the disk at once instead of page by page; where it cannot be, nothing is lost. */
    (void)!fallocate(to->handle, FALLOC_FL_KEEP_SIZE, 0, (off_t)(to->size + body_bytes(&contents)));
    size_t link = begin_message(&to->flat, ARROW_HEADER_BATCH, body_bytes(&contents));
    add_batch(&to->flat, link, &contents);
    return put_message(to, &contents, error);
}

static void add_blocks(sink *to, size_t link, size_t first, size_t end)
{
    size_t place = bs_flat_add_vector(&to->flat, link, end - first, ARROW_BLOCK_BYTES, 8);
    for (size_t i = first; i < end; i++, place += ARROW_BLOCK_BYTES) {
        bs_flat_set(&to->flat, place, to->starts[i], 8);
        bs_flat_set(&to->flat, place + 8, to->heads[i], 4);
        bs_flat_set(&to->flat, place + 16, to->bodies[i], 8);
    }
}

/* Slots of Footer: version, schema, dictionaries, record batches. */
static bs_status put_footer(sink *to, const bs_arrow_table *table, bs_error *error)
{
    static const uint32_t end_of_stream[2] = {ARROW_CONTINUATION, 0};
    bs_status status = sink_add(to, end_of_stream, sizeof end_of_stream, error);
    size_t at[4];
    bs_flat_add_table(&to->flat, bs_flat_begin(&to->flat), (uint8_t[]){2, 4, 4, 4}, 4, at);
    bs_flat_set(&to->flat, at[0], ARROW_VERSION_5, 2);
    add_schema(&to->flat, at[1], table);
    add_blocks(to, at[2], 0, to->block_count - 1);
    add_blocks(to, at[3], to->block_count - 1, to->block_count);
    if (to->flat.failed)
        return bs_fail_memory(error);
    int32_t size = (int32_t)to->flat.size;
    if (status == BS_OK)
        status = sink_add(to, to->flat.data, to->flat.size, error);
    if (status == BS_OK)
        status = sink_add(to, &size, sizeof size, error);
    return status == BS_OK ? sink_add(to, ARROW_MAGIC, ARROW_MAGIC_BYTES, error) : status;
}

static bs_status put_table(sink *to, const bs_arrow_table *table, bs_error *error)
{
    uint32_t head_bytes;
    bs_status status = sink_add(to, ARROW_MAGIC "\0\0", ARROW_MAGIC_BYTES + 2, error);
    if (status == BS_OK) {
        add_schema(&to->flat, begin_message(&to->flat, ARROW_HEADER_SCHEMA, 0), table);
        status = put_head(to, &head_bytes, error);
    }
    for (size_t i = 0; i < table->column_count && status == BS_OK; i++)
        if (bs_arrow_is_name(table->columns[i].kind))
            status = put_names(to, &table->columns[i], i, error);
    if (status == BS_OK)
        status = put_rows(to, table, error);
    return status == BS_OK ? put_footer(to, table, error) : status;
}

bs_status bs_arrow_save(const bs_arrow_table *table, const char *path, uint64_t *size,
                        uint64_t *checksum, bs_error *error)
{
    if (table->column_count > BS_ARROW_COLUMNS_MAX || table->row_count > BS_ARROW_ROWS_MAX)
        return bs_fail(error, BS_LIMIT, "%s: over %d columns or %d rows", path,
                       BS_ARROW_COLUMNS_MAX, BS_ARROW_ROWS_MAX);
    sink to = {.handle = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), .path = path};
    if (to.handle < 0)
        return bs_fail(error, BS_IO, "%s: %s", path, strerror(errno));
    to.hash = XXH3_createState();
    bs_status status = to.hash && XXH3_64bits_reset(to.hash) == XXH_OK
                           ? put_table(&to, table, error)
                           : bs_fail_memory(error);
    if (close(to.handle) != 0 && status == BS_OK)
        status = bs_fail(error, BS_IO, "%s: %s", path, strerror(errno));
    if (status == BS_OK) {
        *size = to.size;
        *checksum = XXH3_64bits_digest(to.hash);
    }
    XXH3_freeState(to.hash);
    bs_buffer_clear(&to.flat);
    return status;
}
