/* html_filter.c - which blocks of the chosen element are the article's. */
#include "read/html_choose.h"
#include "read/html_facts.h"
#include "read/html_phrases.h"

enum {
    LINKED_WIDTH_MAX = 300, /* a block of links that is longer may be a paragraph */
    SHORT_WIDTH = 80,
    TINY_WIDTH = 40,
    ENTRY_WIDTH = 100, /* of the text under the name of a thing that is one of several */
    ENTRIES_MIN = 3,
    SECTIONS_MIN = 3,      /* h1 that are headings of sections */
    LABEL_WIDTH = 40,      /* of a line that says what the links below it are, */
    LAST_LABEL_WIDTH = 80, /* and of one behind the text */
    LD_BYTES_MIN = 400,    /* of a text in JSON-LD that is taken seriously */
    LD_BYTES_MAX = 1 << 20,
    LD_SEARCHES_MAX = 400,
    PULL_QUOTES_MAX = 40,
    RESULT_WIDTH_MIN = 250, /* less is looked at again without marks */
};

static bool ends_sentence(bs_str text)
{
    static const char *const ends[] = {"\xe2\x80\x9d", "\xe2\x80\xa6", "\xe3\x80\x82",
                                       "\xef\xbc\x81", "\xef\xbc\x9f", "\xe0\xa5\xa4",
                                       "\xe3\x80\x8d", "\xe2\x80\x99", "\xe2\x80\x9c"};
    unsigned char last = text.size > 0 ? (unsigned char)text.data[text.size - 1] : 0;
    if (last < 0x80)
        return last && memchr(".!?:\");'", last, 8);
    if (bs_str_ends(text, BS_STR("\xc2\xbb")) || bs_str_ends(text, BS_STR("\xd8\x9f")))
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (text.size >= 3 && memcmp(text.data + text.size - 3, ends[i], 3) == 0)
            return true;
    return false;
}

static const bs_element *element_of(const bs_page *page, const bs_block *block)
{
    return &page->elements.items[block->element];
}

/* Whether paragraphs carry the text, so that what is in none of them is suspect. */
static bool has_paragraphs(const bs_page *page)
{
    uint64_t in_paragraphs = 0, all = 0;
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        const bs_element *element = element_of(page, block);
        if (!block->is_good || !(element->marks & BS_MARK_INSIDE) ||
            (element->marks & BS_MARK_DROPPED))
            continue;
        all += block->width;
        in_paragraphs += element->tag == BS_TAG_P ? block->width : 0;
    }
    return in_paragraphs * 10 > all * 6;
}

static bool is_item(unsigned tag)
{
    return tag == BS_TAG_LI || tag == BS_TAG_TD || tag == BS_TAG_TH || tag == BS_TAG_DD ||
           tag == BS_TAG_DT || tag == BS_TAG_PRE || tag == BS_TAG_BLOCKQUOTE;
}

/* Whether it is an item of a list or a cell of a table that is not made of links: those of links
 * have been dropped. */
static bool is_of_list(const bs_page *page, const bs_element *element)
{
    enum { LEVELS = 4 };
    for (int level = 0; level < LEVELS; level++) {
        const bs_element *parent = &page->elements.items[element->parent];
        if (!(element->marks & BS_MARK_INSIDE) || parent == element)
            return false;
        if (element->tag == BS_TAG_TABLE || element->tag == BS_TAG_UL || element->tag == BS_TAG_OL)
            return element->link * 5 < element->text * 2;
        element = parent;
    }
    return false;
}

bool bs_page_is_in_figure(const bs_page *page, const bs_block *block)
{
    enum { LEVELS = 4, CAPTION_WIDTH_MAX = 400 };
    uint32_t at = block->element;
    if (block->width > CAPTION_WIDTH_MAX || block->rank > 0)
        return false;
    for (int level = 0; level < LEVELS; level++) {
        const bs_element *element = &page->elements.items[at];
        bs_tag tag = (bs_tag)element->tag;
        if (tag == BS_TAG_FIGURE)
            return true;
        if (tag == BS_TAG_TABLE || tag == BS_TAG_BLOCKQUOTE || tag == BS_TAG_PRE ||
            tag == BS_TAG_UL || tag == BS_TAG_OL || element->parent == at)
            return false;
        at = element->parent;
    }
    return false;
}

