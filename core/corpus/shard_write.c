/* shard_write.c - articles with their layers, appended to growing columns; and those columns to
 * files. What needs all articles (sorting, the index) is in shard_finish.c. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "corpus/article_json.h"
#include "corpus/shard_writer.h"
#include "text/day.h"

/* Lists begin with a 0: the start of the first row. */
static void reset_column(bs_growing_column *column, bs_arrow_kind kind)
{
    static const int32_t zero = 0;
    bs_buffer *buffers[] = {&column->values, &column->offsets, &column->starts, &column->bytes,
                            &column->valid};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        buffers[i]->size = 0;
        buffers[i]->failed = false;
    }
    column->count = column->item_count = column->null_count = 0;
    if (bs_arrow_is_text(kind))
        bs_buffer_add(&column->offsets, (bs_str){(const char *)&zero, sizeof zero});
    if (bs_arrow_is_list(kind))
        bs_buffer_add(&column->starts, (bs_str){(const char *)&zero, sizeof zero});
}

static void clear_column(bs_growing_column *column)
{
    bs_buffer_clear(&column->values);
    bs_buffer_clear(&column->offsets);
    bs_buffer_clear(&column->starts);
    bs_buffer_clear(&column->bytes);
    bs_buffer_clear(&column->valid);
}

void bs_shard_writer_reset(bs_shard_writer *writer)
{
    for (size_t i = 0; i < BS_SHARD_COLUMN_COUNT; i++)
        reset_column(&writer->columns[i], bs_shard_column_plan((bs_shard_column)i)->kind);
    bs_arena_reset(&writer->arena);
    bs_map_clear(&writer->entity_numbers);
    bs_map_clear(&writer->rule_numbers);
    writer->entities.count = writer->rules.count = writer->article_entities.count = 0;
    writer->article_languages.size = 0;
    writer->article_languages.failed = false;
    writer->is_finished = false;
}

bs_status bs_shard_writer_expect(bs_shard_writer *writer, size_t text_bytes, bs_error *error)
{
    enum {
        TOKEN_BYTES = 5
    }; /* of text for each token, with what stands between them: mostly more */
    static const struct {
        bs_shard_column column;
        size_t width;
    } columns[] = {{BS_COL_tokens_type, sizeof(uint32_t)},
                   {BS_COL_tokens_start, sizeof(uint32_t)},
                   {BS_COL_tokens_size, sizeof(uint16_t)},
                   {BS_COL_types_positions, sizeof(uint32_t)}};
    bool has_room = bs_buffer_room(&writer->columns[BS_COL_articles_text].bytes, text_bytes);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        has_room = has_room && bs_buffer_room(&writer->columns[columns[i].column].values,
                                              text_bytes / TOKEN_BYTES * columns[i].width);
    return has_room ? BS_OK : bs_fail_memory(error);
}

bs_status bs_shard_writer_new(bs_shard_writer **writer, bs_error *error)
{
    bs_shard_writer *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    bs_status status = BS_OK;
    for (size_t i = 0; i < BS_SHARD_COLUMN_COUNT && status == BS_OK; i++)
        status = bs_shard_column_names((bs_shard_column)i, &made->names_arena, &made->names[i],
                                       &made->name_counts[i], error);
    if (status != BS_OK) {
        bs_shard_writer_free(made);
        return status;
    }
    bs_shard_writer_reset(made);
    *writer = made;
    return BS_OK;
}

void bs_shard_writer_free(bs_shard_writer *writer)
{
    if (!writer)
        return;
    for (size_t i = 0; i < BS_SHARD_COLUMN_COUNT; i++)
        clear_column(&writer->columns[i]);
    bs_arena_clear(&writer->arena);
    bs_arena_clear(&writer->names_arena);
    bs_map_clear(&writer->entity_numbers);
    bs_map_clear(&writer->rule_numbers);
    bs_array_free(&writer->entities);
    bs_array_free(&writer->rules);
    bs_array_free(&writer->article_entities);
    bs_buffer_clear(&writer->article_languages);
    for (size_t i = 0; i < writer->language_count; i++)
        bs_stemmer_free(writer->languages[i].stemmer);
    free(writer);
}

size_t bs_shard_writer_count(const bs_shard_writer *writer, bs_shard_file file)
{
    return writer->columns[bs_shard_file_plan(file)->first].count;
}

