/* parse.c - the bytes of one source to its articles, see read.h. */
#include "base/error.h"
#include "base/str.h"
#include "read/cut.h"
#include "read/encoding.h"
#include "read/formats.h"
#include "read/recognise.h"

static bs_status check_options(bs_reading *reading, bs_recognition *forced, bs_error *error)
{
    const bs_read_options *options = reading->options;
    forced->format = BS_FORMAT_FOREIGN;
    if (options->format.data && !bs_str_equal(options->format, BS_STR("auto")) &&
        !bs_format_from(options->format, &forced->format))
        return bs_fail(error, BS_MISUSE, "there is no format \"%.*s\"; there are %s",
                       BS_STR_ARG(options->format), BS_FORMAT_NAMES);
    if (options->date.data && !bs_date_written(options->date, &reading->option_date))
        return bs_fail(error, BS_MISUSE, "\"%.*s\" is no date; write it like 2024-07-09",
                       BS_STR_ARG(options->date));
    return bs_columns_parse(options->columns, &reading->columns, error);
}

/* `text` is bytes for the formats that are read from them. */
static bs_status read_format(bs_reading *reading, bs_format format, bs_str text, bs_error *error)
{
    bs_reading_begin(reading);
    switch (format) {
    case BS_FORMAT_TEXT:
        return bs_texts_read(reading, text, error);
    case BS_FORMAT_MARKDOWN:
        return bs_markdown_read(reading, text, error);
    case BS_FORMAT_JSON:
        return bs_json_read(reading, text, error);
    case BS_FORMAT_CSV:
        return bs_csv_read(reading, text, error);
    case BS_FORMAT_HTML:
        return bs_html_read(reading, text, error);
    case BS_FORMAT_EXPORT:
        return bs_export_read(reading, text, error);
    case BS_FORMAT_DOCX:
        return bs_docx_read(reading, text, error);
    case BS_FORMAT_ODT:
        return bs_odt_read(reading, text, error);
    case BS_FORMAT_RTF:
        return bs_rtf_read(reading, text, error);
    case BS_FORMAT_EPUB:
        return bs_epub_read(reading, text, error);
    case BS_FORMAT_PDF:
        return bs_pdf_read(reading, text, error);
    case BS_FORMAT_FEED:
        return bs_feed_read(reading, text, error);
    case BS_FORMAT_FOREIGN:
        break;
    }
    return BS_OK;
}

/* A page is what its server says; its address tells nothing, since "a.php" and "a.asp" are HTML. */
static bs_recognition recognise_text(const bs_reading *reading, bs_str text)
{
    const bs_source *source = reading->source;
    if (!source->type.data)
        return bs_recognise_text(text, source->name, &reading->columns);
    bs_recognition found = bs_recognise_text(text, (bs_str){NULL, 0}, NULL);
    bool is_html = bs_str_equal_nocase(source->type, BS_STR("text/html")) ||
                   bs_str_equal_nocase(source->type, BS_STR("application/xhtml+xml"));
    bool is_plain = bs_str_equal_nocase(source->type, BS_STR("text/plain"));
    if (found.format == BS_FORMAT_TEXT && is_html)
        found.format = BS_FORMAT_HTML;
    else if (found.format != BS_FORMAT_FOREIGN && found.format != BS_FORMAT_HTML && is_plain)
        found.format = BS_FORMAT_TEXT;
    return found;
}

static bs_status cut_text(bs_reading *reading, bs_str text, bs_error *error)
{
    bs_cut *cut;
    bs_status status = bs_cut_new(reading->options->cut, &cut, error);
    if (status != BS_OK)
        return status;
    status = bs_cut_read(cut, reading, text, error);
    bs_cut_free(cut);
    return status;
}

static bs_status parse(bs_reading *reading, bs_error *error)
{
    const bs_source *source = reading->source;
    bs_recognition found;
    bs_status status = check_options(reading, &found, error);
    if (status != BS_OK)
        return status;
    bool is_forced = found.format != BS_FORMAT_FOREIGN;
    if (source->bytes.size == 0)
        return bs_reading_skip(reading, BS_SKIP_LITTER, error, "an empty file");
    if (!is_forced) {
        found = bs_recognise_bytes(source->bytes);
        if (found.format == BS_FORMAT_FOREIGN)
            return bs_reading_skip(reading, BS_SKIP_FOREIGN, error, "%s", found.reason);
    }
    if (found.format >= BS_FORMAT_DOCX)
        return read_format(reading, found.format, source->bytes, error);

    bs_decoded decoded;
    status = bs_decode(source->bytes, source->charset, reading->arena, &decoded, error);
    if (status != BS_OK)
        return status;
    if (!is_forced)
        found = recognise_text(reading, decoded.text);
    else if (decoded.text.size > 0 && memchr(decoded.text.data, '\0', decoded.text.size))
        return bs_reading_skip(reading, BS_SKIP_UNREADABLE, error,
                               "has NUL characters, which no text has");
    if (found.format == BS_FORMAT_FOREIGN)
        return bs_reading_skip(reading, BS_SKIP_FOREIGN, error, "%s", found.reason);
    reading->replaced = decoded.replaced;
    if (reading->options->cut.data &&
        (found.format == BS_FORMAT_TEXT || found.format == BS_FORMAT_EXPORT))
        return cut_text(reading, decoded.text, error);
    return read_format(reading, found.format, decoded.text, error);
}

bs_status bs_read_parse(const bs_source *source, const bs_read_options *options, bs_arena *arena,
                        const bs_article_events *events, bs_error *error)
{
    static const bs_read_options defaults;
    bs_reading reading = {.source = source,
                          .options = options ? options : &defaults,
                          .events = events,
                          .arena = arena};
    bs_status status = parse(&reading, error);
    bs_reading_clear(&reading);
    return status;
}
