/* link_decisions.c - see link_decisions.h. */
#include "corpus/link_decisions.h"

#include "base/error.h"
#include "base/str.h"
#include "table/read.h"

enum { DECISION, NAME, OTHER, ARTICLE, OTHER_ARTICLE, COLUMNS };

static const char *const HEADINGS[COLUMNS] = {"decision", "name", "other", "article",
                                              "other_article"};

static bs_status find_columns(const bs_table *table, size_t columns[COLUMNS], bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < COLUMNS && status == BS_OK; i++) {
        bs_str heading = bs_str_from(HEADINGS[i]);
        if (i < ARTICLE)
            status = bs_table_column_require(table, heading, &columns[i], error);
        else
            columns[i] = bs_table_column_find(table, heading);
    }
    return status;
}

static bs_str cell(const bs_table *table, size_t row, size_t column, bs_arena *arena, bool *failed)
{
    bs_str text = column == SIZE_MAX ? (bs_str){0} : bs_table_text(table, row, column);
    if (!text.data || text.size == 0)
        return (bs_str){0};
    text = bs_arena_copy(arena, bs_str_trim(text));
    *failed |= !text.data;
    return text;
}

static bs_status read_row(const bs_table *table, size_t row, const size_t columns[COLUMNS],
                          bs_str path, bs_arena *arena, bs_link_decision *decision, bs_error *error)
{
    bool failed = false;
    bs_str cells[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = cell(table, row, columns[i], arena, &failed);
    if (failed)
        return bs_fail_memory(error);
    bool is_apart = bs_str_equal(cells[DECISION], BS_STR("apart"));
    *decision = (bs_link_decision){
        !is_apart, {{cells[NAME], cells[ARTICLE]}, {cells[OTHER], cells[OTHER_ARTICLE]}}};
    if (!is_apart && !bs_str_equal(cells[DECISION], BS_STR("join")))
        return bs_fail(error, BS_BAD_DATA, "%.*s: row %zu: a decision is join or apart",
                       BS_STR_ARG(path), row + 1);
    if (!cells[NAME].data || !cells[OTHER].data)
        return bs_fail(error, BS_BAD_DATA, "%.*s: row %zu: two names are needed", BS_STR_ARG(path),
                       row + 1);
    return BS_OK;
}

static bs_status read_rows(const bs_table *table, bs_str path, bs_arena *arena,
                           bs_link_decisions *decisions, bs_error *error)
{
    size_t columns[COLUMNS], count = bs_table_row_count(table);
    bs_status status = find_columns(table, columns, error);
    bs_link_decision *items =
        status == BS_OK ? bs_arena_array(arena, count + 1, sizeof *items) : NULL;
    if (status == BS_OK && !items)
        status = bs_fail_memory(error);
    for (size_t row = 0; row < count && status == BS_OK; row++)
        status = read_row(table, row, columns, path, arena, &items[row], error);
    if (status == BS_OK)
        *decisions = (bs_link_decisions){items, count};
    return status;
}

static bs_status read_table(const char *path, const bs_column_wish *wishes, size_t count,
                            bs_table **table, bs_error *error)
{
    bs_table_read_options options = {
        .header = 1, .types = wishes, .type_count = count, .keep_totals = true};
    return bs_table_read(path, &options, table, error);
}

bs_status bs_link_decisions_read(bs_str path, bs_arena *arena, bs_link_decisions *decisions,
                                 bs_error *error)
{
    *decisions = (bs_link_decisions){NULL, 0};
    if (!path.data)
        return BS_OK;
    bs_str copy = bs_arena_copy(arena, path);
    bs_table *table;
    if (!copy.data)
        return bs_fail_memory(error);
    bs_status status = read_table(copy.data, NULL, 0, &table, error);
    bs_column_wish wishes[COLUMNS]; /* an article may be called 0012 */
    size_t count = 0;
    for (size_t i = 0; i < COLUMNS && status == BS_OK; i++)
        if (bs_table_column_find(table, bs_str_from(HEADINGS[i])) != SIZE_MAX)
            wishes[count++] = (bs_column_wish){bs_str_from(HEADINGS[i]), BS_COLUMN_TEXT};
    if (status == BS_OK) {
        bs_table_free(table);
        status = read_table(copy.data, wishes, count, &table, error);
    }
    if (status != BS_OK)
        return status;
    status = read_rows(table, path, arena, decisions, error);
    bs_table_free(table);
    return status;
}
