/* concordance.c - hits of a query, put in order, the wanted ones written out. */
#include "corpus/concordance.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/progress.h"
#include "base/sort.h"
#include "base/str.h"
#include "corpus/forms.h"
#include "corpus/places.h"

enum {
    SORT_TOKENS = 8,              /* so many neighbours decide about the order */
    LINES_AHEAD = 8,              /* what these look at is fetched meanwhile */
    LINES_AT_ONCE = 1 << 14,      /* by one thread */
    LINES_COMPARED_MAX = 1 << 14, /* more are sorted by the numbers of their words */
};

typedef enum order { ORDER_DATE, ORDER_LEFT, ORDER_RIGHT, ORDER_MATCH } order;

typedef struct line {
    size_t article; /* index in the corpus */
    uint32_t shard;
    bs_hit hit;
    bs_range tokens; /* of the stretch that the context may be taken from */
} line;

typedef struct lines {
    const bs_corpus *corpus;
    order by;
    line *items;
    size_t count, capacity;
} lines;

static bs_status read_order(bs_str name, order *by, bs_error *error)
{
    static const char *const names[] = {"date", "left", "right", "match"};
    *by = ORDER_DATE;
    if (!name.data)
        return BS_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            *by = (order)i;
            return BS_OK;
        }
    }
    return bs_fail(error, BS_MISUSE, "sort: \"%.*s\" is none of date, left, right, match",
                   BS_STR_ARG(name));
}

/* The tokens of the segment, or the stretch between two, that a token is in. */
static bs_range stretch_of(const bs_shard *shard, size_t row, uint32_t token)
{
    bs_range tokens = {shard->articles.token_start[row], shard->articles.token_start[row + 1]};
    uint32_t byte = shard->tokens.start[token];
    uint32_t end = shard->articles.segment_start[row + 1];
    uint32_t low = 0, high = UINT32_MAX;
    for (uint32_t i = shard->articles.segment_start[row]; i < end; i++) {
        if (shard->segments.end[i] <= byte) {
            low = shard->segments.end[i];
            continue;
        }
        bool is_inside = shard->segments.start[i] <= byte;
        low = is_inside ? shard->segments.start[i] : low;
        high = is_inside ? shard->segments.end[i] : shard->segments.start[i];
        break;
    }
    /* Mostly the segment is all of the article, which a look tells. */
    if (low > 0 && shard->tokens.start[tokens.start] < low)
        tokens.start = bs_shard_token_at(shard, tokens.start, tokens.end, low);
    if (high < UINT32_MAX && shard->tokens.start[tokens.end - 1] >= high)
        tokens.end = bs_shard_token_at(shard, tokens.start, tokens.end, high);
    return tokens;
}

/* Hits that follow each other and are in one article. */
typedef struct run {
    size_t start, end;
    uint32_t row;
    size_t article; /* index in the corpus */
} run;

/* From one run of a shard to the next; false behind the last. */
static bool next_run(const bs_corpus *corpus, const bs_matches *matches, size_t index, run *of)
{
    const bs_shard_articles *articles = &bs_corpus_shard(corpus, index)->articles;
    const bs_hits *hits = &matches->shards[index];
    of->start = of->end;
    if (of->start >= hits->count)
        return false;
    of->row = (uint32_t)bs_unit_from(articles->token_start, articles->count, of->row,
                                     hits->items[of->start].start);
    of->article = bs_corpus_article_index(corpus, (bs_article_ref){(uint32_t)index, of->row});
    do
        of->end++;
    while (of->end < hits->count &&
           hits->items[of->end].start < articles->token_start[of->row + 1]);
    return true;
}

