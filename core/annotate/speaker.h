/* speaker.h - who said it: the verb and the speaker around quoted words. */
#ifndef BS_ANNOTATE_SPEAKER_H
#define BS_ANNOTATE_SPEAKER_H

#include "annotate/worker.h"

typedef struct bs_attributed {
    uint32_t speaker;                    /* entity, or BS_NONE */
    uint32_t speaker_start, speaker_end; /* tokens, empty when there is none */
    uint32_t cue;                        /* token, or BS_NONE (a colon) */
    uint32_t end;                        /* token behind the attribution */
    bool is_pronoun;
} bs_attributed;

/* Looks behind the closing mark `close`: `," Simon said`, `," said the minister`. */
bool bs_speaker_after(const bs_annotate_worker *worker, uint32_t close, bs_attributed *found);
/* Looks before the opening mark `open`: `Simon said: "`, `told reporters that "`. */
bool bs_speaker_before(const bs_annotate_worker *worker, uint32_t open, bs_attributed *found);
/* The person that he or she stands for: the last before it who spoke, else who was named. */
uint32_t bs_speaker_of_pronoun(const bs_annotate_worker *worker, uint32_t token);
bool bs_speaker_is_pronoun(const bs_annotate_worker *worker, uint32_t token);
/* The entity of the first mention in a row of tokens that can speak, or BS_NONE. */
uint32_t bs_speaker_in(const bs_annotate_worker *worker, uint32_t start, uint32_t end);
/* The sentence that holds a token. */
const bs_sentence *bs_speaker_sentence(const bs_annotate_worker *worker, uint32_t token);

#endif
