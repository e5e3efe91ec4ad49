/* sheet.c - see sheet.h. */
#include "table/sheet.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/map.h"
#include "base/str.h"
#include "table/layout.h"

enum {
    PREAMBLE_MAX = 200,   /* records among which a header is looked for */
    PROSE_ABOVE_MAX = 12, /* records between a line of prose and the header */
    CELLS_PROSE_MAX = 1,  /* prose above and below a table is one cell wide */
    RECORDS_NAMED_MAX = 10,
    YEAR_FIRST = 1000,
    YEAR_LAST = 2999,
};

/* First words, in lower case, by which tables of the world call their last line. */
static const char *const total_words[] = {"total",
                                          "totals",
                                          "sum",
                                          "summe",
                                          "gesamt",
                                          "insgesamt",
                                          "totale",
                                          "totaal",
                                          "suma",
                                          "\xd0\xb8\xd1\x82\xd0\xbe\xd0\xb3\xd0\xbe",
                                          "\xd0\x98\xd1\x82\xd0\xbe\xd0\xb3\xd0\xbe",
                                          "\xd0\x92\xd1\x81\xd0\xb5\xd0\xb3\xd0\xbe",
                                          "\xd0\xb2\xd1\x81\xd0\xb5\xd0\xb3\xd0\xbe",
                                          "\xe5\x90\x88\xe8\xae\xa1",
                                          "\xe5\x90\x88\xe8\xa8\x88",
                                          "\xe6\x80\xbb\xe8\xae\xa1"};
static const char *const total_phrases[] = {"grand total",   "world total", "overall total",
                                            "all countries", "sum total",   "column total"};
static const char *const prose_words[] = {"note",    "notes",    "source",    "sources",
                                          "figures", "footnote", "footnotes", "generated",
                                          "data",    "copyright"};

void bs_sheet_clear(bs_sheet *sheet)
{
    bs_arena_clear(&sheet->arena);
    bs_array_free(&sheet->data);
    bs_array_free(&sheet->totals);
    bs_array_free(&sheet->columns);
    bs_array_free(&sheet->names);
    bs_array_free(&sheet->notes);
}

/* --- cells ----------------------------------------------------------------------------------- */

static bs_str trimmed(const bs_records *records, size_t record, size_t column)
{
    return bs_str_trim(bs_records_cell(records, record, column));
}

/* Place behind the last cell with content. */
static size_t find_extent(const bs_records *records, size_t record)
{
    size_t extent = bs_records_width(records, record);
    while (extent > 0 && trimmed(records, record, extent - 1).size == 0)
        extent--;
    return extent;
}

static bs_str first_word(bs_str text)
{
    size_t end = 0;
    while (end < text.size && !bs_ascii_is_space((unsigned char)text.data[end]) &&
           !strchr(":,.*()", text.data[end]))
        end++;
    return bs_str_slice(text, 0, end);
}

static bool begins_with_word(bs_str text, const char *const *words, size_t count)
{
    bs_str word = first_word(text);
    for (size_t i = 0; i < count; i++)
        if (bs_str_is_nocase(word, words[i]))
            return true;
    return false;
}

static bool is_total(const bs_records *records, size_t record)
{
    bs_str label = {NULL, 0};
    for (size_t i = 0; i < bs_records_width(records, record) && label.size == 0; i++)
        label = trimmed(records, record, i);
    for (size_t i = 0; i < sizeof total_phrases / sizeof *total_phrases; i++) {
        bs_str phrase = bs_str_from(total_phrases[i]);
        if (label.size >= phrase.size &&
            bs_str_equal_nocase(bs_str_slice(label, 0, phrase.size), phrase))
            return true;
    }
    return begins_with_word(label, total_words, sizeof total_words / sizeof *total_words);
}

static bool is_year(bs_str text)
{
    if (bs_str_ends(text, BS_STR(".0"))) /* what a spreadsheet makes of a year */
        text.size -= 2;
    int64_t number;
    return bs_str_integer(text, &number) && number >= YEAR_FIRST && number <= YEAR_LAST;
}

