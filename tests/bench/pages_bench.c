/*
 * pages_bench.c - how well and how fast pages are read: bodies, titles, authors and dates against a
 * truth, and megabytes a second of one core.
 *
 *     bench_pages FOLDER... [--json] [--pages] [--part I/N] [--rounds N]
 *     bench_pages --hostile [--rounds N]
 *
 * A FOLDER has html/NAME.html and truth.json: {NAME: {"articleBody", "title", "authors", "date",
 * "with": [..], "without": [..]}, ..}, all but the body optional. Bodies are scored as the public
 * article-extraction benchmark does (bags of four-word shingles, shares of a page's sum, F1 of mean
 * precision and mean recall), and by words in lower case (mean F1 of pages). --pages adds a row a
 * page; --part takes every Nth page from the Ith on, to tune on some and to test on others.
 *
 * --hostile times pages of one piece of HTML, many times over, and says how many times as long each
 * takes as one of half its size.
 *
 * On the 793 articles of the development part of the Web Content Extraction Benchmark, mostly
 * guides and blogs, tuned on --part 0/2 and tested on --part 1/2:
 *
 *                 shingle F1   P       R       word F1   title   authors   date
 *     tuned on    0.949        0.945   0.953   0.953     0.866   0.742     0.878
 *     held out    0.944        0.938   0.949   0.947     0.854   0.737     0.857
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <unicode/uchar.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "hostile_pages.h"
#include "pages_truth.h"
#include "read/read.h"
#include "text/fold.h"

enum { PAGE_BYTES_MAX = 64 << 20, HOSTILE_BYTES = 1500000, SHINGLE = 4, PATH_MAX_BYTES = 4096 };

typedef struct options {
    bool is_json, shows_pages, is_hostile;
    size_t part, parts, rounds;
} options;

/* --- Bags ----------------------------------------------------------------------------------------
 */

typedef struct hashes {
    uint64_t *items;
    size_t count, capacity;
} hashes;

/* Letters and numbers of any script, and the low line: \w as Python has it. */
static bool is_word(uint32_t point)
{
    uint32_t categories = U_GC_L_MASK | U_GC_N_MASK;
    return point == '_' ||
           (point != BS_UTF8_INVALID && (U_MASK(u_charType((UChar32)point)) & categories));
}

static void add_word(hashes *words, bs_str word)
{
    uint64_t *item = bs_array_push(words);
    if (item)
        *item = bs_hash(word);
}

static void cut_words(bs_str text, hashes *words)
{
    size_t start = SIZE_MAX;
    for (size_t at = 0; at < text.size;) {
        uint32_t point;
        size_t size = bs_utf8_decode(text, at, &point);
        if (is_word(point)) {
            start = start == SIZE_MAX ? at : start;
        } else if (start != SIZE_MAX) {
            add_word(words, bs_str_slice(text, start, at));
            start = SIZE_MAX;
        }
        at += size;
    }
    if (start != SIZE_MAX)
        add_word(words, bs_str_slice(text, start, text.size));
}

