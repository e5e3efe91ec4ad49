/*
 * coreference.c - later, shorter names of what the article has named in full: surnames of people,
 * acronyms that it explained.
 *
 * A surname stands for the last person before it who was named in full by it. Headlines are read
 * last, since they use surnames of people whom the body introduces.
 */
#include "annotate/worker.h"
#include "base/error.h"

static const bs_type *type_of(const bs_annotate_worker *worker, uint32_t token)
{
    return bs_vocabulary_type(worker->vocabulary, worker->layers->tokens.items[token].type);
}

/* The tokens of a mention that are the surname: as the lexicon says, else the last. */
static void find_family(const bs_annotate_worker *worker, const bs_mention *mention,
                        uint32_t *start, uint32_t *count)
{
    *start = mention->token_end - 1;
    *count = 1;
    const bs_gazetteer *gazetteer = &worker->annotator->gazetteer;
    const bs_map_entry *entry =
        bs_map_find(&gazetteer->ids, worker->layers->entities.items[mention->entity].id);
    bs_str family = entry ? gazetteer->known.items[entry->value].family : (bs_str){0};
    if (!family.data)
        return;
    for (uint32_t first = mention->token_start; first < mention->token_end; first++) {
        bs_str rest = family, word;
        uint32_t at = first;
        bool is_alike = true;
        while (is_alike && bs_str_cut(&rest, ' ', &word)) {
            is_alike =
                at < mention->token_end && bs_str_equal_nocase(bs_worker_text(worker, at), word);
            at++;
        }
        if (is_alike) {
            *start = first;
            *count = at - first;
            return;
        }
    }
}

static bool is_known(const bs_annotate_worker *worker, uint32_t entity)
{
    return bs_map_find(&worker->annotator->gazetteer.ids,
                       worker->layers->entities.items[entity].id) != NULL;
}

/* Whether a full name is that of a person beyond doubt: of the lexicons, with a given name or
 * behind a title. */
static bool is_certain(const bs_annotate_worker *worker, const bs_mention *mention)
{
    uint32_t first = mention->token_start;
    return is_known(worker, mention->entity) || bs_worker_is(worker, first, BS_CLASS_GIVEN) ||
           (first > 0 && (bs_worker_is(worker, first - 1, BS_CLASS_TITLE) ||
                          bs_worker_is(worker, first - 1, BS_CLASS_HONORIFIC)));
}

static bs_status add_surname(bs_annotate_worker *worker, const bs_mention *mention, bs_error *error)
{
    uint32_t start, count;
    find_family(worker, mention, &start, &count);
    if (!bs_worker_is(worker, start, BS_CLASS_CAPITAL) && count == 1)
        return BS_OK;
    uint32_t fold = type_of(worker, start)->fold_id;
    bs_surname *surname = bs_array_push(&worker->surnames);
    if (!surname)
        return bs_fail_memory(error);
    *surname = (bs_surname){
        .word_type = fold,
        .token = start,
        .count = count,
        .entity = mention->entity,
        .previous = worker->latest_surname.items[fold],
        .is_certain = is_certain(worker, mention),
        .is_full = mention->token_end - mention->token_start > count,
    };
    worker->latest_surname.items[fold] = (uint32_t)worker->surnames.count;
    return BS_OK;
}

/* The latest person whose surname begins at `token`, or NULL. */
static const bs_surname *find_surname(const bs_annotate_worker *worker, uint32_t token,
                                      uint32_t sentence_end)
{
    uint32_t index = worker->latest_surname.items[type_of(worker, token)->fold_id];
    for (int tries = 0; index != 0 && tries < 16; tries++) {
        const bs_surname *surname = &worker->surnames.items[index - 1];
        bool is_alike = token + surname->count <= sentence_end;
        for (uint32_t at = 1; is_alike && at < surname->count; at++)
            is_alike = type_of(worker, token + at)->fold_id ==
                           type_of(worker, surname->token + at)->fold_id &&
                       worker->covers[token + at] == 0;
        if (is_alike)
            return surname;
        index = surname->previous;
    }
    return NULL;
}

static bool is_name_like(const bs_annotate_worker *worker, uint32_t token)
{
    return bs_worker_is(worker, token, BS_CLASS_CAPITAL) &&
           !bs_worker_is(worker, token, BS_CLASS_FUNCTION) &&
           !bs_worker_is(worker, token, BS_CLASS_TITLE) &&
           !bs_worker_is(worker, token, BS_CLASS_HONORIFIC);
}

/* Whether the tokens around say that this is part of a longer name. */
static bool is_part_of_name(const bs_annotate_worker *worker, const bs_sentence *sentence,
                            uint32_t start, uint32_t end)
{
    if (start > sentence->token_start && worker->covers[start - 1] == 0 &&
        is_name_like(worker, start - 1) && !bs_worker_is(worker, start - 1, BS_CLASS_CUE))
        return true;
    return end < sentence->token_end && worker->covers[end] == 0 && is_name_like(worker, end) &&
           !bs_worker_is(worker, end, BS_CLASS_CUE) && !bs_worker_is(worker, end, BS_CLASS_MONTH) &&
           !bs_worker_is(worker, end, BS_CLASS_WEEKDAY);
}

