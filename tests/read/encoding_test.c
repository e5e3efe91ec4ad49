/* encoding_test.c - bytes to UTF-8. */
#include "base/utf8.h"
#include "read/encoding.h"
#include "reading.h"

static const char expected[] = "Le d\xc3\xa9put\xc3\xa9 a dit \xe2\x80\x9cnon\xe2\x80\x9d "
                               "\xe2\x82\xac 5.\r\n\f";

static void check(bs_str bytes, const char *text, const char *encoding, size_t replaced)
{
    bs_arena arena = {0};
    bs_decoded decoded;
    CHECK_OK(bs_decode(bytes, (bs_str){0}, &arena, &decoded, NULL));
    CHECK_STR(decoded.text, text);
    if (encoding)
        assert_string_equal(decoded.encoding, encoding);
    assert_int_equal(decoded.replaced, replaced);
    bs_arena_clear(&arena);
}

/* `expected` in units of `width` bytes, the low one first or last. */
static bs_str widened(bs_arena *arena, size_t width, bool is_little, bool has_mark)
{
    static const uint32_t points[] = {'L',    'e', ' ',    'd', 0xe9, 'p', 'u',    't',  0xe9, ' ',
                                      'a',    ' ', 'd',    'i', 't',  ' ', 0x201c, 'n',  'o',  'n',
                                      0x201d, ' ', 0x20ac, ' ', '5',  '.', '\r',   '\n', '\f'};
    size_t count = sizeof points / sizeof *points + has_mark;
    unsigned char *to = bs_arena_array(arena, count, width);
    for (size_t i = 0; i < count; i++) {
        uint32_t point = has_mark ? (i == 0 ? 0xfeff : points[i - 1]) : points[i];
        for (size_t k = 0; k < width; k++)
            to[i * width + (is_little ? k : width - 1 - k)] = (unsigned char)(point >> (8 * k));
    }
    return (bs_str){(const char *)to, count * width};
}

static void byte_order_marks_are_believed_and_dropped(void **state)
{
    (void)state;
    bs_arena arena = {0};
    check(bs_arena_print(&arena, "\xef\xbb\xbf%s", expected), expected, "UTF-8", 0);
    check(widened(&arena, 2, true, true), expected, "UTF-16LE", 0);
    check(widened(&arena, 2, false, true), expected, "UTF-16BE", 0);
    check(widened(&arena, 4, true, true), expected, "UTF-32LE", 0);
    check(widened(&arena, 4, false, true), expected, "UTF-32BE", 0);
    bs_arena_clear(&arena);
}

static void utf_16_without_a_mark_is_told_by_its_nuls(void **state)
{
    (void)state;
    bs_arena arena = {0};
    check(widened(&arena, 2, true, false), expected, "UTF-16LE", 0);
    check(widened(&arena, 2, false, false), expected, "UTF-16BE", 0);
    bs_arena_clear(&arena);
}

static void a_stray_nul_is_no_utf_16(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_decoded decoded;
    static const char stray[] = "Hello\0world. They met.\n";
    bs_str bytes = {stray, sizeof stray - 1};
    CHECK_OK(bs_decode(bytes, (bs_str){0}, &arena, &decoded, NULL));
    assert_string_equal(decoded.encoding, "UTF-8");
    assert_int_equal(decoded.text.size, bytes.size);
    /* "Он сказал." in UTF-16LE: below 0x80 throughout, and its NULs are the space and the stop */
    static const char russian[] = "\x1e\x04=\x04 \0A\x04:\x04\x30\x04\x37\x04\x30\x04;\x04.\0";
    CHECK_OK(bs_decode((bs_str){russian, sizeof russian - 1}, (bs_str){0}, &arena, &decoded, NULL));
    assert_string_equal(decoded.encoding, "UTF-16LE");
    bs_arena_clear(&arena);
}

static void utf_8_is_a_slice_of_the_bytes(void **state)
{
    (void)state;
    bs_decoded decoded;
    bs_str bytes = BS_STR("\xef\xbb\xbfText \xc3\xa9");
    CHECK_OK(bs_decode(bytes, (bs_str){0}, NULL, &decoded, NULL));
    CHECK(decoded.text.data == bytes.data + 3);
}

static void what_latin_1_is_said_to_be_is_windows_1252(void **state)
{
    (void)state;
    static const char bytes[] = "<meta charset=\"ISO-8859-1\">Le d\xe9put\xe9 a dit \x93non\x94 "
                                "\x80 5.\r\n\f";
    bs_arena arena = {0};
    check(bs_str_from(bytes),
          bs_arena_print(&arena, "<meta charset=\"ISO-8859-1\">%s", expected).data, NULL, 0);
    bs_arena_clear(&arena);
}

