/*
 * ngrams.c - sequences of words, counted by growing: a sequence of n is a sequence of n - 1 that
 * occurs often enough, and a word more, so each step counts only pairs of two numbers.
 *
 * Nothing is kept for a token: which sequence begins at it is looked up again in the tables of the
 * shorter ones, a window of tokens at a time, so that memory grows with what is found alone.
 */
#include "corpus/ngrams.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/pool.h"
#include "base/progress.h"
#include "base/sort.h"
#include "base/str.h"
#include "corpus/forms.h"
#include "corpus/pair_table.h"

enum {
    NGRAM_BYTES_MAX = 64 << 10,
    WINDOW = 256,
    ROWS_AT_ONCE = 32,
    ROWS_A_SHARE = 1 << 14,
    SLICE_TOKENS = 1 << 18,
    BATCH = 2048,
    PARTS_A_THREAD = 8,
    PARTS_MAX = 64
};

typedef struct pairs {
    bs_pair *items;
    size_t count, capacity;
} pairs;

/* Sequences of one length that occur often enough; their numbers are their places in `kept`. */
typedef struct step {
    pairs kept;
    bs_pair_table table; /* the same, to be found by their key */
} step;

/* Pairs are counted in parts, by both of their numbers, each with a table, which one worker at a
 * time adds to: a batch of pairs, so that none waits for long. */
typedef struct part {
    pthread_mutex_t mutex;
    bs_pair_table table;
    pairs kept;
    size_t number; /* of the first that was kept */
} part;

typedef struct batch {
    size_t count;
    uint64_t keys[BATCH];
} batch;

/* Articles that one worker goes through; shards are too few and too unlike to be shared out. */
typedef struct slice {
    size_t shard, start, end; /* rows of the shard */
} slice;

typedef struct ngrams {
    const bs_forms *forms;
    bs_selection *selection;
    const bs_scope *scopes;
    const bs_progress *progress;
    uint64_t min;
    uint64_t total;                    /* tokens that are forms */
    size_t length;                     /* that is counted at present */
    unsigned thread_count, part_count; /* a power of two, and one part for one thread */
    struct {
        slice *items;
        size_t count, capacity;
    } slices;
    part *parts;
    batch *batches;                  /* by worker and part */
    step steps[BS_NGRAMS_N_MAX + 1]; /* by length, from 2 on */
    struct spread *spreads;          /* by worker */
} ngrams;

static const bs_shard *shard_at(const ngrams *all, size_t index)
{
    return bs_corpus_shard(all->selection->view->corpus, index);
}

static bs_status cut_slices(ngrams *all, bs_error *error)
{
    for (size_t i = 0; i < all->selection->view->shard_count; i++) {
        const bs_shard_articles *articles = &shard_at(all, i)->articles;
        const uint32_t *tokens = articles->token_start;
        for (size_t start = 0, end = 1; end <= articles->count; end++) {
            if (end < articles->count && tokens[end] - tokens[start] < SLICE_TOKENS)
                continue;
            slice *added = bs_array_push(&all->slices);
            if (!added)
                return bs_fail_memory(error);
            *added = (slice){i, start, end};
            start = end;
        }
    }
    return BS_OK;
}

/* ---- windows ---- */

typedef struct window {
    size_t count;
    uint32_t forms[WINDOW + BS_NGRAMS_N_MAX]; /* BS_NONE from the end of the sentence on */
    uint32_t begins[WINDOW];                  /* the sequence that begins at a token, or BS_NONE */
} window;

