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
#include "read/voices.h"

enum {
    HEADER_LINES_MAX = 16,
    HEADER_VALUE_BYTES_MAX = 300,
    NAME_VALUE_BYTES_MAX = 80,
    HEADLINE_BYTES_MIN = 12,
    HEADLINE_BYTES_MAX = 160,
    HEADLINE_WORDS_MIN = 3,
    BODY_BYTES_MIN = 200, /* below this nothing is set apart as a headline */
    DATELINE_BYTES_MAX = 40,
    HEAD_LINE_BYTES_MAX = 160,
    SPEECH_PARAGRAPHS_MIN = 3,
    SPEECH_PARAGRAPHS_MAX = 400,
    SPEECH_BYTES_MIN = 600,
    WIDGET_ITEMS_MIN = 2,
    ITEM_BYTES_MAX = 160,
};

/* Paragraphs of one voice in a row are one segment: `open` is the one that may still grow. */
typedef struct scan {
    bs_reading *reading;
    bs_lines lines;
    bs_segment_type voice; /* of paragraphs that are nothing special */
    bs_segment open;
    bool is_open;
    bs_line last;      /* the paragraph before the one at hand */
    bs_str day;        /* of the comment at hand, when its head says so */
    size_t body_bytes; /* of the article so far */
    bs_voice_words words;
} scan;

static bs_str slice(const scan *from, bs_line line)
{
    return bs_str_slice(from->lines.text, line.start, line.end);
}

static bs_status flush(scan *from, bs_error *error)
{
    bool was_open = from->is_open;
    from->is_open = false;
    if (!was_open)
        return BS_OK;
    bs_segments *segments = &from->reading->draft.segments;
    size_t count = segments->count;
    bs_status status = bs_reading_add_segment(from->reading, from->open.type, from->open.start,
                                              from->open.end, error);
    if (status == BS_OK && segments->count > count)
        segments->items[count].anchor = from->open.anchor;
    return status;
}

static bool grows(bs_segment_type type)
{
    return type == BS_SEGMENT_BODY || type == BS_SEGMENT_COMMENT || type == BS_SEGMENT_WIDGET;
}

static bs_status put(scan *from, bs_segment_type type, size_t start, size_t end, bs_error *error)
{
    if (start >= end)
        return BS_OK;
    if (type == BS_SEGMENT_BODY)
        from->body_bytes += end - start;
    if (from->is_open && from->open.type == type && grows(type)) {
        from->open.end = (uint32_t)end;
        return BS_OK;
    }
    bs_status status = flush(from, error);
    from->open = (bs_segment){.type = type, .start = (uint32_t)start, .end = (uint32_t)end};
    if (type == BS_SEGMENT_COMMENT)
        from->open.anchor = from->day;
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
        if (bs_str_is_nocase(opening, openings[i]))
            return false;
    return words >= HEADLINE_WORDS_MIN;
}

/* A line with nothing but a day. */
static bool is_dateline(bs_str text, bs_date *date)
{
    return text.size <= DATELINE_BYTES_MAX && bs_date_written(text, date) && date->day > 0;
}

/* "Posted on July 9, 2024 by Jane Roe", "Published: 9 July 2024": what stands behind the first
 * word.
 */
static bool is_posted(bs_str text, bs_str *rest, bool *is_change)
{
    static const char *const begins[] = {"Updated",
                                         "Last updated",
                                         "Posted",
                                         "Published",
                                         "First published",
                                         "Written",
                                         "Publi\xc3\xa9",
                                         "Publicado",
                                         "Pubblicato",
                                         "Ver\xc3\xb6"
                                         "ffentlicht",
                                         "Gepubliceerd"};
    bs_date date;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        bs_str begin = bs_str_from(begins[i]);
        if (!bs_str_starts(text, begin) || text.size > HEAD_LINE_BYTES_MAX ||
            text.size <= begin.size || !strchr(" :", text.data[begin.size]))
            continue;
        *rest = bs_str_slice(text, begin.size + 1, text.size);
        *is_change = i < 2;
        return bs_voice_last_date(text, &date);
    }
    return false;
}

