/* source.c - what reading is given, kept: see read.h. */
#include "read/read.h"

static bool copy(bs_arena *arena, bs_str from, bs_str *to)
{
    *to = from.data ? bs_arena_copy(arena, from) : from;
    return to->data != NULL || !from.data;
}

bool bs_source_copy(bs_arena *arena, const bs_source *source, bs_source *to)
{
    return copy(arena, source->file, &to->file) && copy(arena, source->name, &to->name) &&
           copy(arena, source->origin, &to->origin) && copy(arena, source->bytes, &to->bytes) &&
           copy(arena, source->url, &to->url) && copy(arena, source->crawled, &to->crawled) &&
           copy(arena, source->type, &to->type) && copy(arena, source->charset, &to->charset) &&
           copy(arena, source->damage, &to->damage);
}
