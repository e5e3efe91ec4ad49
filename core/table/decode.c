/* decode.c - the bytes of a table file as UTF-8, see records.h. */
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "table/records.h"

enum { SAMPLE_BYTES = 4096, C1_FIRST = 0x80, C1_LAST = 0x9f };

/* What Windows-1252 has where Latin-1 has control characters; its five holes stay such. */
static const uint16_t c1[] = {0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                              0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
                              0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                              0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

static void add_point(bs_buffer *out, uint32_t point)
{
    char bytes[4];
    bs_buffer_add(out, (bs_str){bytes, bs_utf8_encode(point, bytes)});
}

static void add_windows(bs_buffer *out, bs_str line)
{
    for (size_t i = 0; i < line.size; i++) {
        unsigned char c = (unsigned char)line.data[i];
        add_point(out, c >= C1_FIRST && c <= C1_LAST ? c1[c - C1_FIRST] : c);
    }
}

static uint32_t unit_at(bs_str bytes, size_t at, bool is_big_endian)
{
    unsigned char one = (unsigned char)bytes.data[at], two = (unsigned char)bytes.data[at + 1];
    return is_big_endian ? (uint32_t)one << 8 | two : (uint32_t)two << 8 | one;
}

static void add_utf16(bs_buffer *out, bs_str bytes, bool is_big_endian)
{
    for (size_t at = 0; at + 1 < bytes.size; at += 2) {
        uint32_t unit = unit_at(bytes, at, is_big_endian);
        bool is_high = unit >= 0xd800 && unit < 0xdc00;
        uint32_t low = is_high && at + 3 < bytes.size ? unit_at(bytes, at + 2, is_big_endian) : 0;
        if (low >= 0xdc00 && low < 0xe000) {
            unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            at += 2;
        }
        add_point(out, unit); /* a lone half becomes U+FFFD */
    }
    if (bytes.size % 2)
        add_point(out, 0xfffd);
}

/* UTF-16 without a mark shows by zeros at every other byte of its ASCII characters. */
static bool looks_like_utf16(bs_str bytes, bool *is_big_endian)
{
    size_t zeros[2] = {0, 0}, size = bytes.size < SAMPLE_BYTES ? bytes.size : SAMPLE_BYTES;
    for (size_t i = 0; i < size; i++)
        zeros[i % 2] += bytes.data[i] == 0;
    *is_big_endian = zeros[0] > zeros[1];
    size_t most = zeros[*is_big_endian ? 0 : 1], least = zeros[*is_big_endian ? 1 : 0];
    return size >= 4 && most > size * 3 / 10 && least < size / 50 + 1;
}

static void add_lines(bs_buffer *out, bs_str bytes, size_t *guessed)
{
    for (size_t start = 0, end; start < bytes.size; start = end) {
        end = start;
        while (end < bytes.size && bytes.data[end] != '\n' && bytes.data[end] != '\r')
            end++;
        end += end < bytes.size;
        bs_str line = bs_str_slice(bytes, start, end);
        if (bs_utf8_valid_until(line) == line.size) {
            bs_buffer_add(out, line);
        } else {
            add_windows(out, line);
            (*guessed)++;
        }
    }
}

static bs_str without(bs_str bytes, size_t mark)
{
    return bs_str_slice(bytes, mark, bytes.size);
}

bs_status bs_table_decode(bs_str bytes, bs_arena *arena, bs_str *text, size_t *guessed,
                          bs_error *error)
{
    bool is_big_endian;
    *guessed = 0;
    bs_buffer out = {0};
    if (bs_str_starts(bytes, BS_STR("\xef\xbb\xbf")))
        bytes = without(bytes, 3);
    if (bs_str_starts(bytes, BS_STR("\xff\xfe"))) {
        add_utf16(&out, without(bytes, 2), false);
    } else if (bs_str_starts(bytes, BS_STR("\xfe\xff"))) {
        add_utf16(&out, without(bytes, 2), true);
    } else if (looks_like_utf16(bytes, &is_big_endian)) {
        add_utf16(&out, bytes, is_big_endian);
    } else if (bs_utf8_valid_until(bytes) == bytes.size) {
        *text = bytes;
        return BS_OK;
    } else {
        add_lines(&out, bytes, guessed);
    }
    *text = bs_arena_copy(arena, bs_buffer_str(&out));
    bool failed = out.failed || !text->data;
    bs_buffer_clear(&out);
    return failed ? bs_fail_memory(error) : BS_OK;
}
