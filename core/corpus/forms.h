/*
 * forms.h - the words of a corpus numbered over all its shards, and how often a selection has each:
 * what word lists, keywords, collocates and n-grams count with.
 */
#ifndef BS_CORPUS_FORMS_H
#define BS_CORPUS_FORMS_H

#include "base/array.h"
#include "base/map.h"
#include "corpus/places.h"
#include "corpus/scope.h"

typedef struct bs_forms {
    const bs_view *view;
    bs_map numbers;     /* entry i is form i; keys are views into the shards */
    uint32_t **of_type; /* by shard and type: the form, or BS_NONE for what is left out */
} bs_forms;

/* Which types are words: by fold (or by form), words and numbers (or everything). */
bs_status bs_forms_make(const bs_view *view, bool keeps_case, bool keeps_all, bs_forms *forms,
                        bs_error *error);
void bs_forms_clear(bs_forms *forms);

static inline size_t bs_forms_count(const bs_forms *forms)
{
    return forms->numbers.count;
}

static inline bs_str bs_forms_text(const bs_forms *forms, size_t form)
{
    return forms->numbers.entries[form].key;
}

typedef struct bs_form_counts {
    uint64_t *tokens;   /* by form */
    uint32_t *articles; /* by form */
    uint64_t total;     /* tokens that are forms */
} bs_form_counts;

bs_status bs_form_counts_make(const bs_forms *forms, const bs_selection *selection,
                              const bs_progress *progress, bs_form_counts *counts, bs_error *error);
void bs_form_counts_clear(bs_form_counts *counts);

/* Tokens of one article that lie together in the scope of a shard. */
typedef struct bs_piece {
    const bs_shard *shard;
    const bs_scope *scope;
    size_t range; /* where the walk is; 0 at first, like all below */
    size_t row;
    uint32_t start, end;
} bs_piece;

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
