/*
 * names.c - from candidates to mentions, one sentence at a time.
 *
 * Where two candidates overlap, the one of a user's lexicon wins, then the higher priority, the
 * longer match (a title before a name counts), the earlier, and last the order of TYPE_RANKS.
 */
#include <stdlib.h>

#include "annotate/worker.h"
#include "base/error.h"
#include "text/day.h"

/* Lower wins: Jordan is a country before it is a person. */
static const uint8_t TYPE_RANKS[BS_ENTITY_TYPES] = {
    [BS_ENTITY_COUNTRY] = 0, [BS_ENTITY_PERSON] = 1,    [BS_ENTITY_ORGANIZATION] = 2,
    [BS_ENTITY_EVENT] = 3,   [BS_ENTITY_PROGRAMME] = 4, [BS_ENTITY_DOCUMENT] = 5,
    [BS_ENTITY_PLACE] = 6,   [BS_ENTITY_OTHER] = 7,
};

/* Events, programmes, documents and things are names that the tagger has not learnt. */
static bool is_beyond_tagger(uint8_t type)
{
    return type != BS_ENTITY_PERSON && type != BS_ENTITY_ORGANIZATION && type != BS_ENTITY_PLACE &&
           type != BS_ENTITY_COUNTRY;
}

/* What a reading of certain words is worth against others of the same words: lower wins. The
 * lists know demonyms, acronyms, longer names and countries; where a word is only perhaps a name of
 * theirs (Austin, Jordan) the tagger, which has seen the sentence, knows better. */
static int standing(const bs_candidate *candidate)
{
    if (candidate->is_tagged)
        return 3;
    if (candidate->made != BS_NONE)
        return candidate->is_firm || is_beyond_tagger(candidate->type) ? 2 : 5;
    return candidate->kind == BS_MENTION_DEMONYM ? 0 : candidate->is_firm ? 1 : 4;
}

static bool wins(const bs_candidate *a, const bs_candidate *b)
{
    if (a->is_user != b->is_user)
        return a->is_user;
    if (a->priority != b->priority)
        return a->priority > b->priority;
    if (a->weight != b->weight)
        return a->weight > b->weight;
    if (a->token_start != b->token_start)
        return a->token_start < b->token_start;
    if (standing(a) != standing(b))
        return standing(a) < standing(b);
    if (TYPE_RANKS[a->type] != TYPE_RANKS[b->type])
        return TYPE_RANKS[a->type] < TYPE_RANKS[b->type];
    if ((a->known == BS_NONE) != (b->known == BS_NONE))
        return a->known != BS_NONE;
    return a->known != b->known ? a->known < b->known : a->made < b->made;
}

static int compare_candidates(const void *left, const void *right)
{
    const bs_candidate *a = left, *b = right;
    return wins(a, b) ? -1 : wins(b, a) ? 1 : 0;
}

static void sort_candidates(bs_candidates *list)
{
    if (list->count > 32) {
        qsort(list->items, list->count, sizeof *list->items, compare_candidates);
        return;
    }
    for (size_t index = 1; index < list->count; index++) {
        bs_candidate moving = list->items[index];
        size_t at = index;
        for (; at > 0 && wins(&moving, &list->items[at - 1]); at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = moving;
    }
}

static bool is_in_capitals(const bs_annotate_worker *worker, const bs_sentence *sentence)
{
    uint32_t capitals = 0;
    for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
        if (bs_worker_is(worker, token, BS_CLASS_LOWER) ||
            bs_worker_type(worker, token)->cased == BS_CASE_CAPITAL)
            return false;
        capitals += bs_worker_is(worker, token, BS_CLASS_UPPER);
    }
    return capitals > 1;
}

static bs_str rule_of(const bs_annotate_worker *worker, const bs_candidate *candidate)
{
    if (candidate->is_tagged)
        return BS_STR("tagger");
    if (candidate->made == BS_NONE)
        return BS_STR("lexicon");
    return worker->annotator->host->rules[worker->made.items[candidate->made].rule].name;
}

static bs_status keep_reading(bs_annotate_worker *worker, const bs_candidate *candidate,
                              bs_outcome outcome, bs_error *error)
{
    bs_layers *layers = worker->layers;
    bs_reading *reading = bs_array_push(&layers->readings);
    if (!reading)
        return bs_fail_memory(error);
    *reading = (bs_reading){
        .span = {layers->tokens.items[candidate->token_start].start,
                 layers->tokens.items[candidate->token_end - 1].end},
        .type = candidate->type,
        .kind = candidate->kind,
        .outcome = (uint8_t)outcome,
        .rule = rule_of(worker, candidate),
    };
    if (candidate->known != BS_NONE)
        reading->entity = worker->annotator->gazetteer.known.items[candidate->known].entity.id;
    return BS_OK;
}

