/*
 * html_authors.c - who wrote the article: JSON-LD, the head, and names that the page shows, in this
 * order; each value taken apart into names, and what is no name left out.
 */
#include "read/html_facts.h"

#include "base/utf8.h"
#include "read/marks.h"

#include <unicode/uchar.h>

enum {
    FIRST_BYTE_OF_CJK = 0xe3,
    NAME_WORDS_MAX = 5,
    NAME_BYTES = 80,
    DEGREE_BYTES_MAX = 4,
    BYLINE_BYTES = 200,
    CLUES_LOOKED_AT = 40
};

static const char *const by_words[] = {"written by",
                                       "words by",
                                       "posted by",
                                       "posts by",
                                       "story by",
                                       "report by",
                                       "reported by",
                                       "reporting by",
                                       "published by",
                                       "article by",
                                       "articles by",
                                       "analysis by",
                                       "opinion by",
                                       "compiled by",
                                       "more about",
                                       "more by",
                                       "by",
                                       "von",
                                       "text von",
                                       "ein artikel von",
                                       "ein gastbeitrag von",
                                       "geschrieben von",
                                       "par",
                                       "écrit par",
                                       "publié par",
                                       "propos recueillis par",
                                       "por",
                                       "escrito por",
                                       "publicado por",
                                       "di",
                                       "a cura di",
                                       "scritto da",
                                       "da",
                                       "door",
                                       "geschreven door",
                                       "av",
                                       "skriven av",
                                       "skrevet av",
                                       "af",
                                       "skrevet af",
                                       "de",
                                       "autor:",
                                       "autor",
                                       "autorin:",
                                       "authors:",
                                       "author:",
                                       "author",
                                       "auteur:",
                                       "auteur :",
                                       "text:",
                                       "text :",
                                       "texte",
                                       "texte :",
                                       "texto",
                                       "texto:",
                                       "testo",
                                       "tekst:",
                                       "teksti:",
                                       "written",
                                       "words:",
                                       "بقلم",
                                       "كتب",
                                       "كتبت",
                                       "przez",
                                       "opracowanie:",
                                       "автор:",
                                       "автор",
                                       "Автор:",
                                       "Автор",
                                       "yazan:",
                                       "yazar:",
                                       "skriver",
                                       "penulis:",
                                       "penulis",
                                       "oleh",
                                       "reporter:",
                                       "laporan",
                                       "作者：",
                                       "作者:",
                                       "文／",
                                       "文/",
                                       "記者",
                                       "记者",
                                       NULL};
/* Words that part two names; a comma does too. */
static const char *const and_words[] = {"and", "und", "et",   "y",   "e",   "en",
                                        "och", "og",  "&",    "i",   "ja",  "a",
                                        "ve",  "dan", "with", "met", "mit", NULL};
/* What follows a name behind a comma and tells what its owner does, or stands for no one. */
static const char *const role_words[] = {"correspondent",
                                         "correspondents",
                                         "editor",
                                         "editors",
                                         "reporter",
                                         "reporters",
                                         "writer",
                                         "writers",
                                         "staff",
                                         "contributor",
                                         "contributors",
                                         "columnist",
                                         "author",
                                         "authors",
                                         "journalist",
                                         "journalists",
                                         "producer",
                                         "director",
                                         "senior",
                                         "chief",
                                         "managing",
                                         "associate",
                                         "assistant",
                                         "deputy",
                                         "analyst",
                                         "bureau",
                                         "desk",
                                         "team",
                                         "admin",
                                         "administrator",
                                         "newsroom",
                                         "guest",
                                         "fellow",
                                         "professor",
                                         "presenter",
                                         "commentator",
                                         "blogger",
                                         "freelance",
                                         "freelancer",
                                         "intern",
                                         "specialist",
                                         "expert",
                                         "reviewer",
                                         "consultant",
                                         "advisor",
                                         "strategist",
                                         "manager",
                                         "marketing",
                                         "marketer",
                                         "officer",
                                         "founder",
                                         "cofounder",
                                         "co-founder",
                                         "ceo",
                                         "president",
                                         "executive",
                                         "educator",
                                         "engineer",
                                         "attorney",
                                         "economist",
                                         "photographer",
                                         "photography",
                                         "videographer",
                                         "webmaster",
                                         "user",
                                         "anonymous",
                                         "unknown",
                                         "phd",
                                         "md",
                                         "updated",
                                         "published",
                                         "posted",
                                         "minutes",
                                         "read",
                                         "share",
                                         "follow",
                                         "subscribe",
                                         "email",
                                         "profile",
                                         "biography",
                                         "bio",
                                         "redaktion",
                                         "redakteur",
                                         "redakteurin",
                                         "korrespondent",
                                         "korrespondentin",
                                         "reporterin",
                                         "volontär",
                                         "volontärin",
                                         "rédaction",
                                         "redaction",
                                         "journaliste",
                                         "correspondant",
                                         "correspondante",
                                         "rédacteur",
                                         "rédactrice",
                                         "envoyé",
                                         "envoyée",
                                         "redacción",
                                         "redacao",
                                         "redação",
                                         "periodista",
                                         "redactor",
                                         "redactora",
                                         "corresponsal",
                                         "colaborador",
                                         "colaboradora",
                                         "redazione",
                                         "giornalista",
                                         "inviato",
                                         "corrispondente",
                                         "jornalista",
                                         "repórter",
                                         "redacteur",
                                         "verslaggever",
                                         "correspondente",
                                         "journalista",
                                         "redaktør",
                                         "redaktör",
                                         "toimittaja",
                                         "muhabir",
                                         "muhabiri",
                                         "editör",
                                         "editörü",
                                         "redakcja",
                                         "dziennikarz",
                                         "dziennikarka",
                                         "redaktor",
                                         "redakce",
                                         "reporter:",
                                         "redaksi",
                                         "wartawan",
                                         "기자",
                                         "특파원",
                                         NULL};
