/* count_test.c - tests of corpus/count.h and of the tables that selections give. */
#include "corpus/count.h"

#include "archive_fixture.h"
#include "corpus/cite.h"
#include "corpus/collocates.h"
#include "corpus/concordance.h"
#include "corpus/keywords.h"
#include "corpus/layer_tables.h"
#include "corpus/ngrams.h"
#include "corpus/words.h"

static const archive_article articles[] = {
    {.id = "a",
     .published = "2020",
     .outlet = "One",
     .text = "NATO met. Germany and South Korea met NATO."},
    {.id = "b", .published = "2022", .outlet = "One", .text = "Germany spoke of the arms race."},
    {.id = "c",
     .published = "2022-05",
     .outlet = "Two",
     .text = "The arms race and the arms race.\n\nA nato caption",
     .caption = "A nato caption"},
    {.id = "d", .text = "Undated arms."},
};
enum { ARTICLES = sizeof articles / sizeof *articles };

static int set_up(void **state)
{
    *state = archive_of(articles, ARTICLES);
    return 0;
}

static int tear_down(void **state)
{
    bs_selection_free(*state);
    return 0;
}

static void add_cell(bs_buffer *text, const bs_table *table, size_t row, size_t column)
{
    if (bs_table_is_missing(table, row, column))
        bs_buffer_add(text, BS_STR("-"));
    else if (bs_table_column_type(table, column) == BS_COLUMN_TEXT)
        bs_buffer_add(text, bs_table_text(table, row, column));
    else
        bs_buffer_print(text, "%.4g", bs_table_number(table, row, column));
}

/* Cells of the first `columns` columns with blanks between, rows with "; ". Frees the table. */
static void check_cells(bs_table *table, size_t columns, const char *expected)
{
    bs_buffer text = {0};
    for (size_t row = 0; row < bs_table_row_count(table); row++) {
        bs_buffer_add(&text, row > 0 ? BS_STR("; ") : BS_STR(""));
        for (size_t column = 0; column < columns; column++) {
            bs_buffer_add(&text, column > 0 ? BS_STR(" ") : BS_STR(""));
            add_cell(&text, table, row, column);
        }
    }
    bs_buffer_add_char(&text, '\0');
    assert_string_equal(text.data, expected);
    bs_buffer_clear(&text);
    bs_table_free(table);
}

static bs_table *count(bs_selection *from, bs_count_options options, const char *by)
{
    bs_str names[4];
    bs_str rest = bs_str_from(by);
    while (rest.data && rest.size > 0 && bs_str_cut(&rest, ' ', &names[options.by_count]))
        options.by_count++;
    options.by = names;
    bs_table *table = NULL;
    bs_error error = {BS_OK, ""};
    if (bs_count(from, &options, NULL, &table, &error) != BS_OK)
        fail_msg("%s", error.message);
    return table;
}

#define COUNTS(by, expected, columns, ...) \
    check_cells(count(*state, (bs_count_options){__VA_ARGS__}, (by)), (columns), (expected))

static void articles_are_counted_by_what_they_have(void **state)
{
    COUNTS("", "4", 1, .of = BS_STR("articles"));
    COUNTS("year", "2020 1; 2021 0; 2022 2; - 1", 2, .of = BS_STR("articles"));
    COUNTS("outlet", "One 2; Two 1; - 1", 2, .of = BS_STR("articles"));
    COUNTS("outlet year",
           "One 2020 1; One 2021 0; One 2022 1; Two 2020 0; Two 2021 0; Two 2022 1; "
           "- 2020 0; - 2021 0; - 2022 0; - - 1",
           3, .of = BS_STR("articles"));
}

static void every_unit_is_counted(void **state)
{
    COUNTS("", "6", 1, .of = BS_STR("sentences"));
    COUNTS("", "5", 1, .of = BS_STR("mentions"));
    COUNTS("outlet", "One 14; Two 10; - 2", 2, .of = BS_STR("words"));
    COUNTS("outlet", "One 17; Two 11; - 3", 2, .of = BS_STR("tokens"));
    COUNTS("segment", "body 4; caption 1", 2, .of = BS_STR("articles"));
    COUNTS("segment", "body 28; caption 3", 2, .of = BS_STR("tokens"));
    COUNTS("", "0", 1, .of = BS_STR("quotations"));
}

