/* shard.c - articles and their layers back from the columns of a shard. */
#include "corpus/shard.h"

#include <math.h>
#include <yajl/yajl_parse.h>

#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "base/str.h"
#include "corpus/shard_io.h"

/* ---- articles ---- */

static bs_status get_byline(const bs_shard_articles *articles, size_t row, bs_arena *arena,
                            bs_article *article, bs_error *error)
{
    size_t start = (size_t)articles->byline_start[row];
    size_t count = (size_t)articles->byline_start[row + 1] - start;
    bs_str *byline = bs_arena_array(arena, count, sizeof *byline);
    if (!byline)
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        byline[i] = bs_text_at(&articles->byline, start + i);
    article->byline = byline;
    article->byline_count = count;
    return BS_OK;
}

static bs_status get_segments(const bs_shard *shard, size_t row, bs_arena *arena,
                              bs_article *article, bs_error *error)
{
    size_t start = shard->articles.segment_start[row];
    size_t count = shard->articles.segment_start[row + 1] - start;
    bs_segment *segments = bs_arena_array(arena, count, sizeof *segments);
    if (!segments)
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        segments[i] = (bs_segment){.type = (bs_segment_type)shard->segments.type[start + i],
                                   .start = shard->segments.start[start + i],
                                   .end = shard->segments.end[start + i],
                                   .anchor = bs_text_at(&shard->segments.anchor, start + i)};
    article->segments = segments;
    article->segment_count = count;
    return BS_OK;
}

static bs_status get_findings(const bs_shard *shard, size_t row, bs_arena *arena,
                              bs_article *article, bs_error *error)
{
    size_t start = shard->articles.finding_start[row];
    size_t count = shard->articles.finding_start[row + 1] - start;
    bs_finding *findings = bs_arena_array(arena, count, sizeof *findings);
    if (!findings)
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        findings[i] = (bs_finding){.kind = bs_text_at(&shard->findings.kind, start + i),
                                   .start = shard->findings.start[start + i],
                                   .end = shard->findings.end[start + i],
                                   .message = bs_text_at(&shard->findings.message, start + i)};
    article->findings = findings;
    article->finding_count = count;
    return BS_OK;
}

bs_status bs_shard_article(const bs_shard *shard, size_t row, bs_arena *arena, bs_article *article,
                           bs_error *error)
{
    const bs_shard_articles *articles = &shard->articles;
    if (row >= articles->count)
        return bs_fail(error, BS_MISUSE, "the shard has no article %zu", row);
    bs_article found = {.id = bs_text_at(&articles->id, row),
                        .file = bs_text_at(&articles->file, row),
                        .url = bs_text_at(&articles->url, row),
                        .title = bs_text_at(&articles->title, row),
                        .outlet = bs_text_at(&articles->outlet, row),
                        .language = bs_text_at(&articles->language, row),
                        .published = bs_text_at(&articles->published, row),
                        .crawled = bs_text_at(&articles->crawled, row),
                        .published_basis = (bs_basis)articles->basis[row],
                        .text = bs_text_at(&articles->text, row)};
    bs_status status = get_byline(articles, row, arena, &found, error);
    if (status == BS_OK)
        status = get_segments(shard, row, arena, &found, error);
    if (status == BS_OK)
        status = get_findings(shard, row, arena, &found, error);
    if (status == BS_OK)
        *article = found;
    return status;
}

/* ---- entities ---- */

typedef struct attribute_reader {
    bs_arena *arena;
    struct {
        bs_attribute *items;
        size_t count, capacity;
    } found;
    bool is_broken;
} attribute_reader;

static int attribute_name(void *context, const unsigned char *text, size_t size)
{
    attribute_reader *to = context;
    bs_attribute *attribute = bs_array_push(&to->found);
    if (!attribute)
        return 0;
    *attribute = (bs_attribute){
        .name = bs_arena_copy(to->arena, (bs_str){(const char *)text, size}), .value = {"", 0}};
    return attribute->name.data != NULL;
}

