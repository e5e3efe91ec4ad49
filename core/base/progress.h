/* progress.h - the two questions that a long loop asks, see bs_progress in broadsheet.h. */
#ifndef BS_BASE_PROGRESS_H
#define BS_BASE_PROGRESS_H

#include "broadsheet.h"

/* `progress` may be NULL in all of these. Any thread may ask. */
static inline bool bs_progress_is_cancelled(const bs_progress *progress)
{
    return progress && progress->cancel && *progress->cancel;
}

/* BS_CANCELLED with its usual words when the caller asked to stop, else BS_OK. */
bs_status bs_progress_check(const bs_progress *progress, bs_error *error);

/* Tells how far the work is; `total` is 0 when nobody knows. Main thread only. */
void bs_progress_report(const bs_progress *progress, const char *what, uint64_t done,
                        uint64_t total);

#endif
