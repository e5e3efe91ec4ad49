/*
 * attendance.c - who came to which event, and what was talked about there. Parts of a match:
 *
 *     attendance   party (a list), person, level (words like "leaders", "Deputy Prime Minister"),
 *                  event; facts: status, level
 *     topic        topics (a list of phrases), event, scope; fact: stated ("false")
 */
#include "annotate/claims.h"
#include "base/error.h"

static bool has_word(bs_str text, const char *wanted)
{
    bs_str word;
    while (bs_str_cut(&text, ' ', &word))
        if (bs_str_equal_nocase(word, bs_str_from(wanted)))
            return true;
    return false;
}

static bool has_any(bs_str text, const char *const *words)
{
    for (; *words; words++)
        if (has_word(text, *words))
            return true;
    return false;
}

/* "leader", "deputy", "minister" or "official" for the words of an office; absent for none. */
static bs_str level_of(bs_str office)
{
    static const char *const DEPUTIES[] = {"deputy", "vice", "vice-president", NULL};
    static const char *const HEADS[] = {
        "president", "presidents", "prime", "premier", "premiers", "chancellor", "chancellors",
        "leader",    "leaders",    "king",  "queen",   "emir",     "sultan",     "monarch",
        "taoiseach", "head",       "heads", "pope",    NULL};
    static const char *const MINISTERS[] = {"minister",    "ministers",        "secretary",
                                            "secretaries", "foreign-minister", NULL};
    static const char *const OFFICIALS[] = {"ambassador",   "ambassadors",
                                            "envoy",        "envoys",
                                            "official",     "officials",
                                            "delegation",   "delegations",
                                            "diplomat",     "representative",
                                            "delegate",     "undersecretary",
                                            "adviser",      "advisor",
                                            "director",     "representatives",
                                            "observers",    "observer",
                                            "diplomats",    "delegates",
                                            "commissioner", NULL};
    if (!office.data)
        return (bs_str){0};
    bool is_deputy = has_any(office, DEPUTIES);
    if (has_any(office, HEADS))
        return is_deputy ? BS_STR("deputy") : BS_STR("leader");
    if (has_word(office, "secretary") && (has_word(office, "general") || has_word(office, "-")))
        return is_deputy ? BS_STR("deputy") : BS_STR("leader");
    if (has_word(office, "secretary-general"))
        return is_deputy ? BS_STR("deputy") : BS_STR("leader");
    if (has_any(office, MINISTERS))
        return is_deputy ? BS_STR("official") : BS_STR("minister");
    return has_any(office, OFFICIALS) ? BS_STR("official") : (bs_str){0};
}

static bs_str attribute_of(const bs_entity *entity, const char *name)
{
    for (size_t index = 0; index < entity->attribute_count; index++)
        if (bs_str_equal(entity->attributes[index].name, bs_str_from(name)))
            return entity->attributes[index].value;
    return (bs_str){0};
}

/* The id of a country given by code or name. */
static bs_str country_id(const bs_claim_reading *of, bs_str country)
{
    const bs_gazetteer *gazetteer = &of->worker->annotator->gazetteer;
    if (!country.data)
        return country;
    bs_str id = bs_arena_print(&of->worker->layers->arena, "country:%.*s", BS_STR_ARG(country));
    if (id.data && bs_map_find(&gazetteer->ids, id))
        return id;
    bs_str key = bs_arena_print(&of->worker->layers->arena, "%d/%.*s", (int)BS_ENTITY_COUNTRY,
                                BS_STR_ARG(country));
    const bs_map_entry *entry = key.data ? bs_map_find(&gazetteer->type_names, key) : NULL;
    return entry ? gazetteer->known.items[entry->value].entity.id : (bs_str){0};
}

static const bs_entity *person_of(const bs_claim_reading *of)
{
    const bs_annotate_worker *worker = of->worker;
    const bs_rule_capture *part = bs_worker_capture(worker, of->match, "person");
    for (uint32_t token = part ? part->token_start : 0; part && token < part->token_end; token++) {
        uint32_t cover = worker->covers[token];
        const bs_mention *mention = cover ? &worker->layers->mentions.items[cover - 1] : NULL;
        if (mention && mention->type == BS_ENTITY_PERSON && mention->entity != BS_NONE)
            return &worker->layers->entities.items[mention->entity];
    }
    return NULL;
}

