/* read_test.c - tables in the shapes in which people export them. */
#include "support.h"

#include <stdlib.h>
#include <unistd.h>

/* A raw export: padded prose, a blank heading, a total, notes below. */
static const char export_text[] = "\"Value of exports from all, 2019-2021\",,,,,\r\n"
                                  "Figures are in millions.,,,,,\r\n"
                                  "A '0' indicates a value of less than 0.5,,,,,\r\n"
                                  ",,,,,\r\n"
                                  "Generated: 19 December 2023,,,,,\r\n"
                                  ",,,,,\r\n"
                                  ",2019,2020,2021,Total,\r\n"
                                  "Albania,,0,,0,\r\n"
                                  "\"Korea, South\",5,,7,12,\r\n"
                                  "Zimbabwe,,,,,\r\n"
                                  ",,,,,\r\n"
                                  "Total,5,0,7,12,\r\n"
                                  ",,,,,\r\n"
                                  "* is not a state,,,,,\r\n";

static void an_export_is_cleared_of_all_but_its_rows(void **state)
{
    (void)state;
    bs_table *table = table_of(export_text);
    assert_int_equal(bs_table_column_count(table), 5); /* the padding is gone */
    CHECK_COLUMN(table, "name", "Albania Korea, South Zimbabwe");
    CHECK_COLUMN(table, "2020", "0 - -"); /* 0 is said, blank is not */
    CHECK_COLUMN(table, "Total", "0 12 -");
    CHECK(bs_table_column_type(table, 1) == BS_COLUMN_INTEGER);
    CHECK_STR(bs_table_note(table, 0), "Value of exports from all, 2019-2021");
    CHECK(has_note(table, "Generated: 19 December 2023"));
    CHECK(has_note(table, "* is not a state"));
    CHECK(has_note(table, "record 12 (Total) is a total"));
    CHECK_COLUMN(bs_table_totals(table), "2021", "7");
    CHECK_EVIDENCE(table, 1, "2021", "t.csv:9:2021");
    CHECK_EVIDENCE(bs_table_totals(table), 0, "name", "t.csv:12:name");
    bs_table_free(table);

    bs_table_read_options options = {.keep_totals = true};
    CHECK_OK(
        bs_table_read_bytes(bs_str_from(export_text), BS_STR("t.csv"), &options, &table, NULL));
    CHECK_COLUMN(table, "name", "Albania Korea, South Zimbabwe Total");
    CHECK(!bs_table_totals(table));
    bs_table_free(table);
}

static void regions_amid_the_rows_stay_and_signs_of_absence_are_told(void **state)
{
    (void)state;
    bs_table *table = table_of("Spending by country\n"
                               "\"\"\". .\"\" = no data. \"\"xxx\"\" = no state.\"\n"
                               "\"\"\n"
                               "Country,,Notes,1949.0,1950.0,1951.0\n"
                               "Africa\n"
                               "Algeria,,\xc2\xa7"
                               "4,xxx,...,1.5\n"
                               "Libya,,,xxx,2.25,.. \n"
                               "Europe\n"
                               "France,,,3,n/a,4\n");
    CHECK_COLUMN(table, "Country", "Africa Algeria Libya Europe France");
    CHECK_COLUMN(table, "1949", "- - - - 3");
    CHECK_COLUMN(table, "1951", "- 1.5 - - 4");
    CHECK(bs_table_column_find(table, BS_STR("column 2")) == BS_COLUMN_NONE);
    CHECK(has_note(table, "\". .\" = no data."));
    CHECK(has_note(table, "5 cells are read as missing: \"xxx\" (2), \"...\" (1), \"n/a\" (1), "
                          "\"..\" (1), in columns \"1949\", \"1950\", \"1951\""));
    CHECK(has_note(table, "2 records have fewer than the 6 cells of the header: 5, 8"));
    bs_table_free(table);
}

