/* count_plan.c - the options of a count, checked and worked out. */
#include "corpus/count_plan.h"

#include <stdlib.h>

#include "annotate/layers.h"
#include "base/error.h"
#include "base/str.h"
#include "corpus/entity_find.h"

static const char *const of_names[BS_COUNT_OFS] = {
    "articles", "sentences", "tokens", "words", "mentions", "quotations", "dates", "claims",
};

static const char *const item_names[BS_ITEM_KEYS] = {
    "segment", "type", "entity", "word", "stem", "speaker", "cue", "dictionary",
};

bs_str bs_count_of_name(bs_count_of of)
{
    return bs_str_from(of_names[of]);
}

static size_t index_of(bs_str name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bs_str_equal(name, bs_str_from(names[i])))
            return i;
    return SIZE_MAX;
}

static bool has_item_key(const bs_count_plan *plan, bs_item_key key)
{
    return plan->item_key_mask >> key & 1;
}

/* ---- of, by, per ---- */

static bs_status read_of(const bs_count_options *options, bs_count_plan *plan, bs_error *error)
{
    bool has_hits = options->word_count > 0 || options->dictionary;
    if (!options->of.data) {
        plan->of = has_hits ? BS_COUNT_WORDS : BS_COUNT_ARTICLES;
        return BS_OK;
    }
    size_t of = index_of(options->of, of_names, BS_COUNT_OFS);
    if (of == SIZE_MAX)
        return bs_fail(
            error, BS_MISUSE,
            "count: cannot count \"%.*s\": articles, sentences, tokens, words, mentions, "
            "quotations, dates and claims are known",
            BS_STR_ARG(options->of));
    plan->of = (bs_count_of)of;
    return BS_OK;
}

static bs_status read_column(bs_str name, bs_count_plan *plan, bs_error *error)
{
    bs_count_column *column = &plan->columns[plan->column_count];
    size_t item_key = index_of(name, item_names, BS_ITEM_KEYS);
    *column = (bs_count_column){0};
    if (bs_article_key_from(name, &column->article_key)) {
        column->is_of_article = true;
        column->place = plan->article_key_count;
        plan->article_keys[plan->article_key_count++] = column->article_key;
    } else if (item_key != SIZE_MAX) {
        column->item_key = (bs_item_key)item_key;
        column->place = plan->item_key_count;
        plan->item_keys[plan->item_key_count++] = column->item_key;
        plan->item_key_mask |= 1u << item_key;
    } else {
        return bs_fail(error, BS_MISUSE,
                       "count: cannot count by \"%.*s\": year, quarter, month, week, day, outlet, "
                       "language, byline, segment, type, entity, word, stem, speaker, cue and "
                       "dictionary are known",
                       BS_STR_ARG(name));
    }
    plan->column_count++;
    return BS_OK;
}

