/* day_test.c - tests of text/day.h. */
#include "text/day.h"

#include "base/str.h"
#include "check.h"

static bool reads(const char *text)
{
    bs_date date;
    return bs_date_from(bs_str_from(text), &date);
}

static bool reads_as(const char *text, int year, int month, int day)
{
    bs_date date;
    return bs_date_from(bs_str_from(text), &date) && date.year == year && date.month == month &&
           date.day == day;
}

static void dates_keep_their_precision(void **state)
{
    (void)state;
    CHECK(reads_as("2024", 2024, 0, 0));
    CHECK(reads_as("2024-07", 2024, 7, 0));
    CHECK(reads_as("2024-07-09", 2024, 7, 9));
    CHECK(reads_as("0001-01-01", 1, 1, 1));
    CHECK(reads_as("9999-12-31", 9999, 12, 31));
}

static void the_date_at_the_head_of_a_time_is_read(void **state)
{
    (void)state;
    CHECK(reads_as("2024-07-09T10:30:00+02:00", 2024, 7, 9));
    CHECK(reads_as("2024-07-09 10:30", 2024, 7, 9));
    CHECK(!reads("2024-07-09Tuesday"));
    CHECK(!reads("2024-07-09T99:00"));
    CHECK(!reads("2024-07T10:30"));
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    const char *const wrong[] = {
        "",           "24",         "202",         "20245",
        "2024-",      "2024-7",     "2024-13",     "2024-00",
        "2024-02-30", "2023-02-29", "1900-02-29",  "2024-04-31",
        "2024-07-00", "2024-07-9",  "2024/07/09",  "2024-07-09x",
        "0000",       "0000-01-01", "2024-07-09T", "-024-07-09",
        " 2024",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (reads(wrong[i]))
            fail_msg("\"%s\" was read as a date", wrong[i]);
    }
    CHECK(reads("2024-02-29"));
    CHECK(reads("2000-02-29"));
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    const char *const texts[] = {"2024", "2024-07", "2024-07-09", "0033", "9999-12-31"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bs_date date;
        char written[BS_DAY_TEXT_MAX];
        CHECK(bs_date_from(bs_str_from(texts[i]), &date));
        bs_date_write(date, written);
        assert_string_equal(written, texts[i]);
    }
}

static void day_numbers_count_from_1970(void **state)
{
    (void)state;
    CHECK(bs_date_first_day((bs_date){1970, 1, 1}) == 0);
    CHECK(bs_date_first_day((bs_date){2000, 3, 1}) == 11017);
    CHECK(bs_date_first_day((bs_date){1969, 12, 31}) == -1);
    CHECK(bs_date_first_day((bs_date){2024, 0, 0}) == bs_date_first_day((bs_date){2024, 1, 1}));
    CHECK(bs_date_end_day((bs_date){2024, 0, 0}) == bs_date_first_day((bs_date){2025, 1, 1}));
    CHECK(bs_date_end_day((bs_date){2024, 2, 0}) == bs_date_first_day((bs_date){2024, 3, 1}));
    CHECK(bs_date_end_day((bs_date){2024, 12, 0}) == bs_date_first_day((bs_date){2025, 1, 1}));
    CHECK(bs_date_end_day((bs_date){2024, 12, 31}) == bs_date_first_day((bs_date){2025, 1, 1}));
    CHECK(bs_date_end_day((bs_date){9999, 0, 0}) == bs_date_first_day((bs_date){9999, 12, 31}) + 1);
}

static void every_day_is_one_after_the_day_before(void **state)
{
    (void)state;
    int32_t last = bs_date_first_day((bs_date){9999, 12, 31});
    int32_t number = bs_date_first_day((bs_date){1, 1, 1});
    int weekday = bs_date_weekday(number);
    for (; number <= last; number++) {
        bs_date date = bs_date_of_day(number);
        if (!bs_date_is_valid(date) || bs_date_first_day(date) != number ||
            bs_date_weekday(number) != weekday)
            fail_msg("day %d is %d-%d-%d", number, date.year, date.month, date.day);
        weekday = (weekday + 1) % 7;
    }
    CHECK(bs_date_of_day(INT32_MAX).year == 9999);
    CHECK(bs_date_of_day(INT32_MIN).year == 1);
}

static void weekdays_begin_on_monday(void **state)
{
    (void)state;
    CHECK(bs_date_weekday(bs_date_first_day((bs_date){2024, 7, 9})) == 1);  /* a Tuesday */
    CHECK(bs_date_weekday(bs_date_first_day((bs_date){1949, 4, 4})) == 0);  /* a Monday */
    CHECK(bs_date_weekday(bs_date_first_day((bs_date){1945, 6, 24})) == 6); /* a Sunday */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_keep_their_precision),
        cmocka_unit_test(the_date_at_the_head_of_a_time_is_read),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(day_numbers_count_from_1970),
        cmocka_unit_test(every_day_is_one_after_the_day_before),
        cmocka_unit_test(weekdays_begin_on_monday),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
