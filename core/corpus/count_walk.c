/*
 * count_walk.c - along the items of a count: articles, sentences, tokens, hits, mentions ..
 *
 * With "segment" among the columns the walk is made once for each type of segment, over a selection
 * in which only that type counts.
 */
#include <stdlib.h>

#include "annotate/layers.h"
#include "base/error.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/count_plan.h"
#include "corpus/count_units.h"
#include "corpus/forms.h"

typedef struct walker {
    bs_count_plan *plan;
    const bs_selection *selection;
    const bs_shard *shard;
    size_t index;
    const bs_scope *scope;
    const bs_count_visitor *visitor;
    const bs_progress *progress;
    bs_units units;
    bs_str texts[BS_ITEM_KEYS]; /* by kind of key: what the next item has; the segment stays */
    bs_tally known_keys;        /* of small numbers that stand for texts, in the present shard */
    uint32_t *row_counts;       /* by row, for those who need them; all 0 between */
} walker;

/* The number of the key that `texts` spells. */
static bs_status find_key(walker *walk, uint32_t *key, bs_error *error)
{
    bs_str tuple[BS_COUNT_BY_MAX];
    for (size_t i = 0; i < walk->plan->item_key_count; i++)
        tuple[i] = walk->texts[walk->plan->item_keys[i]];
    pthread_mutex_lock(&walk->plan->mutex);
    bs_status status = bs_tuples_add(&walk->plan->keys, tuple, key, error);
    pthread_mutex_unlock(&walk->plan->mutex);
    return status;
}

static bool wants_key(const walker *walk, uint32_t key)
{
    return walk->visitor->key == BS_NONE || walk->visitor->key == key;
}

static bool wants_item_key(const walker *walk, bs_item_key key)
{
    return walk->plan->item_key_mask >> key & 1;
}

static bool unit_fits_token(const walker *walk, size_t row, uint32_t token)
{
    if (!walk->units.bits)
        return true;
    if (!walk->units.is_sentences)
        return bs_units_has(&walk->units, row);
    return bs_units_has(&walk->units, bs_shard_sentence_of_token(walk->shard, token));
}

static bool unit_fits_byte(const walker *walk, size_t row, uint32_t byte)
{
    if (!walk->units.bits)
        return true;
    if (!walk->units.is_sentences)
        return bs_units_has(&walk->units, row);
    return bs_units_has(&walk->units, bs_sentence_of_byte(walk->shard, row, byte));
}

static bs_status visit(const walker *walk, const bs_count_item *item, bs_error *error)
{
    return walk->visitor->visit(walk->visitor->context, item, error);
}

/* ---- articles and sentences ---- */

static bs_status walk_articles(walker *walk, bs_error *error)
{
    const bs_shard *shard = walk->shard;
    const bs_scope *scope = walk->scope;
    bs_count_item item = {.shard = walk->index, .is_bytes = true, .count = 1};
    bs_status status = find_key(walk, &item.key, error);
    if (status != BS_OK || !wants_key(walk, item.key))
        return status;
    size_t range = 0;
    item.row = bs_selection_next_row(walk->selection, walk->index, 0);
    while (item.row < shard->articles.count && status == BS_OK) {
        while (range < scope->count &&
               scope->ranges[range].end <= shard->articles.token_start[item.row])
            range++;
        bool has_tokens = range < scope->count &&
                          scope->ranges[range].start < shard->articles.token_start[item.row + 1];
        item.end = (uint32_t)bs_text_at(&shard->articles.text, item.row).size;
        bool is_wanted = has_tokens || !wants_item_key(walk, BS_ITEM_SEGMENT);
        if (is_wanted && (!walk->units.bits || bs_units_has(&walk->units, item.row)))
            status = visit(walk, &item, error);
        item.row = bs_selection_next_row(walk->selection, walk->index, item.row + 1);
    }
    return status;
}

