/* infer_test.c - when an article that states no date was written. The lexicons of the fixtures know
 * the Porto summit of 11 and 12 July 2023, a Tuesday and a Wednesday, and two of Madrid: 1 June
 * 2008, a Sunday, and 29 June 2022, a Wednesday. */
#include "shared.h"

static void check_inferred_at(const char *text, const char *from, const char *to, const char *value,
                              const char *file, int line)
{
    annotate(&all, text, NULL);
    const bs_inferred_date *inferred = &all.layers.inferred;
    bool is_right = bs_str_equal(inferred->from, bs_str_from(from)) &&
                    bs_str_equal(inferred->to, bs_str_from(to)) &&
                    bs_str_equal(inferred->value, bs_str_from(value));
    if (!is_right) {
        print_error("%s\n  gives %.*s to %.*s (%.*s)\n", text, BS_STR_ARG(inferred->from),
                    BS_STR_ARG(inferred->to), BS_STR_ARG(inferred->value));
        _fail(file, line);
    }
}
#define CHECK_INFERRED(text, from, to, value) \
    check_inferred_at(text, from, to, value, __FILE__, __LINE__)

static bs_str finding_of(const char *kind)
{
    for (size_t index = 0; index < all.layers.findings.count; index++)
        if (bs_str_equal(all.layers.findings.items[index].kind, bs_str_from(kind)))
            return all.layers.findings.items[index].message;
    return (bs_str){0};
}

static void an_event_and_last_year_tell_the_year(void **state)
{
    (void)state;
    CHECK_INFERRED("They met at the Porto summit last year.", "2024-01-01", "2024-12-31", "2024");
    CHECK_INFERRED("They met at the Porto summit last month.", "2023-08-01", "2023-08-31",
                   "2023-08");
    CHECK_INFERRED("They met at the Porto summit last week.", "2023-07-17", "2023-07-23",
                   "2023-07");
    CHECK_INFERRED("They will meet at the Porto summit next year.", "2022-01-01", "2022-12-31",
                   "2022");
}

static void an_event_and_a_weekday_tell_the_week(void **state)
{
    (void)state;
    CHECK_INFERRED("They will discuss it at the Porto summit, which opens Tuesday.", "2023-07-05",
                   "2023-07-11", "2023-07");
    CHECK_INFERRED("The Porto summit ended on Wednesday in silence.", "2023-07-12", "2023-07-18",
                   "2023-07");
    /* it did not open on a Friday */
    CHECK_INFERRED("They will discuss it at the Porto summit, which opens Friday.", NULL, NULL,
                   NULL);
    /* the day of something else */
    CHECK_INFERRED("He said on Tuesday that the Porto summit is near.", NULL, NULL, NULL);
}

static void a_count_of_years_tells_the_year(void **state)
{
    (void)state;
    CHECK_INFERRED("They came for the first time in 2005. It is the third consecutive year that "
                   "they come.",
                   "2007-01-01", "2007-12-31", "2007");
}

static void clues_narrow_one_another_down(void **state)
{
    (void)state;
    /* two summits of the series began on a Wednesday or Sunday; the year decides */
    CHECK_INFERRED("The NATO summit, which opens Wednesday, is near. They came for the first time "
                   "in 2021; it is the second year running.",
                   "2022-06-23", "2022-06-29", "2022-06");
    CHECK_INFERRED("They met on July 8. The Porto summit opens Tuesday.", "2023-07-08",
                   "2023-07-11", "2023-07");
    CHECK_INFERRED("On July 10, 2023, they met. The Porto summit opens Tuesday.", "2023-07-10",
                   "2023-07-11", "2023-07");
}

static void too_little_tells_nothing(void **state)
{
    (void)state;
    CHECK_INFERRED("They met in 1998 and will meet in 2031.", NULL, NULL, NULL);
    CHECK_INFERRED("They met yesterday.", NULL, NULL, NULL);
    CHECK_INFERRED("\"We met at the Porto summit last year,\" said the old book.", NULL, NULL,
                   NULL);
    assert_null(finding_of("date inferred").data);
}

static void what_is_inferred_says_why_and_dates_are_read_from_it(void **state)
{
    (void)state;
    annotate(&all,
             "He said on Monday that they will meet on Thursday, after the Porto summit, which "
             "opens Tuesday. They last met in June.",
             NULL);
    CHECK_STR(finding_of("date inferred"),
              "no date is stated; from what is said it was written between 2023-07-05 and "
              "2023-07-11: \"Porto summit, which opens Tuesday\"");
    static const char *const VALUES[] = {"2023-07-10", "2023-07-13", "2023-07-11", "2023-06"};
    assert_int_equal(all.layers.dates.count, 4);
    for (size_t index = 0; index < 4; index++)
        CHECK_STR(all.layers.dates.items[index].value, VALUES[index]);
}

static void a_stated_date_is_not_doubted(void **state)
{
    (void)state;
    annotate(&all, "They met at the Porto summit last year.", "2019-05-01");
    assert_null(all.layers.inferred.from.data);
    CHECK_STR(all.layers.dates.items[0].value, "2018");
}

static void a_speech_is_read_from_its_own_day(void **state)
{
    (void)state;
    const char *text = "He spoke on January 17, 1961.\n\nWe must act today.\n\nAct tomorrow.";
    bs_segment segments[] = {{BS_SEGMENT_BODY, 0, 29, {0}},
                             {BS_SEGMENT_SPEECH, 31, 49, {0}},
                             {BS_SEGMENT_SPEECH, 51, (uint32_t)strlen(text), {0}}};
    annotate_as(&all, bs_str_from(text), segments, 3, "2024-07-09");
    assert_int_equal(all.layers.dates.count, 3);
    CHECK_STR(all.layers.dates.items[1].value, "1961-01-17");
    CHECK_STR(all.layers.dates.items[1].anchor, "1961-01-17");
    assert_null(all.layers.dates.items[2].value.data); /* nothing tells when that one was given */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_and_last_year_tell_the_year),
        cmocka_unit_test(an_event_and_a_weekday_tell_the_week),
        cmocka_unit_test(a_count_of_years_tells_the_year),
        cmocka_unit_test(clues_narrow_one_another_down),
        cmocka_unit_test(too_little_tells_nothing),
        cmocka_unit_test(what_is_inferred_says_why_and_dates_are_read_from_it),
        cmocka_unit_test(a_stated_date_is_not_doubted),
        cmocka_unit_test(a_speech_is_read_from_its_own_day),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
