/* count_evidence.c - from a row of a count to the items that were counted in it. */
#include "corpus/count_evidence.h"

#include <stdlib.h>

#include "base/error.h"
#include "corpus/cite.h"

typedef struct evidences {
    bs_evidence *items;
    size_t count, capacity;
} evidences;

typedef struct collector {
    const bs_corpus *corpus;
    bs_arena *arena;
    evidences found;
    bool is_full;
} collector;

static bs_status collect(void *context, const bs_count_item *item, bs_error *error)
{
    collector *into = context;
    if (into->found.count == BS_COUNT_EVIDENCE_MAX) {
        into->is_full = true;
        return bs_fail(error, BS_LIMIT, "over %d items", BS_COUNT_EVIDENCE_MAX);
    }
    const bs_shard *shard = bs_corpus_shard(into->corpus, item->shard);
    bs_range range = {item->start, item->end};
    if (!item->is_bytes)
        range = bs_bytes_of_tokens(shard, item->row, item->start, item->end);
    bs_evidence *added = bs_array_push(&into->found);
    if (!added)
        return bs_fail_memory(error);
    *added = bs_cite_evidence(into->arena, shard, item->row, range.start, range.end, item->rule);
    return added->id.data ? BS_OK : bs_fail_memory(error);
}

/* The articles of the plan's selection that are in the group. */
static bs_status select_group(const bs_count_plan *plan, uint32_t group, bs_selection **result,
                              bs_error *error)
{
    const bs_selection *all = plan->selection;
    bs_status status = bs_selection_empty(all->view, all->segments, result, error);
    if (status != BS_OK)
        return status;
    size_t rows = all->view->base[all->view->shard_count];
    for (size_t dense = 0; dense < rows; dense++)
        for (uint32_t i = plan->group_start[dense]; i < plan->group_start[dense + 1]; i++)
            if (plan->group_list.items[i] == group)
                bs_selection_set(*result, dense);
    bs_selection_seal(*result);
    return BS_OK;
}

static bs_status walk_all(bs_count_plan *plan, bs_selection *group, const bs_count_visitor *visitor,
                          bs_error *error)
{
    bs_count_walk walk;
    bs_status status = bs_count_walk_make(plan, group, NULL, &walk, error);
    for (size_t i = 0; status == BS_OK && i < group->view->shard_count; i++)
        status = bs_count_walk_shard(&walk, i, visitor, error);
    bs_count_walk_clear(&walk);
    return status;
}

static bs_status find(void *context, size_t row, size_t column, bs_arena *arena,
                      bs_evidence_list *list, bs_error *error)
{
    (void)column;
    bs_count_evidence *evidence = context;
    bs_count_plan *plan = &evidence->plan;
    if (row >= evidence->rows.count)
        return bs_fail(error, BS_MISUSE, "the count has no row %zu", row + 1);
    const bs_count_row *wanted = &evidence->rows.items[row];
    collector into = {.corpus = plan->selection->view->corpus, .arena = arena};
    bs_count_visitor visitor = {
        .visit = collect, .context = &into, .wants_each = true, .key = wanted->key};
    bs_selection *group = NULL;
    bs_status status = select_group(plan, wanted->group, &group, error);
    if (status == BS_OK)
        status = walk_all(plan, group, &visitor, error);
    if (into.is_full)
        status = BS_OK; /* as many as are listed */
    bs_evidence *items = NULL;
    if (status == BS_OK) {
        items = bs_arena_array(arena, into.found.count + 1, sizeof *items);
        status = items ? BS_OK : bs_fail_memory(error);
    }
    if (status == BS_OK) {
        if (into.found.count > 0)
            memcpy(items, into.found.items, into.found.count * sizeof *items);
        *list = (bs_evidence_list){items, into.found.count};
    }
    bs_array_free(&into.found);
    bs_selection_free(group);
    return status;
}

static void release(void *context)
{
    bs_count_evidence_free(context);
}

void bs_count_evidence_free(bs_count_evidence *evidence)
{
    if (!evidence)
        return;
    bs_count_plan_clear(&evidence->plan);
    bs_array_free(&evidence->rows);
    free(evidence);
}

bs_evidence_source bs_count_evidence_source(bs_count_evidence *evidence)
{
    return (bs_evidence_source){.context = evidence, .find = find, .release = release};
}
