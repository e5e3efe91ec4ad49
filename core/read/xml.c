/* xml.c - see xml.h. */
#include "read/xml.h"

#include <libxml/parser.h>
#include <pthread.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "read/reference.h"

enum { DEPTH_MAX = 256 };

/* --- Mending ---------------------------------------------------------------------------------- */

/* The byte behind a document type declaration, its internal part included, that begins at `at`. */
static size_t behind_doctype(bs_str text, size_t at)
{
    bool is_inside = false;
    char quote = '\0';
    for (; at < text.size; at++) {
        char c = text.data[at];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '[')
            is_inside = true;
        else if (c == ']')
            is_inside = false;
        else if (c == '>' && !is_inside)
            return at + 1;
    }
    return text.size;
}

static bool is_xml_name(bs_str rest)
{
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bs_str_starts(rest, bs_str_from(names[i])))
            return true;
    return false;
}

/* A reference at `at`: copied, decoded, or its ampersand written out. Gives the bytes taken. */
static size_t mend_reference(bs_str text, size_t at, bs_buffer *out)
{
    bs_str rest = bs_str_slice(text, at, text.size);
    char bytes[BS_REFERENCE_BYTES_MAX];
    size_t size, taken = bs_reference_decode(text, at, true, bytes, &size);
    if (is_xml_name(rest) || taken == 0) {
        bs_buffer_add(out, taken == 0 && !is_xml_name(rest) ? BS_STR("&amp;") : BS_STR("&"));
        return 1;
    }
    if (size == 1 && strchr("<>&\"'", bytes[0]))
        bs_buffer_print(out, "&#%d;", bytes[0]);
    else if (size > 1 || (unsigned char)bytes[0] >= ' ')
        bs_buffer_add(out, (bs_str){bytes, size});
    return taken;
}

/* Without what libxml2 would stop at, or could be made to work at without end. */
static void mend(bs_str text, bs_buffer *out)
{
    size_t at = 0;
    while (at < text.size) {
        bs_str rest = bs_str_slice(text, at, text.size);
        unsigned char c = (unsigned char)rest.data[0];
        size_t end = SIZE_MAX;
        if (bs_str_starts(rest, BS_STR("<![CDATA[")))
            end = bs_str_find(rest, BS_STR("]]>"), 9);
        else if (bs_str_starts(rest, BS_STR("<!--")))
            end = bs_str_find(rest, BS_STR("-->"), 4);
        if (end != SIZE_MAX) {
            end += 3;
            for (size_t i = 0; i < end; i++) {
                unsigned char inside = (unsigned char)rest.data[i];
                bs_buffer_add_char(out,
                                   inside < ' ' && !strchr("\t\r\n", inside) ? ' ' : rest.data[i]);
            }
            at += end;
        } else if (rest.size > 9 &&
                   bs_str_equal_nocase(bs_str_slice(rest, 0, 9), BS_STR("<!DOCTYPE"))) {
            at = behind_doctype(text, at);
        } else if (c == '&') {
            at += mend_reference(text, at, out);
        } else {
            bs_buffer_add_char(out, c < ' ' && !strchr("\t\r\n", c) ? ' ' : (char)c);
            at++;
        }
    }
}

/* --- Parsing ---------------------------------------------------------------------------------- */

void bs_xml_start(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, xmlInitParser);
}

bs_status bs_xml_parse(bs_str text, xmlDoc **document, bs_error *error)
{
    bs_xml_start();
    *document = NULL;
    if (text.size > BS_XML_BYTES_MAX)
        return bs_fail(error, BS_BAD_DATA, "over %d bytes of XML", BS_XML_BYTES_MAX);
    bs_buffer mended = {0};
    text = bs_str_trim(text);
    mend(text, &mended);
    if (mended.failed) {
        bs_buffer_clear(&mended);
        return bs_fail_memory(error);
    }
    const int options = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                        XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
    xmlDoc *parsed = mended.size > 0
                         ? xmlReadMemory(mended.data, (int)mended.size, NULL, "UTF-8", options)
                         : NULL;
    bs_buffer_clear(&mended);
    if (parsed && !xmlDocGetRootElement(parsed)) {
        xmlFreeDoc(parsed);
        parsed = NULL;
    }
    *document = parsed;
    return BS_OK;
}