/* The last article, in order of dates, that the first `limit` hits reach. */
static bs_status find_last(const bs_matches *matches, const bs_corpus *corpus, size_t limit,
                           size_t *last, bs_error *error)
{
    size_t count = bs_corpus_article_count(corpus);
    uint32_t *hits = calloc(count + 1, sizeof *hits);
    if (!hits)
        return bs_fail_memory(error);
    for (size_t index = 0; index < matches->shard_count; index++)
        for (run of = {0}; next_run(corpus, matches, index, &of);)
            hits[of.article < count ? of.article : count] += (uint32_t)(of.end - of.start);
    uint64_t reached = 0;
    for (*last = 0; *last < count; ++*last) {
        reached += hits[*last];
        if (reached >= limit)
            break;
    }
    free(hits);
    return BS_OK;
}

/* A line for each hit, or, when only some are wanted in order of dates, for the first of them. */
static bs_status gather(const bs_matches *matches, size_t limit, lines *all, bs_error *error)
{
    size_t last = SIZE_MAX;
    bs_status status = BS_OK;
    if (all->by == ORDER_DATE && limit > 0 && limit < matches->count)
        status = find_last(matches, all->corpus, limit, &last, error);
    if (status == BS_OK && last == SIZE_MAX && !bs_array_reserve(all, matches->count))
        return bs_fail_memory(error);
    for (size_t index = 0; status == BS_OK && index < matches->shard_count; index++) {
        for (run of = {0}; next_run(all->corpus, matches, index, &of);) {
            if (of.article > last)
                continue;
            if (!bs_array_reserve(all, of.end - of.start))
                return bs_fail_memory(error);
            for (size_t i = of.start; i < of.end; i++)
                all->items[all->count++] = (line){.article = of.article,
                                                  .shard = (uint32_t)index,
                                                  .hit = matches->shards[index].items[i],
                                                  .tokens = {of.row, of.row}};
        }
    }
    return status;
}

static bs_str fold_of(const bs_shard *shard, uint32_t token)
{
    return bs_text_at(&shard->types.fold, shard->tokens.type[token]);
}

/* The token `distance` from the hit on the side that decides; false behind the last one. */
static bool neighbour(const lines *all, const line *of, uint32_t distance, uint32_t *token)
{
    if (all->by == ORDER_LEFT) {
        *token = of->hit.start - 1 - distance;
        return of->hit.start >= of->tokens.start + 1 + distance;
    }
    *token = (all->by == ORDER_RIGHT ? of->hit.end : of->hit.start) + distance;
    return *token < (all->by == ORDER_RIGHT ? of->tokens.end : of->hit.end);
}

static int compare_dates(const line *a, const line *b)
{
    if (a->article != b->article)
        return a->article < b->article ? -1 : 1;
    if (a->hit.start != b->hit.start)
        return a->hit.start < b->hit.start ? -1 : 1;
    return a->hit.end < b->hit.end ? -1 : a->hit.end > b->hit.end;
}

static int compare_lines(const void *a, const void *b, void *context)
{
    const lines *all = context;
    const line *line_a = a, *line_b = b;
    for (uint32_t i = 0; all->by != ORDER_DATE && i < SORT_TOKENS; i++) {
        uint32_t x, y;
        bool has_x = neighbour(all, line_a, i, &x), has_y = neighbour(all, line_b, i, &y);
        if (!has_x || !has_y) {
            if (has_x != has_y)
                return has_x ? 1 : -1;
            break;
        }
        int difference = bs_str_compare(fold_of(bs_corpus_shard(all->corpus, line_a->shard), x),
                                        fold_of(bs_corpus_shard(all->corpus, line_b->shard), y));
        if (difference != 0)
            return difference;
    }
    return compare_dates(line_a, line_b);
}

/* ---- text ---- */

/* Sixteen bytes at a time, whatever the machine makes of it. */
typedef unsigned char bytes __attribute__((vector_size(16)));

static bytes bytes_at(const char *text)
{
    bytes read;
    memcpy(&read, text, sizeof read);
    return read;
}

