/* ignorable.h - characters inside words that a reader does not see and that no form keeps. */
#ifndef BS_TEXT_IGNORABLE_H
#define BS_TEXT_IGNORABLE_H

#include "broadsheet.h"

/* Soft hyphen, zero-width space, joiner of words, byte order mark, marks of direction. The joiner
 * and non-joiner (U+200D, U+200C) stay: they spell words in Persian and in Indic scripts. */
static inline bool bs_is_ignorable(uint32_t point)
{
    return point == 0x00AD || point == 0x200B || point == 0x2060 || point == 0xFEFF ||
           point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069);
}

#endif
