/* exports.c - what the exports of databases have in common, see exports.h. */
#include "read/exports.h"

#include "base/error.h"
#include "read/formats.h"

/* --- Clips ------------------------------------------------------------------------------------ */

void bs_clip_clear(bs_clip *clip)
{
    bs_array_free(&clip->body);
    bs_array_free(&clip->captions);
}

void bs_clip_begin(bs_clip *clip)
{
    bs_strs body = clip->body, captions = clip->captions;
    body.count = captions.count = 0;
    *clip = (bs_clip){.reading = clip->reading,
                      .body = body,
                      .captions = captions,
                      .count = clip->count,
                      .without_text = clip->without_text};
    bs_reading_begin(clip->reading);
}

bool bs_clip_add(bs_strs *to, bs_str paragraph)
{
    paragraph = bs_str_trim(paragraph);
    if (paragraph.size == 0)
        return true;
    bs_str *place = bs_array_push(to);
    if (place)
        *place = paragraph;
    return place != NULL;
}

static bs_status put(bs_clip *clip, bs_buffer *text, bs_segment_type type, bs_str piece,
                     bs_error *error)
{
    if (piece.size == 0)
        return BS_OK;
    if (text->size > 0)
        bs_buffer_add(text, BS_STR("\n\n"));
    size_t start = text->size;
    bs_buffer_add(text, piece);
    bs_segments *segments = &clip->reading->draft.segments;
    bs_segment *last = segments->count > 0 ? &segments->items[segments->count - 1] : NULL;
    if (last && last->type == type && type == BS_SEGMENT_BODY) {
        last->end = (uint32_t)text->size;
        return BS_OK;
    }
    return bs_reading_add_segment(clip->reading, type, start, text->size, error);
}

static bs_status put_all(bs_clip *clip, bs_buffer *text, bs_error *error)
{
    bs_status status = put(clip, text, BS_SEGMENT_HEADLINE, clip->title, error);
    if (status == BS_OK)
        status = put(clip, text, BS_SEGMENT_BYLINE, clip->byline, error);
    for (size_t i = 0; i < clip->body.count && status == BS_OK; i++)
        status = put(clip, text, BS_SEGMENT_BODY, clip->body.items[i], error);
    for (size_t i = 0; i < clip->captions.count && status == BS_OK; i++)
        status = put(clip, text, BS_SEGMENT_CAPTION, clip->captions.items[i], error);
    return status == BS_OK && text->failed ? bs_fail_memory(error) : status;
}

bs_status bs_clip_end(bs_clip *clip, bs_error *error)
{
    bs_reading *reading = clip->reading;
    clip->count++;
    if (clip->body.count == 0) {
        clip->without_text++;
        reading->ordinal++;
        return BS_OK;
    }
    const struct value {
        bs_key key;
        bs_str value;
    } values[] = {{BS_KEY_TITLE, clip->title}, {BS_KEY_OUTLET, clip->outlet},
                  {BS_KEY_DATE, clip->date},   {BS_KEY_BYLINE, clip->byline},
                  {BS_KEY_URL, clip->url},     {BS_KEY_LANGUAGE, clip->language}};
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof values / sizeof *values && status == BS_OK; i++) {
        bs_str copy = values[i].value.data ? bs_arena_copy(reading->arena, values[i].value)
                                           : (bs_str){NULL, 0};
        if (copy.data)
            status = bs_reading_take(reading, values[i].key, copy, BS_BASIS_METADATA, error);
    }
    bs_buffer text = {0};
    if (status == BS_OK)
        status = put_all(clip, &text, error);
    if (status == BS_OK) {
        reading->draft.text = bs_arena_copy(reading->arena, bs_buffer_str(&text));
        status = reading->draft.text.data ? bs_reading_emit(reading, error) : bs_fail_memory(error);
    }
    bs_buffer_clear(&text);
    return status;
}

bs_status bs_clip_finish(bs_clip *clip, size_t stated, bs_error *error)
{
    bs_status status = BS_OK;
    if (clip->without_text > 0)
        status = bs_reading_skip(clip->reading, BS_SKIP_FOREIGN, error,
                                 "%zu of its %zu articles have no text", clip->without_text,
                                 clip->count);
    if (status == BS_OK && stated > 0 && stated != clip->count)
        status = bs_reading_skip(clip->reading, BS_SKIP_UNREADABLE, error,
                                 "it says that it holds %zu articles; %zu were found", stated,
                                 clip->count);
    return status;
}

/* --- Words ------------------------------------------------------------------------------------ */

size_t bs_export_number(bs_str text)
{
    size_t value = 0, digits = 0;
    for (size_t i = 0; i < text.size && digits < 7; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (bs_ascii_is_digit(c)) {
            value = value * 10 + (size_t)(c - '0');
            digits++;
        } else if (digits > 0 && c != ',' && c != '.') {
            break;
        }
    }
    return value;
}

