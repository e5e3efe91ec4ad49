/*
 * events.c - which event a claim is about. "The Vilnius summit" has its entity; "a NATO summit in
 * 2022" is one of a series, and is told by the year in the sentence or by the day of the article.
 */
#include <stdlib.h>

#include "annotate/claims.h"
#include "text/day.h"

enum { NEAR_DAYS = 45 };

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

bs_str bs_claim_event(const bs_claim_reading *of)
{
    const bs_annotate_worker *worker = of->worker;
    const bs_rule_capture *part = bs_worker_capture(worker, of->match, "event");
    const bs_span spans[] = {
        part ? (bs_span){part->token_start, part->token_end} : (bs_span){0, 0},
        {of->match->token_start, of->match->token_end},
        {of->sentence->token_start, of->sentence->token_end},
    };
    for (size_t index = 0; index < sizeof spans / sizeof *spans; index++)
        for (uint32_t token = spans[index].start; token < spans[index].end; token++) {
            uint32_t cover = worker->covers[token];
            if (cover && worker->layers->mentions.items[cover - 1].type == BS_ENTITY_EVENT)
                return event_of_mention(of, cover);
        }
    return worker->latest_event ? event_of_mention(of, worker->latest_event) : (bs_str){0};
}
