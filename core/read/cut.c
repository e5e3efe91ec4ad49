/* cut.c - see cut.h. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "read/cut.h"

#include <pcre2.h>

#include "base/error.h"
#include "read/exports.h"
#include "read/formats.h"

enum { PARTS_MAX = 32, MATCH_LIMIT = 100 * 1000, LINE_BYTES_MAX = 64 * 1024 };

typedef enum part_kind {
    PART_BEGINS,
    PART_BETWEEN,
    PART_ENDS,
    PART_TEXT,
    PART_DROP,
    PART_COUNT,
    PART_FIELD,
} part_kind;

typedef struct part {
    part_kind kind;
    bs_key key; /* of a field */
    pcre2_code *code;
} part;

struct bs_cut {
    part parts[PARTS_MAX];
    size_t count;
};

/* --- The rule --------------------------------------------------------------------------------- */

static bool kind_from(bs_str name, part *to)
{
    static const char *const names[] = {"begins", "between", "ends", "text", "drop", "count"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            to->kind = (part_kind)i;
            return true;
        }
    to->kind = PART_FIELD;
    to->key = bs_key_from(name);
    return to->key != BS_KEY_NONE && to->key != BS_KEY_TEXT && to->key != BS_KEY_HTML;
}

static bs_status add_part(bs_cut *cut, bs_str name, bs_str expression, bs_error *error)
{
    part *to = &cut->parts[cut->count];
    int code;
    PCRE2_SIZE at;
    if (!kind_from(name, to))
        return bs_fail(
            error, BS_MISUSE,
            "a cutting rule has begins, between, ends, text, drop, count, title, byline, "
            "outlet, date, url, language and id, not \"%.*s\"",
            BS_STR_ARG(name));
    to->code = pcre2_compile((PCRE2_SPTR)expression.data, expression.size,
                             PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &code, &at, NULL);
    if (to->code) {
        cut->count++;
        return BS_OK;
    }
    char reason[128] = "";
    pcre2_get_error_message(code, (PCRE2_UCHAR *)reason, sizeof reason);
    return bs_fail(error, BS_MISUSE, "the expression of \"%.*s\" in a cutting rule, at %zu: %s",
                   BS_STR_ARG(name), (size_t)at, reason);
}

bs_status bs_cut_new(bs_str rule, bs_cut **cut, bs_error *error)
{
    bs_cut *made = calloc(1, sizeof *made);
    bs_status status = made ? BS_OK : bs_fail_memory(error);
    bool cuts = false;
    for (bs_str rest = rule, line; status == BS_OK && bs_str_cut(&rest, '\n', &line);) {
        size_t equals = bs_str_find(line, BS_STR("="), 0);
        if (bs_str_trim(line).size == 0)
            continue;
        if (equals == SIZE_MAX || made->count == PARTS_MAX)
            status = bs_fail(error, BS_MISUSE, "\"%.*s\" is no part of a cutting rule",
                             BS_STR_ARG(line));
        else
            status = add_part(made, bs_str_trim(bs_str_slice(line, 0, equals)),
                              bs_str_slice(line, equals + 1, line.size), error);
        if (status == BS_OK)
            cuts = cuts || made->parts[made->count - 1].kind <= PART_ENDS;
    }
    if (status == BS_OK && !cuts)
        status =
            bs_fail(error, BS_MISUSE,
                    "a cutting rule needs one of begins, between and ends, or it cuts nothing");
    if (status == BS_OK)
        *cut = made;
    else
        bs_cut_free(made);
    return status;
}

void bs_cut_free(bs_cut *cut)
{
    for (size_t i = 0; cut && i < cut->count; i++)
        pcre2_code_free(cut->parts[i].code);
    free(cut);
}

/* --- Cutting ---------------------------------------------------------------------------------- */

typedef struct cutting {
    const bs_cut *rule;
    bs_reading *reading;
    pcre2_match_data *match;
    pcre2_match_context *limits;
    bs_buffer text; /* of the article at hand */
    bool is_open, has_text;
    size_t articles, stated, without_text;
} cutting;

/* The first group of a match, or all of it; absent when the line does not match. */
static bs_str match_of(const cutting *from, const part *by, bs_str line)
{
    if (line.size > LINE_BYTES_MAX)
        line.size = LINE_BYTES_MAX;
    int groups =
        pcre2_match(by->code, (PCRE2_SPTR)line.data, line.size, 0, 0, from->match, from->limits);
    if (groups < 1)
        return (bs_str){NULL, 0};
    const PCRE2_SIZE *places = pcre2_get_ovector_pointer(from->match);
    size_t group = groups > 1 && places[2] != PCRE2_UNSET ? 2 : 0;
    if (places[group] > places[group + 1]) /* \K behind what it looks at */
        return (bs_str){NULL, 0};
    return bs_str_slice(line, places[group], places[group + 1]);
}

static bs_status begin(cutting *from)
{
    from->text.size = 0;
    from->is_open = from->has_text = false;
    bs_reading_begin(from->reading);
    return BS_OK;
}

