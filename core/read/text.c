/*
 * text.c - plain text as one article. The text is the file, byte for byte; what is known about its
 * parts is told by segments.
 *
 * Only what is sure is told apart: lines of a header, a headline that stands alone, captions that
 * end in a credit, lists of share buttons and the comments under them, long quoted blocks.
 */
#include "base/error.h"
#include "base/str.h"
#include "read/formats.h"
#include "read/lines.h"
#include "read/marks.h"

enum {
    HEADER_LINES_MAX = 16,
    HEADER_VALUE_BYTES_MAX = 300,
    NAME_VALUE_BYTES_MAX = 80,
    HEADLINE_BYTES_MIN = 12,
    HEADLINE_BYTES_MAX = 160,
    HEADLINE_WORDS_MIN = 3,
    BODY_BYTES_MIN = 200, /* below this nothing is set apart as a headline */
    DATELINE_BYTES_MAX = 40,
    SPEECH_PARAGRAPHS_MIN = 3,
    SPEECH_PARAGRAPHS_MAX = 400,
    SPEECH_BYTES_MIN = 600,
};

/* Paragraphs of one voice in a row are one segment: `open` is the one that may still grow. */
typedef struct scan {
    bs_reading *reading;
    bs_lines lines;
    bs_segment_type voice; /* of paragraphs that are nothing special */
    bs_segment open;
    bool is_open;
} scan;

static bs_str slice(const scan *from, bs_line line)
{
    return bs_str_slice(from->lines.text, line.start, line.end);
}

static bs_status flush(scan *from, bs_error *error)
{
    bool was_open = from->is_open;
    from->is_open = false;
    return was_open ? bs_reading_add_segment(from->reading, from->open.type, from->open.start,
                                             from->open.end, error)
                    : BS_OK;
}

static bool grows(bs_segment_type type)
{
    return type == BS_SEGMENT_BODY || type == BS_SEGMENT_COMMENT || type == BS_SEGMENT_WIDGET;
}

static bs_status put(scan *from, bs_segment_type type, size_t start, size_t end, bs_error *error)
{
    if (start >= end)
        return BS_OK;
    if (from->is_open && from->open.type == type && grows(type)) {
        from->open.end = (uint32_t)end;
        return BS_OK;
    }
    bs_status status = flush(from, error);
    from->open = (bs_segment){.type = type, .start = (uint32_t)start, .end = (uint32_t)end};
    from->is_open = true;
    return status;
}

/* --- The head -----------------------------------------------------------------------------------
 */

/* "Title: The price of steel": the key before the colon, and what stands behind it. */
static bs_key header_line(bs_str line, bs_str *value)
{
    size_t colon = bs_str_find(line, BS_STR(":"), 0);
    if (colon == SIZE_MAX || colon == 0 || colon + 1 >= line.size ||
        !bs_ascii_is_space((unsigned char)line.data[colon + 1]))
        return BS_KEY_NONE;
    *value = bs_str_trim(bs_str_slice(line, colon + 1, line.size));
    bs_key key = bs_key_from(bs_str_slice(line, 0, colon));
    if (value->size == 0 || value->size > HEADER_VALUE_BYTES_MAX || key == BS_KEY_TEXT)
        return BS_KEY_NONE;
    /* "Speaker: We welcome .." opens a transcript; a byline has names alone. */
    if (key == BS_KEY_BYLINE && (value->size > NAME_VALUE_BYTES_MAX || !bs_mark_is_names(*value)))
        return BS_KEY_NONE;
    return key;
}

/* Lines of keys at the head, at least one, set apart by a blank line or at least two. `*at` moves
 * behind them. */
static bs_status read_header(scan *from, size_t *at, bs_error *error)
{
    size_t count = 0, behind = *at, probe = *at;
    bool is_apart = false;
    bs_line line;
    bs_str value;
    while (count < HEADER_LINES_MAX && bs_lines_next(&from->lines, &probe, &line) &&
           header_line(slice(from, line), &value) != BS_KEY_NONE) {
        count++;
        behind = probe;
        is_apart = bs_lines_is_blank_behind(&from->lines, line.end);
        if (is_apart)
            break;
    }
    if (count == 0 || (count == 1 && !is_apart))
        return BS_OK;

    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bs_lines_next(&from->lines, at, &line);
        bs_key key = header_line(slice(from, line), &value);
        status = bs_reading_take(from->reading, key, value, BS_BASIS_STATED, error);
        bool is_title = key == BS_KEY_TITLE;
        size_t start = is_title ? (size_t)(value.data - from->lines.text.data) : line.start;
        if (status == BS_OK)
            status = put(from, is_title ? BS_SEGMENT_HEADLINE : BS_SEGMENT_BYLINE, start, line.end,
                         error);
    }
    *at = behind;
    return status;
}

/* What a headline is not: part of a sentence, several sentences, an address to the listeners, a
 * speaker's turn, a stage direction. */
