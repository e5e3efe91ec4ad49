/*
 * feed.c - RSS of all versions, RDF, Atom 0.3 and 1.0, and CDF: every item is an article, with its
 * full text where the feed has that and with its summary where not.
 *
 * Feeds are written by hand more often than one would like: names are taken in any case, prefixes
 * whether declared or not, text whether it says that it is HTML or not.
 */
#include <libxml/uri.h>

#include "base/error.h"
#include "read/formats.h"
#include "read/fragment.h"
#include "read/xml.h"

enum { FEED_ITEMS_MAX = 100 * 1000, DEPTH_MAX = 64 };

/* What belongs to the feed as a whole. */
typedef struct feed {
    bs_reading *reading;
    bs_str title, language, link, author;
    size_t items, without_text;
} feed;

/* The best text so far; a later one wins when it is of a better kind. */
typedef struct content {
    const xmlNode *node;
    unsigned rank; /* 0 for none */
} content;

typedef struct entry {
    const xmlNode *link;
    bs_str url, title, outlet, date, changed;
    content text, summary;
} entry;

/* --- Names ------------------------------------------------------------------------------------ */

typedef enum space {
    SPACE_CORE,
    SPACE_DC,
    SPACE_CONTENT,
    SPACE_XHTML,
    SPACE_ORIGIN,
    SPACE_OTHER
} space;

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static space space_of(const xmlNode *node)
{
    char room[BS_XML_NAME_MAX];
    const char *name = bs_xml_space(node, room);
    if (!*name || has(name, "purl.org/atom/ns") || has(name, "w3.org/2005/Atom") ||
        has(name, "my.netscape.com/rdf/simple") || has(name, "channel.netscape.com/rdf") ||
        has(name, "backend.userland.com") || has(name, "blogs.law.harvard.edu/tech/rss") ||
        has(name, "purl.org/net/rss1.1") || has(name, "rssboard.org/rss-spec"))
        return SPACE_CORE;
    if (has(name, "modules/content") || strcmp(name, "content") == 0)
        return SPACE_CONTENT;
    if (has(name, "purl.org/dc/") || strcmp(name, "dc") == 0 || strcmp(name, "dcterms") == 0)
        return SPACE_DC;
    if (has(name, "1999/xhtml"))
        return SPACE_XHTML;
    if (has(name, "feedburner"))
        return SPACE_ORIGIN;
    /* "http://purl.org/rss/1.0/" itself, but not its modules. */
    bool is_rss = has(name, "purl.org/rss/") && !has(name, "modules/");
    return is_rss || strcmp(name, "atom") == 0 ? SPACE_CORE : SPACE_OTHER;
}

static bool is_item_name(const char *name)
{
    return strcmp(name, "item") == 0 || strcmp(name, "entry") == 0;
}

/* --- Values ----------------------------------------------------------------------------------- */

static void take_once(bs_str *field, bs_str value)
{
    if (!field->data && bs_str_trim(value).size > 0)
        *field = bs_str_trim(value);
}

/* "jane@example.org (Jane Roe)" is Jane Roe; what has an address and no name is nobody's. */
static bs_str name_of_author(bs_str value)
{
    size_t open = bs_str_find(value, BS_STR("("), 0);
    size_t close = bs_str_find(value, BS_STR(")"), 0);
    bool has_address = value.size > 0 && memchr(value.data, '@', value.size) != NULL;
    if (has_address && open != SIZE_MAX && close != SIZE_MAX && close > open) {
        bs_str inside = bs_str_trim(bs_str_slice(value, open + 1, close));
        bs_str before = bs_str_trim(bs_str_slice(value, 0, open));
        return memchr(inside.data, '@', inside.size) ? before : inside;
    }
    size_t angle = bs_str_find(value, BS_STR("<"), 0);
    if (has_address && angle != SIZE_MAX)
        return bs_str_trim(bs_str_slice(value, 0, angle));
    return has_address ? (bs_str){NULL, 0} : value;
}

/* The name of a person: of an element with a name inside, or of the text. */
static bs_str author_in(const xmlNode *node, bs_arena *arena)
{
    char room[BS_XML_NAME_MAX];
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && strcmp(bs_xml_name(child, room), "name") == 0)
            return bs_fragment_plain(bs_xml_text(child, arena), arena);
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            return (bs_str){NULL, 0}; /* an address and no name */
    return name_of_author(bs_fragment_plain(bs_xml_text(node, arena), arena));
}

/* --- Items ------------------------------------------------------------------------------------ */

