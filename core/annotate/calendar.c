/* calendar.c - see calendar.h. */
#include "annotate/calendar.h"

#include "base/str.h"

enum { YEAR_MAX = 9999, STEPS_MAX = 4000000 };

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *const MONTHS[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};
static const char *const WEEKDAYS[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

/* Whether `word`, perhaps with a full stop, is `name` or a short form of three letters or more. */
static bool is_short_form(bs_str word, const char *name)
{
    if (word.size > 0 && word.data[word.size - 1] == '.')
        word.size--;
    bs_str full = bs_str_from(name);
    return word.size >= 3 && word.size <= full.size &&
           bs_str_equal_nocase(word, bs_str_slice(full, 0, word.size));
}

unsigned bs_calendar_month(bs_str word)
{
    if (word.size > 4 && bs_str_equal_nocase(bs_str_slice(word, 0, 4), BS_STR("mid-")))
        word = bs_str_slice(word, 4, word.size);
    for (unsigned month = 0; month < 12; month++)
        if (is_short_form(word, MONTHS[month]))
            return month + 1;
    return 0;
}

int bs_calendar_weekday(bs_str word)
{
    if (word.size > 6 && bs_ascii_lower((unsigned char)word.data[word.size - 1]) == 's')
        word.size--;
    for (int day = 0; day < 7; day++)
        if (is_short_form(word, WEEKDAYS[day]))
            return day;
    return -1;
}

bs_unit bs_calendar_unit(bs_str word)
{
    static const struct {
        const char *name, *plural;
        bs_unit unit;
    } UNITS[] = {{"year", "years", BS_UNIT_YEAR},
                 {"day", "days", BS_UNIT_DAY},
                 {"month", "months", BS_UNIT_MONTH},
                 {"week", "weeks", BS_UNIT_WEEK},
                 {"hour", "hours", BS_UNIT_HOUR},
                 {"minute", "minutes", BS_UNIT_MINUTE},
                 {"second", "seconds", BS_UNIT_SECOND},
                 {"decade", "decades", BS_UNIT_DECADE},
                 {"century", "centuries", BS_UNIT_CENTURY},
                 {"quarter", "quarters", BS_UNIT_QUARTER},
                 {"weekend", "weekends", BS_UNIT_WEEKEND},
                 {"fortnight", "fortnights", BS_UNIT_FORTNIGHT},
                 {"millennium", "millennia", BS_UNIT_MILLENNIUM}};
    if (bs_str_ends(word, BS_STR("-end")))
        word.size -= 4; /* "year-end" */
    if (bs_str_ends(word, BS_STR("long")))
        word.size -= word.size > 5 && word.data[word.size - 5] == '-' ? 5 : 4; /* "year-long" */
    for (size_t index = 0; index < COUNT(UNITS); index++)
        if (bs_str_is_nocase(word, UNITS[index].name) ||
            bs_str_is_nocase(word, UNITS[index].plural))
            return UNITS[index].unit;
    return BS_UNIT_NONE;
}

static bool number_word(bs_str word, int64_t *number)
{
    static const struct {
        const char *word;
        int64_t number;
    } WORDS[] = {
        {"a", 1},         {"an", 1},          {"one", 1},        {"first", 1},
        {"two", 2},       {"second", 2},      {"three", 3},      {"third", 3},
        {"four", 4},      {"fourth", 4},      {"five", 5},       {"fifth", 5},
        {"six", 6},       {"sixth", 6},       {"seven", 7},      {"seventh", 7},
        {"eight", 8},     {"eighth", 8},      {"nine", 9},       {"ninth", 9},
        {"ten", 10},      {"tenth", 10},      {"eleven", 11},    {"eleventh", 11},
        {"twelve", 12},   {"twelfth", 12},    {"thirteen", 13},  {"thirteenth", 13},
        {"fourteen", 14}, {"fourteenth", 14}, {"fifteen", 15},   {"fifteenth", 15},
        {"sixteen", 16},  {"sixteenth", 16},  {"seventeen", 17}, {"seventeenth", 17},
        {"eighteen", 18}, {"eighteenth", 18}, {"nineteen", 19},  {"nineteenth", 19},
        {"twenty", 20},   {"twentieth", 20},  {"thirty", 30},    {"thirtieth", 30},
        {"forty", 40},    {"fortieth", 40},   {"fifty", 50},     {"fiftieth", 50},
        {"sixty", 60},    {"seventy", 70},    {"eighty", 80},    {"ninety", 90},
        {"hundred", 100}, {"thousand", 1000},
    };
    for (size_t index = 0; index < COUNT(WORDS); index++) {
        if (bs_str_is_nocase(word, WORDS[index].word)) {
            *number = WORDS[index].number;
            return true;
        }
    }
    return false;
}

/* "twenty-two", "thirty-first" */
static bool compound_number(bs_str word, int64_t *number)
{
    size_t hyphen = bs_str_find(word, BS_STR("-"), 0);
    int64_t tens, ones;
    if (hyphen == SIZE_MAX || !number_word(bs_str_slice(word, 0, hyphen), &tens) ||
        !number_word(bs_str_slice(word, hyphen + 1, word.size), &ones) || tens % 10 != 0 ||
        tens > 90 || ones > 9)
        return false;
    *number = tens + ones;
    return true;
}

bool bs_calendar_number(bs_str word, int64_t *number)
{
    if (word.size == 0 || !bs_ascii_is_digit((unsigned char)word.data[0]))
        return number_word(word, number) || compound_number(word, number);
    *number = 0;
    size_t at = 0;
    for (; at < word.size && at < 18; at++) {
        unsigned char c = (unsigned char)word.data[at];
        if (bs_ascii_is_digit(c))
            *number = *number * 10 + (c - '0');
        else if (c != ',' || at + 3 >= word.size)
            break;
    }
    return at == word.size || bs_ascii_is_alpha((unsigned char)word.data[at]);
}

const char *bs_calendar_season(bs_str word, uint8_t *month)
{
    static const struct {
        const char *word, *code;
        uint8_t month;
    } SEASONS[] = {{"spring", "SP", 3},
                   {"summer", "SU", 6},
                   {"autumn", "FA", 9},
                   {"fall", "FA", 9},
                   {"winter", "WI", 12}};
    for (size_t index = 0; index < COUNT(SEASONS); index++) {
        if (bs_str_is_nocase(word, SEASONS[index].word)) {
            *month = SEASONS[index].month;
            return SEASONS[index].code;
        }
    }
    return NULL;
}

const char *bs_calendar_part_of_day(bs_str word)
{
    static const char *const PARTS[][2] = {
        {"hours", "MO"}, /* the early ones */
        {"morning", "MO"},    {"mornings", "MO"},  {"dawn", "MO"},      {"daybreak", "MO"},
        {"sunrise", "MO"},    {"noon", "MI"},      {"midday", "MI"},    {"afternoon", "AF"},
        {"afternoons", "AF"}, {"evening", "EV"},   {"evenings", "EV"},  {"dusk", "EV"},
        {"sunset", "EV"},     {"night", "NI"},     {"nights", "NI"},    {"tonight", "NI"},
        {"overnight", "NI"},  {"nightfall", "NI"}, {"lunchtime", "MI"}, {"daytime", "DT"}};
    for (size_t index = 0; index < COUNT(PARTS); index++)
        if (bs_str_is_nocase(word, PARTS[index][0]))
            return PARTS[index][1];
    return NULL;
}

/* Easter Sunday of the Gregorian calendar: the anonymous algorithm of Nature, 20 April 1876, as in
 * Meeus, Astronomical Algorithms, chapter 8. */
static int32_t easter_day(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
    int32_t f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
    int32_t i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return bs_date_first_day((bs_date){year, (uint8_t)(n / 31), (uint8_t)(n % 31 + 1)});
}

/* The `number`th such weekday of a month, the last for 5. */
static int32_t nth_weekday(int32_t year, uint8_t month, int weekday, int number)
{
    int32_t first = bs_date_first_day((bs_date){year, month, 1});
    int32_t day = first + (weekday - bs_date_weekday(first) + 7) % 7 + 7 * (number - 1);
    return number == 5 && day >= bs_date_end_day((bs_date){year, month, 0}) ? day - 7 : day;
}

bool bs_calendar_holiday(bs_str name, int32_t year, bs_date *date)
{
    /* month and day; or month, weekday (Monday is 1) and which; or 0 and days from Easter */
    static const struct {
        const char *name;
        int8_t month, day, which;
    } HOLIDAYS[] = {
        {"new year's day", 1, 1, 0},
        {"new year's eve", 12, 31, 0},
        {"new year's", 1, 1, 0},
        {"new year", 1, 1, 0},
        {"epiphany", 1, 6, 0},
        {"martin luther king day", 1, 1, 3},
        {"martin luther king jr. day", 1, 1, 3},
        {"valentine's day", 2, 14, 0},
        {"presidents day", 2, 1, 3},
        {"presidents' day", 2, 1, 3},
        {"international women's day", 3, 8, 0},
        {"st. patrick's day", 3, 17, 0},
        {"ash wednesday", 0, -46, 0},
        {"palm sunday", 0, -7, 0},
        {"maundy thursday", 0, -3, 0},
        {"good friday", 0, -2, 0},
        {"easter", 0, 0, 0},
        {"easter sunday", 0, 0, 0},
        {"easter monday", 0, 1, 0},
        {"ascension day", 0, 39, 0},
        {"pentecost", 0, 49, 0},
        {"whitsun", 0, 49, 0},
        {"earth day", 4, 22, 0},
        {"anzac day", 4, 25, 0},
        {"may day", 5, 1, 0},
        {"victory day", 5, 9, 0},
        {"mother's day", 5, 7, 2},
        {"memorial day", 5, 1, 5},
        {"father's day", 6, 7, 3},
        {"juneteenth", 6, 19, 0},
        {"midsummer", 6, 24, 0},
        {"canada day", 7, 1, 0},
        {"independence day", 7, 4, 0},
        {"fourth of july", 7, 4, 0},
        {"bastille day", 7, 14, 0},
        {"labor day", 9, 1, 1},
        {"labour day", 9, 1, 1},
        {"columbus day", 10, 1, 2},
        {"halloween", 10, 31, 0},
        {"all saints' day", 11, 1, 0},
        {"guy fawkes night", 11, 5, 0},
        {"armistice day", 11, 11, 0},
        {"remembrance day", 11, 11, 0},
        {"veterans day", 11, 11, 0},
        {"thanksgiving", 11, 4, 4},
        {"thanksgiving day", 11, 4, 4},
        {"christmas", 12, 25, 0},
        {"christmas day", 12, 25, 0},
        {"christmas eve", 12, 24, 0},
        {"boxing day", 12, 26, 0},
    };
    if (year < 1583 || year > YEAR_MAX)
        return false;
    for (size_t index = 0; index < COUNT(HOLIDAYS); index++) {
        if (!bs_str_is_nocase(name, HOLIDAYS[index].name))
            continue;
        uint8_t month = (uint8_t)HOLIDAYS[index].month;
        int day = HOLIDAYS[index].day, which = HOLIDAYS[index].which;
        if (month == 0)
            *date = bs_date_of_day(easter_day(year) + day);
        else if (which > 0)
            *date = bs_date_of_day(nth_weekday(year, month, day - 1, which));
        else
            *date = (bs_date){year, month, (uint8_t)day};
        return true;
    }
    return false;
}

bool bs_calendar_resolve_year(bs_date *date, bs_date anchor, bs_tense tense)
{
    if (anchor.month == 0 || (date->day != 0 && anchor.day == 0))
        return false;
    int here = anchor.month * 32 + (date->day ? anchor.day : 0);
    int there = date->month * 32 + date->day;
    date->year = anchor.year;
    if (tense == BS_TENSE_PAST && there > here)
        date->year--;
    else if (tense == BS_TENSE_FUTURE && there < here)
        date->year++;
    else if (tense == BS_TENSE_NONE && there - here > 6 * 32)
        date->year--;
    else if (tense == BS_TENSE_NONE && here - there > 6 * 32)
        date->year++;
    return bs_date_is_valid(*date);
}

bool bs_calendar_resolve_weekday(int weekday, bs_date anchor, bs_tense tense, bs_date *date)
{
    if (anchor.day == 0)
        return false;
    int32_t day = bs_date_first_day(anchor);
    int ahead = (weekday - bs_date_weekday(day) + 7) % 7;
    if (tense == BS_TENSE_PAST)
        day -= (7 - ahead) % 7;
    else if (tense == BS_TENSE_FUTURE || ahead <= 3)
        day += ahead;
    else
        day -= 7 - ahead;
    *date = bs_date_of_day(day);
    return bs_date_is_valid(*date);
}

/* The ISO year and week that hold a day: those of its Thursday. */
static void iso_week(int32_t day, int32_t *year, int32_t *week)
{
    int32_t thursday = day - bs_date_weekday(day) + 3;
    *year = bs_date_of_day(thursday).year;
    *week = (thursday - bs_date_first_day((bs_date){*year, 1, 1})) / 7 + 1;
}

static bool is_counted_in_days(bs_unit unit)
{
    return unit >= BS_UNIT_DAY && unit <= BS_UNIT_FORTNIGHT;
}

static int years_of(bs_unit unit)
{
    return unit == BS_UNIT_YEAR      ? 1
           : unit == BS_UNIT_DECADE  ? 10
           : unit == BS_UNIT_CENTURY ? 100
                                     : 1000;
}

bs_date bs_calendar_move(bs_date anchor, bs_unit unit, int64_t steps)
{
    bs_date none = {0};
    if (unit < BS_UNIT_DAY || anchor.year == 0 || steps > STEPS_MAX || steps < -STEPS_MAX)
        return none;
    if (is_counted_in_days(unit)) {
        int64_t width = unit == BS_UNIT_DAY ? 1 : unit == BS_UNIT_FORTNIGHT ? 14 : 7;
        int64_t day = bs_date_first_day(anchor) + steps * width;
        bool is_outside = day < bs_date_first_day((bs_date){1, 1, 1}) ||
                          day >= bs_date_end_day((bs_date){YEAR_MAX, 12, 31});
        return anchor.day == 0 || is_outside ? none : bs_date_of_day((int32_t)day);
    }
    if (unit == BS_UNIT_MONTH || unit == BS_UNIT_QUARTER) {
        int64_t width = unit == BS_UNIT_MONTH ? 1 : 3;
        int64_t month = (anchor.year * 12 + anchor.month - 1) / width * width + steps * width;
        if (anchor.month == 0 || month < 12 || month >= (YEAR_MAX + 1) * 12)
            return none;
        return (bs_date){(int32_t)(month / 12), (uint8_t)(month % 12 + 1), 0};
    }
    int64_t width = years_of(unit), year = anchor.year / width * width + steps * width;
    if (year < width || year > YEAR_MAX)
        return none;
    return (bs_date){(int32_t)year, 0, 0};
}

bs_str bs_calendar_shift(bs_arena *arena, bs_date anchor, bs_unit unit, int64_t steps)
{
    bs_date date = bs_calendar_move(anchor, unit, steps);
    if (date.year == 0)
        return (bs_str){0};
    int32_t year, week;
    switch (unit) {
    case BS_UNIT_DAY:
        return bs_arena_print(arena, "%04d-%02d-%02d", (int)date.year, date.month, date.day);
    case BS_UNIT_WEEK:
    case BS_UNIT_WEEKEND:
    case BS_UNIT_FORTNIGHT:
        iso_week(bs_date_first_day(date), &year, &week);
        return bs_arena_print(arena, unit == BS_UNIT_WEEKEND ? "%04d-W%02d-WE" : "%04d-W%02d",
                              (int)year, (int)week);
    case BS_UNIT_MONTH:
        return bs_arena_print(arena, "%04d-%02d", (int)date.year, date.month);
    case BS_UNIT_QUARTER:
        return bs_arena_print(arena, "%04d-Q%d", (int)date.year, (date.month - 1) / 3 + 1);
    case BS_UNIT_YEAR:
        return bs_arena_print(arena, "%04d", (int)date.year);
    case BS_UNIT_DECADE:
        return bs_arena_print(arena, "%03d", (int)date.year / 10);
    case BS_UNIT_CENTURY:
        return bs_arena_print(arena, "%02d", (int)date.year / 100);
    default:
        return bs_arena_print(arena, "%d", (int)date.year / 1000);
    }
}

bs_str bs_calendar_duration(bs_arena *arena, bs_unit unit, double count)
{
    static const struct {
        const char *before, *behind;
        bs_unit half_unit; /* what half of one is counted in, and how many */
        int half;
    } FORMS[] = {
        [BS_UNIT_SECOND] = {"PT", "S", BS_UNIT_NONE, 0},
        [BS_UNIT_MINUTE] = {"PT", "M", BS_UNIT_SECOND, 30},
        [BS_UNIT_HOUR] = {"PT", "H", BS_UNIT_MINUTE, 30},
        [BS_UNIT_DAY] = {"P", "D", BS_UNIT_HOUR, 12},
        [BS_UNIT_WEEK] = {"P", "W", BS_UNIT_NONE, 0},
        [BS_UNIT_WEEKEND] = {"P", "WE", BS_UNIT_NONE, 0},
        [BS_UNIT_FORTNIGHT] = {"P", "W", BS_UNIT_NONE, 0},
        [BS_UNIT_MONTH] = {"P", "M", BS_UNIT_NONE, 0},
        [BS_UNIT_QUARTER] = {"P", "Q", BS_UNIT_NONE, 0},
        [BS_UNIT_YEAR] = {"P", "Y", BS_UNIT_MONTH, 6},
        [BS_UNIT_DECADE] = {"P", "DE", BS_UNIT_YEAR, 5},
        [BS_UNIT_CENTURY] = {"P", "CE", BS_UNIT_YEAR, 50},
        [BS_UNIT_MILLENNIUM] = {"P", "ML", BS_UNIT_YEAR, 500},
    };
    if (unit == BS_UNIT_NONE || unit >= COUNT(FORMS) || count > 1e9)
        return (bs_str){0};
    const char *before = FORMS[unit].before, *behind = FORMS[unit].behind;
    if (count < 0)
        return bs_arena_print(arena, "%sX%s", before, behind);
    if (count == 0.5 && FORMS[unit].half_unit != BS_UNIT_NONE)
        return bs_calendar_duration(arena, FORMS[unit].half_unit, FORMS[unit].half);
    if (unit == BS_UNIT_FORTNIGHT)
        count *= 2;
    return bs_arena_print(arena, "%s%.12g%s", before, count, behind);
}
