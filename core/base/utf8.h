/* utf8.h - code points in bytes. Strict: no surrogates, no overlong forms, nothing over U+10FFFF.
 */
#ifndef BS_BASE_UTF8_H
#define BS_BASE_UTF8_H

#include "broadsheet.h"

#define BS_UTF8_INVALID UINT32_MAX

/*
 * The code point that begins at byte `at` (which must lie inside `text`) and how many bytes it has.
 * Bytes that begin none give BS_UTF8_INVALID and the size of the longest wrong prefix, at least 1
 * (the "maximal subpart" of the Unicode standard, section 3.9).
 */
size_t bs_utf8_decode(bs_str text, size_t at, uint32_t *point);

/* Writes 1 to 4 bytes and says how many; U+FFFD for what is no scalar value. */
size_t bs_utf8_encode(uint32_t point, char bytes[4]);

/* Place of the first byte that is no UTF-8, or `text.size`. */
size_t bs_utf8_valid_until(bs_str text);

/* Number of code points; a wrong sequence counts as one. */
size_t bs_utf8_count(bs_str text);

/* Columns that a terminal needs for `text`: 0 for combining marks, 2 for wide East Asian forms. */
size_t bs_utf8_width(bs_str text);

#endif
