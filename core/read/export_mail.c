/*
 * export_mail.c - articles sent by mail and kept in one file: messages that begin with a "From "
 * line, header lines, and a text that may be encoded and in several parts, of which the plain one
 * is taken, or the HTML.
 */
#include "base/error.h"
#include "read/encoding.h"
#include "read/exports.h"
#include "read/formats.h"
#include "read/http.h"

enum { PARTS_DEPTH_MAX = 8, HEAD_LINES_MIN = 2 };

static size_t line_size(bs_str text)
{
    const char *end = text.size > 0 ? memchr(text.data, '\n', text.size) : NULL;
    return end ? (size_t)(end - text.data) + 1 : text.size;
}

/* "From jane@example.org Tue Jul  9 10:00:00 2024" at the beginning of a line, and a header behind
 * it. */
static bool begins_message(bs_str text)
{
    if (!bs_str_starts(text, BS_STR("From ")))
        return false;
    size_t size = line_size(text);
    bs_str next = bs_str_slice(text, size, text.size);
    bs_str line = bs_str_slice(next, 0, line_size(next));
    size_t colon = bs_str_find(line, BS_STR(":"), 0);
    if (size > 200 || colon == SIZE_MAX || colon == 0 || colon > 40)
        return false;
    for (size_t i = 0; i < colon; i++)
        if (!bs_ascii_is_alpha((unsigned char)line.data[i]) && line.data[i] != '-' &&
            !bs_ascii_is_digit((unsigned char)line.data[i]))
            return false;
    return true;
}

bool bs_mail_matches(bs_str text)
{
    while (text.size > 0 && strchr("\r\n", text.data[0]))
        text = bs_str_slice(text, 1, text.size);
    return begins_message(text);
}

/* The header lines of a message or part, with folded lines made one, and what stands behind. */
static bs_str head_of(bs_str message, bs_arena *arena, bs_str *behind)
{
    bs_buffer head = {0};
    size_t at = 0;
    while (at < message.size) {
        bs_str rest = bs_str_slice(message, at, message.size);
        size_t size = line_size(rest);
        bs_str line = bs_str_slice(rest, 0, size);
        at += size;
        if (bs_str_trim(line).size == 0)
            break;
        bool is_folded = line.data[0] == ' ' || line.data[0] == '\t';
        if (head.size > 0)
            bs_buffer_add_char(&head, is_folded ? ' ' : '\n');
        bs_buffer_add(&head, bs_str_trim(line));
    }
    *behind = bs_str_slice(message, at, message.size);
    bs_str kept = bs_arena_copy(arena, bs_buffer_str(&head));
    bs_buffer_clear(&head);
    return kept;
}

/* --- Encodings -------------------------------------------------------------------------------- */

static int digit_of(char c)
{
    unsigned char lower = bs_ascii_lower((unsigned char)c);
    return bs_ascii_is_digit(lower)       ? lower - '0'
           : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                          : -1;
}

static void unquote(bs_str text, bool is_word, bs_buffer *out)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '_' && is_word) {
            bs_buffer_add_char(out, ' ');
        } else if (c == '=' && i + 2 < text.size && digit_of(text.data[i + 1]) >= 0 &&
                   digit_of(text.data[i + 2]) >= 0) {
            bs_buffer_add_char(
                out, (char)(digit_of(text.data[i + 1]) * 16 + digit_of(text.data[i + 2])));
            i += 2;
        } else if (c == '=' && !is_word) {
            size_t end = i + 1;
            while (end < text.size && (text.data[end] == '\r' || text.data[end] == ' '))
                end++;
            if (end < text.size && text.data[end] == '\n')
                i = end;
            else
                bs_buffer_add_char(out, c);
        } else {
            bs_buffer_add_char(out, c);
        }
    }
}

