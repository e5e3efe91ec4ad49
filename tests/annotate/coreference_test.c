/* coreference_test.c - which mentions are of one entity, which of two, which of none. */
#include "shared.h"

/* Names are given between brackets, by type: "[PFumio Kishida]"; so only their joining is tried. */
static void annotate_marked(const char *marked)
{
    static bs_buffer text;
    static const char TYPES[] = {'P', 'O', 'L', 'D', 'E'};
    static const bs_entity_type OF[] = {BS_ENTITY_PERSON, BS_ENTITY_ORGANIZATION, BS_ENTITY_PLACE,
                                        BS_ENTITY_DOCUMENT, BS_ENTITY_EVENT};
    bs_given_name given[32];
    size_t count = 0;
    bs_error error = {0};
    text.size = 0;
    for (const char *at = marked; *at; at++) {
        if (*at == '[') {
            const char *type = memchr(TYPES, *++at, sizeof TYPES);
            assert_non_null(type);
            assert_true(count < 32);
            given[count].type = (uint8_t)OF[type - TYPES];
            given[count].span.start = (uint32_t)text.size;
        } else if (*at == ']') {
            given[count++].span.end = (uint32_t)text.size;
        } else {
            bs_buffer_add_char(&text, *at);
        }
    }
    all.text = bs_buffer_str(&text);
    bs_segment body = {BS_SEGMENT_BODY, 0, (uint32_t)text.size, {0}};
    bs_annotate_input input = {.text = all.text,
                               .segments = &body,
                               .segment_count = 1,
                               .given = given,
                               .given_count = count};
    if (bs_annotate(all.worker, &input, &all.layers, &error) != BS_OK)
        fail_msg("%s", error.message);
}

/* The entities of the mentions in order of the text, numbered as they come: "1 2 1". */
static void check_chain(const char *marked, const char *expected, int line)
{
    annotate_marked(marked);
    bs_buffer chain = {0};
    for (size_t index = 0; index < all.layers.mentions.count; index++) {
        char number[16];
        snprintf(number, sizeof number, "%s%u", index > 0 ? " " : "",
                 all.layers.mentions.items[index].entity + 1);
        bs_buffer_add(&chain, bs_str_from(number));
    }
    bs_buffer_add_char(&chain, '\0');
    if (strcmp(chain.data, expected) != 0) {
        print_error("%s\ngives %s, not %s\n", marked, chain.data, expected);
        _fail(__FILE__, line);
    }
    bs_buffer_clear(&chain);
}
#define CHECK_CHAIN(marked, expected) check_chain(marked, expected, __LINE__)

static void a_surname_stands_for_the_full_name_before_and_behind_it(void **state)
{
    (void)state;
    CHECK_CHAIN("[PAma Mensah] spoke. [PMensah] left.", "1 1");
    CHECK_CHAIN("Prime Minister [PMensah] spoke. [PAma Mensah] was in Accra.", "1 1");
    CHECK_CHAIN("[PWillem van der Sluijs] spoke. [PVan der Sluijs] left.", "1 1");
    CHECK_CHAIN("[PMarlene Acioli da Silva] spoke. [PAcioli] left, said [PAcioli da Silva].",
                "1 1 1");
    CHECK_CHAIN("[PHsiao Ting-kuang] won. [PHsiao] thanked them.", "1 1");
    CHECK_CHAIN("[PTóth Adam] spoke. [PToth] left, and [PÁdám Tóth] with him.", "1 1 1");
    CHECK_CHAIN("[PTóth Ádám] spoke. So [PÁdám Tóth] it was.", "1 1");
    assert_int_equal(all.layers.entities.count, 1);
}

static void the_longest_name_is_kept_with_the_others_beside_it(void **state)
{
    (void)state;
    annotate_marked("[PB. Cole] wrote. [PBenjamin Washington Cole] taught. [PCole] died.");
    assert_int_equal(all.layers.entities.count, 1);
    const bs_entity *entity = &all.layers.entities.items[0];
    assert_true(bs_str_equal(entity->name, BS_STR("Benjamin Washington Cole")));
    assert_int_equal(entity->name_count, 3);
    assert_int_equal(find_mention(&all, "Cole")->kind, BS_MENTION_FAMILY);
}

static void two_people_with_one_surname_are_kept_apart(void **state)
{
    (void)state;
    CHECK_CHAIN("[PAminata Ba] spoke. [PBa] left. Then [PMoussa Ba] came. [PBa] smiled.",
                "1 1 2 2");
    CHECK_CHAIN("[PMoussa Ba] and [PAminata Ba] ran. [PMoussa Ba] lost. [PBa] conceded.",
                "1 2 1 1");
    CHECK_CHAIN("[PJohn Okoro] met [PJane Okoro].", "1 2");
    CHECK_CHAIN("[PMaria Okoro] met [PPeter Okoro]. Mrs. [POkoro] left.", "1 2 1");
    CHECK_CHAIN("[PMaria Okoro] came. She left, said [POkoro].", "1 1 1");
    CHECK_CHAIN("[PMaria Okoro] met [PPeter Okoro]. Mr. [POkoro] left. Mrs. [POkoro] stayed.",
                "1 2 2 1");
}

