/*
 * query_bench.c - every operation of a selection beside a tight loop over the same columns.
 *
 *     bench_query [--json] [--only OPERATION] [--into FOLDER] [ARCHIVE...]
 *
 * Builds a corpus of the archives (the UN General Debate of ../shared/corpora where none is given),
 * or opens the one that an earlier run left in FOLDER (build/bench.corpus), and prints for each
 * operation: CPU time on one thread, the limit (twice the loop, or a rate), the ratio to the loop,
 * tokens a second, the time when the same selection is asked again, and how much faster two threads
 * are by the clock. Every round asks a selection that has counted nothing before; what a corpus
 * makes once is made before. It is no test: numbers depend on the machine and on who else uses it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/str.h"
#include "bench/query_loops.h"
#include "corpus/build.h"
#include "corpus/collocates.h"
#include "corpus/concordance.h"
#include "corpus/count.h"
#include "corpus/keywords.h"
#include "corpus/matrix.h"
#include "corpus/ngrams.h"
#include "corpus/words.h"

enum { ROUNDS_MIN = 5, ROUNDS_MAX = 40, ROUNDS_MS = 2000 };

static const double BUILD_TOKENS_A_SECOND = 25e6;

static double milliseconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static void require(bs_status status, const bs_error *error, const char *what)
{
    if (status == BS_OK)
        return;
    fprintf(stderr, "bench_query: %s: %s\n", what, error->message);
    exit(3);
}

/* ---- operations ---- */

typedef struct bench {
    bench_choice choice; /* what is asked for, in words of this corpus */
    bs_query *word, *phrase, *gap;
} bench;

typedef void (*operation)(const bench *of, bs_selection *selection);

static void frequency_list(const bench *of, bs_selection *selection)
{
    (void)of;
    bs_table *table;
    bs_error error;
    require(bs_words(selection, &(bs_words_options){0}, NULL, &table, &error), &error, "words");
    bs_table_free(table);
}

static void dispersion(const bench *of, bs_selection *selection)
{
    (void)of;
    bs_table *table;
    bs_error error;
    require(bs_words(selection, &(bs_words_options){0}, NULL, &table, &error), &error, "words");
    require(bs_table_ready(table, BS_COLUMN_NONE, NULL, &error), &error, "words");
    bs_table_free(table);
}

static void words_by_year(const bench *of, bs_selection *selection)
{
    bs_str by[] = {BS_STR("word"), BS_STR("year")};
    bs_count_options options = {
        .by = by, .by_count = 2, .words = of->choice.words, .word_count = of->choice.word_count};
    bs_table *table;
    bs_error error;
    require(bs_count(selection, &options, NULL, &table, &error), &error, "count");
    bs_table_free(table);
}

static void count_query(bs_selection *selection, bs_str query)
{
    bs_str by = BS_STR("year");
    bs_count_options options = {.by = &by, .by_count = 1, .words = &query, .word_count = 1};
    bs_table *table;
    bs_error error;
    require(bs_count(selection, &options, NULL, &table, &error), &error, "count");
    bs_table_free(table);
}

static void phrase(const bench *of, bs_selection *selection)
{
    count_query(selection, bs_query_text(of->phrase));
}

static void gap(const bench *of, bs_selection *selection)
{
    count_query(selection, bs_query_text(of->gap));
}

static void concordance(const bench *of, bs_selection *selection)
{
    bs_concordance_options options = {.context = BENCH_CONTEXT};
    bs_table *table;
    uint64_t total;
    bs_error error;
    require(bs_concordance(selection, of->word, &options, NULL, &table, &total, &error), &error,
            "find");
    bs_table_free(table);
}

static void collocates(const bench *of, bs_selection *selection)
{
    bs_collocates_options options = {.span = BENCH_SPAN};
    bs_table *table;
    bs_error error;
    require(bs_collocates(selection, of->word, &options, NULL, &table, &error), &error,
            "collocates");
    bs_table_free(table);
}

static void keywords(const bench *of, bs_selection *selection)
{
    bs_selection *early, *late;
    bs_table *table;
    bs_error error;
    require(bs_selection_and(selection, of->choice.early, &early, &error), &error, "and");
    require(bs_selection_minus(selection, of->choice.early, &late, &error), &error, "minus");
    require(bs_keywords(early, late, &(bs_keywords_options){0}, NULL, &table, &error), &error,
            "keywords");
    bs_table_free(table);
    bs_selection_free(early);
    bs_selection_free(late);
}