uint64_t bs_shard_writer_text_bytes(const bs_shard_writer *writer)
{
    return writer->columns[BS_COL_articles_text].bytes.size;
}

/* ---- values ---- */

static void put_validity(bs_growing_column *column, bool is_missing)
{
    if ((column->count & 7) == 0)
        bs_buffer_add_char(&column->valid, 0);
    if (is_missing)
        column->null_count++;
    else if (!column->valid.failed)
        column->valid.data[column->count >> 3] |= (char)(1 << (column->count & 7));
}

static void put_item(bs_growing_column *column, bs_str text)
{
    bs_buffer_add(&column->bytes, text);
    int32_t end = (int32_t)column->bytes.size; /* its limit is checked at the end */
    bs_buffer_add(&column->offsets, (bs_str){(const char *)&end, sizeof end});
    column->item_count++;
}

void bs_put_text(bs_shard_writer *writer, bs_shard_column column, bs_str text)
{
    bs_growing_column *to = &writer->columns[column];
    if (bs_shard_column_is_nullable(column))
        put_validity(to, !text.data);
    put_item(to, text);
    to->count++;
}

void bs_put_value(bs_shard_writer *writer, bs_shard_column column, const void *value,
                  bool is_missing)
{
    bs_growing_column *to = &writer->columns[column];
    size_t width = bs_arrow_width(bs_shard_column_plan(column)->kind);
    if (bs_shard_column_is_nullable(column))
        put_validity(to, is_missing);
    bs_buffer_add(&to->values, (bs_str){value, width});
    to->count++;
    to->item_count++;
}

void bs_put_u8(bs_shard_writer *writer, bs_shard_column column, unsigned value)
{
    uint8_t narrow = (uint8_t)value;
    bs_put_value(writer, column, &narrow, false);
}

void bs_put_u16(bs_shard_writer *writer, bs_shard_column column, unsigned value)
{
    uint16_t narrow = (uint16_t)value;
    bs_put_value(writer, column, &narrow, false);
}

void bs_put_u32(bs_shard_writer *writer, bs_shard_column column, uint32_t value)
{
    bs_put_value(writer, column, &value, value == BS_NONE);
}

static void end_list(bs_growing_column *column)
{
    int32_t end = (int32_t)column->item_count;
    bs_buffer_add(&column->starts, (bs_str){(const char *)&end, sizeof end});
    column->count++;
}

void bs_put_texts(bs_shard_writer *writer, bs_shard_column column, const bs_str *texts,
                  size_t count)
{
    bs_growing_column *to = &writer->columns[column];
    for (size_t i = 0; i < count; i++)
        put_item(to, texts[i]);
    end_list(to);
}

void bs_put_numbers(bs_shard_writer *writer, bs_shard_column column, const uint32_t *numbers,
                    size_t count)
{
    bs_growing_column *to = &writer->columns[column];
    bs_buffer_add(&to->values, (bs_str){(const char *)numbers, count * sizeof *numbers});
    to->item_count += count;
    end_list(to);
}

/* ---- entities and rules ---- */

static bool has_name(const bs_shard_entity_entry *entry, bs_str name)
{
    for (size_t i = 0; i < entry->name_count; i++)
        if (bs_str_equal(entry->names[i], name))
            return true;
    return false;
}

static bool add_name(bs_shard_writer *writer, bs_shard_entity_entry *entry, bs_str name)
{
    if (has_name(entry, name))
        return true;
    if (entry->name_count == entry->name_capacity) {
        size_t capacity = entry->name_capacity ? entry->name_capacity * 2 : 4;
        bs_str *grown = bs_arena_array(&writer->arena, capacity, sizeof *grown);
        if (!grown)
            return false;
        if (entry->name_count)
            memcpy(grown, entry->names, entry->name_count * sizeof *grown);
        entry->names = grown;
        entry->name_capacity = capacity;
    }
    bs_str copy = bs_arena_copy(&writer->arena, name);
    entry->names[entry->name_count++] = copy;
    return copy.data != NULL;
}

