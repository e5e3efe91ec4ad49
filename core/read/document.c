/* document.c - see document.h. */
#include "read/document.h"

#include "base/error.h"
#include "read/exports.h"
#include "read/formats.h"
#include "read/lines.h"
#include "read/reference.h"

void bs_document_clear(bs_document *document)
{
    bs_buffer_clear(&document->text);
    bs_array_free(&document->paragraphs);
}

/* Bytes of white space at the beginning of `text`, a no-break space being some. */
static size_t space_before(bs_str text)
{
    if (bs_str_starts(text, BS_STR("\xc2\xa0")))
        return 2;
    return text.size > 0 && bs_ascii_is_space((unsigned char)text.data[0]);
}

static size_t space_behind(bs_str text)
{
    if (bs_str_ends(text, BS_STR("\xc2\xa0")))
        return 2;
    return text.size > 0 && bs_ascii_is_space((unsigned char)text.data[text.size - 1]);
}

void bs_document_end_paragraph(bs_document *document)
{
    bs_str text = bs_buffer_str(&document->text);
    size_t start = document->start, end = text.size, space;
    while ((space = space_before(bs_str_slice(text, start, end))) > 0)
        start += space;
    while ((space = space_behind(bs_str_slice(text, start, end))) > 0)
        end -= space;
    bool is_heading = document->is_heading;
    document->is_heading = false;
    if (start < end) {
        bs_paragraph *added = bs_array_push(&document->paragraphs);
        document->failed |= !added;
        if (added)
            *added = (bs_paragraph){start, end, is_heading, document->begins_page};
        document->begins_page = false;
        bs_buffer_add_char(&document->text, '\n');
    }
    document->failed |= document->text.failed;
    document->start = document->text.size;
}

void bs_document_add(bs_document *document, bs_str paragraph)
{
    bs_buffer_add(&document->text, paragraph);
    bs_document_end_paragraph(document);
}

/* A line in the middle of the page, or one of few words at its edge. */
static bool is_centred(bs_str text, bs_line line)
{
    enum { BLANKS_MIN = 10 };
    size_t start = line.start;
    while (start > 0 && text.data[start - 1] == ' ')
        start--;
    return line.start - start >= BLANKS_MIN;
}

void bs_document_from_text(bs_document *document, bs_str text)
{
    bs_lines lines = bs_lines_of(text);
    bs_line line, next;
    /* Old exports wrap every line, but have so many short ones that it cannot be told by these. */
    bool is_wrapped = lines.is_wrapped || bs_str_find(text, BS_STR(" DOCUMENTS"), 0) != SIZE_MAX;
    size_t at = 0, behind;
    while (bs_lines_next(&lines, &at, &line)) {
        bs_buffer_add(&document->text, bs_str_slice(text, line.start, line.end));
        behind = at;
        bool goes_on = is_wrapped && !bs_lines_is_blank_behind(&lines, line.end) &&
                       !is_centred(text, line) && bs_lines_next(&lines, &behind, &next) &&
                       !is_centred(text, next) &&
                       !bs_line_is_item(bs_str_slice(text, next.start, next.end));
        if (goes_on)
            bs_buffer_add_char(&document->text, ' ');
        else
            bs_document_end_paragraph(document);
    }
    bs_document_end_paragraph(document);
}

/* --- HTML ------------------------------------------------------------------------------------- */

static bool is_name_of(bs_str tag, const char *const *names)
{
    for (; *names; names++)
        if (bs_str_is_nocase(tag, *names))
            return true;
    return false;
}

/* The name of the tag at `at`, which has "<", and the byte behind the tag. */
static bs_str tag_at(bs_str html, size_t at, size_t *behind)
{
    size_t start = at + 1, end;
    if (bs_str_starts(bs_str_slice(html, at, html.size), BS_STR("<!--"))) {
        end = bs_str_find(html, BS_STR("-->"), at);
        *behind = end == SIZE_MAX ? html.size : end + 3;
        return (bs_str){NULL, 0};
    }
    if (start < html.size && html.data[start] == '/')
        start++;
    for (end = start; end < html.size && (bs_ascii_is_alpha((unsigned char)html.data[end]) ||
                                          bs_ascii_is_digit((unsigned char)html.data[end]));)
        end++;
    const char *close = memchr(html.data + end, '>', html.size - end);
    *behind = close ? (size_t)(close - html.data) + 1 : html.size;
    return bs_str_slice(html, start, end);
}

