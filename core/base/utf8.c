/* utf8.c - see utf8.h. */
#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/chunk.h"

static bool is_continuation(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

size_t bs_utf8_decode(bs_str text, size_t at, uint32_t *point)
{
    const unsigned char *s = (const unsigned char *)text.data + at;
    size_t left = text.size - at;
    unsigned char first = s[0];
    if (first < 0x80) {
        *point = first;
        return 1;
    }
    *point = BS_UTF8_INVALID;
    if (first < 0xC2 || first > 0xF4 || left < 2)
        return 1;
    /* The second byte's range depends on the first: table 3-7 of the Unicode standard. */
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (s[1] < low || s[1] > high)
        return 1;
    if (first < 0xE0) {
        *point = (first & 0x1Fu) << 6 | (s[1] & 0x3Fu);
        return 2;
    }
    if (left < 3 || !is_continuation(s[2]))
        return 2;
    if (first < 0xF0) {
        *point = (first & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
        return 3;
    }
    if (left < 4 || !is_continuation(s[3]))
        return 3;
    *point = (first & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
    return 4;
}

size_t bs_utf8_encode(uint32_t point, char bytes[4])
{
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        point = 0xFFFD;
    if (point < 0x80) {
        bytes[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        bytes[0] = (char)(0xC0 | point >> 6);
        bytes[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        bytes[0] = (char)(0xE0 | point >> 12);
        bytes[1] = (char)(0x80 | (point >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | point >> 18);
    bytes[1] = (char)(0x80 | (point >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (point >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

/* The size of a sequence of two or three bytes whose first leaves the others free, or 0. */
static inline size_t plain_sequence(const char *bytes)
{
    const unsigned char *s = (const unsigned char *)bytes;
    if (s[0] >= 0xC2 && s[0] < 0xE0)
        return is_continuation(s[1]) ? 2 : 0;
    bool is_plain = s[0] > 0xE0 && s[0] < 0xF0 && s[0] != 0xED;
    return is_plain && is_continuation(s[1]) && is_continuation(s[2]) ? 3 : 0;
}

size_t bs_utf8_valid_until(bs_str text)
{
    size_t at = 0;
    while (at < text.size) {
        while (text.size - at >= 4 * BS_CHUNK) { /* ASCII in long strides */
            const char *bytes = text.data + at;
            if (bs_chunk_bits(bs_chunk_of(bytes) | bs_chunk_of(bytes + BS_CHUNK) |
                              bs_chunk_of(bytes + 2 * BS_CHUNK) |
                              bs_chunk_of(bytes + 3 * BS_CHUNK)))
                break;
            at += 4 * BS_CHUNK;
        }
        while (text.size - at >= BS_CHUNK) {
            unsigned tops = bs_chunk_bits(bs_chunk_of(text.data + at));
            at += tops ? (unsigned)__builtin_ctz(tops) : BS_CHUNK;
            if (tops)
                break;
        }
        for (size_t size; text.size - at >= 3 && (size = plain_sequence(text.data + at)) > 0;)
            at += size;
        if (at == text.size)
            break;
        uint32_t point;
        size_t size = bs_utf8_decode(text, at, &point);
        if (point == BS_UTF8_INVALID)
            return at;
        at += size;
    }
    return at;
}

size_t bs_utf8_count(bs_str text)
{
    size_t count = 0;
    uint32_t point;
    for (size_t at = 0; at < text.size; at += bs_utf8_decode(text, at, &point))
        count++;
    return count;
}

static size_t point_width(uint32_t point)
{
    if (point >= 0x20 && point < 0x7F)
        return 1;
    if (point == BS_UTF8_INVALID)
        return 1;
    switch (u_charType((UChar32)point)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
        return 0;
    default:
        break;
    }
    int width = u_getIntPropertyValue((UChar32)point, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

size_t bs_utf8_width(bs_str text)
{
    size_t width = 0;
    uint32_t point;
    for (size_t at = 0; at < text.size;) {
        at += bs_utf8_decode(text, at, &point);
        width += point_width(point);
    }
    return width;
}
