/* form_source.c - where the words of a word list stand, looked up when somebody asks. */
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "corpus/forms.h"
#include "corpus/query_match.h"

typedef struct form_rows {
    bs_selection *selection;
    bs_strs texts;
    bs_arena arena;
    bool keeps_case;
} form_rows;

static bs_str form_of(const form_rows *rows, const bs_shard *shard, uint32_t type)
{
    return bs_text_at(rows->keeps_case ? &shard->types.form : &shard->types.fold, type);
}

static bs_status add_type(bs_type_set *set, uint32_t type, bs_error *error)
{
    uint32_t *added = bs_array_push(&set->types);
    if (!added)
        return bs_fail_memory(error);
    *added = type;
    return BS_OK;
}

/* All types of the shard that are this form. */
static bs_status find_types(const form_rows *rows, const bs_shard_scope *in, bs_str form,
                            bs_type_set *set, bs_error *error)
{
    if (rows->keeps_case) {
        uint32_t type = bs_shard_type_find(in->shard, form);
        return type == BS_NONE ? BS_OK : add_type(set, type, error);
    }
    char buffer[BS_LEXICON_KEY_MAX];
    bs_u32s like = {0}; /* in this or other apostrophes and hyphens */
    bs_status status =
        bs_view_find_types(in->view, in->index, bs_lexicon_key(form, buffer), &like, error);
    for (size_t i = 0; i < like.count && status == BS_OK; i++)
        if (bs_str_equal(form_of(rows, in->shard, like.items[i]), form))
            status = add_type(set, like.items[i], error);
    bs_array_free(&like);
    return status;
}

/* The place behind the forms of `rest` that follow from `token` on, or 0 when others do. */
static uint32_t end_of_sequence(const form_rows *rows, const bs_shard *shard, uint32_t token,
                                uint32_t limit, bs_str rest)
{
    bs_str form;
    while (rest.data && bs_str_cut(&rest, ' ', &form)) {
        if (token >= limit || !bs_str_equal(form_of(rows, shard, shard->tokens.type[token]), form))
            return 0;
        token++;
    }
    return token;
}

static bs_status add_places(const form_rows *rows, const bs_shard_scope *in, size_t index,
                            bs_str text, const bs_u32s *positions, bs_places *places,
                            bs_error *error)
{
    const bs_shard_sentences *sentences = &in->shard->sentences;
    for (size_t i = 0; i < positions->count; i++) {
        uint32_t start = positions->items[i], end = start + 1;
        if (text.data) {
            uint32_t sentence = bs_shard_sentence_of_token(in->shard, start);
            end = end_of_sequence(rows, in->shard, end, sentences->token_start[sentence + 1], text);
        }
        bs_hit hit = {start, end};
        bs_hits one = {.items = &hit, .count = end > 0};
        bs_status status =
            bs_places_add_hits(places, rows->selection->view->corpus, index, &one, error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

static bs_status find_in_shard(const form_rows *rows, size_t index, bs_str text, bs_places *places,
                               bs_error *error)
{
    const bs_scope *scopes = bs_selection_scopes(rows->selection, error);
    if (!scopes)
        return BS_NO_MEMORY;
    bs_shard_scope in = {.shard = bs_corpus_shard(rows->selection->view->corpus, index),
                         .view = rows->selection->view,
                         .index = index,
                         .scope = &scopes[index]};
    bs_type_set set = {0};
    bs_u32s positions = {0};
    bs_str first;
    bs_status status = BS_OK;
    if (bs_str_cut(&text, ' ', &first))
        status = find_types(rows, &in, first, &set, error);
    if (status == BS_OK)
        status = bs_type_set_close(in.shard, &set, error);
    if (status == BS_OK)
        status = bs_type_set_positions(&in, &set, &positions, error);
    if (status == BS_OK)
        status = add_places(rows, &in, index, text, &positions, places, error);
    bs_array_free(&positions);
    bs_type_set_clear(&set);
    return status;
}

static bs_status find(void *context, size_t row, size_t column, bs_arena *arena,
                      bs_evidence_list *list, bs_error *error)
{
    (void)column;
    const form_rows *rows = context;
    if (row >= rows->texts.count)
        return bs_fail(error, BS_MISUSE, "the table was built without row %zu", row + 1);
    bs_places places = {0};
    bs_status status = BS_OK;
    for (size_t i = 0; status == BS_OK && i < rows->selection->view->shard_count &&
                       places.count < BS_PLACES_EVIDENCE_MAX;
         i++)
        status = find_in_shard(rows, i, rows->texts.items[row], &places, error);
    if (status == BS_OK)
        status = bs_places_evidence(rows->selection->view->corpus, &places, arena, list, error);
    bs_array_free(&places);
    return status;
}

static void release(void *context)
{
    form_rows *rows = context;
    bs_selection_free(rows->selection);
    bs_array_free(&rows->texts);
    bs_arena_clear(&rows->arena);
    free(rows);
}

bs_status bs_form_source(bs_selection *selection, bs_strs *texts, bs_arena *arena, bool keeps_case,
                         bs_evidence_source *source, bs_error *error)
{
    form_rows *rows = calloc(1, sizeof *rows);
    if (!rows) {
        bs_array_free(texts);
        if (arena)
            bs_arena_clear(arena);
        return bs_fail_memory(error);
    }
    *rows = (form_rows){
        .selection = bs_selection_retain(selection), .texts = *texts, .keeps_case = keeps_case};
    if (arena) {
        rows->arena = *arena;
        *arena = (bs_arena){0};
    }
    *texts = (bs_strs){0};
    *source = (bs_evidence_source){.context = rows, .find = find, .release = release};
    return BS_OK;
}
