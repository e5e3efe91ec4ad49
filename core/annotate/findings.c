/*
 * findings.c - what a careful editor would flag once everything is annotated: statements of one
 * article that exclude each other, days that no calendar has or that the lexicons contradict, and a
 * letter that runs on where a space is missing.
 */
#include <math.h>
#include <stdlib.h>

#include "annotate/calendar.h"
#include "annotate/claims.h"
#include "annotate/cue.h"
#include "annotate/speaker.h"
#include "annotate/worker.h"
#include "base/error.h"
#include "text/day.h"

enum {
    CLAIMS_MAX = 400,      /* pairs of more are not compared */
    NEAR_SPEECH_DAYS = 45, /* a day further from a speech is that of something else */
    OFFICE_TOKENS = 6,     /* "the last day of his second presidency" */
};

static bs_status add(bs_annotate_worker *worker, const char *kind, bs_span span, bs_str message,
                     bs_error *error)
{
    bs_finding *finding = message.data ? bs_array_push(&worker->layers->findings) : NULL;
    if (!finding)
        return bs_fail_memory(error);
    *finding = (bs_finding){bs_str_from(kind), span.start, span.end, message};
    return BS_OK;
}

static bs_str words_of(const bs_annotate_worker *worker, bs_span span)
{
    return bs_str_slice(worker->input->text, span.start, span.end);
}

static const bs_known *known_of(const bs_annotate_worker *worker, bs_str id)
{
    const bs_gazetteer *gazetteer = &worker->annotator->gazetteer;
    const bs_map_entry *entry = id.data ? bs_map_find(&gazetteer->ids, id) : NULL;
    return entry ? &gazetteer->known.items[entry->value] : NULL;
}

static bs_str attribute_of(const bs_known *known, const char *name)
{
    for (size_t index = 0; index < known->attributes.count; index++)
        if (bs_str_equal(known->attributes.items[index].name, bs_str_from(name)))
            return known->attributes.items[index].value;
    return (bs_str){0};
}

/* ------------------------------------------------------------------------ claims */

static bool is_same(bs_str a, bs_str b)
{
    return (!a.data && !b.data) || (a.data && b.data && bs_str_equal_nocase(a, b));
}

static bool is_came(bs_str status)
{
    return bs_str_equal(status, BS_STR("attended"));
}

/* Whether one of two statements cannot be so when the other is. */
static bool exclude_each_other(const bs_claim *a, const bs_claim *b)
{
    bool is_one_absent =
        bs_str_equal(a->status, BS_STR("absent")) != bs_str_equal(b->status, BS_STR("absent"));
    switch ((bs_claim_kind)a->kind) {
    case BS_CLAIM_ATTENDANCE:
        return a->event.data && a->party.data && is_same(a->event, b->event) &&
               is_same(a->party, b->party) && is_same(a->person, b->person) &&
               is_same(a->level, b->level) && is_one_absent &&
               (is_came(a->status) || is_came(b->status));
    case BS_CLAIM_RANK:
        return is_same(a->subject, b->subject) && is_same(a->metric, b->metric) &&
               is_same(a->scope, b->scope) && a->period.data && is_same(a->period, b->period) &&
               !a->status.data && !b->status.data && is_same(a->according_to, b->according_to) &&
               a->rank != b->rank;
    case BS_CLAIM_QUANTITY:
        return is_same(a->subject, b->subject) && a->metric.data && is_same(a->metric, b->metric) &&
               is_same(a->unit, b->unit) && is_same(a->topic, b->topic) && a->period.data &&
               is_same(a->period, b->period) && is_same(a->status, b->status) &&
               is_same(a->according_to, b->according_to) && a->span.start != b->span.start &&
               fabs(a->value - b->value) > 1e-9 * fabs(a->value);
    case BS_CLAIM_TOPIC:
        return a->event.data && is_same(a->event, b->event) && is_same(a->scope, b->scope) &&
               is_same(a->topic, b->topic) && a->is_stated != b->is_stated;
    case BS_CLAIM_DATE:
        return is_same(a->event, b->event) && is_same(a->person, b->person) &&
               is_same(a->topic, b->topic) && a->period.size == 10 && b->period.size == 10 &&
               !bs_str_equal(a->period, b->period) && a->person.data;
    default:
        return false;
    }
}