bool bs_export_label(bs_str text, const char *label, bs_str *value)
{
    bs_str begin = bs_str_from(label);
    if (!bs_str_starts(text, begin) || text.size <= begin.size || text.data[begin.size] != ':')
        return false;
    *value = bs_str_trim(bs_str_slice(text, begin.size + 1, text.size));
    return true;
}

/* --- All layouts ------------------------------------------------------------------------------ */

bs_status bs_exports_read(bs_reading *reading, const bs_document *document, bool *is_done,
                          bs_error *error)
{
    static const struct layout {
        bool (*matches)(const bs_document *document);
        bs_status (*read)(bs_clip *clip, const bs_document *document, bs_error *error);
    } layouts[] = {{bs_nexis_matches, bs_nexis_read},
                   {bs_factiva_matches, bs_factiva_read},
                   {bs_newsbank_matches, bs_newsbank_read},
                   {bs_proquest_matches, bs_proquest_read}};
    bs_clip clip = {.reading = reading};
    bs_status status = BS_OK;
    *is_done = false;
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts && !*is_done; i++) {
        if (!layouts[i].matches(document))
            continue;
        *is_done = true;
        status = layouts[i].read(&clip, document, error);
    }
    bs_clip_clear(&clip);
    return status;
}

bool bs_export_is_html(bs_str html)
{
    /* Two-letter fields in cells of their own, as no page for readers has them. */
    enum { HEAD_BYTES = 64 * 1024 };
    bs_str head = bs_str_slice(html, 0, html.size < HEAD_BYTES ? html.size : HEAD_BYTES);
    static const char *const codes[] = {">HD<", ">WC<", ">PD<", ">SN<", ">LA<"};
    size_t found = 0;
    if (bs_str_find(head, BS_STR("articleParagraph enarticleParagraph"), 0) != SIZE_MAX)
        return true; /* Factiva without codes */
    if (bs_europresse_matches(html))
        return true;
    if (bs_str_find(head, bs_str_from(codes[0]), 0) == SIZE_MAX)
        return false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        found += bs_str_find(head, bs_str_from(codes[i]), 0) != SIZE_MAX;
    return found >= 4;
}

/* "End of Document", or an id behind "Document" as Factiva writes it. */
static bool names_documents(bs_str text)
{
    const bs_str word = BS_STR("Document");
    for (size_t at = 0; (at = bs_str_find(text, word, at)) != SIZE_MAX; at += word.size) {
        bs_str before = bs_str_slice(text, 0, at);
        if (bs_str_ends(before, BS_STR("End of ")))
            return true;
        if (bs_str_ends(before, BS_STR("AN \t")))
            return true;
        if (at + word.size < text.size && text.data[at + word.size] == ' ' &&
            (bs_str_ends(before, BS_STR("\n")) || bs_str_ends(before, BS_STR("AN ")) ||
             bs_str_ends(before, BS_STR("AN\t"))))
            return true;
    }
    return false;
}

bool bs_export_is_text(bs_str text)
{
    if (bs_ris_matches(text) || bs_mail_matches(text) || bs_reuters_matches(text))
        return true;
    bs_document document = {0};
    bool matches = false;
    /* Words that each of the layouts must have, looked for before the text is cut up. */
    if (names_documents(text) || bs_str_find(text, BS_STR(" DOCUMENTS"), 0) != SIZE_MAX ||
        bs_str_find(text, BS_STR("ProQuest"), 0) != SIZE_MAX ||
        bs_str_find(text, BS_STR("\nRecord"), 0) != SIZE_MAX) {
        bs_document_from_text(&document, text);
        matches =
            !document.failed && (bs_nexis_matches(&document) || bs_factiva_matches(&document) ||
                                 bs_newsbank_matches(&document) || bs_proquest_matches(&document));
        bs_document_clear(&document);
    }
    return matches;
}

bs_status bs_export_read(bs_reading *reading, bs_str text, bs_error *error)
{
    static const struct layout {
        bool (*matches)(bs_str text);
        bs_status (*read)(bs_clip *clip, bs_str text, bs_error *error);
    } layouts[] = {{bs_ris_matches, bs_ris_read},
                   {bs_mail_matches, bs_mail_read},
                   {bs_reuters_matches, bs_reuters_read},
                   {bs_europresse_matches, bs_europresse_read}};
    bs_clip clip = {.reading = reading};
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        if (!layouts[i].matches(text))
            continue;
        bs_status status = layouts[i].read(&clip, text, error);
        bs_clip_clear(&clip);
        return status;
    }
    bs_document document = {0};
    if (bs_export_is_html(text))
        bs_document_from_html(&document, text);
    else
        bs_document_from_text(&document, text);
    bs_status status =
        document.failed ? bs_fail_memory(error) : bs_document_read(reading, &document, error);
    bs_document_clear(&document);
    return status;
}
