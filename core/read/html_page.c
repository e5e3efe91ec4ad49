/* html_page.c - one pass over a page: elements, blocks, and what it says about itself. */
#include "read/html_page.h"

#include "base/chunk.h"
#include "base/error.h"
#include "read/html_words.h"
#include "read/reference.h"

enum {
    TEXT_BYTES_MAX = UINT32_MAX / 2,
    INLINE_MAX = 8, /* inline elements that are kept in mind inside one block */
    NAMES = 256,    /* of tags that have a number of their own */
    SEARCH_FREE = 4096,
    TITLE_BYTES_MAX = 4096, /* of the element, with what stands around the headline */
};

typedef struct open_element {
    uint32_t name;
    uint32_t element; /* of the nearest block */
    uint16_t clue;    /* its number from 1, or 0 */
    uint16_t nested;  /* open elements of the same name inside it that are not on the stack */
    uint8_t tag;
    uint8_t rank;                      /* of the heading that it is or is in, 0 for none */
    bool is_block, is_link, is_hidden; /* link, hidden: or one above it is */
} open_element;

typedef struct builder {
    bs_page *page;
    bs_html_words words;
    bs_html_scanner scanner;
    open_element stack[BS_HTML_DEPTH_MAX];
    size_t depth, inlines; /* inline elements on top of the stack */
    size_t too_deep;       /* blocks that are open and found no place */
    uint32_t open_count[NAMES];
    size_t search_left;    /* steps: what bounds the time for hostile nesting */
    size_t block_start;    /* of the block at hand, in the text */
    uint32_t link, commas; /* of the block at hand */
    char pending;          /* white space that is due before the next text */
    unsigned breaks;       /* <br> in a row */
    uint32_t link_block;   /* in which the open link began */
    bool is_done;          /* with the page */
    uint32_t rest;         /* the element that all text belongs to once blocks are too many, or 0 */
} builder;

static open_element *top(builder *to)
{
    return &to->stack[to->depth - 1];
}

/* --- Blocks --------------------------------------------------------------------------------------
 */

/* Of the text from `start` on; it may be looked at up to the room that it has. */
static uint32_t width_of(const bs_buffer *text, size_t start)
{
    bs_str room = {text->data, text->capacity};
    size_t width = text->size - start;
    for (size_t i = start; i < text->size; i += BS_CHUNK) { /* most of it is ASCII */
        bs_chunk chunk = bs_chunk_at(room, i);
        size_t left = text->size - i;
        unsigned inside = left < BS_CHUNK ? (1u << left) - 1 : BS_CHUNK_ALL;
        if (!(bs_chunk_bits(chunk) & inside))
            continue;
        unsigned following = bs_chunk_bits(bs_chunk_is_among(chunk, (char)0x80, 0x40)) & inside;
        unsigned wide = bs_chunk_bits(bs_chunk_is_among(chunk, (char)0xe3, 0x0d)) & inside;
        width += bs_chunk_count(wide);
        width -= bs_chunk_count(following);
    }
    return (uint32_t)width;
}

static bool is_good(const bs_element *element, const bs_block *block)
{
    return block->width >= BS_HTML_GOOD_WIDTH && block->link * 2 < block->width &&
           block->rank == 0 && element->tag != BS_TAG_TH &&
           !(element->marks & (BS_MARK_CAPTION | BS_MARK_CREDIT));
}

/* Ends the block at hand, which has some text. */
static bs_status end_block(builder *to, size_t size, bs_error *error)
{
    bs_page *page = to->page;
    bs_buffer *text = &page->text;
    if (page->blocks.count + 1 >= BS_HTML_BLOCKS_MAX && !to->is_done) {
        to->rest = to->rest ? to->rest : top(to)->element;
        to->pending = '\n';
        return BS_OK;
    }
    uint32_t link = to->link, commas = to->commas;
    to->link = to->commas = 0;
    bs_block *block = bs_array_push(&page->blocks);
    if (!block || text->failed)
        return bs_fail_memory(error);
    const open_element *open = top(to);
    uint32_t at = to->rest ? to->rest : open->element;
    const bs_element *element = &page->elements.items[at];
    uint32_t width = width_of(text, to->block_start);
    *block = (bs_block){.element = at,
                        .start = (uint32_t)to->block_start,
                        .end = (uint32_t)text->size,
                        .width = width,
                        .link = link >= size ? width : (uint32_t)((uint64_t)link * width / size),
                        .commas = (uint16_t)(commas < UINT16_MAX ? commas : UINT16_MAX),
                        .rank = open->rank};
    block->is_good = is_good(element, block);
    to->block_start = text->size;
    return BS_OK;
}

