/*
 * date_forms.c - matches of date rules become values. A rule says by the fact `form` how its parts
 * are to be read:
 *
 *     calendar   day, month, year, era (BC), weekday; part (of the day); yearly (this, last, ..)
 *     year       year and nothing else, where the words around do not make it a number
 *     iso        a date in figures: 2024-07-09, 7/9/2024
 *     range      from: a year, whose century that of two figures is
 *     decade     decade: 1990s, or the word of one
 *     century    number, era
 *     weekday    weekday, perhaps relative (last, next, this), week (of last, next week), part
 *     day        word: today, yesterday, ..; part
 *     part       part of a day: relative part, or a word alone
 *     unit       relative and unit: last year, earlier this month
 *     weekend    nothing: "the weekend"
 *     ago        count, unit, side: ago, earlier, later, ..
 *     duration   count and unit
 *     streak     number and unit: the third consecutive year
 *     whole      one unit: the past year, all day
 *     set        unit, weekday, month or part; count
 *     quarter    number, perhaps year, relative or fiscal; `length` 2 for halves
 *     fiscal     year
 *     season     season, perhaps year or relative
 *     clock      time, half (a.m., p.m.), word (noon), weekday or day
 *     holiday    name, perhaps year or relative
 *     vague      the fact `value`: PAST_REF, PRESENT_REF, FUTURE_REF
 */
#include <stdlib.h>

#include "annotate/dates.h"
#include "base/error.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define ARENA(of) (&(of)->worker->layers->arena)

static const bs_rule_capture *capture(const bs_date_reading *of, const char *name)
{
    const bs_rule_capture *found = bs_worker_capture(of->worker, of->match, name);
    return found && found->token_end > found->token_start ? found : NULL;
}

/* The text of a part, absent when the match has none of that name. */
static bs_str part(const bs_date_reading *of, const char *name)
{
    const bs_rule_capture *found = capture(of, name);
    if (!found)
        return (bs_str){0};
    const bs_token *tokens = of->worker->layers->tokens.items;
    return bs_str_slice(of->worker->input->text, tokens[found->token_start].start,
                        tokens[found->token_end - 1].end);
}

static bool number_of(const bs_date_reading *of, const char *name, int64_t *number)
{
    bs_str text = part(of, name);
    return text.data && bs_calendar_number(text, number);
}

static bool is_one_of(bs_str word, const char *const *list, size_t count)
{
    for (size_t index = 0; word.data && index < count; index++)
        if (bs_str_is_nocase(word, list[index]))
            return true;
    return false;
}
#define IS_ONE_OF(word, list) is_one_of(word, list, COUNT(list))

/* last, past, previous: -1; this, current, same: 0; next, coming: 1 */
static int direction_of(bs_str word)
{
    static const char *const BACK[] = {"last",  "past",   "previous", "preceding",
                                       "prior", "before", "earlier"};
    static const char *const AHEAD[] = {"next",       "coming", "following", "upcoming",
                                        "subsequent", "after",  "later",     "ensuing"};
    return IS_ONE_OF(word, BACK) ? -1 : IS_ONE_OF(word, AHEAD) ? 1 : 0;
}

/* Words that count from what was spoken of last, also in news: "the following day". */
static bool is_anaphoric(const bs_date_reading *of, bs_str word)
{
    static const char *const WORDS[] = {"following", "previous",   "preceding", "prior",
                                        "that",      "same",       "before",    "after",
                                        "earlier",   "subsequent", "later",     "ensuing"};
    if (IS_ONE_OF(word, WORDS))
        return true;
    static const char *const NEXT[] = {"next"};
    const bs_token *tokens = of->worker->layers->tokens.items;
    bs_str first = bs_str_slice(of->worker->input->text, tokens[of->match->token_start].start,
                                tokens[of->match->token_start].end);
    return IS_ONE_OF(word, NEXT) && bs_str_equal_nocase(first, BS_STR("the"));
}

/* ------------------------------------------------------------------------ points in time */

static bs_date_result give_date(const bs_date_reading *of, bs_date date, bs_str *value,
                                bs_date *said)
{
    bs_date print = date;
    char text[BS_DAY_TEXT_MAX];
    print.year = abs(date.year);
    bs_date_write(print, text);
    *said = date;
    bs_str of_day = part(of, "part");
    const char *code = of_day.data && date.day ? bs_calendar_part_of_day(of_day) : NULL;
    *value = bs_arena_print(ARENA(of), "%s%s%s%s", date.year < 0 ? "BC" : "", text, code ? "T" : "",
                            code ? code : "");
    return BS_DATE_READ;
}

