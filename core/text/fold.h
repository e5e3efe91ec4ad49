/* fold.h - forms that are alike for a reader: case folded, composed, one apostrophe, one hyphen.
 */
#ifndef BS_TEXT_FOLD_H
#define BS_TEXT_FOLD_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Appends the full case folding of `text`, in NFC, in which the typographic apostrophe (U+2019,
 * U+02BC) is ', the hyphens U+2010 and U+2011 are -, and soft hyphens and zero-width characters are
 * left out. Bytes that are no UTF-8 become U+FFFD. ASCII is fast. Fails with BS_NO_MEMORY, and
 * BS_LIMIT when there is over 256 MiB of text.
 */
bs_status bs_fold(bs_str text, bs_buffer *folded, bs_error *error);

#endif
