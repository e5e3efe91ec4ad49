/*
 * calendar.h - what a date expression means, given the day that it is read from. Values are TIMEX3.
 */
#ifndef BS_ANNOTATE_CALENDAR_H
#define BS_ANNOTATE_CALENDAR_H

#include "base/arena.h"
#include "text/day.h"

/* Where a sentence looks: back, ahead, or it does not say. */
typedef enum bs_tense { BS_TENSE_NONE, BS_TENSE_PAST, BS_TENSE_FUTURE } bs_tense;

typedef enum bs_unit {
    BS_UNIT_NONE,
    BS_UNIT_MINUTE,
    BS_UNIT_HOUR,
    BS_UNIT_DAY,
    BS_UNIT_WEEK,
    BS_UNIT_MONTH,
    BS_UNIT_QUARTER,
    BS_UNIT_YEAR,
    BS_UNIT_DECADE,
    BS_UNIT_CENTURY,
} bs_unit;

/* Words as they stand, in any case; 0, -1 or BS_UNIT_NONE for what is none. */
unsigned bs_calendar_month(bs_str word); /* "Sept." is 9 */
int bs_calendar_weekday(bs_str word);    /* "Mon." is 0 */
bs_unit bs_calendar_unit(bs_str word);   /* "years" */
bool bs_calendar_number(bs_str word,
                        int64_t *number); /* "12", "12th", "twelve", "third", "1,200" */

/* A month, perhaps with a day, of no stated year: the year it most likely means. False when the
 * anchor is not precise enough. A month without a day that is that of the anchor is that month. */
bool bs_calendar_resolve_year(bs_date *date, bs_date anchor, bs_tense tense);
/* The weekday nearest to the anchor on the side that the tense tells. */
bool bs_calendar_resolve_weekday(int weekday, bs_date anchor, bs_tense tense, bs_date *date);
/* The value of the unit that holds the anchor, moved by `steps`: "2023" for a year and -1. Absent
 * when the anchor is not precise enough or the calendar ends; data is NULL then. */
bs_str bs_calendar_shift(bs_arena *arena, bs_date anchor, bs_unit unit, int64_t steps);
/* "P2Y"; "PXY" for a `count` under 0. */
bs_str bs_calendar_duration(bs_arena *arena, bs_unit unit, int64_t count);

#endif
