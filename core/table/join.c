/*
 * join.c - two tables side by side, see operate.h. The rows of the right are hashed by their keys,
 * those of one key chained in their order.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "table/layout.h"

typedef struct joining {
    bs_table *left, *right;
    size_t *left_keys, *right_keys;
    size_t key_count;
    bs_join_kind kind;
    bs_map map; /* of a key: its first row in the right */
    bs_arena arena;
    bs_buffer key;
    uint32_t *next; /* the next row of the right with the same key */
    uint32_t *last; /* of the first row of a key: its last */
    bool *is_used;  /* rows of the right that matched */
    bs_u32s left_rows, right_rows;
    bs_error *error;
} joining;

bool bs_join_kind_from_name(bs_str name, bs_join_kind *kind)
{
    static const char *const names[] = {"inner", "left", "full", "anti", "semi"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            *kind = (bs_join_kind)i;
            return true;
        }
    return false;
}

static void joining_clear(joining *j)
{
    free(j->left_keys);
    free(j->right_keys);
    bs_map_clear(&j->map);
    bs_arena_clear(&j->arena);
    bs_buffer_clear(&j->key);
    free(j->next);
    free(j->last);
    free(j->is_used);
    bs_array_free(&j->left_rows);
    bs_array_free(&j->right_rows);
}

static bs_status check_keys(const joining *j)
{
    if (j->key_count == 0)
        return bs_fail(j->error, BS_MISUSE, "a join needs a column to join on");
    for (size_t i = 0; i < j->key_count; i++) {
        const bs_table_column *left = &j->left->columns[j->left_keys[i]];
        const bs_table_column *right = &j->right->columns[j->right_keys[i]];
        bool is_left_numeric =
            left->data->type == BS_COLUMN_INTEGER || left->data->type == BS_COLUMN_NUMBER;
        bool is_right_numeric =
            right->data->type == BS_COLUMN_INTEGER || right->data->type == BS_COLUMN_NUMBER;
        if (left->data->type != right->data->type && !(is_left_numeric && is_right_numeric))
            return bs_fail(j->error, BS_MISUSE,
                           "columns \"%.*s\" and \"%.*s\" are of different types and never match",
                           BS_STR_ARG(left->name), BS_STR_ARG(right->name));
    }
    return BS_OK;
}

static bs_status hash_right(joining *j)
{
    size_t rows = j->right->row_count;
    j->next = calloc(rows + 1, sizeof *j->next);
    j->last = calloc(rows + 1, sizeof *j->last);
    j->is_used = calloc(rows + 1, sizeof *j->is_used);
    if (!j->next || !j->last || !j->is_used)
        return bs_fail_memory(j->error);
    for (uint32_t row = 0; row < rows; row++) {
        j->next[row] = BS_ROW_NONE;
        if (bs_table_row_key(j->right, j->right_keys, j->key_count, row, &j->key))
            continue; /* a missing key matches nothing */
        bs_map_entry *entry = bs_map_find(&j->map, bs_buffer_str(&j->key));
        if (entry) {
            uint32_t first = (uint32_t)entry->value;
            j->next[j->last[first]] = row;
            j->last[first] = row;
            continue;
        }
        bs_str kept = bs_arena_copy(&j->arena, bs_buffer_str(&j->key));
        entry = kept.data && !j->key.failed ? bs_map_add(&j->map, kept, NULL) : NULL;
        if (!entry)
            return bs_fail_memory(j->error);
        entry->value = row;
        j->last[row] = row;
    }
    return BS_OK;
}

static bs_status add_pair(joining *j, uint32_t left, uint32_t right)
{
    if (j->left_rows.count >= BS_TABLE_ROWS_MAX)
        return bs_fail(j->error, BS_LIMIT, "the join has over %u rows", BS_TABLE_ROWS_MAX);
    uint32_t *left_row = bs_array_push(&j->left_rows);
    uint32_t *right_row = bs_array_push(&j->right_rows);
    if (!left_row || !right_row)
        return bs_fail_memory(j->error);
    *left_row = left;
    *right_row = right;
    return BS_OK;
}

static bs_status match_row(joining *j, uint32_t left)
{
    bool has_missing = bs_table_row_key(j->left, j->left_keys, j->key_count, left, &j->key);
    if (j->key.failed)
        return bs_fail_memory(j->error);
    bs_map_entry *entry = has_missing ? NULL : bs_map_find(&j->map, bs_buffer_str(&j->key));
    if (j->kind == BS_JOIN_ANTI || j->kind == BS_JOIN_SEMI)
        return !entry == (j->kind == BS_JOIN_ANTI) ? add_pair(j, left, BS_ROW_NONE) : BS_OK;
    if (!entry)
        return j->kind == BS_JOIN_INNER ? BS_OK : add_pair(j, left, BS_ROW_NONE);
    bs_status status = BS_OK;
    for (uint32_t right = (uint32_t)entry->value; right != BS_ROW_NONE && status == BS_OK;
         right = j->next[right]) {
        j->is_used[right] = true;
        status = add_pair(j, left, right);
    }
    return status;
}

static bs_status find_pairs(joining *j)
{
    bs_status status = hash_right(j);
    for (uint32_t row = 0; row < j->left->row_count && status == BS_OK; row++)
        status = match_row(j, row);
    if (j->kind == BS_JOIN_FULL)
        for (uint32_t row = 0; row < j->right->row_count && status == BS_OK; row++)
            if (!j->is_used[row])
                status = add_pair(j, BS_ROW_NONE, row);
    return status;
}

static bool is_right_key(const joining *j, size_t column)
{
    for (size_t i = 0; i < j->key_count; i++)
        if (j->right_keys[i] == column)
            return true;
    return false;
}