static void unbase64(bs_str text, bs_buffer *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned value = 0, bits = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char *found = text.data[i] ? strchr(digits, text.data[i]) : NULL;
        if (!found)
            continue;
        value = value << 6 | (unsigned)(found - digits);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bs_buffer_add_char(out, (char)(value >> bits & 0xff));
        }
    }
}

static bs_str to_utf8(bs_buffer *bytes, bs_str charset, bs_arena *arena)
{
    bs_decoded decoded = {.text = BS_STR("")};
    bs_str kept = bs_arena_copy(arena, bs_buffer_str(bytes));
    if (kept.data && bs_decode(kept, charset, arena, &decoded, NULL) == BS_OK)
        return decoded.text;
    return kept;
}

/* "=?utf-8?q?Caf=C3=A9?= talks" in plain letters. */
static bs_str words_of(bs_str value, bs_arena *arena)
{
    bs_buffer out = {0};
    size_t at = 0;
    while (at < value.size) {
        size_t start = bs_str_find(value, BS_STR("=?"), at);
        size_t set = start == SIZE_MAX ? start : bs_str_find(value, BS_STR("?"), start + 2);
        size_t way = set == SIZE_MAX ? set : bs_str_find(value, BS_STR("?"), set + 1);
        size_t end = way == SIZE_MAX ? way : bs_str_find(value, BS_STR("?="), way + 1);
        if (end == SIZE_MAX || way != set + 2)
            break;
        bs_str before = bs_str_slice(value, at, start);
        if (at == 0 || bs_str_trim(before).size > 0)
            bs_buffer_add(&out, before); /* blanks between two encoded words are none */
        bs_buffer bytes = {0};
        bs_str word = bs_str_slice(value, way + 1, end);
        if (bs_ascii_lower((unsigned char)value.data[set + 1]) == 'b')
            unbase64(word, &bytes);
        else
            unquote(word, true, &bytes);
        bs_buffer_add(&out, to_utf8(&bytes, bs_str_slice(value, start + 2, set), arena));
        bs_buffer_clear(&bytes);
        at = end + 2;
    }
    bs_buffer_add(&out, bs_str_slice(value, at, value.size));
    bs_str kept = bs_arena_copy(arena, bs_str_trim(bs_buffer_str(&out)));
    bs_buffer_clear(&out);
    return kept;
}

/* --- Parts ------------------------------------------------------------------------------------ */

typedef struct part {
    bs_str text; /* decoded; absent when none is text */
    bool is_html;
} part;

static bs_str boundary_of(bs_str value)
{
    size_t at = bs_str_find(value, BS_STR("boundary="), 0);
    if (at == SIZE_MAX)
        return (bs_str){NULL, 0};
    bs_str rest = bs_str_slice(value, at + 9, value.size);
    bool is_quoted = rest.size > 0 && rest.data[0] == '"';
    rest = bs_str_slice(rest, is_quoted, rest.size);
    size_t end = 0;
    while (end < rest.size && (is_quoted ? rest.data[end] != '"' : !strchr("; \t", rest.data[end])))
        end++;
    return bs_str_slice(rest, 0, end);
}

static void find_text(bs_str head, bs_str body, bs_arena *arena, unsigned depth, part *best);

static void find_in_parts(bs_str body, bs_str boundary, bs_arena *arena, unsigned depth, part *best)
{
    bs_str mark = bs_arena_print(arena, "--%.*s", BS_STR_ARG(boundary));
    size_t at = mark.data ? bs_str_find(body, mark, 0) : SIZE_MAX;
    while (at != SIZE_MAX) {
        size_t start = at + mark.size, next = bs_str_find(body, mark, start);
        bs_str inside = bs_str_slice(body, start, next == SIZE_MAX ? body.size : next), text;
        inside = bs_str_slice(inside, line_size(inside), inside.size);
        bs_str head = head_of(inside, arena, &text);
        if (next != SIZE_MAX || inside.size > 0)
            find_text(head, text, arena, depth + 1, best);
        at = next;
    }
}

