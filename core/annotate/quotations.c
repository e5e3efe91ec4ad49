/*
 * quotations.c - words between quotation marks: where they begin and end, what belongs together,
 * and who said them.
 *
 * First the marks of the article are paired into stretches. Then each stretch is given its
 * attribution, the verb and the speaker outside it, and a stretch that goes on after its
 * attribution
 * ("..," X said, "..") or in the next paragraph, without a closing mark before, is joined to the
 * one it continues.
 */
#include "annotate/speaker.h"
#include "annotate/worker.h"
#include "base/error.h"

enum { QUOTATION_TOKENS_MAX = 3000, PARTS_MAX = 64, SCARE_QUOTE_WORDS = 3 };

typedef enum mark_kind { MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_EITHER } mark_kind;

/* What kind of quotation mark a token is, and of which pair. */
static mark_kind mark_of(bs_str form, char *pair)
{
    static const struct {
        const char *form;
        mark_kind kind;
        char pair;
    } MARKS[] = {
        {"\"", MARK_EITHER, '"'},
        {"\xE2\x80\x9C", MARK_OPEN, '"'}, /* U+201C */
        {"\xE2\x80\x9D", MARK_CLOSE, '"'} /* U+201D */,
        {"\xE2\x80\x9E", MARK_OPEN, '"'}, /* U+201E, low */
        {"\xC2\xAB", MARK_OPEN, '<'},
        {"\xC2\xBB", MARK_CLOSE, '<'},
        {"\xE2\x80\x98", MARK_OPEN, '\''},
        {"\xE2\x80\x99", MARK_CLOSE, '\''},
        {"``", MARK_OPEN, '"'},
        {"''", MARK_CLOSE, '"'},
    };
    if (form.size > 3)
        return MARK_NONE;
    for (size_t index = 0; index < sizeof MARKS / sizeof *MARKS; index++) {
        if (bs_str_equal(form, bs_str_from(MARKS[index].form))) {
            *pair = MARKS[index].pair;
            return MARKS[index].kind;
        }
    }
    return MARK_NONE;
}

typedef struct stretch {
    uint32_t open, close; /* tokens of the marks; `close` is past the last where there is none */
    bool is_continued;    /* no closing mark: the next paragraph goes on */
} stretch;

typedef struct stretches {
    stretch *items;
    size_t count, capacity;
} stretches;

/* Newlines in the text before a token. */
static int lines_before(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_token *tokens = worker->layers->tokens.items;
    int lines = 0;
    for (uint32_t at = token > 0 ? tokens[token - 1].end : 0; at < tokens[token].start; at++)
        lines += worker->input->text.data[at] == '\n';
    return lines;
}

static bool is_spaced_before(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_token *tokens = worker->layers->tokens.items;
    return token == 0 || tokens[token].start > tokens[token - 1].end;
}

static mark_kind token_mark(const bs_annotate_worker *worker, uint32_t token, char *pair)
{
    if (!bs_worker_is(worker, token, BS_CLASS_PUNCTUATION) &&
        !bs_worker_is(worker, token, BS_CLASS_SYMBOL))
        return MARK_NONE;
    return mark_of(bs_worker_text(worker, token), pair);
}

static bool is_opening(const bs_annotate_worker *worker, uint32_t token, char *pair)
{
    mark_kind kind = token_mark(worker, token, pair);
    uint32_t count = (uint32_t)worker->layers->tokens.count;
    if (kind == MARK_EITHER)
        return token + 1 < count && !is_spaced_before(worker, token + 1);
    if (kind == MARK_OPEN && *pair == '\'')
        return is_spaced_before(worker, token) && token + 1 < count &&
               !is_spaced_before(worker, token + 1);
    return kind == MARK_OPEN;
}

static bool is_closing(const bs_annotate_worker *worker, uint32_t token, char open_pair)
{
    char pair;
    mark_kind kind = token_mark(worker, token, &pair);
    return (kind == MARK_CLOSE || kind == MARK_EITHER) && pair == open_pair;
}

