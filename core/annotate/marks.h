/*
 * marks.h - inside of the room: stretches of text between quotation marks, of every style:
 * straight, curly, low, doubled apostrophes, guillemets either way round, single marks, and the
 * dash at the head of a line.
 */
#ifndef BS_ANNOTATE_MARKS_H
#define BS_ANNOTATE_MARKS_H

#include "annotate/worker.h"

typedef struct bs_stretch {
    uint32_t open, close; /* tokens of the marks; `close` is past the last where there is none */
    bool is_continued;    /* no closing mark: the next paragraph opens again */
    bool is_unclosed;     /* no closing mark at all: it ends with its paragraph */
    bool is_single;       /* single marks, which are apostrophes as well */
    bool is_dash;         /* opened by a dash at the head of a line; `close` is its line's end */
} bs_stretch;

typedef struct bs_stretches {
    bs_stretch *items;
    size_t count, capacity;
} bs_stretches;

/* Appends the stretches in order, without overlap. Their tokens are not yet marked as quoted.
 * Reports marks that are never closed as findings. */
bs_status bs_marks_find(bs_annotate_worker *worker, bs_stretches *list, bs_error *error);

/* Whether a new paragraph begins with the token: it begins a sentence and a line. */
bool bs_marks_begins_paragraph(const bs_annotate_worker *worker, uint32_t token);

#endif
