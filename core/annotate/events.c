/*
 * events.c - which event a claim is about. "The Vilnius summit" has its entity; "a NATO summit in
 * 2022" is one of a series, and is told by the year in the sentence or by the day of the article.
 */
#include <stdlib.h>

#include "annotate/calendar.h"
#include "annotate/claims.h"
#include "text/day.h"

enum {
    NEAR_DAYS = 45,
    NEAR_SENTENCES = 5,    /* an event named further back is not taken for what is spoken of */
    DETERMINER_TOKENS = 4, /* "the recently concluded trade conference" */
};

static bs_str attribute_of(const bs_known *known, const char *name)
{
    for (size_t index = 0; index < known->attributes.count; index++)
        if (bs_str_equal(known->attributes.items[index].name, bs_str_from(name)))
            return known->attributes.items[index].value;
    return (bs_str){0};
}

static const bs_known *event_at(const bs_annotator *annotator, size_t index)
{
    return &annotator->gazetteer.known.items[annotator->events.items[index]];
}

static bool contains_nocase(bs_str text, bs_str part)
{
    for (size_t at = 0; part.size > 0 && at + part.size <= text.size; at++)
        if (bs_str_equal_nocase(bs_str_slice(text, at, at + part.size), part))
            return true;
    return false;
}

/* A year that the sentence states or that its dates resolve to, 0 for none. */
static int32_t year_of(const bs_claim_reading *of)
{
    const bs_date_expressions *dates = &of->worker->layers->dates;
    for (size_t index = dates->count; index-- > 0;) {
        const bs_date_expression *date = &dates->items[index];
        if (date->span.start < of->sentence->start)
            break;
        bs_date value;
        if (date->type == BS_DATE_DATE && date->value.data && bs_date_from(date->value, &value))
            return value.year;
    }
    return 0;
}

static bool names_city(const bs_claim_reading *of, bs_str city)
{
    const bs_annotate_worker *worker = of->worker;
    for (uint32_t token = of->sentence->token_start; city.data && token < of->sentence->token_end;
         token++)
        if (bs_str_equal_nocase(bs_worker_text(worker, token), city))
            return true;
    return false;
}

/* How well an event of a series fits: 0 for not at all. */
static int fit_of(const bs_claim_reading *of, const bs_known *known, bs_str name, int32_t year)
{
    bs_str series = attribute_of(known, "series");
    bs_date from;
    if (!series.data || !contains_nocase(name, series) ||
        !bs_date_from(attribute_of(known, "from"), &from))
        return 0;
    bool has_city = names_city(of, attribute_of(known, "city"));
    if (year != 0)
        return from.year == year ? 2 + has_city : 0;
    if (has_city)
        return 1;
    bs_date anchor;
    if (!bs_date_from(bs_worker_anchor(of->worker, of->sentence->start), &anchor) ||
        anchor.day == 0)
        return 0;
    return abs(bs_date_first_day(from) - bs_date_first_day(anchor)) <= NEAR_DAYS;
}

static bs_str event_of_series(const bs_claim_reading *of, const bs_mention *mention)
{
    const bs_annotator *annotator = of->worker->annotator;
    bs_str name = bs_worker_words(of->worker, mention->token_start, mention->token_end);
    int32_t year = year_of(of);
    int best_fit = 0;
    bool is_tied = false;
    bs_str best = {0};
    for (size_t index = 0; index < annotator->events.count; index++) {
        const bs_known *known = event_at(annotator, index);
        int fit = fit_of(of, known, name, year);
        is_tied = fit > best_fit ? false : is_tied || (fit == best_fit && fit > 0);
        if (fit > best_fit) {
            best_fit = fit;
            best = known->entity.id;
        }
    }
    return is_tied ? (bs_str){0} : best;
}

static bs_str event_of_mention(const bs_claim_reading *of, uint32_t cover)
{
    const bs_mention *mention = &of->worker->layers->mentions.items[cover - 1];
    if (mention->entity == BS_NONE)
        return (bs_str){0};
    bs_str id = of->worker->layers->entities.items[mention->entity].id;
    if (bs_map_find(&of->worker->annotator->gazetteer.ids, id))
        return id;
    bs_str one = event_of_series(of, mention);
    return one.data ? one : id;
}

