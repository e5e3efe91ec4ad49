/*
 * stream.h - bytes that come block by block: a file, a member of a container, what a gzip stream
 * unpacks to; and a window on them, for formats that are read in one pass whatever their length.
 */
#ifndef BS_READ_STREAM_H
#define BS_READ_STREAM_H

#include <zlib.h>

#include "base/str.h"
#include "broadsheet.h"

/* Where the bytes come from. */
typedef struct bs_stream bs_stream;
struct bs_stream {
    /*
     * The next block, valid until the next call; empty at the end. BS_BAD_DATA says in `error` what
     * is wrong with the bytes; a later call goes on behind the damage, or is at the end when
     * nothing can be read behind it.
     */
    bs_status (*next)(bs_stream *stream, bs_str *block, bs_error *error);
};

/* A descriptor, from where it stands; it stays open. */
typedef struct bs_stream_file {
    bs_stream stream;
    int fd;
    bs_buffer block;
    bool is_done;
} bs_stream_file;

void bs_stream_file_init(bs_stream_file *file, int fd);
void bs_stream_file_clear(bs_stream_file *file);

/* Bytes in memory, which are given first, and then those of `behind`, which may be NULL. */
typedef struct bs_stream_bytes {
    bs_stream stream;
    bs_str bytes;
    bs_stream *behind;
} bs_stream_bytes;

void bs_stream_bytes_init(bs_stream_bytes *bytes, bs_str given, bs_stream *behind);

/*
 * Members of gzip, one after the other. A damaged one is told and the next one looked for, by the
 * bytes that every member begins with.
 */
typedef struct bs_stream_gzip {
    bs_stream stream;
    bs_stream *from;
    z_stream inflater;
    bool is_open, is_inside; /* a member */
    bool is_lost;            /* looking for the next member */
    bool is_done;
    uint64_t consumed; /* packed bytes before those in the inflater */
    uint64_t given;    /* unpacked bytes so far */
    struct {
        struct bs_gzip_member *items;
        size_t count, capacity;
    } members;        /* that were begun and not forgotten */
    bs_buffer packed; /* not yet looked at, when a member is looked for */
    bs_buffer block;
} bs_stream_gzip;

void bs_stream_gzip_init(bs_stream_gzip *gzip, bs_stream *from);
void bs_stream_gzip_clear(bs_stream_gzip *gzip);

/* Where the member begins in the packed stream whose first unpacked byte is at `offset`; false when
 * none begins there. */
bool bs_gzip_member_at(const bs_stream_gzip *gzip, uint64_t offset, uint64_t *packed);
/* Forgets members before `offset`; they are remembered until then. */
void bs_gzip_forget_members(bs_stream_gzip *gzip, uint64_t offset);

/* The first bytes of what `head`, the head of a gzip file, unpacks to: at most `size`. */
size_t bs_gzip_peek(bs_str head, char *bytes, size_t size);

/* A window on a stream that moves forward. */
typedef struct bs_window {
    bs_stream *from;
    bs_buffer held;  /* bytes that were read */
    size_t start;    /* of what was not taken yet, in `held` */
    uint64_t offset; /* of `start` in the whole stream */
    bs_error damage; /* that comes behind what is held */
    bool is_done;
} bs_window;

void bs_window_clear(bs_window *window);

/* What can be seen from here on: at least `size` bytes unless the stream ends before. The view is
 * valid until the next call. BS_BAD_DATA is what the stream says; the view then has what comes
 * before the damage, and once that is taken, a call gives the damage and the next one goes on
 * behind it. */
bs_status bs_window_see(bs_window *window, size_t size, bs_str *view, bs_error *error);
/* Moves over bytes that have been seen. */
void bs_window_take(bs_window *window, size_t size);
/* Moves over `size` bytes, seen or not; `*skipped` is less at the end of the stream. */
bs_status bs_window_skip(bs_window *window, uint64_t size, uint64_t *skipped, bs_error *error);
/* Forgets what has been seen but not taken, and the damage behind it. */
void bs_window_drop(bs_window *window);

#endif