/* Those who did something else than write it. */
static const char *const other_words[] = {
    "categories",  "edited by",       "fact checked by",  "fact-checked by",
    "filed under", "illustration by", "illustrations by", "medically reviewed by",
    "narrated by", "photo by",        "photographs by",   "photography by",
    "photos by",   "read by",         "reviewed by",      "video by",
    "fotos:",      "foto:",           "photos :",         NULL};

static bool is_word_of(bs_str word, const char *const *words)
{
    char first = word.size > 0 ? (char)bs_ascii_lower((unsigned char)word.data[0]) : 0;
    for (; *words; words++)
        if (**words == first && bs_str_is_nocase(word, *words))
            return true;
    return false;
}

static bs_str without_by(bs_str text)
{
    for (bool is_cut = true; is_cut;) {
        is_cut = false;
        text = bs_str_trim(text);
        char first = text.size > 0 ? (char)bs_ascii_lower((unsigned char)text.data[0]) : 0;
        for (const char *const *word = by_words; *word && !is_cut; word++) {
            if (**word != first)
                continue;
            size_t size = strlen(*word);
            /* "ByJane Roe": two elements without a blank between them. */
            bool is_glued = text.size > size && size == 2 && first == 'b' &&
                            text.data[size] >= 'A' && text.data[size] <= 'Z' && text.data[1] == 'y';
            bool is_whole =
                text.size > size && (bs_ascii_is_space((unsigned char)text.data[size]) ||
                                     text.data[size] == ':' || text.data[size - 1] == ':' ||
                                     (unsigned char)text.data[0] >= FIRST_BYTE_OF_CJK || is_glued);
            if (is_whole && bs_str_is_nocase(bs_str_slice(text, 0, size), *word)) {
                /* "De Vries" and "Da Silva" are names. */
                bool is_name = size == 2 && text.data[0] != 'b' && text.data[0] >= 'a'
                                   ? false
                                   : text.data[0] == 'D';
                if (is_name)
                    continue;
                text = bs_str_slice(text, size, text.size);
                if (text.size > 0 && text.data[0] == ':')
                    text = bs_str_slice(text, 1, text.size);
                is_cut = true;
            }
        }
    }
    return text;
}

static bool starts_as_name(bs_str word)
{
    uint32_t point;
    bs_utf8_decode(word, 0, &point);
    return point != BS_UTF8_INVALID && u_isalpha((UChar32)point) && !u_islower((UChar32)point);
}

/* How far a value is believed to hold names and nothing else. */
typedef enum trust { SEEN, TOLD } trust;

static bool is_site(const bs_html_names *site, bs_str name)
{
    bs_str letters = bs_html_letters(name, site->arena);
    for (size_t i = 0; i < site->count; i++)
        if (bs_str_equal(letters, site->letters[i]))
            return true;
    return bs_str_equal(letters, site->host);
}

