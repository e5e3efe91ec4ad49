/* marks.c - see marks.h. A mark opens or closes by its form and, where forms are used loosely, by
 * the white space around it. */
#include "annotate/marks.h"

#include "annotate/cue.h"
#include "annotate/speaker.h"
#include "base/error.h"

enum { STRETCH_TOKENS_MAX = 3000, NESTED_TOKENS_MAX = 300, NESTING_MAX = 8, FAMILIES = 128 };

typedef enum role { ROLE_NONE, ROLE_OPEN = 1, ROLE_CLOSE = 2, ROLE_EITHER = 3 } role;

/* A form, what it usually does, and the family that opens and closes together. */
typedef struct mark {
    const char *form;
    role usual;
    char family;
} mark;

static const mark MARKS[] = {
    {"\"", ROLE_EITHER, '"'},
    {"''", ROLE_EITHER, '"'},
    {"``", ROLE_OPEN, '"'},
    {"\xE2\x80\x9C", ROLE_OPEN, '"'},  /* U+201C */
    {"\xE2\x80\x9D", ROLE_CLOSE, '"'}, /* U+201D */
    {"\xE2\x80\x9E", ROLE_OPEN, '"'},  /* U+201E, low */
    {"\xE2\x80\x9F", ROLE_OPEN, '"'},  /* U+201F */
    {"\xC2\xAB", ROLE_EITHER, '<'},    /* either way round */
    {"\xC2\xBB", ROLE_EITHER, '<'},
    {"\xE2\x80\xB9", ROLE_EITHER, '['}, /* U+2039, single */
    {"\xE2\x80\xBA", ROLE_EITHER, '['},
    {"'", ROLE_EITHER, '\''},
    {"\xE2\x80\x98", ROLE_OPEN, '\''},  /* U+2018 */
    {"\xE2\x80\x99", ROLE_CLOSE, '\''}, /* U+2019 */
    {"\xE2\x80\x9A", ROLE_OPEN, '\''},  /* U+201A, low */
};

static const mark *mark_at(const bs_annotate_worker *worker, uint32_t token)
{
    if (!bs_worker_is(worker, token, BS_CLASS_PUNCTUATION) &&
        !bs_worker_is(worker, token, BS_CLASS_SYMBOL))
        return NULL;
    bs_str form = bs_worker_text(worker, token);
    if (form.size > 3)
        return NULL;
    for (size_t index = 0; index < sizeof MARKS / sizeof *MARKS; index++)
        if (bs_str_equal(form, bs_str_from(MARKS[index].form)))
            return &MARKS[index];
    return NULL;
}

/* Newlines in the text before a token. */
static int lines_before(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_token *tokens = worker->layers->tokens.items;
    int lines = 0;
    for (uint32_t at = token > 0 ? tokens[token - 1].end : 0; at < tokens[token].start; at++)
        lines += worker->input->text.data[at] == '\n';
    return lines;
}

bool bs_marks_begins_paragraph(const bs_annotate_worker *worker, uint32_t token)
{
    if (token == 0)
        return true;
    const bs_sentence *sentence = bs_speaker_sentence(worker, token);
    return sentence && sentence->token_start == token && lines_before(worker, token) > 0;
}

static bool is_spaced_before(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_token *tokens = worker->layers->tokens.items;
    return token == 0 || token >= worker->layers->tokens.count ||
           tokens[token].start > tokens[token - 1].end;
}

