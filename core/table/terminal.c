/*
 * terminal.c - tables as aligned text, see write.h.
 *
 *     name           tiv  share
 *     -------------  ---  -----
 *     United States  124   0.42
 *
 * Numbers stand at the right, with as many decimals as the column needs, at most four. What is
 * wider than the terminal loses the ends of its widest texts first, then its last columns, and says
 * so.
 */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"
#include "table/markup.h"

enum {
    DECIMALS_SHOWN_MAX = 4,
    WIDTH_LEAST = 16, /* to which texts are cut before columns are left out */
    GAP = 2,
};

typedef struct terminal {
    const bs_layout *layout;
    size_t rows, columns; /* shown */
    size_t *widths;
    int *decimals; /* DECIMALS_SMALL: four significant digits */
    bool is_ascii, has_colour;
} terminal;

enum { DECIMALS_SMALL = -2 };

/* What can be shown in one line: white space as one blank, other control characters, which would
 * drive the terminal, as a replacement. */
static void add_line(bs_buffer *out, bs_str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t point;
        size_t size = bs_utf8_decode(text, at, &point);
        bool is_space = size == 1 && bs_ascii_is_space((unsigned char)text.data[at]);
        bool is_control = point < 0x20 || (point >= 0x7f && point < 0xa0) ||
                          (point >= 0x202a && point <= 0x202e) ||
                          (point >= 0x2066 && point <= 0x2069) || point == 0x2028 ||
                          point == 0x2029;
        if (is_space)
            bs_buffer_add_char(out, ' ');
        else if (is_control || point == BS_UTF8_INVALID)
            bs_buffer_add(out, BS_STR("\xef\xbf\xbd"));
        else
            bs_buffer_add(out, bs_str_slice(text, at, at + size));
        at += size;
    }
}

static bs_str heading(const terminal *t, size_t column, bs_buffer *scratch)
{
    scratch->size = 0;
    add_line(scratch, bs_table_column_name(t->layout->table, column));
    return bs_buffer_str(scratch);
}

static bs_str cell(const terminal *t, size_t row, size_t column, bs_buffer *scratch)
{
    const bs_table *table = t->layout->table;
    scratch->size = 0;
    bs_str text = bs_table_text(table, row, column);
    if (text.data)
        add_line(scratch, text);
    else if (t->decimals[column] == DECIMALS_SMALL && !bs_table_is_missing(table, row, column))
        bs_buffer_print(scratch, "%.4g", bs_table_number(table, row, column));
    else
        bs_table_add_cell(table, row, column, t->decimals[column], scratch);
    return bs_buffer_str(scratch);
}

/* The fewest decimals that show all values of the column as they are, or four. */
static int choose_decimals(const bs_table *table, size_t column, size_t rows)
{
    if (bs_table_column_type(table, column) != BS_COLUMN_NUMBER)
        return BS_DECIMALS_SHORTEST;
    int decimals = 0;
    double scale = 1, least = INFINITY;
    for (size_t row = 0; row < rows; row++) {
        double value = fabs(bs_table_number(table, row, column));
        if (!isfinite(value))
            continue;
        if (value > 0)
            least = fmin(least, value);
        while (decimals < DECIMALS_SHOWN_MAX &&
               fabs(value * scale - round(value * scale)) > 1e-9 * fmax(1, value * scale)) {
            decimals++;
            scale *= 10;
        }
    }
    return least < 0.001 ? DECIMALS_SMALL : decimals;
}

static void measure(terminal *t, bs_buffer *scratch)
{
    for (size_t i = 0; i < t->columns; i++) {
        int wanted = t->layout->decimals[i];
        t->decimals[i] =
            wanted == BS_DECIMALS_SHORTEST ? choose_decimals(t->layout->table, i, t->rows) : wanted;
        t->widths[i] = bs_utf8_width(heading(t, i, scratch));
        for (size_t row = 0; row < t->rows; row++) {
            size_t width = bs_utf8_width(cell(t, row, i, scratch));
            if (width > t->widths[i])
                t->widths[i] = width;
        }
        if (t->widths[i] == 0)
            t->widths[i] = 1;
    }
}

static size_t whole_width(const terminal *t)
{
    size_t width = 0;
    for (size_t i = 0; i < t->columns; i++)
        width += t->widths[i] + (i ? GAP : 0);
    return width;
}

/* The widest column of text that may still be cut, or SIZE_MAX. */
static size_t find_widest(const terminal *t, size_t *next)
{
    size_t widest = SIZE_MAX;
    *next = WIDTH_LEAST;
    for (size_t i = 0; i < t->columns; i++) {
        if (bs_column_is_numeric(t->layout->table, i) || t->widths[i] <= WIDTH_LEAST)
            continue;
        if (widest == SIZE_MAX || t->widths[i] > t->widths[widest]) {
            if (widest != SIZE_MAX && t->widths[widest] > *next)
                *next = t->widths[widest];
            widest = i;
        } else if (t->widths[i] > *next) {
            *next = t->widths[i];
        }
    }
    return widest;
}

/* How wide the first columns are when all long texts are cut as far as they may be. */
static size_t least_width(const terminal *t)
{
    size_t width = 0;
    for (size_t i = 0; i < t->columns; i++) {
        bool is_fixed = bs_column_is_numeric(t->layout->table, i) || t->widths[i] < WIDTH_LEAST;
        width += (is_fixed ? t->widths[i] : WIDTH_LEAST) + (i ? GAP : 0);
    }
    return width;
}