/* The year that is written: four figures, or two behind an apostrophe; negative with an era. */
static bool read_written_year(const bs_date_reading *of, int32_t *year)
{
    int64_t number;
    bs_str text = part(of, "year"), era = part(of, "era");
    if (text.size == 8 && bs_str_equal_nocase(bs_str_slice(text, 0, 4), BS_STR("mid-")))
        text = bs_str_slice(text, 4, 8);
    if (text.size == 0 || !bs_calendar_number(text, &number) || number < 1 || number > 9999)
        return false;
    if (text.size == 2 && !era.data)
        number += number < 30 ? 2000 : 1900;
    bool is_before = era.data && (era.data[0] | 0x20) == 'b';
    *year = (int32_t)(is_before ? -number : number);
    return true;
}

/* "of that year", "last year", "of the same month": the year that holds it. */
static bool read_relative_year(const bs_date_reading *of, int32_t *year)
{
    bs_str yearly = part(of, "yearly");
    bs_date base = bs_date_base(of, is_anaphoric(of, yearly));
    if (!yearly.data || base.year == 0)
        return false;
    *year = base.year + direction_of(yearly);
    return true;
}

/* "last June" is the one before this month, "next June" the one after it. */
static bool settle_relative(const bs_date_reading *of, bs_str relative, bs_date *date)
{
    static const char *const SAME[] = {"that", "same"};
    bs_date base = bs_date_base(of, IS_ONE_OF(relative, SAME));
    int direction = direction_of(relative);
    if (base.year == 0)
        return false;
    if (direction == 0) {
        date->year = base.year;
        return bs_date_point_is_valid(*date);
    }
    if (!bs_calendar_resolve_year(date, base, direction < 0 ? BS_TENSE_PAST : BS_TENSE_FUTURE))
        return false;
    if (date->day == 0 && date->year == base.year && date->month == base.month)
        date->year += direction;
    return true;
}

/* The year of what has none, from its own parts or from around. */
static bool settle(const bs_date_reading *of, bs_date *date)
{
    bs_str relative = part(of, "relative");
    if (read_written_year(of, &date->year) || read_relative_year(of, &date->year))
        return bs_date_point_is_valid(*date);
    return relative.data ? settle_relative(of, relative, date) : bs_date_settle_year(of, date);
}

static bs_date_result read_calendar(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bs_date date = {0};
    int64_t number;
    bs_str month = part(of, "month");
    if (month.data && (date.month = (uint8_t)bs_calendar_month(month)) == 0)
        return BS_DATE_WRONG;
    if (part(of, "day").data) {
        if (!number_of(of, "day", &number) || number < 1 || number > 31)
            return BS_DATE_WRONG;
        date.day = (uint8_t)number;
    }
    if (!bs_date_is_valid((bs_date){2000, date.month, date.day}))
        return BS_DATE_WRONG;
    if (!settle(of, &date))
        return part(of, "year").data ? BS_DATE_WRONG : BS_DATE_READ;
    return give_date(of, date, value, said);
}

/* Words before a number of four figures that make it no year, and units behind it. */
static bool is_plain_number(const bs_date_reading *of)
{
    static const char *const BEFORE[] = {
        "$",        "£",          "€",         "¥",       "#",       "no.",    "nos.",
        "no",       "resolution", "flight",    "section", "article", "room",   "page",
        "chapter",  "channel",    "route",     "highway", "model",   "rule",   "bill",
        "number",   "order",      "directive", "part",    "unit",    "point",  "battalion",
        "regiment", "decree",     "file",      "exactly", "nearly",  "almost", "roughly",
        "least",    "most",       "only",      "than",    "+",       "×",      "boeing",
        "windows",  "series",     "r$",        "us$",     "a$",      "c$",     "usd",
        "eur",      "rs.",        "rs"};
    static const char *const BEHIND[] = {
        "%",   "percent", "per",  "km",    "kg",    "m",  "mm", "cc",  "hp", "mph",    "km/h",
        "gmt", "utc",     "feet", "hours", "local", "°c", "mw", "rpm", "x",  "million"};
    return IS_ONE_OF(bs_date_before(of, 1), BEFORE) || IS_ONE_OF(bs_date_behind(of, 1), BEHIND);
}

