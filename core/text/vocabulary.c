/*
 * vocabulary.c - see vocabulary.h.
 *
 * Two open-addressed tables over one array of types: by form and by fold. A slot holds the first
 * and the last eight bytes of its key, so that nearly all words are found without a look at their
 * type.
 */
#include "text/vocabulary.h"

#include <stdlib.h>
#include <unicode/uchar.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/array.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/fold.h"

enum {
    SLOTS_FIRST = 1024,
    FORM_BYTES_MAX = 64 * 1024,
    ENDS_BYTES = 16,   /* a key up to here is all in its ends */
    TOKENS_AHEAD = 32, /* whose slots are asked for before the first is looked into */
};

#define NO_TYPE UINT32_MAX
#define TYPES_MAX (UINT32_MAX - 1)

/* The ends of a key, which overlap or have zeros behind them where it is short. */
typedef struct key_ends {
    uint64_t head, tail; /* its first and last eight bytes; no tail up to eight */
    uint32_t size;
} key_ends;

typedef struct type_slot {
    uint64_t head, tail;
    uint32_t size;
    uint32_t type_above; /* number of the type + 1, 0 for empty */
} type_slot;

typedef struct type_table {
    type_slot *slots;
    size_t slot_count; /* a power of two, or 0 */
    size_t count;
} type_table;

struct bs_vocabulary {
    bs_arena arena; /* forms and folds */
    bs_type *items;
    size_t count, capacity;
    type_table forms, folds;
    bs_buffer folded; /* scratch */
};

typedef enum type_key { KEY_FORM, KEY_FOLD } type_key;

static inline bs_str key_of(const bs_type *type, type_key which)
{
    return which == KEY_FORM ? type->form : type->fold;
}

static inline key_ends ends_of(bs_str key)
{
    key_ends ends = {.size = (uint32_t)key.size};
    if (key.size > 0)
        memcpy(&ends.head, key.data, key.size < 8 ? key.size : 8);
    if (key.size > 8)
        memcpy(&ends.tail, key.data + key.size - 8, 8);
    return ends;
}

/* The same, where eight bytes can be read and the key is not empty. */
static inline key_ends ends_of_padded(bs_str key)
{
    key_ends ends = {.size = (uint32_t)key.size};
    unsigned unused_bits = 64 - 8 * (unsigned)(key.size < 8 ? key.size : 8);
    memcpy(&ends.head, key.data, 8);
    memcpy(&ends.tail, key.data + (key.size > 8 ? key.size - 8 : 0), 8);
    ends.tail &= (uint64_t)0 - (key.size > 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    ends.head &= UINT64_MAX >> unused_bits;
#else
    ends.head &= UINT64_MAX << unused_bits;
#endif
    return ends;
}

/* Of a key by its ends, and by all of it where they are not all. */
static inline uint64_t hash_of(bs_str key, key_ends ends)
{
    if (key.size > ENDS_BYTES)
        return XXH3_64bits(key.data, key.size);
    uint64_t hash = ends.head * UINT64_C(0x9E3779B97F4A7C15) ^
                    ends.tail * UINT64_C(0xA24BAED4963EE407) ^ ends.tail >> 32;
    return (hash ^ hash >> 29) * UINT64_C(0xD6E8FEB86659FD93) >> 32;
}

/* The slot of the type whose key is `bytes`, or the empty one where it would go. */
static inline type_slot *find_slot_from(const bs_vocabulary *vocabulary, const type_table *table,
                                        type_key which, bs_str bytes, key_ends ends, uint64_t hash)
{
    size_t mask = table->slot_count - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        type_slot *here = &table->slots[at];
        if (here->type_above == 0)
            return here;
        if (here->head != ends.head || here->tail != ends.tail || here->size != ends.size)
            continue;
        if (bytes.size <= ENDS_BYTES ||
            bs_str_equal(key_of(&vocabulary->items[here->type_above - 1], which), bytes))
            return here;
    }
}

static inline type_slot *find_slot(const bs_vocabulary *vocabulary, const type_table *table,
                                   type_key which, bs_str bytes)
{
    key_ends ends = ends_of(bytes);
    return find_slot_from(vocabulary, table, which, bytes, ends, hash_of(bytes, ends));
}

static inline void fill_slot(type_slot *slot, key_ends ends, uint32_t type)
{
    *slot = (type_slot){ends.head, ends.tail, ends.size, type + 1};
}

static bool grow_table(const bs_vocabulary *vocabulary, type_table *table, type_key which)
{
    size_t slot_count = table->slot_count ? table->slot_count * 2 : SLOTS_FIRST;
    type_slot *slots = calloc(slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < table->slot_count; i++) {
        type_slot old = table->slots[i];
        if (old.type_above == 0)
            continue;
        bs_str key = key_of(&vocabulary->items[old.type_above - 1], which);
        size_t at = hash_of(key, (key_ends){old.head, old.tail, old.size});
        while (slots[at & (slot_count - 1)].type_above)
            at++;
        slots[at & (slot_count - 1)] = old;
    }
    free(table->slots);
    table->slots = slots;
    table->slot_count = slot_count;
    return true;
}