/* Ends the block at hand, if it has any text. */
static inline bs_status flush(builder *to, bs_error *error)
{
    size_t size = to->page->text.size - to->block_start;
    to->breaks = 0;
    to->pending = 0;
    return size == 0 ? BS_OK : end_block(to, size, error);
}

/* What a byte of text asks for: nothing, or one of these. */
enum { SPACE = 1, AMPERSAND, COMMA, LATIN, PUNCTUATION, WIDE };

static const uint8_t text_table[256] = {
    ['\t'] = SPACE,       ['\n'] = SPACE,    ['\f'] = SPACE, ['\r'] = SPACE, ['\v'] = SPACE,
    [' '] = SPACE,        ['&'] = AMPERSAND, [','] = COMMA,  [0xc2] = LATIN, [0xd8] = LATIN,
    [0xe2] = PUNCTUATION, [0xe3] = WIDE,     [0xef] = WIDE,
};

/* The first byte from `at` on that is no white space; `text` may be read up to the end of `page`.
 */
static inline size_t skip_space(bs_str page, bs_str text, size_t at)
{
    for (; at < text.size; at += BS_CHUNK) {
        unsigned space = bs_chunk_bits(bs_chunk_is_space(bs_chunk_at(page, at)));
        if (space != BS_CHUNK_ALL)
            return at + (unsigned)__builtin_ctz(~space);
    }
    return at;
}

/* Copies plain text with its commas and the single blanks between its words up to what asks for
 * more, where it moves `*at`. May write up to a chunk behind the end that it gives. */
static inline char *copy_plain(builder *to, bs_str page, bs_str text, size_t *at, char *out)
{
    enum { LAST = 1u << (BS_CHUNK - 1) };
    for (size_t i = *at;;) {
        bs_chunk chunk = bs_chunk_at(page, i);
        memcpy(out, &chunk, BS_CHUNK);
        unsigned blanks = bs_chunk_bits(bs_chunk_is(chunk, ' '));
        unsigned commas = bs_chunk_bits(bs_chunk_is(chunk, ','));
        unsigned others =
            bs_chunk_bits(bs_chunk_is_among(chunk, '\t', 5) | bs_chunk_is(chunk, '&') |
                          bs_chunk_is(chunk, (char)0xc2) | bs_chunk_is(chunk, (char)0xe2) |
                          bs_chunk_is(chunk, (char)0xef));
        unsigned cut = blanks & LAST; /* what is seen whole in the next chunk alone */
        bs_chunk arabic = bs_chunk_is(chunk, (char)0xd8), wide = bs_chunk_is(chunk, (char)0xe3);
        unsigned letters = bs_chunk_bits(arabic | wide); /* mostly, and commas and blanks */
        if (letters) {
            unsigned comma = bs_chunk_bits(bs_chunk_is(chunk, (char)0x8c)) >> 1;
            unsigned sign = bs_chunk_bits(bs_chunk_is(chunk, (char)0x80)) >> 1;
            others |= (bs_chunk_bits(arabic) & comma) | (bs_chunk_bits(wide) & sign);
            cut |= letters & LAST;
            cut |= blanks & cut >> 1;
        }
        if (text.size - i < BS_CHUNK)
            others |= 1u << (text.size - i);
        unsigned stops = others | (blanks & (blanks | others) >> 1); /* the first of two blanks */
        unsigned size = stops | cut ? (unsigned)__builtin_ctz(stops | cut) : BS_CHUNK;
        for (commas &= (1u << size) - 1; commas; commas &= commas - 1)
            to->commas++;
        out += size;
        i += size;
        if (size < BS_CHUNK && stops >> size & 1) {
            *at = i;
            return out;
        }
    }
}

