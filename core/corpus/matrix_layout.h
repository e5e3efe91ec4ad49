/* matrix_layout.h - the inside of a matrix, for what is worked out of it. */
#ifndef BS_CORPUS_MATRIX_LAYOUT_H
#define BS_CORPUS_MATRIX_LAYOUT_H

#include "base/array.h"
#include "corpus/matrix.h"
#include "corpus/scope.h"

/* The entries of one shard, its rows one after the other. */
typedef struct bs_matrix_block {
    bs_u32s columns;
    uint32_t *counts; /* as many as columns */
    size_t count_capacity;
    size_t *row_start; /* by row of the shard */
    uint32_t *row_size;
    uint64_t *row_total;
    uint32_t *articles; /* by column; only while it is made */
} bs_matrix_block;

typedef struct bs_matrix_line {
    size_t article; /* index in the corpus */
    const uint32_t *columns, *counts;
    size_t count;
    uint64_t total;
} bs_matrix_line;

typedef struct bs_matrix_word {
    bs_str text; /* a view into a shard */
    uint64_t count;
    uint32_t articles;
    double idf;
} bs_matrix_word;

struct bs_matrix {
    bs_selection *selection;
    bs_matrix_weight weight;
    bs_matrix_block *blocks; /* by shard */
    bs_matrix_line *rows;
    bs_matrix_word *words; /* by column */
    size_t row_count, column_count, entry_count;
};

/* The weight of entry `i` of a row. */
double bs_matrix_weigh(const bs_matrix *matrix, const bs_matrix_line *row, size_t i);

#endif
