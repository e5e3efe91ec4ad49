/*
 * build.c - the whole of a build: walk and cut into batches, wait for the shards, then bring the
 * catalog up to date in its one transaction.
 */
#include "corpus/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/build_sources.h"
#include "corpus/build_work.h"

typedef struct build {
    const bs_build_options *options;
    bs_build_result *result;
    uint64_t text_bytes_max;
    bs_arena arena;
    const char *folder, *shards, *aside; /* of the corpus, in it, for what is not yet named */
    bs_catalog *catalog;
    bs_build_sources sources;
    bs_build_line *line;
    size_t input; /* being walked */
    bs_batch *batch;
    size_t batch_count;
    bs_made_skips skips;
    bs_catalog_shards before; /* of the catalog when the build began */
    bs_str last_origin;
    size_t last_source; /* the index that `last_origin` has */
    bs_error failure;   /* of a call-back that cannot fail */
} build;

/* ---- batches ---- */

/* The first shards are smaller, so that small archives keep several threads busy, and those of
 * crawls stay so, because several are in memory at once. The rule knows nothing but the sources, so
 * the shards are the same for any number of threads. */
static uint64_t batch_bytes(const build *work)
{
    uint64_t most = work->text_bytes_max;
    return work->batch_count < 2                               ? most / 8
           : work->batch_count < 4 || work->batch->is_of_crawl ? most / 4
           : work->batch_count < 16                            ? most / 2
                                                               : most;
}

static bs_status put_batch(build *work, bs_error *error)
{
    bs_batch *batch = work->batch;
    work->batch = NULL;
    if (!batch)
        return BS_OK;
    work->batch_count++;
    return bs_build_line_put(work->line, batch, error);
}

static bs_status add_to_batch(build *work, const bs_source *source, size_t index, bs_error *error)
{
    if (!work->batch)
        work->batch = calloc(1, sizeof *work->batch);
    bs_batch_source *added = work->batch ? bs_array_push(&work->batch->sources) : NULL;
    if (!added)
        return bs_fail_memory(error);
    added->index = (int64_t)index;
    added->options = &work->sources.inputs.items[work->input].options;
    if (!bs_source_copy(&work->batch->arena, source, &added->source))
        return bs_fail_memory(error);
    work->batch->bytes += source->bytes.size;
    if (source->bytes.size > work->batch->largest)
        work->batch->largest = source->bytes.size;
    work->batch->is_of_crawl |= source->crawled.data != NULL;
    return work->batch->bytes >= batch_bytes(work) ? put_batch(work, error) : BS_OK;
}

/* ---- the walk ---- */

static bool walk_wants(void *context, const bs_origin *origin)
{
    build *work = context;
    bool wants = false;
    if (work->failure.status == BS_OK)
        work->failure.status =
            bs_build_sources_want(&work->sources, work->input, origin, &wants, &work->failure);
    return wants;
}

/* The source that a member of a container belongs to is mostly that of the one before. */
static bs_status find_source(build *work, bs_str origin, size_t *index, bs_error *error)
{
    if (work->last_origin.data && bs_str_equal(work->last_origin, origin)) {
        *index = work->last_source;
        return BS_OK;
    }
    bs_status status = bs_build_sources_find(&work->sources, work->input, origin, index, error);
    if (status != BS_OK)
        return status;
    work->last_origin = bs_arena_copy(&work->arena, origin);
    work->last_source = *index;
    return work->last_origin.data ? BS_OK : bs_fail_memory(error);
}

static bs_status walk_source(void *context, const bs_source *source, bs_error *error)
{
    build *work = context;
    size_t index;
    if (work->failure.status != BS_OK) {
        if (error)
            *error = work->failure;
        return work->failure.status;
    }
    bs_status status = find_source(work, source->origin, &index, error);
    if (status != BS_OK)
        return status;
    bs_build_sources_take(&work->sources, index, source);
    return add_to_batch(work, source, index, error);
}

static bs_status walk_skipped(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                              const char *reason, bs_error *error)
{
    build *work = context;
    bs_made_skip *skip = bs_array_push(&work->skips);
    if (!skip)
        return bs_fail_memory(error);
    *skip = (bs_made_skip){.file = bs_arena_copy(&work->arena, file),
                           .origin = bs_arena_copy(&work->arena, origin),
                           .kind = kind,
                           .reason = bs_arena_copy(&work->arena, bs_str_from(reason))};
    return skip->file.data && skip->origin.data && skip->reason.data ? BS_OK
                                                                     : bs_fail_memory(error);
}

