/* query_test.c - tests of corpus/query.h and corpus/glob.h. */
#include "corpus/query.h"

#include "archive_fixture.h"
#include "corpus/concordance.h"
#include "corpus/glob.h"
#include "corpus/scope.h"

/* The words of every hit, in order, with " | " between hits; or the error. */
static void find(const char *text, const char *query_text, char *found, size_t size)
{
    bs_selection *all = archive_of_text(text);
    bs_query *query = NULL;
    bs_matches matches = {0};
    bs_error error = {BS_OK, ""};
    bs_status status = bs_query_parse(bs_str_from(query_text), &query, &error);
    if (status == BS_OK)
        status = bs_query_run(query, all, NULL, &matches, &error);
    size_t written = 0;
    found[0] = '\0';
    if (status != BS_OK)
        snprintf(found, size, "%s", error.message);
    for (size_t i = 0; status == BS_OK && i < matches.shard_count; i++) {
        const bs_shard *shard = bs_corpus_shard(bs_selection_corpus(all), i);
        for (size_t j = 0; j < matches.shards[i].count && written < size; j++) {
            bs_hit hit = matches.shards[i].items[j];
            bs_range bytes = bs_bytes_of_tokens(shard, 0, hit.start, hit.end);
            written +=
                (size_t)snprintf(found + written, size - written, "%s%.*s", j > 0 ? " | " : "",
                                 (int)(bytes.end - bytes.start), text + bytes.start);
        }
    }
    bs_matches_clear(&matches);
    bs_query_free(query);
    bs_selection_free(all);
}

#define FINDS(text, query, expected)                  \
    do {                                              \
        char finds_[1024];                            \
        find((text), (query), finds_, sizeof finds_); \
        assert_string_equal(finds_, (expected));      \
    } while (0)

#define FAILS(query, reason_and_caret)                                                     \
    do {                                                                                   \
        bs_query *fails_ = NULL;                                                           \
        bs_error error_ = {BS_OK, ""};                                                     \
        assert_int_equal(bs_query_parse(bs_str_from(query), &fails_, &error_), BS_MISUSE); \
        assert_string_equal(error_.message, "query: " reason_and_caret);                   \
    } while (0)

static void a_word_matches_in_any_case(void **state)
{
    (void)state;
    FINDS("NATO met. Nato, nato; otan.", "nato", "NATO | Nato | nato");
    FINDS("NATO met. Nato, nato; otan.", "NaTo", "NATO | Nato | nato");
    FINDS("STRASSE und Straße", "straße", "STRASSE | Straße");
    FINDS("Nothing of it here.", "nato", "");
}

static void an_exact_word_matches_in_its_case(void **state)
{
    (void)state;
    FINDS("NATO met. Nato, nato.", "=NATO", "NATO");
    FINDS("US and us", "=US", "US");
    FINDS("Nations, nations, NATIONS", "=Nation*", "Nations");
}

static void apostrophes_and_hyphens_match_in_all_their_forms(void **state)
{
    (void)state;
    FINDS("They don\xe2\x80\x99t and don't.", "don't", "don\xe2\x80\x99t | don't");
    FINDS("They don\xe2\x80\x99t and don't.", "don\xe2\x80\x99t", "don\xe2\x80\x99t | don't");
    FINDS("An Indo\xe2\x80\x91Pacific, an Indo-Pacific.", "indo-pacific*",
          "Indo\xe2\x80\x91Pacific | Indo-Pacific");
}

static void a_word_is_cut_as_texts_are(void **state)
{
    (void)state;
    FINDS("The U.S. Navy and the U.S. Army.", "U.S.", "U.S. | U.S.");
    FINDS("The U.S. Navy and the U.S. Army.", "\"u.s. navy\"", "U.S. Navy");
    FINDS("Seen in Paris, France, and in Paris.", "\"paris, france\"", "Paris, France");
    FINDS("Seen in Paris, France, and in Paris.", "\"paris france\"", "");
}

static void a_pattern_matches_whole_words(void **state)
{
    (void)state;
    FINDS("defence defense defensive offence", "defen[cs]e*", "defence | defense");
    FINDS("defence defense defensive offence", "*ence", "defence | offence");
    FINDS("war wars warm swarm", "war?", "wars | warm");
    FINDS("Counter-terrorism and terrorists", "*terroris*", "Counter-terrorism | terrorists");
    FINDS("caf\xc3\xa9 cafe cafes", "caf?", "caf\xc3\xa9 | cafe");
    FINDS("a1 b2 c3", "[!a]?", "b2 | c3");
}