static bool is_year_context(bs_str word)
{
    static const char *const WORDS[] = {
        "in",     "since",      "until", "till",    "by",    "from",  "during",  "of",
        "before", "after",      "for",   "through", "to",    "and",   "between", "around",
        "circa",  "late",       "early", "mid",     "back",  "the",   "(",       ",",
        "or",     "throughout", "'s",    "its",     "their", "his",   "year",    "–",
        "-",      "this",       "that",  "a",       "an",    "about", "[",       "c.",
        "’s",     "ca.",        "into",  "as",      "on",    ";"};
    return word.size == 0 || IS_ONE_OF(word, WORDS);
}

static bs_date_result read_year(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bs_date date = {0};
    if (!read_written_year(of, &date.year) || is_plain_number(of))
        return BS_DATE_NOTHING;
    bs_str before = bs_date_before(of, 1), behind = bs_date_behind(of, 1);
    bool is_likely = date.year >= 1700 && date.year <= 2100;
    if (!is_likely && !part(of, "era").data && !is_year_context(before))
        return BS_DATE_NOTHING;
    /* "1998 tanks", but "the 1998 elections" */
    bool is_counted =
        behind.size > 3 && behind.data[behind.size - 1] == 's' &&
        behind.data[behind.size - 2] != 's' && bs_ascii_is_alpha((unsigned char)behind.data[0]) &&
        bs_ascii_lower((unsigned char)behind.data[0]) == (unsigned char)behind.data[0];
    bool is_preposition = is_year_context(before);
    if (is_counted && !is_preposition)
        return BS_DATE_NOTHING;
    return give_date(of, date, value, said);
}

/* "2024-07-09"; "7/9/2024" when one of the two can only be the day, else as Americans write. */
static bs_date_result read_iso(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bs_str text = part(of, "date");
    bs_date date = {0};
    if (text.size == 10 && text.data[4] == '-')
        return bs_date_from(text, &date) ? give_date(of, date, value, said) : BS_DATE_WRONG;
    int numbers[3] = {0}, count = 0;
    size_t digits = 0;
    for (size_t at = 0; at < text.size; at++) {
        unsigned char c = (unsigned char)text.data[at];
        if (c == '/' && digits > 0 && count < 2) {
            count++;
            digits = 0;
        } else if (bs_ascii_is_digit(c) && digits < 4) {
            numbers[count] = numbers[count] * 10 + (c - '0');
            digits++;
        } else {
            return BS_DATE_NOTHING;
        }
    }
    if (count == 1 && numbers[0] == 9 && numbers[1] == 11)
        return give_date(of, (bs_date){2001, 9, 11}, value, said);
    if (count != 2 || (digits != 4 && digits != 2))
        return BS_DATE_NOTHING;
    bool is_day_first = numbers[0] > 12;
    date.year = digits == 4 ? numbers[2] : numbers[2] + (numbers[2] < 30 ? 2000 : 1900);
    date.month = (uint8_t)numbers[is_day_first ? 1 : 0];
    date.day = (uint8_t)numbers[is_day_first ? 0 : 1];
    if (numbers[0] > 31 || numbers[1] > 31 || !date.month || !date.day || !bs_date_is_valid(date))
        return BS_DATE_NOTHING;
    return give_date(of, date, value, said);
}

/* "1998-99": the year that the two figures end */
static bs_date_result read_range(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    int64_t from, to;
    bs_str end = part(of, "date");
    if (end.size != 2 || !number_of(of, "from", &from) || !bs_calendar_number(end, &to) ||
        to <= from % 100)
        return BS_DATE_NOTHING;
    return give_date(of, (bs_date){(int32_t)(from / 100 * 100 + to), 0, 0}, value, said);
}

static bs_date_result read_decade(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    static const char *const WORDS[] = {"twenties", "thirties",  "forties",  "fifties",
                                        "sixties",  "seventies", "eighties", "nineties"};
    bs_str decade = part(of, "decade"), era = part(of, "era");
    bool is_before = era.data && (era.data[0] | 0x20) == 'b';
    if (decade.size > 4 && bs_str_equal_nocase(bs_str_slice(decade, 0, 4), BS_STR("mid-")))
        decade = bs_str_slice(decade, 4, decade.size);
    int64_t number = 0;
    size_t digits = 0;
    while (digits < decade.size && bs_ascii_is_digit((unsigned char)decade.data[digits]))
        number = number * 10 + (decade.data[digits++] - '0');
    for (int index = 0; digits == 0 && index < 8; index++)
        if (bs_str_is_nocase(decade, WORDS[index]))
            number = 1920 + index * 10;
    if (digits == 2)
        number += number < 30 ? 2000 : 1900;
    if (number % 10 != 0 || number < 10 || number > 2190)
        return BS_DATE_NOTHING;
    *said = (bs_date){(int32_t)(is_before ? -number : number), 0, 0};
    *value = bs_arena_print(ARENA(of), "%s%03d", is_before ? "BC" : "", (int)number / 10);
    return BS_DATE_READ;
}

