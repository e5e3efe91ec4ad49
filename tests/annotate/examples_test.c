/* examples_test.c - every example of every bundled rule: the rule finds what stands in brackets,
 * and nothing in a text without. */
#include "annotated.h"

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

/* How often the rule made something; `*is_found` when it did so at the span. */
static size_t results_of(const bs_layers *layers, bs_str name, bs_span wanted, bool *is_found)
{
    size_t count = 0;
    for (size_t index = 0; index < layers->mentions.count; index++)
        *is_found |= is_at(layers->mentions.items[index].span, wanted,
                           layers->mentions.items[index].rule, name, &count);
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

static void each_rule_finds_its_examples(void **state)
{
    (void)state;
    annotated all;
    open_annotated(&all, NULL, BS_ANNOTATE_ALL);
    bs_buffer text = {0};
    size_t failures = 0, checked = bs_rules_example_count(all.rules);
    for (size_t index = 0; index < checked; index++) {
        bs_rule_example example = bs_rules_example(all.rules, index);
        bs_str name = bs_rules_host(all.rules)->rules[example.rule].name;
        bs_span span = {0};
        bool wanted = take_brackets(example.text, &text, &span), is_found = false;
        bs_segment body = {BS_SEGMENT_BODY, 0, (uint32_t)text.size, {0}};
        annotate_as(&all, bs_buffer_str(&text), &body, 1, "2024-07-09");
        size_t count = results_of(&all.layers, name, span, &is_found);
        if (wanted ? !is_found : count > 0) {
            print_error("%.*s: %.*s\n", BS_STR_ARG(name), BS_STR_ARG(example.text));
            failures++;
        }
    }
    assert_int_equal(failures, 0);
    CHECK(checked > 60);
    bs_buffer_clear(&text);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
