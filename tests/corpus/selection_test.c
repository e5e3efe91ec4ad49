/* selection_test.c - tests of corpus/selection.h and corpus/cite.h. */
#include "corpus/selection.h"

#include "archive_fixture.h"
#include "corpus/cite.h"

static const archive_article articles[] = {
    {.id = "e", .text = "No date, no outlet. NATO met."},
    {.id = "d",
     .published = "2024-07-09",
     .outlet = "Nikkei",
     .byline = "Ann Lee",
     .text = "NATO summit in Washington."},
    {.id = "c",
     .published = "2024-01-01",
     .outlet = "Nikkei Asia",
     .text = "Germany spoke.\n\nShare NATO news",
     .widget = "Share NATO news"},
    {.id = "b", .published = "2023-12", .outlet = "Reuters", .text = "South Korea and Germany."},
    {.id = "a",
     .published = "2023",
     .outlet = "reuters",
     .byline = "Bo Ek",
     .text = "Angela Merkel left."},
};
enum { ARTICLES = sizeof articles / sizeof *articles };

static int set_up(void **state)
{
    *state = archive_of(articles, ARTICLES);
    return 0;
}

static int tear_down(void **state)
{
    bs_selection_free(*state);
    return 0;
}

/* The ids of a selection, in its order. */
static void ids_of(const bs_selection *selection, char *ids)
{
    size_t at = 0;
    bs_corpus *corpus = bs_selection_corpus(selection);
    for (size_t i = bs_selection_next(selection, 0); i != SIZE_MAX;
         i = bs_selection_next(selection, i + 1)) {
        bs_article_ref ref = bs_corpus_article_at(corpus, i);
        ids[at++] = bs_text_at(&bs_corpus_shard(corpus, ref.shard)->articles.id, ref.row).data[0];
    }
    ids[at] = '\0';
}

static void check_ids(const bs_selection *selection, const char *expected)
{
    char ids[64];
    ids_of(selection, ids);
    assert_string_equal(ids, expected);
    assert_int_equal(bs_selection_count(selection), strlen(expected));
}

static void check_select(bs_selection *from, bs_select_options options, const char *expected)
{
    bs_selection *selected;
    bs_error error = {BS_OK, ""};
    if (bs_selection_select(from, &options, NULL, &selected, &error) != BS_OK)
        fail_msg("%s", error.message);
    check_ids(selected, expected);
    bs_selection_free(selected);
}

static void check_refused(bs_selection *from, bs_select_options options, const char *words)
{
    bs_selection *selected = NULL;
    bs_error error = {BS_OK, ""};
    assert_int_equal(bs_selection_select(from, &options, NULL, &selected, &error), BS_MISUSE);
    if (!strstr(error.message, words))
        fail_msg("%s", error.message);
}

static void all_is_in_order_of_date_then_id(void **state)
{
    check_ids(*state, "abcde");
}

static void dates_bound_by_whole_periods(void **state)
{
    check_select(*state, (bs_select_options){.from = BS_STR("2024")}, "cd");
    check_select(*state, (bs_select_options){.to = BS_STR("2023")}, "ab");
    check_select(*state, (bs_select_options){.from = BS_STR("2023-12")}, "bcd");
    check_select(*state, (bs_select_options){.to = BS_STR("2024-01-01")}, "abc");
    check_select(*state, (bs_select_options){.from = BS_STR("2023"), .to = BS_STR("2024")}, "abcd");
    check_refused(*state, (bs_select_options){.from = BS_STR("July")}, "no date");
}

static void strings_match_with_wild_cards_in_any_case(void **state)
{
    check_select(*state, (bs_select_options){.outlet = BS_STR("nikkei*")}, "cd");
    check_select(*state, (bs_select_options){.outlet = BS_STR("REUTERS")}, "ab");
    check_select(*state, (bs_select_options){.byline = BS_STR("*lee")}, "d");
    check_select(*state, (bs_select_options){.language = BS_STR("en")}, "abcde");
    check_select(*state, (bs_select_options){.url = BS_STR("*")}, "");
}

static void queries_and_mentions_select(void **state)
{
    check_select(*state, (bs_select_options){.match = BS_STR("nato")}, "de");
    check_select(*state, (bs_select_options){.match = BS_STR("!nato")}, "abc");
    check_select(*state, (bs_select_options){.mentions = BS_STR("germany")}, "bc");
    check_select(*state, (bs_select_options){.mentions = BS_STR("country:KR")}, "b");
    check_select(*state, (bs_select_options){.mentions = BS_STR("Atlantis")}, "");
    check_refused(*state, (bs_select_options){.match = BS_STR("(a")}, "never closed");
}

static void segments_decide_what_counts(void **state)
{
    bs_str widget = BS_STR("widget"), wrong = BS_STR("wigdet");
    check_select(
        *state,
        (bs_select_options){.match = BS_STR("nato"), .segments = &widget, .segment_count = 1}, "c");
    check_refused(*state, (bs_select_options){.segments = &wrong, .segment_count = 1}, "wigdet");
}

static void sql_sees_articles_and_nothing_else(void **state)
{
    check_select(*state, (bs_select_options){.sql = BS_STR("outlet LIKE 'nikkei%'")}, "cd");
    check_select(*state, (bs_select_options){.sql = BS_STR("byline IS NOT NULL -- named")}, "ad");
    check_select(*state,
                 (bs_select_options){.sql = BS_STR("tokens = (SELECT max(tokens) FROM articles)")},
                 "e");
    check_refused(*state,
                  (bs_select_options){.sql = BS_STR("id IN (SELECT name FROM sqlite_master)")},
                  "prohibited");
    check_refused(*state, (bs_select_options){.sql = BS_STR("1); DELETE FROM articles; SELECT (1")},
                  "one condition");
    check_refused(*state, (bs_select_options){.sql = BS_STR("load_extension('x')")}, "sql:");
    check_refused(*state, (bs_select_options){.sql = BS_STR("outlt = 1")}, "outlt");
}

