/*
 * crawl_test.c - records of crawls, whole and broken, made here; and all of the crawls of other
 * projects in ../shared: each gives its articles or a reason.
 */
#include <dirent.h>
#include <unistd.h>
#include <zlib.h>

#include "base/array.h"
#include "base/file.h"
#include "read/container.h"
#include "reading.h"

#define SHARED "../shared/corpora/warc"

static const char story[] =
    "<html><head><title>Ministers meet in Lisbon</title></head><body><article><h1>Ministers meet "
    "in "
    "Lisbon</h1><p>Ministers of nine countries met in Lisbon on Tuesday to talk about the price of "
    "steel, and agreed to meet again before the end of the year.</p><p>Nobody expected more, said "
    "one of them, who had come from far away and left again on the same evening.</p></article>"
    "</body></html>";

static void add_response(bs_buffer *warc, const char *url, const char *more, const char *http,
                         bs_str body)
{
    size_t size = strlen(http) + 2 + body.size;
    bs_buffer_print(warc,
                    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n"
                    "WARC-Date: 2014-01-03T03:03:21Z\r\nContent-Type: application/http\r\n%s"
                    "Content-Length: %zu\r\n\r\n%s\r\n",
                    url, more, size, http);
    bs_buffer_add(warc, body);
    bs_buffer_add(warc, BS_STR("\r\n\r\n"));
}

static const char html_head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";

static void add_story(bs_buffer *warc, const char *url)
{
    add_response(warc, url, "", html_head, bs_str_from(story));
}

/* Walks bytes as a file of that name. */
static void walk_bytes(kept *to, const char *name, bs_str bytes)
{
    bs_walk_events events = {to, NULL, keep_source, keep_skipped};
    bs_str file = bs_str_from(name);
    bs_unpacking unpacking = {.events = &events, .origin = file, .size = bytes.size};
    CHECK_OK(bs_container_offer(&unpacking, file, file, bytes, NULL));
}

/* A member of gzip with `bytes`, behind what is in `packed`. */
static void add_packed(bs_buffer *packed, bs_str bytes)
{
    z_stream stream = {0};
    bs_buffer copy = {0};
    bs_buffer_add(&copy, bytes);
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = bytes.size + 1024;
    stream.next_in = (unsigned char *)copy.data;
    stream.avail_in = (unsigned)copy.size;
    stream.next_out = (unsigned char *)bs_buffer_room(packed, room);
    stream.avail_out = (unsigned)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed->size += room - stream.avail_out;
    deflateEnd(&stream);
    bs_buffer_clear(&copy);
}

static void a_response_is_an_article(void **state)
{
    (void)state;
    kept all = {0};
    bs_buffer warc = {0};
    add_story(&warc, "<http://example.org/2014/01/02/steel>");
    walk_bytes(&all, "crawl-20200101.warc", bs_buffer_str(&warc));
    assert_int_equal(all.count, 1);
    const bs_article *article = &all.articles[0];
    CHECK_STR(article->title, "Ministers meet in Lisbon");
    CHECK_STR(article->url, "http://example.org/2014/01/02/steel");
    CHECK_STR(article->crawled, "2014-01-03T03:03:21Z");
    CHECK_STR(article->published, "2014-01-02"); /* by its address, not by the name of the crawl */
    CHECK_STR(article->file, "crawl-20200101.warc!http://example.org/2014/01/02/steel");
    assert_int_equal(all.skip_count, 0);
    forget(&all);
    bs_buffer_clear(&warc);
}

static void the_day_of_the_crawl_is_no_date_of_publication(void **state)
{
    (void)state;
    kept all = {0};
    bs_buffer warc = {0};
    add_story(&warc, "http://example.org/steel");
    walk_bytes(&all, "2020/01/01/crawl.warc", bs_buffer_str(&warc));
    assert_int_equal(all.articles[0].published_basis, BS_BASIS_NONE);
    forget(&all);
    bs_buffer_clear(&warc);
}

static void only_successful_text_is_taken(void **state)
{
    (void)state;
    kept all = {0};
    bs_buffer warc = {0};
    add_response(&warc, "http://example.org/a", "",
                 "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n", bs_str_from(story));
    add_response(&warc, "http://example.org/b", "",
                 "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n", bs_str_from(story));
    add_response(&warc, "http://example.org/c", "",
                 "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n", BS_STR("\x89PNG\r\n\x1a\n"));
    add_response(&warc, "http://example.org/robots.txt", "",
                 "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n", BS_STR("User-agent: *"));
    add_response(&warc, "http://example.org/d", "", html_head, BS_STR(""));
    walk_bytes(&all, "a.warc", bs_buffer_str(&warc));
    assert_int_equal(all.count, 0);
    assert_int_equal(all.skip_count, 2);
    CHECK_STR(
        all.reasons[0],
        "of its records were passed over by rule: 2 redirects or errors, 1 not text, 1 empty, "
        "1 no page of the web, or meant for programs");
    CHECK(all.kinds[0] == BS_SKIP_LITTER && all.kinds[1] == BS_SKIP_FOREIGN);
    forget(&all);
    bs_buffer_clear(&warc);
}

