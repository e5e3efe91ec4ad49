/* examples_test.c - every example of every bundled rule: the rule finds what stands in brackets,
 * and nothing in a text without. */
#include <unistd.h>

#include "annotated.h"
#include "base/file.h"

enum { RULE_FILES_MAX = 8 };

/* Cuts the brackets out of an example; false when it has none. */
static bool take_brackets(bs_str example, bs_buffer *text, bs_span *span)
{
    bool has_brackets = false;
    text->size = 0;
    for (size_t at = 0; at < example.size; at++) {
        if (example.data[at] == '[') {
            has_brackets = true;
            span->start = (uint32_t)text->size;
        } else if (example.data[at] == ']') {
            span->end = (uint32_t)text->size;
        } else {
            bs_buffer_add_char(text, example.data[at]);
        }
    }
    return has_brackets;
}

static bool is_at(bs_span found, bs_span wanted, bs_str rule, bs_str name, size_t *count)
{
    if (!bs_str_equal(rule, name))
        return false;
    ++*count;
    return found.start == wanted.start && found.end == wanted.end;
}

/* How often the rule made, or denied, something; `*is_found` when it did so at the span. */
static size_t results_of(const bs_layers *layers, bs_str name, bs_span wanted, bool *is_found)
{
    size_t count = 0;
    for (size_t index = 0; index < layers->mentions.count; index++)
        *is_found |= is_at(layers->mentions.items[index].span, wanted,
                           layers->mentions.items[index].rule, name, &count);
    for (size_t index = 0; index < layers->readings.count; index++)
        if (layers->readings.items[index].outcome == BS_OUTCOME_DENIED)
            *is_found |= is_at(layers->readings.items[index].span, wanted,
                               layers->readings.items[index].rule, name, &count);
    for (size_t index = 0; index < layers->dates.count; index++)
        *is_found |= is_at(layers->dates.items[index].span, wanted, layers->dates.items[index].rule,
                           name, &count);
    for (size_t index = 0; index < layers->quotations.count; index++)
        *is_found |= is_at(layers->quotations.items[index].parts[0], wanted,
                           layers->quotations.items[index].rule, name, &count);
    for (size_t index = 0; index < layers->claims.count; index++)
        *is_found |= is_at(layers->claims.items[index].span, wanted,
                           layers->claims.items[index].rule, name, &count);
    return count;
}

/* Asks every rule, or those of the user alone, about its examples; gives how many fail. */
static size_t check_examples(annotated *all, bool is_user_only, size_t *checked)
{
    bs_buffer text = {0};
    size_t failures = 0;
    for (size_t index = 0; index < bs_rules_example_count(all->rules); index++) {
        bs_rule_example example = bs_rules_example(all->rules, index);
        const bs_rule *rule = &bs_rules_host(all->rules)->rules[example.rule];
        if (is_user_only && !rule->is_user)
            continue;
        bs_span span = {0};
        bool wanted = take_brackets(example.text, &text, &span), is_found = false;
        bs_segment body = {BS_SEGMENT_BODY, 0, (uint32_t)text.size, {0}};
        annotate_as(all, bs_buffer_str(&text), &body, 1, "2024-07-09");
        size_t count = results_of(&all->layers, rule->name, span, &is_found);
        ++*checked;
        if (wanted ? !is_found : count > 0) {
            print_error("%.*s: %.*s\n", BS_STR_ARG(rule->name), BS_STR_ARG(example.text));
            failures++;
        }
    }
    bs_buffer_clear(&text);
    return failures;
}

static void each_rule_finds_its_examples(void **state)
{
    (void)state;
    annotated all;
    open_annotated(&all, NULL, BS_ANNOTATE_ALL);
    size_t checked = 0;
    assert_int_equal(check_examples(&all, false, &checked), 0);
    CHECK(checked > 60);
    close_annotated(&all);
}

/* Writes the rule files of the README, its Lua blocks that speak of broadsheet.rules, to one file
 * each; gives how many. */
static size_t write_rule_files(bs_arena *arena, bs_str paths[RULE_FILES_MAX])
{
    bs_str text, block;
    size_t count = 0;
    CHECK_OK(bs_file_read("README.md", 1 << 20, arena, &text, NULL));
    for (size_t at = 0; (at = bs_str_find(text, BS_STR("```lua\n"), at)) != SIZE_MAX;) {
        size_t end = bs_str_find(text, BS_STR("\n```\n"), at);
        block = bs_str_slice(text, at + 7, end == SIZE_MAX ? text.size : end + 1);
        at += 7;
        if (bs_str_find(block, BS_STR("broadsheet.rules"), 0) == SIZE_MAX ||
            count == RULE_FILES_MAX)
            continue;
        char path[] = "/tmp/readme_rules_XXXXXX.lua";
        int file = mkstemps(path, 4);
        CHECK(file >= 0 && write(file, block.data, block.size) == (ssize_t)block.size);
        close(file);
        paths[count++] = bs_arena_copy(arena, bs_str_from(path));
    }
    return count;
}

static void the_rules_of_the_readme_find_their_examples(void **state)
{
    (void)state;
    bs_arena arena = {0};
    bs_str paths[RULE_FILES_MAX];
    size_t count = write_rule_files(&arena, paths);
    CHECK(count >= 2);
    annotated all = {0};
    bs_error error = {0};
    if (bs_rules_new(BS_STR("."), paths, count, &all.rules, &error) != BS_OK)
        fail_msg("%s", error.message);
    bs_annotator_options options = {.data = BS_STR(FIXTURES), .rules = bs_rules_host(all.rules)};
    CHECK_OK(bs_annotator_new(&options, &all.annotator, &error));
    CHECK_OK(bs_annotate_worker_new(all.annotator, &all.worker, &error));
    size_t checked = 0;
    assert_int_equal(check_examples(&all, true, &checked), 0);
    CHECK(checked >= 4);
    for (size_t index = 0; index < count; index++)
        unlink(paths[index].data);
    bs_arena_clear(&arena);
    close_annotated(&all);
}

static void each_rule_has_an_example(void **state)
{
    (void)state;
    annotated all;
    open_annotated(&all, NULL, BS_ANNOTATE_ALL);
    const bs_rule_host *host = bs_rules_host(all.rules);
    for (size_t rule = 0; rule < host->rule_count; rule++) {
        bool has_example = false;
        for (size_t index = 0; index < bs_rules_example_count(all.rules); index++) {
            bs_rule_example example = bs_rules_example(all.rules, index);
            has_example |=
                example.rule == rule && memchr(example.text.data, '[', example.text.size);
        }
        if (!has_example)
            fail_msg("%.*s has no example", BS_STR_ARG(host->rules[rule].name));
    }
    close_annotated(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_finds_its_examples),
        cmocka_unit_test(each_rule_has_an_example),
        cmocka_unit_test(the_rules_of_the_readme_find_their_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
