/*
 * html_choose.c - which element of a page holds the article, and which blocks in it are shown.
 *
 * Structure decides: chrome is dropped where it holds little of the page's running text, what is
 * left votes for the elements above it, and the winner climbs as long as that gains text.
 */
#include "read/html_page.h"

enum {
    LEVELS = 5,             /* above a paragraph that it votes for */
    LINKED_BYTES_MAX = 300, /* a block of links that is longer may be a paragraph */
    SHORT_BYTES = 80,
    TINY_BYTES = 40,
};

static bs_element *parent_of(const bs_page *page, const bs_element *element)
{
    return &page->elements.items[element->parent];
}

static uint32_t size_of(const bs_block *block)
{
    return block->end - block->start;
}

static void sum_up(bs_page *page)
{
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        bs_element *element = &page->elements.items[block->element];
        element->text += size_of(block);
        element->link += block->link;
        element->good += block->is_good ? size_of(block) : 0;
    }
    for (size_t i = page->elements.count; i-- > 1;) {
        const bs_element *element = &page->elements.items[i];
        bs_element *parent = parent_of(page, element);
        parent->text += element->text;
        parent->link += element->link;
        parent->good += element->good;
    }
}

/* The share of the page's running text below which an element is dropped; 0 for keeping it. */
static double drop_below(const bs_element *element)
{
    if (element->marks & (BS_MARK_CHROME | BS_MARK_COMMENT))
        return 0.4;
    switch (element->tag) {
    case BS_TAG_FORM:
        return 0.5;
    case BS_TAG_HEADER:
        return 0.15;
    case BS_TAG_UL:
    case BS_TAG_OL:
    case BS_TAG_TABLE:
        return element->text > 0 && element->link * 10.0 > element->text * 6.0 ? 0.4 : 0;
    default:
        return 0;
    }
}

static void drop(bs_page *page)
{
    double total = page->elements.items[0].good;
    for (size_t i = 1; i < page->elements.count; i++) {
        bs_element *element = &page->elements.items[i];
        if ((parent_of(page, element)->marks & BS_MARK_DROPPED) ||
            element->good < drop_below(element) * total ||
            (element->good == 0 && drop_below(element) > 0))
            element->marks |= BS_MARK_DROPPED;
    }
}

static bool is_dropped(const bs_page *page, const bs_block *block)
{
    return page->elements.items[block->element].marks & BS_MARK_DROPPED;
}

static bool holds_paragraphs(unsigned tag)
{
    return tag != BS_TAG_P && tag != BS_TAG_LI && tag != BS_TAG_TD && tag != BS_TAG_DD &&
           tag != BS_TAG_PRE;
}

static void vote(bs_page *page)
{
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        if (!block->is_good || is_dropped(page, block))
            continue;
        double length = size_of(block) / 100.0;
        double votes = 1 + block->commas + (length < 3 ? length : 3);
        uint32_t at = block->element;
        page->elements.items[at].clean += size_of(block);
        if (!holds_paragraphs(page->elements.items[at].tag))
            at = page->elements.items[at].parent;
        for (unsigned level = 0; level < LEVELS; level++) {
            bs_element *element = &page->elements.items[at];
            element->score += level == 0 ? votes : votes / (2.0 * level);
            if (element->parent == at)
                break;
            at = element->parent;
        }
    }
    for (size_t i = page->elements.count; i-- > 1;)
        parent_of(page, &page->elements.items[i])->clean += page->elements.items[i].clean;
}

static double score_of(const bs_element *element)
{
    double score = element->score;
    if (element->text > 0)
        score *= 1 - (double)element->link / element->text;
    if (element->tag == BS_TAG_ARTICLE)
        score *= 1.2;
    if (element->marks & BS_MARK_BODY)
        score *= 3;
    return element->tag == BS_TAG_BODY || element->tag == BS_TAG_HTML ? score * 0.8 : score;
}

static uint32_t best_element(const bs_page *page)
{
    uint32_t best = 0;
    double best_score = 0;
    for (size_t i = 0; i < page->elements.count; i++) {
        const bs_element *element = &page->elements.items[i];
        double score = element->marks & BS_MARK_DROPPED ? 0 : score_of(element);
        if (score > best_score) {
            best = (uint32_t)i;
            best_score = score;
        }
    }
    return best;
}

/* Articles are split among several elements by what stands between their paragraphs. */
static uint32_t climb(const bs_page *page, uint32_t from)
{
    uint32_t at = from;
    for (uint32_t above = from; page->elements.items[above].parent != above;) {
        above = page->elements.items[above].parent;
        const bs_element *element = &page->elements.items[above];
        double gain = element->tag == BS_TAG_BODY || element->tag == BS_TAG_HTML ? 2 : 1.15;
        if (element->clean >= gain * page->elements.items[at].clean)
            at = above;
    }
    return at;
}

bool bs_page_choose(bs_page *page)
{
    sum_up(page);
    if (page->elements.items[0].good == 0)
        return false;
    drop(page);
    vote(page);
    uint32_t chosen = climb(page, best_element(page));
    page->elements.items[chosen].marks |= BS_MARK_INSIDE;
    for (size_t i = chosen + 1; i < page->elements.count; i++)
        page->elements.items[i].marks |=
            parent_of(page, &page->elements.items[i])->marks & BS_MARK_INSIDE;
    return page->elements.items[chosen].clean > 0;
}

static bool ends_sentence(bs_str text)
{
    static const char *const ends[] = {
        ".", "!", "?", ":", "\xe2\x80\x9d", "\"", "\xe2\x80\xa6", "\xe3\x80\x82", ")"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (bs_str_ends(text, bs_str_from(ends[i])))
            return true;
    return false;
}

/* A heading is shown for what it heads: kept text behind it, before the next heading of any rank.
 */
static bool heads_something(const bs_page *page, size_t heading)
{
    for (size_t i = heading + 1; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        if (block->is_heading || !(page->elements.items[block->element].marks & BS_MARK_INSIDE))
            return false;
        if (block->is_good && !is_dropped(page, block))
            return true;
    }
    return false;
}

bool bs_page_shows(const bs_page *page, size_t index)
{
    const bs_block *block = &page->blocks.items[index];
    const bs_element *element = &page->elements.items[block->element];
    uint32_t size = size_of(block);
    if (!(element->marks & BS_MARK_INSIDE) || (element->marks & BS_MARK_DROPPED) ||
        element->tag == BS_TAG_H1)
        return false;
    if (block->is_heading)
        return block->link * 10 <= size * 6 && heads_something(page, index);
    if (block->link * 2 > size && size < LINKED_BYTES_MAX)
        return false;
    bs_str text = bs_str_slice(bs_buffer_str(&page->text), block->start, block->end);
    if (block->is_good || ends_sentence(text) || (element->marks & BS_MARK_CAPTION))
        return true;
    if (element->tag == BS_TAG_P || element->tag == BS_TAG_LI || element->tag == BS_TAG_BLOCKQUOTE)
        return size >= TINY_BYTES || block->link == 0;
    return size >= SHORT_BYTES || element->tag == BS_TAG_TD || element->tag == BS_TAG_TH;
}
