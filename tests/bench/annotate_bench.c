/*
 * annotate_bench.c - CPU time a token of each depth of annotation, over the .txt files below the
 * folders that are given.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "annotate/annotate.h"
#include "base/array.h"
#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"
#include "script/rule_host.h"

enum { FILE_BYTES_MAX = 64 << 20, BYTES_WANTED = 24 << 20, DEPTH_MAX = 8 };

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void collect(bs_arena *arena, bs_strs *texts, size_t *size, const char *folder, int depth)
{
    bs_strs names = {0};
    bs_error error;
    if (depth > DEPTH_MAX || bs_file_list(folder, arena, &names, &error) != BS_OK)
        return;
    for (size_t index = 0; index < names.count && *size < BYTES_WANTED; index++) {
        bs_str path = bs_path_join(arena, bs_str_from(folder), names.items[index]), text;
        struct stat status;
        if (!path.data || stat(path.data, &status) != 0)
            continue;
        if (S_ISDIR(status.st_mode)) {
            collect(arena, texts, size, path.data, depth + 1);
        } else if (bs_str_ends(path, BS_STR(".txt")) && names.items[index].data[0] != '.' &&
                   bs_file_read(path.data, FILE_BYTES_MAX, arena, &text, &error) == BS_OK &&
                   bs_utf8_valid_until(text) == text.size) {
            bs_str *slot = bs_array_push(texts);
            if (!slot)
                return;
            *slot = text;
            *size += text.size;
        }
    }
    bs_array_free(&names);
}

static void measure(const bs_strs *texts, size_t size, const bs_rules *rules, const char *name,
                    bs_annotate_depth depth)
{
    bs_error error;
    bs_annotator_options options = {
        .data = BS_STR("data"), .rules = bs_rules_host(rules), .depth = depth};
    bs_annotator *annotator = NULL;
    bs_annotate_worker *worker = NULL;
    bs_layers layers = {0};
    size_t tokens = 0, mentions = 0, dates = 0, quotations = 0, claims = 0;
    if (bs_annotator_new(&options, &annotator, &error) != BS_OK ||
        bs_annotate_worker_new(annotator, &worker, &error) != BS_OK) {
        fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    double start = cpu_seconds();
    for (size_t index = 0; index < texts->count; index++) {
        bs_segment body = {BS_SEGMENT_BODY, 0, (uint32_t)texts->items[index].size, {0}};
        bs_annotate_input input = {texts->items[index], &body, 1, BS_STR("1990-09-24")};
        if (bs_annotate(worker, &input, &layers, &error) != BS_OK) {
            fprintf(stderr, "%s\n", error.message);
            exit(1);
        }
        tokens += layers.tokens.count;
        mentions += layers.mentions.count;
        dates += layers.dates.count;
        quotations += layers.quotations.count;
        claims += layers.claims.count;
    }
    double seconds = cpu_seconds() - start;
    printf(
        "%-8s %7.0f ns a token, %6.1f MB/s; %zu tokens, %zu mentions, %zu dates, %zu quotations, "
        "%zu claims\n",
        name, seconds * 1e9 / (double)(tokens ? tokens : 1), (double)size / 1e6 / seconds, tokens,
        mentions, dates, quotations, claims);
    bs_layers_clear(&layers);
    bs_annotate_worker_free(worker);
    bs_annotator_free(annotator);
}

int main(int argc, char **argv)
{
    bs_error error;
    bs_rules *rules = NULL;
    if (argc < 2 || bs_rules_new(BS_STR("."), NULL, 0, &rules, &error) != BS_OK) {
        fprintf(stderr, "usage: %s FOLDER..., from the source folder\n", argv[0]);
        return 2;
    }
    bs_arena arena = {0};
    bs_strs texts = {0};
    size_t size = 0;
    for (int index = 1; index < argc; index++)
        collect(&arena, &texts, &size, argv[index], 0);
    measure(&texts, size, rules, "tokens", BS_ANNOTATE_NONE);
    measure(&texts, size, rules, "lists", BS_ANNOTATE_LISTS);
    measure(&texts, size, rules, "all", BS_ANNOTATE_ALL);
    bs_array_free(&texts);
    bs_arena_clear(&arena);
    bs_rules_free(rules);
    return 0;
}