/* The pieces of "By Jane Roe | July 9, 2024": false at the end. */
static bool next_piece(bs_str *rest, bs_str *piece)
{
    static const char *const joints[] = {
        " | ", " \xe2\x80\xa2 ", " \xc2\xb7 ", " \xe2\x80\x94 ", " \xe2\x80\x93 ", " - ", " / "};
    if (!rest->data)
        return false;
    size_t best = SIZE_MAX, size = 0;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t at = bs_str_find(*rest, bs_str_from(joints[i]), 0);
        if (at < best) {
            best = at;
            size = strlen(joints[i]);
        }
    }
    *piece = bs_str_trim(bs_str_slice(*rest, 0, best == SIZE_MAX ? rest->size : best));
    *rest = best == SIZE_MAX ? (bs_str){NULL, 0} : bs_str_slice(*rest, best + size, rest->size);
    return true;
}

/* Names that systems sign with are nobody's. */
static bool is_nobody(bs_str name)
{
    static const char *const names[] = {"admin", "administrator", "editor", "staff", "webmaster",
                                        "root",  "guest",         "user",   "author"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bs_str_is_nocase(name, names[i]))
            return true;
    return false;
}

typedef struct head_facts {
    bs_byline_marks byline;
    bs_date date;
    bs_str outlet; /* absent when it is not told */
    bool has_byline, has_date;
} head_facts;

/* "Originally published in The Courier on July 9, 2024", "Reposted from The Courier". */
static bool read_origin(bs_str text, head_facts *facts)
{
    static const char *const begins[] = {"Originally published",
                                         "Originally appeared",
                                         "This article was originally published",
                                         "This article originally appeared",
                                         "This article first appeared",
                                         "This story was originally published",
                                         "This story originally appeared",
                                         "Republished",
                                         "Reposted",
                                         "Reprinted",
                                         "First published in"};
    static const char *const joints[] = {" in ", " by ", " on ", " from "};
    bool is_origin = false;
    for (size_t i = 0; i < sizeof begins / sizeof *begins && !is_origin; i++)
        is_origin = bs_str_starts(text, bs_str_from(begins[i]));
    size_t start = SIZE_MAX;
    for (size_t i = 0; i < sizeof joints / sizeof *joints && is_origin; i++) {
        size_t at = bs_str_find(text, bs_str_from(joints[i]), 0);
        if (at < start && at != SIZE_MAX)
            start = at + strlen(joints[i]);
    }
    if (!is_origin || start >= text.size)
        return false;
    bs_str name = bs_str_slice(text, start, text.size);
    size_t on = bs_str_find(name, BS_STR(" on "), 0), comma = bs_str_find(name, BS_STR(","), 0);
    size_t end = on < comma ? on : comma;
    name = bs_str_trim(bs_str_slice(name, 0, end == SIZE_MAX ? name.size : end));
    while (name.size > 0 && strchr(".:", name.data[name.size - 1]))
        name.size--;
    if (name.size == 0 || !bs_mark_is_names(name))
        return false;
    facts->outlet = name;
    facts->has_date = bs_voice_last_date(text, &facts->date);
    return true;
}

/* "Jane Roe, The Courier, July 9, 2024". */
static bool read_commas(bs_str text, head_facts *facts)
{
    enum { DATE_BYTES_MAX = 24, OUTLET_BYTES_MAX = 60 };
    size_t comma = bs_str_find(text, BS_STR(", "), 0);
    if (comma == SIZE_MAX)
        return false;
    bs_str name = bs_str_slice(text, 0, comma), rest = bs_str_slice(text, comma + 2, text.size);
    if (!memchr(name.data, ' ', name.size) || name.size > 40 || !bs_mark_is_names(name))
        return false;
    size_t start = SIZE_MAX; /* of the date: a later word does not give all of it any more */
    for (size_t i = 1; i < rest.size; i++) {
        bs_date date;
        if (rest.data[i - 1] == ' ' && bs_date_written(bs_str_slice(rest, i, rest.size), &date) &&
            date.day > 0) {
            start = i;
            facts->date = date;
        }
    }
    if (start == SIZE_MAX || rest.size - start > DATE_BYTES_MAX)
        return false;
    bs_str outlet = bs_str_trim(bs_str_slice(rest, 0, start));
    while (outlet.size > 0 && strchr(",;", outlet.data[outlet.size - 1]))
        outlet.size--;
    if (outlet.size == 0 || outlet.size > OUTLET_BYTES_MAX || !bs_mark_is_names(outlet))
        return false;
    facts->byline = (bs_byline_marks){.names = name};
    facts->outlet = outlet;
    facts->has_byline = facts->has_date = true;
    return true;
}

