/*
 * export_factiva.c - Factiva: articles in fields with codes of two letters (HD headline, SN source,
 * PD date, LP lead, TD text), each ended by its accession number, "Document NYTF0000..". Without
 * codes the same things stand in the same order, each in a paragraph of its own.
 */
#include "base/error.h"
#include "read/exports.h"

enum { HEAD_PARAGRAPHS = 24, ACCESSION_MIN = 15 };

static const char *const codes[] = {
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN",  "SC",  "ED",  "VOL", "PG",  "LA",  "CY", "LP",
    "TD", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",  "ART", "CLM", "DE", NULL};

/* With one blank behind it a code may be a word of a text ("IN 2024"): only those that are no
 * words, and of LA only what is followed by one word, the language. */
static bool is_sure_code(bs_str name, bs_str rest)
{
    static const char *const sure[] = {"HD", "WC", "PD", "SN", "SC", "CY", "LP", "TD", "AN", NULL};
    for (const char *const *at = sure; *at; at++)
        if (bs_str_equal(name, bs_str_from(*at)))
            return true;
    rest = bs_str_trim(rest);
    if (bs_str_equal(name, BS_STR("BY")) && bs_str_starts(rest, BS_STR("By ")))
        return true;
    return bs_str_equal(name, BS_STR("LA")) && rest.size < 20 && !memchr(rest.data, ' ', rest.size);
}

/* The code that a paragraph is or begins with ("HD", "HD\tTalks open"); what stands behind it. */
static bool is_code(bs_str text, bs_str *code, bs_str *value)
{
    for (const char *const *at = codes; *at; at++) {
        bs_str name = bs_str_from(*at);
        if (!bs_str_starts(text, name))
            continue;
        bs_str rest = bs_str_slice(text, name.size, text.size);
        bool is_apart = rest.size == 0 || rest.data[0] == '\t' ||
                        bs_str_starts(rest, BS_STR(" \t")) || bs_str_starts(rest, BS_STR("  ")) ||
                        (rest.data[0] == ' ' && is_sure_code(name, rest));
        if (!is_apart)
            continue;
        *code = name;
        *value = bs_str_trim(rest);
        return true;
    }
    return false;
}

/* "Document NYTF000020240709ek7900001". */
static bool is_accession(bs_str text)
{
    bs_str begin = BS_STR("Document ");
    if (!bs_str_starts(text, begin) || text.size < begin.size + ACCESSION_MIN || text.size > 60)
        return false;
    size_t digits = 0;
    for (size_t i = begin.size; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (!bs_ascii_is_alpha(c) && !bs_ascii_is_digit(c))
            return false;
        digits += bs_ascii_is_digit(c);
    }
    return digits >= 8;
}

/* "Page 3 of 20 (c) 2024 Factiva, Inc. All rights reserved." at the foot of a page. */
static bool is_foot(bs_str text)
{
    return text.size < 120 && bs_str_find(text, BS_STR("Factiva, Inc."), 0) != SIZE_MAX;
}

/* "Results Found: 120", or the number in the paragraph behind it. */
static size_t results_found(const bs_document *document)
{
    for (size_t i = 0; i < document->paragraphs.count; i++) {
        bs_str text = bs_document_paragraph(document, i);
        if (!bs_str_starts(text, BS_STR("Results Found")))
            continue;
        size_t number = bs_export_number(text);
        if (number > 0 || i + 1 == document->paragraphs.count)
            return number;
        return bs_export_number(bs_document_paragraph(document, i + 1));
    }
    return 0;
}

bool bs_factiva_matches(const bs_document *document)
{
    size_t accessions = 0, headlines = 0, others = 0;
    for (size_t i = 0; i < document->paragraphs.count; i++) {
        bs_str text = bs_document_paragraph(document, i), code, value;
        accessions += is_accession(text);
        if (!is_code(text, &code, &value))
            continue;
        accessions += is_accession(value);
        headlines += bs_str_equal(code, BS_STR("HD"));
        others += bs_str_equal(code, BS_STR("PD")) || bs_str_equal(code, BS_STR("SN"));
    }
    return accessions > 0 || (headlines > 0 && others > 1);
}

/* --- With codes --------------------------------------------------------------------------------
 */

static bool take_value(bs_clip *clip, bs_str code, bs_str value)
{
    bs_str *fields[] = {&clip->title, &clip->byline, &clip->date, &clip->outlet, &clip->language};
    static const char *const names[] = {"HD", "BY", "PD", "SN", "LA"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!bs_str_equal(code, bs_str_from(names[i])))
            continue;
        if (!fields[i]->data && value.size > 0)
            *fields[i] = value;
        return true;
    }
    if (bs_str_equal(code, BS_STR("LP")) || bs_str_equal(code, BS_STR("TD")))
        return bs_clip_add(&clip->body, value);
    if (bs_str_equal(code, BS_STR("ART")))
        return bs_clip_add(&clip->captions, value);
    return true;
}

