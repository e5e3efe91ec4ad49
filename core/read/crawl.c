/* crawl.c - see crawl.h. */
#include "read/crawl.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/error.h"
#include "base/progress.h"
#include "read/http.h"
#include "read/warc.h"
#include "text/day.h"

enum {
    PAGE_BYTES_MAX = 16 << 20, /* of one page, decoded */
    BROKEN_TOLD_MAX = 100,     /* records told one by one */
};

/* Why a record gives no source. */
typedef enum passed {
    PASSED_STATUS,
    PASSED_TYPE,
    PASSED_EMPTY,
    PASSED_KIND,
    PASSED_REVISIT,
    PASSED_REASONS,
} passed;

/* The bytes of the crawl, counted: a bomb and a cancelled walk end here. */
typedef struct guard {
    bs_stream stream;
    bs_stream *from;
    const bs_unpacking *unpacking;
    uint64_t bytes;
    bool is_over;
} guard;

typedef struct crawl {
    bs_unpacking *unpacking;
    bs_str file, name;
    bs_warc warc;
    bs_arena arena; /* of the record at hand */
    bs_buffer body;
    bs_revisits *revisits;
    const bs_crawl_place *place;
    bs_buffer again; /* a page that is read again */
    uint64_t pages, records, broken, metadata;
    uint64_t passed[PASSED_REASONS];
    uint64_t lost_revisits; /* of pages that are nowhere before them, or too far */
    char first_lost[160];
} crawl;

bool bs_crawl_is(bs_str head)
{
    return (bs_str_starts(head, BS_STR("WARC/")) && head.size > 5 &&
            bs_ascii_is_digit((unsigned char)head.data[5])) ||
           bs_str_starts(head, BS_STR("filedesc://"));
}

static bs_status tell(crawl *from, bs_skip_kind kind, const char *reason, bs_error *error)
{
    const bs_walk_events *events = from->unpacking->events;
    return events->skipped(events->context, from->file, from->unpacking->origin, kind, reason,
                           error);
}

/* --- Sources ---------------------------------------------------------------------------------- */

static bool is_type(bs_str type, const char *const *types)
{
    for (; *types; types++)
        if (bs_str_is_nocase(type, *types))
            return true;
    return false;
}

/* Text that may hold an article, by what the server said, and by the bytes where it said nothing.
 */
static bool is_page_type(bs_str type, bs_str body)
{
    static const char *const types[] = {"text/html",
                                        "application/xhtml+xml",
                                        "text/plain",
                                        "text/markdown",
                                        "text/xml",
                                        "application/xml",
                                        "application/rss+xml",
                                        "application/atom+xml",
                                        "application/rdf+xml",
                                        NULL};
    static const char *const unsure[] = {"application/octet-stream", "unknown/unknown", "unknown",
                                         "no-type", NULL};
    if (type.size > 0 && !is_type(type, unsure))
        return is_type(type, types);
    body = bs_str_trim(bs_str_slice(body, 0, body.size < 512 ? body.size : 512));
    return body.size > 1 && body.data[0] == '<' &&
           (body.data[1] == '!' || body.data[1] == '?' ||
            bs_ascii_is_alpha((unsigned char)body.data[1]));
}

