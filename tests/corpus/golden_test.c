/*
 * golden_test.c - counts over the UN General Debate corpus against an independent count by regular
 * expressions. Needs the corpus in ../shared, and an optimised build to be quick.
 */
#include "archive.h"
#include "corpus/count.h"

enum { GOLDEN_BYTES_MAX = 1 << 20, TOPICS = 12, YEARS = 40, OFF_BY_MAX = 2 };

#define SHARED "../shared/corpora/"

/* In the order of the columns of the golden file. */
static const char *const queries[TOPICS] = {
    "\"climate change\" | \"climate changes\"",
    "*apartheid*",
    "*terrorism* | *terrorist*",
    "nato* | \"north atlantic treaty\" | \"north atlantic alliance\"",
    "*disarmament*",
    "*cyber*",
    "\"artificial intelligence\"",
    "*ukrain*",
    "*pandemic* | *covid*",
    "\"arms race\" | \"arms races\" | \"nuclear-arms race\"",
    "indo-pacific*",
    "military-industrial*",
};

static bool can_run(void)
{
#ifdef NDEBUG
    if (access(SHARED "ungdc-even.tar.zst", R_OK) == 0 &&
        access(SHARED "golden/ungdc-term-years-even.csv", R_OK) == 0)
        return true;
    print_message("skipped: " SHARED " has no UN General Debate corpus\n");
#else
    print_message("skipped: takes long without optimisation; run it in the preset release\n");
#endif
    return false;
}

static bs_selection *build_speeches(archive *made)
{
    bs_str input = BS_STR(SHARED "ungdc-even.tar.zst");
    bs_build_options options = {
        .inputs = &input, .input_count = 1, .into = made->corpus, .annotator = made->annotator};
    bs_build_result result;
    bs_corpus *corpus;
    bs_selection *all;
    if (bs_build(&options, &result, &made->error) != BS_OK)
        fail_msg("%s", made->error.message);
    CHECK_OK(bs_corpus_open(made->corpus.data, &corpus, &made->error));
    CHECK_OK(bs_selection_all(corpus, &all, NULL));
    bs_corpus_close(corpus);
    return all;
}

/* The number of articles of every even year, in order. */
static void count_years(bs_selection *all, const char *query, int64_t counts[YEARS])
{
    bs_table *table;
    bs_error error;
    bs_str by = BS_STR("year"), word = bs_str_from(query);
    bs_count_options options = {.of = BS_STR("articles"), .by = &by, .by_count = 1};
    if (query) {
        options.words = &word;
        options.word_count = 1;
    }
    if (bs_count(all, &options, NULL, &table, &error) != BS_OK)
        fail_msg("%s", error.message);
    assert_int_equal(bs_table_row_count(table), 2 * YEARS - 1);
    for (size_t row = 0; row < bs_table_row_count(table); row++) {
        int64_t count = bs_table_integer(table, row, 1);
        if (row % 2 == 1)
            assert_int_equal(count, 0); /* no speeches of odd years are in it */
        else
            counts[row / 2] = count;
    }
    bs_table_free(table);
}

static int64_t golden_number(bs_str *line)
{
    bs_str cell = {NULL, 0};
    int64_t value = -1;
    CHECK(bs_str_cut(line, ',', &cell) && bs_str_integer(bs_str_trim(cell), &value));
    return value;
}

static void counts_agree_with_an_independent_count(void **state)
{
    archive *made = *state;
    static int64_t golden[TOPICS + 1][YEARS], counted[TOPICS + 1][YEARS];
    if (!can_run())
        return;
    bs_str text, line;
    CHECK_OK(bs_file_read(SHARED "golden/ungdc-term-years-even.csv", GOLDEN_BYTES_MAX, &made->arena,
                          &text, NULL));
    CHECK(bs_str_cut(&text, '\n', &line)); /* the header */
    for (size_t year = 0; year < YEARS; year++) {
        CHECK(bs_str_cut(&text, '\n', &line));
        assert_int_equal(golden_number(&line), 1946 + 2 * (int64_t)year);
        golden[TOPICS][year] = golden_number(&line);
        for (size_t topic = 0; topic < TOPICS; topic++) {
            golden[topic][year] = golden_number(&line);
            golden_number(&line); /* hits */
        }
    }
    bs_selection *all = build_speeches(made);
    for (size_t topic = 0; topic <= TOPICS; topic++)
        count_years(all, topic < TOPICS ? queries[topic] : NULL, counted[topic]);
    bs_selection_free(all);

    size_t equal = 0;
    for (size_t year = 0; year < YEARS; year++) {
        assert_int_equal(counted[TOPICS][year], golden[TOPICS][year]);
        for (size_t topic = 0; topic < TOPICS; topic++) {
            int64_t off = counted[topic][year] - golden[topic][year];
            equal += off == 0;
            if (off != 0)
                print_message("%zu: %s: %lld, golden %lld\n", 1946 + 2 * year, queries[topic],
                              (long long)counted[topic][year], (long long)golden[topic][year]);
            CHECK(off >= -OFF_BY_MAX && off <= OFF_BY_MAX);
        }
    }
    print_message("%zu of %d cells equal\n", equal, TOPICS * YEARS);
    CHECK(equal * 100 >= (size_t)96 * TOPICS * YEARS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
        counts_agree_with_an_independent_count, archive_set_up, archive_tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
