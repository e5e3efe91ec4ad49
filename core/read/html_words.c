/*
 * html_words.c - see html_words.h. Class names are cut into words at what is no letter and before
 * capitals, and words are met whole: "share" is not in "shareholders".
 */
#include "read/html_words.h"

#include <stddef.h>

#include "base/chunk.h"

enum { WORDS_MAX = 64, WINDOW = 64, ADDRESS_BYTES_MAX = 4096, PROPERTY_BYTES_MAX = 256 };

enum {
    CHROME = BS_MARK_CHROME,
    WEAK = BS_MARK_WEAK,
    COMMENT = BS_MARK_COMMENT,
    CAPTION = BS_MARK_CAPTION,
    CREDIT = BS_MARK_CREDIT,
    DATE = BS_MARK_DATE,
    AUTHOR = BS_MARK_AUTHOR,
    NAME = 1 << 20,   /* these three are pairs with others */
    PLACE = 1 << 21,  /* what the article is in: "article", "entry" */
    MATTER = 1 << 22, /* what is in it: "body", "content" */
    NOT = 1 << 23,    /* "has-sidebar" is not a sidebar */
    ITEM = 1 << 24,   /* "post-title", "entry-title" */
    PICTURE = 1 << 25,
    LEGEND = 1 << 26, /* "img-desc" */
    META = 1 << 27,   /* chrome, but for "meta_field": what an editor filled in, the text, say */
    FIELD = 1 << 28,
    QUOTE = BS_MARK_QUOTE,
    STAND = BS_MARK_STANDFIRST,
};

/* Words under which pages of news hardly ever keep running text, and those under which they do at
 * times. An element that has much of it is kept all the same. */
