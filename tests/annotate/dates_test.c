/* dates_test.c - what dates in a text mean, read from the anchor. */
#include "annotate/calendar.h"
#include "base/file.h"
#include "shared.h"

/* The dates of a text as "expression=value;.."; one without a value as "expression=?". */
static bs_str dates_of(const char *text, const char *anchor, bs_buffer *buffer)
{
    annotate(&all, text, anchor);
    buffer->size = 0;
    for (size_t index = 0; index < all.layers.dates.count; index++) {
        const bs_date_expression *date = &all.layers.dates.items[index];
        if (index > 0)
            bs_buffer_add_char(buffer, ';');
        bs_buffer_add(buffer, span_text(&all, date->span));
        bs_buffer_add_char(buffer, '=');
        bs_buffer_add(buffer, date->value.data ? date->value : BS_STR("?"));
    }
    return bs_buffer_str(buffer);
}

static void check_dates(const char *const (*cases)[3], size_t count)
{
    bs_buffer buffer = {0};
    size_t failures = 0;
    for (size_t index = 0; index < count; index++) {
        bs_str found = dates_of(cases[index][0], cases[index][1], &buffer);
        if (!bs_str_equal(found, bs_str_from(cases[index][2]))) {
            print_error("%s (%s)\n  gives %.*s\n  not   %s\n", cases[index][0],
                        cases[index][1] ? cases[index][1] : "no anchor", BS_STR_ARG(found),
                        cases[index][2]);
            failures++;
        }
    }
    bs_buffer_clear(&buffer);
    assert_int_equal(failures, 0);
}
#define CHECK_DATES(cases) check_dates(cases, sizeof(cases) / sizeof *(cases))

static void absolute_dates_need_no_anchor(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {
        {"It began on July 9, 2024.", NULL, "July 9, 2024=2024-07-09"},
        {"It began on 9 July 2024.", NULL, "9 July 2024=2024-07-09"},
        {"It began in July 2024.", NULL, "July 2024=2024-07"},
        {"It began in 1998.", NULL, "1998=1998"},
        {"It began in the 1990s.", NULL, "the 1990s=199"},
        {"It lasted from 1990 to 1995.", NULL, "1990=1990;1995=1995"},
        {"Exports in 2019-23 rose.", NULL, "2019=2019;23=2023"},
        {"In the 19th century it was so.", NULL, "the 19th century=18"},
        {"It lasted two years.", NULL, "two years=P2Y"},
    };
    CHECK_DATES(CASES);
}

static void a_date_of_no_calendar_is_none(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {
        {"It fell on February 30, 2015.", NULL, ""},
        {"It fell on June 31.", "2024-07-09", ""},
        {"It fell on February 29, 2015.", NULL, ""},
        {"It fell on February 29, 2016.", NULL, "February 29, 2016=2016-02-29"},
    };
    CHECK_DATES(CASES);
}

static void without_an_anchor_relative_dates_stay_open(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {
        {"They met yesterday.", NULL, "yesterday=?"},
        {"They met on July 5.", NULL, "July 5=?"},
        {"They met on Monday.", "2024", "Monday=?"},
        {"They met last year.", "2024", "last year=2023"},
        {"They met last month.", "2024-01", "last month=2023-12"},
    };
    CHECK_DATES(CASES);
}

static void what_is_past_is_not_put_in_the_future(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {
        {"They met in June.", "2024-07-09", "June=2024-06"},
        {"They met in August.", "2024-07-09", "August=2023-08"},
        {"They met in July.", "2024-07-09", "July=2024-07"},
        {"They will meet in August.", "2024-07-09", "August=2024-08"},
        {"They will meet in June.", "2024-07-09", "June=2025-06"},
        {"He said on Monday that it holds.", "2024-07-09", "Monday=2024-07-08"},
        {"He said on Tuesday that it holds.", "2024-07-09", "Tuesday=2024-07-09"},
        {"He said on Wednesday that it holds.", "2024-07-09", "Wednesday=2024-07-03"},
        {"They will meet on Thursday.", "2024-07-09", "Thursday=2024-07-11"},
        {"They met on December 30.", "2024-01-04", "December 30=2023-12-30"},
        {"It rained last June.", "2024-06-20", "last June=2023-06"},
    };
    CHECK_DATES(CASES);
}

