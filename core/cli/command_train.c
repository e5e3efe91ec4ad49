/*
 * command_train.c - broadsheet train: the files that the name tagger is made of, from texts.
 *
 * `names` learns from marked texts (annotate/examples.h), `words` puts the words of plain texts
 * into classes. Files are taken in the order of their paths, so that the same texts give the same
 * bytes.
 */
#include <string.h>
#include <sys/stat.h>

#include "annotate/clusters.h"
#include "annotate/tag_learn.h"
#include "base/error.h"
#include "base/file.h"
#include "base/home.h"
#include "base/progress.h"
#include "cli/commands.h"
#include "cli/console.h"

enum { DEPTH_MAX = 8 };

/* Whether the folder has the same texts with the marks of one convention: X.h.tsv beside X.tsv. */
static bool has_better(const bs_strs *names, bs_str name)
{
    if (!bs_str_ends(name, BS_STR(".tsv")))
        return false;
    size_t stem = name.size - (sizeof ".tsv" - 1);
    for (size_t index = 0; index < names->count; index++) {
        bs_str other = names->items[index];
        if (other.size == stem + sizeof ".h.tsv" - 1 && bs_str_ends(other, BS_STR(".h.tsv")) &&
            memcmp(other.data, name.data, stem) == 0)
            return true;
    }
    return false;
}

/* Files below `path` with one of two endings, sorted within their folder. */
static bs_status collect(const char *path, int depth, bs_arena *arena, bs_strs *files,
                         bs_error *error)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return bs_fail(error, BS_IO, "%s: no such file or folder", path);
    if (!S_ISDIR(info.st_mode)) {
        bs_str *slot = bs_array_push(files);
        if (!slot)
            return bs_fail_memory(error);
        *slot = bs_arena_copy(arena, bs_str_from(path));
        return slot->data ? BS_OK : bs_fail_memory(error);
    }
    if (depth == DEPTH_MAX)
        return bs_fail(error, BS_LIMIT, "%s: more than %d folders deep", path, DEPTH_MAX);
    bs_strs names = {0};
    bs_status status = bs_file_list(path, arena, &names, error);
    for (size_t index = 0; status == BS_OK && index < names.count; index++) {
        bs_str inner = bs_path_join(arena, bs_str_from(path), names.items[index]);
        if (!inner.data) {
            status = bs_fail_memory(error);
        } else if (names.items[index].data[0] != '.' && !has_better(&names, names.items[index]) &&
                   stat(inner.data, &info) == 0 &&
                   (S_ISDIR(info.st_mode) || bs_str_ends(inner, BS_STR(".txt")) ||
                    bs_str_ends(inner, BS_STR(".tsv")))) {
            status = collect(inner.data, depth + 1, arena, files, error);
        }
    }
    bs_array_free(&names);
    return status;
}

static void tell(void *context, const char *what, uint64_t done, uint64_t all)
{
    bs_progress_report(context, what, done, all);
}

/* The texts that come with the program are learnt from too. */
static bs_status learn(const bs_options *options, bs_arena *arena, bs_strs *files, bs_buffer *made,
                       bs_error *error)
{
    bs_str home;
    bs_status status = bs_home_find(arena, &home, error);
    if (status != BS_OK)
        return status;
    bs_str data = bs_path_join(arena, home, BS_STR("data"));
    bs_lessons lessons = {
        .files = files,
        .words = bs_path_join(arena, data, BS_STR("tagger/words.txt")),
        .lists = bs_path_join(arena, data, BS_STR("tagger/lists")),
        .tell = tell,
    };
    bs_str news = bs_path_join(arena, data, BS_STR("news"));
    struct stat info;
    if (!data.data || !lessons.words.data || !lessons.lists.data || !news.data)
        return bs_fail_memory(error);
    if (stat(news.data, &info) == 0)
        status = collect(news.data, 0, arena, files, error);
    bs_annotator_options lists = {.data = data, .depth = BS_ANNOTATE_LISTS};
    bs_annotator *annotator = NULL;
    if (status == BS_OK)
        status = bs_annotator_new(&lists, &annotator, error);
    bs_console_bar bar;
    bs_progress progress = bs_console_bar_begin(&bar, options);
    lessons.annotator = annotator;
    lessons.context = &progress;
    if (status == BS_OK)
        status = bs_tagger_learn(&lessons, made, error);
    bs_console_bar_end(&bar);
    bs_annotator_free(annotator);
    return status;
}

static bs_status train(const bs_options *options, bs_arena *arena, bs_strs *files, bs_buffer *made,
                       bs_error *error)
{
    bs_str what = bs_str_from(options->operands[0]);
    bs_status status = BS_OK;
    for (size_t index = 1; status == BS_OK && index < options->operand_count; index++)
        status = collect(options->operands[index], 0, arena, files, error);
    if (status != BS_OK)
        return status;
    if (bs_str_equal(what, BS_STR("words")))
        status = bs_clusters_make(files, made, error);
    else if (bs_str_equal(what, BS_STR("names")))
        status = learn(options, arena, files, made, error);
    else
        return bs_fail(error, BS_MISUSE, "train makes names or words, not '%s'",
                       options->operands[0]);
    return status == BS_OK ? bs_file_write(options->output, bs_buffer_str(made), error) : status;
}

int bs_command_train(const bs_options *options)
{
    bs_error error;
    if (!options->output) {
        bs_fail(&error, BS_MISUSE, "train needs -o FILE");
        return bs_console_fail(&error);
    }
    bs_arena arena = {0};
    bs_strs files = {0};
    bs_buffer made = {0};
    bs_status status = train(options, &arena, &files, &made, &error);
    bs_buffer_clear(&made);
    bs_array_free(&files);
    bs_arena_clear(&arena);
    return status == BS_OK ? BS_EXIT_DONE : bs_console_fail(&error);
}
