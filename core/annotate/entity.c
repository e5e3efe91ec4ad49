/* entity.c - the entities of one article: those of the lexicons, and those that rules make. */
#include "annotate/normalise.h"
#include "annotate/worker.h"
#include "base/error.h"
#include "text/fold.h"

/* The term that holds on the day, else NULL. */
static const bs_term *term_on(const bs_known *known, int32_t day)
{
    if (day == INT32_MIN)
        return NULL;
    for (size_t index = 0; index < known->terms.count; index++) {
        const bs_term *term = &known->terms.items[index];
        if (term->first_day <= day && day < term->end_day)
            return term;
    }
    return NULL;
}

static bs_status add_entity(bs_annotate_worker *worker, bs_entity entity, uint32_t *index,
                            bs_error *error)
{
    bs_entity *slot = bs_array_push(&worker->layers->entities);
    bs_map_entry *entry = slot ? bs_map_add(&worker->entity_ids, entity.id, NULL) : NULL;
    if (!entry)
        return bs_fail_memory(error);
    *slot = entity;
    *index = (uint32_t)(worker->layers->entities.count - 1);
    entry->value = (uint64_t)*index + 1;
    return BS_OK;
}

/* The attributes of a person with the office of the day in front. */
static bs_status add_office(bs_annotate_worker *worker, const bs_term *term, bs_entity *entity,
                            bs_error *error)
{
    const bs_attribute held[] = {{BS_STR("office"), term->office},
                                 {BS_STR("country"), term->country},
                                 {BS_STR("from"), term->from},
                                 {BS_STR("to"), term->to}};
    size_t held_count = sizeof held / sizeof *held;
    bs_attribute *all =
        bs_arena_array(&worker->layers->arena, held_count + entity->attribute_count, sizeof *all);
    if (!all)
        return bs_fail_memory(error);
    size_t count = 0;
    for (size_t index = 0; index < held_count; index++)
        if (held[index].value.data)
            all[count++] = held[index];
    for (size_t index = 0; index < entity->attribute_count; index++)
        all[count++] = entity->attributes[index];
    entity->attributes = all;
    entity->attribute_count = count;
    return BS_OK;
}

bs_status bs_worker_known_entity(bs_annotate_worker *worker, uint32_t known, uint32_t *entity,
                                 bs_error *error)
{
    uint32_t *place = &worker->known_entities.items[known];
    if (*place != 0) {
        *entity = *place - 1;
        return BS_OK;
    }
    const bs_known *from = &worker->annotator->gazetteer.known.items[known];
    bs_entity made = from->entity;
    const bs_term *term = term_on(from, worker->day);
    bs_status status = term ? add_office(worker, term, &made, error) : BS_OK;
    uint32_t *touched = bs_array_push(&worker->touched);
    if (status == BS_OK && !touched)
        status = bs_fail_memory(error);
    if (status == BS_OK) {
        *touched = known;
        status = add_entity(worker, made, entity, error);
    } else if (touched) {
        worker->touched.count--;
    }
    if (status == BS_OK)
        *place = *entity + 1;
    return status;
}

static bool has_attribute(const bs_entity *entity, bs_str name)
{
    for (size_t index = 0; index < entity->attribute_count; index++)
        if (bs_str_equal(entity->attributes[index].name, name))
            return true;
    return false;
}

/* The words of tokens, or the name of the entity that they are a mention of. */
static bs_str said_name(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    uint32_t cover = worker->covers[start];
    const bs_mention *mention = cover ? &worker->layers->mentions.items[cover - 1] : NULL;
    if (mention && mention->entity != BS_NONE && mention->token_start == start)
        return worker->layers->entities.items[mention->entity].name;
    return bs_worker_words(worker, start, end);
}

bs_status bs_worker_add_said(bs_annotate_worker *worker, uint32_t entity, const bs_made *made,
                             bs_error *error)
{
    bs_entity *of = &worker->layers->entities.items[entity];
    enum { SAID = 3 };
    bs_attribute said[SAID];
    size_t said_count = 0;
    if (made->office_end > made->office_start && !has_attribute(of, BS_STR("said_office")))
        said[said_count++] = (bs_attribute){
            BS_STR("said_office"), bs_worker_words(worker, made->office_start, made->office_end)};
    if (made->country_end > made->country_start && !has_attribute(of, BS_STR("said_country")))
        said[said_count++] = (bs_attribute){
            BS_STR("said_country"), said_name(worker, made->country_start, made->country_end)};
    if (made->affiliation_end > made->affiliation_start &&
        !has_attribute(of, BS_STR("said_affiliation")))
        said[said_count++] =
            (bs_attribute){BS_STR("said_affiliation"),
                           said_name(worker, made->affiliation_start, made->affiliation_end)};
    if (said_count == 0)
        return BS_OK;
    bs_attribute *all =
        bs_arena_array(&worker->layers->arena, of->attribute_count + said_count, sizeof *all);
    if (!all)
        return bs_fail_memory(error);
    for (size_t index = 0; index < of->attribute_count; index++)
        all[index] = of->attributes[index];
    for (size_t index = 0; index < said_count; index++)
        all[of->attribute_count + index] = said[index];
    of->attributes = all;
    of->attribute_count += said_count;
    return BS_OK;
}

