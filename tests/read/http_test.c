/* http_test.c - heads and bodies of responses, encoded, half encoded and broken. */
#include <zlib.h>

#include "check.h"
#include "read/http.h"

enum { PACKED_MAX = 4096, SIZE_MAX_HERE = 1 << 20 };

static const char words[] = "Ministers met on Tuesday. Ministers left on Wednesday.";

/* The body decoded, or with "|problem" behind it. */
static void check_body(const char *head_lines, bs_str body, const char *expected)
{
    bs_buffer response = {0}, out = {0};
    bs_buffer_print(&response, "HTTP/1.1 200 OK\r\n%s\r\n", head_lines);
    size_t size = response.size;
    bs_buffer_add(&response, body);
    bs_http_head head;
    CHECK(bs_http_head_read(bs_buffer_str(&response), &head));
    assert_int_equal(head.size, size);
    const char *problem;
    CHECK_OK(bs_http_body(&head, bs_str_slice(bs_buffer_str(&response), size, response.size),
                          SIZE_MAX_HERE, &out, &problem, NULL));
    if (problem)
        bs_buffer_print(&out, "|%s", problem);
    CHECK_STR(bs_buffer_str(&out), expected);
    bs_buffer_clear(&response);
    bs_buffer_clear(&out);
}

static bs_str deflated(int window_bits, char packed[PACKED_MAX])
{
    z_stream stream = {0};
    char copy[sizeof words];
    memcpy(copy, words, sizeof words);
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    stream.next_in = (unsigned char *)copy;
    stream.avail_in = sizeof words - 1;
    stream.next_out = (unsigned char *)packed;
    stream.avail_out = PACKED_MAX;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    bs_str result = {packed, PACKED_MAX - stream.avail_out};
    deflateEnd(&stream);
    return result;
}

static void heads_are_read(void **state)
{
    (void)state;
    bs_http_head head;
    CHECK(bs_http_head_read(BS_STR("HTTP/1.0 302 \r\nLocation: x\r\n\r\n"), &head));
    assert_int_equal(head.status, 302);
    CHECK(bs_http_head_read(
        BS_STR("HTTP/1.1 200\nContent-type: Text/HTML ; charset=\"x-sjis\"\n\nA"), &head));
    CHECK_STR(head.type, "Text/HTML");
    CHECK_STR(head.charset, "x-sjis");
    CHECK_STR(bs_http_header(head.head, "CONTENT-TYPE"), "Text/HTML ; charset=\"x-sjis\"");
    CHECK(bs_http_header(head.head, "content").data == NULL);
    CHECK(!bs_http_head_read(BS_STR("HTTP/1.1 OK\r\n\r\n"), &head));
    CHECK(!bs_http_head_read(BS_STR("<html>"), &head));
    CHECK(!bs_http_head_read(BS_STR(""), &head));
    CHECK(bs_http_head_read(BS_STR("HTTP/1.1 200 OK"), &head));
    assert_int_equal(head.size, 15);
}

static void encodings_are_undone(void **state)
{
    (void)state;
    char packed[PACKED_MAX];
    check_body("Content-Encoding: gzip\r\n", deflated(15 + 16, packed), words);
    check_body("Content-Encoding: deflate\r\n", deflated(15, packed), words);
    check_body("Content-Encoding: deflate\r\n", deflated(-15, packed), words);
    check_body("Content-Encoding: br\r\n", BS_STR("\x8b\x02\x80\x48\x65\x6c\x6c\x6f\x2e\x03"),
               "Hello.");
    check_body("Transfer-Encoding: chunked\r\n",
               BS_STR("6\r\nHello,\r\nA;x=1\r\n Minister!\r\n0\r\n\r\n"), "Hello, Minister!");
}

static void what_is_decoded_already_is_taken_as_it_is(void **state)
{
    (void)state;
    check_body("Content-Encoding: gzip\r\n", bs_str_from(words), words);
    check_body("Content-Encoding: br\r\n", bs_str_from(words), words);
    check_body("Transfer-Encoding: chunked\r\n", bs_str_from(words), words);
    check_body("Transfer-Encoding: chunked\r\n", BS_STR("2024\r\nwas a year"),
               "2024\r\nwas a year");
}

static void what_breaks_off_is_said(void **state)
{
    (void)state;
    char packed[PACKED_MAX];
    bs_str whole = deflated(15 + 16, packed);
    bs_buffer out = {0};
    const char *problem;
    bs_http_head head;
    CHECK(bs_http_head_read(BS_STR("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"), &head));
    CHECK_OK(bs_http_body(&head, bs_str_slice(whole, 0, whole.size / 2 + 8), SIZE_MAX_HERE, &out,
                          &problem, NULL));
    CHECK_STR(bs_str_from(problem), "the compressed body breaks off");
    CHECK(out.size > 0 && memcmp(out.data, words, out.size) == 0);
    bs_buffer_clear(&out);
    check_body("Content-Length: 99\r\n", BS_STR("Half a"),
               "Half a|the body is shorter than its header says");
    check_body("Transfer-Encoding: chunked\r\n", BS_STR("2\r\nOn\r\n9\r\ne"),
               "One|the last chunk of the transfer encoding breaks off");
    check_body("Transfer-Encoding: chunked\r\n", BS_STR("2\r\nOnes\r\n0\r\n\r\n"),
               "On|a chunk of the transfer encoding has another size than it says");
}

static void a_body_has_a_largest_size(void **state)
{
    (void)state;
    char packed[PACKED_MAX];
    bs_buffer out = {0};
    const char *problem;
    bs_http_head head;
    CHECK(bs_http_head_read(BS_STR("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"), &head));
    assert_int_equal(bs_http_body(&head, deflated(15 + 16, packed), 10, &out, &problem, NULL),
                     BS_BAD_DATA);
    bs_buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_are_read),
        cmocka_unit_test(encodings_are_undone),
        cmocka_unit_test(what_is_decoded_already_is_taken_as_it_is),
        cmocka_unit_test(what_breaks_off_is_said),
        cmocka_unit_test(a_body_has_a_largest_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
