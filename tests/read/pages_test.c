/*
 * pages_test.c - what readers of web pages complain about: lost halves of articles, teasers and
 * consent texts taken for them, glued words, wrong authors and wrong dates. Each is a page here.
 */
#include "read/dates.h"
#include "read/months.h"
#include "reading.h"

#define P1                                                                                     \
    "<p>The ministers met for three hours in the old customs house, and agreed on little, as " \
    "two officials who were in the room told reporters afterwards.</p>"
#define P2                                                                                      \
    "<p>A second meeting is planned for the autumn, when both sides will bring new proposals, " \
    "maps and a list of the piers that they want to keep.</p>"
#define P3                                                                                       \
    "<p>Nobody would say what those proposals might be, or who would pay for the dredging, the " \
    "piers and the cranes that the harbour needs.</p>"
#define P4                                                                                       \
    "<p>The harbour master, who has seen many such meetings, said that he would believe in the " \
    "deal when the first ship came in.</p>"
#define C                                                                                      \
    "<li><p>I do not believe a single word of what the ministers have said, nor should you, "  \
    "nor should anyone who has seen how the last talks ended, and the ones before them, when " \
    "both sides went home and told the papers that they had won, while the harbour fell to "   \
    "pieces, the ships stayed away, and nobody was asked to answer for any of it.</p></li>"
#define HEAD                                                              \
    "<html lang=en><head><title>Ministers part - The Courier</title>"     \
    "<meta property=og:site_name content='The Courier'></head><body><h1>" \
    "Ministers part</h1>"

static const bs_article *read_page(kept *all, const char *html)
{
    read_text(all, "a.html", html);
    assert_int_equal(all->count, 1);
    return &all->articles[all->count - 1];
}

static bool says(bs_str text, const char *part)
{
    return bs_str_find(text, bs_str_from(part), 0) != SIZE_MAX;
}

/* All segments of that type in lines. */
static bs_str voice(kept *all, const bs_article *article, bs_segment_type type)
{
    bs_buffer text = {0};
    for (size_t i = 0; i < article->segment_count; i++) {
        if (article->segments[i].type != type)
            continue;
        bs_buffer_add(&text, bs_str_slice(article->text, article->segments[i].start,
                                          article->segments[i].end));
        bs_buffer_add_char(&text, '\n');
    }
    bs_str copy = bs_arena_copy(&all->arena, bs_buffer_str(&text));
    bs_buffer_clear(&text);
    return copy;
}

static bs_str body_of(kept *all, const char *html)
{
    return voice(all, read_page(all, html), BS_SEGMENT_BODY);
}

static bool has_finding(const bs_article *article, const char *kind)
{
    for (size_t i = 0; i < article->finding_count; i++)
        if (bs_str_equal(article->findings[i].kind, bs_str_from(kind)))
            return true;
    return false;
}

/* --- The body ------------------------------------------------------------------------------------
 */

static void an_article_in_pieces_is_put_together(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(&all, HEAD "<div id=story><div class=chunk>" P1 P2
                                     "</div><div class=ad-slot>Advertisement</div>"
                                     "<div class=chunk>" P3 "</div><div class=ad-slot></div>"
                                     "<div class=chunk>" P4 "</div></div>");
    CHECK(says(body, "met for three hours") && says(body, "planned for the autumn"));
    CHECK(says(body, "Nobody would say") && says(body, "harbour master"));
    CHECK(!says(body, "Advertisement"));
    forget(&all);
}

static void an_article_in_an_aside_or_a_sidebar_is_kept(void **state)
{
    (void)state;
    kept all = {0};
    CHECK(says(body_of(&all, HEAD "<aside>" P1 P2 P3 "</aside>"), "met for three hours"));
    forget(&all);
    CHECK(
        says(body_of(&all, HEAD "<article class='has-sidebar category-share tag-newsletter'>" P1 P2
                                "</article>"),
             "met for three hours"));
    forget(&all);
}

static void parts_marked_as_articles_are_one_article(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(&all, HEAD "<main><article>" P1 "</article><article>" P2
                                     "</article><article>" P3 P4 "</article></main>");
    CHECK(says(body, "met for three hours") && says(body, "harbour master"));
    forget(&all);
}

static void the_article_that_follows_is_another_one(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(
        &all, "<html lang=en><title>Ministers part - The Courier</title><main>"
              "<article><h1>Ministers part</h1>" P1 P2 P3 P4 "</article>"
              "<article><h1>Bakers strike over the price of flour</h1>"
              "<p>The bakers of the old town have put out their ovens, and nobody can tell when "
              "there will be bread again, said the head of their guild.</p>"
              "<p>Flour costs twice what it did a year ago, and a loaf still sells for the same, "
              "the guild said in a letter to the council.</p></article></main>");
    CHECK(says(body, "harbour master"));
    CHECK(!says(body, "bakers") && !says(body, "Flour"));
    forget(&all);
}

static void teasers_are_known_by_their_likes(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(
        &all, HEAD "<div><div>" P1 P2 P3 P4 "</div><div>"
                   "<div class=x><h3><a href=/1>Bakers strike</a></h3>"
                   "<p>The bakers of the old town have put out their ovens for a week.</p></div>"
                   "<div class=x><h3><a href=/2>Tram late</a></h3>"
                   "<p>The tram to the harbour was late again on Monday, and full.</p></div>"
                   "<div class=x><h3><a href=/3>Snow</a></h3>"
                   "<p>There was snow on the hills above the town for the first time.</p></div>"
                   "</div></div>");
    CHECK(says(body, "harbour master"));
    CHECK(!says(body, "ovens") && !says(body, "tram") && !says(body, "Snow"));
    forget(&all);
}

