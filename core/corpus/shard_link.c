/*
 * shard_link.c - the entities of an opened shard as they are linked: one row an id. Columns that
 * change are made anew in memory; the files stay as they are.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/str.h"
#include "corpus/link.h"
#include "corpus/shard_io.h"

typedef struct linked_row {
    bs_str id, name;
    uint32_t row; /* on disk */
} linked_row;

typedef struct relinking {
    bs_shard *shard;
    bs_arena *arena;  /* of the shard */
    linked_row *rows; /* in the new order */
    size_t count, group_count;
    uint32_t *groups; /* by row on disk: row in memory */
    bs_error *error;
} relinking;

static int compare_rows(const void *left, const void *right)
{
    const linked_row *a = left, *b = right;
    int order = bs_str_compare(a->id, b->id);
    return order != 0 ? order : a->row < b->row ? -1 : a->row > b->row;
}

static bool is_again(const relinking *work, size_t at)
{
    return at > 0 && bs_str_equal(work->rows[at].id, work->rows[at - 1].id);
}

static bs_status arrange(relinking *work, const bs_link *links, size_t count)
{
    const bs_shard_entities *entities = &work->shard->entities;
    work->count = entities->count;
    work->rows = malloc((work->count + 1) * sizeof *work->rows);
    work->groups = malloc((work->count + 1) * sizeof *work->groups);
    if (!work->rows || !work->groups)
        return bs_fail_memory(work->error);
    for (size_t i = 0; i < work->count; i++)
        work->rows[i] =
            (linked_row){bs_text_at(&entities->id, i), bs_text_at(&entities->name, i), (uint32_t)i};
    for (size_t i = 0; i < count; i++) {
        if (links[i].row >= work->count)
            return bs_fail(work->error, BS_BAD_DATA, "a link of an entity that does not exist");
        linked_row *row = &work->rows[links[i].row];
        row->id = bs_arena_copy(work->arena, links[i].entity);
        row->name = bs_arena_copy(work->arena, links[i].name);
        if (!row->id.data || !row->name.data)
            return bs_fail_memory(work->error);
    }
    if (count > 0)
        qsort(work->rows, work->count, sizeof *work->rows, compare_rows);
    for (size_t i = 0; i < work->count; i++) {
        work->group_count += !is_again(work, i);
        work->groups[work->rows[i].row] = (uint32_t)(work->group_count - 1);
    }
    return BS_OK;
}

/* ---- columns ---- */

/* A column of strings that grows. */
typedef struct texts {
    bs_buffer offsets, bytes;
    size_t count;
} texts;

static void add_text(texts *to, bs_str text)
{
    int32_t end = (int32_t)to->bytes.size;
    if (to->count++ == 0)
        bs_buffer_add(&to->offsets, (bs_str){(const char *)&end, sizeof end});
    bs_buffer_add(&to->bytes, text);
    end = (int32_t)to->bytes.size;
    bs_buffer_add(&to->offsets, (bs_str){(const char *)&end, sizeof end});
}

/* Moves the column into the arena of the shard. */
static bs_status give_texts(const relinking *work, texts *from, const uint8_t *valid,
                            bs_text_column *column)
{
    int32_t *offsets = bs_arena_alloc(work->arena, from->offsets.size + sizeof *offsets);
    bs_str bytes = bs_arena_copy(work->arena, bs_buffer_str(&from->bytes));
    bool is_large = from->bytes.size > INT32_MAX;
    bool failed = from->offsets.failed || from->bytes.failed || !offsets || !bytes.data;
    if (!failed) {
        offsets[0] = 0;
        if (from->offsets.size > 0)
            memcpy(offsets, from->offsets.data, from->offsets.size);
        *column = (bs_text_column){offsets, bytes.data, valid};
    }
    bs_buffer_clear(&from->offsets);
    bs_buffer_clear(&from->bytes);
    return failed     ? bs_fail_memory(work->error)
           : is_large ? bs_fail(work->error, BS_LIMIT, "more names than a shard can hold")
                      : BS_OK;
}

static bool has_text(const bs_strs *list, bs_str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (bs_str_equal(list->items[i], text))
            return true;
    return false;
}

/* The names of one entity: the one it goes by, then the others in the order of articles. */
static bs_status collect_names(const relinking *work, size_t start, size_t end, bs_strs *names)
{
    const bs_shard_entities *entities = &work->shard->entities;
    names->count = 0;
    bs_str *slot = bs_array_push(names);
    if (slot)
        *slot = work->rows[start].name;
    for (size_t i = start; i < end && slot; i++) {
        uint32_t row = work->rows[i].row;
        int32_t last = entities->name_start[row + 1];
        for (int32_t name = entities->name_start[row]; name < last && slot; name++) {
            bs_str text = bs_text_at(&entities->names, (size_t)name);
            if (has_text(names, text))
                continue;
            slot = bs_array_push(names);
            if (slot)
                *slot = text;
        }
    }
    return slot ? BS_OK : bs_fail_memory(work->error);
}

/* The row whose attributes are taken: the first that has some. */
static uint32_t told(const relinking *work, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (bs_text_at(&work->shard->entities.attributes, work->rows[i].row).size > 2)
            return work->rows[i].row;
    return work->rows[start].row;
}

