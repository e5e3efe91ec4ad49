/*
 * records.c - libcsv made safe for files from anywhere: blanks are kept, blank lines are counted, a
 * field that never ends is an error with its place.
 */
#include "table/records.h"

#include <csv.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "table/read.h"

enum {
    SAMPLE_BYTES = 256 * 1024,
    SAMPLE_RECORDS = 400,
    WIDTH_COUNTED_MAX = 512,
    PARSED_AT_ONCE = 64 * 1024,
    BLOCK_BYTES = 4096,
    STATE_FIELD_BEGUN = 2, /* of struct csv_parser */
};

void bs_records_clear(bs_records *records)
{
    bs_arena_clear(&records->arena);
    bs_array_free(&records->cells);
    bs_array_free(&records->starts);
}

size_t bs_records_count(const bs_records *records)
{
    return records->starts.count ? records->starts.count - 1 : 0;
}

size_t bs_records_width(const bs_records *records, size_t record)
{
    return records->starts.items[record + 1] - records->starts.items[record];
}

bs_str bs_records_cell(const bs_records *records, size_t record, size_t column)
{
    if (column >= bs_records_width(records, record))
        return BS_STR("");
    return records->cells.items[records->starts.items[record] + column];
}

size_t bs_records_filled(const bs_records *records, size_t record)
{
    size_t filled = 0;
    for (size_t i = 0; i < bs_records_width(records, record); i++)
        filled += bs_str_trim(bs_records_cell(records, record, i)).size > 0;
    return filled;
}

/* --- the delimiter --------------------------------------------------------------------------- */

/* The number of cells in the record that begins at `*at`, which moves behind it. */
static size_t scan_record(bs_str text, size_t *at, char delimiter)
{
    size_t cells = 1;
    bool is_quoted = false, is_start = true;
    size_t i = *at;
    for (; i < text.size; i++) {
        char c = text.data[i];
        if (is_quoted) {
            is_quoted = c != '"'; /* a doubled quote opens again at once */
        } else if (c == '"' && (is_start || text.data[i - 1] == '"')) {
            is_quoted = true;
        } else if (c == '\n' || c == '\r') {
            break;
        }
        is_start = !is_quoted && c == delimiter;
        cells += is_start;
    }
    if (i + 1 < text.size && text.data[i] == '\r' && text.data[i + 1] == '\n')
        i++;
    *at = i + 1;
    return cells;
}

/* How many records have the number of cells that most records have, if that is over one. */
static size_t score_delimiter(bs_str text, char delimiter)
{
    size_t counts[WIDTH_COUNTED_MAX] = {0}, best = 0;
    size_t records = 0;
    for (size_t at = 0; at < text.size && records < SAMPLE_RECORDS; records++) {
        size_t cells = scan_record(text, &at, delimiter);
        counts[cells < WIDTH_COUNTED_MAX ? cells : WIDTH_COUNTED_MAX - 1]++;
    }
    for (size_t cells = 2; cells < WIDTH_COUNTED_MAX; cells++)
        if (counts[cells] > best)
            best = counts[cells];
    return best;
}

char bs_records_find_delimiter(bs_str text)
{
    /* In this order where they do equally well: who writes decimal commas delimits by semicolons.
     */
    static const char delimiters[] = {'\t', ';', '|', ','};
    if (text.size > SAMPLE_BYTES)
        text.size = SAMPLE_BYTES;
    size_t best = 0;
    char found = ',';
    for (size_t i = 0; i < sizeof delimiters; i++) {
        size_t score = score_delimiter(text, delimiters[i]);
        if (score > best) {
            best = score;
            found = delimiters[i];
        }
    }
    return found;
}

/* --- libcsv ---------------------------------------------------------------------------------- */

/* libcsv cannot be told to stop: the first failure is kept, and nothing is done afterwards. */
typedef struct reading {
    bs_records *records;
    bs_str name;
    int last_end;   /* the character that ended the last record */
    bool has_cells; /* the record that is being read has */
    bs_status status;
    bs_error *error;
} reading;