static void words_are_counted_each_or_together(void **state)
{
    bs_str words[] = {BS_STR("nato"), BS_STR("\"arms race\""), BS_STR("nothing"), BS_STR("nato")};
    COUNTS("", "6", 1, .words = words, .word_count = 4);
    COUNTS("word", "nato 3; \"arms race\" 3; nothing 0", 2, .words = words, .word_count = 4);
    COUNTS("", "3", 1, .of = BS_STR("articles"), .words = words, .word_count = 2);
    COUNTS("", "5", 1, .of = BS_STR("sentences"), .words = words, .word_count = 2);
    COUNTS("word year",
           "nato 2020 2; nato 2021 0; nato 2022 1; nato - 0; \"arms race\" 2020 0; \"arms race\" "
           "2021 0; \"arms race\" 2022 3; \"arms race\" - 0",
           3, .words = words, .word_count = 2);
    COUNTS("segment", "body 5; caption 1", 2, .words = words, .word_count = 2);
    bs_str overlapping[] = {BS_STR("nato"), BS_STR("nat*")};
    COUNTS("", "3", 1, .words = overlapping, .word_count = 2);
}

static void forms_and_stems_are_counted_without_a_list(void **state)
{
    bs_table *table = count(*state, (bs_count_options){.of = BS_STR("words")}, "word");
    CHECK_STR(bs_table_text(table, 0, 0), "arms");
    assert_int_equal(bs_table_integer(table, 0, 1), 4);
    bs_table_free(table);
    table = count(*state, (bs_count_options){.of = BS_STR("articles")}, "stem");
    CHECK_STR(bs_table_text(table, 0, 0), "arm");
    assert_int_equal(bs_table_integer(table, 0, 1), 3);
    bs_table_free(table);
}

static void entities_are_counted(void **state)
{
    COUNTS("entity", "country:DE 2; organization:nato 2; country:KR 1", 2,
           .of = BS_STR("mentions"));
    COUNTS("type", "country 3; organization 2", 2, .of = BS_STR("mentions"));
    COUNTS("entity", "country:DE 2; country:KR 1; organization:nato 1", 2,
           .of = BS_STR("articles"));
    COUNTS("entity", "country:DE 2; country:KR 1", 2, .of = BS_STR("mentions"),
           .type = BS_STR("country"));
    COUNTS("year", "2020 1; 2021 0; 2022 1; - 0", 2, .of = BS_STR("mentions"),
           .entity = BS_STR("Germany"));
    COUNTS("", "0", 1, .of = BS_STR("mentions"), .entity = BS_STR("Atlantis"));
}

static void things_are_held_against_what_they_share_a_sentence_with(void **state)
{
    bs_str nato = BS_STR("nato");
    COUNTS("entity", "country:DE 1; country:KR 1", 2, .of = BS_STR("mentions"),
           .type = BS_STR("country"), .words = &nato, .word_count = 1);
    COUNTS("", "1", 1, .words = &nato, .word_count = 1, .entity = BS_STR("Germany"));
    COUNTS("", "2", 1, .words = &nato, .word_count = 1, .entity = BS_STR("Germany"),
           .within = BS_STR("article"));
}

static void rates_come_with_intervals_and_what_they_are_of(void **state)
{
    bs_str nato = BS_STR("nato");
    bs_table *table = count(
        *state,
        (bs_count_options){
            .of = BS_STR("articles"), .words = &nato, .word_count = 1, .per = BS_STR("article")},
        "year");
    assert_int_equal(bs_table_column_count(table), 6);
    CHECK_STR(bs_table_column_name(table, 5), "total_articles");
    CHECK_NEAR(bs_table_number(table, 2, 2), 0.5, 1e-12);
    CHECK_NEAR(bs_table_number(table, 2, 3), 0.0945312057, 1e-8); /* Wilson for 1 of 2 */
    CHECK_NEAR(bs_table_number(table, 2, 4), 0.9054687943, 1e-8);
    CHECK(bs_table_is_missing(table, 1, 2)); /* no articles, so no rate */
    assert_int_equal(bs_table_integer(table, 1, 5), 0);
    bs_table_free(table);
    table =
        count(*state,
              (bs_count_options){.words = &nato, .word_count = 1, .per = BS_STR("million tokens")},
              "segment");
    CHECK_STR(bs_table_text(table, 1, 0), "caption");
    CHECK_NEAR(bs_table_number(table, 1, 2), 1e6 / 3, 1e-9); /* 1 of 3 tokens */
    assert_int_equal(bs_table_integer(table, 1, 5), 3);
    bs_table_free(table);
}

