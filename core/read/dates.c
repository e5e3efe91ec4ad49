/* dates.c - see dates.h. */
#include "read/dates.h"

#include "base/str.h"
#include "base/utf8.h"
#include "read/months.h"

enum {
    TOKENS_MAX = 32,
    YEAR_MIN = 1000, /* of a written date; fewer digits are a day or an hour */
    YEAR_MAX = 2999,
    PATH_YEAR_MIN = 1700,
    PATH_YEAR_MAX = 2100,
};

/* --- Tokens ------------------------------------------------------------------------------------
 */

typedef enum token_kind { END, NUMBER, MONTH } token_kind;

/* Words that are no months are passed over, but what stands between two tokens is kept where it
 * matters. */
typedef struct token {
    token_kind kind;
    unsigned digits;
    int64_t value;  /* of the number or month */
    char separator; /* before it: '-', '/', '.', ':', 'c' for 年 月 일 and the like, ',' , ' ' */
    unsigned words; /* passed over before it */
} token;

static bool is_letter(unsigned char c)
{
    return bs_ascii_is_alpha(c) || c >= 0x80;
}

/* Bytes of the sign for a year, a month or a day at `at`, or 0. */
static size_t size_of_sign(bs_str text, size_t at)
{
    static const char signs[][4] = {"年", "月", "日", "년", "월", "일"};
    if ((unsigned char)text.data[at] < 0xe5 || text.size - at < 3)
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (memcmp(text.data + at, signs[i], 3) == 0)
            return 3;
    return 0;
}

/* Bytes of the figure at `at`, of any of the scripts that the press writes dates in, or 0. */
static size_t figure_at(bs_str text, size_t at, int *value)
{
    static const uint32_t zeros[] = {0x660, 0x6f0, 0x966, 0x9e6, 0xff10};
    unsigned char c = (unsigned char)text.data[at];
    if (bs_ascii_is_digit(c)) {
        *value = c - '0';
        return 1;
    }
    if (c != 0xd9 && c != 0xdb && c != 0xe0 && c != 0xef)
        return 0;
    uint32_t point;
    size_t size = bs_utf8_decode(text, at, &point);
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
        if (point >= zeros[i] && point < zeros[i] + 10) {
            *value = (int)(point - zeros[i]);
            return size;
        }
    }
    return 0;
}

static size_t read_number(bs_str text, size_t at, token *next)
{
    next->kind = NUMBER;
    int value;
    for (size_t size; at < text.size && (size = figure_at(text, at, &value)) > 0; at += size) {
        if (next->digits++ < 17)
            next->value = next->value * 10 + value;
    }
    return at;
}

static bool is_arabic_comma(bs_str text, size_t at)
{
    return text.data[at] == '\xd8' && at + 1 < text.size && text.data[at + 1] == '\x8c';
}

/* The end of the word behind an Arabic one: the months of the Levant have names of two words. */
static size_t second_word_end(bs_str text, size_t start, size_t end)
{
    if ((text.data[start] != '\xd8' && text.data[start] != '\xd9') || end >= text.size ||
        text.data[end] != ' ')
        return end;
    size_t i = end + 1;
    while (i < text.size && is_letter((unsigned char)text.data[i]) && !is_arabic_comma(text, i))
        i++;
    return i;
}

/* The token at or behind `*at`, which moves behind it. */
static token next_token(bs_str text, size_t *at)
{
    token next = {.separator = ' '};
    size_t i = *at;
    while (i < text.size && next.kind == END) {
        unsigned char c = (unsigned char)text.data[i];
        size_t sign = size_of_sign(text, i);
        int figure;
        if (figure_at(text, i, &figure)) {
            i = read_number(text, i, &next);
        } else if (sign > 0) {
            next.separator = 'c';
            i += sign;
        } else if (is_arabic_comma(text, i)) {
            i += 2;
        } else if (is_letter(c)) {
            size_t start = i;
            while (i < text.size && is_letter((unsigned char)text.data[i]) &&
                   size_of_sign(text, i) == 0 && !is_arabic_comma(text, i) &&
                   !figure_at(text, i, &figure))
                i++;
            bs_str word = bs_str_slice(text, start, i);
            next.value = bs_month_of(word);
            size_t second = next.value ? i : second_word_end(text, start, i);
            if (second > i && (next.value = bs_month_of(bs_str_slice(text, start, second))) > 0)
                i = second;
            next.kind = next.value ? MONTH : END;
            next.words += next.kind == END;
            if (bs_str_equal_nocase(word, BS_STR("th\xc3\xa1ng")))
                next.separator = 't'; /* Vietnamese "month" */
        } else {
            if (next.separator == ' ' || c != ' ')
                next.separator =
                    next.separator == 'c' || next.separator == 't' ? next.separator : (char)c;
            i++;
        }
    }
    *at = i;
    return next;
}

