/* names_test.c - which words become mentions, and of whom. */
#include <stdlib.h>
#include <unistd.h>

#include "shared.h"

static void an_acronym_is_matched_in_its_own_case(void **state)
{
    (void)state;
    annotate(&all, "They told us that the US would go, and who at the WHO knew.", NULL);
    assert_int_equal(all.layers.mentions.count, 2);
    CHECK_MENTION(&all, "US", "country:US");
    CHECK_MENTION(&all, "WHO", "org:who");
    assert_int_equal(find_mention(&all, "US")->kind, BS_MENTION_ACRONYM);
}

static void dots_in_an_acronym_make_no_difference(void **state)
{
    (void)state;
    annotate(&all, "In the U.S. and in the U.K. it rained.", NULL);
    CHECK_MENTION(&all, "U.S.", "country:US");
    CHECK_MENTION(&all, "U.K.", "country:GB");
}

static void a_name_needs_its_capital(void **state)
{
    (void)state;
    annotate(&all, "He ate turkey in the bath, in Turkey.", NULL);
    assert_int_equal(all.layers.mentions.count, 1);
    CHECK_MENTION(&all, "Turkey", "country:TR");
}

static void a_common_word_that_begins_a_sentence_is_no_name(void **state)
{
    (void)state;
    annotate(&all, "Nice weather it was. They went to Nice.", NULL);
    assert_int_equal(all.layers.mentions.count, 1);
    assert_int_equal(all.layers.mentions.items[0].span.start, 34);
}

static void a_headline_in_capitals_names_too(void **state)
{
    (void)state;
    annotate(&all, "FRANCE TELLS US TO WAIT", NULL);
    assert_int_equal(all.layers.mentions.count, 1);
    CHECK_MENTION(&all, "FRANCE", "country:FR");
}

static void accents_and_curly_apostrophes_make_no_difference(void **state)
{
    (void)state;
    annotate(&all, "From Cote d'Ivoire to C\xC3\xB4te d\xE2\x80\x99Ivoire and T\xC3\xBCrkiye.",
             NULL);
    assert_int_equal(all.layers.mentions.count, 3);
    CHECK_MENTION(&all, "Cote d'Ivoire", "country:CI");
    CHECK_MENTION(&all, "C\xC3\xB4te d\xE2\x80\x99Ivoire", "country:CI");
    CHECK_MENTION(&all, "T\xC3\xBCrkiye", "country:TR");
}

static void the_longest_name_wins(void **state)
{
    (void)state;
    annotate(&all, "In New York City, at the University of York, in New York.", NULL);
    bs_buffer buffer = {0};
    CHECK_STR(all_mentions(&all, &buffer), "New York City=place:new-york-city;University of York="
                                           "org:york-university;New York=place:new-york");
    bs_buffer_clear(&buffer);
}

static void a_possessive_is_no_part_of_a_name(void **state)
{
    (void)state;
    annotate(&all, "Japan's exports and Norway\xE2\x80\x99s fish.", NULL);
    CHECK_MENTION(&all, "Japan", "country:JP");
    CHECK_MENTION(&all, "Norway", "country:NO");
}

static void a_given_name_makes_a_person_of_a_country(void **state)
{
    (void)state;
    annotate(&all, "They asked Michael Jordan about Jordan.", NULL);
    CHECK_MENTION(&all, "Michael Jordan", "person:michael-jordan");
    CHECK_MENTION(&all, "Jordan", "country:JO");
    annotate(&all, "They asked Mr. Jordan about it.", NULL);
    assert_true(
        bs_str_starts(entity_of(&all, find_mention(&all, "Jordan"))->id, BS_STR("person:jordan~")));
}

static void a_surname_follows_the_full_name(void **state)
{
    (void)state;
    annotate(&all, "Okafor was unknown. Maria Okafor came. Then Okafor left.", NULL);
    assert_int_equal(all.layers.mentions.count, 2);
    const bs_mention *last = &all.layers.mentions.items[1];
    assert_int_equal(last->kind, BS_MENTION_FAMILY);
    CHECK_STR(entity_of(&all, last)->id, "person:maria-okafor");
}