static void delimiters_and_decimal_commas_are_found(void **state)
{
    (void)state;
    bs_table *table = table_of("Land;Wert;Anteil;Jahr\n"
                               "D\xc3\xa4nemark;1.234,5;12,5%;2019\n"
                               "Italien;99,25;0,5%;2020\n"
                               "Insgesamt;1.333,75;13%;\n");
    CHECK_COLUMN(table, "Wert", "1234.5 99.25");
    CHECK_COLUMN(table, "Anteil", "12.5 0.5");
    CHECK(has_note(table, "column \"Anteil\" is in per cent"));
    CHECK_COLUMN(bs_table_totals(table), "Wert", "1333.75");
    bs_table_free(table);
    table = table_of("a\tb\n1,5\tx;y\n2,5\tz;w\n");
    CHECK_COLUMN(table, "a", "1.5 2.5");
    bs_table_free(table);
    table = table_of("name|x\na|1\nb|2\n");
    CHECK_COLUMN(table, "x", "1 2");
    bs_table_free(table);
    /* 1,234 can be read in two ways: another column tells. */
    table = table_of("a,b\n\"1,234\",0.5\n\"2,345\",1.5\n");
    CHECK_COLUMN(table, "a", "1234 2345");
    bs_table_free(table);
    table = table_of("a;b\n1,234;0,5\n2,345;1,5\n");
    CHECK_COLUMN(table, "a", "1.234 2.345");
    bs_table_free(table);
    table = table_of("a,b\n1 234 567,x\n12\xc2\xa0"
                     "345,x\n-1'000,x\n");
    CHECK_COLUMN(table, "a", "1234567 12345 -1000");
    bs_table_free(table);
}

static void types_are_those_that_all_cells_fit(void **state)
{
    (void)state;
    bs_table *table = table_of("code,day,flag,mixed,big,dash,word\n"
                               "007,2024-07-09,true,1,9223372036854775807,-,-\n"
                               "042,2024-07-10,FALSE,x,9223372036854775808,3,-\n"
                               "1,,true,2,1,\xe2\x80\x93,-\n");
    CHECK_COLUMN(table, "code", "007 042 1");
    CHECK_COLUMN(table, "day", "2024-07-09 2024-07-10 -");
    CHECK_COLUMN(table, "flag", "true false true");
    CHECK_COLUMN(table, "mixed", "1 x 2");
    CHECK(bs_table_column_type(table, column_of(table, "big")) == BS_COLUMN_NUMBER);
    CHECK_COLUMN(table, "dash", "- 3 -");
    CHECK(bs_table_column_type(table, column_of(table, "dash")) == BS_COLUMN_INTEGER);
    CHECK(bs_table_column_type(table, column_of(table, "word")) == BS_COLUMN_TEXT);
    bs_table_free(table);

    bs_column_wish wishes[] = {{BS_STR("mixed"), BS_COLUMN_INTEGER},
                               {BS_STR("big"), BS_COLUMN_TEXT}};
    bs_table_read_options options = {.types = wishes, .type_count = 2};
    bs_str text = BS_STR("mixed,big\n1,10\nx,20\n");
    CHECK_OK(bs_table_read_bytes(text, BS_STR("t"), &options, &table, NULL));
    CHECK_COLUMN(table, "mixed", "1 -");
    CHECK(bs_table_column_type(table, 1) == BS_COLUMN_TEXT);
    CHECK(has_note(table, "1 cell is unreadable and so missing: \"x\" (1)"));
    bs_table_free(table);
    wishes[0].column = BS_STR("mixd");
    CHECK(bs_table_read_bytes(text, BS_STR("t"), &options, &table, NULL) == BS_MISUSE);
}

