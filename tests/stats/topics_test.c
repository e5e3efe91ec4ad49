/* topics_test.c - models must find topics that were planted, and the same ones every time. */
#include "check.h"

#include <stdlib.h>

#include "stats/random.h"
#include "stats/topics.h"

enum {
    TOPICS = 12,
    TOPIC_WORDS = 60,
    WORDS = TOPICS * TOPIC_WORDS,
    DOCUMENTS = 300,
    DOCUMENT_TOKENS = 120,
    ENTRIES_MAX = DOCUMENTS * DOCUMENT_TOKENS,
};

typedef struct planted {
    size_t row_start[DOCUMENTS + 1];
    uint32_t columns[ENTRIES_MAX];
    float values[ENTRIES_MAX];
    uint32_t first[DOCUMENTS]; /* the topic that most of a document is of */
    bs_sparse matrix;
} planted;

/* Three of four tokens of a document are of one topic, the rest of another; low words of a topic
 * are likelier than high ones. */
static planted *plant(void)
{
    planted *p = calloc(1, sizeof *p);
    uint32_t counts[WORDS] = {0};
    bs_random random;
    bs_random_init(&random, 42, 0);
    size_t entries = 0;
    for (size_t d = 0; d < DOCUMENTS; d++) {
        p->row_start[d] = entries;
        p->first[d] = (uint32_t)bs_random_below(&random, TOPICS);
        size_t second = bs_random_below(&random, TOPICS);
        for (size_t i = 0; i < DOCUMENT_TOKENS; i++) {
            size_t topic = bs_random_unit(&random) < 0.75 ? p->first[d] : second;
            double place = bs_random_unit(&random);
            counts[topic * TOPIC_WORDS + (size_t)(place * place * TOPIC_WORDS)]++;
        }
        for (uint32_t word = 0; word < WORDS; word++) {
            if (counts[word] == 0)
                continue;
            p->columns[entries] = word;
            p->values[entries++] = (float)counts[word];
            counts[word] = 0;
        }
    }
    p->row_start[DOCUMENTS] = entries;
    p->matrix = (bs_sparse){DOCUMENTS, WORDS, p->row_start, p->columns, p->values};
    return p;
}

/* How much of topic `k` of the model lies on the words of planted topic `topic`. */
static double mass(const bs_topics *topics, size_t k, size_t topic)
{
    double sum = 0;
    for (size_t i = 0; i < TOPIC_WORDS; i++)
        sum += topics->words[k * WORDS + topic * TOPIC_WORDS + i];
    return sum;
}

/* Each planted topic is found: some topic of the model lies on its words and no other's, and has
 * the documents that it was planted in. */
static void check_found(const planted *p, const bs_topics *topics, double least)
{
    for (size_t topic = 0; topic < TOPICS; topic++) {
        size_t best = 0;
        for (size_t k = 1; k < TOPICS; k++)
            if (mass(topics, k, topic) > mass(topics, best, topic))
                best = k;
        if (mass(topics, best, topic) < least)
            fail_msg("topic %zu was found to %.2f only", topic, mass(topics, best, topic));
        for (size_t d = 0; d < DOCUMENTS; d++)
            if (p->first[d] == topic)
                CHECK(topics->shares[d * TOPICS + best] > 0.5F);
    }
}

static void check_distributions(const bs_topics *topics)
{
    for (size_t k = 0; k < topics->topic_count; k++) {
        double sum = 0;
        for (size_t word = 0; word < topics->word_count; word++)
            sum += topics->words[k * topics->word_count + word];
        CHECK_NEAR(sum, 1, 1e-3);
    }
    for (size_t d = 0; d < topics->document_count; d++) {
        double sum = 0;
        for (size_t k = 0; k < topics->topic_count; k++)
            sum += topics->shares[d * topics->topic_count + k];
        CHECK_NEAR(sum, 1, 1e-3);
    }
}

typedef bs_status (*fitting)(const bs_sparse *, const bs_topics_options *, const bs_progress *,
                             bs_topics *, bs_error *);

static void planted_topics_are_found_whatever_the_seed(void **state)
{
    (void)state;
    const fitting methods[] = {bs_topics_lda, bs_topics_nmf};
    planted *p = plant();
    for (size_t method = 0; method < 2; method++) {
        for (uint64_t seed = 1; seed <= 3; seed++) {
            bs_topics topics;
            bs_topics_options options = {
                .topic_count = TOPICS, .iterations = method ? 200 : 300, .seed = seed};
            CHECK_OK(methods[method](&p->matrix, &options, NULL, &topics, NULL));
            check_distributions(&topics);
            check_found(p, &topics, method ? 0.8 : 0.9);
            bs_topics_clear(&topics);
        }
    }
    free(p);
}

