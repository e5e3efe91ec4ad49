/*
 * dates.c - matches of date rules become dates with values. A rule says by the fact `form` how its
 * parts are to be read:
 *
 *     calendar   day, month, year, as far as there are such parts
 *     range      year and to
 *     decade     decade: 1990s, or the word of one
 *     century    number
 *     weekday    weekday, perhaps relative: last, next, this
 *     day        word: today, yesterday, ..
 *     unit       relative and unit: last year, earlier this month
 *     ago        count and unit, before the anchor; `ahead` after it
 *     duration   count and unit; relative does not count
 *     set        unit or weekday: every year, each Monday
 *     quarter    number, perhaps year
 *     clock      hour, minute, half (a.m., p.m.)
 *     vague      the fact `value`: PAST_REF, PRESENT_REF, FUTURE_REF
 */
#include <stdlib.h>

#include "annotate/calendar.h"
#include "annotate/worker.h"
#include "base/error.h"

typedef struct reading {
    bs_annotate_worker *worker;
    const bs_rule_match *match;
    const bs_rule *rule;
    const bs_sentence *sentence;
    bs_date anchor; /* year 0 when there is none */
} reading;

/* The text of a part, absent when the match has none of that name. */
static bs_str part(const reading *of, const char *name)
{
    const bs_rule_capture *capture = bs_worker_capture(of->worker, of->match, name);
    if (!capture || capture->token_end <= capture->token_start)
        return (bs_str){0};
    const bs_token *tokens = of->worker->layers->tokens.items;
    return bs_str_slice(of->worker->input->text, tokens[capture->token_start].start,
                        tokens[capture->token_end - 1].end);
}

static bool number_of(const reading *of, const char *name, int64_t *number)
{
    bs_str text = part(of, name);
    return text.data && bs_calendar_number(text, number);
}

/* The tense of the verb or time word nearest to the expression. */
static bs_tense tense_of(const reading *of)
{
    const bs_sentence *sentence = of->sentence;
    uint32_t start = of->match->token_start, end = of->match->token_end;
    uint32_t before = start - sentence->token_start, after = sentence->token_end - end;
    for (uint32_t step = 1; step <= before || step <= after; step++) {
        uint32_t places[2] = {start - step, end + step - 1};
        bool is_inside[2] = {step <= before, step <= after};
        for (int side = 0; side < 2; side++) {
            if (!is_inside[side])
                continue;
            if (bs_worker_is(of->worker, places[side], BS_CLASS_FUTURE))
                return BS_TENSE_FUTURE;
            if (bs_worker_is(of->worker, places[side], BS_CLASS_PAST_VERB))
                return BS_TENSE_PAST;
        }
    }
    return BS_TENSE_NONE;
}

/* last, past, previous: -1; this, current: 0; next, coming: 1 */
static int direction_of(bs_str word)
{
    static const char *const BACK[] = {"last", "past", "previous", "preceding", "prior"};
    static const char *const AHEAD[] = {"next", "coming", "following", "upcoming"};
    for (size_t index = 0; index < sizeof BACK / sizeof *BACK; index++)
        if (bs_str_equal_nocase(word, bs_str_from(BACK[index])))
            return -1;
    for (size_t index = 0; index < sizeof AHEAD / sizeof *AHEAD; index++)
        if (bs_str_equal_nocase(word, bs_str_from(AHEAD[index])))
            return 1;
    return 0;
}

static bs_str date_text(const reading *of, bs_date date)
{
    char text[BS_DAY_TEXT_MAX];
    bs_date_write(date, text);
    return bs_arena_copy(&of->worker->layers->arena, bs_str_from(text));
}

