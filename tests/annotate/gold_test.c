/*
 * gold_test.c - names of one entity are brought together, measured on the annotated news.
 *
 * The names are given as they are marked, so that only their joining is measured: precision and
 * recall over all pairs of names in an article. With BROADSHEET_SHOW set, what is wrong is shown.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "annotate/annotate.h"
#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/str.h"
#include "check.h"
#include "script/rule_host.h"

typedef struct gold_name {
    bs_given_name given;
    bs_str entity; /* absent where none is noted */
    bool is_demonym;
} gold_name;

typedef struct gold_article {
    bs_str id, date;
    bool has_entities;
    bs_buffer text;
    uint32_t headline_end;
    struct {
        gold_name *items;
        size_t count, capacity;
    } names;
} gold_article;

typedef struct score {
    double joined, right, wanted, names, found;
} score;

static bs_rules *rules;
static bs_annotator *annotator;
static bs_annotate_worker *worker;
static bs_layers layers;

static bool is_type(bs_str mark, gold_name *name)
{
    static const struct {
        const char *mark;
        bs_entity_type type;
    } TYPES[] = {
        {"PER", BS_ENTITY_PERSON},
        {"ORG", BS_ENTITY_ORGANIZATION},
        {"LOC", BS_ENTITY_PLACE},
        {"DEMONYM", BS_ENTITY_PLACE},
    };
    for (size_t index = 0; index < sizeof TYPES / sizeof *TYPES; index++)
        if (bs_str_equal(mark, bs_str_from(TYPES[index].mark))) {
            name->given.type = (uint8_t)TYPES[index].type;
            name->is_demonym = index == 3;
            return true;
        }
    return false;
}

/* A paragraph without its marks is added to the text; `[` and `|TYPE#entity]` say what is what. */
static void add_paragraph(gold_article *article, bs_str line)
{
    uint32_t open[2];
    size_t depth = 0;
    for (size_t at = 0; at < line.size; at++) {
        if (line.data[at] == '[') {
            assert_true(depth < 2);
            open[depth++] = (uint32_t)article->text.size;
        } else if (line.data[at] == '|' && depth > 0) {
            size_t close = bs_str_find(line, BS_STR("]"), at);
            assert_true(close != SIZE_MAX);
            bs_str mark = bs_str_slice(line, at + 1, close), type, entity = {0};
            if (!bs_str_cut(&mark, '#', &type))
                type = mark;
            else
                entity = mark;
            gold_name name = {.given.span = {open[--depth], (uint32_t)article->text.size},
                              .entity = entity};
            if (is_type(type, &name)) {
                gold_name *slot = bs_array_push(&article->names);
                assert_non_null(slot);
                *slot = name;
            }
            at = close;
        } else {
            bs_buffer_add_char(&article->text, line.data[at]);
        }
    }
}

static void measure(gold_article *article, score *total)
{
    bs_error error = {0};
    bs_given_name given[256];
    assert_true(article->names.count <= 256);
    for (size_t index = 0; index < article->names.count; index++)
        given[index] = article->names.items[index].given;
    bs_str text = bs_buffer_str(&article->text);
    bs_segment segments[] = {{BS_SEGMENT_HEADLINE, 0, article->headline_end, {0}},
                             {BS_SEGMENT_BODY, article->headline_end, (uint32_t)text.size, {0}}};
    bs_annotate_input input = {.text = text,
                               .segments = segments,
                               .segment_count = 2,
                               .published = article->date,
                               .given = given,
                               .given_count = article->names.count};
    if (bs_annotate(worker, &input, &layers, &error) != BS_OK)
        fail_msg("%s", error.message);
    uint32_t entities[256];
    for (size_t index = 0; index < article->names.count; index++) {
        entities[index] = BS_NONE;
        for (size_t at = 0; at < layers.mentions.count; at++)
            if (layers.mentions.items[at].span.start == given[index].span.start &&
                layers.mentions.items[at].span.end == given[index].span.end)
                entities[index] = layers.mentions.items[at].entity;
        total->names++;
        total->found += entities[index] != BS_NONE;
    }
    bool show = getenv("BROADSHEET_SHOW") != NULL;
    for (size_t a = 0; a < article->names.count; a++) {
        for (size_t b = a + 1; b < article->names.count; b++) {
            bool wanted =
                bs_str_equal(article->names.items[a].entity, article->names.items[b].entity);
            bool joined = entities[a] != BS_NONE && entities[a] == entities[b];
            total->wanted += wanted;
            total->joined += joined;
            total->right += wanted && joined;
            if (show && wanted != joined) {
                bs_str one = bs_str_slice(text, given[a].span.start, given[a].span.end);
                bs_str other = bs_str_slice(text, given[b].span.start, given[b].span.end);
                printf("%.*s: %s: %.*s | %.*s\n", BS_STR_ARG(article->id),
                       wanted ? "apart" : "joined", BS_STR_ARG(one), BS_STR_ARG(other));
            }
        }
    }
}

