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

typedef struct walker {
    bs_count_plan *plan;
    const bs_selection *selection;
    const bs_scope *scopes;
    const bs_count_visitor *visitor;
    const bs_progress *progress;
    bs_units units;
    bs_str texts[BS_ITEM_KEYS]; /* by kind of key: what the next item has; the segment stays */
    bs_tally known_keys;        /* of small numbers that stand for texts, in the present shard */
} walker;

static const bs_shard *shard_at(const walker *walk, size_t index)
{
    return bs_corpus_shard(walk->selection->view->corpus, index);
}

/* The number of the key that `texts` spells. */
static bs_status find_key(walker *walk, uint32_t *key, bs_error *error)
{
    bs_str tuple[BS_COUNT_BY_MAX];
    for (size_t i = 0; i < walk->plan->item_key_count; i++)
        tuple[i] = walk->texts[walk->plan->item_keys[i]];
    return bs_tuples_add(&walk->plan->keys, tuple, key, error);
}

static bool wants_key(const walker *walk, uint32_t key)
{
    return walk->visitor->key == BS_NONE || walk->visitor->key == key;
}

static bool wants_item_key(const walker *walk, bs_item_key key)
{
    return walk->plan->item_key_mask >> key & 1;
}

static bool unit_fits_token(const walker *walk, size_t index, size_t row, uint32_t token)
{
    if (!walk->units.shards)
        return true;
    if (!walk->units.is_sentences)
        return bs_units_has(&walk->units, index, row);
    return bs_units_has(&walk->units, index,
                        bs_shard_sentence_of_token(shard_at(walk, index), token));
}

static bool unit_fits_byte(const walker *walk, size_t index, size_t row, uint32_t byte)
{
    if (!walk->units.shards)
        return true;
    if (!walk->units.is_sentences)
        return bs_units_has(&walk->units, index, row);
    return bs_units_has(&walk->units, index, bs_sentence_of_byte(shard_at(walk, index), row, byte));
}

static bs_status visit(const walker *walk, const bs_count_item *item, bs_error *error)
{
    return walk->visitor->visit(walk->visitor->context, item, error);
}

/* ---- articles and sentences ---- */

static bs_status walk_articles(walker *walk, size_t index, bs_error *error)
{
    const bs_shard *shard = shard_at(walk, index);
    const bs_scope *scope = &walk->scopes[index];
    bs_count_item item = {.shard = index, .is_bytes = true, .count = 1};
    bs_status status = find_key(walk, &item.key, error);
    if (status != BS_OK || !wants_key(walk, item.key))
        return status;
    size_t range = 0;
    item.row = bs_selection_next_row(walk->selection, index, 0);
    while (item.row < shard->articles.count && status == BS_OK) {
        while (range < scope->count &&
               scope->ranges[range].end <= shard->articles.token_start[item.row])
            range++;
        bool has_tokens = range < scope->count &&
                          scope->ranges[range].start < shard->articles.token_start[item.row + 1];
        item.end = (uint32_t)bs_text_at(&shard->articles.text, item.row).size;
        bool is_wanted = has_tokens || !wants_item_key(walk, BS_ITEM_SEGMENT);
        if (is_wanted && (!walk->units.shards || bs_units_has(&walk->units, index, item.row)))
            status = visit(walk, &item, error);
        item.row = bs_selection_next_row(walk->selection, index, item.row + 1);
    }
    return status;
}

