/* memory.h - inputs or a text, read and annotated into a corpus in memory. */
#ifndef BS_SCRIPT_MEMORY_H
#define BS_SCRIPT_MEMORY_H

#include "base/arena.h"
#include "base/array.h"
#include "corpus/corpus.h"
#include "read/read.h"
#include "script/kit.h"

#define BS_MEMORY_TEXT_MAX ((uint64_t)1 << 30) /* bytes of text in one such corpus */

typedef struct bs_skipped {
    bs_str file, reason;
} bs_skipped;

/* What was passed over, in its own arena. The zero value is empty. */
typedef struct bs_skips {
    bs_arena arena;
    bs_skipped *items;
    size_t count, capacity;
} bs_skips;

void bs_skips_clear(bs_skips *skips);

/* Every article of `inputs`; those that cannot be read go to `skips`. Annotated as deep as the
 * annotator goes. BS_LIMIT when it is more than a corpus in memory holds. */
bs_status bs_memory_read(const bs_str *inputs, size_t input_count, const bs_read_options *options,
                         const bs_annotator *annotator, const bs_progress *progress,
                         bs_skips *skips, bs_corpus **corpus, bs_error *error);

/* The articles of one source that is already in memory. */
bs_status bs_memory_read_text(bs_str text, const bs_read_options *options,
                              const bs_annotator *annotator, bs_skips *skips, bs_corpus **corpus,
                              bs_error *error);

#endif
