/*
 * dates.c - matches of date rules become dates: the user's rules first, then longer matches, then
 * earlier ones. How each is read stands in date_forms.c.
 */
#include <stdlib.h>

#include "annotate/dates.h"
#include "base/error.h"

enum { SPEECH_SENTENCES = 3 }; /* between the date of a speech and its beginning, at most */

/* The user's rules first, then longer matches, then earlier, then as the rules stand. */
static bool outranks(const bs_annotate_worker *worker, uint32_t left, uint32_t right)
{
    const bs_rule *rules = worker->annotator->host->rules;
    const bs_rule_match *a = &worker->matches.items[left], *b = &worker->matches.items[right];
    uint32_t a_size = a->token_end - a->token_start, b_size = b->token_end - b->token_start;
    if (rules[a->rule].is_user != rules[b->rule].is_user)
        return rules[a->rule].is_user;
    if (rules[a->rule].priority != rules[b->rule].priority)
        return rules[a->rule].priority > rules[b->rule].priority;
    if (a_size != b_size)
        return a_size > b_size;
    if (a->token_start != b->token_start)
        return a->token_start < b->token_start;
    return a->rule < b->rule;
}

static bool stands_before(const bs_annotate_worker *worker, uint32_t left, uint32_t right)
{
    return worker->matches.items[left].token_start < worker->matches.items[right].token_start;
}

/* Insertion: a sentence has few, and the matches themselves are large. */
static void sort_chosen(bs_annotate_worker *worker,
                        bool (*is_before)(const bs_annotate_worker *, uint32_t, uint32_t))
{
    uint32_t *chosen = worker->chosen.items;
    for (size_t index = 1; index < worker->chosen.count; index++) {
        uint32_t moved = chosen[index];
        size_t at = index;
        for (; at > 0 && is_before(worker, moved, chosen[at - 1]); at--)
            chosen[at] = chosen[at - 1];
        chosen[at] = moved;
    }
}

/* The part `date` is what a match is of, where there is one. */
static void narrow(const bs_annotate_worker *worker, bs_rule_match *match)
{
    const bs_rule_capture *span = bs_worker_capture(worker, match, "date");
    if (!span)
        return;
    match->token_start = span->token_start;
    match->token_end = span->token_end;
}

static bool is_free(const bs_annotate_worker *worker, const bs_rule_match *match)
{
    for (uint32_t token = match->token_start; token < match->token_end; token++)
        if (worker->marks[token] & (BS_MARK_DATE | BS_MARK_NO_DATE))
            return false;
    return true;
}

/* Whether the tokens between two matches say that they are the ends of a range. */
static bool is_range_between(const bs_annotate_worker *worker, uint32_t from, uint32_t to)
{
    static const char *const JOINTS[] = {"-",   "\xE2\x80\x93", "\xE2\x80\x94", "--", "to",
                                         "and", "through",      "until",        "or"};
    if (to <= from || to - from > 2)
        return false;
    for (size_t index = 0; index < sizeof JOINTS / sizeof *JOINTS; index++)
        if (bs_str_is_nocase(bs_worker_text(worker, to - 1), JOINTS[index]))
            return to - from == 1 || bs_str_equal(bs_worker_text(worker, from), BS_STR(","));
    return false;
}

/* The joint of a range belongs to the dates for the rules that come later: "2019-2023". */
static void mark_joint(bs_annotate_worker *worker, size_t index)
{
    if (index + 1 >= worker->chosen.count)
        return;
    const bs_rule_match *match = &worker->matches.items[worker->chosen.items[index]];
    const bs_rule_match *next = &worker->matches.items[worker->chosen.items[index + 1]];
    if (!is_range_between(worker, match->token_end, next->token_start))
        return;
    for (uint32_t token = match->token_end; token < next->token_start; token++)
        worker->marks[token] |= BS_MARK_DATE;
}

