/*
 * arrow.h - tables of columns as Apache Arrow IPC files: written by us, opened by anything that
 * speaks Arrow; and read back, in place, with every offset checked.
 *
 * A file has the schema, a dictionary batch for each column of names, and one record batch. All
 * buffers lie at multiples of 64 bytes, little-endian, not compressed. The reader takes what the
 * writer writes, and nothing else.
 */
#ifndef BS_CORPUS_ARROW_H
#define BS_CORPUS_ARROW_H

#include "base/arena.h"
#include "broadsheet.h"

enum { BS_ARROW_COLUMNS_MAX = 32, BS_ARROW_ROWS_MAX = INT32_MAX - 1 };

typedef enum bs_arrow_kind {
    BS_ARROW_U8,
    BS_ARROW_U16,
    BS_ARROW_U32,
    BS_ARROW_U64,
    BS_ARROW_I32,
    BS_ARROW_I64,
    BS_ARROW_F64,
    BS_ARROW_DAY,    /* date32: int32, days since 1970-01-01 */
    BS_ARROW_TEXT,   /* utf8 */
    BS_ARROW_NAME8,  /* dictionary of utf8 with uint8 indices */
    BS_ARROW_NAME16, /* dictionary of utf8 with uint16 indices */
    BS_ARROW_U32_LIST,
    BS_ARROW_TEXT_LIST,
    BS_ARROW_KINDS,
} bs_arrow_kind;

/*
 * One column. Row i of a list has the items starts[i] up to starts[i + 1]; text item j is
 * bytes[offsets[j]] up to bytes[offsets[j + 1]]; in all other kinds values[j]. Without lists, items
 * are rows.
 */
typedef struct bs_arrow_column {
    bs_str name;
    bs_arrow_kind kind;
    bool is_nullable;
    size_t count, item_count, null_count;
    const uint8_t *valid; /* bitmap over rows, NULL when none is missing */
    const int32_t *starts;
    const int32_t *offsets;
    const char *bytes;
    const void *values;
    size_t value_bytes;  /* of `values`; may hold more than the items, see shard_plan.h */
    const bs_str *names; /* what indices stand for */
    size_t name_count;
} bs_arrow_column;

/* Bytes of one value, 0 for text. */
size_t bs_arrow_width(bs_arrow_kind kind);
bool bs_arrow_is_list(bs_arrow_kind kind);
bool bs_arrow_is_text(bs_arrow_kind kind); /* lists of text too */
bool bs_arrow_is_name(bs_arrow_kind kind);

/* One file: its name in messages and in its own metadata, and its columns, all of `count` rows. */
typedef struct bs_arrow_table {
    bs_str name;
    const bs_arrow_column *columns;
    size_t column_count, row_count;
} bs_arrow_table;

/* Writes a new file and hands it to the system; the caller syncs. Gives its size and XXH3. */
bs_status bs_arrow_save(const bs_arrow_table *table, const char *path, uint64_t *size,
                        uint64_t *checksum, bs_error *error);

/*
 * The table in `file`, which begins at a multiple of 64 in memory, as a mapping does. Columns point
 * into the file, the lists of columns and names lie in `arena`. Offsets rise and end inside,
 * indices of names exist, texts of names are UTF-8. BS_BAD_DATA with `path` in the message for
 * whatever is not a table of ours.
 */
bs_status bs_arrow_open(bs_str file, const char *path, bs_arena *arena, bs_arrow_table *table,
                        bs_error *error);

#endif
