/*
 * exports_test.c - exports of databases and documents of office programs, written for the tests in
 * the layouts that the world has: every article with its title, outlet and date.
 */
#include <unistd.h>

#include "reading.h"

#define EXPORTS BS_SOURCE_HOME "/tests/fixtures/exports/"

typedef struct expected {
    const char *title, *outlet, *date;
} expected;

static const expected gazette[] = {
    {"Harbour towns ask for a longer ferry season", "The Harbour Gazette", "2024-07-09"},
    {"Steel makers see orders fall for a third quarter", "The Northern Post", "2024-07-10"},
    {"A bridge opens, eleven years late", "The Harbour Gazette", "2024-07-11"},
};

static void read_export(kept *all, const char *name)
{
    char path[512];
    bs_error error;
    snprintf(path, sizeof path, EXPORTS "%s", name);
    if (read_path(all, path, &error) != BS_OK)
        fail_msg("%s: %s", name, error.message);
}

static bool has(bs_str text, const char *part)
{
    return bs_str_find(text, bs_str_from(part), 0) != SIZE_MAX;
}

/* The three articles, with as many complaints. */
static void check_export(const char *name, size_t complaints)
{
    kept all = {0};
    read_export(&all, name);
    if (all.count != 3 || all.skip_count != complaints)
        fail_msg("%s: %zu articles, %zu complaints", name, all.count, all.skip_count);
    for (size_t i = 0; i < 3; i++) {
        const bs_article *article = &all.articles[i];
        CHECK_STR(article->title, gazette[i].title);
        CHECK_STR(article->outlet, gazette[i].outlet);
        CHECK_STR(article->published, gazette[i].date);
        CHECK_STR(segment_text(article, BS_SEGMENT_HEADLINE), gazette[i].title);
        assert_int_equal(article->published_basis, BS_BASIS_METADATA);
    }
    bs_str body = segment_text(&all.articles[0], BS_SEGMENT_BODY);
    CHECK(bs_str_starts(body, BS_STR("Mayors of eleven harbour towns")));
    CHECK(has(body, "said Jo\xc3\xa3o Silva"));
    CHECK(bs_str_ends(body, BS_STR("before the summer break.")));
    CHECK(bs_str_ends(segment_text(&all.articles[2], BS_SEGMENT_BODY),
                      BS_STR("Nobody cut a ribbon.")));
    CHECK(all.articles[0].byline_count == 1 && all.articles[1].byline_count == 2);
    CHECK_STR(all.articles[1].byline[1], "Max Muster");
    forget(&all);
}

static void nexis_gives_every_article(void **state)
{
    (void)state;
    check_export("nexis.docx", 0);
    check_export("nexis.rtf", 0);
}

static void factiva_gives_every_article(void **state)
{
    (void)state;
    check_export("factiva.html", 0);
    check_export("factiva.rtf", 0);
    check_export("factiva-plain.txt", 0);
    check_export("factiva-plain.html", 0);
}

static void proquest_gives_every_article(void **state)
{
    (void)state;
    check_export("proquest.txt", 0);
}

static void an_export_is_held_against_the_number_that_it_states(void **state)
{
    (void)state;
    kept all = {0};
    check_export("nexis-old.txt", 1);
    read_export(&all, "nexis-old.txt");
    CHECK_STR(all.reasons[0], "it says that it holds 4 articles; 3 were found");
    CHECK(all.kinds[0] == BS_SKIP_UNREADABLE);
    CHECK(has(segment_text(&all.articles[0], BS_SEGMENT_CAPTION), "The ferry of nine o'clock"));
    forget(&all);
}

static void layouts_vary(void **state)
{
    (void)state;
    static const char *const names[] = {"factiva-blanks.txt", "proquest-contents.txt"};
    for (size_t i = 0; i < 2; i++) {
        kept all = {0};
        read_export(&all, names[i]);
        assert_int_equal(all.count, 2);
        CHECK_STR(all.articles[0].title, "Ministers meet in Lisbon");
        CHECK_STR(all.articles[0].outlet, "The Northern Post");
        CHECK_STR(all.articles[0].published, "2024-07-09");
        CHECK_STR(all.articles[0].byline[0], "Jane Roe");
        CHECK_STR(all.articles[1].outlet, "The Harbour Gazette");
        CHECK_STR(all.articles[1].published, "2024-07-10");
        CHECK(bs_str_ends(all.articles[1].text, BS_STR("Ferries will run until October.")));
        CHECK_STR(all.reasons[0], "it says that it holds 3 articles; 2 were found");
        forget(&all);
    }
}

