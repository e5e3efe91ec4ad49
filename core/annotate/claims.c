/*
 * claims.c - matches of claim rules become claims; ranks and quantities, whose parts are
 *
 *     rank       subject (a list), rank (as many, or one for all), metric, scope, period,
 *                according_to; the fact `rank` where the words have no number ("the largest")
 *     quantity   subject (a list: all together), value, scale, unit, metric, period, according_to,
 *                hedge, value_to (the end of a range), value_level (what it came to); the fact
 *                `sign` is "minus" for what fell, `status` change or share
 *
 * "From 10th to 6th between two periods" has the parts rank_to and period_to.
 */
#include "annotate/claims.h"

#include <math.h>
#include <stdlib.h>

#include "annotate/calendar.h"
#include "base/error.h"

bs_str bs_claim_text(const bs_claim_reading *of, const char *part)
{
    const bs_rule_capture *capture = bs_worker_capture(of->worker, of->match, part);
    if (!capture || capture->token_end <= capture->token_start)
        return (bs_str){0};
    return bs_worker_words(of->worker, capture->token_start, capture->token_end);
}

bs_str bs_claim_fact(const bs_claim_reading *of, const char *name)
{
    bs_str text = bs_claim_text(of, name);
    return text.data ? text : bs_rule_fact(of->rule, name);
}

static void add_entity(uint32_t entity, uint32_t entities[BS_CLAIM_LIST_MAX], size_t *count)
{
    for (size_t index = 0; index < *count; index++)
        if (entities[index] == entity)
            return;
    if (*count < BS_CLAIM_LIST_MAX)
        entities[(*count)++] = entity;
}

static bool is_party(const bs_mention *mention)
{
    return mention->entity != BS_NONE &&
           (mention->type == BS_ENTITY_COUNTRY || mention->type == BS_ENTITY_ORGANIZATION ||
            mention->type == BS_ENTITY_PERSON);
}

size_t bs_claim_entities(const bs_claim_reading *of, const char *part,
                         uint32_t entities[BS_CLAIM_LIST_MAX])
{
    const bs_annotate_worker *worker = of->worker;
    size_t count = 0;
    for (size_t index = 0; index < of->match->capture_count; index++) {
        const bs_rule_capture *capture = &of->match->captures[index];
        if (!bs_str_equal(of->rule->captures[capture->name], bs_str_from(part)))
            continue;
        for (uint32_t token = capture->token_start; token < capture->token_end; token++) {
            uint32_t cover = worker->covers[token];
            const bs_mention *mention = cover ? &worker->layers->mentions.items[cover - 1] : NULL;
            if (mention && is_party(mention) && mention->token_start == token)
                add_entity(mention->entity, entities, &count);
        }
    }
    return count;
}

bool bs_claim_is_ahead(const bs_claim_reading *of)
{
    for (uint32_t token = of->match->token_start; token < of->match->token_end; token++)
        if (bs_worker_is(of->worker, token, BS_CLASS_FUTURE))
            return true;
    return false;
}

bs_claim *bs_claim_add(const bs_claim_reading *of, bs_claim_kind kind)
{
    bs_claim *claim = bs_array_push(&of->worker->layers->claims);
    if (!claim)
        return NULL;
    const bs_token *tokens = of->worker->layers->tokens.items;
    *claim = (bs_claim){
        .span = {tokens[of->match->token_start].start, tokens[of->match->token_end - 1].end},
        .kind = (uint8_t)kind,
        .value = NAN,
        .is_stated = true,
        .rule = of->rule->name,
    };
    return claim;
}

/* The value of a date, and of the one before where the two are the ends of a range: "2019/2023". */
static bs_str range_of(const bs_claim_reading *of, const bs_date_expressions *dates, size_t index,
                       uint32_t start)
{
    const bs_date_expression *date = &dates->items[index], *before = date - 1;
    if (index == 0 || before->span.start < start || !before->value.data ||
        before->value.size != date->value.size)
        return date->value;
    bs_str joint =
        bs_str_trim(bs_str_slice(of->worker->input->text, before->span.end, date->span.start));
    static const char *const JOINTS[] = {"-",   "\xE2\x80\x93", "\xE2\x80\x94", "to",
                                         "and", "through",      "until"};
    for (size_t at = 0; at < sizeof JOINTS / sizeof *JOINTS; at++)
        if (bs_str_equal(joint, bs_str_from(JOINTS[at])))
            return bs_arena_print(&of->worker->layers->arena, "%.*s/%.*s",
                                  BS_STR_ARG(before->value), BS_STR_ARG(date->value));
    return date->value;
}

