/* split_check.h - what the tests of bs_split() share: a text, and how it should be cut. */
#ifndef BS_TESTS_SPLIT_CHECK_H
#define BS_TESTS_SPLIT_CHECK_H

#include "base/array.h"
#include "base/str.h"
#include "check.h"
#include "text/split.h"

typedef struct split {
    bs_str text;
    bs_vocabulary *vocabulary;
    bs_tokens tokens;
    bs_sentences sentences;
} split;

static inline void split_open(split *cut, bs_str text, const bs_segment *segments,
                              size_t segment_count)
{
    *cut = (split){.text = text};
    CHECK_OK(bs_vocabulary_new(&cut->vocabulary, NULL));
    CHECK_OK(bs_split(text, segments, segment_count, cut->vocabulary, &cut->tokens, &cut->sentences,
                      NULL));
}

static inline void split_close(split *cut)
{
    bs_vocabulary_free(cut->vocabulary);
    bs_array_free(&cut->tokens);
    bs_array_free(&cut->sentences);
}

static inline const bs_type *split_type(const split *cut, size_t token)
{
    return bs_vocabulary_type(cut->vocabulary, cut->tokens.items[token].type);
}

/* The forms of all tokens with "|" between them, and " / " between sentences. */
static inline void check_tokens(const char *text, const char *expected)
{
    split cut;
    split_open(&cut, bs_str_from(text), NULL, 0);
    bs_buffer shown = {0};
    for (size_t s = 0; s < cut.sentences.count; s++) {
        const bs_sentence *sentence = &cut.sentences.items[s];
        for (size_t t = sentence->token_start; t < sentence->token_end; t++) {
            if (t > sentence->token_start)
                bs_buffer_add_char(&shown, '|');
            else if (s > 0)
                bs_buffer_add(&shown, BS_STR(" / "));
            bs_buffer_add(&shown, split_type(&cut, t)->form);
        }
    }
    if (!bs_str_equal(bs_buffer_str(&shown), bs_str_from(expected)))
        fail_msg("\n  text     %s\n  is cut   %.*s\n  not      %s", text,
                 BS_STR_ARG(bs_buffer_str(&shown)), expected);
    bs_buffer_clear(&shown);
    split_close(&cut);
}

/* The sentences of `text` as they stand in it, with " / " between them. */
static inline void check_sentences(const char *text, const char *expected)
{
    split cut;
    split_open(&cut, bs_str_from(text), NULL, 0);
    bs_buffer shown = {0};
    for (size_t s = 0; s < cut.sentences.count; s++) {
        const bs_sentence *sentence = &cut.sentences.items[s];
        if (s > 0)
            bs_buffer_add(&shown, BS_STR(" / "));
        bs_buffer_add(&shown, bs_str_slice(cut.text, sentence->start, sentence->end));
    }
    if (!bs_str_equal(bs_buffer_str(&shown), bs_str_from(expected)))
        fail_msg("\n  text     %s\n  is cut   %.*s\n  not      %s", text,
                 BS_STR_ARG(bs_buffer_str(&shown)), expected);
    bs_buffer_clear(&shown);
    split_close(&cut);
}

#endif
