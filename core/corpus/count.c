/*
 * count.c - cells filled by a walk over the items, then laid out as rows: in order, with nothing
 * left out between the first and the last period, each with its rate and its way to the evidence.
 */
#include "corpus/count.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/pool.h"
#include "base/sort.h"
#include "base/str.h"
#include "corpus/count_evidence.h"
#include "corpus/count_plan.h"
#include "corpus/families.h"
#include "stats/intervals.h"

enum {
    ROWS_FILLED_MAX = 1000000, /* with more, rows of nothing are left out */
    BLOCK_CELLS_MAX = 8 << 20,
    QUICK_QUERIES_MAX = 4,
};

static const double CONFIDENCE = 0.95;

/* ---- counting ---- */

typedef struct last_units {
    uint64_t *items; /* by key: the article or sentence that was counted last */
    size_t count, capacity;
} last_units;

/* Counts by key and group: as a block where that is small, and by tally where it would not be. */
typedef struct cells {
    size_t group_count;
    uint64_t *block; /* by key, then group; NULL once they are in the tally */
    size_t key_capacity;
    bs_tally tally; /* by group << 32 | key */
    bool is_sparse;
} cells;

static uint64_t cell_of(uint32_t group, uint32_t key)
{
    return (uint64_t)group << 32 | key;
}

static void clear_cells(cells *of)
{
    free(of->block);
    bs_tally_clear(&of->tally);
}

static bool add_to_tally(cells *of, uint32_t group, uint32_t key, uint64_t amount)
{
    bs_tally_entry *entry = bs_tally_at(&of->tally, cell_of(group, key));
    if (entry)
        entry->count += amount;
    return entry != NULL;
}

/* Moves on to the tally. */
static bool scatter(cells *of)
{
    bool has_memory = true;
    for (size_t i = 0; has_memory && i < of->key_capacity * of->group_count; i++)
        if (of->block[i] > 0)
            has_memory = add_to_tally(of, (uint32_t)(i % of->group_count),
                                      (uint32_t)(i / of->group_count), of->block[i]);
    free(of->block);
    of->block = NULL;
    of->key_capacity = 0;
    of->is_sparse = true;
    return has_memory;
}

/* Room for the key, or the way to the tally. */
static bool make_room(cells *of, uint32_t key)
{
    size_t wanted = (size_t)key + key / 2 + 16;
    if (of->group_count == 0 || wanted > BLOCK_CELLS_MAX / of->group_count)
        return scatter(of);
    uint64_t *block = realloc(of->block, wanted * of->group_count * sizeof *block);
    if (!block)
        return false;
    size_t known = of->key_capacity * of->group_count;
    memset(block + known, 0, (wanted * of->group_count - known) * sizeof *block);
    of->block = block;
    of->key_capacity = wanted;
    return true;
}

static inline bool add_to_cell(cells *of, uint32_t group, uint32_t key, uint64_t amount)
{
    if (key >= of->key_capacity && !of->is_sparse && !make_room(of, key))
        return false;
    if (of->is_sparse)
        return add_to_tally(of, group, key, amount);
    of->block[key * of->group_count + group] += amount;
    return true;
}

static bool add_cells(cells *into, const cells *from)
{
    bool has_memory = true;
    for (size_t i = 0; has_memory && i < from->key_capacity * from->group_count; i++)
        if (from->block[i] > 0)
            has_memory = add_to_cell(into, (uint32_t)(i % from->group_count),
                                     (uint32_t)(i / from->group_count), from->block[i]);
    for (size_t i = 0; has_memory && i < from->tally.count; i++)
        has_memory = add_to_cell(into, (uint32_t)(from->tally.items[i].key >> 32),
                                 (uint32_t)from->tally.items[i].key, from->tally.items[i].count);
    return has_memory;
}

static uint64_t count_in(const cells *of, uint32_t group, uint32_t key)
{
    if (of->is_sparse) {
        const bs_tally_entry *entry = bs_tally_find(&of->tally, cell_of(group, key));
        return entry ? entry->count : 0;
    }
    return key < of->key_capacity && group < of->group_count
               ? of->block[key * of->group_count + group]
               : 0;
}

