/* operate_test.c - tables from tables, and how their cells lead back. */
#include "support.h"

static const char sample[] = "name,year,tiv\n"
                             "France,2019,12\n"
                             "Italy,2019,\n"
                             "france,2020,0\n"
                             "Spain,2020,7\n"
                             "Italy,2021,5\n"
                             "France,2021,3\n";

static void sorting_is_stable_and_puts_missing_last(void **state)
{
    (void)state;
    bs_table *table = table_of(sample), *up, *down, *two;
    CHECK_OK(bs_table_sort(table, NAMES(BS_STR("tiv")), &up, NULL));
    CHECK_COLUMN(up, "tiv", "0 3 5 7 12 -");
    CHECK_OK(bs_table_sort(table, NAMES(BS_STR("-tiv")), &down, NULL));
    CHECK_COLUMN(down, "tiv", "12 7 5 3 0 -");
    CHECK_OK(bs_table_sort(table, NAMES(BS_STR("name"), BS_STR("-year")), &two, NULL));
    CHECK_COLUMN(two, "name", "France France france Italy Italy Spain"); /* case last, not first */
    CHECK_COLUMN(two, "year", "2021 2019 2020 2021 2019 2020");
    CHECK_EVIDENCE(down, 0, "tiv", "t.csv:2:tiv");
    bs_table_free(two);
    bs_table_free(down);
    bs_table_free(up);
    bs_table_free(table);
}

static void top_leaves_out_what_is_missing(void **state)
{
    (void)state;
    bs_table *table = table_of(sample), *top, *least;
    CHECK_OK(bs_table_top(table, 2, BS_STR("tiv"), &top, NULL));
    CHECK_COLUMN(top, "tiv", "12 7");
    CHECK_OK(bs_table_top(table, 99, BS_STR("-tiv"), &least, NULL));
    CHECK_COLUMN(least, "tiv", "0 3 5 7 12");
    bs_table_free(least);
    bs_table_free(top);
    bs_table_free(table);
}

static void conditions_compare_values_and_find_the_missing(void **state)
{
    (void)state;
    bs_table *table = table_of(sample), *found;
    bs_condition both[] = {{BS_STR("name"), {.type = BS_COLUMN_TEXT, .text = BS_STR("France")}},
                           {BS_STR("year"), {.type = BS_COLUMN_NUMBER, .number = 2021}}};
    CHECK_OK(bs_table_where_equal(table, both, 2, &found, NULL));
    CHECK_COLUMN(found, "tiv", "3");
    bs_table_free(found);
    bs_condition missing = {BS_STR("tiv"), {.is_missing = true}};
    CHECK_OK(bs_table_where_equal(table, &missing, 1, &found, NULL));
    CHECK_COLUMN(found, "name", "Italy");
    bs_table_free(found);
    bs_condition wrong = {BS_STR("year"), {.type = BS_COLUMN_TEXT, .text = BS_STR("2021")}};
    CHECK(bs_table_where_equal(table, &wrong, 1, &found, NULL) == BS_MISUSE);
    bs_table_free(table);
}

static void an_unknown_column_is_told_with_the_nearest(void **state)
{
    (void)state;
    bs_table *table = table_of(sample), *result = NULL;
    bs_error error = {0};
    CHECK(bs_table_sort(table, NAMES(BS_STR("-yaer")), &result, &error) == BS_MISUSE);
    assert_string_equal(error.message, "no column \"yaer\"; the nearest is \"year\"");
    CHECK(bs_table_pick(table, NAMES(BS_STR("share of it")), &result, &error) == BS_MISUSE);
    assert_string_equal(error.message,
                        "no column \"share of it\"; there are \"name\", \"year\", \"tiv\"");
    CHECK(result == NULL);
    bs_table_free(table);
}