static void a_regular_expression_is_found_anywhere_in_a_word(void **state)
{
    (void)state;
    FINDS("Military militia mill", "/^mili(tary|tia)$/", "Military | militia");
    FINDS("Military militia mill", "/LIT/", "Military | militia");
    FINDS("Military militia mill", "=/^m/", "militia | mill");
}

static void a_stem_matches_all_its_forms(void **state)
{
    (void)state;
    FINDS("He attends, attended and is attending; attention", "~attend",
          "attends | attended | attending");
    FINDS("He attends, attended and is attending", "~attended", "attends | attended | attending");
}

static void a_sequence_stays_in_its_sentence(void **state)
{
    (void)state;
    FINDS("The NATO summit. A NATO\nsummit. Of NATO. Summit.", "\"nato summit\"",
          "NATO summit | NATO\nsummit");
    FINDS("The NATO summit and more.", "nato summit", "NATO summit");
    FINDS("climate change and climate, change", "\"climate change\"", "climate change");
}

static void a_gap_is_filled_as_shortly_as_can_be(void **state)
{
    (void)state;
    const char *text = "NATO NATO last big summit and summit";
    FINDS(text, "\"nato []{0,3} summit\"", "NATO last big summit");
    FINDS(text, "\"nato [] big\"", "NATO last big");
    FINDS(text, "\"nato []{2} summit\"", "NATO last big summit");
    FINDS(text, "\"nato []{,1} summit\"", "");
    FINDS(text, "\"big []{0,9} summit\"", "big summit");
    FINDS("a b a b", "\"a []{0,5} b\"", "a b | a b");
}

static void one_of_several_words_can_stand_in_a_sequence(void **state)
{
    (void)state;
    FINDS("nuclear war, atomic wars, cold war", "\"(nuclear|atomic) war*\"",
          "nuclear war | atomic wars");
}

static void a_mention_stands_in_a_sequence(void **state)
{
    (void)state;
    const char *text = "Angela Merkel said that Germany and South Korea said no. Merkel said.";
    FINDS(text, "[person] \"said\"", "Angela Merkel said");
    FINDS(text, "[country] said", "South Korea said");
    FINDS(text, "[country:DE]", "Germany");
    FINDS(text, "\"and [mention]\"", "and South Korea");
    FINDS(text, "\"[country] and [country]\"", "Germany and South Korea");
    FINDS(text, "\"[country] []{0,2} said\"", "South Korea said");
    FINDS(text, "[organization] | [country:FR]", "");
}

static void and_holds_within_a_sentence_or_an_article(void **state)
{
    (void)state;
    const char *text = "Russia and China met. China left. India stayed.";
    FINDS(text, "russia & china", "Russia | China");
    FINDS(text, "russia && china", "Russia | China | China");
    FINDS(text, "russia & india", "");
    FINDS(text, "china & !russia", "China");
    FINDS(text, "china && !russia", "");
    FINDS(text, "!russia & china", "China");
}

static void or_gives_each_place_once(void **state)
{
    (void)state;
    FINDS("climate change and change", "change | climate | change", "climate | change | change");
    FINDS("climate change and change", "\"climate change\" | change | \"climate change\"",
          "climate change | change | change");
    FINDS("a b c d", "a | b & c | d", "a | b | c | d");
    FINDS("a b c d", "(a | x) & (d | y)", "a | d");
}

static void what_must_be_absent_has_no_hits_but_selects(void **state)
{
    (void)state;
    FINDS("a b", "!x", "query: !x\n  says only what must be absent: it has no hits, write a & !b");
    const archive_article articles[] = {{.id = "a", .text = "Russia and China. India."},
                                        {.id = "b", .text = "China alone."},
                                        {.id = "c", .text = "Nobody."}};
    static const struct {
        const char *query;
        size_t count;
    } cases[] = {{"china", 2},
                 {"!china", 1},
                 {"!(russia && china)", 2},
                 {"!russia && china", 1},
                 {"russia | !china", 2},
                 {"!russia | !china", 2},
                 {"!russia & !china", 1},
                 {"!!china", 2},
                 {"china & !india", 2}};
    bs_selection *all = archive_of(articles, 3);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_query *query;
        bs_selection *selected;
        CHECK_OK(bs_query_parse(bs_str_from(cases[i].query), &query, NULL));
        CHECK_OK(bs_query_select(query, all, NULL, &selected, NULL));
        if (bs_selection_count(selected) != cases[i].count)
            fail_msg("%s: %zu", cases[i].query, bs_selection_count(selected));
        bs_selection_free(selected);
        bs_query_free(query);
    }
    bs_selection_free(all);
}

