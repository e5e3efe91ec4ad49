/*
 * html.c - a page as one article: its headline, the paragraphs of the block that holds the article,
 * captions where they stand, and readers' comments at the end.
 */
#include "base/error.h"
#include "read/formats.h"
#include "read/html_page.h"

/* The text being put together. Blocks of one voice in a row are one segment. */
typedef struct assembly {
    bs_page *page;
    bs_buffer text;
    bs_segment_type type;
    size_t start; /* of the segment at hand */
    bool is_open;
} assembly;

static bs_status end_segment(assembly *to, bs_error *error)
{
    if (!to->is_open)
        return BS_OK;
    to->is_open = false;
    return bs_reading_add_segment(to->page->reading, to->type, to->start, to->text.size, error);
}

static bs_status add(assembly *to, bs_segment_type type, bs_str text, bs_error *error)
{
    bool is_same = to->is_open && to->type == type && type != BS_SEGMENT_CAPTION;
    bs_status status = is_same ? BS_OK : end_segment(to, error);
    if (to->text.size > 0)
        bs_buffer_add(&to->text, BS_STR("\n\n"));
    if (!is_same)
        to->start = to->text.size;
    to->type = type;
    to->is_open = true;
    bs_buffer_add(&to->text, text);
    return status == BS_OK && to->text.failed ? bs_fail_memory(error) : status;
}

static bs_str block_text(const bs_page *page, const bs_block *block)
{
    return bs_str_slice(bs_buffer_str(&page->text), block->start, block->end);
}

static bs_status add_article(assembly *to, size_t *count, bs_error *error)
{
    const bs_page *page = to->page;
    bs_status status = BS_OK;
    for (size_t i = 0; i < page->blocks.count && status == BS_OK; i++) {
        const bs_block *block = &page->blocks.items[i];
        bs_str text = block_text(page, block);
        if (!bs_page_shows(page, i) || bs_str_equal(text, page->reading->draft.title))
            continue;
        bool is_caption = page->elements.items[block->element].marks & BS_MARK_CAPTION;
        status = add(to, is_caption ? BS_SEGMENT_CAPTION : BS_SEGMENT_BODY, text, error);
        *count += !is_caption;
    }
    return status;
}

/* Comments that were dropped from the article because they are comments, and for no other reason.
 */
static bs_status add_comments(assembly *to, bs_error *error)
{
    const bs_page *page = to->page;
    bs_status status = BS_OK;
    for (size_t i = 0; i < page->blocks.count && status == BS_OK; i++) {
        const bs_block *block = &page->blocks.items[i];
        unsigned marks = page->elements.items[block->element].marks;
        if ((marks & BS_MARK_COMMENT) && (marks & BS_MARK_DROPPED) && !(marks & BS_MARK_CHROME) &&
            block->is_good)
            status = add(to, BS_SEGMENT_COMMENT, block_text(page, block), error);
    }
    return status;
}

/* A page on which nothing reads like running text: what it says about itself, or all that it has.
 */
static bs_status add_fallback(assembly *to, bool *has_text, bs_error *error)
{
    const bs_page *page = to->page;
    *has_text = true;
    if (page->head.ld_body.data)
        return add(to, BS_SEGMENT_BODY, page->head.ld_body, error);
    bs_status status = BS_OK;
    size_t count = 0;
    for (size_t i = 0; i < page->blocks.count && status == BS_OK; i++) {
        const bs_block *block = &page->blocks.items[i];
        bs_str text = block_text(page, block);
        bool is_other = bs_str_equal(text, page->reading->draft.title) ||
                        block->link * 2 > block->end - block->start;
        if (is_other || (page->elements.items[block->element].marks & BS_MARK_DROPPED))
            continue;
        status = add(to, BS_SEGMENT_BODY, text, error);
        count++;
    }
    if (status != BS_OK || count > 0)
        return status;
    *has_text = page->head.description.data != NULL;
    return *has_text ? add(to, BS_SEGMENT_BODY, page->head.description, error) : BS_OK;
}

static bs_status assemble(assembly *to, bool *has_text, bs_error *error)
{
    bs_page *page = to->page;
    bs_status status = BS_OK;
    bool is_chosen = bs_page_choose(page);
    size_t shown = 0;
    if (page->reading->draft.title.data)
        status = add(to, BS_SEGMENT_HEADLINE, page->reading->draft.title, error);
    if (status == BS_OK && is_chosen)
        status = add_article(to, &shown, error);
    *has_text = shown > 0;
    if (status == BS_OK && shown == 0)
        status = add_fallback(to, has_text, error);
    if (status == BS_OK && *has_text)
        status = add_comments(to, error);
    return status == BS_OK ? end_segment(to, error) : status;
}

static bs_status read_page(bs_page *page, assembly *to, bs_str html, bs_error *error)
{
    bs_reading *reading = page->reading;
    bs_status status = bs_page_build(page, html, error);
    if (status == BS_OK)
        status = bs_html_head_finish(&page->head, reading, error);
    bool has_text = false;
    if (status == BS_OK)
        status = assemble(to, &has_text, error);
    if (status != BS_OK)
        return status;
    if (!has_text)
        return bs_reading_skip(reading, BS_SKIP_FOREIGN, error, "a page without any text");
    reading->draft.text = bs_arena_copy(reading->arena, bs_buffer_str(&to->text));
    return reading->draft.text.data ? bs_reading_emit(reading, error) : bs_fail_memory(error);
}

bs_status bs_html_read(bs_reading *reading, bs_str text, bs_error *error)
{
    bs_page page = {.reading = reading};
    assembly to = {.page = &page};
    bs_status status = read_page(&page, &to, text, error);
    bs_buffer_clear(&to.text);
    bs_page_clear(&page);
    return status;
}
