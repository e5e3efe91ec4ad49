/* forms.c - words over all shards, counted shard by shard. */
#include "corpus/forms.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/pool.h"
#include "base/str.h"
#include "text/vocabulary.h"

static bs_status number_types(const bs_shard *shard, bool keeps_case, bool keeps_all,
                              bs_map *numbers, uint32_t *of_type, bs_error *error)
{
    const bs_text_column *column = keeps_case ? &shard->types.form : &shard->types.fold;
    for (size_t type = 0; type < shard->types.count; type++) {
        uint8_t kind = shard->types.kind[type];
        of_type[type] = BS_NONE;
        if (!keeps_all && kind != BS_TOKEN_WORD && kind != BS_TOKEN_NUMBER)
            continue;
        bool is_new;
        bs_map_entry *entry = bs_map_add(numbers, bs_text_at(column, type), &is_new);
        if (!entry)
            return bs_fail_memory(error);
        if (is_new)
            entry->value = numbers->count - 1;
        of_type[type] = (uint32_t)entry->value;
    }
    return BS_OK;
}

bs_status bs_forms_make(const bs_view *view, bool keeps_case, bool keeps_all, bs_forms *forms,
                        bs_error *error)
{
    *forms = (bs_forms){.view = view};
    forms->of_type = calloc(view->shard_count + 1, sizeof *forms->of_type);
    bs_status status = forms->of_type ? BS_OK : bs_fail_memory(error);
    for (size_t index = 0; status == BS_OK && index < view->shard_count; index++) {
        const bs_shard *shard = bs_corpus_shard(view->corpus, index);
        forms->of_type[index] = calloc(shard->types.count + 1, sizeof **forms->of_type);
        status = forms->of_type[index] ? number_types(shard, keeps_case, keeps_all, &forms->numbers,
                                                      forms->of_type[index], error)
                                       : bs_fail_memory(error);
    }
    if (status != BS_OK)
        bs_forms_clear(forms);
    return status;
}

void bs_forms_clear(bs_forms *forms)
{
    for (size_t index = 0; forms->of_type && index < forms->view->shard_count; index++)
        free(forms->of_type[index]);
    free(forms->of_type);
    bs_map_clear(&forms->numbers);
    *forms = (bs_forms){0};
}

bool bs_piece_next(bs_piece *piece)
{
    const bs_scope *scope = piece->scope;
    const uint32_t *ends = piece->shard->articles.token_start + 1;
    if (piece->range < scope->count && piece->end >= scope->ranges[piece->range].end)
        piece->range++;
    if (piece->range >= scope->count)
        return false;
    bs_range range = scope->ranges[piece->range];
    piece->start = piece->end > range.start ? piece->end : range.start;
    while (ends[piece->row] <= piece->start)
        piece->row++;
    piece->end = ends[piece->row] < range.end ? ends[piece->row] : range.end;
    return true;
}

/* ---- counts ---- */

typedef struct counting {
    const bs_forms *forms;
    const bs_selection *selection;
    const bs_scope *scopes;
    bs_form_counts *by_shard;
} counting;

static bool new_counts(const bs_forms *forms, bs_form_counts *counts)
{
    size_t count = bs_forms_count(forms) + 1;
    *counts = (bs_form_counts){.tokens = calloc(count, sizeof *counts->tokens),
                               .articles = calloc(count, sizeof *counts->articles)};
    return counts->tokens && counts->articles;
}

void bs_form_counts_clear(bs_form_counts *counts)
{
    free(counts->tokens);
    free(counts->articles);
    *counts = (bs_form_counts){0};
}

static bs_status count_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    counting *work = context;
    bs_form_counts *counts = &work->by_shard[index];
    const uint32_t *of_type = work->forms->of_type[index];
    uint32_t *last_row = calloc(bs_forms_count(work->forms) + 1, sizeof *last_row);
    if (!last_row || !new_counts(work->forms, counts)) {
        free(last_row);
        return bs_fail_memory(error);
    }
    bs_piece piece = {.shard = bs_corpus_shard(work->selection->view->corpus, index),
                      .scope = &work->scopes[index]};
    const uint32_t *types = piece.shard->tokens.type;
    while (bs_piece_next(&piece)) {
        uint32_t row = (uint32_t)piece.row + 1;
        for (uint32_t token = piece.start; token < piece.end; token++) {
            uint32_t form = of_type[types[token]];
            if (form == BS_NONE)
                continue;
            counts->tokens[form]++;
            counts->total++;
            counts->articles[form] += last_row[form] != row;
            last_row[form] = row;
        }
    }
    free(last_row);
    return BS_OK;
}

static void add_counts(const bs_forms *forms, const bs_form_counts *from, bs_form_counts *into)
{
    into->total += from->total;
    for (size_t form = 0; from->tokens && form < bs_forms_count(forms); form++) {
        into->tokens[form] += from->tokens[form];
        into->articles[form] += from->articles[form];
    }
}

bs_status bs_form_counts_make(const bs_forms *forms, const bs_selection *selection,
                              const bs_progress *progress, bs_form_counts *counts, bs_error *error)
{
    size_t shard_count = selection->view->shard_count;
    counting work = {.forms = forms, .selection = selection};
    work.scopes = bs_selection_scopes(selection, error);
    if (!work.scopes)
        return BS_NO_MEMORY;
    work.by_shard = calloc(shard_count + 1, sizeof *work.by_shard);
    bs_form_counts sum = {0};
    bs_status status = work.by_shard && new_counts(forms, &sum) ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_pool_run(bs_selection_threads(selection), shard_count, count_shard, &work,
                             progress, "counting words", error);
    for (size_t index = 0; work.by_shard && index < shard_count; index++) {
        if (status == BS_OK)
            add_counts(forms, &work.by_shard[index], &sum);
        bs_form_counts_clear(&work.by_shard[index]);
    }
    free(work.by_shard);
    if (status == BS_OK)
        *counts = sum;
    else
        bs_form_counts_clear(&sum);
    return status;
}
