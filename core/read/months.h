/* months.h - names of the months, in some fifty languages. */
#ifndef BS_READ_MONTHS_H
#define BS_READ_MONTHS_H

#include "broadsheet.h"

/* 1 to 12 for the name of a month, whatever its case, or its usual short form; else 0. */
unsigned bs_month_of(bs_str word);

/* For the tests: the table is searched by halves. */
bool bs_months_are_sorted(void);

#endif