static int attribute_value(void *context, const unsigned char *text, size_t size)
{
    attribute_reader *to = context;
    if (to->found.count == 0)
        return 0;
    bs_str copy = bs_arena_copy(to->arena, (bs_str){(const char *)text, size});
    to->found.items[to->found.count - 1].value = copy;
    return copy.data != NULL;
}

/* Reads an object of strings; anything else in it is damage. */
static bool read_attributes(bs_str json, attribute_reader *to)
{
    static const yajl_callbacks callbacks = {.yajl_string = attribute_value,
                                             .yajl_map_key = attribute_name};
    yajl_handle parser = yajl_alloc(&callbacks, NULL, to);
    if (!parser)
        return false;
    bool is_read =
        yajl_parse(parser, (const unsigned char *)json.data, json.size) == yajl_status_ok &&
        yajl_complete_parse(parser) == yajl_status_ok;
    yajl_free(parser);
    return is_read;
}

static bs_status get_attributes(bs_str json, bs_arena *arena, bs_entity *entity, bs_error *error)
{
    entity->attributes = NULL;
    entity->attribute_count = 0;
    if (json.size <= 2)
        return BS_OK;
    attribute_reader to = {.arena = arena};
    bs_status status = BS_OK;
    if (!read_attributes(json, &to))
        status =
            bs_fail(error, BS_BAD_DATA, "attributes of %.*s are damaged", BS_STR_ARG(entity->id));
    bs_attribute *copy =
        status == BS_OK ? bs_arena_array(arena, to.found.count, sizeof *copy) : NULL;
    if (copy) {
        memcpy(copy, to.found.items, to.found.count * sizeof *copy);
        entity->attributes = copy;
        entity->attribute_count = to.found.count;
    } else if (status == BS_OK) {
        status = bs_fail_memory(error);
    }
    bs_array_free(&to.found);
    return status;
}

bs_status bs_shard_entity(const bs_shard *shard, uint32_t row, bs_arena *arena, bs_entity *entity,
                          bs_error *error)
{
    const bs_shard_entities *entities = &shard->entities;
    if (row >= entities->count)
        return bs_fail(error, BS_MISUSE, "the shard has no entity %u", (unsigned)row);
    size_t start = (size_t)entities->name_start[row];
    size_t count = (size_t)entities->name_start[row + 1] - start;
    bs_entity found = {.id = bs_text_at(&entities->id, row),
                       .type = (bs_entity_type)entities->type[row],
                       .name = bs_text_at(&entities->name, row),
                       .name_count = count,
                       .is_of_article = entities->article[row] != BS_NONE};
    bs_str *names = bs_arena_array(arena, count, sizeof *names);
    if (!names)
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        names[i] = bs_text_at(&entities->names, start + i);
    found.names = names;
    bs_status status = get_attributes(bs_text_at(&entities->attributes, row), arena, &found, error);
    if (status == BS_OK)
        *entity = found;
    return status;
}

/* ---- layers ---- */

typedef struct layer_reader {
    const bs_shard *shard;
    size_t row;
    bs_layers *layers;
    bs_map entities; /* id to index in the layers */
    bs_error *error;
} layer_reader;

static bs_str rule_name(const bs_shard *shard, unsigned rule)
{
    return rule < shard->rule_count ? shard->rules[rule] : (bs_str){"", 0};
}

/* The index in the layers of an entity of the shard, added when it is new there, with the
 * attributes that a mention tells (absent for those of the entity). */
static bs_status get_entity(layer_reader *from, uint32_t row, bs_str told, uint32_t *index)
{
    *index = BS_NONE;
    if (row == BS_NONE)
        return BS_OK;
    bool is_new;
    bs_map_entry *entry =
        bs_map_add(&from->entities, bs_text_at(&from->shard->entities.id, row), &is_new);
    if (!entry)
        return bs_fail_memory(from->error);
    if (is_new) {
        bs_entity entity;
        bs_status status =
            bs_shard_entity(from->shard, row, &from->layers->arena, &entity, from->error);
        if (status == BS_OK && told.data)
            status = get_attributes(told, &from->layers->arena, &entity, from->error);
        bs_entity *place = status == BS_OK ? bs_array_push(&from->layers->entities) : NULL;
        if (!place)
            return status == BS_OK ? bs_fail_memory(from->error) : status;
        *place = entity;
        entry->value = from->layers->entities.count - 1;
    }
    *index = (uint32_t)entry->value;
    return BS_OK;
}

