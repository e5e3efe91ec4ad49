/* host.h - a script opened as the command line asks: limits, trust, progress bar. */
#ifndef BS_CLI_HOST_H
#define BS_CLI_HOST_H

#include "cli/console.h"
#include "read/read.h"
#include "script/kit.h"
#include "script/runtime.h"

typedef struct bs_host {
    bs_script *script;
    bs_console_bar bar;
} bs_host;

/* `host` must not move until bs_host_close(), which takes one that failed to open, too. */
bs_status bs_host_open(bs_host *host, const bs_options *options, bs_str folder, bs_error *error);
void bs_host_close(bs_host *host);

/* Says why the last call failed, with its traceback, and gives the exit status. */
int bs_host_fail(const bs_host *host);

/* The annotator that --lexicon, --rules and --layers ask for; cleared by the caller in any case. */
bs_status bs_host_kit(const bs_options *options, bs_kit *kit, bs_error *error);

/* What the options say of reading; the cutting rule is loaded into `arena`. */
bs_status bs_host_read_options(const bs_options *options, bs_arena *arena, bs_read_options *read,
                               bs_error *error);

#endif