/* Room for one more key, so that a slot found is not moved afterwards. */
static inline bool reserve_slot(const bs_vocabulary *vocabulary, type_table *table, type_key which)
{
    return table->count < table->slot_count / 2 || grow_table(vocabulary, table, which);
}

bs_status bs_vocabulary_new(bs_vocabulary **vocabulary, bs_error *error)
{
    bs_vocabulary *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    if (!grow_table(made, &made->forms, KEY_FORM) || !grow_table(made, &made->folds, KEY_FOLD)) {
        bs_vocabulary_free(made);
        return bs_fail_memory(error);
    }
    *vocabulary = made;
    return BS_OK;
}

void bs_vocabulary_free(bs_vocabulary *vocabulary)
{
    if (!vocabulary)
        return;
    bs_arena_clear(&vocabulary->arena);
    bs_buffer_clear(&vocabulary->folded);
    free(vocabulary->items);
    free(vocabulary->forms.slots);
    free(vocabulary->folds.slots);
    free(vocabulary);
}

static void empty_table(type_table *table)
{
    memset(table->slots, 0, table->slot_count * sizeof *table->slots);
    table->count = 0;
}

void bs_vocabulary_reset(bs_vocabulary *vocabulary)
{
    bs_arena_reset(&vocabulary->arena);
    vocabulary->count = 0;
    empty_table(&vocabulary->forms);
    empty_table(&vocabulary->folds);
}

/* What has been seen of a form's letters so far. */
typedef struct seen_letters {
    size_t upper, lower;
    bool is_first_upper;
    bool is_upper_inside; /* an upper-case letter that neither begins the form nor a part of it */
} seen_letters;

static bool begins_part(uint32_t before)
{
    return before == '-' || before == '\'' || before == 0x2019 || before == 0x2010 ||
           before == 0x2011;
}

static void see_letter(seen_letters *seen, uint32_t point, uint32_t before)
{
    bool is_upper = point < 0x80 ? point - 'A' < 26u : u_isUUppercase((UChar32)point);
    bool is_title = point >= 0x80 && u_istitle((UChar32)point);
    bool is_lower = point < 0x80 ? point - 'a' < 26u : u_isULowercase((UChar32)point);
    if (is_upper || is_title) {
        if (seen->upper + seen->lower == 0)
            seen->is_first_upper = true;
        else if (!begins_part(before))
            seen->is_upper_inside = true;
        seen->upper++;
        seen->lower += is_title; /* a digraph such as U+01C5 has one of each */
    } else if (is_lower) {
        seen->lower++;
    }
}

static bool is_small(bs_str form)
{
    bool is_other = false;
    for (size_t i = 0; i < form.size; i++)
        is_other |= (unsigned char)(form.data[i] - 'a') >= 26;
    return !is_other && form.size > 0;
}

static bs_token_case case_of(bs_str form)
{
    seen_letters seen = {0};
    uint32_t point = 0;
    for (size_t at = 0; at < form.size;) {
        uint32_t before = point;
        at += bs_utf8_decode(form, at, &point);
        if (point != BS_UTF8_INVALID)
            see_letter(&seen, point, before);
    }
    if (seen.upper + seen.lower == 0)
        return BS_CASE_NONE;
    if (seen.upper == 0)
        return BS_CASE_LOWER;
    if (seen.lower == 0)
        return BS_CASE_UPPER;
    return seen.is_first_upper && !seen.is_upper_inside ? BS_CASE_CAPITAL : BS_CASE_MIXED;
}

/* Fills `type->fold`, which shares the bytes of the form where they are the same. */
static bs_status set_fold(bs_vocabulary *vocabulary, bs_type *type, bs_error *error)
{
    bs_buffer *folded = &vocabulary->folded;
    folded->size = 0;
    bs_status status = bs_fold(type->form, folded, error);
    if (status != BS_OK)
        return status;
    bs_str fold = bs_buffer_str(folded);
    type->fold =
        bs_str_equal(fold, type->form) ? type->form : bs_arena_copy(&vocabulary->arena, fold);
    return type->fold.data ? BS_OK : bs_fail_memory(error);
}

