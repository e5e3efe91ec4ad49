/* quotations_test.c - what was said, and by whom. */
#include "shared.h"

/* "kind attribution speaker: part | part" of each quotation, with "; " between. */
static bs_str quotations_of(const char *text, bs_buffer *buffer)
{
    annotate(&all, text, "2024-07-09");
    buffer->size = 0;
    for (size_t index = 0; index < all.layers.quotations.count; index++) {
        const bs_quotation *quotation = &all.layers.quotations.items[index];
        bs_str speaker = quotation->speaker == BS_NONE
                             ? BS_STR("-")
                             : all.layers.entities.items[quotation->speaker].id;
        bs_buffer_print(buffer, "%s%s %s %.*s:", index ? "; " : "",
                        bs_quotation_kind_name(quotation->kind),
                        bs_attribution_name(quotation->attribution), BS_STR_ARG(speaker));
        for (size_t part = 0; part < quotation->part_count; part++) {
            bs_buffer_add(buffer, part ? BS_STR(" | ") : BS_STR(" "));
            bs_buffer_add(buffer, span_text(&all, quotation->parts[part]));
        }
    }
    return bs_buffer_str(buffer);
}

#define OPEN "\xE2\x80\x9C"
#define CLOSE "\xE2\x80\x9D"

static void the_attribution_may_stand_on_any_side(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"\"It is very late,\" Maria Okafor said.",
         "direct after person:maria-okafor: It is very late,"},
        {"\"It is very late,\" said Maria Okafor, who left.",
         "direct after person:maria-okafor: It is very late,"},
        {"Maria Okafor said: \"It is very late.\"",
         "direct before person:maria-okafor: It is very late."},
        {"Then Maria Okafor, a friend, said, " OPEN "It is very late." CLOSE,
         "direct before person:maria-okafor: It is very late."},
        {OPEN "It is very late to go." CLOSE " Then they left.",
         "direct none -: It is very late to go."},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void a_quotation_parted_by_its_attribution_is_one(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {OPEN "It is very late," CLOSE " Maria Okafor said, " OPEN "and dark." CLOSE,
         "direct middle person:maria-okafor: It is very late, | and dark."},
        {"\"It is very late,\" Maria Okafor said. \"We must all go now.\"",
         "direct after person:maria-okafor: It is very late,; "
         "direct none person:maria-okafor: We must all go now."},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void guillemets_and_low_marks_are_quotation_marks(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"\xC2\xABIt is very late,\xC2\xBB Maria Okafor said.",
         "direct after person:maria-okafor: It is very late,"},
        {"\xE2\x80\x9EIt is very late,\xE2\x80\x9D Maria Okafor said.",
         "direct after person:maria-okafor: It is very late,"},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void a_quotation_goes_on_in_the_next_paragraph(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Maria Okafor said: " OPEN "It is very late.\n\n" OPEN "We must go." CLOSE
         "\n\nThey left.",
         "direct before person:maria-okafor: It is very late. | We must go."},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void a_pronoun_is_the_last_who_spoke(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Maria Okafor said it was late. Peter Okafor slept. " OPEN "We must all go," CLOSE
         " she said.",
         "indirect before person:maria-okafor: it was late; "
         "direct after person:maria-okafor: We must all go,"},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void words_held_at_arms_length_are_not_speech(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"The " OPEN "peace plan" CLOSE " failed.", ""},
        {"In a book titled " OPEN "The Long Road to the Sea" CLOSE " it is told.", ""},
        {"The " OPEN "Iron Lady" CLOSE " left.", ""},
        {"Peter " OPEN "Pete" CLOSE " Okafor left.", ""},
        {"In a speech titled " OPEN "The Long Road" CLOSE " Maria Okafor said it was late.",
         "indirect before person:maria-okafor: it was late"},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void words_inside_reported_speech_are_quoted_in_part(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Maria Okafor said the plan was " OPEN "dead" CLOSE " by now.",
         "indirect before person:maria-okafor: the plan was " OPEN "dead" CLOSE " by now; "
         "partial before person:maria-okafor: dead"},
        {"Maria Okafor told reporters to " OPEN "go home" CLOSE " and then " OPEN "stay there" CLOSE
         ".",
         "indirect before person:maria-okafor: to " OPEN "go home" CLOSE " and then " OPEN
         "stay there" CLOSE "; partial before person:maria-okafor: go home; "
         "partial before person:maria-okafor: stay there"},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void marks_of_every_style_are_read(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"''It is very late,'' Maria Okafor said.",
         "direct after person:maria-okafor: It is very late,"},
        {"``It is very late,'' Maria Okafor said.",
         "direct after person:maria-okafor: It is very late,"},
        {"'It is very late,' said Maria Okafor. The boys' toys are Tom's.",
         "direct after person:maria-okafor: It is very late,"},
        {"\xE2\x80\x98It isn\xE2\x80\x99t late,\xE2\x80\x99 said Maria Okafor.",
         "direct after person:maria-okafor: It isn\xE2\x80\x99t late,"},
        {"\xE2\x80\xB9It is very late,\xE2\x80\xBA Maria Okafor said.",
         "direct after person:maria-okafor: It is very late,"},
        {"\xC2\xBBIt is very late\xC2\xAB, said Maria Okafor.",
         "direct after person:maria-okafor: It is very late"},
        {"\xE2\x80\x9EIt is very late\xE2\x80\x9C, said Maria Okafor.",
         "direct after person:maria-okafor: It is very late"},
        {"\xE2\x80\x9DIt is very late,\xE2\x80\x9D Maria Okafor said.",
         "direct after person:maria-okafor: It is very late,"},
        {"\xE2\x80\x94 It is very late, said Maria Okafor.",
         "direct after person:maria-okafor: It is very late,"},
        {OPEN "They said 'no' to " OPEN "all" CLOSE " of it," CLOSE " Maria Okafor said.",
         "direct after person:maria-okafor: They said 'no' to " OPEN "all" CLOSE " of it,"},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void the_speaker_is_found_over_what_stands_between(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"\"It is very late,\" Maria Okafor, who left on Monday, said.",
         "direct after person:maria-okafor: It is very late,"},
        {"\"It is very late,\" Maria Okafor (R-Utah) said.",
         "direct after person:maria-okafor: It is very late,"},
        {"\"It is late,\" said the minister, Maria Okafor.", "direct after -: It is late,"},
        {"Maria Okafor left the room, saying, \"It is very late.\"",
         "direct before person:maria-okafor: It is very late."},
        {"Maria Okafor went on:\n\n\"It is very late.\"",
         "direct before person:maria-okafor: It is very late."},
        {"According to Maria Okafor, \"it is very late.\"",
         "direct before person:maria-okafor: it is very late."},
        {"\"It is very late.\" \xE2\x80\x94 Maria Okafor\n\nThey left.",
         "direct after person:maria-okafor: It is very late."},
        {"Prices are a new problem, Maria Okafor, director of the house, told the Lake Institute.",
         "indirect after person:maria-okafor: Prices are a new problem"},
        {"\"It is very late.\" \"We must go,\" Maria Okafor said.",
         "direct none -: It is very late.; direct after person:maria-okafor: We must go,"},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void documents_and_organisations_speak(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"The Lake Institute warned that prices rise.",
         "indirect before org:lake-institute: prices rise"},
        {"The communique said that \"prices will rise\" soon.",
         "indirect before -: \"prices will rise\" soon; partial before -: prices will rise"},
    };
    CHECK_CASES(quotations_of, CASES);
    annotate(&all, "The communique said that prices rose.", NULL);
    CHECK_STR(all.layers.quotations.items[0].speaker_text, "The communique");
    CHECK_STR(all.layers.quotations.items[0].rule, "quotation.clause");
}

