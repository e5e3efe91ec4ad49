/* build_sources.c - see build_sources.h. */
#include "corpus/build_sources.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"

/* ---- paths ---- */

/* Adds the parts of `path` to `absolute`, each with a slash before it; ".." takes one away. */
static void add_parts(bs_buffer *absolute, bs_str path)
{
    bs_str part;
    while (bs_str_cut(&path, '/', &part)) {
        if (part.size == 0 || bs_str_equal(part, BS_STR(".")))
            continue;
        if (bs_str_equal(part, BS_STR(".."))) {
            const char *slash =
                absolute->size ? memrchr(absolute->data, '/', absolute->size) : NULL;
            absolute->size = slash ? (size_t)(slash - absolute->data) : 0;
            continue;
        }
        bs_buffer_add_char(absolute, '/');
        bs_buffer_add(absolute, part);
    }
}

bs_status bs_path_absolute(bs_arena *arena, bs_str path, bs_str *absolute, bs_error *error)
{
    bs_buffer parts = {0};
    bs_status status = BS_OK;
    if (bs_str_equal(path, BS_STR("-"))) {
        bs_buffer_add(&parts, path);
    } else {
        char *here = path.size && path.data[0] == '/' ? NULL : getcwd(NULL, 0);
        if (here)
            add_parts(&parts, bs_str_from(here));
        else if (!path.size || path.data[0] != '/')
            status = bs_fail(error, BS_IO, "the working folder is gone: %s", strerror(errno));
        free(here);
        add_parts(&parts, path);
    }
    if (status == BS_OK) {
        *absolute = bs_arena_copy(arena, bs_buffer_str(&parts));
        if (parts.failed || !absolute->data)
            status = bs_fail_memory(error);
    }
    bs_buffer_clear(&parts);
    return status;
}

bool bs_path_is_below(bs_str path, bs_str folder)
{
    return bs_str_starts(path, folder) &&
           (path.size == folder.size || path.data[folder.size] == '/');
}

/* ---- inputs ---- */

void bs_build_sources_clear(bs_build_sources *sources)
{
    bs_array_free(&sources->sources);
    bs_array_free(&sources->inputs);
    bs_map_clear(&sources->by_path);
    bs_arena_clear(&sources->arena);
}

static uint64_t settings_of(const bs_build_options *options, const bs_read_options *read)
{
    const bs_str parts[] = {bs_str_from(bs_version()),
                            read->date,
                            read->outlet,
                            read->format,
                            read->columns,
                            read->cut};
    uint64_t digest = bs_annotator_digest(options->annotator) + BS_CATALOG_VERSION;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        digest = bs_hash_seeded(parts[i], digest + (parts[i].data != NULL));
    return digest;
}

static bs_str copy_option(bs_arena *arena, bs_str option, bool *failed)
{
    if (!option.data)
        return option;
    bs_str copy = bs_arena_copy(arena, option);
    *failed |= !copy.data;
    return copy;
}

static bs_status add_input(bs_build_sources *sources, const bs_build_options *options,
                           const bs_catalog_input *facts, bool is_given, bs_error *error)
{
    bs_build_input *input = bs_array_push(&sources->inputs);
    if (!input)
        return bs_fail_memory(error);
    *input = (bs_build_input){.facts = *facts, .options = options->read, .is_given = is_given};
    input->options.date = facts->date;
    input->options.outlet = facts->outlet;
    input->options.format = facts->format;
    input->options.columns = facts->columns;
    input->options.cut = facts->cut;
    input->settings = settings_of(options, &input->options);
    return BS_OK;
}

static bs_build_input *find_input(bs_build_sources *sources, bs_str path)
{
    for (size_t i = 0; i < sources->inputs.count; i++)
        if (bs_str_equal(sources->inputs.items[i].facts.path, path))
            return &sources->inputs.items[i];
    return NULL;
}