static bs_status walk_inputs(build *work, bs_error *error)
{
    const bs_walk_events events = {
        .context = work, .wants = walk_wants, .source = walk_source, .skipped = walk_skipped};
    bs_status status = BS_OK;
    for (size_t i = 0; i < work->sources.inputs.count && status == BS_OK; i++) {
        /* One of an earlier build is walked from where it lies, wherever we are now. */
        const bs_catalog_input *input = &work->sources.inputs.items[i].facts;
        const bs_str *path = work->sources.inputs.items[i].is_given ? &input->given : &input->path;
        work->input = i;
        work->last_origin = (bs_str){NULL, 0};
        status = bs_read_walk(path, 1, &events, work->options->progress, error);
        if (status == BS_OK && work->failure.status != BS_OK) {
            status = work->failure.status;
            if (error)
                *error = work->failure;
        }
    }
    return status == BS_OK ? put_batch(work, error) : status;
}

static bs_status make_shards(build *work, bs_error *error)
{
    const bs_build_line_options options = {.annotator = work->options->annotator,
                                           .jobs = work->options->jobs,
                                           .aside = work->aside,
                                           .text_bytes_max = work->text_bytes_max,
                                           .progress = work->options->progress};
    bs_status status = bs_build_line_new(&options, &work->line, error);
    if (status == BS_OK)
        status = walk_inputs(work, error);
    return status == BS_OK ? bs_build_line_finish(work->line, error) : status;
}

/* ---- the catalog ---- */

/* Inputs get their ids before the walk, so that sources can name them. */
static bs_status record_inputs(build *work, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < work->sources.inputs.count && status == BS_OK; i++)
        status = bs_catalog_input_put(work->catalog, &work->sources.inputs.items[i].facts, error);
    return status;
}

static bs_status record_source(build *work, size_t index, bs_error *error)
{
    bs_build_source *source = &work->sources.sources.items[index];
    bs_build_result *result = work->result;
    bool is_known = source->facts.id != 0, vanished = false;
    uint64_t buried = 0;
    bs_status status = BS_OK;
    bs_build_sources_settle(source);
    switch (source->state) {
    case BS_SOURCE_UNSEEN:
        vanished = bs_build_sources_has_vanished(&work->sources, index);
        break;
    case BS_SOURCE_UNCHANGED:
    case BS_SOURCE_TOUCHED:
        result->sources_unchanged++;
        break;
    case BS_SOURCE_READ:
        result->sources_read++;
        break;
    }
    if (is_known && (vanished || source->state == BS_SOURCE_READ))
        status = bs_catalog_articles_bury(work->catalog, source->facts.id, &buried, error);
    result->articles_dropped += buried;
    if (status == BS_OK && vanished) {
        result->sources_dropped++;
        return bs_catalog_source_drop(work->catalog, &source->facts, error);
    }
    if (status == BS_OK && source->state == BS_SOURCE_READ)
        status = bs_catalog_skips_drop(work->catalog, source->facts.path, error);
    if (status == BS_OK && (source->state == BS_SOURCE_READ || source->state == BS_SOURCE_TOUCHED))
        status = bs_catalog_source_put(work->catalog, &source->facts, error);
    return status;
}

static bs_status record_sources(build *work, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < work->sources.sources.count && status == BS_OK; i++)
        status = record_source(work, i, error);
    for (size_t i = 0; i < work->sources.inputs.count && status == BS_OK; i++)
        status = bs_catalog_skips_drop_below(work->catalog,
                                             work->sources.inputs.items[i].facts.path, error);
    return status;
}

static bs_status record_skips(build *work, const bs_made_skips *skips, bs_error *error)
{
    for (size_t i = 0; i < skips->count; i++) {
        const bs_made_skip *made = &skips->items[i];
        bs_catalog_skip skip = {.file = made->file,
                                .kind = bs_str_from(bs_skip_kind_name(made->kind)),
                                .reason = made->reason};
        bs_status status = bs_path_absolute(&work->arena, made->origin, &skip.path, error);
        if (status == BS_OK)
            status = bs_catalog_skip_add(work->catalog, &skip, error);
        if (status != BS_OK)
            return status;
        work->result->skipped_litter += made->kind == BS_SKIP_LITTER;
        work->result->skipped_unreadable += made->kind == BS_SKIP_UNREADABLE;
        work->result->skipped_foreign += made->kind == BS_SKIP_FOREIGN;
    }
    return BS_OK;
}

