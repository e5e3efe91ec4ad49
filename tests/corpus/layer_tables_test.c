/* layer_tables_test.c - tests of corpus/layer_tables.h. */
#include "corpus/layer_tables.h"

#include "corpus/count.h"
#include "fixture.h"

static bs_selection *everything(const fixture *made)
{
    bs_corpus *corpus;
    bs_selection *all;
    CHECK_OK(bs_corpus_from_articles(made->articles, made->layer_pointers, FIXTURE_ARTICLES,
                                     made->vocabulary, &corpus, NULL));
    CHECK_OK(bs_selection_all(corpus, &all, NULL));
    bs_corpus_close(corpus);
    return all;
}

static bs_str cell(const bs_table *table, size_t row, const char *column)
{
    return bs_table_text(table, row, bs_table_column_find(table, bs_str_from(column)));
}

static size_t count_quotations(bs_selection *all, bs_layer_options options)
{
    bs_table *table;
    CHECK_OK(bs_quotations_table(all, &options, NULL, &table, NULL));
    size_t count = bs_table_row_count(table);
    bs_table_free(table);
    return count;
}

static void a_split_quotation_is_one_row(void **state)
{
    bs_selection *all = everything(*state);
    bs_table *table;
    CHECK_OK(bs_quotations_table(all, &(bs_layer_options){0}, NULL, &table, NULL));
    assert_int_equal(bs_table_row_count(table), 1);
    CHECK_STR(cell(table, 0, "article"), "z-first");
    CHECK_STR(cell(table, 0, "date"), "2024-07");
    CHECK_STR(cell(table, 0, "speaker"), "body:a");
    CHECK_STR(cell(table, 0, "text"), "Korea \xe2\x80\xa6 talks");
    CHECK_STR(cell(table, 0, "cue"), "re");
    CHECK_STR(cell(table, 0, "attribution"), "middle");
    bs_arena arena = {0};
    bs_evidence_list list;
    CHECK_OK(bs_table_evidence(table, 0, 0, &arena, &list, NULL));
    assert_int_equal(list.count, 1);
    CHECK(bs_str_starts(list.items[0].id, BS_STR("z-first:0-11:")));
    CHECK_STR(list.items[0].rule, "quotation.split");
    bs_arena_clear(&arena);
    bs_table_free(table);
    bs_selection_free(all);
}

static void quotations_are_chosen_by_speaker_and_by_what_is_in_them(void **state)
{
    bs_selection *all = everything(*state);
    assert_int_equal(count_quotations(all, (bs_layer_options){.speaker = BS_STR("body:a")}), 1);
    assert_int_equal(count_quotations(all, (bs_layer_options){.speaker = BS_STR("A Body")}), 1);
    assert_int_equal(count_quotations(all, (bs_layer_options){.speaker = BS_STR("Nobody")}), 0);
    assert_int_equal(count_quotations(all, (bs_layer_options){.about = BS_STR("korea")}), 1);
    assert_int_equal(count_quotations(all, (bs_layer_options){.about = BS_STR("talked")}), 0);
    assert_int_equal(count_quotations(all, (bs_layer_options){.kind = BS_STR("direct")}), 0);
    bs_table *table;
    assert_int_equal(
        bs_quotations_table(all, &(bs_layer_options){.kind = BS_STR("loud")}, NULL, &table, NULL),
        BS_MISUSE);
    bs_selection_free(all);
}

static void dates_have_their_value(void **state)
{
    bs_selection *all = everything(*state);
    bs_table *table;
    CHECK_OK(
        bs_dates_table(all, &(bs_layer_options){.type = BS_STR("DURATION")}, NULL, &table, NULL));
    assert_int_equal(bs_table_row_count(table), 1);
    CHECK_STR(cell(table, 0, "text"), "ore");
    CHECK_STR(cell(table, 0, "value"), "P2Y");
    bs_table_free(table);
    bs_selection_free(all);
}

static void a_claim_leaves_blank_what_was_not_said(void **state)
{
    bs_selection *all = everything(*state);
    bs_table *table;
    CHECK_OK(bs_claims_table(all, &(bs_layer_options){0}, NULL, &table, NULL));
    assert_int_equal(bs_table_row_count(table), 4);
    size_t rank = bs_table_column_find(table, BS_STR("rank"));
    size_t value = bs_table_column_find(table, BS_STR("value"));
    size_t stated = bs_table_column_find(table, BS_STR("stated"));
    assert_int_equal(bs_table_integer(table, 0, rank), 10);
    CHECK(bs_table_is_missing(table, 0, value) && bs_table_is_missing(table, 0, stated));
    CHECK(bs_table_is_missing(table, 1, rank));
    CHECK_NEAR(bs_table_number(table, 1, value), 2.5, 0);
    CHECK_STR(cell(table, 1, "unit"), "%");
    CHECK_STR(cell(table, 2, "level"), "leader");
    CHECK(!bs_table_is_missing(table, 3, stated) && !bs_table_boolean(table, 3, stated));
    bs_table_free(table);
    CHECK_OK(
        bs_claims_table(all, &(bs_layer_options){.kind = BS_STR("topic")}, NULL, &table, NULL));
    assert_int_equal(bs_table_row_count(table), 1);
    bs_table_free(table);
    bs_selection_free(all);
}

static void layers_are_counted_by_their_facts(void **state)
{
    bs_selection *all = everything(*state);
    bs_str by = BS_STR("speaker");
    bs_count_options options = {.of = BS_STR("quotations"), .by = &by, .by_count = 1};
    bs_table *table;
    CHECK_OK(bs_count(all, &options, NULL, &table, NULL));
    assert_int_equal(bs_table_row_count(table), 1);
    CHECK_STR(bs_table_text(table, 0, 0), "body:a");
    bs_table_free(table);
    by = BS_STR("type");
    options.of = BS_STR("claims");
    CHECK_OK(bs_count(all, &options, NULL, &table, NULL));
    assert_int_equal(bs_table_row_count(table), 4);
    CHECK_STR(bs_table_text(table, 0, 0), "attendance");
    bs_table_free(table);
    bs_selection_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_split_quotation_is_one_row),
        cmocka_unit_test(quotations_are_chosen_by_speaker_and_by_what_is_in_them),
        cmocka_unit_test(dates_have_their_value),
        cmocka_unit_test(a_claim_leaves_blank_what_was_not_said),
        cmocka_unit_test(layers_are_counted_by_their_facts),
    };
    return cmocka_run_group_tests(tests, fixture_set_up, fixture_tear_down);
}
