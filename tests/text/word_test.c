/* word_test.c - what bs_split() takes for one token. Every case is worked by hand. */
#include "split_check.h"
#include "text/compound.h"

static void abbreviations_keep_their_full_stop(void **state)
{
    (void)state;
    check_tokens("Gen. Milley met Mr. Abe in Washington, D.C., at 5 p.m. sharp.",
                 "Gen.|Milley|met|Mr.|Abe|in|Washington|,|D.C.|,|at|5|p.m.|sharp|.");
    check_tokens("GEN. MILLEY AND MR. ABE", "GEN.|MILLEY|AND|MR.|ABE");
    check_tokens("a Ph.D. from M.I.T. or Lt.Col. Smith, e.g. this",
                 "a|Ph.D.|from|M.I.T.|or|Lt.Col.|Smith|,|e.g.|this");
    check_tokens("the U.S and the U.S.A", "the|U.S|and|the|U.S.A");
    check_tokens("the general. Then", "the|general|. / Then");
}

static void initials_keep_their_full_stop(void **state)
{
    (void)state;
    check_tokens("J. K. Rowling and George W. Bush", "J.|K.|Rowling|and|George|W.|Bush");
    check_tokens("J.K. Rowling, J.-P. Sartre", "J.K.|Rowling|,|J.-P.|Sartre");
    check_tokens("J.Stoltenberg and U.S.Army", "J.|Stoltenberg|and|U.S.|Army");
    check_tokens("Smith, J., and others", "Smith|,|J.|,|and|others");
    check_tokens("Plan B. The end", "Plan|B|. / The|end");
    check_tokens("Ana C. \"Zoë\" Duarte", "Ana|C.|\"|Zoë|\"|Duarte");
    check_tokens("Plan B. \"Never\" is no plan", "Plan|B|. / \"|Never|\"|is|no|plan");
    check_tokens("Plan B. \"No way\" Duarte said", "Plan|B|. / \"|No|way|\"|Duarte|said");
    check_tokens("Plan B. \"No\"", "Plan|B|. / \"|No|\"");
    check_tokens("Roe v. Wade", "Roe|v.|Wade");
}

static void some_abbreviations_wait_for_a_number(void **state)
{
    (void)state;
    check_tokens("No. 3, No.4 and art. 5", "No.|3|,|No.|4|and|art.|5");
    check_tokens("He said no. Five left.", "He|said|no|. / Five|left|.");
    check_tokens("p. 12", "p.|12");
    check_tokens("on Sat., Jan. 5", "on|Sat.|,|Jan.|5");
    check_tokens("there he sat. Then", "there|he|sat|. / Then");
}

static void numbers_are_one_token(void **state)
{
    (void)state;
    check_tokens("1,234.5 troops, the 16th, 3.14", "1,234.5|troops|,|the|16th|,|3.14");
    check_tokens("a .38 pistol", "a|.38|pistol");
    check_tokens("July 5,2024", "July|5|,|2024");
    check_tokens("at 10:30 on 9/11 and 7/9/2024, 24/7", "at|10:30|on|9/11|and|7/9/2024|,|24/7");
    check_tokens("on 2024-07-09, not 2024-7-9", "on|2024-07-09|,|not|2024|-|7|-|9");
    check_tokens("by 2030. Then 5.", "by|2030|. / Then|5|.");
}

static void ranges_are_cut_apart(void **state)
{
    (void)state;
    check_tokens("during 2019-2023", "during|2019|-|2023");
    check_tokens("during 2019\xE2\x80\x93"
                 "2023",
                 "during|2019|\xE2\x80\x93|2023");
    check_tokens("2019-20, 1,000-2,000", "2019|-|20|,|1,000|-|2,000");
    check_tokens("season 2019/20", "season|2019|/|20");
}

static void hyphenated_words_are_one_token(void **state)
{
    (void)state;
    check_tokens("Indo-Pacific co-development", "Indo-Pacific|co-development");
    check_tokens("the long-range F-16 in mid-2019", "the|long-range|F-16|in|mid-2019");
    check_tokens("state-of-the-art", "state-of-the-art");
    check_tokens("Indo\xE2\x80\x91Pacific", "Indo\xE2\x80\x91Pacific");
    check_tokens("pre- and post-war", "pre|-|and|post-war");
}

