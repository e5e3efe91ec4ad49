/* sentence_test.c - where bs_split() ends sentences. Every case is worked by hand. */
#include "split_check.h"

static void a_stop_before_a_capital_ends_a_sentence(void **state)
{
    (void)state;
    check_sentences("They met. They talked! Why? Nobody knows.",
                    "They met. / They talked! / Why? / Nobody knows.");
    check_sentences("It costs 5. 300 were sold.", "It costs 5. / 300 were sold.");
    check_sentences("approx. 5 km", "approx. 5 km");
    check_sentences("of the Kp. index", "of the Kp. index");
}

static void an_abbreviation_ends_one_only_before_an_opener(void **state)
{
    (void)state;
    check_sentences("He lives in the U.S. The Army knows.",
                    "He lives in the U.S. / The Army knows.");
    check_sentences("He joined the U.S. Army in D.C. However, he left.",
                    "He joined the U.S. Army in D.C. / However, he left.");
    check_sentences("Gen. The Honorable", "Gen. The Honorable");
    check_sentences("Boeing Co. Chief Jones spoke.", "Boeing Co. Chief Jones spoke.");
    check_sentences("It begins at 5 p.m. Leaders will speak at 6 a.m. Monday.",
                    "It begins at 5 p.m. / Leaders will speak at 6 a.m. Monday.");
    check_sentences("ships, planes, etc. Others sent none.",
                    "ships, planes, etc. / Others sent none.");
}

static void closing_marks_belong_to_the_sentence(void **state)
{
    (void)state;
    check_sentences("\"We won.\" They left.", "\"We won.\" / They left.");
    check_sentences("\xE2\x80\x9CWe won.\xE2\x80\x9D They left.",
                    "\xE2\x80\x9CWe won.\xE2\x80\x9D / They left.");
    check_sentences("(They left.) We won.", "(They left.) / We won.");
    check_sentences("It ended.[12] They left.", "It ended.[12] / They left.");
    check_sentences("It ended. [1] [2] They left.", "It ended. [1] [2] / They left.");
    check_sentences("He said: \"No.\"", "He said: \"No.\"");
}

static void an_opening_mark_belongs_to_the_next(void **state)
{
    (void)state;
    check_sentences("They left. \"We won.\"", "They left. / \"We won.\"");
    check_sentences("They left. (We won.)", "They left. / (We won.)");
}

static void an_attribution_goes_on_behind_the_quotation(void **state)
{
    (void)state;
    check_sentences("\"We won,\" he said. They left.", "\"We won,\" he said. / They left.");
    check_sentences("\"Who won?\" he asked. They left.", "\"Who won?\" he asked. / They left.");
    check_sentences("\"We won.\" Simon said. They left.", "\"We won.\" Simon said. / They left.");
    check_sentences("\"Who won?\" Prime Minister Fumio Kishida asked.",
                    "\"Who won?\" Prime Minister Fumio Kishida asked.");
    check_sentences("\"We won!\" Ursula von der Leyen said.",
                    "\"We won!\" Ursula von der Leyen said.");
    check_sentences("\"We won.\" The minister said little.",
                    "\"We won.\" / The minister said little.");
    check_sentences("\"We won.\" Simon left.", "\"We won.\" / Simon left.");
}

static void what_a_speaker_said_of_something_else_is_a_sentence(void **state)
{
    (void)state;
    check_tokens("\"It works.\" Simon said the plan was new.",
                 "\"|It|works|.|\" / Simon|said|the|plan|was|new|.");
    check_tokens("\"It works.\" Simon said on Monday.", "\"|It|works|.|\"|Simon|said|on|Monday|.");
    check_tokens("\"It works.\" Simon told the BBC.", "\"|It|works|.|\"|Simon|told|the|BBC|.");
    check_tokens("a son (b. March 1949) and", "a|son|(|b.|March|1949|)|and");
}

static void list_marks_end_nothing(void **state)
{
    (void)state;
    check_sentences("1. We met. 2. We talked.", "1. We met. / 2. We talked.");
    check_sentences("a. We met.", "a. We met.");
    check_sentences("iv. We met.", "iv. We met.");
}

static void dots_end_one_before_a_capital(void **state)
{
    (void)state;
    check_sentences("Well... perhaps not... Then no.", "Well... perhaps not... / Then no.");
    check_sentences("Well\xE2\x80\xA6 Then no.", "Well\xE2\x80\xA6 / Then no.");
}

static void glued_sentences_are_cut(void **state)
{
    (void)state;
    check_sentences("They left.We won.", "They left. / We won.");
    check_sentences("They left.\"We won.", "They left.\" / We won.");
    check_sentences("Visit Yahoo!Mail now", "Visit Yahoo!Mail now");
}

static void stops_of_other_scripts_need_no_space(void **state)
{
    (void)state;
    check_sentences("会議が開かれた。首相は出席した。", "会議が開かれた。 / 首相は出席した。");
    check_sentences("「行く。」と述べた。", "「行く。」 / と述べた。");
    check_sentences("बैठक हुई। वे गए।", "बैठक हुई। / वे गए।");
    check_sentences("هل حضر؟ نعم.", "هل حضر؟ / نعم.");
}

static void a_blank_line_ends_a_sentence(void **state)
{
    (void)state;
    check_sentences("A heading\n\nand text", "A heading / and text");
    check_sentences("A heading\r\n \t\r\nand text", "A heading / and text");
    check_sentences("A heading\r\rand text", "A heading / and text");
    check_sentences("one\xE2\x80\xA9two", "one / two");
    check_sentences("Gen.\n\nMilley", "Gen. / Milley");
}