static void references_give_what_has_an_abstract(void **state)
{
    (void)state;
    kept all = {0};
    read_export(&all, "references.ris");
    assert_int_equal(all.count, 3);
    for (size_t i = 0; i < 3; i++) {
        CHECK_STR(all.articles[i].title, gazette[i].title);
        CHECK_STR(all.articles[i].outlet, gazette[i].outlet);
        CHECK_STR(all.articles[i].published, gazette[i].date);
        CHECK_STR(all.articles[i].byline[0], "Ann Other");
    }
    CHECK_STR(all.articles[1].url, "https://www.example.org/1");
    CHECK_STR(all.reasons[0], "1 of its 4 articles have no text");
    forget(&all);
}

static void mail_is_decoded(void **state)
{
    (void)state;
    kept all = {0};
    read_export(&all, "alerts.mbox");
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[0].title,
              "Harbour towns ask for a longer ferry season \xe2\x80\x94 now");
    CHECK_STR(all.articles[0].published, "2024-07-09");
    CHECK(has(all.articles[0].text, "said Jo\xc3\xa3o Silva"));
    CHECK_STR(all.articles[1].title, gazette[1].title);
    CHECK(has(all.articles[1].text, "the makers' association said on Wednesday."));
    CHECK(!has(all.articles[1].text, "HTML"));
    forget(&all);
}

static void reuters_sgml_gives_every_article(void **state)
{
    (void)state;
    kept all = {0};
    read_export(&all, "reuters.sgm");
    assert_int_equal(all.count, 3);
    CHECK_STR(all.articles[1].title, "STEEL MAKERS SEE ORDERS FALL FOR A THIRD QUARTER");
    CHECK_STR(all.articles[1].outlet, "Reuters");
    CHECK_STR(all.articles[1].published, "1987-07-10");
    CHECK_STR(all.articles[0].byline[0], "Ann Other");
    CHECK(bs_str_ends(all.articles[2].text, BS_STR("Nobody cut a ribbon.")));
    forget(&all);
}

static void check_document(const char *name, const char *last)
{
    kept all = {0};
    read_export(&all, name);
    assert_int_equal(all.count, 1);
    CHECK_STR(segment_text(&all.articles[0], BS_SEGMENT_HEADLINE), gazette[0].title);
    CHECK_STR(segment_text(&all.articles[0], BS_SEGMENT_BYLINE), "By ANN OTHER");
    CHECK(bs_str_ends(all.articles[0].text, bs_str_from(last)));
    CHECK(!has(all.articles[0].text, "Gone.") && !has(all.articles[0].text, "A note."));
    forget(&all);
}

static void word_processors_give_one_article(void **state)
{
    (void)state;
    check_document("article.docx", "Tabs\tand lines\ncount.");
    check_document("article.odt", "Nine words here.");
}

static void a_magazine_gives_its_articles(void **state)
{
    (void)state;
    kept all = {0};
    read_export(&all, "magazine.epub");
    assert_int_equal(all.count, 3);
    for (size_t i = 0; i < 3; i++) {
        CHECK_STR(all.articles[i].title, gazette[i].title);
        CHECK_STR(all.articles[i].outlet, "The Harbour Gazette");
        CHECK_STR(all.articles[i].published, "2024-07-12");
    }
    forget(&all);
}

