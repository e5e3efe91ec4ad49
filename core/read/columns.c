/* columns.c - see columns.h. */
#include "read/columns.h"

#include <csv.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "read/dates.h"

/* --- As the caller says -------------------------------------------------------------------------
 */

bs_status bs_columns_parse(bs_str text, bs_columns *columns, bs_error *error)
{
    *columns = (bs_columns){.count = 0};
    if (!text.data)
        return BS_OK;
    char separator = memchr(text.data, '\n', text.size) ? '\n' : ',';
    for (bs_str rest = text, piece; bs_str_cut(&rest, separator, &piece);) {
        if (bs_str_trim(piece).size == 0)
            continue;
        size_t equals = bs_str_find(piece, BS_STR("="), 0);
        if (equals == SIZE_MAX ||
            bs_str_trim(bs_str_slice(piece, equals + 1, piece.size)).size == 0)
            return bs_fail(error, BS_MISUSE,
                           "\"%.*s\" names no column; write it like title=Headline",
                           BS_STR_ARG(piece));
        bs_key key = bs_key_from(bs_str_slice(piece, 0, equals));
        if (key == BS_KEY_NONE)
            return bs_fail(
                error, BS_MISUSE,
                "a column can be text, title, byline, outlet, date, url, language or id, "
                "not \"%.*s\"",
                BS_STR_ARG(bs_str_trim(bs_str_slice(piece, 0, equals))));
        if (columns->count == BS_COLUMNS_STATED_MAX)
            return bs_fail(error, BS_MISUSE, "more than %d columns", BS_COLUMNS_STATED_MAX);
        columns->items[columns->count].key = key;
        columns->items[columns->count++].name =
            bs_str_trim(bs_str_slice(piece, equals + 1, piece.size));
    }
    return BS_OK;
}

bs_key bs_columns_key(const bs_columns *columns, bs_str name, unsigned *rank)
{
    name = bs_str_trim(name);
    *rank = 0;
    bs_key by_name = bs_key_from(name);
    for (size_t i = 0; columns && i < columns->count; i++) {
        if (bs_str_equal_nocase(columns->items[i].name, name))
            return columns->items[i].key;
        if (columns->items[i].key == by_name)
            by_name = BS_KEY_NONE;
    }
    *rank = bs_key_rank(name) + 1;
    return by_name;
}

/* --- By names -----------------------------------------------------------------------------------
 */

static const char delimiters[] = {',', ';', '\t', '|'};

static bs_str next_line(bs_str *rest)
{
    size_t end = 0;
    while (end < rest->size && rest->data[end] != '\n' && rest->data[end] != '\r')
        end++;
    bs_str line = bs_str_slice(*rest, 0, end);
    if (end + 1 < rest->size && rest->data[end] == '\r' && rest->data[end + 1] == '\n')
        end++;
    *rest = bs_str_slice(*rest, end < rest->size ? end + 1 : end, rest->size);
    return line;
}

static bool header_names_text(bs_str header, char delimiter, const bs_columns *columns)
{
    size_t texts = 0, others = 0, cells = 0;
    bs_str rest = header, cell;
    while (cells++ < BS_COLUMNS_MAX && bs_str_cut(&rest, delimiter, &cell)) {
        cell = bs_str_trim(cell);
        if (cell.size > 1 && cell.data[0] == '"' && cell.data[cell.size - 1] == '"')
            cell = bs_str_slice(cell, 1, cell.size - 1);
        unsigned rank;
        bs_key key = bs_columns_key(columns, cell, &rank);
        texts += key == BS_KEY_TEXT || key == BS_KEY_HTML;
        others += key != BS_KEY_TEXT && key != BS_KEY_NONE;
    }
    return texts > 0 && (others > 0 || (columns && columns->count > 0));
}

char bs_csv_delimiter(bs_str text, const bs_columns *columns)
{
    enum { HEAD_BYTES = 64 * 1024 };
    bs_str rest = bs_str_slice(text, 0, text.size < HEAD_BYTES ? text.size : HEAD_BYTES);
    bs_str header = next_line(&rest);
    while (rest.size > 0 && bs_str_trim(header).size == 0)
        header = next_line(&rest);
    for (size_t i = 0; i < sizeof delimiters; i++)
        if (header_names_text(header, delimiters[i], columns))
            return delimiters[i];
    return '\0';
}

/* --- By contents --------------------------------------------------------------------------------
 */

enum { SAMPLE_BYTES = 1 << 20, SAMPLE_ROWS = 100, ROWS_MIN = 2, TEXT_BYTES_MIN = 200 };

typedef struct tally {
    size_t filled, bytes, blanks, dates, urls;
} tally;

typedef struct sample {
    tally columns[BS_COLUMNS_MAX];
    bs_key named[BS_COLUMNS_MAX];
    size_t header, cell, rows, ragged; /* cells of the header, of the row at hand */
} sample;

