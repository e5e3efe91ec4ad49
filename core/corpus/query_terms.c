/* query_terms.c - what stands between the operators of a query: words, patterns, gaps, mentions. */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "corpus/glob.h"
#include "corpus/lexicon.h"
#include "corpus/query_parser.h"
#include "text/fold.h"
#include "text/split.h"
#include "text/stem.h"

enum { MENTION_MASK_ALL = (1 << BS_ENTITY_TYPES) - 1 };

static bs_status add_element(bs_query_parser *parser, bs_element element, bs_error *error)
{
    bs_element *added = bs_array_push(&parser->elements);
    if (!added)
        return bs_fail_memory(error);
    *added = element;
    return BS_OK;
}

static bs_status find_stem(bs_query_parser *parser, bs_term *term, bs_error *error)
{
    bs_stemmer *stemmer = NULL;
    bs_status status = bs_stemmer_new("en", &stemmer, error);
    if (status != BS_OK)
        return status;
    term->stem = bs_arena_copy(&parser->query->arena, bs_stemmer_stem(stemmer, term->text));
    bs_stemmer_free(stemmer);
    return term->stem.data ? BS_OK : bs_fail_memory(error);
}

static bs_status new_term(bs_query_parser *parser, bs_term_kind kind, bs_str text, bs_term **term,
                          bs_error *error)
{
    if (++parser->term_count > BS_QUERY_TERMS_MAX)
        return bs_query_fail_at(parser, parser->at, "there are too many words in it", error);
    bs_term *made = bs_arena_array(&parser->query->arena, 1, sizeof *made);
    bs_str copy = bs_arena_copy(&parser->query->arena, text);
    if (!made || !copy.data)
        return bs_fail_memory(error);
    *made = (bs_term){.kind = kind, .text = copy};
    *term = made;
    return kind == BS_TERM_STEM ? find_stem(parser, made, error) : BS_OK;
}

static bs_status add_term(bs_query_parser *parser, bs_term_kind kind, bs_str text, bs_error *error)
{
    bs_term *term = NULL;
    bs_status status = new_term(parser, kind, text, &term, error);
    if (status != BS_OK)
        return status;
    return add_element(parser, (bs_element){.kind = BS_ELEMENT_TERMS, .terms = term}, error);
}

/* The key (lexicon.h) of a text, in the arena of the query. */
static bs_status key_of(bs_query_parser *parser, bs_str text, bs_str *key, bs_error *error)
{
    bs_buffer folded = {0};
    bs_status status = bs_fold(text, &folded, error);
    if (status == BS_OK && folded.failed)
        status = bs_fail_memory(error);
    if (status == BS_OK) {
        char buffer[BS_LEXICON_KEY_MAX];
        bs_str found = bs_lexicon_key(bs_buffer_str(&folded), buffer);
        *key = bs_arena_copy(&parser->query->arena, found);
        if (!key->data)
            status = bs_fail_memory(error);
    }
    bs_buffer_clear(&folded);
    return status;
}

/* `piece` without the backslashes that make a character mean itself. */
static bs_str unescape(bs_query_parser *parser, bs_str piece)
{
    char *plain = bs_arena_alloc(&parser->query->arena, piece.size + 1);
    size_t size = 0;
    for (size_t i = 0; plain && i < piece.size; i++) {
        if (piece.data[i] == '\\' && i + 1 < piece.size)
            i++;
        plain[size++] = piece.data[i];
    }
    return (bs_str){plain, size};
}

