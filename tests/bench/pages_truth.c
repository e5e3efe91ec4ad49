/* pages_truth.c - see pages_truth.h. */
#include "pages_truth.h"

#include <stdlib.h>

#include <yajl/yajl_tree.h>

#include "base/error.h"
#include "base/file.h"

enum { TRUTH_BYTES_MAX = 1 << 30 };

static bs_str text_of(yajl_val value, bs_arena *arena)
{
    bs_str absent = {NULL, 0};
    return YAJL_IS_STRING(value) ? bs_arena_copy(arena, bs_str_from(value->u.string)) : absent;
}

static yajl_val field(yajl_val object, const char *name)
{
    const char *path[] = {name, NULL};
    return yajl_tree_get(object, path, yajl_t_any);
}

/* A list of strings, or one string. */
static const bs_str *list_of(yajl_val value, bs_arena *arena, size_t *count)
{
    *count = 0;
    size_t size = YAJL_IS_ARRAY(value) ? value->u.array.len : 1;
    bs_str *items = bs_arena_array(arena, size + 1, sizeof *items);
    for (size_t i = 0; items && i < size; i++) {
        bs_str item = text_of(YAJL_IS_ARRAY(value) ? value->u.array.values[i] : value, arena);
        if (item.size > 0)
            items[(*count)++] = item;
    }
    return items;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const bs_truth *)a)->name, ((const bs_truth *)b)->name);
}

static bs_status take(yajl_val root, bs_arena *arena, bs_truths *truths, bs_error *error)
{
    for (size_t i = 0; i < root->u.object.len; i++) {
        yajl_val page = root->u.object.values[i];
        bs_truth *truth = bs_array_push(truths);
        if (!truth)
            return bs_fail_memory(error);
        *truth = (bs_truth){
            .name = bs_arena_copy(arena, bs_str_from(root->u.object.keys[i])).data,
            .body = text_of(field(page, "articleBody"), arena),
            .title = text_of(field(page, "title"), arena),
            .date = text_of(field(page, "date"), arena),
        };
        truth->authors = list_of(field(page, "authors"), arena, &truth->author_count);
        truth->with = list_of(field(page, "with"), arena, &truth->with_count);
        truth->without = list_of(field(page, "without"), arena, &truth->without_count);
        if (!truth->name || !truth->authors || !truth->with || !truth->without)
            return bs_fail_memory(error);
    }
    qsort(truths->items, truths->count, sizeof *truths->items, by_name);
    return BS_OK;
}

bs_status bs_truths_read(const char *path, bs_arena *arena, bs_truths *truths, bs_error *error)
{
    bs_str json;
    char message[200];
    bs_status status = bs_file_read(path, TRUTH_BYTES_MAX, arena, &json, error);
    if (status != BS_OK)
        return status;
    yajl_val root = yajl_tree_parse(json.data, message, sizeof message);
    status = YAJL_IS_OBJECT(root) ? take(root, arena, truths, error)
                                  : bs_fail(error, BS_BAD_DATA, "%s: no object of pages", path);
    yajl_tree_free(root);
    return status;
}
