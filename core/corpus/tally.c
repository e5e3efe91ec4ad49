/* tally.c - a hash map from numbers to counts. */
#include "corpus/tally.h"

#include <stdlib.h>

#include "base/array.h"

static size_t slot_of(uint64_t key, size_t slot_count)
{
    key ^= key >> 32; /* the finaliser of splitmix64: neighbours land far apart */
    key *= 0xbf58476d1ce4e5b9u;
    key ^= key >> 29;
    key *= 0x94d049bb133111ebu;
    key ^= key >> 32;
    return (size_t)key & (slot_count - 1);
}

void bs_tally_clear(bs_tally *tally)
{
    free(tally->items);
    free(tally->slots);
    *tally = (bs_tally){0};
}

static bool grow_slots(bs_tally *tally)
{
    size_t slot_count = tally->slot_count ? tally->slot_count * 2 : 64;
    uint32_t *slots = calloc(slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < tally->count; i++) {
        size_t slot = slot_of(tally->items[i].key, slot_count);
        while (slots[slot])
            slot = (slot + 1) & (slot_count - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    free(tally->slots);
    tally->slots = slots;
    tally->slot_count = slot_count;
    return true;
}

bs_tally_entry *bs_tally_at(bs_tally *tally, uint64_t key)
{
    if (tally->count * 2 >= tally->slot_count && !grow_slots(tally))
        return NULL;
    size_t slot = slot_of(key, tally->slot_count);
    for (; tally->slots[slot]; slot = (slot + 1) & (tally->slot_count - 1))
        if (tally->items[tally->slots[slot] - 1].key == key)
            return &tally->items[tally->slots[slot] - 1];
    if (tally->count >= UINT32_MAX - 1)
        return NULL;
    bs_tally_entry *entry = bs_array_push(tally);
    if (!entry)
        return NULL;
    *entry = (bs_tally_entry){.key = key};
    tally->slots[slot] = (uint32_t)tally->count;
    return entry;
}

const bs_tally_entry *bs_tally_find(const bs_tally *tally, uint64_t key)
{
    if (tally->slot_count == 0)
        return NULL;
    size_t slot = slot_of(key, tally->slot_count);
    for (; tally->slots[slot]; slot = (slot + 1) & (tally->slot_count - 1))
        if (tally->items[tally->slots[slot] - 1].key == key)
            return &tally->items[tally->slots[slot] - 1];
    return NULL;
}
