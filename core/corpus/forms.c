/* forms.c - words over all shards: numbered once a corpus, counted once a selection. */
#include "corpus/forms.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/sort.h"
#include "base/str.h"
#include "text/vocabulary.h"

/* ---- numbers ---- */

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

/* The first bytes of a text as a number, which decides most comparisons. */
static uint64_t prefix_of(bs_str text)
{
    uint64_t prefix = 0;
    for (size_t i = 0; i < sizeof prefix; i++)
        prefix = prefix << 8 | (i < text.size ? (unsigned char)text.data[i] : 0);
    return prefix;
}

static int compare_numbers(const void *a, const void *b, void *context)
{
    const bs_map *numbers = context;
    const bs_keyed *x = a, *y = b;
    return bs_str_compare(numbers->entries[x->value].key, numbers->entries[y->value].key);
}

/* By prefix, then those that share one by all of their text. */
static bool sort_numbers(bs_map *numbers, bs_keyed *keys)
{
    size_t count = numbers->count;
    for (size_t i = 0; i < count; i++)
        keys[i] = (bs_keyed){prefix_of(numbers->entries[i].key), i};
    if (!bs_sort_keyed(keys, count))
        return false;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && keys[end].key == keys[first].key;)
            end++;
        if (end - first > 1)
            qsort_r(keys + first, end - first, sizeof *keys, compare_numbers, numbers);
    }
    return true;
}

/* From numbers in order of appearance to numbers in order of texts. */
static bs_status put_in_order(const bs_view *view, bs_map *numbers, bs_forms *forms,
                              bs_error *error)
{
    size_t count = numbers->count;
    bs_keyed *keys = calloc(count + 1, sizeof *keys);
    uint32_t *places = calloc(count + 1, sizeof *places);
    forms->texts = calloc(count + 1, sizeof *forms->texts);
    bool has_memory = keys && places && forms->texts && sort_numbers(numbers, keys);
    for (size_t i = 0; has_memory && i < count; i++) {
        forms->texts[i] = numbers->entries[keys[i].value].key;
        places[keys[i].value] = (uint32_t)i;
    }
    for (size_t index = 0; has_memory && index < view->shard_count; index++) {
        size_t type_count = bs_corpus_shard(view->corpus, index)->types.count;
        uint32_t *of_type = forms->of_type[index];
        for (size_t type = 0; type < type_count; type++)
            of_type[type] = of_type[type] == BS_NONE ? BS_NONE : places[of_type[type]];
    }
    forms->count = count;
    free(keys);
    free(places);
    return has_memory ? BS_OK : bs_fail_memory(error);
}

/* Adds how often forms occur to `tokens`, by form and once more for what is none, which is not
 * jumped over; gives how often any of them does. */
static uint64_t add_types(const bs_forms *forms, size_t index, const bs_shard_types *types,
                          const uint32_t *counts, uint64_t *tokens)
{
    const uint32_t *of_type = forms->of_type[index];
    uint64_t total = 0;
    for (size_t type = 0; type < types->count; type++) {
        bool is_form = of_type[type] != BS_NONE;
        tokens[is_form ? of_type[type] : forms->count] += counts[type];
        total += is_form ? counts[type] : 0;
    }
    return total;
}

static bs_status add_all_types(const bs_view *view, bs_forms *forms, bs_error *error)
{
    forms->tokens = calloc(forms->count + 1, sizeof *forms->tokens);
    for (size_t index = 0; forms->tokens && index < view->shard_count; index++) {
        const bs_shard_types *types = &bs_corpus_shard(view->corpus, index)->types;
        forms->total += add_types(forms, index, types, types->tokens, forms->tokens);
    }
    return forms->tokens ? BS_OK : bs_fail_memory(error);
}

static bs_status make_forms(const bs_view *view, unsigned kind, bs_forms *forms, bs_error *error)
{
    bool keeps_case = kind & 1, keeps_all = kind & 2;
    bs_map numbers = {0};
    *forms = (bs_forms){.kind = kind, .shard_count = view->shard_count};
    forms->of_type = calloc(view->shard_count + 1, sizeof *forms->of_type);
    bs_status status = forms->of_type ? BS_OK : bs_fail_memory(error);
    for (size_t index = 0; status == BS_OK && index < view->shard_count; index++) {
        const bs_shard *shard = bs_corpus_shard(view->corpus, index);
        uint32_t *of_type = calloc(shard->types.count + 1, sizeof *of_type);
        forms->of_type[index] = of_type;
        status = of_type ? number_types(shard, keeps_case, keeps_all, &numbers, of_type, error)
                         : bs_fail_memory(error);
    }
    if (status == BS_OK)
        status = put_in_order(view, &numbers, forms, error);
    if (status == BS_OK)
        status = add_all_types(view, forms, error);
    bs_map_clear(&numbers);
    return status;
}

