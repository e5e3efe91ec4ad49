/* lexicon_test.c - lexicons and rule files of users: what they may hold, and what is said of wrong
 * ones. */
#include <stdlib.h>
#include <unistd.h>

#include "annotated.h"
#include "base/file.h"

static char folder[] = "/tmp/broadsheet-lexicon-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return bs_file_remove(folder, NULL) == BS_OK ? 0 : -1;
}

static bs_str write_file(bs_arena *arena, const char *name, const char *text)
{
    bs_str path = bs_path_join(arena, bs_str_from(folder), bs_str_from(name));
    CHECK_OK(bs_file_write(path.data, bs_str_from(text), NULL));
    return path;
}

/* The message for a lexicon with this text, "" when it is right. */
static bs_error try_lexicon(const char *text)
{
    bs_arena arena = {0};
    bs_error error = {0};
    bs_str path = write_file(&arena, "lexicon.csv", text);
    bs_annotator_options options = {.data = BS_STR(FIXTURES),
                                    .lexicons = &path,
                                    .lexicon_count = 1,
                                    .depth = BS_ANNOTATE_LISTS};
    bs_annotator *annotator = NULL;
    bs_status status = bs_annotator_new(&options, &annotator, &error);
    assert_int_equal(status, error.status);
    bs_annotator_free(annotator);
    bs_arena_clear(&arena);
    return error;
}

static void a_wrong_lexicon_is_refused_with_file_and_row(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"title,type\nx,person\n", "row 1: a lexicon needs a header"},
        {"name,type\nRome,city\n", "row 2: city is no type of entity"},
        {"name,type\nRome,place\n,place\n", "row 3: no name"},
        {"name,type,from\nA B,person,31.12.2020\n", "row 2: 31.12.2020 is no date"},
    };
    for (size_t index = 0; index < sizeof CASES / sizeof *CASES; index++) {
        bs_error error = try_lexicon(CASES[index][0]);
        assert_int_equal(error.status, BS_BAD_DATA);
        CHECK(strstr(error.message, CASES[index][1]) != NULL);
        CHECK(strstr(error.message, "lexicon.csv") != NULL);
    }
    assert_int_equal(try_lexicon("\xEF\xBB\xBFname,type\r\n\"Rome, the old\",place\r\n").status,
                     BS_OK);
}

static void a_lexicon_that_is_not_there_is_an_error_of_the_system(void **state)
{
    (void)state;
    bs_str path = BS_STR("/nowhere/lexicon.csv");
    bs_error error = {0};
    bs_annotator_options options = {
        .data = BS_STR(FIXTURES), .lexicons = &path, .lexicon_count = 1};
    bs_annotator *annotator = NULL;
    assert_int_equal(bs_annotator_new(&options, &annotator, &error), BS_IO);
    assert_null(annotator);
}

/* The status of loading a rule file with this text. */
static bs_status try_rules(const char *text, bs_error *error, bs_rules **rules)
{
    bs_arena arena = {0};
    *error = (bs_error){0};
    *rules = NULL;
    bs_str path = write_file(&arena, "mine.lua", text);
    bs_status status = bs_rules_new(BS_STR("."), &path, 1, rules, error);
    bs_arena_clear(&arena);
    return status;
}

static void a_wrong_rule_file_is_refused_with_its_name(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"local x = ", "mine.lua:1:"},
        {"error 'no'", "mine.lua:1: no"},
        {"local T = rules.token\nreturn T.monht", "there is no class monht (month?)"},
        {"rules.entity('place', 7)", "a pattern is needed"},
        {"local T = rules.token\nrules.entity('place', T.any ^ 0)", "fits no token"},
        {"local T = rules.token\nreturn (T.any ^ 0) ^ 1", "may not be empty"},
        {"os.exit(1)", "mine.lua:1:"},
        {"require 'io'", "can require lpeg alone"},
        {"rules.off 'person.ofice'", "there is no rule person.ofice (person.office?)"},
        {"rules.off(7)", "the name of a rule is needed"},
        {"rules.entty('place', 7)", "mine.lua:1: rules has no field entty (entity?)"},
        {"local T = rules.token\nrules.claim('rank', { rank = T.digits, pattern = T.digits })",
         "claim rank: the part rank stands nowhere in the pattern"},
        {"local n = rules.token.digits\nrules.claim('rank', { rank = n, value = n, pattern = n })",
         "are one pattern: say rules.part"},
    };
    for (size_t index = 0; index < sizeof CASES / sizeof *CASES; index++) {
        bs_error error;
        bs_rules *rules;
        assert_int_equal(try_rules(CASES[index][0], &error, &rules), BS_BAD_DATA);
        if (!strstr(error.message, CASES[index][1]) || !strstr(error.message, "mine.lua"))
            fail_msg("%s: %s", CASES[index][0], error.message);
    }
}