static void encodings_are_recognised(void **state)
{
    (void)state;
    bs_table *table = table_of("\xef\xbb\xbf\"name\",x\nT\xc3\xbcrkiye,1\n");
    CHECK_COLUMN(table, "name", "T\xc3\xbcrkiye");
    bs_table_free(table);
    /* Windows-1252 in one line, UTF-8 in another */
    table = table_of("name,x\nT\xfcrkiye,1\nC\xc3\xb4te,2\n\x93q\x94,3\n");
    CHECK_COLUMN(table, "name", "T\xc3\xbcrkiye C\xc3\xb4te \xe2\x80\x9cq\xe2\x80\x9d");
    CHECK(has_note(table, "2 lines are no UTF-8"));
    bs_table_free(table);
    static const char little[] = "\xff\xfen\0,\0x\0\n\0\xe9\0,\0\x31\0\n\0";
    static const char big[] = "\xfe\xff\0n\0,\0x\0\n\xd8\x3d\xde\0\0,\0\x31\0\n";
    static const char bare[] = "n\0,\0x\0\n\0a\0,\0\x31\0\n\0";
    CHECK_OK(
        bs_table_read_bytes((bs_str){little, sizeof little - 1}, BS_STR("t"), NULL, &table, NULL));
    CHECK_COLUMN(table, "n", "\xc3\xa9");
    bs_table_free(table);
    CHECK_OK(bs_table_read_bytes((bs_str){big, sizeof big - 1}, BS_STR("t"), NULL, &table, NULL));
    CHECK_COLUMN(table, "n", "\xf0\x9f\x98\x80");
    bs_table_free(table);
    CHECK_OK(bs_table_read_bytes((bs_str){bare, sizeof bare - 1}, BS_STR("t"), NULL, &table, NULL));
    CHECK_COLUMN(table, "x", "1");
    bs_table_free(table);
}

static void odd_rows_are_kept_and_told(void **state)
{
    (void)state;
    bs_table *table = table_of("a,b,c\n1,2\n1,2,3,4\n\"x\ny\",5,6\n7,8,9\n");
    CHECK_COLUMN(table, "c", "- 3 6 9");
    CHECK_COLUMN(table, "column 4", "- 4 - -");
    CHECK_COLUMN(table, "a", "1 1 x\ny 7");
    CHECK(has_note(table, "1 record has fewer than the 3 cells of the header: 2"));
    CHECK(has_note(table, "1 record has more than the 3 cells of the header: 3"));
    CHECK_EVIDENCE(table, 3, "a", "t.csv:5:a");
    bs_table_free(table);
    table = table_of("a,a,,b ,\" c\n d\"\n1,2,3,4,5\n");
    CHECK_COLUMN(table, "a (2)", "2");
    CHECK_COLUMN(table, "column 3", "3");
    CHECK_COLUMN(table, "b", "4");
    CHECK_COLUMN(table, "c d", "5");
    bs_table_free(table);
}

static void every_line_end_counts_once(void **state)
{
    (void)state;
    static const char *const texts[] = {"a,b\n1,2\n\n3,4", "a,b\r\n1,2\r\n\r\n3,4\r\n",
                                        "a,b\r1,2\r\r3,4\r"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bs_table *table = table_of(texts[i]);
        CHECK_COLUMN(table, "a", "1 3");
        CHECK_EVIDENCE(table, 1, "a", "t.csv:4:a");
        bs_table_free(table);
    }
}

static void headers_are_found_below_prose_with_commas(void **state)
{
    (void)state;
    bs_table *table = table_of("Arms exports, 2022\n\nname,value\nFrance,3\nItaly,4\n");
    CHECK_COLUMN(table, "value", "3 4");
    CHECK_STR(bs_table_note(table, 0), "Arms exports, 2022");
    bs_table_free(table);
    table = table_of("Source: the institute, Stockholm\nname,year,value\nFrance,2020,3\n");
    CHECK_COLUMN(table, "value", "3");
    bs_table_free(table);
    bs_table_read_options options = {.header = 2};
    CHECK_OK(
        bs_table_read_bytes(BS_STR("x,y\nname,value\na,1\n"), BS_STR("t"), &options, &table, NULL));
    CHECK_COLUMN(table, "value", "1");
    bs_table_free(table);
    options = (bs_table_read_options){.has_no_header = true};
    CHECK_OK(bs_table_read_bytes(BS_STR("a,1\nb,2\n"), BS_STR("t"), &options, &table, NULL));
    CHECK_COLUMN(table, "column 1", "a b");
    CHECK_COLUMN(table, "column 2", "1 2");
    bs_table_free(table);
}

