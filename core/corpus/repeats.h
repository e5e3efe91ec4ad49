/*
 * repeats.h - lines that come back in many articles of one outlet: what a site puts under
 * everything that it prints. No one wrote them for the article they stand in, so they become
 * widgets, each with a finding that says why.
 *
 * Whether a line is one depends on all articles of a corpus, so this is done when all are there,
 * and again after every change: earlier marks are taken back first, which makes the result the same
 * whether a corpus was built at once or bit by bit.
 */
#ifndef BS_CORPUS_REPEATS_H
#define BS_CORPUS_REPEATS_H

#include "corpus/catalog.h"
#include "read/article.h"

typedef struct bs_repeats bs_repeats;

/*
 * Looks through all live articles of the catalog's shards. A line is repeated when it stands in at
 * least 4 articles and 40 % of those of its outlet, or in at least 8 and 5 %. Articles whose
 * longest lines are the same count once: copies of one article repeat everything. With `is_off`
 * nothing is repeated, and earlier marks are taken back. The caller frees it.
 */
bs_status bs_repeats_find(bs_catalog *catalog, const char *folder, bool is_off,
                          const bs_progress *progress, bs_repeats **repeats, bs_error *error);
void bs_repeats_free(bs_repeats *repeats);

/* Whether an article of this shard has other segments than it should have. */
bool bs_repeats_touches(const bs_repeats *repeats, int64_t shard);

/* Gives the article the segments and findings that it should have, in `arena`. */
bs_status bs_repeats_apply(const bs_repeats *repeats, bs_article *article, bs_arena *arena,
                           bs_error *error);

#endif
