/* fragment.h - pieces of HTML in feeds, tables and JSON, where no page is around them. */
#ifndef BS_READ_FRAGMENT_H
#define BS_READ_FRAGMENT_H

#include "read/reading.h"

/* Whether there is a tag in it. */
bool bs_fragment_has_markup(bs_str text);

/* Whether all of it is HTML: it begins with a tag of blocks, and closes one. */
bool bs_fragment_is_html(bs_str text);

/* "A <b>title</b> &amp; more" on one line and without its markup, in `arena`. */
bs_str bs_fragment_plain(bs_str text, bs_arena *arena);

/* Makes an article of the draft and a text, with its title as the headline above it. */
bs_status bs_fragment_emit_plain(bs_reading *reading, bs_str text, bs_error *error);

/* The same with a piece of HTML, through the reader of pages. What that takes for no article is
 * text all the same, since whoever sent it says so. */
bs_status bs_fragment_emit_html(bs_reading *reading, bs_str html, bs_error *error);

#endif
