/* utf8_test.c - code points in bytes, and bytes that are none. */
#include "check.h"

#include "base/str.h"
#include "base/utf8.h"

static void every_scalar_value_survives_the_round_trip(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        char bytes[4];
        size_t size = bs_utf8_encode(point, bytes);
        uint32_t decoded;
        assert_int_equal(bs_utf8_decode((bs_str){bytes, size}, 0, &decoded), size);
        assert_int_equal(decoded, point);
        assert_int_equal(bs_utf8_valid_until((bs_str){bytes, size}), size);
    }
}

static void wrong_bytes_are_refused_by_their_longest_wrong_part(void **state)
{
    (void)state;
    /* Bytes, and how many of them the first wrong part has: section 3.9 of the Unicode standard. */
    const struct {
        const char *bytes;
        size_t size;
    } cases[] = {{"\x80", 1},         {"\xC0\x80", 1},         {"\xC2", 1},
                 {"\xE0\x80\x80", 1}, {"\xE2\x82", 2},         {"\xED\xA0\x80", 1},
                 {"\xF0\x9F\x98", 3}, {"\xF4\x90\x80\x80", 1}, {"\xF8\x88\x80\x80", 1},
                 {"\xFF", 1},         {"\xE2\x82\x41", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_str text = bs_str_from(cases[i].bytes);
        uint32_t point;
        assert_int_equal(bs_utf8_decode(text, 0, &point), cases[i].size);
        assert_int_equal(point, BS_UTF8_INVALID);
        assert_int_equal(bs_utf8_valid_until(text), 0);
    }
}

static void surrogates_and_beyond_are_written_as_replacement(void **state)
{
    (void)state;
    char bytes[4];
    assert_int_equal(bs_utf8_encode(0xD800, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
    assert_int_equal(bs_utf8_encode(0x110000, bytes), 3);
}

static void the_place_of_the_first_wrong_byte_is_exact(void **state)
{
    (void)state;
    char text[64];
    for (size_t at = 0; at < sizeof text; at++) {
        memset(text, 'a', sizeof text);
        text[at] = '\xFF';
        assert_int_equal(bs_utf8_valid_until((bs_str){text, sizeof text}), at);
    }
}

static void characters_and_columns_are_counted(void **state)
{
    (void)state;
    assert_int_equal(bs_utf8_count(BS_STR("na\xC3\xAFve")), 5);
    assert_int_equal(bs_utf8_width(BS_STR("na\xC3\xAFve")), 5);
    assert_int_equal(bs_utf8_width(BS_STR("e\xCC\x81")), 1);                /* combining accent */
    assert_int_equal(bs_utf8_width(BS_STR("\xE6\x97\xA5\xE6\x9C\xAC")), 4); /* two ideographs */
    assert_int_equal(bs_utf8_count(BS_STR("a\xFF"
                                          "b")),
                     3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_survives_the_round_trip),
        cmocka_unit_test(wrong_bytes_are_refused_by_their_longest_wrong_part),
        cmocka_unit_test(surrogates_and_beyond_are_written_as_replacement),
        cmocka_unit_test(the_place_of_the_first_wrong_byte_is_exact),
        cmocka_unit_test(characters_and_columns_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
