/* layer_tables.c - quotations, dates and claims as tables, a row each, in order of articles. */
#include "corpus/layer_tables.h"

#include <math.h>
#include <stdlib.h>

#include "annotate/layers.h"
#include "base/error.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/entity_find.h"
#include "corpus/places.h"
#include "corpus/query.h"

typedef struct writer writer;

/* One kind of layer: its columns behind `article` and `date`, and how a row is made of it. */
typedef struct layer {
    const char *const *names;
    const bs_column_type *types;
    size_t column_count;
    const uint32_t *(*starts)(const bs_shard *shard);
    /* Whether item `i` is wanted; fills its place. */
    bool (*wants)(const writer *to, const bs_shard *shard, size_t i, bs_place *place);
    void (*write)(writer *to, const bs_shard *shard, size_t row, size_t i);
} layer;

struct writer {
    const layer *kind;
    bs_selection *selection;
    const bs_layer_options *options;
    bs_table_builder *builder;
    bs_places places;
    bs_str speaker;     /* id of the speaker wanted, or absent */
    bs_str pattern;     /* of the speaker's words, "*words*" */
    bs_matches matches; /* of `about` */
    bs_buffer scratch;
};

enum { FIRST = 2 }; /* the first column behind article and date */

static void set_text(const writer *to, size_t column, bs_str text)
{
    if (text.data)
        bs_table_set_text(to->builder, FIRST + column, text);
}

static bool has_name(bs_str wanted, const char *name)
{
    return !wanted.data || bs_str_equal(wanted, bs_str_from(name));
}

static bs_str text_of(const bs_shard *shard, size_t row, uint32_t start, uint32_t end)
{
    bs_str text = bs_text_at(&shard->articles.text, row);
    return start <= end && end <= text.size ? bs_str_slice(text, start, end) : (bs_str){NULL, 0};
}

/* ---- quotations ---- */

static const char *const quotation_names[] = {"speaker", "speaker_text", "text", "cue",
                                              "kind",    "attribution",  "rule"};
static const bs_column_type quotation_types[] = {BS_COLUMN_TEXT, BS_COLUMN_TEXT, BS_COLUMN_TEXT,
                                                 BS_COLUMN_TEXT, BS_COLUMN_TEXT, BS_COLUMN_TEXT,
                                                 BS_COLUMN_TEXT};

static const uint32_t *quotation_starts(const bs_shard *shard)
{
    return shard->articles.quotation_start;
}

static bs_str speaker_id(const bs_shard *shard, size_t i)
{
    uint32_t speaker = shard->quotations.speaker[i];
    return speaker == BS_NONE ? (bs_str){NULL, 0} : bs_text_at(&shard->entities.id, speaker);
}

static bool speaker_fits(const writer *to, const bs_shard *shard, size_t i)
{
    if (!to->options->speaker.data)
        return true;
    bs_str id = speaker_id(shard, i), words = bs_text_at(&shard->quotations.speaker_text, i);
    return (to->speaker.data && id.data && bs_str_equal(id, to->speaker)) ||
           (words.data && bs_str_matches(words, to->pattern));
}

/* Whether a hit lies inside the tokens of the bytes [start, end) of an article. */
static bool has_hit(const bs_hits *hits, const bs_shard *shard, size_t row, uint32_t start,
                    uint32_t end)
{
    uint32_t low = shard->articles.token_start[row], high = shard->articles.token_start[row + 1];
    low = bs_shard_token_at(shard, low, high, start);
    high = bs_shard_token_at(shard, low, high, end);
    size_t from = 0, to = hits->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (hits->items[middle].start < low)
            from = middle + 1;
        else
            to = middle;
    }
    for (; from < hits->count && hits->items[from].start < high; from++)
        if (hits->items[from].end <= high)
            return true;
    return false;
}

static bool is_about(const writer *to, const bs_shard *shard, size_t i, const bs_place *place)
{
    if (!to->options->about.data)
        return true;
    const bs_shard_quotations *all = &shard->quotations;
    for (int32_t part = all->part_start[i]; part < all->part_start[i + 1]; part += 2)
        if (has_hit(&to->matches.shards[place->shard], shard, place->row, all->parts[part],
                    all->parts[part + 1]))
            return true;
    return false;
}

