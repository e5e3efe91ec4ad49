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
    uint32_t number; /* in order of appearance */
    uint32_t count;  /* 0 in an empty slot; stays at the greatest */
} bs_pair;

enum { BS_PAIRS_WAITING = 32 };

/* The zero value is an empty table. */
typedef struct bs_pair_table {
    bs_pair *slots;
    size_t slot_count; /* a power of two */
    size_t count;
    struct {
        uint64_t key, hash;
        uint32_t *number;
    } waiting[BS_PAIRS_WAITING];
    size_t waiting_count;
    uint32_t part, part_shift; /* numbers are written as number << part_shift | part */
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

/* Counts those that wait and writes their numbers. False when there is no memory. */
bool bs_pair_table_flush(bs_pair_table *table);

/* `*number` is written when the pair is counted. False when there is no memory. */
static inline bool bs_pair_table_add(bs_pair_table *table, uint64_t key, uint64_t hash,
                                     uint32_t *number)
{
    if (table->waiting_count == BS_PAIRS_WAITING && !bs_pair_table_flush(table))
        return false;
    if (table->slot_count > 0)
        __builtin_prefetch(&table->slots[hash >> 20 & (table->slot_count - 1)], 1);
    size_t at = table->waiting_count++;
    table->waiting[at].key = key;
    table->waiting[at].hash = hash;
    table->waiting[at].number = number;
    return true;
}

#endif