static void what_was_not_said_is_no_quotation(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Maria Okafor did not say that prices rose.", ""},
        {"Maria Okafor could say that prices rose.", ""},
        {"If Maria Okafor said that prices rose, she left.", ""},
        {"Maria Okafor faces more criminal charges that might follow.", ""},
        {"Much of what Maria Okafor said in May and also feared has come true.", ""},
        {"The growth of trade to rule the houses of the earth is threatening world peace.", ""},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void an_unclosed_quotation_ends_before_its_attribution(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {OPEN "It is very late, Maria Okafor told reporters.\n\n"
              "They left.",
         "direct after person:maria-okafor: It is very late,"},
        {OPEN "It is very late.\n\nThey left.", "direct none -: It is very late."},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void acts_and_intents_are_reported_speech(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Citing a report, Maria Okafor left.", "indirect before person:maria-okafor: a report"},
        {"Maria Okafor, the envoy, plans to resign.",
         "indirect before person:maria-okafor: to resign"},
        {"Maria Okafor called for an inquiry.", "indirect before person:maria-okafor: an inquiry"},
        {"Maria Okafor promised to resign.", "indirect before person:maria-okafor: to resign"},
        {"The plan was condemned by Maria Okafor.", "indirect after person:maria-okafor: The plan"},
        {"This is Maria Okafor's claim that prices rose.",
         "indirect before person:maria-okafor: prices rose"},
        {"Prices, Maria Okafor said, have fallen.",
         "indirect middle person:maria-okafor: Prices | have fallen"},
        {"Maria Okafor said prices rose, according to a friend.",
         "indirect after -: Maria Okafor said prices rose; "
         "indirect before person:maria-okafor: prices rose"},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void a_transcript_names_its_speakers(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"The debate began.\n\nMaria Okafor: We must all go. It is late.\n\nThey left.",
         "direct before person:maria-okafor: We must all go. It is late"},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void a_quoted_speech_is_of_who_spoke_in_the_segment_that_brings_it(void **state)
{
    (void)state;
    static const char TEXT[] =
        "Maria Okafor said that prices rose.\n" OPEN "It is very late.\nWe must all go." CLOSE;
    uint32_t end = (uint32_t)strlen(TEXT);
    bs_segment segments[] = {{BS_SEGMENT_COMMENT, 0, 36, {0}}, {BS_SEGMENT_SPEECH, 36, end, {0}}};
    annotate_as(&all, bs_str_from(TEXT), segments, 2, NULL);
    const bs_quotation *last = &all.layers.quotations.items[all.layers.quotations.count - 1];
    CHECK_STR(last->rule, "quotation.speech");
    CHECK_STR(last->speaker_text, "Maria Okafor");
    segments[1].type = BS_SEGMENT_BODY;
    annotate_as(&all, bs_str_from(TEXT), segments, 2, NULL);
    CHECK_STR(all.layers.quotations.items[all.layers.quotations.count - 1].rule, "quotation.marks");
}

static void speakers_say_by_which_rule(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"\"It is late now,\" Maria Okafor said. \"We must go.\"",
         "quotation.after Maria Okafor; quotation.running Maria Okafor"},
        {"Prices rose, Maria Okafor said. \"We must go.\"",
         "quotation.behind Maria Okafor; quotation.running Maria Okafor"},
        {"\"It is late now,\" Maria Okafor said.\n\n\"We must go.\"",
         "quotation.after Maria Okafor; quotation.running-on Maria Okafor"},
        {"\"It is late now.\"", "quotation.marks "},
    };
    bs_buffer found = {0};
    for (size_t index = 0; index < sizeof CASES / sizeof *CASES; index++) {
        annotate(&all, CASES[index][0], NULL);
        found.size = 0;
        for (size_t at = 0; at < all.layers.quotations.count; at++)
            bs_buffer_print(&found, "%s%.*s %.*s", at ? "; " : "",
                            BS_STR_ARG(all.layers.quotations.items[at].rule),
                            BS_STR_ARG(all.layers.quotations.items[at].speaker_text));
        CHECK_STR(bs_buffer_str(&found), CASES[index][1]);
    }
    bs_buffer_clear(&found);
}

static void indirect_speech_has_its_source(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Prices rose, according to the Lake Institute.",
         "indirect after org:lake-institute: Prices rose"},
        {"According to the Lake Institute, prices rose.",
         "indirect before org:lake-institute: prices rose"},
        {"Maria Okafor, a friend, said on Monday that prices rose.",
         "indirect before person:maria-okafor: prices rose"},
        {"Prices rose, Maria Okafor said.", "indirect after person:maria-okafor: Prices rose"},
    };
    CHECK_CASES(quotations_of, CASES);
}

