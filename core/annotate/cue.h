/*
 * cue.h - inside of the room: verbs that bring the words of somebody, and who that is.
 *
 * A cue (bs_cue in worker.h) is such a verb outside quotation marks together with its subject. What
 * was said is looked for by quotations.c (between marks) and indirect.c (without).
 */
#ifndef BS_ANNOTATE_CUE_H
#define BS_ANNOTATE_CUE_H

#include "annotate/worker.h"

/* Reads the attribution of the verb at `token`, which is no part of a quotation. False when the
 * word is no verb here, is denied ("did not say"), or has no subject that can be found. The verbs
 * before it must be in `worker->cues` already. */
bool bs_cue_read(const bs_annotate_worker *worker, const bs_sentence *sentence, uint32_t token,
                 bs_cue *cue);
/* Whether the token may be a verb that brings words: it is in one of the lists of such verbs. */
bool bs_cue_is_listed(const bs_annotate_worker *worker, uint32_t token);

/* The noun phrase that ends before `end` and begins at `least` or later: its first token, `end` for
 * none. */
uint32_t bs_cue_phrase_start(const bs_annotate_worker *worker, uint32_t least, uint32_t end);
/* The noun phrase that begins at `start`: the token behind its last, `start` for none. */
uint32_t bs_cue_phrase_end(const bs_annotate_worker *worker, uint32_t start, uint32_t most);

/* What can be said of one token. */
bool bs_cue_is_word(const bs_annotate_worker *worker, uint32_t token, const char *word);
/* One of the words, in any case; the list ends with NULL. */
bool bs_cue_is_any(const bs_annotate_worker *worker, uint32_t token, const char *const *words);
/* A mark that stands before or behind quoted words, of any style. */
bool bs_cue_is_mark(const bs_annotate_worker *worker, uint32_t token);
/* A comma, stop, dash or bracket; a word with a full stop is none. */
bool bs_cue_is_break(const bs_annotate_worker *worker, uint32_t token);
/* A form of a verb that makes a clause: an auxiliary or a verb of the lists. */
bool bs_cue_is_finite(const bs_annotate_worker *worker, uint32_t token);

#endif
