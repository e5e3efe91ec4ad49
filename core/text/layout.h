/* layout.h - whether the lines of a text are paragraphs, or paragraphs were broken into lines. */
#ifndef BS_TEXT_LAYOUT_H
#define BS_TEXT_LAYOUT_H

#include "broadsheet.h"

typedef struct bs_layout {
    bool is_wrapped; /* lines are broken at a width; else each is a paragraph of its own */
    size_t width;    /* characters of the longest line, but for the odd one out */
} bs_layout;

/*
 * Judges by the head of the text. It is wrapped when lines are of a length that people wrap at,
 * most of them had no room for the next word, and a fair part of the next lines begin with a small
 * letter, as only the middle of a sentence does.
 */
bs_layout bs_layout_read(bs_str text);

/* Whether the word that begins the line at `next` would have fitted on the line that ends at
 * `line_end`: then somebody ended that line on purpose. */
bool bs_layout_had_room(const bs_layout *layout, bs_str text, size_t line_end, size_t next);

/* Characters of the line that ends at `line_end`, no more than BS_LAYOUT_WIDTH_MAX. */
size_t bs_layout_line_width(bs_str text, size_t line_end);

enum { BS_LAYOUT_WIDTH_MAX = 255 };

#endif