/* Cells that could be headings: words and years, no other numbers. */
static bool looks_like_header(const bs_records *records, size_t record)
{
    double number;
    for (size_t i = 0; i < bs_records_width(records, record); i++) {
        bs_str cell = trimmed(records, record, i);
        if (bs_str_number(cell, &number) && !is_year(cell))
            return false;
    }
    return true;
}

/* --- header ---------------------------------------------------------------------------------- */

/* A title with a comma in it looks like a header of two: what follows a blank line below may be the
 * true one. */
static bool is_title(const bs_records *records, size_t record, size_t filled)
{
    size_t count = bs_records_count(records), next = record + 1;
    if (next >= count || bs_records_filled(records, next) > 0)
        return false;
    while (next < count && bs_records_filled(records, next) == 0)
        next++;
    return next < count && bs_records_filled(records, next) >= filled &&
           looks_like_header(records, next);
}

/* A line of prose cut at its commas is narrower than the header below it. */
static bool is_cut_prose(const bs_records *records, size_t record, size_t filled)
{
    size_t width = bs_records_width(records, record), count = bs_records_count(records);
    for (size_t i = record + 1; i < count && i <= record + PROSE_ABOVE_MAX; i++)
        if (bs_records_width(records, i) > width && bs_records_filled(records, i) > filled &&
            looks_like_header(records, i))
            return true;
    return false;
}

/* The first record that fills at least half as many cells as the fullest does. */
static size_t find_header(const bs_records *records)
{
    size_t most = 0, count = bs_records_count(records);
    for (size_t i = 0; i < count && i < PREAMBLE_MAX; i++) {
        size_t filled = bs_records_filled(records, i);
        most = filled > most ? filled : most;
    }
    for (size_t i = 0; i < count && i < PREAMBLE_MAX; i++) {
        size_t filled = bs_records_filled(records, i);
        if (filled > 0 && filled * 2 >= most && (most <= 1 || filled > CELLS_PROSE_MAX) &&
            !is_title(records, i, filled) && !is_cut_prose(records, i, filled))
            return i;
    }
    return 0;
}

static bool add_note(bs_sheet *sheet, bs_str note)
{
    bs_str *place = bs_array_push(&sheet->notes);
    if (!place)
        return false;
    *place = bs_arena_copy(&sheet->arena, note);
    return place->data != NULL;
}

/* A record as the line it was, without its padding. */
static bool add_line(const bs_records *records, size_t record, char delimiter, bs_sheet *sheet)
{
    size_t extent = find_extent(records, record);
    if (extent == 0)
        return true;
    bs_buffer line = {0};
    for (size_t i = 0; i < extent; i++) {
        if (i > 0)
            bs_buffer_add_char(&line, delimiter);
        bs_buffer_add(&line, bs_records_cell(records, record, i));
    }
    bool is_added = !line.failed && add_note(sheet, bs_str_trim(bs_buffer_str(&line)));
    bs_buffer_clear(&line);
    return is_added;
}

static bool is_space_run(bs_str text, size_t at)
{
    return bs_ascii_is_space((unsigned char)text.data[at]) &&
           (at == 0 || bs_ascii_is_space((unsigned char)text.data[at - 1]));
}

/* A heading in one line: trimmed, white space as one blank, "1949.0" as 1949. */
static bs_str clean_heading(bs_arena *arena, bs_str text)
{
    bs_buffer clean = {0};
    text = bs_str_trim(text);
    if (is_year(text) && bs_str_ends(text, BS_STR(".0")))
        text.size -= 2;
    for (size_t i = 0; i < text.size; i++)
        if (!is_space_run(text, i))
            bs_buffer_add_char(&clean,
                               bs_ascii_is_space((unsigned char)text.data[i]) ? ' ' : text.data[i]);
    bs_str kept = clean.failed ? (bs_str){NULL, 0} : bs_arena_copy(arena, bs_buffer_str(&clean));
    bs_buffer_clear(&clean);
    return kept;
}

/* `name`, or with " (2)" and so on behind it when it has been given. */
static bs_str make_unique(bs_arena *arena, bs_map *known, bs_str name)
{
    bs_str tried = name;
    for (size_t number = 2; tried.data && bs_map_find(known, tried); number++)
        tried = bs_arena_print(arena, "%.*s (%zu)", BS_STR_ARG(name), number);
    return tried.data && bs_map_add(known, tried, NULL) ? tried : (bs_str){NULL, 0};
}

