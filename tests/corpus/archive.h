/* archive.h - small archives of text files in a temporary folder, for tests of the builder. */
#ifndef BS_TESTS_CORPUS_ARCHIVE_H
#define BS_TESTS_CORPUS_ARCHIVE_H

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "annotate/annotate.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "check.h"
#include "corpus/build.h"
#include "corpus/catalog.h"
#include "corpus/check.h"
#include "corpus/corpus.h"

typedef struct archive {
    bs_arena arena;
    bs_str folder, input, corpus; /* all in a temporary folder, the first */
    bs_annotator *annotator;
    uint64_t shard_text_bytes;
    bs_read_options read;
    bs_error error;
} archive;

static inline int archive_set_up(void **state)
{
    char folder[] = "/tmp/broadsheet-test-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    archive *made = calloc(1, sizeof *made);
    made->folder = bs_arena_copy(&made->arena, bs_str_from(folder));
    made->input = bs_arena_print(&made->arena, "%s/input", folder);
    made->corpus = bs_arena_print(&made->arena, "%s/test.corpus", folder);
    CHECK_OK(bs_file_make_folders(made->input.data, NULL));
    const bs_annotator_options options = {.depth = BS_ANNOTATE_NONE};
    if (bs_annotator_new(&options, &made->annotator, &made->error) != BS_OK)
        fail_msg("%s", made->error.message);
    *state = made;
    return 0;
}

static inline int archive_tear_down(void **state)
{
    archive *made = *state;
    CHECK_OK(bs_file_remove(made->folder.data, NULL));
    bs_annotator_free(made->annotator);
    bs_arena_clear(&made->arena);
    free(made);
    return 0;
}

static inline bs_str archive_path(archive *made, const char *name)
{
    return bs_path_join(&made->arena, made->input, bs_str_from(name));
}

static inline void archive_put(archive *made, const char *name, const char *text)
{
    CHECK_OK(bs_file_write(archive_path(made, name).data, bs_str_from(text), NULL));
}

/* `count` files of some `bytes` bytes, all different: a-0000.txt and so on. */
static inline void archive_fill(archive *made, size_t count, size_t bytes)
{
    static const char *const words[] = {"summit", "talks", "Korea", "exports", "minister",
                                        "treaty", "NATO",  "trade", "arms",    "of"};
    uint64_t random = 7;
    for (size_t i = 0; i < count; i++) {
        bs_buffer text = {0};
        bs_buffer_print(&text, "Article %zu of the test archive\n\n", i);
        while (text.size < bytes) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            bs_buffer_print(&text, "The %s met w%u %s. ", words[(random >> 40) % 10],
                            (unsigned)(random >> 50) % 5000, words[(random >> 33) % 10]);
        }
        char name[64];
        snprintf(name, sizeof name, "2024-01-%02zu-a-%04zu.txt", i % 28 + 1, i);
        CHECK_OK(bs_file_write(archive_path(made, name).data, bs_buffer_str(&text), NULL));
        bs_buffer_clear(&text);
    }
}

static inline bs_status archive_try(archive *made, const bs_str *inputs, size_t input_count,
                                    unsigned jobs, bs_build_result *result)
{
    const bs_build_options options = {.inputs = inputs,
                                      .input_count = input_count,
                                      .into = made->corpus,
                                      .read = made->read,
                                      .annotator = made->annotator,
                                      .jobs = jobs,
                                      .shard_text_bytes = made->shard_text_bytes};
    return bs_build(&options, result, &made->error);
}

static inline bs_build_result archive_build(archive *made, unsigned jobs)
{
    bs_build_result result = {0};
    if (archive_try(made, &made->input, 1, jobs, &result) != BS_OK)
        fail_msg("%s", made->error.message);
    return result;
}

static inline bs_corpus *archive_open(archive *made)
{
    bs_corpus *corpus;
    if (bs_corpus_open(made->corpus.data, &corpus, &made->error) != BS_OK)
        fail_msg("%s", made->error.message);
    return corpus;
}

/* Number of problems that bs_corpus_check() finds; each is printed. */
static inline size_t archive_problems(archive *made)
{
    bs_corpus_report report = {0};
    if (bs_corpus_check(made->corpus.data, NULL, &report, &made->error) != BS_OK)
        fail_msg("%s", made->error.message);
    size_t count = bs_table_row_count(report.problems);
    for (size_t i = 0; i < count; i++) {
        bs_str file = bs_table_text(report.problems, i, 0);
        bs_str problem = bs_table_text(report.problems, i, 1);
        print_message("%.*s: %.*s\n", BS_STR_ARG(file), BS_STR_ARG(problem));
    }
    bs_table_free(report.problems);
    return count;
}

#endif
