/* repeats.c - see repeats.h. */
#include "corpus/repeats.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/shard_io.h"

enum {
    LINE_BYTES_MIN = 12,
    LINE_BYTES_MAX = 400,
    LINES_MAX = 1 << 25, /* of all articles together; of more, nothing is said */
};

/* A line of an article of an outlet. */
typedef struct line {
    uint64_t key;     /* of line and outlet */
    uint64_t article; /* what articles are told apart by: their longest other line */
    uint32_t outlet;
} line;

struct bs_repeats {
    uint64_t *keys; /* of repeated lines, in order */
    size_t count;
    int64_t *shards; /* that are touched, in order */
    size_t shard_count, shard_capacity;
};

typedef struct search {
    bs_repeats *found;
    bs_catalog *catalog;
    const char *folder;
    const bs_progress *progress;
    bs_arena arena;   /* of this search */
    bs_arena article; /* of the article at hand */
    bs_map outlets;
    struct {
        line *items;
        size_t count, capacity;
    } lines;
    struct {
        line *items;
        size_t count, capacity;
    } articles; /* with the key of their longest line */
    bool is_too_much;
} search;

static const char KIND[] = "repeated line";

/* --- Lines ------------------------------------------------------------------------------------ */

/* The next line that is not blank in text[*at..end), trimmed. */
static bool next_line(bs_str text, size_t *at, size_t end, size_t *start, size_t *stop)
{
    while (*at < end) {
        const char *found = memchr(text.data + *at, '\n', end - *at);
        size_t line_end = found ? (size_t)(found - text.data) : end;
        *start = *at;
        *stop = line_end;
        *at = found ? line_end + 1 : end;
        while (*start < *stop && bs_ascii_is_space((unsigned char)text.data[*start]))
            ++*start;
        while (*stop > *start && bs_ascii_is_space((unsigned char)text.data[*stop - 1]))
            --*stop;
        if (*start < *stop)
            return true;
    }
    return false;
}

/* The outlet, or the host of the address; empty for what has neither. */
static bs_str outlet_of(const bs_article *article)
{
    if (article->outlet.size > 0)
        return article->outlet;
    size_t start = article->url.data ? bs_str_find(article->url, BS_STR("://"), 0) : SIZE_MAX;
    if (start == SIZE_MAX)
        return BS_STR("");
    bs_str host = bs_str_slice(article->url, start + 3, article->url.size), rest = host;
    bs_str_cut(&rest, '/', &host);
    return host;
}

static uint64_t key_of(bs_str outlet, bs_str text)
{
    return bs_hash_seeded(text, bs_hash(outlet));
}

/* --- Segments ------------------------------------------------------------------------------------
 */

typedef struct segments {
    bs_segment *items;
    size_t count, capacity;
} segments;

static bool is_mark(const bs_finding *finding)
{
    return bs_str_equal(finding->kind, bs_str_from(KIND));
}

/* Whether an earlier build made this segment of a body. */
static bool was_marked(const bs_article *article, const bs_segment *segment)
{
    for (size_t i = 0; segment->type == BS_SEGMENT_WIDGET && i < article->finding_count; i++)
        if (is_mark(&article->findings[i]) && article->findings[i].start == segment->start &&
            article->findings[i].end == segment->end)
            return true;
    return false;
}

/* The segments as reading gave them: marks taken back, and put together with what they were cut
 * from, which blanks part them from. */
