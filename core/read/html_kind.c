/*
 * html_kind.c - whether a page is an article at all: an index, a gallery or a wall before the
 * article has running text too. Each sign moves a confidence that begins undecided; the weights are
 * judgements, and the result is told, not acted upon.
 */
#include "base/error.h"
#include "read/html_facts.h"
#include "read/html_phrases.h"

enum {
    ARTICLE_WIDTH = 1000,
    SHORT_WIDTH = 400,
    TINY_WIDTH = 140,
    WALL_WIDTH = 800,
    PHRASES_WIDTH = 3000,    /* the most that is searched for phrases */
    LINK_WIDTH = 15,         /* of a block that may be the headline of another article */
    TEASER_WIDTH = 40,       /* of a block that may be the text under it */
    TEASERS_MIN = 5,         /* that make a list */
    ENTRIES_MIN = 5,         /* headings that do, where .. */
    ENTRY_WIDTH = 220,       /* .. this is what each has of text */
    CONSENT_WORDS_MIN = 4,   /* words about data .. */
    CONSENT_WORD_WIDTH = 160 /* .. one in so much text */
};

typedef struct shape {
    uint64_t shown, good, links, all, cards;
    size_t shown_count, card_count;
} shape;

static shape shape_of(const bs_page *page)
{
    shape s = {0};
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        bool is_card = page->elements.items[block->element].marks & BS_MARK_CARD;
        s.all += block->width;
        s.links += block->link;
        s.good += block->is_good ? block->width : 0;
        if (is_card) {
            s.cards += block->width;
            s.card_count++;
        }
        bool is_caption = block->voice == BS_VOICE_CAPTION || block->voice == BS_VOICE_CREDIT;
        if (block->is_shown && block->rank == 0 && !is_caption) {
            s.shown += block->width;
            s.shown_count++;
        }
    }
    return s;
}

/* Prose of the article, how much of it stands right below a link or has one, all such links, and
 * headings. */
typedef struct entries {
    size_t prose, led, linked, links, headings;
} entries;

static entries entries_of(const bs_page *page)
{
    entries e = {0};
    const bs_element *chosen = &page->elements.items[page->chosen];
    bool is_below_link = false;
    for (size_t i = chosen->first_block; i < chosen->block_end && i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        bool is_link = block->width >= LINK_WIDTH && block->link * 10 >= block->width * 7;
        bool is_prose =
            block->is_shown && block->rank == 0 && !is_link && block->width >= TEASER_WIDTH;
        e.links += is_link;
        e.headings += block->rank > 1;
        e.prose += is_prose;
        e.linked += is_prose && block->link >= LINK_WIDTH;
        e.led += is_prose && is_below_link;
        if (is_link || is_prose) /* over "Posted on 3 May by Jane Roe" */
            is_below_link = is_link;
    }
    return e;
}

/* Whether a part of the path, or the name of a parameter, is one of lists, forms and the like. */
static bool is_address_of_list(bs_str url)
{
    static const char *const words[] = {"search",      "suche",
                                        "recherche",   "buscar",
                                        "login",       "signin",
                                        "sign-in",     "anmelden",
                                        "register",    "tag",
                                        "tags",        "topic",
                                        "topics",      "thema",
                                        "themen",      "category",
                                        "categories",  "kategorie",
                                        "author",      "authors",
                                        "autor",       "autoren",
                                        "archive",     "archives",
                                        "archiv",      "newsletter",
                                        "newsletters", "consent",
                                        "gallery",     "galleries",
                                        "galerie",     "jobs",
                                        "page",        "sitemap",
                                        "events",      "calendar",
                                        "termine",     "veranstaltungen",
                                        "agenda",      "suche.php",
                                        "search.php",  "index.html",
                                        "index.php",   NULL};
    size_t host = bs_str_find(url, BS_STR("://"), 0);
    bs_str rest = bs_str_slice(url, host == SIZE_MAX ? 0 : host + 3, url.size);
    size_t query = bs_str_find(rest, BS_STR("?"), 0);
    rest = bs_str_slice(rest, 0, query == SIZE_MAX ? rest.size : query);
    bs_str part;
    bs_str_cut(&rest, '/', &part); /* the host */
    for (size_t i = 0; bs_str_cut(&rest, '/', &part); i++)
        for (const char *const *word = words; *word; word++)
            if (bs_str_is_nocase(part, *word))
                return true;
    return bs_str_find(url, BS_STR("?q="), 0) != SIZE_MAX ||
           bs_str_find(url, BS_STR("?query="), 0) != SIZE_MAX ||
           bs_str_find(url, BS_STR("?s="), 0) != SIZE_MAX;
}

