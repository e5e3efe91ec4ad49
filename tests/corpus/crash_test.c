/* crash_test.c - builds that are killed, or run out of room, lose nothing that was committed. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "archive.h"

enum { KILLS = 20, COMMITTED = 30, ADDED = 120 };

/* A build in a child of its own. */
static pid_t start_build(archive *made, rlim_t file_bytes_max)
{
    pid_t child = fork();
    CHECK(child >= 0);
    if (child > 0)
        return child;
    if (file_bytes_max) {
        const struct rlimit limit = {file_bytes_max, file_bytes_max};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    bs_build_result result;
    bs_status status = archive_try(made, &made->input, 1, 2, &result);
    if (status != BS_OK && file_bytes_max)
        fprintf(stderr, "%s\n", made->error.message);
    _exit(status == BS_OK ? 0 : 1);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void pause_for(double time)
{
    const struct timespec wait = {(time_t)time, (long)((time - (double)(time_t)time) * 1e9)};
    nanosleep(&wait, NULL);
}

static size_t count_articles(archive *made, uint64_t *digest)
{
    bs_corpus *corpus = archive_open(made);
    size_t count = bs_corpus_article_count(corpus);
    *digest = bs_corpus_digest(corpus);
    bs_corpus_close(corpus);
    return count;
}

static void a_kill_at_any_moment_leaves_the_corpus_of_before_or_after(void **state)
{
    archive *made = *state;
    uint64_t before, after, now;
    int status;
    made->shard_text_bytes = 128 << 10;
    archive_fill(made, COMMITTED, 2000);
    archive_build(made, 2);
    CHECK(count_articles(made, &before) == COMMITTED);
    bs_str kept =
        bs_arena_print(&made->arena, "cp -r %s %s/kept", made->corpus.data, made->folder.data);
    CHECK(system(kept.data) == 0);

    archive_fill(made, COMMITTED + ADDED, 2000); /* those that are there stay as they are */
    double start = seconds();
    pid_t child = start_build(made, 0);
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    double whole = seconds() - start;
    CHECK(count_articles(made, &after) == COMMITTED + ADDED && after != before);

    size_t of_before = 0;
    uint64_t random = (uint64_t)getpid() * 2654435761u;
    bs_str restore = bs_arena_print(&made->arena, "rm -rf %s && cp -r %s/kept %s",
                                    made->corpus.data, made->folder.data, made->corpus.data);
    for (int i = 0; i < KILLS; i++) {
        CHECK(system(restore.data) == 0);
        random = random * 6364136223846793005u + 1442695040888963407u;
        double part = ((double)i + (double)(random >> 40) / (double)(1 << 24)) / KILLS;
        child = start_build(made, 0);
        pause_for(whole * part);
        kill(child, SIGKILL);
        CHECK(waitpid(child, &status, 0) == child);
        CHECK(archive_problems(made) == 0);
        size_t count = count_articles(made, &now);
        CHECK((count == COMMITTED && now == before) ||
              (count == COMMITTED + ADDED && now == after));
        of_before += now == before;
        if (i % 5 == 0) { /* and the next build goes on from there */
            archive_build(made, 2);
            CHECK(count_articles(made, &now) == COMMITTED + ADDED && now == after);
            CHECK(archive_problems(made) == 0);
        }
    }
    CHECK(of_before > 0);
}

static void the_first_build_killed_leaves_no_corpus_or_an_empty_one(void **state)
{
    archive *made = *state;
    int status;
    archive_fill(made, ADDED, 2000);
    for (int i = 0; i < KILLS; i++) {
        pid_t child = start_build(made, 0);
        pause_for(0.0005 * i);
        kill(child, SIGKILL);
        CHECK(waitpid(child, &status, 0) == child);
        bs_corpus_report report = {0};
        bs_status checked = bs_corpus_check(made->corpus.data, NULL, &report, &made->error);
        CHECK(checked == BS_OK || checked == BS_IO);
        CHECK(report.problem_count == 0);
        if (checked == BS_OK)
            bs_table_free(report.problems);
    }
    archive_build(made, 2);
    uint64_t digest;
    CHECK(count_articles(made, &digest) == ADDED);
}

static void a_full_disk_is_an_error_and_leaves_the_corpus(void **state)
{
    archive *made = *state;
    uint64_t before, now;
    int status;
    archive_fill(made, COMMITTED, 1000);
    archive_build(made, 2);
    CHECK(count_articles(made, &before) == COMMITTED);
    archive_fill(made, COMMITTED + ADDED, 1000);
    for (rlim_t size = 1 << 10; size <= 64 << 10; size *= 4) {
        pid_t child = start_build(made, size);
        CHECK(waitpid(child, &status, 0) == child);
        CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 1);
        CHECK(archive_problems(made) == 0);
        CHECK(count_articles(made, &now) == COMMITTED && now == before);
    }
    CHECK(archive_build(made, 2).articles_added == ADDED);
}

static void a_second_writer_is_told_that_there_is_one(void **state)
{
    archive *made = *state;
    bs_catalog *catalog;
    bs_build_result result;
    archive_fill(made, 3, 500);
    archive_build(made, 1);
    CHECK_OK(bs_catalog_open_to_write(made->corpus.data, &catalog, NULL));
    CHECK(archive_try(made, &made->input, 1, 1, &result) == BS_IO);
    CHECK(strstr(made->error.message, "another build is writing") != NULL);
    uint64_t digest; /* readers are not shut out */
    CHECK(count_articles(made, &digest) == 3);
    bs_catalog_close(catalog);
    CHECK(archive_try(made, &made->input, 1, 1, &result) == BS_OK);
}

static void a_corpus_on_read_only_media_opens(void **state)
{
    archive *made = *state;
    archive_fill(made, 3, 500);
    archive_build(made, 1);
    bs_str protect = bs_arena_print(&made->arena, "chmod -R a-w %s", made->corpus.data);
    CHECK(system(protect.data) == 0);
    uint64_t digest;
    CHECK(count_articles(made, &digest) == 3);
    CHECK(archive_problems(made) == 0);
    bs_str open_up = bs_arena_print(&made->arena, "chmod -R u+w %s", made->corpus.data);
    CHECK(system(open_up.data) == 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, archive_set_up, archive_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_kill_at_any_moment_leaves_the_corpus_of_before_or_after),
        TEST(the_first_build_killed_leaves_no_corpus_or_an_empty_one),
        TEST(a_full_disk_is_an_error_and_leaves_the_corpus),
        TEST(a_second_writer_is_told_that_there_is_one),
        TEST(a_corpus_on_read_only_media_opens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
