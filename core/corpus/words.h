/*
 * words.h - the word list of a selection: form, count, articles, per_million, dp.
 *
 * dp is Gries' deviation of proportions with the articles as parts (Gries 2008, "Dispersions and
 * adjusted frequencies in corpora", IJCL 13:4), normalised (Lijffijt and Gries 2012): 0 is spread
 * evenly over all articles, 1 is all in the smallest.
 */
#ifndef BS_CORPUS_WORDS_H
#define BS_CORPUS_WORDS_H

#include "broadsheet.h"
#include "corpus/selection.h"
#include "table/table.h"

typedef struct bs_words_options {
    bool keeps_case;    /* rows are forms; otherwise the case-folded forms */
    bool keeps_all;     /* punctuation and symbols too; otherwise words and numbers */
    const bs_str *stop; /* words left out, in any case */
    size_t stop_count;
    bool has_stop_list; /* leaves out the bundled function words too */
    uint64_t min;       /* least count, 0 for 1 */
} bs_words_options;

/* Sorted by count, then form. per_million is of the tokens listed or left out alike. articles and
 * dp, for which every article is gone through, are worked out when somebody looks at them. */
bs_status bs_words(bs_selection *selection, const bs_words_options *options,
                   const bs_progress *progress, bs_table **table, bs_error *error);

#endif