static bool take_back(const bs_article *article, segments *out)
{
    bool joins = false; /* the last one, with a body behind it */
    out->count = 0;
    for (size_t i = 0; i < article->segment_count; i++) {
        bs_segment segment = article->segments[i];
        bool is_back = was_marked(article, &segment);
        if (is_back)
            segment.type = BS_SEGMENT_BODY;
        bs_segment *last = out->count > 0 ? &out->items[out->count - 1] : NULL;
        if (last && last->type == BS_SEGMENT_BODY && segment.type == BS_SEGMENT_BODY &&
            segment.start > last->end && (joins || is_back)) {
            last->end = segment.end;
        } else {
            bs_segment *added = bs_array_push(out);
            if (!added)
                return false;
            *added = segment;
        }
        joins = is_back;
    }
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static bool is_repeated(const bs_repeats *repeats, bs_str outlet, bs_str text)
{
    if (repeats->count == 0 || text.size < LINE_BYTES_MIN || text.size > LINE_BYTES_MAX)
        return false;
    uint64_t key = key_of(outlet, text);
    return bsearch(&key, repeats->keys, repeats->count, sizeof key, compare_keys) != NULL;
}

static bool put(segments *out, const bs_segment *from, bs_segment_type type, size_t start,
                size_t end)
{
    bs_segment *last = out->count > 0 ? &out->items[out->count - 1] : NULL;
    if (last && last->type == type && last->start >= from->start && last->end <= from->end) {
        last->end = (uint32_t)end; /* a line more of the same piece */
        return true;
    }
    bs_segment *added = bs_array_push(out);
    if (!added)
        return false;
    *added = *from;
    added->type = type;
    added->start = (uint32_t)start;
    added->end = (uint32_t)end;
    return true;
}

/* Cuts the repeated lines out of bodies; false without memory. `*has_body` tells whether there is
 * any left. */
static bool cut(const bs_repeats *repeats, const bs_article *article, const segments *from,
                segments *out, bool *has_body)
{
    bs_str outlet = outlet_of(article);
    bool is_good = true;
    out->count = 0;
    *has_body = false;
    for (size_t i = 0; i < from->count && is_good; i++) {
        const bs_segment *segment = &from->items[i];
        size_t at = segment->start, start, stop, count = 0;
        bool is_whole = segment->type != BS_SEGMENT_BODY || outlet.size == 0;
        /* A body without a repeated line is left as it is, blanks at its ends and all. */
        for (; !is_whole && next_line(article->text, &at, segment->end, &start, &stop);)
            count += is_repeated(repeats, outlet, bs_str_slice(article->text, start, stop));
        if (is_whole || count == 0) {
            is_good = put(out, segment, segment->type, segment->start, segment->end);
            *has_body = *has_body || segment->type == BS_SEGMENT_BODY;
            continue;
        }
        for (at = segment->start;
             is_good && next_line(article->text, &at, segment->end, &start, &stop);) {
            bool repeats_here =
                is_repeated(repeats, outlet, bs_str_slice(article->text, start, stop));
            is_good =
                put(out, segment, repeats_here ? BS_SEGMENT_WIDGET : BS_SEGMENT_BODY, start, stop);
            *has_body = *has_body || !repeats_here;
        }
    }
    return is_good;
}

/* What the segments should be, in `out`; `plain` has them as reading gave them. */
static bool segment_again(const bs_repeats *repeats, const bs_article *article, segments *plain,
                          segments *out)
{
    bool has_body;
    if (!take_back(article, plain) || !cut(repeats, article, plain, out, &has_body))
        return false;
    if (has_body)
        return true;
    out->count = 0; /* nothing but repeated lines: a notice, perhaps, and then it is the article */
    for (size_t i = 0; i < plain->count; i++)
        if (!put(out, &plain->items[i], plain->items[i].type, plain->items[i].start,
                 plain->items[i].end))
            return false;
    return true;
}

/* --- The search --------------------------------------------------------------------------------
 */

static bool add_line(search *work, uint64_t key, uint64_t article, uint32_t from)
{
    line *added = bs_array_push(&work->lines);
    if (added)
        *added = (line){key, article, from};
    return added != NULL;
}

static bs_status outlet_number(search *work, bs_str name, uint32_t *number, bs_error *error)
{
    bs_map_entry *entry = bs_map_find(&work->outlets, name);
    if (!entry) {
        bs_str copy = bs_arena_copy(&work->arena, name);
        uint64_t count = work->outlets.count;
        entry = copy.data ? bs_map_add(&work->outlets, copy, NULL) : NULL;
        if (!entry)
            return bs_fail_memory(error);
        entry->value = count;
    }
    *number = (uint32_t)entry->value;
    return BS_OK;
}

/* The lines of the bodies of one article, each with what the article is told by. */
static bs_status gather(search *work, const bs_article *article, bs_error *error)
{
    segments plain = {0};
    bs_str outlet = outlet_of(article);
    uint64_t longest = 0, second = 0;
    size_t most = 0, next = 0, first = work->lines.count;
    uint32_t number = 0;
    if (outlet.size == 0)
        return BS_OK;
    bs_status status = outlet_number(work, outlet, &number, error);
    bool is_good = status == BS_OK && take_back(article, &plain);
    for (size_t i = 0; i < plain.count && is_good; i++) {
        size_t at = plain.items[i].start, start, stop;
        if (plain.items[i].type != BS_SEGMENT_BODY)
            continue;
        while (is_good && next_line(article->text, &at, plain.items[i].end, &start, &stop)) {
            bs_str text = bs_str_slice(article->text, start, stop);
            uint64_t key = key_of(outlet, text);
            if (text.size > most) {
                second = longest, next = most;
                longest = key, most = text.size;
            } else if (text.size > next && key != longest) {
                second = key, next = text.size;
            }
            if (text.size >= LINE_BYTES_MIN && text.size <= LINE_BYTES_MAX)
                is_good = add_line(work, key, 0, number);
        }
    }
    for (size_t i = first; i < work->lines.count; i++)
        work->lines.items[i].article = work->lines.items[i].key == longest ? second : longest;
    line *told = is_good && most > 0 ? bs_array_push(&work->articles) : NULL;
    if (told)
        *told = (line){longest, 0, number};
    work->is_too_much = work->lines.count > LINES_MAX;
    bs_array_free(&plain);
    if (status != BS_OK)
        return status;
    return is_good && (told || most == 0) ? BS_OK : bs_fail_memory(error);
}

static bs_status check(search *work, const bs_article *article, int64_t shard, bs_error *error)
{
    segments plain = {0}, now = {0};
    bs_repeats *found = work->found;
    bool is_good = segment_again(found, article, &plain, &now);
    bool is_same = is_good && now.count == article->segment_count;
    for (size_t i = 0; i < now.count && is_same; i++)
        is_same = now.items[i].type == article->segments[i].type &&
                  now.items[i].start == article->segments[i].start &&
                  now.items[i].end == article->segments[i].end;
    bs_array_free(&plain);
    bs_array_free(&now);
    bool is_known = found->shard_count > 0 && found->shards[found->shard_count - 1] == shard;
    if (!is_good)
        return bs_fail_memory(error);
    if (is_same || is_known)
        return BS_OK;
    if (!bs_array_grow((void **)&found->shards, &found->shard_capacity, found->shard_count,
                       sizeof *found->shards, 1))
        return bs_fail_memory(error);
    found->shards[found->shard_count++] = shard;
    return BS_OK;
}

static bs_status walk_shard(search *work, const bs_catalog_shard *facts, bool is_checking,
                            bs_error *error)
{
    bs_shard *shard;
    bs_str folder =
        bs_arena_print(&work->arena, "%s/shards/%.*s", work->folder, BS_STR_ARG(facts->name));
    if (!folder.data)
        return bs_fail_memory(error);
    bs_status status = bs_shard_open(folder.data, facts->files, facts->live, &shard, error);
    if (status != BS_OK)
        return status;
    for (size_t row = 0; row < shard->articles.count && status == BS_OK; row++) {
        bs_article article;
        if (shard->live && !(shard->live[row >> 3] >> (row & 7) & 1))
            continue;
        bs_arena_reset(&work->article);
        status = bs_progress_check(work->progress, error);
        if (status == BS_OK)
            status = bs_shard_article(shard, row, &work->article, &article, error);
        if (status == BS_OK && is_checking)
            status = check(work, &article, facts->id, error);
        else if (status == BS_OK && !work->is_too_much)
            status = gather(work, &article, error);
    }
    bs_shard_close(shard);
    return status;
}

static int compare_lines(const void *a, const void *b)
{
    const line *x = a, *y = b;
    if (x->outlet != y->outlet)
        return x->outlet < y->outlet ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->article < y->article ? -1 : x->article > y->article;
}

/* Counts the articles of each outlet that differ. */
static void count_outlets(search *work, uint64_t *counts)
{
    line *items = work->articles.items;
    if (work->articles.count > 0)
        qsort(items, work->articles.count, sizeof *items, compare_lines);
    for (size_t i = 0; i < work->articles.count; i++)
        if (i == 0 || items[i].outlet != items[i - 1].outlet || items[i].key != items[i - 1].key)
            counts[items[i].outlet]++;
}

static bool is_many(uint64_t count, uint64_t all)
{
    return (count >= 4 && count * 5 >= all * 2) || (count >= 8 && count * 20 >= all);
}

static bs_status decide(search *work, bs_error *error)
{
    bs_repeats *found = work->found;
    size_t count = work->lines.count;
    line *lines = work->lines.items;
    uint64_t *counts = calloc(work->outlets.count + 1, sizeof *counts);
    found->keys = malloc((count / 4 + 1) * sizeof *found->keys);
    if (!counts || !found->keys) {
        free(counts);
        return bs_fail_memory(error);
    }
    count_outlets(work, counts);
    if (count > 0)
        qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        uint64_t articles = 1;
        for (;
             end < count && lines[end].key == lines[i].key && lines[end].outlet == lines[i].outlet;
             end++)
            articles += lines[end].article != lines[end - 1].article;
        if (is_many(articles, counts[lines[i].outlet]))
            found->keys[found->count++] = lines[i].key;
        i = end;
    }
    qsort(found->keys, found->count, sizeof *found->keys, compare_keys);
    free(counts);
    return BS_OK;
}