static bs_status compare_claims(bs_annotate_worker *worker, bs_error *error)
{
    const bs_claims *claims = &worker->layers->claims;
    size_t count = claims->count < CLAIMS_MAX ? claims->count : CLAIMS_MAX;
    for (size_t later = 1; later < count; later++) {
        const bs_claim *b = &claims->items[later];
        for (size_t index = 0; index < later; index++) {
            const bs_claim *a = &claims->items[index];
            if (a->kind != b->kind || !exclude_each_other(a, b))
                continue;
            bs_status status =
                add(worker, "contradiction", b->span,
                    bs_arena_print(&worker->layers->arena,
                                   "this and what stands at %u exclude each other: \"%.*s\"",
                                   a->span.start, BS_STR_ARG(words_of(worker, a->span))),
                    error);
            if (status != BS_OK)
                return status;
            break;
        }
    }
    return BS_OK;
}

static bool days_of(bs_str text, int32_t *first, int32_t *end)
{
    bs_date date;
    if (!text.data || !bs_date_from(text, &date))
        return false;
    *first = bs_date_first_day(date);
    *end = bs_date_end_day(date);
    return true;
}

/* A stated day of an event that lies outside the days that the lexicon has for it. */
static bs_status compare_events(bs_annotate_worker *worker, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < worker->layers->claims.count; index++) {
        const bs_claim *claim = &worker->layers->claims.items[index];
        const bs_known *known =
            claim->kind == BS_CLAIM_DATE ? known_of(worker, claim->event) : NULL;
        int32_t first, end, known_first, known_end, last_first;
        if (!known || !days_of(claim->period, &first, &end) ||
            !days_of(attribute_of(known, "from"), &known_first, &known_end))
            continue;
        bs_str to = attribute_of(known, "to");
        if (to.data && days_of(to, &last_first, &known_end) && first < known_end &&
            end > known_first)
            continue;
        if (first < known_end && end > known_first)
            continue;
        bs_str from = attribute_of(known, "from");
        status = add(worker, "date contradicted", claim->span,
                     bs_arena_print(&worker->layers->arena,
                                    "%.*s: %.*s according to the lexicon, not %.*s",
                                    BS_STR_ARG(known->entity.name), BS_STR_ARG(from),
                                    BS_STR_ARG(claim->period)),
                     error);
    }
    return status;
}

/* ------------------------------------------------------------------------ persons and days */

/* The person of the lexicons that an entity is; for a family name alone, the one person of that
 * name whom the article names. */
static const bs_known *known_person(const bs_annotate_worker *worker, uint32_t entity)
{
    const bs_entities *entities = &worker->layers->entities;
    const bs_known *known = known_of(worker, entities->items[entity].id), *found = NULL;
    bs_str name = entities->items[entity].name;
    if (known || memchr(name.data, ' ', name.size))
        return known;
    for (size_t index = 0; index < entities->count; index++) {
        const bs_known *other = entities->items[index].type == BS_ENTITY_PERSON
                                    ? known_of(worker, entities->items[index].id)
                                    : NULL;
        if (!other || !other->family.data || !bs_str_equal(other->family, name))
            continue;
        if (found && found != other)
            return NULL;
        found = other;
    }
    return found;
}

/* A person who is mentioned in a sentence, or NULL: the last before a token. */
static const bs_known *person_in(const bs_annotate_worker *worker, const bs_sentence *sentence,
                                 uint32_t before)
{
    const bs_known *found = NULL;
    for (uint32_t token = sentence->token_start; token < before; token++) {
        uint32_t cover = worker->covers[token];
        const bs_mention *mention = cover ? &worker->layers->mentions.items[cover - 1] : NULL;
        if (!mention || mention->type != BS_ENTITY_PERSON || mention->entity == BS_NONE)
            continue;
        const bs_known *known = known_person(worker, mention->entity);
        if (known)
            found = known;
    }
    return found;
}

/* A day of the end of an office: "the last day of his Presidency" at `token`. */
static bool last_day_at(const bs_annotate_worker *worker, const bs_sentence *sentence,
                        uint32_t token, uint32_t *end, bool *is_last)
{
    static const char *const LAST[] = {"last", "final", NULL};
    static const char *const FIRST[] = {"first", "opening", NULL};
    static const char *const OFFICES[] = {"presidency", "premiership", "chancellorship", "term",
                                          "tenure",     "office",      "administration", NULL};
    *is_last = bs_cue_is_any(worker, token, LAST);
    if ((!*is_last && !bs_cue_is_any(worker, token, FIRST)) || token + 3 >= sentence->token_end ||
        !bs_cue_is_word(worker, token + 1, "day") ||
        !(bs_cue_is_word(worker, token + 2, "of") || bs_cue_is_word(worker, token + 2, "in")))
        return false;
    for (uint32_t at = token + 3; at < sentence->token_end && at < token + 3 + OFFICE_TOKENS;
         at++) {
        if (bs_cue_is_any(worker, at, OFFICES)) {
            *end = at + 1;
            return true;
        }
    }
    return false;
}