/* All readings of a sentence but those that were dropped before. */
static bs_status keep_readings(bs_annotate_worker *worker, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < worker->candidates.count; index++) {
        const bs_candidate *candidate = &worker->candidates.items[index];
        bs_outcome outcome = candidate->is_inner    ? BS_OUTCOME_INNER
                             : candidate->is_placed ? BS_OUTCOME_TAKEN
                                                    : BS_OUTCOME_OUTRANKED;
        status = keep_reading(worker, candidate, outcome, error);
    }
    return status;
}

/* Whether a word is nearly never written but in small letters, as the model of the tagger knows:
 * "RAN". */
static bool is_small_elsewhere(const bs_annotate_worker *worker, uint32_t token)
{
    uint32_t type = worker->layers->tokens.items[token].type;
    return worker->tagging.tagger && worker->tagging.types.items[type].cases == 1;
}

/* "US$40": the name of a currency. */
static bool is_before_sign(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_tokens *tokens = &worker->layers->tokens;
    return token + 1 < tokens->count &&
           tokens->items[token].end == tokens->items[token + 1].start &&
           bs_str_equal(bs_worker_text(worker, token + 1), BS_STR("$"));
}

/* Drops names that are more likely the common word: "Nice" at the head of a sentence, "US" in a
 * headline all in capitals. */
static bs_status drop_common_words(bs_annotate_worker *worker, const bs_sentence *sentence,
                                   bs_error *error)
{
    bs_candidates *list = &worker->candidates;
    bs_status status = BS_OK;
    size_t kept = 0;
    for (size_t index = 0; status == BS_OK && index < list->count; index++) {
        const bs_candidate *candidate = &list->items[index];
        uint32_t token = candidate->token_start;
        bool drop = false;
        if (!candidate->is_user && !candidate->is_tagged && candidate->token_end == token + 1) {
            bool is_common = bs_worker_is(worker, token, BS_CLASS_COMMON) ||
                             bs_worker_is(worker, token, BS_CLASS_FUNCTION);
            bool is_first = token == sentence->token_start && candidate->kind != BS_MENTION_ACRONYM;
            drop = (is_common && is_first) || is_before_sign(worker, token) ||
                   ((is_common || is_small_elsewhere(worker, token)) &&
                    is_in_capitals(worker, sentence));
        }
        if (!drop)
            list->items[kept++] = *candidate;
        else if (worker->input->keeps_readings)
            status = keep_reading(worker, candidate, BS_OUTCOME_COMMON, error);
    }
    list->count = kept;
    return status;
}

/* Whether the sentence states the year of a day. */
static bool states_year(const bs_annotate_worker *worker, const bs_sentence *sentence, int32_t day)
{
    int32_t year = bs_date_of_day(day).year;
    int64_t stated;
    for (uint32_t token = sentence->token_start; token < sentence->token_end; token++)
        if (bs_worker_is(worker, token, BS_CLASS_YEAR) &&
            bs_str_integer(bs_worker_text(worker, token), &stated) && stated == year)
            return true;
    return false;
}

/* The year that stands in the name of an event or right beside it ("the 2031 Rome summit", "the
 * Rome summit of 2031"), 0 for none. */
static int64_t year_beside(const bs_annotate_worker *worker, const bs_sentence *sentence,
                           const bs_candidate *event)
{
    uint32_t from = event->token_start, to = event->token_end;
    if (from > sentence->token_start)
        from--;
    if (to + 1 < sentence->token_end && (bs_str_equal(bs_worker_text(worker, to), BS_STR("of")) ||
                                         bs_str_equal(bs_worker_text(worker, to), BS_STR("in"))))
        to += 2;
    int64_t year;
    for (uint32_t token = from; token < to; token++)
        if (bs_worker_is(worker, token, BS_CLASS_YEAR) &&
            bs_str_integer(bs_worker_text(worker, token), &year))
            return year;
    return 0;
}

/* How well an entity of the lexicons fits the day of the article and the sentence: people by their
 * terms, events by their nearness. Negative when nothing can be said. */
static int64_t fit_of(const bs_annotate_worker *worker, const bs_sentence *sentence,
                      const bs_known *known)
{
    if (known->entity.type == BS_ENTITY_EVENT && known->first_day != INT32_MIN) {
        if (states_year(worker, sentence, known->first_day))
            return INT64_MAX;
        return worker->day == INT32_MIN
                   ? -1
                   : INT32_MAX - llabs((int64_t)known->first_day - worker->day);
    }
    int64_t fit = 0;
    for (size_t term = 0; worker->day != INT32_MIN && term < known->terms.count; term++)
        if (known->terms.items[term].first_day <= worker->day)
            fit = worker->day < known->terms.items[term].end_day ? 2 : fit ? fit : 1;
    return fit;
}

