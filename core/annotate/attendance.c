/*
 * attendance.c - who came to which event, and what was talked about there. Parts of a match:
 *
 *     attendance   item (each with parts of its own: party, person, level, which are words like
 *                  "leaders", "Deputy Prime Minister"), pronoun, event; facts: status, level
 *     topic        topics (a list of phrases), event, meeting, scope; fact: stated ("false")
 */
#include "annotate/claims.h"
#include "base/error.h"

enum { TOPIC_TOKENS_MAX = 8 }; /* more words are a clause and no topic */

static bool has_word(bs_str text, const char *wanted)
{
    bs_str word;
    while (bs_str_cut(&text, ' ', &word))
        if (bs_str_is_nocase(word, wanted))
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

bs_str bs_claim_level(bs_str office)
{
    static const char *const DEPUTIES[] = {"deputy", "deputies", "vice", "vice-president", NULL};
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

/* One item of a list of who came: the captures of the match that lie inside it. */
typedef struct item {
    const bs_entity *person; /* or NULL */
    bs_str level;
    uint32_t parties[BS_CLAIM_LIST_MAX];
    size_t party_count;
} item;

static const bs_entity *person_at(const bs_annotate_worker *worker, const bs_rule_capture *part)
{
    for (uint32_t token = part->token_start; token < part->token_end; token++) {
        uint32_t cover = worker->covers[token];
        const bs_mention *mention = cover ? &worker->layers->mentions.items[cover - 1] : NULL;
        if (mention && mention->type == BS_ENTITY_PERSON && mention->entity != BS_NONE)
            return &worker->layers->entities.items[mention->entity];
    }
    return NULL;
}

static void add_parties(const bs_annotate_worker *worker, const bs_rule_capture *part, item *into)
{
    for (uint32_t token = part->token_start; token < part->token_end; token++) {
        uint32_t cover = worker->covers[token];
        const bs_mention *mention = cover ? &worker->layers->mentions.items[cover - 1] : NULL;
        if (mention && mention->token_start == token && mention->entity != BS_NONE &&
            (mention->type == BS_ENTITY_COUNTRY || mention->type == BS_ENTITY_ORGANIZATION) &&
            into->party_count < BS_CLAIM_LIST_MAX)
            into->parties[into->party_count++] = mention->entity;
    }
}

/* Reads what the match captured between two tokens. */
static void read_item(const bs_claim_reading *of, uint32_t start, uint32_t end, item *into)
{
    *into = (item){0};
    for (size_t index = 0; index < of->match->capture_count; index++) {
        const bs_rule_capture *part = &of->match->captures[index];
        bs_str name = of->rule->captures[part->name];
        if (part->token_start < start || part->token_end > end)
            continue;
        if (bs_str_equal(name, BS_STR("person")) && !into->person)
            into->person = person_at(of->worker, part);
        else if (bs_str_equal(name, BS_STR("level")) && !into->level.data)
            into->level = bs_worker_words(of->worker, part->token_start, part->token_end);
        else if (bs_str_equal(name, BS_STR("party")))
            add_parties(of->worker, part, into);
    }
}

static bs_status add_attendance(const bs_claim_reading *of, bs_str party, const bs_entity *person,
                                bs_str level, bs_str event, bs_error *error)
{
    bs_claim *claim = bs_claim_add(of, BS_CLAIM_ATTENDANCE);
    if (!claim)
        return bs_fail_memory(error);
    claim->event = event;
    claim->party = party;
    claim->person = person ? person->id : (bs_str){0};
    claim->level = level;
    claim->status = bs_rule_fact(of->rule, "status");
    return BS_OK;
}

static bs_status add_item(const bs_claim_reading *of, const item *from, bs_str event,
                          bs_error *error)
{
    bs_str office = from->level.data ? from->level : bs_rule_fact(of->rule, "level");
    if (from->party_count == 0 && !from->person)
        return BS_OK;
    bs_str level = bs_claim_level(office);
    if (!level.data && from->person)
        level = bs_claim_level(attribute_of(from->person, "office"));
    if (!level.data && from->person)
        level = bs_claim_level(attribute_of(from->person, "said_office"));
    bs_str country = from->person ? attribute_of(from->person, "country") : (bs_str){0};
    if (!country.data && from->person)
        country = attribute_of(from->person, "said_country");
    if (from->party_count == 0)
        return add_attendance(of, country_id(of, country), from->person, level, event, error);
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < from->party_count; index++)
        status = add_attendance(of, of->worker->layers->entities.items[from->parties[index]].id,
                                from->person, level, event, error);
    return status;
}

/*
 * "They" are those of whom the sentence before says that they came, when it says so of several;
 * else the one list of parties in it. Anything else is not clear.
 */
static bs_status add_antecedents(const bs_claim_reading *of, bs_str event, bs_error *error)
{
    bs_annotate_worker *worker = of->worker;
    const bs_sentences *sentences = &worker->layers->sentences;
    if (of->sentence == sentences->items)
        return BS_OK;
    const bs_sentence *before = of->sentence - 1;
    size_t end = worker->layers->claims.count, from = end;
    while (from > 0 && worker->layers->claims.items[from - 1].span.start >= before->start)
        from--;
    size_t came = 0;
    for (size_t index = from; index < end; index++)
        came += worker->layers->claims.items[index].kind == BS_CLAIM_ATTENDANCE;
    bs_status status = BS_OK;
    for (size_t index = from; came > 1 && status == BS_OK && index < end; index++) {
        const bs_claim claim = worker->layers->claims.items[index];
        if (claim.kind != BS_CLAIM_ATTENDANCE)
            continue;
        status = add_attendance(of, claim.party, NULL, claim.level, event, error);
        if (status == BS_OK)
            worker->layers->claims.items[worker->layers->claims.count - 1].person = claim.person;
    }
    if (came > 0)
        return status;

    item list = {0};
    size_t lists = 0;
    uint32_t latest_end = 0;
    for (uint32_t token = before->token_start; token < before->token_end; token++) {
        uint32_t cover = worker->covers[token];
        const bs_mention *mention = cover ? &worker->layers->mentions.items[cover - 1] : NULL;
        if (!mention || mention->token_start != token || mention->entity == BS_NONE ||
            (mention->type != BS_ENTITY_COUNTRY && mention->type != BS_ENTITY_ORGANIZATION))
            continue;
        bool is_joined = lists > 0 && token - latest_end <= 3;
        for (uint32_t at = latest_end; is_joined && at < token; at++)
            is_joined = has_any(bs_worker_text(worker, at),
                                (const char *const[]){",", "and", "the", "&", NULL});
        lists += !is_joined;
        latest_end = mention->token_end;
        if (list.party_count < BS_CLAIM_LIST_MAX)
            list.parties[list.party_count++] = mention->entity;
    }
    return lists == 1 && list.party_count > 1 ? add_item(of, &list, event, error) : BS_OK;
}

static bs_status add_attendances(const bs_claim_reading *of, bs_str event, bs_error *error)
{
    if (bs_worker_capture(of->worker, of->match, "pronoun"))
        return event.data ? add_antecedents(of, event, error) : BS_OK;
    item one;
    size_t count = 0;
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < of->match->capture_count; index++) {
        const bs_rule_capture *part = &of->match->captures[index];
        if (!bs_str_equal(of->rule->captures[part->name], BS_STR("item")))
            continue;
        read_item(of, part->token_start, part->token_end, &one);
        status = add_item(of, &one, event, error);
        count++;
    }
    if (count > 0 || status != BS_OK)
        return status;
    read_item(of, of->match->token_start, of->match->token_end, &one);
    return add_item(of, &one, event, error);
}

