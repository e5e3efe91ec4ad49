/* reference.c - see reference.h. */
#include "read/reference.h"

#include "base/str.h"
#include "base/utf8.h"
#include "read/reference_names.h"

/* What windows-1252 has where Unicode has controls: pages number their quotation marks so. */
static uint32_t repair(uint32_t point)
{
    static const uint16_t windows[32] = {
        0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
    };
    if (point >= 0x80 && point < 0xa0)
        return windows[point - 0x80];
    return point == 0 ? 0xfffd : point;
}

static int digit_value(unsigned char c, unsigned base)
{
    if (bs_ascii_is_digit(c))
        return c - '0';
    c = bs_ascii_lower(c);
    return base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t decode_number(bs_str text, size_t at, char bytes[BS_REFERENCE_BYTES_MAX],
                            size_t *size)
{
    size_t i = at + 2;
    unsigned base = i < text.size && (text.data[i] | 0x20) == 'x' ? 16 : 10;
    i += base == 16;
    size_t digits = i;
    uint32_t point = 0;
    for (int value; i < text.size && (value = digit_value((unsigned char)text.data[i], base)) >= 0;
         i++)
        point = point > 0x110000 ? point : point * base + (unsigned)value;
    if (i == digits)
        return 0;
    *size = bs_utf8_encode(repair(point), bytes);
    return i + (i < text.size && text.data[i] == ';') - at;
}

static int compare(bs_str name, const char *other)
{
    int order = strncmp(name.data, other, name.size);
    return order == 0 && other[name.size] ? -1 : order;
}

/* The first of the sorted names that is not before `name`. */
static size_t lower_bound(const bs_reference_name *names, size_t count, bs_str name)
{
    size_t low = 0;
    while (count > 0) {
        size_t half = count / 2;
        bool is_before = compare(name, names[low + half].name) > 0;
        low += is_before ? half + 1 : 0;
        count = is_before ? count - half - 1 : half;
    }
    return low;
}

/* Of a whole name, or 0. */
static uint32_t point_of(const bs_reference_name *names, size_t count, bs_str name)
{
    size_t at = lower_bound(names, count, name);
    return at < count && compare(name, names[at].name) == 0 ? names[at].point : 0;
}

static uint32_t named(bs_str name)
{
    /* Most references of pages are these. */
    if (name.size == 3 && memcmp(name.data, "amp", 3) == 0)
        return '&';
    if (name.size == 4 && memcmp(name.data, "nbsp", 4) == 0)
        return 0xa0;
    return point_of(bs_reference_names, bs_reference_name_count, name);
}

/* The longest old name that `text` begins with, or 0. */
static uint32_t named_at_start(bs_str text, size_t *size)
{
    const bs_reference_name *names = bs_reference_old_names;
    size_t at = lower_bound(names, bs_reference_old_name_count, bs_str_slice(text, 0, 1));
    uint32_t point = 0;
    for (*size = 0; at < bs_reference_old_name_count && *names[at].name == *text.data; at++) {
        size_t length = strlen(names[at].name);
        if (length > *size && length <= text.size &&
            memcmp(text.data, names[at].name, length) == 0) {
            *size = length;
            point = names[at].point;
        }
    }
    return point;
}

size_t bs_reference_decode(bs_str text, size_t at, bool is_attribute,
                           char bytes[BS_REFERENCE_BYTES_MAX], size_t *size)
{
    if (at + 1 < text.size && text.data[at + 1] == '#')
        return decode_number(text, at, bytes, size);
    size_t end = at + 1;
    while (end < text.size && end - at <= BS_REFERENCE_NAME_MAX &&
           (bs_ascii_is_alpha((unsigned char)text.data[end]) ||
            bs_ascii_is_digit((unsigned char)text.data[end])))
        end++;
    bs_str name = bs_str_slice(text, at + 1, end);
    if (name.size == 0 || name.size > BS_REFERENCE_NAME_MAX)
        return 0;
    uint32_t point = end < text.size && text.data[end] == ';' ? named(name) : 0;
    if (point) {
        *size = bs_utf8_encode(point, bytes);
        bool is_one = point >= 0x80 && point < 0x2050; /* letters, quotation marks, dashes */
        point =
            is_one ? 0 : point_of(bs_reference_second_names, bs_reference_second_name_count, name);
        *size += point ? bs_utf8_encode(point, bytes + *size) : 0;
        return end + 1 - at;
    }
    size_t taken = 0;
    point = is_attribute ? 0 : named_at_start(name, &taken);
    if (!point)
        return 0;
    *size = bs_utf8_encode(point, bytes);
    return 1 + taken;
}

bs_str bs_reference_decode_all(bs_str text, bool is_attribute, bs_arena *arena)
{
    if (!text.data || !memchr(text.data, '&', text.size))
        return text;
    char *out = bs_arena_alloc(arena, BS_REFERENCE_ROOM(text.size));
    if (!out)
        return (bs_str){NULL, 0};
    size_t size = 0;
    for (size_t i = 0; i < text.size;) {
        char bytes[BS_REFERENCE_BYTES_MAX];
        size_t written = 0, taken = 0;
        if (text.data[i] == '&')
            taken = bs_reference_decode(text, i, is_attribute, bytes, &written);
        if (taken == 0) {
            out[size++] = text.data[i++];
            continue;
        }
        memcpy(out + size, bytes, written);
        size += written;
        i += taken;
    }
    return (bs_str){out, size};
}
