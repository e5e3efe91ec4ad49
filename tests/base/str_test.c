/* str_test.c - views of bytes, and the buffer. */
#include "check.h"

#include "base/str.h"

static void pieces_are_cut_at_the_separator(void **state)
{
    (void)state;
    bs_str rest = BS_STR("a||b|"), piece;
    CHECK(bs_str_cut(&rest, '|', &piece));
    CHECK_STR(piece, "a");
    CHECK(bs_str_cut(&rest, '|', &piece));
    CHECK_STR(piece, "");
    CHECK(bs_str_cut(&rest, '|', &piece));
    CHECK_STR(piece, "b");
    CHECK(bs_str_cut(&rest, '|', &piece));
    CHECK_STR(piece, "");
    CHECK(!bs_str_cut(&rest, '|', &piece));
}

static void order_is_that_of_bytes(void **state)
{
    (void)state;
    CHECK(bs_str_compare(BS_STR("a"), BS_STR("b")) < 0);
    CHECK(bs_str_compare(BS_STR("a"), BS_STR("ab")) < 0);
    CHECK(bs_str_compare(BS_STR("\xC3\xA9"), BS_STR("z")) > 0);
    CHECK(bs_str_compare(BS_STR(""), BS_STR("")) == 0);
    CHECK(bs_str_equal((bs_str){NULL, 0}, BS_STR("")));
}

static void heads_ends_and_places_are_found(void **state)
{
    (void)state;
    CHECK(bs_str_starts(BS_STR("NATO summit"), BS_STR("NATO")));
    CHECK(!bs_str_starts(BS_STR("NA"), BS_STR("NATO")));
    CHECK(bs_str_ends(BS_STR("a.tar.zst"), BS_STR(".zst")));
    assert_int_equal(bs_str_find(BS_STR("banana"), BS_STR("ana"), 0), 1);
    assert_int_equal(bs_str_find(BS_STR("banana"), BS_STR("ana"), 2), 3);
    CHECK(bs_str_find(BS_STR("banana"), BS_STR("x"), 0) == SIZE_MAX);
    CHECK(bs_str_find(BS_STR("a"), BS_STR("a"), 9) == SIZE_MAX);
    CHECK_STR(bs_str_trim(BS_STR(" \t a b \n")), "a b");
    CHECK_STR(bs_str_trim(BS_STR("  ")), "");
    CHECK(bs_str_equal_nocase(BS_STR("Title"), BS_STR("tITLE")));
    CHECK(bs_str_is_nocase(BS_STR("Title"), "tITLE"));
    CHECK(!bs_str_is_nocase(BS_STR("Title"), "tit") && !bs_str_is_nocase(BS_STR("Tit"), "title"));
    CHECK(!bs_str_is_nocase((bs_str){"a\0b", 3}, "a"));
}

/* Against looking at every place, in texts of two letters, where needles nearly stand everywhere.
 */
static void a_needle_is_found_wherever_it_lies(void **state)
{
    (void)state;
    char text[100];
    uint32_t random = 1;
    for (int round = 0; round < 20000; round++) {
        size_t size = (size_t)round % sizeof text, needle_size = 1 + (size_t)round % 40;
        for (size_t i = 0; i < size; i++) {
            random = random * 1664525 + 1013904223;
            text[i] = random >> 24 < 200 ? 'a' : 'b';
        }
        char needle[40];
        for (size_t i = 0; i < needle_size; i++) {
            random = random * 1664525 + 1013904223;
            needle[i] = random >> 24 < 200 ? 'a' : 'b';
        }
        size_t expected = SIZE_MAX;
        for (size_t at = 0; expected == SIZE_MAX && at + needle_size <= size; at++)
            if (memcmp(text + at, needle, needle_size) == 0)
                expected = at;
        CHECK(bs_str_find((bs_str){text, size}, (bs_str){needle, needle_size}, 0) == expected);
    }
}

