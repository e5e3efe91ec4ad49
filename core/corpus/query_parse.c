/*
 * query_parse.c - from the text of a query to its tree, by recursive descent.
 *
 *     either   = articles {"|" articles}
 *     articles = sentences {"&&" sentences}
 *     sentences = negation {"&" negation}
 *     negation = "!" negation | "(" either ")" | sequence
 *     sequence = item {item}          item = term | gap | mention | group | '"' {item} '"'
 *
 * What a failure says is made in one place (fail_at): reason, query, caret.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "corpus/query_parser.h"

enum { EXCERPT_BEFORE = 48, EXCERPT_BYTES = 76 };

static size_t character_start(bs_str text, size_t at)
{
    while (at > 0 && at < text.size && ((unsigned char)text.data[at] & 0xc0) == 0x80)
        at--;
    return at;
}

bs_status bs_query_fail_at(const bs_query_parser *parser, size_t at, const char *reason,
                           bs_error *error)
{
    bs_str text = parser->text;
    size_t start = at > EXCERPT_BEFORE ? character_start(text, at - EXCERPT_BEFORE) : 0;
    size_t end = text.size - start > EXCERPT_BYTES ? character_start(text, start + EXCERPT_BYTES)
                                                   : text.size;
    char excerpt[EXCERPT_BYTES + 4];
    size_t size = end - start < sizeof excerpt ? end - start : sizeof excerpt - 1;
    for (size_t i = 0; i < size; i++) {
        char c = text.data[start + i];
        excerpt[i] = (unsigned char)c < ' ' ? ' ' : c;
    }
    size_t column = bs_utf8_width((bs_str){excerpt, at - start < size ? at - start : size});
    return bs_fail(error, BS_MISUSE, "query: %s\n  %.*s\n  %*s^", reason, (int)size, excerpt,
                   (int)column, "");
}

static bool at_end(const bs_query_parser *parser)
{
    return parser->at >= parser->text.size;
}

static char peek(const bs_query_parser *parser)
{
    return at_end(parser) ? '\0' : parser->text.data[parser->at];
}

static bool looking_at(const bs_query_parser *parser, const char *what)
{
    return bs_str_starts(bs_str_slice(parser->text, parser->at, parser->text.size),
                         bs_str_from(what));
}

static void skip_space(bs_query_parser *parser)
{
    while (!at_end(parser)) {
        if (bs_ascii_is_space((unsigned char)peek(parser)))
            parser->at++;
        else if (looking_at(parser, "\xc2\xa0")) /* no-break space, from pasting */
            parser->at += 2;
        else
            return;
    }
}

