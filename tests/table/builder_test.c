/* builder_test.c - tables row by row, and evidence that is given or found when asked for. */
#include "support.h"

static void a_cell_that_is_not_set_is_missing(void **state)
{
    (void)state;
    bs_table_builder *builder;
    bs_table *table;
    CHECK_OK(bs_table_builder_new(&builder, NULL));
    bs_table_add_column(builder, BS_STR("t"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("n"), BS_COLUMN_NUMBER);
    for (int row = 0; row < 100; row++) {
        bs_table_add_row(builder);
        if (row % 2)
            bs_table_set_text(builder, 0, BS_STR(""));
        bs_table_set_number(builder, 1, row == 7 ? NAN : row);
    }
    bs_table_add_note(builder, BS_STR("by hand"));
    CHECK_OK(bs_table_finish(builder, &table, NULL));
    CHECK(bs_table_is_missing(table, 0, 0) && !bs_table_text(table, 0, 0).data);
    CHECK(!bs_table_is_missing(table, 1, 0) && bs_table_text(table, 1, 0).data); /* empty is said */
    CHECK(bs_table_is_missing(table, 7, 1) && isnan(bs_table_number(table, 7, 1)));
    CHECK(bs_table_number(table, 99, 1) == 99 && has_note(table, "by hand"));
    double numbers[100];
    bs_error error;
    CHECK_OK(bs_table_column_numbers(table, 1, numbers, &error));
    CHECK(isnan(numbers[7]) && numbers[8] == 8);
    CHECK(bs_table_column_numbers(table, 0, numbers, &error) == BS_MISUSE);
    bs_table_free(table);
}

static void the_first_mistake_is_told_at_the_end(void **state)
{
    (void)state;
    bs_table_builder *builder;
    bs_table *table = NULL;
    bs_error error = {0};
    CHECK_OK(bs_table_builder_new(&builder, NULL));
    bs_table_add_column(builder, BS_STR("n"), BS_COLUMN_INTEGER);
    bs_table_add_row(builder);
    bs_table_set_text(builder, 0, BS_STR("x"));
    bs_table_set_integer(builder, 5, 1);
    CHECK(bs_table_finish(builder, &table, &error) == BS_MISUSE);
    assert_string_equal(error.message, "a value is of another type than its column");
    CHECK_OK(bs_table_builder_new(&builder, NULL));
    bs_table_add_column(builder, BS_STR("n"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("n"), BS_COLUMN_INTEGER);
    CHECK(bs_table_finish(builder, &table, &error) == BS_MISUSE);
    CHECK(table == NULL);
    bs_table_builder_free(NULL);
    bs_table_free(NULL);
}

static bs_status find_evidence(void *context, size_t row, size_t column, bs_arena *arena,
                               bs_evidence_list *evidence, bs_error *error)
{
    (void)error;
    (*(int *)context)++;
    bs_evidence *item = bs_arena_array(arena, 1, sizeof *item);
    *item = (bs_evidence){BS_EVIDENCE_TEXT,
                          bs_arena_print(arena, "article:%zu-%zd", row, (ssize_t)column),
                          BS_STR("rule")};
    *evidence = (bs_evidence_list){item, 1};
    return BS_OK;
}

static void release_evidence(void *context)
{
    *(int *)context += 1000;
}

static void a_source_is_asked_only_for_rows_without_evidence(void **state)
{
    (void)state;
    int calls = 0;
    bs_table_builder *builder;
    bs_table *table, *sorted;
    CHECK_OK(bs_table_builder_new(&builder, NULL));
    bs_table_add_column(builder, BS_STR("n"), BS_COLUMN_INTEGER);
    for (int row = 0; row < 3; row++) {
        bs_table_add_row(builder);
        bs_table_set_integer(builder, 0, row);
        if (row == 1) {
            bs_table_add_evidence(builder, (bs_evidence){BS_EVIDENCE_TEXT, BS_STR("stored"), {0}});
            bs_table_add_evidence(builder, (bs_evidence){BS_EVIDENCE_TEXT, BS_STR("other"), {0}});
            bs_table_add_evidence(builder, (bs_evidence){BS_EVIDENCE_TEXT, BS_STR("stored"), {0}});
        }
    }
    bs_table_set_evidence_source(builder,
                                 (bs_evidence_source){&calls, find_evidence, release_evidence});
    CHECK_OK(bs_table_finish(builder, &table, NULL));
    CHECK_OK(bs_table_sort(table, NAMES(BS_STR("-n")), &sorted, NULL));
    bs_table_free(table);                          /* the sorted one keeps it */
    CHECK_EVIDENCE(sorted, 0, "n", "article:2-0"); /* the row as it was built */
    CHECK_EVIDENCE(sorted, 1, "n", "stored | other");
    CHECK(calls == 1);
    char text[1024];
    assert_string_equal(evidence_text(sorted, 2, BS_COLUMN_NONE, text), "article:0--1");
    bs_table_free(sorted);
    CHECK(calls == 1002); /* released once */

    CHECK_OK(bs_table_builder_new(&builder, NULL));
    calls = 0;
    bs_table_set_evidence_source(builder,
                                 (bs_evidence_source){&calls, find_evidence, release_evidence});
    bs_table_builder_free(builder);
    CHECK(calls == 1000);
}

static void evidence_of_a_cell_that_is_not_there_is_misuse(void **state)
{
    (void)state;
    bs_table *table = table_of("a\n1\n");
    bs_arena arena = {0};
    bs_evidence_list list;
    CHECK(bs_table_evidence(table, 1, 0, &arena, &list, NULL) == BS_MISUSE);
    CHECK(bs_table_evidence(table, 0, 1, &arena, &list, NULL) == BS_MISUSE);
    bs_arena_clear(&arena);
    bs_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_that_is_not_set_is_missing),
        cmocka_unit_test(the_first_mistake_is_told_at_the_end),
        cmocka_unit_test(a_source_is_asked_only_for_rows_without_evidence),
        cmocka_unit_test(evidence_of_a_cell_that_is_not_there_is_misuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
