/*
 * ask.c - the classes of the tokens of a sentence, and rules asked about it.
 *
 * Of the rules of a layer only those are asked of which each required class occurs. The index of a
 * layer finds them: for the clause k of a rule, and for each class, a row of bits with the rules
 * whose clause k that class meets; rules that have no clause k stand in a row of their own. A set
 * says which rows are not empty: the classes that most tokens have are in no clause.
 */
#include "annotate/worker.h"
#include "base/error.h"

/* Rows of the index of a layer: one a class, and one for rules without such a clause. */
enum { INDEX_ROWS = BS_CLASSES_MAX + 1 };

static size_t rule_words(const bs_annotator *annotator, bs_rule_layer layer)
{
    return (annotator->layer_rules[layer].count + 63) / 64;
}

static uint64_t *index_row(const bs_annotator *annotator, bs_rule_layer layer, size_t clause,
                           size_t row)
{
    return annotator->layer_index[layer].items +
           (clause * INDEX_ROWS + row) * rule_words(annotator, layer);
}

static bs_status index_layer(bs_annotator *annotator, bs_rule_layer layer, bs_error *error)
{
    size_t size = rule_words(annotator, layer) * INDEX_ROWS * BS_RULE_CLAUSES_MAX;
    if (size == 0)
        return BS_OK;
    if (!bs_array_reserve(&annotator->layer_index[layer], size))
        return bs_fail_memory(error);
    memset(annotator->layer_index[layer].items, 0, size * sizeof(uint64_t));
    for (size_t at = 0; at < annotator->layer_rules[layer].count; at++) {
        const bs_rule *rule = &annotator->host->rules[annotator->layer_rules[layer].items[at]];
        uint64_t bit = (uint64_t)1 << at % 64;
        for (size_t clause = 0; clause < BS_RULE_CLAUSES_MAX; clause++) {
            if (clause >= rule->required_count) {
                index_row(annotator, layer, clause, BS_CLASSES_MAX)[at / 64] |= bit;
                continue;
            }
            const bs_class_set *any = &rule->required[clause].any;
            bs_class_set_join(&annotator->indexed[layer][clause], any, BS_CLASS_WORDS);
            for (unsigned class = 0; class < BS_CLASSES_MAX; class ++)
                if (bs_class_set_has(any, class))
                    index_row(annotator, layer, clause, class)[at / 64] |= bit;
        }
    }
    return BS_OK;
}

bs_status bs_annotator_add_rules(bs_annotator *annotator, bs_error *error)
{
    const bs_rule_host *host = annotator->host;
    for (size_t index = 0; host && index < host->rule_count; index++) {
        uint32_t *slot = bs_array_push(&annotator->layer_rules[host->rules[index].layer]);
        if (!slot)
            return bs_fail_memory(error);
        *slot = (uint32_t)index;
    }
    bs_status status = BS_OK;
    for (int layer = 0; status == BS_OK && layer < BS_RULE_LAYERS; layer++)
        status = index_layer(annotator, (bs_rule_layer)layer, error);
    return status;
}

static uint64_t shape_classes(const bs_annotate_worker *worker, uint32_t token)
{
    return (uint64_t)bs_worker_type(worker, token)->shape << BS_CLASS_CAPITAL;
}

void bs_worker_present(const bs_annotate_worker *worker, const bs_sentence *sentence,
                       bs_class_set *present)
{
    const bs_annotator *annotator = worker->annotator;
    *present = (bs_class_set){{0}};
    for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
        uint32_t set = annotator->word_sets.items[worker->words.items[token]];
        if (set != 0)
            bs_class_set_join(present, &annotator->sets.items[set], annotator->class_words);
        present->words[0] |= shape_classes(worker, token);
        uint32_t cover = worker->covers[token];
        if (cover != 0)
            bs_class_set_add(present, worker->layers->mentions.items[cover - 1].type);
    }
    present->words[0] |= UINT64_C(0xFF) << BS_CLASS_BEGINS; /* seen token by token */
}