/* Whether there is white space other than single blanks inside. */
static bool is_squeezed(bs_str text)
{
    bytes odd = {0};
    size_t i = 0;
    for (; i + sizeof odd < text.size; i += sizeof odd) {
        bytes here = bytes_at(text.data + i), next = bytes_at(text.data + i + 1);
        odd |= (bytes)((here < ' ') | ((here == ' ') & (next == ' ')));
    }
    uint64_t halves[2];
    memcpy(halves, &odd, sizeof halves);
    bool is_odd = (halves[0] | halves[1]) != 0;
    for (; i < text.size; i++)
        is_odd |= (unsigned char)text.data[i] < ' ' ||
                  (text.data[i] == ' ' && i + 1 < text.size && text.data[i + 1] == ' ');
    return !is_odd;
}

/* Writes text with every run of white space as one blank, none at either end; the size of that. */
static size_t squeeze(bs_str text, char *room)
{
    size_t size = 0;
    bool is_behind_space = true;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool is_space = bs_ascii_is_space(c);
        room[size] = is_space ? ' ' : (char)c;
        size += !(is_space & is_behind_space); /* in place of a second blank comes what follows */
        is_behind_space = is_space;
    }
    return size > 0 && room[size - 1] == ' ' ? size - 1 : size;
}

/* ---- the table ---- */

enum { LEFT, MATCH, RIGHT, ARTICLE, DATE, COLUMNS };

/* What is written, by several workers a stretch of lines each. */
typedef struct writing {
    const lines *all;
    size_t context;
    size_t count; /* of the lines that are written */
    bs_column_cells *columns;
    bs_place *places;
    struct writer *workers;
} writing;

typedef struct writer {
    bs_arena arena;   /* for text that is copied */
    const line *last; /* of which the next are */
    const bs_shard *shard;
    uint32_t row;
    bs_str text, id, published;
} writer;

static void open_article(writer *w, const bs_corpus *corpus, const line *of)
{
    w->last = of;
    w->shard = bs_corpus_shard(corpus, of->shard);
    w->row = bs_corpus_article_at(corpus, of->article).row;
    w->text = bs_text_at(&w->shard->articles.text, w->row);
    w->id = bs_text_at(&w->shard->articles.id, w->row);
    w->published = bs_text_at(&w->shard->articles.published, w->row);
}

/* Text of the article is shown where it lies, and copied only where white space is in the way.
 * False when there is no memory. */
static bool write_line(const writing *to, writer *w, size_t row)
{
    const line *of = &to->all->items[row];
    if (!w->last || w->last->article != of->article)
        open_article(w, to->all->corpus, of);
    uint32_t context = (uint32_t)to->context;
    uint32_t first =
        of->hit.start - of->tokens.start > context ? of->hit.start - context : of->tokens.start;
    uint32_t last = of->tokens.end - of->hit.end > context ? of->hit.end + context : of->tokens.end;
    bs_range match = bs_bytes_of_tokens(w->shard, w->row, of->hit.start, of->hit.end);
    uint32_t left = bs_bytes_of_tokens(w->shard, w->row, first, of->hit.end).start;
    uint32_t right = bs_bytes_of_tokens(w->shard, w->row, of->hit.start, last).end;
    left = left < match.start ? left : match.start; /* also where tokens are out of order */
    right = right > match.end ? right : match.end;
    bs_str parts[] = {bs_str_slice(w->text, left, match.start),
                      bs_str_slice(w->text, match.start, match.end),
                      bs_str_slice(w->text, match.end, right)};
    char *room = NULL;
    if (!is_squeezed(bs_str_slice(w->text, left, right))) {
        room = bs_arena_alloc(&w->arena, right - left);
        if (!room)
            return false;
    }
    for (size_t i = LEFT; i <= RIGHT; i++) {
        bs_str part = room ? (bs_str){room, squeeze(parts[i], room)} : bs_str_trim(parts[i]);
        room = room ? room + part.size : NULL;
        to->columns[i].texts[row] = part;
    }
    to->columns[ARTICLE].texts[row] = w->id;
    to->columns[DATE].texts[row] = w->published;
    to->places[row] =
        (bs_place){.shard = of->shard, .row = w->row, .start = match.start, .end = match.end};
    return true;
}

