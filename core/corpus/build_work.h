/*
 * build_work.h - the parts of a build: batches of sources, the shards made of them, and the threads
 * in between.
 *
 * Sources are cut into batches by their order and size alone; a batch is made into shards by one
 * thread without a word to the others; results are taken in the order of batches. So the shards are
 * the same whatever the number of threads.
 */
#ifndef BS_CORPUS_BUILD_WORK_H
#define BS_CORPUS_BUILD_WORK_H

#include "base/array.h"
#include "corpus/build.h"
#include "corpus/catalog.h"
#include "corpus/repeats.h"
#include "corpus/shard_io.h"

/* An article of a shard that was made. Strings of all of these lie in the arena of the list. */
typedef struct bs_made_article {
    int64_t source; /* index into the sources of the build; id in the catalog when compacting */
    bs_str id;
} bs_made_article;

typedef struct bs_made_shard {
    bs_str folder; /* aside, not yet named */
    bs_catalog_shard facts;
    bs_made_article *articles;
} bs_made_shard;

typedef struct bs_made_shards {
    bs_made_shard *items;
    size_t count, capacity;
} bs_made_shards;

typedef struct bs_made_skip {
    bs_str file, origin; /* origin is a path as it was given */
    bs_skip_kind kind;
    bs_str reason;
} bs_made_skip;

typedef struct bs_made_skips {
    bs_made_skip *items;
    size_t count, capacity;
} bs_made_skips;

/* "litter", "unreadable", "foreign", "note". */
const char *bs_skip_kind_name(bs_skip_kind kind);

/* Collects articles into shards of at most `text_bytes_max` bytes of text (one article may be
 * more), in folders "PREFIX-0", "PREFIX-1", ... */
typedef struct bs_shard_maker {
    bs_shard_writer *writer;
    bs_arena *arena; /* of the results */
    const char *prefix;
    uint64_t text_bytes_max;
    bs_made_shards shards;
    struct {
        bs_made_article *items;
        size_t count, capacity;
    } articles; /* of the shard at hand */
} bs_shard_maker;

/* Whether an article of `text_bytes` needs a new shard: then end the one at hand first. */
bool bs_shard_maker_is_full(const bs_shard_maker *maker, size_t text_bytes);
bs_status bs_shard_maker_add(bs_shard_maker *maker, const bs_article *article,
                             const bs_layers *layers, int64_t source, bs_error *error);
/* Writes the shard at hand, if it has articles, and syncs it. */
bs_status bs_shard_maker_end(bs_shard_maker *maker, const bs_vocabulary *vocabulary,
                             bs_error *error);

typedef struct bs_batch_source {
    bs_source source; /* with its own copy of the bytes */
    const bs_read_options *options;
    int64_t index; /* into the sources of the build */
} bs_batch_source;

typedef struct bs_batch {
    size_t number;
    bs_arena arena;
    struct {
        bs_batch_source *items;
        size_t count, capacity;
    } sources;
    uint64_t bytes, largest; /* of all sources, of the largest */
    bool is_of_crawl;        /* has pages of a crawl, which may be of any length */
} bs_batch;

/* What became of a batch. */
typedef struct bs_batch_result {
    bs_arena arena;
    bs_made_shards shards;
    bs_made_skips skips;
    uint64_t sentences;
    bool is_done;
} bs_batch_result;

void bs_batch_free(bs_batch *batch);
void bs_batch_result_clear(bs_batch_result *result);

/* A thread's own tools. */
typedef struct bs_build_worker bs_build_worker;

bs_status bs_build_worker_new(const bs_annotator *annotator, bs_build_worker **worker,
                              bs_error *error);
void bs_build_worker_free(bs_build_worker *worker);
/* Reads, annotates and writes a batch. `aside` is the folder for what is not yet named. */
bs_status bs_build_worker_run(bs_build_worker *worker, const bs_batch *batch, const char *aside,
                              uint64_t text_bytes_max, const bs_progress *progress,
                              bs_batch_result *result, bs_error *error);

/* Threads that work on batches as they come: of crawls, on as many as fit into a fixed amount of
 * memory. */
typedef struct bs_build_line bs_build_line;

typedef struct bs_build_line_options {
    const bs_annotator *annotator;
    unsigned jobs;
    const char *aside;
    uint64_t text_bytes_max;
    const bs_progress *progress;
} bs_build_line_options;

bs_status bs_build_line_new(const bs_build_line_options *options, bs_build_line **line,
                            bs_error *error);
/* Hands a batch over, whatever comes of it; waits while enough of them wait already. Fails with the
 * failure of an earlier batch. */
bs_status bs_build_line_put(bs_build_line *line, bs_batch *batch, bs_error *error);
/* Waits for all and ends the threads; gives the failure of the lowest batch. */
bs_status bs_build_line_finish(bs_build_line *line, bs_error *error);
size_t bs_build_line_count(const bs_build_line *line);
bs_batch_result *bs_build_line_result(bs_build_line *line, size_t number);
/* Stops what still runs. Accepts NULL. */
void bs_build_line_free(bs_build_line *line);

/*
 * Shards written again without their dead articles: those with more than a quarter of them dead,
 * those whose articles get other segments, and, when there are many, those that are small, several
 * into one. Nothing is committed.
 */
bs_status bs_compact(bs_catalog *catalog, const char *folder, const char *aside,
                     uint64_t text_bytes_max, const bs_repeats *repeats,
                     const bs_progress *progress, bs_arena *arena, bs_error *error);

/* Finds out who is who over all shards and puts it into the catalog; not when `is_same` says that
 * no shard has changed and the options are those of the last time. */
bs_status bs_build_link(bs_catalog *catalog, const char *folder, const bs_link_options *options,
                        bool is_same, bs_error *error);

/* Names a made shard in the catalog and moves it to its place. */
bs_status bs_made_shard_place(bs_catalog *catalog, const char *folder, bs_made_shard *shard,
                              bs_arena *arena, bs_error *error);

/* The path of `path` from the root of the file system, by its letters alone; "-" stays. In `arena`.
 */
bs_status bs_path_absolute(bs_arena *arena, bs_str path, bs_str *absolute, bs_error *error);
bool bs_path_is_below(bs_str path, bs_str folder); /* or the same */

#endif
