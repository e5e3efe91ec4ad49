/* type_set.c - from the terms of a query to types of a shard, and from these to positions. */
#include <stdlib.h>
#include <time.h>

#include "base/error.h"
#include "base/progress.h"
#include "corpus/glob.h"
#include "corpus/query_match.h"

enum {
    REGEX_MATCH_LIMIT = 200000,  /* steps on one form; forms are short */
    REGEX_DEPTH_LIMIT = 2000,    /* and how deep */
    REGEX_HEAP_LIMIT_KIB = 1024, /* and with how much memory */
    REGEX_SECONDS_MAX = 5,       /* on the forms of one shard */
    REGEX_FORMS_A_CHECK = 256,   /* after so many it is asked how long it took */
};

static bs_status add_type(bs_type_set *set, uint32_t type, bs_error *error)
{
    uint32_t *added = bs_array_push(&set->types);
    if (!added)
        return bs_fail_memory(error);
    *added = type;
    return BS_OK;
}

static bs_status add_exact(const bs_shard_scope *in, bs_str form, bs_type_set *set, bs_error *error)
{
    uint32_t type = bs_shard_type_find(in->shard, form);
    return type == BS_NONE ? BS_OK : add_type(set, type, error);
}

/* The row of a column that byte `at` of its data lies in. */
static size_t row_of_byte(const bs_text_column *column, size_t count, size_t at)
{
    size_t from = 0, to = count;
    while (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        if ((size_t)column->offsets[middle] <= at)
            from = middle;
        else
            to = middle;
    }
    return from;
}

static bool pattern_matches(const bs_text_column *column, size_t type, const bs_term *term)
{
    bs_str word = bs_text_at(column, type);
    if (term->kind == BS_TERM_PATTERN_EXACT)
        return bs_glob_matches(term->text, word);
    char buffer[BS_LEXICON_KEY_MAX];
    return bs_glob_matches(term->text, bs_lexicon_key(word, buffer));
}

/* Goes over the data of the whole column in search of what every match must have in it, and holds
 * only the words around these places against the pattern. */
static bs_status add_pattern(const bs_shard_scope *in, const bs_term *term, bs_type_set *set,
                             bs_error *error)
{
    const bs_shard_types *types = &in->shard->types;
    const bs_text_column *column =
        term->kind == BS_TERM_PATTERN_EXACT ? &types->form : &types->fold;
    bs_str literal = bs_glob_literal(term->text);
    bs_status status = BS_OK;
    size_t type = 0;
    while (type < types->count && status == BS_OK) {
        if (literal.size > 0) {
            size_t from = (size_t)column->offsets[type],
                   end = (size_t)column->offsets[types->count];
            const char *found = memmem(column->data + from, end - from, literal.data, literal.size);
            if (!found)
                break;
            type = row_of_byte(column, types->count, (size_t)(found - column->data));
        }
        if (pattern_matches(column, type, term))
            status = add_type(set, (uint32_t)type, error);
        type++;
    }
    return status;
}