static void sets_are_combined(void **state)
{
    bs_selection *nikkei, *later, *result;
    CHECK_OK(bs_selection_select(*state, &(bs_select_options){.outlet = BS_STR("*i*")}, NULL,
                                 &nikkei, NULL));
    CHECK_OK(bs_selection_select(*state, &(bs_select_options){.from = BS_STR("2023-12")}, NULL,
                                 &later, NULL));
    check_ids(nikkei, "cd");
    CHECK_OK(bs_selection_and(nikkei, later, &result, NULL));
    check_ids(result, "cd");
    bs_selection_free(result);
    CHECK_OK(bs_selection_or(nikkei, later, &result, NULL));
    check_ids(result, "bcd");
    bs_selection_free(result);
    CHECK_OK(bs_selection_minus(later, nikkei, &result, NULL));
    check_ids(result, "b");
    bs_selection_free(result);
    const size_t kept[] = {3, 0, 99};
    CHECK_OK(bs_selection_keep(later, kept, 3, &result, NULL));
    check_ids(result, "d");
    bs_selection_free(result);
    bs_selection *other = archive_of_text("x");
    assert_int_equal(bs_selection_and(nikkei, other, &result, NULL), BS_MISUSE);
    bs_selection_free(other);
    bs_selection_free(nikkei);
    bs_selection_free(later);
}

static void check_split(bs_selection *from, const char *by, const char *expected)
{
    bs_selection_parts parts;
    char text[256] = "", ids[64];
    CHECK_OK(bs_selection_split(from, bs_str_from(by), &parts, NULL));
    for (size_t i = 0; i < parts.count; i++) {
        ids_of(parts.items[i].selection, ids);
        size_t at = strlen(text);
        snprintf(text + at, sizeof text - at, "%.*s:%s ", (int)parts.items[i].key.size,
                 parts.items[i].key.data ? parts.items[i].key.data : "", ids);
    }
    assert_string_equal(text, expected);
    bs_selection_parts_clear(&parts);
}

static void a_split_has_what_is_too_vague_last(void **state)
{
    check_split(*state, "year", "2023:ab 2024:cd :e ");
    check_split(*state, "quarter", "2023-Q4:b 2024-Q1:c 2024-Q3:d :ae ");
    check_split(*state, "month", "2023-12:b 2024-01:c 2024-07:d :ae ");
    check_split(*state, "week", "2024-W01:c 2024-W28:d :abe ");
    check_split(*state, "day", "2024-01-01:c 2024-07-09:d :abe ");
    check_split(*state, "byline", "Ann Lee:d Bo Ek:a :bce ");
    bs_selection_parts parts;
    assert_int_equal(bs_selection_split(*state, BS_STR("colour"), &parts, NULL), BS_MISUSE);
}

static void a_sample_is_the_same_for_the_same_seed(void **state)
{
    char first[64], second[64];
    bool differs = false;
    for (uint64_t seed = 0; seed < 20; seed++) {
        bs_selection *a, *b;
        CHECK_OK(bs_selection_sample(*state, 3, seed, &a, NULL));
        CHECK_OK(bs_selection_sample(*state, 3, seed, &b, NULL));
        ids_of(a, second);
        check_ids(b, second);
        assert_int_equal(strlen(second), 3);
        differs = differs || (seed > 0 && strcmp(first, second) != 0);
        memcpy(first, second, sizeof first);
        bs_selection_free(a);
        bs_selection_free(b);
    }
    CHECK(differs);
    bs_selection *all;
    CHECK_OK(bs_selection_sample(*state, 99, 1, &all, NULL));
    check_ids(all, "abcde");
    bs_selection_free(all);
}

static void a_citation_leads_back(void **state)
{
    const bs_corpus *corpus = bs_selection_corpus(*state);
    bs_article_ref ref = bs_corpus_article_at(corpus, 3);
    bs_buffer id = {0};
    bs_citation found;
    bs_cite(&id, bs_corpus_shard(corpus, ref.shard), ref.row, 5, 11);
    CHECK(bs_str_starts(bs_buffer_str(&id), BS_STR("d:5-11:")));
    CHECK_OK(bs_cite_resolve(corpus, bs_buffer_str(&id), &found, NULL));
    CHECK(found.article == 3 && found.start == 5 && found.end == 11);
    id.data[id.size - 1] = id.data[id.size - 1] == '0' ? '1' : '0';
    assert_int_equal(bs_cite_resolve(corpus, bs_buffer_str(&id), &found, NULL), BS_BAD_DATA);
    bs_buffer_clear(&id);
    static const char *const wrong[] = {"",
                                        "d",
                                        "d:5-11",
                                        "d:5:00000000",
                                        "x:5-11:00000000",
                                        "d:-5-11:00000000",
                                        "d:5-99999999999:00000000"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(bs_cite_resolve(corpus, bs_str_from(wrong[i]), &found, NULL), BS_MISUSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_in_order_of_date_then_id),
        cmocka_unit_test(dates_bound_by_whole_periods),
        cmocka_unit_test(strings_match_with_wild_cards_in_any_case),
        cmocka_unit_test(queries_and_mentions_select),
        cmocka_unit_test(segments_decide_what_counts),
        cmocka_unit_test(sql_sees_articles_and_nothing_else),
        cmocka_unit_test(sets_are_combined),
        cmocka_unit_test(a_split_has_what_is_too_vague_last),
        cmocka_unit_test(a_sample_is_the_same_for_the_same_seed),
        cmocka_unit_test(a_citation_leads_back),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