typedef struct counter {
    bs_count_plan *plan;
    cells cells;
    last_units last;
    size_t hint_shard; /* the sentence that was found last, and where */
    uint32_t hint;
} counter;

/* Items mostly rise, so the next sentence is near the last. */
static uint32_t sentence_of(counter *count, const bs_shard *shard, const bs_count_item *item)
{
    if (item->is_bytes)
        return bs_sentence_of_byte(shard, item->row, item->start);
    bool is_behind = count->hint_shard == item->shard &&
                     shard->sentences.token_start[count->hint] <= item->start;
    count->hint = bs_sentence_from(&shard->sentences, is_behind ? count->hint : 0, item->start);
    count->hint_shard = item->shard;
    return count->hint;
}

static uint64_t unit_of(counter *count, const bs_count_item *item)
{
    const bs_view *view = count->plan->selection->view;
    if (count->plan->of == BS_COUNT_ARTICLES)
        return view->base[item->shard] + item->row + 1;
    const bs_shard *shard = bs_corpus_shard(view->corpus, item->shard);
    return ((uint64_t)item->shard << 32 | sentence_of(count, shard, item)) + 1;
}

/* Whether the unit of the item is another than that of the last item with this key. */
static bs_status is_new_unit(counter *count, const bs_count_item *item, bool *is_new,
                             bs_error *error)
{
    last_units *last = &count->last;
    if (item->key >= last->count) {
        if (!bs_array_reserve(last, item->key + 1 - last->count))
            return bs_fail_memory(error);
        memset(last->items + last->count, 0, (item->key + 1 - last->count) * sizeof *last->items);
        last->count = item->key + 1;
    }
    uint64_t unit = unit_of(count, item);
    *is_new = last->items[item->key] != unit;
    last->items[item->key] = unit;
    return BS_OK;
}

static bs_status count_item(void *context, const bs_count_item *item, bs_error *error)
{
    counter *count = context;
    const bs_count_plan *plan = count->plan;
    uint64_t amount = item->count;
    if (plan->of == BS_COUNT_ARTICLES || plan->of == BS_COUNT_SENTENCES) {
        bool is_new = false;
        bs_status status = is_new_unit(count, item, &is_new, error);
        if (status != BS_OK || !is_new)
            return status;
        amount = 1;
    }
    size_t dense = plan->selection->view->base[item->shard] + item->row;
    for (uint32_t i = plan->group_start[dense]; i < plan->group_start[dense + 1]; i++) {
        if (!add_to_cell(&count->cells, plan->group_list.items[i], item->key, amount))
            return bs_fail_memory(error);
    }
    return BS_OK;
}

/* The same for all rows of a shard, where each item counts. */
static bs_status count_rows(void *context, size_t shard, uint32_t key, const uint32_t *counts,
                            bs_error *error)
{
    counter *count = context;
    const bs_count_plan *plan = count->plan;
    const uint32_t *starts = plan->group_start + plan->selection->view->base[shard];
    size_t rows = bs_corpus_shard(plan->selection->view->corpus, shard)->articles.count;
    bool has_memory = true;
    for (size_t row = 0; has_memory && row < rows; row++)
        for (uint32_t i = starts[row]; has_memory && counts[row] > 0 && i < starts[row + 1]; i++)
            has_memory = add_to_cell(&count->cells, plan->group_list.items[i], key, counts[row]);
    return has_memory ? BS_OK : bs_fail_memory(error);
}

/* ---- what rates are of ---- */

/* Articles or tokens by group, or by group and segment when that is a column. */
static uint64_t total_key(uint32_t group, int segment)
{
    return (uint64_t)group << 8 | (unsigned)segment;
}

