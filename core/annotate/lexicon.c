/* lexicon.c - rows out of libcsv, whose callbacks cannot fail: the first failure is kept. */
#include "annotate/lexicon.h"

#include <csv.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"

typedef struct reading {
    bs_lexicon_row row;
    bs_str columns[BS_LEXICON_COLUMNS_MAX];
    bs_str cells[BS_LEXICON_COLUMNS_MAX];
    size_t cell_count;
    bool has_header;
    bs_arena *arena;
    bs_status (*take)(void *context, const bs_lexicon_row *row, bs_error *error);
    void *context;
    bs_status status;
    bs_error *error;
} reading;

static void take_cell(void *data, size_t size, void *context)
{
    reading *state = context;
    if (state->status != BS_OK)
        return;
    if (state->cell_count == BS_LEXICON_COLUMNS_MAX) {
        state->status =
            bs_fail(state->error, BS_LIMIT, "%s: row %llu: more than %d columns", state->row.path,
                    (unsigned long long)state->row.number, BS_LEXICON_COLUMNS_MAX);
        return;
    }
    bs_str cell = bs_str_trim((bs_str){data, size});
    if (cell.size > 0) {
        cell = bs_arena_copy(state->arena, cell);
        if (!cell.data)
            state->status = bs_fail_memory(state->error);
    } else {
        cell = (bs_str){0};
    }
    state->cells[state->cell_count++] = cell;
}

static bs_status take_header(reading *state)
{
    bool has_name = false, has_type = false;
    for (size_t index = 0; index < state->cell_count; index++) {
        bs_str cell = state->cells[index];
        char *letters = bs_arena_alloc(state->arena, cell.size + 1);
        if (!letters)
            return bs_fail_memory(state->error);
        for (size_t at = 0; at < cell.size; at++)
            letters[at] = (char)bs_ascii_lower((unsigned char)cell.data[at]);
        state->columns[index] = (bs_str){letters, cell.size};
        has_name |= bs_str_equal(state->columns[index], BS_STR("name"));
        has_type |= bs_str_equal(state->columns[index], BS_STR("type"));
    }
    if (!has_name || !has_type)
        return bs_fail(state->error, BS_BAD_DATA,
                       "%s: row %llu: a lexicon needs a header with the columns name and type",
                       state->row.path, (unsigned long long)state->row.number);
    state->row.count = state->cell_count;
    state->has_header = true;
    return BS_OK;
}

static void take_row(int end, void *context)
{
    (void)end;
    reading *state = context;
    if (state->status == BS_OK) {
        bool is_empty = true;
        for (size_t index = 0; index < state->cell_count; index++)
            is_empty &= state->cells[index].size == 0;
        for (size_t index = state->cell_count; index < state->row.count; index++)
            state->cells[index] = (bs_str){0};
        if (!is_empty && !state->has_header)
            state->status = take_header(state);
        else if (!is_empty)
            state->status = state->take(state->context, &state->row, state->error);
    }
    state->cell_count = 0;
    state->row.number++;
}

static bs_status parse(struct csv_parser *parser, bs_str contents, reading *state)
{
    size_t done = csv_parse(parser, contents.data, contents.size, take_cell, take_row, state);
    if (state->status == BS_OK && done == contents.size &&
        csv_fini(parser, take_cell, take_row, state) == 0)
        return state->status;
    if (state->status != BS_OK)
        return state->status;
    return bs_fail(state->error, BS_BAD_DATA, "%s: row %llu: %s", state->row.path,
                   (unsigned long long)state->row.number, csv_strerror(csv_error(parser)));
}

bs_status bs_lexicon_read(const char *path, bs_arena *arena, uint64_t *digest,
                          bs_status (*take)(void *context, const bs_lexicon_row *row,
                                            bs_error *error),
                          void *context, bs_error *error)
{
    bs_str contents;
    bs_status status = bs_file_read(path, BS_LEXICON_BYTES_MAX, arena, &contents, error);
    if (status != BS_OK)
        return status;
    *digest = bs_hash_seeded(contents, *digest);
    if (bs_str_starts(contents, BS_STR("\xEF\xBB\xBF")))
        contents = bs_str_slice(contents, 3, contents.size);

    reading *state = bs_arena_array(arena, 1, sizeof *state);
    if (!state)
        return bs_fail_memory(error);
    state->row = (bs_lexicon_row){path, 1, state->columns, state->cells, 0};
    state->arena = arena;
    state->take = take;
    state->context = context;
    state->error = error;

    struct csv_parser parser;
    if (csv_init(&parser, CSV_APPEND_NULL) != 0)
        return bs_fail_memory(error);
    status = parse(&parser, contents, state);
    csv_free(&parser);
    return status;
}

bs_str bs_lexicon_cell(const bs_lexicon_row *row, bs_str column)
{
    for (size_t index = 0; index < row->count; index++)
        if (bs_str_equal(row->columns[index], column))
            return row->cells[index];
    return (bs_str){0};
}
