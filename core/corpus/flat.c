/* flat.c - see flat.h. Numbers are little-endian, as on every machine that we run on. */
#include "corpus/flat.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "columns are mapped in place and little-endian"
#endif

static void add_zeros(bs_buffer *flat, size_t count)
{
    char *room = bs_buffer_room(flat, count);
    if (room) {
        memset(room, 0, count);
        flat->size += count;
    }
}

/* Zeros until the size leaves `rest` when divided by `align`. */
static void pad(bs_buffer *flat, size_t align, size_t rest)
{
    add_zeros(flat, (align + rest - flat->size % align) % align);
}

void bs_flat_set(bs_buffer *flat, size_t place, uint64_t value, size_t width)
{
    if (!flat->failed && place + width <= flat->size)
        memcpy(flat->data + place, &value, width);
}

static void link_here(bs_buffer *flat, size_t from)
{
    if (from != BS_FLAT_NO_LINK)
        bs_flat_set(flat, from, flat->size - from, 4);
}

size_t bs_flat_begin(bs_buffer *flat)
{
    flat->size = 0;
    add_zeros(flat, 4);
    return 0;
}

void bs_flat_add_table(bs_buffer *flat, size_t from, const uint8_t *widths, size_t slot_count,
                       size_t *places)
{
    uint16_t vtable[2 + BS_FLAT_SLOTS_MAX] = {0};
    size_t size = 4; /* the link back to the vtable */
    for (size_t i = 0; i < slot_count && i < BS_FLAT_SLOTS_MAX; i++) {
        if (widths[i] == 0)
            continue;
        size = (size + widths[i] - 1) / widths[i] * widths[i];
        vtable[2 + i] = (uint16_t)size;
        size += widths[i];
    }
    size_t vtable_size = 2 * (2 + slot_count);
    vtable[0] = (uint16_t)vtable_size;
    vtable[1] = (uint16_t)size;

    pad(flat, 8, (8 - vtable_size % 8) % 8); /* so that the table behind it begins at 8 */
    size_t at = flat->size + vtable_size;
    bs_buffer_add(flat, (bs_str){(const char *)vtable, vtable_size});
    link_here(flat, from);
    add_zeros(flat, size);
    bs_flat_set(flat, at, vtable_size, 4);
    for (size_t i = 0; i < slot_count; i++)
        places[i] = at + vtable[2 + i];
}

void bs_flat_add_text(bs_buffer *flat, size_t from, bs_str text)
{
    pad(flat, 4, 0);
    link_here(flat, from);
    uint32_t size = (uint32_t)text.size;
    bs_buffer_add(flat, (bs_str){(const char *)&size, 4});
    bs_buffer_add(flat, text);
    add_zeros(flat, 1);
}

size_t bs_flat_add_vector(bs_buffer *flat, size_t from, size_t count, size_t width, size_t align)
{
    pad(flat, align, align - 4);
    link_here(flat, from);
    uint32_t length = (uint32_t)count;
    bs_buffer_add(flat, (bs_str){(const char *)&length, 4});
    size_t place = flat->size;
    add_zeros(flat, count * width);
    return place;
}

static bool fits(bs_str bytes, size_t at, size_t size)
{
    return at <= bytes.size && size <= bytes.size - at;
}

static uint64_t number_at(bs_str bytes, size_t at, size_t width)
{
    uint64_t value = 0;
    memcpy(&value, bytes.data + at, width);
    return value;
}

static bool table_at(bs_str bytes, size_t at, bs_flat_table *table)
{
    if (!fits(bytes, at, 4))
        return false;
    int64_t vtable = (int64_t)at - (int32_t)number_at(bytes, at, 4);
    if (vtable < 0 || !fits(bytes, (size_t)vtable, 4))
        return false;
    size_t vtable_size = number_at(bytes, (size_t)vtable, 2);
    size_t size = number_at(bytes, (size_t)vtable + 2, 2);
    if (vtable_size < 4 || vtable_size % 2 != 0 || !fits(bytes, (size_t)vtable, vtable_size) ||
        size < 4 || !fits(bytes, at, size))
        return false;
    *table = (bs_flat_table){bytes, at, size, (size_t)vtable, (vtable_size - 4) / 2};
    return true;
}

/* Place of a slot of `width` bytes; false when it was left out or does not lie in the table. */
static bool slot_place(const bs_flat_table *table, size_t slot, size_t width, size_t *place)
{
    if (slot >= table->slot_count)
        return false;
    size_t offset = number_at(table->bytes, table->vtable + 4 + 2 * slot, 2);
    if (offset < 4 || offset + width > table->size)
        return false;
    *place = table->at + offset;
    return true;
}

/* Where the link in a slot leads to: always forward, never to itself. */
static bool slot_target(const bs_flat_table *table, size_t slot, size_t *target)
{
    size_t place;
    if (!slot_place(table, slot, 4, &place))
        return false;
    *target = place + number_at(table->bytes, place, 4);
    return *target > place && fits(table->bytes, *target, 4);
}

bool bs_flat_root(bs_str bytes, bs_flat_table *table)
{
    return fits(bytes, 0, 4) && table_at(bytes, number_at(bytes, 0, 4), table);
}

bool bs_flat_child(const bs_flat_table *table, size_t slot, bs_flat_table *child)
{
    size_t target;
    return slot_target(table, slot, &target) && table_at(table->bytes, target, child);
}

bool bs_flat_text(const bs_flat_table *table, size_t slot, bs_str *text)
{
    bs_flat_vector vector;
    size_t target;
    if (!slot_target(table, slot, &target) || !bs_flat_items(table, slot, 1, &vector))
        return false;
    *text = (bs_str){vector.bytes.data + vector.at, vector.count};
    return true;
}

bool bs_flat_items(const bs_flat_table *table, size_t slot, size_t width, bs_flat_vector *vector)
{
    size_t place, target;
    *vector = (bs_flat_vector){table->bytes, 0, 0};
    if (!slot_place(table, slot, 4, &place))
        return true;
    if (!slot_target(table, slot, &target))
        return false;
    size_t count = number_at(table->bytes, target, 4);
    if (!fits(table->bytes, target + 4, count * width)) /* 32 bits times a small width */
        return false;
    *vector = (bs_flat_vector){table->bytes, target + 4, count};
    return true;
}

bool bs_flat_item_table(const bs_flat_vector *vector, size_t index, bs_flat_table *table)
{
    size_t place = vector->at + 4 * index;
    size_t target = place + number_at(vector->bytes, place, 4);
    return target > place && table_at(vector->bytes, target, table);
}

uint64_t bs_flat_number(const bs_flat_table *table, size_t slot, size_t width, uint64_t otherwise)
{
    size_t place;
    return slot_place(table, slot, width, &place) ? number_at(table->bytes, place, width)
                                                  : otherwise;
}

uint64_t bs_flat_item_number(const bs_flat_vector *vector, size_t index, size_t item_width,
                             size_t offset, size_t width)
{
    return number_at(vector->bytes, vector->at + index * item_width + offset, width);
}
