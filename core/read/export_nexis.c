/*
 * export_nexis.c - Nexis: documents behind a cover page, each ended by "End of Document" (from 2018
 * on), or begun by "3 of 120 DOCUMENTS" (before).
 *
 *     new: title / outlet / date / edition / Copyright .. / Section: Length: Byline: / Body / text
 *     old: outlet / date / edition / title / BYLINE: SECTION: LENGTH: / text / LOAD-DATE: ..
 */
#include "base/error.h"
#include "read/exports.h"

enum { CHUNK_MAX = 100 * 1000, HEAD_PARAGRAPHS = 40, COVER_PARAGRAPHS = 4000, COUNTER_BYTES = 60 };

static const char *const labels[] = {
    "Byline",   "BYLINE",   "Section",          "SECTION",          "Length",
    "LENGTH",   "Dateline", "DATELINE",         "Highlight",        "HIGHLIGHT",
    "Language", "LANGUAGE", "Publication-Type", "PUBLICATION-TYPE", "Pub-Type",
    "PUB-TYPE", "Series",   "SERIES",           "Distribution",     "DISTRIBUTION",
    "Rubrik",   "RUBRIK",   "L\xc3\xa4nge",     "L\xc3\x84NGE",     "Longueur",
    "LONGUEUR", "Rubrique", "RUBRIQUE",         "Ressort",          "RESSORT",
    NULL};

static const char *const byline_labels[] = {"Byline", "BYLINE", "Autor", "AUTOR",
                                            "Auteur", "AUTEUR", NULL};

/* What stands behind the text of an article. */
static const char *const trailers[] = {
    "Load-Date",        "LOAD-DATE",       "GRAPHIC",          "Graphic",
    "Classification",   "Language",        "LANGUAGE",         "Publication-Type",
    "PUBLICATION-TYPE", "Subject",         "SUBJECT",          "Industry",
    "INDUSTRY",         "Geographic",      "GEOGRAPHIC",       "Person",
    "PERSON",           "Organization",    "ORGANIZATION",     "Company",
    "COMPANY",          "Journal Code",    "JOURNAL-CODE",     "DOCUMENT-TYPE",
    "Copyright",        "Notes",           "UPDATE",           "SPRACHE",
    "LANGUE",           "DATE-CHARGEMENT", "TYPE-PUBLICATION", NULL};

/* "3 of 120 DOCUMENTS": the number of all, or 0. */
static size_t counter(bs_str text)
{
    size_t of = bs_str_find(text, BS_STR(" of "), 0);
    if (text.size > COUNTER_BYTES || of == SIZE_MAX || of == 0 ||
        !bs_ascii_is_digit((unsigned char)text.data[0]) || !bs_str_ends(text, BS_STR("DOCUMENTS")))
        return 0;
    return bs_export_number(bs_str_slice(text, of, text.size));
}

static bool is_end(bs_str text)
{
    return bs_str_equal(text, BS_STR("End of Document")) ||
           bs_str_equal(text, BS_STR("Ende des Dokuments")) ||
           bs_str_equal(text, BS_STR("Fin du document"));
}

bool bs_nexis_matches(const bs_document *document)
{
    size_t ends = 0, counters = 0;
    for (size_t i = 0; i < document->paragraphs.count; i++) {
        bs_str text = bs_document_paragraph(document, i);
        ends += is_end(text);
        counters += counter(text) > 0;
    }
    return ends > 0 || counters > 0;
}

