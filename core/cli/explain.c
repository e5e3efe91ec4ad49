/* explain.c - see explain.h. */
#include "cli/explain.h"

#include <math.h>

#include "base/utf8.h"

enum { NAME_WIDTH = 32 };

/* The text of a span on one line. */
static void add_text(bs_str text, bs_span span, size_t width, bs_buffer *out)
{
    size_t start = out->size, shown = 0;
    bool is_space = false;
    for (size_t at = span.start; at < span.end;) {
        unsigned char c = (unsigned char)text.data[at];
        size_t next = at + 1;
        while (next < span.end && ((unsigned char)text.data[next] & 0xC0) == 0x80)
            next++;
        if (bs_ascii_is_space(c) || c < ' ') {
            is_space = out->size > start;
        } else {
            if (is_space)
                bs_buffer_add_char(out, ' ');
            shown += is_space;
            is_space = false;
            bs_buffer_add(out, bs_str_slice(text, at, next));
            shown++;
        }
        at = next;
    }
    for (; shown < width; shown++)
        bs_buffer_add_char(out, ' ');
}

static void add_line(bs_str text, bs_span span, const char *type, const char *kind, bs_str rule,
                     bs_buffer *out)
{
    bs_buffer_add(out, BS_STR("  "));
    add_text(text, span, NAME_WIDTH, out);
    bs_buffer_print(out, " %-13s %-8s %.*s", type, kind, BS_STR_ARG(rule));
}

static bool meets(bs_span a, bs_span b)
{
    return a.start < b.end && b.start < a.end;
}

static bool is_same_reading(const bs_reading *reading, const bs_mention *mention)
{
    return reading->span.start == mention->span.start && reading->span.end == mention->span.end &&
           reading->type == mention->type && bs_str_equal(reading->rule, mention->rule);
}

/* Whether another list, rule or model says the same. */
static bool is_agreed(const bs_reading *reading, const bs_mention *mention)
{
    return reading->span.start == mention->span.start && reading->span.end == mention->span.end &&
           reading->type == mention->type;
}

static void add_reading(bs_str text, const bs_reading *reading, const char *lead, bs_buffer *out)
{
    bs_buffer_print(out, "      %s", lead);
    add_text(text, reading->span, 0, out);
    bs_buffer_print(out, " as %s by %.*s", bs_entity_type_name((bs_entity_type)reading->type),
                    BS_STR_ARG(reading->rule));
    if (reading->entity.data)
        bs_buffer_print(out, " (%.*s)", BS_STR_ARG(reading->entity));
    bs_buffer_print(out, ": %s\n", bs_outcome_name((bs_outcome)reading->outcome));
}

static void add_mention(bs_str text, const bs_layers *layers, const bs_mention *mention,
                        bs_buffer *out)
{
    add_line(text, mention->span, bs_entity_type_name((bs_entity_type)mention->type),
             bs_mention_kind_name((bs_mention_kind)mention->kind), mention->rule, out);
    if (mention->entity != BS_NONE)
        bs_buffer_print(out, " -> %.*s", BS_STR_ARG(layers->entities.items[mention->entity].id));
    bs_buffer_add_char(out, '\n');
    for (size_t index = 0; index < layers->readings.count; index++) {
        const bs_reading *reading = &layers->readings.items[index];
        if (!meets(reading->span, mention->span) || is_same_reading(reading, mention) ||
            reading->outcome == BS_OUTCOME_TAKEN || reading->outcome == BS_OUTCOME_INNER)
            continue;
        if (is_agreed(reading, mention))
            bs_buffer_print(out, "      also by %.*s\n", BS_STR_ARG(reading->rule));
        else
            add_reading(text, reading, "before ", out);
    }
}

/* Readings of words that no mention took. */
static void add_dropped(bs_str text, const bs_layers *layers, bs_span sentence, bs_buffer *out)
{
    for (size_t index = 0; index < layers->readings.count; index++) {
        const bs_reading *reading = &layers->readings.items[index];
        bool is_here = meets(reading->span, sentence);
        for (size_t at = 0; is_here && at < layers->mentions.count; at++)
            is_here = !meets(layers->mentions.items[at].span, reading->span);
        if (is_here)
            add_reading(text, reading, "not ", out);
    }
}

