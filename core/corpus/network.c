/*
 * network.c - pairs counted shard by shard, over numbers that the entities have in all shards.
 *
 * Numbers are in byte order of ids, so that neither they nor the rows depend on the shards.
 */
#include "corpus/network.h"

#include <stdlib.h>

#include "annotate/layers.h"
#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/str.h"
#include "corpus/count_units.h"
#include "corpus/places.h"
#include "corpus/scope.h"
#include "corpus/tally.h"
#include "stats/association.h"

typedef struct numbered {
    bs_str id, name; /* views into the shards */
} numbered;

typedef struct pairs {
    bs_tally units; /* by lower << 32 | higher number */
    struct {
        uint32_t *items; /* by entry of `units` */
        size_t count, capacity;
    } articles, last_row; /* of the last article counted, + 1 */
    uint64_t *of_entity;  /* by number: units that name it */
    uint64_t left_out;    /* units that name too many */
} pairs;

typedef struct network {
    bs_selection *selection;
    uint32_t type_mask;
    bool is_sentences;
    uint64_t min;
    numbered *entities;
    size_t entity_count;
    uint32_t **numbers; /* by shard and row of its entities, BS_NONE for those not wanted */
    pairs *by_shard;
} network;

/* ---- numbers ---- */

static int compare_numbered(const void *a, const void *b)
{
    const numbered *x = a, *y = b;
    return bs_str_compare(x->id, y->id);
}

static bool is_wanted(const network *all, const bs_shard *shard, size_t row)
{
    return all->type_mask >> shard->entities.type[row] & 1;
}

/* All entities of the wanted types once, in order of their ids. */
static bs_status gather_entities(network *all, bs_error *error)
{
    const bs_view *view = all->selection->view;
    bs_map known = {0};
    struct {
        numbered *items;
        size_t count, capacity;
    } found = {0};
    bool has_memory = true;
    for (size_t index = 0; index < view->shard_count; index++) {
        const bs_shard *shard = bs_corpus_shard(view->corpus, index);
        for (size_t row = 0; has_memory && row < shard->entities.count; row++) {
            bool is_new = false;
            bs_str id = bs_text_at(&shard->entities.id, row);
            if (!is_wanted(all, shard, row))
                continue;
            has_memory = bs_map_add(&known, id, &is_new) != NULL;
            numbered *added = has_memory && is_new ? bs_array_push(&found) : NULL;
            has_memory = has_memory && (added || !is_new);
            if (added)
                *added = (numbered){id, bs_text_at(&shard->entities.name, row)};
        }
    }
    bs_map_clear(&known);
    if (found.count > 1)
        qsort(found.items, found.count, sizeof *found.items, compare_numbered);
    all->entities = found.items;
    all->entity_count = found.count;
    return has_memory ? BS_OK : bs_fail_memory(error);
}

/* Both are in order of ids, so one walk over both numbers the entities of a shard. */
static bs_status number_shard(network *all, size_t index, bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(all->selection->view->corpus, index);
    uint32_t *numbers = calloc(shard->entities.count + 1, sizeof *numbers);
    all->numbers[index] = numbers;
    if (!numbers)
        return bs_fail_memory(error);
    size_t number = 0;
    for (size_t row = 0; row < shard->entities.count; row++) {
        numbers[row] = BS_NONE;
        if (!is_wanted(all, shard, row))
            continue;
        bs_str id = bs_text_at(&shard->entities.id, row);
        while (number < all->entity_count && bs_str_compare(all->entities[number].id, id) < 0)
            number++;
        if (number < all->entity_count && bs_str_equal(all->entities[number].id, id))
            numbers[row] = (uint32_t)number;
    }
    return BS_OK;
}

/* ---- pairs ---- */

/* The entities of the present sentence or article, each once. */
typedef struct unit {
    uint64_t number; /* of the unit, from 1 */
    uint64_t *last;  /* by entity: the unit it was seen in last */
    bs_u32s entities;
} unit;

static bs_status add_pair(pairs *into, uint32_t a, uint32_t b, uint32_t row, bs_error *error)
{
    uint64_t key = a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
    bs_tally_entry *entry = bs_tally_at(&into->units, key);
    if (!entry)
        return bs_fail_memory(error);
    size_t index = (size_t)(entry - into->units.items);
    if (index == into->articles.count) {
        uint32_t *articles = bs_array_push(&into->articles);
        uint32_t *last_row = bs_array_push(&into->last_row);
        if (!articles || !last_row)
            return bs_fail_memory(error);
        *articles = *last_row = 0;
    }
    entry->count++;
    into->articles.items[index] += into->last_row.items[index] != row + 1;
    into->last_row.items[index] = row + 1;
    return BS_OK;
}

