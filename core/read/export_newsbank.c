/*
 * export_newsbank.c - NewsBank: a headline, "Boston Globe (MA) - July 9, 2024", lines with labels
 * (Author/Byline, Section, Page), the text, and "Record Number: 10AB.." at the end of each.
 */
#include "base/error.h"
#include "read/exports.h"

static const char *const labels[] = {"Author/Byline", "Author",      "Byline",  "Edition",
                                     "Section",       "Page",        "Column",  "Readability",
                                     "Dateline",      "Source",      "Series",  "Correction",
                                     "Memo",          "Index Terms", "Caption", NULL};

static bool is_label(bs_str text, bs_str *value)
{
    for (const char *const *label = labels; *label; label++)
        if (bs_export_label(text, *label, value))
            return true;
    return false;
}

static bool is_record(bs_str text)
{
    bs_str value;
    return text.size < 80 &&
           (bs_export_label(text, "Record Number", &value) ||
            bs_export_label(text, "Record", &value) || bs_export_label(text, "Record ID", &value));
}

/* "Boston Globe (MA) - July 9, 2024": the outlet and the day. */
static bool is_place(bs_str text, bs_str *outlet, bs_str *date)
{
    bs_date day;
    size_t dash = SIZE_MAX, at = 0;
    while ((at = bs_str_find(text, BS_STR(" - "), at)) != SIZE_MAX)
        dash = at++;
    if (dash == SIZE_MAX || text.size > 160)
        return false;
    *outlet = bs_str_trim(bs_str_slice(text, 0, dash));
    *date = bs_str_trim(bs_str_slice(text, dash + 3, text.size));
    return outlet->size > 0 && date->size < 40 && bs_date_written(*date, &day) && day.day > 0;
}

bool bs_newsbank_matches(const bs_document *document)
{
    size_t places = 0, records = 0, bylines = 0;
    bs_str outlet, date;
    for (size_t i = 0; i < document->paragraphs.count; i++) {
        bs_str text = bs_document_paragraph(document, i);
        records += is_record(text);
        bylines += bs_export_label(text, "Author/Byline", &outlet);
        places += is_place(text, &outlet, &date);
    }
    return records > 0 && places > 0 && (bylines > 0 || records > 1);
}

static bs_status read_chunk(bs_clip *clip, const bs_document *document, size_t start, size_t end,
                            bs_error *error)
{
    enum { HEAD_PARAGRAPHS = 6 };
    size_t at = start, last = start + HEAD_PARAGRAPHS < end ? start + HEAD_PARAGRAPHS : end;
    bs_clip_begin(clip);
    while (at < last && !is_place(bs_document_paragraph(document, at), &clip->outlet, &clip->date))
        at++;
    if (at == last) { /* not cut as it should be: all of it is text */
        clip->outlet = clip->date = (bs_str){NULL, 0};
        at = start;
    } else {
        if (at > start)
            clip->title = bs_document_paragraph(document, at - 1);
        at++;
    }
    for (; at < end; at++) {
        bs_str text = bs_document_paragraph(document, at), value;
        if (!is_label(text, &value)) {
            if (!bs_clip_add(&clip->body, text))
                return bs_fail_memory(error);
        } else if (!clip->byline.data && (bs_str_starts(text, BS_STR("Author")) ||
                                          bs_str_starts(text, BS_STR("Byline")))) {
            clip->byline = value;
        } else if (bs_str_starts(text, BS_STR("Caption")) && !bs_clip_add(&clip->captions, value)) {
            return bs_fail_memory(error);
        }
    }
    return bs_clip_end(clip, error);
}

bs_status bs_newsbank_read(bs_clip *clip, const bs_document *document, bs_error *error)
{
    size_t start = 0, count = document->paragraphs.count;
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        if (!is_record(bs_document_paragraph(document, i)))
            continue;
        status = read_chunk(clip, document, start, i, error);
        while (i + 1 < count &&
               (bs_str_starts(bs_document_paragraph(document, i + 1), BS_STR("Copyright")) ||
                bs_str_starts(bs_document_paragraph(document, i + 1), BS_STR("\xc2\xa9"))))
            i++;
        start = i + 1;
    }
    return status == BS_OK ? bs_clip_finish(clip, 0, error) : status;
}
