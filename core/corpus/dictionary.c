/* dictionary.c - named groups of parsed queries. */
#include "corpus/dictionary.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "base/str.h"

typedef struct group {
    bs_str name;
    bs_query **items;
    size_t count, capacity;
} group;

struct bs_dictionary {
    atomic_size_t references;
    bs_arena arena; /* names */
    group *items;
    size_t count, capacity;
    bs_map by_name; /* index of the group */
};

bs_status bs_dictionary_new(bs_dictionary **dictionary, bs_error *error)
{
    bs_dictionary *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    atomic_init(&made->references, 1);
    *dictionary = made;
    return BS_OK;
}

bs_dictionary *bs_dictionary_retain(bs_dictionary *dictionary)
{
    atomic_fetch_add(&dictionary->references, 1);
    return dictionary;
}

void bs_dictionary_free(bs_dictionary *dictionary)
{
    if (!dictionary || atomic_fetch_sub(&dictionary->references, 1) != 1)
        return;
    for (size_t i = 0; i < dictionary->count; i++) {
        for (size_t j = 0; j < dictionary->items[i].count; j++)
            bs_query_free(dictionary->items[i].items[j]);
        free(dictionary->items[i].items);
    }
    free(dictionary->items);
    bs_map_clear(&dictionary->by_name);
    bs_arena_clear(&dictionary->arena);
    free(dictionary);
}

static group *group_of(bs_dictionary *dictionary, bs_str name)
{
    const bs_map_entry *known = bs_map_find(&dictionary->by_name, name);
    if (known)
        return &dictionary->items[known->value];
    bs_str copy = bs_arena_copy(&dictionary->arena, name);
    if (!copy.data || !bs_array_reserve(dictionary, 1))
        return NULL;
    bs_map_entry *entry = bs_map_add(&dictionary->by_name, copy, NULL);
    if (!entry)
        return NULL;
    entry->value = dictionary->count;
    group *added = &dictionary->items[dictionary->count++];
    *added = (group){.name = copy};
    return added;
}

bs_status bs_dictionary_add(bs_dictionary *dictionary, bs_str group_name, bs_str query,
                            bs_error *error)
{
    bs_query *parsed = NULL;
    bs_status status = bs_query_parse(query, &parsed, error);
    if (status != BS_OK)
        return status;
    if (bs_query_is_negative(parsed)) {
        bs_query_free(parsed);
        return bs_fail(error, BS_MISUSE, "\"%.*s\" says only what must be absent: it has no hits",
                       BS_STR_ARG(query));
    }
    group *into = group_of(dictionary, group_name);
    bs_query **added = into ? bs_array_push(into) : NULL;
    if (!added) {
        bs_query_free(parsed);
        return bs_fail_memory(error);
    }
    *added = parsed;
    return BS_OK;
}

size_t bs_dictionary_group_count(const bs_dictionary *dictionary)
{
    return dictionary->count;
}

bs_str bs_dictionary_group(const bs_dictionary *dictionary, size_t index)
{
    return dictionary->items[index].name;
}

size_t bs_dictionary_query_count(const bs_dictionary *dictionary, size_t index)
{
    return dictionary->items[index].count;
}

const bs_query *bs_dictionary_query(const bs_dictionary *dictionary, size_t index, size_t query)
{
    return dictionary->items[index].items[query];
}
