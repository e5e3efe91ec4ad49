/*
 * shifts.c - see shifts.h. Items (words or groups) are counted by period in one dense block, in how
 * many articles they are; a running sum over periods tells what came and what went.
 */
#include "corpus/shifts.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/article_key.h"
#include "corpus/cite.h"
#include "corpus/families.h"
#include "corpus/matrix.h"
#include "corpus/scope.h"
#include "stats/association.h"
#include "stats/density.h"
#include "stats/intervals.h"

enum { CACHE_SIDE = 64 };
static const double CONFIDENCE = 0.95, ALPHA = 0.05;

typedef enum fate { CAME, WENT, ROSE, FELL, STAYED } fate;

static const char *const fate_names[] = {"came", "went", "rose", "fell", "stayed"};

/* An item before and after the start of period `pair`: in the periods on either side or, when it
 * came or went, in all of them. */
typedef struct shift {
    uint32_t item, pair;
    fate fate;
    uint32_t before, after;                   /* articles with it */
    uint32_t articles_before, articles_after; /* all */
    double p, p_adjusted;
} shift;

typedef struct shifts {
    const bs_shifts_options *options;
    bs_selection *selection; /* each story once */
    bs_matrix *matrix;       /* NULL with a dictionary */
    bs_article_key key;
    size_t item_count, period_count;
    int64_t *periods;       /* those that have articles, rising */
    uint32_t *articles;     /* by period */
    uint32_t *period_of;    /* by index in the corpus, BS_NONE for what is left out */
    uint32_t *counts;       /* item after item, by period */
    uint32_t *first, *last; /* by item: indexes in the corpus */
    shift *items;
    size_t count, capacity;
} shifts;

static void clear_shifts(shifts *s)
{
    bs_array_free(s);
    free(s->periods);
    free(s->articles);
    free(s->period_of);
    free(s->counts);
    free(s->first);
    free(s->last);
    bs_matrix_free(s->matrix);
    bs_selection_free(s->selection);
}

/* ---- periods ---- */

