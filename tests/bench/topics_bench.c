/*
 * topics_bench.c - how long topic models take: a million tokens, drawn from planted topics.
 *
 *     bench_topics [TOPICS] [ITERATIONS]      prints seconds and tokens a second per iteration
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "stats/random.h"
#include "stats/topics.h"

enum { DOCUMENTS = 2500, DOCUMENT_TOKENS = 400, WORDS = 20000, PLANTED = 50 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Documents of two topics each, of words that fall off as those of a language do. */
static size_t plant(size_t *start, uint32_t *columns, float *values)
{
    uint32_t *counts = calloc(WORDS, sizeof *counts);
    bs_random random;
    bs_random_init(&random, 1, 0);
    size_t entries = 0;
    for (size_t d = 0; counts && d < DOCUMENTS; d++) {
        start[d] = entries;
        size_t first = bs_random_below(&random, PLANTED),
               second = bs_random_below(&random, PLANTED);
        for (size_t i = 0; i < DOCUMENT_TOKENS; i++) {
            double u = bs_random_unit(&random);
            size_t of = bs_random_unit(&random) < 0.7 ? first : second;
            size_t word = (size_t)(u * u * u * (WORDS / PLANTED)) * PLANTED + of;
            counts[bs_random_unit(&random) < 0.1 ? bs_random_below(&random, WORDS) : word]++;
        }
        for (uint32_t word = 0; word < WORDS; word++) {
            if (counts[word] == 0)
                continue;
            columns[entries] = word;
            values[entries++] = (float)counts[word];
            counts[word] = 0;
        }
    }
    start[DOCUMENTS] = entries;
    free(counts);
    return entries;
}

typedef bs_status (*fitting)(const bs_sparse *, const bs_topics_options *, const bs_progress *,
                             bs_topics *, bs_error *);

static int run(const char *name, fitting fit, const bs_sparse *matrix, size_t topics,
               size_t iterations)
{
    bs_topics model;
    bs_error error;
    bs_topics_options options = {.topic_count = topics, .iterations = iterations, .seed = 1};
    double before = seconds();
    if (fit(matrix, &options, NULL, &model, &error) != BS_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    double each = (seconds() - before) / (double)iterations;
    printf("%s %4zu topics: %.4f s an iteration, %.1f million tokens a second, fit %.4f\n", name,
           topics, each, DOCUMENTS * DOCUMENT_TOKENS / each * 1e-6, model.fit);
    bs_topics_clear(&model);
    return 0;
}

int main(int count, char **arguments)
{
    size_t topics = count > 1 ? strtoul(arguments[1], NULL, 10) : 50;
    size_t iterations = count > 2 ? strtoul(arguments[2], NULL, 10) : 50;
    size_t *start = calloc(DOCUMENTS + 1, sizeof *start);
    uint32_t *columns = calloc(DOCUMENTS * DOCUMENT_TOKENS, sizeof *columns);
    float *values = calloc(DOCUMENTS * DOCUMENT_TOKENS, sizeof *values);
    int status = 1;
    if (start && columns && values) {
        size_t entries = plant(start, columns, values);
        printf("%d documents, %d tokens, %zu entries\n", DOCUMENTS, DOCUMENTS * DOCUMENT_TOKENS,
               entries);
        bs_sparse matrix = {DOCUMENTS, WORDS, start, columns, values};
        status = run("lda", bs_topics_lda, &matrix, topics, iterations) ||
                 run("nmf", bs_topics_nmf, &matrix, topics, iterations);
    }
    free(start);
    free(columns);
    free(values);
    return status;
}
