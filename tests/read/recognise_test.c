/* recognise_test.c - formats told by content; what is no text is told with a reason. */
#include "read/recognise.h"
#include "reading.h"

static void check(const char *name, bs_str bytes, bs_format format)
{
    bs_recognition found = bs_recognise(bytes, bs_str_from(name));
    if (found.format != format)
        fail_msg("%s with \"%.*s\" is %d (%s), not %d", name, BS_STR_ARG(bytes), found.format,
                 found.reason ? found.reason : "known", format);
    CHECK((found.reason != NULL) == (format == BS_FORMAT_FOREIGN));
}

static void content_decides_and_the_ending_breaks_ties(void **state)
{
    (void)state;
    check("a", BS_STR("Just text, with a < sign."), BS_FORMAT_TEXT);
    check("a.html", BS_STR("Just text."), BS_FORMAT_TEXT);
    check("a.txt", BS_STR("<!DOCTYPE html><html><p>x"), BS_FORMAT_HTML);
    check("a", BS_STR("\n <!-- x --><html><p>x"), BS_FORMAT_HTML);
    check("a.html", BS_STR("Some text, then <p>a tag</p>."), BS_FORMAT_HTML);
    check("a.xhtml", BS_STR("<?xml version='1.0'?><!DOCTYPE html><html>"), BS_FORMAT_HTML);
    check("a.txt", BS_STR("{\"text\": \"x\"}\n"), BS_FORMAT_JSON);
    check("a", BS_STR("[ {\"text\": \"x\"} ]"), BS_FORMAT_JSON);
    check("a", BS_STR("[Applause] Thank you."), BS_FORMAT_TEXT);
    check("a", BS_STR("{Stage direction} He enters."), BS_FORMAT_TEXT);
    check("a", BS_STR("---\ntitle: x\n---\nText."), BS_FORMAT_MARKDOWN);
    check("a", BS_STR("---\n\nA rule, then text.\n\n---\n"), BS_FORMAT_TEXT);
    check("a.md", BS_STR("# Title\n\nText."), BS_FORMAT_MARKDOWN);
    check("a.md.gz", BS_STR("# Title\n\nText."), BS_FORMAT_MARKDOWN);
    check("a", BS_STR("id;title;body\n1;x;y\n"), BS_FORMAT_CSV);
    check("a", BS_STR("\"Title\",\"Full Text\"\nx,y\n"), BS_FORMAT_CSV);
    check("a", BS_STR("The text, the title and the author were all lost.\n"), BS_FORMAT_TEXT);
    check("a", BS_STR("126.\tThe Government.\n127.\tThe people.\n128.\tX.\n129.\tY.\n"),
          BS_FORMAT_TEXT);
}

static void what_holds_no_article_is_foreign(void **state)
{
    (void)state;
    check("a.txt", BS_STR("%PDF-1.4 x"), BS_FORMAT_PDF);
    check("a.txt", BS_STR("\x89PNG\r\n\x1a\n"), BS_FORMAT_FOREIGN);
    check("a.txt", BS_STR("WARC/1.0\r\nWARC-Type: response\r\n"), BS_FORMAT_FOREIGN);
    check("a.txt", BS_STR("filedesc://x.arc 0.0.0.0 20000101 text/plain 1\n"), BS_FORMAT_FOREIGN);
    check("a.xml", BS_STR("<?xml version='1.0'?><rss version='2.0'>"), BS_FORMAT_FEED);
    check("a.html", BS_STR("<feed xmlns='http://www.w3.org/2005/Atom'>"), BS_FORMAT_FEED);
    check("a.xml", BS_STR("<?xml version='1.0'?><visits><visit/></visits>"), BS_FORMAT_FOREIGN);
    check("a.txt", BS_STR("a\0b"), BS_FORMAT_FOREIGN);
    check("a", BS_STR("\1\2\3\4\5\6\7"), BS_FORMAT_FOREIGN);
    check("a.csv", BS_STR("country,year,value\nA,2020,1\n"), BS_FORMAT_FOREIGN);
    check("a.csv", BS_STR("Some prose above\n\ncountry,year\n"), BS_FORMAT_FOREIGN);
    check("a.py", BS_STR("import os\n"), BS_FORMAT_FOREIGN);
    check("a", BS_STR("#!/bin/sh\necho\n"), BS_FORMAT_FOREIGN);
    check("a.txt", BS_STR(" \n \r\n"), BS_FORMAT_FOREIGN);
    check("a.json", BS_STR("not json"), BS_FORMAT_FOREIGN);
}

static void as_overrules_what_is_recognised(void **state)
{
    (void)state;
    kept all = {0};
    all.options.format = BS_STR("text");
    read_text(&all, "a.html", "<html><p>A page as text.</p>");
    CHECK_STR(all.articles[0].text, "<html><p>A page as text.</p>");
    all.options.format = BS_STR("html");
    read_text(&all, "a.txt", "A page without tags &amp; a body.");
    CHECK_STR(all.articles[1].text, "A page without tags & a body.");
    all.options.format = BS_STR("auto");
    read_text(&all, "a.html", "<html><p>A page as a page.</p>");
    CHECK_STR(all.articles[2].text, "A page as a page.");
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_decides_and_the_ending_breaks_ties),
        cmocka_unit_test(what_holds_no_article_is_foreign),
        cmocka_unit_test(as_overrules_what_is_recognised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
