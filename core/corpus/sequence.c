/*
 * sequence.c - hits of a sequence: the rarest element is looked up, what stands around it probed.
 *
 * From each place of the rarest element (the pivot) the others are matched backwards and forwards
 * inside the sentence. Where gaps or mentions leave a choice, the set of places that can be reached
 * is carried along: as the bits of a word where it cannot reach further than that, else as one byte
 * for each token of a window. The nearest place at either end gives the shortest hit with this
 * pivot. Hits that contain another one are dropped at the end.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/progress.h"
#include "corpus/query_match.h"

enum {
    MENTION_TOKENS_MAX = 32, /* a longer mention is not looked for inside sequences */
    WINDOW_TOKENS = 1024,    /* a sequence reaches at most as far from its pivot */
    PIVOTS_A_CHECK = 4096,   /* after so many it is asked whether to go on */
    PIVOTS_AHEAD = 32,       /* the tokens of this one are fetched meanwhile */
    STARTS_AT_ONCE = 256,
    PLACES_AT_ONCE = 4,
};

typedef struct matcher {
    const bs_shard_scope *in;
    const bs_element *elements;
    bs_type_set *sets;  /* by element */
    uint32_t *entities; /* by element: the row of its entity, BS_NONE when the shard has it not */
    size_t count;
    size_t pivot;
    uint64_t reach_before, reach_behind; /* how far the elements on either side can go */
    bool is_fixed;                       /* every element is one token */
    size_t probes[BS_QUERY_SEQUENCE_MAX], probe_count; /* elements of terms beside the pivot */
    bs_hits *hits; /* what is found: hits, or else their number by row */
    uint32_t *counts;
} matcher;

/* ---- mentions ---- */

static bool mention_fits(const matcher *match, size_t element, size_t mention)
{
    const bs_shard_mentions *mentions = &match->in->shard->mentions;
    const bs_element *wanted = &match->elements[element];
    if (wanted->entity.data)
        return mentions->entity[mention] == match->entities[element] &&
               match->entities[element] != BS_NONE;
    return wanted->type_mask >> mentions->type[mention] & 1;
}

