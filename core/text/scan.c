/*
 * scan.c - see scan.h. One pass over the bytes: a word of ASCII letters between spaces is cut by a
 * table alone; word.c is asked where something joins, the plain rules where nothing is known.
 */
#include "text/scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/array.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/character.h"
#include "text/plain.h"
#include "text/word.h"

enum {
    DICTIONARY_BYTES_MAX = 16 * 1024, /* as much as ICU is given at a time */
    WAITING_MAX = 128,                /* tokens whose types are found together */
};

typedef struct token_scanner {
    bs_str text; /* up to the end of what is cut */
    bs_vocabulary *vocabulary;
    bs_tokens *tokens;
    bs_marks *marks;
    bs_buffer form;         /* scratch for forms that are not the bytes */
    size_t known;           /* tokens whose types are known; those behind have kinds instead */
    UBreakIterator *breaks; /* opened at the first need */
    bs_error *error;
    bs_status status; /* the first failure */
} token_scanner;

static void fail(token_scanner *scanner, bs_status status)
{
    if (scanner->status == BS_OK)
        scanner->status = status;
}

/* Finds the types of the tokens that wait, and makes room for more. */
static void find_types(token_scanner *scanner)
{
    bs_tokens *tokens = scanner->tokens;
    if (scanner->status != BS_OK)
        return;
    bs_status status =
        bs_vocabulary_add_tokens(scanner->vocabulary, scanner->text, tokens->items + scanner->known,
                                 tokens->count - scanner->known, scanner->error);
    scanner->known = tokens->count;
    if (status == BS_OK && !bs_array_reserve(tokens, WAITING_MAX + 1))
        status = bs_fail_memory(scanner->error);
    fail(scanner, status);
}

/* Of a form that is not the bytes of the token. */
static void push_token(token_scanner *scanner, size_t start, size_t end, bs_str form,
                       bs_token_kind kind)
{
    uint32_t type = 0;
    find_types(scanner);
    if (scanner->status != BS_OK)
        return;
    fail(scanner, bs_vocabulary_add(scanner->vocabulary, form, kind, &type, scanner->error));
    scanner->tokens->items[scanner->tokens->count++] =
        (bs_token){(uint32_t)start, (uint32_t)end, type};
    scanner->known = scanner->tokens->count;
}

/* There is room for those that wait, unless something failed. */
static inline void wait_token(token_scanner *scanner, size_t start, size_t end, bs_token_kind kind)
{
    bs_tokens *tokens = scanner->tokens;
    if (scanner->status != BS_OK)
        return;
    tokens->items[tokens->count++] = (bs_token){(uint32_t)start, (uint32_t)end, kind};
    if (tokens->count - scanner->known == WAITING_MAX)
        find_types(scanner);
}

/* Where to cut [start, end), which is over the maximum: between two characters. */
static size_t cut_at_maximum(bs_str text, size_t start)
{
    size_t cut = start + BS_TOKEN_BYTES_MAX;
    while (cut > start + BS_TOKEN_BYTES_MAX - 4 && ((unsigned char)text.data[cut] & 0xC0) == 0x80)
        cut--;
    return cut;
}

static void emit_unseen(token_scanner *scanner, size_t start, size_t end, bs_token_kind kind)
{
    scanner->form.size = 0;
    bs_word_add_form(bs_str_slice(scanner->text, start, end), &scanner->form);
    if (scanner->form.failed)
        fail(scanner, bs_fail_memory(scanner->error));
    else if (scanner->form.size > 0)
        push_token(scanner, start, end, bs_buffer_str(&scanner->form), kind);
}

static inline void emit(token_scanner *scanner, size_t start, size_t end, bs_token_kind kind)
{
    while (end - start > BS_TOKEN_BYTES_MAX) {
        size_t cut = cut_at_maximum(scanner->text, start);
        wait_token(scanner, start, cut, kind);
        start = cut;
    }
    wait_token(scanner, start, end, kind);
}

/* Marks the token that was emitted last. */
static void mark_token(token_scanner *scanner, bs_mark_kind kind, int detail)
{
    bs_mark *mark = bs_array_push(scanner->marks);
    if (!mark || scanner->tokens->count == 0) {
        fail(scanner, bs_fail_memory(scanner->error));
        return;
    }
    *mark = (bs_mark){(uint32_t)scanner->tokens->count - 1, 0, (uint8_t)kind, (uint8_t)detail};
}