static bs_status walk_sentences(walker *walk, size_t index, bs_error *error)
{
    const bs_shard *shard = shard_at(walk, index);
    const bs_scope *scope = &walk->scopes[index];
    const uint32_t *starts = shard->sentences.token_start;
    bs_count_item item = {.shard = index, .count = 1};
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
            if (item.start < item.end && unit_fits_token(walk, index, item.row, item.start))
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

/* The key of every type of the shard, or BS_NONE for those that do not count. */
static bs_status keys_of_types(walker *walk, const bs_shard *shard, uint32_t *keys, bs_error *error)
{
    bool is_words = walk->plan->of == BS_COUNT_WORDS ||
                    ((wants_item_key(walk, BS_ITEM_WORD) || wants_item_key(walk, BS_ITEM_STEM)) &&
                     walk->plan->of != BS_COUNT_TOKENS);
    bool is_constant = (walk->plan->item_key_mask & ~(1u << BS_ITEM_SEGMENT)) == 0;
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

typedef struct token_counts {
    uint32_t *keys;   /* by type */
    uint64_t *counts; /* by key, of the present article */
    bs_u32s touched;  /* the keys that are not 0 */
} token_counts;

static bs_status flush_counts(const walker *walk, bs_count_item *item, token_counts *tokens,
                              bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < tokens->touched.count && status == BS_OK; i++) {
        item->key = tokens->touched.items[i];
        item->count = tokens->counts[item->key];
        tokens->counts[item->key] = 0;
        status = visit(walk, item, error);
    }
    tokens->touched.count = 0;
    return status;
}

static bs_status add_token(const walker *walk, bs_count_item *item, token_counts *tokens,
                           uint32_t token, bs_error *error)
{
    uint32_t key = tokens->keys[shard_at(walk, item->shard)->tokens.type[token]];
    if (key == BS_NONE || !unit_fits_token(walk, item->shard, item->row, token))
        return BS_OK;
    if (walk->visitor->wants_each) {
        bs_count_item each = *item;
        each.key = key;
        each.start = token;
        each.end = token + 1;
        return visit(walk, &each, error);
    }
    if (tokens->counts[key]++ == 0) {
        uint32_t *touched = bs_array_push(&tokens->touched);
        if (!touched)
            return bs_fail_memory(error);
        *touched = key;
    }
    return BS_OK;
}

static bs_status count_tokens(walker *walk, size_t index, token_counts *tokens, bs_error *error)
{
    const bs_shard *shard = shard_at(walk, index);
    const bs_scope *scope = &walk->scopes[index];
    const uint32_t *ends = shard->articles.token_start + 1;
    bs_count_item item = {.shard = index, .count = 1};
    bs_status status = BS_OK;
    for (size_t range = 0; range < scope->count && status == BS_OK; range++) {
        uint32_t token = scope->ranges[range].start, end = scope->ranges[range].end;
        while (token < end && status == BS_OK) {
            if (ends[item.row] <= token) {
                status = flush_counts(walk, &item, tokens, error);
                while (ends[item.row] <= token)
                    item.row++;
            }
            uint32_t stop = ends[item.row] < end ? ends[item.row] : end;
            for (; token < stop && status == BS_OK; token++)
                status = add_token(walk, &item, tokens, token, error);
        }
    }
    return status == BS_OK ? flush_counts(walk, &item, tokens, error) : status;
}

static bs_status walk_tokens(walker *walk, size_t index, bs_error *error)
{
    const bs_shard *shard = shard_at(walk, index);
    token_counts tokens = {.keys = calloc(shard->types.count + 1, sizeof *tokens.keys)};
    bs_status status =
        tokens.keys ? keys_of_types(walk, shard, tokens.keys, error) : bs_fail_memory(error);
    if (status == BS_OK) {
        tokens.counts = calloc(bs_tuples_count(&walk->plan->keys) + 1, sizeof *tokens.counts);
        status = tokens.counts ? count_tokens(walk, index, &tokens, error) : bs_fail_memory(error);
    }
    free(tokens.keys);
    free(tokens.counts);
    bs_array_free(&tokens.touched);
    return status;
}

/* ---- hits ---- */

/* The hits of one shard, which rise. */
static bs_status visit_hits(walker *walk, size_t index, uint32_t key, const bs_hits *hits,
                            bs_error *error)
{
    const bs_shard *shard = shard_at(walk, index);
    const uint32_t *ends = shard->articles.token_start + 1;
    bool is_each = walk->visitor->wants_each;
    bs_count_item item = {.shard = index, .key = key};
    bs_status status = BS_OK;
    for (size_t i = 0; i < hits->count && status == BS_OK; i++) {
        bs_hit hit = hits->items[i];
        if (ends[item.row] <= hit.start) {
            if (item.count > 0)
                status = visit(walk, &item, error);
            item.count = 0;
            item.row = bs_shard_article_of_token(shard, hit.start);
        }
        if (status != BS_OK || !unit_fits_token(walk, index, item.row, hit.start))
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

static bs_status merge_matches(bs_matches *all, const bs_matches *more, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < all->shard_count && status == BS_OK; i++)
        status = merge_hits(&all->shards[i], &more->shards[i], error);
    return status;
}

/* The hits of all queries of a group, in all shards. */
static bs_status find_hits(walker *walk, const bs_count_group *group, bs_matches *matches,
                           bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = group->query_start; i < group->query_end && status == BS_OK; i++) {
        bs_matches more = {0};
        status =
            bs_query_run(walk->plan->queries[i], walk->selection, walk->progress, &more, error);
        if (status != BS_OK)
            break;
        if (!matches->shards) {
            *matches = more;
            continue;
        }
        status = merge_matches(matches, &more, error);
        bs_matches_clear(&more);
    }
    return status;
}

static bs_status walk_group(walker *walk, const bs_count_group *group, bs_error *error)
{
    uint32_t key;
    walk->texts[BS_ITEM_WORD] = walk->texts[BS_ITEM_DICTIONARY] = group->name;
    bs_status status = find_key(walk, &key, error);
    if (status != BS_OK || !wants_key(walk, key))
        return status;
    bs_matches matches = {0};
    status = find_hits(walk, group, &matches, error);
    for (size_t i = 0; i < matches.shard_count && status == BS_OK; i++)
        status = visit_hits(walk, i, key, &matches.shards[i], error);
    bs_matches_clear(&matches);
    return status;
}

static bs_status walk_hits(walker *walk, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < walk->plan->group_of_query_count && status == BS_OK; i++)
        status = walk_group(walk, &walk->plan->groups_of_queries[i], error);
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

static bs_status walk_layer(walker *walk, size_t index, bs_error *error)
{
    const bs_shard *shard = shard_at(walk, index);
    const uint32_t *starts = layer_starts(walk, shard);
    uint32_t entity =
        walk->plan->entity.data ? bs_shard_entity_find(shard, walk->plan->entity) : BS_NONE;
    bs_count_item item = {.shard = index, .is_bytes = true, .count = 1};
    bs_tally_clear(&walk->known_keys);
    item.row = bs_selection_next_row(walk->selection, index, 0);
    while (item.row < shard->articles.count) {
        for (uint32_t i = starts[item.row]; i < starts[item.row + 1]; i++) {
            bool is_wanted = false;
            bs_status status = layer_item(walk, shard, entity, i, &item, &is_wanted, error);
            if (status == BS_OK && is_wanted && wants_key(walk, item.key) &&
                bs_selection_counts_byte(walk->selection, shard, item.row, item.start) &&
                unit_fits_byte(walk, index, item.row, item.start))
                status = visit(walk, &item, error);
            if (status != BS_OK)
                return status;
        }
        item.row = bs_selection_next_row(walk->selection, index, item.row + 1);
    }
    return BS_OK;
}

/* ---- all ---- */

static bs_status walk_shard(walker *walk, size_t index, bs_error *error)
{
    switch (walk->plan->carrier) {
    case BS_CARRIER_ARTICLES:
        return walk_articles(walk, index, error);
    case BS_CARRIER_SENTENCES:
        return walk_sentences(walk, index, error);
    case BS_CARRIER_TOKENS:
        return walk_tokens(walk, index, error);
    default:
        return walk_layer(walk, index, error);
    }
}

/* All items that share a unit with the words of the group, or with any where it is NULL. */
static bs_status walk_shards(walker *walk, const bs_count_group *group, bs_error *error)
{
    uint32_t key = 0;
    bs_status status =
        bs_units_make(walk->plan, group, walk->selection, walk->progress, &walk->units, error);
    if (group)
        walk->texts[BS_ITEM_WORD] = walk->texts[BS_ITEM_DICTIONARY] = group->name;
    if (status == BS_OK && group && walk->plan->item_key_count == 1)
        status = find_key(walk, &key, error); /* it has a row though it may have no items */
    for (size_t index = 0; status == BS_OK && index < walk->selection->view->shard_count; index++) {
        status = bs_progress_check(walk->progress, error);
        if (status == BS_OK)
            status = walk_shard(walk, index, error);
    }
    bs_units_clear(&walk->units);
    return status;
}

static bs_status walk_selection(bs_count_plan *plan, const bs_selection *selection, bs_str segment,
                                const bs_count_visitor *visitor, const bs_progress *progress,
                                bs_error *error)
{
    walker walk = {.plan = plan, .selection = selection, .visitor = visitor, .progress = progress};
    walk.texts[BS_ITEM_SEGMENT] = segment;
    walk.scopes = bs_selection_scopes(selection, error);
    if (!walk.scopes)
        return BS_NO_MEMORY;
    bs_status status = BS_OK;
    if (plan->carrier == BS_CARRIER_HITS) {
        status = bs_units_make(plan, NULL, selection, progress, &walk.units, error);
        if (status == BS_OK)
            status = walk_hits(&walk, error);
    } else if (bs_count_lists_words(plan)) {
        for (size_t i = 0; i < plan->group_of_query_count && status == BS_OK; i++)
            status = walk_shards(&walk, &plan->groups_of_queries[i], error);
    } else {
        status = walk_shards(&walk, NULL, error);
    }
    bs_tally_clear(&walk.known_keys);
    bs_units_clear(&walk.units);
    return status;
}

bs_status bs_count_walk(bs_count_plan *plan, bs_selection *selection,
                        const bs_count_visitor *visitor, const bs_progress *progress,
                        bs_error *error)
{
    if (!(plan->item_key_mask >> BS_ITEM_SEGMENT & 1))
        return walk_selection(plan, selection, (bs_str){NULL, 0}, visitor, progress, error);
    bs_status status = BS_OK;
    for (int type = 0; type < BS_SEGMENT_TYPES && status == BS_OK; type++) {
        if (!(selection->segments >> type & 1))
            continue;
        bs_selection *part = NULL;
        status = bs_selection_with_segments(selection, 1u << type, &part, error);
        if (status == BS_OK)
            status =
                walk_selection(plan, part, bs_str_from(bs_segment_type_name((bs_segment_type)type)),
                               visitor, progress, error);
        bs_selection_free(part);
    }
    return status;
}