static void revisits_give_the_page_again(void **state)
{
    (void)state;
    kept all = {0};
    bs_buffer warc = {0};
    add_response(&warc, "http://example.org/a", "WARC-Payload-Digest: sha1:AAAA\r\n", html_head,
                 bs_str_from(story));
    bs_buffer_add(&warc, BS_STR("WARC/1.1\r\nWARC-Type: revisit\r\n"
                                "WARC-Target-URI: http://example.org/b\r\n"
                                "WARC-Date: 2015-02-03T00:00:00.123456Z\r\n"
                                "WARC-Payload-Digest: sha1:AAAA\r\n"
                                "Content-Length: 0\r\n\r\n\r\n\r\n"
                                "WARC/1.1\r\nWARC-Type: revisit\r\n"
                                "WARC-Target-URI: http://example.org/c\r\n"
                                "WARC-Payload-Digest: sha1:BBBB\r\n"
                                "Content-Length: 0\r\n\r\n\r\n\r\n"));
    walk_bytes(&all, "a.warc", bs_buffer_str(&warc));
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[1].url, "http://example.org/b");
    CHECK_STR(all.articles[1].crawled, "2015-02-03T00:00:00Z");
    CHECK(bs_str_equal(all.articles[0].text, all.articles[1].text));
    CHECK(!bs_str_equal(all.articles[0].id, all.articles[1].id));
    CHECK_STR(all.reasons[0],
              "1 revisits refer to pages that were not read before them, the first being record 3, "
              "of http://example.org/c");
    forget(&all);
    bs_buffer_clear(&warc);
}

static void add_revisit(bs_buffer *warc, const char *url, const char *more)
{
    bs_buffer_print(warc,
                    "WARC/1.1\r\nWARC-Type: revisit\r\nWARC-Target-URI: %s\r\n"
                    "WARC-Date: 2015-02-03T00:00:00Z\r\n%sContent-Length: 0\r\n\r\n\r\n\r\n",
                    url, more);
}

/* A page that is too large to be kept, in a file of its own, and revisits in another one. */
static void check_distant_revisits(bool is_packed)
{
    enum { FILLING_BYTES = 9 << 20 };
    kept all = {0};
    bs_buffer page = {0}, first = {0}, second = {0}, packed = {0};
    char folder[] = "/tmp/broadsheet-test-XXXXXX", path[64];
    CHECK(mkdtemp(folder) != NULL);
    bs_buffer_add(&page, bs_str_from(story));
    bs_buffer_add(&page, BS_STR("<!--"));
    memset(bs_buffer_room(&page, FILLING_BYTES), 'x', FILLING_BYTES);
    page.size += FILLING_BYTES;
    bs_buffer_add(&page, BS_STR("-->"));
    add_story(&first, "http://example.org/other");
    if (is_packed)
        add_packed(&packed, bs_buffer_str(&first));
    size_t start = first.size;
    add_response(&first, "http://example.org/a", "WARC-Payload-Digest: sha1:AAAA\r\n", html_head,
                 bs_buffer_str(&page));
    if (is_packed)
        add_packed(&packed, bs_str_slice(bs_buffer_str(&first), start, first.size));
    add_revisit(&second, "http://example.org/b", "WARC-Payload-Digest: sha1:AAAA\r\n");
    add_revisit(&second, "http://example.org/a",
                "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\n"
                "WARC-Payload-Digest: sha1:OTHER\r\n");
    add_revisit(&second, "http://example.org/lost", "WARC-Payload-Digest: sha1:CCCC\r\n");
    snprintf(path, sizeof path, "%s/1.warc%s", folder, is_packed ? ".gz" : "");
    CHECK_OK(bs_file_write(path, bs_buffer_str(is_packed ? &packed : &first), NULL));
    snprintf(path, sizeof path, "%s/2.warc", folder);
    CHECK_OK(bs_file_write(path, bs_buffer_str(&second), NULL));
    CHECK_OK(read_path(&all, folder, NULL));
    assert_int_equal(all.count, 4);
    for (size_t i = 1; i < 4; i++)
        CHECK_STR(all.articles[i].title, "Ministers meet in Lisbon");
    CHECK_STR(all.articles[2].url, "http://example.org/b");
    CHECK_STR(all.articles[2].crawled, "2015-02-03T00:00:00Z");
    CHECK_STR(all.articles[3].url, "http://example.org/a");
    CHECK(bs_str_equal(all.articles[2].text, all.articles[1].text));
    assert_int_equal(all.skip_count, 1);
    CHECK(bs_str_ends(all.reasons[0], BS_STR("record 3, of http://example.org/lost")));
    CHECK_OK(bs_file_remove(folder, NULL));
    bs_buffer_clear(&page);
    bs_buffer_clear(&first);
    bs_buffer_clear(&second);
    bs_buffer_clear(&packed);
    forget(&all);
}

