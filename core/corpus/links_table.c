/* links_table.c - who was put together and kept apart over the archive, as a table. */
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "corpus/entity_find.h"
#include "corpus/layer_tables.h"
#include "corpus/places.h"

/* The first mention of the person in the article; false where there is none. */
static bool find_place(const bs_corpus *corpus, const bs_link *link, bs_place *place)
{
    const bs_shard *shard = bs_corpus_shard(corpus, link->shard);
    uint32_t entity = bs_shard_entity_find(shard, link->entity);
    uint32_t end = shard->articles.mention_start[link->article + 1];
    for (uint32_t i = shard->articles.mention_start[link->article]; i < end; i++) {
        if (entity == BS_NONE || shard->mentions.entity[i] != entity)
            continue;
        *place = (bs_place){link->shard, link->article, shard->mentions.start[i],
                            shard->mentions.end[i], link->rule};
        return true;
    }
    return false;
}

static void write_row(bs_table_builder *builder, const bs_corpus *corpus, const bs_link *link,
                      const bs_place *place)
{
    const bs_shard *shard = bs_corpus_shard(corpus, link->shard);
    const bs_str cells[] = {
        bs_text_at(&shard->articles.id, link->article),
        bs_text_at(&shard->articles.published, link->article),
        bs_str_slice(bs_text_at(&shard->articles.text, link->article), place->start, place->end),
        link->entity,
        link->name,
        link->rule,
        link->reason,
    };
    bs_table_add_row(builder);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (cells[i].size > 0)
            bs_table_set_text(builder, i, cells[i]);
}

static int compare_links(const void *left, const void *right, void *context)
{
    const bs_link *a = *(const bs_link *const *)left, *b = *(const bs_link *const *)right;
    int order = bs_str_compare(a->name, b->name);
    if (order == 0)
        order = bs_str_compare(a->entity, b->entity);
    if (order != 0)
        return order;
    const bs_corpus *corpus = context;
    size_t x = bs_corpus_article_index(corpus, (bs_article_ref){a->shard, a->article});
    size_t y = bs_corpus_article_index(corpus, (bs_article_ref){b->shard, b->article});
    return x < y ? -1 : x > y;
}

/* The links of articles of the selection, of the entity with this id if there is one. */
static const bs_link **choose(const bs_selection *selection, bs_str entity, size_t *count)
{
    const bs_corpus *corpus = bs_selection_corpus(selection);
    const bs_links *all = bs_corpus_links(corpus);
    const bs_link **chosen = malloc((all->count + 1) * sizeof *chosen);
    *count = 0;
    for (size_t i = 0; chosen && i < all->count; i++) {
        const bs_link *link = &all->items[i];
        if (bs_selection_next_row(selection, link->shard, link->article) == link->article &&
            (!entity.data || bs_str_equal(entity, link->entity)))
            chosen[(*count)++] = link;
    }
    union {
        const bs_corpus *from;
        void *to;
    } context = {corpus}; /* qsort_r takes no const */
    if (chosen)
        qsort_r(chosen, *count, sizeof *chosen, compare_links, context.to);
    return chosen;
}

static bs_status fill(bs_table_builder *builder, bs_selection *selection, bs_str entity,
                      bs_error *error)
{
    static const char *const NAMES[] = {"article", "date", "text",  "entity",
                                        "name",    "rule", "reason"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        bs_table_add_column(builder, bs_str_from(NAMES[i]), BS_COLUMN_TEXT);
    size_t count;
    const bs_link **chosen = choose(selection, entity, &count);
    bs_places places = {0};
    bs_status status = chosen ? BS_OK : bs_fail_memory(error);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bs_place found;
        if (!find_place(bs_selection_corpus(selection), chosen[i], &found))
            continue;
        bs_place *place = bs_array_push(&places);
        if (!place)
            status = bs_fail_memory(error);
        else
            *place = found;
        if (status == BS_OK)
            write_row(builder, bs_selection_corpus(selection), chosen[i], &found);
    }
    free(chosen);
    bs_evidence_source source;
    if (status == BS_OK)
        status = bs_places_source(selection, &places, &source, error);
    if (status == BS_OK)
        bs_table_set_evidence_source(builder, source);
    else
        bs_array_free(&places);
    return status;
}

bs_status bs_links_table(bs_selection *selection, bs_str entity, bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_str id = {NULL, 0};
    bs_status status = BS_OK;
    if (entity.data)
        status = bs_entity_resolve(bs_selection_corpus(selection), entity, &id, error);
    if (status == BS_OK && entity.data && !id.data)
        id = entity; /* of nobody */
    if (status == BS_OK)
        status = bs_table_builder_new(&builder, error);
    if (status != BS_OK)
        return status;
    status = fill(builder, selection, id, error);
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    return bs_table_finish(builder, table, error);
}
