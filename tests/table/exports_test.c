/*
 * exports_test.c - the whole way from a raw export to a published ranking: read, melt, select
 * years, sum, share, rank, for every window for which reference ranks were computed elsewhere.
 */
#include "support.h"

#include <stdlib.h>
#include <unistd.h>

static const char raw_path[] = "../shared/corpora/sipri/TIV-Export-All-Country-1950-2022.csv";
static const char golden_path[] = "../shared/corpora/golden/rank-from-tiv-table-1950-2022.csv";

/* Sums of the years of a window by country. */
static bs_table *sum_window(bs_table *years, int64_t first, int64_t last)
{
    size_t count = bs_table_row_count(years);
    bool *mask = calloc(count, sizeof *mask);
    for (size_t row = 0; row < count; row++) {
        int64_t year = bs_table_integer(years, row, column_of(years, "year"));
        mask[row] = year >= first && year <= last;
    }
    bs_table *window, *sums;
    CHECK_OK(bs_table_where(years, mask, &window, NULL));
    free(mask);
    bs_total_column total = {BS_STR("tiv"), BS_TOTAL_SUM, BS_STR("tiv"), 0};
    CHECK_OK(bs_table_group(window, NAMES(BS_STR("name")), &total, 1, &sums, NULL));
    bs_table_free(window);
    return sums;
}

/* With shares of the total that the export itself gives (which differs from the sum by rounding)
 * and ranks, largest first. */
static bs_table *rank_window(bs_table *years, bs_table *total_years, int64_t first)
{
    bs_table *sums = sum_window(years, first, first + 4);
    bs_table *whole = sum_window(total_years, first, first + 4);
    bs_table *shares, *ranks, *sorted;
    bs_share_options share = {.of = BS_STR("tiv"), .whole = number_of(whole, 0, "tiv")};
    CHECK_OK(bs_table_share(sums, &share, &shares, NULL));
    bs_rank_options rank = {.by = BS_STR("tiv"), .ties = BS_TIES_FIRST};
    CHECK_OK(bs_table_rank(shares, &rank, &ranks, NULL));
    CHECK_OK(bs_table_sort(ranks, NAMES(BS_STR("rank")), &sorted, NULL));
    bs_table_free(ranks);
    bs_table_free(shares);
    bs_table_free(whole);
    bs_table_free(sums);
    return sorted;
}

static bs_table *melt_years(bs_table *wide)
{
    bs_table *years;
    bs_melt_options melt = {.keep = NAMES(BS_STR("name")),
                            .is_numbered = true,
                            .names_to = BS_STR("year"),
                            .values_to = BS_STR("tiv")};
    CHECK_OK(bs_table_melt(wide, &melt, &years, NULL));
    return years;
}

static void check_row(bs_table *ranked, bs_table *golden, size_t row)
{
    int64_t rank = bs_table_integer(golden, row, column_of(golden, "rank"));
    bs_str supplier = text_of(golden, row, "supplier");
    size_t place = SIZE_MAX;
    for (size_t i = 0; i < bs_table_row_count(ranked) && place == SIZE_MAX; i++)
        if (bs_str_equal(text_of(ranked, i, "name"), supplier))
            place = i;
    if (place == SIZE_MAX)
        fail_msg("%.*s is not ranked", BS_STR_ARG(supplier));
    assert_int_equal(bs_table_integer(ranked, place, column_of(ranked, "rank")), rank);
    CHECK(number_of(ranked, place, "tiv") == number_of(golden, row, "tiv"));
    double share = number_of(ranked, place, "share") * 100;
    CHECK(fabs(share - number_of(golden, row, "share_pct")) < 0.005);
}

static void a_raw_export_gives_the_reference_ranks(void **state)
{
    (void)state;
    if (access(raw_path, R_OK) != 0 || access(golden_path, R_OK) != 0) {
        print_message("skipped: %s is not there\n", raw_path);
        skip();
    }
    bs_table *raw, *golden, *years;
    CHECK_OK(bs_table_read(raw_path, NULL, &raw, NULL));
    CHECK_OK(bs_table_read(golden_path, NULL, &golden, NULL));
    CHECK(has_note(raw, "Generated: 19 December 2023"));
    CHECK(bs_table_totals(raw) && bs_table_row_count(bs_table_totals(raw)) == 1);
    years = melt_years(raw);
    bs_table *total_years = melt_years(bs_table_totals(raw));

    bs_table *ranked = NULL;
    bs_str period = {NULL, 0};
    for (size_t row = 0; row < bs_table_row_count(golden); row++) {
        bs_str next = text_of(golden, row, "period");
        if (!ranked || !bs_str_equal(next, period)) {
            period = next; /* "1990-94" */
            int64_t first = 0;
            CHECK(bs_str_integer(bs_str_slice(period, 0, 4), &first));
            bs_table_free(ranked);
            ranked = rank_window(years, total_years, first);
        }
        check_row(ranked, golden, row);
    }
    assert_int_equal(bs_table_row_count(golden), 275);
    /* The sum of the United States in the last window came from five cells of one record. */
    CHECK_EVIDENCE(ranked, 0, "tiv",
                   "../shared/corpora/sipri/TIV-Export-All-Country-1950-2022.csv:138:2018 | "
                   "../shared/corpora/sipri/TIV-Export-All-Country-1950-2022.csv:138:2019 | "
                   "../shared/corpora/sipri/TIV-Export-All-Country-1950-2022.csv:138:2020 | "
                   "../shared/corpora/sipri/TIV-Export-All-Country-1950-2022.csv:138:2021 | "
                   "../shared/corpora/sipri/TIV-Export-All-Country-1950-2022.csv:138:2022 | "
                   "=sum of tiv");
    bs_table_free(ranked);
    bs_table_free(total_years);
    bs_table_free(years);
    bs_table_free(golden);
    bs_table_free(raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_raw_export_gives_the_reference_ranks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