static void xml_declarations_are_believed(void **state)
{
    (void)state;
    check(BS_STR("<?xml version='1.0' encoding='windows-1251'?>\xcf\xf0\xe8\xe2\xe5\xf2"),
          "<?xml version='1.0' encoding='windows-1251'?>"
          "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82",
          NULL, 0);
}

static void what_nobody_declares_is_detected(void **state)
{
    (void)state;
    check(
        BS_STR(
            "\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2 \xef\xee\xe4\xef\xe8\xf1\xe0\xeb "
            "\xf3\xea\xe0\xe7 \xee \xe2\xfb\xe2\xee\xe7\xe5 "
            "\xee\xf0\xf3\xe6\xe8\xff, \xf1\xee\xee\xe1\xf9\xe0\xe5\xf2 \xe3\xe0\xe7\xe5\xf2\xe0."),
        "\xd0\x9f\xd1\x80\xd0\xb5\xd0\xb7\xd0\xb8\xd0\xb4\xd0\xb5\xd0\xbd\xd1\x82 "
        "\xd0\xbf\xd0\xbe\xd0\xb4\xd0\xbf\xd0\xb8\xd1\x81\xd0\xb0\xd0\xbb "
        "\xd1\x83\xd0\xba\xd0\xb0\xd0\xb7 \xd0\xbe "
        "\xd0\xb2\xd1\x8b\xd0\xb2\xd0\xbe\xd0\xb7\xd0\xb5 "
        "\xd0\xbe\xd1\x80\xd1\x83\xd0\xb6\xd0\xb8\xd1\x8f, "
        "\xd1\x81\xd0\xbe\xd0\xbe\xd0\xb1\xd1\x89\xd0\xb0\xd0\xb5\xd1\x82 "
        "\xd0\xb3\xd0\xb0\xd0\xb7\xd0\xb5\xd1\x82\xd0\xb0.",
        NULL, 0);
    check(BS_STR("L'\xe9t\xe9 est d\xe9j\xe0 fini, a dit le d\xe9put\xe9 \xe0 la sortie."),
          "L'\xc3\xa9t\xc3\xa9 est d\xc3\xa9j\xc3\xa0 fini, a dit le d\xc3\xa9put\xc3\xa9 \xc3\xa0 "
          "la sortie.",
          NULL, 0);
}

static void a_wrong_byte_in_utf_8_is_replaced_and_told(void **state)
{
    (void)state;
    check(BS_STR("\xc3\xa9t\xc3\xa9, caf\xc3\xa9, \xe2\x80\x9cnon\xe2\x80\x9d \x96 fini"),
          "\xc3\xa9t\xc3\xa9, caf\xc3\xa9, \xe2\x80\x9cnon\xe2\x80\x9d \xef\xbf\xbd fini", "UTF-8",
          1);
    kept all = {0};
    read_text(&all, "a.txt", "\xc3\xa9t\xc3\xa9, caf\xc3\xa9, d\xc3\xa9j\xc3\xa0 \x96 fini");
    CHECK_STR(all.articles[0].findings[1].kind, "damaged text");
    forget(&all);
}

static void any_bytes_give_a_text(void **state)
{
    (void)state;
    bs_arena arena = {0};
    uint64_t seed = 1;
    char bytes[257];
    for (size_t round = 0; round < 2000; round++) {
        size_t size = 1 + round % sizeof bytes;
        for (size_t i = 0; i < size; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            bytes[i] = (char)(seed >> 40);
        }
        bs_decoded decoded;
        CHECK_OK(bs_decode((bs_str){bytes, size}, (bs_str){0}, &arena, &decoded, NULL));
        assert_int_equal(bs_utf8_valid_until(decoded.text), decoded.text.size);
        bs_arena_reset(&arena);
    }
    bs_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(byte_order_marks_are_believed_and_dropped),
        cmocka_unit_test(utf_16_without_a_mark_is_told_by_its_nuls),
        cmocka_unit_test(a_stray_nul_is_no_utf_16),
        cmocka_unit_test(utf_8_is_a_slice_of_the_bytes),
        cmocka_unit_test(what_latin_1_is_said_to_be_is_windows_1252),
        cmocka_unit_test(xml_declarations_are_believed),
        cmocka_unit_test(what_nobody_declares_is_detected),
        cmocka_unit_test(a_wrong_byte_in_utf_8_is_replaced_and_told),
        cmocka_unit_test(any_bytes_give_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
