/* office.c - word processor documents in zip files: DOCX (Office Open XML) and ODT (OpenDocument).
 * Their text is read in one pass over the events of the XML parser. */
#include <libxml/parser.h>

#include "base/error.h"
#include "read/document.h"
#include "read/xml.h"
#include "read/zip.h"

/* Parts of the text that are no text of the document: what was deleted, said in the margin, or is
 * there a second time for older programs. */
static const char *const hidden[] = {
    "Fallback", "del", "moveFrom", "annotation", "note", "tracked-changes", "instrText", NULL};

typedef struct office {
    bs_document *document;
    unsigned depth;      /* of hidden elements that are open */
    unsigned paragraphs; /* that are open: a text box is inside of one */
    bool is_text;        /* inside w:t */
    bool is_odt;
} office;

static bool is_hidden(const char *name)
{
    for (const char *const *at = hidden; *at; at++)
        if (strcmp(name, *at) == 0)
            return true;
    return false;
}

/* Attributes come as name, prefix, address, value, end of value. */
static bs_str attribute(const xmlChar **attributes, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp((const char *)attributes[i * 5], name) == 0)
            return (bs_str){(const char *)attributes[i * 5 + 3],
                            (size_t)(attributes[i * 5 + 4] - attributes[i * 5 + 3])};
    return (bs_str){NULL, 0};
}

static void start_of_docx(office *from, const char *name, const xmlChar **attributes, int count)
{
    bs_document *to = from->document;
    if (strcmp(name, "p") == 0) {
        bs_document_end_paragraph(to);
    } else if (strcmp(name, "t") == 0) {
        from->is_text = true;
    } else if (strcmp(name, "tab") == 0 && from->paragraphs > 0) {
        bs_buffer_add_char(&to->text, '\t');
    } else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0) {
        if (bs_str_equal(attribute(attributes, count, "type"), BS_STR("page"))) {
            bs_document_end_paragraph(to);
            to->begins_page = true;
        } else {
            bs_buffer_add_char(&to->text, '\n');
        }
    } else if (strcmp(name, "pStyle") == 0) {
        bs_str style = attribute(attributes, count, "val");
        to->is_heading = bs_str_starts(style, BS_STR("Heading")) ||
                         bs_str_starts(style, BS_STR("heading")) ||
                         bs_str_equal_nocase(style, BS_STR("Title"));
    } else if (strcmp(name, "pageBreakBefore") == 0) {
        to->begins_page = true;
    }
}

static void start_of_odt(office *from, const char *name, const xmlChar **attributes, int count)
{
    bs_document *to = from->document;
    bool is_heading = strcmp(name, "h") == 0;
    if (is_heading || strcmp(name, "p") == 0) {
        bs_document_end_paragraph(to);
        to->is_heading =
            is_heading || bs_str_equal(attribute(attributes, count, "style-name"), BS_STR("Title"));
        from->is_text = true;
    } else if (strcmp(name, "tab") == 0) {
        bs_buffer_add_char(&to->text, '\t');
    } else if (strcmp(name, "line-break") == 0) {
        bs_buffer_add_char(&to->text, '\n');
    } else if (strcmp(name, "s") == 0 && from->paragraphs > 0) {
        bs_buffer_add_char(&to->text, ' ');
    }
}

static void on_start(void *context, const xmlChar *local, const xmlChar *prefix,
                     const xmlChar *address, int space_count, const xmlChar **spaces,
                     int attribute_count, int default_count, const xmlChar **attributes)
{
    office *from = context;
    const char *name = (const char *)local;
    (void)prefix;
    (void)address;
    (void)space_count;
    (void)spaces;
    (void)default_count;
    if (is_hidden(name))
        from->depth++;
    if (from->depth > 0)
        return;
    if (from->is_odt)
        start_of_odt(from, name, attributes, attribute_count);
    else
        start_of_docx(from, name, attributes, attribute_count);
    from->paragraphs += strcmp(name, "p") == 0 || strcmp(name, "h") == 0;
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix,
                   const xmlChar *address)
{
    office *from = context;
    const char *name = (const char *)local;
    (void)prefix;
    (void)address;
    if (is_hidden(name) && from->depth > 0) {
        from->depth--;
        return;
    }
    if (from->depth > 0)
        return;
    if (strcmp(name, "p") == 0 || strcmp(name, "h") == 0) {
        from->paragraphs -= from->paragraphs > 0;
        from->is_text = from->is_text && from->is_odt && from->paragraphs > 0;
        bs_document_end_paragraph(from->document);
    } else if (strcmp(name, "t") == 0) {
        from->is_text = false;
    }
}

