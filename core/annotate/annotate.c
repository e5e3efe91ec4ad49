/* annotate.c - annotators, workers, and the order of the passes over one article. */
#include "annotate/annotate.h"

#include <stdlib.h>
#include <unistd.h>

#include "annotate/dates.h"
#include "annotate/worker.h"
#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "text/day.h"

enum {
    ANNOTATOR_REVISION = 2, /* counts changes of what this room gives for the same input */
};

static bs_status add_bundled(bs_annotator *annotator, bs_str data, bs_error *error)
{
    bs_arena arena = {0};
    bs_strs names = {0};
    bs_str folder = bs_path_join(&arena, data, BS_STR("lexicons"));
    bs_status status =
        folder.data ? bs_file_list(folder.data, &arena, &names, error) : bs_fail_memory(error);
    for (size_t index = 0; status == BS_OK && index < names.count; index++) {
        if (!bs_str_ends(names.items[index], BS_STR(".csv")))
            continue;
        bs_str path = bs_path_join(&arena, folder, names.items[index]);
        status = path.data ? bs_gazetteer_add_file(&annotator->gazetteer, path.data, false, error)
                           : bs_fail_memory(error);
    }
    bs_array_free(&names);
    bs_arena_clear(&arena);
    return status;
}

static bs_status add_user(bs_annotator *annotator, const bs_annotator_options *options,
                          bs_error *error)
{
    bs_arena arena = {0};
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < options->lexicon_count; index++) {
        bs_str path = bs_arena_copy(&arena, options->lexicons[index]);
        status = path.data ? bs_gazetteer_add_file(&annotator->gazetteer, path.data, true, error)
                           : bs_fail_memory(error);
    }
    bs_arena_clear(&arena);
    return status;
}

/* The path of what the tagger has in the data folder, absent when it is not there: a folder without
 * is a folder of lists. */
static bs_status tagger_path(bs_arena *arena, bs_str data, bs_str name, bs_str *path,
                             bs_error *error)
{
    *path = bs_path_join(arena, data, name);
    if (!path->data)
        return bs_fail_memory(error);
    if (access(path->data, F_OK) != 0)
        *path = (bs_str){0};
    return BS_OK;
}

static bs_status add_hints(bs_annotator *annotator, bs_str data, bs_error *error)
{
    bs_arena arena = {0};
    bs_str path;
    bs_status status = tagger_path(&arena, data, BS_STR("tagger/lists/bodies.txt"), &path, error);
    if (status == BS_OK && path.data)
        status = bs_gazetteer_add_hints(&annotator->gazetteer, path.data, error);
    bs_arena_clear(&arena);
    return status;
}

static bs_status add_model(bs_annotator *annotator, bs_str data, bs_error *error)
{
    bs_arena arena = {0};
    bs_str path;
    bs_status status = tagger_path(&arena, data, BS_STR("tagger/names.model"), &path, error);
    if (status == BS_OK && path.data)
        status = bs_tagger_open(path.data, &annotator->tagger, error);
    bs_arena_clear(&arena);
    return status;
}

static bs_status list_events(bs_annotator *annotator, bs_error *error)
{
    for (size_t index = 0; index < annotator->gazetteer.known.count; index++) {
        if (annotator->gazetteer.known.items[index].entity.type != BS_ENTITY_EVENT)
            continue;
        uint32_t *slot = bs_array_push(&annotator->events);
        if (!slot)
            return bs_fail_memory(error);
        *slot = (uint32_t)index;
    }
    return BS_OK;
}

static bs_status fill(bs_annotator *annotator, const bs_annotator_options *options, bs_error *error)
{
    annotator->depth = options->depth;
    annotator->host = options->depth == BS_ANNOTATE_ALL ? options->rules : NULL;
    annotator->class_words =
        annotator->host ? annotator->host->class_words : (BS_CLASS_BUILT_IN + 63) / 64;
    bs_status status = bs_gazetteer_init(&annotator->gazetteer, error);
    if (status == BS_OK && options->depth != BS_ANNOTATE_NONE)
        status = add_bundled(annotator, options->data, error);
    if (status == BS_OK && options->depth != BS_ANNOTATE_NONE)
        status = add_user(annotator, options, error);
    if (status == BS_OK && options->depth != BS_ANNOTATE_NONE)
        status = add_hints(annotator, options->data, error);
    if (status == BS_OK && options->depth != BS_ANNOTATE_NONE)
        status = bs_annotator_add_classes(annotator, options->data, error);
    if (status == BS_OK)
        status = list_events(annotator, error);
    if (status == BS_OK)
        status = bs_annotator_add_rules(annotator, error);
    if (status == BS_OK && options->depth == BS_ANNOTATE_ALL)
        status = add_model(annotator, options->data, error);
    uint64_t parts[] = {ANNOTATOR_REVISION,
                        (uint64_t)options->depth,
                        annotator->digest,
                        annotator->gazetteer.digest,
                        annotator->host ? annotator->host->digest : 0,
                        annotator->tagger.header.digest};
    annotator->digest = bs_hash((bs_str){(const char *)parts, sizeof parts});
    return status;
}

