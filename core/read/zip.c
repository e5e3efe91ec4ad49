/* zip.c - see zip.h. */
#include "read/zip.h"

#include <archive.h>
#include <archive_entry.h>

#include "base/error.h"
#include "base/file.h"
#include "read/encoding.h"

static bool is_text_name(bs_str name)
{
    static const char *const endings[] = {"xml", "html", "xhtml", "htm", "opf", "rels", "ncx"};
    bs_str ending = bs_path_ending(bs_path_name(name));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (bs_str_is_nocase(ending, endings[i]))
            return true;
    return bs_str_equal(name, BS_STR("mimetype"));
}

static bs_status read_part(struct archive *archive, size_t room, bs_buffer *bytes, bool *is_whole,
                           bs_error *error)
{
    bytes->size = 0;
    for (;;) {
        const void *block;
        size_t size;
        la_int64_t offset;
        int status = archive_read_data_block(archive, &block, &size, &offset);
        *is_whole = status == ARCHIVE_EOF;
        if (status == ARCHIVE_EOF || status < ARCHIVE_WARN)
            return BS_OK;
        if (size > room - bytes->size)
            return bs_fail(error, BS_BAD_DATA, "a document that unpacks to over %d bytes",
                           BS_ZIP_BYTES_MAX);
        bs_buffer_add(bytes, (bs_str){block, size});
        if (bytes->failed)
            return bs_fail_memory(error);
    }
}

static bs_status unpack(struct archive *archive, bs_arena *arena, bs_zip *zip, bs_buffer *bytes,
                        bs_str *problem, bs_error *error)
{
    struct archive_entry *entry;
    size_t room = BS_ZIP_BYTES_MAX, seen = 0;
    for (;;) {
        int read = archive_read_next_header(archive, &entry);
        if (read == ARCHIVE_EOF || seen++ > BS_ZIP_PARTS_MAX)
            return BS_OK;
        bool is_whole = true;
        bs_status status = BS_OK;
        const char *name = read < ARCHIVE_WARN ? NULL : archive_entry_pathname_utf8(entry);
        if (read >= ARCHIVE_WARN && name && is_text_name(bs_str_from(name))) {
            bs_zip_part *part = bs_array_push(zip);
            if (!part)
                return bs_fail_memory(error);
            *part = (bs_zip_part){bs_arena_copy(arena, bs_str_from(name)), BS_STR("")};
            status = read_part(archive, room, bytes, &is_whole, error);
            part->bytes = bs_arena_copy(arena, bs_buffer_str(bytes));
            room -= bytes->size;
            if (status == BS_OK && (!part->bytes.data || !part->name.data))
                status = bs_fail_memory(error);
        }
        if (status != BS_OK)
            return status;
        if (read < ARCHIVE_WARN || !is_whole) {
            const char *reason = archive_error_string(archive);
            *problem = bs_arena_copy(arena, bs_str_from(reason ? reason : "damaged"));
            return BS_OK;
        }
    }
}

bs_status bs_zip_unpack(bs_str bytes, bs_arena *arena, bs_zip *zip, bs_str *problem,
                        bs_error *error)
{
    *problem = (bs_str){NULL, 0};
    struct archive *archive = archive_read_new();
    if (!archive)
        return bs_fail_memory(error);
    bs_buffer part = {0};
    bs_status status = BS_OK;
    archive_read_support_format_zip(archive);
    if (archive_read_open_memory(archive, bytes.data, bytes.size) == ARCHIVE_OK) {
        status = unpack(archive, arena, zip, &part, problem, error);
    } else {
        const char *reason = archive_error_string(archive);
        *problem = bs_arena_copy(arena, bs_str_from(reason ? reason : "damaged"));
    }
    archive_read_free(archive);
    bs_buffer_clear(&part);
    return status;
}

bs_str bs_zip_find(const bs_zip *zip, bs_str name)
{
    for (size_t i = 0; i < zip->count; i++)
        if (bs_str_equal(zip->items[i].name, name))
            return zip->items[i].bytes;
    return (bs_str){NULL, 0};
}

bs_str bs_zip_text(const bs_zip *zip, bs_str name, bs_arena *arena)
{
    bs_str bytes = bs_zip_find(zip, name);
    bs_decoded decoded;
    if (!bytes.data || bs_decode(bytes, (bs_str){NULL, 0}, arena, &decoded, NULL) != BS_OK)
        return (bs_str){NULL, 0};
    return decoded.text;
}