/* --- Nodes ------------------------------------------------------------------------------------ */

const char *bs_xml_name(const xmlNode *node, char room[BS_XML_NAME_MAX])
{
    const char *name = (const char *)node->name;
    const char *colon = node->ns ? NULL : strrchr(name, ':');
    if (colon)
        name = colon + 1;
    size_t size = 0;
    for (; name[size] && size + 1 < BS_XML_NAME_MAX; size++)
        room[size] = (char)bs_ascii_lower((unsigned char)name[size]);
    if (name[size]) /* not in the middle of a character */
        size = bs_utf8_valid_until((bs_str){room, size});
    room[size] = '\0';
    return room;
}

const char *bs_xml_space(const xmlNode *node, char room[BS_XML_NAME_MAX])
{
    if (node->ns && node->ns->href)
        return (const char *)node->ns->href;
    const char *name = (const char *)node->name;
    const char *colon = node->ns ? NULL : strrchr(name, ':');
    size_t size = colon ? (size_t)(colon - name) : 0;
    if (size >= BS_XML_NAME_MAX)
        size = BS_XML_NAME_MAX - 1;
    memcpy(room, name, size);
    room[size] = '\0';
    return room;
}

static bs_str take_text(xmlChar *text, bs_arena *arena)
{
    bs_str kept = bs_arena_copy(arena, bs_str_from(text ? (const char *)text : ""));
    xmlFree(text);
    return kept;
}

bs_str bs_xml_text(const xmlNode *node, bs_arena *arena)
{
    return take_text(xmlNodeGetContent(node), arena);
}

bs_str bs_xml_attribute(const xmlNode *node, const char *name, bs_arena *arena)
{
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        const char *its = (const char *)attribute->name;
        const char *colon = attribute->ns ? NULL : strrchr(its, ':');
        if (bs_str_is_nocase(bs_str_from(colon ? colon + 1 : its), name))
            return take_text(xmlNodeListGetString(node->doc, attribute->children, 1), arena);
    }
    return (bs_str){NULL, 0};
}

static void add_escaped(bs_buffer *html, const char *text)
{
    for (; text && *text; text++) {
        if (*text == '<')
            bs_buffer_add(html, BS_STR("&lt;"));
        else if (*text == '>')
            bs_buffer_add(html, BS_STR("&gt;"));
        else if (*text == '&')
            bs_buffer_add(html, BS_STR("&amp;"));
        else if (*text == '"')
            bs_buffer_add(html, BS_STR("&quot;"));
        else
            bs_buffer_add_char(html, *text);
    }
}

static void add_attributes(const xmlNode *node, bs_buffer *html)
{
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        bs_buffer_print(html, " %s=\"", (const char *)attribute->name);
        for (const xmlNode *part = attribute->children; part; part = part->next)
            if (part->type == XML_TEXT_NODE)
                add_escaped(html, (const char *)part->content);
        bs_buffer_add_char(html, '"');
    }
}

static bool is_void(const char *name)
{
    return strcmp(name, "br") == 0 || strcmp(name, "hr") == 0 || strcmp(name, "img") == 0;
}

static void add_children(const xmlNode *node, bs_buffer *html, unsigned depth)
{
    char room[BS_XML_NAME_MAX];
    for (const xmlNode *child = node->children; child && depth < DEPTH_MAX; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            add_escaped(html, (const char *)child->content);
        } else if (child->type == XML_ELEMENT_NODE) {
            bs_buffer_print(html, "<%s", bs_xml_name(child, room));
            add_attributes(child, html);
            bs_buffer_add_char(html, '>');
            add_children(child, html, depth + 1);
            if (!is_void(bs_xml_name(child, room)))
                bs_buffer_print(html, "</%s>", room);
        }
    }
}

void bs_xml_to_html(const xmlNode *node, bs_buffer *html)
{
    add_children(node, html, 0);
}