static void what_is_counted_is_cut_from_its_number(void **state)
{
    (void)state;
    check_tokens("a 16-year-old, a five-day visit", "a|16|-|year|-|old|,|a|five|-|day|visit");
    check_tokens("the 32-nation Twenty-year plan", "the|32|-|nation|Twenty|-|year|plan");
    check_tokens("year-end, day-to-day, three-star", "year-end|,|day-to-day|,|three-star");
    check_tokens("June-August and Monday-Friday, July-2024",
                 "June|-|August|and|Monday|-|Friday|,|July|-|2024");
    check_tokens("3-D, a 12th-century A-1", "3-D|,|a|12th-century|A-1");
}

static void an_actor_is_cut_from_what_it_did(void **state)
{
    (void)state;
    check_tokens("the NATO-led force, rebel-held towns, nato-led",
                 "the|NATO|-|led|force|,|rebel|-|held|towns|,|nato|-|led");
    check_tokens("EU-funded. Rules-based order, a self-governed one",
                 "EU|-|funded|. / Rules-based|order|,|a|self-governed|one");
    check_tokens("pro-Russian, Anti-war, Japan-friendly",
                 "pro-Russian|,|Anti-war|,|Japan-friendly");
}

static void two_names_are_cut_from_each_other(void **state)
{
    (void)state;
    check_tokens("anti-NATO and ex-Pemex men, pro-Japan ones",
                 "anti|-|NATO|and|ex|-|Pemex|men|,|pro|-|Japan|ones");
    check_tokens("US-Saudi, Israel-Hamas, Gaza-Egypt, Jean-Marc, Rolls-Royce, AFL-CIO, F-16",
                 "US|-|Saudi|,|Israel|-|Hamas|,|Gaza|-|Egypt|,|Jean-Marc|,|Rolls-Royce|,|AFL-CIO"
                 "|,|F-16");
    check_tokens("a Lagos-based firm, a Soviet-era gun. Evidence-based care",
                 "a|Lagos|-|based|firm|,|a|Soviet|-|era|gun|. / Evidence-based|care");
    check_tokens("Mica (R-Fla.), Ryan, R-Wis., on D-Day",
                 "Mica|(|R|-|Fla.|)|,|Ryan|,|R|-|Wis.|,|on|"
                 "D-Day");
}

static void names_in_initials_are_cut_from_hyphens(void **state)
{
    (void)state;
    check_tokens("the U.S.-Japan alliance", "the|U.S.|-|Japan|alliance");
    check_tokens("Japan-U.S. talks, non-U.K. firms", "Japan|-|U.S.|talks|,|non|-|U.K.|firms");
}

static void a_clitic_s_is_a_token(void **state)
{
    (void)state;
    check_tokens("Kishida's aides, NATO\xE2\x80\x99s aim, JAPAN'S role",
                 "Kishida|'s|aides|,|NATO|\xE2\x80\x99s|aim|,|JAPAN|'S|role");
    check_tokens("the U.S.'s and the 1990's", "the|U.S.|'s|and|the|1990|'s");
    check_tokens("the \"Quad\"'s aim", "the|\"|Quad|\"|'s|aim");
}

static void other_clitics_are_tokens(void **state)
{
    (void)state;
    check_tokens("don't, don\xE2\x80\x99t, WON'T", "do|n't|,|do|n\xE2\x80\x99t|,|WO|N'T");
    check_tokens("we're I'm they'd you'll I've", "we|'re|I|'m|they|'d|you|'ll|I|'ve");
    check_tokens("can't-do, isn't.", "ca|n't|-|do|,|is|n't|.");
}

static void other_apostrophes_stay_inside(void **state)
{
    (void)state;
    check_tokens("O'Brien of Cote d'Ivoire, Hawai'i, y'all, Qur'an's",
                 "O'Brien|of|Cote|d'Ivoire|,|Hawai'i|,|y'all|,|Qur'an|'s");
    check_tokens("n't and 't", "n't|and|'|t");
    check_tokens("ministers' aides, 'so called'", "ministers|'|aides|,|'|so|called|'");
}

static void addresses_are_one_token(void **state)
{
    (void)state;
    check_tokens("See https://www.nato.int/a?b=c&d#e. Or (http://x.org/y_(z)).",
                 "See|https://www.nato.int/a?b=c&d#e|. / Or|(|http://x.org/y_(z)|)|.");
    check_tokens("at www.nato.int, kremlin.ru or nato.int/docs/x.htm!",
                 "at|www.nato.int|,|kremlin.ru|or|nato.int/docs/x.htm|!");
    check_tokens("mail jens.stoltenberg@hq.nato.int or J.Smith_x@a-b.org.",
                 "mail|jens.stoltenberg@hq.nato.int|or|J.Smith_x@a-b.org|.");
    check_tokens("a@b and c @ d", "a|@|b|and|c|@|d");
}

