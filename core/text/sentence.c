/*
 * sentence.c - see sentence.h.
 *
 * A mark is a question: does a sentence end behind this token (or, for a line end, before it)? What
 * follows decides: a small letter never begins a sentence, a capital mostly does, and behind a
 * closing quotation mark a name with a verb of saying belongs to what was said.
 */
#include "text/sentence.h"

#include "base/array.h"
#include "base/error.h"
#include "text/character.h"

enum {
    NAME_TOKENS_MAX = 6,      /* of a speaker between quotation and verb */
    ENUMERATOR_BYTES_MAX = 4, /* "12", "iii" before a list item */
    MARKS_AHEAD = 4,          /* the type behind a mark is fetched so many before it is asked for */
    COMMA_LINE_WIDTH_MIN = 40, /* a shorter line that ends with a comma is a salutation */
};

typedef struct sentence_cutter {
    bs_str text;
    const bs_layout *layout;
    const bs_vocabulary *vocabulary;
    const bs_token *tokens;
    size_t end;            /* of the tokens */
    size_t sentence_start; /* first token of the sentence that is open */
    bs_sentences *sentences;
} sentence_cutter;

static bs_str form_at(const sentence_cutter *cutter, size_t token)
{
    return bs_vocabulary_type(cutter->vocabulary, cutter->tokens[token].type)->form;
}

static const bs_type *type_at(const sentence_cutter *cutter, size_t token)
{
    return bs_vocabulary_type(cutter->vocabulary, cutter->tokens[token].type);
}

/* Of a token, and so of its form, as nothing unseen begins one; it lies at hand. */
static unsigned char first_byte(const sentence_cutter *cutter, size_t token)
{
    return (unsigned char)cutter->text.data[cutter->tokens[token].start];
}

static bool has_gap_before(const sentence_cutter *cutter, size_t token)
{
    return cutter->tokens[token - 1].end < cutter->tokens[token].start;
}

static bool is_form(bs_str form, const char *word)
{
    size_t i = 0;
    while (i < form.size && form.data[i] == word[i] && word[i])
        i++;
    return i == form.size && !word[i];
}

static bool is_one_of(bs_str form, const char *const *list)
{
    for (; *list; list++) {
        if (form.data[0] == **list && is_form(form, *list))
            return true;
    }
    return false;
}

/* The same in a list without letters and digits, which most forms begin with. */
static bool is_mark_of(bs_str form, const char *const *marks)
{
    unsigned char first = (unsigned char)form.data[0];
    return !bs_ascii_is_alpha(first) && !bs_ascii_is_digit(first) && is_one_of(form, marks);
}

static bool is_quotation_mark(bs_str form)
{
    static const char *const marks[] = {"\"",           "'",
                                        "''",           "``",
                                        "\xE2\x80\x9C", "\xE2\x80\x9D",
                                        "\xE2\x80\x98", "\xE2\x80\x99",
                                        "\xC2\xAB",     "\xC2\xBB",
                                        "\xE2\x80\xBA", "\xE2\x80\xB9",
                                        "\xE2\x80\x9E", "\xE3\x80\x8D",
                                        "\xE3\x80\x8F", NULL};
    return is_mark_of(form, marks);
}

static bool is_closing_bracket(bs_str form)
{
    static const char *const brackets[] = {
        ")", "]", "}", "\xEF\xBC\x89", "\xE3\x80\x91", "\xE3\x80\x8B", NULL};
    return is_one_of(form, brackets);
}

static bool is_opening_mark(bs_str form)
{
    static const char *const marks[] = {"(",
                                        "[",
                                        "{",
                                        "\xC2\xBF",
                                        "\xC2\xA1",
                                        "\xE3\x80\x8C",
                                        "\xE3\x80\x8E",
                                        "\xEF\xBC\x88",
                                        "\xE2\x80\x9A",
                                        NULL};
    return is_mark_of(form, marks) || is_quotation_mark(form);
}

/* "[12]", also set off by a space, or a raised figure: the mark of a note behind the full stop.
 * Its end, or `token`. */