/* Where the attribution stands, and the word that brings the quotation. */
static void add_attribution(bs_str text, const bs_quotation *quotation, bs_buffer *out)
{
    bs_buffer_print(out, "      attribution %s",
                    bs_attribution_name((bs_attribution)quotation->attribution));
    if (quotation->cue.end > quotation->cue.start) {
        bs_buffer_add(out, BS_STR(", brought by "));
        add_text(text, quotation->cue, 0, out);
    }
    if (quotation->part_count > 1)
        bs_buffer_print(out, ", in %zu parts", quotation->part_count);
    bs_buffer_add_char(out, '\n');
}

static void add_fact(const char *name, bs_str value, bs_buffer *out)
{
    if (value.data)
        bs_buffer_print(out, " %s=%.*s", name, BS_STR_ARG(value));
}

/* What a claim says, on a line of its own. */
static void add_facts(const bs_claim *claim, bs_buffer *out)
{
    bs_buffer_add(out, BS_STR("     "));
    add_fact("subject", claim->subject, out);
    if (claim->rank)
        bs_buffer_print(out, " rank=%lld", (long long)claim->rank);
    if (!isnan(claim->value)) {
        bs_buffer_add(out, BS_STR(" value="));
        bs_buffer_add_number(out, claim->value);
    }
    const struct {
        const char *name;
        bs_str value;
    } FACTS[] = {{"unit", claim->unit},
                 {"metric", claim->metric},
                 {"scope", claim->scope},
                 {"period", claim->period},
                 {"event", claim->event},
                 {"party", claim->party},
                 {"person", claim->person},
                 {"level", claim->level},
                 {"status", claim->status},
                 {"topic", claim->topic},
                 {"according_to", claim->according_to}};
    for (size_t index = 0; index < sizeof FACTS / sizeof *FACTS; index++)
        add_fact(FACTS[index].name, FACTS[index].value, out);
    if (claim->kind == BS_CLAIM_TOPIC && !claim->is_stated)
        bs_buffer_add(out, BS_STR(" stated as absent"));
    bs_buffer_add_char(out, '\n');
}

static void add_others(bs_str text, const bs_layers *layers, bs_span sentence, bs_buffer *out)
{
    for (size_t index = 0; index < layers->quotations.count; index++) {
        const bs_quotation *quotation = &layers->quotations.items[index];
        if (quotation->parts[0].start < sentence.start || quotation->parts[0].start >= sentence.end)
            continue;
        add_line(text, quotation->parts[0], "quotation",
                 bs_quotation_kind_name((bs_quotation_kind)quotation->kind), quotation->rule, out);
        if (quotation->speaker_text.data)
            bs_buffer_print(out, " by %.*s", BS_STR_ARG(quotation->speaker_text));
        if (quotation->speaker != BS_NONE)
            bs_buffer_print(out, " -> %.*s",
                            BS_STR_ARG(layers->entities.items[quotation->speaker].id));
        bs_buffer_add_char(out, '\n');
        add_attribution(text, quotation, out);
    }
    for (size_t index = 0; index < layers->dates.count; index++) {
        const bs_date_expression *date = &layers->dates.items[index];
        if (date->span.start < sentence.start || date->span.start >= sentence.end)
            continue;
        add_line(text, date->span, "date", bs_date_type_name((bs_date_type)date->type), date->rule,
                 out);
        bs_buffer_print(out, " = %.*s", BS_STR_ARG(date->value));
        if (date->anchor.data)
            bs_buffer_print(out, " from %.*s", BS_STR_ARG(date->anchor));
        bs_buffer_add_char(out, '\n');
    }
    for (size_t index = 0; index < layers->claims.count; index++) {
        const bs_claim *claim = &layers->claims.items[index];
        if (claim->span.start < sentence.start || claim->span.start >= sentence.end)
            continue;
        add_line(text, claim->span, "claim", bs_claim_kind_name((bs_claim_kind)claim->kind),
                 claim->rule, out);
        bs_buffer_add_char(out, '\n');
        add_facts(claim, out);
    }
}

void bs_explain(const bs_article *article, const bs_layers *layers, bs_buffer *out)
{
    bs_buffer_print(out, "%.*s\n", BS_STR_ARG(article->id));
    size_t mention = 0;
    for (size_t index = 0; index < layers->sentences.count; index++) {
        bs_span span = {layers->sentences.items[index].start, layers->sentences.items[index].end};
        bs_buffer_add_char(out, '\n');
        add_text(article->text, span, 0, out);
        bs_buffer_add_char(out, '\n');
        for (; mention < layers->mentions.count &&
               layers->mentions.items[mention].span.start < span.end;
             mention++)
            add_mention(article->text, layers, &layers->mentions.items[mention], out);
        add_dropped(article->text, layers, span, out);
        add_others(article->text, layers, span, out);
    }
}