static void a_short_article_wins_over_the_consent_text(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(
        &all, "<html lang=en><title>Ministers part</title><div class=cookie-consent>"
              "<p>We and our partners store and use cookies on your device, so that we can measure "
              "how our pages are used, and show you advertisements that you may like.</p>"
              "<p>You can change your mind at any time, under the link at the foot of each page; "
              "some partners do not ask for your consent, and rely on their interest.</p></div>"
              "<main><h1>Ministers part</h1>" P1 P2 "</main>");
    CHECK(says(body, "met for three hours"));
    CHECK(!says(body, "cookies"));
    forget(&all);
}

static void words_are_neither_glued_nor_cut(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(
        &all, HEAD "<p>One line<br>and the next, <b>bold</b><i>ness</i> with&nbsp;blanks and a "
                   "hyphen\xc2\xad"
                   "ated word, said the harbour master.</p><ul><li>first thing"
                   "<li>second thing</ul><table><tr><td>left<td>right</table>" P1 P2);
    CHECK(says(body, "One line\nand the next, boldness with blanks and a hyphenated word"));
    CHECK(says(body, "first thing\n\nsecond thing"));
    CHECK(says(body, "left\n\nright"));
    forget(&all);
}

static void lists_subheadings_quotes_and_tables_stay(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(&all, HEAD P1
                          "<h2>What they agreed on</h2><ul><li>More dredging<li>A new crane</ul>" P2
                          "<blockquote class=tweet><p>We are not there yet, and we may never be."
                          "</p></blockquote><h2>Related articles</h2><ul><li><a href=/1>One</a>"
                          "<li><a href=/2>Two</a></ul>" P3 P4);
    CHECK(says(body, "What they agreed on\n\nMore dredging\n\nA new crane"));
    CHECK(says(body, "We are not there yet"));
    CHECK(!says(body, "Two"));
    forget(&all);
}

static void headings_stay_over_what_they_head(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(
        &all, HEAD "<article><h2>The talks<a class=anchor href=#talks>#</a></h2><h3>Monday</h3>" P1
                   "<h3><a name=tuesday>Tuesday</a></h3>" P2
                   "<h3>More about harbours</h3><ul><li><a href=/1>Bakers strike</a></li>"
                   "<li><a href=/2>The bridge is closed</a></li></ul>" P3
                   "<p>Also in the paper:</p><ul><li><a href=/3>Storm hits the coast</a></li>"
                   "</ul><h3>What was left</h3></article>");
    CHECK(says(body, "The talks") && says(body, "Monday") && says(body, "Tuesday"));
    CHECK(!says(body, "More about") && !says(body, "Also in") && !says(body, "What was left"));
    forget(&all);
    body = body_of(&all, HEAD "<article>" P1 "<h3 id=more-social-media>Social media</h3>" P2
                              "<section><header><h2>The money</h2></header>" P3 "</section>"
                              "<div class=pullquote>“Nobody would say what those proposals might "
                              "be”</div></article>");
    CHECK(says(body, "Social media") && says(body, "The money") && !says(body, "“Nobody"));
    forget(&all);
    body = body_of(&all, HEAD "<article><h3><a href=/1>The Old Pier</a></h3>" P1
                              "<h3><a href=/2>The New Pier</a></h3>" P2
                              "<h3><a href=/3>The Long Pier</a></h3>" P3 "</article>");
    CHECK(says(body, "The Old Pier") && says(body, "The New Pier") && says(body, "The Long Pier"));
    forget(&all);
}

static void what_a_page_asks_of_its_readers_is_left_out(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body =
        body_of(&all, HEAD
                "<article><p>3 min read</p>" P1 "<p>Advertisement</p><p>[Anzeige]</p>"
                "<p><b>Sign up for our morning newsletter to get the news in your inbox.</b></p>" P2
                "<p>Lesen Sie auch: Bäcker streiken <a href=/1>für Mehl</a></p><p>Реклама</p>"
                "<p>Follow us on Facebook and Instagram for more.</p>" P3
                "<p>Related parties signed <a href=/2>the letter of the guild</a> of the bakers "
                "a year ago.</p><p>Follow the money, said the man from Facebook.</p>"
                "<p><a href=/3>The letter of the guild can be read here in full.</a></p>"
                "<p>Tags: harbour, money</p><p>Print</p></article>");
    CHECK(says(body, "harbour needs") && says(body, "Related parties") && says(body, "in full") &&
          says(body, "Follow the"));
    CHECK(!says(body, "3 min") && !says(body, "dvertisement") && !says(body, "Anzeige") &&
          !says(body, "Sign up") && !says(body, "Lesen") && !says(body, "Реклама") &&
          !says(body, "Follow us") && !says(body, "Tags") && !says(body, "Print"));
    forget(&all);
}

