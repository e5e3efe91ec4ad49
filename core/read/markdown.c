/*
 * markdown.c - Markdown with or without front matter (YAML between lines of three hyphens).
 *
 * The article's text is what a reader sees: marks of emphasis, targets of links, images and tags
 * are left out, paragraphs stay apart. Of YAML we read what front matter has: keys with a value, a
 * list, or a folded text.
 */
#include "base/error.h"
#include "base/str.h"
#include "read/formats.h"
#include "read/lines.h"
#include "read/reference.h"

enum { FRONT_MATTER_BYTES_MAX = 256 * 1024, LINK_BYTES_MAX = 4096, LABEL_BYTES_MAX = 2048 };

/* --- Front matter --------------------------------------------------------------------------------
 */

static bs_str cut_line(bs_str *rest)
{
    size_t end = 0;
    while (end < rest->size && rest->data[end] != '\n' && rest->data[end] != '\r')
        end++;
    bs_str line = bs_str_slice(*rest, 0, end);
    if (end + 1 < rest->size && rest->data[end] == '\r' && rest->data[end + 1] == '\n')
        end++;
    *rest = bs_str_slice(*rest, end < rest->size ? end + 1 : end, rest->size);
    return line;
}

/* Cuts the front matter off `text`. False when it has none, or none that ends. */
static bool cut_front_matter(bs_str *text, bs_str *matter)
{
    bs_str rest = *text;
    if (!bs_str_equal(bs_str_trim(cut_line(&rest)), BS_STR("---")))
        return false;
    const char *start = rest.data;
    while (rest.size > 0 && rest.data - start < FRONT_MATTER_BYTES_MAX) {
        const char *line_start = rest.data;
        bs_str line = bs_str_trim(cut_line(&rest));
        if (bs_str_equal(line, BS_STR("---")) || bs_str_equal(line, BS_STR("..."))) {
            *matter = (bs_str){start, (size_t)(line_start - start)};
            *text = rest;
            return true;
        }
    }
    return false;
}

/* A scalar without its quotation marks; in double ones a backslash escapes, in single ones a mark
 * is doubled. */
static bs_str scalar(bs_str value, bs_arena *arena)
{
    value = bs_str_trim(value);
    if (value.size < 2 || (value.data[0] != '"' && value.data[0] != '\''))
        return value;
    char mark = value.data[0];
    char *out = bs_arena_alloc(arena, value.size);
    size_t size = 0;
    for (size_t i = 1; out && i < value.size; i++) {
        char c = value.data[i];
        if (mark == '"' && c == '\\' && i + 1 < value.size)
            c = value.data[++i];
        else if (c == mark && mark == '\'' && i + 1 < value.size && value.data[i + 1] == mark)
            i++;
        else if (c == mark)
            break;
        out[size++] = c;
    }
    return (bs_str){out, size};
}

static bs_status take_scalar(bs_reading *reading, bs_key key, bs_str value, bool is_item,
                             bs_error *error)
{
    value = scalar(value, reading->arena);
    if (!value.data)
        return bs_fail_memory(error);
    if (key == BS_KEY_BYLINE && is_item) {
        bs_reading_add_name(reading, value);
        return BS_OK;
    }
    return bs_reading_take(reading, key, value, BS_BASIS_STATED, error);
}

/* [a, "b", c] */
static bs_status take_flow(bs_reading *reading, bs_key key, bs_str value, bs_error *error)
{
    bs_str rest = bs_str_slice(value, 1, value.size - 1), item;
    bs_status status = BS_OK;
    while (status == BS_OK && bs_str_cut(&rest, ',', &item))
        status = take_scalar(reading, key, item, true, error);
    return status;
}

/* The lines under `key: |` or `key: >`, or a value that goes on, as one line. */
static bs_str folded(bs_str *rest, bs_arena *arena)
{
    bs_str probe = *rest;
    const char *start = rest->data;
    while (probe.size > 0 && (probe.data[0] == ' ' || probe.data[0] == '\t')) {
        cut_line(&probe);
        *rest = probe;
    }
    bs_str lines = bs_arena_copy(arena, (bs_str){start, (size_t)(rest->data - start)});
    size_t size = 0;
    char *out = bs_arena_alloc(arena, lines.size + 1);
    for (size_t i = 0; out && lines.data && i < lines.size; i++) {
        bool is_space = bs_ascii_is_space((unsigned char)lines.data[i]);
        if (!is_space)
            out[size++] = lines.data[i];
        else if (size > 0 && out[size - 1] != ' ')
            out[size++] = ' ';
    }
    return (bs_str){out, size};
}

