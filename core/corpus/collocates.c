/* collocates.c - words in the windows around hits, counted once each, and measured. */
#include "corpus/collocates.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/pool.h"
#include "base/sort.h"
#include "base/str.h"
#include "corpus/forms.h"
#include "stats/association.h"

enum {
    HITS_AHEAD = 16, /* the tokens of this one are fetched meanwhile */
    LINE_BYTES = 64,
    PARALLEL_HITS = 1 << 16, /* fewer are gone through before a second thread has started */
};

typedef enum measure {
    MEASURE_COUNT,
    MEASURE_G2,
    MEASURE_PMI,
    MEASURE_NPMI,
    MEASURE_LOGDICE,
    MEASURE_T,
    MEASURES,
} measure;

static const char *const measure_names[MEASURES] = {"count", "g2", "pmi", "npmi", "logdice", "t"};

typedef struct collocate {
    uint32_t form;
    uint64_t count, total;
    double expected, values[MEASURES];
} collocate;

typedef struct collocates {
    const bs_forms *forms;
    const bs_selection *selection;
    const bs_matches *matches;
    uint32_t span;
    uint64_t *counts; /* by form, in the windows */
    uint64_t window;  /* tokens in the windows */
    measure by;
    collocate *items;
    size_t count, capacity;
} collocates;

static bs_status read_measure(bs_str name, measure *by, bs_error *error)
{
    *by = MEASURE_G2;
    for (size_t i = 0; name.data && i < MEASURES; i++) {
        if (bs_str_is_nocase(name, measure_names[i])) {
            *by = (measure)i;
            return BS_OK;
        }
    }
    if (!name.data)
        return BS_OK;
    return bs_fail(error, BS_MISUSE,
                   "collocates: measure \"%.*s\" is none of count, g2, pmi, npmi, logdice, t",
                   BS_STR_ARG(name));
}

/* ---- windows ---- */

/* A walk over the stretches of tokens near the hits of one shard, upwards and each token once:
 * windows that overlap run together, and tokens of hits are left out. */
typedef bs_status (*stretch_visit)(void *context, const bs_shard *shard, bs_range tokens,
                                   bs_error *error);

/* What of [start, end) is in no hit; `*hit` is the first that does not end before. */
static bs_status visit_window(const bs_shard *shard, const bs_hits *hits, size_t *hit,
                              bs_range window, stretch_visit visit, void *context, bs_error *error)
{
    bs_status status = BS_OK;
    uint32_t start = window.start;
    while (*hit < hits->count && hits->items[*hit].end <= start)
        ++*hit;
    for (size_t i = *hit; start < window.end && status == BS_OK; i++) {
        uint32_t end = window.end;
        if (i < hits->count && hits->items[i].start < end)
            end = hits->items[i].start;
        if (start < end)
            status = visit(context, shard, (bs_range){start, end}, error);
        if (i >= hits->count)
            break;
        start = hits->items[i].end > start ? hits->items[i].end : start;
    }
    return status;
}

/* The tokens within `span` of a hit that are in its sentence. */
static bs_range window_of(const bs_shard *shard, const uint64_t *starts, uint32_t *sentence,
                          bs_hit hit, uint32_t span)
{
    uint32_t before, behind;
    if (span <= BS_SENTENCE_BITS) {
        before = bs_sentence_before(starts, hit.start);
        behind = bs_sentence_behind(starts, hit.end);
    } else {
        *sentence = bs_sentence_from(&shard->sentences, *sentence, hit.start);
        before = hit.start - shard->sentences.token_start[*sentence];
        behind = shard->sentences.token_start[*sentence + 1] - hit.end;
    }
    return (bs_range){hit.start - (before < span ? before : span),
                      hit.end + (behind < span ? behind : span)};
}

static bs_status visit_windows(bs_view *view, size_t index, const bs_hits *hits, uint32_t span,
                               stretch_visit visit, void *context, bs_error *error)
{
    const bs_shard *shard = bs_corpus_shard(view->corpus, index);
    uint32_t done = 0, sentence = 0; /* tokens before `done` were seen */
    size_t inside = 0;
    const uint64_t *starts;
    bs_status status = bs_view_sentence_starts(view, index, &starts, error);
    for (size_t i = 0; status == BS_OK && i < hits->count; i++) {
        if (i + HITS_AHEAD < hits->count) {
            const uint32_t *ahead = &shard->tokens.type[hits->items[i + HITS_AHEAD].start];
            __builtin_prefetch(ahead);
            __builtin_prefetch((const char *)ahead + LINE_BYTES / 2);
        }
        bs_range window = window_of(shard, starts, &sentence, hits->items[i], span);
        window.start = window.start > done ? window.start : done;
        if (window.start >= window.end)
            continue;
        done = window.end;
        status = visit_window(shard, hits, &inside, window, visit, context, error);
    }
    return status;
}

/* What one worker counts. */
typedef struct window_counts {
    uint64_t *counts; /* by form, and once more for what is none, which is not jumped over */
    uint64_t window;
    const uint32_t *of_type; /* of the present shard */
    size_t none;
} window_counts;