static void who_wrote_and_who_owns_it_is_no_text(void **state)
{
    (void)state;
    kept all = {0};
    const bs_article *article = read_page(
        &all,
        "<html><title>Minister gehen auseinander | Der Bote</title><meta name=author content='Jan "
        "Roth'><article><h2><span>Streit am Hafen</span> <span>Minister gehen auseinander</span>"
        "</h2><p>Von Jan Roth und Eva Beck, Hamburg</p>" P1 "<span><div><em class=img_desc>Der "
        "Hafen am Montag</em></div></span>" P2 P3 P4 "<p>Copyright holders want help.</p>"
        "<p>Jan Roth</p><p>jan@bote.example</p>"
        "<p>责任编辑：王小明</p><p>© 2024 Der Bote</p></article>");
    bs_str body = voice(&all, article, BS_SEGMENT_BODY);
    CHECK(says(body, "harbour master") && says(body, "Copyright holders"));
    CHECK(!says(body, "Streit") && !says(body, "Roth") && !says(body, "bote.example") &&
          !says(body, "责任") && !says(body, "2024") && !says(body, "am Montag"));
    CHECK_STR(article->title, "Minister gehen auseinander");
    forget(&all);
}

static void articles_that_follow_in_like_elements_are_others(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(
        &all, "<html><title>Ministers part - The Courier</title><main><div class='story s-1'>"
              "<h1>Ministers part</h1><div class=byline>By Jane Roe</div>" P1 P2 P3 P4 "</div>"
              "<div class='story s-2'><h1>Bakers strike</h1><div class=byline>By Eva Beck</div>"
              "<p>The bakers of the old town have put out their ovens, and nobody can tell when "
              "there will be bread again, said the head of their guild.</p>"
              "<p>Flour costs twice what it did a year ago, and a loaf still sells for the same, "
              "the guild said in a letter to the council of the town.</p></div></main>");
    CHECK(says(body, "harbour master") && !says(body, "bakers") && !says(body, "Flour"));
    forget(&all);
    /* Sections of one article are signed by nobody. */
    body = body_of(&all, "<html><title>Ministers part - The Courier</title><main><div class=story>"
                         "<h1>Ministers part</h1>" P1 P2 P3 "</div><div class=story><h1>The money"
                         "</h1>" P4 P1 P2 "</div></main>");
    CHECK(says(body, "harbour master"));
    forget(&all);
}

static void what_asks_to_sign_up_goes_with_the_words_around_it(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(
        &all, HEAD "<div class=text>" P1 P2 "<div class=x7><div>The Morning Tide</div><p>The news "
                   "that you need to begin your day, on every weekday.</p><form><input type=email>"
                   "</form><p>You agree to the terms of use and to all of the rest.</p></div>" P3 P4
                   "</div>");
    CHECK(says(body, "harbour master") && !says(body, "begin your day") && !says(body, "terms"));
    forget(&all);
    body = body_of(&all, HEAD "<p>The harbour stays closed on Monday, the master said.</p>"
                              "<div class=cookie-banner><p>We use cookies and other means to make "
                              "this site work, to measure how it is used, and to show what may be "
                              "of interest, as the policy of privacy tells.</p></div>");
    CHECK(says(body, "stays closed") && !says(body, "cookies"));
    forget(&all);
}

static void first_paragraphs_that_stand_apart_are_read(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(
        &all, HEAD "<div class=top>" P1 P2
                   "</div><img src=a><div class=rest>" P3 P4 P3 P4 P3 P4 P3 P4 P3 P4 P3 P4 P3 P4
                   "</div>");
    CHECK(says(body, "met for three hours") && says(body, "planned for the autumn"));
    forget(&all);
}

static void many_comments_do_not_outweigh_the_article(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(&all, HEAD "<div class=sidebar-less>" P1 P2 P3 P4 P1 "</div>"
                                     "<div class=comments><ul>" C C C C C C C C "</ul></div>");
    CHECK(says(body, "harbour master") && !says(body, "believe a single word"));
    forget(&all);
}

static void words_that_a_page_marks_stay_in_their_paragraph(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(&all, HEAD "<article><p>The ministers of <side-note data-a=1>the old "
                                     "towns</side-note> met in the customs house, and agreed on "
                                     "little.</p>" P2 "</article>");
    CHECK(says(body, "of the old towns met in"));
    forget(&all);
}

static void a_page_of_scripts_gives_what_its_json_says(void **state)
{
    (void)state;
    kept all = {0};
    bs_str body = body_of(
        &all, "<html><body><div id=root></div><script type='application/ld+json'>{\"@type\": "
              "\"NewsArticle\", \"headline\": \"A\", \"articleBody\": \"The ministers met for "
              "three \\u201chours\\u201d &amp; agreed on little.\"}</script>");
    CHECK_STR(body, "The ministers met for three \xe2\x80\x9chours\xe2\x80\x9d & agreed on "
                    "little.\n");
    forget(&all);
}

static void a_page_that_shows_less_than_its_json_gives_what_that_says(void **state)
{
    (void)state;
    static const char json[] =
        "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"articleBody\": "
        "\"The ministers met for three hours in the old customs house, and agreed on little. A "
        "second meeting is planned for the autumn, when both sides will bring new proposals. "
        "Nobody would say what those proposals might be, or who would pay for the dredging, the "
        "piers and the cranes that the harbour needs. The harbour master, who has seen many such "
        "meetings, said that he would believe in the deal when the first ship came in. He has been "
        "waiting for eleven years now, and the piers have not grown younger in the meantime, nor "
        "has he, as he says himself to all who ask him about it on the quay.\"}</script>";
    kept all = {0};
    bs_str html = bs_arena_print(&all.arena,
                                 HEAD "<p>The ministers met for three hours in the old "
                                      "customs house, and agreed on ...</p>%s",
                                 json);
    const bs_article *article = read_page(&all, html.data);
    CHECK(says(voice(&all, article, BS_SEGMENT_BODY), "waiting for eleven years"));
    CHECK(has_finding(article, "text from JSON-LD"));
    forget(&all);
}