static void on_text(void *context, const xmlChar *text, int size)
{
    office *from = context;
    if (from->depth == 0 && from->is_text && from->document->text.size < BS_DOCUMENT_BYTES_MAX)
        bs_buffer_add(&from->document->text, (bs_str){(const char *)text, (size_t)size});
}

static bs_status parse_xml(bs_str xml, bool is_odt, bs_document *document, bs_error *error)
{
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                             .startElementNs = on_start,
                             .endElementNs = on_end,
                             .characters = on_text,
                             .ignorableWhitespace = on_text};
    office from = {.document = document, .is_odt = is_odt};
    if (xml.size == 0 || xml.size > BS_DOCUMENT_BYTES_MAX)
        return bs_fail(error, BS_BAD_DATA, "a document whose text is %s",
                       xml.size == 0 ? "empty" : "too large");
    bs_xml_start();
    int result = xmlSAXUserParseMemory(&handler, &from, xml.data, (int)xml.size);
    bs_document_end_paragraph(document);
    if (document->failed || document->text.failed || result == XML_ERR_NO_MEMORY)
        return bs_fail_memory(error);
    if (result != 0)
        return bs_fail(error, BS_BAD_DATA, "a document whose XML is damaged behind %zu paragraphs",
                       document->paragraphs.count);
    return BS_OK;
}

/* The title, under the same name of Dublin Core in both kinds. Who is named as the author there is
 * mostly who typed the document, so nobody is. */
static void read_properties(bs_str xml, bs_arena *arena, bs_document *to)
{
    xmlDoc *document;
    if (!xml.data || bs_xml_parse(xml, &document, NULL) != BS_OK || !document)
        return;
    char room[BS_XML_NAME_MAX];
    const xmlNode *at = xmlDocGetRootElement(document);
    if (at && strcmp(bs_xml_name(at, room), "document-meta") == 0)
        for (at = at->children; at && at->type != XML_ELEMENT_NODE;)
            at = at->next;
    for (at = at ? at->children : NULL; at; at = at->next) {
        if (at->type != XML_ELEMENT_NODE)
            continue;
        const char *name = bs_xml_name(at, room);
        bs_str value = bs_str_trim(bs_xml_text(at, arena));
        if (value.size == 0)
            continue;
        if (strcmp(name, "title") == 0)
            to->title = value;
    }
    xmlFreeDoc(document);
}

static bs_status parse_office(bs_str bytes, const char *text_part, const char *property_part,
                              bool is_odt, bs_arena *arena, bs_document *document, bs_error *error)
{
    bs_zip zip = {0};
    bs_str problem;
    bs_status status = bs_zip_unpack(bytes, arena, &zip, &problem, error);
    bs_str text = bs_zip_find(&zip, bs_str_from(text_part));
    if (status == BS_OK && !text.data && problem.data)
        status = bs_fail(error, BS_BAD_DATA, "a damaged document: %.120s", problem.data);
    else if (status == BS_OK && !text.data)
        status = bs_fail(error, BS_BAD_DATA, "a document without its part %s", text_part);
    else if (status == BS_OK)
        status = parse_xml(text, is_odt, document, error);
    if (status == BS_OK)
        read_properties(bs_zip_text(&zip, bs_str_from(property_part), arena), arena, document);
    bs_array_free(&zip);
    return status;
}

bs_status bs_docx_parse(bs_str bytes, bs_arena *arena, bs_document *document, bs_error *error)
{
    return parse_office(bytes, "word/document.xml", "docProps/core.xml", false, arena, document,
                        error);
}

bs_status bs_odt_parse(bs_str bytes, bs_arena *arena, bs_document *document, bs_error *error)
{
    return parse_office(bytes, "content.xml", "meta.xml", true, arena, document, error);
}
