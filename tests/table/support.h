/* support.h - tables in few words, for the tests of this room. */
#ifndef BS_TESTS_TABLE_SUPPORT_H
#define BS_TESTS_TABLE_SUPPORT_H

#include "check.h"

#include "base/str.h"
#include "table/operate.h"
#include "table/read.h"

#define NAMES(...)                             \
    ((bs_names){(const bs_str[]){__VA_ARGS__}, \
                sizeof((const bs_str[]){__VA_ARGS__}) / sizeof(bs_str)})

/* The table in CSV text, as if it stood in the file t.csv. */
static inline bs_table *table_of(const char *text)
{
    bs_error error = {0};
    bs_table *table = NULL;
    if (bs_table_read_bytes(bs_str_from(text), BS_STR("t.csv"), NULL, &table, &error) != BS_OK)
        fail_msg("%s", error.message);
    return table;
}

static inline size_t column_of(const bs_table *table, const char *name)
{
    size_t column = bs_table_column_find(table, bs_str_from(name));
    if (column == BS_COLUMN_NONE)
        fail_msg("no column %s", name);
    return column;
}

static inline double number_of(const bs_table *table, size_t row, const char *name)
{
    return bs_table_number(table, row, column_of(table, name));
}

static inline bs_str text_of(const bs_table *table, size_t row, const char *name)
{
    return bs_table_text(table, row, column_of(table, name));
}

static inline bool is_missing(const bs_table *table, size_t row, const char *name)
{
    return bs_table_is_missing(table, row, column_of(table, name));
}

/* One column as text, cells parted by blanks, "-" for missing. */
static inline const char *column_text(const bs_table *table, const char *name, char text[512])
{
    size_t column = column_of(table, name);
    bs_buffer out = {0};
    for (size_t row = 0; row < bs_table_row_count(table); row++) {
        bs_value value = bs_table_value(table, row, column);
        if (row > 0)
            bs_buffer_add_char(&out, ' ');
        if (value.is_missing)
            bs_buffer_add_char(&out, '-');
        else if (value.type == BS_COLUMN_TEXT)
            bs_buffer_add(&out, value.text);
        else if (value.type == BS_COLUMN_BOOLEAN)
            bs_buffer_add(&out, value.boolean ? BS_STR("true") : BS_STR("false"));
        else
            bs_buffer_add_number(&out, bs_table_number(table, row, column));
    }
    snprintf(text, 512, "%.*s", BS_STR_ARG(bs_buffer_str(&out)));
    bs_buffer_clear(&out);
    return text;
}

#define CHECK_COLUMN(table, name, expected)                                          \
    do {                                                                             \
        char column_text_[512];                                                      \
        assert_string_equal(column_text((table), (name), column_text_), (expected)); \
    } while (0)

/* The evidence of a cell as ids parted by " | ". */
static inline const char *evidence_text(const bs_table *table, size_t row, size_t column,
                                        char text[1024])
{
    bs_arena arena = {0};
    bs_evidence_list list;
    bs_buffer out = {0};
    bs_error error = {0};
    if (bs_table_evidence(table, row, column, &arena, &list, &error) != BS_OK)
        fail_msg("%s", error.message);
    for (size_t i = 0; i < list.count; i++) {
        if (i > 0)
            bs_buffer_add(&out, BS_STR(" | "));
        if (list.items[i].kind == BS_EVIDENCE_COMPUTED)
            bs_buffer_add_char(&out, '=');
        bs_buffer_add(&out, list.items[i].id);
    }
    snprintf(text, 1024, "%.*s", BS_STR_ARG(bs_buffer_str(&out)));
    bs_buffer_clear(&out);
    bs_arena_clear(&arena);
    return text;
}

#define CHECK_EVIDENCE(table, row, name, expected)                                     \
    do {                                                                               \
        char evidence_text_[1024];                                                     \
        assert_string_equal(                                                           \
            evidence_text((table), (row), column_of((table), (name)), evidence_text_), \
            (expected));                                                               \
    } while (0)

/* The note that contains `part`, or NULL text. */
static inline bool has_note(const bs_table *table, const char *part)
{
    for (size_t i = 0; i < bs_table_note_count(table); i++)
        if (bs_str_find(bs_table_note(table, i), bs_str_from(part), 0) != SIZE_MAX)
            return true;
    return false;
}

#endif
