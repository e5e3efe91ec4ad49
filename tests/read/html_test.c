/* html_test.c - pages: the article without its chrome, and what the head says about it. */
#include "base/file.h"
#include "hostile_pages.h"
#include "read/html_scan.h"
#include "read/reference.h"
#include "read/reference_names.h"
#include "reading.h"

static void a_page_gives_its_article_and_not_its_chrome(void **state)
{
    (void)state;
    kept all = {0};
    bs_str html;
    CHECK_OK(bs_file_read("tests/fixtures/read/page.html", 1 << 20, &all.arena, &html, NULL));
    read_bytes(&all, "page.html", html);
    assert_int_equal(all.count, 1);
    const bs_article *article = &all.articles[0];
    CHECK_STR(
        article->text,
        "Harbour ministers part without a deal\n\n"
        "By Jane Roe and John Doe\n\n9 July 2024\n\n"
        "The ministers met for three hours in the old customs house, and agreed on little, "
        "according to two officials who were in the room.\n\n"
        "A second meeting is planned for the autumn \xe2\x80\x94 both sides said that they would "
        "bring new proposals & maps. \xe2\x80\x9cWe are not there,\xe2\x80\x9d said one.\n\n"
        "A tug leaves the harbour on Monday. Photo: The Courier\n\n"
        "What was at stake\n\n"
        "Nobody would say what those proposals might be, or who would pay for the dredging, the "
        "piers and the cranes.\n\n"
        "What did they expect to happen, I wonder, after all these years of delay?");
    CHECK_STR(article->title, "Harbour ministers part without a deal");
    CHECK_STR(article->outlet, "The Courier");
    CHECK_STR(article->language, "en");
    CHECK_STR(article->url, "https://courier.example/world/harbour-ministers-part");
    CHECK_STR(article->published, "2024-07-09");
    assert_int_equal(article->published_basis, BS_BASIS_METADATA);
    assert_int_equal(article->byline_count, 2);
    CHECK_STR(article->byline[0], "Jane Roe");
    CHECK_STR(article->byline[1], "John Doe");

    static const bs_segment_type types[] = {BS_SEGMENT_HEADLINE, BS_SEGMENT_BYLINE, BS_SEGMENT_BODY,
                                            BS_SEGMENT_CAPTION,  BS_SEGMENT_CREDIT, BS_SEGMENT_BODY,
                                            BS_SEGMENT_COMMENT};
    assert_int_equal(article->segment_count, 7);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(article->segments[i].type, types[i]);
    CHECK_STR(article->segments[2].anchor, "2024-07-09");
    CHECK(!article->segments[6].anchor.data);
    forget(&all);
}

static const char body[] =
    "<p>The ministers met for three hours in the old customs house, and agreed on little.</p>"
    "<p>A second meeting is planned for the autumn, and both sides will bring new proposals.</p>";

static void dates_come_from_what_is_surest(void **state)
{
    (void)state;
    static const struct {
        const char *head, *date;
        bs_basis basis;
    } cases[] = {
        {"<meta name=date content='July 9, 2024'>", "2024-07-09", BS_BASIS_METADATA},
        {"<link rel=canonical href='https://x.example/2024/07/09/a'>", "2024-07-09", BS_BASIS_URL},
        {"<body><time datetime='2024-07-09T10:00'>today</time>", "2024-07-09", BS_BASIS_METADATA},
        {"<body><p class=post-date>Posted on 9 July 2024</p>", "2024-07-09", BS_BASIS_STATED},
        {"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"a\nb\","
         "\"datePublished\":\"2024-07-09\", broken</script>",
         "2024-07-09", BS_BASIS_METADATA},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kept all = {0};
        read_bytes(&all, "a.html", bs_arena_print(&all.arena, "<html>%s%s", cases[i].head, body));
        assert_int_equal(all.count, 1);
        if (!all.articles[0].published.data)
            fail_msg("case %zu has no date", i);
        CHECK_STR(all.articles[0].published, cases[i].date);
        assert_int_equal(all.articles[0].published_basis, cases[i].basis);
        forget(&all);
    }
}

static void titles_lose_the_name_of_the_site(void **state)
{
    (void)state;
    kept all = {0};
    read_bytes(&all, "a.html",
               bs_arena_print(&all.arena,
                              "<title>The deal &amp; the harbour - The Courier</title>%s", body));
    CHECK_STR(all.articles[0].title, "The deal & the harbour");
    forget(&all);
}

static void old_pages_with_breaks_for_paragraphs_are_read(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.htm",
              "<HTML><BODY BGCOLOR=white><FONT SIZE=2>The ministers met for three hours.<BR>They "
              "agreed on little, it is said.<BR><BR>A second meeting is planned for the "
              "autumn.</FONT></BODY></HTML>");
    CHECK_STR(all.articles[0].text,
              "The ministers met for three hours.\nThey agreed on little, it is said.\n\nA second "
              "meeting is planned for the autumn.");
    forget(&all);
}