static size_t pass_note(const sentence_cutter *cutter, size_t token)
{
    if (token + 2 < cutter->end && bs_str_equal(form_at(cutter, token), BS_STR("[")) &&
        type_at(cutter, token + 1)->kind == BS_TOKEN_NUMBER &&
        bs_str_equal(form_at(cutter, token + 2), BS_STR("]")))
        return token + 3;
    bool is_raised = type_at(cutter, token)->kind == BS_TOKEN_NUMBER &&
                     (unsigned char)form_at(cutter, token).data[0] >= 0x80;
    return is_raised && !has_gap_before(cutter, token) ? token + 1 : token;
}

/* Behind the quotation marks, brackets and notes that close with the stop before `token`. */
static size_t pass_closers(const sentence_cutter *cutter, size_t token, bool *has_quote,
                           bool *has_bracket)
{
    *has_quote = *has_bracket = false;
    while (token < cutter->end && !has_gap_before(cutter, token)) {
        bs_str form = form_at(cutter, token);
        if (is_quotation_mark(form))
            *has_quote = true;
        else if (is_closing_bracket(form))
            *has_bracket = true;
        else
            break;
        token++;
    }
    for (size_t next = token; next < cutter->end; token = next) {
        next = pass_note(cutter, token);
        if (next == token)
            break;
    }
    return token;
}

/* What cannot begin a sentence and so continues one. */
static bool is_continuing(const bs_type *type)
{
    static const char *const marks[] = {",",
                                        ";",
                                        ":",
                                        ".",
                                        "..",
                                        "...",
                                        "-",
                                        "--",
                                        "%",
                                        "/",
                                        "!",
                                        "?",
                                        "\xE2\x80\x93",
                                        "\xE2\x80\x94",
                                        "\xE2\x80\xA6",
                                        "\xE3\x80\x81",
                                        "\xEF\xBC\x8C",
                                        NULL};
    if (type->kind != BS_TOKEN_PUNCTUATION && type->kind != BS_TOKEN_SYMBOL)
        return false;
    return is_one_of(type->form, marks) || is_closing_bracket(type->form);
}

static bool is_capital(const bs_type *type)
{
    return type->cased == BS_CASE_CAPITAL || type->cased == BS_CASE_UPPER ||
           (type->cased == BS_CASE_MIXED && bs_is_upper_at(type->form, 0));
}

static bool is_name_particle(bs_str form)
{
    static const char *const particles[] = {"de",  "da",  "del", "der", "den", "di", "du", "la",
                                            "van", "von", "al",  "bin", "ibn", "el", NULL};
    return is_one_of(form, particles);
}

/* Whether what follows the verb of saying says when, where or to whom: `said.`, `told reporters`,
 * `said on Monday`. "Simon said the plan was ..." tells of something else. */
static bool ends_attribution(const sentence_cutter *cutter, size_t verb)
{
    static const char *const words[] = {
        "about",    "after",    "as",       "at",        "before", "by",      "during",
        "earlier",  "from",     "in",       "last",      "later",  "of",      "on",
        "over",     "recently", "through",  "to",        "today",  "upon",    "via",
        "when",     "while",    "with",     "yesterday", "Monday", "Tuesday", "Wednesday",
        "Thursday", "Friday",   "Saturday", "Sunday",    NULL};
    static const char *const told[] = {"told", "tells", "asked", "asks", NULL};
    size_t next = verb + 1;
    if (next >= cutter->end || is_one_of(form_at(cutter, verb), told))
        return true;
    return type_at(cutter, next)->kind == BS_TOKEN_PUNCTUATION ||
           is_one_of(form_at(cutter, next), words);
}

/* `Simon said`, `Prime Minister Fumio Kishida told`: who said what stands before. */
static bool is_attribution(const sentence_cutter *cutter, size_t token)
{
    if (bs_is_sentence_opener(form_at(cutter, token)))
        return false;
    for (size_t i = token; i < cutter->end && i - token < NAME_TOKENS_MAX; i++) {
        const bs_type *type = type_at(cutter, i);
        if (i > token && bs_is_cue_verb(type->form))
            return ends_attribution(cutter, i);
        if (type->kind != BS_TOKEN_WORD)
            return false;
        if (!is_capital(type) && !(i > token && is_name_particle(type->form)))
            return false;
    }
    return false;
}

