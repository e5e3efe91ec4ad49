/* concordance.c - hits of a query, put in order, the wanted ones written out. */
#include "corpus/concordance.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/progress.h"
#include "base/sort.h"
#include "base/str.h"
#include "corpus/places.h"

enum {
    SORT_TOKENS = 8, /* so many neighbours decide about the order */
    LINES_AHEAD = 8, /* what this one looks at is fetched meanwhile */
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
    /* Mostly the segment is all of the article, which two looks tell. */
    if (shard->tokens.start[tokens.start] < low)
        tokens.start = bs_shard_token_at(shard, tokens.start, tokens.end, low);
    if (shard->tokens.start[tokens.end - 1] >= high)
        tokens.end = bs_shard_token_at(shard, tokens.start, tokens.end, high);
    return tokens;
}

static bs_status gather(const bs_matches *matches, lines *all, bs_error *error)
{
    if (!bs_array_reserve(all, matches->count))
        return bs_fail_memory(error);
    for (size_t index = 0; index < matches->shard_count; index++) {
        const bs_shard *shard = bs_corpus_shard(all->corpus, index);
        uint32_t row = 0;
        size_t article = 0;
        for (size_t i = 0; i < matches->shards[index].count; i++) {
            bs_hit hit = matches->shards[index].items[i];
            if (i == 0 || shard->articles.token_start[row + 1] <= hit.start) {
                row = bs_shard_article_of_token(shard, hit.start);
                article =
                    bs_corpus_article_index(all->corpus, (bs_article_ref){(uint32_t)index, row});
            }
            all->items[all->count++] = (line){
                .article = article, .shard = (uint32_t)index, .hit = hit, .tokens = {row, row}};
        }
    }
    return BS_OK;
}

static bs_str fold_of(const bs_shard *shard, uint32_t token)
{
    return bs_text_at(&shard->types.fold, shard->tokens.type[token]);
}

/* The token `distance` from the hit on the side that decides; false behind the last one. */
static bool neighbour(const lines *all, const line *of, uint32_t distance, bs_str *fold)
{
    const bs_shard *shard = bs_corpus_shard(all->corpus, of->shard);
    uint32_t token;
    if (all->by == ORDER_LEFT) {
        if (of->hit.start < of->tokens.start + 1 + distance)
            return false;
        token = of->hit.start - 1 - distance;
    } else {
        token = (all->by == ORDER_RIGHT ? of->hit.end : of->hit.start) + distance;
        if (token >= (all->by == ORDER_RIGHT ? of->tokens.end : of->hit.end))
            return false;
    }
    *fold = fold_of(shard, token);
    return true;
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
    for (uint32_t i = 0; all->by != ORDER_DATE && i < SORT_TOKENS; i++) {
        bs_str x, y;
        bool has_x = neighbour(all, a, i, &x), has_y = neighbour(all, b, i, &y);
        if (!has_x || !has_y) {
            if (has_x != has_y)
                return has_x ? 1 : -1;
            break;
        }
        int difference = bs_str_compare(x, y);
        if (difference != 0)
            return difference;
    }
    return compare_dates(a, b);
}

/* Whether there is white space other than single blanks inside: a loop without branches. */
static bool is_squeezed(bs_str text)
{
    unsigned odd = text.size > 0 && (text.data[0] == ' ' || text.data[text.size - 1] == ' ');
    unsigned char before = 'x';
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        odd |= (c < ' ') | ((c == ' ') & (before == ' '));
        before = c;
    }
    return !odd;
}

/* Text with every run of white space as one blank, none at either end. */
static void set_squeezed(bs_table_builder *builder, size_t column, bs_str text, bs_buffer *scratch)
{
    text = bs_str_trim(text);
    if (is_squeezed(text)) {
        bs_table_set_text(builder, column, text);
        return;
    }
    scratch->size = 0;
    char *room = bs_buffer_room(scratch, text.size + 1);
    size_t size = 0;
    bool is_pending = false;
    for (size_t i = 0; room && i < text.size; i++) {
        if (bs_ascii_is_space((unsigned char)text.data[i])) {
            is_pending = size > 0;
            continue;
        }
        if (is_pending)
            room[size++] = ' ';
        is_pending = false;
        room[size++] = text.data[i];
    }
    bs_table_set_text(builder, column, (bs_str){room ? room : "", size});
}