static bs_status end_coded(bs_clip *clip, bool *is_open, bs_error *error)
{
    bs_status status = *is_open ? bs_clip_end(clip, error) : BS_OK;
    *is_open = false;
    bs_clip_begin(clip);
    return status;
}

static bs_status read_coded(bs_clip *clip, const bs_document *document, bs_error *error)
{
    bool is_open = false;
    bs_str code = {NULL, 0};
    bs_status status = BS_OK;
    bs_clip_begin(clip);
    for (size_t i = 0; i < document->paragraphs.count && status == BS_OK; i++) {
        bs_str text = bs_document_paragraph(document, i), next, value = text;
        if (is_foot(text))
            continue;
        if (is_code(text, &next, &value)) {
            code = next;
            bool is_headline = bs_str_equal(code, BS_STR("HD"));
            if (is_headline && is_open && clip->title.data)
                status = end_coded(clip, &is_open, error); /* the last one had no number */
            is_open = is_open || is_headline;
        }
        if (status == BS_OK && code.data && !take_value(clip, code, value))
            return bs_fail_memory(error);
        if (status == BS_OK && is_accession(value)) {
            status = end_coded(clip, &is_open, error);
            code = (bs_str){NULL, 0};
        }
    }
    if (status == BS_OK)
        status = end_coded(clip, &is_open, error);
    return status == BS_OK ? bs_clip_finish(clip, results_found(document), error) : status;
}

/* --- Without codes -----------------------------------------------------------------------------
 */

/* "1,012 words" */
static bool is_word_count(bs_str text)
{
    return text.size < 20 && text.size > 6 && bs_ascii_is_digit((unsigned char)text.data[0]) &&
           bs_str_ends(text, BS_STR(" words"));
}

static bool is_copyright(bs_str text)
{
    return bs_str_starts(text, BS_STR("Copyright")) || bs_str_starts(text, BS_STR("\xc2\xa9")) ||
           bs_str_starts(text, BS_STR("(c) ")) || bs_str_starts(text, BS_STR("(C) "));
}

static bs_status read_plain_chunk(bs_clip *clip, const bs_document *document, size_t start,
                                  size_t end, bs_error *error)
{
    size_t words = start, last = start + HEAD_PARAGRAPHS < end ? start + HEAD_PARAGRAPHS : end;
    while (words < last && !is_word_count(bs_document_paragraph(document, words)))
        words++;
    bs_clip_begin(clip);
    if (words == last) { /* not cut as it should be: all of it is text */
        for (size_t i = start; i < end; i++)
            if (!bs_clip_add(&clip->body, bs_document_paragraph(document, i)))
                return bs_fail_memory(error);
        return start < end ? bs_clip_end(clip, error) : BS_OK;
    }
    if (words > start)
        clip->title = bs_document_paragraph(document, start);
    if (words > start + 1)
        clip->byline = bs_document_paragraph(document, words - 1);
    size_t at = words + 1;
    if (at < end)
        clip->date = bs_document_paragraph(document, at++);
    bs_date date;
    while (at < last &&
           (bs_ascii_is_digit((unsigned char)bs_document_paragraph(document, at).data[0]) ||
            bs_date_written(bs_document_paragraph(document, at), &date)))
        at++; /* the time of day */
    if (at < end)
        clip->outlet = bs_document_paragraph(document, at++);
    size_t right = at;
    while (right < last && !is_copyright(bs_document_paragraph(document, right)))
        right++;
    at = right < last ? right + 1 : at;
    for (; at < end; at++)
        if (!is_foot(bs_document_paragraph(document, at)) &&
            !bs_clip_add(&clip->body, bs_document_paragraph(document, at)))
            return bs_fail_memory(error);
    return bs_clip_end(clip, error);
}

static bs_status read_plain(bs_clip *clip, const bs_document *document, bs_error *error)
{
    size_t start = 0;
    bs_status status = BS_OK;
    for (size_t i = 0; i < document->paragraphs.count && status == BS_OK; i++) {
        if (!is_accession(bs_document_paragraph(document, i)))
            continue;
        while (start < i && is_foot(bs_document_paragraph(document, start)))
            start++;
        status = read_plain_chunk(clip, document, start, i, error);
        start = i + 1;
    }
    return status == BS_OK ? bs_clip_finish(clip, results_found(document), error) : status;
}

bs_status bs_factiva_read(bs_clip *clip, const bs_document *document, bs_error *error)
{
    size_t found = 0;
    for (size_t i = 0; i < document->paragraphs.count && found < 2; i++) {
        bs_str code, value;
        found += is_code(bs_document_paragraph(document, i), &code, &value) &&
                 (bs_str_equal(code, BS_STR("HD")) || bs_str_equal(code, BS_STR("PD")));
    }
    return found == 2 ? read_coded(clip, document, error) : read_plain(clip, document, error);
}
