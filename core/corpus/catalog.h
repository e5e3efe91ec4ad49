/*
 * catalog.h - catalog.sqlite: which shards are the corpus, where their articles came from, what was
 * skipped, who of its persons is one, and with which settings it was all made.
 *
 * Whatever a build changes, it changes in one transaction, so a reader sees the corpus of before or
 * of after. Journal mode DELETE: a corpus on read-only media can be opened, and the catalog is one
 * file when nobody writes. Only one writer at a time; the lock is the file "lock" beside it.
 */
#ifndef BS_CORPUS_CATALOG_H
#define BS_CORPUS_CATALOG_H

#include "base/arena.h"
#include "base/array.h"
#include "broadsheet.h"
#include "corpus/link.h"
#include "corpus/shard_io.h"

enum { BS_CATALOG_VERSION = 4 };

/* Strings and bitmaps of all of these lie in the arena of whoever asked. */
typedef struct bs_catalog_shard {
    int64_t id;
    bs_str name; /* of its folder */
    uint64_t article_count, live_count, text_bytes, token_count;
    bs_str live; /* bitmap over the articles, empty when all are live */
    bs_shard_file_facts files[BS_SHARD_FILES];
} bs_catalog_shard;

typedef struct bs_catalog_shards {
    bs_catalog_shard *items;
    size_t count, capacity;
} bs_catalog_shards;

/* A plain file that articles, or reasons for having none, came from. */
typedef struct bs_catalog_source {
    int64_t id;  /* 0 for one that is not in the catalog */
    bs_str path; /* absolute */
    uint64_t size;
    int64_t modified_ns;
    uint64_t digest;   /* XXH3 of its bytes */
    uint64_t settings; /* digest of what its articles were made with */
    int64_t input;     /* what it was found under */
} bs_catalog_source;

typedef struct bs_catalog_sources {
    bs_catalog_source *items;
    size_t count, capacity;
} bs_catalog_sources;

/* A file or folder that was given to a build, with the options that it was given with. */
typedef struct bs_catalog_input {
    int64_t id;
    bs_str path;  /* absolute */
    bs_str given; /* as it was typed */
    bs_str date, outlet, format, columns, cut;
} bs_catalog_input;

typedef struct bs_catalog_inputs {
    bs_catalog_input *items;
    size_t count, capacity;
} bs_catalog_inputs;

typedef struct bs_catalog_article {
    uint32_t row;
    int64_t source;
    bs_str id;
} bs_catalog_article;

typedef struct bs_catalog_articles {
    bs_catalog_article *items;
    size_t count, capacity;
} bs_catalog_articles;

typedef struct bs_catalog_skip {
    bs_str path; /* of the plain file, absolute */
    bs_str file; /* the place, as articles have it */
    bs_str kind, reason;
} bs_catalog_skip;

typedef struct bs_catalog_skips {
    bs_catalog_skip *items;
    size_t count, capacity;
} bs_catalog_skips;

typedef struct bs_catalog_setting {
    bs_str name, value;
} bs_catalog_setting;

typedef struct bs_catalog_settings {
    bs_catalog_setting *items;
    size_t count, capacity;
} bs_catalog_settings;

typedef struct bs_catalog bs_catalog;

/* For reading; every question is answered from one state until it is closed. BS_IO when there is no
 * corpus, BS_BAD_DATA for a catalog that is none of ours or damaged. */
bs_status bs_catalog_open(const char *folder, bs_catalog **catalog, bs_error *error);
/* For writing: makes folder and catalog where they are missing, takes the lock, begins the
 * transaction. BS_IO when another writer has the lock. */
bs_status bs_catalog_open_to_write(const char *folder, bs_catalog **catalog, bs_error *error);
/* Lets go of the lock; what was not committed has not happened. Accepts NULL. */
void bs_catalog_close(bs_catalog *catalog);
/* Makes all changes last. */
bs_status bs_catalog_commit(bs_catalog *catalog, bs_error *error);
/* SQLite's own check of the file: appends its findings to `problems`. */
bs_status bs_catalog_integrity(bs_catalog *catalog, bs_arena *arena, bs_strs *problems,
                               bs_error *error);

/* Lists, in order of id (skips: of file). The caller frees them with bs_array_free(). */
bs_status bs_catalog_shards_get(bs_catalog *catalog, bs_arena *arena, bs_catalog_shards *shards,
                                bs_error *error);
bs_status bs_catalog_sources_get(bs_catalog *catalog, bs_arena *arena, bs_catalog_sources *sources,
                                 bs_error *error);
bs_status bs_catalog_inputs_get(bs_catalog *catalog, bs_arena *arena, bs_catalog_inputs *inputs,
                                bs_error *error);
/* Live articles of a shard. */
bs_status bs_catalog_articles_get(bs_catalog *catalog, int64_t shard, bs_arena *arena,
                                  bs_catalog_articles *articles, bs_error *error);
bs_status bs_catalog_skips_get(bs_catalog *catalog, bs_arena *arena, bs_catalog_skips *skips,
                               bs_error *error);
bs_status bs_catalog_settings_get(bs_catalog *catalog, bs_arena *arena,
                                  bs_catalog_settings *settings, bs_error *error);

/* Those of all shards, in order of shard, then row. `shard` of each is an index into `shards`. */
bs_status bs_catalog_links_get(bs_catalog *catalog, const bs_catalog_shards *shards,
                               bs_arena *arena, bs_links *links, bs_error *error);

/* Changes. Those with an id of 0 are added and get one. */
bs_status bs_catalog_input_put(bs_catalog *catalog, bs_catalog_input *input, bs_error *error);
bs_status bs_catalog_source_put(bs_catalog *catalog, bs_catalog_source *source, bs_error *error);
/* Forgets a source with its skips; its articles must be gone. */
bs_status bs_catalog_source_drop(bs_catalog *catalog, const bs_catalog_source *source,
                                 bs_error *error);
/* Adds a shard with its files; its id is the next number ever, its name that number. */
bs_status bs_catalog_shard_add(bs_catalog *catalog, bs_arena *arena, bs_catalog_shard *shard,
                               bs_error *error);
bs_status bs_catalog_shard_drop(bs_catalog *catalog, int64_t shard, bs_error *error);
bs_status bs_catalog_article_add(bs_catalog *catalog, int64_t shard,
                                 const bs_catalog_article *article, bs_error *error);
/* Buries the articles of a source: they are no longer live. */
bs_status bs_catalog_articles_bury(bs_catalog *catalog, int64_t source, uint64_t *count,
                                   bs_error *error);
bs_status bs_catalog_skip_add(bs_catalog *catalog, const bs_catalog_skip *skip, bs_error *error);
/* Forgets the skips of a plain file. */
bs_status bs_catalog_skips_drop(bs_catalog *catalog, bs_str path, bs_error *error);
/* Forgets the skips below an input of files that are no sources: litter, say. */
bs_status bs_catalog_skips_drop_below(bs_catalog *catalog, bs_str input, bs_error *error);
/* Takes the place of all links that were there. */
bs_status bs_catalog_links_put(bs_catalog *catalog, const bs_catalog_shards *shards,
                               const bs_links *links, bs_error *error);
bs_status bs_catalog_setting_put(bs_catalog *catalog, const char *name, bs_str value,
                                 bs_error *error);

#endif