static bs_status read_by(const bs_count_options *options, bs_count_plan *plan, bs_error *error)
{
    if (options->by_count > BS_COUNT_BY_MAX)
        return bs_fail(error, BS_MISUSE, "count: by at most %d columns", BS_COUNT_BY_MAX);
    for (size_t i = 0; i < options->by_count; i++) {
        for (size_t j = 0; j < i; j++)
            if (bs_str_equal(options->by[i], options->by[j]))
                return bs_fail(error, BS_MISUSE, "count: by \"%.*s\" twice",
                               BS_STR_ARG(options->by[i]));
        bs_status status = read_column(options->by[i], plan, error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

static bs_status read_per(const bs_count_options *options, bs_count_plan *plan, bs_error *error)
{
    static const char *const names[] = {"", "article", "thousand articles", "million tokens"};
    if (!options->per.data)
        return BS_OK;
    size_t per = index_of(options->per, names, sizeof names / sizeof *names);
    if (per == SIZE_MAX || per == 0)
        return bs_fail(error, BS_MISUSE,
                       "count: per \"%.*s\" is none of article, thousand articles, million tokens",
                       BS_STR_ARG(options->per));
    plan->per = (bs_count_per)per;
    return BS_OK;
}

/* ---- what is walked along ---- */

static const bs_carrier own_carrier[BS_COUNT_OFS] = {
    BS_CARRIER_ARTICLES, BS_CARRIER_SENTENCES,  BS_CARRIER_TOKENS, BS_CARRIER_TOKENS,
    BS_CARRIER_MENTIONS, BS_CARRIER_QUOTATIONS, BS_CARRIER_DATES,  BS_CARRIER_CLAIMS,
};

static bool is_countable_unit(bs_count_of of)
{
    return of == BS_COUNT_ARTICLES || of == BS_COUNT_SENTENCES;
}

static bs_carrier carrier_for(const bs_count_plan *plan, bool has_hits)
{
    bool is_unit = is_countable_unit(plan->of);
    uint32_t of_layers =
        1u << BS_ITEM_TYPE | 1u << BS_ITEM_ENTITY | 1u << BS_ITEM_SPEAKER | 1u << BS_ITEM_CUE;
    bool is_of_layer = is_unit && (plan->item_key_mask & of_layers) != 0;
    if ((is_unit || own_carrier[plan->of] == BS_CARRIER_TOKENS) && !is_of_layer) {
        if (has_hits)
            return BS_CARRIER_HITS;
        if (is_unit && (has_item_key(plan, BS_ITEM_WORD) || has_item_key(plan, BS_ITEM_STEM)))
            return BS_CARRIER_TOKENS;
    }
    if (is_unit && (has_item_key(plan, BS_ITEM_SPEAKER) || has_item_key(plan, BS_ITEM_CUE)))
        return BS_CARRIER_QUOTATIONS;
    if (is_unit && (has_item_key(plan, BS_ITEM_ENTITY) || has_item_key(plan, BS_ITEM_TYPE) ||
                    plan->type.data || plan->has_entity))
        return BS_CARRIER_MENTIONS;
    return own_carrier[plan->of];
}

/* Which keys the items of each carrier have, as a bitmap. */
static uint32_t keys_of_carrier(const bs_count_plan *plan)
{
    uint32_t segment = 1u << BS_ITEM_SEGMENT, type = 1u << BS_ITEM_TYPE;
    uint32_t listed = plan->dictionary        ? 1u << BS_ITEM_DICTIONARY
                      : plan->query_count > 0 ? 1u << BS_ITEM_WORD
                                              : 0;
    switch (plan->carrier) {
    case BS_CARRIER_ARTICLES:
    case BS_CARRIER_SENTENCES:
        return segment;
    case BS_CARRIER_TOKENS:
        return segment | type | 1u << BS_ITEM_WORD | 1u << BS_ITEM_STEM;
    case BS_CARRIER_HITS:
        return segment | listed;
    case BS_CARRIER_MENTIONS:
        return segment | type | listed | 1u << BS_ITEM_ENTITY;
    case BS_CARRIER_QUOTATIONS:
        return segment | type | listed | 1u << BS_ITEM_SPEAKER | 1u << BS_ITEM_CUE;
    case BS_CARRIER_DATES:
    case BS_CARRIER_CLAIMS:
        break;
    }
    return segment | type | listed;
}

static bs_status choose_carrier(bs_count_plan *plan, bool has_hits, bs_error *error)
{
    plan->carrier = carrier_for(plan, has_hits);
    uint32_t strange = plan->item_key_mask & ~keys_of_carrier(plan);
    if (!strange)
        return BS_OK;
    const char *name = item_names[__builtin_ctz(strange)];
    if (has_item_key(plan, BS_ITEM_DICTIONARY) && !plan->dictionary)
        return bs_fail(error, BS_MISUSE, "count: by dictionary needs the option dictionary");
    return bs_fail(error, BS_MISUSE, "count: %s cannot be counted by %s%s", of_names[plan->of],
                   name, has_hits ? " beside words" : "");
}

/* ---- filters ---- */

static bool type_is_known(const bs_count_plan *plan, bs_str name)
{
    bs_entity_type entity_type;
    bs_claim_kind claim_kind;
    if (plan->of == BS_COUNT_CLAIMS)
        return bs_claim_kind_from(name, &claim_kind);
    for (int i = 0; plan->of == BS_COUNT_QUOTATIONS && i < BS_QUOTATION_KINDS; i++)
        if (bs_str_equal(name, bs_str_from(bs_quotation_kind_name((bs_quotation_kind)i))))
            return true;
    for (int i = 0; plan->of == BS_COUNT_DATES && i < BS_DATE_TYPES; i++)
        if (bs_str_equal(name, bs_str_from(bs_date_type_name((bs_date_type)i))))
            return true;
    return plan->of != BS_COUNT_QUOTATIONS && plan->of != BS_COUNT_DATES &&
           bs_entity_type_from(name, &entity_type);
}

static bs_status read_filters(const bs_count_options *options, bs_count_plan *plan, bs_error *error)
{
    if (options->type.data) {
        if (!type_is_known(plan, options->type))
            return bs_fail(error, BS_MISUSE, "count: %s have no type \"%.*s\"", of_names[plan->of],
                           BS_STR_ARG(options->type));
        plan->type = bs_arena_copy(&plan->arena, options->type);
        if (!plan->type.data)
            return bs_fail_memory(error);
    }
    plan->is_within_sentence = !bs_str_equal(options->within, BS_STR("article"));
    if (options->within.data && plan->is_within_sentence &&
        !bs_str_equal(options->within, BS_STR("sentence")))
        return bs_fail(error, BS_MISUSE, "count: within \"%.*s\" is neither sentence nor article",
                       BS_STR_ARG(options->within));
    plan->has_entity = options->entity.data != NULL;
    if (!plan->has_entity)
        return BS_OK;
    return bs_entity_resolve(plan->selection->view->corpus, options->entity, &plan->entity, error);
}

/* ---- words ---- */

static bs_status parse_word(bs_str word, bs_map *known, bs_count_plan *plan, bs_error *error)
{
    bool is_new;
    if (!bs_map_add(known, word, &is_new))
        return bs_fail_memory(error);
    if (!is_new)
        return BS_OK; /* named twice, counted once */
    bs_query *query = NULL;
    bs_status status = bs_query_parse(word, &query, error);
    if (status != BS_OK)
        return status;
    plan->queries[plan->query_count++] = query;
    if (!bs_query_is_negative(query))
        return BS_OK;
    return bs_fail(error, BS_MISUSE,
                   "count: \"%.*s\" says only what must be absent: it has no hits",
                   BS_STR_ARG(word));
}

static bs_status parse_words(const bs_count_options *options, bs_count_plan *plan, bs_error *error)
{
    bs_map known = {0};
    plan->owns_queries = true;
    plan->queries = calloc(options->word_count, sizeof *plan->queries);
    bs_status status = plan->queries ? BS_OK : bs_fail_memory(error);
    for (size_t i = 0; i < options->word_count && status == BS_OK; i++)
        status = parse_word(options->words[i], &known, plan, error);
    bs_map_clear(&known);
    return status;
}

static bs_status borrow_dictionary(bs_count_plan *plan, bs_error *error)
{
    size_t count = 0, group_count = bs_dictionary_group_count(plan->dictionary);
    for (size_t i = 0; i < group_count; i++)
        count += bs_dictionary_query_count(plan->dictionary, i);
    plan->queries = calloc(count + 1, sizeof *plan->queries);
    if (!plan->queries)
        return bs_fail_memory(error);
    for (size_t i = 0; i < group_count; i++)
        for (size_t j = 0; j < bs_dictionary_query_count(plan->dictionary, i); j++)
            plan->queries[plan->query_count++] = bs_dictionary_query(plan->dictionary, i, j);
    return BS_OK;
}

/* One group for each word or each group of the dictionary when that is a column, else one for all.
 */
static bs_status group_queries(bs_count_plan *plan, bs_error *error)
{
    bool is_apart = has_item_key(plan, BS_ITEM_WORD) || has_item_key(plan, BS_ITEM_DICTIONARY);
    size_t count = !is_apart          ? 1
                   : plan->dictionary ? bs_dictionary_group_count(plan->dictionary)
                                      : plan->query_count;
    plan->groups_of_queries = calloc(count + 1, sizeof *plan->groups_of_queries);
    if (!plan->groups_of_queries)
        return bs_fail_memory(error);
    plan->group_of_query_count = count;
    size_t next = 0;
    for (size_t i = 0; i < count; i++) {
        bs_count_group *group = &plan->groups_of_queries[i];
        group->query_start = next;
        if (!is_apart) {
            next = plan->query_count;
        } else if (plan->dictionary) {
            group->name = bs_dictionary_group(plan->dictionary, i);
            next += bs_dictionary_query_count(plan->dictionary, i);
        } else {
            group->name = bs_query_text(plan->queries[i]);
            next++;
        }
        group->query_end = next;
    }
    return BS_OK;
}

static bs_status read_words(const bs_count_options *options, bs_count_plan *plan, bs_error *error)
{
    if (options->word_count > 0 && options->dictionary)
        return bs_fail(error, BS_MISUSE, "count: either words or a dictionary, not both");
    if (options->word_count > BS_COUNT_WORDS_MAX)
        return bs_fail(error, BS_MISUSE, "count: over %d words", BS_COUNT_WORDS_MAX);
    bs_status status = BS_OK;
    if (options->dictionary) {
        plan->dictionary = bs_dictionary_retain(options->dictionary);
        status = borrow_dictionary(plan, error);
    } else if (options->word_count > 0) {
        status = parse_words(options, plan, error);
    }
    return status == BS_OK ? group_queries(plan, error) : status;
}

/* ---- groups of articles ---- */

typedef struct group_maker {
    bs_count_plan *plan;
    const bs_shard *shard;
    size_t row;
    bs_str texts[BS_COUNT_BY_MAX];
    int64_t last_periods[BS_COUNT_BY_MAX]; /* those that are written out */
    char periods[BS_COUNT_BY_MAX][BS_PERIOD_TEXT_MAX];
    bs_str last_texts[BS_COUNT_BY_MAX]; /* of the tuple that was found last, and its number */
    uint32_t last_number;
    bool has_last;
} group_maker;

/* Articles that follow each other are often of one group, which is then not looked up again. */
static bool is_last_group(const group_maker *maker)
{
    bool is_same = maker->has_last;
    for (size_t i = 0; is_same && i < maker->plan->article_key_count; i++)
        is_same = !maker->texts[i].data == !maker->last_texts[i].data &&
                  bs_str_equal(maker->texts[i], maker->last_texts[i]);
    return is_same;
}

static bs_status find_group(group_maker *maker, uint32_t *number, bs_error *error)
{
    bs_count_plan *plan = maker->plan;
    if (is_last_group(maker)) {
        *number = maker->last_number;
        return BS_OK;
    }
    bs_status status = bs_tuples_add(&plan->groups, maker->texts, number, error);
    if (status != BS_OK)
        return status;
    for (size_t i = 0; i < plan->article_key_count; i++)
        maker->last_texts[i] = bs_tuples_at(&plan->groups, *number, i);
    maker->last_number = *number;
    maker->has_last = true;
    return BS_OK;
}

/* Fills in the texts from `column` on, in all ways there are (an article can have many bylines),
 * and notes the group of each. */
static bs_status add_groups(group_maker *maker, size_t column, bs_error *error)
{
    bs_count_plan *plan = maker->plan;
    if (column == plan->article_key_count) {
        uint32_t number = 0;
        bs_status status = find_group(maker, &number, error);
        uint32_t *added = status == BS_OK ? bs_array_push(&plan->group_list) : NULL;
        if (status == BS_OK && !added)
            status = bs_fail_memory(error);
        if (added)
            *added = number;
        return status;
    }
    bs_article_key key = plan->article_keys[column];
    if (bs_article_key_is_period(key)) {
        int64_t period = bs_period_of(maker->shard, maker->row, key);
        maker->texts[column] = (bs_str){NULL, 0};
        if (period != BS_PERIOD_UNKNOWN) {
            if (!maker->periods[column][0] || maker->last_periods[column] != period)
                bs_period_write(key, period, maker->periods[column]);
            maker->last_periods[column] = period;
            maker->texts[column] = bs_str_from(maker->periods[column]);
            if (column == plan->period_place) {
                plan->first_period = period < plan->first_period ? period : plan->first_period;
                plan->last_period = period > plan->last_period ? period : plan->last_period;
            }
        }
        return add_groups(maker, column + 1, error);
    }
    bs_status status = BS_OK;
    size_t count = bs_article_value_count(maker->shard, maker->row, key);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        maker->texts[column] = bs_article_value(maker->shard, maker->row, key, i);
        status = add_groups(maker, column + 1, error);
    }
    return status;
}

static void find_period_column(bs_count_plan *plan)
{
    plan->period_place = SIZE_MAX;
    plan->first_period = INT64_MAX;
    plan->last_period = INT64_MIN;
    size_t count = 0;
    for (size_t i = 0; i < plan->article_key_count; i++) {
        if (bs_article_key_is_period(plan->article_keys[i])) {
            plan->period_place = i;
            count++;
        }
    }
    if (count > 1)
        plan->period_place = SIZE_MAX; /* years beside months: gaps are not filled */
}

static bs_status group_articles(bs_count_plan *plan, bs_error *error)
{
    const bs_view *view = plan->selection->view;
    size_t rows = view->base[view->shard_count];
    plan->groups.width = plan->article_key_count;
    find_period_column(plan);
    plan->group_start = calloc(rows + 1, sizeof *plan->group_start);
    if (!plan->group_start)
        return bs_fail_memory(error);
    for (size_t index = 0; index < view->shard_count; index++) {
        group_maker maker = {.plan = plan, .shard = bs_corpus_shard(view->corpus, index)};
        for (; maker.row < maker.shard->articles.count; maker.row++) {
            size_t dense = view->base[index] + maker.row;
            plan->group_start[dense] = (uint32_t)plan->group_list.count;
            bs_status status =
                bs_selection_bit(plan->selection, dense) ? add_groups(&maker, 0, error) : BS_OK;
            if (status != BS_OK)
                return status;
        }
    }
    plan->group_start[rows] = (uint32_t)plan->group_list.count;
    return BS_OK;
}

bool bs_count_lists_words(const bs_count_plan *plan)
{
    return plan->query_count > 0 &&
           (has_item_key(plan, BS_ITEM_WORD) || has_item_key(plan, BS_ITEM_DICTIONARY));
}

static bs_status make(const bs_count_options *options, bs_count_plan *plan, bs_error *error)
{
    bool has_hits = options->word_count > 0 || options->dictionary;
    bs_status status = read_of(options, plan, error);
    if (status == BS_OK)
        status = read_by(options, plan, error);
    if (status == BS_OK)
        status = read_per(options, plan, error);
    if (status == BS_OK)
        status = read_filters(options, plan, error);
    if (status == BS_OK)
        status = read_words(options, plan, error);
    if (status == BS_OK)
        status = choose_carrier(plan, has_hits, error);
    plan->keys.width = plan->item_key_count;
    return status == BS_OK ? group_articles(plan, error) : status;
}

bs_status bs_count_plan_make(bs_selection *selection, const bs_count_options *options,
                             bs_count_plan *plan, bs_error *error)
{
    *plan = (bs_count_plan){.selection = bs_selection_retain(selection)};
    pthread_mutex_init(&plan->mutex, NULL);
    bs_status status = make(options, plan, error);
    if (status != BS_OK)
        bs_count_plan_clear(plan);
    return status;
}

void bs_count_plan_clear(bs_count_plan *plan)
{
    for (size_t i = 0; plan->owns_queries && i < plan->query_count; i++)
        bs_query_free((bs_query *)(uintptr_t)plan->queries[i]); /* ours, see parse_words() */
    free(plan->queries);
    bs_dictionary_free(plan->dictionary);
    free(plan->groups_of_queries);
    free(plan->group_start);
    bs_array_free(&plan->group_list);
    bs_tuples_clear(&plan->groups);
    bs_tuples_clear(&plan->keys);
    bs_arena_clear(&plan->arena);
    if (plan->selection)
        pthread_mutex_destroy(&plan->mutex);
    bs_selection_free(plan->selection);
    *plan = (bs_count_plan){0};
}
