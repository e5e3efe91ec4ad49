/* warc.h - one record of a WARC or ARC file after the other, whatever state they are in. */
#ifndef BS_READ_WARC_H
#define BS_READ_WARC_H

#include "read/stream.h"

enum {
    BS_WARC_HEAD_BYTES_MAX = 64 * 1024,
    BS_WARC_RECORD_BYTES_MAX = 24 << 20, /* of a record whose content is looked at */
};

typedef struct bs_warc_record {
    uint64_t number; /* from 1 */
    uint64_t offset; /* in the unpacked file */
    uint64_t size;   /* of the content, as stated */
    bs_str kind;     /* "response" */
    bs_str url, date, type, id;
    bs_str head; /* header lines; empty in ARC */
} bs_warc_record;

typedef struct bs_warc {
    bs_window window;
    bool is_arc;
    bs_buffer head; /* of the record at hand */
    bs_warc_record record;
    uint64_t count;
    bool is_lost; /* looking for the next record */
} bs_warc;

void bs_warc_init(bs_warc *warc, bs_stream *from);
void bs_warc_clear(bs_warc *warc);

/*
 * The next record, NULL at the end. It is valid until the next call, which moves behind it.
 * BS_BAD_DATA tells of a broken place; the next call goes on behind it.
 */
bs_status bs_warc_next(bs_warc *warc, const bs_warc_record **record, bs_error *error);

/* The content of the record at hand, valid until the next call. BS_BAD_DATA when it breaks off, is
 * damaged, too large, or not as long as stated; the record is then over. */
bs_status bs_warc_content(bs_warc *warc, bs_str *content, bs_error *error);

/* Moves over the content of the record at hand. BS_BAD_DATA when it breaks off or is damaged. */
bs_status bs_warc_pass(bs_warc *warc, bs_error *error);

/* A header line of a WARC record, without the angle brackets that some writers put around; absent
 * when it is not there. */
bs_str bs_warc_header(const bs_warc_record *record, const char *name);

#endif
