/*
 * count.h - how many, by what, at which rate: the one counting function of selections.
 *
 * of       items counted                            with `words`
 * articles articles                                 those in which any of the words occurs
 * sentences sentences                               those in which any occurs
 * tokens   tokens, punctuation included             hits of the words
 * words    tokens that are words or numbers         hits of the words
 * mentions, quotations, dates, claims               those in a `within` in which any occurs
 *
 * `type` and `entity` keep mentions of that type (rank, quantity.. of claims, direct.. of
 * quotations, DATE.. of dates) and entity; with other items, those that share a `within` with such
 * a mention. `within` is "sentence" (the default) or "article".
 *
 * by       one or more of year quarter month week day outlet language byline segment type entity
 *          word stem speaker cue dictionary. "word" with `words` gives a row for each of them, and
 *          beside entity, type, speaker or cue, or of mentions and so on, counts what shares a
 *          `within` with it.
 *
 * With `counts_families` each family of near-duplicates (families.h) counts once: only the first
 * article of each in the selection is walked, whatever is counted, and rates are of these alone. So
 * parts add up to the whole; a word that only a later copy has, or an outlet that has only later
 * copies, is not counted.
 */
#ifndef BS_CORPUS_COUNT_H
#define BS_CORPUS_COUNT_H

#include "broadsheet.h"
#include "corpus/dictionary.h"
#include "corpus/selection.h"
#include "table/table.h"

enum {
    BS_COUNT_BY_MAX = 8,
    BS_COUNT_WORDS_MAX = 10000,
    BS_COUNT_EVIDENCE_MAX = 10000, /* of one cell */
};

typedef struct bs_count_options {
    bs_str of;        /* absent for "articles", or "words" when `words` or `dictionary` is given */
    const bs_str *by; /* names of columns, in order */
    size_t by_count;
    bs_str per; /* absent, "article", "thousand articles", "million tokens" */
    bs_str type;
    bs_str entity;       /* id or name */
    bs_str within;       /* "sentence" or "article" */
    const bs_str *words; /* queries */
    size_t word_count;
    bs_dictionary *dictionary; /* counted like `words`, a row a group with by = "dictionary" */
    bool counts_families;      /* see above */
} bs_count_options;

/*
 * Columns: the names in `by`, then the name in `of`, then rate, low, high when `per` was given (the
 * 95 % interval: Wilson's for a share of articles, exact Poisson otherwise), and then articles or
 * tokens, what the rate is of. Periods between the first and the last of the selection are all
 * there, with 0 where there is nothing; a rate of nothing is missing. Rows are in order of periods
 * and of `words`; without these, the largest first. What has no key (no date) has a missing cell
 * and comes last. Each row leads to the items counted in it.
 */
bs_status bs_count(bs_selection *selection, const bs_count_options *options,
                   const bs_progress *progress, bs_table **table, bs_error *error);

#endif
