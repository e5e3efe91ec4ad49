/* words.c - the word list: what forms.c has counted, put in order. */
#include "corpus/words.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/sort.h"
#include "base/str.h"
#include "corpus/forms.h"
#include "corpus/stop_list.h"

/* ---- the list ---- */

typedef struct word_list {
    const bs_forms *forms;
    const bs_form_counts *counts;
    struct {
        bs_keyed *items; /* forms, in order */
        size_t count, capacity;
    } rows;
} word_list;

static bs_status choose_rows(word_list *list, const bs_words_options *options, bs_error *error)
{
    uint64_t min = options->min > 0 ? options->min : 1;
    bs_stop_list stop;
    bs_status status =
        bs_stop_list_make(options->stop, options->stop_count, options->has_stop_list, &stop, error);
    if (status != BS_OK)
        return status;
    if (!bs_array_reserve(&list->rows, bs_forms_count(list->forms)))
        status = bs_fail_memory(error);
    for (size_t form = 0; status == BS_OK && form < bs_forms_count(list->forms); form++) {
        uint64_t count = list->counts->tokens[form];
        if (count >= min && !bs_stop_list_has(&stop, bs_forms_text(list->forms, form)))
            list->rows.items[list->rows.count++] = (bs_keyed){~count, form};
    }
    bs_stop_list_clear(&stop);
    /* Numbers of forms rise with their texts, and the sort leaves those of one count so. */
    if (status == BS_OK && !bs_sort_keyed(list->rows.items, list->rows.count))
        status = bs_fail_memory(error);
    return status;
}

/* ---- what is worked out when somebody looks at it ---- */

typedef struct late_rows {
    bs_selection *selection;
    const bs_forms *forms;
    size_t count;
    uint32_t rows[]; /* the form of each */
} late_rows;

static bs_status fill_spread(void *context, bs_column_cells *late, const bs_progress *progress,
                             bs_error *error)
{
    const late_rows *of = context;
    const bs_form_spread *spread = NULL;
    bs_status status = bs_form_spread_of(of->selection, of->forms, progress, &spread, error);
    for (size_t i = 0; status == BS_OK && i < of->count; i++) {
        late[0].integers[i] = spread->articles[of->rows[i]];
        late[1].numbers[i] = spread->dp[of->rows[i]];
    }
    bs_form_spread_free(spread);
    return status;
}

static void release_late(void *context)
{
    late_rows *of = context;
    bs_selection_free(of->selection);
    free(of);
}

static bs_status make_late(bs_selection *selection, const word_list *list, bs_late_source *late,
                           bs_error *error)
{
    late_rows *of = malloc(sizeof *of + list->rows.count * sizeof *of->rows);
    if (!of)
        return bs_fail_memory(error);
    of->selection = bs_selection_retain(selection);
    of->forms = list->forms;
    of->count = list->rows.count;
    for (size_t i = 0; i < of->count; i++)
        of->rows[i] = (uint32_t)list->rows.items[i].value;
    *late = (bs_late_source){.context = of, .fill = fill_spread, .release = release_late};
    return BS_OK;
}

/* ---- the table ---- */

static bs_status write_list(bs_table_builder *builder, bs_selection *selection,
                            const word_list *list, bs_strs *texts, bs_error *error)
{
    enum { FORM, COUNT, ARTICLES, PER_MILLION, DP, COLUMNS };
    bs_column_cells columns[COLUMNS] = {
        [FORM] = {"form", BS_COLUMN_TEXT},
        [COUNT] = {"count", BS_COLUMN_INTEGER},
        [ARTICLES] = {"articles", BS_COLUMN_INTEGER, .is_late = true},
        [PER_MILLION] = {"per_million", BS_COLUMN_NUMBER},
        [DP] = {"dp", BS_COLUMN_NUMBER, .is_late = true},
    };
    bs_late_source late;
    bs_status status = make_late(selection, list, &late, error);
    if (status == BS_OK)
        status = bs_table_add_cells(builder, columns, COLUMNS, list->rows.count, &late, error);
    if (status == BS_OK && !bs_array_reserve(texts, list->rows.count))
        status = bs_fail_memory(error);
    for (size_t i = 0; status == BS_OK && i < list->rows.count; i++) {
        size_t form = (size_t)list->rows.items[i].value;
        uint64_t count = list->counts->tokens[form];
        texts->items[texts->count++] = columns[FORM].texts[i] = bs_forms_text(list->forms, form);
        columns[COUNT].integers[i] = (int64_t)count;
        columns[PER_MILLION].numbers[i] = (double)count * 1e6 / (double)list->counts->total;
    }
    return status;
}

static bs_status make_table(bs_selection *selection, const word_list *list, bool keeps_case,
                            bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_strs texts = {0};
    bs_evidence_source source;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = write_list(builder, selection, list, &texts, error);
    if (status == BS_OK)
        status = bs_form_source(selection, &texts, NULL, keeps_case, &source, error);
    bs_array_free(&texts);
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    bs_table_set_evidence_source(builder, source);
    return bs_table_finish(builder, table, error);
}

bs_status bs_words(bs_selection *selection, const bs_words_options *options,
                   const bs_progress *progress, bs_table **table, bs_error *error)
{
    word_list list = {0};
    bs_status status =
        bs_view_forms(selection->view, options->keeps_case, options->keeps_all, &list.forms, error);
    if (status == BS_OK)
        status = bs_form_counts_of(selection, list.forms, progress, &list.counts, error);
    if (status == BS_OK)
        status = choose_rows(&list, options, error);
    if (status == BS_OK)
        status = make_table(selection, &list, options->keeps_case, table, error);
    bs_array_free(&list.rows);
    bs_form_counts_free(list.counts);
    return status;
}