/* What a page says that stands where an article was wanted: NULL for none of it. */
static const char *answer_of(const bs_page *page, const shape *s)
{
    static const char *const gone[] = {"page not found",
                                       "page cannot be found",
                                       "page you are looking for",
                                       "page you requested",
                                       "something went wrong",
                                       "seite nicht gefunden",
                                       "page introuvable",
                                       "page non trouv",
                                       "p\xc3\xa1gina no encontrada",
                                       "pagina non trovata",
                                       "pagina niet gevonden",
                                       "sidan kunde inte hittas",
                                       "access denied",
                                       "are you a robot",
                                       "not a robot",
                                       "you are a human",
                                       "you are human",
                                       "unusual traffic",
                                       "enable javascript and cookies",
                                       "not available in your region",
                                       NULL};
    static const char *const walls[] = {"subscribe to continue",
                                        "subscribe to read",
                                        "log in to continue",
                                        "sign in to continue",
                                        "log in to read",
                                        "for subscribers only",
                                        "already a subscriber",
                                        "register to continue",
                                        "bereits abonnent",
                                        "nur f\xc3\xbcr abonnenten",
                                        "jetzt weiterlesen",
                                        "r\xc3\xa9serv\xc3\xa9 aux abonn",
                                        "d\xc3\xa9j\xc3\xa0 abonn",
                                        "contenido exclusivo para suscriptores",
                                        "ya eres suscriptor",
                                        "riservato agli abbonati",
                                        "sei gi\xc3\xa0 abbonato",
                                        "al abonnee",
                                        NULL};
    static const char *const consent[] = {
        "cookie",    "consent",     "privacy",     "partners",       "personal data",
        "personali", "einwillig",   "datenschutz", "confidentialit", "privacidad",
        "tracking",  "preferences", NULL};
    if (s->shown > PHRASES_WIDTH || page->blocks.count == 0)
        return NULL;
    size_t start = 0, end = page->text.size;
    bs_str text = bs_str_slice(bs_buffer_str(&page->text), start, end);
    if (text.size > 8 * PHRASES_WIDTH)
        text.size = 8 * PHRASES_WIDTH;
    if (s->shown < WALL_WIDTH && bs_html_count_phrases(text, gone) > 0)
        return "it says that there is nothing to read";
    if (s->shown < SHORT_WIDTH && bs_html_count_phrases(text, walls) > 0)
        return "it asks to subscribe or sign in, and shows little else";
    size_t words = 0, width = 0;
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        if (!block->is_good)
            continue;
        words += bs_html_count_phrases(bs_page_block_text(page, block), consent);
        width += block->width;
    }
    return words >= CONSENT_WORDS_MIN && words * CONSENT_WORD_WIDTH >= width
               ? "it asks to agree to cookies"
               : NULL;
}

static bool is_front(bs_str url)
{
    size_t host = bs_str_find(url, BS_STR("://"), 0);
    if (host == SIZE_MAX)
        return false;
    size_t path = bs_str_find(url, BS_STR("/"), host + 3);
    return path == SIZE_MAX || path + 1 == url.size;
}

static bool has_article_type(const bs_page *page)
{
    const bs_ld *ld = bs_html_main_ld(page);
    return (ld && ld->is_article) || page->head.meta_date.data ||
           bs_str_equal_nocase(page->head.og_type, BS_STR("article"));
}

