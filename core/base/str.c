/* str.c - see str.h. */
#include "base/str.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { NUMBER_BYTES_MAX = 64, BUFFER_BYTES_FIRST = 256, FOUND_BY_ENDS_MAX = 32 };

int bs_str_compare(bs_str a, bs_str b)
{
    size_t shared = a.size < b.size ? a.size : b.size;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

int bs_str_compare_items(const void *a, const void *b)
{
    return bs_str_compare(*(const bs_str *)a, *(const bs_str *)b);
}

static bool same_nocase(const char *a, const char *b, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bs_ascii_lower((unsigned char)a[i]) != bs_ascii_lower((unsigned char)b[i]))
            return false;
    return true;
}

bool bs_str_equal_nocase(bs_str a, bs_str b)
{
    return a.size == b.size && same_nocase(a.data, b.data, a.size);
}

bool bs_str_is_nocase(bs_str text, const char *word)
{
    for (size_t at = 0; at < text.size; at++)
        if (!word[at] ||
            bs_ascii_lower((unsigned char)text.data[at]) != bs_ascii_lower((unsigned char)word[at]))
            return false;
    return !word[text.size];
}

bool bs_str_starts(bs_str text, bs_str prefix)
{
    return text.size >= prefix.size && bs_str_equal((bs_str){text.data, prefix.size}, prefix);
}

bool bs_str_ends(bs_str text, bs_str suffix)
{
    return text.size >= suffix.size &&
           bs_str_equal((bs_str){text.data + text.size - suffix.size, suffix.size}, suffix);
}

size_t bs_str_find(bs_str text, bs_str needle, size_t from)
{
    if (from > text.size)
        return SIZE_MAX;
    if (needle.size == 0)
        return from;
    if (needle.size > text.size - from)
        return SIZE_MAX;
    size_t at = from, last = text.size - needle.size; /* the last place where it fits */
#ifdef __SSE2__
    /* Places where its first and its last byte stand (Mula 2016), sixteen at a time; a long needle
     * could take time squared. */
    const __m128i head = _mm_set1_epi8(needle.data[0]);
    const __m128i tail = _mm_set1_epi8(needle.data[needle.size - 1]);
    for (; needle.size <= FOUND_BY_ENDS_MAX && at + 15 <= last; at += 16) {
        __m128i heads = _mm_loadu_si128((const void *)(text.data + at));
        __m128i tails = _mm_loadu_si128((const void *)(text.data + at + needle.size - 1));
        __m128i both = _mm_and_si128(_mm_cmpeq_epi8(heads, head), _mm_cmpeq_epi8(tails, tail));
        for (unsigned places = (unsigned)_mm_movemask_epi8(both); places; places &= places - 1) {
            size_t place = at + (unsigned)__builtin_ctz(places);
            if (memcmp(text.data + place, needle.data, needle.size) == 0)
                return place;
        }
    }
#endif
    const char *found = memmem(text.data + at, text.size - at, needle.data, needle.size);
    return found ? (size_t)(found - text.data) : SIZE_MAX;
}

bs_str bs_str_trim(bs_str text)
{
    while (text.size && bs_ascii_is_space((unsigned char)text.data[0]))
        text.data++, text.size--;
    while (text.size && bs_ascii_is_space((unsigned char)text.data[text.size - 1]))
        text.size--;
    return text;
}

bool bs_str_cut(bs_str *rest, char separator, bs_str *piece)
{
    if (!rest->data)
        return false;
    const char *found = rest->size ? memchr(rest->data, separator, rest->size) : NULL;
    if (!found) {
        *piece = *rest;
        *rest = (bs_str){NULL, 0};
        return true;
    }
    *piece = (bs_str){rest->data, (size_t)(found - rest->data)};
    *rest = (bs_str){found + 1, rest->size - piece->size - 1};
    return true;
}

bool bs_str_integer(bs_str text, int64_t *value)
{
    size_t i = text.size && (text.data[0] == '-' || text.data[0] == '+');
    if (i == text.size)
        return false;
    bool negative = text.data[0] == '-';
    int64_t number = 0;
    for (; i < text.size; i++) {
        if (!bs_ascii_is_digit((unsigned char)text.data[i]))
            return false;
        int digit = text.data[i] - '0';
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, negative ? -digit : digit, &number))
            return false;
    }
    *value = number;
    return true;
}

bool bs_str_number(bs_str text, double *value)
{
    char copy[NUMBER_BYTES_MAX];
    if (text.size == 0 || text.size >= sizeof copy)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!bs_ascii_is_digit((unsigned char)c) && !strchr("+-.eE", c))
            return false;
        copy[i] = c;
    }
    copy[text.size] = '\0';
    /* strtod reads the point of the locale, and a library must not change the locale. */
    char *point = strchr(copy, '.');
    if (point)
        *point = *localeconv()->decimal_point;
    char *end;
    errno = 0;
    double number = strtod(copy, &end);
    if (*end || (errno == ERANGE && isinf(number)))
        return false;
    *value = number;
    return true;
}

