/* text_test.c - plain text: its bytes are kept, its parts are told only where they are sure. */
#include "reading.h"

static const char paragraph[] =
    "The ministers met for three hours in the old customs house and agreed on little, according to "
    "two officials who were in the room. A second meeting is planned for the autumn, and both "
    "sides said that they would bring new proposals. Nobody would say what those might be.";

static void the_text_is_the_file_byte_for_byte(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "One line.\n",
        "One line.",
        "\n\n  Two\r\nlines\r\n\f third \r\n",
        "CR\ronly\rhere\r",
        "Tabs\tand \xe2\x80\x9cquotes\xe2\x80\x9d\n\n\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        kept all = {0};
        read_text(&all, "a.txt", texts[i]);
        assert_int_equal(all.count, 1);
        CHECK_STR(all.articles[0].text, texts[i]);
        assert_int_equal(all.articles[0].segment_count, 1);
        assert_int_equal(all.articles[0].segments[0].type, BS_SEGMENT_BODY);
        forget(&all);
    }
}

static void a_headline_byline_and_date_at_the_head_are_told(void **state)
{
    (void)state;
    kept all = {0};
    bs_str text =
        bs_arena_print(&all.arena,
                       "Harbour ministers part without a deal\n\nBy Jane Roe and John van "
                       "Dyk\nJuly 9, 2024\n\n%s\n",
                       paragraph);
    read_bytes(&all, "a.txt", text);
    const bs_article *article = &all.articles[0];
    CHECK_STR(article->title, "Harbour ministers part without a deal");
    assert_int_equal(article->byline_count, 2);
    CHECK_STR(article->byline[0], "Jane Roe");
    CHECK_STR(article->byline[1], "John van Dyk");
    CHECK_STR(article->published, "2024-07-09");
    assert_int_equal(article->published_basis, BS_BASIS_STATED);
    CHECK_STR(segment_text(article, BS_SEGMENT_HEADLINE), "Harbour ministers part without a deal");
    CHECK_STR(segment_text(article, BS_SEGMENT_BODY), paragraph);
    forget(&all);
}

static void header_lines_are_read_and_prose_with_a_colon_is_not(void **state)
{
    (void)state;
    kept all = {0};
    read_bytes(&all, "a.txt",
               bs_arena_print(&all.arena, "President: Ann Example\n\n%s\n", paragraph));
    CHECK_STR(all.articles[0].byline[0], "Ann Example");
    CHECK_STR(segment_text(&all.articles[0], BS_SEGMENT_BYLINE), "President: Ann Example");
    CHECK_STR(segment_text(&all.articles[0], BS_SEGMENT_BODY), paragraph);

    read_bytes(&all, "b.txt",
               bs_arena_print(&all.arena,
                              "Title: The customs house\nAuthor: A. Example\nDate: 9 July 2024\n"
                              "Source: The Courier\n\n%s\n",
                              paragraph));
    const bs_article *article = &all.articles[1];
    CHECK_STR(article->title, "The customs house");
    CHECK_STR(article->outlet, "The Courier");
    CHECK_STR(article->published, "2024-07-09");
    CHECK_STR(segment_text(article, BS_SEGMENT_HEADLINE), "The customs house");

    read_bytes(&all, "c.txt",
               bs_arena_print(&all.arena, "Speaker: Good morning to you all.\n\n%s\n", paragraph));
    assert_int_equal(all.articles[2].byline_count, 0);
    assert_int_equal(all.articles[2].segment_count, 1);
    forget(&all);
}

static void the_first_words_of_a_speech_are_no_headline(void **state)
{
    (void)state;
    static const char *const openings[] = {
        "Mr. President and distinguished delegates",
        "Thank you very much. (Applause.)",
        "It is a pleasure for my delegation to congratulate the",
        "We are at a time fraught with challenges, as everybody in this hall will know.",
    };
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        kept all = {0};
        read_bytes(&all, "a.txt", bs_arena_print(&all.arena, "%s\n\n%s\n", openings[i], paragraph));
        CHECK(!all.articles[0].title.data);
        forget(&all);
    }
}

static void captions_end_in_credits(void **state)
{
    (void)state;
    kept all = {0};
    read_bytes(&all, "a.txt",
               bs_arena_print(&all.arena,
                              "%s\nA tug leaves the harbour in 2015. Jane Roe via Reuters\n%s\n",
                              paragraph, paragraph));
    const bs_article *article = &all.articles[0];
    assert_int_equal(article->segment_count, 4);
    CHECK_STR(segment_text(article, BS_SEGMENT_CAPTION), "A tug leaves the harbour in 2015.");
    CHECK_STR(segment_text(article, BS_SEGMENT_CREDIT), "Jane Roe via Reuters");

    read_bytes(&all, "b.txt",
               bs_arena_print(&all.arena,
                              "%s\nThe minister arrives on May 5. Navy photoStill, %s\n", paragraph,
                              paragraph));
    article = &all.articles[1];
    CHECK_STR(segment_text(article, BS_SEGMENT_CREDIT), "Navy photo");
    assert_int_equal(article->segments[3].type, BS_SEGMENT_BODY);
    CHECK_STR(article->findings[0].kind, "words glued together");
    CHECK_STR(bs_str_slice(article->text, article->findings[0].start, article->findings[0].end),
              "photoStill");
    forget(&all);
}