/* Notes the line end at `at` and gives its end. White space alone between two is a blank line. */
static size_t scan_line_end(token_scanner *scanner, size_t at)
{
    size_t end = bs_line_end_pass(scanner->text, at);
    bool is_paragraph = end - at == 3 && (unsigned char)scanner->text.data[at + 2] == 0xA9;
    bool is_page = scanner->text.data[at] == '\f'; /* beside a line end it adds nothing */
    size_t next_token = scanner->tokens->count;
    bs_mark *last =
        scanner->marks->count ? &scanner->marks->items[scanner->marks->count - 1] : NULL;
    if (last && last->kind == BS_MARK_LINE && last->token == next_token) {
        if (!is_page && scanner->text.data[end - 1] != '\f')
            last->detail = 2;
        return end;
    }
    bs_mark *mark = bs_array_push(scanner->marks);
    if (!mark)
        fail(scanner, bs_fail_memory(scanner->error));
    else
        *mark = (bs_mark){(uint32_t)next_token, (uint32_t)at, BS_MARK_LINE, is_paragraph ? 2 : 1};
    return end;
}

static size_t scan_clitic(token_scanner *scanner, size_t at, size_t end)
{
    emit(scanner, at, end, BS_TOKEN_WORD);
    return end;
}

/* A word in which something joins, or that is not ASCII. */
static size_t scan_word(token_scanner *scanner, size_t start)
{
    bs_word word = bs_word_find(scanner->text, start);
    if (word.has_unseen && word.end - start <= BS_TOKEN_BYTES_MAX)
        emit_unseen(scanner, start, word.end, word.kind);
    else
        emit(scanner, start, word.end, word.kind);
    if (word.abbreviation)
        mark_token(scanner, BS_MARK_ABBREVIATION, word.abbreviation);
    return word.clitic_end ? scan_clitic(scanner, word.end, word.clitic_end) : word.end;
}

/* The byte class behind a run of ASCII letters, where the run may end the word. */
static inline bool ends_word(uint8_t character, char c)
{
    return character == BS_CHAR_SPACE || character == BS_CHAR_LINE_END ||
           character == BS_CHAR_STRONG || character == BS_CHAR_SYMBOL ||
           (character == BS_CHAR_PUNCTUATION && c != '"');
}

/* Where the ASCII letters at `at` end. */
static inline size_t letters_end(bs_str text, size_t at)
{
#ifdef __SSE2__
    for (; text.size - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const void *)(text.data + at));
        __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        /* Signed, so that a comparison can tell 'a' to 'z' from all others. */
        __m128i place = _mm_sub_epi8(lower, _mm_set1_epi8((char)('a' + 128)));
        __m128i letters = _mm_cmplt_epi8(place, _mm_set1_epi8(26 - 128));
        unsigned others = (unsigned)_mm_movemask_epi8(letters) ^ 0xFFFF;
        if (others)
            return at + (unsigned)__builtin_ctz(others);
    }
#endif
    while (at < text.size && bs_ascii_is_alpha((unsigned char)text.data[at]))
        at++;
    return at;
}

/* Whether the full stop behind the letters from `start` to `stop` ends the sentence and no more: a
 * blank follows it, and the letters are no abbreviation. */
static inline bool is_plain_stop(bs_str text, size_t start, size_t stop)
{
    return text.data[stop] == '.' && stop - start > 1 &&
           (stop + 1 == text.size || bs_ascii_is_space((unsigned char)text.data[stop + 1])) &&
           !bs_abbreviation_find(bs_str_slice(text, start, stop));
}

static inline size_t scan_letters(token_scanner *scanner, size_t start)
{
    bs_str text = scanner->text;
    size_t end = letters_end(text, start);
    if (end < text.size &&
        !ends_word(bs_character_table[(unsigned char)text.data[end]], text.data[end]) &&
        !is_plain_stop(text, start, end))
        return scan_word(scanner, start);
    emit(scanner, start, end, BS_TOKEN_WORD);
    return end;
}

/* The end of the run of bytes equal to that at `at`. */
static size_t run_end(bs_str text, size_t at)
{
    size_t end = at + 1;
    while (end < text.size && text.data[end] == text.data[at])
        end++;
    return end;
}

static size_t scan_stop(token_scanner *scanner, size_t at)
{
    bs_str text = scanner->text;
    size_t end = run_end(text, at);
    bool is_after_space = at == 0 || bs_ascii_is_space((unsigned char)text.data[at - 1]);
    if (end == at + 1 && is_after_space && bs_is_digit_at(text, end)) { /* ".38" */
        bs_word word = bs_word_find(text, end);
        emit(scanner, at, word.end, word.kind);
        return word.end;
    }
    emit(scanner, at, end, BS_TOKEN_PUNCTUATION);
    mark_token(scanner, end > at + 1 ? BS_MARK_DOTS : BS_MARK_STOP, 0);
    return end;
}

