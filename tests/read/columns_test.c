/* columns_test.c - tables and JSON under names that nobody agreed on, and texts that a rule cuts.
 */
#include "reading.h"

#define PROSE                                                                                     \
    "The council of the harbour met for three hours in the old customs house and agreed on very " \
    "little, according to two officials who were in the room. A second meeting is planned for "   \
    "the autumn, and both sides said that they would bring new proposals to it."

static bool has(bs_str text, const char *part)
{
    return bs_str_find(text, bs_str_from(part), 0) != SIZE_MAX;
}

static const char table[] =
    "nr,kop,artikel_tekst,verschenen,adres\n"
    "1,Council agrees on very little,\"" PROSE "\",2024-07-09,http://a.org/1\n"
    "2,Ferries run until the autumn,\"" PROSE "\",2024-07-10,http://a.org/2\n"
    "3,A bridge opens in the north,\"" PROSE "\",2024-07-11,http://a.org/3\n";

static void columns_are_guessed_and_the_guess_is_shown(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.csv", table);
    assert_int_equal(all.count, 3);
    CHECK_STR(all.articles[1].title, "Ferries run until the autumn");
    CHECK_STR(all.articles[1].text, PROSE);
    CHECK_STR(all.articles[1].published, "2024-07-10");
    CHECK_STR(all.articles[1].url, "http://a.org/2");
    assert_int_equal(all.skip_count, 1);
    CHECK(all.kinds[0] == BS_SKIP_NOTE);
    CHECK(has(all.reasons[0], "title = \"kop\", text = \"artikel_tekst\""));
    forget(&all);
}

static void stated_columns_overrule_names_and_guesses(void **state)
{
    (void)state;
    kept all = {.options = {.columns = BS_STR("text=kop, title=verschenen")}};
    read_text(&all, "a.csv", table);
    assert_int_equal(all.count, 3);
    CHECK_STR(all.articles[0].text, "Council agrees on very little");
    CHECK_STR(all.articles[0].title, "2024-07-09");
    CHECK_STR(all.articles[0].url, "http://a.org/1"); /* guessed beside what is stated */
    CHECK(all.skip_count == 1 && all.kinds[0] == BS_SKIP_NOTE);
    forget(&all);
    all.options.columns = BS_STR("title=headline\ntext=note");
    read_text(&all, "a.jsonl",
              "{\"title\":\"No\",\"headline\":\"Yes\",\"text\":\"Not this.\",\"note\":\"This.\"}");
    CHECK_STR(all.articles[0].text, "This.");
    CHECK_STR(all.articles[0].title, "Yes");
    forget(&all);
}

static void unknown_columns_are_misuse(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_source source = {
        .file = BS_STR("a"), .name = BS_STR("a"), .origin = BS_STR("a"), .bytes = BS_STR("Text.")};
    bs_article_events events = {NULL, keep_article, keep_skipped};
    static const char *const wrong[] = {"kop", "colour=kop", "title="};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bs_read_options options = {.columns = bs_str_from(wrong[i])};
        assert_int_equal(bs_read_parse(&source, &options, &arena, &events, NULL), BS_MISUSE);
    }
    bs_arena_clear(&arena);
}

static void a_table_of_numbers_is_no_archive(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.csv", "country,year,value\nA,2020,1\nB,2021,2\nC,2022,3\n");
    assert_int_equal(all.count, 0);
    CHECK(all.kinds[0] == BS_SKIP_FOREIGN);
    forget(&all);
}

static void json_is_seen_through(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.json",
              "{\"results\":[{\"webTitle\":\"Above\",\"webUrl\":\"http://a.org/\",\"fields\":{"
              "\"bodyText\":\"Below.\",\"url\":\"http://b.org/\"},\"tags\":[{\"text\":\"no\"}]}]}");
    assert_int_equal(all.count, 1);
    CHECK_STR(all.articles[0].title, "Above");
    CHECK_STR(all.articles[0].text, "Below.");
    CHECK_STR(all.articles[0].url, "http://a.org/");
    forget(&all);
    read_text(&all, "a.jsonl",
              "{\"kop\":\"A\",\"lichaam\":\"" PROSE "\"}\n{\"lichaam\":\"" PROSE "\"}");
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[0].text, PROSE);
    CHECK(all.kinds[0] == BS_SKIP_NOTE && has(all.reasons[0], "text = \"lichaam\""));
    forget(&all);
}

