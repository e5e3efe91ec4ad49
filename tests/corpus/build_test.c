/* build_test.c - files to a corpus, again and again. */
#include "archive.h"
#include "corpus/info.h"

/* Checksums of all files of a corpus but the catalog, as one number. */
static uint64_t digest_of_shards(archive *made)
{
    uint64_t digest = 0;
    bs_strs shards = {0};
    bs_str folder = bs_path_join(&made->arena, made->corpus, BS_STR("shards"));
    CHECK_OK(bs_file_list(folder.data, &made->arena, &shards, NULL));
    for (size_t i = 0; i < shards.count; i++) {
        bs_strs files = {0};
        bs_str shard = bs_path_join(&made->arena, folder, shards.items[i]);
        CHECK_OK(bs_file_list(shard.data, &made->arena, &files, NULL));
        for (size_t j = 0; j < files.count; j++) {
            bs_str bytes, path = bs_path_join(&made->arena, shard, files.items[j]);
            CHECK_OK(bs_file_map(path.data, &bytes, NULL));
            digest = bs_hash_seeded(files.items[j], bs_hash_seeded(bytes, digest));
            bs_file_unmap(bytes);
        }
        bs_array_free(&files);
    }
    CHECK(shards.count > 2);
    bs_array_free(&shards);
    return digest;
}

static size_t count_shards(archive *made)
{
    bs_strs shards = {0};
    bs_str folder = bs_path_join(&made->arena, made->corpus, BS_STR("shards"));
    CHECK_OK(bs_file_list(folder.data, &made->arena, &shards, NULL));
    size_t count = shards.count;
    bs_array_free(&shards);
    return count;
}

static bool has_article_with(archive *made, const char *words)
{
    bs_corpus *corpus = archive_open(made);
    bool found = false;
    for (size_t i = 0; i < bs_corpus_article_count(corpus); i++) {
        bs_article_ref ref = bs_corpus_article_at(corpus, i);
        const bs_shard *shard = bs_corpus_shard(corpus, ref.shard);
        found |= bs_str_find(bs_text_at(&shard->articles.text, ref.row), bs_str_from(words), 0) !=
                 SIZE_MAX;
    }
    bs_corpus_close(corpus);
    return found;
}

static void a_corpus_has_the_articles_of_its_input(void **state)
{
    archive *made = *state;
    archive_put(made, "2024-03-02-b.txt", "Later talks. They failed.");
    archive_put(made, "2024-03-01-a.txt", "Earlier talks. They went on.");
    bs_build_result result = archive_build(made, 1);
    CHECK(result.sources_read == 2 && result.articles_added == 2 && result.articles_total == 2);
    CHECK(result.tokens > 0 && result.sentences >= 4);
    bs_corpus *corpus = archive_open(made);
    CHECK(bs_corpus_article_count(corpus) == 2);
    bs_article_ref first = bs_corpus_article_at(corpus, 0);
    CHECK_STR(bs_text_at(&bs_corpus_shard(corpus, first.shard)->articles.text, first.row),
              "Earlier talks. They went on.");
    CHECK_STR(bs_corpus_setting(corpus, "version"), BS_VERSION);
    CHECK(bs_corpus_setting(corpus, "nothing").data == NULL);
    bs_corpus_close(corpus);
    CHECK(archive_problems(made) == 0);
}

static void the_bytes_do_not_depend_on_the_number_of_threads(void **state)
{
    archive *made = *state;
    uint64_t digests[3], corpora[3];
    made->shard_text_bytes = 64 << 10;
    archive_fill(made, 150, 3000);
    for (unsigned jobs = 1; jobs <= 3; jobs++) {
        archive_build(made, jobs);
        digests[jobs - 1] = digest_of_shards(made);
        bs_corpus *corpus = archive_open(made);
        CHECK(bs_corpus_article_count(corpus) == 150);
        corpora[jobs - 1] = bs_corpus_digest(corpus);
        bs_corpus_close(corpus);
        CHECK(archive_problems(made) == 0);
        CHECK_OK(bs_file_remove(made->corpus.data, NULL));
    }
    CHECK(digests[0] == digests[1] && digests[1] == digests[2]);
    CHECK(corpora[0] == corpora[1] && corpora[1] == corpora[2]);
}

