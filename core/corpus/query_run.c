/*
 * query_run.c - a tree evaluated bottom up, shard by shard: every node gives its hits, and whether
 * they say where it is (the usual case) or, below a "!", where it is not.
 *
 *     !a            the other way round
 *     a & b         hits of a in sentences with hits of b, and of b in those with a
 *     a & !b        hits of a in sentences without hits of b
 *     !a & !b       not in sentences with hits of a or b
 *     a | !b        not in articles that have b and do not have a
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/progress.h"
#include "corpus/query_match.h"
#include "corpus/scope.h"

typedef struct finding {
    bs_hits hits;
    bool is_negative; /* the hits say where it is not */
} finding;

typedef struct units {
    const uint32_t *start; /* first token of each sentence or article, and the end of the last */
    size_t count;
} units;

static units units_of(const bs_shard *shard, bool is_sentence)
{
    if (is_sentence)
        return (units){shard->sentences.token_start, shard->sentences.count};
    return (units){shard->articles.token_start, shard->articles.count};
}

/* Adds the hits of `from` that lie in units with (or without) hits of `others`. */
static bs_status add_beside(const units *all, const bs_hits *from, const bs_hits *others, bool with,
                            bs_hits *into, bs_error *error)
{
    if (!bs_array_reserve(into, from->count))
        return bs_fail_memory(error);
    size_t unit = 0, other = 0;
    for (size_t i = 0; i < from->count; i++) {
        unit = bs_unit_from(all->start, all->count, unit, from->items[i].start);
        while (other < others->count && others->items[other].start < all->start[unit])
            other++;
        bool is_there = other < others->count && others->items[other].start < all->start[unit + 1];
        if (is_there == with)
            into->items[into->count++] = from->items[i];
    }
    return BS_OK;
}

