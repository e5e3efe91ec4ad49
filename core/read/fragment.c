/* fragment.c - see fragment.h. */
#include "read/fragment.h"

#include "base/error.h"
#include "base/str.h"
#include "read/formats.h"
#include "read/reference.h"

bool bs_fragment_has_markup(bs_str text)
{
    for (size_t i = 0; i + 2 < text.size; i++)
        if (text.data[i] == '<' && (bs_ascii_is_alpha((unsigned char)text.data[i + 1]) ||
                                    text.data[i + 1] == '/' || text.data[i + 1] == '!'))
            return true;
    return false;
}

bool bs_fragment_is_html(bs_str text)
{
    static const char *const tags[] = {"<p",       "<div",     "<html", "<!doctype html",
                                       "<article", "<section", "<h1",   "<h2",
                                       "<body",    "<figure",  "<ul",   "<blockquote"};
    text = bs_str_trim(text);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        size_t size = strlen(tags[i]);
        if (text.size > size + 1 && bs_str_is_nocase(bs_str_slice(text, 0, size), tags[i]) &&
            (text.data[size] == '>' || bs_ascii_is_space((unsigned char)text.data[size])))
            return bs_str_find(text, BS_STR("</"), size) != SIZE_MAX;
    }
    return false;
}

bs_str bs_fragment_plain(bs_str text, bs_arena *arena)
{
    bs_buffer out = {0};
    bool is_inside = false, is_markup = bs_fragment_has_markup(text);
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (is_markup && c == '<')
            is_inside = true;
        if (!is_inside) {
            bool is_space = bs_ascii_is_space((unsigned char)c);
            if (!is_space)
                bs_buffer_add_char(&out, c);
            else if (out.size > 0 && out.data[out.size - 1] != ' ')
                bs_buffer_add_char(&out, ' ');
        }
        if (is_inside && c == '>')
            is_inside = false;
    }
    bs_str copy = bs_arena_copy(arena, bs_str_trim(bs_buffer_str(&out)));
    bs_buffer_clear(&out);
    return bs_str_trim(bs_reference_decode_all(copy, false, arena));
}

bs_status bs_fragment_emit_plain(bs_reading *reading, bs_str text, bs_error *error)
{
    bs_str title = reading->draft.title;
    bool is_apart = title.data && !bs_str_starts(text, title);
    if (!is_apart) {
        reading->draft.text = text;
        return bs_reading_emit(reading, error);
    }
    bs_str whole = bs_arena_print(reading->arena, "%.*s\n\n", BS_STR_ARG(title));
    bs_buffer joined = {0};
    bs_buffer_add(&joined, whole);
    bs_buffer_add(&joined, text);
    reading->draft.text = bs_arena_copy(reading->arena, bs_buffer_str(&joined));
    bool failed = joined.failed || !reading->draft.text.data;
    bs_buffer_clear(&joined);
    if (failed)
        return bs_fail_memory(error);
    bs_status status = bs_reading_add_segment(reading, BS_SEGMENT_HEADLINE, 0, title.size, error);
    if (status == BS_OK)
        status = bs_reading_add_segment(reading, BS_SEGMENT_BODY, whole.size,
                                        reading->draft.text.size, error);
    return status == BS_OK ? bs_reading_emit(reading, error) : status;
}

/* Between the reader of pages and us: whether it made an article. */
typedef struct watch {
    const bs_article_events *events;
    bool has_article;
} watch;

static bs_status watch_article(void *context, const bs_article *article, bs_error *error)
{
    watch *over = context;
    over->has_article = true;
    return over->events->article(over->events->context, article, error);
}

static bs_status watch_skipped(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                               const char *reason, bs_error *error)
{
    (void)context;
    (void)file;
    (void)origin;
    (void)kind;
    (void)reason;
    (void)error;
    return BS_OK;
}

bs_status bs_fragment_emit_html(bs_reading *reading, bs_str html, bs_error *error)
{
    watch over = {.events = reading->events};
    const bs_article_events events = {&over, watch_article, watch_skipped};
    bs_buffer page = {0};
    bs_buffer_add(&page, BS_STR("<html><body><article>"));
    bs_buffer_add(&page, html);
    bs_buffer_add(&page, BS_STR("</article></body></html>"));
    bs_str kept = bs_arena_copy(reading->arena, bs_buffer_str(&page));
    bs_buffer_clear(&page);
    if (!kept.data)
        return bs_fail_memory(error);
    reading->events = &events;
    bs_status status = bs_html_read(reading, kept, error);
    reading->events = over.events;
    if (status != BS_OK || over.has_article)
        return status;
    reading->draft.segments.count = reading->draft.findings.count = 0;
    return bs_fragment_emit_plain(reading, bs_fragment_plain(html, reading->arena), error);
}