static bs_status add_totals(const bs_count_plan *plan, const bs_selection *selection, int segment,
                            bool needs_tokens, bs_tally *totals, bs_error *error)
{
    const bs_view *view = selection->view;
    const bs_scope *scopes = bs_selection_scopes(selection, error);
    if (!scopes)
        return BS_NO_MEMORY;
    for (size_t index = 0; index < view->shard_count; index++) {
        const bs_shard *shard = bs_corpus_shard(view->corpus, index);
        size_t range = 0, row = bs_selection_next_row(selection, index, 0);
        for (; row < shard->articles.count;
             row = bs_selection_next_row(selection, index, row + 1)) {
            uint64_t tokens =
                bs_scope_count(&scopes[index], &range, shard->articles.token_start[row],
                               shard->articles.token_start[row + 1]);
            bool has_it = segment == 0 || tokens > 0; /* an article without captions is not one
                                                         in which captions were searched */
            uint64_t amount = needs_tokens ? tokens : has_it;
            size_t dense = view->base[index] + row;
            for (uint32_t i = plan->group_start[dense]; i < plan->group_start[dense + 1]; i++) {
                bs_tally_entry *entry =
                    bs_tally_at(totals, total_key(plan->group_list.items[i], segment));
                if (!entry)
                    return bs_fail_memory(error);
                entry->count += amount;
            }
        }
    }
    return BS_OK;
}

static bool has_segments(const bs_count_plan *plan)
{
    return plan->item_key_mask >> BS_ITEM_SEGMENT & 1;
}

static bs_status count_totals(const bs_count_plan *plan, bs_tally *totals, bs_error *error)
{
    bool needs_tokens = plan->per == BS_PER_MILLION_TOKENS;
    if (!has_segments(plan))
        return add_totals(plan, plan->selection, 0, needs_tokens, totals, error);
    bs_status status = BS_OK;
    for (int type = 0; type < BS_SEGMENT_TYPES && status == BS_OK; type++) {
        bs_selection *part = NULL;
        if (!(plan->selection->segments >> type & 1))
            continue;
        status = bs_selection_with_segments(plan->selection, 1u << type, &part, error);
        if (status == BS_OK)
            status = add_totals(plan, part, type + 1, needs_tokens, totals, error);
        bs_selection_free(part);
    }
    return status;
}

static uint64_t total_of(const bs_count_plan *plan, const bs_tally *totals, const bs_count_row *row)
{
    int segment = 0;
    for (size_t i = 0; i < plan->item_key_count; i++) {
        bs_segment_type type;
        if (plan->item_keys[i] == BS_ITEM_SEGMENT &&
            bs_segment_type_from(bs_tuples_at(&plan->keys, row->key, i), &type))
            segment = (int)type + 1;
    }
    const bs_tally_entry *entry = bs_tally_find(totals, total_key(row->group, segment));
    return entry ? entry->count : 0;
}

/* ---- rows ---- */

/* Every period between the first and the last, for each combination of the other columns. */
static bs_status fill_periods(bs_count_plan *plan, bool *is_filled, bs_error *error)
{
    *is_filled = plan->period_place == SIZE_MAX || plan->first_period > plan->last_period;
    if (*is_filled)
        return BS_OK;
    bs_tuples others = {.width = plan->groups.width};
    bs_str texts[BS_COUNT_BY_MAX];
    bs_status status = BS_OK;
    size_t group_count = bs_tuples_count(&plan->groups);
    for (size_t i = 0; i < group_count && status == BS_OK; i++) {
        uint32_t unused;
        for (size_t j = 0; j < plan->groups.width; j++)
            texts[j] = bs_tuples_at(&plan->groups, (uint32_t)i, j);
        texts[plan->period_place] = (bs_str){NULL, 0};
        status = bs_tuples_add(&others, texts, &unused, error);
    }
    uint64_t periods = (uint64_t)(plan->last_period - plan->first_period) + 1;
    *is_filled = periods * bs_tuples_count(&others) <= ROWS_FILLED_MAX;
    for (size_t i = 0; *is_filled && i < bs_tuples_count(&others) && status == BS_OK; i++) {
        for (size_t j = 0; j < plan->groups.width; j++)
            texts[j] = bs_tuples_at(&others, (uint32_t)i, j);
        for (int64_t period = plan->first_period; period <= plan->last_period && status == BS_OK;
             period++) {
            char text[BS_PERIOD_TEXT_MAX];
            uint32_t unused;
            bs_period_write(plan->article_keys[plan->period_place], period, text);
            texts[plan->period_place] = bs_str_from(text);
            status = bs_tuples_add(&plan->groups, texts, &unused, error);
        }
    }
    bs_tuples_clear(&others);
    return status;
}