static int compare_hits(const void *a, const void *b)
{
    const bs_hit *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

/* Sorts, and drops what is there twice. */
static void tidy(bs_hits *hits)
{
    bool is_tidy = true;
    for (size_t i = 1; is_tidy && i < hits->count; i++)
        is_tidy = compare_hits(&hits->items[i - 1], &hits->items[i]) < 0;
    if (is_tidy)
        return;
    qsort(hits->items, hits->count, sizeof *hits->items, compare_hits);
    size_t kept = 1;
    for (size_t i = 1; i < hits->count; i++)
        if (compare_hits(&hits->items[i], &hits->items[kept - 1]) != 0)
            hits->items[kept++] = hits->items[i];
    hits->count = kept;
}

static bs_status add_all(const bs_hits *from, bs_hits *into, bs_error *error)
{
    if (!bs_array_reserve(into, from->count))
        return bs_fail_memory(error);
    if (from->count > 0)
        memcpy(into->items + into->count, from->items, from->count * sizeof *from->items);
    into->count += from->count;
    return BS_OK;
}

static bs_status join_and(const bs_shard *shard, bool is_sentence, const finding *a,
                          const finding *b, finding *both, bs_error *error)
{
    units all = units_of(shard, is_sentence);
    if (a->is_negative && b->is_negative) {
        both->is_negative = true;
        bs_status status = add_all(&a->hits, &both->hits, error);
        return status == BS_OK ? add_all(&b->hits, &both->hits, error) : status;
    }
    if (a->is_negative || b->is_negative) {
        const bs_hits *wanted = a->is_negative ? &b->hits : &a->hits;
        const bs_hits *unwanted = a->is_negative ? &a->hits : &b->hits;
        return add_beside(&all, wanted, unwanted, false, &both->hits, error);
    }
    bs_status status = add_beside(&all, &a->hits, &b->hits, true, &both->hits, error);
    return status == BS_OK ? add_beside(&all, &b->hits, &a->hits, true, &both->hits, error)
                           : status;
}

static bs_status join_or(const bs_shard *shard, const finding *a, const finding *b, finding *either,
                         bs_error *error)
{
    units all = units_of(shard, false);
    either->is_negative = a->is_negative || b->is_negative;
    if (a->is_negative && b->is_negative) /* not where both are not */
        return add_beside(&all, &a->hits, &b->hits, true, &either->hits, error);
    if (a->is_negative)
        return add_beside(&all, &a->hits, &b->hits, false, &either->hits, error);
    if (b->is_negative)
        return add_beside(&all, &b->hits, &a->hits, false, &either->hits, error);
    bs_status status = add_all(&a->hits, &either->hits, error);
    return status == BS_OK ? add_all(&b->hits, &either->hits, error) : status;
}

static bs_status evaluate(const bs_shard_scope *in, const bs_node *node, finding *found,
                          bs_error *error);

static bs_status evaluate_pair(const bs_shard_scope *in, const bs_node *node, finding *found,
                               bs_error *error)
{
    finding a = {0}, b = {0};
    bs_status status = evaluate(in, node->a, &a, error);
    bool is_decided = status == BS_OK && a.hits.count == 0 && !a.is_negative &&
                      !node->b->is_negative && node->kind != BS_NODE_OR;
    if (status == BS_OK && !is_decided)
        status = evaluate(in, node->b, &b, error);
    if (status == BS_OK && !is_decided)
        status = node->kind == BS_NODE_OR ? join_or(in->shard, &a, &b, found, error)
                                          : join_and(in->shard, node->kind == BS_NODE_AND_SENTENCE,
                                                     &a, &b, found, error);
    tidy(&found->hits);
    bs_array_free(&a.hits);
    bs_array_free(&b.hits);
    return status;
}

/* "a | b | c .." leans to the left: its parts are gathered and put in order once. */
static bs_status evaluate_either(const bs_shard_scope *in, const bs_node *node, finding *found,
                                 bs_error *error)
{
    bs_status status = evaluate(in, node->b, found, error);
    for (node = node->a; status == BS_OK && node;
         node = node->kind == BS_NODE_OR ? node->a : NULL) {
        finding part = {0};
        status = evaluate(in, node->kind == BS_NODE_OR ? node->b : node, &part, error);
        if (status == BS_OK)
            status = add_all(&part.hits, &found->hits, error);
        bs_array_free(&part.hits);
    }
    tidy(&found->hits);
    return status;
}

static bs_status evaluate(const bs_shard_scope *in, const bs_node *node, finding *found,
                          bs_error *error)
{
    if (node->kind == BS_NODE_SEQUENCE)
        return bs_sequence_hits(in, node->elements, node->element_count, &found->hits, error);
    if (node->kind == BS_NODE_NOT) {
        bs_status status = evaluate(in, node->a, found, error);
        found->is_negative = !found->is_negative;
        return status;
    }
    if (node->kind == BS_NODE_OR && !node->is_negative)
        return evaluate_either(in, node, found, error);
    return evaluate_pair(in, node, found, error);
}

/* ---- over all shards ---- */

typedef struct run {
    const bs_query *query;
    const bs_selection *selection;
    const bs_progress *progress;
    finding *found; /* by shard */
} run;

static bs_status open_scope(const bs_selection *selection, size_t index,
                            const bs_progress *progress, bs_shard_scope *in, bs_error *error)
{
    const bs_scope *scopes = bs_selection_scopes(selection, error);
    if (!scopes)
        return BS_NO_MEMORY;
    *in = (bs_shard_scope){.shard = bs_corpus_shard(selection->view->corpus, index),
                           .view = selection->view,
                           .index = index,
                           .scope = &scopes[index],
                           .progress = progress};
    return bs_view_sentence_starts(selection->view, index, &in->sentence_starts, error);
}

static bs_status run_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    run *all = context;
    bs_shard_scope in;
    bs_status status = open_scope(all->selection, index, all->progress, &in, error);
    if (status != BS_OK || in.scope->count == 0)
        return status;
    return evaluate(&in, all->query->root, &all->found[index], error);
}

static void clear_findings(finding *found, size_t count)
{
    for (size_t i = 0; found && i < count; i++)
        bs_array_free(&found[i].hits);
    free(found);
}

bool bs_query_is_quick(const bs_query *query)
{
    const bs_node *node = query->root;
    if (node->kind != BS_NODE_SEQUENCE)
        return false;
    for (size_t i = 0; i < node->element_count; i++) {
        const bs_element *element = &node->elements[i];
        bool is_looked_up =
            element->kind == BS_ELEMENT_TERMS && !element->terms->next &&
            (element->terms->kind == BS_TERM_WORD || element->terms->kind == BS_TERM_EXACT);
        if (!is_looked_up)
            return false;
    }
    return true;
}

static bs_status run_all(const bs_query *query, const bs_selection *selection,
                         const bs_progress *progress, finding **found, bs_error *error)
{
    size_t shard_count = selection->view->shard_count;
    run all = {.query = query, .selection = selection, .progress = progress};
    all.found = calloc(shard_count + 1, sizeof *all.found);
    if (!all.found)
        return bs_fail_memory(error);
    unsigned threads = bs_query_is_quick(query) ? 1 : bs_selection_threads(selection);
    bs_status status =
        bs_pool_run(threads, shard_count, run_shard, &all, progress, "searching", error);
    if (status != BS_OK) {
        clear_findings(all.found, shard_count);
        return status;
    }
    *found = all.found;
    return BS_OK;
}