/* "1", "a", "iv" at the start of the sentence: the stop behind it makes a list mark. */
static bool is_enumerator(const sentence_cutter *cutter, size_t token)
{
    const bs_type *type = type_at(cutter, token);
    bs_str form = type->form;
    if (form.size > ENUMERATOR_BYTES_MAX - 1 || token != cutter->sentence_start)
        return false;
    if (type->kind == BS_TOKEN_NUMBER)
        return true;
    if (form.size == 1)
        return bs_ascii_is_alpha((unsigned char)form.data[0]) && form.data[0] != 'I';
    for (size_t i = 0; i < form.size; i++) {
        if (!strchr("ivxIVX", form.data[i]))
            return false;
    }
    return true;
}

/* What stands behind a stop and its closers. */
typedef struct stop_context {
    size_t next;         /* the token where a sentence would begin */
    const bs_type *lead; /* its first word, behind opening marks */
    bool has_gap, has_quote, has_bracket;
    bool is_attribution;
} stop_context;

static bool is_end_at_stop(const sentence_cutter *cutter, size_t stop, const stop_context *after)
{
    if (!after->has_gap) { /* "words.Glued" */
        bool is_word_before =
            stop > cutter->sentence_start && type_at(cutter, stop - 1)->cased == BS_CASE_LOWER;
        return after->lead->cased == BS_CASE_CAPITAL && (is_word_before || after->next > stop + 1);
    }
    if (stop == cutter->sentence_start + 1 && is_enumerator(cutter, stop - 1))
        return false;
    return after->lead->cased != BS_CASE_LOWER;
}

static bool is_end_at_strong(const sentence_cutter *cutter, size_t strong,
                             const stop_context *after)
{
    bool is_ascii = (unsigned char)form_at(cutter, strong).data[0] < 0x80;
    if (!is_ascii)
        return true;
    if (!after->has_gap && after->next == strong + 1)
        return false;
    bool is_lower = after->lead->cased == BS_CASE_LOWER;
    return !(is_lower && (after->has_quote || after->has_bracket));
}

static bool is_time_word(bs_str form)
{
    static const char *const words[] = {
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",  "GMT",
        "UTC",    "EST",     "EDT",       "ET",       "CET",    "CEST",     "BST",     "JST",
        "PST",    "PDT",     "CST",       "CDT",      "MST",    "Eastern",  "Central", "Pacific",
        "Moscow", "London",  "Tokyo",     "Beijing",  "Kyiv",   NULL};
    return is_one_of(form, words);
}

static bool is_end_at_abbreviation(int meaning, const stop_context *after)
{
    if (meaning == BS_ABBREVIATION_TITLE || !after->has_gap || !is_capital(after->lead))
        return false;
    if (meaning == BS_ABBREVIATION_LAST)
        return !is_time_word(after->lead->form);
    return bs_is_sentence_opener(after->lead->form);
}

/* The first token of the sentence that begins behind the stop, or 0 when the sentence goes on. */
static size_t end_behind(const sentence_cutter *cutter, const bs_mark *mark)
{
    stop_context after = {0};
    after.next = pass_closers(cutter, mark->token + 1, &after.has_quote, &after.has_bracket);
    if (after.next >= cutter->end)
        return 0;
    after.has_gap = has_gap_before(cutter, after.next);
    after.lead = type_at(cutter, after.next);
    if (is_continuing(after.lead))
        return 0;
    if (after.has_quote && is_attribution(cutter, after.next))
        return 0;
    for (size_t lead = after.next; lead < cutter->end && is_opening_mark(after.lead->form); lead++)
        after.lead = type_at(cutter, lead);

    bool is_end = false;
    switch ((bs_mark_kind)mark->kind) {
    case BS_MARK_STOP:
        is_end = is_end_at_stop(cutter, mark->token, &after);
        break;
    case BS_MARK_STRONG:
        is_end = is_end_at_strong(cutter, mark->token, &after);
        break;
    case BS_MARK_DOTS:
        is_end = after.has_gap && after.lead->cased != BS_CASE_LOWER;
        break;
    case BS_MARK_ABBREVIATION:
        is_end = is_end_at_abbreviation(mark->detail, &after);
        break;
    case BS_MARK_LINE:
        break;
    }
    return is_end ? after.next : 0;
}

