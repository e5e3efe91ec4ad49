/* write.c - tables as CSV, TSV and JSON, and the choice among all formats; see write.h. */
#include "table/write.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/file.h"
#include "table/markup.h"

enum { DECIMALS_MAX = 17, NUMBER_BYTES_MAX = 384 /* the largest double has 309 digits */ };

bool bs_table_format_from_name(bs_str name, bs_table_format *format)
{
    static const struct {
        const char *name;
        bs_table_format format;
    } formats[] = {
        {"csv", BS_FORMAT_CSV},     {"tsv", BS_FORMAT_TSV},           {"json", BS_FORMAT_JSON},
        {"md", BS_FORMAT_MARKDOWN}, {"html", BS_FORMAT_HTML},         {"htm", BS_FORMAT_HTML},
        {"text", BS_FORMAT_TEXT},   {"markdown", BS_FORMAT_MARKDOWN}, {"txt", BS_FORMAT_TEXT}};
    if (bs_str_starts(name, BS_STR(".")))
        name = bs_str_slice(name, 1, name.size);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (bs_str_is_nocase(name, formats[i].name)) {
            *format = formats[i].format;
            return true;
        }
    return false;
}

bool bs_column_is_numeric(const bs_table *table, size_t column)
{
    bs_column_type type = bs_table_column_type(table, column);
    return type == BS_COLUMN_INTEGER || type == BS_COLUMN_NUMBER;
}

/* --- cells ----------------------------------------------------------------------------------- */

void bs_buffer_add_decimals(bs_buffer *out, double value, int decimals)
{
    if (decimals == BS_DECIMALS_SHORTEST || !isfinite(value)) {
        bs_buffer_add_number(out, value);
        return;
    }
    char text[NUMBER_BYTES_MAX];
    snprintf(text, sizeof text, "%.*f", decimals, value);
    char point = *localeconv()->decimal_point;
    bool is_zero = true;
    for (char *c = text; *c; c++) {
        if (*c == point)
            *c = '.';
        is_zero = is_zero && !(*c >= '1' && *c <= '9');
    }
    bs_buffer_add(out, bs_str_from(is_zero && text[0] == '-' ? text + 1 : text));
}

void bs_table_add_cell(const bs_table *table, size_t row, size_t column, int decimals,
                       bs_buffer *out)
{
    bs_value value = bs_table_value(table, row, column);
    if (value.is_missing)
        return;
    switch (value.type) {
    case BS_COLUMN_TEXT:
        bs_buffer_add(out, value.text);
        break;
    case BS_COLUMN_INTEGER:
        bs_buffer_print(out, "%lld", (long long)value.integer);
        break;
    case BS_COLUMN_NUMBER:
        bs_buffer_add_decimals(out, value.number, decimals);
        break;
    case BS_COLUMN_BOOLEAN:
        bs_buffer_add(out, value.boolean ? BS_STR("true") : BS_STR("false"));
        break;
    }
}

/* --- CSV ------------------------------------------------------------------------------------- */

/* A text of no bytes is quoted, so that it is not taken for a missing cell. */
static bool needs_quotes(bs_str text, char delimiter)
{
    if (text.size == 0)
        return true;
    bool begins_or_ends_blank = bs_ascii_is_space((unsigned char)text.data[0]) ||
                                bs_ascii_is_space((unsigned char)text.data[text.size - 1]);
    return begins_or_ends_blank || memchr(text.data, delimiter, text.size) ||
           memchr(text.data, '"', text.size) || memchr(text.data, '\n', text.size) ||
           memchr(text.data, '\r', text.size);
}

static void add_quoted(bs_buffer *out, bs_str text, char delimiter)
{
    if (!needs_quotes(text, delimiter)) {
        bs_buffer_add(out, text);
        return;
    }
    bs_buffer_add_char(out, '"');
    for (size_t start = 0, end; start < text.size; start = end) {
        const char *quote = memchr(text.data + start, '"', text.size - start);
        end = quote ? (size_t)(quote - text.data) + 1 : text.size;
        bs_buffer_add(out, bs_str_slice(text, start, end));
        if (quote)
            bs_buffer_add_char(out, '"');
    }
    bs_buffer_add_char(out, '"');
}