static void revisits_are_followed_into_other_files(void **state)
{
    (void)state;
    check_distant_revisits(false);
    check_distant_revisits(true);
}

static void a_dictionary_of_zstd_is_told(void **state)
{
    (void)state;
    kept all = {0};
    walk_bytes(&all, "a.warc.zst", BS_STR("\x5d\x2a\x4d\x18\x04\0\0\0abcd\x28\xb5\x2f\xfd"));
    assert_int_equal(all.count, 0);
    assert_int_equal(all.skip_count, 1);
    CHECK(bs_str_find(all.reasons[0], BS_STR("a dictionary of its own"), 0) != SIZE_MAX);
    forget(&all);
}

static void a_broken_record_loses_itself_alone(void **state)
{
    (void)state;
    kept all = {0};
    bs_buffer warc = {0};
    add_story(&warc, "http://example.org/1");
    bs_buffer_add(&warc,
                  BS_STR("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/2\r\n"
                         "Content-Length: many\r\n\r\nHTTP/1.1 200 OK\r\n\r\nLost.\r\n\r\n"));
    add_story(&warc, "http://example.org/3");
    bs_buffer_add(&warc, BS_STR("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/4\r\n"
                                "Content-Length: 10\r\n\r\nHTTP/1.1 200 OK\r\n\r\nLost.\r\n\r\n"));
    add_story(&warc, "http://example.org/5");
    bs_buffer_add(&warc, BS_STR("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/6\r\n"
                                "Content-Length: 1000\r\n\r\nHTTP/1.1 200 OK"));
    walk_bytes(&all, "a.warc", bs_buffer_str(&warc));
    assert_int_equal(all.count, 3);
    assert_int_equal(all.skip_count, 3);
    CHECK(bs_str_find(all.reasons[0], BS_STR("record 2 (http://x/2)"), 0) == 0);
    CHECK(bs_str_find(all.reasons[0], BS_STR("its length is \"many\""), 0) != SIZE_MAX);
    CHECK(bs_str_find(all.reasons[1], BS_STR("longer than the 10 bytes"), 0) != SIZE_MAX);
    CHECK(bs_str_find(all.reasons[2], BS_STR("breaks off after 15 of 1000 bytes"), 0) != SIZE_MAX);
    for (size_t i = 0; i < 3; i++)
        CHECK(all.kinds[i] == BS_SKIP_UNREADABLE);
    forget(&all);
    bs_buffer_clear(&warc);
}

static void a_damaged_member_of_gzip_loses_itself_alone(void **state)
{
    (void)state;
    kept all = {0};
    bs_buffer packed = {0}, one = {0};
    size_t starts[4] = {0};
    for (int i = 0; i < 3; i++) {
        char url[64];
        snprintf(url, sizeof url, "http://example.org/%d", i + 1);
        one.size = 0;
        add_story(&one, url);
        add_packed(&packed, bs_buffer_str(&one));
        starts[i + 1] = packed.size;
    }
    size_t middle = (starts[1] + starts[2]) / 2;
    memset(packed.data + middle, 0xff, 12);
    walk_bytes(&all, "a.warc.gz", bs_buffer_str(&packed));
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[1].url, "http://example.org/3");
    CHECK(all.skip_count >= 1);
    CHECK(bs_str_find(all.reasons[0], BS_STR("gzip is damaged before byte"), 0) != SIZE_MAX);

    forget(&all); /* and cut off in the last one */
    walk_bytes(&all, "a.warc.gz", (bs_str){packed.data, packed.size - 30});
    assert_int_equal(all.count, 1);
    CHECK(bs_str_find(all.reasons[all.skip_count - 1], BS_STR("breaks off"), 0) != SIZE_MAX);
    forget(&all);
    bs_buffer_clear(&one);
    bs_buffer_clear(&packed);
}

static void one_gzip_around_all_is_the_same(void **state)
{
    (void)state;
    kept all = {0};
    bs_buffer packed = {0}, whole = {0};
    add_story(&whole, "http://example.org/1");
    add_story(&whole, "http://example.org/2");
    add_packed(&packed, bs_buffer_str(&whole));
    walk_bytes(&all, "a.warc.gz", bs_buffer_str(&packed));
    assert_int_equal(all.count, 2);
    assert_int_equal(all.skip_count, 0);
    forget(&all);
    bs_buffer_clear(&whole);
    bs_buffer_clear(&packed);
}