static void words_of_a_quotation_tell_of_days_inside_it(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {
        {"The envoy said \"We will\" on Monday.", "2024-07-09", "Monday=2024-07-08"},
        {"The envoy said: \"We will meet in Oslo on Friday.\"", "2024-07-09", "Friday=2024-07-12"},
        {"Ministers agreed a deal on Tuesday that \"will change everything\".", "2024-07-12",
         "Tuesday=2024-07-09"},
        {"Leaders meet in Oslo on Friday, the first time since 1999.", "2010-11-18",
         "Friday=2010-11-19;1999=1999"},
    };
    CHECK_DATES(CASES);
}

static void units_are_counted_from_the_anchor(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {
        {"It opens tomorrow.", "2024-02-28", "tomorrow=2024-02-29"},
        {"It closed last week.", "2024-01-03", "last week=2023-W52"},
        {"It was sold two years ago.", "2024-07-09", "two years ago=2022"},
        {"It was sold three weeks ago.", "2024-07-09", "three weeks ago=2024-W25"},
        {"Sales fell this quarter.", "2024-07-09", "this quarter=2024-Q3"},
        {"Sales fell in the second quarter of 2023.", NULL, "the second quarter of 2023=2023-Q2"},
        {"It rose in recent years.", "2024-07-09", "recent years=PAST_REF"},
        {"They meet every year.", NULL, "every year=P1Y"},
    };
    CHECK_DATES(CASES);
}

/* Cuts "[text|value]" out of a sentence: the text into `plain`, "text=value;.." into `wanted`. */
static void take_expressions(bs_str sentence, bs_buffer *plain, bs_buffer *wanted)
{
    bool is_value = false;
    plain->size = wanted->size = 0;
    size_t open = 0;
    for (size_t at = 0; at < sentence.size; at++) {
        char c = sentence.data[at];
        if (c == '[') {
            open = plain->size;
        } else if (c == '|') {
            if (wanted->size > 0)
                bs_buffer_add_char(wanted, ';');
            bs_buffer_add(wanted, bs_str_slice(bs_buffer_str(plain), open, plain->size));
            bs_buffer_add_char(wanted, '=');
            is_value = true;
        } else if (c == ']') {
            is_value = false;
        } else {
            bs_buffer_add_char(is_value ? wanted : plain, c);
        }
    }
    bs_buffer_add_char(plain, '\0');
    plain->size--;
}

static void sentences_of_the_press_have_their_dates(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_str text, line, day;
    CHECK_OK(bs_file_read(FIXTURES "/expressions.txt", 1 << 20, &arena, &text, NULL));
    bs_buffer plain = {0}, wanted = {0}, found = {0};
    size_t failures = 0, checked = 0;
    while (bs_str_cut(&text, '\n', &line)) {
        if (line.size == 0 || line.data[0] == '#')
            continue;
        CHECK(bs_str_cut(&line, '|', &day));
        take_expressions(line, &plain, &wanted);
        bs_str anchor = bs_arena_copy(&arena, day);
        bs_str dates = dates_of(plain.data, anchor.size > 0 ? anchor.data : NULL, &found);
        checked++;
        if (!bs_str_equal(dates, bs_buffer_str(&wanted))) {
            print_error("%.*s: %s\n  gives %.*s\n  not   %.*s\n", BS_STR_ARG(day), plain.data,
                        BS_STR_ARG(dates), BS_STR_ARG(bs_buffer_str(&wanted)));
            failures++;
        }
    }
    CHECK(checked > 200);
    bs_buffer_clear(&plain);
    bs_buffer_clear(&wanted);
    bs_buffer_clear(&found);
    bs_arena_clear(&arena);
    assert_int_equal(failures, 0);
}

/* A number below `limit`; a linear congruential generator (Numerical Recipes). */
static uint32_t next_number(uint32_t *state, uint32_t limit)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % limit;
}

