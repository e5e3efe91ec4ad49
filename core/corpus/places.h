/* places.h - places in texts that the rows of a table stand for, and the evidence made of them. */
#ifndef BS_CORPUS_PLACES_H
#define BS_CORPUS_PLACES_H

#include "base/array.h"
#include "corpus/query.h"
#include "corpus/scope.h"
#include "table/table.h"

enum { BS_PLACES_EVIDENCE_MAX = 10000 }; /* of one row */

typedef struct bs_place {
    uint32_t shard, row;
    uint32_t start, end; /* bytes of the article */
    bs_str rule;         /* a view into the shard, or absent */
} bs_place;

typedef struct bs_places {
    bs_place *items;
    size_t count, capacity;
} bs_places;

/* The evidence for some places, in `arena`. */
bs_status bs_places_evidence(const bs_corpus *corpus, const bs_places *places, bs_arena *arena,
                             bs_evidence_list *list, bs_error *error);

/* A source in which row i of the table stands for place i. Takes over the memory of `places`, also
 * when it fails. */
bs_status bs_places_source(bs_selection *selection, bs_places *places, bs_evidence_source *source,
                           bs_error *error);

/* Adds the places of hits in one shard, until there are BS_PLACES_EVIDENCE_MAX. */
bs_status bs_places_add_hits(bs_places *places, const bs_corpus *corpus, size_t shard,
                             const bs_hits *hits, bs_error *error);

#endif