static bs_status get_tokens(layer_reader *from)
{
    const bs_shard *shard = from->shard;
    size_t start = shard->articles.token_start[from->row];
    size_t count = shard->articles.token_start[from->row + 1] - start;
    bs_tokens *tokens = &from->layers->tokens;
    if (!bs_array_reserve(tokens, count))
        return bs_fail_memory(from->error);
    size_t text_size = bs_text_at(&shard->articles.text, from->row).size;
    bool is_outside = false;
    for (size_t i = start; i < start + count; i++) {
        uint32_t first = shard->tokens.start[i], size = shard->tokens.size[i];
        is_outside |= first > text_size || text_size - first < size;
        tokens->items[tokens->count++] = (bs_token){first, first + size, shard->tokens.type[i]};
    }
    return is_outside ? bs_fail(from->error, BS_BAD_DATA, "damaged: a token outside of the text")
                      : BS_OK;
}

static bs_status get_sentences(layer_reader *from)
{
    const bs_shard_articles *articles = &from->shard->articles;
    const bs_shard_sentences *rows = &from->shard->sentences;
    size_t start = articles->sentence_start[from->row];
    size_t end = articles->sentence_start[from->row + 1];
    uint32_t first = articles->token_start[from->row];
    bs_sentences *sentences = &from->layers->sentences;
    if (!bs_array_reserve(sentences, end - start))
        return bs_fail_memory(from->error);
    for (size_t i = start; i < end; i++)
        sentences->items[sentences->count++] =
            (bs_sentence){.start = rows->start[i],
                          .end = rows->end[i],
                          .token_start = rows->token_start[i] - first,
                          .token_end = rows->token_start[i + 1] - first};
    return BS_OK;
}

