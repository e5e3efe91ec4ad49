/* html_facts.h - what a page says about its article, and which of it is believed; for the files
 * html_*.c only. */
#ifndef BS_READ_HTML_FACTS_H
#define BS_READ_HTML_FACTS_H

#include "read/html_page.h"

enum { BS_HTML_NAMES_MAX = 6 };

/* How the site is called. */
typedef struct bs_html_names {
    bs_arena *arena;
    bs_str letters[BS_HTML_NAMES_MAX]; /* see bs_html_letters() */
    size_t count;
    bs_str host; /* letters of the host without "www" and the last label, or none */
} bs_html_names;

/* `text` without white space and punctuation, ASCII in lower case: the same for two writings of one
 * headline. */
bs_str bs_html_letters(bs_str text, bs_arena *arena);
/* Whether `part`, when it is long enough to tell, is in `whole`; both letters. */
bool bs_html_is_in(bs_str whole, bs_str part);

/* The headline without the name of the site. */
bs_str bs_html_cut_title(const bs_html_names *site, bs_str title);

/* The JSON-LD of the article, NULL when there is none. */
const bs_ld *bs_html_main_ld(const bs_page *page);

/* Whether a clue is of this article, not of a teaser or a comment. */
bool bs_html_is_own(const bs_page *page, const bs_clue *clue);
/* Whether a block stands between the headline and the article, or a little around them. */
bool bs_html_is_near(const bs_page *page, size_t block);

/* Whether a line says who wrote the article and nothing else: "Von Jan Roth und Eva Beck". */
bool bs_html_tells_authors(bs_str line);

bs_status bs_page_take_title(bs_page *page, const bs_html_names *site, bs_error *error);
void bs_page_take_authors(bs_page *page, const bs_html_names *site);
bs_status bs_page_take_date(bs_page *page, bs_error *error);

#endif
