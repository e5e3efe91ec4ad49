/*
 * forms.h - the words of a corpus numbered over all its shards, and how often a selection has each:
 * what word lists, keywords, collocates and n-grams count with.
 */
#ifndef BS_CORPUS_FORMS_H
#define BS_CORPUS_FORMS_H

#include "base/array.h"
#include "corpus/places.h"
#include "corpus/scope.h"

/* Numbered in byte order, so that numbers depend on no shards and sort as their texts do. */
typedef struct bs_forms {
    size_t count;
    bs_str *texts;      /* by form: views into the shards */
    uint32_t **of_type; /* by shard and type: the form, or BS_NONE for what is left out */
    uint64_t *tokens; /* by form: how often in all of the corpus, and once more for what is none */
    uint64_t total;
    size_t shard_count;
    unsigned kind; /* which of the BS_FORMS_KINDS */
} bs_forms;

/* Which types are words: by fold (or by form), words and numbers (or everything). Made when they
 * are first asked for; they live as long as the view. */
bs_status bs_view_forms(bs_view *view, bool keeps_case, bool keeps_all, const bs_forms **forms,
                        bs_error *error);
void bs_forms_free(bs_forms *forms);

static inline size_t bs_forms_count(const bs_forms *forms)
{
    return forms->count;
}

static inline bs_str bs_forms_text(const bs_forms *forms, size_t form)
{
    return forms->texts[form];
}

typedef struct bs_form_counts {
    atomic_size_t references;
    uint64_t *tokens; /* by form */
    uint64_t total;   /* tokens that are forms */
} bs_form_counts;

/* In how many articles, and how evenly spread over them: see words.h for dp. */
typedef struct bs_form_spread {
    atomic_size_t references;
    uint32_t *articles; /* by form */
    double *dp;
} bs_form_spread;

/* Both are made when they are first asked for, and kept by the selection where that is a large part
 * of the corpus (of many small ones, each would hold as much as a large one). Let go of them with
 * the functions below. */
bs_status bs_form_counts_of(bs_selection *selection, const bs_forms *forms,
                            const bs_progress *progress, const bs_form_counts **counts,
                            bs_error *error);
bs_status bs_form_spread_of(bs_selection *selection, const bs_forms *forms,
                            const bs_progress *progress, const bs_form_spread **spread,
                            bs_error *error);
void bs_form_counts_free(const bs_form_counts *counts); /* lets go of one reference */
void bs_form_spread_free(const bs_form_spread *spread);

/* The forms of one article and how often it has each. */
typedef struct bs_article_forms {
    size_t shard, row;
    const uint32_t *forms; /* each once, in no order */
    size_t form_count;
    const uint32_t *counts; /* by form */
    uint64_t total;
} bs_article_forms;

typedef bs_status (*bs_article_forms_visit)(void *context, const bs_article_forms *article,
                                            bs_error *error);

/* Visits the selected articles of one shard, in order of rows, that have any. */
bs_status bs_form_walk(const bs_selection *selection, const bs_forms *forms, size_t shard,
                       bs_article_forms_visit visit, void *context, bs_error *error);

/*
 * DP of what occurs `count` times among `total`, exactly: half the sum over all articles of
 * |v / count - n / total| is the same sum over those alone that have more than their share, which
 * hold `over_count` occurrences and `over_total` of all tokens. `least_share` is that of the
 * smallest article.
 */
double bs_dispersion(uint64_t over_count, uint64_t count, uint64_t over_total, uint64_t total,
                     double least_share);

/* Tokens of one article that lie together in the scope of a shard. */
typedef struct bs_piece {
    const bs_shard *shard;
    const bs_scope *scope;
    size_t range; /* where the walk is; 0 at first, like all below */
    size_t row;
    uint32_t start, end;
} bs_piece;

/* A walk that begins with the article in `row`, which there must be. */
bs_piece bs_piece_from(const bs_shard *shard, const bs_scope *scope, size_t row);

/* Moves on to the next piece; false at the end. */
bool bs_piece_next(bs_piece *piece);

/*
 * A source of evidence for a table whose row i stands for the places of texts[i]: a form, or forms
 * with a blank between, that follow each other in a sentence. Keeps the views, which must lie in
 * shards of the selection or be owned by `arena`, which is taken over (it may be NULL). Takes over
 * the array too, also when it fails.
 */
bs_status bs_form_source(bs_selection *selection, bs_strs *texts, bs_arena *arena, bool keeps_case,
                         bs_evidence_source *source, bs_error *error);

#endif
