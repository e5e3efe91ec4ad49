/*
 * names_bench.c - how many marked names the whole pipeline finds: exact spans of people, places
 * (countries too) and organisations, over the .tsv and .txt files (annotate/examples.h) that are
 * given. With -v each name is printed: = right, + wrong, - not found; with -t what the tagger alone
 * finds is measured. Demonyms, nominals and pronouns do not count.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "annotate/annotate.h"
#include "annotate/examples.h"
#include "annotate/worker.h"
#include "base/error.h"
#include "script/rule_host.h"

enum { NO_TAG = BS_TAGS };

typedef struct score {
    size_t right, found, marked;
} score;

static const char *const TAG_NAMES[BS_TAGS] = {"PER", "LOC", "ORG"};

static unsigned tag_of(const bs_mention *mention)
{
    if (mention->kind != BS_MENTION_NAME && mention->kind != BS_MENTION_FAMILY &&
        mention->kind != BS_MENTION_ACRONYM)
        return NO_TAG;
    switch (mention->type) {
    case BS_ENTITY_PERSON:
        return BS_TAG_PERSON;
    case BS_ENTITY_COUNTRY:
    case BS_ENTITY_PLACE:
        return BS_TAG_PLACE;
    case BS_ENTITY_ORGANIZATION:
        return BS_TAG_ORGANIZATION;
    default:
        return NO_TAG;
    }
}

static void show(const bs_example *example, const char *what, bs_span span, unsigned tag,
                 bs_str rule)
{
    size_t from = span.start > 40 ? span.start - 40 : 0;
    size_t to = span.end + 40 < example->text.size ? span.end + 40 : example->text.size;
    printf("%s %s %.*s\t", what, TAG_NAMES[tag], BS_STR_ARG(rule));
    for (size_t at = from; at < to; at++) {
        if (at == span.start)
            printf("[[");
        if (at == span.end)
            printf("]]");
        putchar(example->text.data[at] == '\n' ? ' ' : example->text.data[at]);
    }
    putchar('\n');
}

/* Takes what the tagger alone found for what the article has. */
static void keep_tagged(const bs_annotate_worker *worker, bs_layers *layers)
{
    static const uint8_t TYPES[BS_TAGS] = {BS_ENTITY_PERSON, BS_ENTITY_PLACE,
                                           BS_ENTITY_ORGANIZATION};
    layers->mentions.count = 0;
    for (size_t index = 0; index < worker->tagging.spans.count; index++) {
        const bs_tag_span *span = &worker->tagging.spans.items[index];
        bs_mention *mention = bs_array_push(&layers->mentions);
        if (!mention)
            exit(1);
        *mention = (bs_mention){.span = {layers->tokens.items[span->token_start].start,
                                         layers->tokens.items[span->token_end - 1].end},
                                .type = TYPES[span->tag],
                                .kind = BS_MENTION_NAME,
                                .rule = BS_STR("tagger")};
    }
}

static void compare(const bs_example *example, const bs_layers *layers, bool is_shown,
                    score scores[BS_TAGS])
{
    bool *is_met = calloc(example->name_count + 1, sizeof *is_met);
    if (!is_met)
        exit(1);
    for (size_t name = 0; name < example->name_count; name++)
        scores[example->names[name].tag].marked++;
    for (size_t index = 0; index < layers->mentions.count; index++) {
        const bs_mention *mention = &layers->mentions.items[index];
        unsigned tag = tag_of(mention);
        if (tag == NO_TAG)
            continue;
        scores[tag].found++;
        bool is_right = false;
        for (size_t name = 0; name < example->name_count; name++) {
            const bs_example_name *marked = &example->names[name];
            if (!is_met[name] && marked->start == mention->span.start &&
                marked->end == mention->span.end && marked->tag == tag)
                is_right = is_met[name] = true;
        }
        scores[tag].right += is_right;
        if (is_shown)
            show(example, is_right ? "=" : "+", mention->span, tag, mention->rule);
    }
    for (size_t name = 0; name < example->name_count; name++)
        if (!is_met[name] && is_shown)
            show(example, "-", (bs_span){example->names[name].start, example->names[name].end},
                 example->names[name].tag, (bs_str){0});
    free(is_met);
}

static void print_score(const char *name, score of)
{
    double precision = of.found ? 100.0 * (double)of.right / (double)of.found : 0;
    double recall = of.marked ? 100.0 * (double)of.right / (double)of.marked : 0;
    double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    printf("  %-4s P %5.1f  R %5.1f  F1 %5.1f  (%zu marked)\n", name, precision, recall, f1,
           of.marked);
}

static bs_status measure(const char *path, bs_annotate_worker *worker, bool is_shown,
                         bool is_tagger_alone, bs_error *error)
{
    bs_arena arena = {0};
    bs_examples examples = {0};
    bs_layers layers = {0};
    score scores[BS_TAGS] = {{0}}, all = {0};
    bs_status status = bs_examples_read(path, &arena, &examples, error);
    size_t tokens = 0;
    clock_t start = clock();
    for (size_t index = 0; status == BS_OK && index < examples.count; index++) {
        bs_annotate_input input = {.text = examples.items[index].text};
        status = bs_annotate(worker, &input, &layers, error);
        tokens += layers.tokens.count;
        if (status == BS_OK && is_tagger_alone)
            keep_tagged(worker, &layers);
        if (status == BS_OK)
            compare(&examples.items[index], &layers, is_shown, scores);
    }
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    printf("%s: %zu texts, %zu tokens, %.0f tokens/s\n", path, examples.count, tokens,
           seconds > 0 ? (double)tokens / seconds : 0);
    for (unsigned tag = 0; tag < BS_TAGS; tag++) {
        print_score(TAG_NAMES[tag], scores[tag]);
        all.right += scores[tag].right;
        all.found += scores[tag].found;
        all.marked += scores[tag].marked;
    }
    print_score("all", all);
    bs_layers_clear(&layers);
    bs_array_free(&examples);
    bs_arena_clear(&arena);
    return status;
}

int main(int argc, char **argv)
{
    bool is_shown = false, is_tagger_alone = false;
    int first = 1;
    for (; first < argc && argv[first][0] == '-'; first++) {
        is_shown |= strcmp(argv[first], "-v") == 0;
        is_tagger_alone |= strcmp(argv[first], "-t") == 0;
    }
    bs_error error;
    bs_rules *rules = NULL;
    bs_annotator *annotator = NULL;
    bs_annotate_worker *worker = NULL;
    if (argc <= first) {
        fprintf(stderr, "usage: %s [-v] [-t] FILE..., from the source folder\n", argv[0]);
        return 2;
    }
    bs_status status = bs_rules_new(BS_STR("."), NULL, 0, &rules, &error);
    if (status == BS_OK) {
        bs_annotator_options options = {.data = BS_STR("data"), .rules = bs_rules_host(rules)};
        status = bs_annotator_new(&options, &annotator, &error);
    }
    if (status == BS_OK)
        status = bs_annotate_worker_new(annotator, &worker, &error);
    for (int index = first; status == BS_OK && index < argc; index++)
        status = measure(argv[index], worker, is_shown, is_tagger_alone, &error);
    if (status != BS_OK)
        fprintf(stderr, "%s\n", error.message);
    bs_annotate_worker_free(worker);
    bs_annotator_free(annotator);
    bs_rules_free(rules);
    return status == BS_OK ? 0 : 1;
}