static void acronyms_stand_for_what_they_spell(void **state)
{
    (void)state;
    CHECK_CHAIN("The [OLake Basin Trade Organisation] ([OLBTO]) met. The [OLBTO] failed.", "1 1 1");
    CHECK_CHAIN("The [OAssociation of Rural Banks] met. [OARB] left.", "1 1");
    CHECK_CHAIN("[OARB] met. The [OAssociation of Rural Banks] is old.", "1 1");
    CHECK_CHAIN("The [OBorder Police of Ruritania] ([OPGR]) came. [OPGR] left.", "1 1 1");
    CHECK_CHAIN("The [OKuomintang] ([OKMT]) lost.", "1 1");
    CHECK_CHAIN("The [OParty of Rural Work] (PTR) met. Then the PTR left.", "1 1 1");
    CHECK_CHAIN("The [OParty of Rural Work] (Accra) met. The [OLake Bank] (see left) fell.", "1 2");
    CHECK_CHAIN("The [LGreat Southern Lake Dam] broke. [LGSLD] was old.", "1 1");
    CHECK_CHAIN("The [OCentral Union of Farmers] met the [OXYZ].", "1 2");
}

static void ministries_go_by_many_names(void **state)
{
    (void)state;
    CHECK_CHAIN("The [OMinistry of Defence] paid. The [ODefence Ministry] and the [OMoD] said so.",
                "1 1 1");
    CHECK_CHAIN("The [OPolish Defence Ministry] paid; the [OMinistry of Defence] said.", "1 1");
    CHECK_CHAIN("The [OMinistry of Health] and the [OMinistry of Water] met.", "1 2");
}

static void short_forms_of_bodies_are_their_first_or_last_words(void **state)
{
    (void)state;
    CHECK_CHAIN("[OTana Hydro Works Ltd.] was paid. [OTana Hydro] denies it.", "1 1");
    CHECK_CHAIN("[OVolterra Systems, Inc.] grew. [OVolterra] hired.", "1 1");
    CHECK_CHAIN("The [OInter-Island Monetary Fund] lent. The [OFund] waits.", "1 1");
    CHECK_CHAIN("The [OGeorgian Foreign Ministry] spoke. The [OForeign Ministry] said no.", "1 1");
    CHECK_CHAIN("The [OConservative Party] lost. [OConservatives] wept.", "1 1");
    CHECK_CHAIN("The [ORuritanian Democratic Party] lost. [ODemocrats] wept.", "1 1");
    CHECK_CHAIN("The [ODemocratic Union] lost. [ODemocrats] wept.", "1 1");
    CHECK_CHAIN("The [ORuritanian Harvest Department] paid. [OHarvest] is rich.", "1 1");
    CHECK_CHAIN("[OUnion Bank] and [OUnion College] met.", "1 2");
}

static void a_word_of_the_wrong_type_goes_with_the_name_it_is_of(void **state)
{
    (void)state;
    CHECK_CHAIN("[OVarga Energy] fell. [PVarga] hired.", "1 1");
    assert_int_equal(all.layers.mentions.items[1].type, BS_ENTITY_ORGANIZATION);
    CHECK_CHAIN("[PMaria Varga] fell. [OVarga] left. [LVarga] said so.", "1 1 1");
    assert_int_equal(all.layers.mentions.items[1].type, BS_ENTITY_PERSON);
    CHECK_CHAIN("[OVarga Energy] fell. Mr. [PVarga] left.", "1 2");
    CHECK_CHAIN("[PMaria Varga] fell in [LVarga].", "1 2");
}

static void a_complete_name_is_not_short_for_a_longer_one(void **state)
{
    (void)state;
    CHECK_CHAIN("[ONATO] met. The [ONATO Support Agency] paid.", "1 2");
    CHECK_CHAIN("[OBBC] and [OBBC Orchestra] played.", "1 2");
    CHECK_CHAIN("[OANZ] and [OANZ Group] are one.", "1 1");
}

static void a_country_and_its_demonym_are_one(void **state)
{
    (void)state;
    CHECK_CHAIN("The [LU.S.] and the [LUnited States], said [LAmerica]'s [LAmerican] envoy.",
                "1 1 1 1");
    CHECK_CHAIN("[LFrance] and the [LFrench], [LJapan] and the [LJapanese].", "1 1 2 2");
}

static void pronouns_stand_for_the_one_person_who_can_be_meant(void **state)
{
    (void)state;
    CHECK_CHAIN("[PAma Mensah] spoke. She left.", "1 1");
    CHECK_CHAIN("Mr. [POkoro] met Ms. [PDuarte]. She left and he stayed.", "1 2 2 1");
    CHECK_CHAIN("[PJo Okoro] met [PAlex Duarte]. The two left.", "1 2");
    CHECK_CHAIN("It rained. He left.", "");
    CHECK_CHAIN("Mr. [POkoro] came. She left.", "1");
    CHECK_CHAIN("[PJo Okoro] came. Then [PAlex Duarte], his deputy, spoke.", "1 2 1");
    assert_int_equal(all.layers.mentions.items[2].kind, BS_MENTION_PRONOUN);
}

