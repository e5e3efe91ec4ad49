/*
 * ngrams.c - sequences of words, counted by growing: a sequence of n is a sequence of n - 1 that
 * occurs often enough, and a word more, so each step counts only pairs of two numbers.
 */
#include "corpus/ngrams.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/pool.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/forms.h"
#include "corpus/pair_table.h"

enum { NGRAM_BYTES_MAX = 64 << 10, PLACES_AT_ONCE = 256 };

/* Sequences of one length that occur often enough. */
typedef struct step {
    struct {
        bs_pair *items;
        size_t count, capacity;
    } kept;
    uint32_t **places; /* by part and number of the pair there: the place in `kept`, or BS_NONE */
} step;

/*
 * begins[shard][token] says which sequence begins at a token: its place among those kept of the
 * last length. While the next length is counted, next[shard][token] is its pair: the number in the
 * table of a part, and the part in the lowest bits. Every part goes along all tokens and
 * counts the pairs that fall to it, so that each has a table of its own.
 */
typedef struct ngrams {
    const bs_forms *forms;
    bs_selection *selection;
    const bs_scope *scopes;
    const bs_progress *progress;
    uint64_t min;
    uint64_t total; /* tokens that are forms */
    uint32_t **begins, **next;
    size_t length;
    unsigned part_count, part_shift; /* 1 << part_shift of them */
    bs_pair_table *tables;           /* by part */
    step steps[BS_NGRAMS_N_MAX];
    struct spread *spreads; /* by worker */
} ngrams;

static const bs_shard *shard_at(const ngrams *all, size_t index)
{
    return bs_corpus_shard(all->selection->view->corpus, index);
}

/* ---- counting pairs ---- */

/* Adds the pairs of one sentence, whose tokens are all in the scope. */
static bool add_sentence(const ngrams *all, size_t index, unsigned part, uint32_t start,
                         uint32_t end, bs_pair_table *table)
{
    const uint32_t *types = shard_at(all, index)->tokens.type;
    const uint32_t *of_type = all->forms->of_type[index];
    const uint32_t *begins = all->length > 2 ? all->begins[index] : NULL;
    uint32_t *next = all->next[index];
    uint32_t ahead = (uint32_t)all->length - 1;
    for (uint32_t token = start; token < end; token++) {
        uint32_t first = begins ? begins[token] : of_type[types[token]];
        uint32_t last = token + ahead < end ? of_type[types[token + ahead]] : BS_NONE;
        if (first == BS_NONE || last == BS_NONE) {
            if (part == 0)
                next[token] = BS_NONE;
            continue;
        }
        uint64_t key = (uint64_t)first << 32 | last, hash = bs_pair_hash(key);
        if ((hash & (all->part_count - 1)) != part)
            continue;
        if (!bs_pair_table_add(table, key, hash, &next[token]))
            return false;
    }
    return true;
}

static bs_status count_part(void *context, size_t part, unsigned worker, bs_error *error)
{
    (void)worker;
    ngrams *all = context;
    bs_pair_table *table = &all->tables[part];
    table->part = (uint32_t)part;
    table->part_shift = all->part_shift;
    for (size_t index = 0; index < all->selection->view->shard_count; index++) {
        const bs_shard *shard = shard_at(all, index);
        const uint32_t *starts = shard->sentences.token_start;
        const bs_scope *scope = &all->scopes[index];
        for (size_t range = 0; range < scope->count; range++) {
            uint32_t token = scope->ranges[range].start, end = scope->ranges[range].end;
            size_t sentence = bs_shard_sentence_of_token(shard, token);
            for (; sentence < shard->sentences.count && starts[sentence] < end; sentence++) {
                uint32_t from = starts[sentence] > token ? starts[sentence] : token;
                uint32_t to = starts[sentence + 1] < end ? starts[sentence + 1] : end;
                if (!add_sentence(all, index, (unsigned)part, from, to, table))
                    return bs_fail_memory(error);
            }
        }
        bs_status status = bs_progress_check(all->progress, error);
        if (status != BS_OK)
            return status;
        if (!bs_pair_table_flush(table))
            return bs_fail_memory(error);
    }
    return BS_OK;
}

/* ---- keeping those that occur often enough ---- */

static bs_status keep_pairs(ngrams *all, step *of, bs_error *error)
{
    of->places = calloc(all->part_count, sizeof *of->places);
    if (!of->places)
        return bs_fail_memory(error);
    for (unsigned part = 0; part < all->part_count; part++) {
        const bs_pair_table *table = &all->tables[part];
        uint32_t *places = calloc(table->count + 1, sizeof *places);
        of->places[part] = places;
        if (!places)
            return bs_fail_memory(error);
        for (size_t slot = 0; slot < table->slot_count; slot++) {
            const bs_pair *pair = &table->slots[slot];
            if (pair->count == 0)
                continue;
            places[pair->number] = BS_NONE;
            if (pair->count < all->min)
                continue;
            bs_pair *kept = bs_array_push(&of->kept);
            if (!kept)
                return bs_fail_memory(error);
            *kept = *pair;
            places[pair->number] = (uint32_t)of->kept.count - 1;
        }
    }
    return BS_OK;
}

