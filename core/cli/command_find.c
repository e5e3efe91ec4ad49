/* command_find.c - broadsheet find: a concordance, one line a hit. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "corpus/concordance.h"
#include "table/write.h"

enum { LINES = 100 };

typedef struct finding {
    bs_corpus *corpus;
    bs_selection *all;
    bs_query *query;
    bs_table *table;
    bs_buffer text;
    uint64_t total;
} finding;

static bs_status find(finding *self, const bs_options *options, const bs_progress *progress,
                      bs_error *error)
{
    bs_concordance_options wanted = {.context = options->context,
                                     .limit = options->limit ? options->limit : LINES,
                                     .sort = bs_str_from(options->sort)};
    bs_status status = bs_query_parse(bs_str_from(options->operands[1]), &self->query, error);
    if (status == BS_OK)
        status = bs_corpus_open(options->operands[0], &self->corpus, error);
    if (status == BS_OK)
        status = bs_selection_all(self->corpus, &self->all, error);
    if (status == BS_OK)
        bs_selection_use_threads(self->all, (unsigned)options->jobs);
    if (status == BS_OK)
        status = bs_concordance(self->all, self->query, &wanted, progress, &self->table,
                                &self->total, error);
    return status;
}

static size_t characters(bs_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

/* The last `wanted` characters of `text`. */
static bs_str tail(bs_str text, size_t wanted)
{
    size_t drop = characters(text) > wanted ? characters(text) - wanted : 0;
    size_t at = 0;
    while (at < text.size && drop > 0) {
        at++;
        while (at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80)
            at++;
        drop--;
    }
    return bs_str_slice(text, at, text.size);
}

static bs_str head(bs_str text, size_t wanted)
{
    size_t at = 0;
    while (at < text.size && wanted > 0) {
        at++;
        while (at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80)
            at++;
        wanted--;
    }
    return (bs_str){text.data, at};
}

static void add_line(finding *self, size_t row, size_t side, bool has_colour)
{
    bs_table *table = self->table;
    bs_str left = tail(bs_table_text(table, row, 0), side);
    bs_str right = head(bs_table_text(table, row, 2), side);
    bs_str match = bs_table_text(table, row, 1), article = bs_table_text(table, row, 3);
    bs_str date = bs_table_text(table, row, 4);
    bs_buffer_print(&self->text, "%*s", (int)(side - characters(left)), "");
    bs_buffer_add(&self->text, left);
    bs_buffer_add(&self->text, has_colour ? BS_STR(" \033[1m") : BS_STR(" "));
    bs_buffer_add(&self->text, match);
    bs_buffer_add(&self->text, has_colour ? BS_STR("\033[0m ") : BS_STR(" "));
    bs_buffer_add(&self->text, right);
    size_t used = characters(right);
    bs_buffer_print(&self->text, "%*s  ", (int)(side > used ? side - used : 0), "");
    bs_buffer_add(&self->text, article);
    bs_buffer_add(&self->text, BS_STR("  "));
    bs_buffer_add(&self->text, date.data ? date : BS_STR("undated"));
    bs_buffer_add_char(&self->text, '\n');
}

static bs_status print_lines(finding *self, bs_error *error)
{
    struct winsize size;
    size_t width = 120;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 60)
        width = size.ws_col;
    size_t side = (width - 48) / 2 < 16 ? 16 : (width - 48) / 2;
    bool has_colour = bs_console_has_colour(stdout);
    size_t rows = bs_table_row_count(self->table);
    for (size_t row = 0; row < rows; row++)
        add_line(self, row, side, has_colour);
    return self->text.failed ? bs_fail_memory(error) : BS_OK;
}

static bs_status print(finding *self, const bs_options *options, bs_error *error)
{
    bs_table_format format = BS_FORMAT_TEXT;
    bs_status status = BS_OK;
    if (options->format && !bs_table_format_from_name(bs_str_from(options->format), &format))
        return bs_fail(error, BS_MISUSE,
                       "there is no format '%s'; they are text, csv, tsv, json, "
                       "md and html",
                       options->format);
    if (format == BS_FORMAT_TEXT)
        status = print_lines(self, error);
    else
        status = bs_table_format_to(self->table, format, NULL, &self->text, error);
    return status == BS_OK ? bs_console_write(bs_buffer_str(&self->text), error) : status;
}

int bs_command_find(const bs_options *options)
{
    finding self = {0};
    bs_error error;
    bs_console_bar bar;
    bs_progress progress = bs_console_bar_begin(&bar, options);
    bs_status status = find(&self, options, &progress, &error);
    bs_console_bar_end(&bar);
    if (status == BS_OK)
        status = print(&self, options, &error);
    if (status == BS_OK && !options->is_quiet && bs_table_row_count(self.table) < self.total)
        bs_console_say("%zu of %llu hits; --limit shows more", bs_table_row_count(self.table),
                       (unsigned long long)self.total);
    bs_buffer_clear(&self.text);
    bs_table_free(self.table);
    bs_query_free(self.query);
    bs_selection_free(self.all);
    bs_corpus_close(self.corpus);
    if (status == BS_OK)
        return BS_EXIT_DONE;
    return ferror(stdout) ? BS_EXIT_DONE : bs_console_fail(&error); /* told at the end */
}
