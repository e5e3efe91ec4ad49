/*
 * pair_table.h - pairs of numbers, counted: the many millions of a corpus, by open addressing.
 *
 * A table of this size is in no cache, so a pair that is added waits among a few others while its
 * slot is fetched; only flushing makes sure that all were counted.
 */
#ifndef BS_CORPUS_PAIR_TABLE_H
#define BS_CORPUS_PAIR_TABLE_H

#include "broadsheet.h"

typedef struct bs_pair {
    uint64_t key;
    uint32_t count;  /* 0 in an empty slot; stays at the greatest */
    uint32_t number; /* whatever its owner gave it */
} bs_pair;

enum { BS_PAIRS_WAITING = 32 };

/* The zero value is an empty table. */
typedef struct bs_pair_table {
    bs_pair *slots;
    size_t slot_count; /* a power of two */
    size_t count;
    struct {
        uint64_t key, hash;
    } waiting[BS_PAIRS_WAITING];
    size_t waiting_count;
} bs_pair_table;

void bs_pair_table_clear(bs_pair_table *table);

static inline uint64_t bs_pair_hash(uint64_t key)
{
    key ^= key >> 32; /* the finaliser of splitmix64: neighbours land far apart */
    key *= 0xbf58476d1ce4e5b9u;
    key ^= key >> 29;
    key *= 0x94d049bb133111ebu;
    return key ^ key >> 32;
}

/* Counts those that wait. False when there is no memory. */
bool bs_pair_table_flush(bs_pair_table *table);

/* Puts pairs of different keys with their counts, none of them 0, and numbers into an empty table.
 * False when there is no memory. */
bool bs_pair_table_fill(bs_pair_table *table, const bs_pair *pairs, size_t count);

static inline void bs_pair_fetch(const bs_pair_table *table, uint64_t hash)
{
    if (table->slot_count > 0)
        __builtin_prefetch(&table->slots[hash >> 20 & (table->slot_count - 1)], 1);
}

/* False when there is no memory. */
static inline bool bs_pair_table_add(bs_pair_table *table, uint64_t key, uint64_t hash)
{
    if (table->waiting_count == BS_PAIRS_WAITING && !bs_pair_table_flush(table))
        return false;
    bs_pair_fetch(table, hash);
    size_t at = table->waiting_count++;
    table->waiting[at].key = key;
    table->waiting[at].hash = hash;
    return true;
}

/* The number of a pair, or UINT32_MAX where it is not there. */
static inline uint32_t bs_pair_find(const bs_pair_table *table, uint64_t key, uint64_t hash)
{
    if (table->slot_count == 0)
        return UINT32_MAX;
    size_t mask = table->slot_count - 1, slot = hash >> 20 & mask;
    while (table->slots[slot].count > 0 && table->slots[slot].key != key)
        slot = (slot + 1) & mask;
    return table->slots[slot].count > 0 ? table->slots[slot].number : UINT32_MAX;
}

#endif
