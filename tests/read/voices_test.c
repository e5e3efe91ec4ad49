/* voices_test.c - who speaks in a text that was posted again: shapes of headers, captions, share
 * lists, comments and quoted speeches as blogs and papers have them. */
#include "reading.h"

#define ONE                                                                                       \
    "The council of the harbour met for three hours in the old customs house and agreed on very " \
    "little, according to two officials who were in the room."
#define TWO                                                                                      \
    "A second meeting is planned for the autumn, and both sides said that they would bring new " \
    "proposals to it, though nobody would say what those might be."
#define BODY ONE "\n\n" TWO "\n\n"

/* "headline body widget comment", with the day of those that have one. */
static void check_voices(const char *text, const char *expected)
{
    kept all = {0};
    bs_buffer voices = {0};
    read_text(&all, "a.txt", text);
    assert_int_equal(all.count, 1);
    const bs_article *article = &all.articles[0];
    for (size_t i = 0; i < article->segment_count; i++) {
        const bs_segment *segment = &article->segments[i];
        bool is_other = segment->type == BS_SEGMENT_COMMENT || segment->type == BS_SEGMENT_SPEECH;
        bs_buffer_print(&voices, "%s%s%s%.*s", i ? " " : "", bs_segment_type_name(segment->type),
                        is_other && segment->anchor.data ? "@" : "",
                        is_other ? (int)segment->anchor.size : 0,
                        segment->anchor.data ? segment->anchor.data : "");
    }
    if (!bs_str_equal(bs_buffer_str(&voices), bs_str_from(expected)))
        fail_msg("%.*s, not %s, in:\n%s", BS_STR_ARG(bs_buffer_str(&voices)), expected, text);
    CHECK_STR(article->text, text);
    bs_buffer_clear(&voices);
    forget(&all);
}

static void what_a_site_puts_around_an_article_is_a_widget(void **state)
{
    (void)state;
    static const char *const around[] = {
        "Share this:\n\nClick to share on Twitter (Opens in new window)\nClick to share on "
        "Facebook "
        "(Opens in new window)\nLike this:\nLike Loading...\nRelated\n",
        "Share\nFacebook Twitter WhatsApp Email Print\n\nTags: harbour, council, ferries\n",
        "Tweet\nShare on Facebook\nShare on LinkedIn\n\nPosted in News | Leave a comment\n",
        "Related articles\n- Ferries run longer\n- The bridge opens\n\nSign up for our "
        "newsletter\n",
        "Teilen mit:\n- Facebook\n- E-Mail\n",
    };
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%s%s", BODY, around[i]);
        check_voices(text, "body widget");
    }
    check_voices(ONE "\n\nAdvertisement\n\n" TWO "\n\nRead more: The bridge that never opened\n",
                 "body widget body widget");
}

static void share_buttons_at_the_head_leave_the_article_what_it_is(void **state)
{
    (void)state;
    check_voices("Share this:\n- Facebook\n- Twitter\n\n" BODY, "widget body");
}

static void what_looks_like_a_button_may_be_the_article(void **state)
{
    (void)state;
    check_voices(BODY "(TELEGRAM)\nColon, November 3. Revolution imminent.\n\n" ONE "\n", "body");
    check_voices(BODY "Follow the money, he said, and share what you find with a friend.\n",
                 "body");
}

static void comments_have_their_own_voice_and_day(void **state)
{
    (void)state;
    check_voices(BODY "3 Comments\n\nJohn Smith says:\nJuly 10, 2024 at 3:14 pm\nI saw none of "
                      "it.\nReply\n\nAnn Other says:\nJuly 11, 2024 at 9:00 am\nNor did I.\n",
                 "body widget comment comment@2024-07-10 widget comment comment@2024-07-11");
    check_voices(BODY
                 "2 thoughts on \xe2\x80\x9cHarbour council\xe2\x80\x9d\n\nJohn Smith on July 10, "
                 "2024 at 3:14 pm said:\nI saw none of it.\n\nLeave a Reply\nYour email address "
                 "will not be published.\n",
                 "body widget comment@2024-07-10 widget");
    check_voices(BODY
                 "One response to \xe2\x80\x9cHarbour council\xe2\x80\x9d\n\nI saw none of it.\n",
                 "body widget comment");
    check_voices(BODY "COMMENTS (2)\n\nI saw none of it.\n", "body widget comment");
    check_voices(BODY "Two comments by the mayor made the rounds.\n", "body");
}

