/*
 * hostile_pages.h - pages made to take long: each is one piece of HTML many times over. For the
 * tests, which hold what comes out of them against their size, and for bench_pages, which times
 * them.
 */
#ifndef BS_TESTS_HOSTILE_PAGES_H
#define BS_TESTS_HOSTILE_PAGES_H

#include "base/str.h"

/* `#` in the piece is its number. */
typedef struct bs_hostile_page {
    const char *name;
    const char *start, *piece, *end;
} bs_hostile_page;

extern const bs_hostile_page bs_hostile_pages[];
extern const size_t bs_hostile_page_count;

/* Fills an empty buffer with as many pieces as make up `size` bytes. */
void bs_hostile_page_make(const bs_hostile_page *page, size_t size, bs_buffer *html);

#endif