bs_status bs_claim_attendance(const bs_claim_reading *of, bs_error *error)
{
    const bs_entity *person = person_of(of);
    uint32_t parties[BS_CLAIM_LIST_MAX];
    size_t count = bs_claim_entities(of, "party", parties), kept = 0;
    const bs_entities *entities = &of->worker->layers->entities;
    for (size_t index = 0; index < count; index++)
        if (entities->items[parties[index]].type != BS_ENTITY_PERSON)
            parties[kept++] = parties[index];
    bs_str office = bs_claim_fact(of, "level");
    bs_str home = {0};
    if (kept == 0 && person) {
        home = country_id(of, attribute_of(person, "country"));
        if (!office.data)
            office = attribute_of(person, "office");
    }
    if (kept == 0 && !person)
        return BS_OK;
    bs_str event = bs_claim_event(of), level = level_of(office);
    if (!level.data && person)
        level = level_of(attribute_of(person, "office"));
    for (size_t index = 0; index < kept || (kept == 0 && index == 0); index++) {
        bs_claim *claim = bs_claim_add(of, BS_CLAIM_ATTENDANCE);
        if (!claim)
            return bs_fail_memory(error);
        claim->event = event;
        claim->party = kept > 0 ? entities->items[parties[index]].id : home;
        claim->person = person ? person->id : (bs_str){0};
        claim->level = level;
        claim->status = bs_rule_fact(of->rule, "status");
    }
    return BS_OK;
}

static bool is_separator(const bs_claim_reading *of, uint32_t token)
{
    bs_str form = bs_worker_text(of->worker, token);
    return bs_str_equal(form, BS_STR(",")) || bs_str_equal(form, BS_STR(";"));
}

static bool is_and(const bs_claim_reading *of, uint32_t token)
{
    bs_str form = bs_worker_text(of->worker, token);
    return bs_str_equal_nocase(form, BS_STR("and")) || bs_str_equal_nocase(form, BS_STR("or"));
}

static bs_status add_topic(const bs_claim_reading *of, uint32_t start, uint32_t end,
                           bs_error *error)
{
    while (start < end && (is_and(of, start) || is_separator(of, start) ||
                           bs_str_equal_nocase(bs_worker_text(of->worker, start), BS_STR("the"))))
        start++;
    if (start == end)
        return BS_OK;
    bs_claim *claim = bs_claim_add(of, BS_CLAIM_TOPIC);
    if (!claim)
        return bs_fail_memory(error);
    claim->event = bs_claim_event(of);
    claim->scope = bs_claim_fact(of, "scope");
    claim->topic = bs_worker_words(of->worker, start, end);
    claim->is_stated = !bs_str_equal(bs_rule_fact(of->rule, "stated"), BS_STR("false"));
    return BS_OK;
}

bs_status bs_claim_topics(const bs_claim_reading *of, bs_error *error)
{
    const bs_rule_capture *part = bs_worker_capture(of->worker, of->match, "topics");
    if (!part)
        return BS_OK;
    bool has_commas = false;
    uint32_t end = part->token_end;
    while (end > part->token_start && (is_separator(of, end - 1) || is_and(of, end - 1)))
        end--;
    for (uint32_t token = part->token_start; token < end; token++)
        has_commas |= is_separator(of, token);
    uint32_t start = part->token_start;
    bs_status status = BS_OK;
    for (uint32_t token = part->token_start; status == BS_OK && token < end; token++) {
        /* in a list with commas, `and` divides only behind the last of them */
        bool divides = is_separator(of, token);
        if (is_and(of, token) && has_commas) {
            divides = true;
            for (uint32_t later = token; later < end; later++)
                divides &= !is_separator(of, later);
        } else if (is_and(of, token)) {
            divides = true;
        }
        if (!divides)
            continue;
        status = add_topic(of, start, token, error);
        start = token + 1;
    }
    return status == BS_OK ? add_topic(of, start, end, error) : status;
}
