/*
 * corpus.h - what the core sees of an open corpus beyond broadsheet.h: its shards and the order of
 * its articles.
 */
#ifndef BS_CORPUS_CORPUS_H
#define BS_CORPUS_CORPUS_H

#include "broadsheet.h"
#include "corpus/link.h"
#include "corpus/shard.h"

/* A corpus in memory of articles that were read and annotated, in the order given. Token types of
 * `layers` are those of `vocabulary`. Nothing of the arguments is kept. */
bs_status bs_corpus_from_articles(const bs_article *articles, const bs_layers *const *layers,
                                  size_t count, const bs_vocabulary *vocabulary, bs_corpus **corpus,
                                  bs_error *error);
/* The same with at most `shard_articles` (1 or more) articles a shard. */
bs_status bs_corpus_in_shards(const bs_article *articles, const bs_layers *const *layers,
                              size_t count, size_t shard_articles, const bs_vocabulary *vocabulary,
                              bs_corpus **corpus, bs_error *error);
/* Settings of the build: "version", "lexicons", "rules" .. as the catalog has them; absent if none.
 */
bs_str bs_corpus_setting(const bs_corpus *corpus, const char *name);

/* Who was put together and kept apart, in order of shard and row on disk. */
const bs_links *bs_corpus_links(const bs_corpus *corpus);

size_t bs_corpus_shard_count(const bs_corpus *corpus);
const bs_shard *bs_corpus_shard(const bs_corpus *corpus, size_t index);

/*
 * Articles in the order of users: by date, then id, then shard and row; undated ones last. Only
 * live ones. Index is from 0 to bs_corpus_article_count() - 1.
 */
typedef struct bs_article_ref {
    uint32_t shard, row;
} bs_article_ref;

bs_article_ref bs_corpus_article_at(const bs_corpus *corpus, size_t index);
/* The index of a live article, or SIZE_MAX for one that is not live. */
size_t bs_corpus_article_index(const bs_corpus *corpus, bs_article_ref ref);

#endif
