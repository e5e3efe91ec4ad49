/*
 * shard_finish.c - what needs all articles of a shard: the vocabulary and the entities in order,
 * the counts and stems of types, and the positions of each (the inverted index).
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/hash.h"
#include "corpus/shard_writer.h"

enum { TYPES_AHEAD = 24, PLACES_AHEAD = 8, RANKS_AHEAD = 8 }; /* what is fetched beforehand */

/* A type that occurs, with the first bytes of its form as a number that sorts like them. */
typedef struct sorted_type {
    uint64_t head;
    bs_str form;
    uint32_t type; /* number in the vocabulary */
} sorted_type;

/* What is counted of a type, together, as tokens ask for all of it; by number in the vocabulary,
 * in which frequent types come first. */
typedef struct counted_type {
    uint32_t count, rank;
    uint32_t next; /* where its next position goes */
    uint32_t last; /* the article, + 1, that it was last seen in */
    uint32_t articles;
    uint32_t votes;
    uint8_t language; /* that most of its articles are in */
} counted_type;

typedef struct type_work {
    counted_type *types;
    sorted_type *sorted;
    size_t count; /* types that occur */
} type_work;

static uint64_t head_of(bs_str form)
{
    uint64_t head = 0;
    memcpy(&head, form.data, form.size < sizeof head ? form.size : sizeof head);
    return __builtin_bswap64(head);
}

static int compare_types(const void *left, const void *right)
{
    const sorted_type *a = left, *b = right;
    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    return bs_str_compare(a->form, b->form);
}

static bs_status count_types(const uint32_t *tokens, size_t token_count,
                             const bs_vocabulary *vocabulary, type_work *work, bs_arena *arena,
                             bs_error *error)
{
    size_t known = bs_vocabulary_count(vocabulary);
    work->types = bs_arena_array(arena, known, sizeof *work->types);
    work->sorted = bs_arena_array(arena, known, sizeof *work->sorted);
    if (!work->types || !work->sorted)
        return bs_fail_memory(error);
    if (token_count && bs_u32_greatest(tokens, token_count) >= known)
        return bs_fail(error, BS_BAD_DATA, "a token has no type in the vocabulary");
    for (size_t i = 0; i < token_count; i++)
        work->types[tokens[i]].count++;
    for (uint32_t type = 0; type < known; type++) {
        if (work->types[type].count == 0)
            continue;
        bs_str form = bs_vocabulary_type(vocabulary, type)->form;
        work->sorted[work->count++] = (sorted_type){head_of(form), form, type};
    }
    if (work->count)
        qsort(work->sorted, work->count, sizeof *work->sorted, compare_types);
    uint32_t next = 0;
    for (size_t rank = 0; rank < work->count; rank++) {
        counted_type *type = &work->types[work->sorted[rank].type];
        type->rank = (uint32_t)rank;
        type->next = next;
        next += type->count;
    }
    return BS_OK;
}

/* Each article that a type occurs in votes for its language; of a majority, the winner remains
 * (Boyer and Moore 1981). */
static void vote(counted_type *type, uint8_t language)
{
    if (type->votes == 0)
        type->language = language;
    if (type->language == language)
        type->votes++;
    else
        type->votes--;
}

/* Gives the tokens of one article their final types, puts their positions at the places of these
 * (a counting sort: types in order, tokens rising within each), and counts the article for each. */
static void place_article(counted_type *types, uint32_t *tokens, uint32_t *positions,
                          uint32_t start, uint32_t end, uint32_t article, uint8_t language)
{
    for (uint32_t i = start; i < end; i++) {
        if (end - i > TYPES_AHEAD) {
            __builtin_prefetch(&types[tokens[i + TYPES_AHEAD]], 1);
            __builtin_prefetch(&positions[types[tokens[i + PLACES_AHEAD]].next], 1);
        }
        counted_type *type = &types[tokens[i]];
        tokens[i] = type->rank;
        positions[type->next++] = i;
        if (type->last != article + 1) {
            type->last = article + 1;
            type->articles++;
            vote(type, language);
        }
    }
}

