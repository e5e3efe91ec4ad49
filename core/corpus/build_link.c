/* build_link.c - who is who, found anew over all shards when articles or decisions have changed. */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "corpus/build_work.h"
#include "corpus/link.h"

enum { LINK_REVISION = 1, DECISION_BYTES_MAX = 64 << 20 };

static const char SETTING[] = "links";

/* What the links depend on beside the articles: this code, rules that are off, decisions. */
static bs_status digest_options(const bs_link_options *options, char digest[17], bs_error *error)
{
    uint64_t seed = LINK_REVISION;
    size_t count;
    const char *const *rules = bs_rules_of_code(&count);
    for (size_t i = 0; i < count; i++)
        if (bs_annotator_is_off(options->annotator, bs_str_from(rules[i])))
            seed = bs_hash_seeded(bs_str_from(rules[i]), seed);
    bs_status status = BS_OK;
    if (options->decisions.data) {
        bs_arena arena = {0};
        bs_str bytes, path = bs_arena_copy(&arena, options->decisions);
        status = path.data ? bs_file_read(path.data, DECISION_BYTES_MAX, &arena, &bytes, error)
                           : bs_fail_memory(error);
        if (status == BS_OK)
            seed = bs_hash_seeded(bytes, seed);
        bs_arena_clear(&arena);
    }
    bs_hash_hex(seed, digest);
    return status;
}

static bs_status has_setting(bs_catalog *catalog, const char *digest, bs_arena *arena, bool *has_it,
                             bs_error *error)
{
    bs_catalog_settings settings = {0};
    bs_status status = bs_catalog_settings_get(catalog, arena, &settings, error);
    *has_it = false;
    for (size_t i = 0; i < settings.count; i++)
        if (bs_str_equal(settings.items[i].name, bs_str_from(SETTING)))
            *has_it = bs_str_equal(settings.items[i].value, bs_str_from(digest));
    bs_array_free(&settings);
    return status;
}

static bs_status open_shards(const char *folder, const bs_catalog_shards *facts, bs_arena *arena,
                             bs_shard **shards, bs_error *error)
{
    for (size_t i = 0; i < facts->count; i++) {
        const bs_catalog_shard *shard = &facts->items[i];
        bs_str path = bs_arena_print(arena, "%s/shards/%.*s", folder, BS_STR_ARG(shard->name));
        bs_status status =
            path.data ? bs_shard_open(path.data, shard->files, shard->live, &shards[i], error)
                      : bs_fail_memory(error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

static bs_status link_shards(bs_catalog *catalog, const char *folder,
                             const bs_link_options *options, const bs_catalog_shards *facts,
                             bs_arena *arena, bs_error *error)
{
    bs_links links = {0};
    bs_shard **shards = bs_arena_array(arena, facts->count + 1, sizeof *shards);
    if (!shards)
        return bs_fail_memory(error);
    bs_status status = open_shards(folder, facts, arena, shards, error);
    if (status == BS_OK)
        status = bs_links_find(shards, facts->count, options, arena, &links, error);
    if (status == BS_OK)
        status = bs_catalog_links_put(catalog, facts, &links, error);
    for (size_t i = 0; i < facts->count; i++)
        bs_shard_close(shards[i]);
    bs_array_free(&links);
    return status;
}

bs_status bs_build_link(bs_catalog *catalog, const char *folder, const bs_link_options *options,
                        bool is_same, bs_error *error)
{
    char digest[17];
    bs_arena arena = {0};
    bs_catalog_shards facts = {0};
    bool has_digest = false;
    bs_status status = digest_options(options, digest, error);
    if (status == BS_OK)
        status = has_setting(catalog, digest, &arena, &has_digest, error);
    if (status == BS_OK && !(is_same && has_digest)) {
        status = bs_catalog_shards_get(catalog, &arena, &facts, error);
        if (status == BS_OK)
            status = link_shards(catalog, folder, options, &facts, &arena, error);
        if (status == BS_OK)
            status = bs_catalog_setting_put(catalog, SETTING, bs_str_from(digest), error);
    }
    bs_array_free(&facts);
    bs_arena_clear(&arena);
    return status;
}
