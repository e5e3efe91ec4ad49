/* tuples.c - tuples of texts, found again by a map over one text that spells them out. */
#include "corpus/tuples.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/str.h"

void bs_tuples_clear(bs_tuples *tuples)
{
    bs_map_clear(&tuples->numbers);
    bs_arena_clear(&tuples->arena);
    free(tuples->items);
    *tuples = (bs_tuples){.width = tuples->width};
}

size_t bs_tuples_count(const bs_tuples *tuples)
{
    return tuples->width > 0 ? tuples->count / tuples->width : tuples->numbers.count;
}

/* Size, text, size, text ..: no two tuples are spelt alike. An absent text has the size -1. */
static void spell(const bs_tuples *tuples, const bs_str *texts, bs_buffer *spelt)
{
    for (size_t i = 0; i < tuples->width; i++) {
        int64_t size = texts[i].data ? (int64_t)texts[i].size : -1;
        bs_buffer_add(spelt, (bs_str){(const char *)&size, sizeof size});
        bs_buffer_add(spelt, texts[i]);
    }
}

static bool store(bs_tuples *tuples, const bs_str *texts)
{
    if (!bs_array_reserve(tuples, tuples->width))
        return false;
    for (size_t i = 0; i < tuples->width; i++) {
        bs_str copy = texts[i].data ? bs_arena_copy(&tuples->arena, texts[i]) : texts[i];
        if (texts[i].data && !copy.data)
            return false;
        tuples->items[tuples->count + i] = copy;
    }
    return true;
}

static bs_status add_spelt(bs_tuples *tuples, const bs_str *texts, bs_str spelt, uint32_t *number,
                           bs_error *error)
{
    const bs_map_entry *known = bs_map_find(&tuples->numbers, spelt);
    if (known) {
        *number = (uint32_t)known->value;
        return BS_OK;
    }
    bs_str copy = bs_arena_copy(&tuples->arena, spelt);
    bs_map_entry *entry =
        copy.data && store(tuples, texts) ? bs_map_add(&tuples->numbers, copy, NULL) : NULL;
    if (!entry)
        return bs_fail_memory(error);
    entry->value = tuples->numbers.count - 1;
    *number = (uint32_t)entry->value;
    tuples->count += tuples->width;
    return BS_OK;
}

bs_status bs_tuples_add(bs_tuples *tuples, const bs_str *texts, uint32_t *number, bs_error *error)
{
    bs_buffer spelt = {0};
    spell(tuples, texts, &spelt);
    bs_status status = spelt.failed
                           ? bs_fail_memory(error)
                           : add_spelt(tuples, texts, bs_buffer_str(&spelt), number, error);
    bs_buffer_clear(&spelt);
    return status;
}