static bs_status get_mentions(layer_reader *from)
{
    const bs_shard_articles *articles = &from->shard->articles;
    const bs_shard_mentions *rows = &from->shard->mentions;
    uint32_t first = articles->token_start[from->row];
    for (size_t i = articles->mention_start[from->row]; i < articles->mention_start[from->row + 1];
         i++) {
        bs_mention *mention = bs_array_push(&from->layers->mentions);
        if (!mention)
            return bs_fail_memory(from->error);
        *mention = (bs_mention){.span = {rows->start[i], rows->end[i]},
                                .token_start = rows->token_start[i] - first,
                                .token_end = rows->token_end[i] - first,
                                .type = rows->type[i],
                                .kind = rows->kind[i],
                                .rule = rule_name(from->shard, rows->rule[i])};
        bs_status status =
            get_entity(from, rows->entity[i], bs_shard_told(from->shard, i), &mention->entity);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

static bs_status get_quotations(layer_reader *from)
{
    const bs_shard_articles *articles = &from->shard->articles;
    const bs_shard_quotations *rows = &from->shard->quotations;
    for (size_t i = articles->quotation_start[from->row];
         i < articles->quotation_start[from->row + 1]; i++) {
        bs_quotation *quotation = bs_array_push(&from->layers->quotations);
        size_t start = (size_t)rows->part_start[i];
        size_t count = ((size_t)rows->part_start[i + 1] - start) / 2;
        bs_span *parts = bs_arena_array(&from->layers->arena, count, sizeof *parts);
        if (!quotation || !parts)
            return bs_fail_memory(from->error);
        for (size_t j = 0; j < count; j++)
            parts[j] = (bs_span){rows->parts[start + 2 * j], rows->parts[start + 2 * j + 1]};
        *quotation = (bs_quotation){.parts = parts,
                                    .part_count = count,
                                    .kind = rows->kind[i],
                                    .attribution = rows->attribution[i],
                                    .speaker_text = bs_text_at(&rows->speaker_text, i),
                                    .cue = {rows->cue_start[i], rows->cue_end[i]},
                                    .rule = rule_name(from->shard, rows->rule[i])};
        bs_status status =
            get_entity(from, rows->speaker[i], (bs_str){NULL, 0}, &quotation->speaker);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

static bs_status get_dates(layer_reader *from)
{
    const bs_shard_articles *articles = &from->shard->articles;
    const bs_shard_dates *rows = &from->shard->dates;
    for (size_t i = articles->date_start[from->row]; i < articles->date_start[from->row + 1]; i++) {
        bs_date_expression *date = bs_array_push(&from->layers->dates);
        if (!date)
            return bs_fail_memory(from->error);
        *date = (bs_date_expression){.span = {rows->start[i], rows->end[i]},
                                     .type = rows->type[i],
                                     .value = bs_text_at(&rows->value, i),
                                     .mod = bs_text_at(&rows->mod, i),
                                     .anchor = bs_text_at(&rows->anchor, i),
                                     .rule = rule_name(from->shard, rows->rule[i])};
    }
    return BS_OK;
}

static bs_status get_claims(layer_reader *from)
{
    const bs_shard_articles *articles = &from->shard->articles;
    const bs_shard_claims *rows = &from->shard->claims;
    for (size_t i = articles->claim_start[from->row]; i < articles->claim_start[from->row + 1];
         i++) {
        bs_claim *claim = bs_array_push(&from->layers->claims);
        if (!claim)
            return bs_fail_memory(from->error);
        *claim = (bs_claim){.span = {rows->start[i], rows->end[i]},
                            .kind = rows->kind[i],
                            .subject = bs_text_at(&rows->subject, i),
                            .metric = bs_text_at(&rows->metric, i),
                            .scope = bs_text_at(&rows->scope, i),
                            .period = bs_text_at(&rows->period, i),
                            .according_to = bs_text_at(&rows->according_to, i),
                            .unit = bs_text_at(&rows->unit, i),
                            .rank = rows->rank[i],
                            .value = rows->value[i],
                            .event = bs_text_at(&rows->event, i),
                            .party = bs_text_at(&rows->party, i),
                            .person = bs_text_at(&rows->person, i),
                            .level = bs_text_at(&rows->level, i),
                            .status = bs_text_at(&rows->status, i),
                            .topic = bs_text_at(&rows->topic, i),
                            .is_stated = rows->is_stated[i] != 0,
                            .rule = rule_name(from->shard, rows->rule[i])};
    }
    return BS_OK;
}

bs_status bs_shard_layers(const bs_shard *shard, size_t row, bs_layers *layers, bs_error *error)
{
    if (row >= shard->articles.count)
        return bs_fail(error, BS_MISUSE, "the shard has no article %zu", row);
    bs_status (*const steps[])(layer_reader *) = {get_tokens,     get_sentences, get_mentions,
                                                  get_quotations, get_dates,     get_claims};
    bs_layers_reset(layers);
    layer_reader from = {.shard = shard, .row = row, .layers = layers, .error = error};
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == BS_OK; i++)
        status = steps[i](&from);
    bs_map_clear(&from.entities);
    return status;
}

/* ---- places ---- */

uint32_t bs_shard_type_find(const bs_shard *shard, bs_str form)
{
    size_t low = 0, high = shard->types.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (bs_str_compare(bs_text_at(&shard->types.form, middle), form) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < shard->types.count && bs_str_equal(bs_text_at(&shard->types.form, low), form)
               ? (uint32_t)low
               : BS_NONE;
}

/* The last row whose start is at or before `token`; rows that have no tokens are passed over. */
static uint32_t row_of_token(const uint32_t *starts, size_t count, uint32_t token)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (starts[middle] <= token)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? (uint32_t)(low - 1) : 0;
}

uint32_t bs_shard_article_of_token(const bs_shard *shard, uint32_t token)
{
    return row_of_token(shard->articles.token_start, shard->articles.count, token);
}

uint32_t bs_shard_sentence_of_token(const bs_shard *shard, uint32_t token)
{
    return row_of_token(shard->sentences.token_start, shard->sentences.count, token);
}
