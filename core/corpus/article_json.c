/* article_json.c - see article_json.h. Every key is always there; what is unknown is null. */
#include "corpus/article_json.h"

#include <inttypes.h>
#include <math.h>

#include "text/compound.h"

/* Whole numbers are most of the output, and printf is slow. */
static void add_integer(bs_buffer *json, uint64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    bs_buffer_add(json, (bs_str){digits + at, sizeof digits - at});
}

static void add_text(bs_buffer *json, bs_str text)
{
    if (text.data)
        bs_buffer_add_json(json, text);
    else
        bs_buffer_add(json, BS_STR("null"));
}

/* `key` with its quotes, the colon, and what separates it from the one before. */
static void add_text_at(bs_buffer *json, const char *key, bs_str text)
{
    bs_buffer_add(json, bs_str_from(key));
    add_text(json, text);
}

static void add_name_at(bs_buffer *json, const char *key, const char *name)
{
    add_text_at(json, key, bs_str_from(name));
}

static void add_integer_at(bs_buffer *json, const char *key, uint64_t value)
{
    bs_buffer_add(json, bs_str_from(key));
    add_integer(json, value);
}

static void add_pair(bs_buffer *json, uint32_t start, uint32_t end)
{
    bs_buffer_add_char(json, '[');
    add_integer(json, start);
    bs_buffer_add_char(json, ',');
    add_integer(json, end);
    bs_buffer_add_char(json, ']');
}

static void separate(bs_buffer *json, size_t index)
{
    if (index)
        bs_buffer_add_char(json, ',');
}

static void add_span(bs_buffer *json, uint32_t start, uint32_t end)
{
    add_integer_at(json, "\"start\":", start);
    add_integer_at(json, ",\"end\":", end);
}

static void add_metadata(bs_buffer *json, const bs_article *article, const bs_layers *layers)
{
    add_text_at(json, "{\"id\":", article->id);
    add_text_at(json, ",\"file\":", article->file);
    add_text_at(json, ",\"url\":", article->url);
    add_text_at(json, ",\"title\":", article->title);
    bs_buffer_add(json, BS_STR(",\"byline\":["));
    for (size_t i = 0; i < article->byline_count; i++) {
        separate(json, i);
        add_text(json, article->byline[i]);
    }
    add_text_at(json, "],\"outlet\":", article->outlet);
    const bs_inferred_date *inferred =
        layers && !article->published.data ? &layers->inferred : NULL;
    bool is_inferred = inferred && inferred->from.data;
    add_text_at(json,
                ",\"published\":{\"value\":", is_inferred ? inferred->value : article->published);
    bs_basis basis = is_inferred ? BS_BASIS_INFERRED : article->published_basis;
    add_name_at(json, ",\"basis\":", bs_basis_name(basis));
    if (is_inferred) {
        add_text_at(json, ",\"from\":", inferred->from);
        add_text_at(json, ",\"to\":", inferred->to);
    }
    add_text_at(json, "},\"crawled\":", article->crawled);
    add_text_at(json, ",\"language\":", article->language);
    add_text_at(json, ",\"text\":", article->text);
}

static void add_segments(bs_buffer *json, const bs_article *article)
{
    bs_buffer_add(json, BS_STR(",\"segments\":["));
    for (size_t i = 0; i < article->segment_count; i++) {
        const bs_segment *segment = &article->segments[i];
        separate(json, i);
        add_name_at(json, "{\"type\":", bs_segment_type_name(segment->type));
        bs_buffer_add_char(json, ',');
        add_span(json, segment->start, segment->end);
        add_text_at(json, ",\"anchor\":", segment->anchor);
        bs_buffer_add_char(json, '}');
    }
    bs_buffer_add_char(json, ']');
}

/* A token, and the parts of a hyphenated one as others cut it. */
static void add_token(bs_buffer *json, bs_str text, const bs_token *token)
{
    bs_str form = bs_str_slice(text, token->start, token->end);
    size_t cuts[BS_COMPOUND_CUTS_MAX], count = bs_compound_cuts(form, cuts);
    uint32_t start = token->start;
    for (size_t i = 0; i < count; i++) {
        uint32_t hyphen = token->start + (uint32_t)cuts[i];
        add_pair(json, start, hyphen);
        bs_buffer_add_char(json, ',');
        add_pair(json, hyphen, hyphen + 1);
        bs_buffer_add_char(json, ',');
        start = hyphen + 1;
    }
    add_pair(json, start, token->end);
}