static int is_never_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void *realloc_field(void *field, size_t size)
{
    return size > BS_TABLE_FIELD_BYTES_MAX ? NULL : realloc(field, size);
}

static void on_cell(void *data, size_t size, void *context)
{
    reading *r = context;
    if (r->status != BS_OK)
        return;
    bs_records *records = r->records;
    size_t width = records->cells.count - records->starts.items[records->starts.count - 1];
    if (width >= BS_TABLE_COLUMNS_MAX) {
        r->status = bs_fail(r->error, BS_LIMIT, "%.*s: record %zu has over %d cells",
                            BS_STR_ARG(r->name), records->starts.count, BS_TABLE_COLUMNS_MAX);
        return;
    }
    bs_str *cell = bs_array_push(&records->cells);
    bs_str kept = size ? bs_arena_copy(&records->arena, (bs_str){data, size}) : BS_STR("");
    if (!cell || !kept.data) {
        r->status = bs_fail_memory(r->error);
        return;
    }
    *cell = kept;
    r->has_cells = true;
}

static void on_record(int end, void *context)
{
    reading *r = context;
    bool is_second_half = end == '\n' && r->last_end == '\r' && !r->has_cells;
    r->last_end = is_second_half ? 0 : end;
    r->has_cells = false;
    if (r->status != BS_OK || is_second_half)
        return;
    if (r->records->starts.count > BS_TABLE_ROWS_MAX) {
        r->status = bs_fail(r->error, BS_LIMIT, "%.*s: over %u records", BS_STR_ARG(r->name),
                            BS_TABLE_ROWS_MAX);
        return;
    }
    size_t *start = bs_array_push(&r->records->starts);
    if (start)
        *start = r->records->cells.count;
    else
        r->status = bs_fail_memory(r->error);
}

/* libcsv stops only when its buffer cannot grow. */
static bs_status fail_parse(const struct csv_parser *parser, const reading *r)
{
    if (r->status != BS_OK)
        return r->status;
    if (parser->entry_size + BLOCK_BYTES <= BS_TABLE_FIELD_BYTES_MAX)
        return bs_fail_memory(r->error);
    return bs_fail(r->error, BS_LIMIT,
                   "%.*s: record %zu has a cell of over %d bytes; is a quote left open?",
                   BS_STR_ARG(r->name), r->records->starts.count, BS_TABLE_FIELD_BYTES_MAX);
}

static bs_status parse(struct csv_parser *parser, bs_str text, reading *r)
{
    for (size_t at = 0; at < text.size && r->status == BS_OK;) {
        size_t size = text.size - at < PARSED_AT_ONCE ? text.size - at : PARSED_AT_ONCE;
        if (csv_parse(parser, text.data + at, size, on_cell, on_record, r) != size)
            return fail_parse(parser, r);
        at += size;
    }
    if (r->status != BS_OK)
        return r->status;
    if (parser->pstate == STATE_FIELD_BEGUN && parser->quoted)
        return bs_fail(r->error, BS_BAD_DATA, "%.*s: record %zu opens a quote that is never closed",
                       BS_STR_ARG(r->name), r->records->starts.count);
    if (csv_fini(parser, on_cell, on_record, r) != 0 && r->status == BS_OK)
        return bs_fail_memory(r->error);
    return r->status;
}

bs_status bs_records_read(bs_str text, char delimiter, bs_str name, bs_records *records,
                          bs_error *error)
{
    size_t *start = bs_array_push(&records->starts);
    if (!start)
        return bs_fail_memory(error);
    *start = 0;
    struct csv_parser parser;
    if (csv_init(&parser, CSV_REPALL_NL) != 0)
        return bs_fail_memory(error);
    csv_set_delim(&parser, (unsigned char)delimiter);
    csv_set_space_func(&parser, is_never_space);
    csv_set_realloc_func(&parser, realloc_field);
    csv_set_blk_size(&parser, BLOCK_BYTES);
    reading r = {.records = records, .name = name, .error = error};
    bs_status status = parse(&parser, text, &r);
    csv_free(&parser);
    return status;
}