/* ---- articles and dispersion, as in forms.c ---- */

typedef struct spread_record {
    uint64_t over_total; /* tokens of the articles that have more of it than their share */
    uint32_t over_count; /* and how often they have it */
    uint32_t articles, count;
} spread_record;

typedef struct spread {
    spread_record *records; /* by sequence, and one more for what is none */
    uint32_t *counts;       /* of the present article; that of none is never 0 */
    uint32_t *touched;
    uint64_t least; /* tokens of the smallest article */
} spread;

static bool new_spread(const step *of, spread *over)
{
    size_t count = of->kept.count;
    *over = (spread){.records = calloc(count + 1, sizeof *over->records),
                     .counts = calloc(count + 1, sizeof *over->counts),
                     .touched = calloc(count + 1, sizeof *over->touched),
                     .least = UINT64_MAX};
    if (!over->records || !over->counts || !over->touched)
        return false;
    for (size_t i = 0; i < count; i++)
        over->records[i].count = of->kept.items[i].count;
    over->counts[count] = 1;
    return true;
}

static void clear_spread(spread *over)
{
    free(over->records);
    free(over->counts);
    free(over->touched);
}

static void end_article(const ngrams *all, size_t count, uint64_t tokens, spread *over)
{
    if (tokens > 0 && tokens < over->least)
        over->least = tokens;
    double share = (double)tokens / (double)all->total;
    for (size_t i = 0; i < count; i++) {
        uint32_t sequence = over->touched[i], here = over->counts[sequence];
        spread_record *record = &over->records[sequence];
        bool is_over = (double)here > share * (double)record->count;
        record->articles++;
        record->over_count += is_over ? here : 0;
        record->over_total += is_over ? tokens : 0;
        over->counts[sequence] = 0;
    }
}

/* The place among those kept of what begins at each of some tokens; `none` where it is not. */
static void find_places(const ngrams *all, const step *of, const uint32_t *next, size_t count,
                        uint32_t none, uint32_t *places)
{
    uint32_t mask = (1u << all->part_shift) - 1;
    for (size_t i = 0; i < count; i++) {
        uint32_t pair = next[i];
        bool is_none = pair == BS_NONE;
        pair = is_none ? 0 : pair;
        uint32_t place = of->places[pair & mask][pair >> all->part_shift];
        places[i] = is_none || place == BS_NONE ? none : place;
    }
}

static void spread_piece(const ngrams *all, const step *of, size_t index, const bs_piece *piece,
                         spread *over, size_t *count, uint64_t *tokens)
{
    const uint32_t *types = shard_at(all, index)->tokens.type;
    const uint32_t *of_type = all->forms->of_type[index], *next = all->next[index];
    uint32_t places[PLACES_AT_ONCE];
    for (uint32_t token = piece->start; token < piece->end; token += PLACES_AT_ONCE) {
        uint32_t left = piece->end - token;
        uint32_t here = left < PLACES_AT_ONCE ? left : PLACES_AT_ONCE;
        find_places(all, of, next + token, here, (uint32_t)of->kept.count, places);
        for (uint32_t i = 0; i < here; i++) {
            *tokens += of_type[types[token + i]] != BS_NONE;
            over->touched[*count] = places[i];
            *count += over->counts[places[i]]++ == 0;
        }
        over->counts[of->kept.count] = 1;
    }
}

static bs_status spread_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)error;
    ngrams *all = context;
    const step *of = &all->steps[all->length - 1];
    spread *over = &all->spreads[worker];
    bs_piece piece = {.shard = shard_at(all, index), .scope = &all->scopes[index]};
    size_t row = 0, count = 0;
    uint64_t tokens = 0;
    while (bs_piece_next(&piece)) {
        if (piece.row != row) {
            end_article(all, count, tokens, over);
            tokens = count = 0;
        }
        row = piece.row;
        spread_piece(all, of, index, &piece, over, &count, &tokens);
    }
    end_article(all, count, tokens, over);
    return BS_OK;
}

/* Numbers what begins at each token by its place among those kept. */
static bs_status settle_shard(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)error;
    (void)worker;
    ngrams *all = context;
    const bs_scope *scope = &all->scopes[index];
    for (size_t i = 0; i < scope->count; i++) {
        uint32_t *next = all->next[index] + scope->ranges[i].start;
        find_places(all, &all->steps[all->length - 1], next,
                    scope->ranges[i].end - scope->ranges[i].start, BS_NONE, next);
    }
    return BS_OK;
}

