/* read.c - from bytes to a table, see read.h. */
#include "table/read.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/file.h"
#include "base/str.h"
#include "table/infer.h"
#include "table/json.h"
#include "table/layout.h"
#include "table/sheet.h"

enum { WORDS_MAX = 6, COLUMNS_NAMED_MAX = 4 }; /* that a note tells */

typedef struct reading {
    bs_str name;
    const bs_table_read_options *options;
    bs_arena arena; /* the text, once decoded */
    bs_records records;
    bs_sheet sheet;
    bs_inferred *types; /* one a column */
    bs_table_builder *builder;
    bs_table *totals;
    bs_error *error;
} reading;

static void reading_clear(reading *r)
{
    bs_arena_clear(&r->arena);
    bs_records_clear(&r->records);
    bs_sheet_clear(&r->sheet);
    free(r->types);
    bs_table_builder_free(r->builder);
    bs_table_free(r->totals);
}

static bs_str cell_at(const reading *r, uint32_t record, size_t column)
{
    return bs_records_cell(&r->records, record, r->sheet.columns.items[column]);
}

/* --- types ----------------------------------------------------------------------------------- */

static bs_status apply_wishes(reading *r)
{
    const bs_table_read_options *options = r->options;
    for (size_t i = 0; i < options->type_count; i++) {
        bs_str wanted = options->types[i].column;
        size_t column = 0;
        while (column < r->sheet.names.count && !bs_str_equal(r->sheet.names.items[column], wanted))
            column++;
        if (column == r->sheet.names.count)
            return bs_fail(r->error, BS_MISUSE, "%.*s: no column \"%.*s\" to give a type to",
                           BS_STR_ARG(r->name), BS_STR_ARG(wanted));
        r->types[column].type = options->types[i].type;
    }
    return BS_OK;
}

/* Where both conventions of numbers fit a column, the other columns of the file decide; where none
 * does, semicolons speak for decimal commas. */
static bs_status find_types(reading *r, char delimiter)
{
    size_t count = r->sheet.columns.count, votes[2] = {0, 0};
    bs_inference *seen = calloc(count + 1, sizeof *seen);
    r->types = calloc(count + 1, sizeof *r->types);
    if (!seen || !r->types) {
        free(seen);
        return bs_fail_memory(r->error);
    }
    for (size_t row = 0; row < r->sheet.data.count; row++)
        for (size_t i = 0; i < count; i++)
            bs_infer_cell(&seen[i], cell_at(r, r->sheet.data.items[row], i));
    bs_convention convention;
    for (size_t i = 0; i < count; i++)
        if (bs_infer_is_decided(&seen[i], &convention))
            votes[convention]++;
    bs_convention preferred = delimiter == ';' ? BS_COMMA_DECIMAL : BS_POINT_DECIMAL;
    if (votes[BS_POINT_DECIMAL] != votes[BS_COMMA_DECIMAL])
        preferred =
            votes[BS_POINT_DECIMAL] > votes[BS_COMMA_DECIMAL] ? BS_POINT_DECIMAL : BS_COMMA_DECIMAL;
    for (size_t i = 0; i < count; i++)
        r->types[i] = bs_infer_type(&seen[i], preferred);
    free(seen);
    return apply_wishes(r);
}

/* --- notes ----------------------------------------------------------------------------------- */

/* Words that were read as missing, the first few each with its number, and where. */
typedef struct words {
    bs_str shown[WORDS_MAX];
    size_t counts[WORDS_MAX], word_count;
    size_t columns[COLUMNS_NAMED_MAX], column_count, last_column;
    size_t count;
} words;

static void add_word(words *w, bs_str word, size_t column)
{
    size_t i = 0;
    while (i < w->word_count && !bs_str_equal(w->shown[i], word))
        i++;
    if (i == w->word_count && i < WORDS_MAX)
        w->shown[w->word_count++] = word;
    if (i < WORDS_MAX)
        w->counts[i]++;
    if (w->column_count == 0 || w->last_column != column) {
        if (w->column_count < COLUMNS_NAMED_MAX)
            w->columns[w->column_count] = column;
        w->column_count++;
        w->last_column = column;
    }
    w->count++;
}