static bs_status record_shard(build *work, bs_made_shard *shard, bs_error *error)
{
    for (size_t i = 0; i < shard->facts.article_count; i++)
        shard->articles[i].source = work->sources.sources.items[shard->articles[i].source].facts.id;
    bs_status status = bs_made_shard_place(work->catalog, work->folder, shard, &work->arena, error);
    work->result->articles_added += shard->facts.article_count;
    work->result->text_bytes += shard->facts.text_bytes;
    work->result->tokens += shard->facts.token_count;
    return status;
}

static bs_status record_results(build *work, bs_error *error)
{
    bs_status status = record_skips(work, &work->skips, error);
    for (size_t i = 0; i < bs_build_line_count(work->line) && status == BS_OK; i++) {
        bs_batch_result *result = bs_build_line_result(work->line, i);
        for (size_t j = 0; j < result->shards.count && status == BS_OK; j++)
            status = record_shard(work, &result->shards.items[j], error);
        if (status == BS_OK)
            status = record_skips(work, &result->skips, error);
        work->result->sentences += result->sentences;
    }
    return status;
}

static bs_str repeats_setting(const build *work)
{
    return work->options->keeps_repeats ? BS_STR("kept") : BS_STR("marked");
}

static bs_status record_settings(build *work, bs_error *error)
{
    char digest[17];
    bs_hash_hex(bs_annotator_digest(work->options->annotator), digest);
    bs_status status =
        bs_catalog_setting_put(work->catalog, "version", bs_str_from(bs_version()), error);
    if (status == BS_OK)
        status = bs_catalog_setting_put(work->catalog, "annotator", bs_str_from(digest), error);
    if (status == BS_OK)
        status = bs_catalog_setting_put(work->catalog, "repeats", repeats_setting(work), error);
    for (size_t i = 0; i < work->options->setting_count && status == BS_OK; i++)
        status = bs_catalog_setting_put(work->catalog, work->options->settings[i].name,
                                        work->options->settings[i].value, error);
    return status;
}

static bs_status count_articles(build *work, bs_error *error)
{
    bs_catalog_shards shards = {0};
    bs_status status = bs_catalog_shards_get(work->catalog, &work->arena, &shards, error);
    for (size_t i = 0; i < shards.count; i++)
        work->result->articles_total += shards.items[i].live_count;
    bs_array_free(&shards);
    return status;
}

/* Whether the corpus is as the last build left it. */
static bs_status is_settled(build *work, bool *is_same, bs_error *error)
{
    bs_catalog_settings settings = {0};
    bs_status status = bs_catalog_settings_get(work->catalog, &work->arena, &settings, error);
    *is_same = false;
    for (size_t i = 0; i < settings.count; i++)
        if (bs_str_equal(settings.items[i].name, BS_STR("repeats")))
            *is_same = bs_str_equal(settings.items[i].value, repeats_setting(work));
    *is_same = *is_same && work->result->sources_read + work->result->sources_dropped == 0;
    bs_array_free(&settings);
    return status;
}

/* Lines that repeat are looked for when all articles are there. */
static bs_status compact(build *work, bool *is_same, bs_error *error)
{
    bs_repeats *repeats;
    bs_status status = is_settled(work, is_same, error);
    if (status != BS_OK || *is_same)
        return status;
    status = bs_repeats_find(work->catalog, work->folder, work->options->keeps_repeats,
                             work->options->progress, &repeats, error);
    if (status != BS_OK)
        return status;
    status = bs_compact(work->catalog, work->folder, work->aside, work->text_bytes_max, repeats,
                        work->options->progress, &work->arena, error);
    bs_repeats_free(repeats);
    return status;
}