static bool is_bullet(const sentence_cutter *cutter, size_t token)
{
    static const char *const bullets[] = {"*",
                                          "\xE2\x80\xA2",
                                          "\xC2\xB7",
                                          "\xE2\x96\xAA",
                                          "\xE2\x96\xA0",
                                          "\xE2\x97\x8F",
                                          "\xE2\x97\x8B",
                                          "\xE2\x96\xBA",
                                          "\xE2\x80\xA3",
                                          "\xE2\x81\x83",
                                          NULL};
    unsigned char first = first_byte(cutter, token);
    return !bs_ascii_is_alpha(first) && is_mark_of(form_at(cutter, token), bullets);
}

/* "2019-" at the end of a line. */
static bool is_open_range(const sentence_cutter *cutter, size_t token)
{
    return token > cutter->sentence_start && !has_gap_before(cutter, token) &&
           bs_hyphen_size(cutter->text, cutter->tokens[token].start) > 0;
}

/* Whether the line end before the mark's token ends the sentence too. */
static bool is_end_at_line(const sentence_cutter *cutter, const bs_mark *mark)
{
    if (mark->detail > 1)
        return true;
    if (is_bullet(cutter, mark->token))
        return true;
    if (bs_is_lower_at(cutter->text, cutter->tokens[mark->token].start) &&
        type_at(cutter, mark->token)->cased != BS_CASE_MIXED)
        return false;
    if (is_open_range(cutter, mark->token - 1))
        return false;
    if (cutter->layout->is_wrapped) {
        size_t next = cutter->tokens[mark->token].start;
        return bs_layout_had_room(cutter->layout, cutter->text, mark->at, next);
    }
    const bs_type *type = type_at(cutter, mark->token);
    if (type->kind == BS_TOKEN_PUNCTUATION && is_closing_bracket(type->form))
        return false;
    bool is_after_comma = bs_str_equal(form_at(cutter, mark->token - 1), BS_STR(","));
    return !is_after_comma || bs_layout_line_width(cutter->text, mark->at) < COMMA_LINE_WIDTH_MIN;
}

/* Ends the open sentence before `token`. */
static bool cut(sentence_cutter *cutter, size_t token)
{
    while (cutter->sentence_start < token) {
        size_t start = cutter->sentence_start, end = token;
        if (end - start > BS_SENTENCE_TOKENS_MAX)
            end = start + BS_SENTENCE_TOKENS_MAX;
        bs_sentence *sentence = bs_array_push(cutter->sentences);
        if (!sentence)
            return false;
        *sentence = (bs_sentence){cutter->tokens[start].start, cutter->tokens[end - 1].end,
                                  (uint32_t)start, (uint32_t)end};
        cutter->sentence_start = end;
    }
    return true;
}

bs_status bs_sentences_find(bs_str text, const bs_layout *layout, const bs_vocabulary *vocabulary,
                            const bs_tokens *tokens, size_t token_start, const bs_marks *marks,
                            bs_sentences *sentences, bs_error *error)
{
    sentence_cutter cutter = {
        text, layout, vocabulary, tokens->items, tokens->count, token_start, sentences,
    };
    for (size_t i = 0; i < marks->count; i++) {
        const bs_mark *mark = &marks->items[i];
        size_t end = 0;
        if (marks->count - i > MARKS_AHEAD && marks->items[i + MARKS_AHEAD].token + 1 < cutter.end)
            __builtin_prefetch(type_at(&cutter, marks->items[i + MARKS_AHEAD].token + 1));
        if (mark->kind != BS_MARK_LINE)
            end = end_behind(&cutter, mark);
        else if (mark->token > cutter.sentence_start && mark->token < cutter.end &&
                 is_end_at_line(&cutter, mark))
            end = mark->token;
        if (end > cutter.sentence_start && !cut(&cutter, end))
            return bs_fail_memory(error);
    }
    return cut(&cutter, cutter.end) ? BS_OK : bs_fail_memory(error);
}
