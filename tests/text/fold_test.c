/* fold_test.c - tests of text/fold.h. */
#include "text/fold.h"

#include "check.h"

static void check_fold(const char *text, const char *expected)
{
    bs_buffer folded = {0};
    CHECK_OK(bs_fold(bs_str_from(text), &folded, NULL));
    CHECK_STR(bs_buffer_str(&folded), expected);
    bs_buffer_clear(&folded);
}

static void ascii_is_lower_cased(void **state)
{
    (void)state;
    check_fold("NATO Summit [2024]", "nato summit [2024]");
    check_fold("", "");
}

static void folding_is_full(void **state)
{
    (void)state;
    check_fold("Straße", "strasse"); /* CaseFolding.txt, status F */
    check_fold("ΣΊΣΥΦΟΣ", "σίσυφοσ");
    check_fold("Çavuşoğlu", "çavuşoğlu");
    check_fold("КИЇВ", "київ");
    check_fold("\xC7\x85", "\xC7\x86"); /* a digraph in title case */
}

static void folded_forms_are_composed(void **state)
{
    (void)state;
    check_fold("Cafe\xCC\x81", "caf\xC3\xA9");
    check_fold("\xE1\xBE\x82", "\xE1\xBC\x82\xCE\xB9"); /* folds to two letters */
}

static void apostrophes_and_hyphens_are_one(void **state)
{
    (void)state;
    check_fold("Don\xE2\x80\x99t", "don't");
    check_fold("Indo\xE2\x80\x91Pacific", "indo-pacific");
    check_fold("Indo\xE2\x80\x90Pacific", "indo-pacific");
}

static void what_a_reader_does_not_see_is_left_out(void **state)
{
    (void)state;
    check_fold("de\xC2\xAD"
               "fence",
               "defence");
    check_fold("NA\xE2\x80\x8BTO", "nato");
    check_fold("\xEF\xBB\xBFNATO", "nato");
    check_fold("\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE", "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE");
}

static void wrong_bytes_become_replacement_characters(void **state)
{
    (void)state;
    check_fold("A\xFF"
               "B",
               "a\xEF\xBF\xBD"
               "b");
}

static void folding_appends(void **state)
{
    (void)state;
    bs_buffer folded = {0};
    CHECK_OK(bs_fold(BS_STR("Ä"), &folded, NULL));
    CHECK_OK(bs_fold(BS_STR("B"), &folded, NULL));
    CHECK_STR(bs_buffer_str(&folded), "äb");
    bs_buffer_clear(&folded);
}

static void long_texts_and_those_that_grow_fold_too(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    bs_buffer text = {0}, folded = {0}, expected = {0};
    for (int i = 0; i < COUNT; i++) {
        bs_buffer_add(&text, BS_STR("\xCE\x90"));     /* U+0390 folds to three */
        bs_buffer_add(&expected, BS_STR("\xCE\x90")); /* which compose again */
        bs_buffer_add(&text, BS_STR("\xEF\xAC\x83")); /* the ligature ffi */
        bs_buffer_add(&expected, BS_STR("ffi"));
        bs_buffer_add(&text, BS_STR("\xF0\x9D\x85\xA0")); /* decomposes for good */
        bs_buffer_add(&expected, BS_STR("\xF0\x9D\x85\x98\xF0\x9D\x85\xA5\xF0\x9D\x85\xAE"));
    }
    CHECK_OK(bs_fold(bs_buffer_str(&text), &folded, NULL));
    assert_int_equal(folded.size, expected.size);
    assert_memory_equal(folded.data, expected.data, expected.size);
    bs_buffer_clear(&text);
    bs_buffer_clear(&folded);
    bs_buffer_clear(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_is_lower_cased),
        cmocka_unit_test(folding_is_full),
        cmocka_unit_test(folded_forms_are_composed),
        cmocka_unit_test(apostrophes_and_hyphens_are_one),
        cmocka_unit_test(what_a_reader_does_not_see_is_left_out),
        cmocka_unit_test(wrong_bytes_become_replacement_characters),
        cmocka_unit_test(folding_appends),
        cmocka_unit_test(long_texts_and_those_that_grow_fold_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
