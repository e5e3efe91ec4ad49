/* arrow_test.c - damaged column files end in an error that names them, never in a crash. */
#include <fcntl.h>

#include "corpus/article_json.h"
#include "corpus/query_match.h"
#include "fixture.h"

enum { FLIPS = 1200 };

typedef struct shard_bytes {
    bs_arena arena;
    char folder[80];
    bs_str files[BS_SHARD_FILES];
} shard_bytes;

static void load(const fixture *made, shard_bytes *bytes)
{
    bs_shard_file_facts facts[BS_SHARD_FILES];
    snprintf(bytes->folder, sizeof bytes->folder, "%s/shard", made->folder);
    fixture_save(made, bytes->folder, facts);
    for (size_t i = 0; i < BS_SHARD_FILES; i++) {
        bs_str path = bs_shard_file_path(&bytes->arena, bytes->folder, (bs_shard_file)i);
        CHECK_OK(bs_file_read(path.data, 1 << 20, &bytes->arena, &bytes->files[i], NULL));
        CHECK(bytes->files[i].size == facts[i].size);
    }
}

static void store(shard_bytes *bytes, size_t file, bs_str contents)
{
    bs_str path = bs_shard_file_path(&bytes->arena, bytes->folder, (bs_shard_file)file);
    int handle = open(path.data, O_WRONLY | O_TRUNC);
    CHECK(handle >= 0 && write(handle, contents.data, contents.size) == (ssize_t)contents.size);
    close(handle);
}

/* Opens and, where that works, reads everything. */
static bs_status open_and_read(const shard_bytes *bytes, bs_error *error)
{
    bs_shard *shard;
    bs_status status = bs_shard_open(bytes->folder, NULL, (bs_str){NULL, 0}, &shard, error);
    if (status != BS_OK)
        return status;
    bs_layers layers = {0};
    bs_arena arena = {0};
    bs_buffer json = {0};
    for (size_t row = 0; row < shard->articles.count && status == BS_OK; row++) {
        bs_article article;
        status = bs_shard_article(shard, row, &arena, &article, error);
        if (status == BS_OK)
            status = bs_shard_layers(shard, row, &layers, error);
        if (status == BS_OK)
            bs_article_json(&article, &layers, &json);
    }
    for (uint32_t type = 0; type < shard->types.count && status == BS_OK; type++) {
        bs_position_list list;
        status = bs_positions_of(shard, type, &list, error);
        for (size_t i = 0; i < list.count && status == BS_OK; i++)
            CHECK(shard->tokens.type[list.items[i]] < shard->types.count);
    }
    bs_buffer_clear(&json);
    bs_layers_clear(&layers);
    bs_arena_clear(&arena);
    bs_shard_close(shard);
    return status;
}

static void a_file_cut_off_anywhere_is_an_error(void **state)
{
    shard_bytes bytes = {0};
    load(*state, &bytes);
    for (size_t file = 0; file < BS_SHARD_FILES; file++) {
        size_t step = bytes.files[file].size / 60 + 1;
        for (size_t size = 0; size < bytes.files[file].size; size += step) {
            bs_error error = {BS_OK, ""};
            store(&bytes, file, (bs_str){bytes.files[file].data, size});
            CHECK(open_and_read(&bytes, &error) != BS_OK);
            CHECK(strstr(error.message, bs_shard_file_plan((bs_shard_file)file)->name) != NULL);
        }
        store(&bytes, file, bytes.files[file]);
    }
    CHECK_OK(open_and_read(&bytes, NULL));
    bs_arena_clear(&bytes.arena);
}

static void a_bit_flipped_anywhere_is_no_crash(void **state)
{
    shard_bytes bytes = {0};
    load(*state, &bytes);
    uint64_t random = 42;
    size_t refused = 0;
    for (size_t i = 0; i < FLIPS; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        size_t file = (random >> 33) % BS_SHARD_FILES;
        random = random * 6364136223846793005u + 1442695040888963407u;
        size_t bit = (random >> 20) % (bytes.files[file].size * 8);
        char *data = (char *)(uintptr_t)bytes.files[file].data;
        data[bit >> 3] ^= (char)(1 << (bit & 7));
        store(&bytes, file, bytes.files[file]);
        refused += open_and_read(&bytes, NULL) != BS_OK;
        data[bit >> 3] ^= (char)(1 << (bit & 7));
        store(&bytes, file, bytes.files[file]);
    }
    CHECK(refused > FLIPS / 20); /* most of a small file is padding and text */
    bs_arena_clear(&bytes.arena);
}

static void a_table_under_the_name_of_another_is_refused(void **state)
{
    shard_bytes bytes = {0};
    bs_error error;
    load(*state, &bytes);
    store(&bytes, BS_FILE_dates, bytes.files[BS_FILE_findings]);
    CHECK(open_and_read(&bytes, &error) == BS_BAD_DATA);
    CHECK(strstr(error.message, "dates.arrow: another table") != NULL);
    bs_arena_clear(&bytes.arena);
}

static void a_file_of_another_size_than_the_catalog_says_is_refused(void **state)
{
    fixture *made = *state;
    bs_shard_file_facts facts[BS_SHARD_FILES];
    bs_shard *shard;
    bs_error error;
    char folder[80];
    snprintf(folder, sizeof folder, "%s/shard", made->folder);
    fixture_save(made, folder, facts);
    facts[BS_FILE_types].size++;
    CHECK(bs_shard_open(folder, facts, (bs_str){NULL, 0}, &shard, &error) == BS_BAD_DATA);
    CHECK(strstr(error.message, "types.arrow") != NULL);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_file_cut_off_anywhere_is_an_error),
        TEST(a_bit_flipped_anywhere_is_no_crash),
        TEST(a_table_under_the_name_of_another_is_refused),
        TEST(a_file_of_another_size_than_the_catalog_says_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
