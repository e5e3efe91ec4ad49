/*
 * query_loops.h - the tight loops that query_bench.c holds operations against: what a programmer
 * would write for that one question over the columns of a corpus, with no regard for selections,
 * segments, tables or the next question. A concordance is its rows of text in order of dates.
 */
#ifndef BS_BENCH_QUERY_LOOPS_H
#define BS_BENCH_QUERY_LOOPS_H

#include "corpus/forms.h"
#include "corpus/selection.h"

enum { BENCH_WORDS = 100, BENCH_CONTEXT = 10, BENCH_SPAN = 5 };

/* What is asked for, chosen by how frequent it is. */
typedef struct bench_choice {
    const bs_forms *forms;
    bs_str words[BENCH_WORDS]; /* views into the corpus */
    uint32_t word_forms[BENCH_WORDS];
    size_t word_count;
    bs_str word, phrase, gap; /* queries, in `arena` */
    uint32_t word_form, first_form, second_form, often_form;
    bs_selection *early; /* the first half of the articles */
    bs_arena arena;
} bench_choice;

void bench_choose(bs_selection *all, bench_choice *choice);
void bench_choice_clear(bench_choice *choice);

typedef void (*bench_loop)(const bench_choice *choice, bs_selection *all);

void loop_frequency_list(const bench_choice *choice, bs_selection *all);
void loop_dispersion(const bench_choice *choice, bs_selection *all);
void loop_words_by_year(const bench_choice *choice, bs_selection *all);
void loop_concordance(const bench_choice *choice, bs_selection *all);
void loop_phrase(const bench_choice *choice, bs_selection *all);
void loop_gap(const bench_choice *choice, bs_selection *all);
void loop_collocates(const bench_choice *choice, bs_selection *all);
void loop_keywords(const bench_choice *choice, bs_selection *all);
void loop_matrix(const bench_choice *choice, bs_selection *all);
void loop_bigrams(const bench_choice *choice, bs_selection *all);

#endif