/* Everything but headings, which depend on what follows them. */
static bool is_text(const bs_page *page, const bs_block *block, bool has_p)
{
    const bs_element *element = element_of(page, block);
    uint32_t width = block->width;
    bs_str text = bs_page_block_text(page, block);
    bool is_sentence = element->tag == BS_TAG_P && width >= TINY_WIDTH &&
                       (bs_str_ends(text, BS_STR(".")) || bs_str_ends(text, BS_STR("。")));
    if (block->link * 2 > width && width < LINKED_WIDTH_MAX && !is_sentence &&
        !is_of_list(page, element))
        return false;
    if (bs_page_is_in_figure(page, block) ||
        ((element->marks & BS_MARK_CONSENT) && !block->is_good))
        return false;
    if ((width < TINY_WIDTH && !is_item(element->tag) && bs_html_is_button(text)) ||
        (width < SHORT_WIDTH && bs_html_is_advertisement(&page->phrases, text)) ||
        bs_html_is_prompt(&page->phrases, text, block->link > 0))
        return false;
    if (bs_str_starts(text, BS_STR("{\"")) && bs_str_ends(text, BS_STR("}"))) /* of a script */
        return false;
    bool ends = ends_sentence(text);
    if (element->tag == BS_TAG_P)
        return width >= TINY_WIDTH || ends || block->link == 0;
    if (has_p && !is_item(element->tag))
        return width >= SHORT_WIDTH || ends;
    return true;
}

static bool is_candidate(const bs_page *page, const bs_block *block)
{
    const bs_element *element = element_of(page, block);
    return (element->marks & BS_MARK_INSIDE) && !(element->marks & BS_MARK_DROPPED) &&
           (element->tag != BS_TAG_H1 || page->h1_count >= SECTIONS_MIN) &&
           (size_t)(block - page->blocks.items) != page->title_block;
}

/* Whether links that are left out begin right behind a block: two of them, or one behind a colon,
 * or one with nothing shown behind it. Then a short line is what they are called. */
static bool heads_links(const bs_page *page, size_t at)
{
    size_t links = 0, i = at + 1;
    const bs_block *blocks = page->blocks.items;
    while (i < page->blocks.count && !blocks[i].is_shown && blocks[i].rank == 0 &&
           blocks[i].link * 2 > blocks[i].width && links < 2) {
        links++;
        i++;
    }
    bs_str text = bs_page_block_text(page, &blocks[at]);
    return links == 2 || (links == 1 && bs_str_ends(text, BS_STR(":")));
}

/* Lines such as "Read also" over a list of links. */
static void hide_labels(bs_page *page)
{
    bool is_last = true;
    for (size_t i = page->blocks.count; i-- > 0;) {
        bs_block *block = &page->blocks.items[i];
        if (!block->is_shown)
            continue;
        bs_str text = bs_page_block_text(page, block);
        block->is_shown = memchr(".!?", text.data[text.size - 1], 3) ||
                          block->width >= (is_last ? LAST_LABEL_WIDTH : LABEL_WIDTH) ||
                          is_item(element_of(page, block)->tag) || !heads_links(page, i);
        is_last = is_last && !block->is_shown;
    }
}

static bool is_linked(const bs_block *block)
{
    return block->link * 10 > block->width * 6;
}

/* Whether a heading and the first text that it heads stand side by side. */
static bool is_entry(const bs_page *page, const bs_block *heading, const bs_block *text)
{
    return text && text->width >= ENTRY_WIDTH && ends_sentence(bs_page_block_text(page, text)) &&
           element_of(page, heading)->parent == element_of(page, text)->parent;
}

/* Shows headings for what they head: kept text behind them, or a shown heading of another rank and
 * what that heads. Links are headings only `with_links`. Gives how many links would be. */
static size_t show_headings(bs_page *page, bool with_links)
{
    const bs_block *headed = NULL;
    unsigned below = 0; /* the rank of the shown heading that follows, 0 for none */
    size_t entries = 0;
    for (size_t i = page->blocks.count; i-- > 0;) {
        bs_block *block = &page->blocks.items[i];
        if (!is_candidate(page, block))
            continue;
        if (block->rank == 0) {
            headed = block->is_shown ? block : headed;
            below = block->is_shown ? 0 : below;
            continue;
        }
        bool is_next = i + 1 < page->blocks.count && page->blocks.items[i + 1].is_shown;
        bool is_linked_entry = is_linked(block) && is_entry(page, block, headed);
        entries += is_linked_entry;
        block->is_shown =
            (headed || block->rank < below || (block->rank == below && is_next)) &&
            (!is_linked(block) || (with_links && is_linked_entry)) && !heads_links(page, i) &&
            !bs_html_is_prompt(&page->phrases, bs_page_block_text(page, block), block->link > 0);
        below = block->is_shown ? block->rank : 0;
        headed = NULL;
    }
    return entries;
}

static bool is_in_pull_quote(const bs_page *page, const bs_block *block)
{
    enum { LEVELS = 4 };
    uint32_t at = block->element;
    for (int level = 0; level < LEVELS && at > page->chosen; level++) {
        if (page->elements.items[at].marks & BS_MARK_QUOTE)
            return true;
        at = page->elements.items[at].parent;
    }
    return false;
}

