/* character.c - see character.h. */
#include "text/character.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"
#include "text/ignorable.h"

#define L BS_CHAR_LETTER
#define D BS_CHAR_DIGIT
#define P BS_CHAR_PUNCTUATION
#define S BS_CHAR_SYMBOL
#define C BS_CHAR_CONTROL
#define H BS_CHAR_HIGH
#define SIXTEEN(x) x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x

/* clang-format off */
const uint8_t bs_character_table[256] = {
    C, C, C, C, C, C, C, C, C, BS_CHAR_SPACE, BS_CHAR_LINE_END, BS_CHAR_LINE_END,
    BS_CHAR_LINE_END, BS_CHAR_LINE_END, C, C,
    SIXTEEN(C),
    /* space ! " # $ % & ' ( ) * + , - . / */
    BS_CHAR_SPACE, BS_CHAR_STRONG, P, BS_CHAR_NUMBER_SIGN, S, S, BS_CHAR_AMPERSAND,
    BS_CHAR_APOSTROPHE, P, P, S, S, P, BS_CHAR_HYPHEN, BS_CHAR_STOP, P,
    /* 0 to 9 : ; < = > ? */
    D, D, D, D, D, D, D, D, D, D, BS_CHAR_COLON, P, S, S, S, BS_CHAR_STRONG,
    BS_CHAR_AT, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, P, S, P, S, BS_CHAR_LOW_LINE,
    BS_CHAR_APOSTROPHE, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, P, S, P, S, C,
    SIXTEEN(H), SIXTEEN(H), SIXTEEN(H), SIXTEEN(H),
    SIXTEEN(H), SIXTEEN(H), SIXTEEN(H), SIXTEEN(H),
};
/* clang-format on */

/* Letters of Latin and Cyrillic that need no look-up; they are most of what is not ASCII. */
static inline bool is_common_letter(uint32_t point)
{
    return (point >= 0xC0 && point <= 0x24F && point != 0xD7 && point != 0xF7) ||
           (point >= 0x400 && point <= 0x481);
}

/* Scripts whose words are found in a dictionary: Han, kana, and those that ICU calls complex. */
static bool is_dictionary_point(UChar32 point)
{
    if (point < 0x0E00)
        return false;
    if (u_getIntPropertyValue(point, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT)
        return true;
    if (u_getIntPropertyValue(point, UCHAR_WORD_BREAK) == U_WB_KATAKANA)
        return true;
    return uscript_hasScript(point, USCRIPT_HAN)
               ? u_isalpha(point)
               : uscript_hasScript(point, USCRIPT_HIRAGANA) && u_isalpha(point);
}

static bs_character classify_high(uint32_t point)
{
    if (point == BS_UTF8_INVALID)
        return BS_CHAR_OTHER;
    if (bs_is_ignorable(point))
        return BS_CHAR_IGNORED;
    UChar32 c = (UChar32)point;
    if (point == 0x85 || point == 0x2028 || point == 0x2029)
        return BS_CHAR_LINE_END;
    if (u_isUWhiteSpace(c))
        return BS_CHAR_SPACE;
    if (is_dictionary_point(c))
        return BS_CHAR_DICTIONARY;
    switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER:
    case U_WB_HEBREW_LETTER:
        return BS_CHAR_LETTER;
    case U_WB_NUMERIC:
        return BS_CHAR_DIGIT;
    case U_WB_EXTENDNUMLET:
        return BS_CHAR_LOW_LINE;
    case U_WB_EXTEND:
    case U_WB_FORMAT:
    case U_WB_ZWJ:
        return BS_CHAR_ATTACHED;
    default:
        return u_charType(c) == U_CONTROL_CHAR ? BS_CHAR_CONTROL : BS_CHAR_OTHER;
    }
}

bs_character bs_character_read(bs_str text, size_t at, size_t *end)
{
    uint8_t character = bs_character_table[(unsigned char)text.data[at]];
    if (character != BS_CHAR_HIGH) {
        *end = at + 1;
        return (bs_character)character;
    }
    uint32_t point;
    *end = at + bs_utf8_decode(text, at, &point);
    return is_common_letter(point) ? BS_CHAR_LETTER : classify_high(point);
}

bool bs_is_word_at(bs_str text, size_t at)
{
    size_t end;
    return at < text.size && bs_character_is_word(bs_character_read(text, at, &end));
}

bool bs_is_letter_at(bs_str text, size_t at)
{
    size_t end;
    return at < text.size && bs_character_read(text, at, &end) == BS_CHAR_LETTER;
}

bool bs_is_digit_at(bs_str text, size_t at)
{
    return at < text.size && bs_ascii_is_digit((unsigned char)text.data[at]);
}

static uint32_t point_at(bs_str text, size_t at)
{
    uint32_t point = BS_UTF8_INVALID;
    if (at < text.size)
        bs_utf8_decode(text, at, &point);
    return point;
}

bool bs_is_upper_at(bs_str text, size_t at)
{
    uint32_t point = point_at(text, at);
    if (point < 0x80)
        return point - 'A' < 26u;
    return point != BS_UTF8_INVALID &&
           (u_isUUppercase((UChar32)point) || u_istitle((UChar32)point));
}

bool bs_is_lower_at(bs_str text, size_t at)
{
    uint32_t point = point_at(text, at);
    if (point < 0x80)
        return point - 'a' < 26u;
    return point != BS_UTF8_INVALID && u_isULowercase((UChar32)point);
}

static bool has_bytes_at(bs_str text, size_t at, const char *bytes, size_t size)
{
    return text.size - at >= size && memcmp(text.data + at, bytes, size) == 0;
}

size_t bs_apostrophe_size(bs_str text, size_t at)
{
    if (at >= text.size)
        return 0;
    return text.data[at] == '\'' ? 1 : has_bytes_at(text, at, "\xE2\x80\x99", 3) ? 3 : 0;
}

size_t bs_hyphen_size(bs_str text, size_t at)
{
    if (at >= text.size)
        return 0;
    if (text.data[at] == '-')
        return 1;
    return has_bytes_at(text, at, "\xE2\x80\x90", 3) || has_bytes_at(text, at, "\xE2\x80\x91", 3)
               ? 3
               : 0;
}

size_t bs_line_end_pass(bs_str text, size_t at)
{
    if (at >= text.size)
        return at;
    size_t end;
    if (bs_character_read(text, at, &end) != BS_CHAR_LINE_END)
        return at;
    return text.data[at] == '\r' && end < text.size && text.data[end] == '\n' ? end + 1 : end;
}

size_t bs_blanks_pass(bs_str text, size_t at)
{
    while (at < text.size && (text.data[at] == ' ' || text.data[at] == '\t'))
        at++;
    return at;
}
