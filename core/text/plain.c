/* plain.c - see plain.h. The rules are quoted by their numbers in UAX #29, revision 41. */
#include "text/plain.h"

#include <unicode/uchar.h>

#include "base/array.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/split.h"

/* One character, with its class for words or for sentences. */
typedef struct text_unit {
    uint32_t point;
    int class;
    size_t end; /* where the next begins */
} text_unit;

static text_unit read_unit(bs_str text, size_t at, UProperty property, int other)
{
    text_unit read;
    read.end = at + bs_utf8_decode(text, at, &read.point);
    read.class = read.point == BS_UTF8_INVALID
                     ? other
                     : u_getIntPropertyValue((UChar32)read.point, property);
    return read;
}

static text_unit read_word_unit(bs_str text, size_t at)
{
    return read_unit(text, at, UCHAR_WORD_BREAK, U_WB_OTHER);
}

static bool is_line_end(int class)
{
    return class == U_WB_CR || class == U_WB_LF || class == U_WB_NEWLINE;
}

/* What WB4 skips. */
static bool is_attached(int class)
{
    return class == U_WB_EXTEND || class == U_WB_FORMAT || class == U_WB_ZWJ;
}

static bool is_letter(int class)
{
    return class == U_WB_ALETTER || class == U_WB_HEBREW_LETTER;
}

static bool is_middle_of_letters(int class)
{
    return class == U_WB_MIDLETTER || class == U_WB_MIDNUMLET || class == U_WB_SINGLE_QUOTE;
}

static bool is_middle_of_digits(int class)
{
    return class == U_WB_MIDNUM || class == U_WB_MIDNUMLET || class == U_WB_SINGLE_QUOTE;
}

/* The next character that WB4 does not skip; its class is U_WB_OTHER at the end of the text. */
static text_unit read_past_attached(bs_str text, size_t at)
{
    text_unit next = {0, U_WB_OTHER, at};
    while (at < text.size) {
        next = read_word_unit(text, at);
        if (!is_attached(next.class))
            return next;
        at = next.end;
    }
    next.class = U_WB_OTHER;
    return next;
}

/* WB5, WB8 to WB10, WB13 to WB13b: two characters that belong together whatever is around. */
static bool is_joined_pair(int left, int right)
{
    bool is_left_word = is_letter(left) || left == U_WB_NUMERIC;
    bool is_right_word = is_letter(right) || right == U_WB_NUMERIC;
    if (is_left_word && is_right_word)
        return true;
    if (left == U_WB_KATAKANA && right == U_WB_KATAKANA)
        return true;
    if (right == U_WB_EXTENDNUMLET)
        return is_left_word || left == U_WB_KATAKANA || left == U_WB_EXTENDNUMLET;
    return left == U_WB_EXTENDNUMLET && (is_right_word || right == U_WB_KATAKANA);
}

/* WB6, WB7, WB7b, WB7c, WB11, WB12: whether `middle` holds together what is left and right of it.
 */
static bool is_bridge(int left, int middle, int right)
{
    if (is_letter(left) && is_middle_of_letters(middle) && is_letter(right))
        return true;
    if (left == U_WB_NUMERIC && is_middle_of_digits(middle) && right == U_WB_NUMERIC)
        return true;
    return left == U_WB_HEBREW_LETTER && middle == U_WB_DOUBLE_QUOTE && right == U_WB_HEBREW_LETTER;
}

size_t bs_word_end_plain(bs_str text, size_t at)
{
    text_unit before = read_word_unit(text, at); /* the last character, attached or not */
    int left = before.class;                     /* of the last one that is not attached */
    at = before.end;
    if (is_line_end(left)) { /* WB3, WB3a */
        if (left == U_WB_CR && at < text.size && text.data[at] == '\n')
            at++;
        return at;
    }
    bool is_pair_open = left == U_WB_REGIONAL_INDICATOR;
    while (at < text.size) {
        text_unit next = read_word_unit(text, at);
        if (is_line_end(next.class)) /* WB3b */
            break;
        if (is_attached(next.class)) { /* WB4 */
            before = next;
            at = next.end;
            continue;
        }
        bool is_picture = before.class == U_WB_ZWJ && next.point != BS_UTF8_INVALID &&
                          u_hasBinaryProperty((UChar32)next.point, UCHAR_EXTENDED_PICTOGRAPHIC);
        bool is_space = before.class == U_WB_WSEGSPACE && next.class == U_WB_WSEGSPACE;
        bool is_flag = is_pair_open && next.class == U_WB_REGIONAL_INDICATOR; /* WB15, WB16 */
        if (!is_picture && !is_space && !is_flag && !is_joined_pair(left, next.class)) {
            text_unit right = read_past_attached(text, next.end);
            if (is_bridge(left, next.class, right.class))
                next = right;
            else if (left != U_WB_HEBREW_LETTER || next.class != U_WB_SINGLE_QUOTE) /* WB7a */
                break;
        }
        is_pair_open = false;
        before = next;
        left = next.class;
        at = next.end;
    }
    return at;
}

