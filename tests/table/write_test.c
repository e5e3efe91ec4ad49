/* write_test.c - tables as text, and what comes back when it is read. */
#include "support.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "table/write.h"

static const char *format(const bs_table *table, bs_table_format to,
                          const bs_table_write_options *options, bs_buffer *out)
{
    bs_error error = {0};
    out->size = 0;
    if (bs_table_format_to(table, to, options, out, &error) != BS_OK)
        fail_msg("%s", error.message);
    bs_buffer_add_char(out, '\0');
    return out->data;
}

static bs_table *sample(void)
{
    bs_table_builder *builder;
    bs_table *table;
    CHECK_OK(bs_table_builder_new(&builder, NULL));
    bs_table_add_column(builder, BS_STR("name"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("count"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("share"), BS_COLUMN_NUMBER);
    bs_table_add_column(builder, BS_STR("a|b"), BS_COLUMN_BOOLEAN);
    bs_table_add_row(builder);
    bs_table_set_text(builder, 0, BS_STR("Say \"hi\", <you>"));
    bs_table_set_integer(builder, 1, -3);
    bs_table_set_number(builder, 2, 0.1);
    bs_table_set_boolean(builder, 3, true);
    bs_table_add_row(builder);
    bs_table_set_text(builder, 0, BS_STR("two\nlines"));
    bs_table_set_number(builder, 2, 2);
    bs_table_add_row(builder);
    bs_table_set_text(builder, 0, BS_STR(""));
    bs_table_set_integer(builder, 1, 1000);
    CHECK_OK(bs_table_finish(builder, &table, NULL));
    return table;
}

static void each_format_quotes_what_it_must(void **state)
{
    (void)state;
    bs_table *table = sample();
    bs_buffer out = {0};
    assert_string_equal(format(table, BS_FORMAT_CSV, NULL, &out),
                        "name,count,share,a|b\n\"Say \"\"hi\"\", <you>\",-3,0.1,true\n"
                        "\"two\nlines\",,2,\n\"\",1000,,\n");
    assert_string_equal(format(table, BS_FORMAT_TSV, NULL, &out),
                        "name\tcount\tshare\ta|b\n\"Say \"\"hi\"\", <you>\"\t-3\t0.1\ttrue\n"
                        "\"two\nlines\"\t\t2\t\n\"\"\t1000\t\t\n");
    assert_string_equal(
        format(table, BS_FORMAT_JSON, NULL, &out),
        "[\n{\"name\": \"Say \\\"hi\\\", <you>\", \"count\": -3, \"share\": 0.1, \"a|b\": true},\n"
        "{\"name\": \"two\\nlines\", \"count\": null, \"share\": 2, \"a|b\": null},\n"
        "{\"name\": \"\", \"count\": 1000, \"share\": null, \"a|b\": null}\n]\n");
    assert_string_equal(format(table, BS_FORMAT_MARKDOWN, NULL, &out),
                        "| name | count | share | a\\|b |\n| --- | ---: | ---: | --- |\n"
                        "| Say \"hi\", \\<you> | -3 | 0.1 | true |\n| two lines |  | 2 |  |\n"
                        "|  | 1000 |  |  |\n");
    assert_string_equal(
        format(table, BS_FORMAT_HTML, NULL, &out),
        "<table>\n<thead>\n<tr><th>name</th><th class=\"number\">count</th>"
        "<th class=\"number\">share</th><th>a|b</th></tr>\n</thead>\n<tbody>\n"
        "<tr><td>Say &quot;hi&quot;, &lt;you&gt;</td><td class=\"number\">-3</td>"
        "<td class=\"number\">0.1</td><td>true</td></tr>\n"
        "<tr><td>two\nlines</td><td class=\"number\"></td><td "
        "class=\"number\">2</td><td></td></tr>\n"
        "<tr><td></td><td class=\"number\">1000</td><td class=\"number\"></td><td></td></tr>\n"
        "</tbody>\n</table>\n");
    bs_buffer_clear(&out);
    bs_table_free(table);
}

static void the_terminal_gets_aligned_columns(void **state)
{
    (void)state;
    bs_table *table = sample();
    bs_buffer out = {0};
    bs_table_write_options options = {.is_ascii = true};
    assert_string_equal(format(table, BS_FORMAT_TEXT, &options, &out),
                        "name             count  share  a|b\n"
                        "---------------  -----  -----  ----\n"
                        "Say \"hi\", <you>     -3    0.1  true\n"
                        "two lines                 2.0\n"
                        "                  1000\n");
    bs_column_decimals decimals = {BS_STR("share"), 3};
    options = (bs_table_write_options){.decimals = &decimals, .decimals_count = 1, .rows_max = 1};
    assert_string_equal(format(table, BS_FORMAT_TEXT, &options, &out),
                        "name             count  share  a|b\n"
                        "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                        "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                        "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80  "
                        "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80  "
                        "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80  "
                        "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\n"
                        "Say \"hi\", <you>     -3  0.100  true\n"
                        "\xe2\x80\xa6 2 more rows\n");
    bs_buffer_clear(&out);
    bs_table_free(table);
}

static void no_line_is_wider_than_the_terminal(void **state)
{
    (void)state;
    bs_table *table =
        table_of("name,comment,x,\xe5\x9b\xbd\xe5\x90\x8d\n"
                 "Korea,a very long comment that cannot be shown whole on a narrow screen,"
                 "12,\xe5\xa4\xa7\xe9\x9f\xa9\xe6\xb0\x91\xe5\x9b\xbd\xe5\xa4\xa7\xe9\x9f\xa9\n"
                 "e\xcc\x81,\033[31mred\033[0m\xe2\x80\xaegnp,1,x\n");
    bs_buffer out = {0};
    for (size_t width = 1; width < 100; width++)
        for (int is_ascii = 0; is_ascii < 2; is_ascii++) {
            bs_table_write_options options = {.width = width, .is_ascii = is_ascii};
            bs_str rest = bs_str_from(format(table, BS_FORMAT_TEXT, &options, &out)), line;
            CHECK(bs_str_find(rest, BS_STR("\033"), 0) == SIZE_MAX); /* cells do not drive it */
            for (int i = 0; bs_str_cut(&rest, '\n', &line) && i < 4; i++)
                CHECK(bs_utf8_width(line) <= width);
        }
    bs_table_write_options narrow = {.width = 30};
    CHECK(strstr(format(table, BS_FORMAT_TEXT, &narrow, &out), "\xe2\x80\xa6 1 more column\n"));
    bs_buffer_clear(&out);
    bs_table_free(table);
}

static void small_numbers_keep_their_digits(void **state)
{
    (void)state;
    bs_table *table = table_of("p,x\n1.25e-30,0.123456789\n0.5,100\n");
    bs_buffer out = {0};
    bs_table_write_options options = {.is_ascii = true};
    assert_string_equal(format(table, BS_FORMAT_TEXT, &options, &out), "       p         x\n"
                                                                       "--------  --------\n"
                                                                       "1.25e-30    0.1235\n"
                                                                       "     0.5  100.0000\n");
    assert_string_equal(format(table, BS_FORMAT_CSV, NULL, &out),
                        "p,x\n1.25e-30,0.123456789\n0.5,100\n");
    bs_column_decimals decimals = {BS_STR("x"), 1};
    options = (bs_table_write_options){.decimals = &decimals, .decimals_count = 1};
    assert_string_equal(format(table, BS_FORMAT_CSV, &options, &out),
                        "p,x\n1.25e-30,0.1\n0.5,100.0\n");
    bs_error error;
    decimals.column = BS_STR("y");
    out.size = 0;
    CHECK(bs_table_format_to(table, BS_FORMAT_CSV, &options, &out, &error) == BS_MISUSE);
    bs_buffer_clear(&out);
    bs_table_free(table);
}

/* Texts of all bytes but NUL, in cells of all types, as pseudo-random numbers have it. */
static void what_is_written_as_csv_reads_back_the_same(void **state)
{
    (void)state;
    uint64_t seed = 1;
    static const char *const pieces[] = {"a",  ",", "\"",       "\n", "\r", ";", " ",
                                         "\t", "|", "\xc3\xa9", "0",  "#",  "'"};
    for (int round = 0; round < 200; round++) {
        bs_table_builder *builder;
        bs_table *table, *again;
        CHECK_OK(bs_table_builder_new(&builder, NULL));
        bs_table_add_column(builder, BS_STR("id"), BS_COLUMN_INTEGER);
        bs_table_add_column(builder, BS_STR("text"), BS_COLUMN_TEXT);
        bs_table_add_column(builder, BS_STR("x"), BS_COLUMN_NUMBER);
        for (int row = 0; row < 12; row++) {
            bs_table_add_row(builder);
            bs_table_set_integer(builder, 0, row - 3);
            bs_buffer text = {0};
            bs_buffer_add(&text, BS_STR("x")); /* not all of white space */
            for (size_t i = 0; i < seed >> 60; i++) {
                seed = seed * 6364136223846793005u + 1442695040888963407u;
                bs_buffer_add(&text, bs_str_from(pieces[(seed >> 33) % 13]));
            }
            bs_table_set_text(builder, 1, bs_buffer_str(&text));
            bs_buffer_clear(&text);
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            bs_table_set_number(builder, 2, (double)(int64_t)seed * 0x1p-40 + 0.1);
        }
        CHECK_OK(bs_table_finish(builder, &table, NULL));
        bs_buffer out = {0};
        format(table, BS_FORMAT_CSV, NULL, &out);
        again = table_of(out.data);
        assert_int_equal(bs_table_row_count(again), 12);
        for (size_t row = 0; row < 12; row++) {
            CHECK(bs_table_integer(again, row, 0) == bs_table_integer(table, row, 0));
            CHECK(bs_str_equal(bs_table_text(again, row, 1), bs_table_text(table, row, 1)));
            CHECK(bs_table_number(again, row, 2) == bs_table_number(table, row, 2));
        }
        bs_buffer_clear(&out);
        bs_table_free(again);
        bs_table_free(table);
    }
}

static void files_are_written_in_the_format_of_their_ending(void **state)
{
    (void)state;
    char folder[] = "/tmp/broadsheet-table-XXXXXX", path[64];
    CHECK(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.JSON", folder);
    bs_table *table = table_of("a\n1\n"), *again;
    CHECK_OK(bs_table_write(table, path, NULL, NULL));
    CHECK_OK(bs_table_read(path, NULL, &again, NULL));
    CHECK_COLUMN(again, "a", "1");
    bs_table_free(again);
    unlink(path);
    bs_error error = {0};
    snprintf(path, sizeof path, "%s/t.doc", folder);
    CHECK(bs_table_write(table, path, NULL, &error) == BS_MISUSE);
    CHECK(strstr(error.message, ".csv"));
    bs_table_free(table);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_format_quotes_what_it_must),
        cmocka_unit_test(the_terminal_gets_aligned_columns),
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(small_numbers_keep_their_digits),
        cmocka_unit_test(what_is_written_as_csv_reads_back_the_same),
        cmocka_unit_test(files_are_written_in_the_format_of_their_ending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
