/* progress.c - see progress.h. */
#include "base/progress.h"

#include "base/error.h"

bs_status bs_progress_check(const bs_progress *progress, bs_error *error)
{
    return bs_progress_is_cancelled(progress) ? bs_fail(error, BS_CANCELLED, "cancelled") : BS_OK;
}

void bs_progress_report(const bs_progress *progress, const char *what, uint64_t done,
                        uint64_t total)
{
    if (progress && progress->report)
        progress->report(progress->context, what, done, total);
}
