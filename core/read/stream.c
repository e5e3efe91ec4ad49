/* stream.c - see stream.h. */
#include "read/stream.h"

#include <errno.h>
#include <unistd.h>

#include "base/array.h"
#include "base/error.h"

enum { BLOCK_BYTES = 64 * 1024, WINDOW_BITS_GZIP = 15 + 16 };

/* --- Files and bytes -------------------------------------------------------------------------- */

static bs_status next_of_file(bs_stream *stream, bs_str *block, bs_error *error)
{
    bs_stream_file *file = (bs_stream_file *)stream;
    *block = BS_STR("");
    if (file->is_done)
        return BS_OK;
    file->block.size = 0;
    char *room = bs_buffer_room(&file->block, BLOCK_BYTES);
    if (!room)
        return bs_fail_memory(error);
    ssize_t size;
    do
        size = read(file->fd, room, BLOCK_BYTES);
    while (size < 0 && errno == EINTR);
    file->is_done = size <= 0;
    if (size < 0)
        return bs_fail(error, BS_BAD_DATA, "cannot be read: %s", strerror(errno));
    *block = (bs_str){room, (size_t)size};
    return BS_OK;
}

void bs_stream_file_init(bs_stream_file *file, int fd)
{
    *file = (bs_stream_file){.stream = {next_of_file}, .fd = fd};
}

void bs_stream_file_clear(bs_stream_file *file)
{
    bs_buffer_clear(&file->block);
}

static bs_status next_of_bytes(bs_stream *stream, bs_str *block, bs_error *error)
{
    bs_stream_bytes *bytes = (bs_stream_bytes *)stream;
    *block = bytes->bytes;
    bytes->bytes = BS_STR("");
    if (block->size > 0 || !bytes->behind)
        return BS_OK;
    return bytes->behind->next(bytes->behind, block, error);
}

void bs_stream_bytes_init(bs_stream_bytes *bytes, bs_str given, bs_stream *behind)
{
    *bytes = (bs_stream_bytes){.stream = {next_of_bytes}, .bytes = given, .behind = behind};
}

/* --- gzip ------------------------------------------------------------------------------------- */

/* Bytes before it, unpacked and packed. */
typedef struct bs_gzip_member {
    uint64_t given, consumed;
} bs_gzip_member;

static bool is_member(bs_str bytes)
{
    return bytes.size >= 3 && memcmp(bytes.data, "\x1f\x8b\x08", 3) == 0;
}

/* Gives the inflater what comes next, behind what it has not consumed. */
static bs_status feed(bs_stream_gzip *gzip, bs_error *error)
{
    bs_str block;
    bs_status status = gzip->from->next(gzip->from, &block, error);
    if (status != BS_OK)
        return status;
    gzip->is_done = block.size == 0;
    gzip->packed.size = 0;
    bs_buffer_add(&gzip->packed, block);
    if (gzip->packed.failed)
        return bs_fail_memory(error);
    gzip->inflater.next_in = (unsigned char *)gzip->packed.data;
    gzip->inflater.avail_in = (unsigned)gzip->packed.size;
    return BS_OK;
}

/* Moves to the bytes of the next member, over fillings and, when the last one was damaged, over
 * everything. `*problem` is what stands there instead, if that was not told yet. */
static bs_status find_member(bs_stream_gzip *gzip, const char **problem, bs_error *error)
{
    z_stream *inflater = &gzip->inflater;
    *problem = NULL;
    for (;;) {
        bs_str rest = {(const char *)inflater->next_in, inflater->avail_in};
        size_t skipped = 0;
        while (skipped < rest.size && !gzip->is_lost && rest.data[skipped] == '\0')
            skipped++;
        while (gzip->is_lost && skipped < rest.size &&
               !is_member(bs_str_slice(rest, skipped, rest.size))) {
            if (rest.size - skipped < 3 && !gzip->is_done && rest.data[skipped] == '\x1f')
                break; /* perhaps one that goes on in the next block */
            skipped++;
        }
        inflater->next_in += skipped;
        inflater->avail_in -= (unsigned)skipped;
        gzip->consumed += skipped;
        rest = bs_str_slice(rest, skipped, rest.size);
        if (is_member(rest))
            return BS_OK;
        if (gzip->is_done && rest.size == 0)
            return BS_OK;
        if (rest.size >= 3 || (gzip->is_done && rest.size > 0)) {
            if (gzip->is_lost)
                continue;
            *problem = "bytes that are no gzip member";
            return BS_OK;
        }
        /* The few that are left, and what follows. */
        char kept[3];
        size_t kept_size = rest.size;
        memcpy(kept, rest.data ? rest.data : "", kept_size);
        bs_str block;
        bs_status status = gzip->from->next(gzip->from, &block, error);
        if (status != BS_OK)
            return status;
        gzip->is_done = block.size == 0;
        gzip->packed.size = 0;
        bs_buffer_add(&gzip->packed, (bs_str){kept, kept_size});
        bs_buffer_add(&gzip->packed, block);
        if (gzip->packed.failed)
            return bs_fail_memory(error);
        inflater->next_in = (unsigned char *)gzip->packed.data;
        inflater->avail_in = (unsigned)gzip->packed.size;
    }
}

