/* export.c - see export.h: articles with their layers, one after the other, to a file of JSON Lines
 * or, cut into rows, to a sink. */
#include "corpus/export.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/article_json.h"
#include "corpus/export_sink.h"
#include "corpus/shard_plan.h"

enum { REPORT_EVERY = 256 };

static const bs_sink_plan PLANS[BS_SINK_TABLES] = {
    [BS_SINK_ARTICLES] = {"articles", "#article id file url title byline outlet language published "
                                      "basis crawled digest text"},
    [BS_SINK_SEGMENTS] = {"segments", "#article type #start #end anchor"},
    [BS_SINK_SENTENCES] = {"sentences", "#article #start #end"},
    [BS_SINK_TOKENS] = {"tokens", "#article #sentence #start #end form stem kind"},
    [BS_SINK_ENTITIES] = {"entities", "id type name names attributes"},
    [BS_SINK_MENTIONS] = {"mentions", "#article #start #end text entity type kind rule"},
    [BS_SINK_QUOTATIONS] = {"quotations", "#article #start #end parts kind speaker speaker_text "
                                          "#cue_start #cue_end attribution rule"},
    [BS_SINK_DATES] = {"dates", "#article #start #end text type value anchor rule"},
    [BS_SINK_CLAIMS] = {"claims",
                        "#article #start #end kind subject #rank %value unit metric scope period "
                        "according_to event party person level status topic stated rule"},
    [BS_SINK_FINDINGS] = {"findings", "#article #start #end kind message"},
};

const bs_sink_plan *bs_sink_plan_of(bs_sink_table table)
{
    return &PLANS[table];
}

bool bs_sink_next_column(bs_str *columns, bs_str *name, char *kind)
{
    if (!bs_str_cut(columns, ' ', name))
        return false;
    *kind = name->data[0] == '#' || name->data[0] == '%' ? name->data[0] : 0;
    if (*kind)
        *name = bs_str_slice(*name, 1, name->size);
    return true;
}

bool bs_export_format_from(bs_str name, bs_export_format *format)
{
    static const char *const names[] = {
        [BS_EXPORT_JSONL] = "jsonl", [BS_EXPORT_CSV] = "csv", [BS_EXPORT_SQLITE] = "sqlite"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            *format = (bs_export_format)i;
            return true;
        }
    }
    return false;
}

/* One article at a time, its memory used again for the next. */
typedef struct exporting {
    const bs_corpus *corpus;
    bs_sink *sink;
    const bs_shard *shard; /* of the article at hand */
    int64_t number;        /* of the article, from 1 */
    bs_article article;
    bs_layers layers;
    bs_arena arena;
    bs_buffer buffer;
    bs_map entities; /* ids that have a row; the keys lie in the shards */
} exporting;

static bs_status load_article(exporting *work, size_t index, bs_error *error)
{
    bs_article_ref ref = bs_corpus_article_at(work->corpus, index);
    work->shard = bs_corpus_shard(work->corpus, ref.shard);
    work->number = (int64_t)index + 1;
    bs_arena_reset(&work->arena);
    bs_status status = bs_shard_article(work->shard, ref.row, &work->arena, &work->article, error);
    return status == BS_OK ? bs_shard_layers(work->shard, ref.row, &work->layers, error) : status;
}

/* ---- rows ---- */

static void put(const exporting *work, bs_str text)
{
    work->sink->text(work->sink, text);
}

static void put_name(const exporting *work, const char *name)
{
    put(work, bs_str_from(name));
}

static void put_place(const exporting *work, uint32_t start, uint32_t end)
{
    work->sink->integer(work->sink, start);
    work->sink->integer(work->sink, end);
}

static void begin(const exporting *work, bs_sink_table table)
{
    work->sink->begin_row(work->sink, table);
    work->sink->integer(work->sink, work->number);
}

static void end(const exporting *work)
{
    work->sink->end_row(work->sink);
}

static bs_str entity_id(const exporting *work, uint32_t entity)
{
    return entity == BS_NONE ? (bs_str){NULL, 0} : work->layers.entities.items[entity].id;
}