static inline char *put_pending(builder *to, char *out, const char *block)
{
    if (to->pending) {
        if (out > block)
            *out++ = to->pending;
        to->pending = 0;
    }
    return out;
}

/* The three bytes at `at`, 0 past the end. */
static inline uint32_t three_at(bs_str text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.data + at;
    size_t left = text.size - at;
    return (uint32_t)bytes[0] << 16 | (left > 1 ? (uint32_t)bytes[1] << 8 : 0) |
           (left > 2 ? bytes[2] : 0);
}

/* How many bytes at `at` read as white space: no-break, ideographic and typographic spaces, and the
 * separators of lines and paragraphs. */
static size_t white_size(bs_str raw, size_t at)
{
    uint32_t bytes = three_at(raw, at);
    if (bytes >> 8 == 0xc2a0)
        return 2;
    bool is_typographic = bytes >= 0xe28080 && bytes <= 0xe2808a;
    return is_typographic || bytes == 0xe38080 || bytes == 0xe280af || bytes == 0xe280a8 ||
                   bytes == 0xe280a9
               ? 3
               : 0;
}

/* How many read as nothing: soft hyphens and marks without width. */
static size_t empty_size(bs_str raw, size_t at)
{
    uint32_t bytes = three_at(raw, at);
    if (bytes >> 8 == 0xc2ad)
        return 2;
    return bytes == 0xefbbbf || bytes == 0xe2808b || bytes == 0xe281a0 ? 3 : 0;
}

static bool is_comma(bs_str raw, size_t at)
{
    uint32_t bytes = three_at(raw, at);
    return bytes == 0xefbc8c || bytes == 0xe38081 || bytes >> 8 == 0xd88c;
}

/* Adds text with its references decoded and its white space collapsed. */
static void add_text(builder *to, bs_str raw)
{
    bs_buffer *text = &to->page->text;
    size_t room = BS_REFERENCE_ROOM(raw.size) + BS_CHUNK;
    if (text->capacity - text->size < room && !bs_buffer_room(text, room))
        return;
    char *start = text->data + text->size, *out = start;
    const char *block = text->data + to->block_start;
    bs_str page = {raw.data, (size_t)(to->scanner.page.data + to->scanner.page.size - raw.data)};
    for (size_t i = 0; i < raw.size;) {
        size_t taken = 1, size = 0;
        char bytes[BS_REFERENCE_BYTES_MAX];
        switch (text_table[(unsigned char)raw.data[i]]) {
        case 0:
        case COMMA:
            out = put_pending(to, out, block);
            out = copy_plain(to, page, raw, &i, out);
            continue;
        case SPACE:
            to->pending = to->pending ? to->pending : ' ';
            i = skip_space(page, raw, i);
            continue;
        case AMPERSAND:
            taken = bs_reference_decode(raw, i, false, bytes, &size);
            if (taken == 0) {
                taken = 1;
                break;
            }
            i += taken;
            bs_str decoded = {bytes, size};
            if (bs_ascii_is_space((unsigned char)bytes[0]) || white_size(decoded, 0) == size) {
                to->pending = to->pending ? to->pending : ' ';
            } else if (empty_size(decoded, 0) != size) {
                out = put_pending(to, out, block);
                memcpy(out, bytes, size);
                out += size;
            }
            continue;
        default:
            if ((taken = white_size(raw, i)) > 0) {
                to->pending = to->pending ? to->pending : ' ';
                i += taken;
                continue;
            }
            if ((taken = empty_size(raw, i)) > 0) {
                i += taken;
                continue;
            }
            to->commas += is_comma(raw, i);
            taken = 1;
        }
        out = put_pending(to, out, block);
        memcpy(out, raw.data + i, taken);
        out += taken;
        i += taken;
    }
    size_t added = (size_t)(out - start);
    text->size += added;
    to->link += top(to)->is_link ? (uint32_t)added : 0;
    if (added > 0)
        to->breaks = 0;
}

