/* normalise.c - keys by decomposition: marks are dropped, letters stay. */
#include "annotate/normalise.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/error.h"
#include "base/utf8.h"
#include "text/fold.h"

enum { KEY_UNITS_MAX = 4096 }; /* of UTF-16; a longer word is its own key */

static bool is_ascii(bs_str text)
{
    for (size_t at = 0; at < text.size; at++)
        if ((unsigned char)text.data[at] >= 0x80)
            return false;
    return true;
}

static void add_point(bs_buffer *buffer, uint32_t point)
{
    char bytes[4];
    size_t size = bs_utf8_encode(point, bytes);
    bs_buffer_add(buffer, (bs_str){bytes, size});
}

static uint32_t plain_point(uint32_t point)
{
    switch (point) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
        return '\'';
    case 0x2010:
    case 0x2011:
        return '-';
    case 0x00F8: /* o with stroke, which has no decomposition */
        return 'o';
    case 0x0142: /* l with stroke */
        return 'l';
    case 0x0131: /* i without dot */
        return 'i';
    case 0x0111: /* d with stroke */
        return 'd';
    default:
        return point;
    }
}

bs_status bs_word_key(bs_str fold, bs_buffer *scratch, bs_str *key, bs_error *error)
{
    *key = fold;
    if (is_ascii(fold) || fold.size > KEY_UNITS_MAX / 4)
        return BS_OK;

    UErrorCode code = U_ZERO_ERROR;
    UChar units[KEY_UNITS_MAX], parts[KEY_UNITS_MAX];
    int32_t unit_count = 0;
    u_strFromUTF8WithSub(units, KEY_UNITS_MAX, &unit_count, fold.data, (int32_t)fold.size, 0xFFFD,
                         NULL, &code);
    const UNormalizer2 *normalizer = unorm2_getNFDInstance(&code);
    int32_t part_count = U_SUCCESS(code) ? unorm2_normalize(normalizer, units, unit_count, parts,
                                                            KEY_UNITS_MAX, &code)
                                         : 0;
    if (U_FAILURE(code))
        return BS_OK; /* grown over the maximum: its own key */

    scratch->size = 0;
    for (int32_t at = 0; at < part_count;) {
        UChar32 point;
        U16_NEXT(parts, at, part_count, point);
        if (u_charType(point) != U_NON_SPACING_MARK)
            add_point(scratch, plain_point((uint32_t)point));
    }
    if (scratch->failed)
        return bs_fail_memory(error);
    *key = bs_buffer_str(scratch);
    return BS_OK;
}

/* The slug of a name of ASCII alone. */
static bs_str plain_slug(bs_arena *arena, bs_str name)
{
    char *text = bs_arena_alloc(arena, name.size + 1);
    size_t size = 0;
    bool gap = false;
    for (size_t at = 0; text && at < name.size; at++) {
        unsigned char c = bs_ascii_lower((unsigned char)name.data[at]);
        if (c == '\'' || c == '.')
            continue;
        if (!bs_ascii_is_alpha(c) && !bs_ascii_is_digit(c)) {
            gap = size > 0;
            continue;
        }
        if (gap)
            text[size++] = '-'; /* in place of what was passed */
        gap = false;
        text[size++] = (char)c;
    }
    if (text)
        text[size] = '\0';
    return (bs_str){text, text ? size : 0};
}

bs_str bs_slug(bs_arena *arena, bs_str name)
{
    if (is_ascii(name))
        return plain_slug(arena, name);
    bs_str slug = {0};
    bs_buffer fold = {0}, scratch = {0};
    bs_str key;
    if (bs_fold(name, &fold, NULL) != BS_OK ||
        bs_word_key(bs_buffer_str(&fold), &scratch, &key, NULL) != BS_OK)
        goto cleanup;

    bs_buffer out = {0};
    bool gap = false;
    for (size_t at = 0; at < key.size;) {
        uint32_t point;
        at += bs_utf8_decode(key, at, &point);
        if (point == '\'' || point == '.')
            continue; /* O'Brien, U.S. */
        if (point == BS_UTF8_INVALID || !u_isalnum((UChar32)point)) {
            gap = out.size > 0;
            continue;
        }
        if (gap)
            bs_buffer_add_char(&out, '-');
        gap = false;
        add_point(&out, point);
    }
    if (!out.failed)
        slug = bs_arena_copy(arena, bs_buffer_str(&out));
    bs_buffer_clear(&out);
cleanup:
    bs_buffer_clear(&fold);
    bs_buffer_clear(&scratch);
    return slug;
}