static bs_status add_tokens(bs_query_parser *parser, bs_term_kind kind, const bs_tokens *tokens,
                            bs_error *error)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const bs_type *type = bs_vocabulary_type(parser->vocabulary, tokens->items[i].type);
        char buffer[BS_LEXICON_KEY_MAX];
        bs_str text = kind == BS_TERM_EXACT ? type->form : bs_lexicon_key(type->fold, buffer);
        bs_status status = add_term(parser, kind, text, error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

/* A word without special characters, cut into tokens as the texts are: one element each. */
static bs_status add_word(bs_query_parser *parser, bs_term_kind kind, bs_str piece, size_t at,
                          bs_error *error)
{
    bs_str word = unescape(parser, piece);
    if (!word.data)
        return bs_fail_memory(error);
    bs_tokens tokens = {0};
    bs_sentences sentences = {0};
    bs_segment whole = {.type = BS_SEGMENT_BODY, .start = 0, .end = (uint32_t)word.size};
    bs_status status = bs_split(word, &whole, 1, parser->vocabulary, &tokens, &sentences, error);
    if (status == BS_OK && tokens.count == 0)
        status = bs_query_fail_at(parser, at, "there is no word to look for here", error);
    if (status == BS_OK && kind == BS_TERM_STEM && tokens.count != 1)
        status = bs_query_fail_at(parser, at, "a stem is of one word", error);
    if (status == BS_OK)
        status = add_tokens(parser, kind, &tokens, error);
    bs_array_free(&tokens);
    bs_array_free(&sentences);
    return status;
}

static bs_status add_pattern(bs_query_parser *parser, bool is_exact, bs_str piece, size_t at,
                             bs_error *error)
{
    size_t fault = bs_glob_fault(piece);
    if (fault != SIZE_MAX)
        return bs_query_fail_at(parser, at + fault,
                                piece.data[fault] == '[' ? "this bracket is never closed"
                                                         : "nothing follows this backslash",
                                error);
    if (is_exact)
        return add_term(parser, BS_TERM_PATTERN_EXACT, piece, error);
    bs_str key;
    bs_status status = key_of(parser, piece, &key, error);
    return status == BS_OK ? add_term(parser, BS_TERM_PATTERN, key, error) : status;
}

static bs_status compile(bs_query_parser *parser, bs_str expression, bool is_exact, size_t at,
                         pcre2_code **code, bs_error *error)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_UTF_CHECK;
    int number;
    PCRE2_SIZE offset;
    *code = pcre2_compile((PCRE2_SPTR)expression.data, expression.size,
                          is_exact ? options : options | PCRE2_CASELESS, &number, &offset, NULL);
    if (*code) {
        pcre2_jit_compile(*code, PCRE2_JIT_COMPLETE); /* without it, matching is only slower */
        return BS_OK;
    }
    PCRE2_UCHAR message[160];
    if (pcre2_get_error_message(number, message, sizeof message) < 0)
        return bs_fail_memory(error);
    return bs_query_fail_at(parser, at + offset, (const char *)message, error);
}

static bs_status parse_regex(bs_query_parser *parser, bool is_exact, bs_error *error)
{
    size_t open = parser->at, end = open + 1;
    while (end < parser->text.size && parser->text.data[end] != '/')
        end += parser->text.data[end] == '\\' ? 2 : 1;
    if (end >= parser->text.size)
        return bs_query_fail_at(parser, open, "this regular expression is never closed", error);
    bs_str expression = bs_str_slice(parser->text, open + 1, end);
    if (expression.size == 0)
        return bs_query_fail_at(parser, open, "this regular expression is empty", error);
    parser->at = end + 1;

    pcre2_code *code = NULL;
    bs_status status = compile(parser, expression, is_exact, open + 1, &code, error);
    if (status != BS_OK)
        return status;
    bs_term *term = NULL;
    status = new_term(parser, BS_TERM_REGEX, expression, &term, error);
    if (status != BS_OK) {
        pcre2_code_free(code);
        return status;
    }
    term->regex = code;
    term->next_regex = parser->query->regex_terms;
    parser->query->regex_terms = term;
    return add_element(parser, (bs_element){.kind = BS_ELEMENT_TERMS, .terms = term}, error);
}