static void a_speech_in_a_comment_has_the_day_that_the_comment_names(void **state)
{
    (void)state;
    check_voices(BODY "5 comments\n\nHere is what the old mayor said on March 4, 1961:\n\n"
                      "\xe2\x80\x9c" ONE TWO "\n\n\xe2\x80\x9c" TWO ONE "\n\n\xe2\x80\x9c" ONE
                      "\xe2\x80\x9d\n\nWell said.\n",
                 "body widget comment speech@1961-03-04 comment");
    check_voices(BODY "5 comments\n\nHe said:\n\n> " ONE "\n> " TWO "\n> " ONE "\n\nWell said.\n",
                 "body widget comment speech comment");
}

static void captions_may_have_no_sentence(void **state)
{
    (void)state;
    check_voices(ONE "\n\nThe mayor at the market [Jane Roe/AFP via Getty Images]\n\n" TWO "\n",
                 "body caption credit body");
    check_voices(ONE "\n\nThe old customs house (Credit: Harbour Museum)\n\n" TWO "\n",
                 "body caption credit body");
    check_voices(ONE "\n\nThe mayor spoke at the market (see page 4)\n\n" TWO "\n", "body");
}

static void lines_at_the_head_say_who_and_when(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "Harbour council agrees on little\nBy Jane Roe, Staff Writer | July 9, 2024\n\n",
        "Harbour council agrees on little\n\nJuly 9, 2024 \xe2\x80\xa2 By Jane Roe\n\n",
        "Harbour council agrees on little\nPosted on July 9, 2024 by Jane Roe\n\n",
        "Harbour council agrees on little\nPublished: July 9, 2024\nAuthor: Jane Roe\n\n",
        "Harbour council agrees on little\n\nJane Roe, The Courier, July 9, 2024\n\n",
        "Harbour council agrees on little\nBy Jane Roe in Lisbon\nJuly 9, 2024\n\n",
        "Source: The Courier | By Jane Roe | 9 July 2024\n\nHarbour council agrees on little\n\n",
        "Harbour council agrees on little\nBy Jane Roe\n\nOriginally published in The Courier on "
        "July "
        "9, 2024\n\n",
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        char text[1024];
        kept all = {0};
        snprintf(text, sizeof text, "%s%s", heads[i], BODY);
        read_text(&all, "a.txt", text);
        CHECK_STR(all.articles[0].title, "Harbour council agrees on little");
        CHECK_STR(all.articles[0].published, "2024-07-09");
        assert_int_equal(all.articles[0].byline_count, 1);
        CHECK_STR(all.articles[0].byline[0], "Jane Roe");
        if (strstr(heads[i], "The Courier"))
            CHECK_STR(all.articles[0].outlet, "The Courier");
        forget(&all);
    }
    kept all = {0};
    read_text(&all, "a.txt",
              "Jane Roe for The Courier: \xe2\x80\x9cHarbour council agrees\xe2\x80\x9d\n\n" BODY);
    CHECK_STR(all.articles[0].outlet, "The Courier");
    CHECK_STR(all.articles[0].title, "Harbour council agrees");
    forget(&all);
}

static void glued_words_are_cut_and_said(void **state)
{
    (void)state;
    kept all = {0};
    read_text(
        &all, "a.txt",
        "It was a long day.The council will meet again, nobody knows whereThe mayor said so. "
        "LinkedIn, HeForShe and YouTube are names, as are e.g.Paris and www.Example.The com.\n");
    const bs_article *article = &all.articles[0];
    assert_int_equal(article->segment_count, 3);
    CHECK_STR(bs_str_slice(article->text, article->findings[0].start, article->findings[0].end),
              "day.The");
    CHECK_STR(bs_str_slice(article->text, article->findings[1].start, article->findings[1].end),
              "whereThe");
    CHECK(bs_str_starts(bs_str_slice(article->text, article->segments[2].start, article->text.size),
                        BS_STR("The mayor said so.")));
    forget(&all);
}

/* The number of pieces that `text` is cut into. */
static size_t count_pieces(const char *text)
{
    kept all = {0};
    read_text(&all, "a.txt", text);
    size_t count = all.articles[0].segment_count;
    forget(&all);
    return count;
}

