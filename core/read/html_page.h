/*
 * html_page.h - a page as flat arrays: elements in the order in which they open, and blocks of text
 * in the order in which they are read.
 */
#ifndef BS_READ_HTML_PAGE_H
#define BS_READ_HTML_PAGE_H

#include "base/arena.h"
#include "base/str.h"
#include "read/html_scan.h"
#include "read/reading.h"

enum {
    BS_HTML_DEPTH_MAX = 512,        /* of open elements; deeper ones count as their parents */
    BS_HTML_ELEMENTS_MAX = 1 << 20, /* of a page; what is above counts as text of its parent */
    BS_HTML_GOOD_BYTES = 25,        /* the least that a block of running text has */
};

typedef enum bs_mark {
    BS_MARK_CHROME = 1,  /* navigation, sharing, signing up: by tag, role, class or id */
    BS_MARK_COMMENT = 2, /* comments of readers */
    BS_MARK_CAPTION = 4,
    BS_MARK_BODY = 8,     /* itemprop=articleBody */
    BS_MARK_DROPPED = 16, /* decided, for itself and all below */
    BS_MARK_INSIDE = 32,  /* the chosen element or below it */
} bs_mark;

typedef struct bs_element {
    uint32_t parent; /* the root is its own */
    uint16_t tag;
    uint16_t marks;
    uint32_t good;  /* bytes of good blocks in it and below */
    uint32_t clean; /* the same without what is dropped */
    uint32_t text, link;
    double score;
} bs_element;

typedef struct bs_block {
    uint32_t element;
    uint32_t start, end; /* in the text of the page */
    uint32_t link;       /* bytes inside links */
    uint32_t commas;
    bool is_heading, is_good;
} bs_block;

/* What the head and the attributes say, each the first that was found. Later ones in a list are
 * trusted less. */
typedef struct bs_html_head {
    bs_str title, og_title, ld_title, h1;
    bs_str ld_date, meta_date, item_date, other_date, time_date, seen_date;
    bs_str site_name, publisher, canonical, og_url, language, description, ld_body;
    bs_str ld_authors[BS_BYLINE_MAX];
    size_t ld_author_count;
    bs_str meta_author, article_author, other_author, seen_author;
    size_t h1_count, time_count;
} bs_html_head;

typedef struct bs_page {
    bs_reading *reading;
    bs_html_head head;
    bs_buffer text;
    struct {
        bs_element *items;
        size_t count, capacity;
    } elements;
    struct {
        bs_block *items;
        size_t count, capacity;
    } blocks;
} bs_page;

/* Fills an empty page. Fails only for want of memory. */
bs_status bs_page_build(bs_page *page, bs_str html, bs_error *error);
void bs_page_clear(bs_page *page);

/* Says which blocks are the article: marks its element and what is inside. False when nothing on
 * the page reads like running text. */
bool bs_page_choose(bs_page *page);
/* Whether a block is shown as part of the article, once its element has been chosen. */
bool bs_page_shows(const bs_page *page, size_t block);

/* A meta or link element, or one in which attributes tell of the article. */
void bs_html_head_take(bs_html_head *head, const bs_html_token *token, bs_arena *arena);
/* The contents of a script of JSON-LD. */
void bs_html_head_take_ld(bs_html_head *head, bs_str json, bs_arena *arena);
/* Everything known into the draft, the best of it where there are several. */
bs_status bs_html_head_finish(const bs_html_head *head, bs_reading *reading, bs_error *error);

#endif