/* The year that the end of a range states for its beginning: "from July 1 to July 3, 1863". */
static int32_t year_of_next(const bs_annotate_worker *worker, size_t index)
{
    if (index + 1 >= worker->chosen.count)
        return 0;
    const bs_rule_match *match = &worker->matches.items[worker->chosen.items[index]];
    const bs_rule_match *next = &worker->matches.items[worker->chosen.items[index + 1]];
    const bs_rule_capture *year = bs_worker_capture(worker, next, "year");
    const bs_rule_capture *month = bs_worker_capture(worker, match, "month");
    int64_t number;
    if (!year || !month || !is_range_between(worker, match->token_end, next->token_start) ||
        !bs_calendar_number(bs_worker_text(worker, year->token_start), &number) || number < 1000 ||
        number > 9999)
        return 0;
    const bs_rule_capture *later = bs_worker_capture(worker, next, "month");
    bool is_before = later && bs_calendar_month(bs_worker_text(worker, month->token_start)) >
                                  bs_calendar_month(bs_worker_text(worker, later->token_start));
    return (int32_t)number - is_before;
}

static bs_status check_rule(const bs_rule *rule, bs_date_type *type, bs_error *error)
{
    bs_str form = bs_rule_fact(rule, "form");
    if (!bs_date_type_from(rule->subject, type))
        return bs_fail(error, BS_BAD_DATA,
                       "%.*s: rule %.*s: %.*s is no type of date (DATE, TIME, DURATION, SET)",
                       BS_STR_ARG(rule->file), BS_STR_ARG(rule->name), BS_STR_ARG(rule->subject));
    if (!bs_date_form_is_known(form))
        return bs_fail(error, BS_BAD_DATA, "%.*s: rule %.*s: %.*s is no form of date",
                       BS_STR_ARG(rule->file), BS_STR_ARG(rule->name), BS_STR_ARG(form));
    return BS_OK;
}

static void mark(bs_annotate_worker *worker, const bs_rule_match *match, uint8_t bit)
{
    for (uint32_t token = match->token_start; token < match->token_end; token++)
        worker->marks[token] |= bit;
}

/* Leaves the matches that are dates in `chosen`, in the order of the text. */
static bs_status choose(bs_annotate_worker *worker, bs_date_reading *of, bs_error *error)
{
    worker->chosen.count = 0;
    if (!bs_array_reserve(&worker->chosen, worker->matches.count))
        return bs_fail_memory(error);
    for (size_t index = 0; index < worker->matches.count; index++) {
        narrow(worker, &worker->matches.items[index]);
        worker->chosen.items[worker->chosen.count++] = (uint32_t)index;
    }
    sort_chosen(worker, outranks);
    size_t kept = 0;
    for (size_t index = 0; index < worker->chosen.count; index++) {
        const bs_rule_match *match = &worker->matches.items[worker->chosen.items[index]];
        if (match->token_end <= match->token_start || !is_free(worker, match))
            continue;
        of->match = match;
        of->rule = &worker->annotator->host->rules[match->rule];
        bs_date_type type;
        bs_str value;
        bs_date said;
        bs_status status = check_rule(of->rule, &type, error);
        if (status != BS_OK)
            return status;
        bs_date_result result = bs_date_read(of, &value, &said);
        if (result == BS_DATE_READ)
            worker->chosen.items[kept++] = worker->chosen.items[index];
        if (result != BS_DATE_NOTHING)
            mark(worker, match, result == BS_DATE_READ ? BS_MARK_DATE : BS_MARK_NO_DATE);
    }
    worker->chosen.count = kept;
    sort_chosen(worker, stands_before);
    return BS_OK;
}

/* A point in time with a time of day, whatever its rule makes. */
static bool has_time(bs_str value)
{
    return value.size > 1 && value.data[0] != 'P' && memchr(value.data, 'T', value.size) &&
           !bs_str_ends(value, BS_STR("_REF"));
}

static bs_status add_date(const bs_date_reading *of, bs_str value, bs_str anchor, bs_error *error)
{
    bs_annotate_worker *worker = of->worker;
    bs_date_type type;
    bs_status status = check_rule(of->rule, &type, error);
    bs_date_expression *date = bs_array_push(&worker->layers->dates);
    if (!date)
        return bs_fail_memory(error);
    const bs_token *tokens = worker->layers->tokens.items;
    *date = (bs_date_expression){
        .span = {tokens[of->match->token_start].start, tokens[of->match->token_end - 1].end},
        .type = (uint8_t)(type == BS_DATE_DATE && has_time(value) ? BS_DATE_TIME : type),
        .value = value,
        .mod = bs_date_mod(of),
        .anchor = anchor.data ? bs_arena_copy(&worker->layers->arena, anchor) : anchor,
        .rule = of->rule->name,
    };
    return status;
}

