/* feed_test.c - feeds as they come, and all of those of another project in ../shared. */
#include <unistd.h>

#include "reading.h"

#define SHARED "../shared/corpora/feeds.tar.zst"

static const bs_article *only(kept *all)
{
    if (all->count != 1)
        fail_msg("%zu articles; %.*s", all->count, BS_STR_ARG(all->reasons[0]));
    return &all->articles[0];
}

static void rss_gives_full_text_before_a_summary(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "f.xml",
              "<?xml version='1.0'?>\n<rss version='2.0' "
              "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
              "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>The Harbour "
              "Gazette</title><language>en-GB</language><item><title>Steel &amp;amp; tin</title>"
              "<link>http://example.org/steel</link><dc:creator>Ann Other</dc:creator>"
              "<pubDate>Tue, 09 Jul 2024 10:00:00 +0200</pubDate><description>Short.</description>"
              "<content:encoded><![CDATA[<p>Ministers met on Tuesday to talk about the price of "
              "steel.</p><p>They will meet again&nbsp;soon.</p>]]></content:encoded></item>"
              "</channel></rss>");
    const bs_article *article = only(&all);
    CHECK_STR(article->title, "Steel & tin");
    CHECK_STR(article->url, "http://example.org/steel");
    CHECK_STR(article->outlet, "The Harbour Gazette");
    CHECK_STR(article->language, "en");
    CHECK_STR(article->byline[0], "Ann Other");
    CHECK_STR(article->published, "2024-07-09");
    assert_int_equal(article->published_basis, BS_BASIS_METADATA);
    CHECK_STR(segment_text(article, BS_SEGMENT_HEADLINE), "Steel & tin");
    bs_str body = segment_text(article, BS_SEGMENT_BODY);
    CHECK(bs_str_find(body, BS_STR("price of steel."), 0) != SIZE_MAX);
    CHECK(bs_str_find(body, BS_STR("Short."), 0) == SIZE_MAX);
    forget(&all);
}

static void atom_gives_the_day_of_publication_not_of_a_change(void **state)
{
    (void)state;
    kept all = {0};
    read_text(
        &all, "f.xml",
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://example.org/'>"
        "<title>Gazette</title><author><name>Jane Roe</name></author><entry>"
        "<title type='html'>A &lt;b&gt;bold&lt;/b&gt; plan</title>"
        "<link rel='self' href='http://example.org/feed'/><link href='a/plan'/>"
        "<updated>2024-08-01T00:00:00Z</updated><published>2024-07-09T08:00:00Z</published>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>The plan is bold, "
        "said everybody who had seen it.</p></div></content></entry></feed>");
    const bs_article *article = only(&all);
    CHECK_STR(article->title, "A bold plan");
    CHECK_STR(article->url, "http://example.org/a/plan");
    CHECK_STR(article->published, "2024-07-09");
    CHECK_STR(article->byline[0], "Jane Roe");
    CHECK_STR(segment_text(article, BS_SEGMENT_BODY),
              "The plan is bold, said everybody who had seen it.");
    forget(&all);
}

static void rdf_and_cdf_are_feeds_too(void **state)
{
    (void)state;
    kept all = {0};
    read_text(
        &all, "f.rdf",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        "<channel rdf:about='http://example.org/'><title>Gazette</title></channel>"
        "<item rdf:about='http://example.org/1'><title>One</title><dc:date>2003-12-31</dc:date>"
        "<description>First of all.</description></item></rdf:RDF>");
    CHECK_STR(only(&all)->url, "http://example.org/1");
    CHECK_STR(only(&all)->published, "2003-12-31");
    CHECK_STR(only(&all)->text, "One\n\nFirst of all.");
    forget(&all);
    read_text(&all, "f.cdf",
              "<CHANNEL HREF='http://example.org/'><TITLE>Gazette</TITLE><ITEM "
              "HREF='http://example.org/2' LASTMOD='1999-01-02'><TITLE>Two</TITLE><ABSTRACT>Second "
              "to none.</ABSTRACT></ITEM></CHANNEL>");
    CHECK_STR(only(&all)->url, "http://example.org/2");
    CHECK_STR(only(&all)->published, "1999-01-02");
    forget(&all);
}

static void ill_formed_feeds_give_what_is_left(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "f.xml",
              "<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rss><channel>"
              "<item><title>Tom & Jerry&nbsp;&eacute;t&eacute; &b;</title><dc:creator>Ann "
              "Other</dc:creator><description>Both came.</description></item>"
              "<item><title>Cut</title><description>Off in the mid");
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[0].title, "Tom & Jerry\xc2\xa0\xc3\xa9t\xc3\xa9 &b;");
    CHECK_STR(all.articles[0].byline[0], "Ann Other");
    forget(&all);
}

static void what_has_no_text_is_counted(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "f.xml",
              "<rss><channel><item><title>A</title></item><item><title>B</title>"
              "<description>Text.</description></item></channel></rss>");
    assert_int_equal(all.count, 1);
    CHECK_STR(all.reasons[0], "1 of the 2 items of the feed have no text");
    forget(&all);
    read_text(&all, "f.xml", "<rss><channel><title>T</title></channel></rss>");
    CHECK_STR(all.reasons[0], "a feed without items");
    forget(&all);
}

static bs_status count_source(void *context, const bs_source *source, bs_error *error)
{
    size_t *files = context;
    kept all = {0};
    bs_status status = keep_source(&all, source, error);
    if (status == BS_OK && all.count == 0 && all.skip_count == 0)
        fail_msg("%.*s: neither an article nor a reason", BS_STR_ARG(source->file));
    ++*files;
    forget(&all);
    return status;
}

static bs_status pass_over(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                           const char *reason, bs_error *error)
{
    (void)context;
    (void)file;
    (void)origin;
    (void)kind;
    (void)reason;
    (void)error;
    return BS_OK;
}

static void feeds_of_another_project_give_articles_or_reasons(void **state)
{
    (void)state;
    size_t files = 0;
    if (access(SHARED, R_OK) != 0) {
        print_message("skipped: there is no " SHARED "\n");
        return;
    }
    bs_str input = BS_STR(SHARED);
    bs_walk_events events = {&files, NULL, count_source, pass_over};
    CHECK_OK(bs_read_walk(&input, 1, &events, NULL, NULL));
    CHECK(files > 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rss_gives_full_text_before_a_summary),
        cmocka_unit_test(atom_gives_the_day_of_publication_not_of_a_change),
        cmocka_unit_test(rdf_and_cdf_are_feeds_too),
        cmocka_unit_test(ill_formed_feeds_give_what_is_left),
        cmocka_unit_test(what_has_no_text_is_counted),
        cmocka_unit_test(feeds_of_another_project_give_articles_or_reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
