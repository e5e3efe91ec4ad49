/* info.h - what is in a corpus, what was skipped and why. */
#ifndef BS_CORPUS_INFO_H
#define BS_CORPUS_INFO_H

#include "broadsheet.h"
#include "table/table.h"
#include "text/day.h"

/* Counts are of live articles; `types` are distinct forms of the whole corpus. */
typedef struct bs_corpus_info {
    uint64_t articles, text_bytes, tokens, types, sentences, segments, entities, mentions,
        quotations, dates, claims, findings;
    uint64_t dated_articles;
    char first[BS_DAY_TEXT_MAX], last[BS_DAY_TEXT_MAX]; /* days of articles, "" without any */
    uint64_t sources, shards, disk_bytes;
    uint64_t skipped_litter, skipped_unreadable, skipped_foreign;
    char digest[17];
    /* Columns, most frequent first where they count: */
    bs_table *years;       /* year, articles, tokens; in order of years, undated last */
    bs_table *languages;   /* language, articles, tokens */
    bs_table *outlets;     /* outlet, articles, tokens */
    bs_table *inputs;      /* input, path, sources, date, outlet, format */
    bs_table *shard_list;  /* shard, articles, live, text_bytes, tokens, disk_bytes */
    bs_table *settings;    /* name, value */
    bs_table *skipped;     /* file, kind, reason; in order of file */
    bs_table *skip_counts; /* kind, reason without the place, files */
} bs_corpus_info;

/* The caller clears `info`. Fails as bs_corpus_open() does. */
bs_status bs_corpus_info_get(const char *path, bs_corpus_info *info, bs_error *error);
void bs_corpus_info_clear(bs_corpus_info *info);

#endif
