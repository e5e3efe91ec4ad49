/* file_test.c - whole files, and what the system refuses. */
#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/home.h"
#include "base/str.h"

typedef struct fixture {
    bs_arena arena;
    bs_str folder;
} fixture;

static int set_up(void **state)
{
    fixture *test = calloc(1, sizeof *test);
    char name[] = "/tmp/broadsheet-file-XXXXXX";
    if (!test || !mkdtemp(name))
        return -1;
    test->folder = bs_arena_copy(&test->arena, bs_str_from(name));
    *state = test;
    return 0;
}

static int tear_down(void **state)
{
    fixture *test = *state;
    bs_status status = bs_file_remove(test->folder.data, NULL);
    bs_arena_clear(&test->arena);
    free(test);
    return status;
}

static const char *path_of(fixture *test, const char *name)
{
    return bs_path_join(&test->arena, test->folder, bs_str_from(name)).data;
}

static void what_is_written_is_read_and_mapped(void **state)
{
    fixture *test = *state;
    const char *path = path_of(test, "a.txt");
    bs_error error;
    bs_str written = {"one\0two\xFF", 8}, bytes;
    CHECK_OK(bs_file_write(path, written, &error));
    CHECK_OK(bs_file_read(path, 100, &test->arena, &bytes, &error));
    CHECK(bs_str_equal(bytes, written));
    CHECK_OK(bs_file_map(path, &bytes, &error));
    CHECK(bs_str_equal(bytes, written));
    bs_file_unmap(bytes);
}

static void empty_files_are_fine(void **state)
{
    fixture *test = *state;
    const char *path = path_of(test, "empty");
    bs_str bytes;
    CHECK_OK(bs_file_write(path, BS_STR(""), NULL));
    CHECK_OK(bs_file_map(path, &bytes, NULL));
    assert_int_equal(bytes.size, 0);
    bs_file_unmap(bytes);
    CHECK_OK(bs_file_read(path, 0, &test->arena, &bytes, NULL));
    assert_int_equal(bytes.size, 0);
}

static void failures_name_the_file(void **state)
{
    fixture *test = *state;
    bs_error error;
    bs_str bytes;
    const char *path = path_of(test, "missing.txt");
    assert_int_equal(bs_file_read(path, 10, &test->arena, &bytes, &error), BS_IO);
    CHECK(strstr(error.message, "missing.txt"));
    assert_int_equal(bs_file_map(test->folder.data, &bytes, &error), BS_IO);
    CHECK(strstr(error.message, "not a plain file"));
    path = path_of(test, "long.txt");
    CHECK_OK(bs_file_write(path, BS_STR("0123456789"), &error));
    assert_int_equal(bs_file_read(path, 9, &test->arena, &bytes, &error), BS_LIMIT);
    CHECK(strstr(error.message, "long.txt"));
}

static void a_write_that_fails_leaves_the_old_file(void **state)
{
    fixture *test = *state;
    const char *path = path_of(test, "kept.txt");
    CHECK_OK(bs_file_write(path, BS_STR("old"), NULL));
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 4;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    bs_error error;
    bs_status status = bs_file_write(path, BS_STR("new and longer"), &error);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(status, BS_IO);
    bs_str bytes;
    CHECK_OK(bs_file_read(path, 100, &test->arena, &bytes, NULL));
    CHECK_STR(bytes, "old");
    bs_strs names = {0};
    CHECK_OK(bs_file_list(test->folder.data, &test->arena, &names, NULL));
    assert_int_equal(names.count, 1); /* nothing is left beside it */
    bs_array_free(&names);
}

static void a_pipe_is_written_to_and_stays(void **state)
{
    fixture *test = *state;
    const char *path = path_of(test, "pipe");
    struct stat facts;
    char got[8] = {0};
    assert_int_equal(mkfifo(path, 0600), 0);
    int handle = open(path, O_RDWR | O_NONBLOCK);
    assert_true(handle >= 0);
    CHECK_OK(bs_file_write(path, BS_STR("text"), NULL));
    CHECK(stat(path, &facts) == 0 && S_ISFIFO(facts.st_mode));
    assert_int_equal(read(handle, got, sizeof got), 4);
    assert_string_equal(got, "text");
    close(handle);
}

static void a_folder_that_is_missing_is_told_by_the_name_that_was_given(void **state)
{
    fixture *test = *state;
    const char *path = path_of(test, "none/file");
    bs_error error;
    assert_int_equal(bs_file_write(path, BS_STR("x"), &error), BS_IO);
    CHECK_STR(bs_str_from(error.message),
              bs_arena_print(&test->arena, "%s: No such file or directory", path).data);
}

