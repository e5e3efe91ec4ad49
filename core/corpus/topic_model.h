/*
 * topic_model.h - topics of a selection: stats/topics.h over its articles and words.
 */
#ifndef BS_CORPUS_TOPIC_MODEL_H
#define BS_CORPUS_TOPIC_MODEL_H

#include "broadsheet.h"
#include "corpus/selection.h"
#include "table/table.h"

enum {
    BS_TOPIC_MODEL_K = 20,
    BS_TOPIC_MODEL_ITERATIONS = 200,
    BS_TOPIC_MODEL_RUNS = 3,
    BS_TOPIC_MODEL_RUNS_MAX = 100,
    BS_TOPIC_MODEL_WORDS = 10, /* of a topic, that coherence is worked out of */
    BS_TOPIC_MODEL_MIN = 3,    /* articles that a word is in */
};
#define BS_TOPIC_MODEL_SHARE_MAX 0.3
#define BS_TOPIC_MODEL_LAMBDA 0.6

typedef struct bs_topic_model_options {
    size_t k, iterations, runs; /* 0 for the numbers above */
    uint64_t seed;
    bs_str method;    /* "lda" (the default), "nmf" (of tf-idf weights) */
    uint32_t min;     /* articles that a word is in at least, 0 for BS_TOPIC_MODEL_MIN */
    double max_share; /* and at most, as a share of all, 0 for BS_TOPIC_MODEL_SHARE_MAX */
    const bs_str *stop;
    size_t stop_count;
    bool keeps_function_words; /* the bundled stop list is not used */
} bs_topic_model_options;

typedef struct bs_topic_model bs_topic_model; /* immutable; holds on to its selection */

/*
 * Words are folded forms with a letter, of two bytes or more, that are no function words and no
 * contractions and are in neither too few nor too many articles. Besides the model of `seed`, those
 * of the `runs` - 1 seeds behind it are fitted, at the same time where there are threads, to see
 * which topics come again. Topics are numbered by their share, the largest first. BS_MISUSE when
 * the selection has no words left, or fewer articles or words than topics.
 */
bs_status bs_topic_model_make(bs_selection *selection, const bs_topic_model_options *options,
                              const bs_progress *progress, bs_topic_model **model, bs_error *error);
void bs_topic_model_free(bs_topic_model *model);

typedef struct bs_topic_model_facts {
    size_t k, iterations, runs, articles, words;
    uint64_t seed, tokens;
    bool is_lda;
    double fit;       /* see bs_topics */
    double coherence; /* mean over topics; NaN for none */
    double stability;
} bs_topic_model_facts;

bs_topic_model_facts bs_topic_model_facts_of(const bs_topic_model *model);
bs_corpus *bs_topic_model_corpus(const bs_topic_model *model); /* borrowed */

/*
 * topic (from 1), label (its most relevant words), share (of all tokens, or weights), articles
 * (that it has the greatest share of), coherence (mean NPMI of pairs of its ten likeliest words
 * over articles: Bouma 2009; Lau, Newman and Baldwin, EACL 2014), stability (mean over the other
 * runs of the cosine to the most similar topic there; missing for one run).
 */
bs_status bs_topic_model_topics(const bs_topic_model *model, bs_table **table, bs_error *error);

/* topic, rank, word, probability, lift (by the probability of the word in all), articles: the
 * `limit` most relevant words (`lambda`, see bs_topics_relevant) of topic `topic` from 1, 0 for all
 * topics. BS_MISUSE for no such topic. */
bs_status bs_topic_model_words(const bs_topic_model *model, size_t topic, size_t limit,
                               double lambda, bs_table **table, bs_error *error);

/* topic, article (id), date, title, share: the articles by the share that they have of the topic,
 * the greatest first, at most `limit`, 0 for all. Evidence: the articles. */
bs_status bs_topic_model_articles(const bs_topic_model *model, size_t topic, size_t limit,
                                  bs_table **table, bs_error *error);

/*
 * By period (year, quarter, ..) and topic: period, topic, label, share (mean over the articles of
 * the period) with low and high (95 %, Student's), articles. `*tests`: topic, label, periods, tau,
 * z, p, p_adjusted (Holm, over topics), slope a period with low and high. Articles without such a
 * date are left out.
 */
bs_status bs_topic_model_trend(const bs_topic_model *model, bs_str by, bs_table **periods,
                               bs_table **tests, bs_error *error);

#endif
