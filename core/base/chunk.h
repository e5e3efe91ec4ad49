/*
 * chunk.h - sixteen bytes at a time: which of them are what one looks for, as bits, that of the
 * first byte the lowest.
 */
#ifndef BS_BASE_CHUNK_H
#define BS_BASE_CHUNK_H

#include "base/str.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BS_CHUNK = 16, BS_CHUNK_ALL = 0xffff };

typedef uint8_t bs_chunk __attribute__((vector_size(BS_CHUNK)));

__attribute__((noinline, unused)) static bs_chunk bs_chunk_last(const char *bytes, size_t size)
{
    bs_chunk chunk = {0};
    memcpy(&chunk, bytes, size);
    return chunk;
}

/* Of at least that many bytes. */
static inline bs_chunk bs_chunk_of(const char *bytes)
{
    bs_chunk chunk;
    memcpy(&chunk, bytes, BS_CHUNK);
    return chunk;
}

/* The bytes of `text` from `at` on, zeros behind its end. */
static inline bs_chunk bs_chunk_at(bs_str text, size_t at)
{
    return __builtin_expect(text.size - at < BS_CHUNK, 0)
               ? bs_chunk_last(text.data + at, text.size - at)
               : bs_chunk_of(text.data + at);
}

/* What follows tells of each byte with ones or zeros; results are joined with | and &. */
static inline bs_chunk bs_chunk_is(bs_chunk chunk, char c)
{
    return (bs_chunk)(chunk == (uint8_t)c);
}

/* Whether it is one of the `count` bytes from `first` on. */
static inline bs_chunk bs_chunk_is_among(bs_chunk chunk, char first, uint8_t count)
{
    return (bs_chunk)(chunk - (uint8_t)first < count);
}

static inline bs_chunk bs_chunk_is_space(bs_chunk chunk)
{
    return bs_chunk_is(chunk, ' ') | bs_chunk_is_among(chunk, '\t', 5);
}

static inline unsigned bs_chunk_bits(bs_chunk told)
{
#ifdef __SSE2__
    return (unsigned)_mm_movemask_epi8((__m128i)told);
#else
    unsigned bits = 0;
    for (unsigned i = 0; i < BS_CHUNK; i++)
        bits |= (unsigned)(told[i] >> 7) << i;
    return bits;
#endif
}

/* How many are told of, from the bits. */
static inline unsigned bs_chunk_count(unsigned bits)
{
    bits -= bits >> 1 & 0x5555;
    bits = (bits & 0x3333) + (bits >> 2 & 0x3333);
    bits = (bits + (bits >> 4)) & 0x0f0f;
    return (bits + (bits >> 8)) & 0x1f;
}

/* Eight bytes as a number, the first the lowest. */
static inline uint64_t bs_chunk_word(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

#endif