bs_status bs_claim_attendance(const bs_claim_reading *of, bs_error *error)
{
    bs_str events[BS_CLAIM_LIST_MAX];
    size_t count = bs_claim_events(of, events);
    const bs_rule_capture *part = bs_worker_capture(of->worker, of->match, "event");
    if (count == 0 && part &&
        has_any(bs_worker_text(of->worker, part->token_end - 1),
                (const char *const[]){"summits", "meetings", "gatherings", "conferences", NULL}))
        return BS_OK; /* of which of them it is said is not clear */
    bs_status status = count == 0 ? add_attendances(of, (bs_str){0}, error) : BS_OK;
    for (size_t index = 0; status == BS_OK && index < count; index++)
        status = add_attendances(of, events[index], error);
    return status;
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

/* Whether the words name nothing: "these matters", "the issue". */
static bool is_vague(const bs_claim_reading *of, uint32_t start, uint32_t end)
{
    static const char *const VAGUE[] = {
        "issue",   "issues",    "matter",   "matters", "question",  "questions", "subject",
        "topic",   "topics",    "problem",  "items",   "point",     "points",    "things",
        "details", "situation", "subjects", "item",    "problems",  "others",    "thing",
        "various", "many",      "several",  "certain", "important", "main",      NULL};
    for (uint32_t token = start; token < end; token++)
        if (!bs_worker_is(of->worker, token, BS_CLASS_FUNCTION) &&
            !has_any(bs_worker_text(of->worker, token), VAGUE))
            return false;
    return true;
}

/* Among whom: what the match says, else what the sentence before said of the same talks. */
static bs_str scope_of(const bs_claim_reading *of)
{
    bs_str scope = bs_claim_fact(of, "scope");
    const bs_layers *layers = of->worker->layers;
    if (scope.data || !bs_worker_capture(of->worker, of->match, "meeting") ||
        of->sentence == layers->sentences.items)
        return scope;
    uint32_t least = (of->sentence - 1)->start;
    for (size_t index = layers->claims.count; index-- > 0;) {
        const bs_claim *claim = &layers->claims.items[index];
        if (claim->span.start < least)
            break;
        if (claim->kind == BS_CLAIM_TOPIC && claim->scope.data)
            return claim->scope;
    }
    return scope;
}

static bs_status add_topic(const bs_claim_reading *of, bs_str event, uint32_t start, uint32_t end,
                           bs_error *error)
{
    while (start < end && (is_and(of, start) || is_separator(of, start) ||
                           bs_str_equal_nocase(bs_worker_text(of->worker, start), BS_STR("the"))))
        start++;
    if (start == end || end - start > TOPIC_TOKENS_MAX || is_vague(of, start, end))
        return BS_OK;
    bs_claim *claim = bs_claim_add(of, BS_CLAIM_TOPIC);
    if (!claim)
        return bs_fail_memory(error);
    claim->event = event;
    claim->scope = scope_of(of);
    claim->status = bs_claim_is_ahead(of) ? BS_STR("expected") : bs_rule_fact(of->rule, "status");
    claim->topic = bs_worker_words(of->worker, start, end);
    claim->is_stated = !bs_str_equal(bs_rule_fact(of->rule, "stated"), BS_STR("false"));
    return BS_OK;
}

/* Where the list ends: at its last comma when its `and` stands before that ("trade and energy, a
 * priority"), since what follows then is no member of it. */
static uint32_t list_end(const bs_claim_reading *of, uint32_t start, uint32_t end)
{
    while (end > start && (is_separator(of, end - 1) || is_and(of, end - 1)))
        end--;
    bool is_closed = false;
    for (uint32_t token = end; token-- > start;) {
        if (is_and(of, token))
            return end;
        if (is_separator(of, token)) {
            for (uint32_t before = start; before < token; before++)
                is_closed |= is_and(of, before);
            return is_closed ? list_end(of, start, token) : end;
        }
    }
    return end;
}

static bs_status add_topics(const bs_claim_reading *of, bs_str event, bs_span part, bs_error *error)
{
    uint32_t start = part.start, end = list_end(of, start, part.end), last_separator = start;
    for (uint32_t token = start; token < end; token++)
        if (is_separator(of, token))
            last_separator = token;
    bs_status status = BS_OK;
    for (uint32_t token = start; status == BS_OK && token < end; token++) {
        /* in a list with commas, `and` divides only behind the last of them */
        if (!is_separator(of, token) && !(is_and(of, token) && token >= last_separator))
            continue;
        status = add_topic(of, event, start, token, error);
        start = token + 1;
    }
    return status == BS_OK ? add_topic(of, event, start, end, error) : status;
}

bs_status bs_claim_topics(const bs_claim_reading *of, bs_error *error)
{
    const bs_rule_capture *part = bs_worker_capture(of->worker, of->match, "topics");
    bs_str events[BS_CLAIM_LIST_MAX];
    size_t count = bs_claim_events(of, events);
    bool is_meeting = bs_worker_capture(of->worker, of->match, "meeting") ||
                      bs_rule_fact(of->rule, "status").data;
    if (!part || (count == 0 && !is_meeting))
        return BS_OK; /* nothing says that it was talked about at a meeting */
    bs_span topics = {part->token_start, part->token_end};
    bs_status status = count == 0 ? add_topics(of, (bs_str){0}, topics, error) : BS_OK;
    for (size_t index = 0; status == BS_OK && index < count; index++)
        status = add_topics(of, events[index], topics, error);
    return status;
}