static void a_dictionary_is_counted_by_its_groups(void **state)
{
    bs_dictionary *dictionary;
    bs_error error;
    CHECK_OK(bs_dictionary_new(&dictionary, NULL));
    CHECK_OK(bs_dictionary_add(dictionary, BS_STR("race"), BS_STR("arms race"), NULL));
    CHECK_OK(bs_dictionary_add(dictionary, BS_STR("race"), BS_STR("arms"), NULL));
    CHECK_OK(bs_dictionary_add(dictionary, BS_STR("alliance"), BS_STR("nato"), NULL));
    assert_int_equal(bs_dictionary_add(dictionary, BS_STR("x"), BS_STR("!a"), &error), BS_MISUSE);
    COUNTS("dictionary", "race 3; alliance 2", 2, .of = BS_STR("articles"),
           .dictionary = dictionary);
    COUNTS("dictionary year",
           "race 2020 0; race 2021 0; race 2022 2; race - 1; alliance 2020 1; "
           "alliance 2021 0; alliance 2022 1; alliance - 0",
           3, .of = BS_STR("articles"), .dictionary = dictionary);
    bs_dictionary_free(dictionary);
}

static void check_refused(bs_selection *from, bs_count_options options, const char *words)
{
    bs_table *table = NULL;
    bs_error error = {BS_OK, ""};
    assert_int_equal(bs_count(from, &options, NULL, &table, &error), BS_MISUSE);
    if (!strstr(error.message, words))
        fail_msg("%s", error.message);
}

static void what_cannot_be_counted_is_refused(void **state)
{
    bs_str by[] = {BS_STR("colour"), BS_STR("speaker"), BS_STR("dictionary"), BS_STR("entity")};
    bs_str words[] = {BS_STR("nato"), BS_STR("!nato"), BS_STR("(")};
    check_refused(*state, (bs_count_options){.of = BS_STR("pages")}, "pages");
    check_refused(*state, (bs_count_options){.by = by, .by_count = 1}, "colour");
    check_refused(*state, (bs_count_options){.of = BS_STR("dates"), .by = by + 1, .by_count = 1},
                  "speaker");
    check_refused(*state, (bs_count_options){.by = by + 2, .by_count = 1}, "dictionary");
    check_refused(*state,
                  (bs_count_options){.by = by + 3, .by_count = 1, .words = words, .word_count = 1},
                  "entity");
    check_refused(*state, (bs_count_options){.words = words, .word_count = 2}, "absent");
    check_refused(*state, (bs_count_options){.words = words + 2, .word_count = 1}, "(");
    check_refused(*state, (bs_count_options){.per = BS_STR("page")}, "page");
    check_refused(*state, (bs_count_options){.type = BS_STR("persn")}, "persn");
    check_refused(*state, (bs_count_options){.within = BS_STR("book")}, "book");
}

/* The texts that the evidence of a cell leads to, with " | " between. Frees the table. */
static void check_evidence(bs_selection *from, bs_table *table, size_t row, const char *expected)
{
    bs_arena arena = {0};
    bs_evidence_list list;
    bs_buffer text = {0};
    const bs_corpus *corpus = bs_selection_corpus(from);
    CHECK_OK(bs_table_evidence(table, row, 0, &arena, &list, NULL));
    for (size_t i = 0; i < list.count; i++) {
        bs_citation found;
        CHECK_OK(bs_cite_resolve(corpus, list.items[i].id, &found, NULL));
        bs_article_ref ref = bs_corpus_article_at(corpus, found.article);
        bs_buffer_add(&text, i > 0 ? BS_STR(" | ") : BS_STR(""));
        bs_buffer_add(
            &text,
            bs_str_slice(bs_text_at(&bs_corpus_shard(corpus, ref.shard)->articles.text, ref.row),
                         found.start, found.end));
    }
    bs_buffer_add_char(&text, '\0');
    assert_string_equal(text.data, expected);
    bs_buffer_clear(&text);
    bs_arena_clear(&arena);
    bs_table_free(table);
}