static bool reads_like_headline(bs_str text)
{
    static const char *const inside[] = {". ", "? ", "! ", "(", "[", "\t", "  "};
    static const char *const openings[] = {
        "Mr",    "Mr.",         "Mrs",          "Mrs.",          "Ms",
        "Ms.",   "Madam",       "Mdm",          "Dear",          "Your",
        "My",    "Excellency,", "Fellow",       "Honourable",    "Honorable",
        "Thank", "Ladies",      "Excellencies", "Excellencies,",
    };
    unsigned char first = (unsigned char)text.data[0],
                  last = (unsigned char)text.data[text.size - 1];
    bool is_lower = bs_ascii_is_alpha(first) && bs_ascii_lower(first) == first;
    if (is_lower || bs_ascii_is_digit(first) || strchr("*_#=~|", first) || strchr(".,;:!-*_", last))
        return false;
    size_t words = 1;
    for (size_t i = 0; i < text.size; i++)
        words += text.data[i] == ' ';
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if (bs_str_find(text, bs_str_from(inside[i]), 0) != SIZE_MAX)
            return false;
    /* "It is a pleasure to extend to the" was broken off. */
    size_t behind = text.size;
    while (behind > 0 && text.data[behind - 1] >= 'a' && text.data[behind - 1] <= 'z')
        behind--;
    if (text.size - behind <= 3 && behind > 0 && text.data[behind - 1] == ' ')
        return false;
    bs_str rest = text, opening;
    bs_str_cut(&rest, ' ', &opening);
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (bs_str_equal_nocase(opening, bs_str_from(openings[i])))
            return false;
    return words >= HEADLINE_WORDS_MIN;
}

static bool is_headline(const scan *from, bs_line line)
{
    bs_str text = slice(from, line);
    if (text.size < HEADLINE_BYTES_MIN || text.size > HEADLINE_BYTES_MAX ||
        from->lines.text.size - line.end < BODY_BYTES_MIN || bs_line_is_item(text) ||
        !reads_like_headline(text))
        return false;
    size_t at = line.end;
    bs_line next;
    if (!bs_lines_next(&from->lines, &at, &next))
        return false;
    unsigned char begins = (unsigned char)from->lines.text.data[next.start];
    if (bs_ascii_is_alpha(begins) && bs_ascii_lower(begins) == begins)
        return false; /* the sentence goes on */
    if (bs_lines_is_blank_behind(&from->lines, line.end))
        return true;
    return !from->lines.is_wrapped && next.end - next.start > 2 * text.size &&
           next.end - next.start > BODY_BYTES_MIN;
}

/* A line at the head that says who wrote this. */
static bs_status take_byline(scan *from, bs_line line, const bs_byline_marks *marks,
                             bs_error *error)
{
    bs_reading *reading = from->reading;
    bs_reading_add_byline(reading, marks->names);
    bs_status status = BS_OK;
    if (marks->outlet.data)
        status = bs_reading_take(reading, BS_KEY_OUTLET, marks->outlet, BS_BASIS_STATED, error);
    if (status == BS_OK && marks->title.data)
        status = bs_reading_take(reading, BS_KEY_TITLE, marks->title, BS_BASIS_STATED, error);
    return status == BS_OK ? put(from, BS_SEGMENT_BYLINE, line.start, line.end, error) : status;
}

/* A headline, a byline and a line with nothing but a date, in any order, each once. */
static bs_status read_head(scan *from, size_t *at, bs_error *error)
{
    bs_draft *draft = &from->reading->draft;
    bs_status status = read_header(from, at, error);
    bool has_headline = draft->title.data != NULL, has_byline = draft->byline_count > 0;
    size_t first = *at;
    bs_line title;
    /* A document has said what its title is. */
    if (status == BS_OK && has_headline && bs_lines_next(&from->lines, &first, &title) &&
        bs_str_equal(slice(from, title), draft->title)) {
        *at = first;
        status = put(from, BS_SEGMENT_HEADLINE, title.start, title.end, error);
    }
    for (size_t probe = *at; status == BS_OK; *at = probe) {
        bs_line line;
        if (!bs_lines_next(&from->lines, &probe, &line))
            break;
        bs_str text = slice(from, line);
        bs_byline_marks marks;
        bs_date date;
        if (!has_byline && bs_mark_byline(text, &marks)) {
            has_byline = true;
            status = take_byline(from, line, &marks, error);
            has_headline = draft->title.data != NULL;
        } else if (draft->basis == BS_BASIS_NONE && text.size <= DATELINE_BYTES_MAX &&
                   (has_headline || has_byline) && bs_date_written(text, &date) && date.day > 0) {
            status = bs_reading_take(from->reading, BS_KEY_DATE, text, BS_BASIS_STATED, error);
            if (status == BS_OK)
                status = put(from, BS_SEGMENT_BYLINE, line.start, line.end, error);
        } else if (!has_headline && is_headline(from, line)) {
            has_headline = true;
            status = bs_reading_take(from->reading, BS_KEY_TITLE, text, BS_BASIS_STATED, error);
            if (status == BS_OK)
                status = put(from, BS_SEGMENT_HEADLINE, line.start, line.end, error);
        } else {
            break;
        }
    }
    return status;
}