static void declared_encodings_are_converted(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.html",
              "<html><head><meta http-equiv=Content-Type content='text/html; "
              "charset=iso-8859-1'></head><body><p>Le pr\xe9sident a dit \x93non\x94 \xe0 la "
              "proposition du gouvernement, hier soir.</p></body></html>");
    CHECK_STR(all.articles[0].text,
              "Le pr\xc3\xa9sident a dit \xe2\x80\x9cnon\xe2\x80\x9d \xc3\xa0 la proposition du "
              "gouvernement, hier soir.");
    forget(&all);
}

static void broken_pages_are_read_as_far_as_they_go(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "<html><body>%s<a href=\"x",
        "<html><body>%s<!-- never closed",
        "<html><body>%s<script>x",
        "<html><title>never closed%s",
        "<html><body><div></span></p></b>%s</i>",
        "<html><body title=\"no end>%s",
        "<html><body id>%s<p class",
        "<html><body>%s<p class>",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        kept all = {0};
        bs_buffer page = {0};
        const char *place = strstr(pages[i], "%s");
        bs_buffer_add(&page, (bs_str){pages[i], (size_t)(place - pages[i])});
        bs_buffer_add(&page, bs_str_from(body));
        bs_buffer_add(&page, bs_str_from(place + 2));
        read_bytes(&all, "a.html", bs_buffer_str(&page));
        if (all.count != 1 ||
            bs_str_find(all.articles[0].text, BS_STR("A second meeting is planned for the autumn"),
                        0) == SIZE_MAX)
            fail_msg("page %zu lost its text", i);
        bs_buffer_clear(&page);
        forget(&all);
    }
}

/* What can be counted of a page: in how many tokens it is cut, what it takes of memory. */
static void check_hostile_page(const bs_hostile_page *page, size_t size)
{
    kept all = {0};
    bs_buffer html = {0};
    bs_hostile_page_make(page, size, &html);
    bs_html_scanner scanner;
    bs_html_token token = {0};
    bs_html_scanner_init(&scanner, bs_buffer_str(&html));
    size_t tokens = 0;
    while (bs_html_next(&scanner, &token))
        tokens++;
    if (tokens > html.size)
        fail_msg("%s: %zu tokens", page->name, tokens);

    read_bytes(&all, "a.html", bs_buffer_str(&html)); /* the time limit of tests is a check, too */
    size_t memory = bs_arena_size(&all.arena);
    if (memory > 16 * size + (1 << 20))
        fail_msg("%s: %zu bytes of memory", page->name, memory);
    if (all.count + all.skip_count != 1)
        fail_msg("%s: %zu articles, %zu skipped", page->name, all.count, all.skip_count);
    if (all.count > 0 && all.articles[0].text.size > 2 * size)
        fail_msg("%s: %zu bytes of text", page->name, all.articles[0].text.size);
    bs_buffer_clear(&html);
    forget(&all);
}

static void hostile_pages_take_no_more_than_their_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < bs_hostile_page_count; i++) {
        check_hostile_page(&bs_hostile_pages[i], 1000);
        check_hostile_page(&bs_hostile_pages[i], 1000000);
    }
}

static void pages_of_too_many_blocks_keep_their_text(void **state)
{
    (void)state;
    enum { BLOCKS = 40000 };
    kept all = {0};
    bs_buffer html = {0};
    bs_buffer_add(&html, BS_STR("<html><body>"));
    for (unsigned i = 0; i < BLOCKS; i++)
        bs_buffer_print(&html, "<div><p>This is paragraph number <b>%u</b> of the page.</p></div>",
                        i);
    read_bytes(&all, "a.html", bs_buffer_str(&html));
    assert_int_equal(all.count, 1);
    size_t lines = 0, at = 0;
    for (; (at = bs_str_find(all.articles[0].text, BS_STR("of the page."), at)) != SIZE_MAX; at++)
        lines++;
    assert_int_equal(lines, BLOCKS);
    CHECK(
        bs_str_ends(all.articles[0].text, BS_STR("\nThis is paragraph number 39999 of the page.")));
    bs_buffer_clear(&html);
    forget(&all);
}