static const struct word {
    char word[BS_CHUNK]; /* zeros behind it; a longer one would not compile */
    unsigned marks;
} words[] = {
    {"abstract", STAND},
    {"ad", WEAK},
    {"addthis", CHROME},
    {"addtoany", CHROME},
    {"ads", WEAK},
    {"adsense", CHROME},
    {"advert", CHROME},
    {"advertisement", CHROME},
    {"advertising", CHROME},
    {"adverts", CHROME},
    {"alert", CHROME},
    {"anzeige", CHROME},
    {"article", PLACE},
    {"articlebody", BS_MARK_CONTENT},
    {"articlecontent", BS_MARK_CONTENT},
    {"articletext", BS_MARK_CONTENT},
    {"articulo", PLACE},
    {"artikel", PLACE},
    {"aside", CHROME},
    {"auteur", CHROME | AUTHOR},
    {"author", CHROME | AUTHOR},
    {"authors", CHROME | AUTHOR},
    {"autor", CHROME | AUTHOR},
    {"autore", CHROME | AUTHOR},
    {"avatar", CHROME},
    {"bajada", STAND},
    {"banner", CHROME},
    {"bijschrift", CAPTION},
    {"bild", PICTURE},
    {"bildtext", CAPTION},
    {"bildunterschrift", CAPTION},
    {"bio", CHROME},
    {"body", MATTER},
    {"boletin", CHROME},
    {"breadcrumb", CHROME},
    {"breadcrumbs", CHROME},
    {"btn", CHROME},
    {"byline", CHROME | AUTHOR},
    {"bylines", CHROME | AUTHOR},
    {"can", NOT},
    {"caption", CAPTION},
    {"captions", CAPTION},
    {"carousel", CHROME},
    {"categories", CHROME},
    {"catenaccio", STAND},
    {"chapeau", STAND},
    {"chapo", STAND},
    {"cmpbox", CHROME | BS_MARK_CONSENT},
    {"colophon", CHROME},
    {"columnist", CHROME | AUTHOR},
    {"comentarios", COMMENT},
    {"comment", COMMENT},
    {"commentaires", COMMENT},
    {"commenti", COMMENT},
    {"commentlist", COMMENT},
    {"comments", COMMENT},
    {"compartilhar", CHROME},
    {"compartir", CHROME},
    {"condividi", CHROME},
    {"consent", CHROME | BS_MARK_CONSENT},
    {"contact", CHROME},
    {"content", MATTER},
    {"contributor", CHROME | AUTHOR},
    {"contributors", CHROME | AUTHOR},
    {"cookie", CHROME | BS_MARK_CONSENT},
    {"cookiebot", CHROME | BS_MARK_CONSENT},
    {"cookieconsent", CHROME | BS_MARK_CONSENT},
    {"cookielaw", CHROME | BS_MARK_CONSENT},
    {"cookies", CHROME | BS_MARK_CONSENT},
    {"copyright", CHROME},
    {"copyrights", CHROME},
    {"correlati", CHROME},
    {"credit", CREDIT},
    {"credits", CREDIT},
    {"cta", CHROME},
    {"date", CHROME | DATE},
    {"dateline", CHROME | DATE},
    {"datetime", CHROME | DATE},
    {"datum", CHROME | DATE},
    {"deck", STAND},
    {"dek", STAND},
    {"desc", LEGEND},
    {"description", LEGEND},
    {"dialog", CHROME},
    {"didascalia", CAPTION},
    {"didomi", CHROME | BS_MARK_CONSENT},
    {"disclaimer", CHROME},
    {"disclosure", CHROME},
    {"disqus", COMMENT},
    {"donate", CHROME},
    {"donation", CHROME},
    {"dropdown", CHROME},
    {"email", CHROME},
    {"embed", WEAK},
    {"empfehlungen", CHROME},
    {"entradilla", STAND},
    {"entry", PLACE},
    {"entrycontent", BS_MARK_CONTENT},
    {"epigrafe", CAPTION},
    {"error", CHROME},
    {"excerpt", STAND},
    {"factbox", WEAK},
    {"fecha", CHROME | DATE},
    {"feedback", CHROME},
    {"field", FIELD},
    {"fieldset", CHROME},
    {"figcaption", CAPTION},
    {"fn", NAME},
    {"follow", CHROME},
    {"footer", CHROME},
    {"form", WEAK},
    {"foto", PICTURE},
    {"fotocredit", CREDIT},
    {"gallery", WEAK},
    {"gdpr", CHROME | BS_MARK_CONSENT},
    {"has", NOT},
    {"headline", ITEM},
    {"hidden", WEAK},
    {"hide", WEAK},
    {"image", PICTURE},
    {"imagecaption", CAPTION},
    {"imagecredit", CREDIT},
    {"img", PICTURE},
    {"info", WEAK},
    {"infobox", WEAK},
    {"ingress", STAND},
    {"intro", STAND},
    {"invisible", WEAK},
    {"journalist", AUTHOR},
    {"kommentare", COMMENT},
    {"latest", CHROME},
    {"lead", STAND},
    {"lede", STAND},
    {"legal", CHROME},
    {"legend", CAPTION},
    {"legende", CAPTION},
    {"leyenda", CAPTION},
    {"lgpd", CHROME | BS_MARK_CONSENT},
    {"login", CHROME},
    {"logo", CHROME},
    {"masthead", CHROME},
    {"mediabox", WEAK},
    {"megamenu", CHROME},
    {"menu", CHROME},
    {"message", CHROME},
    {"meta", META},
    {"modal", CHROME},
    {"more", WEAK},
    {"name", NAME},
    {"names", NAME},
    {"nav", CHROME},
    {"navbar", CHROME},
    {"navigation", CHROME},
    {"news", PLACE},
    {"newsletter", CHROME},
    {"newsletters", CHROME},
    {"next", CHROME},
    {"no", NOT},
    {"non", NOT},
    {"not", NOT},
    {"notice", CHROME},
    {"notification", CHROME},
    {"occhiello", STAND},
    {"onetrust", CHROME | BS_MARK_CONSENT},
    {"optin", CHROME},
    {"outbrain", CHROME},
    {"overlay", CHROME},
    {"pager", CHROME},
    {"pagination", CHROME},
    {"partage", CHROME},
    {"partager", CHROME},
    {"paywall", WEAK},
    {"perex", STAND},
    {"photo", PICTURE},
    {"photocredit", CREDIT},
    {"photographer", CREDIT},
    {"picture", PICTURE},
    {"player", WEAK},
    {"policy", CHROME},
    {"poll", WEAK},
    {"popular", CHROME},
    {"popup", CHROME},
    {"post", PLACE},
    {"postbody", BS_MARK_CONTENT},
    {"postcontent", BS_MARK_CONTENT},
    {"posted", CHROME | DATE},
    {"postmeta", CHROME},
    {"posts", CHROME},
    {"privacy", CHROME},
    {"promo", CHROME},
    {"promos", CHROME},
    {"promoted", CHROME},
    {"pubdate", CHROME | DATE},
    {"publication", DATE},
    {"publicidad", CHROME},
    {"publicidade", CHROME},
    {"publicite", CHROME},
    {"publish", DATE},
    {"published", DATE},
    {"pull", QUOTE},
    {"pullquote", QUOTE},
    {"quiz", WEAK},
    {"reacties", COMMENT},
    {"read", WEAK},
    {"readmore", CHROME},
    {"recent", CHROME},
    {"recommendation", CHROME},
    {"recommendations", CHROME},
    {"recommended", CHROME},
    {"register", CHROME},
    {"registration", CHROME},
    {"reklam", CHROME},
    {"reklama", CHROME},
    {"relacionadas", CHROME},
    {"relacionados", CHROME},
    {"related", CHROME},
    {"relatedposts", CHROME},
    {"reporter", AUTHOR},
    {"respond", COMMENT},
    {"sapo", STAND},
    {"search", CHROME},
    {"share", CHROME},
    {"sharedaddy", CHROME},
    {"shares", CHROME},
    {"sharethis", CHROME},
    {"sharing", CHROME},
    {"show", NOT},
    {"sidebar", CHROME},
    {"sign", CHROME},
    {"signin", CHROME},
    {"signup", CHROME},
    {"slider", CHROME},
    {"social", CHROME},
    {"socials", CHROME},
    {"sommario", STAND},
    {"sottotitolo", STAND},
    {"sponsor", CHROME},
    {"sponsored", CHROME},
    {"sponsors", CHROME},
    {"standfirst", STAND},
    {"story", PLACE},
    {"storybody", BS_MARK_CONTENT},
    {"strapline", STAND},
    {"subhead", STAND},
    {"subheading", STAND},
    {"subheadline", STAND},
    {"subscribe", CHROME},
    {"subscription", CHROME},
    {"subtitle", STAND},
    {"summary", STAND},
    {"suscripcion", CHROME},
    {"taboola", CHROME},
    {"tagline", CHROME},
    {"tags", CHROME},
    {"teaser", WEAK},
    {"teasers", WEAK},
    {"teilen", CHROME},
    {"text", MATTER},
    {"thread", COMMENT},
    {"time", DATE},
    {"timestamp", CHROME | DATE},
    {"title", ITEM},
    {"toolbar", CHROME},
    {"tooltip", CHROME},
    {"topic", WEAK},
    {"topics", CHROME},
    {"trending", CHROME},
    {"truste", CHROME | BS_MARK_CONSENT},
    {"txt", LEGEND},
    {"udostepnij", CHROME},
    {"underrubrik", STAND},
    {"updated", WEAK},
    {"usercentrics", CHROME | BS_MARK_CONSENT},
    {"vorspann", STAND},
    {"werbung", CHROME},
    {"widget", WEAK},
    {"widgets", WEAK},
    {"with", NOT},
    {"without", NOT},
    {"writer", CHROME | AUTHOR},
    {"zajawka", STAND},
};