/* "312 cells are read as missing: "xxx" (200), "..." (112), in columns 1949, 1950 and 72 more" */
static bs_status tell_words(const reading *r, const words *w, const char *what)
{
    if (w->count == 0)
        return BS_OK;
    bs_buffer note = {0};
    bs_buffer_print(&note, "%zu cell%s %s:", w->count, w->count == 1 ? " is" : "s are", what);
    for (size_t i = 0; i < w->word_count; i++)
        bs_buffer_print(&note, "%s \"%.*s\" (%zu)", i ? "," : "", BS_STR_ARG(w->shown[i]),
                        w->counts[i]);
    size_t named = w->column_count < COLUMNS_NAMED_MAX ? w->column_count : COLUMNS_NAMED_MAX;
    bs_buffer_print(&note, ", in column%s", w->column_count == 1 ? "" : "s");
    for (size_t i = 0; i < named; i++)
        bs_buffer_print(&note, "%s \"%.*s\"", i ? "," : "",
                        BS_STR_ARG(r->sheet.names.items[w->columns[i]]));
    if (w->column_count > named)
        bs_buffer_print(&note, " and %zu more", w->column_count - named);
    bs_status status = note.failed ? bs_fail_memory(r->error) : BS_OK;
    bs_table_add_note(r->builder, bs_buffer_str(&note));
    bs_buffer_clear(&note);
    return status;
}

static bs_status tell_percents(const reading *r)
{
    for (size_t i = 0; i < r->sheet.columns.count; i++) {
        if (!r->types[i].is_percent)
            continue;
        bs_buffer note = {0};
        bs_buffer_print(&note, "column \"%.*s\" is in per cent",
                        BS_STR_ARG(r->sheet.names.items[i]));
        bs_status status = note.failed ? bs_fail_memory(r->error) : BS_OK;
        bs_table_add_note(r->builder, bs_buffer_str(&note));
        bs_buffer_clear(&note);
        if (status != BS_OK)
            return status;
    }
    return BS_OK;
}

/* What was not read as it stands there. */
static bs_status tell_cells(const reading *r)
{
    words unknown = {.count = 0}, unfit = {.count = 0};
    for (size_t column = 0; column < r->sheet.columns.count; column++) {
        const bs_inferred *type = &r->types[column];
        for (size_t row = 0; type->type != BS_COLUMN_TEXT && row < r->sheet.data.count; row++) {
            bs_str cell = cell_at(r, r->sheet.data.items[row], column);
            bs_str said = bs_str_trim(cell);
            if (said.size > 0 && bs_infer_value(type, cell).is_missing)
                add_word(bs_infer_is_unknown(said) ? &unknown : &unfit, said, column);
        }
    }
    bs_status status = tell_words(r, &unknown, "read as missing");
    if (status == BS_OK)
        status = tell_words(r, &unfit, "unreadable and so missing");
    return status == BS_OK ? tell_percents(r) : status;
}

/* --- rows ------------------------------------------------------------------------------------ */

static bs_status build_rows(reading *r, const bs_u32s *records, bs_table_builder *builder)
{
    for (size_t i = 0; i < r->sheet.columns.count; i++)
        bs_table_add_column(builder, r->sheet.names.items[i], r->types[i].type);
    for (size_t row = 0; row < records->count; row++) {
        bs_table_add_row(builder);
        bs_table_set_origin(builder, r->name, records->items[row] + 1);
        for (size_t i = 0; i < r->sheet.columns.count; i++) {
            bs_value value = bs_infer_value(&r->types[i], cell_at(r, records->items[row], i));
            if (!value.is_missing)
                bs_table_set_value(builder, i, value);
        }
    }
    return BS_OK;
}

static bs_status build_totals(reading *r)
{
    if (r->sheet.totals.count == 0)
        return BS_OK;
    bs_table_builder *builder;
    bs_status status = bs_table_builder_new(&builder, r->error);
    if (status != BS_OK)
        return status;
    build_rows(r, &r->sheet.totals, builder);
    return bs_table_finish(builder, &r->totals, r->error);
}

