/*
 * lexicon.h - the vocabulary of a shard as queries look it up: by folded form, whatever dashes and
 * apostrophes it is written with.
 *
 * A key is the fold with every apostrophe as ' and every hyphen as -, so that "don't" and "don’t"
 * are one word to those who search.
 */
#ifndef BS_CORPUS_LEXICON_H
#define BS_CORPUS_LEXICON_H

#include "base/array.h"
#include "base/str.h"
#include "broadsheet.h"
#include "corpus/shard.h"

typedef struct bs_lexicon {
    uint32_t *slots; /* by hash of the key: first type + 1, 0 for none; a power of two of them */
    uint32_t *next;  /* by type: the next type in the same slot + 1 */
    size_t slot_count;
} bs_lexicon;

bs_status bs_lexicon_build(const bs_shard *shard, bs_lexicon *lexicon, bs_error *error);
void bs_lexicon_clear(bs_lexicon *lexicon);

enum { BS_LEXICON_KEY_MAX = 4096 }; /* a fold can have three times the bytes of its form */

/* The key of a fold: `fold` itself, or written to `buffer` where it differs or is too long. */
bs_str bs_lexicon_key(bs_str fold, char buffer[BS_LEXICON_KEY_MAX]);

/* Adds the types with this key, upwards: as the lexicon knows them, or found without one by a look
 * at every type, which costs a tenth of what it takes to build it. */
bs_status bs_lexicon_find(const bs_lexicon *lexicon, const bs_shard *shard, bs_str key,
                          bs_u32s *types, bs_error *error);
bs_status bs_lexicon_scan(const bs_shard *shard, bs_str key, bs_u32s *types, bs_error *error);

#endif
