/* reading.c - see reading.h. */
#include "read/reading.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/language.h"

const char *bs_basis_name(bs_basis basis)
{
    static const char *const names[] = {NULL, "stated", "metadata", "url", "file", "inferred"};
    return (size_t)basis < sizeof names / sizeof *names ? names[basis] : NULL;
}

void bs_reading_begin(bs_reading *reading)
{
    bs_segments segments = reading->draft.segments;
    bs_findings findings = reading->draft.findings;
    segments.count = findings.count = 0;
    reading->draft = (bs_draft){.segments = segments, .findings = findings};
}

void bs_reading_clear(bs_reading *reading)
{
    bs_array_free(&reading->draft.segments);
    bs_array_free(&reading->draft.findings);
}

/* --- Bylines -----------------------------------------------------------------------------------
 */

/* "Scotland correspondent", "Globe Staff": what somebody does, behind the name. */
static bool is_role(bs_str name)
{
    static const char *const roles[] = {"correspondent", "editor",         "reporter",
                                        "staff",         "columnist",      "korrespondent",
                                        "redakteur",     "reporterin",     "correspondant",
                                        "corresponsal",  "corrispondente", NULL};
    size_t start = name.size;
    while (start > 0 && name.data[start - 1] != ' ')
        start--;
    for (const char *const *role = roles; start > 0 && *role; role++)
        if (bs_str_is_nocase(bs_str_slice(name, start, name.size), *role))
            return true;
    return false;
}

void bs_reading_add_name(bs_reading *reading, bs_str name)
{
    bs_draft *draft = &reading->draft;
    name = bs_str_trim(name);
    while (name.size > 0 && strchr(",;|-", name.data[name.size - 1]))
        name = bs_str_trim(bs_str_slice(name, 0, name.size - 1));
    size_t in = bs_str_find(name, BS_STR(" in "), 0); /* "Jane Roe in Paris" */
    if (in < name.size && memchr(name.data, ' ', in))
        name.size = in;
    if (name.size == 0 || name.size > BS_NAME_BYTES_MAX || draft->byline_count == BS_BYLINE_MAX ||
        (draft->byline_count > 0 && is_role(name)))
        return;
    for (size_t i = 0; i < draft->byline_count; i++)
        if (bs_str_equal_nocase(draft->byline[i], name))
            return;
    draft->byline[draft->byline_count++] = name;
}

/* The size of the word of `words` that `text` begins with, with the blank behind it, or 0. */
static size_t leading_word(bs_str text, const char *const *words)
{
    for (; *words; words++) {
        size_t size = strlen(*words);
        if (text.size > size && bs_ascii_is_space((unsigned char)text.data[size]) &&
            bs_str_is_nocase(bs_str_slice(text, 0, size), *words))
            return size + 1;
    }
    return 0;
}

void bs_reading_add_byline(bs_reading *reading, bs_str byline)
{
    static const char *const by[] = {"by", "von", "par", "por", "di", "door", "av", "af", NULL};
    static const char *const and[] = {"and", "und", "et", "y", "e", "en", "och", "og", "&", NULL};
    byline = bs_str_trim(byline);
    size_t skipped = leading_word(byline, by);
    byline = bs_str_slice(byline, skipped, byline.size);
    /* "Smith, John" is one name and "A. Smith, B. Jones" are two: a comma divides only what has a
     * blank on both sides of it. */
    size_t start = 0;
    for (size_t i = 0; i < byline.size; i++) {
        char c = byline.data[i];
        size_t joint = 0;
        if (c == ';' || c == '|') {
            joint = 1;
        } else if (c == ',') {
            bs_str before = bs_str_trim(bs_str_slice(byline, start, i));
            bs_str behind = bs_str_trim(bs_str_slice(byline, i + 1, byline.size));
            if (memchr(before.data, ' ', before.size) && memchr(behind.data, ' ', behind.size))
                joint = 1;
        } else if (c == ' ') {
            joint = leading_word(bs_str_slice(byline, i + 1, byline.size), and);
        }
        if (joint == 0)
            continue;
        bs_reading_add_name(reading, bs_str_slice(byline, start, i));
        start = i + joint;
    }
    if (start < byline.size)
        bs_reading_add_name(reading, bs_str_slice(byline, start, byline.size));
}

/* --- Metadata ----------------------------------------------------------------------------------
 */

/* "en-US" and "EN" are "en"; what has no code of two or three letters is left to detection. */
static bs_str language_of(bs_arena *arena, bs_str value)
{
    value = bs_str_trim(value);
    size_t size = 0;
    while (size < value.size && bs_ascii_is_alpha((unsigned char)value.data[size]))
        size++;
    bool is_code = (size == 2 || size == 3) &&
                   (size == value.size || value.data[size] == '-' || value.data[size] == '_');
    if (!is_code)
        return (bs_str){NULL, 0};
    char lower[4];
    for (size_t i = 0; i < size; i++)
        lower[i] = (char)bs_ascii_lower((unsigned char)value.data[i]);
    return bs_arena_copy(arena, (bs_str){lower, size});
}