static bs_status end_unit(pairs *into, unit *now, uint32_t row, bs_error *error)
{
    const bs_u32s *found = &now->entities;
    bs_status status = BS_OK;
    for (size_t i = 0; i < found->count; i++)
        into->of_entity[found->items[i]]++;
    bool is_list = found->count > BS_NETWORK_ENTITIES_MAX;
    into->left_out += is_list;
    for (size_t i = 0; !is_list && i < found->count; i++)
        for (size_t j = i + 1; j < found->count && status == BS_OK; j++)
            status = add_pair(into, found->items[i], found->items[j], row, error);
    now->entities.count = 0;
    now->number++;
    return status;
}

static bs_status pair_article(const network *all, size_t index, size_t row, unit *now,
                              bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(all->selection->view->corpus, index);
    pairs *into = &all->by_shard[index];
    uint32_t sentence = BS_NONE, end = shard->articles.mention_start[row + 1];
    bs_status status = BS_OK;
    for (uint32_t i = shard->articles.mention_start[row]; i < end && status == BS_OK; i++) {
        uint32_t entity = shard->mentions.entity[i], start = shard->mentions.start[i];
        uint32_t number = entity == BS_NONE ? BS_NONE : all->numbers[index][entity];
        if (number == BS_NONE || !bs_selection_counts_byte(all->selection, shard, row, start))
            continue;
        uint32_t in = all->is_sentences ? bs_sentence_of_byte(shard, row, start) : 0;
        if (in != sentence)
            status = end_unit(into, now, (uint32_t)row, error);
        sentence = in;
        if (now->last[number] == now->number)
            continue;
        now->last[number] = now->number;
        uint32_t *added = bs_array_push(&now->entities);
        if (!added)
            return bs_fail_memory(error);
        *added = number;
    }
    return status == BS_OK ? end_unit(into, now, (uint32_t)row, error) : status;
}

static bs_status pair_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    const network *all = context;
    const bs_shard *shard = bs_corpus_shard(all->selection->view->corpus, index);
    pairs *into = &all->by_shard[index];
    unit now = {.number = 1, .last = calloc(all->entity_count + 1, sizeof *now.last)};
    into->of_entity = calloc(all->entity_count + 1, sizeof *into->of_entity);
    bs_status status = now.last && into->of_entity ? BS_OK : bs_fail_memory(error);
    size_t row = bs_selection_next_row(all->selection, index, 0);
    for (; status == BS_OK && row < shard->articles.count;
         row = bs_selection_next_row(all->selection, index, row + 1))
        status = pair_article(all, index, row, &now, error);
    free(now.last);
    bs_array_free(&now.entities);
    return status;
}

static void clear_pairs(pairs *of)
{
    bs_tally_clear(&of->units);
    bs_array_free(&of->articles);
    bs_array_free(&of->last_row);
    free(of->of_entity);
}

/* Adds what the later shards have to the first. */
static bs_status merge_pairs(const network *all, pairs *into, const pairs *from, bs_error *error)
{
    for (size_t i = 0; i < from->units.count; i++) {
        bs_tally_entry *entry = bs_tally_at(&into->units, from->units.items[i].key);
        if (!entry)
            return bs_fail_memory(error);
        size_t index = (size_t)(entry - into->units.items);
        if (index == into->articles.count) {
            uint32_t *articles = bs_array_push(&into->articles);
            if (!articles)
                return bs_fail_memory(error);
            *articles = 0;
        }
        entry->count += from->units.items[i].count;
        into->articles.items[index] += from->articles.items[i];
    }
    for (size_t entity = 0; entity < all->entity_count; entity++)
        into->of_entity[entity] += from->of_entity[entity];
    into->left_out += from->left_out;
    return BS_OK;
}

/* The sentences or articles of the selection. */
static uint64_t count_units(const network *all, const bs_scope *scopes)
{
    if (!all->is_sentences)
        return all->selection->count;
    uint64_t count = 0;
    for (size_t index = 0; index < all->selection->view->shard_count; index++) {
        const bs_shard *shard = bs_corpus_shard(all->selection->view->corpus, index);
        for (size_t i = 0; i < scopes[index].count; i++)
            count += bs_shard_sentence_of_token(shard, scopes[index].ranges[i].end - 1) -
                     bs_shard_sentence_of_token(shard, scopes[index].ranges[i].start) + 1;
    }
    return count;
}

/* ---- evidence ---- */

typedef struct id_pair {
    bs_str a, b;
} id_pair;

typedef struct network_rows {
    bs_selection *selection;
    bool is_sentences;
    id_pair *ids;
    size_t count;
} network_rows;