/* An address, made whole with what the feed says of its own. */
static bs_str whole_url(const feed *from, const xmlNode *node, bs_str url)
{
    bs_arena *arena = from->reading->arena;
    bs_str trimmed = bs_str_trim(url);
    if (trimmed.size == 0 || bs_str_find(trimmed, BS_STR("://"), 0) != SIZE_MAX)
        return trimmed;
    bs_str relative = bs_arena_copy(arena, trimmed);
    xmlChar *base = xmlNodeGetBase(node->doc, node);
    const char *start = base ? (const char *)base : from->link.data;
    xmlChar *whole = start && relative.data
                         ? xmlBuildURI((const xmlChar *)relative.data, (const xmlChar *)start)
                         : NULL;
    bs_str result = trimmed;
    if (whole && strstr((const char *)whole, "://"))
        result = bs_arena_copy(arena, bs_str_from((const char *)whole));
    xmlFree(whole);
    xmlFree(base);
    return result;
}

/* Of several links the one to the page itself. */
static void take_link(const feed *from, const xmlNode *node, entry *to)
{
    bs_arena *arena = from->reading->arena;
    bs_str href = bs_xml_attribute(node, "href", arena);
    if (!href.data) {
        take_once(&to->url, whole_url(from, node, bs_xml_text(node, arena)));
        return;
    }
    bs_str rel = bs_xml_attribute(node, "rel", arena);
    if (!rel.data || bs_str_equal(rel, BS_STR("alternate")))
        take_once(&to->url, whole_url(from, node, href));
}

static void take_guid(const feed *from, const xmlNode *node, entry *to)
{
    bs_arena *arena = from->reading->arena;
    bs_str is_link = bs_xml_attribute(node, "isPermaLink", arena);
    bs_str value = bs_str_trim(bs_xml_text(node, arena));
    if (!bs_str_equal_nocase(is_link, BS_STR("false")) &&
        (bs_str_starts(value, BS_STR("http://")) || bs_str_starts(value, BS_STR("https://"))))
        take_once(&to->url, value);
}