static bs_str attributes_json(bs_shard_writer *writer, const bs_entity *entity)
{
    bs_buffer json = {0};
    bs_buffer_add_char(&json, '{');
    for (size_t i = 0; i < entity->attribute_count; i++) {
        if (i)
            bs_buffer_add_char(&json, ',');
        bs_buffer_add_json(&json, entity->attributes[i].name);
        bs_buffer_add_char(&json, ':');
        bs_buffer_add_json(&json, entity->attributes[i].value);
    }
    bs_buffer_add_char(&json, '}');
    bs_str copy =
        json.failed ? (bs_str){NULL, 0} : bs_arena_copy(&writer->arena, bs_buffer_str(&json));
    bs_buffer_clear(&json);
    return copy;
}

static bool fill_entity(bs_shard_writer *writer, bs_str id, const bs_entity *entity)
{
    size_t article = bs_shard_writer_count(writer, BS_FILE_articles); /* it is added later */
    bs_shard_entity_entry *entry = bs_array_push(&writer->entities);
    if (!entry)
        return false;
    *entry =
        (bs_shard_entity_entry){.id = id,
                                .type = entity->type,
                                .article = entity->is_of_article ? (uint32_t)article : BS_NONE};
    entry->name = bs_arena_copy(&writer->arena, entity->name);
    entry->attributes = attributes_json(writer, entity);
    return entry->name.data && entry->attributes.data;
}

static bs_status number_entity(bs_shard_writer *writer, const bs_entity *entity, uint32_t *number,
                               bs_error *error)
{
    bs_str key = entity->id;
    if (entity->type == BS_ENTITY_PERSON && !entity->is_of_article) { /* one row an office */
        bs_str told = attributes_json(writer, entity);
        key = bs_arena_print(&writer->arena, "%.*s%.*s", BS_STR_ARG(entity->id), BS_STR_ARG(told));
        if (!told.data || !key.data)
            return bs_fail_memory(error);
    }
    bs_map_entry *known = entity->is_of_article ? NULL : bs_map_find(&writer->entity_numbers, key);
    *number = known ? (uint32_t)known->value : (uint32_t)writer->entities.count;
    if (!known) {
        bs_str id = bs_arena_copy(&writer->arena, entity->id);
        key = key.data == entity->id.data ? id : key;
        if (id.data && !entity->is_of_article) {
            known = bs_map_add(&writer->entity_numbers, key, NULL);
            if (!known)
                return bs_fail_memory(error);
            known->value = *number;
        }
        if (!id.data || !fill_entity(writer, id, entity))
            return bs_fail_memory(error);
    }
    bs_shard_entity_entry *entry = &writer->entities.items[*number];
    for (size_t i = 0; i < entity->name_count; i++)
        if (!(i < entry->name_count && bs_str_equal(entry->names[i], entity->names[i])) &&
            !add_name(writer, entry, entity->names[i]))
            return bs_fail_memory(error);
    return BS_OK;
}

static bs_status number_rule(bs_shard_writer *writer, bs_str rule, unsigned *number,
                             bs_error *error)
{
    bs_map_entry *known = bs_map_find(&writer->rule_numbers, rule);
    if (!known) {
        if (writer->rules.count == BS_SHARD_RULES_MAX)
            return bs_fail(error, BS_LIMIT, "over %d rules made annotations of one shard",
                           BS_SHARD_RULES_MAX);
        bs_str copy = bs_arena_copy(&writer->arena, rule);
        bs_str *place = copy.data ? bs_array_push(&writer->rules) : NULL;
        known = place ? bs_map_add(&writer->rule_numbers, copy, NULL) : NULL;
        if (!known)
            return bs_fail_memory(error);
        *place = copy;
        known->value = writer->rules.count - 1;
    }
    *number = (unsigned)known->value;
    return BS_OK;
}

static bs_status put_rule(bs_shard_writer *writer, bs_shard_column column, bs_str rule,
                          bs_error *error)
{
    unsigned number = 0;
    bs_status status = number_rule(writer, rule, &number, error);
    bs_put_u16(writer, column, number);
    return status;
}

/* An entity of the article as a number of the shard. */
static uint32_t shard_entity(const bs_shard_writer *writer, uint32_t entity)
{
    return entity < writer->article_entities.count ? writer->article_entities.items[entity]
                                                   : BS_NONE;
}

/* ---- layers ---- */