static void a_surname_stands_for_the_last_who_was_named_by_it(void **state)
{
    (void)state;
    annotate(&all, "Maria Okafor came. Okafor spoke. Peter Okafor came. Okafor spoke.", NULL);
    bs_buffer buffer = {0};
    CHECK_STR(all_mentions(&all, &buffer),
              "Maria Okafor=person:maria-okafor;Okafor=person:maria-okafor;"
              "Peter Okafor=person:peter-okafor;Okafor=person:peter-okafor");
    bs_buffer_clear(&buffer);
}

static void a_headline_may_use_a_surname_of_the_body(void **state)
{
    (void)state;
    const char *text = "Okafor wins\n\nMaria Okafor won.";
    bs_segment segments[] = {{BS_SEGMENT_HEADLINE, 0, 11, {0}},
                             {BS_SEGMENT_BODY, 13, (uint32_t)strlen(text), {0}}};
    annotate_as(&all, bs_str_from(text), segments, 2, NULL);
    CHECK_MENTION(&all, "Okafor", "person:maria-okafor");
}

static void a_place_is_the_person_who_was_named_where_it_speaks(void **state)
{
    (void)state;
    annotate(&all, "Secretary Lloyd Austin came to Austin. Austin said it was hot in Austin.",
             NULL);
    bs_buffer buffer = {0};
    CHECK_STR(all_mentions(&all, &buffer),
              "Lloyd Austin=person:lloyd-austin;Austin=place:austin;Austin=person:lloyd-austin;"
              "Austin=place:austin");
    bs_buffer_clear(&buffer);
}

static void a_place_before_what_it_has_is_no_person(void **state)
{
    (void)state;
    annotate(&all, "Secretary Lloyd Austin spoke. Austin police came. The Austin-based firm left.",
             NULL);
    bs_buffer buffer = {0};
    CHECK_STR(all_mentions(&all, &buffer),
              "Lloyd Austin=person:lloyd-austin;Austin=place:austin;Austin=place:austin");
    bs_buffer_clear(&buffer);
}

static void a_listed_place_is_none_for_a_doubtful_full_name(void **state)
{
    (void)state;
    annotate(&all, "Varga Austin said so. Austin is hot.", NULL);
    bs_buffer buffer = {0};
    CHECK_STR(all_mentions(&all, &buffer), "Varga Austin=person:varga-austin;Austin=place:austin");
    bs_buffer_clear(&buffer);
}

static void a_family_name_may_stand_first(void **state)
{
    (void)state;
    annotate(&all, "Kim Chol-su spoke. Later Kim left.", NULL);
    CHECK_MENTION(&all, "Kim", "person:kim-chol-su");
}

static void a_title_and_a_surname_are_who_held_the_office_on_the_day(void **state)
{
    (void)state;
    annotate(&all, "Japanese Prime Minister Tanaka spoke.", "2015-05-05");
    CHECK_MENTION(&all, "Tanaka", "person:aiko-tanaka");
    annotate(&all, "Japanese Prime Minister Tanaka spoke.", "2021-05-05");
    CHECK_MENTION(&all, "Tanaka", "person:kenji-tanaka");
    annotate(&all, "Prime Minister Tanaka spoke.", NULL);
    assert_true(bs_str_starts(entity_of(&all, find_mention(&all, "Tanaka"))->id,
                              BS_STR("person:tanaka~"))); /* nothing tells the two apart */
}

static void namesakes_are_told_apart_by_the_day(void **state)
{
    (void)state;
    annotate(&all, "George Harlan spoke.", "1991-03-01");
    CHECK_MENTION(&all, "George Harlan", "person:george-harlan-sr");
    annotate(&all, "George Harlan spoke.", "2003-03-01");
    CHECK_MENTION(&all, "George Harlan", "person:george-harlan-jr");
}

