/* public_test.c - a program that knows the public header and the shared library alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "broadsheet.h"

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void a_script_builds_a_corpus_and_c_opens_it(void **state)
{
    (void)state;
    char folder[] = "/tmp/broadsheet-public-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    write_file("2024-07-09-summit.txt", "Leaders meet in Washington.\n");
    write_file("build.lua", "assert(broadsheet.build { '2024-07-09-summit.txt', into = arg[1] })");
    write_file("wrong.lua", "local function deep() error 'as told' end deep()");

    bs_error error;
    bs_script *script;
    bs_script_options options = {0};
    char into[] = "made.corpus", *arguments[] = {into};
    assert_int_equal(bs_script_new(&options, &script, &error), BS_OK);
    assert_int_equal(bs_script_run_file(script, "build.lua", arguments, 1, &error), BS_OK);
    assert_int_not_equal(bs_script_run_file(script, "wrong.lua", NULL, 0, &error), BS_OK);
    assert_non_null(strstr(error.message, "as told"));
    assert_non_null(strstr(bs_script_trace(script), "deep"));
    assert_int_equal(bs_script_set_corpus(script, "made.corpus", &error), BS_OK);
    bs_script_free(script);

    bs_corpus *corpus;
    assert_int_equal(bs_corpus_open("made.corpus", &corpus, &error), BS_OK);
    assert_int_equal(bs_corpus_article_count(corpus), 1);
    assert_string_equal(bs_corpus_path(corpus), "made.corpus");
    assert_true(bs_corpus_digest(corpus) != 0);
    bs_corpus_close(bs_corpus_retain(corpus));
    bs_corpus_close(corpus);
    assert_int_equal(bs_corpus_open("no.corpus", &corpus, &error), BS_IO);
    assert_non_null(strstr(error.message, "no.corpus"));

    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_script_builds_a_corpus_and_c_opens_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
