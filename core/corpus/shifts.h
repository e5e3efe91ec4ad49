/*
 * shifts.h - what came, went, rose and fell from one period to the next.
 *
 * Articles are what is counted and what is drawn: a word that one article has a hundred times is in
 * one article, and a family of near-duplicates counts once. Tests are exact. What rose or fell
 * between neighbouring periods: Fisher's, which is a permutation of articles over the two. What
 * came or went: how likely it is that, of all articles in random order, none of the first (or last)
 * so many has the word, which allows for where the silence ends being chosen by looking.
 */
#ifndef BS_CORPUS_SHIFTS_H
#define BS_CORPUS_SHIFTS_H

#include "broadsheet.h"
#include "corpus/dictionary.h"
#include "corpus/selection.h"
#include "stats/adjust.h"
#include "table/table.h"

enum { BS_SHIFTS_MIN = 5, BS_SHIFTS_CELLS_MAX = 100000000 };

typedef struct bs_shifts_options {
    bs_str by;                 /* year (the default), quarter, month, week, day */
    bs_str at;                 /* a period: all before it against it and all after; or absent */
    bs_dictionary *dictionary; /* its groups, or NULL for every word */
    const bs_str *stop;        /* words left out */
    size_t stop_count;
    uint32_t min; /* articles in both periods together, 0 for BS_SHIFTS_MIN: fewer are no test */
    bool has_adjustment;
    bs_adjustment adjustment; /* else Benjamini-Hochberg */
    double alpha;             /* rows up to this corrected p; 0 for 0.05, 1 for all */
    bool counts_copies;       /* each article for itself, copies too */
} bs_shifts_options;

/*
 * A row for each word (or group of the dictionary) and shift: word or group; shift, "came" (no
 * article before has it), "went" (none since has it), "rose", "fell"; from, to: the neighbouring
 * periods that it lies between (with `at` the first of either span); before, after: articles with
 * it in these or, of what came or went and with `at`, in all before and all since; articles_before,
 * articles_after, all there are; share_before, share_after; difference of the shares with low and
 * high (95 % interval of Newcombe, Statistics in Medicine 17, 1998, method 10); log_ratio (log2 of
 * the ratio of shares, half an article for none); p, p_adjusted (over all tests made); first, last
 * (ids of the first and the last article of the selection with it), first_date, last_date; reading,
 * the same in a sentence. In order of periods, then of p. Evidence: the first and the last article.
 * A note says how many tests were made, and of what. Articles without a date precise enough are
 * left out. BS_MISUSE for a `by` that is no period or an `at` that has nothing on one side;
 * BS_LIMIT when there are over BS_SHIFTS_CELLS_MAX words times periods.
 */
bs_status bs_shifts(bs_selection *selection, const bs_shifts_options *options,
                    const bs_progress *progress, bs_table **table, bs_error *error);

#endif