static void take_content(content *to, const xmlNode *node, unsigned rank)
{
    if (rank > to->rank && node->children)
        *to = (content){node, rank};
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static void take_core(feed *from, const xmlNode *node, const char *name, entry *to)
{
    static const char *const dates[] = {"pubdate", "published", "issued", "created", "date", NULL};
    static const char *const changes[] = {"updated", "modified", "lastmod", "lastbuilddate", NULL};
    static const char *const summaries[] = {"summary", "abstract", "tagline", "subtitle", NULL};
    bs_reading *reading = from->reading;
    bs_arena *arena = reading->arena;
    if (strcmp(name, "title") == 0)
        take_once(&to->title, bs_fragment_plain(bs_xml_text(node, arena), arena));
    else if (strcmp(name, "link") == 0)
        take_link(from, node, to);
    else if (strcmp(name, "guid") == 0)
        take_guid(from, node, to);
    else if (is_one_of(name, dates))
        take_once(&to->date, bs_xml_text(node, arena));
    else if (is_one_of(name, changes))
        take_once(&to->changed, bs_xml_text(node, arena));
    else if (strcmp(name, "author") == 0 || strcmp(name, "contributor") == 0)
        bs_reading_add_byline(reading, author_in(node, arena));
    else if (strcmp(name, "content") == 0)
        take_content(&to->text, node, bs_xml_attribute(node, "src", arena).data ? 0 : 2);
    else if (strcmp(name, "fulltext") == 0 || strcmp(name, "body") == 0)
        take_content(&to->text, node, 1);
    else if (strcmp(name, "description") == 0)
        take_content(&to->summary, node, 2);
    else if (is_one_of(name, summaries))
        take_content(&to->summary, node, 1);
    else if (strcmp(name, "language") == 0)
        bs_reading_take(reading, BS_KEY_LANGUAGE, bs_xml_text(node, arena), BS_BASIS_METADATA,
                        NULL);
}

static void take_dc(const feed *from, const xmlNode *node, const char *name, entry *to)
{
    static const char *const dates[] = {"date", "issued", "created", "available", NULL};
    bs_reading *reading = from->reading;
    bs_arena *arena = reading->arena;
    if (strcmp(name, "title") == 0)
        take_once(&to->title, bs_fragment_plain(bs_xml_text(node, arena), arena));
    else if (strcmp(name, "creator") == 0 || strcmp(name, "author") == 0)
        bs_reading_add_byline(reading, author_in(node, arena));
    else if (is_one_of(name, dates))
        take_once(&to->date, bs_xml_text(node, arena));
    else if (strcmp(name, "modified") == 0)
        take_once(&to->changed, bs_xml_text(node, arena));
    else if (strcmp(name, "publisher") == 0)
        take_once(&to->outlet, bs_fragment_plain(bs_xml_text(node, arena), arena));
    else if (strcmp(name, "description") == 0 || strcmp(name, "abstract") == 0)
        take_content(&to->summary, node, 1);
    else if (strcmp(name, "language") == 0)
        bs_reading_take(reading, BS_KEY_LANGUAGE, bs_xml_text(node, arena), BS_BASIS_METADATA,
                        NULL);
}

/* The feed that an item was taken over from. */
static void take_source(const feed *from, const xmlNode *node, entry *to)
{
    bs_arena *arena = from->reading->arena;
    char room[BS_XML_NAME_MAX];
    bool has_elements = false;
    for (const xmlNode *child = node->children; child; child = child->next) {
        has_elements = has_elements || child->type == XML_ELEMENT_NODE;
        if (child->type == XML_ELEMENT_NODE && strcmp(bs_xml_name(child, room), "title") == 0)
            take_once(&to->outlet, bs_fragment_plain(bs_xml_text(child, arena), arena));
    }
    if (!has_elements)
        take_once(&to->outlet, bs_fragment_plain(bs_xml_text(node, arena), arena));
}

static void take_child(feed *from, const xmlNode *node, entry *to)
{
    char room[BS_XML_NAME_MAX];
    const char *name = bs_xml_name(node, room);
    switch (space_of(node)) {
    case SPACE_CORE:
        if (strcmp(name, "source") == 0)
            take_source(from, node, to);
        else
            take_core(from, node, name, to);
        break;
    case SPACE_DC:
        take_dc(from, node, name, to);
        break;
    case SPACE_CONTENT:
        if (strcmp(name, "encoded") == 0)
            take_content(&to->text, node, 3);
        break;
    case SPACE_XHTML:
        if (strcmp(name, "body") == 0 || strcmp(name, "div") == 0)
            take_content(&to->text, node, 1);
        break;
    case SPACE_ORIGIN:
        if (strcmp(name, "origlink") == 0)
            to->url = bs_str_trim(bs_xml_text(node, from->reading->arena));
        break;
    case SPACE_OTHER:
        break;
    }
}

/* --- Text ------------------------------------------------------------------------------------- */

static bool has_elements(const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            return true;
    return false;
}

/* The text of an element as HTML, or as what it is (`*is_html` false). Empty for what is encoded
 * otherwise. */
static void content_of(const xmlNode *node, bs_arena *arena, bs_buffer *out, bool *is_html)
{
    bs_str type = bs_xml_attribute(node, "type", arena);
    bs_str mode = bs_xml_attribute(node, "mode", arena);
    *is_html = true;
    if (bs_str_equal(mode, BS_STR("base64")))
        return;
    if (has_elements(node)) {
        bs_xml_to_html(node, out);
        return;
    }
    bs_str text = bs_xml_text(node, arena);
    bool says_text = bs_str_equal(type, BS_STR("text")) || bs_str_equal(type, BS_STR("text/plain"));
    bool has_references = bs_str_find(text, BS_STR("&"), 0) != SIZE_MAX;
    *is_html = !says_text && (bs_fragment_has_markup(text) || has_references ||
                              bs_str_find(type, BS_STR("html"), 0) != SIZE_MAX);
    bs_buffer_add(out, text);
}

/* Whether anything of it would be seen. */
static bool is_blank(bs_str text, bool is_html, bs_arena *arena)
{
    return bs_str_trim(is_html ? bs_fragment_plain(text, arena) : text).size == 0;
}

static bs_status emit_text(feed *from, const entry *item, bs_error *error)
{
    bs_reading *reading = from->reading;
    const content *choices[] = {&item->text, &item->summary};
    bs_buffer text = {0};
    bs_status status = BS_OK;
    bool is_done = false;
    for (size_t i = 0; i < 2 && !is_done && status == BS_OK; i++) {
        bool is_html = false;
        text.size = 0;
        if (choices[i]->rank > 0)
            content_of(choices[i]->node, reading->arena, &text, &is_html);
        bs_str kept = bs_arena_copy(reading->arena, bs_str_trim(bs_buffer_str(&text)));
        if (text.failed || !kept.data)
            status = bs_fail_memory(error);
        else if (!is_blank(kept, is_html, reading->arena)) {
            is_done = true;
            status = is_html ? bs_fragment_emit_html(reading, kept, error)
                             : bs_fragment_emit_plain(reading, kept, error);
        }
    }
    bs_buffer_clear(&text);
    from->without_text += !is_done;
    return status;
}

static bs_status read_item(feed *from, const xmlNode *node, bs_error *error)
{
    bs_reading *reading = from->reading;
    bs_arena *arena = reading->arena;
    entry item = {0};
    bs_reading_begin(reading);
    from->items++;
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            take_child(from, child, &item);
    take_once(&item.url, whole_url(from, node, bs_xml_attribute(node, "href", arena)));
    take_once(&item.url, bs_xml_attribute(node, "about", arena));
    take_once(&item.changed, bs_xml_attribute(node, "lastmod", arena));
    if (reading->draft.byline_count == 0 && from->author.data)
        bs_reading_add_byline(reading, from->author);
    const struct value {
        bs_key key;
        bs_str value;
    } values[] = {
        {BS_KEY_URL, item.url},
        {BS_KEY_TITLE, item.title},
        {BS_KEY_OUTLET, item.outlet},
        {BS_KEY_OUTLET, from->title},
        {BS_KEY_DATE, item.date},
        {BS_KEY_DATE, item.changed},
        {BS_KEY_LANGUAGE, bs_xml_attribute(node, "lang", arena)},
        {BS_KEY_LANGUAGE, from->language},
    };
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof values / sizeof *values && status == BS_OK; i++)
        if (values[i].value.data)
            status =
                bs_reading_take(reading, values[i].key, values[i].value, BS_BASIS_METADATA, error);
    return status == BS_OK ? emit_text(from, &item, error) : status;
}

