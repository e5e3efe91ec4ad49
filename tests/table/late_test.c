/* late_test.c - tables made whole, and columns that are filled when somebody looks at them. */
#include "support.h"

#include "base/error.h"

enum { ROWS = 4 };

/* How often it filled and how often it was let go. */
typedef struct filler {
    int filled, released;
    bs_status status;
} filler;

static bs_status fill(void *context, bs_column_cells *late, const bs_progress *progress,
                      bs_error *error)
{
    (void)progress;
    filler *of = context;
    if (of->status != BS_OK)
        return bs_fail(error, of->status, "not today");
    of->filled++;
    for (int i = 0; i < ROWS; i++) {
        late[0].integers[i] = 10 * i;
        late[1].numbers[i] = i == 2 ? NAN : i / 4.0;
    }
    return BS_OK;
}

static void release(void *context)
{
    ((filler *)context)->released++;
}

/* name a b c d, square 0 1 4 9, and tens and quarters that are late. */
static bs_table *table_with(filler *of)
{
    bs_column_cells columns[] = {{"name", BS_COLUMN_TEXT},
                                 {"tens", BS_COLUMN_INTEGER, .is_late = true},
                                 {"square", BS_COLUMN_NUMBER},
                                 {"quarters", BS_COLUMN_NUMBER, .is_late = true}};
    bs_late_source late = {of, fill, release};
    bs_table_builder *builder;
    bs_table *table;
    CHECK_OK(bs_table_builder_new(&builder, NULL));
    CHECK_OK(bs_table_add_cells(builder, columns, 4, ROWS, &late, NULL));
    for (int i = 0; i < ROWS; i++) {
        columns[0].texts[i] = i == 3 ? (bs_str){NULL, 0} : (bs_str){"abcd" + i, 1};
        columns[2].numbers[i] = i == 1 ? NAN : i * i;
    }
    CHECK_OK(bs_table_finish(builder, &table, NULL));
    return table;
}

static void cells_are_missing_where_text_is_absent_or_a_number_is_none(void **state)
{
    (void)state;
    filler of = {0};
    bs_table *table = table_with(&of);
    char text[512];
    assert_string_equal(column_text(table, "name", text), "a b c -");
    assert_string_equal(column_text(table, "square", text), "0 - 4 9");
    CHECK(of.filled == 0);
    assert_string_equal(column_text(table, "quarters", text), "0 0.25 - 0.75");
    bs_table_free(table);
}

static void late_columns_are_filled_together_and_once(void **state)
{
    (void)state;
    filler of = {0};
    bs_table *table = table_with(&of);
    CHECK(bs_table_is_late(table, 1) && !bs_table_is_late(table, 0));
    CHECK(number_of(table, 3, "quarters") == 0.75 && of.filled == 1 && of.released == 1);
    CHECK(bs_table_integer(table, 2, 1) == 20 && !bs_table_is_late(table, 1));
    CHECK_OK(bs_table_ready(table, BS_COLUMN_NONE, NULL, NULL));
    bs_table_free(table);
    CHECK(of.filled == 1 && of.released == 1);
}

static void rows_of_a_late_table_are_late(void **state)
{
    (void)state;
    filler of = {0};
    bs_table *table = table_with(&of), *some, *sorted;
    uint32_t rows[] = {3, 1};
    CHECK_OK(bs_table_take(table, rows, 2, &some, NULL));
    bs_table_free(table);
    CHECK_OK(bs_table_sort(some, NAMES(BS_STR("square")), &sorted, NULL));
    CHECK(of.filled == 0);
    CHECK(bs_table_integer(sorted, 0, 1) == 30 && bs_table_integer(sorted, 1, 1) == 10);
    CHECK(of.filled == 1 && number_of(some, 1, "quarters") == 0.25);
    bs_table_free(some);
    bs_table_free(sorted);
    CHECK(of.filled == 1 && of.released == 1);
}

static void what_orders_or_adds_up_a_late_column_fills_it(void **state)
{
    (void)state;
    filler of = {0};
    bs_table *table = table_with(&of), *sorted, *both;
    CHECK_OK(bs_table_sort(table, NAMES(BS_STR("-tens")), &sorted, NULL));
    CHECK(of.filled == 1 && number_of(sorted, 0, "square") == 9);
    bs_table_free(sorted);
    bs_table_free(table);
    table = table_with(&of);
    CHECK_OK(bs_table_bind(table, table, &both, NULL));
    CHECK(of.filled == 2 && bs_table_integer(both, 7, 1) == 30);
    bs_table_free(both);
    bs_table_free(table);
}

static void a_failure_to_fill_is_told_and_tried_again(void **state)
{
    (void)state;
    filler of = {.status = BS_CANCELLED};
    bs_table *table = table_with(&of), *sorted = NULL;
    bs_error error = {0};
    size_t column;
    CHECK(bs_table_column_require(table, BS_STR("tens"), &column, &error) == BS_CANCELLED);
    assert_string_equal(error.message, "not today");
    CHECK(bs_table_sort(table, NAMES(BS_STR("tens")), &sorted, &error) == BS_CANCELLED);
    CHECK(bs_table_is_missing(table, 1, 1));
    of.status = BS_OK;
    CHECK(bs_table_integer(table, 1, 1) == 10);
    bs_table_free(table);
}

static void nobody_fills_what_nobody_looks_at(void **state)
{
    (void)state;
    filler of = {0};
    bs_table_free(table_with(&of));
    CHECK(of.filled == 0 && of.released == 1);
    bs_table_builder *builder;
    bs_column_cells columns[] = {{"n", BS_COLUMN_NUMBER, .is_late = true}};
    bs_late_source late = {&of, fill, release};
    CHECK_OK(bs_table_builder_new(&builder, NULL));
    CHECK_OK(bs_table_add_cells(builder, columns, 1, ROWS, &late, NULL));
    bs_table_builder_free(builder);
    CHECK(of.released == 2);
}

static void a_table_made_whole_takes_no_more_rows(void **state)
{
    (void)state;
    bs_table_builder *builder;
    bs_table *table = NULL;
    bs_column_cells columns[] = {{"n", BS_COLUMN_NUMBER}};
    CHECK_OK(bs_table_builder_new(&builder, NULL));
    CHECK_OK(bs_table_add_cells(builder, columns, 1, 0, NULL, NULL));
    bs_table_add_row(builder);
    CHECK(bs_table_finish(builder, &table, NULL) == BS_MISUSE && !table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_missing_where_text_is_absent_or_a_number_is_none),
        cmocka_unit_test(late_columns_are_filled_together_and_once),
        cmocka_unit_test(rows_of_a_late_table_are_late),
        cmocka_unit_test(what_orders_or_adds_up_a_late_column_fills_it),
        cmocka_unit_test(a_failure_to_fill_is_told_and_tried_again),
        cmocka_unit_test(nobody_fills_what_nobody_looks_at),
        cmocka_unit_test(a_table_made_whole_takes_no_more_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
