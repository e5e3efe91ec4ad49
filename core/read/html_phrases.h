/* html_phrases.h - short lines by which pages speak to the reader, in the languages of news. */
#ifndef BS_READ_HTML_PHRASES_H
#define BS_READ_HTML_PHRASES_H

#include "base/str.h"

/* A line in the place of an advertisement: "Advertisement", "Story continues below". */
bool bs_html_is_advertisement(bs_str line);
/* "Print", "Share this story". */
bool bs_html_is_button(bs_str line);
/* A paragraph that asks for something other than reading on: "Sign up for our newsletter", "Follow
 * us on Facebook", and, when it `has_link` or a colon, "Read also". */
bool bs_html_is_prompt(bs_str line, bool has_link);
/* A line about who made it: "责任编辑：..", "© 2024 The Courier", "Copyright ..". */
bool bs_html_is_imprint(bs_str line);
/* "4 min read", "Lesezeit: 3 Minuten". */
bool bs_html_is_reading_time(bs_str line);

#endif