static bs_status add_tokens(bs_shard_writer *writer, const bs_article *article,
                            const bs_tokens *tokens, bs_error *error)
{
    bs_growing_column *columns = writer->columns;
    size_t count = tokens->count;
    if (count == 0)
        return BS_OK;
    uint32_t *types = (void *)bs_buffer_room(&columns[BS_COL_tokens_type].values, count * 4);
    uint32_t *starts = (void *)bs_buffer_room(&columns[BS_COL_tokens_start].values, count * 4);
    uint16_t *sizes = (void *)bs_buffer_room(&columns[BS_COL_tokens_size].values, count * 2);
    if (!types || !starts || !sizes)
        return bs_fail_memory(error);
    bool is_wrong = false;
    for (size_t i = 0; i < count; i++) {
        bs_token token = tokens->items[i];
        uint32_t size = token.end - token.start;
        is_wrong |= token.end < token.start || token.end > article->text.size || size > UINT16_MAX;
        types[i] = token.type;
        starts[i] = token.start;
        sizes[i] = (uint16_t)size;
    }
    if (is_wrong)
        return bs_fail(error, BS_BAD_DATA, "%.*s: tokens outside of the text",
                       BS_STR_ARG(article->file));
    columns[BS_COL_tokens_type].values.size += count * 4;
    columns[BS_COL_tokens_start].values.size += count * 4;
    columns[BS_COL_tokens_size].values.size += count * 2;
    for (int column = BS_COL_tokens_type; column <= BS_COL_tokens_size; column++) {
        columns[column].count += count;
        columns[column].item_count += count;
    }
    return BS_OK;
}

/* Room for `count` more numbers of a column that misses none, or NULL. */
static uint32_t *numbers_room(bs_growing_column *column, size_t count)
{
    uint32_t *room = (void *)bs_buffer_room(&column->values, count * sizeof *room);
    if (!room)
        return NULL;
    column->values.size += count * sizeof *room;
    column->count += count;
    column->item_count += count;
    return room;
}

/* Sentences share out the tokens of an article: each has those up to the next. */
static bs_status add_sentences(bs_shard_writer *writer, const bs_layers *layers,
                               uint32_t first_token, uint32_t text_size, bs_error *error)
{
    const bs_sentence whole = {.end = text_size};
    const bs_sentence *sentences = layers->sentences.items;
    size_t count = layers->sentences.count;
    uint32_t low = 0, high = (uint32_t)layers->tokens.count;
    if (count == 0 && high == 0)
        return BS_OK;
    if (count == 0) {
        sentences = &whole;
        count = 1;
    }
    uint32_t *starts = numbers_room(&writer->columns[BS_COL_sentences_start], count);
    uint32_t *ends = numbers_room(&writer->columns[BS_COL_sentences_end], count);
    uint32_t *tokens = numbers_room(&writer->columns[BS_COL_sentences_token_start], count);
    if (!starts || !ends || !tokens)
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        uint32_t token = i == 0 ? 0 : sentences[i].token_start;
        low = token < low ? low : token > high ? high : token;
        starts[i] = sentences[i].start;
        ends[i] = sentences[i].end;
        tokens[i] = first_token + low;
    }
    return BS_OK;
}

static bs_status add_mentions(bs_shard_writer *writer, const bs_mentions *mentions,
                              uint32_t first_token, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < mentions->count && status == BS_OK; i++) {
        const bs_mention *mention = &mentions->items[i];
        bs_put_u32(writer, BS_COL_mentions_start, mention->span.start);
        bs_put_u32(writer, BS_COL_mentions_end, mention->span.end);
        bs_put_u32(writer, BS_COL_mentions_token_start, first_token + mention->token_start);
        bs_put_u32(writer, BS_COL_mentions_token_end, first_token + mention->token_end);
        bs_put_u32(writer, BS_COL_mentions_entity, shard_entity(writer, mention->entity));
        bs_put_u8(writer, BS_COL_mentions_type, mention->type);
        bs_put_u8(writer, BS_COL_mentions_kind, mention->kind);
        status = put_rule(writer, BS_COL_mentions_rule, mention->rule, error);
    }
    return status;
}

