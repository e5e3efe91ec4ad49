/* replay.c - runs a fuzz target over the files of a folder, for builds without libFuzzer. */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/str.h"

enum { SEED_BYTES_MAX = 16 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bs_status replay(bs_str folder, bs_arena *arena, bs_strs *names, bs_error *error)
{
    bs_status status = bs_file_list(folder.data, arena, names, error);
    for (size_t i = 0; i < names->count && status == BS_OK; i++) {
        bs_str contents, path = bs_path_join(arena, folder, names->items[i]);
        status = bs_file_read(path.data, SEED_BYTES_MAX, arena, &contents, error);
        /* A copy of no more bytes than there are, so that sanitizers see what is read behind it. */
        uint8_t *exact = status == BS_OK ? malloc(contents.size + !contents.size) : NULL;
        if (!exact)
            return status == BS_OK ? bs_fail_memory(error) : status;
        memcpy(exact, contents.data, contents.size);
        LLVMFuzzerTestOneInput(exact, contents.size);
        free(exact);
    }
    return status;
}

int main(int count, char **arguments)
{
    if (count != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", arguments[0]);
        return 2;
    }
    bs_arena arena = {0};
    bs_strs names = {0};
    bs_error error = {0};
    bs_status status = replay(bs_str_from(arguments[1]), &arena, &names, &error);
    printf("%zu inputs\n", names.count);
    if (status != BS_OK)
        fprintf(stderr, "%s\n", error.message);
    bool is_done = status == BS_OK && names.count > 0;
    bs_array_free(&names);
    bs_arena_clear(&arena);
    return is_done ? 0 : 1;
}