typedef struct counting {
    collocates *all;
    window_counts *workers;
} counting;

static bs_status count_stretch(void *context, const bs_shard *shard, bs_range tokens,
                               bs_error *error)
{
    (void)error;
    window_counts *own = context;
    for (uint32_t token = tokens.start; token < tokens.end; token++) {
        uint32_t form = own->of_type[shard->tokens.type[token]];
        bool is_form = form != BS_NONE;
        own->counts[is_form ? form : own->none]++;
        own->window += is_form;
    }
    return BS_OK;
}

static bs_status count_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    const counting *work = context;
    const collocates *all = work->all;
    window_counts own = work->workers[worker]; /* a copy: those of two workers share cache lines */
    own.none = bs_forms_count(all->forms);
    own.of_type = all->forms->of_type[index];
    if (!own.counts)
        own.counts = calloc(own.none + 1, sizeof *own.counts);
    if (!own.counts)
        return bs_fail_memory(error);
    bs_status status = visit_windows(all->selection->view, index, &all->matches->shards[index],
                                     all->span, count_stretch, &own, error);
    work->workers[worker] = own;
    return status;
}

static bs_status count_windows(collocates *all, const bs_progress *progress, bs_error *error)
{
    unsigned threads = all->matches->count < PARALLEL_HITS
                           ? 1
                           : bs_pool_threads(bs_selection_threads(all->selection));
    counting work = {all, calloc(threads, sizeof *work.workers)};
    if (!work.workers)
        return bs_fail_memory(error);
    work.workers[0].counts = all->counts;
    bs_status status = bs_pool_run(threads, all->matches->shard_count, count_shard, &work, progress,
                                   "counting neighbours", error);
    all->window = work.workers[0].window;
    for (unsigned i = 1; i < threads; i++) {
        all->window += work.workers[i].window;
        for (size_t form = 0; work.workers[i].counts && form < bs_forms_count(all->forms); form++)
            all->counts[form] += work.workers[i].counts[form];
        free(work.workers[i].counts);
    }
    free(work.workers);
    return status;
}

/* ---- evidence ---- */

typedef struct collocate_rows {
    bs_selection *selection;
    bs_matches matches;
    uint32_t span;
    bs_strs texts; /* views into the shards */
} collocate_rows;

typedef struct search {
    bs_places *places;
    bs_str form;
    const bs_corpus *corpus;
    size_t index;
} search;

static bs_status collect_stretch(void *context, const bs_shard *shard, bs_range tokens,
                                 bs_error *error)
{
    const search *wanted = context;
    bs_status status = BS_OK;
    for (uint32_t token = tokens.start; token < tokens.end && status == BS_OK; token++) {
        bs_str fold = bs_text_at(&shard->types.fold, shard->tokens.type[token]);
        bs_hit hit = {token, token + 1};
        bs_hits one = {.items = &hit, .count = 1};
        if (bs_str_equal(fold, wanted->form))
            status = bs_places_add_hits(wanted->places, wanted->corpus, wanted->index, &one, error);
    }
    return status;
}

static bs_status find(void *context, size_t row, size_t column, bs_arena *arena,
                      bs_evidence_list *list, bs_error *error)
{
    (void)column;
    const collocate_rows *rows = context;
    const bs_corpus *corpus = bs_selection_corpus(rows->selection);
    if (row >= rows->texts.count)
        return bs_fail(error, BS_MISUSE, "the table was built without row %zu", row + 1);
    bs_places places = {0};
    bs_status status = BS_OK;
    for (size_t i = 0; i < rows->matches.shard_count && status == BS_OK; i++) {
        search wanted = {&places, rows->texts.items[row], corpus, i};
        status = visit_windows(rows->selection->view, i, &rows->matches.shards[i], rows->span,
                               collect_stretch, &wanted, error);
    }
    if (status == BS_OK)
        status = bs_places_evidence(corpus, &places, arena, list, error);
    bs_array_free(&places);
    return status;
}

static void release(void *context)
{
    collocate_rows *rows = context;
    bs_selection_free(rows->selection);
    bs_matches_clear(&rows->matches);
    bs_array_free(&rows->texts);
    free(rows);
}

/* Takes over the matches. */
static bs_status set_source(bs_table_builder *builder, bs_selection *selection,
                            const collocates *all, const bs_keyed *order, bs_matches *matches,
                            bs_error *error)
{
    collocate_rows *rows = calloc(1, sizeof *rows);
    if (!rows || !bs_array_reserve(&rows->texts, all->count)) {
        free(rows);
        return bs_fail_memory(error);
    }
    for (size_t i = 0; i < all->count; i++)
        rows->texts.items[rows->texts.count++] =
            bs_forms_text(all->forms, all->items[order[i].value].form);
    rows->selection = bs_selection_retain(selection);
    rows->matches = *matches;
    rows->span = all->span;
    *matches = (bs_matches){0};
    bs_table_set_evidence_source(
        builder, (bs_evidence_source){.context = rows, .find = find, .release = release});
    return BS_OK;
}

