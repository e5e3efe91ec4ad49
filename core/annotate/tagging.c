/* tagging.c - an article shown to the tagger: its words, and what the lists have of it. */
#include "annotate/worker.h"
#include "base/error.h"

/* The kind of a name of the lists, as the tagger tells them apart. */
static unsigned kind_of(const bs_gazetteer *gazetteer, const bs_candidate *candidate)
{
    static const uint8_t KINDS[BS_ENTITY_TYPES] = {
        [BS_ENTITY_COUNTRY] = 0, [BS_ENTITY_PLACE] = 2,     [BS_ENTITY_PERSON] = 3,
        [BS_ENTITY_EVENT] = 5,   [BS_ENTITY_DOCUMENT] = 6,  [BS_ENTITY_ORGANIZATION] = 4,
        [BS_ENTITY_OTHER] = 7,   [BS_ENTITY_PROGRAMME] = 6,
    };
    if (candidate->known == gazetteer->hint)
        return 6;
    return candidate->kind == BS_MENTION_DEMONYM ? 1 : KINDS[candidate->type];
}

/* The word lists that models are learnt with, in this order. */
static const uint8_t CLASSES[BS_TAG_CLASSES] = {
    BS_CLASS_MONTH,
    BS_CLASS_WEEKDAY,
    BS_CLASS_TITLE,
    BS_CLASS_HONORIFIC,
    BS_CLASS_CUE,
    BS_CLASS_FUNCTION,
    BS_CLASS_GIVEN,
    BS_CLASS_COMMON,
    BS_CLASS_PLACE_PREPOSITION,
    BS_CLASS_PAST_VERB,
    BS_CLASS_ORGANIZATION_HEAD,
    BS_CLASS_COMPANY_FORM,
};

static uint16_t classes_of(const void *context, uint32_t type)
{
    const bs_annotate_worker *worker = context;
    const bs_annotator *annotator = worker->annotator;
    uint32_t set = annotator->word_sets.items[worker->types.items[type].word];
    uint16_t classes = 0;
    for (unsigned class = 0; class < BS_TAG_CLASSES; class ++)
        if (bs_class_set_has(&annotator->sets.items[set], CLASSES[class]))
            classes |= (uint16_t)(1u << class);
    return classes;
}

static bs_status look(bs_annotate_worker *worker, bs_error *error)
{
    bs_tagging *tagging = &worker->tagging;
    size_t count = worker->layers->tokens.count;
    bs_status status = bs_tagging_add_types(tagging, worker->vocabulary, classes_of, worker, error);
    if (status != BS_OK)
        return status;
    tagging->tokens = worker->layers->tokens.items;
    tagging->masks.count = 0;
    if (!bs_array_reserve(&tagging->masks, count))
        return bs_fail_memory(error);
    if (count > 0)
        memset(tagging->masks.items, 0, count * sizeof *tagging->masks.items);
    tagging->masks.count = count;
    for (size_t index = 0; index < worker->listed.count; index++) {
        const bs_candidate *candidate = &worker->listed.items[index];
        bs_tag_mask_add(tagging->masks.items, candidate->token_start, candidate->token_end,
                        kind_of(&worker->annotator->gazetteer, candidate));
    }
    return bs_tag_see_phrases(tagging, count, &worker->layers->sentences, error);
}

bs_status bs_worker_list(bs_annotate_worker *worker, bs_error *error)
{
    const bs_sentences *sentences = &worker->layers->sentences;
    worker->listed.count = 0;
    bs_status status = BS_OK;
    bool is_off = bs_rule_is_off(worker->annotator->host, BS_STR("lexicon"));
    for (size_t index = 0; status == BS_OK && !is_off && index < sentences->count; index++) {
        uint32_t start = sentences->items[index].token_start;
        status = bs_gazetteer_match_hints(
            &worker->annotator->gazetteer, worker->words.items + start, worker->flags + start,
            sentences->items[index].token_end - start, start, &worker->listed, error);
    }
    if (status == BS_OK && worker->tagging.tagger)
        status = look(worker, error);
    size_t kept = 0;
    for (size_t index = 0; index < worker->listed.count; index++)
        if (worker->listed.items[index].known != worker->annotator->gazetteer.hint)
            worker->listed.items[kept++] = worker->listed.items[index];
    worker->listed.count = kept;
    return status;
}

bs_status bs_worker_tag(bs_annotate_worker *worker, bs_error *error)
{
    bs_tagging *tagging = &worker->tagging;
    tagging->spans.count = 0;
    if (!tagging->tagger || bs_rule_is_off(worker->annotator->host, BS_STR("tagger")))
        return BS_OK;
    return bs_tagging_run(tagging, worker->vocabulary, &worker->layers->tokens,
                          &worker->layers->sentences, error);
}