/* --- Voices --------------------------------------------------------------------------------------
 */

static void every_voice_is_a_segment_of_its_own(void **state)
{
    (void)state;
    kept all = {0};
    const bs_article *article = read_page(
        &all, HEAD "<div><p class=standfirst>Three hours in the customs house did not bring the "
                   "two ministers together.</p><p>By Jane Roe</p><p>July 9, 2024</p></div>"
                   "<div class=entry-content>" P1
                   "<p>A tug leaves the harbour on Monday. Photo by John Doe</p>" P2
                   "<div class=share>Share this story</div>" P3
                   "<blockquote><p>We have come a long way, my friends, and there is a long way "
                   "still to go, and I for one am not tired of it, as those before us were not "
                   "tired.</p><p>They built this harbour with their hands, and with stones that "
                   "they carried from the hills, and they asked for nothing but a roof above "
                   "their heads when the work was done.</p><p>Let us not be the ones who let it "
                   "fall into the sea, stone by stone, while we argue about who shall pay for the "
                   "mortar; let us be the ones who keep it, and let us begin with it today, all "
                   "of us, before the winter comes and the storms come with it.</p><p>And when it "
                   "is done, let us remember who began.</p></blockquote>" P4
                   "<h3>Comments</h3><p>What did they expect, I wonder, after all these years?</p>"
                   "</div>");
    bs_str body = voice(&all, article, BS_SEGMENT_BODY);
    CHECK(!says(body, "Three hours in the customs house"));
    CHECK(says(voice(&all, article, BS_SEGMENT_HEADLINE), "Three hours in the customs house"));
    CHECK(says(body, "harbour master"));
    CHECK(!says(body, "tug") && !says(body, "Share") && !says(body, "wonder") &&
          !says(body, "stones") && !says(body, "Jane"));
    CHECK_STR(segment_text(article, BS_SEGMENT_HEADLINE), "Ministers part");
    CHECK_STR(segment_text(article, BS_SEGMENT_BYLINE), "By Jane Roe\n\nJuly 9, 2024");
    CHECK_STR(segment_text(article, BS_SEGMENT_CAPTION), "A tug leaves the harbour on Monday.");
    CHECK_STR(segment_text(article, BS_SEGMENT_CREDIT), "Photo by John Doe");
    CHECK(says(voice(&all, article, BS_SEGMENT_WIDGET), "Share this story"));
    CHECK(says(segment_text(article, BS_SEGMENT_SPEECH), "stones that they carried"));
    CHECK(says(segment_text(article, BS_SEGMENT_COMMENT), "What did they expect"));
    CHECK_STR(article->byline[0], "Jane Roe");
    CHECK_STR(article->published, "2024-07-09");
    assert_int_equal(article->published_basis, BS_BASIS_STATED);
    forget(&all);
}

/* --- Pages that are no articles ------------------------------------------------------------------
 */

static void an_index_and_a_wall_are_called_what_they_are(void **state)
{
    (void)state;
    kept all = {0};
    bs_buffer page = {0};
    bs_buffer_add(&page, BS_STR("<html><title>The Courier</title><link rel=canonical "
                                "href='https://courier.example/'><h1>The Courier</h1><main>"));
    for (int i = 0; i < 30; i++)
        bs_buffer_print(&page,
                        "<div class=item><h3><a href=/%d>Headline number %d</a></h3><p>What this "
                        "story tells, in one line of text, number %d.</p></div>",
                        i, i, i);
    read_bytes(&all, "a.html", bs_buffer_str(&page));
    assert_int_equal(all.count, 1);
    CHECK(has_finding(&all.articles[0], "no article"));
    bs_buffer_clear(&page);
    forget(&all);
    CHECK(has_finding(read_page(&all, "<html><title>Log in - The Courier</title><h1>Log in</h1>"
                                      "<form><p>Please log in or subscribe to read on.</p>"
                                      "<input name=u><input type=password></form>"),
                      "no article"));
    forget(&all);
    CHECK(!has_finding(read_page(&all, HEAD P1 P2 P3 P4), "no article"));
    forget(&all);
    CHECK(has_finding(read_page(&all, HEAD P1 "<script type=application/ld+json>{\"@type\":"
                                              "\"NewsArticle\",\"isAccessibleForFree\":false}"
                                              "</script>"),
                      "paywall"));
    forget(&all);
}

/* A page with `entry`, whose %d is a number, so many times. */
static void check_list(const char *address, const char *heading, const char *entry, int count)
{
    kept all = {0};
    bs_buffer page = {0};
    bs_buffer_print(&page,
                    "<html><title>%s | The Courier</title><link rel=canonical "
                    "href='https://courier.example%s'><main><h1>%s</h1>",
                    heading, address, heading);
    for (int i = 1; i <= count; i++)
        for (const char *at = entry; *at; at++)
            if (*at == '#')
                bs_buffer_print(&page, "%d", i);
            else
                bs_buffer_add_char(&page, *at);
    bs_buffer_add(&page, BS_STR("</main></html>"));
    read_bytes(&all, "a.html", bs_buffer_str(&page));
    if (all.count != 1 || !has_finding(&all.articles[0], "no article"))
        fail_msg("taken for an article: %s", address);
    bs_buffer_clear(&page);
    forget(&all);
}

