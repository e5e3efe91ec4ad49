/*
 * cite.h - evidence ids: "ARTICLE:START-END:DIGEST", bytes of the article's text and the first
 * eight hexadecimal digits of its XXH3.
 */
#ifndef BS_CORPUS_CITE_H
#define BS_CORPUS_CITE_H

#include "base/str.h"
#include "broadsheet.h"
#include "corpus/corpus.h"
#include "table/table.h"

void bs_cite(bs_buffer *buffer, const bs_shard *shard, size_t row, uint32_t start, uint32_t end);

/* The same as evidence for a cell, in `arena`; its id is absent when there is no memory. */
bs_evidence bs_cite_evidence(bs_arena *arena, const bs_shard *shard, size_t row, uint32_t start,
                             uint32_t end, bs_str rule);

/* Index in the corpus of an article with this id; SIZE_MAX when there is none. */
size_t bs_cite_article(const bs_corpus *corpus, bs_str id);

typedef struct bs_citation {
    size_t article; /* index in the corpus */
    uint32_t start, end;
} bs_citation;

/* BS_MISUSE when the id is none or names no article of the corpus, BS_BAD_DATA when the article
 * has another text than the one cited. */
bs_status bs_cite_resolve(const bs_corpus *corpus, bs_str id, bs_citation *citation,
                          bs_error *error);

#endif
