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
    BS_UNIT_SECOND,
    BS_UNIT_MINUTE,
    BS_UNIT_HOUR,
    BS_UNIT_DAY,
    BS_UNIT_WEEK,
    BS_UNIT_WEEKEND,
    BS_UNIT_FORTNIGHT,
    BS_UNIT_MONTH,
    BS_UNIT_QUARTER,
    BS_UNIT_YEAR,
    BS_UNIT_DECADE,
    BS_UNIT_CENTURY,
    BS_UNIT_MILLENNIUM,
} bs_unit;

/* Words as they stand, in any case; 0, -1, NULL or BS_UNIT_NONE for what is none. */
unsigned bs_calendar_month(bs_str word); /* "Sept." and "mid-September" are 9 */
int bs_calendar_weekday(bs_str word);    /* "Mon." and "Mondays" are 0 */
bs_unit bs_calendar_unit(bs_str word);   /* "years" */
bool bs_calendar_number(bs_str word,
                        int64_t *number); /* "12", "12th", "twenty-two", "third", "1,200" */
/* "SP", "SU", "FA", "WI"; `*month` is the first of the season. */
const char *bs_calendar_season(bs_str word, uint8_t *month);
/* "MO", "AF", "EV", "NI", "MI", "DT". */
const char *bs_calendar_part_of_day(bs_str word);
/* The day of a holiday in a year: "Christmas Eve", "Thanksgiving", "Easter Monday". */
bool bs_calendar_holiday(bs_str name, int32_t year, bs_date *date);

/* A month, perhaps with a day, of no stated year: the year it most likely means. False when the
 * anchor is not precise enough. A month without a day that is that of the anchor is that month. */
bool bs_calendar_resolve_year(bs_date *date, bs_date anchor, bs_tense tense);
/* The weekday nearest to the anchor on the side that the tense tells. */
bool bs_calendar_resolve_weekday(int weekday, bs_date anchor, bs_tense tense, bs_date *date);
/* The day or month that holds the anchor, moved by `steps` of a unit: that of the value, as
 * bs_calendar_shift() prints it, with what is finer cut off. Year 0 when it cannot be. */
bs_date bs_calendar_move(bs_date anchor, bs_unit unit, int64_t steps);
/* The value of the unit that holds the anchor, moved by `steps`: "2023" for a year and -1. Absent
 * when the anchor is not precise enough or the calendar ends; data is NULL then. */
bs_str bs_calendar_shift(bs_arena *arena, bs_date anchor, bs_unit unit, int64_t steps);
/* "P2Y", "PT1.5H", "P50Y" for half a century; "PXY" for a `count` under 0. */
bs_str bs_calendar_duration(bs_arena *arena, bs_unit unit, double count);

#endif
