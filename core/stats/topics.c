/* topics.c - what is asked of a fitted model, see topics.h. */
#include "stats/topics.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

typedef struct scored {
    uint32_t word;
    double score;
} scored;

void bs_topics_clear(bs_topics *topics)
{
    free(topics->words);
    free(topics->shares);
    free(topics->prior);
    *topics = (bs_topics){0};
}

bs_status bs_topics_check(const bs_topics_options *options, bs_error *error)
{
    if (options->topic_count < 1 || options->topic_count > BS_TOPICS_MAX)
        return bs_fail(error, BS_MISUSE, "topics: from 1 to %d topics", BS_TOPICS_MAX);
    if (options->iterations < 1 || options->iterations > BS_TOPICS_ITERATIONS_MAX)
        return bs_fail(error, BS_MISUSE, "topics: from 1 to %d iterations",
                       BS_TOPICS_ITERATIONS_MAX);
    return BS_OK;
}

static int compare_scores(const void *a, const void *b)
{
    const scored *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

bs_status bs_topics_relevant(const bs_topics *topics, size_t topic, const double *marginal,
                             double lambda, size_t wanted, uint32_t *order, size_t *count,
                             bs_error *error)
{
    const float *words = topics->words + topic * topics->word_count;
    scored *items = calloc(topics->word_count + 1, sizeof *items);
    if (!items)
        return bs_fail_memory(error);
    size_t present = 0;
    for (size_t word = 0; word < topics->word_count; word++) {
        if (!(words[word] > 0) || !(marginal[word] > 0))
            continue;
        double p = log((double)words[word]);
        items[present++] = (scored){(uint32_t)word, p - (1 - lambda) * log(marginal[word])};
    }
    if (present > 1)
        qsort(items, present, sizeof *items, compare_scores);
    *count = present < wanted ? present : wanted;
    for (size_t i = 0; i < *count; i++)
        order[i] = items[i].word;
    free(items);
    return BS_OK;
}

double bs_topics_alike(const bs_topics *a, size_t a_topic, const bs_topics *b, size_t b_topic)
{
    const float *x = a->words + a_topic * a->word_count, *y = b->words + b_topic * b->word_count;
    double xx = 0, yy = 0, xy = 0;
    for (size_t word = 0; word < a->word_count; word++) {
        xx += (double)x[word] * x[word];
        yy += (double)y[word] * y[word];
        xy += (double)x[word] * y[word];
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : 0;
}
