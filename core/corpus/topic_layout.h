/* topic_layout.h - the inside of a topic model, for its tables. */
#ifndef BS_CORPUS_TOPIC_LAYOUT_H
#define BS_CORPUS_TOPIC_LAYOUT_H

#include "corpus/matrix.h"
#include "corpus/topic_model.h"
#include "stats/topics.h"

struct bs_topic_model {
    bs_selection *selection;
    bs_matrix *matrix;
    bool is_lda;
    bs_topics_options options;
    uint32_t *columns; /* by word of the model: its column in the matrix */
    size_t word_count;
    size_t *row_start; /* these three are `sparse`, whose rows are those of the matrix */
    uint32_t *entry_columns;
    float *entry_values;
    bs_sparse sparse;
    double *marginal; /* by word: its share of all tokens */
    uint64_t tokens;
    bs_topics *runs; /* the first is the model */
    size_t run_count;
    uint32_t *order; /* number that users see, less 1, to number in the model */
    double *shares, *coherence, *stability; /* by number in the model */
    const bs_progress *progress;            /* only while it is made */
};

#endif
