/* xml.h - XML as it is found: parsed with libxml2, which gets what is left of it in any case. */
#ifndef BS_READ_XML_H
#define BS_READ_XML_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/str.h"
#include "broadsheet.h"

enum { BS_XML_BYTES_MAX = 64 << 20 };

/* To be called before anything else of libxml2 is; any number of times, by any thread. */
void bs_xml_start(void);

/*
 * The document that `text`, which is UTF-8, holds as far as it can be read; NULL when there is no
 * element in it. Names of HTML ("&nbsp;") and bare ampersands are taken as what they stand for, and
 * entities that the document declares are not: they can grow without end. Nothing is loaded. The
 * caller frees it with xmlFreeDoc(). Fails with BS_BAD_DATA when it is too large.
 */
bs_status bs_xml_parse(bs_str text, xmlDoc **document, bs_error *error);

/* The name of an element without its prefix, in lower case; a prefix that was never declared is cut
 * off too. Valid until the next call with the same `room`. */
enum { BS_XML_NAME_MAX = 64 };
const char *bs_xml_name(const xmlNode *node, char room[BS_XML_NAME_MAX]);

/* The address of its name space, or the prefix when that was never declared, or "". */
const char *bs_xml_space(const xmlNode *node, char room[BS_XML_NAME_MAX]);

/* All text in an element, in `arena`; absent without memory. */
bs_str bs_xml_text(const xmlNode *node, bs_arena *arena);

/* The value of an attribute, its name in any case and with any prefix, in `arena`; absent when
 * there is none. */
bs_str bs_xml_attribute(const xmlNode *node, const char *name, bs_arena *arena);

/* What is in an element, as HTML. */
void bs_xml_to_html(const xmlNode *node, bs_buffer *html);

#endif
