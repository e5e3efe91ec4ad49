/* marks.h - signs in a line or paragraph of plain text by which its part in an article is told. */
#ifndef BS_READ_MARKS_H
#define BS_READ_MARKS_H

#include "broadsheet.h"

/* True for what can be names of people and nothing else: few words, each with a capital. */
bool bs_mark_is_names(bs_str text);

typedef struct bs_byline_marks {
    bs_str names;
    bs_str outlet, title; /* absent unless the line tells them too */
} bs_byline_marks;

/* A line that says who wrote what follows: "By Jane Roe", "Jane Roe, defence correspondent, in The
 * Courier". Slices of `line`. */
bool bs_mark_byline(bs_str line, bs_byline_marks *marks);

/* Bytes of a paragraph that is the caption of a picture and the credit behind it. */
typedef struct bs_caption_marks {
    size_t before_end; /* what stands before the caption in the same paragraph */
    size_t caption_start, caption_end, credit_start, credit_end;
    size_t glued_start,
        glued_end; /* the glued word, when the next paragraph runs into the credit */
} bs_caption_marks;

bool bs_mark_caption(bs_str paragraph, bs_caption_marks *marks);

/* The first place from `at` on, which is not 0, where a capital stands right behind a letter or the
 * mark that ends a sentence; the size of the text, or more, when there is none. */
size_t bs_mark_glue(bs_str text, size_t at);

bool bs_mark_is_share_heading(bs_str line);
bool bs_mark_is_comment_heading(bs_str line);

/* The opening and closing mark of a quotation; the same for straight ones. */
typedef struct bs_quote_marks {
    bs_str opening, closing;
} bs_quote_marks;

bool bs_mark_opens_quotation(bs_str paragraph, bs_quote_marks *marks);
/* Whether a quotation is open behind `paragraph`; before it one is, and when `opens_again` the
 * paragraph repeats the opening mark, as the custom is. */
bool bs_mark_leaves_open(bs_str paragraph, const bs_quote_marks *marks, bool opens_again);
bool bs_mark_ends_quotation(bs_str paragraph, const bs_quote_marks *marks);

#endif
