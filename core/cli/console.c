/* console.c - see console.h. */
#include "cli/console.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "script/runtime.h"

enum { BAR_AFTER_MS = 500, BAR_EVERY_MS = 100, BAR_CELLS = 24 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void bs_console_say(const char *format, ...)
{
    fflush(stdout);
    fputs("broadsheet: ", stderr);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

int bs_console_fail(const bs_error *error)
{
    bs_console_say("%s", error->message);
    return error->status == BS_MISUSE ? BS_EXIT_MISUSE : BS_EXIT_FAILED;
}

bool bs_console_has_colour(FILE *file)
{
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return (!refused || !*refused) && terminal && strcmp(terminal, "dumb") != 0 &&
           isatty(fileno(file));
}

static void show_bar(void *context, const char *what, uint64_t done, uint64_t total)
{
    bs_console_bar *bar = context;
    int64_t now = now_ms();
    if (now - bar->begun_ms < BAR_AFTER_MS || now - bar->shown_ms < BAR_EVERY_MS)
        return;
    bar->shown_ms = now;
    bar->is_shown = true;
    if (total == 0) {
        fprintf(stderr, "\r\033[K%s %llu", what, (unsigned long long)done);
    } else {
        double share = done < total ? (double)done / (double)total : 1;
        int full = (int)(share * BAR_CELLS);
        fprintf(stderr, "\r\033[K%s [%.*s%*s] %3.0f%%", what, full,
                "========================", BAR_CELLS - full, "", share * 100);
    }
    fflush(stderr);
}

bs_progress bs_console_bar_begin(bs_console_bar *bar, const bs_options *options)
{
    *bar = (bs_console_bar){.begun_ms = now_ms()};
    bar->is_enabled = !options->is_quiet && isatty(STDERR_FILENO);
    return (bs_progress){bar->is_enabled ? show_bar : NULL, bar, bs_interrupt_flag()};
}

void bs_console_bar_end(bs_console_bar *bar)
{
    if (bar->is_shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    bar->is_shown = false;
}

bs_status bs_console_write(bs_str text, bs_error *error)
{
    if (fwrite(text.data, 1, text.size, stdout) != text.size)
        return bs_fail(error, BS_IO, "standard output: %s", strerror(errno));
    return BS_OK;
}

int bs_console_finish(int status)
{
    bool is_lost = ferror(stdout) != 0;
    errno = 0;
    if (fflush(stdout) != 0)
        is_lost = true;
    if (!is_lost)
        return status;
    /* A write that failed earlier has left no errno; a reader who closed the pipe wants no words.
     */
    struct stat facts;
    bool is_pipe = errno == EPIPE || (errno == 0 && fstat(STDOUT_FILENO, &facts) == 0 &&
                                      (S_ISFIFO(facts.st_mode) || S_ISSOCK(facts.st_mode)));
    if (!is_pipe && status != BS_EXIT_FAILED)
        bs_console_say("standard output: %s", errno ? strerror(errno) : "could not be written");
    return BS_EXIT_FAILED;
}
