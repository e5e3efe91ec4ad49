/* lines.h - the lines and paragraphs of a text whose line ends may be LF, CRLF or CR. */
#ifndef BS_READ_LINES_H
#define BS_READ_LINES_H

#include "broadsheet.h"

typedef struct bs_lines {
    bs_str text;
    char end;        /* '\n', or '\r' in a text that has no other */
    bool is_wrapped; /* paragraphs run over several lines and are set apart by blank ones */
} bs_lines;

/* A stretch of a text without white space at either end. */
typedef struct bs_line {
    size_t start, end;
} bs_line;

bs_lines bs_lines_of(bs_str text);

/* The next line that is not blank, at or behind `*at`, which moves behind it. */
bool bs_lines_next(const bs_lines *lines, size_t *at, bs_line *line);
/* The next paragraph: a line, or the lines up to a blank one where the text is wrapped. Items of a
 * list are paragraphs of their own. */
bool bs_lines_next_paragraph(const bs_lines *lines, size_t *at, bs_line *paragraph);

/* True when a blank line, or the end of the text, comes right behind the line that ends at `at`. */
bool bs_lines_is_blank_behind(const bs_lines *lines, size_t at);

/* True for "- item", "* item", "• item". */
bool bs_line_is_item(bs_str line);

#endif
