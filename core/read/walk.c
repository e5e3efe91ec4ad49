/* walk.c - inputs to the bytes of one plain file or container member after the other. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/progress.h"
#include "base/str.h"
#include "base/utf8.h"
#include "read/container.h"
#include "read/litter.h"
#include "read/read.h"

enum { FOLDER_DEPTH_MAX = 256, STREAM_BLOCK_BYTES = 1 << 20 };

typedef struct walk {
    const bs_walk_events *events;
    const bs_progress *progress;
    bs_buffer bytes; /* of the file at hand */
    bs_revisits revisits;
    uint64_t bytes_read; /* of all files so far, for the progress */
    uint64_t bytes_told; /* when the progress was last told */
} walk;

static bs_status tell(walk *from, bs_str path, bs_skip_kind kind, const char *reason,
                      bs_error *error)
{
    return from->events->skipped(from->events->context, path, path, kind, reason, error);
}

static bs_status tell_errno(walk *from, bs_str path, int number, bs_error *error)
{
    char reason[256];
    snprintf(reason, sizeof reason, "cannot be read: %s", strerror(number));
    return tell(from, path, BS_SKIP_UNREADABLE, reason, error);
}

/* A name that is no UTF-8 gets U+FFFD where it is not; the origin keeps the true bytes. */
static bs_str clean(bs_arena *arena, bs_str name)
{
    if (bs_utf8_valid_until(name) == name.size)
        return name;
    char *out = bs_arena_alloc(arena, name.size * 3 + 1);
    size_t size = 0;
    for (size_t i = 0; out && i < name.size;) {
        uint32_t point;
        i += bs_utf8_decode(name, i, &point);
        size += bs_utf8_encode(point, out + size);
    }
    return (bs_str){out, size};
}

/* Reads `fd` behind what is in `bytes` already, up to the end or one byte over the maximum. */
static int read_rest(walk *from, int fd, size_t size_hint)
{
    bs_buffer *bytes = &from->bytes;
    for (;;) {
        size_t room = size_hint > bytes->size ? size_hint - bytes->size + 1 : STREAM_BLOCK_BYTES;
        if (room > BS_READ_FILE_BYTES_MAX + (size_t)1 - bytes->size)
            room = BS_READ_FILE_BYTES_MAX + (size_t)1 - bytes->size;
        char *to = bs_buffer_room(bytes, room);
        if (!to)
            return ENOMEM;
        ssize_t size = read(fd, to, room);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return errno;
        bytes->size += (size_t)size;
        if (size == 0 || bytes->size > BS_READ_FILE_BYTES_MAX ||
            bs_progress_is_cancelled(from->progress))
            return 0;
    }
}

static int read_head(walk *from, int fd)
{
    bs_buffer *bytes = &from->bytes;
    bytes->size = 0;
    while (bytes->size < BS_CONTAINER_HEAD_BYTES) {
        char *to = bs_buffer_room(bytes, BS_CONTAINER_HEAD_BYTES);
        if (!to)
            return ENOMEM;
        ssize_t size = read(fd, to, BS_CONTAINER_HEAD_BYTES - bytes->size);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return errno;
        if (size == 0)
            return 0;
        bytes->size += (size_t)size;
    }
    return 0;
}

/* `path` is shown and is where the bytes come from; `name` is the path below the input. */
static bs_status visit_open(walk *from, int fd, bs_str path, bs_str file, bs_str name,
                            uint64_t size, bs_error *error)
{
    int failed = read_head(from, fd);
    if (failed)
        return failed == ENOMEM ? bs_fail_memory(error) : tell_errno(from, path, failed, error);

    bs_unpacking unpacking = {.events = from->events,
                              .progress = from->progress,
                              .origin = path,
                              .size = size,
                              .revisits = &from->revisits};
    bs_str head = bs_buffer_str(&from->bytes);
    if (bs_container_is(head))
        return bs_container_walk(&unpacking, file, name, fd, head, error);

    char reason[128];
    snprintf(reason, sizeof reason, "over %d bytes, the most that is read of one file",
             BS_READ_FILE_BYTES_MAX);
    if (size > BS_READ_FILE_BYTES_MAX)
        return tell(from, path, BS_SKIP_UNREADABLE, reason, error);
    failed = read_rest(from, fd, (size_t)size);
    if (failed)
        return failed == ENOMEM ? bs_fail_memory(error) : tell_errno(from, path, failed, error);
    if (from->bytes.size > BS_READ_FILE_BYTES_MAX)
        return tell(from, path, BS_SKIP_UNREADABLE, reason, error);
    bs_status status = bs_progress_check(from->progress, error);
    if (status != BS_OK)
        return status;
    return bs_container_offer(&unpacking, file, name, bs_buffer_str(&from->bytes), error);
}

static void count_progress(walk *from, uint64_t size)
{
    enum { TELL_EVERY_BYTES = 4 << 20 };
    from->bytes_read += size;
    if (from->bytes_read - from->bytes_told < TELL_EVERY_BYTES)
        return;
    from->bytes_told = from->bytes_read;
    bs_progress_report(from->progress, "reading", from->bytes_read, 0);
}

