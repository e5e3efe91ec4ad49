/*
 * twins_test.c - a blog of which every post is there as an HTML page, with the chrome of its theme,
 * and as Markdown: both give the same body, title and date. Needs the blog in ../shared.
 */
#include <unistd.h>

#include "base/array.h"
#include "base/hash.h"
#include "reading.h"

#define BLOG "../shared/corpora/war-is-business.tar.zst"

enum { POSTS_MAX = 400, KEY_BYTES = 256 };

typedef struct words {
    uint64_t *items;
    size_t count, capacity;
} words;

typedef struct post {
    char key[KEY_BYTES]; /* "2010-09-23-slug" */
    bs_str title, published;
    words words;
} post;

typedef struct posts {
    bs_arena arena;
    post items[POSTS_MAX];
    size_t count;
    bool is_html;
} posts;

/* "../html/blog/2010/09/23/slug/index.html" or "../_posts/2010-09-23-slug.markdown". */
static bool key_of(bs_str path, bool is_html, char key[KEY_BYTES])
{
    size_t at = bs_str_find(path, is_html ? BS_STR("html/blog/") : BS_STR("_posts/"), 0);
    size_t end = bs_str_find(path, is_html ? BS_STR("/index.html") : BS_STR(".markdown"), 0);
    if (at == SIZE_MAX || end == SIZE_MAX)
        return false;
    at += is_html ? 10 : 7;
    if (at >= end || end - at >= KEY_BYTES)
        return false;
    memcpy(key, path.data + at, end - at);
    key[end - at] = '\0';
    for (char *c = key; *c; c++)
        *c = *c == '/' ? '-' : *c;
    return true;
}

static void add_words(words *to, bs_str text)
{
    char word[64];
    size_t size = 0;
    for (size_t i = 0; i <= text.size; i++) {
        unsigned char c = i < text.size ? (unsigned char)text.data[i] : ' ';
        if ((c == 0xe2 && i + 2 < text.size) || (c == 0xc2 && i + 1 < text.size)) {
            i += c == 0xe2 ? 2 : 1; /* typographic marks and blanks */
            c = ' ';
        }
        if (bs_ascii_is_alpha(c) || bs_ascii_is_digit(c) || c >= 0x80) {
            if (size < sizeof word)
                word[size++] = (char)bs_ascii_lower(c);
            continue;
        }
        uint64_t *item = size > 0 ? bs_array_push(to) : NULL;
        if (item)
            *item = bs_hash((bs_str){word, size});
        size = 0;
    }
}

static bs_status keep_post(void *context, const bs_article *article, bs_error *error)
{
    posts *to = context;
    (void)error;
    post *next = &to->items[to->count];
    if (to->count == POSTS_MAX || !key_of(article->file, to->is_html, next->key))
        return BS_OK;
    next->title = bs_arena_copy(&to->arena, article->title);
    next->published = bs_arena_copy(&to->arena, article->published);
    for (size_t i = 0; i < article->segment_count; i++) {
        const bs_segment *segment = &article->segments[i];
        if (segment->type == BS_SEGMENT_BODY || segment->type == BS_SEGMENT_SPEECH)
            add_words(&next->words, bs_str_slice(article->text, segment->start, segment->end));
    }
    to->count++;
    return BS_OK;
}

static bs_status pass_over(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                           const char *reason, bs_error *error)
{
    (void)context, (void)file, (void)origin, (void)kind, (void)reason, (void)error;
    return BS_OK;
}

static bs_status read_source(void *context, const bs_source *source, bs_error *error)
{
    posts *to = context;
    bs_arena scratch = {0};
    bs_article_events events = {to, keep_post, pass_over};
    char key[KEY_BYTES];
    bs_status status = BS_OK;
    if (key_of(source->file, to->is_html, key))
        status = bs_read_parse(source, NULL, &scratch, &events, error);
    bs_arena_clear(&scratch);
    return status;
}

static void read_posts(posts *to)
{
    bs_str input = BS_STR(BLOG);
    bs_walk_events events = {to, NULL, read_source, pass_over};
    bs_error error = {0};
    if (bs_read_walk(&input, 1, &events, NULL, &error) != BS_OK)
        fail_msg("%s", error.message);
}

static int compare_words(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static double word_f1(words *a, words *b)
{
    if (a->count + b->count == 0)
        return 1;
    if (a->count == 0 || b->count == 0)
        return 0;
    qsort(a->items, a->count, sizeof *a->items, compare_words);
    qsort(b->items, b->count, sizeof *b->items, compare_words);
    size_t both = 0;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        int order = compare_words(&a->items[i], &b->items[k]);
        both += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    return 2.0 * (double)both / (double)(a->count + b->count);
}

static void free_posts(posts *all)
{
    for (size_t i = 0; i < all->count; i++)
        bs_array_free(&all->items[i].words);
    bs_arena_clear(&all->arena);
    free(all);
}

static void page_and_markdown_of_a_post_say_the_same(void **state)
{
    (void)state;
    if (access(BLOG, R_OK) != 0) {
        print_message("skipped: there is no " BLOG "\n");
        skip();
    }
    posts *pages = calloc(1, sizeof *pages), *sources = calloc(1, sizeof *sources);
    assert_non_null(pages);
    assert_non_null(sources);
    pages->is_html = true;
    read_posts(pages);
    read_posts(sources);
    assert_int_equal(pages->count, 166);
    CHECK(sources->count >= 164); /* two hold a film and no word */
    double sum = 0;
    size_t same_titles = 0;
    for (size_t i = 0; i < sources->count; i++) {
        post *source = &sources->items[i], *page = NULL;
        for (size_t k = 0; k < pages->count && !page; k++)
            page = strcmp(pages->items[k].key, source->key) == 0 ? &pages->items[k] : NULL;
        if (!page)
            fail_msg("no page of %s", source->key);
        sum += word_f1(&page->words, &source->words);
        same_titles += bs_str_equal(page->title, source->title);
        if (!bs_str_equal(page->published, source->published))
            fail_msg("%s: %.*s and %.*s", source->key, BS_STR_ARG(page->published),
                     BS_STR_ARG(source->published));
    }
    if (sum / (double)sources->count < 0.98)
        fail_msg("bodies agree by %.4f", sum / (double)sources->count);
    assert_int_equal(same_titles, sources->count);
    free_posts(pages);
    free_posts(sources);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(page_and_markdown_of_a_post_say_the_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