static void html_in_tables_goes_through_the_reader_of_pages(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "feed.json",
              "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"title\":\"A\","
              "\"date_published\":\"2024-07-09\",\"content_html\":\"<p>One &amp; two.</p>\"}]}");
    assert_int_equal(all.count, 1);
    CHECK_STR(segment_text(&all.articles[0], BS_SEGMENT_BODY), "One & two.");
    CHECK_STR(all.articles[0].published, "2024-07-09");
    forget(&all);
    read_text(&all, "a.csv",
              "title,content\nA,\"<p>One &amp; two.</p>\"\nB,Less < more & so on.\n");
    CHECK_STR(segment_text(&all.articles[0], BS_SEGMENT_BODY), "One & two.");
    CHECK_STR(all.articles[1].text, "Less < more & so on.");
    forget(&all);
}

static const char dump[] =
    "Export of 3 articles\r\n"
    "=== 1\r\nT: Council agrees\r\nD: 9 July 2024\r\n-\r\nFirst text.\r\n\r\n"
    "Second paragraph.\r\n=== 2\r\nT: Ferries run\r\nD: 10 July 2024\r\n-\r\n"
    "Other text.\r\n[advertisement]\r\nMore of it.\r\n";

static void a_rule_cuts_what_nobody_knows(void **state)
{
    (void)state;
    kept all = {
        .options = {.cut = BS_STR("between=^=== \\d+$\ntitle=^T: (.*)\ndate=^D: (.*)\ntext=^-$\n"
                                  "drop=^\\[\ncount=^Export of (\\d+)\n")}};
    read_text(&all, "a.txt", dump);
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[0].title, "Council agrees");
    CHECK_STR(all.articles[0].published, "2024-07-09");
    CHECK_STR(all.articles[0].text, "First text.\n\nSecond paragraph.");
    CHECK_STR(all.articles[1].text, "Other text.\nMore of it.");
    CHECK_STR(all.reasons[0], "it says that it holds 3 articles; 2 were found");
    forget(&all);
    all.options.cut = BS_STR("begins=^Chapter");
    read_text(&all, "a.txt", "Foreword.\nChapter One\nA.\nChapter Two\nB.\n");
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[1].text, "Chapter Two\nB.");
    forget(&all);
    all.options.cut = BS_STR("ends=^-30-$\ndrop=^-30-$");
    read_text(&all, "a.txt", "One.\n-30-\nTwo.\n-30-\n");
    assert_int_equal(all.count, 2);
    forget(&all);
}

static void rules_that_cannot_be_are_misuse(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_source source = {
        .file = BS_STR("a"), .name = BS_STR("a"), .origin = BS_STR("a"), .bytes = BS_STR("Text.")};
    bs_article_events events = {NULL, keep_article, keep_skipped};
    static const char *const wrong[] = {"title=^a", "begins=(", "colour=a", "begins"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bs_read_options options = {.cut = bs_str_from(wrong[i])};
        assert_int_equal(bs_read_parse(&source, &options, &arena, &events, NULL), BS_MISUSE);
    }
    bs_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_guessed_and_the_guess_is_shown),
        cmocka_unit_test(stated_columns_overrule_names_and_guesses),
        cmocka_unit_test(unknown_columns_are_misuse),
        cmocka_unit_test(a_table_of_numbers_is_no_archive),
        cmocka_unit_test(json_is_seen_through),
        cmocka_unit_test(html_in_tables_goes_through_the_reader_of_pages),
        cmocka_unit_test(a_rule_cuts_what_nobody_knows),
        cmocka_unit_test(rules_that_cannot_be_are_misuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
