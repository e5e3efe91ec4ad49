/* pair_table.c - see pair_table.h. */
#include "corpus/pair_table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { SLOTS_MIN = 1 << 12, HUGE_PAGE = 2 << 20 };

void bs_pair_table_clear(bs_pair_table *table)
{
    free(table->slots);
    *table = (bs_pair_table){0};
}

static size_t slot_of(const bs_pair *slots, size_t slot_count, uint64_t key, uint64_t hash)
{
    size_t slot = hash >> 20 & (slot_count - 1);
    while (slots[slot].count > 0 && slots[slot].key != key)
        slot = (slot + 1) & (slot_count - 1);
    return slot;
}

static bool grow(bs_pair_table *table)
{
    size_t slot_count = table->slot_count ? table->slot_count * 2 : SLOTS_MIN;
    size_t size = slot_count * sizeof(bs_pair);
    bs_pair *slots;
    if (size < HUGE_PAGE) {
        slots = calloc(slot_count, sizeof *slots);
    } else { /* in large pages, where there are some: every access would miss a small one */
        slots = aligned_alloc(HUGE_PAGE, size);
        if (slots) {
            madvise(slots, size, MADV_HUGEPAGE);
            memset(slots, 0, size);
        }
    }
    if (!slots)
        return false;
    for (size_t i = 0; i < table->slot_count; i++) {
        const bs_pair *pair = &table->slots[i];
        if (pair->count > 0)
            slots[slot_of(slots, slot_count, pair->key, bs_pair_hash(pair->key))] = *pair;
    }
    free(table->slots);
    table->slots = slots;
    table->slot_count = slot_count;
    return true;
}

bool bs_pair_table_flush(bs_pair_table *table)
{
    if ((table->count + BS_PAIRS_WAITING) * 2 > table->slot_count && !grow(table))
        return false;
    for (size_t i = 0; i < table->waiting_count; i++) {
        uint64_t key = table->waiting[i].key;
        bs_pair *pair =
            &table->slots[slot_of(table->slots, table->slot_count, key, table->waiting[i].hash)];
        if (pair->count == 0) {
            pair->key = key;
            table->count++;
        }
        pair->count += pair->count < UINT32_MAX;
    }
    table->waiting_count = 0;
    return true;
}

bool bs_pair_table_fill(bs_pair_table *table, const bs_pair *pairs, size_t count)
{
    while (table->slot_count / 2 < count)
        if (!grow(table))
            return false;
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = bs_pair_hash(pairs[i].key);
        table->slots[slot_of(table->slots, table->slot_count, pairs[i].key, hash)] = pairs[i];
    }
    table->count = count;
    return true;
}