static void handles_and_tags_are_one_token(void **state)
{
    (void)state;
    check_tokens("@NATO #WeAreNATO #2024summit", "@NATO|#WeAreNATO|#2024summit");
    check_tokens("ranked #1 in C# @ home", "ranked|#|1|in|C|#|@|home");
}

static void marks_are_tokens_of_their_own(void **state)
{
    (void)state;
    check_tokens("\"Yes\", (no); 5% of $5bn, \xE2\x82\xAC"
                 "3.5 & more",
                 "\"|Yes|\"|,|(|no|)|;|5|%|of|$|5bn|,|\xE2\x82\xAC|3.5|&|more");
    check_tokens("well... or\xE2\x80\xA6 what?!", "well|...|or|\xE2\x80\xA6|what|?!");
    check_tokens("words--here \xE2\x80\x94 there", "words|--|here|\xE2\x80\x94|there");
    check_tokens("``so'' AT&T and R&D", "``|so|''|AT&T|and|R&D");
    check_tokens("and/or =====", "and|/|or|=====");
}

static void kinds_tell_words_from_numbers_and_marks(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bs_token_kind kind;
    } cases[] = {
        {"summit", BS_TOKEN_WORD},
        {"16th", BS_TOKEN_WORD},
        {"F-16", BS_TOKEN_WORD},
        {"U.S.", BS_TOKEN_WORD},
        {"\xE9\x98\xB2\xE8\xA1\x9B", BS_TOKEN_WORD},
        {"1,234.5", BS_TOKEN_NUMBER},
        {"2024-07-09", BS_TOKEN_NUMBER},
        {"\xD9\xA3\xD9\xA4", BS_TOKEN_NUMBER}, /* Arabic digits */
        {".", BS_TOKEN_PUNCTUATION},
        {"\xE2\x80\x9C", BS_TOKEN_PUNCTUATION},
        {"...", BS_TOKEN_PUNCTUATION},
        {"\xE3\x80\x82", BS_TOKEN_PUNCTUATION},
        {"%", BS_TOKEN_SYMBOL},
        {"$", BS_TOKEN_SYMBOL},
        {"\xE2\x82\xAC", BS_TOKEN_SYMBOL},
        {"\xF0\x9F\x98\x80", BS_TOKEN_SYMBOL},
        {"nato.int", BS_TOKEN_URL},
        {"a.b@c.org", BS_TOKEN_URL},
        {"@NATO", BS_TOKEN_HANDLE},
        {"#summit", BS_TOKEN_HANDLE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        split cut;
        split_open(&cut, bs_str_from(cases[i].text), NULL, 0);
        if (cut.tokens.count != 1 || split_type(&cut, 0)->kind != cases[i].kind)
            fail_msg("%s: %zu tokens, kind %d", cases[i].text, cut.tokens.count,
                     split_type(&cut, 0)->kind);
        split_close(&cut);
    }
}

static void words_of_all_scripts_are_found(void **state)
{
    (void)state;
    check_tokens("Çavuşoğlu besuchte Köln.", "Çavuşoğlu|besuchte|Köln|.");
    check_tokens("Министры обороны встретятся.", "Министры|обороны|встретятся|.");
    check_tokens("Cafe\xCC\x81 noir", "Cafe\xCC\x81|noir");
    check_tokens("col·laboració", "col·laboració");
    check_tokens("צה\"ל", "צה\"ל");
    check_tokens("한국 대통령", "한국|대통령");
    check_tokens("防衛大臣は東京にいる。", "防衛|大臣|は|東京|に|いる|。");
    check_tokens("รัฐมนตรีเดินทาง", "รัฐมนตรี|เดิน|ทาง");
    check_tokens("\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5\xF0\x9F\x87\xBA\xF0\x9F\x87\xB8",
                 "\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5|\xF0\x9F\x87\xBA\xF0\x9F\x87\xB8"); /* flags */
}

static void broken_words_are_joined(void **state)
{
    (void)state;
    check_tokens("the defen-\nce of", "the|defence|of");
    check_tokens("the defen-\r\n   ce of", "the|defence|of");
    check_tokens("the Indo-\nPacific", "the|Indo-Pacific");
    check_tokens("the defen\xC2\xAD\nce", "the|defence");
    check_tokens("self-\nstyled, a state-of-the-\nart, 16-\nyear-old",
                 "self-styled|,|a|state-of-the-art|,|16|-|year|-|old");
    check_tokens("COVID-\n19", "COVID-19");
    check_tokens("2019-\n2023", "2019|-|2023");
    check_tokens("defen-\n\nce", "defen|- / ce");
    check_tokens("defen -\nce", "defen|-|ce");
}

