/*
 * export_reuters.c - news in SGML as Reuters gave it to research: <REUTERS ..> with <DATE>,
 * <TITLE>, <AUTHOR>, <DATELINE> and <BODY>, whose end a control character marks.
 */
#include <stdio.h>

#include "base/error.h"
#include "read/exports.h"
#include "read/reference.h"

bool bs_reuters_matches(bs_str text)
{
    text = bs_str_slice(text, 0, text.size < 4096 ? text.size : 4096);
    return bs_str_find(text, BS_STR("<REUTERS "), 0) != SIZE_MAX ||
           bs_str_find(text, BS_STR("<!DOCTYPE lewis"), 0) != SIZE_MAX;
}

/* What stands in an element, decoded and trimmed; absent when it is not there. */
static bs_str inside(bs_str article, const char *name, bs_arena *arena)
{
    char open[24], close[24];
    size_t size = (size_t)snprintf(open, sizeof open, "<%s>", name);
    snprintf(close, sizeof close, "</%s>", name);
    size_t start = bs_str_find(article, bs_str_from(open), 0);
    if (start == SIZE_MAX)
        return (bs_str){NULL, 0};
    size_t end = bs_str_find(article, bs_str_from(close), start);
    bs_str text = bs_reference_decode_all(
        bs_str_slice(article, start + size, end == SIZE_MAX ? article.size : end), false, arena);
    bs_str replaced = BS_STR("\xef\xbf\xbd"); /* of the control character */
    for (bool is_lost; (is_lost = bs_str_ends(text, replaced)) ||
                       (text.size > 0 && (unsigned char)text.data[text.size - 1] <= ' ');)
        text.size -= is_lost ? replaced.size : 1;
    return bs_str_trim(text);
}

/* Lines of wrapped text; a paragraph begins with blanks. */
static bool add_paragraphs(bs_clip *clip, bs_str text)
{
    bs_buffer out = {0};
    bool is_good = true;
    bs_arena *arena = clip->reading->arena;
    for (bs_str rest = text, line; is_good && bs_str_cut(&rest, '\n', &line);) {
        bool begins = bs_str_starts(line, BS_STR("    ")) || bs_str_trim(line).size == 0;
        if (begins && out.size > 0) {
            is_good = bs_clip_add(&clip->body, bs_arena_copy(arena, bs_buffer_str(&out)));
            out.size = 0;
        }
        line = bs_str_trim(line);
        if (line.size > 0 && out.size > 0)
            bs_buffer_add_char(&out, ' ');
        for (size_t i = 0; i < line.size; i++)
            if ((unsigned char)line.data[i] >= ' ')
                bs_buffer_add_char(&out, line.data[i]);
    }
    /* The agency signs with its name. */
    bs_str last = bs_str_trim(bs_buffer_str(&out));
    static const char *const signatures[] = {" Reuter", " REUTER", " Reuters"};
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (bs_str_ends(last, bs_str_from(signatures[i])))
            out.size = (size_t)(last.data - out.data) + last.size - strlen(signatures[i]);
    if (is_good && out.size > 0)
        is_good = bs_clip_add(&clip->body, bs_arena_copy(arena, bs_buffer_str(&out)));
    is_good = is_good && !out.failed;
    bs_buffer_clear(&out);
    return is_good;
}

static bs_status read_article(bs_clip *clip, bs_str article, bs_error *error)
{
    bs_arena *arena = clip->reading->arena;
    bs_clip_begin(clip);
    clip->outlet = BS_STR("Reuters");
    clip->date = inside(article, "DATE", arena);
    clip->title = inside(article, "TITLE", arena);
    clip->byline = inside(article, "AUTHOR", arena);
    if (bs_str_ends(clip->byline, BS_STR(", Reuters")))
        clip->byline.size -= strlen(", Reuters");
    bs_str body = inside(article, "BODY", arena);
    if (!body.data) { /* a brief: all of it stands in the text */
        body = inside(article, "TEXT", arena);
        bs_str type = BS_STR("</TITLE>");
        size_t end = bs_str_find(article, type, 0),
               close = bs_str_find(article, BS_STR("</TEXT>"), 0);
        if (end != SIZE_MAX && close != SIZE_MAX && close > end)
            body = bs_reference_decode_all(bs_str_slice(article, end + type.size, close), false,
                                           arena);
        if (!body.data) {
            size_t start = bs_str_find(article, BS_STR("<TEXT"), 0);
            size_t behind = start == SIZE_MAX ? start : bs_str_find(article, BS_STR(">"), start);
            if (behind != SIZE_MAX && close != SIZE_MAX && close > behind)
                body =
                    bs_reference_decode_all(bs_str_slice(article, behind + 1, close), false, arena);
        }
    }
    if (body.data && !add_paragraphs(clip, body))
        return bs_fail_memory(error);
    return bs_clip_end(clip, error);
}

bs_status bs_reuters_read(bs_clip *clip, bs_str text, bs_error *error)
{
    bs_str begin = BS_STR("<REUTERS"), close = BS_STR("</REUTERS>");
    bs_status status = BS_OK;
    for (size_t at = bs_str_find(text, begin, 0); at != SIZE_MAX && status == BS_OK;) {
        size_t next = bs_str_find(text, begin, at + begin.size);
        size_t end = bs_str_find(text, close, at);
        if (end == SIZE_MAX || end > next)
            end = next == SIZE_MAX ? text.size : next;
        status = read_article(clip, bs_str_slice(text, at, end), error);
        at = next;
    }
    return status == BS_OK ? bs_clip_finish(clip, 0, error) : status;
}
