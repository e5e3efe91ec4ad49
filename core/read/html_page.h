/*
 * html_page.h - a page as flat arrays: elements in the order in which they open, blocks of text in
 * the order in which they are read, and the few stretches that tell of the article (its headline,
 * its authors, its dates).
 */
#ifndef BS_READ_HTML_PAGE_H
#define BS_READ_HTML_PAGE_H

#include "base/arena.h"
#include "base/str.h"
#include "read/html_head.h"
#include "read/html_phrases.h"
#include "read/html_scan.h"
#include "read/html_words.h"
#include "read/reading.h"

enum {
    BS_HTML_DEPTH_MAX = 512,        /* of open elements; deeper ones count as their parents */
    BS_HTML_ELEMENTS_MAX = 1 << 15, /* of a page; what is above counts as text of its parent */
    BS_HTML_BLOCKS_MAX = 1 << 15,   /* of a page; the last has all that follows, in lines */
    BS_HTML_GOOD_WIDTH = 25,        /* the least that a block of running text has */
    BS_HTML_CLUES_MAX = 96,
};

/* Sums are over an element and all below it. */
typedef struct bs_element {
    uint32_t parent; /* the root is its own */
    uint32_t end;    /* the index behind its last descendant */
    uint32_t marks;  /* bs_mark; some are so with all below them */
    uint32_t group;
    uint32_t first_block, block_end;
    uint32_t good;  /* width of good blocks */
    uint32_t clean; /* the same without what is dropped */
    uint32_t text, link;
    float score;
    uint8_t tag;
} bs_element;

/* Whose words a block has; none for what is left out of the article's text. */
typedef enum bs_voice {
    BS_VOICE_NONE,
    BS_VOICE_BODY,
    BS_VOICE_HEADLINE, /* a standfirst */
    BS_VOICE_BYLINE,
    BS_VOICE_CAPTION,
    BS_VOICE_CREDIT,
    BS_VOICE_WIDGET,
    BS_VOICE_COMMENT,
    BS_VOICE_SPEECH,
} bs_voice;

/* Widths are in characters, of which those of East Asia count twice, as they do in print. */
typedef struct bs_block {
    uint32_t element;
    uint32_t start, end; /* in the text of the page */
    uint32_t width, link;
    uint16_t commas;
    uint8_t rank; /* of a heading, 1 to 6; 0 for what is none */
    bool is_good;
    bool is_told;  /* JSON-LD has its text */
    bool is_shown; /* as part of the article, once that is decided */
    uint8_t voice; /* bs_voice, once that is decided */
} bs_block;

/* An element that tells of the article, with the text that it holds. */
typedef struct bs_clue {
    uint32_t marks; /* bs_mark: title, author, name, date */
    uint32_t element;
    uint32_t start, end, block; /* the text, and the block in which it begins */
    uint8_t tag;
    bs_str datetime, property; /* attributes, absent when not given */
} bs_clue;

typedef struct bs_page {
    bs_reading *reading;
    bs_html_phrases phrases;
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
    bs_clue clues[BS_HTML_CLUES_MAX];
    size_t clue_count;
    size_t h1_count, password_count;
    uint32_t title_block; /* UINT32_MAX when the headline stands nowhere */
    uint32_t chosen;
    size_t near_first, near_last; /* blocks at the headline and the beginning of the article */
} bs_page;

/* Fills an empty page. Fails only for want of memory. */
bs_status bs_page_build(bs_page *page, bs_str html, bs_error *error);
void bs_page_clear(bs_page *page);

static inline bs_str bs_page_block_text(const bs_page *page, const bs_block *block)
{
    return bs_str_slice(bs_buffer_str(&page->text), block->start, block->end);
}

/* The text of a clue, its blocks in lines; in the arena of the reading when they are several. */
bs_str bs_page_clue_text(const bs_page *page, const bs_clue *clue);

/* Says which blocks are the article: the element that holds it, and `is_shown` of the blocks. False
 * when nothing on the page reads like running text. */
bool bs_page_choose(bs_page *page);

/* Gives each block its voice, once the article has been chosen. */
void bs_page_give_voices(bs_page *page);

/* How sure it is that the page is an article, from 0 to 1, and why it may be none, for a person. */
double bs_page_confidence(const bs_page *page, const char **reason);
/* Findings for a page that is likely no article, or one that is cut. */
bs_status bs_page_doubt(bs_page *page, bs_error *error);

/* What is known without the article into the draft: title, outlet, address, language. Finds the
 * headline in the page, which tells where the article begins. */
bs_status bs_page_take_head(bs_page *page, bs_error *error);
/* The authors and the date, once the article has been chosen. */
bs_status bs_page_take_facts(bs_page *page, bs_error *error);

#endif
