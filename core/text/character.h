/* character.h - what a character means to a cutter of words, by a table for ASCII, by ICU beyond.
 */
#ifndef BS_TEXT_CHARACTER_H
#define BS_TEXT_CHARACTER_H

#include "base/str.h"
#include "broadsheet.h"

typedef enum bs_character {
    BS_CHAR_LETTER,
    BS_CHAR_DIGIT,
    BS_CHAR_LOW_LINE, /* joins words as a letter would */
    BS_CHAR_SPACE,
    BS_CHAR_LINE_END,
    BS_CHAR_STOP,        /* . */
    BS_CHAR_STRONG,      /* ! and ? */
    BS_CHAR_APOSTROPHE,  /* ' and ` */
    BS_CHAR_HYPHEN,      /* - */
    BS_CHAR_COLON,       /* : */
    BS_CHAR_AT,          /* @ */
    BS_CHAR_NUMBER_SIGN, /* # */
    BS_CHAR_AMPERSAND,   /* & */
    BS_CHAR_PUNCTUATION,
    BS_CHAR_SYMBOL,
    BS_CHAR_CONTROL,
    /* Beyond ASCII only: */
    BS_CHAR_ATTACHED,   /* marks that belong to the character before them */
    BS_CHAR_IGNORED,    /* what no form keeps */
    BS_CHAR_DICTIONARY, /* letters of scripts that put no spaces between words */
    BS_CHAR_OTHER,      /* cut by the plain rules */
    BS_CHAR_HIGH,       /* in the table: not ASCII, look closer */
} bs_character;

extern const uint8_t bs_character_table[256]; /* bs_character of each byte */

/* The character at byte `at`, which must lie inside `text`, and where it ends. */
bs_character bs_character_read(bs_str text, size_t at, size_t *end);

static inline bool bs_character_is_word(bs_character character)
{
    return character <= BS_CHAR_LOW_LINE;
}

/* Whether a letter, digit or low line stands at `at`; false at the end of the text. */
bool bs_is_word_at(bs_str text, size_t at);
bool bs_is_letter_at(bs_str text, size_t at);
bool bs_is_digit_at(bs_str text, size_t at); /* an ASCII digit */
bool bs_is_upper_at(bs_str text, size_t at); /* also title case */
bool bs_is_lower_at(bs_str text, size_t at);
/* Bytes of the apostrophe (' or U+2019) at `at`, or 0. */
size_t bs_apostrophe_size(bs_str text, size_t at);
/* Bytes of the hyphen (-, U+2010, U+2011) at `at`, or 0. */
size_t bs_hyphen_size(bs_str text, size_t at);
/* Where the line end at `at` is over (CR LF is one), or `at` when there is none. */
size_t bs_line_end_pass(bs_str text, size_t at);
/* Behind the spaces and tabs at `at`. */
size_t bs_blanks_pass(bs_str text, size_t at);

#endif
