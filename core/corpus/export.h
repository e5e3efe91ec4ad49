/* export.h - a corpus for other programs: JSON Lines, CSV, or SQLite. */
#ifndef BS_CORPUS_EXPORT_H
#define BS_CORPUS_EXPORT_H

#include "broadsheet.h"
#include "corpus/corpus.h"

typedef enum bs_export_format {
    BS_EXPORT_JSONL,  /* articles.jsonl: one article a line, as `annotate` prints it */
    BS_EXPORT_CSV,    /* articles.csv, mentions.csv and so on: one file a layer */
    BS_EXPORT_SQLITE, /* corpus.sqlite: one table a layer, the same columns */
} bs_export_format;

/* "jsonl", "csv", "sqlite"; false for any other. */
bool bs_export_format_from(bs_str name, bs_export_format *format);

typedef struct bs_export_result {
    uint64_t articles, rows, files;
} bs_export_result;

/*
 * Writes all live articles, in the order of users, into `folder`, which is made when it is missing.
 * Files that are there are replaced when the new ones are whole. In CSV and SQLite the column
 * `article` is the number of an article in that order, from 1; start and end are bytes of its text;
 * what is missing is an empty cell (an empty text is a quoted one) or NULL.
 */
bs_status bs_corpus_export(const bs_corpus *corpus, const char *folder, bs_export_format format,
                           const bs_progress *progress, bs_export_result *result, bs_error *error);

#endif