/* Texts with a bar between, absent for none. Valid until the buffer is used again. */
static bs_str join(exporting *work, const bs_str *texts, size_t count)
{
    work->buffer.size = 0;
    for (size_t i = 0; i < count; i++) {
        if (i)
            bs_buffer_add_char(&work->buffer, '|');
        bs_buffer_add(&work->buffer, texts[i]);
    }
    return count ? bs_buffer_str(&work->buffer) : (bs_str){NULL, 0};
}

static void put_article(exporting *work)
{
    const bs_article *article = &work->article;
    char digest[17];
    bs_hash_hex(bs_hash(article->text), digest);
    begin(work, BS_SINK_ARTICLES);
    put(work, article->id);
    put(work, article->file);
    put(work, article->url);
    put(work, article->title);
    put(work, join(work, article->byline, article->byline_count));
    put(work, article->outlet);
    put(work, article->language);
    put(work, article->published);
    put_name(work, bs_basis_name(article->published_basis));
    put(work, article->crawled);
    put_name(work, digest);
    put(work, article->text);
    end(work);
}

static void put_segments(const exporting *work)
{
    for (size_t i = 0; i < work->article.segment_count; i++) {
        const bs_segment *segment = &work->article.segments[i];
        begin(work, BS_SINK_SEGMENTS);
        put_name(work, bs_segment_type_name(segment->type));
        put_place(work, segment->start, segment->end);
        put(work, segment->anchor);
        end(work);
    }
}

static void put_tokens(const exporting *work, size_t sentence_index, const bs_sentence *sentence)
{
    const bs_shard_types *types = &work->shard->types;
    const bs_column_plan *kinds = bs_shard_column_plan(BS_COL_types_kind);
    for (uint32_t i = sentence->token_start; i < sentence->token_end; i++) {
        const bs_token *token = &work->layers.tokens.items[i];
        begin(work, BS_SINK_TOKENS);
        work->sink->integer(work->sink, (int64_t)sentence_index + 1);
        put_place(work, token->start, token->end);
        put(work, bs_text_at(&types->form, token->type));
        put(work, bs_text_at(&types->stem, token->type));
        put_name(work, kinds->names(types->kind[token->type]));
        end(work);
    }
}

static void put_sentences(const exporting *work)
{
    for (size_t i = 0; i < work->layers.sentences.count; i++) {
        const bs_sentence *sentence = &work->layers.sentences.items[i];
        begin(work, BS_SINK_SENTENCES);
        put_place(work, sentence->start, sentence->end);
        end(work);
        put_tokens(work, i, sentence);
    }
}

static void put_entity(exporting *work, const bs_entity *entity)
{
    work->sink->begin_row(work->sink, BS_SINK_ENTITIES);
    put(work, entity->id);
    put_name(work, bs_entity_type_name(entity->type));
    put(work, entity->name);
    put(work, join(work, entity->names, entity->name_count));
    work->buffer.size = 0;
    for (size_t i = 0; i < entity->attribute_count; i++) {
        bs_buffer_add_char(&work->buffer, i ? ',' : '{');
        bs_buffer_add_json(&work->buffer, entity->attributes[i].name);
        bs_buffer_add_char(&work->buffer, ':');
        bs_buffer_add_json(&work->buffer, entity->attributes[i].value);
    }
    if (entity->attribute_count)
        bs_buffer_add_char(&work->buffer, '}');
    put(work, entity->attribute_count ? bs_buffer_str(&work->buffer) : (bs_str){NULL, 0});
    end(work);
}

/* An entity has one row, as the first article that names it has it. */
static bs_status put_entities(exporting *work, bs_error *error)
{
    for (size_t i = 0; i < work->layers.entities.count; i++) {
        const bs_entity *entity = &work->layers.entities.items[i];
        bool is_new;
        if (!bs_map_add(&work->entities, entity->id, &is_new))
            return bs_fail_memory(error);
        if (is_new)
            put_entity(work, entity);
    }
    return BS_OK;
}