bs_status bs_annotator_new(const bs_annotator_options *options, bs_annotator **annotator,
                           bs_error *error)
{
    bs_annotator *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    bs_status status = fill(made, options, error);
    if (status == BS_OK)
        *annotator = made;
    else
        bs_annotator_free(made);
    return status;
}

void bs_annotator_free(bs_annotator *annotator)
{
    if (!annotator)
        return;
    bs_gazetteer_clear(&annotator->gazetteer);
    bs_tagger_close(&annotator->tagger);
    bs_array_free(&annotator->events);
    bs_array_free(&annotator->word_sets);
    bs_array_free(&annotator->sets);
    for (size_t layer = 0; layer < BS_RULE_LAYERS; layer++) {
        bs_array_free(&annotator->layer_rules[layer]);
        bs_array_free(&annotator->layer_index[layer]);
    }
    free(annotator);
}

uint64_t bs_annotator_digest(const bs_annotator *annotator)
{
    return annotator->digest;
}

bool bs_annotator_is_off(const bs_annotator *annotator, bs_str rule)
{
    return bs_rule_is_off(annotator->host, rule);
}

bs_status bs_annotate_worker_new(const bs_annotator *annotator, bs_annotate_worker **worker,
                                 bs_error *error)
{
    bs_annotate_worker *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    made->annotator = annotator;
    made->tagging.tagger = annotator->tagger.rows ? &annotator->tagger : NULL;
    bs_status status = bs_vocabulary_new(&made->vocabulary, error);
    size_t known = annotator->gazetteer.known.count;
    if (status == BS_OK && known > 0 && !bs_array_reserve(&made->known_entities, known))
        status = bs_fail_memory(error);
    if (status != BS_OK) {
        bs_annotate_worker_free(made);
        return status;
    }
    if (known > 0)
        memset(made->known_entities.items, 0, known * sizeof *made->known_entities.items);
    made->known_entities.count = known;
    *worker = made;
    return BS_OK;
}

void bs_annotate_worker_free(bs_annotate_worker *worker)
{
    if (!worker)
        return;
    bs_vocabulary_free(worker->vocabulary);
    bs_array_free(&worker->types);
    bs_buffer_clear(&worker->scratch);
    bs_array_free(&worker->words);
    free(worker->flags);
    free(worker->covers);
    free(worker->marks);
    bs_array_free(&worker->known_entities);
    bs_array_free(&worker->touched);
    bs_map_clear(&worker->entity_ids);
    bs_array_free(&worker->listed);
    bs_tagging_clear(&worker->tagging);
    bs_array_free(&worker->candidates);
    bs_array_free(&worker->made);
    bs_array_free(&worker->surnames);
    bs_resolver_clear(&worker->resolver);
    bs_anaphora_clear(&worker->anaphora);
    bs_array_free(&worker->latest_surname);
    bs_array_free(&worker->acronyms);
    bs_array_free(&worker->acronym_types);
    bs_rule_matcher_clear(&worker->matcher);
    bs_array_free(&worker->matches);
    bs_array_free(&worker->asked);
    bs_array_free(&worker->cues);
    bs_array_free(&worker->chosen);
    free(worker);
}

bs_vocabulary *bs_annotate_worker_vocabulary(bs_annotate_worker *worker)
{
    return worker->vocabulary;
}

void bs_annotate_worker_reset(bs_annotate_worker *worker)
{
    bs_vocabulary_reset(worker->vocabulary);
    worker->types.count = 0;
    worker->latest_surname.count = 0;
    worker->resolver.heads.count = 0;
    worker->acronyms.count = 0;
    bs_tagging_reset(&worker->tagging);
}