static void a_seed_gives_the_same_model_again_and_another_one_another(void **state)
{
    (void)state;
    const fitting methods[] = {bs_topics_lda, bs_topics_nmf};
    planted *p = plant();
    for (size_t method = 0; method < 2; method++) {
        bs_topics one, again, other;
        bs_topics_options options = {.topic_count = 5, .iterations = 20, .seed = 9};
        CHECK_OK(methods[method](&p->matrix, &options, NULL, &one, NULL));
        CHECK_OK(methods[method](&p->matrix, &options, NULL, &again, NULL));
        options.seed = 10;
        CHECK_OK(methods[method](&p->matrix, &options, NULL, &other, NULL));
        size_t bytes = one.topic_count * one.word_count * sizeof *one.words;
        assert_memory_equal(one.words, again.words, bytes);
        CHECK(memcmp(one.words, other.words, bytes) != 0);
        CHECK(one.fit == again.fit);
        bs_topics_clear(&one);
        bs_topics_clear(&again);
        bs_topics_clear(&other);
    }
    free(p);
}

static void the_fit_grows_with_the_topics_that_there_are(void **state)
{
    (void)state;
    planted *p = plant();
    double last = -INFINITY, error = INFINITY;
    for (size_t k = 1; k <= TOPICS; k += 3) {
        bs_topics topics;
        bs_topics_options options = {.topic_count = k, .iterations = 100, .seed = 1};
        CHECK_OK(bs_topics_lda(&p->matrix, &options, NULL, &topics, NULL));
        CHECK(topics.fit > last && topics.fit < 0);
        last = topics.fit;
        bs_topics_clear(&topics);
        CHECK_OK(bs_topics_nmf(&p->matrix, &options, NULL, &topics, NULL));
        CHECK(topics.fit < error && topics.fit > 0);
        error = topics.fit;
        bs_topics_clear(&topics);
    }
    free(p);
}

static void one_topic_is_the_words_as_they_are(void **state)
{
    (void)state;
    const size_t start[] = {0, 2, 3, 3};
    const uint32_t columns[] = {0, 1, 1};
    const float values[] = {3, 1, 4};
    const bs_sparse matrix = {3, 2, start, columns, values};
    bs_topics topics;
    bs_topics_options options = {.topic_count = 1, .iterations = 10, .seed = 1};
    CHECK_OK(bs_topics_lda(&matrix, &options, NULL, &topics, NULL));
    CHECK_NEAR(topics.words[0], 3.01 / 8.02, 1e-6);
    CHECK_NEAR(topics.words[1], 5.01 / 8.02, 1e-6);
    CHECK(topics.shares[2] == 1); /* nothing is in the last document */
    const double marginal[] = {3.0 / 8, 5.0 / 8};
    uint32_t order[2];
    size_t count;
    CHECK_OK(bs_topics_relevant(&topics, 0, marginal, 1, 2, order, &count, NULL));
    CHECK(count == 2 && order[0] == 1 && order[1] == 0);
    bs_topics_clear(&topics);

    bs_error error;
    options.topic_count = 0;
    assert_int_equal(bs_topics_lda(&matrix, &options, NULL, &topics, &error), BS_MISUSE);
    options.topic_count = BS_TOPICS_MAX + 1;
    assert_int_equal(bs_topics_nmf(&matrix, &options, NULL, &topics, &error), BS_MISUSE);
}

static void a_factor_of_rank_one_is_met_exactly(void **state)
{
    (void)state;
    const size_t start[] = {0, 2, 4};
    const uint32_t columns[] = {0, 1, 0, 1};
    const float values[] = {1, 3, 2, 6};
    const bs_sparse matrix = {2, 2, start, columns, values};
    bs_topics topics;
    bs_topics_options options = {.topic_count = 1, .iterations = 50, .seed = 3};
    CHECK_OK(bs_topics_nmf(&matrix, &options, NULL, &topics, NULL));
    CHECK(topics.fit < 1e-3);
    CHECK_NEAR(topics.words[1] / topics.words[0], 3, 1e-4);
    bs_topics_clear(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planted_topics_are_found_whatever_the_seed),
        cmocka_unit_test(a_seed_gives_the_same_model_again_and_another_one_another),
        cmocka_unit_test(the_fit_grows_with_the_topics_that_there_are),
        cmocka_unit_test(one_topic_is_the_words_as_they_are),
        cmocka_unit_test(a_factor_of_rank_one_is_met_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
