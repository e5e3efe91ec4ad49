/* export_test.c - JSON Lines, CSV and SQLite of the same three articles. */
#include <sqlite3.h>

#include "corpus/article_json.h"
#include "corpus/export.h"
#include "fixture.h"

static void export_to(fixture *made, bs_export_format format, bs_export_result *result)
{
    bs_corpus *corpus;
    bs_error error = {BS_OK, ""};
    CHECK_OK(bs_corpus_from_articles(made->articles, made->layer_pointers, FIXTURE_ARTICLES,
                                     made->vocabulary, &corpus, NULL));
    if (bs_corpus_export(corpus, made->folder, format, NULL, result, &error) != BS_OK)
        fail_msg("%s", error.message);
    bs_corpus_close(corpus);
}

static void check_file(fixture *made, const char *name, const char *contents)
{
    bs_arena arena = {0};
    bs_str path = bs_path_join(&arena, bs_str_from(made->folder), bs_str_from(name)), found;
    CHECK_OK(bs_file_read(path.data, 1 << 20, &arena, &found, NULL));
    assert_string_equal(found.data, contents);
    bs_arena_clear(&arena);
}

static void jsonl_has_an_article_a_line_in_the_order_of_dates(void **state)
{
    fixture *made = *state;
    bs_export_result result;
    bs_buffer lines = {0};
    export_to(made, BS_EXPORT_JSONL, &result);
    CHECK(result.articles == 3 && result.files == 1);
    static const size_t order[] = {2, 0, 1};
    for (size_t i = 0; i < 3; i++) {
        bs_article_json(&made->articles[order[i]], &made->layers[order[i]], &lines);
        bs_buffer_add_char(&lines, '\n');
    }
    bs_buffer_add_char(&lines, '\0');
    check_file(made, "articles.jsonl", lines.data);
    bs_buffer_clear(&lines);
}

static void csv_tells_missing_from_empty(void **state)
{
    fixture *made = *state;
    bs_export_result result;
    made->articles[0].title = BS_STR("Talks, \"and\" more");
    export_to(made, BS_EXPORT_CSV, &result);
    CHECK(result.files == 10);
    check_file(
        made, "articles.csv",
        "article,id,file,url,title,byline,outlet,language,published,basis,crawled,digest,text\r\n"
        "1,a,folder/archive.tar!file.txt,,,,,,2023,url,,2d06800538d394c2,\"\"\r\n"
        "2,z-first,folder/archive.tar!file.txt,https://example.org/1,"
        "\"Talks, \"\"and\"\" more\",Ann Other|B. C. Dee,Example,en,2024-07,metadata,,"
        "0aee3f4e22a5c3f2,Korea talks talked. Ministers were talking of talks.\r\n"
        "3,b,folder/archive.tar!file.txt,,,,,,,,,b4b4d4afbb3bdb22,"
        "Nothing happened here. Really.\r\n");
    check_file(made, "quotations.csv",
               "article,start,end,parts,kind,speaker,speaker_text,cue_start,cue_end,attribution,"
               "rule\r\n2,0,11,0-5|6-11,partial,body:a,a body,2,4,middle,quotation.split\r\n");
    check_file(made, "mentions.csv",
               "article,start,end,text,entity,type,kind,rule\r\n"
               "2,0,5,Korea,country:KR,country,name,list.countries\r\n"
               "2,6,11,talks,,other,pronoun,pronoun\r\n");
    check_file(made, "dates.csv",
               "article,start,end,text,type,value,anchor,rule\r\n"
               "2,1,4,ore,DURATION,P2Y,2024-07-09,date.duration\r\n");
}

static int64_t ask(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement;
    CHECK(sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK);
    CHECK(sqlite3_step(statement) == SQLITE_ROW);
    int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static void sqlite_has_a_table_for_each_layer(void **state)
{
    fixture *made = *state;
    bs_export_result result;
    char path[96];
    sqlite3 *database;
    export_to(made, BS_EXPORT_SQLITE, &result);
    export_to(made, BS_EXPORT_SQLITE, &result); /* replaces the first */
    snprintf(path, sizeof path, "%s/corpus.sqlite", made->folder);
    CHECK(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
    CHECK(ask(database, "SELECT count(*) FROM articles") == 3);
    CHECK(ask(database, "SELECT count(*) FROM tokens") == 16);
    CHECK(ask(database, "SELECT count(*) FROM tokens WHERE stem = 'talk'") == 4);
    CHECK(ask(database, "SELECT count(*) FROM claims WHERE rank IS NULL") == 3);
    CHECK(ask(database, "SELECT value * 10 FROM claims WHERE kind = 'quantity'") == 25);
    CHECK(ask(database, "SELECT count(*) FROM articles WHERE title IS NULL") == 2);
    CHECK(ask(database, "SELECT count(*) FROM findings") == 2);
    CHECK(ask(database, "SELECT count(*) FROM mentions JOIN entities ON entity = entities.id"
                        " JOIN articles USING(article) WHERE names = 'South Korea|Seoul'") == 1);
    sqlite3_close(database);
}

static void a_folder_that_cannot_be_made_is_an_error(void **state)
{
    fixture *made = *state;
    bs_corpus *corpus;
    bs_error error;
    CHECK_OK(bs_corpus_from_articles(made->articles, made->layer_pointers, FIXTURE_ARTICLES,
                                     made->vocabulary, &corpus, NULL));
    CHECK(bs_corpus_export(corpus, "/dev/null/x", BS_EXPORT_CSV, NULL, NULL, &error) == BS_IO);
    CHECK(bs_corpus_export(corpus, "/dev/full", BS_EXPORT_JSONL, NULL, NULL, &error) == BS_IO);
    bs_corpus_close(corpus);
}

static void formats_have_names(void **state)
{
    (void)state;
    bs_export_format format;
    CHECK(bs_export_format_from(BS_STR("sqlite"), &format) && format == BS_EXPORT_SQLITE);
    CHECK(!bs_export_format_from(BS_STR("parquet"), &format));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(jsonl_has_an_article_a_line_in_the_order_of_dates),
        TEST(csv_tells_missing_from_empty),
        TEST(sqlite_has_a_table_for_each_layer),
        TEST(a_folder_that_cannot_be_made_is_an_error),
        cmocka_unit_test(formats_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