/* Up to five words without figures, one of which begins as a name does when it was only seen. */
static bool is_name(bs_str name, trust trusted)
{
    static const char *const nobody[] = {"admin",   "administrator", "webmaster", "none",
                                         "null",    "undefined",     "by",        "author",
                                         "authors", "unknown",       NULL};
    if (name.size < 2 || name.size > NAME_BYTES || is_word_of(name, nobody) ||
        is_word_of(name, by_words))
        return false;
    size_t words = 0;
    bool has_name = false, has_role = false;
    bs_str rest = name, word;
    while (rest.size > 0 && bs_str_cut(&rest, ' ', &word)) {
        if (word.size == 0)
            continue;
        words++;
        has_name = has_name || starts_as_name(word);
        has_role = has_role || is_word_of(word, role_words);
    }
    if (words > NAME_WORDS_MAX || (has_role && words == 1) ||
        (trusted == SEEN && (!has_name || has_role)))
        return false;
    for (size_t i = 0; i < name.size; i++)
        if (strchr("@/<>{}[]=\"!?#%*+", name.data[i]) ||
            (trusted == SEEN && bs_ascii_is_digit((unsigned char)name.data[i])))
            return false;
    /* A template that was not filled in: "page.extra.author". */
    bool is_code = words == 1 && memchr(name.data, '.', name.size) &&
                   bs_str_find(name, BS_STR("author"), 0) != SIZE_MAX;
    return !is_code && bs_str_find(name, BS_STR("www."), 0) == SIZE_MAX;
}

/* Without commas and dashes behind it, and the Korean for "reporter". */
static bs_str without_end(bs_str name)
{
    static const char *const signs[] = {
        ",",    ";", "|", "-", ":", "\xc2\xb7", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\xa2",
        " 기자"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        name = bs_str_trim(name);
        if (!bs_str_ends(name, bs_str_from(signs[i])))
            continue;
        name.size -= strlen(signs[i]);
        i = SIZE_MAX; /* all of them again */
    }
    return name;
}

/* What stands behind a name: "Health Editor", "MD". */
static bool is_addition(bs_str name)
{
    bs_str rest = name, word;
    while (rest.size > 0 && bs_str_cut(&rest, ' ', &word))
        if (is_word_of(word, role_words))
            return true;
    bool is_degree = name.size <= DEGREE_BYTES_MAX;
    for (size_t i = 0; i < name.size && is_degree; i++)
        is_degree = (name.data[i] >= 'A' && name.data[i] <= 'Z') || name.data[i] == '.';
    return is_degree;
}

static bool is_by_other(bs_str name)
{
    for (const char *const *words = other_words; *words; words++)
        if (name.size >= strlen(*words) &&
            bs_str_is_nocase(bs_str_slice(name, 0, strlen(*words)), *words))
            return true;
    return false;
}

static void add_one(bs_page *page, const bs_html_names *site, bs_str name, trust trusted,
                    bool is_first)
{
    name = bs_str_trim(name);
    if (is_by_other(name) || (!is_first && is_addition(name)))
        return;
    name = without_by(name);
    name = without_end(name);
    size_t paren = bs_str_find(name, BS_STR("("), 0);
    if (paren != SIZE_MAX && paren > 0 && name.data[name.size - 1] == ')')
        name = without_end(bs_str_slice(name, 0, paren));
    if (is_name(name, trusted) && !is_site(site, name))
        bs_reading_add_name(page->reading, bs_arena_copy(page->reading->arena, name));
}

/* Bytes of what parts two names at `at`, or 0. */
static size_t joint_size(bs_str text, size_t at, size_t start)
{
    static const char *const signs[] = {";",
                                        "|",
                                        "\n",
                                        " \xe2\x80\xa2 ",
                                        " \xc2\xb7 ",
                                        " / ",
                                        " - ",
                                        " \xe2\x80\x93 ",
                                        " \xe2\x80\x94 ",
                                        "\xe3\x80\x81",
                                        "\t"};
    bs_str rest = bs_str_slice(text, at, text.size);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (bs_str_starts(rest, bs_str_from(signs[i])))
            return strlen(signs[i]);
    if (text.data[at] == ',') {
        /* "Roe, Jane" is one name, "J. Roe, B. Doe" are two. */
        bs_str before = bs_str_trim(bs_str_slice(text, start, at));
        return memchr(before.data, ' ', before.size) ? 1 : 0;
    }
    if (text.data[at] != ' ')
        return 0;
    for (const char *const *word = and_words; *word; word++) {
        size_t size = strlen(*word);
        if (rest.size > size + 2 && rest.data[size + 1] == ' ' &&
            memcmp(rest.data + 1, *word, size) == 0)
            return size + 2;
    }
    return 0;
}