static bs_status walk_sentences(walker *walk, bs_error *error)
{
    const bs_shard *shard = walk->shard;
    const bs_scope *scope = walk->scope;
    const uint32_t *starts = shard->sentences.token_start;
    bs_count_item item = {.shard = walk->index, .count = 1};
    bs_status status = find_key(walk, &item.key, error);
    if (status != BS_OK || !wants_key(walk, item.key))
        return status;
    for (size_t range = 0; range < scope->count && status == BS_OK; range++) {
        size_t sentence = bs_shard_sentence_of_token(shard, scope->ranges[range].start);
        for (; sentence < shard->sentences.count && starts[sentence] < scope->ranges[range].end &&
               status == BS_OK;
             sentence++) {
            item.start = starts[sentence];
            item.end = starts[sentence + 1];
            while (shard->articles.token_start[item.row + 1] <= item.start)
                item.row++;
            if (item.start < item.end && unit_fits_token(walk, item.row, item.start))
                status = visit(walk, &item, error);
        }
    }
    return status;
}

/* ---- tokens ---- */

static const char *token_kind_name(uint8_t kind)
{
    static const char *const names[] = {"word", "number", "punctuation", "symbol", "url", "handle"};
    return kind < sizeof names / sizeof *names ? names[kind] : "symbol";
}

static bool has_constant_key(const walker *walk)
{
    return (walk->plan->item_key_mask & ~(1u << BS_ITEM_SEGMENT)) == 0;
}

/* The key of every type of the shard, or BS_NONE for those that do not count. */
static bs_status keys_of_types(walker *walk, const bs_shard *shard, uint32_t *keys, bs_error *error)
{
    bool is_words = walk->plan->of == BS_COUNT_WORDS ||
                    ((wants_item_key(walk, BS_ITEM_WORD) || wants_item_key(walk, BS_ITEM_STEM)) &&
                     walk->plan->of != BS_COUNT_TOKENS);
    bool is_constant = has_constant_key(walk);
    uint32_t constant = 0;
    bs_status status = is_constant ? find_key(walk, &constant, error) : BS_OK;
    for (size_t type = 0; type < shard->types.count && status == BS_OK; type++) {
        uint8_t kind = shard->types.kind[type];
        keys[type] = is_constant ? constant : BS_NONE;
        if (is_words && kind != BS_TOKEN_WORD && kind != BS_TOKEN_NUMBER) {
            keys[type] = BS_NONE;
        } else if (!is_constant) {
            walk->texts[BS_ITEM_WORD] = bs_text_at(&shard->types.fold, type);
            walk->texts[BS_ITEM_STEM] = bs_text_at(&shard->types.stem, type);
            walk->texts[BS_ITEM_TYPE] = bs_str_from(token_kind_name(kind));
            status = find_key(walk, &keys[type], error);
        }
        if (keys[type] != BS_NONE && !wants_key(walk, keys[type]))
            keys[type] = BS_NONE;
    }
    return status;
}

/* Every token by itself: for its place, or for what it is held against. */
static bs_status visit_tokens(walker *walk, const uint32_t *keys, bs_error *error)
{
    bs_piece piece = {.shard = walk->shard, .scope = walk->scope};
    bs_count_item item = {.shard = walk->index, .count = 1};
    const uint32_t *types = walk->shard->tokens.type;
    while (bs_piece_next(&piece)) {
        item.row = piece.row;
        for (uint32_t token = piece.start; token < piece.end; token++) {
            item.key = keys[types[token]];
            if (item.key == BS_NONE || !unit_fits_token(walk, item.row, token))
                continue;
            item.start = token;
            item.end = token + 1;
            bs_status status = visit(walk, &item, error);
            if (status != BS_OK)
                return status;
        }
    }
    return BS_OK;
}

/* Those of an article together: counted by type first, then by the keys that types have. */
typedef struct token_counts {
    const uint32_t *keys; /* by type */
    uint32_t *by_type;
    uint32_t *types; /* that are not 0 */
    size_t type_count;
    uint64_t *by_key;
    uint32_t *touched; /* keys that are not 0 */
} token_counts;