static void a_widget_is_not_searched(void **state)
{
    (void)state;
    const archive_article article = {.id = "a",
                                     .text = "Real news here.\n\nShare news now\n\nMore news.",
                                     .widget = "Share news now"};
    bs_selection *all = archive_of(&article, 1);
    bs_query *query;
    bs_matches matches;
    CHECK_OK(bs_query_parse(BS_STR("news"), &query, NULL));
    CHECK_OK(bs_query_run(query, all, NULL, &matches, NULL));
    assert_int_equal(matches.count, 2);
    bs_matches_clear(&matches);
    bs_query_free(query);
    bs_selection_free(all);
}

static void a_fault_is_shown_in_its_place(void **state)
{
    (void)state;
    FAILS("\"climate change", "this quote is never closed\n  \"climate change\n  ^");
    FAILS("a & ", "a word is missing here\n  a & \n      ^");
    FAILS("(a | b", "this parenthesis is never closed\n  (a | b\n  ^");
    FAILS("a | b)", "this parenthesis was never opened\n  a | b)\n       ^");
    FAILS("a (b)", "an operator is missing here: & && or |\n  a (b)\n    ^");
    FAILS("a !b", "an operator is missing here: & && or |\n  a !b\n    ^");
    FAILS("defen[cs", "this bracket is never closed\n  defen[cs\n       ^");
    FAILS("/a(/", "missing closing parenthesis\n  /a(/\n     ^");
    FAILS("/abc", "this regular expression is never closed\n  /abc\n  ^");
    FAILS("\"a []{3,1} b\"",
          "a gap is [] or []{3} or []{0,3}, of at most 100 tokens\n  \"a []{3,1} b\"\n     ^");
    FAILS("[]", "a gap needs words beside it\n  []\n  ^");
    FAILS("\"\"", "there is nothing between these quotes\n  \"\"\n  ^");
    FAILS("[persn] said",
          "in brackets stands a type (person, organization, country, place, event, programme, "
          "document, other, mention) or an entity's id\n  [persn] said\n  ^");
    FAILS("  ", "it is empty");
    FAILS("\xff", "no UTF-8 at byte 0");
}

static void no_text_is_too_strange_to_be_parsed(void **state)
{
    (void)state;
    static const char alphabet[] = "ab \"[](){}&|!=~/*?\\,0-.\xc3\xa9\xe2\x80\x9c";
    uint32_t number = 12345;
    bs_selection *all = archive_of_text("a b ab. a-b? \xc3\xa9 0");
    for (int round = 0; round < 20000; round++) {
        char text[24];
        size_t size = 0;
        for (; size < 1 + (unsigned)round % 20; size++) {
            number = number * 1664525 + 1013904223;
            text[size] = alphabet[(number >> 16) % (sizeof alphabet - 1)];
        }
        bs_query *query = NULL;
        bs_error error = {BS_OK, ""};
        bs_selection *selected = NULL;
        bs_status status = bs_query_parse((bs_str){text, size}, &query, &error);
        CHECK(status == BS_OK || (status == BS_MISUSE && strlen(error.message) > 10));
        if (status == BS_OK)
            CHECK_OK(bs_query_select(query, all, NULL, &selected, &error));
        bs_selection_free(selected);
        bs_query_free(query);
    }
    bs_selection_free(all);
}

