/*
 * headline.c - a headline in title case, where each word has a capital and the tagger cannot see
 * where names end: "Ana Duarte Sues Varga Steel Over Dam". What the body names tells.
 */
#include <stdlib.h>
#include <string.h>

#include "annotate/worker.h"
#include "base/error.h"

/* Headlines of an article that are looked at: the work stays linear in what the body names. */
enum { HEADLINES_MAX = 4 };

static uint32_t fold_at(const bs_annotate_worker *worker, uint32_t token)
{
    uint32_t type = worker->layers->tokens.items[token].type;
    return bs_vocabulary_type(worker->vocabulary, type)->fold_id;
}

/* The longest name of the body that stands at `token` before `end`, or NULL. One word is too
 * little: the surname of a full name, a place that is a given name. */
static const bs_tag_span *named_at(const bs_annotate_worker *worker, const bs_sentence *headline,
                                   uint32_t token, uint32_t end)
{
    const bs_tag_span *best = NULL;
    for (size_t index = 0; index < worker->tagging.spans.count; index++) {
        const bs_tag_span *span = &worker->tagging.spans.items[index];
        uint32_t length = span->token_end - span->token_start, at = 0;
        bool is_here =
            span->token_start < headline->token_end && span->token_end > headline->token_start;
        if (is_here || length < 2 || length > end - token ||
            (best && length <= best->token_end - best->token_start))
            continue;
        while (at < length &&
               fold_at(worker, token + at) == fold_at(worker, span->token_start + at))
            at++;
        if (at == length)
            best = span;
    }
    return best;
}

/* "Harbour University", "Varga Inc.": what is left of a name behind a shorter one belongs to it. */
static bool heads_body(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    for (uint32_t token = start; token < end; token++)
        if (bs_worker_is(worker, token, BS_CLASS_ORGANIZATION_HEAD) ||
            bs_worker_is(worker, token, BS_CLASS_COMPANY_FORM))
            return true;
    return false;
}

/* Adds the names of the body inside a name of the tagger that the body does not have; false when it
 * has it, or nothing of it. */
static bool add_parts(bs_annotate_worker *worker, const bs_sentence *headline,
                      const bs_tag_span *whole, bs_tag_span *parts, size_t *count)
{
    const bs_tag_span *first = named_at(worker, headline, whole->token_start, whole->token_end);
    if (whole->tag == BS_TAG_PLACE ||
        (first && first->token_end - first->token_start == whole->token_end - whole->token_start))
        return false;
    size_t before = *count;
    uint32_t rest = whole->token_start;
    for (uint32_t token = whole->token_start; token < whole->token_end;) {
        const bs_tag_span *named = named_at(worker, headline, token, whole->token_end);
        uint32_t length = named ? named->token_end - named->token_start : 1;
        bool is_edge = named && (token == whole->token_start || token + length == whole->token_end);
        if (is_edge && heads_body(worker, rest, token)) {
            *count = before;
            return false;
        }
        if (is_edge) {
            parts[(*count)++] = (bs_tag_span){token, token + length, named->tag};
            rest = token + length;
        }
        token += length;
    }
    if (*count > before && heads_body(worker, rest, whole->token_end))
        *count = before;
    return *count > before;
}

static bs_status cut_headline(bs_annotate_worker *worker, const bs_sentence *headline,
                              bs_error *error)
{
    bs_tagging *tagging = &worker->tagging;
    size_t from = 0, to;
    while (from < tagging->spans.count &&
           tagging->spans.items[from].token_start < headline->token_start)
        from++;
    for (to = from;
         to < tagging->spans.count && tagging->spans.items[to].token_start < headline->token_end;)
        to++;
    size_t tokens = headline->token_end - headline->token_start, count = 0;
    bs_tag_span *parts = calloc(tokens, sizeof *parts);
    if (!parts)
        return bs_fail_memory(error);
    size_t index = from;
    for (uint32_t token = headline->token_start; token < headline->token_end;) {
        const bs_tag_span *span = index < to ? &tagging->spans.items[index] : NULL;
        uint32_t end = span ? span->token_start : headline->token_end;
        const bs_tag_span *named = token < end ? named_at(worker, headline, token, end) : NULL;
        if (token == end) {
            if (!add_parts(worker, headline, span, parts, &count))
                parts[count++] = *span;
            token = span->token_end;
            index++;
        } else if (named) {
            uint32_t length = named->token_end - named->token_start;
            parts[count++] = (bs_tag_span){token, token + length, named->tag};
            token += length;
        } else {
            token++;
        }
    }
    if (count > to - from && !bs_array_reserve(&tagging->spans, count - (to - from))) {
        free(parts);
        return bs_fail_memory(error);
    }
    memmove(tagging->spans.items + from + count, tagging->spans.items + to,
            (tagging->spans.count - to) * sizeof *parts);
    memcpy(tagging->spans.items + from, parts, count * sizeof *parts);
    tagging->spans.count = tagging->spans.count - (to - from) + count;
    free(parts);
    return BS_OK;
}

bs_status bs_worker_cut_headlines(bs_annotate_worker *worker, bs_error *error)
{
    const bs_sentences *sentences = &worker->layers->sentences;
    bs_status status = BS_OK;
    size_t seen = 0;
    bool has_names = worker->tagging.spans.count > 0;
    for (size_t index = 0;
         status == BS_OK && has_names && seen < HEADLINES_MAX && index < sentences->count;
         index++) {
        const bs_sentence *sentence = &sentences->items[index];
        const bs_segment *segment = bs_worker_segment(worker, sentence->start);
        bool is_headline = index == 0 || (segment && segment->type == BS_SEGMENT_HEADLINE);
        bool is_short = sentence->token_end - sentence->token_start <= BS_RULE_TOKENS_MAX;
        if (!is_headline || !is_short || bs_tag_mode_of(&worker->tagging, sentence) != BS_TAG_TITLE)
            continue;
        seen++;
        status = cut_headline(worker, sentence, error);
    }
    return status;
}