static void every_row_leads_to_its_places(void **state)
{
    bs_str words[] = {BS_STR("nato"), BS_STR("\"arms race\"")};
    bs_count_options options = {.words = words, .word_count = 2};
    check_evidence(*state, count(*state, options, "word year"), 2, "nato");
    check_evidence(*state, count(*state, options, "word year"), 6,
                   "arms race | arms race | arms race");
    check_evidence(*state, count(*state, options, "word year"), 1, "");
    options.of = BS_STR("articles");
    check_evidence(*state, count(*state, (bs_count_options){.of = BS_STR("articles")}, "outlet"), 2,
                   "Undated arms.");
    check_evidence(*state, count(*state, (bs_count_options){.of = BS_STR("mentions")}, "entity"), 0,
                   "Germany | Germany");
    check_evidence(*state, count(*state, (bs_count_options){.of = BS_STR("words")}, "word"), 0,
                   "arms | arms | arms | arms");
    bs_table *table;
    CHECK_OK(bs_words(*state, &(bs_words_options){0}, NULL, &table, NULL));
    check_evidence(*state, table, 0, "arms | arms | arms | arms");
    CHECK_OK(bs_entities_table(*state, &(bs_layer_options){0}, NULL, &table, NULL));
    check_evidence(*state, table, 1, "NATO | NATO");
    CHECK_OK(bs_ngrams(*state, &(bs_ngrams_options){0}, NULL, &table, NULL));
    check_evidence(*state, table, 0, "arms race | arms race | arms race");
}

static void a_word_list_measures_dispersion(void **state)
{
    bs_table *table;
    bs_str stop[] = {BS_STR("the"), BS_STR("and")};
    CHECK_OK(bs_words(*state, &(bs_words_options){.min = 2, .stop = stop, .stop_count = 2}, NULL,
                      &table, NULL));
    assert_int_equal(bs_table_column_find(table, BS_STR("per_million")), 3);
    CHECK_NEAR(bs_table_number(table, 0, 3), 4e6 / 26, 1e-9);
    /* arms: 8, 6, 10, 2 of 26 words; 0, 1, 2, 1 of 4 hits: DP = (8/26 + |1/4 - 6/26| + |2/4 -
     * 10/26| + |1/4 - 2/26|) / 2, by 1 - 2/26 */
    double dp =
        (8 / 26.0 + (1 / 4.0 - 6 / 26.0) + (2 / 4.0 - 10 / 26.0) + (1 / 4.0 - 2 / 26.0)) / 2;
    CHECK_NEAR(bs_table_number(table, 0, 4), dp / (1 - 2 / 26.0), 1e-12);
    check_cells(table, 3, "arms 4 3; nato 3 2; race 3 2; germany 2 2; met 2 1");
    CHECK_OK(
        bs_words(*state, &(bs_words_options){.keeps_case = true, .min = 2}, NULL, &table, NULL));
    check_cells(table, 2, "arms 4; race 3; Germany 2; NATO 2; and 2; met 2; the 2");
    CHECK_OK(bs_ngrams(*state, &(bs_ngrams_options){.n = 3}, NULL, &table, NULL));
    check_cells(table, 3, "the arms race 3 2");
}

static void a_concordance_shows_hits_in_their_place(void **state)
{
    bs_table *table;
    bs_query *query;
    uint64_t total;
    CHECK_OK(bs_query_parse(BS_STR("nato | race"), &query, NULL));
    CHECK_OK(bs_concordance(*state, query, &(bs_concordance_options){.context = 2}, NULL, &table,
                            &total, NULL));
    assert_int_equal(total, 6);
    check_cells(
        table, 5,
        " NATO met. a 2020; Korea met NATO . a 2020; the arms race . b 2022; The arms race and "
        "the c 2022-05; the arms race . c 2022-05; A nato caption c 2022-05");
    CHECK_OK(bs_concordance(
        *state, query, &(bs_concordance_options){.context = 1, .sort = BS_STR("left"), .limit = 2},
        NULL, &table, &total, NULL));
    assert_int_equal(total, 6);
    check_cells(table, 3, " NATO met; A nato caption");
    bs_error error;
    assert_int_equal(bs_concordance(*state, query, &(bs_concordance_options){.sort = BS_STR("x")},
                                    NULL, &table, NULL, &error),
                     BS_MISUSE);
    bs_query_free(query);
}