/* The plain text in a part or below, or the HTML when there is none. */
static void find_text(bs_str head, bs_str body, bs_arena *arena, unsigned depth, part *best)
{
    bs_str content = bs_http_header(head, "content-type"), type, charset;
    bs_http_content_type(content, &type, &charset);
    bs_str boundary = boundary_of(content);
    if (boundary.size > 0 && depth < PARTS_DEPTH_MAX) {
        find_in_parts(body, boundary, arena, depth, best);
        return;
    }
    bool is_html = bs_str_equal_nocase(type, BS_STR("text/html"));
    bool is_plain = !type.data || bs_str_equal_nocase(type, BS_STR("text/plain"));
    if ((!is_html && !is_plain) || (best->text.data && (!best->is_html || is_html)))
        return;
    bs_str encoding = bs_http_header(head, "content-transfer-encoding");
    bs_buffer bytes = {0};
    if (bs_str_equal_nocase(encoding, BS_STR("base64")))
        unbase64(body, &bytes);
    else if (bs_str_equal_nocase(encoding, BS_STR("quoted-printable")))
        unquote(body, false, &bytes);
    else
        bs_buffer_add(&bytes, body);
    *best = (part){to_utf8(&bytes, charset, arena), is_html};
    bs_buffer_clear(&bytes);
}

/* --- Messages --------------------------------------------------------------------------------- */

/* "Jane Roe <jane@example.org>" is Jane Roe. */
static bs_str sender_of(bs_str from)
{
    size_t angle = bs_str_find(from, BS_STR("<"), 0);
    bs_str name = bs_str_trim(bs_str_slice(from, 0, angle == SIZE_MAX ? from.size : angle));
    while (name.size > 1 && name.data[0] == '"' && name.data[name.size - 1] == '"')
        name = bs_str_slice(name, 1, name.size - 1);
    return name.size > 0 && !memchr(name.data, '@', name.size) ? name : (bs_str){NULL, 0};
}

static bs_status read_message(bs_clip *clip, bs_str message, bs_error *error)
{
    bs_arena *arena = clip->reading->arena;
    bs_str body, head;
    part best = {0};
    bs_clip_begin(clip);
    message = bs_str_slice(message, line_size(message), message.size);
    head = head_of(message, arena, &body);
    find_text(head, body, arena, 0, &best);
    clip->title = words_of(bs_http_header(head, "subject"), arena);
    clip->date = bs_http_header(head, "date");
    clip->outlet = words_of(bs_http_header(head, "newsgroups"), arena);
    if (clip->outlet.size == 0)
        clip->outlet = (bs_str){NULL, 0};
    bs_reading_add_byline(clip->reading, sender_of(words_of(bs_http_header(head, "from"), arena)));
    bs_document document = {0};
    if (best.is_html)
        bs_document_from_html(&document, best.text);
    else if (best.text.data)
        bs_document_from_text(&document, best.text);
    bool is_good = !document.failed;
    for (size_t i = 0; i < document.paragraphs.count && is_good; i++)
        is_good = bs_clip_add(&clip->body, bs_document_paragraph(&document, i));
    bs_status status = is_good ? bs_clip_end(clip, error) : bs_fail_memory(error);
    bs_document_clear(&document);
    return status;
}

bs_status bs_mail_read(bs_clip *clip, bs_str text, bs_error *error)
{
    bs_status status = BS_OK;
    size_t start = SIZE_MAX;
    for (size_t at = 0; at <= text.size && status == BS_OK;) {
        bs_str rest = bs_str_slice(text, at, text.size);
        bool is_end = rest.size == 0;
        if (is_end || begins_message(rest)) {
            if (start != SIZE_MAX)
                status = read_message(clip, bs_str_slice(text, start, at), error);
            start = at;
        }
        if (is_end)
            break;
        at += line_size(rest);
    }
    return status == BS_OK ? bs_clip_finish(clip, 0, error) : status;
}