static bs_status add_row(bs_count_rows *rows, uint32_t group, uint32_t key, uint64_t count,
                         bs_error *error)
{
    bs_count_row *row = bs_array_push(rows);
    if (!row)
        return bs_fail_memory(error);
    *row = (bs_count_row){group, key, count};
    return BS_OK;
}

static bs_status list_cells(const cells *all, bs_count_rows *rows, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < all->key_capacity * all->group_count && status == BS_OK; i++)
        if (all->block[i] > 0)
            status = add_row(rows, (uint32_t)(i % all->group_count),
                             (uint32_t)(i / all->group_count), all->block[i], error);
    for (size_t i = 0; i < all->tally.count && status == BS_OK; i++)
        status = add_row(rows, (uint32_t)(all->tally.items[i].key >> 32),
                         (uint32_t)all->tally.items[i].key, all->tally.items[i].count, error);
    return status;
}

/* All groups with all keys where nothing may be missing, else the cells that there are. */
static bs_status make_rows(bs_count_plan *plan, const cells *all, bool *is_filled,
                           bs_count_rows *rows, bs_error *error)
{
    bs_status status = fill_periods(plan, is_filled, error);
    size_t groups = bs_tuples_count(&plan->groups), keys = bs_tuples_count(&plan->keys);
    bool is_crossed =
        plan->period_place != SIZE_MAX || bs_count_lists_words(plan) || plan->item_key_count == 0;
    if (is_crossed && *is_filled && (keys == 0 || groups <= ROWS_FILLED_MAX / keys)) {
        for (size_t group = 0; group < groups; group++)
            for (size_t key = 0; key < keys && status == BS_OK; key++)
                status = add_row(rows, (uint32_t)group, (uint32_t)key,
                                 count_in(all, (uint32_t)group, (uint32_t)key), error);
        return status;
    }
    *is_filled = !is_crossed;
    return status == BS_OK ? list_cells(all, rows, error) : status;
}

static bs_str text_of(const bs_count_plan *plan, const bs_count_row *row, size_t column)
{
    const bs_count_column *by = &plan->columns[column];
    return by->is_of_article ? bs_tuples_at(&plan->groups, row->group, by->place)
                             : bs_tuples_at(&plan->keys, row->key, by->place);
}

/* What rows are sorted by: for each column the rank of every group's, or key's, text in it. */
typedef struct layout {
    const bs_count_plan *plan;
    uint32_t *ranks[BS_COUNT_BY_MAX];
    uint32_t most[BS_COUNT_BY_MAX]; /* the highest rank of the column */
    bool is_by_size;                /* no order of its own: the largest first */
} layout;

typedef struct column_texts {
    const bs_tuples *tuples;
    size_t place;
} column_texts;

/* Absent ones last. */
static int compare_texts(const void *a, const void *b, void *context)
{
    const column_texts *of = context;
    bs_str x = bs_tuples_at(of->tuples, *(const uint32_t *)a, of->place);
    bs_str y = bs_tuples_at(of->tuples, *(const uint32_t *)b, of->place);
    if (!x.data || !y.data)
        return !x.data - !y.data;
    return bs_str_compare(x, y);
}

static bs_status rank_texts(const bs_count_column *column, const bs_count_plan *plan,
                            uint32_t *ranks, bs_error *error)
{
    column_texts texts = {column->is_of_article ? &plan->groups : &plan->keys, column->place};
    size_t count = bs_tuples_count(texts.tuples);
    uint32_t *order = calloc(count + 1, sizeof *order);
    if (!order)
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    if (count > 1)
        qsort_r(order, count, sizeof *order, compare_texts, &texts);
    uint32_t rank = 0;
    for (size_t i = 0; i < count; i++) {
        rank += i > 0 && compare_texts(&order[i - 1], &order[i], &texts) != 0;
        ranks[order[i]] = rank;
    }
    free(order);
    return BS_OK;
}

