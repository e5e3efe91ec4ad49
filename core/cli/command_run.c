/* command_run.c - broadsheet run: a script with the corpus it was given. */
#include <string.h>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/host.h"

int bs_command_run(const bs_options *options)
{
    const char *path = options->operands[0];
    const char *slash = strrchr(path, '/');
    bs_str folder = {".", 1};
    if (slash)
        folder = (bs_str){path, slash == path ? 1 : (size_t)(slash - path)};
    bs_host host;
    bs_error error;
    bs_status status = bs_host_open(&host, options, folder, &error);
    if (status == BS_OK && options->corpus)
        status = bs_script_set_corpus(host.script, options->corpus, &error);
    int result = status == BS_OK ? BS_EXIT_DONE : bs_console_fail(&error);
    if (status == BS_OK) {
        status = bs_script_run_file(host.script, path, options->operands + 1,
                                    options->operand_count - 1, &error);
        bs_console_bar_end(&host.bar);
        if (status != BS_OK)
            result = bs_host_fail(&host);
    }
    bs_host_close(&host);
    return result;
}