static bool name_columns(const bs_records *records, bs_sheet *sheet, bs_map *known)
{
    for (size_t i = 0; i < sheet->columns.count; i++) {
        uint32_t column = sheet->columns.items[i];
        bs_str name = {"", 0};
        if (sheet->header != SIZE_MAX)
            name = clean_heading(&sheet->arena, bs_records_cell(records, sheet->header, column));
        if (name.data && name.size == 0)
            name = column == 0 && sheet->header != SIZE_MAX
                       ? BS_STR("name")
                       : bs_arena_print(&sheet->arena, "column %u", (unsigned)column + 1);
        bs_str *place = bs_array_push(&sheet->names);
        if (!place || !name.data)
            return false;
        *place = make_unique(&sheet->arena, known, name);
        if (!place->data)
            return false;
    }
    return true;
}

/* Columns that have a heading or a cell. */
static bs_status choose_columns(const bs_records *records, size_t first, bs_str name,
                                bs_sheet *sheet, bs_error *error)
{
    size_t width = 0, count = bs_records_count(records);
    for (size_t i = first; i < count; i++) {
        size_t extent = find_extent(records, i);
        width = extent > width ? extent : width;
    }
    bool *has_content = calloc(width + 1, sizeof *has_content);
    if (!has_content)
        return bs_fail_memory(error);
    for (size_t record = first; record < count; record++)
        for (size_t i = 0; i < bs_records_width(records, record) && i < width; i++)
            has_content[i] = has_content[i] || trimmed(records, record, i).size > 0;
    bs_status status = BS_OK;
    for (uint32_t i = 0; i < width && status == BS_OK; i++) {
        if (!has_content[i])
            continue;
        uint32_t *place = bs_array_push(&sheet->columns);
        if (place)
            *place = i;
        else
            status = bs_fail_memory(error);
    }
    free(has_content);
    (void)name;
    return status;
}

/* --- what stands below ----------------------------------------------------------------------- */

typedef enum line_kind { LINE_BLANK, LINE_PROSE, LINE_TOTAL, LINE_DATA } line_kind;

/* `is_apart`: a blank line stands above it. */
static line_kind classify(const bs_records *records, const bs_sheet *sheet, size_t record,
                          bool is_apart)
{
    size_t filled = bs_records_filled(records, record);
    if (filled == 0)
        return LINE_BLANK;
    bool is_wide = sheet->columns.count > CELLS_PROSE_MAX;
    if (filled == 1 && is_wide && trimmed(records, record, 0).size > 0) {
        bs_str text = trimmed(records, record, 0);
        if (is_apart || bs_records_width(records, record) == 1 ||
            begins_with_word(text, prose_words, sizeof prose_words / sizeof *prose_words))
            return LINE_PROSE;
    }
    return is_wide && is_total(records, record) ? LINE_TOTAL : LINE_DATA;
}

static bool push(bs_u32s *list, size_t value)
{
    uint32_t *place = bs_array_push(list);
    if (place)
        *place = (uint32_t)value;
    return place != NULL;
}

/* Where the data end: everything below is blank, prose or totals. */
static size_t find_end(const bs_records *records, const bs_sheet *sheet, size_t first,
                       bool keep_totals)
{
    size_t end = bs_records_count(records);
    while (end > first) {
        bool is_apart = end - 1 > first && bs_records_filled(records, end - 2) == 0;
        line_kind kind = classify(records, sheet, end - 1, is_apart);
        if (kind == LINE_DATA || (kind == LINE_TOTAL && keep_totals))
            break;
        end--;
    }
    /* A table of nothing but totals is a table. */
    if (end == first)
        while (end < bs_records_count(records) &&
               classify(records, sheet, end, false) == LINE_TOTAL)
            end++;
    return end;
}