/* The place of each key's word in the list that was given. */
static bs_status rank_words(const bs_count_column *column, const bs_count_plan *plan,
                            uint32_t *ranks, bs_error *error)
{
    bs_map places = {0};
    bool has_memory = true;
    for (size_t i = 0; has_memory && i < plan->group_of_query_count; i++) {
        bs_map_entry *entry = bs_map_add(&places, plan->groups_of_queries[i].name, NULL);
        has_memory = entry != NULL;
        if (entry)
            entry->value = i;
    }
    for (size_t key = 0; has_memory && key < bs_tuples_count(&plan->keys); key++) {
        bs_str word = bs_tuples_at(&plan->keys, (uint32_t)key, column->place);
        const bs_map_entry *entry = bs_map_find(&places, word);
        ranks[key] = entry ? (uint32_t)entry->value : (uint32_t)plan->group_of_query_count;
    }
    bs_map_clear(&places);
    return has_memory ? BS_OK : bs_fail_memory(error);
}

static bs_status rank_columns(layout *order, bs_error *error)
{
    const bs_count_plan *plan = order->plan;
    bs_status status = BS_OK;
    for (size_t i = 0; i < plan->column_count && status == BS_OK; i++) {
        const bs_count_column *column = &plan->columns[i];
        size_t count = bs_tuples_count(column->is_of_article ? &plan->groups : &plan->keys);
        bool is_listed =
            bs_count_lists_words(plan) && !column->is_of_article &&
            (column->item_key == BS_ITEM_WORD || column->item_key == BS_ITEM_DICTIONARY);
        order->ranks[i] = calloc(count + 1, sizeof **order->ranks);
        if (!order->ranks[i])
            return bs_fail_memory(error);
        status = is_listed ? rank_words(column, plan, order->ranks[i], error)
                           : rank_texts(column, plan, order->ranks[i], error);
        for (size_t j = 0; j < count; j++)
            if (order->ranks[i][j] > order->most[i])
                order->most[i] = order->ranks[i][j];
    }
    return status;
}

static uint32_t rank_of(const layout *order, const bs_count_row *row, size_t column)
{
    return order->ranks[column][order->plan->columns[column].is_of_article ? row->group : row->key];
}

static int compare_rows(const void *a, const void *b, void *context)
{
    const layout *order = context;
    const bs_count_row *x = a, *y = b;
    if (order->is_by_size && x->count != y->count)
        return x->count > y->count ? -1 : 1;
    for (size_t column = 0; column < order->plan->column_count; column++) {
        uint32_t x_rank = rank_of(order, x, column), y_rank = rank_of(order, y, column);
        if (x_rank != y_rank)
            return x_rank < y_rank ? -1 : 1;
    }
    return 0;
}

static unsigned bits_of(uint64_t value)
{
    return value ? 64 - (unsigned)__builtin_clzll(value) : 0;
}

/* The ranks of a row, one behind the other, are a number where they fit into one; false where they
 * do not, or there is no memory. */
static bool sort_by_number(const layout *order, bs_count_rows *rows)
{
    const bs_count_plan *plan = order->plan;
    unsigned bits = 0;
    uint64_t most = 0;
    for (size_t i = 0; i < rows->count; i++)
        most = rows->items[i].count > most ? rows->items[i].count : most;
    bits = order->is_by_size ? bits_of(most) : 0;
    for (size_t column = 0; column < plan->column_count; column++)
        bits += bits_of(order->most[column]);
    bs_keyed *keyed = bits <= 64 ? calloc(rows->count, sizeof *keyed) : NULL;
    bs_count_row *sorted = keyed ? calloc(rows->count, sizeof *sorted) : NULL;
    for (size_t i = 0; sorted && i < rows->count; i++) {
        uint64_t key = order->is_by_size ? most - rows->items[i].count : 0;
        for (size_t column = 0; column < plan->column_count; column++)
            key = key << bits_of(order->most[column]) | rank_of(order, &rows->items[i], column);
        keyed[i] = (bs_keyed){key, i};
    }
    bool is_sorted = sorted && bs_sort_keyed(keyed, rows->count);
    for (size_t i = 0; is_sorted && i < rows->count; i++)
        sorted[i] = rows->items[keyed[i].value];
    if (is_sorted)
        memcpy(rows->items, sorted, rows->count * sizeof *sorted);
    free(keyed);
    free(sorted);
    return is_sorted;
}