/* --- Patterns ----------------------------------------------------------------------------------
 */

static bool is_year(const token *t)
{
    return t->kind == NUMBER && t->digits == 4 && t->value >= YEAR_MIN && t->value <= YEAR_MAX;
}

static bool is_part(const token *t)
{
    return t->kind == NUMBER && t->digits <= 2;
}

static bool joins(char separator)
{
    return separator == '-' || separator == '/' || separator == '.' || separator == 'c';
}

static bs_date date_of(int64_t year, int64_t month, int64_t day)
{
    return (bs_date){(int32_t)year, (uint8_t)month, (uint8_t)day};
}

/* All in figures: 2024-07-09, 9.7.2024, 2024-07. */
static bool in_figures(const token *t, bs_date *date)
{
    if (is_year(&t[0]) && is_part(&t[1]) && joins(t[1].separator)) {
        bool has_day = is_part(&t[2]) && t[2].separator == t[1].separator;
        *date = date_of(t[0].value, t[1].value, has_day ? t[2].value : 0);
        /* A part of 0 is no precision that was left out, it is wrong. */
        if (t[1].value == 0 || (has_day && t[2].value == 0))
            date->month = 99;
        return true;
    }
    if (!is_part(&t[0]) || !is_part(&t[1]) || !is_year(&t[2]) || !joins(t[1].separator) ||
        t[1].separator != t[2].separator)
        return false;
    int64_t first = t[0].value, second = t[1].value;
    if (t[1].separator == '.' || first > 12 || first == second)
        *date = date_of(t[2].value, second, first);
    else if (second > 12)
        *date = date_of(t[2].value, first, second);
    else
        *date = date_of(t[2].value, 0, 0);
    if (first == 0 || second == 0)
        date->month = 99;
    return true;
}

/* With the name of a month: 9 July 2024, July 9th, 2024, 2024 July 9, July 2024. */
static bool in_words(const token *t, bs_date *date)
{
    if (is_part(&t[0]) && t[1].kind == MONTH && t[1].words <= 2 && is_year(&t[2]) &&
        t[2].words <= 1)
        *date = date_of(t[2].value, t[1].value, t[0].value ? t[0].value : 99);
    else if (t[0].kind == MONTH && is_part(&t[1]) && t[1].words == 0 && is_year(&t[2]) &&
             t[2].words <= 1)
        *date = date_of(t[2].value, t[0].value, t[1].value ? t[1].value : 99);
    else if (is_year(&t[0]) && t[1].kind == MONTH && t[1].words <= 1 && is_part(&t[2]))
        *date = date_of(t[0].value, t[1].value, t[2].value ? t[2].value : 99);
    else if (t[0].kind == MONTH && is_year(&t[1]) && t[1].words <= 1)
        *date = date_of(t[1].value, t[0].value, 0);
    else
        return false;
    return true;
}

/* In one number: 20240709, 20240709T103000, seconds and milliseconds since 1970. */
static bool in_one_number(const token *t, bs_date *date)
{
    enum { DAY_SECONDS = 86400 };
    if (t->kind != NUMBER)
        return false;
    int64_t day = t->digits == 14 ? t->value / 1000000 : t->value;
    if ((t->digits == 8 || t->digits == 14) && day / 10000 >= YEAR_MIN && day / 10000 <= YEAR_MAX) {
        *date = date_of(day / 10000, day / 100 % 100, day % 100);
        if (date->month == 0 || date->day == 0)
            date->month = 99;
        return true;
    }
    if (t->digits == 10 || t->digits == 13) {
        int64_t seconds = t->digits == 13 ? t->value / 1000 : t->value;
        *date = bs_date_of_day((int32_t)(seconds / DAY_SECONDS));
        return true;
    }
    return false;
}

bool bs_date_written(bs_str text, bs_date *date)
{
    token tokens[TOKENS_MAX + 3] = {0};
    size_t count = 0;
    text = bs_str_trim(text);
    if (text.size > BS_DATE_WRITTEN_BYTES)
        text.size = BS_DATE_WRITTEN_BYTES;
    for (size_t at = 0; count < TOKENS_MAX; count++) {
        tokens[count] = next_token(text, &at);
        if (tokens[count].kind == END)
            break;
    }
    bs_date found;
    if (count == 1 && is_year(tokens) && text.size == 4) {
        *date = date_of(tokens[0].value, 0, 0);
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (!in_figures(tokens + i, &found) && !in_words(tokens + i, &found) &&
            !in_one_number(tokens + i, &found))
            continue;
        if (!bs_date_is_valid(found))
            return false;
        *date = found;
        return true;
    }
    return false;
}