void bs_forms_free(bs_forms *forms)
{
    if (!forms)
        return;
    for (size_t index = 0; forms->of_type && index < forms->shard_count; index++)
        free(forms->of_type[index]);
    free(forms->of_type);
    free(forms->texts);
    free(forms->tokens);
    free(forms);
}

bs_status bs_view_forms(bs_view *view, bool keeps_case, bool keeps_all, const bs_forms **forms,
                        bs_error *error)
{
    unsigned kind = (keeps_case ? 1u : 0u) | (keeps_all ? 2u : 0u);
    bs_status status = BS_OK;
    pthread_mutex_lock(&view->mutex);
    if (!view->forms[kind]) {
        bs_forms *made = calloc(1, sizeof *made);
        status = made ? make_forms(view, kind, made, error) : bs_fail_memory(error);
        if (status == BS_OK)
            view->forms[kind] = made;
        else
            bs_forms_free(made);
    }
    if (status == BS_OK)
        *forms = view->forms[kind];
    pthread_mutex_unlock(&view->mutex);
    return status;
}

/* ---- pieces and articles ---- */

bs_piece bs_piece_from(const bs_shard *shard, const bs_scope *scope, size_t row)
{
    uint32_t token = shard->articles.token_start[row];
    size_t low = 0, high = scope->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scope->ranges[middle].end <= token)
            low = middle + 1;
        else
            high = middle;
    }
    return (bs_piece){.shard = shard, .scope = scope, .range = low, .row = row, .end = token};
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

/* Counts of the present article, by type while its tokens are gone through, then by form. */
typedef struct article_walk {
    uint32_t *by_type, *by_form;
    uint32_t *types, *forms; /* those that are not 0 */
    size_t type_count;
} article_walk;

static void clear_walk(article_walk *walk)
{
    free(walk->by_type);
    free(walk->by_form);
    free(walk->types);
    free(walk->forms);
}

static bool new_walk(const bs_shard *shard, const bs_forms *forms, article_walk *walk)
{
    size_t type_count = shard->types.count + 1, form_count = forms->count + 1;
    *walk = (article_walk){.by_type = calloc(type_count, sizeof(uint32_t)),
                           .by_form = calloc(form_count, sizeof(uint32_t)),
                           .types = calloc(type_count, sizeof(uint32_t)),
                           .forms = calloc(type_count, sizeof(uint32_t))};
    return walk->by_type && walk->by_form && walk->types && walk->forms;
}

static bs_status visit_article(article_walk *walk, const uint32_t *of_type,
                               bs_article_forms *article, bs_article_forms_visit visit,
                               void *context, bs_error *error)
{
    size_t count = 0;
    article->total = 0;
    for (size_t i = 0; i < walk->type_count; i++) {
        uint32_t type = walk->types[i], form = of_type[type], times = walk->by_type[type];
        walk->by_type[type] = 0;
        if (form == BS_NONE)
            continue;
        walk->forms[count] = form;
        count += walk->by_form[form] == 0;
        walk->by_form[form] += times;
        article->total += times;
    }
    walk->type_count = 0;
    article->forms = walk->forms;
    article->form_count = count;
    article->counts = walk->by_form;
    bs_status status = count > 0 ? visit(context, article, error) : BS_OK;
    for (size_t i = 0; i < count; i++)
        walk->by_form[walk->forms[i]] = 0;
    return status;
}

