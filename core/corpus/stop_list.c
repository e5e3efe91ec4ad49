/* stop_list.c - see stop_list.h. */
#include "corpus/stop_list.h"

#include "base/error.h"
#include "base/file.h"
#include "base/home.h"
#include "base/str.h"
#include "text/fold.h"

enum { LIST_BYTES_MAX = 1 << 20 };

static bs_status add_word(bs_stop_list *list, bs_str word, bs_error *error)
{
    bs_buffer folded = {0};
    bs_status status = bs_fold(word, &folded, error);
    bs_str copy = {NULL, 0};
    if (status == BS_OK && !folded.failed)
        copy = bs_arena_copy(&list->arena, bs_buffer_str(&folded));
    if (status == BS_OK && (!copy.data || !bs_map_add(&list->words, copy, NULL)))
        status = bs_fail_memory(error);
    bs_buffer_clear(&folded);
    return status;
}

static bs_status add_bundled(bs_stop_list *list, bs_error *error)
{
    bs_str home, contents = {NULL, 0}, line;
    bs_status status = bs_home_find(&list->arena, &home, error);
    if (status != BS_OK)
        return status;
    bs_str path = bs_path_join(&list->arena, home, BS_STR("data/classes/function.txt"));
    if (!path.data)
        return bs_fail_memory(error);
    status = bs_file_read(path.data, LIST_BYTES_MAX, &list->arena, &contents, error);
    while (status == BS_OK && bs_str_cut(&contents, '\n', &line)) {
        line = bs_str_trim(line);
        if (line.size > 0 && line.data[0] != '#')
            status = add_word(list, line, error);
    }
    return status;
}

bs_status bs_stop_list_make(const bs_str *words, size_t count, bool is_bundled, bs_stop_list *list,
                            bs_error *error)
{
    *list = (bs_stop_list){0};
    bs_status status = is_bundled ? add_bundled(list, error) : BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++)
        status = add_word(list, words[i], error);
    if (status != BS_OK)
        bs_stop_list_clear(list);
    return status;
}

void bs_stop_list_clear(bs_stop_list *list)
{
    bs_map_clear(&list->words);
    bs_arena_clear(&list->arena);
}
