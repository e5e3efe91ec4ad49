/* lines.c - see lines.h. */
#include "read/lines.h"

#include "base/str.h"

enum { SAMPLE_LINES = 200, WRAPPED_BYTES = 100 };

static size_t line_end(const bs_lines *lines, size_t at)
{
    const char *found = memchr(lines->text.data + at, lines->end, lines->text.size - at);
    return found ? (size_t)(found - lines->text.data) : lines->text.size;
}

static bs_line trimmed(const bs_lines *lines, size_t start, size_t end)
{
    const char *data = lines->text.data;
    while (start < end && bs_ascii_is_space((unsigned char)data[start]))
        start++;
    while (end > start && bs_ascii_is_space((unsigned char)data[end - 1]))
        end--;
    return (bs_line){start, end};
}

/* Wrapped text has lines of one length, shorter than most paragraphs, one directly after the
 * other. */
static bool is_wrapped(const bs_lines *lines)
{
    size_t count = 0, shorter = 0, joined = 0, at = 0;
    bs_line line;
    while (count < SAMPLE_LINES && bs_lines_next(lines, &at, &line)) {
        count++;
        shorter += line.end - line.start < WRAPPED_BYTES;
        joined += line.end - line.start >= WRAPPED_BYTES / 3 &&
                  !bs_lines_is_blank_behind(lines, line.end);
    }
    return count >= 4 && shorter * 10 >= count * 9 && joined * 3 >= count;
}

bs_lines bs_lines_of(bs_str text)
{
    bs_lines lines = {text, '\n', false};
    if (text.size == 0)
        return lines;
    if (!memchr(text.data, '\n', text.size))
        lines.end = '\r';
    lines.is_wrapped = is_wrapped(&lines);
    return lines;
}

bool bs_lines_next(const bs_lines *lines, size_t *at, bs_line *line)
{
    while (*at < lines->text.size) {
        size_t end = line_end(lines, *at);
        *line = trimmed(lines, *at, end);
        *at = end < lines->text.size ? end + 1 : end;
        if (line->start < line->end)
            return true;
    }
    return false;
}

bool bs_lines_is_blank_behind(const bs_lines *lines, size_t at)
{
    size_t end = line_end(lines, at);
    if (end == lines->text.size)
        return true;
    bs_line next = trimmed(lines, end + 1, line_end(lines, end + 1));
    return next.start == next.end;
}

bool bs_line_is_item(bs_str line)
{
    static const char *const marks[] = {"- ",           "* ",           "+ ",       "\xe2\x80\xa2",
                                        "\xe2\x80\xa3", "\xe2\x97\xa6", "\xc2\xb7 "};
    if (line.size == 0 || bs_ascii_is_alpha((unsigned char)line.data[0]))
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (bs_str_starts(line, bs_str_from(marks[i])))
            return true;
    return false;
}

bool bs_lines_next_paragraph(const bs_lines *lines, size_t *at, bs_line *paragraph)
{
    if (!bs_lines_next(lines, at, paragraph))
        return false;
    while (lines->is_wrapped && !bs_lines_is_blank_behind(lines, paragraph->end)) {
        size_t behind = *at;
        bs_line next;
        if (!bs_lines_next(lines, &behind, &next) ||
            bs_line_is_item(bs_str_slice(lines->text, next.start, next.end)))
            break;
        paragraph->end = next.end;
        *at = behind;
    }
    return true;
}
