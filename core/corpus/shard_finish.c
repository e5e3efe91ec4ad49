/*
 * shard_finish.c - what needs all articles of a shard: the vocabulary and the entities in order,
 * the counts and stems of types, and the positions of each (the inverted index).
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/hash.h"
#include "corpus/shard_writer.h"

/* A type that occurs, with the first bytes of its form as a number that sorts like them. */
typedef struct sorted_type {
    uint64_t head;
    bs_str form;
    uint32_t type; /* number in the vocabulary */
} sorted_type;

/* By number in the vocabulary while the work lasts. */
typedef struct type_work {
    uint32_t *counts, *ranks;
    sorted_type *sorted;
    size_t count;       /* types that occur */
    uint32_t *articles; /* by rank from here on */
    uint32_t *last;     /* the article, + 1, that a type was last seen in */
    uint32_t *votes;
    uint8_t *languages; /* that most articles of a type are in */
    uint32_t *next;     /* where the next position of a type goes */
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
    work->counts = bs_arena_array(arena, known, sizeof *work->counts);
    work->ranks = bs_arena_array(arena, known, sizeof *work->ranks);
    work->sorted = bs_arena_array(arena, known, sizeof *work->sorted);
    if (!work->counts || !work->ranks || !work->sorted)
        return bs_fail_memory(error);
    uint32_t greatest = 0;
    for (size_t i = 0; i < token_count; i++)
        greatest = tokens[i] > greatest ? tokens[i] : greatest;
    if (token_count && greatest >= known)
        return bs_fail(error, BS_BAD_DATA, "a token has no type in the vocabulary");
    for (size_t i = 0; i < token_count; i++)
        work->counts[tokens[i]]++;
    for (uint32_t type = 0; type < known; type++) {
        if (work->counts[type] == 0)
            continue;
        bs_str form = bs_vocabulary_type(vocabulary, type)->form;
        work->sorted[work->count++] = (sorted_type){head_of(form), form, type};
    }
    if (work->count)
        qsort(work->sorted, work->count, sizeof *work->sorted, compare_types);
    for (size_t i = 0; i < work->count; i++)
        work->ranks[work->sorted[i].type] = (uint32_t)i;
    return BS_OK;
}

static bs_status make_work(type_work *work, bs_arena *arena, bs_error *error)
{
    work->articles = bs_arena_array(arena, work->count, sizeof *work->articles);
    work->last = bs_arena_array(arena, work->count, sizeof *work->last);
    work->votes = bs_arena_array(arena, work->count, sizeof *work->votes);
    work->languages = bs_arena_array(arena, work->count, sizeof *work->languages);
    work->next = bs_arena_array(arena, work->count, sizeof *work->next);
    return work->articles && work->last && work->votes && work->languages && work->next
               ? BS_OK
               : bs_fail_memory(error);
}

/* Each article that a type occurs in votes for its language; of a majority, the winner remains
 * (Boyer and Moore 1981). */
static void vote(type_work *work, uint32_t rank, uint8_t language)
{
    if (work->votes[rank] == 0)
        work->languages[rank] = language;
    if (work->languages[rank] == language)
        work->votes[rank]++;
    else
        work->votes[rank]--;
}

/* Gives the tokens of one article their final types, and counts the article for each. */
static void renumber_article(type_work *work, uint32_t *tokens, size_t start, size_t end,
                             uint32_t article, uint8_t language)
{
    for (size_t i = start; i < end; i++) {
        uint32_t rank = work->ranks[tokens[i]];
        tokens[i] = rank;
        if (work->last[rank] != article + 1) {
            work->last[rank] = article + 1;
            work->articles[rank]++;
            vote(work, rank, language);
        }
    }
}

static void renumber_tokens(bs_shard_writer *writer, type_work *work)
{
    uint32_t *tokens = (void *)writer->columns[BS_COL_tokens_type].values.data;
    const uint32_t *starts = (const void *)writer->columns[BS_COL_articles_token_start].values.data;
    size_t count = bs_shard_writer_count(writer, BS_FILE_articles);
    for (size_t i = 0; i < count; i++)
        renumber_article(work, tokens, starts[i], starts[i + 1], (uint32_t)i,
                         (uint8_t)writer->article_languages.data[i]);
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
        bs_put_text(writer, BS_COL_types_form, type->form);
        bs_put_text(writer, BS_COL_types_fold, type->fold);
        bs_put_u8(writer, BS_COL_types_kind, type->kind);
        bs_put_u8(writer, BS_COL_types_cased, type->cased);
        bs_put_value(writer, BS_COL_types_tokens, &work->counts[number], false);
        bs_put_value(writer, BS_COL_types_articles, &work->articles[rank], false);
        bs_status status = put_stem(writer, type, work->languages[rank], error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

/* Positions by counting sort: types in order, tokens rising within each. */
static bs_status put_positions(bs_shard_writer *writer, const type_work *work, bs_error *error)
{
    bs_growing_column *column = &writer->columns[BS_COL_types_positions];
    size_t token_count = bs_shard_writer_count(writer, BS_FILE_tokens);
    const uint32_t *tokens = (const void *)writer->columns[BS_COL_tokens_type].values.data;
    int32_t end = 0;
    for (size_t rank = 0; rank < work->count; rank++) {
        work->next[rank] = (uint32_t)end;
        end += (int32_t)work->counts[work->sorted[rank].type];
        bs_buffer_add(&column->starts, (bs_str){(const char *)&end, sizeof end});
    }
    column->count = work->count;
    column->item_count = token_count;
    uint32_t *positions =
        token_count ? (void *)bs_buffer_room(&column->values, token_count * sizeof *positions)
                    : NULL;
    if (!positions)
        return token_count ? bs_fail_memory(error) : BS_OK;
    for (size_t i = 0; i < token_count; i++)
        positions[work->next[tokens[i]]++] = (uint32_t)i;
    column->values.size = token_count * sizeof *positions;
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
        status = make_work(&work, arena, error);
    if (status != BS_OK)
        return status;
    renumber_tokens(writer, &work);
    status = put_types(writer, vocabulary, &work, error);
    return status == BS_OK ? put_positions(writer, &work, error) : status;
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