static bs_status add_given_inputs(bs_build_sources *sources, const bs_build_options *options,
                                  const bs_catalog_inputs *known, bs_error *error)
{
    bool failed = false;
    for (size_t i = 0; i < options->input_count; i++) {
        bs_arena *arena = &sources->arena;
        bs_catalog_input facts = {
            .given = copy_option(arena, options->inputs[i], &failed),
            .date = copy_option(arena, options->read.date, &failed),
            .outlet = copy_option(arena, options->read.outlet, &failed),
            .format = copy_option(arena, options->read.format, &failed),
            .columns = copy_option(arena, options->read.columns, &failed),
            .cut = copy_option(arena, options->read.cut, &failed),
        };
        bs_status status = failed ? bs_fail_memory(error)
                                  : bs_path_absolute(arena, facts.given, &facts.path, error);
        if (status != BS_OK)
            return status;
        if (find_input(sources, facts.path))
            continue; /* given twice */
        for (size_t j = 0; j < known->count; j++)
            if (bs_str_equal(known->items[j].path, facts.path))
                facts.id = known->items[j].id;
        status = add_input(sources, options, &facts, true, error);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

static bool has_outdated_source(const bs_build_sources *sources, int64_t input, uint64_t settings)
{
    for (size_t i = 0; i < sources->sources.count; i++) {
        const bs_catalog_source *source = &sources->sources.items[i].facts;
        if (source->input == input && source->settings != settings)
            return true;
    }
    return false;
}

/* One that is no longer there is left as it is: its articles cannot be made again. */
static bool can_be_walked(bs_str path)
{
    struct stat facts;
    return !bs_str_equal(path, BS_STR("-")) && stat(path.data, &facts) == 0;
}

static bs_status add_earlier_inputs(bs_build_sources *sources, const bs_build_options *options,
                                    const bs_catalog_inputs *known, bs_error *error)
{
    for (size_t i = 0; i < known->count; i++) {
        const bs_catalog_input *input = &known->items[i];
        if (find_input(sources, input->path))
            continue;
        bs_status status = add_input(sources, options, input, false, error);
        if (status != BS_OK)
            return status;
        uint64_t settings = sources->inputs.items[sources->inputs.count - 1].settings;
        if (!has_outdated_source(sources, input->id, settings) || !can_be_walked(input->path))
            sources->inputs.count--;
    }
    return BS_OK;
}

static bs_status add_known_sources(bs_build_sources *sources, const bs_catalog_sources *known,
                                   bs_error *error)
{
    for (size_t i = 0; i < known->count; i++) {
        bs_build_source *source = bs_array_push(&sources->sources);
        bs_map_entry *entry =
            source ? bs_map_add(&sources->by_path, known->items[i].path, NULL) : NULL;
        if (!entry)
            return bs_fail_memory(error);
        *source = (bs_build_source){.facts = known->items[i]};
        entry->value = i;
    }
    return BS_OK;
}

bs_status bs_build_sources_init(bs_build_sources *sources, bs_catalog *catalog,
                                const bs_build_options *options, bs_error *error)
{
    bs_catalog_sources known = {0};
    bs_catalog_inputs inputs = {0};
    bs_status status = bs_path_absolute(&sources->arena, options->into, &sources->corpus, error);
    if (status == BS_OK)
        status = bs_catalog_sources_get(catalog, &sources->arena, &known, error);
    if (status == BS_OK)
        status = bs_catalog_inputs_get(catalog, &sources->arena, &inputs, error);
    if (status == BS_OK)
        status = add_known_sources(sources, &known, error);
    if (status == BS_OK)
        status = add_given_inputs(sources, options, &inputs, error);
    if (status == BS_OK)
        status = add_earlier_inputs(sources, options, &inputs, error);
    bs_array_free(&known);
    bs_array_free(&inputs);
    return status;
}

/* ---- sources ---- */

static bs_status find_or_add(bs_build_sources *sources, bs_str path, size_t *index, bs_error *error)
{
    bool is_new;
    bs_map_entry *entry = bs_map_add(&sources->by_path, path, &is_new);
    if (!entry)
        return bs_fail_memory(error);
    if (is_new) {
        bs_build_source *source = bs_array_push(&sources->sources);
        if (!source)
            return bs_fail_memory(error);
        *source = (bs_build_source){.facts = {.path = path}};
        entry->value = sources->sources.count - 1;
    }
    *index = entry->value;
    return BS_OK;
}

/* 0 for what cannot be read: the walk will find that out as well, and say so. */
static uint64_t digest_of_file(bs_str path)
{
    bs_str bytes;
    if (bs_file_map(path.data, &bytes, NULL) != BS_OK)
        return 0;
    uint64_t digest = bs_hash(bytes);
    bs_file_unmap(bytes);
    return digest;
}

static bs_source_state state_of(const bs_catalog_source *known, const bs_catalog_source *now)
{
    if (known->id == 0 || known->size != now->size || known->settings != now->settings ||
        known->digest == 0)
        return BS_SOURCE_READ; /* a digest of 0: it could not be read the last time */
    if (known->modified_ns == now->modified_ns)
        return BS_SOURCE_UNCHANGED;
    return known->digest == now->digest ? BS_SOURCE_TOUCHED : BS_SOURCE_READ;
}

bs_status bs_build_sources_want(bs_build_sources *sources, size_t input, const bs_origin *origin,
                                bool *wants, bs_error *error)
{
    bs_str path;
    size_t index;
    const bs_build_input *from = &sources->inputs.items[input];
    *wants = false;
    bs_status status = bs_path_absolute(&sources->arena, origin->path, &path, error);
    if (status != BS_OK || bs_path_is_below(path, sources->corpus))
        return status;
    status = find_or_add(sources, path, &index, error);
    if (status != BS_OK)
        return status;
    bs_build_source *source = &sources->sources.items[index];
    if (source->state != BS_SOURCE_UNSEEN)
        return BS_OK; /* it lies under two inputs */
    bs_catalog_source now = {.id = source->facts.id,
                             .path = path,
                             .size = origin->size,
                             .modified_ns = origin->modified_ns,
                             .digest = source->facts.digest,
                             .settings = from->settings,
                             .input = from->facts.id};
    if (source->facts.id == 0 || source->facts.size != now.size)
        now.digest = 0; /* it is read anyhow, and then taken from what was read */
    else if (source->facts.modified_ns != now.modified_ns)
        now.digest = digest_of_file(path);
    source->state = state_of(&source->facts, &now);
    source->facts = now;
    *wants = source->state == BS_SOURCE_READ;
    return BS_OK;
}

bs_status bs_build_sources_find(bs_build_sources *sources, size_t input, bs_str origin,
                                size_t *index, bs_error *error)
{
    bs_str path;
    bs_status status = bs_path_absolute(&sources->arena, origin, &path, error);
    if (status == BS_OK)
        status = find_or_add(sources, path, index, error);
    if (status != BS_OK)
        return status;
    bs_build_source *source = &sources->sources.items[*index];
    if (source->state == BS_SOURCE_UNSEEN) {
        source->state = BS_SOURCE_READ;
        source->facts.settings = sources->inputs.items[input].settings;
        source->facts.input = sources->inputs.items[input].facts.id;
    }
    return BS_OK;
}

void bs_build_sources_take(bs_build_sources *sources, size_t index, const bs_source *source)
{
    bs_catalog_source *facts = &sources->sources.items[index].facts;
    if (bs_str_equal(source->file, source->origin) && source->bytes.size == facts->size)
        facts->digest = bs_hash(source->bytes);
}

void bs_build_sources_settle(bs_build_source *source)
{
    if (source->state == BS_SOURCE_READ && source->facts.digest == 0 && source->facts.size > 0)
        source->facts.digest = digest_of_file(source->facts.path);
}

bool bs_build_sources_has_vanished(const bs_build_sources *sources, size_t index)
{
    const bs_build_source *source = &sources->sources.items[index];
    if (source->state != BS_SOURCE_UNSEEN)
        return false;
    for (size_t i = 0; i < sources->inputs.count; i++)
        if (bs_path_is_below(source->facts.path, sources->inputs.items[i].facts.path))
            return true;
    return false;
}