static bs_status run(search *work, const bs_catalog_shards *shards, bool is_off, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < shards->count && status == BS_OK && !is_off; i++)
        status = walk_shard(work, &shards->items[i], false, error);
    if (status == BS_OK && !is_off && !work->is_too_much)
        status = decide(work, error);
    for (size_t i = 0; i < shards->count && status == BS_OK; i++)
        status = walk_shard(work, &shards->items[i], true, error);
    return status;
}

bs_status bs_repeats_find(bs_catalog *catalog, const char *folder, bool is_off,
                          const bs_progress *progress, bs_repeats **repeats, bs_error *error)
{
    search work = {.catalog = catalog, .folder = folder, .progress = progress};
    bs_catalog_shards shards = {0};
    work.found = calloc(1, sizeof *work.found);
    bs_status status = work.found ? bs_catalog_shards_get(catalog, &work.arena, &shards, error)
                                  : bs_fail_memory(error);
    if (status == BS_OK)
        status = run(&work, &shards, is_off, error);
    bs_array_free(&shards);
    bs_array_free(&work.lines);
    bs_array_free(&work.articles);
    bs_map_clear(&work.outlets);
    bs_arena_clear(&work.arena);
    bs_arena_clear(&work.article);
    if (status == BS_OK)
        *repeats = work.found;
    else
        bs_repeats_free(work.found);
    return status;
}