/* False when what is written is no date of any calendar, as "February 30". */
static bool read_calendar(const reading *of, bs_str *value)
{
    bs_date date = {0};
    int64_t number;
    bs_str month = part(of, "month");
    if (month.data && (date.month = (uint8_t)bs_calendar_month(month)) == 0)
        return false;
    if (part(of, "day").data) {
        if (!number_of(of, "day", &number) || number < 1 || number > 31)
            return false;
        date.day = (uint8_t)number;
    }
    bs_str relative = part(of, "relative");
    if (!bs_date_is_valid((bs_date){2000, date.month, date.day}))
        return false;
    if (part(of, "year").data) {
        if (!number_of(of, "year", &number) || number < 1 || number > 9999)
            return false;
        date.year = (int32_t)number;
        if (!bs_date_is_valid(date))
            return false;
    } else if (of->anchor.year == 0) {
        return true;
    } else if (relative.data && direction_of(relative) != 0) {
        /* "last June" is the one before this month, "next June" the one after it */
        bs_tense tense = direction_of(relative) < 0 ? BS_TENSE_PAST : BS_TENSE_FUTURE;
        if (!bs_calendar_resolve_year(&date, of->anchor, tense))
            return true;
        if (date.day == 0 && date.year == of->anchor.year && date.month == of->anchor.month)
            date.year += direction_of(relative);
    } else if (!bs_calendar_resolve_year(&date, of->anchor,
                                         relative.data ? BS_TENSE_NONE : tense_of(of))) {
        return true;
    } else if (relative.data) {
        date.year = of->anchor.year; /* "this June" */
    }
    *value = date_text(of, date);
    return true;
}

static bool read_range(const reading *of, bs_str *value)
{
    bs_str from = part(of, "year"), to = part(of, "to");
    if (from.size != 4 || (to.size != 4 && to.size != 2))
        return false;
    bs_arena *arena = &of->worker->layers->arena;
    if (to.size == 2)
        to = bs_arena_print(arena, "%.2s%.2s", from.data, to.data);
    if (!to.data || bs_str_compare(from, to) >= 0)
        return false;
    *value = bs_arena_print(arena, "%.4s/%.4s", from.data, to.data);
    return true;
}

static bool read_decade(const reading *of, bs_str *value)
{
    static const char *const WORDS[] = {"twenties", "thirties",  "forties",  "fifties",
                                        "sixties",  "seventies", "eighties", "nineties"};
    bs_str decade = part(of, "decade");
    if (decade.size >= 4 && bs_ascii_is_digit((unsigned char)decade.data[0])) {
        *value = bs_arena_copy(&of->worker->layers->arena, bs_str_slice(decade, 0, 3));
        return true;
    }
    for (int index = 0; index < 8; index++)
        if (bs_str_equal_nocase(decade, bs_str_from(WORDS[index])))
            *value = bs_arena_print(&of->worker->layers->arena, "19%d", index + 2);
    return value->data != NULL;
}

static bool read_weekday(const reading *of, bs_str *value)
{
    bs_str relative = part(of, "relative");
    int weekday = bs_calendar_weekday(part(of, "weekday"));
    if (weekday < 0)
        return false;
    int direction = relative.data ? direction_of(relative) : 0;
    bs_tense tense = direction < 0   ? BS_TENSE_PAST
                     : direction > 0 ? BS_TENSE_FUTURE
                     : relative.data ? BS_TENSE_NONE
                                     : tense_of(of);
    bs_date date;
    if (of->anchor.year == 0 || !bs_calendar_resolve_weekday(weekday, of->anchor, tense, &date))
        return true;
    if (direction != 0 && date.day == of->anchor.day && date.month == of->anchor.month)
        date = bs_date_of_day(bs_date_first_day(date) + 7 * direction);
    *value = date_text(of, date);
    return true;
}

static bool read_day(const reading *of, bs_str *value)
{
    bs_str word = part(of, "word");
    int steps = bs_str_equal_nocase(word, BS_STR("yesterday"))  ? -1
                : bs_str_equal_nocase(word, BS_STR("tomorrow")) ? 1
                                                                : 0;
    if (of->anchor.year != 0)
        *value = bs_calendar_shift(&of->worker->layers->arena, of->anchor, BS_UNIT_DAY, steps);
    return true;
}

static bool read_unit(const reading *of, bs_str *value)
{
    bs_unit unit = bs_calendar_unit(part(of, "unit"));
    if (of->anchor.year != 0)
        *value = bs_calendar_shift(&of->worker->layers->arena, of->anchor, unit,
                                   direction_of(part(of, "relative")));
    return unit != BS_UNIT_NONE;
}

static bool read_ago(const reading *of, bs_str *value)
{
    int64_t count;
    bs_unit unit = bs_calendar_unit(part(of, "unit"));
    if (unit == BS_UNIT_NONE)
        return false;
    bool is_ahead = bs_str_equal(bs_rule_fact(of->rule, "side"), BS_STR("ahead"));
    if (!number_of(of, "count", &count))
        *value = is_ahead ? BS_STR("FUTURE_REF") : BS_STR("PAST_REF");
    else if (of->anchor.year != 0)
        *value = bs_calendar_shift(&of->worker->layers->arena, of->anchor, unit,
                                   is_ahead ? count : -count);
    return true;
}