static bs_status add_place(const network_rows *rows, size_t index, size_t row, uint32_t sentence,
                           bs_places *places, bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(rows->selection->view->corpus, index);
    bs_place *place = bs_array_push(places);
    if (!place)
        return bs_fail_memory(error);
    *place = (bs_place){.shard = (uint32_t)index, .row = (uint32_t)row};
    place->end = (uint32_t)bs_text_at(&shard->articles.text, row).size;
    if (rows->is_sentences) {
        place->start = shard->sentences.start[sentence];
        place->end = shard->sentences.end[sentence];
    }
    return BS_OK;
}

/* Adds the units of one article that name the entities in rows `a` and `b` of the shard. */
static bs_status find_in_article(const network_rows *rows, size_t index, size_t row, uint32_t a,
                                 uint32_t b, bs_places *places, bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(rows->selection->view->corpus, index);
    uint32_t sentence = BS_NONE, end = shard->articles.mention_start[row + 1];
    unsigned seen = 0;
    bs_status status = BS_OK;
    for (uint32_t i = shard->articles.mention_start[row]; i < end && status == BS_OK; i++) {
        uint32_t entity = shard->mentions.entity[i], start = shard->mentions.start[i];
        if ((entity != a && entity != b) ||
            !bs_selection_counts_byte(rows->selection, shard, row, start))
            continue;
        uint32_t in = rows->is_sentences ? bs_sentence_of_byte(shard, row, start) : 0;
        if (in != sentence)
            seen = 0;
        sentence = in;
        bool was_both = seen == 3;
        seen |= entity == a ? 1 : 2;
        if (seen == 3 && !was_both && places->count < BS_PLACES_EVIDENCE_MAX)
            status = add_place(rows, index, row, sentence, places, error);
    }
    return status;
}

static bs_status find(void *context, size_t row, size_t column, bs_arena *arena,
                      bs_evidence_list *list, bs_error *error)
{
    (void)column;
    const network_rows *rows = context;
    const bs_selection *selection = rows->selection;
    if (row >= rows->count)
        return bs_fail(error, BS_MISUSE, "the table was built without row %zu", row + 1);
    bs_places places = {0};
    bs_status status = BS_OK;
    for (size_t i = 0; status == BS_OK && i < selection->view->shard_count; i++) {
        const bs_shard *shard = bs_corpus_shard(selection->view->corpus, i);
        uint32_t a = bs_shard_entity_find(shard, rows->ids[row].a);
        uint32_t b = bs_shard_entity_find(shard, rows->ids[row].b);
        size_t article = bs_selection_next_row(selection, i, 0);
        for (; a != BS_NONE && b != BS_NONE && status == BS_OK && article < shard->articles.count;
             article = bs_selection_next_row(selection, i, article + 1))
            status = find_in_article(rows, i, article, a, b, &places, error);
    }
    if (status == BS_OK)
        status = bs_places_evidence(selection->view->corpus, &places, arena, list, error);
    bs_array_free(&places);
    return status;
}

static void release(void *context)
{
    network_rows *rows = context;
    bs_selection_free(rows->selection);
    free(rows->ids);
    free(rows);
}

/* ---- the table ---- */

typedef struct edge {
    uint64_t key, count;
    uint32_t articles;
} edge;

typedef struct edges {
    edge *items;
    size_t count, capacity;
} edges;

static int compare_edges(const void *a, const void *b)
{
    const edge *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->key < y->key ? -1 : x->key > y->key;
}

static bs_status choose_edges(const network *all, const pairs *found, edges *chosen,
                              bs_error *error)
{
    for (size_t i = 0; i < found->units.count; i++) {
        const bs_tally_entry *entry = &found->units.items[i];
        if (entry->count < all->min)
            continue;
        edge *added = bs_array_push(chosen);
        if (!added)
            return bs_fail_memory(error);
        *added = (edge){entry->key, entry->count, found->articles.items[i]};
    }
    if (chosen->count > 1)
        qsort(chosen->items, chosen->count, sizeof *chosen->items, compare_edges);
    return BS_OK;
}