static int compare_periods(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t period_at(const shifts *s, size_t article)
{
    const bs_corpus *corpus = bs_selection_corpus(s->selection);
    bs_article_ref ref = bs_corpus_article_at(corpus, article);
    return bs_period_of(bs_corpus_shard(corpus, ref.shard), ref.row, s->key);
}

/* With `at` there are two periods: what comes before it, and the rest. */
static bs_status merge_at(shifts *s, bs_error *error)
{
    char text[BS_PERIOD_TEXT_MAX];
    size_t cut = SIZE_MAX;
    for (size_t i = 0; i < s->period_count && cut == SIZE_MAX; i++) {
        bs_period_write(s->key, s->periods[i], text);
        if (bs_str_compare(bs_str_from(text), s->options->at) >= 0)
            cut = i;
    }
    if (cut == SIZE_MAX || cut == 0)
        return bs_fail(error, BS_MISUSE, "shifts: no articles are %s \"%.*s\"",
                       cut == 0 ? "before" : "at or after", BS_STR_ARG(s->options->at));
    uint32_t early = 0, late = 0;
    for (size_t i = 0; i < s->period_count; i++)
        *(i < cut ? &early : &late) += s->articles[i];
    for (size_t i = 0; i < bs_corpus_article_count(bs_selection_corpus(s->selection)); i++)
        if (s->period_of[i] != BS_NONE)
            s->period_of[i] = s->period_of[i] >= cut;
    s->periods[1] = s->periods[cut];
    s->articles[0] = early;
    s->articles[1] = late;
    s->period_count = 2;
    return BS_OK;
}

static bs_status list_periods(shifts *s, bs_error *error)
{
    size_t all = bs_corpus_article_count(bs_selection_corpus(s->selection)), count = 0;
    s->periods = calloc(all + 2, sizeof *s->periods);
    s->articles = calloc(all + 2, sizeof *s->articles);
    s->period_of = calloc(all + 1, sizeof *s->period_of);
    if (!s->periods || !s->articles || !s->period_of)
        return bs_fail_memory(error);
    for (size_t i = bs_selection_next(s->selection, 0); i != SIZE_MAX;
         i = bs_selection_next(s->selection, i + 1)) {
        int64_t period = period_at(s, i);
        if (period != BS_PERIOD_UNKNOWN)
            s->periods[count++] = period;
    }
    if (count > 1)
        qsort(s->periods, count, sizeof *s->periods, compare_periods);
    for (size_t i = 0; i < count; i++)
        if (s->period_count == 0 || s->periods[s->period_count - 1] != s->periods[i])
            s->periods[s->period_count++] = s->periods[i];
    for (size_t i = 0; i < all; i++) {
        s->period_of[i] = BS_NONE;
        int64_t period = bs_selection_has(s->selection, i) ? period_at(s, i) : BS_PERIOD_UNKNOWN;
        const int64_t *found =
            period == BS_PERIOD_UNKNOWN
                ? NULL
                : bsearch(&period, s->periods, s->period_count, sizeof period, compare_periods);
        if (found) {
            s->period_of[i] = (uint32_t)(found - s->periods);
            s->articles[found - s->periods]++;
        }
    }
    return s->options->at.data ? merge_at(s, error) : BS_OK;
}

/* ---- items ---- */

static bs_status make_block(shifts *s, size_t item_count, bs_error *error)
{
    if (item_count > 0 && s->period_count > BS_SHIFTS_CELLS_MAX / item_count)
        return bs_fail(error, BS_LIMIT,
                       "shifts: %zu words in %zu periods are too many; take longer periods or a "
                       "dictionary",
                       item_count, s->period_count);
    s->item_count = item_count;
    s->counts = calloc(item_count * s->period_count + 1, sizeof *s->counts);
    s->first = calloc(item_count + 1, sizeof *s->first);
    s->last = calloc(item_count + 1, sizeof *s->last);
    if (!s->counts || !s->first || !s->last)
        return bs_fail_memory(error);
    for (size_t i = 0; i < item_count; i++)
        s->first[i] = BS_NONE;
    return BS_OK;
}

/* Articles come in the order of the corpus. */
static void count_article(shifts *s, size_t item, size_t article)
{
    uint32_t period = s->period_of[article];
    if (period == BS_NONE)
        return;
    s->counts[item * s->period_count + period]++;
    if (s->first[item] == BS_NONE)
        s->first[item] = (uint32_t)article;
    s->last[item] = (uint32_t)article;
}

static bs_status count_words(shifts *s, const bs_progress *progress, bs_error *error)
{
    bs_matrix_options options = {
        .min = s->options->min, .stop = s->options->stop, .stop_count = s->options->stop_count};
    bs_status status = bs_matrix_make(s->selection, &options, progress, &s->matrix, error);
    if (status == BS_OK)
        status = make_block(s, bs_matrix_column_count(s->matrix), error);
    if (status != BS_OK)
        return status;
    bs_matrix_entry *entries = calloc(s->item_count + 1, sizeof *entries);
    if (!entries)
        return bs_fail_memory(error);
    for (size_t article = bs_selection_next(s->selection, 0); article != SIZE_MAX;
         article = bs_selection_next(s->selection, article + 1)) {
        size_t row = bs_matrix_row_of(s->matrix, article);
        bs_matrix_row(s->matrix, row, entries);
        for (size_t i = 0; i < bs_matrix_row_size(s->matrix, row); i++)
            count_article(s, entries[i].column, article);
    }
    free(entries);
    return BS_OK;
}

/* The articles that any query of a group selects. */
static bs_status select_group(const shifts *s, size_t group, const bs_progress *progress,
                              bs_selection **found, bs_error *error)
{
    const bs_dictionary *dictionary = s->options->dictionary;
    bs_status status = bs_selection_minus(s->selection, s->selection, found, error);
    for (size_t i = 0; status == BS_OK && i < bs_dictionary_query_count(dictionary, group); i++) {
        bs_selection *one = NULL, *both = NULL;
        status = bs_query_select(bs_dictionary_query(dictionary, group, i), s->selection, progress,
                                 &one, error);
        if (status == BS_OK)
            status = bs_selection_or(*found, one, &both, error);
        bs_selection_free(one);
        if (status == BS_OK) {
            bs_selection_free(*found);
            *found = both;
        }
    }
    return status;
}

static bs_status count_groups(shifts *s, const bs_progress *progress, bs_error *error)
{
    bs_status status = make_block(s, bs_dictionary_group_count(s->options->dictionary), error);
    for (size_t group = 0; status == BS_OK && group < s->item_count; group++) {
        bs_selection *found = NULL;
        status = select_group(s, group, progress, &found, error);
        for (size_t i = status == BS_OK ? bs_selection_next(found, 0) : SIZE_MAX; i != SIZE_MAX;
             i = bs_selection_next(found, i + 1))
            count_article(s, group, i);
        bs_selection_free(found);
    }
    return status;
}

/* ---- tests ---- */

/* Fisher's p; small counts recur, so theirs are kept. */
static double test_pair(const shifts *s, size_t pair, uint32_t before, uint32_t after,
                        double *cache)
{
    bool is_small = before < CACHE_SIDE && after < CACHE_SIDE;
    double *kept = &cache[is_small ? before * CACHE_SIDE + after : 0];
    if (is_small && !isnan(*kept))
        return *kept;
    double p = bs_fisher(bs_contingency_from_sizes(before, s->articles[pair - 1], after,
                                                   s->articles[pair]))
                   .p;
    if (is_small)
        *kept = p;
    return p;
}

static uint32_t articles_between(const shifts *s, size_t start, size_t end)
{
    uint32_t sum = 0;
    for (size_t i = start; i < end; i++)
        sum += s->articles[i];
    return sum;
}

static bs_status add_shift(shifts *s, shift one, bs_error *error)
{
    shift *added = bs_array_push(s);
    if (!added)
        return bs_fail_memory(error);
    *added = one;
    return BS_OK;
}

/*
 * Came and went: how likely it is that none of so many articles at one end has an item that `found`
 * of all have. As it is the chance of a silence at least this long, it holds for a cut that was put
 * where the silence ends.
 */
static bs_status test_silences(shifts *s, uint32_t item, size_t first, size_t last, uint32_t found,
                               bs_error *error)
{
    uint32_t all = articles_between(s, 0, s->period_count);
    uint32_t before = articles_between(s, 0, first);
    uint32_t after = articles_between(s, last + 1, s->period_count);
    shift came = {item, (uint32_t)first, CAME, 0, found, before, all - before, 0, 0};
    shift went = {item, (uint32_t)last + 1, WENT, found, 0, all - after, after, 0, 0};
    came.p = bs_hypergeometric_density(0, found, all - found, before);
    went.p = bs_hypergeometric_density(0, found, all - found, after);
    bs_status status = before > 0 ? add_shift(s, came, error) : BS_OK;
    return status == BS_OK && after > 0 ? add_shift(s, went, error) : status;
}

/* The pairs of neighbours that an item is in, with enough articles: fewer are no test. */
static bs_status test_item(shifts *s, uint32_t item, double *caches, bs_error *error)
{
    uint32_t min = s->options->min ? s->options->min : BS_SHIFTS_MIN, found = 0;
    const uint32_t *counts = &s->counts[item * s->period_count];
    size_t first = s->period_count, last = 0;
    for (size_t i = 0; i < s->period_count; i++) {
        found += counts[i];
        first = counts[i] > 0 && first == s->period_count ? i : first;
        last = counts[i] > 0 ? i : last;
    }
    if (found < min)
        return BS_OK;
    bool is_at = s->options->at.data != NULL;
    bs_status status = is_at ? BS_OK : test_silences(s, item, first, last, found, error);
    size_t start = is_at ? 1 : first + 1, end = is_at ? 2 : last + 1;
    for (size_t pair = start; status == BS_OK && pair < end; pair++) {
        uint32_t before = counts[pair - 1], after = counts[pair];
        if ((uint64_t)before + after < min)
            continue;
        shift one = {item,
                     (uint32_t)pair,
                     STAYED,
                     before,
                     after,
                     s->articles[pair - 1],
                     s->articles[pair],
                     0,
                     0};
        double difference =
            (double)after / one.articles_after - (double)before / one.articles_before;
        one.fate = is_at && before == 0  ? CAME
                   : is_at && after == 0 ? WENT
                   : difference > 0      ? ROSE
                   : difference < 0      ? FELL
                                         : STAYED;
        one.p = test_pair(s, pair, before, after, &caches[pair * CACHE_SIDE * CACHE_SIDE]);
        status = add_shift(s, one, error);
    }
    return status;
}

static bs_status test_all(shifts *s, const bs_progress *progress, bs_error *error)
{
    size_t cells = (s->period_count + 1) * CACHE_SIDE * CACHE_SIDE;
    double *caches = calloc(cells, sizeof *caches);
    bs_status status = caches ? BS_OK : bs_fail_memory(error);
    for (size_t i = 0; status == BS_OK && i < cells; i++)
        caches[i] = NAN;
    for (size_t item = 0; status == BS_OK && item < s->item_count; item++) {
        status = test_item(s, (uint32_t)item, caches, error);
        if (status == BS_OK)
            status = bs_progress_check(progress, error);
    }
    free(caches);
    return status;
}

static bs_status adjust(shifts *s, bs_error *error)
{
    double *p = calloc(s->count + 1, sizeof *p);
    if (!p)
        return bs_fail_memory(error);
    for (size_t i = 0; i < s->count; i++)
        p[i] = s->items[i].p;
    bs_status status = bs_adjust(
        p, s->count, s->options->has_adjustment ? s->options->adjustment : BS_ADJUST_BH, p, error);
    for (size_t i = 0; status == BS_OK && i < s->count; i++)
        s->items[i].p_adjusted = p[i];
    free(p);
    return status;
}

static int compare_shifts(const void *a, const void *b)
{
    const shift *x = a, *y = b;
    if (x->pair != y->pair)
        return x->pair < y->pair ? -1 : 1;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    if (x->item != y->item)
        return x->item < y->item ? -1 : 1;
    return (x->fate > y->fate) - (x->fate < y->fate);
}

/* ---- the table ---- */

static bs_interval difference_interval(const shift *one)
{
    return bs_newcombe_interval(one->before, one->articles_before, one->after, one->articles_after,
                                CONFIDENCE);
}

static bs_str item_text(const shifts *s, size_t item)
{
    return s->matrix ? bs_matrix_word_text(s->matrix, item)
                     : bs_dictionary_group(s->options->dictionary, item);
}

static void print_reading(const shifts *s, const shift *one, bs_buffer *text)
{
    char from[BS_PERIOD_TEXT_MAX], to[BS_PERIOD_TEXT_MAX];
    bs_period_write(s->key, s->periods[one->pair - 1], from);
    bs_period_write(s->key, s->periods[one->pair], to);
    double n = one->articles_before, m = one->articles_after;
    bs_str item = item_text(s, one->item);
    bs_interval interval = difference_interval(one);
    bs_buffer_print(text, "\"%.*s\" %s in %s: in ", BS_STR_ARG(item), fate_names[one->fate], to);
    bool is_alone = one->fate == CAME || one->fate == WENT || s->options->at.data;
    if (one->before == 0)
        bs_buffer_print(text, "none of %.0f articles %s%s", n, is_alone ? "before" : "in ",
                        is_alone ? "" : from);
    else
        bs_buffer_print(text, "%u of %.0f articles (%.1f %%) %s%s", one->before, n,
                        100 * one->before / n, is_alone ? "before" : "in ", is_alone ? "" : from);
    if (one->after == 0)
        bs_buffer_print(text, ", in none of %.0f %s", m, is_alone ? "since" : "then");
    else
        bs_buffer_print(text, ", in %u of %.0f (%.1f %%) %s", one->after, m, 100 * one->after / m,
                        is_alone ? "since" : "then");
    bs_buffer_print(text, "; %+.1f points (95 %% interval %+.1f to %+.1f), ",
                    100 * (one->after / m - one->before / n), 100 * interval.low,
                    100 * interval.high);
    if (one->p_adjusted < 0.0001)
        bs_buffer_add(text, BS_STR("corrected p < 0.0001."));
    else
        bs_buffer_print(text, "corrected p = %.2g.", one->p_adjusted);
}

static const char *const text_columns[] = {"shift", "from", "to"};
static const char *const count_columns[] = {"before", "after", "articles_before", "articles_after"};
static const char *const number_columns[] = {
    "share_before", "share_after", "difference", "low", "high", "log_ratio", "p", "p_adjusted"};
static const char *const end_columns[] = {"first", "last", "first_date", "last_date", "reading"};

static void add_columns(const shifts *s, bs_table_builder *builder)
{
    bs_table_add_column(builder, s->matrix ? BS_STR("word") : BS_STR("group"), BS_COLUMN_TEXT);
    for (size_t i = 0; i < 3; i++)
        bs_table_add_column(builder, bs_str_from(text_columns[i]), BS_COLUMN_TEXT);
    for (size_t i = 0; i < 4; i++)
        bs_table_add_column(builder, bs_str_from(count_columns[i]), BS_COLUMN_INTEGER);
    for (size_t i = 0; i < 8; i++)
        bs_table_add_column(builder, bs_str_from(number_columns[i]), BS_COLUMN_NUMBER);
    for (size_t i = 0; i < 5; i++)
        bs_table_add_column(builder, bs_str_from(end_columns[i]), BS_COLUMN_TEXT);
}

/* The whole article as evidence, and its id and date. */
static bs_status write_article(const shifts *s, bs_table_builder *builder, size_t article,
                               size_t id_column, size_t date_column, bs_error *error)
{
    const bs_corpus *corpus = bs_selection_corpus(s->selection);
    bs_article_ref ref = bs_corpus_article_at(corpus, article);
    const bs_shard *shard = bs_corpus_shard(corpus, ref.shard);
    bs_table_set_text(builder, id_column, bs_text_at(&shard->articles.id, ref.row));
    bs_table_set_text(builder, date_column, bs_text_at(&shard->articles.published, ref.row));
    bs_arena arena = {0};
    bs_str text = bs_text_at(&shard->articles.text, ref.row);
    bs_evidence evidence =
        bs_cite_evidence(&arena, shard, ref.row, 0, (uint32_t)text.size, BS_STR("shifts"));
    bs_status status = evidence.id.data ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK)
        bs_table_add_evidence(builder, evidence);
    bs_arena_clear(&arena);
    return status;
}