static void check_dates_without(const char *off, const char *file, const char *wanted)
{
    bs_error error = {0};
    bs_arena arena = {0};
    annotated all = {0};
    bs_str names[] = {bs_str_from(off)};
    bs_str path = file ? write_file(&arena, "mine.lua", file) : (bs_str){0};
    if (bs_rules_new_without(BS_STR("."), &path, file != NULL, names, off != NULL, &all.rules,
                             &error) != BS_OK)
        fail_msg("%s", error.message);
    bs_annotator_options options = {.data = BS_STR(FIXTURES), .rules = bs_rules_host(all.rules)};
    CHECK_OK(bs_annotator_new(&options, &all.annotator, &error));
    CHECK_OK(bs_annotate_worker_new(all.annotator, &all.worker, &error));
    annotate(&all, "\"Yes, we will,\" he said in the 1990s, in July 1996.", NULL);
    bs_buffer found = {0};
    for (size_t index = 0; index < all.layers.dates.count; index++) {
        bs_buffer_add(&found, all.layers.dates.items[index].rule);
        bs_buffer_add_char(&found, ' ');
    }
    for (size_t index = 0; index < all.layers.quotations.count; index++)
        if (bs_str_equal(all.layers.quotations.items[index].rule, BS_STR("quotation.after")))
            bs_buffer_add(&found, BS_STR("quotation "));
    CHECK_STR(bs_buffer_str(&found), wanted);
    bs_buffer_clear(&found);
    bs_arena_clear(&arena);
    close_annotated(&all);
}

static void a_rule_is_switched_off_by_its_name(void **state)
{
    (void)state;
    check_dates_without(NULL, NULL, "date.decade date.month-year quotation ");
    check_dates_without("date.decade", NULL, "date.month-year quotation ");
    check_dates_without("date.*", NULL, "quotation ");
    check_dates_without("quotation.after", NULL, "date.decade date.month-year ");
    check_dates_without(NULL, "rules.off 'date.decade'", "date.month-year quotation ");
    check_dates_without("date.decade", "rules.off 'quotation.*'", "date.month-year ");
    bs_error error;
    bs_rules *rules;
    bs_str name = BS_STR("date.decad");
    assert_int_equal(bs_rules_new_without(BS_STR("."), NULL, 0, &name, 1, &rules, &error),
                     BS_MISUSE);
    CHECK(strstr(error.message, "there is no rule date.decad (date.decade?)") != NULL);
}

static void a_rule_of_the_user_finds_names(void **state)
{
    (void)state;
    bs_error error = {0};
    bs_rules *rules;
    CHECK_OK(try_rules("local rules = broadsheet.rules\n"
                       "local T = rules.token\n"
                       "rules.class('vessel', { 'HMS', 'USS' })\n"
                       "rules.entity('other', T.vessel * (T.capital ^ 1 / 'name'), "
                       "{ name = 'ship' })\n",
                       &error, &rules));
    bs_annotator_options options = {.data = BS_STR(FIXTURES), .rules = bs_rules_host(rules)};
    annotated all = {.rules = rules};
    CHECK_OK(bs_annotator_new(&options, &all.annotator, &error));
    CHECK_OK(bs_annotate_worker_new(all.annotator, &all.worker, &error));
    annotate(&all, "There USS Silver Harbour sank.", NULL);
    CHECK_MENTION(&all, "Silver Harbour", "other:silver-harbour");
    CHECK_STR(find_mention(&all, "Silver Harbour")->rule, "ship");
    close_annotated(&all);
}

static size_t quotations_with(const char *file)
{
    bs_error error = {0};
    annotated all = {0};
    CHECK_OK(try_rules(file, &error, &all.rules));
    bs_annotator_options options = {.data = BS_STR(FIXTURES), .rules = bs_rules_host(all.rules)};
    CHECK_OK(bs_annotator_new(&options, &all.annotator, &error));
    CHECK_OK(bs_annotate_worker_new(all.annotator, &all.worker, &error));
    annotate(&all, "Maria Okafor quothed that prices rose. Maria Okafor scorches the plan.", NULL);
    size_t count = all.layers.quotations.count;
    close_annotated(&all);
    return count;
}