static void add_sentences(bs_buffer *json, bs_str text, const bs_layers *layers)
{
    bs_buffer_add(json, BS_STR(",\"sentences\":["));
    for (size_t i = 0; i < layers->sentences.count; i++) {
        separate(json, i);
        bs_buffer_add_char(json, '{');
        add_span(json, layers->sentences.items[i].start, layers->sentences.items[i].end);
        bs_buffer_add_char(json, '}');
    }
    bs_buffer_add(json, BS_STR("],\"tokens\":["));
    for (size_t i = 0; i < layers->tokens.count; i++) {
        separate(json, i);
        add_token(json, text, &layers->tokens.items[i]);
    }
    bs_buffer_add_char(json, ']');
}

static void add_attributes(bs_buffer *json, const bs_entity *entity)
{
    bs_buffer_add(json, BS_STR(",\"attributes\":{"));
    for (size_t i = 0; i < entity->attribute_count; i++) {
        separate(json, i);
        bs_buffer_add_json(json, entity->attributes[i].name);
        bs_buffer_add_char(json, ':');
        add_text(json, entity->attributes[i].value);
    }
    bs_buffer_add_char(json, '}');
}

static void add_entities(bs_buffer *json, const bs_entities *entities)
{
    bs_buffer_add(json, BS_STR(",\"entities\":["));
    for (size_t i = 0; i < entities->count; i++) {
        const bs_entity *entity = &entities->items[i];
        separate(json, i);
        add_text_at(json, "{\"id\":", entity->id);
        add_name_at(json, ",\"type\":", bs_entity_type_name(entity->type));
        add_text_at(json, ",\"name\":", entity->name);
        add_attributes(json, entity);
        bs_buffer_add_char(json, '}');
    }
    bs_buffer_add_char(json, ']');
}

static bs_str entity_id(const bs_layers *layers, uint32_t entity)
{
    return entity < layers->entities.count ? layers->entities.items[entity].id : (bs_str){NULL, 0};
}

static void add_mentions(bs_buffer *json, const bs_layers *layers)
{
    bs_buffer_add(json, BS_STR(",\"mentions\":["));
    for (size_t i = 0; i < layers->mentions.count; i++) {
        const bs_mention *mention = &layers->mentions.items[i];
        separate(json, i);
        bs_buffer_add_char(json, '{');
        add_span(json, mention->span.start, mention->span.end);
        add_text_at(json, ",\"entity\":", entity_id(layers, mention->entity));
        add_name_at(json, ",\"type\":", bs_entity_type_name((bs_entity_type)mention->type));
        add_name_at(json, ",\"kind\":", bs_mention_kind_name((bs_mention_kind)mention->kind));
        add_text_at(json, ",\"rule\":", mention->rule);
        bs_buffer_add_char(json, '}');
    }
    bs_buffer_add_char(json, ']');
}

static void add_quotation(bs_buffer *json, const bs_layers *layers, const bs_quotation *quotation)
{
    bs_buffer_add(json, BS_STR("{\"parts\":["));
    for (size_t i = 0; i < quotation->part_count; i++) {
        separate(json, i);
        add_pair(json, quotation->parts[i].start, quotation->parts[i].end);
    }
    add_name_at(json, "],\"kind\":", bs_quotation_kind_name((bs_quotation_kind)quotation->kind));
    add_text_at(json, ",\"speaker\":", entity_id(layers, quotation->speaker));
    add_text_at(json, ",\"speaker_text\":", quotation->speaker_text);
    bs_buffer_add(json, BS_STR(",\"cue\":"));
    if (quotation->cue.end > quotation->cue.start)
        add_pair(json, quotation->cue.start, quotation->cue.end);
    else
        bs_buffer_add(json, BS_STR("null"));
    add_name_at(json,
                ",\"attribution\":", bs_attribution_name((bs_attribution)quotation->attribution));
    add_text_at(json, ",\"rule\":", quotation->rule);
    bs_buffer_add_char(json, '}');
}