/* The end of the stretch opened at `open`; false when nothing closes it. */
static bool close_stretch(const bs_annotate_worker *worker, uint32_t open, char pair,
                          stretch *found, uint32_t *looked_until)
{
    const bs_segment *segment = bs_worker_segment(worker, worker->layers->tokens.items[open].start);
    uint32_t end = (uint32_t)worker->layers->tokens.count;
    for (uint32_t token = open + 1; token < end && token - open < QUOTATION_TOKENS_MAX; token++) {
        uint32_t at = worker->layers->tokens.items[token].start;
        *looked_until = token;
        if (segment && at >= segment->end)
            return false;
        int lines = lines_before(worker, token);
        char next_pair;
        if (lines > 0 && is_opening(worker, token, &next_pair) && next_pair == pair) {
            *found = (stretch){open, token, true};
            return token > open + 1;
        }
        if (lines > 1)
            return false;
        if (is_closing(worker, token, pair)) {
            *found = (stretch){open, token, false};
            return token > open + 1;
        }
    }
    return false;
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

static bs_status find_stretches(bs_annotate_worker *worker, stretches *list, bs_error *error)
{
    uint32_t count = (uint32_t)worker->layers->tokens.count;
    uint32_t failed_until[128] = {0}; /* by pair: what opens before this token stays open */
    for (uint32_t token = 0; token < count; token++) {
        char pair;
        if (!is_opening(worker, token, &pair))
            continue;
        stretch found;
        uint32_t *failed = &failed_until[pair & 127];
        if (token < *failed || !close_stretch(worker, token, pair, &found, failed)) {
            bs_status status = pair == '"' ? report_open(worker, token, error) : BS_OK;
            if (status != BS_OK)
                return status;
            continue;
        }
        stretch *slot = bs_array_push(list);
        if (!slot)
            return bs_fail_memory(error);
        *slot = found;
        for (uint32_t inside = found.open + 1; inside < found.close; inside++)
            worker->marks[inside] |= BS_MARK_QUOTED;
        token = found.is_continued ? found.close - 1 : found.close;
    }
    return BS_OK;
}

/* Whether the stretch is a sentence of its own, by what ends it and what it begins with. */
static bool is_direct(const bs_annotate_worker *worker, const stretch *of)
{
    bs_str last = bs_worker_text(worker, of->close - 1);
    bool is_ended = of->is_continued || (last.size == 1 && strchr(",.?!;-", last.data[0])) ||
                    bs_str_equal(last, BS_STR("\xE2\x80\x94")) ||
                    bs_str_equal(last, BS_STR("\xE2\x80\xA6"));
    uint32_t words = 0;
    for (uint32_t token = of->open + 1; token < of->close; token++)
        words += bs_worker_is(worker, token, BS_CLASS_WORD);
    if (!is_ended || words < 2)
        return false;
    return bs_worker_is(worker, of->open + 1, BS_CLASS_CAPITAL) ||
           !bs_worker_is(worker, of->open + 1, BS_CLASS_LOWER) || words > 6;
}

/* A title or a word held at arm's length rather than words of somebody. */
static bool is_no_speech(const bs_annotate_worker *worker, const stretch *of)
{
    uint32_t words = 0, capitals = 0;
    for (uint32_t token = of->open + 1; token < of->close; token++) {
        if (!bs_worker_is(worker, token, BS_CLASS_WORD) ||
            bs_worker_is(worker, token, BS_CLASS_FUNCTION))
            continue;
        words++;
        capitals += bs_worker_is(worker, token, BS_CLASS_CAPITAL);
    }
    return words <= SCARE_QUOTE_WORDS || capitals == words;
}

typedef struct open_quotation {
    bs_span parts[PARTS_MAX];
    size_t part_count;
    bs_quotation made;
    uint32_t end;      /* token behind the last mark or the attribution */
    bool is_open;      /* the next paragraph goes on */
    bool may_continue; /* "..," X said, -> */
} open_quotation;

static bs_span span_of(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    const bs_token *tokens = worker->layers->tokens.items;
    return (bs_span){tokens[start].start, tokens[end - 1].end};
}

static bs_status finish(bs_annotate_worker *worker, open_quotation *current, bs_error *error)
{
    if (current->part_count == 0)
        return BS_OK;
    bs_span *parts = bs_arena_array(&worker->layers->arena, current->part_count, sizeof *parts);
    bs_quotation *slot = parts ? bs_array_push(&worker->layers->quotations) : NULL;
    if (!slot)
        return bs_fail_memory(error);
    memcpy(parts, current->parts, current->part_count * sizeof *parts);
    current->made.parts = parts;
    current->made.part_count = current->part_count;
    *slot = current->made;
    current->part_count = 0;
    return BS_OK;
}

/* Whether `of` goes on with the quotation that is being made. */
static bool continues(const bs_annotate_worker *worker, const open_quotation *current,
                      const stretch *of)
{
    if (current->part_count == 0 || current->part_count == PARTS_MAX)
        return false;
    if (current->is_open)
        return of->open == current->end;
    if (!current->may_continue || of->open < current->end || of->open - current->end > 3)
        return false;
    for (uint32_t token = current->end; token <= of->open; token++)
        if (lines_before(worker, token) > 0)
            return false;
    uint32_t before = of->open - 1;
    bs_str comma = bs_worker_text(worker, before);
    return comma.size == 1 && (comma.data[0] == ',' || comma.data[0] == ';');
}

static void attribute(bs_annotate_worker *worker, const stretch *of, uint32_t last_speaker,
                      bool is_next_to_last, open_quotation *current)
{
    bs_attributed found;
    bs_quotation *made = &current->made;
    if (bs_speaker_after(worker, of->close, &found))
        made->attribution = BS_ATTRIBUTION_AFTER;
    else if (bs_speaker_before(worker, of->open, &found))
        made->attribution = BS_ATTRIBUTION_BEFORE;
    else
        found = (bs_attributed){.speaker = BS_NONE};
    if (made->attribution == BS_ATTRIBUTION_NONE) {
        if (is_next_to_last && made->kind == BS_QUOTATION_DIRECT)
            made->speaker = last_speaker;
        return;
    }
    if (found.is_pronoun)
        found.speaker = bs_speaker_of_pronoun(worker, found.speaker_start);
    made->speaker = found.speaker;
    if (found.speaker_end > found.speaker_start) {
        bs_span span = span_of(worker, found.speaker_start, found.speaker_end);
        made->speaker_text = bs_arena_copy(&worker->layers->arena,
                                           bs_str_slice(worker->input->text, span.start, span.end));
    }
    if (found.cue != BS_NONE) {
        made->cue = span_of(worker, found.cue, found.cue + 1);
        worker->marks[found.cue] |= BS_MARK_CLAIMED;
    }
    if (made->attribution == BS_ATTRIBUTION_AFTER) {
        current->end = found.end;
        current->may_continue = true;
    }
}

static bs_status make_quotations(bs_annotate_worker *worker, const stretches *list, bs_error *error)
{
    open_quotation current = {0};
    uint32_t last_speaker = BS_NONE, last_end = 0;
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < list->count; index++) {
        const stretch *of = &list->items[index];
        bs_span part = span_of(worker, of->open + 1, of->close);
        if (continues(worker, &current, of)) {
            if (!current.is_open)
                current.made.attribution = BS_ATTRIBUTION_MIDDLE;
            current.parts[current.part_count++] = part;
            current.is_open = of->is_continued;
            current.end = of->is_continued ? of->close : of->close + 1;
            current.may_continue = false;
            if (!of->is_continued && current.made.attribution == BS_ATTRIBUTION_NONE)
                attribute(worker, of, last_speaker, false, &current);
        } else {
            status = finish(worker, &current, error);
            current = (open_quotation){
                .parts = {part},
                .part_count = 1,
                .made = {.kind = is_direct(worker, of) ? BS_QUOTATION_DIRECT : BS_QUOTATION_PARTIAL,
                         .speaker = BS_NONE,
                         .rule = BS_STR("quotation.marks")},
                .end = of->is_continued ? of->close : of->close + 1,
                .is_open = of->is_continued,
            };
            bool is_near = last_end != 0 && of->open - last_end <= 3;
            attribute(worker, of, last_speaker, is_near, &current);
            if (current.made.attribution == BS_ATTRIBUTION_NONE &&
                current.made.kind == BS_QUOTATION_PARTIAL && is_no_speech(worker, of))
                current.part_count = 0;
        }
        if (current.part_count > 0) {
            if (current.made.speaker != BS_NONE)
                last_speaker = current.made.speaker;
            last_end = current.end;
        }
    }
    return status == BS_OK ? finish(worker, &current, error) : status;
}

bs_status bs_worker_quotations(bs_annotate_worker *worker, bs_error *error)
{
    if (bs_rule_is_off(worker->annotator->host, BS_STR("quotation.marks")))
        return BS_OK;
    stretches list = {0};
    bs_status status = find_stretches(worker, &list, error);
    if (status == BS_OK)
        status = make_quotations(worker, &list, error);
    bs_array_free(&list);
    return status;
}