static bs_date_result read_century(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    (void)said;
    int64_t number;
    bs_str era = part(of, "era");
    bool is_before = era.data && (era.data[0] | 0x20) == 'b';
    bs_str text = part(of, "number");
    if (text.size > 4 && bs_str_equal_nocase(bs_str_slice(text, 0, 4), BS_STR("mid-")))
        text = bs_str_slice(text, 4, text.size);
    size_t tail = bs_str_find(text, BS_STR("-century"), 0);
    if (tail != SIZE_MAX)
        text.size = tail;
    if (!bs_calendar_number(text, &number) || number < 1 || number > 99)
        return BS_DATE_NOTHING;
    *value = bs_arena_print(ARENA(of), "%s%02d", is_before ? "BC" : "", (int)number - 1);
    return BS_DATE_READ;
}

/* ------------------------------------------------------------------------ days */

static bool find_weekday(const bs_date_reading *of, bs_date *date)
{
    bs_str relative = part(of, "relative"), week = part(of, "week");
    int weekday = bs_calendar_weekday(part(of, "weekday"));
    int direction = relative.data ? direction_of(relative) : 0;
    bs_date base = bs_date_base(of, false);
    if (weekday < 0 || base.day == 0)
        return false;
    if (week.data) {
        int32_t monday = bs_date_first_day(base) - bs_date_weekday(bs_date_first_day(base));
        *date = bs_date_of_day(monday + 7 * direction_of(week) + weekday);
        return true;
    }
    bs_tense tense = direction < 0   ? BS_TENSE_PAST
                     : direction > 0 ? BS_TENSE_FUTURE
                                     : bs_date_tense(of);
    if (of->is_narrative && direction == 0)
        tense = BS_TENSE_FUTURE; /* a history goes on */
    else if (relative.data && direction == 0 && tense == BS_TENSE_NONE)
        tense = BS_TENSE_FUTURE; /* "this Friday" */
    if (!bs_calendar_resolve_weekday(weekday, base, tense, date))
        return false;
    if (direction != 0 && bs_date_first_day(*date) == bs_date_first_day(base))
        *date = bs_date_of_day(bs_date_first_day(*date) + 7 * direction);
    return true;
}

static bs_date_result read_weekday(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bs_date date;
    return find_weekday(of, &date) ? give_date(of, date, value, said) : BS_DATE_READ;
}

/* today, yesterday, tomorrow, the day before yesterday */
static bool find_day(const bs_date_reading *of, bs_date *date)
{
    bs_str word = part(of, "word"), beyond = part(of, "beyond");
    if (!word.data)
        word = part(of, "day_word");
    int steps = bs_str_equal_nocase(word, BS_STR("yesterday"))  ? -1
                : bs_str_equal_nocase(word, BS_STR("tomorrow")) ? 1
                                                                : 0;
    if (beyond.data)
        steps *= 2;
    *date = bs_calendar_move(bs_date_base(of, false), BS_UNIT_DAY, steps);
    return date->year != 0;
}

static bs_date_result read_day(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bs_date date;
    if (of->is_narrative && bs_str_equal_nocase(part(of, "word"), BS_STR("today"))) {
        *value = BS_STR("PRESENT_REF");
        return BS_DATE_READ;
    }
    return find_day(of, &date) ? give_date(of, date, value, said) : BS_DATE_READ;
}

/* "last night", "this morning", "that evening", "the next morning", "overnight" */
static bs_date_result read_part(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bs_str relative = part(of, "relative");
    bs_date base = bs_date_base(of, relative.data && is_anaphoric(of, relative));
    bs_date date = bs_calendar_move(base, BS_UNIT_DAY, relative.data ? direction_of(relative) : 0);
    if (date.year != 0)
        return give_date(of, date, value, said);
    const char *code = bs_calendar_part_of_day(part(of, "part"));
    if (code)
        *value = bs_arena_print(ARENA(of), "T%s", code);
    return BS_DATE_READ;
}