/* One top-level key and all that belongs to it. */
static bs_status take_key(bs_reading *reading, bs_key key, bs_str value, bs_str *rest,
                          bs_error *error)
{
    if (value.size > 1 && value.data[0] == '[' && value.data[value.size - 1] == ']')
        return take_flow(reading, key, value, error);
    if (value.size > 0 && (value.data[0] == '|' || value.data[0] == '>') && value.size <= 3)
        return take_scalar(reading, key, folded(rest, reading->arena), false, error);
    if (value.size > 0) { /* it may go on in lines that are indented */
        bs_str more = folded(rest, reading->arena);
        if (more.size > 0)
            value =
                bs_arena_print(reading->arena, "%.*s %.*s", BS_STR_ARG(value), BS_STR_ARG(more));
        return value.data ? take_scalar(reading, key, value, false, error) : bs_fail_memory(error);
    }

    bs_status status = BS_OK;
    for (bs_str probe = *rest; probe.size > 0 && status == BS_OK; *rest = probe) {
        bs_str line = cut_line(&probe), item = bs_str_trim(line);
        bool is_item = bs_str_starts(item, BS_STR("- "));
        if (line.size == 0 || (line.data[0] != ' ' && line.data[0] != '\t' && !is_item))
            break;
        if (is_item)
            item = bs_str_trim(bs_str_slice(item, 2, item.size));
        if (bs_str_starts(item, BS_STR("name:")))
            status = take_scalar(reading, key, bs_str_slice(item, 5, item.size), true, error);
        else if (is_item && item.size > 0 && !bs_str_ends(item, BS_STR(":")))
            status = take_scalar(reading, key, item, true, error);
    }
    return status;
}

static bs_status read_front_matter(bs_reading *reading, bs_str matter, bs_error *error)
{
    bs_status status = BS_OK;
    for (bs_str rest = matter; rest.size > 0 && status == BS_OK;) {
        bs_str line = cut_line(&rest);
        size_t colon = bs_str_find(line, BS_STR(":"), 0);
        if (line.size == 0 || bs_ascii_is_space((unsigned char)line.data[0]) ||
            line.data[0] == '#' || line.data[0] == '-' || colon == SIZE_MAX)
            continue;
        bs_key key = bs_key_from(bs_str_slice(line, 0, colon));
        if (key != BS_KEY_NONE && key != BS_KEY_TEXT)
            status = take_key(reading, key, bs_str_trim(bs_str_slice(line, colon + 1, line.size)),
                              &rest, error);
    }
    return status;
}

/* --- Marks of a line
 * ------------------------------------------------------------------------------ */

/* Where the bracket that opens at `at` closes, or SIZE_MAX. */
static size_t closing_bracket(bs_str text, size_t at, char opening, char closing, size_t bytes_max)
{
    size_t depth = 0;
    for (size_t i = at; i < text.size && i - at < bytes_max; i++) {
        if (text.data[i] == '\\')
            i++;
        else if (text.data[i] == opening)
            depth++;
        else if (text.data[i] == closing && --depth == 0)
            return i;
    }
    return SIZE_MAX;
}

/* The byte behind the target of a link whose label ends before `at`, or `at` when there is none. */
static size_t behind_target(bs_str text, size_t at)
{
    size_t end = SIZE_MAX;
    if (at < text.size && text.data[at] == '(')
        end = closing_bracket(text, at, '(', ')', LINK_BYTES_MAX);
    else if (at < text.size && text.data[at] == '[')
        end = closing_bracket(text, at, '[', ']', LABEL_BYTES_MAX);
    return end == SIZE_MAX ? at : end + 1;
}

static size_t tag_end(bs_str text, size_t at)
{
    if (at + 1 >= text.size ||
        !(bs_ascii_is_alpha((unsigned char)text.data[at + 1]) || strchr("/!", text.data[at + 1])))
        return SIZE_MAX;
    if (bs_str_starts(bs_str_slice(text, at, text.size), BS_STR("<!--"))) {
        size_t end = bs_str_find(text, BS_STR("-->"), at + 4);
        return end == SIZE_MAX ? end : end + 3;
    }
    const char *end = memchr(text.data + at, '>',
                             text.size - at < LINK_BYTES_MAX ? text.size - at : LINK_BYTES_MAX);
    return end ? (size_t)(end - text.data) + 1 : SIZE_MAX;
}

