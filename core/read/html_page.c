/* html_page.c - one pass over a page: elements, blocks, and what it says about itself. */
#include "read/html_page.h"
#include "base/error.h"
#include "read/html_words.h"
#include "read/reference.h"

enum { CAPTURE_BYTES_MAX = 300, TEXT_BYTES_MAX = UINT32_MAX / 2 };

typedef enum capture_kind { CAPTURE_NONE, CAPTURE_DATE, CAPTURE_AUTHOR } capture_kind;

typedef struct open_element {
    bs_str name;
    uint32_t element; /* of the nearest block */
    bs_tag tag;
    unsigned nature;
    bool is_link, is_hidden; /* it, or one above it */
} open_element;

typedef struct builder {
    bs_page *page;
    open_element stack[BS_HTML_DEPTH_MAX];
    size_t depth;
    size_t block_start; /* of the block at hand, in the text */
    uint32_t link, commas;
    unsigned breaks; /* <br> in a row */
    capture_kind capture;
    size_t capture_depth, capture_start;
} builder;

static open_element *top(builder *to)
{
    return &to->stack[to->depth - 1];
}

/* --- Blocks
 * ---------------------------------------------------------------------------------------- */

static bool is_heading_tag(bs_tag tag)
{
    return tag == BS_TAG_H1 || tag == BS_TAG_H2;
}

static void keep_h1(bs_page *page, bs_str text)
{
    if (page->head.h1_count++ == 0)
        page->head.h1 = bs_arena_copy(page->reading->arena, text);
}

/* Ends the block at hand, if it has any text. */
static bs_status flush(builder *to, bs_error *error)
{
    bs_page *page = to->page;
    bs_buffer *text = &page->text;
    while (text->size > to->block_start &&
           bs_ascii_is_space((unsigned char)text->data[text->size - 1]))
        text->size--;
    to->breaks = 0;
    size_t size = text->size - to->block_start;
    uint32_t link = to->link, commas = to->commas;
    to->link = to->commas = 0;
    if (size == 0)
        return BS_OK;
    bs_block *block = bs_array_push(&page->blocks);
    if (!block || text->failed)
        return bs_fail_memory(error);
    uint32_t at = top(to)->element;
    bs_tag tag = (bs_tag)page->elements.items[at].tag;
    if (link > size)
        link = (uint32_t)size;
    bool is_heading = is_heading_tag(tag);
    *block = (bs_block){.element = at,
                        .start = (uint32_t)to->block_start,
                        .end = (uint32_t)text->size,
                        .link = link,
                        .commas = commas,
                        .is_heading = is_heading};
    block->is_good = size >= BS_HTML_GOOD_BYTES && link * 2 < size && !is_heading &&
                     tag != BS_TAG_TH && !(page->elements.items[at].marks & BS_MARK_CAPTION);
    if (tag == BS_TAG_H1)
        keep_h1(page, bs_str_slice(bs_buffer_str(text), block->start, block->end));
    to->block_start = text->size;
    return BS_OK;
}

static void add_space(builder *to, char space)
{
    bs_buffer *text = &to->page->text;
    if (text->size == to->block_start)
        return;
    char *last = &text->data[text->size - 1];
    if (*last != ' ' && *last != '\n')
        bs_buffer_add_char(text, space);
    else if (space == '\n')
        *last = '\n';
}

/* Adds text with its references decoded and its white space collapsed. */
static void add_text(builder *to, bs_str raw)
{
    bs_buffer *text = &to->page->text;
    size_t before = text->size;
    for (size_t i = 0; i < raw.size;) {
        unsigned char c = (unsigned char)raw.data[i];
        size_t taken = 0, size;
        char bytes[4];
        bs_str piece;
        if (c == '&')
            taken = bs_reference_decode(raw, i, false, bytes, &size);
        if (taken > 0) {
            piece = (bs_str){bytes, size};
        } else {
            size_t end = i + 1;
            while (end < raw.size && raw.data[end] != '&' && raw.data[end] != ' ' &&
                   raw.data[end] != ',' && (unsigned char)raw.data[end] > ' ' &&
                   (unsigned char)raw.data[end] != 0xc2 && (unsigned char)raw.data[end] != 0xe2)
                end++;
            /* A no-break space, a soft hyphen or a zero-width space is decided on alone. */
            if (c == 0xc2 || c == 0xe2) {
                uint32_t width = c == 0xc2 ? 2 : 3;
                end = i + width <= raw.size ? i + width : raw.size;
            }
            piece = bs_str_slice(raw, i, end);
            taken = end - i;
        }
        i += taken;
        unsigned char first = (unsigned char)piece.data[0];
        if (bs_ascii_is_space(first) && piece.size == 1) {
            add_space(to, ' ');
        } else if (bs_ascii_is_space(first)) {
            add_space(to, ' ');
            bs_buffer_add(text, bs_str_slice(piece, 1, piece.size));
        } else if (bs_str_equal(piece, BS_STR("\xc2\xa0"))) {
            add_space(to, ' ');
        } else if (!bs_str_equal(piece, BS_STR("\xc2\xad")) &&
                   !bs_str_equal(piece, BS_STR("\xe2\x80\x8b"))) {
            bs_buffer_add(text, piece);
        }
        to->commas += first == ',';
    }
    if (top(to)->is_link)
        to->link += (uint32_t)(text->size - before);
    if (text->size > before)
        to->breaks = 0;
}

