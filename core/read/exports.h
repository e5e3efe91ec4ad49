/*
 * exports.h - files in which databases of newspapers give many articles at once, told by their
 * layout: Nexis, Factiva, NewsBank, ProQuest, Europresse, RIS, mail folders, Reuters SGML.
 */
#ifndef BS_READ_EXPORTS_H
#define BS_READ_EXPORTS_H

#include "read/document.h"

/* One article being cut out of an export. Strings are views of the export. */
typedef struct bs_clip {
    bs_reading *reading;
    bs_str title, outlet, date, byline, url, language;
    bs_strs body, captions;
    size_t count, without_text; /* articles so far, and those of which there is no text */
} bs_clip;

void bs_clip_clear(bs_clip *clip); /* frees */
/* Forgets the article, for the next one. */
void bs_clip_begin(bs_clip *clip);
bool bs_clip_add(bs_strs *to, bs_str paragraph); /* false without memory */
/* Makes an article of what was found: headline, byline, text, captions. */
bs_status bs_clip_end(bs_clip *clip, bs_error *error);
/* Behind the last article: tells how many have no text, and whether there are as many as the export
 * says, `stated` being 0 when it says nothing. */
bs_status bs_clip_finish(bs_clip *clip, size_t stated, bs_error *error);

/* A number of articles that `text` states behind or before a word of the layout, or 0. */
size_t bs_export_number(bs_str text);
/* "Byline: By Ann Other": true when `text` begins with the label, in this case; `*value` is what
 * stands behind it. */
bool bs_export_label(bs_str text, const char *label, bs_str *value);

/* Reads a document whose layout is known; `*is_done` is false when it is none of them. */
bs_status bs_exports_read(bs_reading *reading, const bs_document *document, bool *is_done,
                          bs_error *error);
/* Whether a text, or an HTML page, is such an export: a quick look. */
bool bs_export_is_text(bs_str text);
bool bs_export_is_html(bs_str html);

/* One layout each. `matches` looks at the whole document. */
bool bs_nexis_matches(const bs_document *document);
bs_status bs_nexis_read(bs_clip *clip, const bs_document *document, bs_error *error);
bool bs_factiva_matches(const bs_document *document);
bs_status bs_factiva_read(bs_clip *clip, const bs_document *document, bs_error *error);
bool bs_newsbank_matches(const bs_document *document);
bs_status bs_newsbank_read(bs_clip *clip, const bs_document *document, bs_error *error);
bool bs_proquest_matches(const bs_document *document);
bs_status bs_proquest_read(bs_clip *clip, const bs_document *document, bs_error *error);

/* Layouts of lines rather than paragraphs, read from the text itself. */
bool bs_ris_matches(bs_str text);
bs_status bs_ris_read(bs_clip *clip, bs_str text, bs_error *error);
bool bs_mail_matches(bs_str text);
bs_status bs_mail_read(bs_clip *clip, bs_str text, bs_error *error);
bool bs_europresse_matches(bs_str html);
bs_status bs_europresse_read(bs_clip *clip, bs_str html, bs_error *error);
bool bs_reuters_matches(bs_str text);
bs_status bs_reuters_read(bs_clip *clip, bs_str text, bs_error *error);

#endif