static bool is_word_at(bs_str text, size_t at)
{
    unsigned char c = at < text.size ? (unsigned char)text.data[at] : ' ';
    return bs_ascii_is_alpha(c) || bs_ascii_is_digit(c) || c >= 0x80;
}

static void add_inline(bs_buffer *out, bs_str text, unsigned depth);

/* An image shows no text; a link shows its label. The byte behind it, or `at` when it is neither.
 */
static size_t add_link(bs_buffer *out, bs_str text, size_t at, unsigned depth)
{
    enum { DEPTH_MAX = 8 };
    bool is_image = text.data[at] == '!';
    size_t open = at + is_image;
    size_t close =
        depth < DEPTH_MAX ? closing_bracket(text, open, '[', ']', LABEL_BYTES_MAX) : SIZE_MAX;
    if (close == SIZE_MAX)
        return at;
    size_t behind = behind_target(text, close + 1);
    if (behind == close + 1)
        return at;
    if (!is_image)
        add_inline(out, bs_str_slice(text, open + 1, close), depth + 1);
    return behind;
}

/* Adds `text` without its marks. */
static void add_inline(bs_buffer *out, bs_str text, unsigned depth)
{
    for (size_t i = 0; i < text.size;) {
        char c = text.data[i], bytes[BS_REFERENCE_BYTES_MAX];
        size_t behind = i, size;
        if (c == '\\' && i + 1 < text.size && strchr("\\`*_{}[]()#+-.!<>|~", text.data[i + 1])) {
            bs_buffer_add_char(out, text.data[i + 1]);
            behind = i + 2;
        } else if (c == '[' || (c == '!' && i + 1 < text.size && text.data[i + 1] == '[')) {
            behind = add_link(out, text, i, depth);
        } else if (c == '<') {
            size_t end = tag_end(text, i);
            bs_str inside = end == SIZE_MAX ? text : bs_str_slice(text, i + 1, end - 1);
            bool is_url = end != SIZE_MAX && bs_str_find(inside, BS_STR("://"), 0) != SIZE_MAX &&
                          !memchr(inside.data, ' ', inside.size);
            if (is_url)
                bs_buffer_add(out, inside);
            behind = end == SIZE_MAX ? i : end;
        } else if (c == '&') {
            size_t taken = bs_reference_decode(text, i, true, bytes, &size);
            if (taken > 0)
                bs_buffer_add(out, (bs_str){bytes, size});
            behind = i + taken;
        } else if (c == '*' || c == '`') {
            /* A star between blanks is one; else it is a mark. */
            bool is_star = c == '*' && (i == 0 || text.data[i - 1] == ' ') && i + 1 < text.size &&
                           text.data[i + 1] == ' ';
            behind = is_star ? i : i + 1;
        } else if (c == '_' && !(i > 0 && is_word_at(text, i - 1) && is_word_at(text, i + 1))) {
            behind = i + 1;
        }
        if (behind == i)
            bs_buffer_add_char(out, text.data[behind++]);
        i = behind;
    }
}

/* --- Lines
 * ---------------------------------------------------------------------------------------- */

typedef struct page {
    bs_reading *reading;
    bs_buffer out;
    bool in_code, in_comment;
    bool is_apart; /* a blank line came last */
    size_t headline_end;
} page;

static bool is_rule(bs_str line)
{
    size_t marks = 0;
    for (size_t i = 0; i < line.size; i++) {
        if (line.data[i] != ' ' && (line.data[i] != line.data[0] || !strchr("-*_=", line.data[i])))
            return false;
        marks += line.data[i] != ' ';
    }
    return marks >= 3;
}

/* [label]: target */
static bool is_definition(bs_str line)
{
    size_t close = line.size > 3 && line.data[0] == '['
                       ? closing_bracket(line, 0, '[', ']', LABEL_BYTES_MAX)
                       : SIZE_MAX;
    return close != SIZE_MAX && close + 1 < line.size && line.data[close + 1] == ':';
}

