/* pages_truth.h - truth.json of a folder of pages: what each of them says, told by people. */
#ifndef BS_BENCH_PAGES_TRUTH_H
#define BS_BENCH_PAGES_TRUTH_H

#include "base/arena.h"
#include "base/array.h"
#include "base/str.h"

typedef struct bs_truth {
    const char *name;
    bs_str body, title, date; /* absent where not known */
    const bs_str *authors, *with, *without;
    size_t author_count, with_count, without_count;
} bs_truth;

typedef struct bs_truths {
    bs_truth *items;
    size_t count, capacity;
} bs_truths;

/* In the order of names. Everything lies in `arena` but the list, which the caller frees. */
bs_status bs_truths_read(const char *path, bs_arena *arena, bs_truths *truths, bs_error *error);

#endif