static void end_article(gold_article *article, score *total)
{
    if (article->has_entities)
        measure(article, total);
    bs_buffer_clear(&article->text);
    bs_array_free(&article->names);
    *article = (gold_article){0};
}

static bool take(bs_str line, const char *head, bs_str *value)
{
    if (!bs_str_starts(line, bs_str_from(head)))
        return false;
    *value = bs_str_trim(bs_str_slice(line, strlen(head), line.size));
    return true;
}

static bool measure_file(const char *path, score *total)
{
    bs_arena arena = {0};
    bs_str contents, line, value;
    bool is_there = bs_file_read(path, 1 << 24, &arena, &contents, NULL) == BS_OK;
    gold_article article = {0};
    while (is_there && bs_str_cut(&contents, '\n', &line)) {
        if (take(line, "# article", &value)) {
            end_article(&article, total);
            article.id = value;
        } else if (take(line, "# date", &value)) {
            article.date = value;
        } else if (take(line, "# coreference", &value)) {
            article.has_entities = true;
        } else if (line.size > 0 && line.data[0] != '#') {
            if (article.text.size > 0)
                bs_buffer_add(&article.text, BS_STR("\n\n"));
            add_paragraph(&article, line);
            if (article.headline_end == 0)
                article.headline_end = (uint32_t)article.text.size;
        }
    }
    end_article(&article, total);
    bs_arena_clear(&arena);
    return is_there;
}

static int open_all(void **state)
{
    (void)state;
    bs_error error = {0};
    if (bs_rules_new(BS_STR("."), NULL, 0, &rules, &error) != BS_OK)
        fail_msg("%s", error.message);
    bs_annotator_options options = {.data = BS_STR("data"), .rules = bs_rules_host(rules)};
    if (bs_annotator_new(&options, &annotator, &error) != BS_OK ||
        bs_annotate_worker_new(annotator, &worker, &error) != BS_OK)
        fail_msg("%s", error.message);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    bs_layers_clear(&layers);
    bs_annotate_worker_free(worker);
    bs_annotator_free(annotator);
    bs_rules_free(rules);
    return 0;
}

/* Pair F1 of what was read, over 0.95 or the test fails. */
static void check(const score *total)
{
    double precision = total->right / total->joined, recall = total->right / total->wanted;
    double f1 = 2 * precision * recall / (precision + recall);
    print_message("pairs of %.0f names: precision %.1f, recall %.1f, F1 %.1f\n", total->names,
                  100 * precision, 100 * recall, 100 * f1);
    assert_true(total->found > 0.99 * total->names);
    assert_true(f1 > 0.95);
}

static void names_of_one_entity_are_brought_together(void **state)
{
    (void)state;
    score total = {0};
    int files = 0;
    for (int number = 1; number < 100; number++) {
        char path[64];
        snprintf(path, sizeof path, "data/news/%02d.txt", number);
        if (!measure_file(path, &total))
            break;
        files++;
    }
    assert_true(files > 0 && total.names > 1000);
    check(&total);
}

/* Articles that nothing is trained on: couples, namesakes, short forms, acronyms of many kinds. */
static void names_of_other_articles_are_brought_together(void **state)
{
    (void)state;
    score total = {0};
    assert_true(measure_file("tests/fixtures/annotate/coreference.txt", &total));
    check(&total);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_one_entity_are_brought_together),
        cmocka_unit_test(names_of_other_articles_are_brought_together),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