/* "the weekend": the one that has been, unless it is here or lies ahead */
static bs_date_result read_weekend(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    (void)said;
    bs_date base = bs_date_base(of, false);
    if (base.day == 0)
        return BS_DATE_READ;
    bool is_here = bs_date_weekday(bs_date_first_day(base)) >= 5;
    bool is_past = !is_here && bs_date_tense(of) == BS_TENSE_PAST;
    *value = bs_calendar_shift(ARENA(of), base, BS_UNIT_WEEKEND, is_past ? -1 : 0);
    return BS_DATE_READ;
}

static bs_date_result read_unit(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bs_str relative = part(of, "relative");
    bs_unit unit = bs_calendar_unit(part(of, "unit"));
    if (unit < BS_UNIT_DAY)
        return BS_DATE_NOTHING;
    bool is_bare = !relative.data; /* "the end of the month", "later in the week" */
    bs_date base = bs_date_base(of, is_bare ? false : is_anaphoric(of, relative));
    int steps = is_bare ? 0 : direction_of(relative);
    if (base.year < 0 && unit == BS_UNIT_YEAR)
        return give_date(of, (bs_date){base.year + steps, 0, 0}, value, said);
    *value = bs_calendar_shift(ARENA(of), base, unit, steps);
    bs_date moved = bs_calendar_move(base, unit, steps);
    if (unit <= BS_UNIT_YEAR && moved.year != 0)
        *said = moved;
    return BS_DATE_READ;
}

/* ------------------------------------------------------------------------ counts of units */

/* A count in words: "two", "25", "a couple of", "two and a half". Below 0 when it is vague. */
static bool read_count(const bs_date_reading *of, double *count)
{
    static const char *const VAGUE[] = {"several",  "few",     "many",   "some",
                                        "numerous", "various", "recent", "countless"};
    const bs_rule_capture *found = capture(of, "count");
    if (!found) {
        *count = -1;
        return true;
    }
    double total = 0;
    for (uint32_t token = found->token_start; token < found->token_end; token++) {
        bs_str word = bs_worker_text(of->worker, token);
        int64_t number;
        size_t point = bs_str_find(word, BS_STR("."), 0);
        if (IS_ONE_OF(word, VAGUE)) {
            *count = -1;
            return true;
        }
        if (bs_str_equal_nocase(word, BS_STR("half"))) {
            total += 0.5;
        } else if (bs_str_equal_nocase(word, BS_STR("couple")) ||
                   bs_str_equal_nocase(word, BS_STR("pair"))) {
            total = 2;
        } else if (bs_str_equal_nocase(word, BS_STR("dozen"))) {
            total = (total > 0 ? total : 1) * 12;
        } else if (point != SIZE_MAX && word.size < 12) {
            if (!bs_str_number(word, &total))
                return false;
        } else if (bs_calendar_number(word, &number)) {
            bool is_article = word.size <= 2 && (word.data[0] | 0x20) == 'a';
            bool is_next_word = token + 1 < found->token_end;
            if (is_article && (is_next_word || total > 0))
                continue; /* "a couple", "and a half", "a hundred" */
            if (number == 100 || number == 1000)
                total = (total > 0 ? total : 1) * (double)number;
            else if (total > 0 && total < 100) /* "two or three": the later one */
                total = (double)number;
            else
                total += (double)number;
        }
    }
    *count = total;
    return total > 0;
}

static bs_date_result read_ago(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    static const char *const BACK[] = {"ago", "earlier", "before", "previously", "prior", "back"};
    double count;
    bs_str side = part(of, "side");
    bs_unit unit = bs_calendar_unit(part(of, "unit"));
    if (unit == BS_UNIT_NONE || !read_count(of, &count))
        return BS_DATE_NOTHING;
    bool is_back = side.data && IS_ONE_OF(side, BACK);
    static const char *const DEICTIC[] = {"ago", "now", "time", "from", "hence"};
    bs_date base = bs_date_base(of, side.data && !IS_ONE_OF(side, DEICTIC));
    if (count < 0) {
        *value = is_back ? BS_STR("PAST_REF") : BS_STR("FUTURE_REF");
        return BS_DATE_READ;
    }
    int64_t steps = (int64_t)count;
    if ((double)steps != count && unit >= BS_UNIT_YEAR && unit <= BS_UNIT_CENTURY) {
        double parts = unit == BS_UNIT_YEAR ? 12 : unit == BS_UNIT_DECADE ? 10 : 100;
        unit = unit == BS_UNIT_YEAR ? BS_UNIT_MONTH : BS_UNIT_YEAR;
        steps = (int64_t)(count * parts);
    }
    steps = is_back ? -steps : steps;
    if (unit < BS_UNIT_DAY) { /* hours ago: the day itself */
        if (base.day != 0)
            return give_date(of, base, value, said);
        return BS_DATE_READ;
    }
    *value = bs_calendar_shift(ARENA(of), base, unit, steps);
    bs_date moved = bs_calendar_move(base, unit, steps);
    if (unit <= BS_UNIT_YEAR && moved.year != 0)
        *said = moved;
    return BS_DATE_READ;
}

