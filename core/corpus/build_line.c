/* build_line.c - the threads of a build, and the queue before them; see build_work.h. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/error.h"
#include "base/pool.h"
#include "base/progress.h"
#include "corpus/build_work.h"

enum {
    REPORT_MS = 200,
    HELD_BYTES_MAX = 128 << 20, /* of batches of crawls that are worked on, with their shards */
    GROWTH_FIRST = 6,           /* of plain text; pages of the web shrink */
    GROWTH_OF_ONE = 24,         /* while the layers of an article are made */
};

/* A result has its own allocation, as the list grows while threads fill it. */
struct bs_build_line {
    bs_build_line_options options;
    pthread_mutex_t lock; /* over all below */
    pthread_cond_t has_work, has_room;
    struct {
        bs_batch **items;
        size_t count, capacity;
    } waiting; /* first in, first out; few */
    struct {
        bs_batch_result **items;
        size_t count, capacity;
    } results; /* by number of batch */
    pthread_t *threads;
    bs_build_worker **workers; /* a stack: those on top are idle and were used last */
    unsigned thread_count, started, busy;
    uint64_t bytes_done, bytes_held;
    double growth; /* bytes held for one of a batch, as was found */
    bool is_ended, is_stopped;
    size_t failed_batch;
    bs_error failure;
};

static void keep_failure(bs_build_line *line, size_t batch, bs_status status, const bs_error *error)
{
    line->is_stopped = true;
    if (batch >= line->failed_batch)
        return;
    line->failed_batch = batch;
    line->failure = *error;
    line->failure.status = status;
}

static uint64_t weight_of(const bs_build_line *line, const bs_batch *batch)
{
    return batch->is_of_crawl
               ? (uint64_t)((double)batch->bytes * line->growth) + batch->largest * GROWTH_OF_ONE
               : 0;
}

/* Whether the next batch can be begun. */
static bool is_ready(const bs_build_line *line)
{
    return line->waiting.count > 0 &&
           (line->bytes_held == 0 ||
            line->bytes_held + weight_of(line, line->waiting.items[0]) <= HELD_BYTES_MAX);
}

/* What a batch held: its sources and the shards made of them. Slow to forget what is much. */
static void measure(bs_build_line *line, const bs_batch *batch, const bs_batch_result *result)
{
    uint64_t held = batch->bytes;
    for (size_t i = 0; i < result->shards.count; i++)
        for (size_t j = 0; j < BS_SHARD_FILES; j++)
            held += result->shards.items[i].facts.files[j].size;
    double growth = (double)held / (double)(batch->bytes + 1);
    line->growth = growth > line->growth * 0.75 ? growth : line->growth * 0.75;
}

/* The next batch, or NULL at the end. The lock is held. */
static bs_batch *take_batch(bs_build_line *line)
{
    while (!is_ready(line) && !line->is_stopped && !(line->is_ended && line->waiting.count == 0))
        pthread_cond_wait(&line->has_work, &line->lock);
    if (line->waiting.count == 0 || line->is_stopped)
        return NULL;
    bs_batch *batch = line->waiting.items[0];
    line->waiting.count--;
    for (size_t i = 0; i < line->waiting.count; i++)
        line->waiting.items[i] = line->waiting.items[i + 1];
    pthread_cond_broadcast(&line->has_room);
    return batch;
}

static void *work(void *argument)
{
    bs_build_line *line = argument;
    pthread_mutex_lock(&line->lock);
    for (bs_batch *batch; (batch = take_batch(line));) {
        bs_batch_result *result = line->results.items[batch->number];
        bs_build_worker *worker = line->workers[line->busy++];
        uint64_t weight = weight_of(line, batch);
        line->bytes_held += weight;
        pthread_mutex_unlock(&line->lock);

        bs_error error = {BS_OK, ""};
        bs_status status =
            bs_build_worker_run(worker, batch, line->options.aside, line->options.text_bytes_max,
                                line->options.progress, result, &error);

        pthread_mutex_lock(&line->lock);
        if (status != BS_OK)
            keep_failure(line, batch->number, status, &error);
        else if (batch->is_of_crawl)
            measure(line, batch, result);
        result->is_done = status == BS_OK;
        line->bytes_done += batch->bytes;
        line->bytes_held -= weight;
        line->workers[--line->busy] = worker;
        bs_batch_free(batch);
        pthread_cond_broadcast(&line->has_room);
        pthread_cond_broadcast(&line->has_work);
    }
    pthread_cond_broadcast(&line->has_work);
    pthread_mutex_unlock(&line->lock);
    return NULL;
}