bs_status bs_form_walk(const bs_selection *selection, const bs_forms *forms, size_t index,
                       bs_article_forms_visit visit, void *context, bs_error *error)
{
    const bs_scope *scopes = bs_selection_scopes(selection, error);
    if (!scopes)
        return BS_NO_MEMORY;
    bs_piece piece = {.shard = bs_corpus_shard(selection->view->corpus, index),
                      .scope = &scopes[index]};
    const uint32_t *types = piece.shard->tokens.type, *of_type = forms->of_type[index];
    bs_article_forms article = {.shard = index};
    article_walk walk;
    bs_status status = new_walk(piece.shard, forms, &walk) ? BS_OK : bs_fail_memory(error);
    while (status == BS_OK && bs_piece_next(&piece)) {
        if (piece.row != article.row)
            status = visit_article(&walk, of_type, &article, visit, context, error);
        article.row = piece.row;
        size_t count = walk.type_count;
        for (uint32_t token = piece.start; token < piece.end; token++) {
            uint32_t type = types[token];
            walk.types[count] = type;
            count += walk.by_type[type]++ == 0;
        }
        walk.type_count = count;
    }
    if (status == BS_OK)
        status = visit_article(&walk, of_type, &article, visit, context, error);
    clear_walk(&walk);
    return status;
}

/* ---- counts ---- */

typedef struct counting {
    const bs_forms *forms;
    const bs_selection *selection;
    const bs_scope *scopes;
    uint32_t **by_shard; /* by shard and type */
} counting;

/* Whoever holds the last reference is the only one who has it. */
void bs_form_counts_free(const bs_form_counts *counts)
{
    bs_form_counts *own = (bs_form_counts *)(uintptr_t)counts;
    if (!own || atomic_fetch_sub(&own->references, 1) != 1)
        return;
    free(own->tokens);
    free(own);
}

enum { KEPT_PART = 8 }; /* a selection of at least the 8th part of all tokens keeps its counts */

static bool keeps_counts(const bs_selection *selection)
{
    uint64_t all = 0;
    for (size_t index = 0; index < selection->view->shard_count; index++)
        all += bs_corpus_shard(selection->view->corpus, index)->tokens.count;
    return bs_selection_token_count(selection) >= all / KEPT_PART;
}

static void add_ranges(const bs_shard *shard, const bs_scope *scope, uint32_t *counts)
{
    for (size_t range = 0; range < scope->count; range++)
        for (uint32_t token = scope->ranges[range].start; token < scope->ranges[range].end; token++)
            counts[shard->tokens.type[token]]++;
}

static void take_gaps(const bs_shard *shard, const bs_scope *scope, uint32_t *counts)
{
    uint32_t token = 0;
    for (size_t range = 0; range <= scope->count; range++) {
        bool is_behind = range == scope->count;
        uint32_t end = is_behind ? (uint32_t)shard->tokens.count : scope->ranges[range].start;
        for (; token < end; token++)
            counts[shard->tokens.type[token]]--;
        token = is_behind ? token : scope->ranges[range].end;
    }
}

/* How often each type occurs in the scope of a shard. The shard knows how often in all of it: where
 * that is mostly in the scope, the rest is taken off. */
static bs_status count_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker;
    counting *work = context;
    const bs_shard *shard = bs_corpus_shard(work->selection->view->corpus, index);
    const bs_scope *scope = &work->scopes[index];
    if (scope->tokens == shard->tokens.count)
        return BS_OK;
    uint32_t *counts = calloc(shard->types.count + 1, sizeof *counts);
    if (!counts)
        return bs_fail_memory(error);
    if (scope->tokens > shard->tokens.count / 2) {
        memcpy(counts, shard->types.tokens, shard->types.count * sizeof *counts);
        take_gaps(shard, scope, counts);
    } else {
        add_ranges(shard, scope, counts);
    }
    work->by_shard[index] = counts;
    return BS_OK;
}

static void add_shards(const counting *work, bs_form_counts *into)
{
    const bs_corpus *corpus = work->selection->view->corpus;
    for (size_t index = 0; index < work->selection->view->shard_count; index++) {
        const bs_shard_types *types = &bs_corpus_shard(corpus, index)->types;
        const uint32_t *counts = work->by_shard[index] ? work->by_shard[index] : types->tokens;
        into->total += add_types(work->forms, index, types, counts, into->tokens);
    }
    into->tokens[work->forms->count] = 0;
}

static bool is_everything(const bs_selection *selection, const bs_scope *scopes)
{
    bool is_all = true;
    for (size_t index = 0; index < selection->view->shard_count; index++)
        is_all &=
            scopes[index].tokens == bs_corpus_shard(selection->view->corpus, index)->tokens.count;
    return is_all;
}

