/* families_test.c - near-duplicates: which articles are copies, how a family is named and counted.
 */
#include <math.h>
#include <sched.h>
#include <signal.h>

#include "archive_fixture.h"
#include "corpus/count.h"
#include "corpus/families.h"
#include "corpus/sketch.h"

enum { MADE_ARTICLES = 300, MADE_BYTES = 4000, MANY = 2000 };

static const char story[] =
    "Leaders of the alliance met in Oslo on Tuesday to agree on a plan for the defence of the "
    "northern sea lanes. The plan foresees two new headquarters and a rotation of ships that is "
    "to begin in spring. Ministers said that the cost would be shared by all members, while a "
    "final sum was left open until the autumn session.";

static bs_table *list(bs_selection *selection, double threshold, size_t *total)
{
    bs_table *table = NULL;
    CHECK_OK(bs_families_table(selection, threshold, NULL, &table, total, NULL));
    return table;
}

static size_t families_of(const archive_article *articles, size_t count)
{
    size_t total = 0;
    bs_selection *all = archive_of(articles, count);
    bs_table_free(list(all, 0, &total));
    bs_selection_free(all);
    return total;
}

static void a_posting_with_an_added_header_and_remarks_is_a_copy(void **state)
{
    (void)state;
    char posted[2048], shouted[1024];
    snprintf(posted, sizeof posted,
             "This report first appeared in the Northern Mail and is used here by leave. %s "
             "Share this. A reader writes: they will never build those ships, mark my words.",
             story);
    snprintf(shouted, sizeof shouted, "%s", story);
    for (char *at = shouted; *at; at++) /* the copy has another case and other marks */
        *at = *at == ',' ? ';' : (char)(*at >= 'a' && *at <= 'z' ? *at - 32 : *at);
    const archive_article articles[] = {
        {.id = "b", .published = "2024-05-02", .text = posted, .widget = "Share this."},
        {.id = "a", .published = "2024-05-01", .text = story},
        {.id = "c", .published = "2024-05-03", .text = shouted},
    };
    size_t total = 0;
    bs_selection *all = archive_of(articles, 3);
    bs_table *table = list(all, 0, &total);
    assert_int_equal(total, 1);
    assert_int_equal(bs_table_row_count(table), 1);
    CHECK_STR(bs_table_text(table, 0, 0), "a");
    assert_int_equal(bs_table_integer(table, 0, 1), 3);
    CHECK_STR(bs_table_text(table, 0, 2), "2024-05-01");
    CHECK_NEAR(bs_table_number(table, 0, 3), 1, 0);
    bs_arena arena = {0};
    bs_evidence_list evidence;
    CHECK_OK(bs_table_evidence(table, 0, BS_COLUMN_NONE, &arena, &evidence, NULL));
    assert_int_equal(evidence.count, 3);
    CHECK(bs_str_starts(evidence.items[2].id, BS_STR("c:0-")));
    bs_arena_clear(&arena);
    bs_table_free(table);
    bs_selection_free(all);
}

static void what_stands_in_a_widget_makes_no_copy(void **state)
{
    (void)state;
    const char *menu = "Home News Politics Business Sport Weather Opinion Video About us Contact "
                       "Privacy Terms Cookies Advertise Careers Help";
    char one[512], other[512];
    snprintf(one, sizeof one, "%s The harbour of Bergen was closed for a day.", menu);
    snprintf(other, sizeof other, "%s Voters in Lisbon go to the polls on Sunday.", menu);
    const archive_article with[] = {{.id = "a", .text = one, .widget = menu},
                                    {.id = "b", .text = other, .widget = menu}};
    const archive_article without[] = {{.id = "a", .text = one}, {.id = "b", .text = other}};
    assert_int_equal(families_of(with, 2), 2);
    size_t total = 0;
    bs_selection *all = archive_of(without, 2);
    bs_table_free(list(all, 0.5, &total));
    assert_int_equal(total, 1); /* the same words, where they are told as a story */
    bs_selection_free(all);
}

static void an_excerpt_is_no_copy(void **state)
{
    (void)state;
    char excerpt[128];
    snprintf(excerpt, sizeof excerpt, "%.*s", 110, story);
    const archive_article articles[] = {{.id = "a", .text = story}, {.id = "b", .text = excerpt}};
    assert_int_equal(families_of(articles, 2), 2);
}

static void short_texts_are_compared_whole(void **state)
{
    (void)state;
    const archive_article articles[] = {
        {.id = "a", .text = "No comment."},
        {.id = "b", .text = "No comment."},
        {.id = "c", .text = "No comments."},
        {.id = "d", .text = ""},
        {.id = "e", .text = ""},
        {.id = "f", .text = "?"},
    };
    assert_int_equal(families_of(articles, 6), 5); /* texts of nothing are like no other */
    assert_int_equal(families_of(articles, 0), 0);
}