static bool is_one_of(bs_str word, const char *const *words)
{
    for (; *words; words++)
        if (bs_str_is_nocase(word, *words))
            return true;
    return false;
}

/* What a word like "the meeting" or "talks" may stand for. */
typedef enum reference {
    REFERENCE_NONE,  /* "a conference": one that is not named */
    REFERENCE_NAMED, /* "the summit": an event with this word in its name */
    REFERENCE_ANY,   /* "talks", "the meeting": the event that is spoken of */
} reference;

static reference reference_of(const bs_claim_reading *of, const bs_rule_capture *part)
{
    static const char *const OF_ANY[] = {
        "talks",        "discussions", "discussion", "agenda",        "debate",
        "negotiations", "communique",  "communiqué", "consultations", "readout",
        "declaration",  "statement",   NULL};
    static const char *const DEFINITE[] = {"the", "this", "that", "these", "their", "its", NULL};
    static const char *const INDEFINITE[] = {"a",     "an",      "any",  "every",   "each",
                                             "such",  "no",      "some", "several", "many",
                                             "other", "another", NULL};
    static const char *const GENERAL[] = {"meeting", "gathering", "event", NULL};
    bs_str head = bs_worker_text(of->worker, part->token_end - 1);
    bool is_any = is_one_of(head, OF_ANY);
    for (uint32_t back = 0; back < DETERMINER_TOKENS; back++) {
        if (part->token_start < of->sentence->token_start + back + 1)
            break;
        bs_str word = bs_worker_text(of->worker, part->token_start - back - 1);
        if (is_one_of(word, INDEFINITE))
            return REFERENCE_NONE;
        if (is_one_of(word, DEFINITE))
            return is_any || is_one_of(head, GENERAL) ? REFERENCE_ANY : REFERENCE_NAMED;
    }
    return is_any ? REFERENCE_ANY : REFERENCE_NONE;
}

/* The first event between two tokens whose name has the word, mention + 1; 0 for none. */
static uint32_t event_in(const bs_annotate_worker *worker, bs_span tokens, bs_str word)
{
    for (uint32_t token = tokens.start; token < tokens.end; token++) {
        uint32_t cover = worker->covers[token];
        const bs_mention *mention = cover ? &worker->layers->mentions.items[cover - 1] : NULL;
        if (mention && mention->type == BS_ENTITY_EVENT &&
            (!word.data ||
             contains_nocase(bs_worker_words(worker, mention->token_start, mention->token_end),
                             word)))
            return cover;
    }
    return 0;
}

/* The last event that was named before this sentence, mention + 1; 0 when that is long ago. */
static uint32_t event_before(const bs_claim_reading *of, bs_str word)
{
    const bs_annotate_worker *worker = of->worker;
    if (worker->latest_event == 0)
        return 0;
    const bs_mention *mention = &worker->layers->mentions.items[worker->latest_event - 1];
    size_t number = (size_t)(of->sentence - worker->layers->sentences.items);
    size_t back = number < NEAR_SENTENCES ? number : NEAR_SENTENCES;
    bool is_near = mention->token_start >= (of->sentence - back)->token_start;
    bs_span span = {mention->token_start, mention->token_end};
    return is_near || word.data ? event_in(worker, span, word) : 0;
}

/* What the match, its sentence or those before name, mention + 1; `is_before` when it was not named
 * in the sentence. */