static bs_status take_date(bs_reading *reading, bs_str value, bs_basis basis, bs_error *error)
{
    bs_draft *draft = &reading->draft;
    if (draft->basis != BS_BASIS_NONE)
        return BS_OK;
    if (bs_date_written(value, &draft->date)) {
        draft->basis = basis;
        return BS_OK;
    }
    bs_str message =
        bs_arena_print(reading->arena, "\"%.*s\" is given as the date and cannot be read as one",
                       (int)(value.size < 80 ? value.size : 80), value.data);
    return message.data ? bs_reading_find(reading, BS_STR("unreadable date"), 0, 0, message, error)
                        : bs_fail_memory(error);
}

static void take_once(bs_str *field, bs_str value, size_t size_max)
{
    if (!field->data && value.size <= size_max)
        *field = value;
}

bs_status bs_reading_take(bs_reading *reading, bs_key key, bs_str value, bs_basis basis,
                          bs_error *error)
{
    bs_draft *draft = &reading->draft;
    bs_str trimmed = bs_str_trim(value);
    if (key == BS_KEY_TEXT)
        take_once(&draft->text, value, SIZE_MAX);
    if (trimmed.size == 0)
        return BS_OK;
    switch (key) {
    case BS_KEY_ID:
        take_once(&draft->id, value, BS_TITLE_BYTES_MAX);
        return BS_OK;
    case BS_KEY_TITLE:
        take_once(&draft->title, trimmed, BS_TITLE_BYTES_MAX);
        return BS_OK;
    case BS_KEY_BYLINE:
        bs_reading_add_byline(reading, trimmed);
        return BS_OK;
    case BS_KEY_OUTLET:
        take_once(&draft->outlet, trimmed, BS_TITLE_BYTES_MAX);
        return BS_OK;
    case BS_KEY_DATE:
        return take_date(reading, trimmed, basis, error);
    case BS_KEY_URL:
        take_once(&draft->url, trimmed, 8 * BS_TITLE_BYTES_MAX);
        return BS_OK;
    case BS_KEY_LANGUAGE:
        take_once(&draft->language, language_of(reading->arena, trimmed), SIZE_MAX);
        return BS_OK;
    case BS_KEY_CRAWLED:
        take_once(&draft->crawled, trimmed, BS_NAME_BYTES_MAX);
        return BS_OK;
    default:
        return BS_OK;
    }
}

bs_status bs_reading_add_segment(bs_reading *reading, bs_segment_type type, size_t start,
                                 size_t end, bs_error *error)
{
    if (start >= end)
        return BS_OK;
    bs_segment *segment = bs_array_push(&reading->draft.segments);
    if (!segment)
        return bs_fail_memory(error);
    *segment = (bs_segment){.type = type, .start = (uint32_t)start, .end = (uint32_t)end};
    return BS_OK;
}

bs_status bs_reading_find(bs_reading *reading, bs_str kind, size_t start, size_t end,
                          bs_str message, bs_error *error)
{
    enum { FINDINGS_MAX = 1000 };
    if (reading->draft.findings.count >= FINDINGS_MAX)
        return BS_OK;
    bs_finding *finding = bs_array_push(&reading->draft.findings);
    if (!finding)
        return bs_fail_memory(error);
    *finding = (bs_finding){kind, (uint32_t)start, (uint32_t)end, message};
    return BS_OK;
}

/* --- Finishing ---------------------------------------------------------------------------------
 */

/* An article's own date comes first, then its URL, then the names of its file and folders. */
static bs_basis find_date(bs_reading *reading, bs_date *date)
{
    bs_draft *draft = &reading->draft;
    *date = draft->date;
    if (draft->basis != BS_BASIS_NONE)
        return draft->basis;
    bs_str url = draft->url.data ? draft->url : reading->source->url;
    if (url.data && bs_date_in_url(url, date))
        return BS_BASIS_URL;
    /* The name of a crawl has the date of the crawl. */
    if (!reading->source->url.data && bs_date_in_path(reading->source->name, date))
        return BS_BASIS_FILE;
    *date = reading->option_date;
    return reading->options->date.data ? BS_BASIS_STATED : BS_BASIS_NONE;
}

static bs_status set_date(bs_reading *reading, bs_article *article, bs_error *error)
{
    bs_date date;
    article->published_basis = find_date(reading, &date);
    if (article->published_basis == BS_BASIS_NONE)
        return bs_reading_find(reading, BS_STR("no date"), 0, 0,
                               BS_STR("nothing states when this was published"), error);
    char text[BS_DAY_TEXT_MAX];
    bs_date_write(date, text);
    article->published = bs_arena_copy(reading->arena, bs_str_from(text));
    return article->published.data ? BS_OK : bs_fail_memory(error);
}

