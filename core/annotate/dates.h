/*
 * dates.h - inside of the room: how a match of a date rule is read.
 *
 * A sentence's matches are first chosen, longest first, then read from left to right, because what
 * "the next day" means depends on the date that was spoken of last. Two days count: the anchor, on
 * which the segment was written, and the reference, of which the text spoke last. In news most is
 * read from the anchor; in a history, which tells of years long past and names no weekdays, from
 * the reference.
 */
#ifndef BS_ANNOTATE_DATES_H
#define BS_ANNOTATE_DATES_H

#include "annotate/calendar.h"
#include "annotate/worker.h"

typedef struct bs_date_reading {
    bs_annotate_worker *worker;
    const bs_rule_match *match;
    const bs_rule *rule;
    const bs_sentence *sentence;
    bs_date anchor;    /* year 0 when there is none */
    bs_date reference; /* year 0 when there is none */
    bs_date said_here; /* what the sentence spoke of last, year 0 for nothing */
    bool is_narrative;
    int32_t next_year; /* of the end of a range that begins here, or 0 */
} bs_date_reading;

typedef enum bs_date_result {
    BS_DATE_NOTHING, /* the match is no date */
    BS_DATE_WRONG,   /* it is one that cannot be: none of its words is a date either */
    BS_DATE_READ,
} bs_date_result;

/* What a match says. `*value` is absent where that stays open; `*said` is the day or period that
 * is spoken of from here on, year 0 for none. */
bs_date_result bs_date_read(const bs_date_reading *of, bs_str *value, bs_date *said);
/* Whether there is a reader of that name. */
bool bs_date_form_is_known(bs_str form);

/* Whether there is such a day, month or year; years before Christ are negative here. */
static inline bool bs_date_point_is_valid(bs_date date)
{
    date.year = date.year < 0 ? -date.year : date.year;
    return bs_date_is_valid(date);
}

/* date_mod.c: what the words of an expression say of its value: "START" of "early 1990",
 * "LESS_THAN" of "nearly two years"; absent for nothing. */
bs_str bs_date_mod(const bs_date_reading *of);

/* date_context.c */

/* The tense of the verb or time word nearest to the match. */
bs_tense bs_date_tense(const bs_date_reading *of);
/* Whether the article is a history: it names years but hardly a weekday or "yesterday". */
bool bs_worker_is_narrative(const bs_annotate_worker *worker);
/* Gives a month, perhaps with a day, its year, from the reference or the anchor and the tense.
 * False when nothing tells. */
bool bs_date_settle_year(const bs_date_reading *of, bs_date *date);
/* What relative words are counted from; year 0 when there is nothing. */
bs_date bs_date_base(const bs_date_reading *of, bool is_anaphoric);

/* date_infer.c: the day of an article that has none, from the dates that were read without one:
 * fills `inferred` of the layers and adds a finding that says why. Nothing where too little is
 * said. */
bs_status bs_worker_infer_date(bs_annotate_worker *worker, bs_error *error);

/* The text of the token before or behind the match, absent at the ends of the sentence. */
bs_str bs_date_before(const bs_date_reading *of, uint32_t steps);
bs_str bs_date_behind(const bs_date_reading *of, uint32_t steps);

#endif