static uint32_t event_cover(const bs_claim_reading *of, bool *is_before)
{
    const bs_annotate_worker *worker = of->worker;
    const bs_rule_capture *part = bs_worker_capture(worker, of->match, "event");
    if (!part)
        part = bs_worker_capture(worker, of->match, "meeting");
    bs_str word = {0};
    uint32_t cover = 0;
    *is_before = false;
    if (part && part->token_end > part->token_start) {
        cover = event_in(worker, (bs_span){part->token_start, part->token_end}, word);
        reference refers = cover ? REFERENCE_ANY : reference_of(of, part);
        if (refers == REFERENCE_NONE)
            return 0;
        if (refers == REFERENCE_NAMED)
            word = bs_worker_text(worker, part->token_end - 1);
    }
    bs_span sentence = {of->sentence->token_start, of->sentence->token_end};
    if (cover == 0)
        cover = event_in(worker, (bs_span){of->match->token_start, of->match->token_end}, word);
    if (cover == 0)
        cover = event_in(worker, sentence, word);
    if (cover == 0) {
        cover = event_before(of, word);
        *is_before = cover != 0;
    }
    return cover;
}

static const bs_known *known_of(const bs_claim_reading *of, bs_str id)
{
    const bs_gazetteer *gazetteer = &of->worker->annotator->gazetteer;
    const bs_map_entry *entry = id.data ? bs_map_find(&gazetteer->ids, id) : NULL;
    return entry ? &gazetteer->known.items[entry->value] : NULL;
}

static bool first_day_of(const bs_known *known, int32_t *day)
{
    bs_date from;
    if (!bs_date_from(attribute_of(known, "from"), &from))
        return false;
    *day = bs_date_first_day(from);
    return true;
}

static bool anchor_day(const bs_claim_reading *of, int32_t *day)
{
    bs_date anchor;
    bs_str text = bs_worker_anchor(of->worker, of->sentence->start);
    if (!text.data || !bs_date_from(text, &anchor) || anchor.day == 0)
        return false;
    *day = bs_date_first_day(anchor);
    return true;
}

static bool is_regular(const bs_known *known)
{
    bs_str kind = attribute_of(known, "kind");
    return !kind.data || bs_str_equal(kind, BS_STR("regular"));
}

/* The event of a series that begins on the day or soon after; absent for none. */
static bs_str next_event(const bs_claim_reading *of, bs_str series)
{
    const bs_annotator *annotator = of->worker->annotator;
    int32_t today, best_day = INT32_MAX;
    bs_str best = {0};
    if (!series.data || !anchor_day(of, &today))
        return best;
    for (size_t index = 0; index < annotator->events.count; index++) {
        const bs_known *known = event_at(annotator, index);
        int32_t day;
        if (known->entity.type != BS_ENTITY_EVENT ||
            !bs_str_equal(attribute_of(known, "series"), series) || !first_day_of(known, &day) ||
            day < today || day > today + NEAR_DAYS || day >= best_day)
            continue;
        best_day = day;
        best = known->entity.id;
    }
    return best;
}

/* An event in the city that the match names, near the day of the article. */
static bs_str event_at_place(const bs_claim_reading *of)
{
    const bs_annotator *annotator = of->worker->annotator;
    bs_str place = bs_claim_text(of, "place");
    int32_t today, day;
    if (!place.data || !anchor_day(of, &today))
        return (bs_str){0};
    for (size_t index = 0; index < annotator->events.count; index++) {
        const bs_known *known = event_at(annotator, index);
        if (first_day_of(known, &day) && abs(day - today) <= NEAR_DAYS &&
            contains_nocase(attribute_of(known, "city"), place))
            return known->entity.id;
    }
    return (bs_str){0};
}

bs_str bs_claim_event(const bs_claim_reading *of)
{
    bool is_before;
    uint32_t cover = event_cover(of, &is_before);
    if (cover == 0)
        return event_at_place(of);
    bs_str event = event_of_mention(of, cover);
    const bs_known *known = is_before && bs_claim_is_ahead(of) ? known_of(of, event) : NULL;
    int32_t day, today;
    if (known && first_day_of(known, &day) && anchor_day(of, &today) && day < today)
        return next_event(of, attribute_of(known, "series")); /* what lies ahead is another */
    return event;
}

bs_str bs_claim_event_named(const bs_claim_reading *of)
{
    const bs_rule_capture *part = bs_worker_capture(of->worker, of->match, "event");
    if (!part)
        return (bs_str){0};
    uint32_t cover =
        event_in(of->worker, (bs_span){part->token_start, part->token_end}, (bs_str){0});
    return cover ? event_of_mention(of, cover) : (bs_str){0};
}