/* Leaves out the last columns that have no place in any case; then cuts the widest text down to the
 * next widest, and so on, until the line fits. */
static void fit(terminal *t, size_t width)
{
    size_t columns_max = (width + GAP) / (1 + GAP); /* were they all one wide */
    if (t->columns > columns_max)
        t->columns = columns_max ? columns_max : 1;
    while (t->columns > 1 && least_width(t) > width)
        t->columns--;
    for (size_t i = 0; i < t->columns; i++)
        if (t->widths[i] > width)
            t->widths[i] = width;
    size_t whole = whole_width(t), next;
    while (whole > width) {
        size_t widest = find_widest(t, &next);
        if (widest == SIZE_MAX)
            break;
        size_t excess = whole - width, room = t->widths[widest] - next;
        size_t cut = room == 0 ? 1 : room < excess ? room : excess;
        t->widths[widest] -= cut;
        whole -= cut;
    }
}

static void add_blanks(bs_buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        bs_buffer_add_char(out, ' ');
}

/* The beginning of `text` that is at most `width` wide; a mark that combines stays with its letter.
 */
static bs_str cut(bs_str text, size_t width)
{
    size_t at = 0, used = 0;
    while (at < text.size) {
        uint32_t point;
        size_t size = bs_utf8_decode(text, at, &point);
        used += bs_utf8_width(bs_str_slice(text, at, at + size));
        if (used > width)
            break;
        at += size;
    }
    return bs_str_slice(text, 0, at);
}

static void add_padded(const terminal *t, bs_str text, size_t column, bs_buffer *out)
{
    bool is_numeric = bs_column_is_numeric(t->layout->table, column);
    bool is_last = column + 1 == t->columns;
    size_t width = bs_utf8_width(text), room = t->widths[column];
    bs_str dots = t->is_ascii ? BS_STR("...") : BS_STR("\xe2\x80\xa6");
    size_t dots_width = t->is_ascii ? 3 : 1;
    if (width > room) {
        if (room <= dots_width)
            dots_width = 0, dots.size = 0;
        bs_str begin = cut(text, room - dots_width);
        bs_buffer_add(out, begin);
        bs_buffer_add(out, dots);
        add_blanks(out, is_last ? 0 : room - dots_width - bs_utf8_width(begin));
        return;
    }
    if (is_numeric)
        add_blanks(out, room - width);
    bs_buffer_add(out, text);
    if (!is_numeric && !is_last)
        add_blanks(out, room - width);
}

static void add_head(const terminal *t, bs_buffer *scratch, bs_buffer *out)
{
    bs_str rule = t->is_ascii ? BS_STR("-") : BS_STR("\xe2\x94\x80");
    if (t->has_colour)
        bs_buffer_add(out, BS_STR("\033[1m"));
    for (size_t i = 0; i < t->columns; i++) {
        add_blanks(out, i ? GAP : 0);
        add_padded(t, heading(t, i, scratch), i, out);
    }
    bs_buffer_add(out, t->has_colour ? BS_STR("\033[0m\n\033[2m") : BS_STR("\n"));
    for (size_t i = 0; i < t->columns; i++) {
        add_blanks(out, i ? GAP : 0);
        for (size_t j = 0; j < t->widths[i]; j++)
            bs_buffer_add(out, rule);
    }
    bs_buffer_add(out, t->has_colour ? BS_STR("\033[0m\n") : BS_STR("\n"));
}

static void add_rest(const terminal *t, bs_buffer *out)
{
    const bs_table *table = t->layout->table;
    size_t rows = bs_table_row_count(table) - t->rows;
    size_t columns = bs_table_column_count(table) - t->columns;
    bs_str dots = t->is_ascii ? BS_STR("... ") : BS_STR("\xe2\x80\xa6 ");
    if (rows > 0) {
        bs_buffer_add(out, dots);
        bs_buffer_print(out, "%zu more row%s\n", rows, rows == 1 ? "" : "s");
    }
    if (columns > 0) {
        bs_buffer_add(out, dots);
        bs_buffer_print(out, "%zu more column%s\n", columns, columns == 1 ? "" : "s");
    }
}

bs_status bs_write_text(const bs_layout *layout, bs_buffer *out, bs_error *error)
{
    const bs_table_write_options *options = layout->options;
    size_t rows = bs_table_row_count(layout->table);
    terminal t = {.layout = layout,
                  .rows = options->rows_max && options->rows_max < rows ? options->rows_max : rows,
                  .columns = bs_table_column_count(layout->table),
                  .is_ascii = options->is_ascii,
                  .has_colour = options->has_colour};
    t.widths = calloc(t.columns + 1, sizeof *t.widths);
    t.decimals = calloc(t.columns + 1, sizeof *t.decimals);
    bs_status status = t.widths && t.decimals ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK) {
        bs_buffer scratch = {0};
        measure(&t, &scratch);
        if (options->width > 0)
            fit(&t, options->width);
        add_head(&t, &scratch, out);
        for (size_t row = 0; row < t.rows; row++) {
            for (size_t i = 0; i < t.columns; i++) {
                add_blanks(out, i ? GAP : 0);
                add_padded(&t, cell(&t, row, i, &scratch), i, out);
            }
            while (out->size > 0 && out->data[out->size - 1] == ' ')
                out->size--;
            bs_buffer_add_char(out, '\n');
        }
        add_rest(&t, out);
        if (scratch.failed)
            status = bs_fail_memory(error);
        bs_buffer_clear(&scratch);
    }
    free(t.widths);
    free(t.decimals);
    return status;
}
