/* walk_test.c - folders and containers: order, litter, damage. Containers are made here. */
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "reading.h"

typedef struct fixture {
    char folder[64];
    bs_arena arena;
} fixture;

static int make_folder(void **state)
{
    static fixture the; /* one test program, one thread */
    the = (fixture){0};
    snprintf(the.folder, sizeof the.folder, "/tmp/broadsheet-walk-XXXXXX");
    *state = &the;
    return mkdtemp(the.folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    fixture *the = *state;
    bs_arena_clear(&the->arena);
    return bs_file_remove(the->folder, NULL) == BS_OK ? 0 : -1;
}

static const char *path_of(fixture *the, const char *name)
{
    return bs_arena_print(&the->arena, "%s/%s", the->folder, name).data;
}

static void put_file(fixture *the, const char *name, bs_str contents)
{
    const char *path = path_of(the, name);
    bs_str folder = {path, (size_t)(strrchr(path, '/') - path)};
    CHECK_OK(bs_file_make_folders(bs_arena_copy(&the->arena, folder).data, NULL));
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    assert_int_equal(fwrite(contents.data, 1, contents.size, file), contents.size);
    fclose(file);
}

typedef struct member {
    const char *name;
    bs_str contents;
} member;

enum { PACKED_MAX = 1 << 20 };

/* Packs members; `format` is one of libarchive's names or "raw", `filter` likewise or "none". */
static bs_str pack(fixture *the, const char *format, const char *filter, const member *members,
                   size_t count)
{
    struct archive *archive = archive_write_new();
    size_t used = 0;
    char *to = bs_arena_alloc(&the->arena, PACKED_MAX);
    CHECK(to != NULL);
    assert_int_equal(archive_write_set_format_by_name(archive, format), ARCHIVE_OK);
    if (strcmp(filter, "none") != 0)
        assert_int_equal(archive_write_add_filter_by_name(archive, filter), ARCHIVE_OK);
    archive_write_set_bytes_in_last_block(archive, 1);
    assert_int_equal(archive_write_open_memory(archive, to, PACKED_MAX, &used), ARCHIVE_OK);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, members[i].name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)members[i].contents.size);
        assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
        archive_write_data(archive, members[i].contents.data, members[i].contents.size);
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
    archive_write_free(archive);
    return (bs_str){to, used};
}

static void check_file(const kept *all, size_t index, const fixture *the, const char *expected)
{
    CHECK(index < all->count);
    bs_str file = all->articles[index].file;
    size_t prefix = strlen(the->folder) + 1;
    CHECK_STR(bs_str_slice(file, prefix, file.size), expected);
}

static void folders_are_walked_in_byte_order_and_litter_is_told(void **state)
{
    fixture *the = *state;
    static const char *const names[] = {"b.txt",       "a/z.txt",         "a/B.txt",
                                        "C.txt",       "._b.txt",         ".DS_Store-to-UTF-8.txt",
                                        "a/~$b.txt",   ".git/config.txt", "Thumbs.db",
                                        "desktop.ini", "b.txt.swp"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put_file(the, names[i], BS_STR("Some text."));
    put_file(the, "empty.txt", BS_STR(""));
    CHECK(symlink(the->folder, path_of(the, "a/loop")) == 0);
    CHECK(symlink("nowhere", path_of(the, "a/gone")) == 0);

    kept all = {0};
    CHECK_OK(read_path(&all, the->folder, NULL));
    assert_int_equal(all.count, 4);
    check_file(&all, 0, the, "C.txt");
    check_file(&all, 1, the, "a/B.txt");
    check_file(&all, 2, the, "a/z.txt");
    check_file(&all, 3, the, "b.txt");
    assert_int_equal(all.skip_count, 10);
    for (size_t i = 0; i < all.skip_count; i++)
        assert_int_equal(all.kinds[i], BS_SKIP_LITTER);
    forget(&all);
}

static void names_below_the_input_do_not_depend_on_where_it_lies(void **state)
{
    fixture *the = *state;
    put_file(the, "one/x/a.txt", BS_STR("Some text."));
    put_file(the, "two/x/a.txt", BS_STR("Some text."));
    kept all = {0};
    CHECK_OK(read_path(&all, path_of(the, "one"), NULL));
    CHECK_OK(read_path(&all, path_of(the, "two/"), NULL));
    CHECK(bs_str_equal(all.articles[0].id, all.articles[1].id));
    forget(&all);
}

static void every_container_is_opened(void **state)
{
    fixture *the = *state;
    static const char *const filters[] = {"none", "gzip", "bzip2", "xz", "zstd"};
    const member members[] = {{"2020/a.txt", BS_STR("First text.")},
                              {"2021/\xc3\xa9.txt", BS_STR("Second text.")},
                              {"__MACOSX/._a.txt", BS_STR("Attributes.")}};
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        kept all = {0};
        put_file(the, "pile", pack(the, "ustar", filters[i], members, 3)); /* told by content */
        CHECK_OK(read_path(&all, path_of(the, "pile"), NULL));
        assert_int_equal(all.count, 2);
        check_file(&all, 0, the, "pile!2020/a.txt");
        check_file(&all, 1, the, "pile!2021/\xc3\xa9.txt");
        CHECK_STR(all.articles[1].text, "Second text.");
        CHECK_STR(all.articles[1].published, "2021");
        assert_int_equal(all.skip_count, 1);
        assert_int_equal(all.kinds[0], BS_SKIP_LITTER);
        forget(&all);
    }
    kept all = {0};
    put_file(the, "pile.zip", pack(the, "zip", "none", members, 3));
    CHECK_OK(read_path(&all, path_of(the, "pile.zip"), NULL));
    assert_int_equal(all.count, 2);
    check_file(&all, 1, the, "pile.zip!2021/\xc3\xa9.txt");
    forget(&all);
}

