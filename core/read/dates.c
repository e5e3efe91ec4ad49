/* dates.c - see dates.h. */
#include "read/dates.h"

#include "base/str.h"

enum {
    TOKENS_MAX = 32,
    WORD_BYTES_MAX = 24,
    YEAR_MIN = 1000, /* of a written date; fewer digits are a day or an hour */
    YEAR_MAX = 2999,
    PATH_YEAR_MIN = 1700,
    PATH_YEAR_MAX = 2100,
};

/* --- Names of months ---------------------------------------------------------------------------
 */

/* Lower case; a name is met whole, or cut to three letters or more in English. */
static const struct month {
    const char *name;
    uint8_t month;
} months[] = {
    /* English */
    {"january", 1},
    {"february", 2},
    {"march", 3},
    {"april", 4},
    {"may", 5},
    {"june", 6},
    {"july", 7},
    {"august", 8},
    {"september", 9},
    {"sept", 9},
    {"october", 10},
    {"november", 11},
    {"december", 12},
    {"jan", 1},
    {"feb", 2},
    {"mar", 3},
    {"apr", 4},
    {"jun", 6},
    {"jul", 7},
    {"aug", 8},
    {"sep", 9},
    {"oct", 10},
    {"nov", 11},
    {"dec", 12},
    /* German */
    {"januar", 1},
    {"jänner", 1},
    {"februar", 2},
    {"märz", 3},
    {"mai", 5},
    {"juni", 6},
    {"juli", 7},
    {"oktober", 10},
    {"dezember", 12},
    /* French */
    {"janvier", 1},
    {"février", 2},
    {"fevrier", 2},
    {"mars", 3},
    {"avril", 4},
    {"juin", 6},
    {"juillet", 7},
    {"août", 8},
    {"aout", 8},
    {"septembre", 9},
    {"octobre", 10},
    {"novembre", 11},
    {"décembre", 12},
    {"decembre", 12},
    /* Spanish */
    {"enero", 1},
    {"febrero", 2},
    {"marzo", 3},
    {"abril", 4},
    {"mayo", 5},
    {"junio", 6},
    {"julio", 7},
    {"agosto", 8},
    {"septiembre", 9},
    {"setiembre", 9},
    {"octubre", 10},
    {"noviembre", 11},
    {"diciembre", 12},
    /* Italian */
    {"gennaio", 1},
    {"febbraio", 2},
    {"aprile", 4},
    {"maggio", 5},
    {"giugno", 6},
    {"luglio", 7},
    {"settembre", 9},
    {"ottobre", 10},
    {"dicembre", 12},
    /* Portuguese */
    {"janeiro", 1},
    {"fevereiro", 2},
    {"março", 3},
    {"maio", 5},
    {"junho", 6},
    {"julho", 7},
    {"setembro", 9},
    {"outubro", 10},
    {"novembro", 11},
    {"dezembro", 12},
    /* Dutch, Swedish, Danish, Norwegian */
    {"januari", 1},
    {"februari", 2},
    {"maart", 3},
    {"mei", 5},
    {"augustus", 8},
    {"maj", 5},
    {"augusti", 8},
    {"marts", 3},
    {"desember", 12},
    /* Polish and Russian, in the case that dates have */
    {"stycznia", 1},
    {"lutego", 2},
    {"marca", 3},
    {"kwietnia", 4},
    {"maja", 5},
    {"czerwca", 6},
    {"lipca", 7},
    {"sierpnia", 8},
    {"września", 9},
    {"października", 10},
    {"listopada", 11},
    {"grudnia", 12},
    {"января", 1},
    {"февраля", 2},
    {"марта", 3},
    {"апреля", 4},
    {"мая", 5},
    {"июня", 6},
    {"июля", 7},
    {"августа", 8},
    {"сентября", 9},
    {"октября", 10},
    {"ноября", 11},
    {"декабря", 12},
    /* Turkish */
    {"ocak", 1},
    {"şubat", 2},
    {"mart", 3},
    {"nisan", 4},
    {"mayıs", 5},
    {"haziran", 6},
    {"temmuz", 7},
    {"ağustos", 8},
    {"eylül", 9},
    {"ekim", 10},
    {"kasım", 11},
    {"aralık", 12},
};

static uint8_t month_of(bs_str word)
{
    char lower[WORD_BYTES_MAX];
    if (word.size == 0 || word.size > sizeof lower)
        return 0;
    for (size_t i = 0; i < word.size; i++)
        lower[i] = (char)bs_ascii_lower((unsigned char)word.data[i]);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (bs_str_equal((bs_str){lower, word.size}, bs_str_from(months[i].name)))
            return months[i].month;
    return 0;
}

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

static size_t size_of_sign(bs_str text, size_t at)
{
    static const char *const signs[] = {"年", "月", "日", "년", "월", "일"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (bs_str_starts(bs_str_slice(text, at, text.size), bs_str_from(signs[i])))
            return strlen(signs[i]);
    return 0;
}

static size_t read_number(bs_str text, size_t at, token *next)
{
    next->kind = NUMBER;
    for (; at < text.size && bs_ascii_is_digit((unsigned char)text.data[at]); at++) {
        if (next->digits++ < 17)
            next->value = next->value * 10 + (text.data[at] - '0');
    }
    return at;
}

/* The token at or behind `*at`, which moves behind it. */
static token next_token(bs_str text, size_t *at)
{
    token next = {.separator = ' '};
    size_t i = *at;
    while (i < text.size && next.kind == END) {
        unsigned char c = (unsigned char)text.data[i];
        size_t sign = c >= 0x80 ? size_of_sign(text, i) : 0;
        if (bs_ascii_is_digit(c)) {
            i = read_number(text, i, &next);
        } else if (sign > 0) {
            next.separator = 'c';
            i += sign;
        } else if (is_letter(c)) {
            size_t start = i;
            while (i < text.size && is_letter((unsigned char)text.data[i]) &&
                   size_of_sign(text, i) == 0)
                i++;
            next.value = month_of(bs_str_slice(text, start, i));
            next.kind = next.value ? MONTH : END;
            next.words += next.kind == END;
        } else {
            if (next.separator == ' ' || c != ' ')
                next.separator = next.separator == 'c' ? 'c' : (char)c;
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
    else if (is_year(&t[0]) && t[1].kind == MONTH && t[1].words == 0 && is_part(&t[2]))
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

bs_date_order bs_date_order_of(bs_str language)
{
    (void)language;
    return BS_DATE_UNKNOWN;
}

bool bs_date_seen(bs_str text, bs_date_order order, bs_date *date)
{
    (void)order;
    return bs_date_written(text, date) && date->day > 0;
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
    month = is_alone ? month_of(bs_str_slice(text, at, at + 3)) : 0;
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
