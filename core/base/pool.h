/*
 * pool.h - the same work on many things, by a few threads.
 *
 * Work on item `index` puts its result at place `index`, so the order of results, and which failure
 * is reported (that of the lowest index), never depend on the number of threads.
 */
#ifndef BS_BASE_POOL_H
#define BS_BASE_POOL_H

#include "broadsheet.h"

enum { BS_POOL_THREADS_MAX = 256 };

/* `worker` is below the number of threads: the place of this thread's scratch memory. */
typedef bs_status (*bs_pool_work)(void *context, size_t index, unsigned worker, bs_error *error);

/* The number of threads for `wanted` jobs; 0 asks for one a processor that this process may use. */
unsigned bs_pool_threads(unsigned wanted);

/*
 * Runs `work` for 0 to `count` - 1 on `threads` threads (the caller's is one of them) and returns
 * when all has ended. After a failure or a cancellation no new item is begun, but all items below
 * the failed one are done. `progress` may be NULL; it is reported to as `what`.
 */
bs_status bs_pool_run(unsigned threads, size_t count, bs_pool_work work, void *context,
                      const bs_progress *progress, const char *what, bs_error *error);

#endif
