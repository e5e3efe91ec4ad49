/* json_guess.c - which key of JSON holds the texts of articles, where none has a name that says so:
 * the one with the longest prose. */
#include <yajl/yajl_parse.h>

#include "base/map.h"
#include "base/str.h"
#include "read/json_guess.h"

enum { SAMPLE_BYTES = 1 << 20, KEYS_MAX = 256, TEXT_BYTES_MIN = 200 };

typedef struct tally {
    size_t count, bytes, blanks, urls;
} tally;

typedef struct sample {
    bs_arena *arena;
    bs_map keys; /* values are indices of tallies */
    tally tallies[KEYS_MAX];
    size_t key; /* at hand, KEYS_MAX for none */
} sample;

static int on_key(void *context, const unsigned char *data, size_t size)
{
    sample *to = context;
    bs_str name = {(const char *)data, size};
    bs_map_entry *entry = bs_map_find(&to->keys, name);
    if (!entry && to->keys.count < KEYS_MAX) {
        bs_str copy = bs_arena_copy(to->arena, name);
        size_t index = to->keys.count;
        entry = copy.data ? bs_map_add(&to->keys, copy, NULL) : NULL;
        if (entry)
            entry->value = index;
    }
    to->key = entry ? (size_t)entry->value : KEYS_MAX;
    return 1;
}

static int on_string(void *context, const unsigned char *data, size_t size)
{
    sample *to = context;
    if (to->key == KEYS_MAX)
        return 1;
    tally *at = &to->tallies[to->key];
    at->count++;
    at->bytes += size;
    for (size_t i = 0; i < size; i++)
        at->blanks += data[i] == ' ';
    at->urls += bs_str_starts((bs_str){(const char *)data, size}, BS_STR("http"));
    return 1;
}

static int on_start_array(void *context)
{
    ((sample *)context)->key = KEYS_MAX;
    return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_string = on_string, .yajl_map_key = on_key, .yajl_start_array = on_start_array};

bool bs_json_guess_text(bs_str text, bs_arena *arena, bs_str *name)
{
    sample *from = calloc(1, sizeof *from);
    yajl_handle parser = from ? yajl_alloc(&callbacks, NULL, from) : NULL;
    size_t best = KEYS_MAX, most = TEXT_BYTES_MIN;
    if (parser) {
        from->arena = arena;
        from->key = KEYS_MAX;
        yajl_config(parser, yajl_allow_multiple_values, 1);
        yajl_config(parser, yajl_dont_validate_strings, 1);
        yajl_parse(parser, (const unsigned char *)text.data,
                   text.size < SAMPLE_BYTES ? text.size : SAMPLE_BYTES);
        for (size_t i = 0; i < from->keys.count; i++) {
            const tally *at = &from->tallies[i];
            size_t mean = at->count > 0 ? at->bytes / at->count : 0;
            if (mean > most && at->blanks * 14 > at->bytes && at->urls * 2 < at->count) {
                most = mean;
                best = i;
            }
        }
        if (best < KEYS_MAX)
            *name = from->keys.entries[best].key;
        yajl_free(parser);
    }
    if (from)
        bs_map_clear(&from->keys);
    free(from);
    return best < KEYS_MAX;
}