static void the_office_of_a_person_is_that_of_the_day(void **state)
{
    (void)state;
    annotate(&all, "Rosa Blanc spoke.", "2016");
    const bs_entity *blanc = entity_of(&all, find_mention(&all, "Rosa Blanc"));
    CHECK_STR(attribute(blanc, "office"), "Prime Minister");
    annotate(&all, "Rosa Blanc spoke.", "2020-01-01");
    blanc = entity_of(&all, find_mention(&all, "Rosa Blanc"));
    CHECK_STR(attribute(blanc, "office"), "Minister of Defence");
    CHECK_STR(attribute(blanc, "from"), "2019-03-01");
    annotate(&all, "Rosa Blanc spoke.", "2018-06-01");
    blanc = entity_of(&all, find_mention(&all, "Rosa Blanc"));
    assert_null(attribute(blanc, "office").data);
}

static void a_longer_form_of_a_known_name_is_the_same_person(void **state)
{
    (void)state;
    annotate(&all, "Later Michael Ode spoke. President Jean P. Dupont spoke.", "2024");
    CHECK_MENTION(&all, "Jean P. Dupont", "person:jean-dupont");
    CHECK_MENTION(&all, "Michael Ode", "person:michael-ode");
}

static void an_explained_acronym_stands_for_its_name(void **state)
{
    (void)state;
    annotate(&all, "The Lake Basin Trade Organisation (LBTO) met. The LBTO won.", NULL);
    const bs_mention *last = &all.layers.mentions.items[all.layers.mentions.count - 1];
    CHECK_STR(span_text(&all, last->span), "LBTO");
    CHECK_STR(entity_of(&all, last)->id, "org:lake-basin-trade-organisation");
    assert_int_equal(last->kind, BS_MENTION_ACRONYM);
    annotate(&all, "The LBTO won.", NULL);
    assert_null(find_mention(&all, "LBTO")); /* the next article does not know it */
}

static void demonyms_name_the_country(void **state)
{
    (void)state;
    annotate(&all, "French and South Korean ships.", NULL);
    CHECK_MENTION(&all, "French", "country:FR");
    CHECK_MENTION(&all, "South Korean", "country:KR");
    assert_int_equal(find_mention(&all, "French")->kind, BS_MENTION_DEMONYM);
}

static void an_event_is_the_one_nearest_to_the_day(void **state)
{
    (void)state;
    annotate(&all, "They came to the Madrid summit.", "2022-07-01");
    CHECK_MENTION(&all, "Madrid summit", "event:2022-madrid-summit");
    annotate(&all, "They came to the Madrid summit.", "2009");
    CHECK_MENTION(&all, "Madrid summit", "event:2008-madrid-summit");
    annotate(&all, "They came to the Madrid summit of 2008.", "2022-07-01");
    CHECK_MENTION(&all, "Madrid summit", "event:2008-madrid-summit");
}

static void lexicons_of_the_user_outrank_the_bundled(void **state)
{
    (void)state;
    annotated mine;
    open_annotated(&mine, FIXTURES "/user.csv", BS_ANNOTATE_ALL);
    annotate(&mine, "In New York City they asked York City United about turkey.", NULL);
    bs_buffer buffer = {0};
    CHECK_STR(all_mentions(&mine, &buffer),
              "York City=org:york-city-council;York City=org:york-city-council;turkey=other:bird");
    bs_buffer_clear(&buffer);
    close_annotated(&mine);
}

