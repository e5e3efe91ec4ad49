/*
 * html_copies.c - pages that hold an article twice, for wide and for narrow screens, say. A text
 * that repeats single sentences means to: only the copy of a passage that stands in a container of
 * its own is left out.
 */
#include "read/html_choose.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum {
    LONG_WIDTH = 80,     /* of a block that is repeated by chance no more */
    PASSAGE_WIDTH = 500, /* of the long blocks of a copy, */
    PASSAGE_BLOCKS = 3,  /* which are at least so many */
};

static bool is_long(const bs_block *block)
{
    return block->is_shown && block->width >= LONG_WIDTH;
}

/* Finds for each long block the first that has the same text; that may be itself. */
static void find_firsts(const bs_page *page, uint32_t *firsts, uint32_t *slots, size_t mask)
{
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        if (!is_long(block))
            continue;
        bs_str text = bs_page_block_text(page, block);
        size_t slot = (size_t)bs_hash(text) & mask;
        while (slots[slot] &&
               !bs_str_equal(bs_page_block_text(page, &page->blocks.items[slots[slot] - 1]), text))
            slot = (slot + 1) & mask;
        if (!slots[slot])
            slots[slot] = i + 1;
        firsts[i] = slots[slot] - 1;
    }
}

/* The uppermost element around `block` that does not hold `first`, or the one of both. */
static uint32_t container_of(const bs_page *page, const bs_block *block, const bs_block *first)
{
    const bs_element *elements = page->elements.items;
    uint32_t at = block->element, held = first->element;
    if (at <= held && held < elements[at].end)
        return at;
    for (uint32_t above = elements[at].parent; !(above <= held && held < elements[above].end);
         above = elements[at].parent)
        at = above;
    return at;
}

/* Whether nearly all of the long blocks of an element are copies of what stands before it. */
static bool is_copy(const bs_page *page, const bs_element *element, const uint32_t *firsts)
{
    uint64_t all = 0, copied = 0;
    size_t count = 0;
    for (uint32_t i = element->first_block; i < element->block_end; i++) {
        if (!is_long(&page->blocks.items[i]))
            continue;
        bool is_copied = firsts[i] < element->first_block;
        all += page->blocks.items[i].width;
        copied += is_copied ? page->blocks.items[i].width : 0;
        count += is_copied;
    }
    return count >= PASSAGE_BLOCKS && copied >= PASSAGE_WIDTH && copied * 5 >= all * 4;
}

static void hide(bs_page *page, uint32_t *firsts, uint32_t *slots, size_t mask)
{
    find_firsts(page, firsts, slots, mask);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        bs_block *block = &page->blocks.items[i];
        if (!is_long(block) || firsts[i] == i)
            continue;
        const bs_element *element =
            &page->elements.items[container_of(page, block, &page->blocks.items[firsts[i]])];
        uint32_t end = element->block_end;
        if (firsts[i] >= element->first_block)
            continue;
        bool is_copied = is_copy(page, element, firsts);
        for (; is_copied && i < end; i++) /* a long block that is new stays */
            page->blocks.items[i].is_shown &=
                is_long(&page->blocks.items[i]) && firsts[i] >= element->first_block;
        i = end - 1;
    }
}

/* Counts long blocks, and those that may be copies by how they begin and their size. */
static size_t count_long(const bs_page *page, size_t *copies)
{
    enum { WORDS = 64 };
    uint64_t seen[WORDS] = {0};
    size_t count = 0;
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        if (!is_long(block))
            continue;
        uint64_t start; /* 80 wide are at least 40 bytes */
        memcpy(&start, page->text.data + block->start, sizeof start);
        start = (start + block->end - block->start) * UINT64_C(0x9E3779B97F4A7C15);
        uint64_t *word = &seen[start >> 58], bit = UINT64_C(1) << (start >> 52 & 63);
        *copies += (*word & bit) != 0;
        *word |= bit;
        count++;
    }
    return count;
}

void bs_page_hide_copies(bs_page *page)
{
    size_t copies = 0, count = count_long(page, &copies), room = 1;
    if (copies < PASSAGE_BLOCKS)
        return;
    while (room < 2 * count)
        room *= 2;
    uint32_t *firsts = calloc(page->blocks.count, sizeof *firsts);
    uint32_t *slots = calloc(room, sizeof *slots);
    if (firsts && slots) /* without memory all is shown */
        hide(page, firsts, slots, room - 1);
    free(firsts);
    free(slots);
}