static void write_delimited(const bs_layout *layout, char delimiter, bs_buffer *out)
{
    const bs_table *table = layout->table;
    size_t columns = bs_table_column_count(table);
    for (size_t i = 0; i < columns; i++) {
        if (i > 0)
            bs_buffer_add_char(out, delimiter);
        add_quoted(out, bs_table_column_name(table, i), delimiter);
    }
    bs_buffer_add_char(out, '\n');
    for (size_t row = 0; row < bs_table_row_count(table); row++) {
        for (size_t i = 0; i < columns; i++) {
            if (i > 0)
                bs_buffer_add_char(out, delimiter);
            bs_str text = bs_table_text(table, row, i);
            if (text.data)
                add_quoted(out, text, delimiter);
            else
                bs_table_add_cell(table, row, i, layout->decimals[i], out);
        }
        bs_buffer_add_char(out, '\n');
    }
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void add_json_cell(const bs_layout *layout, size_t row, size_t column, bs_buffer *out)
{
    bs_value value = bs_table_value(layout->table, row, column);
    bool is_infinite = value.type == BS_COLUMN_NUMBER && !value.is_missing && isinf(value.number);
    if (value.is_missing || is_infinite)
        bs_buffer_add(out, BS_STR("null"));
    else if (value.type == BS_COLUMN_TEXT)
        bs_buffer_add_json(out, value.text);
    else
        bs_table_add_cell(layout->table, row, column, layout->decimals[column], out);
}

static void write_json(const bs_layout *layout, bs_buffer *out)
{
    const bs_table *table = layout->table;
    size_t rows = bs_table_row_count(table);
    bs_buffer_add_char(out, '[');
    for (size_t row = 0; row < rows; row++) {
        bs_buffer_add(out, row ? BS_STR(",\n{") : BS_STR("\n{"));
        for (size_t i = 0; i < bs_table_column_count(table); i++) {
            if (i > 0)
                bs_buffer_add(out, BS_STR(", "));
            bs_buffer_add_json(out, bs_table_column_name(table, i));
            bs_buffer_add(out, BS_STR(": "));
            add_json_cell(layout, row, i, out);
        }
        bs_buffer_add_char(out, '}');
    }
    bs_buffer_add(out, rows ? BS_STR("\n]\n") : BS_STR("]\n"));
}

/* --- all ------------------------------------------------------------------------------------- */

static bs_status set_decimals(const bs_layout *layout, bs_error *error)
{
    for (size_t i = 0; i < bs_table_column_count(layout->table); i++)
        layout->decimals[i] = BS_DECIMALS_SHORTEST;
    for (size_t i = 0; i < layout->options->decimals_count; i++) {
        const bs_column_decimals *wanted = &layout->options->decimals[i];
        size_t column;
        bs_status status = bs_table_column_require(layout->table, wanted->column, &column, error);
        if (status != BS_OK)
            return status;
        if (wanted->decimals < 0 || wanted->decimals > DECIMALS_MAX)
            return bs_fail(error, BS_MISUSE, "a number is written with 0 to %d decimals",
                           DECIMALS_MAX);
        layout->decimals[column] = wanted->decimals;
    }
    return BS_OK;
}

static bs_status write_format(const bs_layout *layout, bs_table_format format, bs_buffer *out,
                              bs_error *error)
{
    switch (format) {
    case BS_FORMAT_CSV:
        write_delimited(layout, ',', out);
        break;
    case BS_FORMAT_TSV:
        write_delimited(layout, '\t', out);
        break;
    case BS_FORMAT_JSON:
        write_json(layout, out);
        break;
    case BS_FORMAT_MARKDOWN:
        bs_write_markdown(layout, out);
        break;
    case BS_FORMAT_HTML:
        bs_write_html(layout, out);
        break;
    case BS_FORMAT_TEXT:
        return bs_write_text(layout, out, error);
    }
    return BS_OK;
}

bs_status bs_table_format_to(const bs_table *table, bs_table_format format,
                             const bs_table_write_options *options, bs_buffer *out, bs_error *error)
{
    static const bs_table_write_options none = {0};
    bs_layout layout = {.table = table,
                        .options = options ? options : &none,
                        .decimals = calloc(bs_table_column_count(table) + 1, sizeof(int))};
    if (!layout.decimals)
        return bs_fail_memory(error);
    bs_status status = bs_table_ready(table, BS_COLUMN_NONE, NULL, error);
    if (status == BS_OK)
        status = set_decimals(&layout, error);
    if (status == BS_OK)
        status = write_format(&layout, format, out, error);
    free(layout.decimals);
    if (status == BS_OK && out->failed)
        return bs_fail_memory(error);
    return status;
}

bs_status bs_table_write(const bs_table *table, const char *path,
                         const bs_table_write_options *options, bs_error *error)
{
    bs_table_format format;
    if (!bs_table_format_from_name(bs_path_ending(bs_path_name(bs_str_from(path))), &format))
        return bs_fail(error, BS_MISUSE,
                       "%s: a table is written to .csv, .tsv, .json, .md, .html "
                       "or .txt",
                       path);
    bs_buffer out = {0};
    bs_status status = bs_table_format_to(table, format, options, &out, error);
    if (status == BS_OK)
        status = bs_file_write(path, bs_buffer_str(&out), error);
    bs_buffer_clear(&out);
    return status;
}
