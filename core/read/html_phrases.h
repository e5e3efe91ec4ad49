/* html_phrases.h - short lines by which pages speak to the reader, in the languages of news. */
#ifndef BS_READ_HTML_PHRASES_H
#define BS_READ_HTML_PHRASES_H

#include "base/str.h"

enum { BS_PHRASE_STARTS = 32 };

/* With which three bytes the phrases begin, as bits: most lines begin like none of them. */
typedef struct bs_html_phrases {
    uint64_t advertisements[BS_PHRASE_STARTS];
    uint64_t pointers[BS_PHRASE_STARTS]; /* and labels */
    uint64_t requests[BS_PHRASE_STARTS];
} bs_html_phrases;

/* Fills what is all zero. */
void bs_html_phrases_init(bs_html_phrases *starts);

/* A line in the place of an advertisement: "Advertisement", "Story continues below". */
bool bs_html_is_advertisement(const bs_html_phrases *starts, bs_str line);
/* "Print", "Share this story". */
bool bs_html_is_button(bs_str line);
/* A paragraph that asks for something other than reading on: "Sign up for our newsletter", "Follow
 * us on Facebook", and, when it `has_link` or a colon, "Read also". */
bool bs_html_is_prompt(const bs_html_phrases *starts, bs_str line, bool has_link);
/* A line about who made it: "责任编辑：..", "© 2024 The Courier", "Copyright ..". */
bool bs_html_is_imprint(bs_str line);
/* How often any of the phrases, in small letters, stands in the text; a list that ends in NULL. */
size_t bs_html_count_phrases(bs_str text, const char *const *phrases);
/* "4 min read", "Lesezeit: 3 Minuten". */
bool bs_html_is_reading_time(bs_str line);

#endif
