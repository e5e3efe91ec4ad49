/* day.c - see day.h. The calendar is the Gregorian one, also before it was invented. */
#include "text/day.h"

#include <stdio.h>

#include "base/str.h"

enum {
    YEAR_MAX = 9999,
    DAYS_PER_ERA = 146097,   /* 400 years */
    DAYS_TO_EPOCH = 719468,  /* from 0000-03-01 to 1970-01-01 */
    DAY_FIRST = -719162,     /* 0001-01-01 */
    DAY_LAST = 2932896,      /* 9999-12-31 */
    WEEKDAY_OF_DAY_ZERO = 3, /* 1970-01-01 was a Thursday */
};

static bool is_leap_year(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int32_t year, int month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

bool bs_date_is_valid(bs_date date)
{
    if (date.year < 1 || date.year > YEAR_MAX || date.month > 12)
        return false;
    if (date.month == 0)
        return date.day == 0;
    return date.day <= days_in_month(date.year, date.month);
}

/* Reads `count` digits at `*at`. */
static bool read_digits(bs_str text, size_t *at, int count, int32_t *value)
{
    if (text.size - *at < (size_t)count)
        return false;
    *value = 0;
    for (int i = 0; i < count; i++) {
        unsigned char c = (unsigned char)text.data[(*at)++];
        if (!bs_ascii_is_digit(c))
            return false;
        *value = *value * 10 + (c - '0');
    }
    return true;
}

/* Whether a time of day stands at `at`: "T" or a space, then an hour. */
static bool is_time_at(bs_str text, size_t at)
{
    char separator = text.data[at];
    int32_t hour;
    at++;
    return (separator == 'T' || separator == 't' || separator == ' ') &&
           read_digits(text, &at, 2, &hour) && hour <= 24;
}

bool bs_date_from(bs_str text, bs_date *date)
{
    size_t at = 0;
    int32_t parts[3] = {0};
    if (!read_digits(text, &at, 4, &parts[0]))
        return false;
    for (int i = 1; i < 3 && at < text.size && text.data[at] == '-'; i++) {
        at++;
        if (!read_digits(text, &at, 2, &parts[i]) || parts[i] == 0)
            return false;
    }
    if (at < text.size && !(parts[2] && is_time_at(text, at)))
        return false;
    bs_date read = {parts[0], (uint8_t)parts[1], (uint8_t)parts[2]};
    if (!bs_date_is_valid(read))
        return false;
    *date = read;
    return true;
}

void bs_date_write(bs_date date, char text[BS_DAY_TEXT_MAX])
{
    unsigned year = (unsigned)date.year % (YEAR_MAX + 1);
    unsigned month = date.month % 100u, day = date.day % 100u;
    if (month == 0)
        snprintf(text, BS_DAY_TEXT_MAX, "%04u", year);
    else if (day == 0)
        snprintf(text, BS_DAY_TEXT_MAX, "%04u-%02u", year, month);
    else
        snprintf(text, BS_DAY_TEXT_MAX, "%04u-%02u-%02u", year, month, day);
}

/* Years here begin in March, so that the leap day is the last of its year. */
static int32_t day_number(int32_t year, int32_t month, int32_t day)
{
    year -= month <= 2;
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH;
}

int32_t bs_date_first_day(bs_date date)
{
    return day_number(date.year, date.month ? date.month : 1, date.day ? date.day : 1);
}

int32_t bs_date_end_day(bs_date date)
{
    if (date.month == 0)
        return day_number(date.year + 1, 1, 1);
    if (date.day == 0)
        return day_number(date.year + date.month / 12, date.month % 12 + 1, 1);
    return day_number(date.year, date.month, date.day) + 1;
}

bs_date bs_date_of_day(int32_t day)
{
    day = day < DAY_FIRST ? DAY_FIRST : day > DAY_LAST ? DAY_LAST : day;
    int32_t shifted = day + DAYS_TO_EPOCH;
    int32_t era = shifted / DAYS_PER_ERA;
    int32_t day_of_era = shifted - era * DAYS_PER_ERA;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t march_month = (5 * day_of_year + 2) / 153;
    int32_t month = march_month < 10 ? march_month + 3 : march_month - 9;
    return (bs_date){year_of_era + era * 400 + (month <= 2), (uint8_t)month,
                     (uint8_t)(day_of_year - (153 * march_month + 2) / 5 + 1)};
}

int bs_date_weekday(int32_t day)
{
    int rest = (day % 7 + WEEKDAY_OF_DAY_ZERO) % 7;
    return rest < 0 ? rest + 7 : rest;
}
