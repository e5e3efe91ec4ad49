/*
 * indirect.c - matches of quotation rules: words of somebody without quotation marks. Parts of a
 * match: speaker, cue, content. Where there is no content, it is the sentence without the match.
 */
#include "annotate/speaker.h"
#include "annotate/worker.h"
#include "base/error.h"

static bool is_comma(const bs_annotate_worker *worker, uint32_t token)
{
    return bs_str_equal(bs_worker_text(worker, token), BS_STR(","));
}

static bool is_stop(const bs_annotate_worker *worker, uint32_t token)
{
    bs_str form = bs_worker_text(worker, token);
    return form.size == 1 && strchr(".!?,;", form.data[0]);
}

/* What is quoted, in tokens: `content`, else what stands before the match, else behind it. */
static bs_span content_of(const bs_annotate_worker *worker, const bs_sentence *sentence,
                          const bs_rule_match *match)
{
    const bs_rule_capture *content = bs_worker_capture(worker, match, "content");
    uint32_t start = sentence->token_start, end = sentence->token_end;
    if (content) {
        start = content->token_start;
        end = content->token_end;
    } else if (match->token_start > start + 1) {
        end = match->token_start;
    } else {
        start = match->token_end;
        while (start < end && is_comma(worker, start))
            start++;
    }
    while (end > start && is_stop(worker, end - 1))
        end--;
    while (end > start && is_stop(worker, start))
        start++;
    return (bs_span){start, end};
}

static bs_status add_indirect(bs_annotate_worker *worker, const bs_sentence *sentence,
                              const bs_rule_match *match, bs_error *error)
{
    const bs_rule *rule = &worker->annotator->host->rules[match->rule];
    bs_quotation_kind kind;
    if (!bs_quotation_kind_from(rule->subject, &kind))
        return bs_fail(error, BS_BAD_DATA,
                       "%.*s: rule %.*s: %.*s is no kind of quotation (direct, partial, indirect)",
                       BS_STR_ARG(rule->file), BS_STR_ARG(rule->name), BS_STR_ARG(rule->subject));
    const bs_rule_capture *speaker = bs_worker_capture(worker, match, "speaker");
    const bs_rule_capture *cue = bs_worker_capture(worker, match, "cue");
    bs_span content = content_of(worker, sentence, match);
    if (content.end <= content.start || (cue && worker->marks[cue->token_start] & BS_MARK_CLAIMED))
        return BS_OK;
    bs_span *part = bs_arena_array(&worker->layers->arena, 1, sizeof *part);
    bs_quotation *slot = part ? bs_array_push(&worker->layers->quotations) : NULL;
    if (!slot)
        return bs_fail_memory(error);
    const bs_token *tokens = worker->layers->tokens.items;
    *part = (bs_span){tokens[content.start].start, tokens[content.end - 1].end};
    bool is_before = match->token_start < content.start;
    *slot = (bs_quotation){
        .parts = part,
        .part_count = 1,
        .kind = (uint8_t)kind,
        .attribution = is_before ? BS_ATTRIBUTION_BEFORE : BS_ATTRIBUTION_AFTER,
        .speaker = BS_NONE,
        .rule = rule->name,
    };
    if (speaker && speaker->token_end > speaker->token_start) {
        slot->speaker = bs_speaker_in(worker, speaker->token_start, speaker->token_end);
        slot->speaker_text = bs_str_slice(worker->input->text, tokens[speaker->token_start].start,
                                          tokens[speaker->token_end - 1].end);
        slot->speaker_text = bs_arena_copy(&worker->layers->arena, slot->speaker_text);
        if (slot->speaker == BS_NONE && bs_speaker_is_pronoun(worker, speaker->token_start))
            slot->speaker = bs_speaker_of_pronoun(worker, speaker->token_start);
    }
    if (cue && cue->token_end > cue->token_start) {
        slot->cue = (bs_span){tokens[cue->token_start].start, tokens[cue->token_end - 1].end};
        worker->marks[cue->token_start] |= BS_MARK_CLAIMED;
    }
    return BS_OK;
}

bs_status bs_worker_indirect(bs_annotate_worker *worker, const bs_sentence *sentence,
                             const bs_class_set *present, bs_error *error)
{
    bs_status status = bs_worker_ask(worker, sentence, BS_LAYER_QUOTATION, present, error);
    for (size_t index = 0; status == BS_OK && index < worker->matches.count; index++)
        status = add_indirect(worker, sentence, &worker->matches.items[index], error);
    return status;
}