static void an_open_quotation_is_a_finding(void **state)
{
    (void)state;
    annotate(&all, "Then " OPEN "it was late.\n\nThey left.", NULL);
    assert_int_equal(all.layers.findings.count, 1);
    CHECK_STR(all.layers.findings.items[0].kind, "open quotation");
    assert_int_equal(all.layers.findings.items[0].start, 5);
    annotate(&all, "Then " OPEN "it was late" CLOSE ".", NULL);
    assert_int_equal(all.layers.findings.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_attribution_may_stand_on_any_side),
        cmocka_unit_test(a_quotation_parted_by_its_attribution_is_one),
        cmocka_unit_test(guillemets_and_low_marks_are_quotation_marks),
        cmocka_unit_test(a_quotation_goes_on_in_the_next_paragraph),
        cmocka_unit_test(a_pronoun_is_the_last_who_spoke),
        cmocka_unit_test(words_held_at_arms_length_are_not_speech),
        cmocka_unit_test(words_inside_reported_speech_are_quoted_in_part),
        cmocka_unit_test(marks_of_every_style_are_read),
        cmocka_unit_test(the_speaker_is_found_over_what_stands_between),
        cmocka_unit_test(documents_and_organisations_speak),
        cmocka_unit_test(what_was_not_said_is_no_quotation),
        cmocka_unit_test(an_unclosed_quotation_ends_before_its_attribution),
        cmocka_unit_test(acts_and_intents_are_reported_speech),
        cmocka_unit_test(a_transcript_names_its_speakers),
        cmocka_unit_test(a_quoted_speech_is_of_who_spoke_in_the_segment_that_brings_it),
        cmocka_unit_test(speakers_say_by_which_rule),
        cmocka_unit_test(indirect_speech_has_its_source),
        cmocka_unit_test(an_open_quotation_is_a_finding),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
