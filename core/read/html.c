/*
 * html.c - a page as one article: headline, byline, the paragraphs of the block that holds the
 * article, captions and widgets where they stand, and readers' comments at the end.
 */
#include "base/error.h"
#include "read/formats.h"
#include "read/html_page.h"
#include "read/marks.h"

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
    bool is_same = to->is_open && to->type == type && type != BS_SEGMENT_CAPTION &&
                   type != BS_SEGMENT_HEADLINE;
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

static unsigned marks_of(const bs_page *page, const bs_block *block)
{
    return page->elements.items[block->element].marks;
}

/* A caption and the credit behind it, in one paragraph. */
static bs_status add_caption(assembly *to, bs_str text, bs_error *error)
{
    bs_caption_marks marks;
    bool has_credit = bs_mark_caption(text, &marks) && marks.before_end == 0 &&
                      marks.credit_end == text.size && marks.credit_start > 0;
    if (!has_credit)
        return add(to, BS_SEGMENT_CAPTION, text, error);
    bs_status status = add(to, BS_SEGMENT_CAPTION, bs_str_slice(text, 0, marks.caption_end), error);
    if (status == BS_OK)
        status = end_segment(to, error);
    if (status != BS_OK)
        return status;
    bs_buffer_add(&to->text, bs_str_slice(text, marks.caption_end, marks.credit_start));
    to->type = BS_SEGMENT_CREDIT;
    to->start = to->text.size;
    to->is_open = true;
    bs_buffer_add(&to->text, bs_str_slice(text, marks.credit_start, text.size));
    return BS_OK;
}

static bs_status add_article(assembly *to, bs_error *error)
{
    static const bs_segment_type types[] = {
        [BS_VOICE_BODY] = BS_SEGMENT_BODY,       [BS_VOICE_BYLINE] = BS_SEGMENT_BYLINE,
        [BS_VOICE_CAPTION] = BS_SEGMENT_CAPTION, [BS_VOICE_CREDIT] = BS_SEGMENT_CREDIT,
        [BS_VOICE_WIDGET] = BS_SEGMENT_WIDGET,   [BS_VOICE_COMMENT] = BS_SEGMENT_COMMENT,
        [BS_VOICE_SPEECH] = BS_SEGMENT_SPEECH,   [BS_VOICE_HEADLINE] = BS_SEGMENT_HEADLINE,
    };
    const bs_page *page = to->page;
    bs_status status = BS_OK;
    for (size_t i = 0; i < page->blocks.count && status == BS_OK; i++) {
        const bs_block *block = &page->blocks.items[i];
        bs_str text = bs_page_block_text(page, block);
        if (block->voice == BS_VOICE_CAPTION)
            status = add_caption(to, text, error);
        else if (block->voice != BS_VOICE_NONE)
            status = add(to, types[block->voice], text, error);
    }
    return status;
}

static bs_str ld_body(const bs_page *page)
{
    for (size_t i = 0; i < page->head.ld_count; i++)
        if (page->head.lds[i].body.data)
            return page->head.lds[i].body;
    return (bs_str){NULL, 0};
}

/* A page on which nothing reads like running text: what it says about itself, or all that it has.
 */
static bs_status add_fallback(assembly *to, bool *has_text, bs_error *error)
{
    const bs_page *page = to->page;
    *has_text = true;
    bs_str body = ld_body(page);
    if (body.data) {
        bs_status found = bs_reading_find(
            page->reading, BS_STR("text from JSON-LD"), 0, 0,
            BS_STR("the page shows little or none of the text that its JSON-LD holds"), error);
        return found == BS_OK ? add(to, BS_SEGMENT_BODY, body, error) : found;
    }
    bs_status status = BS_OK;
    size_t count = 0;
    for (int pass = 0; pass < 2 && count == 0; pass++) { /* in the second links, too */
        for (size_t i = 0; i < page->blocks.count && status == BS_OK; i++) {
            const bs_block *block = &page->blocks.items[i];
            if (i == page->title_block || (marks_of(page, block) & BS_MARK_DROPPED) ||
                (pass == 0 && block->link * 2 > block->width))
                continue;
            status = add(to, BS_SEGMENT_BODY, bs_page_block_text(page, block), error);
            count++;
        }
    }
    if (status != BS_OK || count > 0)
        return status;
    *has_text = page->head.description.data != NULL;
    return *has_text ? add(to, BS_SEGMENT_BODY, page->head.description, error) : BS_OK;
}

static bs_status assemble(assembly *to, bool is_chosen, bool *has_text, bs_error *error)
{
    bs_page *page = to->page;
    bs_status status = BS_OK;
    if (page->reading->draft.title.data)
        status = add(to, BS_SEGMENT_HEADLINE, page->reading->draft.title, error);
    *has_text = is_chosen;
    if (status == BS_OK && is_chosen)
        status = add_article(to, error);
    else if (status == BS_OK)
        status = add_fallback(to, has_text, error);
    return status == BS_OK ? end_segment(to, error) : status;
}

static bs_status read_page(bs_page *page, assembly *to, bs_str html, bs_error *error)
{
    bs_reading *reading = page->reading;
    bs_status status = bs_page_build(page, html, error);
    if (status == BS_OK)
        status = bs_page_take_head(page, error);
    bool is_chosen = status == BS_OK && bs_page_choose(page), has_text = false;
    if (status == BS_OK)
        status = bs_page_take_facts(page, error);
    if (is_chosen) /* which asks for the names of the authors */
        bs_page_give_voices(page);
    if (status == BS_OK)
        status = bs_page_doubt(page, error);
    if (status == BS_OK)
        status = assemble(to, is_chosen, &has_text, error);
    if (status != BS_OK)
        return status;
    if (!has_text)
        return bs_reading_skip(reading, BS_SKIP_FOREIGN, error, "a page without any text");
    reading->draft.text = bs_arena_copy(reading->arena, bs_buffer_str(&to->text));
    return reading->draft.text.data ? bs_reading_emit(reading, error) : bs_fail_memory(error);
}

bs_status bs_html_read(bs_reading *reading, bs_str text, bs_error *error)
{
    bs_page *page = calloc(1, sizeof *page);
    if (!page)
        return bs_fail_memory(error);
    page->reading = reading;
    assembly to = {.page = page};
    bs_status status = read_page(page, &to, text, error);
    bs_buffer_clear(&to.text);
    bs_page_clear(page);
    free(page);
    return status;
}