static bool wants_quotation(const writer *to, const bs_shard *shard, size_t i, bs_place *place)
{
    const bs_shard_quotations *all = &shard->quotations;
    int32_t first = all->part_start[i], end = all->part_start[i + 1];
    if (end - first < 2)
        return false;
    place->start = all->parts[first];
    place->end = all->parts[end - 1];
    place->rule = shard->rules[all->rule[i]];
    return has_name(to->options->kind, bs_quotation_kind_name((bs_quotation_kind)all->kind[i])) &&
           speaker_fits(to, shard, i) && is_about(to, shard, i, place);
}

static void write_quotation(writer *to, const bs_shard *shard, size_t row, size_t i)
{
    const bs_shard_quotations *all = &shard->quotations;
    bs_buffer *words = &to->scratch;
    words->size = 0;
    for (int32_t part = all->part_start[i]; part < all->part_start[i + 1]; part += 2) {
        if (words->size > 0)
            bs_buffer_add(words, BS_STR(" \xe2\x80\xa6 "));
        bs_buffer_add(words, text_of(shard, row, all->parts[part], all->parts[part + 1]));
    }
    set_text(to, 0, speaker_id(shard, i));
    set_text(to, 1, bs_text_at(&all->speaker_text, i));
    set_text(to, 2, bs_buffer_str(words));
    if (all->cue_start[i] < all->cue_end[i])
        set_text(to, 3, text_of(shard, row, all->cue_start[i], all->cue_end[i]));
    set_text(to, 4, bs_str_from(bs_quotation_kind_name((bs_quotation_kind)all->kind[i])));
    set_text(to, 5, bs_str_from(bs_attribution_name((bs_attribution)all->attribution[i])));
    set_text(to, 6, shard->rules[all->rule[i]]);
}

/* ---- dates ---- */

static const char *const date_names[] = {"text", "type", "value", "anchor", "rule"};
static const bs_column_type date_types[] = {BS_COLUMN_TEXT, BS_COLUMN_TEXT, BS_COLUMN_TEXT,
                                            BS_COLUMN_TEXT, BS_COLUMN_TEXT};

static const uint32_t *date_starts(const bs_shard *shard)
{
    return shard->articles.date_start;
}

static bool wants_date(const writer *to, const bs_shard *shard, size_t i, bs_place *place)
{
    const bs_shard_dates *all = &shard->dates;
    place->start = all->start[i];
    place->end = all->end[i];
    place->rule = shard->rules[all->rule[i]];
    return has_name(to->options->type, bs_date_type_name((bs_date_type)all->type[i]));
}

static void write_date(writer *to, const bs_shard *shard, size_t row, size_t i)
{
    const bs_shard_dates *all = &shard->dates;
    set_text(to, 0, text_of(shard, row, all->start[i], all->end[i]));
    set_text(to, 1, bs_str_from(bs_date_type_name((bs_date_type)all->type[i])));
    set_text(to, 2, bs_text_at(&all->value, i));
    set_text(to, 3, bs_text_at(&all->anchor, i));
    set_text(to, 4, shard->rules[all->rule[i]]);
}

/* ---- claims ---- */

static const char *const claim_names[] = {
    "text",         "kind",  "subject", "rank",   "value", "unit",   "metric", "scope",  "period",
    "according_to", "event", "party",   "person", "level", "status", "topic",  "stated", "rule"};
static const bs_column_type claim_types[] = {
    BS_COLUMN_TEXT, BS_COLUMN_TEXT,    BS_COLUMN_TEXT, BS_COLUMN_INTEGER, BS_COLUMN_NUMBER,
    BS_COLUMN_TEXT, BS_COLUMN_TEXT,    BS_COLUMN_TEXT, BS_COLUMN_TEXT,    BS_COLUMN_TEXT,
    BS_COLUMN_TEXT, BS_COLUMN_TEXT,    BS_COLUMN_TEXT, BS_COLUMN_TEXT,    BS_COLUMN_TEXT,
    BS_COLUMN_TEXT, BS_COLUMN_BOOLEAN, BS_COLUMN_TEXT};