static void add_quotations(bs_buffer *json, const bs_layers *layers)
{
    bs_buffer_add(json, BS_STR(",\"quotations\":["));
    for (size_t i = 0; i < layers->quotations.count; i++) {
        separate(json, i);
        add_quotation(json, layers, &layers->quotations.items[i]);
    }
    bs_buffer_add_char(json, ']');
}

static void add_dates(bs_buffer *json, const bs_date_expressions *dates)
{
    bs_buffer_add(json, BS_STR(",\"dates\":["));
    for (size_t i = 0; i < dates->count; i++) {
        const bs_date_expression *date = &dates->items[i];
        separate(json, i);
        bs_buffer_add_char(json, '{');
        add_span(json, date->span.start, date->span.end);
        add_name_at(json, ",\"type\":", bs_date_type_name((bs_date_type)date->type));
        add_text_at(json, ",\"value\":", date->value);
        add_text_at(json, ",\"mod\":", date->mod);
        add_text_at(json, ",\"anchor\":", date->anchor);
        add_text_at(json, ",\"rule\":", date->rule);
        bs_buffer_add_char(json, '}');
    }
    bs_buffer_add_char(json, ']');
}

static void add_rank(bs_buffer *json, const bs_claim *claim)
{
    add_text_at(json, ",\"subject\":", claim->subject);
    if (claim->rank)
        bs_buffer_print(json, ",\"rank\":%" PRId64, claim->rank);
    else
        bs_buffer_add(json, BS_STR(",\"rank\":null"));
    add_text_at(json, ",\"metric\":", claim->metric);
    add_text_at(json, ",\"scope\":", claim->scope);
    add_text_at(json, ",\"period\":", claim->period);
    add_text_at(json, ",\"according_to\":", claim->according_to);
    if (claim->status.data)
        add_text_at(json, ",\"status\":", claim->status);
}

static void add_quantity(bs_buffer *json, const bs_claim *claim)
{
    add_text_at(json, ",\"subject\":", claim->subject);
    bs_buffer_add(json, BS_STR(",\"value\":"));
    if (isfinite(claim->value))
        bs_buffer_add_number(json, claim->value);
    else
        bs_buffer_add(json, BS_STR("null"));
    add_text_at(json, ",\"unit\":", claim->unit);
    add_text_at(json, ",\"metric\":", claim->metric);
    if (claim->topic.data)
        add_text_at(json, ",\"topic\":", claim->topic);
    add_text_at(json, ",\"period\":", claim->period);
    add_text_at(json, ",\"according_to\":", claim->according_to);
    if (claim->status.data)
        add_text_at(json, ",\"status\":", claim->status);
}

static void add_attendance(bs_buffer *json, const bs_claim *claim)
{
    add_text_at(json, ",\"event\":", claim->event);
    add_text_at(json, ",\"party\":", claim->party);
    add_text_at(json, ",\"person\":", claim->person);
    add_text_at(json, ",\"level\":", claim->level);
    add_text_at(json, ",\"status\":", claim->status);
}

static void add_topic(bs_buffer *json, const bs_claim *claim)
{
    add_text_at(json, ",\"event\":", claim->event);
    add_text_at(json, ",\"scope\":", claim->scope);
    add_text_at(json, ",\"topic\":", claim->topic);
    bs_buffer_add(json, BS_STR(",\"stated\":"));
    bs_buffer_add(json, claim->is_stated ? BS_STR("true") : BS_STR("false"));
    if (claim->status.data)
        add_text_at(json, ",\"status\":", claim->status);
}

static void add_streak(bs_buffer *json, const bs_claim *claim)
{
    add_attendance(json, claim);
    add_text_at(json, ",\"scope\":", claim->scope);
    add_text_at(json, ",\"metric\":", claim->metric);
    if (claim->rank)
        bs_buffer_print(json, ",\"rank\":%" PRId64, claim->rank);
    else
        bs_buffer_add(json, BS_STR(",\"rank\":null"));
    add_text_at(json, ",\"period\":", claim->period);
}