static void containers_in_containers_are_opened(void **state)
{
    fixture *the = *state;
    const member text = {"a.txt", BS_STR("Some text.")};
    const member inner = {"inner.tar.zst", pack(the, "ustar", "zstd", &text, 1)};
    put_file(the, "outer.zip", pack(the, "zip", "none", &inner, 1));
    kept all = {0};
    CHECK_OK(read_path(&all, path_of(the, "outer.zip"), NULL));
    assert_int_equal(all.count, 1);
    check_file(&all, 0, the, "outer.zip!inner.tar.zst!a.txt");
    forget(&all);

    member deep = text;
    for (unsigned i = 0; i <= BS_READ_NESTING_MAX + 1; i++)
        deep = (member){"deeper", pack(the, "ustar", "none", &deep, 1)};
    put_file(the, "deep.tar", deep.contents);
    CHECK_OK(read_path(&all, path_of(the, "deep.tar"), NULL));
    assert_int_equal(all.count, 0);
    assert_int_equal(all.skip_count, 1);
    CHECK(strstr(all.reasons[0].data, "deeper than 8"));
    forget(&all);
}

static void a_compressed_file_is_the_file(void **state)
{
    fixture *the = *state;
    const member lines = {"x", BS_STR("{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n")};
    put_file(the, "a.jsonl.gz", pack(the, "raw", "gzip", &lines, 1));
    kept all = {0};
    CHECK_OK(read_path(&all, path_of(the, "a.jsonl.gz"), NULL));
    assert_int_equal(all.count, 2);
    check_file(&all, 0, the, "a.jsonl.gz");
    forget(&all);
}

/* Text that does not pack well, so that a container can be cut in the middle of it. */
static bs_str noise(fixture *the, size_t size, uint64_t seed)
{
    char *to = bs_arena_alloc(&the->arena, size);
    CHECK(to != NULL);
    for (size_t i = 0; i < size; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        to[i] = i % 64 == 63 ? '\n' : (char)('a' + (seed >> 33) % 26);
    }
    return (bs_str){to, size};
}

static void what_came_before_damage_stays(void **state)
{
    fixture *the = *state;
    const member members[] = {{"1.txt", noise(the, 100000, 1)},
                              {"2.txt", noise(the, 100000, 2)},
                              {"3.txt", noise(the, 100000, 3)}};
    static const char *const filters[] = {"none", "gzip", "bzip2", "xz", "zstd"};
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        bs_str whole = pack(the, "ustar", filters[i], members, 3);
        put_file(the, "broken.tar", bs_str_slice(whole, 0, whole.size / 2));
        put_file(the, "good.txt", BS_STR("Some text."));
        kept all = {0};
        CHECK_OK(read_path(&all, the->folder, NULL));
        /* Filters that pack in large blocks lose all of a small file. */
        if (i < 2)
            check_file(&all, 0, the, "broken.tar!1.txt");
        check_file(&all, all.count - 1, the, "good.txt");
        assert_int_equal(all.skip_count, 1);
        assert_int_equal(all.kinds[0], BS_SKIP_UNREADABLE);
        CHECK(strstr(all.reasons[0].data, "damaged"));
        forget(&all);
    }
}

