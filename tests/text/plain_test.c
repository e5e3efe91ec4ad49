/*
 * plain_test.c - the plain rules of UAX #29 against Unicode's own test files, which the Debian
 * package unicode-data brings.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"
#include "check.h"
#include "text/split.h"

#define TEST_FOLDER "/usr/share/unicode/auxiliary/"

typedef bs_status (*splitter)(bs_str text, bs_spans *pieces, bs_error *error);

/* One line of a test file: "÷ 0061 × 0300 ÷ # comment". */
typedef struct test_case {
    char text[1024];
    size_t size;
    uint32_t ends[256];
    size_t end_count;
} test_case;

static bool read_case(char *line, test_case *read)
{
    *read = (test_case){0};
    line[strcspn(line, "#\r\n")] = '\0';
    char *rest = NULL;
    for (char *word = strtok_r(line, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
        bool is_break = strcmp(word, "\xC3\xB7") == 0;
        bool is_join = strcmp(word, "\xC3\x97") == 0;
        assert_true(read->size < sizeof read->text - 4 && read->end_count < 255);
        if (is_break && read->size > 0)
            read->ends[read->end_count++] = (uint32_t)read->size;
        if (!is_break && !is_join)
            read->size +=
                bs_utf8_encode((uint32_t)strtoul(word, NULL, 16), read->text + read->size);
    }
    return read->size > 0;
}

static bool is_cut_as_told(const test_case *told, splitter split)
{
    bs_spans pieces = {0};
    CHECK_OK(split((bs_str){told->text, told->size}, &pieces, NULL));
    bool is_right = pieces.count == told->end_count;
    for (size_t i = 0; is_right && i < pieces.count; i++)
        is_right = pieces.items[i].end == told->ends[i] &&
                   pieces.items[i].start == (i ? told->ends[i - 1] : 0);
    bs_array_free(&pieces);
    return is_right;
}

static void check_file(const char *path, splitter split, size_t case_count_min)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        print_message("skipped: %s is not there (package unicode-data)\n", path);
        skip();
    }
    char line[8192], shown[8192];
    size_t case_count = 0, wrong_count = 0;
    test_case told;
    while (fgets(line, sizeof line, file)) {
        memcpy(shown, line, sizeof shown);
        if (!read_case(line, &told))
            continue;
        case_count++;
        if (!is_cut_as_told(&told, split)) {
            print_message("wrong: %s", shown);
            wrong_count++;
        }
    }
    fclose(file);
    CHECK(case_count >= case_count_min);
    assert_int_equal(wrong_count, 0);
}

static void words_pass_the_test_of_unicode(void **state)
{
    (void)state;
    check_file(TEST_FOLDER "WordBreakTest.txt", bs_split_words_plain, 1800);
}

static void sentences_pass_the_test_of_unicode(void **state)
{
    (void)state;
    check_file(TEST_FOLDER "SentenceBreakTest.txt", bs_split_sentences_plain, 500);
}

static void check_pieces(splitter split, const char *text, const char *const *pieces, size_t count)
{
    bs_spans found = {0};
    bs_str whole = bs_str_from(text);
    CHECK_OK(split(whole, &found, NULL));
    assert_int_equal(found.count, count);
    for (size_t i = 0; i < count; i++)
        CHECK_STR(bs_str_slice(whole, found.items[i].start, found.items[i].end), pieces[i]);
    bs_array_free(&found);
}

/* The example of UAX #29, section 4. */
static void the_quick_fox_is_cut_as_in_the_standard(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "The",
        " ",
        "quick",
        " ",
        "(",
        "\xE2\x80\x9C",
        "brown",
        "\xE2\x80\x9D",
        ")",
        " ",
        "fox",
        " ",
        "can\xE2\x80\x99t",
        " ",
        "jump",
        " ",
        "32.3",
        " ",
        "feet",
        ",",
        " ",
        "right",
        "?",
    };
    check_pieces(bs_split_words_plain,
                 "The quick (\xE2\x80\x9C"
                 "brown\xE2\x80\x9D) fox can\xE2\x80\x99t jump 32.3 feet, right?",
                 pieces, sizeof pieces / sizeof *pieces);
}

static void sentences_keep_their_closing_marks_and_spaces(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\"Is it 3.4?\" ",
        "He asked. ",
        "(Yes.) c.d is one, etc.) and so on.\n",
        "End",
    };
    check_pieces(bs_split_sentences_plain,
                 "\"Is it 3.4?\" He asked. (Yes.) c.d is one, etc.) and so on.\nEnd", pieces, 4);
}

static void an_empty_text_has_no_pieces(void **state)
{
    (void)state;
    check_pieces(bs_split_words_plain, "", NULL, 0);
    check_pieces(bs_split_sentences_plain, "", NULL, 0);
}

static void wrong_bytes_are_in_some_piece(void **state)
{
    (void)state;
    static const char *const words[] = {"a", "\xFF", "b", "\xE2\x80"};
    check_pieces(bs_split_words_plain,
                 "a\xFF"
                 "b\xE2\x80",
                 words, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_pass_the_test_of_unicode),
        cmocka_unit_test(sentences_pass_the_test_of_unicode),
        cmocka_unit_test(the_quick_fox_is_cut_as_in_the_standard),
        cmocka_unit_test(sentences_keep_their_closing_marks_and_spaces),
        cmocka_unit_test(an_empty_text_has_no_pieces),
        cmocka_unit_test(wrong_bytes_are_in_some_piece),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
