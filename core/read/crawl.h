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

/*
 * Hands on every page as a source: successful responses that are text, revisits with the page that
 * they refer to, resources, and conversions. Broken records are told one by one, what is passed
 * over by rule is told in one line.
 */
bs_status bs_crawl_walk(bs_unpacking *unpacking, bs_str file, bs_str name, bs_stream *from,
                        bs_error *error);

#endif