static void any_row_of_words_has_dates_that_do_not_overlap(void **state)
{
    (void)state;
    static const char *const WORDS[] = {
        "last",       "next",      "this",    "the",      "early",
        "mid-",       "Monday",    "June",    "May",      "Sept.",
        "2024",       "1998",      "-",       "to",       "and",
        "of",         "31",        "30",      "4th",      "year",
        "years",      "week",      "quarter", "first",    "third",
        "half",       "a",         "two",     "dozen",    "several",
        "ago",        "earlier",   "from",    "now",      "noon",
        "10:30",      "25:61",     "p.m.",    "GMT",      "on",
        ",",          "(",         "'",       "BC",       "90s",
        "century",    "FY24",      "fiscal",  "every",    "summer",
        "daily",      "Christmas", "Eve",     "Easter",   "2024-07-09",
        "2024-13-40", "9/11",      "0",       "weekend",  "today",
        "night",      "in",        "per",     "$",        "500",
        "row",        "opens",     "summit",  "straight", "99999999999999999999"};
    uint32_t seed = 7;
    bs_buffer text = {0};
    for (int round = 0; round < 2000; round++) {
        text.size = 0;
        for (uint32_t count = 1 + next_number(&seed, 20); count > 0; count--) {
            bs_buffer_add(&text,
                          bs_str_from(WORDS[next_number(&seed, sizeof WORDS / sizeof *WORDS)]));
            bs_buffer_add_char(&text, ' ');
        }
        bs_buffer_add_char(&text, '\0');
        annotate(&all, text.data, round % 2 ? "2024-02-29" : NULL);
        uint32_t end = 0;
        for (size_t index = 0; index < all.layers.dates.count; index++) {
            const bs_date_expression *date = &all.layers.dates.items[index];
            if (date->span.start < end || date->span.end <= date->span.start ||
                (date->value.data && date->value.size < 1))
                fail_msg("%s", text.data);
            end = date->span.end;
        }
    }
    bs_buffer_clear(&text);
}

static void words_around_a_value_are_its_mod(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"It fell in early 1990.", "START"},
        {"It fell in mid-June 1990.", "MID"},
        {"It fell at the end of 1990.", "END"},
        {"It took nearly two years.", "LESS_THAN"},
        {"It took more than two years.", "MORE_THAN"},
        {"It took at least two years.", "EQUAL_OR_MORE"},
        {"It took about two years.", "APPROX"},
        {"It took two years.", NULL},
    };
    for (size_t index = 0; index < sizeof CASES / sizeof *CASES; index++) {
        annotate(&all, CASES[index][0], NULL);
        assert_int_equal(all.layers.dates.count, 1);
        CHECK(bs_str_equal(all.layers.dates.items[0].mod, bs_str_from(CASES[index][1])));
    }
}

static void each_segment_has_its_own_anchor(void **state)
{
    (void)state;
    const char *text = "They met yesterday.\n\nWe met yesterday.";
    bs_segment segments[] = {
        {BS_SEGMENT_BODY, 0, 19, {0}},
        {BS_SEGMENT_COMMENT, 21, (uint32_t)strlen(text), BS_STR("2025-03-01")}};
    annotate_as(&all, bs_str_from(text), segments, 2, "2024-07-09");
    assert_int_equal(all.layers.dates.count, 2);
    CHECK_STR(all.layers.dates.items[0].value, "2024-07-08");
    CHECK_STR(all.layers.dates.items[1].value, "2025-02-28");
    CHECK_STR(all.layers.dates.items[1].anchor, "2025-03-01");
}

static void weeks_belong_to_the_year_of_their_thursday(void **state)
{
    (void)state;
    bs_arena arena = {0};
    CHECK_STR(bs_calendar_shift(&arena, (bs_date){2021, 1, 3}, BS_UNIT_WEEK, 0), "2020-W53");
    CHECK_STR(bs_calendar_shift(&arena, (bs_date){2024, 12, 30}, BS_UNIT_WEEK, 0), "2025-W01");
    CHECK_STR(bs_calendar_shift(&arena, (bs_date){2024, 1, 31}, BS_UNIT_MONTH, -1), "2023-12");
    CHECK_STR(bs_calendar_shift(&arena, (bs_date){2024, 1, 31}, BS_UNIT_QUARTER, -1), "2023-Q4");
    assert_null(bs_calendar_shift(&arena, (bs_date){9999, 12, 31}, BS_UNIT_DAY, 1).data);
    assert_null(bs_calendar_shift(&arena, (bs_date){2024, 0, 0}, BS_UNIT_DAY, 1).data);
    assert_null(bs_calendar_shift(&arena, (bs_date){2024, 1, 1}, BS_UNIT_YEAR, INT64_MAX).data);
    bs_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absolute_dates_need_no_anchor),
        cmocka_unit_test(a_date_of_no_calendar_is_none),
        cmocka_unit_test(without_an_anchor_relative_dates_stay_open),
        cmocka_unit_test(what_is_past_is_not_put_in_the_future),
        cmocka_unit_test(words_of_a_quotation_tell_of_days_inside_it),
        cmocka_unit_test(units_are_counted_from_the_anchor),
        cmocka_unit_test(sentences_of_the_press_have_their_dates),
        cmocka_unit_test(any_row_of_words_has_dates_that_do_not_overlap),
        cmocka_unit_test(words_around_a_value_are_its_mod),
        cmocka_unit_test(each_segment_has_its_own_anchor),
        cmocka_unit_test(weeks_belong_to_the_year_of_their_thursday),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