static void nouns_stand_for_what_has_them_in_its_name_or_office(void **state)
{
    (void)state;
    CHECK_CHAIN("Finance Minister [PAma Mensah] came. The minister spoke.", "1 1");
    CHECK_CHAIN("Finance Minister [PAma Mensah] came. The defence minister spoke.", "1");
    CHECK_CHAIN("The [OMinistry of Water] paid. The ministry said so.", "1 1");
    CHECK_CHAIN("The [DVilnius Communique] was read. The communique said little.", "1 1");
    CHECK_CHAIN("The [OLake Bank] and the [OHill Bank] met. The bank paid.", "1 2");
    CHECK_CHAIN("[ONATO] met. The alliance agreed.", "1 1");
    CHECK_CHAIN("[OTana Hydro Ltd.] was sold. The company denied it.", "1 1");
    CHECK_CHAIN("The president of [LFrance], [PAma Mensah], came. The president spoke.", "1 2 2");
    CHECK_CHAIN("[LFrance] and [LJapan] met. The two countries agreed.", "1 2");
    CHECK_CHAIN("Minister [PAma Mensah] came. The minister, [PJo Okoro], went.", "1 2");
}

/* The id of the first mention with this text. */
static bs_str id_of(const char *text)
{
    const bs_entity *entity = entity_of(&all, find_mention(&all, text));
    return entity ? entity->id : (bs_str){0};
}

static void a_widget_names_nobody(void **state)
{
    (void)state;
    const char *text = "Ama Mensah went to France. Share on France and Japan.";
    bs_segment segments[] = {{BS_SEGMENT_BODY, 0, 26, {0}}, {BS_SEGMENT_WIDGET, 27, 53, {0}}};
    annotate_as(&all, bs_str_from(text), segments, 2, NULL);
    assert_non_null(find_mention(&all, "France"));
    assert_null(find_mention(&all, "Japan"));
    for (size_t index = 0; index < all.layers.mentions.count; index++)
        assert_true(all.layers.mentions.items[index].span.end <= 26);
}

static void all_spellings_of_a_person_have_one_id(void **state)
{
    (void)state;
    annotate_marked("[PJohn F. Okoro] spoke.");
    CHECK_STR(id_of("John F. Okoro"), "person:john-okoro");
    annotate_marked("[PKovács Maria] spoke.");
    CHECK_STR(id_of("Kovács Maria"), "person:maria-kovacs");
    annotate_marked("[PMaria Kovács] spoke.");
    CHECK_STR(id_of("Maria Kovács"), "person:maria-kovacs");
    annotate_marked("[PJ. F. Okoro] spoke.");
    CHECK_STR(id_of("J. F. Okoro"), "person:j-f-okoro");
    annotate_marked("[PJohn F. Okoro] and [PJohn B. Okoro] spoke.");
    CHECK_STR(id_of("John F. Okoro"), "person:john-okoro");
    CHECK_STR(id_of("John B. Okoro"), "person:john-b-okoro");
}

static void a_surname_alone_is_somebody_of_its_article(void **state)
{
    (void)state;
    annotate_marked("Then [POkoro] spoke.");
    char kept[64];
    snprintf(kept, sizeof kept, "%.*s", BS_STR_ARG(id_of("Okoro")));
    assert_true(strncmp(kept, "person:okoro~", 13) == 0);
    annotate_marked("Then [POkoro] left.");
    assert_false(bs_str_equal(id_of("Okoro"), bs_str_from(kept)));
    annotate_marked("Then [POkoro] spoke.");
    assert_true(bs_str_equal(id_of("Okoro"), bs_str_from(kept)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_surname_stands_for_the_full_name_before_and_behind_it),
        cmocka_unit_test(the_longest_name_is_kept_with_the_others_beside_it),
        cmocka_unit_test(two_people_with_one_surname_are_kept_apart),
        cmocka_unit_test(acronyms_stand_for_what_they_spell),
        cmocka_unit_test(ministries_go_by_many_names),
        cmocka_unit_test(short_forms_of_bodies_are_their_first_or_last_words),
        cmocka_unit_test(a_word_of_the_wrong_type_goes_with_the_name_it_is_of),
        cmocka_unit_test(a_complete_name_is_not_short_for_a_longer_one),
        cmocka_unit_test(a_country_and_its_demonym_are_one),
        cmocka_unit_test(pronouns_stand_for_the_one_person_who_can_be_meant),
        cmocka_unit_test(a_widget_names_nobody),
        cmocka_unit_test(all_spellings_of_a_person_have_one_id),
        cmocka_unit_test(a_surname_alone_is_somebody_of_its_article),
        cmocka_unit_test(nouns_stand_for_what_has_them_in_its_name_or_office),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