static bs_status flush_article(const walker *walk, size_t row, token_counts *tokens,
                               bs_error *error)
{
    size_t count = 0;
    for (size_t i = 0; i < tokens->type_count; i++) {
        uint32_t type = tokens->types[i], key = tokens->keys[type];
        uint64_t times = tokens->by_type[type];
        tokens->by_type[type] = 0;
        if (key == BS_NONE)
            continue;
        tokens->touched[count] = key;
        count += tokens->by_key[key] == 0;
        tokens->by_key[key] += times;
    }
    tokens->type_count = 0;
    bs_count_item item = {.shard = walk->index, .row = row};
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        item.key = tokens->touched[i];
        item.count = tokens->by_key[item.key];
        tokens->by_key[item.key] = 0;
        status = visit(walk, &item, error);
    }
    return status;
}

static bs_status count_tokens(walker *walk, token_counts *tokens, bs_error *error)
{
    bs_piece piece = {.shard = walk->shard, .scope = walk->scope};
    const uint32_t *types = walk->shard->tokens.type;
    size_t row = 0;
    bs_status status = BS_OK;
    while (status == BS_OK && bs_piece_next(&piece)) {
        if (piece.row != row)
            status = flush_article(walk, row, tokens, error);
        row = piece.row;
        size_t count = tokens->type_count;
        for (uint32_t token = piece.start; token < piece.end; token++) {
            uint32_t type = types[token];
            tokens->types[count] = type;
            count += tokens->by_type[type]++ == 0;
        }
        tokens->type_count = count;
    }
    return status == BS_OK ? flush_article(walk, row, tokens, error) : status;
}

static bs_status count_by_type(walker *walk, const uint32_t *keys, bs_error *error)
{
    size_t count = walk->shard->types.count + 1;
    pthread_mutex_lock(&walk->plan->mutex);
    size_t key_count = bs_tuples_count(&walk->plan->keys) + 1;
    pthread_mutex_unlock(&walk->plan->mutex);
    token_counts tokens = {.keys = keys,
                           .by_type = calloc(count, sizeof *tokens.by_type),
                           .types = calloc(count, sizeof *tokens.types),
                           .by_key = calloc(key_count, sizeof *tokens.by_key),
                           .touched = calloc(count, sizeof *tokens.touched)};
    bs_status status = tokens.by_type && tokens.types && tokens.by_key && tokens.touched
                           ? count_tokens(walk, &tokens, error)
                           : bs_fail_memory(error);
    free(tokens.by_type);
    free(tokens.types);
    free(tokens.by_key);
    free(tokens.touched);
    return status;
}

/* All of one key: how many there are is a sum. */
static bs_status count_constant(walker *walk, const uint32_t *keys, bs_error *error)
{
    bs_piece piece = {.shard = walk->shard, .scope = walk->scope};
    const uint32_t *types = walk->shard->tokens.type;
    uint8_t *is_counted = calloc(walk->shard->types.count + 1, 1);
    bs_count_item item = {.shard = walk->index};
    bs_status status = is_counted ? find_key(walk, &item.key, error) : bs_fail_memory(error);
    for (size_t type = 0; status == BS_OK && type < walk->shard->types.count; type++)
        is_counted[type] = keys[type] != BS_NONE;
    while (status == BS_OK && bs_piece_next(&piece)) {
        item.row = piece.row;
        item.count = piece.end - piece.start;
        if (walk->plan->of != BS_COUNT_TOKENS) {
            item.count = 0;
            for (uint32_t token = piece.start; token < piece.end; token++)
                item.count += is_counted[types[token]];
        }
        if (item.count > 0 && wants_key(walk, item.key))
            status = visit(walk, &item, error);
    }
    free(is_counted);
    return status;
}

static bs_status walk_tokens(walker *walk, bs_error *error)
{
    uint32_t *keys = calloc(walk->shard->types.count + 1, sizeof *keys);
    bs_status status = keys ? keys_of_types(walk, walk->shard, keys, error) : bs_fail_memory(error);
    if (status == BS_OK && (walk->visitor->wants_each || walk->units.bits))
        status = visit_tokens(walk, keys, error);
    else if (status == BS_OK && has_constant_key(walk))
        status = count_constant(walk, keys, error);
    else if (status == BS_OK)
        status = count_by_type(walk, keys, error);
    free(keys);
    return status;
}

