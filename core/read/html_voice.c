/*
 * html_voice.c - whose voice each block of a page is: the article's, or that of its byline, its
 * captions, its widgets and its commenters.
 */
#include "read/html_choose.h"
#include "read/html_facts.h"
#include "read/html_phrases.h"
#include "read/marks.h"

enum {
    BYLINE_WIDTH_MAX = 150, /* of a line that says who wrote and when */
    DATELINE_WIDTH_MAX = 60,
    AUTHOR_BYTES_MAX = 80,
    CAPTION_WIDTH_MAX = 320,
    STANDFIRST_WIDTH_MIN = 40,
    STANDFIRSTS_MAX = 2,
    SPEECH_BLOCKS_MIN = 3, /* of a quoted block that speaks for itself, as in plain text */
    SPEECH_WIDTH_MIN = 600,
    HEADING_WIDTH_MAX = 60,
    TAIL_BLOCKS = 3,
    BIO_WIDTH_MAX = 500,
    HEAD_BLOCKS = 3, /* shown, among which a byline may hide */
    LINES_MAX = 500,
};

static const bs_element *element_of(const bs_page *page, const bs_block *block)
{
    return &page->elements.items[block->element];
}

static void shown_range(const bs_page *page, size_t *first, size_t *last)
{
    *first = *last = page->blocks.count;
    for (size_t i = 0; i < page->blocks.count; i++) {
        if (!page->blocks.items[i].is_shown)
            continue;
        *first = *first == page->blocks.count ? i : *first;
        *last = i;
    }
}

/* --- Bylines -------------------------------------------------------------------------------------
 */

/* A line of a date and little else: "Published July 9, 2024", "9 July 2024, 10:30". */
static bool is_dateline(const bs_page *page, const bs_block *block, bs_str text)
{
    bs_date date;
    if (block->width > DATELINE_WIDTH_MAX || bs_str_ends(text, BS_STR(".")))
        return false;
    if (bs_html_is_reading_time(text))
        return true;
    return bs_date_seen(text, bs_date_order_of(page->head.language), &date);
}

/* "Jane Roe jane@courier.example". */
static bool is_email_line(bs_str text)
{
    size_t at = bs_str_find(text, BS_STR("@"), 0);
    if (at == SIZE_MAX || at == 0 || at + 1 == text.size)
        return false;
    size_t dot = bs_str_find(text, BS_STR("."), at);
    return dot != SIZE_MAX && dot + 1 < text.size && text.data[at - 1] != ' ' &&
           !memchr(text.data + at, ' ', dot - at);
}

/* The name of an author alone, or how to write to them. */
static bool is_author(const bs_page *page, bs_str text)
{
    const bs_draft *draft = &page->reading->draft;
    if (text.size > AUTHOR_BYTES_MAX)
        return false;
    bs_str letters = bs_html_letters(text, page->reading->arena);
    for (size_t i = 0; i < draft->byline_count; i++)
        if (bs_str_equal(letters, bs_html_letters(draft->byline[i], page->reading->arena)))
            return true;
    return is_email_line(text);
}

static bool is_byline(const bs_page *page, const bs_block *block)
{
    bs_str text = bs_page_block_text(page, block);
    bs_byline_marks marks;
    if (block->width > BYLINE_WIDTH_MAX || block->rank > 0)
        return false;
    return bs_mark_byline(text, &marks) || is_dateline(page, block, text) ||
           bs_html_tells_authors(text) || bs_html_is_imprint(text) || is_author(page, text);
}

/* The headline once more. */
static bool is_title(const bs_page *page, const bs_block *block)
{
    bs_str title = page->reading->draft.title;
    bs_arena *arena = page->reading->arena;
    return block->end - block->start < 2 * title.size + 8 &&
           bs_str_equal(bs_html_letters(bs_page_block_text(page, block), arena),
                        bs_html_letters(title, arena));
}

/* Lines between the headline and the text that name authors or a day, and those that got into the
 * first lines of the text. */