static bs_status sort_rows(const bs_count_plan *plan, bs_count_rows *rows, bs_error *error)
{
    layout order = {.plan = plan, .is_by_size = !bs_count_lists_words(plan)};
    if (rows->count < 2)
        return BS_OK;
    for (size_t i = 0; i < plan->article_key_count; i++)
        if (bs_article_key_is_period(plan->article_keys[i]))
            order.is_by_size = false;
    bs_status status = rank_columns(&order, error);
    if (status == BS_OK && !sort_by_number(&order, rows))
        qsort_r(rows->items, rows->count, sizeof *rows->items, compare_rows, &order);
    for (size_t i = 0; i < plan->column_count; i++)
        free(order.ranks[i]);
    return status;
}

/* ---- the table ---- */

static void set_rate(bs_table_builder *builder, const bs_count_plan *plan, const bs_count_row *row,
                     size_t column, uint64_t total)
{
    static const double factors[] = {1, 1, 1000, 1e6};
    double factor = factors[plan->per], count = (double)row->count;
    bs_table_set_integer(builder, column + 3, (int64_t)total);
    if (total == 0)
        return; /* a rate of nothing is not known */
    bool is_share = plan->of == BS_COUNT_ARTICLES && plan->per != BS_PER_MILLION_TOKENS;
    bs_interval interval = is_share ? bs_wilson_interval(count, (double)total, CONFIDENCE)
                                    : bs_poisson_interval(count, (double)total, CONFIDENCE);
    bs_table_set_number(builder, column, count / (double)total * factor);
    bs_table_set_number(builder, column + 1, interval.low * factor);
    bs_table_set_number(builder, column + 2, interval.high * factor);
}

