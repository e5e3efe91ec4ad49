/*
 * http.h - a response as a crawler stored it: status line, header lines, and the body with its
 * transfer and content encodings undone.
 */
#ifndef BS_READ_HTTP_H
#define BS_READ_HTTP_H

#include "base/str.h"
#include "broadsheet.h"

enum { BS_HTTP_HEAD_BYTES_MAX = 64 * 1024 };

/* The value of a header line in `head`, lines of "Name: value", or absent. Lines that begin with a
 * blank go on with the one before, and are left out. */
bs_str bs_http_header(bs_str head, const char *name);

typedef struct bs_http_head {
    unsigned status; /* 200 */
    bs_str head;     /* the header lines */
    bs_str type;     /* "text/html", without parameters; absent when not said */
    bs_str charset;
    size_t size; /* bytes up to the body */
} bs_http_head;

/* False when `response` does not begin with a status line. Without an empty line, all of it is the
 * head. Slices of `response`. */
bool bs_http_head_read(bs_str response, bs_http_head *head);

/* "text/html; charset=utf-8" in its two parts, either absent when it is not there. */
void bs_http_content_type(bs_str value, bs_str *type, bs_str *charset);

/*
 * The body behind `head`, decoded into `out`. A body that is not encoded, whatever its header says
 * (crawlers decode and leave the header as it was), is taken as it is. `*problem` is absent, or
 * says from where on the body could not be decoded: `out` has what came before that. Over
 * `size_max` bytes it ends with BS_BAD_DATA.
 */
bs_status bs_http_body(const bs_http_head *head, bs_str body, size_t size_max, bs_buffer *out,
                       const char **problem, bs_error *error);

#endif
