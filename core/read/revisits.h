/*
 * revisits.h - the pages of crawls that went by in one walk, for the revisits that refer to them:
 * the last ones as they are, and of many more where they stand, to be read again. Both are bounded.
 */
#ifndef BS_READ_REVISITS_H
#define BS_READ_REVISITS_H

#include "base/array.h"
#include "read/read.h"

/* What a page is known by, as hashes; 0 for what is not known. */
typedef struct bs_page_keys {
    uint64_t id, digest, url; /* of its record, of its content, its address */
} bs_page_keys;

uint64_t bs_page_key(bs_str text);

/* Where its record begins: in a file on disk, or in the member of gzip that begins there. */
typedef struct bs_page_place {
    bs_str path; /* absent when it cannot be read again */
    uint64_t offset;
    bool is_packed;
} bs_page_place;

typedef struct bs_kept_page {
    bs_page_keys keys;
    char *data; /* type, charset and body, one after the other */
    size_t type_size, charset_size, body_size;
} bs_kept_page;

typedef struct bs_revisits {
    bs_kept_page *kept; /* a ring */
    size_t kept_next, kept_count, kept_bytes;
    uint64_t *others; /* digests of what is no page, by open addressing */
    size_t other_count;
    bs_arena paths;
    bs_strs files;
    struct bs_stored_page *stored; /* by the order in which they came */
    size_t stored_count;
    struct bs_stored_key *slots; /* open addressing */
} bs_revisits;

void bs_revisits_clear(bs_revisits *revisits);

/* False without memory. */
bool bs_revisits_add(bs_revisits *revisits, const bs_source *page, const bs_page_keys *keys,
                     const bs_page_place *place);
/* Remembers that the content with this digest is no page. */
bool bs_revisits_add_other(bs_revisits *revisits, uint64_t digest);
bool bs_revisits_is_other(const bs_revisits *revisits, uint64_t digest);

/* The latest page with one of the keys, the id first and the address last; NULL when it is not kept
 * (any more). */
const bs_kept_page *bs_revisits_kept(const bs_revisits *revisits, const bs_page_keys *keys);
/* The same for where it stands. */
bool bs_revisits_place(const bs_revisits *revisits, const bs_page_keys *keys, bs_page_place *place);

#endif