/* The line without signs of quotation and heading; `*level` is that of the heading, 0 for none. */
static bs_str without_block_marks(bs_str line, size_t *level)
{
    while (line.size > 0 && line.data[0] == '>')
        line = bs_str_trim(bs_str_slice(line, 1, line.size));
    *level = 0;
    while (*level < line.size && *level < 7 && line.data[*level] == '#')
        ++*level;
    if (*level == 0 || *level > 6 || (*level < line.size && line.data[*level] != ' ')) {
        *level = 0;
        return line;
    }
    line = bs_str_trim(bs_str_slice(line, *level, line.size));
    while (line.size > 0 && line.data[line.size - 1] == '#')
        line.size--;
    return bs_str_trim(line);
}

static void add_line(page *to, bs_str line)
{
    size_t level;
    line = without_block_marks(line, &level);
    size_t before = to->out.size;
    if (before > 0)
        bs_buffer_add(&to->out, to->is_apart || level > 0 ? BS_STR("\n\n") : BS_STR("\n"));
    size_t start = to->out.size;
    if (bs_line_is_item(line) && line.data[0] != '-' && (unsigned char)line.data[0] < 0x80) {
        bs_buffer_add(&to->out, BS_STR("- ")); /* one sign for items, whatever was written */
        line = bs_str_slice(line, 2, line.size);
    }
    add_inline(&to->out, line, 0);
    while (to->out.size > start && to->out.data[to->out.size - 1] == ' ')
        to->out.size--;
    if (to->out.size == start) { /* nothing but an image or a tag */
        to->out.size = before;
        return;
    }
    if (level == 1 && start == 0)
        to->headline_end = to->out.size;
    to->is_apart = level > 0;
}

static void read_line(page *to, bs_str line)
{
    if (to->in_comment) {
        size_t end = bs_str_find(line, BS_STR("-->"), 0);
        if (end == SIZE_MAX)
            return;
        to->in_comment = false;
        line = bs_str_trim(bs_str_slice(line, end + 3, line.size));
    }
    bool is_fence = bs_str_starts(line, BS_STR("```")) || bs_str_starts(line, BS_STR("~~~"));
    to->in_code ^= is_fence;
    if (line.size == 0 || is_rule(line)) {
        to->is_apart = true;
        return;
    }
    if (is_fence || is_definition(line))
        return;
    size_t comment = bs_str_find(line, BS_STR("<!--"), 0);
    if (comment != SIZE_MAX && bs_str_find(line, BS_STR("-->"), comment) == SIZE_MAX) {
        to->in_comment = true;
        line = bs_str_trim(bs_str_slice(line, 0, comment));
        if (line.size == 0)
            return;
    }
    add_line(to, line);
}

static bs_status finish(page *from, bs_error *error)
{
    bs_reading *reading = from->reading;
    bs_str text = from->out.failed ? (bs_str){NULL, 0}
                                   : bs_arena_copy(reading->arena, bs_buffer_str(&from->out));
    if (!text.data)
        return bs_fail_memory(error);
    if (text.size == 0)
        return bs_reading_skip(reading, BS_SKIP_FOREIGN, error, "Markdown without any text");
    reading->draft.text = text;
    bs_status status = BS_OK;
    if (from->headline_end > 0 && from->headline_end < text.size) {
        status = bs_reading_take(reading, BS_KEY_TITLE, bs_str_slice(text, 0, from->headline_end),
                                 BS_BASIS_STATED, error);
        if (status == BS_OK)
            status =
                bs_reading_add_segment(reading, BS_SEGMENT_HEADLINE, 0, from->headline_end, error);
        if (status == BS_OK)
            status = bs_reading_add_segment(reading, BS_SEGMENT_BODY, from->headline_end + 2,
                                            text.size, error);
    }
    return status == BS_OK ? bs_reading_emit(reading, error) : status;
}

bs_status bs_markdown_read(bs_reading *reading, bs_str text, bs_error *error)
{
    bs_str matter;
    if (cut_front_matter(&text, &matter)) {
        bs_status status = read_front_matter(reading, matter, error);
        if (status != BS_OK)
            return status;
    }
    page to = {.reading = reading};
    for (bs_str rest = text; rest.size > 0 && !to.out.failed;)
        read_line(&to, bs_str_trim(cut_line(&rest)));
    bs_status status = finish(&to, error);
    bs_buffer_clear(&to.out);
    return status;
}