static void put_mentions(const exporting *work)
{
    for (size_t i = 0; i < work->layers.mentions.count; i++) {
        const bs_mention *mention = &work->layers.mentions.items[i];
        begin(work, BS_SINK_MENTIONS);
        put_place(work, mention->span.start, mention->span.end);
        put(work, bs_str_slice(work->article.text, mention->span.start, mention->span.end));
        put(work, entity_id(work, mention->entity));
        put_name(work, bs_entity_type_name((bs_entity_type)mention->type));
        put_name(work, bs_mention_kind_name((bs_mention_kind)mention->kind));
        put(work, mention->rule);
        end(work);
    }
}

static void put_quotation(exporting *work, const bs_quotation *quotation)
{
    size_t count = quotation->part_count;
    begin(work, BS_SINK_QUOTATIONS);
    put_place(work, count ? quotation->parts[0].start : 0,
              count ? quotation->parts[count - 1].end : 0);
    work->buffer.size = 0;
    for (size_t i = 0; i < count; i++)
        bs_buffer_print(&work->buffer, "%s%u-%u", i ? "|" : "", (unsigned)quotation->parts[i].start,
                        (unsigned)quotation->parts[i].end);
    put(work, bs_buffer_str(&work->buffer));
    put_name(work, bs_quotation_kind_name((bs_quotation_kind)quotation->kind));
    put(work, entity_id(work, quotation->speaker));
    put(work, quotation->speaker_text);
    if (quotation->cue.end > quotation->cue.start) {
        put_place(work, quotation->cue.start, quotation->cue.end);
    } else {
        put(work, (bs_str){NULL, 0});
        put(work, (bs_str){NULL, 0});
    }
    put_name(work, bs_attribution_name((bs_attribution)quotation->attribution));
    put(work, quotation->rule);
    end(work);
}

static void put_dates(const exporting *work)
{
    for (size_t i = 0; i < work->layers.dates.count; i++) {
        const bs_date_expression *date = &work->layers.dates.items[i];
        begin(work, BS_SINK_DATES);
        put_place(work, date->span.start, date->span.end);
        put(work, bs_str_slice(work->article.text, date->span.start, date->span.end));
        put_name(work, bs_date_type_name((bs_date_type)date->type));
        put(work, date->value);
        put(work, date->anchor);
        put(work, date->rule);
        end(work);
    }
}

static void put_claim(const exporting *work, const bs_claim *claim)
{
    const bs_str before[] = {claim->unit,         claim->metric, claim->scope, claim->period,
                             claim->according_to, claim->event,  claim->party, claim->person,
                             claim->level,        claim->status, claim->topic};
    begin(work, BS_SINK_CLAIMS);
    put_place(work, claim->span.start, claim->span.end);
    put_name(work, bs_claim_kind_name((bs_claim_kind)claim->kind));
    put(work, claim->subject);
    if (claim->rank)
        work->sink->integer(work->sink, claim->rank);
    else
        put(work, (bs_str){NULL, 0});
    work->sink->number(work->sink, claim->value);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        put(work, before[i]);
    put_name(work, claim->kind != BS_CLAIM_TOPIC ? NULL : claim->is_stated ? "true" : "false");
    put(work, claim->rule);
    end(work);
}

static void put_findings(const exporting *work)
{
    for (size_t i = 0; i < work->article.finding_count; i++) {
        const bs_finding *finding = &work->article.findings[i];
        begin(work, BS_SINK_FINDINGS);
        put_place(work, finding->start, finding->end);
        put(work, finding->kind);
        put(work, finding->message);
        end(work);
    }
}

static bs_status put_rows(exporting *work, bs_error *error)
{
    put_article(work);
    put_segments(work);
    put_sentences(work);
    bs_status status = put_entities(work, error);
    put_mentions(work);
    for (size_t i = 0; i < work->layers.quotations.count; i++)
        put_quotation(work, &work->layers.quotations.items[i]);
    put_dates(work);
    for (size_t i = 0; i < work->layers.claims.count; i++)
        put_claim(work, &work->layers.claims.items[i]);
    put_findings(work);
    return status == BS_OK && work->buffer.failed ? bs_fail_memory(error) : status;
}

