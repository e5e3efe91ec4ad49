/* day.h - ISO 8601 dates cut to their precision ("2024", "2024-07", "2024-07-09") and day numbers.
 */
#ifndef BS_TEXT_DAY_H
#define BS_TEXT_DAY_H

#include "broadsheet.h"

enum { BS_DAY_TEXT_MAX = 16 };

typedef struct bs_date {
    int32_t year;  /* 1 to 9999 */
    uint8_t month; /* 1 to 12, 0 when not known */
    uint8_t day;   /* 1 to 31, 0 when not known */
} bs_date;

/* Reads "YYYY", "YYYY-MM", "YYYY-MM-DD", or the date at the head of a date and time. False for
 * anything else and for days that no calendar has; then `*date` is left as it was. */
bool bs_date_from(bs_str text, bs_date *date);
/* Writes the date, cut to its precision, with a NUL. */
void bs_date_write(bs_date date, char text[BS_DAY_TEXT_MAX]);
bool bs_date_is_valid(bs_date date);
/* Days since 1970-01-01 of the first day, and of the day after the last, that a valid date covers.
 */
int32_t bs_date_first_day(bs_date date);
int32_t bs_date_end_day(bs_date date);
/* The date of a day; days outside the years 1 to 9999 give the nearest one inside. */
bs_date bs_date_of_day(int32_t day);
int bs_date_weekday(int32_t day); /* 0 is Monday */

#endif