static bs_status add_type(bs_vocabulary *vocabulary, bs_str form, bs_token_kind kind,
                          type_slot *form_slot, bs_error *error)
{
    if (form.size > FORM_BYTES_MAX)
        return bs_fail(error, BS_LIMIT, "a form of over %d bytes", FORM_BYTES_MAX);
    if (vocabulary->count >= TYPES_MAX)
        return bs_fail(error, BS_LIMIT, "more than %lu distinct forms", (unsigned long)TYPES_MAX);
    if (!bs_array_reserve(vocabulary, 1) || !reserve_slot(vocabulary, &vocabulary->folds, KEY_FOLD))
        return bs_fail_memory(error);

    uint32_t number = (uint32_t)vocabulary->count;
    bs_type *type = &vocabulary->items[number];
    *type = (bs_type){.form = bs_arena_copy(&vocabulary->arena, form), .kind = (uint8_t)kind};
    if (!type->form.data)
        return bs_fail_memory(error);
    if (is_small(form)) { /* most are */
        type->fold = type->form;
        type->cased = BS_CASE_LOWER;
    } else {
        bs_status status = set_fold(vocabulary, type, error);
        if (status != BS_OK)
            return status;
        type->cased = (uint8_t)case_of(type->form);
    }

    type_slot *fold_slot = find_slot(vocabulary, &vocabulary->folds, KEY_FOLD, type->fold);
    if (fold_slot->type_above == 0) {
        fill_slot(fold_slot, ends_of(type->fold), number);
        vocabulary->folds.count++;
    }
    type->fold_id = fold_slot->type_above - 1;
    fill_slot(form_slot, ends_of(form), number);
    vocabulary->forms.count++;
    vocabulary->count++;
    return BS_OK;
}

static bs_status add(bs_vocabulary *vocabulary, bs_str form, key_ends ends, uint64_t hash,
                     bs_token_kind kind, uint32_t *type, bs_error *error)
{
    type_slot *found = find_slot_from(vocabulary, &vocabulary->forms, KEY_FORM, form, ends, hash);
    if (__builtin_expect(found->type_above == 0, 0)) {
        size_t slot_count = vocabulary->forms.slot_count;
        if (!reserve_slot(vocabulary, &vocabulary->forms, KEY_FORM))
            return bs_fail_memory(error);
        if (vocabulary->forms.slot_count != slot_count)
            found = find_slot_from(vocabulary, &vocabulary->forms, KEY_FORM, form, ends, hash);
        bs_status status = add_type(vocabulary, form, kind, found, error);
        if (status != BS_OK)
            return status;
    }
    *type = found->type_above - 1;
    return BS_OK;
}

bs_status bs_vocabulary_add(bs_vocabulary *vocabulary, bs_str form, bs_token_kind kind,
                            uint32_t *type, bs_error *error)
{
    key_ends ends = ends_of(form);
    return add(vocabulary, form, ends, hash_of(form, ends), kind, type, error);
}

/* Two loops: the first asks for all slots, which are mostly in no near cache, the second looks into
 * them; most tokens are found in the slot where they are looked for first. */
static inline bs_status add_few(bs_vocabulary *vocabulary, bs_str text, bs_token *tokens,
                                size_t count, bs_error *error)
{
    key_ends ends[TOKENS_AHEAD];
    uint64_t hashes[TOKENS_AHEAD];
    const type_slot *slots = vocabulary->forms.slots;
    size_t mask = vocabulary->forms.slot_count - 1;
    bool is_padded = text.size - tokens[count - 1].start >= 8; /* then all others are too */
    for (size_t i = 0; i < count; i++) {
        bs_str form = bs_str_slice(text, tokens[i].start, tokens[i].end);
        ends[i] = is_padded ? ends_of_padded(form) : ends_of(form);
        hashes[i] = hash_of(form, ends[i]);
        __builtin_prefetch(&slots[hashes[i] & mask]);
    }
    for (size_t i = 0; i < count; i++) {
        const type_slot *slot = &slots[hashes[i] & mask];
        if (slot->head == ends[i].head && slot->tail == ends[i].tail &&
            slot->size == ends[i].size && ends[i].size <= ENDS_BYTES) {
            tokens[i].type = slot->type_above - 1;
            continue;
        }
        bs_str form = bs_str_slice(text, tokens[i].start, tokens[i].end);
        bs_status status = add(vocabulary, form, ends[i], hashes[i], (bs_token_kind)tokens[i].type,
                               &tokens[i].type, error);
        if (status != BS_OK)
            return status;
        slots = vocabulary->forms.slots; /* they may have grown */
        mask = vocabulary->forms.slot_count - 1;
    }
    return BS_OK;
}

bs_status bs_vocabulary_add_tokens(bs_vocabulary *vocabulary, bs_str text, bs_token *tokens,
                                   size_t count, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i += TOKENS_AHEAD)
        status = add_few(vocabulary, text, tokens + i,
                         count - i < TOKENS_AHEAD ? count - i : TOKENS_AHEAD, error);
    return status;
}

size_t bs_vocabulary_count(const bs_vocabulary *vocabulary)
{
    return vocabulary->count;
}

const bs_type *bs_vocabulary_type(const bs_vocabulary *vocabulary, uint32_t type)
{
    return &vocabulary->items[type];
}

uint32_t bs_vocabulary_find(const bs_vocabulary *vocabulary, bs_str form)
{
    return find_slot(vocabulary, &vocabulary->forms, KEY_FORM, form)->type_above - 1;
}

uint32_t bs_vocabulary_find_fold(const bs_vocabulary *vocabulary, bs_str fold)
{
    return find_slot(vocabulary, &vocabulary->folds, KEY_FOLD, fold)->type_above - 1;
}
