/*
 * export_proquest.c - ProQuest: documents between rules, each a list of fields with names, among
 * them the full text. "Document 3 of 100" may count them.
 */
#include "base/error.h"
#include "read/exports.h"

enum { RULE_MIN = 20 };

/* "____________________". */
static bool is_rule(bs_str text)
{
    if (text.size < RULE_MIN || !strchr("_=-", text.data[0]))
        return false;
    for (size_t i = 1; i < text.size; i++)
        if (text.data[i] != text.data[0])
            return false;
    return true;
}

/* "Document 3 of 100": 100. */
static size_t counter(bs_str text)
{
    size_t of = bs_str_find(text, BS_STR(" of "), 0);
    if (!bs_str_starts(text, BS_STR("Document ")) || of == SIZE_MAX || text.size > 40 ||
        !bs_ascii_is_digit((unsigned char)text.data[9]))
        return 0;
    return bs_export_number(bs_str_slice(text, of, text.size));
}

/* "Full text:" and so on: a name of at most a few words before a colon. */
static bool is_field(bs_str text, bs_str *name, bs_str *value)
{
    static const char *const names[] = {"Title",
                                        "Author",
                                        "Publication title",
                                        "Publication date",
                                        "Publication info",
                                        "Publication year",
                                        "Publication subject",
                                        "Publication type",
                                        "Full text",
                                        "Full Text",
                                        "Abstract",
                                        "Document URL",
                                        "Links",
                                        "Subject",
                                        "Location",
                                        "People",
                                        "Company / organization",
                                        "Company",
                                        "Classification",
                                        "Section",
                                        "Pages",
                                        "First page",
                                        "Publisher",
                                        "Place of publication",
                                        "Country of publication",
                                        "ISSN",
                                        "e-ISSN",
                                        "ISBN",
                                        "Source type",
                                        "Source",
                                        "Language of publication",
                                        "Language",
                                        "Document type",
                                        "Document feature",
                                        "ProQuest document ID",
                                        "Copyright",
                                        "Last updated",
                                        "Database",
                                        "Dateline",
                                        "Column",
                                        "Identifier / keyword",
                                        "Number of pages",
                                        "Word count",
                                        "Issue",
                                        "Volume",
                                        "Credit",
                                        "Accession number",
                                        "Business indexing term",
                                        "Notes",
                                        "Caption",
                                        "Illustration",
                                        "DOI",
                                        "Alternate title",
                                        "Series title",
                                        NULL};
    for (const char *const *at = names; *at; at++) {
        if (!bs_export_label(text, *at, value))
            continue;
        *name = bs_str_from(*at);
        return true;
    }
    return false;
}

bool bs_proquest_matches(const bs_document *document)
{
    size_t ids = 0, texts = 0, rules = 0;
    for (size_t i = 0; i < document->paragraphs.count; i++) {
        bs_str text = bs_document_paragraph(document, i), value;
        rules += is_rule(text);
        ids += bs_export_label(text, "ProQuest document ID", &value) ||
               bs_export_label(text, "Document URL", &value) ||
               bs_export_label(text, "Publication info", &value);
        texts += bs_export_label(text, "Full text", &value) ||
                 bs_export_label(text, "Full Text", &value);
    }
    return texts > 0 && (ids > 0 || rules > 1);
}

/* "The Example Gazette; London (UK) [London (UK)]09 July 2024: 5." */
static void take_info(bs_clip *clip, bs_str value)
{
    size_t end = 0;
    while (end < value.size && !strchr(";[.,", value.data[end]))
        end++;
    if (!clip->outlet.data)
        clip->outlet = bs_str_trim(bs_str_slice(value, 0, end));
    size_t close = bs_str_find(value, BS_STR("]"), 0);
    if (!clip->date.data)
        clip->date =
            bs_str_trim(bs_str_slice(value, close == SIZE_MAX ? end : close + 1, value.size));
    while (clip->date.size > 0 && strchr(". ;,", clip->date.data[0]))
        clip->date = bs_str_slice(clip->date, 1, clip->date.size);
}

