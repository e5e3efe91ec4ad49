/* recognise.h - which format bytes are in, told by what they are; the name breaks ties. */
#ifndef BS_READ_RECOGNISE_H
#define BS_READ_RECOGNISE_H

#include "broadsheet.h"
#include "read/columns.h"

typedef enum bs_format {
    BS_FORMAT_FOREIGN, /* `reason` says what it is */
    BS_FORMAT_TEXT,
    BS_FORMAT_MARKDOWN,
    BS_FORMAT_HTML,
    BS_FORMAT_JSON,   /* JSON Lines, or one array or object */
    BS_FORMAT_CSV,    /* of articles, with any delimiter */
    BS_FORMAT_FEED,   /* RSS, Atom, RDF, CDF */
    BS_FORMAT_EXPORT, /* of a database of newspapers, as text or HTML */
    BS_FORMAT_DOCX,   /* this and the following are read from bytes */
    BS_FORMAT_ODT,
    BS_FORMAT_RTF,
    BS_FORMAT_EPUB,
    BS_FORMAT_PDF,
} bs_format;

typedef struct bs_recognition {
    bs_format format;
    const char *reason; /* a literal; NULL unless foreign */
} bs_recognition;

/* Told by the first bytes alone: programs, images, documents, crawls. Else BS_FORMAT_TEXT. */
bs_recognition bs_recognise_bytes(bs_str bytes);

/* Told by decoded text and the name of its file; `columns` are those that were stated, or NULL. */
bs_recognition bs_recognise_text(bs_str text, bs_str name, const bs_columns *columns);

/* Both, for bytes that need not be decoded to know. */
bs_recognition bs_recognise(bs_str bytes, bs_str name);

/* The format that `--as` names. False when there is none of that name. */
bool bs_format_from(bs_str name, bs_format *format);
#define BS_FORMAT_NAMES \
    "auto, text, markdown, html, json, jsonl, csv, tsv, feed, export, docx, odt, rtf, epub, pdf"

/* The name of a file without the endings of compression: "a.jsonl.gz" is "a.jsonl". */
bs_str bs_name_unpacked(bs_str name);

#endif