/* From the sequences of `length` - 1 that begin in the window to those of `length`. */
static void lengthen(const step *to, size_t length, window *at)
{
    uint64_t keys[WINDOW], hashes[WINDOW];
    for (size_t i = 0; i < at->count; i++) {
        uint32_t last = at->forms[i + length - 1];
        if (last == BS_NONE)
            at->begins[i] = BS_NONE;
        if (at->begins[i] == BS_NONE)
            continue;
        keys[i] = (uint64_t)at->begins[i] << 32 | last;
        hashes[i] = bs_pair_hash(keys[i]);
        bs_pair_fetch(&to->table, hashes[i]);
    }
    for (size_t i = 0; i < at->count; i++)
        if (at->begins[i] != BS_NONE)
            at->begins[i] = bs_pair_find(&to->table, keys[i], hashes[i]);
}

typedef struct walk {
    const ngrams *all;
    size_t index;  /* of the shard */
    size_t length; /* of the sequences whose beginnings are looked up */
    window at;
    bool (*take)(void *context, const window *at);
    void *context;
} walk;

/* Tokens [start, end) of one sentence. */
static bool walk_sentence(walk *over, uint32_t start, uint32_t end)
{
    const uint32_t *types = shard_at(over->all, over->index)->tokens.type;
    const uint32_t *of_type = over->all->forms->of_type[over->index];
    window *at = &over->at;
    for (uint32_t token = start; token < end; token += WINDOW) {
        uint32_t left = end - token;
        size_t known = left < WINDOW + BS_NGRAMS_N_MAX ? left : WINDOW + BS_NGRAMS_N_MAX;
        at->count = left < WINDOW ? left : WINDOW;
        for (size_t i = 0; i < known; i++)
            at->forms[i] = of_type[types[token + i]];
        for (size_t i = known; i < at->count + BS_NGRAMS_N_MAX; i++)
            at->forms[i] = BS_NONE;
        memcpy(at->begins, at->forms, at->count * sizeof *at->begins);
        for (size_t length = 2; length <= over->length; length++)
            lengthen(&over->all->steps[length], length, at);
        if (!over->take(over->context, at))
            return false;
    }
    return true;
}

static bool walk_piece(walk *over, const bs_piece *piece)
{
    const bs_shard_sentences *sentences = &piece->shard->sentences;
    const uint32_t *starts = sentences->token_start;
    size_t sentence = bs_shard_sentence_of_token(piece->shard, piece->start);
    for (; sentence < sentences->count && starts[sentence] < piece->end; sentence++) {
        uint32_t from = starts[sentence] > piece->start ? starts[sentence] : piece->start;
        uint32_t to = starts[sentence + 1] < piece->end ? starts[sentence + 1] : piece->end;
        if (!walk_sentence(over, from, to))
            return false;
    }
    return true;
}

/* ---- counting pairs ---- */

typedef struct counter {
    ngrams *all;
    batch *batches; /* of the worker, by part */
} counter;

static bool add_batch(part *to, batch *from)
{
    bool has_memory = true;
    pthread_mutex_lock(&to->mutex);
    for (size_t i = 0; i < from->count && has_memory; i++)
        has_memory = bs_pair_table_add(&to->table, from->keys[i], bs_pair_hash(from->keys[i]));
    pthread_mutex_unlock(&to->mutex);
    from->count = 0;
    return has_memory;
}

static bool count_window(void *context, const window *at)
{
    counter *into = context;
    const uint32_t *lasts = at->forms + into->all->length - 1;
    unsigned part_count = into->all->part_count;
    for (size_t i = 0; i < at->count; i++) {
        if (at->begins[i] == BS_NONE || lasts[i] == BS_NONE)
            continue;
        size_t place = (at->begins[i] ^ lasts[i]) & (part_count - 1);
        batch *to = &into->batches[place];
        to->keys[to->count++] = (uint64_t)at->begins[i] << 32 | lasts[i];
        if (to->count == BATCH && !add_batch(&into->all->parts[place], to))
            return false;
    }
    return true;
}