static void entities_have_their_first_and_last_date(void **state)
{
    bs_table *table;
    CHECK_OK(bs_entities_table(*state, &(bs_layer_options){.type = BS_STR("country")}, NULL, &table,
                               NULL));
    check_cells(table, 7,
                "country:DE country Germany 2 2 2020 2022; country:KR country South Korea "
                "1 1 2020 2020");
    CHECK_OK(bs_entities_table(*state, &(bs_layer_options){.min = 3}, NULL, &table, NULL));
    check_cells(table, 7, "");
}

static void collocates_are_near_and_in_the_sentence(void **state)
{
    bs_table *table;
    bs_query *query;
    CHECK_OK(bs_query_parse(BS_STR("race"), &query, NULL));
    CHECK_OK(bs_collocates(*state, query,
                           &(bs_collocates_options){.span = 2, .measure = BS_STR("count")}, NULL,
                           &table, NULL));
    /* "the arms [race]", "the arms [race] and the arms [race]": 8 words near; each once */
    check_cells(table, 3, "arms 3 4; the 3 3; and 1 2");
    bs_query_free(query);
}

static void keywords_tell_two_selections_apart(void **state)
{
    bs_selection *one, *two;
    bs_table *table;
    CHECK_OK(bs_selection_select(*state, &(bs_select_options){.outlet = BS_STR("One")}, NULL, &one,
                                 NULL));
    CHECK_OK(bs_selection_minus(*state, one, &two, NULL));
    CHECK_OK(bs_keywords(one, two, &(bs_keywords_options){.min = 2}, NULL, &table, NULL));
    CHECK_STR(bs_table_text(table, 0, 0), "germany"); /* before "met", as often, by its form */
    assert_int_equal(bs_table_integer(table, 0, 1), 2);
    assert_int_equal(bs_table_integer(table, 0, 2), 0);
    /* 2 of 14 words against 0 of 12: expected 2 * 14 / 26 */
    double g2 = 2 * (2 * log(2 / (28 / 26.0)) + 12 * log(12 / (24 * 14 / 26.0)) +
                     12 * log(12 / (24 * 12 / 26.0)));
    CHECK_NEAR(bs_table_number(table, 0, 3), g2, 1e-9);
    bs_table_free(table);
    bs_selection_free(one);
    bs_selection_free(two);
}

static void an_empty_selection_counts_nothing(void **state)
{
    bs_selection *none;
    bs_table *table;
    CHECK_OK(bs_selection_select(*state, &(bs_select_options){.outlet = BS_STR("Nobody")}, NULL,
                                 &none, NULL));
    check_cells(count(none, (bs_count_options){.of = BS_STR("articles")}, ""), 1, "0");
    check_cells(count(none, (bs_count_options){.of = BS_STR("articles")}, "year"), 2, "");
    check_cells(count(none, (bs_count_options){.of = BS_STR("mentions")}, ""), 1, "0");
    CHECK_OK(bs_words(none, &(bs_words_options){0}, NULL, &table, NULL));
    check_cells(table, 1, "");
    CHECK_OK(bs_ngrams(none, &(bs_ngrams_options){0}, NULL, &table, NULL));
    check_cells(table, 1, "");
    CHECK_OK(bs_claims_table(none, &(bs_layer_options){0}, NULL, &table, NULL));
    check_cells(table, 1, "");
    bs_selection_free(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(articles_are_counted_by_what_they_have),
        cmocka_unit_test(every_unit_is_counted),
        cmocka_unit_test(words_are_counted_each_or_together),
        cmocka_unit_test(forms_and_stems_are_counted_without_a_list),
        cmocka_unit_test(entities_are_counted),
        cmocka_unit_test(things_are_held_against_what_they_share_a_sentence_with),
        cmocka_unit_test(rates_come_with_intervals_and_what_they_are_of),
        cmocka_unit_test(a_dictionary_is_counted_by_its_groups),
        cmocka_unit_test(what_cannot_be_counted_is_refused),
        cmocka_unit_test(every_row_leads_to_its_places),
        cmocka_unit_test(a_word_list_measures_dispersion),
        cmocka_unit_test(a_concordance_shows_hits_in_their_place),
        cmocka_unit_test(entities_have_their_first_and_last_date),
        cmocka_unit_test(collocates_are_near_and_in_the_sentence),
        cmocka_unit_test(keywords_tell_two_selections_apart),
        cmocka_unit_test(an_empty_selection_counts_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