/* The first or last day of all terms of a person in the highest office; INT32_MIN for none. */
static int32_t edge_of_office(const bs_known *person, bool is_last)
{
    int32_t edge = INT32_MIN;
    for (size_t index = 0; index < person->terms.count; index++) {
        const bs_term *term = &person->terms.items[index];
        int32_t day = is_last ? term->end_day - 1 : term->first_day;
        if (term->end_day == INT32_MAX || term->first_day == INT32_MIN)
            continue;
        if (edge == INT32_MIN || (is_last ? day > edge : day < edge))
            edge = day;
    }
    return edge;
}

/* A day that the article gives to what a person said. */
typedef struct said_day {
    const bs_known *person;
    int32_t day;
    bs_span span;
    size_t segment;
} said_day;

typedef struct said_days {
    said_day *items;
    size_t count, capacity;
} said_days;

static size_t segment_of(const bs_annotate_worker *worker, uint32_t at)
{
    const bs_segment *segment = bs_worker_segment(worker, at);
    return segment ? (size_t)(segment - worker->input->segments) : SIZE_MAX;
}

static bool has_saying(const bs_annotate_worker *worker, const bs_sentence *sentence)
{
    static const char *const SPEECHES[] = {"address",   "speech", "remarks", "lecture",
                                           "delivered", "spoke",  "gave",    NULL};
    for (uint32_t token = sentence->token_start; token < sentence->token_end; token++)
        if (bs_worker_is(worker, token, BS_CLASS_CUE) || bs_cue_is_any(worker, token, SPEECHES))
            return true;
    return false;
}

static bs_status note_day(said_days *list, said_day day, bs_error *error)
{
    said_day *slot = bs_array_push(list);
    if (!slot)
        return bs_fail_memory(error);
    *slot = day;
    return BS_OK;
}

/* Days on which persons of the lexicons are said to have said something. */
static bs_status find_said_days(bs_annotate_worker *worker, said_days *list, bs_error *error)
{
    const bs_layers *layers = worker->layers;
    size_t date = 0;
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < layers->sentences.count; index++) {
        const bs_sentence *sentence = &layers->sentences.items[index];
        const bs_known *person = NULL;
        for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
            uint32_t end;
            bool is_last;
            if (!last_day_at(worker, sentence, token, &end, &is_last) ||
                !(person = person_in(worker, sentence, token)))
                continue;
            int32_t day = edge_of_office(person, is_last);
            bs_span span = {layers->tokens.items[token].start, layers->tokens.items[end - 1].end};
            if (day != INT32_MIN)
                status = note_day(
                    list, (said_day){person, day, span, segment_of(worker, span.start)}, error);
        }
        for (; status == BS_OK && date < layers->dates.count; date++) {
            const bs_date_expression *expression = &layers->dates.items[date];
            if (expression->span.start >= sentence->end)
                break;
            int32_t day, end;
            person = person_in(worker, sentence, sentence->token_end);
            if (expression->span.start < sentence->start || expression->value.size != 10 ||
                !person || !has_saying(worker, sentence) || !days_of(expression->value, &day, &end))
                continue;
            status = note_day(list,
                              (said_day){person, day, expression->span,
                                         segment_of(worker, expression->span.start)},
                              error);
        }
    }
    return status;
}

/* Whether the segment has the words, in any case. */
static bool segment_has(const bs_annotate_worker *worker, size_t segment, bs_str words)
{
    bs_str text = worker->input->text;
    if (segment != SIZE_MAX)
        text = bs_str_slice(text, worker->input->segments[segment].start,
                            worker->input->segments[segment].end);
    for (size_t at = 0; words.data && at + words.size <= text.size; at++)
        if (bs_str_equal_nocase(bs_str_slice(text, at, at + words.size), words))
            return true;
    return false;
}

static bs_str day_text(const bs_annotate_worker *worker, int32_t day)
{
    char text[BS_DAY_TEXT_MAX];
    bs_date_write(bs_date_of_day(day), text);
    return bs_arena_copy(&worker->layers->arena, bs_str_from(text));
}