bs_status bs_worker_made_entity(bs_annotate_worker *worker, bs_entity_type type, bs_str name,
                                uint32_t *entity, bs_error *error)
{
    bs_arena *arena = &worker->layers->arena;
    bs_str id = bs_entity_id(arena, type, name);
    if (!id.data)
        return bs_fail_memory(error);
    const bs_map_entry *known = bs_map_find(&worker->annotator->gazetteer.ids, id);
    if (known && worker->annotator->gazetteer.known.items[known->value].entity.type == type)
        return bs_worker_known_entity(worker, (uint32_t)known->value, entity, error);
    const bs_map_entry *entry = bs_map_find(&worker->entity_ids, id);
    if (entry) {
        *entity = (uint32_t)(entry->value - 1);
        return BS_OK;
    }
    bs_str *names = bs_arena_array(arena, 1, sizeof *names);
    if (!names)
        return bs_fail_memory(error);
    names[0] = name;
    bs_entity new_entity = {.id = id, .type = type, .name = name, .names = names, .name_count = 1};
    return add_entity(worker, new_entity, entity, error);
}

/* Whether a word of `office` that is as good as its head is a word of what was held. */
static bool office_fits(bs_str held, bs_str office)
{
    if (!office.data)
        return true;
    if (!held.data)
        return false;
    bs_str word;
    while (bs_str_cut(&office, ' ', &word)) {
        static const char *const LIGHT[] = {"of",     "the",  "for",   "and",    "former",
                                            "deputy", "vice", "prime", "acting", "foreign"};
        bool is_light = word.size == 0;
        for (size_t index = 0; index < sizeof LIGHT / sizeof *LIGHT; index++)
            is_light |= bs_str_is_nocase(word, LIGHT[index]);
        if (is_light)
            continue;
        bs_str rest = held, other;
        while (bs_str_cut(&rest, ' ', &other))
            if (bs_str_equal_nocase(word, other))
                return true;
    }
    return false;
}

/* How well a term fits: 0 for not at all. */
static int term_fit(const bs_term *term, bs_str office, bs_str country, int32_t day)
{
    if (!office_fits(term->office, office))
        return 0;
    bs_str code = bs_str_starts(country, BS_STR("country:"))
                      ? bs_str_slice(country, sizeof "country:" - 1, country.size)
                      : country;
    if (country.data && term->country.data && !bs_str_equal_nocase(code, term->country))
        return 0;
    int fit = 1;
    if (day != INT32_MIN && term->first_day <= day)
        fit = day < term->end_day ? 3 : 2;
    return fit;
}

/* The first person of the lexicons with this surname, or BS_NONE. */
static uint32_t first_of_family(bs_annotate_worker *worker, bs_str family)
{
    bs_buffer fold = {0};
    bs_str key;
    const bs_map_entry *entry = NULL;
    if (bs_fold(family, &fold, NULL) == BS_OK &&
        bs_word_key(bs_buffer_str(&fold), &worker->scratch, &key, NULL) == BS_OK)
        entry = bs_map_find(&worker->annotator->gazetteer.families, key);
    bs_buffer_clear(&fold);
    return entry ? (uint32_t)(entry->value - 1) : BS_NONE;
}

uint32_t bs_worker_namesake(bs_annotate_worker *worker, bs_str given, bs_str family)
{
    const bs_gazetteer *gazetteer = &worker->annotator->gazetteer;
    uint32_t found = BS_NONE;
    for (uint32_t index = first_of_family(worker, family); index != BS_NONE;
         index = gazetteer->known.items[index].next_family) {
        const bs_known *known = &gazetteer->known.items[index];
        bool is_alike = false;
        for (size_t name = 0; name < known->names.count; name++) {
            bs_str rest = known->names.items[name], first;
            is_alike |= bs_str_cut(&rest, ' ', &first) && bs_str_equal_nocase(first, given) &&
                        rest.data && bs_str_ends(known->names.items[name], known->family);
        }
        if (is_alike && found != BS_NONE)
            return BS_NONE;
        if (is_alike)
            found = index;
    }
    return found;
}

uint32_t bs_worker_office_holder(bs_annotate_worker *worker, bs_str family, bs_str office,
                                 bs_str country, int32_t day)
{
    const bs_gazetteer *gazetteer = &worker->annotator->gazetteer;
    uint32_t best = BS_NONE;
    int best_fit = 0;
    int32_t best_day = INT32_MIN;
    bool is_tied = false;
    for (uint32_t index = first_of_family(worker, family); index != BS_NONE;
         index = gazetteer->known.items[index].next_family) {
        const bs_known *known = &gazetteer->known.items[index];
        for (size_t term = 0; term < known->terms.count; term++) {
            int fit = term_fit(&known->terms.items[term], office, country, day);
            int32_t since = known->terms.items[term].first_day;
            if (fit == 0 || fit < best_fit)
                continue;
            bool is_better = fit > best_fit || (fit > 1 && since > best_day);
            if (!is_better && index != best && since == best_day)
                is_tied = true;
            if (!is_better && index != best && fit == 1)
                is_tied = true; /* nothing tells the two apart */
            if (is_better) {
                if (best != index || fit > best_fit)
                    is_tied = false;
                best = index;
                best_fit = fit;
                best_day = since;
            }
        }
    }
    return is_tied ? BS_NONE : best;
}