static void a_second_build_reads_nothing_again(void **state)
{
    archive *made = *state;
    archive_fill(made, 20, 500);
    archive_build(made, 2);
    bs_build_result again = archive_build(made, 2);
    CHECK(again.sources_read == 0 && again.sources_unchanged == 20);
    CHECK(again.articles_added == 0 && again.articles_dropped == 0 && again.articles_total == 20);
}

static void a_touched_file_is_not_read_again(void **state)
{
    archive *made = *state;
    archive_put(made, "a.txt", "The same text.");
    archive_build(made, 1);
    const struct timespec times[2] = {{.tv_sec = 1000000}, {.tv_sec = 1000000}};
    CHECK(utimensat(AT_FDCWD, archive_path(made, "a.txt").data, times, 0) == 0);
    bs_build_result again = archive_build(made, 1);
    CHECK(again.sources_read == 0 && again.sources_unchanged == 1 && again.articles_total == 1);
}

static void a_changed_file_replaces_its_articles(void **state)
{
    archive *made = *state;
    archive_fill(made, 10, 500);
    archive_put(made, "a.txt", "An old text stands here.");
    archive_build(made, 1);
    CHECK(has_article_with(made, "An old text"));
    archive_put(made, "a.txt", "A new text stands here now.");
    bs_build_result again = archive_build(made, 1);
    CHECK(again.sources_read == 1 && again.sources_unchanged == 10);
    CHECK(again.articles_added == 1 && again.articles_dropped == 1 && again.articles_total == 11);
    CHECK(!has_article_with(made, "An old text") && has_article_with(made, "A new text"));
    CHECK(archive_problems(made) == 0);
}

static void a_vanished_file_loses_its_articles(void **state)
{
    archive *made = *state;
    archive_fill(made, 10, 500);
    archive_put(made, "a.txt", "This will go away.");
    archive_build(made, 1);
    CHECK(unlink(archive_path(made, "a.txt").data) == 0);
    bs_build_result again = archive_build(made, 1);
    CHECK(again.sources_dropped == 1 && again.articles_dropped == 1 && again.articles_total == 10);
    CHECK(!has_article_with(made, "go away"));
    CHECK(archive_problems(made) == 0);
}

static void what_earlier_builds_took_from_elsewhere_stays(void **state)
{
    archive *made = *state;
    bs_build_result result;
    archive_put(made, "a.txt", "The first file.");
    archive_put(made, "b.txt", "The second file.");
    bs_str first = archive_path(made, "a.txt"), second = archive_path(made, "b.txt");
    CHECK_OK(archive_try(made, &first, 1, 1, &result));
    CHECK_OK(archive_try(made, &second, 1, 1, &result));
    CHECK(result.articles_total == 2 && result.sources_dropped == 0);
    CHECK(has_article_with(made, "first") && has_article_with(made, "second"));
}

static void shards_with_many_dead_articles_are_written_again(void **state)
{
    archive *made = *state;
    archive_fill(made, 40, 500);
    archive_build(made, 1);
    bs_strs names = {0};
    CHECK_OK(bs_file_list(made->input.data, &made->arena, &names, NULL));
    for (size_t i = 0; i < 30; i++)
        CHECK(unlink(archive_path(made, names.items[i].data).data) == 0);
    bs_array_free(&names);
    bs_build_result again = archive_build(made, 1);
    CHECK(again.articles_dropped == 30 && again.articles_total == 10);
    bs_corpus *corpus = archive_open(made);
    CHECK(bs_corpus_shard_count(corpus) == 1 && bs_corpus_article_count(corpus) == 10);
    CHECK(bs_corpus_shard(corpus, 0)->articles.count == 10);
    bs_corpus_close(corpus);
    CHECK(count_shards(made) == 1);
    CHECK(archive_problems(made) == 0);
}