/* ---- one length after the other ---- */

static void clear_tables(ngrams *all)
{
    for (unsigned part = 0; all->tables && part < all->part_count; part++)
        bs_pair_table_clear(&all->tables[part]);
    free(all->tables);
    all->tables = NULL;
}

static void clear_places(ngrams *all, step *of)
{
    for (unsigned part = 0; of->places && part < all->part_count; part++)
        free(of->places[part]);
    free(of->places);
    of->places = NULL;
}

static bs_status new_begins(const ngrams *all, uint32_t ***begins, bs_error *error)
{
    size_t shard_count = all->selection->view->shard_count;
    *begins = calloc(shard_count + 1, sizeof **begins);
    bool has_memory = *begins != NULL;
    for (size_t index = 0; has_memory && index < shard_count; index++) {
        (*begins)[index] = malloc((shard_at(all, index)->tokens.count + 1) * sizeof(uint32_t));
        has_memory = (*begins)[index] != NULL;
    }
    return has_memory ? BS_OK : bs_fail_memory(error);
}

static void free_begins(const ngrams *all, uint32_t **begins)
{
    for (size_t index = 0; begins && index < all->selection->view->shard_count; index++)
        free(begins[index]);
    free(begins);
}

static bs_status new_spreads(ngrams *all, unsigned threads, bs_error *error)
{
    bool has_memory = true;
    all->spreads = calloc(threads, sizeof *all->spreads);
    for (unsigned i = 0; all->spreads && has_memory && i < threads; i++)
        has_memory = new_spread(&all->steps[all->length - 1], &all->spreads[i]);
    return all->spreads && has_memory ? BS_OK : bs_fail_memory(error);
}

static bs_status grow(ngrams *all, bool is_last, bs_error *error)
{
    step *of = &all->steps[all->length - 1];
    all->tables = calloc(all->part_count, sizeof *all->tables);
    bs_status status = all->tables ? new_begins(all, &all->next, error) : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_pool_run(all->part_count, all->part_count, count_part, all, all->progress,
                             "counting sequences", error);
    if (status == BS_OK)
        status = keep_pairs(all, of, error);
    clear_tables(all);
    if (status == BS_OK && is_last)
        status = new_spreads(all, all->part_count, error);
    if (status == BS_OK)
        status = bs_pool_run(all->part_count, all->selection->view->shard_count,
                             is_last ? spread_shard : settle_shard, all, all->progress,
                             "measuring dispersion", error);
    clear_places(all, of);
    free_begins(all, all->begins);
    all->begins = all->next;
    all->next = NULL;
    return status;
}

/* Adds what all workers found to the first. */
static void sum_spreads(ngrams *all)
{
    spread *sum = &all->spreads[0];
    for (unsigned i = 1; i < all->part_count; i++) {
        const spread *part = &all->spreads[i];
        sum->least = part->least < sum->least ? part->least : sum->least;
        for (size_t j = 0; j < all->steps[all->length - 1].kept.count; j++) {
            sum->records[j].articles += part->records[j].articles;
            sum->records[j].over_count += part->records[j].over_count;
            sum->records[j].over_total += part->records[j].over_total;
        }
    }
}

/* ---- the table ---- */

typedef struct ngram_row {
    bs_str text;
    uint32_t sequence;
    uint64_t count;
} ngram_row;

typedef struct ngram_rows {
    ngram_row *items;
    size_t count, capacity;
    bs_arena arena;
} ngram_rows;

/* The words of a sequence: unfolded from the last pair to the first. */
static bs_str spell(const ngrams *all, size_t n, uint32_t sequence, bs_arena *arena)
{
    uint32_t words[BS_NGRAMS_N_MAX];
    for (size_t length = n; length > 1; length--) {
        uint64_t pair = all->steps[length - 1].kept.items[sequence].key;
        words[length - 1] = (uint32_t)pair;
        sequence = (uint32_t)(pair >> 32);
    }
    words[0] = sequence;
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += bs_forms_text(all->forms, words[i]).size + 1;
    char *text = size <= NGRAM_BYTES_MAX ? bs_arena_alloc(arena, size) : NULL;
    size_t at = 0;
    for (size_t i = 0; text && i < n; i++) {
        bs_str word = bs_forms_text(all->forms, words[i]);
        memcpy(text + at, word.data, word.size);
        at += word.size;
        text[at++] = ' ';
    }
    return (bs_str){text, text ? size - 1 : 0};
}

static int compare_rows(const void *a, const void *b)
{
    const ngram_row *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return bs_str_compare(x->text, y->text);
}

