/*
 * command_read.c - broadsheet read and annotate: articles as JSON Lines, nothing stored.
 *
 * One article after the other goes through; only one is in memory. A line is written whole or not
 * at all, and output that cannot be written ends the walk.
 */
#include "base/error.h"
#include "base/progress.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/explain.h"
#include "cli/host.h"
#include "corpus/article_json.h"
#include "read/read.h"

typedef struct reading {
    const bs_options *options;
    bs_read_options read;
    bs_annotate_worker *worker; /* NULL for `read` */
    bs_layers layers;
    bs_arena arena; /* of the articles of one source */
    bs_buffer json;
    bs_progress progress;
    bs_console_bar bar;
    uint64_t articles, skipped;
} reading;

static bs_status print_article(void *context, const bs_article *article, bs_error *error)
{
    reading *self = context;
    bs_status status = bs_progress_check(&self->progress, error);
    const bs_layers *layers = NULL;
    if (status == BS_OK && self->worker) {
        bs_annotate_input input = {.text = article->text,
                                   .segments = article->segments,
                                   .segment_count = article->segment_count,
                                   .published = article->published,
                                   .keeps_readings = self->options->explains};
        status = bs_annotate(self->worker, &input, &self->layers, error);
        layers = &self->layers;
    }
    if (status != BS_OK)
        return status;
    self->json.size = 0;
    if (layers && self->options->explains)
        bs_explain(article, layers, &self->json);
    else
        bs_article_json(article, layers, &self->json);
    bs_buffer_add_char(&self->json, '\n');
    if (self->json.failed)
        return bs_fail_memory(error);
    self->articles++;
    return bs_console_write(bs_buffer_str(&self->json), error);
}

static bs_status note_skip(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                           const char *reason, bs_error *error)
{
    (void)origin;
    (void)error;
    reading *self = context;
    if ((kind == BS_SKIP_LITTER || kind == BS_SKIP_NOTE) && self->options->is_quiet)
        return BS_OK;
    if (kind != BS_SKIP_LITTER && kind != BS_SKIP_NOTE)
        self->skipped++;
    bs_console_bar_end(&self->bar);
    if (kind == BS_SKIP_NOTE)
        bs_console_say("%.*s: %s", BS_STR_ARG(file), reason);
    else if (bs_str_find(bs_str_from(reason), file, 0) == SIZE_MAX)
        bs_console_say("skipped %.*s: %s", BS_STR_ARG(file), reason);
    else
        bs_console_say("skipped %s", reason);
    return BS_OK;
}

static bs_status read_source(void *context, const bs_source *source, bs_error *error)
{
    reading *self = context;
    bs_arena_reset(&self->arena);
    if (self->worker)
        bs_annotate_worker_reset(self->worker);
    bs_article_events events = {self, print_article, note_skip};
    bs_status status = bs_read_parse(source, &self->read, &self->arena, &events, error);
    bs_progress_report(&self->progress, "articles", self->articles, 0);
    return status;
}

static bs_status walk(reading *self, const bs_options *options, bs_error *error)
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
    bs_walk_events events = {self, NULL, read_source, note_skip};
    bs_status status = bs_read_walk(inputs.items, inputs.count, &events, &self->progress, error);
    bs_array_free(&inputs);
    return status;
}

/* With `kit` NULL the articles are read and not annotated. */
static int run(const bs_options *options, const bs_kit *kit)
{
    reading self = {.options = options};
    self.progress = bs_console_bar_begin(&self.bar, options);
    bs_error error;
    bs_arena rules = {0};
    bs_status status = bs_host_read_options(options, &rules, &self.read, &error);
    if (status == BS_OK && kit)
        status = bs_annotate_worker_new(kit->annotator, &self.worker, &error);
    if (status == BS_OK)
        status = walk(&self, options, &error);
    bs_console_bar_end(&self.bar);
    bs_annotate_worker_free(self.worker);
    bs_layers_clear(&self.layers);
    bs_arena_clear(&self.arena);
    bs_arena_clear(&rules);
    bs_buffer_clear(&self.json);
    if (status == BS_OK)
        return self.skipped ? BS_EXIT_PARTIAL : BS_EXIT_DONE;
    return ferror(stdout) ? BS_EXIT_DONE : bs_console_fail(&error); /* told at the end */
}

int bs_command_read(const bs_options *options)
{
    return run(options, NULL);
}

int bs_command_annotate(const bs_options *options)
{
    bs_kit kit;
    bs_error error;
    int result = BS_EXIT_DONE;
    if (bs_host_kit(options, &kit, &error) != BS_OK)
        result = bs_console_fail(&error);
    else
        result = run(options, &kit);
    bs_kit_clear(&kit);
    return result;
}
