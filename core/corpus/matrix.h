/*
 * matrix.h - articles by words, sparse: the document-feature matrix of a selection.
 *
 * Rows are the articles of the selection in the order of the corpus, columns the folded words (and
 * numbers) in byte order. What is stored are counts; weights are worked out as they are asked for.
 * Immutable: it may be used by many threads at a time. It holds on to its selection.
 */
#ifndef BS_CORPUS_MATRIX_H
#define BS_CORPUS_MATRIX_H

#include "broadsheet.h"
#include "corpus/selection.h"
#include "table/table.h"

/* With n the count, N the articles, df the articles that have the word, and the source of each:
 * Manning, Raghavan and Schuetze (Introduction to Information Retrieval, 2008, 6.2 to 6.4). */
typedef enum bs_matrix_weight {
    BS_WEIGHT_COUNT,     /* n */
    BS_WEIGHT_PRESENCE,  /* 1 */
    BS_WEIGHT_FREQUENCY, /* n / all n of the article */
    BS_WEIGHT_LOG,       /* 1 + log10 n */
    BS_WEIGHT_TFIDF,     /* n log10(N / df), as dfm_tfidf() of quanteda has it by default */
    BS_WEIGHTS,
} bs_matrix_weight;

typedef struct bs_matrix_options {
    bs_str weight;      /* count (the default), presence, frequency, log, tfidf */
    uint64_t min;       /* least count of a word in the selection, 0 for 1 */
    const bs_str *stop; /* words left out, in any case */
    size_t stop_count;
    bool has_stop_list; /* leaves out the bundled function words too */
} bs_matrix_options;

typedef struct bs_matrix bs_matrix;

bs_status bs_matrix_make(bs_selection *selection, const bs_matrix_options *options,
                         const bs_progress *progress, bs_matrix **matrix, bs_error *error);
void bs_matrix_free(bs_matrix *matrix);

size_t bs_matrix_row_count(const bs_matrix *matrix);
size_t bs_matrix_column_count(const bs_matrix *matrix);
size_t bs_matrix_entry_count(const bs_matrix *matrix); /* counts that are not 0 */
bs_str bs_matrix_weight_name(const bs_matrix *matrix);
bs_corpus *bs_matrix_corpus(const bs_matrix *matrix); /* borrowed */
size_t bs_matrix_bytes(const bs_matrix *matrix);      /* of memory */

/* The form of a column, and in how many articles it is. Borrowed from the corpus. */
bs_str bs_matrix_word_text(const bs_matrix *matrix, size_t column);
size_t bs_matrix_word_articles(const bs_matrix *matrix, size_t column);

/* One row: column, count and weight of every entry, in order of columns. The row of an article by
 * its index in the corpus, or SIZE_MAX. */
typedef struct bs_matrix_entry {
    uint32_t column, count;
    double weight;
} bs_matrix_entry;
size_t bs_matrix_row_article(const bs_matrix *matrix, size_t row); /* index in the corpus */
size_t bs_matrix_row_of(const bs_matrix *matrix, size_t article);
size_t bs_matrix_row_size(const bs_matrix *matrix, size_t row);
/* Fills bs_matrix_row_size() entries. */
void bs_matrix_row(const bs_matrix *matrix, size_t row, bs_matrix_entry *entries);

/* form, count, articles: what the columns are. */
bs_status bs_matrix_words(const bs_matrix *matrix, bs_table **table, bs_error *error);
/* article, date, title, words (all n): what the rows are. */
bs_status bs_matrix_articles(const bs_matrix *matrix, bs_table **table, bs_error *error);
/* form, count, weight of one row, the greatest weight first. */
bs_status bs_matrix_row_words(const bs_matrix *matrix, size_t row, bs_table **table,
                              bs_error *error);
/* article, date, title, similarity: the cosine of the weights to those of `row`, the most similar
 * first, at most `limit` of them (0 for all), without `row` and those that share nothing. */
bs_status bs_matrix_similar(const bs_matrix *matrix, size_t row, size_t limit,
                            const bs_progress *progress, bs_table **table, bs_error *error);

/*
 * Writes "x.mtx", weights in the coordinate format of Matrix Market (Boisvert, Pozo and Remington,
 * NISTIR 5935, 1996), and beside it "x.rows.csv" and "x.columns.csv", the two tables above.
 * BS_MISUSE when the path does not end so.
 */
bs_status bs_matrix_write(const bs_matrix *matrix, const char *path, const bs_progress *progress,
                          bs_error *error);

#endif
