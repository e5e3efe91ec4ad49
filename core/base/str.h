/*
 * str.h - views of bytes, and a buffer to build them in.
 *
 * A bs_buffer remembers the first allocation that failed and does nothing afterwards, so a caller
 * adds freely and asks once, at the end, whether it went well.
 */
#ifndef BS_BASE_STR_H
#define BS_BASE_STR_H

#include <string.h>

#include "broadsheet.h"

#define BS_STR(literal) ((bs_str){"" literal "", sizeof(literal) - 1})
/* For printf("%.*s", BS_STR_ARG(str)). */
#define BS_STR_ARG(str) (int)((str).size < 4096 ? (str).size : 4096), (str).data ? (str).data : ""

static inline bs_str bs_str_from(const char *text)
{
    return (bs_str){text, text ? strlen(text) : 0};
}

static inline bool bs_str_equal(bs_str a, bs_str b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bs_str bs_str_slice(bs_str text, size_t start, size_t end)
{
    return (bs_str){text.data + start, end - start};
}

static inline bool bs_ascii_is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool bs_ascii_is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static inline bool bs_ascii_is_alpha(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static inline unsigned char bs_ascii_lower(unsigned char c)
{
    return (unsigned char)(c - 'A') < 26 ? c | 0x20 : c;
}

/* Order of bytes, shorter first when one begins the other: negative, zero or positive. */
int bs_str_compare(bs_str a, bs_str b);
/* bs_str_compare for qsort over bs_str. */
int bs_str_compare_items(const void *a, const void *b);
bool bs_str_equal_nocase(bs_str a, bs_str b); /* ASCII letters only */
/* The same against a word, of which no more is read than agrees. */
bool bs_str_is_nocase(bs_str text, const char *word);
bool bs_str_starts(bs_str text, bs_str prefix);
bool bs_str_ends(bs_str text, bs_str suffix);
/* Place of the first `needle` at or after `from`, or SIZE_MAX. */
size_t bs_str_find(bs_str text, bs_str needle, size_t from);
bs_str bs_str_trim(bs_str text); /* without ASCII white space at either end */
/* Cuts `*rest` at the first `separator`: gives what stands before it, leaves what follows. False
 * when `*rest` was absent; the last piece leaves it absent. */
bool bs_str_cut(bs_str *rest, char separator, bs_str *piece);
/* A whole decimal number, optionally signed, or false. */
bool bs_str_integer(bs_str text, int64_t *value);
/* A whole number in C syntax with a point, whatever the locale, or false. */
bool bs_str_number(bs_str text, double *value);
/* Whether more than a few of the first 4,096 bytes are control characters that no text has. */
bool bs_str_is_binary(bs_str text);
/* `pattern` with `*` for any run of bytes, ASCII letters in any case. */
bool bs_str_matches(bs_str text, bs_str pattern);

typedef struct bs_buffer {
    char *data;
    size_t size, capacity;
    bool failed;
} bs_buffer;

void bs_buffer_clear(bs_buffer *buffer); /* frees */
/* `size` bytes of room at the end, to be filled by the caller, who then adds to `size`; or NULL. */
char *bs_buffer_room(bs_buffer *buffer, size_t size);
void bs_buffer_add(bs_buffer *buffer, bs_str text);
void bs_buffer_add_char(bs_buffer *buffer, char c);
void bs_buffer_print(bs_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* `text` as a JSON string with its quotes. Bytes that are no UTF-8 become U+FFFD. */
void bs_buffer_add_json(bs_buffer *buffer, bs_str text);
/* The shortest decimal that reads back as `value`; NaN and infinities as "nan", "inf", "-inf". */
void bs_buffer_add_number(bs_buffer *buffer, double value);

static inline bs_str bs_buffer_str(const bs_buffer *buffer)
{
    return (bs_str){buffer->data ? buffer->data : "", buffer->size};
}

#endif
