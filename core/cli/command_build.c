/* command_build.c - broadsheet build: brings a corpus up to date and says what was taken in and
 * what was passed over. */
#include <inttypes.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/error.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/host.h"
#include "corpus/build.h"

enum { KEPT_BYTES = 32 << 20, MAPPED_BYTES = 256 << 10 };

static void say_result(const bs_build_result *result, const char *path)
{
    printf("%s: %" PRIu64 " articles\n", path, result->articles_total);
    printf("read       %" PRIu64 " sources, %" PRIu64 " unchanged, %" PRIu64 " dropped\n",
           result->sources_read, result->sources_unchanged, result->sources_dropped);
    printf("articles   %" PRIu64 " added, %" PRIu64 " dropped\n", result->articles_added,
           result->articles_dropped);
    printf("added      %" PRIu64 " bytes of text, %" PRIu64 " sentences, %" PRIu64 " tokens\n",
           result->text_bytes, result->sentences, result->tokens);
    printf("skipped    %" PRIu64 " litter, %" PRIu64 " unreadable, %" PRIu64 " foreign\n",
           result->skipped_litter, result->skipped_unreadable, result->skipped_foreign);
    if (result->skipped_unreadable + result->skipped_foreign > 0)
        bs_console_say("some input was skipped; broadsheet info %s says what and why", path);
}

static bs_status build(const bs_options *options, const bs_kit *kit, bs_build_result *result,
                       bs_error *error)
{
    bs_strs inputs = {0};
    for (size_t i = 0; i < options->operand_count; i++) {
        bs_str *input = bs_array_push(&inputs);
        if (!input) {
            bs_array_free(&inputs);
            return bs_fail_memory(error);
        }
        *input = bs_str_from(options->operands[i]);
    }
    bs_console_bar bar;
    bs_progress progress = bs_console_bar_begin(&bar, options);
    bs_build_options wanted = {
        .inputs = inputs.items,
        .input_count = inputs.count,
        .into = bs_str_from(options->output),
        .annotator = kit->annotator,
        .links = bs_str_from(options->links),
        .keeps_repeats = options->keeps_repeats,
        .jobs = (unsigned)options->jobs,
        .progress = &progress,
    };
    bs_arena rules = {0};
    bs_status status = bs_host_read_options(options, &rules, &wanted.read, error);
    if (status == BS_OK)
        status = bs_build(&wanted, result, error);
    bs_arena_clear(&rules);
    bs_console_bar_end(&bar);
    bs_array_free(&inputs);
    return status;
}

int bs_command_build(const bs_options *options)
{
    bs_error error;
    if (!options->output) {
        bs_fail(&error, BS_MISUSE, "build needs -o CORPUS, the folder that it makes");
        return bs_console_fail(&error);
    }
#ifdef M_TRIM_THRESHOLD
    /* What a batch gives back the next one asks for, but for what is large: that goes back to the
     * system, or every thread would keep its own. */
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
#endif
    bs_kit kit;
    bs_build_result result = {0};
    bs_status status = bs_host_kit(options, &kit, &error);
    if (status == BS_OK)
        status = build(options, &kit, &result, &error);
    bs_kit_clear(&kit);
    if (status != BS_OK)
        return bs_console_fail(&error);
    if (!options->is_quiet)
        say_result(&result, options->output);
    return result.skipped_unreadable + result.skipped_foreign > 0 ? BS_EXIT_PARTIAL : BS_EXIT_DONE;
}