/* --- Elements ------------------------------------------------------------------------------------
 */

static bs_status add_element(builder *to, bs_tag tag, bs_html_marks marks, uint32_t *index,
                             bs_error *error)
{
    bs_page *page = to->page;
    if (page->elements.count >= BS_HTML_ELEMENTS_MAX)
        return BS_OK;
    uint32_t parent = *index;
    bs_element *element = bs_array_push(&page->elements);
    if (!element)
        return bs_fail_memory(error);
    *index = (uint32_t)(page->elements.count - 1);
    *element = (bs_element){.parent = parent,
                            .tag = (uint8_t)tag,
                            .marks = marks.marks,
                            .group = marks.group,
                            .first_block = (uint32_t)page->blocks.count};
    if (*index > 0)
        element->marks |= page->elements.items[parent].marks &
                          (BS_MARK_CAPTION | BS_MARK_COMMENT | BS_MARK_CREDIT | BS_MARK_CONSENT);
    return BS_OK;
}

static void begin_clue(builder *to, open_element *open, const bs_html_token *token, unsigned marks)
{
    bs_page *page = to->page;
    if (page->clue_count == BS_HTML_CLUES_MAX || open->is_hidden)
        return;
    bs_clue *clue = &page->clues[page->clue_count++];
    *clue = (bs_clue){.marks = marks,
                      .element = open->element,
                      .tag = (uint8_t)token->tag,
                      .start = (uint32_t)page->text.size,
                      .end = (uint32_t)page->text.size,
                      .block = (uint32_t)page->blocks.count,
                      .property = bs_html_attribute(token, BS_ATTRIBUTE_ITEMPROP)};
    clue->datetime = bs_html_attribute(token, BS_ATTRIBUTE_DATETIME);
    if (!clue->datetime.data)
        clue->datetime = bs_html_attribute(token, BS_ATTRIBUTE_CONTENT);
    if (!clue->datetime.data && clue->property.data)
        clue->datetime = bs_html_attribute(token, BS_ATTRIBUTE_TITLE);
    open->clue = (uint16_t)page->clue_count;
}

static void end_clue(builder *to, const open_element *open)
{
    bs_page *page = to->page;
    bs_clue *clue = &page->clues[open->clue - 1];
    clue->end = (uint32_t)page->text.size;
    while (clue->start < clue->end &&
           bs_ascii_is_space((unsigned char)page->text.data[clue->start]))
        clue->start++;
}

/* Paragraphs that no teaser has so many of are in no link: it has not been closed. */
static void unlink_paragraphs(bs_page *page, uint32_t first)
{
    enum { PARAGRAPH_WIDTH = 80, PASSAGE_WIDTH = 1500 };
    uint64_t width = 0;
    for (int pass = 0; pass < 2 && (pass == 0 || width >= PASSAGE_WIDTH); pass++)
        for (size_t i = first; i < page->blocks.count; i++) {
            bs_block *block = &page->blocks.items[i];
            if (block->width < PARAGRAPH_WIDTH || block->link < block->width)
                continue;
            width += block->width;
            block->link = pass == 0 ? block->link : 0;
            block->is_good = is_good(&page->elements.items[block->element], block);
        }
}

static bs_status pop(builder *to, bs_error *error)
{
    open_element *open = top(to);
    bs_page *page = to->page;
    bs_status status = open->is_block ? flush(to, error) : BS_OK;
    if (open->is_link && open->tag == BS_TAG_A && to->link_block < page->blocks.count)
        unlink_paragraphs(page, to->link_block);
    if (open->clue)
        end_clue(to, open);
    if (open->name < NAMES)
        to->open_count[open->name]--;
    bool is_own = to->depth > 1 && open->element != to->stack[to->depth - 2].element;
    if (is_own) {
        page->elements.items[open->element].end = (uint32_t)page->elements.count;
        page->elements.items[open->element].block_end = (uint32_t)page->blocks.count;
    }
    to->inlines -= to->inlines > 0;
    to->depth--;
    if (open->is_block) { /* the inline elements around it are on top again */
        to->inlines = 0;
        for (size_t i = to->depth; i-- > 1 && !to->stack[i].is_block;)
            to->inlines++;
    }
    return status;
}