static bs_status tell_damage(bs_stream_gzip *gzip, const char *problem, bs_error *error)
{
    gzip->is_inside = false;
    gzip->is_lost = true;
    /* Over the first byte of what was taken for a member, lest it be found again. */
    if (gzip->inflater.avail_in > 0) {
        gzip->inflater.next_in++;
        gzip->inflater.avail_in--;
        gzip->consumed++;
    }
    return bs_fail(error, BS_BAD_DATA, "gzip is damaged before byte %llu of the file: %s",
                   (unsigned long long)gzip->consumed, problem);
}

static bs_status begin_member(bs_stream_gzip *gzip, bool *is_end, bs_error *error)
{
    const char *problem;
    bs_status status = find_member(gzip, &problem, error);
    if (status != BS_OK)
        return status;
    if (problem)
        return tell_damage(gzip, problem, error);
    *is_end = gzip->inflater.avail_in == 0;
    gzip->is_lost = false;
    if (*is_end)
        return BS_OK;
    int result = gzip->is_open ? inflateReset(&gzip->inflater)
                               : inflateInit2(&gzip->inflater, WINDOW_BITS_GZIP);
    if (result != Z_OK)
        return bs_fail_memory(error);
    gzip->is_open = gzip->is_inside = true;
    bs_gzip_member *member = bs_array_push(&gzip->members);
    if (!member)
        return bs_fail_memory(error);
    *member = (bs_gzip_member){gzip->given, gzip->consumed};
    return BS_OK;
}

bool bs_gzip_member_at(const bs_stream_gzip *gzip, uint64_t offset, uint64_t *packed)
{
    size_t low = 0, high = gzip->members.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (gzip->members.items[middle].given < offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == gzip->members.count || gzip->members.items[low].given != offset)
        return false;
    *packed = gzip->members.items[low].consumed;
    return true;
}

void bs_gzip_forget_members(bs_stream_gzip *gzip, uint64_t offset)
{
    enum { FORGET_MIN = 4096 }; /* at once, as the others are moved */
    size_t count = FORGET_MIN;
    if (gzip->members.count < count || gzip->members.items[count - 1].given >= offset)
        return;
    while (count < gzip->members.count && gzip->members.items[count].given < offset)
        count++;
    gzip->members.count -= count;
    memmove(gzip->members.items, gzip->members.items + count,
            gzip->members.count * sizeof *gzip->members.items);
}

/* One step of the inflater. */
static bs_status inflate_some(bs_stream_gzip *gzip, char *room, size_t *size, bs_error *error)
{
    z_stream *inflater = &gzip->inflater;
    unsigned before = inflater->avail_in;
    inflater->next_out = (unsigned char *)room;
    inflater->avail_out = BLOCK_BYTES;
    int result = inflate(inflater, Z_NO_FLUSH);
    gzip->consumed += before - inflater->avail_in;
    *size = BLOCK_BYTES - inflater->avail_out;
    if (result == Z_MEM_ERROR)
        return bs_fail_memory(error);
    if (result == Z_STREAM_END)
        gzip->is_inside = false;
    else if (result != Z_OK && result != Z_BUF_ERROR && *size == 0)
        return tell_damage(gzip, inflater->msg ? inflater->msg : "no valid data", error);
    return BS_OK;
}

