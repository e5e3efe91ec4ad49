/* sentence.h - where sentences end, decided over the marks that the scanner left. */
#ifndef BS_TEXT_SENTENCE_H
#define BS_TEXT_SENTENCE_H

#include "text/layout.h"
#include "text/scan.h"

/* Appends the sentences of the tokens from `token_start` on; `marks` are theirs. */
bs_status bs_sentences_find(bs_str text, const bs_layout *layout, const bs_vocabulary *vocabulary,
                            const bs_tokens *tokens, size_t token_start, const bs_marks *marks,
                            bs_sentences *sentences, bs_error *error);

#endif