static void names_in_camel_case_are_not_glued(void **state)
{
    (void)state;
    assert_int_equal(
        count_pieces("They read it on wikiHow before an iPhone and a McDonald came.\n"), 1);
    assert_int_equal(count_pieces("The parts come from makerThis in Lyon. For a year makerThis has "
                                  "made nothing else.\n"),
                     1); /* twice in one shape */
    assert_int_equal(count_pieces("Nobody at openHarbour knew. The open sea lies behind it.\n"), 1);
    assert_int_equal(count_pieces("The antiFascist league was anti, they said, and not Fascist.\n"),
                     1);
    /* Both parts stand elsewhere, each on its own. */
    assert_int_equal(
        count_pieces("President Nemo went to the talks. It was after the talksPresident "
                     "Nemo left that others came.\n"),
        2);
}

static void comments_need_no_verb(void **state)
{
    (void)state;
    check_voices(BODY "Tom W. 13 December 2019 at 08:12\nI saw none of it.\n\njroe78\n13 December "
                      "2019, 9:40\nNor did I.\n",
                 "body comment@2019-12-13 comment@2019-12-13");
    check_voices(BODY "Ann Other \xc2\xb7 3 hours ago\nI saw none of it.\n\nJo Doe\nvor 2 Tagen\n"
                      "Nor did I.\n",
                 "body comment comment");
    check_voices(BODY "Published 13 December 2019 at 08:12\n\nLast updated: 13 December 2019 "
                      "08:15\n",
                 "body");
    check_voices(BODY "Lisbon, 13 December 2019, 10:00\n\n" ONE "\n", "body");
    check_voices(BODY
                 "1790 3,929,827 ..........\n1800 5,304,937 35.02\n1810 7,239,814 36.45\n\nFor "
                 "pensions\n\n28,533,402.76\n\nWhat a day.\n\nLasted 3 days\n\nPage "
                 "1|6\n\nIndians\n\n7,061,728.82\n",
                 "body");
    /* The author goes on. */
    check_voices("Harbour council agrees on little\nBy Jane Roe\n\n" BODY
                 "Jane Roe 13 December 2019 at 08:12\n" ONE "\n",
                 "headline byline body");
}

static void a_file_may_hold_several_articles(void **state)
{
    (void)state;
    static const char *const files[] = {
        "Title: The first day\nDate: 2024-07-09\n\n" BODY "Title: The second day\nDate: "
        "2024-07-10\n\n" BODY,
        "The first day in Lisbon\n\nBy Jane Roe, The Courier, 9 July 2024\n\n" BODY
        "==========\n\nThe second day in Lisbon\n\nBy Jane Roe, The Courier, 10 July 2024\n\n" BODY,
        "The first day in Lisbon\nBy Jane Roe\nThe Courier\nJuly 9, 2024\n\n" BODY
        "The second day in Lisbon\nBy Jane Roe\nThe Courier\nJuly 10, 2024\n\n" BODY,
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        kept all = {0};
        read_text(&all, "a.txt", files[i]);
        assert_int_equal(all.count, 2);
        CHECK_STR(all.articles[0].published, "2024-07-09");
        CHECK_STR(all.articles[1].published, "2024-07-10");
        CHECK(bs_str_starts(all.articles[1].title, BS_STR("The second day")));
        CHECK(bs_str_ends(all.articles[0].text, BS_STR("what those might be.")));
        CHECK(!bs_str_equal(all.articles[0].id, all.articles[1].id));
        forget(&all);
    }
    /* A headline alone, or a byline alone, is no head. */
    kept all = {0};
    read_text(&all, "a.txt",
              "The first day in Lisbon\nBy Jane Roe\nJuly 9, 2024\n\n" BODY
              "The mayor and the ferries\n\n" BODY "By Tom Doe\n");
    assert_int_equal(all.count, 1);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_site_puts_around_an_article_is_a_widget),
        cmocka_unit_test(share_buttons_at_the_head_leave_the_article_what_it_is),
        cmocka_unit_test(what_looks_like_a_button_may_be_the_article),
        cmocka_unit_test(comments_have_their_own_voice_and_day),
        cmocka_unit_test(a_speech_in_a_comment_has_the_day_that_the_comment_names),
        cmocka_unit_test(captions_may_have_no_sentence),
        cmocka_unit_test(lines_at_the_head_say_who_and_when),
        cmocka_unit_test(glued_words_are_cut_and_said),
        cmocka_unit_test(names_in_camel_case_are_not_glued),
        cmocka_unit_test(comments_need_no_verb),
        cmocka_unit_test(a_file_may_hold_several_articles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