bs_str bs_claim_period(const bs_claim_reading *of, const char *part)
{
    const bs_rule_capture *capture = bs_worker_capture(of->worker, of->match, part);
    uint32_t start = capture ? capture->token_start : of->match->token_start;
    uint32_t end = capture ? capture->token_end : of->match->token_end;
    const bs_token *tokens = of->worker->layers->tokens.items;
    const bs_date_expressions *dates = &of->worker->layers->dates;
    for (size_t index = dates->count; end > start && index-- > 0;) {
        const bs_date_expression *date = &dates->items[index];
        if (date->span.end <= of->worker->layers->tokens.items[of->sentence->token_start].start)
            break;
        if (date->span.start >= tokens[start].start && date->span.end <= tokens[end - 1].end &&
            date->value.data)
            return range_of(of, dates, index, tokens[start].start);
    }
    return capture ? bs_claim_text(of, part) : (bs_str){0};
}

static bs_str entity_id(const bs_claim_reading *of, uint32_t entity)
{
    return of->worker->layers->entities.items[entity].id;
}

/* "10th", "second", "second-largest", "No. 3" */
static bool rank_of(bs_str text, int64_t *rank)
{
    size_t dash = bs_str_find(text, BS_STR("-"), 0);
    if (dash != SIZE_MAX && dash > 0)
        text = bs_str_slice(text, 0, dash);
    return bs_calendar_number(text, rank) && *rank > 0;
}

static size_t ranks_of(const bs_claim_reading *of, int64_t ranks[BS_CLAIM_LIST_MAX])
{
    size_t count = 0;
    for (size_t index = 0; index < of->match->capture_count; index++) {
        const bs_rule_capture *capture = &of->match->captures[index];
        if (count < BS_CLAIM_LIST_MAX &&
            bs_str_equal(of->rule->captures[capture->name], BS_STR("rank")) &&
            rank_of(bs_worker_text(of->worker, capture->token_start), &ranks[count]))
            count++;
    }
    int64_t fixed;
    if (count == 0 && bs_str_integer(bs_rule_fact(of->rule, "rank"), &fixed)) {
        ranks[0] = fixed;
        count = 1;
    }
    return count;
}

/* Who says so: an entity where it is known, else the words. */
static bs_str source_of(const bs_claim_reading *of)
{
    uint32_t entities[BS_CLAIM_LIST_MAX];
    if (bs_claim_entities(of, "according_to", entities) > 0)
        return entity_id(of, entities[0]);
    return bs_claim_text(of, "according_to");
}

static bs_status add_rank(const bs_claim_reading *of, uint32_t subject, int64_t rank, bs_str period,
                          bs_error *error)
{
    bs_claim *claim = bs_claim_add(of, BS_CLAIM_RANK);
    if (!claim)
        return bs_fail_memory(error);
    claim->subject = entity_id(of, subject);
    claim->rank = rank;
    claim->metric = bs_claim_fact(of, "metric");
    claim->scope = bs_claim_fact(of, "scope");
    claim->period = period;
    claim->status = bs_rule_fact(of->rule, "status");
    claim->according_to = source_of(of);
    return BS_OK;
}

bs_status bs_claim_ranks(const bs_claim_reading *of, bs_error *error)
{
    int64_t ranks[BS_CLAIM_LIST_MAX], second;
    uint32_t subjects[BS_CLAIM_LIST_MAX];
    size_t rank_count = ranks_of(of, ranks);
    size_t subject_count = bs_claim_entities(of, "subject", subjects);
    if (rank_count == 0 || subject_count == 0 || (rank_count > 1 && rank_count != subject_count))
        return BS_OK; /* what belongs to what is not said */
    const bs_rule_capture *to = bs_worker_capture(of->worker, of->match, "rank_to");
    bool has_second = to && rank_of(bs_worker_text(of->worker, to->token_start), &second);
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < subject_count; index++) {
        status = add_rank(of, subjects[index], ranks[rank_count > 1 ? index : 0],
                          bs_claim_period(of, "period"), error);
        if (status == BS_OK && has_second)
            status = add_rank(of, subjects[index], second, bs_claim_period(of, "period_to"), error);
    }
    return status;
}