enum { WORDS = sizeof words / sizeof *words };

_Static_assert((int)WORDS * 2 < (int)BS_WORD_SLOTS, "the table of words has room to spare");

enum { HASH_START = 0x811c9dc5 };

static inline uint32_t hash_add(uint32_t hash, uint32_t next)
{
    return (hash ^ next) * 16777619u;
}

static inline uint32_t hash_of(bs_chunk letters)
{
    uint64_t halves[2];
    memcpy(halves, &letters, sizeof halves);
    uint64_t mixed =
        (halves[0] ^ halves[1] * UINT64_C(0xff51afd7ed558ccd)) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(mixed >> 32);
}

void bs_html_words_init(bs_html_words *table, bs_str page)
{
    memset(table, 0, sizeof *table);
    table->page_end = page.data + page.size;
    for (unsigned i = 0; i < WORDS; i++) {
        bs_chunk letters;
        memcpy(&letters, words[i].word, sizeof letters);
        uint32_t slot = hash_of(letters) % BS_WORD_SLOTS;
        while (table->slots[slot])
            slot = (slot + 1) % BS_WORD_SLOTS;
        table->slots[slot] = (uint16_t)(i + 1);
    }
}

/* The marks of a word, 0 for most. Without a branch on whether it is known: that cannot be
 * foretold.
 */