static const uint32_t *claim_starts(const bs_shard *shard)
{
    return shard->articles.claim_start;
}

static bool wants_claim(const writer *to, const bs_shard *shard, size_t i, bs_place *place)
{
    const bs_shard_claims *all = &shard->claims;
    place->start = all->start[i];
    place->end = all->end[i];
    place->rule = shard->rules[all->rule[i]];
    return has_name(to->options->kind, bs_claim_kind_name((bs_claim_kind)all->kind[i]));
}

static void write_claim(writer *to, const bs_shard *shard, size_t row, size_t i)
{
    const bs_shard_claims *all = &shard->claims;
    set_text(to, 0, text_of(shard, row, all->start[i], all->end[i]));
    set_text(to, 1, bs_str_from(bs_claim_kind_name((bs_claim_kind)all->kind[i])));
    set_text(to, 2, bs_text_at(&all->subject, i));
    if (all->rank[i] != 0)
        bs_table_set_integer(to->builder, FIRST + 3, all->rank[i]);
    if (!isnan(all->value[i]))
        bs_table_set_number(to->builder, FIRST + 4, all->value[i]);
    const bs_text_column *const texts[] = {
        &all->unit,  &all->metric, &all->scope, &all->period, &all->according_to, &all->event,
        &all->party, &all->person, &all->level, &all->status, &all->topic};
    for (size_t text = 0; text < sizeof texts / sizeof *texts; text++)
        set_text(to, 5 + text, bs_text_at(texts[text], i));
    if (all->kind[i] == BS_CLAIM_TOPIC)
        bs_table_set_boolean(to->builder, FIRST + 16, all->is_stated[i] != 0);
    set_text(to, 17, shard->rules[all->rule[i]]);
}

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const layer quotations = {quotation_names,  quotation_types, COUNT_OF(quotation_names),
                                 quotation_starts, wants_quotation, write_quotation};
static const layer dates = {date_names,  date_types, COUNT_OF(date_names),
                            date_starts, wants_date, write_date};
static const layer claims = {claim_names,  claim_types, COUNT_OF(claim_names),
                             claim_starts, wants_claim, write_claim};

/* ---- all of them ---- */

static bs_status write_article(writer *to, size_t article, bs_error *error)
{
    bs_article_ref ref = bs_corpus_article_at(to->selection->view->corpus, article);
    const bs_shard *shard = bs_corpus_shard(to->selection->view->corpus, ref.shard);
    const uint32_t *starts = to->kind->starts(shard);
    for (uint32_t i = starts[ref.row]; i < starts[ref.row + 1]; i++) {
        bs_place place = {.shard = ref.shard, .row = ref.row};
        if (!to->kind->wants(to, shard, i, &place) ||
            !bs_selection_counts_byte(to->selection, shard, ref.row, place.start))
            continue;
        bs_place *added = bs_array_push(&to->places);
        if (!added)
            return bs_fail_memory(error);
        *added = place;
        bs_table_add_row(to->builder);
        bs_table_set_text(to->builder, 0, bs_text_at(&shard->articles.id, ref.row));
        bs_str published = bs_text_at(&shard->articles.published, ref.row);
        if (published.data)
            bs_table_set_text(to->builder, 1, published);
        to->kind->write(to, shard, ref.row, i);
    }
    return BS_OK;
}

static bs_status write_all(writer *to, const bs_progress *progress, bs_error *error)
{
    bs_table_add_column(to->builder, BS_STR("article"), BS_COLUMN_TEXT);
    bs_table_add_column(to->builder, BS_STR("date"), BS_COLUMN_TEXT);
    for (size_t i = 0; i < to->kind->column_count; i++)
        bs_table_add_column(to->builder, bs_str_from(to->kind->names[i]), to->kind->types[i]);
    size_t article = bs_selection_next(to->selection, 0);
    for (; article != SIZE_MAX; article = bs_selection_next(to->selection, article + 1)) {
        bs_status status = bs_progress_check(progress, error);
        if (status == BS_OK)
            status = write_article(to, article, error);
        if (status != BS_OK)
            return status;
    }
    if (to->scratch.failed)
        return bs_fail_memory(error);
    bs_evidence_source source;
    bs_status status = bs_places_source(to->selection, &to->places, &source, error);
    if (status == BS_OK)
        bs_table_set_evidence_source(to->builder, source);
    return status;
}