/* A speech that stands behind a sentence with a whole date was given on that day. */
static bs_date day_of_speech(const bs_annotate_worker *worker, const bs_segment *segment,
                             uint32_t sentence)
{
    bool is_speech = segment && segment->type == BS_SEGMENT_SPEECH && !segment->anchor.data;
    bool is_near = sentence - worker->date_stated_at <= SPEECH_SENTENCES;
    return is_speech && is_near ? worker->date_stated : (bs_date){0};
}

static bool is_body(const bs_segment *segment)
{
    return !segment || segment->type == BS_SEGMENT_BODY || segment->type == BS_SEGMENT_HEADLINE;
}

/* The day from which the sentence is read. The body goes on from where it was left; any other
 * segment has spoken of nothing yet. */
static bs_str enter_segment(bs_annotate_worker *worker, const bs_sentence *sentence, bs_date *day)
{
    const bs_segment *segment = bs_worker_segment(worker, sentence->start);
    uint32_t number = (uint32_t)(sentence - worker->layers->sentences.items);
    if (segment != worker->date_segment) {
        worker->date_of_speech = day_of_speech(worker, segment, number);
        if (is_body(worker->date_segment))
            worker->date_of_body = worker->date_reference;
        worker->date_segment = segment;
        worker->date_reference = is_body(segment) ? worker->date_of_body : (bs_date){0};
        worker->date_stated = (bs_date){0};
    }
    bs_str anchor = bs_worker_anchor(worker, sentence->start);
    if (!anchor.data && worker->date_of_speech.year != 0) {
        char text[BS_DAY_TEXT_MAX];
        bs_date_write(worker->date_of_speech, text);
        anchor = bs_arena_copy(&worker->layers->arena, bs_str_from(text));
    }
    if (!anchor.data || !bs_date_from(anchor, day))
        *day = (bs_date){0};
    return anchor;
}

/* Remembers a whole day that is written out. */
static void note_stated(bs_annotate_worker *worker, const bs_date_reading *of, bs_date said)
{
    if (said.year <= 0 || said.day == 0 || !bs_worker_capture(worker, of->match, "year"))
        return;
    worker->date_stated = said;
    worker->date_stated_at = (uint32_t)(of->sentence - worker->layers->sentences.items);
}

/* Whether a history goes on from there. A year alone that lies ahead, or bounds what is told
 * ("since 1998"), does not move it, nor does the year in which it is. */
static bool moves_reference(const bs_date_reading *of, bs_date said)
{
    bs_date reference = of->worker->date_reference;
    if (said.year == 0)
        return false;
    if (said.month != 0 || reference.year == 0)
        return true;
    if (said.year == reference.year)
        return false;
    bs_str before = bs_date_before(of, 1);
    return !of->is_narrative ||
           !(bs_str_equal_nocase(before, BS_STR("since")) ||
             bs_str_equal_nocase(before, BS_STR("until")) || bs_date_tense(of) == BS_TENSE_FUTURE);
}

bs_status bs_worker_dates(bs_annotate_worker *worker, const bs_sentence *sentence,
                          const bs_class_set *present, bs_error *error)
{
    bs_status status = bs_worker_ask(worker, sentence, BS_LAYER_DATE, present, error);
    if (status != BS_OK || worker->matches.count == 0)
        return status;
    bs_date_reading of = {.worker = worker, .sentence = sentence};
    bs_str anchor = enter_segment(worker, sentence, &of.anchor);
    of.is_narrative = worker->is_narrative;
    of.reference = worker->date_reference;
    status = choose(worker, &of, error);
    for (size_t index = 0; status == BS_OK && index < worker->chosen.count; index++) {
        bs_str value;
        bs_date said;
        of.match = &worker->matches.items[worker->chosen.items[index]];
        of.rule = &worker->annotator->host->rules[of.match->rule];
        of.next_year = year_of_next(worker, index);
        mark_joint(worker, index);
        of.reference = worker->date_reference;
        (void)bs_date_read(&of, &value, &said);
        note_stated(worker, &of, said);
        if (said.year != 0)
            of.said_here = said;
        if (moves_reference(&of, said))
            worker->date_reference = said;
        status = add_date(&of, value, anchor, error);
    }
    return status;
}