static bs_status add_quotations(bs_shard_writer *writer, const bs_quotations *quotations,
                                bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < quotations->count && status == BS_OK; i++) {
        const bs_quotation *quotation = &quotations->items[i];
        _Static_assert(sizeof(bs_span) == 2 * sizeof(uint32_t), "a span is two numbers");
        bs_put_numbers(writer, BS_COL_quotations_parts, (const void *)quotation->parts,
                       quotation->part_count * 2);
        bs_put_u8(writer, BS_COL_quotations_kind, quotation->kind);
        bs_put_u8(writer, BS_COL_quotations_attribution, quotation->attribution);
        bs_put_u32(writer, BS_COL_quotations_speaker, shard_entity(writer, quotation->speaker));
        bs_put_text(writer, BS_COL_quotations_speaker_text, quotation->speaker_text);
        bs_put_u32(writer, BS_COL_quotations_cue_start, quotation->cue.start);
        bs_put_u32(writer, BS_COL_quotations_cue_end, quotation->cue.end);
        status = put_rule(writer, BS_COL_quotations_rule, quotation->rule, error);
    }
    return status;
}

static bs_status add_dates(bs_shard_writer *writer, const bs_date_expressions *dates,
                           bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < dates->count && status == BS_OK; i++) {
        const bs_date_expression *date = &dates->items[i];
        bs_put_u32(writer, BS_COL_dates_start, date->span.start);
        bs_put_u32(writer, BS_COL_dates_end, date->span.end);
        bs_put_u8(writer, BS_COL_dates_type, date->type);
        bs_put_text(writer, BS_COL_dates_value, date->value);
        bs_put_text(writer, BS_COL_dates_mod, date->mod);
        bs_put_text(writer, BS_COL_dates_anchor, date->anchor);
        status = put_rule(writer, BS_COL_dates_rule, date->rule, error);
    }
    return status;
}

static bs_status add_claims(bs_shard_writer *writer, const bs_claims *claims, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < claims->count && status == BS_OK; i++) {
        const bs_claim *claim = &claims->items[i];
        bs_put_u32(writer, BS_COL_claims_start, claim->span.start);
        bs_put_u32(writer, BS_COL_claims_end, claim->span.end);
        bs_put_u8(writer, BS_COL_claims_kind, claim->kind);
        bs_put_text(writer, BS_COL_claims_subject, claim->subject);
        bs_put_value(writer, BS_COL_claims_rank, &claim->rank, claim->rank == 0);
        bs_put_value(writer, BS_COL_claims_value, &claim->value, isnan(claim->value));
        bs_put_text(writer, BS_COL_claims_unit, claim->unit);
        bs_put_text(writer, BS_COL_claims_metric, claim->metric);
        bs_put_text(writer, BS_COL_claims_scope, claim->scope);
        bs_put_text(writer, BS_COL_claims_period, claim->period);
        bs_put_text(writer, BS_COL_claims_according_to, claim->according_to);
        bs_put_text(writer, BS_COL_claims_event, claim->event);
        bs_put_text(writer, BS_COL_claims_party, claim->party);
        bs_put_text(writer, BS_COL_claims_person, claim->person);
        bs_put_text(writer, BS_COL_claims_level, claim->level);
        bs_put_text(writer, BS_COL_claims_status, claim->status);
        bs_put_text(writer, BS_COL_claims_topic, claim->topic);
        bs_put_u8(writer, BS_COL_claims_is_stated, claim->is_stated);
        status = put_rule(writer, BS_COL_claims_rule, claim->rule, error);
    }
    return status;
}

static void add_segments(bs_shard_writer *writer, const bs_article *article)
{
    for (size_t i = 0; i < article->segment_count; i++) {
        const bs_segment *segment = &article->segments[i];
        bs_put_u8(writer, BS_COL_segments_type, segment->type);
        bs_put_u32(writer, BS_COL_segments_start, segment->start);
        bs_put_u32(writer, BS_COL_segments_end, segment->end);
        bs_put_text(writer, BS_COL_segments_anchor, segment->anchor);
    }
}

static void add_findings(bs_shard_writer *writer, const bs_article *article,
                         const bs_layers *layers)
{
    size_t next[2] = {0, 0};
    const bs_finding *finding;
    while (bs_findings_next(article, layers, next, &finding)) {
        bs_put_text(writer, BS_COL_findings_kind, finding->kind);
        bs_put_u32(writer, BS_COL_findings_start, finding->start);
        bs_put_u32(writer, BS_COL_findings_end, finding->end);
        bs_put_text(writer, BS_COL_findings_message, finding->message);
    }
}