static void a_line_is_a_paragraph_where_lines_are_long(void **state)
{
    (void)state;
    check_sentences("NATO leaders meet\nThey came to Madrid on Tuesday to talk about what to do "
                    "next, and to hear what the partners from Asia had brought with them.",
                    "NATO leaders meet / They came to Madrid on Tuesday to talk about what to do "
                    "next, and to hear what the partners from Asia had brought with them.");
    check_sentences("Share this:\nMore\nPrint", "Share this: / More / Print");
    check_sentences("and it went\non here", "and it went\non here");
}

static const char wrapped[] = "The leaders of Japan, South Korea, Australia and New Zealand\n"
                              "jointly attended a summit for the first time in 2022, when the\n"
                              "event was held in Madrid. They convened again at the Vilnius\n"
                              "Summit the year after.\n"
                              "This will be the third year that the partners attend, although\n"
                              "Australia will be represented by its deputy prime minister.\n"
                              "A heading without a stop\n"
                              "In the past two gatherings, cooperation was not one of the topics\n"
                              "that were discussed.\n";

static void wrapped_lines_are_joined(void **state)
{
    (void)state;
    check_sentences(wrapped, "The leaders of Japan, South Korea, Australia and New Zealand\n"
                             "jointly attended a summit for the first time in 2022, when the\n"
                             "event was held in Madrid. / They convened again at the Vilnius\n"
                             "Summit the year after. / "
                             "This will be the third year that the partners attend, although\n"
                             "Australia will be represented by its deputy prime minister. / "
                             "A heading without a stop / "
                             "In the past two gatherings, cooperation was not one of the topics\n"
                             "that were discussed.");
}

static void bullets_begin_sentences(void **state)
{
    (void)state;
    check_sentences("\xE2\x80\xA2 ships\n\xE2\x80\xA2 planes",
                    "\xE2\x80\xA2 ships / \xE2\x80\xA2 planes");
    check_sentences("* ships\n* planes", "* ships / * planes");
}

static void segments_are_cut_apart(void **state)
{
    (void)state;
    bs_str text = BS_STR("By Ken MoriyasuNATO and its partners");
    const bs_segment segments[] = {
        {.type = BS_SEGMENT_BYLINE, .start = 0, .end = 15},
        {.type = BS_SEGMENT_BODY, .start = 15, .end = 19},
    };
    split cut;
    split_open(&cut, text, segments, 2);
    assert_int_equal(cut.sentences.count, 3); /* the rest is outside all segments */
    assert_int_equal(cut.tokens.count, 7);
    CHECK_STR(split_type(&cut, 2)->form, "Moriyasu");
    CHECK_STR(split_type(&cut, 3)->form, "NATO");
    split_close(&cut);
}

static void segments_that_cannot_be_are_put_right(void **state)
{
    (void)state;
    bs_str text = BS_STR("One two three");
    const bs_segment segments[] = {
        {.start = 4, .end = 2}, {.start = 1, .end = 3}, {.start = 90, .end = 99}};
    split cut;
    split_open(&cut, text, segments, 3);
    assert_int_equal(cut.tokens.count, 3);
    assert_int_equal(cut.sentences.count, 2);
    split_close(&cut);
}

static void lists_are_appended_to(void **state)
{
    (void)state;
    split cut;
    split_open(&cut, BS_STR("They met."), NULL, 0);
    CHECK_OK(bs_split(BS_STR("We won. Yes."), NULL, 0, cut.vocabulary, &cut.tokens, &cut.sentences,
                      NULL));
    assert_int_equal(cut.sentences.count, 3);
    CHECK(cut.sentences.items[1].start == 0 && cut.sentences.items[1].token_start == 3);
    CHECK(cut.sentences.items[2].token_end == cut.tokens.count);
    split_close(&cut);
}

static void endless_sentences_are_cut(void **state)
{
    (void)state;
    bs_buffer text = {0};
    for (int i = 0; i < BS_SENTENCE_TOKENS_MAX + 10; i++)
        bs_buffer_add(&text, BS_STR("on and "));
    split cut;
    split_open(&cut, bs_buffer_str(&text), NULL, 0);
    assert_int_equal(cut.sentences.count, 3);
    split_close(&cut);
    bs_buffer_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stop_before_a_capital_ends_a_sentence),
        cmocka_unit_test(an_abbreviation_ends_one_only_before_an_opener),
        cmocka_unit_test(closing_marks_belong_to_the_sentence),
        cmocka_unit_test(an_opening_mark_belongs_to_the_next),
        cmocka_unit_test(an_attribution_goes_on_behind_the_quotation),
        cmocka_unit_test(what_a_speaker_said_of_something_else_is_a_sentence),
        cmocka_unit_test(list_marks_end_nothing),
        cmocka_unit_test(dots_end_one_before_a_capital),
        cmocka_unit_test(glued_sentences_are_cut),
        cmocka_unit_test(stops_of_other_scripts_need_no_space),
        cmocka_unit_test(a_blank_line_ends_a_sentence),
        cmocka_unit_test(a_line_is_a_paragraph_where_lines_are_long),
        cmocka_unit_test(wrapped_lines_are_joined),
        cmocka_unit_test(bullets_begin_sentences),
        cmocka_unit_test(segments_are_cut_apart),
        cmocka_unit_test(segments_that_cannot_be_are_put_right),
        cmocka_unit_test(lists_are_appended_to),
        cmocka_unit_test(endless_sentences_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