static void on_cell(void *data, size_t size, void *context)
{
    sample *to = context;
    bs_str cell = bs_str_trim((bs_str){data ? data : "", size});
    size_t column = to->cell++;
    unsigned rank;
    if (column >= BS_COLUMNS_MAX)
        return;
    if (to->header == 0) {
        to->named[column] = bs_columns_key(NULL, cell, &rank);
        return;
    }
    tally *at = &to->columns[column];
    bs_date date;
    at->filled += cell.size > 0;
    at->bytes += cell.size;
    for (size_t i = 0; i < cell.size; i++)
        at->blanks += cell.data[i] == ' ';
    at->dates += cell.size >= 6 && cell.size <= 40 && bs_date_written(cell, &date);
    at->urls += bs_str_starts(cell, BS_STR("http://")) || bs_str_starts(cell, BS_STR("https://"));
}

static void on_row(int end, void *context)
{
    sample *to = context;
    (void)end;
    if (to->cell == 0)
        return;
    if (to->header == 0)
        to->header = to->cell;
    else {
        to->rows++;
        to->ragged += to->cell != to->header;
    }
    to->cell = 0;
}

static bool take_sample(bs_str csv, char delimiter, sample *to)
{
    struct csv_parser parser;
    *to = (sample){.header = 0};
    if (csv_init(&parser, 0) != 0)
        return false;
    csv_set_delim(&parser, (unsigned char)delimiter);
    /* Whole lines, and no more rows than are needed. */
    size_t at = 0;
    while (at < csv.size && to->rows < SAMPLE_ROWS) {
        const char *end = memchr(csv.data + at, '\n', csv.size - at);
        size_t next = end ? (size_t)(end - csv.data) + 1 : csv.size;
        if (csv_parse(&parser, csv.data + at, next - at, on_cell, on_row, to) != next - at)
            break;
        at = next;
    }
    csv_fini(&parser, on_cell, on_row, to);
    csv_free(&parser);
    return to->header >= 2 && to->rows >= ROWS_MIN && to->ragged * 10 <= to->rows;
}

/* The column with the longest texts, if they are as long as articles and have blanks as prose has.
 */
static size_t longest(const sample *from)
{
    size_t best = SIZE_MAX, most = TEXT_BYTES_MIN;
    for (size_t i = 0; i < from->header && i < BS_COLUMNS_MAX; i++) {
        const tally *at = &from->columns[i];
        size_t mean = at->filled > 0 ? at->bytes / at->filled : 0;
        bool is_prose = at->blanks * 14 > at->bytes && at->urls == 0 && at->filled * 2 > from->rows;
        if (is_prose && mean > most) {
            most = mean;
            best = i;
        }
    }
    return best;
}

/* The first column not yet taken in which most cells are so. */
static size_t first_with(const sample *from, const bs_column_guess *guess, bs_key key)
{
    for (size_t i = 0; i < from->header && i < BS_COLUMNS_MAX; i++) {
        const tally *at = &from->columns[i];
        size_t mean = at->filled > 0 ? at->bytes / at->filled : 0;
        bool fits = at->filled * 2 > from->rows && guess->keys[i] == BS_KEY_NONE;
        if (key == BS_KEY_DATE)
            fits = fits && at->dates * 10 >= at->filled * 9;
        else if (key == BS_KEY_URL)
            fits = fits && at->urls * 10 >= at->filled * 9;
        else
            fits = fits && mean >= 15 && mean <= 200 && at->blanks >= 2 * at->filled &&
                   at->urls == 0 && at->dates * 2 < at->filled;
        if (fits)
            return i;
    }
    return SIZE_MAX;
}

static bool has_key(const bs_column_guess *guess, bs_key key)
{
    for (size_t i = 0; i < guess->count; i++)
        if (guess->keys[i] == key)
            return true;
    return false;
}

static bool guess_with(sample *from, bs_str csv, bs_column_guess *guess)
{
    static const bs_key wanted[] = {BS_KEY_DATE, BS_KEY_URL, BS_KEY_TITLE};
    size_t text = SIZE_MAX;
    guess->delimiter = '\0';
    for (size_t i = 0; i < sizeof delimiters && text == SIZE_MAX; i++) {
        if (!take_sample(csv, delimiters[i], from))
            continue;
        text = longest(from);
        guess->delimiter = delimiters[i];
    }
    if (text == SIZE_MAX)
        return false;
    guess->count = from->header < BS_COLUMNS_MAX ? from->header : BS_COLUMNS_MAX;
    memcpy(guess->keys, from->named, sizeof guess->keys);
    if (!has_key(guess, BS_KEY_TEXT) && !has_key(guess, BS_KEY_HTML))
        guess->keys[text] = BS_KEY_TEXT;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        size_t column = has_key(guess, wanted[i]) ? SIZE_MAX : first_with(from, guess, wanted[i]);
        if (column != SIZE_MAX)
            guess->keys[column] = wanted[i];
    }
    return true;
}

bool bs_columns_guess(bs_str csv, bs_column_guess *guess)
{
    sample *from = malloc(sizeof *from);
    if (!from)
        return false;
    bool is_found = guess_with(
        from, bs_str_slice(csv, 0, csv.size < SAMPLE_BYTES ? csv.size : SAMPLE_BYTES), guess);
    free(from);
    return is_found;
}