static bs_status make_table(writer *to, const bs_progress *progress, bs_table **table,
                            bs_error *error)
{
    bs_status status = bs_table_builder_new(&to->builder, error);
    if (status != BS_OK)
        return status;
    status = write_all(to, progress, error);
    bs_array_free(&to->places);
    if (status == BS_OK)
        return bs_table_finish(to->builder, table, error);
    bs_table_builder_free(to->builder);
    return status;
}

static bs_status read_quotation_options(writer *to, const bs_progress *progress, bs_error *error)
{
    bs_status status = BS_OK;
    if (to->options->speaker.data) {
        bs_buffer_add_char(&to->scratch, '*');
        bs_buffer_add(&to->scratch, to->options->speaker);
        bs_buffer_add_char(&to->scratch, '*');
        if (to->scratch.failed)
            return bs_fail_memory(error);
        to->pattern = bs_buffer_str(&to->scratch);
        to->scratch = (bs_buffer){0}; /* the pattern keeps its memory */
        status = bs_entity_resolve(to->selection->view->corpus, to->options->speaker, &to->speaker,
                                   error);
    }
    if (status != BS_OK || !to->options->about.data)
        return status;
    bs_query *query = NULL;
    status = bs_query_parse(to->options->about, &query, error);
    if (status == BS_OK)
        status = bs_query_run(query, to->selection, progress, &to->matches, error);
    bs_query_free(query);
    return status;
}

static bool is_any_name(bs_str name, const char *(*name_of)(int), int count)
{
    for (int i = 0; i < count; i++)
        if (bs_str_equal(name, bs_str_from(name_of(i))))
            return true;
    return !name.data;
}

static const char *quotation_kind_name(int kind)
{
    return bs_quotation_kind_name((bs_quotation_kind)kind);
}

static const char *date_type_name(int type)
{
    return bs_date_type_name((bs_date_type)type);
}

static const char *claim_kind_name(int kind)
{
    return bs_claim_kind_name((bs_claim_kind)kind);
}

bs_status bs_quotations_table(bs_selection *selection, const bs_layer_options *options,
                              const bs_progress *progress, bs_table **table, bs_error *error)
{
    if (!is_any_name(options->kind, quotation_kind_name, BS_QUOTATION_KINDS))
        return bs_fail(error, BS_MISUSE,
                       "quotations: kind \"%.*s\" is none of direct, partial, indirect",
                       BS_STR_ARG(options->kind));
    writer to = {.kind = &quotations, .selection = selection, .options = options};
    bs_status status = read_quotation_options(&to, progress, error);
    if (status == BS_OK)
        status = make_table(&to, progress, table, error);
    bs_matches_clear(&to.matches);
    bs_buffer_clear(&to.scratch);
    free((char *)(uintptr_t)to.pattern.data);
    return status;
}

bs_status bs_dates_table(bs_selection *selection, const bs_layer_options *options,
                         const bs_progress *progress, bs_table **table, bs_error *error)
{
    if (!is_any_name(options->type, date_type_name, BS_DATE_TYPES))
        return bs_fail(error, BS_MISUSE,
                       "dates: type \"%.*s\" is none of DATE, TIME, DURATION, SET",
                       BS_STR_ARG(options->type));
    writer to = {.kind = &dates, .selection = selection, .options = options};
    return make_table(&to, progress, table, error);
}

bs_status bs_claims_table(bs_selection *selection, const bs_layer_options *options,
                          const bs_progress *progress, bs_table **table, bs_error *error)
{
    if (!is_any_name(options->kind, claim_kind_name, BS_CLAIM_KINDS))
        return bs_fail(
            error, BS_MISUSE,
            "claims: kind \"%.*s\" is none of rank, quantity, attendance, topic, streak, "
            "agreement, date, office",
            BS_STR_ARG(options->kind));
    writer to = {.kind = &claims, .selection = selection, .options = options};
    return make_table(&to, progress, table, error);
}