/* Of several entities with one name the one that fits best; BS_NONE when they cannot be told
 * apart. A candidate that a rule made is given what the lexicons know of its span, or, for an
 * event, of a part of it: "Rome summit" in "Rome summit of leaders". */
static uint32_t best_namesake(const bs_annotate_worker *worker, const bs_sentence *sentence,
                              const bs_candidate *chosen)
{
    const bs_gazetteer *gazetteer = &worker->annotator->gazetteer;
    uint32_t best = chosen->known;
    int64_t best_fit = INT64_MIN;
    int64_t year = chosen->type == BS_ENTITY_EVENT ? year_beside(worker, sentence, chosen) : 0;
    bool is_tied = false, is_part = chosen->made != BS_NONE && chosen->type == BS_ENTITY_EVENT;
    for (size_t index = 0; index < worker->candidates.count; index++) {
        const bs_candidate *other = &worker->candidates.items[index];
        bool is_inside =
            other->token_start >= chosen->token_start && other->token_end <= chosen->token_end;
        bool is_same =
            other->token_start == chosen->token_start && other->token_end == chosen->token_end;
        if (other->known == BS_NONE || other->type != chosen->type ||
            !(is_part ? is_inside : is_same) ||
            (chosen->known != BS_NONE && other->is_user != chosen->is_user))
            continue;
        const bs_known *known = &gazetteer->known.items[other->known];
        int64_t fit = fit_of(worker, sentence, known);
        if (year != 0 && known->first_day != INT32_MIN &&
            bs_date_of_day(known->first_day).year != year) {
            if (best == other->known)
                best = BS_NONE;
            continue;
        }
        is_tied = fit > best_fit ? false : is_tied || (fit == best_fit && other->known != best);
        if (fit > best_fit) {
            best_fit = fit;
            best = other->known;
        }
    }
    return is_tied && best_fit < 0 ? BS_NONE : best;
}

static bool is_free(const bs_annotate_worker *worker, const bs_candidate *candidate)
{
    for (uint32_t token = candidate->token_start; token < candidate->token_end; token++)
        if (worker->covers[token] != 0)
            return false;
    return true;
}

static bs_status add_mention(bs_annotate_worker *worker, uint32_t start, uint32_t end,
                             bs_entity_type type, bs_mention_kind kind, bs_str rule,
                             bs_error *error)
{
    bs_layers *layers = worker->layers;
    bs_mention *mention =
        layers->mentions.count < UINT32_MAX - 1 ? bs_array_push(&layers->mentions) : NULL;
    if (!mention)
        return bs_fail_memory(error);
    *mention = (bs_mention){
        .span = {layers->tokens.items[start].start, layers->tokens.items[end - 1].end},
        .token_start = start,
        .token_end = end,
        .entity = BS_NONE,
        .type = (uint8_t)type,
        .kind = (uint8_t)kind,
        .rule = rule,
    };
    for (uint32_t token = start; token < end; token++)
        worker->covers[token] = (uint32_t)layers->mentions.count;
    return BS_OK;
}

bs_status bs_worker_add_mention(bs_annotate_worker *worker, uint32_t start, uint32_t end,
                                uint32_t entity, bs_mention_kind kind, bs_str rule, bs_error *error)
{
    bs_entity_type type = worker->layers->entities.items[entity].type;
    bs_status status = add_mention(worker, start, end, type, kind, rule, error);
    if (status == BS_OK)
        worker->layers->mentions.items[worker->layers->mentions.count - 1].entity = entity;
    return status;
}