/* ---- against a comparison of all pairs ---- */

static uint32_t draw(uint64_t *random, uint32_t below)
{
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*random >> 33) % below;
}

/* Every third article is new; the others change a few words of an earlier one. */
static void make_text(char (*texts)[MADE_BYTES], size_t index, uint64_t *random)
{
    size_t words = 40 + draw(random, 200), size = 0;
    if (index % 3 == 0) {
        for (size_t i = 0; i < words; i++)
            size += (size_t)snprintf(texts[index] + size, MADE_BYTES - size, "w%u ",
                                     1000 + draw(random, 9000));
        return;
    }
    const char *from = texts[draw(random, (uint32_t)index)];
    memcpy(texts[index], from, MADE_BYTES);
    for (size_t left = draw(random, 8); left > 0; left--) {
        char *word = strchr(texts[index] + draw(random, (uint32_t)strlen(from) - 10), 'w');
        if (word)
            word[1] = (char)('0' + draw(random, 10));
    }
}

static bs_selection *made_archive(void)
{
    static char texts[MADE_ARTICLES][MADE_BYTES], ids[MADE_ARTICLES][8];
    static archive_article articles[MADE_ARTICLES];
    uint64_t random = 11;
    for (size_t i = 0; i < MADE_ARTICLES; i++) {
        make_text(texts, i, &random);
        snprintf(ids[i], sizeof ids[i], "a%04zu", i);
        articles[i] = (archive_article){.id = ids[i], .text = texts[i]};
    }
    return archive_of(articles, MADE_ARTICLES);
}

static void compare_all(const bs_corpus *corpus, double threshold, uint32_t *first)
{
    bs_word_hashes hashes;
    bs_runs runs = {0};
    bs_run_set *sets = calloc(MADE_ARTICLES, sizeof *sets);
    CHECK_OK(bs_word_hashes_make(corpus, NULL, &hashes, NULL));
    for (uint32_t i = 0; i < MADE_ARTICLES; i++) {
        first[i] = i;
        CHECK_OK(bs_runs_of(&hashes, bs_corpus_article_at(corpus, i), &runs, NULL));
        CHECK_OK(bs_run_set_make(&runs, &sets[i], NULL));
    }
    for (uint32_t i = 0; i < MADE_ARTICLES; i++) {
        for (uint32_t j = 0; j < i; j++) {
            uint32_t a = first[i], b = first[j];
            if (a == b || bs_run_set_similarity(&sets[i], &sets[j]) < threshold)
                continue;
            for (uint32_t k = 0; k < MADE_ARTICLES; k++)
                if (first[k] == a || first[k] == b)
                    first[k] = a < b ? a : b;
        }
    }
    for (size_t i = 0; i < MADE_ARTICLES; i++)
        bs_run_set_clear(&sets[i]);
    free(sets);
    bs_runs_clear(&runs);
    bs_word_hashes_clear(&hashes);
}

static void families_are_those_that_comparing_all_pairs_finds(void **state)
{
    (void)state;
    static uint32_t expected[MADE_ARTICLES];
    bs_selection *all = made_archive();
    const double thresholds[] = {0.6, 0.8, 0.95};
    for (size_t t = 0; t < 3; t++) {
        bs_families families = {0};
        compare_all(bs_selection_corpus(all), thresholds[t], expected);
        CHECK_OK(bs_families_make(bs_selection_corpus(all), thresholds[t], NULL, &families, NULL));
        assert_memory_equal(families.first, expected, sizeof expected);
        CHECK(families.count >= MADE_ARTICLES / 3 && families.count < MADE_ARTICLES);
        bs_families_clear(&families);
    }
    bs_selection_free(all);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    cpu_set_t before, one;
    bs_families many = {0}, single = {0};
    bs_selection *all = made_archive();
    CHECK_OK(bs_families_make(bs_selection_corpus(all), 0, NULL, &many, NULL));
    CHECK(sched_getaffinity(0, sizeof before, &before) == 0);
    CPU_ZERO(&one);
    for (int cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; cpu++)
        if (CPU_ISSET(cpu, &before))
            CPU_SET(cpu, &one);
    CHECK(sched_setaffinity(0, sizeof one, &one) == 0);
    CHECK_OK(bs_families_make(bs_selection_corpus(all), 0, NULL, &single, NULL));
    CHECK(sched_setaffinity(0, sizeof before, &before) == 0);
    assert_int_equal(many.count, single.count);
    assert_memory_equal(many.first, single.first, MADE_ARTICLES * sizeof *many.first);
    bs_families_clear(&many);
    bs_families_clear(&single);
    bs_selection_free(all);
}

