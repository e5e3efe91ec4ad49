/* console.h - messages, the progress bar, and whether results got out. */
#ifndef BS_CLI_CONSOLE_H
#define BS_CLI_CONSOLE_H

#include <stdio.h>

#include "base/str.h"
#include "cli/options.h"

/* "broadsheet: ..." on standard error, behind whatever bar is there. */
void bs_console_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Says the error and gives the exit status that belongs to it. */
int bs_console_fail(const bs_error *error);

/* True when `file` is a terminal that may be coloured (NO_COLOR is honoured). */
bool bs_console_has_colour(FILE *file);

/*
 * The bar: a line on a terminal, from half a second on. Lives in the caller until
 * bs_console_bar_end(), which wipes it away.
 */
typedef struct bs_console_bar {
    int64_t begun_ms, shown_ms;
    bool is_enabled, is_shown;
} bs_console_bar;

bs_progress bs_console_bar_begin(bs_console_bar *bar, const bs_options *options);
void bs_console_bar_end(bs_console_bar *bar);

/* Writes all of `text` to standard output; BS_IO when that fails. */
bs_status bs_console_write(bs_str text, bs_error *error);

/* Flushes standard output. When results were lost there, says so (a closed pipe is silent) and
 * gives BS_EXIT_FAILED, else `status`. */
int bs_console_finish(int status);

#endif