static bs_status count_shards(counting *work, const bs_progress *progress, bs_form_counts *counts,
                              bs_error *error)
{
    size_t shard_count = work->selection->view->shard_count;
    work->by_shard = calloc(shard_count + 1, sizeof *work->by_shard);
    bs_status status = work->by_shard ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_pool_run(bs_selection_threads(work->selection), shard_count, count_shard, work,
                             progress, "counting words", error);
    if (status == BS_OK)
        add_shards(work, counts);
    for (size_t index = 0; work->by_shard && index < shard_count; index++)
        free(work->by_shard[index]);
    free(work->by_shard);
    return status;
}

static bs_status make_counts(const bs_selection *selection, const bs_forms *forms,
                             const bs_progress *progress, bs_form_counts *counts, bs_error *error)
{
    counting work = {.forms = forms, .selection = selection};
    work.scopes = bs_selection_scopes(selection, error);
    if (!work.scopes)
        return BS_NO_MEMORY;
    counts->tokens = calloc(forms->count + 1, sizeof *counts->tokens);
    if (!counts->tokens)
        return bs_fail_memory(error);
    if (!is_everything(selection, work.scopes))
        return count_shards(&work, progress, counts, error);
    memcpy(counts->tokens, forms->tokens, forms->count * sizeof *counts->tokens);
    counts->total = forms->total;
    return BS_OK;
}

bs_status bs_form_counts_of(bs_selection *selection, const bs_forms *forms,
                            const bs_progress *progress, const bs_form_counts **counts,
                            bs_error *error)
{
    bs_form_counts **kept = &selection->counts[forms->kind];
    pthread_mutex_lock(&selection->view->mutex);
    bs_form_counts *made = *kept;
    if (made)
        atomic_fetch_add(&made->references, 1);
    pthread_mutex_unlock(&selection->view->mutex);
    *counts = made;
    if (made)
        return BS_OK;
    made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    atomic_init(&made->references, 1);
    bs_status status = make_counts(selection, forms, progress, made, error);
    if (status != BS_OK) {
        bs_form_counts_free(made);
        return status;
    }
    bool is_kept = keeps_counts(selection);
    pthread_mutex_lock(&selection->view->mutex);
    if (is_kept && !*kept) { /* of two who made them at a time the first is kept */
        *kept = made;
        atomic_fetch_add(&made->references, 1);
    }
    pthread_mutex_unlock(&selection->view->mutex);
    *counts = made;
    return BS_OK;
}

/* ---- spread ---- */

/* All that an article changes lies together. */
typedef struct spread_record {
    double count;        /* in the whole selection */
    uint64_t over_total; /* tokens of the articles that have more of it than their share */
    uint64_t over_count; /* and how often they have it */
    uint32_t articles;
} spread_record;

typedef struct worker_spread {
    spread_record *records; /* by form */
    uint64_t least;         /* tokens of the smallest article, UINT64_MAX for none */
} worker_spread;

typedef struct spreading {
    const bs_forms *forms;
    const bs_selection *selection;
    const bs_form_counts *counts;
    worker_spread *workers;
    unsigned worker_count;
} spreading;

typedef struct shard_spreading {
    const bs_form_counts *counts;
    worker_spread *into;
} shard_spreading;

static bs_status spread_article(void *context, const bs_article_forms *article, bs_error *error)
{
    (void)error;
    const shard_spreading *work = context;
    worker_spread *into = work->into;
    uint64_t total = article->total;
    if (total < into->least)
        into->least = total;
    double share = (double)total / (double)work->counts->total;
    for (size_t i = 0; i < article->form_count; i++) {
        uint32_t form = article->forms[i], count = article->counts[form];
        spread_record *record = &into->records[form];
        bool is_over = (double)count > share * record->count;
        record->articles++;
        record->over_count += is_over ? count : 0;
        record->over_total += is_over ? total : 0;
    }
    return BS_OK;
}

static bs_status start_spread(const spreading *work, worker_spread *into, bs_error *error)
{
    size_t count = work->forms->count;
    *into =
        (worker_spread){.records = calloc(count + 1, sizeof *into->records), .least = UINT64_MAX};
    if (!into->records)
        return bs_fail_memory(error);
    for (size_t form = 0; form < count; form++)
        into->records[form].count = (double)work->counts->tokens[form];
    return BS_OK;
}

