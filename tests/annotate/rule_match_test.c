/* rule_match_test.c - programs of rules over rows of one-letter words. */
#include <stdlib.h>
#include <unistd.h>

#include "annotate/rule_match.h"
#include "base/file.h"
#include "base/str.h"
#include "check.h"
#include "script/rule_host.h"

static char path[] = "/tmp/broadsheet-rule-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

/* Loads the rule "it" with this pattern; `a` to `e` are tests for the words of these names. */
static bs_rules *load(const char *pattern, uint32_t *number)
{
    char text[1024];
    snprintf(text, sizeof text,
             "local rules = broadsheet.rules\n"
             "local T = rules.token\n"
             "local a, b, c, d = T.word 'a', T.word 'b', T.word { 'c', 'e' }, T.word 'd'\n"
             "rules.entity('other', %s, { name = 'it' })\n",
             pattern);
    CHECK_OK(bs_file_write(path, bs_str_from(text), NULL));
    bs_rules *rules = NULL;
    bs_error error = {0};
    bs_str file = bs_str_from(path);
    if (bs_rules_new(BS_STR("."), &file, 1, &rules, &error) != BS_OK)
        fail_msg("%s", error.message);
    const bs_rule_host *host = bs_rules_host(rules);
    for (*number = 0; !bs_str_equal(host->rules[*number].name, BS_STR("it")); ++*number)
        ;
    return rules;
}

/* Says of each letter in which classes of words it is. */
static void put_letters(bs_rule_matcher *matcher, const bs_rule_host *host, const char *letters)
{
    CHECK_OK(bs_rule_matcher_begin(matcher, host, strlen(letters), NULL));
    for (size_t token = 0; letters[token]; token++)
        for (size_t index = 0; index < host->class_count; index++)
            for (size_t word = 0; word < host->classes[index].word_count; word++)
                if (bs_str_equal(host->classes[index].words[word], (bs_str){letters + token, 1}))
                    bs_rule_matcher_put(matcher, token, BS_CLASS_BUILT_IN + (unsigned)index);
}

/* What a pattern finds, as "0-3 x:1-2, 4-5". */
static void check_finds(const char *pattern, const char *letters, const char *expected)
{
    uint32_t number;
    bs_rules *rules = load(pattern, &number);
    const bs_rule_host *host = bs_rules_host(rules);
    bs_rule_matcher matcher = {0};
    bs_rule_matches matches = {0};
    put_letters(&matcher, host, letters);
    CHECK_OK(bs_rule_matcher_ask(&matcher, number, &matches, NULL));
    char found[256] = "";
    size_t at = 0;
    for (size_t index = 0; index < matches.count; index++) {
        const bs_rule_match *match = &matches.items[index];
        at += (size_t)snprintf(found + at, sizeof found - at, "%s%u-%u", index > 0 ? ", " : "",
                               match->token_start, match->token_end);
        for (size_t part = 0; part < match->capture_count; part++) {
            const bs_rule_capture *capture = &match->captures[part];
            at += (size_t)snprintf(found + at, sizeof found - at, " %s:%u-%u",
                                   host->rules[number].captures[capture->name].data,
                                   capture->token_start, capture->token_end);
        }
    }
    if (strcmp(found, expected) != 0)
        fail_msg("%s in %s: %s, not %s", pattern, letters, found, expected);
    bs_array_free(&matches);
    bs_rule_matcher_clear(&matcher);
    bs_rules_free(rules);
}

static void matches_stand_from_left_to_right_without_overlap(void **state)
{
    (void)state;
    check_finds("a * a", "aaaaa", "0-2, 2-4");
    check_finds("a * b ^ -2", "abbbab", "0-3, 4-6");
    check_finds("a", "bcd", "");
}

/* A sentence of more than 64 tokens takes more than one word a row. */
static void long_sentences_are_as_short_ones(void **state)
{
    (void)state;
    char letters[301];
    memset(letters, 'd', 300);
    letters[300] = '\0';
    letters[62] = letters[127] = letters[256] = 'a';
    letters[66] = letters[128] = letters[299] = 'b';
    check_finds("a * d ^ 0 * b", letters, "62-67, 127-129, 256-300");
    check_finds("a * d ^ -3 * b", letters, "62-67, 127-129");
    check_finds("a * (T.any - b) ^ -32 * (T.any - b) ^ -32 * b", letters,
                "62-67, 127-129, 256-300");
}

