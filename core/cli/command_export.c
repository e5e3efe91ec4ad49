/* command_export.c - broadsheet export: a corpus for other programs. */
#include <inttypes.h>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "corpus/export.h"

static bs_status export(const bs_options *options, bs_export_result *result, bs_error *error)
{
    bs_export_format format = BS_EXPORT_JSONL;
    if (!options->output)
        return bs_fail(error, BS_MISUSE, "export needs -o DIR, the folder that it writes to");
    if (options->format && !bs_export_format_from(bs_str_from(options->format), &format))
        return bs_fail(error, BS_MISUSE, "there is no format '%s'; they are csv, jsonl and sqlite",
                       options->format);
    bs_corpus *corpus = NULL;
    bs_status status = bs_corpus_open(options->operands[0], &corpus, error);
    if (status != BS_OK)
        return status;
    bs_console_bar bar;
    bs_progress progress = bs_console_bar_begin(&bar, options);
    status = bs_corpus_export(corpus, options->output, format, &progress, result, error);
    bs_console_bar_end(&bar);
    bs_corpus_close(corpus);
    return status;
}

int bs_command_export(const bs_options *options)
{
    bs_error error;
    bs_export_result result = {0};
    if (export(options, &result, &error) != BS_OK)
        return bs_console_fail(&error);
    if (!options->is_quiet)
        printf("%s: %" PRIu64 " articles, %" PRIu64 " rows in %" PRIu64 " files\n", options->output,
               result.articles, result.rows, result.files);
    return BS_EXIT_DONE;
}
