/* html_head.h - what the head of a page and its JSON-LD say of the article. */
#ifndef BS_READ_HTML_HEAD_H
#define BS_READ_HTML_HEAD_H

#include "base/arena.h"
#include "read/html_scan.h"
#include "read/reading.h"

enum { BS_LD_MAX = 8, BS_LD_AUTHORS_MAX = 16 };

/* An article, or the page, as JSON-LD describes it. */
typedef struct bs_ld {
    bool is_article; /* else a page or nothing that has a type */
    bool is_paywalled;
    bs_str headline, date, body, language, publisher, url;
    bs_str authors[BS_LD_AUTHORS_MAX], organizations[BS_LD_AUTHORS_MAX];
    size_t author_count, organization_count;
} bs_ld;

/* Of names and properties each the first that was found, absent when it was not. */
typedef struct bs_html_head {
    bs_str title, og_title, other_title;
    bs_str meta_date, item_date, other_date;
    bs_str site_name, application, publisher, canonical, og_url, description;
    bs_str language, content_language, locale, og_type;
    bs_str meta_authors[BS_LD_AUTHORS_MAX], other_authors[BS_LD_AUTHORS_MAX]; /* one element each */
    size_t meta_author_count, other_author_count;
    bs_ld lds[BS_LD_MAX];
    size_t ld_count;
    size_t ld_steps; /* strings, objects and lists of JSON-LD that were read */
} bs_html_head;

/* A meta or link element. */
void bs_html_head_take(bs_html_head *head, const bs_html_token *token, bs_arena *arena);
/* The contents of a script of JSON-LD, however broken. */
void bs_html_head_take_ld(bs_html_head *head, bs_str json, bs_arena *arena);

#endif