static void write_line(bs_table_builder *builder, const lines *all, const line *of, size_t context,
                       bs_buffer *scratch, bs_place *place)
{
    const bs_shard *shard = bs_corpus_shard(all->corpus, of->shard);
    uint32_t row = bs_corpus_article_at(all->corpus, of->article).row;
    bs_str text = bs_text_at(&shard->articles.text, row);
    uint32_t first = of->hit.start - of->tokens.start > context ? of->hit.start - (uint32_t)context
                                                                : of->tokens.start;
    uint32_t last =
        of->tokens.end - of->hit.end > context ? of->hit.end + (uint32_t)context : of->tokens.end;
    bs_range match = bs_bytes_of_tokens(shard, row, of->hit.start, of->hit.end);
    uint32_t left = bs_bytes_of_tokens(shard, row, first, of->hit.end).start;
    uint32_t right = bs_bytes_of_tokens(shard, row, of->hit.start, last).end;
    left = left < match.start ? left : match.start; /* also where tokens are out of order */
    right = right > match.end ? right : match.end;

    bs_table_add_row(builder);
    set_squeezed(builder, 0, bs_str_slice(text, left, match.start), scratch);
    set_squeezed(builder, 1, bs_str_slice(text, match.start, match.end), scratch);
    set_squeezed(builder, 2, bs_str_slice(text, match.end, right), scratch);
    bs_table_set_text(builder, 3, bs_text_at(&shard->articles.id, row));
    bs_str published = bs_text_at(&shard->articles.published, row);
    if (published.data)
        bs_table_set_text(builder, 4, published);
    *place = (bs_place){.shard = of->shard, .row = row, .start = match.start, .end = match.end};
}

/* What a line that is written soon will look at. */
static void fetch(const lines *all, const line *of)
{
    const bs_shard_tokens *tokens = &bs_corpus_shard(all->corpus, of->shard)->tokens;
    __builtin_prefetch(&tokens->start[of->hit.start]);
    __builtin_prefetch(&tokens->size[of->hit.start]);
}

static bs_status write_lines(bs_table_builder *builder, bs_selection *selection, const lines *all,
                             size_t context, size_t limit, bs_error *error)
{
    static const char *const names[] = {"left", "match", "right", "article", "date"};
    bs_places places = {0};
    size_t count = limit > 0 && limit < all->count ? limit : all->count;
    if (!bs_array_reserve(&places, count))
        return bs_fail_memory(error);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        bs_table_add_column(builder, bs_str_from(names[i]), BS_COLUMN_TEXT);
    bs_buffer scratch = {0};
    for (size_t i = 0; i < count; i++) {
        if (i + LINES_AHEAD < count)
            fetch(all, &all->items[i + LINES_AHEAD]);
        write_line(builder, all, &all->items[i], context, &scratch, &places.items[i]);
    }
    places.count = count;
    bool has_failed = scratch.failed;
    bs_buffer_clear(&scratch);
    bs_evidence_source source;
    bs_status status = bs_places_source(selection, &places, &source, error);
    if (status != BS_OK)
        return status;
    bs_table_set_evidence_source(builder, source);
    return has_failed ? bs_fail_memory(error) : BS_OK;
}

/* Dates are the order of articles: numbers, which are sorted digit by digit. Hits of one article
 * rise already. */
static bs_status sort_by_date(lines *all, bs_error *error)
{
    bs_keyed *keys = calloc(all->count + 1, sizeof *keys);
    line *sorted = calloc(all->count + 1, sizeof *sorted);
    bool has_memory = keys && sorted;
    for (size_t i = 0; has_memory && i < all->count; i++)
        keys[i] = (bs_keyed){all->items[i].article, i};
    has_memory = has_memory && bs_sort_keyed(keys, all->count);
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

static bs_status arrange(lines *all, const bs_progress *progress, bs_error *error)
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
    if (all->by == ORDER_DATE)
        return sort_by_date(all, error);
    if (all->count > 1)
        qsort_r(all->items, all->count, sizeof *all->items, compare_lines, all);
    return bs_progress_check(progress, error);
}

static bs_status make_table(bs_selection *selection, const lines *all,
                            const bs_concordance_options *options, bs_table **table,
                            bs_error *error)
{
    size_t context = options->context > 0 ? options->context : BS_CONCORDANCE_CONTEXT;
    context = context < BS_CONCORDANCE_CONTEXT_MAX ? context : BS_CONCORDANCE_CONTEXT_MAX;
    bs_table_builder *builder = NULL;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status == BS_OK)
        status = write_lines(builder, selection, all, context, options->limit, error);
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
        status = gather(&matches, &all, error);
    uint64_t count = matches.count;
    bs_matches_clear(&matches);
    if (status == BS_OK)
        status = arrange(&all, progress, error);
    if (status == BS_OK)
        status = make_table(selection, &all, options, table, error);
    bs_array_free(&all);
    if (status == BS_OK && total)
        *total = count;
    return status;
}
