/* container.c - see container.h. */
#include "read/container.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/progress.h"
#include "base/str.h"
#include "base/utf8.h"
#include "read/crawl.h"
#include "read/litter.h"
#include "read/recognise.h"

enum {
    BLOCK_BYTES = 64 * 1024,
    TAR_BLOCK_BYTES = 512,
    RETRIES_MAX = 16, /* of one container, when libarchive asks to try again */
    MEMBERS_MAX = 50 * 1000 * 1000,
};

/* --- What is a container ------------------------------------------------------------------- */

static bool starts_with(bs_str head, const char *bytes, size_t size)
{
    return head.size >= size && memcmp(head.data, bytes, size) == 0;
}

/* A header of tar carries the sum of its own bytes, so any version of tar is told by it. */
static bool is_tar(bs_str head)
{
    enum { SUM_START = 148, SUM_END = 156 };
    if (head.size < TAR_BLOCK_BYTES || head.data[0] == '\0')
        return false;
    unsigned sum = 0, stated = 0;
    for (size_t i = 0; i < TAR_BLOCK_BYTES; i++)
        sum += i >= SUM_START && i < SUM_END ? ' ' : (unsigned char)head.data[i];
    size_t i = SUM_START;
    while (i < SUM_END && head.data[i] == ' ')
        i++;
    size_t digits = 0;
    for (; i < SUM_END && head.data[i] >= '0' && head.data[i] <= '7'; i++, digits++)
        stated = stated * 8 + (unsigned)(head.data[i] - '0');
    return digits > 0 && sum == stated;
}

/* The name of the first member tells programs and office documents from archives of files. */
static bool is_office_zip(bs_str head)
{
    static const char *const first_names[] = {
        "[Content_Types].xml", "_rels/",     "docProps/", "word/", "xl/", "ppt/", "mimetype",
        "META-INF/",           "customXml/",
    };
    enum { NAME_SIZE_AT = 26, NAME_AT = 30 };
    if (head.size <= NAME_AT)
        return false;
    size_t size = (unsigned char)head.data[NAME_SIZE_AT] |
                  (size_t)(unsigned char)head.data[NAME_SIZE_AT + 1] << 8;
    bs_str name = bs_str_slice(head, NAME_AT, head.size);
    if (size < name.size)
        name.size = size;
    for (size_t i = 0; i < sizeof first_names / sizeof *first_names; i++)
        if (bs_str_starts(name, bs_str_from(first_names[i])))
            return true;
    return false;
}

/* WARC in zstd may begin with the dictionary that its records are packed with, in a frame of this
 * kind (IIPC, "Zstandard compression for WARC files" 1.0). */
static bool has_dictionary(bs_str head)
{
    return starts_with(head, "\x5d\x2a\x4d\x18", 4);
}

/* A crawl packed with gzip is read by our own means, which go on behind a damaged member. */
static bool is_packed_crawl(bs_str head)
{
    char peek[BS_CRAWL_HEAD_BYTES];
    return bs_crawl_is((bs_str){peek, bs_gzip_peek(head, peek, sizeof peek)});
}