/* "NATO summit" for words that end like "the annual NATO summits" and name a series. */
static bs_str series_in(const bs_claim_reading *of, bs_span tokens)
{
    const bs_annotator *annotator = of->worker->annotator;
    bs_str words = bs_worker_words(of->worker, tokens.start, tokens.end);
    for (size_t index = 0; index < annotator->events.count; index++) {
        const bs_known *known = event_at(annotator, index);
        bs_str series = attribute_of(known, "series");
        if (series.data && contains_nocase(words, series))
            return series;
    }
    return (bs_str){0};
}

bs_str bs_claim_series(const bs_claim_reading *of)
{
    bs_span sentence = {of->sentence->token_start, of->sentence->token_end};
    bs_str series = series_in(of, sentence);
    if (series.data || of->worker->latest_event == 0)
        return series;
    const bs_known *known = known_of(of, event_of_mention(of, of->worker->latest_event));
    return known ? attribute_of(known, "series") : (bs_str){0};
}

/* The number in "the past two summits" in the sentence; 0 when it says no such thing. */
static int64_t past_count(const bs_claim_reading *of)
{
    static const char *const PAST[] = {"past", "last", "previous", NULL};
    static const char *const MEETINGS[] = {"gatherings", "summits", "meetings", "conferences",
                                           NULL};
    for (uint32_t token = of->sentence->token_start; token + 2 < of->sentence->token_end; token++) {
        int64_t number;
        if (!is_one_of(bs_worker_text(of->worker, token), PAST) ||
            !bs_calendar_number(bs_worker_text(of->worker, token + 1), &number))
            continue;
        for (uint32_t at = token + 2; at < of->sentence->token_end && at < token + 5; at++)
            if (is_one_of(bs_worker_text(of->worker, at), MEETINGS))
                return number;
    }
    return 0;
}

/* The last regular events of a series before the day, the latest first. */
static size_t past_events(const bs_claim_reading *of, bs_str series, int64_t wanted,
                          bs_str events[BS_CLAIM_LIST_MAX])
{
    const bs_annotator *annotator = of->worker->annotator;
    int32_t before;
    size_t count = 0;
    if (!series.data || wanted < 1 || wanted > BS_EVENTS_MAX || !anchor_day(of, &before))
        return 0;
    while ((int64_t)count < wanted) {
        int32_t best_day = INT32_MIN;
        for (size_t index = 0; index < annotator->events.count; index++) {
            const bs_known *known = event_at(annotator, index);
            int32_t day;
            if (!is_regular(known) || !bs_str_equal(attribute_of(known, "series"), series) ||
                !first_day_of(known, &day) || day >= before || day <= best_day)
                continue;
            best_day = day;
            events[count] = known->entity.id;
        }
        if (best_day == INT32_MIN)
            break;
        before = best_day;
        count++;
    }
    return (int64_t)count == wanted ? count : 0;
}

size_t bs_claim_events(const bs_claim_reading *of, bs_str events[BS_CLAIM_LIST_MAX])
{
    bs_annotate_worker *worker = of->worker;
    uint32_t number = (uint32_t)(of->sentence - worker->layers->sentences.items);
    int64_t wanted = past_count(of);
    size_t count = wanted ? past_events(of, bs_claim_series(of), wanted, events) : 0;
    if (count > 0) {
        memcpy(worker->latest_events.items, events, count * sizeof *events);
        worker->latest_events.count = count;
        worker->latest_events.sentence = number;
        return count;
    }
    const bs_rule_capture *meeting = bs_worker_capture(worker, of->match, "meeting");
    bool is_before;
    uint32_t cover = event_cover(of, &is_before);
    if (meeting && worker->latest_events.count > 0 && (cover == 0 || is_before) &&
        number - worker->latest_events.sentence <= 2 &&
        reference_of(of, meeting) != REFERENCE_NONE) {
        memcpy(events, worker->latest_events.items, worker->latest_events.count * sizeof *events);
        return worker->latest_events.count;
    }
    events[0] = bs_claim_event(of);
    return events[0].data ? 1 : 0;
}