static void a_broken_word_spans_the_break(void **state)
{
    (void)state;
    split cut;
    split_open(&cut, BS_STR("a defen-\nce"), NULL, 0);
    assert_int_equal(cut.tokens.count, 2);
    CHECK(cut.tokens.items[1].start == 2 && cut.tokens.items[1].end == 11);
    split_close(&cut);
}

static void what_nobody_sees_is_in_no_form(void **state)
{
    (void)state;
    check_tokens("\xEF\xBB\xBFNA\xE2\x80\x8BTO de\xC2\xAD"
                 "fence",
                 "NATO|defence");
    check_tokens("\xE2\x80\x8B \xC2\xAD", "");
    check_tokens("a\x01"
                 "b",
                 "a|b");
}

static void very_long_words_are_cut(void **state)
{
    (void)state;
    enum { SIZE = 5000 };
    bs_buffer text = {0};
    while (text.size < SIZE)
        bs_buffer_add(&text, BS_STR("\xC3\xA9")); /* two bytes a letter, cut between letters */
    split cut;
    split_open(&cut, bs_buffer_str(&text), NULL, 0);
    assert_int_equal(cut.tokens.count, (SIZE + BS_TOKEN_BYTES_MAX - 1) / BS_TOKEN_BYTES_MAX);
    for (size_t i = 0; i < cut.tokens.count; i++)
        CHECK((cut.tokens.items[i].end - cut.tokens.items[i].start) % 2 == 0);
    split_close(&cut);
    bs_buffer_clear(&text);
}

static void check_compound(const char *token, const char *wanted)
{
    size_t cuts[BS_COMPOUND_CUTS_MAX], count = bs_compound_cuts(bs_str_from(token), cuts);
    char parts[128];
    snprintf(parts, sizeof parts, "%s", token);
    for (size_t i = 0; i < count; i++)
        parts[cuts[i]] = '|';
    CHECK_STR(bs_str_from(parts), wanted);
}

static void a_compound_has_parts_for_other_programs(void **state)
{
    (void)state;
    check_compound("long-range", "long|range");
    check_compound("state-of-the-art", "state|of|the|art");
    check_compound("anti-tank", "anti-tank");
    check_compound("Indo-Pacific", "Indo-Pacific");
    check_compound("F-16", "F-16");
    check_compound("non-state-run", "non-state|run");
    check_compound("price-wise", "price-wise");
    check_compound("a-b.org", "a-b.org");
    check_compound("-", "-");
    check_compound("a-", "a-");
    check_compound("", "");
    check_compound("d-e-f-g-h-i-j-k-l-m-n-p-q-r-s-t-v-w-y-z",
                   "d|e-f|g|h|i|j|k|l|m|n|p|q|r|s|t|v|w-y-z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_compound_has_parts_for_other_programs),
        cmocka_unit_test(abbreviations_keep_their_full_stop),
        cmocka_unit_test(initials_keep_their_full_stop),
        cmocka_unit_test(some_abbreviations_wait_for_a_number),
        cmocka_unit_test(numbers_are_one_token),
        cmocka_unit_test(ranges_are_cut_apart),
        cmocka_unit_test(hyphenated_words_are_one_token),
        cmocka_unit_test(what_is_counted_is_cut_from_its_number),
        cmocka_unit_test(an_actor_is_cut_from_what_it_did),
        cmocka_unit_test(other_clitics_are_tokens),
        cmocka_unit_test(two_names_are_cut_from_each_other),
        cmocka_unit_test(names_in_initials_are_cut_from_hyphens),
        cmocka_unit_test(a_clitic_s_is_a_token),
        cmocka_unit_test(other_apostrophes_stay_inside),
        cmocka_unit_test(addresses_are_one_token),
        cmocka_unit_test(handles_and_tags_are_one_token),
        cmocka_unit_test(marks_are_tokens_of_their_own),
        cmocka_unit_test(kinds_tell_words_from_numbers_and_marks),
        cmocka_unit_test(words_of_all_scripts_are_found),
        cmocka_unit_test(broken_words_are_joined),
        cmocka_unit_test(a_broken_word_spans_the_break),
        cmocka_unit_test(what_nobody_sees_is_in_no_form),
        cmocka_unit_test(very_long_words_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