static void many_small_shards_are_put_together(void **state)
{
    archive *made = *state;
    for (int i = 0; i < 12; i++) {
        char name[16], text[64];
        snprintf(name, sizeof name, "%02d.txt", i);
        snprintf(text, sizeof text, "This is the text number %d.", i);
        archive_put(made, name, text);
        archive_build(made, 1);
    }
    CHECK(count_shards(made) < 9);
    bs_corpus *corpus = archive_open(made);
    CHECK(bs_corpus_article_count(corpus) == 12);
    bs_corpus_close(corpus);
    CHECK(archive_problems(made) == 0);
}

static void other_settings_build_everything_again(void **state)
{
    archive *made = *state;
    archive_put(made, "a.txt", "The first file.");
    archive_put(made, "b.txt", "The second file.");
    archive_build(made, 1);
    made->read.outlet = BS_STR("The Gazette");
    bs_build_result again = archive_build(made, 1);
    CHECK(again.sources_read == 2 && again.articles_dropped == 2 && again.articles_total == 2);
    bs_corpus *corpus = archive_open(made);
    bs_article_ref ref = bs_corpus_article_at(corpus, 0);
    CHECK_STR(bs_text_at(&bs_corpus_shard(corpus, ref.shard)->articles.outlet, ref.row),
              "The Gazette");
    bs_corpus_close(corpus);
}

static void a_reader_keeps_the_corpus_that_it_opened(void **state)
{
    archive *made = *state;
    archive_put(made, "a.txt", "The text of before.");
    archive_build(made, 1);
    bs_corpus *before = archive_open(made);
    archive_put(made, "a.txt", "What stands there afterwards.");
    archive_build(made, 1);
    bs_article_ref ref = bs_corpus_article_at(before, 0);
    CHECK_STR(bs_text_at(&bs_corpus_shard(before, ref.shard)->articles.text, ref.row),
              "The text of before.");
    bs_corpus_close(before);
    CHECK(has_article_with(made, "afterwards"));
}

static void an_input_that_is_not_there_leaves_the_corpus(void **state)
{
    archive *made = *state;
    bs_build_result result;
    archive_put(made, "a.txt", "A text.");
    archive_build(made, 1);
    bs_str nowhere = archive_path(made, "nowhere");
    CHECK(archive_try(made, &nowhere, 1, 1, &result) == BS_IO);
    CHECK(strstr(made->error.message, "nowhere") != NULL);
    CHECK(archive_problems(made) == 0);
    CHECK(has_article_with(made, "A text."));
}

static void cancelling_leaves_the_corpus(void **state)
{
    archive *made = *state;
    static const volatile int cancel = 1;
    const bs_progress progress = {.cancel = &cancel};
    archive_put(made, "a.txt", "A text.");
    archive_build(made, 1);
    archive_put(made, "b.txt", "Another text.");
    const bs_build_options options = {.inputs = &made->input,
                                      .input_count = 1,
                                      .into = made->corpus,
                                      .annotator = made->annotator,
                                      .progress = &progress};
    CHECK(bs_build(&options, NULL, &made->error) == BS_CANCELLED);
    CHECK(archive_problems(made) == 0);
    CHECK(has_article_with(made, "A text.") && !has_article_with(made, "Another"));
    CHECK(count_shards(made) == 1);
}

static void an_empty_folder_makes_an_empty_corpus(void **state)
{
    archive *made = *state;
    bs_build_result result = archive_build(made, 1);
    CHECK(result.articles_total == 0);
    bs_corpus *corpus = archive_open(made);
    CHECK(bs_corpus_article_count(corpus) == 0);
    bs_corpus_close(corpus);
    CHECK(archive_problems(made) == 0);
}

static void a_folder_without_corpus_says_so(void **state)
{
    archive *made = *state;
    bs_corpus *corpus;
    CHECK(bs_corpus_open(made->input.data, &corpus, &made->error) == BS_IO);
    CHECK(strstr(made->error.message, "no corpus here") != NULL);
}

