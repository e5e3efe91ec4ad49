/* hash.c - see hash.h. */
#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <xxhash.h>
#ifdef __x86_64__
#include <xxh_x86dispatch.h> /* the same with the widest vectors of the machine */
#endif

uint64_t bs_hash(bs_str bytes)
{
    return XXH3_64bits(bytes.data ? bytes.data : "", bytes.size);
}

uint64_t bs_hash_seeded(bs_str bytes, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes.data ? bytes.data : "", bytes.size, seed);
}

void bs_hash_hex(uint64_t hash, char text[17])
{
    snprintf(text, 17, "%016" PRIx64, hash);
}