/* --- The rest -----------------------------------------------------------------------------------
 */

/* A heading of share buttons and the items under it. What stands behind those is no longer the
 * article: comments, mostly. */
static bs_status read_widget(scan *from, size_t *at, bs_line head, bool *is_widget, bs_error *error)
{
    enum { ITEMS_MIN = 2 };
    *is_widget = false;
    if (!bs_mark_is_share_heading(slice(from, head)))
        return BS_OK;
    size_t items = 0, behind = *at, probe = *at, end = head.end;
    bs_line line;
    while (bs_lines_next(&from->lines, &probe, &line) && bs_line_is_item(slice(from, line))) {
        items++;
        behind = probe;
        end = line.end;
    }
    if (items < ITEMS_MIN)
        return BS_OK;
    *is_widget = true;
    *at = behind;
    from->voice = BS_SEGMENT_COMMENT;
    return put(from, BS_SEGMENT_WIDGET, head.start, end, error);
}

/* A quotation that is opened by a paragraph and closed by a later one, `paragraphs` in all. False
 * for what is not closed, or closed before it is long. */
static bool is_long_quotation(const scan *from, bs_line first, size_t at, bs_line *whole,
                              size_t *behind)
{
    bs_quote_marks marks;
    bs_str text = slice(from, first);
    if (!bs_mark_opens_quotation(text, &marks))
        return false;
    *whole = first;
    bool is_open = bs_mark_leaves_open(text, &marks, true);
    for (size_t count = 1; is_open && count < SPEECH_PARAGRAPHS_MAX; count++) {
        bs_line next;
        if (!bs_lines_next_paragraph(&from->lines, &at, &next))
            return false;
        text = slice(from, next);
        bs_quote_marks again;
        bool opens_again = bs_mark_opens_quotation(text, &again);
        is_open = bs_mark_leaves_open(text, &marks, opens_again);
        whole->end = next.end;
        *behind = at;
        if (!is_open)
            return count + 1 >= SPEECH_PARAGRAPHS_MIN &&
                   whole->end - whole->start >= SPEECH_BYTES_MIN &&
                   bs_mark_ends_quotation(text, &marks);
    }
    return false;
}

static bs_status put_caption(scan *from, bs_line paragraph, const bs_caption_marks *marks,
                             bs_error *error)
{
    size_t start = paragraph.start;
    bs_status status = put(from, from->voice, start, start + marks->before_end, error);
    if (status == BS_OK)
        status = put(from, BS_SEGMENT_CAPTION, start + marks->caption_start,
                     start + marks->caption_end, error);
    if (status == BS_OK)
        status = put(from, BS_SEGMENT_CREDIT, start + marks->credit_start,
                     start + marks->credit_end, error);
    if (status != BS_OK || start + marks->credit_end >= paragraph.end)
        return status;
    status = bs_reading_find(from->reading, BS_STR("words glued together"),
                             start + marks->glued_start, start + marks->glued_end,
                             BS_STR("a credit runs into the paragraph behind it"), error);
    return status == BS_OK ? put(from, from->voice, start + marks->credit_end, paragraph.end, error)
                           : status;
}

static bs_status read_paragraph(scan *from, size_t *at, bs_line paragraph, bs_error *error)
{
    bs_str text = slice(from, paragraph);
    bool is_widget;
    bs_status status = read_widget(from, at, paragraph, &is_widget, error);
    if (status != BS_OK || is_widget)
        return status;
    if (from->voice == BS_SEGMENT_BODY && bs_mark_is_comment_heading(text)) {
        from->voice = BS_SEGMENT_COMMENT;
        return put(from, BS_SEGMENT_WIDGET, paragraph.start, paragraph.end, error);
    }
    bs_caption_marks caption;
    if (bs_mark_caption(text, &caption))
        return put_caption(from, paragraph, &caption, error);
    bs_line whole;
    size_t behind;
    if (is_long_quotation(from, paragraph, *at, &whole, &behind)) {
        *at = behind;
        return put(from, BS_SEGMENT_SPEECH, whole.start, whole.end, error);
    }
    return put(from, from->voice, paragraph.start, paragraph.end, error);
}

bs_status bs_text_read(bs_reading *reading, bs_str text, bs_error *error)
{
    scan from = {.reading = reading, .voice = BS_SEGMENT_BODY};
    reading->draft.text = text;
    if (text.size > BS_ARTICLE_TEXT_MAX)
        return bs_reading_emit(reading, error); /* which tells that it is too long */
    from.lines = bs_lines_of(text);
    size_t at = 0;
    bs_status status = read_head(&from, &at, error);
    bs_line paragraph;
    while (status == BS_OK && bs_lines_next_paragraph(&from.lines, &at, &paragraph))
        status = read_paragraph(&from, &at, paragraph, error);
    if (status == BS_OK)
        status = flush(&from, error);
    return status == BS_OK ? bs_reading_emit(reading, error) : status;
}
