/* host.c - see host.h. */
#include "cli/host.h"

#include "base/error.h"
#include "base/str.h"
#include "script/lines.h"

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

/* A message that names no line of a script is meant for the user: where it came from says nothing.
 */
static bool names_a_line(bs_str message)
{
    for (size_t i = 0; i + 2 < message.size; i++) {
        if (message.data[i] == ':' && bs_ascii_is_digit((unsigned char)message.data[i + 1])) {
            size_t end = i + 1;
            while (end < message.size && bs_ascii_is_digit((unsigned char)message.data[end]))
                end++;
            if (end < message.size && message.data[end] == ':')
                return true;
        }
    }
    return false;
}

int bs_host_fail(const bs_host *host)
{
    bs_str trace = bs_str_from(bs_script_trace(host->script));
    size_t head = bs_str_find(trace, BS_STR("\nstack traceback:"), 0);
    bs_str message = {trace.data, head < trace.size ? head : trace.size};
    bs_console_say("%.*s", BS_STR_ARG(names_a_line(message) ? trace : message));
    return BS_EXIT_FAILED;
}

bs_status bs_host_kit(const bs_options *options, bs_kit *kit, bs_error *error)
{
    *kit = (bs_kit){NULL, NULL};
    bs_kit_options wanted = {
        .lexicons = options->lexicons.items,
        .lexicon_count = options->lexicons.count,
        .rules = options->rules.items,
        .rule_count = options->rules.count,
        .without = options->without.items,
        .without_count = options->without.count,
    };
    if (!bs_kit_depth(bs_str_from(options->layers), &wanted.depth))
        return bs_fail(error, BS_MISUSE, "--layers is none, lists or all, not '%s'",
                       options->layers);
    return bs_kit_init(kit, &wanted, error);
}

bs_status bs_host_read_options(const bs_options *options, bs_arena *arena, bs_read_options *read,
                               bs_error *error)
{
    *read = (bs_read_options){.date = bs_str_from(options->date),
                              .outlet = bs_str_from(options->outlet),
                              .format = bs_str_from(options->as),
                              .columns = bs_str_from(options->columns)};
    return options->cut ? bs_lines_load(options->cut, arena, &read->cut, error) : BS_OK;
}