static void thousands_of_copies_are_one_family(void **state)
{
    (void)state;
    static char texts[MANY][sizeof story + 32], ids[MANY][8];
    static archive_article articles[MANY];
    for (size_t i = 0; i < MANY; i++) {
        snprintf(texts[i], sizeof texts[i], "Dispatch %zu. %s", i, story);
        snprintf(ids[i], sizeof ids[i], "a%05zu", i);
        articles[i] = (archive_article){.id = ids[i], .text = texts[i]};
    }
    assert_int_equal(families_of(articles, MANY), 1);
}

/* ---- counting ---- */

static bs_selection *counted(void)
{
    static const archive_article articles[] = {
        {.id = "a", .published = "2023-05-01", .outlet = "Mail", .text = story},
        {.id = "b", .published = "2024-05-01", .outlet = "Post", .text = story},
        {.id = "c",
         .published = "2024-06-01",
         .outlet = "Post",
         .text = "A ferry ran aground off Bergen and all on board were saved by fishermen."},
    };
    return archive_of(articles, 3);
}

static void a_family_counts_once_where_its_first_article_is(void **state)
{
    (void)state;
    bs_selection *all = counted(), *late;
    bs_str by = BS_STR("year");
    bs_count_options options = {
        .by = &by, .by_count = 1, .per = BS_STR("article"), .counts_families = true};
    bs_table *table;
    CHECK_OK(bs_count(all, &options, NULL, &table, NULL));
    assert_int_equal(bs_table_row_count(table), 2);
    assert_int_equal(bs_table_integer(table, 0, 1), 1);
    assert_int_equal(bs_table_integer(table, 1, 1), 1);
    assert_int_equal(bs_table_integer(table, 1, 5), 1); /* what the rate is of */
    bs_table_free(table);
    options = (bs_count_options){.of = BS_STR("sentences"), .counts_families = true};
    CHECK_OK(bs_count(all, &options, NULL, &table, NULL));
    assert_int_equal(bs_table_integer(table, 0, 0), 4);
    bs_table_free(table);

    /* Where the first article is not selected, the next one stands for the family. */
    CHECK_OK(
        bs_selection_select(all, &(bs_select_options){.from = BS_STR("2024")}, NULL, &late, NULL));
    options = (bs_count_options){.counts_families = true};
    CHECK_OK(bs_count(late, &options, NULL, &table, NULL));
    assert_int_equal(bs_table_integer(table, 0, 0), 2);
    bs_table_free(table);
    size_t total = 0;
    table = list(late, 0, &total);
    assert_int_equal(total, 2);
    assert_int_equal(bs_table_row_count(table), 0);
    bs_table_free(table);
    bs_selection_free(late);
    bs_selection_free(all);
}

static void a_search_that_was_stopped_can_be_made_again(void **state)
{
    (void)state;
    bs_selection *all = counted();
    volatile sig_atomic_t cancel = 1;
    const bs_families *families = NULL;
    bs_error error = {BS_OK, ""};
    assert_int_equal(bs_corpus_families(bs_selection_corpus(all), &(bs_progress){.cancel = &cancel},
                                        &families, &error),
                     BS_CANCELLED);
    CHECK(families == NULL);
    CHECK_OK(bs_corpus_families(bs_selection_corpus(all), NULL, &families, NULL));
    assert_int_equal(families->count, 2);
    bs_selection_free(all);
}

static void a_threshold_out_of_range_is_refused(void **state)
{
    (void)state;
    bs_selection *all = counted();
    const double thresholds[] = {-1, 0.49, 1.01, NAN};
    for (size_t i = 0; i < 4; i++) {
        bs_table *table = NULL;
        size_t total = 0;
        bs_error error = {BS_OK, ""};
        assert_int_equal(bs_families_table(all, thresholds[i], NULL, &table, &total, &error),
                         BS_MISUSE);
        CHECK(strstr(error.message, "threshold") && !table);
    }
    bs_selection_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_posting_with_an_added_header_and_remarks_is_a_copy),
        cmocka_unit_test(what_stands_in_a_widget_makes_no_copy),
        cmocka_unit_test(an_excerpt_is_no_copy),
        cmocka_unit_test(short_texts_are_compared_whole),
        cmocka_unit_test(families_are_those_that_comparing_all_pairs_finds),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(thousands_of_copies_are_one_family),
        cmocka_unit_test(a_family_counts_once_where_its_first_article_is),
        cmocka_unit_test(a_search_that_was_stopped_can_be_made_again),
        cmocka_unit_test(a_threshold_out_of_range_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
