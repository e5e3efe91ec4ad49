/*
 * article.h - what reading gives: one document with its metadata, its text, and the segments of it.
 *
 * All strings are UTF-8 and lie in the arena of whoever made the article. What is not known is
 * absent (data NULL).
 */
#ifndef BS_READ_ARTICLE_H
#define BS_READ_ARTICLE_H

#include "base/array.h"
#include "broadsheet.h"
#include "text/finding.h"
#include "text/segment.h"

enum {
    BS_ARTICLE_TEXT_MAX = 256 << 20,
    BS_PAGE_TEXT_MAX = 4 << 20, /* of one in a crawl, which is read in a fixed amount of memory */
};

/* Where the date of publication was read. */
typedef enum bs_basis {
    BS_BASIS_NONE,
    BS_BASIS_STATED,   /* in the text, in front matter, or given on the command line */
    BS_BASIS_METADATA, /* meta tags, JSON-LD, a column or key of an export */
    BS_BASIS_URL,
    BS_BASIS_FILE, /* the name of the file or of a folder above it */
    BS_BASIS_INFERRED,
} bs_basis;

/* "stated" and so on; NULL for BS_BASIS_NONE. */
const char *bs_basis_name(bs_basis basis);

typedef struct bs_article {
    bs_str id;   /* as given by the input, else 16 hexadecimal digits of a hash; never absent */
    bs_str file; /* the path as it was given; "archive.tar.zst!member/path" inside a container */
    bs_str url, title, outlet, language;
    const bs_str *byline;
    size_t byline_count;
    bs_str published; /* ISO 8601, cut to its precision */
    bs_basis published_basis;
    bs_str
        crawled; /* when a crawler stored the page it comes from, ISO 8601; never a publication */
    bs_str text;
    const bs_segment *segments; /* never none when the text is not empty */
    size_t segment_count;
    const bs_finding *findings; /* from reading alone */
    size_t finding_count;
} bs_article;

#endif