/* --- The feed ----------------------------------------------------------------------------------
 */

static void take_of_feed(feed *from, const xmlNode *node)
{
    char room[BS_XML_NAME_MAX];
    const char *name = bs_xml_name(node, room);
    bs_arena *arena = from->reading->arena;
    space in = space_of(node);
    if (in != SPACE_CORE && in != SPACE_DC)
        return;
    if (strcmp(name, "title") == 0)
        take_once(&from->title, bs_fragment_plain(bs_xml_text(node, arena), arena));
    else if (strcmp(name, "language") == 0)
        take_once(&from->language, bs_xml_text(node, arena));
    else if (strcmp(name, "link") == 0 && in == SPACE_CORE) {
        bs_str href = bs_xml_attribute(node, "href", arena);
        bs_str rel = bs_xml_attribute(node, "rel", arena);
        if (!rel.data || bs_str_equal(rel, BS_STR("alternate")))
            take_once(&from->link, href.data ? href : bs_xml_text(node, arena));
    } else if (strcmp(name, "author") == 0 && in == SPACE_CORE)
        take_once(&from->author, author_in(node, arena));
}

/* Items wherever they are: in the channel, beside it (RDF), or in other items' place. */
static bs_status read_items(feed *from, const xmlNode *node, unsigned depth, bs_error *error)
{
    char room[BS_XML_NAME_MAX];
    bs_status status = BS_OK;
    for (const xmlNode *child = node->children; child && status == BS_OK; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        const char *name = bs_xml_name(child, room);
        if (space_of(child) == SPACE_CORE && is_item_name(name) && from->items < FEED_ITEMS_MAX)
            status = read_item(from, child, error);
        else if (depth < DEPTH_MAX && (strcmp(name, "channel") == 0 || strcmp(name, "items") == 0 ||
                                       strcmp(name, "feed") == 0 || strcmp(name, "rss") == 0))
            status = read_items(from, child, depth + 1, error);
    }
    return status;
}

/* Titles and the like come before or behind the items. */
static void read_feed_head(feed *from, const xmlNode *node, unsigned depth)
{
    char room[BS_XML_NAME_MAX];
    take_once(&from->language, bs_xml_attribute(node, "lang", from->reading->arena));
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp(bs_xml_name(child, room), "channel") == 0 && depth < DEPTH_MAX)
            read_feed_head(from, child, depth + 1);
        else
            take_of_feed(from, child);
    }
}

bs_status bs_feed_read(bs_reading *reading, bs_str text, bs_error *error)
{
    feed from = {.reading = reading};
    xmlDoc *document;
    bs_error reason;
    bs_status status = bs_xml_parse(text, &document, &reason);
    if (status == BS_BAD_DATA)
        return bs_reading_skip(reading, BS_SKIP_UNREADABLE, error, "%s", reason.message);
    if (status != BS_OK)
        return bs_fail_memory(error);
    if (!document)
        return bs_reading_skip(reading, BS_SKIP_UNREADABLE, error,
                               "a feed that is damaged from its beginning");
    const xmlNode *root = xmlDocGetRootElement(document);
    read_feed_head(&from, root, 0);
    char room[BS_XML_NAME_MAX];
    if (is_item_name(bs_xml_name(root, room)))
        status = read_item(&from, root, error);
    else
        status = read_items(&from, root, 0, error);
    xmlFreeDoc(document);
    if (status != BS_OK)
        return status;
    if (from.items == 0)
        return bs_reading_skip(reading, BS_SKIP_FOREIGN, error, "a feed without items");
    if (from.without_text > 0)
        return bs_reading_skip(reading, BS_SKIP_FOREIGN, error,
                               "%zu of the %zu items of the feed have no text", from.without_text,
                               from.items);
    return BS_OK;
}
