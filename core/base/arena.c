/* arena.c - see arena.h. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, BLOCK_BYTES_FIRST = 4096, BLOCK_BYTES_GROWTH_MAX = 8 << 20 };

/* The header is a multiple of ALIGNMENT, and so what follows is aligned. */
struct bs_arena_block {
    bs_arena_block *older;
    size_t size; /* of what follows */
};

_Static_assert(sizeof(bs_arena_block) % ALIGNMENT == 0, "block header keeps the alignment");

static char *block_data(bs_arena_block *block)
{
    return (char *)(block + 1);
}

static void use_block(bs_arena *arena, bs_arena_block *block)
{
    arena->blocks = block;
    arena->next = block ? block_data(block) : NULL;
    arena->end = block ? arena->next + block->size : NULL;
}

void bs_arena_clear(bs_arena *arena)
{
    for (bs_arena_block *block = arena->blocks, *older; block; block = older) {
        older = block->older;
        free(block);
    }
    use_block(arena, NULL);
}

void bs_arena_reset(bs_arena *arena)
{
    bs_arena_block *largest = NULL;
    for (bs_arena_block *block = arena->blocks, *older; block; block = older) {
        older = block->older;
        if (largest && largest->size >= block->size) {
            free(block);
        } else {
            free(largest);
            largest = block;
        }
    }
    if (largest)
        largest->older = NULL;
    use_block(arena, largest);
}

void bs_arena_take(bs_arena *arena, bs_arena *from)
{
    bs_arena_block *oldest = from->blocks;
    if (!oldest)
        return;
    while (oldest->older)
        oldest = oldest->older;
    if (arena->blocks) { /* behind the newest, which has what is free */
        oldest->older = arena->blocks->older;
        arena->blocks->older = from->blocks;
    } else {
        use_block(arena, from->blocks);
        arena->next = from->next;
    }
    use_block(from, NULL);
}

static bool add_block(bs_arena *arena, size_t size)
{
    size_t wanted = arena->blocks ? arena->blocks->size * 2 : BLOCK_BYTES_FIRST;
    if (wanted > BLOCK_BYTES_GROWTH_MAX)
        wanted = BLOCK_BYTES_GROWTH_MAX;
    if (wanted < size)
        wanted = size;
    if (wanted > SIZE_MAX - sizeof(bs_arena_block))
        return false;
    bs_arena_block *block = malloc(sizeof *block + wanted);
    if (!block)
        return false;
    block->older = arena->blocks;
    block->size = wanted;
    use_block(arena, block);
    return true;
}

void *bs_arena_alloc(bs_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (size > (size_t)(arena->end - arena->next) || !arena->next) {
        if (!add_block(arena, size))
            return NULL;
    }
    void *memory = arena->next;
    arena->next += size;
    return memory;
}

void *bs_arena_array(bs_arena *arena, size_t count, size_t width)
{
    size_t size;
    if (__builtin_mul_overflow(count, width, &size))
        return NULL;
    void *memory = bs_arena_alloc(arena, size);
    if (memory)
        memset(memory, 0, size);
    return memory;
}

bs_str bs_arena_copy(bs_arena *arena, bs_str text)
{
    char *data = text.size < SIZE_MAX ? bs_arena_alloc(arena, text.size + 1) : NULL;
    if (!data)
        return (bs_str){NULL, 0};
    if (text.size)
        memcpy(data, text.data, text.size);
    data[text.size] = '\0';
    return (bs_str){data, text.size};
}

bs_str bs_arena_print(bs_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *data = size >= 0 ? bs_arena_alloc(arena, (size_t)size + 1) : NULL;
    if (data)
        vsnprintf(data, (size_t)size + 1, format, again);
    va_end(again);
    return data ? (bs_str){data, (size_t)size} : (bs_str){NULL, 0};
}

size_t bs_arena_size(const bs_arena *arena)
{
    size_t size = 0;
    for (const bs_arena_block *block = arena->blocks; block; block = block->older)
        size += sizeof *block + block->size;
    return size;
}