/* --- Dates that a page shows ---------------------------------------------------------------------
 */

bs_date_order bs_date_order_of(bs_str language)
{
    static const char *const month_first[] = {"en-us", "en_us", "en-ph", "en_ph"};
    if (language.size < 2)
        return BS_DATE_UNKNOWN;
    for (size_t i = 0; i < sizeof month_first / sizeof *month_first; i++)
        if (bs_str_is_nocase(language, month_first[i]))
            return BS_DATE_MONTH_FIRST;
    bool is_english = bs_str_equal_nocase(bs_str_slice(language, 0, 2), BS_STR("en"));
    return is_english && language.size == 2 ? BS_DATE_UNKNOWN : BS_DATE_DAY_FIRST;
}

/* "03/04/2024" in the order of the page, and "03.04.24". */
static bool in_order(const token *t, bs_date_order order, bs_date *date)
{
    char sign = t[1].separator;
    if (!is_part(&t[0]) || !is_part(&t[1]) || t[2].kind != NUMBER || t[2].separator != sign ||
        (sign != '/' && sign != '.' && sign != '-'))
        return false;
    int64_t first = t[0].value, second = t[1].value, year = t[2].value;
    if (t[2].digits == 2 && t[0].digits == 2 && t[1].digits == 2 && sign != '-')
        year += year < 70 ? 2000 : 1900;
    else if (!is_year(&t[2]))
        return false;
    if (sign == '.')
        order = BS_DATE_DAY_FIRST;
    if (second > 12 && order != BS_DATE_DAY_FIRST)
        order = BS_DATE_MONTH_FIRST;
    else if (first > 12 || first == second)
        order = BS_DATE_DAY_FIRST;
    if (order == BS_DATE_UNKNOWN)
        return false;
    *date =
        order == BS_DATE_DAY_FIRST ? date_of(year, second, first) : date_of(year, first, second);
    return true;
}

/* "9 th\xc3\xa1ng 7, 2024" */
static bool in_vietnamese(const token *t, bs_date *date)
{
    if (!is_part(&t[0]) || !is_part(&t[1]) || t[1].separator != 't' || !is_year(&t[2]))
        return false;
    *date = date_of(t[2].value, t[1].value, t[0].value);
    return true;
}

/* Whether it can hold as many figures as a date has at least: those of a year. */
static bool may_have_year(bs_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        count += bs_ascii_is_digit(c) || c == 0xd9 || c == 0xdb || c == 0xe0 || c == 0xef;
    }
    return count >= 4;
}

bool bs_date_seen(bs_str text, bs_date_order order, bs_date *date)
{
    enum { BUDDHIST_FIRST = 2400, BUDDHIST_LAST = 2700, BUDDHIST_AHEAD = 543 };
    if (!may_have_year(text))
        return false;
    token tokens[TOKENS_MAX + 3] = {0};
    size_t count = 0;
    for (size_t at = 0; count < TOKENS_MAX; count++) {
        tokens[count] = next_token(text, &at);
        if (tokens[count].kind == END)
            break;
    }
    for (size_t i = 0; i < count; i++) {
        const token *t = tokens + i;
        bs_date found;
        if (!in_vietnamese(t, &found) && !in_order(t, order, &found) && !in_figures(t, &found) &&
            !in_words(t, &found))
            continue;
        if (found.year >= BUDDHIST_FIRST && found.year <= BUDDHIST_LAST)
            found.year -= BUDDHIST_AHEAD;
        if (found.day == 0 || !bs_date_is_valid(found))
            continue;
        *date = found;
        return true;
    }
    return false;
}

/* --- Paths -------------------------------------------------------------------------------------
 */

static bool is_digit_at(bs_str text, size_t at)
{
    return at < text.size && bs_ascii_is_digit((unsigned char)text.data[at]);
}

static bool is_word_at(bs_str text, size_t at)
{
    return at < text.size && (bs_ascii_is_digit((unsigned char)text.data[at]) ||
                              is_letter((unsigned char)text.data[at]));
}

static int number_at(bs_str text, size_t at, size_t digits)
{
    int value = 0;
    for (size_t i = 0; i < digits; i++) {
        if (!is_digit_at(text, at + i))
            return -1;
        value = value * 10 + (text.data[at + i] - '0');
    }
    return is_digit_at(text, at + digits) ? -1 : value;
}