static void lists_of_many_kinds_are_no_articles(void **state)
{
    (void)state;
    static const char sentence[] =
        "The ferry company number # said on Monday that it would run later in the summer, and that "
        "nobody knew what it would cost or who was to pay for it.";
    char entry[1024];
    snprintf(entry, sizeof entry,
             "<article><a href='/2024/05/0#/ferry'><h3>Ferry company number # plans more</h3></a>"
             "<p>%s</p><time datetime=2024-05-03>3 May 2024</time></article>",
             sentence);
    check_list("/world/", "World", entry, 20);
    snprintf(entry, sizeof entry,
             "<div class=post><h2><a href=/ferry-#>Ferry company number # plans more</a></h2><div>"
             "Posted on 3 May 2024 by Jane Roe</div><p>%s</p><p>%s</p></div>",
             sentence, sentence);
    check_list("/notes/", "Notes from the harbour", entry, 10);
    snprintf(entry, sizeof entry,
             "<li><b><a href=/r#>Ferry company number # plans more</a></b><br>%s<br><small>3 May"
             "</small></li>",
             sentence);
    check_list("/suche.php?query=ferry", "Your search", entry, 15);
    snprintf(entry, sizeof entry,
             "<li class=teaser><a href=/l/#><strong>Ferry company number # plans</strong></a><p>%s"
             "</p><p># minutes ago</p></li>",
             sentence);
    check_list("/live", "Live", entry, 15);
    check_list("/pictures/floods", "In pictures: the flood",
               "<div class=slide><img src=#.jpg><span>#/16</span><p>The harbour on day # of the "
               "flood. [Reuters]</p></div>",
               16);
    check_list("/newsletters", "Our newsletters",
               "<section><h3>The Briefing #</h3><p>Every morning the most important stories from "
               "our desk, sent to your inbox before breakfast.</p><form><input type=email></form>"
               "</section>",
               6);
}

static void pages_in_the_place_of_an_article_are_none(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "<title>Page not found</title><h1>Page not found</h1><p>Sorry, the page that you are "
        "looking "
        "for does not exist. It may have been moved or deleted, or its address was mistyped.</p>",
        "<title>The Courier</title><h2>We are sorry</h2><p>Something went wrong on our side and "
        "the "
        "page cannot be shown at the moment. Please try again in a few minutes.</p>",
        "<title>The bridge</title><h1>The bridge over the river</h1><p>The council plans a bridge, "
        "and nobody knows who will pay for it.</p><h2>Subscribe to continue reading</h2><p>Read "
        "everything for one euro in the first month, and cancel at any time.</p>",
        "<title>courier.example</title><p>We and our 843 partners store and access information on "
        "a "
        "device, such as cookies, and process personal data for personalised advertising, with "
        "your "
        "consent.</p><p>You may change your preferences or refuse to consent, as our privacy "
        "policy "
        "says.</p>",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        kept all = {0};
        if (!has_finding(read_page(&all, pages[i]), "no article"))
            fail_msg("taken for an article: %s", pages[i]);
        forget(&all);
    }
    /* Articles that have such words or links in them. */
    static const char *const articles[] = {
        HEAD P1 P2
        "<p>The law on cookies asks for consent, and on privacy it asks for more.</p>" P3 P4,
        HEAD P1 "<p><a href=/a>The bridge that never opened to traffic</a></p>" P2
                "<p><a href=/b>What the ferry to the island carries</a></p>" P3 P4,
        HEAD P1 P2 P3 P4 "<h2>Already a subscriber?</h2><p>Log in to read more of it.</p>",
    };
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        kept all = {0};
        if (has_finding(read_page(&all, articles[i]), "no article"))
            fail_msg("taken for no article: %s", articles[i]);
        forget(&all);
    }
}

/* --- Titles and authors --------------------------------------------------------------------------
 */

static void titles_are_the_headline_and_nothing_more(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"<title>Ministers part | World | The Courier</title><meta property=og:site_name "
         "content='The Courier'>",
         "Ministers part | World"},
        {"<title>Courier: news</title><h1>The Courier</h1><h2>x</h2><meta property=og:title "
         "content='Ministers part - The Courier'><meta property=og:site_name content='The "
         "Courier'>",
         "Ministers part"},
        {"<title>Ministers part &ndash; again - The Courier</title><h1>Ministers part &#8211;\n "
         "<em>again</em></h1>",
         "Ministers part \xe2\x80\x93 again"},
        {"<title>US and NATO part - The Courier</title><h1>Us And Nato Part</h1>",
         "US and NATO part"},
        {"<title>The Courier</title><h1><img alt=logo></h1><script type=application/ld+json>"
         "[{\"@type\":\"WebSite\",\"name\":\"x\"},{\"@graph\":[{\"headline\":\"Ministers \\\"part"
         "\\\"\",\"@type\":[\"Thing\",\"NewsArticle\"]}]}]</script>",
         "Ministers \"part\""},
        {"<title>大臣の会談は決裂、港の将来は見えず_経済_新聞社</title>",
         "大臣の会談は決裂、港の将来は見えず"},
        {"<title>Ministers part over the harbour</title><h1><b>Harbour row</b><b>Ministers part "
         "over the harbour</b></h1>",
         "Ministers part over the harbour"},
        {"<title>Ministers part over the harbour</title><h1>Welcome</h1>",
         "Ministers part over the harbour"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kept all = {0};
        bs_str html = bs_arena_print(&all.arena, "<html>%s" P1 P2, cases[i][0]);
        CHECK_STR(read_page(&all, html.data)->title, cases[i][1]);
        forget(&all);
    }
}