/* The number of a part, times the word of its scale. */
static bool value_of(const bs_claim_reading *of, const char *part, const char *scale_part,
                     double *value)
{
    bs_str text = bs_claim_text(of, part);
    char digits[64];
    size_t size = 0;
    for (size_t at = 0; text.data && at < text.size && size < sizeof digits; at++)
        if (text.data[at] != ',' && text.data[at] != '$' && text.data[at] != '%')
            digits[size++] = text.data[at];
    int64_t whole;
    if (!bs_str_number((bs_str){digits, size}, value)) {
        if (bs_str_equal_nocase(text, BS_STR("half")))
            whole = 50;
        else if (!text.data || !bs_calendar_number(text, &whole))
            return false;
        *value = (double)whole;
    }
    static const struct {
        const char *word;
        double factor;
    } SCALES[] = {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12},
                  {"bn", 1e9},       {"mn", 1e6},      {"m", 1e6}};
    bs_str scale = bs_claim_text(of, scale_part);
    for (size_t index = 0; scale.data && index < sizeof SCALES / sizeof *SCALES; index++)
        if (bs_str_is_nocase(scale, SCALES[index].word))
            *value *= SCALES[index].factor;
    return true;
}

/* "about", "at least", "at most" for the words before a number; absent when it is exact. */
static bs_str hedge_of(const bs_claim_reading *of)
{
    static const struct {
        const char *word, *hedge;
    } HEDGES[] = {
        {"about", "about"},         {"around", "about"},  {"nearly", "about"},
        {"almost", "about"},        {"some", "about"},    {"roughly", "about"},
        {"approximately", "about"}, {"over", "at least"}, {"least", "at least"},
        {"more", "at least"},       {"most", "at most"},  {"under", "at most"},
        {"less", "at most"},        {"fewer", "at most"}, {"up", "at most"},
    };
    bs_str word = bs_claim_text(of, "hedge");
    for (size_t index = 0; word.data && index < sizeof HEDGES / sizeof *HEDGES; index++)
        if (bs_str_is_nocase(word, HEDGES[index].word))
            return bs_str_from(HEDGES[index].hedge);
    return (bs_str){0};
}

/* The ids of all subjects, with " + " between: they have it together. */
static bs_str joint_subject(const bs_claim_reading *of)
{
    uint32_t subjects[BS_CLAIM_LIST_MAX];
    size_t count = bs_claim_entities(of, "subject", subjects);
    if (count == 0)
        return bs_claim_text(of, "subject");
    bs_str joint = entity_id(of, subjects[0]);
    for (size_t index = 1; index < count; index++)
        joint = bs_arena_print(&of->worker->layers->arena, "%.*s + %.*s", BS_STR_ARG(joint),
                               BS_STR_ARG(entity_id(of, subjects[index])));
    return joint;
}

static bs_status add_quantity(const bs_claim_reading *of, double value, bs_str unit, bs_str status,
                              bs_error *error)
{
    bs_claim *claim = bs_claim_add(of, BS_CLAIM_QUANTITY);
    if (!claim)
        return bs_fail_memory(error);
    claim->subject = joint_subject(of);
    claim->value = value;
    claim->unit = unit;
    claim->metric = bs_claim_fact(of, "metric");
    claim->topic = bs_claim_text(of, "topic");
    claim->status = status;
    claim->period = bs_claim_period(of, "period");
    claim->according_to = source_of(of);
    return BS_OK;
}

bs_status bs_claim_quantities(const bs_claim_reading *of, bs_error *error)
{
    double value, second;
    if (!value_of(of, "value", "scale", &value) || !joint_subject(of).data)
        return BS_OK;
    if (bs_str_equal(bs_rule_fact(of->rule, "sign"), BS_STR("minus")))
        value = -value;
    bool is_percent = bs_str_equal(bs_rule_fact(of->rule, "unit"), BS_STR("%"));
    bs_str unit = is_percent ? BS_STR("%") : bs_claim_fact(of, "unit");
    bs_str kind = bs_rule_fact(of->rule, "status"), hedge = hedge_of(of);
    bool is_range = value_of(of, "value_to", "scale", &second);
    bs_status status = add_quantity(of, value, unit,
                                    is_range     ? BS_STR("at least")
                                    : hedge.data ? hedge
                                                 : kind,
                                    error);
    if (status == BS_OK && is_range)
        status = add_quantity(of, second, unit, BS_STR("at most"), error);
    if (status == BS_OK && value_of(of, "value_level", "scale_level", &second))
        status = add_quantity(of, second, bs_claim_text(of, "unit"), (bs_str){0}, error);
    return status;
}

/* Whether a preposition stands before the match, whose first party is then not the subject: "the
 * forces in France are the second-largest in the world" ranks no country. */