static void a_catalog_of_something_else_is_refused(void **state)
{
    archive *made = *state;
    bs_corpus *corpus;
    archive_put(made, "catalog.sqlite", "this is no database, but it is a file of that name");
    CHECK(bs_corpus_open(made->input.data, &corpus, &made->error) == BS_BAD_DATA);
    CHECK(strstr(made->error.message, "catalog.sqlite") != NULL);
}

static void a_damaged_byte_is_found_by_the_check(void **state)
{
    archive *made = *state;
    archive_fill(made, 5, 400);
    archive_build(made, 1);
    bs_strs shards = {0};
    bs_str folder = bs_path_join(&made->arena, made->corpus, BS_STR("shards"));
    CHECK_OK(bs_file_list(folder.data, &made->arena, &shards, NULL));
    bs_str path =
        bs_arena_print(&made->arena, "%s/%s/articles.arrow", folder.data, shards.items[0].data);
    bs_array_free(&shards);
    FILE *file = fopen(path.data, "r+b");
    CHECK(file && fseek(file, -2000, SEEK_END) == 0 && fputc('#', file) == '#');
    fclose(file);
    CHECK(archive_problems(made) > 0);
}

static void info_tells_what_is_in_the_corpus_and_what_was_skipped(void **state)
{
    archive *made = *state;
    bs_corpus_info info;
    archive_put(made, "2024-03-02-b.txt", "Later talks. They failed.");
    archive_put(made, "2023-03-01-a.txt", "Earlier talks. They went on.");
    archive_put(made, "._2024-03-02-b.txt", "the twin that a Mac leaves behind");
    archive_build(made, 1);
    CHECK_OK(bs_corpus_info_get(made->corpus.data, &info, NULL));
    CHECK(info.articles == 2 && info.dated_articles == 2 && info.sources == 2);
    CHECK(info.text_bytes == 25 + 28 && info.sentences == 4);
    assert_string_equal(info.first, "2023-03-01");
    assert_string_equal(info.last, "2024-03-02");
    CHECK(info.skipped_litter == 1 && bs_table_row_count(info.skipped) == 1);
    CHECK(bs_str_ends(bs_table_text(info.skipped, 0, 0), BS_STR("._2024-03-02-b.txt")));
    CHECK(bs_table_integer(info.skip_counts, 0, 2) == 1);
    CHECK(bs_table_row_count(info.years) == 2);
    CHECK_STR(bs_table_text(info.years, 0, 0), "2023");
    CHECK(bs_table_row_count(info.inputs) == 1 && bs_table_integer(info.inputs, 0, 2) == 2);
    CHECK(info.shards == bs_table_row_count(info.shard_list) && info.disk_bytes > 0);
    bs_corpus_info_clear(&info);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, archive_set_up, archive_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_corpus_has_the_articles_of_its_input),
        TEST(the_bytes_do_not_depend_on_the_number_of_threads),
        TEST(a_second_build_reads_nothing_again),
        TEST(a_touched_file_is_not_read_again),
        TEST(a_changed_file_replaces_its_articles),
        TEST(a_vanished_file_loses_its_articles),
        TEST(what_earlier_builds_took_from_elsewhere_stays),
        TEST(shards_with_many_dead_articles_are_written_again),
        TEST(many_small_shards_are_put_together),
        TEST(other_settings_build_everything_again),
        TEST(a_reader_keeps_the_corpus_that_it_opened),
        TEST(an_input_that_is_not_there_leaves_the_corpus),
        TEST(cancelling_leaves_the_corpus),
        TEST(an_empty_folder_makes_an_empty_corpus),
        TEST(a_folder_without_corpus_says_so),
        TEST(a_catalog_of_something_else_is_refused),
        TEST(a_damaged_byte_is_found_by_the_check),
        TEST(info_tells_what_is_in_the_corpus_and_what_was_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