/* The first mention that begins at or behind `token`. */
static size_t mention_at(const bs_shard *shard, uint32_t token)
{
    size_t from = 0, to = shard->mentions.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (shard->mentions.token_start[middle] < token)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* ---- sets of places around a pivot ---- */

typedef struct reach {
    uint8_t places[WINDOW_TOKENS + 1]; /* 1 where a match can end, in tokens from the pivot */
    uint32_t low, high;                /* no place outside of these */
    bool is_empty;
} reach;

static void reach_clear(reach *set)
{
    set->is_empty = true;
    set->low = set->high = 0;
}

static void reach_add(reach *set, uint32_t distance)
{
    if (distance > WINDOW_TOKENS)
        return;
    if (set->is_empty) {
        set->places[distance] = 1;
        set->low = set->high = distance;
        set->is_empty = false;
        return;
    }
    while (set->high < distance)
        set->places[++set->high] = 0;
    while (set->low > distance)
        set->places[--set->low] = 0;
    set->places[distance] = 1;
}

/* A walk from the pivot, forwards (to places behind what matched) or backwards (to its start). */
typedef struct walk {
    const matcher *match;
    uint32_t origin; /* the place that distances are counted from */
    uint32_t limit;  /* how far the sentence goes */
    bool is_forward;
} walk;

/* ---- the same as bits ---- */

/* Bit n of a set of places is the one in n tokens. */
static uint64_t terms_bits(const walk *way, size_t element, uint64_t from, bool is_last)
{
    const uint32_t *types = way->match->in->shard->tokens.type;
    const bs_type_set *set = &way->match->sets[element];
    uint64_t to = 0;
    for (; from; from &= from - 1) {
        uint32_t at = (uint32_t)__builtin_ctzll(from);
        if (at >= way->limit)
            break;
        uint32_t token = way->is_forward ? way->origin + at : way->origin - at - 1;
        if (!bs_type_set_has(set, types[token]))
            continue;
        to |= (uint64_t)2 << at;
        if (is_last) /* nobody asks for more than the nearest */
            break;
    }
    return to;
}

static uint64_t gap_bits(const bs_element *gap, uint64_t from)
{
    uint64_t to = from << gap->min;
    uint32_t widths = gap->max - gap->min + 1;
    for (uint32_t done = 1; done < widths;) {
        uint32_t more = widths - done < done ? widths - done : done;
        to |= to << more;
        done += more;
    }
    return to;
}

static uint64_t mention_bits(const walk *way, size_t element, uint64_t from)
{
    const bs_shard_mentions *mentions = &way->match->in->shard->mentions;
    uint64_t to = 0;
    for (; from; from &= from - 1) {
        uint32_t at = (uint32_t)__builtin_ctzll(from);
        uint32_t token = way->is_forward ? way->origin + at : way->origin - at;
        uint32_t first = way->is_forward              ? token
                         : token > MENTION_TOKENS_MAX ? token - MENTION_TOKENS_MAX
                                                      : 0;
        size_t mention = mention_at(way->match->in->shard, first);
        for (; mention < mentions->count && mentions->token_start[mention] <= token; mention++) {
            uint32_t near = mentions->token_start[mention], far = mentions->token_end[mention];
            bool joins = way->is_forward ? near == token : far == token;
            if (joins && far > near && far - near <= MENTION_TOKENS_MAX &&
                far - near <= BS_SENTENCE_BITS - at && mention_fits(way->match, element, mention))
                to |= (uint64_t)1 << (at + far - near);
        }
    }
    return to;
}

static size_t element_at(const walk *way, size_t step)
{
    return way->is_forward ? way->match->pivot + 1 + step : way->match->pivot - 1 - step;
}

static uint32_t nearest_bit(const walk *way, size_t steps)
{
    const matcher *match = way->match;
    uint64_t set = 1;
    uint64_t inside = way->limit < BS_SENTENCE_BITS ? ((uint64_t)2 << way->limit) - 1 : UINT64_MAX;
    for (size_t i = 0; i < steps && set; i++) {
        size_t element = element_at(way, i);
        const bs_element *wanted = &match->elements[element];
        set = wanted->kind == BS_ELEMENT_TERMS ? terms_bits(way, element, set, i + 1 == steps)
              : wanted->kind == BS_ELEMENT_GAP ? gap_bits(wanted, set)
                                               : mention_bits(way, element, set);
        set &= inside;
    }
    return set ? (uint32_t)__builtin_ctzll(set) : UINT32_MAX;
}

/* ---- one step from a set of places to the next ---- */

static void step_terms(const walk *way, size_t element, const reach *from, reach *to)
{
    const uint32_t *types = way->match->in->shard->tokens.type;
    for (uint32_t at = from->low; at <= from->high && at < way->limit; at++) {
        if (!from->places[at])
            continue;
        uint32_t token = way->is_forward ? way->origin + at : way->origin - at - 1;
        if (bs_type_set_has(&way->match->sets[element], types[token]))
            reach_add(to, at + 1);
    }
}

static void step_gap(const walk *way, size_t element, const reach *from, reach *to)
{
    const bs_element *gap = &way->match->elements[element];
    uint32_t done = 0; /* places before it were added */
    for (uint32_t at = from->low; at <= from->high; at++) {
        if (!from->places[at])
            continue;
        uint32_t place = at + gap->min > done ? at + gap->min : done;
        for (; place <= at + gap->max && place <= way->limit; place++)
            reach_add(to, place);
        done = place;
    }
}

static void step_mention(const walk *way, size_t element, const reach *from, reach *to)
{
    const bs_shard_mentions *mentions = &way->match->in->shard->mentions;
    for (uint32_t at = from->low; at <= from->high; at++) {
        if (!from->places[at])
            continue;
        uint32_t token = way->is_forward ? way->origin + at : way->origin - at;
        uint32_t first = way->is_forward              ? token
                         : token > MENTION_TOKENS_MAX ? token - MENTION_TOKENS_MAX
                                                      : 0;
        size_t mention = mention_at(way->match->in->shard, first);
        for (; mention < mentions->count && mentions->token_start[mention] <= token; mention++) {
            uint32_t near = mentions->token_start[mention], far = mentions->token_end[mention];
            bool joins = way->is_forward ? near == token : far == token;
            uint32_t width = far > near ? far - near : 0;
            if (joins && width > 0 && width <= MENTION_TOKENS_MAX && at + width <= way->limit &&
                mention_fits(way->match, element, mention))
                reach_add(to, at + width);
        }
    }
}

static void step(const walk *way, size_t element, const reach *from, reach *to)
{
    reach_clear(to);
    if (from->is_empty)
        return;
    switch (way->match->elements[element].kind) {
    case BS_ELEMENT_TERMS:
        step_terms(way, element, from, to);
        break;
    case BS_ELEMENT_GAP:
        step_gap(way, element, from, to);
        break;
    case BS_ELEMENT_MENTION:
        step_mention(way, element, from, to);
        break;
    }
}

/* One element of terms, at once or behind a gap: the nearest place is the first that has it. Where
 * that is cannot be guessed, so it is looked for at a few places at a time, without branches. */
static uint32_t nearest_term(const walk *way, size_t element, uint32_t from, uint32_t to)
{
    const bs_shard_tokens *tokens = &way->match->in->shard->tokens;
    const bs_type_set *set = &way->match->sets[element];
    uint32_t end = to < way->limit ? to + 1 : way->limit;
    for (uint32_t at = from; at < end; at += PLACES_AT_ONCE) {
        bool has_room = way->is_forward ? way->origin + at + PLACES_AT_ONCE <= tokens->count
                                        : way->origin >= at + PLACES_AT_ONCE;
        uint32_t places = has_room ? PLACES_AT_ONCE : end - at;
        uint32_t found = 0;
        for (uint32_t i = 0; i < places; i++) {
            uint32_t token = way->is_forward ? way->origin + at + i : way->origin - at - i - 1;
            found |= (uint32_t)bs_type_set_has(set, tokens->type[token]) << i;
        }
        found &= end - at < PLACES_AT_ONCE ? (1u << (end - at)) - 1 : UINT32_MAX;
        if (found)
            return at + (uint32_t)__builtin_ctz(found) + 1;
    }
    return UINT32_MAX;
}

static uint32_t nearest_reach(const walk *way, size_t steps)
{
    reach sets[2];
    reach_clear(&sets[0]);
    reach_add(&sets[0], 0);
    size_t now = 0;
    for (size_t i = 0; i < steps; i++) {
        step(way, element_at(way, i), &sets[now], &sets[!now]);
        now = !now;
    }
    return sets[now].is_empty ? UINT32_MAX : sets[now].low;
}

/* How far from the origin the nearest end of all elements of this side is, or UINT32_MAX. */
static uint32_t nearest_end(const walk *way)
{
    const matcher *match = way->match;
    size_t steps = way->is_forward ? match->count - match->pivot - 1 : match->pivot;
    if (steps == 0)
        return 0;
    const bs_element *first = &match->elements[element_at(way, 0)];
    size_t last = element_at(way, steps - 1);
    if (match->elements[last].kind == BS_ELEMENT_TERMS && steps == 1)
        return nearest_term(way, last, 0, 0);
    if (match->elements[last].kind == BS_ELEMENT_TERMS && steps == 2 &&
        first->kind == BS_ELEMENT_GAP)
        return nearest_term(way, last, first->min, first->max);
    uint64_t most = way->is_forward ? match->reach_behind : match->reach_before;
    return most <= BS_SENTENCE_BITS ? nearest_bit(way, steps) : nearest_reach(way, steps);
}

/* ---- from pivots to hits ---- */

/* The pivot matches the tokens [start, end) in the sentence [low, high). */
static bs_status match_around(matcher *match, uint32_t start, uint32_t end, uint32_t low,
                              uint32_t high, bs_error *error)
{
    walk before = {match, start, start - low, false};
    uint32_t left = nearest_end(&before);
    if (left == UINT32_MAX)
        return BS_OK;
    walk behind = {match, end, high - end, true};
    uint32_t right = nearest_end(&behind);
    if (right == UINT32_MAX)
        return BS_OK;
    bs_hit *hit = bs_array_push(match->hits);
    if (!hit)
        return bs_fail_memory(error);
    *hit = (bs_hit){start - left, end + right};
    return BS_OK;
}

/* Has the tokens around a pivot that is looked at soon fetched meanwhile. (By itself it would be a
 * function without effects, which the compiler leaves out.) */
static inline __attribute__((always_inline)) void fetch(const matcher *match, uint32_t pivot)
{
    const uint32_t *types = match->in->shard->tokens.type;
    uint32_t before = match->reach_before < pivot ? (uint32_t)match->reach_before : pivot;
    __builtin_prefetch(&types[pivot]);
    __builtin_prefetch(&types[pivot - before]);
}

/* All elements are one token wide: no choice, no sets. */
static bool fixed_matches(const matcher *match, uint32_t start)
{
    const uint32_t *types = match->in->shard->tokens.type + start;
    for (size_t i = 0; i < match->probe_count; i++)
        if (!bs_type_set_has(&match->sets[match->probes[i]], types[match->probes[i]]))
            return false;
    return true;
}

/* Counts, by row, the positions that rise: steps grow twofold from each to the next. */
static void count_by_row(const bs_shard_articles *articles, const uint32_t *positions, size_t count,
                         size_t *row, uint32_t *counts)
{
    size_t i = 0;
    while (i < count) {
        *row = bs_unit_from(articles->token_start, articles->count, *row, positions[i]);
        uint32_t end = articles->token_start[*row + 1];
        size_t step = 1, first = i;
        while (i + step < count && positions[i + step] < end) {
            i += step;
            step *= 2;
        }
        for (; step > 0; step /= 2)
            if (i + step < count && positions[i + step] < end)
                i += step;
        i++;
        counts[*row] += (uint32_t)(i - first);
    }
}

/* Places where a sequence of single tokens begins, which rise from call to call: for its hits, or
 * for their number by row. */
static bs_status take_starts(matcher *match, const uint32_t *starts, size_t count, size_t *row,
                             bs_error *error)
{
    if (match->counts) {
        count_by_row(&match->in->shard->articles, starts, count, row, match->counts);
        return BS_OK;
    }
    if (!bs_array_reserve(match->hits, count))
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        match->hits->items[match->hits->count++] =
            (bs_hit){starts[i], starts[i] + (uint32_t)match->count};
    return BS_OK;
}

static bs_status match_fixed(matcher *match, const bs_position_list *pivots, bs_error *error)
{
    const bs_shard *shard = match->in->shard;
    const uint64_t *sentences = match->in->sentence_starts;
    uint32_t width = (uint32_t)match->count, starts[STARTS_AT_ONCE];
    match->probe_count = 0;
    for (size_t i = 0; i < match->count; i++)
        if (i != match->pivot && match->elements[i].kind == BS_ELEMENT_TERMS)
            match->probes[match->probe_count++] = i;
    size_t row = 0;
    bs_status status = bs_progress_check(match->in->progress, error);
    for (size_t i = 0; status == BS_OK && i < pivots->count;) {
        size_t count = 0;
        for (; i < pivots->count && count < STARTS_AT_ONCE; i++) {
            uint32_t pivot = pivots->items[i];
            if (i + PIVOTS_AHEAD < pivots->count)
                fetch(match, pivots->items[i + PIVOTS_AHEAD]);
            if (pivot < match->pivot || pivot - match->pivot + width > shard->tokens.count)
                continue;
            uint32_t start = pivot - (uint32_t)match->pivot;
            starts[count] = start;
            count += fixed_matches(match, start) &&
                     !bs_sentence_starts_in(sentences, start + 1, start + width);
        }
        status = take_starts(match, starts, count, &row, error);
    }
    return status;
}

/* Counts by row need no order but that of each type. */
static bs_status count_fixed(matcher *match, bs_error *error)
{
    const bs_type_set *set = &match->sets[match->pivot];
    bs_u32s positions = {0};
    bs_status status = BS_OK;
    for (size_t i = 0; status == BS_OK && i < set->types.count; i++) {
        uint32_t type = set->types.items[i];
        bs_type_set one = {.types = {&type, 1, 1},
                           .tokens = bs_type_occurrences(match->in->shard, type)};
        bs_position_list list;
        size_t row = 0;
        status = bs_type_set_list(match->in, &one, &positions, &list, error);
        if (status == BS_OK && match->count == 1)
            status = take_starts(match, list.items, list.count, &row, error);
        else if (status == BS_OK)
            status = match_fixed(match, &list, error);
    }
    bs_array_free(&positions);
    return status;
}

/* The sentence around a pivot, or as much of it as elements can reach. */
static bs_range sentence_around(const matcher *match, uint32_t *sentence, uint32_t pivot)
{
    if (match->reach_before <= BS_SENTENCE_BITS && match->reach_behind <= BS_SENTENCE_BITS) {
        const uint64_t *starts = match->in->sentence_starts;
        uint32_t before = match->reach_before ? bs_sentence_before(starts, pivot) : 0;
        uint32_t behind = match->reach_behind ? bs_sentence_behind(starts, pivot + 1) : 0;
        return (bs_range){pivot - before, pivot + 1 + behind};
    }
    const bs_shard_sentences *sentences = &match->in->shard->sentences;
    *sentence = bs_sentence_from(sentences, *sentence, pivot);
    return (bs_range){sentences->token_start[*sentence], sentences->token_start[*sentence + 1]};
}

static bs_status match_terms(matcher *match, bs_error *error)
{
    bs_u32s positions = {0};
    bs_position_list pivots = {0};
    bs_status status =
        bs_type_set_list(match->in, &match->sets[match->pivot], &positions, &pivots, error);
    if (status == BS_OK && match->is_fixed)
        status = match_fixed(match, &pivots, error);
    uint32_t sentence = 0;
    for (size_t i = 0; status == BS_OK && !match->is_fixed && i < pivots.count; i++) {
        uint32_t pivot = pivots.items[i];
        if (i + PIVOTS_AHEAD < pivots.count)
            fetch(match, pivots.items[i + PIVOTS_AHEAD]);
        bs_range around = sentence_around(match, &sentence, pivot);
        status = match_around(match, pivot, pivot + 1, around.start, around.end, error);
        if (status == BS_OK && i % PIVOTS_A_CHECK == 0)
            status = bs_progress_check(match->in->progress, error);
    }
    bs_array_free(&positions);
    return status;
}

static bool in_scope(const bs_scope *scope, size_t *range, uint32_t token)
{
    while (*range < scope->count && scope->ranges[*range].end <= token)
        ++*range;
    return *range < scope->count && scope->ranges[*range].start <= token;
}

static bs_status match_mentions(matcher *match, bs_error *error)
{
    const bs_shard *shard = match->in->shard;
    const bs_shard_mentions *mentions = &shard->mentions;
    uint32_t sentence = 0;
    size_t range = 0;
    for (size_t i = 0; i < mentions->count; i++) {
        uint32_t start = mentions->token_start[i], end = mentions->token_end[i];
        if (start >= end || !mention_fits(match, match->pivot, i) ||
            !in_scope(match->in->scope, &range, start))
            continue;
        sentence = bs_sentence_from(&shard->sentences, sentence, start);
        uint32_t low = shard->sentences.token_start[sentence];
        uint32_t high = shard->sentences.token_start[sentence + 1];
        bs_status status = end <= high ? match_around(match, start, end, low, high, error) : BS_OK;
        if (status != BS_OK)
            return status;
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

/* Sorts, and drops every hit that contains another (or equals it). From the back: a hit stays when
 * it ends before all that start later or, at the same start, are shorter. */
static void keep_shortest(bs_hits *hits)
{
    bool is_kept = true; /* none contains another */
    for (size_t i = 1; i < hits->count; i++)
        is_kept &= hits->items[i - 1].start < hits->items[i].start &&
                   hits->items[i - 1].end < hits->items[i].end;
    if (is_kept)
        return;
    bool is_sorted = true;
    for (size_t i = 1; is_sorted && i < hits->count; i++)
        is_sorted = compare_hits(&hits->items[i - 1], &hits->items[i]) < 0;
    if (!is_sorted)
        qsort(hits->items, hits->count, sizeof *hits->items, compare_hits);
    size_t kept = hits->count;
    uint32_t least_end = UINT32_MAX;
    for (size_t i = hits->count; i-- > 0;) {
        bool repeats_start = i > 0 && hits->items[i - 1].start == hits->items[i].start;
        if (repeats_start || hits->items[i].end >= least_end)
            continue;
        least_end = hits->items[i].end;
        hits->items[--kept] = hits->items[i];
    }
    hits->count -= kept;
    if (kept > 0 && hits->count > 0)
        memmove(hits->items, hits->items + kept, hits->count * sizeof *hits->items);
}

/* How many places the element has in the shard: what decides about the pivot. */
static uint64_t occurrences(const matcher *match, size_t element)
{
    if (match->elements[element].kind == BS_ELEMENT_TERMS)
        return match->sets[element].tokens;
    return match->elements[element].kind == BS_ELEMENT_MENTION ? match->in->shard->mentions.count
                                                               : UINT64_MAX;
}

static bool is_one_token(const bs_element *element)
{
    return element->kind == BS_ELEMENT_TERMS ||
           (element->kind == BS_ELEMENT_GAP && element->min == 1 && element->max == 1);
}

/* Resolves all elements; false in `*can_match` when one of them is nowhere in the shard. */
static bs_status prepare(matcher *match, bool *can_match, bs_error *error)
{
    *can_match = true;
    match->is_fixed = true;
    for (size_t i = 0; *can_match && i < match->count; i++) {
        const bs_element *element = &match->elements[i];
        bs_status status = BS_OK;
        if (element->kind == BS_ELEMENT_TERMS)
            status = bs_type_set_resolve(match->in, element->terms, &match->sets[i], error);
        if (status != BS_OK)
            return status;
        if (element->kind == BS_ELEMENT_MENTION && element->entity.data)
            match->entities[i] = bs_shard_entity_find(match->in->shard, element->entity);
        match->is_fixed = match->is_fixed && is_one_token(element);
        *can_match = occurrences(match, i) > 0;
        if (occurrences(match, i) < occurrences(match, match->pivot))
            match->pivot = i;
    }
    return BS_OK;
}

static uint64_t width_of(const bs_element *element)
{
    return element->kind == BS_ELEMENT_TERMS ? 1
           : element->kind == BS_ELEMENT_GAP ? element->max
                                             : MENTION_TOKENS_MAX;
}

static void measure_reach(matcher *match)
{
    for (size_t i = 0; i < match->count; i++) {
        if (i < match->pivot)
            match->reach_before += width_of(&match->elements[i]);
        else if (i > match->pivot)
            match->reach_behind += width_of(&match->elements[i]);
    }
}

/* One element of terms: what it finds is the hits. */
static bs_status single_hits(matcher *match, bs_error *error)
{
    bs_u32s positions = {0};
    bs_status status = bs_type_set_positions(match->in, &match->sets[0], &positions, error);
    if (status == BS_OK && !bs_array_reserve(match->hits, positions.count))
        status = bs_fail_memory(error);
    for (size_t i = 0; status == BS_OK && i < positions.count; i++)
        match->hits->items[match->hits->count++] =
            (bs_hit){positions.items[i], positions.items[i] + 1};
    bs_array_free(&positions);
    return status;
}

static bs_status match_sequence(matcher *match, bs_error *error)
{
    bool can_match = false;
    bs_status status = prepare(match, &can_match, error);
    if (status != BS_OK || !can_match)
        return status;
    bool is_terms = match->elements[match->pivot].kind == BS_ELEMENT_TERMS;
    if (match->count == 1 && is_terms)
        return single_hits(match, error);
    if (match->in->shard->sentences.count == 0)
        return BS_OK;
    measure_reach(match);
    status = is_terms ? match_terms(match, error) : match_mentions(match, error);
    if (status == BS_OK)
        keep_shortest(match->hits);
    return status;
}

static bs_status run(matcher *match, bs_status (*find)(matcher *match, bs_error *error),
                     bs_error *error)
{
    match->sets = calloc(match->count, sizeof *match->sets);
    match->entities = calloc(match->count, sizeof *match->entities);
    bs_status status = match->sets && match->entities ? find(match, error) : bs_fail_memory(error);
    for (size_t i = 0; match->sets && i < match->count; i++)
        bs_type_set_clear(&match->sets[i]);
    free(match->sets);
    free(match->entities);
    return status;
}

bs_status bs_sequence_hits(const bs_shard_scope *in, const bs_element *elements, size_t count,
                           bs_hits *hits, bs_error *error)
{
    matcher match = {.in = in, .elements = elements, .count = count, .hits = hits};
    return run(&match, match_sequence, error);
}

static bs_status count_sequence(matcher *match, bs_error *error)
{
    bool can_match = false;
    bs_status status = prepare(match, &can_match, error);
    if (status != BS_OK || !can_match)
        return status;
    measure_reach(match);
    return count_fixed(match, error);
}

bs_status bs_sequence_count_rows(const bs_shard_scope *in, const bs_element *elements, size_t count,
                                 uint32_t *counts, bool *is_counted, bs_error *error)
{
    matcher match = {.in = in, .elements = elements, .count = count, .counts = counts};
    bool has_terms = false;
    *is_counted = true;
    for (size_t i = 0; i < count; i++) {
        has_terms |= elements[i].kind == BS_ELEMENT_TERMS;
        *is_counted &= is_one_token(&elements[i]);
    }
    *is_counted &= has_terms;
    return *is_counted ? run(&match, count_sequence, error) : BS_OK;
}
