/*
 * query_model.h - queries and counts done the slow and obvious way: every place tried, every token
 * looked at. What the real ones are held against, see property_test.c.
 */
#ifndef BS_TESTS_CORPUS_QUERY_MODEL_H
#define BS_TESTS_CORPUS_QUERY_MODEL_H

#include "base/array.h"
#include "base/str.h"
#include "corpus/selection.h"

enum { MODEL_ELEMENTS_MAX = 4, MODEL_CHOICES_MAX = 3 };

typedef enum model_kind {
    MODEL_SEQUENCE,
    MODEL_AND_SENTENCE,
    MODEL_AND_ARTICLE,
    MODEL_OR,
    MODEL_NOT,
} model_kind;

typedef enum model_element_kind {
    MODEL_WORD,    /* in any case */
    MODEL_EXACT,   /* =Word */
    MODEL_STEM,    /* ~word */
    MODEL_PREFIX,  /* wo* */
    MODEL_REGEX,   /* /^wo/ */
    MODEL_CHOICE,  /* (word|word) */
    MODEL_GAP,     /* []{0,2} */
    MODEL_MENTION, /* [country] */
    MODEL_ELEMENT_KINDS,
} model_element_kind;

typedef struct model_element {
    model_element_kind kind;
    const char *words[MODEL_CHOICES_MAX];
    size_t word_count;
    unsigned min, max; /* of a gap */
} model_element;

typedef struct model_query {
    model_kind kind;
    struct model_query *a, *b;
    model_element elements[MODEL_ELEMENTS_MAX];
    size_t element_count;
} model_query;

/* Writes the query as a user would. */
void model_write(const model_query *query, bs_buffer *text);

/* Tokens of an article, counted from its first. */
typedef struct model_hit {
    size_t article; /* index in the corpus */
    uint32_t start, end;
} model_hit;

typedef struct model_hits {
    model_hit *items; /* by article, start, end */
    size_t count, capacity;
    bool is_negative; /* they say where it is not */
} model_hits;

int model_compare_hits(const void *a, const void *b);

/* The hits in the whole of the corpus in segments that count by default, see query.h. */
void model_find(bs_corpus *corpus, const model_query *query, model_hits *hits);

/* One article as the model sees it. */
typedef struct model_article {
    const bs_shard *shard;
    size_t row;
    uint32_t first, end; /* tokens of the shard */
} model_article;
model_article model_article_at(bs_corpus *corpus, size_t index);
bool model_counts(const model_article *article, uint32_t token); /* in no widget */
bool model_is_word(const model_article *article, uint32_t token);
bs_str model_fold(const model_article *article, uint32_t token);
uint32_t model_sentence(const model_article *article, uint32_t token);

#endif
