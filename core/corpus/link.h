/*
 * link.h - who is who over an archive: the persons of its articles, put together and kept apart.
 *
 * A shard has a row for each person whom an article names in full and no lexicon has. Names that
 * may be one (link_name.h) are looked at together, article by article in order of date, those first
 * of whom an article says most. A person joins one met before unless the user says otherwise, the
 * names forbid it, or what is said does: another country, an office of another walk of life, more
 * than a generation between. Names that are not quite the same ask for more: a country, an office,
 * an affiliation, company in common. One who fits several and is closer to none stays alone.
 *
 * What comes out depends on the live articles alone, not on how they lie in shards.
 */
#ifndef BS_CORPUS_LINK_H
#define BS_CORPUS_LINK_H

#include "annotate/annotate.h"
#include "base/arena.h"
#include "broadsheet.h"
#include "corpus/shard.h"

/* What becomes of a row of the entities of a shard. */
typedef struct bs_link {
    uint32_t shard, row;
    uint32_t article; /* of the shard */
    bs_str entity;    /* the id that it gets */
    bs_str name;      /* the name that the entity goes by */
    bs_str rule;      /* "linking.middle", "linking.country", .. */
    bs_str reason;    /* a few words for a reader */
} bs_link;

typedef struct bs_links {
    bs_link *items;
    size_t count, capacity;
} bs_links; /* in order of shard, then row */

typedef struct bs_link_options {
    bs_str decisions;              /* path of the user's, see link_decisions.h; absent for none */
    const bs_annotator *annotator; /* tells which rules are off */
} bs_link_options;

/* The rows that get another id or name, or whose names are several persons'. Strings lie in `arena`
 * or in the shards; the caller frees `links` with bs_array_free(). */
bs_status bs_links_find(bs_shard *const *shards, size_t shard_count, const bs_link_options *options,
                        bs_arena *arena, bs_links *links, bs_error *error);

/* Applies the links of one shard and makes the rows of each id one. Strings are copied. */
bs_status bs_shard_link(bs_shard *shard, const bs_link *links, size_t count, bs_error *error);

#endif
