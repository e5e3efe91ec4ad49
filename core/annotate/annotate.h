/*
 * annotate.h - a text with its layers: tokens, sentences, mentions, quotations, dates, claims.
 *
 * An annotator holds lexicons and rules; it does not change and is shared by threads. Each thread
 * has a worker of its own, which holds a vocabulary and what was learnt about its types.
 */
#ifndef BS_ANNOTATE_ANNOTATE_H
#define BS_ANNOTATE_ANNOTATE_H

#include "annotate/layers.h"
#include "annotate/rule.h"
#include "broadsheet.h"
#include "text/segment.h"

typedef enum bs_annotate_depth {
    BS_ANNOTATE_ALL,
    BS_ANNOTATE_LISTS, /* gazetteers only */
    BS_ANNOTATE_NONE,  /* tokens and sentences only */
} bs_annotate_depth;

typedef struct bs_annotator_options {
    bs_str data;            /* folder with the bundled lexicons */
    const bs_str *lexicons; /* paths of the user's; they outrank the bundled ones */
    size_t lexicon_count;
    const bs_rule_host *rules; /* NULL for none; must outlive the annotator */
    bs_annotate_depth depth;
} bs_annotator_options;

typedef struct bs_annotator bs_annotator;
typedef struct bs_annotate_worker bs_annotate_worker;

bs_status bs_annotator_new(const bs_annotator_options *options, bs_annotator **annotator,
                           bs_error *error);
void bs_annotator_free(bs_annotator *annotator);

/* Changes whenever a lexicon, a rule or the annotator itself does: corpora built with another
 * digest are built again. */
uint64_t bs_annotator_digest(const bs_annotator *annotator);
/* Whether a rule of code is switched off. */
bool bs_annotator_is_off(const bs_annotator *annotator, bs_str rule);

bs_status bs_annotate_worker_new(const bs_annotator *annotator, bs_annotate_worker **worker,
                                 bs_error *error);
void bs_annotate_worker_free(bs_annotate_worker *worker);
/* Its vocabulary: token types are numbers in it. Reset it between shards with
 * bs_annotate_worker_reset(). */
bs_vocabulary *bs_annotate_worker_vocabulary(bs_annotate_worker *worker);
void bs_annotate_worker_reset(bs_annotate_worker *worker);

/* A name that somebody else has found. */
typedef struct bs_given_name {
    bs_span span;
    uint8_t type; /* bs_entity_type; a place may turn out to be a country of the lexicons */
} bs_given_name;

typedef struct bs_annotate_input {
    bs_str text;
    const bs_segment *segments;
    size_t segment_count;
    bs_str published;           /* ISO 8601; the anchor of segments that have none */
    const bs_given_name *given; /* sorted; where there are any, no other names are looked for */
    size_t given_count;
    bool keeps_readings; /* fills `readings` of the layers */
} bs_annotate_input;

/* Fills `layers`, which is reset first. */
bs_status bs_annotate(bs_annotate_worker *worker, const bs_annotate_input *input, bs_layers *layers,
                      bs_error *error);

#endif