static void write_edges(bs_table_builder *builder, const network *all, const edges *chosen,
                        const pairs *found, uint64_t units)
{
    static const char *const names[] = {"a", "b", "a_name", "b_name"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        bs_table_add_column(builder, bs_str_from(names[i]), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("count"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("articles"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("npmi"), BS_COLUMN_NUMBER);
    for (size_t i = 0; i < chosen->count; i++) {
        const edge *of = &chosen->items[i];
        uint32_t a = (uint32_t)(of->key >> 32), b = (uint32_t)of->key;
        bs_contingency both =
            bs_contingency_from_margins((double)of->count, (double)found->of_entity[a],
                                        (double)found->of_entity[b], (double)units);
        bs_table_add_row(builder);
        bs_table_set_text(builder, 0, all->entities[a].id);
        bs_table_set_text(builder, 1, all->entities[b].id);
        bs_table_set_text(builder, 2, all->entities[a].name);
        bs_table_set_text(builder, 3, all->entities[b].name);
        bs_table_set_integer(builder, 4, (int64_t)of->count);
        bs_table_set_integer(builder, 5, of->articles);
        bs_table_set_number(builder, 6, bs_npmi(both));
    }
    if (found->left_out == 0)
        return;
    bs_buffer note = {0};
    bs_buffer_print(&note, "%llu %s that name over %d entities are left out",
                    (unsigned long long)found->left_out,
                    all->is_sentences ? "sentences" : "articles", BS_NETWORK_ENTITIES_MAX);
    bs_table_add_note(builder, bs_buffer_str(&note));
    bs_buffer_clear(&note);
}

static bs_status set_source(bs_table_builder *builder, const network *all, const edges *chosen,
                            bs_error *error)
{
    network_rows *rows = calloc(1, sizeof *rows);
    id_pair *ids = calloc(chosen->count + 1, sizeof *ids);
    if (!rows || !ids) {
        free(rows);
        free(ids);
        return bs_fail_memory(error);
    }
    for (size_t i = 0; i < chosen->count; i++)
        ids[i] = (id_pair){all->entities[chosen->items[i].key >> 32].id,
                           all->entities[(uint32_t)chosen->items[i].key].id};
    *rows =
        (network_rows){bs_selection_retain(all->selection), all->is_sentences, ids, chosen->count};
    bs_table_set_evidence_source(
        builder, (bs_evidence_source){.context = rows, .find = find, .release = release});
    return BS_OK;
}

static bs_status make_table(const network *all, const pairs *found, bs_table **table,
                            bs_error *error)
{
    const bs_scope *scopes = bs_selection_scopes(all->selection, error);
    if (!scopes)
        return BS_NO_MEMORY;
    bs_table_builder *builder = NULL;
    edges chosen = {0};
    bs_status status = choose_edges(all, found, &chosen, error);
    if (status == BS_OK)
        status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = set_source(builder, all, &chosen, error);
    if (status == BS_OK)
        write_edges(builder, all, &chosen, found, count_units(all, scopes));
    bs_array_free(&chosen);
    if (status == BS_OK)
        return bs_table_finish(builder, table, error);
    bs_table_builder_free(builder);
    return status;
}

/* ---- all ---- */

static bs_status read_options(const bs_network_options *options, network *all, bs_error *error)
{
    all->min = options->min > 0 ? options->min : 1;
    all->is_sentences = !bs_str_equal(options->within, BS_STR("article"));
    if (options->within.data && all->is_sentences &&
        !bs_str_equal(options->within, BS_STR("sentence")))
        return bs_fail(error, BS_MISUSE, "network: within \"%.*s\" is neither sentence nor article",
                       BS_STR_ARG(options->within));
    all->type_mask = options->type_count > 0 ? 0 : UINT32_MAX;
    for (size_t i = 0; i < options->type_count; i++) {
        bs_entity_type type;
        if (!bs_entity_type_from(options->types[i], &type))
            return bs_fail(error, BS_MISUSE, "network: \"%.*s\" is no type of entities",
                           BS_STR_ARG(options->types[i]));
        all->type_mask |= 1u << type;
    }
    return BS_OK;
}

static bs_status count_pairs(network *all, const bs_progress *progress, bs_error *error)
{
    size_t shard_count = all->selection->view->shard_count;
    all->numbers = calloc(shard_count + 1, sizeof *all->numbers);
    all->by_shard = calloc(shard_count + 1, sizeof *all->by_shard);
    bs_status status = all->numbers && all->by_shard ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK)
        status = gather_entities(all, error);
    for (size_t index = 0; index < shard_count && status == BS_OK; index++)
        status = number_shard(all, index, error);
    if (status == BS_OK)
        status = bs_pool_run(bs_selection_threads(all->selection), shard_count, pair_shard, all,
                             progress, "pairing entities", error);
    for (size_t index = 1; index < shard_count && status == BS_OK; index++)
        status = merge_pairs(all, &all->by_shard[0], &all->by_shard[index], error);
    return status;
}

bs_status bs_network(bs_selection *selection, const bs_network_options *options,
                     const bs_progress *progress, bs_table **table, bs_error *error)
{
    network all = {.selection = selection};
    static const pairs none = {0};
    size_t shard_count = selection->view->shard_count;
    bs_status status = read_options(options, &all, error);
    if (status == BS_OK)
        status = count_pairs(&all, progress, error);
    if (status == BS_OK)
        status = make_table(&all, shard_count > 0 ? &all.by_shard[0] : &none, table, error);
    for (size_t index = 0; index < shard_count; index++) {
        if (all.numbers)
            free(all.numbers[index]);
        if (all.by_shard)
            clear_pairs(&all.by_shard[index]);
    }
    free(all.numbers);
    free(all.by_shard);
    free(all.entities);
    return status;
}