static void folders_are_made_listed_in_order_and_removed(void **state)
{
    fixture *test = *state;
    const char *deep = path_of(test, "one/two/three");
    CHECK_OK(bs_file_make_folders(deep, NULL));
    CHECK_OK(bs_file_make_folders(deep, NULL));
    CHECK_OK(bs_file_write(path_of(test, "one/b"), BS_STR("b"), NULL));
    CHECK_OK(bs_file_write(path_of(test, "one/Z"), BS_STR("z"), NULL));
    CHECK_OK(bs_file_write(path_of(test, "one/a"), BS_STR("a"), NULL));
    bs_strs names = {0};
    CHECK_OK(bs_file_list(path_of(test, "one"), &test->arena, &names, NULL));
    assert_int_equal(names.count, 4);
    CHECK_STR(names.items[0], "Z");
    CHECK_STR(names.items[3], "two");
    bs_array_free(&names);
    bs_error error;
    assert_int_equal(bs_file_make_folders(path_of(test, "one/b/c"), &error), BS_IO);
    CHECK_OK(bs_file_remove(path_of(test, "one"), NULL));
    CHECK(access(path_of(test, "one"), F_OK) != 0);
    CHECK_OK(bs_file_remove(path_of(test, "one"), NULL));
}

static void links_are_removed_and_not_followed(void **state)
{
    fixture *test = *state;
    CHECK_OK(bs_file_make_folders(path_of(test, "kept"), NULL));
    CHECK_OK(bs_file_write(path_of(test, "kept/file"), BS_STR("x"), NULL));
    CHECK_OK(bs_file_make_folders(path_of(test, "gone"), NULL));
    assert_int_equal(symlink(path_of(test, "kept"), path_of(test, "gone/link")), 0);
    CHECK_OK(bs_file_remove(path_of(test, "gone"), NULL));
    assert_int_equal(access(path_of(test, "kept/file"), F_OK), 0);
}

static void paths_are_joined_and_cut(void **state)
{
    fixture *test = *state;
    bs_arena *arena = &test->arena;
    CHECK_STR(bs_path_join(arena, BS_STR("a"), BS_STR("b")), "a/b");
    CHECK_STR(bs_path_join(arena, BS_STR("a//"), BS_STR("b")), "a/b");
    CHECK_STR(bs_path_join(arena, BS_STR("/"), BS_STR("b")), "/b");
    CHECK_STR(bs_path_join(arena, BS_STR(""), BS_STR("b")), "b");
    CHECK_STR(bs_path_name(BS_STR("a/b.txt")), "b.txt");
    CHECK_STR(bs_path_name(BS_STR("b.txt")), "b.txt");
    CHECK_STR(bs_path_ending(BS_STR("a.b/c.tar.zst")), "zst");
    CHECK_STR(bs_path_ending(BS_STR("a.b/c")), "");
    CHECK_STR(bs_path_ending(BS_STR("a/.hidden")), "");
}

static void hashes_are_those_of_xxh3(void **state)
{
    (void)state;
    char text[17];
    bs_hash_hex(bs_hash(BS_STR("")), text); /* the published value of no bytes */
    assert_string_equal(text, "2d06800538d394c2");
    CHECK(bs_hash(BS_STR("a")) != bs_hash(BS_STR("b")));
    CHECK(bs_hash_seeded(BS_STR("a"), 1) != bs_hash_seeded(BS_STR("a"), 2));
}

static void the_home_that_is_named_must_be_one(void **state)
{
    fixture *test = *state;
    bs_str home;
    bs_error error;
    setenv("BROADSHEET_HOME", test->folder.data, 1);
    assert_int_equal(bs_home_find(&test->arena, &home, &error), BS_IO);
    CHECK(strstr(error.message, "BROADSHEET_HOME"));
    CHECK_OK(bs_file_make_folders(path_of(test, "scripts/reports"), NULL));
    CHECK_OK(bs_file_make_folders(path_of(test, "data"), NULL));
    CHECK_OK(bs_home_find(&test->arena, &home, &error));
    CHECK(bs_str_equal(home, test->folder));
    unsetenv("BROADSHEET_HOME");
    CHECK_OK(bs_home_find(&test->arena, &home, &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read_and_mapped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(empty_files_are_fine, set_up, tear_down),
        cmocka_unit_test_setup_teardown(failures_name_the_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_write_that_fails_leaves_the_old_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pipe_is_written_to_and_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_is_missing_is_told_by_the_name_that_was_given,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_are_made_listed_in_order_and_removed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(links_are_removed_and_not_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(paths_are_joined_and_cut, set_up, tear_down),
        cmocka_unit_test(hashes_are_those_of_xxh3),
        cmocka_unit_test_setup_teardown(the_home_that_is_named_must_be_one, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
