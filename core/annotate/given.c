/* given.c - names that somebody else has found become mentions, with what the lexicons know. */
#include "annotate/worker.h"
#include "base/error.h"

static bool is_of_type(const bs_candidate *candidate, uint8_t type)
{
    return candidate->type == type ||
           (candidate->type == BS_ENTITY_COUNTRY && type == BS_ENTITY_PLACE);
}

/* What the lexicons have of just these words, or NULL. Countries go before places. */
static const bs_candidate *find_listed(bs_annotate_worker *worker, uint32_t start, uint32_t end,
                                       uint8_t type, bs_error *error)
{
    worker->candidates.count = 0;
    const bs_candidate *found = NULL;
    if (bs_gazetteer_match(&worker->annotator->gazetteer, worker->words.items + start,
                           worker->flags + start, end - start, start, &worker->candidates,
                           error) != BS_OK)
        return NULL;
    for (size_t index = 0; index < worker->candidates.count; index++) {
        const bs_candidate *candidate = &worker->candidates.items[index];
        if (candidate->token_start == start && candidate->token_end == end &&
            is_of_type(candidate, type) &&
            (!found || (candidate->type == BS_ENTITY_COUNTRY && found->type != BS_ENTITY_COUNTRY)))
            found = candidate;
    }
    return found;
}

static bs_status add_given(bs_annotate_worker *worker, const bs_given_name *given, uint32_t start,
                           uint32_t end, bs_error *error)
{
    const bs_candidate *listed = find_listed(worker, start, end, given->type, error);
    uint32_t entity;
    bs_mention_kind kind = BS_MENTION_NAME;
    bs_status status;
    if (listed) {
        kind = listed->kind;
        status = bs_worker_known_entity(worker, listed->known, &entity, error);
    } else {
        bs_str name = bs_worker_words(worker, start, end);
        status = name.data ? bs_worker_made_entity(worker, given->type, name, &entity, error)
                           : bs_fail_memory(error);
    }
    return status == BS_OK
               ? bs_worker_add_mention(worker, start, end, entity, kind, BS_STR("given"), error)
               : status;
}

bs_status bs_worker_given(bs_annotate_worker *worker, bs_error *error)
{
    const bs_tokens *tokens = &worker->layers->tokens;
    bs_status status = BS_OK;
    uint32_t token = 0;
    for (size_t index = 0; status == BS_OK && index < worker->input->given_count; index++) {
        const bs_given_name *given = &worker->input->given[index];
        while (token < tokens->count && tokens->items[token].end <= given->span.start)
            token++;
        uint32_t start = token;
        while (token < tokens->count && tokens->items[token].start < given->span.end)
            token++;
        if (token > start && given->type < BS_ENTITY_TYPES)
            status = add_given(worker, given, start, token, error);
    }
    return status;
}
