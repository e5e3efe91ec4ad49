/* encoding.h - which encoding bytes are in, and the same text in UTF-8. */
#ifndef BS_READ_ENCODING_H
#define BS_READ_ENCODING_H

#include "base/arena.h"
#include "broadsheet.h"

typedef struct bs_decoded {
    bs_str text;          /* UTF-8 without byte order mark */
    const char *encoding; /* ICU's name of what it was, "UTF-8" when nothing was converted */
    size_t replaced;      /* sequences that were no text in it, each now one U+FFFD or more */
} bs_decoded;

/*
 * In this order: a byte order mark, the pattern of NULs that UTF-16 leaves, valid UTF-8, what a
 * server said (`charset`, absent when nothing was), what the head of the text declares (HTML, XML),
 * and what uchardet thinks. The text is a slice of `bytes` when that is UTF-8 already; else it lies
 * in `arena`. Fails only for want of memory.
 */
bs_status bs_decode(bs_str bytes, bs_str charset, bs_arena *arena, bs_decoded *decoded,
                    bs_error *error);

#endif
