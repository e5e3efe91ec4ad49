/*
 * html_scan.h - HTML cut into tags and text as browsers do, in one pass, whatever is wrong with it.
 *
 * Tokens are slices of the page. Time is linear in its size: a search for an end that has failed
 * once is not repeated.
 */
#ifndef BS_READ_HTML_SCAN_H
#define BS_READ_HTML_SCAN_H

#include "broadsheet.h"

typedef enum bs_tag {
    BS_TAG_OTHER,
    BS_TAG_A,
    BS_TAG_ADDRESS,
    BS_TAG_ARTICLE,
    BS_TAG_ASIDE,
    BS_TAG_BLOCKQUOTE,
    BS_TAG_BODY,
    BS_TAG_BR,
    BS_TAG_DD,
    BS_TAG_DIALOG,
    BS_TAG_DIV,
    BS_TAG_DT,
    BS_TAG_FIGCAPTION,
    BS_TAG_FIGURE,
    BS_TAG_FOOTER,
    BS_TAG_FORM,
    BS_TAG_H1,
    BS_TAG_H2,
    BS_TAG_HEADER,
    BS_TAG_HTML,
    BS_TAG_LI,
    BS_TAG_LINK,
    BS_TAG_MAIN,
    BS_TAG_MENU,
    BS_TAG_META,
    BS_TAG_NAV,
    BS_TAG_OL,
    BS_TAG_P,
    BS_TAG_PRE,
    BS_TAG_SCRIPT,
    BS_TAG_SECTION,
    BS_TAG_TABLE,
    BS_TAG_TD,
    BS_TAG_TH,
    BS_TAG_TIME,
    BS_TAG_TITLE,
    BS_TAG_TR,
    BS_TAG_UL,
    BS_TAG_COUNT,
} bs_tag;

typedef enum bs_tag_nature {
    BS_TAG_BLOCK = 1,
    BS_TAG_VOID = 2,   /* has no end tag */
    BS_TAG_RAW = 4,    /* holds no tags */
    BS_TAG_HIDDEN = 8, /* holds nothing that is read as text */
    BS_TAG_HEADING = 16,
} bs_tag_nature;

typedef enum bs_html_kind {
    BS_HTML_TEXT,
    BS_HTML_OPEN,
    BS_HTML_CLOSE,
    BS_HTML_RAW, /* what stands inside a raw element, right behind its opening */
} bs_html_kind;

typedef struct bs_html_token {
    bs_html_kind kind;
    bs_tag tag;
    unsigned nature; /* of the tag, bs_tag_nature */
    bs_str text;     /* text or raw text with its references; the attributes of an opening tag */
    bs_str name;     /* of the tag as written */
} bs_html_token;

typedef struct bs_html_scanner {
    bs_str page;
    size_t at;
    bs_html_token raw; /* the raw element just opened; its name is empty when there is none */
    bool has_no_double, has_no_single, has_no_comment_end, has_no_raw_end[BS_TAG_COUNT];
} bs_html_scanner;

bool bs_html_next(bs_html_scanner *scanner, bs_html_token *token);

/* Cuts one attribute off `attributes`. The value has its references and is absent without "=". */
bool bs_html_attribute(bs_str *attributes, bs_str *name, bs_str *value);

#endif