/* The same for the same text in the same place, wherever the archive itself lies. */
static bs_str make_id(bs_reading *reading)
{
    uint64_t seed = bs_hash_seeded(reading->source->name, reading->ordinal);
    char hex[17];
    bs_hash_hex(bs_hash_seeded(reading->draft.text, seed), hex);
    return bs_arena_copy(reading->arena, bs_str_from(hex));
}

static bool has_anchor(bs_segment_type type)
{
    return type != BS_SEGMENT_COMMENT && type != BS_SEGMENT_SPEECH;
}

static bs_status set_segments(bs_reading *reading, bs_article *article, bs_error *error)
{
    bs_segments *from = &reading->draft.segments;
    if (from->count == 0) {
        bs_status status =
            bs_reading_add_segment(reading, BS_SEGMENT_BODY, 0, reading->draft.text.size, error);
        if (status != BS_OK)
            return status;
    }
    bs_segment *segments = bs_arena_array(reading->arena, from->count, sizeof *segments);
    if (!segments)
        return bs_fail_memory(error);
    for (size_t i = 0; i < from->count; i++) {
        segments[i] = from->items[i];
        /* A comment or a speech has a day of its own, when it says which. */
        if (has_anchor(segments[i].type))
            segments[i].anchor = article->published;
    }
    article->segments = segments;
    article->segment_count = from->count;
    return BS_OK;
}

static bs_status set_lists(bs_reading *reading, bs_article *article, bs_error *error)
{
    const bs_draft *draft = &reading->draft;
    if (draft->byline_count > 0) {
        bs_str *byline = bs_arena_array(reading->arena, draft->byline_count, sizeof *byline);
        if (!byline)
            return bs_fail_memory(error);
        memcpy(byline, draft->byline, draft->byline_count * sizeof *byline);
        article->byline = byline;
        article->byline_count = draft->byline_count;
    }
    if (draft->findings.count > 0) {
        bs_finding *findings =
            bs_arena_array(reading->arena, draft->findings.count, sizeof *findings);
        if (!findings)
            return bs_fail_memory(error);
        memcpy(findings, draft->findings.items, draft->findings.count * sizeof *findings);
        article->findings = findings;
        article->finding_count = draft->findings.count;
    }
    return BS_OK;
}

static bs_status find_replaced(bs_reading *reading, bs_error *error)
{
    if (reading->replaced == 0)
        return BS_OK;
    bs_str message =
        bs_arena_print(reading->arena,
                       "%zu sequences of the file are no text in its encoding; each is U+FFFD here",
                       reading->replaced);
    return message.data ? bs_reading_find(reading, BS_STR("damaged text"), 0, 0, message, error)
                        : bs_fail_memory(error);
}

static bs_status finish(bs_reading *reading, bs_article *article, bs_error *error)
{
    const bs_draft *draft = &reading->draft;
    *article = (bs_article){
        .id = draft->id.data ? draft->id : make_id(reading),
        .file = reading->source->file,
        .url = draft->url.data ? draft->url : reading->source->url,
        .crawled = draft->crawled.data ? draft->crawled : reading->source->crawled,
        .title = draft->title,
        .outlet = draft->outlet.data ? draft->outlet : reading->options->outlet,
        .language = draft->language,
        .text = draft->text,
    };
    if (!article->id.data)
        return bs_fail_memory(error);
    if (!article->language.data)
        article->language = bs_str_from(bs_language_detect(draft->text));
    bs_status status = set_date(reading, article, error);
    if (status == BS_OK)
        status = find_replaced(reading, error);
    if (status == BS_OK && reading->source->damage.data)
        status = bs_reading_find(reading, BS_STR("partial"), 0, 0, reading->source->damage, error);
    if (status == BS_OK)
        status = set_segments(reading, article, error);
    if (status == BS_OK)
        status = set_lists(reading, article, error);
    return status;
}

bs_status bs_reading_emit(bs_reading *reading, bs_error *error)
{
    int most = reading->source->crawled.data ? BS_PAGE_TEXT_MAX : BS_ARTICLE_TEXT_MAX;
    if (reading->draft.text.size > (size_t)most) {
        reading->ordinal++;
        return bs_reading_skip(reading, BS_SKIP_UNREADABLE, error,
                               "article %zu is over %d bytes, the most that one%s may have",
                               reading->ordinal, most,
                               reading->source->crawled.data ? " of a crawl" : "");
    }
    if (reading->draft.text.size == 0) {
        reading->ordinal++;
        return bs_reading_skip(reading, BS_SKIP_FOREIGN, error, "article %zu has no text",
                               reading->ordinal);
    }
    bs_article article;
    bs_status status = finish(reading, &article, error);
    reading->ordinal++;
    return status == BS_OK ? reading->events->article(reading->events->context, &article, error)
                           : status;
}

bs_status bs_reading_skip(bs_reading *reading, bs_skip_kind kind, bs_error *error,
                          const char *format, ...)
{
    char reason[512];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    const bs_source *source = reading->source;
    return reading->events->skipped(reading->events->context, source->file, source->origin, kind,
                                    reason, error);
}
