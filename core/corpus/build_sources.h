/*
 * build_sources.h - which plain files a build reads: what the catalog knows of them held against
 * what the walk finds.
 */
#ifndef BS_CORPUS_BUILD_SOURCES_H
#define BS_CORPUS_BUILD_SOURCES_H

#include "base/map.h"
#include "corpus/build_work.h"

typedef enum bs_source_state {
    BS_SOURCE_UNSEEN,
    BS_SOURCE_UNCHANGED,
    BS_SOURCE_TOUCHED, /* another time of change, the same bytes */
    BS_SOURCE_READ,    /* new or changed */
} bs_source_state;

typedef struct bs_build_source {
    bs_catalog_source facts; /* as they are now; `id` is 0 for a new one */
    bs_source_state state;
} bs_build_source;

typedef struct bs_build_input {
    bs_catalog_input facts;
    bs_read_options options;
    uint64_t settings; /* digest of what its articles are made with */
    bool is_given;     /* to this build */
} bs_build_input;

typedef struct bs_build_sources {
    bs_arena arena;
    bs_str corpus; /* its absolute path: what lies below it is no source */
    struct {
        bs_build_source *items;
        size_t count, capacity;
    } sources; /* those of the catalog, in its order, then new ones as they come */
    bs_map by_path;
    struct {
        bs_build_input *items;
        size_t count, capacity;
    } inputs; /* those to walk, the given ones first */
} bs_build_sources;

void bs_build_sources_clear(bs_build_sources *sources);

/*
 * Reads the catalog, and lists what is to be walked: the inputs of `options`, and those of earlier
 * builds (with the options that they had then) from which something was made with other settings
 * than those of today.
 */
bs_status bs_build_sources_init(bs_build_sources *sources, bs_catalog *catalog,
                                const bs_build_options *options, bs_error *error);

/* Whether a plain file that the walk of an input has found is to be opened. */
bs_status bs_build_sources_want(bs_build_sources *sources, size_t input, const bs_origin *origin,
                                bool *wants, bs_error *error);
/* The index of the source with this path as it was given; one that was not asked about (standard
 * input) is added. */
bs_status bs_build_sources_find(bs_build_sources *sources, size_t input, bs_str origin,
                                size_t *index, bs_error *error);
/* Takes the digest of the file from `source` where that is all of it. */
void bs_build_sources_take(bs_build_sources *sources, size_t index, const bs_source *source);
/* The digest of a file that was read and whose digest could not be taken: of a container. */
void bs_build_sources_settle(bs_build_source *source);
/* Whether a source of the catalog lies below a walked input and was not found there. */
bool bs_build_sources_has_vanished(const bs_build_sources *sources, size_t index);

#endif
