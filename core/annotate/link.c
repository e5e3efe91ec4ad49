/*
 * link.c - ids of persons whom no lexicon has: made of the full name, in one order of its parts and
 * without middle initials, so that most spellings have one id; the corpus finds out who of several
 * articles is one (corpus/link.h). A surname alone says too little: its id is of this article only.
 */
#include "annotate/worker.h"
#include "base/error.h"
#include "base/hash.h"

enum { WORDS_MAX = 8 };

static bool is_listed(const bs_annotate_worker *worker, const bs_entity *entity)
{
    return bs_map_find(&worker->annotator->gazetteer.ids, entity->id) != NULL;
}

static bool is_given_name(const bs_annotate_worker *worker, bs_str word)
{
    uint32_t type = bs_vocabulary_find(worker->vocabulary, word);
    if (type == UINT32_MAX || type >= worker->types.count)
        return false;
    const bs_annotator *annotator = worker->annotator;
    uint32_t set = annotator->word_sets.items[worker->types.items[type].word];
    const bs_class_set *classes = &annotator->sets.items[set];
    return bs_class_set_has(classes, BS_CLASS_GIVEN) ||
           bs_class_set_has(classes, BS_CLASS_FEMALE) || bs_class_set_has(classes, BS_CLASS_MALE);
}

static bool is_initial(bs_str word)
{
    return word.size == 1 || (word.size == 2 && word.data[1] == '.');
}

/* "Kovács Béla" as "Béla Kovács", "John F. Okoro" as "John Okoro"; absent when it stays as it is.
 */
static bs_str plain_name(bs_annotate_worker *worker, bs_str name)
{
    bs_str words[WORDS_MAX], rest = name, word;
    size_t count = 0, kept = 0;
    while (bs_str_cut(&rest, ' ', &word)) {
        if (count == WORDS_MAX)
            return (bs_str){0};
        words[count++] = word;
    }
    bool is_full = !is_initial(words[0]); /* of "J. F. Okoro" both are needed */
    for (size_t index = 0; index < count; index++)
        if (!is_full || index + 1 == count || !is_initial(words[index]))
            words[kept++] = words[index];
    bool is_turned = kept == 2 && !is_given_name(worker, words[0]) &&
                     is_given_name(worker, words[1]) && !is_initial(words[0]);
    if (kept == count && !is_turned)
        return (bs_str){0};
    bs_buffer buffer = {0};
    for (size_t index = 0; index < kept; index++) {
        if (index > 0)
            bs_buffer_add_char(&buffer, ' ');
        bs_buffer_add(&buffer, words[is_turned ? kept - 1 - index : index]);
    }
    bs_str plain = bs_arena_copy(&worker->layers->arena, bs_buffer_str(&buffer));
    bs_buffer_clear(&buffer);
    return plain;
}

static bool is_taken(const bs_annotate_worker *worker, bs_str id)
{
    for (size_t index = 0; index < worker->layers->entities.count; index++)
        if (bs_str_equal(worker->layers->entities.items[index].id, id))
            return true;
    return bs_map_find(&worker->annotator->gazetteer.ids, id) != NULL;
}

static bs_status link_person(bs_annotate_worker *worker, bs_entity *entity, uint64_t digest,
                             bs_error *error)
{
    const bs_rule_host *host = worker->annotator->host;
    bs_arena *arena = &worker->layers->arena;
    bs_str id = {0};
    entity->is_of_article = bs_str_find(entity->name, BS_STR(" "), 0) != SIZE_MAX;
    if (!entity->is_of_article) {
        if (bs_rule_is_off(host, BS_STR("linking.surname")))
            return BS_OK;
        id = bs_arena_print(arena, "%.*s~%06x", BS_STR_ARG(entity->id),
                            (unsigned)(digest & 0xFFFFFF));
    } else {
        bs_str plain = bs_rule_is_off(host, BS_STR("linking.spelling"))
                           ? (bs_str){0}
                           : plain_name(worker, entity->name);
        if (!plain.data)
            return BS_OK;
        id = bs_entity_id(arena, BS_ENTITY_PERSON, plain);
        if (id.data && is_taken(worker, id))
            return BS_OK;
    }
    if (!id.data)
        return bs_fail_memory(error);
    entity->id = id;
    return BS_OK;
}

bs_status bs_worker_link(bs_annotate_worker *worker, bs_error *error)
{
    bs_layers *layers = worker->layers;
    uint64_t digest = bs_hash(worker->input->text);
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < layers->entities.count; index++) {
        bs_entity *entity = &layers->entities.items[index];
        if (entity->type == BS_ENTITY_PERSON && !is_listed(worker, entity))
            status = link_person(worker, entity, digest, error);
    }
    return status;
}