static void matrix(const bench *of, bs_selection *selection)
{
    (void)of;
    bs_matrix *made;
    bs_error error;
    require(bs_matrix_make(selection, &(bs_matrix_options){0}, NULL, &made, &error), &error,
            "matrix");
    bs_matrix_free(made);
}

static void bigrams(const bench *of, bs_selection *selection)
{
    (void)of;
    bs_table *table;
    bs_error error;
    bs_ngrams_options options = {.n = 2, .min = 10};
    require(bs_ngrams(selection, &options, NULL, &table, &error), &error, "ngrams");
    bs_table_free(table);
}

/* ---- measuring ---- */

typedef struct measured {
    const char *name;
    double ms, again_ms, loop_ms, clock_1_ms, clock_2_ms;
} measured;

static bs_selection *fresh(bs_selection *all)
{
    bs_selection *made;
    bs_error error;
    require(bs_selection_or(all, all, &made, &error), &error, "or");
    return made;
}

static void keep_least(double *least, double value, int round)
{
    if (round == 0 || value < *least)
        *least = value;
}

/* One thread, the same selection again, and two threads; each after the loop, so that all of them
 * find in the caches what the others left. */
static void measure_round(operation run, bench_loop loop, const bench *of, bs_selection *all,
                          int round, measured *result)
{
    double start = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    loop(&of->choice, all);
    keep_least(&result->loop_ms, milliseconds(CLOCK_PROCESS_CPUTIME_ID) - start, round);
    for (unsigned threads = 1; threads <= 2; threads++) {
        bs_selection_use_threads(all, threads);
        bs_selection *selection = fresh(all);
        start = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
        double clock = milliseconds(CLOCK_MONOTONIC);
        run(of, selection);
        double taken = milliseconds(CLOCK_PROCESS_CPUTIME_ID) - start;
        clock = milliseconds(CLOCK_MONOTONIC) - clock;
        keep_least(threads == 1 ? &result->clock_1_ms : &result->clock_2_ms, clock, round);
        if (threads == 1) {
            keep_least(&result->ms, taken, round);
            start = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
            run(of, selection);
            keep_least(&result->again_ms, milliseconds(CLOCK_PROCESS_CPUTIME_ID) - start, round);
        }
        bs_selection_free(selection);
    }
    bs_selection_use_threads(all, 0);
}

static measured measure(const char *name, operation run, bench_loop loop, const bench *of,
                        bs_selection *all)
{
    measured result = {.name = name};
    double start = milliseconds(CLOCK_MONOTONIC);
    for (int round = 0; round < ROUNDS_MIN ||
                        (round < ROUNDS_MAX && milliseconds(CLOCK_MONOTONIC) - start < ROUNDS_MS);
         round++)
        measure_round(run, loop, of, all, round, &result);
    return result;
}

/* ---- printing ---- */

static void print_row(const measured *row, double tokens, bool is_json, bool is_first)
{
    double limit = 2 * row->loop_ms, ratio = row->ms / row->loop_ms;
    if (is_json)
        printf("%s\n  {\"operation\": \"%s\", \"ms\": %.3f, \"limit_ms\": %.3f, \"ratio\": %.3f, "
               "\"tokens_per_second\": %.0f, \"again_ms\": %.3f, \"two_threads\": %.3f}",
               is_first ? "[" : ",", row->name, row->ms, limit, ratio, tokens / row->ms * 1e3,
               row->again_ms, row->clock_1_ms / row->clock_2_ms);
    else
        printf("%-26s %9.2f %9.2f %7.2f%s %9.0f %9.2f %7.2f\n", row->name, row->ms, limit, ratio,
               ratio > 2 ? "!" : " ", tokens / row->ms * 1e-3, row->again_ms,
               row->clock_1_ms / row->clock_2_ms);
    fflush(stdout);
}

static void print_build(double ms, double tokens, bool is_json)
{
    double limit = tokens / BUILD_TOKENS_A_SECOND * 1e3;
    if (is_json)
        printf(",\n  {\"operation\": \"build without layers\", \"ms\": %.3f, \"limit_ms\": %.3f, "
               "\"ratio\": %.3f, \"tokens_per_second\": %.0f}",
               ms, limit, ms / limit, tokens / ms * 1e3);
    else
        printf("%-26s %9.2f %9.2f %7.2f%s %9.0f\n", "build without layers", ms, limit, ms / limit,
               ms > limit ? "!" : " ", tokens / ms * 1e-3);
}

/* ---- the corpus ---- */

typedef struct arguments {
    bool is_json;
    bs_str into, only;
    bs_str archives[16];
    size_t archive_count;
} arguments;

