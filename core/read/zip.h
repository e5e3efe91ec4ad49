/* zip.h - the parts of a document that is a zip file, by name. */
#ifndef BS_READ_ZIP_H
#define BS_READ_ZIP_H

#include "base/arena.h"
#include "base/array.h"
#include "base/str.h"

enum { BS_ZIP_BYTES_MAX = 256 << 20, BS_ZIP_PARTS_MAX = 20 * 1000 };

typedef struct bs_zip_part {
    bs_str name, bytes;
} bs_zip_part;

typedef struct bs_zip {
    bs_zip_part *items;
    size_t count, capacity;
} bs_zip;

/*
 * Unpacks the parts of `bytes` that are text by their names (XML, HTML and the like), into `arena`.
 * What cannot be unpacked ends it; `*problem` then says why, and is absent otherwise. BS_BAD_DATA
 * when there would be more than BS_ZIP_BYTES_MAX bytes.
 */
bs_status bs_zip_unpack(bs_str bytes, bs_arena *arena, bs_zip *zip, bs_str *problem,
                        bs_error *error);

/* The part of that name, absent when there is none. */
bs_str bs_zip_find(const bs_zip *zip, bs_str name);

/* The same as text in UTF-8, in `arena`; absent without memory too. */
bs_str bs_zip_text(const bs_zip *zip, bs_str name, bs_arena *arena);

#endif