static bool split_rows(const bs_records *records, char delimiter, size_t first, bool keep_totals,
                       bs_sheet *sheet)
{
    size_t end = find_end(records, sheet, first, keep_totals), count = bs_records_count(records);
    for (size_t i = first; i < end; i++)
        if (bs_records_filled(records, i) > 0 && !push(&sheet->data, i))
            return false;
    for (size_t i = end; i < count; i++) {
        bool is_apart = i > first && bs_records_filled(records, i - 1) == 0;
        line_kind kind = classify(records, sheet, i, is_apart);
        if (kind == LINE_TOTAL && !push(&sheet->totals, i))
            return false;
        if (kind == LINE_PROSE && !add_line(records, i, delimiter, sheet))
            return false;
    }
    return true;
}

/* --- what is told ---------------------------------------------------------------------------- */

/* "3 records are short of the header's 17 cells: 14, 20, 31" */
static bool tell_records(bs_sheet *sheet, const bs_u32s *list, const char *what, size_t width)
{
    if (list->count == 0)
        return true;
    bs_buffer note = {0};
    bs_buffer_print(&note, "%zu record%s %s the %zu cells of the header:", list->count,
                    list->count == 1 ? " has" : "s have", what, width);
    for (size_t i = 0; i < list->count && i < RECORDS_NAMED_MAX; i++)
        bs_buffer_print(&note, "%s %u", i ? "," : "", (unsigned)list->items[i] + 1);
    if (list->count > RECORDS_NAMED_MAX)
        bs_buffer_print(&note, " and %zu more", list->count - RECORDS_NAMED_MAX);
    bool is_added = !note.failed && add_note(sheet, bs_buffer_str(&note));
    bs_buffer_clear(&note);
    return is_added;
}

static bool tell_widths(const bs_records *records, bs_sheet *sheet)
{
    if (sheet->header == SIZE_MAX)
        return true;
    bs_u32s shorter = {0}, longer = {0};
    size_t width = bs_records_width(records, sheet->header);
    bool is_told = true;
    for (size_t i = 0; i < sheet->data.count && is_told; i++) {
        size_t record = sheet->data.items[i];
        if (bs_records_width(records, record) < width)
            is_told = push(&shorter, record);
        else if (find_extent(records, record) > width)
            is_told = push(&longer, record);
    }
    is_told = is_told && tell_records(sheet, &shorter, "fewer than", width) &&
              tell_records(sheet, &longer, "more than", width);
    bs_array_free(&shorter);
    bs_array_free(&longer);
    return is_told;
}

static bool tell_totals(const bs_records *records, bs_sheet *sheet)
{
    for (size_t i = 0; i < sheet->totals.count; i++) {
        size_t record = sheet->totals.items[i];
        bs_str label = trimmed(records, record, sheet->columns.items[0]);
        bs_str note =
            bs_arena_print(&sheet->arena, "record %zu (%.*s) is a total and no part of the data",
                           record + 1, BS_STR_ARG(label));
        if (!note.data || !add_note(sheet, note))
            return false;
    }
    return true;
}

bs_status bs_sheet_find(const bs_records *records, char delimiter, bs_str name,
                        const bs_table_read_options *options, bs_sheet *sheet, bs_error *error)
{
    size_t count = bs_records_count(records), first = 0;
    if (options->header > count)
        return bs_fail(error, BS_MISUSE, "%.*s: the header cannot be in record %zu of %zu",
                       BS_STR_ARG(name), options->header, count);
    sheet->header = SIZE_MAX;
    if (!options->has_no_header && count > 0) {
        sheet->header = options->header ? options->header - 1 : find_header(records);
        for (size_t i = 0; i < sheet->header; i++)
            if (!add_line(records, i, delimiter, sheet))
                return bs_fail_memory(error);
        first = sheet->header + 1;
    }
    size_t top = sheet->header == SIZE_MAX ? first : sheet->header;
    bs_status status = choose_columns(records, top, name, sheet, error);
    if (status != BS_OK)
        return status;
    bs_map known = {0};
    bool is_found = name_columns(records, sheet, &known) &&
                    split_rows(records, delimiter, first, options->keep_totals, sheet) &&
                    tell_totals(records, sheet) && tell_widths(records, sheet);
    bs_map_clear(&known);
    return is_found ? BS_OK : bs_fail_memory(error);
}
