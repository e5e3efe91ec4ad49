/* check.h - whether a corpus is whole: every checksum, every cross-reference. */
#ifndef BS_CORPUS_CHECK_H
#define BS_CORPUS_CHECK_H

#include "broadsheet.h"
#include "table/table.h"

enum { BS_CHECK_PROBLEMS_MAX = 1000 }; /* more are counted and not listed */

typedef struct bs_corpus_report {
    bs_table *problems;     /* columns file, problem; the caller frees it with bs_table_free() */
    uint64_t problem_count; /* all of them */
    uint64_t shards, files, bytes, articles, tokens; /* that were checked */
    uint64_t leftovers; /* folders that no catalog names: a build was killed, the next one sweeps */
} bs_corpus_report;

/*
 * Reads the whole corpus: checksums and sizes of files against the catalog, references between
 * files, digests and encoding of texts, order of types, positions and entities, articles against
 * the catalog, and the catalog itself. What is wrong is in the report; the status tells only
 * whether the check could be made (BS_IO when there is no corpus).
 */
bs_status bs_corpus_check(const char *path, const bs_progress *progress, bs_corpus_report *report,
                          bs_error *error);

#endif