static bs_status end(cutting *from, bs_error *error)
{
    bs_reading *reading = from->reading;
    bs_status status = BS_OK;
    bs_str text = bs_str_trim(bs_buffer_str(&from->text));
    if (from->text.failed)
        return bs_fail_memory(error);
    if (from->is_open && text.size == 0) {
        from->without_text++;
        from->articles++;
        reading->ordinal++;
    } else if (from->is_open) {
        bs_str kept = bs_arena_copy(reading->arena, text);
        from->articles++;
        status = kept.data ? bs_text_read(reading, kept, error) : bs_fail_memory(error);
    }
    return status == BS_OK ? begin(from) : status;
}

/* What a line tells; true when it is no part of the text. */
static bs_status take_fields(cutting *from, bs_str line, bool *is_taken, bs_error *error)
{
    bs_reading *reading = from->reading;
    *is_taken = false;
    for (size_t i = 0; i < from->rule->count; i++) {
        const part *by = &from->rule->parts[i];
        if (by->kind < PART_TEXT)
            continue;
        bs_str found = match_of(from, by, line);
        if (!found.data)
            continue;
        *is_taken = true;
        if (by->kind == PART_COUNT)
            from->stated = bs_export_number(found);
        if (by->kind == PART_TEXT) {
            from->has_text = true;
            from->text.size = 0;
        }
        if (by->kind != PART_FIELD)
            continue;
        bs_str kept = bs_arena_copy(reading->arena, found);
        if (!kept.data)
            return bs_fail_memory(error);
        bs_status status = bs_reading_take(reading, by->key, kept, BS_BASIS_STATED, error);
        if (status != BS_OK)
            return status;
        from->is_open = true;
    }
    return BS_OK;
}

static bool matches(const cutting *from, part_kind kind, bs_str line)
{
    for (size_t i = 0; i < from->rule->count; i++)
        if (from->rule->parts[i].kind == kind && match_of(from, &from->rule->parts[i], line).data)
            return true;
    return false;
}

static bool has_part(const bs_cut *rule, part_kind kind)
{
    for (size_t i = 0; i < rule->count; i++)
        if (rule->parts[i].kind == kind)
            return true;
    return false;
}

static bs_status take_line(cutting *from, bs_str line, bs_error *error)
{
    bs_status status = BS_OK;
    bool is_taken;
    if (matches(from, PART_BETWEEN, line))
        return end(from, error);
    bool begins = matches(from, PART_BEGINS, line);
    if (begins)
        status = end(from, error);
    if (status == BS_OK)
        status = take_fields(from, line, &is_taken, error);
    if (status != BS_OK)
        return status;
    /* Before the first beginning stands what is no article. */
    from->is_open = from->is_open || begins ||
                    (!has_part(from->rule, PART_BEGINS) && bs_str_trim(line).size > 0 && !is_taken);
    if (!is_taken && (from->is_open || !has_part(from->rule, PART_BEGINS))) {
        bs_buffer_add(&from->text, line);
        bs_buffer_add_char(&from->text, '\n');
    }
    return matches(from, PART_ENDS, line) ? end(from, error) : BS_OK;
}

static bs_status cut_all(cutting *from, bs_str text, bs_error *error)
{
    bs_status status = begin(from);
    for (bs_str rest = text, line; status == BS_OK && bs_str_cut(&rest, '\n', &line);) {
        if (line.size > 0 && line.data[line.size - 1] == '\r')
            line.size--;
        status = take_line(from, line, error);
    }
    if (status == BS_OK)
        status = end(from, error);
    if (status == BS_OK && from->articles == 0)
        return bs_reading_skip(from->reading, BS_SKIP_FOREIGN, error,
                               "no line of it fits the cutting rule");
    if (status == BS_OK && from->without_text > 0)
        status = bs_reading_skip(from->reading, BS_SKIP_FOREIGN, error,
                                 "%zu of its %zu articles have no text", from->without_text,
                                 from->articles);
    if (status == BS_OK && from->stated > 0 && from->stated != from->articles)
        status = bs_reading_skip(from->reading, BS_SKIP_UNREADABLE, error,
                                 "it says that it holds %zu articles; %zu were found", from->stated,
                                 from->articles);
    return status;
}

bs_status bs_cut_read(const bs_cut *cut, bs_reading *reading, bs_str text, bs_error *error)
{
    cutting from = {.rule = cut, .reading = reading};
    from.match = pcre2_match_data_create(16, NULL);
    from.limits = pcre2_match_context_create(NULL);
    bs_status status = BS_OK;
    if (!from.match || !from.limits) {
        status = bs_fail_memory(error);
    } else {
        pcre2_set_match_limit(from.limits, MATCH_LIMIT);
        status = cut_all(&from, text, error);
    }
    pcre2_match_context_free(from.limits);
    pcre2_match_data_free(from.match);
    bs_buffer_clear(&from.text);
    return status;
}