static text_unit read_sentence_unit(bs_str text, size_t at)
{
    return read_unit(text, at, UCHAR_SENTENCE_BREAK, U_SB_OTHER);
}

static bool is_paragraph_end(int class)
{
    return class == U_SB_SEP || class == U_SB_CR || class == U_SB_LF;
}

static bool is_terminator(int class)
{
    return class == U_SB_ATERM || class == U_SB_STERM;
}

/* SB8: whether a lower-case letter comes before anything that could begin a sentence. */
static bool is_lower_ahead(bs_str text, size_t at)
{
    while (at < text.size) {
        text_unit next = read_sentence_unit(text, at);
        if (next.class == U_SB_LOWER)
            return true;
        if (next.class == U_SB_OLETTER || next.class == U_SB_UPPER ||
            is_paragraph_end(next.class) || is_terminator(next.class))
            return false;
        at = next.end;
    }
    return false;
}

/* What stands behind the last terminator: SATerm Close* Sp*. */
typedef enum sentence_stage { NO_TERMINATOR, TERMINATOR, CLOSED, SPACED } sentence_stage;

typedef struct sentence_state {
    int left;       /* class of the last character that is not attached */
    int terminator; /* class of the terminator */
    int before;     /* class of what stood before the terminator */
    sentence_stage stage;
} sentence_state;

static bool is_joined_sentence(const sentence_state *state, bs_str text, size_t at, int class)
{
    if (state->stage == NO_TERMINATOR) /* SB998 */
        return true;
    if (class == U_SB_SCONTINUE || is_terminator(class)) /* SB8a */
        return true;
    if (class == U_SB_SP || is_paragraph_end(class)) /* SB9, SB10 */
        return true;
    if (class == U_SB_CLOSE && state->stage <= CLOSED) /* SB9 */
        return true;
    if (state->terminator != U_SB_ATERM)
        return false;
    if (state->stage == TERMINATOR && class == U_SB_NUMERIC) /* SB6 */
        return true;
    if (state->stage == TERMINATOR && class == U_SB_UPPER &&
        (state->before == U_SB_UPPER || state->before == U_SB_LOWER)) /* SB7 */
        return true;
    return is_lower_ahead(text, at); /* SB8 */
}

static void pass_sentence_unit(sentence_state *state, int class)
{
    if (is_terminator(class)) {
        state->before = state->left;
        state->terminator = class;
        state->stage = TERMINATOR;
    } else if (state->stage != NO_TERMINATOR && class == U_SB_CLOSE && state->stage <= CLOSED) {
        state->stage = CLOSED;
    } else if (state->stage != NO_TERMINATOR && class == U_SB_SP) {
        state->stage = SPACED;
    } else if (!is_paragraph_end(class)) {
        state->stage = NO_TERMINATOR;
    }
    state->left = class;
}

size_t bs_sentence_end_plain(bs_str text, size_t at)
{
    text_unit first = read_sentence_unit(text, at);
    sentence_state state = {.left = U_SB_OTHER, .before = U_SB_OTHER};
    pass_sentence_unit(&state, first.class);
    at = first.end;
    while (at < text.size) {
        text_unit next = read_sentence_unit(text, at);
        if (state.left == U_SB_CR && next.class == U_SB_LF) /* SB3 */
            return next.end;
        if (is_paragraph_end(state.left)) /* SB4 */
            break;
        bool is_attached_here = next.class == U_SB_EXTEND || next.class == U_SB_FORMAT; /* SB5 */
        if (!is_attached_here) {
            if (!is_joined_sentence(&state, text, at, next.class))
                break;
            pass_sentence_unit(&state, next.class);
        }
        at = next.end;
    }
    return at;
}

static bs_status split_plain(bs_str text, size_t (*find_end)(bs_str, size_t), bs_spans *pieces,
                             bs_error *error)
{
    if (text.size >= UINT32_MAX)
        return bs_fail(error, BS_LIMIT, "a text of 4 GiB or more cannot be cut");
    for (size_t at = 0; at < text.size;) {
        bs_span *piece = bs_array_push(pieces);
        if (!piece)
            return bs_fail_memory(error);
        size_t end = find_end(text, at);
        *piece = (bs_span){(uint32_t)at, (uint32_t)end};
        at = end;
    }
    return BS_OK;
}

bs_status bs_split_words_plain(bs_str text, bs_spans *words, bs_error *error)
{
    return split_plain(text, bs_word_end_plain, words, error);
}

bs_status bs_split_sentences_plain(bs_str text, bs_spans *sentences, bs_error *error)
{
    return split_plain(text, bs_sentence_end_plain, sentences, error);
}