/* Cells of the left, and in rows that only the right has, of its key. */
static bs_column_data *gather_key(const joining *j, size_t left_column, size_t right_column)
{
    const bs_column_data *left = j->left->columns[left_column].data;
    const bs_column_data *right = j->right->columns[right_column].data;
    bs_column_data *gathered = bs_column_gather(left, j->left_rows.items, j->left_rows.count);
    if (gathered && left->type == BS_COLUMN_INTEGER && right->type == BS_COLUMN_NUMBER) {
        bs_column_data *numbers = bs_column_to_numbers(gathered);
        bs_column_free(gathered);
        gathered = numbers;
    }
    for (size_t i = 0; gathered && i < j->left_rows.count; i++)
        if (j->left_rows.items[i] == BS_ROW_NONE)
            bs_column_set(gathered, i, bs_column_value(right, j->right_rows.items[i]));
    return gathered;
}

static bs_status put_left(const joining *j, bs_table *made)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < j->left->column_count && status == BS_OK; i++) {
        bs_table_set_source(made, i, 0, i);
        bs_column_data *data = NULL;
        for (size_t key = 0; key < j->key_count && !data && j->kind == BS_JOIN_FULL; key++)
            if (j->left_keys[key] == i) {
                bs_table_set_source(made, i, 1, j->right_keys[key]);
                data = gather_key(j, i, j->right_keys[key]);
                if (!data)
                    return bs_fail_memory(j->error);
            }
        if (!data)
            data =
                bs_column_gather(j->left->columns[i].data, j->left_rows.items, j->left_rows.count);
        status = bs_table_put(made, i, j->left->columns[i].name, data, j->error);
    }
    return status;
}

/* `name`, or "name (2)", "name (3)" ... if it is taken among the first `count` columns. */
static bs_str free_name(bs_table *made, size_t count, bs_str name)
{
    bs_str tried = name;
    for (size_t number = 2; number < BS_TABLE_COLUMNS_MAX; number++) {
        bool is_taken = false;
        for (size_t i = 0; i < count && !is_taken; i++)
            is_taken = bs_str_equal(made->columns[i].name, tried);
        if (!is_taken)
            break;
        tried = bs_arena_print(&made->arena, "%.*s (%zu)", BS_STR_ARG(name), number);
        if (!tried.data)
            break;
    }
    return tried;
}

static bs_status put_right(const joining *j, bs_table *made)
{
    bs_status status = BS_OK;
    size_t place = j->left->column_count;
    for (size_t i = 0; i < j->right->column_count && status == BS_OK; i++) {
        if (is_right_key(j, i))
            continue;
        bs_str name = free_name(made, place, j->right->columns[i].name);
        bs_table_set_source(made, place, 1, i);
        status = bs_table_put(
            made, place++, name,
            bs_column_gather(j->right->columns[i].data, j->right_rows.items, j->right_rows.count),
            j->error);
    }
    return status;
}

/* Two links a row: left and right, of which one may lead nowhere. */
static bs_status link_rows(const joining *j, bs_table *made)
{
    size_t count = j->left_rows.count;
    bs_link *links = bs_arena_array(&made->arena, count + 1, 2 * sizeof *links);
    size_t *ends = bs_arena_array(&made->arena, count + 1, sizeof *ends);
    if (!links || !ends)
        return bs_fail_memory(j->error);
    for (size_t i = 0; i < count; i++) {
        links[2 * i] = (bs_link){0, j->left_rows.items[i], 0, BS_LINK_ALL};
        links[2 * i + 1] = (bs_link){1, j->right_rows.items[i], 0, BS_LINK_ALL};
        ends[i + 1] = 2 * (i + 1);
    }
    made->links = links;
    made->ends = ends;
    return BS_OK;
}

static bs_status build(const joining *j, bs_table **result)
{
    bs_table *parents[] = {j->left, j->right}, *made;
    size_t extra = 0;
    for (size_t i = 0; i < j->right->column_count; i++)
        extra += !is_right_key(j, i);
    bs_status status = bs_table_derive(parents, 2, j->left_rows.count,
                                       j->left->column_count + extra, &made, j->error);
    if (status != BS_OK)
        return status;
    status = put_left(j, made);
    if (status == BS_OK)
        status = put_right(j, made);
    if (status == BS_OK)
        status = link_rows(j, made);
    if (status == BS_OK)
        status = bs_table_check_names(made, j->error);
    if (status != BS_OK) {
        bs_table_free(made);
        return status;
    }
    *result = made;
    return BS_OK;
}

static bs_status join(joining *j, const bs_join_options *options, bs_table **result)
{
    bs_names on_other = options->on_other.count ? options->on_other : options->on;
    if (on_other.count != options->on.count)
        return bs_fail(j->error, BS_MISUSE, "%zu columns are joined on %zu others",
                       options->on.count, on_other.count);
    bs_status status = bs_table_find_all(j->left, options->on, &j->left_keys, j->error);
    if (status == BS_OK)
        status = bs_table_find_all(j->right, on_other, &j->right_keys, j->error);
    if (status == BS_OK)
        status = check_keys(j);
    if (status == BS_OK)
        status = find_pairs(j);
    if (status != BS_OK)
        return status;
    if (j->kind == BS_JOIN_ANTI || j->kind == BS_JOIN_SEMI)
        return bs_table_gather(j->left, j->left_rows.items, j->left_rows.count, result, j->error);
    return build(j, result);
}

bs_status bs_table_join(bs_table *table, bs_table *other, const bs_join_options *options,
                        bs_table **result, bs_error *error)
{
    joining j = {.left = table,
                 .right = other,
                 .key_count = options->on.count,
                 .kind = options->kind,
                 .error = error};
    bs_status status = join(&j, options, result);
    joining_clear(&j);
    return status;
}
