/* keywords.c - counts of every word in two selections, held against each other. */
#include "corpus/keywords.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/sort.h"
#include "base/str.h"
#include "corpus/forms.h"
#include "stats/adjust.h"
#include "stats/association.h"
#include "stats/special.h"

typedef struct keyword {
    uint32_t form;
    uint64_t count, reference;
    double g2, p, log_ratio;
    bs_log_odds_result log_odds;
    double rank; /* the measure that is sorted by */
} keyword;

typedef struct keywords {
    const bs_forms *forms;
    keyword *items;
    size_t count, capacity;
} keywords;

typedef enum measure { MEASURE_G2, MEASURE_LOG_RATIO, MEASURE_LOG_ODDS } measure;

static bs_status read_measure(bs_str name, measure *by, bs_error *error)
{
    static const char *const names[] = {"g2", "log_ratio", "log_odds"};
    *by = MEASURE_G2;
    if (!name.data)
        return BS_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (bs_str_is_nocase(name, names[i])) {
            *by = (measure)i;
            return BS_OK;
        }
    }
    return bs_fail(error, BS_MISUSE,
                   "keywords: measure \"%.*s\" is none of g2, log_ratio, log_odds",
                   BS_STR_ARG(name));
}

static void measure_keyword(keyword *word, const bs_form_counts *a, const bs_form_counts *b,
                            measure by)
{
    bs_contingency table = bs_contingency_from_sizes((double)word->count, (double)a->total,
                                                     (double)word->reference, (double)b->total);
    word->g2 = bs_g2_signed(table);
    word->p = bs_p_from_log(bs_chi_square_upper_log(fabs(word->g2), 1)); /* never 0 */
    word->log_ratio = bs_log_ratio(table);
    word->log_odds =
        bs_log_odds(table, (double)(word->count + word->reference), (double)(a->total + b->total));
    word->rank = by == MEASURE_G2          ? word->g2
                 : by == MEASURE_LOG_RATIO ? word->log_ratio
                                           : word->log_odds.z;
}

static bs_status compare_counts(keywords *all, const bs_form_counts *a, const bs_form_counts *b,
                                uint64_t min, measure by, bs_error *error)
{
    for (size_t form = 0; form < bs_forms_count(all->forms); form++) {
        uint64_t together = a->tokens[form] + b->tokens[form];
        if (together < (min > 0 ? min : 1))
            continue;
        keyword *word = bs_array_push(all);
        if (!word)
            return bs_fail_memory(error);
        *word = (keyword){
            .form = (uint32_t)form, .count = a->tokens[form], .reference = b->tokens[form]};
        measure_keyword(word, a, b, by);
    }
    return BS_OK;
}

/* Holm's correction for as many tests as there are forms. */
static bs_status adjust(keywords *all, bs_error *error)
{
    double *p = calloc(all->count + 1, sizeof *p);
    if (!p)
        return bs_fail_memory(error);
    for (size_t i = 0; i < all->count; i++)
        p[i] = all->items[i].p;
    bs_status status = bs_adjust(p, all->count, BS_ADJUST_HOLM, p, error);
    for (size_t i = 0; status == BS_OK && i < all->count; i++)
        all->items[i].p = p[i];
    free(p);
    return status;
}

/* By rank, then form: the forms rise before, and the sort leaves those of one rank so. */
static bs_status sort_all(const keywords *all, bs_keyed *order, bs_error *error)
{
    for (size_t i = 0; i < all->count; i++)
        order[i] = (bs_keyed){bs_sort_falling(all->items[i].rank), i};
    return bs_sort_keyed(order, all->count) ? BS_OK : bs_fail_memory(error);
}

static bs_status write_all(bs_table_builder *builder, const keywords *all, const bs_keyed *order,
                           bs_strs *texts, bs_error *error)
{
    enum { FORM, COUNT, REFERENCE, G2, P, LOG_RATIO, LOG_ODDS, Z, COLUMNS };
    bs_column_cells columns[COLUMNS] = {
        [FORM] = {"form", BS_COLUMN_TEXT},
        [COUNT] = {"count", BS_COLUMN_INTEGER},
        [REFERENCE] = {"reference", BS_COLUMN_INTEGER},
        [G2] = {"g2", BS_COLUMN_NUMBER},
        [P] = {"p", BS_COLUMN_NUMBER},
        [LOG_RATIO] = {"log_ratio", BS_COLUMN_NUMBER},
        [LOG_ODDS] = {"log_odds", BS_COLUMN_NUMBER},
        [Z] = {"z", BS_COLUMN_NUMBER},
    };
    bs_status status = bs_table_add_cells(builder, columns, COLUMNS, all->count, NULL, error);
    if (status == BS_OK && !bs_array_reserve(texts, all->count))
        status = bs_fail_memory(error);
    for (size_t i = 0; status == BS_OK && i < all->count; i++) {
        const keyword *word = &all->items[order[i].value];
        texts->items[texts->count++] = columns[FORM].texts[i] =
            bs_forms_text(all->forms, word->form);
        columns[COUNT].integers[i] = (int64_t)word->count;
        columns[REFERENCE].integers[i] = (int64_t)word->reference;
        columns[G2].numbers[i] = word->g2;
        columns[P].numbers[i] = word->p;
        columns[LOG_RATIO].numbers[i] = word->log_ratio;
        columns[LOG_ODDS].numbers[i] = word->log_odds.delta;
        columns[Z].numbers[i] = word->log_odds.z;
    }
    return status;
}

/* Evidence is in both selections together: a word can be a keyword for being absent from one. */
static bs_status make_table(bs_selection *both, const keywords *all, bs_table **table,
                            bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_strs texts = {0};
    bs_evidence_source source;
    bs_keyed *order = calloc(all->count + 1, sizeof *order);
    bs_status status = order ? sort_all(all, order, error) : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = write_all(builder, all, order, &texts, error);
    free(order);
    if (status == BS_OK)
        status = bs_form_source(both, &texts, NULL, false, &source, error);
    bs_array_free(&texts);
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    bs_table_set_evidence_source(builder, source);
    return bs_table_finish(builder, table, error);
}

bs_status bs_keywords(bs_selection *selection, bs_selection *reference,
                      const bs_keywords_options *options, const bs_progress *progress,
                      bs_table **table, bs_error *error)
{
    measure by;
    bs_selection *both = NULL;
    const bs_form_counts *a = NULL, *b = NULL;
    keywords all = {0};
    bs_status status = read_measure(options->measure, &by, error);
    if (status == BS_OK)
        status = bs_selection_or(selection, reference, &both, error);
    if (status == BS_OK)
        status = bs_view_forms(selection->view, false, false, &all.forms, error);
    if (status == BS_OK)
        status = bs_form_counts_of(selection, all.forms, progress, &a, error);
    if (status == BS_OK)
        status = bs_form_counts_of(reference, all.forms, progress, &b, error);
    if (status == BS_OK && (a->total == 0 || b->total == 0))
        status = bs_fail(error, BS_MISUSE, "keywords: one of the two selections has no words");
    if (status == BS_OK)
        status = compare_counts(&all, a, b, options->min, by, error);
    if (status == BS_OK)
        status = adjust(&all, error);
    if (status == BS_OK)
        status = make_table(both, &all, table, error);
    bs_array_free(&all);
    bs_form_counts_free(a);
    bs_form_counts_free(b);
    bs_selection_free(both);
    return status;
}
