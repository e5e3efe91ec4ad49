/* revisits.c - see revisits.h. */
#include "read/revisits.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/str.h"

enum {
    KEPT_BYTES_MAX = 32 << 20,
    KEPT_PAGES_MAX = 4096,
    OTHERS_MAX = 1 << 20,   /* a power of two, as is .. */
    SLOTS_MAX = 1 << 20,    /* .. this */
    STORED_MAX = 250 * 1000 /* three keys each fill three quarters of the slots */
};

typedef struct bs_stored_page {
    uint64_t offset;
    uint32_t file;
    bool is_packed;
} bs_stored_page;

typedef struct bs_stored_key {
    uint64_t key; /* 0 for an empty slot */
    uint32_t page;
} bs_stored_key;

uint64_t bs_page_key(bs_str text)
{
    return text.size > 0 ? bs_hash(text) | 1 : 0;
}

/* --- What is no page ------------------------------------------------------------------------- */

static size_t other_slot(const bs_revisits *from, uint64_t digest)
{
    size_t at = (size_t)(digest >> 20) & (OTHERS_MAX - 1);
    while (from->others[at] && from->others[at] != digest)
        at = (at + 1) & (OTHERS_MAX - 1);
    return at;
}

bool bs_revisits_add_other(bs_revisits *from, uint64_t digest)
{
    if (!from->others)
        from->others = calloc(OTHERS_MAX, sizeof *from->others);
    if (!from->others)
        return false;
    if (digest == 0 || from->other_count >= OTHERS_MAX / 2)
        return true;
    size_t slot = other_slot(from, digest);
    from->other_count += from->others[slot] == 0;
    from->others[slot] = digest;
    return true;
}

bool bs_revisits_is_other(const bs_revisits *from, uint64_t digest)
{
    return digest && from->others && from->others[other_slot(from, digest)];
}

/* --- Kept ------------------------------------------------------------------------------------ */

static void drop_oldest(bs_revisits *from)
{
    size_t oldest = (from->kept_next + KEPT_PAGES_MAX - from->kept_count) % KEPT_PAGES_MAX;
    bs_kept_page *page = &from->kept[oldest];
    from->kept_bytes -= page->body_size;
    from->kept_count--;
    free(page->data);
    *page = (bs_kept_page){.data = NULL};
}

static bool keep(bs_revisits *from, const bs_source *source, const bs_page_keys *keys)
{
    if (!from->kept)
        from->kept = calloc(KEPT_PAGES_MAX, sizeof *from->kept);
    if (!from->kept)
        return false;
    size_t size = source->bytes.size;
    if (size > KEPT_BYTES_MAX / 4)
        return true;
    while (from->kept_count == KEPT_PAGES_MAX ||
           (from->kept_count > 0 && from->kept_bytes + size > KEPT_BYTES_MAX))
        drop_oldest(from);
    bs_buffer all = {0};
    bs_buffer_add(&all, source->type);
    bs_buffer_add(&all, source->charset);
    bs_buffer_add(&all, source->bytes);
    if (all.failed) {
        bs_buffer_clear(&all);
        return false;
    }
    from->kept[from->kept_next] =
        (bs_kept_page){*keys, all.data, source->type.size, source->charset.size, size};
    from->kept_next = (from->kept_next + 1) % KEPT_PAGES_MAX;
    from->kept_count++;
    from->kept_bytes += size;
    return true;
}

const bs_kept_page *bs_revisits_kept(const bs_revisits *from, const bs_page_keys *keys)
{
    for (int pass = 0; pass < 3; pass++) {
        for (size_t i = 1; i <= from->kept_count; i++) {
            const bs_kept_page *page =
                &from->kept[(from->kept_next + KEPT_PAGES_MAX - i) % KEPT_PAGES_MAX];
            if ((pass == 0 && keys->id && page->keys.id == keys->id) ||
                (pass == 1 && keys->digest && page->keys.digest == keys->digest) ||
                (pass == 2 && keys->url && page->keys.url == keys->url))
                return page;
        }
    }
    return NULL;
}

/* --- Stored ---------------------------------------------------------------------------------- */

/* One table for all kinds of keys. */
static uint64_t key_of(uint64_t hash, unsigned kind)
{
    return hash ? (hash ^ (kind * 0x9e3779b97f4a7c15u)) | 1 : 0;
}

static bs_stored_key *slot_of(const bs_revisits *from, uint64_t key)
{
    size_t at = (size_t)(key >> 20) & (SLOTS_MAX - 1);
    while (from->slots[at].key && from->slots[at].key != key)
        at = (at + 1) & (SLOTS_MAX - 1);
    return &from->slots[at];
}

static bool store(bs_revisits *from, const bs_page_keys *keys, const bs_page_place *place)
{
    if (from->stored_count == STORED_MAX)
        return true;
    if (!from->slots)
        from->slots = calloc(SLOTS_MAX, sizeof *from->slots);
    if (!from->stored)
        from->stored = malloc(STORED_MAX * sizeof *from->stored);
    if (!from->slots || !from->stored)
        return false;
    if (from->files.count == 0 ||
        !bs_str_equal(from->files.items[from->files.count - 1], place->path)) {
        bs_str *added = bs_array_push(&from->files);
        if (!added)
            return false;
        *added = bs_arena_copy(&from->paths, place->path);
        if (!added->data)
            return false;
    }
    uint32_t page = (uint32_t)from->stored_count++;
    from->stored[page] =
        (bs_stored_page){place->offset, (uint32_t)from->files.count - 1, place->is_packed};
    const uint64_t all[] = {keys->id, keys->digest, keys->url};
    for (unsigned kind = 0; kind < 3; kind++) {
        uint64_t key = key_of(all[kind], kind);
        if (key)
            *slot_of(from, key) = (bs_stored_key){key, page};
    }
    return true;
}

bool bs_revisits_place(const bs_revisits *from, const bs_page_keys *keys, bs_page_place *place)
{
    const uint64_t all[] = {keys->id, keys->digest, keys->url};
    for (unsigned kind = 0; kind < 3 && from->slots; kind++) {
        uint64_t key = key_of(all[kind], kind);
        const bs_stored_key *slot = key ? slot_of(from, key) : NULL;
        if (!slot || !slot->key)
            continue;
        const bs_stored_page *page = &from->stored[slot->page];
        *place = (bs_page_place){from->files.items[page->file], page->offset, page->is_packed};
        return true;
    }
    return false;
}

/* --- Both ------------------------------------------------------------------------------------ */

bool bs_revisits_add(bs_revisits *from, const bs_source *page, const bs_page_keys *keys,
                     const bs_page_place *place)
{
    return keep(from, page, keys) && (!place->path.data || store(from, keys, place));
}

void bs_revisits_clear(bs_revisits *from)
{
    while (from->kept_count > 0)
        drop_oldest(from);
    free(from->kept);
    free(from->others);
    free(from->stored);
    free(from->slots);
    bs_array_free(&from->files);
    bs_arena_clear(&from->paths);
    *from = (bs_revisits){.kept = NULL};
}