static void a_sum_of_nothing_is_missing_and_not_zero(void **state)
{
    (void)state;
    bs_table *table = table_of("name,tiv\na,1\nb,\na,2\nb,\nc,0\n"), *sums;
    bs_total_column totals[] = {{BS_STR("sum"), BS_TOTAL_SUM, BS_STR("tiv"), 0},
                                {BS_STR("rows"), BS_TOTAL_COUNT, {NULL, 0}, 0},
                                {BS_STR("known"), BS_TOTAL_COUNT, BS_STR("tiv"), 0},
                                {BS_STR("unknown"), BS_TOTAL_MISSING, BS_STR("tiv"), 0},
                                {BS_STR("zeros"), BS_TOTAL_ZEROS, BS_STR("tiv"), 0}};
    CHECK_OK(bs_table_group(table, NAMES(BS_STR("name")), totals, 5, &sums, NULL));
    CHECK_COLUMN(sums, "name", "a b c");
    CHECK_COLUMN(sums, "sum", "3 - 0");
    CHECK_COLUMN(sums, "rows", "2 2 1");
    CHECK_COLUMN(sums, "known", "2 0 1");
    CHECK_COLUMN(sums, "unknown", "0 2 0");
    CHECK_COLUMN(sums, "zeros", "0 0 1");
    CHECK(bs_table_column_type(sums, column_of(sums, "sum")) == BS_COLUMN_INTEGER);
    CHECK_EVIDENCE(sums, 0, "sum", "t.csv:2:tiv | t.csv:4:tiv | =sum of tiv");
    CHECK_EVIDENCE(sums, 1, "name", "t.csv:3:name | t.csv:5:name");
    bs_table_free(sums);
    CHECK_OK(bs_table_group(table, (bs_names){0}, totals, 2, &sums, NULL));
    CHECK_COLUMN(sums, "sum", "3");
    CHECK_COLUMN(sums, "rows", "5");
    bs_table_free(sums);
    bs_column_counts counts = bs_table_column_counts(table, 1);
    CHECK(counts.missing == 2 && counts.zeros == 1 && counts.others == 2);
    bs_table_free(table);
}

