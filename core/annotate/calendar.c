/* calendar.c - see calendar.h. */
#include "annotate/calendar.h"

#include "base/str.h"

enum { YEAR_MAX = 9999 };

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
    for (unsigned month = 0; month < 12; month++)
        if (is_short_form(word, MONTHS[month]))
            return month + 1;
    return 0;
}

int bs_calendar_weekday(bs_str word)
{
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
    } UNITS[] = {{"minute", "minutes", BS_UNIT_MINUTE},
                 {"hour", "hours", BS_UNIT_HOUR},
                 {"day", "days", BS_UNIT_DAY},
                 {"week", "weeks", BS_UNIT_WEEK},
                 {"month", "months", BS_UNIT_MONTH},
                 {"quarter", "quarters", BS_UNIT_QUARTER},
                 {"year", "years", BS_UNIT_YEAR},
                 {"decade", "decades", BS_UNIT_DECADE},
                 {"century", "centuries", BS_UNIT_CENTURY}};
    for (size_t index = 0; index < sizeof UNITS / sizeof *UNITS; index++)
        if (bs_str_equal_nocase(word, bs_str_from(UNITS[index].name)) ||
            bs_str_equal_nocase(word, bs_str_from(UNITS[index].plural)))
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
        {"twenty", 20},   {"twentieth", 20},  {"thirty", 30},    {"forty", 40},
        {"fifty", 50},    {"sixty", 60},      {"seventy", 70},   {"eighty", 80},
        {"ninety", 90},   {"hundred", 100},
    };
    for (size_t index = 0; index < sizeof WORDS / sizeof *WORDS; index++) {
        if (bs_str_equal_nocase(word, bs_str_from(WORDS[index].word))) {
            *number = WORDS[index].number;
            return true;
        }
    }
    return false;
}

bool bs_calendar_number(bs_str word, int64_t *number)
{
    if (word.size == 0 || !bs_ascii_is_digit((unsigned char)word.data[0]))
        return number_word(word, number);
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

static bs_str print_date(bs_arena *arena, bs_date date)
{
    if (!bs_date_is_valid(date))
        return (bs_str){0};
    char text[BS_DAY_TEXT_MAX];
    bs_date_write(date, text);
    return bs_arena_copy(arena, bs_str_from(text));
}

static bs_str shift_days(bs_arena *arena, bs_date anchor, bs_unit unit, int64_t steps)
{
    if (anchor.day == 0 || steps > 4000000 || steps < -4000000)
        return (bs_str){0};
    int64_t day = bs_date_first_day(anchor) + steps * (unit == BS_UNIT_WEEK ? 7 : 1);
    if (day < bs_date_first_day((bs_date){1, 1, 1}) ||
        day >= bs_date_end_day((bs_date){YEAR_MAX, 12, 31}))
        return (bs_str){0};
    if (unit == BS_UNIT_DAY)
        return print_date(arena, bs_date_of_day((int32_t)day));
    int32_t year, week;
    iso_week((int32_t)day, &year, &week);
    return bs_arena_print(arena, "%04d-W%02d", (int)year, (int)week);
}

bs_str bs_calendar_shift(bs_arena *arena, bs_date anchor, bs_unit unit, int64_t steps)
{
    if (unit == BS_UNIT_DAY || unit == BS_UNIT_WEEK)
        return shift_days(arena, anchor, unit, steps);
    if (steps > YEAR_MAX * 12 || steps < -YEAR_MAX * 12 || unit < BS_UNIT_DAY)
        return (bs_str){0};
    if (unit == BS_UNIT_MONTH || unit == BS_UNIT_QUARTER) {
        if (anchor.month == 0)
            return (bs_str){0};
        int64_t length = unit == BS_UNIT_MONTH ? 1 : 3;
        int64_t number = (anchor.year * 12 + anchor.month - 1) / length + steps;
        int64_t year = number * length / 12, place = number * length % 12 / length + 1;
        if (year < 1 || year > YEAR_MAX)
            return (bs_str){0};
        return bs_arena_print(arena, unit == BS_UNIT_MONTH ? "%04d-%02d" : "%04d-Q%d", (int)year,
                              (int)place);
    }
    int64_t length = unit == BS_UNIT_YEAR ? 1 : unit == BS_UNIT_DECADE ? 10 : 100;
    int64_t number = anchor.year / length + steps;
    if (number < 1 || number * length > YEAR_MAX)
        return (bs_str){0};
    return bs_arena_print(arena,
                          unit == BS_UNIT_YEAR     ? "%04d"
                          : unit == BS_UNIT_DECADE ? "%03d"
                                                   : "%02d",
                          (int)number);
}

bs_str bs_calendar_duration(bs_arena *arena, bs_unit unit, int64_t count)
{
    static const char *const FORMS[] = {
        [BS_UNIT_MINUTE] = "PT%sM", [BS_UNIT_HOUR] = "PT%sH",   [BS_UNIT_DAY] = "P%sD",
        [BS_UNIT_WEEK] = "P%sW",    [BS_UNIT_MONTH] = "P%sM",   [BS_UNIT_QUARTER] = "P%sQ",
        [BS_UNIT_YEAR] = "P%sY",    [BS_UNIT_DECADE] = "P%sDE", [BS_UNIT_CENTURY] = "P%sCE"};
    if (unit == BS_UNIT_NONE || unit > BS_UNIT_CENTURY)
        return (bs_str){0};
    bs_str number = count < 0 ? BS_STR("X") : bs_arena_print(arena, "%lld", (long long)count);
    if (!number.data)
        return number;
    bs_str form = bs_str_from(FORMS[unit]);
    size_t split = bs_str_find(form, BS_STR("%s"), 0);
    return bs_arena_print(arena, "%.*s%.*s%.*s", (int)split, form.data, BS_STR_ARG(number),
                          BS_STR_ARG(bs_str_slice(form, split + 2, form.size)));
}
