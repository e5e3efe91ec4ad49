/* entities_table.c - who and what is named in a selection, how often, from when to when. */
#include <stdlib.h>

#include "annotate/layers.h"
#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/layer_tables.h"
#include "corpus/places.h"
#include "text/day.h"

typedef struct entity {
    bs_str id, name; /* views into the shards */
    uint8_t type;
    uint64_t mentions, articles;
    size_t last_article; /* dense row + 1 of the article counted last */
    bs_str first, last;  /* dates of publication */
    int32_t first_day, last_day;
} entity;

typedef struct entities {
    entity *items;
    size_t count, capacity;
    bs_map by_id;
} entities;

/* The table's way back: the ids of its rows. */
typedef struct entity_rows {
    bs_selection *selection;
    bs_str *ids;
    size_t count;
} entity_rows;

static bs_status entity_of(entities *all, const bs_shard *shard, uint32_t row, size_t *index,
                           bs_error *error)
{
    bool is_new;
    bs_str id = bs_text_at(&shard->entities.id, row);
    bs_map_entry *entry = bs_map_add(&all->by_id, id, &is_new);
    if (!entry)
        return bs_fail_memory(error);
    if (is_new) {
        entity *added = bs_array_push(all);
        if (!added)
            return bs_fail_memory(error);
        *added = (entity){.id = id,
                          .name = bs_text_at(&shard->entities.name, row),
                          .type = shard->entities.type[row]};
        entry->value = all->count - 1;
    }
    *index = (size_t)entry->value;
    return BS_OK;
}

static void note_date(entity *of, bs_str published)
{
    bs_date date;
    if (!published.data || !bs_date_from(published, &date))
        return;
    int32_t day = bs_date_first_day(date);
    if (!of->first.data || day < of->first_day) {
        of->first = published;
        of->first_day = day;
    }
    if (!of->last.data || day > of->last_day) {
        of->last = published;
        of->last_day = day;
    }
}

static bs_status count_article(const bs_selection *selection, size_t index, size_t row,
                               uint32_t *known, entities *all, bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(selection->view->corpus, index);
    uint32_t end = shard->articles.mention_start[row + 1];
    for (uint32_t i = shard->articles.mention_start[row]; i < end; i++) {
        uint32_t local = shard->mentions.entity[i];
        if (local == BS_NONE ||
            !bs_selection_counts_byte(selection, shard, row, shard->mentions.start[i]))
            continue;
        if (known[local] == 0) {
            size_t found = 0;
            bs_status status = entity_of(all, shard, local, &found, error);
            if (status != BS_OK)
                return status;
            known[local] = (uint32_t)found + 1;
        }
        entity *of = &all->items[known[local] - 1];
        size_t dense = selection->view->base[index] + row;
        of->mentions++;
        if (of->last_article != dense + 1) {
            of->last_article = dense + 1;
            of->articles++;
            note_date(of, bs_text_at(&shard->articles.published, row));
        }
    }
    return BS_OK;
}

static bs_status count_shard(const bs_selection *selection, size_t index, entities *all,
                             bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(selection->view->corpus, index);
    uint32_t *known = calloc(shard->entities.count + 1, sizeof *known); /* index in all + 1 */
    bs_status status = known ? BS_OK : bs_fail_memory(error);
    size_t row = bs_selection_next_row(selection, index, 0);
    for (; status == BS_OK && row < shard->articles.count;
         row = bs_selection_next_row(selection, index, row + 1))
        status = count_article(selection, index, row, known, all, error);
    free(known);
    return status;
}

static int compare_entities(const void *a, const void *b)
{
    const entity *x = a, *y = b;
    if (x->mentions != y->mentions)
        return x->mentions > y->mentions ? -1 : 1;
    return bs_str_compare(x->id, y->id);
}

/* Sorts, and leaves the entities that are wanted. */
static void arrange(entities *all, const bs_layer_options *options, bool has_type,
                    bs_entity_type type)
{
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].mentions >= options->min && (!has_type || all->items[i].type == type))
            all->items[kept++] = all->items[i];
    all->count = kept;
    if (kept > 1)
        qsort(all->items, kept, sizeof *all->items, compare_entities);
}

/* ---- evidence ---- */

