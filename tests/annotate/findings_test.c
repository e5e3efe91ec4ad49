/* findings_test.c - what a careful editor would flag. */
#include "shared.h"

/* "kind: text" of each finding, with "; " between. */
static bs_str findings_of(const char *text, bs_buffer *buffer)
{
    annotate(&all, text, "2024-07-09");
    buffer->size = 0;
    for (size_t at = 0; at < all.layers.findings.count; at++) {
        const bs_finding *finding = &all.layers.findings.items[at];
        bs_buffer_print(buffer, "%s%.*s: ", at ? "; " : "", BS_STR_ARG(finding->kind));
        bs_buffer_add(buffer, span_text(&all, (bs_span){finding->start, finding->end}));
    }
    return bs_buffer_str(buffer);
}

static void a_day_that_no_calendar_has_is_found(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"They met on June 31 in Rome.", "impossible date: June 31"},
        {"They met on 30 February 2024.", "impossible date: 30 February"},
        {"They met on February 29, 2023.", "impossible date: February 29"},
        {"They met on February 29, 2024.", ""},
        {"They met on February 29.", ""},
        {"It is dated 2024-02-30.", "impossible date: 2024-02-30"},
        {"In May 40 people came, and June 12 more.", ""},
    };
    CHECK_CASES(findings_of, CASES);
}

static void a_weekday_that_the_day_was_not_is_found(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"They met on Tuesday, July 10, 2024.", "impossible date: Tuesday, July 10"},
        {"They met on Wednesday, July 10, 2024.", ""},
        {"They met on Wednesday 10 July 2024.", ""},
    };
    CHECK_CASES(findings_of, CASES);
}

static void statements_that_exclude_each_other_are_found(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Norway attended the Porto summit. Norway did not attend the Porto summit.",
         "contradiction: Norway did not attend the Porto summit"},
        {"Norway is expected to attend the Porto summit. Norway did not attend the Porto summit.",
         ""},
        {"Norway was the second-largest fish exporter in 2021. Norway was the third-largest fish "
         "exporter in 2021.",
         "contradiction: Norway was the third-largest fish exporter in 2021"},
        {"Norway was the second-largest fish exporter in 2021. Norway was the third-largest fish "
         "exporter in 2022.",
         ""},
        {"Norway's exports rose by 12 percent in 2021. Norway's exports rose by 14 percent in "
         "2021.",
         "contradiction: Norway's exports rose by 14 percent in 2021"},
    };
    CHECK_CASES(findings_of, CASES);
}

static void a_day_that_the_lexicons_contradict_is_found(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"The Porto summit was held in 2019.", "date contradicted: Porto summit was held in 2019"},
        {"The Porto summit was held on 12 July 2023.", ""},
        {"They read the farewell address of Rosa Blanc. Rosa Blanc said so on December 22, 2017.",
         "date contradicted: December 22, 2017"},
        {"They read the farewell address of Rosa Blanc. Rosa Blanc said so on December 20, 2017.",
         ""},
        {"They read the speech of Rosa Blanc. Rosa Blanc said so on December 22, 2017.", ""},
    };
    CHECK_CASES(findings_of, CASES);
}

static void the_last_day_of_an_office_is_a_day(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"The farewell address by Aiko Tanaka was given on the last day of her premiership.",
         "date contradicted: last day of her premiership"},
        {"The farewell address by Aiko Tanaka was given on the last day of her premiership. "
         "Aiko Tanaka said so on September 17, 2020.",
         "date contradicted: last day of her premiership; date contradicted: September 17, 2020; "
         "contradiction: September 17, 2020"},
        {"Aiko Tanaka slept on the last day of her premiership.", ""},
    };
    CHECK_CASES(findings_of, CASES);
}

static void a_space_that_is_missing_is_found(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"It was said by the agencyThe end came.", "words glued together: agencyThe"},
        {"The iPhone and McDonald and eBay came.", ""},
    };
    CHECK_CASES(findings_of, CASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_that_no_calendar_has_is_found),
        cmocka_unit_test(a_weekday_that_the_day_was_not_is_found),
        cmocka_unit_test(statements_that_exclude_each_other_are_found),
        cmocka_unit_test(a_day_that_the_lexicons_contradict_is_found),
        cmocka_unit_test(the_last_day_of_an_office_is_a_day),
        cmocka_unit_test(a_space_that_is_missing_is_found),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