static bs_status place_tokens(bs_shard_writer *writer, type_work *work, bs_error *error)
{
    bs_growing_column *column = &writer->columns[BS_COL_types_positions];
    uint32_t *tokens = (void *)writer->columns[BS_COL_tokens_type].values.data;
    const uint32_t *starts = (const void *)writer->columns[BS_COL_articles_token_start].values.data;
    size_t token_count = bs_shard_writer_count(writer, BS_FILE_tokens);
    uint32_t *positions = NULL;
    if (token_count &&
        !(positions = (void *)bs_buffer_room(&column->values, token_count * sizeof *positions)))
        return bs_fail_memory(error);
    for (size_t i = 0; i < bs_shard_writer_count(writer, BS_FILE_articles); i++)
        place_article(work->types, tokens, positions, starts[i], starts[i + 1], (uint32_t)i,
                      (uint8_t)writer->article_languages.data[i]);
    column->values.size = token_count * sizeof *positions;
    column->count = work->count;
    column->item_count = token_count;
    for (size_t rank = 0; rank < work->count; rank++) {
        int32_t end = (int32_t)work->types[work->sorted[rank].type].next;
        bs_buffer_add(&column->starts, (bs_str){(const char *)&end, sizeof end});
    }
    return BS_OK;
}

/* ---- stems ---- */

static bs_stemmer *stemmer_of(bs_shard_language *language)
{
    if (!language->is_tried) {
        language->is_tried = true;
        if (bs_stemmer_new(language->name, &language->stemmer, NULL) != BS_OK)
            language->stemmer = NULL; /* none for this language: a word is its own stem */
    }
    return language->stemmer;
}

static bs_status put_stem(bs_shard_writer *writer, const bs_type *type, unsigned language,
                          bs_error *error)
{
    bs_stemmer *stemmer = type->kind == BS_TOKEN_WORD && language < writer->language_count
                              ? stemmer_of(&writer->languages[language])
                              : NULL;
    bs_str stem = stemmer ? bs_stemmer_stem(stemmer, type->fold) : type->fold;
    if (!stem.data)
        return bs_fail_memory(error);
    bs_put_text(writer, BS_COL_types_stem, stem);
    return BS_OK;
}