/* Sentences that are repeated in large type. */
static void hide_pull_quotes(bs_page *page)
{
    bs_arena *arena = page->reading->arena;
    bs_str letters = {NULL, 0};
    size_t budget = PULL_QUOTES_MAX;
    for (size_t i = 0; i < page->blocks.count && budget > 0; i++) {
        bs_block *block = &page->blocks.items[i];
        if (!block->is_shown || block->width > LINKED_WIDTH_MAX || !is_in_pull_quote(page, block))
            continue;
        if (!letters.data)
            letters = bs_html_letters(bs_buffer_str(&page->text), arena);
        bs_str own = bs_html_letters(bs_page_block_text(page, block), arena);
        budget--;
        size_t at = bs_str_find(letters, own, 0);
        block->is_shown = at == SIZE_MAX || bs_str_find(letters, own, at + 1) == SIZE_MAX;
    }
}

static uint64_t show(bs_page *page)
{
    bool has_p = has_paragraphs(page);
    uint64_t shown = 0;
    for (size_t i = 0; i < page->blocks.count; i++) {
        bs_block *block = &page->blocks.items[i];
        block->is_shown = false;
        if (!is_candidate(page, block) || block->rank > 0)
            continue;
        block->is_shown = is_text(page, block, has_p);
        shown += block->is_shown ? block->width : 0;
    }
    hide_pull_quotes(page);
    bs_page_hide_copies(page);
    hide_labels(page);
    if (show_headings(page, false) >= ENTRIES_MIN) /* a list of things that each have a page */
        show_headings(page, true);
    return shown;
}

static bs_str ld_body(const bs_page *page)
{
    const bs_ld *ld = bs_html_main_ld(page);
    return ld ? ld->body : (bs_str){NULL, 0};
}

/* Where JSON-LD has the text of the article and hardly any of it is shown, the blocks that it has
 * are the article, wherever they stand. False when the page has not got most of them. */
static bool show_told(bs_page *page)
{
    bs_str body = ld_body(page);
    bs_arena *arena = page->reading->arena;
    if (body.size < LD_BYTES_MIN || body.size > LD_BYTES_MAX)
        return true;
    uint64_t shown = 0, told = 0;
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        shown += block->is_shown ? block->end - block->start : 0;
    }
    if (shown * 2 >= body.size)
        return true;
    bs_str letters = bs_html_letters(body, arena);
    size_t budget = LD_SEARCHES_MAX;
    for (size_t i = 0; i < page->blocks.count && budget > 0; i++) {
        bs_block *block = &page->blocks.items[i];
        if (block->width < BS_HTML_GOOD_WIDTH || i == page->title_block)
            continue;
        budget--;
        block->is_told =
            bs_html_is_in(letters, bs_html_letters(bs_page_block_text(page, block), arena));
        told += block->is_told ? block->end - block->start : 0;
    }
    if (told * 10 < body.size * 6)
        return false;
    for (size_t i = 0; i < page->blocks.count; i++)
        page->blocks.items[i].is_shown = page->blocks.items[i].is_told;
    return true;
}

static bool choose(bs_page *page)
{
    bool is_chosen = bs_page_choose_element(page, true);
    uint64_t shown = is_chosen ? show(page) : 0;
    uint64_t good = bs_page_good_width(page);
    if (good == 0)
        return false;
    if (shown >= RESULT_WIDTH_MIN && shown * 7 >= good)
        return true;
    uint64_t again = bs_page_choose_element(page, false) ? show(page) : 0;
    if (again > 2 * shown)
        return again > 0;
    is_chosen = bs_page_choose_element(page, true);
    return is_chosen && show(page) > 0;
}

static bool is_of_intro(const bs_page *page, const bs_block *block)
{
    const bs_element *element = element_of(page, block);
    return block->is_good && element->tag == BS_TAG_P && block->link * 3 < block->width &&
           !(element->marks & (BS_MARK_DROPPED | BS_MARK_INSIDE | BS_MARK_CARD | BS_MARK_COMMENT |
                               BS_MARK_STANDFIRST | BS_MARK_AUTHOR | BS_MARK_DATE)) &&
           !bs_page_is_in_figure(page, block) && ends_sentence(bs_page_block_text(page, block));
}

/* The first paragraphs of an article may stand apart from the rest, above a picture or what is for
 * subscribers. One alone is a standfirst. */
static void show_intro(bs_page *page)
{
    size_t first = 0, count = 0;
    while (first < page->blocks.count && !page->blocks.items[first].is_shown)
        first++;
    for (int pass = 0; pass < 2 && (pass == 0 || count >= 2); pass++)
        for (size_t i = page->title_block; i < first; i++) {
            bs_block *block = &page->blocks.items[i];
            if (!is_of_intro(page, block))
                continue;
            count++;
            block->is_shown = pass == 1;
        }
}

bool bs_page_choose(bs_page *page)
{
    if (!choose(page))
        return false;
    show_intro(page);
    return show_told(page);
}
