/* records_test.c - JSON Lines, JSON and CSV as articles; one bad record loses itself alone. */
#include "reading.h"

static void one_bad_line_loses_one_line_with_its_number(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.jsonl",
              "{\"id\": \"one\", \"text\": \"First.\"}\n"
              "{\"id\": \"two\", \"text\": \"Broken\n"
              "\n"
              "{\"id\": 3, \"text\": \"  Third,\\nwith \\u00e9.\\n\"}\r\n");
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[0].id, "one");
    CHECK_STR(all.articles[1].id, "3");
    CHECK_STR(all.articles[1].text, "  Third,\nwith \xc3\xa9.\n");
    assert_int_equal(all.skip_count, 1);
    assert_int_equal(all.kinds[0], BS_SKIP_UNREADABLE);
    CHECK(strstr(all.reasons[0].data, "line 2"));
    forget(&all);
}

static void keys_are_known_by_many_names(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.jsonl",
              "{\"Headline\": \"H\", \"content\": \"Text.\", \"authors\": [\"A. One\", {\"name\": "
              "\"B. Two\"}], \"source\": {\"name\": \"The Courier\"}, \"link\": "
              "\"https://example.org/a\", \"pub_date\": \"Tue, 09 Jul 2024 10:00:00 GMT\", "
              "\"lang\": \"en-GB\", \"tags\": [\"x\", {\"text\": \"y\"}], \"meta\": {\"title\": "
              "\"no\"}}\n");
    const bs_article *article = &all.articles[0];
    assert_int_equal(all.count, 1);
    CHECK_STR(article->title, "H");
    CHECK_STR(article->text, "Text.");
    assert_int_equal(article->byline_count, 2);
    CHECK_STR(article->byline[0], "A. One");
    CHECK_STR(article->byline[1], "B. Two");
    CHECK_STR(article->outlet, "The Courier");
    CHECK_STR(article->url, "https://example.org/a");
    CHECK_STR(article->published, "2024-07-09");
    assert_int_equal(article->published_basis, BS_BASIS_METADATA);
    CHECK_STR(article->language, "en");
    forget(&all);
}

static void the_plainest_name_wins_whatever_the_order(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.jsonl",
              "{\"content\": \"<p>Text</p>\", \"text\": \"Text\"}\n"
              "{\"text\": \"Text\", \"content\": \"<p>Text</p>\"}\n");
    CHECK_STR(all.articles[0].text, "Text");
    CHECK_STR(all.articles[1].text, "Text");
    forget(&all);
}

static void what_came_out_goes_in_again(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.jsonl",
              "{\"id\":\"0011\",\"file\":\"x/y.txt\",\"url\":null,\"title\":null,\"byline\":[\"A. "
              "One\"],\"outlet\":null,\"published\":{\"value\":\"2024-07\",\"basis\":\"url\"},"
              "\"language\":\"en\",\"text\":\"One. Two.\",\"segments\":[{\"type\":\"body\","
              "\"start\":0,\"end\":9,\"anchor\":\"2024-07\"}],\"tokens\":[[0,3],[3,4]]}\n"
              "{\"text\": \"Three.\", \"published\": \"2024\"}\n");
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[0].id, "0011");
    CHECK_STR(all.articles[0].text, "One. Two.");
    CHECK_STR(all.articles[0].published, "2024-07");
    assert_int_equal(all.articles[0].published_basis, BS_BASIS_URL);
    CHECK_STR(all.articles[0].byline[0], "A. One");
    assert_int_equal(all.articles[0].segment_count, 1);
    CHECK_STR(all.articles[0].file, "a.jsonl");
    CHECK_STR(all.articles[1].published, "2024");
    forget(&all);
}