static bs_status write_shift(const shifts *s, const shift *one, bs_table_builder *builder,
                             bs_buffer *text, bs_error *error)
{
    char period[BS_PERIOD_TEXT_MAX];
    double n = one->articles_before, m = one->articles_after;
    bs_interval interval = difference_interval(one);
    bs_table_add_row(builder);
    bs_table_set_text(builder, 0, item_text(s, one->item));
    bs_table_set_text(builder, 1, bs_str_from(fate_names[one->fate]));
    bs_period_write(s->key, s->periods[one->pair - 1], period);
    bs_table_set_text(builder, 2, bs_str_from(period));
    bs_period_write(s->key, s->periods[one->pair], period);
    bs_table_set_text(builder, 3, bs_str_from(period));
    bs_table_set_integer(builder, 4, one->before);
    bs_table_set_integer(builder, 5, one->after);
    bs_table_set_integer(builder, 6, (int64_t)n);
    bs_table_set_integer(builder, 7, (int64_t)m);
    const double numbers[] = {
        one->before / n,
        one->after / m,
        one->after / m - one->before / n,
        interval.low,
        interval.high,
        bs_log_ratio(bs_contingency_from_sizes(one->after, m, one->before, n)),
        one->p,
        one->p_adjusted,
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        bs_table_set_number(builder, 8 + i, numbers[i]);
    text->size = 0;
    print_reading(s, one, text);
    bs_table_set_text(builder, 20, bs_buffer_str(text));
    bs_status status = write_article(s, builder, s->first[one->item], 16, 18, error);
    return status == BS_OK ? write_article(s, builder, s->last[one->item], 17, 19, error) : status;
}

static bs_status write_all(const shifts *s, bs_table_builder *builder, bs_error *error)
{
    static const char *const names[] = {
        "Holm",    "Benjamini and Hochberg", "Benjamini and Yekutieli", "Bonferroni", "nothing",
        "Hochberg"};
    double alpha = s->options->alpha > 0 ? s->options->alpha : ALPHA;
    bs_buffer text = {0};
    add_columns(s, builder);
    bs_status status = BS_OK;
    for (size_t i = 0; status == BS_OK && i < s->count; i++)
        if (s->items[i].p_adjusted <= alpha)
            status = write_shift(s, &s->items[i], builder, &text, error);
    uint64_t articles = 0;
    for (size_t i = 0; i < s->period_count; i++)
        articles += s->articles[i];
    text.size = 0;
    bs_buffer_print(&text,
                    "%zu tests (of articles: Fisher's, or of a silence before or after) over %zu "
                    "%s and %zu periods with %llu "
                    "dated articles%s, corrected by %s; rows up to a corrected p of %g.",
                    s->count, s->item_count, s->matrix ? "words" : "groups", s->period_count,
                    (unsigned long long)articles,
                    s->options->counts_copies ? "" : ", families of copies counted once",
                    names[s->options->has_adjustment ? s->options->adjustment : BS_ADJUST_BH],
                    alpha);
    bs_table_add_note(builder, bs_buffer_str(&text));
    if (status == BS_OK && text.failed)
        status = bs_fail_memory(error);
    bs_buffer_clear(&text);
    return status;
}

static bs_status make_table(shifts *s, bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    if (s->count > 1)
        qsort(s->items, s->count, sizeof *s->items, compare_shifts);
    bs_status status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = write_all(s, builder, error);
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    return bs_table_finish(builder, table, error);
}

static bs_status read_key(bs_str by, bs_article_key *key, bs_error *error)
{
    *key = BS_KEY_YEAR;
    if (by.data && (!bs_article_key_from(by, key) || !bs_article_key_is_period(*key)))
        return bs_fail(error, BS_MISUSE,
                       "shifts: by \"%.*s\" is none of year, quarter, month, week, day",
                       BS_STR_ARG(by));
    return BS_OK;
}

bs_status bs_shifts(bs_selection *selection, const bs_shifts_options *options,
                    const bs_progress *progress, bs_table **table, bs_error *error)
{
    shifts s = {.options = options};
    bs_status status = read_key(options->by, &s.key, error);
    if (status == BS_OK && options->counts_copies)
        s.selection = bs_selection_retain(selection);
    else if (status == BS_OK)
        status = bs_selection_stories(selection, progress, &s.selection, error);
    if (status == BS_OK)
        status = list_periods(&s, error);
    if (status == BS_OK)
        status = options->dictionary ? count_groups(&s, progress, error)
                                     : count_words(&s, progress, error);
    if (status == BS_OK)
        status = test_all(&s, progress, error);
    if (status == BS_OK)
        status = adjust(&s, error);
    if (status == BS_OK)
        status = make_table(&s, table, error);
    clear_shifts(&s);
    return status;
}