static void whole_records_of_a_cut_stream_stay_but_a_cut_text_does_not(void **state)
{
    fixture *the = *state;
    enum { RECORDS = 10000 }; /* over the 64 KiB that are unpacked at a time */
    bs_buffer lines = {0};
    for (unsigned i = 0; i < RECORDS; i++)
        bs_buffer_print(&lines, "{\"id\": %u, \"text\": \"%u.\"}\n", i, i * 2654435761u);
    const member records = {"x", bs_buffer_str(&lines)};
    bs_str whole = pack(the, "raw", "gzip", &records, 1);
    put_file(the, "a.jsonl.gz", bs_str_slice(whole, 0, whole.size - 12));
    const member text = {"x", noise(the, 20000, 4)};
    whole = pack(the, "raw", "gzip", &text, 1);
    put_file(the, "b.txt.gz", bs_str_slice(whole, 0, whole.size / 2));

    kept all = {0};
    CHECK_OK(read_path(&all, the->folder, NULL));
    CHECK(all.count > 0);
    CHECK_STR(all.articles[0].id, "0");
    for (size_t i = 0; i < all.count; i++)
        CHECK(!bs_str_ends(all.articles[i].file, BS_STR("b.txt.gz")));
    assert_int_equal(all.skip_count, 2);
    forget(&all);
    bs_buffer_clear(&lines);
}

static void a_bomb_is_given_up(void **state)
{
    fixture *the = *state;
    enum { BLOCK = 1 << 20, BLOCKS = 1200 };
    char *zeros = calloc(1, BLOCK);
    struct archive *archive = archive_write_new();
    size_t used = 0;
    char *to = bs_arena_alloc(&the->arena, PACKED_MAX);
    archive_write_set_format_ustar(archive);
    archive_write_add_filter_zstd(archive);
    CHECK(zeros && archive_write_open_memory(archive, to, PACKED_MAX, &used) == ARCHIVE_OK);
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, "zeros.txt");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, (la_int64_t)BLOCK * BLOCKS);
    archive_write_header(archive, entry);
    for (size_t i = 0; i < BLOCKS; i++)
        archive_write_data(archive, zeros, BLOCK);
    archive_entry_free(entry);
    archive_write_close(archive);
    archive_write_free(archive);
    free(zeros);
    put_file(the, "bomb.tar.zst", (bs_str){to, used});

    kept all = {0};
    CHECK_OK(read_path(&all, path_of(the, "bomb.tar.zst"), NULL));
    assert_int_equal(all.count, 0);
    assert_int_equal(all.skip_count, 1);
    CHECK(bs_str_ends(all.skipped[0], BS_STR("bomb.tar.zst!zeros.txt")));
    CHECK(strstr(all.reasons[0].data, "bomb"));
    forget(&all);
}

static bool wants_only_b(void *context, const bs_origin *origin)
{
    (void)context;
    return bs_str_ends(origin->path, BS_STR("b.txt")) && origin->size == 10 &&
           origin->modified_ns > 0;
}

static void files_that_are_not_wanted_are_not_opened(void **state)
{
    fixture *the = *state;
    put_file(the, "a.txt", BS_STR("Some text."));
    put_file(the, "b.txt", BS_STR("Some text."));
    kept all = {0};
    bs_str input = bs_str_from(the->folder);
    bs_walk_events events = {&all, wants_only_b, keep_source, keep_skipped};
    CHECK_OK(bs_read_walk(&input, 1, &events, NULL, NULL));
    assert_int_equal(all.count, 1);
    check_file(&all, 0, the, "b.txt");
    forget(&all);
}

static void a_missing_input_is_an_error_and_cancelling_ends_the_walk(void **state)
{
    fixture *the = *state;
    kept all = {0};
    bs_error error;
    assert_int_equal(read_path(&all, path_of(the, "nowhere"), &error), BS_IO);
    CHECK(strstr(error.message, "nowhere"));

    put_file(the, "a.txt", BS_STR("Some text."));
    volatile int cancel = 1;
    bs_progress progress = {.cancel = &cancel};
    bs_str input = bs_str_from(the->folder);
    bs_walk_events events = {&all, NULL, keep_source, keep_skipped};
    assert_int_equal(bs_read_walk(&input, 1, &events, &progress, &error), BS_CANCELLED);
    forget(&all);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(folders_are_walked_in_byte_order_and_litter_is_told),
        TEST(names_below_the_input_do_not_depend_on_where_it_lies),
        TEST(every_container_is_opened),
        TEST(containers_in_containers_are_opened),
        TEST(a_compressed_file_is_the_file),
        TEST(what_came_before_damage_stays),
        TEST(whole_records_of_a_cut_stream_stay_but_a_cut_text_does_not),
        TEST(a_bomb_is_given_up),
        TEST(files_that_are_not_wanted_are_not_opened),
        TEST(a_missing_input_is_an_error_and_cancelling_ends_the_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