static void a_cue_of_the_user_brings_words(void **state)
{
    (void)state;
    assert_int_equal(quotations_with("local T = broadsheet.rules.token"), 0);
    assert_int_equal(quotations_with("rules.cue { 'quoth', 'quothed' }"), 1);
    assert_int_equal(quotations_with("rules.cue { 'quothed' } rules.cue({ 'scorches' }, 'act')"),
                     2);
    bs_error error = {0};
    bs_rules *rules;
    assert_int_equal(try_rules("rules.cue({ 'quothed' }, 'song')", &error, &rules), BS_BAD_DATA);
    CHECK(strstr(error.message, "song is none of speech") != NULL);
}

static void a_rule_of_an_unknown_type_says_so_when_it_matches(void **state)
{
    (void)state;
    bs_error error = {0};
    bs_rules *rules;
    CHECK_OK(try_rules("local T = rules.token\nrules.entity('ship', T.word 'USS' * T.capital)\n",
                       &error, &rules));
    bs_annotator_options options = {.data = BS_STR(FIXTURES), .rules = bs_rules_host(rules)};
    annotated all = {.rules = rules};
    CHECK_OK(bs_annotator_new(&options, &all.annotator, &error));
    CHECK_OK(bs_annotate_worker_new(all.annotator, &all.worker, &error));
    bs_annotate_input input = {BS_STR("USS Silver sank."), NULL, 0, {0}};
    assert_int_equal(bs_annotate(all.worker, &input, &all.layers, &error), BS_BAD_DATA);
    CHECK(strstr(error.message, "mine.ship-1: ship is no type of entity") != NULL);
    close_annotated(&all);
}

static void the_digest_changes_with_a_lexicon(void **state)
{
    (void)state;
    annotated plain, mine;
    open_annotated(&plain, NULL, BS_ANNOTATE_ALL);
    open_annotated(&mine, FIXTURES "/user.csv", BS_ANNOTATE_ALL);
    CHECK(bs_annotator_digest(plain.annotator) != bs_annotator_digest(mine.annotator));
    close_annotated(&mine);
    open_annotated(&mine, NULL, BS_ANNOTATE_ALL);
    CHECK(bs_annotator_digest(plain.annotator) == bs_annotator_digest(mine.annotator));
    close_annotated(&mine);
    close_annotated(&plain);
}

/* A reading of a text from elsewhere, where it is there: countries, organisations, office holders.
 */
static void an_article_of_the_press_has_its_countries_and_people(void **state)
{
    (void)state;
    const char *path = "../shared/corpora/seed/nato-swordsmiths.txt";
    if (access(path, R_OK) != 0) {
        print_message("%s is not there: skipped\n", path);
        skip();
    }
    bs_error error = {0};
    bs_arena arena = {0};
    bs_str text;
    CHECK_OK(bs_file_read(path, 1 << 20, &arena, &text, &error));
    annotated all = {0};
    CHECK_OK(bs_rules_new(BS_STR("."), NULL, 0, &all.rules, &error));
    bs_annotator_options options = {.data = BS_STR("data"), .rules = bs_rules_host(all.rules)};
    CHECK_OK(bs_annotator_new(&options, &all.annotator, &error));
    CHECK_OK(bs_annotate_worker_new(all.annotator, &all.worker, &error));
    bs_segment body = {BS_SEGMENT_BODY, 0, (uint32_t)text.size, {0}};
    annotate_as(&all, text, &body, 1, "2024-07-09");
    CHECK_MENTION(&all, "South Korea", "country:KR");
    CHECK_MENTION(&all, "NATO", "org:nato");
    CHECK_MENTION(&all, "Jens Stoltenberg", "person:jens-stoltenberg");
    CHECK_MENTION(&all, "Fumio Kishida", "person:fumio-kishida");
    CHECK_MENTION(&all, "Lloyd Austin", "person:lloyd-austin");
    CHECK(all.layers.quotations.count > 10 && all.layers.claims.count > 5);
    close_annotated(&all);
    bs_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_lexicon_is_refused_with_file_and_row),
        cmocka_unit_test(a_lexicon_that_is_not_there_is_an_error_of_the_system),
        cmocka_unit_test(a_wrong_rule_file_is_refused_with_its_name),
        cmocka_unit_test(a_rule_is_switched_off_by_its_name),
        cmocka_unit_test(a_rule_of_the_user_finds_names),
        cmocka_unit_test(a_cue_of_the_user_brings_words),
        cmocka_unit_test(a_rule_of_an_unknown_type_says_so_when_it_matches),
        cmocka_unit_test(the_digest_changes_with_a_lexicon),
        cmocka_unit_test(an_article_of_the_press_has_its_countries_and_people),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
