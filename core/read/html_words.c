/*
 * html_words.c - see html_words.h. Class names are cut into words at what is no letter and before
 * capitals, and words are met whole: "share" is not in "shareholders".
 */
#include "read/html_words.h"

#include <stdlib.h>

#include "base/str.h"
#include "read/html_page.h"

enum { WORD_BYTES_MAX = 16, WORDS_MAX = 64 };

enum { CHROME = BS_MARK_CHROME, COMMENT = BS_MARK_COMMENT, CAPTION = BS_MARK_CAPTION };
enum { DATE = 1 << 8, AUTHOR = 1 << 9 };

/* In order. The words for chrome are those under which pages of news hardly ever keep running text;
 * an element that has much of it is kept all the same. */
static const struct word {
    const char *word;
    unsigned marks;
} words[] = {
    {"author", CHROME | AUTHOR},
    {"avatar", CHROME},
    {"banner", CHROME},
    {"bio", CHROME},
    {"breadcrumb", CHROME},
    {"breadcrumbs", CHROME},
    {"btn", CHROME},
    {"byline", CHROME | AUTHOR},
    {"caption", CAPTION},
    {"categories", CHROME},
    {"colophon", CHROME},
    {"comment", COMMENT},
    {"commentlist", COMMENT},
    {"comments", COMMENT},
    {"consent", CHROME},
    {"contact", CHROME},
    {"cookie", CHROME},
    {"cookies", CHROME},
    {"copyright", CHROME},
    {"credit", CAPTION},
    {"date", CHROME | DATE},
    {"dateline", CHROME | DATE},
    {"dialog", CHROME},
    {"disclaimer", CHROME},
    {"disqus", COMMENT},
    {"dropdown", CHROME},
    {"email", CHROME},
    {"feedback", CHROME},
    {"follow", CHROME},
    {"footer", CHROME},
    {"latest", CHROME},
    {"legal", CHROME},
    {"login", CHROME},
    {"logo", CHROME},
    {"masthead", CHROME},
    {"menu", CHROME},
    {"meta", CHROME},
    {"modal", CHROME},
    {"nav", CHROME},
    {"navbar", CHROME},
    {"navigation", CHROME},
    {"newsletter", CHROME},
    {"notification", CHROME},
    {"onetrust", CHROME},
    {"overlay", CHROME},
    {"pagination", CHROME},
    {"popular", CHROME},
    {"popup", CHROME},
    {"posted", CHROME | DATE},
    {"privacy", CHROME},
    {"promo", CHROME},
    {"pubdate", CHROME | DATE},
    {"published", DATE},
    {"recent", CHROME},
    {"recommended", CHROME},
    {"register", CHROME},
    {"related", CHROME},
    {"respond", COMMENT},
    {"search", CHROME},
    {"share", CHROME},
    {"sharing", CHROME},
    {"sidebar", CHROME},
    {"signin", CHROME},
    {"signup", CHROME},
    {"social", CHROME},
    {"subscribe", CHROME},
    {"subscription", CHROME},
    {"tagline", CHROME},
    {"tags", CHROME},
    {"timestamp", CHROME | DATE},
    {"trending", CHROME},
};

static int compare_word(const void *name, const void *item)
{
    return strcmp(name, ((const struct word *)item)->word);
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static unsigned marks_of_words(bs_str value)
{
    unsigned marks = 0;
    size_t count = 0;
    for (size_t i = 0; i < value.size && count < WORDS_MAX;) {
        char word[WORD_BYTES_MAX];
        size_t size = 0, start = i;
        while (i < value.size && bs_ascii_is_alpha((unsigned char)value.data[i]) &&
               !(i > start && is_upper(value.data[i]) && !is_upper(value.data[i - 1]))) {
            if (size < sizeof word)
                word[size++] = (char)bs_ascii_lower((unsigned char)value.data[i]);
            i++;
        }
        if (i == start) {
            i++;
            continue;
        }
        count++;
        if (size == sizeof word)
            continue;
        word[size] = '\0';
        const struct word *found =
            bsearch(word, words, sizeof words / sizeof *words, sizeof *words, compare_word);
        marks |= found ? found->marks : 0;
    }
    return marks;
}

static unsigned marks_of_role(bs_str role)
{
    static const char *const roles[] = {"navigation", "complementary", "banner", "contentinfo",
                                        "search",     "dialog",        "menu",   "toolbar"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (bs_str_equal_nocase(role, bs_str_from(roles[i])))
            return CHROME;
    return 0;
}

static unsigned marks_of_tag(bs_tag tag)
{
    switch (tag) {
    case BS_TAG_NAV:
    case BS_TAG_ASIDE:
    case BS_TAG_FOOTER:
    case BS_TAG_DIALOG:
    case BS_TAG_MENU:
    case BS_TAG_ADDRESS:
        return CHROME;
    case BS_TAG_FIGCAPTION:
        return CAPTION;
    case BS_TAG_TIME:
        return DATE;
    default:
        return 0;
    }
}

static unsigned marks_of_property(bs_str value)
{
    if (bs_str_equal(value, BS_STR("articleBody")))
        return BS_MARK_BODY;
    if (bs_str_equal(value, BS_STR("author")))
        return AUTHOR;
    return bs_str_equal(value, BS_STR("datePublished")) ? DATE : 0;
}

bs_html_marks bs_html_marks_of(const bs_html_token *token)
{
    unsigned marks = marks_of_tag(token->tag);
    bs_str rest = token->text, name, value;
    while (bs_html_attribute(&rest, &name, &value)) {
        if (!value.data) {
            marks |= bs_str_equal_nocase(name, BS_STR("hidden")) ? CHROME : 0;
            continue;
        }
        if (bs_str_equal_nocase(name, BS_STR("class")) || bs_str_equal_nocase(name, BS_STR("id")))
            marks |= marks_of_words(value);
        else if (bs_str_equal_nocase(name, BS_STR("role")))
            marks |= marks_of_role(value);
        else if (bs_str_equal_nocase(name, BS_STR("itemprop")))
            marks |= marks_of_property(value);
        else if (bs_str_equal_nocase(name, BS_STR("rel")) && bs_str_equal(value, BS_STR("author")))
            marks |= AUTHOR;
    }
    return (bs_html_marks){
        .marks = marks & 0xff, .is_date = (marks & DATE) != 0, .is_author = (marks & AUTHOR) != 0};
}
