/* ask.c - a sentence written as records of classes, and rules asked about it. */
#include "annotate/worker.h"
#include "base/error.h"

/* The classes that hold of a token just here: bytes 0 and 3 of its record. */
static void local_classes(const bs_annotate_worker *worker, const bs_sentence *sentence,
                          uint32_t token, uint8_t *record)
{
    const bs_token *tokens = worker->layers->tokens.items;
    unsigned here = 0;
    uint32_t cover = worker->covers[token];
    if (cover != 0) {
        const bs_mention *mention = &worker->layers->mentions.items[cover - 1];
        record[0] = (uint8_t)(1u << mention->type);
        if (mention->token_start == token)
            here |= 1u << (BS_CLASS_BEGINS - 24);
        if (mention->token_end == token + 1)
            here |= 1u << (BS_CLASS_ENDS - 24);
        if (mention->kind == BS_MENTION_DEMONYM)
            here |= 1u << (BS_CLASS_DEMONYM - 24);
    }
    if (token == sentence->token_start)
        here |= 1u << (BS_CLASS_FIRST - 24);
    if (token + 1 == sentence->token_end)
        here |= 1u << (BS_CLASS_LAST - 24);
    if (token > 0 && tokens[token].start > tokens[token - 1].end)
        here |= 1u << (BS_CLASS_SPACED - 24);
    if (worker->marks[token] & BS_MARK_DATE)
        here |= 1u << (BS_CLASS_DATE - 24);
    if (worker->marks[token] & BS_MARK_QUOTED)
        here |= 1u << (BS_CLASS_QUOTED - 24);
    record[3] = (uint8_t)here;
}

void bs_worker_present(const bs_annotate_worker *worker, const bs_sentence *sentence,
                       bs_class_set *present)
{
    const bs_annotator *annotator = worker->annotator;
    uint64_t parts[BS_CLASS_BYTES_MAX / 8] = {0};
    unsigned shapes = 0, types = 0;
    for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
        shapes |= bs_worker_type(worker, token)->shape;
        uint32_t set = annotator->word_sets.items[worker->words.items[token]];
        if (set != 0) {
            for (size_t part = 0; part < annotator->record_bytes / 8; part++) {
                uint64_t more;
                memcpy(&more, annotator->sets.items[set].bytes + part * 8, 8);
                parts[part] |= more;
            }
        }
        uint32_t cover = worker->covers[token];
        if (cover != 0)
            types |= 1u << worker->layers->mentions.items[cover - 1].type;
    }
    memcpy(present->bytes, parts, sizeof present->bytes);
    present->bytes[0] |= (uint8_t)types;
    present->bytes[1] |= (uint8_t)shapes;
    present->bytes[2] |= (uint8_t)(shapes >> 8);
    present->bytes[3] = 0xFF; /* whether these hold is seen token by token */
}

static bs_status write_records(bs_annotate_worker *worker, const bs_sentence *sentence,
                               bs_error *error)
{
    const bs_annotator *annotator = worker->annotator;
    size_t width = annotator->record_bytes;
    size_t count = sentence->token_end - sentence->token_start;
    worker->records.size = 0;
    uint8_t *record = (uint8_t *)bs_buffer_room(&worker->records, count * width);
    if (!record)
        return bs_fail_memory(error);
    for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
        const bs_type_info *info = bs_worker_type(worker, token);
        uint32_t set = annotator->word_sets.items[worker->words.items[token]];
        memcpy(record, annotator->sets.items[set].bytes, width);
        record[1] = (uint8_t)info->shape;
        record[2] = (uint8_t)(info->shape >> 8);
        local_classes(worker, sentence, token, record);
        record += width;
    }
    worker->records.size = count * width;
    return BS_OK;
}

bs_status bs_worker_ask(bs_annotate_worker *worker, const bs_sentence *sentence,
                        bs_rule_layer layer, const bs_class_set *present, bs_error *error)
{
    const bs_annotator *annotator = worker->annotator;
    const bs_rule_host *host = annotator->host;
    worker->matches.count = 0;
    worker->asked.count = 0;
    size_t rule_count = annotator->layer_rules[layer].count;
    if (rule_count == 0 || sentence->token_end - sentence->token_start > BS_RULE_TOKENS_MAX)
        return BS_OK;
    if (!bs_array_reserve(&worker->asked, rule_count))
        return bs_fail_memory(error);
    for (size_t index = 0; index < rule_count; index++) {
        uint32_t number = annotator->layer_rules[layer].items[index];
        if (bs_rule_is_asked(&host->rules[number], present, annotator->record_bytes))
            worker->asked.items[worker->asked.count++] = number;
    }
    if (worker->asked.count == 0)
        return BS_OK;
    bs_status status = write_records(worker, sentence, error);
    for (size_t index = 0; status == BS_OK && index < worker->asked.count; index++)
        status = bs_rule_matcher_ask(&worker->matcher, host, worker->asked.items[index],
                                     bs_buffer_str(&worker->records), &worker->matches, error);
    for (size_t index = 0; index < worker->matches.count; index++) {
        bs_rule_match *match = &worker->matches.items[index];
        match->token_start += sentence->token_start;
        match->token_end += sentence->token_start;
        for (size_t capture = 0; capture < match->capture_count; capture++) {
            match->captures[capture].token_start += sentence->token_start;
            match->captures[capture].token_end += sentence->token_start;
        }
    }
    return status;
}

const bs_rule_capture *bs_worker_capture(const bs_annotate_worker *worker,
                                         const bs_rule_match *match, const char *name)
{
    const bs_rule *rule = &worker->annotator->host->rules[match->rule];
    for (size_t index = 0; index < match->capture_count; index++)
        if (bs_str_equal(rule->captures[match->captures[index].name], bs_str_from(name)))
            return &match->captures[index];
    return NULL;
}

bs_str bs_rule_fact(const bs_rule *rule, const char *name)
{
    for (size_t index = 0; index < rule->fact_count; index++)
        if (bs_str_equal(rule->facts[index * 2], bs_str_from(name)))
            return rule->facts[index * 2 + 1];
    return (bs_str){0};
}
