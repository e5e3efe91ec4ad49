/*
 * arena.h - memory that dies together: one article, one report, one shard.
 *
 * Blocks grow twofold from 4 KiB, so an arena costs a handful of allocations however much is in it.
 * The zero value is an empty arena. Nothing in it is freed alone.
 */
#ifndef BS_BASE_ARENA_H
#define BS_BASE_ARENA_H

#include "broadsheet.h"

typedef struct bs_arena_block bs_arena_block;

typedef struct bs_arena {
    bs_arena_block *blocks; /* newest first */
    char *next, *end;       /* what is free of the newest */
} bs_arena;

/* Frees everything; the arena can be used again. */
void bs_arena_clear(bs_arena *arena);

/* Forgets everything but keeps the largest block, for the next article. */
void bs_arena_reset(bs_arena *arena);

/* Memory of `size` bytes, aligned to 16, not cleared. NULL when there is none. */
void *bs_arena_alloc(bs_arena *arena, size_t size);

/* A zeroed array of `count` elements of `width` bytes. NULL when it overflows or there is none. */
void *bs_arena_array(bs_arena *arena, size_t count, size_t width);

/* A copy of `text` with a NUL behind it. Its data is NULL when there is no memory. */
bs_str bs_arena_copy(bs_arena *arena, bs_str text);

/* A formatted string with a NUL behind it. Its data is NULL when there is no memory. */
bs_str bs_arena_print(bs_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Moves all memory of `from` to `arena`: what is in it now lives as long as that. */
void bs_arena_take(bs_arena *arena, bs_arena *from);

/* Bytes that the arena holds from the system. */
size_t bs_arena_size(const bs_arena *arena);

#endif