static bs_status new_node(bs_query_parser *parser, bs_node_kind kind, bs_node *a, bs_node *b,
                          bs_node **node, bs_error *error)
{
    bs_node *made = bs_arena_array(&parser->query->arena, 1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    *made = (bs_node){.kind = kind, .a = a, .b = b};
    if (kind == BS_NODE_NOT)
        made->is_negative = !a->is_negative;
    else if (b) /* either side will do for the first, both must be there for the others */
        made->is_negative = kind == BS_NODE_OR ? a->is_negative || b->is_negative
                                               : a->is_negative && b->is_negative;
    *node = made;
    return BS_OK;
}

/* A sequence of one element of terms, which "|" can join with another. */
static bool is_one_token(const bs_node *node)
{
    return node->kind == BS_NODE_SEQUENCE && node->element_count == 1 &&
           node->elements[0].kind == BS_ELEMENT_TERMS;
}

/* "a | b" of single tokens is one element that is either: evaluated at once. */
static void join_terms(bs_node *a, const bs_node *b)
{
    bs_term *last = a->elements[0].terms;
    while (last->next)
        last = last->next;
    last->next = b->elements[0].terms;
}

static bs_status parse_either(bs_query_parser *parser, bs_node **node, bs_error *error);

/* The longest quote that begins here ('"', or a curly one), or 0. */
static size_t opening_quote(const bs_query_parser *parser)
{
    if (peek(parser) == '"')
        return 1;
    return looking_at(parser, "\xe2\x80\x9c") || looking_at(parser, "\xe2\x80\x9d") ||
                   looking_at(parser, "\xe2\x80\x9e")
               ? 3
               : 0;
}

static bool at_operator(const bs_query_parser *parser)
{
    return at_end(parser) || memchr("&|)", peek(parser), 3) != NULL;
}

static bs_status parse_quoted(bs_query_parser *parser, size_t quote_size, bs_error *error)
{
    size_t open = parser->at;
    parser->at += quote_size;
    parser->is_quoted = true;
    bs_status status = BS_OK;
    size_t count = parser->elements.count;
    for (;;) {
        skip_space(parser);
        if (at_end(parser))
            return bs_query_fail_at(parser, open, "this quote is never closed", error);
        size_t close = opening_quote(parser);
        if (close > 0) {
            parser->at += close;
            break;
        }
        status = bs_query_parse_item(parser, error);
        if (status != BS_OK)
            return status;
    }
    parser->is_quoted = false;
    if (parser->elements.count == count)
        return bs_query_fail_at(parser, open, "there is nothing between these quotes", error);
    return BS_OK;
}

static bs_status check_sequence(const bs_query_parser *parser, size_t start, bs_error *error)
{
    const bs_query_elements *elements = &parser->elements;
    if (elements->count > BS_QUERY_SEQUENCE_MAX)
        return bs_query_fail_at(parser, start, "this sequence is too long", error);
    bool has_content = false;
    for (size_t i = 0; i < elements->count; i++)
        has_content = has_content || elements->items[i].kind != BS_ELEMENT_GAP;
    if (!has_content)
        return bs_query_fail_at(parser, start, "a gap needs words beside it", error);
    return BS_OK;
}

static bs_status parse_sequence(bs_query_parser *parser, bs_node **node, bs_error *error)
{
    size_t start = parser->at;
    parser->elements.count = 0;
    while (!at_operator(parser)) {
        size_t quote = opening_quote(parser);
        bs_status status =
            quote > 0 ? parse_quoted(parser, quote, error) : bs_query_parse_item(parser, error);
        if (status != BS_OK)
            return status;
        skip_space(parser);
        if (peek(parser) == '(')
            return bs_query_fail_at(parser, parser->at, "an operator is missing here: & && or |",
                                    error);
    }
    if (parser->elements.count == 0)
        return bs_query_fail_at(parser, start, "a word is missing here", error);
    bs_status status = check_sequence(parser, start, error);
    if (status != BS_OK)
        return status;

    status = new_node(parser, BS_NODE_SEQUENCE, NULL, NULL, node, error);
    if (status != BS_OK)
        return status;
    size_t count = parser->elements.count;
    bs_element *elements = bs_arena_array(&parser->query->arena, count, sizeof *elements);
    if (!elements)
        return bs_fail_memory(error);
    memcpy(elements, parser->elements.items, count * sizeof *elements);
    (*node)->elements = elements;
    (*node)->element_count = count;
    return BS_OK;
}

static bs_status parse_group(bs_query_parser *parser, bs_node **node, bs_error *error)
{
    size_t open = parser->at++;
    bs_status status = parse_either(parser, node, error);
    if (status != BS_OK)
        return status;
    if (peek(parser) != ')')
        return bs_query_fail_at(parser, open, "this parenthesis is never closed", error);
    parser->at++;
    skip_space(parser);
    if (!at_operator(parser))
        return bs_query_fail_at(parser, parser->at, "an operator is missing here: & && or |",
                                error);
    return BS_OK;
}

static bs_status parse_negation(bs_query_parser *parser, bs_node **node, bs_error *error)
{
    if (++parser->depth > BS_QUERY_DEPTH_MAX)
        return bs_query_fail_at(parser, parser->at, "this is nested too deeply", error);
    skip_space(parser);
    bs_status status;
    if (peek(parser) == '!') {
        parser->at++;
        bs_node *negated = NULL;
        status = parse_negation(parser, &negated, error);
        if (status == BS_OK)
            status = new_node(parser, BS_NODE_NOT, negated, NULL, node, error);
    } else if (peek(parser) == '(') {
        status = parse_group(parser, node, error);
    } else {
        status = parse_sequence(parser, node, error);
    }
    parser->depth--;
    return status;
}

static bs_status parse_sentences(bs_query_parser *parser, bs_node **node, bs_error *error)
{
    bs_status status = parse_negation(parser, node, error);
    while (status == BS_OK && peek(parser) == '&' && !looking_at(parser, "&&")) {
        parser->at++;
        bs_node *right = NULL;
        status = parse_negation(parser, &right, error);
        if (status == BS_OK)
            status = new_node(parser, BS_NODE_AND_SENTENCE, *node, right, node, error);
    }
    return status;
}

static bs_status parse_articles(bs_query_parser *parser, bs_node **node, bs_error *error)
{
    bs_status status = parse_sentences(parser, node, error);
    while (status == BS_OK && looking_at(parser, "&&")) {
        parser->at += 2;
        bs_node *right = NULL;
        status = parse_sentences(parser, &right, error);
        if (status == BS_OK)
            status = new_node(parser, BS_NODE_AND_ARTICLE, *node, right, node, error);
    }
    return status;
}

static bs_status parse_either(bs_query_parser *parser, bs_node **node, bs_error *error)
{
    bs_status status = parse_articles(parser, node, error);
    while (status == BS_OK && peek(parser) == '|') {
        parser->at += looking_at(parser, "||") ? 2 : 1;
        bs_node *right = NULL;
        status = parse_articles(parser, &right, error);
        if (status != BS_OK)
            break;
        if (is_one_token(*node) && is_one_token(right))
            join_terms(*node, right);
        else
            status = new_node(parser, BS_NODE_OR, *node, right, node, error);
    }
    return status;
}

static bs_status parse_all(bs_query_parser *parser, bs_error *error)
{
    if (parser->text.size > BS_QUERY_BYTES_MAX)
        return bs_fail(error, BS_MISUSE, "query: over %d bytes", BS_QUERY_BYTES_MAX);
    size_t invalid = bs_utf8_valid_until(parser->text);
    if (invalid < parser->text.size)
        return bs_fail(error, BS_MISUSE, "query: no UTF-8 at byte %zu", invalid);
    if (bs_str_trim(parser->text).size == 0)
        return bs_fail(error, BS_MISUSE, "query: it is empty");
    bs_status status = parse_either(parser, &parser->query->root, error);
    if (status != BS_OK)
        return status;
    if (!at_end(parser)) /* only a ")" stops before the end */
        return bs_query_fail_at(parser, parser->at, "this parenthesis was never opened", error);
    return BS_OK;
}

bs_status bs_query_parse(bs_str text, bs_query **query, bs_error *error)
{
    bs_query *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    bs_query_parser parser = {.query = made};
    bs_status status = bs_vocabulary_new(&parser.vocabulary, error);
    if (status == BS_OK) {
        made->text = bs_arena_copy(&made->arena, text);
        parser.text = made->text;
        status = made->text.data ? parse_all(&parser, error) : bs_fail_memory(error);
    }
    bs_array_free(&parser.elements);
    bs_vocabulary_free(parser.vocabulary);
    if (status != BS_OK) {
        bs_query_free(made);
        return status;
    }
    *query = made;
    return BS_OK;
}

void bs_query_free(bs_query *query)
{
    if (!query)
        return;
    for (bs_term *term = query->regex_terms; term; term = term->next_regex)
        pcre2_code_free(term->regex);
    bs_arena_clear(&query->arena);
    free(query);
}

bs_str bs_query_text(const bs_query *query)
{
    return query->text;
}

bool bs_query_is_negative(const bs_query *query)
{
    return query->root->is_negative;
}