static inline unsigned marks_of_word(const bs_html_words *table, bs_chunk letters, uint32_t hash)
{
    for (uint32_t slot = hash % BS_WORD_SLOTS;; slot = (slot + 1) % BS_WORD_SLOTS) {
        unsigned number = table->slots[slot];
        const struct word *known = &words[number - (number > 0)];
        bs_chunk name;
        memcpy(&name, known->word, sizeof name);
        bool is_it = bs_chunk_bits((bs_chunk)(name == letters)) == BS_CHUNK_ALL;
        if (__builtin_expect(is_it | (number == 0), 1))
            return is_it ? known->marks : 0;
    }
}

/* Up to 64 bytes of a class, as bits. */
typedef struct window {
    uint64_t letters, capitals, space;
} window;

static inline window window_at(bs_str page, size_t at, size_t size)
{
    window w = {0};
    for (size_t i = 0; i < size; i += BS_CHUNK) {
        bs_chunk chunk = bs_chunk_at(page, at + i);
        w.letters |= (uint64_t)bs_chunk_bits(bs_chunk_is_among(chunk | 0x20, 'a', 26)) << i;
        w.capitals |= (uint64_t)bs_chunk_bits(bs_chunk_is_among(chunk, 'A', 26)) << i;
        w.space |= (uint64_t)bs_chunk_bits(bs_chunk_is_space(chunk)) << i;
    }
    uint64_t inside = size < WINDOW ? (UINT64_C(1) << size) - 1 : UINT64_MAX;
    w.letters &= inside;
    w.space &= inside;
    return w;
}

/* The first letters of a word of that size in lower case, and zeros. */
static inline bs_chunk letters_at(bs_str page, size_t at, size_t size)
{
    static const uint8_t ones[2 * BS_CHUNK] = {255, 255, 255, 255, 255, 255, 255, 255,
                                               255, 255, 255, 255, 255, 255, 255, 255};
    bs_chunk mask;
    memcpy(&mask, ones + BS_CHUNK - (size < BS_CHUNK ? size : BS_CHUNK), sizeof mask);
    return (bs_chunk_at(page, at) | 0x20) & mask;
}

/* The marks of the words of one name. Pairs count inside it: in "post-title" and "author-name", not
 * in "post name". */
static inline unsigned marks_of_name(unsigned name)
{
    unsigned marks = name;
    marks |= (name & META) && !(name & FIELD) ? CHROME : 0;
    marks |= (name & PICTURE) && (name & LEGEND) ? CAPTION : 0;
    marks |= (name & PLACE) && (name & MATTER) ? BS_MARK_CONTENT : 0;
    marks |= (name & PLACE) && (name & ITEM) ? BS_MARK_TITLE : 0;
    marks |= (name & AUTHOR) && (name & NAME) ? BS_MARK_NAME : 0;
    return marks;
}

/* The marks of all names of one class or id. */
static unsigned marks_of_words(const bs_html_words *table, bs_str value, uint32_t *group)
{
    bs_str page = {value.data, (size_t)(table->page_end - value.data)};
    unsigned marks = 0, name = 0, is_denied = 0;
    size_t count = 0;
    for (size_t at = 0; at < value.size && count < WORDS_MAX;) {
        size_t left = value.size - at;
        window w = window_at(page, at, left < WINDOW ? left : WINDOW);
        /* A word ends before a capital behind a small letter. */
        uint64_t joints = w.capitals & ~(w.capitals << 1), ends = ~w.letters | joints;
        uint64_t starts = w.letters & (~(w.letters << 1) | joints);
        size_t next = at + WINDOW;
        for (; starts && count < WORDS_MAX; starts &= starts - 1, count++) {
            size_t start = (size_t)__builtin_ctzll(starts);
            uint64_t before = w.space & ((UINT64_C(1) << start) - 1);
            if (before) {
                marks |= marks_of_name(name);
                name = is_denied = 0;
                w.space ^= before;
            }
            uint64_t behind = start < WINDOW - 1 ? ends >> (start + 1) : 0;
            size_t size = behind ? 1 + (size_t)__builtin_ctzll(behind) : WINDOW - start;
            if (start + size == WINDOW && left > WINDOW && start > 0) {
                next = at + start; /* it may go on behind the window */
                break;
            }
            bs_chunk letters = letters_at(page, at + start, size);
            uint32_t hash = hash_of(letters);
            unsigned word = marks_of_word(table, letters, hash);
            if (size > BS_CHUNK) {
                word = 0;
                hash ^= hash_of(letters_at(page, at + start + size - BS_CHUNK, BS_CHUNK)) + 1;
            }
            *group = hash_add(*group, hash);
            is_denied |= word & NOT;
            name |= is_denied ? 0 : word;
        }
        if (w.space) {
            marks |= marks_of_name(name);
            name = is_denied = 0;
        }
        at = next;
    }
    return marks | marks_of_name(name);
}

