/*
 * build.h - files to a corpus on disk: read, annotated and written by several threads, committed in
 * one transaction of the catalog.
 */
#ifndef BS_CORPUS_BUILD_H
#define BS_CORPUS_BUILD_H

#include "annotate/annotate.h"
#include "broadsheet.h"
#include "read/read.h"

enum { BS_SHARD_TEXT_BYTES = 32 << 20 }; /* a shard is full at this; a larger article has its own */

/* What the corpus is to remember of how it was made, beside "version" and "annotator". */
typedef struct bs_build_setting {
    const char *name; /* "lexicons", "rules" */
    bs_str value;
} bs_build_setting;

typedef struct bs_build_options {
    const bs_str *inputs;
    size_t input_count;
    bs_str into; /* folder of the corpus, made when it is missing */
    bs_read_options read;
    const bs_annotator *annotator;
    bs_str links;              /* path of the user's decisions on who is who; absent for none */
    bool keeps_repeats;        /* lines that many articles of an outlet have stay in their bodies */
    unsigned jobs;             /* threads, 0 for one a processor */
    uint64_t shard_text_bytes; /* 0 for BS_SHARD_TEXT_BYTES */
    const bs_build_setting *settings;
    size_t setting_count;
    const bs_progress *progress; /* reports bytes of sources */
} bs_build_options;

typedef struct bs_build_result {
    uint64_t sources_read, sources_unchanged, sources_dropped;
    uint64_t articles_added, articles_dropped, articles_total;
    uint64_t text_bytes, tokens, sentences; /* of what was added */
    uint64_t skipped_litter, skipped_unreadable, skipped_foreign;
} bs_build_result;

/*
 * Brings the corpus up to date with `inputs`: new and changed sources are read, unchanged ones are
 * not opened, those that have vanished from under the inputs are dropped; sources that earlier
 * builds took from elsewhere stay. Built with another version, other lexicons or rules, everything
 * is read again. A failure or a kill at any moment leaves the corpus as it was before. BS_IO when
 * another writer has it.
 */
bs_status bs_build(const bs_build_options *options, bs_build_result *result, bs_error *error);

#endif