static bs_status next_of_gzip(bs_stream *stream, bs_str *block, bs_error *error)
{
    bs_stream_gzip *gzip = (bs_stream_gzip *)stream;
    gzip->block.size = 0;
    char *room = bs_buffer_room(&gzip->block, BLOCK_BYTES);
    if (!room)
        return bs_fail_memory(error);
    *block = BS_STR("");
    for (;;) {
        bs_status status = BS_OK;
        bool is_end = false;
        if (!gzip->is_inside)
            status = begin_member(gzip, &is_end, error);
        else if (gzip->inflater.avail_in == 0 && gzip->is_done)
            status = tell_damage(gzip, "it breaks off", error);
        else if (gzip->inflater.avail_in == 0)
            status = feed(gzip, error);
        if (status != BS_OK || is_end)
            return status;
        if (!gzip->is_inside || (gzip->inflater.avail_in == 0 && gzip->is_done))
            continue;
        size_t size;
        status = inflate_some(gzip, room, &size, error);
        if (status != BS_OK)
            return status;
        if (size > 0) {
            gzip->given += size;
            *block = (bs_str){room, size};
            return BS_OK;
        }
    }
}

void bs_stream_gzip_init(bs_stream_gzip *gzip, bs_stream *from)
{
    *gzip = (bs_stream_gzip){.stream = {next_of_gzip}, .from = from};
}

void bs_stream_gzip_clear(bs_stream_gzip *gzip)
{
    if (gzip->is_open)
        inflateEnd(&gzip->inflater);
    bs_array_free(&gzip->members);
    bs_buffer_clear(&gzip->packed);
    bs_buffer_clear(&gzip->block);
}

size_t bs_gzip_peek(bs_str head, char *bytes, size_t size)
{
    z_stream inflater = {0};
    if (!is_member(head) || inflateInit2(&inflater, WINDOW_BITS_GZIP) != Z_OK)
        return 0;
    bs_buffer packed = {0};
    bs_buffer_add(&packed, head);
    size_t given = 0;
    if (!packed.failed) {
        inflater.next_in = (unsigned char *)packed.data;
        inflater.avail_in = (unsigned)packed.size;
        inflater.next_out = (unsigned char *)bytes;
        inflater.avail_out = (unsigned)size;
        inflate(&inflater, Z_SYNC_FLUSH);
        given = size - inflater.avail_out;
    }
    bs_buffer_clear(&packed);
    inflateEnd(&inflater);
    return given;
}

/* --- The window --------------------------------------------------------------------------------
 */

void bs_window_clear(bs_window *window)
{
    bs_buffer_clear(&window->held);
}

static bs_str view_of(const bs_window *window)
{
    return bs_str_slice(bs_buffer_str(&window->held), window->start, window->held.size);
}

bs_status bs_window_see(bs_window *window, size_t size, bs_str *view, bs_error *error)
{
    bs_buffer *held = &window->held;
    if (window->start > 0 && (window->start == held->size || held->size - window->start < size)) {
        memmove(held->data, held->data + window->start, held->size - window->start);
        held->size -= window->start;
        window->start = 0;
    }
    while (!window->is_done && window->damage.status == BS_OK &&
           held->size - window->start < size) {
        bs_str block;
        bs_status status = window->from->next(window->from, &block, &window->damage);
        if (status == BS_BAD_DATA)
            break;
        if (status != BS_OK) {
            if (error)
                *error = window->damage;
            return status;
        }
        window->is_done = block.size == 0;
        bs_buffer_add(held, block);
        if (held->failed)
            return bs_fail_memory(error);
    }
    *view = view_of(window);
    if (window->damage.status == BS_OK || view->size >= size)
        return BS_OK;
    if (error)
        *error = window->damage;
    if (view->size == 0)
        window->damage.status = BS_OK; /* told; what follows stands behind the damage */
    return BS_BAD_DATA;
}

void bs_window_take(bs_window *window, size_t size)
{
    window->start += size;
    window->offset += size;
}

bs_status bs_window_skip(bs_window *window, uint64_t size, uint64_t *skipped, bs_error *error)
{
    *skipped = 0;
    while (*skipped < size) {
        bs_str view;
        bs_status status = bs_window_see(window, 1, &view, error);
        if (status != BS_OK || view.size == 0)
            return status;
        size_t step = size - *skipped < view.size ? (size_t)(size - *skipped) : view.size;
        bs_window_take(window, step);
        *skipped += step;
    }
    return BS_OK;
}

void bs_window_drop(bs_window *window)
{
    window->offset += window->held.size - window->start;
    window->held.size = window->start = 0;
    window->damage.status = BS_OK;
}
