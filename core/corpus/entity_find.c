/* entity_find.c - entities looked up by id and by name, over all shards of a corpus. */
#include "corpus/entity_find.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/str.h"
#include "corpus/layer_tables.h"
#include "corpus/scope.h"

typedef struct candidate {
    bs_entity_ref ref;
    uint64_t mentions;
} candidate;

typedef struct candidates {
    candidate *items;
    size_t count, capacity;
} candidates;

typedef enum tier { TIER_ID, TIER_NAME, TIER_ANY_NAME, TIERS } tier;

static bool is_called(const bs_shard_entities *entities, size_t row, bs_str name, tier by)
{
    if (by == TIER_ID)
        return bs_str_equal_nocase(bs_text_at(&entities->id, row), name);
    if (by == TIER_NAME)
        return bs_str_equal_nocase(bs_text_at(&entities->name, row), name);
    for (int32_t i = entities->name_start[row]; i < entities->name_start[row + 1]; i++)
        if (bs_str_equal_nocase(bs_text_at(&entities->names, (size_t)i), name))
            return true;
    return false;
}

static uint64_t count_mentions(const bs_shard *shard, uint32_t entity)
{
    uint64_t count = 0;
    for (size_t i = 0; i < shard->mentions.count; i++)
        count += shard->mentions.entity[i] == entity;
    return count;
}

static bs_status add_candidate(const bs_corpus *corpus, bs_entity_ref ref, candidates *found,
                               bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(corpus, ref.shard);
    bs_str id = bs_text_at(&shard->entities.id, ref.row);
    uint64_t mentions = count_mentions(shard, ref.row);
    for (size_t i = 0; i < found->count; i++) {
        bs_entity_ref known = found->items[i].ref;
        const bs_shard *home = bs_corpus_shard(corpus, known.shard);
        if (bs_str_equal(bs_text_at(&home->entities.id, known.row), id)) {
            found->items[i].mentions += mentions;
            return BS_OK;
        }
    }
    candidate *added = bs_array_push(found);
    if (!added)
        return bs_fail_memory(error);
    *added = (candidate){ref, mentions};
    return BS_OK;
}

static bs_status find_by(const bs_corpus *corpus, bs_str name, tier by, candidates *found,
                         bs_error *error)
{
    for (size_t index = 0; index < bs_corpus_shard_count(corpus); index++) {
        const bs_shard *shard = bs_corpus_shard(corpus, index);
        for (size_t row = 0; row < shard->entities.count; row++) {
            bs_entity_ref ref = {(uint32_t)index, (uint32_t)row};
            bs_status status = is_called(&shard->entities, row, name, by)
                                   ? add_candidate(corpus, ref, found, error)
                                   : BS_OK;
            if (status != BS_OK)
                return status;
        }
    }
    return BS_OK;
}

/* Most mentions first; what came first (by shard, then id) among equals. */
static int compare_candidates(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->mentions != y->mentions)
        return x->mentions > y->mentions ? -1 : 1;
    if (x->ref.shard != y->ref.shard)
        return x->ref.shard < y->ref.shard ? -1 : 1;
    return x->ref.row < y->ref.row ? -1 : x->ref.row > y->ref.row;
}

bs_status bs_entity_find(const bs_corpus *corpus, bs_str name, bs_entity_ref **entities,
                         size_t *count, bs_error *error)
{
    candidates found = {0};
    bs_status status = BS_OK;
    for (int by = 0; status == BS_OK && found.count == 0 && by < TIERS; by++)
        status = find_by(corpus, name, (tier)by, &found, error);
    bs_entity_ref *refs = status == BS_OK ? calloc(found.count + 1, sizeof *refs) : NULL;
    if (status == BS_OK && !refs)
        status = bs_fail_memory(error);
    if (status == BS_OK) {
        if (found.count > 1)
            qsort(found.items, found.count, sizeof *found.items, compare_candidates);
        for (size_t i = 0; i < found.count; i++)
            refs[i] = found.items[i].ref;
        *entities = refs;
        *count = found.count;
    }
    bs_array_free(&found);
    return status;
}

static bs_status fail_ambiguous(const bs_corpus *corpus, bs_str name, const bs_entity_ref *entities,
                                size_t count, bs_error *error)
{
    bs_buffer list = {0};
    for (size_t i = 0; i < count && i < 8; i++) {
        const bs_shard *shard = bs_corpus_shard(corpus, entities[i].shard);
        bs_buffer_add(&list, i > 0 ? BS_STR(", ") : BS_STR(""));
        bs_buffer_add(&list, bs_text_at(&shard->entities.id, entities[i].row));
    }
    bs_str ids = bs_buffer_str(&list);
    bs_status status = bs_fail(error, BS_MISUSE, "several entities are called \"%.*s\": %.*s%s",
                               BS_STR_ARG(name), BS_STR_ARG(ids), count > 8 ? ", .." : "");
    bs_buffer_clear(&list);
    return status;
}

bs_status bs_entity_resolve(const bs_corpus *corpus, bs_str name, bs_str *id, bs_error *error)
{
    bs_entity_ref *entities = NULL;
    size_t count = 0;
    bs_status status = bs_entity_find(corpus, name, &entities, &count, error);
    if (status == BS_OK && count > 1)
        status = fail_ambiguous(corpus, name, entities, count, error);
    *id = (bs_str){NULL, 0};
    if (status == BS_OK && count == 1) {
        const bs_shard *shard = bs_corpus_shard(corpus, entities[0].shard);
        *id = bs_text_at(&shard->entities.id, entities[0].row);
    }
    free(entities);
    return status;
}