static bs_date_result read_duration(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    (void)said;
    double count;
    bs_unit unit = bs_calendar_unit(part(of, "unit"));
    if (!read_count(of, &count))
        return BS_DATE_NOTHING;
    if (part(of, "half").data)
        count += 0.5;
    /* "three quarters of the troops", "by a quarter" */
    if (unit == BS_UNIT_QUARTER &&
        (count == 1 || bs_str_equal_nocase(bs_date_behind(of, 1), BS_STR("of"))))
        return BS_DATE_NOTHING;
    *value = bs_calendar_duration(ARENA(of), unit, count);
    return value->data ? BS_DATE_READ : BS_DATE_NOTHING;
}

static bs_date_result read_streak(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    (void)said;
    int64_t number;
    if (!number_of(of, "number", &number))
        return BS_DATE_NOTHING;
    *value = bs_calendar_duration(ARENA(of), bs_calendar_unit(part(of, "unit")), (double)number);
    return value->data ? BS_DATE_READ : BS_DATE_NOTHING;
}

/* "the past year", "all day" */
static bs_date_result read_whole(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    (void)said;
    *value = bs_calendar_duration(ARENA(of), bs_calendar_unit(part(of, "unit")), 1);
    return value->data ? BS_DATE_READ : BS_DATE_NOTHING;
}

static bs_date_result read_set(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    (void)said;
    int weekday = bs_calendar_weekday(part(of, "weekday"));
    const char *code = bs_calendar_part_of_day(part(of, "part"));
    uint8_t month = part(of, "month").data ? (uint8_t)bs_calendar_month(part(of, "month")) : 0;
    const char *season = bs_calendar_season(part(of, "season"), &month);
    int64_t count = 1;
    if (weekday >= 0 && code)
        *value = bs_arena_print(ARENA(of), "XXXX-WXX-%dT%s", weekday + 1, code);
    else if (weekday >= 0)
        *value = bs_arena_print(ARENA(of), "XXXX-WXX-%d", weekday + 1);
    else if (code)
        *value = bs_arena_print(ARENA(of), "XXXX-XX-XXT%s", code);
    else if (season)
        *value = bs_arena_print(ARENA(of), "XXXX-%s", season);
    else if (month > 0)
        *value = bs_arena_print(ARENA(of), "XXXX-%02d", month);
    if (value->data)
        return BS_DATE_READ;
    bs_unit unit = bs_calendar_unit(part(of, "unit"));
    if (unit == BS_UNIT_NONE)
        return BS_DATE_NOTHING;
    if (bs_str_equal_nocase(part(of, "count"), BS_STR("other")))
        count = 2;
    else
        (void)number_of(of, "count", &count);
    *value = bs_calendar_duration(ARENA(of), unit, (double)count);
    return BS_DATE_READ;
}

/* ------------------------------------------------------------------------ parts of years */

/* The year of a quarter or season that is given none. */
static int32_t year_of(const bs_date_reading *of)
{
    int32_t year = 0;
    bs_str relative = part(of, "relative");
    if (read_written_year(of, &year))
        return year;
    bs_date base = bs_date_base(of, relative.data && is_anaphoric(of, relative));
    return base.year == 0 ? 0 : base.year + (relative.data ? direction_of(relative) : 0);
}