/* The classes that hold of a token just here: 0 to 7 and 24 to 31. */
static uint64_t local_classes(const bs_annotate_worker *worker, const bs_sentence *sentence,
                              uint32_t token)
{
    const bs_token *tokens = worker->layers->tokens.items;
    uint64_t here = 0;
    uint32_t cover = worker->covers[token];
    if (cover != 0) {
        const bs_mention *mention = &worker->layers->mentions.items[cover - 1];
        here |= 1u << mention->type;
        if (mention->token_start == token)
            here |= 1u << BS_CLASS_BEGINS;
        if (mention->token_end == token + 1)
            here |= 1u << BS_CLASS_ENDS;
        if (mention->kind == BS_MENTION_DEMONYM)
            here |= 1u << BS_CLASS_DEMONYM;
    }
    if (token == sentence->token_start)
        here |= 1u << BS_CLASS_FIRST;
    if (token + 1 == sentence->token_end)
        here |= 1u << BS_CLASS_LAST;
    if (token > 0 && tokens[token].start > tokens[token - 1].end)
        here |= 1u << BS_CLASS_SPACED;
    if (worker->marks[token] & BS_MARK_DATE)
        here |= 1u << BS_CLASS_DATE;
    if (worker->marks[token] & BS_MARK_QUOTED)
        here |= UINT64_C(1) << BS_CLASS_QUOTED;
    return here;
}

static void put_classes(bs_rule_matcher *matcher, size_t token, size_t word, uint64_t classes)
{
    for (; classes != 0; classes &= classes - 1)
        bs_rule_matcher_put(matcher, token,
                            (unsigned)(word * 64) + (unsigned)__builtin_ctzll(classes));
}

static bs_status put_sentence(bs_annotate_worker *worker, const bs_sentence *sentence,
                              bs_error *error)
{
    const bs_annotator *annotator = worker->annotator;
    bs_status status = bs_rule_matcher_begin(&worker->matcher, annotator->host,
                                             sentence->token_end - sentence->token_start, error);
    if (status != BS_OK)
        return status;
    for (uint32_t token = sentence->token_start; token < sentence->token_end; token++) {
        size_t at = token - sentence->token_start;
        uint32_t set = annotator->word_sets.items[worker->words.items[token]];
        put_classes(&worker->matcher, at, 0,
                    annotator->sets.items[set].words[0] | shape_classes(worker, token) |
                        local_classes(worker, sentence, token));
        for (size_t word = 1; set != 0 && word < annotator->class_words; word++)
            put_classes(&worker->matcher, at, word, annotator->sets.items[set].words[word]);
    }
    return BS_OK;
}

/* The rules of a layer of which each clause has a class that is there, into `worker->asked`. */
static bs_status choose_rules(bs_annotate_worker *worker, bs_rule_layer layer,
                              const bs_class_set *present, bs_error *error)
{
    const bs_annotator *annotator = worker->annotator;
    size_t words = rule_words(annotator, layer);
    uint64_t chosen[BS_RULES_MAX / 64], met[BS_RULES_MAX / 64];
    memset(chosen, 0xFF, words * sizeof *chosen);
    for (size_t clause = 0; clause < BS_RULE_CLAUSES_MAX; clause++) {
        memcpy(met, index_row(annotator, layer, clause, BS_CLASSES_MAX), words * sizeof *met);
        for (size_t part = 0; part < annotator->class_words; part++) {
            uint64_t left = present->words[part] & annotator->indexed[layer][clause].words[part];
            for (; left != 0; left &= left - 1) {
                size_t class = part * 64 + (size_t)__builtin_ctzll(left);
                const uint64_t *row = index_row(annotator, layer, clause, class);
                for (size_t word = 0; word < words; word++)
                    met[word] |= row[word];
            }
        }
        uint64_t any = 0;
        for (size_t word = 0; word < words; word++)
            any |= chosen[word] &= met[word];
        if (any == 0)
            return BS_OK;
    }
    if (!bs_array_reserve(&worker->asked, annotator->layer_rules[layer].count))
        return bs_fail_memory(error);
    for (size_t word = 0; word < words; word++)
        for (uint64_t left = chosen[word]; left != 0; left &= left - 1)
            worker->asked.items[worker->asked.count++] =
                annotator->layer_rules[layer].items[word * 64 + (size_t)__builtin_ctzll(left)];
    return BS_OK;
}

bs_status bs_worker_ask(bs_annotate_worker *worker, const bs_sentence *sentence,
                        bs_rule_layer layer, const bs_class_set *present, bs_error *error)
{
    worker->matches.count = 0;
    worker->asked.count = 0;
    if (worker->annotator->layer_rules[layer].count == 0 ||
        sentence->token_end - sentence->token_start > BS_RULE_TOKENS_MAX)
        return BS_OK;
    bs_status status = choose_rules(worker, layer, present, error);
    if (status == BS_OK && worker->asked.count > 0)
        status = put_sentence(worker, sentence, error);
    for (size_t index = 0; status == BS_OK && index < worker->asked.count; index++)
        status = bs_rule_matcher_ask(&worker->matcher, worker->asked.items[index], &worker->matches,
                                     error);
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
