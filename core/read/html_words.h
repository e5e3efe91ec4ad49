/* html_words.h - what the tag, class, id and role of an element say about what is in it. */
#ifndef BS_READ_HTML_WORDS_H
#define BS_READ_HTML_WORDS_H

#include "read/html_scan.h"

typedef enum bs_mark {
    BS_MARK_CHROME = 1 << 0,  /* navigation, sharing, signing up: hardly ever running text */
    BS_MARK_WEAK = 1 << 1,    /* a word under which running text stands as well */
    BS_MARK_COMMENT = 1 << 2, /* comments of readers */
    BS_MARK_CAPTION = 1 << 3,
    BS_MARK_CREDIT = 1 << 4,
    BS_MARK_BODY = 1 << 5,        /* itemprop=articleBody */
    BS_MARK_CONTENT = 1 << 6,     /* a class that says "body of the article" */
    BS_MARK_AUTHOR = 1 << 7,      /* holds names of authors */
    BS_MARK_DATE = 1 << 8,        /* holds a date, likely that of publication */
    BS_MARK_NAME = 1 << 9,        /* holds one name and nothing else: rel=author, "author-name" */
    BS_MARK_TITLE = 1 << 10,      /* holds the headline */
    BS_MARK_QUOTE = 1 << 11,      /* repeats a sentence of the article in large type */
    BS_MARK_STANDFIRST = 1 << 16, /* the paragraph under the headline that sums up */
    BS_MARK_CONSENT = 1 << 17,    /* asks to agree to cookies */
    BS_MARK_SIGNUP = 1 << 18,     /* holds a field for an address of e-mail */
    /* Decided later: */
    BS_MARK_DROPPED = 1 << 12, /* for itself and all below */
    BS_MARK_INSIDE = 1 << 13,  /* the chosen element or below it */
    BS_MARK_CARD = 1 << 14,    /* one of several teasers */
    BS_MARK_NEXT = 1 << 19,    /* another article, for itself and all below */
    BS_MARK_SPARED = 1 << 15,  /* a teaser, but they hold much of the page's text */
} bs_mark;

enum { BS_WORD_SLOTS = 4096, BS_WORD_LISTS = 512 };

/* What a class was found to say: pages have few of them and use each many times. */
typedef struct bs_html_word_list {
    bs_str value;
    uint32_t marks, group;
} bs_html_word_list;

/* Where words are found, filled once a page; its strings are of that page. */
typedef struct bs_html_words {
    const char *page_end;
    uint16_t slots[BS_WORD_SLOTS]; /* numbers of words from 1 */
    bs_html_word_list lists[BS_WORD_LISTS];
} bs_html_words;

void bs_html_words_init(bs_html_words *words, bs_str page);

typedef struct bs_html_marks {
    unsigned marks; /* bs_mark */
    uint32_t group; /* the same for elements of the same tag and class, whatever their numbers */
} bs_html_marks;

/* For a token of that page. */
bs_html_marks bs_html_marks_of(bs_html_words *words, const bs_html_token *token);

#endif
