/* rule_image_test.c - an image holds what the rule files say, or counts as missing. */
#include "script/rule_image.h"

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "check.h"

static const char PATH[] = "rule_image_test.image";

static bs_rules *load(void)
{
    bs_rules *rules;
    bs_error error;
    if (bs_rules_new(BS_STR("."), NULL, 0, &rules, &error) != BS_OK)
        fail_msg("%s", error.message);
    return rules;
}

static void an_image_holds_what_the_files_say(void **state)
{
    (void)state;
    bs_error error;
    if (bs_rules_write_image(BS_STR("."), PATH, &error) != BS_OK)
        fail_msg("%s", error.message);
    bs_rules *rules = load();
    const bs_rule_host *host = bs_rules_host(rules);
    bs_arena arena = {0};
    bs_rule_image image;
    CHECK(bs_rule_image_read(PATH, host->digest, &arena, &image));
    CHECK(image.host.rule_count == host->rule_count && host->rule_count > 50);
    CHECK(image.host.class_count == host->class_count && image.host.test_count == host->test_count);
    CHECK(image.host.class_words == host->class_words && image.host.digest == host->digest);
    for (size_t i = 0; i < host->rule_count; i++) {
        const bs_rule *a = &host->rules[i], *b = &image.host.rules[i];
        CHECK(bs_str_equal(a->name, b->name) && bs_str_equal(a->subject, b->subject));
        CHECK(a->layer == b->layer && a->priority == b->priority);
        CHECK(a->program_count == b->program_count);
        CHECK(memcmp(a->program, b->program, a->program_count * sizeof *a->program) == 0);
        CHECK(a->capture_count == b->capture_count && a->fact_count == b->fact_count);
        for (size_t j = 0; j < a->capture_count; j++)
            CHECK(bs_str_equal(a->captures[j], b->captures[j]));
    }
    CHECK(image.example_count == bs_rules_example_count(rules));
    for (size_t i = 0; i < image.example_count; i++)
        CHECK(bs_str_equal(image.examples[i].text, bs_rules_example(rules, i).text));
    bs_rules_free(rules);
    bs_arena_clear(&arena);
    unlink(PATH);
}

static void an_image_of_other_rules_counts_as_missing(void **state)
{
    (void)state;
    CHECK_OK(bs_rules_write_image(BS_STR("."), PATH, NULL));
    bs_rules *rules = load();
    uint64_t digest = bs_rules_host(rules)->digest;
    bs_arena arena = {0};
    bs_rule_image image;
    CHECK(!bs_rule_image_read(PATH, digest + 1, &arena, &image));
    CHECK(!bs_rule_image_read("no.image", digest, &arena, &image));
    bs_rules_free(rules);
    bs_arena_clear(&arena);
    unlink(PATH);
}

static void a_damaged_image_counts_as_missing(void **state)
{
    (void)state;
    CHECK_OK(bs_rules_write_image(BS_STR("."), PATH, NULL));
    bs_rules *rules = load();
    uint64_t digest = bs_rules_host(rules)->digest;
    bs_arena arena = {0};
    bs_rule_image image;
    bs_str bytes;
    CHECK_OK(bs_file_read(PATH, 64 << 20, &arena, &bytes, NULL));
    for (size_t at = 0; at < bytes.size; at += bytes.size / 17) {
        bs_str copy = bs_arena_copy(&arena, bytes);
        char *damaged = bs_arena_alloc(&arena, bytes.size);
        memcpy(damaged, copy.data, copy.size);
        damaged[at] ^= 0x10;
        CHECK_OK(bs_file_write(PATH, (bs_str){damaged, bytes.size}, NULL));
        CHECK(!bs_rule_image_read(PATH, digest, &arena, &image));
        CHECK_OK(bs_file_write(PATH, bs_str_slice(bytes, 0, at), NULL));
        CHECK(!bs_rule_image_read(PATH, digest, &arena, &image));
    }
    bs_rules_free(rules);
    bs_arena_clear(&arena);
    unlink(PATH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_image_holds_what_the_files_say),
        cmocka_unit_test(an_image_of_other_rules_counts_as_missing),
        cmocka_unit_test(a_damaged_image_counts_as_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