/* "Austin police", "Austin-based": what stands behind the name of a place. */
static bool heads_place(const bs_annotate_worker *worker, const bs_sentence *sentence,
                        uint32_t token)
{
    if (token + 1 < sentence->token_end && bs_str_equal(bs_worker_text(worker, token), BS_STR("-")))
        token++;
    return token < sentence->token_end && bs_worker_is(worker, token, BS_CLASS_PLACE_NOUN) &&
           bs_worker_is(worker, token, BS_CLASS_LOWER);
}

/* A place that carries the surname of somebody just named: "Austin said". What the lexicons have
 * as a place is one, unless somebody surely has the name. */
static void retype_place(bs_annotate_worker *worker, const bs_sentence *sentence, uint32_t token,
                         const bs_surname *surname)
{
    bs_mention *mention = &worker->layers->mentions.items[worker->covers[token] - 1];
    bool is_place = mention->type == BS_ENTITY_PLACE || mention->type == BS_ENTITY_COUNTRY;
    if (!is_place || mention->token_end != token + 1 || surname->count != 1 ||
        mention->kind != BS_MENTION_NAME ||
        (!surname->is_certain && is_known(worker, mention->entity)))
        return;
    if (token > sentence->token_start &&
        bs_worker_is(worker, token - 1, BS_CLASS_PLACE_PREPOSITION))
        return;
    bool is_speaking =
        token + 1 < sentence->token_end && bs_worker_is(worker, token + 1, BS_CLASS_CUE);
    if (mention->type == BS_ENTITY_COUNTRY && !is_speaking)
        return;
    mention->type = BS_ENTITY_PERSON;
    mention->kind = BS_MENTION_FAMILY;
    mention->entity = surname->entity;
    mention->rule = BS_STR("coreference.surname");
}

static bs_status corefer_token(bs_annotate_worker *worker, const bs_sentence *sentence,
                               uint32_t token, bs_error *error)
{
    if (!(worker->flags[token] & BS_WORD_CAPITAL))
        return BS_OK;
    uint32_t type = worker->layers->tokens.items[token].type;
    const bs_rule_host *host = worker->annotator->host;
    if (worker->covers[token] == 0 && worker->acronyms.items[type] != 0 &&
        !bs_rule_is_off(host, BS_STR("coreference.acronym")))
        return bs_worker_add_mention(worker, token, token + 1, worker->acronyms.items[type] - 1,
                                     BS_MENTION_ACRONYM, BS_STR("coreference.acronym"), error);
    const bs_surname *surname = find_surname(worker, token, sentence->token_end);
    if (!surname || bs_worker_is(worker, token, BS_CLASS_FUNCTION) ||
        (surname->count == 1 && bs_worker_is(worker, token, BS_CLASS_TITLE)) ||
        heads_place(worker, sentence, token + surname->count) ||
        bs_rule_is_off(host, BS_STR("coreference.surname")))
        return BS_OK;
    if (worker->covers[token] != 0) {
        retype_place(worker, sentence, token, surname);
        return BS_OK;
    }
    if ((!surname->is_certain && !surname->is_full) ||
        is_part_of_name(worker, sentence, token, token + surname->count))
        return BS_OK;
    return bs_worker_add_mention(worker, token, token + surname->count, surname->entity,
                                 BS_MENTION_FAMILY, BS_STR("coreference.surname"), error);
}

/* Whether a token is written as an acronym: more capitals and digits than other letters. */
static bool is_acronym(const bs_annotate_worker *worker, uint32_t token)
{
    bs_str form = bs_worker_text(worker, token);
    size_t capitals = 0, others = 0;
    for (size_t at = 0; at < form.size; at++) {
        capitals += form.data[at] >= 'A' && form.data[at] <= 'Z';
        others += (form.data[at] >= 'a' && form.data[at] <= 'z') || (form.data[at] & 0x80);
    }
    return capitals > 1 && others < capitals && form.size <= 12;
}

/* "National Action Party (PAN)": what stands alone in brackets behind the name of a body is its
 * acronym, in whatever language it is spelt. */
static bs_status note_acronym(bs_annotate_worker *worker, const bs_sentence *sentence,
                              const bs_mention *mention, bs_error *error)
{
    uint32_t open = mention->token_end;
    if (mention->token_end - mention->token_start < 2 || open + 2 >= sentence->token_end ||
        worker->covers[open + 1] != 0 || !bs_str_equal(bs_worker_text(worker, open), BS_STR("(")) ||
        !bs_str_equal(bs_worker_text(worker, open + 2), BS_STR(")")) ||
        !is_acronym(worker, open + 1))
        return BS_OK;
    uint32_t type = worker->layers->tokens.items[open + 1].type;
    if (worker->acronyms.items[type] == 0) {
        uint32_t *slot = bs_array_push(&worker->acronym_types);
        if (!slot)
            return bs_fail_memory(error);
        *slot = type;
    }
    worker->acronyms.items[type] = mention->entity + 1;
    return BS_OK;
}