static bs_status fail_negative(const bs_query *query, bs_error *error)
{
    return bs_fail(error, BS_MISUSE,
                   "query: %.*s\n  says only what must be absent: it has no hits, write a & !b",
                   BS_STR_ARG(query->text));
}

bs_status bs_query_run_shard(const bs_query *query, const bs_selection *selection, size_t shard,
                             const bs_progress *progress, bs_hits *hits, bs_error *error)
{
    if (query->root->is_negative)
        return fail_negative(query, error);
    finding found = {0};
    bs_shard_scope in;
    bs_status status = open_scope(selection, shard, progress, &in, error);
    if (status == BS_OK && in.scope->count > 0)
        status = evaluate(&in, query->root, &found, error);
    if (status == BS_OK)
        *hits = found.hits;
    else
        bs_array_free(&found.hits);
    return status;
}

bs_status bs_query_count_rows(const bs_query *query, const bs_selection *selection, size_t shard,
                              const bs_progress *progress, uint32_t *counts, bool *is_counted,
                              bs_error *error)
{
    const bs_node *node = query->root;
    bs_shard_scope in;
    *is_counted = node->kind == BS_NODE_SEQUENCE;
    if (!*is_counted)
        return BS_OK;
    bs_status status = open_scope(selection, shard, progress, &in, error);
    if (status != BS_OK || in.scope->count == 0)
        return status;
    return bs_sequence_count_rows(&in, node->elements, node->element_count, counts, is_counted,
                                  error);
}

bs_status bs_query_run(const bs_query *query, const bs_selection *selection,
                       const bs_progress *progress, bs_matches *matches, bs_error *error)
{
    if (query->root->is_negative)
        return fail_negative(query, error);
    size_t shard_count = selection->view->shard_count;
    bs_hits *shards = calloc(shard_count + 1, sizeof *shards);
    if (!shards)
        return bs_fail_memory(error);
    finding *found = NULL;
    bs_status status = run_all(query, selection, progress, &found, error);
    if (status != BS_OK) {
        free(shards);
        return status;
    }
    *matches = (bs_matches){.shards = shards, .shard_count = shard_count};
    for (size_t i = 0; i < shard_count; i++) {
        shards[i] = found[i].hits;
        matches->count += found[i].hits.count;
    }
    free(found);
    return BS_OK;
}

void bs_matches_clear(bs_matches *matches)
{
    for (size_t i = 0; i < matches->shard_count; i++)
        bs_array_free(&matches->shards[i]);
    free(matches->shards);
    *matches = (bs_matches){0};
}

/* Sets the bits of the selected rows that have hits, or of those that have none. */
static void select_rows(const bs_selection *selection, size_t index, const finding *found,
                        bs_selection *result)
{
    const bs_shard *shard = bs_corpus_shard(selection->view->corpus, index);
    size_t base = selection->view->base[index], hit = 0;
    size_t row = bs_selection_next_row(selection, index, 0);
    for (; row < shard->articles.count; row = bs_selection_next_row(selection, index, row + 1)) {
        while (hit < found->hits.count &&
               found->hits.items[hit].start < shard->articles.token_start[row])
            hit++;
        bool has_hit = hit < found->hits.count &&
                       found->hits.items[hit].start < shard->articles.token_start[row + 1];
        if (has_hit != found->is_negative)
            bs_selection_set(result, base + row);
    }
}

bs_status bs_query_select(const bs_query *query, bs_selection *selection,
                          const bs_progress *progress, bs_selection **result, bs_error *error)
{
    finding *found = NULL;
    bs_selection *made = NULL;
    bs_status status = run_all(query, selection, progress, &found, error);
    if (status != BS_OK)
        return status;
    status = bs_selection_empty(selection->view, selection->segments, &made, error);
    size_t shard_count = selection->view->shard_count;
    for (size_t i = 0; status == BS_OK && i < shard_count; i++) {
        found[i].is_negative = query->root->is_negative; /* also where nothing was looked for */
        select_rows(selection, i, &found[i], made);
    }
    clear_findings(found, shard_count);
    if (status != BS_OK)
        return status;
    bs_selection_seal(made);
    *result = made;
    return BS_OK;
}
