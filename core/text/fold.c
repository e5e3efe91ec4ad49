/* fold.c - see fold.h. What is not ASCII goes through ICU's UTF-16. */
#include "text/fold.h"

#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/error.h"
#include "base/utf8.h"
#include "text/ignorable.h"

enum {
    FOLD_BYTES_MAX = 256 * 1024 * 1024,
    FOLD_GROWTH = 3,   /* a UTF-16 unit folds to at most 3 */
    UTF8_PER_UNIT = 3, /* and each of those is at most 3 bytes */
    UNITS_ON_STACK = 512,
};

/* The character that stands for `point` in folded forms, or 0 when none does. */
static uint32_t plain_point(uint32_t point)
{
    switch (point) {
    case 0x2019: /* right single quotation mark */
    case 0x02BC: /* modifier letter apostrophe */
        return '\'';
    case 0x2010: /* hyphen */
    case 0x2011: /* non-breaking hyphen */
        return '-';
    case BS_UTF8_INVALID:
        return 0xFFFD;
    default:
        return bs_is_ignorable(point) ? 0 : point;
    }
}

/* Writes `text` as UTF-16 without what a reader does not see. `units` has room for a unit a byte.
 */
static int32_t to_units(bs_str text, UChar *units)
{
    int32_t count = 0;
    uint32_t point;
    for (size_t at = 0; at < text.size;) {
        at += bs_utf8_decode(text, at, &point);
        point = plain_point(point);
        if (point > 0xFFFF) {
            units[count++] = U16_LEAD(point);
            units[count++] = U16_TRAIL(point);
        } else if (point) {
            units[count++] = (UChar)point;
        }
    }
    return count;
}

/* Folds and composes by way of three stretches of `units`, each of `room` units. */
static bool fold_units(bs_str text, UChar *units, int32_t room, bs_buffer *folded)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
    UChar *plain = units, *cased = units + room, *composed = cased + room;
    int32_t count = to_units(text, plain);
    count = u_strFoldCase(cased, room, plain, count, U_FOLD_CASE_DEFAULT, &code);
    count = unorm2_normalize(nfc, cased, count, composed, room, &code);
    if (U_FAILURE(code))
        return false;

    size_t bytes_max = (size_t)count * UTF8_PER_UNIT + 1;
    char *bytes = bs_buffer_room(folded, bytes_max);
    int32_t size = 0;
    if (!bytes)
        return false;
    u_strToUTF8(bytes, (int32_t)bytes_max, &size, composed, count, &code);
    if (U_FAILURE(code))
        return false;
    folded->size += (size_t)size;
    return true;
}

static bool fold_with_icu(bs_str text, bs_buffer *folded)
{
    int32_t room = (int32_t)text.size * FOLD_GROWTH + 2;
    if (room <= UNITS_ON_STACK) {
        UChar units[3 * UNITS_ON_STACK];
        return fold_units(text, units, room, folded);
    }
    UChar *units = malloc(3 * (size_t)room * sizeof *units);
    bool is_folded = units && fold_units(text, units, room, folded);
    free(units);
    return is_folded;
}

bs_status bs_fold(bs_str text, bs_buffer *folded, bs_error *error)
{
    if (text.size > FOLD_BYTES_MAX)
        return bs_fail(error, BS_LIMIT, "a text of over %d bytes is not folded", FOLD_BYTES_MAX);
    if (text.size == 0)
        return BS_OK;
    char *bytes = bs_buffer_room(folded, text.size);
    if (!bytes)
        return bs_fail_memory(error);
    unsigned char high = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        high |= c;
        bytes[i] = (char)bs_ascii_lower(c);
    }
    if (high < 0x80) {
        folded->size += text.size;
        return BS_OK;
    }
    return fold_with_icu(text, folded) ? BS_OK : bs_fail_memory(error);
}