static bs_status put_types(bs_shard_writer *writer, const bs_vocabulary *vocabulary,
                           const type_work *work, bs_error *error)
{
    for (size_t rank = 0; rank < work->count; rank++) {
        uint32_t number = work->sorted[rank].type;
        const bs_type *type = bs_vocabulary_type(vocabulary, number);
        if (work->count - rank > RANKS_AHEAD) { /* byte order is no order of memory */
            const sorted_type *ahead = &work->sorted[rank + RANKS_AHEAD];
            __builtin_prefetch(bs_vocabulary_type(vocabulary, ahead->type));
            __builtin_prefetch(ahead->form.data);
            __builtin_prefetch(&work->types[ahead->type]);
        }
        const counted_type *counted = &work->types[number];
        bs_put_text(writer, BS_COL_types_form, type->form);
        bs_put_text(writer, BS_COL_types_fold, type->fold);
        bs_put_u8(writer, BS_COL_types_kind, type->kind);
        bs_put_u8(writer, BS_COL_types_cased, type->cased);
        bs_put_value(writer, BS_COL_types_tokens, &counted->count, false);
        bs_put_value(writer, BS_COL_types_articles, &counted->articles, false);
        bs_status status = put_stem(writer, type, counted->language, error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

static bs_status finish_types(bs_shard_writer *writer, const bs_vocabulary *vocabulary,
                              bs_arena *arena, bs_error *error)
{
    type_work work = {0};
    const uint32_t *tokens = (const void *)writer->columns[BS_COL_tokens_type].values.data;
    bs_status status = count_types(tokens, bs_shard_writer_count(writer, BS_FILE_tokens),
                                   vocabulary, &work, arena, error);
    if (status == BS_OK)
        status = place_tokens(writer, &work, error);
    return status == BS_OK ? put_types(writer, vocabulary, &work, error) : status;
}

/* ---- entities ---- */

typedef struct sorted_entity {
    bs_str id;
    uint32_t number;
} sorted_entity;

static void renumber_entities(bs_shard_writer *writer, bs_shard_column column,
                              const uint32_t *ranks)
{
    uint32_t *values = (void *)writer->columns[column].values.data;
    for (size_t i = 0; i < writer->columns[column].count; i++)
        if (values[i] != BS_NONE)
            values[i] = ranks[values[i]];
}

/* By id; those with one id are in the order of their articles. */
static int compare_sorted(const void *left, const void *right)
{
    const sorted_entity *a = left, *b = right;
    int order = bs_str_compare(a->id, b->id);
    return order != 0 ? order : a->number < b->number ? -1 : a->number > b->number;
}

static bs_status finish_entities(bs_shard_writer *writer, bs_arena *arena, bs_error *error)
{
    size_t count = writer->entities.count;
    sorted_entity *sorted = bs_arena_array(arena, count, sizeof *sorted);
    uint32_t *ranks = bs_arena_array(arena, count, sizeof *ranks);
    if (!sorted || !ranks)
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        sorted[i] = (sorted_entity){writer->entities.items[i].id, (uint32_t)i};
    if (count)
        qsort(sorted, count, sizeof *sorted, compare_sorted);
    for (size_t i = 0; i < count; i++) {
        const bs_shard_entity_entry *entry = &writer->entities.items[sorted[i].number];
        ranks[sorted[i].number] = (uint32_t)i;
        bs_put_text(writer, BS_COL_entities_id, entry->id);
        bs_put_text(writer, BS_COL_entities_name, entry->name);
        bs_put_u8(writer, BS_COL_entities_type, entry->type);
        bs_put_texts(writer, BS_COL_entities_names, entry->names, entry->name_count);
        bs_put_text(writer, BS_COL_entities_attributes, entry->attributes);
        bs_put_u32(writer, BS_COL_entities_article, entry->article);
    }
    renumber_entities(writer, BS_COL_mentions_entity, ranks);
    renumber_entities(writer, BS_COL_quotations_speaker, ranks);
    return BS_OK;
}

/* ---- the whole ---- */

/* The end of the last row, behind each column of starts. */
static void end_starts(bs_shard_writer *writer)
{
    for (size_t i = 0; i < BS_SHARD_COLUMN_COUNT; i++) {
        const bs_column_plan *plan = bs_shard_column_plan((bs_shard_column)i);
        if (plan->role != BS_ROLE_START)
            continue;
        uint32_t end = (uint32_t)bs_shard_writer_count(writer, plan->target);
        bs_buffer_add(&writer->columns[i].values, (bs_str){(const char *)&end, sizeof end});
    }
}

static bs_status check_columns(const bs_shard_writer *writer, bs_error *error)
{
    for (size_t i = 0; i < BS_SHARD_COLUMN_COUNT; i++) {
        const bs_growing_column *column = &writer->columns[i];
        if (column->values.failed || column->offsets.failed || column->starts.failed ||
            column->bytes.failed || column->valid.failed)
            return bs_fail_memory(error);
        if (column->bytes.size > INT32_MAX || column->item_count > BS_ARROW_ROWS_MAX)
            return bs_fail(error, BS_LIMIT, "more %s than a shard can hold",
                           bs_shard_column_plan((bs_shard_column)i)->name);
    }
    return writer->article_languages.failed ? bs_fail_memory(error) : BS_OK;
}

/* What would not open is not saved. */
static bs_status verify_columns(const bs_shard_writer *writer, bs_error *error)
{
    bs_arrow_column columns[BS_SHARD_COLUMN_COUNT];
    bs_shard shard = {0};
    bs_shard_writer_columns(writer, columns);
    bs_shard_bind(&shard, columns);
    return bs_shard_verify(&shard, "new shard", error);
}

bs_status bs_shard_writer_finish(bs_shard_writer *writer, const bs_vocabulary *vocabulary,
                                 bs_error *error)
{
    if (writer->is_finished)
        return bs_fail(error, BS_MISUSE, "a shard is finished once");
    bs_arena arena = {0};
    end_starts(writer);
    bs_status status = check_columns(writer, error); /* before anything follows them */
    if (status == BS_OK)
        status = finish_types(writer, vocabulary, &arena, error);
    if (status == BS_OK)
        status = finish_entities(writer, &arena, error);
    if (status == BS_OK)
        status = check_columns(writer, error);
    if (status == BS_OK)
        status = verify_columns(writer, error);
    bs_arena_clear(&arena);
    writer->is_finished = status == BS_OK;
    return status;
}
