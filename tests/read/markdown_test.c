/* markdown_test.c - front matter, and text without its marks. */
#include "reading.h"

static void front_matter_tells_of_the_article(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "2020-01-01-x.md",
              "---\nlayout: post\ntitle: \"The \\\"old\\\" house\"\nauthors:\n- Jane Roe\n- name: "
              "John Doe\n  email: x@example.org\ndate: 2010-08-25 15:43:31+00:00\nsource: 'The "
              "Courier''s blog'\npermalink: /2010/08/x\nlang: fr\ntags: [a, b]\ncategories:\n- "
              "News\n---\n\nText.\n");
    const bs_article *article = &all.articles[0];
    assert_int_equal(all.count, 1);
    CHECK_STR(article->title, "The \"old\" house");
    assert_int_equal(article->byline_count, 2);
    CHECK_STR(article->byline[0], "Jane Roe");
    CHECK_STR(article->byline[1], "John Doe");
    CHECK_STR(article->published, "2010-08-25");
    assert_int_equal(article->published_basis, BS_BASIS_STATED);
    CHECK_STR(article->outlet, "The Courier's blog");
    CHECK_STR(article->url, "/2010/08/x");
    CHECK_STR(article->language, "fr");
    CHECK_STR(article->text, "Text.");
    forget(&all);
}

static void marks_are_left_out_and_paragraphs_stay_apart(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.md",
              "# The *old* house\n\n[![](/a.jpg)](http://example.org/(x))A **bold** claim in [a "
              "paper](http://example.org \"t\"),\nand snake_case &amp; 2 * 3.\n\n\n<!-- more -->\n"
              "> Quoted <em>words</em>.\n\n* one\n* two\n\n---\n\n[ref]: http://example.org\n"
              "See [that][ref] and <https://example.org/x>.\n");
    const bs_article *article = &all.articles[0];
    CHECK_STR(article->text,
              "The old house\n\nA bold claim in a paper,\nand snake_case & 2 * 3.\n\nQuoted "
              "words.\n\n- one\n- two\n\nSee that and https://example.org/x.");
    CHECK_STR(article->title, "The old house");
    CHECK_STR(segment_text(article, BS_SEGMENT_HEADLINE), "The old house");
    forget(&all);
}

static void broken_marks_lose_no_text(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.md", "An [open bracket and a < sign, ![too.\n\nA line of --- dashes\n");
    CHECK_STR(all.articles[0].text,
              "An [open bracket and a < sign, ![too.\n\nA line of --- dashes");
    forget(&all);
    read_text(&all, "b.md", "---\ntitle: never closed\n\nText.\n");
    assert_int_equal(all.count, 1);
    CHECK(bs_str_find(all.articles[0].text, BS_STR("Text."), 0) != SIZE_MAX);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter_tells_of_the_article),
        cmocka_unit_test(marks_are_left_out_and_paragraphs_stay_apart),
        cmocka_unit_test(broken_marks_lose_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