/* What lines that are written soon will look at: first their tokens, then, found by these, text.
 * (By itself it would be a function without effects, which the compiler leaves out.) */
static inline __attribute__((always_inline)) void fetch(const writing *w, size_t row)
{
    if (row + 2 * LINES_AHEAD < w->count) {
        const line *of = &w->all->items[row + 2 * LINES_AHEAD];
        const bs_shard_tokens *tokens = &bs_corpus_shard(w->all->corpus, of->shard)->tokens;
        __builtin_prefetch(&tokens->start[of->hit.start]);
        __builtin_prefetch(&tokens->size[of->hit.start]);
    }
    if (row + LINES_AHEAD < w->count) {
        const line *of = &w->all->items[row + LINES_AHEAD];
        const bs_shard *shard = bs_corpus_shard(w->all->corpus, of->shard);
        uint32_t article = bs_corpus_article_at(w->all->corpus, of->article).row;
        const char *text = shard->articles.text.data + shard->articles.text.offsets[article] +
                           shard->tokens.start[of->hit.start];
        __builtin_prefetch(text - 64);
        __builtin_prefetch(text);
        __builtin_prefetch(text + 64);
    }
}

static bs_status write_stretch(void *context, size_t index, unsigned worker, bs_error *error)
{
    const writing *to = context;
    size_t row = index * LINES_AT_ONCE;
    size_t end = to->count - row < LINES_AT_ONCE ? to->count : row + LINES_AT_ONCE;
    for (; row < end; row++) {
        fetch(to, row);
        if (!write_line(to, &to->workers[worker], row))
            return bs_fail_memory(error);
    }
    return BS_OK;
}

static bs_status write_lines(bs_table_builder *builder, bs_selection *selection, const lines *all,
                             size_t context, size_t limit, const bs_progress *progress,
                             bs_error *error)
{
    bs_column_cells columns[COLUMNS] = {
        [LEFT] = {"left", BS_COLUMN_TEXT},   [MATCH] = {"match", BS_COLUMN_TEXT},
        [RIGHT] = {"right", BS_COLUMN_TEXT}, [ARTICLE] = {"article", BS_COLUMN_TEXT},
        [DATE] = {"date", BS_COLUMN_TEXT},
    };
    bs_places places = {0};
    size_t count = limit > 0 && limit < all->count ? limit : all->count;
    bs_status status = bs_table_add_cells(builder, columns, COLUMNS, count, NULL, error);
    if (status == BS_OK && !bs_array_reserve(&places, count))
        status = bs_fail_memory(error);
    if (status != BS_OK)
        return status;
    unsigned threads = bs_pool_threads(bs_selection_threads(selection));
    writing to = {all, context, count, columns, places.items, calloc(threads, sizeof(writer))};
    status = to.workers ? bs_pool_run(threads, (count + LINES_AT_ONCE - 1) / LINES_AT_ONCE,
                                      write_stretch, &to, progress, "writing lines", error)
                        : bs_fail_memory(error);
    for (unsigned i = 0; to.workers && i < threads; i++)
        bs_table_take_arena(builder, &to.workers[i].arena);
    free(to.workers);
    places.count = count;
    bs_evidence_source source;
    if (status == BS_OK)
        status = bs_places_source(selection, &places, &source, error);
    bs_array_free(&places);
    if (status == BS_OK)
        bs_table_set_evidence_source(builder, source);
    return status;
}

/* Two neighbours as a number that rises as they do; none is before any. */
static uint64_t key_of(const lines *all, const bs_forms *forms, const line *of, uint32_t distance)
{
    const bs_shard *shard = bs_corpus_shard(all->corpus, of->shard);
    uint64_t key = 0;
    for (uint32_t i = distance; i < distance + 2; i++) {
        uint32_t token;
        key <<= 32;
        if (neighbour(all, of, i, &token))
            key |= (uint64_t)forms->of_type[of->shard][shard->tokens.type[token]] + 1;
    }
    return key;
}