const bs_segment *bs_worker_segment(const bs_annotate_worker *worker, uint32_t at)
{
    const bs_annotate_input *input = worker->input;
    size_t low = 0, high = input->segment_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (input->segments[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < input->segment_count && input->segments[low].start <= at ? &input->segments[low]
                                                                          : NULL;
}

bs_str bs_worker_anchor(const bs_annotate_worker *worker, uint32_t at)
{
    const bs_segment *segment = bs_worker_segment(worker, at);
    if (segment && segment->anchor.data)
        return segment->anchor;
    /* a speech was given on a day of its own, a comment written on one that nothing tells */
    bool is_speech = segment && segment->type == BS_SEGMENT_SPEECH;
    bool is_comment = segment && segment->type == BS_SEGMENT_COMMENT;
    if (is_speech)
        return (bs_str){0};
    if (worker->input->published.data || is_comment)
        return worker->input->published;
    return worker->layers->inferred.anchor;
}

bs_str bs_worker_words(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    const bs_tokens *tokens = &worker->layers->tokens;
    size_t size = 0;
    for (uint32_t token = start; token < end; token++)
        size += bs_vocabulary_type(worker->vocabulary, tokens->items[token].type)->form.size + 1;
    char *text = bs_arena_alloc(&worker->layers->arena, size + 1);
    if (!text)
        return (bs_str){0};
    size_t used = 0;
    for (uint32_t token = start; token < end; token++) {
        bs_str form = bs_vocabulary_type(worker->vocabulary, tokens->items[token].type)->form;
        if (token > start && tokens->items[token].start > tokens->items[token - 1].end)
            text[used++] = ' ';
        memcpy(text + used, form.data, form.size);
        used += form.size;
    }
    return (bs_str){text, used};
}

/* Zeroes `list` from its count up to `count` items. */
static bool grow_zeroed(bs_u32s *list, size_t count)
{
    if (list->count >= count)
        return true;
    if (!bs_array_reserve(list, count - list->count))
        return false;
    memset(list->items + list->count, 0, (count - list->count) * sizeof *list->items);
    list->count = count;
    return true;
}

static bool grow_token_arrays(bs_annotate_worker *worker, size_t count)
{
    if (count > worker->token_capacity) {
        size_t capacity = count + count / 2;
        free(worker->flags);
        free(worker->covers);
        free(worker->marks);
        worker->flags = malloc(capacity);
        worker->covers = calloc(capacity, sizeof *worker->covers);
        worker->marks = malloc(capacity);
        worker->token_capacity = worker->flags && worker->covers && worker->marks ? capacity : 0;
        if (worker->token_capacity == 0)
            return false;
    }
    worker->words.count = 0;
    return bs_array_reserve(&worker->words, count);
}

static bs_status prepare(bs_annotate_worker *worker, bs_error *error)
{
    const bs_tokens *tokens = &worker->layers->tokens;
    bs_status status = bs_worker_add_types(worker, error);
    if (status != BS_OK)
        return status;
    if (!grow_token_arrays(worker, tokens->count) ||
        !grow_zeroed(&worker->latest_surname, worker->types.count) ||
        !grow_zeroed(&worker->acronyms, worker->types.count))
        return bs_fail_memory(error);
    for (size_t token = 0; token < tokens->count; token++) {
        const bs_type_info *info = &worker->types.items[tokens->items[token].type];
        worker->words.items[token] = info->word;
        worker->flags[token] = info->flags;
    }
    worker->words.count = tokens->count;
    if (tokens->count > 0) {
        memset(worker->covers, 0, tokens->count * sizeof *worker->covers);
        memset(worker->marks, 0, tokens->count);
    }
    bs_date date;
    worker->day = worker->input->published.data && bs_date_from(worker->input->published, &date)
                      ? bs_date_first_day(date)
                      : INT32_MIN;
    return BS_OK;
}

/* Forgets what belongs to the last article, however it ended. */
static void forget_article(bs_annotate_worker *worker)
{
    for (size_t index = 0; index < worker->touched.count; index++)
        worker->known_entities.items[worker->touched.items[index]] = 0;
    worker->touched.count = 0;
    for (size_t index = 0; index < worker->acronym_types.count; index++)
        worker->acronyms.items[worker->acronym_types.items[index]] = 0;
    worker->acronym_types.count = 0;
    bs_map_clear(&worker->entity_ids);
    worker->latest_event = 0;
    worker->date_segment = NULL;
    worker->date_reference = worker->date_of_body = (bs_date){0};
    worker->latest_events.count = 0;
}

static int compare_quotations(const void *left, const void *right)
{
    const bs_quotation *a = left, *b = right;
    uint32_t starts[] = {a->parts[0].start, b->parts[0].start};
    uint32_t ends[] = {a->parts[a->part_count - 1].end, b->parts[b->part_count - 1].end};
    if (starts[0] != starts[1])
        return starts[0] < starts[1] ? -1 : 1;
    return ends[0] < ends[1] ? -1 : ends[0] > ends[1];
}

/* Reads the dates of an article that states none, to infer when it was written, and forgets them
 * again: read from that day they mean more. */
static bs_status infer_date(bs_annotate_worker *worker, bs_error *error)
{
    bs_layers *layers = worker->layers;
    bs_status status = BS_OK;
    for (size_t index = 0; status == BS_OK && index < layers->sentences.count; index++) {
        const bs_sentence *sentence = &layers->sentences.items[index];
        bs_class_set present;
        bs_worker_present(worker, sentence, &present);
        status = bs_worker_dates(worker, sentence, &present, error);
    }
    if (status == BS_OK && layers->dates.count > 0)
        status = bs_worker_infer_date(worker, error);
    layers->dates.count = 0;
    for (size_t token = 0; token < layers->tokens.count; token++)
        worker->marks[token] &= (uint8_t) ~(BS_MARK_DATE | BS_MARK_NO_DATE);
    worker->date_segment = NULL;
    worker->date_reference = worker->date_of_body = (bs_date){0};
    return status;
}

static bs_status annotate_sentences(bs_annotate_worker *worker, bs_error *error)
{
    const bs_sentences *sentences = &worker->layers->sentences;
    bs_status status = BS_OK;
    worker->is_narrative = bs_worker_is_narrative(worker);
    if (!worker->input->published.data)
        status = infer_date(worker, error);
    for (size_t index = 0; status == BS_OK && index < sentences->count; index++) {
        const bs_sentence *sentence = &sentences->items[index];
        bs_class_set present;
        bs_worker_present(worker, sentence, &present);
        status = bs_worker_dates(worker, sentence, &present, error);
        if (status == BS_OK)
            status = bs_worker_indirect(worker, sentence, &present, error);
        if (status == BS_OK)
            status = bs_worker_claims(worker, sentence, &present, error);
    }
    if (worker->layers->quotations.count > 1)
        qsort(worker->layers->quotations.items, worker->layers->quotations.count,
              sizeof *worker->layers->quotations.items, compare_quotations);
    return status == BS_OK ? bs_worker_findings(worker, error) : status;
}

static bs_status run_passes(bs_annotate_worker *worker, bs_error *error)
{
    bs_status status = prepare(worker, error);
    if (status == BS_OK)
        status = worker->input->given_count > 0 ? bs_worker_given(worker, error)
                                                : bs_worker_names(worker, error);
    if (status == BS_OK)
        status = bs_worker_corefer(worker, error);
    if (status != BS_OK || worker->annotator->depth != BS_ANNOTATE_ALL)
        return status;
    status = bs_worker_said(worker, error);
    if (status == BS_OK)
        status = bs_worker_quotations(worker, error);
    if (status == BS_OK)
        status = annotate_sentences(worker, error);
    return status == BS_OK ? bs_worker_refer(worker, error) : status;
}

bs_status bs_annotate(bs_annotate_worker *worker, const bs_annotate_input *input, bs_layers *layers,
                      bs_error *error)
{
    bs_layers_reset(layers);
    worker->input = input;
    worker->layers = layers;
    bs_status status = bs_split(input->text, input->segments, input->segment_count,
                                worker->vocabulary, &layers->tokens, &layers->sentences, error);
    if (status == BS_OK && worker->annotator->depth != BS_ANNOTATE_NONE)
        status = run_passes(worker, error);
    forget_article(worker);
    return status;
}

bs_status bs_worker_look(bs_annotate_worker *worker, const bs_annotate_input *input,
                         bs_layers *layers, bs_error *error)
{
    bs_layers_reset(layers);
    worker->input = input;
    worker->layers = layers;
    bs_status status = bs_split(input->text, input->segments, input->segment_count,
                                worker->vocabulary, &layers->tokens, &layers->sentences, error);
    if (status == BS_OK)
        status = prepare(worker, error);
    if (status == BS_OK)
        status = bs_worker_list(worker, error);
    forget_article(worker);
    return status;
}