/* --- Captured pieces
 * ------------------------------------------------------------------------------- */

static void begin_capture(builder *to, capture_kind kind)
{
    const bs_html_head *head = &to->page->head;
    bool is_known =
        kind == CAPTURE_DATE ? head->seen_date.data != NULL : head->seen_author.data != NULL;
    if (to->capture != CAPTURE_NONE || is_known)
        return;
    to->capture = kind;
    to->capture_depth = to->depth;
    to->capture_start = to->page->text.size;
}

static void end_capture(builder *to)
{
    bs_page *page = to->page;
    capture_kind kind = to->capture;
    to->capture = CAPTURE_NONE;
    if (page->text.size <= to->capture_start)
        return;
    bs_str text =
        bs_str_trim(bs_str_slice(bs_buffer_str(&page->text), to->capture_start, page->text.size));
    bs_date date;
    if (text.size == 0 || text.size > CAPTURE_BYTES_MAX)
        return;
    if (kind == CAPTURE_AUTHOR)
        page->head.seen_author = bs_arena_copy(page->reading->arena, text);
    else if (bs_date_written(text, &date) && date.day > 0)
        page->head.seen_date = bs_arena_copy(page->reading->arena, text);
}

/* --- Elements
 * -------------------------------------------------------------------------------------- */

static bs_status add_element(builder *to, const bs_html_token *token, bs_html_marks marks,
                             uint32_t *index, bs_error *error)
{
    bs_page *page = to->page;
    *index = to->depth > 0 ? top(to)->element : 0;
    if (page->elements.count >= BS_HTML_ELEMENTS_MAX)
        return BS_OK;
    bs_element *element = bs_array_push(&page->elements);
    if (!element)
        return bs_fail_memory(error);
    uint32_t parent = *index;
    *index = (uint32_t)(page->elements.count - 1);
    *element = (bs_element){.parent = parent, .tag = (uint16_t)token->tag};
    if (page->elements.count > 1) /* captions and comments are so with all below them */
        element->marks = page->elements.items[parent].marks & (BS_MARK_CAPTION | BS_MARK_COMMENT);
    element->marks |= marks.marks;
    return BS_OK;
}

static bs_status pop(builder *to, bs_error *error)
{
    bs_status status = BS_OK;
    if (top(to)->nature & BS_TAG_BLOCK)
        status = flush(to, error);
    if (to->capture != CAPTURE_NONE && to->depth <= to->capture_depth)
        end_capture(to);
    to->depth--;
    return status;
}

static bs_status pop_to(builder *to, size_t depth, bs_error *error)
{
    bs_status status = BS_OK;
    /* A capture ends before the block does, since both look at the same end of the text. */
    if (to->capture != CAPTURE_NONE && depth < to->capture_depth)
        end_capture(to);
    while (to->depth > depth && status == BS_OK)
        status = pop(to, error);
    return status;
}

/* The place of the open element that `tag` closes by opening: a paragraph before any block, an item
 * before the next item. */