bool bs_container_is(bs_str head)
{
    if (bs_crawl_is(head) || has_dictionary(head))
        return true;
    static const struct magic {
        const char *bytes;
        size_t size;
    } magics[] = {
        {"\x1f\x8b\x08", 3},
        {"\xfd\x37zXZ\0", 6},
        {"\x28\xb5\x2f\xfd", 4},
        {"\x50\x2a\x4d\x18", 4}, /* a skippable frame of zstd, the first of sixteen kinds */
    };
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (starts_with(head, magics[i].bytes, magics[i].size))
            return true;
    if (starts_with(head, "BZh", 3) && head.size >= 10 && head.data[3] >= '1' &&
        head.data[3] <= '9')
        return memcmp(head.data + 4, "1AY&SY", 6) == 0 ||
               memcmp(head.data + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0;
    if (starts_with(head, "PK\3\4", 4))
        return !is_office_zip(head);
    return starts_with(head, "PK\5\6", 4) || is_tar(head);
}

/* --- Reading one --------------------------------------------------------------------------- */

/* A descriptor that cannot seek: gives `head` first. */
typedef struct intake {
    int fd;
    bs_str head;
    char block[BLOCK_BYTES];
} intake;

/* One container being read. */
typedef struct container {
    bs_unpacking *unpacking;
    bs_str file, name; /* of the container itself */
    struct archive *archive;
    bs_buffer bytes; /* of the member at hand */
    bs_arena names;  /* of the member at hand */
    char last_text[256];
    uint64_t members;
    bool is_wacz, has_crawl; /* a package around crawls */
    unsigned retries;
} container;

typedef enum outcome {
    COMPLETE,
    TOO_LARGE, /* the member is; those behind it can be read */
    BOMB,      /* the whole container is given up */
    DAMAGED,   /* the member is; those behind it may be read */
    LOST,      /* nothing more can be read */
} outcome;

static la_ssize_t stream_read(struct archive *archive, void *context, const void **block)
{
    intake *from = context;
    if (from->head.size > 0) {
        bs_str head = from->head;
        from->head.size = 0;
        *block = head.data;
        return (la_ssize_t)head.size;
    }
    ssize_t size;
    do
        size = read(from->fd, from->block, sizeof from->block);
    while (size < 0 && errno == EINTR);
    if (size < 0)
        archive_set_error(archive, errno, "read failed");
    *block = from->block;
    return size;
}

static struct archive *new_archive(void)
{
    struct archive *archive = archive_read_new();
    if (!archive)
        return NULL;
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_zip(archive);
    archive_read_support_format_raw(archive);
    archive_read_support_format_empty(archive);
    return archive;
}

static const char *problem_of(struct archive *archive)
{
    const char *problem = archive_error_string(archive);
    return problem ? problem : "no further reason known";
}

/* One step in a member, with its outcome. */
typedef struct step {
    int status;
    bs_str block;
    uint64_t offset;
} step;

static step next_step(container *from)
{
    const void *block;
    size_t size;
    la_int64_t offset;
    for (;;) {
        int status = archive_read_data_block(from->archive, &block, &size, &offset);
        if (status == ARCHIVE_RETRY && from->retries++ < RETRIES_MAX)
            continue;
        if (status == ARCHIVE_EOF || status < ARCHIVE_WARN)
            return (step){status, {"", 0}, 0};
        if (size > 0)
            return (step){status, {block, size}, (uint64_t)offset};
    }
}

/* The rest of a member as a stream. */
typedef struct member_stream {
    bs_stream stream;
    container *from;
    uint64_t offset; /* of the next block */
    bool is_done;
} member_stream;

static bs_status next_of_member(bs_stream *stream, bs_str *block, bs_error *error)
{
    member_stream *member = (member_stream *)stream;
    *block = BS_STR("");
    if (member->is_done)
        return BS_OK;
    step next = next_step(member->from);
    member->is_done =
        next.status == ARCHIVE_EOF || next.status < ARCHIVE_WARN || next.offset != member->offset;
    if (next.status < ARCHIVE_WARN)
        return bs_fail(error, BS_BAD_DATA, "%s", problem_of(member->from->archive));
    if (next.status != ARCHIVE_EOF && next.offset != member->offset)
        return bs_fail(error, BS_BAD_DATA, "a hole in the file");
    member->offset += next.block.size;
    *block = next.block;
    return BS_OK;
}

static bs_status tell(container *from, bs_str file, bs_skip_kind kind, const char *reason,
                      bs_error *error)
{
    const bs_unpacking *unpacking = from->unpacking;
    return unpacking->events->skipped(unpacking->events->context, file, unpacking->origin, kind,
                                      reason, error);
}

/* Damage of the container as a whole, told with the place up to which it was read. */
static bs_status tell_damage(container *from, const char *problem, bs_error *error)
{
    char reason[512];
    if (from->members == 0)
        snprintf(reason, sizeof reason, "damaged from the beginning: %s", problem);
    else
        snprintf(reason, sizeof reason, "damaged behind member %llu (%s): %s",
                 (unsigned long long)from->members, from->last_text, problem);
    return tell(from, from->file, BS_SKIP_UNREADABLE, reason, error);
}

static bool is_bomb(const bs_unpacking *unpacking)
{
    uint64_t size = unpacking->size;
    if (size == 0 && unpacking->outermost)
        size = (uint64_t)archive_filter_bytes(unpacking->outermost, -1);
    return unpacking->unpacked / BS_CONTAINER_RATIO_MAX >
           size + BS_READ_FILE_BYTES_MAX / BS_CONTAINER_RATIO_MAX;
}

/* Reads the member at hand, which begins with `first`, into `bytes`; what cannot be kept is read
 * on, so that the members behind it are reached. */
static bs_status read_member(container *from, step first, size_t size_hint, outcome *result,
                             bs_error *error)
{
    bs_unpacking *unpacking = from->unpacking;
    size_t size_max = BS_READ_FILE_BYTES_MAX - unpacking->held;
    from->bytes.size = 0;
    *result = COMPLETE;
    if (size_hint <= size_max && size_hint < (1u << 26) && size_hint > 0 &&
        !bs_buffer_room(&from->bytes, size_hint))
        return bs_fail_memory(error);
    for (step at = first; at.status != ARCHIVE_EOF; at = next_step(from)) {
        if (at.status < ARCHIVE_WARN) {
            *result = at.status == ARCHIVE_FATAL ? LOST : DAMAGED;
            return BS_OK;
        }
        unpacking->unpacked += at.block.size;
        if (is_bomb(unpacking)) {
            *result = BOMB;
            return BS_OK;
        }
        if (bs_progress_is_cancelled(unpacking->progress))
            return bs_progress_check(unpacking->progress, error);
        /* A hole in a sparse file is no text, and could be of any size. */
        bool has_hole = at.offset != from->bytes.size;
        if (*result == TOO_LARGE || has_hole || at.block.size > size_max - from->bytes.size) {
            *result = TOO_LARGE;
            continue;
        }
        bs_buffer_add(&from->bytes, at.block);
        if (from->bytes.failed)
            return bs_fail_memory(error);
    }
    return BS_OK;
}

/* Names of members need not be UTF-8; what we hand on is. */
static bs_str clean_name(bs_arena *arena, bs_str name)
{
    if (bs_utf8_valid_until(name) == name.size)
        return bs_arena_copy(arena, name);
    char *out = bs_arena_alloc(arena, name.size * 3 + 1);
    if (!out)
        return (bs_str){NULL, 0};
    size_t size = 0;
    for (size_t i = 0; i < name.size;) {
        uint32_t point;
        i += bs_utf8_decode(name, i, &point);
        size += bs_utf8_encode(point, out + size);
    }
    return (bs_str){out, size};
}

static bs_str member_name(container *from, struct archive_entry *entry)
{
    const char *text = archive_entry_pathname_utf8(entry);
    if (!text)
        text = archive_entry_pathname(entry);
    if (!text || !*text)
        return bs_arena_print(&from->names, "member %llu", (unsigned long long)from->members + 1);
    bs_str name = bs_str_from(text);
    while (bs_str_starts(name, BS_STR("./")))
        name = bs_str_slice(name, 2, name.size);
    return clean_name(&from->names, name);
}

static bs_status offer_inside(container *from, bs_str file, bs_str name, bs_error *error)
{
    bs_unpacking *unpacking = from->unpacking;
    size_t held = from->bytes.size;
    unpacking->depth++;
    unpacking->held += held;
    bs_status status =
        bs_container_offer(unpacking, file, name, bs_buffer_str(&from->bytes), error);
    unpacking->held -= held;
    unpacking->depth--;
    return status;
}

/* A stream that breaks off in the middle: records of many articles are good up to the last whole
 * line, one article without its end is not. */
static bs_status offer_rest(container *from, bs_str file, bs_str name, bs_error *error)
{
    bs_str bytes = bs_buffer_str(&from->bytes);
    bs_recognition recognition = bs_recognise(bytes, name);
    if (recognition.format != BS_FORMAT_JSON && recognition.format != BS_FORMAT_CSV)
        return BS_OK;
    size_t size = bytes.size;
    while (size > 0 && bytes.data[size - 1] != '\n')
        size--;
    from->bytes.size = size;
    return size > 0 ? offer_inside(from, file, name, error) : BS_OK;
}

/* `path` is that of the crawl when it is a file of its own. */
static bs_status walk_stream(bs_unpacking *unpacking, bs_str file, bs_str name, bool is_packed,
                             bs_stream *stream, bs_str path, bs_error *error)
{
    bs_crawl_place place = {.path = path};
    if (!is_packed)
        return bs_crawl_walk(unpacking, file, name, stream, &place, error);
    bs_stream_gzip gzip;
    bs_stream_gzip_init(&gzip, stream);
    place.gzip = &gzip;
    bs_status status = bs_crawl_walk(unpacking, file, name, &gzip.stream, &place, error);
    bs_stream_gzip_clear(&gzip);
    return status;
}

/* A member that is a crawl is never in memory as a whole. */
static bs_status walk_crawl(container *from, step first, bs_str file, bs_str name, bs_error *error)
{
    member_stream member = {.stream = {next_of_member}, .from = from, .offset = first.block.size};
    bs_stream_bytes stream;
    bs_stream_bytes_init(&stream, first.block, &member.stream);
    return walk_stream(from->unpacking, file, name, !bs_crawl_is(first.block), &stream.stream,
                       (bs_str){NULL, 0}, error);
}

/* One member that is a plain file; `*go_on` is false when the container is at its end. */
static bs_status take_member(container *from, struct archive_entry *entry, bs_str file, bs_str name,
                             bool is_raw, bool *go_on, bs_error *error)
{
    outcome result;
    size_t hint = archive_entry_size_is_set(entry) && archive_entry_size(entry) > 0
                      ? (size_t)archive_entry_size(entry)
                      : 0;
    step first = next_step(from);
    if (first.offset == 0 && (bs_crawl_is(first.block) || is_packed_crawl(first.block))) {
        from->has_crawl = true;
        return walk_crawl(from, first, file, name, error);
    }
    bs_status status = read_member(from, first, hint, &result, error);
    if (status != BS_OK)
        return status;

    char reason[512];
    switch (result) {
    case COMPLETE:
        return offer_inside(from, file, name, error);
    case TOO_LARGE:
        snprintf(reason, sizeof reason, "unpacks to over %d bytes", BS_READ_FILE_BYTES_MAX);
        return tell(from, file, BS_SKIP_UNREADABLE, reason, error);
    case BOMB:
        *go_on = false;
        snprintf(reason, sizeof reason,
                 "given up: it unpacks to over %d times its size (a decompression bomb?)",
                 BS_CONTAINER_RATIO_MAX);
        return tell(from, file, BS_SKIP_UNREADABLE, reason, error);
    case DAMAGED:
    case LOST:
        break;
    }
    *go_on = result == DAMAGED && !is_raw;
    snprintf(reason, sizeof reason, "damaged after %zu bytes: %s%s", from->bytes.size,
             problem_of(from->archive),
             *go_on || is_raw ? "" : "; what lies behind it in the container is lost");
    status = tell(from, file, BS_SKIP_UNREADABLE, reason, error);
    return status == BS_OK && is_raw ? offer_rest(from, file, name, error) : status;
}

static bs_status visit_entry(container *from, struct archive_entry *entry, bool *go_on,
                             bs_error *error)
{
    bs_arena_reset(&from->names);
    /* A stream that was only compressed has no member: it is the file. */
    bool is_raw = archive_format(from->archive) == ARCHIVE_FORMAT_RAW;
    if (is_raw)
        return take_member(from, entry, from->file, from->name, true, go_on, error);

    bs_str member = member_name(from, entry);
    bs_str file =
        bs_arena_print(&from->names, "%.*s!%.*s", BS_STR_ARG(from->file), BS_STR_ARG(member));
    bs_str name =
        bs_arena_print(&from->names, "%.*s!%.*s", BS_STR_ARG(from->name), BS_STR_ARG(member));
    if (!member.data || !file.data || !name.data)
        return bs_fail_memory(error);

    bs_status status = BS_OK;
    const char *litter = bs_litter_path(member);
    if (!litter && from->is_wacz && !bs_str_starts(member, BS_STR("archive/")))
        litter = "a list or index of the crawl that it comes with (WACZ)";
    mode_t type = archive_entry_filetype(entry);
    if (type == AE_IFDIR)
        status = BS_OK;
    else if (litter)
        status = tell(from, file, BS_SKIP_LITTER, litter, error);
    else if (type == AE_IFLNK || archive_entry_hardlink(entry) ||
             archive_entry_hardlink_utf8(entry))
        status = tell(from, file, BS_SKIP_LITTER, "a link to another member", error);
    else if (type != AE_IFREG)
        status = tell(from, file, BS_SKIP_FOREIGN, "neither a file nor a folder", error);
    else if (archive_entry_is_encrypted(entry))
        status = tell(from, file, BS_SKIP_UNREADABLE, "encrypted", error);
    else
        status = take_member(from, entry, file, name, false, go_on, error);
    snprintf(from->last_text, sizeof from->last_text, "%.*s", BS_STR_ARG(member));
    from->members++;
    return status;
}

static bs_status visit_entries(container *from, bs_error *error)
{
    for (bool go_on = true; go_on;) {
        bs_status status = bs_progress_check(from->unpacking->progress, error);
        if (status != BS_OK)
            return status;
        struct archive_entry *entry;
        int read = archive_read_next_header(from->archive, &entry);
        if (read == ARCHIVE_EOF && from->is_wacz && !from->has_crawl)
            return tell(from, from->file, BS_SKIP_FOREIGN,
                        "a package (WACZ) without a crawl in archive/", error);
        if (read == ARCHIVE_EOF)
            return BS_OK;
        if (read == ARCHIVE_RETRY && from->retries++ < RETRIES_MAX)
            continue;
        if (read < ARCHIVE_WARN)
            return tell_damage(from, problem_of(from->archive), error);
        if (from->members >= MEMBERS_MAX)
            return tell_damage(from, "more members than are read from one container", error);
        status = visit_entry(from, entry, &go_on, error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

/* Walks an archive that has been opened, or tells why it could not be. */
static bs_status walk_opened(bs_unpacking *unpacking, bs_str file, bs_str name,
                             struct archive *archive, int opened, bs_error *error)
{
    container from = {.unpacking = unpacking, .file = file, .name = name, .archive = archive};
    from.is_wacz = bs_str_ends(file, BS_STR(".wacz"));
    bool is_outermost = !unpacking->outermost;
    if (is_outermost)
        unpacking->outermost = archive;
    bs_status status = opened == ARCHIVE_OK || opened == ARCHIVE_WARN
                           ? visit_entries(&from, error)
                           : tell_damage(&from, problem_of(archive), error);
    if (is_outermost)
        unpacking->outermost = NULL;
    bs_buffer_clear(&from.bytes);
    bs_arena_clear(&from.names);
    return status;
}

/* A crawl in a file of its own. */
static bs_status walk_file(bs_unpacking *unpacking, bs_str file, bs_str name, int fd, bs_str head,
                           bs_error *error)
{
    bs_stream_file whole;
    bs_stream_bytes stream;
    bool is_packed = !bs_crawl_is(head);
    bool is_rewound = lseek(fd, 0, SEEK_SET) == 0;
    bs_stream_file_init(&whole, fd);
    bs_stream_bytes_init(&stream, is_rewound ? BS_STR("") : head, &whole.stream);
    bool is_there = is_rewound && !bs_str_equal(unpacking->origin, BS_STR("-"));
    bs_str path = is_there ? unpacking->origin : (bs_str){NULL, 0};
    bs_status status = walk_stream(unpacking, file, name, is_packed, &stream.stream, path, error);
    bs_stream_file_clear(&whole);
    return status;
}

static bs_status tell_dictionary(const bs_unpacking *unpacking, bs_str file, bs_error *error)
{
    const bs_walk_events *events = unpacking->events;
    return events->skipped(events->context, file, unpacking->origin, BS_SKIP_UNREADABLE,
                           "a crawl packed with a dictionary of its own (zstd), which is not "
                           "undone here; unpack it first",
                           error);
}

bs_status bs_container_walk(bs_unpacking *unpacking, bs_str file, bs_str name, int fd, bs_str head,
                            bs_error *error)
{
    if (bs_crawl_is(head) || is_packed_crawl(head))
        return walk_file(unpacking, file, name, fd, head, error);
    if (has_dictionary(head))
        return tell_dictionary(unpacking, file, error);
    struct archive *archive = new_archive();
    intake *from = calloc(1, sizeof *from);
    bs_status status;
    if (!archive || !from) {
        status = bs_fail_memory(error);
    } else {
        int opened;
        if (lseek(fd, 0, SEEK_SET) == 0) {
            opened = archive_read_open_fd(archive, fd, BLOCK_BYTES);
        } else {
            from->fd = fd;
            from->head = head;
            opened = archive_read_open2(archive, from, NULL, stream_read, NULL, NULL);
        }
        status = walk_opened(unpacking, file, name, archive, opened, error);
    }
    archive_read_free(archive);
    free(from);
    return status;
}

static bs_status walk_bytes(bs_unpacking *unpacking, bs_str file, bs_str name, bs_str bytes,
                            bs_error *error)
{
    struct archive *archive = new_archive();
    if (!archive)
        return bs_fail_memory(error);
    int opened = archive_read_open_memory(archive, bytes.data, bytes.size);
    bs_status status = walk_opened(unpacking, file, name, archive, opened, error);
    archive_read_free(archive);
    return status;
}

bs_status bs_container_offer(bs_unpacking *unpacking, bs_str file, bs_str name, bs_str bytes,
                             bs_error *error)
{
    const bs_walk_events *events = unpacking->events;
    if (bytes.size == 0)
        return events->skipped(events->context, file, unpacking->origin, BS_SKIP_LITTER,
                               "an empty file", error);
    bs_str head = bytes;
    if (head.size > BS_CONTAINER_HEAD_BYTES)
        head.size = BS_CONTAINER_HEAD_BYTES;
    if (!bs_container_is(head)) {
        bs_source source = {
            .file = file, .name = name, .origin = unpacking->origin, .bytes = bytes};
        return events->source(events->context, &source, error);
    }
    if (bs_crawl_is(head) || is_packed_crawl(head)) {
        bs_stream_bytes stream;
        bs_stream_bytes_init(&stream, bytes, NULL);
        return walk_stream(unpacking, file, name, !bs_crawl_is(head), &stream.stream,
                           (bs_str){NULL, 0}, error);
    }
    if (has_dictionary(head))
        return tell_dictionary(unpacking, file, error);
    if (unpacking->depth < BS_READ_NESTING_MAX)
        return walk_bytes(unpacking, file, name, bytes, error);
    char reason[128];
    snprintf(reason, sizeof reason, "containers in containers deeper than %d", BS_READ_NESTING_MAX);
    return events->skipped(events->context, file, unpacking->origin, BS_SKIP_UNREADABLE, reason,
                           error);
}
