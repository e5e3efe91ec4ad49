/* speaker.h - inside of the room: who the words for a speaker stand for. */
#ifndef BS_ANNOTATE_SPEAKER_H
#define BS_ANNOTATE_SPEAKER_H

#include "annotate/worker.h"

/* Whether a mention is of somebody who can say things: a person, an organisation, a country, a
 * document, not by a demonym. */
bool bs_speaker_can_speak(const bs_mention *mention);
/* The entity of the first mention in a row of tokens that can speak, persons before others, or
 * BS_NONE. */
uint32_t bs_speaker_in(const bs_annotate_worker *worker, uint32_t start, uint32_t end);
bool bs_speaker_is_pronoun(const bs_annotate_worker *worker, uint32_t token);
/* The person that he or she stands for: the last before it who spoke, else who was named. */
uint32_t bs_speaker_of_pronoun(const bs_annotate_worker *worker, uint32_t token);
/* The entity (or BS_NONE) and the words, in the arena of the layers, of the speaker at a row of
 * tokens. */
void bs_speaker_take(const bs_annotate_worker *worker, uint32_t start, uint32_t end,
                     uint32_t *entity, bs_str *text);
/* The sentence that holds a token, or NULL. */
const bs_sentence *bs_speaker_sentence(const bs_annotate_worker *worker, uint32_t token);

#endif
