/*
 * reading.h - one source being read: a draft of the article at hand, and how drafts become
 * articles. What every format needs is here once: ids, dates and where they come from, the
 * language, anchors, findings.
 */
#ifndef BS_READ_READING_H
#define BS_READ_READING_H

#include "base/arena.h"
#include "base/array.h"
#include "read/article.h"
#include "read/columns.h"
#include "read/dates.h"
#include "read/keys.h"
#include "read/read.h"

enum { BS_BYLINE_MAX = 64, BS_TITLE_BYTES_MAX = 1024, BS_NAME_BYTES_MAX = 256 };

/* What is known so far of one article. Strings lie in the arena of the reading or in its source. */
typedef struct bs_draft {
    bs_str id, url, title, outlet, language, crawled, text;
    bs_str byline[BS_BYLINE_MAX];
    size_t byline_count;
    bs_date date;
    bs_basis basis;
    bs_segments segments; /* anchors are filled in later */
    bs_findings findings;
} bs_draft;

typedef struct bs_reading {
    const bs_source *source;
    const bs_read_options *options;
    const bs_article_events *events;
    bs_arena *arena;
    bs_draft draft;
    bs_date option_date;
    bs_columns columns; /* as they were stated */
    size_t ordinal;     /* of the article in the file, from 0 */
    size_t replaced;    /* sequences of the source that were no text in its encoding */
} bs_reading;

/* Empties the draft for the next article; its lists keep their memory. */
void bs_reading_begin(bs_reading *reading);
/* Frees what the draft holds. */
void bs_reading_clear(bs_reading *reading);

/* Takes the value of a key into the draft where that key has none yet. The strings are kept as they
 * are, not copied. A date is read with `basis`; one that cannot be read is a finding. */
bs_status bs_reading_take(bs_reading *reading, bs_key key, bs_str value, bs_basis basis,
                          bs_error *error);
/* Adds the names of a byline: "By A. Smith and B. Jones" gives two, each once. */
void bs_reading_add_byline(bs_reading *reading, bs_str byline);
/* Adds one name as it stands. */
void bs_reading_add_name(bs_reading *reading, bs_str name);

bs_status bs_reading_add_segment(bs_reading *reading, bs_segment_type type, size_t start,
                                 size_t end, bs_error *error);
bs_status bs_reading_find(bs_reading *reading, bs_str kind, size_t start, size_t end,
                          bs_str message, bs_error *error);

/* Makes an article of the draft and hands it on. A text without segments is all body. */
bs_status bs_reading_emit(bs_reading *reading, bs_error *error);

/* Tells the caller that the source, or a part of it, is passed over. */
bs_status bs_reading_skip(bs_reading *reading, bs_skip_kind kind, bs_error *error,
                          const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