static size_t implied_end(const builder *to, bs_tag tag)
{
    for (size_t i = to->depth; i-- > 1;) {
        bs_tag open = to->stack[i].tag;
        bool is_same = open == tag || (tag == BS_TAG_DT && open == BS_TAG_DD) ||
                       (tag == BS_TAG_DD && open == BS_TAG_DT) ||
                       (tag == BS_TAG_TD && open == BS_TAG_TH) ||
                       (tag == BS_TAG_TH && open == BS_TAG_TD);
        if (open == BS_TAG_P && tag != BS_TAG_OTHER)
            return i;
        switch (tag) {
        case BS_TAG_LI:
        case BS_TAG_DT:
        case BS_TAG_DD:
        case BS_TAG_TD:
        case BS_TAG_TH:
        case BS_TAG_TR:
            if (is_same)
                return i;
            if (open == BS_TAG_UL || open == BS_TAG_OL || open == BS_TAG_TABLE ||
                (open == BS_TAG_TR && tag != BS_TAG_TR))
                return SIZE_MAX;
            break;
        default:
            if (to->stack[i].nature & BS_TAG_BLOCK)
                return SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

static bs_status open_tag(builder *to, const bs_html_token *token, bs_error *error)
{
    bs_page *page = to->page;
    bs_status status = BS_OK;
    bool is_block = token->nature & BS_TAG_BLOCK;
    bs_html_head_take(&page->head, token, page->reading->arena);
    if (is_block) {
        size_t end = implied_end(to, token->tag);
        status = end == SIZE_MAX ? flush(to, error) : pop_to(to, end, error);
        if (status == BS_OK)
            status = flush(to, error);
    }
    if (token->tag == BS_TAG_BR && !top(to)->is_hidden) {
        add_space(to, '\n');
        return ++to->breaks >= 2 && status == BS_OK ? flush(to, error) : status;
    }
    if (status != BS_OK || (token->nature & (BS_TAG_VOID | BS_TAG_RAW)) ||
        to->depth == BS_HTML_DEPTH_MAX)
        return status;

    bs_html_marks marks = bs_html_marks_of(token);
    open_element next = {.name = token->name,
                         .tag = token->tag,
                         .nature = token->nature,
                         .element = top(to)->element,
                         .is_link = top(to)->is_link || token->tag == BS_TAG_A,
                         .is_hidden = top(to)->is_hidden || (token->nature & BS_TAG_HIDDEN)};
    if (is_block)
        status = add_element(to, token, marks, &next.element, error);
    to->stack[to->depth++] = next;
    if (marks.is_author)
        begin_capture(to, CAPTURE_AUTHOR);
    else if (marks.is_date)
        begin_capture(to, CAPTURE_DATE);
    return status;
}

/* Closes the nearest open element of that name; the end of an inline element reaches no further
 * than its block. */
static bs_status close_tag(builder *to, const bs_html_token *token, bs_error *error)
{
    bool is_block = token->nature & BS_TAG_BLOCK;
    for (size_t i = to->depth; i-- > 1;) {
        if (bs_str_equal_nocase(to->stack[i].name, token->name))
            return pop_to(to, i, error);
        if (!is_block && (to->stack[i].nature & BS_TAG_BLOCK))
            break;
    }
    /* A stray end of a paragraph or block still ends what was being read. */
    return is_block ? flush(to, error) : BS_OK;
}

static bool is_ld(bs_str attributes)
{
    bs_str name, value;
    while (bs_html_attribute(&attributes, &name, &value))
        if (bs_str_equal_nocase(name, BS_STR("type")) && value.data)
            return bs_str_find(value, BS_STR("ld+json"), 0) != SIZE_MAX;
    return false;
}

static void take_raw(builder *to, const bs_html_token *token, bool is_in_ld)
{
    bs_html_head *head = &to->page->head;
    bs_arena *arena = to->page->reading->arena;
    if (token->tag == BS_TAG_TITLE && !head->title.data && !top(to)->is_hidden)
        head->title = bs_str_trim(bs_reference_decode_all(token->text, false, arena));
    else if (token->tag == BS_TAG_SCRIPT && is_in_ld)
        bs_html_head_take_ld(head, token->text, arena);
}

static bs_status build(builder *to, bs_str html, bs_error *error)
{
    bs_html_scanner scanner = {.page = html};
    bs_html_token token, root = {.tag = BS_TAG_BODY};
    bs_status status = add_element(to, &root, (bs_html_marks){0}, &to->stack[0].element, error);
    to->depth = 1;
    to->stack[0].tag = BS_TAG_HTML;
    to->stack[0].nature = BS_TAG_BLOCK;
    bool is_in_ld = false;
    while (status == BS_OK && bs_html_next(&scanner, &token)) {
        switch (token.kind) {
        case BS_HTML_TEXT:
            if (!top(to)->is_hidden && to->page->text.size < TEXT_BYTES_MAX)
                add_text(to, token.text);
            break;
        case BS_HTML_OPEN:
            is_in_ld = token.tag == BS_TAG_SCRIPT && is_ld(token.text);
            status = open_tag(to, &token, error);
            break;
        case BS_HTML_CLOSE:
            status = close_tag(to, &token, error);
            break;
        case BS_HTML_RAW:
            take_raw(to, &token, is_in_ld);
            break;
        }
    }
    if (status == BS_OK)
        status = pop_to(to, 1, error);
    return status == BS_OK ? flush(to, error) : status;
}

bs_status bs_page_build(bs_page *page, bs_str html, bs_error *error)
{
    builder *to = calloc(1, sizeof *to);
    if (!to)
        return bs_fail_memory(error);
    to->page = page;
    bs_status status = build(to, html, error);
    free(to);
    return status;
}

void bs_page_clear(bs_page *page)
{
    bs_buffer_clear(&page->text);
    bs_array_free(&page->elements);
    bs_array_free(&page->blocks);
}