static void old_layouts_of_several_languages_are_read(void **state)
{
    (void)state;
    kept all = {0};
    read_export(&all, "nexis-classic.txt");
    assert_int_equal(all.count, 3);
    assert_int_equal(all.skip_count, 0);
    CHECK_STR(all.articles[0].title, "Ministers promise review of ferry subsidies after islanders' "
                                     "protest at rising winter fares");
    assert_int_equal(all.articles[0].byline_count, 1);
    CHECK_STR(all.articles[0].byline[0], "Severin Hale");
    CHECK_STR(all.articles[1].published, "2011-03-15");
    CHECK_STR(all.articles[1].outlet, "Agence France Presse -- English");
    CHECK_STR(all.articles[2].title, "Die F\xc3\xa4hre f\xc3\xa4hrt nicht mehr");
    CHECK_STR(all.articles[2].byline[0], "Hans Kruse");
    CHECK_STR(all.articles[2].published, "2011-03-16");
    CHECK(bs_str_ends(all.articles[2].text, BS_STR("aus der Zeitung erfahren.")));
    forget(&all);
    read_export(&all, "factiva-tabs.txt");
    assert_int_equal(all.count, 2);
    assert_int_equal(all.skip_count, 0);
    CHECK_STR(all.articles[0].byline[0], "Ines Duarte");
    CHECK_STR(all.articles[0].published, "2021-03-04");
    CHECK_STR(all.articles[1].title, "Le port rouvre");
    CHECK_STR(all.articles[1].outlet, "Les Echos");
    CHECK_STR(all.articles[1].published, "2021-03-05");
    CHECK(bs_str_ends(all.articles[1].text, BS_STR("la reprise du travail.")));
    forget(&all);
}

static void newsbank_is_read(void **state)
{
    (void)state;
    kept all = {0};
    read_export(&all, "newsbank.txt");
    assert_int_equal(all.count, 2);
    assert_int_equal(all.skip_count, 0);
    CHECK_STR(all.articles[0].title, "Harbour council agrees on little");
    CHECK_STR(all.articles[0].outlet, "Boston Globe (MA)");
    CHECK_STR(all.articles[0].published, "2024-07-09");
    assert_int_equal(all.articles[0].byline_count, 1);
    CHECK_STR(all.articles[0].byline[0], "Jane Roe");
    CHECK(bs_str_ends(all.articles[0].text, BS_STR("planned for the autumn.")));
    CHECK_STR(all.articles[1].title, "Ferries run late again");
    CHECK_STR(all.articles[1].published, "2024-07-10");
    CHECK(bs_str_ends(all.articles[1].text, BS_STR("did not answer questions.")));
    forget(&all);
}

static void europresse_is_read(void **state)
{
    (void)state;
    kept all = {0};
    read_export(&all, "europresse.html");
    assert_int_equal(all.count, 2);
    CHECK_STR(all.articles[0].title, "Les ports demandent une saison plus longue");
    CHECK_STR(all.articles[0].outlet, "Le Monde");
    CHECK_STR(all.articles[0].published, "2024-07-06");
    CHECK_STR(all.articles[0].byline[0], "Claire Vogt");
    CHECK(bs_str_ends(all.articles[0].text, BS_STR("dit l'un d'eux.")));
    CHECK_STR(all.articles[1].title, "La compagnie supprime deux bateaux");
    CHECK_STR(all.articles[1].published, "2024-07-08");
    assert_int_equal(all.articles[1].byline_count, 0);
    forget(&all);
}

static void pdf_is_put_in_order(void **state)
{
    (void)state;
    kept all = {0};
    if (access("/usr/bin/pdftotext", X_OK) != 0) {
        print_message("skipped: no pdftotext here\n");
        return;
    }
    read_export(&all, "columns.pdf");
    assert_int_equal(all.count, 1);
    bs_str text = all.articles[0].text;
    CHECK_STR(all.articles[0].title, gazette[0].title);
    CHECK(has(text, "asked the government on Monday"));              /* a broken word */
    CHECK(has(text, "and nobody doubted that it would."));           /* from column to column */
    CHECK(!has(text, "THE HARBOUR GAZETTE") && !has(text, "\n\n3")); /* running heads */
    CHECK(has(text, "stay as the bridges are for another year."));
    forget(&all);
}

