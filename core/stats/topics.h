/*
 * topics.h - topics of a collection: latent Dirichlet allocation and non-negative factors.
 *
 * Documents are rows of a sparse matrix, words its columns. Results depend on the matrix, the
 * options and the seed alone: one model is fitted by one thread, and several seeds may be fitted by
 * as many threads as there are.
 */
#ifndef BS_STATS_TOPICS_H
#define BS_STATS_TOPICS_H

#include "broadsheet.h"

/* Row r has entries row_start[r] up to row_start[r + 1] of `columns` and `values`, which are over
 * 0: counts, or weights. */
typedef struct bs_sparse {
    size_t row_count, column_count;
    const size_t *row_start;
    const uint32_t *columns;
    const float *values;
} bs_sparse;

enum {
    BS_TOPICS_MAX = 1024,
    BS_TOPICS_ITERATIONS_MAX = 100000,
};
#define BS_TOPICS_TOKENS_MAX ((size_t)1 << 31)

/* A fitted model. Rows of `words` (by topic) and of `shares` (by document) are distributions: they
 * add up to 1. A document without words has even shares. */
typedef struct bs_topics {
    size_t topic_count, word_count, document_count;
    float *words;  /* topic_count x word_count: how likely each word is in the topic */
    float *shares; /* document_count x topic_count: how much of the document is of the topic */
    double *prior; /* of the topics (alpha of LDA); NULL for factors */
    double fit;    /* LDA: natural log of the likelihood a token; factors: the relative error,
                      |X - WH| / |X| (Frobenius) */
} bs_topics;

void bs_topics_clear(bs_topics *topics);

typedef struct bs_topics_options {
    size_t topic_count;
    size_t iterations;
    uint64_t seed;
    double alpha; /* LDA: sum of the prior over topics, 0 for 5, fitted to the documents */
    double beta;  /* LDA: prior of each word, 0 for 0.01 */
} bs_topics_options;

/*
 * Latent Dirichlet allocation (Blei, Ng and Jordan, JMLR 3, 2003) by collapsed Gibbs sampling
 * (Griffiths and Steyvers, PNAS 101, 2004). The prior over topics is not even and is fitted by
 * Minka's fixed point every ten sweeps of the second quarter on, as Wallach, Mimno and McCallum
 * recommend (NIPS 2009). In the first quarter the prior of words falls from 1 to beta, as metals
 * are annealed. Words and shares are means over every fifth sweep of the last half. Values are
 * counts. BS_MISUSE for no topics or over BS_TOPICS_MAX; BS_LIMIT over BS_TOPICS_TOKENS_MAX.
 */
bs_status bs_topics_lda(const bs_sparse *matrix, const bs_topics_options *options,
                        const bs_progress *progress, bs_topics *topics, bs_error *error);

/*
 * Non-negative matrix factorisation, least squares by hierarchical alternating updates (Cichocki
 * and Phan, IEICE Trans. E92-A, 2009) from a random start. Values are weights (tf-idf).
 */
bs_status bs_topics_nmf(const bs_sparse *matrix, const bs_topics_options *options,
                        const bs_progress *progress, bs_topics *topics, bs_error *error);

/* BS_MISUSE for a number of topics or iterations that cannot be. */
bs_status bs_topics_check(const bs_topics_options *options, bs_error *error);

/* The words of a topic by relevance: lambda log p(w|t) + (1 - lambda) log (p(w|t) / p(w)) (Sievert
 * and Shirley, ILLVI 2014). `marginal` is p(w). Fills `order` with the `wanted` most relevant words
 * and gives how many there are. */
bs_status bs_topics_relevant(const bs_topics *topics, size_t topic, const double *marginal,
                             double lambda, size_t wanted, uint32_t *order, size_t *count,
                             bs_error *error);

/* How alike topic `a` of one model and `b` of another are: the cosine of their words. */
double bs_topics_alike(const bs_topics *a, size_t a_topic, const bs_topics *b, size_t b_topic);

#endif