bool bs_str_is_binary(bs_str text)
{
    enum { SAMPLE_BYTES = 4096 };
    size_t size = text.size < SAMPLE_BYTES ? text.size : SAMPLE_BYTES, controls = 0;
    for (size_t i = 0; i < size; i++) { /* without branches, so that it is vector code */
        unsigned char c = (unsigned char)text.data[i];
        bool is_space = (unsigned char)(c - '\t') <= '\r' - '\t';
        controls += ((c < ' ') & !is_space & (c != '\b') & (c != '\x1b')) | (c == 0x7f);
    }
    return controls > size / 16 + 2;
}

bool bs_str_matches(bs_str text, bs_str pattern)
{
    size_t t = 0, p = 0, star = SIZE_MAX, resume = 0;
    while (t < text.size) {
        if (p < pattern.size && pattern.data[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size && same_nocase(&pattern.data[p], &text.data[t], 1)) {
            p++, t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size && pattern.data[p] == '*')
        p++;
    return p == pattern.size;
}

void bs_buffer_clear(bs_buffer *buffer)
{
    free(buffer->data);
    *buffer = (bs_buffer){0};
}

char *bs_buffer_room(bs_buffer *buffer, size_t size)
{
    size_t needed;
    if (buffer->failed || __builtin_add_overflow(buffer->size, size, &needed)) {
        buffer->failed = true;
        return NULL;
    }
    if (needed > buffer->capacity) {
        size_t wanted = buffer->capacity > SIZE_MAX / 2 ? needed : buffer->capacity * 2;
        wanted = wanted < needed ? needed : wanted;
        wanted = wanted < BUFFER_BYTES_FIRST ? BUFFER_BYTES_FIRST : wanted;
        char *grown = realloc(buffer->data, wanted);
        if (!grown) {
            buffer->failed = true;
            return NULL;
        }
        buffer->data = grown;
        buffer->capacity = wanted;
    }
    return buffer->data + buffer->size;
}

void bs_buffer_add(bs_buffer *buffer, bs_str text)
{
    char *room = text.size ? bs_buffer_room(buffer, text.size) : NULL;
    if (!room)
        return;
    memcpy(room, text.data, text.size);
    buffer->size += text.size;
}

void bs_buffer_add_char(bs_buffer *buffer, char c)
{
    bs_buffer_add(buffer, (bs_str){&c, 1});
}

void bs_buffer_print(bs_buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *room = size < 0 ? NULL : bs_buffer_room(buffer, (size_t)size + 1);
    if (room) {
        vsnprintf(room, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
}

static void add_json_escape(bs_buffer *buffer, unsigned char c)
{
    switch (c) {
    case '"':
        bs_buffer_add(buffer, BS_STR("\\\""));
        break;
    case '\\':
        bs_buffer_add(buffer, BS_STR("\\\\"));
        break;
    case '\n':
        bs_buffer_add(buffer, BS_STR("\\n"));
        break;
    case '\r':
        bs_buffer_add(buffer, BS_STR("\\r"));
        break;
    case '\t':
        bs_buffer_add(buffer, BS_STR("\\t"));
        break;
    default:
        bs_buffer_print(buffer, "\\u%04x", c);
    }
}

void bs_buffer_add_json(bs_buffer *buffer, bs_str text)
{
    bs_buffer_add_char(buffer, '"');
    size_t plain = 0; /* start of the bytes not yet copied */
    for (size_t i = 0; i < text.size;) {
        unsigned char c = (unsigned char)text.data[i];
        if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
            i++;
            continue;
        }
        uint32_t point;
        size_t size = bs_utf8_decode(text, i, &point);
        if (c >= 0x80 && point != BS_UTF8_INVALID) {
            i += size;
            continue;
        }
        bs_buffer_add(buffer, bs_str_slice(text, plain, i));
        if (c >= 0x80)
            bs_buffer_add(buffer, BS_STR("\xEF\xBF\xBD"));
        else
            add_json_escape(buffer, c);
        i += size;
        plain = i;
    }
    bs_buffer_add(buffer, bs_str_slice(text, plain, text.size));
    bs_buffer_add_char(buffer, '"');
}

void bs_buffer_add_number(bs_buffer *buffer, double value)
{
    if (isnan(value) || isinf(value)) {
        bs_buffer_add(buffer, isnan(value) ? BS_STR("nan")
                              : value > 0  ? BS_STR("inf")
                                           : BS_STR("-inf"));
        return;
    }
    if (value == floor(value) && fabs(value) < 1e15) {
        bs_buffer_print(buffer, "%.0f", value == 0 ? 0.0 : value);
        return;
    }
    char text[NUMBER_BYTES_MAX];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    char point = *localeconv()->decimal_point;
    for (char *c = text; *c; c++)
        if (*c == point)
            *c = '.';
    bs_buffer_add(buffer, bs_str_from(text));
}