static size_t scan_strong(token_scanner *scanner, size_t at)
{
    size_t end = at + 1;
    while (end < scanner->text.size &&
           bs_character_table[(unsigned char)scanner->text.data[end]] == BS_CHAR_STRONG)
        end++;
    emit(scanner, at, end, BS_TOKEN_PUNCTUATION);
    mark_token(scanner, BS_MARK_STRONG, 0);
    return end;
}

static bool is_after_word(bs_str text, size_t at)
{
    return at > 0 && !bs_ascii_is_space((unsigned char)text.data[at - 1]);
}

static size_t scan_apostrophe(token_scanner *scanner, size_t at)
{
    size_t clitic = is_after_word(scanner->text, at) ? bs_clitic_size(scanner->text, at) : 0;
    if (clitic)
        return scan_clitic(scanner, at, at + clitic);
    const char *data = scanner->text.data;
    bool is_double = at + 1 < scanner->text.size && data[at + 1] == data[at]; /* '' or `` */
    size_t end = is_double ? at + 2 : at + 1;
    emit(scanner, at, end, BS_TOKEN_PUNCTUATION);
    return end;
}

/* @name and #tag, or the sign alone. */
static size_t scan_handle(token_scanner *scanner, size_t at)
{
    bs_str text = scanner->text;
    bool is_free = at == 0 || !bs_is_word_at(text, at - 1);
    size_t end = is_free && bs_is_word_at(text, at + 1) ? bs_handle_end(text, at) : 0;
    emit(scanner, at, end ? end : at + 1, end ? BS_TOKEN_HANDLE : BS_TOKEN_SYMBOL);
    return end ? end : at + 1;
}

/* Symbols that are often drawn as a line ("====") are one token. */
static size_t scan_symbol(token_scanner *scanner, size_t at)
{
    bool is_drawn = strchr("=*~+<>|^", scanner->text.data[at]) != NULL;
    size_t end = is_drawn ? run_end(scanner->text, at) : at + 1;
    emit(scanner, at, end, BS_TOKEN_SYMBOL);
    return end;
}

static UBreakIterator *open_breaks(token_scanner *scanner)
{
    UErrorCode code = U_ZERO_ERROR;
    if (!scanner->breaks)
        scanner->breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
    return U_SUCCESS(code) ? scanner->breaks : NULL;
}

/* Emits the words that ICU's dictionaries find in a run. */
static void cut_by_dictionary(token_scanner *scanner, size_t start, size_t end)
{
    UErrorCode code = U_ZERO_ERROR;
    UText units = UTEXT_INITIALIZER;
    UBreakIterator *breaks = open_breaks(scanner);
    if (!breaks) {
        fail(scanner, bs_fail_memory(scanner->error));
        return;
    }
    utext_openUTF8(&units, scanner->text.data + start, (int64_t)(end - start), &code);
    ubrk_setUText(breaks, &units, &code);
    if (U_FAILURE(code)) {
        fail(scanner, bs_fail_memory(scanner->error));
    } else {
        int32_t from = ubrk_first(breaks);
        for (int32_t to = ubrk_next(breaks); to != UBRK_DONE; to = ubrk_next(breaks)) {
            emit(scanner, start + (size_t)from, start + (size_t)to, BS_TOKEN_WORD);
            from = to;
        }
    }
    utext_close(&units);
}

static size_t scan_dictionary(token_scanner *scanner, size_t start)
{
    size_t end = start;
    while (end < scanner->text.size && end - start < DICTIONARY_BYTES_MAX) {
        size_t next;
        bs_character character = bs_character_read(scanner->text, end, &next);
        if (character != BS_CHAR_DICTIONARY && character != BS_CHAR_ATTACHED)
            break;
        end = next;
    }
    cut_by_dictionary(scanner, start, end);
    return end;
}

static bs_token_kind kind_of_point(uint32_t point)
{
    if (point == BS_UTF8_INVALID || point == 0x2030) /* per mille */
        return BS_TOKEN_SYMBOL;
    return u_ispunct((UChar32)point)                      ? BS_TOKEN_PUNCTUATION
           : u_charType((UChar32)point) == U_OTHER_NUMBER ? BS_TOKEN_NUMBER
                                                          : BS_TOKEN_SYMBOL;
}