static void find_bylines(bs_page *page, size_t first)
{
    size_t start = page->title_block < first ? page->title_block + 1 : first;
    for (size_t i = start; i < first && i - start < LINES_MAX; i++) {
        bs_block *block = &page->blocks.items[i];
        unsigned marks = element_of(page, block)->marks;
        if (block->width <= BYLINE_WIDTH_MAX && !(marks & (BS_MARK_CARD | BS_MARK_COMMENT)) &&
            ((marks & (BS_MARK_AUTHOR | BS_MARK_DATE)) || is_byline(page, block)))
            block->voice = BS_VOICE_BYLINE;
    }
    size_t seen = 0;
    for (size_t i = first; i < page->blocks.count && seen < HEAD_BLOCKS && i - first < LINES_MAX;
         i++) {
        bs_block *block = &page->blocks.items[i];
        if (!block->is_shown)
            continue;
        if (is_byline(page, block))
            block->voice = BS_VOICE_BYLINE;
        else if (seen == 0 && is_title(page, block))
            block->voice = BS_VOICE_WIDGET;
        else
            seen++;
    }
}

/* "Jane Roe covers defence" behind the article is about its author. */
static bool is_about_author(const bs_page *page, bs_str text)
{
    const bs_draft *draft = &page->reading->draft;
    for (size_t i = 0; i < draft->byline_count; i++) {
        bs_str name = draft->byline[i];
        if (name.size >= 5 && text.size > name.size + 1 && bs_str_starts(text, name) &&
            (text.data[name.size] == ' ' || text.data[name.size] == ','))
            return true;
    }
    return false;
}

/* Among the last lines what is about the author, or tells a day. */
static void find_bios(bs_page *page, size_t last)
{
    size_t seen = 0;
    for (size_t i = last + 1; i-- > 0 && seen < TAIL_BLOCKS && last - i < LINES_MAX;) {
        bs_block *block = &page->blocks.items[i];
        if (!block->is_shown)
            continue;
        bs_str text = bs_page_block_text(page, block);
        if (block->width <= BIO_WIDTH_MAX &&
            (is_about_author(page, text) || is_byline(page, block)))
            block->voice = BS_VOICE_BYLINE;
        else
            seen++;
    }
}

/* --- Standfirsts ---------------------------------------------------------------------------------
 */

/* Whether the article begins with the same words: then it is an excerpt, not a standfirst. */
static bool is_excerpt(const bs_page *page, size_t first, bs_str letters)
{
    enum { ALIKE_BYTES = 40, LOOKED_AT = 4 };
    bs_str head = {letters.data, letters.size < ALIKE_BYTES ? letters.size : ALIKE_BYTES};
    for (size_t i = first, seen = 0; i < page->blocks.count && seen < LOOKED_AT; i++) {
        const bs_block *block = &page->blocks.items[i];
        if (!block->is_shown)
            continue;
        seen++;
        if (bs_str_starts(bs_html_letters(bs_page_block_text(page, block), page->reading->arena),
                          head))
            return true;
    }
    return false;
}

/* The paragraph under the headline that sums up the article: it is what the head describes the page
 * with, or is called so. */
static void find_standfirst(bs_page *page, size_t first)
{
    if (page->title_block >= first)
        return;
    bs_arena *arena = page->reading->arena;
    bs_str description = bs_html_letters(page->head.description, arena);
    size_t found = 0;
    for (size_t i = page->title_block + 1; i < first && found < STANDFIRSTS_MAX; i++) {
        bs_block *block = &page->blocks.items[i];
        const bs_element *element = element_of(page, block);
        if (block->voice != BS_VOICE_NONE || block->width < STANDFIRST_WIDTH_MIN ||
            block->link * 3 > block->width ||
            (element->marks & (BS_MARK_CAPTION | BS_MARK_CREDIT | BS_MARK_CARD | BS_MARK_COMMENT)))
            continue;
        bs_str letters = bs_html_letters(bs_page_block_text(page, block), arena);
        bool is_told =
            bs_html_is_in(description, letters) ||
            (description.size > STANDFIRST_WIDTH_MIN && bs_html_is_in(letters, description));
        unsigned marks = element->marks | page->elements.items[element->parent].marks;
        if ((!is_told && !(marks & BS_MARK_STANDFIRST)) || is_excerpt(page, first, letters))
            continue;
        block->voice = BS_VOICE_HEADLINE;
        found++;
    }
}

/* --- Captions, speeches, comments, widgets -------------------------------------------------------
 */

static bool may_be_caption(const bs_page *page, const bs_block *block)
{
    unsigned tag = element_of(page, block)->tag;
    return block->is_shown && block->rank == 0 && block->width <= CAPTION_WIDTH_MAX &&
           tag != BS_TAG_LI && tag != BS_TAG_TD && tag != BS_TAG_TH && tag != BS_TAG_DD &&
           tag != BS_TAG_DT && tag != BS_TAG_PRE;
}