void bs_repeats_free(bs_repeats *repeats)
{
    if (!repeats)
        return;
    free(repeats->keys);
    free(repeats->shards);
    free(repeats);
}

bool bs_repeats_touches(const bs_repeats *repeats, int64_t shard)
{
    for (size_t i = 0; i < repeats->shard_count; i++)
        if (repeats->shards[i] == shard)
            return true;
    return false;
}

/* --- Giving them --------------------------------------------------------------------------------
 */

/* The findings without earlier marks, and a mark for each widget that was a body. */
static bs_status find_again(bs_article *article, const segments *plain, const segments *now,
                            bs_arena *arena, bs_error *error)
{
    size_t count = 0;
    bs_finding *findings =
        bs_arena_array(arena, article->finding_count + now->count + 1, sizeof *findings);
    if (!findings)
        return bs_fail_memory(error);
    for (size_t i = 0; i < article->finding_count; i++)
        if (!is_mark(&article->findings[i]))
            findings[count++] = article->findings[i];
    for (size_t i = 0, j = 0; i < now->count; i++) {
        const bs_segment *segment = &now->items[i];
        while (j < plain->count && plain->items[j].end < segment->end)
            j++;
        bool was_body = j < plain->count && plain->items[j].type == BS_SEGMENT_BODY &&
                        plain->items[j].start <= segment->start;
        if (segment->type == BS_SEGMENT_WIDGET && was_body)
            findings[count++] = (bs_finding){
                bs_str_from(KIND), segment->start, segment->end,
                BS_STR("stands in many articles of this outlet, and so is no part of this one")};
    }
    article->findings = findings;
    article->finding_count = count;
    return BS_OK;
}

bs_status bs_repeats_apply(const bs_repeats *repeats, bs_article *article, bs_arena *arena,
                           bs_error *error)
{
    segments plain = {0}, now = {0};
    bs_status status = segment_again(repeats, article, &plain, &now)
                           ? find_again(article, &plain, &now, arena, error)
                           : bs_fail_memory(error);
    bs_segment *kept = status == BS_OK ? bs_arena_array(arena, now.count + 1, sizeof *kept) : NULL;
    if (kept) {
        memcpy(kept, now.items, now.count * sizeof *kept);
        article->segments = kept;
        article->segment_count = now.count;
    } else if (status == BS_OK) {
        status = bs_fail_memory(error);
    }
    bs_array_free(&plain);
    bs_array_free(&now);
    return status;
}