/* The end of a run of characters that belong to one word. */
static size_t word_end(const bs_query_parser *parser)
{
    size_t at = parser->at;
    const char *stops = parser->is_quoted ? "\"|()" : "\"&|()";
    while (at < parser->text.size) {
        bs_str rest = bs_str_slice(parser->text, at, parser->text.size);
        unsigned char c = (unsigned char)rest.data[0];
        if (c == '\\' && rest.size > 1) {
            at += 2;
            continue;
        }
        if (bs_ascii_is_space(c) || memchr(stops, c, strlen(stops)) ||
            bs_str_starts(rest, BS_STR("\xc2\xa0")) ||
            bs_str_starts(rest, BS_STR("\xe2\x80\x9c")) ||
            bs_str_starts(rest, BS_STR("\xe2\x80\x9d")) ||
            bs_str_starts(rest, BS_STR("\xe2\x80\x9e")))
            break;
        at++;
    }
    return at < parser->text.size ? at : parser->text.size;
}

static bs_status parse_word(bs_query_parser *parser, bs_error *error)
{
    size_t start = parser->at;
    char mark = parser->text.data[start];
    if (mark == '!' && parser->elements.count > 0)
        return bs_query_fail_at(parser, start, "an operator is missing here: & && or |", error);
    bool is_marked = mark == '=' || mark == '~';
    if (is_marked)
        parser->at++;
    if (mark == '=' && parser->at < parser->text.size && parser->text.data[parser->at] == '/')
        return parse_regex(parser, true, error);
    size_t end = word_end(parser);
    bs_str piece = bs_str_slice(parser->text, parser->at, end);
    size_t at = parser->at;
    parser->at = end;
    if (piece.size == 0)
        return bs_query_fail_at(parser, start, "a word is missing here", error);
    if (bs_glob_is_pattern(piece)) {
        if (mark == '~')
            return bs_query_fail_at(parser, start, "a stem is of a word, not of a pattern", error);
        return add_pattern(parser, mark == '=', piece, at, error);
    }
    bs_term_kind kind = mark == '=' ? BS_TERM_EXACT : mark == '~' ? BS_TERM_STEM : BS_TERM_WORD;
    return add_word(parser, kind, piece, at, error);
}

/* "{3}", "{1,3}", "{,3}" behind "[]". */
static bs_status parse_gap(bs_query_parser *parser, bs_error *error)
{
    size_t start = parser->at;
    parser->at += 2;
    bs_element gap = {.kind = BS_ELEMENT_GAP, .min = 1, .max = 1};
    if (parser->at == parser->text.size || parser->text.data[parser->at] != '{')
        return add_element(parser, gap, error);
    size_t close = bs_str_find(parser->text, BS_STR("}"), parser->at);
    if (close == SIZE_MAX)
        return bs_query_fail_at(parser, parser->at, "this brace is never closed", error);
    bs_str low = bs_str_trim(bs_str_slice(parser->text, parser->at + 1, close)), high = low;
    size_t comma = bs_str_find(low, BS_STR(","), 0);
    if (comma != SIZE_MAX) {
        high = bs_str_trim(bs_str_slice(low, comma + 1, low.size));
        low = bs_str_trim(bs_str_slice(low, 0, comma));
    }
    int64_t min = 0, max = 0;
    bool has_min = (low.size == 0 && comma != SIZE_MAX) || bs_str_integer(low, &min);
    if (!has_min || !bs_str_integer(high, &max) || min < 0 || max < min || max > BS_QUERY_GAP_MAX)
        return bs_query_fail_at(parser, start,
                                "a gap is [] or []{3} or []{0,3}, of at most 100 tokens", error);
    parser->at = close + 1;
    gap.min = (uint32_t)min;
    gap.max = (uint32_t)max;
    return add_element(parser, gap, error);
}

static bool is_term_end(const bs_query_parser *parser, size_t at)
{
    return at >= parser->text.size || bs_ascii_is_space((unsigned char)parser->text.data[at]) ||
           memchr("\"&|()", parser->text.data[at], 5) != NULL ||
           (unsigned char)parser->text.data[at] == 0xe2;
}

