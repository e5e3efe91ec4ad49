/* read_fuzz.h - any bytes as one source of a given format: what comes out keeps its promises. */
#ifndef BS_TESTS_READ_FUZZ_H
#define BS_TESTS_READ_FUZZ_H

#include <stdlib.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "read/read.h"

static inline void demand(bool is_kept)
{
    if (!is_kept)
        abort();
}

static inline void demand_text(bs_str text)
{
    demand(bs_utf8_valid_until(text) == text.size);
}

static inline bs_status check_article(void *context, const bs_article *article, bs_error *error)
{
    (void)context;
    (void)error;
    demand(article->id.size > 0 && article->segment_count > 0);
    demand((article->published.data != NULL) == (article->published_basis != BS_BASIS_NONE));
    demand_text(article->text);
    demand_text(article->title);
    demand_text(article->url);
    demand_text(article->outlet);
    for (size_t i = 0; i < article->byline_count; i++)
        demand_text(article->byline[i]);
    uint32_t end = 0;
    for (size_t i = 0; i < article->segment_count; i++) {
        const bs_segment *segment = &article->segments[i];
        demand(segment->start >= end && segment->start < segment->end &&
               segment->end <= article->text.size);
        demand_text(bs_str_slice(article->text, segment->start, segment->end));
        end = segment->end;
    }
    for (size_t i = 0; i < article->finding_count; i++)
        demand(article->findings[i].end <= article->text.size);
    return BS_OK;
}

static inline bs_status check_skipped(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                                      const char *reason, bs_error *error)
{
    (void)context;
    (void)file;
    (void)origin;
    (void)kind;
    (void)error;
    demand(reason && *reason && !strchr(reason, '\n'));
    return BS_OK;
}

/* `format` is a name as `--as` takes it. */
static inline int fuzz_format(const uint8_t *data, size_t size, const char *format)
{
    bs_arena arena = {0};
    bs_source source = {.file = BS_STR("2024/a"),
                        .name = BS_STR("2024/a"),
                        .origin = BS_STR("2024/a"),
                        .bytes = {(const char *)data, size}};
    bs_read_options options = {.format = bs_str_from(format)};
    bs_article_events events = {NULL, check_article, check_skipped};
    bs_error error;
    demand(bs_read_parse(&source, &options, &arena, &events, &error) == BS_OK);
    bs_arena_clear(&arena);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