static void authors_are_names_and_all_of_them(void **state)
{
    (void)state;
    static const struct {
        const char *html, *names;
    } cases[] = {
        {"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":"
         "\"Person\",\"name\":\"Jane Roe\"},{\"name\":\"John Doe\"}]}</script>",
         "Jane Roe;John Doe;"},
        {"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":"
         "\"Person\",\"name\":[\"Jane Roe\",\"John Doe\"]}}</script>",
         "Jane Roe;John Doe;"},
        {"<script type=application/ld+json>{\"@graph\":[{\"@type\":\"Article\",\"author\":{"
         "\"@id\":\"#p\"}},{\"@type\":\"Person\",\"@id\":\"#p\",\"name\":\"Jane Roe\"}]}</script>",
         "Jane Roe;"},
        {"<meta name=author content='By Jane Roe and John Doe, Reporter'>", "Jane Roe;John Doe;"},
        {"<meta name=author content='Abby Roe'>", "Abby Roe;"},
        {"<meta property=article:author content='https://www.facebook.com/courier'>"
         "<p class=byline>By <a rel=author href=/jane>Jane Roe</a> and <a rel=author "
         "href=/john>John Doe</a>, staff writers</p>",
         "Jane Roe;John Doe;"},
        {"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":"
         "\"Organization\",\"name\":\"The Courier\"},\"publisher\":{\"name\":\"The Courier\"}}"
         "</script><div class=byline><span>By</span> <span>Jane Roe</span></div>",
         "Jane Roe;"},
        {"<div class=author><a href=mailto:x>Email The Author</a></div><p>By Jane Roe</p>",
         "Jane Roe;"},
        {"<p>Von Jan Roth und Eva Beck</p>", "Jan Roth;Eva Beck;"},
        {"<meta name=author content='Jane Roe, MD, Health Editor'>", "Jane Roe;"},
        {"<meta name=author content='Marc Roux (avec Luc Petit et Anne Blanc) \xe2\x80\x94'>",
         "Marc Roux;"},
        {"<meta name=author content='page.extra.author'><p>Edited by Eva Beck</p>", ""},
        {"<div class=byline><span>By</span><span>Jane Roe</span></div>", "Jane Roe;"},
        {"<p>Автор: Иван Петров</p>", "Иван Петров;"},
        {"<meta name=author content='홍길동 기자'>", "홍길동;"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kept all = {0};
        bs_str html = bs_arena_print(
            &all.arena, "<html><title>Ministers part</title><h1>Ministers part</h1>%s" P1 P2 P3,
            cases[i].html);
        const bs_article *article = read_page(&all, html.data);
        bs_buffer names = {0};
        for (size_t k = 0; k < article->byline_count; k++) {
            bs_buffer_add(&names, article->byline[k]);
            bs_buffer_add_char(&names, ';');
        }
        if (!bs_str_equal(bs_buffer_str(&names), bs_str_from(cases[i].names)))
            fail_msg("case %zu: %.*s", i, BS_STR_ARG(bs_buffer_str(&names)));
        bs_buffer_clear(&names);
        forget(&all);
    }
}

/* --- Dates ---------------------------------------------------------------------------------------
 */

static void the_second_copy_of_an_article_is_left_out(void **state)
{
    (void)state;
    kept all[4] = {0};
    bs_str once =
        body_of(&all[0], HEAD "<div>" P1 P2 "<h2>What is next</h2>" P3 P4 "</div></body>");
    CHECK(says(once, "What is next"));
    bs_str twice = body_of(&all[1], HEAD "<div class=wide>" P1 P2 "<h2>What is next</h2>" P3 P4
                                         "</div><div class=narrow>" P1 P2
                                         "<h2>What is next</h2>" P3 P4 "</div></body>");
    CHECK(bs_str_equal(twice, once));
    /* What is new in the copy stays, and so does what one container repeats. */
    bs_str more =
        body_of(&all[2], HEAD "<div class=wide>" P1 P2 P3 P4 "</div><div class=narrow>" P1 P2 P3 P4
                              "<p>The deal was signed in the night, after all, as the "
                              "harbour master told.</p></div></body>");
    CHECK(says(more, "signed in the night"));
    bs_str song = body_of(&all[3], HEAD "<div>" P1 P2 P3 P4 P1 P2 P3 P4 "</div></body>");
    size_t first = bs_str_find(song, BS_STR("first ship came in"), 0);
    CHECK(first != SIZE_MAX);
    CHECK(bs_str_find(song, BS_STR("first ship came in"), first + 1) != SIZE_MAX);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        forget(&all[i]);
}

static void fields_that_editors_fill_in_are_text(void **state)
{
    (void)state;
    kept all[2] = {0};
    bs_str text = body_of(&all[0], HEAD "<div><span class='wrapper_meta_field'>" P1
                                        "</span>" P2 P3 P4 "</div></body>");
    CHECK(says(text, "three hours"));
    text = body_of(&all[1],
                   HEAD "<div><span class='post-meta'>" P1 "</span>" P2 P3 P4 "</div></body>");
    CHECK(!says(text, "three hours"));
    forget(&all[0]);
    forget(&all[1]);
}

static void links_that_are_not_closed_end(void **state)
{
    (void)state;
    kept all[3] = {0};
    bs_str text = body_of(&all[0], HEAD "<div>" P1 P2 P3 P4 P1 P2 P3 P4 P1 P2 P3 P4 "</div>"
                                        "<p>" P1 "</p></body>");
    bs_str linked = body_of(&all[1], HEAD "<div><a href=/map>" P1 P2 P3 P4 P1 P2 P3 P4 P1 P2 P3 P4
                                          "</div><p>" P1 "</p></body>");
    CHECK(bs_str_equal(text, linked));
    /* The next link ends it, as in browsers. */
    bs_str nested = body_of(&all[2], HEAD "<div><a href=/map><a href=/a><b>Map</b></a>" P1 P2
                                          "</div>" P3 "</body>");
    CHECK(says(nested, "three hours") && says(nested, "autumn"));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        forget(&all[i]);
}

static void dates_are_those_of_publication(void **state)
{
    (void)state;
    static const struct {
        const char *html, *date;
        bs_basis basis;
    } cases[] = {
        {"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"dateModified\":"
         "\"2024-08-01\",\"datePublished\":\"2024-07-09T10:00:00+02:00\"}</script>",
         "2024-07-09", BS_BASIS_METADATA},
        /* of a comment or a video in JSON-LD */
        {"<script type=application/ld+json>{\"@type\":\"Comment\",\"datePublished\":\"2023-01-01\"}"
         "</script><meta property=article:published_time content=2024-07-09>",
         "2024-07-09", BS_BASIS_METADATA},
        /* as if it were text, and with a mark that should have been escaped */
        {"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"He said "
         "\"no\" to it\",\"datePublished\":\"2024-07-09\"}</script>",
         "2024-07-09", BS_BASIS_METADATA},
        {"<time datetime=2024-08-01>Updated August 1</time><time itemprop=datePublished "
         "datetime=2024-07-09>July 9</time>",
         "2024-07-09", BS_BASIS_METADATA},
        {"<p>Updated 1 August 2024</p><p>Published 9 July 2024</p>", "2024-07-09", BS_BASIS_STATED},
        {"<script>var expires = '2031-01-01'; var datePublished = '2019-01-01';</script>"
         "<span class=post-date>09.07.2024</span>",
         "2024-07-09", BS_BASIS_STATED},
        /* a time in UTC is of the next day for those who wrote it */
        {"<meta property=article:published_time content=2024-07-10T02:30:00Z>"
         "<link rel=canonical href=https://courier.example/2024/07/09/ministers-part>",
         "2024-07-09", BS_BASIS_URL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kept all = {0};
        bs_str html =
            bs_arena_print(&all.arena,
                           HEAD "%s" P1 P2 "<div class=comments><p class=date>"
                                "1 January 2025</p><p>I was there, and it was cold.</p></div>",
                           cases[i].html);
        const bs_article *article = read_page(&all, html.data);
        if (!bs_str_equal(article->published, bs_str_from(cases[i].date)) ||
            article->published_basis != cases[i].basis)
            fail_msg("case %zu: %.*s, %s", i, BS_STR_ARG(article->published),
                     bs_basis_name(article->published_basis));
        forget(&all);
    }
}

static void dates_that_exclude_each_other_are_told(void **state)
{
    (void)state;
    kept all = {0};
    const bs_article *article = read_page(
        &all, HEAD "<meta property=article:published_time content=2024-07-09>"
                   "<link rel=canonical href=https://courier.example/2019/03/02/a>" P1 P2);
    CHECK_STR(article->published, "2024-07-09");
    CHECK(has_finding(article, "contradicting dates"));
    forget(&all);
}

static void dates_that_pages_show_are_read_in_many_languages(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bs_date_order order;
        int month, day; /* of 2024 */
    } cases[] = {
        {"Tuesday, July 9th, 2024 at 10:30", BS_DATE_UNKNOWN, 7, 9},
        {"Dienstag, 9. J\xc3\xa4nner 2024", BS_DATE_UNKNOWN, 1, 9},
        {"le 1er d\xc3\xa9"
         "cembre 2024",
         BS_DATE_UNKNOWN, 12, 1},
        {"9 de ago. de 2024", BS_DATE_UNKNOWN, 8, 9},
        {"9 de mar\xc3\xa7o de 2024", BS_DATE_UNKNOWN, 3, 9},
        {"9 luglio 2024", BS_DATE_UNKNOWN, 7, 9},
        {"9 juli 2024", BS_DATE_UNKNOWN, 7, 9},
        {"9. hein\xc3\xa4kuuta 2024", BS_DATE_UNKNOWN, 7, 9},
        {"9 wrze\xc5\x9bnia 2024", BS_DATE_UNKNOWN, 9, 9},
        {"9. \xc5\x99\xc3\xadjna 2024", BS_DATE_UNKNOWN, 10, 9},
        {"2024. j\xc3\xbalius 9.", BS_DATE_UNKNOWN, 7, 9},
        {"9 iulie 2024", BS_DATE_UNKNOWN, 7, 9},
        {"9 \xd0\x98\xd1\x8e\xd0\xbb\xd1\x8f 2024", BS_DATE_UNKNOWN, 7, 9},
        {"9 \xd0\xbb\xd0\xb8\xd0\xbf\xd0\xbd\xd1\x8f 2024", BS_DATE_UNKNOWN, 7, 9},
        {"9 \xce\x99\xce\xbf\xcf\x85\xce\xbb\xce\xaf\xce\xbf\xcf\x85 2024", BS_DATE_UNKNOWN, 7, 9},
        {"9 Temmuz 2024", BS_DATE_UNKNOWN, 7, 9},
        {"\xd9\xa9 \xd9\x8a\xd9\x88\xd9\x84\xd9\x8a\xd9\x88\xd8\x8c "
         "\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa4",
         BS_DATE_UNKNOWN, 7, 9},
        {"9 \xd7\x91\xd7\x99\xd7\x95\xd7\x9c\xd7\x99 2024", BS_DATE_UNKNOWN, 7, 9},
        {"9 \xe0\xa4\x9c\xe0\xa5\x81\xe0\xa4\xb2\xe0\xa4\xbe\xe0\xa4\x88 2024", BS_DATE_UNKNOWN, 7,
         9},
        {"9 \xe0\xb8\x81\xe0\xb8\xa3\xe0\xb8\x81\xe0\xb8\x8e\xe0\xb8\xb2\xe0\xb8\x84\xe0\xb8\xa1 "
         "2567",
         BS_DATE_UNKNOWN, 7, 9},
        {"9 th\xc3\xa1ng 7, 2024", BS_DATE_UNKNOWN, 7, 9},
        {"9 Agustus 2024", BS_DATE_UNKNOWN, 8, 9},
        {"2024\xe5\xb9\xb4"
         "7\xe6\x9c\x88"
         "9\xe6\x97\xa5 10:30",
         BS_DATE_UNKNOWN, 7, 9},
        {"2024\xeb\x85\x84 7\xec\x9b\x94 9\xec\x9d\xbc", BS_DATE_UNKNOWN, 7, 9},
        {"\xec\x9e\x85\xeb\xa0\xa5 2024.07.09 10:30", BS_DATE_UNKNOWN, 7, 9},
        {"03/04/2024", BS_DATE_DAY_FIRST, 4, 3},
        {"03/04/2024", BS_DATE_MONTH_FIRST, 3, 4},
        {"٩ تشرين الثاني ٢٠٢٤", BS_DATE_UNKNOWN, 11, 9},
        {"9. listopadu 2024", BS_DATE_UNKNOWN, 11, 9},
        {"2024 m. liepos 9 d.", BS_DATE_UNKNOWN, 7, 9},
        {"Stand: 09.07.24, 10:30 Uhr", BS_DATE_UNKNOWN, 7, 9},
        {"13/07/2024", BS_DATE_UNKNOWN, 7, 13},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_date date = {0};
        if (!bs_date_seen(bs_str_from(cases[i].text), cases[i].order, &date) || date.year != 2024 ||
            date.month != cases[i].month || date.day != cases[i].day)
            fail_msg("case %zu: %s: %d-%d-%d", i, cases[i].text, date.year, date.month, date.day);
    }
    bs_date date;
    CHECK(!bs_date_seen(BS_STR("03/04/2024"), BS_DATE_UNKNOWN, &date)); /* nobody can tell */
    CHECK(!bs_date_seen(BS_STR("call 202-555-0199 by 2024"), BS_DATE_UNKNOWN, &date));
    CHECK(!bs_date_seen(BS_STR("20240709 1720512000"), BS_DATE_UNKNOWN, &date));
    CHECK(bs_months_are_sorted());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_article_in_pieces_is_put_together),
        cmocka_unit_test(an_article_in_an_aside_or_a_sidebar_is_kept),
        cmocka_unit_test(parts_marked_as_articles_are_one_article),
        cmocka_unit_test(the_article_that_follows_is_another_one),
        cmocka_unit_test(teasers_are_known_by_their_likes),
        cmocka_unit_test(a_short_article_wins_over_the_consent_text),
        cmocka_unit_test(words_are_neither_glued_nor_cut),
        cmocka_unit_test(lists_subheadings_quotes_and_tables_stay),
        cmocka_unit_test(headings_stay_over_what_they_head),
        cmocka_unit_test(what_a_page_asks_of_its_readers_is_left_out),
        cmocka_unit_test(who_wrote_and_who_owns_it_is_no_text),
        cmocka_unit_test(articles_that_follow_in_like_elements_are_others),
        cmocka_unit_test(what_asks_to_sign_up_goes_with_the_words_around_it),
        cmocka_unit_test(first_paragraphs_that_stand_apart_are_read),
        cmocka_unit_test(many_comments_do_not_outweigh_the_article),
        cmocka_unit_test(words_that_a_page_marks_stay_in_their_paragraph),
        cmocka_unit_test(a_page_of_scripts_gives_what_its_json_says),
        cmocka_unit_test(a_page_that_shows_less_than_its_json_gives_what_that_says),
        cmocka_unit_test(every_voice_is_a_segment_of_its_own),
        cmocka_unit_test(an_index_and_a_wall_are_called_what_they_are),
        cmocka_unit_test(lists_of_many_kinds_are_no_articles),
        cmocka_unit_test(pages_in_the_place_of_an_article_are_none),
        cmocka_unit_test(titles_are_the_headline_and_nothing_more),
        cmocka_unit_test(authors_are_names_and_all_of_them),
        cmocka_unit_test(the_second_copy_of_an_article_is_left_out),
        cmocka_unit_test(links_that_are_not_closed_end),
        cmocka_unit_test(fields_that_editors_fill_in_are_text),
        cmocka_unit_test(dates_are_those_of_publication),
        cmocka_unit_test(dates_that_exclude_each_other_are_told),
        cmocka_unit_test(dates_that_pages_show_are_read_in_many_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