static void add_agreement(bs_buffer *json, const bs_claim *claim)
{
    add_text_at(json, ",\"party\":", claim->party);
    add_text_at(json, ",\"topic\":", claim->topic);
    add_text_at(json, ",\"period\":", claim->period);
    add_text_at(json, ",\"status\":", claim->status);
}

static void add_date_claim(bs_buffer *json, const bs_claim *claim)
{
    add_text_at(json, ",\"event\":", claim->event);
    add_text_at(json, ",\"person\":", claim->person);
    add_text_at(json, ",\"topic\":", claim->topic);
    add_text_at(json, ",\"period\":", claim->period);
}

static void add_office(bs_buffer *json, const bs_claim *claim)
{
    add_text_at(json, ",\"person\":", claim->person);
    add_text_at(json, ",\"party\":", claim->party);
    add_text_at(json, ",\"topic\":", claim->topic);
    add_text_at(json, ",\"status\":", claim->status);
    add_text_at(json, ",\"period\":", claim->period);
}

static void add_claims(bs_buffer *json, const bs_claims *claims)
{
    static void (*const add_kind[BS_CLAIM_KINDS])(bs_buffer *, const bs_claim *) = {
        [BS_CLAIM_RANK] = add_rank,
        [BS_CLAIM_QUANTITY] = add_quantity,
        [BS_CLAIM_ATTENDANCE] = add_attendance,
        [BS_CLAIM_TOPIC] = add_topic,
        [BS_CLAIM_STREAK] = add_streak,
        [BS_CLAIM_AGREEMENT] = add_agreement,
        [BS_CLAIM_DATE] = add_date_claim,
        [BS_CLAIM_OFFICE] = add_office};
    bs_buffer_add(json, BS_STR(",\"claims\":["));
    for (size_t i = 0; i < claims->count; i++) {
        const bs_claim *claim = &claims->items[i];
        separate(json, i);
        add_name_at(json, "{\"kind\":", bs_claim_kind_name((bs_claim_kind)claim->kind));
        bs_buffer_add_char(json, ',');
        add_span(json, claim->span.start, claim->span.end);
        if (claim->kind < BS_CLAIM_KINDS)
            add_kind[claim->kind](json, claim);
        add_text_at(json, ",\"rule\":", claim->rule);
        bs_buffer_add_char(json, '}');
    }
    bs_buffer_add_char(json, ']');
}

bool bs_findings_next(const bs_article *article, const bs_layers *layers, size_t next[2],
                      const bs_finding **finding)
{
    const bs_finding *read = next[0] < article->finding_count ? &article->findings[next[0]] : NULL;
    const bs_finding *annotated =
        layers && next[1] < layers->findings.count ? &layers->findings.items[next[1]] : NULL;
    bool takes_read = read && (!annotated || read->start < annotated->start ||
                               (read->start == annotated->start && read->end <= annotated->end));
    *finding = takes_read ? read : annotated;
    if (*finding)
        next[!takes_read]++;
    return *finding != NULL;
}

static void add_findings(bs_buffer *json, const bs_article *article, const bs_layers *layers)
{
    size_t next[2] = {0, 0}, count = 0;
    const bs_finding *finding;
    bs_buffer_add(json, BS_STR(",\"findings\":["));
    while (bs_findings_next(article, layers, next, &finding)) {
        separate(json, count++);
        add_text_at(json, "{\"kind\":", finding->kind);
        bs_buffer_add_char(json, ',');
        add_span(json, finding->start, finding->end);
        add_text_at(json, ",\"message\":", finding->message);
        bs_buffer_add_char(json, '}');
    }
    bs_buffer_add_char(json, ']');
}

void bs_article_json(const bs_article *article, const bs_layers *layers, bs_buffer *json)
{
    add_metadata(json, article, layers);
    add_segments(json, article);
    if (layers) {
        add_sentences(json, article->text, layers);
        add_entities(json, &layers->entities);
        add_mentions(json, layers);
        add_quotations(json, layers);
        add_dates(json, &layers->dates);
        add_claims(json, &layers->claims);
        add_findings(json, article, layers);
    }
    bs_buffer_add_char(json, '}');
}