static bs_html_word_list *list_of(bs_html_words *table, bs_str value)
{
    uint64_t head = 0, tail = 0;
    if (value.size >= sizeof head) {
        memcpy(&head, value.data, sizeof head);
        memcpy(&tail, value.data + value.size - sizeof tail, sizeof tail);
    } else if (table->page_end - value.data >= (ptrdiff_t)sizeof head) {
        head = bs_chunk_word(value.data) & ~(UINT64_MAX << value.size * 8);
    }
    uint64_t hash = (head ^ tail << 1 ^ value.size) * UINT64_C(0x9E3779B97F4A7C15);
    bs_html_word_list *list = &table->lists[hash >> 55];
    if (list->value.data && bs_str_equal(list->value, value))
        return list;
    *list = (bs_html_word_list){value, 0, HASH_START};
    list->marks = marks_of_words(table, value, &list->group);
    return list;
}

static unsigned marks_of_role(bs_str role)
{
    static const char *const roles[] = {"navigation", "complementary", "banner",     "contentinfo",
                                        "search",     "dialog",        "menu",       "menubar",
                                        "alert",      "toolbar",       "alertdialog"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles && role.size > 0; i++)
        if (((*role.data ^ *roles[i]) & ~0x20) == 0 && bs_str_is_nocase(role, roles[i]))
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
        return CHROME | DATE;
    default:
        return 0;
    }
}

static bool has_word(bs_str list, const char *word)
{
    bs_str piece;
    while (bs_str_cut(&list, ' ', &piece))
        if (bs_str_is_nocase(piece, word))
            return true;
    return false;
}

static unsigned marks_of_property(bs_str value)
{
    static const struct {
        const char *name;
        unsigned marks;
    } properties[] = {
        {"articleBody", BS_MARK_BODY}, {"author", CHROME | AUTHOR}, {"headline", BS_MARK_TITLE},
        {"description", STAND},        {"caption", CAPTION},        {"comment", COMMENT},
        {"datePublished", DATE},
    };
    unsigned marks = 0;
    if (value.size > PROPERTY_BYTES_MAX)
        return 0;
    for (bs_str piece; bs_str_cut(&value, ' ', &piece);)
        for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
            if (bs_str_is_nocase(piece, properties[i].name))
                marks |= properties[i].marks;
    return marks;
}