/* "July 9, 2024 Tuesday 10:15 AM EST" and nothing else. */
static bool is_date(bs_str text)
{
    bs_date date;
    if (text.size < 6 || text.size > 70 || bs_str_find(text, BS_STR(":"), 0) < 8 ||
        !bs_date_written(text, &date))
        return false;
    static const char *const words[] = {"monday",
                                        "tuesday",
                                        "wednesday",
                                        "thursday",
                                        "friday",
                                        "saturday",
                                        "sunday",
                                        "january",
                                        "february",
                                        "march",
                                        "april",
                                        "may",
                                        "june",
                                        "july",
                                        "august",
                                        "september",
                                        "october",
                                        "november",
                                        "december",
                                        "am",
                                        "pm",
                                        "est",
                                        "edt",
                                        "gmt",
                                        "utc",
                                        "bst",
                                        "cet",
                                        "et",
                                        "montag",
                                        "dienstag",
                                        "mittwoch",
                                        "donnerstag",
                                        "freitag",
                                        "samstag",
                                        "sonntag",
                                        "januar",
                                        "februar",
                                        "m\xc3\xa4rz",
                                        "mai",
                                        "juni",
                                        "juli",
                                        "oktober",
                                        "dezember",
                                        "lundi",
                                        "mardi",
                                        "mercredi",
                                        "jeudi",
                                        "vendredi",
                                        "samedi",
                                        "dimanche",
                                        "janvier",
                                        "f\xc3\xa9vrier",
                                        "mars",
                                        "avril",
                                        "juin",
                                        "juillet",
                                        "ao\xc3\xbbt",
                                        "septembre",
                                        "octobre",
                                        "novembre",
                                        "d\xc3\xa9"
                                        "cembre",
                                        "jan",
                                        "feb",
                                        "mar",
                                        "apr",
                                        "jun",
                                        "jul",
                                        "aug",
                                        "sep",
                                        "sept",
                                        "oct",
                                        "nov",
                                        "dec",
                                        "pst",
                                        "pdt",
                                        "cst",
                                        "cdt",
                                        NULL};
    bs_str rest = text, word;
    while (bs_str_cut(&rest, ' ', &word)) {
        while (word.size > 0 && strchr(",.()", word.data[word.size - 1]))
            word.size--;
        bool is_known = word.size == 0 || bs_ascii_is_digit((unsigned char)word.data[0]);
        for (const char *const *at = words; *at && !is_known; at++)
            is_known = bs_str_is_nocase(word, *at);
        if (!is_known)
            return false;
    }
    return true;
}

static bool is_label(bs_str text, const char *const *known, bs_str *value)
{
    for (; *known; known++)
        if (bs_export_label(text, *known, value))
            return true;
    return false;
}

static bool is_copyright(bs_str text)
{
    return bs_str_starts(text, BS_STR("Copyright ")) || bs_str_starts(text, BS_STR("\xc2\xa9")) ||
           bs_str_starts(text, BS_STR("(c) ")) ||
           bs_str_starts(text, BS_STR("All Rights Reserved")) ||
           bs_str_starts(text, BS_STR("Alle Rechte vorbehalten")) ||
           bs_str_starts(text, BS_STR("Tous droits r"));
}

/* A paragraph that ends the text: a label, or one of the bare words of the new layout. */
static bool is_trailer(bs_str text)
{
    bs_str value;
    static const char *const bare[] = {"Graphic", "Classification", "Notes", NULL};
    for (const char *const *at = bare; *at; at++)
        if (bs_str_equal(text, bs_str_from(*at)))
            return true;
    return is_label(text, trailers, &value) ||
           (is_copyright(text) && text.size < 200 && bs_export_number(text) > 1900);
}

/* What a label says of the article. */
static bool take_label(bs_clip *clip, bs_str text)
{
    bs_str value;
    if (is_label(text, byline_labels, &value)) {
        clip->byline = value;
        return true;
    }
    if (bs_export_label(text, "Highlight", &value) || bs_export_label(text, "HIGHLIGHT", &value))
        return bs_clip_add(&clip->body, value) || true;
    return is_label(text, labels, &value);
}

/* Behind the text: pictures are shown, the rest tells of the article. */
static bool take_trailers(bs_clip *clip, const bs_document *document, size_t at, size_t end)
{
    bool is_graphic = false, is_good = true;
    for (; at < end && is_good; at++) {
        bs_str text = bs_document_paragraph(document, at), value;
        bool begins = is_trailer(text);
        if (begins)
            is_graphic =
                bs_str_equal(text, BS_STR("Graphic")) || bs_export_label(text, "GRAPHIC", &value);
        if (begins && is_graphic && bs_export_label(text, "GRAPHIC", &value))
            is_good = bs_clip_add(&clip->captions, value);
        else if (!begins && is_graphic)
            is_good = bs_clip_add(&clip->captions, text);
        /* "ENGLISH" and "English; Deutsch": names that we leave to detection. */
    }
    return is_good;
}

/* The last line above the labels is the headline, with those before it that it goes on from; what
 * is short before it is an edition. */
static bool add_headline(bs_clip *clip, bs_str line)
{
    enum { WRAPPED_BYTES_MIN = 50 };
    bool goes_on = clip->title.size >= WRAPPED_BYTES_MIN ||
                   (clip->title.size > 0 && line.data[0] >= 'a' && line.data[0] <= 'z');
    clip->title = goes_on ? bs_arena_print(clip->reading->arena, "%.*s %.*s",
                                           BS_STR_ARG(clip->title), BS_STR_ARG(line))
                          : line;
    return clip->title.data != NULL;
}