static bs_status count_slice(void *context, size_t index, unsigned worker, bs_error *error)
{
    ngrams *all = context;
    counter into = {all, &all->batches[(size_t)worker * all->part_count]};
    slice in = all->slices.items[index];
    walk over = {.all = all,
                 .index = in.shard,
                 .length = all->length - 1,
                 .take = count_window,
                 .context = &into};
    bs_piece piece = bs_piece_from(shard_at(all, in.shard), &all->scopes[in.shard], in.start);
    while (bs_piece_next(&piece) && piece.row < in.end)
        if (!walk_piece(&over, &piece))
            return bs_fail_memory(error);
    return BS_OK;
}

/* ---- keeping those that occur often enough ---- */

static bool keep_pairs(const ngrams *all, part *of)
{
    for (size_t slot = 0; slot < of->table.slot_count; slot++) {
        const bs_pair *pair = &of->table.slots[slot];
        if (pair->count == 0 || pair->count < all->min)
            continue;
        bs_pair *kept = bs_array_push(&of->kept);
        if (!kept)
            return false;
        *kept = *pair;
    }
    return true;
}

/* Counts what is left in the batches of all workers; the table is done with then. */
static bs_status finish_part(void *context, size_t place, unsigned worker, bs_error *error)
{
    (void)worker;
    ngrams *all = context;
    part *of = &all->parts[place];
    bool has_memory = true;
    for (unsigned i = 0; has_memory && i < all->thread_count; i++)
        has_memory = add_batch(of, &all->batches[i * all->part_count + place]);
    has_memory = has_memory && bs_pair_table_flush(&of->table) && keep_pairs(all, of);
    bs_pair_table_clear(&of->table);
    return has_memory ? BS_OK : bs_fail_memory(error);
}

static bs_status number_part(void *context, size_t place, unsigned worker, bs_error *error)
{
    (void)worker, (void)error;
    const ngrams *all = context;
    const part *from = &all->parts[place];
    bs_pair *to = all->steps[all->length].kept.items + from->number;
    for (size_t i = 0; i < from->kept.count; i++) {
        to[i] = from->kept.items[i];
        to[i].number = (uint32_t)(from->number + i);
    }
    return BS_OK;
}

/* One part after the other. */
static bs_status join_parts(ngrams *all, bs_error *error)
{
    pairs *kept = &all->steps[all->length].kept;
    size_t count = 0;
    for (unsigned i = 0; i < all->part_count; i++) {
        all->parts[i].number = count;
        count += all->parts[i].kept.count;
    }
    if (!bs_array_reserve(kept, count))
        return bs_fail_memory(error);
    kept->count = count;
    return bs_pool_run(all->thread_count, all->part_count, number_part, all, NULL,
                       "counting sequences", error);
}

/* ---- one length more ---- */

static bool new_parts(ngrams *all)
{
    all->parts = calloc(all->part_count, sizeof *all->parts);
    all->batches = calloc((size_t)all->thread_count * all->part_count, sizeof *all->batches);
    for (unsigned i = 0; all->parts && i < all->part_count; i++)
        pthread_mutex_init(&all->parts[i].mutex, NULL);
    return all->parts && all->batches;
}

static void free_parts(ngrams *all)
{
    for (unsigned i = 0; all->parts && i < all->part_count; i++) {
        bs_pair_table_clear(&all->parts[i].table);
        bs_array_free(&all->parts[i].kept);
        pthread_mutex_destroy(&all->parts[i].mutex);
    }
    free(all->parts);
    free(all->batches);
    all->parts = NULL;
    all->batches = NULL;
}

static bs_status count_pairs(ngrams *all, bs_error *error)
{
    bs_status status = new_parts(all) ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_pool_run(all->thread_count, all->slices.count, count_slice, all, all->progress,
                             "counting sequences", error);
    if (status == BS_OK)
        status = bs_pool_run(all->thread_count, all->part_count, finish_part, all, NULL,
                             "counting sequences", error);
    return status;
}

static bs_status grow(ngrams *all, bs_error *error)
{
    bs_status status = count_pairs(all, error);
    if (status == BS_OK)
        status = join_parts(all, error);
    free_parts(all);
    return status;
}