static bs_status make_rows(const ngrams *all, size_t n, ngram_rows *rows, bs_error *error)
{
    const step *of = &all->steps[n - 1];
    for (size_t i = 0; i < of->kept.count; i++) {
        ngram_row *row = bs_array_push(rows);
        bs_str text = row ? spell(all, n, (uint32_t)i, &rows->arena) : (bs_str){NULL, 0};
        if (!text.data)
            return bs_fail_memory(error);
        *row = (ngram_row){text, (uint32_t)i, of->kept.items[i].count};
    }
    if (rows->count > 1)
        qsort(rows->items, rows->count, sizeof *rows->items, compare_rows);
    return BS_OK;
}

static bs_status write_rows(bs_table_builder *builder, const ngrams *all, const spread *over,
                            const ngram_rows *rows, bs_strs *texts, bs_error *error)
{
    double least = over->least < all->total ? (double)over->least / (double)all->total : 1;
    bs_table_add_column(builder, BS_STR("form"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("count"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("articles"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("per_million"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("dp"), BS_COLUMN_NUMBER);
    if (!bs_array_reserve(texts, rows->count))
        return bs_fail_memory(error);
    for (size_t i = 0; i < rows->count; i++) {
        const ngram_row *row = &rows->items[i];
        const spread_record *record = &over->records[row->sequence];
        texts->items[texts->count++] = row->text;
        bs_table_add_row(builder);
        bs_table_set_text(builder, 0, row->text);
        bs_table_set_integer(builder, 1, (int64_t)row->count);
        bs_table_set_integer(builder, 2, record->articles);
        bs_table_set_number(builder, 3, (double)row->count * 1e6 / (double)all->total);
        bs_table_set_number(
            builder, 4,
            bs_dispersion(record->over_count, row->count, record->over_total, all->total, least));
    }
    return BS_OK;
}

static bs_status make_table(bs_selection *selection, const ngrams *all, size_t n,
                            const spread *over, bs_table **table, bs_error *error)
{
    ngram_rows rows = {0};
    bs_strs texts = {0};
    bs_table_builder *builder = NULL;
    bs_evidence_source source;
    bs_status status = make_rows(all, n, &rows, error);
    if (status == BS_OK)
        status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = write_rows(builder, all, over, &rows, &texts, error);
    if (status == BS_OK)
        status = bs_form_source(selection, &texts, &rows.arena, false, &source, error);
    bs_array_free(&texts);
    bs_array_free(&rows);
    bs_arena_clear(&rows.arena);
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    bs_table_set_evidence_source(builder, source);
    return bs_table_finish(builder, table, error);
}

static void clear(ngrams *all)
{
    clear_tables(all);
    free_begins(all, all->begins);
    free_begins(all, all->next);
    for (unsigned i = 0; all->spreads && i < all->part_count; i++)
        clear_spread(&all->spreads[i]);
    free(all->spreads);
    for (size_t i = 0; i < BS_NGRAMS_N_MAX; i++) {
        clear_places(all, &all->steps[i]);
        bs_array_free(&all->steps[i].kept);
    }
}

static bs_status run(ngrams *all, size_t n, bs_table **table, bs_error *error)
{
    const bs_form_counts *counts = NULL;
    all->scopes = bs_selection_scopes(all->selection, error);
    if (!all->scopes)
        return BS_NO_MEMORY;
    bs_status status = bs_form_counts_of(all->selection, all->forms, all->progress, &counts, error);
    if (status == BS_OK)
        all->total = counts->total;
    bs_form_counts_free(counts);
    for (all->length = 2; status == BS_OK; all->length++) {
        status = grow(all, all->length == n, error);
        if (all->length == n)
            break;
    }
    if (status != BS_OK)
        return status;
    sum_spreads(all);
    return make_table(all->selection, all, n, &all->spreads[0], table, error);
}

bs_status bs_ngrams(bs_selection *selection, const bs_ngrams_options *options,
                    const bs_progress *progress, bs_table **table, bs_error *error)
{
    size_t n = options->n > 0 ? options->n : BS_NGRAMS_N;
    if (n < 2 || n > BS_NGRAMS_N_MAX)
        return bs_fail(error, BS_MISUSE, "ngrams: n is from 2 to %d", BS_NGRAMS_N_MAX);
    ngrams all = {.selection = selection,
                  .progress = progress,
                  .min = options->min > 0 ? options->min : 2,
                  .part_count = 1};
    while (all.part_count * 2 <= bs_selection_threads(selection)) {
        all.part_count *= 2;
        all.part_shift++;
    }
    bs_status status = bs_view_forms(selection->view, false, false, &all.forms, error);
    if (status == BS_OK)
        status = run(&all, n, table, error);
    clear(&all);
    return status;
}
