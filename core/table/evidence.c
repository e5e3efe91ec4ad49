/*
 * evidence.c - from a cell back to what it was made from.
 *
 * A walk over the lineage, parents before what was computed from them, each item once. Nodes of
 * derived tables are remembered, because a table joined with itself leads to the same rows again
 * and again.
 */
#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "table/layout.h"

typedef struct walk {
    bs_arena *arena; /* the caller's, for the result */
    bs_arena scratch;
    bs_map known, visited;
    struct {
        bs_evidence *items;
        size_t count, capacity;
    } found;
    bs_buffer key;
    bs_error *error;
} walk;

/* True when `key` was not there before. */
static bs_status remember(walk *w, bs_map *map, bool *is_new)
{
    if (w->key.failed)
        return bs_fail_memory(w->error);
    bs_str key = bs_buffer_str(&w->key);
    *is_new = false;
    if (bs_map_find(map, key))
        return BS_OK;
    bs_str kept = bs_arena_copy(&w->scratch, key);
    if (!kept.data || !bs_map_add(map, kept, is_new))
        return bs_fail_memory(w->error);
    return BS_OK;
}

static bs_str copy(walk *w, bs_str text)
{
    return text.data ? bs_arena_copy(w->arena, text) : text;
}

static bs_status add(walk *w, bs_evidence evidence)
{
    w->key.size = 0;
    bs_buffer_print(&w->key, "%d %zu ", (int)evidence.kind, evidence.id.size);
    bs_buffer_add(&w->key, evidence.id);
    bs_buffer_add(&w->key, evidence.rule);
    bool is_new;
    bs_status status = remember(w, &w->known, &is_new);
    if (status != BS_OK || !is_new)
        return status;
    bs_evidence *place = bs_array_push(&w->found);
    if (!place)
        return bs_fail_memory(w->error);
    *place = (bs_evidence){evidence.kind, copy(w, evidence.id), copy(w, evidence.rule)};
    if ((evidence.id.data && !place->id.data) || (evidence.rule.data && !place->rule.data))
        return bs_fail_memory(w->error);
    return BS_OK;
}

static bs_status add_cell(walk *w, const bs_table *table, size_t row, size_t column)
{
    bs_buffer id = {0};
    bs_buffer_add(&id, table->file);
    bs_buffer_print(&id, ":%u", (unsigned)table->records[row]);
    if (column != BS_COLUMN_NONE) {
        bs_buffer_add_char(&id, ':');
        bs_buffer_add(&id, table->columns[column].name);
    }
    bs_status status = id.failed ? bs_fail_memory(w->error)
                                 : add(w, (bs_evidence){BS_EVIDENCE_CELL, bs_buffer_str(&id), {0}});
    bs_buffer_clear(&id);
    return status;
}

static bs_status add_own(walk *w, const bs_table *table, size_t row, size_t column)
{
    bs_status status = BS_OK;
    size_t start = table->evidence ? table->evidence_ends[row] : 0;
    size_t end = table->evidence ? table->evidence_ends[row + 1] : 0;
    for (size_t i = start; i < end && status == BS_OK; i++)
        status = add(w, table->evidence[i]);
    bool has_record = table->records && table->records[row];
    if (status == BS_OK && has_record)
        status = add_cell(w, table, row, column);
    if (status != BS_OK || has_record || start < end || !table->source.find)
        return status;
    bs_evidence_list list = {0};
    status = table->source.find(table->source.context, row, column, &w->scratch, &list, w->error);
    for (size_t i = 0; i < list.count && status == BS_OK; i++)
        status = add(w, list.items[i]);
    return status;
}

static bs_status visit(walk *w, const bs_table *table, size_t row, size_t column);

static bs_status visit_parent(walk *w, const bs_table *table, size_t column, size_t parent,
                              uint32_t row, uint32_t link_column)
{
    if (row == BS_ROW_NONE)
        return BS_OK;
    uint32_t source = BS_SOURCE_ROW;
    if (column != BS_COLUMN_NONE)
        source = table->sources[column * table->parent_count + parent];
    if (source == BS_SOURCE_LINK)
        source = link_column;
    if (source == BS_SOURCE_NOTHING)
        return BS_OK;
    return visit(w, table->parents[parent], row, source == BS_SOURCE_ROW ? BS_COLUMN_NONE : source);
}

static bs_status visit_links(walk *w, const bs_table *table, size_t row, size_t column)
{
    bs_status status = BS_OK;
    for (size_t i = table->ends[row]; i < table->ends[row + 1] && status == BS_OK; i++) {
        const bs_link *link = &table->links[i];
        if (column == BS_COLUMN_NONE || link->own_column == BS_LINK_ALL ||
            link->own_column == column)
            status = visit_parent(w, table, column, link->parent, link->row, link->column);
    }
    return status;
}

static bs_status visit_rows(walk *w, const bs_table *table, size_t row, size_t column)
{
    if (!table->ends) {
        uint32_t parent_row = table->rows ? table->rows[row] : (uint32_t)row;
        return visit_parent(w, table, column, 0, parent_row, BS_SOURCE_ROW);
    }
    bs_status status = BS_OK;
    for (size_t i = table->ends[row]; i < table->ends[row + 1] && status == BS_OK; i++)
        status = visit_parent(w, table, column, 0, table->rows[i], BS_SOURCE_ROW);
    return status;
}

/* Recursion is bounded by BS_TABLE_DEPTH_MAX. */
static bs_status visit(walk *w, const bs_table *table, size_t row, size_t column)
{
    if (table->parent_count == 0)
        return add_own(w, table, row, column);
    struct {
        const bs_table *table;
        size_t row, column;
    } node = {table, row, column};
    w->key.size = 0;
    bs_buffer_add(&w->key, (bs_str){(const char *)&node, sizeof node});
    bool is_new;
    bs_status status = remember(w, &w->visited, &is_new);
    if (status != BS_OK || !is_new)
        return status;
    status = table->links ? visit_links(w, table, row, column) : visit_rows(w, table, row, column);
    bs_str rule = column == BS_COLUMN_NONE ? (bs_str){NULL, 0} : table->columns[column].rule;
    if (status == BS_OK && rule.data)
        status = add(w, (bs_evidence){BS_EVIDENCE_COMPUTED, rule, {0}});
    return status;
}

static bs_status keep(walk *w, bs_evidence_list *evidence)
{
    bs_evidence *items = bs_arena_array(w->arena, w->found.count, sizeof *items);
    if (!items)
        return bs_fail_memory(w->error);
    if (w->found.count > 0)
        memcpy(items, w->found.items, w->found.count * sizeof *items);
    *evidence = (bs_evidence_list){items, w->found.count};
    return BS_OK;
}

bs_status bs_table_evidence(const bs_table *table, size_t row, size_t column, bs_arena *arena,
                            bs_evidence_list *evidence, bs_error *error)
{
    if (row >= table->row_count || (column != BS_COLUMN_NONE && column >= table->column_count))
        return bs_fail(error, BS_MISUSE, "no cell in row %zu, column %zu", row + 1, column + 1);
    walk w = {.arena = arena, .error = error};
    bs_status status = visit(&w, table, row, column);
    if (status == BS_OK)
        status = keep(&w, evidence);
    bs_arena_clear(&w.scratch);
    bs_map_clear(&w.known);
    bs_map_clear(&w.visited);
    bs_array_free(&w.found);
    bs_buffer_clear(&w.key);
    return status;
}
