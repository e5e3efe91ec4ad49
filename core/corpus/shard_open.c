/* shard_open.c - the files of a shard mapped, held against the plan, and bound to its columns. */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/str.h"
#include "corpus/shard_writer.h"

/* What a shard holds on to: mappings, or the writer that made it. */
struct bs_shard_files {
    bs_str mappings[BS_SHARD_FILES];
    bs_shard_writer *writer;
    bs_arena arena;
};

static bs_status new_shard(bs_shard **shard, bs_error *error)
{
    bs_shard *made = calloc(1, sizeof *made);
    struct bs_shard_files *files = calloc(1, sizeof *files);
    if (!made || !files) {
        free(made);
        free(files);
        return bs_fail_memory(error);
    }
    made->files = files;
    *shard = made;
    return BS_OK;
}

void bs_shard_close(bs_shard *shard)
{
    if (!shard)
        return;
    for (size_t i = 0; i < BS_SHARD_FILES; i++)
        bs_file_unmap(shard->files->mappings[i]);
    bs_shard_writer_free(shard->files->writer);
    bs_arena_clear(&shard->files->arena);
    free(shard->files);
    free(shard);
}

bs_arena *bs_shard_arena(bs_shard *shard)
{
    return &shard->files->arena;
}

void bs_shard_forget(const bs_shard *shard)
{
    for (size_t i = 0; i < BS_SHARD_FILES; i++)
        bs_file_forget(shard->files->mappings[i]);
}

/* Copies the bitmap of live articles, or makes one of all. */
static bs_status set_live(bs_shard *shard, bs_str live, const char *folder, bs_error *error)
{
    size_t count = shard->articles.count, size = (count + 7) / 8;
    if (live.size && live.size != size)
        return bs_fail(error, BS_BAD_DATA, "%s: the catalog knows another number of articles",
                       folder);
    uint8_t *bits = bs_arena_array(&shard->files->arena, size + 1, 1);
    if (!bits)
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        bool is_live = !live.size || ((uint8_t)live.data[i >> 3] >> (i & 7) & 1);
        bits[i >> 3] |= (uint8_t)(is_live << (i & 7));
        shard->live_count += is_live;
    }
    shard->live = bits;
    return BS_OK;
}

static bool same_names(const bs_str *a, size_t a_count, const bs_str *b, size_t b_count)
{
    if (a_count != b_count)
        return false;
    for (size_t i = 0; i < a_count; i++)
        if (!bs_str_equal(a[i], b[i]))
            return false;
    return true;
}

/* That a column is what the plan says: name, kind, names, and values enough. */
static bool column_fits(bs_shard_column number, const bs_arrow_column *column, bs_arena *arena)
{
    const bs_column_plan *plan = bs_shard_column_plan(number);
    const bs_str *names;
    size_t name_count;
    if (!bs_str_equal(column->name, bs_str_from(plan->name)) || column->kind != plan->kind ||
        column->is_nullable != bs_shard_column_is_nullable(number))
        return false;
    if (plan->role == BS_ROLE_START &&
        column->value_bytes / bs_arrow_width(plan->kind) < column->count + 1)
        return false;
    if (!plan->names)
        return true;
    return bs_shard_column_names(number, arena, &names, &name_count, NULL) == BS_OK &&
           same_names(names, name_count, column->names, column->name_count);
}

static bs_status open_table(bs_shard *shard, bs_shard_file file, const char *path,
                            bs_arrow_column *columns, bs_error *error)
{
    const bs_file_plan *plan = bs_shard_file_plan(file);
    bs_arena *arena = &shard->files->arena;
    bs_arrow_table table;
    bs_status status = bs_arrow_open(shard->files->mappings[file], path, arena, &table, error);
    if (status != BS_OK)
        return status;
    if (!bs_str_equal(table.name, bs_str_from(plan->name)) ||
        table.column_count != (size_t)(plan->end - plan->first))
        return bs_fail(error, BS_BAD_DATA, "%s: another table than %s", path, plan->name);
    for (size_t i = 0; i < table.column_count; i++) {
        if (!column_fits((bs_shard_column)(plan->first + i), &table.columns[i], arena))
            return bs_fail(error, BS_BAD_DATA, "%s: column %zu is not %s as this version has it",
                           path, i + 1, bs_shard_column_plan(plan->first + i)->name);
        columns[plan->first + i] = table.columns[i];
    }
    return BS_OK;
}

static bs_status open_file(bs_shard *shard, bs_shard_file file, const char *folder,
                           const bs_shard_file_facts *facts, bs_arrow_column *columns,
                           bs_error *error)
{
    bs_str path = bs_shard_file_path(&shard->files->arena, folder, file);
    if (!path.data)
        return bs_fail_memory(error);
    bs_str *mapping = &shard->files->mappings[file];
    bs_status status = bs_file_map(path.data, mapping, error);
    if (status == BS_OK && facts && mapping->size != facts[file].size)
        status = bs_fail(error, BS_BAD_DATA, "%s: has %zu bytes, and the catalog says %llu",
                         path.data, mapping->size, (unsigned long long)facts[file].size);
    return status == BS_OK ? open_table(shard, file, path.data, columns, error) : status;
}

/* The names of rules are one list; each file has a copy of it. */
static bool rules_agree(const bs_arrow_column *columns)
{
    static const bs_shard_column others[] = {BS_COL_quotations_rule, BS_COL_dates_rule,
                                             BS_COL_claims_rule};
    const bs_arrow_column *first = &columns[BS_COL_mentions_rule];
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!same_names(first->names, first->name_count, columns[others[i]].names,
                        columns[others[i]].name_count))
            return false;
    return true;
}

static bs_status open_files(bs_shard *shard, const char *folder, const bs_shard_file_facts *facts,
                            bs_str live, bs_error *error)
{
    bs_arrow_column columns[BS_SHARD_COLUMN_COUNT];
    for (size_t i = 0; i < BS_SHARD_FILES; i++) {
        bs_status status = open_file(shard, (bs_shard_file)i, folder, facts, columns, error);
        if (status != BS_OK)
            return status;
    }
    if (!rules_agree(columns))
        return bs_fail(error, BS_BAD_DATA, "%s: damaged: files differ in the names of rules",
                       folder);
    bs_shard_bind(shard, columns);
    bs_status status = bs_shard_verify(shard, folder, error);
    return status == BS_OK ? set_live(shard, live, folder, error) : status;
}

bs_status bs_shard_open(const char *folder, const bs_shard_file_facts *facts, bs_str live,
                        bs_shard **shard, bs_error *error)
{
    bs_shard *opened;
    bs_status status = new_shard(&opened, error);
    if (status != BS_OK)
        return status;
    status = open_files(opened, folder, facts, live, error);
    if (status == BS_OK)
        *shard = opened;
    else
        bs_shard_close(opened);
    return status;
}

bs_status bs_shard_from_writer(bs_shard_writer *writer, bs_shard **shard, bs_error *error)
{
    bs_shard *made;
    bs_status status = new_shard(&made, error);
    if (status != BS_OK) {
        bs_shard_writer_free(writer);
        return status;
    }
    made->files->writer = writer; /* verified when it was finished */
    bs_arrow_column columns[BS_SHARD_COLUMN_COUNT];
    bs_shard_writer_columns(writer, columns);
    bs_shard_bind(made, columns);
    status = set_live(made, (bs_str){NULL, 0}, "in memory", error);
    if (status == BS_OK)
        *shard = made;
    else
        bs_shard_close(made);
    return status;
}