void bs_document_from_html(bs_document *document, bs_str html)
{
    static const char *const inlines[] = {"a", "b",   "i",   "em",    "strong", "span", "font",
                                          "u", "sup", "sub", "small", "mark",   "img",  NULL};
    static const char *const hidden[] = {"script", "style", "head", NULL};
    bs_buffer *out = &document->text;
    for (size_t at = 0; at < html.size && !out->failed;) {
        char c = html.data[at];
        bool is_tag = c == '<' && at + 1 < html.size &&
                      (strchr("/!?", html.data[at + 1]) ||
                       bs_ascii_is_alpha((unsigned char)html.data[at + 1]));
        if (is_tag) {
            size_t behind;
            bs_str name = tag_at(html, at, &behind);
            bool is_end = html.data[at + 1] == '/';
            if (name.size > 0 && !is_name_of(name, inlines))
                bs_document_end_paragraph(document);
            if (!is_end && name.size == 2 && bs_ascii_lower((unsigned char)name.data[0]) == 'h' &&
                bs_ascii_is_digit((unsigned char)name.data[1]))
                document->is_heading = true;
            at = behind;
            while (!is_end && name.size > 0 && is_name_of(name, hidden) && at < html.size) {
                const char *next = memchr(html.data + at, '<', html.size - at);
                at = next ? (size_t)(next - html.data) : html.size;
                if (at + 1 >= html.size)
                    break;
                bs_str inner = tag_at(html, at, &behind);
                bool ends = html.data[at + 1] == '/' && bs_str_equal_nocase(inner, name);
                at = ends ? behind : at + 1;
                is_end = ends;
            }
            continue;
        }
        char bytes[BS_REFERENCE_BYTES_MAX];
        size_t size, taken = c == '&' ? bs_reference_decode(html, at, false, bytes, &size) : 0;
        if (taken > 0) {
            bs_buffer_add(out, (bs_str){bytes, size});
            at += taken;
            continue;
        }
        bool is_space = bs_ascii_is_space((unsigned char)c);
        if (!is_space || (out->size > document->start &&
                          !bs_ascii_is_space((unsigned char)out->data[out->size - 1])))
            bs_buffer_add_char(out, is_space ? ' ' : c);
        at++;
    }
    bs_document_end_paragraph(document);
}

/* --- One article ------------------------------------------------------------------------------ */

/* The heading that the document begins with, or the title of its properties where that is one of
 * the first paragraphs. */
static bs_str title_of(const bs_document *document)
{
    enum { PARAGRAPHS_TRIED = 5 };
    for (size_t i = 0; i < document->paragraphs.count && i < PARAGRAPHS_TRIED; i++) {
        bs_str text = bs_document_paragraph(document, i);
        bool is_heading = document->paragraphs.items[i].is_heading;
        if (text.size <= BS_TITLE_BYTES_MAX && !memchr(text.data, '\n', text.size) &&
            (is_heading || bs_str_equal(text, document->title)))
            return text;
    }
    return (bs_str){NULL, 0};
}

static bs_status read_one(bs_reading *reading, const bs_document *document, bs_error *error)
{
    bs_buffer text = {0};
    for (size_t i = 0; i < document->paragraphs.count; i++) {
        if (i > 0)
            bs_buffer_add(&text, BS_STR("\n\n"));
        bs_buffer_add(&text, bs_document_paragraph(document, i));
    }
    bs_str kept = bs_arena_copy(reading->arena, bs_buffer_str(&text));
    bool failed = text.failed || !kept.data;
    bs_buffer_clear(&text);
    if (failed)
        return bs_fail_memory(error);
    bs_reading_begin(reading);
    bs_str title = title_of(document);
    if (title.data) {
        title = bs_arena_copy(reading->arena, title);
        bs_status status = bs_reading_take(reading, BS_KEY_TITLE, title, BS_BASIS_STATED, error);
        if (status != BS_OK)
            return status;
    }
    return bs_text_read(reading, kept, error);
}

bs_status bs_document_read(bs_reading *reading, const bs_document *document, bs_error *error)
{
    if (document->paragraphs.count == 0)
        return bs_reading_skip(reading, BS_SKIP_FOREIGN, error, "a document without any text");
    bool is_done = false;
    bs_status status = bs_exports_read(reading, document, &is_done, error);
    return status == BS_OK && !is_done ? read_one(reading, document, error) : status;
}

/* --- Formats ---------------------------------------------------------------------------------- */

typedef bs_status (*parse_bytes)(bs_str bytes, bs_arena *arena, bs_document *document,
                                 bs_error *error);

static bs_status read_parsed(bs_reading *reading, bs_str bytes, parse_bytes parse, bs_error *error)
{
    bs_document document = {0};
    bs_error reason;
    bs_status status = parse(bytes, reading->arena, &document, &reason);
    if (status == BS_BAD_DATA)
        status = bs_reading_skip(reading, BS_SKIP_UNREADABLE, error, "%s", reason.message);
    else if (status == BS_OK)
        status = bs_document_read(reading, &document, error);
    else if (error)
        *error = reason;
    bs_document_clear(&document);
    return status;
}

bs_status bs_docx_read(bs_reading *reading, bs_str bytes, bs_error *error)
{
    return read_parsed(reading, bytes, bs_docx_parse, error);
}

bs_status bs_odt_read(bs_reading *reading, bs_str bytes, bs_error *error)
{
    return read_parsed(reading, bytes, bs_odt_parse, error);
}

bs_status bs_rtf_read(bs_reading *reading, bs_str bytes, bs_error *error)
{
    return read_parsed(reading, bytes, bs_rtf_parse, error);
}

bs_status bs_pdf_read(bs_reading *reading, bs_str bytes, bs_error *error)
{
    return read_parsed(reading, bytes, bs_pdf_parse, error);
}
