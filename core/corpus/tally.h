/*
 * tally.h - from 64-bit keys to counts, by open addressing. Entries keep the order in which they
 * came, so walking them is deterministic. The zero value is an empty tally.
 */
#ifndef BS_CORPUS_TALLY_H
#define BS_CORPUS_TALLY_H

#include "broadsheet.h"

typedef struct bs_tally_entry {
    uint64_t key;
    uint64_t count;
} bs_tally_entry;

typedef struct bs_tally {
    bs_tally_entry *items;
    size_t count, capacity;
    uint32_t *slots; /* index of the entry + 1, 0 for none; a power of two of them */
    size_t slot_count;
} bs_tally;

void bs_tally_clear(bs_tally *tally);
/* The entry of the key, made with 0 when there was none; valid until the next one is made. NULL
 * when there is no memory. */
bs_tally_entry *bs_tally_at(bs_tally *tally, uint64_t key);
/* The entry of the key, or NULL. */
const bs_tally_entry *bs_tally_find(const bs_tally *tally, uint64_t key);

#endif