/* ---- the whole ---- */

/* Calls `each` with every article loaded. */
static bs_status for_each(exporting *work, bs_status (*each)(exporting *, void *, bs_error *),
                          void *context, const bs_progress *progress, bs_error *error)
{
    size_t count = bs_corpus_article_count(work->corpus);
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = bs_progress_check(progress, error);
        if (status == BS_OK)
            status = load_article(work, i, error);
        if (status == BS_OK)
            status = each(work, context, error);
        if (i % REPORT_EVERY == 0)
            bs_progress_report(progress, "exporting", i, count);
    }
    return status;
}

static bs_status row_each(exporting *work, void *context, bs_error *error)
{
    (void)context;
    return put_rows(work, error);
}

static bs_status export_rows(exporting *work, const char *folder, bs_export_format format,
                             const bs_progress *progress, bs_export_result *result, bs_error *error)
{
    bs_status status = format == BS_EXPORT_CSV ? bs_sink_csv_new(folder, &work->sink, error)
                                               : bs_sink_sqlite_new(folder, &work->sink, error);
    if (status != BS_OK)
        return status;
    status = for_each(work, row_each, NULL, progress, error);
    result->rows = work->sink->row_count;
    result->files = work->sink->file_count;
    bs_status closed =
        work->sink->close(work->sink, status == BS_OK, status == BS_OK ? error : NULL);
    return status == BS_OK ? closed : status;
}

static bs_status line_each(exporting *work, void *context, bs_error *error)
{
    FILE *stream = context;
    work->buffer.size = 0;
    bs_article_json(&work->article, &work->layers, &work->buffer);
    bs_buffer_add_char(&work->buffer, '\n');
    if (work->buffer.failed)
        return bs_fail_memory(error);
    return fwrite(work->buffer.data, 1, work->buffer.size, stream) == work->buffer.size
               ? BS_OK
               : bs_fail(error, BS_IO, "articles.jsonl: %s", strerror(errno));
}

static bs_status export_lines(exporting *work, const char *folder, const bs_progress *progress,
                              bs_export_result *result, bs_error *error)
{
    bs_arena paths = {0};
    bs_str path = bs_arena_print(&paths, "%s/articles.jsonl", folder);
    bs_str aside = bs_arena_print(&paths, "%s/articles.jsonl.part", folder);
    FILE *stream = path.data && aside.data ? fopen(aside.data, "wbe") : NULL;
    bs_status status = BS_OK;
    if (!path.data || !aside.data)
        status = bs_fail_memory(error);
    else if (!stream)
        status = bs_fail(error, BS_IO, "%s: %s", aside.data, strerror(errno));
    if (stream) {
        status = for_each(work, line_each, stream, progress, error);
        if (fclose(stream) != 0 && status == BS_OK)
            status = bs_fail(error, BS_IO, "%s: %s", aside.data, strerror(errno));
        if (status == BS_OK && rename(aside.data, path.data) != 0)
            status = bs_fail(error, BS_IO, "%s: %s", path.data, strerror(errno));
        if (status != BS_OK)
            unlink(aside.data);
    }
    bs_arena_clear(&paths);
    result->rows = bs_corpus_article_count(work->corpus);
    result->files = 1;
    return status;
}

bs_status bs_corpus_export(const bs_corpus *corpus, const char *folder, bs_export_format format,
                           const bs_progress *progress, bs_export_result *result, bs_error *error)
{
    exporting work = {.corpus = corpus};
    bs_export_result done = {.articles = bs_corpus_article_count(corpus)};
    bs_status status = bs_file_make_folders(folder, error);
    if (status == BS_OK)
        status = format == BS_EXPORT_JSONL
                     ? export_lines(&work, folder, progress, &done, error)
                     : export_rows(&work, folder, format, progress, &done, error);
    bs_layers_clear(&work.layers);
    bs_arena_clear(&work.arena);
    bs_buffer_clear(&work.buffer);
    bs_map_clear(&work.entities);
    if (status == BS_OK && result)
        *result = done;
    return status;
}