static void numbers_are_whole_or_refused(void **state)
{
    (void)state;
    int64_t integer;
    double number;
    CHECK(bs_str_integer(BS_STR("-42"), &integer) && integer == -42);
    CHECK(bs_str_integer(BS_STR("9223372036854775807"), &integer) && integer == INT64_MAX);
    CHECK(bs_str_integer(BS_STR("-9223372036854775808"), &integer) && integer == INT64_MIN);
    CHECK(!bs_str_integer(BS_STR("9223372036854775808"), &integer));
    CHECK(!bs_str_integer(BS_STR(""), &integer) && !bs_str_integer(BS_STR("-"), &integer));
    CHECK(!bs_str_integer(BS_STR("1 "), &integer) && !bs_str_integer(BS_STR("1.0"), &integer));
    CHECK(bs_str_number(BS_STR("2.5e3"), &number) && number == 2500);
    CHECK(bs_str_number(BS_STR(".5"), &number) && number == 0.5);
    CHECK(!bs_str_number(BS_STR("nan"), &number) && !bs_str_number(BS_STR("0x10"), &number));
    CHECK(!bs_str_number(BS_STR("1e999"), &number) && !bs_str_number(BS_STR("1,5"), &number));
}

static void stars_stand_for_any_run(void **state)
{
    (void)state;
    CHECK(bs_str_matches(BS_STR("Nikkei Asia"), BS_STR("nikkei*")));
    CHECK(bs_str_matches(BS_STR("abc"), BS_STR("*")));
    CHECK(bs_str_matches(BS_STR(""), BS_STR("*")));
    CHECK(bs_str_matches(BS_STR("abcabd"), BS_STR("*ab*d")));
    CHECK(!bs_str_matches(BS_STR("abc"), BS_STR("*b")));
    CHECK(!bs_str_matches(BS_STR("abc"), BS_STR("")));
}

static void json_strings_are_escaped_and_repaired(void **state)
{
    (void)state;
    bs_buffer buffer = {0};
    bs_buffer_add_json(&buffer, (bs_str){"a\"\\\n\x01\0\x7F\xC3\xA9\xFFz", 11});
    CHECK(!buffer.failed);
    CHECK_STR(bs_buffer_str(&buffer), "\"a\\\"\\\\\\n\\u0001\\u0000\\u007f\xC3\xA9\xEF\xBF\xBDz\"");
    bs_buffer_clear(&buffer);
}

static void numbers_are_as_short_as_they_read_back(void **state)
{
    (void)state;
    const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "0"},
                 {42, "42"},
                 {0.1, "0.1"},
                 {-2.5, "-2.5"},
                 {1e20, "1e+20"},
                 {1.0 / 3, "0.3333333333333333"},
                 {NAN, "nan"},
                 {INFINITY, "inf"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_buffer buffer = {0};
        bs_buffer_add_number(&buffer, cases[i].value);
        CHECK_STR(bs_buffer_str(&buffer), cases[i].text);
        bs_buffer_clear(&buffer);
    }
}

static void a_failed_buffer_stays_failed(void **state)
{
    (void)state;
    bs_buffer buffer = {0};
    bs_buffer_add(&buffer, BS_STR("x"));
    assert_null(bs_buffer_room(&buffer, SIZE_MAX));
    CHECK(buffer.failed);
    bs_buffer_add(&buffer, BS_STR("y"));
    CHECK_STR(bs_buffer_str(&buffer), "x");
    bs_buffer_clear(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_cut_at_the_separator),
        cmocka_unit_test(order_is_that_of_bytes),
        cmocka_unit_test(heads_ends_and_places_are_found),
        cmocka_unit_test(a_needle_is_found_wherever_it_lies),
        cmocka_unit_test(numbers_are_whole_or_refused),
        cmocka_unit_test(stars_stand_for_any_run),
        cmocka_unit_test(json_strings_are_escaped_and_repaired),
        cmocka_unit_test(numbers_are_as_short_as_they_read_back),
        cmocka_unit_test(a_failed_buffer_stays_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