/* "Roe, Jane; Muster, Max": family names first, which makes Jane Roe of the first. */
static bool take_authors(bs_clip *clip, bs_str value)
{
    bs_arena *arena = clip->reading->arena;
    /* The full stop of the field, not of an initial or of "Jr." */
    if (value.size > 3 && bs_str_ends(value, BS_STR(".")) && !bs_str_ends(value, BS_STR("r.")) &&
        bs_ascii_is_alpha((unsigned char)value.data[value.size - 2]) &&
        bs_ascii_is_alpha((unsigned char)value.data[value.size - 3]))
        value.size--;
    for (bs_str rest = value, piece; bs_str_cut(&rest, ';', &piece);) {
        bs_str given = bs_str_trim(piece), family;
        bool is_only = bs_str_find(given, BS_STR(","), 0) == SIZE_MAX;
        bs_str_cut(&given, ',', &family);
        bool is_inverted = !is_only && given.data && bs_str_trim(given).size > 0 &&
                           bs_str_find(given, BS_STR(","), 0) == SIZE_MAX &&
                           !memchr(family.data, ' ', family.size);
        if (!is_inverted) {
            bs_str copy = bs_arena_copy(arena, bs_str_trim(piece));
            if (!copy.data)
                return false;
            bs_reading_add_byline(clip->reading, copy);
            continue;
        }
        bs_str name = bs_arena_print(arena, "%.*s %.*s", BS_STR_ARG(bs_str_trim(given)),
                                     BS_STR_ARG(bs_str_trim(family)));
        if (!name.data)
            return false;
        bs_reading_add_name(clip->reading, name);
    }
    return true;
}

static bool take_field(bs_clip *clip, bs_str name, bs_str value, bs_str *summary)
{
    const struct field {
        const char *name;
        bs_str *to;
    } fields[] = {{"Title", &clip->title},
                  {"Publication title", &clip->outlet},
                  {"Publication date", &clip->date},
                  {"Document URL", &clip->url},
                  {"Abstract", summary}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (bs_str_equal(name, bs_str_from(fields[i].name))) {
            if (!fields[i].to->data && value.size > 0)
                *fields[i].to = value;
            return true;
        }
    if (bs_str_equal(name, BS_STR("Author")))
        return take_authors(clip, value);
    if (bs_str_equal(name, BS_STR("Publication info")))
        take_info(clip, value);
    if (bs_str_equal_nocase(name, BS_STR("Full text")))
        return bs_clip_add(&clip->body, value);
    if (bs_str_equal(name, BS_STR("Caption")) || bs_str_equal(name, BS_STR("Illustration")))
        return bs_clip_add(&clip->captions, value);
    return true;
}

static bs_status read_chunk(bs_clip *clip, const bs_document *document, size_t start, size_t end,
                            size_t *stated, bs_error *error)
{
    bs_str name = {NULL, 0}, value, summary = {NULL, 0}, first = {NULL, 0};
    size_t fields = 0;
    bs_clip_begin(clip);
    for (size_t i = start; i < end; i++) {
        bs_str text = bs_document_paragraph(document, i), next;
        size_t all = counter(text);
        if (all > 0) {
            *stated = all;
            continue;
        }
        bool is_good = true;
        if (is_field(text, &next, &value)) {
            name = next;
            fields++;
            is_good = take_field(clip, name, value, &summary);
        } else if (!name.data) {
            first = first.data ? first : text;
        } else if (bs_str_equal_nocase(name, BS_STR("Full text"))) {
            is_good = bs_clip_add(&clip->body, text);
        } else {
            is_good = take_field(clip, name, text, &summary); /* the value in a line of its own */
        }
        if (!is_good)
            return bs_fail_memory(error);
    }
    if (fields < 3)
        return BS_OK; /* a list of contents, or words about the export */
    if (!clip->title.data)
        clip->title = first;
    size_t place = bs_str_find(clip->outlet, BS_STR(";"), 0); /* "The Gazette; Lisbon" */
    if (place != SIZE_MAX)
        clip->outlet = bs_str_trim(bs_str_slice(clip->outlet, 0, place));
    if (clip->body.count == 0 && summary.data && !bs_str_starts(summary, BS_STR("None")) &&
        !bs_clip_add(&clip->body, summary))
        return bs_fail_memory(error);
    return bs_clip_end(clip, error);
}

bs_status bs_proquest_read(bs_clip *clip, const bs_document *document, bs_error *error)
{
    size_t start = 0, stated = 0, count = document->paragraphs.count;
    bs_status status = BS_OK;
    for (size_t i = 0; i <= count && status == BS_OK; i++) {
        if (i < count && !is_rule(bs_document_paragraph(document, i)))
            continue;
        if (start < i)
            status = read_chunk(clip, document, start, i, &stated, error);
        start = i + 1;
    }
    return status == BS_OK ? bs_clip_finish(clip, stated, error) : status;
}