static arguments read_arguments(int count, char **words)
{
    arguments given = {.into = BS_STR("build/bench.corpus")};
    for (int i = 1; i < count; i++) {
        bs_str word = bs_str_from(words[i]);
        if (bs_str_equal(word, BS_STR("--json"))) {
            given.is_json = true;
        } else if (bs_str_equal(word, BS_STR("--into")) && i + 1 < count) {
            given.into = bs_str_from(words[++i]);
        } else if (bs_str_equal(word, BS_STR("--only")) && i + 1 < count) {
            given.only = bs_str_from(words[++i]);
        } else if (word.data[0] == '-' ||
                   given.archive_count == sizeof given.archives / sizeof *given.archives) {
            fprintf(stderr, "usage: bench_query [--json] [--only OPERATION] [--into FOLDER] "
                            "[ARCHIVE...]\n");
            exit(2);
        } else {
            given.archives[given.archive_count++] = word;
        }
    }
    if (given.archive_count == 0)
        given.archives[given.archive_count++] = BS_STR("../shared/corpora/ungdc-even.tar.zst");
    return given;
}

/* CPU milliseconds that it took and the tokens that were added, 0 when the corpus was there. */
static double build(const arguments *given, double *tokens)
{
    bs_annotator *annotator;
    bs_build_result result;
    bs_error error;
    bs_annotator_options depth = {.depth = BS_ANNOTATE_NONE};
    require(bs_annotator_new(&depth, &annotator, &error), &error, "annotator");
    bs_build_options options = {.inputs = given->archives,
                                .input_count = given->archive_count,
                                .into = given->into,
                                .annotator = annotator,
                                .jobs = 1};
    double start = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    require(bs_build(&options, &result, &error), &error, "build");
    bs_annotator_free(annotator);
    *tokens = (double)result.tokens;
    return result.articles_added > 0 ? milliseconds(CLOCK_PROCESS_CPUTIME_ID) - start : 0;
}

static bs_query *parse(bs_str text)
{
    bs_query *query;
    bs_error error;
    require(bs_query_parse(text, &query, &error), &error, "query");
    return query;
}

int main(int count, char **words)
{
    static const struct {
        const char *name;
        operation run;
        bench_loop loop;
    } operations[] = {
        {"frequency list", frequency_list, loop_frequency_list},
        {"frequencies, dispersion", dispersion, loop_dispersion},
        {"100 words by year", words_by_year, loop_words_by_year},
        {"concordance", concordance, loop_concordance},
        {"phrase", phrase, loop_phrase},
        {"pattern with a gap", gap, loop_gap},
        {"collocates", collocates, loop_collocates},
        {"keywords of two halves", keywords, loop_keywords},
        {"document-feature matrix", matrix, loop_matrix},
        {"bigrams", bigrams, loop_bigrams},
    };
    arguments given = read_arguments(count, words);
    double built_tokens = 0, build_ms = build(&given, &built_tokens);
    bs_corpus *corpus;
    bs_selection *all;
    bs_error error;
    require(bs_corpus_open(given.into.data, &corpus, &error), &error, "open");
    require(bs_selection_all(corpus, &all, &error), &error, "selection");
    bs_corpus_close(corpus);
    bench of = {0};
    bench_choose(all, &of.choice);
    of.word = parse(of.choice.word);
    of.phrase = parse(of.choice.phrase);
    of.gap = parse(of.choice.gap);
    double tokens = (double)bs_selection_token_count(all);
    if (!given.is_json) {
        printf("%zu articles, %.0f tokens; word %s, phrase %s, pattern %s\n\n",
               bs_selection_count(all), tokens, of.choice.word.data, of.choice.phrase.data,
               of.choice.gap.data);
        printf("%-26s %9s %9s %8s %9s %9s %7s\n", "operation", "ms", "limit", "ratio", "Mtok/s",
               "again", "2 thr.");
    }
    bool is_first = true;
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (given.only.data && !bs_str_equal(given.only, bs_str_from(operations[i].name)))
            continue;
        measured row = measure(operations[i].name, operations[i].run, operations[i].loop, &of, all);
        print_row(&row, tokens, given.is_json, is_first);
        is_first = false;
    }
    if (build_ms > 0)
        print_build(build_ms, built_tokens, given.is_json);
    printf(given.is_json ? "\n]\n" : "");
    bs_query_free(of.word);
    bs_query_free(of.phrase);
    bs_query_free(of.gap);
    bench_choice_clear(&of.choice);
    bs_selection_free(all);
    return 0;
}