/* A piece like a line of a header: "Source: The Courier". */
static bool read_labelled(bs_str piece, head_facts *facts)
{
    bs_str value;
    switch (header_line(piece, &value)) {
    case BS_KEY_OUTLET:
        facts->outlet = value;
        return true;
    case BS_KEY_BYLINE:
        facts->byline = (bs_byline_marks){.names = value};
        facts->has_byline = true;
        return true;
    case BS_KEY_DATE:
        facts->has_date = bs_date_written(value, &facts->date);
        return facts->has_date;
    default:
        return false;
    }
}

/* What a line at the head says of the article, when it says nothing else. */
static bool read_head_line(bs_str text, head_facts *facts)
{
    bs_str rest = text, piece, behind;
    bs_str unknown = {NULL, 0};
    *facts = (head_facts){.has_date = false};
    if (text.size > HEAD_LINE_BYTES_MAX)
        return false;
    if (read_commas(text, facts))
        return true;
    while (next_piece(&rest, &piece)) {
        bool is_change;
        bs_date date;
        if (read_origin(piece, facts) || (piece.size < text.size && read_labelled(piece, facts))) {
            continue;
        } else if (is_posted(piece, &behind, &is_change)) {
            size_t by = bs_str_find(behind, BS_STR("by "), 0);
            bs_str name = bs_str_slice(behind, by == SIZE_MAX ? behind.size : by + 3, behind.size);
            size_t on = bs_str_find(name, BS_STR(" on "), 0);
            name = bs_str_trim(bs_str_slice(name, 0, on == SIZE_MAX ? name.size : on));
            if (!is_change)
                facts->has_date = bs_voice_last_date(piece, &facts->date);
            if (name.size > 0 && !is_nobody(name) && bs_mark_is_names(name)) {
                facts->byline = (bs_byline_marks){.names = name};
                facts->has_byline = true;
            }
        } else if (is_dateline(piece, &date)) {
            if (!facts->has_date)
                facts->date = date;
            facts->has_date = true;
        } else if (bs_mark_byline(piece, &facts->byline)) {
            facts->has_byline = true;
        } else if (!unknown.data && piece.size <= 40 && bs_mark_is_names(piece)) {
            unknown = piece;
        } else {
            return false;
        }
    }
    /* What stands beside a byline is where it was; beside a day alone it may be the headline. */
    if (unknown.data && (!facts->has_byline || facts->outlet.data))
        return false;
    if (unknown.data)
        facts->outlet = unknown;
    return facts->has_byline || facts->has_date || facts->outlet.data;
}