/* ---- measures and the table ---- */

/* A token in reach of the node or not, this form or another: the 2 by 2 table of both. */
static bs_status measure_all(collocates *all, const bs_form_counts *counts, uint64_t min,
                             bs_error *error)
{
    for (size_t form = 0; form < bs_forms_count(all->forms); form++) {
        if (all->counts[form] < (min > 0 ? min : 1))
            continue;
        collocate *word = bs_array_push(all);
        if (!word)
            return bs_fail_memory(error);
        *word = (collocate){
            .form = (uint32_t)form, .count = all->counts[form], .total = counts->tokens[form]};
        bs_contingency table = bs_contingency_from_margins(
            (double)word->count, (double)all->window, (double)word->total, (double)counts->total);
        word->expected = bs_contingency_expected(table);
        word->values[MEASURE_COUNT] = (double)word->count;
        word->values[MEASURE_G2] = bs_g2_signed(table);
        word->values[MEASURE_PMI] = bs_pmi(table);
        word->values[MEASURE_NPMI] = bs_npmi(table);
        word->values[MEASURE_LOGDICE] = bs_logdice(table);
        word->values[MEASURE_T] = bs_t_score(table);
    }
    return BS_OK;
}

/* By the measure, then form: the forms rise before, and the sort leaves those of one value so. */
static bs_status sort_all(const collocates *all, bs_keyed *order, bs_error *error)
{
    for (size_t i = 0; i < all->count; i++)
        order[i] = (bs_keyed){bs_sort_falling(all->items[i].values[all->by]), i};
    return bs_sort_keyed(order, all->count) ? BS_OK : bs_fail_memory(error);
}

static bs_status write_all(bs_table_builder *builder, const collocates *all, const bs_keyed *order,
                           bs_error *error)
{
    enum { FORM, COUNT, TOTAL, EXPECTED, COLUMNS = EXPECTED + MEASURES };
    bs_column_cells columns[COLUMNS] = {
        [FORM] = {"form", BS_COLUMN_TEXT},
        [COUNT] = {"count", BS_COLUMN_INTEGER},
        [TOTAL] = {"total", BS_COLUMN_INTEGER},
        [EXPECTED] = {"expected", BS_COLUMN_NUMBER},
    };
    for (size_t value = MEASURE_G2; value < MEASURES; value++)
        columns[EXPECTED + value] = (bs_column_cells){measure_names[value], BS_COLUMN_NUMBER};
    bs_status status = bs_table_add_cells(builder, columns, COLUMNS, all->count, NULL, error);
    for (size_t i = 0; status == BS_OK && i < all->count; i++) {
        const collocate *word = &all->items[order[i].value];
        columns[FORM].texts[i] = bs_forms_text(all->forms, word->form);
        columns[COUNT].integers[i] = (int64_t)word->count;
        columns[TOTAL].integers[i] = (int64_t)word->total;
        columns[EXPECTED].numbers[i] = word->expected;
        for (size_t value = MEASURE_G2; value < MEASURES; value++)
            columns[EXPECTED + value].numbers[i] = word->values[value];
    }
    return status;
}

static bs_status make_table(bs_selection *selection, collocates *all, bs_matches *matches,
                            bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_keyed *order = calloc(all->count + 1, sizeof *order);
    bs_status status = order ? sort_all(all, order, error) : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = set_source(builder, selection, all, order, matches, error);
    if (status == BS_OK)
        status = write_all(builder, all, order, error);
    free(order);
    if (status == BS_OK)
        return bs_table_finish(builder, table, error);
    bs_table_builder_free(builder);
    return status;
}

bs_status bs_collocates(bs_selection *selection, const bs_query *query,
                        const bs_collocates_options *options, const bs_progress *progress,
                        bs_table **table, bs_error *error)
{
    const bs_form_counts *counts = NULL;
    bs_matches matches = {0};
    size_t span = options->span > 0 ? options->span : BS_COLLOCATES_SPAN;
    collocates all = {.selection = selection, .matches = &matches};
    all.span = (uint32_t)(span < BS_COLLOCATES_SPAN_MAX ? span : BS_COLLOCATES_SPAN_MAX);
    bs_status status = read_measure(options->measure, &all.by, error);
    if (status == BS_OK)
        status = bs_query_run(query, selection, progress, &matches, error);
    if (status == BS_OK)
        status = bs_view_forms(selection->view, false, false, &all.forms, error);
    if (status == BS_OK)
        status = bs_form_counts_of(selection, all.forms, progress, &counts, error);
    if (status == BS_OK) {
        all.counts = calloc(bs_forms_count(all.forms) + 1, sizeof *all.counts);
        status = all.counts ? count_windows(&all, progress, error) : bs_fail_memory(error);
    }
    if (status == BS_OK)
        status = measure_all(&all, counts, options->min, error);
    if (status == BS_OK)
        status = make_table(selection, &all, &matches, table, error);
    free(all.counts);
    bs_array_free(&all);
    bs_matches_clear(&matches);
    bs_form_counts_free(counts);
    return status;
}
