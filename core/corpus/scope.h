/*
 * scope.h - the inside of a selection: rows as bits, and the tokens in reach as ranges.
 *
 * Rows of all shards are numbered one after the other ("dense" numbers): row r of shard s is
 * base[s] + r. A selection is a bitmap over them. What queries and counts walk along is the scope
 * of a shard: the ranges of tokens in the selected articles and in segments that count. It is
 * worked out when it is first asked for.
 */
#ifndef BS_CORPUS_SCOPE_H
#define BS_CORPUS_SCOPE_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/array.h"
#include "broadsheet.h"
#include "corpus/lexicon.h"
#include "corpus/selection.h"

enum { BS_FORMS_KINDS = 4 }; /* words or everything, folded or as they stand: see forms.h */

/* What all selections of one bs_selection_all() share. */
typedef struct bs_view {
    atomic_size_t references;
    bs_corpus *corpus;
    size_t shard_count;
    size_t *base;          /* shard_count + 1 */
    atomic_uint threads;   /* for every walk, 0 for what bs_selection_threads() thinks best */
    pthread_mutex_t mutex; /* over what is built when it is first asked for */
    bs_lexicon *lexicons;  /* by shard, once they are worth it */
    uint32_t *lookups;     /* by shard: how often types were looked for */
    uint64_t **starts;     /* by shard: a bit for each token that begins a sentence */
    struct bs_forms *forms[BS_FORMS_KINDS];
} bs_view;

/* Adds the types of a shard with this key (lexicon.h), upwards. Whoever asks for more than a few
 * has a lexicon built for it, which lives as long as the view. */
bs_status bs_view_find_types(bs_view *view, size_t shard, bs_str key, bs_u32s *types,
                             bs_error *error);

/* A bit for each token of the shard that begins a sentence, and one behind the last token; built
 * when it is first asked for, lives as long as the view. */
bs_status bs_view_sentence_starts(bs_view *view, size_t shard, const uint64_t **starts,
                                  bs_error *error);

/* Of these bits: */

enum { BS_SENTENCE_BITS = 63 }; /* as far as one look at them goes */

/* Whether a sentence begins at one of the tokens [start, end), fewer than 64. */
static inline bool bs_sentence_starts_in(const uint64_t *starts, uint32_t start, uint32_t end)
{
    if (start >= end)
        return false;
    uint32_t bit = start & 63, width = end - start;
    uint64_t bits = starts[start >> 6] >> bit;
    if (bit + width > 64)
        bits |= starts[(start >> 6) + 1] << (64 - bit);
    return (bits & (((uint64_t)1 << width) - 1)) != 0;
}

/* How many tokens of its sentence stand before a token, but for no more than 63. */
static inline uint32_t bs_sentence_before(const uint64_t *starts, uint32_t token)
{
    uint32_t bit = token & 63;
    uint64_t bits = starts[token >> 6] << (63 - bit);
    if (bit < 63 && token >= 64)
        bits |= starts[(token >> 6) - 1] >> (bit + 1);
    return bits ? (uint32_t)__builtin_clzll(bits) : BS_SENTENCE_BITS;
}

/* How many follow from a token on before the next sentence begins, but for no more than 63. */
static inline uint32_t bs_sentence_behind(const uint64_t *starts, uint32_t token)
{
    uint32_t bit = token & 63;
    uint64_t bits = starts[token >> 6] >> bit;
    if (bit > 0)
        bits |= starts[(token >> 6) + 1] << (64 - bit);
    return bits ? (uint32_t)__builtin_ctzll(bits) : BS_SENTENCE_BITS;
}

typedef struct bs_range {
    uint32_t start, end;
} bs_range;

typedef struct bs_scope {
    bs_range *ranges; /* of tokens: rising, apart, none empty */
    size_t count, capacity;
    uint64_t tokens;
} bs_scope;

struct bs_selection {
    atomic_size_t references;
    bs_view *view;
    uint32_t segments; /* bitmap of bs_segment_type */
    size_t count;
    uint64_t *bits;
    size_t word_count;
    bs_scope *scopes; /* by shard, once they were asked for, like what follows */
    struct bs_form_counts *counts[BS_FORMS_KINDS];
    struct bs_form_spread *spreads[BS_FORMS_KINDS];
};

/* A selection of nothing in the same corpus, to be filled by its maker: set bits, then `count` by
 * bs_selection_seal(). */
bs_status bs_selection_empty(bs_view *view, uint32_t segments, bs_selection **selection,
                             bs_error *error);
void bs_selection_seal(bs_selection *selection);

/* The same articles, with other segments counting. */
bs_status bs_selection_with_segments(const bs_selection *selection, uint32_t segments,
                                     bs_selection **result, bs_error *error);

static inline bool bs_selection_bit(const bs_selection *selection, size_t dense)
{
    return selection->bits[dense >> 6] >> (dense & 63) & 1;
}

static inline void bs_selection_set(bs_selection *selection, size_t dense)
{
    selection->bits[dense >> 6] |= (uint64_t)1 << (dense & 63);
}

/* The first selected row of the shard at or after `row`, or the number of its rows. */
size_t bs_selection_next_row(const bs_selection *selection, size_t shard, size_t row);

/* The scopes of all shards; NULL with `error` filled when there is no memory. They live as long as
 * the selection. */
const bs_scope *bs_selection_scopes(const bs_selection *selection, bs_error *error);

/* Adds the tokens of one article, behind those that are there, in the segments of the bitmap; what
 * is in no segment counts as body. False when there is no memory. */
bool bs_scope_add_article(bs_scope *scope, const bs_shard *shard, size_t row, uint32_t segments);

/* How many of the tokens [start, end) are in the scope. `*range` is where the last call stopped, 0
 * at first, for those who ask in rising order. */
uint64_t bs_scope_count(const bs_scope *scope, size_t *range, uint32_t start, uint32_t end);

/* The first of the tokens [from, to) of one article that starts at or after the byte. */
uint32_t bs_shard_token_at(const bs_shard *shard, uint32_t from, uint32_t to, uint32_t byte);

/* The unit of a token at or behind the unit `hint`, of `count` (at least one) that begin at
 * `starts`: steps grow twofold, so that going along rising tokens costs next to nothing. */
static inline size_t bs_unit_from(const uint32_t *starts, size_t count, size_t hint, uint32_t token)
{
    size_t low = hint, width = 1;
    while (low + width < count && starts[low + width] <= token) {
        low += width;
        width *= 2;
    }
    size_t high = low + width < count ? low + width : count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (starts[middle] <= token)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static inline uint32_t bs_sentence_from(const bs_shard_sentences *sentences, uint32_t hint,
                                        uint32_t token)
{
    return (uint32_t)bs_unit_from(sentences->token_start, sentences->count, hint, token);
}

/* The bytes of article `row` from the first to the last of some tokens of it: inside of its text
 * even in a damaged shard. */
bs_range bs_bytes_of_tokens(const bs_shard *shard, size_t row, uint32_t start, uint32_t end);

/* Whether the byte of the article lies in a segment that counts; text outside of all segments
 * counts as body. */
bool bs_selection_counts_byte(const bs_selection *selection, const bs_shard *shard, size_t row,
                              uint32_t byte);
bs_segment_type bs_segment_at(const bs_shard *shard, size_t row, uint32_t byte);

/* The row of the entity with this id, or BS_NONE. By bisection. */
uint32_t bs_shard_entity_find(const bs_shard *shard, bs_str id);

/* The threads worth starting for a walk over all shards. */
unsigned bs_selection_threads(const bs_selection *selection);

#endif