static void tags_and_attributes_are_cut_as_browsers_cut_them(void **state)
{
    (void)state;
    bs_html_scanner scanner;
    bs_html_scanner_init(&scanner, BS_STR("a < b<P class = 'x>y' ID=\"\" CLASS=z hidden/>c"
                                          "<script>if (a</b>) </x></SCRIPT >d</p >"));
    bs_html_token token = {0};
    CHECK(bs_html_next(&scanner, &token));
    CHECK_STR(token.text, "a < b");
    CHECK(bs_html_next(&scanner, &token));
    assert_int_equal(token.kind, BS_HTML_OPEN);
    assert_int_equal(token.tag, BS_TAG_P);
    uint32_t name = token.name;
    CHECK_STR(bs_html_attribute(&token, BS_ATTRIBUTE_CLASS), "x>y");
    CHECK_STR(bs_html_attribute(&token, BS_ATTRIBUTE_HIDDEN), "");
    CHECK_STR(bs_html_attribute(&token, BS_ATTRIBUTE_ID), "");
    CHECK(!bs_html_attribute(&token, BS_ATTRIBUTE_HREF).data);
    CHECK(bs_html_next(&scanner, &token));
    CHECK_STR(token.text, "c");
    CHECK(bs_html_next(&scanner, &token));
    assert_int_equal(token.tag, BS_TAG_SCRIPT);
    CHECK(bs_html_next(&scanner, &token));
    assert_int_equal(token.kind, BS_HTML_RAW);
    CHECK_STR(token.text, "if (a</b>) </x>");
    CHECK(bs_html_next(&scanner, &token));
    CHECK_STR(token.text, "d");
    CHECK(bs_html_next(&scanner, &token));
    assert_int_equal(token.kind, BS_HTML_CLOSE);
    assert_int_equal(token.name, name);
    CHECK(!bs_html_next(&scanner, &token));
}

static void character_references_are_decoded(void **state)
{
    (void)state;
    bs_arena arena = {0};
    static const char *const cases[][2] = {
        {"&amp;&lt;&gt;&quot;&apos;", "&<>\"'"},
        {"&eacute;t&eacute &mdash; &hellip;", "\xc3\xa9t\xc3\xa9 \xe2\x80\x94 \xe2\x80\xa6"},
        {"&#8217;&#x2019;&#X2019", "\xe2\x80\x99\xe2\x80\x99\xe2\x80\x99"},
        {"&#146;", "\xe2\x80\x99"},
        {"&#0;&#xD800;&#99999999;", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
        {"AT&T &nosuch; & &;", "AT&T &nosuch; & &;"},
        {"&notit;", "\xc2\xacit;"},
        {"&mldr;&lpar;&CounterClockwiseContourIntegral;", "\xe2\x80\xa6(\xe2\x88\xb3"},
        {"&fjlig;ord &nsubE;&ThickSpace;&nsubE",
         "fjord \xe2\xab\x85\xcc\xb8\xe2\x81\x9f\xe2\x80\x8a&nsubE"},
        {"&nGt;&nGt;&nGt;&nLt;", "\xe2\x89\xab\xe2\x83\x92\xe2\x89\xab\xe2\x83\x92"
                                 "\xe2\x89\xab\xe2\x83\x92\xe2\x89\xaa\xe2\x83\x92"},
        {"&AMP&copyright &zwnj;x", "&\xc2\xa9right \xe2\x80\x8cx"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_STR(bs_reference_decode_all(bs_str_from(cases[i][0]), false, &arena), cases[i][1]);
    CHECK_STR(bs_reference_decode_all(BS_STR("?a=1&copy=2"), true, &arena), "?a=1&copy=2");
    bs_arena_clear(&arena);
}

static void names_of_characters_are_sorted(void **state)
{
    (void)state;
    for (size_t i = 1; i < bs_reference_name_count; i++)
        CHECK(strcmp(bs_reference_names[i - 1].name, bs_reference_names[i].name) < 0);
    for (size_t i = 1; i < bs_reference_old_name_count; i++)
        CHECK(strcmp(bs_reference_old_names[i - 1].name, bs_reference_old_names[i].name) < 0);
    for (size_t i = 1; i < bs_reference_second_name_count; i++)
        CHECK(strcmp(bs_reference_second_names[i - 1].name, bs_reference_second_names[i].name) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_gives_its_article_and_not_its_chrome),
        cmocka_unit_test(dates_come_from_what_is_surest),
        cmocka_unit_test(titles_lose_the_name_of_the_site),
        cmocka_unit_test(old_pages_with_breaks_for_paragraphs_are_read),
        cmocka_unit_test(declared_encodings_are_converted),
        cmocka_unit_test(broken_pages_are_read_as_far_as_they_go),
        cmocka_unit_test(hostile_pages_take_no_more_than_their_size),
        cmocka_unit_test(pages_of_too_many_blocks_keep_their_text),
        cmocka_unit_test(tags_and_attributes_are_cut_as_browsers_cut_them),
        cmocka_unit_test(character_references_are_decoded),
        cmocka_unit_test(names_of_characters_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