static bs_status start(bs_build_line *line, bs_error *error)
{
    line->thread_count = bs_pool_threads(line->options.jobs);
    line->threads = calloc(line->thread_count, sizeof *line->threads);
    line->workers = calloc(line->thread_count, sizeof *line->workers);
    if (!line->threads || !line->workers)
        return bs_fail_memory(error);
    for (unsigned i = 0; i < line->thread_count; i++) {
        bs_status status = bs_build_worker_new(line->options.annotator, &line->workers[i], error);
        if (status != BS_OK)
            return status;
    }
    while (line->started < line->thread_count &&
           pthread_create(&line->threads[line->started], NULL, work, line) == 0)
        line->started++;
    return line->started ? BS_OK : bs_fail(error, BS_NO_MEMORY, "no thread can be had");
}

/* When no batch comes any more: waits for the threads, and frees what they worked with. */
static void end_threads(bs_build_line *line)
{
    for (unsigned i = 0; i < line->started; i++)
        pthread_join(line->threads[i], NULL);
    for (unsigned i = 0; i < line->thread_count && line->workers; i++)
        bs_build_worker_free(line->workers[i]);
    free(line->threads);
    free(line->workers);
    line->threads = NULL;
    line->workers = NULL;
    line->started = line->thread_count = 0;
}

bs_status bs_build_line_new(const bs_build_line_options *options, bs_build_line **line,
                            bs_error *error)
{
    bs_build_line *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    made->options = *options;
    made->failed_batch = SIZE_MAX;
    made->growth = GROWTH_FIRST;
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->has_work, NULL);
    pthread_cond_init(&made->has_room, NULL);
    bs_status status = start(made, error);
    if (status == BS_OK)
        *line = made;
    else
        bs_build_line_free(made);
    return status;
}

/* Waits until something happens or it is time to report; the lock is held, but for the report. */
static void wait_a_little(bs_build_line *line)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += REPORT_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    pthread_cond_timedwait(&line->has_room, &line->lock, &until);
    uint64_t done = line->bytes_done;
    pthread_mutex_unlock(&line->lock);
    bs_progress_report(line->options.progress, "building", done, 0);
    pthread_mutex_lock(&line->lock);
    if (bs_progress_is_cancelled(line->options.progress))
        line->is_stopped = true;
}

static bs_status failure_of(bs_build_line *line, bs_error *error)
{
    if (line->failed_batch != SIZE_MAX) {
        if (error)
            *error = line->failure;
        return line->failure.status;
    }
    return bs_progress_check(line->options.progress, error);
}

/* Makes room for the result before the batch can be taken. */
static bs_status queue(bs_build_line *line, bs_batch *batch, bs_error *error)
{
    bs_batch_result *result = calloc(1, sizeof *result);
    if (!result || !bs_array_reserve(&line->waiting, 1) || !bs_array_reserve(&line->results, 1)) {
        free(result);
        return bs_fail_memory(error);
    }
    batch->number = line->results.count;
    line->results.items[line->results.count++] = result;
    line->waiting.items[line->waiting.count++] = batch;
    pthread_cond_broadcast(&line->has_work);
    return BS_OK;
}

bs_status bs_build_line_put(bs_build_line *line, bs_batch *batch, bs_error *error)
{
    pthread_mutex_lock(&line->lock);
    while (line->waiting.count > 0 && (line->busy == line->started || !is_ready(line)) &&
           !line->is_stopped)
        wait_a_little(line);
    bs_status status = failure_of(line, error);
    if (status == BS_OK)
        status = queue(line, batch, error);
    pthread_mutex_unlock(&line->lock);
    if (status != BS_OK)
        bs_batch_free(batch);
    return status;
}

bs_status bs_build_line_finish(bs_build_line *line, bs_error *error)
{
    pthread_mutex_lock(&line->lock);
    line->is_ended = true;
    pthread_cond_broadcast(&line->has_work);
    while ((line->waiting.count > 0 && !line->is_stopped) || line->busy > 0)
        wait_a_little(line);
    bs_status status = failure_of(line, error);
    pthread_mutex_unlock(&line->lock);
    end_threads(line);
    return status;
}

size_t bs_build_line_count(const bs_build_line *line)
{
    return line->results.count;
}

bs_batch_result *bs_build_line_result(bs_build_line *line, size_t number)
{
    return line->results.items[number];
}

void bs_build_line_free(bs_build_line *line)
{
    if (!line)
        return;
    pthread_mutex_lock(&line->lock);
    line->is_ended = line->is_stopped = true;
    pthread_cond_broadcast(&line->has_work);
    pthread_mutex_unlock(&line->lock);
    end_threads(line);
    for (size_t i = 0; i < line->waiting.count; i++)
        bs_batch_free(line->waiting.items[i]);
    for (size_t i = 0; i < line->results.count; i++) {
        bs_batch_result_clear(line->results.items[i]);
        free(line->results.items[i]);
    }
    bs_array_free(&line->waiting);
    bs_array_free(&line->results);
    pthread_mutex_destroy(&line->lock);
    pthread_cond_destroy(&line->has_work);
    pthread_cond_destroy(&line->has_room);
    free(line);
}