/* Whether what stands before a mark leaves it free to open: space, a bracket, a dash, a mark. */
static bool is_free_before(const bs_annotate_worker *worker, uint32_t token)
{
    static const char *const OPENERS[] = {
        "(", "[", "--", "-", ":", "/", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95", NULL};
    return is_spaced_before(worker, token) || bs_cue_is_any(worker, token - 1, OPENERS) ||
           mark_at(worker, token - 1);
}

static bool is_free_behind(const bs_annotate_worker *worker, uint32_t token)
{
    return is_spaced_before(worker, token + 1) || !bs_worker_is(worker, token + 1, BS_CLASS_WORD);
}

/* What the mark does where it stands. */
static role role_of(const bs_annotate_worker *worker, uint32_t token, const mark *of, bool is_open)
{
    bool opens = is_free_before(worker, token) && !is_spaced_before(worker, token + 1);
    bool closes = !is_spaced_before(worker, token) && is_free_behind(worker, token);
    if (of->family == '\'') {
        if (of->usual != ROLE_CLOSE && opens)
            return ROLE_OPEN;
        return of->usual != ROLE_OPEN && closes ? ROLE_CLOSE
               : is_open && closes              ? ROLE_CLOSE
                                                : ROLE_NONE;
    }
    if (opens && !closes)
        return ROLE_OPEN;
    if (closes && !opens)
        return ROLE_CLOSE;
    if (of->usual != ROLE_EITHER)
        return of->usual;
    return is_open ? ROLE_CLOSE : ROLE_OPEN;
}

/* Whether a mark that opens at `token` inside a quotation is closed in its paragraph, and the
 * quotation around it as well. */
static bool closes_twice(const bs_annotate_worker *worker, uint32_t token, uint32_t end,
                         char family)
{
    int depth = 2;
    for (uint32_t at = token + 1; at < end && at - token < NESTED_TOKENS_MAX; at++) {
        const mark *here = mark_at(worker, at);
        if (!here || here->family != family)
            continue;
        if (bs_marks_begins_paragraph(worker, at))
            return false;
        depth += role_of(worker, at, here, true) == ROLE_OPEN ? 1 : -1;
        if (depth == 0)
            return true;
    }
    return false;
}

/* The end of the stretch opened at `open` by a mark of the family; `is_unclosed` when nothing
 * closes it. */
static void close_stretch(const bs_annotate_worker *worker, uint32_t open, const mark *opener,
                          bs_stretch *found)
{
    uint32_t at = worker->layers->tokens.items[open].start;
    const bs_segment *segment = bs_worker_segment(worker, at);
    uint32_t end = (uint32_t)worker->layers->tokens.count, line_end = 0;
    const mark *nested[NESTING_MAX];
    size_t depth = 0;
    *found = (bs_stretch){.open = open, .is_single = opener->family == '\''};
    for (uint32_t token = open + 1; token < end && token - open < STRETCH_TOKENS_MAX; token++) {
        if (segment && worker->layers->tokens.items[token].start >= segment->end) {
            end = token;
            break;
        }
        int lines = lines_before(worker, token);
        if (lines > 0 && line_end == 0 && bs_marks_begins_paragraph(worker, token))
            line_end = token;
        const mark *here = mark_at(worker, token);
        bool is_of_family = here && here->family == opener->family;
        if (lines > 0 && is_of_family && role_of(worker, token, here, false) == ROLE_OPEN) {
            found->close = token;
            found->is_continued = true;
            return;
        }
        if (lines > 1 || (lines > 0 && found->is_single)) {
            end = token;
            break;
        }
        if (!is_of_family)
            continue;
        role does = role_of(worker, token, here, true);
        if (does == ROLE_OPEN && here != opener && depth < NESTING_MAX) {
            nested[depth++] = here;
        } else if (does == ROLE_OPEN && depth < NESTING_MAX && here->usual == ROLE_OPEN &&
                   closes_twice(worker, token, end, here->family)) {
            nested[depth++] = here;
        } else if (does == ROLE_OPEN && !found->is_single) {
            end = token; /* the same mark opens again in the same paragraph */
            break;
        } else if (does == ROLE_CLOSE && depth > 0 &&
                   (here == nested[depth - 1] ||
                    (nested[depth - 1]->usual == ROLE_OPEN && here->usual == ROLE_CLOSE))) {
            depth--;
        } else if (does == ROLE_CLOSE) {
            found->close = token;
            return;
        }
    }
    found->is_unclosed = true;
    found->close = line_end != 0 ? line_end : end;
    if (found->close - open > STRETCH_TOKENS_MAX)
        found->close = open + STRETCH_TOKENS_MAX;
}

static bs_status report_open(bs_annotate_worker *worker, uint32_t token, bs_error *error)
{
    bs_finding *finding = bs_array_push(&worker->layers->findings);
    if (!finding)
        return bs_fail_memory(error);
    const bs_token *at = &worker->layers->tokens.items[token];
    *finding = (bs_finding){BS_STR("open quotation"), at->start, at->end,
                            BS_STR("a quotation is opened here and not closed in its paragraph")};
    return BS_OK;
}

/* A dash at the head of a line, before a word with a capital: words of somebody, in many tongues
 * and books. */
static bool is_dash_line(const bs_annotate_worker *worker, uint32_t token)
{
    static const char *const DASHES[] = {"\xE2\x80\x94", "\xE2\x80\x95", "\xE2\x80\x93", NULL};
    return bs_cue_is_any(worker, token, DASHES) && token + 2 < worker->layers->tokens.count &&
           (bs_worker_is(worker, token + 1, BS_CLASS_CAPITAL) ||
            bs_worker_is(worker, token + 1, BS_CLASS_INITIAL)) &&
           bs_marks_begins_paragraph(worker, token);
}

static uint32_t line_end_of(const bs_annotate_worker *worker, uint32_t token)
{
    uint32_t end = (uint32_t)worker->layers->tokens.count;
    for (token++; token < end; token++)
        if (bs_marks_begins_paragraph(worker, token))
            return token;
    return end;
}

static bool has_marks(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    for (uint32_t token = start; token < end; token++) {
        const mark *here = mark_at(worker, token);
        if (here && here->family != '\'')
            return true;
    }
    return false;
}

static bs_status add(bs_stretches *list, bs_stretch found, bs_error *error)
{
    bs_stretch *slot = bs_array_push(list);
    if (!slot)
        return bs_fail_memory(error);
    *slot = found;
    return BS_OK;
}

bs_status bs_marks_find(bs_annotate_worker *worker, bs_stretches *list, bs_error *error)
{
    uint32_t count = (uint32_t)worker->layers->tokens.count;
    uint32_t hopeless[FAMILIES] = {0}; /* by family: single marks before this token never close */
    bs_status status = BS_OK;
    for (uint32_t token = 0; status == BS_OK && token < count; token++) {
        const mark *here = mark_at(worker, token);
        if (!here) {
            uint32_t end = is_dash_line(worker, token) ? line_end_of(worker, token) : token;
            if (end > token && !has_marks(worker, token, end)) {
                bs_stretch line = {.open = token, .close = end, .is_dash = true};
                status = add(list, line, error);
                token = end - 1;
            }
            continue;
        }
        uint32_t *failed = &hopeless[here->family & (FAMILIES - 1)];
        if (role_of(worker, token, here, false) != ROLE_OPEN ||
            (here->family == '\'' && token < *failed))
            continue;
        bs_stretch found;
        close_stretch(worker, token, here, &found);
        if (found.is_unclosed && here->family == '\'') {
            *failed = found.close;
            continue;
        }
        if (found.is_unclosed)
            status = report_open(worker, token, error);
        if (found.close <= token + 1)
            continue;
        if (status == BS_OK)
            status = add(list, found, error);
        token = found.is_continued || found.is_unclosed ? found.close - 1 : found.close;
    }
    return status;
}