static bs_status read_chunk(bs_clip *clip, const bs_document *document, size_t start, size_t end,
                            bool is_old, bs_error *error)
{
    size_t date = start, last = start + HEAD_PARAGRAPHS < end ? start + HEAD_PARAGRAPHS : end;
    while (date < last && !is_date(bs_document_paragraph(document, date)))
        date++;
    size_t at = date < last ? date + 1 : start;
    bs_str value;
    bs_clip_begin(clip);
    if (date < last) {
        clip->date = bs_document_paragraph(document, date);
        size_t outlet = is_old ? start : date - (date > start);
        while (outlet < date && is_copyright(bs_document_paragraph(document, outlet)))
            outlet++;
        if (outlet < date)
            clip->outlet = bs_document_paragraph(document, outlet);
    }
    if (!is_old && date < last && date >= start + 2)
        clip->title = bs_document_paragraph(document, date - 2);
    /* Between date and labels: editions and the copyright and, in the old layout, the title. */
    size_t head = at;
    while (head < last && !is_label(bs_document_paragraph(document, head), labels, &value) &&
           !is_label(bs_document_paragraph(document, head), byline_labels, &value) &&
           !bs_str_equal(bs_document_paragraph(document, head), BS_STR("Body")))
        head++;
    if (head < last) {
        for (size_t i = at; i < head && is_old; i++)
            if (!is_copyright(bs_document_paragraph(document, i)) &&
                !add_headline(clip, bs_document_paragraph(document, i)))
                return bs_fail_memory(error);
        at = head;
    } else {
        while (at < last && is_copyright(bs_document_paragraph(document, at)))
            at++;
    }
    bool is_good = true;
    while (at < end && take_label(clip, bs_document_paragraph(document, at)))
        at++;
    at += at < end && bs_str_equal(bs_document_paragraph(document, at), BS_STR("Body"));
    for (; at < end && is_good && !is_trailer(bs_document_paragraph(document, at)); at++)
        is_good = bs_clip_add(&clip->body, bs_document_paragraph(document, at));
    is_good = is_good && take_trailers(clip, document, at, end);
    return is_good ? bs_clip_end(clip, error) : bs_fail_memory(error);
}

/* Where the first article begins behind a cover page: two paragraphs before the first date that an
 * article has. */
static size_t behind_cover(const bs_document *document, size_t end, size_t *stated)
{
    for (size_t i = 0; i < end && i < COVER_PARAGRAPHS; i++) {
        bs_str text = bs_document_paragraph(document, i);
        if (bs_str_starts(text, BS_STR("Documents (")) || bs_str_starts(text, BS_STR("Document (")))
            *stated = bs_export_number(text);
    }
    for (size_t i = 2; i < end; i++)
        if (is_date(bs_document_paragraph(document, i)))
            return i - 2;
    return 0;
}

static bs_status read_new(bs_clip *clip, const bs_document *document, bs_error *error)
{
    size_t stated = 0, start = 0;
    bool is_first = true;
    bs_status status = BS_OK;
    for (size_t i = 0; i < document->paragraphs.count && status == BS_OK; i++) {
        if (!is_end(bs_document_paragraph(document, i)))
            continue;
        if (is_first)
            start = behind_cover(document, i, &stated);
        is_first = false;
        status = read_chunk(clip, document, start, i, false, error);
        start = i + 1;
    }
    return status == BS_OK ? bs_clip_finish(clip, stated, error) : status;
}

static bs_status read_old(bs_clip *clip, const bs_document *document, bs_error *error)
{
    size_t stated = 0, start = SIZE_MAX, count = document->paragraphs.count;
    bs_status status = BS_OK;
    for (size_t i = 0; i <= count && status == BS_OK; i++) {
        size_t all = i < count ? counter(bs_document_paragraph(document, i)) : 1;
        if (all == 0)
            continue;
        if (start != SIZE_MAX)
            status = read_chunk(clip, document, start, i, true, error);
        start = i + 1;
        if (i < count)
            stated = all;
    }
    return status == BS_OK ? bs_clip_finish(clip, stated, error) : status;
}

bs_status bs_nexis_read(bs_clip *clip, const bs_document *document, bs_error *error)
{
    for (size_t i = 0; i < document->paragraphs.count; i++)
        if (is_end(bs_document_paragraph(document, i)))
            return read_new(clip, document, error);
    return read_old(clip, document, error);
}
