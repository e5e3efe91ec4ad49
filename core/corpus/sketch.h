/*
 * sketch.h - the words of an article as a set that can be compared: its runs of five words, each a
 * number, and a signature of them by which likely copies are found without comparing all pairs.
 *
 * The words are the folded words and numbers of the body and of speeches; an article with fewer
 * than five of them is taken with its headline, captions and the rest, but never with widgets and
 * comments. One that is still shorter is compared by the whole of its text.
 */
#ifndef BS_CORPUS_SKETCH_H
#define BS_CORPUS_SKETCH_H

#include "base/array.h"
#include "corpus/corpus.h"
#include "corpus/scope.h"

enum {
    BS_SKETCH_RUN = 5,        /* words */
    BS_SKETCH_BINS = 64,      /* numbers of a signature */
    BS_SKETCH_LENGTH_MAX = 2, /* times as long as the shorter: a copy, not an excerpt */
};

/* The hash of each type of each shard, 0 for what is no word. */
typedef struct bs_word_hashes {
    const bs_corpus *corpus;
    uint64_t **of_type; /* by shard and type */
    size_t shard_count;
} bs_word_hashes;

bs_status bs_word_hashes_make(const bs_corpus *corpus, const bs_progress *progress,
                              bs_word_hashes *hashes, bs_error *error);
void bs_word_hashes_clear(bs_word_hashes *hashes);

/* A list of runs as they come, and the memory that is used for it again and again. */
typedef struct bs_runs {
    uint64_t *items; /* none is 0; a run that occurs twice is there twice */
    size_t count, capacity;
    bs_scope scope;
} bs_runs;

bs_status bs_runs_of(const bs_word_hashes *hashes, bs_article_ref article, bs_runs *runs,
                     bs_error *error);
void bs_runs_clear(bs_runs *runs);

/* The whole list as one number: the same for the same words in the same order. */
uint64_t bs_runs_hash(const bs_runs *runs);

/*
 * One-permutation MinHash (Li, Owen & Zhang, NIPS 2012) with optimal densification (Shrivastava,
 * ICML 2017): the share of bins in which two signatures agree estimates the Jaccard index of the
 * sets. `runs` must not be empty.
 */
void bs_runs_sign(const bs_runs *runs, uint32_t signature[BS_SKETCH_BINS]);

/* The different runs of an article. The zero value is empty. */
typedef struct bs_run_set {
    uint64_t *slots; /* 0 for empty */
    size_t slot_count, slot_capacity;
    size_t count;
} bs_run_set;

bs_status bs_run_set_make(const bs_runs *runs, bs_run_set *set, bs_error *error);
void bs_run_set_clear(bs_run_set *set);

/*
 * How much of the shorter article the longer one has, 0 to 1: |A & B| / min(|A|, |B|). A copy with
 * a line about its origin above and remarks below is thus as similar as one without. Where the
 * longer has more than BS_SKETCH_LENGTH_MAX times the runs of the shorter, which makes the shorter
 * an excerpt, it is the Jaccard index |A & B| / |A | B|, then below a half.
 */
double bs_run_set_similarity(const bs_run_set *a, const bs_run_set *b);

#endif
