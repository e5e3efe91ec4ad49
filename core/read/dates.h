/* dates.h - dates as people and machines write them, and those in names of files and in URLs. */
#ifndef BS_READ_DATES_H
#define BS_READ_DATES_H

#include "broadsheet.h"
#include "text/day.h"

enum { BS_DATE_WRITTEN_BYTES = 160 }; /* as much of a text as is looked at */

/*
 * The first date written in `text`: ISO 8601, RFC 2822, "July 9, 2024", "9 juillet 2024",
 * "2024/07/09", "20240709", "2024年7月9日", seconds or milliseconds since 1970 and so on, cut to
 * what is said. "03/04/2024" gives the year alone, since nobody can tell which part is the month.
 * False when there is none, or the first one is of a day that no calendar has.
 */
bool bs_date_written(bs_str text, bs_date *date);

/* How a page writes "03/04/2024". */
typedef enum bs_date_order {
    BS_DATE_UNKNOWN,
    BS_DATE_DAY_FIRST,
    BS_DATE_MONTH_FIRST
} bs_date_order;

/* By a language tag such as "en-US"; English without a country does not tell. */
bs_date_order bs_date_order_of(bs_str language);

/*
 * The first date in the text of a page that tells the day, in any of the languages that we know the
 * months of. Unlike bs_date_written(), numbers without separators are none.
 */
bool bs_date_seen(bs_str text, bs_date_order order, bs_date *date);

/* The most precise date in the path of a URL, as in "/2024/07/09/", or false. */
bool bs_date_in_url(bs_str url, bs_date *date);

/* The most precise date in the parts of a path, of several the one nearest to its end: a day, a
 * month, or a year from 1700 to 2100 that stands alone. */
bool bs_date_in_path(bs_str path, bs_date *date);

#endif