static bool read_duration(const reading *of, bs_str *value)
{
    int64_t count;
    bs_unit unit = bs_calendar_unit(part(of, "unit"));
    if (!number_of(of, "count", &count))
        count = -1;
    *value = bs_calendar_duration(&of->worker->layers->arena, unit, count);
    return unit != BS_UNIT_NONE;
}

static bool read_set(const reading *of, bs_str *value)
{
    bs_arena *arena = &of->worker->layers->arena;
    int weekday = bs_calendar_weekday(part(of, "weekday"));
    if (weekday >= 0) {
        *value = bs_arena_print(arena, "XXXX-WXX-%d", weekday + 1);
        return true;
    }
    int64_t count = 1;
    (void)number_of(of, "count", &count);
    *value = bs_calendar_duration(arena, bs_calendar_unit(part(of, "unit")), count);
    return value->data != NULL;
}

static bool read_quarter(const reading *of, bs_str *value)
{
    int64_t number, year = of->anchor.year;
    if (!number_of(of, "number", &number) || number < 1 || number > 4)
        return false;
    if (part(of, "year").data && !number_of(of, "year", &year))
        return false;
    if (year != 0)
        *value = bs_arena_print(&of->worker->layers->arena, "%04d-Q%d", (int)year, (int)number);
    return true;
}

static bool read_century(const reading *of, bs_str *value)
{
    int64_t number;
    if (!number_of(of, "number", &number) || number < 1 || number > 99)
        return false;
    *value = bs_arena_print(&of->worker->layers->arena, "%02d", (int)number - 1);
    return true;
}

static bool read_clock(const reading *of, bs_str *value)
{
    bs_str time = part(of, "time"), half = part(of, "half");
    int64_t hour = 0, minute = 0;
    size_t colon = bs_str_find(time, BS_STR(":"), 0);
    bs_str hours = bs_str_slice(time, 0, colon == SIZE_MAX ? time.size : colon);
    if (!bs_str_integer(hours, &hour) ||
        (colon != SIZE_MAX && !bs_str_integer(bs_str_slice(time, colon + 1, time.size), &minute)))
        return false;
    bool is_after = half.data && bs_ascii_lower((unsigned char)half.data[0]) == 'p';
    if (half.data && (hour < 1 || hour > 12))
        return false;
    if (half.data)
        hour = hour % 12 + (is_after ? 12 : 0);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    bs_arena *arena = &of->worker->layers->arena;
    if (of->anchor.year != 0 && of->anchor.day != 0)
        *value = bs_arena_print(arena, "%.*sT%02d:%02d", BS_STR_ARG(date_text(of, of->anchor)),
                                (int)hour, (int)minute);
    else
        *value = bs_arena_print(arena, "T%02d:%02d", (int)hour, (int)minute);
    return true;
}

static bool read_vague(const reading *of, bs_str *value)
{
    *value = bs_rule_fact(of->rule, "value");
    return true;
}

static const struct {
    const char *name;
    bool (*read)(const reading *of, bs_str *value);
} FORMS[] = {
    {"calendar", read_calendar}, {"range", read_range},       {"decade", read_decade},
    {"weekday", read_weekday},   {"day", read_day},           {"unit", read_unit},
    {"ago", read_ago},           {"duration", read_duration}, {"set", read_set},
    {"quarter", read_quarter},   {"century", read_century},   {"clock", read_clock},
    {"vague", read_vague},
};

