/*
 * ngrams.h - sequences of n words that occur again: form, count, articles, per_million, dp.
 */
#ifndef BS_CORPUS_NGRAMS_H
#define BS_CORPUS_NGRAMS_H

#include "broadsheet.h"
#include "corpus/selection.h"
#include "table/table.h"

enum { BS_NGRAMS_N = 2, BS_NGRAMS_N_MAX = 8 };

typedef struct bs_ngrams_options {
    size_t n;     /* 0 for BS_NGRAMS_N */
    uint64_t min; /* least count, 0 for 2 */
} bs_ngrams_options;

/* Folded words and numbers inside a sentence; punctuation ends a sequence. Sorted by count, then
 * form; the measures are those of words.h. */
bs_status bs_ngrams(bs_selection *selection, const bs_ngrams_options *options,
                    const bs_progress *progress, bs_table **table, bs_error *error);

#endif