/* ---- hits ---- */

/* The hits of the shard, which rise. */
static bs_status visit_hits(walker *walk, uint32_t key, const bs_hits *hits, bs_error *error)
{
    const uint32_t *ends = walk->shard->articles.token_start + 1;
    bool is_each = walk->visitor->wants_each;
    bs_count_item item = {.shard = walk->index, .key = key};
    bs_status status = BS_OK;
    for (size_t i = 0; i < hits->count && status == BS_OK; i++) {
        bs_hit hit = hits->items[i];
        if (ends[item.row] <= hit.start) {
            if (item.count > 0)
                status = visit(walk, &item, error);
            item.count = 0;
            item.row = bs_unit_from(walk->shard->articles.token_start, walk->shard->articles.count,
                                    item.row, hit.start);
        }
        if (status != BS_OK || !unit_fits_token(walk, item.row, hit.start))
            continue;
        item.start = hit.start;
        item.end = hit.end;
        item.count++;
        if (is_each) {
            status = visit(walk, &item, error);
            item.count = 0;
        }
    }
    return status == BS_OK && item.count > 0 ? visit(walk, &item, error) : status;
}

static int compare_hits(const void *a, const void *b)
{
    const bs_hit *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

/* Adds the hits of `more` to `all`; a place that both have stays once. */
static bs_status merge_hits(bs_hits *all, const bs_hits *more, bs_error *error)
{
    if (more->count == 0)
        return BS_OK;
    if (!bs_array_reserve(all, more->count))
        return bs_fail_memory(error);
    memcpy(all->items + all->count, more->items, more->count * sizeof *more->items);
    all->count += more->count;
    qsort(all->items, all->count, sizeof *all->items, compare_hits);
    size_t kept = 1;
    for (size_t i = 1; i < all->count; i++)
        if (compare_hits(&all->items[i], &all->items[kept - 1]) != 0)
            all->items[kept++] = all->items[i];
    all->count = kept;
    return BS_OK;
}

/* The hits of all queries of a group. */
static bs_status find_hits(walker *walk, const bs_count_group *group, bs_hits *hits,
                           bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = group->query_start; i < group->query_end && status == BS_OK; i++) {
        bs_hits more = {0};
        status = bs_query_run_shard(walk->plan->queries[i], walk->selection, walk->index,
                                    walk->progress, &more, error);
        if (status == BS_OK && hits->count == 0) {
            bs_array_free(hits);
            *hits = more;
            more = (bs_hits){0};
        } else if (status == BS_OK) {
            status = merge_hits(hits, &more, error);
        }
        bs_array_free(&more);
    }
    return status;
}

/* Of a group of one query of single tokens, when nobody asks for each hit: counted by article. */
static bs_status count_hits(walker *walk, const bs_count_group *group, uint32_t key,
                            bool *is_counted, bs_error *error)
{
    *is_counted = group->query_end - group->query_start == 1 && !walk->visitor->wants_each &&
                  !walk->units.bits;
    if (!*is_counted)
        return BS_OK;
    size_t rows = walk->shard->articles.count;
    if (!walk->row_counts)
        walk->row_counts = calloc(rows + 1, sizeof *walk->row_counts);
    if (!walk->row_counts)
        return bs_fail_memory(error);
    bs_status status =
        bs_query_count_rows(walk->plan->queries[group->query_start], walk->selection, walk->index,
                            walk->progress, walk->row_counts, is_counted, error);
    if (status != BS_OK || !*is_counted)
        return status;
    if (walk->visitor->visit_rows)
        status = walk->visitor->visit_rows(walk->visitor->context, walk->index, key,
                                           walk->row_counts, error);
    bs_count_item item = {.shard = walk->index, .key = key};
    for (; !walk->visitor->visit_rows && status == BS_OK && item.row < rows; item.row++) {
        item.count = walk->row_counts[item.row];
        if (item.count > 0)
            status = visit(walk, &item, error);
    }
    memset(walk->row_counts, 0, rows * sizeof *walk->row_counts);
    return status;
}

