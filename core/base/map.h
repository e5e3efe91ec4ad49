/*
 * map.h - from strings to numbers, by open addressing.
 *
 * Keys are borrowed: their bytes must outlive the map (copy them into an arena). Entries keep the
 * order in which they came, so walking `entries` is deterministic. The zero value is an empty map.
 */
#ifndef BS_BASE_MAP_H
#define BS_BASE_MAP_H

#include "broadsheet.h"

typedef struct bs_map_entry {
    bs_str key;
    uint64_t hash;
    uint64_t value;
} bs_map_entry;

typedef struct bs_map {
    bs_map_entry *entries;
    size_t count, capacity;
    uint64_t *slots; /* index of the entry + 1, below the upper half of its hash, so that most
                        entries are passed without a look; 0 for empty; a power of two of them */
    size_t slot_count;
} bs_map;

void bs_map_clear(bs_map *map);

/* The entry of `key`, or NULL. Valid until the next add. */
bs_map_entry *bs_map_find(const bs_map *map, bs_str key);

/* The entry of `key`, made with value 0 when there was none (then `*is_new` is true; it may be
 * NULL). NULL when there is no memory. Valid until the next add. */
bs_map_entry *bs_map_add(bs_map *map, bs_str key, bool *is_new);

#endif