static hashes shingles_of(const hashes *words)
{
    hashes all = {0};
    size_t width = words->count < SHINGLE ? words->count : SHINGLE;
    for (size_t i = 0; words->count > 0 && i + width <= words->count; i++) {
        uint64_t *item = bs_array_push(&all);
        if (item)
            *item = bs_hash((bs_str){(const char *)(words->items + i), width * sizeof(uint64_t)});
    }
    return all;
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static void sort_hashes(hashes *bag)
{
    if (bag->count > 0)
        qsort(bag->items, bag->count, sizeof *bag->items, compare_hashes);
}

typedef struct match {
    double both, found_only, true_only;
} match;

/* Sorts both bags. */
static match match_bags(hashes *found, hashes *true_ones)
{
    sort_hashes(found);
    sort_hashes(true_ones);
    match m = {0};
    size_t i = 0, k = 0;
    while (i < found->count && k < true_ones->count) {
        int order = compare_hashes(&found->items[i], &true_ones->items[k]);
        m.both += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    m.found_only = (double)found->count - m.both;
    m.true_only = (double)true_ones->count - m.both;
    return m;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static double f1(double precision, double recall)
{
    return ratio(2 * precision * recall, precision + recall);
}

/* --- One page ------------------------------------------------------------------------------------
 */

typedef struct page_score {
    match shingles;
    double word_f1;
    bool is_empty;
    int title, title_contained, date; /* 1 right, 0 wrong, -1 without truth */
    double author_f1;                 /* -1 without truth */
    int authors;
    bool has_date;
    size_t with, with_found, without, without_found;
} page_score;

typedef struct answer {
    bs_str body, title, date;
    bs_str authors[64];
    size_t author_count;
    bool has_article;
} answer;

typedef struct catcher {
    bs_arena *arena;
    answer answer;
} catcher;

static bs_status catch_article(void *context, const bs_article *article, bs_error *error)
{
    catcher *to = context;
    (void)error;
    if (to->answer.has_article)
        return BS_OK;
    to->answer = (answer){.title = article->title, .date = article->published, .has_article = true};
    bs_buffer body = {0};
    for (size_t i = 0; i < article->segment_count; i++) {
        const bs_segment *segment = &article->segments[i];
        if (segment->type != BS_SEGMENT_BODY && segment->type != BS_SEGMENT_SPEECH)
            continue;
        bs_buffer_add(&body, bs_str_slice(article->text, segment->start, segment->end));
        bs_buffer_add_char(&body, '\n');
    }
    to->answer.body = bs_arena_copy(to->arena, bs_buffer_str(&body));
    bs_buffer_clear(&body);
    for (size_t i = 0; i < article->byline_count && i < 64; i++)
        to->answer.authors[to->answer.author_count++] = article->byline[i];
    return BS_OK;
}

static bs_status ignore_skipped(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                                const char *reason, bs_error *error)
{
    (void)context, (void)file, (void)origin, (void)kind, (void)reason, (void)error;
    return BS_OK;
}

static bs_status ignore_article(void *context, const bs_article *article, bs_error *error)
{
    (void)error;
    *(size_t *)context += article->text.size;
    return BS_OK;
}

/* Quotation marks and dashes as ASCII has them, white space as single blanks, case folded. */
static bs_str fold_name(bs_str text, bs_arena *arena)
{
    bs_buffer plain = {0}, folded = {0};
    bool is_space = true;
    for (size_t at = 0; at < text.size;) {
        uint32_t point;
        size_t size = bs_utf8_decode(text, at, &point);
        bs_str piece = bs_str_slice(text, at, at + size);
        at += size;
        if (point == 0xa0 || u_isUWhiteSpace((UChar32)point)) {
            if (!is_space)
                bs_buffer_add_char(&plain, ' ');
            is_space = true;
            continue;
        }
        is_space = false;
        if (point >= 0x2018 && point <= 0x201b)
            piece = BS_STR("'");
        else if ((point >= 0x201c && point <= 0x201f) || point == 0xab || point == 0xbb)
            piece = BS_STR("\"");
        else if (point >= 0x2010 && point <= 0x2015)
            piece = BS_STR("-");
        else if (point == 0x2026)
            piece = BS_STR("...");
        bs_buffer_add(&plain, piece);
    }
    bs_fold(bs_str_trim(bs_buffer_str(&plain)), &folded, NULL);
    bs_str result = bs_arena_copy(arena, bs_buffer_str(&folded));
    bs_buffer_clear(&plain);
    bs_buffer_clear(&folded);
    return result;
}

static void score_body(const answer *given, const bs_truth *truth, page_score *score)
{
    hashes found = {0}, expected = {0};
    cut_words(given->body, &found);
    cut_words(truth->body, &expected);
    score->is_empty = found.count == 0;
    hashes left = shingles_of(&found), right = shingles_of(&expected);
    score->shingles = match_bags(&left, &right);
    bs_array_free(&left);
    bs_array_free(&right);
    bs_array_free(&found);
    bs_array_free(&expected);

    bs_buffer lower = {0}, lower_truth = {0};
    bs_fold(given->body, &lower, NULL);
    bs_fold(truth->body, &lower_truth, NULL);
    cut_words(bs_buffer_str(&lower), &found);
    cut_words(bs_buffer_str(&lower_truth), &expected);
    match words = match_bags(&found, &expected);
    score->word_f1 = ratio(2 * words.both, 2 * words.both + words.found_only + words.true_only);
    bs_array_free(&found);
    bs_array_free(&expected);
    bs_buffer_clear(&lower);
    bs_buffer_clear(&lower_truth);
}

static void score_passages(const answer *given, const bs_truth *truth, page_score *score,
                           bs_arena *arena)
{
    if (truth->with_count + truth->without_count == 0)
        return;
    bs_str body = fold_name(given->body, arena);
    score->with = truth->with_count;
    score->without = truth->without_count;
    for (size_t i = 0; i < truth->with_count; i++)
        score->with_found += bs_str_find(body, fold_name(truth->with[i], arena), 0) != SIZE_MAX;
    for (size_t i = 0; i < truth->without_count; i++)
        score->without_found +=
            bs_str_find(body, fold_name(truth->without[i], arena), 0) != SIZE_MAX;
}

static void score_authors(const answer *given, const bs_truth *truth, page_score *score,
                          bs_arena *arena)
{
    score->authors = -1;
    score->author_f1 = -1;
    if (truth->author_count == 0)
        return;
    size_t right = 0;
    for (size_t i = 0; i < truth->author_count; i++) {
        bs_str name = fold_name(truth->authors[i], arena);
        for (size_t k = 0; k < given->author_count; k++)
            if (bs_str_equal(name, fold_name(given->authors[k], arena))) {
                right++;
                break;
            }
    }
    score->authors = right == truth->author_count && right == given->author_count;
    score->author_f1 =
        ratio(2.0 * (double)right, (double)(truth->author_count + given->author_count));
}

static page_score score_page(const answer *given, const bs_truth *truth, bs_arena *arena)
{
    page_score score = {.title = -1, .title_contained = -1, .date = -1};
    score_body(given, truth, &score);
    score_passages(given, truth, &score, arena);
    score_authors(given, truth, &score, arena);
    if (truth->title.data) {
        bs_str found = fold_name(given->title, arena), expected = fold_name(truth->title, arena);
        score.title = bs_str_equal(found, expected);
        score.title_contained = found.size > 0 && (bs_str_find(found, expected, 0) != SIZE_MAX ||
                                                   bs_str_find(expected, found, 0) != SIZE_MAX);
    }
    score.has_date = given->date.size > 0;
    if (truth->date.data)
        score.date = given->date.size >= 10 && truth->date.size >= 10 &&
                     memcmp(given->date.data, truth->date.data, 10) == 0;
    return score;
}

/* --- A folder ------------------------------------------------------------------------------------
 */

typedef struct share {
    size_t right, of;
} share;

static void count_in(share *to, int answer_is_right)
{
    to->right += answer_is_right > 0;
    to->of += answer_is_right >= 0;
}

typedef struct totals {
    size_t pages, exact, empty, precision_count;
    double precision, recall, word_f1, author_f1;
    share title, title_contained, authors, date, date_given;
    size_t with, with_found, without, without_found, bytes;
    double seconds;
} totals;

static double precision_of(match m)
{
    return ratio(m.both, m.both + m.found_only);
}

static double recall_of(match m)
{
    return ratio(m.both, m.both + m.true_only);
}

static void add_score(totals *sum, const page_score *score)
{
    match m = score->shingles;
    sum->pages++;
    sum->empty += score->is_empty;
    sum->exact += m.found_only == 0 && m.true_only == 0;
    if (m.both + m.found_only > 0) {
        sum->precision += precision_of(m);
        sum->precision_count++;
    }
    sum->recall += recall_of(m);
    sum->word_f1 += score->word_f1;
    count_in(&sum->title, score->title);
    count_in(&sum->title_contained, score->title_contained);
    count_in(&sum->authors, score->authors);
    count_in(&sum->date, score->date);
    if (score->date >= 0)
        count_in(&sum->date_given, score->has_date);
    sum->author_f1 += score->author_f1 >= 0 ? score->author_f1 : 0;
    sum->with += score->with;
    sum->with_found += score->with_found;
    sum->without += score->without;
    sum->without_found += score->without_found;
}

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Seconds for all pages, one after the other so that none is still in the cache; of each page the
 * best round counts, since other programs can only add to what it takes. */
static double time_pages(const bs_source *sources, size_t count, size_t rounds)
{
    static const bs_read_options html = {.format = {"html", 4}};
    double *best = calloc(count + 1, sizeof *best), sum = 0;
    bs_arena arena = {0};
    size_t bytes = 0;
    bs_article_events events = {&bytes, ignore_article, ignore_skipped};
    bool is_done = best != NULL;
    for (size_t i = 0; i < count * rounds && is_done; i++) {
        double start = cpu_seconds();
        is_done = bs_read_parse(&sources[i % count], &html, &arena, &events, NULL) == BS_OK;
        bs_arena_reset(&arena);
        double taken = cpu_seconds() - start;
        best[i % count] = i < count || taken < best[i % count] ? taken : best[i % count];
    }
    for (size_t i = 0; i < count && is_done; i++)
        sum += best[i];
    bs_arena_clear(&arena);
    free(best);
    return sum;
}

static void print_page(const char *name, const page_score *score, bool is_json, bool is_first)
{
    match m = score->shingles;
    double precision = precision_of(m), recall = recall_of(m);
    if (is_json)
        printf("%s{\"page\":\"%s\",\"f1\":%.4f,\"precision\":%.4f,\"recall\":%.4f,\"words\":%.4f,"
               "\"title\":%d,\"authors\":%d,\"date\":%d}",
               is_first ? "" : ",", name, f1(precision, recall), precision, recall, score->word_f1,
               score->title, score->authors, score->date);
    else
        printf("%s\tf1 %.3f\tP %.3f\tR %.3f\twords %.3f\ttitle %d\tauthors %d\tdate %d\n", name,
               f1(precision, recall), precision, recall, score->word_f1, score->title,
               score->authors, score->date);
}

static void print_share(const char *name, share s)
{
    printf("  %-18s %.3f of %zu\n", name, ratio((double)s.right, (double)s.of), s.of);
}

static void print_totals(const char *folder, const totals *sum, bool is_json)
{
    double pages = (double)sum->pages, megabytes = (double)sum->bytes / 1e6;
    double precision = ratio(sum->precision, (double)sum->precision_count);
    double recall = ratio(sum->recall, pages);
    double with = ratio((double)sum->with_found, (double)(sum->with_found + sum->without_found));
    double with_recall = ratio((double)sum->with_found, (double)sum->with);
    if (is_json) {
        printf(
            "\"folder\":\"%s\",\"pages\":%zu,\"f1\":%.4f,\"precision\":%.4f,\"recall\":%.4f,"
            "\"exact\":%.4f,\"empty\":%zu,\"word_f1\":%.4f,\"title\":%.4f,\"title_contained\":%.4f,"
            "\"authors\":%.4f,\"author_f1\":%.4f,\"date\":%.4f,\"date_given\":%.4f,"
            "\"passages_f1\":%.4f,\"pages_per_second\":%.0f,\"megabytes_per_second\":%.1f,"
            "\"milliseconds_per_page\":%.4f",
            folder, sum->pages, f1(precision, recall), precision, recall,
            ratio((double)sum->exact, pages), sum->empty, ratio(sum->word_f1, pages),
            ratio((double)sum->title.right, (double)sum->title.of),
            ratio((double)sum->title_contained.right, (double)sum->title_contained.of),
            ratio((double)sum->authors.right, (double)sum->authors.of),
            ratio(sum->author_f1, (double)sum->authors.of),
            ratio((double)sum->date.right, (double)sum->date.of),
            ratio((double)sum->date_given.right, (double)sum->date_given.of), f1(with, with_recall),
            ratio(pages, sum->seconds), ratio(megabytes, sum->seconds),
            ratio(sum->seconds * 1e3, pages));
        return;
    }
    printf("%s: %zu pages, %.1f MB\n", folder, sum->pages, megabytes);
    printf("  body, shingles     F1 %.4f  P %.4f  R %.4f  exact %.3f  empty %zu\n",
           f1(precision, recall), precision, recall, ratio((double)sum->exact, pages), sum->empty);
    printf("  body, words        F1 %.4f\n", ratio(sum->word_f1, pages));
    if (sum->with + sum->without > 0)
        printf("  passages           F1 %.4f  P %.4f  R %.4f\n", f1(with, with_recall), with,
               with_recall);
    print_share("title exact", sum->title);
    print_share("title contained", sum->title_contained);
    print_share("authors exact", sum->authors);
    printf("  %-18s %.3f\n", "authors F1", ratio(sum->author_f1, (double)sum->authors.of));
    print_share("date", sum->date);
    print_share("date given", sum->date_given);
    if (sum->seconds > 0)
        printf("  speed              %.0f pages/s, %.0f MB/s, %.3f ms a page\n",
               pages / sum->seconds, megabytes / sum->seconds, sum->seconds * 1e3 / pages);
}

static bool run_folder(const char *folder, const options *given, bool is_first)
{
    bs_arena arena = {0};
    bs_error error = {0};
    bs_truths truths = {0};
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "%s/truth.json", folder);
    if (bs_truths_read(path, &arena, &truths, &error) != BS_OK) {
        fprintf(stderr, "%s\n", error.message);
        bs_arena_clear(&arena);
        return false;
    }
    bs_source *sources = bs_arena_array(&arena, truths.count + 1, sizeof *sources);
    totals sum = {0};
    size_t rows = 0;
    if (given->is_json)
        printf("%s{%s", is_first ? "" : ",", given->shows_pages ? "\"rows\":[" : "");
    for (size_t i = given->part; sources && i < truths.count; i += given->parts) {
        const bs_truth *truth = &truths.items[i];
        snprintf(path, sizeof path, "%s/html/%s.html", folder, truth->name);
        bs_str html, name = bs_arena_print(&arena, "%s.html", truth->name);
        if (!truth->body.data || bs_file_read(path, PAGE_BYTES_MAX, &arena, &html, &error) != BS_OK)
            continue;
        bs_source *source = &sources[sum.pages];
        *source = (bs_source){name, name, name, html};
        bs_arena scratch = {0};
        catcher to = {.arena = &scratch};
        bs_article_events events = {&to, catch_article, ignore_skipped};
        bs_read_options html_only = {.format = BS_STR("html")};
        if (bs_read_parse(source, &html_only, &scratch, &events, &error) != BS_OK)
            fprintf(stderr, "%s: %s\n", path, error.message);
        page_score score = score_page(&to.answer, truth, &scratch);
        add_score(&sum, &score);
        sum.bytes += html.size;
        if (given->shows_pages)
            print_page(truth->name, &score, given->is_json, rows++ == 0);
        bs_arena_clear(&scratch);
    }
    sum.seconds = time_pages(sources, sum.pages, given->rounds);
    if (given->is_json && given->shows_pages)
        printf("],");
    print_totals(folder, &sum, given->is_json);
    if (given->is_json)
        printf("}");
    bs_array_free(&truths);
    bs_arena_clear(&arena);
    return true;
}

/* --- Pages made to take long ---------------------------------------------------------------------
 */

static double time_hostile(const bs_hostile_page *page, size_t size, size_t rounds)
{
    bs_buffer html = {0};
    bs_hostile_page_make(page, size, &html);
    bs_str name = BS_STR("a.html");
    bs_source source = {name, name, name, bs_buffer_str(&html)};
    double seconds = html.failed ? 0 : time_pages(&source, 1, rounds);
    bs_buffer_clear(&html);
    return seconds;
}

/* Milliseconds of each kind of page, and how many times as many as one of half the size. */
static void run_hostile(const options *given)
{
    double most = 0;
    printf("pages of %.1f MB\n", HOSTILE_BYTES / 1e6);
    for (size_t i = 0; i < bs_hostile_page_count; i++) {
        const bs_hostile_page *page = &bs_hostile_pages[i];
        double half = time_hostile(page, HOSTILE_BYTES / 2, given->rounds);
        double whole = time_hostile(page, HOSTILE_BYTES, given->rounds);
        most = whole > most ? whole : most;
        printf("  %-32s %7.2f ms  x%.1f\n", page->name, whole * 1e3, ratio(whole, half));
    }
    printf("  %-32s %7.2f ms\n", "the slowest", most * 1e3);
}

int main(int count, char **arguments)
{
    options given = {.parts = 1, .rounds = 3};
    size_t folders = 0;
    for (int i = 1; i < count; i++) {
        const char *argument = arguments[i];
        if (strcmp(argument, "--json") == 0)
            given.is_json = true;
        else if (strcmp(argument, "--pages") == 0)
            given.shows_pages = true;
        else if (strcmp(argument, "--hostile") == 0)
            given.is_hostile = true;
        else if (strcmp(argument, "--part") == 0 && i + 1 < count &&
                 sscanf(arguments[i + 1], "%zu/%zu", &given.part, &given.parts) == 2 &&
                 given.part < given.parts)
            i++;
        else if (strcmp(argument, "--rounds") == 0 && i + 1 < count)
            given.rounds = (size_t)strtoul(arguments[++i], NULL, 10);
        else if (argument[0] != '-')
            arguments[1 + folders++] = arguments[i];
        else
            folders = (size_t)count + 1;
    }
    if (given.is_hostile ? folders > 0 : folders == 0 || folders > (size_t)count) {
        fprintf(stderr,
                "usage: %s FOLDER... [--json] [--pages] [--part I/N] [--rounds N]\n"
                "       %s --hostile [--rounds N]\n"
                "a FOLDER has html/NAME.html and truth.json; I counts from 0\n",
                arguments[0], arguments[0]);
        return 2;
    }
    if (given.is_hostile) {
        run_hostile(&given);
        return 0;
    }
    bool is_done = true;
    if (given.is_json)
        printf("[");
    for (size_t i = 0; i < folders; i++)
        is_done = run_folder(arguments[1 + i], &given, i == 0) && is_done;
    if (given.is_json)
        printf("]\n");
    return is_done ? 0 : 3;
}