static void arrays_objects_and_wrappers_are_seen_through(void **state)
{
    (void)state;
    static const char *const inputs[] = {
        "[{\"text\": \"One.\"},\n {\"text\": \"Two.\"}]",
        "{\n  \"status\": \"ok\",\n  \"articles\": [\n    {\"text\": \"One.\"},\n    {\"text\": "
        "\"Two.\"}\n  ]\n}\n",
        "{\"articles\": [{\"text\": \"One.\"}, {\"text\": \"Two.\"}]}",
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        kept all = {0};
        read_text(&all, "a.json", inputs[i]);
        if (all.count != 2)
            fail_msg("input %zu gives %zu articles", i, all.count);
        CHECK_STR(all.articles[1].text, "Two.");
        CHECK(!bs_str_equal(all.articles[0].id, all.articles[1].id));
        forget(&all);
    }
    kept all = {0};
    read_text(&all, "a.json", "{\n  \"title\": \"T\",\n  \"body\": [\"One.\", \"Two.\"]\n}");
    assert_int_equal(all.count, 1);
    CHECK_STR(all.articles[0].text, "One.\n\nTwo.");
    forget(&all);
}

static void records_without_a_text_are_told(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.jsonl", "{\"text\": \"One.\"}\n{\"title\": \"Two\"}\n{\"text\": \" \"}\n");
    assert_int_equal(all.count, 1);
    assert_int_equal(all.skip_count, 1);
    CHECK(strstr(all.reasons[0].data, "2 of 3"));
    forget(&all);

    read_text(&all, "package.json", "{\n \"name\": \"x\",\n \"version\": \"1.0\"\n}\n");
    assert_int_equal(all.count, 0);
    assert_int_equal(all.kinds[0], BS_SKIP_FOREIGN);
    forget(&all);
}

static void nul_characters_and_damage_are_told_with_their_line(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.jsonl", "{\"text\": \"One.\"}\n{\"text\": \"a\\u0000b\"}\n[1]\n");
    assert_int_equal(all.count, 1);
    assert_int_equal(all.skip_count, 2);
    CHECK(strstr(all.reasons[0].data, "line 2"));
    CHECK(strstr(all.reasons[1].data, "line 3"));
    forget(&all);

    read_text(&all, "a.json", "[{\"text\": \"One.\"},\n{\"text\": \"Two");
    assert_int_equal(all.count, 1);
    assert_int_equal(all.skip_count, 1);
    CHECK(strstr(all.reasons[0].data, "line 2"));
    forget(&all);
}

static void tables_of_articles_are_read_with_any_delimiter(void **state)
{
    (void)state;
    static const char *const inputs[] = {
        "id,title,date,text\n7,\"A, B\",2024-07-09,\"One\n\"\"two\"\"\n\"\n8,C,,Three\n",
        "id;title;date;text\r\n7;A, B;2024-07-09;\"One\n\"\"two\"\"\n\"\r\n8;C;;Three\r\n",
        "id\ttitle\tdate\ttext\n7\tA, B\t2024-07-09\t\"One\n\"\"two\"\"\n\"\n8\tC\t\tThree",
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        kept all = {0};
        read_text(&all, "a.csv", inputs[i]);
        assert_int_equal(all.count, 2);
        CHECK_STR(all.articles[0].id, "7");
        CHECK_STR(all.articles[0].title, "A, B");
        CHECK_STR(all.articles[0].published, "2024-07-09");
        CHECK_STR(all.articles[0].text, "One\n\"two\"\n");
        CHECK_STR(all.articles[1].text, "Three");
        CHECK(!all.articles[1].published.data);
        forget(&all);
    }
}

static void latin_1_tables_are_converted(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.csv",
              "titre;author;text\nUn;Zo\xeb;L'\xe9t\xe9 \x96 d\xe9j\xe0 fini, dit-elle \xe0 la "
              "sortie du conseil.\n");
    assert_int_equal(all.count, 1);
    CHECK_STR(all.articles[0].text,
              "L'\xc3\xa9t\xc3\xa9 \xe2\x80\x93 d\xc3\xa9j\xc3\xa0 fini, dit-elle \xc3\xa0 la "
              "sortie du conseil.");
    CHECK_STR(all.articles[0].byline[0], "Zo\xc3\xab");
    forget(&all);
}

