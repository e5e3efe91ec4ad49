/* speaker.c - see speaker.h. */
#include "annotate/speaker.h"

#include "annotate/cue.h"

enum { PRONOUN_MENTIONS_MAX = 40 };

const bs_sentence *bs_speaker_sentence(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_sentences *sentences = &worker->layers->sentences;
    size_t low = 0, high = sentences->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sentences->items[middle].token_end <= token)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sentences->count ? &sentences->items[low] : NULL;
}

bool bs_speaker_is_pronoun(const bs_annotate_worker *worker, uint32_t token)
{
    return bs_cue_is_word(worker, token, "he") || bs_cue_is_word(worker, token, "she");
}

static const bs_mention *mention_at(const bs_annotate_worker *worker, uint32_t token)
{
    uint32_t cover = worker->covers[token];
    return cover ? &worker->layers->mentions.items[cover - 1] : NULL;
}

bool bs_speaker_can_speak(const bs_mention *mention)
{
    return mention->entity != BS_NONE &&
           (mention->type == BS_ENTITY_PERSON || mention->type == BS_ENTITY_ORGANIZATION ||
            mention->type == BS_ENTITY_COUNTRY || mention->type == BS_ENTITY_DOCUMENT) &&
           mention->kind != BS_MENTION_DEMONYM;
}

uint32_t bs_speaker_in(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    uint32_t other = BS_NONE;
    for (uint32_t token = start; token < end; token++) {
        const bs_mention *mention = mention_at(worker, token);
        if (!mention || !bs_speaker_can_speak(mention))
            continue;
        if (mention->type == BS_ENTITY_PERSON)
            return mention->entity;
        if (other == BS_NONE && mention->token_end == end)
            other = mention->entity; /* "a spokesman for the ministry" is not the ministry */
    }
    return other;
}

/* Whether a mention is the subject of a verb of saying. */
static bool is_speaking(const bs_annotate_worker *worker, const bs_mention *mention)
{
    size_t low = 0, high = worker->cues.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (worker->cues.items[middle].end <= mention->token_start)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t steps = 0; low < worker->cues.count && steps < 8; low++, steps++) {
        const bs_cue *cue = &worker->cues.items[low];
        if (cue->speaker_start <= mention->token_start && cue->speaker_end >= mention->token_end)
            return true;
    }
    return false;
}

uint32_t bs_speaker_of_pronoun(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_mentions *mentions = &worker->layers->mentions;
    size_t low = 0, high = mentions->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mentions->items[middle].token_end <= token)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t named = BS_NONE;
    for (size_t steps = 0; low > 0 && steps < PRONOUN_MENTIONS_MAX; steps++) {
        const bs_mention *mention = &mentions->items[--low];
        if (mention->type != BS_ENTITY_PERSON || mention->entity == BS_NONE ||
            worker->marks[mention->token_start] & BS_MARK_QUOTED)
            continue;
        if (is_speaking(worker, mention))
            return mention->entity;
        if (named == BS_NONE)
            named = mention->entity;
    }
    return named;
}

void bs_speaker_take(const bs_annotate_worker *worker, uint32_t start, uint32_t end,
                     uint32_t *entity, bs_str *text)
{
    const bs_token *tokens = worker->layers->tokens.items;
    bs_str words = bs_str_slice(worker->input->text, tokens[start].start, tokens[end - 1].end);
    *text = bs_arena_copy(&worker->layers->arena, words);
    *entity = bs_speaker_in(worker, start, end);
    if (*entity != BS_NONE || end != start + 1)
        return;
    const bs_mention *mention = mention_at(worker, start);
    if (mention && mention->kind == BS_MENTION_PRONOUN)
        *entity = mention->entity;
    else if (bs_speaker_is_pronoun(worker, start))
        *entity = bs_speaker_of_pronoun(worker, start);
}
