/*
 * epub.c - EPUB: the chapters of a book, or the articles of a magazine, in their order, each an
 * article of its own through the reader of pages. Covers and tables of contents give none.
 */
#include "base/error.h"
#include "base/file.h"
#include "read/formats.h"
#include "read/xml.h"
#include "read/zip.h"

enum { TEXT_BYTES_MIN = 80, DEPTH_MAX = 16 };

typedef struct book {
    bs_reading *reading;
    bs_zip zip;
    xmlDoc *package;
    bs_str folder; /* of the package, with its slash */
    bs_str title, date, language, publisher;
    size_t articles;
} book;

static const xmlNode *child_named(const xmlNode *node, const char *name)
{
    char room[BS_XML_NAME_MAX];
    for (const xmlNode *child = node ? node->children : NULL; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && strcmp(bs_xml_name(child, room), name) == 0)
            return child;
    return NULL;
}

/* The first element of that name, at any depth. */
static const xmlNode *find_named(const xmlNode *node, const char *name, unsigned depth)
{
    const xmlNode *found = child_named(node, name);
    for (const xmlNode *child = node ? node->children : NULL; child && !found && depth < DEPTH_MAX;
         child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            found = find_named(child, name, depth + 1);
    return found;
}

static bs_str text_of(const xmlNode *parent, const char *name, bs_arena *arena)
{
    const xmlNode *node = child_named(parent, name);
    bs_str text = node ? bs_str_trim(bs_xml_text(node, arena)) : (bs_str){NULL, 0};
    return text.size > 0 ? text : (bs_str){NULL, 0};
}

static int hex(char c)
{
    unsigned char lower = bs_ascii_lower((unsigned char)c);
    return bs_ascii_is_digit(lower)       ? lower - '0'
           : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                          : -1;
}

/* "a%20b.xhtml#top" below the folder of the package: the name of a part. */
static bs_str part_name(const book *from, bs_str href)
{
    bs_buffer name = {0};
    bs_buffer_add(&name, from->folder);
    for (size_t i = 0; i < href.size && href.data[i] != '#'; i++) {
        if (href.data[i] == '%' && i + 2 < href.size && hex(href.data[i + 1]) >= 0 &&
            hex(href.data[i + 2]) >= 0) {
            bs_buffer_add_char(&name, (char)(hex(href.data[i + 1]) * 16 + hex(href.data[i + 2])));
            i += 2;
        } else {
            bs_buffer_add_char(&name, href.data[i]);
        }
    }
    bs_str kept = bs_arena_copy(from->reading->arena, bs_buffer_str(&name));
    bs_buffer_clear(&name);
    return kept;
}

/* Cover pages, lists of contents and the like have little text, or say what they are. */
static bool is_chapter(bs_str properties, bs_str html)
{
    if (bs_str_find(properties, BS_STR("nav"), 0) != SIZE_MAX)
        return false;
    size_t visible = 0, linked = 0;
    bool is_tag = false, is_link = false;
    size_t body = bs_str_find(html, BS_STR("<body"), 0);
    for (size_t i = body == SIZE_MAX ? 0 : body; i < html.size; i++) {
        char c = html.data[i];
        if (c == '<') {
            is_tag = true;
            bs_str rest = bs_str_slice(html, i, html.size);
            if (bs_str_starts(rest, BS_STR("<a ")))
                is_link = true;
            else if (bs_str_starts(rest, BS_STR("</a>")))
                is_link = false;
        }
        bool counts = !is_tag && !bs_ascii_is_space((unsigned char)c);
        visible += counts;
        linked += counts && is_link;
        if (c == '>')
            is_tag = false;
    }
    return visible >= TEXT_BYTES_MIN && linked * 2 < visible;
}

static bs_status read_chapter(book *from, bs_str html, bs_error *error)
{
    bs_reading *reading = from->reading;
    const struct value {
        bs_key key;
        bs_str value;
    } values[] = {{BS_KEY_OUTLET, from->publisher.data ? from->publisher : from->title},
                  {BS_KEY_DATE, from->date},
                  {BS_KEY_LANGUAGE, from->language}};
    bs_status status = BS_OK;
    bs_reading_begin(reading);
    for (size_t i = 0; i < sizeof values / sizeof *values && status == BS_OK; i++)
        if (values[i].value.data)
            status =
                bs_reading_take(reading, values[i].key, values[i].value, BS_BASIS_METADATA, error);
    from->articles++;
    return status == BS_OK ? bs_html_read(reading, html, error) : status;
}

/* The part that an item of the spine names by the id it has in the manifest. */
static const xmlNode *manifest_item(const xmlNode *manifest, bs_str id, bs_arena *arena)
{
    for (const xmlNode *item = manifest->children; item; item = item->next)
        if (item->type == XML_ELEMENT_NODE && bs_str_equal(bs_xml_attribute(item, "id", arena), id))
            return item;
    return NULL;
}

static bs_status read_spine(book *from, const xmlNode *manifest, const xmlNode *spine,
                            bs_error *error)
{
    bs_arena *arena = from->reading->arena;
    bs_status status = BS_OK;
    for (const xmlNode *at = spine->children; at && status == BS_OK; at = at->next) {
        if (at->type != XML_ELEMENT_NODE)
            continue;
        const xmlNode *item = manifest_item(manifest, bs_xml_attribute(at, "idref", arena), arena);
        if (!item)
            continue;
        bs_str name = part_name(from, bs_xml_attribute(item, "href", arena));
        bs_str html = bs_zip_text(&from->zip, name, arena);
        if (!html.data)
            status = bs_reading_skip(from->reading, BS_SKIP_UNREADABLE, error,
                                     "its part %.*s is missing", BS_STR_ARG(name));
        else if (is_chapter(bs_xml_attribute(item, "properties", arena), html))
            status = read_chapter(from, html, error);
    }
    return status;
}

static bs_status read_package(book *from, bs_error *error)
{
    bs_arena *arena = from->reading->arena;
    const xmlNode *root = xmlDocGetRootElement(from->package);
    const xmlNode *metadata = child_named(root, "metadata"),
                  *manifest = child_named(root, "manifest"), *spine = child_named(root, "spine");
    if (!manifest || !spine)
        return bs_reading_skip(from->reading, BS_SKIP_UNREADABLE, error,
                               "a book (EPUB) without a list of its parts");
    from->title = text_of(metadata, "title", arena);
    from->date = text_of(metadata, "date", arena);
    from->language = text_of(metadata, "language", arena);
    from->publisher = text_of(metadata, "publisher", arena);
    bs_status status = read_spine(from, manifest, spine, error);
    if (status == BS_OK && from->articles == 0)
        status = bs_reading_skip(from->reading, BS_SKIP_FOREIGN, error,
                                 "a book (EPUB) without a chapter of text");
    return status;
}

/* The name of the package, as the container says. */
static bs_str package_name(book *from)
{
    bs_str xml = bs_zip_text(&from->zip, BS_STR("META-INF/container.xml"), from->reading->arena);
    xmlDoc *container = NULL;
    bs_str name = {NULL, 0};
    if (xml.data && bs_xml_parse(xml, &container, NULL) == BS_OK && container) {
        const xmlNode *file = find_named((const xmlNode *)container, "rootfile", 0);
        if (file)
            name = bs_xml_attribute(file, "full-path", from->reading->arena);
        xmlFreeDoc(container);
    }
    return name;
}

static bs_status read_book(book *from, bs_str bytes, bs_error *error)
{
    bs_reading *reading = from->reading;
    bs_str problem;
    bs_error reason;
    bs_status status = bs_zip_unpack(bytes, reading->arena, &from->zip, &problem, &reason);
    if (status == BS_BAD_DATA)
        return bs_reading_skip(reading, BS_SKIP_UNREADABLE, error, "%s", reason.message);
    if (status != BS_OK)
        return bs_fail_memory(error);
    if (problem.data)
        status = bs_reading_skip(reading, BS_SKIP_UNREADABLE, error,
                                 "a damaged book (EPUB), of which parts may be missing: %.*s",
                                 BS_STR_ARG(problem));
    if (status != BS_OK)
        return status;
    bs_str name = package_name(from), xml = bs_zip_text(&from->zip, name, reading->arena);
    if (!xml.data || bs_xml_parse(xml, &from->package, NULL) != BS_OK || !from->package)
        return bs_reading_skip(reading, BS_SKIP_UNREADABLE, error,
                               "a book (EPUB) whose package cannot be read");
    from->folder = bs_str_slice(name, 0, name.size - bs_path_name(name).size);
    return read_package(from, error);
}

bs_status bs_epub_read(bs_reading *reading, bs_str bytes, bs_error *error)
{
    book from = {.reading = reading};
    bs_status status = read_book(&from, bytes, error);
    if (from.package)
        xmlFreeDoc(from.package);
    bs_array_free(&from.zip);
    return status;
}
