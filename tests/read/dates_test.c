/* dates_test.c - dates as they are written, and those in paths and URLs. */
#include "base/str.h"
#include "check.h"
#include "read/dates.h"

static void check_written(const char *text, const char *expected)
{
    bs_date date;
    char found[BS_DAY_TEXT_MAX] = "none";
    if (bs_date_written(bs_str_from(text), &date))
        bs_date_write(date, found);
    if (strcmp(found, expected) != 0)
        fail_msg("\"%s\" is read as %s, not %s", text, found, expected);
}

static void check_path(const char *path, const char *expected)
{
    bs_date date;
    char found[BS_DAY_TEXT_MAX] = "none";
    if (bs_date_in_path(bs_str_from(path), &date))
        bs_date_write(date, found);
    if (strcmp(found, expected) != 0)
        fail_msg("\"%s\" is dated %s, not %s", path, found, expected);
}

static void check_url(const char *url, const char *expected)
{
    bs_date date;
    char found[BS_DAY_TEXT_MAX] = "none";
    if (bs_date_in_url(bs_str_from(url), &date))
        bs_date_write(date, found);
    if (strcmp(found, expected) != 0)
        fail_msg("\"%s\" is dated %s, not %s", url, found, expected);
}

static void forms_of_machines_are_read(void **state)
{
    (void)state;
    check_written("2024-07-09", "2024-07-09");
    check_written("2024-07-09T10:30:00Z", "2024-07-09");
    check_written("2010-08-25 15:43:31+00:00", "2010-08-25");
    check_written("Tue, 09 Jul 2024 10:30:00 +0000", "2024-07-09");
    check_written("20240709", "2024-07-09");
    check_written("20240709T103000Z", "2024-07-09");
    check_written("2024/07/09", "2024-07-09");
    check_written("2024-07", "2024-07");
    check_written("2024", "2024");
    check_written("1720512000", "2024-07-09");
    check_written("1720512000000", "2024-07-09");
}

static void forms_of_people_are_read(void **state)
{
    (void)state;
    check_written("July 9, 2024", "2024-07-09");
    check_written("Tuesday, July 9th, 2024 at 10:30 am EDT", "2024-07-09");
    check_written("9 July 2024", "2024-07-09");
    check_written("Published on the 9th of July 2024", "2024-07-09");
    check_written("9 juillet 2024", "2024-07-09");
    check_written("9 de julio de 2024", "2024-07-09");
    check_written("9. März 2024", "2024-03-09");
    check_written("9 июля 2024 г.", "2024-07-09");
    check_written("09-Jul-2024", "2024-07-09");
    check_written("July 2024", "2024-07");
    check_written("2024年7月9日", "2024-07-09");
    check_written("2024년 7월 9일", "2024-07-09");
    check_written("9.7.2024", "2024-07-09");
}

static void a_month_that_cannot_be_told_from_a_day_is_left_out(void **state)
{
    (void)state;
    check_written("03/04/2024", "2024");
    check_written("13/04/2024", "2024-04-13");
    check_written("04/13/2024", "2024-04-13");
    check_written("05/05/2024", "2024-05-05");
}

static void days_that_no_calendar_has_are_refused_whole(void **state)
{
    (void)state;
    check_written("2024-02-30", "none");
    check_written("2023-02-29", "none");
    check_written("2024-00-10", "none");
    check_written("February 30, 2024", "none");
    check_written("20241399", "none");
    check_written("31.04.2024", "none");
    check_written("", "none");
    check_written("yesterday", "none");
    check_written("12:30", "none");
}

static void the_most_precise_date_of_a_path_wins_then_the_nearest_to_its_end(void **state)
{
    (void)state;
    check_path("us-presidents/data/1789-04-30-first-inaugural-address.txt", "1789-04-30");
    check_path("ungdc/TXT/Session 75 - 2020/AFG_75_2020.txt", "2020");
    check_path("a.tar.zst!2019/AFG_75_2020.txt", "2020");
    check_path("2019-03-02/report of 2020.txt", "2019-03-02");
    check_path("20240709.txt", "2024-07-09");
    check_path("page_20240709_final.html", "2024-07-09");
    check_path("2024_07_09 summit.txt", "2024-07-09");
    check_path("2024/07/09/summit.html", "2024-07-09");
    check_path("2024/07/summit.html", "2024-07");
    check_path("2024-07.txt", "2024-07");
}

static void numbers_that_are_no_dates_are_left_alone(void **state)
{
    (void)state;
    check_path("summit.txt", "none");
    check_path("1080p.txt", "none");
    check_path("a1999.txt", "none");
    check_path("12345678.txt", "none");
    check_path("2010-2012/summit.txt", "none");
    check_path("season 2019-20.txt", "none");
    check_path("2024-02-30.txt", "none");
    check_path("1650.txt", "none");
    check_path("1992/07_x.txt", "1992");
}

static void urls_give_months_and_days_but_no_bare_years(void **state)
{
    (void)state;
    check_url("https://example.org/2024/07/09/summit/", "2024-07-09");
    check_url("https://example.org/2024/jul/09/summit", "2024-07-09");
    check_url("https://example.org/2010/11/summit", "2010-11");
    check_url("https://example.org/news/2024-07-09-summit", "2024-07-09");
    check_url("https://example.org/the-plan-for-2030", "none");
    check_url("https://example.org/?date=2024-07-09", "none");
    check_url("https://2024-07-09.example.org/", "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_machines_are_read),
        cmocka_unit_test(forms_of_people_are_read),
        cmocka_unit_test(a_month_that_cannot_be_told_from_a_day_is_left_out),
        cmocka_unit_test(days_that_no_calendar_has_are_refused_whole),
        cmocka_unit_test(the_most_precise_date_of_a_path_wins_then_the_nearest_to_its_end),
        cmocka_unit_test(numbers_that_are_no_dates_are_left_alone),
        cmocka_unit_test(urls_give_months_and_days_but_no_bare_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