static bs_status walk_group(walker *walk, const bs_count_group *group, bs_error *error)
{
    uint32_t key;
    walk->texts[BS_ITEM_WORD] = walk->texts[BS_ITEM_DICTIONARY] = group->name;
    bs_status status = find_key(walk, &key, error);
    if (status != BS_OK || !wants_key(walk, key))
        return status;
    bool is_counted = false;
    status = count_hits(walk, group, key, &is_counted, error);
    if (status != BS_OK || is_counted)
        return status;
    bs_hits hits = {0};
    status = find_hits(walk, group, &hits, error);
    if (status == BS_OK)
        status = visit_hits(walk, key, &hits, error);
    bs_array_free(&hits);
    return status;
}

static bs_status walk_hits(walker *walk, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < walk->plan->group_of_query_count && status == BS_OK; i++) {
        status = bs_progress_check(walk->progress, error);
        if (status == BS_OK)
            status = walk_group(walk, &walk->plan->groups_of_queries[i], error);
    }
    return status;
}

/* ---- layers ---- */

static bs_str entity_id(const bs_shard *shard, uint32_t entity)
{
    return entity == BS_NONE ? (bs_str){NULL, 0} : bs_text_at(&shard->entities.id, entity);
}

static bs_status mention_key(walker *walk, const bs_shard *shard, size_t mention, uint32_t *key,
                             bs_error *error)
{
    uint32_t entity = shard->mentions.entity[mention];
    uint8_t type = shard->mentions.type[mention];
    bs_tally_entry *known = bs_tally_at(&walk->known_keys, (uint64_t)type << 32 | entity);
    if (!known)
        return bs_fail_memory(error);
    if (known->count == 0) {
        walk->texts[BS_ITEM_ENTITY] = entity_id(shard, entity);
        walk->texts[BS_ITEM_TYPE] = bs_str_from(bs_entity_type_name((bs_entity_type)type));
        bs_status status = find_key(walk, key, error);
        if (status != BS_OK)
            return status;
        known->count = (uint64_t)*key + 1;
    }
    *key = (uint32_t)(known->count - 1);
    return BS_OK;
}

/* A quotation: where its first part begins and its last one ends. */
static bs_range quotation_range(const bs_shard *shard, size_t quotation)
{
    const bs_shard_quotations *all = &shard->quotations;
    int32_t first = all->part_start[quotation], end = all->part_start[quotation + 1];
    if (end - first < 2)
        return (bs_range){0, 0};
    return (bs_range){all->parts[first], all->parts[end - 1]};
}

static bs_status quotation_key(walker *walk, const bs_shard *shard, size_t row, size_t quotation,
                               uint32_t *key, bs_error *error)
{
    const bs_shard_quotations *all = &shard->quotations;
    bs_str speaker = entity_id(shard, all->speaker[quotation]);
    bs_str text = bs_text_at(&shard->articles.text, row);
    walk->texts[BS_ITEM_SPEAKER] =
        speaker.data ? speaker : bs_text_at(&all->speaker_text, quotation);
    walk->texts[BS_ITEM_TYPE] =
        bs_str_from(bs_quotation_kind_name((bs_quotation_kind)all->kind[quotation]));
    bool has_cue =
        all->cue_start[quotation] < all->cue_end[quotation] && all->cue_end[quotation] <= text.size;
    walk->texts[BS_ITEM_CUE] =
        has_cue ? bs_str_slice(text, all->cue_start[quotation], all->cue_end[quotation])
                : (bs_str){NULL, 0};
    return find_key(walk, key, error);
}

static bs_status typed_key(walker *walk, const char *type, uint32_t *key, bs_error *error)
{
    walk->texts[BS_ITEM_TYPE] = bs_str_from(type);
    return find_key(walk, key, error);
}