/* Places the candidates that win, without entities yet; `covers` says which tokens are taken. */
static bs_status place(bs_annotate_worker *worker, bs_error *error)
{
    sort_candidates(&worker->candidates);
    for (size_t index = 0; index < worker->candidates.count; index++) {
        bs_candidate *candidate = &worker->candidates.items[index];
        candidate->is_placed = !candidate->is_overruled && is_free(worker, candidate);
        if (!candidate->is_placed)
            continue;
        bs_status status =
            add_mention(worker, candidate->token_start, candidate->token_end, candidate->type,
                        candidate->kind, rule_of(worker, candidate), error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

static bool meets_inner(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    const bs_layers *layers = worker->layers;
    for (size_t index = layers->mentions.count;
         index-- > 0 && layers->mentions.items[index].is_inner;)
        if (layers->mentions.items[index].token_start < end &&
            start < layers->mentions.items[index].token_end)
            return true;
    return false;
}

/* People, places and organisations that lost to a longer name of an event or programme are named
 * inside it: NATO in "the NATO summit". */
static bs_status place_inner(bs_annotate_worker *worker, bs_error *error)
{
    bs_layers *layers = worker->layers;
    for (size_t index = 0; index < worker->candidates.count; index++) {
        bs_candidate *candidate = &worker->candidates.items[index];
        uint32_t start = candidate->token_start, end = candidate->token_end;
        uint32_t outer = worker->covers[start];
        bool is_name =
            candidate->is_tagged ||
            (worker->tagging.tagger && candidate->known != BS_NONE &&
             candidate->kind != BS_MENTION_DEMONYM &&
             (candidate->type == BS_ENTITY_PLACE || candidate->type == BS_ENTITY_COUNTRY));
        if (!is_name || candidate->is_placed || outer == 0 || worker->covers[end - 1] != outer ||
            meets_inner(worker, start, end))
            continue;
        const bs_mention *around = &layers->mentions.items[outer - 1];
        if ((around->type != BS_ENTITY_EVENT && around->type != BS_ENTITY_PROGRAMME) ||
            around->token_end - around->token_start == end - start)
            continue;
        bs_status status = add_mention(worker, start, end, candidate->type, candidate->kind,
                                       rule_of(worker, candidate), error);
        if (status != BS_OK)
            return status;
        layers->mentions.items[layers->mentions.count - 1].is_inner = true;
        for (uint32_t token = start; token < end; token++)
            worker->covers[token] = outer;
        candidate->is_placed = candidate->is_inner = true;
    }
    return BS_OK;
}

static void unplace(bs_annotate_worker *worker, const bs_sentence *sentence, size_t mention_count)
{
    worker->layers->mentions.count = mention_count;
    memset(worker->covers + sentence->token_start, 0,
           (sentence->token_end - sentence->token_start) * sizeof *worker->covers);
}

/* Whether the capitals of a name spell the acronym: "Shanghai Cooperation Organisation", SCO. */
static bool spells(const bs_annotate_worker *worker, uint32_t start, uint32_t end, uint32_t acronym)
{
    bs_str letters = bs_worker_text(worker, acronym);
    size_t at = 0;
    for (uint32_t token = start; token < end; token++) {
        if (!bs_worker_is(worker, token, BS_CLASS_CAPITAL))
            continue;
        while (at < letters.size && letters.data[at] == '.')
            at++;
        if (at < letters.size && bs_worker_text(worker, token).data[0] == letters.data[at])
            at++;
        else if (at == 0)
            return false;
    }
    while (at < letters.size && (letters.data[at] == '.' || letters.data[at] == 's'))
        at++;
    return at == letters.size;
}

/* Whether the lexicons have just these words, two or more, as something of another type: that is
 * better evidence than a shape. */
static bool is_known_otherwise(const bs_annotate_worker *worker, uint32_t start, uint32_t end,
                               bs_entity_type type)
{
    bool is_other = false;
    for (size_t index = 0; end - start > 1 && index < worker->candidates.count; index++) {
        const bs_candidate *candidate = &worker->candidates.items[index];
        if (candidate->known == BS_NONE || candidate->token_start != start ||
            candidate->token_end != end)
            continue;
        if (candidate->type == type)
            return false;
        is_other = true;
    }
    return is_other;
}

/* Takes from the tagger what it found in these words, of this type or of every other. What the
 * lists have too stays. */
static void drop_tagged(bs_annotate_worker *worker, uint32_t start, uint32_t end,
                        bs_entity_type type, bool is_of_type)
{
    bs_candidates *list = &worker->candidates;
    size_t kept = 0;
    for (size_t index = 0; index < list->count; index++) {
        const bs_candidate *candidate = &list->items[index];
        if (!candidate->is_tagged || candidate->known != BS_NONE ||
            (candidate->type == type) != is_of_type || candidate->token_start < start ||
            candidate->token_end > end)
            list->items[kept++] = *candidate;
    }
    list->count = kept;
}

/* A rule that says what is no name of its type: nothing is made, and the tagger's is gone. */
static bs_status deny(bs_annotate_worker *worker, const bs_rule *rule, uint32_t start, uint32_t end,
                      bs_entity_type type, bs_error *error)
{
    drop_tagged(worker, start, end, type, true);
    bs_layers *layers = worker->layers;
    if (!worker->input->keeps_readings)
        return BS_OK;
    bs_reading *reading = bs_array_push(&layers->readings);
    if (!reading)
        return bs_fail_memory(error);
    *reading = (bs_reading){
        .span = {layers->tokens.items[start].start, layers->tokens.items[end - 1].end},
        .type = (uint8_t)type,
        .kind = BS_MENTION_NAME,
        .outcome = BS_OUTCOME_DENIED,
        .rule = rule->name,
    };
    return BS_OK;
}

/* Whether names of the tagger go before those of the rule: always, or in title case, where a head
 * has capitals before it that are none of its name. */
static bool is_yielding(const bs_annotate_worker *worker, const bs_rule *rule, bool is_title)
{
    bs_str when = bs_rule_fact(rule, "yields");
    return worker->tagging.tagger && (bs_str_equal(when, BS_STR("tagger")) ||
                                      (is_title && bs_str_equal(when, BS_STR("in titles"))));
}

/* Where all words have capitals they tell no rule where a name of a person, a place or an
 * organisation is: the tagger alone has it. */
static bool is_baseless(const bs_annotate_worker *worker, const bs_rule *rule, uint8_t type,
                        bs_tag_mode mode)
{
    return worker->tagging.tagger && !rule->is_user &&
           (mode == BS_TAG_CAPITALS || mode == BS_TAG_TITLE) && !is_beyond_tagger(type) &&
           bs_str_equal(bs_rule_fact(rule, "yields"), BS_STR("in titles"));
}

/* What a match of an entity rule says, as a candidate. */
static bs_status add_match(bs_annotate_worker *worker, const bs_rule_match *match, bs_tag_mode mode,
                           bs_error *error)
{
    const bs_rule *rule = &worker->annotator->host->rules[match->rule];
    bs_entity_type type;
    if (!bs_entity_type_from(rule->subject, &type))
        return bs_fail(error, BS_BAD_DATA, "%.*s: rule %.*s: %.*s is no type of entity",
                       BS_STR_ARG(rule->file), BS_STR_ARG(rule->name), BS_STR_ARG(rule->subject));
    const bs_rule_capture *name = bs_worker_capture(worker, match, "name");
    const bs_rule_capture *office = bs_worker_capture(worker, match, "office");
    const bs_rule_capture *country = bs_worker_capture(worker, match, "country");
    const bs_rule_capture *acronym = bs_worker_capture(worker, match, "acronym");
    const bs_rule_capture *affiliation = bs_worker_capture(worker, match, "affiliation");
    uint32_t start = name ? name->token_start : match->token_start;
    uint32_t end = name ? name->token_end : match->token_end;
    if (end == start || is_baseless(worker, rule, (uint8_t)type, mode) ||
        (!rule->is_user && is_known_otherwise(worker, start, end, type)) ||
        (acronym && !spells(worker, start, end, acronym->token_start)))
        return BS_OK;
    if (bs_str_equal(bs_rule_fact(rule, "denies"), BS_STR("tagger")))
        return deny(worker, rule, start, end, type, error);
    if (acronym && is_beyond_tagger((uint8_t)type))
        drop_tagged(worker, acronym->token_start, acronym->token_start + 1, type, false);

    bs_made *made = bs_array_push(&worker->made);
    bs_candidate *candidate = made ? bs_array_push(&worker->candidates) : NULL;
    if (!candidate)
        return bs_fail_memory(error);
    *made = (bs_made){.rule = match->rule, .acronym = acronym ? acronym->token_start : BS_NONE};
    if (office) {
        made->office_start = office->token_start;
        made->office_end = office->token_end;
    }
    if (country) {
        made->country_start = country->token_start;
        made->country_end = country->token_end;
    }
    if (affiliation) {
        made->affiliation_start = affiliation->token_start;
        made->affiliation_end = affiliation->token_end;
    }
    bs_str kind = bs_rule_fact(rule, "kind");
    *candidate = (bs_candidate){
        .token_start = start,
        .token_end = end,
        .known = BS_NONE,
        .type = (uint8_t)type,
        .kind = bs_str_equal(kind, BS_STR("nominal")) ? BS_MENTION_NOMINAL : BS_MENTION_NAME,
        .priority = rule->priority - is_yielding(worker, rule, mode == BS_TAG_TITLE),
        .is_user = rule->is_user,
        .is_firm = bs_str_equal(bs_rule_fact(rule, "sure"), BS_STR("true")),
        .weight = worker->tagging.tagger ? end - start : match->token_end - match->token_start,
        .said = (uint32_t)(worker->made.count - 1),
        .made = (uint32_t)(worker->made.count - 1),
    };
    return BS_OK;
}

/* The person of the lexicons whom a title and a surname, or a longer form of a name, point to. */
static uint32_t known_person(bs_annotate_worker *worker, const bs_candidate *candidate)
{
    const bs_made *made = &worker->made.items[candidate->made];
    bs_str family = bs_worker_text(worker, candidate->token_end - 1);
    if (candidate->token_end - candidate->token_start == 1) {
        if (made->office_end == made->office_start)
            return BS_NONE;
        bs_str country = {0};
        uint32_t cover =
            made->country_end > made->country_start ? worker->covers[made->country_start] : 0;
        if (cover) {
            uint32_t entity = worker->layers->mentions.items[cover - 1].entity;
            if (entity != BS_NONE)
                country = worker->layers->entities.items[entity].id;
        }
        return bs_worker_office_holder(
            worker, family, bs_worker_words(worker, made->office_start, made->office_end), country,
            worker->day);
    }
    return bs_worker_namesake(worker, bs_worker_text(worker, candidate->token_start), family);
}

/* Gives the mention of a candidate its entity. */
static bs_status name_mention(bs_annotate_worker *worker, const bs_sentence *sentence,
                              bs_mention *mention, const bs_candidate *candidate, bs_error *error)
{
    uint32_t known = best_namesake(worker, sentence, candidate);
    const bs_made *made = candidate->made == BS_NONE ? NULL : &worker->made.items[candidate->made];
    bool is_expansion = made && made->acronym != BS_NONE;
    if (known == BS_NONE && is_expansion && worker->covers[made->acronym] != 0) {
        const bs_mention *short_form =
            &worker->layers->mentions.items[worker->covers[made->acronym] - 1];
        if (short_form->type == mention->type && short_form->entity != BS_NONE) {
            mention->entity = short_form->entity;
            return BS_OK;
        }
    }
    if (known == BS_NONE && made && candidate->type == BS_ENTITY_PERSON)
        known = known_person(worker, candidate);
    if (known != BS_NONE)
        return bs_worker_known_entity(worker, known, &mention->entity, error);
    bs_str name = bs_worker_words(worker, candidate->token_start, candidate->token_end);
    if (!name.data)
        return bs_fail_memory(error);
    return bs_worker_made_entity(worker, candidate->type, name, &mention->entity, error);
}

static bs_status bind_acronym(bs_annotate_worker *worker, const bs_candidate *candidate,
                              uint32_t entity, bs_error *error)
{
    uint32_t token = worker->made.items[candidate->made].acronym;
    if (token == BS_NONE)
        return BS_OK;
    uint32_t type = worker->layers->tokens.items[token].type;
    if (worker->acronyms.items[type] == 0) {
        uint32_t *slot = bs_array_push(&worker->acronym_types);
        if (!slot)
            return bs_fail_memory(error);
        *slot = type;
    }
    worker->acronyms.items[type] = entity + 1;
    return BS_OK;
}

static int compare_mentions(const void *left, const void *right)
{
    const bs_mention *a = left, *b = right;
    if (a->token_start != b->token_start)
        return a->token_start < b->token_start ? -1 : 1;
    return a->token_end < b->token_end ? -1 : a->token_end > b->token_end;
}

void bs_worker_sort_mentions(bs_annotate_worker *worker, size_t from)
{
    bs_layers *layers = worker->layers;
    qsort(layers->mentions.items + from, layers->mentions.count - from,
          sizeof *layers->mentions.items, compare_mentions);
    for (size_t index = from; index < layers->mentions.count; index++) {
        const bs_mention *mention = &layers->mentions.items[index];
        for (uint32_t token = mention->token_start;
             !mention->is_inner && token < mention->token_end; token++)
            worker->covers[token] = (uint32_t)index + 1;
    }
}

static const bs_candidate *candidate_of(const bs_annotate_worker *worker, const bs_mention *mention)
{
    for (size_t index = 0; index < worker->candidates.count; index++) {
        const bs_candidate *candidate = &worker->candidates.items[index];
        if (candidate->is_placed && candidate->token_start == mention->token_start &&
            candidate->token_end == mention->token_end)
            return candidate;
    }
    return NULL;
}

/* Entities in two rounds, so that what rules made can look at its country and its acronym. */
static bs_status name_mentions(bs_annotate_worker *worker, const bs_sentence *sentence, size_t from,
                               bs_error *error)
{
    bs_layers *layers = worker->layers;
    bs_status status = BS_OK;
    for (int round = 0; round < 2; round++) {
        for (size_t index = from; status == BS_OK && index < layers->mentions.count; index++) {
            const bs_candidate *candidate = candidate_of(worker, &layers->mentions.items[index]);
            if ((candidate->made != BS_NONE) != (round == 1))
                continue;
            status =
                name_mention(worker, sentence, &layers->mentions.items[index], candidate, error);
            if (status == BS_OK && candidate->made != BS_NONE)
                status =
                    bind_acronym(worker, candidate, layers->mentions.items[index].entity, error);
        }
    }
    for (size_t index = from; status == BS_OK && index < layers->mentions.count; index++) {
        const bs_mention *mention = &layers->mentions.items[index];
        const bs_candidate *candidate = candidate_of(worker, mention);
        if (mention->type == BS_ENTITY_PERSON && candidate->said != BS_NONE)
            status = bs_worker_add_said(worker, mention->entity,
                                        &worker->made.items[candidate->said], error);
    }
    return status;
}

/* Whether a name of the lists can hardly be anything else. */
static bool is_firm(const bs_annotate_worker *worker, const bs_candidate *candidate)
{
    if (candidate->token_end - candidate->token_start > 1)
        return true;
    if (bs_worker_is(worker, candidate->token_start, BS_CLASS_COMMON) ||
        bs_worker_is(worker, candidate->token_start, BS_CLASS_GIVEN))
        return false;
    return candidate->kind == BS_MENTION_ACRONYM || candidate->type == BS_ENTITY_COUNTRY ||
           candidate->type == BS_ENTITY_ORGANIZATION;
}

/* The names that lists have in the sentence; `*next` is the first that was not taken yet. */
static bs_status take_listed(bs_annotate_worker *worker, const bs_sentence *sentence, size_t *next,
                             bs_error *error)
{
    size_t from = *next;
    while (*next < worker->listed.count &&
           worker->listed.items[*next].token_start < sentence->token_end)
        ++*next;
    if (!bs_array_reserve(&worker->candidates, *next - from))
        return bs_fail_memory(error);
    for (size_t index = from; index < *next; index++) {
        bs_candidate candidate = worker->listed.items[index];
        candidate.is_firm = is_firm(worker, &candidate);
        if (candidate.token_end <= sentence->token_end)
            worker->candidates.items[worker->candidates.count++] = candidate;
    }
    return BS_OK;
}

/* What the lists have for just these words, of a type that goes with `tag`. */
static const bs_candidate *listed_as(const bs_annotate_worker *worker, uint32_t start, uint32_t end,
                                     bs_entity_type type)
{
    for (size_t index = 0; index < worker->candidates.count; index++) {
        const bs_candidate *candidate = &worker->candidates.items[index];
        if (candidate->known != BS_NONE && candidate->token_start == start &&
            candidate->token_end == end && candidate->type == type &&
            candidate->kind != BS_MENTION_DEMONYM)
            return candidate;
    }
    return NULL;
}

/* The names that the tagger found in the sentence. */
static bs_status take_tagged(bs_annotate_worker *worker, const bs_sentence *sentence, size_t *next,
                             bs_error *error)
{
    static const uint8_t TYPES[BS_TAGS] = {
        [BS_TAG_PERSON] = BS_ENTITY_PERSON,
        [BS_TAG_PLACE] = BS_ENTITY_PLACE,
        [BS_TAG_ORGANIZATION] = BS_ENTITY_ORGANIZATION,
    };
    for (; *next < worker->tagging.spans.count &&
           worker->tagging.spans.items[*next].token_start < sentence->token_end;
         ++*next) {
        const bs_tag_span *span = &worker->tagging.spans.items[*next];
        bs_candidate *candidate = bs_array_push(&worker->candidates);
        if (!candidate)
            return bs_fail_memory(error);
        *candidate = (bs_candidate){
            .token_start = span->token_start,
            .token_end = span->token_end,
            .known = BS_NONE,
            .type = TYPES[span->tag],
            .kind = BS_MENTION_NAME,
            .is_tagged = true,
            .weight = span->token_end - span->token_start,
            .said = BS_NONE,
            .made = BS_NONE,
        };
        const bs_candidate *same =
            listed_as(worker, span->token_start, span->token_end, candidate->type);
        if (!same && candidate->type == BS_ENTITY_PLACE)
            same = listed_as(worker, span->token_start, span->token_end, BS_ENTITY_COUNTRY);
        if (same) {
            candidate->type = same->type;
            candidate->kind = same->kind;
            candidate->known = same->known;
        }
    }
    return BS_OK;
}

/* What a rule says of a name that the tagger or the lists found too, or found better, is kept: the
 * office. */
static void share_matches(bs_annotate_worker *worker)
{
    for (size_t index = 0; index < worker->candidates.count; index++) {
        bs_candidate *name = &worker->candidates.items[index];
        bool is_name = name->made == BS_NONE || name->is_tagged;
        for (size_t other = 0; is_name && other < worker->candidates.count; other++) {
            const bs_candidate *match = &worker->candidates.items[other];
            if (match->is_tagged || match->made == BS_NONE || match->type != name->type ||
                match->token_start >= name->token_end || name->token_start >= match->token_end)
                continue;
            const bs_made *made = &worker->made.items[match->made];
            if (name->is_tagged && (name->made == BS_NONE || made->acronym != BS_NONE))
                name->made = match->made;
            if (name->said == BS_NONE || made->office_end > made->office_start)
                name->said = match->made;
        }
    }
}

/* The tagger knows better than a bundled rule where a name of a person, a place or an organisation
 * begins and ends; what spells an acronym is sure, and a rule of high priority about a person gives
 * way to a longer name only. */
static void overrule_matches(bs_annotate_worker *worker)
{
    for (size_t index = 0; index < worker->candidates.count; index++) {
        bs_candidate *match = &worker->candidates.items[index];
        if (match->is_tagged || match->made == BS_NONE || match->is_user || match->is_firm ||
            (match->priority > 0 && match->type != BS_ENTITY_PERSON) ||
            worker->made.items[match->made].acronym != BS_NONE ||
            (match->type != BS_ENTITY_PERSON && match->type != BS_ENTITY_ORGANIZATION &&
             match->type != BS_ENTITY_PLACE))
            continue;
        for (size_t other = 0; !match->is_overruled && other < worker->candidates.count; other++) {
            const bs_candidate *name = &worker->candidates.items[other];
            bool is_longer =
                name->type == match->type && name->token_start <= match->token_start &&
                match->token_end <= name->token_end &&
                match->token_end - match->token_start < name->token_end - name->token_start;
            match->is_overruled = name->is_tagged && match->token_start < name->token_end &&
                                  name->token_start < match->token_end &&
                                  (match->priority <= 0 || is_longer);
        }
    }
}

static bs_status name_sentence(bs_annotate_worker *worker, const bs_sentence *sentence,
                               size_t *next, size_t *next_span, bs_error *error)
{
    bs_layers *layers = worker->layers;
    size_t from = layers->mentions.count;
    worker->candidates.count = worker->made.count = 0;
    bs_status status = take_listed(worker, sentence, next, error);
    if (status == BS_OK)
        status = take_tagged(worker, sentence, next_span, error);
    if (status != BS_OK)
        return status;
    if (worker->candidates.count > 0) {
        status = drop_common_words(worker, sentence, error);
        if (status == BS_OK)
            status = place(worker, error);
    }
    if (status == BS_OK && worker->annotator->depth == BS_ANNOTATE_ALL) {
        bs_class_set present;
        bs_worker_present(worker, sentence, &present);
        status = bs_worker_ask(worker, sentence, BS_LAYER_ENTITY, &present, error);
        if (status == BS_OK && worker->matches.count > 0) {
            bs_tag_mode mode =
                worker->tagging.tagger ? bs_tag_mode_of(&worker->tagging, sentence) : BS_TAG_PLAIN;
            for (size_t index = 0; status == BS_OK && index < worker->matches.count; index++)
                status = add_match(worker, &worker->matches.items[index], mode, error);
            share_matches(worker);
            overrule_matches(worker);
            unplace(worker, sentence, from);
            if (status == BS_OK)
                status = place(worker, error);
        }
    }
    if (status == BS_OK && layers->mentions.count > from)
        status = place_inner(worker, error);
    if (status == BS_OK && worker->input->keeps_readings)
        status = keep_readings(worker, error);
    if (status != BS_OK || layers->mentions.count == from)
        return status;
    bs_worker_sort_mentions(worker, from);
    return name_mentions(worker, sentence, from, error);
}

bs_status bs_worker_names(bs_annotate_worker *worker, bs_error *error)
{
    const bs_sentences *sentences = &worker->layers->sentences;
    size_t next = 0, next_span = 0;
    bs_status status = bs_worker_list(worker, error);
    if (status == BS_OK)
        status = bs_worker_tag(worker, error);
    if (status == BS_OK)
        status = bs_worker_cut_headlines(worker, error);
    for (size_t index = 0; status == BS_OK && index < sentences->count; index++) {
        /* a sentence beyond all measure is taken piece by piece, so that time stays linear */
        bs_sentence piece = sentences->items[index];
        uint32_t end = piece.token_end;
        for (; status == BS_OK && piece.token_start < end; piece.token_start = piece.token_end) {
            piece.token_end = end - piece.token_start > BS_RULE_TOKENS_MAX
                                  ? piece.token_start + BS_RULE_TOKENS_MAX
                                  : end;
            status = name_sentence(worker, &piece, &next, &next_span, error);
        }
    }
    return status;
}
