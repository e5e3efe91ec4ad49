/*
 * columns.c - prints what the columns of a shard hold, for arrow_test.mjs to compare with what
 * another implementation of Arrow reads: one line a column with file, name, rows, missing rows, and
 * a sum (numbers) or a digest (texts).
 *
 *     columns make FOLDER     makes the shards FOLDER/small and FOLDER/large, and prints them
 *     columns FOLDER...       prints these shards
 */
#include <inttypes.h>

#include "fixture.h"

enum { COPIES = 400 };

/* FNV-1a: a few lines in any language. */
static uint32_t add_bytes(uint32_t digest, bs_str bytes)
{
    for (size_t i = 0; i < bytes.size; i++)
        digest = (digest ^ (unsigned char)bytes.data[i]) * 16777619u;
    return digest;
}

static uint32_t add_byte(uint32_t digest, unsigned char byte)
{
    return (digest ^ byte) * 16777619u;
}

static bool is_missing(const bs_arrow_column *column, size_t row)
{
    return column->valid && !(column->valid[row >> 3] >> (row & 7) & 1);
}

static bs_str item_at(const bs_arrow_column *column, size_t item)
{
    return bs_str_slice((bs_str){column->bytes, 0}, (size_t)column->offsets[item],
                        (size_t)column->offsets[item + 1]);
}

static size_t name_index(const bs_arrow_column *column, size_t row)
{
    return column->kind == BS_ARROW_NAME8 ? ((const uint8_t *)column->values)[row]
                                          : ((const uint16_t *)column->values)[row];
}

/* 0xFF ends a text, 0xFE stands for a missing row, 0xFD ends a list: bytes that no UTF-8 has. */
static uint32_t digest_texts(const bs_arrow_column *column)
{
    uint32_t digest = 2166136261u;
    for (size_t row = 0; row < column->count; row++) {
        if (is_missing(column, row)) {
            digest = add_byte(digest, 0xFE);
            continue;
        }
        if (bs_arrow_is_name(column->kind)) {
            digest = add_byte(add_bytes(digest, column->names[name_index(column, row)]), 0xFF);
            continue;
        }
        bool is_list = bs_arrow_is_list(column->kind);
        size_t start = is_list ? (size_t)column->starts[row] : row;
        size_t end = is_list ? (size_t)column->starts[row + 1] : row + 1;
        for (size_t item = start; item < end; item++)
            digest = add_byte(add_bytes(digest, item_at(column, item)), 0xFF);
        if (is_list)
            digest = add_byte(digest, 0xFD);
    }
    return digest;
}

static int64_t whole_at(const bs_arrow_column *column, size_t item)
{
    switch (column->kind) {
    case BS_ARROW_U8:
        return ((const uint8_t *)column->values)[item];
    case BS_ARROW_U16:
        return ((const uint16_t *)column->values)[item];
    case BS_ARROW_I32:
    case BS_ARROW_DAY:
        return ((const int32_t *)column->values)[item];
    case BS_ARROW_U64:
    case BS_ARROW_I64:
        return ((const int64_t *)column->values)[item];
    default:
        return ((const uint32_t *)column->values)[item];
    }
}

/* Modulo 2^64; with lists, each item times the number of its row, so that borders count. */
static uint64_t sum_whole(const bs_arrow_column *column)
{
    uint64_t sum = 0;
    for (size_t row = 0; row < column->count; row++) {
        if (is_missing(column, row))
            continue;
        if (!bs_arrow_is_list(column->kind)) {
            sum += (uint64_t)whole_at(column, row);
            continue;
        }
        for (int32_t item = column->starts[row]; item < column->starts[row + 1]; item++)
            sum += (uint64_t)whole_at(column, (size_t)item) * (row + 1);
    }
    return sum;
}

static double sum_numbers(const bs_arrow_column *column)
{
    double sum = 0;
    for (size_t row = 0; row < column->count; row++)
        if (!is_missing(column, row))
            sum += ((const double *)column->values)[row];
    return sum;
}

static void print_column(bs_str path, const bs_arrow_column *column)
{
    printf("%.*s\t%.*s\t%zu\t%zu\t", BS_STR_ARG(path), BS_STR_ARG(column->name), column->count,
           column->null_count);
    if (bs_arrow_is_text(column->kind) || bs_arrow_is_name(column->kind))
        printf("digest\t%08" PRIx32 "\n", digest_texts(column));
    else if (column->kind == BS_ARROW_F64)
        printf("number\t%.17g\n", sum_numbers(column));
    else
        printf("sum\t%" PRIu64 "\n", sum_whole(column));
}

static bool print_shard(const char *folder)
{
    for (size_t i = 0; i < BS_SHARD_FILES; i++) {
        bs_arena arena = {0};
        bs_arrow_table table;
        bs_error error;
        bs_str bytes = {NULL, 0}, path = bs_shard_file_path(&arena, folder, (bs_shard_file)i);
        bs_status status = bs_file_map(path.data, &bytes, &error);
        if (status == BS_OK)
            status = bs_arrow_open(bytes, path.data, &arena, &table, &error);
        for (size_t j = 0; status == BS_OK && j < table.column_count; j++)
            print_column(path, &table.columns[j]);
        bs_file_unmap(bytes);
        bs_arena_clear(&arena);
        if (status != BS_OK) {
            fprintf(stderr, "columns: %s\n", error.message);
            return false;
        }
    }
    return true;
}

static bool make_shard(const fixture *made, size_t copies, const char *folder)
{
    bs_shard_writer *writer;
    bs_shard_file_facts facts[BS_SHARD_FILES];
    bs_error error = {BS_OK, ""};
    bs_status status = bs_shard_writer_new(&writer, &error);
    if (status != BS_OK)
        return false;
    for (size_t i = 0; i < copies * FIXTURE_ARTICLES && status == BS_OK; i++)
        status = bs_shard_writer_add(writer, &made->articles[i % FIXTURE_ARTICLES],
                                     &made->layers[i % FIXTURE_ARTICLES], &error);
    if (status == BS_OK)
        status = bs_shard_writer_finish(writer, made->vocabulary, &error);
    if (status == BS_OK)
        status = bs_shard_writer_save(writer, folder, facts, &error);
    bs_shard_writer_free(writer);
    if (status != BS_OK)
        fprintf(stderr, "columns: %s\n", error.message);
    return status == BS_OK && print_shard(folder);
}

static bool make_shards(const char *folder)
{
    void *state;
    char small[512], large[512];
    fixture_set_up(&state);
    snprintf(small, sizeof small, "%s/small", folder);
    snprintf(large, sizeof large, "%s/large", folder);
    bool is_made = make_shard(state, 1, small) && make_shard(state, COPIES, large);
    fixture_tear_down(&state);
    return is_made;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "make") == 0)
        return make_shards(argv[2]) ? 0 : 1;
    for (int i = 1; i < argc; i++)
        if (!print_shard(argv[i]))
            return 1;
    return argc > 1 ? 0 : 2;
}