/* "[person]", "[mention]", "[country:KR]": brackets that are a term by themselves. */
static bs_status parse_mention(bs_query_parser *parser, size_t close, bs_error *error)
{
    size_t open = parser->at;
    bs_str name = bs_str_trim(bs_str_slice(parser->text, open + 1, close));
    parser->at = close + 1;
    bs_element mention = {.kind = BS_ELEMENT_MENTION, .type_mask = MENTION_MASK_ALL};
    bs_entity_type type;
    if (bs_str_find(name, BS_STR(":"), 0) != SIZE_MAX) {
        mention.entity = bs_arena_copy(&parser->query->arena, name);
        if (!mention.entity.data)
            return bs_fail_memory(error);
    } else if (bs_entity_type_from(name, &type)) {
        mention.type_mask = 1u << type;
    } else if (!bs_str_equal(name, BS_STR("mention"))) {
        return bs_query_fail_at(parser, open,
                                "in brackets stands a type (person, organization, country, place, "
                                "event, programme, document, other, mention) or an entity's id",
                                error);
    }
    return add_element(parser, mention, error);
}

static bs_status parse_simple(bs_query_parser *parser, bs_error *error)
{
    bs_str rest = bs_str_slice(parser->text, parser->at, parser->text.size);
    if (rest.data[0] == '/')
        return parse_regex(parser, false, error);
    if (bs_str_starts(rest, BS_STR("[]")) &&
        (is_term_end(parser, parser->at + 2) || rest.data[2] == '{'))
        return parse_gap(parser, error);
    if (rest.data[0] == '[') {
        size_t close = bs_str_find(parser->text, BS_STR("]"), parser->at);
        if (close != SIZE_MAX && is_term_end(parser, close + 1))
            return parse_mention(parser, close, error);
    }
    return parse_word(parser, error);
}

static void skip_blanks(bs_query_parser *parser)
{
    while (parser->at < parser->text.size &&
           bs_ascii_is_space((unsigned char)parser->text.data[parser->at]))
        parser->at++;
}

/* "(a|b|c)" inside a sequence: adds one element that has the terms of all. */
static bs_status parse_choice(bs_query_parser *parser, bs_error *error)
{
    size_t open = parser->at, first = parser->elements.count;
    for (;;) {
        parser->at++; /* the parenthesis or a bar */
        skip_blanks(parser);
        size_t at = parser->at, count = parser->elements.count;
        if (at >= parser->text.size)
            return bs_query_fail_at(parser, open, "this parenthesis is never closed", error);
        bs_status status = parse_simple(parser, error);
        if (status != BS_OK)
            return status;
        if (parser->elements.count != count + 1 ||
            parser->elements.items[count].kind != BS_ELEMENT_TERMS)
            return bs_query_fail_at(parser, at, "only single words can be chosen from here", error);
        skip_blanks(parser);
        char c = parser->at < parser->text.size ? parser->text.data[parser->at] : '\0';
        if (c != '|' && c != ')')
            return bs_query_fail_at(parser, parser->at < parser->text.size ? parser->at : open,
                                    "single words with | between them stand in these parentheses",
                                    error);
        if (c == ')')
            break;
    }
    parser->at++;
    bs_element *choice = &parser->elements.items[first];
    for (size_t i = first + 1; i < parser->elements.count; i++) {
        bs_term *term = parser->elements.items[i].terms;
        term->next = choice->terms;
        choice->terms = term;
    }
    parser->elements.count = first + 1;
    return BS_OK;
}

bs_status bs_query_parse_item(bs_query_parser *parser, bs_error *error)
{
    char c = parser->text.data[parser->at];
    if (c == '(' && parser->is_quoted)
        return parse_choice(parser, error);
    if (c == '|' || c == ')')
        return bs_query_fail_at(parser, parser->at, "this stands for itself only after a backslash",
                                error);
    return parse_simple(parser, error);
}
