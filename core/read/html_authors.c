/*
 * html_authors.c - who wrote the article: JSON-LD, the head, and names that the page shows, in this
 * order; each value taken apart into names, and what is no name left out.
 */
#include "read/html_facts.h"

#include "base/utf8.h"

#include <unicode/uchar.h>

enum { NAME_WORDS_MAX = 5, NAME_BYTES = 80, BYLINE_BYTES = 200, CLUES_LOOKED_AT = 40 };

static const char *const by_words[] = {"written by",
                                       "words by",
                                       "posted by",
                                       "story by",
                                       "reported by",
                                       "published by",
                                       "article by",
                                       "by",
                                       "von",
                                       "par",
                                       "por",
                                       "di",
                                       "da",
                                       "door",
                                       "av",
                                       "af",
                                       "de",
                                       "autor:",
                                       "autor",
                                       "author:",
                                       "author",
                                       "text:",
                                       "texte",
                                       "texto",
                                       "testo",
                                       "written",
                                       "\xd8\xa8\xd9\x82\xd9\x84\xd9\x85",
                                       "przez",
                                       "\xd0\xb0\xd0\xb2\xd1\x82\xd0\xbe\xd1\x80:",
                                       "yazan:",
                                       "skrevet av",
                                       "penulis:",
                                       "oleh",
                                       NULL};
/* Words that part two names; a comma does too. */
static const char *const and_words[] = {"and", "und", "et",   "y",   "e",   "en",
                                        "och", "og",  "&",    "i",   "ja",  "a",
                                        "ve",  "dan", "with", "met", "mit", NULL};
/* What follows a name behind a comma and tells what its owner does, or stands for no one. */
static const char *const role_words[] = {"correspondent",
                                         "editor",
                                         "reporter",
                                         "writer",
                                         "staff",
                                         "contributor",
                                         "columnist",
                                         "author",
                                         "journalist",
                                         "producer",
                                         "director",
                                         "senior",
                                         "chief",
                                         "managing",
                                         "associate",
                                         "analyst",
                                         "bureau",
                                         "desk",
                                         "team",
                                         "admin",
                                         "administrator",
                                         "redaktion",
                                         "redaktion",
                                         "redaction",
                                         "r\xc3\xa9"
                                         "daction",
                                         "redacci\xc3\xb3n",
                                         "redazione",
                                         "newsroom",
                                         "guest",
                                         "contributors",
                                         "phd",
                                         "md",
                                         "fellow",
                                         "professor",
                                         "correspondents",
                                         "updated",
                                         "published",
                                         "posted",
                                         "minutes",
                                         "read",
                                         "share",
                                         "photographer",
                                         "photography",
                                         "editors",
                                         "webmaster",
                                         "user",
                                         "anonymous",
                                         "unknown",
                                         "follow",
                                         "subscribe",
                                         "email",
                                         "profile",
                                         NULL};

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
            bool is_whole =
                text.size > size &&
                (bs_ascii_is_space((unsigned char)text.data[size]) || text.data[size] == ':');
            if (is_whole && bs_str_is_nocase(bs_str_slice(text, 0, size), *word)) {
                /* "De Vries" and "Da Silva" are names. */
                bool is_name = size == 2 && text.data[0] != 'b' && text.data[0] >= 'a'
                                   ? false
                                   : text.data[0] == 'D';
                if (is_name)
                    continue;
                text = bs_str_slice(text, size + 1, text.size);
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
    return bs_str_find(name, BS_STR("www."), 0) == SIZE_MAX;
}

static void add_one(bs_page *page, const bs_html_names *site, bs_str name, trust trusted)
{
    name = without_by(name);
    size_t paren = bs_str_find(name, BS_STR("("), 0);
    if (paren != SIZE_MAX && paren > 0)
        name = bs_str_trim(bs_str_slice(name, 0, paren));
    while (name.size > 0 && strchr(",;|-:\xc2", name.data[name.size - 1]))
        name = bs_str_trim(bs_str_slice(name, 0, name.size - 1));
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
    size_t start = 0;
    for (size_t i = 0; i < value.size;) {
        size_t joint = joint_size(value, i, start);
        if (joint == 0) {
            i++;
            continue;
        }
        add_one(page, site, bs_str_slice(value, start, i), trusted);
        i += joint;
        start = i;
    }
    add_one(page, site, bs_str_slice(value, start, value.size), trusted);
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
    enum { LINE_WIDTH_MAX = 100 };
    for (size_t i = 0; i < page->blocks.count && !has_byline(page); i++) {
        const bs_block *block = &page->blocks.items[i];
        if (block->width > LINE_WIDTH_MAX || !bs_html_is_near(page, i))
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