static bs_status make_entities(relinking *work)
{
    const bs_shard_entities *old = &work->shard->entities;
    bs_shard_entities made = {.count = work->group_count};
    texts id = {.count = 0}, name = {.count = 0}, names = {.count = 0}, attributes = {.count = 0};
    bs_strs list = {0};
    uint8_t *types = bs_arena_array(work->arena, work->group_count + 1, sizeof *types);
    uint32_t *articles = bs_arena_array(work->arena, work->group_count + 1, sizeof *articles);
    int32_t *starts = bs_arena_array(work->arena, work->group_count + 1, sizeof *starts);
    bs_status status = types && articles && starts ? BS_OK : bs_fail_memory(work->error);
    size_t group = 0;
    for (size_t start = 0, end; start < work->count && status == BS_OK; start = end, group++) {
        end = start + 1;
        while (end < work->count && is_again(work, end))
            end++;
        uint32_t row = work->rows[start].row;
        status = collect_names(work, start, end, &list);
        add_text(&id, work->rows[start].id);
        add_text(&name, work->rows[start].name);
        for (size_t i = 0; i < list.count; i++)
            add_text(&names, list.items[i]);
        add_text(&attributes, bs_text_at(&old->attributes, told(work, start, end)));
        types[group] = old->type[row];
        articles[group] = end - start == 1 ? old->article[row] : BS_NONE;
        starts[group + 1] = (int32_t)names.count;
    }
    made.type = types;
    made.article = articles;
    made.name_start = starts;
    texts *from[] = {&id, &name, &names, &attributes};
    bs_text_column *to[] = {&made.id, &made.name, &made.names, &made.attributes};
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        bs_status given = give_texts(work, from[i], NULL, to[i]);
        status = status == BS_OK ? given : status;
    }
    bs_array_free(&list);
    if (status == BS_OK)
        work->shard->entities = made;
    return status;
}

/* References to entities, as rows in memory. */
static bs_status renumber(const relinking *work, const uint32_t **rows, size_t count)
{
    uint32_t *made = bs_arena_array(work->arena, count + 1, sizeof *made);
    if (!made)
        return bs_fail_memory(work->error);
    for (size_t i = 0; i < count; i++)
        made[i] = (*rows)[i] == BS_NONE ? BS_NONE : work->groups[(*rows)[i]];
    *rows = made;
    return BS_OK;
}

/* ---- claims, which name persons by their ids ---- */

/* The new id of a person of an article, where it has one. */
static const bs_link *link_of(const relinking *work, const bs_link *links, size_t count,
                              uint32_t article, bs_str id)
{
    for (size_t i = 0; i < count; i++)
        if (links[i].article == article &&
            bs_str_equal(bs_text_at(&work->shard->entities.id, links[i].row), id))
            return &links[i];
    return NULL;
}

static int compare_articles(const void *left, const void *right)
{
    const bs_link *a = left, *b = right;
    if (a->article != b->article)
        return a->article < b->article ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static bs_status rename_column(const relinking *work, const bs_link *by_article, size_t count,
                               bs_text_column *column)
{
    texts made = {.count = 0};
    size_t from = 0;
    const uint32_t *starts = work->shard->articles.claim_start;
    for (uint32_t article = 0; article < work->shard->articles.count; article++) {
        while (from < count && by_article[from].article < article)
            from++;
        size_t end = from;
        while (end < count && by_article[end].article == article)
            end++;
        for (uint32_t i = starts[article]; i < starts[article + 1]; i++) {
            bs_str text = bs_text_at(column, i);
            const bs_link *link = bs_str_starts(text, BS_STR("person:"))
                                      ? link_of(work, by_article + from, end - from, article, text)
                                      : NULL;
            add_text(&made, link ? link->entity : text);
        }
    }
    return give_texts(work, &made, column->valid, column);
}

static bs_status rename_claims(const relinking *work, const bs_link *links, size_t count)
{
    bs_shard_claims *claims = &work->shard->claims;
    bs_text_column *columns[] = {&claims->subject, &claims->person, &claims->party,
                                 &claims->according_to};
    bs_link *by_article = malloc((count + 1) * sizeof *by_article);
    if (!by_article)
        return bs_fail_memory(work->error);
    if (count > 0) {
        memcpy(by_article, links, count * sizeof *links);
        qsort(by_article, count, sizeof *by_article, compare_articles);
    }
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof columns / sizeof *columns && status == BS_OK; i++)
        status = rename_column(work, by_article, count, columns[i]);
    free(by_article);
    return status;
}

bs_status bs_shard_link(bs_shard *shard, const bs_link *links, size_t count, bs_error *error)
{
    relinking work = {.shard = shard, .arena = bs_shard_arena(shard), .error = error};
    bs_status status = arrange(&work, links, count);
    bool is_same = status == BS_OK && count == 0 && work.group_count == work.count;
    if (status == BS_OK && count > 0)
        status = rename_claims(&work, links, count); /* by the old rows */
    if (status == BS_OK && !is_same)
        status = make_entities(&work);
    if (status == BS_OK && !is_same)
        status = renumber(&work, &shard->mentions.entity, shard->mentions.count);
    if (status == BS_OK && !is_same)
        status = renumber(&work, &shard->quotations.speaker, shard->quotations.count);
    free(work.rows);
    free(work.groups);
    return status;
}
