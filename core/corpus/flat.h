/*
 * flat.h - as much of FlatBuffers as the metadata of Arrow needs: tables, vectors, strings.
 *
 * A table is a list of numbered slots; its table of places (the vtable) lies before it, what it
 * links to behind it. Written front to back, links are filled in when their target is written. Read
 * with every place checked against the bytes, so that any bytes may be given.
 */
#ifndef BS_CORPUS_FLAT_H
#define BS_CORPUS_FLAT_H

#include "base/str.h"

enum { BS_FLAT_SLOTS_MAX = 8 };
#define BS_FLAT_NO_LINK SIZE_MAX

/*
 * Writing. Places are offsets into the buffer; a buffer that ran out of memory says so in `failed`.
 * The root link is the 4 bytes at place 0, made by bs_flat_begin().
 */
size_t bs_flat_begin(bs_buffer *flat);
/* A table that the link at `from` leads to. `widths` has the bytes of each slot, 0 for one that is
 * left out; `places` gets where the slots lie. */
void bs_flat_add_table(bs_buffer *flat, size_t from, const uint8_t *widths, size_t slot_count,
                       size_t *places);
void bs_flat_add_text(bs_buffer *flat, size_t from, bs_str text);
/* Room for `count` zeroed items whose alignment is `align` (4 or 8); gives the place of the first.
 */
size_t bs_flat_add_vector(bs_buffer *flat, size_t from, size_t count, size_t width, size_t align);
/* Writes the low `width` bytes of `value`. */
void bs_flat_set(bs_buffer *flat, size_t place, uint64_t value, size_t width);

/* Reading. */
typedef struct bs_flat_table {
    bs_str bytes;
    size_t at, size;   /* of the table in the bytes */
    size_t vtable;     /* of its places */
    size_t slot_count; /* that the vtable has */
} bs_flat_table;

typedef struct bs_flat_vector {
    bs_str bytes;
    size_t at; /* of the first item */
    size_t count;
} bs_flat_vector;

/* All false when a place lies outside of the bytes; a slot that was left out is false as well, but
 * an empty vector for bs_flat_items(). */
bool bs_flat_root(bs_str bytes, bs_flat_table *table);
bool bs_flat_child(const bs_flat_table *table, size_t slot, bs_flat_table *child);
bool bs_flat_text(const bs_flat_table *table, size_t slot, bs_str *text);
bool bs_flat_items(const bs_flat_table *table, size_t slot, size_t width, bs_flat_vector *vector);
/* The table that item `index` of a vector of links leads to. */
bool bs_flat_item_table(const bs_flat_vector *vector, size_t index, bs_flat_table *table);
/* A number of `width` bytes, zero-extended; `otherwise` when the slot was left out or is broken. */
uint64_t bs_flat_number(const bs_flat_table *table, size_t slot, size_t width, uint64_t otherwise);
/* A number inside an item that is a struct of `item_width` bytes. */
uint64_t bs_flat_item_number(const bs_flat_vector *vector, size_t index, size_t item_width,
                             size_t offset, size_t width);

#endif
