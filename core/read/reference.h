/* reference.h - character references of HTML: "&amp;", "&#8217;", "&#x2019;". */
#ifndef BS_READ_REFERENCE_H
#define BS_READ_REFERENCE_H

#include "base/arena.h"
#include "broadsheet.h"

enum { BS_REFERENCE_NAME_MAX = 32, BS_REFERENCE_BYTES_MAX = 8 };

/* What `size` bytes may take up once decoded: "&nGt;" has five bytes and gives six. */
#define BS_REFERENCE_ROOM(size) ((size) + (size) / 5 + 1)

/*
 * The reference at `at`, where `text` has "&": writes 1 to 6 bytes and their number, and gives the
 * bytes that it takes up, or 0 when it is a mere ampersand. Names of Latin-1 may lack their
 * semicolon, but not inside attributes, where URLs have such names as parameters.
 */
size_t bs_reference_decode(bs_str text, size_t at, bool is_attribute,
                           char bytes[BS_REFERENCE_BYTES_MAX], size_t *size);

/* `text` with its references decoded, in `arena` when there are any; absent without memory. */
bs_str bs_reference_decode_all(bs_str text, bool is_attribute, bs_arena *arena);

#endif