/* ---- articles ---- */

/* The index of the language of an article. Where it is not known, stems are English. */
static unsigned number_language(bs_shard_writer *writer, bs_str language)
{
    bs_str name =
        language.size && language.size < sizeof writer->languages->name ? language : BS_STR("en");
    for (size_t i = 0; i < writer->language_count; i++)
        if (bs_str_equal(bs_str_from(writer->languages[i].name), name))
            return (unsigned)i;
    if (writer->language_count == BS_SHARD_LANGUAGES_MAX)
        return 0;
    bs_shard_language *added = &writer->languages[writer->language_count];
    *added = (bs_shard_language){0};
    memcpy(added->name, name.data, name.size);
    return (unsigned)writer->language_count++;
}

static void put_starts(bs_shard_writer *writer)
{
    for (int i = BS_COL_articles_segment_start; i <= BS_COL_articles_finding_start; i++)
        bs_put_u32(writer, (bs_shard_column)i,
                   (uint32_t)bs_shard_writer_count(
                       writer, bs_shard_column_plan((bs_shard_column)i)->target));
}

static void put_article(bs_shard_writer *writer, const bs_article *article)
{
    bs_date date;
    int32_t day = article->published.data && bs_date_from(article->published, &date)
                      ? bs_date_first_day(date)
                      : BS_DAY_UNKNOWN;
    uint64_t digest = bs_hash(article->text);
    bs_put_text(writer, BS_COL_articles_id, article->id);
    bs_put_text(writer, BS_COL_articles_file, article->file);
    bs_put_text(writer, BS_COL_articles_url, article->url);
    bs_put_text(writer, BS_COL_articles_title, article->title);
    bs_put_text(writer, BS_COL_articles_outlet, article->outlet);
    bs_put_text(writer, BS_COL_articles_language, article->language);
    bs_put_text(writer, BS_COL_articles_published, article->published);
    bs_put_u8(writer, BS_COL_articles_basis, article->published_basis);
    bs_put_text(writer, BS_COL_articles_crawled, article->crawled);
    bs_put_value(writer, BS_COL_articles_day, &day, day == BS_DAY_UNKNOWN);
    bs_put_value(writer, BS_COL_articles_digest, &digest, false);
    bs_put_texts(writer, BS_COL_articles_byline, article->byline, article->byline_count);
    put_starts(writer);
    bs_put_text(writer, BS_COL_articles_text, article->text);
    bs_buffer_add_char(&writer->article_languages,
                       (char)number_language(writer, article->language));
}

static bs_status number_entities(bs_shard_writer *writer, const bs_entities *entities,
                                 bs_error *error)
{
    writer->article_entities.count = 0;
    for (size_t i = 0; i < entities->count; i++) {
        uint32_t number = 0;
        bs_status status = number_entity(writer, &entities->items[i], &number, error);
        if (status != BS_OK)
            return status;
        uint32_t *place = bs_array_push(&writer->article_entities);
        if (!place)
            return bs_fail_memory(error);
        *place = number;
    }
    return BS_OK;
}

bs_status bs_shard_writer_add(bs_shard_writer *writer, const bs_article *article,
                              const bs_layers *layers, bs_error *error)
{
    size_t tokens = bs_shard_writer_count(writer, BS_FILE_tokens);
    if (article->text.size > BS_ARTICLE_TEXT_MAX ||
        bs_shard_writer_text_bytes(writer) + article->text.size > INT32_MAX ||
        tokens + layers->tokens.count > BS_ARROW_ROWS_MAX)
        return bs_fail(error, BS_LIMIT, "%.*s: more text than a shard can hold",
                       BS_STR_ARG(article->file));
    bs_status status = number_entities(writer, &layers->entities, error);
    if (status != BS_OK)
        return status;
    bs_article dated = *article;
    if (!article->published.data && layers->inferred.value.data) {
        dated.published = layers->inferred.value;
        dated.published_basis = BS_BASIS_INFERRED;
    }
    put_article(writer, &dated);
    add_segments(writer, article);
    add_findings(writer, article, layers);
    status = add_sentences(writer, layers, (uint32_t)tokens, (uint32_t)article->text.size, error);
    if (status == BS_OK)
        status = add_tokens(writer, article, &layers->tokens, error);
    if (status == BS_OK)
        status = add_mentions(writer, &layers->mentions, (uint32_t)tokens, error);
    if (status == BS_OK)
        status = add_quotations(writer, &layers->quotations, error);
    if (status == BS_OK)
        status = add_dates(writer, &layers->dates, error);
    return status == BS_OK ? add_claims(writer, &layers->claims, error) : status;
}