/* `path` ends in NUL. */
static bs_status visit_file(walk *from, bs_arena *arena, bs_str path, bs_str name,
                            const struct stat *state, bs_error *error)
{
    bs_status status = bs_progress_check(from->progress, error);
    if (status != BS_OK)
        return status;
    bool is_plain = S_ISREG(state->st_mode);
    bs_origin origin = {path, is_plain ? (uint64_t)state->st_size : 0,
                        (int64_t)state->st_mtim.tv_sec * 1000000000 + state->st_mtim.tv_nsec};
    if (is_plain && origin.size == 0)
        return tell(from, path, BS_SKIP_LITTER, "an empty file", error);
    if (from->events->wants && !from->events->wants(from->events->context, &origin))
        return BS_OK;

    bs_str file = clean(arena, path);
    name = clean(arena, name);
    if (!file.data || !name.data)
        return bs_fail_memory(error);
    int fd = open(path.data, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return tell_errno(from, path, errno, error);
    status = visit_open(from, fd, path, file, name, origin.size, error);
    close(fd);
    count_progress(from, origin.size);
    return status;
}

static bs_status visit_folder(walk *from, bs_str path, bs_str name, unsigned depth,
                              bs_error *error);

/* One thing found in a folder. Links to files are followed, links to folders are not: they may
 * lead in circles, or to what is read already. */
static bs_status visit_found(walk *from, bs_arena *arena, bs_str path, bs_str name, unsigned depth,
                             bs_error *error)
{
    const char *litter = bs_litter_name(bs_path_name(path));
    if (litter)
        return tell(from, path, BS_SKIP_LITTER, litter, error);
    struct stat state, target;
    if (lstat(path.data, &state) != 0)
        return tell_errno(from, path, errno, error);
    if (S_ISLNK(state.st_mode)) {
        if (stat(path.data, &target) != 0)
            return tell(from, path, BS_SKIP_LITTER, "a link that leads nowhere", error);
        if (S_ISDIR(target.st_mode))
            return tell(from, path, BS_SKIP_LITTER,
                        "a link to a folder (name that folder as an input to have it read)", error);
        state = target;
    }
    if (S_ISREG(state.st_mode))
        return visit_file(from, arena, path, name, &state, error);
    if (!S_ISDIR(state.st_mode))
        return tell(from, path, BS_SKIP_FOREIGN, "neither a file nor a folder", error);
    if (depth >= FOLDER_DEPTH_MAX)
        return tell(from, path, BS_SKIP_UNREADABLE, "folders in folders too deep", error);
    return visit_folder(from, path, name, depth + 1, error);
}

static bs_status visit_names(walk *from, bs_str path, bs_str name, const bs_strs *names,
                             unsigned depth, bs_error *error)
{
    bs_arena arena = {0};
    bs_status status = BS_OK;
    for (size_t i = 0; i < names->count && status == BS_OK; i++) {
        bs_arena_reset(&arena);
        bs_str below = bs_path_join(&arena, path, names->items[i]);
        bs_str below_name =
            name.size > 0 ? bs_path_join(&arena, name, names->items[i]) : names->items[i];
        status = below.data && below_name.data
                     ? visit_found(from, &arena, below, below_name, depth, error)
                     : bs_fail_memory(error);
    }
    bs_arena_clear(&arena);
    return status;
}

static bs_status visit_folder(walk *from, bs_str path, bs_str name, unsigned depth, bs_error *error)
{
    bs_arena arena = {0};
    bs_strs names = {0};
    bs_error listing;
    bs_status status = bs_file_list(path.data, &arena, &names, &listing);
    if (status == BS_OK)
        status = visit_names(from, path, name, &names, depth, error);
    else if (status == BS_IO)
        status = tell(from, path, BS_SKIP_UNREADABLE, listing.message, error);
    else if (error)
        *error = listing;
    bs_array_free(&names);
    bs_arena_clear(&arena);
    return status;
}

static bs_status visit_input(walk *from, bs_str input, bs_error *error)
{
    if (bs_str_equal(input, BS_STR("-")))
        return visit_open(from, STDIN_FILENO, BS_STR("-"), BS_STR("-"), BS_STR("-"), 0, error);

    while (input.size > 1 && input.data[input.size - 1] == '/')
        input.size--;
    bs_arena arena = {0};
    bs_str path = bs_arena_copy(&arena, input);
    struct stat state;
    bs_status status;
    if (!path.data)
        status = bs_fail_memory(error);
    else if (stat(path.data, &state) != 0)
        status = bs_fail(error, BS_IO, "%s: %s", path.data, strerror(errno));
    else if (S_ISDIR(state.st_mode))
        status = visit_folder(from, path, BS_STR(""), 0, error);
    else
        status = visit_file(from, &arena, path, bs_path_name(path), &state, error);
    bs_arena_clear(&arena);
    return status;
}

bs_status bs_read_walk(const bs_str *inputs, size_t input_count, const bs_walk_events *events,
                       const bs_progress *progress, bs_error *error)
{
    walk from = {.events = events, .progress = progress};
    bs_status status = BS_OK;
    for (size_t i = 0; i < input_count && status == BS_OK; i++)
        status = visit_input(&from, inputs[i], error);
    bs_buffer_clear(&from.bytes);
    bs_revisits_clear(&from.revisits);
    return status;
}
