/*
 * statements.c - matches of claim rules become claims: firsts and streaks, agreements, days of
 * events and speeches, offices. Parts of a match:
 *
 *     streak      party (a list) or pronoun (those of whom the article said that they came), level,
 *                 count, event, period; facts: metric (consecutive, first, since, previous), status
 *     agreement   party (lists), topic, period; fact: status (signed, planned, under way)
 *     date        event or person and topic (a speech), period
 *     office      person, party, topic (the office), period; fact: status (began)
 */
#include "annotate/calendar.h"
#include "annotate/claims.h"
#include "base/error.h"

enum { ANTECEDENT_SENTENCES = 3 };

static bs_str entity_id(const bs_claim_reading *of, uint32_t entity)
{
    return of->worker->layers->entities.items[entity].id;
}

/* The parties of the latest list of attendances, at most a few sentences back. */
static size_t antecedents(const bs_claim_reading *of, bs_str parties[BS_CLAIM_LIST_MAX])
{
    const bs_annotate_worker *worker = of->worker;
    const bs_claims *claims = &worker->layers->claims;
    size_t number = (size_t)(of->sentence - worker->layers->sentences.items);
    size_t back = number < ANTECEDENT_SENTENCES ? number : ANTECEDENT_SENTENCES;
    uint32_t least = (of->sentence - back)->start, start = 0;
    size_t count = 0;
    for (size_t index = claims->count; index-- > 0 && count < BS_CLAIM_LIST_MAX;) {
        const bs_claim *claim = &claims->items[index];
        if (claim->span.start < least ||
            (count > 0 && claim->kind == BS_CLAIM_ATTENDANCE && claim->span.start != start))
            break;
        if (claim->kind != BS_CLAIM_ATTENDANCE || !claim->party.data ||
            claim->span.start >= of->sentence->start)
            continue;
        start = claim->span.start;
        parties[count++] = claim->party;
    }
    for (size_t low = 0, high = count; low + 1 < high; low++) {
        bs_str swapped = parties[low];
        parties[low] = parties[--high];
        parties[high] = swapped;
    }
    return count;
}

static bs_str words_level(const bs_claim_reading *of)
{
    bs_str office = bs_claim_text(of, "level");
    bs_str level = bs_claim_level(office);
    bool is_either = office.data && bs_str_find(office, BS_STR(" or "), 0) != SIZE_MAX;
    return is_either && bs_str_equal(level, BS_STR("deputy")) ? BS_STR("leader or deputy") : level;
}

bs_status bs_claim_streaks(const bs_claim_reading *of, bs_error *error)
{
    bs_str parties[BS_CLAIM_LIST_MAX];
    uint32_t entities[BS_CLAIM_LIST_MAX];
    size_t count = bs_claim_entities(of, "party", entities);
    for (size_t index = 0; index < count; index++)
        parties[index] = entity_id(of, entities[index]);
    if (count == 0 && bs_worker_capture(of->worker, of->match, "pronoun"))
        count = antecedents(of, parties);
    const bs_rule_capture *length = bs_worker_capture(of->worker, of->match, "count");
    int64_t number = 0;
    if (length && !bs_calendar_number(bs_worker_text(of->worker, length->token_start), &number))
        return BS_OK;
    bs_str metric = bs_rule_fact(of->rule, "metric"), status = bs_rule_fact(of->rule, "status");
    bool is_ahead = bs_claim_is_ahead(of);
    if (!status.data || is_ahead)
        status = is_ahead ? BS_STR("expected") : BS_STR("attended");
    bool has_event =
        !bs_str_equal(metric, BS_STR("since")) && !bs_str_equal(metric, BS_STR("previous"));
    bs_str event = has_event ? bs_claim_event(of) : (bs_str){0};
    for (size_t index = 0; index < count; index++) {
        bs_claim *claim = bs_claim_add(of, BS_CLAIM_STREAK);
        if (!claim)
            return bs_fail_memory(error);
        claim->party = parties[index];
        claim->level = words_level(of);
        claim->event = event;
        claim->scope = has_event ? (bs_str){0} : bs_claim_series(of);
        claim->rank = number;
        claim->metric = metric;
        claim->status = status;
        if (bs_worker_capture(of->worker, of->match, "period"))
            claim->period = bs_claim_period(of, "period");
    }
    return BS_OK;
}

bs_status bs_claim_agreements(const bs_claim_reading *of, bs_error *error)
{
    uint32_t entities[BS_CLAIM_LIST_MAX];
    size_t count = bs_claim_entities(of, "party", entities);
    bs_str topic = bs_claim_text(of, "topic");
    for (size_t index = 0; topic.data && count > 1 && index < count; index++) {
        bs_claim *claim = bs_claim_add(of, BS_CLAIM_AGREEMENT);
        if (!claim)
            return bs_fail_memory(error);
        claim->party = entity_id(of, entities[index]);
        claim->topic = topic;
        claim->status = bs_rule_fact(of->rule, "status");
        if (bs_worker_capture(of->worker, of->match, "period"))
            claim->period = bs_claim_period(of, "period");
    }
    return BS_OK;
}

static bs_str person_of(const bs_claim_reading *of)
{
    uint32_t entities[BS_CLAIM_LIST_MAX];
    return bs_claim_entities(of, "person", entities) > 0 ? entity_id(of, entities[0]) : (bs_str){0};
}

/* Whether the period is no more than the year by which the event was told from others of its name.
 */
static bool is_year_of(const bs_claim_reading *of, bs_str event, bs_str period)
{
    const bs_gazetteer *gazetteer = &of->worker->annotator->gazetteer;
    const bs_map_entry *entry = bs_map_find(&gazetteer->ids, event);
    if (!entry || period.size != 4)
        return false;
    const bs_known *known = &gazetteer->known.items[entry->value];
    for (size_t index = 0; index < known->attributes.count; index++)
        if (bs_str_equal(known->attributes.items[index].name, BS_STR("from")) &&
            bs_str_starts(known->attributes.items[index].value, period))
            return true;
    return false;
}

bs_status bs_claim_dates(const bs_claim_reading *of, bs_error *error)
{
    bs_str person = person_of(of);
    bs_str event = person.data ? (bs_str){0} : bs_claim_event_named(of);
    bs_str period = bs_claim_period(of, "period");
    if ((!person.data && !event.data) || (event.data && is_year_of(of, event, period)))
        return BS_OK;
    bs_claim *claim = bs_claim_add(of, BS_CLAIM_DATE);
    if (!claim)
        return bs_fail_memory(error);
    claim->event = event;
    claim->person = person;
    claim->topic = bs_claim_text(of, "topic");
    claim->period = period;
    return BS_OK;
}

bs_status bs_claim_offices(const bs_claim_reading *of, bs_error *error)
{
    bs_str person = person_of(of);
    if (!person.data)
        return BS_OK;
    uint32_t entities[BS_CLAIM_LIST_MAX];
    size_t parties = bs_claim_entities(of, "party", entities);
    bs_claim *claim = bs_claim_add(of, BS_CLAIM_OFFICE);
    if (!claim)
        return bs_fail_memory(error);
    claim->person = person;
    claim->party = parties > 0 ? entity_id(of, entities[0]) : (bs_str){0};
    claim->topic = bs_claim_text(of, "topic");
    claim->status = bs_rule_fact(of->rule, "status");
    claim->period = bs_claim_period(of, "period");
    return BS_OK;
}
