/* hash.h - XXH3, the one hash used: checksums of files, digests of articles, keys of maps. */
#ifndef BS_BASE_HASH_H
#define BS_BASE_HASH_H

#include "broadsheet.h"

uint64_t bs_hash(bs_str bytes);
uint64_t bs_hash_seeded(bs_str bytes, uint64_t seed);
/* `hash` as 16 hexadecimal digits and a NUL. */
void bs_hash_hex(uint64_t hash, char text[17]);

#endif