static bs_status commit(build *work, bs_error *error)
{
    bs_link_options linking = {.decisions = work->options->links,
                               .annotator = work->options->annotator};
    bool is_same = true;
    bs_status status = record_sources(work, error);
    if (status == BS_OK)
        status = record_results(work, error);
    if (status == BS_OK)
        status = compact(work, &is_same, error);
    if (status == BS_OK)
        status = bs_build_link(work->catalog, work->folder, &linking, is_same, error);
    if (status == BS_OK)
        status = record_settings(work, error);
    if (status == BS_OK)
        status = count_articles(work, error);
    if (status == BS_OK)
        status = bs_file_sync_folder(work->shards, error);
    if (status == BS_OK)
        status = bs_progress_check(work->options->progress, error);
    return status == BS_OK ? bs_catalog_commit(work->catalog, error) : status;
}

/* ---- folders ---- */

static bool is_named(const bs_catalog_shards *shards, bs_str name)
{
    for (size_t i = 0; i < shards->count; i++)
        if (bs_str_equal(shards->items[i].name, name))
            return true;
    return false;
}

/* Removes what no catalog names: left over by a build that was killed, or replaced by this one.
 * Readers keep what they have mapped. */
static bs_status sweep(build *work, bs_error *error)
{
    bs_strs names = {0};
    bs_catalog_shards shards = {0};
    bs_status status = bs_catalog_shards_get(work->catalog, &work->arena, &shards, error);
    if (status == BS_OK)
        status = bs_file_list(work->shards, &work->arena, &names, error);
    for (size_t i = 0; i < names.count && status == BS_OK; i++) {
        if (is_named(&shards, names.items[i]))
            continue;
        bs_str path = bs_path_join(&work->arena, bs_str_from(work->shards), names.items[i]);
        status = path.data ? bs_file_remove(path.data, error) : bs_fail_memory(error);
    }
    bs_array_free(&names);
    bs_array_free(&shards);
    return status;
}

static bs_status set_paths(build *work, bs_error *error)
{
    work->folder = bs_arena_copy(&work->arena, work->options->into).data;
    bs_str shards = bs_arena_print(&work->arena, "%.*s/shards", BS_STR_ARG(work->options->into));
    bs_str aside =
        bs_arena_print(&work->arena, "%.*s/shards/.making", BS_STR_ARG(work->options->into));
    work->shards = shards.data;
    work->aside = aside.data;
    return work->folder && work->shards && work->aside ? BS_OK : bs_fail_memory(error);
}

static bs_status run(build *work, bs_error *error)
{
    bs_status status = bs_catalog_open_to_write(work->folder, &work->catalog, error);
    if (status == BS_OK)
        status = bs_file_make_folders(work->shards, error);
    if (status == BS_OK)
        status = sweep(work, error);
    if (status == BS_OK)
        status = bs_file_make_folders(work->aside, error);
    if (status == BS_OK)
        status = bs_build_sources_init(&work->sources, work->catalog, work->options, error);
    if (status == BS_OK)
        status = record_inputs(work, error);
    if (status == BS_OK)
        status = make_shards(work, error);
    return status == BS_OK ? commit(work, error) : status;
}

/* The transaction is over, one way or the other; what is not named goes. A failure to remove it
 * loses nothing: the next build tries again. */
static void clean_up(build *work, bool is_committed)
{
    bs_build_line_free(work->line); /* no thread writes any more */
    bs_batch_free(work->batch);
    bs_catalog *again = NULL;
    if (work->catalog && !is_committed) {
        bs_catalog_close(work->catalog);
        work->catalog = NULL;
        if (bs_catalog_open_to_write(work->folder, &again, NULL) == BS_OK)
            work->catalog = again;
    }
    if (work->catalog)
        sweep(work, NULL);
    bs_catalog_close(work->catalog);
    bs_array_free(&work->skips);
    bs_build_sources_clear(&work->sources);
    bs_arena_clear(&work->arena);
}

bs_status bs_build(const bs_build_options *options, bs_build_result *result, bs_error *error)
{
    bs_build_result done = {0};
    if (!options->annotator || options->into.size == 0 || options->input_count == 0)
        return bs_fail(error, BS_MISUSE, "a build needs inputs, a corpus and an annotator");
    build work = {.options = options,
                  .result = &done,
                  .text_bytes_max =
                      options->shard_text_bytes ? options->shard_text_bytes : BS_SHARD_TEXT_BYTES};
    bs_status status = set_paths(&work, error);
    if (status == BS_OK)
        status = run(&work, error);
    clean_up(&work, status == BS_OK);
    if (status == BS_OK && result)
        *result = done;
    return status;
}
