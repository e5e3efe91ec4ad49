/* html_words.h - what the tag, class, id and role of an element say about what is in it. */
#ifndef BS_READ_HTML_WORDS_H
#define BS_READ_HTML_WORDS_H

#include "read/html_scan.h"

typedef struct bs_html_marks {
    uint16_t marks; /* bs_mark */
    bool is_date, is_author;
} bs_html_marks;

bs_html_marks bs_html_marks_of(const bs_html_token *token);

#endif