static bool is_author_folder(bs_str folder)
{
    static const char *const folders[] = {
        "author", "authors",     "auteur",       "autor",      "autores",  "autoren",   "autori",
        "byline", "contributor", "contributors", "journalist", "reporter", "columnist", "writers"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (*folders[i] == *folder.data && bs_str_equal(folder, bs_str_from(folders[i])))
            return true;
    return false;
}

/* Links to the page of an author: those with such a folder. */
static bool is_author_link(const bs_html_words *table, bs_str href)
{
    bs_str page = {href.data, (size_t)(table->page_end - href.data)};
    unsigned before = 0; /* whether a slash stands before the chunk */
    for (size_t i = 0; i < href.size && href.size <= ADDRESS_BYTES_MAX; i += BS_CHUNK) {
        bs_chunk chunk = bs_chunk_at(page, i);
        unsigned slashes = bs_chunk_bits(bs_chunk_is(chunk, '/'));
        unsigned initials =
            bs_chunk_bits(bs_chunk_is_among(chunk, 'a', 3) | bs_chunk_is(chunk, 'j') |
                          bs_chunk_is(chunk, 'r') | bs_chunk_is(chunk, 'w'));
        for (unsigned bits = (slashes << 1 | before) & initials; bits; bits &= bits - 1) {
            size_t start = i + (unsigned)__builtin_ctz(bits);
            const char *end =
                start < href.size ? memchr(href.data + start, '/', href.size - start) : NULL;
            if (!end)
                return false;
            if (is_author_folder((bs_str){href.data + start, (size_t)(end - href.data) - start}))
                return true;
        }
        before = slashes >> (BS_CHUNK - 1);
    }
    return false;
}

static bool is_hidden_by_style(bs_str style)
{
    size_t at = bs_str_find(style, BS_STR("display"), 0);
    if (at == SIZE_MAX)
        return false;
    bs_str rest = bs_str_trim(bs_str_slice(style, at + 7, style.size));
    if (!bs_str_starts(rest, BS_STR(":")))
        return false;
    return bs_str_starts(bs_str_trim(bs_str_slice(rest, 1, rest.size)), BS_STR("none"));
}

/* "what-the-ministers-say-on-social-media" */
static bool is_sentence(bs_str id)
{
    enum { JOINTS = 4, BYTES = 24 };
    size_t joints = 0;
    for (size_t i = 0; i < id.size && id.size >= BYTES; i++)
        joints += id.data[i] == '-';
    return joints >= JOINTS;
}

bs_html_marks bs_html_marks_of(bs_html_words *table, const bs_html_token *token)
{
    enum {
        TOLD = 1u << BS_ATTRIBUTE_CLASS | 1u << BS_ATTRIBUTE_ID | 1u << BS_ATTRIBUTE_ROLE |
               1u << BS_ATTRIBUTE_ITEMPROP | 1u << BS_ATTRIBUTE_STYLE | 1u << BS_ATTRIBUTE_HIDDEN |
               1u << BS_ATTRIBUTE_ARIA_HIDDEN | 1u << BS_ATTRIBUTE_REL | 1u << BS_ATTRIBUTE_HREF
    };
    unsigned marks = marks_of_tag(token->tag);
    uint32_t group = HASH_START + (uint32_t)token->name;
    if (!(token->given & TOLD))
        return (bs_html_marks){marks, group};
    if (token->given & 1u << BS_ATTRIBUTE_CLASS) {
        const bs_html_word_list *list = list_of(table, token->attributes[BS_ATTRIBUTE_CLASS]);
        marks |= list->marks;
        group = hash_add(group, list->group);
    }
    /* Headings have their own words for an id, and so have the sections under them. */
    if ((token->given & 1u << BS_ATTRIBUTE_ID) && !(token->nature & BS_TAG_HEADING) &&
        !is_sentence(token->attributes[BS_ATTRIBUTE_ID]))
        marks |= list_of(table, token->attributes[BS_ATTRIBUTE_ID])->marks;
    if (token->given & 1u << BS_ATTRIBUTE_ROLE)
        marks |= marks_of_role(token->attributes[BS_ATTRIBUTE_ROLE]);
    if (token->given & 1u << BS_ATTRIBUTE_ITEMPROP)
        marks |= marks_of_property(token->attributes[BS_ATTRIBUTE_ITEMPROP]);
    if ((token->given & 1u << BS_ATTRIBUTE_HIDDEN) ||
        ((token->given & 1u << BS_ATTRIBUTE_ARIA_HIDDEN) &&
         bs_str_equal_nocase(token->attributes[BS_ATTRIBUTE_ARIA_HIDDEN], BS_STR("true"))) ||
        ((token->given & 1u << BS_ATTRIBUTE_STYLE) &&
         is_hidden_by_style(token->attributes[BS_ATTRIBUTE_STYLE])))
        marks |= WEAK;
    if ((token->given & 1u << BS_ATTRIBUTE_REL) &&
        has_word(token->attributes[BS_ATTRIBUTE_REL], "author"))
        marks |= AUTHOR | BS_MARK_NAME;
    if (token->tag == BS_TAG_A && (token->given & 1u << BS_ATTRIBUTE_HREF) &&
        is_author_link(table, token->attributes[BS_ATTRIBUTE_HREF]))
        marks |= AUTHOR | BS_MARK_NAME;
    /* A page tells by such classes that it has asked. */
    if (token->tag == BS_TAG_BODY || token->tag == BS_TAG_HTML || token->tag == BS_TAG_MAIN ||
        token->tag == BS_TAG_ARTICLE)
        marks &= ~(unsigned)BS_MARK_CONSENT;
    return (bs_html_marks){marks & 0xfffff, group};
}
