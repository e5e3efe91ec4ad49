/* html_choose.h - how the article on a page is found; for html_choose.c and html_filter.c only. */
#ifndef BS_READ_HTML_CHOOSE_H
#define BS_READ_HTML_CHOOSE_H

#include "read/html_page.h"

/* Drops what is chrome (not when `with_marks` is false) and marks the element that holds the
 * article and all inside it. False when no running text is left. */
bool bs_page_choose_element(bs_page *page, bool with_marks);

/* Width of the running text of the page; without that of comments and of articles that follow when
 * there is enough other. */
uint64_t bs_page_good_width(const bs_page *page);

/* Whether it stands beside a picture, and not in a table, list or quotation: then it is a caption.
 */
bool bs_page_is_in_figure(const bs_page *page, const bs_block *block);

/* No longer shows what repeats a passage before it from a container of its own. */
void bs_page_hide_copies(bs_page *page);

bool bs_page_is_dropped(const bs_page *page, const bs_block *block);

#endif