static void what_was_stored_in_part_is_given_and_said(void **state)
{
    (void)state;
    kept all = {0};
    bs_buffer warc = {0};
    add_response(&warc, "http://example.org/a", "WARC-Truncated: length\r\n", html_head,
                 bs_str_from(story));
    walk_bytes(&all, "a.warc", bs_buffer_str(&warc));
    assert_int_equal(all.count, 1);
    CHECK_STR(all.reasons[0], "given in part: the crawler cut this page (length)");
    CHECK(all.articles[0].finding_count > 0);
    forget(&all);
    bs_buffer_clear(&warc);
}

static void conversions_are_articles_and_metadata_are_none(void **state)
{
    (void)state;
    kept all = {0};
    walk_bytes(
        &all, "a.warc.wet",
        BS_STR("WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://example.org/a\r\n"
               "WARC-Date: 2024-05-19T00:00:00Z\r\nContent-Type: text/plain\r\n"
               "Content-Length: 35\r\n\r\nSteel talks\nMinisters met on Monday\r\n\r\n"));
    assert_int_equal(all.count, 1);
    CHECK_STR(all.articles[0].text, "Steel talks\nMinisters met on Monday");
    forget(&all);
    walk_bytes(&all, "a.warc.wat",
               BS_STR("WARC/1.0\r\nWARC-Type: metadata\r\nWARC-Target-URI: http://example.org/a\r\n"
                      "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}\r\n\r\n"));
    assert_int_equal(all.count, 0);
    CHECK(bs_str_find(all.reasons[0], BS_STR("(WAT)"), 0) != SIZE_MAX);
    forget(&all);
}

static void arc_files_are_read(void **state)
{
    (void)state;
    kept all = {0};
    bs_buffer arc = {0};
    bs_buffer_add(&arc, BS_STR("filedesc://a.arc 0.0.0.0 20080430204825 text/plain 20\n"
                               "1 0 InternetArchive\n"));
    size_t size = strlen(html_head) + 2 + strlen(story);
    bs_buffer_print(&arc, "http://example.org/a page 1.2.3.4 20080430204826 text/html %zu\n", size);
    bs_buffer_print(&arc, "%s\r\n%s\n", html_head, story);
    bs_buffer_print(&arc,
                    "http://example.org/b 1.2.3.4 20080430204827 text/html 200 SUM - 0 a.arc %zu\n",
                    size);
    bs_buffer_print(&arc, "%s\r\n%s\n", html_head, story);
    bs_buffer_add(&arc, BS_STR("http://example.org/c 1.2.3.4 never text/html 3\nabc\n"));
    walk_bytes(&all, "a.arc", bs_buffer_str(&arc));
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[0].url, "http://example.org/a page");
    CHECK_STR(all.articles[0].crawled, "2008-04-30T20:48:26Z");
    CHECK_STR(all.articles[1].crawled, "2008-04-30T20:48:27Z");
    forget(&all);
    bs_buffer_clear(&arc);
}

/* Every file below `folder`: articles, or a reason; never neither. */
static void check_folder(const char *folder, size_t *files)
{
    DIR *list = opendir(folder);
    CHECK(list != NULL);
    for (struct dirent *entry; (entry = readdir(list));) {
        if (entry->d_name[0] == '.')
            continue;
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_type == DT_DIR) {
            check_folder(path, files);
            continue;
        }
        kept all = {0};
        bs_error error;
        CHECK_OK(read_path(&all, path, &error));
        ++*files;
        if (all.count == 0 && all.skip_count == 0)
            fail_msg("%s: neither an article nor a reason", path);
        forget(&all);
    }
    closedir(list);
}

static void crawls_of_other_projects_give_articles_or_reasons(void **state)
{
    (void)state;
    size_t files = 0;
    if (access(SHARED, R_OK) != 0) {
        print_message("skipped: no crawls in " SHARED "\n");
        return;
    }
    check_folder(SHARED, &files);
    CHECK(files >= 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_response_is_an_article),
        cmocka_unit_test(the_day_of_the_crawl_is_no_date_of_publication),
        cmocka_unit_test(only_successful_text_is_taken),
        cmocka_unit_test(revisits_give_the_page_again),
        cmocka_unit_test(revisits_are_followed_into_other_files),
        cmocka_unit_test(a_dictionary_of_zstd_is_told),
        cmocka_unit_test(a_broken_record_loses_itself_alone),
        cmocka_unit_test(a_damaged_member_of_gzip_loses_itself_alone),
        cmocka_unit_test(one_gzip_around_all_is_the_same),
        cmocka_unit_test(what_was_stored_in_part_is_given_and_said),
        cmocka_unit_test(conversions_are_articles_and_metadata_are_none),
        cmocka_unit_test(arc_files_are_read),
        cmocka_unit_test(crawls_of_other_projects_give_articles_or_reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