/* A speech of the lexicons that the segment speaks of, of that person and near that day. */
static const bs_known *speech_of(const bs_annotate_worker *worker, const said_day *of)
{
    const bs_annotator *annotator = worker->annotator;
    for (size_t index = 0; index < annotator->events.count; index++) {
        const bs_known *known = &annotator->gazetteer.known.items[annotator->events.items[index]];
        int32_t day, end;
        if (bs_str_equal(attribute_of(known, "speaker"), of->person->entity.id) &&
            days_of(attribute_of(known, "from"), &day, &end) &&
            abs(day - of->day) <= NEAR_SPEECH_DAYS &&
            segment_has(worker, of->segment, attribute_of(known, "called")))
            return known;
    }
    return NULL;
}

static bs_status compare_said_days(bs_annotate_worker *worker, const said_days *list,
                                   bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < list->count; index++) {
        const said_day *of = &list->items[index];
        const bs_known *speech = speech_of(worker, of);
        int32_t day = 0, end;
        if (!speech)
            continue;
        days_of(attribute_of(speech, "from"), &day, &end);
        if (day != of->day)
            status = add(worker, "date contradicted", of->span,
                         bs_arena_print(&worker->layers->arena,
                                        "%.*s was on %.*s according to the lexicon, not on %.*s",
                                        BS_STR_ARG(speech->entity.name),
                                        BS_STR_ARG(attribute_of(speech, "from")),
                                        BS_STR_ARG(day_text(worker, of->day))),
                         error);
        for (size_t before = 0; status == BS_OK && before < index; before++) {
            const said_day *other = &list->items[before];
            if (other->person != of->person || other->segment != of->segment ||
                other->day == of->day || speech_of(worker, other) != speech)
                continue;
            status = add(worker, "contradiction", of->span,
                         bs_arena_print(&worker->layers->arena,
                                        "%.*s is dated %.*s here and %.*s at %u: \"%.*s\"",
                                        BS_STR_ARG(speech->entity.name),
                                        BS_STR_ARG(day_text(worker, of->day)),
                                        BS_STR_ARG(day_text(worker, other->day)), other->span.start,
                                        BS_STR_ARG(words_of(worker, other->span))),
                         error);
            break;
        }
    }
    return status;
}

/* ------------------------------------------------------------------------ the calendar */

/* A number of one or two figures at a token, 0 for none; "31st" is 31. */
static int small_number(const bs_annotate_worker *worker, uint32_t token)
{
    bs_str form = bs_worker_text(worker, token);
    size_t digits = 0;
    int number = 0;
    while (digits < form.size && digits <= 2 && bs_ascii_is_digit((unsigned char)form.data[digits]))
        number = number * 10 + (form.data[digits++] - '0');
    bool is_plain = digits == form.size || bs_worker_is(worker, token, BS_CLASS_ORDINAL);
    return digits > 0 && digits <= 2 && is_plain ? number : 0;
}

static int year_at(const bs_annotate_worker *worker, uint32_t token, uint32_t end)
{
    if (token < end && bs_cue_is_word(worker, token, ","))
        token++;
    if (token >= end || !bs_worker_is(worker, token, BS_CLASS_YEAR))
        return 0;
    bs_str form = bs_worker_text(worker, token);
    int64_t year;
    return bs_str_integer(form, &year) ? (int)year : 0;
}

