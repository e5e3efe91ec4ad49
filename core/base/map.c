/* map.c - see map.h. */
#include "base/map.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/str.h"

enum { SLOTS_FIRST = 16 };

void bs_map_clear(bs_map *map)
{
    free(map->entries);
    free(map->slots);
    *map = (bs_map){0};
}

static uint64_t slot_of(uint64_t hash, size_t index)
{
    return (hash & ~(uint64_t)UINT32_MAX) | ((uint64_t)index + 1);
}

/* The slot that holds `key`, or the empty one where it would go. */
static size_t find_slot(const bs_map *map, bs_str key, uint64_t hash)
{
    size_t mask = map->slot_count - 1;
    for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        if (map->slots[slot] == 0)
            return slot;
        if ((map->slots[slot] ^ hash) >> 32 != 0)
            continue;
        const bs_map_entry *entry = &map->entries[(uint32_t)map->slots[slot] - 1];
        if (entry->hash == hash && bs_str_equal(entry->key, key))
            return slot;
    }
}

bs_map_entry *bs_map_find(const bs_map *map, bs_str key)
{
    if (map->count == 0)
        return NULL;
    uint32_t index = (uint32_t)map->slots[find_slot(map, key, bs_hash(key))];
    return index ? &map->entries[index - 1] : NULL;
}

static bool grow_slots(bs_map *map)
{
    size_t slot_count = map->slot_count ? map->slot_count * 2 : SLOTS_FIRST;
    uint64_t *slots = calloc(slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < map->count; i++) {
        size_t slot = map->entries[i].hash & (slot_count - 1);
        while (slots[slot])
            slot = (slot + 1) & (slot_count - 1);
        slots[slot] = slot_of(map->entries[i].hash, i);
    }
    free(map->slots);
    map->slots = slots;
    map->slot_count = slot_count;
    return true;
}

bs_map_entry *bs_map_add(bs_map *map, bs_str key, bool *is_new)
{
    if (is_new)
        *is_new = false;
    if (map->count >= map->slot_count / 4 * 3) {
        bs_map_entry *known = bs_map_find(map, key);
        if (known)
            return known;
        if (map->count >= UINT32_MAX - 1 || !grow_slots(map))
            return NULL;
    }
    uint64_t hash = bs_hash(key);
    size_t slot = find_slot(map, key, hash);
    if (map->slots[slot])
        return &map->entries[(uint32_t)map->slots[slot] - 1];
    if (!bs_array_grow((void **)&map->entries, &map->capacity, map->count, sizeof *map->entries, 1))
        return NULL;
    bs_map_entry *entry = &map->entries[map->count++];
    *entry = (bs_map_entry){key, hash, 0};
    map->slots[slot] = slot_of(hash, map->count - 1);
    if (is_new)
        *is_new = true;
    return entry;
}