static bool is_head_line(bs_str text)
{
    head_facts facts;
    bs_str value;
    return read_head_line(text, &facts) || header_line(text, &value) != BS_KEY_NONE;
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
    if (bs_lines_is_blank_behind(&from->lines, line.end) || is_head_line(slice(from, next)))
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

static bs_status take_day(scan *from, bs_date date, bs_error *error)
{
    char text[BS_DAY_TEXT_MAX];
    bs_date_write(date, text);
    bs_str copy = bs_arena_copy(from->reading->arena, bs_str_from(text));
    return copy.data ? bs_reading_take(from->reading, BS_KEY_DATE, copy, BS_BASIS_STATED, error)
                     : bs_fail_memory(error);
}

/* The address of a page on a line of its own. */
static bool is_address(bs_str text)
{
    return (bs_str_starts(text, BS_STR("http://")) || bs_str_starts(text, BS_STR("https://"))) &&
           !memchr(text.data, ' ', text.size);
}

/* A name alone on the line above a day. */
static bool is_outlet(const scan *from, bs_line line)
{
    size_t at = line.end;
    bs_line next;
    bs_date date;
    bs_str text = slice(from, line);
    return text.size <= DATELINE_BYTES_MAX && bs_mark_is_names(text) &&
           bs_lines_next(&from->lines, &at, &next) && is_dateline(slice(from, next), &date);
}

/* A headline, and lines that say who wrote this, when and where, in any order. */
static bs_status read_head(scan *from, size_t *at, bs_error *error)
{
    bs_draft *draft = &from->reading->draft;
    bs_line head;
    head_facts line_facts;
    size_t peek = *at;
    bool is_one_line = bs_lines_next(&from->lines, &peek, &head) &&
                       bs_str_find(slice(from, head), BS_STR(" | "), 0) != SIZE_MAX &&
                       read_head_line(slice(from, head), &line_facts);
    bs_status status = is_one_line ? BS_OK : read_header(from, at, error);
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
        bs_str text = slice(from, line), value;
        head_facts facts;
        bs_key key;
        bool is_facts = read_head_line(text, &facts);
        bool is_both = is_facts && facts.has_byline && (facts.has_date || facts.outlet.data);
        if (!has_byline && !is_both && bs_mark_byline(text, &facts.byline)) {
            has_byline = true;
            status = take_byline(from, line, &facts.byline, error);
            has_headline = draft->title.data != NULL;
            if (status == BS_OK && bs_voice_last_date(text, &facts.date))
                status = take_day(from, facts.date, error);
        } else if (has_byline && !draft->outlet.data && is_outlet(from, line)) {
            status = bs_reading_take(from->reading, BS_KEY_OUTLET, text, BS_BASIS_STATED, error);
            if (status == BS_OK)
                status = put(from, BS_SEGMENT_BYLINE, line.start, line.end, error);
        } else if ((has_headline || has_byline || is_both) && is_facts &&
                   !(facts.has_byline && has_byline)) {
            if (facts.has_date)
                status = take_day(from, facts.date, error);
            if (status == BS_OK && facts.outlet.data)
                status = bs_reading_take(from->reading, BS_KEY_OUTLET, facts.outlet,
                                         BS_BASIS_STATED, error);
            if (status == BS_OK && facts.has_byline)
                status = take_byline(from, line, &facts.byline, error);
            else if (status == BS_OK)
                status = put(from, BS_SEGMENT_BYLINE, line.start, line.end, error);
            has_byline = has_byline || facts.has_byline;
        } else if (has_headline && (key = header_line(text, &value)) != BS_KEY_NONE) {
            status = bs_reading_take(from->reading, key, value, BS_BASIS_STATED, error);
            if (status == BS_OK)
                status = put(from, BS_SEGMENT_BYLINE, line.start, line.end, error);
            has_byline = has_byline || key == BS_KEY_BYLINE;
        } else if ((has_headline || has_byline) && is_address(text)) {
            status = bs_reading_take(from->reading, BS_KEY_URL, text, BS_BASIS_STATED, error);
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

bool bs_text_has_head(const bs_lines *lines, bs_line line)
{
    enum { LINES_MAX = 6 };
    scan from = {.lines = *lines};
    size_t at = line.start;
    bool has_keys = false, has_title = false, has_byline = false, has_date = false;
    for (size_t i = 0; i < LINES_MAX && bs_lines_next(lines, &at, &line); i++) {
        bs_str text = slice(&from, line), value;
        head_facts facts;
        bs_key key = header_line(text, &value);
        if (i == 0 && key == BS_KEY_NONE && !is_headline(&from, line))
            return false;
        has_keys |= i == 0 && key != BS_KEY_NONE;
        has_title |= key == BS_KEY_TITLE || (i == 0 && key == BS_KEY_NONE);
        has_byline |= key == BS_KEY_BYLINE;
        has_date |= key == BS_KEY_DATE;
        if (i == 0 || key != BS_KEY_NONE)
            continue;
        if (has_keys)
            break;
        bool is_facts = read_head_line(text, &facts);
        bool is_byline = bs_mark_byline(text, &facts.byline);
        if (!is_facts && !is_byline && !(has_byline && is_outlet(&from, line)))
            break;
        has_byline |= is_byline || (is_facts && facts.has_byline);
        has_date |=
            (is_facts && facts.has_date) || (is_byline && bs_voice_last_date(text, &facts.date));
    }
    return has_title && (has_keys ? has_byline || has_date : has_byline && has_date);
}

/* --- The rest -----------------------------------------------------------------------------------
 */

/* Lines of share buttons, a heading with the items under it, or one line that no one wrote for this
 * article. What stands behind share buttons is no longer the article, unless they stand at its
 * head: comments, mostly. */
static bs_status read_widget(scan *from, size_t *at, bs_line head, bool *is_widget, bs_error *error)
{
    bs_str text = slice(from, head);
    bool is_heading = bs_mark_is_share_heading(text), is_share = bs_voice_is_share_line(text);
    bool is_list = bs_voice_is_list_heading(text);
    size_t items = 0, behind = *at, probe = *at, end = head.end;
    bs_line line;
    *is_widget = false;
    while ((is_heading || is_share || is_list) && bs_lines_next(&from->lines, &probe, &line)) {
        bs_str item = slice(from, line);
        bool is_button = bs_voice_is_share_line(item) || bs_mark_is_share_heading(item);
        if (!is_button && !(is_heading && bs_voice_is_widget_line(item)) &&
            !(bs_line_is_item(item) && item.size <= ITEM_BYTES_MAX))
            break;
        is_share = is_share || is_button;
        items++;
        behind = probe;
        end = line.end;
    }
    *is_widget =
        items >= WIDGET_ITEMS_MIN || (items > 0 && is_share) || bs_voice_is_widget_line(text);
    if (!*is_widget)
        return BS_OK;
    if (items == 0)
        end = head.end;
    else
        *at = behind;
    bool is_behind = from->body_bytes * 4 >= from->lines.text.size - end;
    if (is_behind && (is_share || (is_heading && items > 0)))
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

/* Paragraphs that each begin with ">", as mail and forums mark what they quote. */
static bool is_marked_quotation(const scan *from, bs_line first, size_t at, bs_line *whole,
                                size_t *behind)
{
    size_t count = 1;
    bs_line next;
    *whole = first;
    if (from->lines.text.data[first.start] != '>')
        return false;
    while (bs_lines_next_paragraph(&from->lines, &at, &next) &&
           from->lines.text.data[next.start] == '>') {
        whole->end = next.end;
        *behind = at;
        count++;
    }
    return count >= SPEECH_PARAGRAPHS_MIN || whole->end - whole->start >= SPEECH_BYTES_MIN;
}

/* Its day is the last one that the paragraph before it names: "what he said on 4 March 1961". */
static bs_status put_speech(scan *from, bs_line whole, bs_error *error)
{
    bs_status status = put(from, BS_SEGMENT_SPEECH, whole.start, whole.end, error);
    bs_date date;
    if (status != BS_OK || from->last.end <= from->last.start ||
        !bs_voice_last_date(slice(from, from->last), &date))
        return status;
    char text[BS_DAY_TEXT_MAX];
    bs_date_write(date, text);
    from->open.anchor = bs_arena_copy(from->reading->arena, bs_str_from(text));
    return from->open.anchor.data ? BS_OK : bs_fail_memory(error);
}

/* The head of a comment, with which the voice of another reader begins. */
static bs_status put_comment_head(scan *from, bs_line paragraph, const bs_date *date,
                                  bs_error *error)
{
    bs_status status = flush(from, error);
    from->voice = BS_SEGMENT_COMMENT;
    from->day = (bs_str){NULL, 0};
    if (date) {
        char text[BS_DAY_TEXT_MAX];
        bs_date_write(*date, text);
        from->day = bs_arena_copy(from->reading->arena, bs_str_from(text));
        if (!from->day.data)
            return bs_fail_memory(error);
    }
    return status == BS_OK ? put(from, BS_SEGMENT_COMMENT, paragraph.start, paragraph.end, error)
                           : status;
}

/* Prose, cut where a lost line end has glued two words together. */
static bs_status put_prose(scan *from, bs_line paragraph, bs_error *error)
{
    bs_status status = BS_OK;
    while (status == BS_OK && paragraph.start < paragraph.end) {
        bs_str text = slice(from, paragraph);
        bs_caption_marks caption;
        size_t start, end, at = bs_voice_glue(&from->words, text, 1, &start, &end);
        bs_line piece = paragraph;
        if (at != SIZE_MAX)
            piece.end = paragraph.start + at;
        if (at != SIZE_MAX && bs_mark_caption(slice(from, piece), &caption))
            status = put_caption(from, piece, &caption, error);
        else
            status = put(from, from->voice, piece.start, piece.end, error);
        if (status == BS_OK && at != SIZE_MAX)
            status = flush(from, error); /* what follows begins a segment, so a word ends here */
        if (status == BS_OK && at != SIZE_MAX)
            status =
                bs_reading_find(from->reading, BS_STR("words glued together"),
                                paragraph.start + start, paragraph.start + end,
                                BS_STR("a line end or blank between two words is lost"), error);
        paragraph.start = piece.end;
    }
    return status;
}

static bool is_author(const scan *from, bs_str name)
{
    const bs_draft *draft = &from->reading->draft;
    for (size_t i = 0; i < draft->byline_count; i++)
        if (bs_str_equal_nocase(draft->byline[i], name))
            return true;
    return false;
}

/* A head of one or two lines that names who wrote when, behind the article. The author who does so
 * goes on with a live report. */
static bool is_signed(const scan *from, bs_line paragraph, bs_line *head, bs_date *date,
                      bool *has_date)
{
    size_t at = paragraph.start;
    bs_line second;
    bs_str signer;
    bool is_two;
    if (from->body_bytes < BODY_BYTES_MIN || !bs_lines_next(&from->lines, &at, head))
        return false;
    bs_str below = bs_lines_next(&from->lines, &at, &second) ? slice(from, second) : BS_STR("");
    if (!bs_voice_is_signed(slice(from, *head), below, &signer, &is_two, date, has_date) ||
        is_author(from, signer))
        return false;
    if (is_two)
        head->end = second.end;
    return true;
}

static bs_status read_paragraph(scan *from, size_t *at, bs_line paragraph, bs_error *error)
{
    bs_str text = slice(from, paragraph);
    bool is_widget, has_date, is_sure;
    bs_date date;
    bs_line head;
    bs_status status = read_widget(from, at, paragraph, &is_widget, error);
    if (status != BS_OK || is_widget)
        return status;
    bool is_comment = from->voice == BS_SEGMENT_COMMENT;
    if (from->body_bytes >= BODY_BYTES_MIN && bs_voice_is_comment_heading(text)) {
        from->voice = BS_SEGMENT_COMMENT;
        return put(from, BS_SEGMENT_WIDGET, paragraph.start, paragraph.end, error);
    }
    if (bs_voice_is_comment_head(text, &date, &has_date, &is_sure) &&
        (is_comment || (is_sure && from->body_bytes >= BODY_BYTES_MIN)))
        return put_comment_head(from, paragraph, has_date ? &date : NULL, error);
    if (is_signed(from, paragraph, &head, &date, &has_date)) {
        *at = head.end;
        return put_comment_head(from, head, has_date ? &date : NULL, error);
    }
    bs_caption_marks caption;
    if (!is_comment && bs_mark_caption(text, &caption))
        return put_caption(from, paragraph, &caption, error);
    bs_line whole;
    size_t behind = *at;
    if (is_long_quotation(from, paragraph, *at, &whole, &behind) ||
        is_marked_quotation(from, paragraph, *at, &whole, &behind)) {
        *at = behind;
        return put_speech(from, whole, error);
    }
    from->last = paragraph;
    return put_prose(from, paragraph, error);
}

bs_status bs_text_read(bs_reading *reading, bs_str text, bs_error *error)
{
    scan from = {.reading = reading, .voice = BS_SEGMENT_BODY};
    reading->draft.text = text;
    if (text.size > BS_ARTICLE_TEXT_MAX)
        return bs_reading_emit(reading, error); /* which tells that it is too long */
    from.lines = bs_lines_of(text);
    from.words.text = text;
    size_t at = 0;
    bs_status status = read_head(&from, &at, error);
    bs_line paragraph;
    while (status == BS_OK && bs_lines_next_paragraph(&from.lines, &at, &paragraph))
        status = read_paragraph(&from, &at, paragraph, error);
    if (status == BS_OK)
        status = flush(&from, error);
    bs_voice_words_clear(&from.words);
    return status == BS_OK ? bs_reading_emit(reading, error) : status;
}