static bs_status add_mentions(const entity_rows *rows, bs_str id, size_t index, bs_places *places,
                              bs_error *error)
{
    const bs_selection *selection = rows->selection;
    const bs_shard *shard = bs_corpus_shard(selection->view->corpus, index);
    uint32_t entity_row = bs_shard_entity_find(shard, id);
    size_t row = bs_selection_next_row(selection, index, 0);
    for (; entity_row != BS_NONE && row < shard->articles.count;
         row = bs_selection_next_row(selection, index, row + 1)) {
        uint32_t end = shard->articles.mention_start[row + 1];
        for (uint32_t i = shard->articles.mention_start[row]; i < end; i++) {
            uint32_t start = shard->mentions.start[i];
            if (shard->mentions.entity[i] != entity_row ||
                !bs_selection_counts_byte(selection, shard, row, start))
                continue;
            if (places->count == BS_PLACES_EVIDENCE_MAX)
                return BS_OK;
            bs_place *place = bs_array_push(places);
            if (!place)
                return bs_fail_memory(error);
            *place = (bs_place){.shard = (uint32_t)index,
                                .row = (uint32_t)row,
                                .start = start,
                                .end = shard->mentions.end[i],
                                .rule = shard->rules[shard->mentions.rule[i]]};
        }
    }
    return BS_OK;
}

static bs_status find(void *context, size_t row, size_t column, bs_arena *arena,
                      bs_evidence_list *list, bs_error *error)
{
    (void)column;
    const entity_rows *rows = context;
    if (row >= rows->count)
        return bs_fail(error, BS_MISUSE, "the table was built without row %zu", row + 1);
    bs_places places = {0};
    bs_status status = BS_OK;
    for (size_t i = 0; status == BS_OK && i < rows->selection->view->shard_count; i++)
        status = add_mentions(rows, rows->ids[row], i, &places, error);
    if (status == BS_OK)
        status = bs_places_evidence(rows->selection->view->corpus, &places, arena, list, error);
    bs_array_free(&places);
    return status;
}

static void release(void *context)
{
    entity_rows *rows = context;
    bs_selection_free(rows->selection);
    free(rows->ids);
    free(rows);
}

static bs_status set_source(bs_table_builder *builder, bs_selection *selection, const entities *all,
                            bs_error *error)
{
    entity_rows *rows = calloc(1, sizeof *rows);
    bs_str *ids = calloc(all->count + 1, sizeof *ids);
    if (!rows || !ids) {
        free(rows);
        free(ids);
        return bs_fail_memory(error);
    }
    for (size_t i = 0; i < all->count; i++)
        ids[i] = all->items[i].id; /* of shards that the selection holds on to */
    *rows = (entity_rows){bs_selection_retain(selection), ids, all->count};
    bs_table_set_evidence_source(
        builder, (bs_evidence_source){.context = rows, .find = find, .release = release});
    return BS_OK;
}

/* ---- the table ---- */

static void set_text(bs_table_builder *builder, size_t column, bs_str text)
{
    if (text.data)
        bs_table_set_text(builder, column, text);
}

static void write_rows(bs_table_builder *builder, const entities *all)
{
    bs_table_add_column(builder, BS_STR("entity"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("type"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("name"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("mentions"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("articles"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("first"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("last"), BS_COLUMN_TEXT);
    for (size_t i = 0; i < all->count; i++) {
        const entity *of = &all->items[i];
        bs_table_add_row(builder);
        set_text(builder, 0, of->id);
        set_text(builder, 1, bs_str_from(bs_entity_type_name((bs_entity_type)of->type)));
        set_text(builder, 2, of->name);
        bs_table_set_integer(builder, 3, (int64_t)of->mentions);
        bs_table_set_integer(builder, 4, (int64_t)of->articles);
        set_text(builder, 5, of->first);
        set_text(builder, 6, of->last);
    }
}

static bs_status make_table(bs_selection *selection, const entities *all, bs_table **table,
                            bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = set_source(builder, selection, all, error);
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    write_rows(builder, all);
    return bs_table_finish(builder, table, error);
}

bs_status bs_entities_table(bs_selection *selection, const bs_layer_options *options,
                            const bs_progress *progress, bs_table **table, bs_error *error)
{
    bs_entity_type type = BS_ENTITY_OTHER;
    if (options->type.data && !bs_entity_type_from(options->type, &type))
        return bs_fail(error, BS_MISUSE, "entities: \"%.*s\" is no type of entities",
                       BS_STR_ARG(options->type));
    entities all = {0};
    bs_status status = BS_OK;
    for (size_t i = 0; status == BS_OK && i < selection->view->shard_count; i++) {
        status = bs_progress_check(progress, error);
        if (status == BS_OK)
            status = count_shard(selection, i, &all, error);
    }
    if (status == BS_OK) {
        arrange(&all, options, options->type.data != NULL, type);
        status = make_table(selection, &all, table, error);
    }
    bs_map_clear(&all.by_id);
    bs_array_free(&all);
    return status;
}