/* An apostrophe behind a word may begin a clitic. */
static size_t emit_mark(token_scanner *scanner, size_t at, size_t end, bs_token_kind kind)
{
    size_t clitic = is_after_word(scanner->text, at) && bs_apostrophe_size(scanner->text, at)
                        ? bs_clitic_size(scanner->text, at)
                        : 0;
    if (clitic)
        return scan_clitic(scanner, at, at + clitic);
    emit(scanner, at, end, kind);
    return end;
}

/* Dashes, quotation marks, emoji: cut by the plain rules. */
static size_t scan_other(token_scanner *scanner, size_t at)
{
    uint32_t point;
    bs_utf8_decode(scanner->text, at, &point);
    size_t end = emit_mark(scanner, at, bs_word_end_plain(scanner->text, at), kind_of_point(point));
    if (point == 0x2026)
        mark_token(scanner, BS_MARK_DOTS, 0);
    else if (point != BS_UTF8_INVALID &&
             u_getIntPropertyValue((UChar32)point, UCHAR_SENTENCE_BREAK) == U_SB_STERM)
        mark_token(scanner, BS_MARK_STRONG, 0);
    return end;
}

/* Dashes and quotation marks, U+2012 to U+201F, before what is ASCII: nothing attaches to them. */
static bool is_plain_mark(bs_str text, size_t at)
{
    return text.size - at > 3 && text.data[at] == '\xE2' && text.data[at + 1] == '\x80' &&
           (unsigned char)(text.data[at + 2] - 0x92) < 0x20 - 0x12 &&
           (unsigned char)text.data[at + 3] < 0x80;
}

static size_t scan_high(token_scanner *scanner, size_t at)
{
    size_t end;
    if (is_plain_mark(scanner->text, at))
        return emit_mark(scanner, at, at + 3, BS_TOKEN_PUNCTUATION);
    switch (bs_character_read(scanner->text, at, &end)) {
    case BS_CHAR_LETTER:
    case BS_CHAR_DIGIT:
    case BS_CHAR_LOW_LINE:
        return scan_word(scanner, at);
    case BS_CHAR_LINE_END:
        return scan_line_end(scanner, at);
    case BS_CHAR_DICTIONARY:
        return scan_dictionary(scanner, at);
    case BS_CHAR_ATTACHED:
    case BS_CHAR_OTHER:
        return scan_other(scanner, at);
    default: /* spaces, controls and what nobody sees belong to no token */
        return end;
    }
}

static size_t scan_one(token_scanner *scanner, size_t at)
{
    switch (bs_character_table[(unsigned char)scanner->text.data[at]]) {
    case BS_CHAR_DIGIT:
    case BS_CHAR_LOW_LINE:
        return scan_word(scanner, at);
    case BS_CHAR_LINE_END:
        return scan_line_end(scanner, at);
    case BS_CHAR_STOP:
        return scan_stop(scanner, at);
    case BS_CHAR_STRONG:
        return scan_strong(scanner, at);
    case BS_CHAR_APOSTROPHE:
        return scan_apostrophe(scanner, at);
    case BS_CHAR_HYPHEN: {
        size_t end = run_end(scanner->text, at);
        emit(scanner, at, end, BS_TOKEN_PUNCTUATION);
        return end;
    }
    case BS_CHAR_AT:
    case BS_CHAR_NUMBER_SIGN:
        return scan_handle(scanner, at);
    case BS_CHAR_COLON:
    case BS_CHAR_PUNCTUATION:
        emit(scanner, at, at + 1, BS_TOKEN_PUNCTUATION);
        return at + 1;
    case BS_CHAR_AMPERSAND:
    case BS_CHAR_SYMBOL:
        return scan_symbol(scanner, at);
    case BS_CHAR_HIGH:
        return scan_high(scanner, at);
    default:
        return at + 1;
    }
}

bs_status bs_scan(bs_str text, size_t start, size_t end, bs_vocabulary *vocabulary,
                  bs_tokens *tokens, bs_marks *marks, bs_error *error)
{
    token_scanner scanner = {
        .text = {text.data, end},
        .vocabulary = vocabulary,
        .tokens = tokens,
        .marks = marks,
        .known = tokens->count,
        .error = error,
    };
    size_t at = start;
    find_types(&scanner);
    while (at < end && scanner.status == BS_OK) {
        uint8_t character = bs_character_table[(unsigned char)text.data[at]];
        if (character == BS_CHAR_LETTER)
            at = scan_letters(&scanner, at);
        else if (character == BS_CHAR_SPACE)
            at++;
        else
            at = scan_one(&scanner, at);
    }
    find_types(&scanner);
    bs_buffer_clear(&scanner.form);
    if (scanner.breaks)
        ubrk_close(scanner.breaks);
    return scanner.status;
}