static void every_total_gives_what_its_name_says(void **state)
{
    (void)state;
    bs_table *table = table_of("g,x,t\na,4,beta\na,1,\na,,Alpha\na,10,beta\n"), *made;
    static const struct {
        const char *name, *column, *expected;
    } cases[] = {{"sum", "x", "15"},     {"mean", "x", "5"},    {"median", "x", "4"},
                 {"min", "x", "1"},      {"max", "x", "10"},    {"first", "x", "4"},
                 {"last", "x", "10"},    {"count", "x", "3"},   {"missing", "x", "1"},
                 {"distinct", "x", "3"}, {"min", "t", "Alpha"}, {"max", "t", "beta"},
                 {"distinct", "t", "2"}, {"last", "t", "beta"}, {"quantile", "x", "7"},
                 {"zeros", "x", "0"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_total_column total = {BS_STR("y"), BS_TOTAL_NONE, bs_str_from(cases[i].column), 0.75};
        CHECK(bs_total_from_name(bs_str_from(cases[i].name), &total.total));
        CHECK_OK(bs_table_group(table, NAMES(BS_STR("g")), &total, 1, &made, NULL));
        CHECK_COLUMN(made, "y", cases[i].expected);
        bs_table_free(made);
    }
    bs_total_column wrong = {BS_STR("y"), BS_TOTAL_MEAN, BS_STR("t"), 0};
    CHECK(bs_table_group(table, NAMES(BS_STR("g")), &wrong, 1, &made, NULL) == BS_MISUSE);
    wrong = (bs_total_column){BS_STR("g"), BS_TOTAL_SUM, BS_STR("x"), 0}; /* two columns called g */
    CHECK(bs_table_group(table, NAMES(BS_STR("g")), &wrong, 1, &made, NULL) == BS_MISUSE);
    bs_table_free(table);
}

static void sums_too_large_for_integers_become_numbers(void **state)
{
    (void)state;
    bs_table *table = table_of("x\n900000000000000000\n900000000000000000\n"), *twice, *sum;
    for (int i = 0; i < 4; i++) {
        CHECK_OK(bs_table_bind(table, table, &twice, NULL));
        bs_table_free(table);
        table = twice;
    }
    bs_total_column total = {BS_STR("x"), BS_TOTAL_SUM, BS_STR("x"), 0};
    CHECK_OK(bs_table_group(table, (bs_names){0}, &total, 1, &sum, NULL));
    CHECK(bs_table_column_type(sum, 0) == BS_COLUMN_NUMBER);
    CHECK_NEAR(bs_table_number(sum, 0, 0), 32 * 9e17, 1e-15);
    bs_table_free(sum);
    bs_table_free(table);
}

static void ranks_and_shares_stay_within_their_groups(void **state)
{
    (void)state;
    bs_table *table = table_of("year,tiv\n1,30\n1,10\n2,5\n1,\n2,5\n2,0\n3,0\n"), *ranked, *shared;
    bs_rank_options rank = {.by = BS_STR("tiv"), .within = NAMES(BS_STR("year"))};
    CHECK_OK(bs_table_rank(table, &rank, &ranked, NULL));
    CHECK_COLUMN(ranked, "rank", "1 2 1 - 1 3 1");
    CHECK(bs_table_column_type(ranked, 2) == BS_COLUMN_INTEGER);
    bs_share_options share = {
        .of = BS_STR("tiv"), .within = NAMES(BS_STR("year")), .as = BS_STR("part")};
    CHECK_OK(bs_table_share(ranked, &share, &shared, NULL));
    CHECK_COLUMN(shared, "part", "0.75 0.25 0.5 - 0.5 0 -"); /* 0 of 0 is no share */
    CHECK_EVIDENCE(shared, 1, "rank",
                   "t.csv:3:tiv | =rank by tiv within year, largest first, ties min");
    CHECK_EVIDENCE(shared, 1, "part", "t.csv:3:tiv | =tiv / sum of tiv within year");
    bs_table_free(shared);
    bs_table_free(ranked);
    rank = (bs_rank_options){
        .by = BS_STR("tiv"), .ties = BS_TIES_AVERAGE, .is_ascending = true, .as = BS_STR("place")};
    CHECK_OK(bs_table_rank(table, &rank, &ranked, NULL));
    CHECK_COLUMN(ranked, "place", "6 5 3.5 - 3.5 1.5 1.5");
    bs_table_free(ranked);
    bs_table_free(table);
}

static void joins_match_keys_by_value_and_never_by_absence(void **state)
{
    (void)state;
    bs_table *left = table_of("id,x\n1,a\n2,b\n,c\n2,d\n4,e\n");
    bs_table *right = table_of("id,x\n2,p\n2.0,q\n9.5,r\n,s\n"); /* numbers, not integers */
    static const struct {
        const char *kind, *id, *x, *other;
    } cases[] = {{"inner", "2 2 2 2", "b b d d", "p q p q"},
                 {"left", "1 2 2 - 2 2 4", "a b b c d d e", "- p q - p q -"},
                 {"full", "1 2 2 - 2 2 4 9.5 -", "a b b c d d e - -", "- p q - p q - r s"},
                 {"semi", "2 2", "b d", NULL},
                 {"anti", "1 - 4", "a c e", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_join_options options = {.on = NAMES(BS_STR("id"))};
        CHECK(bs_join_kind_from_name(bs_str_from(cases[i].kind), &options.kind));
        bs_table *joined;
        CHECK_OK(bs_table_join(left, right, &options, &joined, NULL));
        CHECK_COLUMN(joined, "id", cases[i].id);
        CHECK_COLUMN(joined, "x", cases[i].x);
        if (cases[i].other)
            CHECK_COLUMN(joined, "x (2)", cases[i].other);
        bs_table_free(joined);
    }
    bs_join_options full = {.on = NAMES(BS_STR("id")), .kind = BS_JOIN_FULL};
    bs_table *joined;
    CHECK_OK(bs_table_join(left, right, &full, &joined, NULL));
    CHECK_EVIDENCE(joined, 1, "id", "t.csv:3:id | t.csv:2:id");
    CHECK_EVIDENCE(joined, 1, "x (2)", "t.csv:2:x");
    CHECK_EVIDENCE(joined, 0, "x (2)", "");
    bs_table_free(joined);
    bs_join_options wrong = {.on = NAMES(BS_STR("id")), .on_other = NAMES(BS_STR("x"))};
    CHECK(bs_table_join(left, right, &wrong, &joined, NULL) == BS_MISUSE);
    bs_table_free(right);
    bs_table_free(left);
}

static void a_cell_of_a_pivot_knows_only_its_own_rows(void **state)
{
    (void)state;
    bs_table *table = table_of("who,year,x\nb,2020,1\na,2019,2\nb,2019,3\na,2019,4\nb,,9\n"), *wide;
    bs_pivot_options options = {.rows = NAMES(BS_STR("who")),
                                .columns = BS_STR("year"),
                                .value = BS_STR("x"),
                                .total = BS_TOTAL_SUM};
    CHECK_OK(bs_table_pivot(table, &options, &wide, NULL));
    assert_int_equal(bs_table_column_count(wide), 3); /* a missing heading makes no column */
    CHECK_STR(bs_table_column_name(wide, 1), "2019");
    CHECK_COLUMN(wide, "who", "b a");
    CHECK_COLUMN(wide, "2019", "3 6");
    CHECK_COLUMN(wide, "2020", "1 -");
    CHECK_EVIDENCE(wide, 1, "2019", "t.csv:3:x | t.csv:5:x | =sum of x");
    CHECK_EVIDENCE(wide, 0, "2020", "t.csv:2:x | =sum of x");
    CHECK_EVIDENCE(wide, 1, "who", "t.csv:3:who | t.csv:5:who");
    bs_table_free(wide);

    bs_value zero = {.type = BS_COLUMN_INTEGER, .integer = 0};
    options.fill = &zero;
    CHECK_OK(bs_table_pivot(table, &options, &wide, NULL));
    CHECK_COLUMN(wide, "2020", "1 0");
    bs_table_free(wide);

    bs_error error = {0};
    options.total = BS_TOTAL_NONE;
    CHECK(bs_table_pivot(table, &options, &wide, &error) == BS_MISUSE);
    CHECK(strstr(error.message, "two values for a, 2019"));
    bs_table_free(table);
}

static void melting_and_pivoting_undo_each_other(void **state)
{
    (void)state;
    bs_table *wide = table_of("name,2019,2020,Total\nFrance,1,2.5,3.5\nItaly,,4,4\n"), *lengthy,
             *again;
    bs_melt_options melt = {.keep = NAMES(BS_STR("name")),
                            .is_numbered = true,
                            .names_to = BS_STR("year"),
                            .values_to = BS_STR("x")};
    CHECK_OK(bs_table_melt(wide, &melt, &lengthy, NULL));
    CHECK_COLUMN(lengthy, "name", "France France Italy Italy");
    CHECK_COLUMN(lengthy, "year", "2019 2020 2019 2020");
    CHECK_COLUMN(lengthy, "x", "1 2.5 - 4");
    CHECK(bs_table_column_type(lengthy, 1) == BS_COLUMN_INTEGER);
    CHECK(bs_table_column_type(lengthy, 2) == BS_COLUMN_NUMBER);
    CHECK_EVIDENCE(lengthy, 3, "x", "t.csv:3:2020");
    bs_pivot_options pivot = {
        .rows = NAMES(BS_STR("name")), .columns = BS_STR("year"), .value = BS_STR("x")};
    CHECK_OK(bs_table_pivot(lengthy, &pivot, &again, NULL));
    CHECK_COLUMN(again, "2019", "1 -");
    CHECK_COLUMN(again, "2020", "2.5 4");
    bs_table_free(again);
    bs_table_free(lengthy);

    melt.drop_missing = true;
    melt.columns = NAMES(BS_STR("20*"));
    CHECK_OK(bs_table_melt(wide, &melt, &lengthy, NULL));
    CHECK_COLUMN(lengthy, "x", "1 2.5 4");
    bs_table_free(lengthy);
    melt.columns = NAMES(BS_STR("2021"));
    CHECK(bs_table_melt(wide, &melt, &lengthy, NULL) == BS_MISUSE);
    bs_table_free(wide);
}

static void columns_are_picked_renamed_added_and_replaced(void **state)
{
    (void)state;
    bs_table *table = table_of("a,b\n1,x\n2,y\n"), *made, *more;
    CHECK_OK(bs_table_pick(table, NAMES(BS_STR("b"), BS_STR("a")), &made, NULL));
    CHECK_STR(bs_table_column_name(made, 0), "b");
    bs_table_free(made);
    CHECK_OK(bs_table_rename(table, NAMES(BS_STR("a")), NAMES(BS_STR("value")), &made, NULL));
    CHECK_EVIDENCE(made, 1, "value", "t.csv:3:a"); /* where it was, under the name it had */
    bs_table_free(made);
    CHECK(bs_table_rename(table, NAMES(BS_STR("a")), NAMES(BS_STR("b")), &made, NULL) == BS_MISUSE);

    bs_value values[] = {{.type = BS_COLUMN_INTEGER, .integer = 5},
                         {.type = BS_COLUMN_NUMBER, .number = 0.5}};
    CHECK_OK(bs_table_add(table, BS_STR("c"), values, BS_STR("by hand"), &made, NULL));
    CHECK_COLUMN(made, "c", "5 0.5");
    CHECK_EVIDENCE(made, 0, "c", "t.csv:2 | =by hand");
    values[1] = (bs_value){.type = BS_COLUMN_TEXT, .text = BS_STR("x")};
    CHECK(bs_table_add(table, BS_STR("d"), values, BS_STR("by hand"), &more, NULL) == BS_MISUSE);
    values[0].is_missing = true;
    CHECK_OK(bs_table_add(made, BS_STR("a"), values, (bs_str){NULL, 0}, &more, NULL));
    CHECK_COLUMN(more, "a", "- x");
    CHECK_STR(bs_table_column_name(more, 0), "a");
    bs_table_free(more);
    bs_table_free(made);
    bs_table_free(table);
}

static void binding_matches_columns_by_name(void **state)
{
    (void)state;
    bs_table *one = table_of("a,b\n1,x\n"), *two = table_of("c,a\nz,2.5\n"), *bound, *wrong;
    CHECK_OK(bs_table_bind(one, two, &bound, NULL));
    CHECK_COLUMN(bound, "a", "1 2.5");
    CHECK_COLUMN(bound, "b", "x -");
    CHECK_COLUMN(bound, "c", "- z");
    CHECK_EVIDENCE(bound, 1, "a", "t.csv:2:a");
    CHECK_EVIDENCE(bound, 1, "b", "");
    bs_table_free(bound);
    wrong = table_of("b\n7\n");
    CHECK(bs_table_bind(one, wrong, &bound, NULL) == BS_MISUSE);
    bs_table_free(wrong);
    bs_table_free(two);
    bs_table_free(one);
}

static void distinct_rows_keep_the_evidence_of_all(void **state)
{
    (void)state;
    bs_table *table = table_of("a,b\nx,1\ny,1\nx,1\n"), *distinct;
    CHECK_OK(bs_table_distinct(table, (bs_names){0}, &distinct, NULL));
    CHECK_COLUMN(distinct, "a", "x y");
    CHECK_EVIDENCE(distinct, 0, "b", "t.csv:2:b | t.csv:4:b");
    bs_table_free(distinct);
    bs_table_free(table);
}

static void evidence_of_a_table_joined_with_itself_is_told_once(void **state)
{
    (void)state;
    bs_table *table = table_of("a\n1\n"), *joined;
    bs_join_options options = {.on = NAMES(BS_STR("a")), .kind = BS_JOIN_FULL};
    for (int i = 0; i < 200; i++) { /* 2^200 ways back */
        CHECK_OK(bs_table_join(table, table, &options, &joined, NULL));
        bs_table_free(table);
        table = joined;
    }
    CHECK_EVIDENCE(table, 0, "a", "t.csv:2:a");
    bs_table_free(table);
}

static void a_chain_of_operations_has_an_end(void **state)
{
    (void)state;
    bs_table *table = table_of("a\n1\n"), *next;
    bs_error error = {0};
    bs_status status = BS_OK;
    size_t steps = 0;
    while ((status = bs_table_pick(table, NAMES(BS_STR("a")), &next, &error)) == BS_OK) {
        bs_table_free(table);
        table = next;
        steps++;
    }
    CHECK(status == BS_LIMIT && steps == BS_TABLE_DEPTH_MAX);
    CHECK_EVIDENCE(table, 0, "a", "t.csv:2:a");
    bs_table_free(table);
}

/* Pseudo-random tables: what must hold of any. */
static void sums_of_groups_add_up_and_sorting_permutes(void **state)
{
    (void)state;
    uint32_t seed = 12345;
    for (int round = 0; round < 50; round++) {
        bs_buffer text = {0};
        bs_buffer_add(&text, BS_STR("g,x\n"));
        double whole = 0;
        int rows = (int)(seed >> 20) % 60;
        for (int i = 0; i < rows; i++) {
            seed = seed * 1664525 + 1013904223;
            int value = (int)(seed >> 24) - 100;
            bool is_missing = seed % 7 == 0;
            bs_buffer_print(&text, "g%u,", (seed >> 16) % 5);
            if (!is_missing)
                bs_buffer_print(&text, "%d", value);
            bs_buffer_add_char(&text, '\n');
            whole += is_missing ? 0 : value;
        }
        bs_buffer_add_char(&text, '\0');
        bs_table *table = table_of(text.data), *sums, *sorted;
        bs_total_column total = {BS_STR("sum"), BS_TOTAL_SUM, BS_STR("x"), 0};
        bool has_numbers = bs_table_column_type(table, 1) == BS_COLUMN_INTEGER;
        if (has_numbers) {
            CHECK_OK(bs_table_group(table, NAMES(BS_STR("g")), &total, 1, &sums, NULL));
            double sum = 0;
            for (size_t i = 0; i < bs_table_row_count(sums); i++)
                if (!bs_table_is_missing(sums, i, 1))
                    sum += bs_table_number(sums, i, 1);
            CHECK(sum == whole);
            bs_table_free(sums);
        }
        CHECK_OK(bs_table_sort(table, NAMES(BS_STR("x")), &sorted, NULL));
        CHECK(bs_table_row_count(sorted) == bs_table_row_count(table));
        double permuted = 0;
        for (size_t i = 0; i < bs_table_row_count(sorted) && has_numbers; i++) {
            permuted += bs_table_is_missing(sorted, i, 1) ? 0 : bs_table_number(sorted, i, 1);
            if (i > 0 && !bs_table_is_missing(sorted, i, 1))
                CHECK(bs_table_number(sorted, i - 1, 1) <= bs_table_number(sorted, i, 1));
        }
        CHECK(!has_numbers || permuted == whole);
        bs_table_free(sorted);
        bs_table_free(table);
        bs_buffer_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorting_is_stable_and_puts_missing_last),
        cmocka_unit_test(top_leaves_out_what_is_missing),
        cmocka_unit_test(conditions_compare_values_and_find_the_missing),
        cmocka_unit_test(an_unknown_column_is_told_with_the_nearest),
        cmocka_unit_test(a_sum_of_nothing_is_missing_and_not_zero),
        cmocka_unit_test(every_total_gives_what_its_name_says),
        cmocka_unit_test(sums_too_large_for_integers_become_numbers),
        cmocka_unit_test(ranks_and_shares_stay_within_their_groups),
        cmocka_unit_test(joins_match_keys_by_value_and_never_by_absence),
        cmocka_unit_test(a_cell_of_a_pivot_knows_only_its_own_rows),
        cmocka_unit_test(melting_and_pivoting_undo_each_other),
        cmocka_unit_test(columns_are_picked_renamed_added_and_replaced),
        cmocka_unit_test(binding_matches_columns_by_name),
        cmocka_unit_test(distinct_rows_keep_the_evidence_of_all),
        cmocka_unit_test(evidence_of_a_table_joined_with_itself_is_told_once),
        cmocka_unit_test(a_chain_of_operations_has_an_end),
        cmocka_unit_test(sums_of_groups_add_up_and_sorting_permutes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
