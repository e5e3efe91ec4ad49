/* command_check.c - broadsheet check: every checksum and every cross-reference of a corpus. */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/console.h"
#include "corpus/check.h"

static void show(const bs_corpus_report *report, const char *path)
{
    size_t rows = bs_table_row_count(report->problems);
    for (size_t row = 0; row < rows; row++) {
        bs_str file = bs_table_text(report->problems, row, 0);
        bs_str problem = bs_table_text(report->problems, row, 1);
        printf("%.*s: %.*s\n", BS_STR_ARG(file), BS_STR_ARG(problem));
    }
    if (report->problem_count > rows)
        printf("... %" PRIu64 " more problems\n", report->problem_count - rows);
    printf("%s: %s: %" PRIu64 " articles, %" PRIu64 " tokens in %" PRIu64 " shards, %" PRIu64
           " files, %" PRIu64 " bytes\n",
           path, report->problem_count ? "damaged" : "whole", report->articles, report->tokens,
           report->shards, report->files, report->bytes);
    if (report->problem_count > 0)
        printf("a build mends nothing: remove %s and build it again\n", path);
    if (report->leftovers > 0)
        printf("%" PRIu64 " folders of a build that was killed; the next build removes them\n",
               report->leftovers);
}

int bs_command_check(const bs_options *options)
{
    const char *path = options->operands[0];
    bs_error error;
    bs_corpus_report report = {0};
    bs_console_bar bar;
    bs_progress progress = bs_console_bar_begin(&bar, options);
    bs_status status = bs_corpus_check(path, &progress, &report, &error);
    bs_console_bar_end(&bar);
    if (status != BS_OK)
        return bs_console_fail(&error);
    if (!options->is_quiet || report.problem_count > 0)
        show(&report, path);
    bs_table_free(report.problems);
    return report.problem_count > 0 ? BS_EXIT_PARTIAL : BS_EXIT_DONE;
}
