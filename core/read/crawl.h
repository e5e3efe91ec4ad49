/*
 * crawl.h - the records of web crawls: WARC 0.17 to 1.1 and what is made from it (WET, WAT), and
 * ARC. Records go by one at a time, so that a crawl may be of any length.
 */
#ifndef BS_READ_CRAWL_H
#define BS_READ_CRAWL_H

#include "read/container.h"
#include "read/stream.h"

enum { BS_CRAWL_HEAD_BYTES = 16 }; /* as many as bs_crawl_is() needs */

/* True when unpacked bytes begin a crawl. */
bool bs_crawl_is(bs_str head);

/* From where records can be read again. */
typedef struct bs_crawl_place {
    bs_str path;          /* of the file on disk that is the crawl; absent when it is none */
    bs_stream_gzip *gzip; /* that the records come through, or NULL */
} bs_crawl_place;

/*
 * Hands on every page as a source: successful responses that are text, revisits with the page that
 * they refer to, resources, and conversions. Broken records are told one by one, what is passed
 * over by rule is told in one line.
 */
bs_status bs_crawl_walk(bs_unpacking *unpacking, bs_str file, bs_str name, bs_stream *from,
                        const bs_crawl_place *place, bs_error *error);

#endif