static void add_columns(bs_table_builder *builder, const bs_count_plan *plan,
                        const bs_count_options *options)
{
    for (size_t i = 0; i < plan->column_count; i++)
        bs_table_add_column(builder, options->by[i], BS_COLUMN_TEXT);
    bs_table_add_column(builder, bs_count_of_name(plan->of), BS_COLUMN_INTEGER);
    if (plan->per == BS_PER_NOTHING)
        return;
    bs_table_add_column(builder, BS_STR("rate"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("low"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("high"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder,
                        plan->per == BS_PER_MILLION_TOKENS ? BS_STR("total_tokens")
                                                           : BS_STR("total_articles"),
                        BS_COLUMN_INTEGER);
}

static void add_rows(bs_table_builder *builder, const bs_count_plan *plan,
                     const bs_count_rows *rows, const bs_tally *totals)
{
    for (size_t i = 0; i < rows->count; i++) {
        const bs_count_row *row = &rows->items[i];
        bs_table_add_row(builder);
        for (size_t column = 0; column < plan->column_count; column++) {
            bs_str text = text_of(plan, row, column);
            if (text.data)
                bs_table_set_text(builder, column, text);
        }
        bs_table_set_integer(builder, plan->column_count, (int64_t)row->count);
        if (plan->per != BS_PER_NOTHING)
            set_rate(builder, plan, row, plan->column_count + 1, total_of(plan, totals, row));
    }
}

/* A count without a column has one cell, also when nothing was there to be visited. */
static bs_status add_only_cells(bs_count_plan *plan, bs_error *error)
{
    uint32_t unused;
    bs_status status = BS_OK;
    if (plan->article_key_count == 0)
        status = bs_tuples_add(&plan->groups, NULL, &unused, error);
    if (status == BS_OK && plan->item_key_count == 0)
        status = bs_tuples_add(&plan->keys, NULL, &unused, error);
    return status;
}

typedef struct counting {
    bs_count_plan *plan;
    const bs_count_walk *walk;
    counter *counters; /* by worker */
} counting;

static bs_status count_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    const counting *work = context;
    bool has_units = work->plan->of == BS_COUNT_ARTICLES || work->plan->of == BS_COUNT_SENTENCES;
    bs_count_visitor visitor = {.visit = count_item,
                                .visit_rows = has_units ? NULL : count_rows,
                                .context = &work->counters[worker],
                                .wants_each = work->plan->of == BS_COUNT_SENTENCES,
                                .key = BS_NONE};
    return bs_count_walk_shard(work->walk, index, &visitor, error);
}

/* A few words that are only looked up are not worth a second thread. */
static unsigned thread_count(const bs_count_plan *plan)
{
    bool is_quick = plan->carrier == BS_CARRIER_ARTICLES ||
                    (plan->carrier == BS_CARRIER_HITS && plan->query_count <= QUICK_QUERIES_MAX);
    for (size_t i = 0; is_quick && i < plan->query_count; i++)
        is_quick = bs_query_is_quick(plan->queries[i]);
    return is_quick ? 1 : bs_selection_threads(plan->selection);
}

static bs_status count_shards(bs_count_plan *plan, const bs_count_walk *walk,
                              const bs_progress *progress, cells *all, bs_error *error)
{
    unsigned threads = bs_pool_threads(thread_count(plan));
    counting work = {.plan = plan, .walk = walk};
    work.counters = calloc(threads, sizeof *work.counters);
    if (!work.counters)
        return bs_fail_memory(error);
    for (unsigned i = 0; i < threads; i++)
        work.counters[i] =
            (counter){.plan = plan, .cells = {.group_count = bs_tuples_count(&plan->groups)}};
    bs_status status = bs_pool_run(threads, plan->selection->view->shard_count, count_shard, &work,
                                   progress, "counting", error);
    *all = work.counters[0].cells;
    for (unsigned i = 0; i < threads; i++) {
        if (i > 0 && status == BS_OK && !add_cells(all, &work.counters[i].cells))
            status = bs_fail_memory(error);
        if (i > 0)
            clear_cells(&work.counters[i].cells);
        bs_array_free(&work.counters[i].last);
    }
    free(work.counters);
    return status;
}

static bs_status fill_rows(bs_count_plan *plan, const bs_progress *progress, bs_count_rows *rows,
                           bool *is_filled, bs_error *error)
{
    cells all = {0};
    bs_count_walk walk = {0};
    bs_status status = add_only_cells(plan, error);
    if (status == BS_OK)
        status = bs_count_walk_make(plan, plan->selection, progress, &walk, error);
    if (status == BS_OK)
        status = count_shards(plan, &walk, progress, &all, error);
    if (status == BS_OK)
        status = make_rows(plan, &all, is_filled, rows, error);
    if (status == BS_OK)
        status = sort_rows(plan, rows, error);
    clear_cells(&all);
    bs_count_walk_clear(&walk);
    return status;
}

static bs_status make_table(bs_count_evidence *evidence, const bs_count_options *options,
                            bool is_filled, bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_tally totals = {0};
    bs_status status = BS_OK;
    if (evidence->plan.per != BS_PER_NOTHING)
        status = count_totals(&evidence->plan, &totals, error);
    if (status == BS_OK)
        status = bs_table_builder_new(&builder, error);
    if (status != BS_OK) {
        bs_tally_clear(&totals);
        bs_count_evidence_free(evidence);
        return status;
    }
    add_columns(builder, &evidence->plan, options);
    add_rows(builder, &evidence->plan, &evidence->rows, &totals);
    bs_tally_clear(&totals);
    if (!is_filled)
        bs_table_add_note(builder,
                          BS_STR("rows that count nothing are left out: there are too many"));
    bs_table_set_evidence_source(builder, bs_count_evidence_source(evidence));
    return bs_table_finish(builder, table, error);
}

static bs_status count_selection(bs_selection *selection, const bs_count_options *options,
                                 const bs_progress *progress, bs_table **table, bs_error *error)
{
    bs_count_evidence *evidence = calloc(1, sizeof *evidence);
    if (!evidence)
        return bs_fail_memory(error);
    bool is_filled = true;
    bs_status status = bs_count_plan_make(selection, options, &evidence->plan, error);
    if (status == BS_OK)
        status = fill_rows(&evidence->plan, progress, &evidence->rows, &is_filled, error);
    if (status != BS_OK) {
        bs_count_evidence_free(evidence);
        return status;
    }
    return make_table(evidence, options, is_filled, table, error);
}

bs_status bs_count(bs_selection *selection, const bs_count_options *options,
                   const bs_progress *progress, bs_table **table, bs_error *error)
{
    if (!options->counts_families)
        return count_selection(selection, options, progress, table, error);
    bs_selection *stories = NULL;
    bs_status status = bs_selection_stories(selection, progress, &stories, error);
    if (status == BS_OK)
        status = count_selection(stories, options, progress, table, error);
    bs_selection_free(stories);
    return status;
}
