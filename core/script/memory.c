/* memory.c - see memory.h. */
#include "script/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/progress.h"
#include "base/str.h"

typedef struct articles {
    bs_article *items;
    size_t count, capacity;
} articles;

typedef struct all_layers {
    bs_layers **items;
    size_t count, capacity;
} all_layers;

typedef struct gathering {
    const bs_read_options *options;
    const bs_progress *progress;
    bs_annotate_worker *worker;
    bs_skips *skips;
    bs_arena arena; /* the articles, and the bytes of their sources */
    articles articles;
    all_layers layers;
    uint64_t text_bytes;
} gathering;

void bs_skips_clear(bs_skips *skips)
{
    bs_array_free(skips);
    bs_arena_clear(&skips->arena);
}

static bs_status skip(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                      const char *reason, bs_error *error)
{
    (void)origin;
    (void)kind;
    bs_skips *skips = ((gathering *)context)->skips;
    bs_skipped *skipped = bs_array_push(skips);
    if (!skipped)
        return bs_fail_memory(error);
    skipped->file = bs_arena_copy(&skips->arena, file);
    skipped->reason = bs_arena_copy(&skips->arena, bs_str_from(reason));
    return skipped->file.data && skipped->reason.data ? BS_OK : bs_fail_memory(error);
}

static bs_status annotate_article(gathering *all, const bs_article *article, bs_error *error)
{
    bs_layers **place = bs_array_push(&all->layers);
    if (!place)
        return bs_fail_memory(error);
    *place = calloc(1, sizeof **place);
    if (!*place)
        return bs_fail_memory(error);
    bs_annotate_input input = {.text = article->text,
                               .segments = article->segments,
                               .segment_count = article->segment_count,
                               .published = article->published};
    return bs_annotate(all->worker, &input, *place, error);
}

static bs_status add_article(void *context, const bs_article *article, bs_error *error)
{
    gathering *all = context;
    bs_status status = bs_progress_check(all->progress, error);
    if (status != BS_OK)
        return status;
    all->text_bytes += article->text.size;
    if (all->text_bytes > BS_MEMORY_TEXT_MAX)
        return bs_fail(error, BS_LIMIT,
                       "%.*s: over %llu MiB of text in memory; build a corpus of it instead",
                       BS_STR_ARG(article->file), (unsigned long long)(BS_MEMORY_TEXT_MAX >> 20));
    bs_article *place = bs_array_push(&all->articles);
    if (!place)
        return bs_fail_memory(error);
    *place = *article;
    return annotate_article(all, article, error);
}

static bs_status parse_source(void *context, const bs_source *source, bs_error *error)
{
    gathering *all = context;
    /* the walk's bytes end with this call, those of the articles do not */
    bs_source kept;
    if (!bs_source_copy(&all->arena, source, &kept))
        return bs_fail_memory(error);
    bs_article_events events = {all, add_article, skip};
    return bs_read_parse(&kept, all->options, &all->arena, &events, error);
}

static bs_status finish(gathering *all, bs_corpus **corpus, bs_error *error)
{
    return bs_corpus_from_articles(all->articles.items, (const bs_layers *const *)all->layers.items,
                                   all->articles.count, bs_annotate_worker_vocabulary(all->worker),
                                   corpus, error);
}

static void clear(gathering *all)
{
    for (size_t i = 0; i < all->layers.count; i++) {
        if (all->layers.items[i])
            bs_layers_clear(all->layers.items[i]);
        free(all->layers.items[i]);
    }
    bs_array_free(&all->layers);
    bs_array_free(&all->articles);
    bs_arena_clear(&all->arena);
    bs_annotate_worker_free(all->worker);
}

bs_status bs_memory_read(const bs_str *inputs, size_t input_count, const bs_read_options *options,
                         const bs_annotator *annotator, const bs_progress *progress,
                         bs_skips *skips, bs_corpus **corpus, bs_error *error)
{
    gathering all = {.options = options, .progress = progress, .skips = skips};
    bs_walk_events events = {&all, NULL, parse_source, skip};
    bs_status status = bs_annotate_worker_new(annotator, &all.worker, error);
    if (status == BS_OK)
        status = bs_read_walk(inputs, input_count, &events, progress, error);
    if (status == BS_OK)
        status = finish(&all, corpus, error);
    clear(&all);
    return status;
}

bs_status bs_memory_read_text(bs_str text, const bs_read_options *options,
                              const bs_annotator *annotator, bs_skips *skips, bs_corpus **corpus,
                              bs_error *error)
{
    gathering all = {.options = options, .skips = skips};
    bs_source source = {
        .file = BS_STR(""), .name = BS_STR(""), .origin = BS_STR(""), .bytes = text};
    bs_status status = bs_annotate_worker_new(annotator, &all.worker, error);
    if (status == BS_OK)
        status = parse_source(&all, &source, error);
    if (status == BS_OK)
        status = finish(&all, corpus, error);
    clear(&all);
    return status;
}
