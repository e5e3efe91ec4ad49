/* host.c - see host.h. */
#include "cli/host.h"

bs_status bs_host_open(bs_host *host, const bs_options *options, bs_str folder, bs_error *error)
{
    host->script = NULL;
    bs_script_options script_options = {
        .is_trusted = options->is_trusted,
        .memory_max = options->memory,
        .jobs = (unsigned)options->jobs,
        .progress = bs_console_bar_begin(&host->bar, options),
        .folder = folder,
    };
    return bs_script_new(&script_options, &host->script, error);
}

void bs_host_close(bs_host *host)
{
    bs_console_bar_end(&host->bar);
    bs_script_free(host->script);
    host->script = NULL;
}

int bs_host_fail(const bs_host *host)
{
    bs_console_say("%s", bs_script_trace(host->script));
    return BS_EXIT_FAILED;
}
