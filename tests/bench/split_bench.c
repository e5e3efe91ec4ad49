/*
 * split_bench.c - how fast texts are cut, beside a loop that does no more than find the words.
 *
 *     bench_split FOLDER...      reads every .txt file below, then measures
 */
#include <fts.h>
#include <stdio.h>
#include <time.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "text/split.h"

enum { FILE_BYTES_MAX = 64 * 1024 * 1024, ROUNDS = 3 };

typedef struct totals {
    size_t bytes, tokens, sentences, types;
} totals;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void read_folders(char **folders, bs_arena *arena, bs_strs *texts)
{
    FTS *walk = fts_open(folders, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *entry = walk ? fts_read(walk) : NULL; entry; entry = fts_read(walk)) {
        bs_str path = bs_str_from(entry->fts_path), contents;
        if (entry->fts_info != FTS_F || !bs_str_ends(path, BS_STR(".txt")) ||
            bs_file_read(entry->fts_path, FILE_BYTES_MAX, arena, &contents, NULL) != BS_OK)
            continue;
        bs_str *text = bs_array_push(texts);
        if (text)
            *text = contents;
    }
    if (walk)
        fts_close(walk);
}

static totals cut_all(const bs_strs *texts, bs_vocabulary *vocabulary)
{
    totals sum = {0};
    bs_tokens tokens = {0};
    bs_sentences sentences = {0};
    for (size_t i = 0; i < texts->count; i++) {
        tokens.count = sentences.count = 0;
        bs_error error = {0};
        if (bs_split(texts->items[i], NULL, 0, vocabulary, &tokens, &sentences, &error) != BS_OK)
            fprintf(stderr, "%s\n", error.message);
        sum.bytes += texts->items[i].size;
        sum.tokens += tokens.count;
        sum.sentences += sentences.count;
    }
    sum.types = bs_vocabulary_count(vocabulary);
    bs_array_free(&tokens);
    bs_array_free(&sentences);
    return sum;
}

/* Words between white space, hashed: the least that interning has to do. */
static uint64_t hash_all(const bs_strs *texts)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < texts->count; i++) {
        bs_str text = texts->items[i];
        for (size_t at = 0, end; at < text.size; at = end + 1) {
            end = at;
            while (end < text.size && !bs_ascii_is_space((unsigned char)text.data[end]))
                end++;
            sum += bs_hash(bs_str_slice(text, at, end));
        }
    }
    return sum;
}

int main(int count, char **arguments)
{
    bs_arena arena = {0};
    bs_strs texts = {0};
    if (count > 1)
        read_folders(arguments + 1, &arena, &texts);
    if (texts.count == 0) {
        fprintf(stderr, "usage: %s FOLDER... (of .txt files)\n", arguments[0]);
        return 2;
    }
    for (int round = 0; round < ROUNDS; round++) {
        bs_vocabulary *vocabulary = NULL;
        if (bs_vocabulary_new(&vocabulary, NULL) != BS_OK)
            return 1;
        double start = seconds();
        totals sum = cut_all(&texts, vocabulary);
        double middle = seconds();
        uint64_t hash = hash_all(&texts);
        double end = seconds();
        printf("%zu texts, %.1f MB, %zu tokens, %zu sentences, %zu types: %.0f MB/s, %.1f ns a "
               "token, %.2f times the bare loop (%02x)\n",
               texts.count, (double)sum.bytes / 1e6, sum.tokens, sum.sentences, sum.types,
               (double)sum.bytes / 1e6 / (middle - start),
               (middle - start) * 1e9 / (double)sum.tokens, (middle - start) / (end - middle),
               (unsigned)(hash & 0xFF));
        bs_vocabulary_free(vocabulary);
    }
    bs_array_free(&texts);
    bs_arena_clear(&arena);
    return 0;
}