static bs_date_result read_quarter(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bool is_half = bs_rule_fact(of->rule, "length").data != NULL;
    bs_str word = part(of, "number");
    int64_t number = 0;
    bs_date base = bs_date_base(of, false);
    if (word.size > 2 && (word.data[0] | 0x20) == 'q')
        word = bs_str_slice(word, 1, word.size);
    else if (word.size == 2)
        word = bs_str_slice(word, 1, 2);
    size_t hyphen = word.data ? bs_str_find(word, BS_STR("-"), 0) : SIZE_MAX;
    if (hyphen != SIZE_MAX)
        word.size = hyphen;
    static const char *const FINAL[] = {"final", "last", "latter", "fourth"};
    if (IS_ONE_OF(word, FINAL))
        number = is_half ? 2 : 4;
    else if (bs_str_equal_nocase(word, BS_STR("latest")) && base.month != 0)
        number = (base.month + 8) / 3 % 4 + 1; /* the last that is over */
    else if (!bs_calendar_number(word, &number) || number < 1 || number > (is_half ? 2 : 4))
        return BS_DATE_NOTHING;
    int32_t year = year_of(of);
    if (year <= 0)
        return BS_DATE_READ;
    /* without a year: the latest that has begun, unless it lies ahead */
    int month = (int)(number - 1) * (is_half ? 6 : 3) + 1;
    bool is_open = !part(of, "year").data && !part(of, "relative").data && !of->is_narrative;
    if (is_open && month > base.month && base.month != 0 && bs_date_tense(of) != BS_TENSE_FUTURE)
        year--;
    bool is_fiscal = part(of, "fiscal").data != NULL;
    if (!is_fiscal)
        *said = (bs_date){year, (uint8_t)month, 0};
    *value = bs_arena_print(ARENA(of), "%s%04d-%c%d", is_fiscal ? "FY" : "", (int)year,
                            is_half ? 'H' : 'Q', (int)number);
    return BS_DATE_READ;
}

static bs_date_result read_fiscal(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    (void)said;
    int64_t number;
    bs_str word = part(of, "fiscal_year"); /* "FY24" */
    int32_t year = year_of(of);
    if (word.size > 2 && bs_str_integer(bs_str_slice(word, 2, word.size), &number))
        year = (int32_t)(number >= 100 ? number : number + (number < 50 ? 2000 : 1900));
    if (year > 0)
        *value = bs_arena_print(ARENA(of), "FY%04d", (int)year);
    return BS_DATE_READ;
}

static bs_date_result read_season(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bs_date date = {0};
    const char *code = bs_calendar_season(part(of, "season"), &date.month);
    if (!code)
        return BS_DATE_NOTHING;
    if (!settle(of, &date))
        return BS_DATE_READ;
    *said = date;
    *value =
        bs_arena_print(ARENA(of), "%s%04d-%s", date.year < 0 ? "BC" : "", abs(date.year), code);
    return BS_DATE_READ;
}

static bs_date_result read_holiday(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bs_date date = {0}, day;
    const bs_rule_capture *name = capture(of, "name");
    if (!name)
        return BS_DATE_NOTHING;
    /* one apostrophe and no space before it, as the calendar writes them */
    bs_str words = bs_worker_words(of->worker, name->token_start, name->token_end);
    char text[64];
    size_t size = 0;
    for (size_t at = 0; at < words.size && size + 1 < sizeof text; at++) {
        if (words.size - at >= 3 && memcmp(words.data + at, "\xE2\x80\x99", 3) == 0) {
            text[size++] = '\'';
            at += 2;
        } else {
            text[size++] = words.data[at];
        }
    }
    bs_str plain = {text, size};
    if (!bs_calendar_holiday(plain, 2000, &day))
        return BS_DATE_NOTHING;
    date.month = day.month;
    date.day = day.day;
    if (!settle(of, &date)) {
        *value = bs_arena_print(ARENA(of), "XXXX-%02d-%02d", date.month, date.day);
        return BS_DATE_READ;
    }
    return bs_calendar_holiday(plain, date.year, &date) ? give_date(of, date, value, said)
                                                        : BS_DATE_NOTHING;
}

/* ------------------------------------------------------------------------ times */

/* The hour and minute of "10:30", "7.30", "1430" or "5pm". */
static bool read_time(bs_str text, int64_t *hour, int64_t *minute, bs_str *half)
{
    size_t at = 0;
    while (at < text.size && bs_ascii_is_digit((unsigned char)text.data[at]))
        at++;
    *minute = 0;
    if (at == 4 && at == text.size)
        return bs_str_integer(bs_str_slice(text, 0, 2), hour) &&
               bs_str_integer(bs_str_slice(text, 2, 4), minute);
    if (at == 0 || at > 2 || !bs_str_integer(bs_str_slice(text, 0, at), hour))
        return false;
    if (at + 2 < text.size && (text.data[at] == ':' || text.data[at] == '.')) {
        if (!bs_str_integer(bs_str_slice(text, at + 1, at + 3), minute))
            return false;
        at += 3;
        if (at < text.size && text.data[at] == ':') /* seconds */
            at += 3;
    }
    if (at < text.size)
        *half = bs_str_slice(text, at, text.size);
    return at >= text.size || bs_ascii_is_alpha((unsigned char)text.data[at]);
}