static void a_wrong_row_is_told_and_the_next_is_read(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.csv",
              "title,text\nA,One\nB\nC,Two,extra\n\nD,\"Three\nE,Four\nF,\"Five\"x\nG,Six\n");
    assert_int_equal(all.count, 3);
    CHECK_STR(all.articles[0].text, "One");
    CHECK_STR(all.articles[1].text, "Four");
    CHECK_STR(all.articles[2].text, "Six");
    assert_int_equal(all.skip_count, 4);
    CHECK(strstr(all.reasons[0].data, "line 3"));
    CHECK(strstr(all.reasons[1].data, "line 4"));
    CHECK(strstr(all.reasons[2].data, "line 6"));
    CHECK(strstr(all.reasons[3].data, "line 8"));
    forget(&all);
}

static void tables_without_a_text_are_foreign(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.csv", "country,year,value\nA,2020,3\n");
    read_text(&all, "a.txt", "a\tb\tc\n1\t2\t3\n4\t5\t6\n7\t8\t9\n10\t11\t12\n");
    assert_int_equal(all.count, 0);
    assert_int_equal(all.skip_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(all.kinds[i], BS_SKIP_FOREIGN);
        CHECK(strstr(all.reasons[i].data, "broadsheet.table"));
    }
    forget(&all);
}

static void segments_are_kept_when_they_fit(void **state)
{
    (void)state;
    kept all = {0};
    read_text(
        &all, "a.jsonl",
        "{\"text\":\"H\\u00e9\\n\\nBody.\\n\\nNo!\",\"published\":{\"value\":\"2024-07\",\"basis\":"
        "\"inferred\"},\"segments\":[{\"type\":\"headline\",\"start\":0,\"end\":3,\"anchor\":null},"
        "{\"type\":\"body\",\"start\":5,\"end\":10,\"anchor\":null},{\"type\":\"comment\","
        "\"start\":"
        "12,\"end\":15,\"anchor\":\"2024-07-10\"}],\"tokens\":[[0,3]],\"mentions\":[{\"type\":"
        "\"person\",\"start\":5,\"end\":9}]}\n"
        "{\"text\":\"H\\u00e9\",\"segments\":[{\"type\":\"body\",\"start\":0,\"end\":2}]}\n"
        "{\"text\":\"Two\",\"segments\":[\"news\",{\"name\":\"sport\"}]}\n"
        "{\"text\":\"Three\",\"published\":{\"value\":\"2024-07\",\"basis\":\"inferred\",\"from\":"
        "\"2024-07-03\",\"to\":\"2024-07-09\"}}\n");
    assert_int_equal(all.count, 4);
    const bs_article *article = &all.articles[0];
    assert_int_equal(article->segment_count, 3);
    CHECK_STR(segment_text(article, BS_SEGMENT_HEADLINE), "H\xc3\xa9");
    CHECK_STR(segment_text(article, BS_SEGMENT_BODY), "Body.");
    CHECK_STR(segment_text(article, BS_SEGMENT_COMMENT), "No!");
    CHECK_STR(article->segments[2].anchor, "2024-07-10");
    CHECK_STR(article->published, "2024-07");
    assert_int_equal(article->published_basis, BS_BASIS_INFERRED);
    assert_int_equal(all.articles[1].segment_count, 1); /* in the middle of a character */
    assert_int_equal(all.articles[1].segments[0].end, 3);
    CHECK_STR(all.articles[1].findings[0].kind, "segments");
    assert_int_equal(all.articles[2].finding_count, 1); /* those of somebody else: no date alone */
    assert_int_equal(all.articles[3].published_basis, BS_BASIS_NONE);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_bad_line_loses_one_line_with_its_number),
        cmocka_unit_test(keys_are_known_by_many_names),
        cmocka_unit_test(the_plainest_name_wins_whatever_the_order),
        cmocka_unit_test(what_came_out_goes_in_again),
        cmocka_unit_test(segments_are_kept_when_they_fit),
        cmocka_unit_test(arrays_objects_and_wrappers_are_seen_through),
        cmocka_unit_test(records_without_a_text_are_told),
        cmocka_unit_test(nul_characters_and_damage_are_told_with_their_line),
        cmocka_unit_test(tables_of_articles_are_read_with_any_delimiter),
        cmocka_unit_test(latin_1_tables_are_converted),
        cmocka_unit_test(a_wrong_row_is_told_and_the_next_is_read),
        cmocka_unit_test(tables_without_a_text_are_foreign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