static void find_captions(bs_page *page)
{
    for (size_t i = 0; i < page->blocks.count; i++) {
        bs_block *block = &page->blocks.items[i];
        const bs_element *element = element_of(page, block);
        if (!(element->marks & BS_MARK_INSIDE))
            continue;
        bs_caption_marks marks;
        bs_str text = bs_page_block_text(page, block);
        if (!block->is_shown &&
            ((element->marks & (BS_MARK_CAPTION | BS_MARK_CREDIT)) ||
             (!(element->marks & BS_MARK_DROPPED) && bs_page_is_in_figure(page, block))) &&
            !(element->marks & (BS_MARK_CARD | BS_MARK_COMMENT)))
            block->voice = element->marks & BS_MARK_CREDIT ? BS_VOICE_CREDIT : BS_VOICE_CAPTION;
        else if (may_be_caption(page, block) && bs_mark_caption(text, &marks) &&
                 marks.before_end == 0 && marks.credit_end == text.size)
            block->voice = marks.credit_start == 0 ? BS_VOICE_CREDIT : BS_VOICE_CAPTION;
    }
}

/* Gives the blocks from `start` to `end`, which are quoted, a voice of their own when they are
 * many. */
static void find_speech(bs_page *page, size_t start, size_t end)
{
    size_t count = 0, width = 0;
    for (size_t i = start; i < end; i++) {
        count += page->blocks.items[i].is_shown;
        width += page->blocks.items[i].is_shown ? page->blocks.items[i].width : 0;
    }
    for (size_t i = start; i < end && count >= SPEECH_BLOCKS_MIN && width >= SPEECH_WIDTH_MIN; i++)
        if (page->blocks.items[i].is_shown)
            page->blocks.items[i].voice = BS_VOICE_SPEECH;
}

/* The outermost quoted blocks of the article, which itself may stand in one. */
static void find_speeches(bs_page *page)
{
    for (uint32_t i = 1; i < page->elements.count;) {
        const bs_element *element = &page->elements.items[i];
        bool is_around = i <= page->chosen && page->chosen < element->end;
        if (element->tag != BS_TAG_BLOCKQUOTE || is_around) {
            i++;
            continue;
        }
        find_speech(page, element->first_block, element->block_end);
        i = element->end;
    }
}

/* Comments that no class tells of begin under a heading that does. */
static void find_comments(bs_page *page, size_t first, size_t last)
{
    uint64_t before = 0, all = 0;
    for (size_t i = first; i <= last && i < page->blocks.count; i++)
        all += page->blocks.items[i].is_shown ? page->blocks.items[i].width : 0;
    bool is_comment = false;
    for (size_t i = first; i < page->blocks.count; i++) {
        bs_block *block = &page->blocks.items[i];
        unsigned marks = element_of(page, block)->marks;
        bs_str text = bs_page_block_text(page, block);
        if (!is_comment && block->is_shown && before * 2 >= all &&
            bs_mark_is_comment_heading(text)) {
            is_comment = true;
            block->voice = BS_VOICE_WIDGET;
        } else if (is_comment && block->is_shown) {
            block->voice = BS_VOICE_COMMENT;
        } else if ((marks & BS_MARK_COMMENT) && (marks & BS_MARK_DROPPED) &&
                   !(marks & BS_MARK_CHROME) && block->is_good) {
            block->voice = BS_VOICE_COMMENT;
        } else if (block->is_shown && block->width <= HEADING_WIDTH_MAX &&
                   bs_mark_is_share_heading(text)) {
            block->voice = BS_VOICE_WIDGET;
        }
        before += block->is_shown ? block->width : 0;
    }
}

/* What stands between the paragraphs of the article and is no part of it. */
static void find_widgets(bs_page *page, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        bs_block *block = &page->blocks.items[i];
        unsigned marks = element_of(page, block)->marks;
        if (block->voice == BS_VOICE_NONE && (marks & BS_MARK_INSIDE) && i != page->title_block)
            block->voice = BS_VOICE_WIDGET;
    }
}

void bs_page_give_voices(bs_page *page)
{
    size_t first, last;
    shown_range(page, &first, &last);
    for (size_t i = 0; i < page->blocks.count; i++) {
        bs_block *block = &page->blocks.items[i];
        block->voice = block->is_shown ? BS_VOICE_BODY : BS_VOICE_NONE;
    }
    find_speeches(page);
    find_captions(page);
    find_bylines(page, first);
    if (last < page->blocks.count && last > first + HEAD_BLOCKS)
        find_bios(page, last);
    find_standfirst(page, first);
    find_comments(page, first, last);
    find_widgets(page, first, last);
}