static bool type_fits(const bs_count_plan *plan, const char *type)
{
    return !plan->type.data || bs_str_equal(plan->type, bs_str_from(type));
}

/* What a layer has at place `i`: its range and its key; `*is_wanted` is false when it is of
 * another type or entity than asked for. */
static bs_status layer_item(walker *walk, const bs_shard *shard, uint32_t entity, size_t i,
                            bs_count_item *item, bool *is_wanted, bs_error *error)
{
    bs_count_plan *plan = walk->plan;
    const char *type;
    switch (plan->carrier) {
    case BS_CARRIER_MENTIONS:
        item->start = shard->mentions.start[i];
        item->end = shard->mentions.end[i];
        item->rule = shard->rules[shard->mentions.rule[i]];
        *is_wanted = bs_count_wants_mention(plan, shard, i, entity);
        return *is_wanted ? mention_key(walk, shard, i, &item->key, error) : BS_OK;
    case BS_CARRIER_QUOTATIONS: {
        bs_range range = quotation_range(shard, i);
        item->start = range.start;
        item->end = range.end;
        item->rule = shard->rules[shard->quotations.rule[i]];
        type = bs_quotation_kind_name((bs_quotation_kind)shard->quotations.kind[i]);
        *is_wanted =
            range.start < range.end && (plan->of != BS_COUNT_QUOTATIONS || type_fits(plan, type));
        return *is_wanted ? quotation_key(walk, shard, item->row, i, &item->key, error) : BS_OK;
    }
    case BS_CARRIER_DATES:
        item->start = shard->dates.start[i];
        item->end = shard->dates.end[i];
        item->rule = shard->rules[shard->dates.rule[i]];
        type = bs_date_type_name((bs_date_type)shard->dates.type[i]);
        break;
    default:
        item->start = shard->claims.start[i];
        item->end = shard->claims.end[i];
        item->rule = shard->rules[shard->claims.rule[i]];
        type = bs_claim_kind_name((bs_claim_kind)shard->claims.kind[i]);
        break;
    }
    *is_wanted = type_fits(plan, type);
    return *is_wanted ? typed_key(walk, type, &item->key, error) : BS_OK;
}

static const uint32_t *layer_starts(const walker *walk, const bs_shard *shard)
{
    switch (walk->plan->carrier) {
    case BS_CARRIER_MENTIONS:
        return shard->articles.mention_start;
    case BS_CARRIER_QUOTATIONS:
        return shard->articles.quotation_start;
    case BS_CARRIER_DATES:
        return shard->articles.date_start;
    default:
        return shard->articles.claim_start;
    }
}

static bs_status walk_layer(walker *walk, bs_error *error)
{
    const bs_shard *shard = walk->shard;
    const uint32_t *starts = layer_starts(walk, shard);
    uint32_t entity =
        walk->plan->entity.data ? bs_shard_entity_find(shard, walk->plan->entity) : BS_NONE;
    bs_count_item item = {.shard = walk->index, .is_bytes = true, .count = 1};
    bs_tally_clear(&walk->known_keys);
    item.row = bs_selection_next_row(walk->selection, walk->index, 0);
    while (item.row < shard->articles.count) {
        for (uint32_t i = starts[item.row]; i < starts[item.row + 1]; i++) {
            bool is_wanted = false;
            bs_status status = layer_item(walk, shard, entity, i, &item, &is_wanted, error);
            if (status == BS_OK && is_wanted && wants_key(walk, item.key) &&
                bs_selection_counts_byte(walk->selection, shard, item.row, item.start) &&
                unit_fits_byte(walk, item.row, item.start))
                status = visit(walk, &item, error);
            if (status != BS_OK)
                return status;
        }
        item.row = bs_selection_next_row(walk->selection, walk->index, item.row + 1);
    }
    return BS_OK;
}

/* ---- all ---- */

