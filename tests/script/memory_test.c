/*
 * memory_test.c - no script loses a handle or crashes when memory runs out. Scripts that touch
 * every binding run again and again, each time with other allocations refused: those of Lua and of
 * our C alike. What is lost, the leak checker of the sanitizers tells at the end.
 */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "script/runtime.h"

/* The linker puts these in place of the functions of the C library, in our objects alone. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

enum { NEVER = -1 };

/* Which allocation is refused, counting from 0; with `is_lasting`, all behind it too. */
static long refused = NEVER, asked;
static bool is_lasting;

static bool is_refused(void)
{
    long number = asked++; /* threads are not used here: jobs = 1 */
    return refused != NEVER && (number == refused || (is_lasting && number > refused));
}

void *__wrap_malloc(size_t size)
{
    return is_refused() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return is_refused() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return is_refused() ? NULL : __real_realloc(block, size);
}

/* Runs the script once and gives its status; a failure must say something. */
static bs_status run_once(const char *script_path, char *path, bs_error *error)
{
    bs_script_options options = {.folder = {"tests/script", strlen("tests/script")}, .jobs = 1};
    bs_script *script = NULL;
    *error = (bs_error){.status = BS_OK};
    char *arguments[] = {path};
    bs_status status = bs_script_new(&options, &script, error);
    if (status == BS_OK)
        status = bs_script_run_file(script, script_path, arguments, 1, error);
    if (status != BS_OK)
        assert_true(error->message[0] != '\0');
    bs_script_free(script);
    return status;
}

static long count_allocations(const char *script_path, char *path)
{
    refused = NEVER;
    asked = 0;
    bs_error error;
    bs_status status = run_once(script_path, path, &error);
    if (status != BS_OK)
        fail_msg("%s", error.message);
    return asked;
}

/* Refuses each of the first `dense` allocations, then `sparse` ones spread over the rest. */
static void run_short_of_memory(const char *script_path, char *path, long dense, long sparse)
{
    long total = count_allocations(script_path, path);
    assert_true(total > dense);
    long failures = 0, step = (total - dense) / sparse + 1;
    for (long at = 0; at < total; at += at < dense ? 1 : step) {
        for (int lasting = 0; lasting < 2; lasting++) {
            refused = at;
            asked = 0;
            is_lasting = lasting;
            bs_error error;
            bs_status status = run_once(script_path, path, &error);
            refused = NEVER;
            if (status != BS_OK)
                failures++;
        }
    }
    assert_true(failures > 0); /* the refusals were felt */
}

static char folder[] = "/tmp/broadsheet-limits-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    refused = NEVER;
    return bs_file_remove(folder, NULL) == BS_OK ? 0 : -1;
}

static void opening_a_script_survives_every_refusal(void **state)
{
    (void)state;
    char empty[] = "/tmp/broadsheet-limits-XXXXXX.lua";
    int file = mkstemps(empty, 4);
    assert_true(file >= 0);
    close(file);
    run_short_of_memory(empty, folder, 400, 200);
    unlink(empty);
}

static void tables_survive_refusals(void **state)
{
    (void)state;
    run_short_of_memory("tests/script/touch_tables.lua", folder, 0, 500);
}

static void annotating_and_corpora_survive_refusals(void **state)
{
    (void)state;
    run_short_of_memory("tests/script/touch_annotator.lua", folder, 0, 25);
    count_allocations("tests/script/touch_annotator.lua", folder); /* leaves a whole corpus */
    run_short_of_memory("tests/script/touch_corpus.lua", folder, 0, 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening_a_script_survives_every_refusal),
        cmocka_unit_test(tables_survive_refusals),
        cmocka_unit_test(annotating_and_corpora_survive_refusals),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
