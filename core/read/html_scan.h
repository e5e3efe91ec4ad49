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
    BS_TAG_CAPTION, /* of a table */
    BS_TAG_DD,
    BS_TAG_DIALOG,
    BS_TAG_DIV,
    BS_TAG_DT,
    BS_TAG_FIGCAPTION,
    BS_TAG_FIGURE,
    BS_TAG_FOOTER,
    BS_TAG_FORM,
    BS_TAG_H1,
    BS_TAG_H2, /* and the lower ranks */
    BS_TAG_HEADER,
    BS_TAG_HTML,
    BS_TAG_INPUT,
    BS_TAG_LABEL,
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
    BS_TAG_SPAN,
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
    BS_TAG_CUSTOM = 32, /* of a page's own making, as <news-body> */
    BS_TAG_RANK = 64,   /* of a heading: 1 to 6 times this */
} bs_tag_nature;

typedef enum bs_html_kind {
    BS_HTML_TEXT,
    BS_HTML_OPEN,
    BS_HTML_CLOSE,
    BS_HTML_RAW, /* what stands inside a raw element, right behind its opening */
} bs_html_kind;

/* The attributes that are kept; all others are passed over. */
typedef enum bs_attribute {
    BS_ATTRIBUTE_ARIA_HIDDEN,
    BS_ATTRIBUTE_CLASS,
    BS_ATTRIBUTE_CONTENT,
    BS_ATTRIBUTE_DATETIME,
    BS_ATTRIBUTE_HIDDEN,
    BS_ATTRIBUTE_HREF,
    BS_ATTRIBUTE_HTTP_EQUIV,
    BS_ATTRIBUTE_ID,
    BS_ATTRIBUTE_ITEMPROP,
    BS_ATTRIBUTE_LANG,
    BS_ATTRIBUTE_NAME,
    BS_ATTRIBUTE_PROPERTY,
    BS_ATTRIBUTE_PUBDATE,
    BS_ATTRIBUTE_REL,
    BS_ATTRIBUTE_ROLE,
    BS_ATTRIBUTE_STYLE,
    BS_ATTRIBUTE_TITLE,
    BS_ATTRIBUTE_TYPE,
    BS_ATTRIBUTE_COUNT,
} bs_attribute;

typedef struct bs_html_token {
    bs_html_kind kind;
    bs_tag tag;
    unsigned nature; /* of the tag, bs_tag_nature */
    uint32_t name;   /* the same for the same name, in whatever case */
    uint32_t given;  /* bit 1 << attribute for each that an opening tag has */
    bs_str text;     /* text or raw text with its references */
    /* Values with their references, of the attributes that are given; "" for one without "=". The
     * first of two counts. */
    bs_str attributes[BS_ATTRIBUTE_COUNT + 1]; /* the last for all others */
} bs_html_token;

enum { BS_TAG_SLOTS = 512 };

typedef struct bs_html_scanner {
    bs_str page;
    size_t at;
    bs_tag raw_tag;                 /* of the raw element that was just opened */
    size_t raw_name, raw_name_size; /* where its name stands; size 0 when there is none */
    bool has_no_double, has_no_single, has_no_comment_end, has_no_raw_end[BS_TAG_COUNT];
    uint8_t slots[BS_TAG_SLOTS]; /* of names of tags */
    uint64_t keys[BS_TAG_SLOTS]; /* of what is in the slots */
} bs_html_scanner;

void bs_html_scanner_init(bs_html_scanner *scanner, bs_str page);
/* The next token into the same struct as the last one; false at the end. */
bool bs_html_next(bs_html_scanner *scanner, bs_html_token *token);

/* The value of an attribute, absent when it is not given. */
static inline bs_str bs_html_attribute(const bs_html_token *token, bs_attribute attribute)
{
    bs_str absent = {NULL, 0};
    return token->given & 1u << attribute ? token->attributes[attribute] : absent;
}

#endif
