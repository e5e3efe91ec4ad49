/*
 * examples.h - texts in which somebody marked the names, to learn from and to measure on.
 *
 * Two forms of file. `.tsv`: a token and its label a line, tab between (O, B-PER, I-PER, LOC, ORG;
 * any other type counts as no name), a blank line behind a sentence, lines `# doc ID` and
 * `# text = ...` before what they belong to; where the text of a sentence is not given its tokens
 * are put together as print would. `.txt`: articles in running text with marks such as
 * [Ana Duarte|PER#duarte], where what follows # names the entity; a line `# article ID` begins one,
 * lines `# KEY VALUE` may follow it. Marks may hold marks; the place in the name of an event
 * counts.
 */
#ifndef BS_ANNOTATE_EXAMPLES_H
#define BS_ANNOTATE_EXAMPLES_H

#include "base/arena.h"
#include "base/array.h"
#include "base/str.h"

/* What is told apart, in this order. */
typedef enum bs_tag {
    BS_TAG_PERSON,
    BS_TAG_PLACE, /* countries too */
    BS_TAG_ORGANIZATION,
    BS_TAGS,
} bs_tag;

typedef struct bs_example_name {
    uint32_t start, end; /* bytes */
    uint8_t tag;         /* bs_tag */
} bs_example_name;

typedef struct bs_example {
    bs_str id, text;
    const bs_example_name *names; /* in order, without overlap */
    size_t name_count;
} bs_example;

typedef struct bs_examples {
    bs_example *items;
    size_t count, capacity;
} bs_examples;

/* Appends the texts of a file; strings lie in `arena`. BS_BAD_DATA names file and line. */
bs_status bs_examples_read(const char *path, bs_arena *arena, bs_examples *examples,
                           bs_error *error);

#endif