static bool is_behind_preposition(const bs_claim_reading *of)
{
    static const char *const PREPOSITIONS[] = {
        "in",      "on",      "at",     "by",      "with",    "from",   "between", "among",
        "for",     "to",      "of",     "than",    "against", "about",  "into",    "through",
        "like",    "under",   "over",   "per",     "across",  "within", "near",    "including",
        "outside", "towards", "toward", "without", "around",  NULL};
    if (of->match->token_start == of->sentence->token_start)
        return false;
    bs_str word = bs_worker_text(of->worker, of->match->token_start - 1);
    for (const char *const *one = PREPOSITIONS; *one; one++)
        if (bs_str_is_nocase(word, *one))
            return true;
    return false;
}

static bs_status read_match(const bs_claim_reading *of, bs_error *error)
{
    if (is_behind_preposition(of))
        return BS_OK;
    bs_claim_kind kind;
    if (!bs_claim_kind_from(of->rule->subject, &kind))
        return bs_fail(error, BS_BAD_DATA,
                       "%.*s: rule %.*s: %.*s is no kind of claim (rank, quantity, attendance, "
                       "topic, streak, agreement, date, office)",
                       BS_STR_ARG(of->rule->file), BS_STR_ARG(of->rule->name),
                       BS_STR_ARG(of->rule->subject));
    switch (kind) {
    case BS_CLAIM_RANK:
        return bs_claim_ranks(of, error);
    case BS_CLAIM_QUANTITY:
        return bs_claim_quantities(of, error);
    case BS_CLAIM_ATTENDANCE:
        return bs_claim_attendance(of, error);
    case BS_CLAIM_STREAK:
        return bs_claim_streaks(of, error);
    case BS_CLAIM_AGREEMENT:
        return bs_claim_agreements(of, error);
    case BS_CLAIM_DATE:
        return bs_claim_dates(of, error);
    case BS_CLAIM_OFFICE:
        return bs_claim_offices(of, error);
    default:
        return bs_claim_topics(of, error);
    }
}

/* Higher priority first, then longer, then earlier, then as the rules stand. */
static int compare_matches(const bs_annotate_worker *worker, const bs_rule_match *a,
                           const bs_rule_match *b)
{
    const bs_rule *rules = worker->annotator->host->rules;
    if (rules[a->rule].is_user != rules[b->rule].is_user)
        return rules[a->rule].is_user ? -1 : 1;
    if (rules[a->rule].priority != rules[b->rule].priority)
        return rules[a->rule].priority > rules[b->rule].priority ? -1 : 1;
    uint32_t a_size = a->token_end - a->token_start, b_size = b->token_end - b->token_start;
    if (a_size != b_size)
        return a_size > b_size ? -1 : 1;
    return a->token_start < b->token_start ? -1 : a->token_start > b->token_start;
}

/* Whether a match that wins over this one is of the same kind of claim and overlaps it. */
static bool is_beaten(const bs_annotate_worker *worker, size_t index)
{
    const bs_rule *rules = worker->annotator->host->rules;
    const bs_rule_match *match = &worker->matches.items[index];
    for (size_t at = 0; at < worker->matches.count; at++) {
        const bs_rule_match *other = &worker->matches.items[at];
        if (at == index || other->token_end <= match->token_start ||
            other->token_start >= match->token_end ||
            !bs_str_equal(rules[other->rule].subject, rules[match->rule].subject))
            continue;
        int order = compare_matches(worker, other, match);
        if (order < 0 || (order == 0 && at < index))
            return true;
    }
    return false;
}

static void note_event(bs_annotate_worker *worker, const bs_sentence *sentence)
{
    for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
        uint32_t cover = worker->covers[token];
        if (cover && worker->layers->mentions.items[cover - 1].type == BS_ENTITY_EVENT) {
            worker->latest_event = cover;
            worker->latest_events.count = 0;
        }
    }
}

bs_status bs_worker_claims(bs_annotate_worker *worker, const bs_sentence *sentence,
                           const bs_class_set *present, bs_error *error)
{
    bs_status status = bs_worker_ask(worker, sentence, BS_LAYER_CLAIM, present, error);
    for (size_t index = 0; status == BS_OK && index < worker->matches.count; index++) {
        const bs_rule_match *match = &worker->matches.items[index];
        if (is_beaten(worker, index))
            continue;
        bs_claim_reading of = {worker, sentence, match,
                               &worker->annotator->host->rules[match->rule]};
        status = read_match(&of, error);
    }
    if (bs_class_set_has(present, BS_CLASS_EVENT))
        note_event(worker, sentence);
    return status;
}