/* "June 31", "30 February 2024", "Tuesday, July 10, 2024". */
static bs_status check_day(bs_annotate_worker *worker, const bs_sentence *sentence, uint32_t month,
                           bs_error *error)
{
    unsigned number = bs_calendar_month(bs_worker_text(worker, month));
    uint32_t end = sentence->token_end, start = month, stop = month + 1;
    int day = month + 1 < end ? small_number(worker, month + 1) : 0;
    if (day > 0 && day <= 31) {
        stop = month + 2;
    } else {
        uint32_t before = month;
        if (before > sentence->token_start + 1 && bs_cue_is_word(worker, before - 1, "of"))
            before--;
        day = before > sentence->token_start ? small_number(worker, before - 1) : 0;
        start = before - 1;
    }
    if (number == 0 || day < 1 || day > 31)
        return BS_OK;
    int year = year_at(worker, stop, end);
    bs_date date = {year ? year : 2024, (uint8_t)number, (uint8_t)day};
    const bs_token *tokens = worker->layers->tokens.items;
    bs_span span = {tokens[start].start, tokens[stop - 1].end};
    if (!bs_date_is_valid(date))
        return add(worker, "impossible date", span,
                   bs_arena_print(&worker->layers->arena, "no calendar has \"%.*s\"%s",
                                  BS_STR_ARG(words_of(worker, span)),
                                  year && number == 2 && day == 29 ? " in that year" : ""),
                   error);
    uint32_t before = start;
    if (before > sentence->token_start && bs_cue_is_word(worker, before - 1, ","))
        before--;
    int weekday = before > sentence->token_start
                      ? bs_calendar_weekday(bs_worker_text(worker, before - 1))
                      : -1;
    if (year == 0 || weekday < 0 || weekday == bs_date_weekday(bs_date_first_day(date)))
        return BS_OK;
    static const char *const DAYS[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    span.start = tokens[before - 1].start;
    return add(
        worker, "impossible date", span,
        bs_arena_print(&worker->layers->arena, "\"%.*s\" of %d was a %s",
                       BS_STR_ARG(words_of(worker, (bs_span){tokens[start].start, span.end})), year,
                       DAYS[bs_date_weekday(bs_date_first_day(date))]),
        error);
}

/* "2024-02-30" */
static bs_status check_iso(bs_annotate_worker *worker, uint32_t token, bs_error *error)
{
    bs_str form = bs_worker_text(worker, token);
    bs_date date;
    if (form.size != 10 || form.data[4] != '-' || form.data[7] != '-' || bs_date_from(form, &date))
        return BS_OK;
    for (size_t at = 0; at < form.size; at++)
        if (at != 4 && at != 7 && !(form.data[at] >= '0' && form.data[at] <= '9'))
            return BS_OK;
    const bs_token *of = &worker->layers->tokens.items[token];
    return add(worker, "impossible date", (bs_span){of->start, of->end},
               bs_arena_print(&worker->layers->arena, "no calendar has \"%.*s\"", BS_STR_ARG(form)),
               error);
}

static bs_status check_calendar(bs_annotate_worker *worker, bs_error *error)
{
    const bs_sentences *sentences = &worker->layers->sentences;
    bs_status status = BS_OK;
    for (size_t index = 0; index < sentences->count; index++) {
        const bs_sentence *sentence = &sentences->items[index];
        for (uint32_t token = sentence->token_start; status == BS_OK && token < sentence->token_end;
             token++) {
            if (bs_worker_is(worker, token, BS_CLASS_MONTH) &&
                bs_worker_is(worker, token, BS_CLASS_CAPITAL) && worker->covers[token] == 0)
                status = check_day(worker, sentence, token, error);
            else if (bs_ascii_is_digit((unsigned char)bs_worker_text(worker, token).data[0]))
                status = check_iso(worker, token, error);
        }
    }
    return status;
}

/* ------------------------------------------------------------------------ glued words */

/* "agencyThe": small letters, and behind them a word of grammar with its capital. */
static bool is_glued(bs_annotate_worker *worker, uint32_t token)
{
    bs_str form = bs_worker_text(worker, token);
    size_t at = 0;
    while (at < form.size && form.data[at] >= 'a' && form.data[at] <= 'z')
        at++;
    char second[12];
    size_t size = form.size - at;
    if (at < 3 || size < 2 || size > sizeof second || form.data[at] < 'A' || form.data[at] > 'Z')
        return false;
    second[0] = (char)(form.data[at] - 'A' + 'a');
    for (size_t index = 1; index < size; index++) {
        second[index] = form.data[at + index];
        if (second[index] < 'a' || second[index] > 'z')
            return false;
    }
    uint32_t word =
        bs_gazetteer_word(&worker->annotator->gazetteer, (bs_str){second, size}, &worker->scratch);
    return bs_worker_word_is(worker, word, BS_CLASS_FUNCTION);
}

static bs_status check_glued(bs_annotate_worker *worker, bs_error *error)
{
    bs_status status = BS_OK;
    for (uint32_t token = 0; status == BS_OK && token < worker->layers->tokens.count; token++) {
        if (!bs_worker_is(worker, token, BS_CLASS_MIXED) || worker->covers[token] != 0 ||
            !is_glued(worker, token))
            continue;
        const bs_token *of = &worker->layers->tokens.items[token];
        status = add(worker, "words glued together", (bs_span){of->start, of->end},
                     BS_STR("two words stand here without a space"), error);
    }
    return status;
}

static int compare_findings(const void *left, const void *right)
{
    const bs_finding *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

bs_status bs_worker_findings(bs_annotate_worker *worker, bs_error *error)
{
    said_days days = {0};
    bs_status status = compare_claims(worker, error);
    if (status == BS_OK)
        status = compare_events(worker, error);
    if (status == BS_OK)
        status = find_said_days(worker, &days, error);
    if (status == BS_OK)
        status = compare_said_days(worker, &days, error);
    if (status == BS_OK)
        status = check_calendar(worker, error);
    if (status == BS_OK)
        status = check_glued(worker, error);
    bs_array_free(&days);
    bs_findings *findings = &worker->layers->findings;
    if (findings->count > 1)
        qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
    return status;
}