/* Digit by digit from what decides last: dates, which are the order of articles (hits of one rise
 * already), then the neighbours from afar, when there are `forms` to number them. */
static bs_status sort_by_numbers(lines *all, const bs_forms *forms, bs_error *error)
{
    bs_keyed *keys = calloc(all->count + 1, sizeof *keys);
    line *sorted = calloc(all->count + 1, sizeof *sorted);
    bool has_memory = keys && sorted;
    for (size_t i = 0; has_memory && i < all->count; i++)
        keys[i] = (bs_keyed){all->items[i].article, i};
    has_memory = has_memory && bs_sort_keyed(keys, all->count);
    for (uint32_t distance = SORT_TOKENS; has_memory && forms && distance > 0;) {
        distance -= 2;
        for (size_t i = 0; i < all->count; i++)
            keys[i].key = key_of(all, forms, &all->items[keys[i].value], distance);
        has_memory = bs_sort_keyed(keys, all->count);
    }
    for (size_t i = 0; has_memory && i < all->count; i++)
        sorted[i] = all->items[keys[i].value];
    free(keys);
    if (!has_memory) {
        free(sorted);
        return bs_fail_memory(error);
    }
    free(all->items);
    all->items = sorted;
    all->capacity = all->count + 1;
    return BS_OK;
}

static bs_status arrange(lines *all, bs_view *view, const bs_progress *progress, bs_error *error)
{
    const line *last = NULL;
    for (size_t i = 0; i < all->count; i++) { /* the rows, noted while gathering, to stretches */
        line *of = &all->items[i];
        bool is_same = last && last->shard == of->shard && last->article == of->article &&
                       of->hit.start < last->tokens.end;
        of->tokens = is_same ? last->tokens
                             : stretch_of(bs_corpus_shard(all->corpus, of->shard), of->tokens.start,
                                          of->hit.start);
        last = of;
    }
    bs_status status = bs_progress_check(progress, error);
    if (status != BS_OK)
        return status;
    const bs_forms *forms = NULL;
    if (all->by != ORDER_DATE && all->count <= LINES_COMPARED_MAX) {
        if (all->count > 1)
            qsort_r(all->items, all->count, sizeof *all->items, compare_lines, all);
        return bs_progress_check(progress, error);
    }
    if (all->by != ORDER_DATE)
        status = bs_view_forms(view, false, true, &forms, error);
    return status == BS_OK ? sort_by_numbers(all, forms, error) : status;
}

static bs_status make_table(bs_selection *selection, const lines *all,
                            const bs_concordance_options *options, const bs_progress *progress,
                            bs_table **table, bs_error *error)
{
    size_t context = options->context > 0 ? options->context : BS_CONCORDANCE_CONTEXT;
    context = context < BS_CONCORDANCE_CONTEXT_MAX ? context : BS_CONCORDANCE_CONTEXT_MAX;
    bs_table_builder *builder = NULL;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = write_lines(builder, selection, all, context, options->limit, progress, error);
    if (status == BS_OK)
        return bs_table_finish(builder, table, error);
    bs_table_builder_free(builder);
    return status;
}

bs_status bs_concordance(bs_selection *selection, const bs_query *query,
                         const bs_concordance_options *options, const bs_progress *progress,
                         bs_table **table, uint64_t *total, bs_error *error)
{
    lines all = {.corpus = bs_selection_corpus(selection)};
    bs_matches matches = {0};
    bs_status status = read_order(options->sort, &all.by, error);
    if (status == BS_OK)
        status = bs_query_run(query, selection, progress, &matches, error);
    if (status == BS_OK)
        status = gather(&matches, options->limit, &all, error);
    uint64_t count = matches.count;
    bs_matches_clear(&matches);
    if (status == BS_OK)
        status = arrange(&all, selection->view, progress, error);
    if (status == BS_OK)
        status = make_table(selection, &all, options, progress, table, error);
    bs_array_free(&all);
    if (status == BS_OK && total)
        *total = count;
    return status;
}
