/* lexicon.c - a hash index over the folds of a shard's vocabulary. */
#include "corpus/lexicon.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/hash.h"

/* What the bytes at `at` are written as in a key: `'`, `-`, or 0 for themselves; and their size. */
static char plain_mark(bs_str text, size_t at, size_t *size)
{
    const unsigned char *bytes = (const unsigned char *)text.data + at;
    size_t left = text.size - at;
    if (left >= 3 && bytes[0] == 0xe2 && bytes[1] == 0x80) {
        *size = 3;
        if (bytes[2] == 0x99 || bytes[2] == 0x98 || bytes[2] == 0x9b)
            return '\''; /* U+2019, U+2018, U+201B */
        if (bytes[2] == 0x90 || bytes[2] == 0x91)
            return '-'; /* U+2010, U+2011 */
    }
    if (left >= 3 && bytes[0] == 0xef && bytes[1] == 0xbc && bytes[2] == 0x87) {
        *size = 3;
        return '\''; /* U+FF07 */
    }
    if (left >= 2 && bytes[0] == 0xca && bytes[1] == 0xbc) {
        *size = 2;
        return '\''; /* U+02BC */
    }
    return 0;
}

static bool is_ascii(bs_str text)
{
    unsigned char all = 0;
    for (size_t i = 0; i < text.size; i++)
        all |= (unsigned char)text.data[i];
    return all < 0x80;
}

bs_str bs_lexicon_key(bs_str fold, char buffer[BS_LEXICON_KEY_MAX])
{
    if (is_ascii(fold) || fold.size > BS_LEXICON_KEY_MAX)
        return fold;
    size_t written = 0;
    for (size_t at = 0; at < fold.size;) {
        size_t size = 1;
        char mark = plain_mark(fold, at, &size);
        if (!mark)
            size = 1;
        buffer[written++] = mark ? mark : fold.data[at];
        at += size;
    }
    return (bs_str){buffer, written};
}

bs_status bs_lexicon_build(const bs_shard *shard, bs_lexicon *lexicon, bs_error *error)
{
    size_t slot_count = 16;
    while (slot_count < shard->types.count + shard->types.count / 2)
        slot_count *= 2;
    bs_lexicon built = {.slots = calloc(slot_count, sizeof *built.slots),
                        .next = calloc(shard->types.count + 1, sizeof *built.next),
                        .slot_count = slot_count};
    if (!built.slots || !built.next) {
        bs_lexicon_clear(&built);
        return bs_fail_memory(error);
    }
    char buffer[BS_LEXICON_KEY_MAX];
    for (size_t type = shard->types.count; type-- > 0;) { /* downwards, so that chains rise */
        bs_str key = bs_lexicon_key(bs_text_at(&shard->types.fold, type), buffer);
        size_t slot = bs_hash(key) & (slot_count - 1);
        built.next[type] = built.slots[slot];
        built.slots[slot] = (uint32_t)type + 1;
    }
    *lexicon = built;
    return BS_OK;
}

void bs_lexicon_clear(bs_lexicon *lexicon)
{
    free(lexicon->slots);
    free(lexicon->next);
    *lexicon = (bs_lexicon){0};
}

static bool has_key(const bs_shard *shard, size_t type, bs_str key)
{
    char buffer[BS_LEXICON_KEY_MAX];
    return bs_str_equal(bs_lexicon_key(bs_text_at(&shard->types.fold, type), buffer), key);
}

static bs_status add_type(bs_u32s *types, size_t type, bs_error *error)
{
    uint32_t *added = bs_array_push(types);
    if (!added)
        return bs_fail_memory(error);
    *added = (uint32_t)type;
    return BS_OK;
}

bs_status bs_lexicon_find(const bs_lexicon *lexicon, const bs_shard *shard, bs_str key,
                          bs_u32s *types, bs_error *error)
{
    bs_status status = BS_OK;
    uint32_t link = lexicon->slots[bs_hash(key) & (lexicon->slot_count - 1)];
    for (; link && status == BS_OK; link = lexicon->next[link - 1])
        if (has_key(shard, link - 1, key))
            status = add_type(types, link - 1, error);
    return status;
}

bs_status bs_lexicon_scan(const bs_shard *shard, bs_str key, bs_u32s *types, bs_error *error)
{
    const bs_text_column *folds = &shard->types.fold;
    bool has_mark =
        key.size > 0 && (memchr(key.data, '\'', key.size) || memchr(key.data, '-', key.size));
    bs_status status = BS_OK;
    for (size_t type = 0; type < shard->types.count && status == BS_OK; type++) {
        size_t size = (size_t)(folds->offsets[type + 1] - folds->offsets[type]);
        bool can_be = size == key.size || (has_mark && size > key.size);
        if (can_be && has_key(shard, type, key))
            status = add_type(types, type, error);
    }
    return status;
}