/* Text for programs, at addresses that everybody knows. */
static bool is_for_programs(bs_str url)
{
    static const char *const names[] = {"/robots.txt", "/ads.txt", "/app-ads.txt", "/humans.txt",
                                        "/security.txt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bs_str_ends(url, bs_str_from(names[i])))
            return true;
    return false;
}

static bool is_web_address(bs_str url)
{
    static const char *const schemes[] = {"http://", "https://", "file://", "ftp://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (url.size > strlen(schemes[i]) &&
            bs_str_is_nocase(bs_str_slice(url, 0, strlen(schemes[i])), schemes[i]))
            return true;
    return false;
}

/* "2014-01-03T03:03:21Z" as it is, 20140103030321 in the same form; absent when it is neither. */
static bs_str time_of(crawl *from, bs_str date)
{
    static const char form[] = "0000-00-00T00:00:00";
    size_t digits = 0;
    while (digits < date.size && bs_ascii_is_digit((unsigned char)date.data[digits]))
        digits++;
    if (digits == date.size && (digits == 14 || digits == 8)) {
        const char *d = date.data;
        if (digits == 8)
            return bs_arena_print(&from->arena, "%.4s-%.2s-%.2s", d, d + 4, d + 6);
        return bs_arena_print(&from->arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", d, d + 4, d + 6,
                              d + 8, d + 10, d + 12);
    }
    size_t at = 0;
    for (; at < date.size && at < sizeof form - 1; at++)
        if (form[at] == '0' ? !bs_ascii_is_digit((unsigned char)date.data[at])
                            : date.data[at] != form[at])
            break;
    if (at == sizeof form - 1)
        return bs_arena_print(&from->arena, "%.*sZ", (int)at, date.data);
    return at >= 10 ? bs_str_slice(date, 0, 10) : (bs_str){NULL, 0};
}

/* Addresses are shown as they are, but for what is no text. */
static bs_str clean(crawl *from, bs_str text)
{
    char *out = bs_arena_alloc(&from->arena, text.size + 1);
    for (size_t i = 0; out && i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        out[i] = c < ' ' || c >= 0x7f ? '?' : text.data[i];
    }
    return (bs_str){out, text.size};
}

static bs_status hand_on(crawl *from, const bs_warc_record *record, bs_source *source,
                         bs_error *error)
{
    bs_unpacking *unpacking = from->unpacking;
    source->url = clean(from, record->url);
    source->crawled = time_of(from, record->date);
    source->origin = unpacking->origin;
    source->file =
        bs_arena_print(&from->arena, "%.*s!%.*s", BS_STR_ARG(from->file), BS_STR_ARG(source->url));
    source->name = bs_arena_print(&from->arena, "%.*s!%llu %.*s", BS_STR_ARG(from->name),
                                  (unsigned long long)record->number, BS_STR_ARG(source->url));
    if (!source->url.data || !source->file.data || !source->name.data)
        return bs_fail_memory(error);
    bs_str cut = bs_warc_header(record, "WARC-Truncated");
    if (cut.data && !source->damage.data)
        source->damage =
            bs_arena_print(&from->arena, "the crawler cut this page (%.*s)", BS_STR_ARG(cut));
    from->pages++;
    bs_status status = BS_OK;
    if (source->damage.data) {
        bs_str reason =
            bs_arena_print(&from->arena, "given in part: %.*s", BS_STR_ARG(source->damage));
        status = reason.data ? unpacking->events->skipped(unpacking->events->context, source->file,
                                                          unpacking->origin, BS_SKIP_UNREADABLE,
                                                          reason.data, error)
                             : bs_fail_memory(error);
    }
    if (status == BS_OK)
        status = unpacking->events->source(unpacking->events->context, source, error);
    return status;
}

static bs_status pass(crawl *from, passed reason, const bs_warc_record *record, bs_error *error)
{
    from->passed[reason]++;
    uint64_t digest = bs_page_key(bs_warc_header(record, "WARC-Payload-Digest"));
    return bs_revisits_add_other(from->revisits, digest) ? BS_OK : bs_fail_memory(error);
}

/* --- Records ---------------------------------------------------------------------------------- */

static bs_page_keys keys_of(const bs_warc_record *record)
{
    return (bs_page_keys){bs_page_key(record->id),
                          bs_page_key(bs_warc_header(record, "WARC-Payload-Digest")),
                          bs_page_key(record->url)};
}

static bs_status remember(crawl *from, const bs_warc_record *record, const bs_source *source,
                          bs_error *error)
{
    bs_page_keys keys = keys_of(record);
    bs_page_place place = {.path = from->place->path, .offset = record->offset};
    const bs_stream_gzip *gzip = from->place->gzip;
    place.is_packed = gzip != NULL;
    if (gzip && !bs_gzip_member_at(gzip, record->offset, &place.offset))
        place.path.data = NULL; /* in the middle of a member, from which nothing can be read */
    return bs_revisits_add(from->revisits, source, &keys, &place) ? BS_OK : bs_fail_memory(error);
}

static bs_status take_response(crawl *from, const bs_warc_record *record, bs_str content,
                               bs_error *error)
{
    bs_http_head head;
    if (!bs_http_head_read(content, &head)) {
        /* ARC files hold more than answers of web servers. */
        from->passed[PASSED_KIND]++;
        return BS_OK;
    }
    if (head.status < 200 || head.status > 299 || head.status == 204 || head.status == 206)
        return pass(from, PASSED_STATUS, record, error);
    bs_str raw = bs_str_slice(content, head.size, content.size);
    bool is_encoded = bs_http_header(head.head, "content-encoding").data != NULL;
    if (!is_page_type(head.type, raw) && !(head.type.size == 0 && is_encoded))
        return pass(from, PASSED_TYPE, record, error);
    if (!is_web_address(record->url) || is_for_programs(record->url))
        return pass(from, PASSED_KIND, record, error);

    const char *problem;
    from->body.size = 0;
    bs_status status = bs_http_body(&head, raw, PAGE_BYTES_MAX, &from->body, &problem, error);
    if (status != BS_OK)
        return status;
    bs_source source = {
        .bytes = bs_buffer_str(&from->body), .type = head.type, .charset = head.charset};
    if (source.bytes.size == 0 && problem)
        return bs_fail(error, BS_BAD_DATA, "%s", problem);
    if (bs_str_trim(source.bytes).size == 0)
        return pass(from, PASSED_EMPTY, record, error);
    if (problem)
        source.damage = bs_str_from(problem);
    status = hand_on(from, record, &source, error);
    return status == BS_OK ? remember(from, record, &source, error) : status;
}

/* The content of the record at hand of another pass through a crawl, when it is the page with one
 * of the keys. */
static bs_status take_again(crawl *from, bs_warc *warc, const bs_page_keys *keys,
                            bs_http_head *head, bool *is_found, bs_error *error)
{
    const bs_warc_record *record;
    bs_str content;
    bs_error reason;
    *is_found = false;
    bs_status status = bs_warc_next(warc, &record, &reason);
    if (status == BS_OK && record) {
        bs_page_keys its = keys_of(record);
        bool is_it = (keys->id && its.id == keys->id) ||
                     (keys->digest && its.digest == keys->digest) ||
                     (keys->url && its.url == keys->url);
        if (!is_it)
            return BS_OK;
        status = bs_warc_content(warc, &content, &reason);
    }
    if (status == BS_BAD_DATA || (status == BS_OK && !record))
        return BS_OK; /* the file is another one by now */
    if (status != BS_OK) {
        if (error)
            *error = reason;
        return status;
    }
    const char *problem;
    if (!bs_http_head_read(content, head))
        return BS_OK;
    from->again.size = 0;
    status = bs_http_body(head, bs_str_slice(content, head->size, content.size), PAGE_BYTES_MAX,
                          &from->again, &problem, error);
    *is_found = status == BS_OK && from->again.size > 0;
    return status;
}

/* The page with one of the keys, read again from where it stands, and handed on. */
static bs_status hand_on_again(crawl *from, const bs_warc_record *record, const bs_page_keys *keys,
                               bool *is_found, bs_error *error)
{
    bs_page_place place;
    *is_found = false;
    if (!bs_revisits_place(from->revisits, keys, &place))
        return BS_OK;
    int fd = open(place.path.data, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return BS_OK;
    bs_stream_file file;
    bs_stream_gzip gzip;
    bs_warc warc;
    bs_http_head head;
    bs_stream_file_init(&file, fd);
    bs_stream_gzip_init(&gzip, &file.stream);
    bs_warc_init(&warc, place.is_packed ? &gzip.stream : &file.stream);
    bs_status status = BS_OK;
    if (lseek(fd, (off_t)place.offset, SEEK_SET) >= 0)
        status = take_again(from, &warc, keys, &head, is_found, error);
    if (status == BS_OK && *is_found) {
        bs_source source = {
            .bytes = bs_buffer_str(&from->again), .type = head.type, .charset = head.charset};
        status = hand_on(from, record, &source, error);
    }
    bs_warc_clear(&warc);
    bs_stream_gzip_clear(&gzip);
    bs_stream_file_clear(&file);
    close(fd);
    return status;
}

/*
 * A revisit states what it refers to (WARC 1.1, 6.7): by the id of a record, by the digest of the
 * content, and by address and time. The address alone tells only where nothing else can: the
 * server said that the page is as it was, or the crawler gave no digest.
 */
static bs_status take_revisit(crawl *from, const bs_warc_record *record, bs_error *error)
{
    bs_str url = bs_warc_header(record, "WARC-Refers-To-Target-URI");
    bs_str profile = bs_warc_header(record, "WARC-Profile");
    bs_page_keys keys = {bs_page_key(bs_warc_header(record, "WARC-Refers-To")),
                         bs_page_key(bs_warc_header(record, "WARC-Payload-Digest")),
                         bs_page_key(url.data ? url : record->url)};
    if (keys.digest && bs_str_find(profile, BS_STR("server-not-modified"), 0) == SIZE_MAX)
        keys.url = 0;
    const bs_kept_page *page = bs_revisits_kept(from->revisits, &keys);
    if (page) {
        const char *body = page->data + page->type_size + page->charset_size;
        bs_source source = {.bytes = {body, page->body_size},
                            .type = {page->data, page->type_size},
                            .charset = {page->data + page->type_size, page->charset_size}};
        return hand_on(from, record, &source, error);
    }
    if (bs_revisits_is_other(from->revisits, keys.digest)) {
        from->passed[PASSED_REVISIT]++;
        return BS_OK;
    }
    bool is_found;
    bs_status status = hand_on_again(from, record, &keys, &is_found, error);
    if (status == BS_OK && !is_found && from->lost_revisits++ == 0)
        snprintf(from->first_lost, sizeof from->first_lost, "record %llu, of %.*s",
                 (unsigned long long)record->number,
                 (int)(record->url.size < 100 ? record->url.size : 100),
                 record->url.data ? record->url.data : "");
    return status;
}

/* A resource or conversion: the content is the page. */
static bs_status take_plain(crawl *from, const bs_warc_record *record, bs_str content,
                            bs_error *error)
{
    bs_source source = {.bytes = content};
    bs_http_content_type(record->type, &source.type, &source.charset);
    if (!is_page_type(source.type, content))
        return pass(from, PASSED_TYPE, record, error);
    if (!is_web_address(record->url) || is_for_programs(record->url))
        return pass(from, PASSED_KIND, record, error);
    if (bs_str_trim(content).size == 0)
        return pass(from, PASSED_EMPTY, record, error);
    return hand_on(from, record, &source, error);
}

static bs_status take_content(crawl *from, const bs_warc_record *record, bs_error *error)
{
    bs_str kind = record->kind, content;
    bool is_response = bs_str_equal_nocase(kind, BS_STR("response"));
    bs_status status = bs_warc_content(&from->warc, &content, error);
    if (status != BS_OK)
        return status;
    bs_error reason;
    if (is_response)
        status = take_response(from, record, content, &reason);
    else
        status = take_plain(from, record, content, &reason);
    if (status == BS_BAD_DATA) /* of the page, not of the file */
        return bs_fail(error, BS_BAD_DATA, "record %llu (%.*s), at byte %llu: %.120s",
                       (unsigned long long)record->number,
                       (int)(record->url.size < 60 ? record->url.size : 60),
                       record->url.data ? record->url.data : "", (unsigned long long)record->offset,
                       reason.message);
    if (status != BS_OK && error)
        *error = reason;
    return status;
}

static bs_status take_record(crawl *from, const bs_warc_record *record, bs_error *error)
{
    static const char *const contents[] = {"response", "resource", "conversion", NULL};
    from->records++;
    from->metadata += bs_str_equal_nocase(record->kind, BS_STR("metadata"));
    if (is_type(record->kind, contents))
        return take_content(from, record, error);
    bs_status status = BS_OK;
    if (bs_str_equal_nocase(record->kind, BS_STR("revisit")))
        status = take_revisit(from, record, error);
    return status == BS_OK ? bs_warc_pass(&from->warc, error) : status;
}

/* --- The whole -------------------------------------------------------------------------------- */

static bs_status tell_broken(crawl *from, const bs_error *reason, bs_error *error)
{
    if (from->broken++ >= BROKEN_TOLD_MAX)
        return BS_OK;
    bs_error shown = *reason;
    for (char *c = shown.message; *c; c++) /* an address may be any bytes */
        if ((unsigned char)*c < ' ' || (unsigned char)*c >= 0x7f)
            *c = '?';
    return tell(from, BS_SKIP_UNREADABLE, shown.message, error);
}

static bs_status tell_passed(crawl *from, bs_error *error)
{
    static const struct words {
        const char *one, *many;
    } words[PASSED_REASONS] = {
        [PASSED_STATUS] = {"redirect or error", "redirects or errors"},
        [PASSED_TYPE] = {"not text", "not text"},
        [PASSED_EMPTY] = {"empty", "empty"},
        [PASSED_KIND] = {"no page of the web, or meant for programs",
                         "no pages of the web, or meant for programs"},
        [PASSED_REVISIT] = {"revisit of one of these", "revisits of one of these"},
    };
    char reason[400];
    size_t size = 0;
    for (size_t i = 0; i < PASSED_REASONS; i++)
        if (from->passed[i] > 0)
            size += (size_t)snprintf(reason + size, sizeof reason - size, "%s%llu %s",
                                     size > 0 ? ", " : "", (unsigned long long)from->passed[i],
                                     from->passed[i] == 1 ? words[i].one : words[i].many);
    if (size == 0)
        return BS_OK;
    char line[480];
    snprintf(line, sizeof line, "of its records were passed over by rule: %s", reason);
    return tell(from, BS_SKIP_LITTER, line, error);
}

static bs_status tell_all(crawl *from, bs_error *error)
{
    char line[320];
    bs_status status = BS_OK;
    if (from->broken > BROKEN_TOLD_MAX) {
        snprintf(line, sizeof line, "%llu more of its records are broken",
                 (unsigned long long)(from->broken - BROKEN_TOLD_MAX));
        status = tell(from, BS_SKIP_UNREADABLE, line, error);
    }
    if (status == BS_OK && from->lost_revisits > 0) {
        snprintf(line, sizeof line,
                 "%llu revisits refer to pages that were not read before them, the first being %s",
                 (unsigned long long)from->lost_revisits, from->first_lost);
        status = tell(from, BS_SKIP_FOREIGN, line, error);
    }
    if (status == BS_OK)
        status = tell_passed(from, error);
    if (status == BS_OK && from->pages == 0 && from->broken == 0 && from->lost_revisits == 0) {
        bool is_wat = from->metadata * 2 > from->records;
        snprintf(line, sizeof line, "a crawl of %llu records without a page: %s",
                 (unsigned long long)from->records,
                 is_wat ? "metadata about pages (WAT), no text"
                        : "no successful response that is text");
        status = tell(from, BS_SKIP_FOREIGN, line, error);
    }
    return status;
}

static bs_status walk(crawl *from, bs_error *error)
{
    for (;;) {
        const bs_warc_record *record;
        bs_error reason = {BS_OK, ""};
        bs_arena_reset(&from->arena);
        if (from->place->gzip)
            bs_gzip_forget_members(from->place->gzip, from->warc.window.offset);
        bs_status status = bs_progress_check(from->unpacking->progress, error);
        if (status != BS_OK)
            return status;
        status = bs_warc_next(&from->warc, &record, &reason);
        if (status == BS_OK && !record)
            return tell_all(from, error);
        if (status == BS_OK)
            status = take_record(from, record, &reason);
        if (status == BS_BAD_DATA)
            status = tell_broken(from, &reason, error);
        else if (status != BS_OK && error)
            *error = reason;
        if (status != BS_OK)
            return status;
    }
}

static bs_status next_of_guard(bs_stream *stream, bs_str *block, bs_error *error)
{
    guard *over = (guard *)stream;
    *block = BS_STR("");
    bs_status status = bs_progress_check(over->unpacking->progress, error);
    if (status != BS_OK || over->is_over)
        return status;
    status = over->from->next(over->from, block, error);
    over->bytes += status == BS_OK ? block->size : 0;
    uint64_t size = over->unpacking->size;
    over->is_over = size > 0 && over->bytes / BS_CONTAINER_RATIO_MAX >
                                    size + BS_READ_FILE_BYTES_MAX / BS_CONTAINER_RATIO_MAX;
    if (status == BS_OK && over->is_over)
        return bs_fail(error, BS_BAD_DATA,
                       "given up: it unpacks to over %d times its size (a decompression bomb?)",
                       BS_CONTAINER_RATIO_MAX);
    return status;
}

bs_status bs_crawl_walk(bs_unpacking *unpacking, bs_str file, bs_str name, bs_stream *from,
                        const bs_crawl_place *place, bs_error *error)
{
    bs_revisits own = {.kept = NULL};
    guard over = {.stream = {next_of_guard}, .from = from, .unpacking = unpacking};
    crawl work = {.unpacking = unpacking,
                  .file = file,
                  .name = name,
                  .revisits = unpacking->revisits ? unpacking->revisits : &own,
                  .place = place};
    bs_warc_init(&work.warc, &over.stream);
    bs_status status = walk(&work, error);
    bs_revisits_clear(&own);
    bs_warc_clear(&work.warc);
    bs_buffer_clear(&work.body);
    bs_buffer_clear(&work.again);
    bs_arena_clear(&work.arena);
    return status;
}