static void a_company_called_total_amid_the_rows_is_no_total(void **state)
{
    (void)state;
    bs_table *table = table_of("name,x\nTotalitarian Inc.,1\nTotal,2\nZeta,3\nTotals:,6\n");
    CHECK_COLUMN(table, "name", "Totalitarian Inc. Total Zeta");
    CHECK_COLUMN(bs_table_totals(table), "x", "6");
    bs_table_free(table);
    table = table_of("name,x\nTotal,2\n");
    CHECK_COLUMN(table, "name", "Total");
    bs_table_free(table);
}

static void what_cannot_be_read_is_an_error_with_its_place(void **state)
{
    (void)state;
    bs_table *table = NULL;
    bs_error error = {0};
    CHECK(bs_table_read_bytes(BS_STR("a,b\n1,2\n\"3,4\n5,6\n"), BS_STR("t.csv"), NULL, &table,
                              &error) == BS_BAD_DATA);
    assert_string_equal(error.message, "t.csv: record 3 opens a quote that is never closed");
    CHECK(bs_table_read("no/such.csv", NULL, &table, &error) == BS_IO);
    bs_table_read_options options = {.header = 9};
    CHECK(bs_table_read_bytes(BS_STR("a\n"), BS_STR("t"), &options, &table, &error) == BS_MISUSE);
    size_t size = 3u << 20;
    char *huge = malloc(size);
    memset(huge, 'x', size);
    memcpy(huge, "a,b\n\"", 5);
    CHECK(bs_table_read_bytes((bs_str){huge, size}, BS_STR("t"), NULL, &table, &error) == BS_LIMIT);
    memset(huge, ',', size);
    CHECK(bs_table_read_bytes((bs_str){huge, size}, BS_STR("t"), NULL, &table, &error) == BS_LIMIT);
    free(huge);
    CHECK(bs_table_read_bytes(BS_STR("PK\3\4\x14\0\6\0"), BS_STR("t.xlsx"), NULL, &table, &error) ==
          BS_UNSUPPORTED);
    assert_string_equal(error.message, "t.xlsx: a spreadsheet or zip file; save it as CSV");
    CHECK(bs_table_read_bytes(BS_STR("\x7f"
                                     "ELF\2\1\1\0\3\0\1\2,\n"),
                              BS_STR("t"), NULL, &table, &error) == BS_BAD_DATA);
    CHECK(table == NULL);
}

static void nothing_gives_an_empty_table(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "\n\n\n", ",,\n,,\n", "\xef\xbb\xbf", "   "};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bs_table *table = table_of(texts[i]);
        assert_int_equal(bs_table_row_count(table), 0);
        bs_table_free(table);
    }
    bs_table *table = table_of("a,b\n");
    assert_int_equal(bs_table_column_count(table), 2);
    bs_table_free(table);
}