static bs_status pop_to(builder *to, size_t depth, bs_error *error)
{
    bs_status status = BS_OK;
    while (to->depth > depth && status == BS_OK)
        status = pop(to, error);
    return status;
}

/* The place of the topmost open block. */
static size_t block_place(const builder *to)
{
    return to->depth - 1 - to->inlines;
}

static bool is_like(bs_tag open, bs_tag tag)
{
    return open == tag || (tag == BS_TAG_DT && open == BS_TAG_DD) ||
           (tag == BS_TAG_DD && open == BS_TAG_DT) || (tag == BS_TAG_TD && open == BS_TAG_TH) ||
           (tag == BS_TAG_TH && open == BS_TAG_TD);
}

/* The place of the open item that the next one, or a row, closes by opening; SIZE_MAX for none. */
static size_t item_place(builder *to, bs_tag tag)
{
    for (size_t i = to->depth; i-- > 1 && to->search_left > 0; to->search_left--) {
        bs_tag open = (bs_tag)to->stack[i].tag;
        if (is_like(open, tag))
            return i;
        if (!to->stack[i].is_block || open == BS_TAG_DIV || open == BS_TAG_P)
            continue;
        bool is_row_part = tag == BS_TAG_TR && (open == BS_TAG_TD || open == BS_TAG_TH);
        if (!is_row_part)
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

/* What a block closes by opening: a paragraph or heading, or an item of its own kind. */
static bs_status close_implied(builder *to, const bs_html_token *token, bs_error *error)
{
    bs_tag tag = token->tag;
    size_t place = SIZE_MAX;
    if (tag == BS_TAG_LI || tag == BS_TAG_DT || tag == BS_TAG_DD || tag == BS_TAG_TD ||
        tag == BS_TAG_TH || tag == BS_TAG_TR)
        place = item_place(to, tag);
    if (place != SIZE_MAX)
        return pop_to(to, place, error);
    const open_element *block = &to->stack[block_place(to)];
    if ((block->tag == BS_TAG_P && !(token->nature & BS_TAG_CUSTOM)) ||
        ((token->nature & BS_TAG_HEADING) && (block->tag == BS_TAG_H1 || block->tag == BS_TAG_H2)))
        return pop_to(to, block_place(to), error);
    return flush(to, error);
}

/* Whether running text may stand in it, so that a marked word inside is no block of its own. */
static bool holds_text(bs_tag tag)
{
    return tag == BS_TAG_P || tag == BS_TAG_LI || tag == BS_TAG_TD || tag == BS_TAG_H1 ||
           tag == BS_TAG_H2 || tag == BS_TAG_DD || tag == BS_TAG_DT;
}

enum { CLUES = BS_MARK_AUTHOR | BS_MARK_DATE | BS_MARK_TITLE | BS_MARK_NAME };

/* Leads to another page. Headings link to themselves, so that others can link to them. */
static bool is_link(const bs_html_token *token, const open_element *above)
{
    if (token->tag != BS_TAG_A)
        return false;
    bs_str href = bs_html_attribute(token, BS_ATTRIBUTE_HREF);
    return href.data && !(above->rank > 0 && bs_str_starts(href, BS_STR("#")));
}

/* The innermost open link goes no further, though its element may. */
static void end_link(builder *to)
{
    unlink_paragraphs(to->page, to->link_block);
    for (size_t i = to->depth; i-- > 1 && to->stack[i].is_link;) {
        to->stack[i].is_link = false;
        if (to->stack[i].tag == BS_TAG_A)
            break;
    }
}

static bs_status open_inline(builder *to, const bs_html_token *token, bs_error *error)
{
    open_element *above = top(to);
    if (token->tag == BS_TAG_OTHER && !(token->nature & BS_TAG_HIDDEN) &&
        !(token->given & 1u << BS_ATTRIBUTE_CLASS))
        return BS_OK;
    bs_html_marks marks = bs_html_marks_of(&to->words, token);
    if (token->tag == BS_TAG_OTHER && !(token->nature & BS_TAG_HIDDEN))
        marks.marks &= BS_MARK_CAPTION | BS_MARK_CREDIT;
    bool is_apart = (marks.marks & (CLUES | BS_MARK_CHROME | BS_MARK_CAPTION | BS_MARK_CREDIT |
                                    BS_MARK_COMMENT)) &&
                    token->tag != BS_TAG_A && to->page->text.size == to->block_start &&
                    !holds_text((bs_tag)to->stack[block_place(to)].tag) && above->rank == 0;
    bool is_kept = is_apart || token->tag == BS_TAG_A || (token->nature & BS_TAG_HIDDEN) ||
                   (marks.marks & CLUES);
    if (!is_kept || to->inlines >= INLINE_MAX || to->depth == BS_HTML_DEPTH_MAX) {
        if (!above->is_block && above->name == token->name)
            above->nested++;
        return BS_OK;
    }
    open_element next = {.name = token->name,
                         .tag = (uint8_t)token->tag,
                         .element = above->element,
                         .is_block = is_apart,
                         .is_link = above->is_link,
                         .rank = above->rank,
                         .is_hidden = above->is_hidden || (token->nature & BS_TAG_HIDDEN)};
    bs_status status = BS_OK;
    if (is_apart)
        status = add_element(to, token->tag, marks, &next.element, error);
    if (token->tag == BS_TAG_A) {
        if (above->is_link)
            end_link(to);
        to->link_block = (uint32_t)to->page->blocks.count;
        next.is_link = is_link(token, above);
    }
    if (marks.marks & CLUES)
        begin_clue(to, &next, token, marks.marks);
    to->stack[to->depth++] = next;
    to->inlines = is_apart ? 0 : to->inlines + 1;
    if (next.name < NAMES)
        to->open_count[next.name]++;
    return status;
}

static bs_status open_block(builder *to, const bs_html_token *token, bs_error *error)
{
    bs_status status = close_implied(to, token, error);
    if (status != BS_OK || (token->nature & BS_TAG_VOID))
        return status;
    if (to->depth == BS_HTML_DEPTH_MAX) {
        to->too_deep++;
        return BS_OK;
    }
    if (token->tag == BS_TAG_BODY && to->open_count[token->name & (NAMES - 1)] > 0)
        return BS_OK;
    const open_element *above = top(to);
    bs_html_marks marks = bs_html_marks_of(&to->words, token);
    uint8_t rank = (uint8_t)(token->nature / BS_TAG_RANK);
    open_element next = {.name = token->name,
                         .tag = (uint8_t)token->tag,
                         .element = above->element,
                         .is_block = true,
                         .is_link = above->is_link,
                         .rank = rank > 0 ? rank : above->rank,
                         .is_hidden = above->is_hidden || (token->nature & BS_TAG_HIDDEN)};
    status = add_element(to, token->tag, marks, &next.element, error);
    unsigned clues = marks.marks & CLUES;
    if (token->tag == BS_TAG_H1) {
        to->page->h1_count++;
        clues |= BS_MARK_TITLE;
    }
    if (clues)
        begin_clue(to, &next, token, clues);
    to->stack[to->depth++] = next;
    to->inlines = 0;
    if (next.name < NAMES)
        to->open_count[next.name]++;
    return status;
}

/* Elements of a page's own making are blocks, but inside a paragraph they mark words. */
static bool is_inside_text(const builder *to, const bs_html_token *token)
{
    return (token->nature & BS_TAG_CUSTOM) && holds_text((bs_tag)to->stack[block_place(to)].tag);
}

static bs_status open_tag(builder *to, const bs_html_token *token, bs_error *error)
{
    bs_page *page = to->page;
    bs_arena *arena = page->reading->arena;
    switch (token->tag) {
    case BS_TAG_META:
    case BS_TAG_LINK:
        bs_html_head_take(&page->head, token, arena);
        return BS_OK;
    case BS_TAG_HTML:
        if (!page->head.language.data)
            page->head.language = bs_html_attribute(token, BS_ATTRIBUTE_LANG);
        return BS_OK;
    case BS_TAG_BR:
        if (top(to)->is_hidden)
            return BS_OK;
        to->pending = '\n';
        return ++to->breaks >= 2 ? flush(to, error) : BS_OK;
    case BS_TAG_INPUT: {
        bs_str type = bs_html_attribute(token, BS_ATTRIBUTE_TYPE);
        page->password_count += bs_str_equal_nocase(type, BS_STR("password"));
        if (bs_str_equal_nocase(type, BS_STR("email")) ||
            bs_str_find(bs_html_attribute(token, BS_ATTRIBUTE_NAME), BS_STR("mail"), 0) != SIZE_MAX)
            page->elements.items[top(to)->element].marks |= BS_MARK_SIGNUP;
        return BS_OK;
    }
    default:
        break;
    }
    if (token->nature & BS_TAG_RAW)
        return BS_OK;
    if ((token->nature & BS_TAG_BLOCK) && !is_inside_text(to, token))
        return open_block(to, token, error);
    return token->nature & BS_TAG_VOID ? BS_OK : open_inline(to, token, error);
}

/* Ends an inline element. It reaches no further than its block, but for links, which end even when
 * a block in them is still open. */
static bs_status close_inline(builder *to, const bs_html_token *token, bs_error *error)
{
    size_t block = block_place(to);
    for (size_t i = to->depth; i-- > block;) {
        open_element *open = &to->stack[i];
        if (open->name != token->name)
            continue;
        if (open->nested > 0) {
            open->nested--;
            return BS_OK;
        }
        return i > 0 ? pop_to(to, i, error) : BS_OK;
    }
    if (token->tag == BS_TAG_A && top(to)->is_link)
        end_link(to);
    return BS_OK;
}

static bool ends_scope(bs_tag open, bs_tag tag)
{
    return (open == BS_TAG_TD || open == BS_TAG_TH || open == BS_TAG_TABLE ||
            open == BS_TAG_CAPTION) &&
           tag != BS_TAG_TABLE && tag != BS_TAG_TR && tag != BS_TAG_BODY;
}

/* Closes the nearest open element of that name. */
static bs_status close_tag(builder *to, const bs_html_token *token, bs_error *error)
{
    if (token->nature & (BS_TAG_VOID | BS_TAG_RAW) || token->tag == BS_TAG_HTML ||
        token->tag == BS_TAG_BODY)
        return token->nature & BS_TAG_BLOCK ? flush(to, error) : BS_OK;
    if (is_inside_text(to, token))
        return BS_OK;
    if (!(token->nature & BS_TAG_BLOCK))
        return close_inline(to, token, error);
    if (to->too_deep > 0) {
        to->too_deep--;
        return flush(to, error);
    }
    bool is_heading = token->nature & BS_TAG_HEADING; /* </h3> ends <h2> as well */
    if (!is_heading && token->name < NAMES && to->open_count[token->name] == 0)
        return flush(to, error);
    for (size_t i = to->depth; i-- > 1 && to->search_left > 0; to->search_left--) {
        bs_tag open = (bs_tag)to->stack[i].tag;
        if (to->stack[i].name == token->name ||
            (is_heading && (open == BS_TAG_H1 || open == BS_TAG_H2)))
            return pop_to(to, i, error);
        if (ends_scope(open, token->tag))
            break;
    }
    /* A stray end of a paragraph or block still ends what was being read. */
    return flush(to, error);
}

static void take_raw(builder *to, const bs_html_token *token, bool is_ld)
{
    bs_html_head *head = &to->page->head;
    bs_arena *arena = to->page->reading->arena;
    if (token->tag == BS_TAG_TITLE && !head->title.data && !top(to)->is_hidden &&
        token->text.size <= TITLE_BYTES_MAX)
        head->title = bs_str_trim(bs_reference_decode_all(token->text, false, arena));
    else if (token->tag == BS_TAG_SCRIPT && is_ld)
        bs_html_head_take_ld(head, token->text, arena);
}

static bool is_ld_script(const bs_html_token *token)
{
    return token->tag == BS_TAG_SCRIPT && token->given & 1u << BS_ATTRIBUTE_TYPE &&
           bs_str_find(token->attributes[BS_ATTRIBUTE_TYPE], BS_STR("ld+json"), 0) != SIZE_MAX;
}

static bs_status build(builder *to, bs_str html, bs_error *error)
{
    bs_html_token token = {0};
    bs_html_scanner_init(&to->scanner, html);
    bs_html_words_init(&to->words, html);
    to->search_left = SEARCH_FREE + html.size / 4;
    /* About as much as pages have, so that the lists seldom move. */
    bs_buffer_room(&to->page->text, html.size / 8 + 1);
    if (!bs_array_reserve(&to->page->elements, html.size / 256 + 16) ||
        !bs_array_reserve(&to->page->blocks, html.size / 512 + 16))
        return bs_fail_memory(error);
    bs_status status =
        add_element(to, BS_TAG_HTML, (bs_html_marks){0}, &to->stack[0].element, error);
    to->depth = 1;
    to->stack[0].tag = BS_TAG_HTML;
    to->stack[0].name = UINT32_MAX;
    to->stack[0].is_block = true;
    bool is_ld = false;
    while (status == BS_OK && bs_html_next(&to->scanner, &token)) {
        switch (token.kind) {
        case BS_HTML_TEXT:
            if (!top(to)->is_hidden && to->page->text.size < TEXT_BYTES_MAX)
                add_text(to, token.text);
            break;
        case BS_HTML_OPEN:
            is_ld = is_ld_script(&token);
            status = open_tag(to, &token, error);
            break;
        case BS_HTML_CLOSE:
            status = close_tag(to, &token, error);
            break;
        case BS_HTML_RAW:
            take_raw(to, &token, is_ld);
            break;
        }
    }
    if (status == BS_OK)
        status = pop_to(to, 1, error);
    to->is_done = true;
    if (status == BS_OK)
        status = flush(to, error);
    if (status == BS_OK) {
        to->page->elements.items[0].end = (uint32_t)to->page->elements.count;
        to->page->elements.items[0].block_end = (uint32_t)to->page->blocks.count;
    }
    return status;
}

bs_status bs_page_build(bs_page *page, bs_str html, bs_error *error)
{
    builder *to = malloc(sizeof *to);
    if (!to)
        return bs_fail_memory(error);
    memset(to, 0, offsetof(builder, stack));
    memset(&to->stack[0], 0, sizeof to->stack[0]);
    memset(&to->depth, 0, sizeof *to - offsetof(builder, depth));
    to->page = page;
    bs_html_phrases_init(&page->phrases);
    bs_status status = build(to, html, error);
    free(to);
    return status;
}

bs_str bs_page_clue_text(const bs_page *page, const bs_clue *clue)
{
    bs_str text = bs_str_slice(bs_buffer_str(&page->text), clue->start, clue->end);
    size_t last = clue->block;
    while (last + 1 < page->blocks.count && page->blocks.items[last + 1].start < clue->end)
        last++;
    if (last == clue->block || last >= page->blocks.count)
        return text;
    char *out = bs_arena_alloc(page->reading->arena, text.size + last - clue->block + 1);
    if (!out)
        return text;
    size_t size = 0;
    for (size_t i = clue->block; i <= last; i++) {
        const bs_block *block = &page->blocks.items[i];
        size_t start = block->start > clue->start ? block->start : clue->start;
        size_t end = block->end < clue->end ? block->end : clue->end;
        if (start >= end)
            continue;
        if (size > 0)
            out[size++] = '\n';
        memcpy(out + size, page->text.data + start, end - start);
        size += end - start;
    }
    return (bs_str){out, size};
}

void bs_page_clear(bs_page *page)
{
    bs_buffer_clear(&page->text);
    bs_array_free(&page->elements);
    bs_array_free(&page->blocks);
}