static void share_buttons_are_a_widget_and_comments_stand_behind_them(void **state)
{
    (void)state;
    kept all = {0};
    all.options.date = BS_STR("2024-07-09");
    read_bytes(&all, "a.txt",
               bs_arena_print(&all.arena,
                              "%s\nShare this:\n- Click to share here\n- Print\nWhat did they "
                              "expect, I wonder.\n",
                              paragraph));
    const bs_article *article = &all.articles[0];
    assert_int_equal(article->segment_count, 3);
    CHECK_STR(segment_text(article, BS_SEGMENT_WIDGET),
              "Share this:\n- Click to share here\n- Print");
    CHECK_STR(segment_text(article, BS_SEGMENT_COMMENT), "What did they expect, I wonder.");
    CHECK_STR(article->segments[0].anchor, "2024-07-09");
    CHECK(!article->segments[2].anchor.data);
    forget(&all);
}

static void a_long_quoted_block_is_a_speech(void **state)
{
    (void)state;
    kept all = {0};
    read_bytes(&all, "a.txt",
               bs_arena_print(&all.arena, "%s\n\xe2\x80\x9c%s\n%s\n%s\xe2\x80\x9d\n%s\n", paragraph,
                              paragraph, paragraph, paragraph, paragraph));
    const bs_article *article = &all.articles[0];
    assert_int_equal(article->segment_count, 3);
    assert_int_equal(article->segments[1].type, BS_SEGMENT_SPEECH);
    assert_int_equal(article->segments[1].end - article->segments[1].start,
                     3 * strlen(paragraph) + 2 + 6);
    forget(&all);
}

static void dates_come_from_the_file_then_from_the_options(void **state)
{
    (void)state;
    kept all = {0};
    all.options.date = BS_STR("2024-07-09");
    all.options.outlet = BS_STR("The Courier");
    read_text(&all, "2020/a.txt", "Some text.");
    read_text(&all, "a.txt", "Some text.");
    CHECK_STR(all.articles[0].published, "2020");
    assert_int_equal(all.articles[0].published_basis, BS_BASIS_FILE);
    CHECK_STR(all.articles[1].published, "2024-07-09");
    assert_int_equal(all.articles[1].published_basis, BS_BASIS_STATED);
    CHECK_STR(all.articles[1].outlet, "The Courier");
    forget(&all);

    read_text(&all, "a.txt", "Some text.");
    CHECK(!all.articles[0].published.data);
    CHECK_STR(all.articles[0].findings[0].kind, "no date");
    forget(&all);
}

static void ids_depend_on_name_and_text_alone(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.txt", "Some text.");
    read_text(&all, "a.txt", "Some text.");
    read_text(&all, "b.txt", "Some text.");
    read_text(&all, "a.txt", "Other text.");
    assert_int_equal(all.articles[0].id.size, 16);
    CHECK(bs_str_equal(all.articles[0].id, all.articles[1].id));
    CHECK(!bs_str_equal(all.articles[0].id, all.articles[2].id));
    CHECK(!bs_str_equal(all.articles[0].id, all.articles[3].id));
    forget(&all);
}

static void unknown_formats_and_impossible_dates_are_misuse(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_source source = {
        .file = BS_STR("a"), .name = BS_STR("a"), .origin = BS_STR("a"), .bytes = BS_STR("Text.")};
    bs_article_events events = {NULL, keep_article, keep_skipped};
    bs_error error;
    bs_read_options options = {.format = BS_STR("papyrus")};
    assert_int_equal(bs_read_parse(&source, &options, &arena, &events, &error), BS_MISUSE);
    CHECK(strstr(error.message, "markdown"));
    options = (bs_read_options){.date = BS_STR("2024-02-30")};
    assert_int_equal(bs_read_parse(&source, &options, &arena, &events, &error), BS_MISUSE);
    bs_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_is_the_file_byte_for_byte),
        cmocka_unit_test(a_headline_byline_and_date_at_the_head_are_told),
        cmocka_unit_test(header_lines_are_read_and_prose_with_a_colon_is_not),
        cmocka_unit_test(the_first_words_of_a_speech_are_no_headline),
        cmocka_unit_test(captions_end_in_credits),
        cmocka_unit_test(share_buttons_are_a_widget_and_comments_stand_behind_them),
        cmocka_unit_test(a_long_quoted_block_is_a_speech),
        cmocka_unit_test(dates_come_from_the_file_then_from_the_options),
        cmocka_unit_test(ids_depend_on_name_and_text_alone),
        cmocka_unit_test(unknown_formats_and_impossible_dates_are_misuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