/* A PDF of one page with these lines; what is not in it is put right by its reader. */
static void make_pdf(bs_buffer *pdf, const char *const *lines)
{
    bs_buffer page = {0};
    bs_buffer_add(&page, BS_STR("BT /F1 10 Tf 50 780 Td 12 TL\n"));
    for (; *lines; lines++)
        bs_buffer_print(&page, "(%s) Tj T*\n", *lines);
    bs_buffer_add(&page, BS_STR("ET\n"));
    bs_buffer_print(pdf,
                    "%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
                    "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
                    "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                    "/Resources<</Font<</F1 5 0 R>>>>>> endobj\n"
                    "4 0 obj <</Length %zu>> stream\n%.*sendstream endobj\n"
                    "5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Times-Roman>> endobj\n"
                    "trailer <</Root 1 0 R/Size 6>>\n%%%%EOF\n",
                    page.size, BS_STR_ARG(bs_buffer_str(&page)));
    bs_buffer_clear(&page);
}

static void a_headline_of_a_pdf_needs_no_blank_line(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "Harbour council agrees on a new fund for the",
        "northern ferries",
        "By Jane Roe",
        "The council of the harbour met for three hours in the old customs house and agreed on "
        "very",
        "little, according to two officials who were in the room and who had seen the papers of "
        "the",
        "President and of the mayor. A second meeting is planned for the autumn, and both sides "
        "said",
        "that they would bring new proposals to it, though nobody would say what those might be.",
        NULL};
    if (access("/usr/bin/pdftotext", X_OK) != 0)
        return;
    kept all = {0};
    bs_buffer pdf = {0};
    make_pdf(&pdf, lines);
    read_bytes(&all, "a.pdf", bs_buffer_str(&pdf));
    assert_int_equal(all.count, 1);
    CHECK_STR(all.articles[0].title,
              "Harbour council agrees on a new fund for the northern ferries");
    assert_int_equal(all.articles[0].byline_count, 1);
    CHECK(has(all.articles[0].text, "papers of the President and of the mayor."));
    bs_buffer_clear(&pdf);
    forget(&all);
}

static void damaged_documents_are_told(void **state)
{
    (void)state;
    kept all = {0};
    read_bytes(&all, "a.pdf", BS_STR("%PDF-1.4\nnothing"));
    assert_int_equal(all.count, 0);
    CHECK(all.skip_count == 1 && has(all.reasons[0], "a PDF document"));
    forget(&all);
    read_bytes(&all, "a.docx", BS_STR("PK\3\4word/document.xml and no more"));
    assert_int_equal(all.count, 0);
    CHECK(all.skip_count == 1);
    forget(&all);
    read_bytes(&all, "a.rtf", BS_STR("{\\rtf1"));
    assert_int_equal(all.count, 0);
    CHECK_STR(all.reasons[0], "a document without any text");
    forget(&all);
}

static void rich_text_is_converted(void **state)
{
    (void)state;
    kept all = {0};
    read_text(&all, "a.rtf",
              "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}"
              "\\f0 Caf\\'e9, \\u8364 ?5, {\\f1 \\'cc\\'e8\\'f0}{\\*\\x hidden}{\\v gone}"
              "\\u-10179?\\u-8704?\\~a\\par\\pard next{\\pict 00ff}\\emdash end\\par}");
    assert_int_equal(all.count, 1);
    CHECK_STR(all.articles[0].text, "Caf\xc3\xa9, \xe2\x82\xac"
                                    "5, \xd0\x9c\xd0\xb8\xd1\x80\xf0\x9f\x98\x80\xc2\xa0"
                                    "a\n\nnext\xe2\x80\x94"
                                    "end");
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nexis_gives_every_article),
        cmocka_unit_test(factiva_gives_every_article),
        cmocka_unit_test(proquest_gives_every_article),
        cmocka_unit_test(an_export_is_held_against_the_number_that_it_states),
        cmocka_unit_test(layouts_vary),
        cmocka_unit_test(references_give_what_has_an_abstract),
        cmocka_unit_test(mail_is_decoded),
        cmocka_unit_test(reuters_sgml_gives_every_article),
        cmocka_unit_test(word_processors_give_one_article),
        cmocka_unit_test(a_magazine_gives_its_articles),
        cmocka_unit_test(old_layouts_of_several_languages_are_read),
        cmocka_unit_test(newsbank_is_read),
        cmocka_unit_test(europresse_is_read),
        cmocka_unit_test(pdf_is_put_in_order),
        cmocka_unit_test(a_headline_of_a_pdf_needs_no_blank_line),
        cmocka_unit_test(damaged_documents_are_told),
        cmocka_unit_test(rich_text_is_converted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