static bs_status corefer_sentence(bs_annotate_worker *worker, const bs_sentence *sentence,
                                  bs_error *error)
{
    bs_status status = BS_OK;
    for (uint32_t token = sentence->token_start; status == BS_OK && token < sentence->token_end;
         token++) {
        status = corefer_token(worker, sentence, token, error);
        uint32_t cover = worker->covers[token];
        if (status != BS_OK || cover == 0)
            continue;
        const bs_mention *mention = &worker->layers->mentions.items[cover - 1];
        token = mention->token_end - 1;
        if (mention->type == BS_ENTITY_PERSON && mention->kind == BS_MENTION_NAME)
            status = add_surname(worker, mention, error);
        bool is_body = mention->type == BS_ENTITY_ORGANIZATION ||
                       mention->type == BS_ENTITY_PROGRAMME || mention->type == BS_ENTITY_EVENT;
        if (is_body && mention->entity != BS_NONE && status == BS_OK)
            status = note_acronym(worker, sentence, mention, error);
    }
    return status;
}

/* Entities in the order in which the text names them first; those it does not are left out. */
static bs_status renumber(bs_annotate_worker *worker, bs_error *error)
{
    bs_layers *layers = worker->layers;
    size_t count = layers->entities.count;
    uint32_t *places = bs_arena_array(&layers->arena, count, sizeof *places);
    bs_entity *ordered = bs_arena_array(&layers->arena, count, sizeof *ordered);
    if (count > 0 && (!places || !ordered))
        return bs_fail_memory(error);
    uint32_t named = 0;
    for (size_t index = 0; index < layers->mentions.count; index++) {
        bs_mention *mention = &layers->mentions.items[index];
        if (mention->entity == BS_NONE)
            continue;
        if (places[mention->entity] == 0) {
            ordered[named] = layers->entities.items[mention->entity];
            places[mention->entity] = ++named;
        }
        mention->entity = places[mention->entity] - 1;
    }
    if (named > 0)
        memcpy(layers->entities.items, ordered, named * sizeof *ordered);
    layers->entities.count = named;
    bs_status status = bs_worker_link(worker, error);
    if (status != BS_OK)
        return status;
    for (size_t index = 0; index < worker->touched.count; index++)
        worker->known_entities.items[worker->touched.items[index]] = 0;
    worker->touched.count = 0;
    bs_map_clear(&worker->entity_ids);
    for (uint32_t index = 0; index < named; index++) {
        bs_map_entry *entry =
            bs_map_add(&worker->entity_ids, layers->entities.items[index].id, NULL);
        if (!entry)
            return bs_fail_memory(error);
        entry->value = (uint64_t)index + 1;
    }
    return BS_OK;
}

/* Share buttons and navigation name nobody. */
static void drop_widgets(bs_annotate_worker *worker)
{
    bs_mentions *mentions = &worker->layers->mentions;
    size_t kept = 0;
    for (size_t index = 0; index < mentions->count; index++) {
        const bs_mention *mention = &mentions->items[index];
        const bs_segment *segment = bs_worker_segment(worker, mention->span.start);
        bool is_widget = segment && segment->type == BS_SEGMENT_WIDGET;
        for (uint32_t token = mention->token_start; token < mention->token_end; token++)
            worker->covers[token] = is_widget ? 0 : (uint32_t)kept + 1;
        if (!is_widget)
            mentions->items[kept++] = *mention;
    }
    mentions->count = kept;
}

bs_status bs_worker_corefer(bs_annotate_worker *worker, bs_error *error)
{
    bs_layers *layers = worker->layers;
    drop_widgets(worker);
    bs_status status = BS_OK;
    bool has_names = layers->mentions.count > 0 && worker->annotator->depth == BS_ANNOTATE_ALL;
    for (size_t index = 0; !has_names && index < layers->mentions.count; index++)
        has_names = layers->mentions.items[index].type == BS_ENTITY_PERSON;
    for (int is_headline = 0; has_names && is_headline < 2; is_headline++) {
        for (size_t index = 0; status == BS_OK && index < layers->sentences.count; index++) {
            const bs_sentence *sentence = &layers->sentences.items[index];
            const bs_segment *segment = bs_worker_segment(worker, sentence->start);
            if ((segment && segment->type == BS_SEGMENT_HEADLINE) == is_headline)
                status = corefer_sentence(worker, sentence, error);
        }
    }
    for (size_t index = 0; index < worker->surnames.count; index++)
        worker->latest_surname.items[worker->surnames.items[index].word_type] = 0;
    worker->surnames.count = 0;
    if (status != BS_OK)
        return status;
    if (has_names)
        bs_worker_sort_mentions(worker, 0);
    if (worker->annotator->depth == BS_ANNOTATE_ALL &&
        !bs_rule_is_off(worker->annotator->host, BS_STR("coreference.names")))
        status = bs_worker_resolve(worker, error);
    return status == BS_OK ? renumber(worker, error) : status;
}