static bs_status build(reading *r, size_t guessed, bs_table **table)
{
    bs_status status = build_totals(r);
    if (status == BS_OK)
        status = bs_table_builder_new(&r->builder, r->error);
    if (status != BS_OK)
        return status;
    build_rows(r, &r->sheet.data, r->builder);
    for (size_t i = 0; i < r->sheet.notes.count; i++)
        bs_table_add_note(r->builder, r->sheet.notes.items[i]);
    if (guessed > 0) {
        bs_str note =
            bs_arena_print(&r->arena, "%zu line%s no UTF-8 and %s read as Windows-1252", guessed,
                           guessed == 1 ? " is" : "s are", guessed == 1 ? "was" : "were");
        bs_table_add_note(r->builder, note);
    }
    status = tell_cells(r);
    if (status != BS_OK)
        return status;
    if (r->totals)
        bs_table_set_totals(r->builder, r->totals);
    r->totals = NULL;
    bs_table_builder *builder = r->builder;
    r->builder = NULL;
    return bs_table_finish(builder, table, r->error);
}

static bool is_json(bs_str text, const bs_table_read_options *options)
{
    bs_str start = bs_str_trim(text);
    return start.size > 0 && (start.data[0] == '[' || start.data[0] == '{') &&
           !options->delimiter && !options->header && !options->has_no_header;
}

static bs_status read_text(reading *r, bs_str bytes, bs_table **table)
{
    bs_str text;
    size_t guessed;
    if (bs_str_starts(bytes, BS_STR("PK\3\4")))
        return bs_fail(r->error, BS_UNSUPPORTED, "%.*s: a spreadsheet or zip file; save it as CSV",
                       BS_STR_ARG(r->name));
    bs_status status = bs_table_decode(bytes, &r->arena, &text, &guessed, r->error);
    if (status != BS_OK)
        return status;
    if (bs_str_is_binary(text))
        return bs_fail(r->error, BS_BAD_DATA, "%.*s: binary data, no table", BS_STR_ARG(r->name));
    if (is_json(text, r->options))
        return bs_table_read_json(text, r->name, r->options, table, r->error);
    char delimiter =
        r->options->delimiter ? r->options->delimiter : bs_records_find_delimiter(text);
    status = bs_records_read(text, delimiter, r->name, &r->records, r->error);
    if (status == BS_OK)
        status = bs_sheet_find(&r->records, delimiter, r->name, r->options, &r->sheet, r->error);
    if (status == BS_OK)
        status = find_types(r, delimiter);
    return status == BS_OK ? build(r, guessed, table) : status;
}

bs_status bs_table_read_bytes(bs_str bytes, bs_str name, const bs_table_read_options *options,
                              bs_table **table, bs_error *error)
{
    static const bs_table_read_options none = {0};
    if (bytes.size > BS_TABLE_FILE_BYTES_MAX)
        return bs_fail(error, BS_LIMIT, "%.*s: over %zu bytes", BS_STR_ARG(name),
                       BS_TABLE_FILE_BYTES_MAX);
    char delimiter = options ? options->delimiter : 0;
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r')
        return bs_fail(error, BS_MISUSE, "cells cannot be delimited by quotes or ends of lines");
    if (!bytes.data)
        bytes = BS_STR("");
    reading r = {.name = name, .options = options ? options : &none, .error = error};
    bs_status status = read_text(&r, bytes, table);
    reading_clear(&r);
    return status;
}

bs_status bs_table_read(const char *path, const bs_table_read_options *options, bs_table **table,
                        bs_error *error)
{
    bs_arena arena = {0};
    bs_str bytes;
    bs_status status = bs_file_read(path, BS_TABLE_FILE_BYTES_MAX, &arena, &bytes, error);
    if (status == BS_OK)
        status = bs_table_read_bytes(bytes, bs_str_from(path), options, table, error);
    bs_arena_clear(&arena);
    return status;
}
