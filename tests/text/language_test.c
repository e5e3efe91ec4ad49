/* language_test.c - tests of text/language.h. */
#include "text/language.h"

#include "base/str.h"
#include "check.h"

static void check_language(const char *text, const char *expected)
{
    const char *language = bs_language_detect(bs_str_from(text));
    if (!language || strcmp(language, expected) != 0)
        fail_msg("\"%s\" is %s, not %s", text, language ? language : "unknown", expected);
}

static void a_paragraph_tells_its_language(void **state)
{
    (void)state;
    check_language("The defence ministers of the alliance will meet next week to talk about the "
                   "summit, which opens on Tuesday in the capital.",
                   "en");
    check_language("Die Verteidigungsminister des Bündnisses treffen sich nächste Woche, um über "
                   "den Gipfel zu sprechen, der am Dienstag in der Hauptstadt beginnt.",
                   "de");
    check_language("Les ministres de la Défense de l'alliance se réuniront la semaine prochaine "
                   "pour parler du sommet qui s'ouvre mardi dans la capitale.",
                   "fr");
    check_language("Министры обороны стран альянса встретятся на следующей неделе, чтобы обсудить "
                   "саммит, который откроется во вторник в столице.",
                   "ru");
    check_language(
        "防衛大臣らは来週会合を開き、火曜日に首都で開幕する首脳会議について協議する予定です。",
        "ja");
}

static void withdrawn_codes_are_replaced(void **state)
{
    (void)state;
    check_language("שרי הביטחון של הברית ייפגשו בשבוע הבא כדי לדון בפסגה שתיפתח ביום שלישי בבירה.",
                   "he");
    check_language("國防部長們將於下週開會，討論週二在首都開幕的高峰會，並就防衛合作發表聯合聲明。",
                   "zh");
}

static void what_does_not_tell_is_unknown(void **state)
{
    (void)state;
    CHECK(!bs_language_detect(BS_STR("")));
    CHECK(!bs_language_detect((bs_str){NULL, 0}));
    CHECK(!bs_language_detect(BS_STR("12 34 56")));
    CHECK(!bs_language_detect(BS_STR("\xFF\xFE\x80")));
}

static void only_the_head_is_looked_at(void **state)
{
    (void)state;
    bs_buffer text = {0};
    while (text.size < BS_LANGUAGE_SAMPLE_BYTES)
        bs_buffer_add(&text,
                      BS_STR("Les ministres de la Défense se réuniront à la fin de l'été. "));
    while (text.size < 20 * BS_LANGUAGE_SAMPLE_BYTES)
        bs_buffer_add(&text, BS_STR("The ministers of defence will meet again next year. "));
    const char *language = bs_language_detect(bs_buffer_str(&text));
    assert_string_equal(language, "fr");
    bs_buffer_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_tells_its_language),
        cmocka_unit_test(withdrawn_codes_are_replaced),
        cmocka_unit_test(what_does_not_tell_is_unknown),
        cmocka_unit_test(only_the_head_is_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
