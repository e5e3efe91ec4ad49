/* formats.h - one function a format: decoded text to articles. */
#ifndef BS_READ_FORMATS_H
#define BS_READ_FORMATS_H

#include "read/lines.h"
#include "read/reading.h"

/* `text` is UTF-8 without byte order mark. What in it cannot be read is told to the events of the
 * reading and passed over; the calls fail only when memory does or an event says so. */
bs_status bs_text_read(bs_reading *reading, bs_str text, bs_error *error);
/* The same for a file, which may hold several articles. */
bs_status bs_texts_read(bs_reading *reading, bs_str text, bs_error *error);
/* Whether an article begins at a line of a text: keys with a title, or a headline with a byline and
 * a day under it. */
bool bs_text_has_head(const bs_lines *lines, bs_line line);
bs_status bs_markdown_read(bs_reading *reading, bs_str text, bs_error *error);
bs_status bs_html_read(bs_reading *reading, bs_str text, bs_error *error);
bs_status bs_json_read(bs_reading *reading, bs_str text, bs_error *error);
bs_status bs_feed_read(bs_reading *reading, bs_str text, bs_error *error);
/* An export of a database as text or HTML, see exports.h. */
bs_status bs_export_read(bs_reading *reading, bs_str text, bs_error *error);
bs_status bs_csv_read(bs_reading *reading, bs_str text, bs_error *error);

/* Documents, read from their bytes. */
bs_status bs_docx_read(bs_reading *reading, bs_str bytes, bs_error *error);
bs_status bs_odt_read(bs_reading *reading, bs_str bytes, bs_error *error);
bs_status bs_rtf_read(bs_reading *reading, bs_str bytes, bs_error *error);
bs_status bs_epub_read(bs_reading *reading, bs_str bytes, bs_error *error);
bs_status bs_pdf_read(bs_reading *reading, bs_str bytes, bs_error *error);

#endif
