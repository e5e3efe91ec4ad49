/* build_batch.c - what one thread does with one batch: read, annotate, write. */
#include <stdlib.h>

#include "base/error.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/build_work.h"

struct bs_build_worker {
    bs_annotate_worker *annotate;
    bs_shard_writer *writer;
    bs_layers layers;
    bs_arena arena; /* of the articles of one source */
};

/* One run over one batch. */
typedef struct batch_run {
    bs_build_worker *worker;
    bs_shard_maker maker;
    bs_batch_result *result;
    const bs_batch_source *source; /* the one at hand */
    const bs_progress *progress;
    bool has_failed; /* in a call-back: the failure is ours, not that of the source */
} batch_run;

void bs_batch_free(bs_batch *batch)
{
    if (!batch)
        return;
    bs_array_free(&batch->sources);
    bs_arena_clear(&batch->arena);
    free(batch);
}

void bs_batch_result_clear(bs_batch_result *result)
{
    bs_array_free(&result->shards);
    bs_array_free(&result->skips);
    bs_arena_clear(&result->arena);
}

bs_status bs_build_worker_new(const bs_annotator *annotator, bs_build_worker **worker,
                              bs_error *error)
{
    bs_build_worker *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    bs_status status = bs_annotate_worker_new(annotator, &made->annotate, error);
    if (status == BS_OK)
        status = bs_shard_writer_new(&made->writer, error);
    if (status == BS_OK)
        *worker = made;
    else
        bs_build_worker_free(made);
    return status;
}

void bs_build_worker_free(bs_build_worker *worker)
{
    if (!worker)
        return;
    bs_annotate_worker_free(worker->annotate);
    bs_shard_writer_free(worker->writer);
    bs_layers_clear(&worker->layers);
    bs_arena_clear(&worker->arena);
    free(worker);
}

/* Failures that no other input could avoid; after all others the build goes on without the source.
 */
static bool ends_build(bs_status status)
{
    return status == BS_NO_MEMORY || status == BS_CANCELLED || status == BS_MISUSE;
}

static bs_status add_skip(batch_run *run, bs_str file, bs_str origin, bs_skip_kind kind,
                          const char *reason, bs_error *error)
{
    bs_arena *arena = &run->result->arena;
    bs_made_skip *skip = bs_array_push(&run->result->skips);
    if (!skip)
        return bs_fail_memory(error);
    *skip = (bs_made_skip){.file = bs_arena_copy(arena, file),
                           .origin = bs_arena_copy(arena, origin),
                           .kind = kind,
                           .reason = bs_arena_copy(arena, bs_str_from(reason))};
    return skip->file.data && skip->origin.data && skip->reason.data ? BS_OK
                                                                     : bs_fail_memory(error);
}

static bs_status end_shard(batch_run *run, bs_error *error)
{
    run->result->sentences += bs_shard_writer_count(run->maker.writer, BS_FILE_sentences);
    bs_status status = bs_shard_maker_end(
        &run->maker, bs_annotate_worker_vocabulary(run->worker->annotate), error);
    bs_annotate_worker_reset(run->worker->annotate);
    return status;
}

static bs_status annotate_article(batch_run *run, const bs_article *article, bs_error *error)
{
    const bs_annotate_input input = {.text = article->text,
                                     .segments = article->segments,
                                     .segment_count = article->segment_count,
                                     .published = article->published};
    bs_error reason = {BS_OK, ""};
    bs_status status = bs_annotate(run->worker->annotate, &input, &run->worker->layers, &reason);
    if (status == BS_OK)
        return bs_shard_maker_add(&run->maker, article, &run->worker->layers, run->source->index,
                                  error);
    if (ends_build(status)) {
        if (error)
            *error = reason;
        return status;
    }
    return add_skip(run, article->file, run->source->source.origin, BS_SKIP_UNREADABLE,
                    reason.message, error);
}

static bs_status take_article(void *context, const bs_article *article, bs_error *error)
{
    batch_run *run = context;
    bs_status status = bs_progress_check(run->progress, error);
    if (status == BS_OK && bs_shard_maker_is_full(&run->maker, article->text.size))
        status = end_shard(run, error);
    if (status == BS_OK)
        status = annotate_article(run, article, error);
    run->has_failed |= status != BS_OK;
    return status;
}

static bs_status take_skip(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                           const char *reason, bs_error *error)
{
    batch_run *run = context;
    bs_status status = add_skip(run, file, origin, kind, reason, error);
    run->has_failed |= status != BS_OK;
    return status;
}

static bs_status run_source(batch_run *run, bs_error *error)
{
    const bs_article_events events = {
        .context = run, .article = take_article, .skipped = take_skip};
    const bs_source *source = &run->source->source;
    bs_error reason = {BS_OK, ""};
    bs_arena_reset(&run->worker->arena);
    bs_status status =
        bs_read_parse(source, run->source->options, &run->worker->arena, &events, &reason);
    if (status == BS_OK)
        return BS_OK;
    if (run->has_failed || ends_build(status)) {
        if (error)
            *error = reason;
        return status;
    }
    return add_skip(run, source->file, source->origin, BS_SKIP_UNREADABLE, reason.message, error);
}

bs_status bs_build_worker_run(bs_build_worker *worker, const bs_batch *batch, const char *aside,
                              uint64_t text_bytes_max, const bs_progress *progress,
                              bs_batch_result *result, bs_error *error)
{
    bs_str prefix = bs_arena_print(&result->arena, "%s/%zu", aside, batch->number);
    if (!prefix.data)
        return bs_fail_memory(error);
    batch_run run = {.worker = worker,
                     .maker = {.writer = worker->writer,
                               .arena = &result->arena,
                               .prefix = prefix.data,
                               .text_bytes_max = text_bytes_max},
                     .result = result,
                     .progress = progress};
    bs_shard_writer_reset(worker->writer);
    bs_annotate_worker_reset(worker->annotate);
    uint64_t most = batch->bytes < text_bytes_max ? batch->bytes : text_bytes_max;
    bs_status status = bs_shard_writer_expect(worker->writer, (size_t)most, error);
    for (size_t i = 0; i < batch->sources.count && status == BS_OK; i++) {
        run.source = &batch->sources.items[i];
        status = run_source(&run, error);
    }
    if (status == BS_OK)
        status = end_shard(&run, error);
    bs_array_free(&run.maker.articles);
    result->shards = run.maker.shards;
    return status;
}