static bool find_calendar_day(const bs_date_reading *of, bs_date *date)
{
    int64_t number;
    *date = (bs_date){0};
    date->month = (uint8_t)bs_calendar_month(part(of, "month"));
    if (!number_of(of, "day", &number) || number < 1 || number > 31)
        return false;
    date->day = (uint8_t)number;
    return bs_date_is_valid((bs_date){2000, date->month, date->day}) && settle(of, date);
}

static bs_date_result read_clock(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    bs_str time = part(of, "time"), half = part(of, "half"), word = part(of, "word");
    int64_t hour = 0, minute = 0;
    if (bs_str_equal_nocase(word, BS_STR("noon")) || bs_str_equal_nocase(word, BS_STR("midday")))
        hour = 12;
    else if (bs_str_equal_nocase(word, BS_STR("midnight")))
        hour = 24;
    else if (time.size == 0)
        return BS_DATE_NOTHING;
    else if (bs_ascii_is_digit((unsigned char)time.data[0])
                 ? !read_time(time, &hour, &minute, &half)
                 : !bs_calendar_number(time, &hour))
        return BS_DATE_NOTHING;
    bs_str of_day = part(of, "part");
    static const char *const LATE[] = {"afternoon", "evening", "night"};
    bool is_after =
        (half.data && (half.data[0] | 0x20) == 'p') || (IS_ONE_OF(of_day, LATE) && hour < 12);
    if (half.data && (hour < 1 || hour > 12))
        return BS_DATE_NOTHING;
    if (half.data || is_after)
        hour = hour % 12 + (is_after ? 12 : 0);
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59)
        return BS_DATE_NOTHING;
    bs_date date = of->said_here.day != 0 ? of->said_here : bs_date_base(of, false);
    bool is_found = date.day != 0;
    if (part(of, "month").data)
        is_found = find_calendar_day(of, &date);
    else if (part(of, "weekday").data)
        is_found = find_weekday(of, &date);
    else if (part(of, "day_word").data)
        is_found = find_day(of, &date);
    char text[BS_DAY_TEXT_MAX] = "";
    if (is_found && date.year > 0) {
        bs_date_write(date, text);
        *said = date;
    }
    *value = bs_arena_print(ARENA(of), "%sT%02d:%02d", text, (int)hour, (int)minute);
    return BS_DATE_READ;
}

static bs_date_result read_vague(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    (void)said;
    *value = bs_rule_fact(of->rule, "value");
    return BS_DATE_READ;
}

static const struct {
    const char *name;
    bs_date_result (*read)(const bs_date_reading *of, bs_str *value, bs_date *said);
} FORMS[] = {
    {"calendar", read_calendar}, {"year", read_year},       {"iso", read_iso},
    {"range", read_range},       {"decade", read_decade},   {"century", read_century},
    {"weekday", read_weekday},   {"day", read_day},         {"part", read_part},
    {"unit", read_unit},         {"ago", read_ago},         {"duration", read_duration},
    {"weekend", read_weekend},   {"streak", read_streak},   {"whole", read_whole},
    {"set", read_set},           {"quarter", read_quarter}, {"fiscal", read_fiscal},
    {"season", read_season},     {"holiday", read_holiday}, {"clock", read_clock},
    {"vague", read_vague},
};

static size_t form_of(bs_str form)
{
    size_t index = 0;
    while (index < COUNT(FORMS) &&
           !(form.data && bs_str_equal(form, bs_str_from(FORMS[index].name))))
        index++;
    return index;
}

bool bs_date_form_is_known(bs_str form)
{
    return form_of(form) < COUNT(FORMS);
}

bs_date_result bs_date_read(const bs_date_reading *of, bs_str *value, bs_date *said)
{
    *value = (bs_str){0};
    *said = (bs_date){0};
    return FORMS[form_of(bs_rule_fact(of->rule, "form"))].read(of, value, said);
}