static bs_status make_findable(step *of, bs_error *error)
{
    return of->table.slots || bs_pair_table_fill(&of->table, of->kept.items, of->kept.count)
               ? BS_OK
               : bs_fail_memory(error);
}

/* ---- articles and dispersion, as in forms.c ---- */

typedef struct spread_record {
    uint64_t over_total; /* tokens of the articles that have more of it than their share */
    uint32_t over_count; /* and how often they have it */
    uint32_t articles, count;
} spread_record;

typedef struct spread {
    spread_record *records; /* by sequence */
    uint32_t *counts;       /* of the present article */
    uint32_t *touched;      /* sequences that it has */
    size_t touched_count;
    uint64_t tokens; /* of the present article */
    uint64_t least;  /* of the smallest article */
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
    return true;
}

static void clear_spread(spread *over)
{
    free(over->records);
    free(over->counts);
    free(over->touched);
}

static void end_article(const ngrams *all, spread *over)
{
    uint64_t tokens = over->tokens;
    if (tokens > 0 && tokens < over->least)
        over->least = tokens;
    double share = (double)tokens / (double)all->total;
    for (size_t i = 0; i < over->touched_count; i++) {
        uint32_t sequence = over->touched[i], here = over->counts[sequence];
        spread_record *record = &over->records[sequence];
        bool is_over = (double)here > share * (double)record->count;
        record->articles++;
        record->over_count += is_over ? here : 0;
        record->over_total += is_over ? tokens : 0;
        over->counts[sequence] = 0;
    }
    over->tokens = over->touched_count = 0;
}

static bool spread_window(void *context, const window *at)
{
    spread *over = context;
    for (size_t i = 0; i < at->count; i++) {
        uint32_t sequence = at->begins[i];
        over->tokens += at->forms[i] != BS_NONE;
        if (sequence != BS_NONE && over->counts[sequence]++ == 0)
            over->touched[over->touched_count++] = sequence;
    }
    return true;
}

static bs_status spread_slice(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)error;
    ngrams *all = context;
    spread over = all->spreads[worker]; /* a copy: those of two workers share cache lines */
    slice in = all->slices.items[index];
    walk along = {.all = all,
                  .index = in.shard,
                  .length = all->length,
                  .take = spread_window,
                  .context = &over};
    bs_piece piece = bs_piece_from(shard_at(all, in.shard), &all->scopes[in.shard], in.start);
    size_t row = in.start;
    while (bs_piece_next(&piece) && piece.row < in.end) {
        if (piece.row != row)
            end_article(all, &over);
        row = piece.row;
        walk_piece(&along, &piece);
    }
    end_article(all, &over);
    all->spreads[worker] = over;
    return BS_OK;
}

static bs_status new_spreads(ngrams *all, unsigned threads, bs_error *error)
{
    bool has_memory = true;
    all->spreads = calloc(threads, sizeof *all->spreads);
    for (unsigned i = 0; all->spreads && has_memory && i < threads; i++)
        has_memory = new_spread(&all->steps[all->length], &all->spreads[i]);
    return all->spreads && has_memory ? BS_OK : bs_fail_memory(error);
}

/* Adds what all workers found to the first. */
static void sum_spreads(ngrams *all)
{
    spread *sum = &all->spreads[0];
    for (unsigned i = 1; i < all->thread_count; i++) {
        const spread *other = &all->spreads[i];
        sum->least = other->least < sum->least ? other->least : sum->least;
        for (size_t j = 0; j < all->steps[all->length].kept.count; j++) {
            sum->records[j].articles += other->records[j].articles;
            sum->records[j].over_count += other->records[j].over_count;
            sum->records[j].over_total += other->records[j].over_total;
        }
    }
}

static void clear_spreads(ngrams *all)
{
    for (unsigned i = 0; all->spreads && i < all->thread_count; i++)
        clear_spread(&all->spreads[i]);
    free(all->spreads);
    all->spreads = NULL;
}