static void depth_and_length_have_their_limits(void **state)
{
    (void)state;
    enum { SIZE = 20000 };
    char *text = malloc(SIZE);
    bs_query *query = NULL;
    bs_error error;
    memset(text, '(', SIZE);
    assert_int_equal(bs_query_parse((bs_str){text, SIZE}, &query, &error), BS_MISUSE);
    CHECK(strstr(error.message, "nested too deeply") != NULL);
    memset(text, '!', SIZE);
    assert_int_equal(bs_query_parse((bs_str){text, SIZE}, &query, &error), BS_MISUSE);
    for (size_t i = 0; i < SIZE; i += 2)
        memcpy(text + i, "a ", 2);
    assert_int_equal(bs_query_parse((bs_str){text, SIZE}, &query, &error), BS_MISUSE);
    CHECK(strstr(error.message, "too") != NULL);
    for (size_t i = 0; i < SIZE;
         i += 4) /* five thousand words, alternately in both kinds of "and" */
        memcpy(text + i, i % 8 ? "a & " : "a&& ", 4);
    assert_int_equal(bs_query_parse((bs_str){text, SIZE}, &query, &error), BS_MISUSE);
    free(text);
}

static void a_costly_expression_is_stopped(void **state)
{
    (void)state;
    char found[1024];
    find("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "/^(a|aa|a*)*$/", found, sizeof found);
    CHECK(found[0] == '\0' || strstr(found, "takes too long") != NULL);
    find("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "/(a+)+\\d(?<=x)/", found, sizeof found);
    CHECK(found[0] == '\0' || strstr(found, "takes too long") != NULL);
}

/* The first are looked for among all types, the later ones in a lexicon. */
static void a_word_is_found_as_often_as_it_is_looked_for(void **state)
{
    (void)state;
    bs_selection *all = archive_of_text("Don\xe2\x80\x99t! They don't and DON\xca\xbcT, "
                                        "an Indo\xe2\x80\x91Pacific Indo-Pacific indoxpacific.");
    static const struct {
        const char *key;
        size_t count;
    } keys[] = {{"n't", 2}, {"don't", 1},          {"indo-pacific", 2},
                {"an", 1},  {"n\xe2\x80\x99t", 0}, {"", 0}};
    for (size_t round = 0; round < 10; round++) {
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            bs_u32s types = {0};
            CHECK_OK(bs_view_find_types(all->view, 0, bs_str_from(keys[i].key), &types, NULL));
            assert_int_equal(types.count, keys[i].count);
            for (size_t j = 1; j < types.count; j++)
                CHECK(types.items[j - 1] < types.items[j]);
            bs_array_free(&types);
        }
    }
    bs_selection_free(all);
}

/* A text of `count` tokens, every `step`th of which is one of four forms of a word. */
static char *scattered(size_t count, size_t step)
{
    static const char *const forms[] = {"alpha", "Alphas", "ALPHA", "alphabet"};
    char *text = malloc(count * 10 + 1);
    size_t size = 0;
    for (size_t i = 0; text && i < count; i++)
        size += (size_t)sprintf(text + size, "%s%s", i % step ? "word" : forms[i * i / step % 4],
                                i % 11 == 10 ? ". " : " ");
    return text;
}

/* Few of them are merged, many are sieved. */
static void places_of_several_types_rise(void **state)
{
    (void)state;
    static const size_t steps[] = {7, 400};
    for (size_t i = 0; i < 2; i++) {
        char *text = scattered(20000, steps[i]);
        bs_selection *all = archive_of_text(text);
        bs_query *query;
        bs_matches matches;
        CHECK_OK(bs_query_parse(BS_STR("alpha*"), &query, NULL));
        CHECK_OK(bs_query_run(query, all, NULL, &matches, NULL));
        assert_int_equal(matches.count, (20000 + steps[i] - 1) / steps[i]);
        for (size_t j = 1; j < matches.shards[0].count; j++)
            CHECK(matches.shards[0].items[j - 1].start < matches.shards[0].items[j].start);
        bs_matches_clear(&matches);
        bs_query_free(query);
        bs_selection_free(all);
        free(text);
    }
}

/* The words before "here" from the nearest on, of which there are two or, in a few lines, one. */
static int compare_lefts(bs_str a, bs_str b)
{
    for (size_t i = 0; i < 2; i++) {
        const char *x = a.size ? memrchr(a.data, ' ', a.size) : NULL;
        const char *y = b.size ? memrchr(b.data, ' ', b.size) : NULL;
        bs_str last_a = x ? bs_str_slice(a, (size_t)(x - a.data) + 1, a.size) : a;
        bs_str last_b = y ? bs_str_slice(b, (size_t)(y - b.data) + 1, b.size) : b;
        int order = bs_str_compare(last_a, last_b);
        if (order != 0)
            return order;
        a.size = x ? (size_t)(x - a.data) : 0;
        b.size = y ? (size_t)(y - b.data) : 0;
    }
    return 0;
}

static void many_lines_are_in_order_of_their_words(void **state)
{
    (void)state;
    static const char *const words[] = {"alpha", "beta", "gamma", "delta", "eta"};
    enum { LINES = 17000 };
    char *text = malloc(LINES * 20 + 1);
    size_t size = 0;
    for (size_t i = 0; text && i < LINES; i++)
        size += (size_t)sprintf(text + size, "%s %s here. ", words[i * i % 17 % 5],
                                words[i * 7919 % 101 % 5]);
    bs_selection *all = archive_of_text(text);
    bs_query *query;
    bs_table *table;
    uint64_t total;
    CHECK_OK(bs_query_parse(BS_STR("here"), &query, NULL));
    bs_concordance_options options = {.context = 2, .sort = BS_STR("left")};
    CHECK_OK(bs_concordance(all, query, &options, NULL, &table, &total, NULL));
    assert_int_equal(total, LINES);
    for (size_t row = 1; row < LINES; row++)
        CHECK(compare_lefts(bs_table_text(table, row - 1, 0), bs_table_text(table, row, 0)) <= 0);
    bs_table_free(table);
    bs_query_free(query);
    bs_selection_free(all);
    free(text);
}

static void a_glob_is_held_against_the_whole_word(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *word;
        bool matches;
    } cases[] = {
        {"*", "", true},
        {"a*", "a", true},
        {"a*b*c", "aXbYc", true},
        {"a*b*c", "aXcYb", false},
        {"*a*a*a*b", "aaaaaaaaaaaaaaaaaaaa", false},
        {"[a-c]x", "bx", true},
        {"[!a-c]x", "bx", false},
        {"[]]", "]", true},
        {"[a-]", "-", true},
        {"a\\*", "a*", true},
        {"a\\*", "ab", false},
        {"\xc3\xa9?", "\xc3\xa9\xc3\xa9", true},
        {"*??", "\xe3\x81\xaa", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (bs_glob_matches(bs_str_from(cases[i].pattern), bs_str_from(cases[i].word)) !=
            cases[i].matches)
            fail_msg("%s on %s", cases[i].pattern, cases[i].word);
    CHECK_STR(bs_glob_literal(BS_STR("a*terror[x]is*")), "terror");
    CHECK_STR(bs_glob_literal(BS_STR("military-industrial*")), "industrial");
    CHECK_STR(bs_glob_literal(BS_STR("*?[abc]")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_matches_in_any_case),
        cmocka_unit_test(an_exact_word_matches_in_its_case),
        cmocka_unit_test(apostrophes_and_hyphens_match_in_all_their_forms),
        cmocka_unit_test(a_word_is_cut_as_texts_are),
        cmocka_unit_test(a_pattern_matches_whole_words),
        cmocka_unit_test(a_regular_expression_is_found_anywhere_in_a_word),
        cmocka_unit_test(a_stem_matches_all_its_forms),
        cmocka_unit_test(a_sequence_stays_in_its_sentence),
        cmocka_unit_test(a_gap_is_filled_as_shortly_as_can_be),
        cmocka_unit_test(one_of_several_words_can_stand_in_a_sequence),
        cmocka_unit_test(a_mention_stands_in_a_sequence),
        cmocka_unit_test(and_holds_within_a_sentence_or_an_article),
        cmocka_unit_test(or_gives_each_place_once),
        cmocka_unit_test(what_must_be_absent_has_no_hits_but_selects),
        cmocka_unit_test(a_widget_is_not_searched),
        cmocka_unit_test(a_fault_is_shown_in_its_place),
        cmocka_unit_test(no_text_is_too_strange_to_be_parsed),
        cmocka_unit_test(depth_and_length_have_their_limits),
        cmocka_unit_test(a_costly_expression_is_stopped),
        cmocka_unit_test(a_word_is_found_as_often_as_it_is_looked_for),
        cmocka_unit_test(places_of_several_types_rise),
        cmocka_unit_test(many_lines_are_in_order_of_their_words),
        cmocka_unit_test(a_glob_is_held_against_the_whole_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
