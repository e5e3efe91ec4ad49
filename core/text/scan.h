/* scan.h - tokens, and the places where a sentence may end, noted while the tokens are cut. */
#ifndef BS_TEXT_SCAN_H
#define BS_TEXT_SCAN_H

#include "broadsheet.h"
#include "text/split.h"
#include "text/word_lists.h"

typedef enum bs_mark_kind {
    BS_MARK_STOP,         /* token `token` is a full stop */
    BS_MARK_STRONG,       /* it is a run of ! and ?, or a full stop of another script */
    BS_MARK_DOTS,         /* it is an ellipsis */
    BS_MARK_ABBREVIATION, /* it ends with a full stop, `detail` is its bs_abbreviation */
    BS_MARK_LINE,         /* `detail` line ends (2 for more) stand before it, the first at `at` */
} bs_mark_kind;

typedef struct bs_mark {
    uint32_t token;
    uint32_t at;
    uint8_t kind, detail;
} bs_mark;

typedef struct bs_marks {
    bs_mark *items;
    size_t count, capacity;
} bs_marks;

/* Appends the tokens of the first `end` bytes of `text` from `start` on, and their marks. */
bs_status bs_scan(bs_str text, size_t start, size_t end, bs_vocabulary *vocabulary,
                  bs_tokens *tokens, bs_marks *marks, bs_error *error);

#endif