static bs_status measure(ngrams *all, bs_error *error)
{
    bs_status status = make_findable(&all->steps[all->length], error);
    if (status == BS_OK)
        status = new_spreads(all, all->thread_count, error);
    if (status == BS_OK)
        status = bs_pool_run(all->thread_count, all->slices.count, spread_slice, all, all->progress,
                             "measuring dispersion", error);
    if (status == BS_OK)
        sum_spreads(all);
    return status;
}

/* ---- the table ---- */

/* Articles and dispersion wait until somebody looks at them. */
typedef struct late_rows {
    ngrams all; /* its steps, slices and selection are owned here */
    size_t count;
    uint32_t rows[]; /* the sequence of each */
} late_rows;

static void clear(ngrams *all)
{
    free_parts(all);
    clear_spreads(all);
    bs_array_free(&all->slices);
    for (size_t i = 0; i <= BS_NGRAMS_N_MAX; i++) {
        bs_pair_table_clear(&all->steps[i].table);
        bs_array_free(&all->steps[i].kept);
    }
}

static bs_status fill_late(void *context, bs_column_cells *late, const bs_progress *progress,
                           bs_error *error)
{
    late_rows *of = context;
    ngrams *all = &of->all;
    all->progress = progress;
    all->scopes = bs_selection_scopes(all->selection, error);
    bs_status status = all->scopes ? measure(all, error) : BS_NO_MEMORY;
    for (size_t i = 0; status == BS_OK && i < of->count; i++) {
        const spread_record *record = &all->spreads[0].records[of->rows[i]];
        uint64_t least = all->spreads[0].least;
        double share = least < all->total ? (double)least / (double)all->total : 1;
        late[0].integers[i] = record->articles;
        late[1].numbers[i] =
            bs_dispersion(record->over_count, record->count, record->over_total, all->total, share);
    }
    clear_spreads(all);
    return status;
}

static void release_late(void *context)
{
    late_rows *of = context;
    clear(&of->all);
    bs_selection_free(of->all.selection);
    free(of);
}

/* Takes the steps and the slices over; the rows are still to be written. */
static bs_status make_late(ngrams *all, size_t count, bs_late_source *late, bs_error *error)
{
    late_rows *of = malloc(sizeof *of + count * sizeof *of->rows);
    if (!of)
        return bs_fail_memory(error);
    of->all = *all;
    of->all.selection = bs_selection_retain(all->selection);
    memset(all->steps, 0, sizeof all->steps);
    memset(&all->slices, 0, sizeof all->slices);
    of->count = count;
    *late = (bs_late_source){.context = of, .fill = fill_late, .release = release_late};
    return BS_OK;
}

/* The words of a sequence: unfolded from the last pair to the first. */
static void words_of(const ngrams *all, uint32_t sequence, uint32_t words[BS_NGRAMS_N_MAX])
{
    for (size_t length = all->length; length > 1; length--) {
        uint64_t pair = all->steps[length].kept.items[sequence].key;
        words[length - 1] = (uint32_t)pair;
        sequence = (uint32_t)(pair >> 32);
    }
    words[0] = sequence;
}

static bs_str spell(const ngrams *all, const uint32_t *words, bs_arena *arena)
{
    size_t size = 0;
    for (size_t i = 0; i < all->length; i++)
        size += bs_forms_text(all->forms, words[i]).size + 1;
    char *text = size <= NGRAM_BYTES_MAX ? bs_arena_alloc(arena, size) : NULL;
    size_t at = 0;
    for (size_t i = 0; text && i < all->length; i++) {
        bs_str word = bs_forms_text(all->forms, words[i]);
        memcpy(text + at, word.data, word.size);
        at += word.size;
        text[at++] = ' ';
    }
    return (bs_str){text, text ? size - 1 : 0};
}

/* Spells a few rows: what is read of them lies all over, and so is fetched for all of them, step by
 * step. */
