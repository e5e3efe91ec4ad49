/*
 * csv.c - tables whose rows are articles, through libcsv.
 *
 * It is fed line by line, so that we know where each record begins. A record that is wrong is told
 * and left behind at its first line end, so that a stray quotation mark loses little.
 */
#include <csv.h>

#include "base/error.h"
#include "read/formats.h"
#include "read/fragment.h"
#include "read/record.h"

enum { RECOVERIES_MAX = 1000 };

typedef struct column {
    bs_key key;
    unsigned rank;
} column;

typedef struct csv {
    bs_record record;
    bs_strs cells; /* of the row at hand */
    column columns[BS_COLUMNS_MAX];
    size_t column_count; /* 0 before the header */
    bs_str text;         /* of the whole table */
    bool has_text;
    uint64_t line, row_line; /* at hand, and where the row at hand began */
    size_t row_start;        /* byte behind the last whole row */
    bool row_ended;
    bs_status status; /* the first failure, after which nothing more is done */
    bs_error *error;
} csv;

static int is_no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void on_cell(void *data, size_t size, void *context)
{
    csv *from = context;
    if (from->status != BS_OK)
        return;
    bs_str cell = bs_arena_copy(from->record.reading->arena, (bs_str){data ? data : "", size});
    bs_str *place = cell.data ? bs_array_push(&from->cells) : NULL;
    if (place)
        *place = cell;
    else
        from->status = bs_fail_memory(from->error);
}

/* Says what the columns were taken for, where their names did not. */
static bs_status tell_guess(csv *from)
{
    bs_buffer words = {0};
    for (size_t i = 0; i < from->column_count; i++)
        if (from->columns[i].key != BS_KEY_NONE)
            bs_buffer_print(&words, "%s%s = \"%.*s\"", words.size > 0 ? ", " : "",
                            bs_key_name(from->columns[i].key), BS_STR_ARG(from->cells.items[i]));
    bs_buffer_add_char(&words, '\0');
    bs_status status = words.failed
                           ? bs_fail_memory(from->error)
                           : bs_reading_skip(from->record.reading, BS_SKIP_NOTE, from->error,
                                             "columns were taken by what is in them: %s (--columns "
                                             "overrules this)",
                                             words.data);
    bs_buffer_clear(&words);
    return status;
}

static bool has_key(const csv *from, bs_key key)
{
    for (size_t i = 0; i < from->column_count; i++)
        if (from->columns[i].key == key)
            return true;
    return false;
}

static bool takes_text(const csv *from)
{
    return has_key(from, BS_KEY_TEXT) || has_key(from, BS_KEY_HTML);
}

static bs_status take_header(csv *from)
{
    size_t count = from->cells.count < BS_COLUMNS_MAX ? from->cells.count : BS_COLUMNS_MAX;
    bs_column_guess guess;
    from->column_count = count;
    for (size_t i = 0; i < count; i++)
        from->columns[i].key = bs_columns_key(&from->record.reading->columns, from->cells.items[i],
                                              &from->columns[i].rank);
    from->has_text = takes_text(from);
    /* What names tell is enough; what the caller tells is part of it. */
    bool is_stated = from->record.reading->columns.count > 0;
    if ((from->has_text && !is_stated) || !bs_columns_guess(from->text, &guess) ||
        guess.count != count)
        return BS_OK;
    bool is_guessed = false;
    for (size_t i = 0; i < count; i++) {
        if (from->columns[i].key != BS_KEY_NONE || guess.keys[i] == BS_KEY_NONE ||
            has_key(from, guess.keys[i]))
            continue;
        from->columns[i].key = guess.keys[i];
        is_guessed = true;
    }
    from->has_text = takes_text(from);
    return is_guessed ? tell_guess(from) : BS_OK;
}

static bs_status take_row(csv *from)
{
    bs_record *record = &from->record;
    unsigned long long line = from->row_line;
    if (from->cells.count != from->column_count)
        return bs_record_complain(
            record, from->error, "line %llu: the row has %zu cells, but the header has %zu%s", line,
            from->cells.count, from->column_count,
            from->cells.count < from->column_count ? "" : "; is a delimiter not in quotes?");
    bs_record_begin(record);
    for (size_t i = 0; i < from->column_count; i++) {
        const column *at = &from->columns[i];
        bs_str value = from->cells.items[i];
        /* Tables of scraped pages have their HTML in a column with any name. */
        bs_key key = at->key == BS_KEY_TEXT && bs_fragment_is_html(value) ? BS_KEY_HTML : at->key;
        bool is_first = !record->values[key].data;
        /* An empty cell says nothing, so another name of the same thing may. */
        if (key != BS_KEY_NONE && value.size > 0 && (is_first || at->rank < record->ranks[key]))
            bs_record_set(record, key, at->rank, value);
    }
    return bs_record_end(record, from->row_line, from->error);
}