static bs_status read_match(const reading *of, bs_str anchor, bs_error *error)
{
    bs_date_type type;
    bs_str form = bs_rule_fact(of->rule, "form"), value = {0};
    if (!bs_date_type_from(of->rule->subject, &type))
        return bs_fail(error, BS_BAD_DATA,
                       "%.*s: rule %.*s: %.*s is no type of date (DATE, TIME, DURATION, SET)",
                       BS_STR_ARG(of->rule->file), BS_STR_ARG(of->rule->name),
                       BS_STR_ARG(of->rule->subject));
    size_t index = 0;
    while (index < sizeof FORMS / sizeof *FORMS && form.data &&
           !bs_str_equal(form, bs_str_from(FORMS[index].name)))
        index++;
    if (index == sizeof FORMS / sizeof *FORMS)
        return bs_fail(error, BS_BAD_DATA, "%.*s: rule %.*s: %.*s is no form of date",
                       BS_STR_ARG(of->rule->file), BS_STR_ARG(of->rule->name), BS_STR_ARG(form));
    if (!FORMS[index].read(of, &value)) {
        /* "February 30, 2015" is wrong as a whole: its year is not taken for a date either */
        for (uint32_t token = of->match->token_start; token < of->match->token_end; token++)
            of->worker->marks[token] |= BS_MARK_NO_DATE;
        return BS_OK;
    }

    bs_annotate_worker *worker = of->worker;
    uint32_t start = of->match->token_start, end = of->match->token_end;
    if (end <= start)
        return BS_OK;
    bs_date_expression *date = bs_array_push(&worker->layers->dates);
    if (!date)
        return bs_fail_memory(error);
    const bs_token *tokens = worker->layers->tokens.items;
    *date = (bs_date_expression){
        .span = {tokens[start].start, tokens[end - 1].end},
        .type = (uint8_t)type,
        .value = value,
        .anchor = anchor.data ? bs_arena_copy(&worker->layers->arena, anchor) : anchor,
        .rule = of->rule->name,
    };
    for (uint32_t token = start; token < end; token++)
        worker->marks[token] |= BS_MARK_DATE;
    return BS_OK;
}

/* Longer matches first, then earlier, then as the rules stand. */
static int compare_matches(const void *left, const void *right)
{
    const bs_rule_match *a = left, *b = right;
    uint32_t a_size = a->token_end - a->token_start, b_size = b->token_end - b->token_start;
    if (a_size != b_size)
        return a_size > b_size ? -1 : 1;
    if (a->token_start != b->token_start)
        return a->token_start < b->token_start ? -1 : 1;
    return a->rule < b->rule ? -1 : a->rule > b->rule;
}

static int compare_dates(const void *left, const void *right)
{
    const bs_date_expression *a = left, *b = right;
    return a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

/* The part `date` is what a match is of, where there is one. */
static void narrow(const bs_annotate_worker *worker, bs_rule_match *match)
{
    const bs_rule_capture *span = bs_worker_capture(worker, match, "date");
    if (!span)
        return;
    match->token_start = span->token_start;
    match->token_end = span->token_end;
}

static bool is_free(const bs_annotate_worker *worker, const bs_rule_match *match)
{
    for (uint32_t token = match->token_start; token < match->token_end; token++)
        if (worker->marks[token] & (BS_MARK_DATE | BS_MARK_NO_DATE))
            return false;
    return true;
}

bs_status bs_worker_dates(bs_annotate_worker *worker, const bs_sentence *sentence,
                          const bs_class_set *present, bs_error *error)
{
    bs_status status = bs_worker_ask(worker, sentence, BS_LAYER_DATE, present, error);
    if (status != BS_OK || worker->matches.count == 0)
        return status;
    size_t from = worker->layers->dates.count;
    for (size_t index = 0; index < worker->matches.count; index++)
        narrow(worker, &worker->matches.items[index]);
    if (worker->matches.count > 1)
        qsort(worker->matches.items, worker->matches.count, sizeof *worker->matches.items,
              compare_matches);
    bs_str anchor = bs_worker_anchor(worker, sentence->start);
    bs_date day = {0};
    if (!anchor.data || !bs_date_from(anchor, &day))
        day = (bs_date){0};
    const bs_rule *rules = worker->annotator->host->rules;
    for (int is_bundled = 0; is_bundled < 2; is_bundled++) {
        for (size_t index = 0; status == BS_OK && index < worker->matches.count; index++) {
            const bs_rule_match *match = &worker->matches.items[index];
            if (rules[match->rule].is_user == is_bundled || !is_free(worker, match))
                continue;
            reading of = {worker, match, &rules[match->rule], sentence, day};
            status = read_match(&of, anchor, error);
        }
    }
    if (worker->layers->dates.count - from > 1)
        qsort(worker->layers->dates.items + from, worker->layers->dates.count - from,
              sizeof *worker->layers->dates.items, compare_dates);
    return status;
}