double bs_page_confidence(const bs_page *page, const char **reason)
{
    shape s = shape_of(page);
    double is_article = 0.5;
    *reason = "little on it reads like an article";
    is_article += s.shown >= ARTICLE_WIDTH ? 0.2
                  : s.shown < TINY_WIDTH   ? -0.3
                  : s.shown < SHORT_WIDTH  ? -0.1
                                           : 0.05;
    is_article += has_article_type(page) ? 0.25 : 0;
    is_article += page->reading->draft.basis == BS_BASIS_METADATA ? 0.1 : 0;
    bs_date date;
    if (bs_date_in_url(page->reading->draft.url, &date) && date.day > 0)
        is_article += 0.25;
    if (page->title_block != UINT32_MAX)
        is_article += page->reading->draft.basis != BS_BASIS_NONE ? 0.15 : 0.05;
    is_article += s.shown * 10 > s.good * 7 ? 0.1 : s.shown * 10 < s.good * 3 ? -0.15 : 0;
    if (s.shown_count > 8 && s.shown / s.shown_count < 60)
        is_article -= 0.15;
    if (s.links * 10 > s.all * 6 && s.shown < ARTICLE_WIDTH) {
        is_article -= 0.2;
        *reason = "most of it is links to other pages";
    }
    if (s.card_count >= 10 && s.cards > s.shown) {
        is_article -= 0.15;
        *reason = "it lists other articles";
    }
    entries e = entries_of(page);
    if (e.led >= TEASERS_MIN && e.led * 2 >= e.prose) {
        is_article -= 0.5;
        *reason = "it lists other articles";
    } else if (e.prose > 0 && ((e.links >= TEASERS_MIN && e.links * 3 >= e.prose) ||
                               (e.linked >= 2 * TEASERS_MIN && e.linked * 10 >= e.prose * 9))) {
        is_article -= 0.35;
        *reason = "it lists other articles";
    } else if (e.headings >= ENTRIES_MIN && s.shown > 0 && s.shown < e.headings * ENTRY_WIDTH) {
        is_article -= 0.25;
        *reason = "it is a list of short entries";
    }
    bool is_told = false; /* in JSON-LD, which is then the text */
    for (size_t i = 0; i < page->head.ld_count; i++)
        is_told |= page->head.lds[i].body.data != NULL;
    if (s.shown == 0 && !is_told && !has_article_type(page)) {
        is_article -= 0.3;
        *reason = "it has no running text";
    }
    if (is_address_of_list(page->reading->draft.url)) {
        is_article -= 0.2;
        *reason = "its address is that of a list or a form";
    }
    const char *answer = answer_of(page, &s);
    if (answer) {
        is_article -= 0.4;
        *reason = answer;
    }
    if (is_front(page->reading->draft.url)) {
        is_article -= 0.35;
        *reason = "its address is that of a front page";
    }
    if (page->password_count > 0 && s.shown < WALL_WIDTH) {
        is_article -= 0.3;
        *reason = "it asks for a password and shows little else";
    }
    return is_article < 0 ? 0 : is_article > 1 ? 1 : is_article;
}

static bs_status find(bs_page *page, bs_str kind, bs_str message, bs_error *error)
{
    return message.data ? bs_reading_find(page->reading, kind, 0, 0, message, error)
                        : bs_fail_memory(error);
}

bs_status bs_page_doubt(bs_page *page, bs_error *error)
{
    const char *reason;
    double is_article = bs_page_confidence(page, &reason);
    bs_arena *arena = page->reading->arena;
    bs_status status = BS_OK;
    if (is_article < 0.5)
        status = find(page, BS_STR("no article"),
                      bs_arena_print(arena,
                                     "this page is likely no article: %s (confidence %.2f that it "
                                     "is one)",
                                     reason, is_article),
                      error);
    const bs_ld *ld = bs_html_main_ld(page);
    if (status == BS_OK && ld && ld->is_paywalled && shape_of(page).shown < ARTICLE_WIDTH)
        status = find(page, BS_STR("paywall"),
                      BS_STR("the page says that it is not free to read, and has little text; it "
                             "may be cut"),
                      error);
    return status;
}