static bool is_blank(const bs_strs *cells)
{
    for (size_t i = 0; i < cells->count; i++)
        if (bs_str_trim(cells->items[i]).size > 0)
            return false;
    return true;
}

static void on_row(int end, void *context)
{
    csv *from = context;
    (void)end;
    from->row_ended = true;
    if (from->status == BS_OK && !is_blank(&from->cells)) {
        if (from->column_count == 0)
            from->status = take_header(from);
        else if (from->has_text)
            from->status = take_row(from);
    }
    from->cells.count = 0;
}

/* The byte behind the line that begins at `at`. */
static size_t next_line(bs_str text, size_t at)
{
    const char *end = memchr(text.data + at, '\n', text.size - at);
    if (!end && !memchr(text.data, '\n', text.size))
        end = memchr(text.data + at, '\r', text.size - at);
    return end ? (size_t)(end - text.data) + 1 : text.size;
}

static bs_status start_parser(struct csv_parser *parser, char delimiter, bs_error *error)
{
    if (csv_init(parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return bs_fail_memory(error);
    csv_set_delim(parser, (unsigned char)delimiter);
    csv_set_space_func(parser, is_no_space);
    return BS_OK;
}

/* Parses from `*at` to the end, or to a wrong record, which is told; `*at` is then behind its first
 * line. */
static void parse_stretch(csv *from, bs_str text, char delimiter, size_t *at)
{
    struct csv_parser parser;
    from->status = start_parser(&parser, delimiter, from->error);
    if (from->status != BS_OK)
        return;
    from->row_start = *at;
    from->row_line = from->line + 1;
    bool is_wrong = false;
    while (*at < text.size && from->status == BS_OK && !is_wrong) {
        size_t end = next_line(text, *at);
        from->row_ended = false;
        from->line++;
        is_wrong =
            csv_parse(&parser, text.data + *at, end - *at, on_cell, on_row, from) != end - *at;
        bool is_blank_line =
            from->row_start == *at && bs_str_trim(bs_str_slice(text, *at, end)).size == 0;
        *at = end;
        if ((from->row_ended || is_blank_line) && !is_wrong) {
            from->row_start = end;
            from->row_line = from->line + 1;
        }
    }
    if (!is_wrong && from->status == BS_OK)
        is_wrong = csv_fini(&parser, on_cell, on_row, from) != 0;
    bool is_out_of_memory = csv_error(&parser) == CSV_ENOMEM || csv_error(&parser) == CSV_ETOOBIG;
    csv_free(&parser);
    if (!is_wrong || from->status != BS_OK)
        return;
    if (is_out_of_memory) {
        from->status = bs_fail_memory(from->error);
        return;
    }
    from->cells.count = 0;
    from->status = bs_record_complain(&from->record, from->error,
                                      "line %llu: a quotation mark in the row is out of place",
                                      (unsigned long long)from->row_line);
    *at = next_line(text, from->row_start);
    from->line = from->row_line;
}

static void read_rows(csv *from, bs_str text, char delimiter)
{
    size_t recoveries = 0;
    for (size_t at = 0; at < text.size && from->status == BS_OK;) {
        parse_stretch(from, text, delimiter, &at);
        if (recoveries++ == RECOVERIES_MAX && at < text.size && from->status == BS_OK) {
            from->status = bs_reading_skip(from->record.reading, BS_SKIP_UNREADABLE, from->error,
                                           "given up on line %llu: %d rows before it were wrong",
                                           (unsigned long long)from->line, RECOVERIES_MAX);
            return;
        }
    }
}

bs_status bs_csv_read(bs_reading *reading, bs_str text, bs_error *error)
{
    csv from = {.record = {.reading = reading}, .text = text, .error = error};
    bs_column_guess guess;
    char delimiter = bs_csv_delimiter(text, &reading->columns);
    if (!delimiter)
        delimiter = bs_columns_guess(text, &guess) ? guess.delimiter : ',';
    read_rows(&from, text, delimiter);
    bs_array_free(&from.cells);
    return from.status == BS_OK ? bs_record_finish(&from.record, error) : from.status;
}
