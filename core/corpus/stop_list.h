/* stop_list.h - words that a list of words leaves out: those given, and the bundled ones. */
#ifndef BS_CORPUS_STOP_LIST_H
#define BS_CORPUS_STOP_LIST_H

#include "base/arena.h"
#include "base/map.h"
#include "broadsheet.h"

typedef struct bs_stop_list {
    bs_map words; /* folded */
    bs_arena arena;
} bs_stop_list;

/* `words` are folded here and copied; `is_bundled` adds data/classes/function.txt. */
bs_status bs_stop_list_make(const bs_str *words, size_t count, bool is_bundled, bs_stop_list *list,
                            bs_error *error);
void bs_stop_list_clear(bs_stop_list *list);

static inline bool bs_stop_list_has(const bs_stop_list *list, bs_str fold)
{
    return list->words.count > 0 && bs_map_find(&list->words, fold) != NULL;
}

#endif