static bs_status walk_items(walker *walk, bs_error *error)
{
    switch (walk->plan->carrier) {
    case BS_CARRIER_ARTICLES:
        return walk_articles(walk, error);
    case BS_CARRIER_SENTENCES:
        return walk_sentences(walk, error);
    case BS_CARRIER_TOKENS:
        return walk_tokens(walk, error);
    case BS_CARRIER_HITS:
        return walk_hits(walk, error);
    default:
        return walk_layer(walk, error);
    }
}

/* All items that share a unit with the words of the group, or with any where it is NULL. */
static bs_status walk_units(walker *walk, const bs_count_group *group, bs_error *error)
{
    uint32_t key = 0;
    bs_status status = bs_units_make(walk->plan, group, walk->selection, walk->index,
                                     walk->progress, &walk->units, error);
    if (group)
        walk->texts[BS_ITEM_WORD] = walk->texts[BS_ITEM_DICTIONARY] = group->name;
    if (status == BS_OK && group && walk->plan->item_key_count == 1)
        status = find_key(walk, &key, error); /* it has a row though it may have no items */
    if (status == BS_OK)
        status = bs_progress_check(walk->progress, error);
    if (status == BS_OK)
        status = walk_items(walk, error);
    bs_units_clear(&walk->units);
    return status;
}

bs_status bs_count_walk_shard(const bs_count_walk *walk, size_t shard,
                              const bs_count_visitor *visitor, bs_error *error)
{
    bs_count_plan *plan = walk->plan;
    bs_status status = BS_OK;
    for (size_t part = 0; part < walk->part_count && status == BS_OK; part++) {
        walker one = {.plan = plan,
                      .selection = walk->parts[part].selection,
                      .shard = bs_corpus_shard(plan->selection->view->corpus, shard),
                      .index = shard,
                      .scope = &walk->parts[part].scopes[shard],
                      .visitor = visitor,
                      .progress = walk->progress};
        one.texts[BS_ITEM_SEGMENT] = walk->parts[part].segment;
        if (plan->carrier == BS_CARRIER_HITS || !bs_count_lists_words(plan))
            status = walk_units(&one, NULL, error);
        for (size_t i = 0; plan->carrier != BS_CARRIER_HITS && bs_count_lists_words(plan) &&
                           i < plan->group_of_query_count && status == BS_OK;
             i++)
            status = walk_units(&one, &plan->groups_of_queries[i], error);
        bs_tally_clear(&one.known_keys);
        free(one.row_counts);
    }
    return status;
}

static bs_status add_part(bs_count_walk *walk, bs_selection *selection, bs_str segment,
                          bs_error *error)
{
    size_t part = walk->part_count++;
    walk->parts[part].selection = selection;
    walk->parts[part].segment = segment;
    walk->parts[part].scopes = bs_selection_scopes(selection, error);
    return walk->parts[part].scopes ? BS_OK : BS_NO_MEMORY;
}

bs_status bs_count_walk_make(bs_count_plan *plan, bs_selection *selection,
                             const bs_progress *progress, bs_count_walk *walk, bs_error *error)
{
    *walk = (bs_count_walk){.plan = plan, .progress = progress};
    bs_status status = BS_OK;
    if (!(plan->item_key_mask >> BS_ITEM_SEGMENT & 1))
        status = add_part(walk, bs_selection_retain(selection), (bs_str){NULL, 0}, error);
    for (int type = 0;
         plan->item_key_mask >> BS_ITEM_SEGMENT & 1 && type < BS_SEGMENT_TYPES && status == BS_OK;
         type++) {
        bs_selection *part = NULL;
        if (!(selection->segments >> type & 1))
            continue;
        status = bs_selection_with_segments(selection, 1u << type, &part, error);
        if (status == BS_OK)
            status = add_part(walk, part, bs_str_from(bs_segment_type_name((bs_segment_type)type)),
                              error);
    }
    if (status != BS_OK)
        bs_count_walk_clear(walk);
    return status;
}

void bs_count_walk_clear(bs_count_walk *walk)
{
    for (size_t i = 0; i < walk->part_count; i++)
        bs_selection_free(walk->parts[i].selection);
    walk->part_count = 0;
}