static bool spell_few(const ngrams *all, const bs_keyed *rows, size_t count, bs_str *texts,
                      bs_arena *arena)
{
    uint32_t words[ROWS_AT_ONCE][BS_NGRAMS_N_MAX];
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(&all->steps[all->length].kept.items[rows[i].value]);
    for (size_t i = 0; i < count; i++) {
        words_of(all, (uint32_t)rows[i].value, words[i]);
        for (size_t j = 0; j < all->length; j++)
            __builtin_prefetch(&all->forms->texts[words[i][j]]);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < all->length; j++)
            __builtin_prefetch(all->forms->texts[words[i][j]].data);
    for (size_t i = 0; i < count; i++) {
        texts[i] = spell(all, words[i], arena);
        if (!texts[i].data)
            return false;
    }
    return true;
}

/* Rows of the table, on their way to it; each share of them is written by one worker. */
typedef struct row_work {
    const ngrams *all;
    bs_keyed *rows;
    size_t count;
    size_t length; /* the keys become the words up to it, or the counts for 0 */
    bs_column_cells *columns;
    bs_str *texts;
    bs_arena *arenas; /* of the texts, by worker */
    uint32_t *late;
} row_work;

static bs_status run_shares(row_work *work, bs_pool_work run, bs_error *error)
{
    return bs_pool_run(work->all->thread_count, (work->count + ROWS_A_SHARE - 1) / ROWS_A_SHARE,
                       run, work, NULL, "counting sequences", error);
}

static size_t end_of_share(const row_work *work, size_t index)
{
    size_t end = (index + 1) * ROWS_A_SHARE;
    return end < work->count ? end : work->count;
}

static bs_status key_share(void *context, size_t index, unsigned worker, bs_error *error)
{
    (void)worker, (void)error;
    const row_work *work = context;
    const bs_pair *kept = work->all->steps[work->all->length].kept.items;
    size_t length = work->length, end = end_of_share(work, index);
    for (size_t i = index * ROWS_A_SHARE; i < end; i++) {
        bs_keyed *row = &work->rows[i];
        uint32_t words[BS_NGRAMS_N_MAX];
        if (length == 0) {
            row->key = UINT32_MAX - kept[row->value].count;
            continue;
        }
        words_of(work->all, (uint32_t)row->value, words);
        row->key = words[length - 1];
        if (length > 1)
            row->key |= (uint64_t)words[length - 2] << 32;
    }
    return BS_OK;
}

/* Sequences by count (the keys of the rows are what it lacks of the greatest), then words, whose
 * numbers sort as their texts do; from the last word to the first, as sorting keeps the order of
 * what is equal. */
static bs_status order_rows(row_work *work, bs_error *error)
{
    for (size_t i = 0; i < work->count; i++)
        work->rows[i].value = i;
    work->length = work->all->length;
    for (bool is_done = false; !is_done;) {
        is_done = work->length == 0;
        bs_status status = run_shares(work, key_share, error);
        if (status != BS_OK)
            return status;
        if (!bs_sort_keyed_threads(work->rows, work->count, work->all->thread_count))
            return bs_fail_memory(error);
        work->length -= work->length > 1 ? 2 : work->length;
    }
    return BS_OK;
}

enum { FORM, COUNT, ARTICLES, PER_MILLION, DP, COLUMNS };

static bs_status write_share(void *context, size_t index, unsigned worker, bs_error *error)
{
    const row_work *work = context;
    size_t start = index * ROWS_A_SHARE, end = end_of_share(work, index);
    for (size_t i = start; i < end; i += ROWS_AT_ONCE)
        if (!spell_few(work->all, work->rows + i, end - i < ROWS_AT_ONCE ? end - i : ROWS_AT_ONCE,
                       work->texts + i, &work->arenas[worker]))
            return bs_fail_memory(error);
    for (size_t i = start; i < end; i++) {
        uint32_t count = UINT32_MAX - (uint32_t)work->rows[i].key;
        work->columns[FORM].texts[i] = work->texts[i];
        work->columns[COUNT].integers[i] = count;
        work->columns[PER_MILLION].numbers[i] = (double)count * 1e6 / (double)work->all->total;
        work->late[i] = (uint32_t)work->rows[i].value;
    }
    return BS_OK;
}

