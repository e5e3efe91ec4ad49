/*
 * split.h - a text cut into tokens and sentences, by Unicode's rules (UAX #29) with what news needs
 * on top: abbreviations, initials, decimals, hyphenated words, URLs, handles.
 */
#ifndef BS_TEXT_SPLIT_H
#define BS_TEXT_SPLIT_H

#include "broadsheet.h"
#include "text/segment.h"
#include "text/vocabulary.h"

enum {
    BS_TOKEN_BYTES_MAX = 1024,     /* a longer run is cut at a character */
    BS_SENTENCE_TOKENS_MAX = 4096, /* a longer sentence is cut */
};

typedef struct bs_span {
    uint32_t start, end;
} bs_span;

typedef struct bs_spans {
    bs_span *items;
    size_t count, capacity;
} bs_spans;

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
 * Appends the tokens and sentences of `text` (UTF-8, under 4 GiB) to the two lists. No token or
 * sentence crosses the edge of a segment; text outside all segments is cut too. Every sentence has
 * a token and every token is in one sentence. On failure the lists are as they were.
 *
 * One token each: abbreviations with their full stop ("U.S.", "Gen.", "No." before a number),
 * initials, hyphenated words ("Indo-Pacific", "F-16"), words with an apostrophe ("O'Brien"),
 * numbers ("1,234.5"), times and dates in figures ("10:30", "2024-07-09", "9/11"), web and mail
 * addresses,
 * @names and #tags, an ellipsis, a run of ! and ?, a run of dashes, any other mark. Cut apart:
 * clitics from their word ("Kishida" + "'s", "do" + "n't", "we" + "'re"), numbers from what they
 * count ("15" + "-" + "year" + "-" + "old"), actors from what they did ("NATO" + "-" + "led"),
 * months and days ("June" + "-" + "August"), ranges ("2019" + "-" + "2023"), a name in initials
 * from what is hyphenated to it ("U.S." + "-" + "Japan"), amounts from their signs ("$" + "5", "5"
 * + "%"). White space, control characters and lone characters that nobody sees belong to no token;
 * inside a word soft hyphens and zero-width characters are no part of its type.
 *
 * A blank line ends a sentence. A single line end does so where lines are paragraphs or list items,
 * and not where a paragraph was wrapped into lines. A word broken by a hyphen at a line end
 * ("defen-\nce") is one token that spans the break and whose type is the joined form, "defence";
 * before a capital the hyphen stays ("Indo-Pacific").
 */
bs_status bs_split(bs_str text, const bs_segment *segments, size_t segment_count,
                   bs_vocabulary *vocabulary, bs_tokens *tokens, bs_sentences *sentences,
                   bs_error *error);

/* The plain rules of UAX #29 alone: appends the pieces between one boundary and the next, which
 * together are the whole text. Fails with BS_NO_MEMORY, or BS_LIMIT at 4 GiB. */
bs_status bs_split_words_plain(bs_str text, bs_spans *words, bs_error *error);
bs_status bs_split_sentences_plain(bs_str text, bs_spans *sentences, bs_error *error);

#endif
