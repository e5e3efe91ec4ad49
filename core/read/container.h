/*
 * container.h - compressed files and archives of files, nested, through libarchive.
 *
 * Whatever lies inside is handed on as sources; damage is told and ends no more than it must.
 */
#ifndef BS_READ_CONTAINER_H
#define BS_READ_CONTAINER_H

#include "broadsheet.h"
#include "read/read.h"
#include "read/revisits.h"

enum {
    /* As many bytes of a file as bs_container_is() needs to see. */
    BS_CONTAINER_HEAD_BYTES = 1024,
    /* What is unpacked from one file on disk, all levels together, may have this many times its
     * size, and BS_READ_FILE_BYTES_MAX more. Text never packs so well; bombs do. */
    BS_CONTAINER_RATIO_MAX = 200,
};

/* Where the bytes of an unpacked file come from, and what has been spent on it. */
typedef struct bs_unpacking {
    const bs_walk_events *events;
    const bs_progress *progress;
    bs_str origin;     /* the plain file on disk, or "-" */
    uint64_t size;     /* its bytes, 0 when nobody knows */
    uint64_t unpacked; /* bytes unpacked from it so far */
    size_t held;       /* bytes of containers in containers held in memory */
    unsigned depth;
    bs_revisits *revisits; /* of the walk; NULL for those of each crawl alone */
    void *outermost;       /* struct archive *, asked how much it has consumed when `size` is 0 */
} bs_unpacking;

/* True when the bytes begin a container that is opened: gzip, bzip2, xz, zstd, zip, tar, and crawls
 * (WARC, ARC). Zip files of office programs are not: they are documents. */
bool bs_container_is(bs_str head);

/* Walks the container in `fd`, which stays open; `head` has been read from it already (and is read
 * again when `fd` can seek). */
bs_status bs_container_walk(bs_unpacking *unpacking, bs_str file, bs_str name, int fd, bs_str head,
                            bs_error *error);

/* Hands on bytes in memory: as a source, or what they contain. */
bs_status bs_container_offer(bs_unpacking *unpacking, bs_str file, bs_str name, bs_str bytes,
                             bs_error *error);

#endif