/* A month in figures or, as some URLs have it, by the first letters of its name. */
static int month_at(bs_str text, size_t at, size_t *size)
{
    int month = number_at(text, at, 2);
    *size = 2;
    if (month >= 0)
        return month;
    *size = 3;
    bool is_alone = at + 3 <= text.size && !is_word_at(text, at + 3);
    month = is_alone ? bs_month_of(bs_str_slice(text, at, at + 3)) : 0;
    return month > 0 ? month : -1;
}

/* A time may follow behind a T. */
static bool is_letter_other_than_t(bs_str text, size_t at)
{
    return at < text.size && is_letter((unsigned char)text.data[at]) &&
           (text.data[at] | 0x20) != 't';
}

static bool is_joint(char c)
{
    return c == '-' || c == '_' || c == '.' || c == ' ';
}

/*
 * The date whose year begins at `at`, and where it ends. 1 for a date, 0 for none; -1 for what is
 * written like a date and is none, or is a range of years: then nothing is taken from it.
 */
static int date_at(bs_str path, size_t at, bs_date *date, size_t *end)
{
    int year = number_at(path, at, 4), eight = number_at(path, at, 8);
    *end = at + 4;
    if (eight >= PATH_YEAR_MIN * 10000 && eight < (PATH_YEAR_MAX + 1) * 10000) {
        *end = at + 8;
        *date = date_of(eight / 10000, eight / 100 % 100, eight % 100);
        return date->month > 0 && date->day > 0 && bs_date_is_valid(*date) ? 1 : 0;
    }
    if (year < PATH_YEAR_MIN || year > PATH_YEAR_MAX || is_word_at(path, *end))
        return 0;
    *date = date_of(year, 0, 0);
    char joint = *end < path.size ? path.data[*end] : '\0';
    bool is_folder = joint == '/' && (at == 0 || path.data[at - 1] == '/');
    if (!is_joint(joint) && !is_folder)
        return 1;
    if ((joint == '-' || joint == '_') && number_at(path, *end + 1, 4) >= PATH_YEAR_MIN &&
        number_at(path, *end + 1, 4) <= PATH_YEAR_MAX) {
        *end += 5;
        return -1;
    }

    size_t size;
    int month = month_at(path, *end + 1, &size);
    size_t behind = *end + 1 + size;
    if (month < 0 || (is_folder && !(behind < path.size && path.data[behind] == '/')))
        return 1;
    int day =
        behind < path.size && path.data[behind] == joint ? number_at(path, behind + 1, 2) : -1;
    if (day >= 0 && is_letter_other_than_t(path, behind + 3))
        day = -1;
    if (day < 0 && is_joint(joint) && joint != '-')
        return 1; /* "2024_07_09" is a day, but "2014 30 questions" or "1992.07" tell the year */
    if (month == 0 || month > 12)
        return -1;
    date->month = (uint8_t)month;
    *end = behind;
    if (day < 0)
        return is_word_at(path, behind) ? -1 : 1;
    date->day = (uint8_t)day;
    *end = behind + 3;
    return day > 0 && bs_date_is_valid(*date) ? 1 : -1;
}

static int precision_of(bs_date date)
{
    return 1 + (date.month > 0) + (date.day > 0);
}

bool bs_date_in_path(bs_str path, bs_date *date)
{
    int best = 0;
    for (size_t at = 0; at < path.size;) {
        if (!is_digit_at(path, at) || (at > 0 && is_word_at(path, at - 1))) {
            at++;
            continue;
        }
        bs_date found;
        size_t end = at + 1;
        int told = date_at(path, at, &found, &end);
        if (told > 0 && precision_of(found) >= best) {
            best = precision_of(found);
            *date = found;
        }
        at = told == 0 ? at + 1 : end;
    }
    return best > 0;
}

bool bs_date_in_url(bs_str url, bs_date *date)
{
    size_t host = bs_str_find(url, BS_STR("://"), 0);
    size_t start = bs_str_find(url, BS_STR("/"), host == SIZE_MAX ? 0 : host + 3);
    if (start == SIZE_MAX)
        return false;
    size_t end = start;
    while (end < url.size && url.data[end] != '?' && url.data[end] != '#')
        end++;
    /* A year alone in a URL may be part of a title; with a month it hardly ever is. */
    bs_date found;
    if (!bs_date_in_path(bs_str_slice(url, start, end), &found) || found.month == 0 ||
        found.year < 1990)
        return false;
    *date = found;
    return true;
}
