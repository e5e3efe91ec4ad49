/*
 * split.h - a text cut into tokens and sentences, by Unicode's rules (UAX #29) with what news needs
 * on top: abbreviations, initials, decimals, hyphenated words, URLs, handles.
 */
#ifndef BS_TEXT_SPLIT_H
#define BS_TEXT_SPLIT_H

#include "broadsheet.h"
#include "text/segment.h"
#include "text/vocabulary.h"

enum { BS_TOKEN_BYTES_MAX = 1024 }; /* a longer run is cut at a character */

typedef struct bs_span {
    uint32_t start, end;
} bs_span;

typedef struct bs_spans {
    bs_span *items;
    size_t count, capacity;
} bs_spans;

typedef struct bs_token {
    uint32_t start, end; /* bytes */
    uint32_t type;       /* in the vocabulary */
} bs_token;

typedef struct bs_tokens {
    bs_token *items;
    size_t count, capacity;
} bs_tokens;

typedef struct bs_sentence {
    uint32_t start, end;             /* bytes, without white space at either end */
    uint32_t token_start, token_end; /* in the list of tokens */
} bs_sentence;

typedef struct bs_sentences {
    bs_sentence *items;
    size_t count, capacity;
} bs_sentences;

/*
 * Appends the tokens and sentences of `text` (valid UTF-8, under 4 GiB) to the two lists. No token
 * or sentence crosses the edge of a segment; text outside all segments is cut too. A blank line
 * ends a sentence; a single line end does so only where the next line begins a new paragraph or
 * list item. A word broken by a hyphen at a line end ("defen-\nce") is one token that spans the
 * break and whose type is the joined form, "defence".
 */
bs_status bs_split(bs_str text, const bs_segment *segments, size_t segment_count,
                   bs_vocabulary *vocabulary, bs_tokens *tokens, bs_sentences *sentences,
                   bs_error *error);

/* The plain rules of UAX #29 alone: appends the pieces between one boundary and the next, which
 * together are the whole text. */
bs_status bs_split_words_plain(bs_str text, bs_spans *words, bs_error *error);
bs_status bs_split_sentences_plain(bs_str text, bs_spans *sentences, bs_error *error);

#endif
