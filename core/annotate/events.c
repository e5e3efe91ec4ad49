/*
 * events.c - which event a claim is about. "The Vilnius summit" has its entity; "a NATO summit in
 * 2022" is one of a series, and is told by the year in the sentence or by the day of the article.
 */
#include <stdlib.h>

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
    const bs_gazetteer *gazetteer = &of->worker->annotator->gazetteer;
    bs_str name = bs_worker_words(of->worker, mention->token_start, mention->token_end);
    int32_t year = year_of(of);
    int best_fit = 0;
    bool is_tied = false;
    bs_str best = {0};
    for (size_t index = 0; index < gazetteer->known.count; index++) {
        const bs_known *known = &gazetteer->known.items[index];
        if (known->entity.type != BS_ENTITY_EVENT)
            continue;
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
        if (bs_str_equal_nocase(word, bs_str_from(*words)))
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

bs_str bs_claim_event(const bs_claim_reading *of)
{
    const bs_annotate_worker *worker = of->worker;
    const bs_rule_capture *part = bs_worker_capture(worker, of->match, "event");
    if (!part)
        part = bs_worker_capture(worker, of->match, "meeting");
    bs_str word = {0};
    uint32_t cover = 0;
    if (part && part->token_end > part->token_start) {
        cover = event_in(worker, (bs_span){part->token_start, part->token_end}, word);
        reference refers = cover ? REFERENCE_ANY : reference_of(of, part);
        if (refers == REFERENCE_NONE)
            return (bs_str){0};
        if (refers == REFERENCE_NAMED)
            word = bs_worker_text(worker, part->token_end - 1);
    }
    bs_span sentence = {of->sentence->token_start, of->sentence->token_end};
    if (cover == 0)
        cover = event_in(worker, (bs_span){of->match->token_start, of->match->token_end}, word);
    if (cover == 0)
        cover = event_in(worker, sentence, word);
    if (cover == 0)
        cover = event_before(of, word);
    return cover ? event_of_mention(of, cover) : (bs_str){0};
}
