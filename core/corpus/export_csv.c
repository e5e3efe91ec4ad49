/* export_csv.c - rows as CSV files (RFC 4180), one a table. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "base/str.h"
#include "corpus/export_sink.h"

typedef struct csv_file {
    FILE *stream;
    bs_str path, aside;
} csv_file;

typedef struct csv_sink {
    bs_sink sink; /* first, so that one is the other */
    bs_arena arena;
    csv_file files[BS_SINK_TABLES];
    bs_buffer row;
    bs_sink_table table;
    bool has_cell;
    int failure; /* errno of the first write that failed */
} csv_sink;

static void separate(csv_sink *to)
{
    if (to->has_cell)
        bs_buffer_add_char(&to->row, ',');
    to->has_cell = true;
}

static void put_text(bs_sink *sink, bs_str text)
{
    csv_sink *to = (csv_sink *)sink;
    separate(to);
    if (!text.data)
        return;
    bool is_plain = text.size > 0 && text.data[0] != ' ' && text.data[text.size - 1] != ' ';
    for (size_t i = 0; i < text.size && is_plain; i++)
        is_plain = text.data[i] != '"' && text.data[i] != ',' && text.data[i] != '\n' &&
                   text.data[i] != '\r';
    if (is_plain) {
        bs_buffer_add(&to->row, text);
        return;
    }
    bs_buffer_add_char(&to->row, '"');
    while (text.size) {
        const char *quote = memchr(text.data, '"', text.size);
        size_t size = quote ? (size_t)(quote - text.data) + 1 : text.size;
        bs_buffer_add(&to->row, (bs_str){text.data, size});
        if (quote)
            bs_buffer_add_char(&to->row, '"');
        text = bs_str_slice(text, size, text.size);
    }
    bs_buffer_add_char(&to->row, '"');
}

static void put_integer(bs_sink *sink, int64_t value)
{
    csv_sink *to = (csv_sink *)sink;
    separate(to);
    bs_buffer_print(&to->row, "%" PRId64, value);
}

static void put_number(bs_sink *sink, double value)
{
    csv_sink *to = (csv_sink *)sink;
    separate(to);
    if (!isnan(value))
        bs_buffer_add_number(&to->row, value);
}

static void begin_row(bs_sink *sink, bs_sink_table table)
{
    csv_sink *to = (csv_sink *)sink;
    to->table = table;
    to->row.size = 0;
    to->has_cell = false;
}

static void write_row(csv_sink *to)
{
    bs_buffer_add(&to->row, BS_STR("\r\n"));
    if (to->failure || to->row.failed)
        return;
    if (fwrite(to->row.data, 1, to->row.size, to->files[to->table].stream) != to->row.size)
        to->failure = errno ? errno : EIO;
}

static void end_row(bs_sink *sink)
{
    sink->row_count++;
    write_row((csv_sink *)sink);
}

static bs_status close_file(csv_file *file, bool is_whole, bs_error *error)
{
    if (!file->stream)
        return BS_OK;
    bs_status status = BS_OK;
    if (fclose(file->stream) != 0)
        status = bs_fail(error, BS_IO, "%s: %s", file->path.data, strerror(errno));
    file->stream = NULL;
    if (status == BS_OK && is_whole && rename(file->aside.data, file->path.data) != 0)
        status = bs_fail(error, BS_IO, "%s: %s", file->path.data, strerror(errno));
    if (status != BS_OK || !is_whole)
        unlink(file->aside.data);
    return status;
}

static bs_status close_sink(bs_sink *sink, bool is_whole, bs_error *error)
{
    csv_sink *to = (csv_sink *)sink;
    bs_status status = BS_OK;
    if (to->row.failed)
        status = bs_fail_memory(error);
    else if (to->failure)
        status =
            bs_fail(error, BS_IO, "%s: %s", to->files[to->table].path.data, strerror(to->failure));
    for (size_t i = 0; i < BS_SINK_TABLES; i++) {
        bool keeps = is_whole && status == BS_OK;
        bs_status closed = close_file(&to->files[i], keeps, status == BS_OK ? error : NULL);
        status = status == BS_OK ? closed : status;
    }
    bs_buffer_clear(&to->row);
    bs_arena_clear(&to->arena);
    free(to);
    return status;
}

static bs_status open_file(csv_sink *to, bs_sink_table table, const char *folder, bs_error *error)
{
    const bs_sink_plan *plan = bs_sink_plan_of(table);
    csv_file *file = &to->files[table];
    file->path = bs_arena_print(&to->arena, "%s/%s.csv", folder, plan->name);
    file->aside = bs_arena_print(&to->arena, "%s/%s.csv.part", folder, plan->name);
    if (!file->path.data || !file->aside.data)
        return bs_fail_memory(error);
    file->stream = fopen(file->aside.data, "wbe");
    if (!file->stream)
        return bs_fail(error, BS_IO, "%s: %s", file->aside.data, strerror(errno));
    bs_str columns = bs_str_from(plan->columns), name;
    char kind;
    begin_row(&to->sink, table);
    while (bs_sink_next_column(&columns, &name, &kind))
        put_text(&to->sink, name);
    write_row(to);
    return BS_OK;
}

bs_status bs_sink_csv_new(const char *folder, bs_sink **sink, bs_error *error)
{
    csv_sink *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    made->sink = (bs_sink){.text = put_text,
                           .integer = put_integer,
                           .number = put_number,
                           .begin_row = begin_row,
                           .end_row = end_row,
                           .close = close_sink,
                           .file_count = BS_SINK_TABLES};
    bs_status status = BS_OK;
    for (size_t i = 0; i < BS_SINK_TABLES && status == BS_OK; i++)
        status = open_file(made, (bs_sink_table)i, folder, error);
    if (status == BS_OK)
        *sink = &made->sink;
    else
        close_sink(&made->sink, false, NULL);
    return status;
}
