/*
 * document.h - what office documents, PDF and the exports of databases have in common: paragraphs,
 * one after the other, some of them headings.
 */
#ifndef BS_READ_DOCUMENT_H
#define BS_READ_DOCUMENT_H

#include "base/array.h"
#include "base/str.h"
#include "read/reading.h"

enum { BS_DOCUMENT_BYTES_MAX = 256 << 20 };

typedef struct bs_paragraph {
    size_t start, end; /* in the text of the document, without white space at either end */
    bool is_heading;
    bool begins_page; /* stands first behind a page or section break */
} bs_paragraph;

typedef struct bs_document {
    bs_buffer text;
    struct {
        bs_paragraph *items;
        size_t count, capacity;
    } paragraphs;                 /* none of them empty */
    bs_str title;                 /* of its properties; in the arena of the reading */
    size_t start;                 /* of the paragraph that is being written */
    bool is_heading, begins_page; /* of that one */
    bool failed;
} bs_document;

void bs_document_clear(bs_document *document); /* frees */

/* Ends the paragraph that was written to `text`; an empty one is left out. */
void bs_document_end_paragraph(bs_document *document);

/* A piece of text as a paragraph. */
void bs_document_add(bs_document *document, bs_str paragraph);

static inline bs_str bs_document_paragraph(const bs_document *document, size_t index)
{
    const bs_paragraph *at = &document->paragraphs.items[index];
    return bs_str_slice(bs_buffer_str(&document->text), at->start, at->end);
}

/* The lines of a text, or its paragraphs where it is wrapped. */
void bs_document_from_text(bs_document *document, bs_str text);

/* The visible text of a page, cut at its blocks, cells and line breaks. */
void bs_document_from_html(bs_document *document, bs_str html);

/*
 * Makes articles of a document: the many of a database export whose layout is known, or else the
 * one that it is.
 */
bs_status bs_document_read(bs_reading *reading, const bs_document *document, bs_error *error);

/* The formats that are turned into documents. Each fills an empty one and frees nothing.
 * BS_BAD_DATA says what is wrong with it. */
bs_status bs_docx_parse(bs_str bytes, bs_arena *arena, bs_document *document, bs_error *error);
bs_status bs_odt_parse(bs_str bytes, bs_arena *arena, bs_document *document, bs_error *error);
bs_status bs_rtf_parse(bs_str bytes, bs_arena *arena, bs_document *document, bs_error *error);
bs_status bs_pdf_parse(bs_str bytes, bs_arena *arena, bs_document *document, bs_error *error);

#endif
