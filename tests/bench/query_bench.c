/*
 * query_bench.c - how long counts over a corpus take, beside one pass over all its tokens.
 *
 *     bench_query CORPUS        prints milliseconds (CPU, all threads) and the ratio to that pass
 */
#include <stdio.h>
#include <time.h>

#include "base/str.h"
#include "corpus/collocates.h"
#include "corpus/concordance.h"
#include "corpus/count.h"
#include "corpus/keywords.h"
#include "corpus/ngrams.h"
#include "corpus/words.h"

enum { ROUNDS = 5 };

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

typedef bs_status (*task)(bs_selection *all, const char *query, bs_table **table, bs_error *error);

static bs_status count_years(bs_selection *all, const char *query, bs_table **table,
                             bs_error *error)
{
    bs_str by = BS_STR("year"), word = bs_str_from(query);
    bs_count_options options = {.by = &by, .by_count = 1, .words = &word, .word_count = 1};
    return bs_count(all, &options, NULL, table, error);
}

/* A hundred words by year: those in `query` over and over would be one, so the word list's. */
static bs_status count_hundred(bs_selection *all, const char *query, bs_table **table,
                               bs_error *error)
{
    (void)query;
    bs_table *list;
    bs_str by[] = {BS_STR("word"), BS_STR("year")}, words[100];
    bs_words_options options = {.min = 1000};
    bs_status status = bs_words(all, &options, NULL, &list, error);
    if (status != BS_OK)
        return status;
    size_t count = 0;
    for (; count < 100 && 100 + count < bs_table_row_count(list); count++)
        words[count] = bs_table_text(list, 100 + count, 0);
    double before = milliseconds();
    bs_count_options wanted = {.by = by, .by_count = 2, .words = words, .word_count = count};
    status = bs_count(all, &wanted, NULL, table, error);
    printf("    of it the count itself: %.1f ms\n", milliseconds() - before);
    bs_table_free(list);
    return status;
}

static bs_status list_words(bs_selection *all, const char *query, bs_table **table, bs_error *error)
{
    (void)query;
    return bs_words(all, &(bs_words_options){0}, NULL, table, error);
}

static bs_status list_pairs(bs_selection *all, const char *query, bs_table **table, bs_error *error)
{
    (void)query;
    return bs_ngrams(all, &(bs_ngrams_options){.min = 10}, NULL, table, error);
}

static bs_status find_all(bs_selection *all, const char *query, bs_table **table, bs_error *error)
{
    bs_query *parsed;
    bs_status status = bs_query_parse(bs_str_from(query), &parsed, error);
    if (status != BS_OK)
        return status;
    status = bs_concordance(all, parsed, &(bs_concordance_options){0}, NULL, table, NULL, error);
    bs_query_free(parsed);
    return status;
}

static bs_status find_neighbours(bs_selection *all, const char *query, bs_table **table,
                                 bs_error *error)
{
    bs_query *parsed;
    bs_status status = bs_query_parse(bs_str_from(query), &parsed, error);
    if (status != BS_OK)
        return status;
    status = bs_collocates(all, parsed, &(bs_collocates_options){.min = 5}, NULL, table, error);
    bs_query_free(parsed);
    return status;
}

static bs_status compare_halves(bs_selection *all, const char *query, bs_table **table,
                                bs_error *error)
{
    (void)query;
    bs_selection *early, *late;
    bs_select_options options = {.to = BS_STR("1985")};
    bs_status status = bs_selection_select(all, &options, NULL, &early, error);
    if (status != BS_OK)
        return status;
    status = bs_selection_minus(all, early, &late, error);
    if (status == BS_OK)
        status = bs_keywords(late, early, &(bs_keywords_options){.min = 5}, NULL, table, error);
    bs_selection_free(early);
    bs_selection_free(late);
    return status;
}

/* The least that touching every token costs: a sum of types. */
static double measure_pass(const bs_selection *all)
{
    double best = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        double before = milliseconds();
        uint64_t sum = 0;
        const bs_corpus *corpus = bs_selection_corpus(all);
        for (size_t i = 0; i < bs_corpus_shard_count(corpus); i++) {
            const bs_shard *shard = bs_corpus_shard(corpus, i);
            for (size_t token = 0; token < shard->tokens.count; token++)
                sum += shard->tokens.type[token];
        }
        double taken = milliseconds() - before;
        best = taken < best && sum > 0 ? taken : best;
    }
    return best;
}

static void measure(const char *name, task run, bs_selection *all, const char *query, double pass)
{
    double best = 1e9, first = 0;
    size_t rows = 0;
    for (int round = 0; round < ROUNDS; round++) {
        bs_table *table = NULL;
        bs_error error;
        double before = milliseconds();
        if (run(all, query, &table, &error) != BS_OK) {
            fprintf(stderr, "%s: %s\n", name, error.message);
            return;
        }
        double taken = milliseconds() - before;
        first = round == 0 ? taken : first;
        best = taken < best ? taken : best;
        rows = bs_table_row_count(table);
        bs_table_free(table);
    }
    printf("%-34s %8.2f ms  (first %8.2f)  %7.1f passes  %zu rows\n", name, best, first,
           best / pass, rows);
}

int main(int count, char **arguments)
{
    bs_corpus *corpus;
    bs_selection *all;
    bs_error error;
    if (count != 2 || bs_corpus_open(arguments[1], &corpus, &error) != BS_OK ||
        bs_selection_all(corpus, &all, &error) != BS_OK) {
        fprintf(stderr, "usage: bench_query CORPUS\n");
        return 2;
    }
    double pass = measure_pass(all);
    printf("%zu articles, %llu tokens; one pass over the types of all tokens: %.2f ms\n",
           bs_selection_count(all), (unsigned long long)bs_selection_token_count(all), pass);
    measure("word by year", count_years, all, "terrorism", pass);
    measure("phrase by year", count_years, all, "\"human rights\"", pass);
    measure("gap by year", count_years, all, "\"the of []{0,3} nations\"", pass);
    measure("gap of frequent words by year", count_years, all, "\"the []{0,3} nations\"", pass);
    measure("pattern by year", count_years, all, "*terroris*", pass);
    measure("regular expression by year", count_years, all, "/^terror/", pass);
    measure("frequent word by year", count_years, all, "the", pass);
    measure("within sentences by year", count_years, all, "nuclear & weapons", pass);
    measure("mention in a sequence by year", count_years, all, "[country] and [country]", pass);
    measure("100 words by year, with word list", count_hundred, all, NULL, pass);
    measure("concordance", find_all, all, "terrorism", pass);
    measure("collocates", find_neighbours, all, "terrorism", pass);
    measure("word list with dispersion", list_words, all, NULL, pass);
    measure("keywords of two halves", compare_halves, all, NULL, pass);
    measure("bigrams", list_pairs, all, NULL, pass);
    bs_selection_free(all);
    bs_corpus_close(corpus);
    return 0;
}