static bs_status write_rows(bs_table_builder *builder, ngrams *all, bs_keyed *rows, size_t count,
                            bs_strs *texts, bs_arena *arenas, bs_error *error)
{
    bs_column_cells columns[COLUMNS] = {
        [FORM] = {"form", BS_COLUMN_TEXT},
        [COUNT] = {"count", BS_COLUMN_INTEGER},
        [ARTICLES] = {"articles", BS_COLUMN_INTEGER, .is_late = true},
        [PER_MILLION] = {"per_million", BS_COLUMN_NUMBER},
        [DP] = {"dp", BS_COLUMN_NUMBER, .is_late = true},
    };
    bs_late_source late;
    if (!bs_array_reserve(texts, count))
        return bs_fail_memory(error);
    texts->count = count;
    bs_status status = make_late(all, count, &late, error);
    if (status == BS_OK)
        status = bs_table_add_cells(builder, columns, COLUMNS, count, &late, error);
    if (status != BS_OK)
        return status;
    late_rows *of = late.context;
    row_work work = {.all = &of->all,
                     .rows = rows,
                     .count = count,
                     .columns = columns,
                     .texts = texts->items,
                     .arenas = arenas,
                     .late = of->rows};
    return run_shares(&work, write_share, error);
}

static bs_status build_table(ngrams *all, bs_keyed *rows, size_t count, bs_table **table,
                             bs_error *error)
{
    bs_strs texts = {0};
    bs_arena *arenas = calloc(all->thread_count, sizeof *arenas);
    bs_table_builder *builder = NULL;
    bs_evidence_source source;
    bs_status status = arenas ? bs_table_builder_new(&builder, error) : bs_fail_memory(error);
    if (status == BS_OK)
        status = write_rows(builder, all, rows, count, &texts, arenas, error);
    for (unsigned i = 1; arenas && i < all->thread_count; i++)
        bs_arena_take(&arenas[0], &arenas[i]);
    if (status == BS_OK)
        status = bs_form_source(all->selection, &texts, &arenas[0], false, &source, error);
    bs_array_free(&texts);
    if (arenas)
        bs_arena_clear(&arenas[0]);
    free(arenas);
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    bs_table_set_evidence_source(builder, source);
    return bs_table_finish(builder, table, error);
}

static bs_status make_table(ngrams *all, bs_table **table, bs_error *error)
{
    size_t count = all->steps[all->length].kept.count;
    bs_keyed *rows = calloc(count + 1, sizeof *rows);
    row_work work = {.all = all, .rows = rows, .count = count};
    bs_status status = rows ? order_rows(&work, error) : bs_fail_memory(error);
    if (status == BS_OK)
        status = build_table(all, rows, count, table, error);
    free(rows);
    return status;
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
    if (status == BS_OK)
        status = cut_slices(all, error);
    for (size_t length = 2; status == BS_OK && length <= n; length++) {
        if (length > 2)
            status = make_findable(&all->steps[length - 1], error);
        all->length = length;
        if (status == BS_OK)
            status = grow(all, error);
    }
    return status == BS_OK ? make_table(all, table, error) : status;
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
                  .thread_count = bs_selection_threads(selection)};
    all.part_count = 1;
    while (all.thread_count > 1 && all.part_count < all.thread_count * PARTS_A_THREAD &&
           all.part_count < PARTS_MAX)
        all.part_count *= 2;
    bs_status status = bs_view_forms(selection->view, false, false, &all.forms, error);
    if (status == BS_OK)
        status = run(&all, n, table, error);
    clear(&all);
    return status;
}