static void add_names(bs_page *page, const bs_html_names *site, bs_str value, trust trusted)
{
    value = without_by(value);
    if (value.size == 0 || bs_str_find(value, BS_STR("://"), 0) != SIZE_MAX)
        return;
    size_t start = 0, depth = 0;
    for (size_t i = 0; i < value.size;) {
        depth += value.data[i] == '(';
        depth -= depth > 0 && value.data[i] == ')';
        size_t joint = depth > 0 ? 0 : joint_size(value, i, start);
        if (joint == 0) {
            i++;
            continue;
        }
        add_one(page, site, bs_str_slice(value, start, i), trusted, start == 0);
        i += joint;
        start = i;
    }
    add_one(page, site, bs_str_slice(value, start, value.size), trusted, start == 0);
}

bool bs_html_tells_authors(bs_str line)
{
    bs_str names = without_by(line);
    if (names.size == 0 || names.size + 2 >= line.size || names.size > BYLINE_BYTES)
        return false;
    size_t start = 0;
    for (size_t i = 0; i <= names.size;) {
        size_t joint = i < names.size ? joint_size(names, i, start) : 1;
        if (joint == 0) {
            i++;
            continue;
        }
        bs_str name = bs_str_trim(bs_str_slice(names, start, i));
        if (!is_name(name, SEEN) || !bs_mark_is_names(name))
            return start > 0 && is_addition(name);
        i += joint;
        start = i;
    }
    return true;
}

static bool has_byline(const bs_page *page)
{
    return page->reading->draft.byline_count > 0;
}

static void take_clues(bs_page *page, const bs_html_names *site, unsigned mark, bool is_near)
{
    const bs_element *chosen = &page->elements.items[page->chosen];
    for (size_t i = 0; i < page->clue_count; i++) {
        const bs_clue *clue = &page->clues[i];
        if (!(clue->marks & mark) || clue->block > chosen->block_end + 2 ||
            (is_near && !bs_html_is_near(page, clue->block)) || !bs_html_is_own(page, clue))
            continue;
        bs_str text = bs_page_clue_text(page, clue);
        if (text.size == 0 || text.size > BYLINE_BYTES)
            continue;
        if (mark == BS_MARK_AUTHOR && has_byline(page))
            return;
        add_names(page, site, text, SEEN);
    }
}

/* "By Jane Roe" in a line of its own, or "By" in one and the name in the next. */
static void take_lines(bs_page *page, const bs_html_names *site)
{
    enum { LINE_WIDTH_MAX = 100, LINES_MAX = 4000 };
    size_t end =
        page->near_last + 1 < page->blocks.count ? page->near_last + 1 : page->blocks.count;
    for (size_t i = page->near_first, lines = 0; i < end && lines < LINES_MAX; i++, lines++) {
        if (has_byline(page))
            return;
        const bs_block *block = &page->blocks.items[i];
        if (block->width > LINE_WIDTH_MAX)
            continue;
        bs_str text = bs_str_trim(bs_page_block_text(page, block));
        bs_str rest = without_by(text);
        if (is_word_of(text, by_words) && i + 1 < page->blocks.count)
            rest = bs_page_block_text(page, &page->blocks.items[i + 1]);
        else if (rest.size == text.size)
            continue;
        add_names(page, site, rest, SEEN);
    }
}

void bs_page_take_authors(bs_page *page, const bs_html_names *site)
{
    const bs_html_head *head = &page->head;
    const bs_ld *ld = bs_html_main_ld(page);
    for (size_t i = 0; ld && i < ld->author_count; i++)
        add_names(page, site, ld->authors[i], TOLD);
    for (size_t i = 0; i < head->meta_author_count && !has_byline(page); i++)
        add_names(page, site, head->meta_authors[i], TOLD);
    bool is_open = !has_byline(page);
    for (size_t i = 0; i < head->other_author_count && is_open; i++)
        add_names(page, site, head->other_authors[i], TOLD);
    static const unsigned marks[] = {BS_MARK_NAME, BS_MARK_AUTHOR};
    for (size_t pass = 0; pass < 4 && !has_byline(page); pass++) {
        if (pass == 2)
            take_lines(page, site);
        if (!has_byline(page))
            take_clues(page, site, marks[pass % 2], pass < 2);
    }
    /* A site that writes under its own name does so when it names nobody else. */
    for (size_t i = 0; ld && i < ld->author_count && !has_byline(page); i++)
        if (is_name(ld->authors[i], TOLD))
            bs_reading_add_name(page->reading, ld->authors[i]);
    for (size_t i = 0; ld && i < ld->organization_count && !has_byline(page); i++)
        if (is_name(ld->organizations[i], TOLD))
            bs_reading_add_name(page->reading, ld->organizations[i]);
    for (size_t i = 0; i < head->meta_author_count && !has_byline(page); i++)
        if (is_name(head->meta_authors[i], TOLD))
            bs_reading_add_name(page->reading, head->meta_authors[i]);
}