/* ---- files ---- */

void bs_shard_writer_columns(const bs_shard_writer *writer, bs_arrow_column *columns)
{
    for (size_t i = 0; i < BS_SHARD_COLUMN_COUNT; i++) {
        const bs_growing_column *from = &writer->columns[i];
        const bs_column_plan *plan = bs_shard_column_plan((bs_shard_column)i);
        bool is_rule = plan->kind == BS_ARROW_NAME16;
        columns[i] = (bs_arrow_column){
            .name = bs_str_from(plan->name),
            .kind = plan->kind,
            .is_nullable = bs_shard_column_is_nullable((bs_shard_column)i),
            .count = from->count,
            .item_count = from->item_count,
            .null_count = from->null_count,
            .valid = from->null_count ? (const uint8_t *)from->valid.data : NULL,
            .starts = (const void *)from->starts.data,
            .offsets = (const void *)from->offsets.data,
            .bytes = from->bytes.data ? from->bytes.data : "",
            .values = from->values.data ? from->values.data : "",
            .value_bytes = from->values.size,
            .names = is_rule ? writer->rules.items : writer->names[i],
            .name_count = is_rule ? writer->rules.count : writer->name_counts[i],
        };
    }
}

bs_str bs_shard_file_path(bs_arena *arena, const char *folder, bs_shard_file file)
{
    return bs_arena_print(arena, "%s/%s.arrow", folder, bs_shard_file_plan(file)->name);
}

static bs_status save_files(const bs_shard_writer *writer, const char *folder, bs_arena *arena,
                            bs_shard_file_facts facts[BS_SHARD_FILES], bs_error *error)
{
    bs_arrow_column columns[BS_SHARD_COLUMN_COUNT];
    bs_shard_writer_columns(writer, columns);
    for (size_t i = 0; i < BS_SHARD_FILES; i++) {
        const bs_file_plan *plan = bs_shard_file_plan((bs_shard_file)i);
        bs_arrow_table table = {bs_str_from(plan->name), &columns[plan->first],
                                (size_t)(plan->end - plan->first), columns[plan->first].count};
        bs_str path = bs_shard_file_path(arena, folder, (bs_shard_file)i);
        if (!path.data)
            return bs_fail_memory(error);
        bs_status status =
            bs_arrow_save(&table, path.data, &facts[i].size, &facts[i].checksum, error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

bs_status bs_shard_writer_save(const bs_shard_writer *writer, const char *folder,
                               bs_shard_file_facts facts[BS_SHARD_FILES], bs_error *error)
{
    bs_arena arena = {0};
    bs_status status = bs_file_make_folders(folder, error);
    if (status == BS_OK)
        status = save_files(writer, folder, &arena, facts, error);
    bs_arena_clear(&arena);
    return status;
}

static bs_status sync_file(const char *path, bs_error *error)
{
    int handle = open(path, O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return bs_fail(error, BS_IO, "%s: %s", path, strerror(errno));
    bs_status status =
        fsync(handle) == 0 ? BS_OK : bs_fail(error, BS_IO, "%s: %s", path, strerror(errno));
    close(handle);
    return status;
}

bs_status bs_shard_sync(const char *folder, bs_error *error)
{
    bs_arena arena = {0};
    bs_status status = BS_OK;
    for (size_t i = 0; i < BS_SHARD_FILES && status == BS_OK; i++) {
        bs_str path = bs_shard_file_path(&arena, folder, (bs_shard_file)i);
        status = path.data ? sync_file(path.data, error) : bs_fail_memory(error);
    }
    if (status == BS_OK)
        status = bs_file_sync_folder(folder, error);
    bs_arena_clear(&arena);
    return status;
}
