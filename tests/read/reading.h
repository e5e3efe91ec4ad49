/* reading.h - for the tests of this room: read bytes, keep what came out. */
#ifndef BS_TESTS_READ_READING_H
#define BS_TESTS_READ_READING_H

#include "base/arena.h"
#include "base/str.h"
#include "check.h"
#include "read/read.h"

enum { KEPT_MAX = 64 };

typedef struct kept {
    bs_arena arena;
    bs_read_options options;
    bs_article articles[KEPT_MAX];
    size_t count;
    bs_str skipped[KEPT_MAX], reasons[KEPT_MAX];
    bs_skip_kind kinds[KEPT_MAX];
    size_t skip_count;
} kept;

static inline bs_status keep_article(void *context, const bs_article *article, bs_error *error)
{
    kept *to = context;
    (void)error;
    if (to->count < KEPT_MAX)
        to->articles[to->count++] = *article;
    return BS_OK;
}

static inline bs_status keep_skipped(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                                     const char *reason, bs_error *error)
{
    kept *to = context;
    (void)origin;
    (void)error;
    if (to->skip_count < KEPT_MAX) {
        to->skipped[to->skip_count] = bs_arena_copy(&to->arena, file);
        to->reasons[to->skip_count] = bs_arena_copy(&to->arena, bs_str_from(reason));
        to->kinds[to->skip_count++] = kind;
    }
    return BS_OK;
}

/* Reads `bytes` as a file of that name; `kept` begins as zero or holds earlier articles. */
static inline void read_bytes(kept *to, const char *name, bs_str bytes)
{
    bs_str copy = bs_arena_copy(&to->arena, bytes);
    bs_str path = bs_arena_copy(&to->arena, bs_str_from(name));
    bs_source source = {.file = path, .name = path, .origin = path, .bytes = copy};
    bs_article_events events = {to, keep_article, keep_skipped};
    bs_error error = {0};
    if (bs_read_parse(&source, &to->options, &to->arena, &events, &error) != BS_OK)
        fail_msg("%s", error.message);
}

static inline void read_text(kept *to, const char *name, const char *text)
{
    read_bytes(to, name, bs_str_from(text));
}

static inline bs_status keep_source(void *context, const bs_source *source, bs_error *error)
{
    kept *to = context;
    bs_source copy;
    assert_true(bs_source_copy(&to->arena, source, &copy));
    bs_article_events events = {to, keep_article, keep_skipped};
    return bs_read_parse(&copy, &to->options, &to->arena, &events, error);
}

/* Walks a file or folder and reads everything in it. */
static inline bs_status read_path(kept *to, const char *path, bs_error *error)
{
    bs_str input = bs_str_from(path);
    bs_walk_events events = {to, NULL, keep_source, keep_skipped};
    return bs_read_walk(&input, 1, &events, NULL, error);
}

static inline void forget(kept *to)
{
    bs_arena_clear(&to->arena);
    *to = (kept){0};
}

/* The text of the first segment of that type, or "". */
static inline bs_str segment_text(const bs_article *article, bs_segment_type type)
{
    for (size_t i = 0; i < article->segment_count; i++)
        if (article->segments[i].type == type)
            return bs_str_slice(article->text, article->segments[i].start,
                                article->segments[i].end);
    return BS_STR("");
}

#endif
