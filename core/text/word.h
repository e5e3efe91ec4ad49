/*
 * word.h - how far a word reaches: the joins of UAX #29 (apostrophe, decimal point) and those of
 * news (hyphens, abbreviations, times, addresses). Pure functions over the text.
 */
#ifndef BS_TEXT_WORD_H
#define BS_TEXT_WORD_H

#include "base/str.h"
#include "text/vocabulary.h"
#include "text/word_lists.h"

typedef struct bs_word {
    size_t end;
    size_t clitic_end; /* of an 's, n't, 're, .. that follows at once, or 0 */
    bs_token_kind kind;
    bs_abbreviation abbreviation; /* when the last byte is its full stop */
    bool has_unseen; /* soft hyphens or a broken line inside: the form is not the bytes */
} bs_word;

/* The word whose first letter, digit or low line is at `start`. */
bs_word bs_word_find(bs_str text, size_t start);

/* Bytes of "'s", "'re", .. at `at` where it is a word of its own, or 0. */
size_t bs_clitic_size(bs_str text, size_t at);

/* The end of the name behind the @ or # at `at`, or 0 when none follows. */
size_t bs_handle_end(bs_str text, size_t at);

/* Appends the form of a word with something unseen in it. */
void bs_word_add_form(bs_str word, bs_buffer *form);

#endif