static bs_status spread_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    spreading *work = context;
    shard_spreading one = {work->counts, &work->workers[worker]};
    bs_status status = one.into->records ? BS_OK : start_spread(work, one.into, error);
    return status == BS_OK
               ? bs_form_walk(work->selection, work->forms, index, spread_article, &one, error)
               : status;
}

void bs_form_spread_free(const bs_form_spread *spread)
{
    bs_form_spread *own = (bs_form_spread *)(uintptr_t)spread;
    if (!own || atomic_fetch_sub(&own->references, 1) != 1)
        return;
    free(own->articles);
    free(own->dp);
    free(own);
}

double bs_dispersion(uint64_t over_count, uint64_t count, uint64_t over_total, uint64_t total,
                     double least_share)
{
    if (least_share >= 1 || count == 0)
        return 0;
    double dp = (double)over_count / (double)count - (double)over_total / (double)total;
    return dp / (1 - least_share);
}

/* Whole numbers are added up over the workers, so that the result is the same whoever did what. */
static bs_status sum_spread(const spreading *work, bs_form_spread *spread, bs_error *error)
{
    size_t count = work->forms->count;
    spread->articles = calloc(count + 1, sizeof *spread->articles);
    spread->dp = calloc(count + 1, sizeof *spread->dp);
    if (!spread->articles || !spread->dp)
        return bs_fail_memory(error);
    uint64_t least = UINT64_MAX, total = work->counts->total;
    for (unsigned i = 0; i < work->worker_count; i++)
        if (work->workers[i].records && work->workers[i].least < least)
            least = work->workers[i].least;
    double least_share = least < total ? (double)least / (double)total : 1;
    for (size_t form = 0; form < count; form++) {
        uint64_t over_count = 0, over_total = 0;
        for (unsigned i = 0; i < work->worker_count; i++) {
            if (!work->workers[i].records)
                continue;
            const spread_record *part = &work->workers[i].records[form];
            spread->articles[form] += part->articles;
            over_count += part->over_count;
            over_total += part->over_total;
        }
        spread->dp[form] =
            bs_dispersion(over_count, work->counts->tokens[form], over_total, total, least_share);
    }
    return BS_OK;
}

static bs_status make_spread(bs_selection *selection, const bs_forms *forms,
                             const bs_progress *progress, bs_form_spread *spread, bs_error *error)
{
    spreading work = {.forms = forms,
                      .selection = selection,
                      .worker_count = bs_pool_threads(bs_selection_threads(selection))};
    bs_status status = bs_form_counts_of(selection, forms, progress, &work.counts, error);
    if (status != BS_OK)
        return status;
    work.workers = calloc(work.worker_count, sizeof *work.workers);
    status = work.workers ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_pool_run(work.worker_count, selection->view->shard_count, spread_shard, &work,
                             progress, "measuring dispersion", error);
    if (status == BS_OK)
        status = sum_spread(&work, spread, error);
    for (unsigned i = 0; work.workers && i < work.worker_count; i++)
        free(work.workers[i].records);
    free(work.workers);
    bs_form_counts_free(work.counts);
    return status;
}

bs_status bs_form_spread_of(bs_selection *selection, const bs_forms *forms,
                            const bs_progress *progress, const bs_form_spread **spread,
                            bs_error *error)
{
    bs_form_spread **kept = &selection->spreads[forms->kind];
    pthread_mutex_lock(&selection->view->mutex);
    bs_form_spread *made = *kept;
    if (made)
        atomic_fetch_add(&made->references, 1);
    pthread_mutex_unlock(&selection->view->mutex);
    *spread = made;
    if (made)
        return BS_OK;
    made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    atomic_init(&made->references, 1);
    bs_status status = make_spread(selection, forms, progress, made, error);
    if (status != BS_OK) {
        bs_form_spread_free(made);
        return status;
    }
    bool is_kept = keeps_counts(selection);
    pthread_mutex_lock(&selection->view->mutex);
    if (is_kept && !*kept) { /* of two who made them at a time the first is kept */
        *kept = made;
        atomic_fetch_add(&made->references, 1);
    }
    pthread_mutex_unlock(&selection->view->mutex);
    *spread = made;
    return BS_OK;
}