static void rows_come_from_json_too(void **state)
{
    (void)state;
    static const char *const texts[] = {"[{\"a\": 1, \"b\": \"x\"},\n {\"b\": null, \"a\": 2.5, "
                                        "\"c\": {\"d\": [1, \"q\\\"\"], \"e\": {}}}]",
                                        "{\"a\": 1, \"b\": \"x\"}\n{\"b\": null, \"a\": 2.5, "
                                        "\"c\": {\"d\": [1, \"q\\\"\"], \"e\": {}}}\n"};
    for (size_t i = 0; i < 2; i++) {
        bs_table *table = table_of(texts[i]);
        CHECK_COLUMN(table, "a", "1 2.5");
        CHECK_COLUMN(table, "b", "x -");
        CHECK_COLUMN(table, "c", "- {\"d\":[1,\"q\\\"\"],\"e\":{}}");
        CHECK_EVIDENCE(table, 1, "a", "t.csv:2:a");
        bs_table_free(table);
    }
    bs_table *table = table_of("[{\"a\": 1}, {\"a\": \"x\"}, {\"a\": true}]");
    CHECK_COLUMN(table, "a", "1 x true");
    bs_table_free(table);
    bs_column_wish wishes[] = {{BS_STR("a"), BS_COLUMN_NUMBER}, {BS_STR("b"), BS_COLUMN_TEXT}};
    bs_table_read_options options = {.types = wishes, .type_count = 2};
    bs_str typed = BS_STR("[{\"a\": 1, \"b\": 2}, {\"a\": \"x\"}]");
    CHECK_OK(bs_table_read_bytes(typed, BS_STR("t"), &options, &table, NULL));
    CHECK(bs_table_column_type(table, 0) == BS_COLUMN_NUMBER);
    CHECK_COLUMN(table, "a", "1 -");
    CHECK_STR(bs_table_text(table, 0, 1), "2");
    CHECK(has_note(table, "1 value is of another type than asked for"));
    bs_table_free(table);
    wishes[1].column = BS_STR("c");
    CHECK(bs_table_read_bytes(typed, BS_STR("t"), &options, &table, NULL) == BS_MISUSE);
    static const char *const wrong[] = {"[1]",     "[{\"a\": 1}", "{\"a\": 1",
                                        "[{}] {}", "{\"a\" 1}",   "[[{}]]"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bs_error error = {0};
        CHECK(bs_table_read_bytes(bs_str_from(wrong[i]), BS_STR("t.json"), NULL, &table, &error) ==
              BS_BAD_DATA);
        CHECK(strstr(error.message, "t.json: object"));
    }
}

/* --- files as they were downloaded ----------------------------------------------------------- */

#define SHARED "../shared/corpora/sipri/"

static bs_table *shared_table(const char *path)
{
    if (access(path, R_OK) != 0) {
        print_message("skipped: %s is not there\n", path);
        skip();
    }
    bs_table *table;
    CHECK_OK(bs_table_read(path, NULL, &table, NULL));
    return table;
}

static void raw_spending_tables_are_read_whole(void **state)
{
    (void)state;
    bs_table *table = shared_table(SHARED "milex/milex-country-constant-usd.csv");
    CHECK_STR(bs_table_column_name(table, 0), "Country");
    assert_int_equal(bs_table_row_count(table), 192);
    for (size_t i = 2; i < bs_table_column_count(table); i++)
        CHECK(bs_table_column_type(table, i) == BS_COLUMN_NUMBER);
    CHECK(bs_table_column_find(table, BS_STR("2022")) != BS_COLUMN_NONE);
    CHECK(has_note(table, "\"xxx\" = country did not exist"));
    bs_table_free(table);
}

static void raw_import_tables_keep_their_total_aside(void **state)
{
    (void)state;
    bs_table *table = shared_table(SHARED "import-values-1950-2023.csv");
    assert_int_equal(bs_table_row_count(table), 261);
    CHECK_COLUMN(bs_table_totals(table), "Recipient", "Total world import");
    CHECK(number_of(table, 0, "Percentage") == 6.5); /* India */
    bs_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_export_is_cleared_of_all_but_its_rows),
        cmocka_unit_test(regions_amid_the_rows_stay_and_signs_of_absence_are_told),
        cmocka_unit_test(delimiters_and_decimal_commas_are_found),
        cmocka_unit_test(types_are_those_that_all_cells_fit),
        cmocka_unit_test(encodings_are_recognised),
        cmocka_unit_test(odd_rows_are_kept_and_told),
        cmocka_unit_test(every_line_end_counts_once),
        cmocka_unit_test(headers_are_found_below_prose_with_commas),
        cmocka_unit_test(a_company_called_total_amid_the_rows_is_no_total),
        cmocka_unit_test(what_cannot_be_read_is_an_error_with_its_place),
        cmocka_unit_test(nothing_gives_an_empty_table),
        cmocka_unit_test(rows_come_from_json_too),
        cmocka_unit_test(raw_spending_tables_are_read_whole),
        cmocka_unit_test(raw_import_tables_keep_their_total_aside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
