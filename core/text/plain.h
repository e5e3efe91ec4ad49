/*
 * plain.h - the state machines of UAX #29, a step at a time. Each gives where the piece that begins
 * at a boundary ends, looking at nothing before it.
 */
#ifndef BS_TEXT_PLAIN_H
#define BS_TEXT_PLAIN_H

#include "broadsheet.h"

/* `at` must lie inside `text`. Bytes that are no UTF-8 count as characters of no class. */
size_t bs_word_end_plain(bs_str text, size_t at);
size_t bs_sentence_end_plain(bs_str text, size_t at);

#endif