static double seconds_of_thread(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static bs_status add_regex_matches(const bs_shard_scope *in, const bs_term *term,
                                   pcre2_match_data *match, pcre2_match_context *context,
                                   bs_type_set *set, bs_error *error)
{
    const bs_shard_types *types = &in->shard->types;
    double start = seconds_of_thread();
    for (size_t type = 0; type < types->count; type++) {
        bs_str form = bs_text_at(&types->form, type);
        bs_status status = BS_OK;
        if (type % REGEX_FORMS_A_CHECK == 0)
            status = bs_progress_check(in->progress, error);
        if (status == BS_OK && type % REGEX_FORMS_A_CHECK == 0 &&
            seconds_of_thread() - start > REGEX_SECONDS_MAX)
            status =
                bs_fail(error, BS_LIMIT, "query: /%.*s/ takes too long", BS_STR_ARG(term->text));
        if (status != BS_OK)
            return status;
        int found =
            pcre2_match(term->regex, (PCRE2_SPTR)form.data, form.size, 0, 0, match, context);
        if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_JIT_STACKLIMIT ||
            found == PCRE2_ERROR_DEPTHLIMIT || found == PCRE2_ERROR_HEAPLIMIT)
            return bs_fail(error, BS_LIMIT, "query: /%.*s/ takes too long on \"%.*s\"",
                           BS_STR_ARG(term->text), BS_STR_ARG(form));
        if (found >= 0)
            status = add_type(set, (uint32_t)type, error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

static bs_status add_regex(const bs_shard_scope *in, const bs_term *term, bs_type_set *set,
                           bs_error *error)
{
    pcre2_match_data *match = pcre2_match_data_create(1, NULL);
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    bs_status status;
    if (match && context) {
        pcre2_set_match_limit(context, REGEX_MATCH_LIMIT);
        pcre2_set_depth_limit(context, REGEX_DEPTH_LIMIT);
        pcre2_set_heap_limit(context, REGEX_HEAP_LIMIT_KIB);
        /* One group of offsets is enough: "too small" is 0 and a match all the same. */
        status = add_regex_matches(in, term, match, context, set, error);
    } else {
        status = bs_fail_memory(error);
    }
    pcre2_match_context_free(context);
    pcre2_match_data_free(match);
    return status;
}

static bs_status add_with_stem(const bs_shard *shard, bs_str stem, bs_type_set *set,
                               bs_error *error)
{
    for (size_t type = 0; type < shard->types.count; type++) {
        bool has_stem = bs_str_equal(bs_text_at(&shard->types.stem, type), stem);
        bs_status status = has_stem ? add_type(set, (uint32_t)type, error) : BS_OK;
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

/* The types that share the English stem of the word, and those that share the stem which the word
 * has where it is written in another language. */
static bs_status add_stem(const bs_shard_scope *in, const bs_term *term, bs_type_set *set,
                          bs_error *error)
{
    bs_status status = add_with_stem(in->shard, term->stem, set, error);
    bs_u32s words = {0};
    if (status == BS_OK)
        status = bs_view_find_types(in->view, in->index, term->text, &words, error);
    for (size_t i = 0; i < words.count && status == BS_OK; i++) {
        bs_str stem = bs_text_at(&in->shard->types.stem, words.items[i]);
        if (!bs_str_equal(stem, term->stem))
            status = add_with_stem(in->shard, stem, set, error);
    }
    bs_array_free(&words);
    return status;
}

static bs_status add_term(const bs_shard_scope *in, const bs_term *term, bs_type_set *set,
                          bs_error *error)
{
    switch (term->kind) {
    case BS_TERM_WORD:
        return bs_view_find_types(in->view, in->index, term->text, &set->types, error);
    case BS_TERM_EXACT:
        return add_exact(in, term->text, set, error);
    case BS_TERM_REGEX:
        return add_regex(in, term, set, error);
    case BS_TERM_STEM:
        return add_stem(in, term, set, error);
    case BS_TERM_PATTERN:
    case BS_TERM_PATTERN_EXACT:
        break;
    }
    return add_pattern(in, term, set, error);
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void sort_unique(bs_u32s *numbers)
{
    if (numbers->count < 2)
        return;
    qsort(numbers->items, numbers->count, sizeof *numbers->items, compare_numbers);
    size_t kept = 1;
    for (size_t i = 1; i < numbers->count; i++)
        if (numbers->items[i] != numbers->items[kept - 1])
            numbers->items[kept++] = numbers->items[i];
    numbers->count = kept;
}

bs_status bs_type_set_resolve(const bs_shard_scope *in, const bs_term *terms, bs_type_set *set,
                              bs_error *error)
{
    for (const bs_term *term = terms; term; term = term->next) {
        bs_status status = add_term(in, term, set, error);
        if (status != BS_OK)
            return status;
    }
    return bs_type_set_close(in->shard, set, error);
}

bs_status bs_type_set_close(const bs_shard *shard, bs_type_set *set, bs_error *error)
{
    sort_unique(&set->types);
    for (size_t i = 0; i < set->types.count; i++)
        set->tokens += bs_type_occurrences(shard, set->types.items[i]);
    if (set->types.count < 2)
        return BS_OK;
    set->bits = calloc(shard->types.count / 64 + 1, sizeof *set->bits);
    if (!set->bits)
        return bs_fail_memory(error);
    for (size_t i = 0; i < set->types.count; i++)
        set->bits[set->types.items[i] >> 6] |= (uint64_t)1 << (set->types.items[i] & 63);
    return BS_OK;
}

void bs_type_set_clear(bs_type_set *set)
{
    bs_array_free(&set->types);
    free(set->bits);
    *set = (bs_type_set){0};
}

/* The first range that ends behind `position`, at or after `from`. */
static size_t range_of(const bs_scope *scope, size_t from, uint32_t position)
{
    if (from < scope->count && scope->ranges[from].end > position)
        return from;
    size_t to = scope->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (scope->ranges[middle].end <= position)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

bs_status bs_positions_of(const bs_shard *shard, uint32_t type, bs_position_list *list,
                          bs_error *error)
{
    *list = (bs_position_list){shard->types.positions + shard->types.position_start[type],
                               bs_type_occurrences(shard, type)};
    bool is_wrong = list->count && bs_u32_greatest(list->items, list->count) >= shard->tokens.count;
    return is_wrong ? bs_fail(error, BS_BAD_DATA,
                              "the corpus is damaged: a position that does not exist; see check")
                    : BS_OK;
}

static void add_in_scope(const bs_scope *scope, const bs_position_list *positions, bs_u32s *into)
{
    const uint32_t *items = positions->items;
    size_t count = positions->count;
    size_t range = count > 0 ? range_of(scope, 0, items[0]) : scope->count;
    if (range < scope->count && items[0] >= scope->ranges[range].start &&
        items[count - 1] < scope->ranges[range].end) {
        memcpy(into->items + into->count, items, count * sizeof *items);
        into->count += count;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        range = range_of(scope, range, items[i]);
        if (range == scope->count)
            return;
        if (items[i] >= scope->ranges[range].start)
            into->items[into->count++] = items[i];
    }
}

/* Many types: a bit for each token of the shard, then one sweep over the bits. */
static bs_status sieve(const bs_shard *shard, bs_u32s *positions, bs_error *error)
{
    size_t word_count = shard->tokens.count / 64 + 1;
    uint64_t *bits = calloc(word_count, sizeof *bits);
    if (!bits)
        return bs_fail_memory(error);
    for (size_t i = 0; i < positions->count; i++)
        bits[positions->items[i] >> 6] |= (uint64_t)1 << (positions->items[i] & 63);
    size_t written = 0;
    for (size_t word = 0; word < word_count; word++)
        for (uint64_t left = bits[word]; left; left &= left - 1)
            positions->items[written++] = (uint32_t)(word * 64 + (unsigned)__builtin_ctzll(left));
    free(bits);
    return BS_OK;
}

/* Two runs that rise become one. */
static void merge(const uint32_t *a, const uint32_t *a_end, const uint32_t *b,
                  const uint32_t *b_end, uint32_t *to)
{
    while (a < a_end && b < b_end) { /* which is next is nothing to guess */
        bool is_b = *b < *a;
        *to++ = is_b ? *b : *a;
        a += !is_b;
        b += is_b;
    }
    memcpy(to, a, (size_t)(a_end - a) * sizeof *a);
    memcpy(to + (a_end - a), b, (size_t)(b_end - b) * sizeof *b);
}

/* A few types: runs, of which the last item is before ends[run], merged two by two. */
static bs_status merge_runs(bs_u32s *positions, size_t *ends, size_t run_count, bs_error *error)
{
    uint32_t *from = positions->items;
    uint32_t *to = calloc(positions->capacity, sizeof *to);
    if (!to)
        return bs_fail_memory(error);
    while (run_count > 1) {
        size_t start = 0, kept = 0;
        for (size_t run = 0; run < run_count; run += 2) {
            size_t middle = ends[run], end = run + 1 < run_count ? ends[run + 1] : middle;
            merge(from + start, from + middle, from + middle, from + end, to + start);
            ends[kept++] = start = end;
        }
        run_count = kept;
        uint32_t *merged = to;
        to = from;
        from = merged;
    }
    positions->items = from;
    free(to);
    return BS_OK;
}

static bs_status put_in_order(const bs_shard *shard, bs_u32s *positions, size_t *ends,
                              size_t run_count, bs_error *error)
{
    size_t passes = 64 - (size_t)__builtin_clzll(run_count);
    if (positions->count > (shard->tokens.count / 64 + 1) / passes)
        return sieve(shard, positions, error);
    return merge_runs(positions, ends, run_count, error);
}

bs_status bs_type_set_positions(const bs_shard_scope *in, const bs_type_set *set,
                                bs_u32s *positions, bs_error *error)
{
    size_t *ends = calloc(set->types.count + 1, sizeof *ends);
    positions->count = 0;
    if (!ends || !bs_array_reserve(positions, set->tokens + 1)) {
        free(ends);
        return bs_fail_memory(error);
    }
    bs_status status = BS_OK;
    for (size_t i = 0; status == BS_OK && i < set->types.count; i++) {
        bs_position_list list;
        status = bs_positions_of(in->shard, set->types.items[i], &list, error);
        if (status == BS_OK)
            add_in_scope(in->scope, &list, positions);
        ends[i] = positions->count;
    }
    if (status == BS_OK && set->types.count > 1 && positions->count > 1)
        status = put_in_order(in->shard, positions, ends, set->types.count, error);
    free(ends);
    return status;
}

bs_status bs_type_set_list(const bs_shard_scope *in, const bs_type_set *set, bs_u32s *positions,
                           bs_position_list *list, bs_error *error)
{
    if (set->types.count == 1 && in->scope->tokens == in->shard->tokens.count)
        return bs_positions_of(in->shard, set->types.items[0], list, error);
    bs_status status = bs_type_set_positions(in, set, positions, error);
    *list = (bs_position_list){positions->items, positions->count};
    return status;
}
