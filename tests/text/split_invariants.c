/* split_invariants.c - see split_invariants.h. */
#include "split_invariants.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/str.h"

#define HOLD(claim)                                         \
    do {                                                    \
        if (!(claim)) {                                     \
            fprintf(stderr, "does not hold: %s\n", #claim); \
            return false;                                   \
        }                                                   \
    } while (0)

/* Tokens lie in order inside the text, none empty, none with white space at an edge. */
static bool tokens_hold(bs_str text, const bs_vocabulary *vocabulary, const bs_tokens *tokens)
{
    uint32_t end = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        bs_token token = tokens->items[i];
        HOLD(token.start >= end && token.end > token.start && token.end <= text.size);
        HOLD(token.end - token.start <= BS_TOKEN_BYTES_MAX);
        HOLD(!bs_ascii_is_space((unsigned char)text.data[token.start]));
        HOLD(!bs_ascii_is_space((unsigned char)text.data[token.end - 1]));
        HOLD(token.type < bs_vocabulary_count(vocabulary));
        bs_str form = bs_vocabulary_type(vocabulary, token.type)->form;
        HOLD(form.size > 0 && form.size <= token.end - token.start);
        end = token.end;
    }
    return true;
}

/* What is printable ASCII is in some token. */
static bool nothing_is_lost(bs_str text, const bs_tokens *tokens)
{
    size_t next = 0;
    for (size_t at = 0; at < text.size; at++) {
        while (next < tokens->count && tokens->items[next].end <= at)
            next++;
        bool is_in_token = next < tokens->count && tokens->items[next].start <= at;
        HOLD(is_in_token || text.data[at] <= ' ' || text.data[at] >= 0x7F);
    }
    return true;
}

/* Sentences follow one another without a token between them. */
static bool sentences_hold(const bs_tokens *tokens, const bs_sentences *sentences)
{
    uint32_t token = 0;
    for (size_t i = 0; i < sentences->count; i++) {
        bs_sentence sentence = sentences->items[i];
        HOLD(sentence.token_start == token && sentence.token_end > token);
        HOLD(sentence.token_end <= tokens->count);
        HOLD(sentence.token_end - token <= BS_SENTENCE_TOKENS_MAX);
        HOLD(sentence.start == tokens->items[token].start);
        HOLD(sentence.end == tokens->items[sentence.token_end - 1].end);
        token = sentence.token_end;
    }
    HOLD(token == tokens->count);
    return true;
}

static bool segments_are_kept_apart(const bs_segment *segments, size_t segment_count,
                                    const bs_sentences *sentences)
{
    for (size_t i = 0; i < segment_count; i++) {
        for (size_t s = 0; s < sentences->count; s++) {
            bs_sentence sentence = sentences->items[s];
            HOLD(sentence.end <= segments[i].start || sentence.start >= segments[i].start);
            HOLD(sentence.end <= segments[i].end || sentence.start >= segments[i].end);
        }
    }
    return true;
}

static bool pieces_are_the_text(bs_str text, const bs_spans *pieces)
{
    uint32_t end = 0;
    for (size_t i = 0; i < pieces->count; i++) {
        HOLD(pieces->items[i].start == end && pieces->items[i].end > end);
        end = pieces->items[i].end;
    }
    HOLD(end == text.size);
    return true;
}

static bool plain_pieces_hold(bs_str text)
{
    bs_spans words = {0}, sentences = {0};
    bool holds = bs_split_words_plain(text, &words, NULL) == BS_OK &&
                 bs_split_sentences_plain(text, &sentences, NULL) == BS_OK &&
                 pieces_are_the_text(text, &words) && pieces_are_the_text(text, &sentences);
    bs_array_free(&words);
    bs_array_free(&sentences);
    return holds;
}

bool split_invariants_hold(bs_str text, const bs_segment *segments, size_t segment_count)
{
    bs_vocabulary *vocabulary = NULL;
    bs_tokens tokens = {0};
    bs_sentences sentences = {0};
    bool holds =
        bs_vocabulary_new(&vocabulary, NULL) == BS_OK &&
        bs_split(text, segments, segment_count, vocabulary, &tokens, &sentences, NULL) == BS_OK &&
        tokens_hold(text, vocabulary, &tokens) && nothing_is_lost(text, &tokens) &&
        sentences_hold(&tokens, &sentences) &&
        segments_are_kept_apart(segments, segment_count, &sentences) && plain_pieces_hold(text);
    bs_vocabulary_free(vocabulary);
    bs_array_free(&tokens);
    bs_array_free(&sentences);
    return holds;
}