static void a_user_switches_bundled_names_off_one_by_one(void **state)
{
    (void)state;
    char path[] = "/tmp/broadsheet-off-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    const char rows[] = "name,type,id\nTurkey,off,\n,off,org:who\nnobody,off,org:none\n";
    assert_int_equal(write(file, rows, sizeof rows - 1), sizeof rows - 1);
    close(file);
    annotated switched;
    open_annotated(&switched, path, BS_ANNOTATE_LISTS);
    annotate(&switched, "The WHO and the US went to Turkey and T\xC3\xBCrkiye.", NULL);
    assert_null(find_mention(&switched, "WHO"));
    assert_null(find_mention(&switched, "Turkey"));
    CHECK_MENTION(&switched, "US", "country:US");
    CHECK_MENTION(&switched, "T\xC3\xBCrkiye", "country:TR");
    close_annotated(&switched);
    unlink(path);
}

static void offices_are_read_before_and_behind_names(void **state)
{
    (void)state;
    const struct {
        const char *text, *office, *country, *affiliation;
    } CASES[] = {
        {"Maria Okoro, Britain's defence secretary, came.", "defence secretary", "United Kingdom",
         NULL},
        {"Then Maria Okoro, the French foreign minister, came.", "foreign minister", "France",
         NULL},
        {"Foreign Minister Maria Okoro of Japan came.", "Foreign Minister", "Japan", NULL},
        {"US General Maria Okoro came.", "General", "United States", NULL},
        {"Maria Okoro, deputy director of the World Bank, came.", "deputy director", NULL,
         "World Bank"},
        {"Then Maria Okoro, President Joe Biden said, came.", NULL, NULL, NULL},
    };
    for (size_t index = 0; index < sizeof CASES / sizeof *CASES; index++) {
        annotate(&all, CASES[index].text, NULL);
        const bs_entity *person = entity_of(&all, find_mention(&all, "Maria Okoro"));
        if (!person)
            fail_msg("%s: nobody", CASES[index].text);
        const struct {
            const char *name, *wanted;
        } facts[] = {{"said_office", CASES[index].office},
                     {"said_country", CASES[index].country},
                     {"said_affiliation", CASES[index].affiliation}};
        for (size_t fact = 0; fact < 3; fact++) {
            bs_str value = attribute(person, facts[fact].name);
            bs_str wanted = bs_str_from(facts[fact].wanted);
            if (!bs_str_equal(value, wanted))
                fail_msg("%s: %s is %.*s", CASES[index].text, facts[fact].name, BS_STR_ARG(value));
        }
    }
}

static void what_is_said_of_a_person_is_apart_from_what_is_known(void **state)
{
    (void)state;
    annotate(&all,
             "France's Foreign Minister Ama Mensah came, and Oke Adeyemi, director of the WHO.",
             "2024-04-10");
    const bs_entity *minister = entity_of(&all, find_mention(&all, "Ama Mensah"));
    assert_non_null(minister);
    CHECK_STR(attribute(minister, "said_office"), "Foreign Minister");
    CHECK_STR(attribute(minister, "said_country"), "France");
    assert_null(attribute(minister, "office").data);
    const bs_entity *director = entity_of(&all, find_mention(&all, "Oke Adeyemi"));
    assert_non_null(director);
    CHECK_STR(attribute(director, "said_office"), "director");
    assert_non_null(attribute(director, "said_affiliation").data);
}

static void lists_alone_ask_no_rules(void **state)
{
    (void)state;
    annotated lists;
    open_annotated(&lists, NULL, BS_ANNOTATE_LISTS);
    annotate(&lists, "President Smith of France came on July 9, 2024.", "2024");
    assert_int_equal(lists.layers.mentions.count, 1);
    assert_int_equal(lists.layers.dates.count, 0);
    CHECK_MENTION(&lists, "France", "country:FR");
    close_annotated(&lists);
    open_annotated(&lists, NULL, BS_ANNOTATE_NONE);
    annotate(&lists, "President Smith of France.", NULL);
    assert_int_equal(lists.layers.mentions.count, 0);
    assert_int_equal(lists.layers.tokens.count, 5);
    close_annotated(&lists);
}

