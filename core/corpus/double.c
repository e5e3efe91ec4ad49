/* double.c - stands in for the annotator until its room brings it, which then wins: tokens between
 * white space, sentences to full stops. */
#include <stdlib.h>

#include "annotate/annotate.h"
#include "base/array.h"
#include "base/error.h"
#include "base/str.h"

struct bs_annotate_worker {
    bs_vocabulary *vocabulary;
};

__attribute__((weak)) uint64_t bs_annotator_digest(const bs_annotator *annotator)
{
    return *(const uint64_t *)(const void *)annotator;
}

__attribute__((weak)) bs_status bs_annotator_new(const bs_annotator_options *options,
                                                 bs_annotator **annotator, bs_error *error)
{
    uint64_t *made = malloc(sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    *made = options->depth + options->lexicon_count;
    *annotator = (void *)made;
    return BS_OK;
}

__attribute__((weak)) void bs_annotator_free(bs_annotator *annotator)
{
    free(annotator);
}

__attribute__((weak)) bs_status bs_annotate_worker_new(const bs_annotator *annotator,
                                                       unsigned number, bs_annotate_worker **worker,
                                                       bs_error *error)
{
    (void)annotator;
    (void)number;
    bs_annotate_worker *made = calloc(1, sizeof *made);
    if (!made || bs_vocabulary_new(&made->vocabulary, error) != BS_OK) {
        free(made);
        return bs_fail_memory(error);
    }
    *worker = made;
    return BS_OK;
}

__attribute__((weak)) void bs_annotate_worker_free(bs_annotate_worker *worker)
{
    if (worker)
        bs_vocabulary_free(worker->vocabulary);
    free(worker);
}

__attribute__((weak)) bs_vocabulary *bs_annotate_worker_vocabulary(bs_annotate_worker *worker)
{
    return worker->vocabulary;
}

__attribute__((weak)) void bs_annotate_worker_reset(bs_annotate_worker *worker)
{
    bs_vocabulary_reset(worker->vocabulary);
}

__attribute__((weak)) bs_status bs_annotate(bs_annotate_worker *worker,
                                            const bs_annotate_input *input, bs_layers *layers,
                                            bs_error *error)
{
    bs_layers_reset(layers);
    uint32_t first = 0, start = 0;
    for (size_t at = 0; at < input->text.size;) {
        size_t end = at;
        while (end < input->text.size && end - at < 1000 &&
               !bs_ascii_is_space((unsigned char)input->text.data[end]))
            end++;
        if (end > at) {
            bs_token *token = bs_array_push(&layers->tokens);
            if (!token)
                return bs_fail_memory(error);
            *token = (bs_token){(uint32_t)at, (uint32_t)end, 0};
            bs_status status =
                bs_vocabulary_add(worker->vocabulary, bs_str_slice(input->text, at, end),
                                  BS_TOKEN_WORD, &token->type, error);
            if (status != BS_OK)
                return status;
        }
        bool stops = end > at && input->text.data[end - 1] == '.';
        at = end > at ? end : end + 1;
        if ((stops || at >= input->text.size) && layers->tokens.count > first) {
            bs_sentence *sentence = bs_array_push(&layers->sentences);
            if (!sentence)
                return bs_fail_memory(error);
            *sentence = (bs_sentence){layers->tokens.items[first].start,
                                      layers->tokens.items[layers->tokens.count - 1].end, first,
                                      (uint32_t)layers->tokens.count};
            first = (uint32_t)layers->tokens.count;
        }
    }
    (void)start;
    return BS_OK;
}