static void a_repetition_gives_back_items(void **state)
{
    (void)state;
    check_finds("a ^ 1 * a * b", "aaab", "0-4");
    check_finds("T.any ^ 0 * c", "abcab", "0-3");
    check_finds("(a + b) ^ 2 * b", "abab", "0-4");
    check_finds("(a + b) ^ 2 * b", "bb", "");
}

static void what_is_repeated_and_branches_are_taken_whole(void **state)
{
    (void)state;
    check_finds("(a * b ^ -1) ^ 1 * b", "ab", "");
    check_finds("(a * b + a) * b * c", "abc", "0-3"); /* the second branch */
    check_finds("(a ^ 1 + b) * a", "aaa", "");        /* the first takes all, the second fits not */
}

static void looking_ahead_takes_nothing(void **state)
{
    (void)state;
    check_finds("a * #b", "aab", "1-2");
    check_finds("a * -b", "aab", "0-1");
    check_finds("a * #(b * -c) * b", "abcabd", "3-5");
    check_finds("a ^ 1 - a ^ 3", "aa", "0-2");
}

static void a_test_may_join_many_classes(void **state)
{
    (void)state;
    check_finds("(a + b) - b", "ba", "1-2");
    check_finds("T.any - (a + b)", "abcd", "2-3, 3-4");
    check_finds("((a + c) & (b + c)) - d", "abdce", "3-4, 4-5");
    check_finds("((a & b) + (c & T.any))", "abc", "2-3");
}

static void parts_nest_and_are_forgotten_when_given_back(void **state)
{
    (void)state;
    check_finds("((a / 'x') * (b / 'y')) / 'all'", "ab", "0-2 all:0-2 x:0-1 y:1-2");
    check_finds("(a / 'x' + b / 'y') ^ 1 * b", "aab", "0-3 x:0-1 x:1-2");
    check_finds("a * -(b / 'x' * c) * b", "abd", "0-2");
    check_finds("a * #(b / 'x')", "ab", "0-1 x:1-2");
}

/* Each token may be taken in two ways and the end never comes: 2^400 ways without memory. */
static void no_pattern_takes_exponential_time(void **state)
{
    (void)state;
    char letters[401];
    memset(letters, 'a', 400);
    letters[400] = '\0';
    check_finds("(a + a * a) ^ 1 * -T.any * b + (a ^ 0 * a ^ 0 * a ^ 0 * a ^ 0 * d)", letters, "");
}

static void a_pattern_that_is_too_long_or_deep_is_refused(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"((((a * b) ^ -32 * b) ^ -32 * b) ^ -32 * b) ^ -32 * a", "the pattern is too long"},
        {"(function() local deep = a * b; for _ = 1, 20 do deep = a * #deep end return deep end)()",
         "lie too deep"},
    };
    for (size_t index = 0; index < sizeof CASES / sizeof *CASES; index++) {
        char text[512];
        snprintf(text, sizeof text,
                 "local rules, T = broadsheet.rules, broadsheet.rules.token\n"
                 "local a, b = T.word 'a', T.word 'b'\n"
                 "rules.entity('other', %s, { name = 'it' })\n",
                 CASES[index][0]);
        CHECK_OK(bs_file_write(path, bs_str_from(text), NULL));
        bs_rules *rules = NULL;
        bs_error error = {0};
        bs_str file = bs_str_from(path);
        assert_int_equal(bs_rules_new(BS_STR("."), &file, 1, &rules, &error), BS_BAD_DATA);
        CHECK(strstr(error.message, CASES[index][1]) && strstr(error.message, "rule it"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_stand_from_left_to_right_without_overlap),
        cmocka_unit_test(long_sentences_are_as_short_ones),
        cmocka_unit_test(a_repetition_gives_back_items),
        cmocka_unit_test(what_is_repeated_and_branches_are_taken_whole),
        cmocka_unit_test(looking_ahead_takes_nothing),
        cmocka_unit_test(a_test_may_join_many_classes),
        cmocka_unit_test(parts_nest_and_are_forgotten_when_given_back),
        cmocka_unit_test(no_pattern_takes_exponential_time),
        cmocka_unit_test(a_pattern_that_is_too_long_or_deep_is_refused),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
