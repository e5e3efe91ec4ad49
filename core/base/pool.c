/* pool.c - see pool.h. */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/progress.h"

typedef struct pool_run {
    size_t count;
    bs_pool_work work;
    void *context;
    const bs_progress *progress;
    const char *what;
    atomic_size_t next; /* items are handed out in order, so all below a failed one were begun */
    atomic_size_t done;
    atomic_bool is_stopped;
    pthread_mutex_t lock; /* over the two below */
    size_t failed_index;
    bs_error failure;
} pool_run;

typedef struct worker {
    pool_run *run;
    unsigned number;
    pthread_t thread;
} worker;

unsigned bs_pool_threads(unsigned wanted)
{
    if (wanted == 0) {
        cpu_set_t set;
        wanted = sched_getaffinity(0, sizeof set, &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
    }
    return wanted < 1 ? 1 : wanted > BS_POOL_THREADS_MAX ? BS_POOL_THREADS_MAX : wanted;
}

static void keep_failure(pool_run *run, size_t index, const bs_error *failure)
{
    atomic_store(&run->is_stopped, true);
    pthread_mutex_lock(&run->lock);
    if (index < run->failed_index) {
        run->failed_index = index;
        run->failure = *failure;
    }
    pthread_mutex_unlock(&run->lock);
}

static void *work_on(void *argument)
{
    worker *self = argument;
    pool_run *run = self->run;
    while (!atomic_load(&run->is_stopped)) {
        bs_error failure = {.status = BS_OK};
        size_t index = atomic_fetch_add(&run->next, 1);
        if (index >= run->count)
            break;
        bs_status status = bs_progress_check(run->progress, &failure);
        if (status == BS_OK)
            status = run->work(run->context, index, self->number, &failure);
        if (status != BS_OK) {
            failure.status = status;
            keep_failure(run, index, &failure);
        }
        size_t done = atomic_fetch_add(&run->done, 1) + 1;
        if (self->number == 0)
            bs_progress_report(run->progress, run->what, done, run->count);
    }
    return NULL;
}

bs_status bs_pool_run(unsigned threads, size_t count, bs_pool_work work, void *context,
                      const bs_progress *progress, const char *what, bs_error *error)
{
    pool_run run = {.count = count,
                    .work = work,
                    .context = context,
                    .progress = progress,
                    .what = what,
                    .failed_index = SIZE_MAX};
    threads = bs_pool_threads(threads);
    if (threads > count)
        threads = count ? (unsigned)count : 1;
    worker *workers = calloc(threads, sizeof *workers);
    if (!workers)
        return bs_fail_memory(error);
    pthread_mutex_init(&run.lock, NULL);

    unsigned started = 1; /* a thread that cannot be had is done without */
    for (unsigned i = 0; i < threads; i++)
        workers[i] = (worker){.run = &run, .number = i};
    while (started < threads &&
           pthread_create(&workers[started].thread, NULL, work_on, &workers[started]) == 0)
        started++;
    work_on(&workers[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);

    pthread_mutex_destroy(&run.lock);
    free(workers);
    if (run.failed_index == SIZE_MAX)
        return BS_OK;
    if (error)
        *error = run.failure;
    return run.failure.status;
}
