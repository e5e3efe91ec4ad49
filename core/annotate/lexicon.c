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
    bs_str above[BS_LEXICON_COLUMNS_MAX]; /* what a column had last */
    uint8_t kinds[BS_LEXICON_COLUMNS_MAX];
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
    bs_str above = state->above[state->cell_count];
    if (cell.size > 0 && bs_str_equal(cell, above)) {
        cell = above; /* types and countries come again and again */
    } else if (cell.size > 0) {
        cell = state->above[state->cell_count] = bs_arena_copy(state->arena, cell);
        if (!cell.data)
            state->status = bs_fail_memory(state->error);
    } else {
        cell = (bs_str){0};
    }
    state->cells[state->cell_count++] = cell;
}

static uint8_t kind_of(bs_str column)
{
    static const char *const NAMES[BS_LEXICON_COLUMNS] = {
        "name", "type",   "id",      "names",  "acronym", "demonyms", "from",     "to",
        "note", "source", "checked", "office", "country", "role",     "to_basis", "family_name"};
    for (size_t kind = 0; kind < BS_LEXICON_COLUMNS; kind++)
        if (bs_str_equal(column, bs_str_from(NAMES[kind])))
            return (uint8_t)kind;
    return BS_LEXICON_ATTRIBUTE;
}

static bs_status take_header(reading *state)
{
    for (size_t index = 0; index < state->cell_count; index++) {
        bs_str cell = state->cells[index];
        char *letters = bs_arena_alloc(state->arena, cell.size + 1);
        if (!letters)
            return bs_fail_memory(state->error);
        for (size_t at = 0; at < cell.size; at++)
            letters[at] = (char)bs_ascii_lower((unsigned char)cell.data[at]);
        state->columns[index] = (bs_str){letters, cell.size};
        uint8_t kind = state->kinds[index] = kind_of(state->columns[index]);
        if (kind < BS_LEXICON_COLUMNS && state->row.places[kind] == 0)
            state->row.places[kind] = (uint8_t)(index + 1);
    }
    if (!state->row.places[BS_LEXICON_NAME] || !state->row.places[BS_LEXICON_TYPE])
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
    state->row = (bs_lexicon_row){.path = path,
                                  .number = 1,
                                  .columns = state->columns,
                                  .cells = state->cells,
                                  .kinds = state->kinds};
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
