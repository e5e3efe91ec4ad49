/*
 * tag_learn.h - learning a model of the tagger (tagger.h) from marked texts.
 *
 * Stochastic gradients of the likelihood with steps after Adagrad (Duchi, Hazan, Singer 2011), half
 * of all that is seen left out at random each time, which is what makes a model travel to texts of
 * other kinds. What the second pass sees comes from models that did not see the document.
 */
#ifndef BS_ANNOTATE_TAG_LEARN_H
#define BS_ANNOTATE_TAG_LEARN_H

#include "annotate/annotate.h"
#include "annotate/tagger.h"
#include "base/array.h"
#include "base/str.h"

typedef struct bs_lessons {
    const bs_annotator *annotator; /* with lists alone: what they find is seen too */
    const bs_strs *files; /* marked texts, see examples.h; one named twice is learnt from twice */
    bs_str words;         /* path of the classes of words, as bs_clusters_make() gives them */
    bs_str lists;         /* folder with lists of names: given.txt, ... */
    void (*tell)(void *context, const char *what, uint64_t done, uint64_t all); /* or NULL */
    void *context;
} bs_lessons;

/* Appends the bytes of the model, the same ones for the same lessons. Fails as the readers do, or
 * with BS_BAD_DATA when nothing is marked. */
bs_status bs_tagger_learn(const bs_lessons *lessons, bs_buffer *model, bs_error *error);

/* tag_words.c: the table of words of a model, `1 << *bits` of them, freed by the caller, and the
 * classes above the fine ones. */
bs_status bs_tag_words_make(bs_str words, bs_str lists, bs_tag_word **table, uint32_t *bits,
                            bs_tag_larger *larger, bs_error *error);

#endif