static void the_same_text_gives_the_same_layers_whatever_came_before(void **state)
{
    (void)state;
    const char *text = "President Jean Dupont (JD) met Maria Okafor. Dupont said so in Rome.";
    bs_buffer first = {0}, second = {0};
    annotated fresh;
    open_annotated(&fresh, NULL, BS_ANNOTATE_ALL);
    annotate(&fresh, text, "2024");
    all_mentions(&fresh, &first);
    for (int round = 0; round < 3; round++) {
        annotate(&all, "Peter Okafor and Jean Dupont of the Joint Directorate (JD) left.", "1999");
        annotate(&all, text, "2024");
        all_mentions(&all, &second);
        CHECK(bs_str_equal(bs_buffer_str(&first), bs_buffer_str(&second)));
    }
    bs_annotate_worker_reset(all.worker);
    annotate(&all, text, "2024");
    all_mentions(&all, &second);
    CHECK(bs_str_equal(bs_buffer_str(&first), bs_buffer_str(&second)));
    bs_buffer_clear(&first);
    bs_buffer_clear(&second);
    close_annotated(&fresh);
}

static void any_text_is_annotated(void **state)
{
    (void)state;
    annotate(&all, "", NULL);
    assert_int_equal(all.layers.mentions.count, 0);
    bs_buffer text = {0};
    for (int index = 0; index < 5000; index++)
        bs_buffer_add(&text, index % 7 ? BS_STR("Maria ") : BS_STR("\"Summit \xE2\x80\x9C("));
    bs_segment body = {BS_SEGMENT_BODY, 0, (uint32_t)text.size, {0}};
    annotate_as(&all, bs_buffer_str(&text), &body, 1, "2024-02-30");
    CHECK(all.layers.tokens.count > 5000);
    bs_buffer_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_acronym_is_matched_in_its_own_case),
        cmocka_unit_test(dots_in_an_acronym_make_no_difference),
        cmocka_unit_test(a_name_needs_its_capital),
        cmocka_unit_test(a_common_word_that_begins_a_sentence_is_no_name),
        cmocka_unit_test(a_headline_in_capitals_names_too),
        cmocka_unit_test(accents_and_curly_apostrophes_make_no_difference),
        cmocka_unit_test(the_longest_name_wins),
        cmocka_unit_test(a_possessive_is_no_part_of_a_name),
        cmocka_unit_test(a_given_name_makes_a_person_of_a_country),
        cmocka_unit_test(a_surname_follows_the_full_name),
        cmocka_unit_test(a_surname_stands_for_the_last_who_was_named_by_it),
        cmocka_unit_test(a_headline_may_use_a_surname_of_the_body),
        cmocka_unit_test(a_place_is_the_person_who_was_named_where_it_speaks),
        cmocka_unit_test(a_place_before_what_it_has_is_no_person),
        cmocka_unit_test(a_listed_place_is_none_for_a_doubtful_full_name),
        cmocka_unit_test(a_family_name_may_stand_first),
        cmocka_unit_test(a_title_and_a_surname_are_who_held_the_office_on_the_day),
        cmocka_unit_test(namesakes_are_told_apart_by_the_day),
        cmocka_unit_test(the_office_of_a_person_is_that_of_the_day),
        cmocka_unit_test(a_longer_form_of_a_known_name_is_the_same_person),
        cmocka_unit_test(an_explained_acronym_stands_for_its_name),
        cmocka_unit_test(demonyms_name_the_country),
        cmocka_unit_test(an_event_is_the_one_nearest_to_the_day),
        cmocka_unit_test(lexicons_of_the_user_outrank_the_bundled),
        cmocka_unit_test(a_user_switches_bundled_names_off_one_by_one),
        cmocka_unit_test(offices_are_read_before_and_behind_names),
        cmocka_unit_test(what_is_said_of_a_person_is_apart_from_what_is_known),
        cmocka_unit_test(lists_alone_ask_no_rules),
        cmocka_unit_test(the_same_text_gives_the_same_layers_whatever_came_before),
        cmocka_unit_test(any_text_is_annotated),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
