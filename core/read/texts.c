/* texts.c - a text file with several articles, each under a head of its own: a header with a title,
 * or a headline with a byline and a day. */
#include "base/array.h"
#include "base/error.h"
#include "base/str.h"
#include "read/formats.h"
#include "read/lines.h"

enum { PIECE_BYTES_MIN = 200, RULE_BYTES_MIN = 3 };

typedef struct starts {
    size_t *items, count, capacity;
} starts;

/* "-----", "* * *": one sign, again and again. */
static bool is_rule(bs_str line)
{
    size_t signs = 0;
    if (line.size < RULE_BYTES_MIN || !strchr("=-*_~#+", line.data[0]))
        return false;
    for (size_t i = 0; i < line.size; i++) {
        if (line.data[i] != line.data[0] && line.data[i] != ' ')
            return false;
        signs += line.data[i] == line.data[0];
    }
    return signs >= RULE_BYTES_MIN;
}

/* The heads, when the text begins with one. */
static bool find_starts(const bs_lines *lines, starts *found)
{
    bs_line line;
    bool is_apart = true, failed = false;
    for (size_t at = 0; !failed && bs_lines_next(lines, &at, &line);) {
        bs_str text = bs_str_slice(lines->text, line.start, line.end);
        bool is_far =
            found->count == 0 || line.start - found->items[found->count - 1] >= PIECE_BYTES_MIN;
        bool is_between = is_rule(text);
        if (is_apart && is_far && !is_between && bs_text_has_head(lines, line)) {
            size_t *start = bs_array_push(found);
            failed = !start;
            if (start)
                *start = line.start;
        } else if (found->count == 0 && !is_between) {
            break;
        }
        is_apart = is_between || bs_lines_is_blank_behind(lines, line.end);
    }
    return !failed;
}

/* Without white space and rules behind it. */
static bs_str trim_piece(bs_str piece)
{
    for (;;) {
        piece = bs_str_trim(piece);
        size_t start = piece.size;
        while (start > 0 && piece.data[start - 1] != '\n' && piece.data[start - 1] != '\r')
            start--;
        if (start == 0 || !is_rule(bs_str_slice(piece, start, piece.size)))
            return piece;
        piece.size = start;
    }
}

bs_status bs_texts_read(bs_reading *reading, bs_str text, bs_error *error)
{
    starts found = {0};
    bs_lines lines = bs_lines_of(text);
    bs_status status = BS_OK;
    if (!find_starts(&lines, &found))
        status = bs_fail_memory(error);
    else if (found.count < 2)
        status = bs_text_read(reading, text, error);
    else
        status = bs_reading_skip(reading, BS_SKIP_NOTE, error,
                                 "read as %zu articles, each under a head of its own", found.count);
    for (size_t i = 0; found.count >= 2 && i < found.count && status == BS_OK; i++) {
        size_t end = i + 1 < found.count ? found.items[i + 1] : text.size;
        bs_reading_begin(reading);
        status = bs_text_read(reading, trim_piece(bs_str_slice(text, found.items[i], end)), error);
    }
    bs_array_free(&found);
    return status;
}
