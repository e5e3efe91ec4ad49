/*
 * families.h - near-duplicate articles: one story, many copies. Nothing is deleted; a family only
 * says which articles to count once.
 *
 * Two articles are copies when the similarity of sketch.h reaches the threshold; copies of copies
 * are of the same family. A family is named by its first article in the order of the corpus, so its
 * name, like everything here, does not depend on threads, shards or the order of building. An
 * article without a copy is a family of one.
 *
 * Pairs are found by MinHash with bands and then compared for true. Of two articles that are just
 * similar enough at BS_FAMILIES_THRESHOLD and differ as much in length as they may, the bands meet
 * 98.8 in 100; of those of much the same length, all but one in a million. Where very many meet in
 * a band, each is compared with its neighbours and the first there, not with all.
 */
#ifndef BS_CORPUS_FAMILIES_H
#define BS_CORPUS_FAMILIES_H

#include "corpus/corpus.h"
#include "corpus/selection.h"
#include "table/table.h"

#define BS_FAMILIES_THRESHOLD 0.8
#define BS_FAMILIES_THRESHOLD_MIN 0.5

typedef struct bs_families {
    uint32_t *first; /* by index in the corpus: the index of the first article of its family */
    size_t article_count;
    size_t count; /* families */
} bs_families;

/* The families of all articles of the corpus; 0 asks for BS_FAMILIES_THRESHOLD. BS_MISUSE when it
 * is not from BS_FAMILIES_THRESHOLD_MIN to 1. To be cleared by the caller. */
bs_status bs_families_make(const bs_corpus *corpus, double threshold, const bs_progress *progress,
                           bs_families *families, bs_error *error);
void bs_families_clear(bs_families *families);

/* The same at BS_FAMILIES_THRESHOLD, made when it is first asked for and kept by the corpus. Any
 * thread may ask; the others wait meanwhile. */
bs_status bs_corpus_families(bs_corpus *corpus, const bs_progress *progress,
                             const bs_families **families, bs_error *error);

/* The first article of each family that has any in the selection: as many as there are families. */
bs_status bs_families_select(const bs_families *families, bs_selection *selection,
                             bs_selection **result, bs_error *error);

/* The same, with the families of the corpus at BS_FAMILIES_THRESHOLD: each story once. */
bs_status bs_selection_stories(bs_selection *selection, const bs_progress *progress,
                               bs_selection **result, bs_error *error);

/*
 * A row for each family that has several articles in the selection, the largest first: family,
 * articles, first (the date of its first article in the selection), similarity (the lowest that any
 * of the others has to that one), title (of that one). Evidence: the articles. `*total` is the
 * number of all families in the selection, those of one article too.
 */
bs_status bs_families_table(bs_selection *selection, double threshold, const bs_progress *progress,
                            bs_table **table, size_t *total, bs_error *error);

#endif
