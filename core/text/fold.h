/* fold.h - forms that are alike for a reader: case folded, composed. */
#ifndef BS_TEXT_FOLD_H
#define BS_TEXT_FOLD_H

#include "base/arena.h"
#include "base/str.h"

/* Appends the full case folding of `text`, in NFC. ASCII is fast. */
bs_status bs_fold(bs_str text, bs_buffer *folded, bs_error *error);

#endif
