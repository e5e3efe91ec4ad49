/*
 * link_decisions.h - what the user knows of who is who, as a table.
 *
 * Columns: `decision` (join or apart), `name` and `other` (a name as articles have it, or an id),
 * and `article` and `other_article` (ids of articles; blank for all). A row that says a name twice
 * with no article keeps all articles apart in it.
 */
#ifndef BS_CORPUS_LINK_DECISIONS_H
#define BS_CORPUS_LINK_DECISIONS_H

#include "base/arena.h"
#include "broadsheet.h"

/* One side of a decision. */
typedef struct bs_link_side {
    bs_str name, article; /* `article` is absent for all */
} bs_link_side;

typedef struct bs_link_decision {
    bool is_join;
    bs_link_side sides[2];
} bs_link_decision;

typedef struct bs_link_decisions {
    bs_link_decision *items;
    size_t count;
} bs_link_decisions;

/* Reads them, in `arena`; none for an absent path. Fails as bs_table_read() does, and with
 * BS_BAD_DATA naming the row. */
bs_status bs_link_decisions_read(bs_str path, bs_arena *arena, bs_link_decisions *decisions,
                                 bs_error *error);

#endif
